"""Sentences and the pieces that semicolons make of them."""

from __future__ import annotations

import regex

from pipeline.extract.mentions import Slice

# what a full stop may stand behind without ending a sentence: "TP. Huế", "ThS. Lê", "Q. Ba Đình", "Nguyễn V. A", " 1. "
_ABBREVIATED = regex.compile(
    r"(?:\b(?:TP|Tp|tp|TX|Tx|ThS|TS|PGS|GS|Q|P|tr|vv|v|Đ/c|đ/c|KT|TL|TM|St|No|ông|bà|BS|BSCKI|BSCKII|CN|KS|ĐD|KTV|DS|GS|CVC|LS)"
    r"|(?:^|\W)\p{Lu}|(?:^|[\s(])\d{1,2})$"
)
# "quy định tại Điều 1. Phối hợp với ...": behind a place in a document the sentence is over
_PLACE_IN_TEXT = regex.compile(
    r"(?<=\p{L}\s+)(?:Điều|điều|khoản|điểm|mục|Mục|Phụ\s+lục|phụ\s+lục|này\s+tại\s+Điều)\s+\d{1,2}$"
)
# "... đúng hạn. 11 khoản còn lại ...": a whole word before the stop, no "số.", "tr." or name
_WORD_BEFORE = regex.compile(
    r"(?<=\s)(?!(?:số|trang|mục|điều|khoản|điểm|bảng|biểu|mẫu|hình|nhóm|phần|đợt)$)\p{Ll}{3,}$"
)
_LONGEST_PLACE = 24
_LONGEST_ABBREVIATION = 6  # characters
_OPENING, _CLOSING = "([{“", ")]}”"
_MARK = regex.compile(r"[;.!?(\[{“)\]}”]")


def split_clauses(text: str, start: int, end: int) -> list[Slice]:
    """Cut ``text[start:end]`` at sentence ends and semicolons, outside brackets and quotation marks.

    ``Slice.rule`` tells what ended the piece: "sentence", "semicolon" or "last". Whether a piece is a clause of its own
    (begins with a verb) is for ``read_action`` to say. A bracket that never closes does not swallow the rest.
    """
    depth = 0
    outside: list[int] = []
    marks = [(found.start(), found[0]) for found in _MARK.finditer(text, start, end)]
    for position, mark in marks:
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            outside.append(position)
    if depth:
        outside = [position for position, mark in marks if mark not in _OPENING and mark not in _CLOSING]
    pieces: list[Slice] = []
    piece_start = start
    for position in outside:
        if rule := _cut(text, piece_start, position, end):
            pieces.append(trim(text, piece_start, position, rule))
            piece_start = position + 1
    pieces.append(trim(text, piece_start, end, "last"))
    return [piece for piece in pieces if piece.end > piece.start]


def _cut(text: str, start: int, position: int, end: int) -> str:
    if text[position] == ";":
        return "semicolon"
    return "sentence" if _ends_sentence(text, start, position, end) else ""


def _ends_sentence(text: str, start: int, position: int, end: int) -> bool:
    if position + 1 >= end:
        return True
    if not text[position + 1].isspace():
        return False
    following = text[position + 1 : position + 4].strip()[:1]
    if following.isdecimal():
        return bool(_WORD_BEFORE.search(text, max(start, position - _LONGEST_PLACE), position))
    if not (following.isupper() or following in '-+“"('):
        return False
    if _PLACE_IN_TEXT.search(text, max(start, position - _LONGEST_PLACE), position):
        return True
    return not _ABBREVIATED.search(text, max(start, position - _LONGEST_ABBREVIATION), position)


def trim(text: str, start: int, end: int, rule: str) -> Slice:
    """Return ``text[start:end]`` without blanks, marks of emphasis and closing punctuation at its ends."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".;,/*_"):
        end -= 1
    return Slice(start, end, rule)
