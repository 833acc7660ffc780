"""Doubtful numbers of recognised tables: what the sums of the form settle, and what they must leave alone."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.normalize import normalize
from pipeline.normalize.misreadings import digits_of, likely_values, may_be
from pipeline.read.layout import Layout, LayoutBuilder, PlacedWord
from pipeline.record import Record, SourceFormat
from tests.extract.grids import grid

TITLE = "KẾT QUẢ GIẢI QUYẾT HỒ SƠ"
HEAD = (
    "STT | Lĩnh vực | Tiếp nhận | < | < | Đã giải quyết | < | < | Đang giải quyết | < | <\n"
    "^ | ^ | Tổng số | Kỳ trước | Mới | Tổng số | Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn\n"
)
ROWS = (
    "1 | Cây xanh | 38 | 3 | 35 | 30 | 29 | 1 | 8 | 8 | 0",
    "2 | Chiếu sáng | 127 | 7 | 120 | 115 | 115 | 0 | 12 | 10 | 2",
    "3 | Vỉa hè | 16 | 0 | 16 | 14 | 13 | 1 | 2 | 2 | 0",
)
TOTAL = " | Tổng cộng | 181 | 10 | 171 | 159 | 157 | 2 | 22 | 20 | 2"
SURE, DOUBTFUL = 0.96, 0.3


def recognised(table: str, *, ocr: bool = True, sure: float | None = SURE) -> Layout:
    """A scan with one table. "?" before a cell: no two readers agreed; "~": two of three did."""
    cells = grid(table)
    words: dict[tuple[int, int], list[PlacedWord]] = {}
    for r, row in enumerate(cells):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            mark, text = cell[0][:1], cell[0].lstrip("?~")
            confidence = {"?": DOUBTFUL, "~": 0.75}.get(mark, sure)
            row[c] = (text, cell[1], cell[2])
            at = 0
            for word in text.split():
                at = text.index(word, at)
                box = (50.0 * c, 20.0 * r, 50.0 * c + 40, 20.0 * r + 12)
                words.setdefault((r, c), []).append(PlacedWord(at, at + len(word), 1, box, confidence))
                at += len(word)
    builder = LayoutBuilder()
    builder.paragraph(TITLE, page=1)
    builder.table(cells, page=1, words=words)
    return builder.build(SourceFormat.PDF, pages=1, ocr=ocr)


def record_of(*rows: str, ocr: bool = True, sure: float | None = SURE) -> Record:
    return normalize(extract(recognised(HEAD + "\n".join(rows), ocr=ocr, sure=sure)))


def with_cell(row: str, column: int, text: str) -> str:
    cells = [cell.strip() for cell in row.split("|")]
    cells[column] = text
    return " | ".join(cells)


def value(record: Record, row: int, column: int) -> float | None:
    """The count at a row and column (from 1) of the body; None where there is none."""
    found = [c.value for c in record.counts if (c.row, c.column) == (row, column)]
    assert len(found) < 2
    return found[0] if found else None


def codes(record: Record) -> set[str]:
    return {finding.code for finding in record.findings} & {"total_mismatch", "form_arithmetic"}


def test_a_right_table_is_left_alone() -> None:
    record = record_of(*ROWS, TOTAL)
    assert record.repairs == ()
    assert codes(record) == set()
    assert len(record.counts) == 36


@pytest.mark.parametrize(
    ("row", "column", "read", "meant"),
    [
        pytest.param(1, 3, "?36", 38, id="digits_that_look_alike"),
        pytest.param(2, 3, "?1.27", 127, id="a_dot_that_is_none"),
        pytest.param(2, 6, "?15", 115, id="a_lost_digit"),
        pytest.param(3, 6, "?144", 14, id="a_doubled_digit"),
        pytest.param(3, 7, "?l3", 13, id="letter_for_one"),
        pytest.param(1, 11, "?o", 0, id="letter_for_nought"),
        pytest.param(1, 11, "?Ị", 0, id="a_letter_with_a_mark_for_a_nought"),
        pytest.param(1, 11, "?4", 0, id="a_digit_for_a_nought"),
        pytest.param(2, 11, "", 2, id="a_lone_digit_that_was_lost"),
        pytest.param(4, 3, "?131", 181, id="in_the_total"),
        pytest.param(1, 3, "~36", 38, id="two_of_three_readers_with_two_sums"),
    ],
)
def test_a_doubtful_number_is_settled(row: int, column: int, read: str, meant: int) -> None:
    rows = [*ROWS, TOTAL]
    rows[row - 1] = with_cell(rows[row - 1], column - 1, read)
    record = record_of(*rows)
    shown = read.lstrip("?~")
    assert value(record, row, column) == meant
    assert [(r.read, r.written, r.rule) for r in record.repairs] == [(shown, str(meant), "form_arithmetic")]
    (span,) = record.repairs[0].span
    assert record.text[span.start : span.end] == shown  # the text keeps what was read
    assert record.tables[0].rows[row - 1][column - 1] == str(meant)
    assert codes(record) == {"form_arithmetic"}
    (finding,) = [f for f in record.findings if f.code == "form_arithmetic"]
    assert (finding.severity, finding.row, finding.column) == ("info", row, column)
    assert finding.message_en is not None and str(meant) in finding.message_en
    assert len(record.counts) == 36
    count = next(c for c in record.counts if (c.row, c.column) == (row, column))
    assert count.label == ("Cây xanh", "Chiếu sáng", "Vỉa hè", "Tổng cộng")[row - 1]
    assert count.is_total == (row == 4)


def test_a_repaired_number_is_not_called_unsure_too() -> None:
    record = record_of(with_cell(ROWS[0], 2, "?36"), *ROWS[1:], TOTAL)
    assert "low_ocr_confidence" not in {finding.code for finding in record.findings}


def test_two_doubtful_numbers_in_different_rows() -> None:
    record = record_of(with_cell(ROWS[0], 2, "?36"), with_cell(ROWS[1], 2, "?121"), ROWS[2], TOTAL)
    assert (value(record, 1, 3), value(record, 2, 3)) == (38, 127)
    assert codes(record) == {"form_arithmetic"}


def test_two_doubtful_numbers_in_one_sum_are_told_together() -> None:
    head = "STT | Lĩnh vực | Tiếp nhận | Đã giải quyết | Đang giải quyết\n"
    rows = ("1 | Cây xanh | 38 | 30 | 8", "2 | Chiếu sáng | 127 | ?716 | ?17", "3 | Vỉa hè | 16 | 14 | 2")
    record = normalize(extract(recognised(head + "\n".join([*rows, " | Tổng cộng | 181 | 160 | 21"]))))
    assert (value(record, 2, 4), value(record, 2, 5)) == (116, 11)


@pytest.mark.parametrize(
    ("ocr", "sure", "read"),
    [
        pytest.param(True, SURE, "36", id="all_readers_saw_it"),
        pytest.param(False, None, "36", id="the_files_own_letters"),
        pytest.param(True, None, "36", id="a_page_with_letters_in_a_scan"),
        pytest.param(True, SURE, "?52", id="no_misreading_of_what_fits"),
        pytest.param(True, SURE, "?rất nhiều", id="no_number"),
    ],
)
def test_what_is_left_to_the_reader(ocr: bool, sure: float | None, read: str) -> None:
    record = record_of(with_cell(ROWS[0], 2, read), *ROWS[1:], TOTAL, ocr=ocr, sure=sure)
    assert record.repairs == ()
    assert value(record, 1, 3) != 38
    assert "form_arithmetic" not in codes(record)
    if "r" not in read:
        assert "total_mismatch" in codes(record)


def test_two_explanations_are_none() -> None:
    """Without a total row both parts of a sum may be the misread one."""
    head = "STT | Lĩnh vực | Tiếp nhận | Đã giải quyết | Đang giải quyết\n"
    rows = ("1 | Cây xanh | 38 | 30 | 8", "2 | Chiếu sáng | 127 | ?115 | ?17", "3 | Vỉa hè | 16 | 14 | 2")
    record = normalize(extract(recognised(head + "\n".join(rows))))
    assert record.repairs == ()
    assert codes(record) == {"total_mismatch"}


def test_two_of_three_readers_against_one_sum_stand() -> None:
    head = "STT | Lĩnh vực | Tiếp nhận | Đã giải quyết | Đang giải quyết\n"
    rows = ("1 | Cây xanh | 38 | 30 | 8", "2 | Chiếu sáng | 127 | ~116 | 12", "3 | Vỉa hè | 16 | 14 | 2")
    record = normalize(extract(recognised(head + "\n".join(rows))))
    assert record.repairs == ()
    assert value(record, 2, 4) == 116


def test_rows_left_blank_stay_blank() -> None:
    """An office that has not filled a row in has not reported noughts."""
    blank = "2 | Chiếu sáng | 127 | 7 | 120 |  |  |  |  |  | "
    record = record_of(ROWS[0], blank, ROWS[2], " | Tổng cộng | 181 | 10 | 171 | 44 | 42 | 2 | 10 | 10 | 0")
    assert record.repairs == ()
    assert value(record, 2, 6) is None


def test_sums_that_mostly_fail_settle_nothing() -> None:
    """Then it is the columns that were misunderstood."""
    rows = [with_cell(row, 2, f"?{90 + i}") for i, row in enumerate(ROWS)]
    record = record_of(*rows)
    assert value(record, 1, 3) == 90


def test_measures_as_rows() -> None:
    table = (
        "STT | Nội dung | Quý I | Quý II | Quý III\n"
        "1 | Tổng số hồ sơ tiếp nhận | 38 | ?121 | 16\n"
        "2 | Hồ sơ đã giải quyết | 30 | 115 | 14\n"
        "3 | Hồ sơ đang giải quyết | 8 | 12 | 2"
    )
    record = normalize(extract(recognised(table)))
    assert value(record, 1, 4) == 127


@pytest.mark.parametrize(
    ("read", "digits"),
    [
        pytest.param("12", "12", id="digits"),
        pytest.param("l2", "12", id="small_l"),
        pytest.param("1.O5O", "1050", id="letters_o"),
        pytest.param("1,205", "1205", id="comma"),
        pytest.param("Ũ", "0", id="a_speck_over_a_nought"),
        pytest.param("–", "0", id="dash"),
        pytest.param("", "", id="blank"),
        pytest.param("12%", None, id="rate"),
        pytest.param("Cộng", None, id="word"),
    ],
)
def test_digits_of(read: str, digits: str | None) -> None:
    assert digits_of(read) == digits


@pytest.mark.parametrize(
    ("read", "meant", "may", "likely"),
    [
        pytest.param("38", 36, True, True, id="alike"),
        pytest.param("38", 33, True, True, id="eight_for_three"),
        pytest.param("38", 78, True, False, id="unlike"),
        pytest.param("38", 83, False, False, id="two_digits"),
        pytest.param("11", 1, True, True, id="a_rule_read_as_one"),
        pytest.param("1.205", 1205, True, True, id="dot"),
        pytest.param("1205", 125, True, False, id="a_digit_from_the_middle"),
        pytest.param("05", 5, True, True, id="leading_nought"),
        pytest.param("", 7, True, False, id="blank"),
        pytest.param("", 700, False, False, id="too_long_to_be_lost"),
        pytest.param("7", -7, False, False, id="negative"),
    ],
)
def test_may_be(read: str, meant: int, may: bool, likely: bool) -> None:
    assert may_be(read, meant) is may
    assert may_be(read, meant, only_likely=True) is likely


def test_likely_values_are_those_that_may_be() -> None:
    values = likely_values("18")
    assert {18, 16, 13, 1, 8, 118} <= values
    assert all(may_be("18", value, only_likely=True) for value in values)
    assert likely_values("") == frozenset()
