"""Grids that are drawn with rules: from the lines on a page to the cells between them, and the words in the cells.

The rules come from anywhere: the paths of a PDF, the dark lines of a scan. The cells are those that pdfplumber's
functions find on the same edges, found without trying every crossing with every other: a page of forty thousand
crossings is a matter of milliseconds and not of minutes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, NamedTuple

from pipeline.read.page import Box, PageCell, PageTable, PageWord, group_lines

#: Edges closer than this (points) are one rule; an edge that ends this near to another touches it.
SNAP: Final = 4.0
#: Strokes no longer than this are dashes or dots of a line, or no rule at all.
_DASH: Final = 12.0
#: Strokes no longer than this have no direction: the dots of a dotted line.
_DOT: Final = 3.0
#: Dashes further apart than this are no line.
_DASH_GAP: Final = 8.0
#: Fewer dashes, or less of them, are a sign and no line.
_FEWEST_DASHES: Final = 4
_SHORTEST_DASHED: Final = 20.0
#: Rules that stand out further than this past the last one across have lost the rule that closes them.
_OPEN_END: Final = 9.0
#: Columns narrower than this hold no word.
_SLIVER: Final = 10.0
#: Open ends this close together end at one line.
_SAME_END: Final = 12.0


class Rule(NamedTuple):
    """A drawn line, level or upright, in points from the page's top left corner; its width is not kept."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class Edge(NamedTuple):
    """A line of a grid: where it stands across its direction, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Edges:
    """The rules of a page, or of one of its grids: snapped to each other and joined where they go on."""

    level: tuple[Edge, ...]
    upright: tuple[Edge, ...]

    @property
    def box(self) -> Box:
        """The box round all edges."""
        xs = [edge.at for edge in self.upright] + [x for edge in self.level for x in edge[1:]]
        ys = [edge.at for edge in self.level] + [y for edge in self.upright for y in edge[1:]]
        return min(xs), min(ys), max(xs), max(ys)

    def turned(self) -> Edges:
        """The same with x and y exchanged."""
        return Edges(self.upright, self.level)


# --- edges -----------------------------------------------------------------------------------------------------------


def edges_of(rules: Iterable[Rule]) -> Edges:
    """Return the edges that ``rules`` make: double rules are one, dashes and borders of single cells go on."""
    level: list[Edge] = []
    upright: list[Edge] = []
    level_dashes: list[Edge] = []
    upright_dashes: list[Edge] = []
    for rule in rules:
        width, height = rule.x1 - rule.x0, rule.bottom - rule.top
        lying = Edge((rule.top + rule.bottom) / 2, rule.x0, rule.x1)
        standing = Edge((rule.x0 + rule.x1) / 2, rule.top, rule.bottom)
        is_dot = max(width, height) <= _DOT
        if not is_dot:
            (level if width >= height else upright).append(lying if width >= height else standing)
        if is_dot or (width >= height and width <= _DASH):
            level_dashes.append(lying)
        if is_dot or (height > width and height <= _DASH):
            upright_dashes.append(standing)
    level += _dashed(level_dashes)
    upright += _dashed(upright_dashes)
    return Edges(tuple(merged(level)), tuple(merged(upright)))


def merged(edges: Iterable[Edge]) -> list[Edge]:
    """Snap edges of one direction that stand close together to their mean, and join what touches along it."""
    joined: list[Edge] = []
    for group in _clusters(sorted(edges), SNAP):
        at = sum(edge.at for edge in group) / len(group)
        joined += (Edge(at, start, end) for start, end in _joined(group, SNAP))
    return joined


def _clusters(edges: Sequence[Edge], reach: float) -> Iterator[list[Edge]]:
    group: list[Edge] = []
    for edge in edges:
        if group and edge.at > group[-1].at + reach:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _joined(edges: Iterable[Edge], gap: float) -> Iterator[tuple[float, float]]:
    start, end = float("nan"), float("-inf")
    for edge in sorted(edges, key=lambda e: e.start):
        if edge.start <= end + gap:
            end = max(end, edge.end)
            continue
        if end > start:
            yield start, end
        start, end = edge.start, edge.end
    if end >= start:
        yield start, end


def _dashed(strokes: Iterable[Edge]) -> Iterator[Edge]:
    """Return the lines that dashes or dots make: at one height, at gaps that the eye closes."""
    for group in _clusters(sorted(strokes), 1.0):
        if len(group) < _FEWEST_DASHES:
            continue
        for start, end in _joined(group, _DASH_GAP):
            inside = sum(start <= edge.start and edge.end <= end for edge in group)
            if inside >= _FEWEST_DASHES and end - start >= _SHORTEST_DASHED:
                # the last gap may stand where the line ends; past the rule that it meets it does no harm
                yield Edge(group[0].at, start - _DASH_GAP / 2, end + _DASH_GAP / 2)


# --- cells -----------------------------------------------------------------------------------------------------------

Point = tuple[float, float]
#: Where a crossing stands on an edge, and the numbers of the edges along which it stands.
_Place = tuple[float, set[int]]


@dataclass(frozen=True, slots=True)
class _Crossings:
    """Where edges cross: which upright and which level ones meet at a point, by their numbers."""

    upright: dict[Point, set[int]]
    level: dict[Point, set[int]]

    @classmethod
    def of(cls, edges: Edges) -> _Crossings:
        upright: defaultdict[Point, set[int]] = defaultdict(set)
        level: defaultdict[Point, set[int]] = defaultdict(set)
        levels = sorted(enumerate(edges.level), key=lambda pair: pair[1].at)
        heights = [edge.at for _, edge in levels]
        for i, (x, top, bottom) in enumerate(edges.upright):
            for j, (y, x0, x1) in levels[bisect_left(heights, top - SNAP) : bisect_right(heights, bottom + SNAP)]:
                if x0 - SNAP <= x <= x1 + SNAP:
                    upright[x, y].add(i)
                    level[x, y].add(j)
        return cls(upright, level)


def cells_of(edges: Edges) -> list[Box]:
    """Return the smallest boxes that have a crossing at each corner and an edge on each side."""
    crossings = _Crossings.of(edges)
    upright, level = crossings.upright, crossings.level
    in_column: defaultdict[float, list[_Place]] = defaultdict(list)
    in_row: defaultdict[float, list[_Place]] = defaultdict(list)
    points = sorted(upright)
    for x, y in points:
        in_column[x].append((y, upright[x, y]))
        in_row[y].append((x, level[x, y]))
    cells: list[Box] = []
    for x, y in points:
        # nearly every cell ends at the next crossings; only beside merged cells are further ones looked for
        for reach in (1, len(points)):
            below = _reached(in_column[x], y, upright[x, y], reach)
            right = _reached(in_row[y], x, level[x, y], reach) if below else []
            if corner := _corner(crossings, (x, y), below, right):
                cells.append((x, y, *corner))
                break
    return cells


def _reached(places: Sequence[_Place], place: float, edges: set[int], most: int) -> list[float]:
    """Return the crossings after ``place`` that an edge through it reaches, the nearest first."""
    reached: list[float] = []
    first = bisect_right(places, place, key=lambda p: p[0])
    for other, there in places[first : first + most]:
        if not edges & there:
            break
        reached.append(other)
    return reached


def _corner(crossings: _Crossings, point: Point, below: Sequence[float], right: Sequence[float]) -> Point | None:
    x, y = point
    for bottom in below:
        for end in right:
            corner = (end, bottom)
            if corner not in crossings.upright:
                continue
            side = crossings.upright[corner] & crossings.upright[end, y]
            if side and crossings.level[corner] & crossings.level[x, bottom]:
                return corner
    return None


def grids_of(cells: Sequence[Box]) -> list[list[Box]]:
    """Return cells that hang together by their corners, grid by grid from the top; single cells are no grid."""
    parent = list(range(len(cells)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first: dict[Point, int] = {}
    for i, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            parent[root(i)] = root(first.setdefault(corner, i))
    grids: defaultdict[int, list[Box]] = defaultdict(list)
    for i, cell in enumerate(cells):
        grids[root(i)].append(cell)
    several = [grid for grid in grids.values() if len(grid) > 1]
    return sorted(several, key=lambda grid: min((cell[1], cell[0]) for cell in grid))


# --- grids whose outer rules are missing -----------------------------------------------------------------------------


def bodies(edges: Edges) -> list[Edges]:
    """Return the edges that touch each other, body by body; an edge that nothing crosses is a body of its own."""
    count = len(edges.upright)
    parent = list(range(count + len(edges.level)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    crossings = _Crossings.of(edges)
    for point, uprights in crossings.upright.items():
        members = [*uprights, *(count + j for j in crossings.level[point])]
        for member in members[1:]:
            parent[root(member)] = root(members[0])
    found: defaultdict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
    for i, edge in enumerate(edges.upright):
        found[root(i)][1].append(edge)
    for j, edge in enumerate(edges.level):
        found[root(count + j)][0].append(edge)
    return [Edges(tuple(level), tuple(upright)) for level, upright in found.values()]


def closed(body: Edges, words: Sequence[PageWord]) -> Edges:
    """Return a body with the outer rules that it lacks, where words stand between the open ends."""
    box = body.box
    sides = _closings(body, [(word.box[0] + word.box[2]) / 2 for word in words])
    ends = _closings(body.turned(), [(word.box[1] + word.box[3]) / 2 for word in words])
    return Edges(
        (*body.level, *(Edge(at, box[0], box[2]) for at in ends)),
        (*body.upright, *(Edge(at, box[1], box[3]) for at in sides)),
    )


def _closings(body: Edges, middles: Sequence[float]) -> list[float]:
    """Return where upright edges are missing left and right, as the open ends of the level ones show."""
    if not body.upright or len(body.level) + len(body.upright) < 3:
        return []
    needed = min(2, len(body.level))
    first, last = min(edge.at for edge in body.upright), max(edge.at for edge in body.upright)
    closings: list[float] = []
    left = [edge for edge in body.level if edge.start < first - _OPEN_END]
    right = [edge for edge in body.level if edge.end > last + _OPEN_END]
    for open_edges, ends in ((left, [e.start for e in left]), (right, [e.end for e in right])):
        if len(open_edges) < needed:
            continue
        at = min(ends) if open_edges is left else max(ends)
        together = [edge for edge, end in zip(open_edges, ends, strict=True) if abs(end - at) <= _SAME_END]
        low, high = sorted((at, first if open_edges is left else last))
        if len(together) < needed or not any(low < middle < high for middle in middles):
            continue
        closings.append(at)
    return closings


# --- words in cells --------------------------------------------------------------------------------------------------


def holds(box: Box, inner: Box) -> bool:
    """Return whether the middle of ``inner`` lies in ``box``."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def box_of(boxes: Iterable[Box]) -> Box:
    """Return the box round ``boxes``."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def table_of(box: Box, cells: Sequence[Box], words: Sequence[PageWord], page: int) -> PageTable | None:
    """Put the words into the cells of the opened grid; None for a frame, an underline or an empty grid."""
    xs = _places(chain.from_iterable((cell[0], cell[2]) for cell in cells))
    ys = _places(chain.from_iterable((cell[1], cell[3]) for cell in cells))
    xs = _without_slivers(xs, [(word.box[0] + word.box[2]) / 2 for word in words])
    # Three columns are a table even with one row: a row that goes over a page has nothing else on it.
    if len(xs) < 3 or (len(xs) == 3 and len(ys) < 3) or len(cells) < 3 or not words:
        return None
    placed: list[PageCell] = []
    owner: dict[tuple[int, int], int] = {}
    for x0, top, x1, bottom in sorted(cells, key=lambda c: (c[1], c[0])):
        row, column = _nearest(ys, top), _nearest(xs, x0)
        height, width = max(1, _nearest(ys, bottom) - row), _nearest(xs, x1) - column
        if not width:
            continue
        for r in range(row, row + height):
            for c in range(column, column + width):
                owner.setdefault((r, c), len(placed))
        placed.append(PageCell(row, column, height, width, ()))
    inside: defaultdict[int, list[PageWord]] = defaultdict(list)
    stray: list[PageWord] = []
    for word in words:
        x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        at = owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        (stray if at is None else inside[at]).append(word)
    for at, members in inside.items():
        placed[at] = replace(placed[at], lines=tuple(line.whole() for line in group_lines(members, page)))
    if stray:
        placed = _with_stray(placed, stray, page)
    filled = [cell for cell in placed if cell.lines]
    if len(xs) == 3 and (len({cell.column for cell in filled}) < 2 or len({cell.row for cell in filled}) < 2):
        return None
    return PageTable(box, len(ys) - 1, len(xs) - 1, tuple(placed))


def _with_stray(cells: list[PageCell], words: Sequence[PageWord], page: int) -> list[PageCell]:
    """Give words that stand in no cell (a rule is missing) to the filled cell nearest to them: nothing is lost."""
    for line in group_lines(words, page):
        segment = line.whole()
        nearest = min(
            (i for i, cell in enumerate(cells) if cell.lines),
            key=lambda i: abs(cells[i].box[1] - segment.top) + abs(cells[i].box[0] - segment.x0),
            default=0,
        )
        together = sorted((*cells[nearest].lines, segment), key=lambda s: s.top)
        cells[nearest] = replace(cells[nearest], lines=tuple(together))
    return cells


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(set(values)):
        if not places or value - places[-1] > SNAP:
            places.append(value)
    return places


def _without_slivers(places: list[float], middles: Sequence[float]) -> list[float]:
    """Drop columns too narrow for a word in which none stands: one rule of a scan that lay askew, seen as two."""
    middles = sorted(middles)
    kept = places[:1]
    for place in places[1:]:
        is_sliver = place - kept[-1] < _SLIVER and bisect_left(middles, kept[-1]) == bisect_right(middles, place)
        if not is_sliver:
            kept.append(place)
    return kept


def _nearest(places: Sequence[float], value: float) -> int:
    at = bisect_left(places, value)
    if at == len(places) or (at and value - places[at - 1] <= places[at] - value):
        at -= 1
    return at
