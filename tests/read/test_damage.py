"""Damage inside a file that can still be opened: it is told, never passed over."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import regex

from pipeline import process
from pipeline.errors import DocumentError
from pipeline.read import Limits, Unread, read, read_all
from pipeline.read.numbering import written
from pipeline.read.pdfium import Document, joined
from tests.mutations import specimens
from tests.read.pictures import needs_recognition

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


def _one_page(page: bytes, content: bytes = b"BT /F1 12 Tf 72 700 Td (Cong van so 340 cua Van phong) Tj ET") -> bytes:
    """A PDF of one page; ``page`` are entries of its dictionary, its boxes among them."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>" + page + b">>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, thing) for number, thing in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Size 6/Root 1 0 R>>\n%%EOF\n"


@pytest.mark.parametrize("side", [b"20000", b"100000", b"1000000000"])
def test_a_page_of_any_size_is_drawn_small_enough(side: bytes) -> None:
    with Document(_one_page(b"/MediaBox[0 0 %s %s]" % (side, side))) as document, document.page(1) as page:
        picture = page.render(page.resolution(200))
        assert max(picture.size) <= 7200
        assert [word.text for word in page.words][:3] == ["Cong", "van", "so"]
        assert all(abs(place) <= 2 * page.height for word in page.words for place in word.box)


def test_a_page_of_common_size_is_drawn_as_sharp_as_wanted() -> None:
    with Document(_one_page(b"/MediaBox[0 0 842 1191]")) as document, document.page(1) as page:
        assert page.resolution(300) == 300


@needs_recognition
@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param(b"/MediaBox[0 0 595 842]/CropBox[1000 1000 2000 2000]", id="crop box beside the page"),
        pytest.param(b"/MediaBox[0 0 10 1000000]", id="a thread"),
    ],
)
def test_a_page_that_shows_nothing_is_no_crash(boxes: bytes) -> None:
    # letters that make no Vietnamese, so that the page is looked at
    words = b"BT /F1 12 Tf 2 700 Td (%s) Tj ET" % (b"xkcd qwrt zzgh " * 8)
    [found] = read_all(_one_page(boxes, words), name="a.pdf")
    assert not isinstance(found, Unread) or found.error.code == "no_text"


def test_pictures_are_joined_where_they_touch_whatever_their_number() -> None:
    strips = [(0.0, 10.0 * i, 100.0, 10.0 * i + 9) for i in range(3)]
    dots = [
        (200.0 + 10 * (i % 50), 100.0 + 10 * (i // 50), 203.0 + 10 * (i % 50), 103.0 + 10 * (i // 50))
        for i in range(5000)
    ]
    found = joined([*dots, *strips])
    assert len(found) == 5001
    assert (0.0, 0.0, 100.0, 29.0) in found


def test_a_pdf_whose_pages_pdfplumber_cannot_list_is_no_crash() -> None:
    unpackable = b"6 0 obj\n<</Filter/FlateDecode/Length 8>>\nstream\n\0\xff\x13\x77rest\nendstream\nendobj\ntrailer"
    layout = read(_one_page(b"/MediaBox[0 0]").replace(b"trailer", unpackable), name="a.pdf")
    assert "Cong van so 340" in layout.text


@pytest.mark.parametrize("name", ["bảng.xlsx"])
def test_a_package_whose_parts_are_elsewhere_is_damaged(name: str) -> None:
    whole = specimens()[name]
    place = whole.rfind(b"PK\x05\x06") + 16  # where the directory begins, in the record at the end
    broken = whole[:place] + (int.from_bytes(whole[place : place + 4], "little") + 90_000).to_bytes(4, "little")
    with pytest.raises(DocumentError) as caught:
        read(broken + whole[place + 4 :], name=name)
    assert caught.value.code == "damaged"


def test_a_number_of_a_billion_letters_is_written_in_digits() -> None:
    assert (written(27, "lowerLetter"), written(780, "upperLetter")) == ("aa", "Z" * 30)
    assert written(999_999_999, "lowerLetter") == "999999999"


def test_a_web_table_that_spans_over_a_million_places_is_too_large() -> None:
    rows = '<tr><td rowspan="60" colspan="50">a</td></tr>' * 60
    with pytest.raises(DocumentError) as caught:
        read(
            f"<html><body><table>{rows}</table></body></html>".encode(), name="a.html", limits=Limits(max_cells=10_000)
        )
    assert caught.value.code == "too_large"
