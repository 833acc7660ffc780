"""One page of a PDF: its words, lines of words, and ruled tables, with their places.

All of pdfplumber is here: it stands in for PDFium (``pdfium``) where that fails on a file or a page.
"""

from __future__ import annotations

import statistics
from typing import Any, Final

import regex

from pipeline.read.decode import clean
from pipeline.read.page import Page, PageWord, group_lines
from pipeline.read.rules import Rule, take_tables
from pipeline.text import nfc

_THICKEST_RULE: Final = 3.0
_BOLD = regex.compile(r"bold|black|heavy|[-,]bd\b", regex.IGNORECASE)
_ITALIC = regex.compile(r"ital|obli", regex.IGNORECASE)


def read_page(page: Any, number: int) -> Page:
    """Read a pdfplumber page; the caller closes it afterwards."""
    page = _without_shadows(page)
    tables, words = take_tables(_rules(page), _words(page), number)
    return Page(
        number=number,
        width=float(page.width),
        height=float(page.height),
        lines=tuple(group_lines(words, number)),
        tables=tuple(tables),
    )


def _without_shadows(page: Any) -> Any:
    """Programs print a letter twice to make it bold: keep one of each."""
    chars = page.chars
    places = {(c["text"], round(c["x0"]), round(c["top"])) for c in chars}
    return page.dedupe_chars(tolerance=1) if len(places) < 0.97 * len(chars) else page


def _words(page: Any) -> list[PageWord]:
    # No extra_attrs: letters that come from a fallback font (common for ử, ặ) would end their word.
    words: list[PageWord] = []
    for word in page.extract_words(x_tolerance_ratio=0.15, y_tolerance=3, return_chars=True):
        chars = _without_note_sign(word["chars"])
        text = nfc(clean("".join(str(c["text"]) for c in chars))).strip()
        if not text or not chars:
            continue
        fonts = [str(c.get("fontname") or "") for c in chars]
        words.append(
            PageWord(
                text=text,
                box=(float(word["x0"]), float(word["top"]), float(word["x1"]), float(word["bottom"])),
                size=statistics.median(float(c["size"]) for c in chars),
                bold=sum(bool(_BOLD.search(f)) for f in fonts) > len(fonts) / 2,
                italic=sum(bool(_ITALIC.search(f)) for f in fonts) > len(fonts) / 2,
            )
        )
    return words


def _without_note_sign(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop the raised number of a footnote from the end of a word ("phổ thông¹"), but not from a unit ("m²")."""
    size = float(chars[0]["size"]) if chars else 0.0
    end = len(chars)
    while end and str(chars[end - 1]["text"]).isdigit() and float(chars[end - 1]["size"]) < 0.75 * size:
        end -= 1
    word = chars[:end]
    return word if end < len(chars) and len(word) >= 3 and not str(word[-1]["text"]).isdigit() else chars


# --- rules -----------------------------------------------------------------------------------------------------------


def _rules(page: Any) -> list[Rule]:
    """Return what is drawn on a page and may be the rules of tables."""
    edges = page.filter(_draws_a_rule).edges
    return [Rule(*(float(edge[side]) for side in ("x0", "top", "x1", "bottom"))) for edge in edges]


def _draws_a_rule(thing: dict[str, Any]) -> bool:
    """Shading behind letters and cells is drawn as filled rectangles, often white: their edges are no rules."""
    if thing["object_type"] == "rect":
        thin = min(thing["width"], thing["height"]) <= _THICKEST_RULE
        return not _is_white(thing["non_stroking_color"]) if thin and thing["fill"] else bool(thing["stroke"])
    if thing["object_type"] in ("line", "curve"):
        return not _is_white(thing["stroking_color"])
    return False


def _is_white(color: Any) -> bool:
    """White in grey or RGB; an absent colour is the page's default, black."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    return len(parts) in (1, 3) and all(isinstance(part, (int, float)) and part >= 0.99 for part in parts)
