"""Doubtful numbers of a recognised table, settled by the arithmetic of the report forms.

A number that the readers were not sure of is replaced where the sums of the form (rows: received = resolved + pending
and its like; columns: a total is the sum of its rows) leave one value for it, and what was read is a plausible
misreading of that value. Only recognised cells are ever touched: in a document that holds its own letters a wrong sum
is the author's, and so it is in a scan where all numbers were read surely; both stay findings (``total_mismatch``).

The document's text keeps what was read; the count, the table's row and the repair tell the number that is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Final

from pipeline.extract.measures import identities
from pipeline.extract.mentions import CountMention, Mentions, Slice, TableMention
from pipeline.extract.table_rows import Row, RowKind, columns_of, rows_of
from pipeline.normalize.counts import table_numbers
from pipeline.normalize.misreadings import digits_of, likely_values, may_be
from pipeline.normalize.totals import has_other_outcomes, is_transposed, total_ways
from pipeline.numbers import Number, cell_number
from pipeline.read.layout import Cell, Layout
from pipeline.record import Finding, Measure, Repair, Severity

RULE: Final = "form_arithmetic"
#: Below this a number is doubtful: no two readers agreed on its digits.
_UNSURE: Final = 0.6
#: From here on all readers agreed and were sure: what does not add up is printed so.
_SURE: Final = 0.85
#: How sure a number is that arithmetic settled.
_SETTLED: Final = 0.8
#: The most doubtful numbers of one table that are settled in pairs, and rounds of settling one after another.
_MOST_PAIRED: Final = 12
_MOST_ROUNDS: Final = 60

#: A place in a table's body: (row, column).
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Settled:
    """``value`` is meant in ``place`` of the table ``table`` (index into the mentions), where the text ``cell`` was
    read."""

    table: int
    place: Place
    cell: Slice
    read: str
    value: int


@dataclass(frozen=True, slots=True)
class SettledTables:
    """``mentions`` with the settled numbers in the rows of their tables and counts for cells that gave none before;
    ``values`` is the number of a count by where its text starts."""

    mentions: Mentions
    settled: tuple[Settled, ...] = ()
    values: Mapping[int, Number] = field(default_factory=dict)


def settle_tables(mentions: Mentions) -> SettledTables:
    """Return the mentions of a document with the doubtful numbers of its recognised tables settled."""
    if not mentions.layout.ocr:
        return SettledTables(mentions)
    settled: list[Settled] = []
    for index in table_numbers(mentions.tables):
        own = [count for count in mentions.counts if count.table == index]
        if own:
            settled += _Form(index, mentions.tables[index], own, mentions.layout).settled()
    if not settled:
        return SettledTables(mentions)
    values: dict[int, Number] = {}
    counts = list(mentions.counts)
    for number in settled:
        here = [i for i, c in enumerate(counts) if (c.table, c.row, c.column) == (number.table, *number.place)]
        for i in here:
            values[counts[i].value.start] = number.value
            counts[i] = replace(counts[i], confidence=min(counts[i].confidence, _SETTLED))
        if not here and (missing := _missing_count(number, mentions)) is not None:
            values[missing.value.start] = number.value
            counts.append(missing)
    order = {id(count): i for i, count in enumerate(counts)}
    counts.sort(key=lambda c: (c.value.start, order[id(c)]))
    mended = replace(mentions, counts=tuple(counts), tables=_with_values(mentions.tables, settled))
    return SettledTables(mended, tuple(settled), values)


def settled_repairs(found: SettledTables) -> Iterator[Repair]:
    """Yield the repairs of the record: what was read, and the number that is meant."""
    layout = found.mentions.layout
    for number in found.settled:
        yield Repair(
            read=number.read,
            written=str(number.value),
            rule=RULE,
            span=(layout.span(number.cell.start, number.cell.end),),
        )


def settled_findings(found: SettledTables) -> Iterator[Finding]:
    """Yield a finding for each number that was settled, so that somebody looks at the page."""
    numbers = table_numbers(found.mentions.tables)
    for number in found.settled:
        table = found.mentions.tables[number.table]
        row, column = number.place
        label = rows_of(table, columns_of(table))[row].label or str(row + 1)
        head = " / ".join(table.header[column])
        read, read_en = (f"“{number.read}”", f'"{number.read}"') if number.read else ("trống", "blank")
        yield Finding(
            code=RULE,
            severity=Severity.INFO,
            message=f"Bảng {numbers[number.table]}, dòng “{label}”, cột “{head}”: nhận dạng được {read}, nhưng các "
            f"phép cộng của biểu chỉ khớp với {number.value} nên đã lấy {number.value}: hãy đối chiếu với bản gốc.",
            message_en=f'Table {numbers[number.table]}, row "{label}", column "{head}": {read_en} was recognised, but '
            f"the sums of the form only hold with {number.value}, which was taken: compare it with the page.",
            span=(found.mentions.layout.span(number.cell.start, number.cell.end),),
            table=numbers[number.table],
            row=row + 1,
            column=column + 1,
        )


def _with_values(tables: Sequence[TableMention], settled: Sequence[Settled]) -> tuple[TableMention, ...]:
    mended = list(tables)
    for number in settled:
        rows = [list(row) for row in mended[number.table].rows]
        rows[number.place[0]][number.place[1]] = str(number.value)
        mended[number.table] = replace(mended[number.table], rows=tuple(map(tuple, rows)))
    return tuple(mended)


def _missing_count(number: Settled, mentions: Mentions) -> CountMention | None:
    """Return the count of a cell whose text was no number: its column tells the measure, its row the label."""
    own = [c for c in mentions.counts if c.table == number.table]
    row, column = number.place
    is_by_row = any(c.rule == "count.table.row" for c in own)
    like = next((c for c in own if (c.row == row if is_by_row else c.column == column)), None)
    beside = next((c for c in own if (c.column == column if is_by_row else c.row == row)), None)
    if like is None:
        return None
    if beside is None:
        table = mentions.tables[number.table]
        shape = rows_of(table, columns_of(table))[row]
        is_total = shape.kind in (RowKind.TOTAL, RowKind.GROUP)
        beside = replace(like, label=shape.label, field=shape.field, is_total=is_total)
    place = replace(number.cell, rule=like.rule)
    named = replace(like, value=place, row=row, column=column, confidence=_SETTLED)
    return replace(named, label=beside.label, field=beside.field, is_total=beside.is_total)


# --- one table -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sum:
    """``total`` is the sum of ``parts``; ``kind`` tells sums of one sort, which hold or fail together."""

    kind: tuple[object, ...]
    total: Place
    parts: tuple[Place, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell as read. ``confidence`` is None where the letters are the file's own; a blank cell has 0."""

    text: str
    cell: Slice
    confidence: float | None
    value: int | None


@dataclass(frozen=True, slots=True)
class _Mend:
    """``value`` in a place would mend the ``failing`` sums; ``is_likely`` enough to be taken."""

    value: int
    failing: tuple[_Sum, ...]
    is_likely: bool


class _Form:
    """The numbers of one table and the sums that they stand in."""

    def __init__(self, index: int, table: TableMention, counts: Sequence[CountMention], layout: Layout) -> None:
        self._index = index
        self._table = table
        self._layout = layout
        self._counts = counts
        self._rows: tuple[Row, ...] = rows_of(table, columns_of(table))
        self._read = self._cells()
        self._values: dict[Place, int | None] = {place: read.value for place, read in self._read.items()}
        self._sums = self._trusted([*self._row_sums(), *self._group_sums(), *self._column_sums()])
        self._of: dict[Place, list[_Sum]] = defaultdict(list)
        for line in self._sums:
            for place in line.places:
                self._of[place].append(line)

    def settled(self) -> list[Settled]:
        """Return the numbers that can be told, each round the surest of them."""
        found: dict[Place, int] = {}
        for _ in range(_MOST_ROUNDS):
            if not (new := self._told() or self._told_in_pairs()):
                break
            found |= new
            self._values |= new
        return [
            Settled(self._index, place, self._read[place].cell, self._read[place].text, value)
            for place, value in sorted(found.items())
            if value != cell_number(self._read[place].text)
        ]

    # -- what was read -------------------------------------------------------------------------------------------

    def _cells(self) -> dict[Place, _Read]:
        """Return the cells that hold a count, or would if they could be read."""
        columns = sorted({c.column for c in self._counts if c.column is not None})
        rows = [r for r, row in enumerate(self._rows) if row.kind is not RowKind.SECTION]
        cells = {
            (part, cell.row, cell.column): cell
            for part in self._table.parts
            for cell in self._layout.tables[part].cells
        }
        read: dict[Place, _Read] = {}
        for r, c in product(rows, columns):
            own = [cell for part, row in self._table.body[r] if (cell := cells.get((part, row, c))) is not None]
            filled = [cell for cell in own if cell.end > cell.start] or own[:1]
            if len(filled) == 1 and filled[0].row_span == filled[0].column_span == 1:
                read[r, c] = self._read_cell(filled[0])
        return read

    def _read_cell(self, cell: Cell) -> _Read:
        text = self._layout.text[cell.start : cell.end]
        number = cell_number(text)
        value = 0 if not text else int(number) if number is not None and number == int(number) else None
        sure = [word.confidence for word in self._layout.words.between(cell.start, cell.end)] if text else [0.0]
        known = [confidence for confidence in sure if confidence is not None]
        confidence = min(known) if known and len(known) == len(sure) else None
        return _Read(text, Slice(cell.start, cell.end), confidence, value)

    def _is_open(self, place: Place) -> bool:
        """Whether another number may be meant than was read."""
        read = self._read[place]
        if read.confidence is None or digits_of(read.text) is None:
            return False
        if not read.text:  # a blank beside what was typed is the author's
            return any(self._read[p].text and self._read[p].confidence is not None for p in self._row(place[0]))
        return read.value is None or read.confidence < _SURE

    def _row(self, row: int) -> Iterator[Place]:
        return (place for place in self._read if place[0] == row)

    # -- sums ----------------------------------------------------------------------------------------------------

    def _row_sums(self) -> Iterator[_Sum]:
        """The sums of the form in each row (each column, where the measures stand in rows)."""
        if has_other_outcomes(self._table, self._counts):
            return
        across = is_transposed(self._counts)
        measures: dict[int, Measure] = {}
        repeated: set[Measure] = set()
        for count in self._counts:
            line = count.row if across else count.column
            if line is not None and measures.setdefault(line, count.measure) != count.measure:
                return  # one column with two meanings: not a form
        seen: set[Measure] = set()
        for measure in measures.values():
            (repeated if measure in seen else seen).add(measure)
        lines = {measure: line for line, measure in measures.items() if measure not in repeated}
        for other in sorted({place[1 if across else 0] for place in self._read}):
            at = {m: (line, other) if across else (other, line) for m, line in lines.items()}
            at = {m: place for m, place in at.items() if place in self._read}
            for total, parts in identities(at):
                yield _Sum((total, parts), at[total], tuple(at[part] for part in parts))

    def _group_sums(self) -> Iterator[_Sum]:
        """A row that stands over others may be their sum."""
        for r, row in enumerate(self._rows):
            if row.kind is not RowKind.GROUP or row.level is None:
                continue
            below: list[int] = []
            for k in range(r + 1, len(self._rows)):
                other = self._rows[k]
                if other.kind in (RowKind.TOTAL, RowKind.SECTION) or (other.level or row.level + 1) <= row.level:
                    break
                below.append(k)
            level = min((self._rows[k].level or 99 for k in below), default=99)
            members = [k for k in below if self._rows[k].level == level]
            yield from self._down(("group", r), r, members)

    def _column_sums(self) -> Iterator[_Sum]:
        """Each total row is the sum of the rows that most of its columns agree on."""
        for r, row in enumerate(self._rows):
            if row.kind is not RowKind.TOTAL:
                continue
            ways = [list(self._down(("total", r), r, way)) for way in total_ways(self._rows, r)]
            ways = [way for way in ways if way]
            if ways:
                yield from max(ways, key=lambda way: sum(self._holds(line) is True for line in way))

    def _down(self, kind: tuple[object, ...], total: int, rows: Sequence[int]) -> Iterator[_Sum]:
        for column in sorted({place[1] for place in self._read}):
            parts = tuple((r, column) for r in rows)
            # every cell has to be known to be a sum: one of a merged or a foreign row is none
            if rows and (total, column) in self._read and all(place in self._read for place in parts):
                yield _Sum(kind, (total, column), parts)

    def _trusted(self, sums: Sequence[_Sum]) -> list[_Sum]:
        """Keep the sorts of sums that hold more often than not, on numbers that are more than nothing."""
        held: dict[tuple[object, ...], int] = defaultdict(int)
        failed: dict[tuple[object, ...], int] = defaultdict(int)
        for line in sums:
            holds = self._holds(line)
            if holds and any(self._values[place] for place in line.places):
                held[line.kind] += 1
            elif holds is False and not any(self._is_unsure(place) for place in line.places):
                failed[line.kind] += 1  # a doubtful number tells nothing against a sum
        return [line for line in sums if held[line.kind] and held[line.kind] >= failed[line.kind]]

    def _holds(self, line: _Sum) -> bool | None:
        """Whether a sum holds; None where one of its numbers is not known."""
        values = [self._values[place] for place in line.places]
        known = [value for value in values if value is not None]
        return known[0] == sum(known[1:]) if len(known) == len(values) else None

    def _demand(self, line: _Sum, place: Place) -> int | None:
        """What has to stand in ``place`` for the sum to hold; None where another number of it is not known."""
        others = [self._values[p] for p in line.parts if p != place]
        known = [value for value in others if value is not None]
        if len(known) < len(others):
            return None
        if place == line.total:
            return sum(known)
        total = self._values[line.total]
        return None if total is None else total - sum(known)

    # -- which number is wrong -----------------------------------------------------------------------------------

    def _told(self) -> dict[Place, int]:
        """Numbers that alone explain why sums fail: no other number would mend as many of them."""
        mends = {place: found for place in self._doubted() if (found := self._mend(place)) is not None}
        told: dict[Place, int] = {}
        for place, mend in mends.items():
            rivals = [
                other
                for at, other in mends.items()
                if at != place and any(line in mend.failing for line in other.failing)
            ]
            if mend.is_likely and all(len(rival.failing) < len(mend.failing) for rival in rivals):
                told[place] = mend.value
        return told

    def _doubted(self) -> list[Place]:
        """Open cells in a sum that fails or cannot be worked out, or that read as no number."""
        return [
            place
            for place, lines in self._of.items()
            if self._is_open(place) and any(self._holds(line) is not True for line in lines)
        ]

    def _mend(self, place: Place) -> _Mend | None:
        """Return the one value that makes all sums of ``place`` hold, where what was read can be misread for it."""
        demands = [(line, demand) for line in self._of[place] if (demand := self._demand(line, place)) is not None]
        values = {demand for _, demand in demands}
        if len(values) != 1:
            return None
        (value,) = values
        failing = [line for line, _ in demands if self._holds(line) is not True]
        read = self._read[place].text
        is_backed = len(demands) >= 2
        if value == self._values[place] or not failing or not may_be(read, value):
            return None
        if not is_backed and not self._is_unsure(place):
            return None
        return _Mend(value, tuple(failing), is_backed or may_be(read, value, only_likely=True))

    def _is_unsure(self, place: Place) -> bool:
        """Whether something was read that is no number, or whose digits no two readers agreed on."""
        read = self._read[place]
        return self._is_open(place) and bool(read.text) and (read.value is None or (read.confidence or 0.0) < _UNSURE)

    def _told_in_pairs(self) -> dict[Place, int]:
        """Two doubtful numbers that share a sum, where one pair of likely readings makes all their sums hold."""
        doubted = [place for place in self._doubted() if self._is_unsure(place)]
        if len(doubted) > _MOST_PAIRED:
            return {}
        for first, second in combinations(doubted, 2):
            lines = [*self._of[first], *(line for line in self._of[second] if line not in self._of[first])]
            is_joined = any(line in self._of[second] for line in self._of[first])
            if is_joined and len(lines) >= 2 and (values := self._pair(first, second, lines)):
                return values
        return {}

    def _pair(self, first: Place, second: Place, lines: Sequence[_Sum]) -> dict[Place, int]:
        before = self._values[first], self._values[second]
        shared = next(line for line in lines if {first, second} <= set(line.places))
        likely = likely_values(self._read[second].text)
        found: list[dict[Place, int]] = []
        for a in sorted(likely_values(self._read[first].text)):
            self._values[first], self._values[second] = a, None
            b = self._demand(shared, second)  # the first number and the sum that they share leave one for the second
            if b in likely:
                self._values[second] = b
                if all(self._holds(line) for line in lines):
                    found.append({first: a, second: b})
        self._values[first], self._values[second] = before
        return found[0] if len(found) == 1 else {}
