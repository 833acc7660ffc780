"""PDFs of every kind: made by a program, signed, scanned, or some of each, page by page and region by region.

The letters that the file holds are taken where they are to be trusted; what is only a picture is recognised, and
nothing else (``pdf_trust`` says which is which). ``pdfium`` gets words, rules and pictures out of a page, ``pages``
puts them in order; where PDFium fails on a file or a page, pdfplumber (``pdf_page``) stands in.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Final, Self

import pdfplumber
import pdfplumber.page
import pdfplumber.pdf
import pypdfium2

from pipeline.errors import DocumentError
from pipeline.read import guard, pdf_damage, pdf_page, pdf_signed, pdf_trust
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, LayoutBuilder
from pipeline.read.page import Page, PageWord, group_lines
from pipeline.read.pages import add_pages
from pipeline.read.pdfium import Document
from pipeline.read.rules import take_tables
from pipeline.record import Encoding, Signature, SourceFormat

SUFFIXES: Final = frozenset({".pdf"})

_MAGIC: Final = b"%PDF-"
#: How much junk before the magic real files have.
_JUNK_BYTES: Final = 1024 * 8
#: FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of PDFium.
_LOCKED: Final = (4, 5)


def sniff(head: bytes, data: bytes) -> float:
    place = head.find(_MAGIC)
    if place < 0:
        return 0.0
    return 0.95 if place == 0 or not head[:place].strip() else 0.85


def read(data: bytes, limits: Limits) -> Layout:
    place = data.find(_MAGIC, 0, _JUNK_BYTES)
    with _Reading(data[max(place, 0) :], limits) as reading:
        builder = LayoutBuilder()
        count = add_pages(builder, reading.pages())
        if count == 0:
            raise guard.damaged("tệp PDF không có trang nào", "the PDF has no page")
        builder.warnings += reading.warnings()
        builder.remarks += reading.remarks()
        return builder.build(
            SourceFormat.PDF,
            pages=count,
            ocr=reading.recognised,
            encoding=reading.encoding,
            signatures=reading.signatures(),
        )


class _Reading:
    """One PDF while it is read, with both engines at hand; the second is opened only where the first fails."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._resources = contextlib.ExitStack()
        self._plumber: pdfplumber.pdf.PDF | None = None
        self._document = self._open()
        self._is_suspect = pdf_damage.is_suspect(data)
        self._damaged: list[int] = []
        self._unread: list[int] = []
        self._notes: list[tuple[int, str]] = []
        self._panels: list[Signature] = []
        self.recognised = False
        #: How many words of the file's own were written in what.
        self._encodings: Counter[Encoding] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._resources.close()

    def _open(self) -> Document | None:
        try:
            document = self._resources.enter_context(Document(self._data))
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) in _LOCKED:
                raise guard.encrypted("Tệp PDF", "The PDF") from error
            return None
        if len(document) > self._limits.max_pages:
            raise guard.too_large("số trang", "pages", len(document), self._limits.max_pages)
        return document if len(document) else None

    def pages(self) -> Iterator[Page]:
        """Yield the pages in their order."""
        if self._document is None:
            for number in range(1, self._plumbed_count() + 1):
                yield self._checked(self._plumbed(number))
                guard.progress()
            return
        for number in range(1, len(self._document) + 1):
            yield self._page(self._document, number)
            guard.progress()

    def _page(self, document: Document, number: int) -> Page:
        try:
            source = document.page(number)
        except pypdfium2.PdfiumError:
            return self._checked(self._plumbed(number))
        with source:
            if source.is_blank:
                blank = Page(number, source.width, source.height, (), ())
                return self._checked(self._plumbed(number) if self._is_suspect else blank)
            if self._is_suspect and self._is_damaged(number):
                self._damaged.append(number)
            found = pdf_trust.words_of(source, self._limits)
            self.recognised |= found.recognised
            if not found.recognised:
                self._encodings[source.encoding] += len(found.words)
            if found.unread:
                self._unread.append(number)
            signed = pdf_signed.read_marks(source, found.words)
            self.recognised |= signed.recognised
            self._panels += signed.signatures
            self._notes += [(number, note) for note in signed.notes]
            return self._checked(_page_of(number, found, signed.words))

    def _checked(self, page: Page) -> Page:
        """Keep the panels of signatures, which some programs draw as text of the page, out of its text."""
        lines, panels = pdf_signed.without_panels(page.lines)
        self._panels += panels
        return replace(page, lines=lines) if len(lines) != len(page.lines) or panels else page

    # --- the other engine ---

    def _plumbed_count(self) -> int:
        with _quiet_pdfminer():
            try:
                count = len(self._plumber_document().pages)
            except (DocumentError, MemoryError, RecursionError):
                raise
            except Exception as error:  # pdfminer raises whatever a broken file makes of its code
                raise pdf_damage.refusal(error, self._data) from error
        if count > self._limits.max_pages:
            raise guard.too_large("số trang", "pages", count, self._limits.max_pages)
        return count

    def _plumbed(self, number: int) -> Page:
        """Read a page with pdfplumber; an empty page where that fails as well, which is told."""
        with _quiet_pdfminer():
            try:
                page = self._plumber_document().pages[number - 1]
                if pdf_damage.is_damaged(page):
                    self._damaged.append(number)
                read = pdf_page.read_page(page, number)
                page.close()  # pdfplumber keeps every object of a page until it is told
                return read
            except (MemoryError, RecursionError):
                raise
            except Exception as error:
                if self._document is None and number == 1:
                    raise pdf_damage.refusal(error, self._data) from error
                self._damaged.append(number)
                return Page(number, 595.0, 842.0, (), ())

    def _is_damaged(self, number: int) -> bool:
        with _quiet_pdfminer():
            try:
                page = self._plumber_document().pages[number - 1]
                return pdf_damage.is_damaged(page)
            except (MemoryError, RecursionError):
                raise
            except Exception:  # what pdfminer cannot follow says nothing about what PDFium read
                return False

    def _plumber_document(self) -> pdfplumber.pdf.PDF:
        if self._plumber is None:
            self._plumber = pdfplumber.open(io.BytesIO(self._data))
            self._resources.callback(_close_quietly, self._plumber)
        return self._plumber

    # --- what is told beside the text ---

    @property
    def encoding(self) -> Encoding:
        """What the letters of the file were written in; a few words on a page of numbers do not make it mixed."""
        legacy = set(self._encodings) - {Encoding.UNICODE}
        if not legacy:
            return Encoding.UNICODE
        is_mixed = len(legacy) > 1 or self._encodings[Encoding.UNICODE] > 0.1 * self._encodings.total()
        return Encoding.MIXED if is_mixed else legacy.pop()

    def warnings(self) -> list[str]:
        """Return what could not be read, in sentences (see ``Layout.warnings``)."""
        told = []
        if self._damaged:
            numbers = _listed(sorted(set(self._damaged)))
            told.append(
                f"Trang {numbers} bị hỏng nên có thể mất chữ: hãy xin lại tệp gốc"
                f" / Page(s) {numbers} are damaged and text may be missing: ask for the original file"
            )
        if self._unread:
            numbers = _listed(self._unread)
            told.append(
                f"Trang {numbers} là ảnh mà không nhận dạng được chữ nào"
                f" / Page(s) {numbers} are pictures in which no words were recognised"
            )
        return told

    def remarks(self) -> list[str]:
        """Return the notes that were typed on the pages, in sentences (see ``Layout.remarks``)."""
        return [
            f"Trang {number} có chữ được thêm vào tệp PDF (bút phê, dấu, ô biểu mẫu), không thuộc lời văn: “{note}”"
            f' / Page {number} has words that were added to the PDF, not taken for text of the document: "{note}"'
            for number, note in ((number, note.replace(" / ", "/")) for number, note in self._notes)
        ]

    def signatures(self) -> list[Signature]:
        """Return the digital signatures: those of the file, else those that panels on its pages tell of."""
        listed = pdf_signed.signatures_of(self._document) if self._document else []
        return listed or self._panels


def _close_quietly(plumber: pdfplumber.pdf.PDF) -> None:
    """Close a document; pdfplumber goes through its pages for that, and may fail on them once more."""
    with contextlib.suppress(Exception):
        plumber.close()


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _page_of(number: int, found: pdf_trust.PageContent, added: Sequence[PageWord]) -> Page:
    tables, left = take_tables(found.rules, [*found.words, *added], number)
    return Page(
        number, found.width, found.height, tuple(group_lines(left, number)), tuple(tables), found.turned, found.skew
    )


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
