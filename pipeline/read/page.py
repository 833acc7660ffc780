"""What stands on a page of any paged source (PDF, scan): words, lines of words, tables, with their places.

All boxes are ``(x0, top, x1, bottom)`` in points from the top left corner of the page as a person sees it (turned
upright). PDFium, pdfplumber and recognition all give these values, so that the reading order has one author.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from pipeline.read import lines as line_shapes

Box = tuple[float, float, float, float]

#: Two words further apart than this many heights of a letter stand in different columns.
_COLUMN_GAP: Final = 2.0
#: Two boxes share this much of the lower one's height where they stand on one line.
_SAME_HEIGHT: Final = 0.5
#: Words come by their height: only so many lines are still open to them.
_OPEN_ROWS: Final = 3


_Value = TypeVar("_Value")


class _kept(Generic[_Value]):  # noqa: N801 - a decorator
    """A property that is worked out once. functools' own takes a lock each time: more than the work itself costs."""

    def __init__(self, work: Callable[[Any], _Value]) -> None:
        self._work = work
        self._name = work.__name__

    def __get__(self, owner: Any, kind: type | None = None) -> _Value:
        value = owner.__dict__[self._name] = self._work(owner)
        return value


@dataclass(slots=True)
class PageWord:
    """A word where it stands. Nobody changes one; it is not frozen only because that doubles the time to make it."""

    text: str
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    #: How sure recognition was, 0 to 1; None where the source holds the letters themselves.
    confidence: float | None = None
    #: What was recognised where ``text`` stands, and the rule that told otherwise (see ``layout.Repair``).
    repaired: tuple[str, str] | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Segment:
    """Words on one line without a wide gap between them. Without slots, so that what is asked often is kept."""

    words: tuple[PageWord, ...]
    page: int

    @_kept
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @_kept
    def x0(self) -> float:
        return self.words[0].box[0]

    @_kept
    def x1(self) -> float:
        return self.words[-1].box[2]

    @_kept
    def top(self) -> float:
        return min(word.box[1] for word in self.words)

    @_kept
    def bottom(self) -> float:
        return max(word.box[3] for word in self.words)

    @_kept
    def size(self) -> float:
        return statistics.median(word.size for word in self.words)

    @_kept
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @_kept
    def italic(self) -> bool:
        return all(word.italic for word in self.words)


@dataclass(frozen=True)
class Line:
    """Everything on one height of the page, left to right."""

    segments: tuple[Segment, ...]

    @_kept
    def x0(self) -> float:
        return self.segments[0].x0

    @_kept
    def x1(self) -> float:
        return self.segments[-1].x1

    @_kept
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @_kept
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)

    @_kept
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    def whole(self) -> Segment:
        """Return the line as one segment, its gaps as blanks."""
        if len(self.segments) == 1:
            return self.segments[0]
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
    #: By how many degrees (counter-clockwise) the page as it is shown was turned to set its text upright; ``width``,
    #: ``height`` and all boxes are those of the upright page.
    turned: int = 0

    def shown(self, box: Box) -> Box:
        """Return where ``box`` stands on the page as it is shown."""
        x0, top, x1, bottom = box
        if self.turned == 90:
            return self.height - bottom, x0, self.height - top, x1
        if self.turned == 180:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.turned == 270:
            return top, self.width - x1, bottom, self.width - x0
        return box


@dataclass(slots=True)
class _Row:
    """A line in the making: its words, and the mean of where they begin and end in height."""

    words: list[PageWord]
    top: float
    bottom: float
    right: float

    def takes(self, box: Box) -> bool:
        """Whether a box stands at the height of the row, and over none of its words."""
        x0, top, x1, bottom = box
        down = min(self.bottom, bottom) - max(self.top, top)
        if down <= _SAME_HEIGHT * min(self.bottom - self.top, bottom - top):
            return False
        if x0 >= self.right:
            return True
        middle = (x0 + x1) / 2
        half = (x1 - x0) / 2
        for word in self.words:
            left, _, right, _ = word.box
            if left < middle < right or (right > x0 and left < x1 and min(x1, right) - max(x0, left) > half):
                return False
        return True

    def add(self, word: PageWord) -> None:
        count = len(self.words)
        self.top = (self.top * count + word.box[1]) / (count + 1)
        self.bottom = (self.bottom * count + word.box[3]) / (count + 1)
        self.words.append(word)
        if word.box[2] > self.right:
            self.right = word.box[2]


def group_lines(words: Iterable[PageWord], page: int) -> list[Line]:
    """Put words that stand at one height into a line, and part it where the gaps are wide.

    Boxes may be tight round the ink, as recognition gives them: a comma and a letter with a tone mark are of one line.
    """
    rows: list[_Row] = []
    for word in sorted(words, key=lambda w: w.box[1] + w.box[3]):
        for row in rows[: -_OPEN_ROWS - 1 : -1]:
            if row.takes(word.box):
                row.add(word)
                break
        else:
            rows.append(_Row([word], word.box[1], word.box[3], word.box[2]))
    rows.sort(key=lambda row: row.top + row.bottom)
    return [Line(tuple(_segments(sorted(row.words, key=lambda w: w.box[0]), page))) for row in rows]


def _segments(row: Sequence[PageWord], page: int) -> Iterable[Segment]:
    words: list[PageWord] = []
    for word in row:
        if words and word.box[0] - words[-1].box[2] > _COLUMN_GAP * max(words[-1].size, 6.0):
            yield Segment(tuple(words), page)
            words = []
        words.append(word)
    if words:
        yield Segment(tuple(words), page)
