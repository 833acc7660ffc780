"""What an envelope says of a document, beside what the document says itself.

An edXML envelope was filled in by the office that sends the document, and its values are trusted: number, symbol, kind,
day and signer stand against what the text seems to say, which may be a blank, a stamp or a bad recognition; where text
and envelope disagree, a finding says so. Place, subject and issuer have as many right spellings as writers, and are
quoted from the text where it has them. A mail only fills what its own words lack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.normalize.kinds import kind_of_symbol, kind_of_words
from pipeline.read.layout import Envelope
from pipeline.record import DateValue, Finding, Precision, Severity
from pipeline.text import fold

# "7816/VPCP-TTĐT", "107/2020/NĐ-CP", "31-CT/TU" in the field that is for the symbol alone
_YEAR_AND_SYMBOL = regex.compile(r"(?:(?P<year>(?:19|20)\d\d)/)?(?P<symbol>\p{L}.*)")
_WHOLE_KEY = regex.compile(r"(?:(?P<number>\d{1,9}[a-zđ]?)[/-])?" + _YEAR_AND_SYMBOL.pattern)
_AUTHORITIES = {"tm": "TM", "kt": "KT", "tl": "TL", "tuq": "TUQ", "q": "Q"}


@dataclass(frozen=True, slots=True)
class Known:
    """The values of an envelope in the record's forms; ``rule`` is what traces and findings call it."""

    rule: str
    is_trusted: bool
    number: str | None = None
    year: str | None = None
    symbol: str | None = None
    type: str | None = None
    place: str | None = None
    issued: DateValue | None = None
    subject: str | None = None
    issuer: str | None = None
    signer_name: str | None = None
    signer_position: str | None = None
    signer_authority: str | None = None
    #: The document that this one came with, where the values are that one's and not its own.
    attached_to: str | None = None

    @property
    def key(self) -> str | None:
        """Number and symbol as cited."""
        return key_of(self.number, self.year, self.symbol)


NOTHING = Known("", False)


def key_of(number: str | None, year: str | None, symbol: str | None) -> str | None:
    """Return number and symbol as cited: "3034/QĐ-UBND", "107/2020/NĐ-CP", "31-CT/TU"."""
    if number is None or symbol is None:
        return None
    if year:
        return f"{number}/{year}/{symbol}"
    # the Party writes 31-CT/TU, the state 31/CT-UBND
    return f"{number}{'-' if '/' in symbol else '/'}{symbol}"


def known_values(envelope: Envelope | None, number: str | None, symbol: str | None) -> Known:
    """Return what an envelope knows of the document in whose text ``number`` and ``symbol`` were found.

    An envelope with several documents is about its first and about each that carries its number; what comes with them
    without a number of its own is attached to it, and what has another number is none of its business.
    """
    if envelope is None:
        return NOTHING
    values = _values(envelope)
    if envelope.documents == 1 or values.key is None:
        return values if envelope.is_first else NOTHING
    agrees = number is not None and _same(number, values.number) and (symbol is None or _same(symbol, values.symbol))
    if agrees:
        return values
    if number is not None and symbol is not None and not _same(symbol, values.symbol):
        return NOTHING
    if envelope.is_first or _same(symbol, values.symbol):
        return values
    if number is not None:
        return NOTHING
    return Known(values.rule, values.is_trusted, issued=values.issued, attached_to=values.key)


def _values(envelope: Envelope) -> Known:
    number = _compact(envelope.number or "") or None
    written = _compact(envelope.symbol or "")
    # where the number has a field of its own, "2020/NĐ-CP" begins with a year, and only the same number is repeated
    if number is not None:
        written = written.removeprefix(f"{number}/").removeprefix(f"{number}-")
    match = (_WHOLE_KEY if number is None else _YEAR_AND_SYMBOL).fullmatch(written)
    symbol = year = None
    if match:
        symbol, year = match["symbol"].rstrip("."), match["year"]
        number = number or match.groupdict().get("number")
    kind = (kind_of_words(envelope.type) if envelope.type else None) or (kind_of_symbol(symbol) if symbol else None)
    day = envelope.issued
    return Known(
        rule=envelope.rule,
        is_trusted=envelope.is_trusted,
        number=number,
        year=year,
        symbol=symbol,
        type=kind,
        place=envelope.place,
        issued=DateValue(text="/".join(reversed(day.split("-"))), start=day, end=day, precision=Precision.DAY)
        if day
        else None,
        subject=envelope.subject,
        issuer=envelope.issuer,
        signer_name=envelope.signer_name,
        signer_position=envelope.signer_position,
        signer_authority=_AUTHORITIES.get(fold(envelope.signer_authority or "").replace(".", "").replace("/", "")),
    )


def settled(field: str, printed: str | None, known: Known) -> tuple[str | None, bool]:
    """Return the value of a field of text, and whether it is the envelope's.

    The words of the text stand where it has the same value in other letters, and where the envelope is not trusted.
    """
    value: str | None = getattr(known, field)
    if value is None or (printed is not None and (not known.is_trusted or _same(printed, value))):
        return printed, False
    return value, True


def filled(field: str, printed: str | None, known: Known) -> tuple[str | None, bool]:
    """Return the value of a field that is quoted from the text wherever the text has it, as ``settled`` does."""
    value: str | None = getattr(known, field)
    return (printed, False) if printed is not None or value is None else (value, True)


def settled_signer(printed: str | None, known: Known) -> tuple[str | None, bool]:
    """Return the signer's name; a title before it makes no other person."""
    name = known.signer_name
    if printed and name and (fold(printed) in fold(name) or fold(name) in fold(printed)):
        return printed, False
    return settled("signer_name", printed, known)


def settled_kind(printed: str | None, known: Known) -> tuple[str | None, bool]:
    """Return the kind of document: the title's where the envelope's own symbol speaks for it."""
    if printed is not None and known.symbol is not None and kind_of_symbol(known.symbol) == printed:
        return printed, False
    return settled("type", printed, known)


def settled_day(printed: DateValue | None, known: Known) -> tuple[DateValue | None, bool]:
    """Return the day of issue."""
    value = known.issued
    if value is None or (printed is not None and (not known.is_trusted or printed.start == printed.end == value.start)):
        return printed, False
    return value, True


def disagreement(field: str, printed: str | None, taken: str | None) -> Iterator[Finding]:
    """Yield the finding that the text has another value than the envelope, whose value was taken."""
    if printed is None or taken is None or printed == taken:
        return
    name, name_en = _FIELDS[field]
    yield Finding(
        code="envelope_differs",
        severity=Severity.WARNING,
        message=f"{name} đọc được trong văn bản là “{printed}”, khác với gói edXML (“{taken}”); lấy theo gói edXML.",
        message_en=f'The text has {name_en} "{printed}", its envelope "{taken}"; the envelope\'s is taken.',
    )


_FIELDS = {
    "number": ("Số", "the number"),
    "symbol": ("Ký hiệu", "the symbol"),
    "type": ("Loại văn bản", "the kind"),
    "issued": ("Ngày ban hành", "the day of issue"),
    "signer": ("Người ký", "the signer"),
}


def _compact(written: str) -> str:
    return "".join(written.split()).replace("–", "-")


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    a, b = (fold(_compact(written)).lstrip("0") for written in (one, other))
    return a == b
