"""The meeting that minutes tell of: when, who chaired, who took part."""

from __future__ import annotations

import pytest

from pipeline.extract.meeting import find_meeting, find_meeting_subject
from pipeline.extract.outline import Outline, build_outline
from pipeline.extract.paragraphs import split_paragraphs
from pipeline.processing import process_layout
from tests.documents import DATE, layout, record_of
from tests.extract.grids import layout_of

_OPENS = "Hôm nay, vào lúc 08 giờ 30 phút, ngày 12 tháng 01 năm 2026, tại Sở Nội vụ đã tiến hành cuộc họp."


def _outline(*lines: str) -> Outline:
    source = layout_of(*lines)
    return build_outline(source.text, split_paragraphs(source))


@pytest.mark.parametrize(
    ("line", "start"),
    [
        pytest.param(_OPENS, "08 giờ 30 phút, ngày 12 tháng 01 năm 2026", id="sentence"),
        pytest.param("Thời gian: 08 giờ 00 phút, ngày 09/11/2026", "08 giờ 00 phút, ngày 09/11/2026", id="line"),
        pytest.param(
            "1. Thời gian, địa điểm: 14h30 ngày 09/11/2026, tại Hội trường", "14h30 ngày 09/11/2026", id="item"
        ),
        pytest.param("Ngày 09/01/2026, ông Đỗ Quang Vinh chủ trì cuộc họp.", "Ngày 09/01/2026", id="day-alone"),
    ],
)
def test_start(line: str, start: str) -> None:
    outline = _outline(line, "Chủ trì: Ông Đỗ Quang Vinh - Giám đốc Sở")
    meeting = find_meeting(outline)
    assert meeting is not None
    assert meeting.start is not None
    assert start in (meeting.start.of(outline.text), f"Ngày {meeting.start.of(outline.text)}")


@pytest.mark.parametrize(
    ("line", "end"),
    [
        pytest.param("Cuộc họp kết thúc vào lúc 11 giờ 30 phút cùng ngày.", "11 giờ 30 phút cùng ngày", id="same-day"),
        pytest.param("Biên bản lập xong hồi 16h00 ngày 12/01/2026.", "16h00 ngày 12/01/2026", id="minutes-done"),
    ],
)
def test_end(line: str, end: str) -> None:
    outline = _outline(_OPENS, "1. Nội dung khác.", line)
    meeting = find_meeting(outline)
    assert meeting is not None
    assert meeting.end is not None
    assert meeting.end.of(outline.text).startswith(end.split(" cùng")[0])


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Chủ trì: Ông Đỗ Quang Vinh - Giám đốc Sở", id="line"),
        pytest.param("Chủ tọa cuộc họp: đồng chí Đỗ Quang Vinh", id="comrade"),
        pytest.param("Cuộc họp dưới sự chủ trì của ông Đỗ Quang Vinh.", id="of"),
        pytest.param("Ông Đỗ Quang Vinh - Giám đốc Sở chủ trì cuộc họp.", id="sentence"),
        pytest.param("Chủ trì: TS. Đỗ Quang Vinh", id="degree"),
    ],
)
def test_chair_is_a_bare_name(line: str) -> None:
    outline = _outline(_OPENS, line)
    meeting = find_meeting(outline)
    assert meeting is not None
    assert meeting.chair is not None
    assert meeting.chair.of(outline.text) == "Đỗ Quang Vinh"


def test_participants_are_those_of_the_attendance_part() -> None:
    outline = _outline(
        _OPENS,
        "I. Thành phần tham dự",
        "1. Chủ trì: Ông Đỗ Quang Vinh - Giám đốc Sở",
        "2. Thư ký: Bà Lý Mỹ Hạnh - Chuyên viên Văn phòng",
        "- Ông Vũ Đại Hải, Trưởng phòng Một cửa;",
        "- Các phòng, đơn vị thuộc Sở.",
        "II. Nội dung",
        "- Ông Hoàng Văn Thái, Trưởng phòng Tài vụ: báo cáo.",
    )
    meeting = find_meeting(outline)
    assert meeting is not None
    found = [(p.name.of(outline.text), p.position and p.position.of(outline.text)) for p in meeting.participants]
    assert found == [
        ("Đỗ Quang Vinh", "Giám đốc Sở"),
        ("Lý Mỹ Hạnh", "Chuyên viên Văn phòng"),
        ("Vũ Đại Hải", "Trưởng phòng Một cửa"),
    ]


def test_a_document_that_mentions_no_day_of_a_meeting_tells_of_none() -> None:
    assert find_meeting(_outline("1. Rà soát hồ sơ.", "2. Nộp báo cáo.")) is None


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        pytest.param(["2. Nội dung: Bàn giao kho lưu trữ."], "Bàn giao kho lưu trữ.", id="same-line"),
        pytest.param(["II. NỘI DUNG CUỘC HỌP", "Bàn giao kho lưu trữ."], "Bàn giao kho lưu trữ.", id="next-line"),
        pytest.param(["II. NỘI DUNG", "1. Bàn giao kho.", "2. Việc khác."], None, id="list"),
    ],
)
def test_subject_of_minutes(lines: list[str], subject: str | None) -> None:
    outline = _outline(_OPENS, *lines, "III. KẾT LUẬN")
    found = find_meeting_subject(outline)
    assert (found and found.of(outline.text)) == subject


def test_values_in_the_record() -> None:
    meeting = record_of(
        "minutes", _OPENS, "Cuộc họp kết thúc vào lúc 11 giờ 30 phút cùng ngày.", foot=()
    ).document.meeting
    assert meeting is not None
    assert (meeting.start, meeting.end, meeting.chair) == ("2026-01-12T08:30", "2026-01-12T11:30", None)


@pytest.mark.parametrize(
    ("subject", "tells"),
    [
        pytest.param("Kết luận của Giám đốc Sở tại cuộc họp giao ban", True, id="conclusions"),
        pytest.param("Lịch tiếp công dân", False, id="another-notice"),
    ],
)
def test_a_notice_tells_of_a_meeting_by_its_subject(subject: str, tells: bool) -> None:
    told = "Ngày 09/01/2026, ông Đỗ Quang Vinh - Giám đốc Sở chủ trì cuộc họp giao ban."
    record = process_layout(layout("SỞ NỘI VỤ", "Số: 2/TB-SNV", DATE, "THÔNG BÁO", subject, told, "1. Mua máy in."))
    assert (record.document.meeting is not None) is tells


def test_minutes_without_a_date_line_are_of_the_day_of_the_meeting() -> None:
    issued = process_layout(layout("SỞ NỘI VỤ", "BIÊN BẢN", "Họp giao ban", _OPENS)).document.issued
    assert issued is not None
    assert (issued.start, issued.end) == ("2026-01-12", "2026-01-12")


def test_people_with_degrees_or_posts_took_part_and_the_absent_did_not() -> None:
    record = process_layout(
        layout(
            "BỆNH VIỆN ĐA KHOA TỈNH SƠN LA",
            "Số: 05/BB-BVĐK",
            "Sơn La, ngày 25 tháng 9 năm 2026",
            "BIÊN BẢN",
            "Họp Hội đồng Thuốc",
            "Hôm nay, vào lúc 14 giờ 15 phút, ngày 25/9/2026, Hội đồng đã họp.",
            "I. THÀNH PHẦN",
            "1. Chủ trì: BSCKII. Lò Văn Sơn - Giám đốc",
            "2. Thành viên:",
            "- DSCKI. Kim Thị Hoa, Trưởng khoa Dược;",
            "- Nguyễn Văn Út - Trưởng khoa Ngoại",
            "3. Vắng: BS. Sơn Minh Trí - Trưởng khoa Nhi.",
            "II. NỘI DUNG",
            "1. Hội đồng thảo luận danh mục thuốc.",
        )
    )
    assert record.document.meeting is not None
    assert [p.name for p in record.document.meeting.participants] == ["Lò Văn Sơn", "Kim Thị Hoa", "Nguyễn Văn Út"]
