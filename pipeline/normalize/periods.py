"""Periods that are told by another one: "Kỳ trước", "Cùng kỳ năm trước", "Lũy kế từ đầu năm" of the period reported."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.extract.header_groups import RelativePeriod
from pipeline.normalize.dates import Interval, month_end, months
from pipeline.record import DateValue, Precision

_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}


def relative_value(words: str, period: RelativePeriod, base: DateValue) -> DateValue | None:
    """Return the period that ``words`` name beside ``base``; None where it cannot be told.

    The period before one from day to day is not told: reporting periods of a year are not all of one length.
    """
    if base.start is None or base.end is None or base.precision is None:
        return None
    start, end = date.fromisoformat(base.start), date.fromisoformat(base.end)
    if period is RelativePeriod.THIS:
        found: Interval | None = Interval(start, end, base.precision)
    elif period is RelativePeriod.YEAR_TO_DATE:
        found = Interval(date(end.year, 1, 1), end, Precision.RANGE)
    elif period is RelativePeriod.LAST_YEAR:
        found = _a_year_before(start, end, base.precision)
    else:
        found = _before(start, base.precision)
    return found.value(words) if found else None


def _a_year_before(start: date, end: date, precision: Precision) -> Interval:
    is_month_end = end == month_end(end.year, end.month)
    last = month_end(end.year - 1, end.month) if is_month_end else end.replace(year=end.year - 1)
    return Interval(
        start.replace(year=start.year - 1, day=min(start.day, 28 if start.month == 2 else 31)), last, precision
    )


def _before(start: date, precision: Precision) -> Interval | None:
    count = _MONTHS.get(precision)
    if count is None or start.day != 1:
        return None
    last = start - timedelta(days=1)
    return months(last.year, last.month - count + 1, last.month, precision)
