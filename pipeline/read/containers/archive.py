"""Archives: .zip, .tar (plain or compressed) and single compressed files (.gz). Nothing is unpacked to the disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final, cast

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.containers.member import Budget, Content, Names, clean_name, is_leftover
from pipeline.text import nfc

_ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_COMPRESSED: Final = {b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ\x00": ".xz"}
_TAR_MAGIC_AT: Final = 257
#: Parts that only a package of Office or OpenDocument has, whatever its folders are called.
_PACKAGE_PARTS: Final = frozenset({"[Content_Types].xml", "META-INF/manifest.xml"})
_PACKAGE_PART = re.compile(r"(?:word|xl|ppt)/.*xml$")
_UNICODE_NAME: Final = 0x7075  # the extra field in which Info-ZIP keeps the name in UTF-8
_UTF8_FLAG: Final = 0x800
_LOCKED_FLAG: Final = 0x1
_CHUNK: Final = 1024 * 1024
_BROKEN: Final = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, gzip.BadGzipFile),
    *(EOFError, OSError, ValueError, struct.error, NotImplementedError),
)
_VIETNAMESE: Final = frozenset("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ–—“”‘’…")


def is_zip(head: bytes, data: bytes) -> bool:
    """Return whether the bytes are an archive, and no package (.docx, .xlsx, .odt) or rest of one."""
    if not head.startswith(_ZIP_MAGICS) or head[30:38] == b"mimetype":
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except _BROKEN:
        return False
    return not any(name in _PACKAGE_PARTS or _PACKAGE_PART.match(name) for name in names)


def is_tar(head: bytes) -> bool:
    """Return whether the bytes are a tar, packed or not, or one packed file."""
    return head[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar" or _packed_as(head) is not None


def _packed_as(head: bytes) -> str | None:
    return next((suffix for magic, suffix in _COMPRESSED.items() if head.startswith(magic)), None)


def zip_contents(data: bytes, budget: Budget) -> Iterator[Content]:
    """Yield what an archive holds, in its own order. Raises DocumentError where it is over a limit as a whole."""
    names = Names()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not is_leftover(_zip_name(info))]
        declared = sum(info.file_size for info in infos)
        if declared > budget.bytes_left:
            raise budget.too_many_bytes(declared)
        for info in infos:
            name = names.unique(_zip_name(info), "tệp")
            budget.count()
            if info.flag_bits & _LOCKED_FLAG:
                yield Content(name, error=guard.encrypted("Tệp trong gói nén", "The file in the archive"))
                continue
            try:
                with archive.open(info) as file:
                    content = Content(name, _read(file, budget))
            except DocumentError:
                raise
            except (*_BROKEN, RuntimeError):
                content = Content(name, error=_broken_member())
            yield content


def _unpacker(suffix: str, data: bytes) -> IO[bytes]:
    packed = io.BytesIO(data)
    if suffix == ".gz":
        return cast(IO[bytes], gzip.GzipFile(fileobj=packed))
    return cast(IO[bytes], bz2.BZ2File(packed) if suffix == ".bz2" else lzma.LZMAFile(packed))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as its author typed it: the flag for UTF-8 is often forgotten, and Windows writes its own code page."""
    if info.flag_bits & _UTF8_FLAG or info.orig_filename.isascii():
        return clean_name(info.orig_filename)
    if unicode_name := _unicode_name(info.extra):
        return clean_name(unicode_name)
    return clean_name(repaired_name(info.orig_filename.encode("cp437")))


def repaired_name(raw: bytes) -> str:
    """Return a name whose encoding nobody stated: UTF-8, else windows-1258 where that gives Vietnamese, else cp437.

    >>> repaired_name("Kế hoạch.docx".encode()), repaired_name(b"K\xea\xec ho\xe1.docx")
    ('Kế hoạch.docx', 'Kế hoá.docx')
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        name = nfc(raw.decode("cp1258"))
    except UnicodeDecodeError:
        name = ""
    if name and all(c.isascii() or c.lower() in _VIETNAMESE for c in name):
        return name
    return raw.decode("cp437")


def _unicode_name(extra: bytes) -> str | None:
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_NAME and len(field) > 5:
            try:
                return field[5:].decode("utf-8")  # behind a version and the checksum of the other name
            except UnicodeDecodeError:
                return None
    return None


def _read(file: IO[bytes], budget: Budget) -> bytes:
    """Read to the end, whatever size was declared, as far as the budget goes."""
    pieces = []
    while piece := file.read(_CHUNK):
        budget.take(len(piece))
        pieces.append(piece)
    return b"".join(pieces)


def _broken_member() -> DocumentError:
    return guard.damaged("phần này của gói nén bị cắt hoặc hỏng", "this part of the archive is cut off or broken")


def tar_contents(data: bytes, path: str, budget: Budget) -> Iterator[Content]:
    """Yield the regular files of a tar, or the one file that was packed alone ("a.docx.gz" holds "a.docx")."""
    suffix = _packed_as(data[:8])
    if suffix is not None:
        with _unpacker(suffix, data) as packed:
            data = _read(packed, budget)
    if data[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] != b"ustar":
        last = path.replace("\\", "/").rpartition("/")[2]
        budget.count()
        yield Content(clean_name(last.removesuffix(suffix or "")) or "tệp", data)
        return
    names = Names()
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for info in archive:
            # links and devices hold nothing of their own, and are never followed
            if not info.isreg() or is_leftover(clean_name(info.name)):
                continue
            budget.count()
            file = archive.extractfile(info)
            if file is not None:
                raw = info.name.encode("utf-8", "surrogateescape")
                yield Content(names.unique(repaired_name(raw), "tệp"), _read(file, budget))
