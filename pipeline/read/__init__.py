"""Readers: bytes become a ``Layout``. One module a format; the content decides which, the name only breaks ties."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from pipeline.read.choose import read_bytes
from pipeline.read.guard import DEFAULT_LIMITS, Limits
from pipeline.read.layout import Layout
from pipeline.read.source import load
from pipeline.read.worker import read_in_worker

__all__ = ["Layout", "Limits", "read", "read_guarded"]


def read(source: Path | bytes, *, name: str | None = None, limits: Limits | None = None) -> Layout:
    """Read a file, or its bytes, in this process.

    ``name`` is what the layout calls its path (for bytes; a path names itself) and what breaks a tie between formats.
    Raises DocumentError (codes: see ``pipeline.read.guard``). Time and memory are not limited here: see
    ``read_guarded`` for files from strangers.
    """
    limits = limits or DEFAULT_LIMITS
    data, name = _load(source, name, limits)
    return _named(read_bytes(data, name, limits), data, name)


def read_guarded(source: Path | bytes, *, name: str | None = None, limits: Limits | None = None) -> Layout:
    """Read like ``read``, in a worker process that a hostile file may kill: only its document fails.

    Workers are kept for the next document, so that a batch pays for their start once.
    """
    limits = limits or DEFAULT_LIMITS
    data, name = _load(source, name, limits)
    return _named(read_in_worker(data, name, limits), data, name)


def _load(source: Path | bytes, name: str | None, limits: Limits) -> tuple[bytes, str]:
    path = None if isinstance(source, bytes) else source
    return load(source, limits), name or (str(path) if path else "")


def _named(layout: Layout, data: bytes, name: str) -> Layout:
    return replace(layout, path=name, sha256=hashlib.sha256(data).hexdigest())
