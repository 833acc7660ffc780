"""The documents that are cited and not loaded: what to get next, the most cited first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.engine import Connection, Engine

from pipeline.load import schema
from pipeline.load.answers import MissingRow
from pipeline.load.citations import is_unique, office, same_office
from pipeline.load.filters import Filter, concerned, issuer, on_documents, twins
from pipeline.load.search import contains_pieces, folded_words

_document, _reference = schema.document, schema.reference

#: Names whose citations are read at a time.
_CHUNK: Final = 200
#: So many mentions of a document tell its kind, title, day and issuer.
_ENOUGH: Final = 60


@dataclass(frozen=True, slots=True)
class _Mention:
    """A citation of a document that is not loaded; ``issuer_key`` is the issuer for comparing, "" where it has none."""

    document_id: int
    citing_issuer: int | None
    key: str | None
    type: str | None
    name: str | None
    date: date | None
    issuer: str | None
    issuer_key: str
    relation: str


def citation_conditions(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """Conditions on the citations themselves: the kind of what is cited, or the relation, words, certainty."""
    table = _reference.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind:
        # A type is short and read seldom, so it is compared here and not kept folded in a column.
        types = _types_like(connection, wanted.kind)
        conditions.append(or_(table.relation == wanted.kind.strip().lower(), table.type.in_(types)))
    if wanted.search:
        conditions.append(contains_pieces(table.words, wanted.search))
    if wanted.min_confidence is not None:
        conditions.append(table.confidence >= wanted.min_confidence)
    return conditions


def _types_like(connection: Connection, kind: str) -> list[str]:
    """The types of cited documents whose words begin with those of ``kind``."""
    words = folded_words(kind)
    types = connection.scalars(select(_reference.c.type).distinct()).all()
    return [name for name in types if name and words and words in folded_words(name)]


@dataclass(frozen=True, slots=True)
class _Cited:
    """A document that is not loaded: how often it is cited, by how many documents, and mentions that tell what it is
    (all of them, or enough)."""

    name: str
    number: int
    documents: int
    mentions: tuple[_Mention, ...]

    @property
    def weight(self) -> tuple[int, int, str, date]:
        day = next((mention.date for mention in self.mentions if mention.date), date.min)
        return -self.number, -self.documents, self.name, day


def missing(engine: Engine, wanted: Filter) -> list[MissingRow]:
    """Return the cited documents that are not loaded, the most often cited first.

    Filters choose the citations that count. Two documents of one number (of two offices, of two years) are two rows,
    as far as day and issuer tell them apart.
    """
    with engine.connect() as connection:
        conditions = [*_of_documents(connection, wanted), *citation_conditions(connection, wanted)]
        conditions += [_reference.c.cited_id.is_(None), _reference.c.cited_name.is_not(None)]
        found = _most_cited(connection, conditions, wanted.limit)
        held = _held_alike(connection, {cited.name for cited in found})
        relations = _relations(connection, conditions, {c.name for c in found if len(c.mentions) < c.number})
    return [_row(cited, relations.get(cited.name), held[cited.name]) for cited in found]


def _of_documents(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """Conditions on the documents that cite. Where nothing is asked of them, their table need not be read."""
    document_id = _reference.c.document_id
    if not (wanted.document or wanted.date_from or wanted.date_to or concerned(wanted)):
        return [document_id.not_in(twins())]
    ids = (
        select(_document.c.id)
        .outerjoin(issuer, _document.c.issuer_id == issuer.c.id)
        .where(*on_documents(connection, wanted), *concerned(wanted))
    )
    return [document_id.in_(ids)]


def _most_cited(connection: Connection, conditions: Sequence[ColumnElement[bool]], limit: int | None) -> list[_Cited]:
    """Return what is cited most.

    A name may be that of several documents, so its mentions are counted first and told apart after; no name further
    down can have more mentions of one document than it has at all.
    """
    number, documents = func.count().label("number"), func.count(_reference.c.document_id.distinct()).label("documents")
    totals = connection.execute(
        select(_reference.c.cited_name, number, documents)
        .where(*conditions)
        .group_by(_reference.c.cited_name)
        .order_by(number.desc(), _reference.c.cited_name)
    ).all()
    found: list[_Cited] = []
    for start in range(0, len(totals), _CHUNK):
        if limit is not None and len(found) >= limit and found[limit - 1].number >= totals[start].number:
            break
        rows = totals[start : start + _CHUNK]
        # A decree may be cited a hundred thousand times: some of its mentions tell what it is.
        often = {row.cited_name for row in rows if row.number > _ENOUGH and _is_one(row.cited_name)}
        mentions = _mentions(connection, conditions, [r.cited_name for r in rows if r.cited_name not in often])
        for row in rows:
            name = row.cited_name
            if name in often:
                some = _mentions(connection, conditions, [name], _ENOUGH)[name]
                if len({mention.date for mention in some if mention.date}) < 2 or is_unique(name):
                    found.append(_Cited(name, row.number, row.documents, tuple(some)))
                    continue
                mentions[name] = _mentions(connection, conditions, [name])[name]  # a title of two laws: all are needed
            for cluster in told_apart(name, mentions[name]):
                by = {mention.document_id for mention in cluster}
                found.append(_Cited(name, len(cluster), len(by), tuple(cluster)))
        found.sort(key=lambda cited: cited.weight)
    return found[:limit]


def _is_one(name: str) -> bool:
    """Whether a name is that of one document, as a rule: with a year, a law's title, a standard's code."""
    return is_unique(name) or not name[0].isdigit()


def _mentions(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], names: Sequence[str], limit: int | None = None
) -> defaultdict[str, list[_Mention]]:
    table, cited_issuer = _reference, schema.unit.alias("cited_issuer")
    statement = (
        select(
            *(table.c[name] for name in ("cited_name", "document_id", "key", "type", "name", "date", "relation")),
            cited_issuer.c.name.label("issuer"),
            _document.c.issuer_id.label("citing_issuer"),
        )
        .join(_document, table.c.document_id == _document.c.id)
        .outerjoin(cited_issuer, table.c.issuer_id == cited_issuer.c.id)
        .where(*conditions, table.c.cited_name.in_(names))
        .order_by(table.c.document_id)  # as the index has them, so that a limit ends the reading
        .limit(limit)
    )
    found: defaultdict[str, list[_Mention]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.cited_name].append(
            _Mention(
                document_id=row.document_id,
                citing_issuer=row.citing_issuer,
                key=row.key,
                type=row.type,
                name=row.name,
                date=row.date,
                issuer=row.issuer,
                issuer_key=office(row.issuer),
                relation=row.relation,
            )
        )
    return found


def told_apart(name: str, mentions: Sequence[_Mention]) -> list[list[_Mention]]:
    """Return the mentions of one name by the documents that they mean.

    A day tells two documents of one number apart, and where there is none the issuer. A mention without day is of the
    document whose day another mention in the same text gives, else of the only one that its issuer has.
    """
    if is_unique(name):
        return [list(mentions)]
    by_day: defaultdict[date | None, list[_Mention]] = defaultdict(list)
    for mention in _completed(mentions):
        by_day[mention.date].append(mention)
    undated = by_day.pop(None, [])
    if not name[0].isdigit():
        # a law's title is that of the next law, too: its day tells them apart, and nobody can where none is given
        if len(by_day) < 2:
            return [list(mentions)]
        return [*by_day.values(), *([undated] if undated else [])]
    dated = [cluster for of_day in by_day.values() for cluster in _by_issuer(of_day)]
    for cluster in _by_issuer(undated):
        homes = [other for other in dated if _is_of_one_office(cluster, other)]
        if len(homes) == 1:
            homes[0].extend(cluster)
        else:
            dated.append(cluster)
    return dated


def _completed(mentions: Sequence[_Mention]) -> Iterator[_Mention]:
    """The mentions, with the day and issuer that others in the same document give, where these give one."""
    days: defaultdict[int, set[date]] = defaultdict(set)
    issuers: defaultdict[int, dict[str, str | None]] = defaultdict(dict)
    for mention in mentions:
        if mention.date:
            days[mention.document_id].add(mention.date)
        if mention.issuer_key:
            issuers[mention.document_id].setdefault(mention.issuer_key, mention.issuer)
    for mention in mentions:
        said, by = days.get(mention.document_id, ()), issuers.get(mention.document_id, {})
        if mention.date is None and len(said) == 1:
            mention = replace(mention, date=next(iter(said)))
        if not mention.issuer_key and len(by) == 1:
            key, issuer_name = next(iter(by.items()))
            mention = replace(mention, issuer_key=key, issuer=issuer_name)
        yield mention


def _by_issuer(mentions: Iterable[_Mention]) -> list[list[_Mention]]:
    """Mentions by issuer; one that names none is of the only issuer there is, else of the citing office's own."""
    clusters: list[list[_Mention]] = []
    silent: defaultdict[int | None, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        if not mention.issuer_key:
            silent[mention.citing_issuer].append(mention)
            continue
        same = (c for c in clusters if same_office(c[0].issuer_key, mention.issuer_key) is not False)
        if home := next(same, None):
            home.append(mention)
        else:
            clusters.append([mention])
    if len(clusters) == 1:
        return [[*clusters[0], *(m for of in silent.values() for m in of)]]
    return [*clusters, *silent.values()]


def _is_of_one_office(cluster: Sequence[_Mention], other: Sequence[_Mention]) -> bool:
    """Whether two sets of mentions name the same issuer, or where neither does stand in the same office's documents."""
    one = {m.issuer_key for m in cluster if m.issuer_key}
    two = {m.issuer_key for m in other if m.issuer_key}
    if one and two:
        return any(same_office(a, b) is not False for a in one for b in two)
    return bool({m.citing_issuer for m in cluster} & {m.citing_issuer for m in other})


def _held_alike(connection: Connection, names: Iterable[str]) -> defaultdict[str, list[int]]:
    """The loaded documents that have these names: others of the same number, or the one, where nothing settles it."""
    table, twin = schema.document_name, schema.twin
    found: defaultdict[str, list[int]] = defaultdict(list)
    shown = func.coalesce(twin.c.primary_id, table.c.document_id).label("shown")
    ordered = sorted(names)
    for start in range(0, len(ordered), _CHUNK):
        statement = (
            select(table.c.name, shown)
            .outerjoin(twin, twin.c.document_id == table.c.document_id)
            .where(table.c.name.in_(ordered[start : start + _CHUNK]))
            .distinct()
            .order_by(table.c.name, shown)
        )
        for row in connection.execute(statement):
            found[row[0]].append(row.shown)
    return found


def _relations(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], names: Iterable[str]
) -> dict[str, list[str]]:
    """The relations of all mentions of these names, the commonest first."""
    table, number = _reference.c, func.count().label("number")
    found: defaultdict[str, list[str]] = defaultdict(list)
    ordered = sorted(names)
    for start in range(0, len(ordered), _CHUNK):
        statement = (
            select(table.cited_name, table.relation)
            .where(*conditions, table.cited_name.in_(ordered[start : start + _CHUNK]))
            .group_by(table.cited_name, table.relation)
            .order_by(table.cited_name, number.desc(), table.relation)
        )
        for row in connection.execute(statement.add_columns(number)):
            found[row.cited_name].append(row.relation)
    return found


def _row(cited: _Cited, relations: Sequence[str] | None, held: Sequence[int]) -> MissingRow:
    mentions = cited.mentions
    days = {mention.date for mention in mentions if mention.date}
    # Of laws of one title, the old one and the new one, no day is told: nobody knows which of them most mentions mean.
    is_one = len(days) == 1 or mentions[0].key is not None
    common = Counter(sorted(mention.relation for mention in mentions)).most_common()
    return MissingRow(
        key=_usual(m.key for m in mentions),
        type=_usual(m.type for m in mentions),
        name=_usual(m.name for m in mentions),
        date=_usual(m.date for m in mentions) if is_one else None,
        issuer=_usual(m.issuer for m in mentions),
        mentions=cited.number,
        documents=cited.documents,
        relations=tuple(relations) if relations else tuple(relation for relation, _ in common),
        alike=tuple(held),
    )


def _usual(values: Iterable[Any]) -> Any:
    """The commonest value, the first of them at a tie; None where there is none."""
    return next((value for value, _ in Counter(_known(values)).most_common(1)), None)


def _known(values: Iterable[Any]) -> Iterator[Any]:
    return (value for value in values if value is not None)
