"""Logical tables: headers opened, parts joined, captions, what is no data table."""

# ruff: noqa: E501 (tables are drawn as they stand on the page)
from __future__ import annotations

import pytest

from pipeline.extract.tables import find_tables, header_paths, is_index, is_total_label
from pipeline.read.layout import LayoutBuilder
from pipeline.record import SourceFormat
from tests.extract.grids import grid, layout_of

HEADER = "STT | Tên thủ tục | Số hồ sơ\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([("STT", "Tên")], (("STT",), ("Tên",)), id="one_level"),
        pytest.param(
            [("Tên", "Tiếp nhận", "Tiếp nhận"), ("Tên", "Tổng số", "Mới")],
            (("Tên",), ("Tiếp nhận", "Tổng số"), ("Tiếp nhận", "Mới")),
            id="merged_cells_opened",
        ),
        pytest.param(
            [("Tên", "Tiếp nhận", "", "Ghi chú"), ("", "Tổng số", "Mới", "")],
            (("Tên",), ("Tiếp nhận", "Tổng số"), ("Tiếp nhận", "Mới"), ("Ghi chú",)),
            id="empty_cells_over_sub_headings",
        ),
        pytest.param(
            [("Tên", "Nhận", "", "", "Trả"), ("", "Tổng", "Trong kỳ", "", ""), ("", "", "Mạng", "Giấy", "")],
            (("Tên",), ("Nhận", "Tổng"), ("Nhận", "Trong kỳ", "Mạng"), ("Nhận", "Trong kỳ", "Giấy"), ("Trả",)),
            id="three_levels_with_gaps",
        ),
        pytest.param([], ((), ()), id="no_header"),
    ],
)
def test_header_paths(lines: list[tuple[str, ...]], expected: tuple[tuple[str, ...], ...]) -> None:
    assert header_paths(lines, len(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "TT | Ngành | Khởi công | Tổng\n | | mới | vốn\n | | | (tỷ đồng)\n1 | Thủy lợi | 7 | 684",
            (("TT",), ("Ngành",), ("Khởi công", "mới"), ("Tổng", "vốn", "(tỷ đồng)")),
            id="words-parted-over-rows",
        ),
        pytest.param(
            "TT | Nội dung | Đơn vị\n | Công tác cán bộ | \n1 | Rà soát quy hoạch | Phòng A",
            (("TT",), ("Nội dung",), ("Đơn vị",)),
            id="a-group-begins-with-a-capital",
        ),
    ],
)
def test_headings_parted_over_rows(text: str, expected: tuple[tuple[str, ...], ...]) -> None:
    (table,) = find_tables(layout_of(text))
    assert table.header == expected


@pytest.mark.parametrize("code_row", ["(1) | (2) | (3)=(4)+(5)", "1 | 2 | 3", "(a) | (b) | (c)"])
def test_the_line_that_codes_the_columns_is_dropped(code_row: str) -> None:
    (table,) = find_tables(layout_of(f"{HEADER}{code_row}\n1 | Cấp phép | 5"))
    assert table.rows == (("1", "Cấp phép", "5"),)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("2 | Gia hạn | 4", id="header_not_repeated"),
        pytest.param(f"{HEADER}2 | Gia hạn | 4", id="header_repeated"),
    ],
)
def test_a_table_cut_by_a_page_is_one(second: str) -> None:
    layout = layout_of(f"{HEADER}1 | Cấp phép | 5", "- 2 -", second)
    (table,) = find_tables(layout)
    assert table.parts == (0, 1)
    assert table.rows == (("1", "Cấp phép", "5"), ("2", "Gia hạn", "4"))


@pytest.mark.parametrize(
    ("recognised", "parts"), [pytest.param(True, 1, id="recognised"), pytest.param(False, 2, id="its_own_letters")]
)
def test_a_header_read_otherwise_on_the_next_page_is_the_same_one_in_a_scan(recognised: bool, parts: int) -> None:
    builder = LayoutBuilder()
    builder.table(grid("LỚP | SĨ SỐ | SỐ PHẢN HỒI\nLớp một | 31 | 30"))
    builder.paragraph("Í 6 \\" if recognised else "- 2 -")
    builder.table(grid("LỚP | SĨ SÓ | SỐ PHÀN HỒI\nLớp hai | 28 | 28"))
    tables = find_tables(builder.build(SourceFormat.PDF, pages=2, ocr=recognised))
    assert len(tables) == parts
    assert [row[0] for table in tables for row in table.rows][-1] == "Lớp hai"


def test_a_row_cut_by_a_page_is_joined_and_names_both_places() -> None:
    layout = layout_of(f"{HEADER}1 | Cấp lại giấy phép thiết bị X- | 5", " | quang trong y tế | \n | Tổng cộng | 5")
    (table,) = find_tables(layout)
    assert table.rows[0] == ("1", "Cấp lại giấy phép thiết bị X-quang trong y tế", "5")
    assert table.body[0] == ((0, 1), (1, 0))
    assert table.rows[1][1] == "Tổng cộng"


def test_what_stands_below_a_repeated_header_is_no_more_of_it() -> None:
    head = "STT | Tên thủ tục | Bộ phận xử lý | Hồ sơ\n"
    layout = layout_of(f"{head}1 | Đăng ký tham dự sơ | bộ phận một | 3", f"{head} | tuyển giải thưởng | cửa của sở | ")
    (table,) = find_tables(layout)
    assert table.header == (("STT",), ("Tên thủ tục",), ("Bộ phận xử lý",), ("Hồ sơ",))
    assert table.rows == (("1", "Đăng ký tham dự sơ tuyển giải thưởng", "bộ phận một cửa của sở", "3"),)


def test_the_number_that_ends_a_web_address_is_no_row_of_its_own() -> None:
    layout = layout_of(
        "STT | Tên thủ tục | Địa chỉ | Số hồ sơ\n1 | Xét tặng giải thưởng chất | http://dvc.namanh.vn/muc/ | 3",
        " | lượng quốc gia | 47 | ",
    )
    (table,) = find_tables(layout)
    assert table.rows == (("1", "Xét tặng giải thưởng chất lượng quốc gia", "http://dvc.namanh.vn/muc/47", "3"),)


def test_a_continuation_line_inside_a_table_is_joined() -> None:
    (table,) = find_tables(layout_of(f"{HEADER}1 | Đăng ký kết quả | 5\n | thực hiện nhiệm vụ | \n2 | Gia hạn | 4"))
    assert [row[1] for row in table.rows] == ["Đăng ký kết quả thực hiện nhiệm vụ", "Gia hạn"]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(("BIỂU SỐ 2",), id="own_title"),
        pytest.param((), id="other_header"),
    ],
)
def test_tables_of_their_own_stay_apart(between: tuple[str, ...]) -> None:
    layout = layout_of(f"{HEADER}1 | Cấp phép | 5", *between, "TT | Đơn vị | Số nhiệm vụ\n1 | Phòng A | 3")
    assert [table.parts for table in find_tables(layout)] == [(0,), (1,)]


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        pytest.param(["KẾT QUẢ GIẢI QUYẾT HỒ SƠ NĂM 2020"], "KẾT QUẢ GIẢI QUYẾT HỒ SƠ NĂM 2020", id="capitals"),
        pytest.param(["Biểu số 3: Tình hình giải quyết", "(Quý I/2021)"], "Biểu số 3: Tình hình giải quyết\n(Quý I/2021)", id="with_period"),
        pytest.param(["PHÓ GIÁM ĐỐC", "Phụ lục II", "DANH MỤC THỦ TỤC"], "Phụ lục II\nDANH MỤC THỦ TỤC", id="annex_is_the_top"),
        pytest.param(["- Lưu: VT.", "THỐNG KÊ HỒ SƠ"], "THỐNG KÊ HỒ SƠ", id="recipients_stay_out"),
        pytest.param(["Kết quả cụ thể được nêu ở bảng dưới đây."], None, id="running_text"),
    ],
)  # fmt: skip
def test_caption(above: list[str], caption: str | None) -> None:
    layout = layout_of(*above, f"{HEADER}1 | Cấp phép | 5")
    (table,) = find_tables(layout)
    assert (table.caption.of(layout.text) if table.caption else None) == caption


def test_a_title_inside_the_grid_is_the_caption() -> None:
    layout = layout_of(f"BÁO CÁO QUÝ I NĂM 2021 | < | <\n | | \n{HEADER}1 | Cấp phép | 5")
    (table,) = find_tables(layout)
    assert table.caption is not None and table.caption.of(layout.text).strip() == "BÁO CÁO QUÝ I NĂM 2021"
    assert table.header == (("STT",), ("Tên thủ tục",), ("Số hồ sơ",))


@pytest.mark.parametrize(
    "grid",
    [
        "SỞ TƯ PHÁP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/BC-STP | Hà Tiên, ngày 5 tháng 6 năm 2021",
        "Nơi nhận: - Lưu: VT. | GIÁM ĐỐC",
        "Nơi nhận: | KT. GIÁM ĐỐC",
    ],
)
def test_letterheads_and_signatures_are_layout_only(grid: str) -> None:
    (table,) = find_tables(layout_of(grid))
    assert table.is_layout_only


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng cộng", True),
        ("Cộng (I)", True),
        ("TỔNG CỘNG: 12 thủ tục", True),
        ("Tổng số hồ sơ tiếp nhận trong kỳ báo cáo", False),
        ("Cộng hòa", False),
        ("Đất đai", False),
    ],
)
def test_is_total_label(text: str, expected: bool) -> None:
    assert is_total_label(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", True), ("1.", True), ("II", True), ("a)", True), ("1.2", True), ("(3)", True), ("Đất", False), ("", False)],
)
def test_is_index(text: str, expected: bool) -> None:
    assert is_index(text) is expected


# --- over the break of a page ---

TASKS = "TT | Nội dung | Đơn vị | Thời hạn\n"


@pytest.mark.parametrize(
    ("second", "rows"),
    [
        pytest.param(
            " | kế hoạch của Sở | | \n2 | Gia hạn | Phòng A | Quý II",
            [("", "Rà soát kế hoạch của Sở", "Phòng B", "Quý I"), ("2", "Gia hạn", "Phòng A", "Quý II")],
            id="in_mid_sentence",
        ),
        pytest.param(
            " | Báo cáo kết quả. | | \n2 | Gia hạn | Phòng A | Quý II",
            [("", "Rà soát Báo cáo kết quả.", "Phòng B", "Quý I"), ("2", "Gia hạn", "Phòng A", "Quý II")],
            id="lacks_what_every_row_has",
        ),
        pytest.param(
            " | Báo cáo | Phòng A | Quý II",
            [("", "Rà soát", "Phòng B", "Quý I"), ("", "Báo cáo", "Phòng A", "Quý II")],
            id="a_row_of_its_own_without_a_number",
        ),
    ],
)
def test_first_row_of_a_page_below_a_row_without_a_number(second: str, rows: list[tuple[str, ...]]) -> None:
    first = "1 | Xây dựng | Phòng A | Quý I\n | Ban hành | Phòng C | Quý I\n | Rà soát | Phòng B | Quý I"
    (table,) = find_tables(layout_of(f"{TASKS}{first}", second))
    assert list(table.rows[2:]) == rows


def test_rows_without_numbers_are_kept_apart_where_the_table_has_such() -> None:
    first = "1 | Xây dựng | Phòng A | Quý I\n | Ban hành | Phòng C | Quý I\n2 | Rà soát | Phòng B | Quý I"
    (table,) = find_tables(layout_of(f"{TASKS}{first}", " | Báo cáo | Phòng A | Quý II"))
    assert [row[1] for row in table.rows] == ["Xây dựng", "Ban hành", "Rà soát", "Báo cáo"]


@pytest.mark.parametrize("header", [pytest.param(HEADER, id="header_repeated"), pytest.param("", id="not_repeated")])
def test_a_merged_cell_goes_on_over_the_page(header: str) -> None:
    first = f"{HEADER}1 | Đất đai | 5\n^ | ^ | 7"
    (table,) = find_tables(layout_of(first, f"{header} | | 9\n^ | ^ | 4\n2 | Hộ tịch | 6"))
    assert table.rows == (
        ("1", "Đất đai", "5"), ("1", "Đất đai", "7"), ("1", "Đất đai", "9"), ("1", "Đất đai", "4"), ("2", "Hộ tịch", "6"),
    )  # fmt: skip


def test_a_total_after_a_merged_cell_is_no_part_of_it() -> None:
    (table,) = find_tables(layout_of(f"{HEADER}1 | Đất đai | 5\n^ | ^ | 7", " | Tổng cộng | 12"))
    assert table.rows[-1] == ("", "Tổng cộng", "12")
