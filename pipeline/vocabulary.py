"""The vocabularies: dialects as data, read once a process.

The files stand in ``pipeline/normalize/data/`` as CSV (UTF-8, header line, ``#`` lines are comments). Extract needs
them to find, normalize to value; so their reader is a leaf that both may import.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``normalize/data/<name>.csv`` as dictionaries of stripped texts.

    Raises FileNotFoundError where there is no such vocabulary: a packaging error, never a user's.
    """
    source = resources.files("pipeline.normalize").joinpath("data", f"{name}.csv")
    lines = source.read_text(encoding="utf-8").splitlines()
    reader = csv.DictReader(line for line in lines if line.strip() and not line.startswith("#"))
    return tuple({key: (value or "").strip() for key, value in row.items()} for row in reader)
