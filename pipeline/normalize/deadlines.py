"""What the words of a deadline mean: dates, rhythms, conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from pipeline.record import DateValue, Deadline, DeadlineKind
from pipeline.text import squeeze


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What a document says about time outside the deadline itself."""

    issued: DateValue | None = None
    #: The year that a plan is for, from its title.
    plan_year: int | None = None
    meeting_day: date | None = None


def deadlines(text: str, context: TimeContext, *, line: bool) -> tuple[Deadline, ...]:
    """Return the deadlines that ``text`` sets; ``line`` where it is (part of) a line "Thời gian thực hiện"."""
    return (Deadline(text=squeeze(text), kind=DeadlineKind.CONDITIONAL),)


def plan_year(title: str) -> int | None:
    """Return the year that a plan with this title is for; None for a span ("giai đoạn 2021-2025") or no year."""
    spans = regex.search(r"(?:19|20)\d\d\s*(?:[-–]|đến)\s*(?:năm\s*)?(?:19|20)\d\d", title)
    years = regex.findall(r"\bnăm\s+((?:19|20)\d\d)", title, flags=regex.IGNORECASE)
    return int(years[-1]) if years and not spans else None
