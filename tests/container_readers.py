"""Stand-ins for the reading of the documents in a file, which worker processes import by name.

The files are opened by the real thing; what becomes of each document is decided by its words (see ``tests.fakes``).
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline.answer import Begun, Unprocessed
from pipeline.errors import DocumentError, internal_error
from pipeline.ingest import Ended, Work
from pipeline.read import ToRead, documents
from pipeline.read.guard import Limits, waiting_for
from pipeline.record import Document, Record, Source, SourceFormat

Answer = Record | Unprocessed | Begun | Ended
Answers = Iterator[Answer]
TODAY = date(2026, 1, 1)


def read(work: Work) -> Answers:
    """Read a file; words in its documents make them fail, wait, hang or kill their worker."""
    yield from _read(work, Limits(), mended=False)


def read_two(work: Work) -> Answers:
    """Read no more than two documents of a file."""
    yield from _read(work, Limits(max_members=2), mended=False)


def mended(work: Work) -> Answers:
    """Read a file on a machine that has everything, with a program that has no faults."""
    yield from _read(work, Limits(), mended=True)


def never(work: Work) -> Answers:
    """Read nothing: what is known has to be left alone."""
    raise AssertionError(f"{work.path} was read again")


def _read(work: Work, limits: Limits, *, mended: bool) -> Answers:
    try:
        for position, document in enumerate(documents(Path(work.path), limits=limits)):
            if document.container is not None:
                if position < work.start or document.path in work.leave_out:
                    continue
                yield Begun(document.path, document.sha256, document.container, position)
            yield _become(document, mended=mended)
    except DocumentError as error:
        yield Unprocessed(work.path, error)
    yield Ended()


def _become(document: ToRead, *, mended: bool) -> Record | Unprocessed:
    place = (document.sha256, document.container)
    if document._member.error is not None:
        return Unprocessed(document.path, document._member.error, *place)
    text = document._member.data.decode()
    if "SECRET" in text:
        secret = DocumentError("secret_document", "Văn bản mật.", "Không nạp.", "A secret document.", "Leave it.")
        return Unprocessed(document.path, secret, *place)
    if not mended:
        if "BROKEN" in text:
            return Unprocessed(document.path, internal_error(ValueError()), *place, "Traceback")
        if "WAIT" in text:
            error = waiting_for("LibreOffice", "Tệp .doc", "A .doc", "libreoffice-writer")
            return Unprocessed(document.path, error, *place)
        if "KILL" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "HANG" in text:
            time.sleep(60)
    source = Source(
        path=document.path, sha256=document.sha256 or "", format=SourceFormat.TXT, container=document.container
    )
    return Record(rules_version="test", source=source, text=text, document=Document())
