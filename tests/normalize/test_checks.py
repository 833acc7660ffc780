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


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("1. Sở Nội vụ nộp báo cáo trước ngày 32/11.", "32/11", id="no-year"),
        pytest.param("1. Sở Nội vụ nộp báo cáo trước ngày 31/4/2026.", "31/4/2026", id="short-month"),
        pytest.param("1. Sở Nội vụ họp ngày 29 tháng 02 năm 2026.", "29 tháng 02 năm 2026", id="no-leap-year"),
        pytest.param("1. Sở Nội vụ họp từ 25/13/2026.", "25/13/2026", id="no-such-month"),
    ],
)
def test_a_day_that_no_calendar_has(line: str, day: str) -> None:
    told = [finding for finding in _plan(line).findings if finding.code == "impossible_date"]
    assert [(finding.severity, finding.message) for finding in told] == [(Severity.ERROR, f"Lịch không có ngày {day}.")]
    assert told[0].message_en is not None and day in told[0].message_en


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1. Sở Nội vụ nộp báo cáo từ ngày 20-25 hằng tháng.", id="two-days"),
        pytest.param("1. Sở Nội vụ họp ngày 29/02/2028 và ngày 29/2.", id="leap-year"),
        pytest.param("1. Sở Nội vụ thực hiện Nghị định số 31/02/2020/NĐ-CP và Công văn số 45/13/UBND.", id="numbers"),
        pytest.param("1. Sở Nội vụ đạt 30/32 điểm, mục 31.02 và 40.13.2020.", id="ratios"),
    ],
)
def test_numbers_that_are_no_days(line: str) -> None:
    assert "impossible_date" not in _codes(_plan(line))


def test_an_amended_text_keeps_its_own_numbers() -> None:
    body = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Quy chế", "1. Sửa đổi khoản 2 Mục I như sau:",
        "2. Sở Nội vụ lưu hồ sơ.", "2. Bổ sung khoản 7 Mục II như sau:", "7. Sở Nội vụ gửi hồ sơ.", "9. Sở Y tế họp.",
        "Điều 2. Tổ chức thực hiện", "1. Sở Nội vụ họp.", "2. Sở Y tế họp.", "2. Sở Tài chính họp.",
    )  # fmt: skip
    record = _plan(*body)
    told = [
        (f.code, record.text[f.span[0].start :][:18]) for f in record.findings if f.code.endswith(("numbering", "item"))
    ]
    assert told == [("duplicate_numbering", "2. Sở Tài chính họ")]


_LIST_HEAD = "STT | Tên thủ tục\nI | CẤP TỈNH (02 thủ tục; 06 thành phần hồ sơ)\n1 | Cấp mới\n2 | Cấp đổi\n"


@pytest.mark.parametrize(
    ("title", "rows", "told"),
    [
        pytest.param(
            "DANH MỤC 10 THÀNH PHẦN HỒ SƠ PHẢI SỐ HÓA",
            "II | CẤP XÃ (01 thủ tục; 03 thành phần hồ sơ)\n1 | Khai sinh",
            "Bảng 1: tên danh mục ghi 10 thành phần hồ sơ, nhưng dòng 1, 4 ghi 6 + 3 = 9.",
            id="lines-make-up-less",
        ),
        pytest.param(
            "DANH MỤC 09 THÀNH PHẦN HỒ SƠ CỦA 03 THỦ TỤC",
            "II | CẤP XÃ (01 thủ tục; 03 thành phần hồ sơ)\n1 | Khai sinh",
            None,
            id="lines-make-up-the-number",
        ),
        pytest.param(
            "DANH MỤC 03 TTHC",
            "II | CẤP XÃ (01 thủ tục; 03 thành phần hồ sơ)\n1 | Khai sinh",
            None,
            id="short-name",
        ),
        pytest.param(
            "DANH MỤC 04 THỦ TỤC HÀNH CHÍNH",
            " | Tổng cộng: 02 thủ tục",
            "Bảng 1: tên danh mục ghi 4 thủ tục hành chính, nhưng dòng 4 ghi 2.",
            id="total-line",
        ),
        pytest.param("DANH MỤC 05 THỦ TỤC", "3 | Gia hạn", None, id="one-line-of-a-list-cut-short"),
    ],
)
def test_a_title_against_the_lines_of_its_list(title: str, rows: str, told: str | None) -> None:
    layout_of_list = layout(
        *LETTERHEAD, "Số: 15/QĐ-UBND", DATE, "QUYẾT ĐỊNH", "Công bố danh mục", title, _LIST_HEAD + rows
    )
    messages = [f.message for f in process_layout(layout_of_list).findings if f.code == "total_mismatch"]
    assert messages == ([told] if told else [])


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param(
            "Đã giải quyết 1.200 hồ sơ (trước hạn 800, đúng hạn 390, quá hạn 20).",
            "Lời văn ghi 1.200 nhưng 800 + 390 + 20 = 1.210",
            id="parts-make-up-more",
        ),
        pytest.param(
            "Tiếp nhận 312 hồ sơ, gồm 300 hồ sơ tiếp nhận mới và 10 hồ sơ kỳ trước chuyển sang.",
            "Lời văn ghi 312 nhưng 10 + 300 = 310",
            id="parts-make-up-less",
        ),
        pytest.param("Đã giải quyết 1.200 hồ sơ (trước hạn 800, đúng hạn 390, quá hạn 10).", None, id="adds-up"),
        pytest.param("Đã giải quyết 1.200 hồ sơ, trong đó trước hạn 800, quá hạn 10.", None, id="a-part-is-not-told"),
        pytest.param(
            "Tiếp nhận 100 hồ sơ; đã giải quyết 95 hồ sơ, đang giải quyết 9 hồ sơ.",
            None,
            id="what-came-over-is-not-told",
        ),
        pytest.param(
            "Đã giải quyết 95 hồ sơ, đúng hạn 80 hồ sơ, quá hạn 10 hồ sơ, trả lại 5 hồ sơ.", None, id="returned"
        ),
        pytest.param(
            "Năm 2024 giải quyết 95 hồ sơ, năm 2025 giải quyết 99 hồ sơ, đúng hạn 80 hồ sơ, quá hạn 1 hồ sơ.",
            None,
            id="two-years",
        ),
    ],
)
def test_the_sums_of_a_sentence(sentence: str, told: str | None) -> None:
    record = record_of("report", sentence)
    found = [f for f in record.findings if f.code == "total_mismatch"]
    assert [f.message.partition(":")[0] for f in found] == ([told] if told else [])
    assert all(f.severity is Severity.ERROR and f.message_en and f.span for f in found)


@pytest.mark.parametrize(
    ("cited", "code"),
    [
        pytest.param("Nghị định số 63/2010/NĐ-CP ngày 08/6/2011 của Chính phủ", "reference_misprint", id="two-years"),
        pytest.param("Nghị định số 63/2031/NĐ-CP của Chính phủ", "reference_in_future", id="year-to-come"),
        pytest.param("Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ", None, id="right"),
        pytest.param("Kế hoạch số 63/KH-UBND ngày 08/6/2025 của UBND tỉnh Lâm Đồng", None, id="no-year-in-the-key"),
    ],
)
def test_the_year_of_a_cited_document(cited: str, code: str | None) -> None:
    record = _plan(f"Căn cứ {cited};", "1. Sở Nội vụ họp.")
    assert _codes(record) == ([code] if code else [])
    assert all(finding.message_en for finding in record.findings)


@pytest.mark.parametrize(
    ("title", "more", "told"),
    [
        pytest.param(
            "DANH MỤC 03 THỦ TỤC HÀNH CHÍNH", (), "ghi 3 thủ tục hành chính, nhưng bảng liệt kê 2", id="one-is-missing"
        ),
        pytest.param("DANH MỤC 02 THỦ TỤC HÀNH CHÍNH", (), None, id="all-are-there"),
        pytest.param(
            "DANH MỤC 03 THỦ TỤC HÀNH CHÍNH",
            ("B. Cấp xã", "STT | Tên thủ tục\n1 | Khai sinh"),
            None,
            id="goes-on-in-a-second-table",
        ),
    ],
)
def test_a_title_against_the_rows_of_its_list(title: str, more: tuple[str, ...], told: str | None) -> None:
    rows = "STT | Tên thủ tục\n1 | Cấp mới\n2 | Cấp đổi"
    record = process_layout(
        layout(*LETTERHEAD, "Số: 15/QĐ-UBND", DATE, "QUYẾT ĐỊNH", "Công bố danh mục", title, rows, *more)
    )
    messages = [f.message for f in record.findings if f.code == "total_mismatch"]
    assert len(messages) == (1 if told else 0)
    assert told is None or told in messages[0]


def test_the_text_that_contradicts_a_wrong_total() -> None:
    table = "STT | Tên thủ tục | Tổng số hồ sơ tiếp nhận\n1 | Cấp mới | 5\n2 | Cấp đổi | 7\n | Tổng cộng | 11"
    record = record_of("report", "Trong năm, Sở tiếp nhận 12 hồ sơ.", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ", table)
    assert _codes(record) == ["total_mismatch", "inconsistent_values"]
    told = record.findings[1]
    assert "Lời văn ghi 12" in told.message and "in 11" in told.message and told.message_en
    assert record.text[told.span[0].start : told.span[0].end] == "12"
