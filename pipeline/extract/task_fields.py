"""The lines under an item, and the columns of a table, that say something about its task ("Đơn vị chủ trì: ...").

Their wordings are data: ``normalize/data/task_fields.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import regex

from pipeline.extract.mentions import Slice
from pipeline.text import fold
from pipeline.vocabulary import rows


class Field(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"
    DELIVERABLE = "deliverable"
    TIME = "time"
    TEXT = "text"
    NUMBER = "number"
    NOTE = "note"
    VETO = "veto"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One such line: which field, and where its value stands."""

    field: Field
    value: Slice


@cache
def _patterns(where: str) -> tuple[tuple[regex.Pattern[str], Field], ...]:
    return tuple(
        (regex.compile(row["pattern"]), Field(row["field"]))
        for row in rows("task_fields")
        if row["where"] in (where, "both")
    )


def _field_of(label: str, where: str) -> Field | None:
    folded = fold(label).strip(" *.:-+()")
    return next((field for pattern, field in _patterns(where) if pattern.fullmatch(folded)), None)


@cache
def column_field(heading: str) -> Field | None:
    """Return which field a table column of this heading holds, None for any other.

    A heading of two names ("Đơn vị chủ trì / Chủ nhiệm đề tài") is read by its first that is known.
    """
    names = [heading, *heading.split("/")] if "/" in heading else [heading]
    return next((field for name in names if (field := _field_of(name, "column"))), None)


# a label of at most some eight words and its colon
_LABEL = regex.compile(r"[-+*•\s_]*(?P<label>\p{L}[^:;.\n]{2,60}?)[*_\s]*:[*_\s]*")
# the next label on the same line: "Chủ trì: A; phối hợp: B. Thời gian: Quý I"
_INNER_LABEL = regex.compile(r"(?<=[;.,\n])[-+*•\s_]*(?P<label>\p{L}[^:;.\n]{2,45}?)[*_\s]*:[*_\s]*")


def read_field_line(text: str, start: int, end: int) -> tuple[FieldValue, ...]:
    """Return the fields of a line "Đơn vị chủ trì: Văn phòng Sở", all that it holds; () for any other line."""
    first = _LABEL.match(text, start, end)
    field = _field_of(first["label"], "line") if first else None
    if first is None or field is None:
        return ()
    found: list[tuple[Field, int, int]] = [(field, first.start(), first.end())]
    for inner in _INNER_LABEL.finditer(text, first.end(), end):
        if inner_field := _field_of(inner["label"], "line"):
            found.append((inner_field, inner.start(), inner.end()))
    values = []
    for index, (name, _, value_start) in enumerate(found):
        value_end = found[index + 1][1] if index + 1 < len(found) else end
        value = _trimmed(text, value_start, value_end)
        if value.end > value.start:
            values.append(FieldValue(name, value))
    return tuple(values)


def _trimmed(text: str, start: int, end: int) -> Slice:
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".;,*_+-/"):
        end -= 1
    return Slice(start, end, "task.field_line")
