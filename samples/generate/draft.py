"""A document before it is a file: lines, tables, letterhead and signature; and the gold record that follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from samples.generate.phrase import Item, Phrase, phrase

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
RECIPIENTS_HEAD = "Nơi nhận:"


class Look(Enum):
    """How a line is set."""

    PLAIN = "plain"
    HEADING = "heading"
    TITLE = "title"
    SUBJECT = "subject"
    ADDRESSEE = "addressee"


@dataclass(frozen=True, slots=True)
class Line:
    words: Phrase
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; in ``header``, "<" continues the cell to the left and "^" the one above.

    ``counts`` and ``findings`` are placed by (row, column) of ``rows``, from 0.
    """

    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Phrase, ...], ...]
    caption: str | None = None
    counts: tuple[tuple[int, int, Item], ...] = ()
    findings: tuple[tuple[int, int, Item], ...] = ()

    def opened(self) -> list[list[str]]:
        """The header's rows with every merged cell opened."""
        rows: list[list[str]] = []
        for r, row in enumerate(self.header):
            opened: list[str] = []
            for c, cell in enumerate(row):
                opened.append(opened[c - 1] if cell == "<" else rows[r - 1][c] if cell == "^" else cell)
            rows.append(opened)
        return rows

    def paths(self) -> list[list[str]]:
        """The path of header cells over each column."""
        return [list(dict.fromkeys(column)) for column in zip(*self.opened(), strict=True)]


Block = Line | Grid


@dataclass(slots=True)
class Draft:
    """One document with everything that its gold record says."""

    kind: str
    #: The values of the record's ``document``.
    document: dict[str, Any]
    parent: tuple[str, ...] = ()
    issuer: tuple[Phrase, ...] = ()
    number: Phrase | None = None
    #: "V/v ..." under the number of an official letter.
    about: Phrase | None = None
    place_date: Phrase | None = None
    blocks: list[Block] = field(default_factory=list)
    recipients: tuple[str, ...] = ()
    #: What follows the signature: an appendix.
    annex: list[Block] = field(default_factory=list)
    #: Position lines and the name, each a line.
    signature: tuple[Phrase, ...] = ()
    #: The signatory on the left in place of the recipients: minutes.
    second_signature: tuple[str, ...] = ()
    references: list[Item] = field(default_factory=list)
    tasks: list[Item] = field(default_factory=list)
    counts: list[Item] = field(default_factory=list)
    findings: list[Item] = field(default_factory=list)

    def add(self, words: Phrase | str, look: Look = Look.PLAIN) -> None:
        self.blocks.append(Line(phrase(words), look))

    @property
    def grids(self) -> list[Grid]:
        return [block for block in (*self.blocks, *self.annex) if isinstance(block, Grid)]

    def head_lines(self) -> Iterator[Phrase]:
        """The letterhead in the order in which one reads it."""
        if not self.issuer:
            return
        yield from map(phrase, self.parent)
        yield from self.issuer
        yield from map(phrase, MOTTO)
        yield from (part for part in (self.number, self.about, self.place_date) if part is not None)

    def foot_lines(self) -> Iterator[Phrase]:
        yield from map(phrase, self.second_signature)
        if self.recipients:
            yield phrase(RECIPIENTS_HEAD)
            yield from (phrase(f"- {line}") for line in self.recipient_lines())
        yield from self.signature

    def recipient_lines(self) -> list[str]:
        last = len(self.recipients) - 1
        return [line + ("." if n == last else ";") for n, line in enumerate(self.recipients)]

    def reading(self) -> Iterator[Phrase]:
        """Every line of the text in reading order; a row of a table is a line, its cells parted by tabs."""
        yield from self.head_lines()
        yield from _block_lines(self.blocks)
        yield from self.foot_lines()
        yield from _block_lines(self.annex)


def _block_lines(blocks: list[Block]) -> Iterator[Phrase]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.words
            continue
        if block.caption:
            yield phrase(block.caption)
        yield from (phrase("\t".join(row)) for row in block.opened())
        for cells in block.rows:
            line = Phrase()
            for n, cell in enumerate(cells):
                line = line + ("\t" if n else "") + cell
            yield line


def record(draft: Draft, source: dict[str, Any]) -> dict[str, Any]:
    """Return the gold record of a document, a JSON value; its spans are offsets into its own ``text``."""
    lines = list(draft.reading())
    for line in lines:
        for item in line.items():
            item.places.clear()
    at = 0
    for line in lines:
        for mark in line.marks:
            mark.item.places.append((at + mark.start, at + mark.end))
        at += len(line.text) + 1
    text = "\n".join(line.text for line in lines)
    _number_tables(draft)
    _own_references(draft)
    return {
        "schema_version": "1",
        "source": source,
        "text": text,
        "document": _json(draft.document, text),
        "references": _ordered(draft.references, text),
        "tasks": _ordered(draft.tasks, text),
        "counts": _ordered(draft.counts, text),
        "tables": [
            {
                "caption": grid.caption,
                "header": grid.paths(),
                "rows": [[cell.text for cell in row] for row in grid.rows],
            }
            for grid in draft.grids
        ],
        "findings": [_json(item, text) for item in draft.findings],
    }


def _number_tables(draft: Draft) -> None:
    for n, grid in enumerate(draft.grids, 1):
        for placed in (grid.counts, grid.findings):
            for row, column, item in placed:
                item.values.update(table=n, row=row + 1, column=column + 1)


def _own_references(draft: Draft) -> None:
    """A task's references are the keys in its own words."""
    for task in draft.tasks:
        task.values["references"] = list(
            dict.fromkeys(
                item.values["key"]
                for item in sorted(draft.references, key=lambda item: item.places)
                if item.values["key"] and any(_inside(item.places[0], place) for place in task.places)
            )
        )


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _ordered(items: list[Item], text: str) -> list[Any]:
    return [_json(item, text) for item in sorted(items, key=lambda item: item.places)]


def _json(value: Any, text: str) -> Any:
    if isinstance(value, Item):
        found = {key: _json(part, text) for key, part in value.values.items()}
        if "text" in found and found["text"] is None:
            found["text"] = " ".join(text[start:end] for start, end in value.places)
        if value.places and value.has_span:
            found["span"] = [{"start": start, "end": end} for start, end in value.places]
        return found
    if isinstance(value, dict):
        return {key: _json(part, text) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_json(part, text) for part in value]
    return value
