"""Reads Vietnam's official documents and tells every office who has to do what by when.

>>> from pipeline import process
>>> record = process("samples/some-plan.docx")  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.answer import Unprocessed as Unprocessed
    from pipeline.processing import process as process
    from pipeline.processing import process_all as process_all
    from pipeline.processing import process_each as process_each
    from pipeline.record import Record as Record
    from pipeline.version import RULES_VERSION as RULES_VERSION

__all__ = ["RULES_VERSION", "Record", "Unprocessed", "process", "process_all"]

_HOMES = {
    "RULES_VERSION": "pipeline.version",
    "Record": "pipeline.record",
    "Unprocessed": "pipeline.answer",
    "process": "pipeline.processing",
    "process_all": "pipeline.processing",
    "process_each": "pipeline.processing",
}


def __getattr__(name: str) -> Any:
    """Import on first use: queries and commands that only read the database must not load spaCy or pydantic."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
