"""From counts as found to the record's: the number, its label and period, its place in table and page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from pipeline.extract.header_groups import relative_period
from pipeline.extract.mentions import CountMention, TableMention
from pipeline.normalize.periods import relative_value
from pipeline.numbers import Number, cell_number, number_value
from pipeline.read.layout import Layout
from pipeline.record import Count, DateValue

#: Reads the words of a period, of the year given where they state none.
PeriodReader = Callable[[str, int | None], DateValue | None]


def counts(
    mentions: Sequence[CountMention],
    tables: Sequence[TableMention],
    layout: Layout,
    *,
    period: PeriodReader,
    settled: Mapping[int, Number] = MappingProxyType({}),
) -> tuple[Count, ...]:
    """Return the record's counts; ``period`` reads the words of a period ("Quý I/2021") into a date value, those
    without a year ("Quý I") as of the year that it is given.

    ``settled`` are the numbers that are meant where recognition was wrong, by where the count's text starts.
    ``tables`` are those that ``CountMention.table`` points into; in the record only data tables are numbered.
    """
    numbers = table_numbers(tables)
    found: list[Count] = []
    for mention in mentions:
        value = settled.get(mention.value.start, _value(mention.value.of(layout.text)))
        if value is None:
            continue  # extract only mentions what reads as a number; a word that does not is no count
        found.append(
            Count(
                subject=mention.subject,
                measure=mention.measure,
                value=value,
                label=mention.label,
                field=mention.field,
                is_total=mention.is_total,
                period=_period(mention, layout.text, period),
                origin="prose" if mention.table is None else "table",
                table=None if mention.table is None else numbers[mention.table],
                row=_from_one(mention.row),
                column=_from_one(mention.column),
                span=(layout.span(mention.value.start, mention.value.end),),
                rule=mention.rule,
                confidence=mention.confidence,
            )
        )
    return tuple(found)


def table_numbers(tables: Sequence[TableMention]) -> dict[int, int]:
    """Return the record's number (from 1) of each data table by its index in ``tables``."""
    data = (index for index, table in enumerate(tables) if not table.is_layout_only)
    return {index: number for number, index in enumerate(data, start=1)}


def _value(text: str) -> Number | None:
    value = cell_number(text)
    return number_value(text) if value is None else value


def _period(mention: CountMention, text: str, read: PeriodReader) -> DateValue | None:
    if mention.period is None:
        return None
    words = mention.period.of(text).replace("ngày:", "ngày")
    if mention.period_base is None:
        return read(words, None)
    base = read(mention.period_base.of(text), None)
    if base is None or base.end is None:
        return None
    told = relative_period(words)
    return relative_value(words, told, base) if told else read(words, int(base.end[:4]))


def _from_one(index: int | None) -> int | None:
    return None if index is None else index + 1
