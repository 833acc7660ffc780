"""Grids drawn with rules: the same cells as pdfplumber finds, in less time, and with rules that are missing."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from pdfplumber import table as finder

from pipeline.read.page import Box, PageWord
from pipeline.read.ruled import Edges, Rule, bodies, cells_of, closed, edges_of, grids_of, table_of


def plumbed(rules: list[Rule]) -> list[list[Box]]:
    """Return the cells of each grid as pdfplumber's functions find them."""
    edges: list[dict[str, Any]] = []
    for rule in rules:
        level = rule.is_level
        x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
        x0, x1, top, bottom = (rule.x0, rule.x1, y, y) if level else (x, x, rule.top, rule.bottom)
        edges.append(
            {"object_type": "line", "orientation": "h" if level else "v", "x0": x0, "x1": x1, "top": top}
            | {"bottom": bottom, "doctop": top, "width": x1 - x0, "height": bottom - top}
        )
    crossings = finder.edges_to_intersections(finder.merge_edges(edges, 4, 4, 4, 4), 4, 4)
    return [list(grid) for grid in finder.cells_to_tables(finder.intersections_to_cells(crossings))]


def random_grid(seed: int) -> list[Rule]:
    """Draw a grid cell by cell, with merged cells, gaps in the borders, sides that are missing and a second grid."""
    chance = random.Random(seed)
    rules: list[Rule] = []
    for corner in (40, 420):
        xs, ys = [50.0], [float(corner)]
        for _ in range(chance.randint(2, 9)):
            xs.append(xs[-1] + chance.randint(14, 60))
        for _ in range(chance.randint(2, 14)):
            ys.append(ys[-1] + chance.randint(14, 25))
        for c in range(len(xs) - 1):
            for r in range(len(ys) - 1):
                sides = [
                    Rule(xs[c] + chance.random(), ys[r], xs[c + 1] - chance.random(), ys[r]),
                    Rule(xs[c], ys[r], xs[c], ys[r + 1]),
                    Rule(xs[c], ys[r + 1], xs[c + 1], ys[r + 1] + chance.random()),
                    Rule(xs[c + 1], ys[r], xs[c + 1], ys[r + 1]),
                ]
                rules += [side for side in sides if chance.random() < 0.75]
    return rules


@pytest.mark.parametrize("seed", range(40))
def test_cells_are_those_that_pdfplumber_finds(seed: int) -> None:
    rules = random_grid(seed)
    ours, theirs = grids_of(cells_of(edges_of(rules))), plumbed(rules)
    assert len(theirs) > 0
    for our, their in zip(ours, theirs, strict=True):
        ours_rounded = sorted(tuple(round(v, 6) for v in cell) for cell in our)
        assert ours_rounded == sorted(tuple(round(float(v), 6) for v in cell) for cell in their)


XS, YS = [50.0, 100.0, 250.0, 350.0], [100.0, 120.0, 140.0, 160.0]


def word(text: str, x: float, y: float) -> PageWord:
    return PageWord(text, (x, y - 5, x + 5 * len(text), y + 5), 10)


def middles() -> list[PageWord]:
    """A word in the middle of each cell of the grid."""
    return [word(f"{r}{c}", (XS[c] + XS[c + 1]) / 2 - 5, (YS[r] + YS[r + 1]) / 2) for r in range(3) for c in range(3)]


def level(y: float, x0: float = XS[0], x1: float = XS[-1]) -> Rule:
    return Rule(x0, y, x1, y)


def upright(x: float, top: float = YS[0], bottom: float = YS[-1]) -> Rule:
    return Rule(x, top, x, bottom)


def dashed(rule: Rule, on: float, off: float) -> list[Rule]:
    """The same line as strokes of ``on`` points with gaps of ``off``."""
    strokes: list[Rule] = []
    length = max(rule.x1 - rule.x0, rule.bottom - rule.top)
    at = 0.0
    while at < length:
        end = min(at + on, length)
        if rule.is_level:
            strokes.append(Rule(rule.x0 + at, rule.top, rule.x0 + end, rule.top + 0.5))
        else:
            strokes.append(Rule(rule.x0, rule.top + at, rule.x0 + 0.5, rule.top + end))
        at += on + off
    return strokes


WHOLE = [*map(level, YS), *map(upright, XS)]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(WHOLE, id="whole"),
        pytest.param([*WHOLE, level(YS[0] + 2.5), level(YS[1] - 2)], id="double_rules"),
        pytest.param([r for rule in WHOLE for r in dashed(rule, 3, 3)], id="dashed"),
        pytest.param([r for rule in WHOLE for r in dashed(rule, 8, 7)], id="long_dashes"),
        pytest.param([r for rule in WHOLE for r in dashed(rule, 0.5, 1.5)], id="dotted"),
        pytest.param([level(y, XS[0] - 7, XS[-1] + 8) for y in YS] + [upright(x, 92, 168) for x in XS], id="overshoot"),
        pytest.param(
            [*map(level, YS), *map(upright, XS), upright(XS[1] + 7, 120), upright(XS[2] - 6, 100, 140)], id="slivers"
        ),
        pytest.param([*map(level, YS[1:]), *map(upright, XS)], id="no_top"),
        pytest.param([*map(level, YS[:-1]), *map(upright, XS)], id="no_bottom"),
        pytest.param([*map(level, YS), *map(upright, XS[1:])], id="no_left"),
        pytest.param([*map(level, YS), *map(upright, XS[:-1])], id="no_right"),
        pytest.param([*map(level, YS[1:-1]), *map(upright, XS[1:-1])], id="inner_rules_alone"),
    ],
)
def test_grids_with_defects_have_all_their_cells(rules: list[Rule]) -> None:
    words = middles()
    (body,) = bodies(edges_of(rules))
    (cells,) = grids_of(cells_of(closed(body, words)))
    table = table_of(body.box, cells, words, 1)
    assert table is not None
    assert (table.rows, table.columns) == (3, 3)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (r, c, f"{r}{c}") for r in range(3) for c in range(3)
    ]


def test_bodies_are_kept_apart() -> None:
    rules = [*WHOLE, *(Rule(r.x0, r.top + 300, r.x1, r.bottom + 300) for r in WHOLE), level(700, 300, 420)]
    found = bodies(edges_of(rules))
    assert sorted((len(body.level), len(body.upright)) for body in found) == [(1, 0), (4, 4), (4, 4)]


def test_signs_drawn_with_short_strokes_are_no_rules() -> None:
    strokes = [Rule(100 + 3 * i, 100 + 7 * (i % 5), 101 + 3 * i, 101 + 7 * (i % 5)) for i in range(12)]
    edges = edges_of(strokes)
    assert all(edge.end - edge.start < 4 for edge in (*edges.level, *edges.upright))
    assert edges_of([]) == Edges((), ())


def test_large_grid_costs_milliseconds() -> None:
    xs, ys = range(50, 800, 50), range(50, 721, 11)
    cells = [(x, y) for x in xs[:-1] for y in ys[:-1]]
    rules = [rule for x, y in cells for rule in (Rule(x, y, x + 50, y), Rule(x, y, x, y + 11))]
    rules += [Rule(xs[0], ys[-1], xs[-1], ys[-1]), Rule(xs[-1], ys[0], xs[-1], ys[-1])]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        (grid,) = grids_of(cells_of(edges_of(rules)))
        times.append(time.perf_counter() - start)
    assert len(grid) == len(cells) == 840
    assert min(times) < 0.1  # some 10 ms on a machine at rest
