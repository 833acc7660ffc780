"""From pages to a layout, for every paged source: running heads dropped, paragraphs joined over page breaks.

Pages go through one by one: of a file of 5,000 pages only a window is held.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import regex

from pipeline.read import lines as line_shapes
from pipeline.read.layout import LayoutBuilder, Part, PlacedWord, Repair
from pipeline.read.page import Line, Page, PageTable, Segment
from pipeline.read.pdf_flow import Flow, continues_over_page, flow
from pipeline.text import nfc, squeeze

#: Running heads stand in these parts of the page's height.
_TOP: Final = 0.09
_BOTTOM: Final = 0.91
#: How many pages on either side a running head is compared with.
_WINDOW: Final = 40

# "3", "- 3 -", "Trang 3/12", "3 | Page"
_PAGE_NUMBER = regex.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", regex.IGNORECASE)


def add_pages(builder: LayoutBuilder, pages: Iterable[Page]) -> int:
    """Add ``pages``, in their order, to the layout; return how many there were. Footnotes go behind the body."""
    count = 0
    turned: dict[int, Page] = {}
    pending: Flow | None = None
    notes: list[Flow] = []
    for page in _without_running_heads(pages):
        count += 1
        if page.is_shown_otherwise:
            turned[page.number] = replace(page, lines=(), tables=())
        for part in flow(page):
            if part.footnote:
                notes.append(part)
            elif pending and _is_cut_by_break(pending, part):
                pending = replace(pending, lines=pending.lines + part.lines)
            else:
                if pending:
                    _add(builder, pending, turned)
                pending = part
    for part in ([pending] if pending else []) + notes:
        _add(builder, part, turned)
    return count


def _is_cut_by_break(last: Flow, part: Flow) -> bool:
    return bool(last.lines) and last.lines[-1].page < part.page and continues_over_page(last, part)


# --- running heads ---------------------------------------------------------------------------------------------------


def _without_running_heads(pages: Iterable[Page]) -> Iterator[Page]:
    """Drop page numbers, and lines at the edge that three pages or more repeat."""
    ahead: deque[tuple[Page, frozenset[str]]] = deque()
    behind: deque[frozenset[str]] = deque()
    heads: Counter[str] = Counter()

    def pop() -> Page:
        often = max(3, (len(behind) + len(ahead)) // 3)
        page, keys = ahead.popleft()
        repeated = frozenset(key for key in keys if heads[key] >= often)
        behind.append(keys)
        if len(behind) > _WINDOW:
            heads.subtract(behind.popleft())
        return _without(page, repeated)

    for page in pages:
        keys = frozenset(_head_key(line) for line in page.lines if _at_edge(line, page))
        heads.update(keys)
        ahead.append((page, keys))
        if len(ahead) > _WINDOW:
            yield pop()
    while ahead:
        yield pop()


def _without(page: Page, repeated: frozenset[str]) -> Page:
    last = len(page.lines) - 1

    def is_running(place: int, line: Line) -> bool:
        if place in (0, last) and _is_page_number(line, page):
            return True
        return _at_edge(line, page) and (
            _PAGE_NUMBER.fullmatch(line.text.strip()) is not None or _head_key(line) in repeated
        )

    return replace(page, lines=tuple(line for i, line in enumerate(page.lines) if not is_running(i, line)))


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom < _TOP * page.height or line.top > _BOTTOM * page.height


def _is_page_number(line: Line, page: Page) -> bool:
    """The first or last line of a page that is nothing but this page's number, give or take a cover."""
    text = line.text.strip(" -–—")
    return text.isascii() and text.isdigit() and len(text) < 5 and abs(int(text) - page.number) <= 2


def _head_key(line: Line) -> str:
    return regex.sub(r"\d+", "0", squeeze(line.text).casefold())


# --- to the layout ---------------------------------------------------------------------------------------------------


def _add(builder: LayoutBuilder, part: Flow, turned: dict[int, Page]) -> None:
    if part.table is not None:
        _add_table(builder, part.table, part.page, turned)
        return
    text, words, repairs = _text_of(part.lines, turned)
    builder.paragraph(
        text,
        page=part.page,
        part=Part.FOOTNOTE if part.footnote else Part.BODY,
        bold=all(line.bold for line in part.lines),
        italic=all(line.italic for line in part.lines),
        centered=part.centered,
        cell=part.cell,
        words=words,
        repairs=repairs,
    )


def _add_table(builder: LayoutBuilder, table: PageTable, page: int, turned: dict[int, Page]) -> None:
    grid: list[list[tuple[str, int, int] | None]] = [[None] * table.columns for _ in range(table.rows)]
    words = {}
    repairs = {}
    for cell in table.cells:
        place = (cell.row, cell.column)
        text, words[place], repairs[place] = _text_of(cell.lines, turned)
        grid[cell.row][cell.column] = (text, cell.row_span, cell.column_span)
    builder.table(grid, page=page, words=words, repairs=repairs)


def _text_of(lines: Sequence[Segment], turned: dict[int, Page]) -> tuple[str, list[PlacedWord], list[Repair]]:
    """Return the text of a paragraph's or cell's lines, the places of its words in it, and what was mended."""
    pieces: list[str] = []
    length = 0
    words: list[PlacedWord] = []
    repairs: list[Repair] = []
    for line in lines:
        page = turned.get(line.page)
        for i, word in enumerate(line.words):
            if pieces and not (i == 0 and line_shapes.is_cut("".join(pieces[-_TAIL:]), word.text)):
                pieces.append(" ")
                length += 1
            start, length = length, length + len(word.text)
            box = page.shown(word.box) if page else word.box
            words.append(PlacedWord(start, length, line.page, box, word.confidence))
            if word.repaired:
                repairs.append(Repair(start, length, *word.repaired))
            pieces.append(word.text)
    text = "".join(pieces)
    # words are NFC each; a mark at the head of one could only join the word before where a wrap is closed
    return (text, words, repairs) if nfc(text) == text else (nfc(text), [], [])


#: Pieces (words and blanks) at the end of a text that tell whether a wrap cut a word there.
_TAIL: Final = 5
