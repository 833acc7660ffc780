"""Formats that are recognised and not read by this release: a clear word about each instead of rubbish."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from pipeline.errors import DocumentError
from pipeline.read import guard, image, mhtml, office, workbook

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC: Final = b"PK\x03\x04"

_AS_DOCX = (
    "Hãy mở bằng Word hoặc LibreOffice và lưu lại thành .docx.",
    "Open it in Word or LibreOffice, save as .docx.",
)
_SCAN = (
    "Hãy lưu ảnh thành .jpg hoặc .png rồi nạp lại.",
    "Save the picture as .jpg or .png and load that.",
)
_UNPACK = ("Hãy giải nén rồi nạp từng tệp bên trong.", "Unpack it and load the files inside.")
_MAIL = ("Hãy lưu các tệp đính kèm rồi nạp từng tệp.", "Save the attachments and load them one by one.")
_OTHER = (
    "Hãy lưu nội dung thành .docx, .pdf, .html hoặc .txt rồi nạp lại.",
    "Save its content as .docx, .pdf, .html or .txt and load that.",
)

_Advice = tuple[str, str]
_Kind = tuple[str, str, _Advice]

_IMAGE: Final[_Kind] = ("Tệp ảnh HEIC hoặc AVIF", "A HEIC or AVIF picture", _SCAN)
_ARCHIVE: Final[_Kind] = ("Tệp nén", "An archive", _UNPACK)
_EMAIL: Final[_Kind] = ("Thư điện tử", "An e-mail", _MAIL)
#: Programs of Linux, Windows and macOS.
_PROGRAMS: Final = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_DOS_HEADER_BYTES: Final = 64

_MAGICS: Final[tuple[tuple[bytes, _Kind], ...]] = (
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
)
#: Names of streams in an OLE container, as its directory holds them (UTF-16).
_OLE_STREAMS: Final[tuple[tuple[str, _Kind], ...]] = (
    ("PowerPoint Document", ("Tệp PowerPoint đời cũ (.ppt)", "An old PowerPoint file (.ppt)", _OTHER)),
    ("__substg1.0_", _EMAIL),
)
#: Beginnings of the names of parts in a zip; the first that is found names the file.
_ZIP_PARTS: Final[tuple[tuple[str, _Kind], ...]] = (
    ("ppt/", ("Tệp PowerPoint (.pptx)", "A PowerPoint file (.pptx)", _OTHER)),
)
_OPEN_DOCUMENT: Final[tuple[tuple[bytes, _Kind], ...]] = (
    (b"opendocument", ("Tệp OpenDocument", "An OpenDocument file", _OTHER)),
    (b"epub", ("Sách điện tử (.epub)", "An e-book (.epub)", _OTHER)),
)
# Two header lines at the very beginning: "Received: from ...\r\nMIME-Version: 1.0"
_MAIL_HEAD = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?"
    rb"(?:MIME-Version:|Received:|Return-Path:|Message-ID:)[^\n]*\n",
    re.IGNORECASE,
)
# "<?xml version=...?><edXML:Envelope": markup that is no web page
_XML_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b")
_HTML_TAG = re.compile(rb"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)


def recognise(head: bytes, data: bytes) -> DocumentError | None:
    """Return the error that names what the file is, or None where a reader may try."""
    if not _is_locked(head, data) and any(reader.sniff(head, data) for reader in (office, mhtml, image)):
        return None
    if workbook.sheet_format(head, data):
        return None
    if head.startswith(OLE_MAGIC):
        return _ole(data)
    if head.startswith(b"PK"):
        return _zip(head, data)
    if _is_program(head):
        return guard.program_file()
    for magic, kind in _MAGICS:
        if head.startswith(magic):
            return _unsupported(kind)
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return _unsupported(_IMAGE)
    if _MAIL_HEAD.match(head):
        return _unsupported(_EMAIL)
    if _XML_HEAD.match(head) and not _HTML_TAG.search(head):
        return _unsupported(("Tệp XML", "An XML file", _OTHER))
    return None


def _is_program(head: bytes) -> bool:
    """Whether a file is a program: two letters (MZ) are no magic, so binary bytes have to stand behind them."""
    return head.startswith(_PROGRAMS) or (head.startswith(b"MZ") and b"\0" in head[:_DOS_HEADER_BYTES])


def _unsupported(kind: _Kind) -> DocumentError:
    name, name_en, (hint, hint_en) = kind
    return guard.unsupported_format(name, name_en, hint, hint_en)


def _is_locked(head: bytes, data: bytes) -> bool:
    """Whether an OLE container holds nothing but an encrypted .docx, .xlsx or .pptx."""
    return head.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in data


def _names_stream(data: bytes, name: str) -> bool:
    """Whether a directory names a stream: with the NUL after it, as "Book" also begins the name of a font."""
    return name.encode("utf-16-le") + (b"" if name.endswith("_") else b"\0\0") in data


def _ole(data: bytes) -> DocumentError:
    if _is_locked(data[:8], data):
        return guard.encrypted("Tệp Office", "The Office file")
    for stream, kind in _OLE_STREAMS:
        if _names_stream(data, stream):
            return _unsupported(kind)
    if not office.is_whole_ole(data):
        return guard.damaged("vùng chứa OLE bị cắt hoặc hỏng", "its OLE container is cut off or broken")
    return _unsupported(("Tệp Office đời cũ", "An old Office file", _AS_DOCX))


def _zip(head: bytes, data: bytes) -> DocumentError | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        if not head.startswith(ZIP_MAGIC):
            return None  # a text may begin with "PK"
        return guard.damaged("gói nén (zip) bị cắt hoặc hỏng", "the package (zip) is cut off or broken")
    if any(name.startswith("word/") for name in names):
        return None
    for beginning, kind in _ZIP_PARTS:
        if any(name.startswith(beginning) for name in names):
            return _unsupported(kind)
    # OpenDocument and EPUB keep their media type uncompressed in the first bytes.
    for media_type, kind in _OPEN_DOCUMENT:
        if media_type in head[:200]:
            return _unsupported(kind)
    return _unsupported(_ARCHIVE)
