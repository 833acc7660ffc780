"""Finding words: accents optional, and nothing that a person types is taken for syntax."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql

from pipeline.load.queries import documents, tasks
from pipeline.load.search import contains_pieces, document_search, folded_words, matching
from tests.load.conftest import only


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        pytest.param(("Sở Khoa học và Công nghệ",), " so khoa hoc va cong nghe", id="tones"),
        pytest.param(("Đo đạc ĐẤT ĐAI",), " do dac dat dai", id="d with stroke"),
        pytest.param(("3034/QĐ-UBND",), " 3034 qd ubnd", id="a key is three words"),
        pytest.param(("Sở KH&CN", None, "a_b%c"), " so kh cn a b c", id="no wildcard is left"),
        pytest.param((None, "", " - "), "", id="no words"),
    ],
)
def test_folded_words(texts: tuple[str | None, ...], words: str) -> None:
    assert folded_words(*texts) == words


@given(st.text())
def test_folding_twice_equals_once(text: str) -> None:
    once = folded_words(text)
    assert folded_words(once) == once
    assert not set(once) & set("%_\"'*")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        pytest.param("đất đai", ["Đo đạc lại đất đai"], id="as written"),
        pytest.param("dat dai", ["Đo đạc lại đất đai"], id="without accents"),
        pytest.param("DAT dạ", ["Đo đạc lại đất đai"], id="a word begun"),
        pytest.param("dai dat", ["Đo đạc lại đất đai"], id="in any order"),
        pytest.param('"dai dat"', [], id="a phrase keeps its order"),
        pytest.param('"dat dai"', ["Đo đạc lại đất đai"], id="a phrase"),
        pytest.param("cong an", ["Đo đạc lại đất đai", "Trực an ninh mạng"], id="by the units"),
        pytest.param("at dai", [], id="not inside a word"),
        pytest.param("khong co", [], id="nothing"),
    ],
)
def test_search_tasks(loaded: Engine, search: str, found: list[str]) -> None:
    assert [row.text for row in tasks(loaded, only(search=search))] == found


@pytest.mark.parametrize(
    ("search", "keys"),
    [
        pytest.param("12/KH-UBND", ["12/KH-UBND"], id="a key"),
        pytest.param("12/kh-ub", ["12/KH-UBND"], id="a key begun"),
        pytest.param("so kh&cn do dac", ["12/KH-UBND"], id="of the text"),
        pytest.param("chuyen doi so nam 2031", ["12/KH-UBND"], id="of the subject"),
        pytest.param("ho so quy", ["7/BC-SKHCN"], id="of another"),
    ],
)
def test_search_documents(loaded: Engine, search: str, keys: list[str]) -> None:
    assert [row.key for row in documents(loaded, only(search=search))] == keys


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "'",
        "a'b",
        "NEAR(",
        "AND OR NOT",
        "words:x",
        "*",
        "-",
        "(a",
        "^a",
        "a + b",
        "%",
        "_",
        "\x00",
        "💡",
        "{x}",
    ],
)
def test_nothing_that_is_typed_is_syntax(loaded: Engine, typed: str) -> None:
    assert isinstance(tasks(loaded, only(search=typed, unit=typed, document=typed, kind=typed)), list)


@given(st.text(max_size=30))
def test_other_databases_search_with_like(text: str) -> None:
    statement = select(document_search.c.rowid).where(contains_pieces(document_search.c.words, text))
    assert "MATCH" not in str(statement.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_like_finds_what_the_index_finds(loaded: Engine) -> None:
    with loaded.connect() as connection:
        for typed in ("dat dai", '"chuyen doi so"', "12/kh", "khong co", ""):
            like = select(document_search.c.rowid).where(contains_pieces(document_search.c.words, typed))
            assert (
                connection.execute(like).all() == connection.execute(matching(connection, document_search, typed)).all()
            )
