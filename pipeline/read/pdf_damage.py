"""Which pages of a PDF are damaged, and what is wrong with a PDF that cannot be opened."""

from __future__ import annotations

import re
import zlib
from typing import Final

import pdfplumber.page
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT

from pipeline.errors import DocumentError
from pipeline.read import guard

# "<</Filter /FlateDecode /Length 1234>> stream"
_PACKED = re.compile(rb"/FlateDecode\b[^>]{0,200}>>\s{0,4}stream\r?\n")
# what is packed but no text: fonts and pictures
_NO_TEXT = re.compile(rb"/Length1\b|/Image\b|/FontFile|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b|/XRef\b")
_DICTIONARY: Final = 300
_CHUNK: Final = 1024 * 1024
#: A stream is looked at no further than this: longer ones are pictures, and bombs.
_MOST_BYTES: Final = 8 * 1024 * 1024


def is_suspect(data: bytes) -> bool:
    """Return whether any packed part of a PDF cannot be unpacked to its end.

    PDFium reads such a part as far as it goes and says nothing. This looks at all but fonts and pictures at the speed
    of zlib; which page is hurt, if any, ``is_damaged`` tells.
    """
    for match in _PACKED.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.end()]
        head = head[head.rfind(b"obj", 0, len(head) - len(match.group()) + 1) + 1 :]
        if not _NO_TEXT.search(head) and not _unpacks(data, match.end()):
            return True
    return False


def _unpacks(data: bytes, start: int) -> bool:
    unpacker = zlib.decompressobj()
    taken, given = 0, 0
    piece = data[start : start + _CHUNK]
    try:
        while piece and not unpacker.eof and given < _MOST_BYTES:
            given += len(unpacker.decompress(piece, _CHUNK))
            taken += len(piece) - len(unpacker.unconsumed_tail)
            piece = data[start + taken : start + taken + _CHUNK]
    except zlib.error:
        return False
    return unpacker.eof or given >= _MOST_BYTES


def is_damaged(page: pdfplumber.page.Page) -> bool:
    """Return whether a page's own text is compressed data that cannot be unpacked: readers take it as empty."""
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


def refusal(error: Exception, data: bytes) -> DocumentError:
    """Return the error that says why pdfminer, and PDFium before it, could not open a PDF."""
    causes = [error, *(arg for arg in error.args if isinstance(arg, Exception))]
    names = {type(cause).__name__ for cause in causes}
    if names & {"PDFPasswordIncorrect", "PDFEncryptionError"}:
        return guard.encrypted("Tệp PDF", "The PDF")
    if b"%%EOF" not in data[-2048:]:
        return guard.damaged("tệp PDF bị cắt mất phần cuối", "the end of the PDF is missing")
    reason = type(causes[-1]).__name__
    return guard.damaged(f"không đọc được cấu trúc PDF ({reason})", f"the PDF's structure cannot be read ({reason})")
