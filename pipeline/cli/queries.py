"""The verbs that ask the database: tasks, documents, references, counts, findings, show, overview."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import options, texts
from pipeline.cli.arguments import (
    cannot_write,
    check_range,
    parse_choice,
    parse_date,
    parse_dpi,
    parse_format,
    parse_limit,
    parse_page,
    parse_share,
)
from pipeline.cli.columns import (
    count_columns,
    document_columns,
    finding_columns,
    missing_columns,
    reference_columns,
    task_columns,
)
from pipeline.cli.render import Column, show_rows
from pipeline.cli.session import Session, Text, wrong_use
from pipeline.errors import UsageError
from pipeline.settings import get_settings

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from pipeline.load.queries import Filter

Page = Annotated[str | None, typer.Option("--page", metavar="N", help=texts.PAGE_OPT.vi)]
Png = Annotated[Path | None, typer.Option("--png", metavar="FILE", help=texts.PNG_OPT.vi)]
Dpi = Annotated[str | None, typer.Option("--dpi", metavar="N", help=texts.DPI_OPT.vi)]

#: What ``vanban references --missing`` asks for.
_MISSING = "missing"
_TASK_KINDS = ("assignment", "commitment", "request")


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    _list_verb(app, "tasks", texts.TASKS_HELP, task_columns)
    _list_verb(app, "documents", texts.DOCUMENTS_HELP, document_columns)
    _list_verb(app, "references", texts.REFERENCES_HELP, reference_columns)
    _list_verb(app, "counts", texts.COUNTS_HELP, count_columns)
    _list_verb(app, "findings", texts.FINDINGS_HELP, finding_columns)
    app.command("show", help=texts.SHOW_HELP.vi)(show)
    app.command("overview", help=texts.OVERVIEW_HELP.vi)(overview)


def _list_verb(app: typer.Typer, name: str, help: Text, columns: Callable[[Session], list[Column[Any]]]) -> None:
    """Add the verb that lists what ``pipeline.load.queries`` has under the same name; all share their filters."""

    def verb(
        context: typer.Context,
        unit: options.Unit = None,
        document: options.InDocument = None,
        kind: options.Kind = None,
        date_from: options.From = None,
        date_to: options.To = None,
        due_before: options.DueBefore = None,
        due_after: options.DueAfter = None,
        overdue: options.Overdue = False,
        search: options.Search = None,
        min_confidence: options.MinConfidence = None,
        format: options.Format = None,
        output: options.Output = None,
        limit: options.Limit = None,
        database: options.Database = None,
        missing: options.Missing = False,
    ) -> None:
        of_kind = _kind(kind, with_tasks=name == "tasks")
        wanted = filter_of(
            *(unit, document, of_kind, date_from, date_to, due_before, due_after, search, min_confidence, limit),
            overdue=overdue,
        )
        session = options.session_of(context)
        shown, of = (_MISSING, missing_columns) if missing else (name, columns)
        _answer(session, shown, wanted, of(session), parse_format(format, output), output, database)

    if name != "references":
        # Typer makes a verb's options of its signature; what is missing is a question about citations alone.
        whole = inspect.signature(verb, eval_str=True)
        kept = [parameter for parameter in whole.parameters.values() if parameter.name != "missing"]
        verb.__signature__ = whole.replace(parameters=kept)  # type: ignore[attr-defined]
    app.command(name, help=help.vi)(verb)


def filter_of(
    unit: str | None,
    document: str | None,
    kind: str | None,
    date_from: str | None,
    date_to: str | None,
    due_before: str | None,
    due_after: str | None,
    search: str | None,
    min_confidence: str | None,
    limit: str | None,
    *,
    overdue: bool,
) -> Filter:
    """Return what is wanted from the options as written. Raises UsageError where one of them makes no sense."""
    from pipeline.load.queries import Filter

    wanted = Filter(
        today=get_settings().today(),
        unit=unit,
        document=document,
        kind=kind,
        date_from=parse_date(date_from, "--from"),
        date_to=parse_date(date_to, "--to"),
        due_before=parse_date(due_before, "--due-before"),
        due_after=parse_date(due_after, "--due-after"),
        overdue=overdue,
        search=search,
        min_confidence=parse_share(min_confidence, "--min-confidence"),
        limit=parse_limit(limit),
    )
    check_range(wanted.date_from, wanted.date_to, "--from", "--to")
    check_range(wanted.due_after, wanted.due_before, "--due-after", "--due-before")
    return wanted


def kind_of_task(written: str | None) -> str | None:
    """Return the kind of document or of task that was meant; None for None."""
    return _kind(written, with_tasks=True)


def _kind(written: str | None, *, with_tasks: bool) -> str | None:
    if written is None:
        return None
    from pipeline.vocabulary import rows

    kinds = [*(row["kind"] for row in rows("kinds")), "Tin bài", *(_TASK_KINDS if with_tasks else ())]
    return parse_choice(written, kinds, "--kind")


def show(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY-OR-ID", help=texts.KEY_ARG.vi)],
    as_json: options.AsJson = False,
    page: Page = None,
    png: Png = None,
    dpi: Dpi = None,
    database: options.Database = None,
) -> None:
    import json

    from pipeline.load import queries

    session = options.session_of(context)
    engine = options.open_to_read(database)
    if page is not None or png is not None or dpi is not None:
        from pipeline.cli.page_view import show_page

        file = queries.paged_file(engine, key)
        if file is None:
            raise _no_such_document(key)
        record = queries.file_record(engine, file.id)
        show_page(session, key, record, file.paths, parse_page(page), png, parse_dpi(dpi))
        return
    found = queries.document(engine, key)
    if found is None:
        raise _no_such_document(key)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    from pipeline.cli.record_view import show_record

    show_record(session, found)


def _no_such_document(key: str) -> UsageError:
    return wrong_use("no_such_document", texts.NO_SUCH_DOCUMENT, texts.NO_SUCH_DOCUMENT_HINT, key=key)


def overview(context: typer.Context, database: options.Database = None) -> None:
    from pipeline.cli.overview import show_overview

    show_overview(options.session_of(context), options.open_to_read(database), get_settings().today())


def _answer(
    session: Session,
    name: str,
    wanted: Filter,
    columns: Sequence[Column[Any]],
    chosen: str,
    output: Path | None,
    database: str | None,
) -> None:
    """Ask one of the queries; see ``answer``."""
    from pipeline.load import queries

    answers: dict[str, tuple[Callable[[Engine, Filter], list[Any]], type[Any]]] = {
        "tasks": (queries.tasks, queries.TaskRow),
        "documents": (queries.documents, queries.DocumentRow),
        "references": (queries.references, queries.ReferenceRow),
        _MISSING: (queries.missing, queries.MissingRow),
        "counts": (queries.counts, queries.CountRow),
        "findings": (queries.findings, queries.FindingRow),
    }
    query, row_type = answers[name]
    engine = options.open_to_read(database)
    empty = texts.NONE_MISSING if name == _MISSING else texts.TRY_DOCUMENTS
    answer(session, engine, query(engine, wanted), row_type, wanted, columns, chosen, output, empty=empty)


def answer(
    session: Session,
    engine: Engine,
    rows: list[Any],
    row_type: type[Any],
    wanted: Filter,
    columns: Sequence[Column[Any]],
    chosen: str,
    output: Path | None,
    as_json: Callable[[list[Any]], str] | None = None,
    empty: Text = texts.TRY_DOCUMENTS,
) -> None:
    """Print or write the rows of an answer; an empty one says so and what to try, without any filter ``empty``."""
    if output is not None:
        _write(session, rows, row_type, columns, chosen, output, as_json)
    elif chosen == "table":
        if rows:
            show_rows(session, rows, columns)
            limited = wanted.limit is not None and len(rows) == wanted.limit
            session.note(texts.ROWS_LIMITED if limited else texts.ROWS, number=len(rows))
    else:
        from pipeline.load import exports

        json_of = as_json or exports.to_json
        written = json_of(rows) if chosen == "json" else exports.to_csv(rows, row_type, session.language)
        # The byte order mark is for Excel, which opens files; in a pipe it is dirt before the first heading.
        typer.echo(written.removeprefix("\ufeff"), nl=not written.endswith("\n"))
    if not rows and not _none_loaded(session, engine, wanted):
        _nothing(session, wanted, empty)


def _write(
    session: Session,
    rows: list[Any],
    row_type: type[Any],
    columns: Sequence[Column[Any]],
    chosen: str,
    output: Path,
    as_json: Callable[[list[Any]], str] | None,
) -> None:
    from pipeline.load import exports

    try:
        if chosen == "xlsx":
            exports.write_xlsx(output, rows, row_type, session.language)
        elif chosen == "csv":
            output.write_text(exports.to_csv(rows, row_type, session.language), encoding="utf-8", newline="")
        elif chosen == "json":
            output.write_text((as_json or exports.to_json)(rows), encoding="utf-8")
        else:
            lines = ["\t".join(session.text(column.heading) for column in columns)]
            lines += ["\t".join(column.cell(row) for column in columns) for row in rows]
            output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise cannot_write(output, error) from error
    session.note(texts.WRITTEN, number=len(rows), path=output)


def _none_loaded(session: Session, engine: Engine, wanted: Filter) -> bool:
    """Say that the database holds no document, and what became of the files that were tried; False where it does."""
    from pipeline.load import queries

    groups = queries.overview(engine, wanted.today).documents
    if any(group.state == "done" for group in groups):
        return False
    if not groups:
        session.note(texts.NOTHING_LOADED)
        return True
    tried = {group.state: group.number for group in groups}
    states = ", ".join(f"{session.text(texts.STATES[state])} {number}" for state, number in tried.items())
    session.note(texts.NONE_LOADED, states=states)
    for state in ("waiting", "failed"):
        if state in tried:
            session.note(texts.NONE_LOADED_RETRY, state=state)
    return True


def _nothing(session: Session, wanted: Filter, otherwise: Text) -> None:
    """Say that nothing was found, and what to try: fewer filters, or what holds where there are none."""
    names = {
        "--unit": wanted.unit,
        "--document": wanted.document,
        "--kind": wanted.kind,
        "--from": wanted.date_from,
        "--to": wanted.date_to,
        "--due-before": wanted.due_before,
        "--due-after": wanted.due_after,
        "--overdue": wanted.overdue,
        "--search": wanted.search,
        "--min-confidence": wanted.min_confidence,
    }
    used = [name for name, value in names.items() if value]
    session.note(texts.NOTHING_FOUND)
    if used:
        session.note(texts.TRY_LESS, filters=", ".join(used))
    else:
        session.note(otherwise)
