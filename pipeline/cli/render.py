"""Rows and records for the eye: tables on a terminal, tab-separated lines in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from rich import box
from rich.markup import escape
from rich.table import Table

from pipeline.cli.session import Session, Text, visible
from pipeline.text import squeeze

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column on the terminal: its heading, the cell of a row, and how it takes part in the width of the screen.

    ``ratio`` shares what is left after the columns without one; ``style`` colours a cell by its row.
    """

    heading: Text
    cell: Callable[[Row], str]
    ratio: int | None = None
    width: int | None = None
    justify: Literal["left", "right"] = "left"
    style: Callable[[Row], str] | None = None


def day(value: date | str | None) -> str:
    """Return a date as Vietnamese offices write it, "05/12/2021"; also from ISO 8601 text."""
    if not value:
        return ""
    try:
        meant = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{meant:%d/%m/%Y}"


def number(value: float) -> str:
    """Return a number with the thousands of Vietnam: 1.234.567, and 8,5."""
    if value == int(value):
        return f"{int(value):,}".replace(",", ".")
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def show_rows(session: Session, rows: Iterable[Row], columns: Sequence[Column[Row]], title: Text | None = None) -> None:
    """Print rows as a table, or a line each with tabs where the output is no terminal."""
    if title:
        session.out.print(f"\n[bold]{session.text(title)}[/]")
    if not session.is_terminal:
        # Not through rich, which takes a millisecond a line.
        lines = ["\t".join(session.text(column.heading) for column in columns)]
        lines += ["\t".join(squeeze(column.cell(row)) for column in columns) for row in rows]
        session.out.file.write("\n".join(lines) + "\n")
        return
    table = Table(
        box=box.SIMPLE_HEAD,
        expand=any(column.ratio for column in columns),
        pad_edge=False,
        padding=(0, 1),
    )
    for column in columns:
        table.add_column(
            session.text(column.heading),
            ratio=column.ratio,
            width=column.width,
            justify=column.justify,
            overflow="fold",
            no_wrap=False,
        )
    for row in rows:
        table.add_row(*(_styled(column, row) for column in columns))
    session.out.print(table)


def _styled(column: Column[Row], row: Row) -> str:
    words = escape(visible(squeeze(column.cell(row))))
    style = column.style(row) if column.style else ""
    return f"[{style}]{words}[/]" if style and words else words


def show_fields(session: Session, fields: Iterable[tuple[Text, str | None]]) -> None:
    """Print what is known of a document, a line a field; unknown ones are left out."""
    for label, value in fields:
        if value:
            session.out.print(f"  [bold]{session.text(label)}:[/] {escape(squeeze(value))}")


def show_list(session: Session, title: Text, lines: Sequence[str], limit: int | None = None) -> None:
    """Print a titled list; ``lines`` may hold markup."""
    if not lines:
        return
    session.out.print(f"\n[bold]{session.text(title)} ({len(lines)})[/]")
    for line in lines[:limit]:
        session.out.print(f"  • {line}")
    if limit is not None and len(lines) > limit:
        from pipeline.cli.texts import AND_MORE

        session.out.print(f"  {session.text(AND_MORE, number=len(lines) - limit)}")
