"""A tokenizer that keeps what Vietnamese offices write as one sign: 3034/QĐ-UBND, 14/12/2017, 9001:2015, KH&CN, 10.234.

It is non-destructive, as every spaCy tokenizer: the document's text is the text that was given, letter by letter, so
token offsets are text offsets. Tokens are syllables; joining them to words is left to patterns, which know the phrase.
"""

from __future__ import annotations

import regex
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer

# Abbreviations whose full stop belongs to them: "TP. Hồ Chí Minh", "KT. GIÁM ĐỐC", "PGS.TS. Nguyễn Văn A".
_ABBREVIATIONS = (
    *("TP.", "Tp.", "tp.", "TX.", "Tx.", "TT.", "Q.", "P.", "H.", "X.", "KP."),
    *("TM.", "KT.", "TL.", "TUQ.", "T/M.", "K/T.", "T.M.", "K.T.", "T.L."),
    *("TS.", "ThS.", "Ths.", "PGS.", "GS.", "PGS.TS.", "GS.TS.", "KS.", "CN.", "BS.", "Th.S.", "St.", "Nxb.", "NXB."),
    *("v.v", "v.v.", "v.v...", "V.v", "v/v", "V/v", "tr.", "SĐT."),
)
# What stays whole. In order: numbers and symbols of documents, dates, fractions and numbers with separators, standards,
# letters joined by "&" or hyphens ("KH&CN", "X-quang"), addresses.
_WHOLE = regex.compile(
    r"\d{1,6}\p{L}?(?:/\d{4})?[/-]\p{Lu}[\p{L}\d&]*(?:[-–/.&]\p{Lu}[\p{L}\d&]*)*"
    r"|/?\p{Lu}[\p{L}\d&]*(?:-\p{Lu}[\p{L}\d&]*)+(?:/\p{Lu}[\p{L}\d&-]*)?"
    r"|/\p{Lu}{2,}"
    r"|\d+(?:[/.,:-]\d+)*%?"
    r"|\d+(?:-\d+)?:\d{4}/\p{Lu}[\p{L}&-]*"
    r"|\p{L}+(?:[&-]\p{L}+)+"
    r"|(?:https?://|www\.)[^\s<>\"]*[\p{L}\d/]"
    r"|[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+"
    r"|\.{2,}|\.?/\."
)
_PREFIX = regex.compile(
    r"^(?:[\p{Ps}\p{Pi}\"'*_#>|~<•+=…\p{S}]|\.{2,}|\./\.|(?:TP|Tp)\.(?=\p{L})|[Ss]ố(?=:?\d)|[-–—](?!\p{Lu})|[,;:!?.)\]}](?=.))"
)
_SUFFIX = regex.compile(r"(?:\./\.|\.{2,64}|[\p{Pe}\p{Pf}\"'*_,;:!?…|~<>•+=\p{S}%]|(?<!^)[.]|(?<=\P{Lu})[-–—/])$")
_INFIX = regex.compile(r"\.{2,}|\./\.|[/\\()\[\]{}\"“”‘’;,:!?*_…|<>=+~–—]|(?<=\p{Ll})\.(?=\p{Lu})")

_SUFFIX_WINDOW = 64  # characters: longer than any suffix but a run of one sign
_RUN = 4  # a sign repeated so often is one token: the leaders of a form, a ruled line
_RUN_OF_ONE = regex.compile(rf"([^\p{{L}}\d])\1{{{_RUN - 1},}}")


def _find_prefix(text: str) -> regex.Match[str] | None:
    return _RUN_OF_ONE.match(text) or _PREFIX.match(text)


def _find_suffix(text: str) -> regex.Match[str] | None:
    """Look at the end of ``text`` only: a token of ten thousand signs is peeled as often as that."""
    last = text[-1:]
    run = len(text) - len(text.rstrip(last)) if last and not last.isalnum() else 0
    if run >= _RUN:
        return _RUN_OF_ONE.match(text, len(text) - run)
    return _SUFFIX.search(text, max(0, len(text) - _SUFFIX_WINDOW))


def create_tokenizer(nlp: Language) -> Tokenizer:
    """Return the tokenizer for a pipeline on ``spacy.blank("xx")`` (``vi`` would need pyvi).

    >>> import spacy
    >>> nlp = spacy.blank("xx")
    >>> nlp.tokenizer = create_tokenizer(nlp)
    >>> [token.text for token in nlp("Quyết định số 3034/QĐ-UBND, ngày 14/12/2017.")]
    ['Quyết', 'định', 'số', '3034/QĐ-UBND', ',', 'ngày', '14/12/2017', '.']
    """
    return Tokenizer(
        nlp.vocab,
        rules={word: [{ORTH: word}] for word in _ABBREVIATIONS},
        prefix_search=_find_prefix,
        suffix_search=_find_suffix,
        infix_finditer=_INFIX.finditer,
        token_match=_WHOLE.fullmatch,
    )
