"""The choice between rules and white space, table by table, and what is set in columns without being a table."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from pipeline.read.page import PageTable
from pipeline.read.tables import find_tables
from tests.read.table_figures import (
    CONTENTS,
    HALF,
    READERS,
    RULED,
    TEXT,
    WIDTH,
    Made,
    Style,
    as_scanned,
    counts,
    draw,
    measure,
    opened,
    pages,
    plain,
    tasks,
    two_levels,
)


def found(page: Made) -> list[PageTable]:
    """Read a page, and see to it that no word of it is lost or doubled."""
    tables, left = find_tables(page.rules, page.words, 1, WIDTH)
    in_cells = [word for table in tables for cell in table.cells for line in cell.lines for word in line.words]
    assert sorted(map(id, (*left, *in_cells))) == sorted(map(id, page.words))
    return tables


# --- figures ---


@pytest.mark.parametrize(
    ("kinds", "floor"),
    [
        pytest.param(RULED, 0.99, id="ruled"),
        pytest.param(HALF, 0.96, id="half_ruled"),
        pytest.param(("none",), 0.97, id="no_rules"),
        pytest.param((*RULED, *HALF, "none"), 0.98, id="all"),
    ],
)
def test_choice_is_as_good_as_it_was(kinds: tuple[str, ...], floor: float) -> None:
    made = [page for page in pages() if page.name.split("-")[1] in kinds]
    figures, _ = measure(READERS["choice"], made)
    assert figures.f1 >= floor


def test_choice_is_as_good_as_it_was_on_pages_as_recognition_gives_them() -> None:
    figures, _ = measure(READERS["choice"], [as_scanned(page, i) for i, page in enumerate(pages())])
    assert figures.f1 >= 0.94


def test_choice_is_better_than_either_way_alone() -> None:
    made = pages()
    by_way = {name: measure(reader, made)[0].f1 for name, reader in READERS.items()}
    assert by_way["choice"] > max(by_way["rules"], by_way["white space"])


# --- single tables ---


@pytest.mark.parametrize("content", list(CONTENTS))
@pytest.mark.parametrize("kind", ["full", "gaps", "dashed", "double", "overshoot", "no_bottom", "no_sides"])
def test_rules_are_enough_where_they_are_nearly_whole(kind: str, content: str) -> None:
    page = Made("page")
    grid, widths, header = CONTENTS[content](random.Random(7), 5, 4)
    draw(page, grid, widths, 85, 120, Style(kind), header)
    (table,) = found(page)
    assert opened(table) == grid


@pytest.mark.parametrize("kind", ["none", "rows", "booktabs", "header_rule", "columns", "header_box", "frame"])
@pytest.mark.parametrize("align", ["left", "centre", "right"])
def test_counts_are_read_with_few_rules_or_none(kind: str, align: str) -> None:
    page = Made("page")
    grid, widths, header = counts(random.Random(3), 6, 4)
    y = page.paragraph(60, TEXT)
    y = draw(page, grid, widths, 85, y + 20, Style(kind, align=align), header)
    page.paragraph(y + 20, TEXT)
    (table,) = found(page)
    assert opened(table) == grid


@pytest.mark.parametrize("columns", [3, 4])
@pytest.mark.parametrize("kind", ["none", "rows", "booktabs", "columns", "header_box", "body_open", "no_top_at_all"])
def test_heading_over_several_columns(kind: str, columns: int) -> None:
    page = Made("page")
    grid, widths, header = two_levels(random.Random(2), 6, columns)
    draw(page, grid, widths, 85, 120, Style(kind, align="centre"), header)
    (table,) = found(page)
    assert opened(table) == grid


@pytest.mark.parametrize("vertical", ["top", "middle"])
@pytest.mark.parametrize("kind", ["rows", "columns", "booktabs"])
def test_rows_of_several_lines_stay_one(kind: str, vertical: str) -> None:
    page = Made("page")
    grid, widths, header = tasks(random.Random(11), 6, 3)
    draw(page, grid, widths, 85, 100, Style(kind, vertical=vertical, row_gap=4), header)
    (table,) = found(page)
    assert opened(table) == grid


def test_heading_that_stands_over_the_first_rule_belongs_to_the_table() -> None:
    page = Made("page")
    grid, widths, header = counts(random.Random(5), 4, 3)
    page.line(180, 80, "Biểu số 2. Kết quả giải quyết hồ sơ", bold=True)
    draw(page, grid, widths, 85, 110, Style("no_top_at_all"), header)
    (table,) = found(page)
    assert opened(table) == grid


@pytest.mark.parametrize("rules", [2, 3])
def test_rules_at_the_head_and_foot_of_a_page_are_not_the_table_s(rules: int) -> None:
    page = Made("page")
    for y in (40, 44.5, 800)[-rules:]:
        page.rule(85, y, 540, y)
    grid, widths, header = counts(random.Random(9), 5, 4)
    y = page.paragraph(60, TEXT * 2)
    y = draw(page, grid, widths, 85, y + 20, Style("none", align="right"), header)
    page.paragraph(y + 20, TEXT * 2)
    assert [opened(table) for table in found(page)] == [grid]


def test_frame_round_a_page_is_not_the_table_s() -> None:
    page = Made("page")
    frame(page)
    grid, widths, header = counts(random.Random(9), 5, 4)
    draw(page, grid, widths, 85, 420, Style("none", align="right"), header)
    assert [opened(table) for table in found(page)] == [grid]


def test_two_tables_of_one_page_are_each_read_their_way() -> None:
    page = Made("page")
    first, widths, header = counts(random.Random(5), 4, 3)
    y = draw(page, first, widths, 85, 60, Style("full"), header)
    y = page.paragraph(y + 20, TEXT)
    second, widths, header = counts(random.Random(6), 5, 4)
    draw(page, second, widths, 85, y + 20, Style("none", align="right"), header)
    assert [opened(table) for table in found(page)] == [first, second]


def test_table_inside_a_cell_belongs_to_the_cell() -> None:
    page = Made("page")
    outer = plain(["STT", "Nội dung", "Ghi chú"], ["1", "", "Theo quý"], ["2", "Đầu tư", "Theo năm"])
    xs, ys = [85, 125, 425, 540], [100, 125, 205, 230]
    for y in ys:
        page.rule(xs[0], y, xs[-1], y)
    for x in xs:
        page.rule(x, ys[0], x, ys[-1])
    for y in (135, 165, 195):
        page.rule(140, y, 400, y)
    for x in (140, 230, 310, 400):
        page.rule(x, 135, x, 195)
    for r, row in enumerate(outer):
        for c, cell in enumerate(row):
            assert cell is not None
            page.line(xs[c] + 5, ys[r] + 6, cell[0])
    for r in range(2):
        for c, x in enumerate((145, 235, 315)):
            page.line(x, 143 + 30 * r, f"ô{r}{c}")
    (table,) = found(page)
    assert (table.rows, table.columns) == (3, 3)
    assert next(cell.text for cell in table.cells if (cell.row, cell.column) == (1, 1)) == "ô00 ô01 ô02 ô10 ô11 ô12"


# --- what is no table ---


def letterhead(page: Made) -> None:
    page.line(110, 60, "UBND TỈNH NAM AN", 11)
    page.line(120, 76, "SỞ NỘI VỤ", 11, bold=True)
    page.line(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, bold=True)
    page.line(340, 76, "Độc lập - Tự do - Hạnh phúc", 11, bold=True)
    page.rule(130, 92, 190, 92)
    page.rule(345, 92, 500, 92)
    page.line(110, 100, "Số: 12/BC-SNV", 11)
    page.line(340, 100, "Nam An, ngày 5 tháng 6 năm 2025", 11)
    page.paragraph(140, TEXT)


def signature(page: Made) -> None:
    y = page.paragraph(80, TEXT) + 20
    left = ["Nơi nhận:", "- Như trên;", "- UBND tỉnh (b/c);", "- Giám đốc Sở;", "- Các phòng;", "- Lưu: VT, 12."]
    right = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "", "Trần Văn Bình"]
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        page.line(85, y + 14 * i, a, 11)
        page.line(390, y + 14 * i, b, 12, bold=True)


def addressees(page: Made) -> None:
    page.line(150, 100, "Kính gửi:")
    for i, name in enumerate(["Văn phòng UBND tỉnh;", "Thanh tra tỉnh;", "Sở Tài chính;", "Sở Y tế."]):
        page.line(230, 100 + 16 * i, f"- {name}")


def participants(page: Made) -> None:
    people = [("Trần Văn Bình", "Giám đốc Sở"), ("Lê Thị Hoa", "Phó Giám đốc"), ("Võ Hoàng Nam", "Chánh Văn phòng")]
    page.line(85, 100, "I. THÀNH PHẦN THAM DỰ", bold=True)
    for i, (name, position) in enumerate(people * 2):
        page.line(100, 120 + 16 * i, f"{i + 1}.")
        page.line(125, 120 + 16 * i, f"Ông {name}")
        page.line(320, 120 + 16 * i, f"- {position};")


def participants_without_dashes(page: Made) -> None:
    for i, name in enumerate(["Trần Văn Bình", "Lê Thị Hoa", "Võ Hoàng Nam", "Đỗ Thanh Tùng"]):
        page.line(100, 120 + 16 * i, f"{i + 1}.")
        page.line(125, 120 + 16 * i, f"Ông {name}")
        page.line(320, 120 + 16 * i, "Chuyên viên Văn phòng Sở")


def contents(page: Made) -> None:
    for i, title in enumerate(["Tình hình chung", "Kết quả đạt được", "Tồn tại, hạn chế", "Kiến nghị"] * 2):
        page.line(85, 120 + 16 * i, f"{i + 1}.")
        end = page.line(110, 120 + 16 * i, title)
        page.line(end + 4, 120 + 16 * i, "." * 60)
        page.line(520, 120 + 16 * i, str(3 * i + 1))


def wide_blanks(page: Made) -> None:
    for i in range(12):
        page.line(85, 100 + 16 * i, "Sở Nội vụ báo cáo" if i % 2 else "kết quả giải quyết hồ sơ", stretch=30 - i)


def hanging_list(page: Made) -> None:
    for i in range(6):
        y = 100 + 48 * i
        page.line(85, y, f"{i + 1}.")
        for j in range(3):
            page.line(121, y + 15 * j, "Rà soát danh mục thủ tục hành chính thuộc phạm vi quản lý của các đơn vị")


def fields(page: Made) -> None:
    rows = [("Thời gian:", "14 giờ 00 phút"), ("Ngày:", "12/6/2025"), ("Số lượng:", "25"), ("Số điện thoại:", "123456")]
    for i, (name, value) in enumerate(rows * 2):
        page.line(85, 100 + 16 * i, name)
        page.line(250, 100 + 16 * i, value)


def two_columns(page: Made) -> None:
    page.paragraph(100, TEXT * 2, 60, 285, 11)
    page.paragraph(100, TEXT * 2, 310, 535, 11)


def frame(page: Made) -> None:
    for y in (50, 790):
        page.rule(40, y, 555, y)
    for x in (40, 555):
        page.rule(x, 50, x, 790)
    page.paragraph(80, TEXT * 3)


def text_boxes(page: Made) -> None:
    for x in (60, 320):
        for y in (100, 190):
            page.rule(x, y, x + 220, y)
        for side in (x, x + 220):
            page.rule(side, 100, side, 190)
        page.paragraph(110, "Bộ phận tiếp nhận và trả kết quả kiểm tra hồ sơ, cấp giấy hẹn", x + 8, x + 210, 11)


def chart(page: Made) -> None:
    page.rule(100, 100, 100, 300)
    for i in range(6):
        page.rule(100, 100 + 40 * i, 480, 100 + 40 * i)
        page.line(70, 94 + 40 * i, f"{100 - 20 * i}")
    page.rule(480, 100, 480, 300)
    for i in range(4):
        page.rule(140 + 80 * i, 300, 140 + 80 * i, 304)
        page.line(125 + 80 * i, 310, f"Quý {i + 1}")
        page.line(130 + 80 * i, 140 + 30 * i, f"{80 - 10 * i}")


def chart_with_a_grid(page: Made) -> None:
    for i in range(7):
        page.rule(100, 100 + 40 * i, 480, 100 + 40 * i)
        page.rule(100 + 380 * i / 6, 100, 100 + 380 * i / 6, 340)
    for i in range(5):
        page.line(120 + 63 * i, 290 - 30 * i, f"{12 + 7 * i}%")


def axis(page: Made) -> None:
    """The scale of a chart with what recognition makes of its bars."""
    for i in range(8):
        page.line(90, 100 + 20 * i, f"{40 - 5 * i},00%")
        page.line(180, 100 + 20 * i, "i:" if i % 2 else "tý")
        page.line(260 + 40 * (i % 3), 100 + 20 * i, "Nị")


def formula(page: Made) -> None:
    page.line(85, 100, "Hệ số chấp hành")
    page.line(190, 107, "=")
    page.line(220, 100, "Số lần vi phạm")
    page.line(330, 107, "x")
    page.line(360, 100, "Hệ số trừ cho mỗi lần")
    for y in (96, 118, 124):
        page.rule(80, y, 480, y)
    page.line(85, 127, "quy chế")
    page.line(220, 127, "trong năm")


def signature_boxes(page: Made) -> None:
    for y in (600, 620, 700):
        page.rule(85, y, 540, y)
    for x in (85, 312, 540):
        page.rule(x, 600, x, 700)
    page.line(130, 604, "NGƯỜI LẬP BIỂU", bold=True)
    page.line(380, 604, "GIÁM ĐỐC", bold=True)


def form(page: Made) -> None:
    """A form with lines to write on, filled in."""
    values = [("Họ và tên:", "Trần Văn Bình"), ("Ngày sinh:", "12/6/1980"), ("Địa chỉ:", "Xã Bình An, tỉnh Nam An")]
    for i, (name, value) in enumerate(values * 2):
        page.line(85, 100 + 22 * i, name)
        page.line(190, 100 + 22 * i, value)
        page.rule(185, 114 + 22 * i, 540, 114 + 22 * i)


def notes_under_a_rule(page: Made) -> None:
    page.rule(85, 700, 230, 700)
    page.rule(85, 40, 540, 40)
    page.paragraph(80, TEXT * 3)
    page.line(85, 710, "1 Sửa đổi theo Thông tư mới", 9)


@pytest.mark.parametrize(
    "drawn",
    [
        letterhead, signature, addressees, participants, participants_without_dashes, contents, wide_blanks,
        hanging_list, fields, two_columns, frame, text_boxes, chart, chart_with_a_grid, formula, signature_boxes,
        axis, form, notes_under_a_rule,
    ],
    ids=lambda drawn: str(drawn.__name__),
)  # fmt: skip
def test_what_is_set_in_columns_is_not_always_a_table(drawn: Callable[[Made], None]) -> None:
    page = Made("page")
    drawn(page)
    assert found(page) == []


def test_page_without_words_has_no_table() -> None:
    page = Made("empty")
    chart(page)
    assert find_tables(page.rules, [], 1, WIDTH) == ([], [])


# --- anything at all ---


@pytest.mark.parametrize("seed", range(25))
def test_no_word_is_lost_whatever_stands_on_the_page(seed: int) -> None:
    chance = random.Random(seed)
    page = Made("page")
    for _ in range(chance.randint(1, 120)):
        text = chance.choice(["Đất đai", "1", "2.340", "-", "Tổng cộng", "Nơi nhận:", "=", "....", "a)"])
        page.line(20 + 40 * chance.randint(0, 12), 30 + 13 * chance.randint(0, 55), text, chance.choice([8, 11, 14]))
    for _ in range(chance.randint(0, 40)):
        x, y = 20 + 40 * chance.randint(0, 12), 30 + 26 * chance.randint(0, 27)
        reach = chance.choice([0.5, 9, 40, 160, 400])
        page.rule(x, y, *((x + reach, y) if chance.random() < 0.5 else (x, y + reach)))
    found(page)


def test_page_of_text_costs_next_to_nothing() -> None:
    page = Made("page")
    page.paragraph(60, TEXT * 12)
    assert len(page.words) > 400
    times = []
    for _ in range(5):
        start = time.perf_counter()
        assert found(page) == []
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005  # some 0.2 ms on a machine at rest, the check of the words with it
