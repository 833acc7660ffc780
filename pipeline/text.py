"""Characters only: the few facts about Vietnamese Unicode text that every room needs.

A leaf beside ``record``: read needs it to give clean text, extract and normalize to compare words, load to search
without accents. Nothing here knows what a document is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: The five tone marks of Vietnamese as combining characters: grave, acute, tilde, hook above, dot below.
TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")

#: Texts up to this length have their keys kept: names, cells and labels come again and again, paragraphs do not.
_KEPT_LENGTH = 120
_KEPT = 65_536
# characters without width that word processors and web pages leave between letters, and halves of surrogate pairs
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\ud800-\udfff]")


def nfc(text: str) -> str:
    """Return ``text`` in NFC, with Đ (U+0110) for the look-alike Ð (U+00D0) and without zero-width characters.

    Idempotent. Lengths change, so readers call it before offsets are counted, and nothing does afterwards.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text).replace("Ð", "Đ").replace("ð", "đ"))


def small(text: str) -> str:
    """Return ``text`` in small letters, letter by letter: what is found there stands at the same place in ``text``."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(f if len(f := c.casefold()) == 1 else c for c in text)


def squeeze(text: str) -> str:
    """Return ``text`` with every run of white space as one blank, and none at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return ``text`` for searching: lower case, without any marks, đ as d, single blanks.

    >>> fold("Sở Khoa học và  Công nghệ, 3034/QĐ-UBND")
    'so khoa hoc va cong nghe, 3034/qd-ubnd'
    """
    return _kept_fold(text) if len(text) <= _KEPT_LENGTH else _fold(text)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", nfc(text).casefold().replace("đ", "d"))
    return squeeze("".join(c for c in decomposed if not unicodedata.combining(c)))


_kept_fold = lru_cache(maxsize=_KEPT)(_fold)


def match_key(text: str) -> str:
    """Return ``text`` for comparing words: NFC, lower case, the tone mark moved to the end of its word.

    "hoá" and "hóa", "uỷ" and "ủy" are one spelling under this key; "hoa" is another. Only for matching: the text that
    users see keeps the author's placement.
    """
    return _kept_key(text) if len(text) <= _KEPT_LENGTH else _key(text)


def _key(text: str) -> str:
    return " ".join(map(_word_key, nfc(text).casefold().split()))


_kept_key = lru_cache(maxsize=_KEPT)(_key)


@lru_cache(maxsize=_KEPT)
def _word_key(word: str) -> str:
    """The key of one word; a document has some thousand different ones, each many times."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    marks = "".join(sorted(c for c in decomposed if c in TONE_MARKS))
    rest = "".join(c for c in decomposed if c not in TONE_MARKS)
    return unicodedata.normalize("NFC", rest) + marks
