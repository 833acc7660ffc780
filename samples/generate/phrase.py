"""Words that remember what they mean: a phrase with marks, each of which is an item of the gold record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Item:
    """One thing that a careful reader finds: its values by the names of ``pipeline.record``.

    A value may be an item or a list of them. ``"text": None`` asks for the words of its place. ``places`` are filled
    when the document is put together: offsets into its text, end exclusive.
    """

    values: dict[str, Any]
    places: list[tuple[int, int]] = field(default_factory=list)
    #: Whether the record has a place for it: a date value has none.
    has_span: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    start: int
    end: int
    item: Item


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and the items that stand in it."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Phrase | str) -> Phrase:
        other = phrase(other)
        length = len(self.text)
        moved = tuple(Mark(m.start + length, m.end + length, m.item) for m in other.marks)
        return Phrase(self.text + other.text, self.marks + moved)

    def __radd__(self, other: str) -> Phrase:
        return phrase(other) + self

    def marked(self, item: Item) -> Phrase:
        """The same words, the whole of them as the place of ``item``."""
        return Phrase(self.text, (*self.marks, Mark(0, len(self.text), item)))

    def capital(self) -> Phrase:
        """With a capital at the beginning; no place moves."""
        return Phrase(self.text[:1].upper() + self.text[1:], self.marks)

    def lowered(self) -> Phrase:
        """With a small letter at the beginning."""
        return Phrase(self.text[:1].lower() + self.text[1:], self.marks)

    def items(self) -> list[Item]:
        return [mark.item for mark in self.marks]


def phrase(words: Phrase | str) -> Phrase:
    return words if isinstance(words, Phrase) else Phrase(words)


def concat(parts: Iterable[Phrase | str]) -> Phrase:
    """Put phrases behind each other."""
    whole = Phrase()
    for part in parts:
        whole = whole + part
    return whole


def listed(parts: Sequence[Phrase], comma: str = ", ", last: str = ", ") -> Phrase:
    """ "A, B và C", with ``last`` before the last."""
    whole = Phrase()
    for n, part in enumerate(parts):
        whole = whole + ("" if n == 0 else last if n == len(parts) - 1 else comma) + part
    return whole
