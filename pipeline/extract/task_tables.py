"""Tables of tasks: each row a task, with the row's own units, time and product (appendices of plans and notices)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.extract.mentions import Slice, TableMention, TaskMention
from pipeline.extract.task_fields import Field, column_field
from pipeline.extract.tasks import line_times
from pipeline.extract.units import split_units
from pipeline.read.layout import Cell, Layout
from pipeline.record import TaskKind
from pipeline.text import fold, squeeze

_ROW_NUMBER = regex.compile(r"[IVXLC]+|\d{1,3}(?:\.\d{1,3})*|[a-zđA-HĐ]")


def find_table_tasks(
    layout: Layout, tables: Sequence[TableMention], sections: Sequence[str | None]
) -> list[TaskMention]:
    """Return a task for each row of the tables that assign tasks.

    ``sections`` gives the section in which each table stands; a row's section is that path with the row's number.
    """
    tasks: list[TaskMention] = []
    for table, section in zip(tables, sections, strict=True):
        columns = task_columns(table)
        if columns is not None:
            tasks.extend(_rows(layout, table, columns, section))
    return tasks


def task_columns(table: TableMention) -> dict[Field, int] | None:
    """Return which column holds which field, None where the table assigns no tasks.

    A table assigns tasks where a column names what is to be done and another who does it, and none lists procedures.
    """
    if table.is_layout_only or not table.header:
        return None
    columns: dict[Field, int] = {}
    for index, path in enumerate(table.header):
        for heading in (path[-1] if path else "", " ".join(path), path[0] if path else ""):
            field = column_field(squeeze(heading))
            if field is not None:
                columns.setdefault(field, index)
                break
    if Field.TEXT not in columns or Field.LEAD not in columns or Field.VETO in columns:
        return None
    return None if _lists_steps(table, columns.get(Field.TIME)) else columns


# "Bước 3", "B3": the steps in which every dossier is handled
_STEP = regex.compile(r"(?:buoc|b)\s?\d{1,2}(?:\.\d{1,2})?")
# "0,5 ngày", "04 giờ làm việc", "1/2 ngày (04 giờ)", "30 phút": how long a step takes
_DURATION = regex.compile(
    r"(?:khong qua |toi da |trong )?\d{1,3}(?:[.,/]\d{1,2})?\s?(?:ngay|gio|phut|h)(?: lam viec| hanh chinh)?"
    r"(?:\s?\(.{0,30}\))?"
)
_LEAST_STEPS = 3


def _lists_steps(table: TableMention, time: int | None) -> bool:
    """Whether a table tells how a procedure goes, step by step: a standing rule ("quy trình nội bộ"), no tasks."""
    steps = sum(any(_STEP.fullmatch(fold(squeeze(value)).strip(".: ")) for value in row[:2]) for row in table.rows)
    if steps >= 2 and steps * 2 >= len(table.rows):
        return True
    times = [value for row in table.rows if time is not None and time < len(row) and (value := squeeze(row[time]))]
    durations = sum(_DURATION.fullmatch(fold(value).strip(". ")) is not None for value in times)
    return durations >= _LEAST_STEPS and durations * 4 >= len(times) * 3


def _rows(layout: Layout, table: TableMention, columns: dict[Field, int], section: str | None) -> list[TaskMention]:
    text = layout.text
    tasks: list[TaskMention] = []
    covered = _covering(layout, table)
    group = ""
    above: dict[Field, Slice] = {}  # what the nearest row above says in a column
    for row_index, places in enumerate(table.body):
        values = table.rows[row_index]
        words = values[columns[Field.TEXT]] if columns[Field.TEXT] < len(values) else ""
        number = squeeze(values[columns[Field.NUMBER]]).strip(".()") if Field.NUMBER in columns else ""
        number = number if _ROW_NUMBER.fullmatch(number) else ""
        if _is_group_row(values, columns):
            group = number
            above.clear()
            continue
        if len(squeeze(words)) < 8:
            continue
        pieces = tuple(
            Slice(c.start, c.end, "task.table_row")
            for place in places
            if (c := covered.get((*place, columns[Field.TEXT]))) and c.end > c.start
        )
        if not pieces:
            continue

        def cell(field: Field, places: Sequence[tuple[int, int]] = places) -> Slice | None:
            column = columns.get(field)
            if column is None:
                return None
            cells = [c for place in places if (c := covered.get((*place, column))) and c.end > c.start]
            if not cells:
                return None
            found = Slice(cells[0].start, cells[0].end, "task.table_cell")
            if _DITTO.fullmatch(fold(found.of(text))):
                return above.get(field)
            above[field] = found
            return found

        lead, support, time = cell(Field.LEAD), cell(Field.SUPPORT), cell(Field.TIME)
        # "1" under "II" is II.1; "2.1" under "2" says so itself
        inside = group if group and not number.startswith(f"{group}.") else ""
        path = ".".join(part for part in (section, inside, number) if part)
        leads = tuple(s.shifted(lead.start) for s in split_units(lead.of(text))) if lead else ()
        tasks.append(
            TaskMention(
                pieces,
                "task.table_row",
                TaskKind.ASSIGNMENT,
                path or None,
                leads,
                tuple(s.shifted(support.start) for s in split_units(support.of(text))) if support else (),
                not leads,
                cell(Field.DELIVERABLE),
                tuple(line_times(text, time)) if time else (),
            )
        )
    return tasks


# "-nt-", "như trên", a pair of strokes: as in the row above
_DITTO = regex.compile(r"[\s\-–(]*(?:nt|nhu tren|[\"”“″〃]|['’]{2})[\s\-–).]*")


def _is_group_row(values: Sequence[str], columns: dict[Field, int]) -> bool:
    """A row that only names a group of tasks: one text over all columns, or nothing in any other column."""
    text = values[columns[Field.TEXT]]
    others = [values[c] for f, c in columns.items() if f not in (Field.TEXT, Field.NUMBER, Field.NOTE)]
    return all(not squeeze(value) or value == text for value in others)


def _covering(layout: Layout, table: TableMention) -> dict[tuple[int, int, int], Cell]:
    """Return the printed cell that covers each (table, row, column), merged cells in every place they cover."""
    covering: dict[tuple[int, int, int], Cell] = {}
    for part in table.parts:
        for cell in layout.tables[part].cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    covering.setdefault((part, row, column), cell)
    return covering
