"""Layouts built from a few lines of text, for the tests of tables and counts."""

from __future__ import annotations

from pipeline.read.layout import Layout, LayoutBuilder
from pipeline.record import SourceFormat

Grid = list[list[tuple[str, int, int] | None]]


def grid(text: str) -> Grid:
    """Return a grid from lines with cells between ``|``; ``<`` and ``^`` are covered from the left or from above."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]
    cells: Grid = []
    for r, line in enumerate(lines):
        row: list[tuple[str, int, int] | None] = []
        for c, cell in enumerate(line):
            if cell in ("<", "^"):
                row.append(None)
                continue
            width = next((n for n in range(1, len(line) - c) if line[c + n] != "<"), len(line) - c)
            height = next((n for n in range(1, len(lines) - r) if lines[r + n][c] != "^"), len(lines) - r)
            row.append((cell, height, width))
        cells.append(row)
    return cells


def layout_of(*blocks: str) -> Layout:
    """Return a layout of paragraphs and tables in order: what has a ``|`` is a table."""
    builder = LayoutBuilder()
    for block in blocks:
        if "|" in block:
            builder.table(grid(block))
        else:
            builder.paragraph(block)
    return builder.build(SourceFormat.TXT)
