"""The arithmetic of tables: printed totals against their rows, and rows against the sums of the report forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.extract.cells import amount
from pipeline.extract.header_groups import groups_of
from pipeline.extract.measures import book, identities, read_path
from pipeline.extract.mentions import CountMention, TableMention
from pipeline.extract.phrases import words_key
from pipeline.extract.table_rows import Columns, Row, RowKind, columns_of, rows_of
from pipeline.extract.tables import role_book
from pipeline.normalize.counts import table_numbers
from pipeline.numbers import Number, cell_number
from pipeline.read.layout import Layout
from pipeline.record import Finding, Measure, Severity, Span, Table

#: A sum of the form that fails on more than this share of the rows tells that the columns were misread, not the rows.
_MAX_SHARE_OF_FAILING_ROWS = 0.5
#: The same where "tiếp nhận" may leave out what came over from the period before, for no column tells of it.
_MAX_SHARE_WITHOUT_CARRIED = 0.2
#: So many sums of groups that hold tell that groups are sums in this table.
_LEAST_HELD = 2
#: A printed total this many times its rows, or they it, is mostly the sum of other rows than were taken for its own.
_FAR_OFF = 1.5


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
    in_prose = [count for count in counts if count.table is None]
    for index, number in table_numbers(tables).items():
        own = [count for count in counts if count.table == index]
        check = _Check(number, tables[index], own, layout, settled, in_prose)
        findings.extend(check.printed_totals())
        findings.extend(check.group_sums())
        findings.extend(check.row_sums())
        findings.extend(check.blank_results())
    return findings


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a printed total should be: ``value`` of ``rows`` (positions); ``blank`` of them hold nothing."""

    value: Number
    rows: tuple[int, ...]
    blank: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _WrongTotal:
    """A total in ``column`` that is ``printed`` otherwise than its rows add up to."""

    column: int
    printed: Number
    right: _Sum


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number that a measure stands for, and its place."""

    row: int
    column: int
    value: Number


@dataclass(frozen=True, slots=True)
class _Heads:
    """Rows that are the sums of those right below them: the places of the latter among the rows that were looked at."""

    below: frozenset[int]


class _Check:
    """The checks of one table."""

    def __init__(
        self,
        number: int,
        table: TableMention,
        counts: Sequence[CountMention],
        layout: Layout,
        settled: Mapping[int, Number],
        in_prose: Sequence[CountMention],
    ) -> None:
        self._number = number
        self._table = table
        self._layout = layout
        self._columns = columns_of(table)
        self._rows: tuple[Row, ...] = rows_of(table, self._columns)
        self._counts = counts
        self._settled = settled
        self._in_prose = in_prose
        self._apart = groups_of(table.header)
        self._amounts = tuple(tuple(amount(cell) for cell in row) for row in table.rows)
        self._added = [c for c in range(len(table.header)) if self._adds_up(c)]

    # -- totals ------------------------------------------------------------------------------------------------------

    def printed_totals(self) -> Iterator[Finding]:
        columns = self._added
        for r, row in enumerate(self._rows):
            if row.kind is not RowKind.TOTAL or role_book("total_but").hits(words_key(row.label or "")):
                continue
            wrong: list[_WrongTotal] = []
            held = 0
            for column in columns:
                printed = self._amounts[r][column]
                sums = self._candidates(r, column, columns)
                if printed is None or not sums:
                    continue
                if any(_equal(s.value, printed) for s in sums):
                    held += bool(printed)
                elif not all(len(s.blank) == len(s.rows) for s in sums) and not self._is_average(column, printed, sums):
                    wrong.append(_WrongTotal(column, printed, next(s for s in sums if len(s.blank) < len(s.rows))))
            if wrong and (held or not self._is_misunderstood(wrong, columns)):
                left_out = self._row_left_out(wrong)
                for one in wrong:
                    yield self._total_finding(r, one, left_out)
                    yield from self._other_words(r, one)

    def _other_words(self, r: int, wrong: _WrongTotal) -> Iterator[Finding]:
        """Yield what the text says instead of a wrong total: the number that its rows add up to."""
        measures = {count.measure for count in self._counts if (count.row, count.column) == (r, wrong.column)}
        said = next(
            (
                count
                for count in self._in_prose
                if count.measure in measures
                and (value := cell_number(count.value.of(self._layout.text))) is not None
                and _equal(value, wrong.right.value)
            ),
            None,
        )
        if said is None:
            return
        head, words = " / ".join(self._table.header[wrong.column]), said.value.of(self._layout.text)
        yield Finding(
            code="inconsistent_values",
            severity=Severity.WARNING,
            message=f"Lời văn ghi {words}, đúng bằng tổng các dòng của bảng {self._number}, cột “{head}”, nhưng dòng "
            f"tổng in {_shown(wrong.printed)}.",
            message_en=f"The text says {words}, which is what the rows of table {self._number}, column “{head}”, add "
            f"up to; but its total row says {wrong.printed}.",
            span=(self._layout.span(said.value.start, said.value.end), *self._span(r, wrong.column)),
        )

    def _is_average(self, column: int, printed: Number, sums: Sequence[_Sum]) -> bool:
        """Tell whether what stands below a column that counts nothing lies among its numbers: a mean, a rate."""
        if any(count.column == column for count in self._counts):
            return False
        values = [value for r in sums[0].rows if (value := self._amounts[r][column]) is not None]
        return len(values) > 1 and min(values) <= printed <= max(values)

    def _is_misunderstood(self, wrong: Sequence[_WrongTotal], columns: Sequence[int]) -> bool:
        """Tell whether the rows of a total were misread: no column of it adds up, and none of them nearly does.

        Rows that are all numbered are what the total counts, whatever comes out; in rows without numbers some may be
        the sums of others.
        """
        rows = wrong[0].right.rows
        if all(self._rows[r].level is not None for r in rows):
            return False
        if _heads([self._amounts[r] for r in rows], columns):
            return True
        return all(_is_far_off(one.printed, one.right.value) for one in wrong)

    def _row_left_out(self, wrong: Sequence[_WrongTotal]) -> int | None:
        """Return the one row whose own numbers are what the total lacks in each of two columns or more."""
        if len(wrong) < 2:
            return None
        rows = [
            r
            for r in wrong[0].right.rows
            if all(_equal(self._amounts[r][one.column] or 0, one.right.value - one.printed) for one in wrong)
        ]
        return rows[0] if len(rows) == 1 else None

    def _adds_up(self, column: int) -> bool:
        """Tell whether a column holds amounts: numbers only, and no rates, levels, codes or days."""
        if column in (self._columns.index, self._columns.label, self._columns.field):
            return False
        counted = any(count.column == column for count in self._counts)
        if not counted and (read_path(self._table.header[column]).skip or not self._table.header[column]):
            return False
        kept = [
            (row[column], amounts[column])
            for shape, row, amounts in zip(self._rows, self._table.rows, self._amounts, strict=True)
            if row[column] and shape.kind is not RowKind.RATE
        ]
        return bool(kept) and all(value is not None for _, value in kept)

    def _candidates(self, total: int, column: int, columns: Sequence[int]) -> list[_Sum]:
        """Return the sums that the total may rightly be, the likeliest first; none where nothing can be summed.

        A grand total may count the items, the groups or the sub-totals; a sub-total counts the rows since the line
        before it that closes or opens a group. A total that stands first counts what is below it.
        """
        ways = total_ways(self._rows, total)
        if ways and all(self._rows[r].level is None for r in ways[0]):
            heads = _heads([self._amounts[r] for r in ways[0]], columns)
            ways += [[r for i, r in enumerate(ways[0]) if i not in heads.below]] if heads else []
        return [self._sum(way, column) for way in ways]

    def _sum(self, rows: Sequence[int], column: int) -> _Sum:
        values = {r: self._amounts[r][column] for r in rows}
        known = [value for value in values.values() if value is not None]
        blank = tuple(r for r, value in values.items() if value is None)
        return _Sum(_exact(sum(known)), tuple(rows), blank)

    def _total_finding(self, r: int, wrong: _WrongTotal, left_out: int | None) -> Finding:
        column, printed, right = wrong.column, wrong.printed, wrong.right
        head = " / ".join(self._table.header[column])
        label = self._rows[r].label or ""
        rows = _ranges(right.rows)
        more, more_en = "", ""
        if left_out is not None:
            name = self._rows[left_out].label or ""
            more = f"; chênh lệch đúng bằng dòng {left_out + 1} (“{name}”)"
            more_en = f"; the difference is just row {left_out + 1} (“{name}”)"
        elif right.blank:
            more = f" (dòng {_ranges(right.blank)} để trống)"
            more_en = f" (rows {_ranges(right.blank)} are blank)"
        return self._finding(
            r,
            column,
            f"Bảng {self._number}, dòng “{label}”, cột “{head}”: in {_shown(printed)} nhưng cộng các dòng {rows} "
            f"được {_shown(right.value)}{more}.",
            f"Table {self._number}, row “{label}”, column “{head}”: {printed} is printed, but rows {rows} add up to "
            f"{right.value}{more_en}.",
        )

    # -- groups ------------------------------------------------------------------------------------------------------

    def group_sums(self) -> Iterator[Finding]:
        """Yield the groups that are not the sum of the rows below them, where most groups of the table are."""
        if is_transposed(self._counts):
            return  # measures below one another: these are sums of the form
        columns = self._added
        wrong: list[tuple[int, _WrongTotal]] = []
        held = 0
        for r, row in enumerate(self._rows):
            members = _members(self._rows, r) if row.kind is RowKind.GROUP else []
            for column in columns if len(members) > 1 else []:
                printed, right = self._amounts[r][column], self._sum(members, column)
                if printed is None or len(right.blank) == len(members):
                    continue
                if _equal(printed, right.value):
                    held += bool(printed)
                else:
                    wrong.append((r, _WrongTotal(column, printed, right)))
        if held >= max(_LEAST_HELD, 2 * len(wrong)):
            yield from (self._total_finding(r, one, None) for r, one in wrong)

    # -- rows --------------------------------------------------------------------------------------------------------

    def row_sums(self) -> Iterator[Finding]:
        """Yield the rows (where measures stand in rows, the columns) that do not add up as the report forms do."""
        tested: dict[tuple[Measure, tuple[Measure, ...]], int] = defaultdict(int)
        failed: dict[tuple[Measure, tuple[Measure, ...]], list[Finding]] = defaultdict(list)
        if has_other_outcomes(self._table, self._counts):
            return
        is_apart = self._has_postal_column()
        for cells in self._measured_lines():
            for total, parts in identities(cells):
                if is_apart and Measure.RECEIVED_DIRECT in parts:
                    continue  # a third way, of which no measure tells
                whole = cells[total]
                pieces = [cells[part] for part in parts]
                tested[total, parts] += self._rows[whole.row].kind is not RowKind.TOTAL
                if not _equal(sum(piece.value for piece in pieces), whole.value):
                    failed[total, parts].append(self._line_finding(whole, pieces))
        has_carried = any(count.measure is Measure.CARRIED_OVER for count in self._counts)
        for identity, findings in failed.items():
            may_leave_out = Measure.RESOLVED_TOTAL in identity[1] and not has_carried
            share = _MAX_SHARE_WITHOUT_CARRIED if may_leave_out else _MAX_SHARE_OF_FAILING_ROWS
            items = [f for f in findings if f.row and self._rows[f.row - 1].kind is not RowKind.TOTAL]
            if len(items) <= max(1, tested[identity] * share):  # a wrong item makes its total wrong as well
                yield from findings

    def _has_postal_column(self) -> bool:
        """Tell whether dossiers that came by post have a column of their own."""
        counted = {count.column for count in self._counts}
        heads = (" ".join(path) for c, path in enumerate(self._table.header) if c not in counted)
        return any(book("post").hits(words_key(head)) for head in heads)

    def _measured_lines(self) -> Iterator[Mapping[Measure, _Counted]]:
        """Yield the numbers by measure of each row, or of each column where the measures stand in rows.

        Parts that stand side by side ("Kỳ này", "Kỳ trước") are lines of their own; a line in which a measure stands
        twice is left out.
        """
        is_across = is_transposed(self._counts)
        lines: dict[tuple[object, ...], dict[Measure, _Counted]] = defaultdict(dict)
        repeated: set[tuple[object, ...]] = set()
        for count in self._counts:
            value = self._number_of(count)
            if count.row is None or count.column is None or value is None:
                continue
            line = (count.column,) if is_across else (count.row, self._apart[count.column])
            if count.measure in lines[line]:
                repeated.add(line)
            lines[line][count.measure] = _Counted(count.row, count.column, value)
        yield from (cells for line, cells in lines.items() if line not in repeated)

    def _number_of(self, count: CountMention) -> Number | None:
        return self._settled.get(count.value.start, cell_number(count.value.of(self._layout.text)))

    def _line_finding(self, whole: _Counted, pieces: Sequence[_Counted]) -> Finding:
        r, column, printed = whole.row, whole.column, whole.value
        label = self._rows[r].label or str(r + 1)
        head = " / ".join(self._table.header[column])
        terms = " + ".join(_shown(piece.value) for piece in pieces)
        added = _exact(sum(piece.value for piece in pieces))
        if all(piece.column == column for piece in pieces):
            lines = " + ".join(str(piece.row + 1) for piece in pieces)
            return self._finding(
                r,
                column,
                f"Bảng {self._number}, cột {column + 1} (“{head}”): dòng {r + 1} “{label}” ghi {_shown(printed)} nhưng "
                f"dòng {lines} cộng lại được {_shown(added)} ({terms}).",
                f"Table {self._number}, column {column + 1} (“{head}”): row {r + 1} “{label}” says {printed}, but rows "
                f"{lines} add up to {added}.",
            )
        columns = " + ".join(str(piece.column + 1) for piece in pieces)
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


def _members(rows: Sequence[Row], group: int) -> list[int]:
    """Return the rows right below a group, those below these apart."""
    level = rows[group].level or 0
    below: list[int] = []
    for r in range(group + 1, len(rows)):
        if rows[r].kind in (RowKind.TOTAL, RowKind.SECTION) or (rows[r].level or level + 1) <= level:
            break
        below.append(r)
    levels = [lower for r in below if (lower := rows[r].level) is not None]
    return [r for r in below if rows[r].level == min(levels, default=None)]


def total_ways(rows: Sequence[Row], total: int) -> list[list[int]]:
    """Return the sets of rows that the total row ``total`` may be the sum of, the likeliest first."""
    kinds = [row.kind for row in rows]
    begun = _begun_after(rows, total)
    before = range(begun, total)
    above = [r for r in before if kinds[r] not in (RowKind.SECTION, RowKind.RATE)]
    if not any(kinds[r] in (RowKind.ITEM, RowKind.GROUP) for r in before):
        below = [r for r in range(total + 1, len(kinds)) if kinds[r] not in (RowKind.SECTION, RowKind.RATE)]
        above = below or above
    items = [r for r in above if kinds[r] is RowKind.ITEM]
    groups = [r for r in above if kinds[r] is RowKind.GROUP]
    tops = _top_level(rows, above)
    opened = max((r for r in before if kinds[r] in (RowKind.TOTAL, RowKind.SECTION, RowKind.GROUP)), default=begun - 1)
    recent = [r for r in before if r > opened and kinds[r] is RowKind.ITEM]
    totals = [r for r in above if kinds[r] is RowKind.TOTAL]
    loose = [r for r in items if totals and r > totals[-1]]
    # a list of one line needs no number: "C. Dự án nhóm A | 68"
    unnumbered = [r for r in above if totals and r > totals[-1] and kinds[r] is RowKind.DETAIL]
    ways = [tops, items, groups, recent, [*totals, *loose], [*totals, *unnumbered], totals]
    ways.append([r for r in above if r not in totals])
    is_last = not any(kind is RowKind.TOTAL for kind in kinds[total + 1 :])
    if not is_last and recent:
        ways.insert(0, recent)
    return [list(way) for way in dict.fromkeys(tuple(way) for way in ways if way)]


def _begun_after(rows: Sequence[Row], total: int) -> int:
    """Return where the list of a total begins: behind a total above it that closed more than this one does.

    Below "Tổng cộng" a further list may stand with a "Cộng" of its own.
    """
    weight = _weight(rows[total].label)
    closed = (r for r in range(total) if rows[r].kind is RowKind.TOTAL and _weight(rows[r].label) > weight)
    return max((r + 1 for r in closed if any(row.kind is RowKind.ITEM for row in rows[r + 1 : total])), default=0)


def _weight(label: str | None) -> int:
    """Return how much the words of a total take in: "Cộng" less than "Tổng", and that less than "Tổng cộng"."""
    key = words_key(label or "")
    return next((w for w, role in enumerate(("total_part", "total_whole"), 1) if role_book(role).exact(key)), 0)


def _heads(rows: Sequence[Sequence[Number | None]], columns: Sequence[int]) -> _Heads | None:
    """Return the rows that stand below one that is their sum in two columns or more; None where there is none.

    Tables that give departments with their classes below them have no numbers to tell the two apart.
    """
    below: set[int] = set()
    head = 0
    while head < len(rows):
        count = next((n for n in range(2, len(rows) - head) if _is_sum(rows, head, n, columns)), 0)
        below |= set(range(head + 1, head + 1 + count))
        head += 1 + count
    return _Heads(frozenset(below)) if below else None


def _is_sum(rows: Sequence[Sequence[Number | None]], head: int, count: int, columns: Sequence[int]) -> bool:
    told = 0
    for column in columns:
        whole = rows[head][column]
        if whole is None:
            continue
        if not _equal(whole, sum(row[column] or 0 for row in rows[head + 1 : head + 1 + count])):
            return False
        told += bool(whole)
    return told >= 2


def _is_far_off(printed: Number, right: Number) -> bool:
    low, high = sorted((printed, right))
    return high > low * _FAR_OFF


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
    columns = columns_of(table)
    return bool(counted) and any(
        _is_other_amount(table, columns, c) for c in range(len(table.header)) if c not in counted
    )


def _is_other_amount(table: TableMention, columns: Columns, column: int) -> bool:
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
