"""Labels at the head of paragraphs, and lines that a wrap or a page break has cut."""

from __future__ import annotations

import pytest

from pipeline.extract.paragraphs import Rank, find_label, split_paragraphs
from pipeline.read.layout import LayoutBuilder, Part
from pipeline.record import SourceFormat
from tests.extract.grids import layout_of


@pytest.mark.parametrize(
    ("line", "rank", "name", "words"),
    [
        pytest.param("Phần I. Quy định chung", Rank.PART, "I", "Quy định chung", id="part"),
        pytest.param("PHẦN THỨ NHẤT", Rank.PART, "NHẤT", "", id="part-in-words"),
        pytest.param("Chương II", Rank.CHAPTER, "II", "", id="chapter"),
        pytest.param("Mục 1. Đăng ký", Rank.SECTION, "1", "Đăng ký", id="section"),
        pytest.param("Điều 12. Hiệu lực", Rank.ARTICLE, "Điều 12", "Hiệu lực", id="article"),
        pytest.param("Điều 3a: Thu phí", Rank.ARTICLE, "Điều 3a", "Thu phí", id="article-with-letter"),
        pytest.param("II. NHIỆM VỤ", Rank.ROMAN, "II", "NHIỆM VỤ", id="roman"),
        pytest.param("IV/ Kinh phí", Rank.ROMAN, "IV", "Kinh phí", id="roman-slash"),
        pytest.param("III- Thời gian", Rank.ROMAN, "III", "Thời gian", id="roman-hyphen"),
        pytest.param("A. KẾT QUẢ", Rank.CAPITAL, "A", "KẾT QUẢ", id="capital"),
        pytest.param("6.2.1. Rà soát", Rank.NUMBER_3, "6.2.1", "Rà soát", id="three-levels"),
        pytest.param("6.2. Rà soát", Rank.NUMBER_2, "6.2", "Rà soát", id="two-levels"),
        pytest.param("6.2 Rà soát", Rank.NUMBER_2, "6.2", "Rà soát", id="two-levels-no-stop"),
        pytest.param("7.Thực hiện", Rank.NUMBER, "7", "Thực hiện", id="no-blank"),
        pytest.param("1) Họp", Rank.NUMBER, "1", "Họp", id="bracket"),
        pytest.param("(2) Họp", Rank.NUMBER, "2", "Họp", id="two-brackets"),
        pytest.param("3/ Họp", Rank.NUMBER, "3", "Họp", id="slash"),
        pytest.param("1- Tăng cường", Rank.NUMBER, "1", "Tăng cường", id="party"),
        pytest.param("a) Lập danh sách", Rank.LETTER, "a", "Lập danh sách", id="letter"),
        pytest.param("đ. Nộp hồ sơ", Rank.LETTER, "đ", "Nộp hồ sơ", id="letter-d"),
        pytest.param("- Nộp hồ sơ", Rank.DASH, "", "Nộp hồ sơ", id="dash"),
        pytest.param("• Nộp hồ sơ", Rank.DASH, "", "Nộp hồ sơ", id="bullet"),
        pytest.param("+ Nộp hồ sơ", Rank.PLUS, "", "Nộp hồ sơ", id="plus"),
    ],
)
def test_find_label(line: str, rank: Rank, name: str, words: str) -> None:
    label = find_label(line, 0, len(line))
    assert label is not None
    assert (label.rank, label.name, line[label.end :]) == (rank, name, words)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Sở Nội vụ rà soát", id="words"),
        pytest.param("1.234 hồ sơ", id="thousands"),
        pytest.param("12.5 triệu đồng", id="decimal"),
        pytest.param("2026 là năm bản lề", id="year"),
        pytest.param("05/12/2026 nộp báo cáo", id="date"),
        pytest.param("Điều kiện chăn nuôi", id="word-like-article"),
        pytest.param("Phầnmềm", id="word-like-part"),
        pytest.param("-----", id="rule-line"),
    ],
)
def test_no_label(line: str) -> None:
    assert find_label(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param(["Sở Nội vụ rà soát hồ sơ theo Quyết định\nsố 8/QĐ-UBND."], 1, id="hard-wrap"),
        pytest.param(["Sở Nội vụ rà soát hồ sơ lưu trữ của các xã,", "phường trên địa bàn tỉnh."], 1, id="page-break"),
        pytest.param(
            ["Sở Nội vụ rà soát hồ sơ lưu trữ của các xã theo Nghị định số", "30/2020/NĐ-CP."], 1, id="cut-at-number"
        ),
        pytest.param(["Sở Nội vụ rà soát hồ sơ.", "Sở Tài chính cấp kinh phí."], 2, id="sentences"),
        pytest.param(["Sở Nội vụ rà soát hồ sơ;\n- Nộp báo cáo."], 2, id="label-in-a-block"),
        pytest.param(["KẾ HOẠCH", "Trồng rừng"], 2, id="short-lines"),
        pytest.param(["Giao Sở Nội vụ:", "rà soát hồ sơ."], 2, id="colon"),
    ],
)  # fmt: skip
def test_lines_that_belong_together(blocks: list[str], expected: int) -> None:
    assert len(split_paragraphs(layout_of(*blocks))) == expected


def test_cells_of_a_letterhead_stay_apart() -> None:
    builder = LayoutBuilder()
    builder.paragraph("Số: 12/QĐ-UBND về", cell=(0, 0))
    builder.paragraph("độc lập", cell=(0, 1))
    assert len(split_paragraphs(builder.build(SourceFormat.DOCX))) == 2


def test_page_headers_and_footers_are_no_paragraphs() -> None:
    builder = LayoutBuilder()
    builder.paragraph("Trang 2", part=Part.HEADER)
    builder.paragraph("Sở Nội vụ rà soát hồ sơ.")
    builder.paragraph("1", part=Part.FOOTER)
    layout = builder.build(SourceFormat.PDF)
    assert [p.words(layout.text) for p in split_paragraphs(layout)] == ["Sở Nội vụ rà soát hồ sơ."]


def test_a_table_is_a_paragraph() -> None:
    found = split_paragraphs(layout_of("1. Bảng sau:", "STT | Xã\n1 | Đạ Tẻh", "2. Hết."))
    assert [p.table for p in found] == [None, 0, None]


def test_flags_of_the_block_are_kept() -> None:
    builder = LayoutBuilder()
    builder.paragraph("II. NHIỆM VỤ", bold=True, centered=True, heading=2)
    (found,) = split_paragraphs(builder.build(SourceFormat.DOCX))
    assert (found.bold, found.centered, found.heading, found.content) == (True, True, 2, 4)
