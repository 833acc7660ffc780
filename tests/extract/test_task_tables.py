"""Tables that assign tasks: each row a task, with the row's own units, time and product."""

from __future__ import annotations

import pytest

from pipeline.extract.tables import find_tables
from pipeline.extract.task_fields import Field
from pipeline.extract.task_tables import task_columns
from pipeline.record import TaskKind
from tests.documents import record_of, told
from tests.extract.grids import layout_of

_TABLE = """STT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian | Sản phẩm
1 | Rà soát văn bản của tỉnh | Sở Tư pháp | Sở Nội vụ | Quý I/2026 | Báo cáo
2 | Ban hành quy trình mẫu | {second} | Các sở, ban, ngành | Tháng 5/2026 | Quyết định"""


@pytest.mark.parametrize(
    ("second", "lead"),
    [
        pytest.param("Sở Nội vụ", "Sở Nội vụ", id="own-cell"),
        pytest.param("^", "Sở Tư pháp", id="merged-with-the-row-above"),
        pytest.param("-nt-", "Sở Tư pháp", id="ditto"),
        pytest.param("Như trên", "Sở Tư pháp", id="as-above"),
        pytest.param("", "Ủy ban nhân dân tỉnh Lâm Đồng", id="blank-cell"),
        pytest.param("Sở Nội vụ, Sở Y tế", "Sở Nội vụ, Sở Y tế", id="two-units"),
    ],
)
def test_rows_are_tasks(second: str, lead: str) -> None:
    record = record_of("plan", "II. NHIỆM VỤ", _TABLE.format(second=second))
    assert [told(task) for task in record.tasks] == [
        "II.1 | Rà soát văn bản của tỉnh | Sở Tư pháp < Sở Nội vụ | 2026-01-01..2026-03-31",
        f"II.2 | Ban hành quy trình mẫu | {lead} < Các sở, ban, ngành | 2026-05-01..2026-05-31",
    ]
    assert [task.deliverable for task in record.tasks] == ["Báo cáo", "Quyết định"]
    assert {task.kind for task in record.tasks} == {TaskKind.ASSIGNMENT}


def test_rows_of_groups_are_no_tasks_and_give_their_number() -> None:
    table = """STT | Nội dung | Chủ trì
A | Cải cách thể chế | <
1 | Rà soát văn bản của tỉnh | Sở Tư pháp
B | Chuyển đổi số | <
1 | Kết nối phần mềm một cửa | Sở Khoa học và Công nghệ"""
    assert [told(task) for task in record_of("notice", table).tasks] == [
        "A.1 | Rà soát văn bản của tỉnh | Sở Tư pháp",
        "B.1 | Kết nối phần mềm một cửa | Sở Khoa học và Công nghệ",
    ]


def test_number_that_repeats_its_group_stands_alone() -> None:
    table = """STT | Nội dung | Chủ trì
2 | Chuyển đổi số | <
2.1 | Kết nối phần mềm một cửa | Sở Nội vụ"""
    assert [task.section for task in record_of("notice", table).tasks] == ["2.1"]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("STT | Tên xã | Số hồ sơ\n1 | Xã Đạ Tẻh | 215", id="numbers"),
        pytest.param("STT | Họ và tên | Đơn vị\n1 | Ông Vũ Đại Hải | Sở Nội vụ", id="people"),
        pytest.param("STT | Nội dung | Ghi chú\n1 | Rà soát văn bản của tỉnh | Đã xong", id="nobody-told"),
    ],
)
def test_other_tables_set_no_tasks(table: str) -> None:
    assert record_of("notice", table).tasks == ()


def test_rows_of_a_report_tell_what_was_done() -> None:
    assert record_of("report", "I. KẾT QUẢ", _TABLE.format(second="Sở Y tế")).tasks == ()


def test_columns_under_a_merged_heading() -> None:
    layout = layout_of(
        """STT | Nội dung công việc | Phân công | < | Thời hạn
^ | ^ | Chủ trì | Phối hợp | ^
1 | Rà soát văn bản | Sở Tư pháp | Sở Y tế | Quý I"""
    )
    (table,) = find_tables(layout)
    assert task_columns(table) == {
        Field.NUMBER: 0,
        Field.TEXT: 1,
        Field.LEAD: 2,
        Field.SUPPORT: 3,
        Field.TIME: 4,
    }
