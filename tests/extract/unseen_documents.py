"""Reads the documents of ``unseen`` and holds a record's tasks against what is expected of them.

``with_tasks.txt``, ``second.txt`` and the like hold whole documents, each headed by ``@@@ NAME`` and followed by
``--- tasks``, where a line is a task: ``section | words of it | leads < supporters | kind | times``. Units stand as the
document writes them, with ";" between them; "-" is the issuer, "?" a section that readers may see otherwise, "*" times
that are not compared; kinds are A(ssignment), C(ommitment), R(equest). ``without_tasks.txt`` says behind each name how
many tasks the document has: 0, or 1 where its last article orders it carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.processing import process_layout
from pipeline.record import Record, Task, Unit
from tests.documents import layout
from tests.samples_support import plain

FOLDER: Final = Path(__file__).parent / "unseen"
_KINDS: Final = {"A": "assignment", "C": "commitment", "R": "request"}
_SECTION_UNKNOWN: Final = "?"
_TIMES_UNCOMPARED: Final = "*"


@dataclass(frozen=True, slots=True)
class Expected:
    """One task as ``with_tasks.txt`` writes it."""

    section: str
    words: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    kind: str
    times: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its lines, the tasks expected of it, and how many there are."""

    name: str
    lines: tuple[str, ...]
    tasks: tuple[Expected, ...]
    count: int

    def record(self) -> Record:
        """Process the document; neighbouring lines with ``|`` are one table."""
        return process_layout(layout(*_with_tables(self.lines)))


def documents(file: str) -> list[Document]:
    """Return the documents of ``FOLDER / file``."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    return [_document(part) for part in text.split("@@@ ")[1:]]


def _document(part: str) -> Document:
    head, _, rest = part.partition("\n")
    name, _, count = head.strip().partition(" ")
    body, _, tasks = rest.partition("--- tasks\n")
    expected = tuple(_expected(line) for line in tasks.splitlines() if line.strip())
    return Document(name, tuple(body.strip().splitlines()), expected, int(count or len(expected)))


def _expected(line: str) -> Expected:
    section, words, units, kind, times = (cell.strip() for cell in f"{line} |".split("|")[:5])
    lead, _, support = units.partition("<")
    return Expected(section, words, _members(lead), _members(support), _KINDS[kind], times)


def _members(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(";") if name.strip() not in ("", "-"))


def _with_tables(lines: tuple[str, ...]) -> Iterator[str]:
    rows: list[str] = []
    for line in (*lines, ""):
        if "|" in line:
            rows.append(line)
            continue
        if rows:
            yield "\n".join(rows)
            rows = []
        if line:
            yield line


def misses(document: Document, record: Record) -> dict[str, list[str]]:
    """Return what a record misses or invents, by what it is about: task, lead, support, kind, section, times."""
    missed: dict[str, list[str]] = {
        what: [] for what in ("task", "false", "lead", "support", "kind", "section", "times")
    }
    left = list(record.tasks)
    for expected in document.tasks:
        here = plain(expected.words)
        found = next((task for task in left if here in plain(task.text)), None)
        if found is None:
            missed["task"].append(expected.words)
            continue
        left.remove(found)
        for what, wanted, got in _compared(expected, found, record):
            if wanted != got:
                missed[what].append(f"{expected.words}: {got!r}, expected {wanted!r}")
    missed["false"] = [task.text for task in left]
    return missed


def _compared(expected: Expected, task: Task, record: Record) -> Iterator[tuple[str, object, object]]:
    issuer = record.document.issuer
    lead = expected.lead or ((issuer.name,) if issuer else ())
    yield "lead", *_named(lead, task.lead)
    yield "support", *_named(expected.support, task.support)
    yield "kind", expected.kind, str(task.kind)
    if expected.section != _SECTION_UNKNOWN:
        yield "section", expected.section, task.section
    if expected.times != _TIMES_UNCOMPARED:
        yield (
            "times",
            expected.times,
            " ".join(
                f"{d.start or ''}..{d.end or ''}" if d.start or d.end else str(d.recurrence or d.kind)
                for d in task.deadlines
            ),
        )


def _named(wanted: tuple[str, ...], units: Iterable[Unit]) -> tuple[list[str], list[str]]:
    """Return both sides in the same words: a unit that is one of those wanted, by text or name, stands as wanted."""
    by_words = {plain(name): name for name in wanted}
    got = []
    for unit in units:
        known = next((by_words[w] for w in (plain(unit.text), plain(unit.name)) if w in by_words), None)
        got.append(known or unit.text)
    return sorted(wanted), sorted(got)
