"""Counts in tables: columns or rows are understood by their headers; in doubt, by the arithmetic of the forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import prod

import regex

from pipeline.extract.cells import amount, amount_span
from pipeline.extract.form_columns import FORM_CONFIDENCE, FORM_RULE, is_form, settle_columns
from pipeline.extract.header_groups import groups_of, names_period, relative_period, without_groups
from pipeline.extract.measures import (
    CHANGES,
    identities,
    other_readings,
    plan_measure,
    procedure_measure,
    procedure_measures,
    read_folded,
    read_path,
    speaks_of_money,
    subject_of,
)
from pipeline.extract.mentions import CountMention, Slice, TableMention
from pipeline.extract.periods import title_period
from pipeline.extract.phrases import words_key
from pipeline.extract.table_rows import Columns, Row, RowKind, columns_of, is_level_of_government, rows_of
from pipeline.extract.tables import is_total_label, role_book
from pipeline.numbers import Number
from pipeline.read.layout import Layout
from pipeline.record import CountSubject, Measure

# "28/29", "28/29 nhiệm vụ": done of planned.
_DONE_OF_PLANNED = regex.compile(
    r"\s*(?P<done>\d+)\s*/\s*(?P<planned>\d+)(?!\s*/)\s*(?:nhiệm\s+vụ|nội\s+dung|đơn\s+vị)?\s*"
)
# "01 Mức độ 4", "02 TTHC mức độ 3" in a remark beside a number of procedures.
_LEVEL_REMARK = regex.compile(
    r"(?<![\d,.])(?P<number>\d{1,4})\s+(?:(?:tthc|thủ\s+tục|dvc)\s+)?(?P<level>(?:mức|cấp)\s+độ\s+[234])(?!\d|\s*,\s*\d)",
    regex.IGNORECASE,
)
# "Tổng cộng: 01 thủ tục", "LĨNH VỰC GIÁO DỤC TRUNG HỌC (01 thủ tục)", "CẤP XÃ (02 thủ tục; 05 thành phần hồ sơ)"
_LISTED = regex.compile(
    r"(?P<label>[^\d()]*?)\s?[:(]?\s?(?P<number>\d{1,4})\s*(?:tthc|thủ\s+tục(?:\s+hành\s+chính)?)"
    r"\s*(?:[;,][^()]*)?\)?\s*[.;]?",
    regex.IGNORECASE,
)

_MAX_ASSIGNMENTS = 4096
#: The rule of counts whose measure stands in the caption alone.
_BY_CAPTION = "count.table.caption"
#: Characters before a table in which the text may say what the table is about.
_CONTEXT = 600
#: The words of a label that names items of a plan; longer ones are sentences.
_MEASURE_WORDS = 10
#: Headers of a value column that only say that values stand there, so that the row's own words are the label.
_GENERIC_VALUE = frozenset(
    words_key(text)
    for text in (
        *("Tổng số", "Số lượng", "Kết quả", "Số liệu", "Tổng", "Giá trị", "Số TTHC", "Số hồ sơ", "Tổng cộng"),
        *("Số lượng hồ sơ", "Số lượng TTHC", "Tổng số hồ sơ", "Tổng số TTHC"),
    )
)


def find_table_counts(layout: Layout, tables: Sequence[TableMention]) -> list[CountMention]:
    """Return the counts in ``tables``, table by table and row by row; ``CountMention.table`` is an index into them."""
    found: list[CountMention] = []
    for index, table in enumerate(tables):
        if table.rows and not table.is_layout_only:
            found.extend(replace(count, table=index) for count in _TableReader(layout, table).counts())
    return found


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a column (or, in a transposed table, a row) counts."""

    subject: CountSubject
    measure: Measure
    rule: str


class _TableReader:
    """Reads one table; everything that its cells share is worked out once."""

    def __init__(self, layout: Layout, table: TableMention) -> None:
        self._layout = layout
        self._table = table
        self._cells = {
            (part, cell.row, cell.column): cell for part in table.parts for cell in layout.tables[part].cells
        }
        self._columns: Columns = columns_of(table)
        self._rows: tuple[Row, ...] = rows_of(table, self._columns)
        self._caption = table.caption.of(layout.text) if table.caption else ""
        self._apart = groups_of(table.header)
        self._header = without_groups(table.header)
        self._subject = _table_subject(self._header, self._caption) or self._subject_by_sums()
        #: The period that the whole table is for, as its caption has it.
        self._whole = title_period(layout.text, table.caption.start, table.caption.end) if table.caption else None

    def counts(self) -> list[CountMention]:
        meanings = self._column_meanings()
        if meanings:
            found = list(self._by_column(meanings))
        elif (row_meanings := self._row_meanings()) is not None:
            found = list(self._by_row(row_meanings))
        else:
            found = list(self._listed()) or list(self._by_column(self._caption_meanings()))
        return [replace(count, period=count.period or self._whole) for count in found]

    def _subject_by_sums(self) -> CountSubject | None:
        """Return dossiers for a table that names no noun, where the text before it speaks of them and its columns bear
        the form out: "Tồn trước | Mới nhận | Tổng | Đã giải quyết | Còn tồn"."""
        before = self._layout.text[max(0, self._table_start() - _CONTEXT) : self._table_start()]
        if any(subject_of(" ".join(path)) for path in self._header) or subject_of(before) is not CountSubject.DOSSIER:
            return None
        readings = {column: read_path(self._header[column]) for column in self._value_columns()}
        options = {column: reading.options() for column, reading in readings.items() if reading.options()}
        if len({reading.stage for reading in readings.values() if reading.stage}) < 2:
            return None
        chosen = {column: measure for column, (measure, _) in self._settled(options).items()}
        return CountSubject.DOSSIER if is_form(chosen, self._items(tuple(chosen))) else None

    def _items(self, columns: Sequence[int]) -> list[dict[int, Number | None]]:
        """Return the amounts of the rows that are no totals."""
        return [
            {c: amount(row[c]) for c in columns}
            for row, shape in zip(self._table.rows, self._rows, strict=True)
            if shape.kind in (RowKind.ITEM, RowKind.GROUP, RowKind.DETAIL)
        ]

    # -- columns -----------------------------------------------------------------------------------------------------

    def _value_columns(self) -> list[int]:
        taken = {self._columns.index, self._columns.label, self._columns.field, *self._columns.remarks}
        width = len(self._table.header)
        return [
            c
            for c in range(width)
            if c not in taken
            and any(amount_span(row[c]) or _DONE_OF_PLANNED.fullmatch(row[c]) for row in self._table.rows)
        ]

    def _column_meanings(self) -> dict[int, _Meaning]:
        dossiers: dict[int, tuple[Measure, ...]] = {}
        meanings: dict[int, _Meaning] = {}
        unread: list[int] = []
        for column in self._value_columns():
            path = self._header[column]
            reading = read_path(path)
            subject = reading.subject or self._subject
            if reading.skip or subject is None:
                continue
            if subject is CountSubject.DOSSIER or (self._subject is CountSubject.DOSSIER and reading.options()):
                options = (*reading.options(), *other_readings(path)) or read_folded(path).options()
                if options:
                    dossiers[column] = options
                elif reading.subject in (None, CountSubject.DOSSIER):
                    unread.append(column)
            elif subject is CountSubject.PROCEDURE:
                if measure := _procedure_measure(path):
                    meanings[column] = _Meaning(subject, measure, "count.table.header")
            elif measure := plan_measure(" / ".join(path)):
                meanings[column] = _Meaning(subject, measure, "count.table.header")
        for column, (measure, rule) in self._settled_apart(dossiers, unread).items():
            meanings[column] = _Meaning(CountSubject.DOSSIER, measure, rule)
        if _only_generic(meanings, self._header) or all(names_period(" ".join(self._header[c])) for c in meanings):
            return {}
        return meanings

    def _caption_meanings(self) -> dict[int, _Meaning]:
        """Return what the caption alone says of all columns: "SỐ LƯỢNG TTHC" over "Cấp tỉnh | Cấp xã"."""
        subject, measure = self._subject, None
        if not role_book("amounts").hits(words_key(self._caption)):
            return {}
        if subject is CountSubject.PROCEDURE:
            measure = procedure_measure(self._caption)
        elif subject is CountSubject.DOSSIER:
            options = read_path((self._caption,)).options()
            measure = options[0] if options else None
        columns = self._value_columns()
        if subject is None or measure is None or not all(_says_whose(" ".join(self._header[c])) for c in columns):
            return {}
        return {column: _Meaning(subject, measure, _BY_CAPTION) for column in columns}

    def _settled_apart(
        self, options: Mapping[int, tuple[Measure, ...]], unread: Sequence[int]
    ) -> dict[int, tuple[Measure, str]]:
        """Choose the measures of each part of the table that stands side by side with others, and of what has none."""
        settled: dict[int, tuple[Measure, str]] = {}
        for group in dict.fromkeys(self._apart):
            own = {column: choices for column, choices in options.items() if self._apart[column] == group}
            if not own:
                continue
            chosen = self._settled(own)
            rows = self._items((*own, *unread))
            known = {column: measure for column, (measure, _) in chosen.items()}
            told = settle_columns(known, [c for c in unread if self._apart[c] == group], rows)
            settled |= chosen | {column: (measure, FORM_RULE) for column, measure in told.items()}
        return settled

    def _settled(self, options: Mapping[int, tuple[Measure, ...]]) -> dict[int, tuple[Measure, str]]:
        """Choose one measure a column: the header's own, save where two columns of one group claim the same."""
        options = _new_beside_carried(options, self._header)
        doubtful = _claimed_twice(options, self._group) | {column for column in options if self._is_open(column)}
        values = [{c: amount(row[c]) for c in options} for row in self._table.rows]
        chosen = _best_fit(options, doubtful, values, self._group)
        return {
            column: (
                chosen.get(column, choices[0]),
                "count.table.arithmetic" if column in chosen else "count.table.header",
            )
            for column, choices in options.items()
        }

    def _group(self, column: int) -> tuple[str, ...]:
        """Return the headings over a column that are no part of its measure: a period or a unit side by side."""
        path = self._header[column]
        return tuple(
            text
            for text in path[:-1]
            if read_path((text,)).stage is None
            and read_path((text,)).detail is None
            and not role_book("of_which").exact(words_key(text))
        )

    def _is_open(self, column: int) -> bool:
        return read_path(self._header[column]).stage is None

    def _by_column(self, meanings: Mapping[int, _Meaning]) -> Iterator[CountMention]:
        periods = {column: self._header_period(column) for column in meanings}
        summed = {
            column
            for column, meaning in meanings.items()
            if meaning.rule == _BY_CAPTION and len(meanings) > 1 and is_total_label(" ".join(self._header[column]))
        }
        for r, row in enumerate(self._rows):
            if row.kind in (RowKind.SECTION, RowKind.RATE):
                continue
            of_row = self._row_period(r)
            for column, text in enumerate(self._table.rows[r]):
                if column in self._columns.remarks:
                    yield from self._remarks(r, column)
                elif meaning := meanings.get(column):
                    is_total = row.kind in (RowKind.TOTAL, RowKind.GROUP) or column in summed
                    period, base = of_row if of_row[0] else periods[column]
                    for mention in self._cell_counts(r, column, text, meaning):
                        yield replace(
                            mention,
                            label=row.label,
                            field=row.field,
                            is_total=is_total,
                            period=period,
                            period_base=base,
                        )

    def _header_period(self, column: int) -> tuple[Slice | None, Slice | None]:
        """Return the period that a header cell over the column states, as "Quý I/2021" over a group of columns.

        "Kỳ trước" over a group is told by the table's own period, which then stands beside it.
        """
        heads = self._table.header[column]
        for cell in self._layout.tables[self._table.parts[0]].cells:
            covers = cell.column <= column < cell.column + cell.column_span
            text = self._layout.text[cell.start : cell.end]
            if not covers or text not in heads:
                continue
            if period := title_period(self._layout.text, cell.start, cell.end):
                return period, None
            if self._whole and relative_period(text) and (text in self._apart[column] or len(heads) == 1):
                return Slice(cell.start, cell.end, "period.relative"), self._whole
        return None, None

    def _row_period(self, r: int) -> tuple[Slice | None, Slice | None]:
        """Return the period that a row is for where its label is one: "Quý I/2021", "Tháng 3"."""
        column = self._columns.label
        if column is None or not names_period(self._table.rows[r][column]):
            return None, None
        place = self._place(r, column)
        if place is None or relative_period(self._table.rows[r][column]):
            return None, None
        end = place + len(self._table.rows[r][column])
        stated = title_period(self._layout.text, place, end)
        return (stated, None) if stated else (Slice(place, end, "period.row"), self._whole)

    def _cell_counts(self, r: int, column: int, text: str, meaning: _Meaning) -> Iterator[CountMention]:
        place = self._place(r, column)
        if place is None:
            return
        if meaning.subject is CountSubject.PLAN_ITEM and (pair := _DONE_OF_PLANNED.fullmatch(text)):
            for group, measure in (("done", Measure.COMPLETED), ("planned", Measure.PLANNED)):
                yield self._mention(r, column, place, pair.span(group), replace(meaning, measure=measure))
        elif number := amount_span(text):
            yield self._mention(r, column, place, number, meaning)

    def _mention(self, r: int, column: int, place: int, span: tuple[int, int], meaning: _Meaning) -> CountMention:
        value = Slice(place + span[0], place + span[1], meaning.rule)
        confidence = FORM_CONFIDENCE if meaning.rule == FORM_RULE else 1.0
        return CountMention(
            value, meaning.subject, meaning.measure, meaning.rule, row=r, column=column, confidence=confidence
        )

    def _remarks(
        self,
        r: int,
        column: int,
    ) -> Iterator[CountMention]:
        """Yield "01 mức độ 4" beside a number of procedures."""
        text = self._table.rows[r][column]
        found = _LEVEL_REMARK.search(text)
        place = self._place(r, column)
        if found is None or place is None or self._subject is not CountSubject.PROCEDURE:
            return
        measure = procedure_measure(found["level"])
        if measure is not None:
            meaning = _Meaning(CountSubject.PROCEDURE, measure, "count.table.remark")
            mention = self._mention(r, column, place, found.span("number"), meaning)
            yield replace(mention, label=self._rows[r].label, field=self._rows[r].field)

    # -- rows --------------------------------------------------------------------------------------------------------

    def _row_meanings(self) -> dict[int, _Meaning] | None:
        """Return the measures of a table whose rows are measures; None where fewer than two rows are any."""
        if self._columns.label is None:
            return None
        meanings: dict[int, _Meaning] = {}
        stage: str | None = None
        dossiers: dict[int, tuple[Measure, ...]] = {}
        for r, row in enumerate(self._rows):
            label = self._table.rows[r][self._columns.label] or (row.label or "")
            reading = read_path((label,))
            subject = reading.subject or (CountSubject.DOSSIER if dossiers else None) or self._subject
            if reading.skip or not label or row.kind in (RowKind.TOTAL, RowKind.RATE):
                continue
            if subject is CountSubject.PROCEDURE:
                if measure := procedure_measure(label):
                    meanings[r] = _Meaning(subject, measure, "count.table.row")
                continue
            if subject is CountSubject.PLAN_ITEM:
                if _is_short(label) and (measure := plan_measure(label)):
                    meanings[r] = _Meaning(subject, measure, "count.table.row")
                continue
            stage = reading.stage or stage
            reading = replace(reading, stage=stage)
            if subject is CountSubject.DOSSIER and (reading.detail or reading.stage) and (options := reading.options()):
                dossiers[r] = (*options, *other_readings((label,)))
        values = [
            {r: amount(self._table.rows[r][column]) for r in dossiers}
            for column in self._value_columns()
            if not read_path(self._header[column]).skip
        ]
        chosen = _best_fit(dossiers, _claimed_twice(dossiers, _no_group), values, _no_group)
        for r, options in dossiers.items():
            meanings[r] = _Meaning(CountSubject.DOSSIER, chosen.get(r, options[0]), "count.table.row")
        return meanings if len(meanings) > 1 else None

    def _by_row(self, meanings: Mapping[int, _Meaning]) -> Iterator[CountMention]:
        columns = [c for c in self._value_columns() if not read_path(self._header[c]).skip]
        periods = {column: self._header_period(column) for column in columns}
        for r, meaning in meanings.items():
            for column in columns:
                header = " ".join(self._table.header[column])
                generic = len(columns) == 1 or not header or names_period(header)
                label = self._rows[r].label if generic else header
                is_total = not generic and role_book("total").opening(words_key(header)) is not None
                for mention in self._cell_counts(r, column, self._table.rows[r][column], meaning):
                    period, base = periods[column]
                    yield replace(mention, label=label, is_total=is_total, period=period, period_base=base)
            for column in self._columns.remarks:
                yield from self._remarks(r, column)

    # -- lists -------------------------------------------------------------------------------------------------------

    def _listed(self) -> Iterator[CountMention]:
        """Yield the numbers that a list of procedures prints in its group lines: "Tổng cộng: 01 thủ tục"."""
        measure: Measure | None = None
        for r, row in enumerate(self._table.rows):
            seen: set[str] = set()
            for column, text in enumerate(row):
                found = _LISTED.fullmatch(text) if text not in seen else None
                seen.add(text)
                place = self._place(r, column)
                if found is None or place is None or not found["label"].strip():
                    continue
                measure = measure or self._announced()
                meaning = _Meaning(CountSubject.PROCEDURE, measure, "count.table.list")
                label = found["label"].strip(" :-")
                is_total = bool(role_book("total").opening(words_key(label)))
                mention = self._mention(r, column, place, found.span("number"), meaning)
                yield replace(mention, label=label, field=self._rows[r].field, is_total=is_total)

    def _announced(self) -> Measure:
        """Return what the title of a list says is done to its procedures; their plain number where it says several."""
        before = self._layout.text[max(0, self._table_start() - 600) : self._table_start()]
        for text in (self._caption, before, self._layout.text[:1500]):
            named = CHANGES.intersection(procedure_measures(text))
            if named:
                return next(iter(named)) if len(named) == 1 else Measure.PROCEDURE_TOTAL
        return Measure.PROCEDURE_TOTAL

    def _table_start(self) -> int:
        return self._layout.tables[self._table.parts[0]].start

    # -- places ------------------------------------------------------------------------------------------------------

    def _place(self, r: int, column: int) -> int | None:
        """Return where the text of a cell begins in the layout's text; None for a covered or empty place."""
        for part, row in self._table.body[r]:
            cell = self._cells.get((part, row, column))
            if cell is not None and cell.end > cell.start:
                return cell.start
        return None


def _no_group(_line: int) -> tuple[str, ...]:
    """The headings over a row: none."""
    return ()


def _claimed_twice(options: Mapping[int, tuple[Measure, ...]], group: Callable[[int], tuple[str, ...]]) -> set[int]:
    """Return the lines (columns, or rows) that claim the measure that another one of their group claims too."""
    claimed = Counter((choices[0], group(line)) for line, choices in options.items())
    return {line for line, choices in options.items() if claimed[choices[0], group(line)] > 1}


def _best_fit(
    options: Mapping[int, tuple[Measure, ...]],
    doubtful: Collection[int],
    values: Sequence[Mapping[int, Number | None]],
    group: Callable[[int], tuple[str, ...]],
) -> dict[int, Measure]:
    """Return the measures of the ``doubtful`` lines with which the sums of the form hold best; none where all is sure.

    ``values`` are the numbers of the lines, place by place.
    """
    open_lines = [line for line, choices in options.items() if line in doubtful and len(choices) > 1]
    if not open_lines or prod(len(options[line]) for line in open_lines) > _MAX_ASSIGNMENTS:
        return {}
    first = {line: choices[0] for line, choices in options.items()}
    best = max(
        product(*(options[line] for line in open_lines)),
        key=lambda choice: _fit(first | dict(zip(open_lines, choice, strict=True)), first, values, group),
    )
    return dict(zip(open_lines, best, strict=True))


def _fit(
    choice: Mapping[int, Measure],
    first: Mapping[int, Measure],
    values: Sequence[Mapping[int, Number | None]],
    group: Callable[[int], tuple[str, ...]],
) -> tuple[float, float, int]:
    """Score an assignment: no measure twice in a group, then sums that hold, then header and order."""
    repeated = len(choice) - len({(measure, group(line)) for line, measure in choice.items()})
    held = 0.0
    for row in values:
        amounts = {measure: row[line] for line, measure in choice.items() if row[line] is not None}
        for total, parts in identities(amounts):
            whole, pieces = amounts[total], [amounts[p] for p in parts if p in amounts]
            if len(pieces) == len(parts) and whole is not None:
                right = whole == sum(p for p in pieces if p is not None)
                held += (1 if whole else 0.1) if right else -1
    order = list(Measure)
    places = [order.index(choice[line]) for line in sorted(choice)]
    rising = sum(left < right for left, right in pairwise(places))
    kept = sum(choice[line] is first[line] for line in choice)
    return (-repeated, held, 2 * rising + kept)


def _table_subject(header: Sequence[tuple[str, ...]], caption: str) -> CountSubject | None:
    """Return what a table counts where a column does not say: by its headers, then by its caption."""
    heads = [subject_of(" ".join(path)) for path in header]
    stages = any(read_path(path).stage for path in header)
    if CountSubject.DOSSIER in heads:
        return CountSubject.DOSSIER
    if any(speaks_of_money(words_key(" ".join(path))) for path in header):
        return next((head for head in heads if head), None)
    if subject_of(caption) is CountSubject.DOSSIER and stages:
        return CountSubject.DOSSIER
    return subject_of(caption) or next((head for head in heads if head), None)


def _procedure_measure(path: Sequence[str]) -> Measure | None:
    """Return the measure of the lowest header cell that gives one; "Tổng số" below a heading is the heading's."""
    told = [measure for text in reversed(path) if (measure := procedure_measure(text))]
    return next((measure for measure in told if measure is not Measure.PROCEDURE_TOTAL), next(iter(told), None))


def _is_short(label: str) -> bool:
    """Tell whether a label is short enough to name a measure, and no sentence that only has its words."""
    return len(label.split()) <= _MEASURE_WORDS


def _new_beside_carried(
    options: Mapping[int, tuple[Measure, ...]], header: Sequence[tuple[str, ...]]
) -> dict[int, tuple[Measure, ...]]:
    """Read "tiếp nhận" beside a carried-over column as newly received, unless it says that it is the total."""
    first = [choices[0] for choices in options.values()]
    if Measure.CARRIED_OVER not in first or Measure.RECEIVED_NEW in first:
        return dict(options)
    return {
        column: (Measure.RECEIVED_NEW, *choices)
        if choices[0] is Measure.RECEIVED_TOTAL and read_path(header[column]).detail is None
        else choices
        for column, choices in options.items()
    }


def _only_generic(meanings: Mapping[int, _Meaning], header: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether the columns say no more than "Tổng số", so that the measures must stand in the rows."""
    return all(_is_generic(" ".join(header[c])) for c in meanings)


def _says_whose(header: str) -> bool:
    """Tell whether a header says nothing of what is counted: "Số lượng hồ sơ", "Cấp tỉnh", "Quý I/2024"."""
    return _is_generic(header) or names_period(header) or is_level_of_government(header)


def _is_generic(header: str) -> bool:
    """Tell whether a header only says that values stand below: "Tổng số", "Cộng", "Số lượng"."""
    return words_key(header) in _GENERIC_VALUE or role_book("total").exact(words_key(header)) is not None
