"""A record as rows: pure, so that what is stored can be seen and tested without a database.

Rows name each other by keys that the content gives (a unit's key, a task's ``task_key``); the store puts the database's
own ids in their place.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from pipeline.load.agreement import Words, bands
from pipeline.load.citations import cited_name, names_of
from pipeline.load.search import folded_words
from pipeline.text import match_key

if TYPE_CHECKING:
    from pipeline.record import Document, Record, Task, Unit

Values = dict[str, Any]

#: The fields of the head by which a document is known.
_KNOWN_BY: Final = ("type", "number", "symbol", "issued", "issuer")


@dataclass(frozen=True, slots=True)
class RowsOf:
    """The rows of one record. ``issuer`` in a document or reference, and ``unit`` in a task's unit, are keys of
    ``units``; ``task`` is a ``task_key``. Neither is a column."""

    document: Values
    search_words: str
    #: The signature of the text, see ``pipeline.load.agreement``.
    bands: tuple[int, ...] = ()
    #: What the document may be cited by, see ``pipeline.load.citations``.
    names: frozenset[str] = frozenset()
    units: dict[str, Values] = field(default_factory=dict)
    references: list[Values] = field(default_factory=list)
    tasks: list[Values] = field(default_factory=list)
    task_units: list[Values] = field(default_factory=list)
    deadlines: list[Values] = field(default_factory=list)
    counts: list[Values] = field(default_factory=list)
    tables: list[Values] = field(default_factory=list)
    findings: list[Values] = field(default_factory=list)
    #: By ``task_key``.
    task_words: dict[str, str] = field(default_factory=dict)


def rows_of(record: Record) -> RowsOf:
    """Return the rows of ``record``."""
    rows = RowsOf(
        document=_document(record),
        search_words=search_words(record.document.key, record.document.subject, record.text),
        bands=bands(Words(record.text)),
        names=frozenset(names_of(*_name_parts(record))),
    )
    _add_unit(rows, record.document.issuer)
    for position, reference in enumerate(record.references):
        issuer = reference.issuer
        rows.references.append(
            {
                **_plain(reference, "text", "type", "number", "year", "symbol", "key", "name", "rule", "confidence"),
                "position": position,
                "date": _date(reference.date),
                "relation": str(reference.relation),
                "issuer": _add_unit(rows, issuer),
                "issuer_text": issuer.text if issuer else None,
                "cited_name": cited_name(reference.type, reference.key, reference.symbol, reference.name),
                "words": folded_words(reference.text, reference.key, reference.name, issuer.name if issuer else None),
            }
        )
    _add_tasks(rows, record)
    for position, count in enumerate(record.counts):
        period = count.period
        rows.counts.append(
            {
                **_plain(count, "value", "label", "field", "is_total", "origin", "table", "row", "column"),
                **_plain(count, "rule", "confidence"),
                "position": position,
                "subject": str(count.subject),
                "measure": str(count.measure),
                "period_text": period.text if period else None,
                "period_start": _date(period.start) if period else None,
                "period_end": _date(period.end) if period else None,
                "words": folded_words(count.label, count.field, str(count.measure), period.text if period else None),
            }
        )
    for position, table in enumerate(record.tables):
        header = json.dumps(table.header, ensure_ascii=False)
        cells = json.dumps(table.rows, ensure_ascii=False)
        rows.tables.append({**_plain(table, "caption", "page"), "position": position, "header": header, "rows": cells})
    for position, finding in enumerate(record.findings):
        rows.findings.append(
            finding_row(
                position,
                finding.code,
                str(finding.severity),
                finding.message,
                finding.message_en,
                finding.confidence,
            )
        )
    return rows


def search_words(key: str | None, subject: str | None, text: str) -> str:
    """Return what a document is searched by."""
    return folded_words(key, subject, text)


def finding_row(
    position: int, code: str, severity: str, message: str, message_en: str | None, confidence: float | None = None
) -> Values:
    """Return the row of a finding, without its document."""
    return {
        "position": position,
        "code": code,
        "severity": severity,
        "message": message,
        "message_en": message_en,
        "confidence": confidence,
        "words": folded_words(code, message, message_en),
    }


def task_key_of(sha256: str, section: str | None, fingerprint: str, occurrence: int) -> str:
    """Return the key that a task has by itself: its document's content, its section and its letters."""
    return _digest(sha256, section or "", fingerprint, str(occurrence))


def record_json(record: Record) -> str:
    """Return the record as it is stored: JSON without its text, path and container, which have columns of their own."""
    return record.model_dump_json(exclude={"text": True, "source": {"path", "container"}})


def _name_parts(record: Record) -> tuple[str | None, str | None, str | None, str | None]:
    document = record.document
    return document.type, document.key, document.symbol, document.subject


def _document(record: Record) -> Values:
    document, signer, issued, issuer = (
        record.document,
        record.document.signer,
        record.document.issued,
        record.document.issuer,
    )
    return {
        **_plain(document, "type", "number", "symbol", "key", "place", "subject", "attached_to", "author"),
        "sha256": record.source.sha256,
        "format": str(record.source.format),
        "pages": record.source.pages,
        "rules_version": record.rules_version,
        "confidence": _head_confidence(document),
        "issuer": _unit(issuer.name, issuer.owner)["key"] if issuer else None,
        "issuer_text": issuer.text if issuer else None,
        "issued_start": _date(issued.start) if issued else None,
        "issued_end": _date(issued.end) if issued else None,
        "issued_text": issued.text if issued else None,
        "signer_name": signer.name if signer else None,
        "signer_position": signer.position if signer else None,
        "signer_authority": signer.authority if signer else None,
        "key_words": folded_words(document.key) or None,
        "type_words": folded_words(document.type) or None,
        "subject_words": folded_words(document.subject) or None,
        "issuer_words": folded_words(issuer.text) if issuer else None,
        "text": record.text,
        "record": record_json(record),
        "container": record.source.container,
    }


def _head_confidence(document: Document) -> float | None:
    """How sure the least sure of the fields is by which a document is known; None where no field says."""
    known = [document.trace[name].confidence for name in _KNOWN_BY if name in document.trace]
    return min((sure for sure in known if sure is not None), default=None)


def _add_tasks(rows: RowsOf, record: Record) -> None:
    seen: Counter[tuple[str | None, str]] = Counter()
    for position, task in enumerate(record.tasks):
        fingerprint = _digest(folded_words(task.text))
        occurrence = seen[task.section, fingerprint]
        seen[task.section, fingerprint] += 1
        task_key = task_key_of(record.source.sha256, task.section, fingerprint, occurrence)
        rows.tasks.append(
            {
                **_plain(task, "text", "section", "deliverable", "rule", "confidence"),
                "position": position,
                "kind": str(task.kind),
                "task_key": task_key,
                "fingerprint": fingerprint,
                "occurrence": occurrence,
            }
        )
        rows.task_words[task_key] = _task_words(task)
        for role, units in (("lead", task.lead), ("support", task.support)):
            for unit_position, unit in enumerate(units):
                rows.task_units.append(
                    {
                        "task": task_key,
                        "unit": _add_unit(rows, unit),
                        "role": role,
                        "position": unit_position,
                        "text": unit.text,
                        "words": _words_of(unit.text),
                        "confidence": unit.confidence,
                    }
                )
        for deadline_position, deadline in enumerate(task.deadlines):
            rows.deadlines.append(
                {
                    **_plain(deadline, "text", "rule"),
                    "task": task_key,
                    "position": deadline_position,
                    "start": _date(deadline.start),
                    "end": _date(deadline.end),
                    "kind": str(deadline.kind),
                    "precision": _name(deadline.precision),
                    "bound": _name(deadline.bound),
                    "recurrence": _name(deadline.recurrence),
                }
            )


def _task_words(task: Task) -> str:
    units = (_words_of(words) for unit in (*task.lead, *task.support) for words in (unit.text, unit.name))
    return "".join((folded_words(task.text, task.deliverable), *units))


def _add_unit(rows: RowsOf, unit: Unit | None) -> str | None:
    if unit is None:
        return None
    row = _unit(unit.name, unit.owner)
    key: str = row["key"]
    rows.units.setdefault(key, row)
    return key


@lru_cache(maxsize=4096)
def _unit(name: str, owner: str | None) -> Values:
    """Return a unit's row. The same few units lead most tasks, so their rows are kept.

    The key is name and owner, whatever their case or placement of tone marks. Tones stay: communes whose names differ
    by a tone alone are different communes.
    """
    key = f"{match_key(name)} | {match_key(owner or '')}"
    return {"key": key, "name": name, "owner": owner, "words": folded_words(name, owner)}


@lru_cache(maxsize=4096)
def _words_of(unit_text: str) -> str:
    return folded_words(unit_text)


def _plain(item: object, *names: str) -> Values:
    return {name: getattr(item, name) for name in names}


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _name(member: str | None) -> str | None:
    return str(member) if member is not None else None


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
