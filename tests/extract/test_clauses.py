"""An item cut into the clauses that each order something."""

from __future__ import annotations

import pytest

from pipeline.extract.actions import Voice
from pipeline.extract.clauses import FORMULA, clause_deadlines, read_clauses, subject_before_colon
from pipeline.extract.mentions import Slice


def _clauses(text: str, *, whole: bool = False) -> tuple[list[str], list[str]]:
    found, times = read_clauses(text, 0, len(text), voice=Voice.OFFICE, whole=whole)
    return [clause.place.of(text) for clause in found], [time.of(text) for time in times]


@pytest.mark.parametrize(
    ("text", "clauses", "times"),
    [
        pytest.param("Rà soát hồ sơ; nộp báo cáo.", ["Rà soát hồ sơ", "nộp báo cáo"], [], id="two-verbs"),
        pytest.param("Rà soát hồ sơ, nộp báo cáo.", ["Rà soát hồ sơ, nộp báo cáo"], [], id="comma-does-not-cut"),
        pytest.param("Rà soát hồ sơ; bản đồ; sổ sách.", ["Rà soát hồ sơ; bản đồ; sổ sách"], [], id="list-of-objects"),
        pytest.param("Rà soát hồ sơ. Hồ sơ đã đủ chữ ký.", ["Rà soát hồ sơ"], [], id="sentence-without-order"),
        pytest.param("Mua máy. Hoàn thành trong tháng 3.", ["Mua máy"], ["Hoàn thành trong tháng 3"], id="time"),
        pytest.param("Mua máy; xong trước ngày 15/3.", ["Mua máy; xong trước ngày 15/3"], [], id="time-in-clause"),
        pytest.param(
            "Chánh Văn phòng; Giám đốc Sở Y tế; các đơn vị liên quan chịu trách nhiệm thi hành.",
            ["Chánh Văn phòng; Giám đốc Sở Y tế; các đơn vị liên quan chịu trách nhiệm thi hành"],
            [],
            id="heads-before-one-verb",
        ),
        pytest.param("Nếu để xảy ra mất hồ sơ thì Trưởng phòng chịu trách nhiệm.", [], [], id="liability"),
        pytest.param("Họp. Nếu để xảy ra chậm trễ thì Sở chịu trách nhiệm.", ["Họp"], [], id="order-and-liability"),
        pytest.param("Quyết định này có hiệu lực từ ngày ký.", [], [], id="formula"),
        pytest.param("Nguồn nhân lực số.", [], [], id="nothing"),
        pytest.param(
            "Căn cứ Luật Lưu trữ; giao Sở Nội vụ họp.", ["giao Sở Nội vụ họp"], [], id="ground",
        ),
    ],
)  # fmt: skip
def test_read_clauses(text: str, clauses: list[str], times: list[str]) -> None:
    assert _clauses(text) == (clauses, times)


def test_an_item_that_its_field_lines_describe_is_one_clause() -> None:
    assert _clauses("Kho dữ liệu số; bản đồ số.", whole=True) == (["Kho dữ liệu số; bản đồ số"], [])


@pytest.mark.parametrize(
    ("text", "units", "rest"),
    [
        pytest.param("Văn phòng Sở: mua máy", ["Văn phòng Sở"], "mua máy", id="unit"),
        pytest.param("**Văn phòng Sở:** mua máy", ["Văn phòng Sở"], "mua máy", id="emphasis"),
        pytest.param("Giao Sở Y tế: kiểm tra", ["Sở Y tế"], "kiểm tra", id="told"),
        pytest.param("Đối với UBND các xã: họp", ["UBND các xã"], "họp", id="as-for"),
        pytest.param("Sở Y tế (SYT): kiểm tra", ["Sở Y tế"], "kiểm tra", id="short-form"),
        pytest.param("Ghi chú: xong", [], "Ghi chú: xong", id="no-unit"),
        pytest.param("Sở Y tế:", [], "Sở Y tế:", id="nothing-behind"),
        pytest.param("Sở Y tế kiểm tra: bếp ăn", [], "Sở Y tế kiểm tra: bếp ăn", id="colon-behind-the-verb"),
    ],
)
def test_subject_before_colon(text: str, units: list[str], rest: str) -> None:
    start, found = subject_before_colon(text, 0, len(text))
    assert ([unit.of(text) for unit in found], text[start:]) == (units, rest)


def test_times_of_a_clause_point_into_the_whole_text() -> None:
    text = "1. Nộp báo cáo trước ngày 15/3/2026."
    (found,) = clause_deadlines(text, Slice(3, len(text)))
    assert found.place.of(text) == "trước ngày 15/3/2026"
    assert not found.line


@pytest.mark.parametrize(
    ("sentence", "is_formula"),
    [
        pytest.param("Trên đây là báo cáo của Sở.", True, id="this-was"),
        pytest.param("Quy chế này gồm 05 chương.", True, id="consists-of"),
        pytest.param("Trân trọng cảm ơn.", True, id="thanks"),
        pytest.param("Quyết định danh sách khen thưởng.", False, id="order"),
    ],
)
def test_formula(sentence: str, is_formula: bool) -> None:
    assert bool(FORMULA.match(sentence)) is is_formula
