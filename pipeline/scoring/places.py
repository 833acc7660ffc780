"""Where in a document's text some words stand, though wraps, marks and a word or two may differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from pipeline.scoring.likeness import WORD, word_key, words
from pipeline.text import squeeze

#: So many words in a row vote for a place together.
_LONGEST_GRAM: Final = 3
#: A gram that stands in more places than this says little.
_MOST_PLACES: Final = 200


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Character offsets in a text, end exclusive."""

    start: int
    end: int

    def distance(self, other: Place) -> int:
        """Return how many characters lie between the two; 0 where they touch."""
        return max(0, other.start - self.end, self.start - other.end)


class Finder:
    """Finds words in one text; a place is where most of the words stand in their order."""

    def __init__(self, text: str) -> None:
        self._spans = [match.span() for match in WORD.finditer(text)]
        self._keys = [word_key(text[start:end]) for start, end in self._spans]
        self._grams: dict[int, dict[tuple[str, ...], list[int]]] = {}

    def find(self, wanted: object, near: Place | None = None) -> Place | None:
        """Return where ``wanted`` stands best, of equal places the nearest to ``near``; None where nothing of it does.

        A place counts from three words in a row on, or from all of them where there are fewer.
        """
        keys = words(wanted)
        size = min(_LONGEST_GRAM, len(keys))
        if not size:
            return None
        grams = self._index(size)
        votes: Counter[int] = Counter()
        matched: dict[int, list[int]] = defaultdict(list)
        for position in range(len(keys) - size + 1):
            standing = grams.get(keys[position : position + size], [])
            if len(standing) > _MOST_PLACES and len(keys) > size:
                continue
            for index in standing:
                votes[index - position] += 1
                matched[index - position].append(index)
        if not votes:
            return None

        def rank(offset: int) -> tuple[int, int, int]:
            away = near.distance(self._place(matched[offset], size)) if near else 0
            return -votes[offset], away, offset

        return self._place(matched[min(votes, key=rank)], size)

    def _place(self, indices: list[int], size: int) -> Place:
        return Place(self._spans[indices[0]][0], self._spans[indices[-1] + size - 1][1])

    def _index(self, size: int) -> dict[tuple[str, ...], list[int]]:
        if size not in self._grams:
            index: dict[tuple[str, ...], list[int]] = defaultdict(list)
            for position in range(len(self._keys) - size + 1):
                index[tuple(self._keys[position : position + size])].append(position)
            self._grams[size] = dict(index)
        return self._grams[size]


def around(text: str, place: Place, width: int = 60, longest: int = 240) -> tuple[str, str, str]:
    """Return the words before a place, in it and behind it, on one line each: ``width`` and ``longest`` characters."""
    inside = squeeze(text[place.start : place.end])
    if len(inside) > longest:
        inside = f"{inside[: longest // 2]} … {inside[-longest // 2 :]}"
    before = _squeezed(text[max(0, place.start - width) : place.start])
    return before.lstrip(), inside, _squeezed(text[place.end : place.end + width]).rstrip()


def _squeezed(text: str) -> str:
    """Squeeze a piece, keeping that it touches the next one or not."""
    return (" " if text[:1].isspace() else "") + squeeze(text) + (" " if text[-1:].isspace() and squeeze(text) else "")
