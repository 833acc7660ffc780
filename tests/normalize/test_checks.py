"""Findings: what a careful reader would be told, and where nothing is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.processing import process_layout
from pipeline.record import Finding, Record, Severity
from tests.documents import DATE, FOOT, LETTERHEAD, layout, record_of


def _codes(record: Record) -> list[str]:
    return [finding.code for finding in record.findings]


def _only(record: Record) -> Finding:
    (finding,) = record.findings
    return finding


def _quoted(record: Record) -> str:
    (span,) = _only(record).span
    return record.text[span.start : span.end].strip()


def _plan(*body: str, number: str = "Số: 15/KH-UBND", date: str = DATE) -> Record:
    return process_layout(layout(*LETTERHEAD, number, date, "KẾ HOẠCH", "Trồng rừng năm 2026", *body, *FOOT))


def test_nothing_is_wrong() -> None:
    assert _codes(_plan("1. Sở Nội vụ nộp báo cáo trước ngày 30/6/2026.")) == []


def test_embedded_files_are_no_flaw_of_the_document() -> None:
    lines = (*LETTERHEAD, "Số: 15/KH-UBND", DATE, "KẾ HOẠCH", "Trồng rừng năm 2026", "1. Sở Nội vụ họp.", *FOOT)
    record = process_layout(replace(layout(*lines), embedded=("oleObject1.xlsx", "oleObject2.xlsx")))
    finding = _only(record)
    assert (finding.code, finding.severity) == ("embedded_files", Severity.INFO)
    assert "oleObject2.xlsx" in finding.message


def test_missing_number() -> None:
    record = _plan("1. Sở Nội vụ họp.", number="Số:     /KH-UBND")
    assert (_only(record).code, _only(record).severity, _quoted(record)) == (
        "missing_number", Severity.WARNING, "KH-UBND",
    )  # fmt: skip
    assert "KH-UBND" in _only(record).message


@pytest.mark.parametrize(
    ("date", "quoted"),
    [
        pytest.param("Lâm Đồng, ngày   tháng 01 năm 2026", "ngày   tháng 01 năm 2026", id="blank-day"),
        pytest.param("Lâm Đồng, ngày ... tháng ... năm 2026", "ngày ... tháng ... năm 2026", id="dots"),
    ],
)
def test_missing_date(date: str, quoted: str) -> None:
    record = _plan("1. Sở Nội vụ họp.", date=date)
    assert (_only(record).code, _quoted(record)) == ("missing_date", quoted)


def test_an_attached_plan_needs_neither_number_nor_date() -> None:
    head = ("KẾ HOẠCH", "Trồng rừng", "(Kèm theo Quyết định số 7/QĐ-UBND ngày 05/01/2026 của UBND tỉnh Lâm Đồng)")
    assert _codes(process_layout(layout(*LETTERHEAD, *head, "1. Sở Nội vụ họp."))) == []


@pytest.mark.parametrize(
    ("line", "code", "quoted"),
    [
        pytest.param(
            "1. Sở Nội vụ nộp báo cáo trước ngày 05/01/2026.",
            "deadline_before_issue",
            "trước ngày 05/01/2026",
            id="past",
        ),
        pytest.param(
            "1. Sở Nội vụ nộp báo cáo trước ngày 30/6/2027.",
            "deadline_outside_plan_year",
            "trước ngày 30/6/2027",
            id="other-year",
        ),
    ],
)
def test_deadlines(line: str, code: str, quoted: str) -> None:
    record = _plan(line)
    assert (_only(record).code, _quoted(record)) == (code, quoted)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1. Sở Nội vụ nộp báo cáo năm trước ngày 15/01/2027.", id="yearly-report-in-january"),
        pytest.param("1. Sở Nội vụ nộp báo cáo trong tháng 01/2026.", id="month-of-issue"),
        pytest.param("1. Sở Nội vụ nộp báo cáo hằng quý.", id="rhythm"),
        pytest.param("1. Sở Nội vụ nộp báo cáo theo quy định.", id="condition"),
    ],
)
def test_deadlines_in_order(line: str) -> None:
    assert _codes(_plan(line)) == []


def test_a_deadline_shared_by_tasks_is_told_once() -> None:
    body = ("1. Trước ngày 05/01/2026, Sở Nội vụ thực hiện các việc sau:", "a) Rà soát hồ sơ;", "b) Nộp báo cáo.")
    record = _plan(*body)
    assert len(record.tasks) == 2
    assert _codes(record) == ["deadline_before_issue"]


@pytest.mark.parametrize(
    ("labels", "code", "severity", "quoted"),
    [
        pytest.param("1. 2. 2.", "duplicate_numbering", Severity.WARNING, "2.", id="duplicate"),
        pytest.param("1. 2. 4.", "skipped_numbering", Severity.WARNING, "4.", id="skipped"),
        pytest.param("a) b) d)", "skipped_numbering", Severity.WARNING, "d)", id="skipped-letter"),
        pytest.param("c) d) e)", "skipped_numbering", Severity.INFO, "e)", id="letter-d-with-stroke-left-out"),
    ],
)
def test_numbering(labels: str, code: str, severity: Severity, quoted: str) -> None:
    body = [f"{label} Sở Nội vụ họp." for label in labels.split()]
    record = _plan(*body)
    assert (_only(record).code, _only(record).severity, _quoted(record)) == (code, severity, quoted)


def test_an_item_that_announces_and_says_nothing() -> None:
    record = _plan("1. Giao Sở Nội vụ:", "2. Sở Y tế họp.")
    assert (_only(record).code, _quoted(record)) == ("incomplete_item", "1.")


def test_a_unit_that_nobody_knows_is_told_once() -> None:
    record = _plan("1. Rà soát hồ sơ.", "Đơn vị chủ trì: Phòng QLHT.", "2. Họp.", "Đơn vị chủ trì: Phòng QLHT.")
    assert (_only(record).code, _only(record).severity, _quoted(record)) == (
        "unknown_unit", Severity.INFO, "Phòng QLHT",
    )  # fmt: skip


def test_every_finding_speaks_both_languages() -> None:
    record = record_of("plan", "1. Sở Nội vụ nộp báo cáo trước ngày 05/01/2026.", "3. Họp.")
    assert len(record.findings) == 2
    assert all(finding.message and finding.message_en for finding in record.findings)


def test_checks_change_no_value() -> None:
    """A wrong day stays as printed: the finding says so, the record does not mend it."""
    (task,) = _plan("1. Sở Nội vụ nộp báo cáo trước ngày 05/01/2026.").tasks
    assert [deadline.end for deadline in task.deadlines] == ["2026-01-05"]
