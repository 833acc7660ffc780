"""What every reader returns: the text of a document with its blocks, tables and places on the page.

Offsets are into ``Layout.text`` and are final: readers clean the text (NFC, see ``pipeline.text``) while they build it,
and nothing later changes its length. Blocks are in reading order and do not overlap; between two blocks stands one
line break.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, overload

from pipeline.record import Encoding, Signature, SourceFormat, Span
from pipeline.text import nfc

Boxes = tuple[tuple[float, float, float, float], ...]


class Part(StrEnum):
    """Which part of the page a block belongs to; only BODY is the document's own running text."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a paged source: ``text[start:end]`` stands on ``page`` (from 1) in ``box`` (points, top left)."""

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]
    #: How sure recognition was, 0 to 1; None where the source holds the letters themselves.
    confidence: float | None = None


class PlacedWord(NamedTuple):
    """A word of a paragraph or cell for ``LayoutBuilder``: offsets into that text as it is given."""

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]
    confidence: float | None = None


class Words(Sequence[Word]):
    """The words of a document in reading order, packed: a file of 5,000 pages has some two million."""

    __slots__ = ("_boxes", "_confidences", "_ends", "_pages", "_starts")

    def __init__(self, words: Iterable[Word] = ()) -> None:
        self._starts = array("I")
        self._ends = array("I")
        self._pages = array("I")
        self._boxes = array("f")
        self._confidences = array("f")
        for word in words:
            self.append(word.start, word.end, word.page, word.box, word.confidence)

    def append(
        self,
        start: int,
        end: int,
        page: int,
        box: tuple[float, float, float, float],
        confidence: float | None,
    ) -> None:
        """Add a word behind the others; only ``LayoutBuilder`` does."""
        self._starts.append(start)
        self._ends.append(end)
        self._pages.append(page)
        self._boxes.extend(box)
        self._confidences.append(math.nan if confidence is None else confidence)

    def extend(self, start: int, words: Sequence[PlacedWord]) -> None:
        """Add the words of a piece of text that begins at ``start``."""
        self._starts.extend([start + word[0] for word in words])
        self._ends.extend([start + word[1] for word in words])
        self._pages.extend([word[2] for word in words])
        self._boxes.extend([side for word in words for side in word[3]])
        self._confidences.extend([math.nan if word[4] is None else word[4] for word in words])

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> Word: ...
    @overload
    def __getitem__(self, place: slice) -> list[Word]: ...
    def __getitem__(self, place: int | slice) -> Word | list[Word]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        start = self._starts[place]
        place %= len(self)
        confidence = self._confidences[place]
        known = None if math.isnan(confidence) else round(confidence, 3)
        return Word(start, self._ends[place], self._pages[place], self.box(place), known)

    def box(self, place: int) -> tuple[float, float, float, float]:
        """Return the box of the word at ``place`` (0 or more) alone."""
        x0, top, x1, bottom = self._boxes[4 * place : 4 * place + 4]
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)

    def page(self, place: int) -> int:
        """Return the page of the word at ``place`` alone."""
        return self._pages[place]

    def between(self, start: int, end: int) -> list[Word]:
        """Return the words that stand, in part or whole, in the text from ``start`` to ``end``."""
        places = self.places(start, end)
        return self[places.start : places.stop]

    def places(self, start: int, end: int) -> range:
        """Return where the words of ``between`` stand in this sequence."""
        # they stand in reading order and apart, so that a place is found by bisection
        first = bisect_right(self._ends, start)
        return range(first, bisect_left(self._starts, end, lo=first))


@dataclass(frozen=True, slots=True)
class Repair:
    """``text[start:end]`` stands where ``read`` was recognised; ``rule`` names what told (see ``record.Repair``)."""

    start: int
    end: int
    read: str
    rule: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or one table (then ``table`` is its index in ``Layout.tables``).

    Line breaks inside a paragraph stay as they are in the source (``\\n``); ``bold``, ``italic`` and ``centered`` hold
    for the whole block. ``cell`` tells blocks of a layout table (a letterhead, a signature) which of its cells they
    stood in, as (row, column), counted from 0.
    """

    start: int
    end: int
    page: int | None = None
    part: Part = Part.BODY
    table: int | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    #: 1 to 6 where the source itself marks a heading (Word style, h1, "#"); 0 elsewhere.
    heading: int = 0
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the opened grid: a merged cell gives one Cell at its top left, with its spans."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A data table, opened: ``rows`` is a full grid in which a merged cell's text stands in every place it covers.

    ``cells`` are the cells as printed (once each) with their offsets. ``header_rows`` says how many of the first rows
    are header, where the source marks it (thead, repeated header row); None where it does not.
    """

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...]
    page: int | None = None
    header_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the file that held a document says about it, where it says anything: an edXML envelope, a mail.

    Words are as the envelope has them, ``issued`` is an ISO date. ``is_trusted``: the values were typed in by the
    office that sends the document, and stand against what the text seems to say; otherwise they fill what it lacks.
    """

    #: The name of the rule in traces: "edxml", "mail".
    rule: str
    is_trusted: bool
    number: str | None = None
    symbol: str | None = None
    type: str | None = None
    place: str | None = None
    issued: str | None = None
    subject: str | None = None
    issuer: str | None = None
    signer_name: str | None = None
    signer_position: str | None = None
    signer_authority: str | None = None
    #: Whether this is the first of its documents, and how many it holds: annexes come in the same envelope.
    is_first: bool = True
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as read: see the module. ``warnings`` are sentences for the user about what could not be read."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    format: SourceFormat
    path: str = ""
    sha256: str = ""
    pages: int | None = None
    words: Words = field(default_factory=Words)
    ocr: bool = False
    encoding: Encoding = Encoding.UNICODE
    warnings: tuple[str, ...] = ()
    #: Sentences, as ``warnings`` are, about what stands in the file and is no text of the document.
    remarks: tuple[str, ...] = ()
    #: Names of the files that are embedded in the document's file, which are not read.
    embedded: tuple[str, ...] = ()
    #: The path of the file that holds this document, where it is not a file of its own (see ``record.Source``).
    container: str | None = None
    envelope: Envelope | None = None
    signatures: tuple[Signature, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the record's span of ``text[start:end]``, with page and boxes where the source has pages."""
        if places := self.words.places(start, end):
            page = self.words.page(places[0])
            return Span(start=start, end=end, page=page, boxes=_line_boxes(self.words, places))
        at = bisect_right(self.blocks, start, key=lambda b: b.start) - 1
        block = self.blocks[at] if at >= 0 else None
        inside = block is not None and start < max(block.end, block.start + 1)
        return Span(start=start, end=end, page=block.page if block is not None and inside else None)

    def confidence(self, start: int, end: int) -> float | None:
        """Return how sure recognition was of the least sure word with a digit in ``text[start:end]``.

        None where nothing there was recognised: the source holds the letters themselves.
        """
        words = self.words.between(start, end) if self.ocr else []
        sure = [
            word.confidence
            for word in words
            if word.confidence is not None and any(map(str.isdigit, self.text[word.start : word.end]))
        ]
        return min(sure, default=None)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return ``text[start:end]`` as one span a page, since the boxes of a span are of its own page alone."""
        words, places = self.words, self.words.places(start, end)
        turns = [i for i in places[1:] if words.page(i) != words.page(i - 1)]
        if not turns:
            return (self.span(start, end),)
        starts = [start, *(max(start, words[i].start) for i in turns)]
        ends = [*(words[i - 1].end for i in turns), end]
        return tuple(self.span(*piece) for piece in zip(starts, ends, strict=True))


def _line_boxes(words: Words, places: range) -> Boxes:
    """Join the boxes of neighbouring words on one line, so that a sentence is a few boxes and not a hundred."""
    boxes: list[list[float]] = []
    page = words.page(places[0])
    for place in places:
        if words.page(place) != page:
            break  # boxes are in the coordinates of the span's own page
        x0, top, x1, bottom = words.box(place)
        last = boxes[-1] if boxes else None
        if last and min(bottom, last[3]) - max(top, last[1]) > 0.5 * (bottom - top) and x0 >= last[0]:
            last[1], last[2], last[3] = min(last[1], top), max(last[2], x1), max(last[3], bottom)
        else:
            boxes.append([x0, top, x1, bottom])
    return tuple((round(b[0], 1), round(b[1], 1), round(b[2], 1), round(b[3], 1)) for b in boxes)


@dataclass(slots=True)
class LayoutBuilder:
    """Collects blocks and tables in reading order and keeps the offsets right. One builder a document."""

    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _words: Words = field(default_factory=Words)
    _repairs: list[Repair] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    embedded: tuple[str, ...] = ()

    def _append(self, text: str) -> tuple[int, int]:
        start = self._length
        self._text.append(text)
        self._length += len(text)
        return start, self._length

    def _separate(self) -> None:
        if self._length:
            self._append("\n")

    def paragraph(
        self,
        text: str,
        *,
        page: int | None = None,
        part: Part = Part.BODY,
        bold: bool = False,
        italic: bool = False,
        centered: bool = False,
        heading: int = 0,
        cell: tuple[int, int] | None = None,
        words: Sequence[PlacedWord] = (),
        repairs: Sequence[Repair] = (),
    ) -> None:
        """Add a paragraph; blank ones are dropped.

        ``words`` and ``repairs`` have offsets into ``text`` *as given*, so ``text`` has to be NFC already (see
        ``pipeline.text.nfc``) where they are passed.
        """
        cleaned = nfc(text)
        if not cleaned.strip():
            return
        if (words or repairs) and cleaned != text:
            raise ValueError("a paragraph with word boxes has to be NFC before its offsets are counted")
        self._separate()
        start, end = self._append(cleaned)
        self._place(start, words, repairs)
        self._blocks.append(Block(start, end, page, part, None, bold, italic, centered, heading, cell))

    def table(
        self,
        grid: Sequence[Sequence[tuple[str, int, int] | None]],
        *,
        page: int | None = None,
        header_rows: int | None = None,
        words: Mapping[tuple[int, int], Sequence[PlacedWord]] = MappingProxyType({}),
        repairs: Mapping[tuple[int, int], Sequence[Repair]] = MappingProxyType({}),
    ) -> None:
        """Add a data table. ``grid[r][c]`` is (text, row_span, column_span) at a cell's top left, None where covered.

        In the document's text a row is one line with its cells separated by tabs; line breaks in a cell become blanks.
        A covered place leaves its tab, so that columns can be counted. ``words`` and ``repairs`` are those of the cell
        at (row, column), with offsets into its text, which has to be NFC with single blanks where they are passed.
        """
        if not grid or not any(cell and cell[0].strip() for row in grid for cell in row):
            return
        width = max(len(row) for row in grid)
        opened = [[""] * width for _ in grid]
        cells: list[Cell] = []
        self._separate()
        table_start = self._length
        for r, row in enumerate(grid):
            if r:
                self._append("\n")
            for c in range(width):
                if c:
                    self._append("\t")
                cell = row[c] if c < len(row) else None
                if cell is None:
                    continue
                text = " ".join(nfc(cell[0]).split())
                if (words.get((r, c)) or repairs.get((r, c))) and text != cell[0]:
                    raise ValueError("a cell with word boxes has to be clean before its offsets are counted")
                start, end = self._append(text)
                self._place(start, words.get((r, c), ()), repairs.get((r, c), ()))
                row_span, column_span = max(1, cell[1]), max(1, cell[2])
                cells.append(Cell(r, c, start, end, row_span, column_span))
                for rr in range(r, min(r + row_span, len(grid))):
                    for cc in range(c, min(c + column_span, width)):
                        opened[rr][cc] = text
        self._blocks.append(Block(table_start, self._length, page, Part.BODY, len(self._tables)))
        rows = tuple(tuple(row) for row in opened)
        self._tables.append(Table(table_start, self._length, rows, tuple(cells), page, header_rows))

    def _place(self, start: int, words: Sequence[PlacedWord], repairs: Sequence[Repair]) -> None:
        self._words.extend(start, words)
        self._repairs += [Repair(start + r.start, start + r.end, r.read, r.rule) for r in repairs]

    def build(
        self,
        format: SourceFormat,
        *,
        pages: int | None = None,
        ocr: bool = False,
        encoding: Encoding = Encoding.UNICODE,
        signatures: Sequence[Signature] = (),
    ) -> Layout:
        """Return what was collected."""
        return Layout(
            text="".join(self._text),
            blocks=tuple(self._blocks),
            tables=tuple(self._tables),
            format=format,
            pages=pages,
            words=self._words,
            ocr=ocr,
            encoding=encoding,
            warnings=tuple(self.warnings),
            remarks=tuple(self.remarks),
            embedded=self.embedded,
            signatures=tuple(signatures),
            repairs=tuple(self._repairs),
        )
