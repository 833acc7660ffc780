"""From mentions to the record: every place that was found gets its value, in the light of the whole document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial

import regex

from pipeline.extract.deadlines import IF_AHEAD
from pipeline.extract.header import spaced_kind
from pipeline.extract.mentions import (
    DeadlineMention,
    Mentions,
    ReferenceMention,
    Slice,
    TaskMention,
)
from pipeline.extract.recognised import REPAIRED_CONFIDENCE, SPLIT_DIGITS
from pipeline.extract.units import inherited_head
from pipeline.normalize import places
from pipeline.normalize.checks import PLANS, check_record
from pipeline.normalize.confidence import with_confidence
from pipeline.normalize.counts import counts
from pipeline.normalize.dates import date_time_value, date_value
from pipeline.normalize.deadlines import TimeContext, deadlines, plan_year
from pipeline.normalize.envelope import (
    disagreement,
    filled,
    key_of,
    known_values,
    settled,
    settled_day,
    settled_kind,
    settled_signer,
)
from pipeline.normalize.form_arithmetic import settle_tables, settled_repairs
from pipeline.normalize.issuers import issuer_words
from pipeline.normalize.kinds import kind_of_symbol, kind_of_words
from pipeline.normalize.opened_names import opened
from pipeline.normalize.references import reference
from pipeline.normalize.totals import record_tables
from pipeline.normalize.units import UnitContext, person_name, resolve
from pipeline.own_units import unknown_units
from pipeline.record import (
    DateValue,
    Deadline,
    DeadlineKind,
    Document,
    Finding,
    Meeting,
    Participant,
    Precision,
    Record,
    Reference,
    Repair,
    Signer,
    Source,
    Task,
    TaskKind,
    Trace,
    Unit,
)
from pipeline.text import match_key, squeeze

NEWS_ITEM = "Tin bài"
LETTER = "Công văn"
#: Kinds in which the issuer says what it will do itself.
REPORTS = frozenset({"Báo cáo", "Tờ trình"})
_AUTHORITIES = {"TM": "TM", "T/M": "TM", "KT": "KT", "K/T": "KT", "TL": "TL", "T/L": "TL", "TUQ": "TUQ", "T/U/Q": "TUQ"}


def normalize(mentions: Mentions, *, rules_version: str | None = None) -> Record:
    """Return the record of a document from what was found in it."""
    return _Assembly(mentions).record(rules_version)


class _Assembly:
    """One document's values in the making: each step may use those before it (date, place, issuer, units)."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.layout = mentions.layout
        self.text = mentions.layout.text
        self.header = mentions.header
        header = self.header
        self.number = self.key_part(header.number) if header.number else None
        self.symbol = self.key_part(header.symbol) if header.symbol else None
        self.known = known_values(self.layout.envelope, self.number, self.symbol)
        #: Fields that the envelope gave, and what the text had otherwise.
        self.given: set[str] = set()
        self.differences: list[Finding] = []
        printed = self._printed_kind()
        self.kind = self._settle("type", printed, *settled_kind(printed, self.known))
        self.is_report = self.kind in REPORTS
        #: What a meeting orders is an order for the office that wrote its minutes, too.
        self.is_minutes = self.kind == "Biên bản"

    def record(self, rules_version: str | None) -> Record:
        header = self.header
        issued = self._issued()
        day = _day_of(issued)
        place = self.words(header.place)
        place = self._settle("place", place, *filled("place", place, self.known))
        words = issuer_words(self.mentions)
        context = self._unit_context(place, day, issuer=None)
        # a letterhead gives its office in full: another office of that name in the text is no longer form of it
        is_whole = words is not None and words.rule.startswith("header.letterhead") and self.header.parent is not None
        own = replace(context, full_names=()) if is_whole else context
        issuer = self._with_parent(self._unit(words, own), context) if words else None
        if issuer is None and self.known.issuer is not None:
            self.given.add("issuer")
            issuer = resolve(self.known.issuer, context).model_copy(update={"rule": self.known.rule})
        context = self._unit_context(place, day, issuer.name if issuer else None)
        resolve_unit = partial(resolve, context=context)
        references = self._references(resolve_unit, day)
        document = self._document(issued, place, issuer, references)
        year = plan_year(document.subject or "") if document.type in PLANS else None
        times = TimeContext(issued, year, _day_of_meeting(document.meeting))
        settled = settle_tables(self.mentions)
        found_counts = counts(
            settled.mentions.counts,
            settled.mentions.tables,
            self.layout,
            period=lambda text, year: date_value(text, today=day, year=year or (day.year if day else None)),
            settled=settled.values,
        )
        record = Record(
            rules_version=rules_version,
            source=self._source(),
            text=self.text,
            document=document,
            references=references,
            tasks=tuple(self._task(mention, context, times, issuer, references) for mention in self.mentions.tasks),
            counts=found_counts,
            tables=record_tables(settled.mentions.tables, self.layout),
            repairs=tuple(
                Repair(
                    read=repair.read,
                    written=self.text[repair.start : repair.end],
                    rule=repair.rule,
                    span=(self.layout.span(repair.start, repair.end),),
                )
                for repair in self.layout.repairs
            )
            + tuple(settled_repairs(settled)),
        )
        # those of units last: a list of units that comes later finds them there (see pipeline.own_units)
        findings = (*check_record(record, settled), *self.differences, *unknown_units(record))
        return with_confidence(record.model_copy(update={"findings": findings}))

    # --- pieces ---

    def words(self, place: Slice | None) -> str | None:
        return (squeeze(place.of(self.text)) or None) if place else None

    def _source(self) -> Source:
        layout = self.layout
        return Source(
            path=layout.path,
            sha256=layout.sha256,
            format=layout.format,
            pages=layout.pages,
            ocr=layout.ocr,
            encoding=layout.encoding,
            container=layout.container,
            signatures=layout.signatures,
        )

    def _settle(self, field: str, printed: str | None, value: str | None, is_given: bool) -> str | None:
        """Keep in mind that a field came from the envelope, and what the text had in its place."""
        if is_given:
            self.given.add(field)
            self.differences += disagreement(field, printed, value)
        return value

    def _issued(self) -> DateValue | None:
        printed = self._printed_day()
        value, is_given = settled_day(printed, self.known)
        # a month without its day is made exact, and not contradicted
        contradicted = printed and value and not (printed.start or "") <= (value.start or "") <= (printed.end or "")
        written = printed.text if printed and contradicted else None
        self._settle("issued", written, value.text if value else None, is_given)
        return value

    def _printed_day(self) -> DateValue | None:
        header = self.header
        if header.date is not None and (value := date_value(header.date.of(self.text))):
            return value
        if header.attached_to is not None:
            cited = self.mentions.references[header.attached_to].date
            if cited is not None and (value := date_value(cited.of(self.text))):
                return value
        if header.meeting and header.meeting.start and self.kind == "Biên bản":
            return self._meeting_day(header.meeting.start)
        return None

    def _meeting_day(self, place: Slice) -> DateValue | None:
        """Minutes without a date line are of the meeting's day."""
        words = squeeze(place.of(self.text))
        if value := date_value(words):
            return value
        moment = date_time_value(words)
        return DateValue(text=words, start=moment[:10], end=moment[:10], precision=Precision.DAY) if moment else None

    def _unit_context(self, place: str | None, day: date | None, issuer: str | None) -> UnitContext:
        text = self.text
        found = places.province(place, on=day) if place else None
        return UnitContext(
            issuer=issuer,
            # a commune's or a district's place line names no province: its letterhead or text does
            place=found.name if found else self._province_of_letterhead(day) or place,
            on=day,
            definitions=tuple(
                (squeeze(a.short.of(text)), squeeze(a.full.of(text))) for a in self.mentions.abbreviations
            ),
            full_names=tuple(squeeze(u.of(text)) for u in self.mentions.units),
            people=self._people(),
            recognised=self.layout.ocr,
        )

    def _people(self) -> tuple[str, ...]:
        """Who is named in full: those who met, who signs, and people with a title in the text."""
        header = self.header
        places = [p.name for p in header.meeting.participants] if header.meeting else []
        if header.meeting and header.meeting.chair:
            places.append(header.meeting.chair)
        if header.signer is not None and header.signer.name is not None:
            places.append(header.signer.name)
        places += [unit for unit in self.mentions.units if unit.rule == "unit.person"]
        named = (person_name(squeeze(place.of(self.text))) for place in places)
        return tuple(dict.fromkeys(name for name in named if name is not None))

    def _province_of_letterhead(self, day: date | None) -> str | None:
        """Where no place is printed: the province of the letterhead, else the one that the text names most often."""
        for place in (self.header.issuer, self.header.parent):
            if place is not None and (name := _province_named(place.of(self.text), day)):
                return name
        return _province_named(self.text, day)

    def _unit(self, place: Slice, context: UnitContext, of: str = "") -> Unit:
        """Resolve a unit; ``of`` is the territory that it shares with the next one of its list."""
        written = squeeze(place.of(self.text))
        unit = resolve(f"{written} {of}".rstrip(), context, inherited_head(place.rule))
        span = self.layout.spans(place.start, place.end)
        return unit.model_copy(update={"text": written, "span": span, "rule": place.rule or None})

    def _shared_territory(self, place: Slice, following: Slice | None) -> str:
        """The territory of the next unit where both have it: "các cấp" for "HĐND" in "HĐND, UBND các cấp"."""
        if following is None or not _JOINED.fullmatch(self.text, place.end, following.start):
            return ""
        other = _COMMITTEE_OF.fullmatch(squeeze(following.of(self.text)))
        return other["of"] if other is not None and _COUNCIL.fullmatch(squeeze(place.of(self.text))) else ""

    def _with_parent(self, issuer: Unit, context: UnitContext) -> Unit:
        """An office whose own name settles no owner belongs to the one printed above it: "UBND XÃ A / VĂN PHÒNG"."""
        if issuer.owner is not None or self.header.parent is None or issuer.rule != "header.letterhead":
            return issuer
        if not _BELONGS.match(issuer.name):
            return issuer
        parent = self._unit(self.header.parent, context)
        of = _COMMITTEE_OF.fullmatch(parent.owner or "") if parent.name.startswith("Sở ") else None
        # owners say of which province: "Sở Nội vụ tỉnh Lâm Đồng"
        return issuer.model_copy(update={"owner": f"{parent.name} {of['of']}" if of is not None else parent.name})

    def _references(self, resolve_unit: Callable[[str], Unit], day: date | None) -> tuple[Reference, ...]:
        def date_iso(words: str) -> str | None:
            value = date_value(words, today=day)
            return value.start if value and value.precision is Precision.DAY else None

        def placed(mention: ReferenceMention) -> Reference:
            cited = reference(mention, self.text, resolve_unit=resolve_unit, date_iso=date_iso)
            issuer = cited.issuer
            if issuer is not None and mention.issuer is not None:
                span = self.layout.spans(mention.issuer.start, mention.issuer.end)
                issuer = issuer.model_copy(update={"span": span, "rule": mention.issuer.rule or None})
            confidence = self._confidence(mention.start, mention.end, mention.confidence)
            span = self.layout.spans(mention.start, mention.end)
            return cited.model_copy(update={"span": span, "issuer": issuer, "confidence": confidence})

        return tuple(placed(mention) for mention in self.mentions.references)

    def _confidence(self, start: int, end: int, confidence: float) -> float:
        """How sure a place is: less than ``confidence`` where its digits had to be put together."""
        repairs = self.layout.repairs
        split = any(r.rule == SPLIT_DIGITS and r.start < end and start < r.end for r in repairs)
        return min(confidence, REPAIRED_CONFIDENCE) if split else confidence

    def _printed_kind(self) -> str | None:
        header = self.header
        if header.is_news:
            return NEWS_ITEM
        if header.kind is not None:
            words = squeeze(header.kind.of(self.text))
            kind = kind_of_words(words) or kind_of_words(words.casefold().removeprefix("trích "))
            return kind or spaced_kind(words)
        if header.is_untyped:
            return None
        if header.symbol is not None and (kind := kind_of_symbol(self.key_part(header.symbol))):
            return kind
        # a mail greets as a letter does, and is none of the kinds of documents
        is_mail = self.layout.envelope is not None and not self.layout.envelope.is_trusted
        return LETTER if header.is_letter and not is_mail else None

    def key_part(self, place: Slice) -> str:
        """A part of a key: as printed, without blanks and with plain hyphens."""
        return "".join(place.of(self.text).split()).replace("–", "-").rstrip(".")

    def _document(
        self, issued: DateValue | None, place: str | None, issuer: Unit | None, references: Sequence[Reference]
    ) -> Document:
        header = self.header
        year = self.key_part(header.year) if header.year else None
        number = self._settle("number", self.number, *settled("number", self.number, self.known))
        symbol = self._settle("symbol", self.symbol, *settled("symbol", self.symbol, self.known))
        given = not self.given.isdisjoint(("number", "symbol"))
        subject = self._subject()
        subject = self._settle("subject", subject, *filled("subject", subject, self.known))
        attached_to = references[header.attached_to].key if header.attached_to is not None else self.known.attached_to
        return Document(
            type=self.kind,
            number=number,
            symbol=symbol,
            key=key_of(number, year or self.known.year, symbol) if given else self._key(number, year, symbol),
            issuer=issuer,
            place=place,
            issued=issued,
            subject=subject,
            attached_to=attached_to,
            signer=self._signer(),
            recipients=tuple(w for s in header.recipients if (w := self.words(s))),
            author=self.words(header.author),
            meeting=self._meeting(issued),
            trace={
                **{name: self._trace(*places) for name, places in self._traced(references)},
                **{name: Trace(rule=self.known.rule) for name in sorted(self.given)},
            },
        )

    def _traced(self, references: Sequence[Reference]) -> Iterator[tuple[str, tuple[Slice, ...]]]:
        """Yield the fields of the document with the places that give them."""
        header = self.header
        fields: dict[str, tuple[Slice | None, ...]] = {
            "type": (header.kind,),
            "number": (header.number,),
            "symbol": (header.symbol,),
            "issuer": (header.issuer,),
            "place": (header.place,),
            "issued": (header.date,),
            "subject": header.subject,
            "recipients": header.recipients,
            "author": (header.author,),
        }
        if header.attached_to is not None and references[header.attached_to].key is not None:
            cited = self.mentions.references[header.attached_to]
            fields["attached_to"] = (Slice(cited.start, cited.end, references[header.attached_to].rule or ""),)
        for name, found in fields.items():
            if known := tuple(place for place in found if place is not None):
                yield name, known

    def _trace(self, *places: Slice) -> Trace:
        first = places[0]
        span = tuple(piece for place in places for piece in self.layout.spans(place.start, place.end))
        read = [self.layout.confidence(place.start, place.end) for place in places] if self.layout.ocr else []
        sure = min([first.confidence, *(share for share in read if share is not None)])
        return Trace(span=span, rule=first.rule, confidence=sure)

    def _key(self, number: str | None, year: str | None, symbol: str | None) -> str | None:
        if number is None or symbol is None or self.header.symbol is None or self.header.number is None:
            return None
        if year:
            return f"{number}/{year}/{symbol}"
        between = self.text[self.header.number.end : self.header.symbol.start]
        return f"{number}{'-' if '/' not in between else '/'}{symbol}"

    def _subject(self) -> str | None:
        words = squeeze(" ".join(s.of(self.text) for s in self.header.subject))
        words = words.strip(" *").rstrip(".;:,").strip()
        return words or None

    def _signer(self) -> Signer | None:
        printed = self._printed_signer()
        known = self.known
        written = printed.name if printed else None
        name = self._settle("signer", written, *settled_signer(written, known))
        if "signer" not in self.given:
            return printed
        place = printed.model_copy(update={"name": name}) if printed else Signer(name=name)
        return place.model_copy(
            update={
                "position": place.position or known.signer_position,
                "authority": place.authority or known.signer_authority,
            }
        )

    def _printed_signer(self) -> Signer | None:
        signer = self.header.signer
        if signer is None:
            return None
        code = (self.words(signer.authority) or "").upper() or None
        parts = [s for s in (signer.authority, signer.position, signer.name) if s is not None]
        return Signer(
            name=self.words(signer.name),
            position=self.words(signer.position),
            authority=_AUTHORITIES.get(code, "Q" if code == "Q" else None) if code else None,
            span=tuple(piece for s in parts for piece in self.layout.spans(s.start, s.end)),
        )

    def _meeting(self, issued: DateValue | None) -> Meeting | None:
        meeting = self.header.meeting
        if meeting is None:
            return None
        day = _day_of(issued)
        start = date_time_value(meeting.start.of(self.text), day=day) if meeting.start else None
        first_day = date.fromisoformat(start[:10]) if start else day
        end = date_time_value(meeting.end.of(self.text), day=first_day) if meeting.end else None
        return Meeting(
            start=start,
            end=end,
            chair=self.words(meeting.chair),
            participants=tuple(
                Participant(name=squeeze(p.name.of(self.text)), position=self.words(p.position))
                for p in meeting.participants
            ),
            span=tuple(
                piece
                for place in (meeting.start, meeting.end, meeting.chair)
                if place is not None
                for piece in self.layout.spans(place.start, place.end)
            ),
        )

    def _task(
        self,
        mention: TaskMention,
        context: UnitContext,
        times: TimeContext,
        issuer: Unit | None,
        references: Sequence[Reference],
    ) -> Task:
        text = squeeze(" ".join(piece.of(self.text) for piece in mention.pieces))
        kind = mention.kind
        lead = self._units(mention.lead, context)
        if mention.issuer_leads and issuer is not None:
            lead = (issuer,)
        elif self.is_report and kind is TaskKind.COMMITMENT and issuer and all(u.name != issuer.name for u in lead):
            kind = TaskKind.ASSIGNMENT  # the issuer's report tells what another office is to do
        elif (
            not self.is_minutes
            and lead
            and issuer
            and all(u.name == issuer.name or self._is_party(u, issuer) for u in lead)
        ):
            kind = TaskKind.COMMITMENT  # among what it asks or orders the issuer says what it will do itself
        support = tuple(u for u in self._units(mention.support, context) if u.name not in {v.name for v in lead})
        inside = [(piece.start, piece.end) for piece in mention.pieces]
        return Task(
            text=text,
            kind=kind,
            section=mention.section,
            lead=lead,
            support=support,
            deliverable=self.words(mention.deliverable),
            deadlines=_one_rhythm([d for m in mention.deadlines for d in self._deadlines(m, times)]),
            references=_keys_inside(references, inside),
            span=tuple(span for piece in mention.pieces for span in self.layout.spans(piece.start, piece.end)),
            rule=mention.rule,
            confidence=mention.confidence,
        )

    def _is_party(self, unit: Unit, issuer: Unit) -> bool:
        """Whether a unit is one of the offices that issue a joint document: it stands in the letterhead, too."""
        if issuer.rule != JOINT_LETTERHEAD or self.header.kind is None:
            return False
        letterhead = match_key(squeeze(self.text[: self.header.kind.start]).casefold())
        return match_key(_WITHOUT_PLACE.sub("", unit.name).casefold()) in letterhead

    def _units(self, found: Sequence[Slice], context: UnitContext) -> tuple[Unit, ...]:
        """Resolve units, each name once: "Chi cục X" named in two brackets of one sentence is one lead."""
        units: dict[tuple[str, str | None], Unit] = {}
        for n, place in enumerate(found):
            following = found[n + 1] if n + 1 < len(found) else None
            unit = self._unit(place, context, self._shared_territory(place, following))
            for one in self._opened(unit, context):
                units.setdefault((one.name, one.owner), one)
        return tuple(units.values())

    @staticmethod
    def _opened(unit: Unit, context: UnitContext) -> tuple[Unit, ...]:
        """The offices that a unit's words are short for, each at the place of all; else the unit itself."""
        found = (resolve(name, context) for name in opened(unit.text))
        same = {"text": unit.text, "span": unit.span, "rule": unit.rule}
        return tuple(one.model_copy(update=same) for one in found) or (unit,)

    def _deadlines(self, mention: DeadlineMention, times: TimeContext) -> tuple[Deadline, ...]:
        span = self.layout.spans(mention.place.start, mention.place.end)
        return tuple(
            d.model_copy(update={"span": span, "rule": d.rule or mention.place.rule})
            for d in deadlines(mention.place.of(self.text), times, line=mention.line)
            if not mention.place.rule.endswith(IF_AHEAD) or _is_ahead(d, times)
        )


#: The rule of an issuer that is the first of several.
JOINT_LETTERHEAD = "header.letterhead.joint"
_WITHOUT_PLACE = regex.compile(r"\s+(?:tỉnh|thành phố)\s.*$")

#: Offices that are always somebody's.
_BELONGS = regex.compile(r"(?:Văn phòng|Phòng|Ban|Trung tâm|Chi cục|Thanh tra|Trường|Khoa|Đội|Hạt|Trạm|Bệnh viện)\b")


@cache
def _province_pattern() -> regex.Pattern[str]:
    names = sorted(places.names(), key=len, reverse=True)
    return regex.compile(r"(?i)\b(?:tỉnh|thành\s+phố|tp\.?)\s+(?P<name>" + "|".join(map(regex.escape, names)) + r")\b")


def _province_named(text: str, day: date | None) -> str | None:
    """Return the province named most often in ``text`` behind "tỉnh" or "thành phố", the first of them at a tie."""
    named = Counter(squeeze(m["name"]).casefold() for m in _province_pattern().finditer(text))
    if not named:
        return None
    found = places.province(named.most_common(1)[0][0], on=day)
    return found.name if found else None


#: "HĐND, UBND các cấp", "Thường trực HĐND và UBND huyện Mường Hoa".
_COUNCIL = regex.compile(r"(?i)(?:thường trực )?(?:HĐND|hội đồng nhân dân)")
_COMMITTEE_OF = regex.compile(r"(?i)(?:UBND|[uủ][yỷ] ban nhân dân) (?P<of>\S.*)")
_JOINED = regex.compile(r"\s*(?:,|và|&|-|–)\s*")

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _is_ahead(deadline: Deadline, times: TimeContext) -> bool:
    """Whether a deadline is later than the day that the document speaks from."""
    day = deadline.end or deadline.start
    return day is not None and times.today is not None and day > times.today.isoformat()


def _one_rhythm(deadlines: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """Drop what a rhythm says better: a bare "định kỳ" beside "hằng tháng", the day of "Hằng năm, trước ngày 15/11"."""
    rhythms = {d.recurrence for d in deadlines if d.recurrence}
    if not rhythms:
        return tuple(deadlines)

    def is_said_better(deadline: Deadline) -> bool:
        if deadline.kind is DeadlineKind.RECURRING:
            return deadline.recurrence is None
        return deadline.kind is DeadlineKind.DATE and not _YEAR.search(deadline.text)

    return tuple(d for d in deadlines if not is_said_better(d))


def _keys_inside(references: Sequence[Reference], places: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    keys = [
        r.key
        for r in references
        if r.key and any(s.start < end and s.end > start for s in r.span for start, end in places)
    ]
    return tuple(dict.fromkeys(keys))


def _day_of(value: DateValue | None) -> date | None:
    """The last day that a date value can mean: the day itself, or the end of a month without its day."""
    return date.fromisoformat(value.end) if value and value.end else None


def _day_of_meeting(meeting: Meeting | None) -> date | None:
    return date.fromisoformat(meeting.start[:10]) if meeting and meeting.start else None
