"""Paragraphs and tables as Word and web pages nest them, and how they become the blocks of a layout.

Both formats have tables that are no tables: a letterhead, a signature, a frame round a paragraph. What they hold is
given as paragraphs, column by column, as a person reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from pipeline.read import letterhead
from pipeline.read.layout import LayoutBuilder, Part
from pipeline.text import fold, nfc, squeeze

# "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", "THƯ KÝ", "ĐẠI DIỆN BÊN A": the head of a signature
_SIGNATURE = regex.compile(
    r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\.?\s+\p{Lu}"
    r"|(?:\p{Lu}+\s)?(?:GIÁM ĐỐC|CHỦ TỊCH|CHỦ NHIỆM|TRƯỞNG \p{Lu}+|\p{Lu}+ TRƯỞNG"
    r"|CHÁNH \p{Lu}+|THƯ KÝ|CHỦ TRÌ|CHỦ TỌA|CHỦ TOẠ|BÍ THƯ|NGƯỜI \p{Lu}+|ĐẠI DIỆN .*|TỔNG \p{Lu}+)"
)
_NUMBER = regex.compile(r"[\d.,%\s-]+")
# "-------", "______": a rule drawn with characters
_RULE = regex.compile(r"\s*(?:[-–—_=*]\s*){3,}")

_LAYOUT_COLUMNS: Final = 4
_LAYOUT_ROWS: Final = 8
_UNRULED_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what its source says about its looks; line breaks in ``text`` are the author's."""

    text: str
    bold: bool = False
    italic: bool = False
    centered: bool = False
    heading: int = 0
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True)
class GridCell:
    row: int
    column: int
    row_span: int
    column_span: int
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        return nfc("\n".join(plain_text(self.items)))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its merged cells as one cell each. ``ruled`` tells whether lines are drawn between its cells."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    ruled: bool
    header_rows: int | None = None


Item = Paragraph | Grid


def plain_text(items: Sequence[Item]) -> Iterator[str]:
    """Yield the texts of paragraphs, those in nested tables too."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item.text
        else:
            for cell in item.cells:
                yield from plain_text(cell.items)


def add_items(builder: LayoutBuilder, items: Sequence[Item]) -> None:
    """Add the parts of a document in reading order."""
    position = 0
    while position < len(items):
        item = items[position]
        if isinstance(item, Grid):
            _add_grid(builder, item)
            position += 1
            continue
        end = position
        while end < len(items) and isinstance(items[end], Paragraph):
            end += 1
        _add_paragraphs(builder, [p for p in items[position:end] if isinstance(p, Paragraph)])
        position = end


def _add_paragraphs(builder: LayoutBuilder, paragraphs: Sequence[Paragraph]) -> None:
    """Add paragraphs; those that are a letterhead or signature set with tabs are taken apart into its columns."""
    # composed first: what tells a letterhead knows its words as NFC
    lines = [replace(paragraph, text=nfc(line)) for paragraph in paragraphs for line in _joined_line_breaks(paragraph)]
    position = 0
    for columns in letterhead.find_columns([line.text for line in lines]):
        for line in lines[position : columns.start]:
            _add_paragraph(builder, line)
        looks = {squeeze(part): line for line in lines[columns.start : columns.end] for part in _parts(line.text)}
        for place, column in enumerate((columns.left, columns.right)):
            for text in column:
                look = looks.get(squeeze(text), lines[columns.start])
                _add_paragraph(builder, replace(look, text=text), (0, place))
        position = columns.end
    for line in lines[position:]:
        _add_paragraph(builder, line)


def _joined_line_breaks(paragraph: Paragraph) -> list[str]:
    """A paragraph is one text with its line breaks, save where every line of it is set in columns with tabs."""
    lines = paragraph.text.split("\n")
    return lines if len(lines) > 1 and sum("\t" in line.strip() for line in lines) > 1 else [paragraph.text]


def _parts(line: str) -> list[str]:
    return [line, *regex.split(r"\t| {3,}", line)]


def _add_paragraph(builder: LayoutBuilder, paragraph: Paragraph, cell: tuple[int, int] | None = None) -> None:
    builder.paragraph(
        "\n".join(
            line for raw in nfc(paragraph.text).split("\n") if (line := squeeze(raw)) and not _RULE.fullmatch(line)
        ),
        part=paragraph.part,
        bold=paragraph.bold,
        italic=paragraph.italic,
        centered=paragraph.centered,
        heading=paragraph.heading,
        cell=cell,
    )


def _add_grid(builder: LayoutBuilder, grid: Grid) -> None:
    cells = [cell for cell in grid.cells if cell.text.strip()]
    if not cells:
        return
    columns = {cell.column for cell in cells}
    if len(columns) == 1:
        # A frame round paragraphs, or a page that keeps its whole text in a table of one column.
        for cell in cells:
            add_items(builder, cell.items)
    elif is_layout(grid):
        for column in sorted(columns):
            for cell in cells:
                if cell.column == column:
                    _add_layout_cell(builder, cell)
    else:
        opened: list[list[tuple[str, int, int] | None]] = [[None] * grid.columns for _ in range(grid.rows)]
        for cell in grid.cells:
            opened[cell.row][cell.column] = (cell.text, cell.row_span, cell.column_span)
        builder.table(opened, header_rows=grid.header_rows)


def _add_layout_cell(builder: LayoutBuilder, cell: GridCell) -> None:
    for item in cell.items:
        if isinstance(item, Paragraph):
            _add_paragraph(builder, item, (cell.row, cell.column))
        else:
            _add_grid(builder, item)


def is_layout(grid: Grid) -> bool:
    """Whether a table only puts texts beside each other: a letterhead, a signature block, two columns of names."""
    texts = [cell.text.strip() for cell in grid.cells]
    filled = [text for text in texts if text]
    columns = {cell.column for cell in grid.cells if cell.text.strip()}
    if len(columns) > _LAYOUT_COLUMNS or grid.rows > _LAYOUT_ROWS:
        return False
    if any(letterhead.is_motto(text) for text in filled):
        return True
    if any(opens_header(text) or (_NUMBER.fullmatch(text) and text.strip(" -")) for text in filled):
        return False
    if any(letterhead.opens_recipients(text) for text in filled):
        return True
    if grid.rows > _UNRULED_ROWS + 1:
        return False
    if _signs_in_small_letters(grid):
        return True
    return (not grid.ruled and grid.rows <= _UNRULED_ROWS) or any(_SIGNATURE.match(text) for text in filled)


def _signs_in_small_letters(grid: Grid) -> bool:
    """Whether the posts of those who sign stand in the first row, and nothing but their names in the last."""
    filled = [cell for cell in grid.cells if cell.text.strip()]
    rows = sorted({cell.row for cell in filled})
    if len(rows) < _UNRULED_ROWS:
        return False
    posts = [squeeze(cell.text) for cell in filled if cell.row == rows[0]]
    names = [squeeze(cell.text) for cell in filled if cell.row == rows[-1]]
    is_signed = all(letterhead.is_name(name) for name in names)
    return is_signed and len(posts) == len(names) and all(letterhead.opens_small_signature(post) for post in posts)


def opens_signature(text: str) -> bool:
    """Whether ``text`` begins with the head of a signature: "TM. ỦY BAN NHÂN DÂN", "GIÁM ĐỐC"."""
    return _SIGNATURE.match(text) is not None


def opens_header(text: str) -> bool:
    """Whether ``text`` is the heading of a column of running numbers."""
    return fold(text).replace(".", "") in ("stt", "tt", "so tt")
