"""Sets a text as an office would: a Word file, a PDF of it, and a scan: ``python -m samples.convert TEXT OUT``.

``TEXT`` is a ``.txt`` or ``.md`` file, or a folder of them; each becomes ``OUT/NAME.docx``, ``NAME.pdf``,
``NAME.scan.pdf`` (images alone, as a scanner gives them) and ``NAME.scan.tiff``. Not a word is added or lost, so what
a program finds in the four files can be held against what it finds in the text.

The number and the day stand beside each other in a table without borders, as do the recipients and the signature; a
title is centred, the body justified in a 14 point Times; lines of cells parted by tabs become a ruled table, whose
blank header cells are merged with the ones that cover them, and a wide table stands on a landscape page. Scans are
turned by up to 0.7 degrees, blurred, and given noise. Offices differ in their habits: every seed but 0 has its own
margins, sizes, indents, and its own way to set letterheads, titles, lists and signatures; the same seed gives the same
files (save for what LibreOffice writes into a PDF about itself).
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
import pypdfium2
import regex as re
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import etree
from PIL import Image, ImageFilter

from pipeline.read import lines as line_shapes
from pipeline.read import read
from pipeline.read.layout import Layout
from pipeline.text import nfc, squeeze
from samples.build import CENTRE, JUSTIFIED, LEFT, PDF_FONT, WORD_FONT, Page

FORMATS: Final = ("docx", "pdf", "scan.pdf", "scan.tiff")

#: Dots an inch of a scan, and the most that a page lies askew on the glass (degrees).
SCAN_DPI: Final = 200
SCAN_TURN: Final = 0.7
_BLUR: Final = 0.6  # radius, pixels
_NOISE: Final = 9.0  # standard deviation, of 255
_JPEG_QUALITY: Final = 72

#: From so many columns on a table gets a landscape page.
_WIDE_TABLE: Final = 9
#: What stands alone above a table is its caption, within so many paragraphs.
_CAPTION_BLOCKS: Final = 3
_TITLE_BLOCKS: Final = 12

_NUMBER = re.compile(r"\s*số\s*:", re.IGNORECASE)
# "Tây Ninh, ngày 05 tháng 02 năm 2018", the day left blank too
_PLACE_DATE = re.compile(r"[^,]{2,40},\s*ngày\b.{0,20}\btháng\b.{0,20}\bnăm\b.{0,12}", re.IGNORECASE)
_RECIPIENTS = re.compile(r"\s*nơi\s+nhận\s*:?\s*", re.IGNORECASE)
_END_MARK = re.compile(r"\./\.\s*$")
# "**Nơi nhận:**", "(*nếu có*)"
_MARKED = re.compile(r"\*\*(?=\S)((?:[^*\n]|\n(?!\s*\n)|\*(?!\*))+?)\*\*|(?<![\w*])\*(?=[^\s*])([^*]+?)\*(?![\w*])")
_INDEX = re.compile(r"\(?\d{1,4}[.)]*")
_WORDS = re.compile(r"\w+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TextLostError(ValueError):
    """A Word file does not hold the words of its text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the source that Markdown sets bold or italic."""

    text: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of an office; the defaults are those of Nghị định 30/2020/NĐ-CP. Lengths in centimetres and points."""

    size: float = 14.0
    indent: float = 1.27
    justified: bool = True
    space: float = 4.0
    leading: float = 1.0
    margins: tuple[float, float] = (3.0, 1.8)
    #: The number and the day in a table without borders, or on one line with tabs between them.
    head_in_table: bool = True
    #: The recipients and the signature beside each other, or the signature below, further right.
    foot_in_table: bool = True
    #: The lines of a title in one paragraph with line breaks, or each one a paragraph.
    title_in_one: bool = True
    #: Lists whose dashes Word writes itself.
    automatic_dashes: bool = False
    rows_break: bool = True

    @classmethod
    def of(cls, seed: int) -> Style:
        """Return the habits that belong to a seed; 0 has the defaults."""
        if seed == 0:
            return cls()
        random = Random(seed)
        return cls(
            size=random.choice((13.0, 13.5, 14.0)),
            indent=random.choice((0.0, 1.0, 1.27, 1.5)),
            justified=random.random() < 0.8,
            space=random.choice((0.0, 3.0, 6.0)),
            leading=random.choice((1.0, 1.15, 1.3)),
            margins=random.choice(((3.0, 1.5), (3.0, 2.0), (2.5, 2.0), (3.5, 2.0))),
            head_in_table=random.random() < 0.6,
            foot_in_table=random.random() < 0.7,
            title_in_one=random.random() < 0.5,
            automatic_dashes=random.random() < 0.4,
            rows_break=random.random() < 0.5,
        )


# --- words, to see that none is lost ---------------------------------------------------------------------------------


def text_words(text: str) -> Counter[str]:
    """Count the words of a text as written, without looking at what a reader makes of it."""
    return Counter(_WORDS.findall(nfc(text).replace("_", " ")))


def docx_words(path: Path) -> Counter[str]:
    """Count the words in the body of a Word file, without the program's own reader."""
    with zipfile.ZipFile(path) as file:
        tree = etree.fromstring(file.read("word/document.xml"))
    pieces: list[str] = []
    for node in tree.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}p"):
        pieces.append(str(node.text or "") if node.tag == f"{_W}t" else "\n")
    return text_words("".join(pieces))


def check_words(source: Path, made: Path) -> None:
    """Raise TextLostError where the two files do not hold the same words."""
    wanted, found = text_words(source.read_text(encoding="utf-8")), docx_words(made)
    if wanted != found:
        lost, added = (" ".join(list(side)[:12]) or "-" for side in (wanted - found, found - wanted))
        raise TextLostError(f"{made.name}: words lost: {lost}; words added: {added}")


# --- the Word file ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """What each paragraph of a text is; numbers are indexes of blocks."""

    letterhead: range
    title: range
    signature: range
    captions: frozenset[int]


def _plan(layout: Layout) -> _Plan:
    texts = [layout.text[block.start : block.end] for block in layout.blocks]
    captions = frozenset(_captions(layout, texts))
    head = _letterhead(layout, texts)
    title = _title(layout, texts, head.stop, captions)
    official = bool(len(head) or len(title))
    return _Plan(head, title, _signature(layout, texts, captions) if official else range(0), captions)


def _letterhead(layout: Layout, texts: Sequence[str]) -> range:
    for i, text in enumerate(texts[:6]):
        if layout.blocks[i].table is not None or len(text) > 120:
            break
        if _PLACE_DATE.fullmatch(squeeze(text)):
            return range(i + 1)
    return range(0)


def _title(layout: Layout, texts: Sequence[str], start: int, captions: frozenset[int]) -> range:
    """A line in capitals (the kind of document) and what stands between it and the first sentence or item."""
    if start >= len(texts) or not line_shapes.is_upper(texts[start].partition("\n")[0]) or start in captions:
        return range(start, start)
    end = start + 1
    while end < min(len(texts), start + _TITLE_BLOCKS):
        block, text = layout.blocks[end], texts[end]
        bracketed = text.startswith("(") or text.endswith(")")
        short = len(text) < 100 and not line_shapes.ends_sentence(text) and not text.endswith(",")
        if block.table is not None or line_shapes.opens_item(text) or not (block.bold or bracketed or short):
            break
        end += 1
    return range(start, end)


def _signature(layout: Layout, texts: Sequence[str], captions: frozenset[int]) -> range:
    """The recipients, the signer's position and name: short lines after "Nơi nhận" or the mark of the end."""
    opening = next((i for i in reversed(range(len(texts))) if _RECIPIENTS.fullmatch(texts[i])), None)
    if opening is None:
        ends = [i for i, text in enumerate(texts) if _END_MARK.search(text)]
        opening = ends[-1] + 1 if ends else len(texts)
    end = opening
    while end < len(texts) and end not in captions and layout.blocks[end].table is None and len(texts[end]) < 160:
        end += 1
    return range(opening, end)


def _captions(layout: Layout, texts: Sequence[str]) -> Iterator[int]:
    for i, block in enumerate(layout.blocks):
        if block.table is None:
            continue
        for above in range(i - 1, max(-1, i - 1 - _CAPTION_BLOCKS), -1):
            text = texts[above]
            alone = layout.blocks[above].table is None and len(text) < 200 and not line_shapes.opens_item(text)
            if not alone or line_shapes.ends_sentence(text):
                break
            yield above


class _Writer:
    """Writes the blocks of a layout into a Word page, in their order."""

    def __init__(self, layout: Layout, passages: Sequence[Passage], font: str, style: Style) -> None:
        self._layout = layout
        self._plan = _plan(layout)
        self._passages = list(passages)
        self._style = style
        self.page = Page(font)
        section = self.page.word.sections[0]
        section.left_margin, section.right_margin = map(Cm, style.margins)
        self._landscape = False
        self._dashes: int | None = None

    def write(self) -> None:
        plan, blocks = self._plan, self._layout.blocks
        i = 0
        while i < len(blocks):
            if i in plan.letterhead:
                if self._style.head_in_table:
                    self._columns(list(plan.letterhead), self._letterhead_side, left=7.0)
                else:
                    self._tabbed(plan.letterhead)
                i = plan.letterhead.stop
            elif i in plan.signature:
                if self._style.foot_in_table:
                    self._columns(list(plan.signature), self._signature_side, left=8.0)
                else:
                    self._signature_below(plan.signature)
                i = plan.signature.stop
            elif blocks[i].cell is not None:
                i = self._given_columns(i)
            elif blocks[i].table is not None:
                self._table(i)
                i += 1
            else:
                self._paragraph(i)
                i += 1

    def _text(self, i: int) -> str:
        block = self._layout.blocks[i]
        return self._layout.text[block.start : block.end]

    # --- two columns ---

    def _letterhead_side(self, i: int) -> int:
        return int(_PLACE_DATE.fullmatch(squeeze(self._text(i))) is not None)

    def _signature_side(self, i: int) -> int:
        first = self._plan.signature.start
        items = i
        while items > first and line_shapes.opens_item(self._text(items)):
            items -= 1
        return int(not (_RECIPIENTS.fullmatch(self._text(first)) and items == first))

    def _tabbed(self, members: range) -> None:
        """The lines of the letterhead on one line, with tabs between them."""
        paragraph = self.page.word.add_paragraph()
        for i in members:
            if i > members.start or self._letterhead_side(i):
                paragraph.add_run("\t\t" if i > members.start else "\t\t\t\t\t")
            self._runs(paragraph, squeeze(self._text(i)), size=13, italic=self._letterhead_side(i) == 1)

    def _signature_below(self, members: range) -> None:
        for i in members:
            right = self._signature_side(i) == 1
            for line in self._text(i).split("\n"):
                paragraph = self.page.word.add_paragraph()
                paragraph.alignment = CENTRE if right else LEFT
                paragraph.paragraph_format.left_indent = Cm(8) if right else None
                name = right and i == members[-1] and not line_shapes.is_upper(line)
                paragraph.paragraph_format.space_before = Pt(60 if name else 0)
                self._runs(paragraph, line, size=13 if right else 12, bold=right)

    def _given_columns(self, start: int) -> int:
        blocks = self._layout.blocks
        end = start
        while end < len(blocks) and blocks[end].cell is not None:
            end += 1
        sides = {i: cell[1] for i in range(start, end) if (cell := blocks[i].cell)}
        self._columns(list(range(start, end)), sides.__getitem__, left=7.0)
        return end

    def _columns(self, members: Sequence[int], side_of: Any, left: float) -> None:
        cells = self.page.columns(left)
        filled = [False, False]
        for i in members:
            side = min(1, side_of(i))
            recipients = i in self._plan.signature and side == 0
            name = i == members[-1] and i in self._plan.signature and not line_shapes.is_upper(self._text(i))
            for line in self._text(i).split("\n"):
                paragraph = cells[side].add_paragraph() if filled[side] else cells[side].paragraphs[0]
                filled[side] = True
                paragraph.alignment = LEFT if recipients else CENTRE
                paragraph.paragraph_format.space_before = Pt(60 if name else 0)
                item = recipients and line_shapes.opens_item(line)
                self._runs(
                    paragraph,
                    line,
                    size=11 if item else 12 if recipients else 13,
                    bold=(i in self._plan.signature and not item),
                    italic=side == 1 and i in self._plan.letterhead,
                )

    # --- paragraphs ---

    def _paragraph(self, i: int) -> None:
        block, text = self._layout.blocks[i], self._text(i)
        if i in self._plan.title or i in self._plan.captions:
            lines = [text] if self._style.title_in_one else text.split("\n")
            for n, line in enumerate(lines):
                paragraph = self.page.word.add_paragraph()
                if n == 0 and i in self._plan.captions and i - 1 not in self._plan.captions:
                    self._turn_for(i, paragraph)
                paragraph.alignment = CENTRE
                paragraph.paragraph_format.space_before = Pt(12 if i == self._plan.title.start and n == 0 else 0)
                paragraph.paragraph_format.keep_with_next = True
                self._runs(paragraph, line, size=self._style.size, bold=not block.italic)
            return
        style = self._style
        text = squeeze(text)
        dash = style.automatic_dashes and text.startswith("- ")
        paragraph = self.page.word.add_paragraph()
        layout = paragraph.paragraph_format
        paragraph.alignment = JUSTIFIED if style.justified else LEFT
        layout.first_line_indent = Cm(style.indent)
        layout.space_before = layout.space_after = Pt(style.space)
        layout.line_spacing = style.leading
        heading = bool(block.heading or block.bold)
        layout.keep_with_next = heading
        if dash:
            _number(paragraph, self._dash_list())
        self._runs(paragraph, text[2:] if dash else text, size=style.size, bold=heading)

    def _dash_list(self) -> int:
        """Return the id of a list whose items Word opens with "-", made at its first use."""
        if self._dashes is None:
            self._dashes = _add_dash_list(self.page.word, self._style.indent)
        return self._dashes

    def _turn_for(self, i: int, paragraph: Any) -> None:
        """Begin a page of the right direction for the table below its caption."""
        table = next((b for b in self._layout.blocks[i:] if b.table is not None), None)
        if table is None or table.table is None:
            return
        wide = len(self._layout.tables[table.table].rows[0]) >= _WIDE_TABLE
        if wide != self._landscape:
            self.page.turn(wide)
            self._landscape = wide
            # the section's break goes before the caption: the paragraph moves behind it
            body = self.page.word.element.body
            body.remove(paragraph._p)
            body.insert(len(body) - 1, paragraph._p)
        elif i and i - 1 in self._plan.signature:
            paragraph.paragraph_format.page_break_before = True

    def _runs(self, paragraph: Any, text: str, *, size: float, bold: bool = False, italic: bool = False) -> None:
        for piece, piece_bold, piece_italic in self._styled(text):
            run = paragraph.add_run(piece)  # "\n" becomes a line break
            run.bold, run.italic = bold or piece_bold, italic or piece_italic
            run.font.size = Pt(size)

    def _styled(self, text: str) -> Iterator[tuple[str, bool, bool]]:
        """Yield the pieces of a paragraph with the styles of the marked passages, which come in the same order."""
        position = 0
        while self._passages:
            found = next(
                (
                    (k, match)
                    for k, passage in enumerate(self._passages[:4])
                    if (match := re.search(_spaced(passage.text), text, pos=position))
                ),
                None,
            )
            if found is None:
                break
            k, match = found
            if match.start() > position:
                yield text[position : match.start()], False, False
            yield match.group(), self._passages[k].bold, self._passages[k].italic
            position = match.end()
            del self._passages[: k + 1]
        if position < len(text):
            yield text[position:], False, False

    # --- tables ---

    def _table(self, i: int) -> None:
        index = self._layout.blocks[i].table
        assert index is not None
        table = self._layout.tables[index]
        rows = whole_rows(table.rows)
        head = table.header_rows or header_rows(rows)
        self.page.table(
            merged(rows, head), head, column_widths(rows, self.page.width), rows_break=self._style.rows_break
        )


def _element(name: str, value: str | None = None, **others: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, text in (({"val": value} if value is not None else {}) | others).items():
        element.set(qn(f"w:{key}"), text)
    return element


def _add_dash_list(word: Any, indent: float) -> int:
    """Add a list with "-" before its items to a Word file; return its id."""
    numbering = word.part.numbering_part.element
    abstract_id = str(900)
    level = _element("lvl", ilvl="0")
    for child in (_element("start", "1"), _element("numFmt", "bullet"), _element("suff", "space")):
        level.append(child)
    level.append(_element("lvlText", "-"))
    properties = OxmlElement("w:pPr")
    properties.append(_element("ind", left="0", firstLine=str(round(indent * 567))))
    level.append(properties)
    abstract = _element("abstractNum", abstractNumId=abstract_id)
    abstract.append(level)
    numbering.insert(0, abstract)  # the schema wants these before the lists that use them
    return int(numbering.add_num(int(abstract_id)).numId)


def _number(paragraph: Any, list_id: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = list_id


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def passages(text: str) -> list[Passage]:
    """Return what Markdown sets bold or italic in ``text``, in order, without its marks.

    >>> passages("**Nơi nhận:** (*nếu có*)")
    [Passage(text='Nơi nhận:', bold=True, italic=False), Passage(text='nếu có', bold=False, italic=True)]
    """
    return [
        Passage(squeeze((found[1] or found[2]).replace("*", "")), found[1] is not None, found[2] is not None)
        for found in _MARKED.finditer(nfc(text))
    ]


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows stand above the first numbered one, with the row that numbers the columns.

    >>> header_rows([["TT", "Kết quả", ""], ["", "Tổng", "Muộn"], ["(1)", "(2)", "(3)"], ["1", "5", "0"]])
    3
    """
    for r, row in enumerate(rows[:5]):
        if r and _is_code_row(row):
            return r + 1
    return next((r for r, row in enumerate(rows[:5]) if r and _INDEX.fullmatch(row[0].strip())), 1)


def _is_code_row(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns: "(1) (2) (3)"."""
    return [cell.strip("(). ") for cell in row] == [str(c) for c in range(1, len(row) + 1)]


def whole_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Join what a page break cut off a row (no number of its own, the middle of a sentence) to the row above.

    >>> whole_rows([["STT", "Tên", "Số"], ["7", "Thủ tục dựa trên kết", "20"], ["", "quả chứng nhận", ""]])
    [['STT', 'Tên', 'Số'], ['7', 'Thủ tục dựa trên kết quả chứng nhận', '20']]
    """
    joined: list[list[str]] = []
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        cut = bool(joined) and filled and not row[0].strip() and all(map(line_shapes.goes_on, filled))
        if cut:
            joined[-1] = [squeeze(f"{above} {cell}") for above, cell in zip(joined[-1], row, strict=True)]
        else:
            joined.append(list(row))
    return joined


def merged(rows: Sequence[Sequence[str]], head: int) -> list[list[str]]:
    """Return the rows with "<" and "^" where a header cell, or the label of a total, covers the blank ones beside it.

    >>> merged([["TT", "Kết quả", ""], ["", "Tổng", "Muộn"], ["1", "5", "0"]], 2)
    [['TT', 'Kết quả', '<'], ['^', 'Tổng', 'Muộn'], ['1', '5', '0']]
    """
    marked = [list(row) for row in rows]
    named = head - 1 if head and _is_code_row(rows[head - 1]) else head
    for r in range(named):
        for c, text in enumerate(rows[r]):
            if text or marked[r][c]:
                continue
            if r + 1 < named and c and rows[r + 1][c] and marked[r][c - 1] != "^" and rows[r + 1][c - 1]:
                marked[r][c] = "<"
            elif r and marked[r - 1][c] not in ("<", ""):
                marked[r][c] = "^"
    for row in marked[head:]:
        if row[0] and not _INDEX.fullmatch(row[0]) and len(row) > 2:
            for c in range(1, len(row)):
                if row[c]:
                    break
                row[c] = "<"
    return marked


def column_widths(rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Return widths that sum to ``width`` (centimetres): no word of a usual length is cut, long cells get the rest."""
    letter = 0.23 if len(rows[0]) < 8 else 0.2  # the width of a capital in the size of a table
    columns = list(zip(*rows, strict=True))
    needed = [
        letter * max((min(len(word), 11) for cell in column for word in cell.split()), default=1) + 0.45
        for column in columns
    ]
    wanted = [min(80, max(map(len, column))) ** 0.5 for column in columns]
    spare = width - sum(needed)
    if spare <= 0:
        return [width * part / sum(needed) for part in needed]
    return [part + spare * share / sum(wanted) for part, share in zip(needed, wanted, strict=True)]


def build_docx(source: Path, target: Path, font: str = WORD_FONT, style: Style | None = None) -> None:
    """Set a text as a Word file. TextLostError where the two do not hold the same words."""
    writer = _Writer(read(source), passages(source.read_text(encoding="utf-8")), font, style or Style())
    writer.write()
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder, "saved.docx")
        writer.page.word.save(str(saved))
        _zip_again(saved, target)
    check_words(source, target)


def _zip_again(source: Path, target: Path) -> None:
    """Write the parts of a Word file with one fixed time, so that the same text gives the same bytes."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)


# --- PDF and scan ----------------------------------------------------------------------------------------------------


def build_pdfs(sources: Iterable[Path], folder: Path, style: Style | None = None) -> None:
    """Write ``NAME.pdf`` for every text, all in one call of LibreOffice."""
    with tempfile.TemporaryDirectory() as made:
        files = []
        for source in sources:
            files.append(str(Path(made, f"{source.stem}.docx")))
            build_docx(source, Path(files[-1]), PDF_FONT, style)
        if files:
            profile = f"-env:UserInstallation={Path(made, 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
            subprocess.run(command, check=True, capture_output=True)


def scan(pdf: Path, seed: int = 0) -> list[Image.Image]:
    """Return the pages of a PDF as a scanner sees them: askew, blurred, noisy, in colour."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = [page.render(scale=SCAN_DPI / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()
    return [_scanned(image, np.random.default_rng([seed, number])) for number, image in enumerate(images)]


def _scanned(image: Image.Image, random: np.random.Generator) -> Image.Image:
    paper = (250, 249, 245)
    turned = image.rotate(
        float(random.uniform(-SCAN_TURN, SCAN_TURN)), resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    ).filter(ImageFilter.GaussianBlur(_BLUR))
    light = np.asarray(turned, dtype=np.float32) / 255 * np.array(paper, dtype=np.float32)
    noise = random.normal(0, _NOISE, light.shape[:2]).astype(np.float32)[..., None]
    return Image.fromarray(np.clip(light + noise, 0, 255).astype(np.uint8))


def save_scan(pages: Sequence[Image.Image], target: Path) -> None:
    """Write the images of pages as one file, PDF or TIFF by its ending, compressed as scanners do."""
    how: dict[str, Any] = {"quality": _JPEG_QUALITY}
    if target.suffix == ".tiff":
        how |= {"compression": "jpeg", "dpi": (SCAN_DPI, SCAN_DPI)}
    else:
        how |= {"resolution": SCAN_DPI, "creationDate": time.gmtime(0), "modDate": time.gmtime(0)}
    first, *others = (page.copy() for page in pages)  # Pillow keeps what one format was told and tells it the next
    first.save(target, save_all=True, append_images=others, **how)


# --- the command -----------------------------------------------------------------------------------------------------


def texts_of(path: Path) -> list[Path]:
    """Return the texts that a file or folder names."""
    if path.is_file():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix in (".txt", ".md"))


def convert(sources: Sequence[Path], out: Path, formats: Iterable[str] = FORMATS, seed: int = 0) -> list[Path]:
    """Write each text in the formats asked for into ``out``, in the style of the seed; return the files."""
    out.mkdir(parents=True, exist_ok=True)
    wanted = list(formats)
    made: list[Path] = []
    if "docx" in wanted:
        for source in sources:
            made.append(out / f"{source.stem}.docx")
            build_docx(source, made[-1], style=Style.of(seed))
    if set(wanted) - {"docx"}:
        build_pdfs(sources, out, Style.of(seed))
        for source in sources:
            pdf = out / f"{source.stem}.pdf"
            if any(name.startswith("scan") for name in wanted):
                pages = scan(pdf, seed)
                for name in (name for name in wanted if name.startswith("scan")):
                    made.append(out / f"{source.stem}.{name}")
                    save_scan(pages, made[-1])
            if "pdf" in wanted:
                made.append(pdf)
            else:
                pdf.unlink()
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("text", type=Path, help="a .txt or .md file, or a folder of them")
    parser.add_argument("out", type=Path, help="the folder to write to")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    parser.add_argument("--seed", type=int, default=0, help="of the office's habits and the scans' noise")
    given = parser.parse_args()
    for path in convert(texts_of(given.text), given.out, given.formats, given.seed):
        print(path)


if __name__ == "__main__":
    main()
