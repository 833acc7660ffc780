"""Reads Vietnam's official documents and tells every office who has to do what by when.

>>> from pipeline import process
>>> record = process("samples/some-plan.docx")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.processing import RULES_VERSION as RULES_VERSION
    from pipeline.processing import process as process
    from pipeline.record import Record as Record

__all__ = ["RULES_VERSION", "Record", "process"]


def __getattr__(name: str) -> Any:
    """Import on first use: queries and commands that only read the database must not load spaCy."""
    if name in ("process", "RULES_VERSION"):
        import importlib

        module = importlib.import_module("pipeline.processing")
        value = getattr(module, name)
        globals()[name] = value
        return value
    if name == "Record":
        from pipeline.record import Record

        return Record
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
