"""The registry of units: every known name with its spellings, and which of them a misspelled one was meant to be.

A leaf beside ``vocabulary``: normalize resolves by it, and the command line suggests from it what an unknown unit could
be. The rows stand in ``normalize/data/agencies.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import regex

from pipeline.text import fold, match_key, nfc
from pipeline.vocabulary import rows

#: How sure a name is that neither the document nor the registry knows: it is kept as written, and told.
UNKNOWN: Final = 0.5

_WORD = regex.compile(r"[^\W_]+")
_SILENT: Final = frozenset({match_key("và")})
#: "khu vực VII", "Phòng Nghiệp vụ 2": numbers tell units apart, and are never mended.
_NUMBER = regex.compile(r"\b(?:\d+|[IVXL]+)\b")

#: What one letter costs that is another one, missing or too many; one that recognition takes for the other; one whose
#: marks alone differ.
_LETTER: Final = 1.0
_LOOKALIKE: Final = 0.5
_MARKS: Final = 0.25
#: How much closer than any other name the nearest one has to be.
_LEAD: Final = 1.0
#: In a shorter word a changed letter makes another word as easily as a slip: "Y tế", "Kinh tế".
_LEAST_WORD: Final = 4
#: What can be a syllable, without marks; anything else is a slip for certain, however short.
_SYLLABLE = regex.compile(
    r"(?:ngh?|nh|gh|gi|kh|ch|ph|th|tr|qu|[bcdghklmnprstvx])?"
    r"(?:[aeiouy]|[aeou]ch?|[aeou]ng?|[aeiou][mpt]|[ae]nh|[aiou]n|i?eng?|in?h?|ic?h?|oong|a[iouy]|e[ou]|i[au]|o[aei]|u[aeiouy]"
    r"|i?e[cmnptu]|y?e[mntu]|oa(?:ch?|ng?|nh|[imopty])|oe[not]|ua(?:ng?|[ty])|ue(?:ch|nh)|uo(?:ng?|[cimptu])"
    r"|uy(?:a|ch|e[nt]|nh|[tu])|yn?h?)"
)
#: One slip is allowed for so many letters behind the head noun: where people typed, and where a picture was recognised.
_LETTERS_A_SLIP: Final = {False: 16, True: 8}
_LEAST_LETTERS: Final = 6
#: Pairs of letters that recognition takes for each other.
_LOOKALIKES: Final = frozenset(
    map(frozenset, regex.findall("..", "ili1l1ltitijcecoo0eonunhrnuvflgqhbmnacaeaovyftrts5b8g9"))
)


def loose_key(name: str) -> str:
    """Return a key under which commas, dashes, "&" for "và", case and the place of the tone mark do not count."""
    return " ".join(map(match_key, _WORD.findall(nfc(name).replace("&", " và "))))


def looser_key(name: str) -> str:
    """Return a key under which "và" does not count either."""
    return " ".join(key for key in loose_key(name).split(" ") if key not in _SILENT)


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the registry: ``level`` and ``kind`` as in agencies.csv; ``of`` are those whose part it usually is."""

    name: str
    level: str
    kind: str
    of: tuple[str, ...]


@cache
def _lines() -> tuple[tuple[Known, tuple[str, ...]], ...]:
    return tuple(
        (
            Known(row["name"], row["level"], row["kind"], tuple(filter(None, row["of"].split("|")))),
            (row["name"], *filter(None, row["aliases"].split("|"))),
        )
        for row in rows("agencies")
    )


@cache
def spellings() -> dict[str, str]:
    """Return the registry's names by the loose key of every spelling; of two lines with one key the first counts."""
    return {loose_key(spelling): line.name for line, written in reversed(_lines()) for spelling in written}


@cache
def _without_and() -> dict[str, str]:
    """Names by the looser key, where that means one name only."""
    found: dict[str, set[str]] = {}
    for line, written in _lines():
        for spelling in written:
            found.setdefault(looser_key(spelling), set()).add(line.name)
    return {key: names.pop() for key, names in found.items() if len(names) == 1}


def same_but_and(name: str) -> str | None:
    """Return the one known name that differs from ``name`` in connectors alone: "Sở Dân tộc - Tôn giáo"."""
    return _without_and().get(looser_key(name))


@cache
def _by_name() -> dict[str, Known]:
    return {loose_key(line.name): line for line, _ in reversed(_lines())}


def line_of(name: str) -> Known | None:
    """Return the registry's line of a canonical name, None for an unknown one."""
    return _by_name().get(loose_key(name))


@cache
def _fulls() -> dict[str, tuple[tuple[str, str], ...]]:
    """Full forms by the folded letters of the short form, as (folded head that has to stand before it or "", full)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("abbreviations"):
        for head in row["after"].split("|"):
            found.setdefault("".join(_WORD.findall(fold(row["short"]))), []).append((fold(head), row["full"]))
    return {letters: tuple(sorted(of, reverse=True)) for letters, of in found.items()}


#: What may be a short form as people type it: "ubnd", "KH&ĐT", "TT & TT".
_TYPED_SHORT = regex.compile(r"[^\W\d_]+(?:\s?[&-]\s?[^\W\d_]+)*")
_LEAST_SMALL_SHORT: Final = 4
_TERRITORIES: Final = (
    (regex.compile(r"(?i)\bTP\b\.?\s*"), "thành phố "),
    (regex.compile(r"(?i)\bTX\b\.?\s*"), "thị xã "),
)


def spelled_out(typed: str) -> str:
    """Return words that a person looks for with their abbreviations in full, marks or none: "ubnd tinh", "Sở TT&TT".

    A short form that belongs to certain heads counts behind them alone; in small letters it needs four letters, since
    "ca" is a word. What is no abbreviation stays as typed.

    >>> spelled_out("Sở KH&ĐT")
    'Sở Kế hoạch và Đầu tư'
    """
    typed = nfc(typed)
    for short, full in _TERRITORIES:
        typed = short.sub(full, typed)
    found, end = "", 0
    for match in _TYPED_SHORT.finditer(typed):
        found += typed[end : match.start()]
        end = match.end()
        written = match.group()
        letters = "".join(_WORD.findall(fold(written)))
        is_short = (
            len(letters) >= _LEAST_SMALL_SHORT or not written.isalpha() or (len(letters) > 1 and written.isupper())
        )
        before = f" {fold(found).strip()}"
        meant = next(
            (full for head, full in _fulls().get(letters, ()) if not head or before.endswith(f" {head}")), None
        )
        found += meant if is_short and meant is not None else written
    return found + typed[end:]


# ------------------------------------------------------------------------------------------------------------ nearness


@dataclass(frozen=True, slots=True)
class Near:
    """A known name and how far it is: in slips, a letter one, a mark a quarter."""

    name: str
    distance: float


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    #: Words behind the head, with marks and folded.
    words: tuple[str, ...]
    plain: tuple[str, ...]


@cache
def _heads() -> tuple[tuple[str, ...], ...]:
    """Folded words of head nouns, the longest first."""
    found = {tuple(fold(row["head"]).split(" ")) for row in rows("unit_heads") if row["kind"] in ("office", "placed")}
    return tuple(sorted(found, key=len, reverse=True))


def _head_words(plain: tuple[str, ...]) -> int:
    """The number of words of the head noun that a folded name begins with; 0 where it begins with none."""
    return next((len(head) for head in _heads() if plain[: len(head)] == head), 0)


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(nfc(name).replace("&", " và ")))


@cache
def _by_head() -> dict[tuple[str, ...], tuple[_Entry, ...]]:
    found: dict[tuple[str, ...], list[_Entry]] = {}
    for name in dict.fromkeys(line.name for line, _ in _lines()):
        words = _words(name)
        plain = tuple(map(fold, words))
        head = _head_words(plain)
        if 0 < head < len(words):
            found.setdefault(plain[:head], []).append(_Entry(name, words[head:], plain[head:]))
    return {head: tuple(entries) for head, entries in found.items()}


@cache
def _syllables() -> frozenset[str]:
    """Every syllable of known names: what is one of them is rather another word than a slip."""
    return frozenset(match_key(word) for line, _ in _lines() for word in _words(line.name))


@lru_cache(maxsize=4096)
def near(name: str, *, recognised: bool = False) -> Near | None:
    """Return the known name that ``name`` is a slip of, None where there is none or two could be meant.

    Head nouns have to agree (a Chi cục is no Phòng), and numbers are never mended. ``recognised`` text may have more
    slips than text that people typed.
    """
    if _NUMBER.search(name):
        return None
    words = _words(name)
    plain = tuple(map(fold, words))
    head = _head_words(plain)
    entries = _by_head().get(plain[:head], ())
    if not 0 < head < len(words):
        return None
    words, plain = words[head:], plain[head:]
    most = _most_slips("".join(plain), recognised=recognised)
    found = sorted(
        (distance, entry.name)
        for entry in entries
        if (distance := _distance(words, plain, entry, most, recognised=recognised)) is not None
    )
    if not found or (len(found) > 1 and found[1][0] - found[0][0] < _LEAD and found[0][0] > 0):
        return None
    return Near(found[0][1], found[0][0])


def _most_slips(letters: str, *, recognised: bool) -> int:
    if len(letters) < _LEAST_LETTERS:
        return 0  # marks alone
    return max(1, len(letters) // _LETTERS_A_SLIP[recognised])


def _distance(
    words: tuple[str, ...], plain: tuple[str, ...], entry: _Entry, most: int, *, recognised: bool
) -> float | None:
    """How far the words of a field are from a known one, None where no slip explains the difference."""
    if plain != entry.plain and "".join(plain) == "".join(entry.plain):
        return 0.5  # blanks dropped or put between the letters of a word
    if len(words) != len(entry.words):
        return None
    total, slips = 0.0, 0.0
    for word, folded, other, other_folded in zip(words, plain, entry.words, entry.plain, strict=True):
        if word == other or match_key(word) == match_key(other):
            continue
        if folded == other_folded:
            total += _MARKS
            continue
        least = _LEAST_WORD - 1 if recognised else _LEAST_WORD
        if min(len(folded), len(other_folded)) < least and _SYLLABLE.fullmatch(folded) is not None:
            return None
        cost = _edits(folded, other_folded, recognised=recognised)
        slips += cost
        is_a_word = match_key(word) in _syllables() and (cost >= _LETTER or not recognised)
        if is_a_word or slips > most:
            return None
    return total + slips


def _edits(one: str, other: str, *, recognised: bool) -> float:
    """The least cost of letters changed, missing, added, or swapped with their neighbour (optimal string alignment)."""
    if abs(len(one) - len(other)) > 2:
        return float(len(one) + len(other))
    before: list[float] = []
    row = [float(j) for j in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        following = [float(i)]
        for j, b in enumerate(other, 1):
            alike = _LOOKALIKE if recognised and frozenset((a, b)) in _LOOKALIKES else _LETTER
            cost = min(row[j] + _LETTER, following[j - 1] + _LETTER, row[j - 1] + (0 if a == b else alike))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + _LETTER)
            following.append(cost)
        before, row = row, following
    return row[-1]


def suggestions(name: str, number: int = 3) -> list[Near]:
    """Return the known names that look most like ``name``, nearest first, for a person to choose from.

    Distances are in letters over the whole names, marks aside; names that differ in two fifths of them are left out.
    """
    key = fold(name)
    found = []
    for other, folded in _folded_names():
        if 2 * abs(len(folded) - len(key)) > max(len(folded), len(key)):
            continue
        alike = _bigrams(key) & _bigrams(folded)
        if 2 * len(alike) >= max(len(_bigrams(key)), len(_bigrams(folded))):
            found.append(Near(other, _whole_distance(key, folded)))
    near = [other for other in found if 5 * other.distance <= 2 * len(key)]
    return sorted(near, key=lambda other: (other.distance, other.name))[:number]


@cache
def _folded_names() -> tuple[tuple[str, str], ...]:
    return tuple((name, fold(name)) for name in dict.fromkeys(line.name for line, _ in _lines()))


@lru_cache(maxsize=8192)
def _bigrams(key: str) -> frozenset[str]:
    return frozenset(key[i : i + 2] for i in range(len(key) - 1))


def _whole_distance(one: str, other: str) -> float:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        following = [i]
        for j, b in enumerate(other, 1):
            following.append(min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (a != b)))
        row = following
    return float(row[-1])
