"""From counts as found to the record's: values, places in the tables, periods."""

from __future__ import annotations

import pytest

from pipeline.extract.mentions import CountMention, Slice, TableMention
from pipeline.normalize.counts import counts, table_numbers
from pipeline.record import CountSubject, DateValue, Measure, Precision
from tests.extract.grids import layout_of


def _period(words: str, _year: int | None = None) -> DateValue:
    return DateValue(text=words, start=None, end=None, precision=Precision.YEAR)


def _mention(start: int, end: int, **more: object) -> CountMention:
    base = CountMention(Slice(start, end), CountSubject.DOSSIER, Measure.RESOLVED_LATE, "test.rule")
    return CountMention(
        base.value,
        base.subject,
        base.measure,
        base.rule,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("128", 128, id="digits"),
        pytest.param("05", 5, id="padded"),
        pytest.param("1.204", 1204, id="thousands"),
        pytest.param("162.056.800", 162056800, id="millions"),
        pytest.param("-", 0, id="dash"),
        pytest.param("2,5 ngàn", 2500, id="thousands-in-words"),
    ],
)
def test_value(words: str, value: int) -> None:
    layout = layout_of(f"Có {words} hồ sơ")
    (found,) = counts([_mention(3, 3 + len(words))], [], layout, period=_period)
    assert found.value == value
    assert (found.origin, found.table, found.row, found.column) == ("prose", None, None, None)
    assert layout.text[found.span[0].start : found.span[0].end] == words


def test_what_does_not_read_as_a_number_is_no_count() -> None:
    assert counts([_mention(0, 2)], [], layout_of("Có 12 hồ sơ"), period=_period) == ()


def test_rows_and_columns_count_from_one_and_layout_tables_do_not_count() -> None:
    letterhead = TableMention((0,), (), (), (), is_layout_only=True)
    data = TableMention((1,), (), (), ())
    layout = layout_of("12")
    (found,) = counts([_mention(0, 2, table=1, row=0, column=2)], [letterhead, data], layout, period=_period)
    assert (found.origin, found.table, found.row, found.column) == ("table", 1, 1, 3)


def test_table_numbers() -> None:
    tables = [TableMention((i,), (), (), (), is_layout_only=i == 0) for i in range(3)]
    assert table_numbers(tables) == {1: 1, 2: 2}


def test_period_and_label_are_handed_on() -> None:
    layout = layout_of("Quý I/2026: 12 hồ sơ")
    mention = _mention(12, 14, period=Slice(0, 10), label="Cấp đổi", field="Đất đai", is_total=True)
    (found,) = counts([mention], [], layout, period=_period)
    assert found.period == _period("Quý I/2026")
    assert (found.label, found.field, found.is_total, found.rule) == ("Cấp đổi", "Đất đai", True, "test.rule")
