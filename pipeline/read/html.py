"""Web pages, and Word documents saved as web pages: the document without the site round it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element

from pipeline.read import guard, site
from pipeline.read.decode import clean, decode
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, LayoutBuilder
from pipeline.read.legacy import Run, convert_runs
from pipeline.read.tree import Grid, GridCell, Item, Paragraph, add_items
from pipeline.record import Encoding, SourceFormat

SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})

# "<!DOCTYPE html>", "<html lang=vi>", "<p class=MsoNormal>": markup near the beginning
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(rb"\s*<(div|p|table|h[1-6]|section|article|center|span|font)\b[^>]*>", re.IGNORECASE)
# '<meta charset="utf-8">', 'content="text/html; charset=windows-1258"'
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NORMAL_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_CENTER_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SIDE_STYLE = re.compile(r"text-align\s*:\s*(?:left|right|justify)", re.IGNORECASE)
_BORDER_STYLE = re.compile(r"border(?:-[a-z]+)?\s*:[^;]*\b(?:solid|double|dashed|dotted)\b", re.IGNORECASE)
# "font-family:.VnTime", "font-family:'VNI-Times',serif": the first font
_FONT_STYLE = re.compile(r"font-family\s*:[\s\"']*([^\"',;{}]+)", re.IGNORECASE)
_CSS_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_CSS_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")

_DROPPED: Final = frozenset({
    "script", "style", "noscript", "template", "nav", "aside", "button", "select", "option", "input",
    "textarea", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "head", "title", "meta", "link",
    "xml", "dialog", "menu", "map",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre",
    "section", "article", "main", "center", "address", "figure", "figcaption", "body", "html", "hr", "fieldset",
    "header", "footer", "details", "summary", "caption",
})  # fmt: skip
#: Elements before and after which words end.
_LINES: Final = _BLOCKS | {"br", "table", "tr", "td", "th"}
_ROW_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
#: Spans of a hostile table: a grid is not opened further than this.
_MAX_SPAN: Final = 500
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def sniff(head: bytes, data: bytes) -> float:
    if b"\x00" in head:  # UTF-16
        found = decode(data[: len(head) - len(head) % 2])
        head = found[0].encode("utf-8") if found else b""
    start = head.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.search(start[:4096]):
        return 0.9 if start.lstrip()[:1] == b"<" else 0.29  # a text may speak of markup
    return 0.8 if _FRAGMENT.match(start) else 0.0


def read(data: bytes, limits: Limits) -> Layout:
    charset = _CHARSET.search(data[:4096])
    found = decode(data, charset.group(1).decode("ascii") if charset else None)
    if found is None:
        raise guard.damaged("nội dung không phải là chữ", "its content is not text")
    # lxml refuses a text that declares an encoding of its own in an XML prolog.
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", clean(found[0]))
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise guard.damaged("không đọc được mã HTML", "its HTML cannot be parsed") from error
    _open_frames(root, parser)
    fonts = _fonts_of_classes(root)
    is_office_file = site.is_office_file(root)
    _drop_hidden(root)
    encoding = _to_unicode(root, fonts)
    document = root if is_office_file else site.find_document(root)
    builder = LayoutBuilder()
    add_items(builder, _Walker(limits).items(document))
    return builder.build(SourceFormat.HTML, encoding=encoding)


# --- the document in the page ----------------------------------------------------------------------------------------


def _open_frames(root: _Element, parser: lxml_html.HTMLParser) -> None:
    """Put the pages that frames hold in their source (``srcdoc``) in the place of the frames."""
    for frame in list(root.iter("iframe")):
        inner = frame.get("srcdoc")
        if not inner or not inner.strip():
            continue
        try:
            page = lxml_html.document_fromstring(inner, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            continue
        body = page.find("body")
        box = lxml_html.Element("div")
        box.text = None if body is None else body.text
        box.extend(list(body) if body is not None else [])
        box.tail = frame.tail
        if (parent := frame.getparent()) is not None:
            parent.replace(frame, box)


def _drop_hidden(root: _Element) -> None:
    doomed = [
        element
        for element in root.iter(etree.Element)
        if element is not root
        and (
            _name(element) in _DROPPED
            or element.get("hidden") is not None
            or _HIDDEN_STYLE.search(element.get("style") or "")
        )
    ]
    for element in doomed:
        if element.getparent() is not None:
            site.drop(element)


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _text_of(element: _Element) -> str:
    return "".join(map(str, element.itertext()))


# --- legacy encodings ------------------------------------------------------------------------------------------------


def _fonts_of_classes(root: _Element) -> dict[str, str]:
    """Return the fonts that the page's style sheets give to classes, by the class."""
    return {
        name: font.group(1)
        for sheet in root.iter("style")
        for names, body in _CSS_RULE.findall(_text_of(sheet))
        if (font := _FONT_STYLE.search(body))
        for name in _CSS_CLASS.findall(names)
    }


def _to_unicode(root: _Element, fonts: Mapping[str, str]) -> Encoding:
    """Rewrite the texts of the page in Unicode where they are in a legacy encoding; return what they were in."""
    runs: list[Run] = []
    places: list[tuple[_Element, bool] | None] = []  # an element, and whether the text is inside it or after it

    def add(text: str | None, font: str | None, place: tuple[_Element, bool] | None) -> None:
        if text:
            runs.append(Run(text, font))
            places.append(place)

    font: list[str | None] = [None]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        breaks = _name(element) in _LINES
        if event == "start":
            font.append(_font(element, fonts) or font[-1])
            add("\n" if breaks else None, font[-1], None)
            add(element.text, font[-1], (element, True))
        else:
            font.pop()
            add("\n" if breaks else None, font[-1], None)
            add(element.tail, font[-1], (element, False))
    converted = convert_runs(runs)
    for place, run, text in zip(places, runs, converted.texts, strict=True):
        if place and text != run.text:
            setattr(place[0], "text" if place[1] else "tail", text)
    return converted.encoding


def _font(element: _Element, fonts: Mapping[str, str]) -> str | None:
    named = _FONT_STYLE.search(element.get("style") or "")
    if named:
        return named.group(1)
    of_class = (fonts.get(name) for name in (element.get("class") or "").split())
    return element.get("face") or next((font for font in of_class if font), None)


# --- from elements to items ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    centered: bool = False
    heading: int = 0
    preformatted: bool = False


class _Walker:
    """Turns elements into paragraphs and grids. One walker a page."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._items: list[Item] = []
        self._runs: list[tuple[str, _Look]] = []
        self._look = _Look()

    def items(self, element: _Element, depth: int = 0) -> tuple[Item, ...]:
        self._walk(element, self._look, depth)
        self._flush()
        return tuple(self._items)

    def _walk(self, element: _Element, look: _Look, depth: int) -> None:
        if depth > 10 * self._limits.max_nesting:  # every div is a level of its own
            raise RecursionError
        name = _name(element)
        look = _look(element, name, look)
        if name == "br":
            self._runs.append(("\n", look))
        elif name == "table":
            self._flush()
            if grid := _grid(element, look, self._limits, depth):
                self._items.append(grid)
        else:
            is_block = name in _BLOCKS
            if is_block:
                self._flush()
            if name == "li" and (label := _list_label(element)):
                self._runs.append((label, look))
            self._text(element.text, look)
            for child in element.iterchildren(etree.Element):
                self._walk(child, look, depth + 1)
                self._text(child.tail, look)
            if is_block:
                self._flush()

    def _text(self, text: str | None, look: _Look) -> None:
        if text:
            self._runs.append((text if look.preformatted else _SPACES.sub(" ", text), look))

    def _flush(self) -> None:
        runs, self._runs = self._runs, []
        text = "".join(run for run, _ in runs)
        shown = [look for run, look in runs if run.strip()]
        if not shown:
            return
        self._items.append(
            Paragraph(
                text.strip("\n "),
                bold=all(look.bold for look in shown),
                italic=all(look.italic for look in shown),
                centered=shown[0].centered,
                heading=shown[0].heading,
            )
        )


def _look(element: _Element, name: str, look: _Look) -> _Look:
    style = element.get("style") or ""
    align = (element.get("align") or "").lower()
    bold = name in ("b", "strong", "th") or bool(_BOLD_STYLE.search(style))
    if _NORMAL_STYLE.search(style):
        look = replace(look, bold=False)
    if _SIDE_STYLE.search(style) or align in ("left", "right", "justify"):
        look = replace(look, centered=False)
    heading = int(name[1]) if len(name) == 2 and name[0] == "h" and name[1].isdigit() and "1" <= name[1] <= "6" else 0
    return _Look(
        bold=look.bold or bold,
        italic=look.italic or name in ("i", "em") or bool(_ITALIC_STYLE.search(style)),
        centered=look.centered or name == "center" or align == "center" or bool(_CENTER_STYLE.search(style)),
        heading=heading or look.heading,
        preformatted=look.preformatted or name == "pre",
    )


def _list_label(element: _Element) -> str:
    """Return the number that a browser shows before a list item; bullets are shown as a dash."""
    parent = element.getparent()
    text = _text_of(element).lstrip()
    if parent is None or not text or text[0] in "-+•*–":
        return ""
    if _name(parent) != "ol":
        return "- "
    number = sum(1 for sibling in element.itersiblings(preceding=True) if _name(sibling) == "li")
    start = parent.get("start") or "1"
    number += int(start) if start.isdigit() and len(start) < 6 else 1
    kind = parent.get("type") or "1"
    if kind in "aA" and number <= 26:
        return f"{chr(ord(kind) + number - 1)}) "
    return f"{number}. "


# --- tables ----------------------------------------------------------------------------------------------------------


def _rows(table: _Element) -> Iterator[tuple[_Element, bool]]:
    """Yield the rows of a table itself, not of tables in it, and whether they are in its thead."""
    for child in table.iterchildren(etree.Element):
        name = _name(child)
        if name == "tr":
            yield child, False
        elif name in _ROW_GROUPS:
            for row in child.iterchildren(etree.Element):
                if _name(row) == "tr":
                    yield row, name == "thead"


def _grid(table: _Element, look: _Look, limits: Limits, depth: int) -> Grid | None:
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    rows = list(_rows(table))
    header_rows = 0
    ruled = _is_ruled(table)
    width = 0
    for r, (row, in_head) in enumerate(rows):
        column = 0
        elements = [cell for cell in row.iterchildren(etree.Element) if _name(cell) in ("td", "th")]
        if in_head or (elements and r == header_rows and all(_name(cell) == "th" for cell in elements)):
            header_rows = r + 1
        for element in elements:
            while (r, column) in taken:
                column += 1
            row_span = min(_span(element, "rowspan"), len(rows) - r)
            column_span = _span(element, "colspan")
            taken.update((rr, cc) for rr in range(r, r + row_span) for cc in range(column, column + column_span))
            if len(taken) > limits.max_cells:
                raise guard.too_large("số ô của bảng", "cells of a table", len(taken), limits.max_cells)
            walker = _Walker(limits)
            walker._look = replace(look, centered=False)
            cells.append(GridCell(r, column, row_span, column_span, walker.items(element, depth + 1)))
            ruled = ruled or bool(_BORDER_STYLE.search(element.get("style") or ""))
            column += column_span
            width = max(width, column)
    if not cells:
        return None
    return Grid(len(rows), width, tuple(cells), ruled, header_rows or None)


def _is_ruled(table: _Element) -> bool:
    border = (table.get("border") or "0").strip().removesuffix("px")
    return (border.isdigit() and int(border) > 0) or "grid" in (table.get("class") or "").lower()


def _span(element: _Element, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return min(_MAX_SPAN, max(1, int(value))) if value.isdigit() and len(value) < 6 else 1
