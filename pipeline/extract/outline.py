"""The numbering tree: under which item every paragraph stands, and the path of its section ("II.2.b", "Điều 3.2.a").

Bullets have no number and take the path of what holds them. A paragraph without a label belongs to the item before it
while that item's list goes on; after the last item it closes the list and belongs one level higher.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.extract.mentions import Numbering, Slice
from pipeline.extract.paragraphs import Paragraph, Rank
from pipeline.extract.patterns import words
from pipeline.numbers import roman_value
from pipeline.text import squeeze

BULLETS = (Rank.DASH, Rank.PLUS)
#: The letters in the order in which items are lettered (Nghị định 30/2020/NĐ-CP, Phụ lục I: "a), b), c)" and on by the
#: Vietnamese alphabet, without the letters that carry a circumflex or a horn).
_LETTERS = "abcdđeghiklmnopqrstuvxy"
# "2. Sửa đổi, bổ sung khoản 2 Mục I như sau:": what follows is another document's text, with that one's numbers
_AMENDS = regex.compile(r"(?i)^\W*(?:sửa đổi|bổ sung|thay thế)\b[^\n]*như sau\s*:\W*$")
_SENTENCE_END = regex.compile(r"[.;!?][^\w.;!?]*+$")


@dataclass(frozen=True, slots=True)
class Node:
    """A paragraph in the tree. ``parent`` indexes ``Outline.nodes``; ``opener`` is the paragraph that ends in ":" and
    introduces the list in which this one stands (its parent, or a line between parent and list)."""

    paragraph: Paragraph
    parent: int | None
    section: str | None
    opener: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree of a document's body."""

    text: str
    nodes: tuple[Node, ...]
    numbering: tuple[Numbering, ...]
    below: tuple[tuple[int, ...], ...]

    def words(self, index: int) -> str:
        """Return the paragraph's text after its label."""
        return self.nodes[index].paragraph.words(self.text)

    def children(self, index: int) -> tuple[int, ...]:
        """Return the nodes that stand directly under ``index``, or in a list that it introduces, in order."""
        return self.below[index]

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield what holds ``index``, nearest first: its opener and its parent, then theirs."""
        seen: set[int] = set()
        current: int | None = index
        while current is not None:
            node = self.nodes[current]
            for above in (node.opener, node.parent):
                if above is not None and above not in seen:
                    seen.add(above)
                    yield above
            current = node.parent if node.parent is not None else None


def is_heading_like(words: str) -> bool:
    """Whether an item only names what follows ("3. Về kiểm tra cải cách hành chính") and is no sentence."""
    return not _SENTENCE_END.search(words)


def ends_open(words: str) -> bool:
    """Whether a paragraph ends with a colon and so introduces what follows."""
    return words.rstrip(" *_\n").endswith(":")


@dataclass(slots=True)
class _Open:
    rank: float
    index: int
    path: str | None
    name: str


def build_outline(text: str, paragraphs: Sequence[Paragraph]) -> Outline:
    """Arrange the body's ``paragraphs`` in their numbering tree."""
    nodes: list[Node] = []
    stack: list[_Open] = []
    opener: int | None = None
    opened_at: dict[tuple[int | None, Rank], int | None] = {}
    for index, p in enumerate(paragraphs):
        if p.rank is Rank.NONE:
            if p.table is None:
                _close_finished_lists(text, paragraphs, index, stack)
            top = stack[-1] if stack else None
            nodes.append(Node(p, top.index if top else None, top.path if top else None, None))
        else:
            while stack and stack[-1].rank >= p.rank:
                stack.pop()
            top = stack[-1] if stack else None
            parent = top.index if top else None
            list_key = (parent, p.rank)
            if _is_first(p) or list_key not in opened_at or (p.rank in BULLETS and opener == index - 1):
                opened_at[list_key] = opener if opener is not None and (parent is None or opener >= parent) else None
            path = _path(p, stack)
            nodes.append(Node(p, parent, path, opened_at[list_key]))
            stack.append(_Open(p.rank, index, path, p.name))
        if p.table is None:
            if ends_open(p.words(text)):
                opener = index
            elif p.rank is Rank.NONE or p.rank not in BULLETS:
                opener = None
    below: list[list[int]] = [[] for _ in nodes]
    for index, node in enumerate(nodes):
        for above in {node.parent, node.opener}:
            if above is not None:
                below[above].append(index)
    return Outline(text, tuple(nodes), tuple(_check_numbering(text, nodes)), tuple(map(tuple, below)))


def _is_first(p: Paragraph) -> bool:
    return p.rank not in BULLETS and _ordinal(p) == 1


def _path(p: Paragraph, stack: Sequence[_Open]) -> str | None:
    name = squeeze(p.name)
    above = stack[-1].path if stack else None
    if p.rank in BULLETS:
        return above
    if p.rank is Rank.ARTICLE:
        number = regex.sub(r"(?i)^điều\s*", "", name)
        return f"Điều {number}"  # articles are numbered through a document, whatever chapter they stand in
    if stack and stack[-1].name and name.startswith(squeeze(stack[-1].name) + "."):
        above = stack[-2].path if len(stack) > 1 else None  # "6.2" under "6" already says so
    return f"{above}.{name}" if above else name


def _close_finished_lists(text: str, paragraphs: Sequence[Paragraph], index: int, stack: list[_Open]) -> None:
    """Drop from ``stack`` the items that the unlabelled paragraph ``index`` no longer belongs to."""
    while stack and stack[-1].rank in BULLETS:
        stack.pop()
    while stack:
        item = paragraphs[stack[-1].index]
        words = item.words(text)
        if item.rank is Rank.ARTICLE or (is_heading_like(words) and not ends_open(words)):
            return
        if stack[-1].index == index - 1 and ends_open(words):
            return
        if _holds_paragraphs(text, paragraphs, stack[-1].index, index):
            return
        following = next((q for q in paragraphs[index + 1 :] if q.rank <= stack[-1].rank), None)
        if following is not None and following.rank == stack[-1].rank and not _is_first(following):
            return
        stack.pop()


# how a document closes, whatever item stands before it
_CLOSES = regex.compile(
    r"(?i)[\s*_]*"
    + words(
        "trên đây", "yêu cầu", "đề nghị", "giao", "trong quá trình", "căn cứ", "nhận được", "quá trình", "văn phòng",
        "thông báo", "kế hoạch này", "chương trình này", "chỉ thị này", "quyết định này", "công văn này", "nếu",
        "trân trọng", "các sở", "các cơ quan", "các đơn vị", "thủ trưởng", "giám đốc", "ủy ban", "uỷ ban", "UBND",
    )
)  # fmt: skip
_SHORT_ITEM = 120  # characters of an item that only names who is concerned


def _holds_paragraphs(text: str, paragraphs: Sequence[Paragraph], item: int, index: int) -> bool:
    """Whether a short open item ("2. Sở Nội vụ:") holds paragraphs without labels, and the one at ``index`` is such."""
    name = paragraphs[item].words(text)
    if not ends_open(name) or len(name) > _SHORT_ITEM or index <= item + 1:
        return False
    between = paragraphs[item + 1 : index + 1]
    if any(q.rank is not Rank.NONE or q.table is not None for q in between):
        return False
    p = paragraphs[index]
    is_heading = p.bold or p.heading or p.centered or text[p.start : p.end].isupper()
    return not is_heading and not _CLOSES.match(text, p.start, p.end)


def _check_numbering(text: str, nodes: Sequence[Node]) -> Iterator[Numbering]:
    """Yield every numbered label with whether it repeats the one before it or skips some."""
    last: dict[tuple[int | None, Rank], int] = {}
    is_foreign = False
    for index, node in enumerate(nodes):
        p = node.paragraph
        if p.rank is Rank.ARTICLE:
            is_foreign = False
        if p.rank in BULLETS or p.rank is Rank.NONE or node.section is None:
            continue
        value = _ordinal(p)
        if value is None:
            continue
        parent = None if p.rank is Rank.ARTICLE else node.parent
        before = last.get((parent, p.rank))
        last[parent, p.rank] = value
        label = Slice(p.start, p.content, "outline.label")
        if _AMENDS.match(p.words(text)):
            is_foreign = True
            yield Numbering(label, node.section)
            continue
        if is_foreign:  # nobody can tell the amended text's numbers from those of the document itself
            yield Numbering(label, node.section)
            continue
        # "1." twice is mostly two lists; "4.1." twice is not
        duplicate = value == before and (value > 1 or p.rank in (Rank.NUMBER_2, Rank.NUMBER_3))
        skipped = before is not None and 1 < value - before <= 3
        yield Numbering(label, node.section, duplicate, skipped, _is_incomplete(text, nodes, index))


def _is_incomplete(text: str, nodes: Sequence[Node], index: int) -> bool:
    """Whether an item announces something with a colon and the next item of its list follows at once."""
    if index + 1 >= len(nodes) or not ends_open(nodes[index].paragraph.words(text)):
        return False
    following = nodes[index + 1]
    return following.paragraph.rank == nodes[index].paragraph.rank and following.parent == nodes[index].parent


def _ordinal(p: Paragraph) -> int | None:
    name = regex.sub(r"(?i)^điều\s*", "", squeeze(p.name))
    if p.rank is Rank.LETTER:
        return _LETTERS.find(name) + 1 or None
    if p.rank is Rank.ROMAN:
        return roman_value(name)
    last = name.rsplit(".", 1)[-1]
    return int(last) if last.isdecimal() else None
