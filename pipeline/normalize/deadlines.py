"""What the words of a deadline mean: dates, rhythms, conditions (``deadlines[]`` of the record)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import regex

from pipeline.extract.dates import find_date_parts, join_ranges
from pipeline.extract.deadlines import find_times
from pipeline.extract.mentions import Slice
from pipeline.normalize.dates import Interval, interval, month_end, months, number_of, plain_words, time_words
from pipeline.record import Bound, DateValue, Deadline, DeadlineKind, Precision, Recurrence
from pipeline.text import squeeze

_FLAGS = regex.IGNORECASE | regex.VERBOSE | regex.VERSION1


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What a document says about time outside the deadline itself."""

    issued: DateValue | None = None
    #: The year that a plan is for, from its title (see ``plan_year``).
    plan_year: int | None = None
    meeting_day: date | None = None

    @property
    def issue_day(self) -> date | None:
        """The day of issue, where it is known to the day."""
        if self.issued is None or self.issued.precision != Precision.DAY or self.issued.start is None:
            return None
        return date.fromisoformat(self.issued.start)

    @property
    def today(self) -> date | None:
        """The day that "tuần này" and "năm nay" count from: the meeting's, else that of issue."""
        return self.meeting_day or self.issue_day

    @property
    def year(self) -> int | None:
        """The year of a date that states none: the plan's, else that of today or of issue."""
        if self.plan_year is not None:
            return self.plan_year
        if self.today is not None:
            return self.today.year
        return int(self.issued.start[:4]) if self.issued and self.issued.start else None


@dataclass(frozen=True, slots=True)
class _Time:
    """A deadline without its words."""

    kind: DeadlineKind
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    bound: Bound | None = None
    recurrence: Recurrence | None = None
    rule: str | None = None

    def under(self, text: str) -> Deadline:
        return Deadline(
            text=text,
            kind=self.kind,
            start=self.start.isoformat() if self.start else None,
            end=self.end.isoformat() if self.end else None,
            precision=self.precision,
            bound=self.bound,
            recurrence=self.recurrence,
            rule=self.rule,
        )


_CONDITIONAL = _Time(DeadlineKind.CONDITIONAL)
_BEFORE = regex.compile(r"\btrước\b", _FLAGS)
_STATES_YEAR = regex.compile(r"(?:19|20)\d\d|/\d\d?\s?/\s?\d\d|\bnay\b", _FLAGS)
_CITED_PLAN = regex.compile(r"^\W*(?:thực\s+hiện\s+)?theo\s+(?!quý|tháng|tuần|năm|định\s+kỳ)", _FLAGS)
_VAGUE = regex.compile(r"\b(?:đầu|giữa)\s+(?:năm|quý|tháng|tuần)\b(?<!tháng\s+đầu\s+năm|nửa\s+đầu\s+năm)", _FLAGS)
_EDGE_END = regex.compile(r"\bcuối\s+(?:năm|quý|tháng|tuần)\b(?<!tháng\s+cuối\s+năm|nửa\s+cuối\s+năm)", _FLAGS)


def _bound(words: str) -> Bound:
    return Bound.BEFORE if _BEFORE.search(words) else Bound.BY


def _written(words: str, context: TimeContext) -> Interval | None:
    """Return the calendar date in ``words``; one without a year is the next one on or after the day it is said."""
    parts = join_ranges(words, find_date_parts(words))
    if not parts:
        return None
    text = parts[0].of(words)
    year = context.year
    found = interval(text, today=context.today, year=year)
    if parts[0].rule == "part.day" and context.today:
        found = _day_of_month(text, context.today)
    if found is None or _STATES_YEAR.search(text) or context.plan_year is not None or context.today is None:
        return found
    if found.end < context.today:
        return interval(text, year=context.today.year + 1) or found
    return found


def _day_of_month(text: str, today: date) -> Interval | None:
    """Read "trước ngày 20": of this month, or of the next where that day is over."""
    day = int(regex.sub(r"\D", "", text))
    for first in (today.replace(day=1), month_end(today.year, today.month) + timedelta(days=1)):
        if day <= month_end(first.year, first.month).day and first.replace(day=day) >= today:
            return Interval(first.replace(day=day), first.replace(day=day), Precision.DAY)
    return None


def _limit(words: str, context: TimeContext) -> list[_Time]:
    """Value "trước ngày 05/12/2021", "đến hết năm 2019"."""
    when = _written(words, context)
    if when is None:
        return [_CONDITIONAL]
    bound = _bound(words)
    # "before June" ends as June begins, "by June" as it ends.
    end = (
        when.start
        if bound is Bound.BEFORE and not regex.search(r"\b(?:hết|cuối|kết\s+thúc)\b", words, _FLAGS)
        else when.end
    )
    return [_Time(DeadlineKind.DATE, None, end, when.precision, bound)]


def _within(words: str, context: TimeContext) -> list[_Time]:
    """Value "trong quý 4/2019", which has to be done by its end, and "trong tháng 6", which only says when."""
    when = _written(words, context)
    if when is None or _VAGUE.search(words):
        return [_CONDITIONAL]
    if when.precision is Precision.DAY:
        return [_Time(DeadlineKind.DATE, None, when.end, when.precision, Bound.BY)]
    bound = None if when.precision in (Precision.MONTH, Precision.RANGE) else Bound.BY
    return [_Time(DeadlineKind.PERIOD, when.start, when.end, when.precision, bound)]


def _date(words: str, context: TimeContext) -> list[_Time]:
    """Value "Quý I/2021", "từ ngày 01/6 đến ngày 30/6/2021", "vào ngày 20/11/2021", "cuối năm 2021"."""
    when = _written(words, context)
    if when is None or _VAGUE.search(words):
        return [_CONDITIONAL]
    if _EDGE_END.search(words) and when.precision is not Precision.RANGE:
        return [_Time(DeadlineKind.DATE, None, when.end, when.precision, Bound.BY)]
    kind = DeadlineKind.DATE if when.precision is Precision.DAY else DeadlineKind.PERIOD
    return [_Time(kind, when.start, when.end, when.precision)]


def _since(words: str, context: TimeContext) -> list[_Time]:
    """Value "bắt đầu từ ngày 01/6/2024": goes on from then, with no end."""
    when = _written(words, context)
    return [_Time(DeadlineKind.ONGOING, when.start, None, when.precision)] if when else [_CONDITIONAL]


# "Quý II, IV/2021", "quý I và quý III": a list, where a dash would be a range
_QUARTERS = regex.compile(
    r"\bquý\s*(?P<one>[\dIVl]+)(?:\s*(?:,|và)\s*(?:quý\s*)?(?P<one>[\dIVl]+))+(?P<year>(?:\s?[/.–-]\s?|,?\s*năm\s+|\s+)\d{4})?",
    _FLAGS,
)


def _each_quarter(words: str) -> list[str]:
    """Open a list of quarters into one text each, all with the list's year and preposition."""
    match = _QUARTERS.search(words)
    if match is None:
        return [words]
    before, year = words[: match.start()], match["year"] or ""
    return [f"{before}quý {quarter}{year}" for quarter in match.captures("one")]


_YEARS_LISTED = regex.compile(r"\bnăm\s+(?P<one>\d{4})(?:(?:\s*,|\s+và)\s*(?:năm\s+)?(?P<one>\d{4}))+$", _FLAGS)


def _each_part(words: str) -> list[str]:
    """Open a list of quarters or years, each with the list's preposition: "trong hai năm 2026, 2027"."""
    years = _YEARS_LISTED.search(words)
    return [f"trong năm {year}" for year in years.captures("one")] if years else _each_quarter(words)


_RHYTHMS = {
    "ngày": Recurrence.DAILY,
    "tuần": Recurrence.WEEKLY,
    "tháng": Recurrence.MONTHLY,
    "quý": Recurrence.QUARTERLY,
    "năm": Recurrence.YEARLY,
}
_BY_MONTHS = {1: Recurrence.MONTHLY, 3: Recurrence.QUARTERLY, 6: Recurrence.HALF_YEARLY, 12: Recurrence.YEARLY}
_TIMES_A = regex.compile(r"(?P<count>\d{1,2})\s+lần\s*/\s*(?P<unit>ngày|tuần|tháng|quý|năm)\b", _FLAGS)
_TIMES_A_YEAR = {
    1: Recurrence.YEARLY,
    2: Recurrence.HALF_YEARLY,
    4: Recurrence.QUARTERLY,
    12: Recurrence.MONTHLY,
}
_ONE_UNIT = regex.compile(
    r"(?:(?P<count>\d{1,2}|(?!cả\b)\p{L}{1,20})\s+)?(?P<unit>ngày|tuần|tháng|quý|năm)\b(?=\W|$)",
    _FLAGS & ~regex.VERBOSE,
)
_THE_DAY = regex.compile(r"thứ\s+(?:\d|\p{L}+)|chủ\s+nhật|ngày\s+(?:\d{1,2}\b|(?:làm\s+việc\s+)?cuối)", _FLAGS)


def _recurring(words: str, _: TimeContext) -> list[_Time]:
    """Value "định kỳ hàng quý, 6 tháng, năm": one entry a rhythm; a bare "định kỳ" has none."""
    rhythms: list[Recurrence | None] = []
    times_a = _TIMES_A.search(words)
    if times_a:
        times, unit = int(times_a["count"]), times_a["unit"].lower()
        rhythms.append(_TIMES_A_YEAR.get(times) if unit == "năm" else _RHYTHMS[unit] if times == 1 else None)
    else:
        for match in _ONE_UNIT.finditer(_THE_DAY.sub("", words)):
            count = number_of(match["count"])
            unit = match["unit"].lower()
            if unit == "tháng" and count is not None:
                rhythms.append(_BY_MONTHS.get(count))
            elif count in (None, 1):
                rhythms.append(_RHYTHMS[unit])
            else:
                rhythms.append(None)
    return [_Time(DeadlineKind.RECURRING, recurrence=r) for r in dict.fromkeys(rhythms or [None])]


def _repeated_date(words: str, context: TimeContext) -> list[_Time]:
    """Value "trước ngày 20 hằng tháng", "trước ngày 30 tháng 01 của năm tiếp theo"."""
    next_year = regex.search(r"\bnăm\s+(?:sau|tiếp|kế\s+tiếp|liền\s+kề)", words, _FLAGS)
    if next_year and context.plan_year is not None:
        day = _written(words[: next_year.start()], TimeContext(plan_year=context.plan_year + 1))
        if day is not None:
            return [_Time(DeadlineKind.DATE, None, day.end, day.precision, _bound(words))]
    unit = Recurrence.MONTHLY
    if regex.search(r"\bquý\b", words, _FLAGS):
        unit = Recurrence.QUARTERLY
    elif next_year or regex.search(r"(?:h[ằà]ng|mỗi)\s+năm\b|\bnăm\s+(?:báo|kế)", words, _FLAGS):
        unit = Recurrence.YEARLY
    elif regex.search(r"(?:h[ằà]ng|mỗi)\s+tuần\b", words, _FLAGS):
        unit = Recurrence.WEEKLY
    bound = _bound(words) if regex.search(r"trước|nhất|hết|quá", words, _FLAGS) else None
    return [_Time(DeadlineKind.RECURRING, bound=bound, recurrence=unit)]


_WEEKDAY = regex.compile(r"\b(?:thứ\s+(?P<word>\p{L}+|\d)|(?P<sunday>chủ\s+nhật))", _FLAGS)
_CALENDAR = regex.compile(
    r"\b(?P<unit>tuần|tháng|quý|năm)\s+(?P<which>này|nay|sau|tới|kế\s+tiếp|tiếp\s+theo)\b", _FLAGS
)
_PAST_OR_BY = regex.compile(r"\b(?:trước|chậm\s+nhất|muộn\s+nhất|hết|đến|cuối)\b", _FLAGS)


def _calendar(words: str, context: TimeContext) -> list[_Time]:
    """Value "trước thứ Sáu tuần này", "trong tuần sau", "cuối năm nay": counted from the meeting or the issue."""
    today = context.today
    if today is None or _VAGUE.search(words):
        return [_CONDITIONAL]
    named, day_name = _CALENDAR.search(words), _WEEKDAY.search(words)
    later = named is not None and named["which"].lower() not in ("này", "nay")
    bound = _bound(words) if _PAST_OR_BY.search(words) or regex.search(r"\btrong\b", words, _FLAGS) else None
    if day_name or not named:
        day = today
        if day_name:
            number = 7 if day_name["sunday"] else time_words("weekday").get(day_name["word"].lower(), 0)
            if not number:
                return [_CONDITIONAL]
            day = today - timedelta(days=today.weekday()) + timedelta(days=number - 1 + 7 * later)
            if not named and day < today:  # "trước thứ Hai" said on a Wednesday is next week's
                day += timedelta(days=7)
        elif regex.search(r"ngày\s+mai", words, _FLAGS):
            day += timedelta(days=1)
        start = None if bound else day
        return [_Time(DeadlineKind.DATE, start, day, Precision.DAY, bound)]
    when = _named_interval(named["unit"].lower(), today, later)
    if _PAST_OR_BY.search(words):
        end = (
            when.start
            if bound is Bound.BEFORE and not regex.search(r"\b(?:hết|cuối|kết\s+thúc)\b", words, _FLAGS)
            else when.end
        )
        return [_Time(DeadlineKind.DATE, None, end, when.precision, bound or Bound.BY)]
    loose = when.precision in (Precision.MONTH, Precision.RANGE)
    return [_Time(DeadlineKind.PERIOD, when.start, when.end, when.precision, None if loose else bound)]


def _named_interval(unit: str, today: date, later: bool) -> Interval:
    """Return this (or with ``later`` the next) week, Monday to Sunday, month, quarter or year."""
    if unit == "tuần":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * later)
        return Interval(monday, monday + timedelta(days=6), Precision.RANGE)
    if unit == "năm":
        return months(today.year + later, 1, 12, Precision.YEAR)
    length = 3 if unit == "quý" else 1
    index = (today.month - 1) // length + later
    year, first = today.year + index * length // 12, index * length % 12 + 1
    return months(year, first, first + length - 1, Precision.QUARTER if unit == "quý" else Precision.MONTH)


_DURATION = regex.compile(
    rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(time_words('number'), key=len, reverse=True))})"
    r"\s*(?:\([^()]*\)\s*)?(?P<unit>ngày|tuần|tháng)\b(?P<working>\s+làm\s+việc)?"
    r"(?P<ahead>\s+tới)?(?:.*?\b(?:từ|sau)\s+(?:ngay\s+)?(?P<origin>.+))?",
    _FLAGS & ~regex.VERBOSE,
)
_SAME_DOCUMENT = (
    r"(?:\s+(?:văn\s+bản|quyết\s+định|kế\s+hoạch|thông\s+báo|công\s+văn|chỉ\s+thị|kết\s+luận|biên\s+bản|chương\s+trình"
    r"|quy\s+định|quy\s+chế|hướng\s+dẫn|đề\s+án|phương\s+án|nghị\s+quyết|thông\s+tư|công\s+điện))*(?:\s+này)?"
)
# "ngày ký", "ngày ban hành Kế hoạch này", "hôm nay"
_FROM_ISSUE = regex.compile(
    rf"^(?:ngày|khi|thời\s+điểm)?(?:{_SAME_DOCUMENT}\s{{0,4}}\b(?:được\s+)?(?:ký|ban\s+hành|phát\s+hành|ra)"
    rf"(?:,?\s+(?:ký|ban\s+hành))?{_SAME_DOCUMENT}|\s{{0,4}}hôm\s+nay)\W*$",
    _FLAGS,
)
# "ngày họp", "khi kết thúc cuộc họp", "ngày làm việc"
_FROM_MEETING = regex.compile(
    r"^(?:(?:ngày|khi|thời\s+điểm)\s+)?(?:kết\s+thúc\s+)?(?:cuộc\s+|buổi\s+|phiên\s+)?(?:họp|hội\s+nghị|làm\s+việc|giao\s+ban)(?:\s+này)?\W*$",
    _FLAGS,
)


def _duration(words: str, context: TimeContext) -> list[_Time]:
    """Value "trong 10 ngày kể từ ngày ký": a date where that day is known. Working days need a calendar of holidays."""
    match = _DURATION.search(words)
    count = number_of(match["count"]) if match else None
    if match is None or count is None or match["working"]:
        return [_CONDITIONAL]
    origin = match["origin"]
    day: date | None = None
    if origin is None:
        day = context.today if match["ahead"] else None
    elif _FROM_ISSUE.match(origin):
        day = context.issue_day or context.meeting_day
    elif _FROM_MEETING.match(origin):
        day = context.meeting_day
    if day is None:
        return [_CONDITIONAL]
    end = _plus(day, count, match["unit"].lower())
    return [_Time(DeadlineKind.DATE, None, end, Precision.DAY, Bound.BY)]


def _plus(day: date, count: int, unit: str) -> date:
    if unit == "tháng":
        index = day.month - 1 + count
        year, month = day.year + index // 12, index % 12 + 1
        return date(year, month, min(day.day, month_end(year, month).day))
    return day + timedelta(days=count * (7 if unit == "tuần" else 1))


def _ongoing(words: str, context: TimeContext) -> list[_Time]:
    """Value "Thường xuyên trong năm", "... trong năm 2026 và năm 2027": the years stated, else the plan's."""
    years = [int(year) for year in regex.findall(r"(?:19|20)\d\d", words)]
    if years:
        number: int | None = years[0]
    elif regex.search(r"\bnăm\s+nay\b", words, _FLAGS):
        number = context.today.year if context.today else None
    else:
        number = context.year if regex.search(r"\bnăm\b", words, _FLAGS) else None
    if number is None:
        return [_Time(DeadlineKind.ONGOING)]
    last = max([number, *years])
    precision = Precision.YEAR if last == number else Precision.RANGE
    return [_Time(DeadlineKind.ONGOING, date(number, 1, 1), date(last, 12, 31), precision)]


def _condition(_words: str, _context: TimeContext) -> list[_Time]:
    return [_CONDITIONAL]


_VALUES: dict[str, Callable[[str, TimeContext], list[_Time]]] = {
    "time.limit": _limit,
    "time.within": _within,
    "time.at": _date,
    "time.date": _date,
    "time.range": _date,
    "time.since": _since,
    "time.repeated_date": _repeated_date,
    "time.recurring": _recurring,
    "time.calendar": _calendar,
    "time.duration": _duration,
    "time.ongoing": _ongoing,
}


def deadlines(text: str, context: TimeContext, *, line: bool) -> tuple[Deadline, ...]:
    """Return the deadlines that ``text`` sets, each under the whole of its words; never none.

    ``text`` is a slice of ``find_deadlines``, or with ``line`` a part of a line "Thời gian thực hiện" (see
    ``split_time_line``). On such a line a bare "Thường xuyên" means the plan's year, and a time that depends on a plan
    of others ("Theo kế hoạch năm 2021 của tỉnh") is conditional, whatever year that plan's name has.
    """
    shown = squeeze(text).rstrip(" .;,")
    words = plain_words(shown)
    times = find_times(words)
    if any(t.rule == "time.limit" for t in times):
        # "Báo cáo quý I: Trước ngày 03/3/2020": the quarter names the report.
        times = [t for t in times if t.rule != "time.date"]
    cited = line and _CITED_PLAN.match(words) and not any(t.rule in ("time.limit", "time.ongoing") for t in times)
    found: dict[_Time, None] = {}

    def parts(time: Slice) -> list[str]:
        return _each_part(time.of(words)) if time.rule == "time.within" else _each_quarter(time.of(words))

    for time in times if not cited else ():
        value_of = _VALUES.get(time.rule, _condition)
        for value in [v for one in parts(time) for v in value_of(one, context)]:
            if line and value == _Time(DeadlineKind.ONGOING) and context.plan_year is not None:
                value = _ongoing(f"năm {context.plan_year}", context)[0]
            found[replace(value, rule=time.rule)] = None
    if line and not times:  # a cell with bare years, "2024-2025"
        years = interval(words)
        if years is not None:
            found[_Time(DeadlineKind.PERIOD, years.start, years.end, years.precision, rule="time.years")] = None
    dated = [t for t in found if t.kind is not DeadlineKind.CONDITIONAL]
    return tuple(t.under(shown) for t in dated or [_CONDITIONAL])


_SPAN_OF_YEARS = regex.compile(r"(?:19|20)\d\d\s*(?:[-–—]|đến|tới)\s*(?:hết\s+)?(?:năm\s+)?(?:19|20)\d\d", _FLAGS)
# "năm 2021", but neither "định hướng đến năm 2030" nor the year of "ngày 05 tháng 3 năm 2020"
_PLAN_YEAR = regex.compile(
    r"(?<!\b(?:đến|tới|từ|hết|tầm\s+nhìn|ngày\s+\d{1,2}\s+tháng\s+\d{1,2})\s+)\bnăm\s+(?P<year>(?:19|20)\d\d)(?!\d)",
    _FLAGS,
)


def plan_year(title: str) -> int | None:
    """Return the year that a plan with this title is for: the last one it names.

    None where it names none, or only a span ("giai đoạn 2021-2025") or a horizon ("đến năm 2030").
    """
    years = _PLAN_YEAR.findall(_SPAN_OF_YEARS.sub("", title))
    return int(years[-1]) if years else None
