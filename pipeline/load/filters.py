"""What to show: a filter as conditions of SQL, without minding accents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.engine import Connection

from pipeline.load import schema
from pipeline.load.search import begins_words, folded_words, matching, task_search
from pipeline.registry import spelled_out

#: The unit that issued the document; every query that filters joins it.
issuer = schema.unit.alias("issuer")

_document, _task, _unit = schema.document, schema.task, schema.unit

#: Deadlines with a day of their own. An ongoing one ends with its year, but nobody is late on New Year's Day.
_DATED: Final = ("date", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to show; everything that is None does not restrict. All dates are inclusive.

    ``today`` decides what is overdue (see ``Settings.today``). ``unit`` is words of a unit's name, its owner or its
    abbreviation; ``document`` a key, an id, a path, a content hash or words of the subject; ``search`` is
    words, or phrases in quotes. ``kind`` is a kind of document ("bao cao"), or what the rows themselves are:
    assignment, commitment, request; dossier, procedure, plan_item, a measure; a finding's code or severity. For
    references it is the kind of the cited document, or the relation. ``date_from`` and ``date_to`` are about the day of
    issue (for counts: the period that is counted, where one is given), ``due_before`` and ``due_after`` about the next
    deadline. ``min_confidence``, 0 to 1, hides what is less sure, and what is not known to be sure.
    """

    today: date
    unit: str | None = None
    document: str | None = None
    kind: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    due_before: date | None = None
    due_after: date | None = None
    overdue: bool = False
    search: str | None = None
    min_confidence: float | None = None
    limit: int | None = None


def timing_of(today: date) -> Any:
    """When tasks are due: the end of the ``next`` dated deadline that has not passed, and of the ``last`` one."""
    table = schema.deadline
    end = table.c.end
    return (
        select(table.c.task_id, func.max(end).label("last"), func.min(case((end >= today, end))).label("next"))
        .where(table.c.kind.in_(_DATED), end.is_not(None))
        .group_by(table.c.task_id)
        .subquery("timing")
    )


def on_timing(wanted: Filter, timing: Any) -> list[ColumnElement[bool]]:
    due = func.coalesce(timing.c.next, timing.c.last)
    conditions = []
    if wanted.overdue:
        conditions.append(timing.c.last < wanted.today)
    if wanted.due_before:
        conditions.append(due <= wanted.due_before)
    if wanted.due_after:
        conditions.append(due >= wanted.due_after)
    return conditions


def on_tasks(connection: Connection, wanted: Filter, timing: Any) -> list[ColumnElement[bool]]:
    """Conditions for tasks, joined with their document and their ``timing``."""
    conditions = [*on_documents(connection, wanted), *on_timing(wanted, timing)]
    if wanted.min_confidence is not None:
        conditions.append(_task.c.confidence >= wanted.min_confidence)
    if wanted.unit:
        conditions.append(_task.c.id.in_(tasks_of_unit(wanted.unit)))
    if wanted.kind:
        conditions.append(
            or_(begins_words(_document.c.type_words, wanted.kind), _task.c.kind == wanted.kind.strip().lower())
        )
    if wanted.search:
        conditions.append(_task.c.id.in_(matching(connection, task_search, wanted.search)))
    return conditions


def on_documents(
    connection: Connection,
    wanted: Filter,
    start: ColumnElement[Any] | None = None,
    end: ColumnElement[Any] | None = None,
) -> list[ColumnElement[bool]]:
    """Conditions for every kind of row: its document, and the day of issue (or the days ``start`` to ``end``)."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.document:
        conditions.append(_document.c.id.in_(shown(ids_of(connection, wanted.document))))
    else:
        conditions.append(_document.c.id.not_in(twins()))
    if wanted.date_from:
        conditions.append((_document.c.issued_end if end is None else end) >= wanted.date_from)
    if wanted.date_to:
        conditions.append((_document.c.issued_start if start is None else start) <= wanted.date_to)
    return conditions


def twins() -> Select[tuple[int]]:
    """The ids of files that say once more what another says, as a signed PDF beside its Word file: lists omit them."""
    return select(schema.twin.c.document_id)


def shown(ids: Select[tuple[int]]) -> Select[tuple[int]]:
    """The ids of the files that show these documents, themselves or others of theirs."""
    columns = schema.twin.c
    return (
        select(func.coalesce(columns.primary_id, _document.c.id))
        .select_from(_document.outerjoin(schema.twin, columns.document_id == _document.c.id))
        .where(_document.c.id.in_(ids))
        .distinct()
    )


def concerned(wanted: Filter) -> list[ColumnElement[bool]]:
    """Conditions for rows that are no tasks: documents that the unit issued or that give it tasks, and documents with
    tasks that are due so."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.unit:
        given = select(_task.c.document_id).where(_task.c.id.in_(tasks_of_unit(wanted.unit)))
        issued = or_(names_unit(issuer.c.words, wanted.unit), names_unit(_document.c.issuer_words, wanted.unit))
        conditions.append(or_(issued, _document.c.id.in_(given)))
    timing = timing_of(wanted.today)
    if when := on_timing(wanted, timing):
        due = select(_task.c.document_id).join(timing, timing.c.task_id == _task.c.id).where(*when)
        conditions.append(_document.c.id.in_(due))
    return conditions


def tasks_of_unit(words: str) -> Select[tuple[int]]:
    """The ids of the tasks that a unit leads or supports, by its name, its owner or as the document writes it."""
    table = schema.task_unit
    named = select(_unit.c.id).where(names_unit(_unit.c.words, words))
    return select(table.c.task_id).where(or_(table.c.unit_id.in_(named), names_unit(table.c.words, words)))


def names_unit(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Return a condition: ``column`` (folded words) has the words of a unit's name, as typed or spelled out."""
    return or_(*(begins_words(column, reading) for reading in dict.fromkeys((words, spelled_out(words)))))


def ids_of(connection: Connection, wanted: str) -> Select[tuple[int]]:
    """The ids of the documents that ``wanted`` names: exactly if any does, else by words of key, path or subject."""
    exact, loose = _named_exactly(wanted), _named_loosely(wanted)
    found = connection.execute(exact.limit(1)).first()
    return exact if found else loose


def _named_exactly(wanted: str) -> Select[tuple[int]]:
    """By id, key (accents optional), content hash (its first eight digits suffice) or path (or the file's name)."""
    columns, files = _document.c, schema.source_file
    text = wanted.strip()
    # "#5", "Kế hoạch #5", as the lists show a document without a number
    listed_id = re.fullmatch(r"(?:[^#]*\s)?#(\d{1,9})", text)
    text = listed_id[1] if listed_id else text.removeprefix("#")
    at_path = select(files.c.document_id).where(
        or_(files.c.path == wanted, files.c.path.endswith(f"/{wanted.strip()}", autoescape=True))
    )
    conditions = [columns.key_words == folded_words(text), columns.id.in_(at_path)]
    if text.isascii() and text.isdigit() and len(text) < 10:
        conditions.append(columns.id == int(text))
    if len(text) >= 8:
        conditions.append(columns.sha256.startswith(text.lower(), autoescape=True))
    return select(columns.id).where(or_(*conditions))


def _named_loosely(wanted: str) -> Select[tuple[int]]:
    columns, files = _document.c, schema.source_file
    at_path = select(files.c.document_id).where(files.c.path.contains(wanted.strip(), autoescape=True))
    return select(columns.id).where(
        or_(
            begins_words(columns.key_words, wanted),
            begins_words(columns.subject_words, wanted),
            columns.id.in_(at_path),
        )
    )
