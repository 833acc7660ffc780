"""The walk through a container and the containers in it: every document inside, one after another, under one budget."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.containers import archive, edxml, mail, outlook
from pipeline.read.containers.member import INSIDE, Budget, Content
from pipeline.read.guard import Limits
from pipeline.read.layout import Envelope

_HEAD_BYTES: Final = 16_384  # the head of a mail may be longer than that of any document

_Opener = Callable[[bytes, str, Budget], Iterator[Content]]


@dataclass(frozen=True, slots=True)
class Member:
    """A document inside: ``path`` names it through all its containers; ``error`` where its bytes cannot be had."""

    path: str
    data: bytes = b""
    error: DocumentError | None = None
    envelope: Envelope | None = None


def is_container(data: bytes, name: str) -> bool:
    """Return whether a file holds documents and is none itself. The content decides; ``name`` only helps with mail."""
    return _opener(data, name) is not None


def walk(data: bytes, path: str, limits: Limits) -> Iterator[Member]:
    """Yield the documents of the container at ``path``, those of containers in it included, always in the same order.

    Raises DocumentError where the container itself cannot be opened, holds nothing, or is over a limit as a whole; what
    came before that is good.
    """
    found = False
    for member in _walk(data, path, path, Budget(limits), 1):
        found = True
        yield member
    if not found:
        raise guard.no_documents()


def _opener(data: bytes, name: str) -> _Opener | None:
    head = data[:_HEAD_BYTES]
    suffix = PurePath(name).suffix.lower()
    if archive.is_zip(head, data):
        return lambda data, _, budget: archive.zip_contents(data, budget)
    if archive.is_tar(head):
        return archive.tar_contents
    if outlook.is_outlook(head, data):
        return lambda data, _, budget: outlook.outlook_contents(data, budget)
    if edxml.is_edxml(head):
        return lambda data, _, budget: edxml.contents(data, budget)
    if mail.is_mail(head, suffix):
        return lambda data, _, budget: mail.mail_contents(data, budget)
    return None


def _walk(data: bytes, name: str, path: str, budget: Budget, depth: int) -> Iterator[Member]:
    opener = _opener(data, name)
    assert opener is not None  # who calls has asked
    for content in _opened(opener, data, name, budget):
        inner = f"{path}{INSIDE}{content.name}"
        if content.error is not None or not is_container(content.data, content.name):
            yield Member(inner, content.data, content.error, content.envelope)
        elif depth >= budget.limits.max_container_depth:
            allowed = budget.limits.max_container_depth
            yield Member(inner, content.data, guard.too_large("số lớp lồng nhau", "nesting", depth + 1, allowed))
        else:
            yield from _inner(content, inner, budget, depth + 1)


def _inner(content: Content, path: str, budget: Budget, depth: int) -> Iterator[Member]:
    """Walk a container in a container: that it cannot be opened is its own fault; limits hold for all together."""
    found = False
    try:
        for member in _walk(content.data, content.name, path, budget, depth):
            found = True
            yield member
    except DocumentError as error:
        if error.code == "too_large" and (budget.members_left <= 0 or budget.bytes_left <= 0):
            raise
        yield Member(path, content.data, error)
        return
    if not found:
        yield Member(path, content.data, guard.no_documents())


def _opened(opener: _Opener, data: bytes, name: str, budget: Budget) -> Iterator[Content]:
    """Yield what an opener gives; whatever a library raises on broken bytes becomes a DocumentError."""
    try:
        yield from opener(data, name, budget)
    except (DocumentError, MemoryError, GeneratorExit):
        raise
    except RecursionError as error:
        raise guard.damaged("cấu trúc lồng nhau quá sâu", "its parts are nested too deeply") from error
    except (zlib.error, EOFError, OSError) as error:
        raise guard.damaged("tệp chứa bị cắt hoặc hỏng", "the container is cut off or broken") from error
    except Exception as error:  # parsing libraries raise anything at all on broken files
        raise guard.reader_crashed(f"{type(error).__name__}: {str(error)[:200]}") from error
