"""``vanban doctor``: what is installed, which formats work, where the database is, what to do about the rest."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.markup import escape

from pipeline.cli import options, texts
from pipeline.cli.render import number
from pipeline.cli.session import Session, Text, leave
from pipeline.errors import VanbanError
from pipeline.settings import Settings, describe, get_settings

#: What the program imports, by the names under which it is installed.
_PACKAGES = {
    "spacy": "spacy",
    "regex": "regex",
    "pydantic": "pydantic",
    "sqlalchemy": "sqlalchemy",
    "alembic": "alembic",
    "python-docx": "docx",
    "pdfplumber": "pdfplumber",
    "lxml": "lxml",
    "pandas": "pandas",
    "openpyxl": "openpyxl",
    "prefect": "prefect",
}
_LOW_DISK_MB = 500


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("doctor", help=texts.DOCTOR_HELP.vi)(doctor)


def doctor(context: typer.Context, database: options.Database = None) -> None:
    session = options.session_of(context)
    settings = get_settings()
    checks = [
        _check_packages(session),
        _check_formats(session),
        _check_database(session, options.database_url(database, settings), settings),
        _check_units_file(session, settings),
        _check_disk(session, settings.data_dir),
    ]
    session.out.print(f"\n[bold]{session.text(texts.D_SETTINGS)}[/]")
    for row in describe(settings, session.language):
        session.out.print(f"  {row.variable}={escape(row.value)}  [dim]{escape(row.description)}[/]")
    if not all(checks):
        leave(1)


def _line(session: Session, ok: bool, words: str) -> bool:
    session.out.print(f"  {'[green]✓[/]' if ok else '[red]✗[/]'} {words}")
    return ok


def _title(session: Session, title: Text) -> None:
    session.out.print(f"[bold]{session.text(title)}[/]")


def _check_packages(session: Session) -> bool:
    import platform
    from importlib.metadata import PackageNotFoundError, version
    from importlib.util import find_spec

    _title(session, texts.D_PROGRAM)
    missing = [name for name, module in _PACKAGES.items() if find_spec(module) is None]
    try:
        ours = version("vanban")
    except PackageNotFoundError:
        ours = "?"
    _line(session, True, f"vanban {ours}, Python {platform.python_version()}")
    for name in missing:
        _line(session, False, session.text(texts.D_MISSING, package=name))
    if not missing:
        _line(session, True, ", ".join(f"{name} {version(name)}" for name in ("spacy", "sqlalchemy", "prefect")))
    return not missing


def _check_formats(session: Session) -> bool:
    from pipeline.read import formats, libreoffice, ocr

    _title(session, texts.D_FORMATS)
    _line(session, True, session.text(texts.D_READ, formats=", ".join(formats.READ)))
    office, old = libreoffice.available(), ", ".join(formats.READ_BY_LIBREOFFICE)
    if office is not None:
        _line(session, True, escape(session.text(texts.D_LIBREOFFICE, formats=old, place=office)))
    else:
        session.out.print(f"  - {session.text(texts.D_NO_LIBREOFFICE, formats=old)}")
    scans = ", ".join(formats.READ_BY_RECOGNITION)
    if ocr.available():
        _line(session, True, session.text(texts.D_RECOGNISED, formats=scans))
    else:
        session.out.print(f"  - {session.text(texts.D_NOT_RECOGNISED, formats=scans)}")
    return True


def _check_database(session: Session, url: str, settings: Settings) -> bool:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    from pipeline.load import queries

    _title(session, texts.D_DATABASE)
    file = options.sqlite_file(url)
    if file is not None and not file.exists():
        return _line(session, True, session.text(texts.D_DATABASE_NEW, place=file))
    try:
        engine = options.open_to_write(url, settings)
        page = queries.overview(engine, settings.today())
        place = file or make_url(url).render_as_string(hide_password=True)
    except (VanbanError, ArgumentError) as error:
        words = error.message(session.language) if isinstance(error, VanbanError) else str(error)
        hint = error.hint(session.language) if isinstance(error, VanbanError) else ""
        return _line(session, False, escape(f"{words} {hint}".rstrip()))
    documents = sum(group.number for group in page.documents if group.state == "done")
    return _line(session, True, session.text(texts.D_DATABASE_OK, place=place, documents=documents, tasks=page.tasks))


def _check_units_file(session: Session, settings: Settings) -> bool:
    from pipeline.own_units import own_units

    _title(session, texts.D_UNITS)
    try:
        own = own_units(settings.units_file, is_optional=settings.units_file_is_optional)
    except VanbanError as error:
        return _line(session, False, escape(f"{error.message(session.language)} {error.hint(session.language)}"))
    words = texts.D_UNITS_LINES if own.lines else texts.D_NO_UNITS
    return _line(session, True, escape(session.text(words, number=len(own.lines), place=settings.units_file)))


def _check_disk(session: Session, folder: Path) -> bool:
    import shutil

    _title(session, texts.D_DISK)
    place = folder.resolve()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free // 1024**2
    written = f"{free:,}" if session.language == "en" else number(free)
    words = session.text(texts.D_FREE, free=written, place=place)
    if free < _LOW_DISK_MB:
        words += f"; {session.text(texts.D_DISK_LOW)}"
    return _line(session, free >= _LOW_DISK_MB, words)
