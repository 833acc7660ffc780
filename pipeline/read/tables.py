"""Which tables stand on a page: each one read by its rules and by white space, and the better reading kept.

Rules are right where they are whole, and white space where they are not; neither is right on every page, so the choice
is made table by table, from what the cells then hold. Without rules only what is plainly a table is taken for one:
letterheads, signatures, lists of people and tables of contents are set in columns too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from pipeline.read import aligned as white
from pipeline.read import letterhead
from pipeline.read import lines as line_shapes
from pipeline.read.aligned import Aligned, TextLine
from pipeline.read.page import Box, PageCell, PageTable, PageWord
from pipeline.read.ruled import (
    SNAP,
    Edge,
    Edges,
    Rule,
    bodies,
    box_of,
    cells_of,
    closed,
    edges_of,
    grids_of,
    holds,
    table_of,
)

#: A reading by white space has to be better than the one by rules by this much.
_LEAD: Final = 0.08
#: Readings below this are none.
_LEAST_QUALITY: Final = 0.7
#: What stands without rules is a table if it reads at least as well as this, and this share of its cells is filled.
_SOUND: Final = 0.85
_FILLED: Final = 0.6
#: A table of one row has at least so many letters and digits.
_WORDY: Final = 10
#: Rules of one table end at the same place, give or take this (points).
_SAME_END: Final = 10.0
#: Shorter rules underline something.
_SHORTEST: Final = 90.0
#: So many heights of a line may lie between a table and the heading that stands over its first rule.
_HEADER_GAP: Final = 1.2
_HEADER_LINES: Final = 5
#: A row without rules follows the one before within so many heights of a line.
_ROW_GAP: Final = 2.2
#: A page with fewer wide gaps between its words has no table without rules.
_FEWEST_GAPS: Final = 5

# "Ông Nguyễn Văn A    - Giám đốc", "Thời gian    : 14 giờ": a list that is set in columns
_ITEM = regex.compile(r"[-–—]\s*\p{L}|:")
# ".......... 12": a table of contents
_LEADERS = regex.compile(r"[.…_]{4,}")


@dataclass(frozen=True, slots=True)
class _Region:
    """A part of the page that rules mark as one."""

    box: Box
    edges: Edges
    #: The cells that the rules draw; none where they draw no grid.
    cells: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    table: PageTable
    cells: tuple[Box, ...]
    words: tuple[PageWord, ...]

    @property
    def quality(self) -> float:
        return quality(self.table)


def find_tables(
    rules: Sequence[Rule],
    words: Sequence[PageWord],
    page: int,
    width: float | None = None,
) -> tuple[list[PageTable], list[PageWord]]:
    """Return the tables of a page, top to bottom, and the words that stand in none.

    ``width`` is the page's, in points; where it is not given, the words' own reach stands for it.
    """
    if not words:
        return [], []
    left = list(words)
    tables: list[PageTable] = []
    for region in _regions(rules, words):
        inside = [word for word in left if holds(region.box, word.box)]
        if reading := _read(region, inside, left, page):
            tables.append(reading.table)
            left = _without(left, reading.words)
    wide = width if width is not None else max(word.box[2] for word in words)
    if _may_be_aligned(left):
        for members in _runs(left, wide):
            if found := _unruled(members, page):
                tables.append(found.table)
                left = _without(left, found.words)
    return sorted(tables, key=lambda table: (table.box[1], table.box[0])), left


def _without(words: Sequence[PageWord], taken: Sequence[PageWord]) -> list[PageWord]:
    gone = set(map(id, taken))
    return [word for word in words if id(word) not in gone]


# --- where tables may stand ------------------------------------------------------------------------------------------


def _regions(rules: Sequence[Rule], words: Sequence[PageWord]) -> list[_Region]:
    """Return the parts of a page that rules mark, from the top."""
    if len(rules) < 2:
        return []
    found: list[_Region] = []
    lone_level: list[Edge] = []
    lone_upright: list[Edge] = []
    for body in bodies(edges_of(rules)):
        if not body.upright:
            lone_level += body.level
        elif not body.level:
            lone_upright += body.upright
        else:
            found += _grids(body, words)
    found += [_Region(stack.box, stack) for stack in _stacks(lone_level)]
    for stack in map(Edges.turned, _stacks(lone_upright)):
        # the outer columns may have no rule outside
        _, top, _, bottom = stack.box
        beside = [word.box for word in words if top <= (word.box[1] + word.box[3]) / 2 <= bottom]
        reach = box_of([*beside, stack.box])
        found.append(_Region((reach[0] - 1, top, reach[2] + 1, bottom), stack))
    return sorted(found, key=lambda region: (region.box[1], region.box[0]))


def _grids(body: Edges, words: Sequence[PageWord]) -> list[_Region]:
    """Return the grids of a body; those inside a cell of another are that cell's, and a body without any is open."""
    box = body.box
    grids = grids_of(cells_of(closed(body, [word for word in words if holds(box, word.box)])))
    regions = [_Region(box_of(cells), body, tuple(cells)) for cells in grids]
    regions.sort(key=lambda region: -_area(region.box))
    outer: list[_Region] = []
    for region in regions:
        if not any(holds(other.box, region.box) for other in outer):
            outer.append(region)
    return outer or [_Region(box, body)]


def _stacks(edges: Sequence[Edge]) -> Iterator[Edges]:
    """Return parallel edges that begin and end alike, with the shorter ones between them, as level ones."""
    long = [edge for edge in sorted(edges) if edge.end - edge.start >= _SHORTEST]
    used: set[Edge] = set()
    for edge in long:
        if edge in used:
            continue
        alike = [
            other
            for other in long
            if abs(other.start - edge.start) <= _SAME_END and abs(other.end - edge.end) <= _SAME_END
        ]
        used.update(alike)
        if len(alike) < 2:
            continue
        first, last = alike[0].at, alike[-1].at
        between = [
            other
            for other in edges
            if other not in alike
            and first < other.at < last
            and other.start >= edge.start - _SAME_END
            and other.end <= edge.end + _SAME_END
        ]
        used.update(between)
        yield Edges(tuple(sorted((*alike, *between))), ())


# --- one table -------------------------------------------------------------------------------------------------------


def _read(region: _Region, inside: Sequence[PageWord], page_words: Sequence[PageWord], page: int) -> _Reading | None:
    """Return the best reading of a region; None where it is a frame, a chart, an underline or plain text."""
    if not inside or _cuts_words(region.edges, inside):
        return None
    best = _by_rules(region, inside, page)
    if best and _is_chart(best.table):
        return None
    # rules that are whole are believed, whatever stands in the cells, unless cells hold what should be several
    if best is None or _mixed(best.table):
        others = [_by_white_space(region, inside, page), best and _with_rows_parted(best, page)]
        for other in others:
            if other and (best is None or other.quality > best.quality + _LEAD):
                best = other
    if best is None:
        return None
    return _with_body(_with_header(best, page_words, page), page_words, page)


def _cuts_words(edges: Edges, words: Sequence[PageWord]) -> bool:
    """Whether level rules go through the words, as the lines of a chart do."""
    heights = sorted(edge.at for edge in edges.level)
    cut = 0
    for word in words:
        quarter = (word.box[3] - word.box[1]) / 4
        cut += bisect_left(heights, word.box[1] + quarter) < bisect_right(heights, word.box[3] - quarter)
    return cut > 0.3 * len(words)


def _by_rules(region: _Region, words: Sequence[PageWord], page: int) -> _Reading | None:
    if not region.cells:
        return None
    table = table_of(region.box, region.cells, words, page)
    return _Reading(table, region.cells, tuple(words)) if table else None


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_chart(table: PageTable) -> bool:
    """Whether the words stand here and there in a grid, and name neither its rows nor its columns."""
    filled = [cell for cell in table.cells if cell.lines]
    if table.rows == 1:  # the row that goes over a page says something
        return sum(sum(map(str.isalnum, cell.text)) for cell in filled) < _WORDY
    if table.rows < 3 or table.columns < 3 or len(filled) >= 0.4 * len(table.cells):
        return False
    in_rows = [sum(cell.column_span for cell in filled if cell.row == r) for r in range(min(3, table.rows))]
    in_first = sum(cell.row_span for cell in filled if cell.column == 0)
    return max(in_rows) < 0.5 * table.columns and in_first < 0.5 * table.rows


def _by_white_space(region: _Region, words: Sequence[PageWord], page: int) -> _Reading | None:
    grid = white.aligned(words, region.box, region.edges)
    if grid is None:
        return None
    if len(region.edges.level) + len(region.edges.upright) < 3 or _is_one_frame(region):
        if not _is_plain_table(grid):
            return None
    elif (
        _is_picture(grid)
        or grid.rows < 2
        or (grid.header == 0 and not grid.numeric and not grid.has_index and len(grid.cuts) < 2)
    ):
        return None
    return _reading(grid.cells, words, page)


def _with_rows_parted(reading: _Reading, page: int) -> _Reading | None:
    """Part the rows that hold several, where rules part the columns but not every row."""
    table = reading.table
    open_rows = {cell.row for cell in table.cells if cell.row_span == 1 and _holds_several(cell)} | _open_rows(table)
    if not open_rows:
        return None
    xs, ys = _places(reading, 0), _places(reading, 1)
    cells = [cell for cell in reading.cells if bisect_right(ys, cell[1] + 1) - 1 not in open_rows]
    for row in open_rows:
        band = (xs[0], ys[row], xs[-1], ys[row + 1])
        lines = white.text_lines([word for word in reading.words if holds(band, word.box)])
        grid = white.grid_of(lines, xs[1:-1], band, Edges((), ()))
        if grid is None:
            return None
        cells += grid.cells
    return _reading(cells, reading.words, page)


def _is_one_frame(region: _Region) -> bool:
    return len(region.edges.level) <= 2 and len(region.edges.upright) <= 2


def _reading(cells: Sequence[Box], words: Sequence[PageWord], page: int) -> _Reading | None:
    box = box_of(cells)
    table = table_of(box, cells, words, page)
    if table is None:
        return None
    reading = _Reading(table, tuple(cells), tuple(words))
    return reading if reading.quality >= _LEAST_QUALITY else None


# --- how well a reading fits -----------------------------------------------------------------------------------------


def quality(table: PageTable) -> float:
    """Return how well a table's cells fit what stands in them, up to 1: one thing a cell, like things in a column."""
    filled = [cell for cell in table.cells if cell.lines]
    if not filled:
        return 0.0
    rows = {r for cell in filled for r in range(cell.row, cell.row + cell.row_span)}
    columns = {c for cell in filled for c in range(cell.column, cell.column + cell.column_span)}
    empty = 1 - (len(rows) / table.rows) * (len(columns) / table.columns)
    return 1 - 2.0 * _mixed(table) - 0.3 * empty - 0.3 * _disorder(table, filled) - 0.3 * _cut_rows(table, filled)


def _mixed(table: PageTable) -> float:
    """Return the share of filled cells that hold what should stand in several."""
    filled = [cell for cell in table.cells if cell.lines]
    rows = _open_rows(table)
    return sum(cell.row in rows or _holds_several(cell) for cell in filled) / max(1, len(filled))


def _holds_several(cell: PageCell) -> bool:
    """Whether a cell holds what should be several: numbers below or beside each other."""
    figures = 0
    for line in cell.lines:
        if len(line.words) == 1:
            figures += _is_figure(line.words[0].text)
        elif _is_figure(line.words[0].text) or _is_figure(line.words[-1].text):
            pieces = _pieces(line.words)
            beside = sum(map(_is_figure, pieces))
            if beside > 1:
                return True
            figures += beside == len(pieces)
    if figures > 1:
        return True
    heads = [line.words[0].text for line in cell.lines]
    return len(heads) > 2 and all(head[:1].isdigit() and white.is_index(head) for head in heads)


def _is_figure(text: str) -> bool:
    return any(map(str.isdigit, text)) and white.is_number(text)


def _open_rows(table: PageTable) -> set[int]:
    """Return the last row if several columns begin anew in it at one height, more than once: rules are missing there.

    A line begins anew where the one before had room for its first word; a list in one cell alone does so too. Where
    more than one row is ruled below the heading, or a running number says that the row is one, it is whole.
    """
    found: set[int] = set()
    heading = max((cell.row_span for cell in table.cells if cell.row == 0), default=1)
    for row in range(table.rows - 1, table.rows) if table.rows == heading + 1 else ():
        cells = [cell for cell in table.cells if cell.row == row and cell.row_span == 1 and cell.lines]
        if len(cells) < 2 or (cells[0].column == 0 and white.is_index(cells[0].text)):
            continue
        tops: dict[int, int] = {}
        for cell in cells:
            for line in _anew(cell):
                tops[round(line / 3)] = tops.get(round(line / 3), 0) + 1
        needed = max(2, 0.6 * len(cells))
        if sum(count + tops.get(at + 1, 0) >= needed for at, count in tops.items()) > 1:
            found.add(row)
    return found


def _anew(cell: PageCell) -> list[float]:
    """Return the tops of the lines in a cell that do not go on with the one before."""
    right = max(line.x1 for line in cell.lines)
    return [
        line.top
        for before, line in pairwise(cell.lines)
        if line.words[0].box[2] - line.x0 < right - before.x1 - 0.25 * line.size
        or (right - line.x1 < 2 and line.x0 - min(other.x0 for other in cell.lines) > 2)
        or line.text[:1].isupper()
    ]


def _pieces(words: Sequence[PageWord]) -> list[str]:
    pieces = [words[0].text]
    for before, word in pairwise(words):
        if word.box[0] - before.box[2] > white.PIECE_GAP * 1.5 * max(before.size, 6.0):
            pieces.append(word.text)
        else:
            pieces[-1] = f"{pieces[-1]} {word.text}"
    return pieces


def _disorder(table: PageTable, filled: Sequence[PageCell]) -> float:
    """Return the share of cells whose kind, number or words, is not their column's; headings do not count."""
    numbers: dict[int, list[bool]] = {}
    for cell in filled:
        if cell.row and cell.column_span == 1:
            numbers.setdefault(cell.column, []).append(white.is_number(cell.text))
    off = sum(min(sum(kinds), len(kinds) - sum(kinds)) for kinds in numbers.values())
    total = sum(map(len, numbers.values()))
    return off / total if total else 0.0


def _cut_rows(table: PageTable, filled: Sequence[PageCell]) -> float:
    """Return the share of rows that hold nothing but the rest of sentences."""
    rows: dict[int, list[str]] = {}
    for cell in filled:
        rows.setdefault(cell.row, []).append(cell.text)
    return sum(r > 0 and all(map(line_shapes.goes_on, texts)) for r, texts in rows.items()) / table.rows


# --- rows outside the rules ------------------------------------------------------------------------------------------


def _looks_like_data(table: PageTable, row: int) -> bool:
    texts = [cell.text for cell in table.cells if cell.lines and cell.row == row]
    return any(white.is_number(text) or white.is_index(text) for text in texts)


def _places(reading: _Reading, way: int) -> list[float]:
    """Return where the columns (``way`` 0) or rows (1) of a reading begin, and where the last ends."""
    places: list[float] = []
    for x in sorted({x for cell in reading.cells for x in (cell[way], cell[way + 2])}):
        if not places or x - places[-1] > SNAP:
            places.append(x)
    return places


def _with_header(reading: _Reading, words: Sequence[PageWord], page: int) -> _Reading:
    """Take the heading that stands over the first rule into a table which begins with data."""
    if not _looks_like_data(reading.table, 0):
        return reading
    x0, top, x1, _ = reading.table.box
    taken = set(map(id, reading.words))
    above = [
        word
        for word in words
        if id(word) not in taken
        and word.box[3] <= top + 4
        and word.box[1] > top - 120
        and word.box[0] < x1
        and word.box[2] > x0
    ]
    xs = _places(reading, 0)
    lines: list[TextLine] = []
    low = top
    for line in reversed(white.text_lines(above)):
        height = line.bottom - line.top
        pieces = white.parted(line, xs[1:-1])
        inside = line.words[0].box[0] >= x0 - 3 and line.words[-1].box[2] <= x1 + 3
        several = len(pieces) > 1
        if lines and not several:
            in_one = _column(xs, pieces[0].x0 + 2) == _column(xs, pieces[0].x1 - 2)
            several = in_one or _stands_over(line, lines[0])
        if not inside or not several or low - line.bottom > _HEADER_GAP * height or len(lines) >= _HEADER_LINES:
            break
        lines.insert(0, line)
        low = line.top
    columns = {_column(xs, (w.box[0] + w.box[2]) / 2) for line in lines for w in line.words}
    if len(columns) < max(2, 0.6 * (len(xs) - 1)) or any(line.words[0].text in "-+*•" for line in lines):
        return reading
    cells = white.header_cells(lines, xs, low - 1, top)
    wider = _reading((*cells, *reading.cells), (*(w for line in lines for w in line.words), *reading.words), page)
    return wider if wider and wider.quality > reading.quality - _LEAD else reading


def _column(xs: Sequence[float], x: float) -> int:
    return bisect_right(xs, x) - 1


def _with_body(reading: _Reading, words: Sequence[PageWord], page: int) -> _Reading:
    """Take the rows that stand below a ruled heading without rules of their own into its table."""
    table = reading.table
    if table.rows > 4 or any(_looks_like_data(table, row) for row in range(table.rows)):
        return reading
    is_header = table.rows == 1 or any(cell.row_span == table.rows for cell in table.cells)
    x0, _, x1, bottom = table.box
    taken = set(map(id, reading.words))
    below = [w for w in words if id(w) not in taken and w.box[1] > bottom - 4 and w.box[0] < x1 and w.box[2] > x0]
    xs = _places(reading, 0)
    lines: list[TextLine] = []
    low = bottom
    for line in white.text_lines(below):
        inside = line.words[0].box[0] >= x0 - 3 and line.words[-1].box[2] <= x1 + 3
        crosses = any(_column(xs, p.x0 + 2) != _column(xs, p.x1 - 2) for p in white.parted(line, xs[1:-1]))
        if not inside or crosses or line.top - low > _ROW_GAP * (line.bottom - line.top):
            break
        lines.append(line)
        low = max(low, line.bottom)
    if sum(len(line.pieces) > 1 for line in lines) < 2:
        return reading
    grid = white.grid_of(lines, xs[1:-1], (x0, bottom, x1, low + 1), Edges((), ()))
    told = grid is not None and (grid.numeric or grid.has_index or (is_header and len(xs) > 3))
    if grid is None or not told or any(_is_layout(line) for line in lines):
        return reading
    longer = _reading((*reading.cells, *grid.cells), (*reading.words, *(w for line in lines for w in line.words)), page)
    return longer or reading


# --- tables without rules --------------------------------------------------------------------------------------------


def _may_be_aligned(words: Sequence[PageWord]) -> bool:
    """A first look that costs next to nothing: whether wide gaps stand in lines enough to be rows."""
    if _has_gaps(words):
        return True
    # a source may give its words column by column
    return _has_gaps(sorted(words, key=lambda w: (round(w.box[3] / 4), w.box[0])))


def _has_gaps(words: Sequence[PageWord]) -> bool:
    gaps = 0
    for before, word in pairwise(words):
        gap = word.box[0] - before.box[2]
        if gap > word.size and word.box[1] < before.box[3] and before.box[1] < word.box[3]:
            gaps += 1
            if gaps >= _FEWEST_GAPS:
                return True
    return False


def _runs(words: Sequence[PageWord], width: float) -> Iterator[list[TextLine]]:
    """Return neighbouring lines in pieces, with the single pieces between them that may be the rest of a cell."""
    lines = white.text_lines(words)
    run: list[TextLine] = []
    for line in lines:
        if run and not _follows(run, line, width):
            yield from _trimmed(run)
            run = []
        run.append(line)
    yield from _trimmed(run)


def _follows(run: Sequence[TextLine], line: TextLine, width: float) -> bool:
    before = run[-1]
    if line.top - max(row.bottom for row in run[-3:]) > _ROW_GAP * (before.bottom - before.top):
        return False
    if len(line.pieces) > 1:
        return True
    return line.pieces[0].x1 - line.pieces[0].x0 < 0.5 * width


def _trimmed(run: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Return a run from its first line in pieces on, if it has rows enough."""
    several = [i for i, line in enumerate(run) if len(line.pieces) > 1]
    if len(several) >= 3 and sum(len(run[i].pieces) > 2 for i in several) + len(several) >= 5:
        start = several[0]
        while start and _stands_over(run[start - 1], run[start]):
            start -= 1
        yield list(run[start:])


def _stands_over(line: TextLine, below: TextLine) -> bool:
    """Whether a line is a heading over several columns: close above, right of the first, and over nothing of ``below``.

    What stands half a line lower are headings beside it; a title of the table stands over all of them.
    """
    x0, x1 = line.pieces[0].x0, line.pieces[-1].x1
    is_close = below.top - line.bottom < 0.4 * (below.bottom - below.top)
    return is_close and x0 > below.pieces[0].x1 + 4 and not any(p.x0 < x1 and p.x1 > x0 for p in below.pieces)


def _unruled(lines: list[TextLine], page: int) -> _Reading | None:
    while len(lines) > 2:
        words = [word for line in lines for word in line.words]
        box = box_of(word.box for word in words)
        grid = white.aligned(words, (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1), Edges((), ()))
        if grid is None:
            return None
        last = lines[-1]
        if len(last.pieces) == 1 and (_crosses(last, grid.cuts) or line_shapes.opens_item(last.pieces[0].text)):
            lines = lines[:-1]  # the text below goes on in a narrow line
            continue
        if not _is_plain_table(grid):
            return None
        reading = _reading(grid.cells, words, page)
        return reading if reading and _is_sound(reading) else None
    return None


def _is_sound(reading: _Reading) -> bool:
    """Whether a reading without rules is worth more than lines of text: few of its cells are empty or cut."""
    table = reading.table
    filled = sum(cell.row_span * cell.column_span for cell in table.cells if cell.lines)
    return reading.quality >= _SOUND and filled >= _FILLED * table.rows * table.columns


def _crosses(line: TextLine, cuts: Sequence[float]) -> bool:
    return any(line.pieces[0].x0 < cut < line.pieces[-1].x1 for cut in cuts)


def _is_plain_table(grid: Aligned) -> bool:
    """Whether columns without rules are a table, and no letterhead, list, table of contents or signature."""
    columns = len(grid.cuts) + 1
    texts = [line.words for line in grid.lines]
    if any(_LEADERS.search(word.text) for words in texts for word in words):
        return False
    if any(map(_is_layout, grid.lines)) or _is_picture(grid):
        return False
    first = [line.pieces[0].text for line in grid.lines if len(line.pieces) > 1]
    last = [line.pieces[-1].text for line in grid.lines if len(line.pieces) > 1]
    if sum(text.endswith(":") for text in first) > 0.4 * len(first):
        return False
    if sum(bool(_ITEM.match(text)) for text in last) > 0.3 * len(last):
        return False
    body = grid.rows - grid.header
    if grid.numeric:
        if grid.header:
            return body >= 3 or (body >= 2 and columns >= 3)
        return columns >= 3 and body >= 3 and len(grid.numeric) >= (2 if grid.has_index else 3)
    heads = [piece.text for piece in grid.lines[0].pieces]
    named = any(white.INDEX_HEAD.fullmatch(text) for text in heads)
    bold = grid.lines[0].bold and not any(line.bold for line in grid.lines[1:])
    return columns >= 3 and grid.rows >= 3 and (named or (bold and len(heads) >= 3))


def _is_picture(grid: Aligned) -> bool:
    """Whether the pieces are of a formula, of a chart's axis, or signs that were read out of a picture."""
    if grid.numeric == {0} and not grid.header:
        return True
    texts = [piece.text for line in grid.lines for piece in line.pieces]
    if sum(text in ("=", "x", "×", "+") for text in texts) > 1:
        return True
    signs = sum(not any(map(str.isalnum, text)) and not white.is_number(text) for text in texts)
    return signs > 0.15 * len(texts)


def _is_layout(line: TextLine) -> bool:
    """Whether a line is of a letterhead or a signature."""
    return any(letterhead.is_motto(p.text) or letterhead.opens_recipients(p.text) for p in line.pieces)
