"""Which fields of a row a terminal of 80 columns has room for; CSV and Excel have them all."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from pipeline.cli import texts
from pipeline.cli.render import Column, day, number
from pipeline.cli.session import Session, Text
from pipeline.load.answers import as_known

if TYPE_CHECKING:
    from pipeline.load.answers import UnitBranch, UnknownUnit
    from pipeline.load.queries import CountRow, DocumentRow, FindingRow, MissingRow, ReferenceRow, TaskRow


def _key(row: Any) -> str:
    """How people call a document: by its key, else by its kind and its id (``vanban show ID``)."""
    return row.document_key or f"{row.document_type or ''} #{row.document_id}".strip()


def task_columns(session: Session) -> list[Column[TaskRow]]:
    def due(row: TaskRow) -> str:
        written = day(row.due) or "; ".join(dict.fromkeys(deadline.text for deadline in row.deadlines))
        return f"{written} ({session.text(texts.OVERDUE)})" if row.overdue else written

    return [
        Column(texts.H_DUE, due, width=10, style=lambda row: "bold red" if row.overdue else ""),
        Column(texts.H_LEAD, lambda row: "; ".join(unit.name for unit in row.lead), ratio=3),
        Column(texts.H_TASK, lambda row: row.text, ratio=6),
        Column(texts.H_DOCUMENT, _key, width=15),
    ]


def _issued(row: DocumentRow) -> str:
    """The day of issue; where the day is blank, no more than is known: "11/2026", "2026"."""
    known = as_known(row.issued, row.issued_end)
    return known if isinstance(known, str) else day(known)


def _subject(row: DocumentRow) -> str:
    """What a document is about, else where it is; with the mail or archive that it came in."""
    if row.subject is None or row.container is None:
        return row.subject or row.path
    return f"{row.subject} ({PurePath(row.container).name})"


def document_columns(session: Session) -> list[Column[DocumentRow]]:
    return [
        Column(texts.H_ID, lambda row: str(row.id), justify="right"),
        Column(texts.H_DOCUMENT, lambda row: row.key or row.type or "", width=15),
        Column(texts.H_ISSUED, _issued, width=10),
        Column(texts.H_ISSUER, lambda row: row.issuer or "", ratio=3),
        Column(texts.H_SUBJECT, _subject, ratio=6),
        Column(texts.H_TASKS, lambda row: str(row.tasks), justify="right"),
        Column(texts.H_FILES, lambda row: str(row.files), justify="right"),
    ]


def count_columns(session: Session) -> list[Column[CountRow]]:
    return [
        Column(texts.H_DOCUMENT, _key, width=15),
        Column(texts.H_MEASURE, lambda row: word(session, texts.MEASURES, row.measure), ratio=3),
        Column(texts.H_VALUE, lambda row: number(row.value), justify="right"),
        Column(texts.H_LABEL, lambda row: " / ".join(filter(None, (row.field, row.label))), ratio=5),
        Column(texts.H_PERIOD, lambda row: row.period or "", ratio=2),
    ]


def reference_columns(session: Session) -> list[Column[ReferenceRow]]:
    return [
        Column(texts.H_DOCUMENT, _key, width=15),
        Column(texts.H_RELATION, lambda row: word(session, texts.RELATIONS, row.relation), ratio=2),
        Column(texts.H_CITED, lambda row: row.key or row.name or row.text, ratio=4),
        Column(texts.H_ISSUED, lambda row: day(row.date), width=10),
        Column(texts.H_ISSUER, lambda row: row.issuer or "", ratio=3),
        Column(texts.H_HELD, lambda row: f"#{row.cited_id}" if row.cited_id else "", justify="right"),
    ]


def missing_columns(session: Session) -> list[Column[MissingRow]]:
    def relations(row: MissingRow) -> str:
        return word(session, texts.RELATIONS, row.relations[0]) + (" …" if len(row.relations) > 1 else "")

    return [
        Column(texts.H_MENTIONS, lambda row: str(row.mentions), justify="right"),
        Column(texts.H_CITING, lambda row: str(row.documents), justify="right"),
        Column(texts.H_CITED, lambda row: _cited(row.type, row.key, row.name), ratio=4),
        Column(texts.H_ISSUED, lambda row: day(row.date), width=10),
        Column(texts.H_ISSUER, lambda row: row.issuer or "", ratio=3),
        Column(texts.H_RELATION, relations, width=10),
        Column(texts.H_ALIKE, lambda row: ", ".join(f"#{held}" for held in row.alike), width=8),
    ]


def _cited(kind: str | None, key: str | None, name: str | None) -> str:
    """A cited document as people name it: "Nghị định 61/2018/NĐ-CP", "Luật Đất đai"."""
    if key is None:
        is_whole = kind is None or (name or "").casefold().startswith(kind.casefold())
        return name if name and is_whole else " ".join(filter(None, (kind, name)))
    return key if kind is None or kind == "Tiêu chuẩn" else f"{kind} {key}"


def finding_columns(session: Session) -> list[Column[FindingRow]]:
    english = session.language == "en"
    return [
        Column(texts.H_SEVERITY, lambda row: word(session, texts.SEVERITIES, row.severity), width=9),
        Column(texts.H_DOCUMENT, _key, width=15),
        Column(texts.H_FINDING, lambda row: (row.message_en if english else None) or row.message, ratio=6),
    ]


def unit_columns(session: Session) -> list[Column[UnitBranch]]:
    def name(row: UnitBranch) -> str:
        # box-drawing marks, since blanks at the beginning of a cell do not count
        return f"└{'─' * (row.level - 1)} {row.name}" if row.level else row.name

    return [
        Column(texts.H_UNIT, name, ratio=6),
        Column(texts.H_LEADS, lambda row: str(row.lead), justify="right"),
        Column(texts.H_SUPPORTS, lambda row: str(row.support), justify="right"),
        Column(
            texts.H_OVERDUE,
            lambda row: str(row.overdue),
            justify="right",
            style=lambda row: "bold red" if row.overdue else "",
        ),
    ]


def unknown_unit_columns(session: Session) -> list[Column[UnknownUnit]]:
    return [
        Column(texts.H_AS_WRITTEN, lambda row: row.text, ratio=5),
        Column(texts.H_MENTIONS, lambda row: str(row.mentions), justify="right"),
        Column(texts.H_NEAREST, lambda row: "; ".join(row.nearest), ratio=6),
        Column(texts.H_DOCUMENT, lambda row: ", ".join(row.document_keys), ratio=3),
    ]


def word(session: Session, words: dict[str, Text], value: str) -> str:
    """Return a value of the record in the user's words, or itself where there are none."""
    return session.text(words[value]) if value in words else value
