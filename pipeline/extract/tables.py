"""Logical tables: parts joined over page breaks, header cells opened into paths, body rows whole, the caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

import regex

from pipeline.extract.mentions import Slice, TableMention
from pipeline.extract.phrases import PhraseBook, phrase_book, words_key
from pipeline.numbers import cell_number, roman_value
from pipeline.read.layout import Block, Layout, Part, Table
from pipeline.vocabulary import rows

Place = tuple[int, int]
Texts = tuple[str, ...]

# "(1)", "1", "(3)=(4)+(5)", "3=4+5+6", "A", "(a)": the cells of the line that codes the columns of a form.
_CODE_CELL = regex.compile(
    r"[(\[]?(?:\d{1,2}[a-z]?|[A-Za-z])[)\]]?(?:\s*=[\s\d()\[\]+\-–/x*%,.a-z]+)?", regex.IGNORECASE
)
# "1", "1.", "1.2", "(3)", "II.", "a)", "B": a running number at the head of a row.
_INDEX = regex.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,6}(?:\.\d{1,3})*|[A-Za-zĐđ])[.)]{0,2}")
# "https://dichvucong.", "http://vi.du/muc/": the beginning of a web address
_OPEN_ADDRESS = regex.compile(r"://(?:\S*[./\-_=])?$")
# "- 5 -", "Trang 3/7", "12": a page number that stands between two parts of a table.
_PAGE_NUMBER = regex.compile(r"[-–\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*", regex.IGNORECASE)
# "Tổng cộng (I + II)", "TỔNG CỘNG: 12 thủ tục": what ends the words of a total
_TOTAL_HEAD = regex.compile(r"[:(=+]")
# "NĂM 2019", "(Từ ngày 15/12/2018 đến ngày 14/6/2019)", "Biểu số: II.06a/VPCP/KSTT"
_IN_BRACKETS = regex.compile(r"\(.*\)\.?", regex.DOTALL)

# two letters in a row: what has none is no word
_SYLLABLE = regex.compile(r"\p{L}\p{M}*\p{L}")

_HEADER_DEPTH = 4
#: A recognised header that is so like the one before, letter by letter, is the same one read again.
_LIKE_HEADER = 0.8
_CAPTION_LENGTH = 300
_CAPTION_LINES = 6
_TITLE_WORDS = 5
#: A column that so many of the rows fill is one that every row has.
_NEARLY_ALL = 0.8


@cache
def role_book(*roles: str) -> PhraseBook:
    """Return the header words of the given roles (``table_headers.csv``), each standing for its role."""
    return phrase_book((row["phrase"], row["role"]) for row in rows("table_headers") if row["role"] in roles)


def find_tables(layout: Layout) -> list[TableMention]:
    """Return the logical tables of ``layout`` in reading order, letterheads and signatures marked as such."""
    mentions: list[TableMention] = []
    index = 0
    while index < len(layout.tables):
        first = _Part.of(layout, index)
        parts = [first]
        while (following := index + len(parts)) < len(layout.tables) and not first.is_layout_only:
            continued = _continuation(layout, first, parts[-1], following)
            if continued is None:
                break
            parts.append(continued)
        mentions.append(_mention(layout, parts))
        index += len(parts)
    return mentions


def is_total_label(text: str) -> bool:
    """Tell whether a row's label says that the row is a total: "Tổng cộng", "Tổng: 12 đơn vị", "Cộng lĩnh vực đất đai".

    What names its own noun ("Tổng số hồ sơ tiếp nhận") or begins another word ("Tổng cục") is none.
    """
    words = role_book("total")
    head = words_key(_TOTAL_HEAD.split(text, maxsplit=1)[0])
    if words.exact(head):
        return True
    hits = words.hits(head)
    if not hits or hits[0].start != 1:
        return False
    rest = head[hits[0].end :]
    return is_index(rest.strip().upper()) or role_book("total_of").opening(rest) is not None


def is_index(text: str) -> bool:
    """Tell whether a cell holds nothing but a running number: "1.", "II", "a)", "1.2"."""
    return bool(_INDEX.fullmatch(text.strip()))


@dataclass(frozen=True, slots=True)
class _Part:
    """One physical table: ``rows`` are its distinct lines by their place; ``header`` those that name the columns."""

    index: int
    table: Table
    title: tuple[int, ...]
    header: tuple[int, ...]
    body: tuple[int, ...]
    is_layout_only: bool

    @classmethod
    def of(cls, layout: Layout, index: int) -> _Part:
        table = layout.tables[index]
        filled = [r for r, row in enumerate(table.rows) if any(cell.strip() for cell in row)]
        start = _header_start(table, filled)
        depth = _header_depth(table, filled[start:])
        header, body = filled[start : start + depth], filled[start + depth :]
        code_rows = {r for r in (*header, *body[:1]) if _is_code_row(table.rows[r])}
        return cls(
            index,
            table,
            tuple(filled[:start]),
            tuple(r for r in header if r not in code_rows),
            tuple(r for r in body if r not in code_rows),
            _is_layout_only(table),
        )

    @property
    def width(self) -> int:
        return len(self.table.rows[0])


def _header_start(table: Table, filled: Sequence[int]) -> int:
    """Return how many first rows are titles or a letterhead inside the grid, as in spreadsheets."""
    index_words = role_book("index")
    for position, r in enumerate(filled[:15]):
        if any(index_words.exact(words_key(cell)) for cell in table.rows[r]):
            return position
    for position, r in enumerate(filled[:3]):
        if len({cell for cell in table.rows[r] if cell.strip()}) > 1 or len(table.rows[r]) == 1:
            return position
    return 0


def _header_depth(table: Table, filled: Sequence[int]) -> int:
    """Return how many of the ``filled`` rows are header, the code row included; 0 where the table has none."""
    for position, r in enumerate(filled[: _HEADER_DEPTH + 2]):
        if position and _is_code_row(table.rows[r]):
            return position + 1
    if not filled or _looks_like_data(table.rows[filled[0]]):
        return 0
    marked = sum(1 for r in filled if r < (table.header_rows or 0))
    depth = 1
    for above, below in pairwise(filled[:_HEADER_DEPTH]):
        if not _continues_header(table.rows[above], table.rows[below]):
            break
        depth += 1
    return max(depth, marked)


def _continues_header(above: Texts, below: Texts) -> bool:
    """Tell whether ``below`` is a second line of the header ``above``: sub-headings under a heading that spans."""
    if _stands_below_spans(above, below):
        return True  # "Tiếp nhận" over "Tổng số": no column names the rows
    if _looks_like_data(below):
        return False
    if below[0].strip() and below[0] != above[0]:
        return False
    spans = any(left == right and left.strip() for left, right in pairwise(above))
    gaps = any(not upper.strip() and lower.strip() for upper, lower in zip(above, below, strict=True))
    narrower = sum(1 for cell in below if cell.strip()) > 1
    return ((spans or gaps) and narrower) or _goes_on_below(above, below)


def _goes_on_below(above: Texts, below: Texts) -> bool:
    """Tell whether ``below`` holds the rest of the words ``above``, as sheets part a heading over several rows.

    "Khởi công" over "mới", "Tổng vốn" over "(tỷ đồng)": what stands below does not begin as a text of its own. One cell
    alone is as often the rest of a row that a page break cut, below the repeated header.
    """
    filled = [(upper, lower.strip()) for upper, lower in zip(above, below, strict=True) if lower.strip()]
    if (len(filled) < 2 and not any(lower.startswith("(") for _, lower in filled)) or below[0].strip():
        return False
    if not all(upper.strip() and upper != lower for upper, lower in filled):
        return False
    return 2 * sum(lower[0].islower() or lower[0] == "(" for _, lower in filled) > len(filled)


def _stands_below_spans(above: Texts, below: Texts) -> bool:
    """Tell whether ``below`` has words only under headings that span, the first of them over the first columns."""
    if len(above) < 3 or not above[0].strip() or above[0] != above[1] or _holds_numbers(below):
        return False
    spans = [
        bool(cell.strip()) and cell in (above[c - 1] if c else None, above[c + 1] if c + 1 < len(above) else None)
        for c, cell in enumerate(above)
    ]
    parted = below[0].strip() and below[0] != below[1] and below[0] != above[0]
    return bool(parted) and all(
        is_spanned or not lower.strip() or lower == upper
        for is_spanned, upper, lower in zip(spans, above, below, strict=True)
    )


def _holds_numbers(row: Texts) -> bool:
    return any(cell_number(cell) is not None for cell in row if cell.strip())


def _looks_like_data(row: Texts) -> bool:
    first = row[0].strip()
    if (first and is_index(first)) or any(is_total_label(cell) for cell in row[:1] if cell.strip()):
        return True
    return _holds_numbers(row)


def _is_code_row(row: Texts) -> bool:
    """Tell whether the row only codes the columns: "(1) (2) (3)=(4)+(5)", "A B 1 2 3"."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) < 3 or not all(_CODE_CELL.fullmatch(cell) for cell in cells):
        return False
    if any("=" in cell or cell.startswith("(") for cell in cells):
        return True
    heads = [int(m[0]) for cell in cells if (m := regex.match(r"\d+", cell))]
    return len(heads) >= 2 and heads == list(range(heads[0], heads[0] + len(heads))) and heads[0] in (1, 2, 3)


def _is_layout_only(table: Table) -> bool:
    """Tell whether the table only places a letterhead or a signature side by side."""
    if len(table.rows) > 6 or len(table.rows[0]) > 4:
        return False
    words = role_book("layout")
    return any(words.opening(words_key(cell)) for row in table.rows for cell in row)


def _continuation(layout: Layout, first: _Part, last: _Part, index: int) -> _Part | None:
    """Return table ``index`` as a further part of the table begun by ``first``; None where it is one of its own."""
    between = [b for b in layout.blocks if b.table is None and last.table.end <= b.start < layout.tables[index].start]
    if any(not _is_page_furniture(layout, block) for block in between):
        return None
    part = _Part.of(layout, index)
    if part.width != first.width or part.is_layout_only:
        return None
    if part.header:
        # A repeated header may come back with fewer of its lines; what repeats is its first line.
        lines = [_row_key(first.table.rows[r]) for r in first.header]
        repeats = [_is_among(_row_key(part.table.rows[r]), lines, recognised=layout.ocr) for r in part.header]
        if all(repeats):
            return part
        if repeats[0]:
            # nor is it deeper than the first: what stands below is the rest of the row that the break cut
            depth = len(first.header)
            return replace(part, header=part.header[:depth], body=(*part.header[depth:], *part.body))
        if not _is_cut_row(part.table.rows[part.header[0]]):
            return None
    filled = tuple(r for r, row in enumerate(part.table.rows) if any(cell.strip() for cell in row))
    return _Part(
        part.index, part.table, (), (), tuple(r for r in filled if not _is_code_row(part.table.rows[r])), False
    )


def _is_page_furniture(layout: Layout, block: Block) -> bool:
    text = layout.text[block.start : block.end].strip()
    if layout.ocr and not _SYLLABLE.search(text):
        return True  # specks and strokes between the pages
    return block.part is not Part.BODY or bool(_PAGE_NUMBER.fullmatch(text))


def _is_among(line: str, lines: Sequence[str], *, recognised: bool) -> bool:
    """Tell whether a header line repeats one of ``lines``; one that was ``recognised`` by its likeness alone."""
    if line in lines:
        return True
    return recognised and any(SequenceMatcher(None, line, other).ratio() >= _LIKE_HEADER for other in lines)


def _row_key(row: Texts) -> str:
    return words_key(" | ".join(cell for cell in row))


def _is_cut_row(row: Texts) -> bool:
    """Tell whether a row is the rest of the one before: no running number, no number, and not a total or a section."""
    if row[0].strip() or any(cell_number(cell) is not None for cell in row if cell.strip()):
        return False
    texts = [cell.strip() for cell in row if cell.strip()]
    if not texts or any(is_total_label(text) for text in texts):
        return False
    return not any(role_book("field").opening(words_key(text)) for text in texts)


def _continues_row(above: Texts, row: Texts) -> bool:
    """Tell whether ``row`` belongs to the row ``above`` inside a page: only where its text goes on in small letters."""
    if len(row) < 2 or not _is_cut_row(row) or not is_index(above[0]):
        return False
    return _goes_on(row) and all(above[c].strip() for c, cell in enumerate(row) if cell.strip())


def _goes_on(row: Texts) -> bool:
    """Tell whether a row holds nothing but the middle of sentences."""
    return all(cell.strip()[0].islower() or cell.strip()[0] in ",;)" for cell in row if cell.strip())


def _is_rest(above: Texts, row: Texts, before: Sequence[Texts]) -> bool:
    """Tell whether the first row of a page is plainly the rest of the row ``above``.

    It goes on in mid-sentence, or lacks what the rows ``before`` have nearly all of.
    """
    row = _without_address_ends(above, row)
    if len(row) < 2 or not _is_cut_row(row) or not any(cell.strip() for cell in above):
        return False
    if _goes_on(row):
        return True
    usual = [
        c for c in range(1, len(row)) if sum(1 for other in before if other[c].strip()) >= _NEARLY_ALL * len(before)
    ]
    return len(before) >= 2 and any(not row[c].strip() for c in usual)


def _may_be_rest(above: Texts, row: Texts, before: Sequence[Texts]) -> bool:
    """Tell whether the first row of a page is the rest of a numbered row: where no other row is without a number."""
    row = _without_address_ends(above, row)
    if len(row) < 2 or not _is_cut_row(row) or not is_index(above[0]):
        return False
    return all(other[0].strip() or _looks_like_data(other) for other in before)


def _merged_from_above(last: Table, table: Table, r: int, above: Texts) -> set[int]:
    """Return the columns of a page's first row ``r`` in which a merged cell of the page before goes on without text."""
    if any(is_total_label(cell) for cell in table.rows[r] if cell.strip()):
        return set()
    bottom = len(last.rows)
    reaching = {
        c
        for cell in last.cells
        if cell.row_span > 1 and cell.row + cell.row_span >= bottom
        for c in range(cell.column, cell.column + cell.column_span)
    }
    spanning = {cell.column for cell in table.cells if cell.row == r and cell.row_span > 1}
    return {
        c for c, cell in enumerate(table.rows[r]) if not cell.strip() and above[c] and (c in reaching or c in spanning)
    }


def _reach(table: Table, r: int, column: int) -> int:
    """Return the row after the cell that stands at a place."""
    spans = (c.row_span for c in table.cells if c.row == r and c.column <= column < c.column + c.column_span)
    return r + next(spans, 1)


def _without_address_ends(above: Texts, row: Texts) -> Texts:
    """Blank what ends a web address of the row above: "http://vi.du/muc/ | 47" is no count."""
    return tuple("" if _ends_address(upper, cell) else cell for upper, cell in zip(above, row, strict=True))


def _ends_address(upper: str, lower: str) -> bool:
    """Tell whether ``lower`` is the rest of a web address that ``upper`` ends with, as in "http://vi.du/" and "47"."""
    if not _OPEN_ADDRESS.search(upper):
        return False
    return len(lower.split()) == 1 and lower[0].isascii() and lower[0].isalnum()


def _joined(upper: str, lower: str) -> str:
    """Join the two halves of a cut cell; a word cut at its hyphen, or a web address, closes up."""
    if not upper or not lower or upper == lower:
        return upper or lower
    if _ends_address(upper, lower):
        return upper + lower
    return upper + lower if upper.endswith("-") and not upper.endswith(" -") else f"{upper} {lower}"


def _mention(layout: Layout, parts: Sequence[_Part]) -> TableMention:
    first = parts[0]
    header_lines = {_row_key(first.table.rows[r]) for r in first.header}
    body: list[tuple[Place, ...]] = []
    texts: list[Texts] = []
    for number, part in enumerate(parts):
        #: columns of merged cells that go on from the page before: their text, and the row where they end
        merged: dict[int, tuple[str, int]] = {}
        for position, r in enumerate(part.body):
            row = tuple(cell.strip() for cell in part.table.rows[r])
            if _row_key(row) in header_lines:
                continue
            above = texts[-1] if texts else ()
            at_page_break = number > 0 and position == 0 and bool(texts)
            is_rest = at_page_break and _is_rest(above, row, texts)
            if at_page_break and not is_rest:
                columns = _merged_from_above(parts[number - 1].table, part.table, r, above)
                merged = {c: (above[c], _reach(part.table, r, c)) for c in columns}
            row = tuple(
                merged[c][0] if not cell and c in merged and r < merged[c][1] else cell for c, cell in enumerate(row)
            )
            if is_rest or (
                texts and (_may_be_rest(above, row, texts) if at_page_break else _continues_row(above, row))
            ):
                body[-1] = (*body[-1], (part.index, r))
                texts[-1] = tuple(_joined(upper, lower) for upper, lower in zip(above, row, strict=True))
                continue
            body.append(((part.index, r),))
            texts.append(row)
    return TableMention(
        parts=tuple(part.index for part in parts),
        header=header_paths([first.table.rows[r] for r in first.header], first.width),
        body=tuple(body),
        rows=tuple(texts),
        caption=_inner_title(first) or _caption(layout, first.table),
        is_layout_only=first.is_layout_only,
    )


def header_paths(lines: Sequence[Texts], width: int) -> tuple[Texts, ...]:
    """Return the path of header cells over each column.

    A merged header cell may be opened already (its text in every place), or the source may give it as a text with
    empty cells behind it: it then reaches over these as far as sub-headings stand below and its own parent reaches.

    >>> header_paths([("Lĩnh vực", "Tiếp nhận", ""), ("", "Tổng số", "Mới")], 3)
    (('Lĩnh vực',), ('Tiếp nhận', 'Tổng số'), ('Tiếp nhận', 'Mới'))
    """
    opened = [[cell.strip() for cell in line] for line in lines]
    for level, line in enumerate(opened[:-1]):
        for column in range(1, width):
            if line[column] or not line[column - 1]:
                continue
            below_here = any(lower[column] for lower in opened[level + 1 :])
            below_left = any(lower[column - 1] for lower in opened[level + 1 :])
            same_parent = all(upper[column] == upper[column - 1] for upper in opened[:level])
            if below_here and below_left and same_parent:
                line[column] = line[column - 1]
    paths: list[Texts] = []
    for column in range(width):
        path: list[str] = []
        for line in opened:
            if line[column] and (not path or line[column] != path[-1]):
                path.append(line[column])
        paths.append(tuple(path))
    return tuple(paths)


def _inner_title(part: _Part) -> Slice | None:
    """Return the title that stands inside the grid above the header, as in spreadsheets."""
    cells = [cell for cell in part.table.cells if cell.row in part.title and cell.end > cell.start]
    if not cells:
        return None
    return Slice(cells[0].start, cells[-1].end, "table.caption.inside")


def _caption(layout: Layout, table: Table) -> Slice | None:
    """Return the title lines right above the table: from the title to the line of unit or period under it."""
    taken: list[tuple[int, int]] = []
    titled = False
    for block, start, end in _lines_above(layout, table):
        if len(taken) >= _CAPTION_LINES:
            break
        kind = _caption_kind(block, layout.text[start:end])
        if kind is None or (kind == "under" and titled):
            break
        titled = titled or kind != "under"
        taken.append((start, end))
        if kind == "top":
            break
    if not titled:
        return None
    return Slice(taken[-1][0], taken[0][1], "table.caption.above")


def _lines_above(layout: Layout, table: Table) -> list[tuple[Block, int, int]]:
    """Return the lines of the paragraphs between the table before and this one, the nearest first."""
    lines: list[tuple[Block, int, int]] = []
    for block in reversed([b for b in layout.blocks if b.start < table.start]):
        if block.table is not None:
            break
        if block.part is not Part.BODY:
            continue
        end = block.end
        for line in reversed(layout.text[block.start : block.end].split("\n")):
            start = end - len(line)
            if line.strip():
                lines.append((block, start, end))
            end = start - 1
        if len(lines) > _CAPTION_LINES:
            break
    return lines


def _caption_kind(block: Block, line: str) -> str | None:
    """Return what a line above a table is, None for running text and letterheads.

    "top" begins a caption ("Phụ lục II", "Biểu số 2: ..."), "title" belongs to one, "under" is its line of unit or
    period.
    """
    text = line.strip()
    key = words_key(text)
    if block.cell is not None or role_book("layout").opening(key):
        return None
    if text.startswith(("-", "+", "*", "•")) and not _IN_BRACKETS.fullmatch(text):
        return None
    if len(text) > _CAPTION_LENGTH or text[-1] in ";:,":
        return "under" if role_book("caption_line").opening(key) and len(text) < 80 else None
    letters = [c for c in text if c.isalpha()]
    is_capital = bool(letters) and sum(c.isupper() for c in letters) > 0.6 * len(letters)
    # "SỐ LIỆU TIẾP NHẬN HỒ SƠ NĂM 2024" is a title, "Số liệu tính đến 30/6" stands under one
    is_long_title = is_capital and len(text.split()) >= _TITLE_WORDS
    if _IN_BRACKETS.fullmatch(text) or (role_book("caption_line").opening(key) and not is_long_title):
        return "under"
    if role_book("caption_top").opening(key) and text[-1] != ".":
        return "top"
    if is_capital or block.centered or (block.heading and len(text) < 200):
        return "title"
    starts = role_book("caption").opening(key) is not None and text[-1] not in ".;"
    return "title" if starts and len(text) < 200 else None


def index_level(text: str) -> int | None:
    """Return how deep a running number stands: 1 for "A" and "I", 2 for "1", 3 for "1.1" or "a)"; None for none."""
    label = text.strip().strip("().")
    if not label or not is_index(text):
        return None
    if roman_value(label) is not None or (len(label) == 1 and label.isupper()):
        return 1
    return 2 + label.count(".") if label[0].isdigit() else 3
