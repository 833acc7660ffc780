"""The command ``vanban``: thin verbs over the library. They parse arguments, call a room and print.

Nothing heavy is imported here: ``vanban tasks`` is to answer about as fast as Python imports its libraries.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.cli.session import Session

#: Exit codes: 1 a document failed, 2 wrong use, 70 a fault of the program (EX_SOFTWARE), 74 the machine
#: (EX_IOERR: disk full, database locked), 130 stopped by Ctrl-C.
EXIT_WRONG_USE = 2
EXIT_FAULT = 70
EXIT_MACHINE = 74
EXIT_INTERRUPTED = 130


def _prepare_streams() -> None:
    """Write UTF-8 whatever the locale says, and a name that is none as far as it can be shown."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. No traceback ever reaches the user."""
    from pipeline.cli.session import Session
    from pipeline.errors import UsageError, VanbanError

    words = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    # a service is stopped by SIGTERM: what is read by then is saved, as on Ctrl-C
    with contextlib.suppress(ValueError):  # not in the main thread of an embedding program
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    session = Session()
    try:
        try:
            words = _take_language(words, session)
            code = _run(words, session)
            if sys.stdout is not None:
                sys.stdout.flush()
        except UsageError as error:
            session.complain(error)
            return EXIT_WRONG_USE
        except VanbanError as error:
            session.complain(error)
            return EXIT_MACHINE
        return code
    except BrokenPipeError:
        # `vanban tasks | head`: the reader has what it wanted. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        from pipeline.cli import texts

        session.note(texts.INTERRUPTED)
        return EXIT_INTERRUPTED
    except Exception as error:
        return _report(error, session)


def _take_language(words: list[str], session: Session) -> list[str]:
    """Take ``--lang`` out of the words, wherever it stands, and set the language of the session."""
    from pipeline.cli import texts
    from pipeline.cli.session import wrong_use

    chosen = os.environ.get("VANBAN_LANGUAGE", "").strip() or "vi"
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            kept += [word, *rest]
        elif word == "--lang":
            chosen = next(rest, "")
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
        else:
            kept.append(word)
    match chosen.lower():
        case "vi":
            session.language = "vi"
        case "en":
            session.language = "en"
        case _:
            raise wrong_use("unknown_language", texts.UNKNOWN_LANGUAGE, texts.UNKNOWN_LANGUAGE_HINT, value=chosen)
    return kept


def _run(words: list[str], session: Session) -> int:
    from pipeline.cli.app import run

    return run(words, session)


def _report(error: Exception, session: Session) -> int:
    """Say in a sentence what went wrong; the traceback goes into the log."""
    from pipeline.cli import faults

    return faults.report(error, session)
