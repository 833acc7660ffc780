"""Standards and technical regulations cited by their code: TCVN ISO 9001:2015, QCVN 102:2016/BTTTT, ISO/IEC 27001."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.extract.mentions import ReferenceMention, Slice

# "Tiêu chuẩn quốc gia TCVN ISO 9001:2015", "ISO 9001: 2008", "QCVN 01-1:2018/BYT", "TCVN 5945-2005", "QCVN 40-MT:2011"
_STANDARD = regex.compile(
    r"(?P<kind>(?:tiêu\s+chuẩn|quy\s+chuẩn)(?:\s+(?:kỹ\s+thuật|quốc\s+gia|quốc\s+tế|Việt\s+Nam)){0,3}\s+)?"
    r"(?<![\p{L}\d/])(?P<symbol>(?-i:TCVN|TCXDVN|TCXD|TCCS|QCVN|QCĐP|QCXDVN|ISO|IEC|OHSAS)(?:[\s/](?-i:ISO|IEC|TS|TR|OHSAS)){0,2})"
    r"[\s-]{1,3}(?P<number>(?:\d{2,6}|\d(?=\s?:\s?(?:19|20)\d{2}))(?:-\d{1,3}(?!\d)|\s?-\s?(?-i:MT)(?![\p{L}\d]))?)(?:\s?:\s?(?P<year>(?:19|20)\d{2})|-(?P<year>(?:19|20)\d{2}))?"
    r"(?:/(?P<body>\p{Lu}[\p{Lu}&-]+))?(?![\d\p{L}])",
    regex.IGNORECASE,
)


#: One of these stands in every code.
_CODES = ("TCVN", "TCXD", "TCCS", "QCVN", "QCĐP", "QCXD", "ISO", "IEC", "OHSAS")


def find_standards(text: str) -> Iterator[ReferenceMention]:
    """Yield every standard that is cited with its number."""
    if not any(code in text for code in _CODES):
        return
    for found in _STANDARD.finditer(text):
        kind = (
            Slice(found.start("kind"), found.start("kind") + len(found.group("kind").rstrip()), "kind.words")
            if (found.group("kind"))
            else None
        )
        year = Slice(*found.span("year"), "standard.year") if found.group("year") else None
        yield ReferenceMention(
            start=found.start(),
            end=found.end(),
            rule="reference.standard",
            kind=kind,
            number=Slice(*found.span("number"), "standard.number"),
            year=year,
            symbol=Slice(*found.span("symbol"), "standard.symbol"),
            is_standard=True,
        )
