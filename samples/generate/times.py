"""Deadlines as offices word them, each with the days that it means."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from samples.generate.office import Office
from samples.generate.phrase import Item, Phrase

_ROMAN: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Times:
    """The times that one document sets. ``year`` is that of the plan, or of the issue."""

    office: Office
    year: int
    #: A document without its day gives no relative deadlines.
    has_day: bool = True

    def inline(self) -> Phrase:
        """Return a time for the middle or end of a sentence: "trước ngày 05/12/2026"."""
        forms: list[Callable[[], Phrase]] = [
            self._before, self._before, self._before, self._by, self._by, self._month, self._month, self._quarter,
            self._rhythm, self._monthly_day, self._steady, self._until,
        ]  # fmt: skip
        if self.has_day:
            forms += [self._days_after_issue]
        forms += [self._after_event]
        return self.office.rng.choice(forms)()

    def field(self) -> Phrase:
        """Return a time for a line "Thời gian: ..." or a cell of a table."""
        forms: list[Callable[[], Phrase]] = [
            self._field_quarter, self._field_quarter, self._field_month, self._field_before, self._field_before,
            self._field_steady, self._field_steady, self._field_half, self._field_quarters, self._field_rhythm,
            self._field_plan, self._field_year, self._field_months,
        ]  # fmt: skip
        return self.office.rng.choice(forms)()

    def on(self, day: date) -> Phrase:
        """Return "trước ngày ..." with the given day."""
        return _time(f"trước ngày {self.office.day(day)}", "date", end=day, precision="day", bound="before")

    # --- in sentences ---

    def _later(self) -> date:
        """A day of the plan's year after the issue, or soon after it."""
        first = max(self.office.issued, date(self.year, 1, 1)) + timedelta(days=5)
        last = max(date(self.year, 12, 20), first + timedelta(days=40))
        return first + timedelta(days=self.office.rng.randrange((last - first).days))

    def _first_month(self) -> int:
        """The first month of the plan's year that does not end before the issue."""
        return self.office.issued.month if self.office.issued.year == self.year else 1

    def _first_quarter(self) -> int:
        return (self._first_month() + 2) // 3

    def _before(self) -> Phrase:
        day = self._later()
        written = self.office.day(day, self.office.rng.choice(("/", "/", "words")))
        opening = self.office.rng.choice(("trước ngày ", "trước ngày ", "xong trước ngày ", "hoàn thành trước ngày "))
        if "/" in written and self.office.rng.random() < 0.15:
            opening = "trước "
        return _time(opening + written, "date", end=day, precision="day", bound="before")

    def _by(self) -> Phrase:
        day = self._later()
        opening = self.office.rng.choice(
            ("chậm nhất ngày ", "chậm nhất là ngày ", "chậm nhất đến ngày ", "muộn nhất ngày ")
        )
        return _time(opening + self.office.day(day), "date", end=day, precision="day", bound="by")

    def _until(self) -> Phrase:
        day = self._later()
        return _time(f"đến hết ngày {self.office.day(day)}", "date", end=day, precision="day", bound="by")

    def _month(self) -> Phrase:
        day = self._later()
        written = self.office.rng.choice(
            (f"trong tháng {day.month}/{day.year}", f"trong tháng {day.month} năm {day.year}")
        )
        return _time(written, "period", *_month(day), precision="month")

    def _quarter(self) -> Phrase:
        day = self._later()
        quarter = (day.month + 2) // 3
        written = self.office.rng.choice(
            (f"trong quý {_ROMAN[quarter - 1]}/{day.year}", f"trong quý {_ROMAN[quarter - 1]} năm {day.year}")
        )
        return _time(written, "period", *_quarters(day.year, quarter, quarter), precision="quarter")

    def _rhythm(self) -> Phrase:
        written, recurrence = self.office.rng.choice(
            (
                ("định kỳ hằng tháng", "monthly"),
                ("định kỳ hằng quý", "quarterly"),
                ("hằng tháng", "monthly"),
                ("hàng quý", "quarterly"),
                ("định kỳ hằng tuần", "weekly"),
                ("hằng năm", "yearly"),
                ("định kỳ 6 tháng", "half-yearly"),
            )
        )
        return _time(written, "recurring", recurrence=recurrence)

    def _monthly_day(self) -> Phrase:
        day = self.office.rng.choice(("05", "10", "15", "20", "25"))
        written, recurrence = self.office.rng.choice(
            (
                (f"trước ngày {day} hằng tháng", "monthly"),
                (f"trước ngày {day} hàng tháng", "monthly"),
                (f"trước ngày {day} tháng cuối quý", "quarterly"),
                (f"trước ngày {day}/12 hằng năm", "yearly"),
            )
        )
        return _time(written, "recurring", recurrence=recurrence)

    def _steady(self) -> Phrase:
        return _time("thường xuyên", "ongoing")

    def _days_after_issue(self) -> Phrase:
        count = self.office.rng.choice((5, 7, 10, 15, 20, 30))
        counted = self.office.rng.choice(("trong thời hạn", "trong vòng", "trong"))
        event = self.office.rng.choice(("kể từ ngày ký", "kể từ ngày ban hành văn bản này", "kể từ ngày ký ban hành"))
        end = self.office.issued + timedelta(days=count)
        return _time(f"{counted} {count:02} ngày {event}", "date", end=end, precision="day", bound="by")

    def _after_event(self) -> Phrase:
        count = self.office.rng.choice((3, 5, 7, 10))
        written = self.office.rng.choice(
            (
                f"trong {count:02} ngày làm việc kể từ ngày nhận được văn bản này",
                f"trong vòng {count:02} ngày kể từ khi nhận được kết quả thẩm định",
                "ngay sau khi được cấp có thẩm quyền phê duyệt",
            )
        )
        return _time(written, "conditional")

    # --- in lines and cells of their own ---

    def _field_before(self) -> Phrase:
        return self._before_capital() if self.office.rng.random() < 0.7 else self._by().capital()

    def _before_capital(self) -> Phrase:
        day = self._later()
        return _time(f"Trước ngày {self.office.day(day)}", "date", end=day, precision="day", bound="before")

    def _field_quarter(self) -> Phrase:
        quarter = self.office.rng.randint(self._first_quarter(), 4)
        numeral = self.office.rng.choice((_ROMAN[quarter - 1], _ROMAN[quarter - 1], str(quarter)))
        written = self.office.rng.choice(
            (f"Quý {numeral}/{self.year}", f"Quý {numeral} năm {self.year}", f"Trong quý {numeral}/{self.year}")
        )
        return _time(written, "period", *_quarters(self.year, quarter, quarter), precision="quarter")

    def _field_quarters(self) -> Phrase:
        last = self.office.rng.randint(max(2, self._first_quarter()), 4)
        first = self.office.rng.randint(1, last - 1)
        written = f"Quý {_ROMAN[first - 1]} - {_ROMAN[last - 1]}/{self.year}"
        return _time(written, "period", *_quarters(self.year, first, last), precision="range")

    def _field_month(self) -> Phrase:
        day = date(self.year, self.office.rng.randint(self._first_month(), 12), 1)
        return _time(f"Tháng {day.month}/{day.year}", "period", *_month(day), precision="month")

    def _field_months(self) -> Phrase:
        last = self.office.rng.randint(max(3, self._first_month()), 12)
        first = self.office.rng.randint(1, last - 1)
        written = f"Từ tháng {first} đến tháng {last}/{self.year}"
        start, end = date(self.year, first, 1), _month(date(self.year, last, 1))[1]
        return _time(written, "period", start, end, precision="range")

    def _field_half(self) -> Phrase:
        is_first = self.office.rng.random() < 0.5 and self._first_month() <= 6
        written = f"6 tháng {'đầu' if is_first else 'cuối'} năm {self.year}"
        quarters = (1, 2) if is_first else (3, 4)
        return _time(written, "period", *_quarters(self.year, *quarters), precision="half")

    def _field_year(self) -> Phrase:
        return _time(f"Năm {self.year}", "period", date(self.year, 1, 1), date(self.year, 12, 31), precision="year")

    def _field_steady(self) -> Phrase:
        if self.office.rng.random() < 0.3:
            return _time("Thường xuyên", "ongoing")
        written = self.office.rng.choice(("Thường xuyên trong năm", f"Thường xuyên trong năm {self.year}"))
        return _time(written, "ongoing", date(self.year, 1, 1), date(self.year, 12, 31), precision="year")

    def _field_rhythm(self) -> Phrase:
        return self._rhythm().capital()

    def _field_plan(self) -> Phrase:
        written = self.office.rng.choice(
            ("Theo kế hoạch được phê duyệt", "Theo tiến độ chung", "Sau khi có hướng dẫn của cấp trên")
        )
        return _time(written, "conditional")


def _time(written: str, kind: str, start: date | None = None, end: date | None = None, **values: Any) -> Phrase:
    days = {"start": start and start.isoformat(), "end": end and end.isoformat()}
    item = Item({"text": None, "kind": kind, **days, "precision": None, "bound": None, "recurrence": None, **values})
    return Phrase(written).marked(item)


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _quarters(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, 3 * first - 2, 1), _month(date(year, 3 * last, 1))[1]
