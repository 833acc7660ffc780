"""Finding: from the layout of a document to the places in it that a record is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.mentions import Mentions
    from pipeline.read.layout import Layout


def extract(layout: Layout) -> Mentions:
    """Find everything that a record is made of in ``layout``. spaCy is loaded at the first call, not at import."""
    from pipeline.extract.language import extract as run

    return run(layout)
