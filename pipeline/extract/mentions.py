"""What extract hands to normalize: places in the text, each with the rule that found it. No values yet.

Offsets are into ``Layout.text``. A mention says *where* something stands and *what it is grammatically* (this is the
kind, this is the number, this is who is told); what it means (a date, a unit's name, a measure) is normalize's work.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.read.layout import Layout
from pipeline.record import CountSubject, Measure, Relation, TaskKind


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of the text, ``text[start:end]``, and the rule that found it (``confidence`` 0 to 1)."""

    start: int
    end: int
    rule: str = ""
    confidence: float = 1.0

    def of(self, text: str) -> str:
        """Return the words themselves."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Slice:
        """Return the slice moved by ``offset`` characters: finders work on a clause, mentions on the whole text."""
        return Slice(self.start + offset, self.end + offset, self.rule, self.confidence)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that the document itself defines: "Thủ tục hành chính (TTHC)"."""

    short: Slice
    full: Slice


@dataclass(frozen=True, slots=True)
class SignerMention:
    """The signature block: authority line ("TL. GIÁM ĐỐC"), position and printed name."""

    authority: Slice | None = None
    position: Slice | None = None
    name: Slice | None = None


@dataclass(frozen=True, slots=True)
class ParticipantMention:
    name: Slice
    position: Slice | None = None


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """When a meeting began and ended (date or date-time words), who chaired, who took part."""

    start: Slice | None = None
    end: Slice | None = None
    chair: Slice | None = None
    participants: tuple[ParticipantMention, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderMention:
    """The parts of the page that name the document (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

    kind: Slice | None = None
    #: The number and the symbol of the line "Số: 3034/QĐ-UBND"; either may be blank on the page and then None.
    number: Slice | None = None
    #: Legal normative documents carry their year: "28/2003/NĐ-CP".
    year: Slice | None = None
    symbol: Slice | None = None
    #: Whether a "Số:" line stands there at all, so that a blank number can be told from a document without one.
    has_number_line: bool = False
    issuer: Slice | None = None
    parent: Slice | None = None
    place: Slice | None = None
    date: Slice | None = None
    subject: tuple[Slice, ...] = ()
    #: Index into ``Mentions.references`` of the document that promulgates this one ("Ban hành kèm theo ...").
    attached_to: int | None = None
    signer: SignerMention | None = None
    recipients: tuple[Slice, ...] = ()
    author: Slice | None = None
    meeting: MeetingMention | None = None
    is_news: bool = False
    #: A title that is none of the kinds of documents: "DANH SÁCH", "ĐƠN ĐỀ NGHỊ", "LỊCH CÔNG TÁC".
    is_untyped: bool = False
    #: A công văn: no kind on the page, "V/v" or "Kính gửi" instead.
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceMention:
    """A cited document. ``start`` to ``end`` runs from its kind to its date or issuer.

    In a list that shares kind or date ("Quyết định số 964/QĐ-UBND và 965/QĐ-UBND ngày 18/4/2019") every member points
    at the shared ``kind``, ``date``, ``issuer`` and ``name``, which may then lie outside its own start and end.
    A short form ("Kế hoạch 132", "Quyết định nói trên") points so at number, year and symbol of the full citation.
    """

    start: int
    end: int
    rule: str
    kind: Slice | None = None
    number: Slice | None = None
    year: Slice | None = None
    symbol: Slice | None = None
    #: What follows the number in the key, where it is printed once for a series ("1201, 1202 và 1203/QĐ-UBND").
    tail: Slice | None = None
    #: The title as cited, without its kind.
    name: Slice | None = None
    date: Slice | None = None
    issuer: Slice | None = None
    relation: Relation = Relation.MENTIONS
    #: Standards ("TCVN ISO 9001:2015") and laws cited by title have keys of another make.
    is_standard: bool = False
    is_law: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TaskMention:
    """An action with everything that the page says about it.

    ``pieces`` are the parts of its text in order (a lead-in line and its bullets are two pieces). ``issuer_leads`` is
    set where nothing names a unit.
    """

    pieces: tuple[Slice, ...]
    rule: str
    kind: TaskKind
    section: str | None = None
    lead: tuple[Slice, ...] = ()
    support: tuple[Slice, ...] = ()
    issuer_leads: bool = False
    deliverable: Slice | None = None
    deadlines: tuple[DeadlineMention, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DeadlineMention:
    """Words that set a time for a task; ``line`` where they are (part of) a line or cell "Thời gian thực hiện"."""

    place: Slice
    line: bool = False


@dataclass(frozen=True, slots=True)
class TableMention:
    """A logical table: one or more of ``Layout.tables`` (a table cut by page breaks), its header and its body rows.

    ``header[c]`` is the path of column c; ``body`` names the rows as (index in Layout.tables, row), a row cut by a page
    break as a tuple of several such pairs, whose cells are joined.
    """

    parts: tuple[int, ...]
    header: tuple[tuple[str, ...], ...]
    body: tuple[tuple[tuple[int, int], ...], ...]
    rows: tuple[tuple[str, ...], ...]
    caption: Slice | None = None
    #: A letterhead or signature set as a table: not in the record.
    is_layout_only: bool = False


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number with what it counts. ``value`` is where the number stands; label and field are texts, as a merged or
    cut cell is in several places."""

    value: Slice
    subject: CountSubject
    measure: Measure
    rule: str
    label: str | None = None
    field: str | None = None
    is_total: bool = False
    #: The words of its period, and where these are told by another one ("Kỳ trước", "Tháng 3") the words of that.
    period: Slice | None = None
    period_base: Slice | None = None
    #: For a count from a table: index into ``Mentions.tables``, row in its body and column, all from 0.
    table: int | None = None
    row: int | None = None
    column: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbering label as printed and its path ("II.2.b"), with what is wrong with it.

    ``incomplete``: the item ends in a colon, but nothing follows it.
    """

    label: Slice
    path: str
    duplicate: bool = False
    skipped: bool = False
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one document."""

    layout: Layout
    header: HeaderMention = field(default_factory=HeaderMention)
    abbreviations: tuple[Abbreviation, ...] = ()
    #: Units in running text, for the general list and for the document's own full forms.
    units: tuple[Slice, ...] = ()
    dates: tuple[Slice, ...] = ()
    references: tuple[ReferenceMention, ...] = ()
    tasks: tuple[TaskMention, ...] = ()
    tables: tuple[TableMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    numbering: tuple[Numbering, ...] = ()
