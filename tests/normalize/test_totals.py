"""Printed totals against their rows, and rows against the sums of the form."""

# ruff: noqa: E501 (tables are drawn as they stand on the page)
from __future__ import annotations

import pytest

from pipeline.extract.counts import find_table_counts
from pipeline.extract.tables import find_tables
from pipeline.normalize.totals import check_totals, record_tables
from pipeline.record import Finding
from tests.extract.grids import layout_of

TITLE = "KẾT QUẢ GIẢI QUYẾT HỒ SƠ"
FLAT = "STT | Tên thủ tục | Hồ sơ tiếp nhận\n1 | Cấp mới | 5\n2 | Cấp đổi | 7\n"


def findings(grid: str) -> list[Finding]:
    layout = layout_of(TITLE, grid)
    tables = find_tables(layout)
    return check_totals(tables, find_table_counts(layout, tables), layout)


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(f"{FLAT} | Tổng cộng | 12", id="flat"),
        pytest.param("STT | Tên thủ tục | Hồ sơ tiếp nhận\n | Tổng số | 12\n1 | Cấp mới | 5\n2 | Cấp đổi | 7", id="total_on_top"),
        pytest.param(
            "STT | Tên thủ tục | Hồ sơ tiếp nhận\nA | CẤP TỈNH | \n1 | Cấp mới | 5\n | Cộng | 5\n"
            "B | CẤP XÃ | \n1 | Khai sinh | 7\n | Cộng | 7\n | Tổng cộng | 12",
            id="sub_totals_below",
        ),
        pytest.param(
            "STT | Tên thủ tục | Hồ sơ tiếp nhận\nI | Lĩnh vực đất đai | 9\n1 | Cấp mới | 5\n2 | Cấp đổi | 4\n"
            "II | Lĩnh vực hộ tịch | 3\n1 | Khai sinh | 3\n | Tổng cộng | 12",
            id="groups_with_their_own_sums",
        ),
        pytest.param(
            "STT | Tên thủ tục | Hồ sơ tiếp nhận\n1 | Cấp mới | 5\n1.1 | Nộp lần đầu | 3\n1.2 | Nộp lại | 2\n2 | Cấp đổi | 7\n | Cộng | 12",
            id="parts_of_a_row",
        ),
        pytest.param(
            "STT | Đơn vị | Hồ sơ tiếp nhận | Tỷ lệ đúng hạn\n1 | Phòng A | 5 | 100\n2 | Phòng B | 7 | 98\n | Tổng cộng | 12 | 99",
            id="rates_do_not_add_up",
        ),
        pytest.param(f"{FLAT}3 | Gia hạn | \n | Tổng cộng | 12", id="blank_for_nothing"),
        pytest.param(
            "STT | Tên thủ tục | Hồ sơ tiếp nhận | Đã giải quyết | Trả lại | Còn tồn\n1 | Cấp mới | 10 | 7 | 2 | 1",
            id="returned_dossiers_leave_a_gap",
        ),
        pytest.param(
            "STT | Tên thủ tục | Hồ sơ tiếp nhận\nA | CẤP TỈNH | \n1 | Cấp mới | 5\n | Tổng | 5\nB | KHÁC | \n | | 7\n | Tổng cộng | 12",
            id="a_line_without_number_beside_sub_totals",
        ),
        pytest.param(
            "STT | Tên thủ tục | Hồ sơ tiếp nhận\n1 | Cấp mới | 5\n2 | Cấp đổi | 7\n | Tổng cộng | 12\n1 | Bà An | 4\n2 | Ông Bình | \n | Cộng | 4",
            id="a_further_list_below_the_grand_total",
        ),
        pytest.param(f"{FLAT}3 | Gia hạn | \n | Cộng | 12\n | Tỷ lệ | 0,4", id="a_row_of_rates"),
        pytest.param(
            "Đơn vị | Hồ sơ tiếp nhận | Hồ sơ đã trả\nKhoa A | 9 | 8\nLớp A1 | 5 | 5\nLớp A2 | 4 | 3\nKhoa B | 3 | 2\nLớp B1 | 2 | 1\nLớp B2 | 1 | 1\nTổng cộng | 12 | 10",
            id="classes_below_their_departments",
        ),
        pytest.param(
            "Đơn vị | Hồ sơ tiếp nhận | Hồ sơ đã trả\nKhoa C | 9 | 8\nLớp C1 | 5 | 5\nLớp C2 | 4 | 3\nTổng cộng | 120 | 98",
            id="departments_whose_others_stand_elsewhere",
        ),
        pytest.param(
            "STT | Nội dung | Số liệu\n1 | Tổng số hồ sơ tiếp nhận | 12\n2 | Số hồ sơ đã giải quyết | 9", id="measures_as_rows"
        ),
    ],
)  # fmt: skip
def test_what_adds_up_raises_nothing(grid: str) -> None:
    assert findings(grid) == []


def test_a_wrong_total_names_both_numbers_and_its_place() -> None:
    (finding,) = findings(f"{FLAT} | Tổng cộng | 13")
    assert (finding.code, finding.table, finding.row, finding.column) == ("total_mismatch", 1, 3, 3)
    assert "in 13" in finding.message and "dòng 1-2 được 12" in finding.message
    assert finding.message_en is not None and "rows 1-2 add up to 12" in finding.message_en
    assert finding.span


def test_blank_rows_are_told_with_a_wrong_total() -> None:
    (finding,) = findings(f"{FLAT}3 | Gia hạn | \n | Tổng cộng | 15")
    assert "dòng 3 để trống" in finding.message


def test_a_row_that_several_totals_lack_is_named() -> None:
    found = findings(
        "STT | Đơn vị | Hồ sơ tiếp nhận | Hồ sơ đã trả\n1 | Xã An | 20 | 15\n2 | Xã Bình | 8 | 7\n3 | Xã Cát | 31 | 30\n"
        " | Tổng cộng | 28 | 22"
    )
    assert [(f.row, f.column) for f in found] == [(4, 3), (4, 4)]
    assert all("chênh lệch đúng bằng dòng 3 (“Xã Cát”)" in f.message for f in found)
    assert all(f.message_en and "just row 3" in f.message_en for f in found)


def test_a_total_of_numbered_rows_is_wrong_however_far_off() -> None:
    (finding,) = findings(f"{FLAT} | Tổng cộng | 120")
    assert "in 120" in finding.message


def test_a_column_that_breaks_a_sum_of_the_form_where_measures_are_rows() -> None:
    (finding,) = findings(
        "Nội dung | Cấp tỉnh | Cấp xã\nHồ sơ tiếp nhận | 90 | 45\nĐã giải quyết | 80 | 40\nĐang giải quyết | 10 | 7"
    )
    assert (finding.code, finding.row, finding.column) == ("total_mismatch", 1, 3)
    assert "cột 3 (“Cấp xã”): dòng 1" in finding.message and "(40 + 7)" in finding.message
    assert finding.message_en is not None and "rows 2 + 3 add up to 47" in finding.message_en


def test_periods_side_by_side_add_up_each_by_itself() -> None:
    (finding,) = findings(
        "STT | Đơn vị | Năm 2022 | < | < | Năm 2023 | < | <\n"
        "^ | ^ | Tiếp nhận | Đã giải quyết | Đang giải quyết | Tiếp nhận | Đã giải quyết | Đang giải quyết\n"
        "1 | Xã An | 10 | 9 | 1 | 20 | 17 | 2\n2 | Xã Bình | 6 | 6 | 0 | 8 | 7 | 1"
    )
    assert (finding.row, finding.column) == (1, 6)
    assert "ghi 20" in finding.message and "19 (17 + 2)" in finding.message


def test_a_wrong_sub_total_is_found_where_it_stands() -> None:
    found = findings(
        "STT | Tên thủ tục | Hồ sơ tiếp nhận\nA | CẤP TỈNH | \n1 | Cấp mới | 5\n2 | Cấp đổi | 4\n | Cộng | 8\n"
        "B | CẤP XÃ | \n1 | Khai sinh | 3\n | Cộng | 3\n | Tổng cộng | 12"
    )
    assert [(f.row, f.column) for f in found] == [(4, 3)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param("9 | 1 | 7 | 6 | 5 | 1 | 3 | 1 | 2", 3, id="received_from_carried_and_new"),
        pytest.param("9 | 1 | 8 | 6 | 5 | 0 | 3 | 1 | 2", 6, id="resolved_from_on_time_and_late"),
        pytest.param("9 | 1 | 8 | 6 | 5 | 1 | 3 | 1 | 1", 9, id="pending_from_in_time_and_overdue"),
    ],
)
def test_a_row_that_breaks_a_sum_of_the_form(row: str, column: int) -> None:
    found = findings(
        "STT | Tên thủ tục | Tiếp nhận | < | < | Đã giải quyết | < | < | Đang giải quyết | < | <\n"
        "^ | ^ | Tổng số | Kỳ trước | Mới | Tổng số | Đúng hạn | Quá hạn | Tổng số | Chưa đến hạn | Quá hạn\n"
        "1 | Cấp mới | 4 | 0 | 4 | 4 | 4 | 0 | 0 | 0 | 0\n2 | Cấp đổi | 5 | 0 | 5 | 5 | 5 | 0 | 0 | 0 | 0\n"
        f"3 | Gia hạn | {row}"
    )
    assert [(f.code, f.row, f.column) for f in found] == [("total_mismatch", 3, column)]


def test_results_left_blank_are_one_finding() -> None:
    (finding,) = findings(
        "STT | Tên thủ tục | Tổng số hồ sơ tiếp nhận | Đã giải quyết\n1 | Cấp mới | 5 | 5\n2 | Cấp đổi | 4 | \n3 | Gia hạn | 3 | "
    )
    assert (finding.code, finding.row) == ("missing_value", 2)
    assert "dòng 2-3" in finding.message


def test_record_tables_leave_letterheads_out() -> None:
    layout = layout_of("SỞ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", TITLE, FLAT)
    (table,) = record_tables(find_tables(layout), layout)
    assert table.caption == TITLE
    assert table.header == (("STT",), ("Tên thủ tục",), ("Hồ sơ tiếp nhận",))
    assert table.rows == (("1", "Cấp mới", "5"), ("2", "Cấp đổi", "7"))
    assert layout.text[table.span[0].start : table.span[0].end].startswith("STT")
