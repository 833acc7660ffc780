"""A folder that people drop documents into: which files are complete, and where they go afterwards.

What is loaded goes to ``done/``; what failed to ``failed/`` with the reason beside it; what needs a program that this
machine lacks to ``waiting/``, where it is tried again every hour and goes on to ``done/`` once the program is there. A
mail or an archive goes as a whole: to ``failed/`` where any document in it failed, to ``waiting/`` where one waits.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline.errors import DocumentError, Language
from pipeline.ingest import WAITING as WAITING_CODE
from pipeline.ingest import Done, Job, is_temporary

DONE: Final = "done"
FAILED: Final = "failed"
WAITING: Final = "waiting"
#: What waits for a program is tried again after so long (seconds).
RETRY_SECONDS: Final = 3600.0
REASON_SUFFIX: Final = ".reason.txt"
#: What became of a file, in the words of the terminal (``pipeline.cli.texts``, which this room does not know).
STATE_WORDS: Final[dict[str, dict[Language, str]]] = {
    "done": {"vi": "đã nạp", "en": "loaded"},
    "failed": {"vi": "lỗi", "en": "failed"},
    "refused": {"vi": "từ chối", "en": "refused"},
    "unchanged": {"vi": "đã có", "en": "known"},
    "skipped": {"vi": "trùng", "en": "copy"},
    "waiting": {"vi": "chờ công cụ", "en": "waiting"},
    "opened": {"vi": "đã mở", "en": "opened"},
}
_LONGEST_NAME: Final = 255  # bytes


def _snapshot(inbox: Path) -> dict[Path, tuple[int, int]]:
    """Return the size and time of change of every file that may be taken."""
    found: dict[Path, tuple[int, int]] = {}
    for folder, folders, names in os.walk(inbox):
        at_top = Path(folder) == inbox
        folders[:] = [n for n in folders if not n.startswith(".") and not (at_top and n in {DONE, FAILED, WAITING})]
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
    ``x.part``) and those in ``done/``, ``failed/`` and ``waiting/`` are never taken.
    """
    before = _snapshot(inbox)
    if not before:
        return []
    sleep(seconds)
    after = _snapshot(inbox)
    return sorted(path for path, state in before.items() if after.get(path) == state)


def due_again(inbox: Path, now: float | None = None) -> list[Path]:
    """Return the files in ``waiting/`` that were last tried an hour ago or more, in order of name."""
    folder = inbox / WAITING
    now = time.time() if now is None else now
    if not folder.is_dir():
        return []
    found = []
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.endswith(REASON_SUFFIX) or is_temporary(path):
            continue
        reason = _reason_of(path)
        if not reason.exists() or now - reason.stat().st_mtime >= RETRY_SECONDS:
            found.append(path)
    return found


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


def put_away(path: Path, inbox: Path, errors: Sequence[tuple[str, DocumentError]] = ()) -> Path:
    """Move a file to where its fate sends it (see the module), and return where it is now.

    ``errors`` are what failed or waits: a path (the file's own, or of a document in it) and why.
    """
    if not errors:
        folder = inbox / DONE
    else:
        folder = inbox / (WAITING if all(error.code == WAITING_CODE for _, error in errors) else FAILED)
    old_reason = _reason_of(path)
    target = path if path.parent == folder else move(path, folder)
    if path.parent == inbox / WAITING and target != path:
        old_reason.unlink(missing_ok=True)
    if errors:
        _reason_of(target).write_text("\n".join(_reason(path, *error) for error in errors), encoding="utf-8")
    return target


def _reason(path: Path, place: str, error: DocumentError) -> str:
    lines = [f"{error.message(language)}\n{error.hint(language)}\n" for language in ("vi", "en")]
    where = f" {place}" if place != str(path) else ""
    return f"{error.code}{where}\n\n" + "\n".join(lines)


def _reason_of(path: Path) -> Path:
    # a name may have 255 bytes on most file systems
    name = os.fsencode(path.name)[: _LONGEST_NAME - len(REASON_SUFFIX)].decode(errors="ignore")
    return path.with_name(name + REASON_SUFFIX)


def put_away_as_done(job: Job, inbox: Path) -> None:
    """Let the job move each file as soon as its fate is in the ledger, and tell its listener where it is then.

    Killed in between, the file is found again, known by its content, and moved.
    """
    tell = job.listener

    def put_away_and_tell(done: Done) -> None:
        old = done.outcome.path
        if done.container is not None or not Path(old).exists():
            # part of a file that is moved when all of it is done; or taken away by somebody since
            return tell(done)
        errors = [(old, done.error)] if done.error else []
        # a program or picture that came with a mail is refused, and no reason to look at the mail again
        errors += [(i.outcome.path, i.error) for i in done.inside if i.error and i.outcome.state != "refused"]
        place = str(put_away(Path(old), inbox, errors))
        if done.error is None and done.outcome.sha256:
            job.store.move_path(done.outcome.sha256, old, place)
        if errors and place != old:  # so that `vanban ingest --retry` finds it
            job.store.rename_outcome(job.run, old, place)
        return tell(replace(done, outcome=replace(done.outcome, path=place)))

    job.listener = put_away_and_tell
