"""Which words of a clause set a time for its task, and which only look so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.deadlines import IF_AHEAD, find_deadlines, split_time_line


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        pytest.param("nộp dự thảo chậm nhất là ngày 15/4/2024", ["chậm nhất là ngày 15/4/2024"], id="latest"),
        pytest.param("Đề nghị các xã nộp trước ngày 25/3 để tổng hợp", ["trước ngày 25/3"], id="before"),
        pytest.param("gửi góp ý trước 11h00 ngày 20/3", ["trước 11h00 ngày 20/3"], id="before-hour"),
        pytest.param("hạn cuối: 17h00 ngày 22/3/2024", ["hạn cuối: 17h00 ngày 22/3/2024"], id="last-call"),
        pytest.param("trình trước thứ Sáu, ngày 24/5/2024", ["trước thứ Sáu, ngày 24/5/2024"], id="weekday-and-date"),
        pytest.param("bàn giao mặt bằng đến hết tháng 9/2024", ["đến hết tháng 9/2024"], id="until-end"),
        pytest.param("đến ngày 30/4/2024 hoàn thành 80%", ["đến ngày 30/4/2024"], id="until-day"),
        pytest.param("kiểm kê xong trong quý II", ["trong quý II"], id="within-quarter"),
        pytest.param("Trong năm 2024, mỗi ấp đăng ký một mô hình", ["Trong năm 2024"], id="within-year-at-head"),
        pytest.param("(xong trong tháng 7)", ["trong tháng 7"], id="in-brackets"),
        pytest.param("Tháng 5/2024: khảo sát hiện trường", ["Tháng 5/2024"], id="month-at-head"),
        pytest.param("Quý IV/2024, báo cáo kết quả", ["Quý IV/2024"], id="quarter-at-head"),
        pytest.param("tổ chức tổng kết vào ngày 12/12/2024", ["vào ngày 12/12/2024"], id="on-day"),
        pytest.param("thời hạn gửi báo cáo: ngày 20/6/2024", ["ngày 20/6/2024"], id="label-inside"),
        pytest.param("hoàn thành vào cuối quý II/2024", ["vào cuối quý II/2024"], id="end-of-quarter"),
        pytest.param(
            "Từ ngày 01/4 đến ngày 15/4/2024, các tổ tự kiểm tra", ["Từ ngày 01/4 đến ngày 15/4/2024"], id="range"
        ),
        pytest.param("triển khai từ ngày 01/6/2024", ["từ ngày 01/6/2024"], id="since"),
        pytest.param(
            "sơ kết trong quý III, tổng kết trong quý IV năm 2024",
            ["trong quý III", "trong quý IV năm 2024"],
            id="two-times",
        ),
        pytest.param("báo cáo trước ngày 20 hằng tháng", ["trước ngày 20 hằng tháng"], id="day-of-month"),
        pytest.param("gửi trước ngày 15 của tháng cuối quý", ["trước ngày 15 của tháng cuối quý"], id="day-of-quarter"),
        pytest.param(
            "quyết toán trước ngày 31 tháng 3 của năm sau", ["trước ngày 31 tháng 3 của năm sau"], id="day-of-next-year"
        ),
        pytest.param("giao ban vào sáng thứ Hai hằng tuần", ["vào sáng thứ Hai hằng tuần"], id="weekday"),
        pytest.param("định kỳ 6 tháng một lần báo cáo Sở", ["định kỳ 6 tháng một lần"], id="half-yearly"),
        pytest.param("Mỗi quý 01 lần, kiểm tra bếp ăn", ["Mỗi quý 01 lần"], id="once-a-quarter"),
        pytest.param("kiểm tra định kỳ việc chấm công", ["định kỳ"], id="periodically"),
        pytest.param("hằng năm, rà soát quy hoạch", ["hằng năm"], id="yearly-at-head"),
        pytest.param("cử cán bộ thường xuyên hỗ trợ bà con", ["thường xuyên"], id="adverb"),
        pytest.param("tuyên truyền thường xuyên, liên tục", ["thường xuyên, liên tục"], id="continuously"),
        pytest.param("nộp trong vòng 15 ngày kể từ ngày ký", ["trong vòng 15 ngày kể từ ngày ký"], id="count-from"),
        pytest.param(
            "niêm yết trong thời hạn 05 ngày làm việc", ["trong thời hạn 05 ngày làm việc"], id="working-days"
        ),
        pytest.param(
            "khảo sát trong tháng 12 năm 2026 và quý I năm 2027",
            ["trong tháng 12 năm 2026", "quý I năm 2027"],
            id="one-within-for-two",
        ),
        pytest.param(
            "báo cáo trước ngày 10 tháng 6 và trước ngày 10 tháng 12 hằng năm",
            ["trước ngày 10 tháng 6 và trước ngày 10 tháng 12 hằng năm"],
            id="one-rhythm-for-two",
        ),
        pytest.param(
            "trình Trưởng ban ban hành trước ngày 31 tháng 01 hằng năm",
            ["trước ngày 31 tháng 01 hằng năm"],
            id="issued-every-year",
        ),
        pytest.param("đưa vào tiêu chí xếp loại hằng năm", [], id="rhythm-of-a-grading"),
        pytest.param("khơi thông kênh trước mùa mưa", ["trước mùa mưa"], id="before-a-season"),
        pytest.param("báo tin trong vòng 30 phút", ["trong vòng 30 phút"], id="minutes"),
        pytest.param(
            "gửi bảng kê trước khi kết thúc quý III/2024", ["trước khi kết thúc quý III/2024"], id="before-its-end"
        ),
        pytest.param("giao ban lúc 8 giờ 30 phút ngày 12/6/2024", ["ngày 12/6/2024"], id="hour-and-minutes"),
        pytest.param("báo cáo trước thứ Năm tuần này", ["trước thứ Năm tuần này"], id="this-week"),
        pytest.param("nộp bản kê trong tuần sau", ["trong tuần sau"], id="next-week"),
        pytest.param("trình đề án cuối năm nay", ["cuối năm nay"], id="end-of-this-year"),
        pytest.param("ngay sau khi có kết quả, báo dân", ["ngay sau khi có kết quả"], id="as-soon-as"),
        pytest.param("báo cáo đột xuất khi có yêu cầu", ["khi có yêu cầu"], id="on-request"),
        pytest.param("lập biên bản sau mỗi lần kiểm tra", ["sau mỗi lần kiểm tra"], id="after-each"),
        pytest.param("thực hiện theo đúng tiến độ", ["theo đúng tiến độ"], id="on-schedule"),
        pytest.param("triển khai theo lộ trình của huyện", ["theo lộ trình của huyện"], id="roadmap"),
        pytest.param("đào tạo theo kế hoạch đã được duyệt", ["theo kế hoạch đã được duyệt"], id="approved-plan"),
        pytest.param(
            "không để hồ sơ quá hạn so với thời gian quy định", ["thời gian quy định"], id="compared-with-limit"
        ),
        pytest.param(
            "Trong quá trình thực hiện, nếu có vướng mắc, phát sinh, báo về Văn phòng",
            ["Trong quá trình thực hiện, nếu có vướng mắc, phát sinh"],
            id="if-trouble",
        ),
    ],
)
def test_deadlines_in_a_clause(clause: str, expected: list[str]) -> None:
    assert [found.of(clause) for found in find_deadlines(clause)] == expected


@pytest.mark.parametrize(
    "clause",
    [
        pytest.param("Triển khai Kế hoạch năm 2024 của huyện", id="year-of-a-name"),
        pytest.param("Thực hiện Quyết định số 12/QĐ-UBND ngày 03/01/2024", id="date-of-a-citation"),
        pytest.param("Phổ biến “Kế hoạch hoàn thành trước năm 2025”", id="quoted-title"),
        pytest.param("Xây dựng Đề án phát triển chợ giai đoạn 2021-2025", id="span-of-a-programme"),
        pytest.param("Lập quy hoạch đến năm 2030, tầm nhìn đến năm 2045", id="horizon"),
        pytest.param("Sơ kết công tác 6 tháng đầu năm", id="period-reported"),
        pytest.param("cung cấp số liệu từ ngày 01/01/2023 đến ngày 31/12/2023", id="range-of-figures"),
        pytest.param("báo cáo số liệu tính đến ngày 31/3/2024", id="state-of-figures"),
        pytest.param("tổng hợp kết quả từ năm 2020 đến nay", id="up-to-now"),
        pytest.param("Thanh toán lương tháng 5 cho viên chức", id="month-of-a-noun"),
        pytest.param("Lập dự toán chi thường xuyên", id="recurrent-spending"),
        pytest.param("Phối hợp với Trung tâm Giáo dục thường xuyên mở lớp", id="name-of-a-centre"),
        pytest.param("thực hiện đầy đủ chế độ báo cáo định kỳ", id="periodic-reports"),
        pytest.param("Lưu trữ hồ sơ hằng năm của đơn vị", id="yearly-things"),
        pytest.param("kịp thời xử lý theo đúng quy định", id="manner"),
        pytest.param("hồ sơ được trả sớm và đúng hạn", id="in-time-alone"),
        pytest.param("bố trí kinh phí để thực hiện đúng tiến độ", id="purpose"),
        pytest.param("xếp thứ 5 toàn tỉnh", id="rank"),
        pytest.param("giảm thời gian xử lý xuống còn 05 ngày làm việc", id="service-level"),
    ],
)
def test_what_sets_no_time(clause: str) -> None:
    assert find_deadlines(clause) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Thời gian thực hiện: Thường xuyên trong năm.", ["Thường xuyên trong năm"], id="label-left-out"),
        pytest.param(
            "Quý II/2024 lập danh sách; định kỳ báo cáo",
            ["Quý II/2024 lập danh sách", "định kỳ báo cáo"],
            id="semicolon",
        ),
        pytest.param(
            "Quý I năm 2024 ban hành. Báo cáo theo quy định.",
            ["Quý I năm 2024 ban hành", "Báo cáo theo quy định"],
            id="sentences",
        ),
        pytest.param(
            "Quý I ban hành và thực hiện thường xuyên trong năm 2024",
            ["Quý I ban hành", "thực hiện thường xuyên trong năm 2024"],
            id="and-before-a-time",
        ),
        pytest.param(
            "Theo hướng dẫn của Sở và hoàn thành đúng thời gian quy định",
            ["Theo hướng dẫn của Sở và hoàn thành đúng thời gian quy định"],
            id="and-before-a-condition",
        ),
        pytest.param("Tháng 3 và tháng 9", ["Tháng 3", "tháng 9"], id="two-months"),
        pytest.param("Hằng quý, 6 tháng và năm", ["Hằng quý, 6 tháng và năm"], id="list-of-rhythms-stays-whole"),
        pytest.param("- Quý I\n- Quý III", ["Quý I", "Quý III"], id="lines-of-a-cell"),
        pytest.param("Trước 31.12.2024", ["Trước 31.12.2024"], id="dots-of-a-date"),
        pytest.param(" . ", [], id="blank"),
        pytest.param(
            "Theo lịch của Sở Văn hóa và Thể thao, xong trước ngày 20/4/2024",
            ["Theo lịch của Sở Văn hóa và Thể thao, xong trước ngày 20/4/2024"],
            id="and-inside-a-name",
        ),
    ],
)
def test_split_time_line(line: str, expected: list[str]) -> None:
    assert [part.of(line) for part in split_time_line(line)] == expected


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        pytest.param("Rà soát hồ sơ đã tiếp nhận trước ngày 01/7/2023", "trước ngày 01/7/2023", id="fact"),
        pytest.param("rà soát dữ liệu trùng, báo cáo kết quả ngày 15/10/2026", "ngày 15/10/2026", id="bare-day"),
        pytest.param("mở dữ liệu điểm đến cho doanh nghiệp từ tháng 6/2026", "từ tháng 6/2026", id="since"),
    ],
)
def test_what_sets_a_time_only_where_it_lies_ahead(clause: str, words: str) -> None:
    [found] = find_deadlines(clause)
    assert found.of(clause) == words
    assert found.rule.endswith(IF_AHEAD)


@pytest.mark.parametrize(
    "clause",
    [
        pytest.param("chuẩn bị nội dung phiên họp ngày 20/12/2026", id="day-of-a-meeting"),
        pytest.param("áp dụng biểu mẫu có hiệu lực từ ngày 01/01/2027", id="force-of-a-form"),
        pytest.param("đưa nội dung này vào chương trình kiểm tra, giám sát hằng năm", id="rhythm-of-a-programme"),
    ],
)
def test_times_of_nouns(clause: str) -> None:
    assert find_deadlines(clause) == []


_PIECES = [
    "trước ",
    "ngày ",
    "20",
    "/6",
    "/2024",
    " hằng tháng",
    "định kỳ ",
    "quý I ",
    "và ",
    "; ",
    ". ",
    "để ",
    "năm ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_slices_are_ordered_apart_and_inside_the_text(text: str) -> None:
    for found in (find_deadlines(text), split_time_line(text)):
        assert all(0 <= s.start < s.end <= len(text) and s.rule for s in found)
        assert all(one.end <= two.start for one, two in pairwise(found))
