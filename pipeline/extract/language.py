"""The spaCy pipeline: a ``Language`` of our own, one component a kind of finding, span groups on the Doc.

``extract`` is the room's one public function. The pipeline is built once a process. Components hand what they find to
the next ones through ``doc.user_data``; the span groups ("dates", "references", "units", "tasks", "counts") are for
those who embed the pipeline in one of their own, for displaCy and for ``explain``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import regex
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.back_references import Own, kinds_named
from pipeline.extract.citation_parts import symbol_kind
from pipeline.extract.citation_relation import names_grounds, names_its_ground, opens_ground
from pipeline.extract.counts import find_prose_counts, find_table_counts
from pipeline.extract.dates import find_dates
from pipeline.extract.header import Frame, find_frame
from pipeline.extract.meeting import find_meeting, find_meeting_subject
from pipeline.extract.mentions import (
    Abbreviation,
    CountMention,
    HeaderMention,
    Mentions,
    ReferenceMention,
    Slice,
    TableMention,
    TaskMention,
)
from pipeline.extract.outline import Outline, build_outline
from pipeline.extract.paragraphs import Paragraph, split_paragraphs
from pipeline.extract.recognised import as_meant
from pipeline.extract.references import find_references
from pipeline.extract.styles import Style, style_of
from pipeline.extract.tables import find_tables
from pipeline.extract.task_tables import find_table_tasks
from pipeline.extract.tasks import find_tasks
from pipeline.extract.tokenizer import create_tokenizer
from pipeline.extract.units import find_units
from pipeline.read.layout import Layout
from pipeline.record import Relation

COMPONENTS = (
    "vanban_sections",
    "vanban_dates",
    "vanban_references",
    "vanban_units",
    "vanban_tables",
    "vanban_tasks",
    "vanban_counts",
    "vanban_meeting",
)
_STATE = "vanban"


@dataclass(slots=True)
class _Part:
    """The document itself, or a document attached behind its signature, with its own frame and numbering."""

    frame: Frame
    outline: Outline
    style: Style


@dataclass(slots=True)
class _State:
    """What the components have found so far in one Doc."""

    layout: Layout
    paragraphs: list[Paragraph] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    header: HeaderMention = field(default_factory=HeaderMention)
    abbreviations: list[Abbreviation] = field(default_factory=list)
    dates: list[Slice] = field(default_factory=list)
    references: list[ReferenceMention] = field(default_factory=list)
    units: list[Slice] = field(default_factory=list)
    tables: list[TableMention] = field(default_factory=list)
    tasks: list[TaskMention] = field(default_factory=list)
    counts: list[CountMention] = field(default_factory=list)


@registry.languages("vanban")
class Vanban(Language):  # type: ignore[no-untyped-call]  # spaCy's __init_subclass__ has no types
    """Vietnamese administrative documents; no stop words or lexical attributes, for the rules are ours."""

    lang = "vanban"


@cache
def load_pipeline() -> Language:
    """Return the pipeline, built at the first call of the process."""
    nlp = Vanban()
    nlp.tokenizer = create_tokenizer(nlp)
    nlp.max_length = 100_000_000  # characters; the limits of reading bound a document long before
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def extract(layout: Layout) -> Mentions:
    """Find everything that a record is made of in ``layout``.

    Where the text was recognised from pictures, the mentions' layout is the one in which obvious slips are put right
    (``pipeline.extract.recognised``), with the same offsets.
    """
    layout = as_meant(layout)
    nlp = load_pipeline()
    doc = nlp.make_doc(layout.text)
    doc.user_data[_STATE] = _State(layout)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return mentions_of(doc)


def mentions_of(doc: Doc) -> Mentions:
    """Return what the components found in ``doc``."""
    state = _state(doc)
    return Mentions(
        layout=state.layout,
        header=state.header,
        abbreviations=tuple(state.abbreviations),
        units=tuple(state.units),
        dates=tuple(state.dates),
        references=tuple(state.references),
        tasks=tuple(sorted(state.tasks, key=lambda task: task.pieces[0].start)),
        tables=tuple(state.tables),
        counts=tuple(state.counts),
        numbering=tuple(n for part in state.parts for n in part.outline.numbering),
    )


def _state(doc: Doc) -> _State:
    """The state that ``extract`` put there; a Doc made from bare text gets the layout of a plain paragraph list."""
    state = doc.user_data.get(_STATE)
    if not isinstance(state, _State):
        raise ValueError("this pipeline reads a Layout: call pipeline.extract.extract(layout)")
    return state


def _group(doc: Doc, name: str, places: Iterable[tuple[int, int, str]]) -> None:
    """Write places into a span group, widened to whole tokens; the exact offsets stay in the mentions."""
    spans: list[Span] = []
    for start, end, rule in places:
        span = doc.char_span(start, end, label=rule or name, alignment_mode="expand") if end > start else None
        if span is not None:
            spans.append(span)
    doc.spans[name] = spans


#: Documents attached one behind the other; no real file has so many, and each is sought to the end of the text.
_MOST_PARTS = 100


@Language.component("vanban_sections")
def sections(doc: Doc) -> Doc:
    """Paragraphs, head and foot, the numbering tree; a document attached behind the signature is a part of its own."""
    state = _state(doc)
    layout = state.layout
    state.paragraphs = split_paragraphs(layout)
    remaining = state.paragraphs
    while remaining and len(state.parts) < _MOST_PARTS:
        frame = find_frame(layout.text, remaining, attached=bool(state.parts), recognised=layout.ocr)
        outline = build_outline(layout.text, remaining[frame.body_start : frame.body_end])
        # a file of its own, "(Kèm theo Quyết định số ...)" under its title, is an appendix as well
        is_attached = bool(state.parts) or frame.attachment is not None
        style = style_of(layout.text, frame.header, attached=is_attached)
        state.parts.append(_Part(frame, outline, style))
        remaining = remaining[max(frame.annex_start, 1) :]
    if state.parts:
        state.header = state.parts[0].frame.header
    _group(doc, "sections", ((n.label.start, n.label.end, n.path) for p in state.parts for n in p.outline.numbering))
    return doc


@Language.component("vanban_dates")
def dates(doc: Doc) -> Doc:
    state = _state(doc)
    state.dates = find_dates(state.layout.text)
    _group(doc, "dates", ((s.start, s.end, s.rule) for s in state.dates))
    return doc


@Language.component("vanban_references")
def references(doc: Doc) -> Doc:
    """Citations, without the document's own number (its line, and the heads of its appendices)."""
    state = _state(doc)
    text = state.layout.text
    own = [s for s in (state.header.number, state.header.symbol) if s is not None]
    own_key = tuple(s.of(text) for s in own)
    state.references = [
        r
        for r in find_references(text, _own_names(state))
        if not any(r.start < s.end and s.start < r.end for s in own)
        and not (len(own_key) == 2 and r.number and r.symbol and (r.number.of(text), r.symbol.of(text)) == own_key)
    ]
    titles = [s for part in state.parts for s in part.frame.header.subject]
    state.references = [
        replace(r, relation=Relation.BASIS)
        if r.relation is Relation.MENTIONS and any(names_its_ground(text, s.start, r.start, s.end) for s in titles)
        else r
        for r in state.references
    ]
    state.header = _with_promulgation(state)
    _group(doc, "references", ((r.start, r.end, r.rule) for r in state.references))
    return doc


def _own_names(state: _State) -> Own:
    """What the document, and the documents attached to it, may call themselves."""
    text = state.layout.text
    kinds: set[str] = set()
    numbers: set[tuple[str, str]] = set()
    for part in state.parts:
        header, attachment = part.frame.header, part.frame.attachment
        own = kinds_named(header.kind.of(text)) if header.kind else frozenset()
        if not own and header.symbol and (told := symbol_kind(header.symbol.of(text))):
            own = frozenset((told,))
        if header.is_letter:
            own |= {"Công văn"}
        kinds |= own
        if attachment is not None:
            kinds |= kinds_named(text[attachment.start : attachment.end])
        if header.number:
            numbers |= {(kind, "".join(header.number.of(text).split())) for kind in own}
    return Own(frozenset(kinds), frozenset(numbers))


def _with_promulgation(state: _State) -> HeaderMention:
    attachment = state.parts[0].frame.attachment if state.parts else None
    if attachment is None:
        return state.header
    for index, reference in enumerate(state.references):
        if attachment.start <= reference.start < attachment.end and reference.number is not None:
            return replace(state.header, attached_to=index)
    return _with_date_of_blank_promulgation(state, attachment)


def _with_date_of_blank_promulgation(state: _State, attachment: Paragraph) -> HeaderMention:
    """ "(Kèm theo Quyết định số   /QĐ-UBND ngày   /02/2025)": no key, but the month that the annex is of."""
    if state.header.date is not None:
        return state.header
    date = next((d for d in state.dates if attachment.start <= d.start < attachment.end), None)
    return state.header if date is None else replace(state.header, date=replace(date, rule="header.promulgation_date"))


@Language.component("vanban_units")
def units(doc: Doc) -> Doc:
    state = _state(doc)
    state.abbreviations = find_abbreviations(state.layout.text)
    state.units = find_units(state.layout.text, _starts_of_names(state))
    _group(doc, "units", ((s.start, s.end, s.rule) for s in state.units))
    return doc


def _starts_of_names(state: _State) -> Iterator[int]:
    """Yield where paragraphs and cells begin: a name of running text does not go on there.

    In a letterhead it does ("ỦY BAN NHÂN DÂN" / "TỈNH X" are two lines in capitals), and so it may in small letters.
    """
    text = state.layout.text
    for paragraph in state.paragraphs:
        if not _GOES_ON.match(text, paragraph.start) and not _goes_on_in_capitals(text, paragraph.start):
            yield paragraph.start
    for table in state.layout.tables:
        yield from (cell.start for cell in table.cells)


# a line that is the rest of the one before it, even where the reader took it for a paragraph
_GOES_ON = regex.compile(r"\p{Ll}{2,}\s|Và\s")
# the second line of an agency in a letterhead: "TỈNH QUẢNG NGÃI", "VÀ CÁC KHU CÔNG NGHIỆP"
_SECOND_LINE = regex.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|VIỆT NAM|KHU VỰC|VÀ)(?![\p{L}\p{M}])"
)
_FIRST_LINE = regex.compile(r"\p{Lu}{2}[,–-]?\s*$|(?<!\p{L})(?:VÀ|,|[–-])\s*$")
_LINE_END = 8  # characters


def _goes_on_in_capitals(text: str, start: int) -> bool:
    """Whether the line at ``start`` is the second of a name in capitals."""
    end_of_first = text[max(0, start - _LINE_END) : start]
    return _SECOND_LINE.match(text, start) is not None and _FIRST_LINE.search(end_of_first) is not None


@Language.component("vanban_tables")
def tables(doc: Doc) -> Doc:
    state = _state(doc)
    state.tables = find_tables(state.layout)
    grounds = [place for table in state.tables for place in _cells_of_grounds(state.layout, table)]
    state.references = [
        replace(r, relation=Relation.BASIS)
        if r.relation is Relation.MENTIONS and any(opens_ground(state.layout.text, a, r.start, b) for a, b in grounds)
        else r
        for r in state.references
    ]
    state.header = _with_table_title(state)
    return doc


def _cells_of_grounds(layout: Layout, table: TableMention) -> Iterator[tuple[int, int]]:
    """Yield the cells of the columns "Căn cứ pháp lý cho việc ...": what the document rests on is listed there."""
    columns = {index for index, path in enumerate(table.header) if any(names_grounds(words) for words in path)}
    for part in table.parts if columns else ():
        yield from ((cell.start, cell.end) for cell in layout.tables[part].cells if cell.column in columns)


def _with_table_title(state: _State) -> HeaderMention:
    """A sheet that is nothing but a table has its table's title for a subject."""
    header, text = state.header, state.layout.text
    caption = state.tables[0].caption if state.tables else None
    named = header.kind or header.has_number_line or header.subject or header.is_letter or header.is_news
    if named or caption is None or any(b.end <= caption.start and not b.heading for b in state.layout.blocks):
        return header
    position, lines = caption.start, []
    for line in caption.of(text).split("\n"):
        if line.strip() and not line.lstrip().startswith("("):
            lines.append(Slice(position, position + len(line), "header.table_title"))
        position += len(line) + 1
    return replace(header, subject=tuple(lines))


@Language.component("vanban_tasks")
def tasks(doc: Doc) -> Doc:
    state = _state(doc)
    for part in state.parts:
        state.tasks.extend(find_tasks(part.outline, part.style))
    if any(part.style not in (Style.REPORT, Style.NEWS, Style.NORMATIVE) for part in state.parts):
        sections_of_tables = [_section_at(state, table) for table in state.tables]
        state.tasks.extend(find_table_tasks(state.layout, state.tables, sections_of_tables))
    _group(doc, "tasks", ((s.start, s.end, t.rule) for t in state.tasks for s in t.pieces))
    return doc


def _section_at(state: _State, table: TableMention) -> str | None:
    for part in state.parts:
        for node in part.outline.nodes:
            if node.paragraph.table is not None and node.paragraph.table in table.parts:
                return node.section
    return None


@Language.component("vanban_counts")
def counts(doc: Doc) -> Doc:
    state = _state(doc)
    titles = [(s.start, s.end) for part in state.parts for s in part.frame.header.subject]
    bodies = [
        (n.paragraph.start, n.paragraph.end)
        for part in state.parts
        for n in part.outline.nodes
        if n.paragraph.table is None
    ]
    state.counts = [
        *find_prose_counts(state.layout.text, sorted({*titles, *bodies})),
        *find_table_counts(state.layout, state.tables),
    ]
    _group(doc, "counts", ((c.value.start, c.value.end, c.rule) for c in state.counts))
    return doc


@Language.component("vanban_meeting")
def meeting(doc: Doc) -> Doc:
    """Minutes, and notices of a meeting's conclusions, tell of a meeting; other documents only mention some."""
    state = _state(doc)
    if state.parts and tells_of_meeting(state.layout.text, state.header):
        outline = state.parts[0].outline
        state.header = replace(state.header, meeting=find_meeting(outline))
        if not state.header.subject and (subject := find_meeting_subject(outline)):
            state.header = replace(state.header, subject=(subject,))
    return doc


def tells_of_meeting(text: str, header: HeaderMention) -> bool:
    """Whether the kind and subject say that the document is about one meeting."""
    kind = header.kind.of(text).casefold() if header.kind else ""
    subject = " ".join(s.of(text) for s in header.subject).casefold()
    return (
        "biên bản" in kind
        or kind == "giấy mời"
        or ("thông báo" in kind and ("kết luận" in subject or "ý kiến" in subject))
    )
