"""Writing: a document is its content; what programs found is replaced as a whole; the ledger survives crashes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, select, text

from pipeline.errors import UsageError
from pipeline.load import queries, schema
from pipeline.load.database import open_database, writing
from pipeline.load.search import document_search, task_search
from pipeline.load.store import Outcome, Store
from pipeline.record import Record
from tests.load.conftest import DEPARTMENT, only, plan, record, report, task, until

#: Columns that say when, or number rows anew.
_VOLATILE = {"id", "loaded", "first_seen", "task_id"}


def contents(engine: Engine) -> dict[str, Any]:
    """Everything in the database, apart from times and numbers of rows."""
    with engine.connect() as connection:
        tables: dict[str, Any] = {
            table.name: sorted(
                repr({name: value for name, value in row.items() if name not in _VOLATILE})
                for row in connection.execute(select(table)).mappings()
            )
            for table in schema.metadata.sorted_tables
        }
        for index in (document_search, task_search):
            tables[index.name] = sorted(connection.scalars(select(index.c.words)))
    return tables


def rows_in(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0)


def test_ingest_twice_changes_nothing(store: Store) -> None:
    first = store.save_many([plan(), report()])
    before = contents(store.engine)
    again = store.save_many([plan(), report()])
    assert [saved.state for saved in first + again] == ["new", "new", "unchanged", "unchanged"]
    assert [saved.document_id for saved in first] == [saved.document_id for saved in again]
    assert contents(store.engine) == before


def test_what_is_stored_is_the_record(loaded: Engine) -> None:
    for wanted in (plan(), report()):
        found = queries.document(loaded, wanted.document.key or "")
        assert found is not None
        assert Record.model_validate(found) == wanted
        assert list(found) == list(wanted.model_dump())


def test_new_rules_replace_what_programs_found(store: Store) -> None:
    store.save_many([plan(), report()])
    newer = record("plan", rules="2", tasks=(task("Việc khác hẳn", until("2032-01-01")),), text=plan().text)
    saved = store.save(newer)
    assert (saved.state, saved.document_id) == ("updated", 1)
    other = Store(open_database("sqlite://"))
    other.save_many([newer, report()])
    # The units that nobody names any more stay: they are a list of who there is.
    kept = {
        name: rows for name, rows in contents(store.engine).items() if name not in ("unit", "task_unit", "document")
    }
    assert kept == {name: rows for name, rows in contents(other.engine).items() if name in kept}
    assert [row.text for row in queries.tasks(store.engine, only())] == ["Việc khác hẳn"]
    assert queries.tasks(store.engine, only(search="dat dai")) == []


def test_a_task_keeps_its_identity_through_new_rules(store: Store) -> None:
    def keys() -> dict[str, str]:
        return {row.text: row.task_key for row in queries.tasks(store.engine, only())}

    store.save(record(tasks=(task("Việc A", section="I.1"), task("Việc B", section="I.2"))))
    before = keys()
    store.save(record(rules="2", tasks=(task("Việc mới", section="I.1"), task("VIỆC  B.", section="I.2", lead=()))))
    assert keys()["VIỆC  B."] == before["Việc B"]
    assert keys()["Việc mới"] not in before.values()


@pytest.mark.parametrize(
    "tasks",
    [
        pytest.param((task("Báo cáo"), task("Báo cáo")), id="the same words twice"),
        pytest.param((task("Báo cáo", section="I.1"), task("Báo cáo", section="I.2")), id="in two sections"),
        pytest.param((task("..."), task("---")), id="without a letter"),
    ],
)
def test_equal_tasks_are_two(store: Store, tasks: tuple[Any, ...]) -> None:
    store.save(record(tasks=tasks))
    assert len({row.task_key for row in queries.tasks(store.engine, only())}) == 2


def test_the_same_task_in_two_documents_is_two(store: Store) -> None:
    store.save_many([record("a", tasks=(task("Báo cáo"),)), record("b", tasks=(task("Báo cáo"),))])
    assert len({row.task_key for row in queries.tasks(store.engine, only())}) == 2


def test_the_same_content_elsewhere_adds_a_path_only(store: Store) -> None:
    store.save(plan(path="in/a.docx"))
    before = contents(store.engine)
    assert store.save(plan(path="in/b.docx")).state == "unchanged"
    store.add_paths([(plan().source.sha256, "in/c.docx"), (plan().source.sha256, "in/a.docx"), ("0" * 64, "in/d.docx")])
    after = contents(store.engine)
    with store.engine.connect() as connection:
        paths = list(connection.scalars(select(schema.source_file.c.path)))
    assert paths == ["in/a.docx", "in/b.docx", "in/c.docx"]
    assert {**after, "source_file": None} == {**before, "source_file": None}


def test_path_given_apart_from_the_record(store: Store) -> None:
    store.save(plan(), path="elsewhere.docx")
    assert [row.path for row in queries.documents(store.engine, only())] == ["elsewhere.docx"]


def test_a_path_that_is_no_utf_8(store: Store) -> None:
    store.add_paths([(plan().source.sha256, "in/b\udcff.docx")])
    store.save(plan(), path="in/\udcff.docx")
    store.record_outcomes(store.start_run("ingest"), [Outcome("in/\udcff.docx", "done")])
    assert [row.path for row in queries.documents(store.engine, only())] == ["in/�.docx"]


def test_the_same_content_twice_in_one_batch(store: Store) -> None:
    saved = store.save_many([plan(path="a"), plan(path="b")])
    assert saved[0] == saved[1]
    assert rows_in(store.engine, "document") == 1
    assert rows_in(store.engine, "source_file") == 2


def test_a_document_takes_everything_that_was_found_with_it(loaded: Engine) -> None:
    with writing(loaded) as connection:
        connection.execute(delete(schema.document))
    kept = {"unit", "run", "run_document"}
    tables = {*(table.name for table in schema.metadata.sorted_tables), "document_search", "task_search"} - kept
    assert {name: rows_in(loaded, name) for name in tables} == dict.fromkeys(tables, 0)


def test_all_or_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.load.store._add_paths", fail)  # the last step of a batch
        with pytest.raises(RuntimeError):
            store.save_many([plan(), report()])
    assert rows_in(store.engine, "document") == rows_in(store.engine, "unit") == 0
    assert rows_in(store.engine, "task_search") == 0


def test_known_asks_for_content_and_rules(store: Store) -> None:
    store.save_many([plan(), report()])
    hashes = [plan().source.sha256, report().source.sha256, "0" * 64]
    assert store.known(hashes, "1") == set(hashes[:2])
    assert store.known(hashes, "2") == set()
    assert store.known([], "1") == set()


def test_more_documents_than_a_statement_takes(store: Store) -> None:
    many = [record(f"d{number}", tasks=(task("Việc"),)) for number in range(1203)]
    store.save_many(many)
    assert len(store.known([r.source.sha256 for r in many], "1")) == 1203
    assert len(queries.tasks(store.engine, only())) == 1203


def test_two_writers_at_once(url: str) -> None:
    open_database(url).dispose()

    def write(worker: int) -> None:
        store = Store(open_database(url, timeout_seconds=30))
        for number in range(15):
            store.save_many([record(f"shared{number}"), record(f"{worker}-{number}", tasks=(task(f"Việc {number}"),))])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(2)))
    assert rows_in(open_database(url), "document") == 45
    assert rows_in(open_database(url), "unit") == 1


def test_a_reader_is_not_stopped_by_a_writer(loaded: Engine) -> None:
    with writing(loaded) as connection:
        connection.execute(insert(schema.unit), {"key": "x", "name": "X", "words": " x"})
        assert len(queries.tasks(loaded, only())) == 5


_task = st.builds(
    task,
    st.sampled_from(["Báo cáo", "Rà soát", "...", "Xây dựng kế hoạch"]),
    st.builds(until, st.sampled_from(["2031-01-01", "2032-02-29", None])),
    section=st.sampled_from([None, "I.1", "I.2"]),
    lead=st.sampled_from([(), (DEPARTMENT,)]),
)
_record = st.builds(
    record,
    st.sampled_from(["a", "b", "c"]),
    rules=st.sampled_from(["1", "2"]),
    path=st.sampled_from(["x", "y"]),
    tasks=st.lists(_task, max_size=3).map(tuple),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_record, max_size=4))
def test_loading_twice_equals_once(empty_database: Path, records: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        store = Store(open_database(f"sqlite:///{shutil.copy(empty_database, folder)}"))
        store.save_many(records)
        once = contents(store.engine)
        store.save_many(records)
        assert contents(store.engine) == once
        store.engine.dispose()


def test_the_ledger_counts_states(store: Store) -> None:
    run_id = store.start_run("ingest", target="in", rules_version="1")
    began = datetime(2031, 6, 15, 8, tzinfo=UTC)
    failed = Outcome(
        "in/b.pdf", "failed", "f" * 64, "empty", "Tệp trống", "Traceback ...", "1", began, began, seconds=0.5
    )
    store.record_outcomes(run_id, [Outcome("in/a.docx", "done"), failed, Outcome("in/c.docx", "unchanged")])
    running = store.run_summary(run_id)
    assert (running.state, running.finished) == ("running", None)
    store.finish_run(run_id)
    done = store.run_summary(run_id)
    assert done.state == "finished"
    assert done.finished is not None
    assert done.finished >= done.started
    assert done.counters == {"done": 1, "failed": 1, "unchanged": 1}
    assert store.outcomes(run_id, "failed", "refused") == [failed]
    assert [outcome.path for outcome in store.outcomes(run_id)] == ["in/a.docx", "in/b.pdf", "in/c.docx"]


def test_a_second_outcome_replaces_the_first(store: Store) -> None:
    run_id = store.start_run("ingest")
    store.record_outcomes(run_id, [Outcome("a", "failed")])
    store.record_outcomes(run_id, [Outcome("a", "done")])
    store.record_outcomes(run_id, [])
    assert store.run_summary(run_id).counters == {"done": 1}


def test_times_without_zone_are_refused(store: Store) -> None:
    run_id = store.start_run("ingest")
    with pytest.raises(Exception, match="without zone"):
        store.record_outcomes(run_id, [Outcome("a", "done", started=datetime(2031, 1, 1))])


def test_no_such_run(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        store.run_summary(7)
    assert caught.value.code == "unknown_run"


def test_a_killed_backfill_goes_on_where_it_was(url: str) -> None:
    """A real kill -9 in the middle of a run: what was written is there, and the run counts as unfinished."""
    program = (
        "import os, signal\n"
        "from pipeline.load.database import open_database\n"
        "from pipeline.load.store import Outcome, Store\n"
        f"store = Store(open_database({url!r}))\n"
        "run = store.start_run('backfill', target='archive')\n"
        "store.record_outcomes(run, [Outcome('a', 'done'), Outcome('b', 'failed')])\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -9
    store = Store(open_database(url))
    run_id = store.unfinished_run("backfill", "archive")
    assert run_id is not None
    assert store.done_paths(run_id) == {"a", "b"}
    store.finish_run(run_id)
    assert store.unfinished_run("backfill", "archive") is None


@pytest.mark.parametrize(
    ("kind", "target", "found"),
    [("backfill", "x", True), ("ingest", "x", False), ("backfill", "y", False)],
    ids=["it", "another kind", "another folder"],
)
def test_unfinished_runs_are_told_apart(store: Store, kind: str, target: str, found: bool) -> None:
    store.finish_run(store.start_run("backfill", target="x"))
    run_id = store.start_run("backfill", target="x")
    store.finish_run(run_id, "interrupted")
    assert store.unfinished_run(kind, target) == (run_id if found else None)


def test_a_moved_file_is_found_where_it_is(store: Store) -> None:
    store.save(plan())
    store.move_path(plan().source.sha256, plan().source.path, "in/done/plan.docx")
    found = queries.document(store.engine, "12/KH-UBND")
    assert found is not None
    assert found["source"]["path"] == "in/done/plan.docx"
