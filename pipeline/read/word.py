"""Word documents (.docx): what Word shows, in reading order.

python-docx opens the package; the walk over the elements is ours, as its paragraphs and cells leave out text boxes,
content controls, tracked insertions, symbols and nested tables, and repeat merged cells.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import regex
from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree
from PIL import Image

from pipeline.errors import DocumentError
from pipeline.read import guard, image, package
from pipeline.read.decode import clean
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, LayoutBuilder, Part
from pipeline.read.legacy import Run, convert_runs, font_encoding
from pipeline.read.numbering import Numbering, W
from pipeline.read.tree import Grid, GridCell, Item, Paragraph, add_items
from pipeline.record import Encoding, SourceFormat

SUFFIXES: Final = frozenset({".docx", ".docm", ".dotx"})

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_OFF: Final = frozenset({"0", "false", "off", "none"})
#: Elements whose content is not shown: deleted, moved away, instructions of fields, phonetic guides.
_UNSHOWN: Final = frozenset(
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "rt",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tcPr",
    )
)
_LINE_BREAKS: Final = frozenset({f"{W}br", f"{W}cr"})
_TABS: Final = frozenset({f"{W}tab", f"{W}ptab"})
#: Characters of the symbol fonts that carry meaning in documents, by code (the private use area's low byte).
_SYMBOLS: Final = {
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB0: "°", 0xB1: "±", 0xB7: "•", 0x2D: "-", 0xD7: "·", 0xB9: "≠"},
    "wingdings": {0xFE: "☑", 0xFC: "✓", 0xA8: "☐", 0x6F: "☐", 0xFD: "☒", 0xA7: "▪", 0x2D: "-", 0xE0: "→", 0xD8: "➢"},
}
# "3", "- 2 -", "Trang 2/5": a running head or foot with nothing but the page's number
_PAGE_NUMBER = regex.compile(r"[-–\s]*+(?:(?:trang|page)\s*+)?\d*+\s*+(?:(?:/|of)\s*+)?\d*+[-–\s]*+", regex.IGNORECASE)
_PARTS: Final = (
    ("header", Part.HEADER, ("header",)),
    ("footer", Part.FOOTER, ("footer",)),
    ("footnote", Part.FOOTNOTE, ("footnotes", "endnotes")),
)


def sniff(head: bytes, data: bytes) -> float:
    # What else a zip can be is sorted out before any reader is asked (see foreign).
    return 0.95 if head.startswith(b"PK\x03\x04") else 0.0


def read(data: bytes, limits: Limits) -> Layout:
    _check_package(data, limits)
    document, warnings = _open(data)
    body = document.element.body
    if body is None:
        raise guard.damaged("tệp .docx không có thân văn bản", "the .docx has no body")
    parts = _related(document.part)
    styles = _Styles.of(parts.get("styles"))
    running = list(_running_parts(document.part))
    encoding = _to_unicode((body, *(root for _, roots in running for root in roots)), parts.get("numbering"), styles)
    numbering = Numbering.of(parts.get("numbering"), parts.get("styles"))
    walker = _Walker(styles, numbering, limits, _diagrams(document.part))
    builder = LayoutBuilder(
        warnings=[*warnings, *_unread_parts(document.part)], embedded=_embedded_files(document.part, body)
    )
    add_items(builder, walker.items(body))
    for part, roots in running:
        seen: set[str] = set()
        for root in roots:
            for item in walker.items(root):
                text = item.text.strip() if isinstance(item, Paragraph) else ""
                if text and text not in seen and not _PAGE_NUMBER.fullmatch(text):
                    seen.add(text)
                    add_items(builder, [replace(item, part=part)] if isinstance(item, Paragraph) else [item])
    layout = builder.build(SourceFormat.DOCX, encoding=encoding)
    if sum(c.isalpha() for c in layout.text) < _LETTERS_OF_A_TEXT and (scans := _page_pictures(document.part, body)):
        # scanned pages that somebody put into a Word file
        return replace(image.read_pages(scans, limits), format=SourceFormat.DOCX, warnings=layout.warnings)
    return layout


#: What python-docx and its libraries raise on a broken package.
_BROKEN: Final = (
    *(OpcError, KeyError, ValueError, AttributeError, OSError),
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError),
)
_EMBEDDED: Final = frozenset({"package", "oleObject"})
_TEXT_OF_ANOTHER: Final = "aFChunk"  # a file whose text Word shows as the document's own
_OLE_OBJECT: Final = "{urn:schemas-microsoft-com:office:office}OLEObject"
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DIAGRAM_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_EMBEDDED_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_PICTURE: Final = f"{_A}blip"
_OLD_PICTURE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
#: A scanned page has more dots on its shorter side than an emblem or a photograph of a signature.
_PAGE_PIXELS: Final = 500
#: With fewer letters than this a document is no text: a page number, a stray line.
_LETTERS_OF_A_TEXT: Final = 30
_XML_HEAD: Final = 4096  # bytes in which an XML file declares what it declares


def _open(data: bytes) -> tuple[Any, list[str]]:
    """Return the python-docx document, and warnings about the parts that had to be left out for it."""
    try:
        document = Document(io.BytesIO(data))
        if document.element.body is not None:
            return document, _unparsed(document.part)
    except _BROKEN:
        pass
    mended = package.mend(data)
    try:
        if mended is not None:
            document = Document(io.BytesIO(mended.data))
            return document, [_left_out(name) for name in mended.broken]
    except _BROKEN as error:
        raise _broken_package() from error
    raise _broken_package()


def _broken_package() -> DocumentError:
    return guard.damaged("gói .docx thiếu phần hoặc hỏng XML", "parts of the .docx package are missing or broken")


def _left_out(name: str) -> str:
    return f"Phần {name} của tệp bị hỏng hoặc thiếu nên bỏ qua / The file's part {name} is broken or missing: left out"


def _unparsed(part: Any) -> list[str]:
    """Return warnings about the parts with text that python-docx took as they are, and that are no XML."""
    kinds = {kind for _, _, kinds in _PARTS for kind in kinds}
    return [
        _left_out(str(relation.target_part.partname).lstrip("/"))
        for relation in part.rels.values()
        if not relation.is_external
        and relation.reltype.rpartition("/")[2] in kinds
        and _root(relation.target_part) is None
    ]


def _unread_parts(part: Any) -> list[str]:
    """Return a warning about the texts that Word would take from other files in the package."""
    kinds = [relation.reltype.rpartition("/")[2] for relation in part.rels.values() if not relation.is_external]
    count = kinds.count(_TEXT_OF_ANOTHER)
    if not count:
        return []
    return [
        f"Văn bản có {count} đoạn lấy từ tệp khác chưa được đọc"
        f" / {count} passage(s) of the document, taken from other files, were not read"
    ]


def _embedded_files(part: Any, body: Any) -> tuple[str, ...]:
    """Return the names of the files that are embedded in the document; formulas are none."""
    formulas = {
        element.get(_RELATION_ID)
        for element in body.iter(_OLE_OBJECT)
        if (element.get("ProgID") or "").startswith("Equation")
    }
    return tuple(
        sorted(
            str(relation.target_part.partname).rpartition("/")[2]
            for name, relation in part.rels.items()
            if name not in formulas and not relation.is_external and relation.reltype.rpartition("/")[2] in _EMBEDDED
        )
    )


def _check_package(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            locked = any(info.flag_bits & 0x1 for info in archive.infolist())
            declared = unpacked <= limits.max_unpacked_bytes and not locked and _declares_entities(archive)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise guard.damaged("gói nén (zip) bị cắt hoặc hỏng", "the package (zip) is cut off or broken") from error
    if unpacked > limits.max_unpacked_bytes:
        raise guard.too_large(
            "dung lượng sau khi giải nén (byte)", "unpacked size (bytes)", unpacked, limits.max_unpacked_bytes
        )
    if locked:
        raise guard.encrypted("Gói .docx", "The .docx package")
    if declared:
        raise guard.damaged("có khai báo DOCTYPE, điều Word không viết", "it declares a DOCTYPE, as Word never does")


def _declares_entities(archive: zipfile.ZipFile) -> bool:
    """Whether the text is behind a DOCTYPE: its entities would be dropped, or swell without end."""
    try:
        with archive.open("word/document.xml") as part:
            return b"<!DOCTYPE" in part.read(_XML_HEAD)
    except (KeyError, NotImplementedError, zlib.error):
        return False  # told by the reader of the package


def _related(part: Any) -> dict[str, Any]:
    """Return the roots of the parts that the document leans on, by the last word of their relation."""
    found: dict[str, Any] = {}
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if not relation.is_external and kind in ("styles", "numbering"):
            found[kind] = _root(relation.target_part)
    return found


def _running_parts(part: Any) -> Iterator[tuple[Part, list[Any]]]:
    for _, which, kinds in _PARTS:
        roots = [
            root
            for relation in part.rels.values()
            if not relation.is_external and relation.reltype.rpartition("/")[2] in kinds
            if (root := _root(relation.target_part)) is not None
        ]
        notes = [
            note
            for root in roots
            for note in (root.iterchildren(f"{W}footnote", f"{W}endnote") if which is Part.FOOTNOTE else [root])
            if note.get(f"{W}type") in (None, "normal")
        ]
        yield which, notes


def _page_pictures(part: Any, body: Any) -> list[bytes]:
    """Return the pictures of the body, in order, that are large enough to be pages."""
    found = []
    for element in body.iter(_PICTURE, _OLD_PICTURE):
        relation = part.rels.get(element.get(_EMBEDDED_ID) or element.get(_RELATION_ID) or "")
        if relation is None or relation.is_external:
            continue
        data = relation.target_part.blob
        if image.sniff(data[:_XML_HEAD], data) and min(_size(data)) >= _PAGE_PIXELS:
            found.append(data)
    return found


def _size(data: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0, 0


def _diagrams(part: Any) -> dict[str, tuple[str, ...]]:
    """Return the words of each diagram (SmartArt), box by box, by the relation that leads to it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, relation in part.rels.items():
        if relation.is_external or relation.reltype.rpartition("/")[2] != "diagramData":
            continue
        root = _root(relation.target_part)
        points = [] if root is None else root.iter(f"{_DIAGRAM}pt")
        texts = ("".join(text.text or "" for text in point.iter(f"{_A}t")) for point in points)
        found[name] = tuple(text for text in texts if text.strip())
    return found


def _root(part: Any) -> Any | None:
    if (element := getattr(part, "_element", None)) is not None:
        return element
    try:
        return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


# --- legacy encodings ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Texts:
    """The texts of a document in reading order with their fonts, and where each is to be put back."""

    runs: list[Run] = field(default_factory=list)
    places: list[tuple[Any, str | None]] = field(default_factory=list)

    def add(self, element: Any, text: str, font: str | None, attribute: str | None = None) -> None:
        self.runs.append(Run(text, font))
        self.places.append((element, attribute))

    def gap(self, text: str) -> None:
        self.add(None, text, self.runs[-1].font if self.runs else None)


def _to_unicode(roots: Sequence[Any], numbering: Any | None, styles: _Styles) -> Encoding:
    """Rewrite the texts of the document in Unicode where they are in a legacy encoding; return what they were in."""
    texts = _Texts()
    for root in roots:
        _collect_texts(root, styles, texts)
    for text in () if numbering is None else numbering.iter(f"{W}lvlText"):
        if label := _value(text):
            texts.gap("\n")
            texts.add(text, label, _font(text.getparent().find(f"{W}rPr")), f"{W}val")
    converted = convert_runs(texts.runs)
    if converted.encoding is not Encoding.UNICODE:
        for (element, attribute), run, text in zip(texts.places, texts.runs, converted.texts, strict=True):
            if element is None or text == run.text:
                continue
            if attribute:
                element.set(attribute, text)
            else:
                element.tag = f"{W}t"  # of TCVN3's ư, which is Word's optional hyphen, and of symbols
                element.text = text
    return converted.encoding


def _collect_texts(root: Any, styles: _Styles, texts: _Texts) -> None:
    style: str | None = None
    font: str | None = None
    for element in root.iter(f"{W}p", f"{W}r", f"{W}t", f"{W}softHyphen", f"{W}sym", *_LINE_BREAKS, *_TABS):
        tag = element.tag
        if tag == f"{W}p":
            texts.gap("\n")
            style = _paragraph_style(element) or styles.default_paragraph
        elif tag == f"{W}r":
            properties = element.find(f"{W}rPr")
            run_style = _value(None if properties is None else properties.find(f"{W}rStyle"))
            font = _font(properties) or styles.font(run_style) or styles.font(style) or styles.default_font
        elif tag == f"{W}t":
            texts.add(element, element.text or "", font)
        elif tag == f"{W}softHyphen":
            texts.add(element, "\u00ad", font)
        elif tag == f"{W}sym":
            if font_encoding(element.get(f"{W}font")) and (code := _symbol_code(element)):
                texts.add(element, chr(0xF000 | (code & 0xFF)), element.get(f"{W}font"))
        elif element.getparent().tag == f"{W}r":  # not the tab stops of a paragraph
            texts.gap("\n" if tag in _LINE_BREAKS else "\t")


def _font(properties: Any | None) -> str | None:
    """Return the font that run properties set for letters beyond ASCII."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return None if fonts is None else _font_of(fonts)


def _font_of(fonts: Any) -> str | None:
    name = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
    return str(name) if name else None


# --- styles ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    properties: dict[str, Any]
    name: str
    ruled: bool


@dataclass(frozen=True, slots=True)
class _Styles:
    """The style sheet: properties by name, looked up along the chain of styles they are based on."""

    styles: dict[str, _Style]
    default_paragraph: str | None
    default_font: str | None = None

    @classmethod
    def of(cls, root: Any | None) -> _Styles:
        styles: dict[str, _Style] = {}
        default = None
        for element in [] if root is None else root.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId") or ""
            properties = {
                child.tag: child
                for holder in ("rPr", "pPr")
                for found in element.iterchildren(f"{W}{holder}")
                for child in found.iterchildren(etree.Element)
            }
            based_on = element.find(f"{W}basedOn")
            label = element.find(f"{W}name")
            styles[name] = _Style(
                None if based_on is None else based_on.get(f"{W}val"),
                properties,
                "" if label is None else (label.get(f"{W}val") or "").lower(),
                _has_rules(element.find(f"{W}tblPr")),
            )
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
                default = name
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        return cls(styles, default, _font(defaults))

    def chain(self, name: str | None) -> Iterator[_Style]:
        seen: set[str] = set()
        while name and name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = self.styles[name].based_on

    def get(self, name: str | None, tag: str) -> Any | None:
        return next((s.properties[W + tag] for s in self.chain(name) if W + tag in s.properties), None)

    def font(self, name: str | None) -> str | None:
        """Return the font of a style, or of the first that it is based on and that names one."""
        fonts = (style.properties.get(f"{W}rFonts") for style in self.chain(name))
        return next((font for element in fonts if element is not None and (font := _font_of(element))), None)

    def heading(self, name: str | None) -> int:
        level = _value(self.get(name, "outlineLvl"))
        if level is not None and level.isdigit() and int(level) < 9:
            return min(6, int(level) + 1)
        return 1 if any(style.name == "title" for style in self.chain(name)) else 0


def _value(element: Any | None) -> str | None:
    value = None if element is None else element.get(f"{W}val")
    return None if value is None else str(value)


def _is_on(element: Any | None) -> bool:
    return element is not None and element.get(f"{W}val") not in _OFF


def _has_rules(properties: Any | None) -> bool:
    """Whether table properties draw lines between cells, or a box of at least three sides."""
    borders = None if properties is None else properties.find(f"{W}tblBorders")
    if borders is None:
        return False
    drawn = {b.tag for b in borders.iterchildren(etree.Element) if b.get(f"{W}val") not in (None, "nil", "none")}
    return f"{W}insideV" in drawn or f"{W}insideH" in drawn or len(drawn) >= 3


# --- the walk --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Runs:
    """The pieces of one paragraph, and what floats in it."""

    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    #: Relations to diagrams that stand in it.
    diagrams: list[str] = field(default_factory=list)
    #: For each open complex field: whether its result has begun.
    fields: list[bool] = field(default_factory=list)


class _Walker:
    """Turns elements into paragraphs and grids; counts the numbered paragraphs. One walker a document."""

    def __init__(
        self, styles: _Styles, numbering: Numbering, limits: Limits, diagrams: dict[str, tuple[str, ...]]
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._limits = limits
        self._diagrams = diagrams

    def items(self, container: Any, depth: int = 0) -> tuple[Item, ...]:
        """Return the paragraphs and tables of a body, cell, text box, header or note."""
        if depth > self._limits.max_nesting:
            raise RecursionError
        items: list[Item] = []
        carried = _Runs()
        for element in _block_elements(container):
            if element.tag == f"{W}tbl":
                if grid := self._grid(element, depth):
                    items.append(grid)
                continue
            runs = carried
            self._collect(element, runs, _paragraph_style(element))
            if _mark_is_deleted(element):
                continue  # the paragraph mark is a tracked deletion: the next paragraph goes on with this one
            carried = _Runs(fields=runs.fields)
            if paragraph := self._paragraph(element, runs, in_cell=container.tag == f"{W}tc"):
                items.append(paragraph)
            for box in runs.boxes:
                items.extend(self.items(box, depth + 1))
            items.extend(Paragraph(text) for name in runs.diagrams for text in self._diagrams.get(name, ()))
        return tuple(items)

    def _paragraph(self, element: Any, runs: _Runs, *, in_cell: bool) -> Paragraph | None:
        text = clean("".join(piece for piece, _, _ in runs.pieces))
        style = _paragraph_style(element) or self._styles.default_paragraph
        label = self._label(element, style)
        if not text.strip():
            # The running number of a row is often an empty paragraph that Word numbers.
            return Paragraph(label.strip()) if in_cell and label and label[0].isalnum() else None
        shown = [(bold, italic) for piece, bold, italic in runs.pieces if piece.strip()]
        properties = element.find(f"{W}pPr")
        own_level = _value(None if properties is None else properties.find(f"{W}outlineLvl"))
        heading = self._styles.heading(style)
        if own_level is not None and own_level.isdigit():
            heading = min(6, int(own_level) + 1) if int(own_level) < 9 else 0
        align = None if properties is None else properties.find(f"{W}jc")
        return Paragraph(
            label + text.strip("\n"),
            bold=all(bold for bold, _ in shown),
            italic=all(italic for _, italic in shown),
            centered=_value(align if align is not None else self._styles.get(style, "jc")) == "center",
            heading=heading,
        )

    def _label(self, element: Any, style: str | None) -> str:
        properties = element.find(f"{W}pPr")
        own = None if properties is None else properties.find(f"{W}numPr")
        inherited = self._styles.get(style, "numPr")
        num_id = place = None
        for numbering in (own, inherited):
            if numbering is not None:
                num_id = num_id if num_id is not None else _value(numbering.find(f"{W}numId"))
                place = place if place is not None else _value(numbering.find(f"{W}ilvl"))
        if num_id is None or num_id == "0":
            return ""
        if place is None:
            level = next(
                (
                    found
                    for s in self._style_names(style)
                    if (found := self._numbering.level_of_style(num_id, s)) is not None
                ),
                0,
            )
        else:
            level = int(place) if place.isdigit() else 0
        return self._numbering.next(num_id, level)

    def _style_names(self, style: str | None) -> Iterator[str]:
        while style:
            yield style
            known = self._styles.styles.get(style)
            style = known.based_on if known else None

    def _collect(self, element: Any, runs: _Runs, style: str | None) -> None:
        for child in element.iterchildren(etree.Element):
            tag = child.tag
            if tag in _UNSHOWN:
                continue
            if tag == f"{W}r":
                self._run(child, runs, style)
            elif tag == f"{_MC}AlternateContent":
                if (chosen := _alternative(child)) is not None:
                    self._collect(chosen, runs, style)
            elif tag == f"{W}txbxContent":
                runs.boxes.append(child)
            elif tag == f"{_DIAGRAM}relIds":
                runs.diagrams.append(child.get(_DIAGRAM_ID) or "")
            elif tag == f"{_M}t":
                runs.pieces.append((child.text or "", False, False))
            else:
                self._collect(child, runs, style)

    def _run(self, run: Any, runs: _Runs, style: str | None) -> None:
        properties = run.find(f"{W}rPr")
        hidden = self._toggle(properties, style, "vanish")
        bold = self._toggle(properties, style, "b")
        italic = self._toggle(properties, style, "i")
        for child in run.iterchildren(etree.Element):
            tag = child.tag
            if tag == f"{W}fldChar":
                if not hidden and all(runs.fields):
                    runs.pieces.append((_form_field(child), bold, italic))
                _field(child.get(f"{W}fldCharType"), runs.fields)
                continue
            if tag in _UNSHOWN or hidden or not all(runs.fields):
                continue
            if tag == f"{W}t":
                runs.pieces.append((child.text or "", bold, italic))
            elif tag in _TABS:
                runs.pieces.append(("\t", bold, italic))
            elif tag in _LINE_BREAKS:
                runs.pieces.append(("\n", bold, italic))
            elif tag == f"{W}noBreakHyphen":
                runs.pieces.append(("-", bold, italic))
            elif tag == f"{W}sym":
                runs.pieces.append((_symbol(child), bold, italic))
            elif tag == f"{_MC}AlternateContent":
                if (chosen := _alternative(child)) is not None:
                    self._collect(chosen, runs, style)
            else:
                self._collect(child, runs, style)

    def _toggle(self, properties: Any | None, paragraph_style: str | None, name: str) -> bool:
        """Return a property of a run: its own, its character style's, its paragraph style's."""
        own = None if properties is None else properties.find(f"{W}{name}")
        if own is not None:
            return _is_on(own)
        run_style = _value(None if properties is None else properties.find(f"{W}rStyle"))
        for style in (run_style, paragraph_style or self._styles.default_paragraph):
            if (found := self._styles.get(style, name)) is not None:
                return _is_on(found)
        return False

    # --- tables ---

    def _grid(self, table: Any, depth: int) -> Grid | None:
        properties = table.find(f"{W}tblPr")
        style = _value(None if properties is None else properties.find(f"{W}tblStyle"))
        ruled = _has_rules(properties)
        if not ruled and (properties is None or properties.find(f"{W}tblBorders") is None):
            ruled = any(s.ruled for s in self._styles.chain(style))
        cells: list[GridCell] = []
        merged: dict[int, int] = {}  # column -> index in cells of the cell that is being continued downwards
        row_number = width = header_rows = boxed = 0
        for row in _rows(table):
            column = _row_offset(row)
            if _is_on(_row_property(row, "tblHeader")) and header_rows == row_number:
                header_rows = row_number + 1
            for cell in _cells(row):
                cell_properties = cell.find(f"{W}tcPr")
                span = _span(cell_properties)
                merge = None if cell_properties is None else cell_properties.find(f"{W}vMerge")
                boxed += _is_boxed(cell_properties)
                above = merged.get(column)
                if merge is not None and _value(merge) != "restart" and above is not None:
                    kept = cells[above]
                    # Word hides what a continued cell holds, but nothing may be lost without a trace.
                    items = kept.items + self.items(cell, depth + 1)
                    cells[above] = replace(kept, row_span=row_number - kept.row + 1, items=items)
                else:
                    cells.append(GridCell(row_number, column, 1, span, self.items(cell, depth + 1)))
                    if merge is not None:
                        merged[column] = len(cells) - 1
                    else:
                        merged.pop(column, None)
                column += span
            width = max(width, column)
            row_number += 1
        if not cells:
            return None
        return Grid(row_number, width, tuple(cells), ruled or boxed > len(cells) / 2, header_rows or None)


def _block_elements(container: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a container, through content controls and tracked insertions."""
    for child in container.iterchildren(etree.Element):
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            if (chosen := _alternative(child)) is not None:
                yield from _block_elements(chosen)
        elif child.tag not in _UNSHOWN:
            yield from _block_elements(child)


def _alternative(element: Any) -> Any | None:
    """Return the content for new programs, or where there is none that for old ones: never both."""
    choice = element.find(f"{_MC}Choice")
    return choice if choice is not None else element.find(f"{_MC}Fallback")


def _field(kind: str | None, fields: list[bool]) -> None:
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def _form_field(element: Any) -> str:
    """Return what a form shows where its field begins: a box to tick, the choice made; nothing for other fields."""
    box = element.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        checked = box.find(f"{W}checked")
        return "☒" if _is_on(checked if checked is not None else box.find(f"{W}default")) else "☐"
    choices = element.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [_value(entry) or "" for entry in choices.iterchildren(f"{W}listEntry")]
    chosen = _value(choices.find(f"{W}result")) or _value(choices.find(f"{W}default")) or "0"
    return entries[int(chosen)] if chosen.isdigit() and int(chosen) < len(entries) else ""


def _symbol_code(element: Any) -> int | None:
    try:
        return int(element.get(f"{W}char") or "", 16)
    except ValueError:
        return None


def _symbol(element: Any) -> str:
    font = (element.get(f"{W}font") or "").lower()
    code = _symbol_code(element)
    if code is None:
        return ""
    table = _SYMBOLS["wingdings" if font.startswith("wingdings") else "symbol"]
    if code & 0xFF00 == 0xF000 or font.startswith(("wingdings", "symbol")):
        return table.get(code & 0xFF, "")
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _paragraph_style(element: Any) -> str | None:
    properties = element.find(f"{W}pPr")
    return _value(None if properties is None else properties.find(f"{W}pStyle"))


def _mark_is_deleted(element: Any) -> bool:
    return element.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _rows(table: Any) -> Iterator[Any]:
    for child in table.iterchildren(etree.Element):
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag not in _UNSHOWN and child.tag != f"{W}tblGrid":
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren(etree.Element):
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in _UNSHOWN and child.tag != f"{W}trPr":
            yield from _cells(child)


def _row_property(row: Any, name: str) -> Any | None:
    return row.find(f"{W}trPr/{W}{name}")


def _row_offset(row: Any) -> int:
    value = _value(_row_property(row, "gridBefore"))
    return int(value) if value and value.isdigit() and len(value) < 4 else 0


def _span(properties: Any | None) -> int:
    value = _value(None if properties is None else properties.find(f"{W}gridSpan"))
    return min(200, max(1, int(value))) if value and value.isdigit() and len(value) < 6 else 1


def _is_boxed(properties: Any | None) -> bool:
    borders = None if properties is None else properties.find(f"{W}tcBorders")
    if borders is None:
        return False
    drawn = [b for b in borders.iterchildren(etree.Element) if b.get(f"{W}val") not in (None, "nil", "none")]
    return len(drawn) >= 3
