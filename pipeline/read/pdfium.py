"""One page of a PDF through PDFium: its words, drawn rules, pictures, and what annotations add, with their places.

All of PDFium is here. Coordinates are turned at once into those of ``page.Box``: points from the top left corner of the
page as a viewer shows it, and further turned where the text itself stands on its side.

A document and its pages are PDFium's own memory: close them (``Document`` and ``SourcePage`` are context managers).
"""

from __future__ import annotations

import ctypes
import itertools
import math
import statistics
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

import pypdfium2
import pypdfium2.raw as pdfium
import regex
from PIL import Image

from pipeline.read.decode import clean
from pipeline.read.legacy import convert_page
from pipeline.read.page import Box, PageWord
from pipeline.read.rules import Rule
from pipeline.record import Encoding
from pipeline.text import nfc

#: PDFium keeps every font of a document until it is closed, some 25 kB a page: it is opened anew after so many pages.
_PAGES_AN_OPENING: Final = 250
#: Rectangles up to this thick (points) are rules; thicker ones are shading.
_THICKEST_RULE: Final = 3.0
#: A line may be off the level by this much (points) and is a rule still.
_LEVEL: Final = 1.0
#: Shorter than this (points) a stroke is part of a letter or of a dash; dashes join to rules before they are judged.
_SHORTEST_RULE: Final = 0.5
#: Form XObjects in form XObjects: real files have two or three.
_FORM_DEPTH: Final = 8
#: A page with more drawn paths than this is a map or has its letters drawn; no table is looked for in it.
_MOST_PATHS: Final = 20_000
#: The longest side of a picture that is made of a page (pixels): A2 at 300 dpi. A page may claim to be a mile wide.
_LONGEST_SIDE: Final = 7100
#: PDFium gives places on a page as whole numbers up to this.
_LARGEST_PLACE: Final = 1e9
#: More annotations than this on a page are no signatures; a form has some hundred fields.
_MOST_ANNOTATIONS: Final = 2000
#: The height of the loose box of a letter over its font's size.
_BOX_HEIGHT: Final = 1.15
#: How far a line of text reaches over and under its base line, in sizes of its letters.
_ASCENT: Final = 0.9
_DESCENT: Final = 0.22
#: Boxes this close (points) touch.
_TOUCH: Final = 2.0
#: Flags of a font descriptor (ISO 32000-1, table 123).
_FONT_ITALIC: Final = 1 << 6
_FONT_FORCE_BOLD: Final = 1 << 18

_BOLD = regex.compile(r"bold|black|heavy|[-,]bd\b", regex.IGNORECASE)
_ITALIC = regex.compile(r"ital|obli", regex.IGNORECASE)
# PDFium joins the lines of a word that a hyphen cuts, with a sign of its own for the hyphen: they are two words here.
_WORD = regex.compile(r"[^\s\x00\uffff\x02\ufffe]*[\x02\ufffe]|[^\s\x00\uffff]+")
_HYPHEN = regex.compile(r"[\x02\ufffe]")
#: Annotations that draw words or pictures of their own on the page.
_DRAWING: Final = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT})
_UNSHOWN: Final = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW

#: Parameters a, b, c, d, e, f of x' = a x + c y + e, y' = b x + d y + f.
_Matrix = tuple[float, float, float, float, float, float]


#: A page with no other letters than these is in no legacy encoding: each of them writes some letters of every text with
#: signs that no Vietnamese text has.
_NO_LEGACY: Final = frozenset(
    "".join(chr(code) for code in range(0x20, 0x7F))
    + "\r\n\t\xa0\u2010\u2011–—‘’“”…•\ufffe\x02"
    + "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    + "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
)


@dataclass(slots=True)
class FontWord(PageWord):
    """A word with the name of its font, which hints at a legacy encoding."""

    font: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one annotation (a signature's widget, a stamp, a note typed on the page) adds to the page.

    ``words`` are empty where it is a picture.
    """

    box: Box
    words: tuple[FontWord, ...]
    is_note: bool


class Document:
    """An open PDF. Raises ``pypdfium2.PdfiumError`` where PDFium cannot open it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document = pypdfium2.PdfDocument(data)
        self._opened = 0
        #: Legacy encodings that pages so far were found to be in: a page of little text is judged with them.
        self._encodings: set[Encoding] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int) -> SourcePage:
        """Open a page, counted from 1. The page before has to be closed."""
        if self._opened >= _PAGES_AN_OPENING:
            self._document.close()
            self._document = pypdfium2.PdfDocument(self._data)
            self._opened = 0
        self._opened += 1
        return SourcePage(self._document, number, self._encodings)

    def signatures(self) -> Iterator[tuple[bytes, str]]:
        """Yield the (contents, time) of each digital signature: a PKCS#7 container, and the PDF date of signing."""
        raw = self._document.raw
        for i in range(max(0, pdfium.FPDF_GetSignatureCount(raw))):
            signature = pdfium.FPDF_GetSignatureObject(raw, i)
            if signature:
                contents = _bytes(pdfium.FPDFSignatureObj_GetContents, signature)
                yield (
                    contents,
                    _bytes(pdfium.FPDFSignatureObj_GetTime, signature).rstrip(b"\0").decode("ascii", "replace"),
                )


def _bytes(function: Any, *args: Any) -> bytes:
    """Call one of PDFium's functions that fill a buffer, first for its length."""
    size = function(*args, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(*args, buffer, size)
    return buffer.raw[:size]


class SourcePage:
    """A page as PDFium has it; what is asked of it is read then and kept."""

    def __init__(self, document: pypdfium2.PdfDocument, number: int, encodings: set[Encoding]) -> None:
        self._document = document
        self._encodings = encodings
        self.number = number
        self._page = document[number - 1]
        self._flattened: pypdfium2.PdfPage | None = None
        self._text = self._page.get_textpage()
        shown_width, shown_height = self._page.get_size()
        upright = _to_shown(self._page, shown_width, shown_height)
        self.turned = _turn_of_text(self._text, upright)
        self._matrix = _combined(upright, _turning(self.turned, shown_width, shown_height))
        sideways = self.turned in (90, 270)
        self.width, self.height = (shown_height, shown_width) if sideways else (shown_width, shown_height)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._text.close()
        self._page.close()
        if self._flattened:
            self._flattened.close()

    @property
    def words(self) -> list[FontWord]:
        """The words of the page's own content in Unicode, in the order of its content stream."""
        return self._read[0]

    @property
    def encoding(self) -> Encoding:
        """What the letters of the page's own content are written in."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[list[FontWord], Encoding]:
        words, encoding = _words(self._text, self._matrix, known=self._encodings)
        if encoding not in (Encoding.UNICODE, Encoding.MIXED):
            self._encodings.add(encoding)
        return words, encoding

    @cached_property
    def marks(self) -> list[Mark]:
        """What annotations add. They are drawn into a copy of the page in memory, whose text has their words."""
        boxes = self._drawing_annotations()
        if not boxes:
            return []
        # what was read of the page stays as it is; loaded again, it has what the annotations draw
        flattened = pdfium.FPDFPage_Flatten(self._page, pdfium.FLAT_NORMALDISPLAY)
        if flattened != pdfium.FLATTEN_SUCCESS:
            return []
        self._flattened = self._document[self.number - 1]
        text = self._flattened.get_textpage()
        own = {(word.text, round(word.box[0]), round(word.box[1])) for word in self.words}
        inside, _ = _words(text, self._matrix, [box for box, _ in boxes], self._encodings)
        added = [word for word in inside if (word.text, round(word.box[0]), round(word.box[1])) not in own]
        text.close()
        marks = []
        for box, is_note in boxes:
            words = tuple(word for word in added if _overlaps(word.box, box))
            taken = set(map(id, words))
            added = [word for word in added if id(word) not in taken]
            marks.append(Mark(box, words, is_note))
        return marks

    def _drawing_annotations(self) -> list[tuple[Box, bool]]:
        found = []
        for i in range(min(pdfium.FPDFPage_GetAnnotCount(self._page), _MOST_ANNOTATIONS)):
            annotation = pdfium.FPDFPage_GetAnnot(self._page, i)
            if not annotation:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            rect = pdfium.FS_RECTF()
            if (
                kind in _DRAWING
                and not pdfium.FPDFAnnot_GetFlags(annotation) & _UNSHOWN
                and pdfium.FPDFAnnot_GetRect(annotation, rect)
            ):
                box = _moved(self._matrix, rect.left, rect.bottom, rect.right, rect.top)
                if box[2] - box[0] > 1 and box[3] - box[1] > 1:
                    found.append((box, kind == pdfium.FPDF_ANNOT_FREETEXT))
            pdfium.FPDFPage_CloseAnnot(annotation)
        return found

    @cached_property
    def _drawn(self) -> tuple[list[Rule], list[Box], int]:
        return _drawn(self._page, self._matrix)

    @property
    def rules(self) -> list[Rule]:
        """Level and upright lines that the page draws in ink other than white."""
        return self._drawn[0]

    @property
    def images(self) -> list[Box]:
        """Where pictures stand, clipped to the page."""
        return self._drawn[1]

    @property
    def paths(self) -> int:
        """How many drawn paths the page has: many without text are outlined letters."""
        return self._drawn[2]

    @property
    def is_blank(self) -> bool:
        """Whether the page has no content at all, as PDFium reads it: maybe its content could not be unpacked."""
        return int(pdfium.FPDFPage_CountObjects(self._page)) == 0

    def resolution(self, dpi: float) -> float:
        """Return the dots an inch with which the page may be drawn: ``dpi``, and less where it is enormous."""
        return float(min(dpi, 72 * _LONGEST_SIDE / max(self.width, self.height, 1.0)))

    def render(self, dpi: float, box: Box | None = None, *, with_marks: bool = False) -> Image.Image:
        """Return the upright page, or a part of it, as a picture; ``with_marks`` also draws the annotations.

        ``dpi`` is what ``resolution`` gives. A page without any size is one white dot.
        """
        page = self._flattened if with_marks and self.marks and self._flattened else self._page
        if min(self.width, self.height) <= 0:
            return Image.new("RGB", (1, 1), "white")
        scale = dpi / 72
        bitmap = page.render(scale=scale, draw_annots=False, may_draw_forms=False)
        image: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        if self.turned:
            image = image.rotate(self.turned, expand=True)
        if box is None:
            return image
        left, top, right, bottom = (round(side * scale) for side in box)
        return image.crop((max(0, left), max(0, top), min(image.width, right), min(image.height, bottom)))


# --- coordinates -----------------------------------------------------------------------------------------------------


def _to_shown(page: pypdfium2.PdfPage, width: float, height: float) -> _Matrix:
    """Return the matrix from the page's own space to the page as shown: crop box and /Rotate are in it."""
    scale = min(100.0, _LARGEST_PLACE / max(width, height, 1.0))

    def place(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(
            page, 0, 0, round(width * scale), round(height * scale), 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        return across.value / scale, down.value / scale

    unit = 1000.0
    (x0, y0), (x1, y1), (x2, y2) = place(0, 0), place(unit, 0), place(0, unit)
    return (x1 - x0) / unit, (y1 - y0) / unit, (x2 - x0) / unit, (y2 - y0) / unit, x0, y0


def _turning(turned: int, width: float, height: float) -> _Matrix:
    """Return the matrix that turns a shown page counter-clockwise by ``turned`` degrees."""
    if turned == 90:
        return 0, -1, 1, 0, 0, width
    if turned == 180:
        return -1, 0, 0, -1, width, height
    if turned == 270:
        return 0, 1, -1, 0, height, 0
    return 1, 0, 0, 1, 0, 0


def _combined(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    k, m, n, p, q, r = then
    return (
        a * k + b * n,
        a * m + b * p,
        c * k + d * n,
        c * m + d * p,
        e * k + f * n + q,
        e * m + f * p + r,
    )


def _moved(matrix: _Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """Return where a rectangle comes to stand; every matrix here turns by right angles only, or nearly."""
    (ax, ay), (bx, by) = _point(matrix, x0, y0), _point(matrix, x1, y1)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _point(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _turn_of_text(text: pypdfium2.PdfTextPage, shown: _Matrix) -> int:
    """Return by how many degrees the page has to be turned so that most letters stand upright."""
    count = text.count_chars()
    if count == 0:
        return 0
    # /Rotate is in ``shown``; the letters' own angle is counter-clockwise in the page's space
    page_angle = math.degrees(math.atan2(-shown[1], shown[0]))
    sample = range(0, count, max(1, count // 15))
    votes = [round((math.degrees(pdfium.FPDFText_GetCharAngle(text, i)) + page_angle) / 90) % 4 for i in sample]
    return (4 - statistics.mode(votes)) % 4 * 90


def _overlaps(inner: Box, box: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] - 2 <= x <= box[2] + 2 and box[1] - 2 <= y <= box[3] + 2


def _as_addresses(function: Any, *arguments: Any, result: Any = ctypes.c_int) -> Any:
    """Return a function of PDFium's that takes and gives plain addresses: half the time of typed pointers a call."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_text_object = _as_addresses(pdfium.FPDFText_GetTextObject, _ADDRESS, _INT, result=_ADDRESS)
_loose_box = _as_addresses(pdfium.FPDFText_GetLooseCharBox, _ADDRESS, _INT, _ADDRESS)
_char_origin = _as_addresses(pdfium.FPDFText_GetCharOrigin, _ADDRESS, _INT, _ADDRESS, _ADDRESS)


# --- words -----------------------------------------------------------------------------------------------------------


class _Style(NamedTuple):
    """What the letters of one text object share: their size as printed (points), how they stand, their font."""

    size: float
    is_upright: bool
    font: str
    bold: bool
    italic: bool


def _words(
    text: pypdfium2.PdfTextPage,
    matrix: _Matrix,
    within: Sequence[Box] | None = None,
    known: Collection[Encoding] = (),
) -> tuple[list[FontWord], Encoding]:
    """Return the words of a page, or only those that begin ``within`` some boxes, and what they were written in."""
    count = text.count_chars()
    if count <= 0:
        return [], Encoding.UNICODE
    letters = text.get_text_range(0, count)
    if len(letters) != count:  # a letter beyond the basic plane, or one without Unicode: places have to be counted
        letters = "".join(_letter(pdfium.FPDFText_GetUnicode(text, i)) for i in range(count))
    places = _Letters(text, matrix)
    # on most pages there is nothing that ``clean`` and ``nfc`` would change
    is_clean = (
        letters.replace("\r\n", " ").isprintable()
        and not any(sign in letters for sign in "Ðð")
        and unicodedata.is_normalized("NFC", letters)
    )
    words = []
    for match in _WORD.finditer(letters):
        start, end = match.span()
        if within is not None:
            x, y = places.origin(start)
            if not any(b[0] - 2 <= x <= b[2] + 2 and b[1] - 2 <= y <= b[3] + 2 for b in within):
                continue
        written = match.group()
        style = places.style(start)
        if end - start > 3 and written[-1].isdigit() and written[0].isalpha():
            end = _without_note_sign(places, letters, start, end)
            written = letters[start:end]
        if not is_clean:
            written = _HYPHEN.sub("-", written)
        box = places.box(start, end, style)
        size = style.size if style.is_upright else min(box[2] - box[0], box[3] - box[1]) / _BOX_HEIGHT
        words.append(FontWord(written, box, size, style.bold, style.italic, None, style.font))
    encoding = Encoding.UNICODE
    if set(letters) - _NO_LEGACY:
        found = convert_page([(word.text, word.font) for word in words], known)
        encoding = found.encoding
        if encoding is not Encoding.UNICODE:
            words = [replace(word, text=text) for word, text in zip(words, found.texts, strict=True)]
    return (words if is_clean else [word for word in map(_cleaned, words) if word.text.strip()]), encoding


def _cleaned(word: FontWord) -> FontWord:
    text = nfc(clean(word.text))
    return word if text == word.text else replace(word, text=text)


class _Letters:
    """The letters of a page. Calls into PDFium cost more than all else here: what letters share is asked for once."""

    def __init__(self, text: pypdfium2.PdfTextPage, matrix: _Matrix) -> None:
        self._raw = text.raw
        self._address = ctypes.c_void_p(ctypes.addressof(text.raw.contents))
        self._matrix = matrix
        self._is_level = not matrix[1] and not matrix[2] and matrix[0] > 0
        self._rect = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._rect_at, self._x_at, self._y_at = (
            ctypes.c_void_p(ctypes.addressof(value)) for value in (self._rect, self._x, self._y)
        )
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._styles: dict[int, _Style] = {}

    def style(self, place: int) -> _Style:
        """Return the style of a letter."""
        address = _text_object(self._address, place) or -place - 1
        known = self._styles.get(address)
        if known is None:
            thing = pdfium.FPDFText_GetTextObject(self._raw, place)
            letter = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self._raw, place, letter)
            a, b, c, d, _, _ = self._matrix
            # where the letter's own "right" points to on the page: level, or the letter stands on its side
            across, down = a * letter.a + c * letter.b, b * letter.a + d * letter.b
            size = float(pdfium.FPDFText_GetFontSize(self._raw, place)) * math.hypot(letter.c, letter.d)
            known = _Style(size, abs(down) <= 0.2 * abs(across) and size > 0, *self._font(thing, place))
            self._styles[address] = known
        return known

    def origin(self, place: int) -> tuple[float, float]:
        """Return where a letter's base line begins."""
        _char_origin(self._address, place, self._x_at, self._y_at)
        return _point(self._matrix, self._x.value, self._y.value)

    def box(self, start: int, end: int, style: _Style) -> Box:
        """Return the box of a word.

        PDFium's box of a letter reaches as high as its ink, so that words of one line would differ by their tone marks:
        heights are taken from the base line and the size instead, where the letters stand upright.
        """
        rect = self._rect
        _loose_box(self._address, end - 1, self._rect_at)
        if self._is_level and style.is_upright:  # as nearly all text is: no more arithmetic than that takes
            _char_origin(self._address, start, self._x_at, self._y_at)
            a, _, _, d, e, f = self._matrix
            base, size = d * self._y.value + f, style.size
            x0, x1 = a * self._x.value + e, a * rect.right + e
            if x0 > x1:
                x0, x1 = x1, x0
            return x0, base - _ASCENT * size, x1, base + _DESCENT * size
        last = _moved(self._matrix, rect.left, rect.bottom, rect.right, rect.top)
        if not style.is_upright:
            _loose_box(self._address, start, self._rect_at)
            return union((_moved(self._matrix, rect.left, rect.bottom, rect.right, rect.top), last))
        x, base = self.origin(start)
        x0, x1 = min(x, last[0]), max(x, last[2])
        return x0, base - _ASCENT * style.size, x1, base + _DESCENT * style.size

    def _font(self, thing: Any, place: int) -> tuple[str, bool, bool]:
        """Return the name of a text object's font, and whether it is bold and italic."""
        handle = pdfium.FPDFTextObj_GetFont(thing) if thing else None
        address = ctypes.addressof(handle.contents) if handle else 0
        font = self._fonts.get(address) if address else None
        if font is None:
            buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
            size = pdfium.FPDFText_GetFontInfo(self._raw, place, buffer, 256, ctypes.byref(flags))
            name = buffer.raw[: max(0, min(size, 256) - 1)].decode("utf-8", "replace")
            bold = bool(_BOLD.search(name)) or bool(flags.value & _FONT_FORCE_BOLD)
            italic = bool(_ITALIC.search(name)) or bool(flags.value & _FONT_ITALIC)
            font = self._fonts[address] = name, bold, italic
        return font


def _without_note_sign(places: _Letters, letters: str, start: int, end: int) -> int:
    """Return where a word ends before the raised number of a footnote ("phổ thông¹"); "m²" keeps its own."""
    small = 0.75 * places.style(start).size
    cut = end
    while cut > start and letters[cut - 1].isdigit() and places.style(cut - 1).size < small:
        cut -= 1
    return cut if cut - start >= 3 and not letters[cut - 1].isdigit() else end


def _letter(code: int) -> str:
    """One character for one of PDFium's; what is no character is a blank, so that places can be counted."""
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else " "


# --- rules and pictures ----------------------------------------------------------------------------------------------


def _drawn(page: pypdfium2.PdfPage, matrix: _Matrix) -> tuple[list[Rule], list[Box], int]:
    rules: list[Rule] = []
    images: list[Box] = []
    paths = 0
    for thing, kind, place in _objects(page, matrix):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            # the bounds are in the space of the object's container
            if pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
                images.append(_moved(place, left.value, bottom.value, right.value, top.value))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths <= _MOST_PATHS:
                rules.extend(_rules_of(thing, place))
    return (rules if paths <= _MOST_PATHS else []), images, paths


def _objects(container: Any, matrix: _Matrix, depth: int = 0) -> Iterator[tuple[Any, int, _Matrix]]:
    """Yield the objects of a page and of its forms with their kinds and the matrix of what they stand in."""
    count, get = (
        (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
        if depth
        else (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    )
    for i in range(count(container)):
        thing = get(container, i)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _FORM_DEPTH:
                yield from _objects(thing, _combined(_own_matrix(thing), matrix), depth + 1)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH):
            yield thing, kind, matrix


def _own_matrix(thing: Any) -> _Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, m):
        return 1, 0, 0, 1, 0, 0
    return m.a, m.b, m.c, m.d, m.e, m.f


def _rules_of(path: Any, place: _Matrix) -> Iterator[Rule]:
    """Yield the rules that a path draws: its straight level and upright strokes, and rectangles filled thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    strokes = bool(stroke.value) and _is_inked(pdfium.FPDFPageObj_GetStrokeColor, path)
    fills = bool(fill.value) and _is_inked(pdfium.FPDFPageObj_GetFillColor, path)
    if not strokes and not fills:
        return
    matrix = _combined(_own_matrix(path), place)
    for points in _subpaths(path, matrix):
        if strokes:
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                if (abs(ax - bx) <= _LEVEL) != (abs(ay - by) <= _LEVEL):
                    yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        elif len(points) >= 4:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = Rule(min(xs), min(ys), max(xs), max(ys))
            thin, long = sorted((box.x1 - box.x0, box.bottom - box.top))
            if thin <= _THICKEST_RULE and long >= _SHORTEST_RULE and long > thin:
                yield box


def _is_inked(color_of: Any, path: Any) -> bool:
    """Whether a colour shows on white paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not color_of(path, red, green, blue, alpha):
        return True
    return alpha.value > 10 and min(red.value, green.value, blue.value) < 250


def _subpaths(path: Any, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of a path; a curve ends its part, as it draws no rule."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            if len(points) > 1:
                yield points
            points = [point]
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


def union(boxes: Sequence[Box]) -> Box:
    """Return the box round all of ``boxes``, which must not be empty."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def joined(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes that touch or overlap."""
    done: list[Box] = []
    found: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        # what ends above this one is touched by none that follows: a page may have thousands of little pictures
        above = [other for other in found if other[3] + _TOUCH <= box[1]]
        done += above
        touching = [other for other in found if _touch(box, other)]
        if above or touching:
            gone = set(map(id, above + touching))
            found = [other for other in found if id(other) not in gone]
        found.append(union([box, *touching]))
    return done + found


def _touch(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > -_TOUCH and min(a[3], b[3]) - max(a[1], b[1]) > -_TOUCH
