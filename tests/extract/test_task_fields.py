"""The lines under an item that describe its task, and those that only look so."""

from __future__ import annotations

import pytest

from pipeline.extract.task_fields import Field, column_field, read_field_line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Đơn vị chủ trì: Sở Nội vụ.", [("lead", "Sở Nội vụ")], id="lead"),
        pytest.param("- Cơ quan chủ trì thực hiện: Sở Y tế;", [("lead", "Sở Y tế")], id="bullet"),
        pytest.param("**Chủ trì:** Phòng Một cửa", [("lead", "Phòng Một cửa")], id="emphasis"),
        pytest.param("Đơn vị phối hợp: Các xã", [("support", "Các xã")], id="support"),
        pytest.param("Sản phẩm: Báo cáo; Tờ trình.", [("deliverable", "Báo cáo; Tờ trình")], id="product-stays-whole"),
        pytest.param("Kết quả dự kiến: 90% hồ sơ số", [("deliverable", "90% hồ sơ số")], id="result"),
        pytest.param("Thời gian hoàn thành: Quý I/2026", [("time", "Quý I/2026")], id="time"),
        pytest.param("Tiến độ: Thường xuyên", [("time", "Thường xuyên")], id="progress"),
        pytest.param(
            "Chủ trì: Sở Y tế; phối hợp: các xã. Thời gian: Quý I",
            [("lead", "Sở Y tế"), ("support", "các xã"), ("time", "Quý I")],
            id="several-on-a-line",
        ),
        pytest.param("Đơn vị chủ trì:", [], id="blank-value"),
        pytest.param("Địa điểm: Hội trường tầng 2", [], id="another-label"),
        pytest.param("Sở Nội vụ chủ trì rà soát hồ sơ", [], id="no-label"),
        pytest.param("Giao Sở Nội vụ chủ trì: lập danh sách", [], id="order-with-colon"),
    ],
)
def test_read_field_line(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(v.field), v.value.of(line)) for v in read_field_line(line, 0, len(line))] == expected


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        pytest.param("STT", Field.NUMBER, id="number"),
        pytest.param("Nội dung, nhiệm vụ", Field.TEXT, id="text"),
        pytest.param("ĐƠN VỊ CHỦ TRÌ", Field.LEAD, id="capitals"),
        pytest.param("Đơn vị chủ trì / Chủ nhiệm đề tài", Field.LEAD, id="two-names"),
        pytest.param("Thời gian hoàn thành", Field.TIME, id="time"),
        pytest.param("Sản phẩm đầu ra", Field.DELIVERABLE, id="product"),
        pytest.param("Ghi chú", Field.NOTE, id="note"),
        pytest.param("Số lượng hồ sơ", None, id="another"),
    ],
)
def test_column_field(heading: str, field: Field | None) -> None:
    assert column_field(heading) is field
