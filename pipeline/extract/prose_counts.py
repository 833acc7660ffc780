"""Counts in running text. (first stone)"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.mentions import CountMention


def find_prose_counts(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[CountMention]:
    """Return the counts that the paragraphs ``text[start:end]`` report."""
    return []
