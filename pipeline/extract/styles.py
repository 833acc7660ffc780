"""How a document speaks, by its kind: a plan orders, a report tells, a decision acts by itself."""

from __future__ import annotations

from pipeline.extract.mentions import HeaderMention
from pipeline.extract.tasks import Style
from pipeline.text import fold, match_key
from pipeline.vocabulary import rows


def style_of(text: str, header: HeaderMention, *, attached: bool = False) -> Style:
    """Return the style of a document with this head (``kind_styles.csv``).

    A letter and a document of unknown kind direct; what is ``attached`` behind another and has no kind is an appendix.
    """
    if header.is_news:
        return Style.NEWS
    if header.kind is None:
        return Style.APPENDIX if attached or _is_appendix(text, header) else Style.DIRECTIVE
    kind = match_key(header.kind.of(text).casefold().removeprefix("trích "))
    for row in rows("kind_styles"):
        if match_key(row["kind"]) == kind:
            style = Style(row["style"])
            return Style.NORMATIVE if style is Style.DECISION and header.year is not None else style
    return Style.DIRECTIVE


def _is_appendix(text: str, header: HeaderMention) -> bool:
    """Whether a file without any head opens with "Phụ lục", "Biểu" or "Danh mục"."""
    if header.is_letter or header.has_number_line:
        return False
    return fold(text[:200]).lstrip(" *#").startswith(("phu luc", "bieu", "danh muc", "danh sach", "mau so"))
