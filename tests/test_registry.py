"""Which known unit a misspelled one was meant to be, and which are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import registry
from pipeline.registry import Known, line_of, near, same_but_and, spelled_out, spellings, suggestions
from pipeline.vocabulary import rows


@pytest.mark.parametrize(
    ("written", "meant", "distance"),
    [
        pytest.param("Chi cục Kiểm lam", "Chi cục Kiểm lâm", 0.25, id="one_mark"),
        pytest.param("So Noi vu", "Sở Nội vụ", 0.5, id="no_marks_at_all"),
        pytest.param("Phòng Kinh te", "Phòng Kinh tế", 0.25, id="mark_of_a_short_word"),
        pytest.param("Sở Nôngnghiệp và Môi trường", "Sở Nông nghiệp và Môi trường", 0.5, id="blank_dropped"),
        pytest.param("Sở Nông ng hiệp và Môi trường", "Sở Nông nghiệp và Môi trường", 0.5, id="blank_inside"),
        pytest.param("Trung tâm Khuyến nônng", "Trung tâm Khuyến nông", 1.0, id="letter_too_many"),
        pytest.param("Sở Tài nguyên và Môi trưonwg", "Sở Tài nguyên và Môi trường", 1.0, id="letters_swapped"),
        pytest.param("Phòng Quản lyb đất đai", "Phòng Quản lý đất đai", 1.0, id="no_syllable_however_short"),
        pytest.param("Sở Tài chính", "Sở Tài chính", 0.0, id="itself"),
    ],
)
def test_a_slip_is_seen(written: str, meant: str, distance: float) -> None:
    found = near(written)
    assert found is not None
    assert (found.name, found.distance) == (meant, distance)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("Phòng Kinh", id="less_than_a_name"),
        pytest.param("Chi cục Y tế", id="another_head"),
        pytest.param("Phòng Sinh tế", id="another_letter_in_a_word_of_other_names"),
        pytest.param("Phòng Nghiệp vụ 2", id="number"),
        pytest.param("Chi cục Kiểm lam vùng II", id="roman_number"),
        pytest.param("Sở Hoa học và Công nghệ Xanh", id="more_words"),
        pytest.param("Phòng Kế hoạch hóa", id="another_word"),
        pytest.param("Câu lạc bộ Hoa Sen", id="no_head"),
        pytest.param("Trung tâm Phát triển quỹ đá", id="a_short_word_changed"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_slip_stays(written: str) -> None:
    assert near(written) is None


def test_recognised_text_may_have_more_slips() -> None:
    written = "Sở Tài nguyèm và Mõi trưòmg"
    assert near(written) is None
    found = near(written, recognised=True)
    assert found is not None
    assert found.name == "Sở Tài nguyên và Môi trường"


def test_two_that_could_be_meant_are_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines() -> tuple[tuple[Known, tuple[str, ...]], ...]:
        names = ("Trung tâm Trắc nghiệm", "Trung tâm Trắc nghiệt")
        return tuple((Known(name, "any", "subunit", ()), (name,)) for name in names)

    monkeypatch.setattr(registry, "_lines", lines)
    registry._by_head.cache_clear()
    near.cache_clear()
    try:
        assert near("Trung tâm Trắc nghiêz") is None
        assert near("Trung tâm Trac nghiệm") == registry.Near("Trung tâm Trắc nghiệm", 0.25)
    finally:
        registry._by_head.cache_clear()
        near.cache_clear()


@pytest.mark.parametrize("recognised", [False, True])
def test_no_known_name_is_a_slip_of_another(recognised: bool) -> None:
    """Where the registry lacked any one of its names, that one would stay as written."""
    entries = registry._by_head()
    taken = []
    for name in {row["name"] for row in rows("agencies")}:
        for head, known in entries.items():
            left = tuple(entry for entry in known if entry.name != name)
            if len(left) == len(known):
                continue
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(registry, "_by_head", lambda head=head, left=left: {head: left})
                near.cache_clear()
                if (found := near(name, recognised=recognised)) is not None:
                    taken.append((name, found.name))
    near.cache_clear()
    assert taken == []


@given(st.text(max_size=80), st.booleans())
def test_any_text_is_near_something_known_or_nothing(text: str, recognised: bool) -> None:
    found = near(text, recognised=recognised)
    assert found is None or line_of(found.name) is not None


def test_connectors_do_not_part_names() -> None:
    assert same_but_and("Sở Giáo dục - Đào tạo") == "Sở Giáo dục và Đào tạo"
    assert same_but_and("Sở Giáo dục Hoa Lư") is None


def test_every_spelling_means_one_name() -> None:
    keys: dict[str, set[str]] = {}
    for row in rows("agencies"):
        for spelling in (row["name"], *filter(None, row["aliases"].split("|"))):
            keys.setdefault(registry.loose_key(spelling), set()).add(row["name"])
    assert {key: names for key, names in keys.items() if len(names) > 1} == {}
    assert keys.keys() == spellings().keys()


def test_whose_part_a_unit_is_are_known_units() -> None:
    for row in rows("agencies"):
        for owner in filter(None, row["of"].split("|")):
            assert line_of(owner) is not None, row["name"]


def test_suggestions_are_for_people() -> None:
    assert suggestions("Phòng Giáo dục và Đào tạo nghề")[0].name == "Phòng Giáo dục và Đào tạo"
    assert suggestions("Xưởng mộc Hoa Lư") == []
    assert len(suggestions("Phòng Quản lý")) <= 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("UBND tỉnh Hoa Lư", "Ủy ban nhân dân tỉnh Hoa Lư", id="capitals"),
        pytest.param("ubnd xã", "Ủy ban nhân dân xã", id="small_letters"),
        pytest.param("Bo GD&DT", "Bo Giáo dục và Đào tạo", id="no_marks"),
        pytest.param("Sở TT & TT", "Sở Thông tin và Truyền thông", id="blanks"),
        pytest.param("UBND TP. Hoa Lư", "Ủy ban nhân dân thành phố Hoa Lư", id="city"),
        pytest.param("ca trực", "ca trực", id="a_word"),
        pytest.param("ban chi dao", "ban chi dao", id="words"),
    ],
)
def test_what_people_type_is_spelled_out(typed: str, meant: str) -> None:
    assert spelled_out(typed) == meant
