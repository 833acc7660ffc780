"""Drafts as files: Word, web pages, plain text, spreadsheets; the same draft gives the same bytes."""

from __future__ import annotations

import html
import io
import textwrap
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Final

import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from samples.build import WORD_FONT, Page
from samples.generate.draft import MOTTO, RECIPIENTS_HEAD, Block, Draft, Grid, Line, Look
from samples.generate.noise import Noise, encoded

#: What is written into every file for the time of its making.
_WRITTEN: Final = datetime(2020, 1, 1)
_CENTRE, _LEFT, _JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
_CENTRED: Final = (Look.TITLE, Look.SUBJECT)
_BOLD: Final = (Look.TITLE, Look.SUBJECT, Look.HEADING)


@dataclass(frozen=True, slots=True)
class Setting:
    """How one file is set: its noise, and its layout among those of offices."""

    rng: Random
    noise: Noise
    #: How the letterhead's two columns stand: "table", "tabs" or one under the other ("stacked").
    head: str
    #: Whether Word counts the items "1.", "2." and sets the bullets, which are then no letters of the text.
    counts_items: bool = False

    def words(self, text: str) -> str:
        return self.noise.on(text, self.rng)


def setting(rng: Random, noise: Noise) -> Setting:
    return Setting(rng, noise, rng.choice(("table", "table", "tabs", "stacked")), rng.random() < 0.3)


# --- Word ---


def to_docx(draft: Draft, how: Setting) -> bytes:
    page = Page(WORD_FONT)
    properties = page.word.core_properties
    properties.created = properties.modified = _WRITTEN
    properties.author = properties.last_modified_by = ""
    properties.comments = ""
    if draft.issuer:
        _docx_columns(page, how, _left_head(draft), _right_head(draft), 6.5)
    _docx_blocks(page, how, draft.blocks)
    if draft.signature:
        _docx_columns(page, how, _left_foot(draft), [phrase.text for phrase in draft.signature], 7.5)
    _docx_blocks(page, how, draft.annex)
    saved = io.BytesIO()
    page.word.save(saved)
    return _with_fixed_times(saved.getvalue())


def _left_head(draft: Draft) -> list[str]:
    lines = [*draft.parent, *(line.text for line in draft.issuer)]
    return lines + [part.text for part in (draft.number, draft.about) if part is not None]


def _right_head(draft: Draft) -> list[str]:
    return [*MOTTO, *([draft.place_date.text] if draft.place_date else [])]


def _left_foot(draft: Draft) -> list[str]:
    if draft.recipients:
        return [RECIPIENTS_HEAD, *(f"- {line}" for line in draft.recipient_lines())]
    return list(draft.second_signature)


def _docx_columns(page: Page, how: Setting, left: list[str], right: list[str], width: float) -> None:
    if how.head == "stacked":
        for line in (*left, *right):
            _put(page.word.add_paragraph(), line, how, align=_CENTRE)
        return
    if how.head == "tabs":
        for n in range(max(len(left), len(right))):
            pair = [column[n] if n < len(column) else "" for column in (left, right)]
            _put(page.word.add_paragraph(), "\t".join(pair) if pair[1] else pair[0], how)
        return
    for cell, lines in zip(page.columns(width), (left, right), strict=True):
        for n, line in enumerate(lines):
            _put(cell.paragraphs[0] if n == 0 else cell.add_paragraph(), line, how, align=_CENTRE)


def _docx_blocks(page: Page, how: Setting, blocks: Iterable[Block]) -> None:
    lists = _Lists(page)
    for block in blocks:
        if isinstance(block, Grid):
            _docx_table(page, block, how)
            continue
        align = _CENTRE if block.look in _CENTRED else _JUSTIFIED
        paragraph, text = page.word.add_paragraph(), block.words.text
        if how.counts_items and block.look is Look.PLAIN:
            text = lists.without_label(paragraph, text)
        _put(paragraph, text, how, align=align, bold=block.look in _BOLD)


class _Lists:
    """Word's own numbering: "1.", "2." counted anew for every list that begins with 1, and bullets."""

    def __init__(self, page: Page) -> None:
        self._numbering = page.word.part.numbering_part.element
        self._count = 0
        self._numbers: Any = None
        self._bullets: Any = None

    def without_label(self, paragraph: Any, text: str) -> str:
        """Make a paragraph an item where its label is the next one of its list; returns what is left of its text."""
        label, _, rest = text.partition(" ")
        if label == "-":
            if self._bullets is None:
                self._bullets = self._new_list("bullet", "-")
            self._join(paragraph, self._bullets)
            return rest
        if label == "1.":
            self._numbers, self._count = self._new_list("decimal", "%1."), 0
        if self._numbers is None or label != f"{self._count + 1}.":
            return text
        self._count += 1
        self._join(paragraph, self._numbers)
        return rest

    def _new_list(self, form: str, label: str) -> Any:
        abstract = OxmlElement("w:abstractNum")
        number = 900 + len(self._numbering.num_lst)
        abstract.set(qn("w:abstractNumId"), str(number))
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", label)):
            part = OxmlElement(name)
            part.set(qn("w:val"), value)
            level.append(part)
        abstract.append(level)
        self._numbering.insert(0, abstract)  # the schema has these before the lists that use them
        return self._numbering.add_num(number)

    @staticmethod
    def _join(paragraph: Any, numbered: Any) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = numbered.numId


def _put(paragraph: Any, text: str, how: Setting, *, align: Any = _LEFT, bold: bool = False) -> None:
    paragraph.alignment = align
    lines = textwrap.wrap(text, 92, break_long_words=False) if how.noise.wraps and len(text) > 92 else [text]
    for n, line in enumerate(lines):
        if n:
            paragraph.runs[-1].add_break()
        for piece, font in encoded(how.words(line), how.noise.encoding):
            run = paragraph.add_run(piece)
            run.bold = bold or None
            if font:
                run.font.name = font
                run._r.rPr.rFonts.set(qn("w:hAnsi"), font)


def _docx_table(page: Page, grid: Grid, how: Setting) -> None:
    if grid.caption:
        _put(page.word.add_paragraph(), grid.caption, how, align=_CENTRE)
    rows = [list(row) for row in grid.header] + [[cell.text for cell in row] for row in grid.rows]
    head = len(grid.header)
    table = page.word.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if r < head and text in ("<", "^"):
                continue
            cell = table.cell(r, c)
            if r < head:
                right, bottom = _reach(grid.header, r, c)
                cell = cell.merge(table.cell(bottom, right)) if (bottom, right) != (r, c) else cell
            _put(cell.paragraphs[0], text, how, bold=r < head)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def _reach(header: tuple[tuple[str, ...], ...], row: int, column: int) -> tuple[int, int]:
    """The last column and the last row of a merged header cell."""
    right = column
    while right + 1 < len(header[row]) and header[row][right + 1] == "<":
        right += 1
    bottom = row
    while bottom + 1 < len(header) and header[bottom + 1][column] == "^":
        bottom += 1
    return right, bottom


def _with_fixed_times(data: bytes) -> bytes:
    """The same package with one fixed time for all its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# --- text ---


def to_txt(draft: Draft, how: Setting) -> bytes:
    width = how.rng.choice((72, 80, 92)) if how.noise.wraps else 0
    lines = _txt_columns(how, _left_head(draft), _right_head(draft)) if draft.issuer else []
    lines += _txt_blocks(draft.blocks, how, width)
    lines += _txt_columns(how, _left_foot(draft), [phrase.text for phrase in draft.signature])
    lines += _txt_blocks(draft.annex, how, width)
    return "".join(how.words(line) + "\n" for line in lines).encode("utf-8")


def _txt_columns(how: Setting, left: list[str], right: list[str]) -> list[str]:
    if how.head == "stacked":
        return [*left, *right]
    gap = max(map(len, left), default=0) + 6
    rows = max(len(left), len(right))
    pairs = [[column[n] if n < len(column) else "" for column in (left, right)] for n in range(rows)]
    return [f"{a:{gap}}{b}".rstrip() for a, b in pairs]


def _txt_blocks(blocks: Iterable[Block], how: Setting, width: int) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            text = block.words.text
            lines += textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) if width else [text]
            continue
        lines += [block.caption] if block.caption else []
        lines += ["\t".join("" if cell in ("<", "^") else cell for cell in row) for row in block.header]
        lines += ["\t".join(cell.text for cell in row) for row in block.rows]
    return lines


# --- web pages ---

_MENU: Final = ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Liên hệ")


def to_html(draft: Draft, how: Setting) -> bytes:
    parts = []
    if draft.issuer:
        parts.append(_html_columns(how, _left_head(draft), _right_head(draft)))
    parts += [_html_block(block, how) for block in draft.blocks]
    if draft.signature:
        parts.append(_html_columns(how, _left_foot(draft), [phrase.text for phrase in draft.signature]))
    parts += [_html_block(block, how) for block in draft.annex]
    body = "\n".join(parts)
    title = html.escape(str(draft.document["subject"]))
    if draft.kind == "Tin bài":
        menu = "".join(f"<li>{item}</li>" for item in _MENU)
        related = "<h3>Tin liên quan</h3><ul><li>Ra quân làm sạch bờ sông (12/01/2020)</li></ul>"
        body = f"<nav><ul>{menu}</ul></nav>\n<article>\n{body}\n</article>\n<aside>{related}</aside>"
        body += "\n<footer>Giấy phép số 47/GP-TTĐT ngày 03/02/2019</footer>"
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    page = f'<!DOCTYPE html>\n<html lang="vi">{head}\n<body>\n{body}\n</body></html>\n'
    return page.encode("utf-8")


def _html(text: str, how: Setting) -> str:
    return html.escape(how.words(text))


def _html_columns(how: Setting, left: list[str], right: list[str]) -> str:
    if how.head == "stacked":
        return "\n".join(f"<p>{_html(line, how)}</p>" for line in (*left, *right))
    cells = "".join("<td>" + "<br>".join(_html(line, how) for line in column) + "</td>" for column in (left, right))
    return f"<table><tr>{cells}</tr></table>"


def _html_block(block: Block, how: Setting) -> str:
    if isinstance(block, Line):
        words = _html(block.words.text, how)
        tag = "h1" if block.look is Look.TITLE and how.rng.random() < 0.5 else "p"
        if tag == "p" and block.look in _BOLD:
            words = f"<strong>{words}</strong>"
        return f"<{tag}>{words}</{tag}>"
    rows = []
    for r, row in enumerate(block.header):
        cells = []
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, bottom = _reach(block.header, r, c)
            spans = f' colspan="{right - c + 1}"' * (right > c) + f' rowspan="{bottom - r + 1}"' * (bottom > r)
            cells.append(f"<th{spans}>{_html(text, how)}</th>")
        rows.append("".join(cells))
    rows += ["".join(f"<td>{_html(cell.text, how)}</td>" for cell in row) for row in block.rows]
    caption = f"<p>{_html(block.caption, how)}</p>\n" if block.caption else ""
    return caption + '<table border="1">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


# --- spreadsheets ---


def to_xlsx(draft: Draft, how: Setting) -> bytes:
    """The whole document in one sheet, as offices send their forms: a line a row, tables in their columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    row = 0

    def write(cells: Iterable[str]) -> None:
        nonlocal row
        row += 1
        for c, text in enumerate(cells, 1):
            if text:
                sheet.cell(row, c, how.words(text))

    def blocks(of: Iterable[Block]) -> None:
        for block in of:
            if isinstance(block, Line):
                write([block.words.text])
                continue
            write([block.caption] if block.caption else [])
            top = row + 1
            for r, cells in enumerate(block.header):
                write("" if cell in ("<", "^") else cell for cell in cells)
                for c in range(len(cells)):
                    right, bottom = _reach(block.header, r, c)
                    if cells[c] not in ("<", "^") and (right, bottom) != (c, r):
                        sheet.merge_cells(
                            start_row=top + r, end_row=top + bottom, start_column=c + 1, end_column=right + 1
                        )
            for line in block.rows:
                write(cell.text for cell in line)

    for line in (*(_left_head(draft) if draft.issuer else ()), *(_right_head(draft) if draft.issuer else ())):
        write([line])
    blocks(draft.blocks)
    for line in (*_left_foot(draft), *(phrase.text for phrase in draft.signature)):
        write([line])
    blocks(draft.annex)
    book.properties.created = book.properties.modified = _WRITTEN
    saved = io.BytesIO()
    book.save(saved)
    return _with_fixed_times(_without_saving_time(saved.getvalue(), book.properties.modified))


def _without_saving_time(data: bytes, saved: datetime) -> bytes:
    """openpyxl writes the moment of saving into the properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = part.replace(f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode(), f"{_WRITTEN:%Y-%m-%dT%H:%M:%SZ}".encode())
            new.writestr(name, part)
    return out.getvalue()


FORMATS: Final[dict[str, Callable[[Draft, Setting], bytes]]] = {
    "docx": to_docx,
    "txt": to_txt,
    "html": to_html,
    "xlsx": to_xlsx,
}
