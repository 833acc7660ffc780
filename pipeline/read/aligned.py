"""Grids that only white space draws: columns that no word crosses, rows that a number or a first word opens.

Rules help where there are some: a level rule parts rows, an upright one columns. What comes out are boxes of cells, as
rules would have drawn them, so that both readings of a table can be weighed against each other.
"""

from __future__ import annotations

import statistics
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from pipeline.read import lines as line_shapes
from pipeline.read.page import Box, PageWord
from pipeline.read.ruled import Edge, Edges

#: Words of one line further apart than this many letter heights stand in two cells, in a text without columns.
PIECE_GAP: Final = 1.0
#: A level rule over this share of the table's width parts its rows; an upright one over this share its columns.
_WHOLE: Final = 0.7
#: What headings and the rest of cells leave of a gap is wider than a blank.
_NARROWEST: Final = 0.35
#: More pieces than this over a column are text and no heading.
_HEADING_PIECES: Final = 6
#: Rows without numbers fill so many of their cells, taken together.
_ROW_FILLED: Final = 0.6
#: So many upright rules make a table even of a single row.
_FEWEST_COLUMN_RULES: Final = 3
#: A heading reaches at least this far (points) over the gap between two columns.
_REACH: Final = 1.5
#: Lines whose middles are this many letter heights apart are two.
_LINE_STEP: Final = 0.4

# "1.234", "17,45%", "-", "(12)", "12/15": what a column of numbers holds
NUMBER = regex.compile(r"[-–—(]?\s*\d[\d.,\s]*(?:/\s*\d[\d.,]*)?\s*%?\s*\)?|[-–—]{1,3}")
# "1", "1.2", "(3)", "II.", "a)": a running number
INDEX = regex.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Ha-hđ])[.)]{0,2}")
# "STT", "TT", "Số TT": the heading of running numbers
INDEX_HEAD = regex.compile(r"(?:S[ốo]\s*)?(?:S?TT|thứ\s+tự)\.?", regex.IGNORECASE)
# "Tổng cộng", "Cộng": the name of a row of its own
_TOTAL = regex.compile(r"(?:tổng|cộng)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that belong together."""

    words: tuple[PageWord, ...]

    @property
    def x0(self) -> float:
        return self.words[0].box[0]

    @property
    def x1(self) -> float:
        return self.words[-1].box[2]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


@dataclass(frozen=True, slots=True)
class TextLine:
    """What stands at one height; lines that are half a line apart are two."""

    pieces: tuple[Piece, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def words(self) -> tuple[PageWord, ...]:
        return tuple(word for piece in self.pieces for word in piece.words)

    @property
    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A grid as white space shows it; ``header`` counts its first rows that name the columns."""

    cells: tuple[Box, ...]
    cuts: tuple[float, ...]
    header: int
    rows: int
    #: Columns of numbers, the one of running numbers apart.
    numeric: frozenset[int]
    has_index: bool
    lines: tuple[TextLine, ...]


def text_lines(words: Sequence[PageWord]) -> list[TextLine]:
    """Return the lines of ``words`` from the top, each in pieces where its gaps are wide."""
    if not words:
        return []
    found: list[TextLine] = []
    row: list[PageWord] = []
    middle = 0.0
    # a scan gives a dash the height of its ink
    reach = _LINE_STEP * statistics.median([word.box[3] - word.box[1] for word in words])
    for word in sorted(words, key=lambda w: w.box[1] + w.box[3]):
        at = (word.box[1] + word.box[3]) / 2
        if row and at - middle > reach:
            found.append(_line(row))
            row = []
        if not row:
            middle = at
        row.append(word)
    if row:
        found.append(_line(row))
    return found


def _line(words: list[PageWord]) -> TextLine:
    words.sort(key=lambda w: w.box[0])
    pieces: list[Piece] = []
    start = 0
    for i, (before, word) in enumerate(pairwise(words), start=1):
        if word.box[0] - before.box[2] > PIECE_GAP * max(before.size, 6.0):
            pieces.append(Piece(tuple(words[start:i])))
            start = i
    pieces.append(Piece(tuple(words[start:])))
    return TextLine(tuple(pieces), min(w.box[1] for w in words), max(w.box[3] for w in words))


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def is_index(text: str) -> bool:
    return INDEX.fullmatch(text) is not None


# --- columns ---------------------------------------------------------------------------------------------------------


def column_cuts(lines: Sequence[TextLine], uprights: Sequence[float] = ()) -> list[float]:
    """Return where white space parts the columns of ``lines``, from the left.

    The lines that hold numbers beside other things tell; headings and titles may cross a gap, others narrow it.
    """
    telling = [line for line in lines if _tells(line)]
    if len(telling) < 2:
        most = max((len(line.pieces) for line in lines), default=0)
        telling = [line for line in lines if len(line.pieces) >= max(2, most - 1)]
    if len(telling) < 2 and not uprights:
        return []
    size = statistics.median([word.size for line in lines for word in line.words])
    cuts = list(uprights)
    taken = [(cut - 2, cut + 2) for cut in uprights]
    # the lines that tell need not reach into every column: numbers half way down a row stand beside no date
    for members in (telling, lines):
        narrowest = size * _least_gap(len(members))
        for left, right in _gaps(members):
            is_new = not any(left <= end and start <= right for start, end in taken)
            taken.append((left, right))
            is_ruled = len(uprights) > 1 and uprights[0] < left and right < uprights[-1]
            if not is_new or is_ruled or right - left < narrowest:
                continue
            left, right, crossed = _narrowed(left, right, lines, _NARROWEST * size)
            if crossed <= max(3, len(lines) // 3):
                cuts.append((left + right) / 2)
    return sorted(cuts)


def _least_gap(lines: int) -> float:
    """Return how many letter heights a gap over so many lines has at the least: blanks align by chance in a few."""
    return next(width for fewest, width in ((8, 0.36), (5, 0.5), (3, 0.7), (0, PIECE_GAP)) if lines >= fewest)


def _tells(line: TextLine) -> bool:
    return len(line.pieces) > 1 and any(is_number(piece.text) or is_index(piece.text) for piece in line.pieces)


def _gaps(lines: Sequence[TextLine]) -> Iterator[tuple[float, float]]:
    """Return the stretches between words that no line fills."""
    end: float | None = None
    for x0, x1 in sorted((word.box[0], word.box[2]) for line in lines for word in line.words):
        if end is not None and x0 > end:
            yield end, x0
        end = x1 if end is None else max(end, x1)


def _narrowed(left: float, right: float, lines: Sequence[TextLine], least: float) -> tuple[float, float, int]:
    """Return a gap as ``lines`` leave it, and how many leave less than ``least`` of it: they go over it.

    Lines in many pieces come first: what stands in a single one may be a heading over several columns.
    """
    crossed = 0
    for line in sorted(lines, key=lambda line: -len(line.pieces)):
        low, high = _widest(left, right, line.words)
        if high - low < least:
            crossed += 1
        else:
            left, right = low, high
    return left, right, crossed


def _widest(left: float, right: float, words: Sequence[PageWord]) -> tuple[float, float]:
    """Return the widest part of a gap that ``words`` leave."""
    best, low = (left, left), left
    for word in words:
        x0, x1 = word.box[0], word.box[2]
        if x1 <= left or x0 >= right:
            continue
        if x0 - low > best[1] - best[0]:
            best = (low, x0)
        low = max(low, x1)
    return (low, right) if right - low > best[1] - best[0] else best


# --- rows ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    lines: tuple[TextLine, ...]

    @property
    def first(self) -> float:
        return min(line.middle for line in self.lines)

    @property
    def last(self) -> float:
        return max(line.middle for line in self.lines)


class _Sheet:
    """Lines with their columns: which pieces stand in which column, which columns hold numbers."""

    def __init__(self, lines: Sequence[TextLine], cuts: Sequence[float]) -> None:
        self.lines = lines
        self.cuts = cuts
        self.width = len(cuts) + 1
        self.texts = [self._texts(line) for line in lines]
        columns = [[row[c] for row in self.texts if row.get(c)] for c in range(self.width)]
        first = columns[0]
        indices = sum(is_index(text) for text in first)
        is_named = any(INDEX_HEAD.fullmatch(text) for text in first)
        self.has_index = indices >= max(1 if is_named else 2, 0.4 * (len(first) - is_named))
        self.numeric = frozenset(
            c
            for c, texts in enumerate(columns)
            if (c or not self.has_index) and sum(map(is_number, texts)) >= max(2, 0.4 * len(texts))
        )

    def _texts(self, line: TextLine) -> dict[int, str]:
        texts: dict[int, str] = {}
        for word in line.words:
            c = bisect_right(self.cuts, (word.box[0] + word.box[2]) / 2)
            texts[c] = f"{texts[c]} {word.text}" if c in texts else word.text
        return texts

    def spans(self, line: TextLine) -> list[tuple[int, int]]:
        """Return the first and last columns of pieces that stand over more than one."""
        return [
            (first, last)
            for piece in parted(line, self.cuts)
            if (first := self.column(piece, 0)) < (last := self.column(piece, 1))
        ]

    def column(self, piece: Piece, end: int) -> int:
        return bisect_right(self.cuts, piece.x1 - _REACH if end else piece.x0 + _REACH)

    def breaks(self, lines: Sequence[int]) -> set[int] | None:
        """Return the lines that cannot go on with the one before, whose last line had room for their first word.

        The column of words with the most lines tells; None where none has lines that wrap.
        """
        columns = [c for c in range(self.width) if c not in self.numeric and (c or not self.has_index)]
        in_column = {c: [p for i in range(len(self.lines)) if (p := self._part(i, c))] for c in columns}
        lead = max(columns, key=lambda c: len(in_column[c]), default=None)
        if lead is None or len(in_column[lead]) < 3:
            return None
        right = max(words[-1].box[2] for words in in_column[lead])
        found: set[int] = set()
        before: Sequence[PageWord] = ()
        wraps = False
        for i in lines:
            words = self._part(i, lead)
            if not words:
                continue
            if before:
                room = right - before[-1].box[2] - 0.25 * before[-1].size
                if words[0].box[2] - words[0].box[0] < room - 0.5:
                    found.add(i)
                else:
                    wraps = True
            before = words
        return found if found and wraps else None

    def _part(self, i: int, column: int) -> list[PageWord]:
        return [w for w in self.lines[i].words if bisect_right(self.cuts, (w.box[0] + w.box[2]) / 2) == column]

    def begins_anew(self, i: int) -> bool:
        """Whether most of the columns have a text on a line, and most of these begin like one."""
        texts = self.texts[i].values()
        fresh = sum(not line_shapes.goes_on(text) for text in texts)
        return len(texts) >= 0.6 * self.width and fresh >= max(2, 0.75 * len(texts))

    def has_number(self, i: int) -> bool:
        return any(is_number(self.texts[i].get(c, "")) for c in self.numeric)

    def opens(self, i: int) -> bool:
        return self.has_index and is_index(self.texts[i].get(0, ""))

    def anchors(self) -> list[int]:
        """Return the lines that make a row: with a running number, with numbers, or both where they part."""
        marks = [i for i in range(len(self.lines)) if self.opens(i) or self.has_number(i)]
        kept: list[int] = []
        for i in marks:
            before = kept[-1] if kept else None
            if before is not None and self._are_one(before, i):
                continue
            kept.append(i)
        return kept

    def _are_one(self, before: int, i: int) -> bool:
        """A running number at the top of a row and its numbers half way down, or the other way round."""
        if not self.has_index or self.opens(i) == self.opens(before) or self.has_number(i) == self.has_number(before):
            return False
        label = next((self.texts[j].get(1, "") for j in (before, i) if not self.opens(j)), "")
        return _TOTAL.match(label) is None


def _rows(sheet: _Sheet, levels: Sequence[float]) -> tuple[list[_Row], int]:
    """Return the rows of the sheet, header first, and how many lines of it are header."""
    lines = sheet.lines
    anchors = sheet.anchors()
    bands = _bands(lines, levels)
    if not anchors:
        whole = bands if len(bands) > 2 else bands[: len(bands) - 1]
        rows = [row for band in bands for row in ([band] if band in whole else _by_gaps(sheet, band))]
        return [_Row(tuple(lines[i] for i in row)) for row in rows], 0
    header = _header_end(sheet, anchors[0], bands)
    rows = [list(range(header))] if header else []
    for band in bands:
        inside = [i for i in band if i >= header]
        if not inside:
            continue
        own = [i for i in anchors if i in inside]
        rows += [inside] if len(own) < 2 and len(bands) > 1 else _round_anchors(sheet, inside, own)
    return [_Row(tuple(lines[i] for i in row)) for row in rows], header


def _bands(lines: Sequence[TextLine], levels: Sequence[float]) -> list[list[int]]:
    """Return the lines between the level rules."""
    bands: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        bands.setdefault(bisect_right(levels, line.middle), []).append(i)
    return list(bands.values())


def _header_end(sheet: _Sheet, anchor: int, bands: Sequence[Sequence[int]]) -> int:
    """Return the first line that is no header: after a rule, where the bold ends, else where the first row opens."""
    band = next(band for band in bands if anchor in band)
    if band[0] > 0:
        return band[0]
    bold = 0
    while bold < anchor and sheet.lines[bold].bold:
        bold += 1
    if 0 < bold < anchor and not sheet.lines[anchor].bold:
        return bold
    gaps = [below.top - above.bottom for above, below in pairwise(sheet.lines[: anchor + 1])]
    if len(gaps) > 1 and max(gaps) > 1.5 * (statistics.median_low(gaps) + 1.0):
        return gaps.index(max(gaps)) + 1
    return anchor


def _by_gaps(sheet: _Sheet, band: Sequence[int]) -> list[list[int]]:
    """Part lines without numbers into rows: at the wider gaps, at lines that do not go on, else where columns begin.

    What leaves most of the cells empty is no parting: then the lines are one row.
    """
    lines = sheet.lines
    gaps = [lines[b].top - lines[a].bottom for a, b in pairwise(band)]
    ways: list[set[int]] = []
    if gaps and max(gaps) > 1.8 * max(min(gaps), 0.0) + 2.0:
        limit = (max(gaps) + min(gaps)) / 2
        ways.append({b for b, gap in zip(band[1:], gaps, strict=True) if gap > limit})
    ways.append(sheet.breaks(band) or set())
    ways.append({b for b in band[1:] if sheet.begins_anew(b)})
    for starts in ways:
        rows = [[band[0]]]
        for i in band[1:]:
            if i in starts:
                rows.append([i])
            else:
                rows[-1].append(i)
        filled = [{c for i in row for c in sheet.texts[i]} for row in rows]
        enough = _ROW_FILLED * len(rows)
        if (
            len(rows) > 1
            and sum(map(len, filled)) >= sheet.width * enough
            and sum(0 in row for row in filled) >= enough
        ):
            return rows
    return [list(band)]


def _round_anchors(sheet: _Sheet, inside: Sequence[int], anchors: Sequence[int]) -> list[list[int]]:
    """Give the lines between two anchors to the one above or the one below."""
    if not anchors:
        return _by_gaps(sheet, inside)
    middle = _is_centred(sheet, anchors)
    rows: list[list[int]] = []
    start = inside[0]
    for anchor, after in pairwise([*anchors, inside[-1] + 1]):
        is_last = after > inside[-1]
        between = [i for i in range(anchor + 1, after) if i in inside]
        above = anchor - start
        if is_last:
            end = after
        elif (gap := _widest_gap(sheet, [anchor, *between, after])) is not None:
            end = gap
        elif between and (breaks := sheet.breaks([anchor, *between, after])):
            end = min(breaks)
        else:
            end = anchor + 1 + min(above, len(between)) if middle else after
        rows.append([i for i in range(start, end) if i in inside])
        start = end
    return [part for row in rows for part in _sections(sheet, row, anchors)]


def _is_centred(sheet: _Sheet, anchors: Sequence[int]) -> bool:
    """Whether running numbers and numbers stand half way down their row: their own line then begins in mid-sentence."""
    votes = 0
    for i in anchors:
        texts = [t for c, t in sheet.texts[i].items() if c not in sheet.numeric and not (c == 0 and sheet.has_index)]
        beside_text = any(
            abs(sheet.lines[j].middle - sheet.lines[i].middle) < 0.8 * (sheet.lines[i].bottom - sheet.lines[i].top)
            for j in (i - 1, i + 1)
            if 0 <= j < len(sheet.lines)
        )
        if texts:
            votes += 1 if all(map(line_shapes.goes_on, texts)) else -1
        elif beside_text:
            votes += 1
    return votes > 0


def _widest_gap(sheet: _Sheet, lines: Sequence[int]) -> int | None:
    """Return the line before which white space clearly parts ``lines``."""
    steps = [(sheet.lines[b].top - sheet.lines[a].bottom, b) for a, b in pairwise(lines)]
    if len(steps) < 2:
        return None
    steps.sort()
    (second, _), (widest, line) = steps[-2], steps[-1]
    height = sheet.lines[line].bottom - sheet.lines[line].top
    return line if widest > second + 0.2 * height else None


def _sections(sheet: _Sheet, row: Sequence[int], anchors: Sequence[int]) -> list[list[int]]:
    """Part a heading that stands over several columns, or bold among others, from the row that it would join."""
    parts: list[list[int]] = [[]]
    for i in row:
        line = sheet.lines[i]
        alone = i not in anchors and len(line.pieces) == 1
        is_heading = alone and (bool(sheet.spans(line)) or (line.bold and not all(sheet.lines[j].bold for j in row)))
        if is_heading and parts[-1]:
            parts.append([])
        parts[-1].append(i)
        if is_heading and i != row[-1]:
            parts.append([])
    return [part for part in parts if part]


# --- cells -----------------------------------------------------------------------------------------------------------


def aligned(words: Sequence[PageWord], box: Box, edges: Edges) -> Aligned | None:
    """Return the grid that white space draws between ``words`` in ``box``, with what ``edges`` there tell."""
    lines = text_lines(words)
    if len(lines) < 2:
        return None
    uprights = _whole(edges.upright, box[1], box[3])
    inner = [x for x in uprights if box[0] + 4 < x < box[2] - 4]
    cuts = column_cuts(lines, inner)
    if not cuts:
        return None
    return grid_of(lines, cuts, box, edges)


def grid_of(lines: Sequence[TextLine], cuts: Sequence[float], box: Box, edges: Edges) -> Aligned | None:
    """Return the grid of ``lines`` in columns that are parted at ``cuts``."""
    sheet = _Sheet(lines, cuts)
    levels = [y for y in _whole(edges.level, box[0], box[2]) if box[1] + 4 < y < box[3] - 4]
    rows, header_lines = _rows(sheet, levels)
    if len(rows) < 2 and len(edges.upright) < _FEWEST_COLUMN_RULES:
        return None
    ys = [box[1], *(_between(above, below, levels) for above, below in pairwise(rows)), box[3]]
    xs = [box[0], *cuts, box[2]]
    cells: list[Box] = []
    header_depth = 0
    if header_lines:
        cells = _header_cells(sheet, rows[0].lines, xs, ys[0], ys[1])
        header_depth = len({cell[1] for cell in cells})
    first = 1 if header_lines else 0
    cells += _body_cells(sheet, rows[first:], xs, ys[first:], edges)
    height = header_depth + len(rows) - first
    return Aligned(tuple(cells), tuple(cuts), header_depth, height, sheet.numeric, sheet.has_index, tuple(lines))


def _whole(edges: Sequence[Edge], start: float, end: float) -> list[float]:
    """Return where edges stand that go over most of the way from ``start`` to ``end``, pieces of one edge together."""
    lengths: dict[float, float] = {}
    for at, edge_start, edge_end in edges:
        lengths[at] = lengths.get(at, 0.0) + max(0.0, min(edge_end, end) - max(edge_start, start))
    return sorted(at for at, length in lengths.items() if length >= _WHOLE * (end - start))


def _between(above: _Row, below: _Row, levels: Sequence[float]) -> float:
    rule = next((y for y in levels if above.last < y < below.first), None)
    return rule if rule is not None else (above.last + below.first) / 2


def _body_cells(
    sheet: _Sheet, rows: Sequence[_Row], xs: Sequence[float], ys: Sequence[float], edges: Edges
) -> list[Box]:
    cells: list[Box] = []
    open_at: dict[int, float] = {}
    for r, row in enumerate(rows):
        top, bottom = ys[r], ys[r + 1]
        joined = {c for line in row.lines for first, last in sheet.spans(line) for c in range(first, last)}
        goes_on = _unparted(xs, bottom, edges) if r + 1 < len(rows) else set()
        start = 0
        for c in range(sheet.width):
            if c in joined and c not in open_at and c + 1 not in open_at:
                continue
            if c in goes_on and start == c:
                open_at.setdefault(c, top)
            else:
                cells.append((xs[start], open_at.pop(c, top) if start == c else top, xs[c + 1], bottom))
            start = c + 1
    return cells


def _unparted(xs: Sequence[float], y: float, edges: Edges) -> set[int]:
    """Return the columns that a level rule at ``y`` leaves out, as it does where a cell is merged with the next."""
    here = [edge for edge in edges.level if abs(edge.at - y) < 4]
    covered = {
        c
        for c, (x0, x1) in enumerate(pairwise(xs))
        if sum(max(0.0, min(e.end, x1) - max(e.start, x0)) for e in here) > 0.5 * (x1 - x0)
    }
    return set(range(len(xs) - 1)) - covered if covered else set()


def header_cells(lines: Sequence[TextLine], xs: Sequence[float], top: float, bottom: float) -> list[Box]:
    """Return the cells of a heading over columns that begin and end at ``xs``."""
    return _header_cells(_Sheet(lines, xs[1:-1]), lines, xs, top, bottom)


def _header_cells(
    sheet: _Sheet, lines: Sequence[TextLine], xs: Sequence[float], top: float, bottom: float
) -> list[Box]:
    """Open a header of one or more levels: a heading over several columns has theirs below it."""
    pieces = [piece for line in lines for piece in parted(line, sheet.cuts)]
    if len(pieces) > _HEADING_PIECES * sheet.width:
        return [(x0, top, x1, bottom) for x0, x1 in pairwise(xs)]
    heights: list[float] = []

    def level_below(members: Sequence[Piece], rest: Sequence[Piece]) -> float:
        low = max(_middle(piece) for piece in members)
        high = min((_middle(piece) for piece in rest), default=bottom)
        at = (low + high) / 2
        near = next((y for y in heights if abs(y - at) < 6), None)
        if near is None:
            heights.append(at)
        return at if near is None else near

    def opened(first: int, last: int, members: Sequence[Piece], above: float) -> Iterator[Box]:
        spans = _headings(sheet, members, xs, first, last)
        c = first
        while c <= last:
            span = next((s for s in spans if s[0] <= c <= s[1]), None)
            if span is None or span == (c, c):
                yield xs[c], above, xs[c + 1], bottom
                c += 1
                continue
            inside = [p for p in members if span[0] <= sheet.column(p, 0) and sheet.column(p, 1) <= span[1]]
            over = _heading_lines(sheet, inside, span)
            own = set(map(id, over))
            rest = [p for p in inside if id(p) not in own]
            if not rest:
                yield xs[span[0]], above, xs[span[1] + 1], bottom
            else:
                low = level_below(over, rest)
                yield xs[span[0]], above, xs[span[1] + 1], low
                yield from opened(span[0], span[1], rest, low)
            c = span[1] + 1

    return list(opened(0, sheet.width - 1, pieces, top))


def parted(line: TextLine, cuts: Sequence[float]) -> list[Piece]:
    """Part a line's pieces further: where a gap of the columns shows between their words, however narrow."""
    pieces: list[Piece] = []
    for piece in line.pieces:
        start = 0
        for i, (before, word) in enumerate(pairwise(piece.words), start=1):
            gap = (before.box[2], word.box[0])
            is_cut = any(gap[0] - _REACH <= cut <= gap[1] + _REACH for cut in cuts)
            if is_cut and gap[1] - gap[0] > 0.45 * max(before.size, 6.0):
                pieces.append(Piece(piece.words[start:i]))
                start = i
        pieces.append(Piece(piece.words[start:]))
    return pieces


def _middle(piece: Piece) -> float:
    return sum(word.box[1] + word.box[3] for word in piece.words) / (2 * len(piece.words))


def _headings(
    sheet: _Sheet, pieces: Sequence[Piece], xs: Sequence[float], first: int, last: int
) -> list[tuple[int, int]]:
    """Return the runs of columns that a heading stands over: by its reach, or centred over empty neighbours."""
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        span = (max(first, sheet.column(piece, 0)), min(last, sheet.column(piece, 1)))
        span = _centred_span(sheet, piece, pieces, xs, span, first, last)
        if span[0] < span[1] and not (span == (first, last) and len(pieces) == 1):
            spans.append(span)
    joined: list[tuple[int, int]] = []
    for span in sorted(spans):
        if joined and span[0] <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], span[1]))
        else:
            joined.append(span)
    return joined


def _centred_span(
    sheet: _Sheet,
    piece: Piece,
    pieces: Sequence[Piece],
    xs: Sequence[float],
    span: tuple[int, int],
    first: int,
    last: int,
) -> tuple[int, int]:
    """Return ``span`` widened to the columns whose middle the piece stands on, if they are empty at its height."""
    here = _middle(piece)
    height = piece.words[0].box[3] - piece.words[0].box[1]
    depth: dict[int, int] = {}
    for other in pieces:
        if _middle(other) > here + 0.8 * height:
            for c in range(sheet.column(other, 0), sheet.column(other, 1) + 1):
                depth[c] = depth.get(c, 0) + 1
    beside = [other for other in pieces if other is not piece and abs(_middle(other) - here) < 0.4 * height]
    lowest = max((sheet.column(p, 1) for p in beside if p.x1 < piece.x0), default=first - 1) + 1
    highest = min((sheet.column(p, 0) for p in beside if p.x0 > piece.x1), default=last + 1) - 1
    middle = (piece.x0 + piece.x1) / 2
    choices = [(abs((xs[span[0]] + xs[span[1] + 1]) / 2 - middle), span)]
    for a in range(lowest, span[0] + 1):
        for b in range(span[1], highest + 1):
            under = {depth.get(c, 0) for c in range(a, b + 1)}
            # a heading of one column that has more lines than those beside it is no heading of theirs
            if a < b and 0 not in under and depth[span[0]] <= min(under):
                choices.append((abs((xs[a] + xs[b + 1]) / 2 - middle), (a, b)))
    least = min(distance for distance, _ in choices)
    return max((b - a, (a, b)) for distance, (a, b) in choices if distance <= least + 0.5 * height)[1]


def _heading_lines(sheet: _Sheet, pieces: Sequence[Piece], span: tuple[int, int]) -> list[Piece]:
    """Return what stands over ``span`` itself: down to the last line that is not parted among its columns."""
    heights = sorted({round(_middle(piece), 1) for piece in pieces})
    over: list[Piece] = []
    for height in heights:
        here = [piece for piece in pieces if abs(_middle(piece) - height) < 0.06]
        if len(here) > 1 or (
            over
            and sheet.column(here[0], 0) == sheet.column(here[0], 1)
            and len(heights) > 2
            and not _is_over(here[0], over)
        ):
            break
        over += here
    return over or list(pieces[:1])


def _is_over(piece: Piece, over: Sequence[Piece]) -> bool:
    """Whether a line goes on with a heading: centred on the same place."""
    last = over[-1]
    return abs((piece.x0 + piece.x1) / 2 - (last.x0 + last.x1) / 2) < 3
