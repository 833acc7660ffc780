"""The arithmetic of tables: printed totals against their rows, and rows against the sums of the report forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.extract.measures import identities, read_path
from pipeline.extract.mentions import CountMention, TableMention
from pipeline.extract.phrases import words_key
from pipeline.extract.table_rows import Row, RowKind, columns_of, rows_of
from pipeline.normalize.counts import table_numbers
from pipeline.numbers import Number, cell_number
from pipeline.read.layout import Layout
from pipeline.record import Finding, Measure, Severity, Span, Table

#: A sum of the form that fails on more than this share of the rows tells that the columns were misread, not the rows.
_MAX_SHARE_OF_FAILING_ROWS = 0.5


def record_tables(tables: Sequence[TableMention], layout: Layout) -> tuple[Table, ...]:
    """Return the record's tables, without the letterheads and signatures that are only laid out as tables."""
    return tuple(
        Table(
            caption=" ".join(table.caption.of(layout.text).split()) if table.caption else None,
            page=layout.tables[table.parts[0]].page,
            header=table.header,
            rows=table.rows,
            span=tuple(
                span
                for part in table.parts
                for span in layout.spans(layout.tables[part].start, layout.tables[part].end)
            ),
        )
        for table in tables
        if not table.is_layout_only
    )


def check_totals(
    tables: Sequence[TableMention],
    counts: Sequence[CountMention],
    layout: Layout,
    settled: Mapping[int, Number] = MappingProxyType({}),
) -> list[Finding]:
    """Return what does not add up: ``total_mismatch`` and, for rows left blank, ``missing_value``.

    ``counts`` are the mentions found in these ``tables``; their ``table`` is an index into them. ``settled`` are the
    numbers that are meant where recognition was wrong, by where the count's text starts.
    """
    findings: list[Finding] = []
    for index, number in table_numbers(tables).items():
        own = [count for count in counts if count.table == index]
        check = _Check(number, tables[index], own, layout, settled)
        findings.extend(check.printed_totals())
        findings.extend(check.row_sums())
        findings.extend(check.blank_results())
    return findings


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a printed total should be: ``value`` of ``rows`` (positions); ``blank`` of them hold nothing."""

    value: Number
    rows: tuple[int, ...]
    blank: tuple[int, ...]


class _Check:
    """The checks of one table."""

    def __init__(
        self,
        number: int,
        table: TableMention,
        counts: Sequence[CountMention],
        layout: Layout,
        settled: Mapping[int, Number],
    ) -> None:
        self._number = number
        self._table = table
        self._layout = layout
        self._rows: tuple[Row, ...] = rows_of(table, columns_of(table))
        self._counts = counts
        self._settled = settled

    # -- totals ------------------------------------------------------------------------------------------------------

    def printed_totals(self) -> Iterator[Finding]:
        columns = [c for c in range(len(self._table.header)) if self._adds_up(c)]
        for r, row in enumerate(self._rows):
            if row.kind is not RowKind.TOTAL:
                continue
            for column in columns:
                printed = cell_number(self._table.rows[r][column])
                sums = self._candidates(r, column)
                if printed is None or not sums or any(_equal(s.value, printed) for s in sums):
                    continue
                yield self._total_finding(r, column, printed, sums[0])

    def _adds_up(self, column: int) -> bool:
        """Tell whether a column holds amounts: numbers only, and no rates, levels, codes or days."""
        columns = columns_of(self._table)
        if column in (columns.index, columns.label, columns.field):
            return False
        counted = any(count.column == column for count in self._counts)
        if not counted and (read_path(self._table.header[column]).skip or not self._table.header[column]):
            return False
        cells = [row[column] for row in self._table.rows if row[column]]
        return bool(cells) and all(cell_number(cell) is not None for cell in cells)

    def _candidates(self, total: int, column: int) -> list[_Sum]:
        """Return the sums that the total may rightly be, the likeliest first; none where nothing can be summed.

        A grand total may count the items, the groups or the sub-totals; a sub-total counts the rows since the line
        before it that closes or opens a group. A total that stands first counts what is below it.
        """
        return [s for way in total_ways(self._rows, total) if (s := self._sum(way, column)) is not None]

    def _sum(self, rows: Sequence[int], column: int) -> _Sum | None:
        values = {r: cell_number(self._table.rows[r][column]) for r in rows}
        known = [value for value in values.values() if value is not None]
        if not known:
            return None
        blank = tuple(r for r, value in values.items() if value is None)
        return _Sum(_exact(sum(known)), tuple(rows), blank)

    def _total_finding(self, r: int, column: int, printed: Number, right: _Sum) -> Finding:
        head = " / ".join(self._table.header[column])
        label = self._rows[r].label or ""
        rows = _ranges(right.rows)
        blank, blank_en = "", ""
        if right.blank:
            blank = f" (dòng {_ranges(right.blank)} để trống)"
            blank_en = f" (rows {_ranges(right.blank)} are blank)"
        return self._finding(
            r,
            column,
            f"Bảng {self._number}, dòng “{label}”, cột “{head}”: in {_shown(printed)} nhưng cộng các dòng {rows} "
            f"được {_shown(right.value)}{blank}.",
            f"Table {self._number}, row “{label}”, column “{head}”: {printed} is printed, but rows {rows} add up to "
            f"{right.value}{blank_en}.",
        )

    # -- rows --------------------------------------------------------------------------------------------------------

    def row_sums(self) -> Iterator[Finding]:
        tested: dict[tuple[Measure, tuple[Measure, ...]], int] = defaultdict(int)
        failed: dict[tuple[Measure, tuple[Measure, ...]], list[Finding]] = defaultdict(list)
        if is_transposed(self._counts) or has_other_outcomes(self._table, self._counts):
            return
        for r, cells in self._measured_rows().items():
            for total, parts in identities(cells):
                whole = cells[total]
                pieces = [cells[part] for part in parts]
                tested[total, parts] += 1
                if not _equal(sum(value for _, value in pieces), whole[1]):
                    failed[total, parts].append(self._row_finding(r, whole, pieces))
        for identity, findings in failed.items():
            if len(findings) <= max(1, tested[identity] * _MAX_SHARE_OF_FAILING_ROWS):
                yield from findings

    def _measured_rows(self) -> Mapping[int, Mapping[Measure, tuple[int, Number]]]:
        """Return, for each row in which no measure stands twice, its (column, value) by measure."""
        rows: dict[int, dict[Measure, tuple[int, Number]]] = defaultdict(dict)
        repeated: set[int] = set()
        for count in self._counts:
            value = self._number_of(count)
            if count.row is None or count.column is None or value is None:
                continue
            if count.measure in rows[count.row]:
                repeated.add(count.row)
            rows[count.row][count.measure] = (count.column, value)
        return {r: cells for r, cells in rows.items() if r not in repeated}

    def _number_of(self, count: CountMention) -> Number | None:
        return self._settled.get(count.value.start, cell_number(count.value.of(self._layout.text)))

    def _row_finding(self, r: int, whole: tuple[int, Number], pieces: Sequence[tuple[int, Number]]) -> Finding:
        column, printed = whole
        label = self._rows[r].label or str(r + 1)
        head = " / ".join(self._table.header[column])
        terms = " + ".join(_shown(value) for _, value in pieces)
        columns = " + ".join(str(c + 1) for c, _ in pieces)
        added = _exact(sum(value for _, value in pieces))
        return self._finding(
            r,
            column,
            f"Bảng {self._number}, dòng {r + 1} (“{label}”): cột {column + 1} “{head}” ghi {_shown(printed)} nhưng "
            f"cột {columns} cộng lại được {_shown(added)} ({terms}).",
            f"Table {self._number}, row {r + 1} (“{label}”): column {column + 1} “{head}” says {printed}, but columns "
            f"{columns} add up to {added}.",
        )

    # -- blanks ------------------------------------------------------------------------------------------------------

    def blank_results(self) -> Iterator[Finding]:
        """Yield one finding for the rows that report dossiers received but neither resolved nor pending."""
        outcome = {c.column for c in self._counts if c.measure.value.startswith(("resolved", "pending"))}
        received = {
            c.row for c in self._counts
            if c.measure is Measure.RECEIVED_TOTAL and not c.is_total and self._number_of(c)
        }  # fmt: skip
        told = {count.row for count in self._counts if count.column in outcome}
        blank = sorted(r for r in received if r is not None and r not in told)
        if not outcome or not blank or len(blank) >= len(received):
            return
        rows = _ranges(blank)
        first = min(column for column in outcome if column is not None)
        yield self._finding(
            blank[0],
            first,
            f"Bảng {self._number}, dòng {rows}: có hồ sơ tiếp nhận nhưng để trống kết quả giải quyết.",
            f"Table {self._number}, rows {rows}: dossiers were received, but their results are left blank.",
            code="missing_value",
            severity=Severity.WARNING,
        )

    def _finding(
        self,
        r: int,
        column: int,
        message: str,
        message_en: str,
        code: str = "total_mismatch",
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        return Finding(
            code=code,
            severity=severity,
            message=message,
            message_en=message_en,
            span=self._span(r, column),
            table=self._number,
            row=r + 1,
            column=column + 1,
        )

    def _span(self, r: int, column: int) -> tuple[Span, ...]:
        for part, row in self._table.body[r]:
            for cell in self._layout.tables[part].cells:
                if (cell.row, cell.column) == (row, column):
                    return (self._layout.span(cell.start, cell.end),)
        return ()


def total_ways(rows: Sequence[Row], total: int) -> list[list[int]]:
    """Return the sets of rows that the total row ``total`` may be the sum of, the likeliest first."""
    kinds = [row.kind for row in rows]
    before = range(total)
    above = [r for r in before if kinds[r] is not RowKind.SECTION]
    if not any(kinds[r] in (RowKind.ITEM, RowKind.GROUP) for r in before):
        above = [r for r in range(total + 1, len(kinds)) if kinds[r] is not RowKind.SECTION]
    items = [r for r in above if kinds[r] is RowKind.ITEM]
    groups = [r for r in above if kinds[r] is RowKind.GROUP]
    tops = _top_level(rows, above)
    opened = max((r for r in before if kinds[r] in (RowKind.TOTAL, RowKind.SECTION, RowKind.GROUP)), default=-1)
    recent = [r for r in before if r > opened and kinds[r] is RowKind.ITEM]
    totals = [r for r in above if kinds[r] is RowKind.TOTAL]
    loose = [r for r in items if totals and r > totals[-1]]
    ways = [tops, items, groups, recent, [*totals, *loose], totals, [r for r in above if r not in totals]]
    is_last = not any(kind is RowKind.TOTAL for kind in kinds[total + 1 :])
    if not is_last and recent:
        ways.insert(0, recent)
    return [list(way) for way in dict.fromkeys(tuple(way) for way in ways if way)]


def _top_level(rows: Sequence[Row], among: Sequence[int]) -> list[int]:
    """Return the rows of the highest numbering ``among`` some, sub-totals apart."""
    levels = [level for r in among if (level := rows[r].level) is not None]
    if not levels:
        return [r for r in among if rows[r].kind is not RowKind.TOTAL]
    top = min(levels)
    return [r for r in among if rows[r].level == top and rows[r].kind is not RowKind.TOTAL]


def is_transposed(counts: Sequence[CountMention]) -> bool:
    """Tell whether the measures of a table stand in its rows."""
    return any(count.rule == "count.table.row" for count in counts)


def has_other_outcomes(table: TableMention, counts: Sequence[CountMention]) -> bool:
    """Tell whether amounts stand in columns without a measure (returned, withdrawn): then nothing need add up."""
    counted = {count.column for count in counts}
    return bool(counted) and any(_is_other_amount(table, c) for c in range(len(table.header)) if c not in counted)


def _is_other_amount(table: TableMention, column: int) -> bool:
    columns = columns_of(table)
    head = " ".join(table.header[column])
    if column in (columns.index, columns.label, columns.field) or "%" in head:
        return False
    is_dossiers = any(word in words_key(head) for word in (words_key("trả lại"), words_key("rút"), words_key("dừng")))
    return is_dossiers and any(cell_number(row[column]) for row in table.rows)


def _ranges(rows: Sequence[int]) -> str:
    """Return row positions as a reader counts them: "1-10, 12"."""
    runs: list[list[int]] = []
    for r in sorted(rows):
        if runs and r == runs[-1][1] + 1:
            runs[-1][1] = r
        else:
            runs.append([r, r])
    return ", ".join(f"{low + 1}-{high + 1}" if high > low else str(low + 1) for low, high in runs)


def _equal(left: Number, right: Number) -> bool:
    return abs(left - right) < 1e-6


def _exact(value: Number) -> Number:
    """Return a sum without the noise of binary fractions."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _shown(value: Number) -> str:
    """Return a number in Vietnamese spelling: dots between thousands, a decimal comma."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))
