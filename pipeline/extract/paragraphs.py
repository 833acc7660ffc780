"""From the blocks of a layout to paragraphs: lines that a page break or a hard wrap has cut are whole again.

A reader gives what stands on the page; a paragraph here is what the author wrote as one. It begins with its numbering
label, if it has one ("II.", "1.", "a)", "-", "Điều 3."), and its ``content`` is what follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import regex

from pipeline.read.layout import Layout, Part


class Rank(IntEnum):
    """How deep a kind of label stands in a document; a lower rank holds the higher ones."""

    PART = 0
    CHAPTER = 1
    CAPITAL = 2
    ROMAN = 3
    SECTION = 4
    ARTICLE = 5
    NUMBER = 6
    NUMBER_2 = 7
    NUMBER_3 = 8
    LETTER = 9
    DASH = 10
    PLUS = 11
    NONE = 99


@dataclass(frozen=True, slots=True)
class Label:
    """A numbering label at the head of a paragraph: ``name`` is its part of a section path, "" for bullets."""

    rank: Rank
    name: str
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, ``text[start:end]``; its words begin at ``content``, after the label. A table is one, too."""

    start: int
    end: int
    content: int
    rank: Rank = Rank.NONE
    name: str = ""
    table: int | None = None
    bold: bool = False
    centered: bool = False
    heading: int = 0
    cell: tuple[int, int] | None = None
    #: Index of the layout's block in which it begins.
    block: int = 0

    def words(self, text: str) -> str:
        """Return the paragraph's text after its label."""
        return text[self.content : self.end]


_LABELS: tuple[tuple[Rank, regex.Pattern[str]], ...] = (
    # "Phần I", "PHẦN THỨ NHẤT"
    (Rank.PART, regex.compile(r"(?i:phần)[ ]+(?:(?i:thứ)[ ]+)?(?P<name>[IVXLC]+|\d{1,2}|[\p{L}]+)\b[.:]?")),
    # "Chương II"
    (Rank.CHAPTER, regex.compile(r"(?i:chương)[ ]+(?P<name>[IVXLC]+|\d{1,2})\b[.:]?")),
    # "Mục 1"
    (Rank.SECTION, regex.compile(r"(?i:mục)[ ]+(?P<name>[IVXLC]+|\d{1,2})\b[.:]?")),
    # "Điều 12." and "Điều 3a:"
    (Rank.ARTICLE, regex.compile(r"(?P<name>(?i:điều)[ ]+\d{1,3}[a-zđ]?)\b[ ]*[.:)/]?")),
    # "II." "IV)" "I/" "III-"
    (Rank.ROMAN, regex.compile(r"(?P<name>[IVX]{1,6})[ ]?(?:[.):](?=[\s\p{L}])|/(?=\s)|[-–][ ])")),
    # "A." with a capital letter after it
    (Rank.CAPITAL, regex.compile(r"(?P<name>[A-HĐ])[.)/](?=[ ]+\p{Lu})")),
    # "1.2.3." "1.2.3"
    (Rank.NUMBER_3, regex.compile(r"(?P<name>\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[.)]?(?=[\s\p{L}])")),
    # "6.1." "6.1"; not "1.234 hồ sơ" (a number takes three digits) and not "12.5 triệu"
    (Rank.NUMBER_2, regex.compile(r"(?P<name>\d{1,2}\.\d{1,2})(?:[.)](?=[\s\p{L}])|(?=[ ]+\p{Lu}))")),
    # "1." "7.Thực hiện" "1)" "1/" "(1)"; "1- " as party documents number
    (Rank.NUMBER, regex.compile(r"\(?(?P<name>\d{1,2})(?:[.)/](?=[\s\p{L}“\"(])|[-–][ ]?(?=\p{Lu}))")),
    # "a)" "đ." "a/"
    (Rank.LETTER, regex.compile(r"\(?(?P<name>[a-zđ])(?:\)|[.](?=[ ])|/(?=[ ]))")),
    (Rank.PLUS, regex.compile(r"(?:[-–—•*][ ]*)?[+○◦▪](?P<name>)(?=[ \p{L}])")),
    (Rank.DASH, regex.compile(r"[-–—−•●*·\uf0b7\uf02d](?P<name>)(?=[ \p{L}“\"])")),
)
#: What can begin a label at all; most paragraphs begin with an ordinary word and are through at once.
_MAY_BE_LABEL = regex.compile(
    r"[(]?[\d\p{Lu}a-zđ][\d.)/:\s–-]|[(]?\d|[IVX]{2}|[-–—−•●*·+○◦▪\uf0b7\uf02d]|(?i:điều|phần|chương|mục)[ ]"
)


@lru_cache(maxsize=1024)
def _labels_from(first: str) -> tuple[tuple[Rank, regex.Pattern[str]], ...]:
    """Return the labels that may begin with a character."""
    return tuple((rank, pattern) for rank, pattern in _LABELS if pattern.match(first, partial=True))


def find_label(text: str, start: int, end: int) -> Label | None:
    """Return the numbering label at ``text[start:end]``, or None. ``Label.end`` is where the words begin."""
    if not _MAY_BE_LABEL.match(text, start, end):
        return None
    for rank, pattern in _labels_from(text[start]):
        if found := pattern.match(text, start, end):
            content = found.end()
            while content < end and text[content] in " \t\u00a0":
                content += 1
            return Label(rank, found["name"], content)
    return None


#: A line that ends so is complete; one that does not may go on in the next.
_COMPLETE = regex.compile(r"[.;:!?…/\]”\"»][^\w.;:!?…/\]”\"»]*+$")
#: A line that ends so surely goes on, whatever stands next ("theo Quyết định số", "ngày", "và").
_GOES_ON = regex.compile(
    r"(?:[,(–&]|(?<!\w)(?:và|của|các|số|ngày|tháng|năm|theo|tại|với|hoặc|về|cho|trong|để|từ|do))\s*$"
)
_STARTS_LOWER = regex.compile(r"[\p{Ll},;]")
_STARTS_WORD = regex.compile(r"\p{Ll}{2,}[ ,]")
#: Parts whose title may stand on a line of its own.
_TITLED_BELOW = (Rank.PART, Rank.CHAPTER, Rank.SECTION)
_LONG_LINE = 60  # characters: a shorter line ends where its author ended it (a title, a letterhead, an address)


def split_paragraphs(layout: Layout) -> list[Paragraph]:
    """Return the paragraphs and tables of the document's body, in reading order."""
    text = layout.text
    found: list[Paragraph] = []
    for index, block in enumerate(layout.blocks):
        if block.part is not Part.BODY:
            continue
        if block.table is not None:
            found.append(Paragraph(block.start, block.end, block.start, table=block.table, block=index))
            continue
        position = block.start
        for line in text[block.start : block.end].split("\n"):
            start = position + len(line) - len(line.lstrip())
            end = position + len(line.rstrip())
            position += len(line) + 1
            if start >= end:
                continue
            label = find_label(text, start, end)
            over_page = bool(found) and block.page is not None and layout.blocks[found[-1].block].page != block.page
            entitles = label is None and found and _entitles(text, found[-1], start, end)
            if label is None and found and (entitles or _continues(text, found[-1], start, end, index, over_page)):
                found[-1] = _extended(found[-1], start, end)
                continue
            found.append(
                Paragraph(
                    start,
                    end,
                    label.end if label else start,
                    label.rank if label else Rank.NONE,
                    label.name if label else "",
                    None,
                    block.bold,
                    block.centered,
                    block.heading,
                    block.cell,
                    index,
                )
            )
    return found


def _extended(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    p = paragraph
    content = start if p.content >= p.end else p.content
    return Paragraph(p.start, end, content, p.rank, p.name, None, p.bold, p.centered, p.heading, p.cell, p.block)


def _entitles(text: str, before: Paragraph, start: int, end: int) -> bool:
    """Whether a line is the title of the part whose number alone stands above it: "Chương III" / "TRÁCH NHIỆM ..."."""
    if before.rank not in _TITLED_BELOW or before.table is not None:
        return False
    if before.content >= before.end:
        return True
    is_below = "\n" in text[before.start : before.content]
    may_go_on = is_below or before.rank is Rank.CHAPTER
    return may_go_on and before.words(text).isupper() and text[start:end].isupper()


def _continues(text: str, before: Paragraph, start: int, end: int, block: int, over_page: bool) -> bool:
    """Whether the line at ``start`` is the rest of the paragraph before it, cut by a wrap or a page break."""
    if before.table is not None or (before.block != block and before.cell is not None):
        return False
    tail = text[max(before.start, before.end - 40) : before.end]
    if over_page and before.rank is not Rank.NONE and tail.endswith(";") and _STARTS_WORD.match(text, start, end):
        return True  # "8. Hội X: Tuyên truyền ...;" / "đồng thời, tổng hợp ..." on the next page
    if _COMPLETE.search(tail):
        return False
    if _STARTS_LOWER.match(text, start):
        return not before.heading
    if before.block == block and tail.endswith(("-", "/")):
        return True  # a symbol that a narrow cell cuts: "131/CĐ-" / "TTg"
    long_enough = before.end - before.start >= _LONG_LINE
    if text[start] == "(" and before.centered:
        return False  # "(Ban hành kèm theo ...)" under a title
    if before.block == block and long_enough and not before.bold:
        return True
    return long_enough and bool(_GOES_ON.search(tail))
