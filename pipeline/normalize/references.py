"""From a cited document as found to its values, and what a careful reader would remark about the citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import regex

from pipeline.extract.mentions import ReferenceMention
from pipeline.normalize.kinds import kind_of_symbol, kind_of_words
from pipeline.record import Document, Finding, Reference, Severity, Span, Unit
from pipeline.text import squeeze

STANDARD: Final = "Tiêu chuẩn"
_BLANKS = regex.compile(r"\s+")


def reference(
    mention: ReferenceMention,
    text: str,
    *,
    resolve_unit: Callable[[str], Unit],
    date_iso: Callable[[str], str | None],
) -> Reference:
    """Return the values of a citation.

    ``resolve_unit`` gives the unit of an issuer's words, ``date_iso`` the day of date words as ISO 8601 (None where
    they name no single day). Keys are as printed, misprints included, without blanks.
    """
    number = _tight(mention.number.of(text)) if mention.number else None
    symbol = _symbol(mention, text)
    year = int(mention.year.of(text)) if mention.year else None
    return Reference(
        text=squeeze(text[mention.start : mention.end]),
        type=_type(mention, text, symbol),
        number=number,
        year=year,
        symbol=symbol,
        key=_key(mention, text, number, symbol),
        name=squeeze(mention.name.of(text)) if mention.name else None,
        date=date_iso(mention.date.of(text)) if mention.date else None,
        issuer=resolve_unit(squeeze(mention.issuer.of(text))) if mention.issuer else None,
        relation=mention.relation,
        span=(Span(start=mention.start, end=mention.end),),
        rule=mention.rule,
        confidence=mention.confidence,
    )


def _tight(words: str) -> str:
    return _BLANKS.sub("", words).replace("–", "-")


def _symbol(mention: ReferenceMention, text: str) -> str | None:
    if mention.symbol is None:
        return None
    return squeeze(mention.symbol.of(text)) if mention.is_standard else _tight(mention.symbol.of(text))


def _type(mention: ReferenceMention, text: str, symbol: str | None) -> str | None:
    if mention.is_standard:
        return STANDARD
    named = kind_of_words(mention.kind.of(text)) if mention.kind else None
    return named or (kind_of_symbol(symbol) if symbol else None)


def _key(mention: ReferenceMention, text: str, number: str | None, symbol: str | None) -> str | None:
    if mention.number is None or number is None:
        return None
    if mention.is_standard and mention.symbol:
        printed = text[mention.symbol.start : mention.end]
        return regex.sub(r" ?([:/]) ?| ?(-) ?(?=MT)", r"\1\2", squeeze(printed))
    if mention.symbol is None:
        return _tight(text[mention.number.start : (mention.year or mention.number).end])
    if mention.tail is not None:
        return _tight(number + mention.tail.of(text))
    # "…05…./2006/QĐ-UBND": the dots of a form belong to no key
    return _tight(regex.sub(r"(?<![.…_])[.…_]++(?=\s*/)", "", text[mention.number.start : mention.symbol.end]))


def reference_findings(
    references: Sequence[Reference], own_document: Document, *, own_symbols: Iterable[str] = ()
) -> list[Finding]:
    """Return misprints and impossible dates among the citations.

    reference_misprint: a symbol that has one letter too many or too few against one that the document cites more often,
    its own, one of ``own_symbols``, or the initials of the issuer named beside it; a TCVN number that the document
    elsewhere cites as TCVN ISO. reference_in_future: a cited day after the day of issue.
    """
    issued = own_document.issued.end if own_document.issued else None
    return [
        *_misprinted_symbols(references, [own_document.symbol or "", *own_symbols]),
        *_misprinted_standards(references),
        *(_from_the_future(references, issued) if issued else ()),
    ]


def _from_the_future(references: Sequence[Reference], issued: str) -> Iterator[Finding]:
    """One finding a document and date: the same slip copied is one slip."""
    later = {(r.key or r.name, r.date): r for r in reversed(references) if r.date and r.date > issued}
    for (cited, date), one in reversed(later.items()):
        if date:
            yield Finding(
                code="reference_in_future",
                severity=Severity.ERROR,
                message=f"Văn bản viện dẫn {cited} ghi ngày {_day(date)}, sau ngày ban hành {_day(issued)}.",
                message_en=f"The cited document {cited} is dated {date}, after the issue date {issued}.",
                span=one.span,
            )


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _misprinted_symbols(references: Sequence[Reference], own: Sequence[str]) -> list[Finding]:
    # A short form has the symbol of what it points back to: it is not printed once more.
    cited = [r for r in references if r.symbol and r.type != STANDARD and r.rule != "reference.back"]
    times = Counter(r.symbol for r in cited if r.symbol)
    findings, told = [], set()
    for one in cited:
        symbol = one.symbol or ""
        if len(symbol) < 6 or symbol in told:
            continue
        candidates = [s for s in times if times[s] > times[symbol] and times[s] >= 2] + [s for s in own if s]
        better = next((s for s in candidates if _one_letter_apart(symbol, s)), None) or _by_initials(one)
        if better is None:
            continue
        told.add(symbol)
        findings.append(
            Finding(
                code="reference_misprint",
                severity=Severity.WARNING,
                message=f"Ký hiệu {symbol} trong {one.key} có thể in nhầm của {better}.",
                message_en=f"The symbol {symbol} in {one.key} may be a misprint of {better}.",
                span=one.span,
            )
        )
    return findings


def _by_initials(cited: Reference) -> str | None:
    """Return the symbol that the issuer's initials give where the printed one has a letter too many.

    "335/QĐ-SKHCHN ... của Giám đốc Sở Khoa học và Công nghệ": SKHCN. Only so: offices shorten their names in many ways.
    """
    office = regex.search(r"(?:Sở|Bộ|Ban|Cục|Phòng)\s.*", cited.issuer.name) if cited.issuer else None
    if office is None or cited.symbol is None:
        return None
    own_name = regex.sub(r"\s(?:tỉnh|thành phố|huyện)\s.*", "", office.group())
    initials = "".join(word[0].upper() for word in own_name.split() if word[0].isalpha() and word != "và")
    kind, hyphen, printed = cited.symbol.rpartition("-")
    if hyphen and len(printed) == len(initials) + 1 and _one_letter_apart(printed, initials):
        return f"{kind}-{initials}"
    return None


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter was doubled, dropped or put in wrongly in the office's part; the kinds have to be the same.

    Another letter in place of one is no sign: SNV and STC, QH13 and QH14 are different offices and terms.
    """
    if abs(len(one) - len(other)) != 1:
        return False
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    split = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if longer[split + 1 :] != shorter[split:]:
        return False
    office = regex.split(r"[-/.]", shorter)[-1]
    start_of_office = shorter.rfind(office)
    # Short offices differ by a letter in earnest (TU, TW; BTC, BTTC), and so do names that go on (UBND, UBNDT).
    return len(office) >= 5 and start_of_office < split < len(shorter) and not longer[split].isdigit()


def _misprinted_standards(references: Sequence[Reference]) -> list[Finding]:
    standards = [r for r in references if r.type == STANDARD and r.symbol]
    iso = {(r.number, r.year) for r in standards if r.symbol == "TCVN ISO"}
    iso_numbers = {number for number, _ in iso}
    findings, told = [], set()
    for one in standards:
        if one.symbol == "TCVN" and one.number in iso_numbers and one.key not in told:
            told.add(one.key)
            findings.append(
                Finding(
                    code="reference_misprint",
                    severity=Severity.WARNING,
                    message=f"{one.key}: chỗ khác trong văn bản ghi là TCVN ISO {one.number}.",
                    message_en=f"{one.key}: the document elsewhere writes TCVN ISO {one.number}.",
                    span=one.span,
                )
            )
    return findings
