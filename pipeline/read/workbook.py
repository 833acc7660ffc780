"""Spreadsheet files of every age, opened into sheets of cells.

Excel's own formats (.xlsx, .xlsm, .xlsb, .xls) go through calamine. What it leaves out is read beside it: how .xlsx
shows a number, and how far its cells reach, for calamine takes memory for all places between the first and the last.
OpenDocument, whose merged cells calamine leaves out, and Excel's XML of 2003, which it does not know, are read here.
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Final

import olefile
import python_calamine as calamine
from lxml import etree
from lxml.etree import _Element

from pipeline.read import guard
from pipeline.read.guard import Limits
from pipeline.read.sheet_cells import CellBudget, Sheet, SheetCell, Value, cell, merge
from pipeline.record import SourceFormat

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
#: The namespace of Excel's XML of 2003, in every such file's first lines.
XML_NAMESPACE: Final = b"urn:schemas-microsoft-com:office:spreadsheet"

#: What else keeps its parts in an OLE container and may hold a workbook as an object or attachment.
_OTHER_STREAMS: Final = ("WordDocument", "PowerPoint Document", "__substg1.0_", "EncryptedPackage", "VisioDocument")
_MAIN: Final = "{*}"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
#: Places between the first and the last cell of a sheet, blank ones too, for which calamine may take memory.
_MAX_AREA: Final = 20_000_000
#: Number formats that Excel does not write out, by their numbers.
_BUILT_IN_FORMATS: Final = {9: "0%", 10: "0.00%", 17: "mmm-yy"}
_ODF: Final = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}
#: What the libraries raise on a package with broken parts.
_BROKEN: Final = (
    *(KeyError, ValueError, OSError, EOFError, NotImplementedError, struct.error),
    *(etree.XMLSyntaxError, zlib.error, zipfile.BadZipFile),
)
_SS: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"


def sheet_format(head: bytes, data: bytes) -> SourceFormat | None:
    """Return which kind of spreadsheet the bytes are, None for anything else. ``head`` is the first 8 kB."""
    if head.startswith(OLE_MAGIC):
        return SourceFormat.XLS if _ole_has_workbook(data) else None
    if head.startswith(b"PK\x03\x04"):
        if ODS_TYPE in head[:300]:
            return SourceFormat.ODS
        return SourceFormat.XLSX if _package_has_workbook(data) else None
    if head[:1] == b"\x09" and len(head) > 4 and head[1] in (0, 2, 4, 8) and head[2] in (4, 6, 8, 16) and head[3] == 0:
        return SourceFormat.XLS  # Excel 2 to 4 wrote its records without a container
    return SourceFormat.XLS if XML_NAMESPACE in head and b"<" in head else None


def _ole_has_workbook(data: bytes) -> bool:
    """Whether an OLE container is a workbook itself; a Word file may hold one as an object."""
    names = ("Workbook", "Book")
    if not any(name.encode("utf-16-le") in data for name in names):
        return False
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if any(container.exists(name) for name in names):
                return True
    except Exception:  # a broken container: what it names is all there is to go by
        pass
    return not any(name.encode("utf-16-le") in data for name in _OTHER_STREAMS)


def _package_has_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(name.startswith("xl/") for name in package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def open_sheets(data: bytes, kind: SourceFormat, limits: Limits) -> list[Sheet]:
    """Return all sheets of a file, hidden ones too. DocumentError where it is damaged, locked or too large."""
    if kind is SourceFormat.ODS:
        return _open_document(data, limits)
    if kind is SourceFormat.XLS and XML_NAMESPACE in data[:8192] and not data.startswith(OLE_MAGIC):
        return _excel_xml(data, limits)
    return _excel(data, kind, limits)


# --- Excel ----------------------------------------------------------------------------------------------------------


def _excel(data: bytes, kind: SourceFormat, limits: Limits) -> list[Sheet]:
    formats: Mapping[str, Mapping[tuple[int, int], str]] = {}
    if kind is SourceFormat.XLSX:
        with _package(data, limits) as package:
            formats = _number_formats(package)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return _calamine_sheets(workbook, formats, limits)
    except calamine.PasswordError as error:
        raise guard.encrypted("Bảng tính Excel", "The Excel file") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(error) from error
    except BaseException as error:
        # A fault inside calamine comes as a PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(error) from None


def _damaged(error: BaseException) -> Exception:
    reason = str(error)[:120] or type(error).__name__
    return guard.damaged(f"không mở được bảng tính ({reason})", f"the spreadsheet cannot be opened ({reason})")


def _calamine_sheets(
    workbook: calamine.CalamineWorkbook, formats: Mapping[str, Mapping[tuple[int, int], str]], limits: Limits
) -> list[Sheet]:
    budget = CellBudget(limits)
    sheets = []
    worksheets = [m for m in workbook.sheets_metadata if m.typ is calamine.SheetTypeEnum.WorkSheet]
    _check_count(len(worksheets), limits)
    for place, metadata in enumerate(worksheets, start=1):
        sheet = Sheet(metadata.name, place, metadata.visible is not calamine.SheetVisibleEnum.Visible)
        source = workbook.get_sheet_by_name(metadata.name)
        left = source.start[1] if source.start else 0
        shown = formats.get(metadata.name, {})
        for r, values in enumerate(source.iter_rows()):
            row: dict[int, SheetCell] = {}
            # blank columns before the first that is used are left out, blank rows are not
            for c, value in enumerate(values, start=left):
                if value != "" and (found := cell(value, shown.get((r, c), ""))):
                    row[c] = found
            if row:
                budget.take(len(row))
                sheet.rows[r] = row
        for (row_start, column_start), (row_end, column_end) in source.merged_cell_ranges or ():
            merge(sheet, row_start, column_start, row_end, column_end)
        sheets.append(sheet)
        guard.progress()
    return sheets


def _check_count(sheets: int, limits: Limits) -> None:
    if sheets > limits.max_pages:
        raise guard.too_large("số trang tính", "sheets", sheets, limits.max_pages)


def _package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a zip package whose parts keep to the limits."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise guard.damaged("gói nén (zip) bị cắt hoặc hỏng", "the package (zip) is cut off or broken") from error
    unpacked = sum(info.file_size for info in package.infolist())
    if unpacked > limits.max_unpacked_bytes:
        raise guard.too_large(
            "dung lượng sau khi giải nén (byte)", "unpacked size (bytes)", unpacked, limits.max_unpacked_bytes
        )
    if any(info.flag_bits & 0x1 for info in package.infolist()):
        raise guard.encrypted("Bảng tính", "The spreadsheet")
    return package


def _elements(part: IO[bytes], *tags: str) -> Iterator[_Element]:
    """Yield the elements of an XML part one by one and forget them: a part may be larger than memory allows."""
    for _, element in etree.iterparse(
        part, tag=tags, resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False
    ):
        yield element
        element.clear()
        while element.getprevious() is not None:
            parent = element.getparent()
            if parent is None:
                break
            del parent[0]


def _number_formats(package: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], str]]:
    """Return, sheet by sheet, the number formats that change what a person reads; check how far the cells reach."""
    try:
        styles = _styles(package)
        return {name: _sheet_formats(package, part, styles) for name, part in _sheet_parts(package)}
    except _BROKEN as error:
        raise _damaged(error) from error


def _styles(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the formats by a cell's style ("s"), only those that ``sheet_cells.cell`` heeds."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    codes: dict[int, str] = dict(_BUILT_IN_FORMATS)
    found: dict[str, str] = {}
    with package.open("xl/styles.xml") as part:
        for element in _elements(part, f"{_MAIN}numFmts", f"{_MAIN}cellXfs"):
            for place, child in enumerate(element):
                number = child.get("numFmtId") or ""
                if not number.isdigit():
                    continue
                if child.get("formatCode") is not None:
                    codes[int(number)] = (child.get("formatCode") or "").split(";")[0]
                elif code := codes.get(int(number)):
                    found[str(place)] = code
    return found


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and its part in the package."""
    if "xl/workbook.xml" not in package.namelist():
        return  # .xlsb keeps binary parts
    with package.open("xl/_rels/workbook.xml.rels") as part:
        targets = {r.get("Id"): r.get("Target") or "" for r in _elements(part, f"{_MAIN}Relationship")}
    with package.open("xl/workbook.xml") as part:
        for element in _elements(part, f"{_MAIN}sheet"):
            relation = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), None)
            target = posixpath.normpath(posixpath.join("/xl", str(targets.get(str(relation), "")))).lstrip("/")
            if target in package.namelist():
                yield element.get("name") or "", target


def _sheet_formats(package: zipfile.ZipFile, name: str, styles: Mapping[str, str]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    last_row = last_column = 0
    with package.open(name) as part:
        for element in _elements(part, f"{_MAIN}c"):
            place = _REFERENCE.fullmatch(element.get("r") or "")
            if place is None or not len(element):
                continue
            row, column = int(place[2]) - 1, _column(place[1])
            last_row, last_column = max(last_row, row), max(last_column, column)
            if code := styles.get(element.get("s") or ""):
                found[row, column] = code
    if (area := (last_row + 1) * (last_column + 1)) > _MAX_AREA:
        raise guard.too_large("vùng ô của một trang tính", "area of a sheet in cells", area, _MAX_AREA)
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


# --- OpenDocument ---------------------------------------------------------------------------------------------------


def _odf(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_ODF[prefix]}}}{local}"


def _open_document(data: bytes, limits: Limits) -> list[Sheet]:
    with _package(data, limits) as package:
        try:
            if "META-INF/manifest.xml" in package.namelist() and b"encryption-data" in package.read(
                "META-INF/manifest.xml"
            ):
                raise guard.encrypted("Bảng tính OpenDocument", "The OpenDocument spreadsheet")
            with package.open("content.xml") as part:
                return _open_document_sheets(part, limits)
        except _BROKEN as error:
            raise _damaged(error) from error


def _open_document_sheets(part: IO[bytes], limits: Limits) -> list[Sheet]:
    budget = CellBudget(limits)
    hidden_styles: set[str] = set()
    sheets: list[Sheet] = []
    merges: list[tuple[int, int, int, int]] = []
    r = 0
    events = etree.iterparse(
        part,
        events=("start", "end"),
        tag=(_odf("style:style"), _odf("table:table"), _odf("table:table-row")),
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
    )
    depth = 0  # a sheet's cell may hold a table of its own (an embedded object)
    for event, element in events:
        if element.tag == _odf("style:style"):
            properties = element.find(_odf("style:table-properties")) if event == "end" else None
            if properties is not None and properties.get(_odf("table:display")) == "false":
                hidden_styles.add(element.get(_odf("style:name")) or "")
        elif element.tag == _odf("table:table"):
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                hidden = (element.get(_odf("table:style-name")) or "") in hidden_styles
                sheets.append(Sheet(element.get(_odf("table:name")) or "", len(sheets) + 1, hidden))
                _check_count(len(sheets), limits)
                r, merges = 0, []
            elif event == "end" and depth == 0:
                for area in merges:
                    merge(sheets[-1], *area)
                element.clear()
                guard.progress()
        elif event == "end" and depth == 1:
            repeated = _repeated(element, "table:number-rows-repeated")
            row, spans = _open_document_row(element, budget)
            for number in range(r, r + repeated if row else r):
                budget.take(len(row))
                sheets[-1].rows[number] = dict(row)
                merges += [(number, c, number + rows - 1, c + columns - 1) for c, rows, columns in spans]
            r += repeated
            element.clear()
    return sheets


def _open_document_row(
    element: _Element, budget: CellBudget
) -> tuple[dict[int, SheetCell], list[tuple[int, int, int]]]:
    row: dict[int, SheetCell] = {}
    spans: list[tuple[int, int, int]] = []
    c = 0
    for child in element.iterchildren(_odf("table:table-cell"), _odf("table:covered-table-cell")):
        repeated = _repeated(child, "table:number-columns-repeated")
        covered = child.tag == _odf("table:covered-table-cell")
        found = None if covered else _open_document_cell(child)
        if found:
            budget.take(repeated - 1)
            row.update((column, found) for column in range(c, c + repeated))
            rows, columns = (_repeated(child, f"table:number-{what}-spanned") for what in ("rows", "columns"))
            if rows * columns > 1:
                spans.append((c, rows, columns))
        c += repeated
    return row, spans


def _repeated(element: _Element, name: str) -> int:
    value = element.get(_odf(name)) or "1"
    return max(1, int(value)) if value.isdigit() and len(value) < 9 else 1


def _open_document_cell(element: _Element) -> SheetCell | None:
    shown = "\n".join(_open_document_text(p) for p in element.iterchildren(_odf("text:p"))).strip()
    kind = element.get(_odf("office:value-type")) or "string"
    raw = element.get(_odf("office:value")) or ""
    if kind in ("float", "currency", "percentage"):
        try:
            value = float(raw)
        except ValueError:
            return cell(shown)
        if kind == "percentage":
            decimals = len(re.split("[.,]", shown)[1].rstrip("% ")) if re.search(r"[.,]\d", shown) else 0
            return cell(value, "0" + ("." + "0" * decimals if decimals else "") + "%")
        return cell(value, "0" * len(shown) if shown.isdigit() and shown.startswith("0") and len(shown) > 1 else "")
    if kind == "date":
        date = _iso_date(element.get(_odf("office:date-value")) or "")
        # the day of a month that is shown as "12/2024" or "tháng 12" is none that anybody wrote
        return cell(date, "mm/yyyy" if len(re.findall(r"\d+", shown)) == 2 else "") if date else cell(shown)
    if kind == "boolean":
        return cell(element.get(_odf("office:boolean-value")) == "true")
    return cell("" if shown.startswith(("#", "Err:")) and element.get(_odf("table:formula")) else shown)


def _open_document_text(paragraph: _Element) -> str:
    """Return a paragraph's text with its blanks, tabs and line breaks, without comments."""
    pieces = [paragraph.text or ""]
    for child in paragraph.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name in ("s", "tab"):
            pieces.append(" ")
        elif name == "line-break":
            pieces.append("\n")
        elif name in ("span", "a"):
            pieces.append(_open_document_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _iso_date(text: str) -> Value:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.hour or moment.minute else moment.date()


# --- Excel's XML of 2003 --------------------------------------------------------------------------------------------


def _excel_xml(data: bytes, limits: Limits) -> list[Sheet]:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(error) from error
    if root is None:
        raise guard.damaged("không đọc được mã XML", "its XML cannot be parsed")
    budget = CellBudget(limits)
    styles = {
        style.get(f"{_SS}ID") or "": (form.get(f"{_SS}Format") or "").replace("Percent", "0.00%")
        for style in root.iter(f"{_SS}Style")
        if (form := style.find(f"{_SS}NumberFormat")) is not None
    }
    worksheets = list(root.iter(f"{_SS}Worksheet"))
    _check_count(len(worksheets), limits)
    return [_excel_xml_sheet(sheet, place, styles, budget) for place, sheet in enumerate(worksheets, start=1)]


def _excel_xml_sheet(worksheet: _Element, place: int, styles: Mapping[str, str], budget: CellBudget) -> Sheet:
    visible = next((element.text for element in worksheet.iter("{*}Visible")), None)
    sheet = Sheet(
        worksheet.get(f"{_SS}Name") or "", place, (visible or "").strip() in ("SheetHidden", "SheetVeryHidden")
    )
    r = -1
    for row in worksheet.iter(f"{_SS}Row"):
        r = _index(row, r)
        c = -1
        for element in row.iterchildren(f"{_SS}Cell"):
            c = _index(element, c)
            across, down = _count(element, "MergeAcross"), _count(element, "MergeDown")
            if found := _excel_xml_cell(element, styles.get(element.get(f"{_SS}StyleID") or "", "")):
                budget.take()
                sheet.rows.setdefault(r, {})[c] = found
                merge(sheet, r, c, r + down, c + across)
            c += across
        r += _count(row, "Span")
    return sheet


def _index(element: _Element, before: int) -> int:
    """Return the place of a row or cell: the next one, where the file does not name another."""
    return _count(element, "Index") - 1 if _count(element, "Index") > 0 else before + 1


def _count(element: _Element, name: str) -> int:
    value = element.get(f"{_SS}{name}") or "0"
    return int(value) if value.isdigit() and len(value) < 8 else 0


def _excel_xml_cell(element: _Element, number_format: str) -> SheetCell | None:
    data = element.find(f"{_SS}Data")
    if data is None:
        return None
    text = "".join(map(str, data.itertext())).strip()
    kind = data.get(f"{_SS}Type")
    if kind == "Error":
        return None
    if kind == "Boolean":
        return cell(text == "1")
    if kind == "DateTime" and (moment := _iso_date(text)):
        return cell(moment, number_format)
    if kind == "Number":
        try:
            return cell(float(text), number_format)
        except ValueError:
            return cell(text)
    return cell(text)
