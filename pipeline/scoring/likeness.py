"""When two values of gold and record count as the same: keys to compare by, and how alike two texts are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from pipeline.text import TONE_MARKS

#: A word with the marks that stand on its letters, in any normal form.
WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
# "Chủ tịch Ủy ban nhân dân tỉnh Nam An", "Văn phòng UBND", "Ban Thường vụ Tỉnh ủy": their place is part of the name
_NAMED_BY_PLACE: Final = re.compile(
    r"(?:(?:phó )?chủ tịch |văn phòng )?(?:(?:ủy|uỷ) ban nhân dân|hội đồng nhân dân)"
    r"|(?:ban thường vụ )?(?:tỉnh|thành) (?:ủy|uỷ)"
)
# "Ban Dân tộc tỉnh Nam An", "Sở Y tế của thành phố": says whose the unit is, which is its owner and not its name
_PLACE_BEHIND: Final = re.compile(r" (?:của )?(?:tỉnh|thành phố)(?: [\w –-]+)?$")
_SPACES: Final = re.compile(r"\s+")


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """Return a word to compare by, decomposed: lower case, the tone mark at its end, wherever it was written.

    >>> word_key("hoá") == word_key("Hóa") != word_key("hoa")
    True
    """
    letters = unicodedata.normalize("NFD", word).casefold()
    tones = "".join(c for c in letters if c in TONE_MARKS)
    return "".join(c for c in letters if c not in TONE_MARKS) + tones


@lru_cache(maxsize=16_384)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word_key(word) for word in WORD.findall(unicodedata.normalize("NFD", text)))


def words(value: object) -> tuple[str, ...]:
    """Return the words of a value to compare by; case, punctuation and the place of a tone mark do not count."""
    return () if value is None else _words(str(value))


def plain(value: object) -> str:
    """Return ``words`` as one text; empty for None."""
    return " ".join(words(value))


def document_key(value: object) -> str:
    """Return the key of a document to compare by: lower case without blanks; punctuation counts.

    >>> document_key("12 /KH-SKHCN")
    '12/kh-skhcn'
    """
    return _SPACES.sub("", unicodedata.normalize("NFC", str(value or ""))).casefold()


def unit_key(unit: object) -> str:
    """Return the canonical name of a unit to compare by: without "các", and without the place that it belongs to.

    Bodies that are named by their place (committees and councils, their chairs and offices) keep it.
    """
    if isinstance(unit, Mapping):
        unit = unit.get("name") or unit.get("text")
    folded = unicodedata.normalize("NFC", str(unit or "")).casefold()
    name = " ".join(word for word in folded.split() if word != "các")
    return plain(name if _NAMED_BY_PLACE.match(name) else _PLACE_BEHIND.sub("", name))


def law_title(law: Mapping[str, Any]) -> str:
    """Return the title of a law to compare by, without its kind."""
    title, kind = plain(law.get("name")), plain(law.get("type"))
    return title.removeprefix(f"{kind} ") if kind else title


def overlap(one: object, other: object) -> float:
    """Return how alike two texts are: F1 of their words as multisets, 0 to 1; two empty texts are alike."""
    ones, others = words(one), words(other)
    if not ones or not others:
        return float(ones == others)
    return 2 * sum((Counter(ones) & Counter(others)).values()) / (len(ones) + len(others))
