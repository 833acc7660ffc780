"""Opening the database: one call, ready to use, or an error that says what to do."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import URL, Connection, Engine, ExceptionContext, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)

from pipeline.errors import UsageError
from pipeline.load.errors import from_sqlite, store_error
from pipeline.load.schema import REVISION

#: Any number that no other program uses: PostgreSQL's lock for migrations.
_MIGRATION_LOCK: Final = 815_294_026


def open_database(url: str, *, timeout_seconds: float = 15.0) -> Engine:
    """Open the database at the SQLAlchemy ``url``, creating it and bringing its schema up to date where needed.

    SQLite gets foreign keys, WAL and ``timeout_seconds`` of patience with other writers. Raises UsageError for a URL
    that makes no sense and StoreError (see its codes) for a database that cannot be used; errors of later statements
    on the engine become StoreErrors too. Safe to call from several processes at once.
    """
    engine = _engine(url, timeout_seconds)
    try:
        with engine.connect() as connection:
            current = _revision(connection)
        if current != REVISION:
            _migrate(engine)
    except sqlite3.Error as error:
        engine.dispose()
        raise from_sqlite(error, _place(engine.url)) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that will write.

    SQLite takes the write lock at its start: a transaction that reads first and asks for the lock later can be refused
    at once, whatever the time-out, when somebody else wrote in between.
    """
    with engine.connect().execution_options(will_write=True) as connection, connection.begin():
        yield connection


def _engine(url: str, timeout_seconds: float) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            engine = create_engine(parsed, pool_pre_ping=True)
        else:
            _make_folder(parsed)
            engine = create_engine(parsed, connect_args={"timeout": timeout_seconds})
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise UsageError(
            "bad_database_url",
            f"Địa chỉ cơ sở dữ liệu không dùng được: {error}",
            "Ví dụ đúng: sqlite:///data/vanban.db (kiểm tra VANBAN_DATABASE_URL và --database).",
            f"The database URL cannot be used: {error}",
            "A good one is sqlite:///data/vanban.db (check VANBAN_DATABASE_URL and --database).",
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _explain)
    return engine


def _place(url: URL) -> str:
    """The database as people know it: SQLite's file, or the URL without its password."""
    return url.database or ":memory:" if url.get_backend_name() == "sqlite" else url.render_as_string()


def _make_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise store_error("database_folder", _place(url), error.strerror or str(error)) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Set up a new SQLite connection; the driver must not begin transactions by itself, see ``_begin_sqlite``."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # Readers go on while one writes; a power cut may lose the last transaction, never the database.
    _switch_to_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")


def _switch_to_wal(connection: Any) -> None:
    """Set the journal mode, which the file remembers. SQLite refuses the switch at once, without its time-out, while
    another process opens the same new file; so it is asked again until the time-out is over."""
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    end = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= end:
                raise
        time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    will_write = connection.get_execution_options().get("will_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if will_write else "BEGIN")


def _explain(context: ExceptionContext) -> None:
    """Turn what the database refused into a StoreError; faults of our own statements stay what they are."""
    if context.engine is None:
        return
    place = _place(context.engine.url)
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    if isinstance(original, sqlite3.OperationalError) or type(original) is sqlite3.DatabaseError:
        raise from_sqlite(original, place) from original
    if isinstance(wrapped, (OperationalError, InterfaceError)):
        raise store_error("database_unreachable", place, _first_line(wrapped)) from original


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]


def _revision(connection: Connection) -> str | None:
    """Return the schema's revision, None for an empty database. Cheap: every command asks."""
    if connection.dialect.name == "sqlite":
        known = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
    else:
        known = inspect(connection).has_table("alembic_version")
    if not known:
        if inspect(connection).get_table_names():
            raise store_error("database_foreign", _place(connection.engine.url))
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _migrate(engine: Engine) -> None:
    """Bring the schema up to date, in one transaction that nobody else can enter meanwhile."""
    from alembic import command  # takes half a second to import, and is needed once in a database's life
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "pipeline.load:migrations")
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        current = _revision(connection)
        if current == REVISION:
            return  # another process was faster
        if current is not None:
            try:
                ScriptDirectory.from_config(config).get_revision(current)
            except CommandError as error:
                raise store_error("database_newer", _place(engine.url), current) from error
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
