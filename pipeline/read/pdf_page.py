"""One page of a PDF: its words, lines of words, and ruled tables, with their places.

All of pdfplumber is here, so that another engine can give the words one day.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import regex

from pipeline.read import lines as line_shapes
from pipeline.read.decode import clean
from pipeline.text import nfc

Box = tuple[float, float, float, float]

#: Two words further apart than this many heights of a letter stand in different columns.
_COLUMN_GAP: Final = 2.0
#: Lines and rectangles that a table needs at the least.
_TABLE_EDGES: Final = 4
#: Edges closer than this (points) are one rule.
_SNAP: Final = 4.0
_THICKEST_RULE: Final = 3.0
_BOLD = regex.compile(r"bold|black|heavy|[-,]bd\b", regex.IGNORECASE)
_ITALIC = regex.compile(r"ital|obli", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PdfWord:
    text: str
    box: Box
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Words on one line without a wide gap between them."""

    words: tuple[PdfWord, ...]
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
class PdfCell:
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
class PdfTable:
    box: Box
    rows: int
    columns: int
    cells: tuple[PdfCell, ...]


@dataclass(frozen=True, slots=True)
class PdfPage:
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PdfTable, ...]
    has_image: bool


def read_page(page: Any, number: int) -> PdfPage:
    """Read a pdfplumber page; the caller closes it afterwards."""
    page = _without_shadows(page)
    words = _words(page)
    tables: list[PdfTable] = []
    for box, cells in _ruled_tables(page):
        inside = [word for word in words if _holds(box, word.box)]
        if table := _table(box, cells, inside, number):
            tables.append(table)
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
    return PdfPage(
        number=number,
        width=float(page.width),
        height=float(page.height),
        lines=tuple(group_lines(words, number)),
        tables=tuple(tables),
        has_image=bool(page.images),
    )


def _without_shadows(page: Any) -> Any:
    """Programs print a letter twice to make it bold: keep one of each."""
    chars = page.chars
    places = {(c["text"], round(c["x0"]), round(c["top"])) for c in chars}
    return page.dedupe_chars(tolerance=1) if len(places) < 0.97 * len(chars) else page


def _words(page: Any) -> list[PdfWord]:
    # No extra_attrs: letters that come from a fallback font (common for ử, ặ) would end their word.
    words: list[PdfWord] = []
    for word in page.extract_words(x_tolerance_ratio=0.15, y_tolerance=3, return_chars=True):
        chars = _without_note_sign(word["chars"])
        text = nfc(clean("".join(str(c["text"]) for c in chars))).strip()
        if not text or not chars:
            continue
        fonts = [str(c.get("fontname") or "") for c in chars]
        words.append(
            PdfWord(
                text=text,
                box=(float(word["x0"]), float(word["top"]), float(word["x1"]), float(word["bottom"])),
                size=statistics.median(float(c["size"]) for c in chars),
                bold=sum(bool(_BOLD.search(f)) for f in fonts) > len(fonts) / 2,
                italic=sum(bool(_ITALIC.search(f)) for f in fonts) > len(fonts) / 2,
            )
        )
    return words


def _without_note_sign(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop the raised number of a footnote from the end of a word ("phổ thông¹"), but not from a unit ("m²")."""
    size = float(chars[0]["size"]) if chars else 0.0
    end = len(chars)
    while end and str(chars[end - 1]["text"]).isdigit() and float(chars[end - 1]["size"]) < 0.75 * size:
        end -= 1
    word = chars[:end]
    return word if end < len(chars) and len(word) >= 3 and not str(word[-1]["text"]).isdigit() else chars


def group_lines(words: Iterable[PdfWord], page: int) -> list[Line]:
    """Put words that stand at one height into a line, and part it where the gaps are wide."""
    rows: list[list[PdfWord]] = []
    for word in sorted(words, key=lambda w: ((w.box[1] + w.box[3]) / 2, w.box[0])):
        middle = (word.box[1] + word.box[3]) / 2
        row = rows[-1] if rows else None
        if row and row[-1].box[1] < middle < row[-1].box[3] and not _collides(word, row):
            row.append(word)
        else:
            rows.append([word])
    return [Line(tuple(_segments(sorted(row, key=lambda w: w.box[0]), page))) for row in rows]


def _collides(word: PdfWord, row: Sequence[PdfWord]) -> bool:
    """Whether a word lies over one of the row: then it belongs to the next line, however close."""
    return any(min(word.box[2], w.box[2]) - max(word.box[0], w.box[0]) > 0.5 * (word.box[2] - word.box[0]) for w in row)


def _segments(row: Sequence[PdfWord], page: int) -> Iterable[Segment]:
    words: list[PdfWord] = []
    for word in row:
        if words and word.box[0] - words[-1].box[2] > _COLUMN_GAP * max(words[-1].size, 6.0):
            yield Segment(tuple(words), page)
            words = []
        words.append(word)
    if words:
        yield Segment(tuple(words), page)


# --- tables ----------------------------------------------------------------------------------------------------------


def _holds(box: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _ruled_tables(page: Any) -> list[tuple[Box, list[Box]]]:
    """Return the boxes of ruled tables and of their cells, where a page has lines enough for one."""
    if len(page.lines) + len(page.rects) + len(page.curves) < _TABLE_EDGES:
        return []
    found = []
    settings = {"snap_tolerance": _SNAP, "join_tolerance": _SNAP, "intersection_tolerance": _SNAP}
    for table in page.filter(_draws_a_rule).find_tables(settings):
        cells = [_box(cell) for cell in table.cells]
        found.append((_box(table.bbox), cells))
    return found


def _draws_a_rule(thing: dict[str, Any]) -> bool:
    """Shading behind letters and cells is drawn as filled rectangles, often white: their edges are no rules."""
    if thing["object_type"] == "rect":
        thin = min(thing["width"], thing["height"]) <= _THICKEST_RULE
        return not _is_white(thing["non_stroking_color"]) if thin and thing["fill"] else bool(thing["stroke"])
    if thing["object_type"] in ("line", "curve"):
        return not _is_white(thing["stroking_color"])
    return False


def _is_white(color: Any) -> bool:
    """White in grey or RGB; an absent colour is the page's default, black."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    return len(parts) in (1, 3) and all(isinstance(part, (int, float)) and part >= 0.99 for part in parts)


def _box(values: Sequence[Any]) -> Box:
    x0, top, x1, bottom = (float(v) for v in values)
    return x0, top, x1, bottom


def _table(box: Box, cells: Sequence[Box], words: Sequence[PdfWord], page: int) -> PdfTable | None:
    """Put the words into the cells of the opened grid; None for a frame, an underline or an empty grid."""
    xs = _edges([cell[0] for cell in cells] + [cell[2] for cell in cells])
    ys = _edges([cell[1] for cell in cells] + [cell[3] for cell in cells])
    # Three columns are a table even with one row: a row that goes over a page has nothing else on it.
    if len(xs) < 3 or (len(xs) == 3 and len(ys) < 3) or len(cells) < 3 or not words:
        return None
    left = list(words)
    placed: list[PdfCell] = []
    for x0, top, x1, bottom in sorted(cells, key=lambda c: (c[1], c[0])):
        inside = [word for word in left if _holds((x0, top, x1, bottom), word.box)]
        taken = set(map(id, inside))
        left = [word for word in left if id(word) not in taken]
        row, column = _nearest(ys, top), _nearest(xs, x0)
        placed.append(
            PdfCell(
                row,
                column,
                max(1, _nearest(ys, bottom) - row),
                max(1, _nearest(xs, x1) - column),
                tuple(line.whole() for line in group_lines(inside, page)),
            )
        )
    if left:
        placed = _stray(placed, left, page)
    filled = [cell for cell in placed if cell.lines]
    if len(xs) == 3 and (len({cell.column for cell in filled}) < 2 or len({cell.row for cell in filled}) < 2):
        return None
    return PdfTable(box, len(ys) - 1, len(xs) - 1, tuple(placed))


def _stray(cells: list[PdfCell], words: Sequence[PdfWord], page: int) -> list[PdfCell]:
    """Give words that stand in no cell (a rule is missing) to the filled cell nearest to them: nothing is lost."""
    for line in group_lines(words, page):
        segment = line.whole()
        nearest = min(
            (i for i, cell in enumerate(cells) if cell.lines),
            key=lambda i: abs(cells[i].box[1] - segment.top) + abs(cells[i].box[0] - segment.x0),
            default=0,
        )
        merged = sorted((*cells[nearest].lines, segment), key=lambda s: s.top)
        cells[nearest] = replace(cells[nearest], lines=tuple(merged))
    return cells


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))
