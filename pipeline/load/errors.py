"""What a database can refuse, as errors that say what to do."""

from __future__ import annotations

from pipeline.errors import VanbanError


class StoreError(VanbanError):
    """The database cannot be used as things are: an error of the machine, which stops a batch.

    Codes: ``database_locked``, ``disk_full``, ``database_read_only``, ``not_a_database``, ``database_foreign``,
    ``database_newer``, ``database_unreachable``, ``database_folder``, ``database_failed``.
    """
