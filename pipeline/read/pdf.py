"""PDFs that a program made: text with its places, ruled tables, letterheads in two columns.

``pdf_page`` gets words and tables out of a page, ``pdf_flow`` puts them in reading order; here is what concerns the
document: errors, running heads, paragraphs over page breaks, and pages without text.
"""

from __future__ import annotations

import contextlib
import io
import logging
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import pdfplumber
import pdfplumber.page
import regex
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read import lines as line_shapes
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, LayoutBuilder, Part
from pipeline.read.page import Box, Line, Page, PageTable
from pipeline.read.pdf_flow import Flow, continues_over_page, flow
from pipeline.read.pdf_page import read_page
from pipeline.record import SourceFormat
from pipeline.text import nfc, squeeze

SUFFIXES: Final = frozenset({".pdf"})

_MAGIC: Final = b"%PDF-"
#: How much junk before the magic real files have.
_JUNK_BYTES: Final = 1024 * 8
#: Fewer characters than this on a page are no text layer, but a stamp.
_EMPTY_PAGE: Final = 25
#: Running heads stand in these parts of the page's height.
_TOP: Final = 0.09
_BOTTOM: Final = 0.91

# "3", "- 3 -", "Trang 3/12", "3 | Page"
_PAGE_NUMBER = regex.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", regex.IGNORECASE)
# "Ký bởi: SỞ NỘI VỤ", "Thời gian ký: 24.02.2025 08:36:23 +07:00": the panel of a digital signature
_SIGNATURE_PANEL = regex.compile(
    r"(?:(?:được\s+)?ký\s+(?:số\s+)?bởi|người\s+ký|thời\s+gian\s+ký|ngày\s+ký|ký\s+ngày|signature\s+(?:valid|not)"
    r"|(?:digitally\s+)?signed\s+by|signing\s+time)\s*[:.]?",
    regex.IGNORECASE,
)
# what stands beside those lines in the same panel
_PANEL_NEIGHBOUR = regex.compile(
    r"(?:e-?mail|cơ\s+quan|tổ\s+chức|chức\s+vụ|date|reason|location)\s*:|.*\d\d:\d\d:\d\d", regex.IGNORECASE
)


def sniff(head: bytes, data: bytes) -> float:
    place = head.find(_MAGIC)
    if place < 0:
        return 0.0
    return 0.95 if place == 0 or not head[:place].strip() else 0.85


def read(data: bytes, limits: Limits) -> Layout:
    place = data.find(_MAGIC, 0, _JUNK_BYTES)
    damaged: list[int] = []
    with _quiet_pdfminer():
        pages = _pages(data[max(place, 0) :], limits, damaged)
    pages = [replace(page, lines=tuple(_without_panels(page.lines))) for page in pages]
    sizes = [_size(page) for page in pages]
    if sum(sizes) < _EMPTY_PAGE * len(pages):
        raise guard.no_text(len(pages))
    builder = LayoutBuilder()
    _warn_of_scans(builder, pages, sizes)
    if damaged:
        numbers = ", ".join(map(str, damaged))
        builder.warnings.append(
            f"Trang {numbers} bị hỏng nên có thể mất chữ: hãy xin lại tệp gốc"
            f" / Page(s) {numbers} are damaged and text may be missing: ask for the original file"
        )
    for part in _joined([part for page in _without_running_heads(pages) for part in flow(page)]):
        _add(builder, part)
    return builder.build(SourceFormat.PDF, pages=len(pages))


@contextlib.contextmanager
def _quiet_pdfminer() -> Iterator[None]:
    """Keep pdfminer's log, which speaks of objects and not of files, from the user's screen."""
    logger = logging.getLogger("pdfminer")
    was = logger.level
    logger.setLevel(logging.CRITICAL)  # its modules' loggers take their level from this one
    try:
        yield
    finally:
        logger.setLevel(was)


def _is_damaged(page: pdfplumber.page.Page) -> bool:
    """Whether a page's own text is compressed data that cannot be unpacked: pdfminer takes such a page as empty."""
    for stream in page.page_obj.contents:
        content = resolve1(stream)
        if not isinstance(content, PDFStream) or content.rawdata is None or content.decipher is not None:
            continue
        if [name for name, _ in content.get_filters()] != [LIT("FlateDecode")]:
            continue
        try:
            zlib.decompressobj().decompress(content.rawdata)
        except zlib.error:
            return True
    return False


def _pages(data: bytes, limits: Limits, damaged: list[int]) -> list[Page]:
    """Read every page; the numbers of those whose text cannot be unpacked go to ``damaged``."""
    pages: list[Page] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > limits.max_pages:
                raise guard.too_large("số trang", "pages", len(document.pages), limits.max_pages)
            for number, page in enumerate(document.pages, start=1):
                if _is_damaged(page):
                    damaged.append(number)
                pages.append(read_page(page, number))
                page.close()  # pdfplumber keeps every object of a page until it is told
    except (DocumentError, MemoryError, RecursionError):
        raise
    except Exception as error:  # pdfminer raises whatever a broken file makes of its code
        raise _refusal(error, data) from error
    if not pages:
        raise guard.damaged("tệp PDF không có trang nào", "the PDF has no page")
    return pages


def _refusal(error: Exception, data: bytes) -> DocumentError:
    causes = [error, *(arg for arg in error.args if isinstance(arg, Exception))]
    names = {type(cause).__name__ for cause in causes}
    if names & {"PDFPasswordIncorrect", "PDFEncryptionError"}:
        return guard.encrypted("Tệp PDF", "The PDF")
    if b"%%EOF" not in data[-2048:]:
        return guard.damaged("tệp PDF bị cắt mất phần cuối", "the end of the PDF is missing")
    reason = type(causes[-1]).__name__
    return guard.damaged(f"không đọc được cấu trúc PDF ({reason})", f"the PDF's structure cannot be read ({reason})")


def _size(page: Page) -> int:
    in_lines = sum(len(segment.text) for line in page.lines for segment in line.segments)
    return in_lines + sum(len(cell.text) for table in page.tables for cell in table.cells)


def _warn_of_scans(builder: LayoutBuilder, pages: Sequence[Page], sizes: Sequence[int]) -> None:
    scanned = [page.number for page, size in zip(pages, sizes, strict=True) if size < _EMPTY_PAGE and page.has_image]
    if scanned:
        numbers = ", ".join(map(str, scanned))
        builder.warnings.append(
            f"Trang {numbers} là ảnh quét, không có lớp chữ nên chưa đọc được"
            f" / Page(s) {numbers} are scans without a text layer and were not read"
        )


# --- what is not the document's own text -----------------------------------------------------------------------------


def _without_panels(lines: Sequence[Line]) -> list[Line]:
    """Drop the panels of digital signatures: the time of signing is no date of the document."""
    kept: list[Line] = []
    panel: Line | None = None
    for line in lines:
        segments = []
        for segment in line.segments:
            in_panel = _SIGNATURE_PANEL.match(segment.text) or (
                panel and line.top - panel.bottom < 30 and _PANEL_NEIGHBOUR.match(segment.text)
            )
            if in_panel:
                panel = line
            else:
                segments.append(segment)
        if segments:
            kept.append(replace(line, segments=tuple(segments)))
    return kept


def _without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Drop page numbers, and lines at the edge that three pages or more repeat."""
    heads = Counter(key for page in pages for key in {_head_key(line) for line in page.lines if _at_edge(line, page)})
    often = max(3, len(pages) // 3)
    return [
        replace(
            page,
            lines=tuple(
                line
                for i, line in enumerate(page.lines)
                if not (
                    _at_edge(line, page)
                    and (_PAGE_NUMBER.fullmatch(line.text.strip()) or heads[_head_key(line)] >= often)
                )
                and not (i in (0, len(page.lines) - 1) and _is_page_number(line, page))
            ),
        )
        for page in pages
    ]


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom < _TOP * page.height or line.top > _BOTTOM * page.height


def _is_page_number(line: Line, page: Page) -> bool:
    """The first or last line of a page that is nothing but this page's number, give or take a cover."""
    text = line.text.strip(" -–—")
    return text.isascii() and text.isdigit() and len(text) < 5 and abs(int(text) - page.number) <= 2


def _head_key(line: Line) -> str:
    return regex.sub(r"\d+", "0", squeeze(line.text).casefold())


# --- to the layout ---------------------------------------------------------------------------------------------------


def _joined(parts: Sequence[Flow]) -> list[Flow]:
    """Join paragraphs that a page break cut, and put the footnotes after the body, where they cut nothing."""
    joined: list[Flow] = []
    notes: list[Flow] = []
    for part in parts:
        last = joined[-1] if joined else None
        if part.footnote:
            notes.append(part)
        elif last and last.lines and last.lines[-1].page < part.page and continues_over_page(last, part):
            joined[-1] = replace(last, lines=last.lines + part.lines)
        else:
            joined.append(part)
    return joined + notes


def _add(builder: LayoutBuilder, part: Flow) -> None:
    if part.table is not None:
        _add_table(builder, part.table, part.page)
        return
    text = ""
    words: list[tuple[int, int, int, Box]] = []
    for line in part.lines:
        for i, word in enumerate(line.words):
            if text:
                glued = i == 0 and line_shapes.join(text, word.text) == text + word.text
                text += "" if glued else " "
            words.append((len(text), len(text) + len(word.text), line.page, _rounded(word.box)))
            text += word.text
    builder.paragraph(
        text,
        page=part.page,
        part=Part.FOOTNOTE if part.footnote else Part.BODY,
        bold=all(line.bold for line in part.lines),
        italic=all(line.italic for line in part.lines),
        centered=part.centered,
        cell=part.cell,
        words=words if nfc(text) == text else (),
    )


def _add_table(builder: LayoutBuilder, table: PageTable, page: int) -> None:
    grid: list[list[tuple[str, int, int] | None]] = [[None] * table.columns for _ in range(table.rows)]
    words: list[tuple[int, int, int, Box]] = []
    for cell in table.cells:
        grid[cell.row][cell.column] = (cell.text, cell.row_span, cell.column_span)
        if cell.lines:
            words.append((cell.row, cell.column, page, _rounded(cell.box)))
    builder.table(grid, page=page, words=words)


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
