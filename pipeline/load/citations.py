"""Which loaded document a citation means.

A link is stored (``reference.cited_id``) and not sought by every query: lists, exports and what is missing then need no
more than an index, and whether two names agree is decided here, by one function, for every database. What is decided
follows from what is stored alone, so that neither the order of loading nor loading again makes a difference: whoever
changes documents tells ``relink`` which, and it looks again at their own citations and at those of their names.

Numbers begin anew every year and in every office, so a number and symbol alone are no proof: a link needs the day or
the issuer to agree as well, or a name that only one document in the country can have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from pipeline.load import schema
from pipeline.load.search import folded_words
from pipeline.text import fold

#: Kinds that are cited by their title.
LAWS: Final = frozenset(("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"))

#: Values in one IN list.
_CHUNK: Final = 500
#: Last part of the symbols that every province (and commune) has.
_LOCAL: Final = frozenset(("ubnd", "hdnd", "ub", "ubh", "ubt"))
#: Who signs for an office: "Chủ tịch Ủy ban nhân dân tỉnh X" decides as the office, under its letterhead.
_POSTS: Final = re.compile(
    r"(?:(?:pho )?(?:chu tich|(?:tong )?giam doc|(?:(?:tong |chi )?cuc|vu|hieu|vien|ban|phong) truong"
    r"|truong (?:ban|phong))|(?:bo truong, )?chu nhiem|bo truong|thu truong|chanh (?:van phong|an|thanh tra)|thong doc"
    r"|tong (?:thanh tra|kiem toan)) "
    r"(?=(?:uy ban|so|bo|(?:tong |chi )?cuc|vu|truong|ban|van phong|ngan hang|toa an|vien|phong|thanh tra|kiem toan"
    r"|hoi dong|quoc hoi) )"
)
#: "Luật Hộ tịch năm 2014", "Luật Đất đai (2024)": the year tells which law of the title is meant.
_YEAR_AT_END: Final = re.compile(r"(?:năm\s+|\(|\s)((?:19|20)\d\d)\)?\s*$")


def cited_name(type: str | None, key: str | None, symbol: str | None, title: str | None) -> str | None:
    """Return what a cited document is found by: its key, or kind and title of a law; None where it has neither.

    Folded: case, marks, blanks and noughts before the number do not count, nor whether "-", "/" or "." parts a symbol.

    >>> cited_name("Kế hoạch", "04/KH-SYT", "KH-SYT", None)
    '4 kh syt'
    >>> cited_name("Luật", None, None, "Luật Hộ tịch")
    'luat ho tich'
    """
    if key and symbol:
        return folded_words(key).strip().lstrip("0") or None
    if key is None and type in LAWS and title:
        words = folded_words(title).strip()
        kind = fold(type)
        return words if words == kind or words.startswith(f"{kind} ") else f"{kind} {words}"
    return None


def names_of(type: str | None, key: str | None, symbol: str | None, subject: str | None) -> set[str]:
    """Return every name by which a document may be cited: a law by its number and by its title."""
    names = {cited_name(type, key, symbol, None), cited_name(type, None, None, subject)}
    return {name for name in names if name}


def is_unique(name: str) -> bool:
    """Whether only one document in the country can have a name: one with a year that no province gives out.

    >>> is_unique("61 2018 nd cp"), is_unique("12 2018 qd ubnd"), is_unique("12 qd btc")
    (True, False, False)
    """
    parts = name.split()
    has_year = len(parts) > 2 and parts[0].isdigit() and len(parts[1]) == 4 and parts[1].isdigit()
    return has_year and parts[-1] not in _LOCAL


@lru_cache(maxsize=16_384)
def office(name: str | None) -> str:
    """Return an issuer's name for comparing: folded, without the post that signs for the office."""
    return _POSTS.sub("", fold(name or ""))


def same_office(one: str, other: str) -> bool | None:
    """Whether two names of ``office`` are one; None where one says less ("ủy ban nhân dân tỉnh") or nothing."""
    if not one or not other:
        return None
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return None if f"{longer} ".startswith(f"{shorter} ") else False


@dataclass(frozen=True, slots=True)
class Held:
    """A loaded document as citations see it; ``id`` is the file that shows it, ``start`` and ``end`` its day."""

    id: int
    sha256: str
    type: str | None
    office: str
    owner: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation with what the text, or another mention of the same document in it, says of day and issuer.

    ``citing_*`` is of the document that cites.
    """

    id: int
    name: str
    type: str | None
    day: date | None
    office: str
    owner: str
    year: int | None
    citing_id: int
    citing_office: str
    citing_owner: str
    citing_start: date | None
    citing_end: date | None


def meant(citation: Citation, candidates: Iterable[Held]) -> int | None:
    """Return the id of the document that a citation means, None where none agrees or several do as well."""
    agreeing = [(points, held) for held in candidates if (points := _agreement(citation, held))]
    if not agreeing:
        return None
    most = max(points for points, _ in agreeing)
    best = [held for points, held in agreeing if points == most]
    if len(best) == 1 or is_unique(citation.name):
        return min(best, key=lambda held: held.sha256).id
    return None


def _agreement(citation: Citation, held: Held) -> int:
    """How much speaks for a document of the cited name, 0 where nothing does or something speaks against it."""
    unique = is_unique(citation.name)
    if held.id == citation.citing_id or not _may_be(citation.type, held.type):
        return 0
    if citation.citing_end and held.start and held.start > citation.citing_end:
        return 0  # issued after the document that cites it
    points = int(unique or citation.type in LAWS)
    if citation.day and held.start and held.end:
        if held.start <= citation.day <= held.end:
            points += 4
        elif not unique:  # a day is misprinted more easily than a number with its year
            return 0
    elif citation.year and held.start:
        if citation.year != held.start.year:
            return 0
        points += 4
    same = same_office(citation.office, held.office)
    if same is False and not unique:
        return 0
    if same and _is_same_owner(citation, held):
        points += 2
    elif not citation.office and not citation.day and _is_of_citing_office(citation, held):
        points += 1
    return points


def _is_same_owner(citation: Citation, held: Held) -> bool:
    """Whether two offices of one name are one: every province has a "Sở Y tế". Where a citation does not say whose it
    is, it is the one of the office that cites, or the one below it."""
    if not held.owner:
        return True
    owners = (citation.owner,) if citation.owner else (citation.citing_owner, citation.citing_office)
    return any(same_office(owner, held.owner) for owner in owners)


def _may_be(cited: str | None, held: str | None) -> bool:
    if not cited or not held:
        return True
    one, other = fold(cited), fold(held)
    return one.startswith(other) or other.startswith(one)


def _is_of_citing_office(citation: Citation, held: Held) -> bool:
    """Whether an office that names its own numbers without day and issuer issued it, in the year in which it cites."""
    same_owner = same_office(citation.citing_owner, held.owner) is not False
    same = same_owner and same_office(citation.citing_office, held.office)
    in_year = citation.citing_start and held.start and citation.citing_start.year == held.start.year
    return bool(same and in_year)


def shared_evidence(citations: Sequence[Citation]) -> list[Citation]:
    """Let the mentions of one name in one document share day and issuer, where all that say them say the same.

    A first citation is written out ("số 45/KH-UBND ngày 1/2/2031 của UBND tỉnh"), later ones are not.
    """
    days = {c.day for c in citations if c.day}
    offices = {(c.office, c.owner) for c in citations if c.office}
    if len(days) > 1 or len(offices) > 1:
        return list(citations)
    day = next(iter(days), None)
    issuer, owner = next(iter(offices), ("", ""))
    return [
        replace(c, day=c.day or day, office=c.office or issuer, owner=c.owner if c.office else owner) for c in citations
    ]


# --- in the database ---


def save_names(connection: Connection, names: Mapping[int, Iterable[str]]) -> None:
    """Replace the names of documents, given by id."""
    table = schema.document_name
    for chunk in _chunks(names):
        connection.execute(delete(table).where(table.c.document_id.in_(chunk)))
    if rows := [{"document_id": own, "name": name} for own, of in names.items() for name in sorted(set(of))]:
        connection.execute(insert(table), rows)


def names_in(connection: Connection, document_ids: Iterable[int]) -> set[str]:
    """Return the names of these files and of all that are one document with any of them."""
    table = schema.document_name
    found: set[str] = set()
    for chunk in _chunks(_with_twins(connection, document_ids)):
        found.update(connection.scalars(select(table.c.name).where(table.c.document_id.in_(chunk))))
    return found


def relink(connection: Connection, document_ids: Iterable[int], names: Iterable[str] = ()) -> None:
    """Find anew what these documents cite, and who cites these names, those of the documents themselves included."""
    ids = _with_twins(connection, document_ids)
    table = schema.reference
    for chunk in _chunks(ids):
        _relink(connection, table.c.document_id.in_(chunk))
    for these in _chunks(set(names) | names_in(connection, ids)):
        _relink(connection, table.c.cited_name.in_(these))


def _with_twins(connection: Connection, document_ids: Iterable[int]) -> set[int]:
    """These files and all that are one document with any of them."""
    twin = schema.twin
    found = set(document_ids)
    for chunk in _chunks(found):
        primaries = select(twin.c.primary_id).where(twin.c.document_id.in_(chunk))
        mates = select(twin).where(or_(twin.c.primary_id.in_(chunk), twin.c.primary_id.in_(primaries)))
        for row in connection.execute(mates):
            found |= {row.document_id, row.primary_id}
    return found


def _relink(connection: Connection, condition: Any) -> None:
    """Link the citations that fit, with all mentions of one name in one document among them."""
    linked: dict[int, int | None] = {}
    groups: defaultdict[tuple[int, str], list[Citation]] = defaultdict(list)
    for citation, cited_id in _citations(connection, condition):
        linked[citation.id] = cited_id
        groups[citation.citing_id, citation.name].append(citation)
    held = _held(connection, {name for _, name in groups})
    changed = [
        {"row": citation.id, "cited": found}
        for (_, name), mentions in groups.items()
        for citation in shared_evidence(mentions)
        if (found := meant(citation, held[name])) != linked[citation.id]
    ]
    if changed:
        table = schema.reference
        statement = update(table).where(table.c.id == bindparam("row")).values(cited_id=bindparam("cited"))
        connection.execute(statement, changed)


def _citations(connection: Connection, condition: Any) -> Iterator[tuple[Citation, int | None]]:
    """Yield the citations that fit, and what each is linked with."""
    table, document = schema.reference, schema.document
    issuer, own = schema.unit.alias("issuer"), schema.unit.alias("own")
    statement = (
        select(
            *(table.c[name] for name in ("id", "cited_name", "cited_id", "type", "date", "text", "key")),
            issuer.c.name.label("issuer"),
            issuer.c.owner,
            func.coalesce(schema.twin.c.primary_id, document.c.id).label("citing_id"),
            own.c.name.label("citing_issuer"),
            own.c.owner.label("citing_owner"),
            document.c.issued_start,
            document.c.issued_end,
        )
        .join(document, table.c.document_id == document.c.id)
        .outerjoin(schema.twin, schema.twin.c.document_id == document.c.id)
        .outerjoin(issuer, table.c.issuer_id == issuer.c.id)
        .outerjoin(own, document.c.issuer_id == own.c.id)
        .where(condition, table.c.cited_name.is_not(None))
        .order_by(table.c.id)
    )
    for row in connection.execute(statement):
        year = _YEAR_AT_END.search(row.text) if row.key is None else None
        citation = Citation(
            id=row.id,
            name=row.cited_name,
            type=row.type,
            day=row.date,
            office=office(row.issuer),
            owner=office(row.owner),
            year=int(year[1]) if year else None,
            citing_id=row.citing_id,
            citing_office=office(row.citing_issuer),
            citing_owner=office(row.citing_owner),
            citing_start=row.issued_start,
            citing_end=row.issued_end,
        )
        yield citation, row.cited_id


def _held(connection: Connection, names: Iterable[str]) -> defaultdict[str, list[Held]]:
    """The documents that have these names, each once, as the file that shows it."""
    table, twin, document, unit = schema.document_name, schema.twin, schema.document, schema.unit
    found: defaultdict[str, list[Held]] = defaultdict(list)
    shown = func.coalesce(twin.c.primary_id, table.c.document_id)
    for chunk in _chunks(set(names)):
        statement = (
            select(
                table.c.name.label("cited_name"),
                *(document.c[name] for name in ("id", "sha256", "type", "issued_start", "issued_end")),
                unit.c.name.label("issuer"),
                unit.c.owner,
            )
            .outerjoin(twin, twin.c.document_id == table.c.document_id)
            .join(document, document.c.id == shown)
            .outerjoin(unit, document.c.issuer_id == unit.c.id)
            .where(table.c.name.in_(chunk))
            .distinct()
        )
        for row in connection.execute(statement):
            of_row = (row.id, row.sha256, row.type, office(row.issuer), office(row.owner))
            found[row.cited_name].append(Held(*of_row, row.issued_start, row.issued_end))
    return found


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
