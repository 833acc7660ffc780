"""Phrases of a vocabulary found in short texts (headers, labels, clauses): whole words, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from pipeline.text import match_key, nfc

_NOT_WORD = regex.compile(r"[^\p{L}\p{N}\p{M}]+")


def words_key(text: str) -> str:
    """Return the words of ``text`` for comparing, one blank before, between and after: punctuation does not count.

    >>> words_key("Tổng số (hồ sơ)") == words_key(" tổng  số hồ sơ")
    True
    """
    return _kept_key(text) if len(text) <= _KEPT_LENGTH else _key(text)


def _key(text: str) -> str:
    return f" {match_key(_NOT_WORD.sub(' ', nfc(text)))} "


#: Headers and labels are looked at for one thing after another; longer texts come once.
_kept_key = lru_cache(maxsize=16_384)(_key)
_KEPT_LENGTH = 120  # characters


@dataclass(frozen=True, slots=True)
class Hit:
    """``value`` of the vocabulary, found at ``start`` to ``end`` of a key (see ``words_key``)."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Phrases with the value that each stands for. Build with ``phrase_book``."""

    _values: Mapping[str, str]
    #: The phrases by their first word, the longest first: a text is compared with few of them at each of its words.
    _by_word: Mapping[str, Sequence[str]] = field(repr=False)

    def hits(self, key: str) -> tuple[Hit, ...]:
        """Return the phrases in ``key`` (a ``words_key``), left to right; of two that overlap the longer one."""
        found: list[Hit] = []
        start = 1
        for word in key.split():
            for phrase in self._by_word.get(word, ()):
                end = start + len(phrase)
                if key.startswith(phrase, start) and key.startswith(" ", end):
                    found.append(Hit(self._values[phrase], start, end))
                    break
            start += len(word) + 1
        kept: list[Hit] = []
        for hit in sorted(found, key=lambda h: (h.start - h.end, h.start)):
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda h: h.start))

    def value(self, key: str) -> str | None:
        """Return what the last phrase in ``key`` stands for: in Vietnamese the narrower word stands behind."""
        hits = self.hits(key)
        return hits[-1].value if hits else None

    def exact(self, key: str) -> str | None:
        """Return what ``key`` stands for where it is one of the phrases and nothing else."""
        return self._values.get(key.strip())

    def opening(self, key: str) -> str | None:
        """Return what the phrase at the very beginning of ``key`` stands for."""
        hits = self.hits(key)
        return hits[0].value if hits and hits[0].start == 1 else None


def phrase_book(entries: Iterable[tuple[str, str]]) -> PhraseBook:
    """Return the book of (phrase, value) pairs."""
    values = {words_key(phrase).strip(): value for phrase, value in entries}
    by_word: dict[str, list[str]] = {}
    for phrase in sorted(values, key=len, reverse=True):
        by_word.setdefault(phrase.split(" ")[0], []).append(phrase)
    return PhraseBook(values, by_word)
