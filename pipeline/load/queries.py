"""Reading: the answers behind ``vanban tasks``, ``documents``, ``references``, ``counts``, ``findings`` and ``show``.

Filters take words with or without accents; see ``Filter``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.engine import Connection, Engine

from pipeline.errors import UsageError
from pipeline.load import schema
from pipeline.load.answers import (
    CountRow,
    DeadlineRow,
    DocumentGroup,
    DocumentRow,
    FileRow,
    FindingGroup,
    FindingRow,
    MissingRow,
    Overview,
    ReferenceRow,
    TaskRow,
    UnitLoad,
    UnitRow,
)
from pipeline.load.filters import (
    Filter,
    concerned,
    ids_of,
    issuer,
    on_documents,
    on_tasks,
    shown,
    timing_of,
    twins,
)
from pipeline.load.missing import citation_conditions, missing
from pipeline.load.search import (
    begins_words,
    contains_pieces,
    document_search,
    matching,
)

__all__ = [
    "CountRow",
    "DeadlineRow",
    "DocumentGroup",
    "DocumentRow",
    "FileRow",
    "Filter",
    "FindingGroup",
    "FindingRow",
    "MissingRow",
    "Overview",
    "ReferenceRow",
    "TaskRow",
    "UnitLoad",
    "UnitRow",
    "counts",
    "document",
    "documents",
    "file_record",
    "files",
    "findings",
    "missing",
    "overview",
    "paged_file",
    "references",
    "tasks",
]

_document, _task, _unit = schema.document, schema.task, schema.unit
_cited_issuer = schema.unit.alias("cited_issuer")

#: Values in one IN list.
_CHUNK: Final = 1000
#: Candidates listed where a name fits several documents.
_MOST_CANDIDATES: Final = 10


def tasks(engine: Engine, wanted: Filter) -> list[TaskRow]:
    """Return tasks by next deadline (those without a date last), then by unit."""
    timing = timing_of(wanted.today)
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
            *(_task.c[name] for name in ("id", "task_key", "text", "kind", "section", "deliverable", "confidence")),
            due.label("due"),
            timing.c.last,
            *_document_columns("id", "key", "type", "subject"),
            issuer.c.name.label("issuer"),
            _document.c.issued_start.label("issued"),
            _document.c.issued_end,
            _path().label("path"),
        )
        .join(_document, _task.c.document_id == _document.c.id)
        .outerjoin(issuer, _document.c.issuer_id == issuer.c.id)
        .outerjoin(timing, timing.c.task_id == _task.c.id)
        .order_by(due.is_(None), due, first_unit.is_(None), first_unit, _document.c.id, _task.c.position)
        .limit(wanted.limit)
    )
    with engine.connect() as connection:
        rows = connection.execute(statement.where(*on_tasks(connection, wanted, timing))).all()
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
            issued_end=row.issued_end,
            path=row.path,
            confidence=row.confidence,
        )
        for row in rows
    ]


def documents(engine: Engine, wanted: Filter) -> list[DocumentRow]:
    """Return documents, the latest first."""
    timing = timing_of(wanted.today)
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
    number_of_files = (
        select(func.count() + 1)
        .select_from(schema.twin)
        .where(schema.twin.c.primary_id == _document.c.id)
        .scalar_subquery()
    )
    statement = (
        select(
            *(_document.c[name] for name in ("id", "key", "type", "number", "symbol", "place", "subject")),
            *(_document.c[name] for name in ("attached_to", "format", "pages", "rules_version", "sha256")),
            *(_document.c[name] for name in ("issued_end", "issued_text")),
            _document.c.issued_start.label("issued"),
            _document.c.signer_name.label("signer"),
            issuer.c.name.label("issuer"),
            issuer.c.owner.label("issuer_owner"),
            number_of_tasks.label("tasks"),
            number_overdue.label("overdue"),
            number_of_findings.label("findings"),
            number_of_files.label("files"),
            _path().label("path"),
            _document.c.container,
            _document.c.confidence,
        )
        .outerjoin(issuer, _document.c.issuer_id == issuer.c.id)
        .order_by(_document.c.issued_start.is_(None), _document.c.issued_start.desc(), _document.c.id)
        .limit(wanted.limit)
    )
    with engine.connect() as connection:
        statement = statement.where(*on_documents(connection, wanted), *concerned(wanted))
        statement = statement.where(*_sure_enough(_document.c.confidence, wanted))
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
            *(table.c[name] for name in ("id", "text", "type", "key", "name", "date", "relation", "cited_id")),
            table.c.confidence,
            _cited_issuer.c.name.label("issuer"),
            *_document_columns("id", "key", "type", "subject"),
            _path().label("path"),
        )
        .join(_document, table.c.document_id == _document.c.id)
        .outerjoin(issuer, _document.c.issuer_id == issuer.c.id)
        .outerjoin(_cited_issuer, table.c.issuer_id == _cited_issuer.c.id)
        .order_by(_document.c.id, table.c.position)
        .limit(wanted.limit)
    )
    with engine.connect() as connection:
        statement = statement.where(*on_documents(connection, wanted), *concerned(wanted))
        statement = statement.where(*citation_conditions(connection, wanted))
        return [ReferenceRow(**row) for row in connection.execute(statement).mappings()]


def counts(engine: Engine, wanted: Filter) -> list[CountRow]:
    """Return counts by document, in the order of its text."""
    table = schema.count
    statement = (
        select(
            *(table.c[name] for name in ("id", "subject", "measure", "value", "label", "field", "is_total")),
            *(
                table.c[name]
                for name in ("period_start", "period_end", "origin", "table", "row", "column", "confidence")
            ),
            table.c.period_text.label("period"),
            *_document_columns("id", "key", "type"),
            issuer.c.name.label("issuer"),
            _document.c.issued_start.label("issued"),
            _document.c.issued_end,
            _path().label("path"),
        )
        .join(_document, table.c.document_id == _document.c.id)
        .outerjoin(issuer, _document.c.issuer_id == issuer.c.id)
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
        statement = statement.where(*on_documents(connection, wanted, start, end), *concerned(wanted))
        statement = statement.where(*_sure_enough(table.c.confidence, wanted))
        rows = connection.execute(statement).mappings()
        return [CountRow(**{**row, "value": _whole(row["value"])}) for row in rows]


def findings(engine: Engine, wanted: Filter) -> list[FindingRow]:
    """Return findings, the gravest first."""
    table = schema.finding
    gravity = case({"error": 0, "warning": 1}, value=table.c.severity, else_=2)
    statement = (
        select(
            *(table.c[name] for name in ("id", "code", "severity", "message", "message_en", "confidence")),
            *_document_columns("id", "key", "type", "subject"),
            _path().label("path"),
        )
        .join(_document, table.c.document_id == _document.c.id)
        .outerjoin(issuer, _document.c.issuer_id == issuer.c.id)
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
        statement = statement.where(*on_documents(connection, wanted), *concerned(wanted))
        statement = statement.where(*_sure_enough(table.c.confidence, wanted))
        return [FindingRow(**row) for row in connection.execute(statement).mappings()]


def document(engine: Engine, key_or_id: str) -> dict[str, Any] | None:
    """Return the record of one document as JSON values, or None where nothing fits.

    ``key_or_id`` is what ``Filter.document`` takes. Raises UsageError (``ambiguous_document``) whose hint lists the
    candidates where several documents fit. A document in several files is the record of the one that shows it, what its
    head lacks filled in, with two more entries: ``files`` (see ``FileRow``) and ``differences`` (of
    ``pipeline.load.differences``, with ``file_id``: which file has what stands ``there``). Of a citation whose document
    is loaded, ``document_id`` says which it is; ``cited_by`` are the documents that cite this one, where there are any.
    """
    with engine.connect() as connection:
        found = _one(connection, key_or_id)
        if found is None:
            return None
        record = _with_links(connection, found, _record(connection, found))
        files = _files(connection, found)
        if len(files) == 1:
            return record
        return record | _of_several(connection, record, files)


def files(engine: Engine, key_or_id: str) -> list[FileRow]:
    """Return the files of one document, the one that shows it first; see ``document``, [] where nothing fits."""
    with engine.connect() as connection:
        found = _one(connection, key_or_id)
        return _files(connection, found) if found is not None else []


def paged_file(engine: Engine, key_or_id: str) -> FileRow | None:
    """Return the file of a document whose pages can be shown: the one that was named itself, by its path, id or hash,
    else the first with pages, else the one that shows the document. None where nothing fits."""
    with engine.connect() as connection:
        found = _one(connection, key_or_id)
        if found is None:
            return None
        rows = _files(connection, found)
        named = connection.scalars(ids_of(connection, key_or_id).limit(2)).all()
    by_itself = [row for row in rows if [row.id] == list(named) and not row.is_shown]
    return next(iter([*by_itself, *(row for row in rows if row.pages), *rows]))


def file_record(engine: Engine, file_id: int) -> dict[str, Any]:
    """Return what one file of a document says by itself, as JSON values; see ``FileRow.id``."""
    with engine.connect() as connection:
        return _record(connection, file_id)


def _one(connection: Connection, key_or_id: str) -> int | None:
    ids = connection.scalars(shown(ids_of(connection, key_or_id)).limit(_MOST_CANDIDATES + 1)).all()
    if len(ids) > 1:
        raise _ambiguous(connection, key_or_id, list(ids))
    return ids[0] if ids else None


def _record(connection: Connection, document_id: int) -> dict[str, Any]:
    """What one file says, as it was read."""
    columns = _document.c
    row = connection.execute(
        select(columns.record, columns.text, columns.container, _path().label("path")).where(columns.id == document_id)
    ).one()
    record: dict[str, Any] = json.loads(row.record)
    head = {name: record.pop(name) for name in ("schema_version", "rules_version")}
    source = {"path": row.path, **record.pop("source"), "container": row.container}
    return {**head, "source": source, "text": row.text, **record}


def _with_links(connection: Connection, document_id: int, record: dict[str, Any]) -> dict[str, Any]:
    """A record with the loaded documents that it cites, and those that cite it."""
    table = schema.reference
    cited = connection.execute(
        select(table.c.position, table.c.cited_id).where(
            table.c.document_id == document_id, table.c.cited_id.is_not(None)
        )
    )
    for row in cited:
        record["references"][row.position]["document_id"] = row.cited_id
    citing = connection.execute(
        select(*_document_columns("id", "key", "type", "subject"), table.c.relation, func.count().label("mentions"))
        .join(_document, table.c.document_id == _document.c.id)
        .where(table.c.cited_id == document_id, _document.c.id.not_in(twins()))
        .group_by(_document.c.id, table.c.relation)
        .order_by(_document.c.id, table.c.relation)
    ).mappings()
    cited_by = [dict(row) for row in citing]
    return record | {"cited_by": cited_by} if cited_by else record


def _files(connection: Connection, document_id: int) -> list[FileRow]:
    """The files of the document that ``document_id`` shows."""
    table, columns, paths = schema.twin, _document.c, schema.source_file
    rows = connection.execute(
        select(columns.id, columns.format, columns.pages, columns.sha256, columns.record, table.c.filled)
        .outerjoin(table, table.c.document_id == columns.id)
        .where(or_(columns.id == document_id, table.c.primary_id == document_id))
        .order_by(columns.id != document_id, columns.id)
    ).all()
    of: defaultdict[int, list[str]] = defaultdict(list)
    ids = [row.id for row in rows]
    for row in connection.execute(
        select(paths.c.document_id, paths.c.path).where(paths.c.document_id.in_(ids)).order_by(paths.c.id)
    ):
        of[row.document_id].append(row.path)
    return [
        FileRow(
            id=row.id,
            paths=tuple(of[row.id]),
            format=row.format,
            pages=row.pages,
            ocr=bool(json.loads(row.record)["source"].get("ocr")),
            sha256=row.sha256,
            is_shown=row.id == document_id,
            gives=tuple(json.loads(row.filled or "[]")),
        )
        for row in rows
    ]


def _of_several(connection: Connection, record: dict[str, Any], files: Sequence[FileRow]) -> dict[str, Any]:
    """What a record takes from the document's other files, and where they differ from it."""
    from pipeline.load.differences import Side, differences
    from pipeline.load.twins import FILES_DIFFER, SAID_MISSING, told, with_fillings

    heads: dict[str, Any] = {}
    found: list[dict[str, Any]] = []
    findings = list(record["findings"])
    own = Side(record, record["text"])
    for file in files[1:]:
        other = _record(connection, file.id)
        heads |= dict.fromkeys(file.gives, other["document"])
        these = differences(own, Side(other, other["text"]))
        found += [{**asdict(difference), "file_id": file.id} for difference in these]
        if these:
            message, message_en = told(these, files[0].name, file.name)
            findings.append(
                {"code": FILES_DIFFER, "severity": "warning", "message": message, "message_en": message_en, "span": []}
                | dict.fromkeys(("table", "row", "column"))
            )
    untrue = {code for part, code in SAID_MISSING.items() if part in heads}
    return {
        "document": with_fillings(record["document"], heads),
        "findings": [finding for finding in findings if finding["code"] not in untrue],
        "files": [asdict(file) for file in files],
        "differences": found,
    }


def overview(engine: Engine, today: date) -> Overview:
    """Return the whole database on one page; units with the most pressing tasks first."""
    ledger = schema.run_document
    timing = timing_of(today)
    last_tries = select(func.max(ledger.c.id)).group_by(ledger.c.path)
    failed = (
        select(ledger.c.state, func.count().label("number"))
        .where(ledger.c.id.in_(last_tries), ledger.c.state.in_(("failed", "refused", "waiting")))
        .group_by(ledger.c.state)
        .order_by(ledger.c.state)
    )
    loaded = (
        select(_document.c.type, func.count().label("number"))
        .where(_document.c.id.not_in(twins()))
        .group_by(_document.c.type)
    )
    leading = schema.task_unit.c.role == "lead"
    # A task that names its unit twice ("Sở KH&CN (Sở Khoa học và Công nghệ)") is one task all the same.
    number = func.count(schema.task_unit.c.task_id.distinct())
    number_late = func.count(case((timing.c.last < today, schema.task_unit.c.task_id)).distinct())
    next_due = func.min(timing.c.next)
    units = (
        select(
            _unit.c.name,
            _unit.c.owner,
            number.label("tasks"),
            number_late.label("overdue"),
            next_due.label("next_due"),
        )
        .join(schema.task_unit, schema.task_unit.c.unit_id == _unit.c.id)
        .outerjoin(timing, timing.c.task_id == schema.task_unit.c.task_id)
        .join(_task, _task.c.id == schema.task_unit.c.task_id)
        .where(leading, _task.c.document_id.not_in(twins()))
        .group_by(_unit.c.id)
        .order_by(number_late.desc(), next_due.is_(None), next_due, number.desc(), _unit.c.words)
    )
    overdue = func.count(case((timing.c.last < today, 1)))
    totals = select(func.count().label("tasks"), overdue.label("overdue")).select_from(
        _task.outerjoin(timing, timing.c.task_id == _task.c.id)
    )
    totals = totals.where(_task.c.document_id.not_in(twins()))
    leaderless = (
        select(func.count())
        .select_from(_task)
        .where(
            _task.c.id.not_in(select(schema.task_unit.c.task_id).where(leading)),
            _task.c.document_id.not_in(twins()),
        )
    )
    groups = (
        select(schema.finding.c.code, schema.finding.c.severity, func.count().label("number"))
        .where(schema.finding.c.document_id.not_in(twins()))
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


def _sure_enough(column: ColumnElement[Any], wanted: Filter) -> list[ColumnElement[bool]]:
    """The condition that a row is as sure as wanted; one of unknown confidence is not."""
    return [] if wanted.min_confidence is None else [column >= wanted.min_confidence]


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
        select(columns.id, columns.key, columns.type, columns.issued_start, issuer.c.name, _path().label("path"))
        .outerjoin(issuer, columns.issuer_id == issuer.c.id)
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
