"""Characters: one spelling for what looks the same, and keys that forgive what people write differently."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.text import TONE_MARKS, fold, match_key, nfc, small, squeeze

#: Vietnamese letters, composed and decomposed, with what word processors leave between them.
VIETNAMESE = st.text(
    st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐƠÐð áàảãạấứợỹị\u0301\u0300\u0309\u0303\u0323\u00ad\u200b\ufeff \t\n/-.0123"
    ),
    max_size=40,
)
ANY_TEXT = st.one_of(st.text(max_size=60), VIETNAMESE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ho\u0300a Bi\u0300nh", "Hòa Bình", id="decomposed"),
        pytest.param("Ðồng Tháp, ðường", "Đồng Tháp, đường", id="icelandic-eth"),
        pytest.param("Ban\u00ad hành\u200b kế\ufeff hoạch", "Ban hành kế hoạch", id="zero-width"),
        pytest.param("hoà và hòa", "hoà và hòa", id="tone-place-stays"),
        pytest.param("a  b\n", "a  b\n", id="blanks-stay"),
        pytest.param("lẻ\ud800", "lẻ", id="half-a-surrogate-pair"),
    ],
)
def test_nfc(text: str, expected: str) -> None:
    assert nfc(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("  Sở \t Nội\n vụ ", "Sở Nội vụ", id="runs-of-blanks"),
        pytest.param("12\u00a0hồ\u2003sơ", "12 hồ sơ", id="other-blanks"),
        pytest.param(" \n", "", id="nothing-but-blanks"),
    ],
)
def test_squeeze(text: str, expected: str) -> None:
    assert squeeze(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ủy ban nhân dân ĐẮK LẮK", "uy ban nhan dan dak lak", id="marks-and-case"),
        pytest.param("Đường Đê, đò", "duong de, do", id="stroke"),
        pytest.param("118/QĐ-UBND", "118/qd-ubnd", id="key"),
        pytest.param("Ðà  Nẵng", "da nang", id="eth-and-blanks"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("hoá đơn", "hóa đơn", id="oa"),
        pytest.param("Uỷ ban", "ỦY BAN", id="uy"),
        pytest.param("thuý", "thúy", id="uy-acute"),
        pytest.param("Kế  hoạch", "kế hoạch", id="blanks-and-case"),
    ],
)
def test_match_key_is_the_same(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("hoa", "hóa", id="tone"),
        pytest.param("sơ", "so", id="horn"),
        pytest.param("đo", "do", id="stroke"),
        pytest.param("bà lan", "ba làn", id="tone-on-another-word"),
    ],
)
def test_match_key_tells_words_apart(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@given(ANY_TEXT)
def test_nfc_twice_equals_once(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert unicodedata.is_normalized("NFC", nfc(text))


@given(ANY_TEXT)
def test_fold_twice_equals_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def _has_word_with_two_tones(text: str) -> bool:
    words = squeeze(unicodedata.normalize("NFD", nfc(text).casefold())).split(" ")
    return any(sum(c in TONE_MARKS for c in word) > 1 for word in words)


@given(ANY_TEXT)
def test_match_key_twice_equals_once(text: str) -> None:
    assume(not _has_word_with_two_tones(text))
    assert match_key(match_key(text)) == match_key(text)


def test_match_key_of_a_word_with_two_tones_twice_equals_once() -> None:
    """Recognition and careless typing put a second mark on a word."""
    assert match_key(match_key("thuỷị")) == match_key("thuỷị")


@given(ANY_TEXT)
def test_match_key_forgets_how_letters_are_composed(text: str) -> None:
    assert match_key(unicodedata.normalize("NFD", nfc(text))) == match_key(nfc(text))


@given(st.text(st.sampled_from("abcdđêơư hòá"), max_size=30))
def test_fold_leaves_nothing_but_ascii_of_vietnamese(text: str) -> None:
    assert fold(text).isascii()


@given(ANY_TEXT)
def test_small_letters_stand_at_their_places(text: str) -> None:
    assert len(small(text)) == len(text)
    assert all(s == c.casefold() or len(c.casefold()) > 1 for s, c in zip(small(text), text, strict=True))


def test_letters_that_small_ones_outnumber_stay() -> None:
    assert small("TỈNH ẞ NĂM") == "tỉnh ẞ năm"
