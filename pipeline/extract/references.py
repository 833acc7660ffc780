"""Finds every cited document: kind, number, symbol, date, issuer, title, and what this document has to do with it.

Citations nest and chain. In "Thông tư số 1/2031/TT-BTC của ... hướng dẫn thi hành Nghị định số 2/2030/NĐ-CP" the decree
stands inside the circular's title: both are references, the inner one a mention. In "Quyết định số 64/QĐ-UBND và
65/QĐ-UBND ngày 18/4/2031" the members of a list share kind and date. So places are found first (numbers, laws,
standards), then read from left to right with the title of each open until its clause ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from pipeline.extract.back_references import Own, Spans, find_short_forms
from pipeline.extract.citation_parts import (
    NUMBERED,
    SERIES,
    Lead,
    date_after,
    issuer_after,
    kind_before,
    kind_codes,
    kind_short_words,
    kind_words,
    lead_of,
    symbol_kind,
    title_after,
)
from pipeline.extract.citation_relation import issuer_before, relation_of
from pipeline.extract.law_citations import find_laws
from pipeline.extract.mentions import ReferenceMention, Slice
from pipeline.extract.standards import find_standards
from pipeline.record import Relation
from pipeline.text import fold

# Kinds that are cited by a bare number, "Nghị định số 61", "QĐ 93", "NĐ 61/2018": legal kinds, and nothing that counts.
_BARE = regex.compile(
    r"(?<![\p{L}\d/-])(?P<kind>Nghị\s+(?:định|quyết)|Quyết\s+định|Thông\s+tư(?:\s+liên\s+tịch)?|Chỉ\s+thị|Công\s+văn|NĐ|QĐ|NQ|TT|CV)"
    r"(?P<so>\s+số\s*:?)?\s+(?P<number>\d{1,5})(?:/(?P<year>(?:19|20)\d{2}))?(?![\d\p{L}/:.–-]*[\d\p{L}/])"
    r"(?=\s*(?:[,;.)\n]|$|\s(?:ngày|của|về|và|đã|quy\s+định|ban\s+hành|sửa\s+đổi|hướng\s+dẫn|thì|là|có)(?!\p{L})))"
)
# Between members of a list: ", ", " và ", "; ", also over the bullets of the next line, and over the article meant.
_JOINT = regex.compile(
    r"\s*+(?:(?P<mark>[,;&])\s*+)?(?P<and>(?:và|hoặc)\s+)?(?:[-+•*–]\s*)?(?:\(?\d{1,2}[.)]\s*)?(?:(?:các|những|\d{1,2})\s+)?"
    r"(?:[Ss]ố\s*+(?::\s*+)?)?(?:(?:điểm|khoản|[Đđ]iều|[Mm]ục|[Cc]hương)\s+[\p{L}\d]{1,4},?\s+){0,4}(?:của\s+)?"
)
# "(sau đây gọi tắt là Nghị định số 85/2024/NĐ-CP)" gives a name to what was just cited, and cites nothing.
_GIVES_NAME = regex.compile(
    r"sau\s+đây\s+(?:được\s+|sẽ\s+)?(?:gọi|viết)\s+(?:tắt\s+|chung\s+)*(?:là|thành)\s*:?\s*[“\"'‘]?\s*$",
    regex.IGNORECASE,
)
_SEPARATOR = regex.compile(
    r"(?:[,;&]\s*(?:và\s+)?|\s(?:và|hoặc)\s+)(?:(?:các|những|\d{1,2})\s+)?(?:[Ss]ố\s*+(?::\s*+)?)?$"
)
_TITLE_LIMIT = 900
#: How many members before the last one may take date, issuer and title from it.
_LONGEST_CHAIN = 20


def find_references(text: str, own: Own | None = None) -> list[ReferenceMention]:
    """Return every cited document in the order of the text, one entry a mention.

    The document's own number line ("Số: 45/KH-UBND") and itself ("Quyết định này") are no references. ``own`` says what
    the document calls itself: without it "Quyết định này" is never taken for another document. A repetition of its own
    whole number is left to the caller.
    """
    return _Reader(text, _places(text, own or Own())).read()


def _places(text: str, own: Own) -> list[ReferenceMention]:
    """Return the bare citations (kind, number, law title), without overlaps, in the order of the text."""
    places = [m for m in _full(text) if not _GIVES_NAME.search(text, max(0, m.start - 50), m.start)]
    short, itself = find_short_forms(text, places, own)
    short = [m for m in short if not _GIVES_NAME.search(text, max(0, m.start - 50), m.start)]
    taken = Spans([*((m.start, m.end) for m in (*places, *short)), *itself])
    bare = [m for m in _bare(text) if not taken.overlap(m.start, m.end)]
    bare = [m for m in bare if not _GIVES_NAME.search(text, max(0, m.start - 50), m.start)]
    return sorted([*places, *short, *bare], key=lambda m: (m.start, -m.end))


def _full(text: str) -> list[ReferenceMention]:
    """The citations with their whole key, laws and standards, without overlaps."""
    series = list(_series(text))
    members = {m.number.start for m in series if m.number}
    found = [*series, *(m for m in _numbered(text) if m.number and m.number.start not in members)]
    laws = list(find_laws(text))
    law_numbers = {law.number.start for law in laws if law.number}
    standards = list(find_standards(text))
    places = laws + [m for m in found if m.number and m.number.start not in law_numbers]
    taken = {m.number.start for m in places if m.number}
    return places + [m for m in standards if m.number and m.number.start not in taken]


def _numbered(text: str) -> Iterator[ReferenceMention]:
    for found in NUMBERED.finditer(text):
        lead = _whole_kind(text, lead_of(text, found.start()), found.group("symbol"))
        announced = lead.kind is not None or lead.has_so or _goes_on_list(text, found.start(), found.end())
        if lead.is_none or not _is_certain(found, announced):
            continue
        start = lead.kind.start if lead.kind else found.start()
        yield ReferenceMention(
            start=start,
            end=found.end(),
            rule="reference.number" if lead.kind else "reference.symbol",
            kind=lead.kind,
            number=Slice(*found.span("number"), "reference.number"),
            year=Slice(*found.span("year"), "reference.year") if found.group("year") else None,
            symbol=Slice(*found.span("symbol"), "reference.symbol"),
            issuer=lead.issuer,
            confidence=1.0 if lead.kind else 0.8,
        )


def _whole_kind(text: str, lead: Lead, symbol: str) -> Lead:
    """ "Thông báo kết luận số 215/TB-VPCP" is a Thông báo, as its symbol says, though "kết luận" is a kind as well."""
    if lead.kind is None:
        return lead
    told = symbol_kind(symbol)
    if told == kind_words().get(fold(lead.kind.of(text))):
        return lead
    outer = kind_before(text, lead.kind.start)
    return replace(lead, kind=outer) if outer and kind_words().get(fold(outer.of(text))) == told else lead


# "Công văn số 12/STP-VP ngày 05/01/2032, 60/STP-TTr ngày 01/02/2032": a key that has a date before it and behind it.
_DATED_LIST = regex.compile(r"\d{4}\s*[,;]\s*$")


def _goes_on_list(text: str, start: int, end: int) -> bool:
    return bool(_DATED_LIST.search(text, max(0, start - 12), start)) and date_after(text, end) is not None


def _series(text: str) -> Iterator[ReferenceMention]:
    """Yield the members of "các Quyết định số 1201, 1202 và 1203/QĐ-UBND", which share what follows the last number."""
    for found in SERIES.finditer(text):
        lead = lead_of(text, found.start("heads"))
        if lead.kind is None:
            continue
        kind, tail = lead.kind, Slice(found.end("number"), found.end(), "reference.tail")
        year = Slice(*found.span("year"), "reference.year") if found.group("year") else None
        heads = [m.span() for m in regex.finditer(r"\d+", text, pos=found.start("heads"), endpos=found.end("heads"))]
        spans = [*heads, found.span("number")]
        for position, (start, end) in enumerate(spans):
            yield ReferenceMention(
                start=start if position else kind.start,
                end=end if position < len(heads) else found.end(),
                rule="reference.series",
                kind=kind,
                number=Slice(start, end, "reference.number"),
                year=year,
                symbol=Slice(*found.span("symbol"), "reference.symbol"),
                tail=tail,
                issuer=lead.issuer,
                confidence=0.9,
            )


def _is_certain(found: regex.Match[str], announced: bool) -> bool:
    """Without a kind or "số" before it, only a printed key is one: "965/QĐ-UBND", not "1/ UBND" or "5/TTHC"."""
    if announced:
        return True
    symbol = found.group("symbol")
    if regex.search(r"\s", found.group()):
        return False
    first = regex.split(r"[-–/.]", symbol)[0]
    if "/" in symbol and first in kind_codes():
        return True
    if "-" not in symbol:
        return False
    is_letter = regex.fullmatch(r"\p{Lu}{3,}-\p{Lu}+", symbol) is not None
    return first in kind_codes() or found.group("year") is not None or is_letter


def _bare(text: str) -> Iterator[ReferenceMention]:
    for found in _BARE.finditer(text):
        short = found.group("kind") in kind_short_words()
        if not found.group("so") and not short and not found.group("year") and len(found.group("number")) < 2:
            continue
        yield ReferenceMention(
            start=found.start(),
            end=found.end("year") if found.group("year") else found.end("number"),
            rule="reference.bare",
            kind=Slice(*found.span("kind"), "kind.words"),
            number=Slice(*found.span("number"), "reference.number"),
            year=Slice(*found.span("year"), "reference.year") if found.group("year") else None,
            confidence=0.6,
        )


@dataclass(slots=True)
class _Read:
    """A mention that was read, with the place where its title ends."""

    mention: ReferenceMention
    tail: int


class _Reader:
    """Reads the places from left to right; a title holds the places inside it."""

    def __init__(self, text: str, places: list[ReferenceMention]) -> None:
        self.text = text
        self.places = places
        self.found: list[ReferenceMention] = []

    def read(self) -> list[ReferenceMention]:
        index = 0
        chain: list[int] = []  # indices into self.found of the list that the last citation belongs to
        tail = 0
        while index < len(self.places):
            place = self.places[index]
            joined = bool(chain) and self._joins(tail, place)
            position = len(self.found)
            next_index, next_tail = self._read_one(index, len(self.text))
            mention = self.found[position]
            if joined:
                mention = self._share_forwards(self.found[chain[-1]], mention)
            else:
                chain = []
                relation = (
                    Relation.MENTIONS
                    if mention.is_standard
                    else relation_of(self.text, mention.start, mention.end, previous_end=min(tail, mention.start))
                )
                issuer = mention.issuer or (
                    None if mention.is_standard or mention.is_law else issuer_before(self.text, mention.start)
                )
                mention = replace(mention, relation=relation, issuer=issuer)
            self.found[position] = mention
            chain.append(position)
            self._share_backwards(chain)
            index, tail = next_index, next_tail
        return self.found

    def _read_one(self, index: int, limit: int) -> tuple[int, int]:
        """Read the place at ``index`` and all inside its title; return the next index and where its title ends."""
        text = self.text
        place = self.places[index]
        limit = min(limit, place.end + _TITLE_LIMIT)
        position = len(self.found)
        self.found.append(place)
        if place.is_standard:
            return index + 1, place.end
        if place.is_law:
            index += 1
            while index < len(self.places) and self.places[index].start < place.end:
                self.found.append(_title_alone(self.places[index]))
                index += 1
            # What follows a law says what of it is meant; its own title is complete.
            return index, place.end
        mention = _with_date_and_issuer(text, place, limit)
        title = title_after(text, mention.end, limit)
        self.found[position] = mention
        index += 1
        if title is None:
            return index, mention.end
        end, index = self._read_title(index, title, self._kind(mention))
        while end > title.start and text[end - 1] in " ,\n":
            end -= 1
        self.found[position] = replace(mention, name=Slice(title.start, end, title.rule))
        return index, end

    def _read_title(self, index: int, title: Slice, owner_kind: str) -> tuple[int, int]:
        """Read the places inside a title; it ends before one that goes on with the list the title's owner stands in."""
        text = self.text
        end = title.end
        inner_tail = -1
        inner_is_plain = inner_is_law = False
        while index < len(self.places) and self.places[index].start < end:
            place = self.places[index]
            separator = _SEPARATOR.search(text, max(title.start, place.start - 24), place.start)
            if separator and not place.is_standard:
                goes_on_inside = inner_is_plain and not text[inner_tail : separator.start()].strip()
                if goes_on_inside and inner_is_law and "," in separator.group():
                    # "Nghị định ... thi hành Luật A, Nghị định số ...": the list of decrees goes on, not the title.
                    goes_on_inside = self._kind(place) != owner_kind
                if not goes_on_inside:
                    return separator.start(), index
            position = len(self.found)
            index, inner_tail = self._read_one(index, end)
            inner_is_law = self.found[position].is_law
            inner_is_plain = self.found[position].name is None or inner_is_law
        return end, index

    def _joins(self, tail: int, place: ReferenceMention) -> bool:
        """Whether nothing but a comma, "và" or ";" stands between the last citation (with its title) and ``place``."""
        joint = _JOINT.fullmatch(self.text, tail, place.start) if tail <= place.start else None
        return bool(joint and (joint.group("mark") or joint.group("and")) and not place.is_standard)

    def _share_forwards(self, before: ReferenceMention, mention: ReferenceMention) -> ReferenceMention:
        """A member of a list has its relation, where it has no kind the kind, and who acted for a like symbol."""
        changed = replace(mention, relation=before.relation)
        if changed.kind is None and before.kind is not None and not before.is_law:
            changed = replace(changed, kind=before.kind)
        if changed.issuer is None and _is_actor(before.issuer) and self._body(before) == self._body(mention):
            changed = replace(changed, issuer=before.issuer)
        return changed

    def _share_backwards(self, chain: list[int]) -> None:
        """The date, issuer and title after the last member hold for the members before it that have none.

        Only for members that follow each other at once and are of one kind: "48/2013 ngày ... và Nghị định số 92/2017
        ngày ... của Chính phủ sửa đổi ...".
        """
        last = self.found[chain[-1]]
        if last.is_law or last.is_standard:
            return
        for position in reversed(chain[-_LONGEST_CHAIN:-1]):
            member = self.found[position]
            if member.is_law or member.name is not None or self._kind(member) != self._kind(last):
                return
            if self._body(member) != self._body(last) or ";" in self.text[member.end : last.start][:3]:
                return
            shares_date = member.date is None and last.kind == member.kind
            keeps_issuer = member.issuer is not None and not (_is_actor(member.issuer) and last.issuer)
            self.found[position] = replace(
                member,
                date=last.date if shares_date else member.date,
                issuer=member.issuer if keeps_issuer else last.issuer,
                name=last.name if member.issuer is None or shares_date else member.name,
            )

    def _kind(self, mention: ReferenceMention) -> str:
        words = mention.kind.of(self.text) if mention.kind else ""
        return kind_words().get(fold(words)) or kind_short_words().get(words, "")

    def _body(self, mention: ReferenceMention) -> str:
        """The office in a symbol: "UBND" of "QĐ-UBND"."""
        return regex.split(r"[-–/.]", mention.symbol.of(self.text))[-1].strip() if mention.symbol else ""


def _is_actor(issuer: Slice | None) -> bool:
    """Whether the issuer was told by the sentence's subject, so that it holds for a whole list."""
    return issuer is not None and issuer.rule in {"issuer.subject", "issuer.agent"}


def _title_alone(law: ReferenceMention) -> ReferenceMention:
    """A law inside an amending law's title: number and date after it belong to the amending law."""
    if law.name is None:
        return law
    return replace(law, end=law.name.end, number=None, year=None, symbol=None, date=None, issuer=None)


def _with_date_and_issuer(text: str, place: ReferenceMention, limit: int) -> ReferenceMention:
    end = place.end
    date = date_after(text, end)
    if date and date.end <= limit:
        is_bracketed = "(" in text[end : date.start] and text[date.end : date.end + 1] == ")"
        end = date.end + is_bracketed
    else:
        date = None
    issuer = place.issuer
    if issuer is None and (issuer := issuer_after(text, end)):
        end = issuer.end
        if date is None and (date := date_after(text, end)):
            end = date.end
    return replace(place, end=end, date=date, issuer=issuer)
