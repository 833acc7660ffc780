"""Short forms that point back to a document that the text cites in full elsewhere.

"Kế hoạch số 132", "QĐ 964", "Nghị định 61/2018": kind and number, without the symbol. "Quyết định nói trên", "Luật
này": a kind that is pointed at. Each becomes a mention with its own words and the number, year and symbol of the full
citation, so that it has that one's key. Where it could mean two documents, or the document itself, it is left alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

import regex

from pipeline.extract.citation_parts import (
    kind_short_words,
    kind_words,
    official_kind,
    symbol_kind,
)
from pipeline.extract.citation_relation import sentence_start
from pipeline.extract.mentions import ReferenceMention, Slice
from pipeline.text import fold

_GENERIC = "Văn bản"
_LAWS = frozenset(("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"))
#: Kinds that "này" may point at in a document of another kind. Others are as a rule what the document brings along
#: itself: "Ban hành kèm theo Quyết định này Kế hoạch ...; các phòng thực hiện Kế hoạch này".
_NEVER_ATTACHED = _LAWS | {
    *("Nghị định", "Nghị quyết", "Thông tư", "Thông tư liên tịch", "Quyết định", "Chỉ thị", "Công văn", "Công điện")
}
#: Kinds whose words in small letters mean no document: "theo quy định nêu trên", "hướng dẫn trên Cổng".
_ALSO_COMMON = frozenset(("quy định", "hướng dẫn", "chương trình", "dự án", "phương án", "quy trình", "lệnh"))

# "132", "132a", "61/2018"; no date, no rate, no key of another document: "132/KH", "1.320", "12-KH/TU"
_NUMBER = r"(?P<number>\d{1,5}[a-hđ]?)(?:/(?P<year>(?:19|20)\d{2}))?(?![\d\p{L}/:.–-]*[\d\p{L}/])(?!\s?[-–/])"
# What may follow a number that no "số" announces: "Kế hoạch 5 năm" and "Quyết định 12 thành viên" count something.
_GOES_ON = regex.compile(
    r"\s*(?:[,;.:)\]”\"\n]|$|\s(?:ngày|của|về|và|đã|quy\s+định|ban\s+hành|sửa\s+đổi|hướng\s+dẫn|thì|là|có|nêu|nói|trên|này|được|tại|để"
    r"|phải|cho|đến|do|theo|từ|còn|chưa|không|nhằm|như|trước|hết|thay|với|vẫn|cũng|nay)(?!\p{L}))"
)
#: Kinds of which nobody has so and so many: "hợp đồng theo Nghị định 68 hoàn thành nhiệm vụ".
_NEVER_COUNTED = frozenset(("Nghị định", "Thông tư", "Chỉ thị"))
_POINTERS = (
    r"(?:(?:đã\s+|vừa\s+)?(?:nói|nêu|kể|dẫn)(?:\s+ở)?\s+trên|trên\s+đây|vừa\s+nêu|đã\s+nêu"
    r"|trên(?=\s*(?:[,;.:)\n]|$)|\s(?:đã|và|thì|của|là|có\s(?!sở)|để|được|phải|còn|chưa|cho|đến|tới|tại|theo|vẫn|cũng|không)(?!\p{L})))"
)
_THIS = r"(?:này|đó)"
# Several at once, or one that is still to come.
_NOT_ONE = regex.compile(
    r"(?:^|[^\p{L}\d])(?:các|những|hai|ba|bốn|năm|một\s+số|mọi|từng|cả|dự\s+thảo|\d{1,3})\s+$", regex.IGNORECASE
)
#: How far back a document may have been named that is pointed at, in characters: some two paragraphs.
_POINTED_WITHIN = 700
#: So many citations of a kind before it are looked at: more do not stand within that.
_LAST = 60


@dataclass(frozen=True, slots=True)
class Own:
    """What the document calls itself: the kinds of it and of what it comes with, and (kind, number) of its head."""

    kinds: frozenset[str] = frozenset()
    numbers: frozenset[tuple[str, str]] = frozenset()

    def has(self, kind: str, number: str) -> bool:
        """Whether kind and number are the document's own; "05" is 5."""
        return any(kind == own and _plain(number) == _plain(n) for own, n in self.numbers)


class Spans:
    """Pieces of a text, to be asked many times whether one of them overlaps a place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def overlap(self, start: int, end: int) -> bool:
        """Whether a piece shares a character with ``start`` to ``end``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start


def find_short_forms(
    text: str, cited: Sequence[ReferenceMention], own: Own
) -> tuple[list[ReferenceMention], list[tuple[int, int]]]:
    """Return the short forms that mean one of the ``cited``, and the places of those that mean the document itself."""
    full = sorted((m for m in cited if not m.is_standard), key=lambda m: m.start)
    numbered, itself = _by_number(text, [m for m in full if m.number], own)
    known = sorted([*full, *numbered], key=lambda m: m.start)
    return [*numbered, *_pointed_at(text, known, own)], itself


def kinds_of(text: str, mention: ReferenceMention) -> frozenset[str]:
    """Return the kinds that a citation may be called by: "Kế hoạch liên ngành số 5/KHLN" is a Kế hoạch as well."""
    words = mention.kind.of(text) if mention.kind else ""
    kind = kind_words().get(fold(words)) or kind_short_words().get(words) or ""
    if kind in ("", _GENERIC):
        kind = symbol_kind(mention.symbol.of(text)) if mention.symbol else ""
    return frozenset((kind, official_kind(kind))) if kind else frozenset()


def kinds_named(words: str) -> frozenset[str]:
    """Return the kinds of document that are named in some words: {"Quyết định"} of "kèm theo Quyết định số 5"."""
    folded = f" {fold(words)} "
    named = {kind for name, kind in kind_words().items() if f" {name} " in folded and kind != _GENERIC}
    return frozenset(named | {official_kind(kind) for kind in named})


def _plain(number: str) -> str:
    return number.lstrip("0")


def _key(text: str, mention: ReferenceMention) -> tuple[str, ...]:
    """What tells two documents apart in one text."""
    parts = (mention.number, mention.year, mention.symbol) if mention.number else (mention.name,)
    return tuple(fold("".join(part.of(text).split()) if mention.number else part.of(text)) for part in parts if part)


def _by_number(
    text: str, cited: Sequence[ReferenceMention], own: Own
) -> tuple[list[ReferenceMention], list[tuple[int, int]]]:
    known: defaultdict[tuple[str, str], list[ReferenceMention]] = defaultdict(list)
    for mention in cited:
        number = _plain(mention.number.of(text)) if mention.number else ""
        for kind in kinds_of(text, mention) | {_GENERIC}:
            known[kind, number].append(mention)
    kinds = {kind for kind, _ in known} | {kind for kind, _ in own.numbers}
    taken = Spans((m.start, m.end) for m in cited)
    found: list[ReferenceMention] = []
    itself: list[tuple[int, int]] = []
    if not kinds:
        return found, itself
    for place in _numbered_form(frozenset(kinds)).finditer(text):
        words = place.group("kind")
        kind = kind_words().get(fold(words)) or kind_short_words().get(words) or ""
        number = place.group("number")
        if taken.overlap(place.start(), place.start() + 1) or not (
            place.group("so") or (kind != _GENERIC and (kind in _NEVER_COUNTED or _GOES_ON.match(text, place.end())))
        ):
            continue
        year = place.group("year")
        meant = [m for m in known[kind, _plain(number)] if year is None or (m.year and m.year.of(text) == year)]
        is_own = own.has(kind, number)
        if is_own and not meant:
            itself.append(place.span())
        elif not is_own and len({_key(text, m) for m in meant}) == 1:
            end = place.end("year") if year else place.end("number")
            found.append(_pointing(meant[0], Slice(*place.span("kind"), "kind.words"), place.start(), end))
    return found, itself


@lru_cache(maxsize=64)
def _numbered_form(kinds: frozenset[str]) -> regex.Pattern[str]:
    long, short = _words_of(kinds)
    so = r"(?P<so>\s+(?:[Ss]ố|SỐ)\s*:?\s*)"
    return regex.compile(
        rf"(?<![\p{{L}}\d/-])(?P<kind>{long}{'|' + short if short else ''})(?!\p{{L}})"
        rf"(?:{so}|[ \u00a0]+){_NUMBER}"
    )


def _words_of(kinds: Iterable[str]) -> tuple[str, str]:
    """Patterns of the words of these kinds, in any case, and of their short words, as they are written."""
    ordered = sorted(kinds, key=len, reverse=True)
    long = "|".join(r"\s+".join(map(regex.escape, kind.split())) for kind in ordered)
    short = "|".join(word for word, kind in kind_short_words().items() if kind in kinds)
    return f"(?i:{long})", short


def _pointing(full: ReferenceMention, kind: Slice, start: int, end: int) -> ReferenceMention:
    """A mention with its own words and kind, and the key (of a law without one, the title) of ``full``."""
    return ReferenceMention(
        start=start,
        end=end,
        rule="reference.back",
        kind=kind,
        number=full.number,
        year=full.year,
        symbol=full.symbol,
        tail=full.tail,
        name=full.name if full.is_law else None,
        is_law=full.is_law,
        confidence=0.8,
    )


def _pointed_at(text: str, known: Sequence[ReferenceMention], own: Own) -> Iterator[ReferenceMention]:
    """Yield "Quyết định nói trên" and "Luật này" where one document of that kind was named shortly before."""
    of_kind: defaultdict[str, list[ReferenceMention]] = defaultdict(list)
    for mention in known:
        if (mention.number and mention.symbol) or mention.is_law:
            for kind in kinds_of(text, mention):
                of_kind[kind].append(mention)
    for kind, cited in of_kind.items():
        starts = [mention.start for mention in cited]
        for place in _pointing_form(kind).finditer(text):
            is_this = place.group("this") is not None
            if is_this and not _may_mean_another(kind, place.group("this"), own):
                continue
            words = place.group("kind")
            if _NOT_ONE.search(text, max(0, place.start() - 14), place.start()) or (
                words.islower() and " ".join(words.split()) in _ALSO_COMMON
            ):
                continue
            full = _nearest(text, cited[: bisect_right(starts, place.start())][-_LAST:], kind, place.start())
            if full is not None:
                mention = _pointing(full, Slice(*place.span("kind"), "kind.words"), *place.span())
                yield replace(mention, confidence=0.7)


def _may_mean_another(kind: str, word: str, own: Own) -> bool:
    """Whether "Nghị định này" can be another document: not one's own kind, and not where nobody knows that kind."""
    return word == "đó" or (bool(own.kinds) and kind not in own.kinds and kind in _NEVER_ATTACHED)


@lru_cache(maxsize=64)
def _pointing_form(kind: str) -> regex.Pattern[str]:
    long, _ = _words_of([kind])
    return regex.compile(
        rf"(?<![\p{{L}}\d/-])(?<!(?:pháp|Pháp|kỷ|Kỷ)\s)(?P<kind>{long})\s+(?:{_POINTERS}|(?P<this>{_THIS}))(?!\p{{L}})"
    )


def _nearest(text: str, cited: Sequence[ReferenceMention], kind: str, place: int) -> ReferenceMention | None:
    """The last document of the kind that is named before ``place``; None where it is far, or where another of the kind
    is named with it or after it."""
    before = [m for m in cited if m.end <= place]
    if not before or place - before[-1].end > _POINTED_WITHIN:
        return None
    last = before[-1]
    begin = sentence_start(text, last.start)
    if any(_key(text, m) != _key(text, last) for m in before if m.start >= begin):
        return None
    named = Spans((m.kind.start, m.kind.end) for m in before if m.kind)
    others = (m for m in _named_otherwise(kind).finditer(text, begin, place) if not named.overlap(*m.span("kind")))
    return None if any(True for _ in others) else last


@lru_cache(maxsize=64)
def _named_otherwise(kind: str) -> regex.Pattern[str]:
    """The kind as a noun of some other document: "Quyết định sửa đổi", "dự thảo quyết định"; not "xem xét, quyết định",
    nor the document itself."""
    words = r"\s+".join(map(regex.escape, kind.split()))
    small = r"\s+".join(map(regex.escape, kind.lower().split()))
    return regex.compile(
        rf"(?<!\p{{L}})(?:(?P<kind>{words})|(?:dự\s+thảo|các|những|một|bản|ban\s+hành)\s+(?P<kind>{small}))(?!\p{{L}})"
        rf"(?!\s+(?:{_POINTERS}|{_THIS})(?!\p{{L}}))"
    )
