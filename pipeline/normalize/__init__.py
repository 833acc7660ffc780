"""Meaning: from what was found, as written, to values; pure functions and the vocabularies as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.mentions import Mentions
    from pipeline.record import Record


def normalize(mentions: Mentions, *, rules_version: str | None = None) -> Record:
    """Return the record of a document from its mentions; ``rules_version`` is written into it."""
    from pipeline.normalize.assemble import normalize as run

    return run(mentions, rules_version=rules_version)
