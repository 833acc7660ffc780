"""A syllable that never stands beside its neighbours, and has a twin with another tone or hat that does: "kể hoạch".

Small letters lose their marks first, and both readings are syllables. Which one is meant is told by the pairs of
syllables that official texts are made of (``data/syllable_pairs.csv``, made by ``samples/pairs.py``).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from pipeline.read.page import PageWord
from pipeline.read.syllables import is_common, is_syllable

_RULE: Final = "syllable_pair"
_MENDED: Final = 0.8
#: From here on all readers agreed: only a pair that is very common speaks against them.
_CERTAIN: Final = 0.9
#: How often a twin has to stand beside the neighbours (both sides together), where readers were not of one mind, and
#: where they were; and how many times as often as any other twin.
_TIMES: Final = 2
_TIMES_OF_CERTAIN: Final = 6
_AHEAD: Final = 3

_CORE = re.compile(r"(\W*)([^\W\d_]+)(\W*)")
#: What a word may end in for the next one to belong to it.
_JOINED: Final = frozenset(("", "(", '"', "“"))
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")


def mend_syllables(words: Sequence[PageWord]) -> list[PageWord]:
    """Return the words, in the same order, with syllables set right that only their neighbours can tell."""
    mended = list(words)
    for i, word in enumerate(mended):
        if word.repaired or word.confidence is None:
            continue
        before = _neighbour(mended, i, -1)
        after = _neighbour(mended, i, 1)
        if (written := _meant(word, before, after)) is not None:
            confidence = min(_MENDED, word.confidence)
            mended[i] = replace(word, text=written, repaired=(word.text, _RULE), confidence=confidence)
    return mended


def _neighbour(words: Sequence[PageWord], i: int, step: int) -> str | None:
    """The syllable beside a word on its line, in small letters; None where a sign or the line's end parts them."""
    if not 0 <= i + step < len(words):
        return None
    word, other = words[i], words[i + step]
    middle = (other.box[1] + other.box[3]) / 2
    left, right = (other, word) if step < 0 else (word, other)
    gap = right.box[0] - left.box[2]
    if not word.box[1] < middle < word.box[3] or not -0.5 * word.size < gap < 1.5 * word.size:
        return None
    first, second = _CORE.fullmatch(left.text), _CORE.fullmatch(right.text)
    if first is None or second is None or first[3] not in _JOINED or second[1] not in _JOINED:
        return None
    return (first if step < 0 else second)[2].lower()


def _meant(word: PageWord, before: str | None, after: str | None) -> str | None:
    match = _CORE.fullmatch(word.text)
    if match is None or len(match[2]) < 2 or (before is None and after is None):
        return None
    core = match[2]
    if not (core.islower() or core.istitle() or core.isupper()):
        return None
    small = core.lower()
    if _seen(before, small) or _seen(small, after):
        return None
    # what follows says more than what goes before: "Sở nói riêng" is no "Sở Nội vụ"
    is_open = after is None or not is_common(small)
    times = {
        twin: _seen(twin, after) + (_seen(before, twin) if is_open or _seen(twin, after) else 0)
        for twin in _twins(small)
    }
    ranked = sorted(times, key=lambda twin: times[twin], reverse=True)
    if not ranked:
        return None
    best, rest = times[ranked[0]], max((times[twin] for twin in ranked[1:]), default=0)
    least = _TIMES_OF_CERTAIN if (word.confidence or 0.0) >= _CERTAIN else _TIMES
    if best < least or best < _AHEAD * rest:
        return None
    # a syllable that is at home in such texts may well be meant, the more so where all readers agreed on it
    own = _known().get(small, 0)
    if best < own or (own and least == _TIMES_OF_CERTAIN):
        return None
    twin = ranked[0]
    written = twin.upper() if core.isupper() else twin.capitalize() if core[0].isupper() else twin
    return match[1] + written + match[3]


def _seen(first: str | None, second: str | None) -> int:
    return _pairs().get((first, second), 0) if first and second else 0


def _twins(small: str) -> list[str]:
    """The syllables with the same letters and other marks; the same marks in other places are the same word."""
    return [twin for twin in _by_letters().get(_letters(small), ()) if twin != small and _marks(twin) != _marks(small)]


def _letters(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d")


def _marks(text: str) -> tuple[str, tuple[str, ...]]:
    """The letters with their hats, and the tone wherever it stands."""
    pieces = unicodedata.normalize("NFD", text)
    return "".join(c for c in pieces if c not in _TONES), tuple(c for c in pieces if c in _TONES)


@cache
def _pairs() -> dict[tuple[str, str], int]:
    path = files("pipeline.read") / "data" / "syllable_pairs.csv"
    with path.open(encoding="utf-8") as file:
        return {(row["first"], row["second"]): int(row["times"]) for row in csv.DictReader(file)}


@cache
def _known() -> Counter[str]:
    """How often each syllable stands in a pair."""
    found: Counter[str] = Counter()
    for pair, times in _pairs().items():
        found.update(dict.fromkeys(set(pair), times))
    return found


@cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for syllable in sorted(_known()):
        if is_syllable(syllable):
            found[_letters(syllable)].append(syllable)
    return {letters: tuple(syllables) for letters, syllables in found.items()}
