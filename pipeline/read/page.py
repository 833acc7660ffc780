"""What stands on a page of any paged source (PDF, scan): words, lines of words, tables, with their places.

All boxes are ``(x0, top, x1, bottom)`` in points from the top left corner of the page as a person sees it (turned
upright). PDFium, pdfplumber and recognition all give these values, so that the reading order has one author.
"""

from __future__ import annotations

import math
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
    #: By how many degrees (counter-clockwise, about its middle) a scan was straightened after that.
    skew: float = 0.0

    @property
    def is_shown_otherwise(self) -> bool:
        """Whether boxes stand elsewhere on the page as it is shown."""
        return bool(self.turned or self.skew)

    def shown(self, box: Box) -> Box:
        """Return where ``box`` stands on the page as it is shown."""
        x0, top, x1, bottom = self._askew(box) if self.skew else box
        if self.turned == 90:
            return self.height - bottom, x0, self.height - top, x1
        if self.turned == 180:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.turned == 270:
            return top, self.width - x1, bottom, self.width - x0
        return x0, top, x1, bottom

    def _askew(self, box: Box) -> Box:
        """Return where a box stood before the page was straightened; it keeps its size, as words are small."""
        sine, cosine = math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))
        across = (box[0] + box[2] - self.width) / 2
        down = (box[1] + box[3] - self.height) / 2
        moved_x = cosine * across - sine * down - across
        moved_y = sine * across + cosine * down - down
        return box[0] + moved_x, box[1] + moved_y, box[2] + moved_x, box[3] + moved_y


@dataclass(slots=True)
class _Row:
    """A line in the making: its words, where they begin and end in height (their mean), and how far right they go."""

    words: list[PageWord]
    top: float
    bottom: float
    right: float

    def takes(self, other: _Row) -> bool:
        """Whether another row stands at the height of this one, and over none of its words."""
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        if down <= _SAME_HEIGHT * min(self.bottom - self.top, other.bottom - other.top):
            return False
        return all(self._has_room(word.box) for word in other.words)

    def _has_room(self, box: Box) -> bool:
        x0, _, x1, _ = box
        if x0 >= self.right:
            return True
        middle, half = (x0 + x1) / 2, (x1 - x0) / 2
        for word in self.words:
            left, _, right, _ = word.box
            if left < middle < right or (right > x0 and left < x1 and min(x1, right) - max(x0, left) > half):
                return False
        return True

    def add(self, other: _Row) -> None:
        ours, theirs = len(self.words), len(other.words)
        self.top = (self.top * ours + other.top * theirs) / (ours + theirs)
        self.bottom = (self.bottom * ours + other.bottom * theirs) / (ours + theirs)
        self.right = max(self.right, other.right)
        self.words += other.words


def group_lines(words: Iterable[PageWord], page: int) -> list[Line]:
    """Put words that stand at one height into a line, and part it where the gaps are wide.

    Boxes may be tight round the ink, as recognition gives them: a comma and a letter with a tone mark are of one line.
    """
    # what a program printed stands at the very same height, so that most words need no comparing
    levels: dict[tuple[float, float], _Row] = {}
    rows: list[_Row] = []
    for word in words:
        _, top, right, bottom = word.box
        level = (round(top, 1), round(bottom, 1))
        row = levels.get(level)
        if row is None or not row._has_room(word.box):
            levels[level] = row = _Row([word], top, bottom, right)
            rows.append(row)
        else:
            row.words.append(word)
            if right > row.right:
                row.right = right
    lines: list[_Row] = []
    for row in sorted(rows, key=lambda r: r.top + r.bottom):
        for line in lines[: -_OPEN_ROWS - 1 : -1]:
            if line.takes(row):
                line.add(row)
                break
        else:
            lines.append(row)
    lines.sort(key=lambda line: line.top + line.bottom)
    return [Line(tuple(_segments(sorted(line.words, key=lambda w: w.box[0]), page))) for line in lines]


def _segments(row: Sequence[PageWord], page: int) -> Iterable[Segment]:
    words: list[PageWord] = []
    for word in row:
        if words and word.box[0] - words[-1].box[2] > _COLUMN_GAP * max(words[-1].size, 6.0):
            yield Segment(tuple(words), page)
            words = []
        words.append(word)
    if words:
        yield Segment(tuple(words), page)
