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

from pipeline.ingest import (
    Done,
    Failure,
    Found,
    Job,
    PassedOver,
    batches,
    discover,
    fingerprint,
    is_temporary,
    remaining,
)
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


def _ole(stream: str) -> bytes:
    """The header of an OLE container and the sector of its directory, which names one stream."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    header[30:32] = (9).to_bytes(2, "little")
    return bytes(header) + "Root Entry".encode("utf-16-le").ljust(128, b"\0") + stream.encode("utf-16-le") + b"\0\0"


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [
        pytest.param("vb", b"%PDF-1.7\n", True, id="pdf without suffix"),
        pytest.param("vb.pdf.bak", b"%PDF-1.4\n", True, id="copy of a pdf"),
        pytest.param("scan.PDF.p7m", b"\x30\x80\x06\x09\x2a\x86\x24\x80%PDF-1.4\n", True, id="pdf in a signature"),
        pytest.param("a", b"PK\x03\x04....[Content_Types].xml...PK\x03\x04..word/document.xml", True, id="word"),
        pytest.param("a.1", b"PK\x03\x04....xl/workbook.xml", True, id="workbook"),
        pytest.param("a.odp.jar", b"PK\x03\x04....META-INF/MANIFEST.MF", False, id="program in a zip"),
        pytest.param("a.old", _ole("WordDocument"), True, id="old word"),
        pytest.param("cache.db", _ole("256_c4e3"), False, id="pictures of a folder"),
        pytest.param("a.x", b"{\\rtf1\\ansi", True, id="rtf"),
        pytest.param("trang", b"<!DOCTYPE html><html>", True, id="web page"),
        pytest.param("anh", b"\x89PNG\r\n\x1a\n", True, id="picture"),
        pytest.param("build.py", b"PDF = b'%PDF-'\n", False, id="program text"),
        pytest.param("a.exe", b"MZ\x90\0", False, id="program"),
        pytest.param("empty", b"", False, id="nothing"),
    ],
)
def test_in_a_folder_the_beginning_decides_where_the_name_does_not(
    folder: Path, name: str, content: bytes, taken: bool
) -> None:
    (folder / name).write_bytes(content)
    passed_over = PassedOver()
    assert [path.name for path in discover([folder], passed_over)] == ([name] if taken else [])
    assert passed_over.examples == ([] if taken else [name])


def test_what_is_passed_over_is_counted(folder: Path) -> None:
    for name in ("a.py", "b.py", "c.py", "d.py", ".hidden.py", "~$x.docx", "Thumbs.db", "README", "x.record.json"):
        (folder / name).write_text("x")
    os.mkfifo(folder / "pipe")
    passed_over = PassedOver()
    assert list(discover([folder], passed_over)) == []
    assert (passed_over.number, passed_over.examples) == (5, ["a.py", "b.py", "c.py"])


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
