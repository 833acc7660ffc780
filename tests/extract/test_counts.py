"""Counts in tables of many dialects, and in sentences."""

# ruff: noqa: E501 (tables are drawn as they stand on the page)
from __future__ import annotations

import pytest

from pipeline.extract.counts import find_prose_counts, find_table_counts
from pipeline.extract.mentions import CountMention
from pipeline.extract.tables import find_tables
from pipeline.read.layout import Layout
from tests.extract.grids import layout_of

TITLE = "TÌNH HÌNH GIẢI QUYẾT HỒ SƠ THỦ TỤC HÀNH CHÍNH QUÝ II NĂM 2021"


def table_counts(layout: Layout) -> list[CountMention]:
    return find_table_counts(layout, find_tables(layout))


def by_column(layout: Layout) -> dict[int, tuple[str, str]]:
    """Return, for each column, its measure and the words of its numbers, totals marked with T."""
    columns: dict[int, tuple[str, str]] = {}
    for count in table_counts(layout):
        assert count.column is not None
        value = count.value.of(layout.text) + ("T" if count.is_total else "")
        before = columns.get(count.column, ("", ""))[1]
        columns[count.column] = (count.measure.value, f"{before} {value}".strip())
    return columns


@pytest.mark.parametrize(
    ("title", "grid", "expected"),
    [
        pytest.param(
            TITLE,
            """STT | Lĩnh vực | Tổng số hồ sơ tiếp nhận | Giải quyết trước hạn | Giải quyết đúng hạn | Quá hạn | Đang giải quyết
            1 | Đất đai | 20 | 5 | 10 | 1 | 4
            2 | Hộ tịch | 10 | 4 | 6 | - |
            | Cộng | 30 | 9 | 16 | 1 | 4""",
            {
                2: ("received_total", "20 10 30T"),
                3: ("resolved_early", "5 4 9T"),
                4: ("resolved_on_time", "10 6 16T"),
                5: ("resolved_late", "1 - 1T"),
                6: ("pending_total", "4 4T"),
            },
            id="one_level_with_dash_and_blank",
        ),
        pytest.param(
            TITLE,
            """STT | Lĩnh vực | Số lượng hồ sơ tiếp nhận | < | < | < | Số lượng hồ sơ đã giải quyết | < | < | < | Số lượng hồ sơ đang giải quyết | < | <
            ^ | ^ | Tổng số | Trong kỳ | < | Từ kỳ trước | Tổng số | Trước hạn | Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn
            ^ | ^ | ^ | Trực tuyến | Trực tiếp, dịch vụ bưu chính | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^
            (1) | (2) | (3)=(4)+(5)+(6) | (4) | (5) | (6) | (7)=(8)+(9)+(10) | (8) | (9) | (10) | (11)=(12)+(13) | (12) | (13)
            1 | Công thương | 1.250 | 900 | 300 | 50 | 1.200 | 700 | 495 | 5 | 50 | 48 | 2
            Tổng cộng | < | 1.250 | 900 | 300 | 50 | 1.200 | 700 | 495 | 5 | 50 | 48 | 2""",
            {
                2: ("received_total", "1.250 1.250T"),
                3: ("received_online", "900 900T"),
                4: ("received_direct", "300 300T"),
                5: ("carried_over", "50 50T"),
                6: ("resolved_total", "1.200 1.200T"),
                7: ("resolved_early", "700 700T"),
                8: ("resolved_on_time", "495 495T"),
                9: ("resolved_late", "5 5T"),
                10: ("pending_total", "50 50T"),
                11: ("pending_in_time", "48 48T"),
                12: ("pending_overdue", "2 2T"),
            },
            id="form_II_06a_with_13_columns",
        ),
        pytest.param(
            TITLE,
            """TT | Lĩnh vực, công việc | Số hồ sơ nhận giải quyết | < | < | Kết quả giải quyết | < | < | < | < | < | Ghi chú
            ^ | ^ | Tổng số | Trong đó | < | Đã giải quyết | < | < | Đang giải quyết | < | < | ^
            ^ | ^ | ^ | Số kỳ trước chuyển qua | Số mới tiếp nhận | Tổng số | Trả đúng thời hạn | Trả quá hạn | Tổng số | Chưa đến hạn | Quá hạn | ^
            1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
            I | Lĩnh vực Thủy sản | 12 | 2 | 10 | 11 | 11 | 0 | 1 | 1 | 0 |
            1 | Cấp giấy phép | 12 | 2 | 10 | 11 | 11 | 0 | 1 | 1 | 0 |
            | Tổng số | 12 | 2 | 10 | 11 | 11 | 0 | 1 | 1 | 0 |""",
            {
                2: ("received_total", "12T 12 12T"),
                3: ("carried_over", "2T 2 2T"),
                4: ("received_new", "10T 10 10T"),
                5: ("resolved_total", "11T 11 11T"),
                6: ("resolved_on_time", "11T 11 11T"),
                7: ("resolved_late", "0T 0 0T"),
                8: ("pending_total", "1T 1 1T"),
                9: ("pending_in_time", "1T 1 1T"),
                10: ("pending_overdue", "0T 0 0T"),
            },
            id="form_06b_with_groups_of_fields",
        ),
        pytest.param(
            TITLE,
            """STT | Tên thủ tục | Hồ sơ nhận | | | Kết quả giải quyết | | | | |
            | | Tổng số | Kỳ trước | Mới | Tổng số | Đúng hạn | Quá hạn | Tổng số | Chưa đến hạn | Quá hạn
            1 | Cấp phép A | 9 | 1 | 8 | 6 | 5 | 1 | 3 | 1 | 2
            2 | Cấp phép B | 4 | 0 | 4 | 4 | 4 | 0 | 0 | 0 | 0""",
            {
                2: ("received_total", "9 4"),
                3: ("carried_over", "1 0"),
                4: ("received_new", "8 4"),
                5: ("resolved_total", "6 4"),
                6: ("resolved_on_time", "5 4"),
                7: ("resolved_late", "1 0"),
                8: ("pending_total", "3 0"),
                9: ("pending_in_time", "1 0"),
                10: ("pending_overdue", "2 0"),
            },
            id="pending_under_a_wrong_heading_told_by_arithmetic",
        ),
        pytest.param(
            TITLE,
            """STT | Đơn vị | Tồn đầu kỳ | Tiếp nhận | Đã giải quyết | < | Tồn cuối kỳ | Tỷ lệ đúng hạn
            ^ | ^ | ^ | ^ | Đúng hạn | Trễ hạn | ^ | ^
            1 | UBND xã An Hòa | 3 | 40 | 41 | 0 | 2 | 100""",
            {
                2: ("carried_over", "3"),
                3: ("received_new", "40"),
                4: ("resolved_on_time", "41"),
                5: ("resolved_late", "0"),
                6: ("pending_total", "2"),
            },
            id="by_unit_received_beside_carried_over_is_new",
        ),
        pytest.param(
            TITLE,
            """STT | Tên thủ tục | Hồ sơ tiếp nhận | Hồ sơ đã giải quyết | Hồ sơ trả lại, rút | Còn tồn
            1 | Cấp phép A | 10 | 7 | 2 | 1""",
            {2: ("received_total", "10"), 3: ("resolved_total", "7"), 5: ("pending_total", "1")},
            id="returned_and_withdrawn_fit_no_measure",
        ),
        pytest.param(
            "SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH",
            """STT | Lĩnh vực | Tổng số TTHC | Mức độ 2 | Mức độ 3 | Mức độ 4 | TTHC liên thông
            1 | Đất đai | 30 | 10 | 15 | 5 | 3
            | Tổng cộng | 30 | 10 | 15 | 5 | 3""",
            {
                2: ("procedure_total", "30 30T"),
                3: ("procedure_online_2", "10 10T"),
                4: ("procedure_online_3", "15 15T"),
                5: ("procedure_online_4", "5 5T"),
                6: ("procedure_one_stop_linked", "3 3T"),
            },
            id="procedures_by_field",
        ),
        pytest.param(
            "KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
            """STT | Đơn vị | Số nhiệm vụ được giao | Đã hoàn thành | < | < | Chưa hoàn thành | <
            ^ | ^ | ^ | Tổng số | Đúng hạn | Quá hạn | Trong hạn | Quá hạn
            1 | Sở Y | 20 | 15 | 14 | 1 | 4 | 1""",
            {2: ("planned", "20"), 3: ("completed", "15")},
            id="tasks_of_units",
        ),
        pytest.param(
            "THEO DÕI KẾ HOẠCH",
            "TT | Kế hoạch | Kết quả thực hiện nhiệm vụ\n1 | Kế hoạch kiểm tra | 12/15 nhiệm vụ\n2 | Kế hoạch đào tạo | 04/04",
            {2: ("planned", "12 15 04 04")},
            id="done_of_planned_in_one_cell",
        ),
        pytest.param(
            "THỐNG KÊ VĂN BẢN",
            "STT | Đơn vị | Số văn bản đến | Số đơn thư tiếp nhận\n1 | Phòng A | 100 | 2",
            {},
            id="letters_are_no_dossiers",
        ),
    ],
)
def test_table_dialects(title: str, grid: str, expected: dict[int, tuple[str, str]]) -> None:
    assert by_column(layout_of(title, grid)) == expected


def test_measures_as_rows_take_the_column_for_their_label() -> None:
    layout = layout_of(
        TITLE,
        """STT | Nội dung | Chi cục A | Chi cục B | Cộng
        1 | Tổng số hồ sơ tiếp nhận | 100 | 120 | 220
        | - Kỳ trước chuyển sang | 10 | 5 | 15
        2 | Số hồ sơ đã giải quyết | 95 | 110 | 205
        | - Trễ hạn | 0 | 1 | 1
        3 | Tỷ lệ đúng hạn (%) | 100 | 99 | 99,5""",
    )
    found = [(c.measure.value, c.label, c.value.of(layout.text), c.is_total) for c in table_counts(layout)]
    assert found[:3] == [
        ("received_total", "Chi cục A", "100", False),
        ("received_total", "Chi cục B", "120", False),
        ("received_total", "Cộng", "220", True),
    ]
    assert [m for m, *_ in found[::3]] == ["received_total", "carried_over", "resolved_total", "resolved_late"]


def test_criteria_as_rows_keep_their_own_label_and_remarks_may_count() -> None:
    layout = layout_of(
        "SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH",
        """STT | Tiêu chí | Tổng số | Tỷ lệ % | Ghi chú
        1 | Số TTHC được công khai | 40 | 100 |
        2 | Số TTHC trực tuyến mức độ 3, 4 | 38 | 95 | 02 mức độ 4, chưa có 2 hồ sơ""",
    )
    found = [(c.measure.value, c.value.of(layout.text), c.column) for c in table_counts(layout)]
    assert found == [("procedure_published", "40", 2), ("procedure_online", "38", 2), ("procedure_online_4", "02", 4)]
    assert table_counts(layout)[0].label == "Số TTHC được công khai"


def test_fields_come_from_their_column_or_their_section_line() -> None:
    with_lines = layout_of(
        TITLE,
        """STT | Tên thủ tục | Hồ sơ tiếp nhận
        I. Lĩnh vực đất đai | < | <
        1 | Tách thửa | 5
        II. Lĩnh vực hộ tịch | < | <
        1 | Khai sinh | 7""",
    )
    with_column = layout_of(TITLE, "STT | Tên thủ tục | Lĩnh vực | Hồ sơ tiếp nhận\n1 | Tách thửa | Đất đai | 5")
    assert [(c.label, c.field) for c in table_counts(with_lines)] == [
        ("Tách thửa", "đất đai"),
        ("Khai sinh", "hộ tịch"),
    ]
    assert [(c.label, c.field) for c in table_counts(with_column)] == [("Tách thửa", "Đất đai")]


def test_the_period_is_that_of_the_heading_then_of_the_caption() -> None:
    layout = layout_of(
        TITLE,
        """STT | Đơn vị | Quý I/2021 | < | Hồ sơ tồn
        ^ | ^ | Tiếp nhận | Đã giải quyết | ^
        1 | Phòng A | 10 | 9 | 1""",
    )
    periods = [c.period.of(layout.text) for c in table_counts(layout) if c.period]
    assert periods == ["Quý I/2021", "Quý I/2021", "QUÝ II NĂM 2021"]


def test_lists_of_procedures_count_in_their_group_lines() -> None:
    layout = layout_of(
        "DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ",
        """STT | Tên thủ tục | Căn cứ
        LĨNH VỰC CHỨNG THỰC (02 thủ tục) | < | <
        1 | Chứng thực chữ ký | Điều 5
        2 | Chứng thực bản sao | Điều 6
        Tổng cộng: 02 thủ tục | < | <""",
    )
    found = [(c.measure.value, c.label, c.field, c.value.of(layout.text), c.is_total) for c in table_counts(layout)]
    assert found == [
        ("procedure_abolished", "LĨNH VỰC CHỨNG THỰC", "CHỨNG THỰC", "02", False),
        ("procedure_abolished", "Tổng cộng", None, "02", True),
    ]


def prose(text: str) -> list[tuple[str, str]]:
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    return [(c.measure.value, c.value.of(text)) for c in find_prose_counts(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Trong quý I/2021, Sở tiếp nhận 1.234 hồ sơ (1.000 hồ sơ nộp trực tuyến, 234 hồ sơ nộp trực tiếp).",
            [("received_total", "1.234"), ("received_online", "1.000"), ("received_direct", "234")],
            id="broken_down_in_brackets",
        ),
        pytest.param(
            "Đã giải quyết 1.200 hồ sơ, trong đó trước hạn: 900; đúng hạn: 295; quá hạn: 05.",
            [
                ("resolved_total", "1.200"),
                ("resolved_early", "900"),
                ("resolved_on_time", "295"),
                ("resolved_late", "05"),
            ],
            id="broken_down_without_nouns",
        ),
        pytest.param(
            "- Số hồ sơ đã giải quyết là 510, đạt 98%.\n+ Đúng hạn: 505 hồ sơ.\n+ Trễ hạn: 5 hồ sơ.",
            [("resolved_total", "510"), ("resolved_on_time", "505"), ("resolved_late", "5")],
            id="noun_before_and_bullets",
        ),
        pytest.param(
            "Tổng số hồ sơ phải giải quyết: 90 HS, trong đó HS tồn kỳ trước: 10 HS, HS mới tiếp nhận: 80 HS.",
            [("received_total", "90"), ("carried_over", "10"), ("received_new", "80")],
            id="words_before_a_colon",
        ),
        pytest.param(
            "Còn 12 hồ sơ chưa đến hạn giải quyết, 01 hồ sơ quá hạn.",
            [("pending_in_time", "12"), ("pending_overdue", "01")],
            id="overdue_among_the_pending",
        ),
        pytest.param(
            "Việc giải quyết còn 3 HS thuộc lĩnh vực đất đai trễ hạn.", [("resolved_late", "3")], id="words_behind"
        ),
        pytest.param(
            "Giải quyết đúng hạn đạt 8.765/8.770 hồ sơ.",
            [("resolved_on_time", "8.765"), ("resolved_total", "8.770")],
            id="share_of_dossiers",
        ),
        pytest.param("Toàn huyện còn 1.015 hồ sơ quá hạn.", [("pending_overdue", "1.015")], id="still_overdue"),
        pytest.param(
            "Xử lý dứt điểm 11 hồ sơ đất đai quá hạn trước ngày 30/6/2022.",
            [("pending_overdue", "11")],
            id="overdue_ones_to_be_settled",
        ),
        pytest.param(
            "Toàn huyện còn 90 hồ sơ quá hạn, nhất là về hộ tịch (70 hồ sơ) và xây dựng (15 hồ sơ).",
            [("pending_overdue", "90"), ("pending_overdue", "70"), ("pending_overdue", "15")],
            id="shares_in_brackets",
        ),
        pytest.param("Bổ sung nhân lực cho nơi có trên 50 hồ sơ quá hạn.", [], id="threshold"),
        pytest.param("Hiện nay xã tiếp nhận 212 TTHC.", [("procedure_total", "212")], id="all_that_it_receives"),
        pytest.param("Trả lại 03 hồ sơ không đủ điều kiện, 02 hồ sơ xin rút.", [], id="returned"),
        pytest.param("Không có hồ sơ trễ hạn; 100% hồ sơ được giải quyết đúng hạn.", [], id="no_number"),
        pytest.param(
            "Số lượng hồ sơ: 01 bộ. Nộp 01 hồ sơ tại Bộ phận Tiếp nhận và Trả kết quả.", [], id="instructions"
        ),
        pytest.param("Thẩm định 10 hồ sơ dự thầu, quản lý 200 hồ sơ cán bộ.", [], id="other_dossiers"),
        pytest.param(
            "Thay thế 03 thủ tục và sửa đổi, bổ sung 02 thủ tục, ban hành mới 01 thủ tục thuộc lĩnh vực đo lường.",
            [("procedure_replaced", "03"), ("procedure_amended", "02"), ("procedure_new", "01")],
            id="verbs_before",
        ),
        pytest.param(
            "Công bố 12 TTHC mới ban hành, 05 TTHC được sửa đổi, bổ sung và 03 TTHC bị bãi bỏ.",
            [("procedure_new", "12"), ("procedure_amended", "05"), ("procedure_abolished", "03")],
            id="verbs_behind",
        ),
        pytest.param(
            "Sở hiện có 64 TTHC thuộc thẩm quyền, niêm yết công khai 64/64 TTHC, cung cấp 20 TTHC mức độ 4.",
            [
                ("procedure_total", "64"),
                ("procedure_published", "64"),
                ("procedure_total", "64"),
                ("procedure_online_4", "20"),
            ],
            id="procedures_in_force",
        ),
        pytest.param(
            "Đã rà soát 06 thủ tục, 03 thủ tục không rà soát.", [("procedure_reviewed", "06")], id="what_was_not_done"
        ),
        pytest.param(
            "Công bố danh mục 07 thủ tục hành chính.\nCác thủ tục hành chính được sửa đổi, bổ sung nêu tại phụ lục.",
            [("procedure_amended", "07")],
            id="list_whose_change_is_told_elsewhere",
        ),
        pytest.param(
            "Danh mục thủ tục hành chính mới ban hành\nB. THỦ TỤC HÀNH CHÍNH CẤP XÃ: 04 TTHC",
            [("procedure_new", "04")],
            id="heading_of_a_group_of_the_list",
        ),
        pytest.param("Phấn đấu có 50 TTHC mức độ 4; TTHC số 08 của Phụ lục.", [], id="aims_and_ordinals"),
        pytest.param(
            "Đã hoàn thành 15/20 nhiệm vụ theo Kế hoạch số 12/KH-STP.",
            [("completed", "15"), ("planned", "20")],
            id="plan",
        ),
        pytest.param(
            "UBND tỉnh giao 35 nhiệm vụ, đã hoàn thành 30 nhiệm vụ, đang thực hiện 05 nhiệm vụ.",
            [("planned", "35"), ("completed", "30")],
            id="tasks_given_and_done",
        ),
        pytest.param(
            "Sở ban hành Kế hoạch số 9/KH-STP về hộ tịch với 12 nhiệm vụ.", [("planned", "12")], id="plan_with_items"
        ),
        pytest.param(
            "Danh mục 14 nhiệm vụ tại Phụ lục kèm theo Kế hoạch này.", [("planned", "14")], id="list_of_a_plan"
        ),
        pytest.param(
            "Như vậy đã hoàn thành 5/9 nhiệm vụ, đạt 55%.", [("completed", "5"), ("planned", "9")], id="share_done"
        ),
        pytest.param("Đã kiểm tra tại 22/22 xã, 02 nhiệm vụ khoa học được nghiệm thu.", [], id="no_plan"),
        pytest.param(
            "Cử 05 công chức dự 02 lớp về thủ tục hành chính; nhận 3 đơn khiếu nại.", [], id="people_and_letters"
        ),
    ],
)
def test_prose(text: str, expected: list[tuple[str, str]]) -> None:
    assert prose(text) == expected


def test_prose_period_and_field() -> None:
    text = "Từ đầu năm 2021 đến 31/8/2021, bãi bỏ 02 TTHC thuộc lĩnh vực thú y theo kế hoạch năm 2020."
    (count,) = find_prose_counts(text, [(0, len(text))])
    assert count.period is not None and count.period.of(text) == "Từ đầu năm 2021 đến 31/8/2021"
    assert count.field == "thú y"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Trong Quý II/2022, huyện tiếp nhận 30 hồ sơ.", "Quý II/2022"),
        ("Huyện tiếp nhận trong quý II/2022 được 30 hồ sơ.", "quý II/2022"),
    ],
    ids=["opening", "adverbial"],
)
def test_a_period_is_given_without_its_preposition(text: str, period: str) -> None:
    (count,) = find_prose_counts(text, [(0, len(text))])
    assert count.period is not None and count.period.of(text) == period


def test_a_year_in_a_name_is_no_period() -> None:
    text = "Ban hành Kế hoạch kiểm tra năm 2021, trong đó tổng số 12 nhiệm vụ."
    (count,) = find_prose_counts(text, [(0, len(text))])
    assert (count.period, count.label) == (None, "kiểm tra năm 2021")
