"""Rows as CSV, JSON and Excel files, and counts as a pandas frame."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy.engine import Engine

from pipeline.errors import Language
from pipeline.load.answers import UnitBranch, UnknownUnit, as_known
from pipeline.load.queries import (
    CountRow,
    DeadlineRow,
    DocumentRow,
    Filter,
    FindingRow,
    MissingRow,
    ReferenceRow,
    TaskRow,
    UnitRow,
    counts,
)

if TYPE_CHECKING:
    import pandas as pd

Row = TaskRow | DocumentRow | ReferenceRow | MissingRow | CountRow | FindingRow | UnitBranch | UnknownUnit
Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export: a row's field, its heading in both languages, its width in Excel (characters)."""

    field: str
    vi: str
    en: str
    width: int = 14

    def heading(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


_DOCUMENT: Final = (
    Column("document_key", "Số, ký hiệu văn bản", "Document", 20),
    Column("document_type", "Loại văn bản", "Document type", 14),
)
_SUBJECT: Final = Column("document_subject", "Trích yếu", "Document subject", 50)
_ISSUER: Final = Column("issuer", "Cơ quan ban hành", "Issuer", 30)
_ISSUED: Final = Column("issued", "Ngày ban hành", "Issued", 13)
_CONFIDENCE: Final = Column("confidence", "Độ tin cậy", "Confidence", 11)
_PATH: Final = Column("path", "Tệp", "File", 40)

_COLUMNS: Final[dict[type[Row], tuple[Column, ...]]] = {
    TaskRow: (
        Column("id", "Mã", "Id", 8),
        Column("section", "Mục", "Section", 10),
        Column("text", "Nhiệm vụ", "Task", 70),
        Column("kind", "Loại nhiệm vụ", "Kind", 14),
        Column("lead", "Đơn vị chủ trì", "Lead", 30),
        Column("support", "Đơn vị phối hợp", "Support", 30),
        Column("deliverable", "Sản phẩm", "Deliverable", 30),
        Column("deadlines", "Thời hạn", "Deadlines", 28),
        Column("due", "Hạn hoàn thành", "Due", 14),
        Column("overdue", "Quá hạn", "Overdue", 10),
        *_DOCUMENT,
        _SUBJECT,
        _ISSUER,
        _ISSUED,
        _PATH,
        _CONFIDENCE,
        Column("task_key", "Khóa nhiệm vụ", "Task key", 34),
    ),
    DocumentRow: (
        Column("id", "Mã", "Id", 8),
        Column("key", "Số, ký hiệu", "Key", 20),
        Column("type", "Loại văn bản", "Type", 14),
        _ISSUER,
        Column("issuer_owner", "Cơ quan chủ quản", "Issuer's owner", 30),
        Column("place", "Địa danh", "Place", 14),
        _ISSUED,
        Column("issued_text", "Ngày ghi trên văn bản", "Date as written", 26),
        Column("subject", "Trích yếu", "Subject", 60),
        Column("attached_to", "Ban hành kèm theo", "Attached to", 20),
        Column("signer", "Người ký", "Signer", 22),
        Column("tasks", "Số nhiệm vụ", "Tasks", 12),
        Column("overdue", "Số nhiệm vụ quá hạn", "Overdue tasks", 14),
        Column("findings", "Số lưu ý", "Findings", 10),
        Column("files", "Số tệp", "Files", 8),
        Column("format", "Định dạng", "Format", 10),
        Column("pages", "Số trang", "Pages", 9),
        _PATH,
        Column("rules_version", "Phiên bản quy tắc", "Rules version", 14),
        Column("sha256", "SHA-256", "SHA-256", 66),
        Column("container", "Tệp chứa", "Container", 40),
        _CONFIDENCE,
    ),
    ReferenceRow: (
        Column("id", "Mã", "Id", 8),
        Column("key", "Số, ký hiệu được viện dẫn", "Cited key", 22),
        Column("type", "Loại được viện dẫn", "Cited type", 18),
        Column("date", "Ngày", "Date", 12),
        _ISSUER,
        Column("name", "Tên gọi", "Title", 50),
        Column("relation", "Quan hệ", "Relation", 13),
        Column("cited_id", "Mã văn bản đã nạp", "Loaded as", 12),
        Column("text", "Nguyên văn", "As written", 60),
        *_DOCUMENT,
        _SUBJECT,
        _PATH,
        _CONFIDENCE,
    ),
    MissingRow: (
        Column("key", "Số, ký hiệu", "Key", 22),
        Column("type", "Loại văn bản", "Type", 18),
        Column("date", "Ngày", "Date", 12),
        _ISSUER,
        Column("name", "Tên gọi", "Title", 50),
        Column("mentions", "Số lần viện dẫn", "Mentions", 12),
        Column("documents", "Số văn bản viện dẫn", "Cited by", 12),
        Column("relations", "Quan hệ", "Relations", 20),
        Column("alike", "Mã văn bản đã nạp cùng số", "Loaded of the same number", 16),
    ),
    CountRow: (
        Column("id", "Mã", "Id", 8),
        Column("field", "Lĩnh vực", "Field", 30),
        Column("label", "Tên", "Label", 50),
        Column("subject", "Đối tượng", "Subject", 12),
        Column("measure", "Chỉ tiêu", "Measure", 24),
        Column("value", "Số lượng", "Value", 10),
        Column("is_total", "Là tổng", "Is total", 9),
        Column("period", "Kỳ", "Period", 24),
        Column("period_start", "Từ ngày", "From", 12),
        Column("period_end", "Đến ngày", "To", 12),
        Column("origin", "Nguồn", "Origin", 9),
        Column("table", "Bảng", "Table", 7),
        Column("row", "Dòng", "Row", 7),
        Column("column", "Cột", "Column", 8),
        *_DOCUMENT,
        _ISSUER,
        _ISSUED,
        _PATH,
        _CONFIDENCE,
    ),
    FindingRow: (
        Column("id", "Mã", "Id", 8),
        Column("severity", "Mức độ", "Severity", 10),
        Column("code", "Mã lưu ý", "Code", 26),
        Column("message", "Nội dung", "Message (Vietnamese)", 70),
        Column("message_en", "Nội dung (tiếng Anh)", "Message", 70),
        *_DOCUMENT,
        _SUBJECT,
        _PATH,
        _CONFIDENCE,
    ),
    UnitBranch: (
        Column("level", "Cấp", "Level", 7),
        Column("name", "Đơn vị", "Unit", 50),
        Column("owner", "Thuộc cơ quan", "Part of", 50),
        Column("lead", "Số nhiệm vụ chủ trì", "Tasks led", 12),
        Column("support", "Số nhiệm vụ phối hợp", "Tasks supported", 12),
        Column("overdue", "Số nhiệm vụ quá hạn", "Overdue tasks", 12),
    ),
    # the first five are the columns of an office's own file of units, see pipeline.own_units
    UnknownUnit: (
        Column("text", "Cách viết trong văn bản", "As written", 50),
        Column("name", "Tên đúng", "Correct name", 50),
        Column("owner", "Thuộc cơ quan", "Part of", 40),
        Column("valid_from", "Hiệu lực từ", "Valid from", 13),
        Column("valid_to", "Hiệu lực đến", "Valid to", 13),
        Column("nearest", "Gần giống (số chữ khác)", "Nearest (letters that differ)", 60),
        Column("mentions", "Số lần", "Mentions", 9),
        Column("tasks", "Số nhiệm vụ", "Tasks", 10),
        Column("documents", "Số văn bản", "Documents", 10),
        Column("document_keys", "Văn bản", "In documents", 40),
    ),
}

#: A spreadsheet takes a CSV cell that begins with one of these for a formula (OWASP, "CSV Injection").
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def columns(row_type: type[Row]) -> tuple[Column, ...]:
    """Return the columns of CSV and Excel exports of these rows (a terminal table picks some of them)."""
    return _COLUMNS[row_type]


def cell(value: object, language: Language = "vi") -> Cell:
    """Return a row's field as one cell: units by name and deadlines by text, joined by "; "; dates stay dates."""
    match value:
        case bool():
            return {"vi": "Có", "en": "Yes"}[language] if value else ""
        case tuple():
            return "; ".join(str(cell(item, language)) for item in value)
        case UnitRow():
            return value.name
        case DeadlineRow():
            return value.text
        case None | str() | int() | float() | date():
            return value
    raise TypeError(f"no cell for a {type(value).__name__}")


def _value(row: Row, column: Column) -> object:
    if column is _ISSUED and isinstance(row, TaskRow | DocumentRow | CountRow):
        return as_known(row.issued, row.issued_end)  # the first of a month stands for no day that anybody wrote
    value: object = getattr(row, column.field)
    return value


def to_csv(rows: Sequence[Row], row_type: type[Row], language: Language = "vi") -> str:
    """Return CSV with a header line, to be written as UTF-8; starts with the byte order mark that Excel needs.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    wanted = columns(row_type)
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(column.heading(language) for column in wanted)
    for row in rows:
        writer.writerow(_harmless(cell(_value(row, column), language)) for column in wanted)
    return "\ufeff" + target.getvalue()


def to_json(rows: Sequence[Row]) -> str:
    """Return a JSON list with the record's field names, indented, dates as ISO 8601."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2, default=date.isoformat)


def write_xlsx(path: Path, rows: Sequence[Row], row_type: type[Row], language: Language = "vi") -> None:
    """Write an Excel workbook: headings frozen, days as dates, no text ever taken for a formula.

    Where no day is known, "05/2019" is text.
    """
    from openpyxl import Workbook  # a quarter of a second that only this export needs
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    wanted = columns(row_type)
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None  # a new workbook has one
    sheet.append([column.heading(language) for column in wanted])
    for number, column in enumerate(wanted, start=1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    wrapped = Alignment(vertical="top", wrap_text=True)
    for line, row in enumerate(rows, start=2):
        for number, column in enumerate(wanted, start=1):
            value = cell(_value(row, column), language)
            place = sheet.cell(line, number)
            place.alignment = wrapped
            if isinstance(value, str):
                place.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
                # openpyxl takes "=..." for a formula, and Excel would once the cell is edited.
                place.data_type = "s"
                place.quotePrefix = value.startswith(_FORMULA_STARTS)
            else:
                place.value = value
                if isinstance(value, date):
                    place.number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    workbook.save(path)


def counts_frame(engine: Engine, wanted: Filter) -> pd.DataFrame:
    """Return counts as a table: a row a document, period, field and procedure, a column a measure.

    Totals are left out, so that columns can be summed. Of several mentions of one number the first counts: a report
    that says it in its text and in its table says it once. What nobody reports is NaN, not 0.
    """
    import pandas as pd  # a second to import

    index = ["document_id", "document_key", "issuer", "period", "subject", "field", "label"]
    rows = [asdict(row) for row in counts(engine, wanted) if not row.is_total]
    if not rows:
        return pd.DataFrame(index=pd.MultiIndex.from_arrays([[] for _ in index], names=index))
    frame = pd.DataFrame(rows, columns=[*index, "measure", "value"])
    texts = [name for name in index if name != "document_id"]
    frame[texts] = frame[texts].fillna("")  # pandas drops groups with a missing key
    return frame.pivot_table(index=index, columns="measure", values="value", aggfunc="first", sort=False)


def _harmless(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
