"""Which formats are read, in one place for every message, and whether a file begins like one of them."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import BinaryIO, Final

#: Formats as people know them: by their endings, and by the programs that reading them needs.
READ: Final = (
    *(".docx", ".pdf", ".xlsx", ".xls", ".ods", ".csv", ".html", ".mht", ".txt", ".md"),
    *(".eml", ".msg", ".zip", ".tar", ".gz", "edXML"),
)
READ_BY_LIBREOFFICE: Final = (".doc", ".rtf", ".odt")
READ_BY_RECOGNITION: Final = (".pdf (scan)", ".jpg", ".png", ".tiff", ".bmp", ".webp")

_HEAD_BYTES: Final = 8192
# "%PDF-1.7", with junk before it or in the envelope of a signature (.p7m)
_PDF = re.compile(rb"%PDF-\d\.\d")
_LONGEST_JUNK: Final = 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Streams of Word files, of spreadsheets and of Outlook's mails: other programs keep other things in such files.
_OLE_STREAMS: Final = tuple(name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "Book\0", "__substg1.0_"))
#: The first parts of a Word file, of a spreadsheet and of OpenDocument: a program's package is a zip as well.
_ZIP_PARTS: Final = (b"word/", b"xl/", b"application/vnd.oasis.opendocument.")
#: No GIF: what saved web pages leave in their folders are ornaments.
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:\{\\rtf|<!doctype\s+html|<html\b)", re.IGNORECASE)


def listed() -> str:
    """Return all that is read as one line: ".docx, .pdf, ..."."""
    scans = [name for name in READ_BY_RECOGNITION if name.partition(" ")[0] not in READ]
    return ", ".join((*READ, *READ_BY_LIBREOFFICE, *scans))


def begins_like_document(path: Path) -> bool:
    """Return whether a file's first bytes are those of a format that is read. Text has none and is no document here.

    Reads a few kilobytes; False for what is no regular file or cannot be opened.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep us waiting for ever
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            return _is_document(head, path.suffix.lower()) or (head.startswith(_OLE) and _names_document(file, head))
    except OSError:
        return False


def _is_document(head: bytes, suffix: str) -> bool:
    from pipeline.read.containers.edxml import is_edxml  # with the libraries of mail: not for files known by name
    from pipeline.read.containers.mail import is_mail

    return (
        _PDF.search(head[:_LONGEST_JUNK]) is not None
        or head.startswith(_PICTURES)
        or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
        or (head.startswith(b"PK\x03\x04") and any(part in head for part in _ZIP_PARTS))
        or _MARKUP.match(head) is not None
        or is_edxml(head)
        or is_mail(head, suffix)
    )


def _names_document(file: BinaryIO, head: bytes) -> bool:
    """Whether the directory of an OLE container, whose place its header tells, names a document's stream."""
    sector_size = 1 << min(int.from_bytes(head[30:32], "little"), 12)
    file.seek((int.from_bytes(head[48:52], "little") + 1) * sector_size)
    directory = file.read(_HEAD_BYTES)
    return any(stream in directory for stream in _OLE_STREAMS)
