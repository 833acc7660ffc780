"""The options that several verbs share, and what their values become."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import texts
from pipeline.cli.session import Session, wrong_use
from pipeline.settings import Settings, get_settings

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

Database = Annotated[str | None, typer.Option("--database", metavar="URL", help=texts.DATABASE_OPT.vi)]
Unit = Annotated[str | None, typer.Option("--unit", metavar="TEXT", help=texts.UNIT_OPT.vi)]
InDocument = Annotated[str | None, typer.Option("--document", metavar="TEXT", help=texts.DOCUMENT_OPT.vi)]
Kind = Annotated[str | None, typer.Option("--kind", metavar="TEXT", help=texts.KIND_OPT.vi)]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help=texts.FROM_OPT.vi)]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help=texts.TO_OPT.vi)]
DueBefore = Annotated[str | None, typer.Option("--due-before", metavar="DATE", help=texts.DUE_BEFORE_OPT.vi)]
DueAfter = Annotated[str | None, typer.Option("--due-after", metavar="DATE", help=texts.DUE_AFTER_OPT.vi)]
Overdue = Annotated[bool, typer.Option("--overdue", help=texts.OVERDUE_OPT.vi)]
Search = Annotated[str | None, typer.Option("--search", metavar="TEXT", help=texts.SEARCH_OPT.vi)]
MinConfidence = Annotated[
    str | None, typer.Option("--min-confidence", metavar="0..1", help=texts.MIN_CONFIDENCE_OPT.vi)
]
Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help=texts.FORMAT_OPT.vi)]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=texts.OUTPUT_OPT.vi)]
Missing = Annotated[bool, typer.Option("--missing", help=texts.MISSING_OPT.vi)]
Limit = Annotated[str | None, typer.Option("--limit", metavar="N", help=texts.LIMIT_OPT.vi)]
Workers = Annotated[str | None, typer.Option("--workers", metavar="N", help=texts.WORKERS_OPT.vi)]
Direct = Annotated[bool, typer.Option("--direct", help=texts.DIRECT_OPT.vi)]
AsJson = Annotated[bool, typer.Option("--json", help=texts.JSON_OPT.vi)]


def session_of(context: typer.Context) -> Session:
    """Return the session of this call."""
    session = context.obj
    assert isinstance(session, Session)
    return session


def database_url(given: str | None, settings: Settings) -> str:
    """Return the database's URL: as given (a bare path is a SQLite file), else that of the settings."""
    if not given:
        return settings.database_url
    return given if "://" in given else f"sqlite:///{Path(given).expanduser().as_posix()}"


def sqlite_file(url: str) -> Path | None:
    """Return the file behind a SQLite URL; None for another database or one in memory."""
    prefix, _, path = url.partition(":///")
    return Path(path) if prefix.startswith("sqlite") and path and not path.startswith(":memory:") else None


def open_to_read(given: str | None) -> Engine:
    """Open the database for a query. A query makes no database: where there is none, that is wrong use."""
    settings = get_settings()
    url = database_url(given, settings)
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise wrong_use("no_database", texts.NO_DATABASE, texts.NO_DATABASE_HINT, place=file)
    return open_to_write(url, settings)


def open_to_write(url: str, settings: Settings) -> Engine:
    """Open the database, making it where it is not there yet."""
    from pipeline.load.database import open_database

    return open_database(url, timeout_seconds=settings.database_timeout)
