"""Numbers as Vietnamese offices write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numbers import cell_number, number_value, roman_value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("7", 7, id="digits"),
        pytest.param("04", 4, id="padded"),
        pytest.param("1.234", 1234, id="dot_groups_thousands"),
        pytest.param("162.056.800", 162056800, id="two_groups"),
        pytest.param("12 345", 12345, id="blank_groups_thousands"),
        pytest.param("17,45", 17.45, id="decimal_comma"),
        pytest.param("1.234,5", 1234.5, id="groups_and_decimals"),
        pytest.param("3.5", 3.5, id="dot_that_cannot_group"),
        pytest.param("8,98 ngàn", 8980, id="scaled_southern"),
        pytest.param("2 triệu", 2000000, id="scaled_million"),
        pytest.param("một", 1, id="word"),
        pytest.param("mười lăm", 15, id="teens"),
        pytest.param("hai mươi lăm", 25, id="tens"),
        pytest.param("một trăm linh năm", 105, id="filled_hundred"),
        pytest.param("ba nghìn hai trăm", 3200, id="thousands_in_words"),
        pytest.param("hai ba", None, id="list_of_digits"),
        pytest.param("hồ sơ", None, id="other_words"),
        pytest.param("100%", None, id="percentage"),
        pytest.param("28/29", None, id="fraction"),
        pytest.param("-", None, id="dash_is_no_number_in_prose"),
        pytest.param("", None, id="blank"),
    ],
)
def test_number_value(text: str, expected: float | None) -> None:
    assert number_value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("-", 0, id="dash"),
        pytest.param("–", 0, id="en_dash"),
        pytest.param("", None, id="blank_is_no_count"),
        pytest.param(" 1.310 ", 1310, id="number"),
        pytest.param("một", None, id="words_are_text"),
        pytest.param("-5", None, id="negative"),
        pytest.param("98%", None, id="percentage"),
    ],
)
def test_cell_number(text: str, expected: float | None) -> None:
    assert cell_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("I", 1), ("IV", 4), ("IX", 9), ("XII", 12), ("XLII", 42), ("IIII", None), ("A", None), ("", None), ("ii", None)],
)
def test_roman_value(text: str, expected: int | None) -> None:
    assert roman_value(text) == expected


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_and_plain_digits_are_one_number(value: int) -> None:
    assert number_value(f"{value:,}".replace(",", ".")) == value == number_value(str(value))


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert isinstance(number_value(text), int | float | None)
