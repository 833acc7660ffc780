"""Batches of made-up documents: which kind, which format, which noise, all out of one seed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from samples.generate.draft import record
from samples.generate.files import FORMATS, setting
from samples.generate.kinds import KINDS
from samples.generate.noise import ENCODINGS, NOISES, Noise, chosen
from samples.generate.office import new_office

DOCUMENTS: Final = "documents"
GOLD: Final = "gold"
#: The share of files with noise, where noise is asked for.
_NOISY: Final = 0.5
#: Where a format is drawn: most documents are Word files; a news item stands on the web.
_DRAWN: Final = ("docx", "docx", "docx", "txt", "html")
_WITH_TABLES: Final = ("ke-hoach-bang", "bao-cao-bang")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a batch is made of. ``formats`` empty: one a document, drawn; else each document in each of them."""

    seed: int
    count: int
    kinds: tuple[str, ...] = tuple(KINDS)
    formats: tuple[str, ...] = ()
    noises: tuple[str, ...] = NOISES


@dataclass(frozen=True, slots=True)
class Made:
    """One document: its name, its files by ending, and its gold record."""

    name: str
    kind: str
    files: dict[str, bytes]
    gold: dict[str, Any]


def documents(wanted: Wanted) -> Iterator[Made]:
    """Yield the documents of a batch; the n-th is the same whatever ``count`` is."""
    weights = [KINDS[kind][1] for kind in wanted.kinds]
    for n in range(wanted.count):
        rng = Random(f"{wanted.seed}/{n}")  # a string is hashed the same way in every process
        kind = rng.choices(wanted.kinds, weights)[0]
        yield _document(wanted, f"{n:05}-{kind}", kind, rng)


def _document(wanted: Wanted, name: str, kind: str, rng: Random) -> Made:
    levels, _, make = KINDS[kind]
    draft = make(new_office(rng, levels))
    files = {}
    noise = Noise()
    for ending in wanted.formats or (_drawn(kind, rng),):
        allowed = tuple(name for name in wanted.noises if ending == "docx" or name not in ENCODINGS)
        noise = chosen(rng, allowed, _NOISY)
        files[ending] = FORMATS[ending](draft, setting(rng, noise))
    first, data = next(iter(files.items()))
    return Made(name, kind, files, record(draft, _source(name, first, data, noise)))


def _drawn(kind: str, rng: Random) -> str:
    if kind == "tin-bai":
        return "html"
    return rng.choice((*_DRAWN, "xlsx") if kind in _WITH_TABLES else _DRAWN)


def _source(name: str, ending: str, data: bytes, noise: Noise) -> dict[str, Any]:
    return {
        "path": f"{name}.{ending}",
        "sha256": hashlib.sha256(data).hexdigest(),
        "format": ending,
        "encoding": noise.encoding or "unicode",
    }


def write(wanted: Wanted, folder: Path) -> int:
    """Write a batch: ``folder/documents/NAME.*`` and ``folder/gold/NAME.json``; returns how many files were written."""
    for part in (DOCUMENTS, GOLD):
        (folder / part).mkdir(parents=True, exist_ok=True)
    written = 0
    for made in documents(wanted):
        for ending, data in made.files.items():
            (folder / DOCUMENTS / f"{made.name}.{ending}").write_bytes(data)
            written += 1
        gold = json.dumps(made.gold, ensure_ascii=False, indent=1)
        (folder / GOLD / f"{made.name}.json").write_text(gold + "\n", encoding="utf-8")
    return written
