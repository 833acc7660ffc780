"""What written dates mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.dates import date_time_value, date_value

TODAY = date(2021, 3, 1)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        pytest.param("ngày 5/2/2018", "2018-02-05", "2018-02-05", "day", id="day"),
        pytest.param("ngày 05 tháng 02 năm 2018", "2018-02-05", "2018-02-05", "day", id="day-in-words"),
        pytest.param("ngày 2 9 tháng 8 năm 2021", "2021-08-29", "2021-08-29", "day", id="day-torn"),
        pytest.param("05.02.2018", "2018-02-05", "2018-02-05", "day", id="dots"),
        pytest.param("5-2-2018", "2018-02-05", "2018-02-05", "day", id="dashes"),
        pytest.param("1/7/24", "2024-07-01", "2024-07-01", "day", id="year-of-two-digits"),
        pytest.param("ngày 1/7/98", "1998-07-01", "1998-07-01", "day", id="year-of-the-last-century"),
        pytest.param("ngày 1/7", "2021-07-01", "2021-07-01", "day", id="year-of-today"),
        pytest.param("mùng 3 tháng 4 năm 2024", "2024-04-03", "2024-04-03", "day", id="mung"),
        pytest.param("ngày 29/02/2024", "2024-02-29", "2024-02-29", "day", id="leap-day"),
        pytest.param("ngày   tháng 5 năm 2022", "2022-05-01", "2022-05-31", "month", id="day-blank"),
        pytest.param("ngày …25..tháng 01 năm 2006", "2006-01-25", "2006-01-25", "day", id="filled-in-among-dots"),
        pytest.param("ngày /02/2025", "2025-02-01", "2025-02-28", "month", id="numerals-with-a-blank-day"),
        pytest.param("ngày … tháng … năm 2022", "2022-01-01", "2022-12-31", "year", id="day-and-month-blank"),
        pytest.param("các ngày 24, 25/12/2020", "2020-12-24", "2020-12-25", "range", id="days"),
        pytest.param("tháng 12/2020", "2020-12-01", "2020-12-31", "month", id="month"),
        pytest.param("tháng Chạp năm 2020", "2020-12-01", "2020-12-31", "month", id="month-in-words"),
        pytest.param("tháng 3-10/2024", "2024-03-01", "2024-10-31", "range", id="range-of-months"),
        pytest.param("Quý I/2021", "2021-01-01", "2021-03-31", "quarter", id="quarter"),
        pytest.param("quí 4 năm 2019", "2019-10-01", "2019-12-31", "quarter", id="quarter-old-spelling"),
        pytest.param("Quý l/2021", "2021-01-01", "2021-03-31", "quarter", id="quarter-misrecognised"),
        pytest.param("Quý I - III/2021", "2021-01-01", "2021-09-30", "range", id="quarters"),
        pytest.param("6 tháng đầu năm 2020", "2020-01-01", "2020-06-30", "half", id="first-half"),
        pytest.param("sáu tháng cuối năm 2020", "2020-07-01", "2020-12-31", "half", id="second-half"),
        pytest.param("9 tháng năm 2019", "2019-01-01", "2019-09-30", "range", id="nine-months"),
        pytest.param("NĂM 2019", "2019-01-01", "2019-12-31", "year", id="year"),
        pytest.param("năm nay", "2021-01-01", "2021-12-31", "year", id="this-year"),
        pytest.param("giai đoạn 2021-2025", "2021-01-01", "2025-12-31", "range", id="years"),
        pytest.param("từ đầu năm 2019 đến 31/8/2019", "2019-01-01", "2019-08-31", "range", id="from-new-year"),
        pytest.param("Từ đầu năm đến nay", "2021-01-01", "2021-03-01", "range", id="to-now"),
        pytest.param("từ ngày 23 đến ngày 27/6/2019", "2019-06-23", "2019-06-27", "range", id="shared-month"),
        pytest.param("từ 15/12 đến ngày 14/6/2021", "2020-12-15", "2021-06-14", "range", id="over-new-year"),
        pytest.param("tháng 01 đến tháng 6 năm 2021", "2021-01-01", "2021-06-30", "range", id="shared-year"),
    ],
)
def test_date_value(text: str, start: str, end: str, precision: str) -> None:
    value = date_value(text, today=TODAY)
    assert value is not None
    assert (value.start, value.end, value.precision) == (start, end, precision)
    assert value.text == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["31/02/2020", "32/13/2020", "ngày 31 tháng 4 năm 2021", "quý V/2021", "13 tháng/2021", ""]
)
def test_impossible_dates_have_no_value(text: str) -> None:
    assert date_value(text, today=TODAY) is None


def test_a_date_without_year_needs_one() -> None:
    assert date_value("ngày 18/5") is None
    value = date_value("ngày 18/5", year=2022)
    assert value is not None
    assert value.start == "2022-05-18"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("10 giờ 00 phút, ngày 05 tháng 02 năm 2018", "2018-02-05T10:00", id="full"),
        pytest.param("07h45' ngày 3/4/2024", "2024-04-03T07:45", id="short"),
        pytest.param("2 giờ chiều ngày 5/6/2023", "2023-06-05T14:00", id="afternoon"),
        pytest.param("17 giờ 00 phút cùng ngày", "2021-03-01T17:00", id="same-day"),
        pytest.param("27/09/2019 - 11:41", "2019-09-27T11:41", id="web-page"),
        pytest.param("ngày 5/6/2023", "2023-06-05", id="no-hour"),
        pytest.param("24 giờ 00 ngày 31/12/2023", "2024-01-01T00:00", id="midnight"),
        pytest.param("14h00 ngày 31/02/2024", None, id="impossible"),
        pytest.param("buổi sáng", None, id="nothing"),
    ],
)
def test_date_time_value(text: str, expected: str | None) -> None:
    assert date_time_value(text, day=TODAY) == expected


@given(st.dates(min_value=date(1945, 1, 1), max_value=date(2044, 12, 31)))
def test_every_day_survives_every_spelling(day: date) -> None:
    spellings = [
        f"ngày {day.day:02} tháng {day.month:02} năm {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"ngày {day.day}/{day.month}/{day.year % 100:02}",
    ]
    for text in spellings:
        value = date_value(text)
        assert value is not None
        assert value.start == value.end == day.isoformat()


@given(st.text(alphabet="ngàytháđếừqúI 0123459/-.", max_size=40))
def test_any_text_gives_a_value_or_none(text: str) -> None:
    value = date_value(text, today=TODAY)
    assert value is None or (value.start or "") <= (value.end or "")
