"""What the words of a deadline mean, in a plan for 2024 and in minutes of Wednesday 15 May 2024."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.deadlines import TimeContext, deadlines, plan_year
from pipeline.record import DateValue, Deadline, Precision

Expected = tuple[str, str | None, str | None, str | None]


def _day(text: str) -> DateValue:
    return DateValue(text=text, start=text, end=text, precision=Precision.DAY)


PLAN = TimeContext(issued=_day("2023-12-20"), plan_year=2024)
MINUTES = TimeContext(issued=_day("2024-05-16"), meeting_day=date(2024, 5, 15))
NOTHING = TimeContext()


def _short(deadline: Deadline) -> Expected:
    extra = deadline.bound or deadline.recurrence
    return deadline.kind.value, deadline.start, deadline.end, extra.value if extra else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("trước ngày 05/12/2024", ("date", None, "2024-12-05", "before"), id="before"),
        pytest.param("chậm nhất là ngày 20 tháng 6", ("date", None, "2024-06-20", "by"), id="latest"),
        pytest.param("trước ngày 20", ("date", None, "2024-05-20", "before"), id="before-day-of-this-month"),
        pytest.param("trước ngày 10", ("date", None, "2024-06-10", "before"), id="before-day-of-next-month"),
        pytest.param("trước ngày 15/01", ("date", None, "2025-01-15", "before"), id="next-january"),
        pytest.param("trước khi kết thúc quý III", ("date", None, "2024-09-30", "before"), id="before-its-end"),
        pytest.param("đến hết năm 2024", ("date", None, "2024-12-31", "by"), id="until-end-of-year"),
        pytest.param("đến hết tháng 6", ("date", None, "2024-06-30", "by"), id="until-end-of-month"),
        pytest.param("trước quý III năm 2024", ("date", None, "2024-07-01", "before"), id="before-quarter"),
        pytest.param("trước 16 giờ 30 ngày 20/5/2024", ("date", None, "2024-05-20", "before"), id="before-hour"),
        pytest.param("vào cuối quý II/2024", ("date", None, "2024-06-30", "by"), id="end-of-quarter"),
        pytest.param("trong ngày 17/5/2024", ("date", None, "2024-05-17", "by"), id="within-day"),
        pytest.param("vào ngày 12/12/2024", ("date", "2024-12-12", "2024-12-12", None), id="on-day"),
        pytest.param("trong quý 4/2024", ("period", "2024-10-01", "2024-12-31", "by"), id="within-quarter"),
        pytest.param("Trong năm 2024", ("period", "2024-01-01", "2024-12-31", "by"), id="within-year"),
        pytest.param("trong tháng 6", ("period", "2024-06-01", "2024-06-30", None), id="within-month"),
        pytest.param("trong tháng 02", ("period", "2025-02-01", "2025-02-28", None), id="within-month-of-next-year"),
        pytest.param("từ ngày 01/6 đến ngày 15/6/2024", ("period", "2024-06-01", "2024-06-15", None), id="range"),
        pytest.param("từ ngày 01/6/2024", ("ongoing", "2024-06-01", None, None), id="since"),
        pytest.param("trong 10 ngày kể từ ngày họp", ("date", None, "2024-05-25", "by"), id="from-meeting"),
        pytest.param("trong vòng 02 tuần kể từ ngày ký", ("date", None, "2024-05-30", "by"), id="from-signature"),
        pytest.param("sau 01 tháng kể từ ngày ban hành", ("date", None, "2024-06-16", "by"), id="month-from-issue"),
        pytest.param("trong mười ngày tới", ("date", None, "2024-05-25", "by"), id="next-ten-days"),
        pytest.param("trước thứ Sáu tuần này", ("date", None, "2024-05-17", "before"), id="friday-this-week"),
        pytest.param("vào thứ Hai tuần sau", ("date", "2024-05-20", "2024-05-20", None), id="monday-next-week"),
        pytest.param("trước thứ Hai", ("date", None, "2024-05-20", "before"), id="weekday-gone-is-next-week"),
        pytest.param("trong tuần sau", ("period", "2024-05-20", "2024-05-26", None), id="next-week"),
        pytest.param("trong tháng này", ("period", "2024-05-01", "2024-05-31", None), id="this-month"),
        pytest.param("trong quý sau", ("period", "2024-07-01", "2024-09-30", "by"), id="next-quarter"),
        pytest.param("cuối năm nay", ("date", None, "2024-12-31", "by"), id="end-of-this-year"),
        pytest.param("ngay trong ngày hôm nay", ("date", None, "2024-05-15", "by"), id="today"),
        pytest.param("thường xuyên", ("ongoing", None, None, None), id="adverb"),
        pytest.param("định kỳ", ("recurring", None, None, None), id="periodically"),
        pytest.param("hằng ngày", ("recurring", None, None, "daily"), id="daily"),
        pytest.param("vào sáng thứ Năm hằng tuần", ("recurring", None, None, "weekly"), id="weekday-named-five"),
        pytest.param("hằng tháng, trước ngày 05", ("recurring", None, None, "monthly"), id="monthly-before-day"),
        pytest.param("6 tháng/lần", ("recurring", None, None, "half-yearly"), id="every-six-months"),
        pytest.param("02 lần/năm", ("recurring", None, None, "half-yearly"), id="twice-a-year"),
        pytest.param("trước ngày 20 hằng tháng", ("recurring", None, None, "before"), id="day-of-month"),
        pytest.param("trong thời hạn 05 ngày làm việc", ("conditional", None, None, None), id="working-days"),
        pytest.param("trong 05 ngày kể từ ngày nhận hồ sơ", ("conditional", None, None, None), id="from-event"),
        pytest.param("đúng thời gian quy định", ("conditional", None, None, None), id="set-elsewhere"),
        pytest.param("trước ngày 31/02/2024", ("conditional", None, None, None), id="impossible-date"),
    ],
)
def test_deadline_in_minutes(text: str, expected: Expected) -> None:
    found = deadlines(text, MINUTES, line=False)
    assert [_short(d) for d in found] == [expected]
    assert found[0].text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Thường xuyên trong năm", [("ongoing", "2024-01-01", "2024-12-31", None)], id="all-year"),
        pytest.param("Thường xuyên", [("ongoing", "2024-01-01", "2024-12-31", None)], id="all-year-understood"),
        pytest.param(
            "thực hiện thường xuyên trong năm 2025", [("ongoing", "2025-01-01", "2025-12-31", None)], id="stated-year"
        ),
        pytest.param("Quý I ban hành", [("period", "2024-01-01", "2024-03-31", None)], id="quarter-of-the-plan"),
        pytest.param("Quý IV năm 2023", [("period", "2023-10-01", "2023-12-31", None)], id="quarter-before"),
        pytest.param("Tháng 3-10/2024", [("period", "2024-03-01", "2024-10-31", None)], id="months"),
        pytest.param("Năm 2024", [("period", "2024-01-01", "2024-12-31", None)], id="year"),
        pytest.param("2024 - 2025", [("period", "2024-01-01", "2025-12-31", None)], id="bare-years"),
        pytest.param("30/11/2024", [("date", "2024-11-30", "2024-11-30", None)], id="bare-date"),
        pytest.param(
            "Quý II, IV",
            [("period", "2024-04-01", "2024-06-30", None), ("period", "2024-10-01", "2024-12-31", None)],
            id="two-quarters",
        ),
        pytest.param(
            "Báo cáo quý I: Trước ngày 03/3/2024", [("date", None, "2024-03-03", "before")], id="quarter-names-report"
        ),
        pytest.param(
            "hàng quý, 6 tháng, năm",
            [
                ("recurring", None, None, "quarterly"),
                ("recurring", None, None, "half-yearly"),
                ("recurring", None, None, "yearly"),
            ],
            id="three-rhythms",
        ),
        pytest.param(
            "Tháng, quý, năm",
            [
                ("recurring", None, None, "monthly"),
                ("recurring", None, None, "quarterly"),
                ("recurring", None, None, "yearly"),
            ],
            id="rhythms-without-every",
        ),
        pytest.param(
            "trước ngày 15 tháng 01 của năm sau", [("date", None, "2025-01-15", "before")], id="after-the-plan-year"
        ),
        pytest.param("Theo Kế hoạch năm 2024 của Sở", [("conditional", None, None, None)], id="plan-of-others"),
        pytest.param("Báo cáo theo quy định", [("conditional", None, None, None)], id="as-regulated"),
        pytest.param("09 tháng", [("conditional", None, None, None)], id="bare-duration"),
    ],
)
def test_part_of_a_plans_time_line(text: str, expected: list[Expected]) -> None:
    assert [_short(d) for d in deadlines(text, PLAN, line=True)] == expected


@pytest.mark.parametrize("text", ["trước thứ Sáu tuần này", "trong tháng 6", "trong 10 ngày kể từ ngày ký", "năm nay"])
def test_without_any_date_to_count_from_a_deadline_is_conditional(text: str) -> None:
    assert [_short(d) for d in deadlines(text, NOTHING, line=False)] == [("conditional", None, None, None)]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Cải cách hành chính năm 2024", 2024),
        ("KIỂM SOÁT THỦ TỤC HÀNH CHÍNH NĂM 2024", 2024),
        ("Khắc phục hạn chế năm 2023, nhiệm vụ năm 2024", 2024),
        ("Chuyển đổi số năm 2024, định hướng đến năm 2030", 2024),
        ("Thực hiện Chương trình giai đoạn 2021-2025 trong năm 2024", 2024),
        ("Phát triển chợ nông thôn giai đoạn 2021 - 2025", None),
        ("Phát triển thương mại đến năm 2030", None),
        ("Thực hiện Nghị quyết ngày 05 tháng 3 năm 2020", None),
        ("Phòng cháy, chữa cháy", None),
    ],
)
def test_plan_year(title: str, year: int | None) -> None:
    assert plan_year(title) == year


_PIECES = [
    "trước ",
    "ngày ",
    "20",
    "/2",
    "/2024",
    " hằng tháng",
    "định kỳ ",
    "quý I ",
    "và ",
    "kể từ ngày ký ",
    "31",
    "năm ",
]


@given(
    st.lists(st.sampled_from(_PIECES), max_size=12).map("".join),
    st.sampled_from([PLAN, MINUTES, NOTHING]),
    st.booleans(),
)
def test_any_words_give_at_least_one_deadline(text: str, context: TimeContext, line: bool) -> None:
    found = deadlines(text, context, line=line)
    assert found
    assert all(d.start is None or d.end is None or d.start <= d.end for d in found)
