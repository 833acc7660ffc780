"""What queries answer with: small frozen values with the record's field names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


def as_known(start: date | None, end: date | None) -> date | str | None:
    """Return the day of issue, or no more of it than is known: "05/2019", "2019".

    >>> as_known(date(2019, 5, 1), date(2019, 5, 31))
    '05/2019'
    """
    if start is None or end in (None, start):
        return start
    whole_month = end is not None and (end.year, end.month) == (start.year, start.month)
    return f"{start:%m/%Y}" if whole_month else f"{start:%Y}"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the record has it."""

    text: str
    name: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline as the record has it; ``kind`` is date, period, ongoing, recurring or conditional."""

    text: str
    kind: str
    start: date | None
    end: date | None
    precision: str | None
    bound: str | None
    recurrence: str | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task and the document that sets it.

    ``due`` is the end of the next dated deadline, or of the last one where all have passed; None where no deadline has
    a date of its own (ongoing, recurring, conditional, none). ``overdue``: all of its dated deadlines have passed.
    """

    id: int
    task_key: str
    text: str
    kind: str
    section: str | None
    lead: tuple[UnitRow, ...]
    support: tuple[UnitRow, ...]
    deliverable: str | None
    deadlines: tuple[DeadlineRow, ...]
    due: date | None
    overdue: bool
    document_id: int
    document_key: str | None
    document_type: str | None
    document_subject: str | None
    issuer: str | None
    issued: date | None
    issued_end: date | None
    path: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document; ``issued`` is the first day of what the date says, ``issued_text`` the date as written."""

    id: int
    key: str | None
    type: str | None
    number: str | None
    symbol: str | None
    issuer: str | None
    issuer_owner: str | None
    place: str | None
    issued: date | None
    issued_end: date | None
    issued_text: str | None
    subject: str | None
    attached_to: str | None
    signer: str | None
    tasks: int
    overdue: int
    findings: int
    #: In how many files of different content it is loaded.
    files: int
    path: str
    format: str
    pages: int | None
    rules_version: str | None
    sha256: str
    container: str | None
    #: Of the least sure of the fields by which it is known.
    confidence: float | None


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a document, by its content; ``is_shown`` where lists and ``vanban show`` take what they say from it.

    ``gives`` are the parts of the head (key, issued, signer, ...) that the shown file lacks and takes from this one.
    """

    id: int
    paths: tuple[str, ...]
    format: str
    pages: int | None
    ocr: bool
    sha256: str
    is_shown: bool
    gives: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's name without its folders, or its id where it was found nowhere."""
        return self.paths[0].rpartition("/")[2] if self.paths else f"#{self.id}"


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A citation, and the document that cites; ``cited_id`` is the loaded document that is meant, if any."""

    id: int
    text: str
    type: str | None
    key: str | None
    name: str | None
    date: date | None
    issuer: str | None
    relation: str
    cited_id: int | None
    document_id: int
    document_key: str | None
    document_type: str | None
    document_subject: str | None
    path: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A document that is cited and not loaded: ``mentions`` times, by so many ``documents``, the commonest of its
    ``relations`` first.

    ``alike`` are the ids of loaded documents of the same number, where day and issuer say that they are others, or
    nothing says that one of them is meant.
    """

    type: str | None
    key: str | None
    name: str | None
    date: date | None
    issuer: str | None
    mentions: int
    documents: int
    relations: tuple[str, ...]
    alike: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """A number that a document reports."""

    id: int
    subject: str
    measure: str
    value: int | float
    label: str | None
    field: str | None
    is_total: bool
    period: str | None
    period_start: date | None
    period_end: date | None
    origin: str
    table: int | None
    row: int | None
    column: int | None
    document_id: int
    document_key: str | None
    document_type: str | None
    issuer: str | None
    issued: date | None
    issued_end: date | None
    path: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding; ``message_en`` may be missing."""

    id: int
    code: str
    severity: str
    message: str
    message_en: str | None
    document_id: int
    document_key: str | None
    document_type: str | None
    document_subject: str | None
    path: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """So many documents of this type in this state: "done", or at the last try (no type) failed, refused, waiting."""

    type: str | None
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """What a unit leads: tasks, how many of them are overdue, and the next day on which one is due."""

    name: str
    owner: str | None
    tasks: int
    overdue: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class UnitBranch:
    """A unit in the tree of units: how many tasks it leads and supports, and how many of the led ones are overdue.

    ``name`` and ``owner`` are the record's; units that only others name as their owner lead nothing. ``level`` counts
    from 0, and what stands below a unit follows it.
    """

    level: int
    name: str
    owner: str | None
    lead: int
    support: int
    overdue: int


@dataclass(frozen=True, slots=True)
class UnknownUnit:
    """A unit as documents write it, that no registry knows: a form to fill in, and how often it stands where.

    ``name``, ``owner``, ``valid_from`` and ``valid_to`` are empty: for whoever knows (see ``pipeline.own_units``).
    ``nearest`` are known names with how many letters they differ.
    """

    text: str
    name: str
    owner: str
    valid_from: str
    valid_to: str
    nearest: tuple[str, ...]
    mentions: int
    tasks: int
    documents: int
    document_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    code: str
    severity: str
    number: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole database on one page."""

    documents: tuple[DocumentGroup, ...]
    units: tuple[UnitLoad, ...]
    findings: tuple[FindingGroup, ...]
    tasks: int
    overdue: int
    tasks_without_unit: int
