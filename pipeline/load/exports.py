"""Rows as CSV, JSON and Excel files, and counts as a pandas frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Engine

from pipeline.errors import Language
from pipeline.load.queries import CountRow, DocumentRow, Filter, FindingRow, ReferenceRow, TaskRow

if TYPE_CHECKING:
    import pandas as pd

Row = TaskRow | DocumentRow | ReferenceRow | CountRow | FindingRow


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export: a row's field, its heading in both languages, its width in Excel (characters)."""

    field: str
    vi: str
    en: str
    width: int

    def heading(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


def columns(row_type: type[Row]) -> tuple[Column, ...]:
    """Return the columns of CSV and Excel exports of these rows (a terminal table picks some of them)."""
    raise NotImplementedError


def cell(value: object, language: Language = "vi") -> str | int | float | Any:
    """Return a row's field as one cell: units by name and deadlines by text, joined by "; "; dates stay dates."""
    raise NotImplementedError


def to_csv(rows: Sequence[Row], row_type: type[Row], language: Language = "vi") -> str:
    """Return CSV with a header line, to be written as UTF-8; starts with the byte order mark that Excel needs."""
    raise NotImplementedError


def to_json(rows: Sequence[Row]) -> str:
    """Return a JSON list with the record's field names, indented, dates as ISO 8601."""
    raise NotImplementedError


def write_xlsx(path: Path, rows: Sequence[Row], row_type: type[Row], language: Language = "vi") -> None:
    """Write an Excel workbook: headings frozen, dates as dates, no text ever taken for a formula."""
    raise NotImplementedError


def counts_frame(engine: Engine, wanted: Filter) -> pd.DataFrame:
    """Return counts as a table: a row a document, field and procedure, a column a measure; totals left out."""
    raise NotImplementedError
