"""Spreadsheets: which cells are a table, what stands round it, and how values read."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from pipeline import process
from pipeline.errors import DocumentError
from pipeline.read import Limits, read
from pipeline.read.layout import Layout
from pipeline.read.sheet_cells import cell, number
from pipeline.record import Encoding, Measure, SourceFormat
from tests.read.make import paragraphs

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def book(*sheets: Callable[[Any], object]) -> bytes:
    """Return an .xlsx; each function fills a sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for fill in sheets:
        fill(workbook.create_sheet())
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def sheet(*rows: list[Any], merged: tuple[str, ...] = (), title: str | None = None) -> Callable[[Any], object]:
    """Return a function that fills a sheet with rows; [] is a blank row."""

    def fill(worksheet: Any) -> None:
        worksheet.title = title or worksheet.title
        for r, row in enumerate(rows, start=1):
            for c, value in enumerate(row, start=1):
                if value is not None:
                    worksheet.cell(r, c, value)
        for area in merged:
            worksheet.merge_cells(area)

    return fill


def shapes(layout: Layout) -> list[str]:
    """Return the blocks in short: the text of a paragraph, or the cells of a table."""
    return [
        layout.text[b.start : b.end]
        if b.table is None
        else " / ".join("|".join(row) for row in layout.tables[b.table].rows)
        for b in layout.blocks
    ]


REPORT = sheet(
    ["UBND TỈNH NAM AN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["SỞ NỘI VỤ", None, None, "Độc lập - Tự do - Hạnh phúc"],
    ["Số: 12/BC-SNV", None, None, "Nam An, ngày 12 tháng 3 năm 2024"],
    [],
    ["BÁO CÁO"],
    ["Kết quả giải quyết hồ sơ Quý I năm 2024"],
    [None, None, None, None, None, "Đơn vị tính: hồ sơ"],
    ["STT", "Lĩnh vực", "Số hồ sơ đã giải quyết", None, None, "Ghi chú"],
    [None, None, "Tổng số", "Đúng hạn", "Quá hạn"],
    [1, "Hội, quỹ", 14, 12, 2],
    [2, "Thi đua", 1234, 1230, 4, "x"],
    [None, "Tổng cộng", 1248, 1242, 6],
    [],
    ["Ghi chú: số liệu đến ngày 11/3/2024"],
    ["Nơi nhận:", None, None, "KT. GIÁM ĐỐC"],
    ["- UBND tỉnh;", None, None, "PHÓ GIÁM ĐỐC"],
    ["- Lưu: VT."],
    [],
    [],
    [None, None, None, "Trần Văn Mẫu"],
    merged=("A1:B1", "D1:F1", "A5:F5", "A6:F6", "A8:A9", "B8:B9", "C8:E8", "F8:F9"),
)


def test_the_page_of_an_office() -> None:
    assert shapes(read(book(REPORT))) == [
        "UBND TỈNH NAM AN",
        "SỞ NỘI VỤ",
        "Số: 12/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Nam An, ngày 12 tháng 3 năm 2024",
        "BÁO CÁO",
        "Kết quả giải quyết hồ sơ Quý I năm 2024",
        "Đơn vị tính: hồ sơ",
        "STT|Lĩnh vực|Số hồ sơ đã giải quyết|Số hồ sơ đã giải quyết|Số hồ sơ đã giải quyết|Ghi chú"
        " / STT|Lĩnh vực|Tổng số|Đúng hạn|Quá hạn|Ghi chú"
        " / 1|Hội, quỹ|14|12|2| / 2|Thi đua|1234|1230|4|x / |Tổng cộng|1248|1242|6|",
        "Ghi chú: số liệu đến ngày 11/3/2024",
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Trần Văn Mẫu",
    ]


def test_the_record_of_a_report_in_a_sheet() -> None:
    record = process(book(REPORT), name="bao-cao.xlsx")
    document = record.document
    assert (document.type, document.key, document.place) == ("Báo cáo", "12/BC-SNV", "Nam An")
    assert document.signer is not None
    assert (document.signer.name, document.signer.position) == ("Trần Văn Mẫu", "PHÓ GIÁM ĐỐC")
    assert list(document.recipients) == ["UBND tỉnh", "Lưu: VT"]
    late = [count for count in record.counts if count.measure is Measure.RESOLVED_LATE]
    assert [(count.value, count.is_total) for count in late] == [(2, False), (4, False), (6, True)]
    assert not record.tasks
    assert (record.source.format, record.source.pages) == (SourceFormat.XLSX, 1)


def test_a_task_table_in_the_second_sheet() -> None:
    tasks = sheet(
        ["PHỤ LỤC"],
        ["DANH MỤC NHIỆM VỤ NĂM 2024"],
        ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành"],
        ["I", "CẢI CÁCH HÀNH CHÍNH"],
        [1, "Xây dựng kế hoạch kiểm tra năm 2024", "Văn phòng Sở", datetime.date(2024, 3, 31)],
        title="Nhiệm vụ",
    )
    record = process(book(REPORT, tasks), name="phu-luc.xlsx")
    (task,) = record.tasks
    assert task.section == "I.1"
    assert [unit.name for unit in task.lead] == ["Văn phòng Sở"]
    assert [str(deadline.end) for deadline in task.deadlines] == ["2024-03-31"]
    assert {span.page for span in task.span} == {2}


def test_a_sheet_that_is_a_table_has_its_title_for_a_subject() -> None:
    record = process(
        book(
            sheet(
                ["Danh mục đề tài của Sở Nội vụ năm 2023"],
                [],
                ["STT", "Tên đề tài", "Đơn vị chủ trì"],
                [1, "Nghiên cứu giải pháp cải cách hành chính", "Văn phòng Sở"],
                merged=("A1:C1",),
            )
        ),
        name="danh-muc.xlsx",
    )
    assert record.document.subject == "Danh mục đề tài của Sở Nội vụ năm 2023"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [["STT", "Tên"], [1, "An"], [], ["Bảng 2"], ["STT", "Máy", "Số"], [1, "In", 3]],
            ["STT|Tên / 1|An", "Bảng 2", "STT|Máy|Số / 1|In|3"],
            id="two-tables-below-each-other",
        ),
        pytest.param(
            [["STT", "Tên", None, "STT", "Máy"], [1, "An", None, 1, "In"], [2, "Ba"]],
            ["STT|Tên / 1|An / 2|Ba", "STT|Máy / 1|In"],
            id="two-tables-beside-each-other",
        ),
        pytest.param(
            [["STT", "Tên", "Số"], [1, "An", 2], [], [], ["B", "Các bộ"], [1, "Ba", 4]],
            ["STT|Tên|Số / 1|An|2 / B|Các bộ| / 1|Ba|4"],
            id="blank-rows-in-a-table",
        ),
        pytest.param(
            [["Quý", "Kế hoạch", "Thực hiện"], ["Quý I", 10, 8], ["Quý II", 12, 11]],
            ["Quý|Kế hoạch|Thực hiện / Quý I|10|8 / Quý II|12|11"],
            id="without-running-numbers",
        ),
        pytest.param(
            [["TT", "Tên", "Số"], [1, "An", 2], ["Người lập biểu", None, "Trưởng phòng"], ["Lê Mẫu", None, "Hà Ví"]],
            ["TT|Tên|Số / 1|An|2", "Người lập biểu", "Lê Mẫu", "Trưởng phòng", "Hà Ví"],
            id="signature-right-below",
        ),
        pytest.param(
            [[], [], [None, None, "STT", None, "Tên"], [None, None, 1, None, "An"]],
            ["STT|Tên / 1|An"],
            id="blank-margins-and-columns",
        ),
        pytest.param(
            [["Kính gửi: Các phòng"], ["Đề nghị gửi báo cáo trước ngày 5/4/2024."]],
            ["Kính gửi: Các phòng", "Đề nghị gửi báo cáo trước ngày 5/4/2024."],
            id="no-table",
        ),
        pytest.param(
            [["Nhiệm vụ", "Lãnh đạo phụ trách", "Hạn"], ["Rà soát", "Hà Ví", "Quý I"], ["Báo cáo", "Lê Mẫu", "Quý II"]],
            ["Nhiệm vụ|Lãnh đạo phụ trách|Hạn / Rà soát|Hà Ví|Quý I / Báo cáo|Lê Mẫu|Quý II"],
            id="posts-in-a-header-sign-nothing",
        ),
        pytest.param(
            [
                ["Họ tên", "Chức vụ", "Đơn vị"],
                ["Hà Ví", "Phó", "A"],
                [],
                ["Lập biểu", "Kiểm soát", "Thủ trưởng đơn vị"],
            ],
            ["Họ tên|Chức vụ|Đơn vị / Hà Ví|Phó|A", "Lập biểu", "Kiểm soát", "Thủ trưởng đơn vị"],
            id="three-who-sign",
        ),
        pytest.param(
            [["STT", "Chức vụ", "Họ tên"], [1, "GIÁM ĐỐC", "Trần Mẫu"], [2, "KẾ TOÁN TRƯỞNG", "Hà Ví"]],
            ["STT|Chức vụ|Họ tên / 1|GIÁM ĐỐC|Trần Mẫu / 2|KẾ TOÁN TRƯỞNG|Hà Ví"],
            id="posts-in-a-table-sign-nothing",
        ),
    ],
)
def test_tables_of_a_sheet(rows: list[list[Any]], expected: list[str]) -> None:
    assert shapes(read(book(sheet(*rows)))) == expected


def test_sheets_are_pages_and_names_that_say_something_are_headings() -> None:
    layout = read(
        book(
            sheet(["STT", "Tên"], [1, "An"], title="Biểu 1"),
            sheet(["STT", "Tên"], [1, "Ba"], title="Sheet2"),
        )
    )
    assert [(b.page, b.heading) for b in layout.blocks] == [(1, 1), (1, 0), (2, 0)]
    assert [table.page for table in layout.tables] == [1, 2]
    assert layout.pages == 2


def test_hidden_sheets_are_left_out_and_named() -> None:
    def hidden(worksheet: Any) -> None:
        worksheet.title = "Nháp"
        worksheet["A1"] = "Số liệu chưa duyệt"
        worksheet.sheet_state = "hidden"

    layout = read(book(sheet(["Số liệu đã duyệt"]), hidden))
    assert layout.text == "Số liệu đã duyệt"
    assert "Nháp" in layout.warnings[0]
    assert layout.pages == 2


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        pytest.param(12.0, "", "12", id="whole"),
        pytest.param(1234.5, "", "1234,5", id="decimal-comma"),
        pytest.param(0.125, "", "0,125", id="three-decimals-are-no-thousands"),
        pytest.param(0.1 + 0.2, "", "0,3", id="no-binary-noise"),
        pytest.param(1e12, "", "1000000000000", id="large"),
        pytest.param(0.1234, "0.0%", "12,3%", id="percent"),
        pytest.param(5, "00", "05", id="leading-zero"),
        pytest.param(datetime.date(2024, 12, 31), "", "31/12/2024", id="date"),
        pytest.param(datetime.datetime(2024, 12, 31, 7, 5), "", "31/12/2024 07:05", id="date-and-time"),
        pytest.param(datetime.date(2024, 12, 1), "mm/yyyy", "12/2024", id="month"),
        pytest.param(datetime.date(2024, 12, 1), '"tháng" mm', "01/12/2024", id="no-year-shown"),
        pytest.param(datetime.time(7, 30), "", "07:30", id="time"),
        pytest.param(datetime.timedelta(hours=30), "", "30:00", id="duration"),
        pytest.param(True, "", "TRUE", id="truth"),
        pytest.param("  Sở  ", "", "Sở", id="text"),
    ],
)
def test_values_as_a_person_sees_them(value: Any, number_format: str, expected: str) -> None:
    found = cell(value, number_format)
    assert found is not None
    assert found.text == expected


def test_blank_values() -> None:
    assert cell("  ") is None
    assert cell(None) is None
    assert number(float("nan")) == ""


def typed(worksheet: Any) -> None:
    worksheet.append(["STT", "Ngày", "Tỷ lệ", "Tháng", "Mã"])
    worksheet.append([1, datetime.date(2024, 12, 31), 0.1234, datetime.date(2024, 12, 1), 5])
    for column, code in (("B", "dd/mm/yyyy"), ("C", "0.0%"), ("D", "mm/yyyy"), ("E", "00")):
        worksheet[f"{column}2"].number_format = code
    worksheet.merge_cells("A3:B3")
    worksheet["A3"] = "Gộp ô"
    worksheet["C3"] = 7


TYPED = "STT|Ngày|Tỷ lệ|Tháng|Mã / 1|31/12/2024|12,3%|12/2024|05 / Gộp ô|Gộp ô|7||"


def test_number_formats_of_xlsx() -> None:
    assert shapes(read(book(typed))) == [TYPED]


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_the_same_sheet_from_every_format(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(book(typed, REPORT))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for ending in ("ods", "xls"):
        command = [str(SOFFICE), profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=100)
    as_xlsx, as_ods, as_xls = (read(tmp_path / f"a.{ending}") for ending in ("xlsx", "ods", "xls"))
    assert (as_ods.format, as_xls.format) == (SourceFormat.ODS, SourceFormat.XLS)
    assert as_ods.text == as_xlsx.text
    # .xls comes without its number formats
    assert shapes(as_xls)[0] == "STT|Ngày|Tỷ lệ|Tháng|Mã / 1|31/12/2024|0,1234|01/12/2024|5 / Gộp ô|Gộp ô|7||"
    assert shapes(as_xls)[1:] == shapes(as_xlsx)[1:]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param("STT,Tên,Số\n1,An,2\n2,Ba,3\n", "a.csv", "STT|Tên|Số / 1|An|2 / 2|Ba|3", id="comma"),
        pytest.param('STT;Tên\n1;"An; Ba"\n', "a.csv", "STT|Tên / 1|An; Ba", id="semicolon-quoted"),
        pytest.param("sep=;\nSTT;Tên\n1;An, Ba\n", "a.csv", "STT|Tên / 1|An, Ba", id="sep-line"),
        pytest.param(
            "STT\tTên\tSố\n1\tAn\t2\n2\tBa\t3\n", "a.xls", "STT|Tên|Số / 1|An|2 / 2|Ba|3", id="tabs-named-xls"
        ),
        pytest.param('STT,Tên\n1,"An\n2,Ba\n', "a.csv", 'STT|Tên / 1|"An / 2|Ba', id="quote-never-closed"),
    ],
)
def test_text_with_delimiters(data: str, name: str, expected: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        layout = read(data.encode(encoding), name=name)
        assert (layout.format, shapes(layout)) == (SourceFormat.CSV, [expected])


def test_prose_with_commas_is_no_table() -> None:
    text = "Sở Nội vụ, Văn phòng\nCăn cứ, theo đề nghị\nGiao, phân công\n"
    assert read(text.encode(), name="a.txt").format is SourceFormat.TXT


EXCEL_XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style></Styles>
<Worksheet ss:Name="BC"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">BÁO CÁO TIẾN ĐỘ</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">STT</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Tỷ lệ</Data>
</Cell></Row>
<Row><Cell><Data ss:Type="Number">1</Data></Cell><Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.25</Data>
</Cell></Row></Table></Worksheet></Workbook>"""


def test_excels_xml_of_2003() -> None:
    layout = read(EXCEL_XML.encode(), name="a.xls")
    assert layout.format is SourceFormat.XLS
    assert shapes(layout) == ["BÁO CÁO TIẾN ĐỘ", "STT|Tỷ lệ / 1|25%"]


def test_web_page_named_xls_is_a_web_page() -> None:
    page = "<html><meta charset=utf-8><table border=1><tr><td>STT<td>Tên<tr><td>1<td>Hồ sơ</table></html>"
    layout = read(page.encode(), name="a.xls")
    assert layout.format is SourceFormat.HTML
    assert shapes(layout) == ["STT|Tên / 1|Hồ sơ"]


def test_cells_in_a_legacy_encoding() -> None:
    layout = read(
        book(
            sheet(
                ["Danh môc NhiÖm vô khoa häc cña Së N«ng nghiÖp n¨m 2003"],
                ["STT", "Tªn ®Ò tµi", "§¬n vÞ chñ tr×"],
                [1, "Nghiªn cøu gi¶i ph¸p thó y, ph¸t triÓn ch¨n nu«i", "Phßng Kü thuËt tại QuyÕt ®Þnh sè 5"],
            )
        )
    )
    assert layout.encoding is not Encoding.UNICODE
    assert paragraphs(layout) == ["Danh mục Nhiệm vụ khoa học của Sở Nông nghiệp năm 2003"]
    assert layout.tables[0].rows[0] == ("STT", "Tên đề tài", "Đơn vị chủ trì")
    assert layout.tables[0].rows[1][2] == "Phòng Kỹ thuật tại Quyết định số 5"


def test_formatted_blank_cells_cost_nothing() -> None:
    def fill(worksheet: Any) -> None:
        worksheet.append(["STT", "Tên"])
        worksheet.append([1, "An"])
        worksheet.cell(1_048_576, 16_384).number_format = "0.00"

    assert shapes(read(book(fill))) == ["STT|Tên / 1|An"]


def failure(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read(data, name="a.xlsx", limits=limits)
    assert caught.value.message("vi") and caught.value.hint("en")
    return caught.value.code


def test_limits() -> None:
    def far(worksheet: Any) -> None:
        worksheet["A1"] = "x"
        worksheet["XFD1048576"] = "y"

    assert failure(book(far)) == "too_large"
    assert failure(book(sheet(["a", "b"], ["c", "d"])), Limits(max_cells=3)) == "too_large"
    assert failure(book(sheet(["a"]), sheet(["b"])), Limits(max_pages=1)) == "too_large"
    assert failure(book(sheet(["a"])), Limits(max_unpacked_bytes=100)) == "too_large"


def without(package: bytes, name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
    return stream.getvalue()


def test_broken_and_empty_files() -> None:
    whole = book(sheet(["STT", "Tên"], [1, "An"]))
    assert failure(without(whole, "xl/worksheets/sheet1.xml")) == "damaged"
    assert failure(whole[: len(whole) // 2]) == "damaged"
    assert failure(book(sheet())) == "no_text"


def test_ods_with_a_password() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        package.writestr("content.xml", b"\x01\x02")
    assert failure(stream.getvalue()) == "encrypted"
