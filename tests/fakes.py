"""Stand-ins for the reading of a document, which worker processes import by name."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path

from pipeline.errors import DocumentError
from pipeline.ingest import Failure
from pipeline.record import Document, Record, Source, SourceFormat, Task, TaskKind


def read(path: str) -> Record | Failure:
    """Return a record with one task whose text is the file's; the words decide who fails, dies or hangs."""
    data = Path(path).read_bytes()
    text = data.decode()
    if "SECRET" in text:
        return Failure(
            DocumentError("secret_document", "Văn bản mật.", "Không nạp.", "A secret document.", "Leave it.")
        )
    if "BROKEN" in text:
        raise ValueError(text)
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "SLOW" in text:
        time.sleep(0.2)
    return Record(
        rules_version="test",
        source=Source(path=path, sha256=hashlib.sha256(data).hexdigest(), format=SourceFormat.TXT),
        text=text,
        document=Document(),
        tasks=(Task(text=text, kind=TaskKind.ASSIGNMENT),),
    )
