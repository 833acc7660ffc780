"""Counts of dossiers, procedures and plan items: found in tables and in prose."""

from __future__ import annotations

from pipeline.extract.prose_counts import find_prose_counts
from pipeline.extract.table_counts import find_table_counts

__all__ = ["find_prose_counts", "find_table_counts"]
