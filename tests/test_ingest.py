"""The batch work: what is found, what is known, what becomes of bad files, and going on after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from pipeline.ingest import Done, Failure, Found, Job, batches, discover, fingerprint, is_temporary, remaining
from pipeline.load.database import open_database
from pipeline.load.store import Store
from tests import fakes

RULES = "test"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'test.db'}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "văn bản đến"
    folder.mkdir()
    return folder


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def load(engine: Engine, folder: Path) -> tuple[Job, list[Done]]:
    seen: list[Done] = []
    job = Job(Store(engine), "ingest", str(folder), RULES, workers=2, listener=seen.append, read=fakes.read)
    with job:
        pending = job.pending([job.fingerprint(path) for path in discover([folder])])
        for batch in batches(pending, 3):
            job.run_batch(batch)
    return job, seen


@pytest.mark.parametrize(
    ("name", "temporary"),
    [
        pytest.param("~$ke-hoach.docx", True, id="word's lock"),
        pytest.param(".an.docx", True, id="hidden"),
        pytest.param("ke-hoach.pdf.part", True, id="download"),
        pytest.param("ke-hoach.docx~", True, id="backup"),
        pytest.param("Kế hoạch số 3.docx", False, id="blanks and marks"),
    ],
)
def test_temporary_names(name: str, temporary: bool) -> None:
    assert is_temporary(Path(name)) is temporary


def test_discover_takes_documents_of_folders_and_whatever_is_named(folder: Path) -> None:
    write(folder, b="2", a="1")
    (folder / "sub").mkdir()
    (folder / "sub" / "Kế hoạch.DOCX").touch()
    for name in ("a.record.json", "README.md", "~$b.docx", "build.py"):
        (folder / name).touch()
    found = [path.relative_to(folder).as_posix() for path in discover([folder])]
    assert found == ["a.txt", "b.txt", "sub/Kế hoạch.DOCX"]
    assert list(discover([folder / "build.py"])) == [folder / "build.py"]
    assert [path.name for path in discover([folder / "*.txt"])] == ["a.txt", "b.txt"]


def test_ingesting_twice_reads_nothing_again(engine: Engine, folder: Path) -> None:
    write(folder, a="one", b="two")
    job, _ = load(engine, folder)
    assert job.counters == {"done": 2}
    job, seen = load(engine, folder)
    assert job.counters == {"unchanged": 2}
    assert all(done.record is None for done in seen)


def test_bad_files_fail_alone(engine: Engine, folder: Path) -> None:
    write(folder, a="good", b="SECRET", c="BROKEN", d="KILL", e="fine")
    job, seen = load(engine, folder)
    assert job.counters == {"done": 2, "failed": 2, "refused": 1}
    codes = {Path(done.outcome.path).stem: done.outcome.error_code for done in seen}
    assert codes == {"a": None, "b": "secret_document", "c": "internal_error", "d": "reader_crashed", "e": None}
    broken = next(outcome for outcome in job.store.outcomes(job.run, "failed") if outcome.path.endswith("c.txt"))
    assert "ValueError" in (broken.traceback or "")
    assert job.store.run_summary(job.run).state == "finished"


def test_a_copy_is_read_once(engine: Engine, folder: Path) -> None:
    write(folder, a="same", b="same")
    job, _ = load(engine, folder)
    assert job.counters == {"done": 1, "skipped": 1}


def test_fingerprint_of_what_cannot_be_read(folder: Path) -> None:
    large = folder / "large.pdf"
    with large.open("wb") as file:
        file.truncate(300 * 1024**2)
    found = [fingerprint(large, 100 * 1024**2), fingerprint(folder / "gone.txt", 1024)]
    assert [file.failure.error.code for file in found if isinstance(file.failure, Failure)] == [
        "too_large",
        "unreadable",
    ]


def test_an_interrupt_keeps_what_is_read(engine: Engine, folder: Path) -> None:
    write(folder, a="one", b="two", c="three")
    seen: list[str] = []

    class Interrupted(Job):
        __slots__ = ()

        def _judge(self, file: Found, answer: object) -> Done:
            if len(seen) == 2:
                raise KeyboardInterrupt
            seen.append(str(file.path))
            return super()._judge(file, answer)  # type: ignore[arg-type]

    job = Interrupted(Store(engine), "backfill", str(folder), RULES, read=fakes.read)
    with pytest.raises(KeyboardInterrupt), job:
        job.run_batch([job.fingerprint(path) for path in discover([folder])])
    assert job.counters == {"done": 2}
    assert job.store.unfinished_run("backfill", str(folder)) == job.run
    job.run_id, resumed = job.run, job
    left, before = remaining(resumed, folder)
    assert (len(left), before) == (1, 2)


def test_a_copy_of_a_bad_file_fails_as_it_did(engine: Engine, folder: Path) -> None:
    write(folder, a="BROKEN", b="BROKEN", c="tốt", d="tốt")
    job, seen = load(engine, folder)
    assert {Path(d.outcome.path).name: d.outcome.state for d in seen} == {
        "a.txt": "failed",
        "b.txt": "failed",
        "c.txt": "done",
        "d.txt": "skipped",
    }
    assert job.counters["failed"] == 2


def test_a_copy_in_a_later_batch_fails_as_well(engine: Engine, folder: Path) -> None:
    write(folder, a="BROKEN", b="1", c="2", d="BROKEN")
    _, seen = load(engine, folder)
    assert {Path(d.outcome.path).name: d.outcome.state for d in seen}["d.txt"] == "failed"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_told_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "p.txt")
    for path in (folder / "p.txt", Path(os.devnull), folder):
        found = fingerprint(path, 10**6)
        assert found.failure is not None
        assert found.failure.error.code == "unreadable"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed_is_told(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0)
    assert list(discover([folder])) == [folder / "closed"]


PROGRAM = """
import sys
from pathlib import Path
from pipeline.ingest import Job, batches, remaining
from pipeline.load.database import open_database
from pipeline.load.store import Store
from tests import fakes

if __name__ == "__main__":
    folder, url = Path(sys.argv[1]), sys.argv[2]
    store = Store(open_database(url))
    job = Job(store, "backfill", str(folder), "test", store.unfinished_run("backfill", str(folder)), read=fakes.read)
    with job:
        work, before = remaining(job, folder)
        print(before, len(work), flush=True)
        for batch in batches(work, 2):
            job.run_batch(job.hashed(batch))
            print("batch", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_backfill_goes_on_where_it_was(tmp_path: Path, folder: Path) -> None:
    write(folder, **{f"f{number:02}": f"SLOW {number}" for number in range(12)})
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'test.db'}"
    command = [sys.executable, str(program), str(folder), url]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}

    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert first.stdout is not None
    assert first.stdout.readline() == "0 12\n"
    assert first.stdout.readline() == "batch\n"
    first.send_signal(signal.SIGKILL)
    first.wait()
    time.sleep(0.5)

    second = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    before, left = map(int, second.stdout.splitlines()[0].split())
    assert before >= 2
    assert before + left == 12
    store = Store(open_database(url))
    assert store.unfinished_run("backfill", str(folder)) is None
    assert len(store.known([fingerprint(path, 10**6).sha256 or "" for path in discover([folder])], RULES)) == 12
