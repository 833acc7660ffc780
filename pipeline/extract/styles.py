"""How a document speaks, by its kind: a plan orders, a report tells, a decision acts by itself."""

from __future__ import annotations

from pipeline.extract.mentions import HeaderMention
from pipeline.extract.tasks import Style
from pipeline.text import match_key
from pipeline.vocabulary import rows


def style_of(text: str, header: HeaderMention) -> Style:
    """Return the style of a document with this head (``kind_styles.csv``); a letter and an unknown kind direct."""
    if header.is_news:
        return Style.NEWS
    if header.kind is None:
        return Style.DIRECTIVE
    kind = match_key(header.kind.of(text).casefold().removeprefix("trích "))
    for row in rows("kind_styles"):
        if match_key(row["kind"]) == kind:
            style = Style(row["style"])
            return Style.NORMATIVE if style is Style.DECISION and header.year is not None else style
    return Style.DIRECTIVE
