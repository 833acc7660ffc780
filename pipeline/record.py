"""The extraction record: what one document becomes, and the one vocabulary of the whole project.

The JSON of ``vanban extract --json``, the database tables, the exports and the gold files of ``samples/`` all use
these names. A field that the document does not state is ``None`` (or empty): never guessed, never an empty string.
Every model is frozen: rooms hand records on, they do not edit them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Final = "1"


class _Model(BaseModel):
    """Immutable and closed: a misspelt field is an error, not a silent extra."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Precision(StrEnum):
    """How exactly a date value is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


class Relation(StrEnum):
    """What a document has to do with one that it cites."""

    BASIS = "basis"
    ATTACHED_TO = "attached_to"
    AMENDS = "amends"
    REPLACES = "replaces"
    ABOLISHES = "abolishes"
    MENTIONS = "mentions"


class TaskKind(StrEnum):
    """By what right a task is set."""

    ASSIGNMENT = "assignment"
    COMMITMENT = "commitment"
    REQUEST = "request"


class DeadlineKind(StrEnum):
    DATE = "date"
    PERIOD = "period"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    CONDITIONAL = "conditional"


class Bound(StrEnum):
    """``before`` is "trước ngày ...", ``by`` is "chậm nhất", "đến hết", "trong"; both end on the day printed."""

    BEFORE = "before"
    BY = "by"


class Recurrence(StrEnum):
    YEARLY = "yearly"
    HALF_YEARLY = "half-yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"


class CountSubject(StrEnum):
    DOSSIER = "dossier"
    PROCEDURE = "procedure"
    PLAN_ITEM = "plan_item"


class Measure(StrEnum):
    """What a number counts; the dossier measures follow the form II.06a/VPCP/KSTT of Thông tư 01/2020/TT-VPCP."""

    RECEIVED_TOTAL = "received_total"
    RECEIVED_NEW = "received_new"
    RECEIVED_ONLINE = "received_online"
    RECEIVED_DIRECT = "received_direct"
    CARRIED_OVER = "carried_over"
    RESOLVED_TOTAL = "resolved_total"
    RESOLVED_EARLY = "resolved_early"
    RESOLVED_ON_TIME = "resolved_on_time"
    RESOLVED_LATE = "resolved_late"
    PENDING_TOTAL = "pending_total"
    PENDING_IN_TIME = "pending_in_time"
    PENDING_OVERDUE = "pending_overdue"
    PROCEDURE_TOTAL = "procedure_total"
    PROCEDURE_PUBLISHED = "procedure_published"
    PROCEDURE_ONE_STOP = "procedure_one_stop"
    PROCEDURE_ONE_STOP_LINKED = "procedure_one_stop_linked"
    PROCEDURE_ONLINE_2 = "procedure_online_2"
    PROCEDURE_ONLINE_3 = "procedure_online_3"
    PROCEDURE_ONLINE_4 = "procedure_online_4"
    PROCEDURE_ONLINE = "procedure_online"
    PROCEDURE_NEW = "procedure_new"
    PROCEDURE_AMENDED = "procedure_amended"
    PROCEDURE_REPLACED = "procedure_replaced"
    PROCEDURE_ABOLISHED = "procedure_abolished"
    PROCEDURE_REVIEWED = "procedure_reviewed"
    PLANNED = "planned"
    COMPLETED = "completed"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class SourceFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    HTML = "html"
    TXT = "txt"
    MD = "md"
    IMAGE = "image"


class Encoding(StrEnum):
    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    VPS = "vps"
    MIXED = "mixed"


class Span(_Model):
    """A place in the record's ``text``: character offsets, end exclusive.

    ``page`` counts from 1; ``boxes`` are ``(x0, top, x1, bottom)`` in points from the page's top left corner.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    page: int | None = None
    boxes: tuple[tuple[float, float, float, float], ...] = ()


Spans = tuple[Span, ...]


class _Item(_Model):
    """An extracted item: where it stands, which rule found it, and how sure the rule is (0 to 1)."""

    span: Spans = ()
    rule: str | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)


class DateValue(_Model):
    """A date as written with both ends inclusive, ISO 8601 (``2018-02-05``)."""

    text: str
    start: str | None
    end: str | None
    precision: Precision | None


class UnitName(_Model):
    """What the rules alone made of a unit that the office's own list of units calls otherwise."""

    name: str
    owner: str | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)


class Unit(_Model):
    """An office, post, group or person: as written, under its canonical name, and whose it is.

    ``found`` is there where the office's own list of units decided (see ``pipeline.own_units``).
    """

    text: str
    name: str
    owner: str | None = None
    span: Spans = ()
    rule: str | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    found: UnitName | None = None


class Signature(_Model):
    """A digital signature as the file itself states it; nothing here is verified.

    ``time`` is a local date-time with its zone where given, "2025-01-24T14:23:43+07:00". It is the moment of signing,
    never the document's day of issue.
    """

    signer: str | None = None
    time: str | None = None


class Source(_Model):
    """Where a record comes from.

    ``container`` is the path of the file that holds this document (a mail, an archive, an envelope), None where the
    document is a file of its own; ``path`` is then the container's with the member's name behind "!/", as in
    "thu-den.eml!/van-ban.pdf".
    """

    path: str
    sha256: str
    format: SourceFormat
    pages: int | None = None
    #: Whether any of the text was recognised from a picture.
    ocr: bool = False
    encoding: Encoding = Encoding.UNICODE
    container: str | None = None
    signatures: tuple[Signature, ...] = ()


class Signer(_Model):
    name: str | None = None
    position: str | None = None
    authority: Literal["TM", "KT", "TL", "TUQ", "Q"] | None = None
    span: Spans = ()


class Participant(_Model):
    name: str
    position: str | None = None


class Meeting(_Model):
    """``start`` and ``end`` are local date-times ``2018-02-05T10:00``, or bare dates where no hour is given."""

    start: str | None = None
    end: str | None = None
    chair: str | None = None
    participants: tuple[Participant, ...] = ()
    span: Spans = ()


class Document(_Model):
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    key: str | None = None
    issuer: Unit | None = None
    place: str | None = None
    issued: DateValue | None = None
    subject: str | None = None
    attached_to: str | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    author: str | None = None
    meeting: Meeting | None = None
    #: Where each field was read and by which rule, by the field's name: ``{"number": Trace(...)}``.
    trace: dict[str, Trace] = Field(default_factory=dict)


class Trace(_Item):
    """Where a field of the document was read, and by which rule."""


class Reference(_Item):
    """Another document that the text cites; one entry a document and mention."""

    text: str
    type: str | None = None
    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    key: str | None = None
    name: str | None = None
    date: str | None = None
    issuer: Unit | None = None
    relation: Relation = Relation.MENTIONS


class Deadline(_Model):
    text: str
    kind: DeadlineKind
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    bound: Bound | None = None
    recurrence: Recurrence | None = None
    span: Spans = ()
    rule: str | None = None


class Task(_Item):
    """One action that somebody is to do after the document is issued."""

    text: str
    kind: TaskKind
    section: str | None = None
    lead: tuple[Unit, ...] = ()
    support: tuple[Unit, ...] = ()
    deliverable: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    references: tuple[str, ...] = ()


class Count(_Item):
    """One number of dossiers, procedures or plan items; ``table``, ``row``, ``column`` count from 1."""

    subject: CountSubject
    measure: Measure
    value: int | float
    label: str | None = None
    field: str | None = None
    is_total: bool = False
    period: DateValue | None = None
    origin: Literal["table", "prose"]
    table: int | None = None
    row: int | None = None
    column: int | None = None


class Table(_Model):
    """One table, whole over its pages; ``header`` holds one path of header cells a column."""

    caption: str | None = None
    page: int | None = None
    header: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    span: Spans = ()


class Finding(_Model):
    """What a careful reader would be told; ``message`` is Vietnamese, ``message_en`` English.

    ``confidence`` is how sure it is that a reader would say so, too.
    """

    code: str
    severity: Severity
    message: str
    message_en: str | None = None
    span: Spans = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)


class Repair(_Model):
    """Words that are meant otherwise than they were read: ``read`` is what recognition gave, ``written`` what is meant,
    ``rule`` the knowledge that told. The text has what is meant, save under ``form_arithmetic``: there the text keeps
    what was read, and the count and the table's row have the number that the sums of the form leave."""

    read: str
    written: str
    rule: str
    span: Spans = ()


class Record(_Model):
    """Everything that was read out of one document."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    rules_version: str | None = None
    source: Source
    text: str
    document: Document
    references: tuple[Reference, ...] = ()
    tasks: tuple[Task, ...] = ()
    counts: tuple[Count, ...] = ()
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()


Document.model_rebuild()


def json_schema() -> dict[str, Any]:
    """Return the record's JSON schema (draft 2020-12), as written into ``pipeline/record.schema.json``."""
    return Record.model_json_schema()
