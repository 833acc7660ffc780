"""What the parts of a document hold, by their headings."""

from __future__ import annotations

import pytest

from pipeline.extract.outline import build_outline
from pipeline.extract.paragraphs import split_paragraphs
from pipeline.extract.roles import Role, assign_roles
from pipeline.vocabulary import rows
from tests.extract.grids import layout_of


def _roles(*lines: str, minutes: bool = False) -> list[str | None]:
    source = layout_of(*lines)
    outline = build_outline(source.text, split_paragraphs(source))
    return [None if role is None else role.value for role in assign_roles(outline, minutes=minutes)]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        pytest.param("I. MỤC ĐÍCH, YÊU CẦU", Role.PURPOSE, id="purpose"),
        pytest.param("1. Về mục tiêu cụ thể", Role.PURPOSE, id="about"),
        pytest.param("II. MỘT SỐ NHIỆM VỤ TRỌNG TÂM", Role.TASK, id="tasks"),
        pytest.param("III. TỔ CHỨC THỰC HIỆN", Role.TASK, id="carrying-out"),
        pytest.param("I. TÌNH HÌNH CHUNG", Role.RESULT, id="situation"),
        pytest.param("2. Những hạn chế, tồn tại", Role.RESULT, id="shortcomings"),
        pytest.param("IV. ĐỀ XUẤT, KIẾN NGHỊ", Role.PROPOSAL, id="proposals"),
        pytest.param("I. THÀNH PHẦN THAM DỰ", Role.ATTENDANCE, id="attendance"),
        pytest.param("3. Ý kiến kết luận của Giám đốc Sở", Role.CONCLUSION, id="conclusion"),
        pytest.param("Kiến nghị:", Role.PROPOSAL, id="open-line"),
        pytest.param("V. THÔNG TIN LIÊN HỆ", None, id="another"),
        pytest.param("1. Mục đích sử dụng đất được ghi trong hồ sơ.", None, id="sentence"),
        pytest.param("Mục tiêu", None, id="neither-numbered-nor-marked"),
    ],
)
def test_role_of_a_heading(heading: str, role: Role | None) -> None:
    assert _roles(heading) == [role]


def test_what_stands_under_a_heading_has_its_role() -> None:
    assert _roles("I. KẾT QUẢ", "1. Hồ sơ", "- Đã nộp.", "II. NHIỆM VỤ", "1. Rà soát.") == [
        "result", "result", "result", "task", "task",
    ]  # fmt: skip


def test_the_nearer_heading_wins() -> None:
    assert _roles("II. NHIỆM VỤ", "1. Mục tiêu", "Đạt 90%.", "2. Rà soát.") == ["task", "purpose", "purpose", "task"]


def test_in_minutes_a_line_says_who_concludes() -> None:
    lines = ("II. DIỄN BIẾN", "Bà Lan kết luận như sau:", "- Nộp báo cáo.")
    assert _roles(*lines, minutes=True) == ["result", "conclusion", "conclusion"]
    assert _roles(*lines) == ["result", "result", "result"]


def test_the_vocabulary_names_roles_only() -> None:
    assert {row["role"] for row in rows("section_roles")} <= {role.value for role in Role}
