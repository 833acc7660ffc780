"""Files that somebody made to do harm, or that were harmed: the run goes on, and each has its fate in the ledger."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from pipeline.read.guard import Limits
from tests import mutations
from tests.containers import LETTER, edxml, eml, zipped

TXT = LETTER.encode()
SAMPLE = next(path for path in sorted(mutations.SAMPLES.glob("*.docx"))).read_bytes()
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'hahahahaha'>" + "".join(
    f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 12)
)


@pytest.mark.slow
def test_mutated_files_have_a_fate(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    paths = mutations.make(folder, 60)
    result = mutations.ingest(paths, tmp_path / "test.db")
    assert result.without_fate(paths) == []
    assert [o.traceback for o in result.outcomes if o.error_code == "internal_error"] == []
    assert {path.parent for path in folder.rglob("*")} == {folder}


# --- files that do harm on purpose ---


def _pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (len(objects) + 1, table)
    out += b"<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _stream(content: bytes, filters: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), filters, content)


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
_FONT = b"<</Type/Font/Subtype/TrueType/BaseFont/X/ToUnicode 6 0 R>>"
_WORDS = _stream(b"BT /F1 12 Tf 72 700 Td (Cong van so 340) Tj ET")


def _inflating(megabytes: int) -> bytes:
    packer = zlib.compressobj(1)
    piece = packer.compress(b" " * 1024**2)
    once = piece + b"".join(packer.compress(b" " * 1024**2) for _ in range(megabytes - 1)) + packer.flush()
    return zlib.compress(once)


def _endless_font() -> bytes:
    """A font whose map of characters has four thousand million entries."""
    characters = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> "
    characters += b"endcodespacerange 1 beginbfrange <00000000> <FFFFFFFE> <0041> endbfrange endcmap"
    return _pdf(_CATALOG, _PAGES, _PAGE, _WORDS, _FONT, _stream(characters))


def _vast_png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 4)) + chunk(b"IEND", b"")


def _docx_with_laughs() -> bytes:
    body = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    text = f"<?xml version='1.0'?>{LAUGHS}]>{body}&a11;</w:t></w:r></w:p></w:body></w:document>"
    return _with_part(SAMPLE, "word/document.xml", text)


def _with_part(package: bytes, name: str, text: str) -> bytes:
    import io

    with zipfile.ZipFile(io.BytesIO(package)) as old:
        members = [(info.filename, old.read(info)) for info in old.infolist() if info.filename != name]
    return zipped(*members, (name, text.encode()))


def _ods_with_laughs() -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = f'<?xml version="1.0"?>{LAUGHS}]><o:document-content xmlns:o="{office}">&a11;</o:document-content>'
    media_type = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(("mimetype", media_type), ("content.xml", text.encode()), compression=zipfile.ZIP_STORED)


def _xlsx_with_laughs() -> bytes:
    sheet = (
        f'<?xml version="1.0"?>{LAUGHS}]><worksheet><sheetData><row><c><v>&a11;</v></c></row></sheetData></worksheet>'
    )
    return _with_part(mutations.specimens()["bảng.xlsx"], "xl/worksheets/sheet1.xml", sheet)


def _deep_mail(depth: int) -> bytes:
    data = eml(("a.txt", TXT))
    for number in range(depth):
        head = f"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B{number}\r\n\r\n--B{number}\r\n"
        data = f"{head}Content-Type: message/rfc822\r\n\r\n".encode() + data + f"\r\n--B{number}--\r\n".encode()
    return data


def _deep_zip(depth: int) -> bytes:
    data = zipped(("x.zip", b"0" * 1_000_000))
    for _ in range(depth):
        data = zipped(*((f"{n}.zip", data) for n in range(8)))
    return data


#: Name, content, and what may become of it: states, or codes of errors. Where readers differ by what is installed, a
#: format that no reader takes yet is refused.
HOSTILE: dict[str, tuple[bytes, set[str]]] = {
    "flat-bomb.zip": (zipped(*((f"{n}.txt", b"0" * 8_000_000) for n in range(10))), {"too_large"}),
    "deep-bomb.zip": (_deep_zip(5), {"opened", "too_large"}),
    "outside.zip": (zipped(("../../../outside.txt", TXT), ("/outside2.txt", TXT + b" ")), {"opened"}),
    "laughs.docx": (_docx_with_laughs(), {"damaged"}),
    "laughs.xlsx": (_xlsx_with_laughs(), {"damaged", "unsupported_format", "no_text", "done", "reader_crashed"}),
    "laughs.ods": (_ods_with_laughs(), {"damaged", "unsupported_format", "no_text", "done", "reader_crashed"}),
    "laughs.edxml": (
        edxml(("a.txt", TXT)).replace(b"?>", f"?>{LAUGHS}]>".encode(), 1).replace(b"340", b"&a11;"),
        {"damaged"},
    ),
    "loop.pdf": (
        _pdf(_CATALOG, b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>", b"null"),
        {"damaged", "no_text", "time_limit", "reader_crashed", "too_large"},
    ),
    "inflates.pdf": (
        _pdf(
            *(_CATALOG, _PAGES, _PAGE, _stream(_inflating(1500), b"/Filter[/FlateDecode/FlateDecode]")),
            *(_FONT, _stream(b"")),
        ),
        {"no_text", "too_large", "memory_limit", "time_limit", "damaged", "reader_crashed", "waiting_for_tool", "done"},
    ),
    "arrays.pdf": (
        _pdf(_CATALOG, _PAGES, _PAGE, _stream(b"[" * 300_000), b"[" * 300_000, _stream(b"")),
        {"no_text", "damaged", "reader_crashed", "waiting_for_tool", "time_limit"},
    ),
    "font.pdf": (
        _endless_font(),
        {"done", "no_text", "time_limit", "memory_limit", "reader_crashed", "damaged", "waiting_for_tool"},
    ),
    "vast.png": (_vast_png(), {"too_large", "damaged", "unsupported_format", "no_text", "waiting_for_tool"}),
    "deep.eml": (_deep_mail(100), {"opened"}),
    "deepest.eml": (_deep_mail(3000), {"opened", "damaged"}),
    "deep.html": (b"<html><body>" + b"<div>" * 200_000 + TXT, {"done", "damaged"}),
    "harmless.txt": (TXT + b"\nHarmless.", {"done"}),
}


@pytest.mark.slow
def test_hostile_files_hurt_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    for name, (data, _) in HOSTILE.items():
        (folder / name).write_bytes(data)
    paths = [folder / name for name in HOSTILE]
    limits = Limits(
        **{name: getattr(mutations.LIMITS, name) for name in ("max_unpacked_bytes", "max_pages", "max_members")},
        seconds=15.0,
        total_seconds=30.0,
        memory_bytes=2 * 1024**3,
    )
    here = set(Path().iterdir())
    result = mutations.ingest(paths, tmp_path / "test.db", limits=limits)
    assert result.without_fate(paths) == []
    became = {outcome.path: outcome for outcome in result.outcomes}
    unexpected = {
        name: f"{became[str(folder / name)].state} {became[str(folder / name)].error_code}"
        for name, (_, allowed) in HOSTILE.items()
        if not {became[str(folder / name)].state, became[str(folder / name)].error_code} & allowed
    }
    assert unexpected == {}
    assert result.seconds < 240
    # nothing was written anywhere but into the database
    assert set(Path().iterdir()) == here
    assert {path.name for path in tmp_path.rglob("*") if path.is_file() and ".db" not in path.name} == HOSTILE.keys()
