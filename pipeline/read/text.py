"""Plain text and Markdown: lines become paragraphs and tables; markup becomes flags.

Nobody writes either of them strictly: a page break leaves a blank line in a sentence, a title is three lines, a table
is tabs. So paragraphs come from the shape of the lines, and Markdown only adds its marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from pipeline.read import guard, lines
from pipeline.read.decode import clean, decode
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, LayoutBuilder
from pipeline.read.legacy import convert_text
from pipeline.read.letterhead import find_columns
from pipeline.record import Encoding, SourceFormat
from pipeline.text import fold, nfc, squeeze

# "## **KẾ HOẠCH**"
_HEADING = regex.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
# "**Kết luận của Giám đốc  ⏎về việc ...**"
_BOLD = regex.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", regex.DOTALL)
# "(*Kèm theo Quyết định ...*)"
_ITALIC = regex.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]+?)(?<=[^\s\\])\*(?![\w*])", regex.DOTALL)
# "\*", "\-", "1\."
_ESCAPED = regex.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
# "$\geq 50\%$": a formula keeps its backslashes
_FORMULA = regex.compile(r"\$[^$\n]{1,200}\$")
# "|---|:--:|"
_PIPE_RULE = regex.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_HORIZONTAL_RULE = regex.compile(r"\s*(?:[-_*]\s*){3,}|\s*[-_*=]{3,}\s*")
# "- + 08 CCVC": a list of a converter round a list of the author's
_DOUBLE_BULLET = regex.compile(r"[-*]\s+(?=[-+•]\s)")
_MARKDOWN = regex.compile(r"^#{1,6} \S|\*\*\S[^\n]*\*\*|^\|.+\|\s*\n\|[ :|-]+\|\s*$", regex.MULTILINE)

#: Lines of a hard-wrapped paragraph are about equally long, and no longer than a typewriter's or mail program's.
_WRAP_MAX: Final = 120
_WRAP_SHARE: Final = 0.72
#: A paragraph that a page break cut has at least one full line above the break.
_CUT_MIN: Final = 40
_MARKS: Final = "*_ "


class Plain:
    """The reader for plain text."""

    SUFFIXES = frozenset({".txt", ".text"})

    def sniff(self, head: bytes, data: bytes) -> float:
        return 0.3 if decode(data) else 0.0

    def read(self, data: bytes, limits: Limits) -> Layout:
        return _read(data, SourceFormat.TXT)


class Markdown:
    """The reader for Markdown, which differs from plain text by what it is called: marks are removed in both."""

    SUFFIXES = frozenset({".md", ".markdown"})

    def sniff(self, head: bytes, data: bytes) -> float:
        found = decode(data)
        if not found:
            return 0.0
        return 0.32 if _MARKDOWN.search(found[0]) else 0.28

    def read(self, data: bytes, limits: Limits) -> Layout:
        return _read(data, SourceFormat.MD)


def _read(data: bytes, format: SourceFormat) -> Layout:
    found = decode(data)
    if found is None:
        raise guard.damaged("nội dung không phải là chữ", "its content is not text")
    seen, encoding = found
    text, written = convert_text(seen)
    builder = LayoutBuilder()
    if written is Encoding.UNICODE and not encoding.startswith(("utf", "ascii")):
        builder.warnings.append(f"Bảng mã được đoán là {encoding} / The encoding was guessed: {encoding}")
    add_lines(builder, nfc(clean(text)).split("\n"))
    return builder.build(format, encoding=written)


def add_lines(builder: LayoutBuilder, source: Sequence[str]) -> None:
    """Add the lines of a text (no line ends in them) as paragraphs and tables."""
    position = 0
    for columns in find_columns(source):
        _add_body(builder, source[position : columns.start])
        for place, column in enumerate((columns.left, columns.right)):
            for paragraph in _column_paragraphs(column):
                _add_paragraph(builder, paragraph, cell=(0, place))
        position = columns.end
    _add_body(builder, source[position:])


def _column_paragraphs(column: Sequence[str]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    for line in column:
        if _HORIZONTAL_RULE.fullmatch(line):
            continue
        if paragraph and not lines.goes_on(line):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines of a paragraph, or the rows of a table."""

    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int | None = None
    heading: int = 0


def _add_body(builder: LayoutBuilder, source: Sequence[str]) -> None:
    for piece in _join_cut(list(_pieces(source))):
        if piece.rows:
            width = max(len(row) for row in piece.rows)
            grid = [[(_plain(cell), 1, 1) for cell in row] + [("", 1, 1)] * (width - len(row)) for row in piece.rows]
            builder.table(grid, header_rows=piece.header_rows)
        else:
            _add_paragraph(builder, piece.lines, heading=piece.heading)


def _pieces(source: Sequence[str]) -> Iterator[_Piece]:
    position = 0
    chunk: list[str] = []
    while position < len(source):
        line = source[position]
        table, after = _tab_table(source, position) if "\t" in line.strip() else (None, position)
        if table is None and "|" in line:
            table, after = _pipe_table(source, position)
        heading = _HEADING.fullmatch(line)
        if table is None and heading is None and line.strip() and not _HORIZONTAL_RULE.fullmatch(line):
            chunk.append(line)
            position += 1
            continue
        yield from _paragraphs(chunk)
        chunk = []
        if table:
            yield table
        elif heading and heading.group(2):
            yield _Piece(lines=(heading.group(2),), heading=len(heading.group(1)))
        position = after if table else position + 1
    yield from _paragraphs(chunk)


# --- tables -------------------------------------------------------------------------------------------------------


def _tab_table(source: Sequence[str], start: int) -> tuple[_Piece | None, int]:
    """Take the table of tabs at ``start``: lines with tabs, interrupted by nothing but blank lines."""
    header = _cells(source[start])
    rows = [header]
    end = start + 1
    gap = False
    for position in range(start + 1, len(source)):
        line = source[position]
        if not line.strip():
            gap = True
            continue
        row = _cells(line)
        if len(row) < 2 or (len(row) > len(header) and (gap or len(row) > len(header) + 1)):
            break
        if gap and _is_header(row) and row != header:
            break
        rows.append(row)
        end = position + 1
        gap = False
    if len(rows) < 2:
        return None, start
    return _Piece(rows=tuple(rows)), end


def _cells(line: str) -> tuple[str, ...]:
    return tuple(squeeze(cell) for cell in line.split("\t"))


def _is_header(row: Sequence[str]) -> bool:
    """A row that begins with "STT" opens a table of its own, if it does not repeat the header over a page break."""
    return fold(row[0]).replace(".", "") in ("stt", "tt", "so tt")


def _pipe_table(source: Sequence[str], start: int) -> tuple[_Piece | None, int]:
    """Take the Markdown table at ``start``: its second line is the rule under the header."""
    if start + 1 >= len(source) or "-" not in source[start + 1] or not _PIPE_RULE.fullmatch(source[start + 1]):
        return None, start
    end = start + 2
    while end < len(source) and "|" in source[end]:
        end += 1
    rows = [_pipe_cells(source[i]) for i in range(start, end) if i != start + 1]
    return _Piece(rows=tuple(rows), header_rows=1), end


def _pipe_cells(line: str) -> tuple[str, ...]:
    cells = regex.split(r"(?<!\\)\|", line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(squeeze(regex.sub(r"<br\s*/?>", " ", cell)) for cell in cells)


# --- paragraphs ---------------------------------------------------------------------------------------------------


def _paragraphs(chunk: Sequence[str]) -> Iterator[_Piece]:
    """Split lines without a blank line between them into paragraphs."""
    wrapped = _is_wrapped(chunk)
    paragraph: list[str] = []
    for line in chunk:
        if paragraph and not _continues(paragraph, line, chunk, wrapped):
            yield _Piece(lines=tuple(paragraph))
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _Piece(lines=tuple(paragraph))


def _is_wrapped(chunk: Sequence[str]) -> bool:
    """Whether the lines are full ones, broken where the page ended: all but the last of a paragraph equally long."""
    lengths = [len(line.strip()) for line in chunk]
    if len(lengths) < 2 or max(lengths) > _WRAP_MAX:
        return False
    full = _WRAP_SHARE * max(lengths)
    inner = [length for length, following in zip(lengths, chunk[1:], strict=False) if not lines.opens_item(following)]
    return bool(inner) and sum(length >= full for length in inner) >= 0.8 * len(inner) and max(lengths) >= 50


def _continues(paragraph: Sequence[str], line: str, chunk: Sequence[str], wrapped: bool) -> bool:
    """Whether ``line`` belongs to the paragraph before it; ``chunk`` is all lines up to the next blank one."""
    before = paragraph[-1]
    if "".join(paragraph).count("**") % 2:  # a bold passage is still open
        return True
    if lines.opens_item(line):
        return False
    if _indent(line) >= _indent(before) + 2 and not lines.goes_on(line):
        return False
    if before.endswith("  ") and not lines.ends_sentence(before):  # Markdown's hard line break
        return not lines.opens_item(paragraph[0])
    if lines.goes_on(line):
        return not lines.ends_sentence(before)
    if not wrapped or lines.is_upper(before) or lines.is_upper(line):
        return False
    # The end of a sentence ends the paragraph where the next word still had room on its line.
    width = max(map(len, chunk))
    return not lines.ends_sentence(before) or len(before.rstrip()) + 1 + len(line.split()[0]) > width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _join_cut(pieces: list[_Piece]) -> list[_Piece]:
    """Join a paragraph that a page break cut in two: no end of a sentence before it, no beginning after it."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and last.lines
            and piece.lines
            and not last.heading
            and not piece.heading
            and len(squeeze(last.lines[-1])) >= _CUT_MIN
            and not lines.ends_sentence(last.lines[-1].rstrip(_MARKS))
            and lines.goes_on(piece.lines[0].lstrip(_MARKS))
        ):
            joined[-1] = _Piece(lines=last.lines + piece.lines)
        else:
            joined.append(piece)
    return joined


def _add_paragraph(
    builder: LayoutBuilder, source: Sequence[str], *, heading: int = 0, cell: tuple[int, int] | None = None
) -> None:
    text = "\n".join(filter(None, (squeeze(line) for line in source)))
    text = _DOUBLE_BULLET.sub("", text, count=1)
    bold = _covers(_BOLD, text)
    italic = _covers(_ITALIC, _BOLD.sub(r"\2", text))
    builder.paragraph(_plain(text), bold=bold, italic=italic, heading=heading, cell=cell)


def _covers(mark: regex.Pattern[str], text: str) -> bool:
    """Whether nothing but punctuation stands outside the marked passages."""
    return mark.search(text) is not None and not regex.search(r"\w", mark.sub("", text))


def _plain(text: str) -> str:
    """Return ``text`` without Markdown's marks; formulas stay."""
    pieces: list[str] = []
    position = 0
    for formula in _FORMULA.finditer(text):
        pieces += [text[position : formula.start()], formula.group()]
        position = formula.end()
    pieces.append(text[position:])
    if len(pieces) > 1:
        # Marks round a formula still pair: hide the formula behind one private character.
        hidden = "\ue000".join(pieces[::2])
        shown = _unmark(hidden)
        for formula_text in pieces[1::2]:
            shown = shown.replace("\ue000", formula_text, 1)
        return shown
    return _unmark(text)


def _unmark(text: str) -> str:
    return _ESCAPED.sub(r"\1", _ITALIC.sub(r"\1", _BOLD.sub(r"\2", text)))
