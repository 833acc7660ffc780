"""Where dates and hours stand in running text.

Two steps, both linear: each *point* in time is found by one pattern ("ngày 5/2/2018", "Quý I/2021"), then neighbours
that "đến" or a dash joins become one range. What a date means is ``pipeline.normalize.dates``'s business; an impossible
one ("31/02") is found all the same, so that somebody can be told.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.extract.mentions import Slice
from pipeline.extract.patterns import Rules
from pipeline.vocabulary import rows

_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
#: What stands where the day or month is still to be written by hand: dots, underscores, blanks.
_BLANK = r"[.…_\s]{0,16}"
_DASH = r"[-–—]"
#: Not the tail of a number ("24/2014/NĐ-CP": the look-ahead) and not inside one (the look-behind).
_NUMBER = r"(?=\d)(?<![\p{L}\d/.])(?<!\d[-–,])"
_ENDS = r"(?!\d|\s?/\s?[\p{L}\d]|-\p{L})"


def word_alternatives(kind: str) -> str:
    """Return a pattern of the vocabulary's words of ``kind`` (see ``time_words.csv``), longest first."""
    words = {row["word"].casefold() for row in rows("time_words") if row["kind"] == kind}
    return "|".join(regex.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> Rules:
    """The points in time by rule; rules that begin with "part." only count as one end of a range."""
    month = rf"(?:{_MONTH}|(?:{word_alternatives('month')})\b)"
    quarter = rf"(?:{word_alternatives('quarter')})(?![\p{{L}}\d]|\s*lần)"
    of_year = rf"(?:\s?(?:/|\.|{_DASH})\s?|\s*+(?:,\s*+)?năm\s+|\s+){_YEAR}{_ENDS}"
    numeric = rf"{_DAY}\s?(?P<sep>[/.]|{_DASH})\s?{_MONTH}\s?(?P=sep)\s?(?:{_YEAR}{_ENDS}|(?<=/)\d\d{_ENDS})"
    sources = {
        # "ngày 05 tháng 02 năm 2018", "ngày   tháng 5 năm 2022", "ngày mùng 3 tháng 2", recognised "ngày 2 9 tháng 8"
        "date.day_words": (
            "ngày & tháng",
            rf"""
            \bngày\s*(?:m[ùồ]ng\s+)?(?:{_DAY}|[0-3]\s\d|{_BLANK})\s*[,/]?
            \s*tháng\s*{month}(?:\s*+(?:[,/]\s*+)?năm\s*{_YEAR})?""",
        ),
        # "ngày …25..tháng 01 năm 2006": filled in among dots
        "date.dotted_day_words": (
            "ngày & tháng & năm",
            rf"""
            \bngày\s?[.…_]{{1,8}}\s?{_DAY}[.…_\s]{{0,8}}tháng[.…_\s]{{1,8}}{month}[.…_\s]{{0,8}}năm\s*{_YEAR}""",
        ),
        # "mùng 3 tháng 2", "05 tháng 02 năm 2018"
        "date.bare_day_words": (
            "tháng",
            rf"""
            \bm[ùồ]ng\s+{_DAY}\s*tháng\s+{month}(?:\s*+(?:,\s*+)?năm\s+{_YEAR})?
            | {_NUMBER}{_DAY}\s+tháng\s+{_MONTH}\s*+(?:,\s*+)?năm\s+{_YEAR}""",
        ),
        # "ngày ... tháng ... năm 2022"
        "date.blank_day_month": ("ngày & tháng & năm", rf"\bngày{_BLANK},?\s*tháng{_BLANK},?\s*năm\s*{_YEAR}"),
        # "ngày /02/2025", "ngày    / 02 /2025": numerals with a blank day
        "date.blank_day_numeric": ("ngày & /", rf"\bngày[.…_\s]{{0,16}}/\s?{_MONTH}\s?/\s?{_YEAR}{_ENDS}"),
        # "27/09/2019", "ngày 05.02.2018", "5-2-2018", "ngày 3/4/24"
        "date.day_month_year": ("ngày", rf"\bngày\s*(?:m[ùồ]ng\s+)?{numeric}"),
        "date.bare_day_month_year": ("/ . - – —", rf"{_NUMBER}{numeric}"),
        # "ngày 24-25/12/2020", "các ngày 24, 25 và 26/12/2020"
        "date.days_of_month": (
            "ngày",
            rf"""
            \bngày\s+{_DAY}(?:\s?(?:{_DASH}|,|và)\s?(?:ngày\s+)?{_DAY}){{1,6}}
            (?: \s?/\s?{_MONTH}(?:\s?/\s?{_YEAR})? | \s+tháng\s+{_MONTH}(?:\s+năm\s+{_YEAR})? ){_ENDS}""",
        ),
        # "ngày 18/5", and a bare "18/5": no ratio, as its upper number is the greater one
        "date.day_month": (
            "ngày mùng mồng /",
            rf"""
            (?: \b(?:ngày|m[ùồ]ng)\s*{_DAY}\s?[/.-]\s?{_MONTH}
            | (?<!số\s){_NUMBER}(?<![-–,:])(?!24/7)(?:1[3-9]|2\d|3[01])/{_MONTH} )
            (?!\s?[/.-]\s?\d|/|[\p{{L}}%]|-\p{{L}})""",
        ),
        # "tháng 12/2020", "tháng 6 năm 2021", "tháng Giêng năm 2021"
        "date.month_year": ("tháng", rf"\btháng\s*{month}{of_year}"),
        # "tháng 3-10/2024"
        "date.months_of_year": ("tháng & - – —", rf"\btháng\s*{month}\s?{_DASH}\s?(?:tháng\s*)?{month}{of_year}"),
        # "12/2020", but neither "số 12/2020" nor "12/2020/NĐ-CP"
        "date.bare_month_year": ("/", rf"(?<!số\s|số:\s){_NUMBER}(?<![-–]){_MONTH}\s?/\s?{_YEAR}{_ENDS}"),
        # "tháng 6", but not "6 tháng 1 lần"
        "date.month": ("tháng", rf"(?<!\d\s|h[àằ]ng\s|mỗi\s|một\s)\btháng\s+{month}(?!\s?[/.,]\d|\s*lần)"),
        # "Quý I/2021", "quý 4/2019", "Quý I - III/2021", "quý II và quý III năm 2021", "Quý IV"
        "date.quarter": (
            "quý quí",
            rf"""
            \bqu[ýí]\s*{quarter}(?:\s*(?:{_DASH}|,|và|đến(?:\s+hết)?|tới)\s*(?:qu[ýí]\s*)?{quarter}){{0,3}}(?:{of_year})?""",
        ),
        # "6 tháng đầu năm 2020", "sáu tháng cuối năm", "nửa đầu năm 2021"
        "date.half": (
            "đầu cuối & năm",
            rf"""
            \b(?:(?:\d{{1,2}}|{word_alternatives("number")})\s+tháng|nửa)\s+(?:đầu|cuối)\s+(?:của\s+)?năm
            (?:\s+(?:{_YEAR}|nay))?""",
        ),
        # "9 tháng năm 2019", "9 tháng/2019"
        "date.months_year": ("tháng", rf"\b\d{{1,2}}\s+tháng(?:\s+năm\s+|\s?/\s?|\s+){_YEAR}{_ENDS}"),
        # "9 tháng" of a report; not "trong 9 tháng", "9 tháng kể từ", "6 tháng/lần"
        "date.months": (
            "tháng",
            r"""
            (?=\d)(?<!trong\s|vòng\s|hạn\s|sau\s|hơn\s|khoảng\s|kỳ\s|mỗi\s|từ\s|quá\s|\d[-–/]|đến\s)(?<![\d.,/])
            (?:0?[369]|1[01])\s+tháng(?!\s*(?:[/\d]|kể|tính|liên|trở|một\b|lần|qua\b|tuổi|tù\b))\b""",
        ),
        # "giai đoạn 2021-2025", "năm 2021 - 2022", "từ năm 2016 đến năm 2020" without its "từ"
        "date.years": (
            "giai thời nhiệm năm & - – — đến tới",
            rf"""
            \b(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|năm)\s+(?:từ\s+)?(?:năm\s+)?{_YEAR}\s*
            (?:{_DASH}|đến(?:\s+hết)?|tới)\s*(?:năm\s+)?{_YEAR}""",
        ),
        # "năm 2019", "đầu năm 2019", "cuối năm 2020"
        "date.year": ("năm", rf"\b(?:(?:đầu|cuối|giữa)\s+)?năm\s+{_YEAR}{_ENDS}"),
        # "từ đầu năm ...", "từ đầu tháng 6"
        "part.beginning": ("đầu & từ", r"(?<=từ\s+)đầu\s+(?:năm(?:\s+nay)?|tháng|qu[ýí])\b(?!\s*\d)"),
        # "... đến nay"
        "part.now": ("nay & đến tới", r"(?<=(?:đến|tới)\s+)nay\b"),
        # "từ ngày 23 đến ...", "trước ngày 20 hằng tháng"
        "part.day": ("ngày", rf"\bngày\s+{_DAY}(?!\s?[/.-]\s?\d)"),
        # "từ 01/6 đến 30/6/2021"
        "part.day_month": (
            "/ & từ đến trước hết",
            rf"(?<=từ\s+|đến\s+|trước\s+|hết\s+){_DAY}/{_MONTH}(?!/|[\p{{L}}%]|-\p{{L}})",
        ),
    }
    return Rules(sources, regex.VERBOSE | regex.VERSION1)


# "05/02/2018 đến hết 14/02/2018", "01/01/2020 - 30/6/2020"
_JOIN = regex.compile(
    rf"\s*+(?:,\s*+)?(?:(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|cuối|trước))?|{_DASH})\s*", regex.IGNORECASE
)
_FROM = regex.compile(r"\b(?:(?:kể|tính|bắt\s+đầu)\s+)?từ\s+(?:hết\s+)?$", regex.IGNORECASE)
#: Longest "kể từ" before a date, so that the look-back reads a few characters and not the whole text.
_FROM_REACH = 24


def find_date_parts(text: str) -> list[Slice]:
    """Return the single points in time in ``text``, in order, without overlaps, ranges not yet joined.

    Besides dates these are things that are a date only with their neighbours ("ngày 20", "nay", "đầu năm"); their rules
    begin with "part.".
    """
    found = [Slice(m.start(), m.end(), rule) for rule, m in _patterns().finditer(text)]
    # The longest of those that overlap is the whole date: "ngày 05/02/2018" and not "02/2018".
    kept: list[Slice] = []
    for candidate in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def join_ranges(text: str, parts: list[Slice]) -> list[Slice]:
    """Return ``parts`` with "từ A đến B", "A - B" as one slice (rule "date.range") where both are ends of a range."""
    joined: list[Slice] = []
    for part in parts:
        before = joined[-1] if joined else None
        if before and before.rule != "date.range" and _JOIN.fullmatch(text, before.end, part.start):
            opening = _FROM.search(text, max(0, before.start - _FROM_REACH), before.start)
            dated = not (before.rule.startswith("part.") or part.rule.startswith("part."))
            if opening or dated:
                start = opening.start() if opening else before.start
                joined[-1] = Slice(start, part.end, "date.range")
                continue
        joined.append(part)
    return joined


def find_dates(text: str) -> list[Slice]:
    """Return all date expressions in running text, in order and without overlaps; ranges are one slice each."""
    return [s for s in join_ranges(text, find_date_parts(text)) if not s.rule.startswith("part.")]


#: An hour, as a pattern for others to build on: "10 giờ 00 phút", "14h30", "07h45'", "8 giờ", "11:41".
CLOCK = r"""(?<![\d:,./])(?:[01]?\d|2[0-4])\s?
    (?: (?:giờ|h|g)\s?(?:[0-5]\d(?!\d))?\s?(?:phút|ph|p|['’′])?(?!\p{L}) | :[0-5]\d(?!\d)(?::[0-5]\d)? )
    (?:\s*+(?:,\s*+)?(?:buổi\s+)?(?:sáng|chiều|tối|trưa)\b)?"""
# no duration: "24 giờ làm việc"
_HOUR = regex.compile(rf"{CLOCK}(?!\s*(?:làm\s+việc|/\s?ngày|một\s+ngày))", regex.IGNORECASE | regex.VERBOSE)
# "10 giờ 00 phút, [sáng] ngày 05 tháng 02 năm 2018", "17 giờ 00 phút cùng ngày"
_HOUR_TO_DAY = regex.compile(
    r"\s*+(?:[,;(]\s*+)?(?:vào\s+)?(?:(?:buổi\s+)?(?:sáng|chiều|tối|trưa)\s+)?(?:thứ\s+\p{L}+\s*+(?:,\s*+)?)?(?:của\s+)?"
    r"|\s*[-–]\s*",
    regex.IGNORECASE,
)
_SAME_DAY = regex.compile(r"\s*+(?:,\s*+)?(?:vào\s+)?cùng\s+ngày\b", regex.IGNORECASE)
# "ngày 05/02/2018, lúc 14h30", "27/09/2019 - 11:41"
_DAY_TO_HOUR = regex.compile(
    r"\s*+(?:[,;:]\s*+)?(?:[-–(]\s*)?(?:(?:vào\s+)?(?:lúc|hồi|từ)\s*+(?::\s*+)?)?", regex.IGNORECASE
)


def find_date_times(text: str) -> list[Slice]:
    """Return hours with their day, "10 giờ 00 phút, ngày 05 tháng 02 năm 2018", in order; an hour may stand alone."""
    days = [s for s in find_dates(text) if s.rule != "date.range"]
    by_start = {s.start: s for s in days}
    found: list[Slice] = []
    for hour in _HOUR.finditer(text):
        start, end = hour.span()
        after = next((d for d in days if d.start >= end), None)
        before = next((d for d in reversed(days) if d.end <= start), None)
        same_day = _SAME_DAY.match(text, end)
        if same_day:
            found.append(Slice(start, same_day.end(), "time.same_day"))
        elif after and _HOUR_TO_DAY.fullmatch(text, end, after.start):
            found.append(Slice(start, by_start[after.start].end, "time.hour_day"))
        elif before and _DAY_TO_HOUR.fullmatch(text, before.end, start):
            found.append(Slice(before.start, end, "time.day_hour"))
        else:
            found.append(Slice(start, end, "time.hour"))
    return found
