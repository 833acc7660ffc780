"""Periods told by the one that a table reports."""

from __future__ import annotations

import pytest

from pipeline.extract.header_groups import RelativePeriod
from pipeline.normalize.dates import date_value
from pipeline.normalize.periods import relative_value

R = RelativePeriod


@pytest.mark.parametrize(
    ("base", "period", "expected"),
    [
        pytest.param("Quý I/2024", R.BEFORE, ("2023-10-01", "2023-12-31"), id="quarter_before"),
        pytest.param("tháng 3/2024", R.BEFORE, ("2024-02-01", "2024-02-29"), id="month_before"),
        pytest.param("6 tháng đầu năm 2024", R.BEFORE, ("2023-07-01", "2023-12-31"), id="half_before"),
        pytest.param("năm 2024", R.BEFORE, ("2023-01-01", "2023-12-31"), id="year_before"),
        pytest.param("tháng 2 năm 2024", R.LAST_YEAR, ("2023-02-01", "2023-02-28"), id="february_of_the_year_before"),
        pytest.param("Quý II/2024", R.YEAR_TO_DATE, ("2024-01-01", "2024-06-30"), id="to_date"),
        pytest.param("Quý II/2024", R.THIS, ("2024-04-01", "2024-06-30"), id="this"),
        pytest.param(
            "từ ngày 15/12/2023 đến ngày 14/3/2024", R.LAST_YEAR, ("2022-12-15", "2023-03-14"), id="days_a_year_before"
        ),
        pytest.param("từ ngày 15/12/2023 đến ngày 14/3/2024", R.BEFORE, None, id="no_length_to_count_back"),
    ],
)
def test_relative_value(base: str, period: RelativePeriod, expected: tuple[str, str] | None) -> None:
    known = date_value(base)
    assert known is not None
    found = relative_value("Kỳ khác", period, known)
    assert (found and (found.start, found.end)) == expected
