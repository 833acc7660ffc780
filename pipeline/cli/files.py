"""The verbs that look at files, without a database and without Prefect: extract, explain, schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.answer import Unprocessed
from pipeline.cli import options, texts
from pipeline.cli.arguments import existing_files
from pipeline.cli.session import Session, leave

if TYPE_CHECKING:
    from pipeline.record import Record

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=texts.FILES_ARG.vi)]
OneFile = Annotated[Path, typer.Argument(metavar="FILE", help=texts.FILE_ARG.vi)]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command("extract", help=texts.EXTRACT_HELP.vi)(extract)
    app.command("explain", help=texts.EXPLAIN_HELP.vi)(explain)
    app.command("schema", help=texts.SCHEMA_HELP.vi)(schema)


def extract(context: typer.Context, paths: Files, as_json: options.AsJson = False) -> None:
    session = options.session_of(context)

    def show(record: Record) -> None:
        if as_json:
            typer.echo(record.model_dump_json())
        else:
            from pipeline.cli.record_view import show_record

            show_record(session, _values(record))

    _for_each(session, paths, show)


def explain(context: typer.Context, path: OneFile) -> None:
    from pipeline.cli.record_view import explain_record

    session = options.session_of(context)
    _for_each(session, [path], lambda record: explain_record(session, _values(record)))


def schema() -> None:
    from pipeline.record import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _values(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json")


def _for_each(session: Session, paths: Sequence[Path], show: Callable[[Record], None]) -> None:
    """Process every document of the files; those that cannot be read are told of, and make the exit code 1."""
    from pipeline.ingest import look_at
    from pipeline.settings import get_settings

    failed = False
    for answer in look_at(existing_files(paths), get_settings()):
        if isinstance(answer, Unprocessed):
            failed = True
            _tell(session, answer, named=len(paths) > 1 or answer.container is not None)
        else:
            show(answer)
    if failed:
        leave(1)


def _tell(session: Session, unread: Unprocessed, *, named: bool) -> None:
    from pipeline.cli.faults import write_log

    if named:
        session.err.print(f"{unread.path}:", markup=False)
    session.complain(unread.error)
    if unread.traceback:  # a bug that this document met; the others are to be seen all the same
        session.note(texts.LOGGED, log=write_log(unread.traceback))
