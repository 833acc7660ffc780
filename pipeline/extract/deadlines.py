"""Words that set a time for a task, inside its clause or on a line "Thời gian thực hiện: ..." of its own."""

from __future__ import annotations

from pipeline.extract.mentions import Slice


def find_deadlines(clause: str) -> list[Slice]:
    """Return the words in a task's clause that set a time for it, in order and without overlaps."""
    return []


def split_time_line(text: str) -> list[Slice]:
    """Return the parts of a line or cell "Thời gian thực hiện: ...", each of which sets one time, whole."""
    stripped = text.strip(" .;\n\t")
    start = text.find(stripped)
    return [Slice(start, start + len(stripped), "line.part")] if stripped else []
