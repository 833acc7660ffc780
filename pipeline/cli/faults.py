"""What nobody foresaw: one sentence for the user, the traceback for the log."""

from __future__ import annotations

import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from pipeline.cli import EXIT_FAULT, EXIT_MACHINE, texts
from pipeline.cli.session import Session
from pipeline.errors import system_reason


def report(error: Exception, session: Session) -> int:
    """Tell about an unexpected error and return the exit code."""
    if isinstance(error, OSError) and error.errno is not None:
        place = f" ({error.filename})" if error.filename else ""
        reason = getattr(system_reason(error), session.language)
        session.note(texts.MACHINE, reason=f"{reason}{place}")
        return EXIT_MACHINE
    log = write_log("".join(traceback.format_exception(error)))
    session.note(texts.FAULT, name=type(error).__name__, log=log)
    return EXIT_FAULT


def write_log(trace: str) -> Path | str:
    """Add a traceback to the log in the data folder, else in the folder for temporary files; return which."""
    entry = f"{datetime.now(UTC).isoformat()}\n{trace}\n"
    for folder in (_data_dir, _temporary_dir):
        try:
            log = folder() / "vanban-errors.log"
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8") as file:
                file.write(entry)
        except Exception:  # the first error is the one that counts; a log that cannot be written must not hide it
            continue
        return log
    return "-"


def _data_dir() -> Path:
    from pipeline.settings import get_settings

    return get_settings().data_dir


def _temporary_dir() -> Path:
    return Path(tempfile.gettempdir())
