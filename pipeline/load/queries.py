"""Reading: the answers behind ``vanban tasks``, ``documents``, ``references``, ``counts``, ``findings`` and ``show``.

Rows are small frozen values with the record's field names. Filters take words with or without accents.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.engine import Connection, Engine

from pipeline.errors import UsageError
from pipeline.load import schema
from pipeline.load.search import (
    begins_words,
    contains_pieces,
    document_search,
    folded_words,
    matching,
    task_search,
)

_document, _task, _unit = schema.document, schema.task, schema.unit
_issuer = schema.unit.alias("issuer")
_cited_issuer = schema.unit.alias("cited_issuer")

#: Deadlines with a day of their own. An ongoing one ends with its year, but nobody is late on New Year's Day.
_DATED: Final = ("date", "period")
#: Values in one IN list.
_CHUNK: Final = 1000
#: Candidates listed where a name fits several documents.
_MOST_CANDIDATES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to show; everything that is None does not restrict. All dates are inclusive.

    ``today`` decides what is overdue (see ``Settings.today``). ``unit`` is words of a unit's name, its owner or its
    abbreviation as written; ``document`` a key, an id, a path, a content hash or words of the subject; ``search`` is
    words, or phrases in quotes. ``kind`` is a kind of document ("bao cao"), or what the rows themselves are:
    assignment, commitment, request; dossier, procedure, plan_item, a measure; a finding's code or severity. For
    references it is the kind of the cited document, or the relation. ``date_from`` and ``date_to`` are about the day of
    issue (for counts: the period that is counted, where one is given), ``due_before`` and ``due_after`` about the next
    deadline.
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
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the record has it."""

    text: str
    name: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline as the record has it; ``kind`` is date, period, ongoing, recurring or conditional."""

    text: str
    kind: str
    start: date | None
    end: date | None
    precision: str | None
    bound: str | None
    recurrence: str | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task and the document that sets it.

    ``due`` is the end of the next dated deadline, or of the last one where all have passed; None where no deadline has
    a date of its own (ongoing, recurring, conditional, none). ``overdue``: all of its dated deadlines have passed.
    """

    id: int
    task_key: str
    text: str
    kind: str
    section: str | None
    lead: tuple[UnitRow, ...]
    support: tuple[UnitRow, ...]
    deliverable: str | None
    deadlines: tuple[DeadlineRow, ...]
    due: date | None
    overdue: bool
    document_id: int
    document_key: str | None
    document_type: str | None
    document_subject: str | None
    issuer: str | None
    issued: date | None
    path: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document; ``issued`` is the first day of what the date says, ``issued_text`` the date as written."""

    id: int
    key: str | None
    type: str | None
    number: str | None
    symbol: str | None
    issuer: str | None
    issuer_owner: str | None
    place: str | None
    issued: date | None
    issued_end: date | None
    issued_text: str | None
    subject: str | None
    attached_to: str | None
    signer: str | None
    tasks: int
    overdue: int
    findings: int
    path: str
    format: str
    pages: int | None
    rules_version: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A citation, and the document that cites."""

    id: int
    text: str
    type: str | None
    key: str | None
    name: str | None
    date: date | None
    issuer: str | None
    relation: str
    document_id: int
    document_key: str | None
    document_type: str | None
    document_subject: str | None
    path: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """A number that a document reports."""

    id: int
    subject: str
    measure: str
    value: int | float
    label: str | None
    field: str | None
    is_total: bool
    period: str | None
    period_start: date | None
    period_end: date | None
    origin: str
    table: int | None
    row: int | None
    column: int | None
    document_id: int
    document_key: str | None
    document_type: str | None
    issuer: str | None
    issued: date | None
    path: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding; ``message_en`` may be missing."""

    id: int
    code: str
    severity: str
    message: str
    message_en: str | None
    document_id: int
    document_key: str | None
    document_type: str | None
    document_subject: str | None
    path: str


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """So many documents of this type in this state: "done", or "failed" and "refused" at the last try (no type)."""

    type: str | None
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """What a unit leads: tasks, how many of them are overdue, and the next day on which one is due."""

    name: str
    owner: str | None
    tasks: int
    overdue: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class FindingGroup:
    code: str
    severity: str
    number: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole database on one page."""

    documents: tuple[DocumentGroup, ...]
    units: tuple[UnitLoad, ...]
    findings: tuple[FindingGroup, ...]
    tasks: int
    overdue: int
    tasks_without_unit: int


def tasks(engine: Engine, wanted: Filter) -> list[TaskRow]:
    """Return tasks by next deadline (those without a date last), then by unit."""
    timing = _timing(wanted.today)
    due = func.coalesce(timing.c.next, timing.c.last)
    first_unit = (
        select(_unit.c.words)
        .join(schema.task_unit, schema.task_unit.c.unit_id == _unit.c.id)
        .where(schema.task_unit.c.task_id == _task.c.id, schema.task_unit.c.role == "lead")
        .order_by(schema.task_unit.c.position)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(
            *(_task.c[name] for name in ("id", "task_key", "text", "kind", "section", "deliverable")),
            due.label("due"),
            timing.c.last,
            *_document_columns("id", "key", "type", "subject"),
            _issuer.c.name.label("issuer"),
            _document.c.issued_start.label("issued"),
            _path().label("path"),
        )
        .join(_document, _task.c.document_id == _document.c.id)
        .outerjoin(_issuer, _document.c.issuer_id == _issuer.c.id)
        .outerjoin(timing, timing.c.task_id == _task.c.id)
        .order_by(due.is_(None), due, first_unit.is_(None), first_unit, _document.c.id, _task.c.position)
        .limit(wanted.limit)
    )
    with engine.connect() as connection:
        statement = statement.where(*_on_documents(connection, wanted), *_on_timing(wanted, timing))
        if wanted.unit:
            statement = statement.where(_task.c.id.in_(_tasks_of_unit(wanted.unit)))
        if wanted.kind:
            statement = statement.where(
                or_(begins_words(_document.c.type_words, wanted.kind), _task.c.kind == wanted.kind.strip().lower())
            )
        if wanted.search:
            statement = statement.where(_task.c.id.in_(matching(connection, task_search, wanted.search)))
        rows = connection.execute(statement).all()
        ids = [row.id for row in rows]
        units, deadlines = _units_of(connection, ids), _deadlines_of(connection, ids)
    return [
        TaskRow(
            id=row.id,
            task_key=row.task_key,
            text=row.text,
            kind=row.kind,
            section=row.section,
            lead=tuple(units[row.id, "lead"]),
            support=tuple(units[row.id, "support"]),
            deliverable=row.deliverable,
            deadlines=tuple(deadlines[row.id]),
            due=row.due,
            overdue=row.last is not None and row.last < wanted.today,
            document_id=row.document_id,
            document_key=row.document_key,
            document_type=row.document_type,
            document_subject=row.document_subject,
            issuer=row.issuer,
            issued=row.issued,
            path=row.path,
        )
        for row in rows
    ]


def documents(engine: Engine, wanted: Filter) -> list[DocumentRow]:
    """Return documents, the latest first."""
    timing = _timing(wanted.today)
    on_document = _task.c.document_id == _document.c.id
    number_of_tasks = select(func.count()).select_from(_task).where(on_document).scalar_subquery()
    number_overdue = (
        select(func.count())
        .select_from(_task.join(timing, timing.c.task_id == _task.c.id))
        .where(on_document, timing.c.last < wanted.today)
        .scalar_subquery()
    )
    number_of_findings = (
        select(func.count())
        .select_from(schema.finding)
        .where(schema.finding.c.document_id == _document.c.id)
        .scalar_subquery()
    )
    statement = (
        select(
            *(_document.c[name] for name in ("id", "key", "type", "number", "symbol", "place", "subject")),
            *(_document.c[name] for name in ("attached_to", "format", "pages", "rules_version", "sha256")),
            *(_document.c[name] for name in ("issued_end", "issued_text")),
            _document.c.issued_start.label("issued"),
            _document.c.signer_name.label("signer"),
            _issuer.c.name.label("issuer"),
            _issuer.c.owner.label("issuer_owner"),
            number_of_tasks.label("tasks"),
            number_overdue.label("overdue"),
            number_of_findings.label("findings"),
            _path().label("path"),
        )
        .outerjoin(_issuer, _document.c.issuer_id == _issuer.c.id)
        .order_by(_document.c.issued_start.is_(None), _document.c.issued_start.desc(), _document.c.id)
        .limit(wanted.limit)
    )
    with engine.connect() as connection:
        statement = statement.where(*_on_documents(connection, wanted), *_concerned(wanted))
        if wanted.kind:
            statement = statement.where(begins_words(_document.c.type_words, wanted.kind))
        if wanted.search:
            statement = statement.where(_document.c.id.in_(matching(connection, document_search, wanted.search)))
        return [DocumentRow(**row) for row in connection.execute(statement).mappings()]


def references(engine: Engine, wanted: Filter) -> list[ReferenceRow]:
    """Return citations by document, in the order of its text."""
    table = schema.reference
    statement = (
        select(
            *(table.c[name] for name in ("id", "text", "type", "key", "name", "date", "relation")),
            _cited_issuer.c.name.label("issuer"),
            *_document_columns("id", "key", "type", "subject"),
            _path().label("path"),
        )
        .join(_document, table.c.document_id == _document.c.id)
        .outerjoin(_issuer, _document.c.issuer_id == _issuer.c.id)
        .outerjoin(_cited_issuer, table.c.issuer_id == _cited_issuer.c.id)
        .order_by(_document.c.id, table.c.position)
        .limit(wanted.limit)
    )
    if wanted.kind:
        # A type is short and read seldom, so it is compared here and not kept folded in a column.
        statement = statement.where(
            or_(table.c.relation == wanted.kind.strip().lower(), table.c.type.in_(_types_like(engine, wanted.kind)))
        )
    if wanted.search:
        statement = statement.where(contains_pieces(table.c.words, wanted.search))
    with engine.connect() as connection:
        statement = statement.where(*_on_documents(connection, wanted), *_concerned(wanted))
        return [ReferenceRow(**row) for row in connection.execute(statement).mappings()]


def counts(engine: Engine, wanted: Filter) -> list[CountRow]:
    """Return counts by document, in the order of its text."""
    table = schema.count
    statement = (
        select(
            *(table.c[name] for name in ("id", "subject", "measure", "value", "label", "field", "is_total")),
            *(table.c[name] for name in ("period_start", "period_end", "origin", "table", "row", "column")),
            table.c.period_text.label("period"),
            *_document_columns("id", "key", "type"),
            _issuer.c.name.label("issuer"),
            _document.c.issued_start.label("issued"),
            _path().label("path"),
        )
        .join(_document, table.c.document_id == _document.c.id)
        .outerjoin(_issuer, _document.c.issuer_id == _issuer.c.id)
        .order_by(_document.c.id, table.c.position)
        .limit(wanted.limit)
    )
    if wanted.kind:
        kind = wanted.kind.strip().lower()
        statement = statement.where(
            or_(begins_words(_document.c.type_words, kind), table.c.subject == kind, table.c.measure == kind)
        )
    if wanted.search:
        statement = statement.where(contains_pieces(table.c.words, wanted.search))
    start = func.coalesce(table.c.period_start, _document.c.issued_start)
    end = func.coalesce(table.c.period_end, _document.c.issued_end)
    with engine.connect() as connection:
        statement = statement.where(*_on_documents(connection, wanted, start, end), *_concerned(wanted))
        rows = connection.execute(statement).mappings()
        return [CountRow(**{**row, "value": _whole(row["value"])}) for row in rows]


def findings(engine: Engine, wanted: Filter) -> list[FindingRow]:
    """Return findings, the gravest first."""
    table = schema.finding
    gravity = case({"error": 0, "warning": 1}, value=table.c.severity, else_=2)
    statement = (
        select(
            *(table.c[name] for name in ("id", "code", "severity", "message", "message_en")),
            *_document_columns("id", "key", "type", "subject"),
            _path().label("path"),
        )
        .join(_document, table.c.document_id == _document.c.id)
        .outerjoin(_issuer, _document.c.issuer_id == _issuer.c.id)
        .order_by(gravity, table.c.code, _document.c.id, table.c.position)
        .limit(wanted.limit)
    )
    if wanted.kind:
        kind = wanted.kind.strip().lower()
        statement = statement.where(
            or_(begins_words(_document.c.type_words, kind), table.c.code == kind, table.c.severity == kind)
        )
    if wanted.search:
        statement = statement.where(contains_pieces(table.c.words, wanted.search))
    with engine.connect() as connection:
        statement = statement.where(*_on_documents(connection, wanted), *_concerned(wanted))
        return [FindingRow(**row) for row in connection.execute(statement).mappings()]


def document(engine: Engine, key_or_id: str) -> dict[str, Any] | None:
    """Return the record of one document as JSON values, or None where nothing fits.

    ``key_or_id`` is what ``Filter.document`` takes. Raises UsageError (``ambiguous_document``) whose hint lists the
    candidates where several documents fit.
    """
    columns = _document.c
    with engine.connect() as connection:
        ids = connection.scalars(_ids_of(connection, key_or_id).limit(_MOST_CANDIDATES + 1)).all()
        if len(ids) > 1:
            raise _ambiguous(connection, key_or_id, list(ids))
        if not ids:
            return None
        row = connection.execute(
            select(columns.record, columns.text, _path().label("path")).where(columns.id == ids[0])
        ).one()
    record: dict[str, Any] = json.loads(row.record)
    head = {name: record.pop(name) for name in ("schema_version", "rules_version")}
    return {**head, "source": {"path": row.path, **record.pop("source")}, "text": row.text, **record}


def overview(engine: Engine, today: date) -> Overview:
    """Return the whole database on one page; units with the most pressing tasks first."""
    ledger = schema.run_document
    timing = _timing(today)
    last_tries = select(func.max(ledger.c.id)).group_by(ledger.c.path)
    failed = (
        select(ledger.c.state, func.count().label("number"))
        .where(ledger.c.id.in_(last_tries), ledger.c.state.in_(("failed", "refused")))
        .group_by(ledger.c.state)
        .order_by(ledger.c.state)
    )
    loaded = select(_document.c.type, func.count().label("number")).group_by(_document.c.type)
    late = func.count(case((timing.c.last < today, 1)))
    leading = schema.task_unit.c.role == "lead"
    units = (
        select(
            _unit.c.name,
            _unit.c.owner,
            func.count().label("tasks"),
            late.label("overdue"),
            func.min(timing.c.next).label("next_due"),
        )
        .join(schema.task_unit, schema.task_unit.c.unit_id == _unit.c.id)
        .outerjoin(timing, timing.c.task_id == schema.task_unit.c.task_id)
        .where(leading)
        .group_by(_unit.c.id)
        .order_by(
            late.desc(), func.min(timing.c.next).is_(None), func.min(timing.c.next), func.count().desc(), _unit.c.words
        )
    )
    totals = select(func.count().label("tasks"), late.label("overdue")).select_from(
        _task.outerjoin(timing, timing.c.task_id == _task.c.id)
    )
    leaderless = (
        select(func.count())
        .select_from(_task)
        .where(_task.c.id.not_in(select(schema.task_unit.c.task_id).where(leading)))
    )
    groups = (
        select(schema.finding.c.code, schema.finding.c.severity, func.count().label("number"))
        .group_by(schema.finding.c.code, schema.finding.c.severity)
        .order_by(func.count().desc(), schema.finding.c.code)
    )
    with engine.connect() as connection:
        done = [DocumentGroup(row.type, "done", row.number) for row in connection.execute(loaded)]
        done.sort(key=lambda group: (-group.number, group.type or ""))
        total = connection.execute(totals).one()
        return Overview(
            documents=(*done, *(DocumentGroup(None, row.state, row.number) for row in connection.execute(failed))),
            units=tuple(UnitLoad(**row) for row in connection.execute(units).mappings()),
            findings=tuple(FindingGroup(**row) for row in connection.execute(groups).mappings()),
            tasks=total.tasks,
            overdue=total.overdue,
            tasks_without_unit=connection.scalar(leaderless) or 0,
        )


def _document_columns(*names: str) -> list[ColumnElement[Any]]:
    return [_document.c[name].label(f"document_{name}") for name in names]


def _path() -> Any:
    """The path at which the document was seen first."""
    files = schema.source_file
    return (
        select(files.c.path)
        .where(files.c.document_id == _document.c.id)
        .order_by(files.c.id)
        .limit(1)
        .correlate(_document)
        .scalar_subquery()
    )


def _timing(today: date) -> Any:
    """When tasks are due: the end of the ``next`` dated deadline that has not passed, and of the ``last`` one."""
    table = schema.deadline
    end = table.c.end
    return (
        select(table.c.task_id, func.max(end).label("last"), func.min(case((end >= today, end))).label("next"))
        .where(table.c.kind.in_(_DATED), end.is_not(None))
        .group_by(table.c.task_id)
        .subquery("timing")
    )


def _on_timing(wanted: Filter, timing: Any) -> list[ColumnElement[bool]]:
    due = func.coalesce(timing.c.next, timing.c.last)
    conditions = []
    if wanted.overdue:
        conditions.append(timing.c.last < wanted.today)
    if wanted.due_before:
        conditions.append(due <= wanted.due_before)
    if wanted.due_after:
        conditions.append(due >= wanted.due_after)
    return conditions


def _on_documents(
    connection: Connection,
    wanted: Filter,
    start: ColumnElement[Any] | None = None,
    end: ColumnElement[Any] | None = None,
) -> list[ColumnElement[bool]]:
    """Conditions for every kind of row: its document, and the day of issue (or the days ``start`` to ``end``)."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.document:
        conditions.append(_document.c.id.in_(_ids_of(connection, wanted.document)))
    if wanted.date_from:
        conditions.append((_document.c.issued_end if end is None else end) >= wanted.date_from)
    if wanted.date_to:
        conditions.append((_document.c.issued_start if start is None else start) <= wanted.date_to)
    return conditions


def _concerned(wanted: Filter) -> list[ColumnElement[bool]]:
    """Conditions for rows that are no tasks: documents that the unit issued or that give it tasks, and documents with
    tasks that are due so."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.unit:
        given = select(_task.c.document_id).where(_task.c.id.in_(_tasks_of_unit(wanted.unit)))
        issued = or_(begins_words(_issuer.c.words, wanted.unit), begins_words(_document.c.issuer_words, wanted.unit))
        conditions.append(or_(issued, _document.c.id.in_(given)))
    timing = _timing(wanted.today)
    if on_timing := _on_timing(wanted, timing):
        due = select(_task.c.document_id).join(timing, timing.c.task_id == _task.c.id).where(*on_timing)
        conditions.append(_document.c.id.in_(due))
    return conditions


def _tasks_of_unit(words: str) -> Select[tuple[int]]:
    """The ids of the tasks that a unit leads or supports, by its name, its owner or as the document writes it."""
    table = schema.task_unit
    named = select(_unit.c.id).where(begins_words(_unit.c.words, words))
    return select(table.c.task_id).where(or_(table.c.unit_id.in_(named), begins_words(table.c.words, words)))


def _ids_of(connection: Connection, wanted: str) -> Select[tuple[int]]:
    """The ids of the documents that ``wanted`` names: exactly if any does, else by words of key, path or subject."""
    exact, loose = _named_exactly(wanted), _named_loosely(wanted)
    found = connection.execute(exact.limit(1)).first()
    return exact if found else loose


def _named_exactly(wanted: str) -> Select[tuple[int]]:
    """By id, key (accents optional), content hash (its first eight digits suffice) or path (or the file's name)."""
    columns, files = _document.c, schema.source_file
    text = wanted.strip()
    at_path = select(files.c.document_id).where(
        or_(files.c.path == text, files.c.path.endswith(f"/{text}", autoescape=True))
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


def _types_like(engine: Engine, kind: str) -> list[str]:
    """The types of cited documents whose words begin with those of ``kind``."""
    words = folded_words(kind)
    with engine.connect() as connection:
        types = connection.scalars(select(schema.reference.c.type).distinct()).all()
    return [name for name in types if name and words and words in folded_words(name)]


def _units_of(connection: Connection, task_ids: Sequence[int]) -> defaultdict[tuple[int, str], list[UnitRow]]:
    """The units of these tasks by task and role, in order."""
    table = schema.task_unit
    statement = (
        select(table.c.task_id, table.c.role, table.c.text, _unit.c.name, _unit.c.owner)
        .join(_unit, table.c.unit_id == _unit.c.id)
        .order_by(table.c.task_id, table.c.position)
    )
    found = defaultdict(list)
    for task_id, role, *values in _of_tasks(connection, statement, table.c.task_id, task_ids):
        found[task_id, role].append(UnitRow(*values))
    return found


def _deadlines_of(connection: Connection, task_ids: Sequence[int]) -> defaultdict[int, list[DeadlineRow]]:
    """The deadlines of these tasks, in order."""
    table = schema.deadline
    columns = [table.c[name] for name in DeadlineRow.__dataclass_fields__]
    statement = select(table.c.task_id, *columns).order_by(table.c.task_id, table.c.position)
    found = defaultdict(list)
    for task_id, *values in _of_tasks(connection, statement, table.c.task_id, task_ids):
        found[task_id].append(DeadlineRow(*values))
    return found


def _of_tasks(
    connection: Connection, statement: Select[Any], column: ColumnElement[int], task_ids: Sequence[int]
) -> Iterator[Any]:
    """Yield the rows of ``statement`` for these tasks, few enough at a time for any database's limit of parameters."""
    for start in range(0, len(task_ids), _CHUNK):
        yield from connection.execute(statement.where(column.in_(task_ids[start : start + _CHUNK])))


def _ambiguous(connection: Connection, wanted: str, ids: list[int]) -> UsageError:
    columns = _document.c
    rows = connection.execute(
        select(columns.id, columns.key, columns.type, columns.issued_start, _issuer.c.name, _path().label("path"))
        .outerjoin(_issuer, columns.issuer_id == _issuer.c.id)
        .where(columns.id.in_(ids[:_MOST_CANDIDATES]))
        .order_by(columns.id)
    )
    listed = "\n".join("  " + " · ".join(str(value) for value in row if value is not None) for row in rows)
    more = "\n  ..." if len(ids) > _MOST_CANDIDATES else ""
    return UsageError(
        "ambiguous_document",
        f"Có nhiều văn bản ứng với “{wanted}”.",
        f"Chọn một văn bản theo số đứng đầu dòng:\n{listed}{more}",
        f'Several documents fit "{wanted}".',
        f"Choose one by the number that its line begins with:\n{listed}{more}",
    )


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value
