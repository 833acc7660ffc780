"""Readers: bytes become a ``Layout``. One module a format; the content decides which, the name only breaks ties."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from pipeline.read.choose import read_bytes
from pipeline.read.guard import DEFAULT_LIMITS, Limits
from pipeline.read.layout import Layout
from pipeline.read.source import load

__all__ = ["Layout", "Limits", "read"]


def read(source: Path | bytes, *, name: str | None = None, limits: Limits | None = None) -> Layout:
    """Read a file, or its bytes, in this process.

    ``name`` is what the layout calls its path (for bytes; a path names itself) and what breaks a tie between formats.
    Raises DocumentError (codes: see ``pipeline.read.guard``). Time and memory are not limited here, but by the worker
    processes in which batches are read (``pipeline.workers``).
    """
    limits = limits or DEFAULT_LIMITS
    data = load(source, limits)
    path = None if isinstance(source, bytes) else source
    name = name or (str(path) if path else "")
    return replace(read_bytes(data, name, limits), path=name, sha256=hashlib.sha256(data).hexdigest())
