"""Amounts in cells, with what may stand beside them."""

from __future__ import annotations

import pytest

from pipeline.extract.cells import amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1.204", 1204, id="thousands"),
        pytest.param("1 204 (1)", 1204, id="note_in_brackets"),
        pytest.param("12.345[2]", 12345, id="note_in_square_brackets"),
        pytest.param("301¹", 301, id="raised_note"),
        pytest.param("1 200*", 1200, id="star"),
        pytest.param("15 hồ sơ", 15, id="noun"),
        pytest.param("140 (98,5%)", 140, id="share_beside"),
        pytest.param("-", 0, id="dash"),
        pytest.param("", None, id="blank"),
        pytest.param("x", None, id="cross"),
        pytest.param("98,5%", None, id="share_alone"),
        pytest.param("12 ngày", None, id="days"),
        pytest.param("28/29", None, id="fraction"),
    ],
)
def test_amount(text: str, value: int | None) -> None:
    assert amount(text) == value
