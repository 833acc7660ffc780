"""One record for the eye: the whole of a document, and where each part of it comes from.

Both take a record as JSON values, so that ``vanban extract`` and ``vanban show`` print the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from rich.markup import escape

from pipeline.cli import texts
from pipeline.cli.columns import word
from pipeline.cli.render import day, number, show_fields, show_list
from pipeline.cli.session import Session
from pipeline.text import squeeze

#: A report may hold hundreds of numbers; ``vanban counts`` lists them all.
_MOST_COUNTS = 20
#: A law may be cited by every document.
_MOST_CITING = 20

Json = Mapping[str, Any]


def show_record(session: Session, record: Json) -> None:
    """Print a document with its tasks, references, numbers and findings."""
    document = record["document"]
    title = document.get("key") or document.get("type") or record["source"]["path"]
    subject = document.get("subject") or ""
    session.out.print(f"[bold]{escape(title)}[/] {escape(squeeze(subject))}".rstrip())
    signer = document.get("signer") or {}
    meeting = document.get("meeting") or {}
    issued = document.get("issued") or {}
    show_fields(
        session,
        [
            (texts.H_KIND, document.get("type")),
            (texts.F_NUMBER, document.get("key")),
            (texts.F_DATE, day(issued.get("start")) if issued.get("precision") == "day" else issued.get("text")),
            (texts.F_ISSUER, _unit(document.get("issuer"))),
            (texts.F_PLACE, document.get("place")),
            (texts.F_SIGNER, ", ".join(filter(None, (signer.get("name"), signer.get("position"))))),
            (texts.F_ATTACHED, document.get("attached_to")),
            (texts.F_MEETING, " – ".join(filter(None, (meeting.get("start"), meeting.get("end"))))),
            (texts.F_FILE, record["source"]["path"]),
            *((texts.F_OTHER_FILE, _other_file(session, file)) for file in record.get("files", ())[1:]),
            (texts.F_CONTAINER, record["source"].get("container")),
        ],
    )
    show_list(session, texts.T_DIFFERENCES, list(_differences(session, record)))
    show_list(session, texts.T_NEXT_TASKS, [_task(session, task) for task in record["tasks"]])
    show_list(session, texts.T_REFERENCES, [_reference(session, cited) for cited in record["references"]])
    cited_by = [_citing(session, citing) for citing in record.get("cited_by", ())]
    show_list(session, texts.T_CITED_BY, cited_by, _MOST_CITING)
    show_list(session, texts.T_COUNTS, [_count(session, count) for count in record["counts"]], _MOST_COUNTS)
    show_list(session, texts.T_FINDINGS, [_finding(session, finding) for finding in record["findings"]])


def _other_file(session: Session, file: Json) -> str:
    path = file["paths"][0] if file["paths"] else f"#{file['id']}"
    parts = ", ".join(word(session, texts.DIFFERENT_FIELDS, part) for part in file["gives"])
    return session.text(texts.FILE_GIVES, path=path, parts=parts) if parts else path


def _differences(session: Session, record: Json) -> Iterator[str]:
    """Yield a line for each place in which another file of the document says something else."""
    names = {file["id"]: PurePath(file["paths"][0]).name if file["paths"] else "" for file in record.get("files", ())}
    shown = next(iter(names.values()), "")
    for difference in record.get("differences", ()):
        sides = ((shown, difference["here"]), (names[difference["file_id"]], difference["there"]))
        what = word(session, texts.DIFFERENT_FIELDS, difference["field"])
        said = [(name, words) for name, words in sides if words is not None]
        if len(said) == 1:
            values = f"“{escape(said[0][1])}” [dim]({session.text(texts.ONLY_HERE, name=said[0][0])})[/]"
        else:
            values = " ≠ ".join(f"“{escape(words)}” [dim]({escape(name)})[/]" for name, words in said)
        about = f"\n    [dim]{escape(squeeze(difference['about']))}[/]" if difference["about"] else ""
        yield f"[yellow]{what}[/]: {values}{about}"


def _unit(unit: Json | None) -> str:
    return ", ".join(filter(None, (unit.get("name"), unit.get("owner")))) if unit else ""


def _units(units: Sequence[Json]) -> str:
    return "; ".join(_unit(unit) for unit in units)


def _task(session: Session, task: Json) -> str:
    words = [escape(squeeze(task["text"]))]
    for label, value in (
        (texts.H_LEAD, _units(task["lead"])),
        (texts.H_SUPPORT, _units(task["support"])),
        (texts.H_DUE, "; ".join(_deadline(deadline) for deadline in task["deadlines"])),
        (texts.H_DELIVERABLE, squeeze(task["deliverable"] or "")),
    ):
        if value:
            words.append(f"    [dim]{session.text(label)}:[/] {escape(value)}")
    return "\n".join(words)


def _deadline(deadline: Json) -> str:
    """Return the words of the document, with the day that they mean where they do not say it themselves."""
    end = day(deadline.get("end"))
    written = squeeze(deadline["text"])
    return f"{written} → {end}" if end and end not in written else written


def _reference(session: Session, cited: Json) -> str:
    relation = word(session, texts.RELATIONS, cited["relation"])
    name = cited.get("key") or cited.get("name") or squeeze(cited["text"])
    held = f" → #{cited['document_id']}" if cited.get("document_id") else ""
    return f"{escape(name)} [dim]({escape(', '.join(filter(None, (relation, day(cited.get('date'))))))})[/]{held}"


def _citing(session: Session, citing: Json) -> str:
    name = citing["document_key"] or citing["document_type"] or citing["document_subject"] or ""
    relation = word(session, texts.RELATIONS, citing["relation"])
    return f"{escape(name)} [dim]({relation})[/] #{citing['document_id']}"


def _count(session: Session, count: Json) -> str:
    what = " / ".join(filter(None, (count.get("field"), count.get("label"))))
    measure = word(session, texts.MEASURES, count["measure"])
    return f"{measure}: {number(count['value'])}" + (f" [dim]{escape(squeeze(what))}[/]" if what else "")


def _finding(session: Session, finding: Json) -> str:
    message = (finding.get("message_en") if session.language == "en" else None) or finding["message"]
    return f"[yellow]{word(session, texts.SEVERITIES, finding['severity'])}[/] {escape(squeeze(message))}"


def explain_record(session: Session, record: Json) -> None:
    """Print for every item the rule that gave it and the words in the document: kind, value, rule, words."""
    for item, value, rule, words in explanations(record):
        if session.is_terminal:
            session.out.print(f"[bold]{item}[/] {escape(value)}")
            session.out.print(f"    [cyan]{escape(rule or '-')}[/] “{escape(words)}”")
        else:
            session.out.print("\t".join((item, value, rule or "-", words)), markup=False)


def explanations(record: Json, page: int | None = None) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield (kind of item, its value, the rule, the words of the document) for everything in a record, or on a page."""
    from pipeline.provenance import found_in

    text: str = record["text"]
    for found in found_in(record):
        if page is None or found.is_on(page):
            rule = f"check.{found.item['code']}" if found.name == "finding" else found.place.get("rule")
            words = _words(text, found.place) or squeeze(found.place.get("text") or "")
            yield found.name, _value(found.name, found.item), rule, words


def _value(name: str, item: Any) -> str:
    match name:
        case "reference":
            return f"{squeeze(item.get('key') or item.get('name') or item['text'])} ({item['relation']})"
        case "task":
            return squeeze(item["text"])
        case "task.lead" | "task.support" | "reference.issuer":
            return _unit(item)
        case "task.deadline":
            span = [item.get("start"), item.get("end")]
            return f"{item['kind']} {'..'.join(day(end) for end in span if end)}".strip()
        case "count":
            return f"{item['measure']} = {number(item['value'])}"
        case "finding":
            return squeeze(item["message"])
        case "document.meeting":
            return " – ".join(filter(None, (item.get("start"), item.get("end"), item.get("chair"))))
        case _:
            return _field(item)


def _field(value: object) -> str:
    match value:
        case {"name": str(name), "owner": str(owner)}:
            return f"{name}, {owner}"
        case {"name": str(name)}:
            return name
        case {"start": str(start), "precision": str()}:
            return day(start)
        case dict():
            return "; ".join(str(part) for part in value.values() if isinstance(part, str))
        case list() | tuple():
            return "; ".join(str(part) for part in value)
        case None:
            return ""
        case _:
            return squeeze(str(value))


def _words(text: str, item: Json) -> str:
    return " … ".join(squeeze(text[span["start"] : span["end"]]) for span in item.get("span", ()))
