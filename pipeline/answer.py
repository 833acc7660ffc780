"""What comes back for the documents of a file, beside their records. A leaf: worker processes send these values."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Unprocessed:
    """A document that gave no record, and why.

    ``path`` is a file's, or a member's in its ``container`` ("thu.eml!/a.docx"); ``sha256`` the hash of its content
    where it has any; ``traceback`` where the fault is the program's. ``error.code`` is stable.
    """

    path: str
    error: DocumentError
    sha256: str | None = None
    container: str | None = None
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A document in a container is read from now on: should nothing follow, it is the one that stopped the reader.

    ``position`` counts the documents of the outermost container from 0.
    """

    path: str
    sha256: str | None
    container: str
    position: int
