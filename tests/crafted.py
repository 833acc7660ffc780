"""Lines that somebody might craft to stall a pattern: long runs, its own words repeated, beginnings without an end.

All are made from the pattern's source by a seed that it gives itself: the same pattern meets the same lines.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

#: What is repeated: letters, blanks, digits, marks, and the little beginnings of words, items and numbers.
RUNS: Final = (
    *("a", "đ", "A", "1", " ", "\n", "\t", ".", ",", ";", ":", "(", ")", "“", "/", "-", "…", "_", "*"),
    *("a ", "A ", "Aa ", "1 ", "1.", "1/", "a, ", "a; ", "(a ", "- a\n", "A.", "a-", "1,2", "a/", ". A", "\n1. "),
)
_FILLERS: Final = ("a", " ", "1", "a ", "1 ", ",", "A ", "\n")
_MOST_WORDS: Final = 12
#: What no pattern awaits behind a run: the run has been read in vain.
END: Final = "q"


@dataclass(frozen=True, slots=True)
class Line:
    """``head``, then ``run`` over and over, then ``tail``."""

    run: str
    head: str = ""
    tail: str = ""

    def of(self, length: int) -> str:
        """Return the line with about ``length`` characters."""
        room = max(0, length - len(self.head) - len(self.tail))
        return self.head + (self.run * (room // len(self.run) + 1))[:room] + self.tail


def words_of(source: str) -> list[str]:
    """Return the plain words of a pattern, phrases as one, in the order of the pattern.

    >>> words_of(r"(?i)(?:căn\\\\s+cứ|theo)\\\\s+(?P<so>số)")
    ['căn cứ', 'theo', 'số']
    """
    plain = re.sub(r"\\[pPN]\{[^}]*\}|\(\?P?<[^>]*>|\(\?[a-zA-Z-]*:?|\{[\d,]*\}", "|", source)
    plain = re.sub(r"\\s[+*]?\+?|\[ \][+*]?\+?|\\ ", " ", plain)
    plain = re.sub(r"\[\^[^\]]*\]", "|", plain)
    plain = re.sub(r"\[([^\]\\])[^\]]*\]", r"\1", plain)
    plain = re.sub(r"\\[a-zA-Z]", "|", plain)
    found = re.findall(r"[^\W_]+(?: [^\W_]+)*", plain)
    return list(dict.fromkeys(found))


def lines_against(source: str, *, most: int | None = None) -> list[Line]:
    """Return lines against a pattern, ``most`` of them picked by the pattern's own seed; all of them with None."""
    chance = random.Random(ascii(source))
    words = words_of(source)
    picked = (
        words
        if len(words) <= _MOST_WORDS
        else [words[i] for i in sorted(chance.sample(range(len(words)), _MOST_WORDS))]
    )
    made = [*(Line(run, tail=tail) for run in RUNS for tail in ("", END)), *_with_words(picked)]
    return made if most is None or len(made) <= most else chance.sample(made, most)


def _with_words(words: Sequence[str]) -> Iterator[Line]:
    whole = " ".join(words)
    for word in words:
        yield from (Line(f"{word} "), Line(f"{word}, "), Line(word))
        yield Line(f"{word} ", tail=whole)  # what has to stand somewhere does, at the far end
        yield Line(f"{word} ", head=f"{whole} ")
        for filler in _FILLERS:
            yield Line(filler, head=f"{word} ", tail=END)
    for filler in _FILLERS if words else ():
        yield Line(filler, head=f"{whole} ", tail=END)
        yield Line(filler, tail=f" {whole}{END}")
    if words:
        yield Line(f"{whole} ")
