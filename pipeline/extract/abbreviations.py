"""Finds the short forms that a document defines for itself: "Thủ tục hành chính (TTHC)", "(sau đây gọi tắt là Sở)".

The full form is what stands before the bracket, and the letters of the short form say where it begins. A bracket whose
letters do not fit is no definition: "(PAR INDEX)", "(nếu có)".
"""

from __future__ import annotations

from typing import Final

import regex

from pipeline.extract.mentions import Abbreviation, Slice
from pipeline.text import fold

#: "(TTHC)", "(KH&CN)", "(sau đây gọi tắt là Sở)", "(gọi tắt là "Đề án 06")", "(viết tắt là BCĐ)", "(gọi chung là X)".
_BRACKET = regex.compile(
    r"\(\s*(?P<called>(?:sau đây |dưới đây )?(?:được )?(?:gọi|viết)(?: chung| tắt)* là:?\s*)?"
    r"[“”\"'*]*(?P<short>[^()\n“”\"*;]{2,90}?)[“”\"'*]*\s*\)",
    regex.IGNORECASE,
)
#: A short form made of capitals: "TTHC", "KH&CN", "LĐ-TB&XH", "GDTrH".
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}\p{Ll}&\- –]*")
#: One letter of a short form: "G", "D", "Tr", "H".
_LETTER = regex.compile(r"\p{Lu}\p{Ll}*")
_WORD = regex.compile(r"[^\W_]+")
#: Where a full form cannot reach over.
_STOP = regex.compile(r"[.;:()\n]")

_REACH: Final = 220
_SILENT: Final = frozenset({"va", "cua", "cac", "ve", "cho", "trong"})


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Return every short form that ``text`` defines, with its full form, in order."""
    found = []
    for match in _BRACKET.finditer(text):
        # "(sau đây viết tắt là CAT, trong Quy chế này gọi chung là hai ngành)"
        short = (match["short"].split(",")[0] if match["called"] else match["short"]).strip()
        start = _start_by_letters(text, match.start(), short)
        rule = "abbreviation.letters"
        if start is None and match["called"]:
            start, rule = _start_by_first_word(text, match.start(), short), "abbreviation.called"
        if start is None:
            continue
        end = start + len(text[start : match.start()].rstrip(" *_"))
        at = match.start("short")
        found.append(Abbreviation(Slice(at, at + len(short), rule), Slice(start, end, rule)))
    return found


def _words_before(text: str, end: int) -> list[tuple[int, str]]:
    """Words of the clause that ends at ``end``, the last one first, as (offset, word)."""
    begin = max(0, end - _REACH)
    stops = [m.end() for m in _STOP.finditer(text, begin, end)]
    begin = stops[-1] if stops else begin
    return [(m.start(), m.group()) for m in _WORD.finditer(text, begin, end)][::-1]


def _start_by_letters(text: str, end: int, short: str) -> int | None:
    """Where the full form begins whose initials are ``short``; first with every syllable, then with capitals alone."""
    if _CAPITALS.fullmatch(short) is None:
        return None
    letters = [fold(letter) for letter in _LETTER.findall(short)]
    if len(letters) < 2 or sum(c.isupper() for c in short) < sum(c.islower() for c in short):
        return None
    words = _words_before(text, end)
    for only_capitals in (False, True):
        left = letters.copy()
        for offset, word in words:
            if only_capitals and word[0].islower():
                continue
            if fold(word).startswith(left[-1]):
                left.pop()
                if not left:
                    return offset
            elif fold(word) not in _SILENT:
                break
    return None


def _start_by_first_word(text: str, end: int, short: str) -> int | None:
    """Where the phrase begins that opens with the first word of ``short``: "Sở Nội vụ (sau đây gọi là Sở)"."""
    first = _WORD.search(short)
    if first is None:
        return None
    return next((o for o, word in _words_before(text, end) if fold(word) == fold(first.group())), None)
