from __future__ import annotations

import io
import unicodedata
import zipfile
from typing import Any

import pytest
import regex
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as EmbeddedPackagePart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from pipeline.errors import DocumentError
from pipeline.read import image, read
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, LayoutBuilder, Part
from pipeline.read.numbering import written
from pipeline.record import SourceFormat
from tests.read.make import docx, paragraphs, with_part

W = nsdecls("w")


def xml(body: str) -> Any:
    """Parse an element of the body; the prefixes w, mc and wps are declared."""
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return parse_xml(body.replace("<w:p>", f"<w:p {W} {names}>", 1).replace("<w:tbl>", f"<w:tbl {W}>", 1))


def of(*bodies: str) -> bytes:
    """Return a .docx with these elements as its body."""

    def build(document: Any) -> None:
        for body in bodies:
            document.element.body.insert(len(document.element.body) - 1, xml(body))

    return docx(build)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<w:r><w:t>Một</w:t><w:br/><w:t>hai</w:t></w:r>", "Một\nhai", id="soft-line-break"),
        pytest.param("<w:r><w:t>Số:</w:t><w:tab/><w:t>/QĐ</w:t></w:r>", "Số: /QĐ", id="tab"),
        pytest.param("<w:r><w:t>X</w:t><w:noBreakHyphen/><w:t>quang</w:t></w:r>", "X-quang", id="no-break-hyphen"),
        pytest.param(
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:t> 50%</w:t></w:r>', "≥ 50%", id="symbol"
        ),
        pytest.param(
            '<w:r><w:t>Giữ </w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="a"><w:r><w:delText>xóa</w:delText></w:r></w:del>',
            "Giữ thêm",
            id="tracked-changes",
        ),
        pytest.param(
            "<w:r><w:t>Hiện</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", "Hiện", id="hidden"
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Điều 3</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "Điều 3",
            id="field-result",
        ),
        pytest.param(
            '<w:hyperlink w:anchor="a"><w:r><w:t>Phụ lục I</w:t></w:r></w:hyperlink>', "Phụ lục I", id="hyperlink"
        ),
        pytest.param(
            "<w:sdt><w:sdtContent><w:r><w:t>Trong khung</w:t></w:r></w:sdtContent></w:sdt>",
            "Trong khung",
            id="content-control",
        ),
        pytest.param("<w:r><w:t>Hoa\u0300</w:t></w:r>", "Hoà", id="nfd"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
            "</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            "<w:r><w:t> Đạt</w:t></w:r>",
            "☒ Đạt",
            id="box-that-is-ticked",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Nam"/>'
            '<w:listEntry w:val="Nữ"/></w:ddList></w:ffData></w:fldChar></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "Nữ",
            id="choice-of-a-form",
        ),
    ],
)
def test_runs(body: str, expected: str) -> None:
    assert paragraphs(read(of(f"<w:p>{body}</w:p>"))) == [expected]


def test_text_boxes_are_read_once() -> None:
    def box(name: str) -> str:
        content = f"<w:txbxContent><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:txbxContent>"
        return f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>" if name == "Người ký" else content

    body = (
        "<w:p><w:r><w:t>Thân</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps">{box("Người ký")}</mc:Choice>'
        f"<mc:Fallback>{box('Người ký cũ')}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert paragraphs(read(of(body))) == ["Thân", "Người ký"]


def test_looks() -> None:
    def build(document: Any) -> None:
        document.add_heading("Chương I", 2)
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run("QUYẾT ĐỊNH").bold = True
        mixed = document.add_paragraph("Điều 1. ")
        mixed.runs[0].bold = True
        mixed.add_run("Nội dung")

    blocks = read(docx(build)).blocks
    assert [(b.heading, b.bold, b.centered) for b in blocks] == [(2, True, False), (0, True, True), (0, False, False)]


def test_headers_footers_and_page_numbers() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Thân văn bản")
        document.sections[0].header.paragraphs[0].text = "DỰ THẢO"
        document.sections[0].footer.paragraphs[0].text = "Trang 1/3"

    layout = read(docx(build))
    assert paragraphs(layout, Part.BODY) == ["Thân văn bản"]
    assert paragraphs(layout, Part.HEADER) == ["DỰ THẢO"]
    assert paragraphs(layout, Part.FOOTER) == []


# --- tables ---


def test_merged_cells_are_opened() -> None:
    def build(document: Any) -> None:
        table = document.add_table(3, 3, style="Table Grid")
        for r, row in enumerate([("STT", "Kết quả", ""), ("", "Đúng hạn", "Quá hạn"), ("1", "5", "2")]):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))

    (table,) = read(docx(build)).tables
    assert table.rows == (("STT", "Kết quả", "Kết quả"), ("STT", "Đúng hạn", "Quá hạn"), ("1", "5", "2"))
    assert [(c.row, c.column, c.row_span, c.column_span) for c in table.cells[:2]] == [(0, 0, 2, 1), (0, 1, 1, 2)]


def test_repeated_header_rows() -> None:
    def build(document: Any) -> None:
        table = document.add_table(3, 2, style="Table Grid")
        for r in range(3):
            for c in range(2):
                table.cell(r, c).text = f"{r}{c}"
        for row in table.rows[:2]:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))

    assert read(docx(build)).tables[0].header_rows == 2


def test_nested_table_keeps_its_text_in_the_cell() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2, style="Table Grid")
        for c in range(2):
            table.cell(0, c).text = f"Cột {c}"
        table.cell(1, 0).text = "Ngoài"
        table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Trong"

    assert read(docx(build)).tables[0].rows[1] == ("Ngoài", "Trong")


def test_letterhead_and_signature_tables_are_paragraphs() -> None:
    def build(document: Any) -> None:
        head = document.add_table(2, 2)
        head.cell(0, 0).text = "SỞ NỘI VỤ"
        head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        head.cell(1, 0).text = "Số: 12/TB-SNV"
        head.cell(1, 1).text = "Nam An, ngày 5 tháng 6 năm 2020"
        document.add_paragraph("Thân")
        end = document.add_table(1, 2)
        end.cell(0, 0).text = "Nơi nhận:\n- Như trên;"
        end.cell(0, 1).text = "GIÁM ĐỐC"

    layout = read(docx(build))
    assert layout.tables == ()
    assert [(b.cell, layout.text[b.start : b.end]) for b in layout.blocks] == [
        ((0, 0), "SỞ NỘI VỤ"),
        ((1, 0), "Số: 12/TB-SNV"),
        ((0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ((1, 1), "Nam An, ngày 5 tháng 6 năm 2020"),
        (None, "Thân"),
        ((0, 0), "Nơi nhận:\n- Như trên;"),
        ((0, 1), "GIÁM ĐỐC"),
    ]


def test_a_signature_set_with_tabs_in_decomposed_letters() -> None:
    lines = ["Nơi nhận:\tKT. GIÁM ĐỐC", "- Như trên;\tPHÓ GIÁM ĐỐC", "- Lưu: VT.\tNguyễn Văn A"]

    def build(document: Any) -> None:
        document.add_paragraph("Thân")
        for line in lines:
            document.add_paragraph(unicodedata.normalize("NFD", line))

    left, right = zip(*(line.split("\t") for line in lines), strict=True)
    assert paragraphs(read(docx(build))) == ["Thân", *left, *right]


# --- numbering ---


def numbered(levels: str, *items: tuple[int, str], overrides: str = "") -> list[str]:
    """Read paragraphs of a made-up list: ``items`` are (level, text), or (-1, text) for a plain one."""

    def build(document: Any) -> None:
        root = document.part.numbering_part.element
        for old in list(root):
            root.remove(old)
        root.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="1">{levels}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {W} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))
        root.append(parse_xml(f'<w:num {W} w:numId="2"><w:abstractNumId w:val="1"/>{overrides}</w:num>'))
        for level, text in items:
            paragraph = document.add_paragraph(text)
            if level >= 0:
                number = 1 + level // 10
                paragraph._p.get_or_add_pPr().append(
                    parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level % 10}"/><w:numId w:val="{number}"/></w:numPr>')
                )

    return paragraphs(read(docx(build)))


def level(place: int, form: str, text: str, more: str = "") -> str:
    head = f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'{head}{more}<w:lvlText w:val="{text}"/></w:lvl>'


OUTLINE = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>") + level(2, "lowerLetter", "%3)")


@pytest.mark.parametrize(
    ("levels", "items", "expected"),
    [
        pytest.param(
            level(0, "decimal", "Điều %1."),
            [(0, "Phạm vi"), (0, "Đối tượng")],
            ["Điều 1. Phạm vi", "Điều 2. Đối tượng"],
            id="articles",
        ),
        pytest.param(
            OUTLINE,
            [(0, "Chung"), (1, "a"), (2, "x"), (2, "z"), (1, "b"), (2, "y"), (0, "Riêng"), (1, "c")],
            ["I. Chung", "1.1. a", "a) x", "b) z", "1.2. b", "a) y", "II. Riêng", "2.1. c"],
            id="levels-restart",
        ),
        pytest.param(level(0, "bullet", "-"), [(0, "ý một"), (-1, "xen")], ["- ý một", "xen"], id="dash-bullet"),
        pytest.param(level(0, "bullet", "\uf0b7"), [(0, "ý")], ["• ý"], id="symbol-bullet"),
        pytest.param(level(0, "none", ""), [(0, "trơn")], ["trơn"], id="no-number"),
        pytest.param(level(0, "none", "Ghi chú:"), [(0, "x")], ["Ghi chú: x"], id="words-without-number"),
        pytest.param(
            level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'),
            [(0, "a"), (1, "x"), (0, "b"), (1, "y")],
            ["I. a", "1. x", "II. b", "2. y"],
            id="level-that-never-restarts",
        ),
        pytest.param(
            level(0, "upperRoman", "%1.")
            + level(1, "decimal", "%2.")
            + level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
            [(0, "a"), (1, "b"), (2, "c"), (1, "d"), (2, "e"), (0, "f"), (2, "g")],
            ["I. a", "1. b", "a) c", "2. d", "b) e", "II. f", "a) g"],
            id="restarts-after-the-first-level-alone",
        ),
        pytest.param(
            level(0, "decimal", "%1.").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
            + level(1, "decimal", "%1.%2."),
            [(0, "a"), (0, "b"), (1, "c")],
            ["a", "b", "2.1. c"],
            id="hidden-number-is-counted",
        ),
        pytest.param(level(0, "decimalZero", "%1"), [(0, "a"), (0, "b")], ["01 a", "02 b"], id="leading-zero"),
        pytest.param(
            level(0, "decimal", "%1)", '<w:suff w:val="nothing"/>'), [(0, "a"), (0, "b")], ["1)a", "2)b"], id="no-gap"
        ),
    ],
)
def test_numbering(levels: str, items: list[tuple[int, str]], expected: list[str]) -> None:
    assert numbered(levels, *items) == expected


def test_a_level_that_begins_anew_begins_where_its_list_says() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.")
    fifth = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    items = [(10, "a"), (11, "x"), (11, "y"), (10, "b"), (11, "z")]
    assert numbered(levels, *items, overrides=fifth) == ["I. a", "5. x", "6. y", "II. b", "5. z"]


def test_a_list_that_a_list_style_defines() -> None:
    def build(document: Any) -> None:
        root = document.part.numbering_part.element
        for old in list(root):
            root.remove(old)
        for name, content in (("1", level(0, "lowerLetter", "%1)")), ("2", '<w:numStyleLink w:val="Muc"/>')):
            root.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="{name}">{content}</w:abstractNum>'))
        for name in ("1", "2"):
            root.append(parse_xml(f'<w:num {W} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
        document.styles.element.append(
            parse_xml(
                f'<w:style {W} w:type="numbering" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
                "</w:pPr></w:style>"
            )
        )
        for text in ("một", "hai"):
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'))

    assert paragraphs(read(docx(build))) == ["a) một", "b) hai"]


def test_second_list_starts_anew_where_it_says_so() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    items = [(0, "a"), (0, "b"), (10, "c"), (10, "d")]
    assert numbered(level(0, "decimal", "%1."), *items, overrides=restart) == ["1. a", "2. b", "1. c", "2. d"]
    assert numbered(level(0, "decimal", "%1."), *items) == ["1. a", "2. b", "3. c", "4. d"]


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (27, "lowerLetter", "aa"),
        (7, "decimalZero", "07"),
        (3, "unheardOf", "3"),
        (0, "upperLetter", "0"),
    ],
)
def test_number_formats(value: int, form: str, expected: str) -> None:
    assert written(value, form) == expected


def test_numbered_empty_cell_shows_its_number() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = "STT", "Tên"
        table.cell(1, 1).text = "Cấp phép"
        table.cell(1, 0).paragraphs[0].style = document.styles["List Number"]

    assert read(docx(build)).tables[0].rows[1] == ("1.", "Cấp phép")


# --- what is no document ---


def test_unpacked_size_is_limited() -> None:
    package = docx(lambda document: document.add_paragraph("a" * 100_000))
    with pytest.raises(DocumentError) as caught:
        read(package, limits=Limits(max_unpacked_bytes=50_000))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    "package",
    [
        pytest.param(docx(lambda document: document.add_paragraph("a"))[:-200], id="cut-off"),
        pytest.param(
            with_part(docx(lambda document: document.add_paragraph("a")), "word/document.xml", lambda text: text[:300]),
            id="broken-xml",
        ),
    ],
)
def test_damaged(package: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read(package)
    assert caught.value.code == "damaged"


def test_empty_document_has_no_text() -> None:
    with pytest.raises(DocumentError) as caught:
        read(docx(lambda document: document.add_paragraph("  ")))
    assert caught.value.code == "no_text"


# --- packages that are not as they should be ---


def with_furniture(document: Any) -> None:
    document.add_paragraph("Thân văn bản", style="List Number")
    document.sections[0].header.paragraphs[0].text = "DỰ THẢO"


def cut(part: str) -> str:
    return part[: len(part) // 2]


@pytest.mark.parametrize(
    ("part", "body", "header"),
    [
        pytest.param("word/styles.xml", ["Thân văn bản"], ["DỰ THẢO"], id="styles"),
        pytest.param("word/numbering.xml", ["Thân văn bản"], ["DỰ THẢO"], id="numbering"),
        pytest.param("word/settings.xml", ["1. Thân văn bản"], ["DỰ THẢO"], id="settings"),
        pytest.param("word/header1.xml", ["1. Thân văn bản"], [], id="header"),
        pytest.param("word/_rels/document.xml.rels", ["1. Thân văn bản"], ["DỰ THẢO"], id="relations"),
        pytest.param("_rels/.rels", ["1. Thân văn bản"], ["DỰ THẢO"], id="root-relations"),
        pytest.param("[Content_Types].xml", ["1. Thân văn bản"], ["DỰ THẢO"], id="types"),
    ],
)
def test_a_broken_part_costs_that_part(part: str, body: list[str], header: list[str]) -> None:
    layout = read(with_part(docx(with_furniture), part, cut))
    assert paragraphs(layout, Part.BODY) == body
    assert paragraphs(layout, Part.HEADER) == header
    assert len(layout.warnings) == 1
    assert part in layout.warnings[0]


def test_a_relation_to_nothing_is_told() -> None:
    lost = '<Relationship Id="rId99" Type="http://x/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    layout = read(
        with_part(
            docx(with_furniture), "word/_rels/document.xml.rels", lambda part: part.replace("</Relationships>", lost)
        )
    )
    assert paragraphs(layout) == ["1. Thân văn bản", "DỰ THẢO"]
    assert "word/footnotes.xml" in layout.warnings[0]


def test_a_broken_main_part_is_damage() -> None:
    with pytest.raises(DocumentError) as caught:
        read(with_part(docx(with_furniture), "word/document.xml", cut), name="a.docx")
    assert caught.value.code == "damaged"


def footnoted(notes: str) -> bytes:
    """Return a .docx whose footnotes part is ``notes``."""
    package = with_part(
        docx(with_furniture),
        "word/_rels/document.xml.rels",
        lambda part: part.replace(
            "</Relationships>",
            '<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/footnotes"/></Relationships>',
        ),
    )
    stream = io.BytesIO(package)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    return stream.getvalue()


def test_footnotes_are_apart() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Chú thích</w:t></w:r></w:p></w:footnote>'
    rule = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    layout = read(footnoted(f"<w:footnotes {W}>{rule}{note}</w:footnotes>"))
    assert paragraphs(layout, Part.FOOTNOTE) == ["Chú thích"]
    assert layout.warnings == ()


def test_broken_footnotes_are_told() -> None:
    layout = read(footnoted(f"<w:footnotes {W}><w:footnote>"))
    assert paragraphs(layout, Part.BODY) == ["1. Thân văn bản"]
    assert "word/footnotes.xml" in layout.warnings[0]


MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    "content_type",
    [
        pytest.param("application/vnd.ms-word.document.macroEnabled.main+xml", id="docm"),
        pytest.param("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", id="dotx"),
    ],
)
def test_macro_documents_and_templates(content_type: str) -> None:
    package = with_part(docx(with_furniture), "[Content_Types].xml", lambda part: part.replace(MAIN_TYPE, content_type))
    layout = read(package)
    assert paragraphs(layout) == ["1. Thân văn bản", "DỰ THẢO"]
    assert layout.warnings == ()


def test_the_strict_dialect() -> None:
    def strict(part: str) -> str:
        return regex.sub(
            r"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/",
            r"http://purl.oclc.org/ooxml/\1/",
            part,
        )

    package = docx(with_furniture)
    for name in ("_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml"):
        package = with_part(package, name, strict)
    for name in ("word/numbering.xml", "word/header1.xml", "word/settings.xml"):
        package = with_part(package, name, strict)
    assert paragraphs(read(package)) == ["1. Thân văn bản", "DỰ THẢO"]


def test_embedded_files_are_told() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Kèm theo bảng tổng hợp")
        name = PackURI("/word/embeddings/bang.xlsx")
        document.part.relate_to(EmbeddedPackagePart(name, "application/x", b"x", document.part.package), RT.PACKAGE)

    layout = read(docx(build))
    assert paragraphs(layout) == ["Kèm theo bảng tổng hợp"]
    assert layout.embedded == ("bang.xlsx",)
    assert not layout.warnings


@pytest.mark.parametrize(
    ("rows", "tables"),
    [
        pytest.param((("Thư ký", "Chủ tọa"), ("", ""), ("Lý Mỹ Hạnh", "Lâm Gia Phúc")), 0, id="signatures"),
        pytest.param((("Thư ký", "Chủ tọa"), ("", ""), ("Phòng họp 1", "Phòng họp 2")), 1, id="no-names"),
        pytest.param((("Xã", "Huyện"), ("", ""), ("Lý Mỹ Hạnh", "Lâm Gia Phúc")), 1, id="no-posts"),
    ],
)
def test_signatures_in_small_letters_are_no_table(rows: tuple[tuple[str, str], ...], tables: int) -> None:
    def build(document: Any) -> None:
        table = document.add_table(len(rows), 2)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                table.cell(r, c).text = text

    assert len(read(docx(build)).tables) == tables


def test_text_taken_from_another_file_is_told() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Kèm theo bảng tổng hợp")
        chunk = EmbeddedPackagePart(PackURI("/word/afchunk.htm"), "text/html", b"<p>x</p>", document.part.package)
        document.part.relate_to(chunk, RT.A_F_CHUNK)

    layout = read(docx(build))
    assert "passage(s)" in layout.warnings[0]
    assert not layout.embedded


def test_soft_hyphens_are_not_shown() -> None:
    assert paragraphs(read(of("<w:p><w:r><w:t>thủ</w:t><w:softHyphen/><w:t>tục</w:t></w:r></w:p>"))) == ["thủtục"]


def test_the_words_of_a_diagram() -> None:
    dgm, r = "http://schemas.openxmlformats.org/drawingml/2006/diagram", nsdecls("r")
    points = "".join(f"<pt><t><a:p><a:r><a:t>{name}</a:t></a:r></a:p></t></pt>" for name in ("Giám đốc", "Văn phòng"))
    data = f"<dataModel xmlns='{dgm}' {nsdecls('a')}><ptLst>{points}<pt type='parTrans'/></ptLst></dataModel>"

    def build(document: Any) -> None:
        name = PackURI("/word/diagrams/data1.xml")
        part = EmbeddedPackagePart(name, "application/xml", data.encode(), document.part.package)
        relation = document.part.relate_to(part, f"{RT.OFFICE_DOCUMENT.rpartition('/')[0]}/diagramData")
        run = document.add_paragraph("Sơ đồ tổ chức").add_run()
        run._r.append(parse_xml(f'<w:drawing {W}><relIds xmlns="{dgm}" {r} r:dm="{relation}"/></w:drawing>'))

    assert paragraphs(read(docx(build))) == ["Sơ đồ tổ chức", "Giám đốc", "Văn phòng"]


# --- pictures ---


def picture(width: int, height: int, colour: str) -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("L", (width, height), colour).save(stream, "PNG")
    return stream


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Put a reader in the place of recognition that notes the colours of the pages it is given."""
    colours: list[int] = []

    def read_pages(files: list[bytes], limits: Limits) -> Layout:
        builder = LayoutBuilder()
        for number, data in enumerate(files, start=1):
            colour = Image.open(io.BytesIO(data)).getpixel((0, 0))
            assert isinstance(colour, int)
            colours.append(colour)
            builder.paragraph(f"Trang số {number}", page=number)
        return builder.build(SourceFormat.IMAGE, pages=len(files), ocr=True)

    monkeypatch.setattr(image, "read_pages", read_pages)
    return colours


def test_scanned_pages_in_a_word_file_are_recognised(recognised: list[int]) -> None:
    def build(document: Any) -> None:
        document.add_picture(picture(600, 800, "#202020"))
        document.add_picture(picture(60, 60, "#808080"))
        document.add_picture(picture(700, 990, "#404040"))

    layout = read(docx(build))
    assert (layout.format, layout.ocr, layout.pages) == (SourceFormat.DOCX, True, 2)
    assert paragraphs(layout) == ["Trang số 1", "Trang số 2"]
    assert recognised == [0x20, 0x40]


def test_a_picture_in_a_text_is_not_recognised(recognised: list[int]) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Sở Nội vụ báo cáo kết quả rà soát biên chế năm 2020 của các phòng")
        document.add_picture(picture(600, 800, "#202020"))

    assert read(docx(build)).format is SourceFormat.DOCX
    assert recognised == []
