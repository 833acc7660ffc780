"""A sheet as its cells: what every kind of spreadsheet file is brought to, and its values as a person sees them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.read import guard
from pipeline.read.guard import Limits

#: What a cell can hold once its file is read; None is a blank one.
Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None

#: Excel's own "General" shows no more digits.
_DIGITS: Final = 10
# "0%", "0.00%": a share of hundred with so many decimals
_PERCENT = re.compile(r"0(?:\.(0+))?%")
# "00", "000": a number with leading zeros
_PADDED = re.compile(r"0{2,9}")
# "mm/yyyy", "[$-42A]mmm-yy": a date whose day is not shown
_QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.")
# "1.234", "12,5%", "-": what counts as a number in a file that knows no types
_WRITTEN_NUMBER = re.compile(r"[-+]?\d[\d.,\s]*%?|[-–—]")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """``text`` as shown; ``numeric`` where it is a number or a date, and no words."""

    text: str
    numeric: bool = False
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Sheet:
    """``rows[r][c]`` are the cells that hold something (r and c from 0); ``number`` is the sheet's place, from 1."""

    name: str
    number: int
    hidden: bool = False
    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)


class CellBudget:
    """Counts the cells of a file and stops it at the limit. One budget a file."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.max_cells
        self._used = 0

    def take(self, count: int = 1) -> None:
        """DocumentError (``too_large``) when all cells taken are over the limit."""
        self._used += count
        if self._used > self._limit:
            raise guard.too_large("số ô của bảng tính", "cells of a spreadsheet", self._used, self._limit)


def merge(sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
    """Let the cell at the top left of a merged area span it; a blank area stays blank."""
    cell = sheet.rows.get(top, {}).get(left)
    if cell is not None and bottom >= top and right >= left:
        sheet.rows[top][left] = replace(cell, row_span=bottom - top + 1, column_span=right - left + 1)


def cell(value: Value, number_format: str = "") -> SheetCell | None:
    """Return the cell of a typed value, None for a blank one. ``number_format`` is a code as Excel writes it."""
    if isinstance(value, str):
        text = value.strip()
        return SheetCell(text) if text else None
    if value is None:
        return None
    return SheetCell(_shown(value, number_format), numeric=not isinstance(value, bool))


def written_cell(text: str) -> SheetCell | None:
    """Return the cell of a file without types, None for a blank one."""
    text = text.strip()
    return SheetCell(text, numeric=_WRITTEN_NUMBER.fullmatch(text) is not None) if text else None


def _shown(value: bool | int | float | datetime.date | datetime.time | datetime.timedelta, number_format: str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, number_format)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if percent := _PERCENT.fullmatch(number_format):
        return f"{100 * value:.{len(percent[1] or '')}f}%".replace(".", ",")
    if _PADDED.fullmatch(number_format) and value == int(value):
        return f"{int(value):0{len(number_format)}}"
    return number(value)


def number(value: int | float) -> str:
    """Return a number as an office here prints it: "12", "0,5". A comma starts decimals, for "0.125" means 125 in part.

    >>> number(12.0), number(1234.5), number(0.05180915036504895)
    ('12', '1234,5', '0,05180915037')
    """
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if float(value).is_integer():
        return str(int(value))
    text = f"{value:.{_DIGITS}g}"
    if "e" in text:
        text = f"{value:.{_DIGITS + 5}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _date(value: datetime.date, number_format: str) -> str:
    shown = _QUOTED.sub("", number_format).lower()
    if "y" in shown and "d" not in shown:
        return f"{value.month:02}/{value.year}" if "m" in shown else str(value.year)
    text = f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, datetime.datetime) and (value.hour or value.minute):
        text += f" {value:%H:%M}"
    return text
