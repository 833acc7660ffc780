"""From a unit as written to its canonical name and owner: "UBND tỉnh" in Tây Ninh is "Ủy ban nhân dân tỉnh Tây Ninh".

The document itself settles most: what it defines, the names that it gives in full, who issues it and where. After it
comes the gazetteer (``agencies.csv``, ``abbreviations.csv``). What neither knows stays as written, with a confidence
of ``UNKNOWN``: never guessed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

import regex

from pipeline.normalize import places
from pipeline.record import Unit
from pipeline.text import fold, match_key, nfc, squeeze
from pipeline.vocabulary import rows

#: How sure a name is: known as written; opened or completed from document or gazetteer; mended; kept as written.
EXACT: Final = 1.0
OPENED: Final = 0.95
MENDED: Final = 0.8
UNKNOWN: Final = 0.5


@dataclass(frozen=True, slots=True)
class UnitContext:
    """What the document settles about names.

    ``issuer`` is the canonical name of who issues it; ``place`` its province; ``on`` its day; ``definitions`` its own
    short forms as (short, full); ``full_names`` the units that its text names, in order and with repeats: where two
    departments could be meant by "sở", the one named more often is.
    """

    issuer: str | None = None
    place: str | None = None
    on: date | None = None
    definitions: tuple[tuple[str, str], ...] = ()
    full_names: tuple[str, ...] = ()


def resolve(text: str, context: UnitContext, head: str | None = None) -> Unit:
    """Return the unit that ``text`` names in that document.

    ``head`` is the head noun that an incomplete member of a list shares with its neighbours ("Sở" for "Tài chính" in
    "các Sở: Tư pháp, Tài chính"); see ``pipeline.extract.units.inherited_head``.
    """
    raise NotImplementedError
