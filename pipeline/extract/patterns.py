"""Patterns put together from plain words, so that a rule reads as the list of phrases that it is."""

from __future__ import annotations

import regex

#: No letter or tone mark follows: the end of a word, also where a syllable ends in a combining mark.
WORD_END = r"(?![\p{L}\p{M}])"


def phrases(*alternatives: str) -> str:
    """Return a group that matches one of the phrases, the longer first, with any white space between their words.

    >>> phrases("căn cứ", "theo")
    '(?:căn\\\\s+cứ|theo)'
    """
    longest_first = sorted(alternatives, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(regex.escape, phrase.split())) for phrase in longest_first) + ")"


def words(*alternatives: str) -> str:
    """Return ``phrases`` that end with a word: "theo" is not found in "theology"."""
    return phrases(*alternatives) + WORD_END
