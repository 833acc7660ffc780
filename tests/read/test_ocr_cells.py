"""Cells of ruled tables, looked into once more: dashes, lone digits, letters that are digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.read import ocr
from pipeline.read.ocr import recognise
from pipeline.read.ocr.cells import mend_cells
from pipeline.read.ocr.engines import Grey, PixelBox
from pipeline.read.ocr.vote import Voted
from pipeline.read.page import PageWord
from pipeline.read.ruled import Rule
from pipeline.read.rules import take_tables
from tests.read.pictures import DPI, Sheet, needs_font, needs_recognition, scanned

XS, YS = [40.0, 240.0, 300.0, 360.0, 420.0], [100.0, 130.0, 160.0, 190.0, 220.0]
RULES = [Rule(x, YS[0], x + 0.5, YS[-1]) for x in XS] + [Rule(XS[0], y, XS[-1], y + 0.5) for y in YS]
SCALE = 3.0


def paper() -> Grey:
    return np.full((900, 1500), 250, np.uint8)


def ink(grey: Grey, row: int, column: int, width: float, height: float, *, dx: float = 25, dy: float = 14) -> None:
    """Blacken a box (points) in a cell."""
    x, y = (XS[column] + dx) * SCALE, (YS[row] + dy) * SCALE
    grey[round(y) : round(y + height * SCALE), round(x) : round(x + width * SCALE)] = 20


def word(text: str, row: int, column: int, confidence: float = 0.9) -> PageWord:
    x, y = XS[column] + 20, YS[row] + 8
    return PageWord(text, (x, y, x + 6 * len(text), y + 13), 13, confidence=confidence)


def filled(*lone: str, row: int = 1) -> list[PageWord]:
    """A column of numbers with ``lone`` words below them, and a row of labels."""
    words = [word("Cấp phép", r, 0) for r in range(4)]
    return [*words, word("12", 0, 1), word("7", 1, 1), *(word(text, 2 + i, 1) for i, text in enumerate(lone))]


def nothing(boxes: Sequence[PixelBox]) -> list[PageWord]:
    return []


def mended(words: list[PageWord], grey: Grey) -> list[PageWord]:
    return mend_cells(words, RULES, grey, SCALE, nothing)[len(words) :]


def test_a_dash_alone_in_its_cell_is_a_word() -> None:
    grey = paper()
    ink(grey, 2, 2, 5, 1)
    (dash,) = mended(filled(), grey)
    assert dash.text == "-"
    assert dash.confidence == 0.8
    assert XS[2] < dash.box[0] < dash.box[2] < XS[3]
    assert YS[2] < dash.box[1] < dash.box[3] < YS[3]


@pytest.mark.parametrize(
    ("width", "height", "dx"),
    [
        pytest.param(0.5, 0.5, 25, id="speck"),
        pytest.param(1, 1, 25, id="dot"),
        pytest.param(59, 1, 0, id="rule_that_was_not_taken_off"),
        pytest.param(1, 28, 25, id="upright_stroke"),
    ],
)
def test_what_is_no_dash(width: float, height: float, dx: float) -> None:
    grey = paper()
    ink(grey, 2, 2, width, height, dx=dx, dy=1 if height > 20 else 14)
    assert mended(filled(), grey) == []


def test_ink_as_high_as_a_digit_is_read_and_kept_where_it_is_one() -> None:
    grey = paper()
    ink(grey, 2, 2, 4, 8, dy=10)
    ink(grey, 3, 2, 4, 8, dy=10)
    asked: list[PixelBox] = []

    def read(boxes: Sequence[PixelBox]) -> list[PageWord]:
        asked.extend(boxes)
        return [word("4", 2, 2, 0.7), word("x", 3, 2, 0.7)]

    words = filled()
    found = mend_cells(words, RULES, grey, SCALE, read)[len(words) :]
    assert len(asked) == 2
    assert [w.text for w in found] == ["4"]


def test_cells_with_words_are_not_looked_into() -> None:
    grey = paper()
    ink(grey, 1, 1, 5, 1)
    assert mended(filled(), grey) == []


@pytest.mark.parametrize(("letter", "digit"), [("O", "0"), ("o", "0"), ("Ô", "0"), ("l", "1"), ("I", "1")])
def test_a_letter_alone_in_a_column_of_numbers(letter: str, digit: str) -> None:
    words = filled(letter)
    found = mend_cells(words, RULES, paper(), SCALE, nothing)[-1]
    assert found.text == digit
    assert found.repaired == (letter, "number_cell")
    assert found.confidence == 0.8


def test_letters_in_a_column_of_letters_stay() -> None:
    words = [word(text, row, 3) for row, text in enumerate(("I", "II", "O", "3"))]
    assert mend_cells(words, RULES, paper(), SCALE, nothing) == words


def test_a_page_without_a_table() -> None:
    words = filled("O")
    assert mend_cells(words, [], paper(), SCALE, nothing) == words
    assert mend_cells([], RULES, paper(), SCALE, nothing) == []


@needs_font
@needs_recognition
@pytest.mark.parametrize("dpi", [200, 150])
def test_table_with_dashes_and_lone_digits(dpi: int) -> None:
    sheet = Sheet()
    xs, ys = [70.0, 110.0, 330.0, 400.0, 470.0, 540.0], [120.0, 150.0, 180.0, 210.0, 240.0]
    sheet.grid(xs, ys)
    rows = [
        ["TT", "Lĩnh vực", "Tổng số", "Đúng hạn", "Trễ hạn"],
        ["1", "Cấp phép chăm sóc cây xanh", "1.205", "1.205", "-"],
        ["2", "Thuê ghế công viên", "0", "-", "–"],
        ["3", "Thả diều", "1", "1", "0"],
    ]
    for row, y in zip(rows, ys, strict=False):
        for text, x in zip(row, xs, strict=False):
            sheet.text(x + 8, y + 8, text, 11)
    image = scanned(sheet.image)
    image = image.resize((image.width * dpi // DPI, image.height * dpi // DPI))
    page = ocr.recognise_page(image, dpi, page=1)
    (table,), _ = take_tables(page.rules, page.words, 1, page.width)
    cells = {(c.row, c.column): " ".join(line.text for line in c.lines) for c in table.cells}
    got = [[cells[r, c] for c in (0, 2, 3, 4)] for r in (1, 2, 3)]
    assert got == [["1", "1.205", "1.205", "-"], ["2", "0", "-", "-"], ["3", "1", "1", "0"]]


def test_a_sliver_beside_a_rule_is_no_line() -> None:
    grey = paper()
    grey[100:130, 190:400] = 60  # what the box is about; its left end reaches over a rule at 180
    pieces = recognise._cut_at(grey, (160.0, 100.0, 420.0, 130.0), [(179.0, 0.0, 181.0, 400.0)])
    assert pieces == [(180.0, 100.0, 420.0, 130.0)]


@pytest.mark.parametrize("shade", [20, 160])
def test_a_dash_before_a_rule_is_a_piece_of_its_own_on_a_pale_page_too(shade: int) -> None:
    grey = paper()
    grey[114:117, 163:174] = shade
    grey[100:130, 190:400] = shade
    pieces = recognise._cut_at(grey, (160.0, 100.0, 420.0, 130.0), [(179.0, 0.0, 181.0, 400.0)])
    assert [piece[0] for piece in pieces] == [160.0, 180.0]


def test_a_word_that_two_boxes_gave_counts_once() -> None:
    first, second, beside = (0.0, 0.0, 100.0, 30.0), (1.0, 2.0, 99.0, 31.0), (0.0, 40.0, 100.0, 70.0)
    found = [
        (Voted("9", 10, 20, 0.98), first),
        (Voted("hồ", 30, 50, 0.9), first),
        (Voted("3", 11, 20, 0.6), second),
        (Voted("9", 10, 20, 0.9), beside),
    ]
    assert [word.text for word, _ in recognise._once(found)] == ["9", "hồ", "9"]
