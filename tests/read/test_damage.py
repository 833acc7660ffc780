"""Damage inside a file that can still be opened: it is told, never passed over."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import regex

from pipeline import process
from pipeline.errors import DocumentError

SAMPLES = Path(__file__).parents[2] / "samples"


def test_a_pdf_page_that_cannot_be_unpacked_is_told() -> None:
    whole = (SAMPLES / "ke-hoach-tinh-uy-ha-tinh-2026.pdf").read_bytes()
    stream = regex.search(rb"/FlateDecode.{0,200}?stream\r?\n", whole, regex.DOTALL)
    assert stream is not None
    place = stream.end()
    broken = whole[:place] + bytes([0, 255, 19, 119, 1, 2]) + whole[place + 6 :]
    assert "partly_read" not in [finding.code for finding in process(whole, name="a.pdf").findings]
    record = process(broken, name="a.pdf")
    [finding] = [finding for finding in record.findings if finding.code == "partly_read"]
    assert "Trang 1 " in finding.message
    assert finding.message_en is not None
    assert "Page(s) 1 " in finding.message_en


def _with_document_xml(change: bytes, by: bytes) -> bytes:
    """A sample .docx whose text has ``change`` replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(SAMPLES / "ke-hoach-tinh-uy-ha-tinh-2026.docx") as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as broken,
    ):
        for info in whole.infolist():
            data = whole.read(info)
            if info.filename == "word/document.xml":
                assert change in data
                data = data.replace(change, by, 1)
            broken.writestr(info, data)
    return out.getvalue()


def test_a_docx_with_a_doctype_is_refused() -> None:
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document '
    with pytest.raises(DocumentError) as caught:
        process(_with_document_xml(b"<w:document ", entity), name="a.docx")
    assert caught.value.code == "damaged"
    assert "DOCTYPE" in caught.value.message("en")


def test_a_docx_with_broken_compression_is_damaged() -> None:
    whole = (SAMPLES / "ke-hoach-tinh-uy-ha-tinh-2026.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        place = archive.getinfo("word/document.xml").header_offset + 30 + len("word/document.xml")
    broken = whole[: place + 20] + bytes([255] * 40) + whole[place + 60 :]
    with pytest.raises(DocumentError) as caught:
        process(broken, name="a.docx")
    assert caught.value.code == "damaged"
