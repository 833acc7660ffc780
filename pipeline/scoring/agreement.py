"""Precision, recall and F1 of a record against its gold, group by group, and every item in which they differ.

What counts as right is said in ``_references``, ``_tasks`` and so on, a function a group of fields. Counts of several
documents are added up, so that a document with many tasks weighs more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from pipeline.scoring.likeness import document_key, law_title, overlap, plain, unit_key

Json = Mapping[str, Any]

#: Two texts are one task from so much likeness on, one subject or deliverable from so much.
SAME_TASK: Final = 0.7
SAME_TEXT: Final = 0.9
LAW_GROUP: Final = "reference to a law by name"
WHOLE_GROUP: Final = "task whole (unit and time right)"
_LAWS: Final = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})
_NOTHING: Final[Json] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of gold or record in a group: ``key`` is compared, ``item`` is the record's or gold's JSON value."""

    key: Hashable
    item: Any
    shown: str


@dataclass(frozen=True, slots=True)
class Slip:
    """An item of the gold that the record lacks (missed), or one of the record that the gold lacks (false).

    ``within`` is the task that the value is a part of, on the same side; ``partner`` that task on the other side, or
    the value of a field that has one value only.
    """

    group: str
    kind: Literal["missed", "false"]
    entry: Entry
    within: Json | None = None
    partner: Any = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a group: how many items were right, how many found, how many wanted."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else float(not self.found)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    def to_json(self) -> dict[str, float]:
        """Return precision, recall, f1 (0 to 1), found and wanted."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "found": self.found,
            "wanted": self.wanted,
        }


@dataclass(slots=True)
class Agreement:
    """What gold and record agree on: figures a group, slips, and the record's right items with their groups."""

    groups: dict[str, Figures] = field(default_factory=lambda: defaultdict(lambda: Figures(0, 0, 0)))
    slips: list[Slip] = field(default_factory=list)
    right: list[tuple[str, Entry]] = field(default_factory=list)

    def add(self, group: str, right: int, found: int, wanted: int) -> None:
        self.groups[group] += Figures(right, found, wanted)

    def compare(
        self,
        group: str,
        wanted: Sequence[Entry],
        found: Sequence[Entry],
        *,
        gold: Json | None = None,
        record: Json | None = None,
    ) -> None:
        """Count two lists as multisets of keys; ``gold`` and ``record`` are the tasks that they belong to."""
        missed, _ = _beyond(wanted, found)
        false, right = _beyond(found, wanted)
        self.add(group, len(right), len(found), len(wanted))
        self.slips += [Slip(group, "missed", entry, gold, record) for entry in missed]
        self.slips += [Slip(group, "false", entry, record, gold) for entry in false]
        self.right += [(group, entry) for entry in right]


def _beyond(entries: Iterable[Entry], others: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the entries that have none of their key among the others, one for one, and those that have."""
    left = Counter(entry.key for entry in others)
    beyond, paired = [], []
    for entry in entries:
        if left[entry.key] > 0:
            left[entry.key] -= 1
            paired.append(entry)
        else:
            beyond.append(entry)
    return beyond, paired


def agreement(gold: Json, record: Json | None) -> Agreement:
    """Hold a record against its gold; None is an empty record.

    Where the gold's "tasks" is null they were not annotated and are not scored; so it is with "count.table" and
    "count.prose" where its "unscored" names them.
    """
    found: Json = record or _NOTHING
    result = Agreement()
    for compare in (_document, _references, _tasks, _counts, _findings):
        compare(result, gold, found)
    return result


def total(agreements: Iterable[Agreement]) -> dict[str, Figures]:
    """Return the figures of several documents together, in the order of the groups."""
    added: dict[str, Figures] = {}
    for one in agreements:
        for group, figures in one.groups.items():
            added[group] = added[group] + figures if group in added else figures
    return added


# --- the head ---------------------------------------------------------------------------------------------------------


def _document(result: Agreement, gold: Json, record: Json) -> None:
    wanted, found = gold.get("document") or _NOTHING, record.get("document") or _NOTHING

    def one(group: str, of: Callable[[Json], Any], key: Callable[[Any], Hashable]) -> None:
        _one(result, f"document.{group}", of(wanted), of(found), key)

    one("type", lambda d: d.get("type"), plain)
    one("key", lambda d: d.get("key"), document_key)
    one("symbol", lambda d: d.get("symbol"), document_key)
    one("issued", lambda d: d.get("issued"), _days)
    one("place", lambda d: d.get("place"), plain)
    one("issuer", lambda d: d.get("issuer"), unit_key)
    one("attached_to", lambda d: d.get("attached_to"), document_key)
    one("signer", lambda d: (d.get("signer") or _NOTHING).get("name"), plain)
    one("signer.position", lambda d: (d.get("signer") or _NOTHING).get("position"), plain)
    recipients = ([Entry(plain(r), r, str(r)) for r in d.get("recipients") or []] for d in (wanted, found))
    result.compare("document.recipients", *recipients)
    _subject(result, wanted.get("subject"), found.get("subject"))
    meetings = (wanted.get("meeting") or _NOTHING, found.get("meeting") or _NOTHING)
    for end in ("start", "end"):
        _one(result, f"document.meeting.{end}", meetings[0].get(end), meetings[1].get(end), lambda time: time)
    people = ([Entry(plain(p.get("name")), p, str(p.get("name"))) for p in _items(m, "participants")] for m in meetings)
    result.compare("document.meeting.participants", *people)


def _one(result: Agreement, group: str, wanted: Any, found: Any, key: Callable[[Any], Hashable]) -> None:
    """Compare a field that has one value; a value whose key is empty is none."""
    sides = ([Entry(key(value), value, _shown(value))] if value and key(value) else [] for value in (wanted, found))
    before = len(result.slips)
    result.compare(group, *sides)
    result.slips[before:] = [
        replace(slip, partner=found if slip.kind == "missed" else wanted) for slip in result.slips[before:]
    ]


def _subject(result: Agreement, wanted: Any, found: Any) -> None:
    same = bool(wanted and found and overlap(wanted, found) >= SAME_TEXT)
    _one(result, "document.subject", wanted, wanted if same else found, lambda text: text)


def _days(value: Json) -> tuple[Any, Any] | None:
    start, end = value.get("start"), value.get("end")
    return (start, end) if start or end else None


def _shown(value: Any) -> str:
    """Return a value of the head for the eye."""
    if not isinstance(value, Mapping):
        return str(value)
    if "start" in value or "end" in value:
        return f"{value.get('start')}..{value.get('end')}"
    return str(value.get("name") or value.get("text") or "")


# --- cited documents --------------------------------------------------------------------------------------------------


def _references(result: Agreement, gold: Json, record: Json) -> None:
    """Cited documents with a number are one group, laws by name another; other titles are not scored."""
    wanted, found = ([r for r in _items(side, "references") if r.get("key")] for side in (gold, record))

    def compare(group: str, of: Callable[[Json], Any] | None = None) -> None:
        def entry(cited: Json) -> Entry:
            key, name = document_key(cited["key"]), str(cited["key"])
            if of is None:
                return Entry(key, cited, name)
            value = of(cited)
            return Entry((key, value), cited, f"{name}: {value or '-'}")

        result.compare(group, [entry(cited) for cited in wanted], [entry(cited) for cited in found])

    compare("reference")
    compare("reference+type", lambda cited: plain(cited.get("type")))
    compare("reference+date", lambda cited: cited.get("date"))
    compare("reference+issuer", lambda cited: unit_key(cited.get("issuer")))
    compare("reference+relation", lambda cited: cited.get("relation"))
    laws = (
        [
            Entry(law_title(r), r, str(r.get("name")))
            for r in _items(side, "references")
            if not r.get("key") and str(r.get("type")).casefold() in _LAWS
        ]
        for side in (gold, record)
    )
    result.compare(LAW_GROUP, *laws)


# --- tasks ------------------------------------------------------------------------------------------------------------


def _tasks(result: Agreement, gold: Json, record: Json) -> None:
    if "tasks" in gold and gold["tasks"] is None:
        return
    wanted, found = _items(gold, "tasks"), _items(record, "tasks")
    partners = pairs([t.get("text") for t in wanted], [t.get("text") for t in found], SAME_TASK)
    result.add("task", len(partners), len(found), len(wanted))
    result.right += [("task", _task_entry(found[j])) for j in partners.values()]
    false = [task for j, task in enumerate(found) if j not in set(partners.values())]
    result.slips += [Slip("task", "missed", _task_entry(t)) for i, t in enumerate(wanted) if i not in partners]
    result.slips += [Slip("task", "false", _task_entry(task)) for task in false]
    whole = 0
    for i, task in enumerate(wanted):
        partner = found[partners[i]] if i in partners else None
        whole += _compare_task(result, task, partner) and partner is not None
    for task in false:
        for group, entries in _parts(task).items():
            result.compare(group, [], entries, record=task)
    result.add(WHOLE_GROUP, whole, len(found), len(wanted))


def pairs(wanted: Sequence[Any], found: Sequence[Any], least: float) -> dict[int, int]:
    """Return which text of ``found`` belongs to which of ``wanted``, by their positions: the likest pairs first."""
    alike = [(overlap(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)]
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, i, j in sorted(alike, key=lambda pair: -pair[0]):
        if likeness < least:
            break
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen


def _compare_task(result: Agreement, gold: Json, record: Json | None) -> bool:
    """Compare what belongs to a task; return whether units and deadlines are all right."""
    right = True
    found_parts = _parts(record or _NOTHING)
    for group, wanted in _parts(gold).items():
        found = found_parts[group]
        result.compare(group, wanted, found, gold=gold, record=record)
        right = right and Counter(e.key for e in wanted) == Counter(e.key for e in found)
    for name in ("kind", "section", "deliverable"):
        wanted_text, found_text = gold.get(name), (record or _NOTHING).get(name)
        if name == "deliverable" and wanted_text and found_text and overlap(wanted_text, found_text) >= SAME_TEXT:
            found_text = wanted_text
        sides = ([Entry(plain(text), text, str(text))] if plain(text) else [] for text in (wanted_text, found_text))
        result.compare(f"task.{name}", *sides, gold=gold, record=record)
    return right


def _parts(task: Json) -> dict[str, list[Entry]]:
    """Return the units and deadlines of a task, by group."""
    return {
        "task.lead": [Entry(unit_key(unit), unit, _shown(unit)) for unit in task.get("lead") or []],
        "task.support": [Entry(unit_key(unit), unit, _shown(unit)) for unit in task.get("support") or []],
        "task.deadlines": [_deadline_entry(deadline) for deadline in _items(task, "deadlines")],
    }


def _task_entry(task: Json) -> Entry:
    return Entry(plain(task.get("text")), task, str(task.get("text")))


def _deadline_entry(deadline: Json) -> Entry:
    kind, end, recurrence = deadline.get("kind"), deadline.get("end"), deadline.get("recurrence")
    start = None if kind == "date" else deadline.get("start")  # a due date is its end
    days = f" {start or ''}..{end or ''}" if start or end else ""
    shown = f"{kind}{days}{f' {recurrence}' if recurrence else ''} “{deadline.get('text')}”"
    return Entry((kind, start, end, recurrence), deadline, shown)


# --- numbers and findings ---------------------------------------------------------------------------------------------


def _counts(result: Agreement, gold: Json, record: Json) -> None:
    unscored = gold.get("unscored") or ()

    def identity(count: Json) -> tuple[Any, ...]:
        return (count.get("subject"), count.get("measure"), count.get("value"), bool(count.get("is_total")))

    def entry(count: Json, *, labelled: bool = False) -> Entry:
        label = (plain(count.get("label")),) if labelled else ()
        shown = f"{count.get('measure')} = {count.get('value')}{' (total)' if count.get('is_total') else ''}"
        named = f" “{count['label']}”" if count.get("label") else ""
        return Entry(identity(count) + label, count, shown + named)

    for origin in ("table", "prose"):
        if f"count.{origin}" in unscored:
            continue
        wanted, found = ([c for c in _items(side, "counts") if c.get("origin") == origin] for side in (gold, record))
        result.compare(f"count.{origin}", [entry(c) for c in wanted], [entry(c) for c in found])
        if origin == "table":
            sides = ([entry(c, labelled=True) for c in side] for side in (wanted, found))
            result.compare("count.table+label", *sides)


def _findings(result: Agreement, gold: Json, record: Json) -> None:
    def shown(finding: Json) -> str:
        return ": ".join(str(part) for part in (finding.get("code"), finding.get("message")) if part)

    sides = (
        [Entry(f.get("code"), f, shown(f)) for f in _items(side, "findings") if f.get("severity") != "info"]
        for side in (gold, record)
    )
    result.compare("finding", *sides)


def _items(record: Json, name: str) -> list[Json]:
    """Return the objects of a list in a record; whatever else stands there is none."""
    value = record.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []
