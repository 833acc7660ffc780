"""Days that no calendar has: "trước ngày 32/11", "ngày 31 tháng 4 năm 2024", "29/02/2023"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

import regex

from pipeline.read.layout import Layout
from pipeline.record import Finding, Severity

# with "ngày" before it, or with a year behind it: other numbers with strokes name documents
_DAY = regex.compile(
    r"(?<![\p{L}\d/.])(?P<said>ngày\s+)?(?P<day>\d{1,2})(?:\s?(?P<stroke>[/.-])\s?|\s+tháng\s+)(?P<month>\d{1,2})"
    r"(?:(?:\s?(?P=stroke)\s?|\s+năm\s+)(?P<year>(?:19|20)\d\d))?(?!\d|[/.-][\p{L}\d])",
    regex.IGNORECASE,
)
#: A leap year: of a day without a year nobody can say that it was none.
_ANY_YEAR = 2024


def calendar_findings(layout: Layout) -> Iterator[Finding]:
    """Yield ``impossible_date`` for each day that does not exist, each once; in a scan it is rather misread: info."""
    seen: set[str] = set()
    for found in _DAY.finditer(layout.text):
        if not found["year"] and (not found["said"] or found["stroke"] in (".", "-")):
            continue  # "ngày 20-25" are two days
        if not found["said"] and found["stroke"] in (".", "-"):
            continue
        words = " ".join(found[0][len(found["said"] or "") :].split())
        if _exists(int(found["day"]), int(found["month"]), found["year"]) or words in seen:
            continue
        seen.add(words)
        yield Finding(
            code="impossible_date",
            severity=Severity.INFO if layout.ocr else Severity.ERROR,
            message=f"Lịch không có ngày {words}.",
            message_en=f"There is no such day as {words}.",
            span=(layout.span(*found.span()),),
        )


def _exists(day: int, month: int, year: str | None) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(int(year) if year else _ANY_YEAR, month)[1]
