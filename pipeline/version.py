"""The version of the rules, apart from them, so that what only compares it need not load spaCy."""

from __future__ import annotations

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

_ROOMS_OF_RULES: Final = ("read", "extract", "normalize")
#: Leaves that decide what a record says, beside the rooms.
_LEAVES_OF_RULES: Final = ("certainty.py", "own_units.py", "registry.py")
_SUFFIXES: Final = (".py", ".csv")


def _digest(folder: Traversable, digest: hashlib._Hash) -> None:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            _digest(item, digest)
        elif item.name.endswith(_SUFFIXES):
            digest.update(item.name.encode())
            digest.update(item.read_bytes())


def _rules_version() -> str:
    digest = hashlib.sha256()
    package = resources.files("pipeline")
    for room in _ROOMS_OF_RULES:
        _digest(package / room, digest)
    for leaf in _LEAVES_OF_RULES:
        digest.update((package / leaf).read_bytes())
    return digest.hexdigest()[:12]


#: A digest of the code and vocabularies that make a record out of a file: it changes whenever the same document could
#: give another record, and nobody has to remember to change it. What is stored with another version is read again.
RULES_VERSION: Final = _rules_version()
