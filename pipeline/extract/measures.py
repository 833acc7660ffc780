"""What a number counts: from the words of a header, a row's label or a clause to a measure of the report forms.

The dossier measures and their arithmetic are those of Biểu II.06a/VPCP/KSTT (Thông tư 01/2020/TT-VPCP) and of the forms
before it: received = carried over + new (online and direct); resolved = early + on time + late; pending = in time +
overdue; received = resolved + pending. The words that stand for each of them are data (``measures.csv``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.extract.phrases import PhraseBook, phrase_book, words_key
from pipeline.record import CountSubject, Measure
from pipeline.text import fold
from pipeline.vocabulary import rows

#: (stage, detail) of a dossier's life to its measure; what is missing here has no measure.
_DOSSIER: Final[Mapping[tuple[str, str], Measure]] = {
    ("received", "total"): Measure.RECEIVED_TOTAL,
    ("received", "new"): Measure.RECEIVED_NEW,
    ("received", "online"): Measure.RECEIVED_ONLINE,
    ("received", "direct"): Measure.RECEIVED_DIRECT,
    ("received", "carried"): Measure.CARRIED_OVER,
    ("resolved", "total"): Measure.RESOLVED_TOTAL,
    ("resolved", "early"): Measure.RESOLVED_EARLY,
    ("resolved", "on_time"): Measure.RESOLVED_ON_TIME,
    ("resolved", "within"): Measure.RESOLVED_ON_TIME,
    ("resolved", "late"): Measure.RESOLVED_LATE,
    ("pending", "total"): Measure.PENDING_TOTAL,
    ("pending", "in_time"): Measure.PENDING_IN_TIME,
    ("pending", "within"): Measure.PENDING_IN_TIME,
    ("pending", "on_time"): Measure.PENDING_IN_TIME,
    ("pending", "late"): Measure.PENDING_OVERDUE,
}
#: The measures of the report form, in its order.
DOSSIER_MEASURES: Final = tuple(dict.fromkeys(_DOSSIER.values()))
#: Details that belong to one stage only, whatever the heading above them says.
_STAGE_OF_DETAIL: Final[Mapping[str, str]] = {
    "new": "received", "online": "received", "direct": "received", "carried": "received",
    "early": "resolved", "in_time": "pending",
}  # fmt: skip
#: The stages that a detail can stand in, the likeliest first, where the header leaves it open.
_STAGES_OF_OPEN_DETAIL: Final[Mapping[str, tuple[str, ...]]] = {
    "total": ("received", "resolved", "pending"),
    "on_time": ("resolved", "pending"),
    "late": ("resolved", "pending"),
    "within": ("pending", "resolved"),
}
#: Where one text holds words of several procedure measures, the narrower one counts.
_PROCEDURE_ORDER: Final = (
    Measure.PROCEDURE_ONE_STOP_LINKED,
    Measure.PROCEDURE_ONLINE_2,
    Measure.PROCEDURE_ONLINE_3,
    Measure.PROCEDURE_ONLINE_4,
    Measure.PROCEDURE_ABOLISHED,
    Measure.PROCEDURE_REPLACED,
    Measure.PROCEDURE_AMENDED,
    Measure.PROCEDURE_NEW,
    Measure.PROCEDURE_REVIEWED,
    Measure.PROCEDURE_ONE_STOP,
    Measure.PROCEDURE_ONLINE,
    Measure.PROCEDURE_PUBLISHED,
    Measure.PROCEDURE_TOTAL,
)
_ONLINE_LEVELS: Final = frozenset((Measure.PROCEDURE_ONLINE_2, Measure.PROCEDURE_ONLINE_3, Measure.PROCEDURE_ONLINE_4))
#: What is done to procedures by a decision that announces them.
CHANGES: Final = frozenset(
    (Measure.PROCEDURE_NEW, Measure.PROCEDURE_AMENDED, Measure.PROCEDURE_REPLACED, Measure.PROCEDURE_ABOLISHED)
)


@cache
def book(facet: str, *, folded: bool = False) -> PhraseBook:
    """Return the phrases of one facet of ``measures.csv``; ``folded``: without their accents."""
    entries = ((row["phrase"], row["value"]) for row in rows("measures") if row["facet"] == facet)
    return phrase_book((fold(phrase), value) if folded else (phrase, value) for phrase, value in entries)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a header path or a label says: any of it may be open (None)."""

    subject: CountSubject | None = None
    stage: str | None = None
    detail: str | None = None
    skip: bool = False

    def options(self) -> tuple[Measure, ...]:
        """Return the dossier measures that this can be, the likeliest first; none where it is no dossier column."""
        if self.skip or (self.stage is None and self.detail is None):
            return ()
        detail = self.detail or "total"
        stages = (_STAGE_OF_DETAIL[detail],) if detail in _STAGE_OF_DETAIL else _STAGES_OF_OPEN_DETAIL[detail]
        stated = [self.stage] if self.stage in stages else []
        return tuple(_DOSSIER[stage, detail] for stage in dict.fromkeys((*stated, *stages)))


def read_folded(path: Sequence[str]) -> Reading:
    """Return what header cells say whose accents were lost or misread ("Đung han", "Kỳ truớc"): see ``read_path``."""
    return read_path(tuple(fold(text) for text in path), folded=True)


def read_path(path: Sequence[str], *, folded: bool = False) -> Reading:
    """Return what the header cells over a column say, the lowest cell first and its parents where it is silent.

    ``folded``: the cells have no accents.
    """
    subject: CountSubject | None = None
    stage: str | None = None
    detail: str | None = None
    skip = False
    for text in reversed(path):
        key = words_key(text)
        reading = _read_cell(key, text, folded=folded)
        skip = skip or (reading.skip and detail is None) or _opens_differences(key)
        subject = subject or reading.subject
        stage = stage or reading.stage
        if detail is None or (detail == "total" and reading.detail is not None):
            detail = reading.detail or detail
    return Reading(subject, stage, detail, skip)


def other_readings(path: Sequence[str]) -> tuple[Measure, ...]:
    """Return the measures that the words of a header may mean besides: "tồn" is pending, or carried over."""
    told = (hit.value for text in reversed(path) for hit in book("either").hits(words_key(text)))
    return tuple(Measure(value) for value in dict.fromkeys(told) if value != "none")


def _read_cell(key: str, text: str, *, folded: bool) -> Reading:
    detail_book = book("detail", folded=folded)
    told = [hit.value for hit in detail_book.hits(key) if hit.value != "none"]
    details = set(told)
    narrow = details - {"total"}
    if {"early", "on_time"} <= narrow:
        narrow -= {"early"}
    one = next(iter(sorted(narrow)), "total" if details else None)
    detail = one if len(narrow) < 2 else told[-1]
    subject = subject_of(text)
    skip = "%" in text or ("direct" not in details and _is_skipped(key, folded=folded))
    skip = skip or speaks_of_money(key)
    skip = skip or (subject is CountSubject.DOSSIER and bool(book("skip_dossier", folded=folded).hits(key)))
    stage = _stage(key, folded=folded) or book("bare_stage", folded=folded).exact(key)
    return Reading(subject, stage, detail, skip)


def speaks_of_money(key: str) -> bool:
    """Tell whether a text (a ``words_key``) is about funds, land or the like, which nobody files."""
    return bool(book("money").hits(key))


def _opens_differences(key: str) -> bool:
    """Tell whether a header cell begins as one over differences: "So sánh tăng/giảm", "So với cùng kỳ"."""
    return book("difference").opening(key) is not None


def _is_skipped(key: str, *, folded: bool) -> bool:
    """Tell whether words of no count stand in a text on their own: "thời hạn", but not in "đúng thời hạn"."""
    told = (*book("detail", folded=folded).hits(key), *book("stage", folded=folded).hits(key))
    return any(
        all(
            skip.start < hit.start or skip.end > hit.end or skip.end - skip.start == hit.end - hit.start for hit in told
        )
        for skip in book("skip", folded=folded).hits(key)
    )


def _stage(key: str, *, folded: bool) -> str | None:
    """Return the one stage that a text names; a heading over several ("tiếp nhận, giải quyết") names none."""
    stages = {hit.value for hit in book("stage", folded=folded).hits(key)} - {"none"}
    return next(iter(stages)) if len(stages) == 1 else None


def leaves_a_gap(text: str) -> bool:
    """Tell whether a text speaks of dossiers that left the count otherwise (returned, withdrawn, stopped)."""
    return bool(book("outcome").hits(words_key(text)))


def stage_of(measure: Measure) -> str | None:
    """Return the stage of a dossier's life that a measure belongs to; None for other measures."""
    return next((stage for (stage, _), own in _DOSSIER.items() if own is measure), None)


def subject_of(text: str) -> CountSubject | None:
    """Return what a text counts: dossiers before procedures, for "hồ sơ TTHC" are dossiers; then items of a plan."""
    found = {hit.value for hit in book("subject").hits(words_key(text))}
    return next((subject for subject in CountSubject if subject.value in found), None)


def procedure_measures(text: str) -> list[Measure]:
    """Return all the procedure measures whose words stand in ``text``, in their order."""
    hits = book("procedure").hits(words_key(text))
    return [Measure(hit.value) for hit in hits if hit.value != "none"]


def procedure_measure(text: str) -> Measure | None:
    """Return the procedure measure that the words of ``text`` give, the narrowest; None where they give none.

    >>> procedure_measure("Số TTHC giải quyết theo cơ chế một cửa liên thông")
    <Measure.PROCEDURE_ONE_STOP_LINKED: 'procedure_one_stop_linked'>
    """
    found = procedure_measures(text)
    if set(found) == {Measure.PROCEDURE_TOTAL} and book("procedure_other").hits(words_key(text)):
        return None  # "số TTHC giữ nguyên": of some of them, and not how many there are
    if len(_ONLINE_LEVELS.intersection(found)) > 1:
        return Measure.PROCEDURE_ONLINE
    return next((measure for measure in _PROCEDURE_ORDER if measure in found), None)


def plan_measure(text: str) -> Measure | None:
    """Return ``completed`` or ``planned`` for a header over items of a plan; None for what is neither."""
    found = {hit.value for hit in book("plan").hits(words_key(text))}
    details = {hit.value for hit in book("detail").hits(words_key(text))} - {"total", "none"}
    if "none" in found or details:
        return None
    return next((m for m in (Measure.COMPLETED, Measure.PLANNED) if m.value in found), None)


def identities(present: Iterable[Measure]) -> tuple[tuple[Measure, tuple[Measure, ...]], ...]:
    """Return the sums that hold in a row of the form: (total, its parts), as far as the measures are ``present``."""
    has = frozenset(present)
    m = Measure
    sums: list[tuple[Measure, tuple[Measure, ...]]] = []
    ways = tuple(w for w in (m.RECEIVED_ONLINE, m.RECEIVED_DIRECT) if w in has)
    if m.RECEIVED_NEW in has:
        if m.CARRIED_OVER in has:
            sums.append((m.RECEIVED_TOTAL, (m.CARRIED_OVER, m.RECEIVED_NEW)))
        if len(ways) == 2:
            sums.append((m.RECEIVED_NEW, ways))
    elif len(ways) == 2:
        sums.append((m.RECEIVED_TOTAL, (*ways, m.CARRIED_OVER) if m.CARRIED_OVER in has else ways))
    if {m.RESOLVED_ON_TIME, m.RESOLVED_LATE} <= has:
        early = (m.RESOLVED_EARLY,) if m.RESOLVED_EARLY in has else ()
        sums.append((m.RESOLVED_TOTAL, (*early, m.RESOLVED_ON_TIME, m.RESOLVED_LATE)))
    if {m.PENDING_IN_TIME, m.PENDING_OVERDUE} <= has:
        sums.append((m.PENDING_TOTAL, (m.PENDING_IN_TIME, m.PENDING_OVERDUE)))
    if {m.RESOLVED_TOTAL, m.PENDING_TOTAL} <= has:
        sums.append((m.RECEIVED_TOTAL, (m.RESOLVED_TOTAL, m.PENDING_TOTAL)))
    return tuple(s for s in sums if s[0] in has)
