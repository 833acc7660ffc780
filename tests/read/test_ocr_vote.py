"""Readings of one line become one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.read.ocr.reading import Reading
from pipeline.read.ocr.vote import agree, doubts, vote


def reading(reader: str, text: str, sure: float = 0.95) -> Reading:
    return Reading.of(reader, [(sign, 10.0 * i, 10.0 * i + 9, sure) for i, sign in enumerate(text)])


def voted(tesseract: str, trueocr: str, asterocr: str | None = None) -> str:
    readings = [reading("tesseract", tesseract), reading("trueocr", trueocr)]
    if asterocr is not None:
        readings.append(reading("asterocr", asterocr))
    return " ".join(word.text for word in vote(readings))


@pytest.mark.parametrize(
    ("tesseract", "trueocr", "asterocr", "expected"),
    [
        pytest.param("Chỉ đạo", "Chi đạo", "Chỉ đạo", "Chỉ đạo", id="most"),
        pytest.param("Số: 6§0 /TB", "Số: 660 /TB", "Số: 660 /TB", "Số: 660 /TB", id="digits"),
        pytest.param("93J/QĐ-SCV", "559/QĐ-SCV", "539/QĐ-SCV", "539/QĐ-SCV", id="sign by sign"),
        pytest.param("Số: 5€ /TB", "Số:561/TB", "Số: 561/TB", "Số: 561/TB", id="a digit more"),
        pytest.param("ngày tháng 5", "ngày 31 tháng 5", "ngày 31 tháng 5", "ngày 31 tháng 5", id="missed by the first"),
        pytest.param("thực 4 hiện", "thực hiện", "thực hiện", "thực hiện", id="a speck"),
        pytest.param("ỦY BANNHÂN DÂN", "ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN", id="a blank lost"),
        pytest.param("33-NQ/T W về", "33-NQ/TW về", "33-NQ/TW về", "33-NQ/TW về", id="a blank too many"),
        pytest.param("Hà Nội, ngày 3", "Hà Nội,ngày 3", "Hà Nội, ngày 3", "Hà Nội, ngày 3", id="blank after a comma"),
        pytest.param("thẳm quyền", "thâm quyền", "thẩm quyền", "thẩm quyền", id="a syllable in use"),
        pytest.param("hành chính.", "hành chính", "hành chính", "hành chính", id="a speck after a word"),
        pytest.param("“Tiếp tục”", '"Tiếp tục"', '"Tiếp tục"', "“Tiếp tục”", id="the look of quotes"),
        pytest.param("", "Số: 01", "Số: 01", "Số: 01", id="unseen by the first"),
        pytest.param("xq ~ zz", "Nguyễn Quốc", "Nguyễn Quốc", "Nguyễn Quốc", id="something else"),
        pytest.param("", "", "", "", id="nothing"),
    ],
)
def test_vote(tesseract: str, trueocr: str, asterocr: str, expected: str) -> None:
    assert voted(tesseract, trueocr, asterocr) == expected


def test_agreement_is_sure_and_disagreement_about_digits_is_not() -> None:
    (sure,) = vote([reading("tesseract", "1135"), reading("trueocr", "1135")])
    (most,) = vote([reading("tesseract", "1137"), reading("trueocr", "1135"), reading("asterocr", "1135")])
    (none,) = vote([reading("tesseract", "113"), reading("trueocr", "1185"), reading("asterocr", "4135")])
    (alone,) = vote([reading("tesseract", "7", 0.6), reading("trueocr", ""), reading("asterocr", "")])
    assert sure.confidence > 0.9 > most.confidence > 0.7 > none.confidence
    assert alone.confidence < 0.5


def test_words_keep_their_places_apart() -> None:
    readings = [
        reading("tesseract", "ỦY BANNHÂNDÂN"),
        *(reading(r, "ỦY BAN NHÂN DÂN") for r in ("trueocr", "asterocr")),
    ]
    words = vote(readings)
    assert [word.text for word in words] == ["ỦY", "BAN", "NHÂN", "DÂN"]
    assert all(a.right <= b.left for a, b in pairwise(words))
    assert words[0].left == 0.0
    assert words[-1].right == pytest.approx(129, abs=2)


def test_dashes_and_quotes_are_no_disagreement() -> None:
    assert agree(reading("tesseract", "Độc lập — “Tự do”"), reading("trueocr", 'Độc lập - "Tự do"'))
    assert not agree(reading("tesseract", "ngày 3"), reading("trueocr", "ngày 8"))


def test_doubts_are_the_words_that_differ_with_a_neighbour() -> None:
    a = reading("tesseract", "một hai ba bốn năm sáu bảy tám chín mười 7O")
    b = reading("trueocr", "một hai bà bốn năm sáu bảy tám chín mười 70")
    parts = doubts(a, b)
    assert parts is not None
    assert [(a.text[i:j], b.text[p:q].strip()) for (i, j), (p, q) in parts] == [
        ("hai ba bốn", "hai bà bốn"),
        ("mười 7O", "mười 70"),
    ]
    assert doubts(a, reading("trueocr", "hoàn toàn khác")) is None


def test_reading_is_clean() -> None:
    found = Reading.of(
        "x", [(" ", 0, 1, 1), ("o\u0302\u0301", 1, 2, 0.5), (" ", 2, 3, 1), (" ", 3, 4, 1), ("⁄", 4, 5, 1)]
    )
    assert (found.text, len(found.places), found.sure[0]) == ("ố /", 3, 0.5)
