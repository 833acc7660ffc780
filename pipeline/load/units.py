"""The answers behind ``vanban units``: the tree of units that documents give tasks to, and those that nobody knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import RowMapping, Select, case, func, or_, select
from sqlalchemy.engine import Connection, Engine

from pipeline.load import schema
from pipeline.load.answers import UnitBranch, UnknownUnit
from pipeline.load.filters import Filter, issuer, names_unit, on_tasks, timing_of
from pipeline.load.search import folded_words
from pipeline.registry import UNKNOWN, suggestions
from pipeline.text import match_key

_document, _task, _unit, _task_unit = schema.document, schema.task, schema.unit, schema.task_unit

_COMMITTEE: Final = "Ủy ban nhân dân"
#: "tỉnh Quảng Ngãi" at the end of a name.
_TERRITORY: Final = re.compile(
    r" (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu) (?P<name>[^\W\d_].*)$"
)
#: Documents that are named for an unknown unit.
_MOST_DOCUMENTS: Final = 5


def _mentions(connection: Connection, wanted: Filter, *columns: Any) -> Select[Any]:
    """Select columns of the units of those tasks that are wanted, with their documents.

    A unit that is wanted is itself alone or with what is its own, and not with whom it shares a task.
    """
    timing = timing_of(wanted.today)
    conditions = on_tasks(connection, replace(wanted, unit=None), timing)
    if wanted.unit:
        conditions.append(or_(names_unit(_unit.c.words, wanted.unit), names_unit(_task_unit.c.words, wanted.unit)))
    return (
        select(*columns, case((timing.c.last < wanted.today, 1), else_=0).label("is_late"))
        .select_from(_task_unit)
        .join(_unit, _task_unit.c.unit_id == _unit.c.id)
        .join(_task, _task_unit.c.task_id == _task.c.id)
        .join(_document, _task.c.document_id == _document.c.id)
        .outerjoin(issuer, _document.c.issuer_id == issuer.c.id)
        .outerjoin(timing, timing.c.task_id == _task.c.id)
        .where(*conditions)
    )


# ------------------------------------------------------------------------------------------------------------ the tree


@dataclass(slots=True)
class _Node:
    name: str
    owner: str | None
    lead: int = 0
    support: int = 0
    overdue: int = 0
    below: list[_Node] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return self.lead + self.support + sum(node.weight for node in self.below)


def units(engine: Engine, wanted: Filter) -> list[UnitBranch]:
    """Return the tree of units as rows, each unit before what stands below it, those with most tasks first.

    ``wanted`` chooses the tasks that are counted, as for ``queries.tasks``; ``limit`` is the number of rows.
    """
    nodes = _grown(_loads(engine, wanted))
    return [*_walk(nodes, 0)][: wanted.limit]


def _loads(engine: Engine, wanted: Filter) -> list[_Node]:
    with engine.connect() as connection:
        columns = (_unit.c.id, _unit.c.name, _unit.c.owner, _task_unit.c.role, _task_unit.c.task_id)
        of_tasks = _mentions(connection, wanted, *columns).subquery()
        number = func.count(of_tasks.c.task_id.distinct())
        leads = of_tasks.c.role == "lead"
        rows = connection.execute(
            select(
                of_tasks.c.name,
                of_tasks.c.owner,
                func.count(case((leads, of_tasks.c.task_id)).distinct()).label("lead"),
                number.filter(~leads).label("support"),
                number.filter(leads, of_tasks.c.is_late == 1).label("overdue"),
            ).group_by(of_tasks.c.id, of_tasks.c.name, of_tasks.c.owner)
        )
        return [_Node(row.name, row.owner, row.lead, row.support, row.overdue) for row in rows]


def _grown(loads: list[_Node]) -> list[_Node]:
    """Hang every unit below its owner; owners that lead nothing themselves are put in. Return those without one."""
    by_name: dict[str, _Node] = {}
    for node in loads:
        by_name.setdefault(match_key(_full_name(node)), node)
    called: defaultdict[str, list[_Node]] = defaultdict(list)
    for node in loads:
        called[match_key(node.name)].append(node)
    tops: list[_Node] = []
    waiting = list(loads)
    while waiting:
        node = waiting.pop()
        over = node.owner or _committee_in(node.name)
        if over is None:
            tops.append(node)
            continue
        parent = by_name.get(match_key(over)) or _only(called.get(match_key(over), []))
        if parent is None:
            parent = by_name[match_key(over)] = _owner_node(over)
            waiting.append(parent)
        if parent is node or _is_below(node, parent):
            tops.append(node)
        else:
            parent.below.append(node)
    return tops


def _only(nodes: list[_Node]) -> _Node | None:
    """The one node of a name, whose territory an owner may leave out; None where there are several."""
    return nodes[0] if len(nodes) == 1 else None


def _is_below(node: _Node, parent: _Node) -> bool:
    """Whether ``parent`` hangs below ``node`` already: what documents say of owners may go in a circle."""
    return any(child is parent or _is_below(child, parent) for child in node.below)


def _full_name(node: _Node) -> str:
    """A name as owners are written: with the territory that only its own owner names, "Sở Y tế tỉnh Lạng Sơn"."""
    of = _TERRITORY.search(node.owner or "")
    return f"{node.name}{of.group()}" if of is not None and node.name.startswith("Sở ") else node.name


def _owner_node(written: str) -> _Node:
    """An owner that leads nothing itself: "Sở Y tế tỉnh Lạng Sơn" is one of that province's committee."""
    of = _TERRITORY.search(written)
    if of is not None and written.startswith("Sở "):
        return _Node(written[: of.start()], f"{_COMMITTEE}{of.group()}")
    return _Node(written, None)


def _committee_in(name: str) -> str | None:
    """The committee whose post or office a name is: "Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn"."""
    start = name.find(f"{_COMMITTEE} ")
    of = _TERRITORY.match(name, start + len(_COMMITTEE)) if start > 0 else None
    return name[start:] if of is not None and of["name"][0].isupper() else None


def _walk(nodes: list[_Node], level: int) -> Iterator[UnitBranch]:
    for node in sorted(nodes, key=lambda node: (-node.weight, folded_words(node.name, node.owner))):
        yield UnitBranch(level, node.name, node.owner, node.lead, node.support, node.overdue)
        yield from _walk(node.below, level + 1)


def nested(branches: list[UnitBranch]) -> list[dict[str, Any]]:
    """Return the rows of a tree as nested values, each with its ``units`` below it."""
    tops: list[dict[str, Any]] = []
    path: list[list[dict[str, Any]]] = [tops]
    for branch in branches:
        below: list[dict[str, Any]] = []
        del path[branch.level + 1 :]
        counts = {"lead": branch.lead, "support": branch.support, "overdue": branch.overdue}
        path[-1].append({"name": branch.name, "owner": branch.owner, **counts, "units": below})
        path.append(below)
    return tops


# -------------------------------------------------------------------------------------------------------- unknown ones


def unknown_units(engine: Engine, wanted: Filter) -> list[UnknownUnit]:
    """Return the units of tasks that neither their document nor the registry knows, as written, the commonest first."""
    columns = (_task_unit.c.text, _task.c.id, _task.c.document_id, _document.c.key, _document.c.type)
    found: defaultdict[str, list[RowMapping]] = defaultdict(list)
    with engine.connect() as connection:
        statement = _mentions(connection, wanted, *columns).where(_task_unit.c.confidence <= UNKNOWN)
        for row in connection.execute(statement.order_by(_task.c.document_id, _task.c.position)).mappings():
            found[match_key(row["text"])].append(row)
    listed = sorted(found.values(), key=lambda rows: (-len(rows), folded_words(rows[0]["text"])))[: wanted.limit]
    return [_unknown(rows) for rows in listed]


def _unknown(rows: list[RowMapping]) -> UnknownUnit:
    text: str = rows[0]["text"]
    keys = {row["document_id"]: row["key"] or f"{row['type'] or ''} #{row['document_id']}".strip() for row in rows}
    return UnknownUnit(
        text=text,
        name="",
        owner="",
        valid_from="",
        valid_to="",
        nearest=tuple(f"{near.name} ({near.distance:g})" for near in suggestions(text)),
        mentions=len(rows),
        tasks=len({row["id"] for row in rows}),
        documents=len(keys),
        document_keys=tuple(keys.values())[:_MOST_DOCUMENTS],
    )
