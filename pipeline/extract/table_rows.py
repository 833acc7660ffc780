"""What each body row of a logical table is: an item, a group with its own numbers, a section line, a total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from pipeline.extract.cells import amount
from pipeline.extract.measures import read_path
from pipeline.extract.mentions import TableMention
from pipeline.extract.phrases import words_key
from pipeline.extract.tables import index_level, is_index, is_total_label, role_book
from pipeline.numbers import cell_number

# "I. Lĩnh vực đất đai", "Lĩnh vực: Hộ tịch (02 thủ tục)"
_FIELD_NAME = regex.compile(
    r"(?:[\p{L}\d]{1,5}[.)]\s*)?lĩnh\s+vực\s*:?\s*(?P<name>.+?)\s*(?:\([^)]*\d[^)]*\))?\s*[:.]?", regex.IGNORECASE
)
# "I. Cấp tỉnh", "TTHC thuộc thẩm quyền giải quyết của cấp xã": a level of government, which is no field
_LEVEL_OF_GOVERNMENT = regex.compile(
    r"(?:[\p{L}\d]{1,5}[.)]\s*)?(?:(?:TTHC|thủ\s+tục\s+hành\s+chính|hồ\s+sơ)\s+)?(?:thuộc\s+)?(?:thẩm\s+quyền\s+)?"
    r"(?:giải\s+quyết\s+)?(?:của\s+)?cấp\s+(?:trung\s+ương|bộ|tỉnh|sở|huyện|xã)(?:\s*[,(].*)?",
    regex.IGNORECASE,
)

# "28/29": so many of so many
_FRACTION = regex.compile(r"\s*\d{1,4}\s*/\s*\d{1,4}\s*")


class RowKind(StrEnum):
    ITEM = "item"
    #: A row that stands over others and may carry their sum: "I. Lĩnh vực đất đai".
    GROUP = "group"
    #: A line of text without numbers over all columns.
    SECTION = "section"
    TOTAL = "total"
    #: A row without its own running number below one that has it: "Trong đó: ...", "- Cấp mới".
    DETAIL = "detail"
    #: A row of shares ("Tỷ lệ (%)") or of differences: none of its numbers counts anything.
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Row:
    """``label`` and ``field`` as printed; ``level`` of its running number (1 for "I", 2 for "1"), None for none."""

    kind: RowKind
    label: str | None
    field: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold the running number, the label and the field; None where there is none."""

    index: int | None
    label: int | None
    field: int | None
    remarks: tuple[int, ...] = ()


def columns_of(table: TableMention) -> Columns:
    """Return the columns that are no measures, by their headers; without a telling header by what stands in them."""
    width = len(table.header)
    keys = [words_key(" ".join(path)) for path in table.header]
    index = next((c for c in range(width) if role_book("index").opening(keys[c])), None)
    if index is None and width > 1 and _mostly(table, 0, is_index) and not _names_measure(table.header[0]):
        index = 0
    texts = [c for c in range(width) if c != index and not _is_numeric(table, c)]
    remarks = tuple(c for c in texts if role_book("remark").opening(keys[c]))
    texts = [c for c in texts if c not in remarks]
    fields = [c for c in texts if role_book("field").hits(keys[c])]
    labels = [c for c in texts if c not in fields and role_book("label").hits(keys[c])]
    label = labels[0] if labels else next((c for c in texts if c not in fields), fields[0] if fields else None)
    field = fields[0] if fields else None
    return Columns(index, label, field, remarks)


def rows_of(table: TableMention, columns: Columns | None = None) -> tuple[Row, ...]:
    """Return what each row of ``table.rows`` is."""
    columns = columns or columns_of(table)
    levels = [index_level(_cell(row, columns.index)) for row in table.rows]
    numbered = sum(level is not None for level in levels)
    shapes: list[Row] = []
    section: str | None = None
    for position, row in enumerate(table.rows):
        label = row_label(row, columns)
        kind = _kind(table, position, levels, columns, label, mostly_numbered=numbered * 2 > len(levels))
        named = field_name(label) if label and kind in (RowKind.SECTION, RowKind.GROUP) else None
        if kind in (RowKind.SECTION, RowKind.GROUP):
            section = named
        own = _cell(row, columns.field) or None
        # "Lĩnh vực, công việc giải quyết": one column names the fields and, under each, its procedures
        nearest = (named or section or own) if columns.field == columns.label else (own or named or section)
        is_level = kind is RowKind.GROUP and label is not None and is_level_of_government(label)
        field = None if kind is RowKind.TOTAL or is_level else nearest
        shapes.append(Row(kind, label, field, levels[position]))
    return tuple(shapes)


def field_name(text: str) -> str | None:
    """Return the field that a line names: "I. Lĩnh vực đất đai (02 thủ tục)" is "đất đai"; None where it names none."""
    found = _FIELD_NAME.fullmatch(text.strip())
    return found["name"] if found else None


def is_level_of_government(text: str) -> bool:
    """Tell whether a text only names a level of government: "Cấp tỉnh", "TTHC thuộc thẩm quyền của cấp xã"."""
    return _LEVEL_OF_GOVERNMENT.fullmatch(text.strip()) is not None


def row_label(row: Sequence[str], columns: Columns) -> str | None:
    """Return the row's label as printed: that of a total may stand in any of the first columns."""
    for cell in row:
        if cell and cell_number(cell) is None and is_total_label(cell):
            return cell
    own = _cell(row, columns.label)
    if own:
        return own
    rest = (cell for c, cell in enumerate(row) if c not in (columns.index, columns.field, *columns.remarks))
    return next((cell for cell in rest if cell and cell_number(cell) is None), None)


def _kind(
    table: TableMention,
    position: int,
    levels: Sequence[int | None],
    columns: Columns,
    label: str | None,
    *,
    mostly_numbered: bool,
) -> RowKind:
    row, level = table.rows[position], levels[position]
    if any(cell and cell_number(cell) is None and is_total_label(cell) for cell in row[:3]):
        return RowKind.TOTAL
    if label and role_book("rate").opening(words_key(label)):
        return RowKind.RATE
    numbers = [c for c, cell in enumerate(row) if c != columns.index and cell_number(cell) is not None]
    texts = {cell for c, cell in enumerate(row) if cell and c != columns.index and cell_number(cell) is None}
    following = next((lower for lower in levels[position + 1 :] if lower is not None), None)
    stands_over = level is not None and following is not None and following > level
    if not numbers and len(texts) <= 1 and (stands_over or level in (None, 1) or (label and field_name(label))):
        return RowKind.SECTION
    if stands_over or (level is None and label and field_name(label) and following is not None and numbers):
        return RowKind.GROUP
    if level is None and mostly_numbered and columns.index is not None:
        return RowKind.DETAIL
    return RowKind.ITEM


def _names_measure(path: Sequence[str]) -> bool:
    reading = read_path(path)
    return reading.stage is not None or reading.detail is not None


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


def _mostly(table: TableMention, column: int, test: Callable[[str], bool]) -> bool:
    cells = [row[column] for row in table.rows if row[column]]
    return bool(cells) and sum(test(cell) for cell in cells) * 3 >= len(cells) * 2


def _is_numeric(table: TableMention, column: int) -> bool:
    """Tell whether a column holds more numbers than texts."""
    cells = [row[column] for row in table.rows if row[column]]
    numbers = sum(amount(cell) is not None or bool(_FRACTION.fullmatch(cell)) for cell in cells)
    return numbers * 2 > len(cells)
