"""The words of a reporting period: "Quý I/2021", "6 tháng đầu năm 2020", "từ ngày ... đến ngày ..."."""

from __future__ import annotations

import regex

from pipeline.extract.mentions import Slice

_DAY = r"(?:ngày:?\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_QUARTER = r"quý\s+(?:[IV]{1,3}|[1-4])(?:\s*[-–]\s*(?:[IV]{1,3}|[1-4]))?(?:\s*(?:/|năm)\s*|\s+)\d{4}"
_MONTH = r"tháng\s+\d{1,2}(?:\s*/\s*|\s+năm\s+)\d{4}"
_YEAR = r"năm\s+\d{4}"
_MONTHS = r"\d{1,2}\s+tháng(?:\s+(?:đầu|cuối))?(?:\s+năm)?\s+(?:\d{4})"
_FROM_TO = (
    rf"từ\s+(?:đầu\s+)?(?:{_DAY}|{_MONTH}|{_QUARTER}|{_YEAR})\s*(?:[-–]|đến(?:\s+hết)?)\s*(?:{_DAY}|{_MONTH}|{_QUARTER}"
    rf"|{_YEAR}|nay)"
)
# "Từ đầu năm 2019 đến 31/8/2019", "Quý I - III/2021", "6 tháng đầu năm 2020", "tháng 6 năm 2021", "năm 2019"
_PERIOD = regex.compile(rf"(?<!\p{{L}})(?:{_FROM_TO}|{_QUARTER}|{_MONTHS}|{_MONTH}|{_YEAR})(?![\d/])", regex.IGNORECASE)
# "Trong năm 2021, ...", "- Tính đến ngày ...": a clause that begins with the time it speaks of.
_OPENING = regex.compile(
    rf"[\s\-–+*•]*(?:\d+\.\s*|\p{{L}}\)\s*)?(?:(?:trong|tại|kỳ báo cáo)\s+)?"
    rf"(?P<period>(?:{_FROM_TO}|{_QUARTER}|{_MONTHS}|{_MONTH}|{_YEAR}))(?![\d/])",
    regex.IGNORECASE,
)
# "... tiếp nhận trong quý I/2021", "... từ ngày 01/01/2021 đến ngày 31/3/2021"
_ADVERBIAL = regex.compile(
    rf"(?<!\p{{L}})(?:(?P<period>{_FROM_TO})|(?:trong|kỳ)\s+(?P<period>{_QUARTER}|{_MONTHS}|{_MONTH}|{_YEAR}))(?![\d/])",
    regex.IGNORECASE,
)
# "..., năm 2024 tiếp nhận 1.900 hồ sơ", "(cùng kỳ năm 2023 là 90 hồ sơ)": a clause of its own time
_CLAUSE = regex.compile(
    rf"(?<=[,;(:]\s?)(?:(?:và|riêng|trong|lũy\s+kế|luỹ\s+kế|(?P<same>(?:so\s+với\s+)?cùng\s+kỳ))\s+)*"
    rf"(?P<period>{_FROM_TO}|{_QUARTER}|{_MONTHS}|{_MONTH}|{_YEAR})(?![\d/])",
    regex.IGNORECASE,
)
# "20 hồ sơ trong quý II năm 2024": the time behind the number, in the same clause
_BEHIND = regex.compile(
    rf"[^,;.:()\n]{{0,80}}?\s(?:(?P<period>{_FROM_TO})|(?:trong|kỳ)\s+(?P<period>{_QUARTER}|{_MONTHS}|{_MONTH}|{_YEAR}))(?![\d/])",
    regex.IGNORECASE,
)
# "Văn phòng trình bày kết quả tháng 10/2026: tiếp nhận ...": what stands before the colon holds for what follows it
_OF_RESULTS = regex.compile(
    rf"kết\s+quả(?:\s+\p{{L}}+){{0,5}}\s+(?P<period>{_FROM_TO}|{_QUARTER}|{_MONTHS}|{_MONTH}|{_YEAR})\s*(?::|như\s+sau)",
    regex.IGNORECASE,
)


# "Từ ngày 15/3/2023 đến ngày 14/6/2023": from day to day, under "Kỳ báo cáo: Quý II/2023"
_DAY_TO_DAY = regex.compile(
    rf"(?<!\p{{L}})từ\s+(?:{_DAY})\s*(?:[-–]|đến(?:\s+hết)?)\s*(?:{_DAY})(?![\d/])", regex.IGNORECASE
)
# "Tháng 3", "Quý I": a row of a table that is for one year
_PART_OF_YEAR = regex.compile(r"(?:tháng\s+\d{1,2}|quý\s+(?:[IV]{1,3}|[1-4]))", regex.IGNORECASE)


def title_period(text: str, start: int, end: int) -> Slice | None:
    """Return the period that a title or caption ``text[start:end]`` states; its very days where it has them."""
    found = _DAY_TO_DAY.search(text, start, end) or _PERIOD.search(text, start, end)
    return Slice(found.start(), found.end(), "period.title") if found else None


def is_period(text: str) -> bool:
    """Tell whether ``text`` is a period and nothing else: "Quý I/2021", "Tháng 3" (of the year that a table is for)."""
    words = " ".join(text.split()).strip(" .:*-")
    return bool(_PERIOD.fullmatch(words) or _PART_OF_YEAR.fullmatch(words))


def clause_period(text: str, start: int, number: int, end: int) -> Slice | None:
    """Return the period of the sentence ``text[start:end]`` for the count at ``number``; a year in a name is none.

    The time that is told nearest before the number is its own. None also where it is the same time of another year.
    """
    found: list[tuple[int, int, str]] = []
    if opening := _OPENING.match(text, start, end):
        found.append((*opening.span("period"), "period.opening"))
    found += [(*m.span("period"), "period.adverbial") for m in _ADVERBIAL.finditer(text, start, number)]
    clauses = list(_CLAUSE.finditer(text, start, number))
    found += [(*m.span("period"), "period.clause") for m in clauses]
    if not found:
        found = [(*m.span("period"), "period.adverbial") for m in _OF_RESULTS.finditer(text, start, number)]
    if not found:
        behind = _BEHIND.match(text, number, end)
        return Slice(*behind.span("period"), "period.behind") if behind else None
    nearest = max(found)
    if any(m["same"] and m.span("period") == nearest[:2] for m in clauses):
        return None
    return Slice(*nearest)
