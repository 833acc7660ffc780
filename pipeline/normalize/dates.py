"""What written dates mean: ISO dates with both ends inclusive, or None where the words give no possible date."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import regex

from pipeline.record import DateValue, Precision
from pipeline.text import squeeze
from pipeline.vocabulary import rows

_FLAGS = regex.IGNORECASE | regex.VERBOSE | regex.VERSION1


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``start`` to ``end``, both inclusive; ``start`` is the same day for a single date."""

    start: date
    end: date
    precision: Precision

    def value(self, text: str) -> DateValue:
        """Return the record's form of it, under the words ``text``."""
        return DateValue(
            text=squeeze(text), start=self.start.isoformat(), end=self.end.isoformat(), precision=self.precision
        )


@cache
def time_words(kind: str) -> dict[str, int]:
    """Return the vocabulary's words of ``kind`` (month, quarter, weekday, number) with their numbers."""
    return {row["word"]: int(row["value"]) for row in rows("time_words") if row["kind"] == kind}


def _number(word: str, kind: str) -> int:
    return int(word) if word.isdecimal() else time_words(kind)[word.lower()]


def number_of(word: str | None) -> int | None:
    """Return the number of "10", "05" or "mười"; None for any other word."""
    if word is None:
        return None
    return int(word) if word.isdecimal() else time_words("number").get(squeeze(word).lower())


def plain_words(text: str) -> str:
    """Return ``text`` with single blanks and "quý" for its older spelling "quí", for reading and not for showing."""
    return squeeze(text).replace("quí", "quý").replace("Quí", "Quý")


def _alternatives(kind: str) -> str:
    words = sorted(time_words(kind), key=len, reverse=True)
    return "|".join(map(regex.escape, words))


@cache
def _points() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """Patterns of single points in time, matched against the whole, squeezed text."""
    year = r"(?P<year>(?:19|20)\d\d)"
    blank = r"[.…_\s]*"
    month = rf"(?P<month>\d{{1,2}}|{_alternatives('month')})"
    quarter = rf"(?:{_alternatives('quarter')})"
    of_year = rf"\s?(?:/|\.|[-–—]|,?\s?năm\s|\s)\s?{year}"
    edge = r"(?:(?P<edge>đầu|cuối|giữa)\s)?"
    sources = {
        "day": rf"""
            (?:ngày\s?)?(?:m[ùồ]ng\s)?(?P<day>\d\s?\d?)
            (?: \s?[/.\-–—]\s?(?P<month>\d{{1,2}})(?:\s?[/.\-–—]\s?(?P<year>\d{{4}}|\d\d))?
            | \s?[,/]?\s?tháng\s?{month}(?:(?:\s?[,/]?\s?năm\s?|\s?/\s?){year})? )""",
        "dotted_day": rf"ngày\s?[.…_]+\s?(?P<day>\d{{1,2}})[.…_\s]*tháng[.…_\s]+{month}[.…_\s]*năm\s?{year}",
        "day_alone": r"ngày\s(?:m[ùồ]ng\s)?(?P<day>\d{1,2})",
        "days": rf"""
            (?:các\s)?ngày\s(?P<day>\d{{1,2}})\s?(?:[-–—]|,|và)\s?(?:.*?[\s,–—-])?(?:ngày\s)?(?P<last>\d{{1,2}})
            (?: \s?/\s?(?P<month>\d{{1,2}})(?:\s?/\s?{year})? | \stháng\s(?P<month>\d{{1,2}})(?:\snăm\s{year})? )""",
        "month": rf"{edge}(?:ngày{blank},?\s?)?tháng\s?{month}(?:{of_year}|\s?,?\s?năm\s?{year})?",
        "blank_day_numeric": rf"ngày{blank}/\s?(?P<month>\d{{1,2}})\s?/\s?{year}",
        "months_of_year": rf"tháng\s?(?P<first>\d{{1,2}})\s?[-–—]\s?(?:tháng\s?)?{month}{of_year}",
        "bare_month": rf"(?P<month>\d{{1,2}})\s?/\s?{year}",
        "quarter": rf"""
            {edge}quý\s?(?P<first>{quarter})(?:\s?(?:[-–—]|,|và|đến(?:\shết)?|tới)\s?(?:quý\s?)?(?P<last>{quarter}))*
            (?:{of_year})?""",
        "months": rf"""
            (?: (?P<count>\d{{1,2}}|{_alternatives("number")})\stháng | (?P<half>nửa) )
            (?: \s(?P<edge>đầu|cuối)\s(?:của\s)?năm )?(?: (?:\snăm\s|\s?/\s?|\s){year} | \snay )?""",
        "years": r"""
            (?:giai\sđoạn|thời\skỳ|nhiệm\skỳ|năm|từ\snăm)\s(?:từ\s)?(?:năm\s)?(?P<first>(?:19|20)\d\d)\s?
            (?:[-–—]|đến(?:\shết)?|tới)\s?(?:năm\s)?(?P<last>(?:19|20)\d\d)""",
        "blank_day_month": rf"ngày{blank},?\s?tháng{blank},?\s?năm\s?{year}",
        "year": rf"{edge}(?:năm\s)?{year}",
        "this_year": rf"{edge}năm(?:\snay)?",
        "today": r"(?:(?:đến|tới|hiện)\s)?nay|hôm\snay",
    }
    return tuple((name, regex.compile(source, _FLAGS)) for name, source in sources.items())


_RANGE = regex.compile(
    r"(?:(?:(?:kể|tính|bắt\sđầu)\s)?từ\s)?(?P<first>.+?)\s?,?\s?"
    r"(?:(?:cho\s)?(?:đến|tới)(?:\s(?:hết|trước))?|[-–—])\s?(?P<last>.+)",
    _FLAGS & ~regex.VERBOSE,
)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months(year: int, first: int, last: int, precision: Precision) -> Interval:
    """Return the interval from the first day of month ``first`` to the last of ``last``."""
    return Interval(date(year, first, 1), month_end(year, last), precision)


def _century(year: str | None) -> int | None:
    """Open a year of two digits: all documents we read are of 1945 to 2044."""
    if year is None:
        return None
    if len(year) > 2:
        return int(year)
    return 2000 + int(year) if int(year) < 45 else 1900 + int(year)


def _interval(
    name: str, match: regex.Match[str], year: int | None, month: int | None, today: date | None
) -> Interval | None:
    """Give the interval of one matched point; ``year`` and ``month`` are those to assume where it has none."""
    part = match.groupdict()
    year = _century(part.get("year")) or year
    if name == "today":
        return Interval(today, today, Precision.DAY) if today else None
    if name == "this_year":
        year = today.year if today else year
    if name == "years":
        first, last = int(part["first"]), int(part["last"])
        return Interval(date(first, 1, 1), date(last, 12, 31), Precision.RANGE) if first <= last else None
    if year is None:
        return None
    if name in ("day", "dotted_day", "day_alone", "days"):
        number = _number(part["month"], "month") if part.get("month") else month
        if number is None:
            return None
        first_day = date(year, number, int(part["day"].replace(" ", "")))
        if name == "days":
            return Interval(first_day, date(year, number, int(part["last"])), Precision.RANGE)
        return Interval(first_day, first_day, Precision.DAY)
    if name in ("month", "bare_month", "blank_day_numeric"):
        number = _number(part["month"], "month")
        return months(year, number, number, Precision.MONTH)
    if name == "months_of_year":
        return months(year, int(part["first"]), int(part["month"]), Precision.RANGE)
    if name == "quarter":
        first = time_words("quarter")[part["first"].lower()]
        last = time_words("quarter")[(part["last"] or part["first"]).lower()]
        listed = {time_words("quarter")[word.lower()] for word in [part["first"] or "", *match.captures("last")]}
        if last < first or ("," in match[0] and len(listed) <= last - first):
            return None  # "quý II, IV" are two times
        return months(year, 3 * first - 2, 3 * last, Precision.QUARTER if first == last else Precision.RANGE)
    if name == "months":
        return _first_or_last_months(part, year)
    return months(year, 1, 12, Precision.YEAR)


def _first_or_last_months(part: dict[str, str | None], year: int) -> Interval | None:
    """Value "6 tháng đầu năm", "nửa cuối năm", "9 tháng": so many months from the year's beginning or up to its end."""
    count = 6 if part["half"] else _number(part["count"] or "", "number")
    if not 1 <= count <= 12:
        return None
    precision = {3: Precision.QUARTER, 6: Precision.HALF, 12: Precision.YEAR}.get(count, Precision.RANGE)
    if (part["edge"] or "đầu").lower() == "cuối":
        return months(year, 13 - count, 12, precision)
    return months(year, 1, count, precision)


def _point(text: str, year: int | None, month: int | None, today: date | None) -> Interval | None:
    for name, pattern in _points():
        match = pattern.fullmatch(text)
        if match:
            try:
                return _interval(name, match, year, month, today)
            except ValueError:  # 31/02, 32/13: written, but no day
                return None
    return None


def interval(text: str, *, today: date | None = None, year: int | None = None) -> Interval | None:
    """Return the interval that the date expression ``text`` means; see ``date_value``."""
    words = plain_words(text)
    year = year if year is not None else (today.year if today else None)
    single = _point(words, year, None, today)
    if single:
        return single
    parts = _RANGE.fullmatch(words)
    if not parts:
        return None
    last = _point(parts["last"], year, None, today)
    if last is None:
        return None
    first = _point(parts["first"], last.end.year, last.end.month, today)
    if first is not None and first.start > last.end:  # "từ ngày 15/12 đến ngày 14/6/2021" began the year before
        first = _point(parts["first"], last.end.year - 1, None, today)
    if first is None or first.start > last.end:
        return None
    return Interval(first.start, last.end, Precision.RANGE)


def date_value(text: str, *, today: date | None = None, year: int | None = None) -> DateValue | None:
    """Return what the date expression ``text`` means, or None where it is no possible date ("31/02/2020").

    ``today`` is the document's day of issue, for "đến nay", "năm nay"; ``year`` is for dates that state none (else the
    year of ``today``). Years of two digits are 1945 to 2044.
    """
    found = interval(text, today=today, year=year)
    return found.value(text) if found else None


_CLOCK = regex.compile(
    r"(?<![\d/.])(?P<hour>[01]?\d|2[0-4])\s?(?:giờ|h|g|:)\s?(?P<minute>[0-5]\d)?(?!\d)\s?(?:phút|ph|p|['’′]|:\d\d)?"
    r"(?:\s?,?\s?(?:buổi\s)?(?P<part>sáng|chiều|tối|trưa))?",
    regex.IGNORECASE,
)
_DAY = regex.compile(
    r"(?:ngày\s)?\d{1,2}(?:\s?[/.\-–]\s?\d{1,2}(?:\s?[/.\-–]\s?(?:\d{4}|\d\d))?|\s?,?\stháng\s\d{1,2}(?:\s?,?\snăm\s\d{4})?)(?!\d)",
    regex.IGNORECASE,
)


def date_time_value(text: str, *, day: date | None = None) -> str | None:
    """Return "2018-02-05T10:00" for the hour and day in ``text``, or the bare date where it gives no hour.

    ``day`` is the day to take where the text has none ("17 giờ 00 phút cùng ngày"), and gives a bare day its year.
    """
    words = squeeze(text)
    clock = _CLOCK.search(words)
    rest = words[: clock.start()] + " " + words[clock.end() :] if clock else words
    written = _DAY.search(rest)
    if written:
        found = interval(written[0], today=day)
        if found is None:
            return None
        day = found.start
    if day is None:
        return None
    if clock is None:
        return day.isoformat() if written else None
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if hour < 12 and (clock["part"] or "").lower() in ("chiều", "tối"):
        hour += 12
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    return f"{day.isoformat()}T{hour:02}:{minute:02}"
