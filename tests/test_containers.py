"""The road of files that hold documents: library, batch work, ledger, a second time, and what waits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from pipeline import Unprocessed, process, process_all
from pipeline.errors import DocumentError
from pipeline.inbox import due_again, put_away_as_done
from pipeline.ingest import Done, Job, Work, discover, file_of, read_work, to_retry
from pipeline.load import queries
from pipeline.load.database import open_database
from pipeline.load.store import Store
from pipeline.read.guard import Limits
from pipeline.workers import WorkerPool
from tests import container_readers
from tests.container_readers import Answer
from tests.containers import BLANK_LETTER, LETTER, edxml, eml, locked_zip, zipped

RULES = "test"
OTHER = LETTER.replace("340", "341")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'test.db'}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "văn bản đến!"
    folder.mkdir()
    return folder


class InThisProcess(WorkerPool[Work, Answer]):
    """Does the work of a pool without any process, for documents that do no harm."""

    def map(self, items: Iterable[Work]) -> Iterator[tuple[Work, Answer | Exception]]:
        """Yield the answers to each item in turn."""
        for item in items:
            answers = self._function(item)
            assert isinstance(answers, Iterator)
            for answer in answers:
                yield item, answer


def load(
    engine: Engine,
    folder: Path,
    reader: Callable[[Work], container_readers.Answers] = container_readers.read,
    *,
    limits: Limits | None = None,
    files: list[Path] | None = None,
    inbox: Path | None = None,
    in_worker: bool = False,
) -> tuple[Job, dict[str, str]]:
    """Load a folder; return the job and what became of everything, by its path in the folder."""
    seen: list[Done] = []
    limits = limits or Limits()
    job = Job(Store(engine), "ingest", str(folder), RULES, limits=limits, listener=seen.append)
    job._pool = (
        WorkerPool(reader, workers=1, timeout=limits.seconds, total_timeout=limits.total_seconds)
        if in_worker
        else InThisProcess(reader)
    )
    if inbox is not None:
        put_away_as_done(job, inbox)
    with job:
        paths = list(discover([folder])) if files is None else files
        pending = job.pending([job.fingerprint(path) for path in paths])
        job.run_batch(pending)
    states = {}
    for done in seen:
        state = done.outcome.state + (f" {done.outcome.error_code}" if done.outcome.error_code else "")
        states[done.outcome.path.removeprefix(f"{folder}/")] = state
    return job, states


# --- the library ---


def test_every_document_is_an_answer_of_its_own() -> None:
    data = zipped(("a.txt", LETTER.encode()), ("b.exe", b"MZ\x90\0"), ("c.txt", OTHER.encode()))
    first, second, third = process_all(data, name="x.zip")
    assert isinstance(second, Unprocessed)
    assert (second.path, second.container, second.error.code) == ("x.zip!/b.exe", "x.zip", "unsupported_format")
    assert not isinstance(first, Unprocessed)
    assert not isinstance(third, Unprocessed)
    assert [first.document.key, third.document.key] == ["340/UBND-NC", "341/UBND-NC"]
    assert (third.source.path, third.source.container) == ("x.zip!/c.txt", "x.zip")


def test_one_document_is_what_process_gives() -> None:
    assert process(eml(("a.txt", LETTER.encode())), name="x.eml").document.key == "340/UBND-NC"
    with pytest.raises(DocumentError) as caught:
        process(zipped(("a.txt", LETTER.encode()), ("b.txt", OTHER.encode())), name="x.zip")
    assert caught.value.code == "several_documents"


def test_a_file_that_cannot_be_opened_is_one_answer() -> None:
    [answer] = process_all(eml(), name="x.eml")
    assert isinstance(answer, Unprocessed)
    assert (answer.path, answer.error.code) == ("x.eml", "no_documents")
    [answer] = process_all(Path("/none/such.zip"))
    assert isinstance(answer, Unprocessed)
    assert answer.error.code == "not_found"


def test_an_envelope_s_values_reach_the_record() -> None:
    record = process(edxml(("a.txt", BLANK_LETTER.encode())), name="x.edxml")
    assert record.document.key == "340/UBND-NC"
    assert record.document.trace["number"].rule == "edxml"


# --- the batch work ---


def test_each_document_has_its_row_and_the_container_its_own(engine: Engine, folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(("1.txt", b"one"), ("2.txt", b"BROKEN"), ("3.txt", b"SECRET")))
    (folder / "b.txt").write_bytes(b"alone")
    (folder / "c.zip").write_bytes(locked_zip(("1.txt", b"x")))
    job, states = load(engine, folder)
    assert states == {
        "a.zip!/1.txt": "done",
        "a.zip!/2.txt": "failed internal_error",
        "a.zip!/3.txt": "refused secret_document",
        "a.zip": "opened",
        "b.txt": "done",
        "c.zip!/1.txt": "failed encrypted",
        "c.zip": "opened",
    }
    assert (job.files, job.failures) == (3, 3)
    assert {Path(o.path).name for o in job.store.outcomes(job.run)} == {
        "1.txt",
        "2.txt",
        "3.txt",
        "a.zip",
        "b.txt",
        "c.zip",
    }
    rows = queries.documents(engine, queries.Filter(today=container_readers.TODAY))
    assert {(row.path, row.container) for row in rows} == {
        (f"{folder}/a.zip!/1.txt", f"{folder}/a.zip"),
        (f"{folder}/b.txt", None),
    }
    found = queries.document(engine, str(next(row.id for row in rows if row.container)))
    assert found is not None
    assert found["source"]["container"] == f"{folder}/a.zip"


def test_a_second_time_nothing_is_read(engine: Engine, folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(("1.txt", b"one"), ("b.eml", eml(("2.txt", b"two")))))
    load(engine, folder)
    (folder / "copy.zip").write_bytes((folder / "a.zip").read_bytes())
    job, states = load(engine, folder, container_readers.never)
    assert states == {"a.zip": "unchanged", "copy.zip": "unchanged"}
    with engine.connect() as connection:
        paths = set(connection.exec_driver_sql("SELECT path FROM source_file").scalars())
    assert {path.removeprefix(f"{folder}/") for path in paths} == {
        *("a.zip!/1.txt", "a.zip!/b.eml!/2.txt", "copy.zip!/1.txt", "copy.zip!/b.eml!/2.txt"),
    }
    job.rules_version = "other"
    assert job.store.known([job.fingerprint(folder / "a.zip").sha256 or ""], "other") == set()


def test_what_failed_inside_is_read_again_and_nothing_else(engine: Engine, folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(("1.txt", b"one"), ("2.txt", b"BROKEN")))
    load(engine, folder)
    _, states = load(engine, folder)
    assert states == {"a.zip!/2.txt": "failed internal_error", "a.zip": "opened"}
    _, states = load(engine, folder, container_readers.mended)
    assert states == {"a.zip!/2.txt": "done", "a.zip": "opened"}
    _, states = load(engine, folder, container_readers.never)
    assert states == {"a.zip": "unchanged"}


def test_a_copy_of_a_container_is_opened_once(engine: Engine, folder: Path) -> None:
    for name in ("a.zip", "b.zip"):
        (folder / name).write_bytes(zipped(("1.txt", b"one")))
    _, states = load(engine, folder)
    assert states == {"a.zip!/1.txt": "done", "a.zip": "opened", "b.zip": "skipped"}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of POSIX")
@pytest.mark.parametrize(
    ("word", "code"),
    [pytest.param(b"KILL", "reader_crashed", id="dies"), pytest.param(b"HANG", "time_limit", id="hangs")],
)
def test_a_document_that_takes_its_worker_along_costs_no_other(
    engine: Engine, folder: Path, word: bytes, code: str
) -> None:
    (folder / "a.zip").write_bytes(zipped(("1.txt", b"one"), ("2.txt", word), ("3.txt", b"three")))
    _, states = load(engine, folder, limits=Limits(seconds=3), in_worker=True)
    assert states == {
        "a.zip!/1.txt": "done",
        "a.zip!/2.txt": f"failed {code}",
        "a.zip!/3.txt": "done",
        "a.zip": "opened",
    }


def test_a_container_in_which_everything_hangs_ends(engine: Engine, folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(*((f"{n}.txt", b"HANG") for n in range(5))))
    _, states = load(engine, folder, limits=Limits(seconds=1.5, total_seconds=2), in_worker=True)
    assert states["a.zip"] == "failed time_limit"
    assert list(states) == ["a.zip!/0.txt", "a.zip!/1.txt", "a.zip"]


def test_a_container_over_a_limit_keeps_what_came_before(engine: Engine, folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(("1.txt", b"one"), ("2.txt", b"two"), ("3.txt", b"three")))
    limits = Limits(max_members=2)
    _, states = load(engine, folder, container_readers.read_two, limits=limits)
    assert states == {"a.zip!/1.txt": "done", "a.zip!/2.txt": "done", "a.zip": "failed too_large"}
    _, states = load(engine, folder)
    assert states == {"a.zip!/3.txt": "done", "a.zip": "opened"}
    assert load(engine, folder, container_readers.never)[1] == {"a.zip": "unchanged"}


# --- waiting ---


def test_waiting_is_no_failure_and_is_taken_up_again(engine: Engine, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"WAIT")
    (folder / "b.zip").write_bytes(zipped(("1.txt", b"one"), ("2.txt", b"WAIT too")))
    (folder / "c.txt").write_bytes(b"BROKEN")
    job, states = load(engine, folder)
    assert states["a.txt"] == "waiting waiting_for_tool"
    assert states["b.zip!/2.txt"] == "waiting waiting_for_tool"
    assert job.counters["waiting"] == 2
    assert job.failures == 1
    [(hint, number)] = job.waits.items()
    assert "libreoffice" in hint and number == 2
    assert to_retry(job.store, "waiting") == [folder / "a.txt", folder / "b.zip"]
    assert to_retry(job.store, "failed") == [folder / "c.txt"]
    assert to_retry(job.store, "waiting", within=[folder / "b.zip"]) == [folder / "b.zip"]

    _, states = load(engine, folder, container_readers.mended, files=to_retry(job.store, "waiting"))
    assert states == {"a.txt": "done", "b.zip!/2.txt": "done", "b.zip": "opened"}
    assert to_retry(job.store, "waiting") == []


def test_an_ordinary_ingest_tries_again_what_waited(engine: Engine, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"WAIT")
    load(engine, folder)
    assert load(engine, folder, container_readers.mended)[1] == {"a.txt": "done"}


def test_the_inbox_has_a_place_for_what_waits(engine: Engine, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"WAIT")
    (folder / "b.zip").write_bytes(zipped(("1.txt", b"one"), ("2.txt", b"WAIT too")))
    (folder / "c.zip").write_bytes(zipped(("1.txt", b"1"), ("2.txt", b"BROKEN")))
    (folder / "d.zip").write_bytes(zipped(("1.txt", b"fine"), ("2.txt", b"SECRET")))
    job, _ = load(engine, folder, inbox=folder)
    places = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert places == {
        *("waiting/a.txt", "waiting/a.txt.reason.txt", "waiting/b.zip", "waiting/b.zip.reason.txt"),
        *("failed/c.zip", "failed/c.zip.reason.txt", "done/d.zip"),
    }
    assert "2.txt" in (folder / "failed" / "c.zip.reason.txt").read_text(encoding="utf-8")
    assert to_retry(job.store, "waiting") == [folder / "waiting" / "a.txt", folder / "waiting" / "b.zip"]
    rows = queries.documents(engine, queries.Filter(today=container_readers.TODAY))
    assert {row.container for row in rows} >= {f"{folder}/done/d.zip", f"{folder}/waiting/b.zip"}

    assert due_again(folder) == []
    again = due_again(folder, now=(folder / "waiting" / "a.txt.reason.txt").stat().st_mtime + 4000)
    assert again == [folder / "waiting" / "a.txt", folder / "waiting" / "b.zip"]
    load(engine, folder, files=again, inbox=folder)  # it is still not there
    assert {path.name for path in (folder / "waiting").glob("*")} == {
        *("a.txt", "a.txt.reason.txt", "b.zip", "b.zip.reason.txt"),
    }
    load(engine, folder, container_readers.mended, files=again, inbox=folder)
    assert list((folder / "waiting").iterdir()) == []
    assert {path.name for path in (folder / "done").iterdir()} == {"a.txt", "b.zip", "d.zip"}
    assert to_retry(job.store, "waiting") == []


def test_the_file_of_a_path_in_the_ledger(folder: Path) -> None:
    """The folder's own name ends with the sign that stands between a container and what is in it."""
    (folder / "a.zip").touch()
    assert file_of(f"{folder}/a.zip!/b.eml!/c.txt") == folder / "a.zip"
    assert file_of(f"{folder}/a.zip") == folder / "a.zip"
    assert file_of(f"{folder}/gone.zip!/c.txt") is None


def test_xml_is_taken_where_it_is_an_envelope(folder: Path) -> None:
    (folder / "a.xml").write_bytes(edxml(("a.txt", b"x")))
    (folder / "b.xml").write_bytes(b"<?xml version='1.0'?><invoice/>")
    (folder / "c.eml").touch()
    assert [path.name for path in discover([folder])] == ["a.xml", "c.eml"]


def test_a_real_worker_reads_a_real_mail(engine: Engine, folder: Path) -> None:
    (folder / "a.eml").write_bytes(
        eml(("Công văn.txt", LETTER.encode()), ("hồ sơ.zip", zipped(("b.txt", OTHER.encode()))))
    )
    _, states = load(engine, folder, read_work, in_worker=True)
    assert states == {"a.eml!/Công văn.txt": "done", "a.eml!/hồ sơ.zip!/b.txt": "done", "a.eml": "opened"}


@pytest.mark.parametrize("order", [("a.edxml", "b.txt"), ("b.txt", "a.edxml")])
def test_what_an_envelope_said_outlives_the_same_file_without_it(engine: Engine, order: tuple[str, str]) -> None:
    data = {"a.edxml": edxml(("a.txt", BLANK_LETTER.encode())), "b.txt": BLANK_LETTER.encode()}
    for name in order:
        Store(engine).save(process(data[name], name=name))
    [row] = queries.documents(engine, queries.Filter(today=container_readers.TODAY))
    assert row.key == "340/UBND-NC"
