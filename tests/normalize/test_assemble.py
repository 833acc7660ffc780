"""The values of a whole record in the light of each other: kind, key, day, units, deadlines, citations."""

from __future__ import annotations

import pytest

from pipeline.processing import process_layout
from pipeline.record import Document, Precision, TaskKind
from tests.documents import DATE, FOOT, HEADS, LETTERHEAD, layout, names, record_of


def _document(*lines: str) -> Document:
    return process_layout(layout(*lines)).document


@pytest.mark.parametrize(
    ("line", "number", "symbol", "key"),
    [
        pytest.param("Số: 3034/QĐ-UBND", "3034", "QĐ-UBND", "3034/QĐ-UBND", id="plain"),
        pytest.param("Số: 12 / BC - SNV", "12", "BC-SNV", "12/BC-SNV", id="blanks"),
        pytest.param("Số: 28/2003/NĐ-CP", "28", "NĐ-CP", "28/2003/NĐ-CP", id="year"),
        pytest.param("Số 31-CT/TU", "31", "CT/TU", "31-CT/TU", id="party"),
        pytest.param("Số:     /QĐ-UBND", None, "QĐ-UBND", None, id="blank-number"),
        pytest.param("Số: 7/QĐ–UBND", "7", "QĐ-UBND", "7/QĐ-UBND", id="long-hyphen"),
    ],
)
def test_key(line: str, number: str | None, symbol: str, key: str | None) -> None:
    document = _document(*LETTERHEAD, line, DATE, "KẾ HOẠCH", "Trồng rừng", "1. Sở Nội vụ họp.")
    assert (document.number, document.symbol, document.key) == (number, symbol, key)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        pytest.param(HEADS["plan"], "Kế hoạch", id="title"),
        pytest.param((*LETTERHEAD, "Số: 2/BB-UBND", DATE, "TRÍCH BIÊN BẢN", "Họp giao ban"), "Biên bản", id="extract"),
        pytest.param(HEADS["letter"], "Công văn", id="letter"),
        pytest.param((*LETTERHEAD, "Số: 9/TB-UBND", DATE), "Thông báo", id="symbol-alone"),
        pytest.param(("Phụ lục", "Danh mục loài cây"), None, id="appendix"),
        pytest.param(("Phường Bảo Lộc ra mắt quầy số", "14/01/2026 08:30"), "Tin bài", id="news"),
    ],
)
def test_type(lines: tuple[str, ...], kind: str | None) -> None:
    assert _document(*lines, "Sở Nội vụ họp bàn việc trồng cây.").type == kind


@pytest.mark.parametrize(
    ("line", "start", "end", "precision"),
    [
        pytest.param(DATE, "2026-01-12", "2026-01-12", Precision.DAY, id="day"),
        pytest.param("Lâm Đồng, ngày   tháng 01 năm 2026", "2026-01-01", "2026-01-31", Precision.MONTH, id="month"),
        pytest.param("Lâm Đồng, ngày ... tháng ... năm 2026", "2026-01-01", "2026-12-31", Precision.YEAR, id="year"),
    ],
)
def test_issued(line: str, start: str, end: str, precision: Precision) -> None:
    issued = _document(*LETTERHEAD, "Số: 5/KH-UBND", line, "KẾ HOẠCH", "Trồng rừng", "1. Sở Nội vụ họp.").issued
    assert issued is not None
    assert (issued.start, issued.end, issued.precision) == (start, end, precision)


def test_subject_is_one_line_without_closing_marks() -> None:
    document = _document(*LETTERHEAD, DATE, "KẾ HOẠCH", "Trồng rừng  và", "chăm sóc rừng", "1. Sở Nội vụ họp.")
    assert document.subject == "Trồng rừng và chăm sóc rừng"


@pytest.mark.parametrize(
    ("lines", "authority", "position"),
    [
        pytest.param(("T/M. BAN THƯỜNG VỤ", "BÍ THƯ"), "TM", "BÍ THƯ", id="slash"),
        pytest.param(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "TL", "CHÁNH VĂN PHÒNG", id="tl"),
        pytest.param(("Q. GIÁM ĐỐC",), "Q", "GIÁM ĐỐC", id="acting"),
        pytest.param(("GIÁM ĐỐC",), None, "GIÁM ĐỐC", id="none"),
    ],
)
def test_signer(lines: tuple[str, ...], authority: str | None, position: str) -> None:
    signer = record_of("plan", "1. Sở Nội vụ họp.", foot=(*lines, "Lâm Gia Phúc")).document.signer
    assert signer is not None
    assert (signer.authority, signer.position, signer.name) == (authority, position, "Lâm Gia Phúc")


def test_recipients_are_those_of_the_list() -> None:
    assert record_of("plan", "1. Sở Nội vụ họp.").document.recipients == ("Như trên", "Lưu: VT")


@pytest.mark.parametrize(
    ("place", "committee"),
    [
        pytest.param("Lâm Đồng, ngày 12 tháng 01 năm 2026", "Ủy ban nhân dân tỉnh Lâm Đồng", id="province"),
        pytest.param("Huế, ngày 12 tháng 01 năm 2026", "Ủy ban nhân dân thành phố Huế", id="city"),
    ],
)
def test_committees_carry_the_place_of_the_document(place: str, committee: str) -> None:
    words = "thành phố" if "Huế" in place else "tỉnh"
    record = process_layout(
        layout(
            "SỞ NỘI VỤ", "Số: 3/KH-SNV", place, "KẾ HOẠCH", "Lưu trữ", f"1. Đề nghị UBND {words} cấp kinh phí.", *FOOT
        )
    )
    assert [names(task.lead) for task in record.tasks] == [[committee]]


def test_short_forms_that_the_document_defines_are_opened() -> None:
    record = record_of("plan", "1. Trung tâm Hỗ trợ Khởi nghiệp (TTHTKN) mở lớp.", "2. Giao TTHTKN cấp chứng nhận.")
    assert [names(task.lead) for task in record.tasks] == [["Trung tâm Hỗ trợ Khởi nghiệp"]] * 2


def test_a_council_is_of_the_places_that_the_committee_behind_it_names() -> None:
    lines = ("1. HĐND, UBND các cấp rà soát hồ sơ.", "2. HĐND và UBND huyện Mường Hoa báo cáo kết quả.")
    councils = [task.lead[0] for task in record_of("plan", *lines).tasks]
    assert names(councils) == ["Hội đồng nhân dân các cấp", "Hội đồng nhân dân huyện Mường Hoa"]
    assert [unit.text for unit in councils] == ["HĐND", "HĐND"]


def test_a_communes_place_line_leaves_the_province_to_the_text() -> None:
    record = process_layout(
        layout(
            *("ỦY BAN NHÂN DÂN", "XÃ BÌNH MINH", "Số: 3/KH-UBND", "Bình Minh, ngày 12 tháng 9 năm 2025", "KẾ HOẠCH"),
            *("Lưu trữ", "Thực hiện Kế hoạch số 5/KH-UBND ngày 01/8/2025 của UBND tỉnh Quảng Ngãi", "I. NHIỆM VỤ"),
            *("1. Đề nghị UBND tỉnh cấp kinh phí.", *FOOT),
        )
    )
    assert names(record.tasks[0].lead) == ["Ủy ban nhân dân tỉnh Quảng Ngãi"]


def test_who_leads_does_not_support() -> None:
    lines = ("1. Rà soát hồ sơ.", "Đơn vị chủ trì: Sở Nội vụ.", "Đơn vị phối hợp: Sở Nội vụ, Sở Y tế.")
    (task,) = record_of("plan", *lines).tasks
    assert (names(task.lead), names(task.support)) == (["Sở Nội vụ"], ["Sở Y tế"])


def test_where_nobody_is_named_the_issuer_leads() -> None:
    (task,) = record_of("plan", "I. NHIỆM VỤ", "1. Rà soát hồ sơ.").tasks
    assert (names(task.lead), task.kind) == (["Ủy ban nhân dân tỉnh Lâm Đồng"], TaskKind.COMMITMENT)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("trước ngày 30/6", "2026-06-30", id="year-of-the-plan"),
        pytest.param("trong 10 ngày kể từ ngày ký", "2026-01-22", id="counted-from-the-day-of-issue"),
        pytest.param("trong tháng 5", "2026-05-31", id="month"),
    ],
)
def test_deadlines_are_read_in_the_light_of_the_document(words: str, expected: str) -> None:
    (task,) = record_of("plan", f"1. Sở Nội vụ nộp báo cáo {words}.").tasks
    assert [deadline.end for deadline in task.deadlines] == [expected]


def test_an_attached_plan_is_of_the_day_of_its_decision() -> None:
    document = _document(
        *LETTERHEAD, "KẾ HOẠCH", "Trồng rừng", "(Kèm theo Quyết định số 7/QĐ-UBND ngày 05/01/2026)", "1. Sở Nội vụ họp."
    )
    assert document.attached_to == "7/QĐ-UBND"
    assert document.issued is not None
    assert document.issued.start == "2026-01-05"


def test_fields_of_the_head_can_be_traced() -> None:
    record = record_of("plan", "1. Sở Nội vụ họp.")
    quoted = {
        name: record.text[trace.span[0].start : trace.span[0].end] for name, trace in record.document.trace.items()
    }
    assert (quoted["number"], quoted["symbol"], quoted["type"]) == ("15", "KH-UBND", "KẾ HOẠCH")
    assert quoted["subject"] == "Cải cách hành chính năm 2026"
    assert all(trace.rule for trace in record.document.trace.values())


def test_source_tells_where_the_record_comes_from() -> None:
    record = record_of("plan", "1. Sở Nội vụ họp.")
    assert record.text.startswith("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG")
    assert (record.source.format, record.source.ocr, record.source.pages) == ("txt", False, None)


@pytest.mark.parametrize(
    ("line", "end"),
    [
        pytest.param("1. Sở Nội vụ phê duyệt phương án đã rà soát trước ngày 31/10/2026.", "2026-10-31", id="ahead"),
        pytest.param("1. Sở Nội vụ phê duyệt phương án đã rà soát trước ngày 31/10/2025.", None, id="over"),
        pytest.param(
            "1. Sở Nội vụ rà soát dữ liệu, báo cáo kết quả ngày 15/10/2026.", "2026-10-15", id="bare-day-ahead"
        ),
        pytest.param("1. Sở Nội vụ rà soát dữ liệu, khắc phục lỗi ngày 15/10/2025.", None, id="bare-day-over"),
    ],
)
def test_a_date_that_could_date_a_noun_is_a_deadline_only_ahead(line: str, end: str | None) -> None:
    (task,) = record_of("plan", line).tasks
    assert [d.end for d in task.deadlines] == ([end] if end else [])


@pytest.mark.parametrize(
    ("line", "years"),
    [
        pytest.param(
            "1. Sở Nội vụ mở lớp trong hai năm 2026, 2027.",
            [("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")],
            id="each",
        ),
        pytest.param(
            "1. Sở Nội vụ đối soát dữ liệu thường xuyên trong năm 2026 và năm 2027.",
            [("2026-01-01", "2027-12-31")],
            id="ongoing",
        ),
    ],
)
def test_years_listed(line: str, years: list[tuple[str, str]]) -> None:
    (task,) = record_of("plan", line).tasks
    assert [(d.start, d.end) for d in task.deadlines] == years


def test_of_two_offices_that_sign_the_first_one_issues() -> None:
    lines = (
        "UBND TỈNH LÂM ĐỒNG",
        "SỞ NỘI VỤ - SỞ TÀI CHÍNH",
        "Số: 12/HDLN-SNV-STC",
        DATE,
        "HƯỚNG DẪN LIÊN NGÀNH",
        "Về việc chi trả chế độ",
        "1. Sở Tài chính thông báo kinh phí.",
        "KT. GIÁM ĐỐC SỞ TÀI CHÍNH",
        "PHÓ GIÁM ĐỐC",
        "Lâm Gia Phúc",
        "KT. GIÁM ĐỐC SỞ NỘI VỤ",
        "PHÓ GIÁM ĐỐC",
        "Võ Minh Châu",
    )
    document = _document(*lines)
    assert document.issuer is not None
    assert document.issuer.name == "Sở Nội vụ"
    assert document.signer is not None
    assert document.signer.name == "Võ Minh Châu"


def test_a_chair_is_told_by_the_post() -> None:
    title = ("THÔNG BÁO", "Kết luận tại cuộc họp về số hóa hồ sơ")
    body = "Ngày 06/01/2026, Phó Chủ tịch UBND tỉnh Hồ Minh Sơn chủ trì cuộc họp về số hóa hồ sơ."
    meeting = _document(*LETTERHEAD, "Số: 21/TB-UBND", DATE, *title, body, "1. Sở Nội vụ rà soát hồ sơ.", *FOOT).meeting
    assert meeting is not None
    assert meeting.chair == "Hồ Minh Sơn"


def test_an_office_belongs_to_the_one_printed_above_it() -> None:
    head = ("UBND XÃ HẢI LĂNG", "VĂN PHÒNG HĐND VÀ UBND", "Số: 12/TB-VP", "Hải Lăng, ngày 08 tháng 10 năm 2026")
    issuer = _document(*head, "THÔNG BÁO", "Lịch tiếp công dân", "1. Công chức niêm yết lịch.").issuer
    assert issuer is not None
    assert (issuer.name, issuer.owner) == (
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
        "Ủy ban nhân dân xã Hải Lăng",
    )
