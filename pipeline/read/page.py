"""What stands on a page of any paged source (PDF, scan): words, lines of words, tables, with their places.

All boxes are ``(x0, top, x1, bottom)`` in points from the top left corner of the page as a person sees it (turned
upright). PDFium, pdfplumber and recognition all give these values, so that the reading order has one author.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.read import lines as line_shapes

Box = tuple[float, float, float, float]

#: Two words further apart than this many heights of a letter stand in different columns.
_COLUMN_GAP: Final = 2.0


@dataclass(frozen=True, slots=True)
class PageWord:
    text: str
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    #: How sure recognition was, 0 to 1; None where the source holds the letters themselves.
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Words on one line without a wide gap between them."""

    words: tuple[PageWord, ...]
    page: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].box[0]

    @property
    def x1(self) -> float:
        return self.words[-1].box[2]

    @property
    def top(self) -> float:
        return min(word.box[1] for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.box[3] for word in self.words)

    @property
    def size(self) -> float:
        return statistics.median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        return all(word.italic for word in self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """Everything on one height of the page, left to right."""

    segments: tuple[Segment, ...]

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    def whole(self) -> Segment:
        """Return the line as one segment, its gaps as blanks."""
        return Segment(tuple(word for segment in self.segments for word in segment.words), self.segments[0].page)


@dataclass(frozen=True, slots=True)
class PageCell:
    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Segment, ...]

    @property
    def text(self) -> str:
        text = ""
        for line in self.lines:
            text = line_shapes.join(text, line.text) if text else line.text
        return text

    @property
    def box(self) -> Box:
        """The box of the cell's words."""
        return (
            min(line.x0 for line in self.lines),
            min(line.top for line in self.lines),
            max(line.x1 for line in self.lines),
            max(line.bottom for line in self.lines),
        )


@dataclass(frozen=True, slots=True)
class PageTable:
    box: Box
    rows: int
    columns: int
    cells: tuple[PageCell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...]
    has_image: bool


def group_lines(words: Iterable[PageWord], page: int) -> list[Line]:
    """Put words that stand at one height into a line, and part it where the gaps are wide."""
    rows: list[list[PageWord]] = []
    for word in sorted(words, key=lambda w: ((w.box[1] + w.box[3]) / 2, w.box[0])):
        middle = (word.box[1] + word.box[3]) / 2
        row = rows[-1] if rows else None
        if row and row[-1].box[1] < middle < row[-1].box[3] and not _collides(word, row):
            row.append(word)
        else:
            rows.append([word])
    return [Line(tuple(_segments(sorted(row, key=lambda w: w.box[0]), page))) for row in rows]


def _collides(word: PageWord, row: Sequence[PageWord]) -> bool:
    """Whether a word lies over one of the row: then it belongs to the next line, however close."""
    return any(min(word.box[2], w.box[2]) - max(word.box[0], w.box[0]) > 0.5 * (word.box[2] - word.box[0]) for w in row)


def _segments(row: Sequence[PageWord], page: int) -> Iterable[Segment]:
    words: list[PageWord] = []
    for word in row:
        if words and word.box[0] - words[-1].box[2] > _COLUMN_GAP * max(words[-1].size, 6.0):
            yield Segment(tuple(words), page)
            words = []
        words.append(word)
    if words:
        yield Segment(tuple(words), page)
