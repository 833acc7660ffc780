"""Finding words without minding accents: the one place with SQL that differs between databases.

Texts are stored folded (no tones, đ as d, lower case) and cut into words, so that "so khoa hoc" finds "Sở Khoa học" and
"3034/qd-ubnd" finds "3034/QĐ-UBND". SQLite searches with FTS5; other databases with LIKE over the same words, until
one of them gets an index of its own. Both have the tables ``document_search`` and ``task_search`` (rowid, words).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    literal_column,
    select,
)
from sqlalchemy.engine import Connection

from pipeline.text import fold

#: Apart from the schema's metadata: on SQLite these are virtual tables, which migrations write by hand.
_metadata = MetaData()
document_search = Table("document_search", _metadata, Column("rowid", Integer, primary_key=True), Column("words", Text))
task_search = Table("task_search", _metadata, Column("rowid", Integer, primary_key=True), Column("words", Text))

# a quoted phrase, or what stands between blanks: '"khoa hoc" 3034/qd' -> 'khoa hoc', '3034/qd'
_PIECE: Final = re.compile(r'"([^"]*)"|([^\s"]+)')
_NO_WORD: Final = re.compile(r"[\W_]+")


def folded_words(*texts: str | None) -> str:
    """Return the words of ``texts`` folded, each with a blank before it; what is no letter or digit parts words.

    >>> folded_words("Sở KH&CN", None, "3034/QĐ-UBND")
    ' so kh cn 3034 qd ubnd'
    """
    joined = _NO_WORD.sub(" ", fold(" ".join(text for text in texts if text))).strip()
    return f" {joined}" if joined else ""


def begins_words(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Return a condition: the words of ``text`` stand in ``column`` (folded words) one after another, the last one
    maybe only begun. Text without any word finds nothing, rather than all."""
    words = folded_words(text)
    return column.like(f"%{words}%") if words else literal_column("1 = 0")


def contains_pieces(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Return a condition: every piece of a search (a word, or a phrase in quotes) stands in ``column``, the last one
    maybe only begun."""
    pieces = _pieces(text)
    if not pieces:
        return literal_column("1 = 0")
    *whole, begun = pieces
    return and_(*((column + " ").like(f"%{piece} %") for piece in whole), column.like(f"%{begun}%"))


def matching(connection: Connection, index: Table, text: str) -> Select[tuple[int]]:
    """Return a SELECT of the rowids of ``index`` whose words fit the search ``text``, as a person typed it.

    The same meaning as ``contains_pieces``.
    """
    found = select(index.c.rowid)
    if connection.dialect.name != "sqlite":
        return found.where(contains_pieces(index.c.words, text))
    # Folded words hold letters and digits alone, so no piece can mean anything to FTS5 but itself.
    pieces = [f'"{piece.strip()}"' for piece in _pieces(text)]
    return found.where(index.c.words.op("MATCH")(" AND ".join(pieces) + "*") if pieces else literal_column("1 = 0"))


def fill(connection: Connection, index: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Set the ``words`` of ``rowid`` for each of ``rows``; where a task or document goes, its row goes by itself."""
    if rows:
        connection.execute(index.delete().where(index.c.rowid == bindparam("old")), [{"old": r["rowid"]} for r in rows])
        connection.execute(index.insert(), rows)


def _pieces(text: str) -> list[str]:
    found = (folded_words(match[1] if match[1] is not None else match[2]) for match in _PIECE.finditer(text))
    return [piece for piece in found if piece]
