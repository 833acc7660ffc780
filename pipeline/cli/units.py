"""The verb about units: their tree, those that nobody knows, and what is stored resolved anew by the office's list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options, texts
from pipeline.cli.arguments import parse_format
from pipeline.cli.columns import unit_columns, unknown_unit_columns
from pipeline.cli.queries import answer, filter_of, kind_of_task
from pipeline.cli.session import Session
from pipeline.settings import get_settings

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from pipeline.load.answers import UnitBranch

Unknown = Annotated[bool, typer.Option("--unknown", help=texts.UNKNOWN_OPT.vi)]
Resolve = Annotated[bool, typer.Option("--resolve", help=texts.RESOLVE_OPT.vi)]
AsJson = Annotated[bool, typer.Option("--json", help=texts.UNITS_JSON_OPT.vi)]


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("units", help=texts.UNITS_HELP.vi)(units)


def units(
    context: typer.Context,
    unknown: Unknown = False,
    resolve: Resolve = False,
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
    as_json: AsJson = False,
    format: options.Format = None,
    output: options.Output = None,
    limit: options.Limit = None,
    database: options.Database = None,
) -> None:
    from pipeline.load.answers import UnitBranch, UnknownUnit
    from pipeline.load.units import units as tree_of
    from pipeline.load.units import unknown_units

    session = options.session_of(context)
    of_kind = kind_of_task(kind)
    wanted = filter_of(
        *(unit, document, of_kind, date_from, date_to, due_before, due_after, search, min_confidence, limit),
        overdue=overdue,
    )
    chosen = "json" if as_json else parse_format(format, output)
    engine = options.open_to_read(database)
    if resolve:
        _resolve(session, engine)
        if not unknown:
            return
    if unknown:
        rows = unknown_units(engine, wanted)
        columns = unknown_unit_columns(session)
        answer(session, engine, rows, UnknownUnit, wanted, columns, chosen, output)
        if rows and chosen == "table":
            session.note(texts.UNKNOWN_UNITS_NEXT, path=get_settings().units_file)
        return
    branches = tree_of(engine, wanted)
    answer(session, engine, branches, UnitBranch, wanted, unit_columns(session), chosen, output, _as_tree)


def _as_tree(branches: list[UnitBranch]) -> str:
    from pipeline.load.units import nested

    return json.dumps(nested(branches), ensure_ascii=False, indent=2)


def _resolve(session: Session, engine: Engine) -> None:
    """Lay the office's list over everything that is stored, and say what that changed."""
    from pipeline.load.store import Store
    from pipeline.own_units import own_units

    settings = get_settings()
    own = own_units(settings.units_file, is_optional=settings.units_file_is_optional)
    found = Store(engine).resolve_units(own)
    if not own.lines:
        session.note(texts.NO_UNITS_LINES, path=settings.units_file)
    session.say(
        texts.RESOLVED,
        lines=len(own.lines),
        mentions=found.mentions,
        documents=found.documents,
        tasks=found.tasks,
    )
    if found.left:
        session.note(texts.RESOLVED_LEFT, number=found.left)
