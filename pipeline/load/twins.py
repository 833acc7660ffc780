"""One document in several files: a signed PDF beside its Word file, a scan, the attachment of two mails.

Files are one document where number, issuer and day say so, or, where one of them lacks some of these, where their texts
agree (see ``pipeline.load.agreement``). One file shows the document (the *primary*), the others are its *twins*: they
keep their own rows, and lists leave them out. What the primary's head lacks is filled in from the twins; where they
differ is a finding.

Everything here follows from what is stored of the files, so that neither the order of loading nor loading again makes
a difference. The one exception is wanted: a task goes on under the ``task_key`` that it had in the file that came
first, since people's notes hang on it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, Final

from sqlalchemy import Row, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from pipeline.load import schema
from pipeline.load.agreement import LEAST_WORDS, agree, share_words
from pipeline.load.differences import Difference, Side, differences, overlaps, pairs
from pipeline.load.rows import RowsOf, Values, finding_row, search_words, task_key_of
from pipeline.load.search import document_search, fill, folded_words
from pipeline.text import fold, match_key

FILES_DIFFER: Final = "files_differ"

#: Values in one IN list.
_CHUNK: Final = 500
#: Files with the most of a signature in common that are compared: forms that everybody fills in resemble thousands.
_MOST_CANDIDATES: Final = 30
#: Better texts first: Word keeps paragraphs and tables as they are, PDF has them guessed.
_FORMATS: Final = {"docx": 0, "doc": 0, "odt": 0, "rtf": 0, "pdf": 2, "image": 3}
#: More than any agreement of texts: what number, issuer and day say comes first.
_BY_IDENTITY: Final = 2.0

#: The parts of a head that a primary may take from a twin, with the columns that hold them.
_FILLED_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "key": ("number", "symbol", "key", "key_words"),
    "issued": ("issued_start", "issued_end", "issued_text"),
    "signer": ("signer_name", "signer_position", "signer_authority"),
    "issuer": ("issuer_id", "issuer_text", "issuer_words"),
    "type": ("type", "type_words"),
    "subject": ("subject", "subject_words"),
    "place": ("place",),
}
#: Findings that say a part of the head is missing, by the part: not so once it is filled in.
SAID_MISSING: Final = {"key": "missing_number", "issued": "missing_date"}

#: What differs, in words.
_FIELDS: Final = {
    "issued": ("ngày ban hành", "the day of issue"),
    "number": ("số", "the number"),
    "type": ("loại văn bản", "the kind"),
    "issuer": ("cơ quan ban hành", "the issuer"),
    "subject": ("trích yếu", "the subject"),
    "signer": ("người ký", "the signer"),
    "task": ("nhiệm vụ", "tasks"),
    "lead": ("đơn vị chủ trì", "leading units"),
    "support": ("đơn vị phối hợp", "supporting units"),
    "deadline": ("thời hạn", "deadlines"),
    "count": ("số liệu", "counts"),
    "text": ("câu chữ", "words"),
}


@dataclass(frozen=True)
class File:
    """A stored file as matching sees it. Not slotted: its words are cut once."""

    id: int
    sha256: str
    record: Mapping[str, Any]
    text: str
    bands: frozenset[int]

    @cached_property
    def side(self) -> Side:
        return Side(self.record, self.text)

    @property
    def head(self) -> Mapping[str, Any]:
        head: Mapping[str, Any] = self.record["document"]
        return head

    @property
    def is_noisy(self) -> bool:
        return self.side.is_noisy

    @property
    def has_day(self) -> bool:
        issued = self.head.get("issued")
        return bool(issued and issued.get("precision") == "day")

    @property
    def rank(self) -> tuple[Any, ...]:
        """Files of one document in the order of who shows it: read and not recognised, with number and day, signed."""
        source = self.record["source"]
        return (
            self.is_noisy,
            self.head.get("key") is None,
            not self.has_day,
            not source.get("signatures"),
            _FORMATS.get(source["format"], 1),
            -len(self.text),
            self.sha256,
        )


# --- which files are one document: pure ---


def likeness(one: File, other: File) -> float | None:
    """Return how surely two files are one document, above 1 by identity, to 1 by text; None where they are two."""
    if in_conflict(one, other):
        return None
    if _same_name(one, other):
        return _BY_IDENTITY if share_words(one.side.words, other.side.words) else None
    if _same_subject(one, other) and min(len(one.side.words), len(other.side.words)) < LEAST_WORDS:
        return _BY_IDENTITY
    if not one.bands & other.bands:
        return None
    same_number = _number(one) is not None and _number(one) == _number(other)
    return agree(one.side.words, other.side.words, same_number=same_number)


def in_conflict(one: File, other: File) -> bool:
    """Whether two heads say of two documents; what a head lacks is in conflict with nothing."""
    a, b = one.head, other.head
    noisy = one.is_noisy or other.is_noisy
    numbers = _number(one), _number(other)
    if None not in numbers and numbers[0] != numbers[1]:
        return True
    if _differ(a.get("symbol"), b.get("symbol")) or _differ(a.get("type"), b.get("type")):
        return True
    if _differ(a.get("attached_to"), b.get("attached_to")):
        return True
    if _names_differ(a.get("place"), b.get("place"), noisy=noisy):
        return True
    issuers = a.get("issuer") or {}, b.get("issuer") or {}
    if any(_names_differ(issuers[0].get(part), issuers[1].get(part), noisy=noisy) for part in ("name", "owner")):
        return True
    day, other_day = a.get("issued"), b.get("issued")
    if day and other_day and not overlaps(day, other_day):
        # numbers begin anew each year: the same one with another day of the year is the same, misread or put right
        return None in numbers or _year(day) != _year(other_day)
    return False


def _number(file: File) -> str | None:
    """The number as it is compared: "05" is 5; a year in the key belongs to it."""
    key: str = file.head.get("key") or ""
    number: str = file.head.get("number") or key.partition("/")[0]
    if not number:
        return None
    year = key.split("/")[1] if key.count("/") > 1 else ""
    return f"{_plain(number)}/{year if year.isdigit() else ''}"


def _plain(number: str | None) -> str:
    """A number without noughts before it, "" for none."""
    return fold(number or "").lstrip("0")


def _year(value: Mapping[str, Any]) -> str | None:
    start: str | None = value.get("start")
    return start[:4] if start else None


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and folded_words(one) != folded_words(other)


def _names_differ(one: str | None, other: str | None, *, noisy: bool) -> bool:
    """Whether two names are of two offices or places; one may say less ("Ủy ban nhân dân"), or be misread."""
    if not one or not other:
        return False
    first, second = sorted((match_key(one), match_key(other)), key=len)
    if second.startswith(first):
        return False
    if not noisy:
        return True
    shorter, longer = Counter(fold(one)), Counter(fold(other))
    return 2 * (shorter & longer).total() < 0.85 * (shorter.total() + longer.total())


def _same_name(one: File, other: File) -> bool:
    """Whether key, issuer and day are known of both, and the same."""
    a, b = one.head, other.head
    return (
        bool(a.get("key") and b.get("key") and a.get("issuer") and b.get("issuer"))
        and folded_words(a["key"]) == folded_words(b["key"])
        and _same_day(a, b)
    )


def _same_subject(one: File, other: File) -> bool:
    """Whether two files without a number have kind, issuer, day and subject in common."""
    a, b = one.head, other.head
    return (
        a.get("key") is None
        and b.get("key") is None
        and all(a.get(name) and a.get(name) == b.get(name) for name in ("type", "subject"))
        and bool(a.get("issuer") and b.get("issuer"))
        and _same_day(a, b)
    )


def _same_day(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    one, other = a.get("issued"), b.get("issued")
    if not one or not other or not one.get("start"):
        return False
    return (one["start"], one["end"]) == (other.get("start"), other.get("end"))


def grouped(files: Sequence[File]) -> list[list[File]]:
    """Return files as documents, each with its primary first. The same for any order of ``files``.

    A file without a number that agrees with two documents of different numbers belongs to neither: nobody can tell.
    """
    ordered = sorted(files, key=lambda file: file.sha256)
    found: dict[tuple[int, int], float] = {}
    for one, other in combinations(ordered, 2):
        if (alike := likeness(one, other)) is not None:
            found[one.id, other.id] = alike
    by_id = {file.id: file for file in ordered}
    near: defaultdict[int, set[int]] = defaultdict(set)
    for one_id, other_id in found:
        near[one_id].add(other_id)
        near[other_id].add(one_id)

    def is_contested(one_id: int, other_id: int) -> bool:
        return any(
            in_conflict(by_id[third], by_id[end])
            for start, end in ((one_id, other_id), (other_id, one_id))
            for third in near[start] - {end}
        )

    group_of = {file.id: [file] for file in ordered}
    links = sorted(found.items(), key=lambda link: -link[1])  # stable: links as alike stay in the order of content
    for (one_id, other_id), alike in links:
        group, joined = group_of[one_id], group_of[other_id]
        if group is joined or (alike < _BY_IDENTITY and is_contested(one_id, other_id)):
            continue
        if any(in_conflict(a, b) for a in group for b in joined):
            continue
        group.extend(joined)
        group_of.update((file.id, group) for file in joined)
    unique = {id(group): group for group in group_of.values()}
    return [sorted(group, key=lambda file: file.rank) for group in unique.values()]


def fillings(group: Sequence[File]) -> dict[str, File]:
    """Return the parts of the primary's head that its twins have and it lacks, with the file that gives each."""
    primary, *twins = group
    found: dict[str, File] = {}
    for twin in twins:
        for part in _FILLED_COLUMNS:
            if part not in found and _lacks(primary.head, part) and not _lacks(twin.head, part):
                found[part] = twin
    return found


def _lacks(head: Mapping[str, Any], part: str) -> bool:
    value = head.get(part)
    match part:
        case "issued":
            return not value or value.get("precision") != "day"
        case "signer":
            return not value or not value.get("name")
        case _:
            return not value


def with_fillings(head: Mapping[str, Any], filled: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a head with the parts that others give; ``filled`` are their heads, by the part."""
    whole = dict(head)
    for part, other in filled.items():
        whole[part] = other.get(part)
        if part == "key":
            whole |= {"number": other.get("number"), "symbol": other.get("symbol")}
    return whole


def told(found: Sequence[Difference], name: str, other_name: str) -> tuple[str, str]:
    """Return the finding about differences between two files, in Vietnamese and English."""
    numbers = Counter(difference.field for difference in found)

    def listed(language: int) -> str:
        return ", ".join(f"{_FIELDS[field][language]} ({times})" for field, times in numbers.items())

    return (
        f"Hai tệp của văn bản này khác nhau ở: {listed(0)}. So “{name}” với “{other_name}”.",
        f'Two files of this document differ in: {listed(1)}. Compare "{name}" with "{other_name}".',
    )


# --- in the database ---


def dissolve(connection: Connection, changed: Iterable[int]) -> set[int]:
    """Part the documents that have one of these files, whose content is about to be replaced.

    Return the other files that ``regroup`` has to look at again, besides the changed ones.
    """
    ids = set(changed)
    touched = _part(connection, ids)
    touched |= {other for link in _links(connection, ids) for other in link}
    return touched - ids


def regroup(connection: Connection, ids: Iterable[int]) -> None:
    """Find out anew which documents these files belong to, and which of their files shows each."""
    links = _links(connection, ids)
    if not links:
        return
    involved = {file_id for link in links for file_id in link}
    mates = _mates(connection, involved)
    _part(connection, involved)
    files = {file.id: file for file in _load(connection, involved | {i for link in mates for i in link})}
    for component in _components([*links, *mates]):
        for group in grouped([files[file_id] for file_id in sorted(component)]):
            if len(group) > 1:
                _join(connection, group)


def save_bands(connection: Connection, documents: Mapping[int, RowsOf]) -> None:
    """Replace the signatures of documents, given by id."""
    table = schema.text_band
    for chunk in _chunks(documents):
        connection.execute(delete(table).where(table.c.document_id.in_(chunk)))
    rows = [
        {"document_id": document_id, "band": band, "number": _plain(own.document["number"])}
        for document_id, own in documents.items()
        for band in set(own.bands)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _chunks(values: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(values)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))


def _links(connection: Connection, ids: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs of these files and any others that may be one document, by the indexes alone."""
    links: set[tuple[int, int]] = set()
    one, other = schema.document.alias("one"), schema.document.alias("other")
    same_key = and_(one.c.key_words == other.c.key_words, one.c.issued_start == other.c.issued_start)
    same_subject = and_(
        one.c.key.is_(None),
        other.c.key.is_(None),
        one.c.issuer_id == other.c.issuer_id,
        one.c.issued_start == other.c.issued_start,
        one.c.type == other.c.type,
        one.c.subject == other.c.subject,
    )
    for chunk in _chunks(ids):
        for condition in (same_key, same_subject):
            found = select(one.c.id, other.c.id).join(other, and_(condition, one.c.id != other.c.id))
            links.update((a, b) for a, b in connection.execute(found.where(one.c.id.in_(chunk))))
        for document_id in chunk:
            links.update((document_id, near) for near in _alike(connection, document_id))
    return links


def _alike(connection: Connection, document_id: int) -> Sequence[int]:
    """The documents whose texts share the most bands with this one's, those of other numbers left out."""
    own, other = schema.text_band.alias("own"), schema.text_band.alias("other")
    number = connection.scalar(select(own.c.number).where(own.c.document_id == document_id).limit(1))
    if number is None:
        return []
    shared = func.count().label("shared")
    same_band = and_(other.c.band == own.c.band, other.c.document_id != document_id)
    found = (
        select(other.c.document_id, shared)
        .select_from(own.join(other, and_(same_band, other.c.number.in_({"", number})) if number else same_band))
        .where(own.c.document_id == document_id)
        .group_by(other.c.document_id)
        .order_by(shared.desc(), other.c.document_id)
        .limit(_MOST_CANDIDATES)
    )
    return [row.document_id for row in connection.execute(found)]


def _mates(connection: Connection, ids: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs (file, its primary) of all documents that have one of these files."""
    table = schema.twin
    found: set[tuple[int, int]] = set()
    for chunk in _chunks(ids):
        primaries = select(table.c.primary_id).where(table.c.document_id.in_(chunk))
        of_them = or_(table.c.primary_id.in_(chunk), table.c.primary_id.in_(primaries))
        rows = connection.execute(select(table.c.document_id, table.c.primary_id).where(of_them))
        found.update((row.document_id, row.primary_id) for row in rows)
    return found


def _components(links: Iterable[tuple[int, int]]) -> list[set[int]]:
    of: dict[int, set[int]] = {}
    for one, other in links:
        joined = of.get(one, {one}) | of.get(other, {other})
        of.update(dict.fromkeys(joined, joined))
    return list({id(component): component for component in of.values()}.values())


def _load(connection: Connection, ids: Iterable[int]) -> list[File]:
    table, bands = schema.document, schema.text_band
    files = []
    for chunk in _chunks(ids):
        own: defaultdict[int, set[int]] = defaultdict(set)
        for row in connection.execute(select(bands).where(bands.c.document_id.in_(chunk))):
            own[row.document_id].add(row.band)
        columns = (table.c.id, table.c.sha256, table.c.record, table.c.text)
        for row in connection.execute(select(*columns).where(table.c.id.in_(chunk))):
            files.append(File(row.id, row.sha256, json.loads(row.record), row.text, frozenset(own[row.id])))
    return files


def _part(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Make every file of the documents that have one of these files a document of its own; return all of them."""
    mates = _mates(connection, ids)
    if not mates:
        return set()
    files, primaries = {file_id for link in mates for file_id in link}, {primary for _, primary in mates}
    table = schema.twin
    for file in _load(connection, primaries):
        rows = connection.execute(select(table.c.filled).where(table.c.primary_id == file.id))
        if parts := {part for row in rows for part in json.loads(row.filled)}:
            _restore(connection, file, parts)
        _set_findings(connection, file, ())
    for chunk in _chunks(files):
        connection.execute(delete(table).where(table.c.document_id.in_(chunk)))
        _rename_tasks(connection, {row.id: _own_key(row) for row in _tasks_of(connection, chunk)})
    return files


def _join(connection: Connection, group: Sequence[File]) -> None:
    """Make files one document, its primary first among them."""
    primary, *twins = group
    filled = fillings(group)
    parts_of: defaultdict[int, list[str]] = defaultdict(list)
    for part, file in filled.items():
        parts_of[file.id].append(part)
        columns = [schema.document.c[name] for name in _FILLED_COLUMNS[part]]
        row = connection.execute(select(*columns).where(schema.document.c.id == file.id)).one()
        _update(connection, primary.id, dict(row._mapping))
    connection.execute(
        insert(schema.twin),
        [{"document_id": twin.id, "primary_id": primary.id, "filled": json.dumps(parts_of[twin.id])} for twin in twins],
    )
    if filled:
        _set_search(connection, primary, with_fillings(primary.head, {part: f.head for part, f in filled.items()}))
    names = _file_names(connection, [file.id for file in group])
    found = [(twin, differences(primary.side, twin.side)) for twin in twins]
    messages = [told(these, names[primary.id], names[twin.id]) for twin, these in found if these]
    if messages or filled:
        _set_findings(connection, primary, messages, [code for part, code in SAID_MISSING.items() if part in filled])
    first = min(group, key=lambda file: file.id)
    if first is not primary:
        _hand_on_keys(connection, first.id, primary.id)


def _update(connection: Connection, document_id: int, values: Values) -> None:
    connection.execute(update(schema.document).where(schema.document.c.id == document_id).values(values))


def _restore(connection: Connection, file: File, parts: Iterable[str]) -> None:
    """Give a head what its own file says; an empty part was filled, so most become empty again."""
    values: Values = {column: None for part in parts for column in _FILLED_COLUMNS[part]}
    head = file.head
    if "symbol" in values:
        values |= {"number": head.get("number"), "symbol": head.get("symbol")}
    if "issued_start" in values and (issued := head.get("issued")):
        text = {"issued_text": issued["text"]}
        values |= text | {f"issued_{end}": _day(issued.get(end)) for end in ("start", "end")}
    if "signer_name" in values and (signer := head.get("signer")):
        values |= {"signer_position": signer.get("position"), "signer_authority": signer.get("authority")}
    _update(connection, file.id, values)
    _set_search(connection, file, head)


def _day(written: str | None) -> Any:
    from datetime import date

    return date.fromisoformat(written) if written else None


def _set_search(connection: Connection, file: File, head: Mapping[str, Any]) -> None:
    words = search_words(head.get("key"), head.get("subject"), file.text)
    fill(connection, document_search, [{"rowid": file.id, "words": words}])


def _set_findings(
    connection: Connection, file: File, messages: Sequence[tuple[str, str]], untrue: Sequence[str] = ()
) -> None:
    """Set a file's findings: its own but for the codes ``untrue``, and a warning for each of ``messages``."""
    table = schema.finding
    own = [
        finding_row(position, f["code"], f["severity"], f["message"], f.get("message_en"), f.get("confidence"))
        for position, f in enumerate(file.record["findings"])
        if f["code"] not in untrue
    ]
    start = len(file.record["findings"])
    more = [finding_row(start + i, FILES_DIFFER, "warning", *words) for i, words in enumerate(messages)]
    connection.execute(delete(table).where(table.c.document_id == file.id))
    if rows := [{**row, "document_id": file.id} for row in own + more]:
        connection.execute(insert(table), rows)


def _file_names(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    table = schema.source_file
    rows = connection.execute(
        select(table.c.document_id, table.c.path).where(table.c.document_id.in_(ids)).order_by(table.c.id.desc())
    )
    names = {row.document_id: row.path.rpartition("/")[2] for row in rows}
    return {document_id: names.get(document_id, f"#{document_id}") for document_id in ids}


# --- the keys of tasks ---


def _tasks_of(connection: Connection, ids: Sequence[int]) -> Sequence[Row[Any]]:
    table = schema.task
    columns = ("id", "document_id", "task_key", "section", "fingerprint", "occurrence", "text")
    statement = (
        select(*(table.c[name] for name in columns), schema.document.c.sha256)
        .join(schema.document, table.c.document_id == schema.document.c.id)
        .where(table.c.document_id.in_(ids))
        .order_by(table.c.document_id, table.c.position)
    )
    return connection.execute(statement).all()


def _own_key(row: Row[Any]) -> str:
    return task_key_of(row.sha256, row.section, row.fingerprint, row.occurrence)


def _hand_on_keys(connection: Connection, first_id: int, primary_id: int) -> None:
    """Let the tasks that are shown go on under the keys that they had in the file that came first."""
    rows = _tasks_of(connection, [first_id, primary_id])
    first = [row for row in rows if row.document_id == first_id]
    shown = [row for row in rows if row.document_id == primary_id]
    keys: dict[int, str] = {}
    for i, j in pairs([row.text for row in shown], [row.text for row in first]).items():
        keys |= {shown[i].id: _own_key(first[j]), first[j].id: _own_key(shown[i])}
    _rename_tasks(connection, keys)


def _rename_tasks(connection: Connection, keys: Mapping[int, str]) -> None:
    """Give tasks these keys. In two steps, since keys that change hands are never to be there twice."""
    table = schema.task
    current: dict[int, str] = {}
    for chunk in _chunks(keys):
        rows = connection.execute(select(table.c.id, table.c.task_key).where(table.c.id.in_(chunk)))
        current.update((row.id, row.task_key) for row in rows)
    changed = {task_id: key for task_id, key in keys.items() if current[task_id] != key}
    statement = update(table).where(table.c.id == bindparam("task_id")).values(task_key=bindparam("key"))
    for step in ({task_id: f"~{task_id}" for task_id in changed}, changed):
        if step:
            connection.execute(statement, [{"task_id": task_id, "key": key} for task_id, key in step.items()])
