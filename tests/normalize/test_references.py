"""Values of a citation, and what a careful reader would remark."""

from __future__ import annotations

import pytest

from pipeline.extract.references import find_references
from pipeline.normalize.references import reference, reference_findings
from pipeline.record import DateValue, Document, Precision, Reference, Unit


def read(text: str) -> list[Reference]:
    """Read with stand-ins for units and dates, which have tests of their own."""
    return [
        reference(m, text, resolve_unit=lambda words: Unit(text=words, name=words.upper()), date_iso=_iso)
        for m in find_references(text)
    ]


def _iso(words: str) -> str | None:
    numbers = [int(word) for word in words.replace("/", " ").split() if word.isdigit()]
    return f"{numbers[2]}-{numbers[1]:02}-{numbers[0]:02}" if len(numbers) == 3 else None


VALUES = [
    pytest.param("Quyết định số 12/QĐ-UBND", ("Quyết định", "12", None, "QĐ-UBND", "12/QĐ-UBND"), id="plain"),
    pytest.param(
        "nghị định số 7 /2031/NĐ- CP", ("Nghị định", "7", 2031, "NĐ-CP", "7/2031/NĐ-CP"), id="year, blanks taken out"
    ),
    pytest.param("Chỉ thị 31-CT/TU", ("Chỉ thị", "31", None, "CT/TU", "31-CT/TU"), id="party"),
    pytest.param("văn bản số 5/SNV-TTr", ("Công văn", "5", None, "SNV-TTr", "5/SNV-TTr"), id="van ban: kind by symbol"),
    pytest.param("và 65/QĐ-SYT", ("Quyết định", "65", None, "QĐ-SYT", "65/QĐ-SYT"), id="no kind: by symbol"),
    pytest.param(
        "Hướng dẫn số 55/KH-SYT", ("Hướng dẫn", "55", None, "KH-SYT", "55/KH-SYT"), id="words win over symbol"
    ),
    pytest.param("ISO 9001: 2015", ("Tiêu chuẩn", "9001", 2015, "ISO", "ISO 9001:2015"), id="standard"),
    pytest.param(
        "tiêu chuẩn TCVN ISO 9001 :2015", ("Tiêu chuẩn", "9001", 2015, "TCVN ISO", "TCVN ISO 9001:2015"), id="TCVN ISO"
    ),
    pytest.param("Luật Đất đai năm 2024", ("Luật", None, None, None, None), id="law without a number"),
    pytest.param(
        "Luật Đất đai số 31/2024/QH15", ("Luật", "31", 2024, "QH15", "31/2024/QH15"), id="law with its number"
    ),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(text: str, expected: tuple[object, ...]) -> None:
    (value,) = read(text)
    assert (value.type, value.number, value.year, value.symbol, value.key) == expected


def test_date_issuer_name_and_text_come_from_their_words() -> None:
    (value,) = read("Căn cứ Quyết định số 1/QĐ-SYT ngày\n5/6/2030 của  Sở Y tế về việc khám bệnh;")
    assert value.date == "2030-06-05"
    assert value.issuer is not None and value.issuer.name == "SỞ Y TẾ"
    assert value.name == "về việc khám bệnh"
    assert value.text == "Quyết định số 1/QĐ-SYT ngày 5/6/2030 của Sở Y tế"


def test_a_law_keeps_its_luat_in_the_name() -> None:
    assert [value.name for value in read("Luật Đất đai năm 2024; Pháp lệnh Ngoại hối")] == ["Luật Đất đai", "Ngoại hối"]


def _document(symbol: str | None = None, issued: str | None = None) -> Document:
    day = DateValue(text="", start=issued, end=issued, precision=Precision.DAY) if issued else None
    return Document(symbol=symbol, issued=day)


FINDINGS = [
    pytest.param(
        "Kế hoạch số 1/KH-SKHCCN; Kế hoạch số 2/KH-SKHCN; Kế hoạch số 3/KH-SKHCN",
        _document(),
        ["reference_misprint"],
        id="a letter too many",
    ),
    pytest.param(
        "Quyết định số 3/QĐ-SKHCHN", _document("QĐ-SKHCN"), ["reference_misprint"], id="unlike its own symbol"
    ),
    pytest.param(
        "Kế hoạch số 1/KH-SNV; Kế hoạch số 2/KH-STC; Kế hoạch số 3/KH-STC; Kế hoạch số 4/KH-SNNV",
        _document(),
        [],
        id="other offices",
    ),
    pytest.param("theo TCVN 9001:2015 và TCVN ISO 9001:2015", _document(), ["reference_misprint"], id="ISO left out"),
    pytest.param("theo TCVN 5945:2005 và TCVN ISO 9001:2015", _document(), [], id="two standards"),
    pytest.param(
        "Thông tư số 3/2030/TT-BYT ngày 1/2/2033",
        _document(issued="2030-05-01"),
        ["reference_in_future"],
        id="from the future",
    ),
    pytest.param("Thông tư số 3/2030/TT-BYT ngày 1/5/2030", _document(issued="2030-05-01"), [], id="same day"),
    pytest.param("Thông tư số 3/2030/TT-BYT ngày 1/5/2030", _document(), [], id="issue date unknown"),
]


@pytest.mark.parametrize(("text", "document", "codes"), FINDINGS)
def test_findings(text: str, document: Document, codes: list[str]) -> None:
    findings = reference_findings(read(text), document)
    assert [finding.code for finding in findings] == codes
    assert all(finding.span and finding.message_en for finding in findings)
