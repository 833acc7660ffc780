"""Spreadsheets: each sheet is a page with its lines of text and its tables.

``Layout.pages`` is the number of sheets, ``Block.page`` the place of a sheet in the file, from 1, hidden ones counted.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from pipeline.read import guard, workbook
from pipeline.read.decode import clean, decode
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, LayoutBuilder
from pipeline.read.legacy import convert_texts
from pipeline.read.sheet_cells import CellBudget, Sheet, written_cell
from pipeline.read.sheet_regions import Region, find_regions, lines
from pipeline.record import Encoding, SourceFormat
from pipeline.text import squeeze

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots"})

# "Sheet1", "Sheet 2", "Trang_tính1": names that nobody gave
_UNNAMED = regex.compile(r"(?:sheet|trang[ _]?t[íi]nh|bảng[ _]?tính|table)[ _]?\d*(?:\s*\(\d+\))?", regex.IGNORECASE)
_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\d]")
_DELIMITERS: Final = "\t;,"
_SAMPLE_RECORDS: Final = 60
_SAMPLE_CHARACTERS: Final = 100_000
#: Records of one width among all, for a text to be a table with its cells parted by a character.
_EVEN_SHARE: Final = 0.9
_MOSTLY_EVEN_SHARE: Final = 0.6
#: Places of a table, blank ones too.
_MAX_TABLE_AREA: Final = 10_000_000


def sniff(head: bytes, data: bytes) -> float:
    return 1.0 if workbook.sheet_format(head, data) else 0.0


def read(data: bytes, limits: Limits) -> Layout:
    kind = workbook.sheet_format(data[:8192], data) or SourceFormat.XLSX
    return _layout(workbook.open_sheets(data, kind, limits), kind)


class Csv:
    """The reader for tables as text: cells parted by commas, semicolons or tabs, whatever the file is called."""

    #: Programs export such text under Excel's ending, for Excel opens it.
    SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".xls"})

    def sniff(self, head: bytes, data: bytes) -> float:
        found = decode(data)
        if not found:
            return 0.0
        share, width, records = _evenness(found[0], _delimiter(found[0]))
        if width > 2 and share >= _EVEN_SHARE and records > 2:
            return 0.31  # more than plain text, and less than plain text that is called so
        return 0.27 if width > 1 and share >= _MOSTLY_EVEN_SHARE else 0.0

    def read(self, data: bytes, limits: Limits) -> Layout:
        found = decode(data)
        if found is None:
            raise guard.damaged("nội dung không phải là chữ", "its content is not text")
        text, encoding = found
        sheet = Sheet("", 1)
        budget = CellBudget(limits)
        for r, record in enumerate(_records(text, _delimiter(text))):
            cells = {c: cell for c, value in enumerate(record) if (cell := written_cell(clean(value)))}
            if cells:
                budget.take(len(cells))
                sheet.rows[r] = cells
        guessed = [] if encoding.startswith(("utf", "ascii")) else [encoding]
        warnings = [f"Bảng mã được đoán là {name} / The encoding was guessed: {name}" for name in guessed]
        return _layout([sheet], SourceFormat.CSV, warnings)


# --- text with delimiters -------------------------------------------------------------------------------------------


def _delimiter(text: str) -> str:
    """Return the character that parts the cells: what the file says ("sep=;"), or what parts its lines most evenly."""
    if text[:4].lower() == "sep=" and text[4:5] in _DELIMITERS:
        return text[4]
    sample = text[:_SAMPLE_CHARACTERS]
    return max(_DELIMITERS, key=lambda delimiter: _rank(*_evenness(sample, delimiter)))


def _rank(share: float, width: int, _records: int) -> tuple[bool, float, int]:
    return width > 1, round(share, 1), width


def _evenness(text: str, delimiter: str) -> tuple[float, int, int]:
    """Return the share of the records that have the commonest width, that width, and the number of records."""
    records = [r for r in _records(text[:_SAMPLE_CHARACTERS], delimiter)[:_SAMPLE_RECORDS] if any(map(str.strip, r))]
    if len(records) < 2:
        return 0.0, 1, len(records)
    width, count = Counter(len(record) for record in records).most_common(1)[0]
    return count / len(records), width, len(records)


def _records(text: str, delimiter: str) -> list[list[str]]:
    lines = text.lstrip("\ufeff")
    if lines[:4].lower() == "sep=":
        lines = lines.partition("\n")[2]
    is_closed = lines.count('"') % 2 == 0  # a quotation mark that is never closed swallows the rest
    try:
        if is_closed:
            return list(csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter))
    except csv.Error:  # a cell longer than the module allows
        pass
    return [line.split(delimiter) for line in lines.splitlines()]


# --- from sheets to the layout --------------------------------------------------------------------------------------


def _layout(sheets: list[Sheet], kind: SourceFormat, warnings: Sequence[str] = ()) -> Layout:
    filled = [sheet for sheet in sheets if sheet.rows]
    shown = [sheet for sheet in filled if not sheet.hidden]
    builder = LayoutBuilder()
    builder.warnings += warnings
    if left_out := [sheet.name for sheet in filled if sheet.hidden]:
        names = ", ".join(left_out)
        builder.warnings.append(f"Không đọc các trang tính ẩn: {names} / Hidden sheets were left out: {names}")
    encoding = _to_unicode(shown)
    for sheet in shown:
        if len(shown) > 1 and not _UNNAMED.fullmatch(sheet.name.strip()):
            builder.paragraph(squeeze(sheet.name), page=sheet.number, heading=1)
        _add_sheet(builder, sheet)
        guard.progress()
    return builder.build(kind, pages=len(sheets), encoding=encoding)


def _to_unicode(sheets: list[Sheet]) -> Encoding:
    """Convert cells in TCVN3, VNI or VPS, all sheets together: a cell of two words does not tell what it is in."""
    places = [(row, column) for sheet in sheets for row in sheet.rows.values() for column in row]
    texts, encoding = convert_texts([row[column].text for row, column in places])
    if encoding is not Encoding.UNICODE:
        for (row, column), text in zip(places, texts, strict=True):
            row[column] = replace(row[column], text=text)
    return encoding


def _add_sheet(builder: LayoutBuilder, sheet: Sheet) -> None:
    width = len({column for row in sheet.rows.values() for column in row})
    for region in find_regions(sheet):
        if region.is_table:
            _add_table(builder, region, sheet.number)
            continue
        for line in lines(region, width):
            text = "\n".join(part for raw in line.text.split("\n") if _LETTER_OR_DIGIT.search(part := squeeze(raw)))
            builder.paragraph(text, page=sheet.number, centered=line.centered, cell=line.place)


def _add_table(builder: LayoutBuilder, region: Region, page: int) -> None:
    """Add a table without its blank rows and columns."""
    columns = {column: place for place, column in enumerate(region.columns)}
    numbers = {row.number: place for place, row in enumerate(region.rows)}
    if (area := len(columns) * len(numbers)) > _MAX_TABLE_AREA:
        raise guard.too_large("số ô của một bảng", "cells of a table", area, _MAX_TABLE_AREA)
    grid: list[list[tuple[str, int, int] | None]] = [[None] * len(columns) for _ in region.rows]
    for place, row in enumerate(region.rows):
        for column, cell in row.cells.items():
            grid[place][columns[column]] = (
                cell.text,
                _kept(numbers, row.number, cell.row_span),
                _kept(columns, column, cell.column_span),
            )
    builder.table(grid, page=page)


def _kept(places: dict[int, int], start: int, span: int) -> int:
    """Return over how many of the kept rows or columns a cell reaches."""
    if span == 1:
        return 1
    if span > len(places):
        return sum(start <= number < start + span for number in places)
    return sum(number in places for number in range(start, start + span))
