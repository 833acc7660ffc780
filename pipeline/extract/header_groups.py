"""Headings that part a table side by side: "Kỳ này" and "Kỳ trước", "Năm 2022" and "Năm 2023", "Cấp tỉnh" and "Cấp xã".

Such a heading says of when or of whom the columns below it speak, and nothing of what they count. It is told by its
neighbours: the same sub-headings stand below each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from pipeline.extract.measures import read_path
from pipeline.extract.periods import is_period
from pipeline.extract.phrases import words_key
from pipeline.extract.tables import role_book

Path = tuple[str, ...]


class RelativePeriod(StrEnum):
    """A period that is told by the one that the table reports."""

    THIS = "period_this"
    BEFORE = "period_before"
    LAST_YEAR = "period_last_year"
    YEAR_TO_DATE = "period_year_to_date"


def relative_period(text: str) -> RelativePeriod | None:
    """Return which period words like "Kỳ trước" or "Lũy kế từ đầu năm" name; None where they say anything else."""
    found = role_book(*(period.value for period in RelativePeriod)).exact(words_key(text))
    return RelativePeriod(found) if found else None


def names_period(text: str) -> bool:
    """Tell whether a cell holds nothing but a period: "Quý I/2021", "Năm 2023", "Kỳ trước"."""
    return relative_period(text) is not None or is_period(text)


def groups_of(header: Sequence[Path]) -> tuple[Path, ...]:
    """Return, for each column, the headings over it that part the table side by side; mostly none."""
    apart: list[list[str]] = [[] for _ in header]
    for depth in range(max((len(path) for path in header), default=0) - 1):
        for runs in _siblings(header, depth):
            for heading, columns in runs:
                if _is_side_by_side(heading, _below(header, columns, depth), runs, header, depth):
                    for column in columns:
                        apart[column].append(heading)
    return tuple(map(tuple, apart))


def without_groups(header: Sequence[Path]) -> tuple[Path, ...]:
    """Return the paths of the header without the headings that part the table side by side.

    >>> without_groups([("Lĩnh vực",), ("Kỳ này", "Tiếp nhận"), ("Kỳ trước", "Tiếp nhận")])
    (('Lĩnh vực',), ('Tiếp nhận',), ('Tiếp nhận',))
    """
    groups = groups_of(header)
    return tuple(
        tuple(text for text in path if text not in group) if group else path
        for path, group in zip(header, groups, strict=True)
    )


_Run = tuple[str, list[int]]


def _siblings(header: Sequence[Path], depth: int) -> list[list[_Run]]:
    """Return the headings at ``depth`` with the columns below each, those under one parent together."""
    runs: dict[Path, list[_Run]] = defaultdict(list)
    before: Path | None = None
    for column, path in enumerate(header):
        if len(path) <= depth + 1:
            before = None
            continue
        if path[: depth + 1] == before:
            runs[path[:depth]][-1][1].append(column)
        else:
            runs[path[:depth]].append((path[depth], [column]))
        before = path[: depth + 1]
    return list(runs.values())


def _below(header: Sequence[Path], columns: Sequence[int], depth: int) -> tuple[str, ...]:
    return tuple(words_key(" / ".join(header[column][depth + 1 :])) for column in columns)


def _is_side_by_side(
    heading: str, below: tuple[str, ...], runs: Sequence[_Run], header: Sequence[Path], depth: int
) -> bool:
    alike = [other for other, columns in runs if other != heading and _below(header, columns, depth) == below]
    if not alike:
        return False
    if names_period(heading):
        return any(names_period(other) for other in alike)
    reading = read_path((heading,))
    return reading.stage is None and reading.detail is None and not reading.skip
