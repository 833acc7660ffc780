from __future__ import annotations

import io
import os
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import DocumentError, Language
from pipeline.read import Limits, guard, read
from pipeline.read.layout import Layout
from tests.read.make import Text, docx, pdf


def code_of(source: Path | bytes, name: str | None = None, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read(source, name=name, limits=limits)
    for language in ("vi", "en"):
        assert caught.value.message(language) and caught.value.hint(language)
    return caught.value.code


# --- from the path to the bytes ---


def test_path_and_fingerprint_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "thông báo.txt"
    file.write_bytes("Nội dung".encode())
    layout = read(file)
    assert (layout.path, layout.sha256) == (str(file), sha256(file.read_bytes()).hexdigest())


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert code_of(tmp_path / "không có.docx") == "not_found"
    assert code_of(tmp_path) == "unreadable"
    assert code_of(Path("a\0b")) == "unreadable"
    empty = tmp_path / "rỗng.docx"
    empty.touch()
    assert code_of(empty) == "empty_file"
    assert code_of(b"\n\n") == "empty_file"
    large = tmp_path / "lớn.txt"
    large.write_bytes(b"a" * 101)
    assert code_of(large, limits=Limits(max_bytes=100)) == "too_large"


def test_reasons_are_in_one_language(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path)
    assert "(đây là thư mục)" in caught.value.message("vi")
    assert "(it is a folder)" in caught.value.message("en")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống")
    assert code_of(tmp_path / "ống") == "unreadable"


# --- formats ---


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 400


@pytest.mark.parametrize(
    ("data", "name", "code", "word"),
    [
        pytest.param(ole("WordDocument"), "a.docx", "damaged", "OLE", id="rubbish-in-ole"),
        pytest.param(ole("Workbook"), "a.xls", "damaged", "bảng tính", id="xls"),
        pytest.param(ole("EncryptedPackage"), "a.docx", "encrypted", "mật khẩu", id="encrypted-ooxml"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\0" * 90, "a.pdf", "damaged", "ảnh", id="jpeg-named-pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "a", "damaged", "ảnh", id="png"),
        pytest.param(package(xl__workbook_xml=b"x"), "a.xlsx", "damaged", "bảng tính", id="xlsx"),
        pytest.param(
            package(mimetype=b"application/vnd.oasis.opendocument.text"), "a", "damaged", "content.xml", id="odt"
        ),
        pytest.param(package(a=b"x", b=b"y"), "a.zip", "several_documents", "2 văn bản", id="zip"),
        pytest.param(b"Rar!\x1a\x07\x01\0" + b"\0" * 90, "a.rar", "unsupported_format", "nén", id="rar"),
        pytest.param(
            b"Return-Path: <a@b.vn>\r\nSubject: x\r\n\r\nabc", "a.eml", "no_documents", "văn bản nào", id="mail"
        ),
        pytest.param(b"MZ\x90\x00\x03" + b"\0" * 90, "a.pdf", "unsupported_format", "chương trình", id="exe-named-pdf"),
        pytest.param(b"MZ\x50\x00\x02" + b"\0" * 90, "a.doc", "unsupported_format", "chương trình", id="old-exe"),
        pytest.param(b"\x7fELF\x02\x01" + b"\0" * 90, "a", "unsupported_format", "chương trình", id="elf"),
        pytest.param(b"<?xml version='1.0'?><invoice/>", "a.xml", "unsupported_format", "XML", id="xml"),
        pytest.param(bytes(range(256)) * 4, "a.bin", "unsupported_format", "Định dạng", id="unknown"),
        pytest.param(bytes(range(256)) * 4, "a.docx", "damaged", ".docx", id="rubbish-named-docx"),
        pytest.param(b"PK\x03\x04" + b"\1" * 300, "a.docx", "damaged", "zip", id="cut-zip"),
    ],
)
def test_formats_are_named_by_content(data: bytes, name: str, code: str, word: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data, name=name)
    assert caught.value.code == code
    assert word in caught.value.message("vi")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param(b"<html><body><p>Abc</p></body></html>", "a.doc", "html", id="html-named-doc"),
        pytest.param(b"Abc\n", "a.md", "md", id="name-breaks-the-tie-md"),
        pytest.param(b"Abc\n", "a.txt", "txt", id="name-breaks-the-tie-txt"),
        pytest.param(b"Abc\n", "", "txt", id="no-name"),
        pytest.param(b"# A\n\n**b**", "", "md", id="markdown-by-content"),
        pytest.param(docx(lambda document: document.add_paragraph("Abc")), "a.txt", "docx", id="docx-named-txt"),
        pytest.param(pdf([Text(80, 80, "Các phòng, đơn vị báo cáo")]), "a.html", "pdf", id="pdf-named-html"),
    ],
)
def test_content_decides(data: bytes, name: str, expected: str) -> None:
    assert read(data, name=name).format == expected


def test_a_program_is_not_to_be_opened() -> None:
    with pytest.raises(DocumentError) as caught:
        read(b"MZ\x90\x00" + b"\0" * 90, name="ke-hoach.pdf")
    assert "không mở" in caught.value.hint("vi").lower()
    assert caught.value.hint("en") == "Do not open it; ask the sender about it."


@pytest.mark.parametrize(("language", "kept"), [("vi", "danh sách chờ"), ("en", "kept as waiting")])
def test_what_waits_promises_no_list_that_extract_does_not_keep(language: Language, kept: str) -> None:
    error = guard.waiting_for("LibreOffice", "Tệp .doc", "A .doc", "libreoffice-writer")
    assert "LibreOffice" in error.message(language)
    assert kept not in error.message(language)
    assert "libreoffice-writer" in error.hint(language)
    assert "vanban ingest --retry waiting" in error.hint(language)


# --- properties ---

SEEDS = [
    docx(lambda document: document.add_table(2, 2).cell(0, 0).add_paragraph("Nội dung")),
    pdf([Text(80, 80, "Các phòng, đơn vị báo cáo kết quả")]),
    "<html><body><table><tr><td rowspan=2>Một<td>Hai</table><p>Ba".encode(),
    "# Một\n\nA\tB\n1\t2\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n- **hai**\n".encode(),
]


def check(layout: Layout) -> None:
    """Offsets ascend without overlap, point at text, and cells stand in their tables."""
    end = 0
    for block in layout.blocks:
        assert end <= block.start < block.end <= len(layout.text)
        assert block.table is not None or layout.text[block.start : block.end].strip()
        end = block.end
    for table in layout.tables:
        for cell in table.cells:
            assert table.start <= cell.start <= cell.end <= table.end
            assert layout.text[cell.start : cell.end] == table.rows[cell.row][cell.column]
    for word in layout.words:
        assert 0 <= word.start < word.end <= len(layout.text)


def outcome(data: bytes) -> None:
    try:
        layout = read(data)
    except DocumentError as error:
        assert error.code != "reader_crashed", error
    else:
        check(layout)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_layout_or_a_document_error(data: bytes) -> None:
    outcome(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.data())
def test_broken_files_are_a_layout_or_a_document_error(seed: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(seed) - 1))
    length = data.draw(st.integers(0, 40))
    outcome(seed[:place] + data.draw(st.binary(max_size=20)) + seed[place + length :])


TABLE_TEXT = st.lists(st.lists(st.sampled_from(["", "1", "hồ sơ", "STT", "**b**", "a|b"]), min_size=1, max_size=4))


@settings(max_examples=100, deadline=None)
@given(TABLE_TEXT)
def test_lines_of_tabs_lose_no_words(rows: list[list[str]]) -> None:
    source = "\n".join("\t".join(row) for row in rows)
    if source.strip():
        layout = read(source.encode())
        check(layout)
        assert layout.text.replace("*", "").split() == source.replace("*", "").split()
