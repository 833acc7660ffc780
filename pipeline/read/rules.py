"""Tables that are drawn with rules: from the lines on a page to the cells between them, and the words in the cells.

The rules come from anywhere: the paths of a PDF, the dark lines of a scan. Cells are found with pdfplumber's functions,
which work on plain edges and need no page of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from pdfplumber import table as finder

from pipeline.read.page import Box, PageCell, PageTable, PageWord, group_lines

#: Edges closer than this (points) are one rule.
_SNAP: Final = 4.0
#: Lines that a table needs at the least.
_FEWEST_RULES: Final = 4


class Rule(NamedTuple):
    """A drawn line, level or upright, in points from the page's top left corner; its width is not kept."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


def take_tables(rules: Sequence[Rule], words: Sequence[PageWord], page: int) -> tuple[list[PageTable], list[PageWord]]:
    """Return the tables that ``rules`` draw round ``words``, top to bottom, and the words that stand in none."""
    left = list(words)
    tables: list[PageTable] = []
    for cells in _cells(rules):
        box = (
            min(cell[0] for cell in cells),
            min(cell[1] for cell in cells),
            max(cell[2] for cell in cells),
            max(cell[3] for cell in cells),
        )
        inside = [word for word in left if holds(box, word.box)]
        if table := table_of(box, cells, inside, page):
            tables.append(table)
            taken = set(map(id, inside))
            left = [word for word in left if id(word) not in taken]
    return tables, left


def _cells(rules: Sequence[Rule]) -> list[list[Box]]:
    """Return the cells of each table that the rules draw."""
    if len(rules) < _FEWEST_RULES:
        return []
    edges = finder.merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = finder.edges_to_intersections(edges, _SNAP, _SNAP)
    found = finder.cells_to_tables(finder.intersections_to_cells(crossings))
    return [[(float(x0), float(top), float(x1), float(bottom)) for x0, top, x1, bottom in cells] for cells in found]


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber's functions take it; its middle line stands for it."""
    level = rule.is_level
    x = (rule.x0 + rule.x1) / 2
    y = (rule.top + rule.bottom) / 2
    x0, x1 = (rule.x0, rule.x1) if level else (x, x)
    top, bottom = (y, y) if level else (rule.top, rule.bottom)
    return {
        "object_type": "line",
        "orientation": "h" if level else "v",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
    }


def holds(box: Box, inner: Box) -> bool:
    """Return whether the middle of ``inner`` lies in ``box``."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def table_of(box: Box, cells: Sequence[Box], words: Sequence[PageWord], page: int) -> PageTable | None:
    """Put the words into the cells of the opened grid; None for a frame, an underline or an empty grid."""
    xs = _edges([cell[0] for cell in cells] + [cell[2] for cell in cells])
    ys = _edges([cell[1] for cell in cells] + [cell[3] for cell in cells])
    # Three columns are a table even with one row: a row that goes over a page has nothing else on it.
    if len(xs) < 3 or (len(xs) == 3 and len(ys) < 3) or len(cells) < 3 or not words:
        return None
    left = list(words)
    placed: list[PageCell] = []
    for x0, top, x1, bottom in sorted(cells, key=lambda c: (c[1], c[0])):
        inside = [word for word in left if holds((x0, top, x1, bottom), word.box)]
        taken = set(map(id, inside))
        left = [word for word in left if id(word) not in taken]
        row, column = _nearest(ys, top), _nearest(xs, x0)
        placed.append(
            PageCell(
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
    return PageTable(box, len(ys) - 1, len(xs) - 1, tuple(placed))


def _stray(cells: list[PageCell], words: Sequence[PageWord], page: int) -> list[PageCell]:
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
