"""Readers: bytes become a ``Layout``. One module a format; the content decides which, the name only breaks ties."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.guard import DEFAULT_LIMITS, Limits
from pipeline.read.layout import Layout
from pipeline.read.source import load

if TYPE_CHECKING:
    from pipeline.read.containers import Member

# The readers with their libraries take most of a second to import: only when a file is read, so that commands which
# read none (a second ingest, the lists) start at once.

__all__ = ["Layout", "Limits", "Unread", "read", "read_all"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that gave no layout: its path ("thu.eml!/a.docx" inside a container), why, and its content's hash."""

    path: str
    error: DocumentError
    sha256: str | None = None
    container: str | None = None


@dataclass(frozen=True, slots=True)
class ToRead:
    """A document about to be read, its bytes at hand (see ``documents``)."""

    path: str
    sha256: str | None
    container: str | None
    _member: Member

    def read(self, limits: Limits) -> Layout:
        """Read it. Raises DocumentError."""
        from pipeline.read.choose import read_bytes

        member = self._member
        if member.error is not None:
            raise member.error
        if self.container is not None:
            load(member.data, limits)  # the limit of one file, and emptiness
        layout = read_bytes(member.data, member.path, limits)
        return replace(
            layout,
            path=self.path,
            sha256=self.sha256 or "",
            container=self.container,
            envelope=member.envelope,
        )


def read(source: Path | bytes, *, name: str | None = None, limits: Limits | None = None) -> Layout:
    """Read one document: a file, or its bytes, in this process.

    ``name`` is what the layout calls its path (for bytes; a path names itself) and what breaks a tie between formats.
    A container with one document gives that; one with several raises DocumentError ``several_documents``. Raises
    DocumentError (codes: see ``pipeline.read.guard``). Time and memory are not limited here, but by the worker
    processes in which batches are read (``pipeline.workers``).
    """
    limits = limits or DEFAULT_LIMITS
    first, number = None, 0
    for document in documents(source, name=name, limits=limits):
        first, number = first or document, number + 1
    if first is None or number > 1:
        raise guard.several_documents(number) if number else guard.no_documents()
    return first.read(limits)


def read_all(
    source: Path | bytes, *, name: str | None = None, limits: Limits | None = None
) -> Iterator[Layout | Unread]:
    """Read every document of a file: one, or all that a container holds, each alone: one that fails costs no other.

    What fails is an ``Unread``; of the container itself where it cannot be opened or is over a limit as a whole.
    """
    limits = limits or DEFAULT_LIMITS
    try:
        for document in documents(source, name=name, limits=limits):
            try:
                yield document.read(limits)
            except DocumentError as error:
                yield Unread(document.path, error, document.sha256, document.container)
            guard.progress()
    except DocumentError as error:
        yield Unread(name or (str(source) if isinstance(source, Path) else ""), error)


def documents(source: Path | bytes, *, name: str | None = None, limits: Limits) -> Iterator[ToRead]:
    """Yield the documents of a file unread, always in the same order. Raises DocumentError of the file itself."""
    from pipeline.read.containers import Member, is_container, walk

    data = load(source, limits)
    path = name or (str(source) if isinstance(source, Path) else "")
    if not is_container(data, path):
        yield ToRead(path, _digest(data), None, Member(path, data))
        return
    for member in walk(data, path, limits):
        yield ToRead(member.path, _digest(member.data) if member.data else None, path, member)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
