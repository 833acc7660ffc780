"""Opening the database: one call, ready to use."""

from __future__ import annotations

from sqlalchemy.engine import Engine


def open_database(url: str, *, timeout_seconds: float = 15.0) -> Engine:
    """Open the database at the SQLAlchemy ``url``, creating it and bringing its schema up to date where needed.

    SQLite gets foreign keys, WAL and ``timeout_seconds`` of patience with other writers. Raises UsageError for a URL
    that makes no sense and StoreError (see its codes) for a database that cannot be used; errors of later statements
    on the engine become StoreErrors too. Safe to call from several processes at once.
    """
    raise NotImplementedError
