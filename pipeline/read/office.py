"""Word processor files other than .docx, through LibreOffice: .doc of every Word, .rtf, .odt, Word's XML of 2003.

What a file is, whether it is whole and whether it has a password is settled here from its own bytes, before LibreOffice
sees it: LibreOffice reads a broken file without a word, and gives what is left of it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import olefile

from pipeline.read import guard, libreoffice, word
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout
from pipeline.record import SourceFormat

SUFFIXES: Final = frozenset({".doc", ".dot", ".wps", ".rtf", ".odt", ".ott", ".fodt", ".sxw"})

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM: Final = "WordDocument\0".encode("utf-16-le")
_WORD_2_MAGIC: Final = b"\xdb\xa5"
_RTF = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{\\rtf")
# braces, and the signs that only look like some: "\{", "\}", a backslash of the text
_RTF_BRACES = re.compile(rb"\\[\\{}]|[{}]")
_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b")
_WORD_2003 = re.compile(rb"<\w+:wordDocument\b|progid=\"Word\.Document\"")
_FLAT_ODT = re.compile(rb"<office:document\b[^>]*opendocument\.text")
_OPEN_DOCUMENTS: Final = (
    (b"application/vnd.oasis.opendocument.text-template", "writer8_template"),
    (b"application/vnd.oasis.opendocument.text", "writer8"),
    (b"application/vnd.sun.xml.writer", "StarOffice XML (Writer)"),
)

_OLE_ERRORS: Final = (OSError, ValueError, struct.error, IndexError, KeyError, AttributeError, TypeError)

_FLAG_ENCRYPTED: Final = 0x0100
_FLAG_TABLE_1: Final = 0x0200
_WORD_97: Final = 0x00C1
_WORD_6_MAGIC: Final = 0xA5DC
#: A document of which LibreOffice finds less than this share of the characters that its header counts is broken: the
#: count also holds what is not shown (codes of fields, hidden and deleted text).
_LEAST_SHARE: Final = 0.2
_LETTERS_TO_JUDGE: Final = 200
_RUBBISH_SHARE: Final = 0.3

_CUT_OLE: Final = (
    "Tệp .doc bị hỏng một phần; có thể thiếu nội dung"
    " / The .doc file is partly damaged; some of its content may be lost"
)
_CUT_RTF: Final = (
    "Tệp RTF bị cắt ở cuối; chỉ đọc được phần còn lại / The RTF file is cut off at its end; what is left of it was read"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file: LibreOffice's import filter for it, and its names for people."""

    format: SourceFormat
    filter: str
    suffix: str
    name: str
    name_en: str


_WORD = _Kind(SourceFormat.DOC, "MS Word 97", ".doc", "Tệp Word đời cũ (.doc)", "An old Word file (.doc)")
_RTF_KIND = _Kind(SourceFormat.RTF, "Rich Text Format", ".rtf", "Tệp RTF", "An RTF file")
_ODT = _Kind(SourceFormat.ODT, "writer8", ".odt", "Tệp OpenDocument (.odt)", "An OpenDocument text (.odt)")
_XML_2003 = _Kind(SourceFormat.DOC, "MS Word 2003 XML", ".xml", "Tệp Word 2003 XML", "A Word 2003 XML file")


def sniff(head: bytes, data: bytes) -> float:
    return 0.95 if _kind(head, data) is not None else 0.0


def read(data: bytes, limits: Limits) -> Layout:
    kind = _kind(data[:8192], data)
    if kind is None:
        raise ValueError("office.read was given a file that office.sniff does not bid for")
    warnings: list[str] = []
    expected = 0
    if data.startswith(OLE_MAGIC):
        header = _word_header(data)
        kind, expected = replace(kind, filter=header.filter), header.characters
        if not header.whole:
            warnings.append(_CUT_OLE)
    elif kind.format is SourceFormat.ODT and data.startswith(b"PK"):
        _check_open_document(data, limits)
    elif kind is _RTF_KIND and (ending := _lost_ending(data)):
        warnings.append(_CUT_RTF)
        data = data.rstrip(b"\\") + ending
    source = libreoffice.Source(data, kind.filter, kind.suffix, kind.name, kind.name_en)
    converted = libreoffice.to_docx(source, limits)
    guard.progress()
    layout = word.read(converted, limits)
    _check_result(layout.text, expected)
    return replace(layout, format=kind.format, warnings=(*warnings, *layout.warnings))


def is_whole_ole(data: bytes) -> bool:
    """Whether an OLE container's directory can be read and its streams lie within the file."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return bool(ole.listdir(streams=True, storages=False)) and not ole.parsing_issues
    except _OLE_ERRORS:
        return False


def _kind(head: bytes, data: bytes) -> _Kind | None:
    if head.startswith(OLE_MAGIC):
        return _WORD if _WORD_STREAM in data else None
    if _RTF.match(head):
        return _RTF_KIND
    if head.startswith(b"PK\x03\x04"):
        # OpenDocument keeps its media type uncompressed in the first bytes
        found = next((filter_ for media, filter_ in _OPEN_DOCUMENTS if media in head[:200]), None)
        return replace(_ODT, filter=found) if found else None
    if _XML.match(head):
        if _WORD_2003.search(head):
            return _XML_2003
        if _FLAT_ODT.search(head):
            return replace(_ODT, filter="OpenDocument Text Flat XML", suffix=".fodt")
    if head.startswith(_WORD_2_MAGIC) and len(data) > 512 and b"\x00" in head:
        return replace(_WORD, filter="MS WinWord 5")
    return None


# --- what a file says about itself ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _WordHeader:
    """What the file information block of a .doc says ([MS-DOC] 2.5)."""

    filter: str
    #: Characters of the main text, codes of fields and hidden ones among them.
    characters: int
    #: Whether nothing is amiss with the container.
    whole: bool = True


def _word_header(data: bytes) -> _WordHeader:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            # "WordDocument" stands in the root; a document embedded in another program's file does not
            streams = {entry[0] for entry in ole.listdir(streams=True, storages=False) if len(entry) == 1}
            if "WordDocument" not in streams:
                raise _broken("thiếu luồng WordDocument", "its WordDocument stream is missing")
            with ole.openstream("WordDocument") as stream:
                block = stream.read(1024)
            whole = not ole.parsing_issues
    except _OLE_ERRORS as error:
        raise _broken("vùng chứa OLE bị cắt hoặc hỏng", "its OLE container is cut off or broken") from error
    if len(block) < 0x50:
        raise _broken("luồng WordDocument quá ngắn", "its WordDocument stream is too short")
    magic, version = struct.unpack_from("<HH", block, 0)
    (flags,) = struct.unpack_from("<H", block, 0x0A)
    if flags & _FLAG_ENCRYPTED:
        raise guard.encrypted("Tệp Word", "The Word file")
    if magic == _WORD_6_MAGIC or version < _WORD_97:
        (characters,) = struct.unpack_from("<i", block, 0x34)
        return _WordHeader("MS WinWord 6.0", characters, whole)
    table = "1Table" if flags & _FLAG_TABLE_1 else "0Table"
    if table not in streams:
        raise _broken(f"thiếu luồng {table}", f"its {table} stream is missing")
    (characters,) = struct.unpack_from("<i", block, 0x4C)
    return _WordHeader("MS Word 97", characters, whole)


def _broken(reason: str, reason_en: str) -> Exception:
    return guard.damaged(reason, reason_en)


def _lost_ending(data: bytes) -> bytes:
    """Return the braces that an RTF file lacks at its end: LibreOffice refuses it without them."""
    if data.rstrip(b"\x00\r\n\t ").endswith(b"}"):
        return b""
    depth = 0
    for sign in _RTF_BRACES.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(sign.group(), 0)
    return b" " + b"}" * max(0, depth)


def _check_open_document(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > limits.max_unpacked_bytes:
                raise guard.too_large(
                    "dung lượng sau khi giải nén (byte)", "unpacked size (bytes)", unpacked, limits.max_unpacked_bytes
                )
            if any(info.flag_bits & 0x1 for info in archive.infolist()):
                raise guard.encrypted("Tệp OpenDocument", "The OpenDocument file")
            names = archive.namelist()
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            if b"encryption-data" in manifest:
                raise guard.encrypted("Tệp OpenDocument", "The OpenDocument file")
            if "content.xml" not in names:
                raise _broken("thiếu content.xml", "its content.xml is missing")
            archive.read("content.xml")  # its checksum tells damage that LibreOffice would mend with half a text
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise guard.damaged("gói nén (zip) bị cắt hoặc hỏng", "the package (zip) is cut off or broken") from error


def _check_result(text: str, expected: int) -> None:
    """DocumentError where what came out is far too little, or no writing that people use here."""
    if expected >= _LETTERS_TO_JUDGE and len(text) < _LEAST_SHARE * expected:
        raise _broken(
            f"chỉ còn {len(text):,} trong {expected:,} ký tự", f"{len(text):,} of its {expected:,} characters are left"
        )
    if len(text) >= _LETTERS_TO_JUDGE and _strange(text) > _RUBBISH_SHARE * len(text):
        raise _broken("nội dung là các ký tự vô nghĩa", "its text is a jumble of characters")


def _strange(text: Sequence[str]) -> int:
    """Count characters beyond the scripts, marks and signs of Vietnamese text and of the old encodings."""
    return sum(not (c <= "\u1fff" or "\u2000" <= c <= "\u2bff" or "\uf000" <= c <= "\uf0ff") for c in text)
