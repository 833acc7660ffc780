"""Numbers that a list's title announces against those that its own lines print: "Danh mục 10 thành phần hồ sơ" over
"Cấp tỉnh (06 thành phần hồ sơ)" and "Cấp huyện (03 thành phần hồ sơ)"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from pipeline.extract.mentions import Mentions, TableMention
from pipeline.extract.table_rows import RowKind, columns_of, field_name, rows_of
from pipeline.extract.tables import index_level
from pipeline.normalize.counts import table_numbers
from pipeline.record import Finding, Severity
from pipeline.text import match_key

_NOUN: Final = (
    r"(?P<noun>thành\s+phần\s+hồ\s+sơ|thủ\s+tục(?:\s+hành\s+chính)?|tthc|dịch\s+vụ\s+công|nhiệm\s+vụ|quy\s+trình"
    r"|tiêu\s+chí|chỉ\s+tiêu)(?!\p{L})"
)
# "DANH MỤC 10 THÀNH PHẦN HỒ SƠ PHẢI SỐ HÓA"
_ANNOUNCED = regex.compile(rf"danh\s+mục\s+(?:gồm\s+)?(?P<number>\d{{1,4}})\s+{_NOUN}", regex.IGNORECASE)
# "(01 thủ tục; 06 thành phần hồ sơ phải số hóa)", "Tổng cộng: 12 thủ tục"
_PRINTED = regex.compile(rf"(?<=[(:;,]\s*)(?P<number>\d{{1,4}})\s+{_NOUN}", regex.IGNORECASE)
#: Names of one thing.
_SAME: Final = {match_key(word): "thủ tục" for word in ("thủ tục hành chính", "tthc", "thủ tục")}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the list that prints how many there are below it; ``rank`` tells lines of one sort from others."""

    row: int
    column: int
    rank: str
    number: int


def announced_findings(mentions: Mentions) -> Iterator[Finding]:
    """Yield ``total_mismatch`` for each list whose lines print other numbers than its title does."""
    text = mentions.layout.text
    for index, number in table_numbers(mentions.tables).items():
        table = mentions.tables[index]
        if table.caption is None:
            continue
        lines = _lines(table)
        titles = list(_ANNOUNCED.finditer(text, table.caption.start, table.caption.end))
        for said in titles:
            noun = _noun(said["noun"])
            own = lines.get(noun, ())
            words, announced = " ".join(said["noun"].split()).lower(), int(said["number"])
            if wrong := _contradicting(own, announced):
                yield _finding(number, words, announced, wrong)
            elif not own and len(titles) == 1 and (listed := _listed(mentions, index)) not in (None, announced):
                yield _rows_finding(number, words, announced, listed or 0)


def _noun(words: str) -> str:
    key = match_key(words)
    return _SAME.get(key, key)


def _lines(table: TableMention) -> Mapping[str, Sequence[_Line]]:
    """Return the lines that print a number, by what they count."""
    columns = columns_of(table)
    found: dict[str, list[_Line]] = defaultdict(list)
    for r, (row, shape) in enumerate(zip(table.rows, rows_of(table, columns), strict=True)):
        seen: set[str] = set()
        for column, cell in enumerate(row):
            if cell in seen or len(cell) > 200:
                continue
            seen.add(cell)
            for printed in _PRINTED.finditer(cell):
                level = index_level(row[columns.index]) if columns.index is not None else None
                rank = "total" if shape.kind is RowKind.TOTAL else "field" if field_name(cell) else f"level {level}"
                found[_noun(printed["noun"])].append(_Line(r, column, rank, int(printed["number"])))
    return found


def _contradicting(lines: Sequence[_Line], announced: int) -> Sequence[_Line]:
    """Return the lines of the highest sort where the numbers of no sort of lines make up ``announced``."""
    ranks: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        ranks[line.rank].append(line)
    if any(sum(line.number for line in own) == announced for own in ranks.values()):
        return ()
    if sum(line.number for line in lines if line.rank != "total") == announced:
        return ()
    for rank in ("total", "level 1", "field", "level None", "level 2"):
        own = ranks.get(rank, [])
        if len(own) >= 2 or (own and rank == "total"):
            return own
    return ()


def _listed(mentions: Mentions, index: int) -> int | None:
    """Return how many rows a list has; None where that cannot be told for sure.

    It can where the rows are numbered from 1 without a gap, no other table goes on with the list, and the letters are
    the file's own.
    """
    table = mentions.tables[index]
    column = columns_of(table).index
    others = [t for i, t in enumerate(mentions.tables) if i != index and not t.is_layout_only]
    if column is None or mentions.layout.ocr or any(len(t.header) == len(table.header) for t in others):
        return None
    numbers = [row[column].strip(" .()") for row in table.rows if row[column].strip()]
    numbered = [int(number) for number in numbers if number.isdecimal()]
    is_plain = len(numbered) == len(numbers) and numbered == list(range(1, len(numbered) + 1))
    return len(numbered) if is_plain and len(numbered) > 1 else None


def _rows_finding(table: int, noun: str, announced: int, listed: int) -> Finding:
    return Finding(
        code="total_mismatch",
        severity=Severity.ERROR,
        message=f"Bảng {table}: tên danh mục ghi {announced} {noun}, nhưng bảng liệt kê {listed} (STT 1-{listed}).",
        message_en=f"Table {table}: the list's title says {announced} ({noun}), but {listed} are listed (1-{listed}).",
        table=table,
        row=listed,
        column=1,
    )


def _finding(table: int, noun: str, announced: int, lines: Sequence[_Line]) -> Finding:
    rows = ", ".join(str(line.row + 1) for line in lines)
    terms = " + ".join(str(line.number) for line in lines)
    added = sum(line.number for line in lines)
    return Finding(
        code="total_mismatch",
        severity=Severity.ERROR,
        message=f"Bảng {table}: tên danh mục ghi {announced} {noun}, nhưng dòng {rows} ghi {terms}"
        + (f" = {added}." if len(lines) > 1 else "."),
        message_en=f"Table {table}: the list's title says {announced} ({noun}), but rows {rows} say {terms}"
        + (f" = {added}." if len(lines) > 1 else "."),
        table=table,
        row=lines[0].row + 1,
        column=lines[0].column + 1,
    )
