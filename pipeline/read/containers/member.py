"""What stands in a container, and how much of it is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.guard import Limits
from pipeline.read.layout import Envelope
from pipeline.text import nfc, squeeze

#: Between the path of a container and the name of what is in it: "thu-den.eml!/cong-van.docx".
INSIDE: Final = "!/"

# "C:", and what no name may hold
_DRIVE = re.compile(r"\A[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME: Final = 255
#: What systems leave in archives beside the documents.
_LEFTOVERS: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_LEFTOVER_FOLDERS: Final = frozenset({"__macosx"})


@dataclass(frozen=True, slots=True)
class Content:
    """What a container holds under a name: its bytes, or why they cannot be had."""

    name: str
    data: bytes = b""
    error: DocumentError | None = None
    envelope: Envelope | None = None


@dataclass(slots=True)
class Budget:
    """What the documents of one outermost file may cost together: bytes and number, inner containers counted."""

    limits: Limits
    bytes_left: int = field(init=False)
    members_left: int = field(init=False)

    def __post_init__(self) -> None:
        self.bytes_left = self.limits.max_unpacked_bytes
        self.members_left = self.limits.max_members

    def take(self, size: int) -> None:
        """Count so many unpacked bytes. Raises DocumentError ``too_large`` where they are too many."""
        if size > self.bytes_left:
            raise self.too_many_bytes(self.limits.max_unpacked_bytes - self.bytes_left + size)
        self.bytes_left -= size

    def count(self) -> None:
        """Count one member. Raises DocumentError ``too_large`` where it is one too many."""
        if self.members_left <= 0:
            allowed = self.limits.max_members
            raise guard.too_large("số văn bản bên trong", "the number of documents inside", allowed + 1, allowed)
        self.members_left -= 1

    def too_many_bytes(self, found: int) -> DocumentError:
        """Return the error for ``found`` bytes."""
        return guard.too_large(
            "dung lượng sau khi giải nén (byte)", "unpacked size (bytes)", found, self.limits.max_unpacked_bytes
        )


def clean_name(written: str) -> str:
    """Return a member's name as a path inside its container: NFC, "/" between its parts, no way out of it.

    Nothing is ever written under such a name; it only says where a document came from.

    >>> clean_name("..\\\\..\\\\Công văn đến\\\\a.docx"), clean_name("/etc/passwd"), clean_name("C:/x/./y.pdf")
    ('Công văn đến/a.docx', 'etc/passwd', 'x/y.pdf')
    """
    # control characters first: a tab is one, and squeezing would make it a blank
    plain = _DRIVE.sub("", nfc(_CONTROL.sub("", written)).replace("\\", "/"))
    parts = [squeeze(part)[:_LONGEST_NAME] for part in plain.split("/")]
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def is_leftover(name: str) -> bool:
    """Return whether a name in an archive belongs to a system or an open program, not to a document."""
    *folders, last = name.split("/")
    if any(folder.lower() in _LEFTOVER_FOLDERS or folder.startswith(".") for folder in folders):
        return True
    return last.lower() in _LEFTOVERS or last.startswith((".", "~$"))


@dataclass(slots=True)
class Names:
    """Gives each member of one container a name of its own: a second "a.docx" is "a (2).docx"."""

    _taken: set[str] = field(default_factory=set)

    def unique(self, name: str, fallback: str) -> str:
        """Return ``name`` cleaned, or ``fallback`` where nothing is left of it, with a number where it is taken."""
        wanted = clean_name(name) or fallback
        stem, dot, suffix = wanted.rpartition(".")
        if not dot or "/" in suffix:
            stem, suffix = wanted, ""
        number = 1
        unique = wanted
        while unique in self._taken:
            number += 1
            unique = f"{stem} ({number}){dot if suffix else ''}{suffix}"
        self._taken.add(unique)
        return unique
