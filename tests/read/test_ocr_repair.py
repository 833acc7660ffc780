"""What was misread and can be told from its shape."""

from __future__ import annotations

import pytest

from pipeline.read.ocr.repair import repaired
from pipeline.read.page import PageWord


def words(text: str, confidence: float = 0.6) -> list[PageWord]:
    return [
        PageWord(word, (40.0 * i, 10, 40.0 * i + 35, 24), 13, confidence=confidence)
        for i, word in enumerate(text.split())
    ]


@pytest.mark.parametrize(
    ("read", "written", "rule"),
    [
        pytest.param("1O5/QĐ-UBND", "105/QĐ-UBND", "number_and_symbol", id="O in a number"),
        pytest.param("12/2O21/NĐ-CP", "12/2021/NĐ-CP", "number_and_symbol", id="O in a year"),
        pytest.param("l2/KH-SCV", "12/KH-SCV", "number_and_symbol", id="l for 1"),
        pytest.param("3O/O4/2O25.", "30/04/2025.", "date_digits", id="date"),
        pytest.param("QD-UBND", "QĐ-UBND", "symbol_lost_bar", id="bar"),
        pytest.param("107/2020/ND-CP", "107/2020/NĐ-CP", "symbol_lost_bar", id="bar of a decree"),
        pytest.param("HDND", "HĐND", "symbol_lost_bar", id="bar of a council"),
        pytest.param("viêc", "việc", "syllable", id="a tone that has to be there"),
        pytest.param("nghiêp,", "nghiệp,", "syllable", id="with a comma"),
        pytest.param("V/%", "V/v", "about", id="V/v"),
        pytest.param("2O", "20", "letter_in_number", id="O after a digit"),
    ],
)
def test_one_word(read: str, written: str, rule: str) -> None:
    (word,) = repaired(words(read))
    assert (word.text, word.repaired) == (written, (read, rule))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("ngày 3O tháng O6 năm 2O25", "ngày 30 tháng 06 năm 2025", id="date in words"),
        pytest.param("Số: 63S /BC-SCV", "Số: 635 /BC-SCV", id="number"),
        pytest.param("CỘNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NẠM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="national title"),
        pytest.param("Đọc lạp - Tự đo - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc", id="motto"),
        pytest.param("CHÍ THỊ", "CHỈ THỊ", id="title"),
        pytest.param("PHÓ CHÚ TỊCH", "PHÓ CHỦ TỊCH", id="post"),
    ],
)
def test_lines(line: str, expected: str) -> None:
    found = repaired(words(line))
    assert " ".join(word.text for word in found) == expected
    assert [word.repaired[0] if word.repaired else word.text for word in found] == line.split()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="the author's own place of the mark"),
        pytest.param("Khoản II Mục B Phụ lục I", id="numbers in letters"),
        pytest.param("ngày Ol tháng", id="nothing but letters"),
        pytest.param("ngày 7O tháng", id="no day"),
        pytest.param("45/15/2O25", id="no date"),
        pytest.param("B1 A2 C5 ISO 9001:2015", id="codes"),
        pytest.param("Krông Pắc Ea Súp website TTHC", id="names and foreign words"),
        pytest.param("chủ tịch báo cáo", id="small letters"),
        pytest.param("SO SÁNH", id="capitals"),
        pytest.param("QD 12", id="no symbol"),
    ],
)
def test_left_alone(line: str) -> None:
    assert " ".join(word.text for word in repaired(words(line))) in (line, line.replace("7O", "70"))
    assert all(word.confidence == 0.6 for word in repaired(words(line)) if not word.repaired)


def test_mended_word_is_not_sure_and_a_sure_one_is_left() -> None:
    (word,) = repaired(words("1O5/QĐ-UBND", 0.98))
    assert word.confidence == 0.8
    assert repaired(words("Đắklắk", 0.98))[0].text == "Đắklắk"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        pytest.param("ngày 0Htháng 7", 1, id="day by hand and the word behind it"),
        pytest.param("ngày 1q tháng 7", 1, id="day by hand"),
        pytest.param("tháng k3 năm 2026", 1, id="letter first"),
        pytest.param("tổng 1X3 hồ sơ", 1, id="letter in a number"),
    ],
)
def test_a_number_with_a_letter_is_never_sure(line: str, place: int) -> None:
    found = repaired(words(line, 0.75))
    assert found[place].confidence == 0.3
    assert {word.confidence for i, word in enumerate(found) if i != place} == {0.75}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("điểm 3a khoản 2b Điều 5", id="points"),
        pytest.param("lúc 14h30 và 8g", id="hours"),
        pytest.param("rộng 25m2 hoặc 1,5ha", id="measures"),
        pytest.param("15/KH-SCV và 12/2021/NĐ-CP", id="numbers of documents"),
        pytest.param("giấy A4, mẫu M2b", id="codes"),
        pytest.param("ngày 15/3/2026 tháng 7", id="digits"),
    ],
)
def test_what_is_meant_to_hold_a_letter_keeps_its_confidence(line: str) -> None:
    assert {word.confidence for word in repaired(words(line, 0.75))} == {0.75}
