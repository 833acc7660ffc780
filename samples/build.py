"""Builds the Word and PDF samples out of their sources: ``python -m samples.build [NAME ...]``.

A source is ``sources/NAME.toml``: the fields of the letterhead, the body in a small markup, the signature block and,
where the document has one, an annex. The page follows Nghị định 30/2020/NĐ-CP, Phụ lục I (and, with ``party = true``,
the form of Party documents): two-column letterhead, centred bold title, Times New Roman 13, page number at the top.

The markup, one line a paragraph::

    # KẾ HOẠCH               title, bold and centred; ## for the subject under it; ^ for a centred italic line
    ^^ Kính gửi:             a line of the addressees, set in from the left
    = I. MỤC ĐÍCH            a bold paragraph (heading)
    **bold** and *italic*    inside any paragraph
    | A | B |                a table row; "<" joins a cell to the left one, "^" to the one above
    |---|                    ends the header rows of the table, which are repeated on every page
    !widths 1 6 3            column widths of the next table, in centimetres
    !landscape, !portrait    a new section with the page turned
    !page                    a page break
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import regex as re
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
SOURCES = HERE / "sources"

#: Named in the Word files, as offices do; PDFs are set in Tinos, which has the same widths and all Vietnamese letters.
WORD_FONT = "Times New Roman"
PDF_FONT = "Tinos"

LEFT, CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_INLINE = re.compile(r"(\*\*.+?\*\*|\*.+?\*)")  # "thực hiện *(kèm theo Phụ lục)* trước **ngày 10**"


@dataclass(frozen=True, slots=True)
class Source:
    """One sample as written: see the module's docstring for ``body`` and ``annex``."""

    name: str
    formats: tuple[str, ...]
    issuer: tuple[str, ...]
    body: str
    parent: tuple[str, ...] = ()
    number: str = ""
    place_date: str = ""
    subject: str = ""
    party: bool = False
    draft: str = ""
    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    #: A second signatory, left of the first one, in place of the recipients (minutes, joint documents).
    second_signature: tuple[str, ...] = ()
    annex: str = ""


def load(path: Path) -> Source:
    """Read one source; an unknown key is an error (TypeError)."""
    with path.open("rb") as file:
        values = tomllib.load(file)
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Source(name=path.stem, **fields)


class Page:
    """A Word document under construction, in one font."""

    def __init__(self, font: str) -> None:
        self.word: Any = docx.Document()
        style = self.word.styles["Normal"]
        style.font.name = font
        style.font.size = Pt(13)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.space_after = Pt(0)
        self._set_page(self.word.sections[0])
        self._number_pages(self.word.sections[0])

    def _set_page(self, section: Any) -> None:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(1.8)
        section.top_margin = section.bottom_margin = Cm(2)
        section.header_distance = Cm(1)

    def _number_pages(self, section: Any) -> None:
        """Number every page but the first, at the top centre."""
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = CENTRE
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            run = paragraph.add_run()
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = text
            run._r.append(element)

    @property
    def width(self) -> float:
        """The width of the text, in centimetres."""
        section = self.word.sections[-1]
        return float(section.page_width - section.left_margin - section.right_margin) / Cm(1)

    def turn(self, landscape: bool) -> None:
        """Begin a new section in the given direction."""
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        short, long = sorted((section.page_width, section.page_height))
        section.page_width, section.page_height = (long, short) if landscape else (short, long)

    def paragraph(self, text: str, **how: Any) -> None:
        _write(self.word.add_paragraph(), text, **how)

    def columns(self, left: float) -> tuple[Any, Any]:
        """Return the two cells of a table without borders, ``left`` centimetres and the rest wide."""
        table = self.word.add_table(rows=1, cols=2)
        _set_widths(table, (left, self.width - left))
        _flag(table.rows[0]._tr.get_or_add_trPr(), "w:cantSplit")
        return table.rows[0].cells[0], table.rows[0].cells[1]

    def table(
        self, rows: list[list[str]], header_rows: int, widths: Iterable[float] = (), *, rows_break: bool = False
    ) -> None:
        """Add a ruled table; see the module's docstring for "<" and "^". ``rows_break``: rows may run over a page."""
        columns = max(len(row) for row in rows)
        table = self.word.add_table(rows=len(rows), cols=columns)
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _set_widths(table, tuple(widths) or (self.width / columns,) * columns)
        size = 12 if columns < 8 else 10.5
        for r, row in enumerate(rows):
            if r < header_rows:
                _flag(table.rows[r]._tr.get_or_add_trPr(), "w:tblHeader")
            if not rows_break:
                _flag(table.rows[r]._tr.get_or_add_trPr(), "w:cantSplit")
            for c, text in enumerate(row):
                if text in ("<", "^"):
                    continue
                right = c
                while right + 1 < len(row) and row[right + 1] == "<":
                    right += 1
                bottom = r
                while bottom + 1 < len(rows) and rows[bottom + 1][c] == "^":
                    bottom += 1
                cell = table.cell(r, c).merge(table.cell(bottom, right))
                narrow = len(text) < 12 and not any(letter.islower() for letter in text)
                head = r < header_rows
                _write(
                    cell.paragraphs[0],
                    text,
                    size=size,
                    bold=head,
                    align=CENTRE if head or narrow else LEFT,
                    before=2,
                    after=2,
                )
        self.word.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _flag(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))


def _set_widths(table: Any, widths: Iterable[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _write(
    paragraph: Any,
    text: str,
    *,
    size: float = 13,
    bold: bool = False,
    italic: bool = False,
    align: Any = LEFT,
    indent: float = 0,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> None:
    """Set ``text`` with its ``**bold**`` and ``*italic*`` pieces; ``indent`` of the first line in centimetres.

    ``keep``: on the same page as the next paragraph.
    """
    layout = paragraph.paragraph_format
    paragraph.alignment = align
    layout.first_line_indent = Cm(indent) if indent else None
    layout.keep_with_next = keep
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    for piece in _INLINE.split(text):
        if not piece:
            continue
        stars = 0 if not _INLINE.fullmatch(piece) else 2 if piece.startswith("**") else 1
        run = paragraph.add_run(piece[stars : len(piece) - stars])
        run.bold = bold or stars == 2
        run.italic = italic or stars == 1
        run.font.size = Pt(size)


def _lines(cell: Any, lines: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Write paragraphs into a cell; an empty one becomes a rule, as is drawn under an agency's name or the motto."""
    first = True
    for text, how in lines:
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        first = False
        if text:
            _write(paragraph, text, **how)
        else:
            _rule(paragraph, **how)


def _rule(paragraph: Any, margin: float) -> None:
    """Draw a line under an empty paragraph, ``margin`` centimetres from either side."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Cm(margin)
    layout.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _letterhead(page: Page, source: Source) -> None:
    left, right = page.columns(6.3)
    centred: dict[str, Any] = {"align": CENTRE, "size": 13}
    named = centred | {"size": 12}
    agency = [(line, named) for line in source.parent] + [(line, named | {"bold": True}) for line in source.issuer]
    if source.party:
        _lines(left, [*agency, ("*", centred), (source.number, centred)])
        motto = [("ĐẢNG CỘNG SẢN VIỆT NAM", centred | {"bold": True, "size": 14}), ("", {"margin": 1.4})]
    else:
        numbered = [(source.number, centred | {"before": 6})] if source.number else []
        subject = [(source.subject, centred | {"size": 12})] if source.subject else []
        _lines(left, [*agency, ("", {"margin": 2.2}), *numbered, *subject])
        motto = [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", centred | {"bold": True, "size": 12}),
            ("Độc lập - Tự do - Hạnh phúc", centred | {"bold": True, "size": 13.5}),
            ("", {"margin": 1.9}),
        ]
    dated = [(source.place_date, centred | {"italic": True, "before": 6})] if source.place_date else []
    _lines(right, motto + dated)
    if source.draft:
        page.paragraph(source.draft, bold=True, align=LEFT, before=6)


def _body(page: Page, text: str) -> None:
    rows: list[list[str]] = []
    header_rows = 0
    widths: tuple[float, ...] = ()
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            if set(line) <= set("|- "):
                header_rows = len(rows)
            else:
                rows.append([cell.strip() for cell in line.strip()[1:-1].split("|")])
            continue
        if rows:
            page.table(rows, header_rows, widths)
            rows, header_rows, widths = [], 0, ()
        mark, _, rest = line.partition(" ")
        if mark == "!widths":
            widths = tuple(float(width) for width in rest.split())
        elif mark in ("!landscape", "!portrait"):
            page.turn(mark == "!landscape")
        elif mark == "!page":
            page.word.add_page_break()
        elif mark in ("#", "##", "^"):
            before = 14 if mark == "#" else 0
            page.paragraph(
                rest,
                size=14 if mark == "#" else 13.5,
                bold=mark != "^",
                italic=mark == "^",
                align=CENTRE,
                before=before,
            )
        elif mark == "^^":
            page.paragraph(
                rest, align=LEFT, indent=5.5 if rest.startswith("-") else 3.2, before=2 if rest.startswith("-") else 10
            )
        elif mark == "=":
            page.paragraph(rest, bold=True, align=JUSTIFIED, indent=1.2, before=4, after=4, keep=True)
        elif line.strip():
            page.paragraph(line.strip(), align=JUSTIFIED, indent=1.2, before=2, after=4)


def _signatures(page: Page, source: Source) -> None:
    left, right = page.columns(7.5)
    if source.second_signature:
        _lines(left, _signatory(source.second_signature))
    else:
        head = [("Nơi nhận:", {"bold": True, "italic": True, "size": 12})] if source.recipients else []
        _lines(left, head + [(f"- {line}", {"size": 11}) for line in source.recipients])
    _lines(right, _signatory(source.signature))
    if source.second_signature and source.recipients:
        page.paragraph("Nơi nhận:", bold=True, italic=True, size=12, before=10)
        for line in source.recipients:
            page.paragraph(f"- {line}", size=11)


def _signatory(lines: tuple[str, ...]) -> list[tuple[str, dict[str, Any]]]:
    """Position lines, room for the hand and the seal, and the name (the last line; "" where none is printed)."""
    *positions, name = lines
    bold: dict[str, Any] = {"bold": True, "align": CENTRE}
    return [(line, bold) for line in positions] + ([(name, bold | {"before": 62})] if name else [])


def build_docx(source: Source, target: Path, font: str = WORD_FONT) -> None:
    """Write one sample as a Word file."""
    page = Page(font)
    page.word.core_properties.author = " ".join(source.issuer)
    page.word.core_properties.comments = ""
    _letterhead(page, source)
    _body(page, source.body)
    if source.signature:
        page.word.paragraphs[-1].paragraph_format.keep_with_next = True  # no signature alone on a page
        page.paragraph("", keep=True)
        _signatures(page, source)
    _body(page, source.annex)
    page.word.save(str(target))


def build_pdfs(sources: Iterable[Source], folder: Path) -> None:
    """Write samples as PDF files through LibreOffice, all in one call."""
    with tempfile.TemporaryDirectory() as made:
        files = []
        for source in sources:
            file = Path(made) / f"{source.name}.docx"
            build_docx(source, file, PDF_FONT)
            files.append(str(file))
        if files:
            profile = f"-env:UserInstallation=file://{made}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
            subprocess.run(command, check=True, capture_output=True)


def sources(names: Iterable[str] = ()) -> Iterator[Source]:
    """Yield the named sources, or all."""
    wanted = set(names)
    for path in sorted(SOURCES.glob("*.toml")):
        if not wanted or path.stem in wanted:
            yield load(path)


def main(names: list[str]) -> None:
    chosen = list(sources(names))
    for source in chosen:
        if "docx" in source.formats:
            build_docx(source, HERE / f"{source.name}.docx")
    build_pdfs([source for source in chosen if "pdf" in source.formats], HERE)


if __name__ == "__main__":
    main(sys.argv[1:])
