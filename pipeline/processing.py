"""The library's front door: one document in, one typed record out. No database, no Prefect."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

import regex

from pipeline.answer import Begun, Unprocessed
from pipeline.errors import DocumentError, internal_error
from pipeline.extract import extract
from pipeline.normalize import normalize
from pipeline.read import ToRead, documents, guard, read
from pipeline.read.guard import DEFAULT_LIMITS, Limits
from pipeline.read.layout import Layout
from pipeline.record import Record
from pipeline.version import RULES_VERSION

# The stamp of a state secret stands alone near the head (Nghị định 26/2020/NĐ-CP, mẫu dấu MẬT).
_SECRET_STAMP = regex.compile(r"(?m)^[^\w\n]*+(?:ĐỘ[ ]+MẬT\s*+(?::\s*+)?)?(?:TUYỆT[ ]+MẬT|TỐI[ ]+MẬT|MẬT)[^\w\n]*+$")
_HEAD_LENGTH = 1500  # characters: letterhead, number, title


def process(source: Path | str | bytes, *, name: str | None = None, limits: Limits | None = None) -> Record:
    """Read, extract and normalize one document.

    ``source`` is a path or the file's bytes (then ``name`` may tell what it was called). Raises ``DocumentError`` where
    the document cannot be read or must not be kept (a state secret), and where a mail or an archive holds several
    documents (code ``several_documents``): those are for ``process_all``.
    """
    data = Path(source) if isinstance(source, str) else source
    return process_layout(read(data, name=name, limits=limits))


def process_all(
    source: Path | str | bytes, *, name: str | None = None, limits: Limits | None = None
) -> Iterator[Record | Unprocessed]:
    """Read, extract and normalize every document of a file: the one that it is, or all that a container holds.

    Each document is an answer of its own, a record or an ``Unprocessed``: one that fails costs no other. Where a
    container cannot be opened, or is over a limit as a whole, the last answer is an ``Unprocessed`` with its own path.
    Arguments are those of ``process``; nothing is raised for a bad document.
    """
    for answer in process_each(source, name=name, limits=limits):
        if not isinstance(answer, Begun):
            yield answer


def process_each(
    source: Path | str | bytes,
    *,
    name: str | None = None,
    limits: Limits | None = None,
    leave_out: frozenset[str] = frozenset(),
    start: int = 0,
) -> Iterator[Record | Unprocessed | Begun]:
    """``process_all`` for a worker that may be killed on the way: every document in a container is announced first.

    The first ``start`` documents of a container, and those whose path is in ``leave_out``, are passed over.
    """
    limits = limits or DEFAULT_LIMITS
    data = Path(source) if isinstance(source, str) else source
    path = name or (str(data) if isinstance(data, Path) else "")
    try:
        for position, document in enumerate(documents(data, name=name, limits=limits)):
            if document.container is not None:
                if position < start or document.path in leave_out:
                    continue
                yield Begun(document.path, document.sha256, document.container, position)
            yield _processed(document, limits)
            guard.progress()
    except DocumentError as error:
        yield Unprocessed(path, error)


def _processed(document: ToRead, limits: Limits) -> Record | Unprocessed:
    place = (document.sha256, document.container)
    try:
        return process_layout(document.read(limits))
    except DocumentError as error:
        return Unprocessed(document.path, error, *place)
    except MemoryError:
        return Unprocessed(document.path, guard.memory_limit(limits.memory_bytes), *place)
    except Exception as error:
        return Unprocessed(document.path, internal_error(error), *place, traceback.format_exc())


def process_layout(layout: Layout) -> Record:
    """Extract and normalize a document that was read already (in a worker process, say)."""
    if _SECRET_STAMP.search(layout.text[:_HEAD_LENGTH]):
        raise DocumentError(
            "secret_document",
            "Văn bản có dấu độ mật (MẬT, TỐI MẬT hoặc TUYỆT MẬT) nên không được đưa vào hệ thống theo dõi.",
            "Chuyển văn bản cho bộ phận bảo mật; xóa tệp khỏi thư mục nạp.",
            "The document carries a secrecy stamp (MẬT, TỐI MẬT or TUYỆT MẬT) and must not be kept in a tracker.",
            "Hand it to the office for classified documents and remove the file from the folder.",
        )
    return normalize(extract(layout), rules_version=RULES_VERSION)
