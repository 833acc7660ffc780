"""LibreOffice as a process: a false one that hangs, crashes or writes nothing; and that nothing outlives its worker."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.read import libreoffice
from pipeline.read.guard import Limits
from pipeline.read.libreoffice import Source

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups of POSIX")

SOURCE = Source(b"a file", "MS Word 97", ".doc", "Tệp thử", "A test file")
WRITE = "(out / (source.stem + '.docx')).write_bytes(b'converted ' + source.read_bytes())"
HANG = "time.sleep(600)"
END_THE_LISTENER = "os.kill(int((home / 'listener').read_text()), signal.SIGKILL)"


@pytest.fixture(autouse=True)
def fresh_office() -> Iterator[None]:
    """No test inherits the office of another."""
    libreoffice.close()
    yield
    libreoffice.close()


class FalseOffice:
    """A program by the name of soffice, first in PATH; it notes the ids of its processes."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._pids = folder / "pids"
        self.limits = Limits(seconds=2, work_folder=str(folder / "work"))
        monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)

    def does(self, client: str, start: str = "pass") -> None:
        """Set what a call for a conversion does, and what the listening process does before it is ready."""
        script = self._folder / "soffice.py"
        script.write_text(
            textwrap.dedent(f"""
                import os, signal, sys, time
                from pathlib import Path
                home, arguments = Path.cwd(), sys.argv[1:]
                def note():
                    with open({str(self._pids)!r}, "a") as pids:
                        pids.write(f"{{os.getpid()}}\\n")
                note()
                if "--convert-to" not in arguments:
                    (home / "listener").write_text(str(os.getpid()))
                    {start}
                    if os.fork() == 0:  # as the launcher of LibreOffice starts the office itself
                        note()
                        time.sleep(600)
                    (home / ".~lock.open.rtf#").touch()
                    time.sleep(600)
                source, out = Path(arguments[-1]), Path(arguments[arguments.index("--outdir") + 1])
                {client}
            """)
        )
        program = self._folder / "soffice"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -IS "{script}" "$@"\n')
        program.chmod(0o755)

    def running(self) -> list[int]:
        """Return the processes that still run; waits a little for those that are just ending."""
        pids = [int(line) for line in self._pids.read_text().split()] if self._pids.exists() else []
        deadline = time.monotonic() + 3
        while (alive := [pid for pid in pids if _is_running(pid)]) and time.monotonic() < deadline:
            time.sleep(0.02)
        return alive

    def started(self) -> int:
        return len(self._pids.read_text().split())

    def leftovers(self) -> list[Path]:
        return list((self._folder / "work").glob("*"))


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        if Path("/proc/self/stat").exists():
            return False
        state = "" if subprocess.run(["kill", "-0", str(pid)], capture_output=True).returncode else "?"
    return state != ""


@pytest.fixture
def false_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FalseOffice:
    return FalseOffice(tmp_path, monkeypatch)


def code_of(source: Source, limits: Limits) -> str:
    with pytest.raises(DocumentError) as caught:
        libreoffice.to_docx(source, limits)
    return caught.value.code


def test_one_office_serves_many_files(false_office: FalseOffice) -> None:
    false_office.does(WRITE)
    for _ in range(3):
        assert libreoffice.to_docx(SOURCE, false_office.limits) == b"converted a file"
    assert false_office.started() == 2 + 3  # the listener and its child, and a call a file
    libreoffice.close()
    assert false_office.running() == []
    assert false_office.leftovers() == []


def test_a_work_folder_that_cannot_be_used_is_no_fault_of_the_file(false_office: FalseOffice, tmp_path: Path) -> None:
    false_office.does(WRITE)
    (tmp_path / "taken").touch()
    assert code_of(SOURCE, Limits(work_folder=str(tmp_path / "taken"))) == "work_folder"


def test_a_full_disk_is_no_fault_of_the_file(false_office: FalseOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    false_office.does(WRITE)
    folder = str(false_office.limits.work_folder)
    Path(folder).mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(folder)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert code_of(SOURCE, false_office.limits) == "work_folder"


def test_a_hang_ends_at_its_time_and_the_next_file_is_read(false_office: FalseOffice) -> None:
    false_office.does(HANG)
    begun = time.monotonic()
    assert code_of(SOURCE, false_office.limits) == "time_limit"
    assert time.monotonic() - begun < false_office.limits.seconds
    assert false_office.running() == []
    assert false_office.leftovers() == []
    false_office.does(WRITE)
    assert libreoffice.to_docx(SOURCE, false_office.limits) == b"converted a file"


def test_an_office_that_hangs_at_its_start_ends_at_its_time(false_office: FalseOffice) -> None:
    false_office.does(WRITE, start="time.sleep(600)")
    assert code_of(SOURCE, Limits(seconds=1, work_folder=false_office.limits.work_folder)) == "time_limit"
    assert false_office.running() == []


def test_a_crash_is_tried_once_more_with_a_fresh_office(false_office: FalseOffice, tmp_path: Path) -> None:
    trace = str(tmp_path / "crashed")
    false_office.does(f"{WRITE} if os.path.exists({trace!r}) else (open({trace!r}, 'w'), {END_THE_LISTENER})")
    assert libreoffice.to_docx(SOURCE, false_office.limits) == b"converted a file"


def test_a_file_that_always_crashes_the_office_is_told(false_office: FalseOffice) -> None:
    false_office.does(END_THE_LISTENER)
    assert code_of(SOURCE, false_office.limits) == "reader_crashed"
    assert false_office.running() == []
    assert false_office.leftovers() == []


def test_an_office_that_cannot_start(false_office: FalseOffice) -> None:
    false_office.does(WRITE, start="sys.exit(77)")
    assert code_of(SOURCE, false_office.limits) == "reader_crashed"


def test_nothing_written_is_a_damaged_file(false_office: FalseOffice) -> None:
    false_office.does(f"source.suffix == '.doc' or {WRITE}")
    assert code_of(SOURCE, false_office.limits) == "damaged"


def test_an_office_that_converts_nothing_at_all_lacks_its_word_processor(false_office: FalseOffice) -> None:
    false_office.does("pass")
    assert code_of(SOURCE, false_office.limits) == "waiting_for_tool"


def test_no_office_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))
    with pytest.raises(DocumentError) as caught:
        libreoffice.to_docx(SOURCE, Limits())
    assert caught.value.code == "waiting_for_tool"
    assert "LibreOffice" in caught.value.message("vi")
    assert "libreoffice-writer" in caught.value.hint("en")


def test_the_office_does_not_outlive_a_killed_worker(false_office: FalseOffice) -> None:
    false_office.does(HANG)
    program = f"""
        from pipeline.read import libreoffice
        from pipeline.read.guard import Limits
        source = libreoffice.Source(b"x", "MS Word 97", ".doc", "x", "x")
        libreoffice.to_docx(source, Limits(seconds=60, work_folder={false_office.limits.work_folder!r}))
    """
    worker = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], cwd=Path(__file__).parents[2])
    deadline = time.monotonic() + 10
    while not (false_office._pids.exists() and false_office.started() == 3) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert false_office.started() == 3
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert false_office.running() == []
    deadline = time.monotonic() + 3
    while false_office.leftovers() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert false_office.leftovers() == []


def test_macros_and_links_are_off() -> None:
    settings = libreoffice._registry()
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in settings
    assert 'oor:name="MacroSecurityLevel" oor:op="fuse"><value>3<' in settings
    assert 'oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true<' in settings


def test_nothing_of_the_caller_leaks_into_the_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_SECRET", "x")
    environment = libreoffice._environment(tmp_path)
    assert "VANBAN_SECRET" not in environment
    assert environment["HOME"].startswith(str(tmp_path))
    assert environment["TMPDIR"].startswith(str(tmp_path))
