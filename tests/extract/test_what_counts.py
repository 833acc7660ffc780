"""The same sentence is a task in one kind of document and none in another."""

from __future__ import annotations

import pytest

from pipeline.record import TaskKind
from tests.documents import record_of, told


def _texts(kind: str, *body: str) -> list[str]:
    return [task.text for task in record_of(kind, *body).tasks]


@pytest.mark.parametrize(
    ("kind", "heading", "is_task"),
    [
        pytest.param("plan", "II. NHIỆM VỤ", True, id="plan"),
        pytest.param("directive", "II. NỘI DUNG", True, id="directive"),
        pytest.param("plan", "I. MỤC TIÊU", False, id="aim-of-a-plan"),
        pytest.param("report", "II. PHƯƠNG HƯỚNG", True, id="what-a-report-plans"),
        pytest.param("report", "I. KẾT QUẢ", False, id="what-a-report-tells"),
        pytest.param("minutes", "III. KẾT LUẬN", True, id="conclusion"),
        pytest.param("minutes", "II. Ý KIẾN THẢO LUẬN", False, id="discussion"),
        pytest.param("decision", "I. NỘI DUNG", False, id="decision-tells-nobody"),
        pytest.param("rules", "Điều 5. Nguyên tắc", False, id="standing-rule"),
    ],
)
def test_verb_alone(kind: str, heading: str, is_task: bool) -> None:
    assert _texts(kind, heading, "1. Rà soát hồ sơ lưu trữ.") == (["Rà soát hồ sơ lưu trữ"] if is_task else [])


@pytest.mark.parametrize(
    ("kind", "sentence", "is_task"),
    [
        pytest.param("decision", "Điều 2. Sở Nội vụ lập danh sách.", True, id="decision-tells-a-body"),
        pytest.param("plan", "1. Người dân nộp hồ sơ tại xã.", False, id="citizens-are-not-tracked"),
        pytest.param("report", "1. Sở Nội vụ sẽ số hóa hồ sơ.", False, id="report-of-another-office"),
        pytest.param("report", "Sẽ số hóa hồ sơ trong năm 2026.", True, id="report-looks-ahead"),
        pytest.param("report", "Đề nghị Sở Tài chính cấp kinh phí.", True, id="report-asks"),
        pytest.param("rules", "Điều 6. Sở Nội vụ hướng dẫn việc nộp tài liệu.", True, id="duty"),
        pytest.param("rules", "Điều 6. Cơ quan phối hợp cung cấp tài liệu.", False, id="whoever-it-is"),
    ],
)
def test_sentence(kind: str, sentence: str, is_task: bool) -> None:
    assert bool(_texts(kind, sentence)) is is_task


def test_circumstances_before_the_first_item_are_no_tasks() -> None:
    body = ("Thực hiện tốt công tác lưu trữ trong năm qua.", "1. Rà soát hồ sơ lưu trữ.", "2. Nộp báo cáo.")
    assert _texts("plan", *body) == ["Rà soát hồ sơ lưu trữ", "Nộp báo cáo"]


def test_introduction_that_tells_somebody_is_a_task() -> None:
    body = ("Chủ tịch UBND tỉnh yêu cầu Sở Y tế trực 24/24 giờ.", "1. Rà soát hồ sơ lưu trữ.")
    assert len(_texts("directive", *body)) == 2


@pytest.mark.parametrize(
    ("kind", "line", "expected"),
    [
        pytest.param("directive", "1. Đề nghị Bộ Y tế hướng dẫn.", TaskKind.REQUEST, id="request"),
        pytest.param("directive", "1. Đề nghị các phòng, đơn vị hướng dẫn.", TaskKind.ASSIGNMENT, id="own-unit"),
        pytest.param("plan", "1. Hướng dẫn các xã.", TaskKind.COMMITMENT, id="plan-of-its-own"),
        pytest.param("plan", "1. Sở Y tế hướng dẫn các xã.", TaskKind.ASSIGNMENT, id="plan-names-a-body"),
        pytest.param("directive", "1. Hướng dẫn các xã.", TaskKind.ASSIGNMENT, id="directive"),
    ],
)
def test_kind(kind: str, line: str, expected: TaskKind) -> None:
    (task,) = record_of(kind, "I. NỘI DUNG", line).tasks
    assert task.kind is expected


@pytest.mark.parametrize(
    "party",
    [
        pytest.param("Sở Nội vụ", id="issuer"),
        pytest.param(
            "Sở Tài chính",
            id="other-party",
        ),
    ],
)
def test_what_a_party_pledges_is_its_commitment(party: str) -> None:
    (task,) = record_of("minutes", "III. KẾT LUẬN", f"1. {party} cam kết bàn giao hồ sơ.").tasks
    assert task.kind is TaskKind.COMMITMENT


def test_proposals_of_a_report_are_requests() -> None:
    (task,) = record_of("report", "III. KIẾN NGHỊ", "1. UBND tỉnh bố trí kinh phí.").tasks
    assert (task.kind, told(task)) == (
        TaskKind.REQUEST, "III.1 | UBND tỉnh bố trí kinh phí | Ủy ban nhân dân tỉnh Lâm Đồng",
    )  # fmt: skip
