"""Columns told by the sums of the report form alone: what has to be so, and nothing that may be otherwise."""

from __future__ import annotations

import pytest

from pipeline.extract.form_columns import is_form, settle_columns
from pipeline.record import Measure

M = Measure
RECEIVED = {0: M.RECEIVED_TOTAL, 1: M.RESOLVED_TOTAL}


def _rows(*lines: str) -> list[dict[int, int | float | None]]:
    return [{c: None if cell == "." else int(cell) for c, cell in enumerate(line.split())} for line in lines]


def test_what_is_left_of_the_received_is_pending() -> None:
    rows = _rows("20 15 5", "31 31 0", "11 8 3")
    assert settle_columns(RECEIVED, [2], rows) == {2: M.PENDING_TOTAL}


def test_a_total_and_then_its_parts() -> None:
    """Column 2 is told by column 0 and 1, and only then what column 3 lacks beside the overdue ones."""
    known = {**RECEIVED, 4: M.PENDING_OVERDUE}
    rows = _rows("20 15 5 4 1", "31 31 0 0 0", "11 8 3 1 2", "9 2 7 4 3")
    assert settle_columns(known, [2, 3], rows) == {2: M.PENDING_TOTAL, 3: M.PENDING_IN_TIME}


@pytest.mark.parametrize(
    ("known", "rows"),
    [
        pytest.param(
            {0: M.RESOLVED_TOTAL, 1: M.RESOLVED_LATE}, _rows("9 1 5 3", "8 0 2 6", "7 2 4 1"), id="early_and_on_time"
        ),
        pytest.param({0: M.RECEIVED_TOTAL}, _rows("9 9 5 4", "8 8 2 6", "7 7 4 3"), id="new_and_carried_over"),
        pytest.param(
            {0: M.RECEIVED_TOTAL, 1: M.RESOLVED_TOTAL}, _rows("9 4 5 5", "8 2 6 6", "7 3 4 4"), id="two_of_the_same"
        ),
        pytest.param({0: M.RECEIVED_TOTAL, 1: M.RESOLVED_TOTAL}, _rows("9 4 5", "8 2 6"), id="two_rows_only"),
        pytest.param(
            {0: M.RECEIVED_TOTAL, 1: M.RESOLVED_TOTAL}, _rows("9 9 0", "8 8 0", "7 7 0"), id="nothing_but_zeros"
        ),
        pytest.param(
            {0: M.RECEIVED_TOTAL, 1: M.RESOLVED_TOTAL}, _rows("9 4 5", "8 2 6", "7 3 9"), id="a_row_of_three_fails"
        ),
        pytest.param({}, _rows("9 4 5", "8 2 6", "7 3 4"), id="nothing_known"),
    ],
)
def test_what_may_be_otherwise_stays_open(known: dict[int, Measure], rows: list[dict[int, int | float | None]]) -> None:
    assert settle_columns(known, [c for c in rows[0] if c not in known], rows) == {}


def test_one_row_in_ten_may_be_the_authors_slip() -> None:
    rows = _rows(*[f"{a + 10} 10 {a}" for a in range(1, 10)], "50 10 41")
    assert settle_columns(RECEIVED, [2], rows) == {2: M.PENDING_TOTAL}


def test_a_form_needs_a_sum_that_holds() -> None:
    columns = {**RECEIVED, 2: M.PENDING_TOTAL}
    assert is_form(columns, _rows("20 15 5", "31 31 0", "11 8 3"))
    assert not is_form(columns, _rows("20 15 5", "31 30 0", "11 8 2"))
    assert not is_form(RECEIVED, _rows("20 15", "31 31", "11 8"))
