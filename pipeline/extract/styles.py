"""How a document speaks, by its kind: a plan orders, a report tells, a decision acts by itself."""

from __future__ import annotations

from enum import StrEnum

from pipeline.extract.mentions import HeaderMention
from pipeline.text import fold, match_key
from pipeline.vocabulary import rows


class Style(StrEnum):
    """What in a kind of document can be a task (``kind_styles.csv``)."""

    DIRECTIVE = "directive"
    PLAN = "plan"
    DECISION = "decision"
    NORMATIVE = "normative"
    MINUTES = "minutes"
    #: A công văn: it tells and asks by name, in lists and in running text.
    LETTER = "letter"
    REPORT = "report"
    NEWS = "news"
    #: A list, a form, a table behind a document: nobody is told anything in its prose.
    APPENDIX = "appendix"


_APPENDIX_TITLES = ("phu luc", "bieu", "danh muc", "danh sach", "mau so")


def style_of(text: str, header: HeaderMention, *, attached: bool = False) -> Style:
    """Return the style of a document with this head.

    What is ``attached`` behind another document and has no kind is an appendix.
    """
    if header.is_news:
        return Style.NEWS
    if header.kind is None and header.is_letter:
        return Style.LETTER
    if header.kind is None:
        # without any head nobody speaks: only who is named and told counts, as in a decision
        return Style.APPENDIX if attached or _is_appendix(text, header) else Style.DECISION
    kind = match_key(header.kind.of(text).casefold().removeprefix("trích "))
    for row in rows("kind_styles"):
        if match_key(row["kind"]) == kind:
            style = Style(row["style"])
            return Style.NORMATIVE if style is Style.DECISION and header.year is not None else style
    return Style.DIRECTIVE


def _is_appendix(text: str, header: HeaderMention) -> bool:
    """Whether a file without any head opens with the title of an appendix."""
    if header.is_letter or header.has_number_line:
        return False
    return fold(text[:200]).lstrip(" *#").startswith(_APPENDIX_TITLES)
