"""A text cut into words, and the vocabularies of units as trees of words: what the grammar of units reads with.

Words are compared by key (``match_key``), so that case and the place of the tone mark do not count; neither do dashes
between words.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import regex

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.mentions import Slice
from pipeline.text import fold, match_key
from pipeline.vocabulary import rows

#: A word with its digits, or one sign. "KH&CN" is three tokens: the sign is a connector like "và".
_TOKEN = regex.compile(r"[^\W_]+|[^\w\s]|_")

Key = tuple[str, ...]
#: A tree of words; the empty key holds what the path to it names.
Tree = dict[str, "Tree | str"]


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    return match_key(word)


@lru_cache(maxsize=65536)
def plain_key(key: str) -> str:
    return fold(key)


@lru_cache(maxsize=8192)
def keys_of(phrase: str) -> Key:
    return tuple(key_of(m.group()) for m in _TOKEN.finditer(phrase) if m.group() not in DASHES)


DASHES: Final = frozenset("-–—")
#: Phrases by their first word, so that a place is compared with few of them.
Phrases = dict[str, tuple[Key, ...]]


def phrases(*phrases: str) -> Phrases:
    found: dict[str, list[Key]] = {}
    for keys in map(keys_of, phrases):
        found.setdefault(keys[0], []).append(keys)
    return {first: tuple(sorted(of, key=len, reverse=True)) for first, of in found.items()}


_BEYOND: Final = ("",) * 64


@dataclass(frozen=True, slots=True)
class Words:
    """The text cut into words and signs, with the key by which each is compared.

    ``keys`` go on with empty texts, so that looking ahead needs no test for the end (and ``keys[-1]`` is empty, too).
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    keys: tuple[str, ...]
    #: The head nouns that ``head_at`` found at a word, with the index after each and its kind.
    heads: dict[int, list[tuple[int, str]]] = field(default_factory=dict, compare=False, repr=False)
    #: The short forms that the document defines for offices.
    own: Tree = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def cut(cls, text: str) -> Words:
        starts, ends = array("I"), array("I")
        position = 0
        words = _TOKEN.findall(text)
        for word in words:
            position = text.index(word, position)
            starts.append(position)
            position += len(word)
            ends.append(position)
        return cls(text, starts, ends, (*map(key_of, words), *_BEYOND))

    def between(self, start: int, end: int) -> Words | None:
        """Return the words of ``text[start:end]``; None where one of them stands across a border."""
        first, last = bisect_left(self.starts, start), bisect_right(self.ends, end)
        if (first and self.ends[first - 1] > start) or (last < len(self.starts) and self.starts[last] < end):
            return None
        keys = (*self.keys[first:last], *_BEYOND)
        return Words(self.text, self.starts[first:last], self.ends[first:last], keys, own=self.own)

    def __len__(self) -> int:
        return len(self.starts)

    def capital(self, i: int) -> bool:
        """Whether a word begins with a capital letter."""
        return i < len(self.starts) and self.text[self.starts[i]].isupper()

    def is_word(self, i: int) -> bool:
        return 0 <= i < len(self.starts) and self.text[self.starts[i]].isalnum()

    def glued(self, i: int) -> bool:
        """Whether word ``i`` stands on the same line, and in the same cell, as the word before it."""
        return 0 < i < len(self.starts) and not {"\n", "\t"} & set(self._gap(i))

    def new_cell(self, i: int) -> bool:
        """Whether word ``i`` is the first of its table cell."""
        return 0 < i < len(self.starts) and "\t" in self._gap(i)

    def _gap(self, i: int) -> str:
        return self.text[self.ends[i - 1] : self.starts[i]]

    def in_capitals(self, i: int) -> bool:
        """Whether a word is of two letters or more, all of them capitals."""
        word = self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.starts) else ""
        return len(word) > 1 and word.isupper()

    def begins(self, i: int, phrase: Key) -> int | None:
        """The index after ``phrase`` where it stands at ``i``; dashes in the text do not count."""
        for key in phrase:
            while self.keys[i] in DASHES:
                i += 1
            if self.keys[i] != key:
                return None
            i += 1
        return i

    def first(self, i: int, phrases: Phrases) -> int | None:
        """The index after the longest_path of ``phrases`` that stands at ``i``."""
        for phrase in phrases.get(self.keys[i], ()):
            if (j := self.begins(i, phrase)) is not None:
                return j
        return None

    def slice(self, i: int, j: int, rule: str, confidence: float = 1.0) -> Slice:
        return Slice(self.starts[i], self.ends[j - 1], rule, confidence)


@lru_cache(maxsize=2)
def words_of(text: str) -> Words:
    """Return a document's words, cut once for all that read units in it, with the offices it has short forms for."""
    words = Words.cut(text)
    for defined in find_abbreviations(text):
        short, full = defined.short.of(text), Words.cut(defined.full.of(text))
        is_office = head_at(full, 0, "office", "placed") is not None and head_at(full, 0, "none") is None
        if _OWN_SHORT.fullmatch(short) and full.capital(0) and is_office:
            known = longest_path(full, 0, gazetteer())
            _grow(words.own, keys_of(short), known[1] if known else "office")
    return words


#: A short form that nothing else is written like: "CAT", "TTPVHCC", "BQLKKT", not "Sở".
_OWN_SHORT = regex.compile(r"(?:\p{Lu}[\p{Lu}\p{Ll}&-]*){2,12}")


@cache
def _acronyms() -> frozenset[str]:
    """Short forms of few letters, which are words otherwise: "CA" (Công an), "ca" (a shift)."""
    spellings = (spelling for row in rows("agencies") for spelling in row["aliases"].split("|"))
    return frozenset(key_of(s) for s in spellings if s.isupper() and len(s) <= _FEW_LETTERS)


_FEW_LETTERS: Final = 3


def known_at(words: Words, i: int) -> tuple[int, str] | None:
    """The known office at word ``i``: of the gazetteer, or one for which the document has a short form of its own."""
    found = longest_path(words, i, gazetteer())
    if found is not None and found[0] == i + 1 and words.keys[i] in _acronyms() and not words.in_capitals(i):
        found = None
    if words.own and words.keys[i] in words.own and words.in_capitals(i):
        own = longest_path(words, i, words.own)
        if own is not None and (found is None or own[0] > found[0]):
            return own
    return found


def _grow(tree: Tree, phrase: Key, what: str) -> None:
    for key in phrase:
        branch = tree.setdefault(key, {})
        assert isinstance(branch, dict)
        tree = branch
    tree.setdefault("", what)


def longest_path(words: Words, i: int, tree: Tree) -> tuple[int, str] | None:
    """The longest_path path of ``tree`` that stands at word ``i``: the index after it, and what it names."""
    found = None
    while True:
        key = words.keys[i]
        branch = tree.get(key) if key else None
        if branch is None and key in DASHES:
            i += 1
            continue
        if not isinstance(branch, dict):
            return found
        tree, i = branch, i + 1
        if isinstance(what := tree.get(""), str):
            found = (i, what)


@cache
def heads() -> dict[str, tuple[tuple[Key, str], ...]]:
    """Head nouns by their first word, the longest_path first; each with its kind."""
    found: dict[str, list[tuple[Key, str]]] = {}
    for row in rows("unit_heads"):
        phrase = keys_of(row["head"])
        found.setdefault(phrase[0], []).append((phrase, row["kind"]))
    return {first: tuple(sorted(of, key=lambda h: -len(h[0]))) for first, of in found.items()}


def head_at(words: Words, i: int, *kinds: str) -> int | None:
    """The index after the longest_path head noun of one of ``kinds`` at word ``i``.

    A longer word that names people, a post or nothing at all hides a shorter one: "tổ viên" is no "tổ".
    """
    if words.keys[i] not in heads():
        return None
    known = words.heads.get(i)
    if known is None:
        phrases = heads()[words.keys[i]]
        known = [(j, kind) for phrase, kind in phrases if (j := words.begins(i, phrase)) is not None]
        words.heads[i] = known
    hidden = 0
    for j, kind in known:
        if j < hidden:
            return None
        if kind in kinds:
            return j
        if kind == "none":
            return None
        if kind in _HIDING:
            hidden = j
    return None


_HIDING: Final = frozenset({"people", "post"})


@cache
def gazetteer() -> Tree:
    tree: Tree = {}
    for row in rows("agencies"):
        for spelling in (row["name"], *filter(None, row["aliases"].split("|"))):
            _grow(tree, keys_of(spelling), row["kind"])
    return tree


@cache
def fields() -> Tree:
    """What known offices are called after their head noun: "Giáo dục và Đào tạo" goes with any Sở, Phòng or Bộ."""
    tree: Tree = {}
    offices = [phrase for of in heads().values() for phrase, kind in of if kind == "office"]
    for row in rows("agencies"):
        for spelling in (row["name"], *filter(None, row["aliases"].split("|"))):
            phrase = keys_of(spelling)
            head = max((h for h in offices if phrase[: len(h)] == h), key=len, default=())
            if head and len(phrase) > len(head):
                for field in _with_and_without_and(phrase[len(head) :]):
                    _grow(tree, field, row["name"])
    for row in rows("abbreviations"):
        _grow(tree, keys_of(row["short"]), row["full"])
    return tree


_CONNECTIVES: Final = frozenset({",", "&", key_of("và")})


def _with_and_without_and(field: Key) -> tuple[Key, ...]:
    """The wordings of one field: "Giáo dục và Đào tạo" is "Giáo dục Đào tạo" as well, with or without its commas."""
    bare = tuple(key for key in field if key not in _CONNECTIVES)
    return tuple({field, bare, tuple(key for key in field if key != ",")})


@cache
def purposes() -> Tree:
    """What councils, boards and teams are for: "thi đua", "thẩm định"."""
    return _purposes("name")


@cache
def fund_purposes() -> Tree:
    """What funds are for: "bảo lãnh tín dụng"."""
    return _purposes("fund")


@cache
def evils() -> Tree:
    """What is fought, with the words of fighting it: "phòng, chống", "tham nhũng"."""
    return _purposes("against")


def _purposes(use: str) -> Tree:
    tree: Tree = {}
    for row in rows("body_purposes"):
        if row["use"] == use:
            _grow(tree, keys_of(row["phrase"]), use)
    return tree


@cache
def provinces() -> Tree:
    tree: Tree = {}
    for row in rows("provinces"):
        for spelling in (row["name"], *filter(None, row["aliases"].split("|"))):
            _grow(tree, keys_of(spelling), row["name"])
    return tree


@cache
def end_words() -> Tree:
    tree: Tree = {}
    for row in rows("unit_ends"):
        _grow(tree, keys_of(row["phrase"]), row["kind"])
    return tree


@cache
def verbs() -> Tree:
    """Verbs with which an order begins, beside the words that end a name wherever they stand."""
    tree: Tree = {}
    for row in rows("task_verbs"):
        _grow(tree, keys_of(row["verb"]), "verb")
    return tree


@cache
def surnames() -> frozenset[str]:
    """Keys of family names."""
    return frozenset(key_of(row["surname"]) for row in rows("surnames"))


def _known_names() -> Iterator[Key]:
    for row in (*rows("agencies"), *rows("abbreviations")):
        for spelling in (row.get("name") or row["full"], *filter(None, row.get("aliases", "").split("|"))):
            yield keys_of(spelling)


@cache
def compounds() -> frozenset[Key]:
    """Pairs of known names that are no words of a sentence: "khoa học" goes on with a name, "khẩn trương" does not."""
    orders = {keys_of(row["verb"]) for row in rows("task_verbs")}
    pairs = {
        pair
        for phrase in _known_names()
        for pair in pairwise(phrase)
        if _longest_key(pair, end_words()) is None
        and _longest_key(pair[1:], end_words()) is None
        # "giao" alone orders, in "giao thông" it does not
        and _longest_key(pair[:1], end_words()) in (None, "verb")
        and (_longest_key(pair[:1], end_words()) is None or pair not in orders)
    }
    return frozenset(pairs) | {(fold(a), fold(b)) for a, b in pairs}


def _longest_key(phrase: Key, tree: Tree) -> str | None:
    for key in phrase:
        branch = tree.get(key)
        if not isinstance(branch, dict):
            return None
        tree = branch
    what = tree.get("")
    return what if isinstance(what, str) else None
