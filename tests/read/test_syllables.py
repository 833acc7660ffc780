"""Syllables of Vietnamese: what is one, and which share of a text is."""

from __future__ import annotations

import time
import unicodedata

import pytest

from pipeline.read.syllables import is_syllable, parted, plausible_share

_GOOD = """
    nghiêng quyết quốc giếng gì giữ khuya nguyễn ngoằn xoong hoà hòa thuỷ thủy quý kỹ Yên ỷ ƯỚC ĐỂ Được tuýp khuếch
    quẹo Đắk Krông uống ưu ương yêu thuở huơ tuổi người
"""
_BAD = """
    thủtục BộTư vA BAo ngế kát cêm đuợc tòan nghà xaõ hoøa QuyÕt sach1 HQI Dl)C the' ngh b UBND website phápp
"""
_TEXT = (
    "Căn cứ Luật Tổ chức chính quyền địa phương; theo đề nghị của Giám đốc Sở Nông nghiệp, Ủy ban nhân dân tỉnh yêu "
    "cầu các đơn vị khẩn trương rà soát, tổng hợp kết quả giải quyết hồ sơ thủ tục hành chính quý III/2024 (312 hồ "
    "sơ), gửi về Văn phòng trước ngày 15/10/2024 qua địa chỉ vanphong@example.vn để báo cáo UBND tỉnh và Bộ Nội vụ."
)


@pytest.mark.parametrize(
    "word",
    _GOOD.split(),
)
def test_syllable(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word",
    _BAD.split(),
)
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_TEXT, id="text"),
        pytest.param(_TEXT.upper(), id="capitals"),
        pytest.param(unicodedata.normalize("NFD", _TEXT), id="decomposed"),
        pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="title"),
        pytest.param("Lan Anh", id="two words without marks"),
        pytest.param("Số: 12/QĐ-UBND, mẫu II.06a", id="numbers and symbols"),
    ],
)
def test_vietnamese(text: str) -> None:
    assert plausible_share(text) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("UY BAN MAN DAN CONG Hem. XA HQI", id="foreign recognition, capitals"),
        pytest.param("BO GIAO Dl)C vA BAo T~O", id="foreign recognition, marks as signs"),
        pytest.param("uv naN NUAN oAN TiNH", id="strewn capitals"),
        pytest.param("UY BAN NHAN DAN TINH", id="no marks"),
        pytest.param("Uy ban nhan dan tinh yeu cau cac don vi khan truong ra soat va tong hop", id="no marks, long"),
        pytest.param("Quy\u00d5t \u00ae\u00defnh cña Th\u00f1 t\u2212\u00edng ChÝnh phñ", id="TCVN3"),
        pytest.param("Tieáng Vieät, Coäng hoøa xaõ hoäi chuû nghóa", id="VNI"),
        pytest.param("BỘTƯ PHÁP BANHÀNH THÔNGTƯ", id="run together, capitals"),
        pytest.param("thủtục hànhchính của cáccơ quan", id="run together"),
        pytest.param("The ministry said this morning that there is no plan for another meeting", id="English"),
    ],
)
def test_not_vietnamese(text: str) -> None:
    assert plausible_share(text) < 0.6


def test_dropped_spaces_lower_the_share() -> None:
    assert plausible_share(_TEXT.replace("hành chính", "hànhchính").replace("đơn vị", "đơnvị")) < plausible_share(_TEXT)


@pytest.mark.parametrize("text", ["", "12/2024", "a b c", "II. 3)", "TTHC HĐND"])
def test_no_evidence_speaks_for_the_text(text: str) -> None:
    assert plausible_share(text) == 1.0


def test_fast() -> None:
    plausible_share(_TEXT)
    long = (_TEXT + "\n") * (100_000 // len(_TEXT) + 1)
    start = time.process_time()
    plausible_share(long)
    assert time.process_time() - start < 0.2  # some 0.02 s; the margin is for a busy machine


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("thủtục", ("thủ", "tục"), id="two"),
        pytest.param("PHÓGIÁMĐỐC", ("PHÓ", "GIÁM", "ĐỐC"), id="three-capitals"),
        pytest.param("BỘTƯ", ("BỘ", "TƯ"), id="no-lone-vowel"),
        pytest.param("kếhoạch", ("kế", "hoạch"), id="fewest-parts"),
        pytest.param("côngan", None, id="two-ways"),
        pytest.param("UBNDtỉnh", ("UBND", "tỉnh"), id="abbreviation-first"),
        pytest.param("UBNDs", None, id="abbreviation-with-a-letter"),
        pytest.param("nghiêng", None, id="a-syllable"),
        pytest.param("online", None, id="foreign"),
        pytest.param("Việttel", None, id="no-syllables"),
    ],
)
def test_lost_blanks(word: str, parts: tuple[str, ...] | None) -> None:
    assert parted(word) == parts
