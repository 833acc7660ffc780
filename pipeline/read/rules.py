"""The rules of a page, and the tables round its words: the door for those who have both."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.page import PageTable, PageWord
from pipeline.read.ruled import Rule, holds
from pipeline.read.tables import find_tables

__all__ = ["Rule", "holds", "take_tables"]


def take_tables(
    rules: Sequence[Rule],
    words: Sequence[PageWord],
    page: int,
    width: float | None = None,
) -> tuple[list[PageTable], list[PageWord]]:
    """Return the tables of a page, top to bottom, and the words that stand in none (see ``tables.find_tables``)."""
    return find_tables(rules, words, page, width)
