"""The verb about units: their tree, those that nobody knows, and what is stored resolved anew by the office's list."""

from __future__ import annotations

import json
import shutil
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options, texts
from pipeline.cli.arguments import cannot_write, parse_format
from pipeline.cli.columns import unit_columns, unknown_unit_columns
from pipeline.cli.queries import answer, filter_of, kind_of_task
from pipeline.cli.session import Session
from pipeline.settings import get_settings

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from pipeline.load.answers import UnitBranch, UnknownUnit

#: Lines of the office's list that fit nothing are named one by one up to here.
_MOST_UNMET = 10

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
        if output is not None and chosen == "csv":
            rows = _beside_what_is_filled_in(session, rows, output)
        answer(session, engine, rows, UnknownUnit, wanted, columns, chosen, output)
        if rows and chosen == "table":
            session.note(texts.UNKNOWN_UNITS_NEXT, path=get_settings().units_file)
        return
    branches = tree_of(engine, wanted)
    answer(session, engine, branches, UnitBranch, wanted, unit_columns(session), chosen, output, _as_tree)


def _beside_what_is_filled_in(session: Session, unknown: list[UnknownUnit], output: Path) -> list[UnknownUnit]:
    """The rows of a form behind the lines that people have filled in already in the file at ``output``.

    The file as it was is kept beside it, since a form holds no comments and no columns of others.
    """
    from pipeline.load.answers import UnknownUnit
    from pipeline.own_units import NOBODY, read_own_units

    if not output.exists() or not output.stat().st_size:
        return unknown
    own = read_own_units(output)
    if not own.lines:
        return unknown
    filled = [
        UnknownUnit(
            text=line.text,
            name=line.name,
            owner=NOBODY if line.owner == "" else line.owner or "",
            valid_from=line.valid_from.isoformat() if line.valid_from else "",
            valid_to=line.valid_to.isoformat() if line.valid_to else "",
            nearest=(),
            mentions=0,
            tasks=0,
            documents=0,
            document_keys=(),
        )
        for line in own.lines
    ]
    more = [row for row in unknown if own.line_for(row.text, None) is None]
    # a form that is written again and again keeps every state of the file
    copies = (output.with_name(f"{output.name}.bak{number}") for number in chain([""], count(2)))
    before = next(copy for copy in copies if not copy.exists())
    try:
        shutil.copyfile(output, before)
    except OSError as error:
        raise cannot_write(before, error) from error
    session.note(texts.KEPT_LINES, kept=len(filled), more=len(more), before=before)
    return [*filled, *more]


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
    for line in found.unmet[:_MOST_UNMET]:
        session.note(texts.UNMET_LINE, text=line.text, name=line.name)
    if found.unmet:
        session.note(texts.UNMET_LINES, number=len(found.unmet), path=settings.units_file)
    if found.left:
        session.note(texts.RESOLVED_LEFT, number=found.left)
