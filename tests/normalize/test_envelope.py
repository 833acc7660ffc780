"""What an envelope says of a document: it fills what the text lacks, and is believed where they disagree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.processing import process_layout
from pipeline.read.layout import Envelope
from pipeline.record import Record
from tests import documents
from tests.containers import BLANK_LETTER, LETTER

ENVELOPE = Envelope(
    "edxml",
    True,
    number="340",
    symbol="UBND-NC",
    type="Công văn",
    place="Lâm Đồng",
    issued="2026-01-12",
    subject="Về rà soát hồ sơ",
    issuer="UBND tỉnh Lâm Đồng",
    signer_name="Lâm Gia Phúc",
    signer_position="Phó Chủ tịch",
    signer_authority="KT",
)


def record(text: str, envelope: Envelope | None = ENVELOPE, **changes: Any) -> Record:
    layout = replace(documents.layout(*text.split("\n")), envelope=envelope and replace(envelope, **changes))
    return process_layout(layout)


def differences(found: Record) -> list[str]:
    return [finding.message_en or "" for finding in found.findings if finding.code == "envelope_differs"]


def test_blanks_of_the_text_are_filled() -> None:
    assert record(BLANK_LETTER, None).document.key is None
    document = (found := record(BLANK_LETTER)).document
    assert (document.number, document.symbol, document.key) == ("340", "UBND-NC", "340/UBND-NC")
    assert document.issued is not None
    assert (document.issued.start, document.issued.precision) == ("2026-01-12", "day")
    assert {"number", "issued"} <= {name for name, trace in document.trace.items() if trace.rule == "edxml"}
    assert differences(found) == []
    assert "missing_number" not in {finding.code for finding in found.findings}


def test_words_without_any_head_get_one() -> None:
    document = record("Giao Sở Nội vụ rà soát hồ sơ quá hạn, báo cáo trước ngày 15/3.").document
    assert (document.type, document.key, document.place) == ("Công văn", "340/UBND-NC", "Lâm Đồng")
    assert document.issuer is not None
    assert document.issuer.name == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert document.signer is not None
    assert (document.signer.name, document.signer.position, document.signer.authority) == (
        "Lâm Gia Phúc",
        "Phó Chủ tịch",
        "KT",
    )


def test_deadlines_count_from_the_day_of_the_envelope() -> None:
    [task] = record("Giao Sở Nội vụ rà soát hồ sơ quá hạn, báo cáo trước ngày 15/3.").tasks
    assert [deadline.end for deadline in task.deadlines] == ["2026-03-15"]


def test_the_same_in_other_letters_is_no_difference() -> None:
    found = record(LETTER, number="0340", symbol="ubnd-nc", signer_name="ThS. LÂM GIA PHÚC", type="công văn")
    assert differences(found) == []
    assert found.document.key == "340/UBND-NC"
    assert found.document.trace["number"].rule != "edxml"


@pytest.mark.parametrize(
    ("changes", "key", "told"),
    [
        pytest.param({"number": "341"}, "341/UBND-NC", "the number", id="number"),
        pytest.param({"symbol": "UBND-TH"}, "340/UBND-TH", "the symbol", id="symbol"),
        pytest.param({"issued": "2026-01-13"}, "340/UBND-NC", "the day of issue", id="day"),
        pytest.param({"signer_name": "Trần Thị Bích"}, "340/UBND-NC", "the signer", id="signer"),
    ],
)
def test_the_envelope_is_believed_and_a_finding_says_so(changes: dict[str, Any], key: str, told: str) -> None:
    found = record(LETTER, **changes)
    assert found.document.key == key
    [difference] = differences(found)
    assert told in difference


@pytest.mark.parametrize(
    ("symbol", "number", "key"),
    [
        pytest.param("340/UBND-NC", "340", "340/UBND-NC", id="whole key in the symbol"),
        pytest.param("107/2020/NĐ-CP", None, "107/2020/NĐ-CP", id="with its year"),
        pytest.param("2020/NĐ-CP", "107", "107/2020/NĐ-CP", id="year in the symbol"),
        pytest.param("CT/TU", "31", "31-CT/TU", id="party"),
    ],
)
def test_forms_of_numbers(symbol: str, number: str | None, key: str) -> None:
    assert record("Nội dung văn bản.", symbol=symbol, number=number).document.key == key


def test_what_the_text_says_of_subject_place_and_issuer_stands() -> None:
    document = (found := record(LETTER, place="Đà Lạt", issuer="Văn phòng UBND tỉnh Lâm Đồng")).document
    assert document.subject == record(LETTER, None).document.subject
    assert document.place == "Lâm Đồng"
    assert document.issuer is not None
    assert document.issuer.name == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert differences(found) == []


def test_an_annex_without_a_number_is_attached() -> None:
    document = record("PHỤ LỤC\nDanh mục hồ sơ quá hạn", is_first=False, documents=2).document
    assert (document.number, document.attached_to) == (None, "340/UBND-NC")
    assert document.issued is not None
    assert document.issued.start == "2026-01-12"


def test_the_other_file_of_the_same_document_has_its_values() -> None:
    issued = record(LETTER.replace("ngày 12", "ngày   "), is_first=False, documents=2).document.issued
    assert issued is not None
    assert issued.start == issued.end == "2026-01-12"


def test_another_document_in_the_envelope_keeps_its_own() -> None:
    text = LETTER.replace("340/UBND-NC", "77/QĐ-UBND").replace("12 tháng 01", "05 tháng 01")
    document = record(text, is_first=False, documents=2).document
    assert document.key == "77/QĐ-UBND"
    assert document.issued is not None
    assert document.issued.start == "2026-01-05"


def test_a_mail_only_fills() -> None:
    mail = Envelope("mail", False, subject="V/v họp giao ban", issued="2026-02-01")
    document = record("Kính gửi: Các phòng\nĐề nghị Phòng Nội vụ báo cáo trước ngày 15/3.", mail).document
    assert document.type is None
    assert document.subject == "V/v họp giao ban"
    assert document.issued is not None
    assert document.issued.start == "2026-02-01"
    document = record(LETTER, mail).document
    assert document.issued is not None
    assert document.issued.start == "2026-01-12"
