"""What kind of document is meant, by its words or by its symbol.

The abbreviation of the kind stands first in a symbol ("70/TTr-SKHCN" is a Tờ trình); a công văn has none, its symbol is
the agency and the drafting unit ("453/SKHCN-TTr" is a letter that the Thanh tra drafted): Nghị định 30/2020/NĐ-CP,
Phụ lục III and Phụ lục I, mục II.3.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.text import fold
from pipeline.vocabulary import rows

_PARTS = regex.compile(r"(?:(?<!\s)\s++)?[-–/.]\s*")


def kind_of_words(words: str) -> str | None:
    """Return the official name of a kind: "QUYẾT ĐỊNH", "quyết định" and "QĐ" are "Quyết định"; None for others."""
    return _by_words().get(fold(words)) or _by_short_word().get(words.strip())


def kind_of_symbol(symbol: str) -> str | None:
    """Return the kind that a symbol tells, or None where it may be several ("QH15") or is unknown.

    "QĐ-UBND" is Quyết định, "CT/TU" Chỉ thị, "SKHCN-TTr" Công văn.
    """
    for row in rows("symbol_parts"):
        if regex.fullmatch(row["symbol"], symbol):
            return row["kind"] or None
    parts = _PARTS.split(symbol.strip())
    if kind := _by_code().get(parts[0]):
        return kind
    if symbol.isupper() and (kind := _by_code_folded().get(parts[0].upper())):
        return kind
    if "/" in symbol or len(parts[0]) < 2:
        return None  # a party symbol of a kind that we do not know: KIND/BODY
    return "Công văn"


def codes_of_kind(kind: str) -> tuple[str, ...]:
    """Return the abbreviations of a kind, the current one first: ("GUQ", "UQ") of Giấy ủy quyền."""
    return tuple(code for code, name in _by_code().items() if name == kind)


def official_kinds() -> tuple[str, ...]:
    """Return the official names of all kinds that we know, in the order of the regulations."""
    return tuple(dict.fromkeys(_official(row) for row in rows("kinds")))


def _official(row: dict[str, str]) -> str:
    return row.get("official") or row["kind"]


@cache
def _by_words() -> dict[str, str]:
    names = {fold(row["kind"]): _official(row) for row in rows("kinds")}
    others = {fold(word): _official(row) for row in rows("kinds") for word in row["words"].split("|") if " " in word}
    return others | names


@cache
def _by_short_word() -> dict[str, str]:
    words = ((word, row) for row in rows("kinds") for word in row["words"].split("|"))
    return {word: _official(row) for word, row in words if word and " " not in word}


@cache
def _by_code() -> dict[str, str]:
    return {code: _official(row) for row in rows("kinds") for code in row["symbols"].split("|") if code}


@cache
def _by_code_folded() -> dict[str, str]:
    """Codes in capitals, for symbols in a heading of capitals ("QYĐ")."""
    folded: dict[str, str] = {}
    for code, kind in _by_code().items():
        folded.setdefault(code.upper(), kind)
    return folded
