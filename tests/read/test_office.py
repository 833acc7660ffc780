"""Old Word files, RTF and OpenDocument, read through the real LibreOffice; and what is settled before it is asked."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from pipeline.errors import DocumentError
from pipeline.read import libreoffice, mhtml, read
from pipeline.read.guard import Limits
from pipeline.record import SourceFormat
from tests.read.make import docx, paragraphs

needs_libreoffice = pytest.mark.skipif(libreoffice.available() is None, reason="LibreOffice is not installed")

LETTER: list[tuple[tuple[int, int] | None, str]] = [
    ((0, 0), "SỞ NỘI VỤ"),
    ((1, 0), "Số: 12/TB-SNV"),
    ((0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ((1, 1), "Nam An, ngày 5 tháng 6 năm 2020"),
    (None, "THÔNG BÁO"),
    (None, "1. Phòng Tổ chức rà soát biên chế."),
    (None, "2. Văn phòng Sở báo cáo trước ngày 30/6/2020."),
]
ROWS = (("STT", "Kết quả", "Kết quả"), ("STT", "Đúng hạn", "Quá hạn"), ("1", "5", "2"))


def letter(document: Any) -> None:
    """Build a notice with a letterhead, a numbered list, a table with merged cells, a footer."""
    head = document.add_table(2, 2)
    for place, text in LETTER:
        if place is not None:
            head.cell(*place).text = text
    document.add_paragraph("THÔNG BÁO")
    for _, text in LETTER[-2:]:
        document.add_paragraph(text.partition(" ")[2], style="List Number")
    table = document.add_table(3, 3, style="Table Grid")
    for r, row in enumerate([("STT", "Kết quả", ""), ("", "Đúng hạn", "Quá hạn"), ("1", "5", "2")]):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    document.sections[0].footer.paragraphs[0].text = "Lưu hành nội bộ"


@pytest.fixture(scope="module")
def as_format(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """Return a function that gives the letter in a format, as LibreOffice writes it."""
    folder = tmp_path_factory.mktemp("letter")
    (folder / "letter.docx").write_bytes(docx(letter))

    def convert(suffix: str) -> bytes:
        target = folder / f"letter.{suffix}"
        soffice = libreoffice.available()
        if soffice is not None and not target.exists():
            office = libreoffice._running(soffice, Limits())
            command = ["--headless", "--convert-to", suffix, "--outdir", str(folder), str(folder / "letter.docx")]
            office._ask(command, time.monotonic() + 60)
        return target.read_bytes()

    return convert


@pytest.fixture(scope="module", autouse=True)
def office_is_closed() -> Iterator[None]:
    yield
    libreoffice.close()


@needs_libreoffice
@pytest.mark.parametrize(
    ("suffix", "format_", "name"),
    [
        pytest.param("doc", SourceFormat.DOC, "a.doc", id="doc"),
        pytest.param("rtf", SourceFormat.RTF, "a.rtf", id="rtf"),
        pytest.param("odt", SourceFormat.ODT, "a.odt", id="odt"),
        pytest.param("fodt", SourceFormat.ODT, "a.xml", id="flat-odt"),
        pytest.param("doc", SourceFormat.DOC, "a.docx", id="doc-named-docx"),
        pytest.param("doc", SourceFormat.DOC, "a.wps", id="doc-named-wps"),
        pytest.param("rtf", SourceFormat.RTF, "a.doc", id="rtf-named-doc"),
    ],
)
def test_a_letter_in_every_format(
    as_format: Callable[[str], bytes], suffix: str, format_: SourceFormat, name: str
) -> None:
    layout = read(as_format(suffix), name=name)
    assert layout.format is format_
    assert layout.warnings == ()
    found = [(b.cell, layout.text[b.start : b.end]) for b in layout.blocks if b.table is None and b.part == "body"]
    assert found == LETTER
    assert [table.rows for table in layout.tables] == [ROWS]
    assert paragraphs(layout)[-1] == "Lưu hành nội bộ"


RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times New Roman;}}\f0 %s}"


@needs_libreoffice
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(rb"Quy\u7871? \u273?\u7883?nh\par S\u7889?: 5\par", ["Quyế định", "Số: 5"], id="unicode"),
        pytest.param(rb"Gi\u7919?{\v \u7849?n}\par", ["Giữ"], id="hidden"),
        pytest.param(
            rb"Th\u226?n{\footnote\pard Ch\u250? th\u237?ch ri\u234?ng}\par",
            ["Thân", "Chú thích riêng"],
            id="footnote",
        ),
        pytest.param(
            rb"{\field{\*\fldinst HYPERLINK \"http://a.vn\"}{\fldrslt Li\u234?n k\u7871?t}}\par",
            ["Liên kết"],
            id="field",
        ),
    ],
)
def test_rtf_by_hand(body: bytes, expected: list[str]) -> None:
    assert paragraphs(read(RTF % body)) == expected


@needs_libreoffice
def test_a_cut_rtf_is_told() -> None:
    layout = read((RTF % rb"C\u242?n l\u7841?i m\u7897?t ph\u7847?n.\par M\u7845?t")[:-3], name="a.rtf")
    assert paragraphs(layout)[0] == "Còn lại một phần."
    assert len(layout.warnings) == 1
    assert "cut off" in layout.warnings[0]


# LibreOffice with the settings it comes with asks for this picture three times
LINKED_PICTURE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
<text:p>Thân<draw:frame svg:width="3cm" svg:height="3cm" text:anchor-type="as-char">
<draw:image xlink:href="{here}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>
</draw:frame></text:p>
</office:text></office:body></office:document>"""


@needs_libreoffice
def test_nothing_is_fetched_from_the_network() -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names that http.server looks for

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        layout = read(LINKED_PICTURE.format(here=here).encode(), name="a.fodt")
        server.shutdown()
    assert layout.text == "Thân"
    assert asked == []


# --- settled before LibreOffice is asked ------------------------------------------------------------------------------


def code_of(data: bytes, name: str = "a.doc", limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read(data, name=name, limits=limits)
    return caught.value.code


@needs_libreoffice
def test_a_doc_with_a_password(as_format: Callable[[str], bytes]) -> None:
    data = bytearray(as_format("doc"))
    header = data.index(b"\xec\xa5", 512)  # the file information block of Word 97
    data[header + 0x0B] |= 0x01  # fEncrypted
    assert code_of(bytes(data)) == "encrypted"


@needs_libreoffice
@pytest.mark.parametrize("share", [0.1, 0.3])
def test_a_cut_doc_is_damaged(as_format: Callable[[str], bytes], share: float) -> None:
    data = as_format("doc")
    assert code_of(data[: int(len(data) * share)]) == "damaged"


@needs_libreoffice
def test_a_doc_that_lost_its_text_is_damaged(as_format: Callable[[str], bytes]) -> None:
    data = bytearray(as_format("doc"))
    header = data.index(b"\xec\xa5", 512)
    data[header + 0x4C : header + 0x50] = (1_000_000).to_bytes(4, "little")  # ccpText: characters that there should be
    assert code_of(bytes(data)) == "damaged"


def odt(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def test_an_odt_with_a_password() -> None:
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert code_of(odt(content_xml=b"x", **{"META-INF__manifest_xml": manifest}), "a.odt") == "encrypted"


def test_an_odt_that_swells() -> None:
    assert code_of(odt(content_xml=b"x" * 2000), "a.odt", Limits(max_unpacked_bytes=1000)) == "too_large"


def test_an_odt_without_its_text() -> None:
    assert code_of(odt(styles_xml=b"x"), "a.odt") == "damaged"


def test_an_odt_whose_text_cannot_be_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", bytes(range(256)) * 40)
        place = archive.getinfo("content.xml").header_offset + 30 + len("content.xml")
    data = bytearray(stream.getvalue())
    data[place + 5 : place + 60] = b"\xff" * 55
    assert code_of(bytes(data), "a.odt") == "damaged"


def test_without_libreoffice_a_file_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "available", lambda: None)
    assert code_of(RTF % rb"abc\par", "a.rtf") == "waiting_for_tool"


# --- names that promise what the content is not -----------------------------------------------------------------------

PAGE = "<html><body><p align=center><b>KẾ HOẠCH</b></p><p>Thực hiện cải cách hành chính</p></body></html>"
MHTML = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\nThis is a multi-part message.\n"
    "--x\nContent-Location: file:///a.htm\nContent-Transfer-Encoding: base64\n"
    "Content-Type: text/html; charset=utf-8\n\n"
    "{page}\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--x--\n"
)


def as_mhtml(page: str) -> bytes:
    import base64

    return MHTML.format(page=base64.encodebytes(page.encode()).decode()).encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PAGE.encode("utf-8-sig"), id="html"),
        pytest.param(PAGE.encode("utf-16"), id="html-utf16"),
        pytest.param(as_mhtml(PAGE), id="mhtml"),
    ],
)
def test_a_web_page_named_doc(data: bytes) -> None:
    layout = read(data, name="a.doc")
    assert layout.format is SourceFormat.HTML
    assert paragraphs(layout) == ["KẾ HOẠCH", "Thực hiện cải cách hành chính"]


def test_a_letter_with_pictures_is_no_web_page() -> None:
    letter = b"From: a@b.vn\nTo: c@d.vn\nReceived: from x\n" + as_mhtml(PAGE)
    assert mhtml.sniff(letter, letter) == 0


def test_a_text_named_doc() -> None:
    layout = read("Thông báo\n\nVề việc nghỉ lễ".encode(), name="a.doc")
    assert layout.format is SourceFormat.TXT


def test_a_docx_named_doc() -> None:
    assert read(docx(lambda document: document.add_paragraph("Thân")), name="a.doc").format is SourceFormat.DOCX


WORD_2003 = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>
<w:p><w:r><w:t>Thông báo kết luận</w:t></w:r></w:p></w:body></w:wordDocument>"""


@needs_libreoffice
def test_word_2003_xml() -> None:
    layout = read(WORD_2003.encode(), name="a.doc")
    assert (layout.format, paragraphs(layout)) == (SourceFormat.DOC, ["Thông báo kết luận"])


@needs_libreoffice
def test_nothing_is_left_in_the_work_folder(tmp_path: Path) -> None:
    libreoffice.close()
    read(RTF % rb"abc\par", name="a.rtf", limits=Limits(work_folder=str(tmp_path)))
    assert len(list(tmp_path.iterdir())) == 1  # the profile of the office that is kept warm
    libreoffice.close()
    assert list(tmp_path.iterdir()) == []
