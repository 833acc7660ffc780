"""The numbering tree: sections, what holds what, and labels that repeat or skip."""

from __future__ import annotations

import pytest

from pipeline.extract.outline import Outline, build_outline, ends_open, is_heading_like
from pipeline.extract.paragraphs import split_paragraphs
from tests.extract.grids import layout_of


def _outline(*lines: str) -> Outline:
    source = layout_of(*lines)
    return build_outline(source.text, split_paragraphs(source))


def _sections(*lines: str) -> list[str | None]:
    return [node.section for node in _outline(*lines).nodes]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["I. NHIỆM VỤ", "1. Rà soát.", "2. Sở Nội vụ:", "a) Nộp;", "b) Lưu."],
            ["I", "I.1", "I.2", "I.2.a", "I.2.b"],
            id="levels",
        ),
        pytest.param(["6. Đào tạo", "6.1. Mở lớp.", "6.2. Thi."], ["6", "6.1", "6.2"], id="number-repeats-its-parent"),
        pytest.param(["II. CÔNG VIỆC", "1. Nhóm", "1.2. Thi."], ["II", "II.1", "II.1.2"], id="repeats-under-roman"),
        pytest.param(
            ["Chương I", "Điều 3. Trách nhiệm", "2. Sở Nội vụ:", "a) Nộp."],
            ["I", "Điều 3", "Điều 3.2", "Điều 3.2.a"],
            id="articles-go-through",
        ),
        pytest.param(
            ["I. Một", "1. A.", "II. Hai", "1. B."], ["I", "I.1", "II", "II.1"], id="lists-restart"
        ),
        pytest.param(
            ["1. Sở Nội vụ:", "- Nộp;", "+ Đúng hạn;", "- Lưu."], ["1", "1", "1", "1"], id="bullets-have-their-item's"
        ),
        pytest.param(["- Nộp.", "Nơi nộp."], [None, None], id="bullets-without-item"),
        pytest.param(
            ["1. Rà soát hồ sơ.", "Kèm danh sách.", "2. Nộp báo cáo."], ["1", "1", "2"], id="unlabelled-between-items"
        ),
        pytest.param(
            ["II. VIỆC", "1. Rà soát hồ sơ.", "2. Nộp báo cáo.", "Các phòng thực hiện."],
            ["II", "II.1", "II.2", "II"],
            id="closing-goes-one-level-up",
        ),
        pytest.param(
            ["1. Rà soát hồ sơ.", "2. Nộp báo cáo.", "Các phòng thực hiện."], ["1", "2", None], id="closing-of-all"
        ),
        pytest.param(
            ["1. Công tác lưu trữ", "Sở Nội vụ rà soát.", "2. Công tác khác", "Sở Y tế rà soát."],
            ["1", "1", "2", "2"],
            id="under-headings",
        ),
        pytest.param(
            ["Điều 1. Thành lập Tổ.", "Tổ có 05 người.", "Điều 2. Tổ giải thể khi xong việc."],
            ["Điều 1", "Điều 1", "Điều 2"],
            id="second-paragraph-of-an-article",
        ),
        pytest.param(["A. KẾT QUẢ", "I. Số liệu", "1. Xã"], ["A", "A.I", "A.I.1"], id="capital-holds-roman"),
    ],
)  # fmt: skip
def test_sections(lines: list[str], expected: list[str | None]) -> None:
    assert _sections(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "duplicate", "skipped"),
    [
        pytest.param(["1. A.", "2. B.", "3. C."], [], [], id="in-order"),
        pytest.param(["1. A.", "2. B.", "2. C."], ["2"], [], id="duplicate"),
        pytest.param(["1. A.", "2. B.", "4. C."], [], ["4"], id="skipped"),
        pytest.param(["c) A;", "d) B;", "đ) C;", "e) D."], [], [], id="letters"),
        pytest.param(["c) A;", "d) B;", "e) C."], [], ["e"], id="letter-d-with-stroke-skipped"),
        pytest.param(["I. A", "1. B.", "2. C.", "II. D", "1. E."], [], [], id="restart-under-another-item"),
        pytest.param(["1. A.", "2. B.", "1. C.", "2. D."], [], [], id="restart-in-place"),
        pytest.param(["I. A", "III. B"], [], ["III"], id="roman"),
        pytest.param(["Chương I", "Điều 1. A.", "Chương II", "Điều 3. B."], [], ["Điều 3"], id="articles"),
        pytest.param(["1. A.", "9. B."], [], [], id="too-far-for-a-slip"),
    ],
)
def test_numbering(lines: list[str], duplicate: list[str], skipped: list[str]) -> None:
    numbering = _outline(*lines).numbering
    assert [n.path for n in numbering if n.duplicate] == duplicate
    assert [n.path for n in numbering if n.skipped] == skipped


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["1. Giao Sở Nội vụ:", "2. Lưu."], ["1"], id="next-item-at-once"),
        pytest.param(["1. Giao Sở Nội vụ:", "- Nộp.", "2. Lưu."], [], id="bullets-follow"),
        pytest.param(["1. Giao Sở Nội vụ:", "Nộp.", "2. Lưu."], [], id="words-follow"),
    ],
)
def test_items_that_announce_and_say_nothing(lines: list[str], expected: list[str]) -> None:
    assert [n.path for n in _outline(*lines).numbering if n.incomplete] == expected


def test_labels_point_at_their_words() -> None:
    outline = _outline("I. NHIỆM VỤ", "12. Rà soát.")
    assert [n.label.of(outline.text).strip() for n in outline.numbering] == ["I.", "12."]


def test_a_list_stands_under_the_line_that_opens_it() -> None:
    outline = _outline("I. NHIỆM VỤ", "UBND tỉnh yêu cầu:", "1. Nộp.", "2. Lưu.", "II. KINH PHÍ")
    assert outline.children(1) == (2, 3)
    assert list(outline.ancestors(3)) == [1, 0]
    assert outline.nodes[4].opener is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Về kiểm tra cải cách hành chính", True, id="heading"),
        pytest.param("Rà soát hồ sơ.", False, id="sentence"),
        pytest.param("Rà soát hồ sơ;", False, id="member-of-a-list"),
    ],
)
def test_is_heading_like(words: str, expected: bool) -> None:
    assert is_heading_like(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Giao Sở Nội vụ:", True), ("**Giao Sở Nội vụ:**", True), ("Giao: Sở Nội vụ", False)],
    ids=["colon", "emphasis", "inside"],
)
def test_ends_open(words: str, expected: bool) -> None:
    assert ends_open(words) is expected
