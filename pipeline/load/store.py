"""Writing: records replace what programs found before, and the ledger says what happened to every file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from sqlalchemy import Row, Select, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine

from pipeline.errors import UsageError
from pipeline.load import citations, schema, twins
from pipeline.load.database import writing
from pipeline.load.rows import RowsOf, Values, record_json, rows_of
from pipeline.load.search import document_search, fill, task_search
from pipeline.own_units import Line, OwnUnits, concerns, lines_met, mend, rules_alone

if TYPE_CHECKING:
    from pipeline.record import Record

#: Values in one IN list: far below what any database allows.
_CHUNK: Final = 500
#: Records in memory at a time, with their texts.
_RECORDS: Final = 100
_T = TypeVar("_T")

SaveState = Literal["new", "updated", "unchanged"]
RunState = Literal["running", "finished", "interrupted"]
#: What became of a file in a run: loaded; could not be read; already loaded with these rules; not a document or given
#: twice; must not be kept (secret documents) or no reader takes it; needs a program that is not installed; opened, a
#: container whose documents have outcomes of their own.
OutcomeState = Literal["done", "failed", "unchanged", "skipped", "refused", "waiting", "opened"]
#: States of a document in a container after which it need not be read again with the same rules.
_SETTLED: Final = ("done", "refused")


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a record now is, and whether that changed anything."""

    document_id: int
    state: SaveState


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file in a run. Times are aware; ``seconds`` is the work on it."""

    path: str
    state: OutcomeState
    sha256: str | None = None
    error_code: str | None = None
    message: str | None = None
    traceback: str | None = None
    rules_version: str | None = None
    started: datetime | None = None
    finished: datetime | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run in figures; ``counters`` has the number of files of every state that occurred."""

    run_id: int
    kind: str
    target: str | None
    state: RunState
    started: datetime
    finished: datetime | None
    counters: Mapping[OutcomeState, int]


@dataclass(frozen=True, slots=True)
class Inside:
    """A document in a container: its name there, the hash of its content where it has any, and what became of it."""

    name: str
    sha256: str | None
    state: OutcomeState


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the office's own lines changed: so many documents, tasks in them, and mentions of units anywhere in them.

    ``left`` are documents that an older program stored in another form: they have to be read again. ``unmet`` are lines
    that fit no unit of any document.
    """

    documents: int = 0
    tasks: int = 0
    mentions: int = 0
    left: int = 0
    unmet: tuple[Line, ...] = ()

    def and_more(self, mentions: int, tasks: int) -> Resolved:
        """Return the figures with those of one more document."""
        return replace(self, documents=self.documents + 1, tasks=self.tasks + tasks, mentions=self.mentions + mentions)


#: Between a container's path and the name of what is in it, as the readers write it.
INSIDE: Final = "!/"


class Store:
    """The writing side of a database. Every method is one transaction, and may be repeated after a crash."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def known(self, hashes: Iterable[str], rules_version: str | None) -> set[str]:
        """Return those of the content ``hashes`` (SHA-256, hex) that are loaded with these rules already.

        A container is, when nothing in it failed or waits for a tool.
        """
        found: set[str] = set()
        documents, containers = schema.document, schema.container
        same_rules = documents.c.rules_version.is_not_distinct_from(rules_version)
        opened = containers.c.rules_version.is_not_distinct_from(rules_version) & containers.c.is_complete
        with self.engine.connect() as connection:
            for chunk in _chunks(hashes):
                loaded = select(documents.c.sha256).where(documents.c.sha256.in_(chunk), same_rules)
                found.update(connection.scalars(loaded))
                found.update(
                    connection.scalars(select(containers.c.sha256).where(containers.c.sha256.in_(chunk), opened))
                )
        return found

    def settled_inside(self, hashes: Iterable[str], rules_version: str | None) -> dict[str, frozenset[str]]:
        """Return the names in containers (by their hash) that need not be read again with these rules."""
        found: dict[str, set[str]] = {}
        containers, members = schema.container, schema.container_member
        statement = (
            select(containers.c.sha256, members.c.name)
            .join(members, members.c.container_id == containers.c.id)
            .where(containers.c.rules_version.is_not_distinct_from(rules_version), members.c.state.in_(_SETTLED))
        )
        with self.engine.connect() as connection:
            for chunk in _chunks(hashes):
                for sha256, name in connection.execute(statement.where(containers.c.sha256.in_(chunk))):
                    found.setdefault(sha256, set()).add(name)
        return {sha256: frozenset(names) for sha256, names in found.items()}

    def save_container(self, sha256: str, rules_version: str | None, inside: Sequence[Inside]) -> None:
        """Note what was found in a container; what is known of others in it since the same rules stays."""
        containers, members = schema.container, schema.container_member
        latest = {storable(member.name): member for member in inside}
        with writing(self.engine) as connection:
            row = connection.execute(
                select(containers.c.id, containers.c.rules_version).where(containers.c.sha256 == sha256)
            ).one_or_none()
            values = {"rules_version": rules_version, "is_complete": False, "opened": _now()}
            if row is None:
                key = connection.execute(insert(containers).values(sha256=sha256, **values)).inserted_primary_key
                assert key is not None  # the table has one
                container_id, of_these = int(key[0]), {}
            else:
                container_id = int(row.id)
                connection.execute(update(containers).where(containers.c.id == container_id).values(**values))
                known = select(members.c.name, members.c.sha256, members.c.state).where(
                    members.c.container_id == container_id
                )
                kept = (
                    connection.execute(known.order_by(members.c.position)) if row.rules_version == rules_version else ()
                )
                of_these = {name: Inside(name, *rest) for name, *rest in kept if name}
            everything = of_these | latest
            connection.execute(delete(members).where(members.c.container_id == container_id))
            _insert(
                connection,
                members,
                [
                    {"container_id": container_id, "position": n, "name": name, "sha256": m.sha256, "state": m.state}
                    for n, (name, m) in enumerate(everything.items())
                ],
            )
            complete = all(member.state in _SETTLED for member in everything.values())
            connection.execute(update(containers).where(containers.c.id == container_id).values(is_complete=complete))

    def save(self, record: Record, *, path: str | None = None) -> Saved:
        """Load one record; see ``save_many``. ``path`` is where it was found, by default ``record.source.path``."""
        if path is not None:
            record = record.model_copy(update={"source": record.source.model_copy(update={"path": path})})
        return self.save_many([record])[0]

    def save_many(self, records: Sequence[Record]) -> list[Saved]:
        """Load records, all or none; the answers are in their order.

        A document is its content's hash. What programs found in it before is replaced as a whole; the same record again
        changes nothing; known content at another path only adds that path. Files that are one document find each other
        (see ``pipeline.load.twins``).
        """
        with writing(self.engine) as connection:
            return _save(connection, records)

    def resolve_units(self, own: OwnUnits) -> Resolved:
        """Lay the office's own lines about units over everything that is stored, without reading a file again.

        One transaction; done twice is done once. What is stored is then as if it had been read with these lines, and
        counts as read by the rules with them.
        """
        columns, found, left = schema.document.c, Resolved(), []
        met: set[Line] = set()
        with writing(self.engine) as connection:
            last = 0
            while rows := connection.execute(_stored().where(columns.id > last)).all():
                last = rows[-1].id
                changed = []
                for row in rows:
                    stored = json.loads(row.record)
                    if not concerns(stored, own):
                        continue
                    met.update(lines_met(stored, own))
                    record = _record_of(row)
                    if record is None:
                        left.append(row.id)
                    elif (laid := mend(record, own)).mentions:
                        changed.append(laid.record)
                        found = found.and_more(laid.mentions, laid.tasks)
                if changed:
                    _save(connection, changed, keep_paths=True)
            _settle_versions(connection, own, left)
        return replace(found, left=len(left), unmet=tuple(line for line in own.lines if line not in met))

    def add_paths(self, found: Iterable[tuple[str, str]]) -> None:
        """Note (sha256, path) of files whose content is loaded already and was not read again; others are ignored.

        The path of a container is one for each document in it.
        """
        pairs = list(found)
        with writing(self.engine) as connection:
            pairs += _paths_inside(connection, pairs)
            ids = _ids(connection, schema.document.c.sha256, [sha256 for sha256, _ in pairs])
            _add_paths(connection, [(ids[sha256], path) for sha256, path in pairs if sha256 in ids])

    def move_path(self, sha256: str, old: str, new: str) -> None:
        """Note that a file whose content is loaded was moved from ``old`` to ``new``, with all that is in it."""
        table, documents = schema.source_file, schema.document
        with writing(self.engine) as connection:
            moved = [(sha256, new), *_paths_inside(connection, [(sha256, new)])]
            ids = _ids(connection, documents.c.sha256, [sha256 for sha256, _ in moved])
            for sha256, path in moved:
                if sha256 not in ids:
                    continue
                _add_paths(connection, [(ids[sha256], path)])
                was = (table.c.document_id == ids[sha256]) & (table.c.path == storable(old + path.removeprefix(new)))
                connection.execute(table.delete().where(was))
                connection.execute(
                    update(documents)
                    .where(documents.c.id == ids[sha256], documents.c.container == storable(old))
                    .values(container=storable(new))
                )

    def forget(self, document_ids: Iterable[int]) -> None:
        """Delete documents with everything that was found in them; other files of one go on by themselves."""
        ids = set(document_ids)
        with writing(self.engine) as connection:
            touched = twins.dissolve(connection, ids)
            named = citations.names_in(connection, ids)
            for chunk in _chunks(sorted(ids)):
                connection.execute(delete(schema.document).where(schema.document.c.id.in_(chunk)))
            twins.regroup(connection, touched)
            citations.relink(connection, touched, named)

    def start_run(self, kind: str, *, target: str | None = None, rules_version: str | None = None) -> int:
        """Open a run ("ingest", "schedule", "backfill") over ``target`` (the folder, for resuming); return its id."""
        values = {"kind": kind, "target": target, "rules_version": rules_version, "state": "running"}
        with writing(self.engine) as connection:
            result = connection.execute(insert(schema.run).values(**values, started=_now()))
        key = result.inserted_primary_key
        assert key is not None  # the table has one
        return int(key[0])

    def record_outcomes(self, run_id: int, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of files; a second outcome of the same path in the run replaces the first."""
        table = schema.run_document
        rows = {
            path: {**asdict(outcome), "run_id": run_id, "path": path}
            for outcome in outcomes
            for path in [storable(outcome.path)]
        }
        if not rows:
            return
        with writing(self.engine) as connection:
            connection.execute(
                delete(table).where(table.c.run_id == run_id, table.c.path == bindparam("old")),
                [{"old": path} for path in rows],
            )
            connection.execute(insert(table), list(rows.values()))

    def rename_outcome(self, run_id: int, old: str, new: str) -> None:
        """Note in the ledger that a file was moved after its outcome, with all in it, so that it is found again."""
        table = schema.run_document
        old, new = storable(old), storable(new)
        with writing(self.engine) as connection:
            of_file = (table.c.path == old) | table.c.path.startswith(old + INSIDE, autoescape=True)
            rows = connection.execute(select(table.c.id, table.c.path).where(table.c.run_id == run_id, of_file)).all()
            if not rows:
                return
            connection.execute(delete(table).where(table.c.run_id == run_id, table.c.path == new))
            connection.execute(
                update(table).where(table.c.id == bindparam("row")).values(path=bindparam("new")),
                [{"row": row.id, "new": new + row.path.removeprefix(old)} for row in rows],
            )

    def last_in_state(self, *states: OutcomeState) -> list[str]:
        """Return the paths whose last outcome in any run is one of ``states``, in order."""
        table = schema.run_document
        later = table.alias()
        statement = (
            select(table.c.path)
            .where(table.c.state.in_(states))
            .where(~select(later.c.id).where(later.c.path == table.c.path, later.c.id > table.c.id).exists())
            .order_by(table.c.path)
        )
        with self.engine.connect() as connection:
            return list(connection.scalars(statement))

    def finish_run(self, run_id: int, state: RunState = "finished") -> None:
        """Close the run."""
        with writing(self.engine) as connection:
            connection.execute(update(schema.run).where(schema.run.c.id == run_id).values(state=state, finished=_now()))

    def run_summary(self, run_id: int) -> RunSummary:
        """Return the run's figures. Raises UsageError (``unknown_run``) where there is none of that id."""
        files = schema.run_document
        with self.engine.connect() as connection:
            run = connection.execute(select(schema.run).where(schema.run.c.id == run_id)).one_or_none()
            if run is None:
                raise UsageError(
                    "unknown_run",
                    f"Không có lượt chạy số {run_id}.",
                    "Kiểm tra lại số của lượt chạy và cơ sở dữ liệu đang dùng.",
                    f"There is no run {run_id}.",
                    "Check the run's number and which database is in use.",
                )
            states = connection.execute(
                select(files.c.state, func.count().label("number"))
                .where(files.c.run_id == run_id)
                .group_by(files.c.state)
            )
            counters: dict[OutcomeState, int] = {row.state: row.number for row in states}
        return RunSummary(run_id, run.kind, run.target, run.state, run.started, run.finished, counters)

    def unfinished_run(self, kind: str, target: str) -> int | None:
        """Return the latest run of this kind over ``target``, if it never finished (killed or interrupted)."""
        table = schema.run
        with self.engine.connect() as connection:
            last = connection.execute(
                select(table.c.id, table.c.state)
                .where(table.c.kind == kind, table.c.target == target)
                .order_by(table.c.id.desc())
                .limit(1)
            ).one_or_none()
        return int(last.id) if last and last.state != "finished" else None

    def done_paths(self, run_id: int) -> set[str]:
        """Return the paths that have an outcome in the run: what a resumed backfill leaves out."""
        table = schema.run_document
        with self.engine.connect() as connection:
            return set(connection.scalars(select(table.c.path).where(table.c.run_id == run_id)))

    def outcomes(self, run_id: int, *states: OutcomeState) -> list[Outcome]:
        """Return the run's outcomes in order of path, those of ``states`` only where any are named."""
        table = schema.run_document
        statement = select(*(table.c[name] for name in Outcome.__dataclass_fields__)).where(table.c.run_id == run_id)
        if states:
            statement = statement.where(table.c.state.in_(states))
        with self.engine.connect() as connection:
            return [Outcome(**row) for row in connection.execute(statement.order_by(table.c.path)).mappings()]


def _save(connection: Connection, records: Sequence[Record], *, keep_paths: bool = False) -> list[Saved]:
    """Load records in a transaction that is under way; ``keep_paths`` where they come from the database itself."""
    # Of records of the same content the last one counts, as if they had come one after another; but what an
    # envelope said of it is not lost when the same file comes without.
    latest: dict[str, Record] = {}
    for record in records:
        before = latest.get(record.source.sha256)
        if before is None or not _says_less(record_json(record), record_json(before), record.rules_version):
            latest[record.source.sha256] = record
    states = _changes(connection, latest)
    changed = {sha256: rows_of(r) for sha256, r in latest.items() if states[sha256] != "unchanged"}
    former = _ids(connection, schema.document.c.sha256, changed)
    touched = twins.dissolve(connection, former.values())
    named = citations.names_in(connection, former.values())
    units = _save_units(connection, changed.values())
    ids = _save_documents(connection, changed, units, states)
    found = {ids[sha256]: rows for sha256, rows in changed.items()}
    _replace_found(connection, found, units)
    twins.save_bands(connection, found)
    citations.save_names(connection, {document_id: rows.names for document_id, rows in found.items()})
    ids = _ids(connection, schema.document.c.sha256, latest)
    if not keep_paths:
        _add_paths(connection, [(ids[r.source.sha256], r.source.path) for r in records])
    twins.regroup(connection, touched | found.keys())
    citations.relink(connection, touched | found.keys(), named)
    return [Saved(ids[r.source.sha256], states[r.source.sha256]) for r in records]


def _stored() -> Select[Any]:
    """What a record is made of again, for some documents at a time; to be narrowed to those behind an id."""
    columns, files = schema.document.c, schema.source_file
    path = (
        select(files.c.path)
        .where(files.c.document_id == columns.id)
        .order_by(files.c.id)
        .limit(1)
        .correlate(schema.document)
        .scalar_subquery()
    )
    wanted = (columns.id, columns.sha256, columns.record, columns.text, columns.container)
    return select(*wanted, path.label("path")).order_by(columns.id).limit(_RECORDS)


def _record_of(row: Row[Any]) -> Record | None:
    """The record that is stored; None where an older program wrote it in another form."""
    from pydantic import ValidationError

    from pipeline.record import Record

    values = json.loads(row.record)
    values["text"] = row.text
    values["source"] |= {"path": row.path or "", "container": row.container}
    try:
        return Record.model_validate(values)
    except ValidationError:
        return None


def _settle_versions(connection: Connection, own: OwnUnits, left: Sequence[int]) -> None:
    """Let everything but the documents ``left`` count as read by its rules with these lines."""
    documents, containers = schema.document, schema.container
    for table in (documents, containers):
        for version in connection.scalars(select(table.c.rules_version).distinct()).all():
            now = own.rules_version(rules_alone(version))
            if version is None or now == version:
                continue
            values: Values = {"rules_version": now}
            statement = update(table).where(table.c.rules_version == version)
            if table is documents:
                written = [f'"rules_version":{json.dumps(value)}' for value in (version, now)]
                values["record"] = func.replace(documents.c.record, *written)
                statement = statement.where(documents.c.id.not_in(left))
            connection.execute(statement.values(values))


def _paths_inside(connection: Connection, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (sha256, path) of the documents in those of (sha256, path) that are containers."""
    containers, members = schema.container, schema.container_member
    statement = (
        select(containers.c.sha256, members.c.sha256, members.c.name)
        .join(members, members.c.container_id == containers.c.id)
        .where(members.c.sha256.is_not(None))
    )
    paths: dict[str, list[str]] = {}
    for sha256, path in pairs:
        paths.setdefault(sha256, []).append(path)
    found = []
    for chunk in _chunks(paths):
        for outer, inner, name in connection.execute(statement.where(containers.c.sha256.in_(chunk))):
            found += [(inner, f"{path}{INSIDE}{name}") for path in paths[outer]]
    return found


def _now() -> datetime:
    return datetime.now(UTC)


def storable(path: str) -> str:
    """Return ``path`` as text that a database takes: bytes of a file's name that are no UTF-8 become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _chunks(values: Iterable[_T]) -> Iterator[list[_T]]:
    iterator = iter(values)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def _ids(connection: Connection, column: Any, values: Iterable[str]) -> dict[str, int]:
    """Return the ids of the rows whose unique ``column`` has these values."""
    found: dict[str, int] = {}
    for chunk in _chunks(values):
        rows = connection.execute(select(column, column.table.c.id).where(column.in_(chunk)))
        found.update((value, row_id) for value, row_id in rows)
    return found


def _changes(connection: Connection, latest: Mapping[str, Record]) -> dict[str, SaveState]:
    """Return what loading these records will be, by content hash."""
    table = schema.document
    stored: dict[str, tuple[str, str]] = {}
    for chunk in _chunks(latest):
        rows = connection.execute(select(table.c.sha256, table.c.text, table.c.record).where(table.c.sha256.in_(chunk)))
        stored.update({row.sha256: (row.text, row.record) for row in rows})
    states: dict[str, SaveState] = {}
    for sha256, record in latest.items():
        text, before = stored.get(sha256, ("", ""))
        now = record_json(record)
        same = (text, before) == (record.text, now) or _says_less(now, before, record.rules_version)
        states[sha256] = "new" if sha256 not in stored else "unchanged" if same else "updated"
    return states


#: What a record says of a field whose value came from an envelope of the sending office (see pipeline.normalize).
_VOUCHED: Final = '"rule":"edxml"'


def _says_less(record: str, before: str, rules_version: str | None) -> bool:
    """Whether a stored record has an envelope's values, by the same rules, that another of the same content lacks."""
    same_rules = f'"rules_version":{json.dumps(rules_version)}' in before
    return same_rules and _VOUCHED in before and _VOUCHED not in record


def _save_documents(
    connection: Connection, changed: Mapping[str, RowsOf], units: Mapping[str, int], states: Mapping[str, SaveState]
) -> dict[str, int]:
    """Insert or update the documents' own rows and their search words; return their ids, by content hash."""
    table = schema.document
    values = [{**_with_id(rows.document, "issuer", units), "loaded": _now()} for rows in changed.values()]
    _insert(connection, table, [row for row in values if states[row["sha256"]] == "new"])
    if updated := [row for row in values if states[row["sha256"]] == "updated"]:
        # the container stays the one of the first path, which is the path that is shown
        columns: Values = {name: bindparam(name) for name in updated[0] if name not in ("sha256", "container")}
        by_hash = update(table).where(table.c.sha256 == bindparam("old")).values(columns)
        connection.execute(by_hash, [{**row, "old": row.pop("sha256")} for row in updated])
    ids = _ids(connection, table.c.sha256, changed)
    words = [{"rowid": ids[sha256], "words": rows.search_words} for sha256, rows in changed.items()]
    fill(connection, document_search, words)
    return ids


def _save_units(connection: Connection, documents: Iterable[RowsOf]) -> dict[str, int]:
    """Add the units that are new; return the ids of all that the documents name, by key."""
    wanted = {key: unit for rows in documents for key, unit in rows.units.items()}
    known = _ids(connection, schema.unit.c.key, wanted)
    new = [unit for key, unit in wanted.items() if key not in known]
    _insert(connection, schema.unit, new)
    return known | _ids(connection, schema.unit.c.key, [unit["key"] for unit in new])


def _replace_found(connection: Connection, found: Mapping[int, RowsOf], units: Mapping[str, int]) -> None:
    """Replace everything that programs found in these documents, given by id."""
    for table in (schema.reference, schema.task, schema.count, schema.document_table, schema.finding):
        for chunk in _chunks(found):
            connection.execute(delete(table).where(table.c.document_id.in_(chunk)))

    def of_documents(rows_in: Callable[[RowsOf], list[Values]]) -> list[Values]:
        return [{"document_id": document_id, **row} for document_id, rows in found.items() for row in rows_in(rows)]

    references = of_documents(lambda rows: rows.references)
    _insert(connection, schema.reference, [_with_id(row, "issuer", units) for row in references])
    _insert(connection, schema.count, of_documents(lambda rows: rows.counts))
    _insert(connection, schema.document_table, of_documents(lambda rows: rows.tables))
    _insert(connection, schema.finding, of_documents(lambda rows: rows.findings))

    tasks = of_documents(lambda rows: rows.tasks)
    _insert(connection, schema.task, tasks)
    ids = _ids(connection, schema.task.c.task_key, [row["task_key"] for row in tasks])
    words = {key: text for rows in found.values() for key, text in rows.task_words.items()}
    fill(connection, task_search, [{"rowid": ids[key], "words": text} for key, text in words.items()])
    task_units = [_with_id(row, "task", ids) for rows in found.values() for row in rows.task_units]
    _insert(connection, schema.task_unit, [_with_id(row, "unit", units) for row in task_units])
    deadlines = [_with_id(row, "task", ids) for rows in found.values() for row in rows.deadlines]
    _insert(connection, schema.deadline, deadlines)


def _add_paths(connection: Connection, found: Sequence[tuple[int, str]]) -> None:
    """Add the (document id, path) that are not there yet."""
    table = schema.source_file
    known: set[tuple[int, str]] = set()
    for chunk in _chunks({document_id for document_id, _ in found}):
        rows = connection.execute(select(table.c.document_id, table.c.path).where(table.c.document_id.in_(chunk)))
        known.update((row.document_id, row.path) for row in rows)
    new = {(document_id, storable(path)): None for document_id, path in found}
    _insert(
        connection,
        table,
        [
            {"document_id": document_id, "path": path, "first_seen": _now()}
            for document_id, path in new
            if (document_id, path) not in known
        ],
    )


def _with_id(row: Values, name: str, ids: Mapping[str, int]) -> Values:
    """Return ``row`` with the key under ``name`` replaced by the id that it stands for."""
    key = row[name]
    return {k: v for k, v in row.items() if k != name} | {f"{name}_id": None if key is None else ids[key]}


def _insert(connection: Connection, table: Table, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)
