"""Where the tables of a sheet are, and what stands round them.

A sheet of an office is a page: the letterhead on its first rows, a title, the table, notes, the signature. Nothing in
the file tells them apart, so the shape of the rows does: a table begins at its header and goes on as its rows do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import regex

from pipeline.read import letterhead
from pipeline.read.sheet_cells import Sheet, SheetCell
from pipeline.read.tree import opens_header, opens_signature
from pipeline.text import fold, squeeze

# "1", "1.2", "IV", "a)", "(3)": a running number at the head of a row
_INDEX = regex.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,6}(?:\.\d{1,3})*|[A-Za-zĐđ])[.)]{0,2}")
# "Nam An, ngày 12 tháng 3 năm 2020", "Nam An, ngày … tháng … năm …"
_PLACE_AND_DATE = regex.compile(r"(?:\p{Lu}[\p{L}. ]{1,40},)?\s*ngày[\s.…_\d]*tháng[\s.…_\d]*năm[\s.…_\d]*", regex.I)
# "Số: 12/BC-SNV", "Số:      /KH-UBND"
_NUMBER_LINE = regex.compile(r"số\s*+:?[\s.…_\d]*+/\s*\p{Lu}.*", regex.I)
_MOTTO_SECOND_LINE = regex.compile(r"độc\s*lập\s*[-–—]\s*tự\s*do", regex.I)
# what stands over a table and is no header of it, folded: "Đơn vị tính: hồ sơ", "Biểu số 2a", "Đơn vị báo cáo: ..."
_ABOVE = regex.compile(
    r"(?:don vi(?: tinh)?|dvt|bieu(?: mau)?(?: so)?|mau so|phu luc|ngay nhan bao cao|ky bao cao"
    r"|tu ngay|thang|quy|nam)\b\s*(?::.*|[\divxlc.…_ /-]+[a-z]?\b.*)|\((?:ban hanh|kem) .*"
    r"|don vi (?:nhan |gui )?bao cao\b.*|\(?thay the bieu .*"
)
# what ends a table where it stands under it, folded: "Người lập biểu", "KẾ TOÁN TRƯỞNG", "(Ký, ghi rõ họ tên)"
_SIGNS = regex.compile(
    r"(?:nguoi|can bo|chuyen vien|thanh vien|to truong)?\s*(?:lap (?:bieu|bang|bao cao|phieu|danh sach)|tong hop)"
    r"|nguoi (?:lap|kiem tra|duyet|bao cao|thong ke)|kiem soat|kiem tra|ke toan(?: truong)?|phu trach \w+.*"
    r"|(?:thu truong|lanh dao|truong|dai dien)(?: (?:don vi|co quan|phong|ban))?(?: .{0,40})?"
    r"|(?:xac nhan|phe duyet) cua .*|\((?:da )?(?:ky|ki)\b.*\)"
)
# "Tổng cộng", "Cộng nhóm 2": a row of the table, even where nothing is filled in behind it
_TOTAL = regex.compile(r"(?:tong(?: cong| so)?|cong)\b.{0,40}")
# "Ghi chú: ...", "* Số liệu tính đến ...", "1.Đối tượng áp dụng: ..."
_NOTE = regex.compile(r"(?:ghi chu|chu thich|luu y|giai thich|nguon)\s*:?.*|[*(].*|\d{1,2}[.)]\s*\p{L}.*|- .*")

_WIDE_SHARE: Final = 0.5
_INDEX_WORD: Final = 8
_HEADER_CELL: Final = 200
_HEADER_DEPTH: Final = 6
_FRAME_CELLS: Final = 4


@dataclass(frozen=True)
class SheetRow:
    """A row that holds something. ``gap`` tells that a blank row stands over it."""

    number: int
    cells: dict[int, SheetCell]
    gap: bool

    @cached_property
    def columns(self) -> tuple[int, ...]:
        return tuple(sorted(self.cells))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(squeeze(self.cells[c].text) for c in self.columns)

    @cached_property
    def has_numbers(self) -> bool:
        return any(cell.numeric for cell in self.cells.values())

    @cached_property
    def is_indexed(self) -> bool:
        """Whether a running number stands at its head."""
        return bool(_INDEX.fullmatch(self.texts[0]))

    @cached_property
    def has_index_word(self) -> bool:
        """Whether one of its cells is the heading of running numbers, "STT"."""
        return len(self.texts) > 1 and any(len(text) < _INDEX_WORD and opens_header(text) for text in self.texts)

    @cached_property
    def is_letterhead(self) -> bool:
        return len(self.texts) <= _FRAME_CELLS and any(
            letterhead.is_motto(text)
            or _MOTTO_SECOND_LINE.match(text)
            or _NUMBER_LINE.fullmatch(text)
            or _PLACE_AND_DATE.fullmatch(text)
            or _ABOVE.fullmatch(fold(text))
            for text in self.texts
        )

    @cached_property
    def is_signature(self) -> bool:
        """Whether it begins what stands under a table: recipients, the place and day, those who sign."""
        if len(self.texts) > _FRAME_CELLS or self.has_numbers or self.is_indexed:
            return False
        # a header may name a post as well: "Nhiệm vụ", "Lãnh đạo phụ trách", "Thời hạn"
        return 2 * sum(map(_is_of_signature, self.texts)) >= len(self.texts)

    @cached_property
    def is_note(self) -> bool:
        return len(self.texts) == 1 and bool(_NOTE.fullmatch(fold(self.texts[0]))) and not self.has_numbers


def _is_of_signature(text: str) -> bool:
    return (
        letterhead.opens_recipients(text)
        or opens_signature(text)
        or _PLACE_AND_DATE.fullmatch(text) is not None
        or _SIGNS.fullmatch(fold(text)) is not None
    )


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that follow each other: those of one table, or lines of text round it."""

    rows: tuple[SheetRow, ...]
    is_table: bool

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns in which something stands."""
        return tuple(sorted({column for row in self.rows for column in row.columns}))


def sheet_rows(sheet: Sheet) -> list[SheetRow]:
    """Return the rows that hold something, from the top."""
    rows: list[SheetRow] = []
    reached = -1  # the last row that something covers
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        rows.append(SheetRow(number, cells, gap=bool(rows) and number > reached + 1))
        reached = max(reached, number + max(cell.row_span for cell in cells.values()) - 1)
    return rows


def find_regions(sheet: Sheet) -> list[Region]:
    """Return the tables of a sheet and the lines between them, from the top; every row is in one of them."""
    rows = sheet_rows(sheet)
    regions: list[Region] = []
    position = 0
    for start, end in _tables(rows):
        if start > position:
            regions.append(Region(tuple(rows[position:start]), is_table=False))
        regions += _side_by_side(Region(tuple(rows[start:end]), is_table=True))
        position = end
    if position < len(rows):
        regions.append(Region(tuple(rows[position:]), is_table=False))
    return regions


def _tables(rows: Sequence[SheetRow]) -> Iterator[tuple[int, int]]:
    """Yield the first row and the end of each table."""
    wanted = 3 if any(len(row.cells) > 2 and not row.is_letterhead for row in rows) else 2
    position = 0
    while position < len(rows):
        if not _begins_table(rows, position, wanted):
            position += 1
            continue
        start = _header_top(rows, position)
        end = _table_end(rows, position, wanted)
        yield start, end
        position = end


def _begins_table(rows: Sequence[SheetRow], position: int, wanted: int) -> bool:
    row = rows[position]
    if row.has_index_word:
        return True
    if len(row.cells) < wanted or row.is_letterhead or row.is_signature:
        return False
    if any(len(text) > _HEADER_CELL for text in row.texts):
        return row.has_numbers or row.is_indexed
    following = [r for r in rows[position + 1 : position + 1 + _HEADER_DEPTH] if not r.is_signature]
    return any(_shared(row, other) >= 2 for other in following)


def _shared(above: SheetRow, below: SheetRow) -> int:
    """Return how many cells of a row stand under cells of another."""
    covered = {c for start, cell in above.cells.items() for c in range(start, start + cell.column_span)}
    return len(covered.intersection(below.cells))


def _header_top(rows: Sequence[SheetRow], position: int) -> int:
    """Return the first row of the header whose row ``position`` is: group headings may stand over it."""
    top = position
    while top > 0 and not rows[top].gap:
        above, here = rows[top - 1], rows[top]
        reaches_down = any(
            above.number + cell.row_span > here.number for cell in above.cells.values() if cell.row_span > 1
        )
        if above.is_letterhead or not (reaches_down or (len(above.cells) > 1 and not here.has_index_word)):
            break
        top -= 1
    return top


def _table_end(rows: Sequence[SheetRow], start: int, wanted: int) -> int:
    """Return where the table ends: before the signature, the next table's header or title, or notes."""
    last = start  # the last row that surely is the table's
    width = len({column for row in rows[start : start + _HEADER_DEPTH] for column in row.columns})
    seen_body = False
    limit = len(rows)
    for position in range(start + 1, len(rows)):
        row = rows[position]
        if seen_body and (row.is_signature or _begins_next(rows, position, last, wanted)):
            limit = position
            break
        if _is_body(row, rows[start], width, wanted):
            last = position
            seen_body = seen_body or row.has_numbers or row.is_indexed or position > start + _HEADER_DEPTH
    for position in range(last + 1, limit):
        row = rows[position]
        if row.gap or row.is_signature or row.is_note or _is_wide(row, width):
            return position
    return limit


def _is_body(row: SheetRow, header: SheetRow, width: int, wanted: int) -> bool:
    if row.is_note or row.is_signature:
        return False
    if row.is_indexed or row.has_numbers:
        return len(row.cells) > 1 or row.columns[0] == header.columns[0]
    if _TOTAL.fullmatch(fold(row.texts[0])):
        return True
    return len(row.cells) >= max(wanted, 0.6 * width)


def _begins_next(rows: Sequence[SheetRow], position: int, last: int, wanted: int) -> bool:
    """Whether a header of another table stands here: one with running numbers, or one after a blank row or a title."""
    row = rows[position]
    if row.has_index_word:
        return True
    if row.has_numbers or row.is_indexed or not any(r.gap for r in rows[last + 1 : position + 1]):
        return False
    if any(len(text) > 60 for text in row.texts) or len(row.cells) < wanted:
        return False
    following = rows[position + 1 : position + 3]
    return any(r.has_numbers and not r.gap for r in following) and _begins_table(rows, position, wanted)


def _is_wide(row: SheetRow, width: int) -> bool:
    return len(row.cells) == 1 and next(iter(row.cells.values())).column_span >= max(2, _WIDE_SHARE * width)


def _side_by_side(region: Region) -> list[Region]:
    """Return two tables that stand beside each other as two: each has a heading of running numbers of its own."""
    heads = [
        column
        for row in region.rows[:_HEADER_DEPTH]
        for column, cell in sorted(row.cells.items())
        if opens_header(cell.text)
    ]
    used = {
        c for row in region.rows for start, cell in row.cells.items() for c in range(start, start + cell.column_span)
    }
    cuts = sorted(head for head in set(heads) if head - 1 not in used and any(c < head for c in used))
    if len(set(heads)) < 2 or not cuts:
        return [region]
    borders = [0, *cuts, max(used) + 1]
    parts = []
    for left, right in pairwise(borders):
        rows = []
        for row in region.rows:
            cells = {c: cell for c, cell in row.cells.items() if left <= c < right}
            if cells:
                rows.append(SheetRow(row.number, cells, row.gap))
        parts.append(Region(tuple(rows), is_table=True))
    return parts


# --- lines of text --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A text outside the tables; ``place`` tells in which column of a letterhead or signature it stands."""

    text: str
    centered: bool = False
    place: tuple[int, int] | None = None


def lines(region: Region, width: int) -> list[Line]:
    """Return the texts of a region without a table, in reading order; columns beside each other one after another.

    ``width`` is the number of columns that the sheet uses.
    """
    found: list[Line] = []
    position = 0
    for start, end in _stretches(region.rows, width):
        found += [_line(row, width) for row in region.rows[position:start]]
        found += _columns(region.rows[start:end])
        position = end
    found += [_line(row, width) for row in region.rows[position:]]
    return found


def _line(row: SheetRow, width: int) -> Line:
    cell = row.cells[row.columns[0]]
    return Line(" ".join(row.texts) if len(row.texts) > 1 else cell.text, _is_wide(row, width))


def _stretches(rows: Sequence[SheetRow], width: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows that are set in columns: a letterhead, a signature."""
    position = 0
    while position < len(rows):
        if len(rows[position].cells) < 2:
            position += 1
            continue
        start, end = position, position + 1
        # the agency's first line, or the first one of a form, stands alone over the rows with two
        while start > 0 and not rows[start].gap and _stands_in(rows[start - 1], rows[start:end], width):
            start -= 1
        while end < len(rows) and (len(rows[end].cells) > 1 or _goes_on(rows, start, end, width)):
            end += 1
        yield start, end
        position = end


def _stands_in(row: SheetRow, stretch: Sequence[SheetRow], width: int) -> bool:
    """Whether a single cell stands in one of the columns of a stretch."""
    columns = {column for other in stretch for column in other.columns}
    return len(row.cells) == 1 and not _is_wide(row, width) and row.columns[0] in columns


def _goes_on(rows: Sequence[SheetRow], start: int, end: int, width: int) -> bool:
    """Whether the single cell at ``end`` belongs to the columns: a name under a post, a recipient under others."""
    row = rows[end]
    if row.is_note and not row.texts[0].startswith("-"):
        return False
    stretch = rows[start:end]
    is_signature = any(r.is_signature for r in stretch) and not any(
        letterhead.is_motto(text) for r in stretch for text in r.texts
    )
    return _stands_in(row, stretch, width) and (is_signature or not row.gap or row.is_letterhead)


def _columns(rows: Sequence[SheetRow]) -> list[Line]:
    """Return the texts column by column; columns that no row has both of are one (cells put in a little further on)."""
    clusters: list[set[int]] = []
    for column in sorted({column for row in rows for column in row.columns}):
        beside = clusters and any(column in row.cells and clusters[-1].intersection(row.cells) for row in rows)
        if not clusters or beside:
            clusters.append(set())
        clusters[-1].add(column)
    return [
        Line(row.cells[column].text, place=(0, number))
        for number, cluster in enumerate(clusters)
        for row in rows
        for column in row.columns
        if column in cluster
    ]
