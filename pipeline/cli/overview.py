"""``vanban overview``: the whole database on one page, and what to type next."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from pipeline.cli import texts
from pipeline.cli.columns import finding_columns, task_columns
from pipeline.cli.render import Column, day, show_rows
from pipeline.cli.session import Session
from pipeline.load import queries

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from pipeline.load.queries import DocumentGroup, TaskRow, UnitLoad

#: How much of a list fits on the page; the verbs show the rest.
_SHOWN = 12


def show_overview(session: Session, engine: Engine, today: date) -> None:
    """Print documents by kind and state, tasks by unit and by deadline, findings, and three commands to try."""
    page = queries.overview(engine, today)
    if not page.documents:
        session.note(texts.NOTHING_LOADED)
        return
    show_rows(session, page.documents, _group_columns(session), texts.T_DOCUMENTS)
    if page.units:
        show_rows(session, page.units[:_SHOWN], _UNIT_COLUMNS, texts.T_UNITS)
        _and_more(session, len(page.units))
    tasks = queries.tasks(engine, queries.Filter(today=today, limit=_SHOWN + 1))
    if tasks:
        show_rows(session, tasks[:_SHOWN], task_columns(session), texts.T_NEXT_TASKS)
        _and_more(session, page.tasks)
    findings = queries.findings(engine, queries.Filter(today=today))
    if findings:
        show_rows(session, findings[:_SHOWN], finding_columns(session), texts.T_FINDINGS)
        _and_more(session, len(findings))
    _suggest(session, page.units, tasks)


def _and_more(session: Session, number: int) -> None:
    if number > _SHOWN:
        session.say(texts.AND_MORE, number=number - _SHOWN)


def _suggest(session: Session, units: tuple[UnitLoad, ...], tasks: list[TaskRow]) -> None:
    key = next((task.document_key for task in tasks if task.document_key), None)
    commands = ["tasks --overdue"]
    commands.append(f'tasks --unit "{units[0].name}"' if units else 'documents --search "chuyen doi so"')
    commands.append(f"show {key}" if key else "documents")
    program = _program()
    session.out.print(f"\n[bold]{session.text(texts.TRY_NEXT)}[/]")
    for command in commands:
        session.out.print(f"  [cyan]{escape(f'{program} {command}')}[/]")


def _program() -> str:
    """Return how this user can call the command: by its name, or by its path where the name is not found."""
    called = Path(sys.argv[0])
    if called.name != "vanban" or shutil.which("vanban"):
        return "vanban"
    return os.path.relpath(called)


def _group_columns(session: Session) -> list[Column[DocumentGroup]]:
    return [
        Column(texts.H_KIND, lambda row: row.type or session.text(texts.UNKNOWN_TYPE)),
        Column(
            texts.H_STATE,
            lambda row: session.text(texts.STATES[row.state]) if row.state in texts.STATES else row.state,
            style=lambda row: "" if row.state == "done" else "red",
        ),
        Column(texts.H_NUMBER, lambda row: str(row.number), justify="right"),
    ]


_UNIT_COLUMNS: list[Column[UnitLoad]] = [
    Column(texts.H_UNIT, lambda row: ", ".join(filter(None, (row.name, row.owner))), ratio=1),
    Column(texts.H_TASKS, lambda row: str(row.tasks), justify="right"),
    Column(
        texts.H_OVERDUE,
        lambda row: str(row.overdue) if row.overdue else "",
        justify="right",
        style=lambda row: "bold red",
    ),
    Column(texts.H_NEXT, lambda row: day(row.next_due), width=12),
]
