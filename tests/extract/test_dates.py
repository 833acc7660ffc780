"""Where dates and hours stand in running text, and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.dates import find_date_times, find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Bến Đá, ngày 05 tháng 02 năm 2018", ["ngày 05 tháng 02 năm 2018"], id="full"),
        pytest.param("ngày   tháng 5 năm 2022", ["ngày   tháng 5 năm 2022"], id="day-still-blank"),
        pytest.param("ngày …… tháng 6 năm 2022", ["ngày …… tháng 6 năm 2022"], id="day-dots"),
        pytest.param("ngày …25..tháng 01 năm 2006", ["ngày …25..tháng 01 năm 2006"], id="filled-in-among-dots"),
        pytest.param("ngày    / 02 /2025 của", ["ngày    / 02 /2025"], id="numerals-with-a-blank-day"),
        pytest.param("ngày      tháng      năm 2022", ["ngày      tháng      năm 2022"], id="day-and-month-blank"),
        pytest.param("ngày\n05/02/2018", ["ngày\n05/02/2018"], id="line-break-inside"),
        pytest.param("ngày 2 9 tháng 8 năm 2021", ["ngày 2 9 tháng 8 năm 2021"], id="day-torn-by-recognition"),
        pytest.param("họp 05.02.2018 và 5-2-2018", ["05.02.2018", "5-2-2018"], id="dots-and-dashes"),
        pytest.param("ngày mùng 3 tháng 4 năm 2024", ["ngày mùng 3 tháng 4 năm 2024"], id="mung"),
        pytest.param("kỷ niệm ngày thành lập 18/5", ["18/5"], id="bare-day-month"),
        pytest.param("các ngày 24, 25/12/2020", ["ngày 24, 25/12/2020"], id="list-of-days"),
        pytest.param("tháng 12/2020 và tháng 6 năm 2021", ["tháng 12/2020", "tháng 6 năm 2021"], id="months"),
        pytest.param("Quý I/2021; quý 4/2019; quí II", ["Quý I/2021", "quý 4/2019", "quí II"], id="quarters"),
        pytest.param("Quý I - III/2021", ["Quý I - III/2021"], id="range-of-quarters"),
        pytest.param("6 tháng đầu năm 2020, 9 tháng", ["6 tháng đầu năm 2020", "9 tháng"], id="months-of-a-report"),
        pytest.param("giai đoạn 2021-2025", ["giai đoạn 2021-2025"], id="span-of-years"),
        pytest.param(
            "từ ngày 23 đến hết ngày 27/6/2019", ["từ ngày 23 đến hết ngày 27/6/2019"], id="range-first-end-short"
        ),
        pytest.param("Từ đầu năm 2019 đến nay", ["Từ đầu năm 2019 đến nay"], id="range-to-now"),
        pytest.param("(15/11/2018 - 14/11/2019)", ["15/11/2018 - 14/11/2019"], id="range-with-dash"),
        pytest.param("ngày 31/4/2021", ["ngày 31/4/2021"], id="impossible-day-is-found-all-the-same"),
        pytest.param("Nghị định số 24/2014/NĐ-CP", [], id="number-of-a-decree"),
        pytest.param("Quyết định số 20/2013", [], id="number-with-year"),
        pytest.param("Quyết định 02-02-2020-ABC", [], id="code"),
        pytest.param("đạt 28/29 chỉ tiêu, 04/04 xã", [], id="ratios"),
        pytest.param("trực 24/7, TCVN ISO 9001:2015", [], id="standard-and-service"),
        pytest.param("bảo hành trong 12 tháng; hằng tháng 01 lần", [], id="durations-and-rhythms"),
        pytest.param("trước ngày 20 hằng tháng", [], id="day-alone"),
    ],
)
def test_find_dates(text: str, expected: list[str]) -> None:
    assert [found.of(text) for found in find_dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Vào lúc 10 giờ 00 phút, ngày 05/02/2018", ["10 giờ 00 phút, ngày 05/02/2018"], id="hour-day"),
        pytest.param("Hồi 8h30, sáng ngày 12/3/2020", ["8h30, sáng ngày 12/3/2020"], id="morning"),
        pytest.param("08 giờ 00, thứ Ba, ngày 07/5/2024", ["08 giờ 00, thứ Ba, ngày 07/5/2024"], id="weekday"),
        pytest.param("07h45' ngày 3/4/2024", ["07h45' ngày 3/4/2024"], id="minutes-mark"),
        pytest.param("kết thúc lúc 17 giờ 00 phút cùng ngày", ["17 giờ 00 phút cùng ngày"], id="same-day"),
        pytest.param("ngày 5/6/2023, lúc 14h30", ["ngày 5/6/2023, lúc 14h30"], id="day-first"),
        pytest.param("27/09/2019 - 11:41", ["27/09/2019 - 11:41"], id="web-page"),
        pytest.param("bế mạc lúc 8 giờ 00", ["8 giờ 00"], id="hour-alone"),
        pytest.param("trong 24 giờ làm việc, tỷ lệ 1:25000", [], id="no-hour"),
    ],
)
def test_find_date_times(text: str, expected: list[str]) -> None:
    assert [found.of(text) for found in find_date_times(text)] == expected


_PIECES = ["ngày ", "tháng ", "năm ", "quý ", "từ ", "đến ", "05", "/", "2021", "-", ".", " ", "IV", "nay", "chữ"]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_found_dates_are_ordered_apart_and_inside_the_text(text: str) -> None:
    found = find_dates(text)
    assert all(0 <= s.start < s.end <= len(text) and s.rule.startswith("date.") for s in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
