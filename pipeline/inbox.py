"""A folder that people drop documents into: which files are complete, and where they go afterwards."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline.errors import DocumentError
from pipeline.ingest import Done, Job, is_temporary

DONE: Final = "done"
FAILED: Final = "failed"
REASON_SUFFIX: Final = ".reason.txt"
_LONGEST_NAME: Final = 255  # bytes


def _snapshot(inbox: Path) -> dict[Path, tuple[int, int]]:
    """Return the size and time of change of every file that may be taken."""
    found: dict[Path, tuple[int, int]] = {}
    for folder, folders, names in os.walk(inbox):
        at_top = Path(folder) == inbox
        folders[:] = [n for n in folders if not n.startswith(".") and not (at_top and n in {DONE, FAILED})]
        for name in names:
            path = Path(folder, name)
            if is_temporary(path):
                continue
            try:
                status = path.stat()
            except OSError:
                continue  # gone again, or a link to nowhere: not a file to take now
            if path.is_file():
                found[path] = (status.st_size, status.st_mtime_ns)
    return found


def stable_files(inbox: Path, seconds: float, sleep: Callable[[float], None] = time.sleep) -> list[Path]:
    """Return the files of the inbox, in order of name, that did not change for ``seconds``.

    Waits that long once, and only where there is anything to take. Hidden and temporary files (``~$x.docx``,
    ``x.part``) and those in ``done/`` and ``failed/`` are never taken.
    """
    before = _snapshot(inbox)
    if not before:
        return []
    sleep(seconds)
    after = _snapshot(inbox)
    return sorted(path for path, state in before.items() if after.get(path) == state)


def move(path: Path, folder: Path) -> Path:
    """Move a file into ``folder`` and return where it is now. A name that is taken gets a number, never overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        name = path.name if number == 1 else f"{path.stem} ({number}){path.suffix}"
        target = folder / name
        try:
            target.touch(exist_ok=False)  # takes the name, also against another program
        except FileExistsError:
            number += 1
            continue
        try:
            path.replace(target)
        except BaseException:
            target.unlink()
            raise
        return target


def put_away(path: Path, inbox: Path, error: DocumentError | None) -> Path:
    """Move a file to ``done/``, or to ``failed/`` with the reason in a file beside it; return where it is now."""
    if error is None:
        return move(path, inbox / DONE)
    target = move(path, inbox / FAILED)
    lines = [f"{error.message(language)}\n{error.hint(language)}\n" for language in ("vi", "en")]
    # a name may have 255 bytes on most file systems
    name = os.fsencode(target.name)[: _LONGEST_NAME - len(REASON_SUFFIX)].decode(errors="ignore")
    reason = target.with_name(name + REASON_SUFFIX)
    reason.write_text(f"{error.code}\n\n" + "\n".join(lines), encoding="utf-8")
    return target


def put_away_as_done(job: Job, inbox: Path) -> None:
    """Let the job move each file as soon as its fate is in the ledger, and tell its listener where it is then.

    Killed in between, the file is found again, known by its content, and moved.
    """
    tell = job.listener

    def put_away_and_tell(done: Done) -> None:
        path = Path(done.outcome.path)
        if not path.exists():  # taken away by somebody since; the ledger has its fate
            return tell(done)
        place = put_away(path, inbox, done.error)
        if done.error is None and done.outcome.sha256:
            job.store.move_path(done.outcome.sha256, str(path), str(place))
        return tell(replace(done, outcome=replace(done.outcome, path=str(place))))

    job.listener = put_away_and_tell
