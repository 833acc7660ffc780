"""Provinces and centrally governed cities, as of a day: 63 of them before 1 July 2025, 34 since.

A name as written is never rewritten into that of a successor: a document of 2019 speaks of Long An for ever. What
became of a province is told by ``successor``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from pipeline.text import fold
from pipeline.vocabulary import rows

#: "tỉnh Tây Ninh", "TP. Huế", "T.P Huế", "thành phố Đà Nẵng", "T. Bến Tre"; on folded text.
_KIND = regex.compile(r"^(?:tinh|thanh pho|t\.? ?p\.?|t\.)(?=[ .]|$)[ .]*")
_NOT_A_LETTER = regex.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a centrally governed city; both ends of its validity are inclusive, None is open."""

    name: str
    #: "tỉnh" or "thành phố".
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None
    #: The name of the unit that took it in.
    successor: str | None = None

    @property
    def label(self) -> str:
        """The name with its kind, as agencies carry it: "tỉnh Tây Ninh", "thành phố Huế"."""
        return f"{self.kind} {self.name}"

    def existed(self, on: date) -> bool:
        """Tell whether there was such a province on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def _key(text: str) -> str:
    """Letters and digits only, without marks or kind: spellings and dashes of one name meet here."""
    return _NOT_A_LETTER.sub("", _KIND.sub("", fold(text)))


@cache
def _by_key() -> dict[str, tuple[Province, ...]]:
    found: dict[str, tuple[Province, ...]] = {}
    for row in rows("provinces"):
        province_ = Province(
            name=row["name"],
            kind=row["kind"],
            valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            successor=row["successor"] or None,
        )
        for spelling in {row["name"], *filter(None, row["aliases"].split("|"))}:
            found[_key(spelling)] = (*found.get(_key(spelling), ()), province_)
    return found


@cache
def province(text: str, *, on: date | None = None) -> Province | None:
    """Return the province that ``text`` names ("BR-VT", "TP. HCM", "tỉnh Tây Ninh"), or None.

    Where one name had two lives (Cần Thơ was a province before 2004 and is a city since), ``on`` chooses; without a
    day, or where it existed on none, the latest is returned.
    """
    candidates = _by_key().get(_key(text), ())
    if on is not None:
        for candidate in candidates:
            if candidate.existed(on):
                return candidate
    return candidates[-1] if candidates else None


def successor(of: Province, *, on: date) -> Province:
    """Return the province that ``of`` belongs to on a day: Long An on 1 July 2025 is Tây Ninh."""
    while not of.existed(on) and of.successor is not None:
        following = province(of.successor, on=on)
        if following is None or following == of:
            break
        of = following
    return of


@cache
def names() -> tuple[str, ...]:
    """Return every province name and spelling of it, longest first, for patterns that search them."""
    spellings = {s for row in rows("provinces") for s in (row["name"], *row["aliases"].split("|")) if s}
    return tuple(sorted(spellings, key=lambda s: (-len(s), s)))
