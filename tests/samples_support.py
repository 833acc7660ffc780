"""Lines to compare: what a gold file and a record say, group by group, written so that a diff can be read.

Both sides are put in the same words (case, spacing, punctuation and the place of a tone mark do not count) and sorted,
so that only what they say differs. Not compared: what record.md leaves to taste (cited documents that have neither a
number nor are laws, findings of severity "info"), the words of a deadline, whose values say all, the beginning of a
due date, and the label of a count in running text.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import regex as re
from lxml import etree, html

from pipeline import process
from pipeline.record import Count, Deadline, DeadlineKind, Document, Record, Reference, Severity, Task, Unit
from pipeline.text import nfc
from samples.gold import Gold

GROUPS = ("document", "references", "tasks", "counts", "tables", "findings")

_WORD = re.compile(r"[\w%]+")
#: "hoá", "thuỷ" in the older spelling and "hóa", "thủy" in the newer one are the same word.
_TONES = dict(
    zip(
        ["oá", "oà", "oả", "oã", "oạ", "oé", "oè", "oẻ", "oẽ", "oẹ", "uý", "uỳ", "uỷ", "uỹ", "uỵ"],
        ["óa", "òa", "ỏa", "õa", "ọa", "óe", "òe", "ỏe", "õe", "ọe", "úy", "ùy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_OLDER_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})\b")
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def record_of(path: Path) -> Record:
    """Return the record of a sample; each is made once for all tests."""
    return process(path)


def plain(text: str | None) -> str:
    """Return the words of a text alone, lower case.

    >>> plain("Trước  ngày 05/12/2026, hoá đơn.") == plain("trước ngày 05/12/2026 hóa đơn")
    True
    """
    words = " ".join(_WORD.findall(nfc(text or "").casefold()))
    return _OLDER_TONE.sub(lambda found: _TONES[found[0]], words)


def page_words(path: Path) -> str:
    """Return the words of a sample's file as ``plain`` gives them, read without the program's own readers."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as file:
            tree = etree.fromstring(file.read("word/document.xml"))
        paragraphs = ("".join(str(node.text or "") for node in p.iter(f"{_W}t")) for p in tree.iter(f"{_W}p"))
        return plain("\n".join(paragraphs))
    raw = path.read_text(encoding="utf-8")
    return plain("\n".join(map(str, html.fromstring(raw).itertext())) if path.suffix == ".html" else raw)


def lines(side: Gold | Record, group: str, gold: Gold) -> list[str]:
    """Return what ``side`` says of one group; ``gold`` tells which units have an owner that is to be compared."""
    owned = {unit.name for unit in _units(gold) if unit.owner}

    def unit(value: Unit | None) -> str:
        if value is None:
            return "-"
        return plain(value.name) + (f" [{plain(value.owner)}]" if value.name in owned else "")

    if group == "document":
        return _document(side.document, unit)
    if group == "references":
        return sorted(_reference(r, unit) for r in side.references if r.key or r.type in _LAWS)
    if group == "tasks":
        return [line for block in sorted(_task(task, unit) for task in side.tasks) for line in block]
    if group == "counts":
        return sorted(_count(count) for count in side.counts)
    if group == "tables":
        return [f"{rows} x {columns}" for rows, columns in _shapes(side)]
    return sorted(finding.code for finding in side.findings if finding.severity is not Severity.INFO)


def _units(gold: Gold) -> Iterable[Unit]:
    yield from (unit for task in gold.tasks for unit in (*task.lead, *task.support))
    yield from (unit for unit in (gold.document.issuer, *(r.issuer for r in gold.references)) if unit)


def _document(document: Document, unit: Callable[[Unit | None], str]) -> list[str]:
    signer, meeting, issued = document.signer, document.meeting, document.issued
    said = [
        f"type: {plain(document.type)}",
        f"number: {document.number}",
        f"symbol: {document.symbol}",
        f"key: {document.key}",
        f"issuer: {unit(document.issuer)}",
        f"place: {plain(document.place)}",
        f"issued: {(issued.start, issued.end, str(issued.precision)) if issued else None}",
        f"subject: {plain(document.subject)}",
        f"attached_to: {document.attached_to}",
        f"author: {plain(document.author)}",
        f"signer: {(plain(signer.name), plain(signer.position), signer.authority) if signer else None}",
        f"meeting: {(meeting.start, meeting.end, plain(meeting.chair)) if meeting else None}",
    ]
    people = meeting.participants if meeting else ()
    said += [f"participant: {plain(person.name)}, {plain(person.position)}" for person in people]
    return said + [f"recipient: {plain(recipient)}" for recipient in document.recipients]


def _reference(reference: Reference, unit: Callable[[Unit | None], str]) -> str:
    parts = (
        reference.key or plain(reference.name),
        reference.type,
        reference.date,
        unit(reference.issuer),
        reference.relation,
        f"“{plain(reference.text)}”",
    )
    return " | ".join(str(part) for part in parts)


def _task(task: Task, unit: Callable[[Unit | None], str]) -> list[str]:
    return [
        f"* {plain(task.text)}",
        f"    {task.kind}, section {plain(task.section) or '-'}",
        *sorted(f"    lead: {unit(lead)}" for lead in task.lead),
        *sorted(f"    support: {unit(support)}" for support in task.support),
        *sorted(f"    deadline: {_deadline(deadline)}" for deadline in task.deadlines),
        *([f"    deliverable: {plain(task.deliverable)}"] if task.deliverable else []),
        *sorted(f"    cites: {key}" for key in task.references),
    ]


def _deadline(deadline: Deadline) -> str:
    if deadline.kind is DeadlineKind.DATE:
        return f"{deadline.bound or 'on'} {deadline.end}, {deadline.precision}"
    if deadline.kind is DeadlineKind.RECURRING:
        return f"{deadline.recurrence or 'recurring'}"
    return f"{deadline.kind} {deadline.start}..{deadline.end}"


def _count(count: Count) -> str:
    period = f"{count.period.start}..{count.period.end}" if count.period else "-"
    said = f"{count.subject}.{count.measure} = {count.value:g}{' (total)' if count.is_total else ''} | {period}"
    if count.origin == "prose":
        return f"prose | {said}"
    place = f"table {count.table} row {count.row} column {count.column}"
    return f"{place} | {said} | {plain(count.label)} / {plain(count.field)}"


def _shapes(side: Gold | Record) -> list[tuple[int, int]]:
    if isinstance(side, Gold):
        return [(shape.rows, shape.columns) for shape in side.tables]
    return [(len(table.rows), len(table.header)) for table in side.tables]
