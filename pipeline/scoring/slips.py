"""Every slip as a reader of the rules wants it: the words around it, the rule that fired, or the one that should have.

What the program missed is looked for in the document's text by the gold's words, and the nearest thing of its kind that
the program found is named with its rule. Which rule should have found it is told by the right items of its kind.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pipeline.scoring.agreement import LAW_GROUP, Agreement, Json, Slip
from pipeline.scoring.likeness import overlap
from pipeline.scoring.places import Finder, Place, around

#: Beyond so many characters the nearest item has nothing to do with what was missed.
_NEAR: Final = 300
#: Groups of the head that have several values, and how alike two of them are that mean the same.
_LISTS: Final = frozenset({"document.recipients", "document.meeting.participants"})
_ALIKE: Final = 0.3
#: Pieces of an item that lie no further apart are shown with what is between them.
_ONE_PLACE: Final = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """One slip in its place.

    ``rule`` is the one that fired: for a false item its own, for a missed one that of ``instead``, which is what the
    program found there (for a false item: what the gold has there). ``beside`` says that ``instead`` is the nearest of
    its kind and stands beside the place, not in it. ``usual_rule`` finds most of the right items of the kind of a
    missed one. ``about`` is the task that the value belongs to; ``whole_task`` says that all of that task is missed or
    false. ``before``, ``words``, ``after`` are from the document; empty where it has no such words.
    """

    document: str
    group: str
    kind: str
    value: str
    about: str | None
    whole_task: bool
    before: str
    words: str
    after: str
    page: int | None
    rule: str | None
    usual_rule: str | None
    instead: str | None
    beside: bool = False


def usual_rules(agreements: Iterable[Agreement]) -> dict[tuple[str, str], str]:
    """Return which rule finds most of the right items, by (group, kind of item)."""
    rules: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for agreement in agreements:
        for group, entry in agreement.right:
            if rule := _rule(entry.item):
                rules[group, _sort(entry.item)][rule] += 1
    return {of: counter.most_common(1)[0][0] for of, counter in rules.items()}


def shown(
    document: str, agreement: Agreement, gold: Json, record: Json | None, usual: Mapping[tuple[str, str], str]
) -> Iterator[Shown]:
    """Yield the slips of one document in the order of its groups; ``usual`` as ``usual_rules`` gives it."""
    view = _View(record or {})
    for slip in agreement.slips:
        yield _missed(view, document, slip, usual) if slip.kind == "missed" else _false(view, document, slip, gold)


class _View:
    """One record, with what is needed to find things in it."""

    def __init__(self, record: Json) -> None:
        self.record = record
        self.text = str(record.get("text") or "")
        self.finder = Finder(self.text)
        self.head: Json = record.get("document") or {}
        self._pages = sorted(_pages(record))

    def page(self, place: Place) -> int | None:
        """Return the page of a place, from 1, where what was found before and behind it stands on one page."""
        index = bisect(self._pages, (place.start, 0))
        around_it = {page for _, page in self._pages[max(0, index - 1) : index + 1]}
        return around_it.pop() if len(around_it) == 1 and 0 < index < len(self._pages) else None

    def field(self, group: str) -> tuple[Any, Json]:
        """Return the value of the field of the head that a group is about, and where it was read."""
        name = group.split(".")[1]
        value, traces = self.head.get(name), self.head.get("trace") or {}
        # a key is put together from number and symbol, which are what was read
        trace = traces.get(name) or (traces.get("number") if name in ("key", "symbol") else None)
        return value, trace or (value if isinstance(value, Mapping) else {})

    def items(self, group: str) -> Sequence[Json]:
        """Return the record's items of the kind that a group is about."""
        if group == LAW_GROUP:
            return [cited for cited in self.record.get("references") or () if not cited.get("key")]
        if group.startswith("count."):
            origin = group.removeprefix("count.").split("+")[0]
            return [count for count in self.record.get("counts") or () if count.get("origin") == origin]
        names = {"reference": "references", "task": "tasks", "finding": "findings"}
        return self.record.get(names[group.split("+")[0].split(".")[0]]) or ()

    def locate_count(self, count: Json) -> Place | None:
        """Return where a number stands: behind its label where that is in the text, or where another took it."""
        label = self.finder.find(count.get("label"))
        behind = Place(label.end, label.end) if label else None
        taken = [_span(other) for other in self.items(f"count.{count.get('origin')}") if _same_value(other, count)]
        if behind is None and taken:
            return taken[0]
        spelled = (place for form in _spelled(count.get("value")) if (place := self.finder.find(form, behind)))
        places = sorted(spelled, key=lambda place: place.distance(behind) if behind else place.start)
        return places[0] if places else label


def _missed(view: _View, document: str, slip: Slip, usual: Mapping[tuple[str, str], str]) -> Shown:
    place = _locate(view, slip)
    expected = usual.get((slip.group, _sort(slip.entry.item)))
    if slip.within is None and not slip.group.startswith("document."):
        nearest = _nearest(view.items(slip.group), place, slip)
        standing = _span(nearest)
        found = _shown(view, document, slip, place, None, _rule(nearest), expected, _line(nearest) or None)
        return replace(found, beside=bool(place and standing and standing.distance(place)))
    instead, rule = _instead(view, slip)
    return _shown(view, document, slip, place, None, rule, expected, instead)


def _locate(view: _View, slip: Slip) -> Place | None:
    """Return where in the text a missed item of the gold stands."""
    item, finder = slip.entry.item, view.finder
    if slip.group.startswith("count."):
        return view.locate_count(item)
    if slip.group.startswith("document."):
        shown_words = item.get("text") or slip.entry.shown if isinstance(item, Mapping) else item
        return finder.find(shown_words) or _span(view.field(slip.group)[1])
    if not isinstance(item, Mapping):
        near = finder.find(slip.within.get("text")) if slip.within else None
        # the number of a section stands before its task and too often elsewhere to be looked for
        return near if slip.group in ("task.kind", "task.section") else finder.find(item, near)
    near = _span(slip.partner) if isinstance(slip.partner, Mapping) and slip.within else None
    if slip.within and near is None:
        near = finder.find(slip.within.get("text"))
    words = item.get("text") or item.get("name") or item.get("start")
    return _span(item) or finder.find(words, near) or finder.find(item.get("key") or item.get("name"), near) or near


def _instead(view: _View, slip: Slip) -> tuple[str | None, str | None]:
    """Return what the program has where a field of the head or of a task was missed, and the rule that gave it."""
    if slip.group.startswith("document."):
        value, trace = view.field(slip.group)
        if slip.group in _LISTS:
            listed = value.get("participants") or () if isinstance(value, Mapping) else value or ()
            return _likest(slip.entry.shown, map(_line, listed)), _rule(trace)
        return _line(slip.partner) or None, _rule(trace)
    if not isinstance(slip.partner, Mapping):
        return None, None
    parts = slip.partner.get(slip.group.removeprefix("task."))
    listed = parts if isinstance(parts, list | tuple) else [parts] if parts else []
    rule = next((rule for part in listed if (rule := _rule(part))), None) or _rule(slip.partner)
    return ("; ".join(_line(part) for part in listed) or None), rule


def _nearest(items: Sequence[Json], place: Place | None, slip: Slip) -> Json | None:
    key = slip.entry.item.get("key") if isinstance(slip.entry.item, Mapping) else None
    standing = [(span, item) for item in items if (span := _span(item))]
    # "reference+date": the same document may be there with another day
    same = [(span, item) for span, item in standing if key and item.get("key") == key]
    if not place:
        return same[0][1] if same else None
    best = min(same or standing, key=lambda pair: (pair[0].distance(place), pair[0]), default=None)
    return best[1] if best and (same or best[0].distance(place) <= _NEAR) else None


def _false(view: _View, document: str, slip: Slip, gold: Json) -> Shown:
    item = slip.entry.item
    if slip.group.startswith("document."):
        _, trace = view.field(slip.group)
        place = (slip.group in _LISTS and view.finder.find(slip.entry.shown)) or _span(trace)
        place = place or view.finder.find(slip.entry.shown)
        wanted = _line(slip.partner) or None
        return _shown(view, document, slip, place, trace, _rule(trace), None, wanted)
    place = _span(item) or _span(slip.within)
    rule = _rule(item) or _rule(slip.within)
    if slip.group == "finding":
        rule = f"check.{item.get('code')}"
    return _shown(view, document, slip, place, item, rule, None, _wanted(slip, gold))


def _wanted(slip: Slip, gold: Json) -> str | None:
    """Return what the gold has in the place of a false item, where it has that place."""
    if slip.within is not None and isinstance(slip.partner, Mapping):
        parts = slip.partner.get(slip.group.removeprefix("task."))
        return "; ".join(map(_line, parts)) if isinstance(parts, list) else _line(parts) if parts else None
    if "+" in slip.group and slip.group.startswith("reference"):
        same = [cited for cited in gold.get("references") or () if cited.get("key") == slip.entry.item.get("key")]
        return _line(same[0].get(slip.group.split("+")[1])) or None if same else None
    if slip.group == "task":
        return _likest(slip.entry.shown, (str(task.get("text")) for task in gold.get("tasks") or ()))
    return None


def _shown(
    view: _View,
    document: str,
    slip: Slip,
    place: Place | None,
    item: Any,
    rule: str | None,
    usual_rule: str | None,
    instead: str | None,
) -> Shown:
    before, words, after = around(view.text, place) if place else ("", "", "")
    spans = item.get("span") or () if isinstance(item, Mapping) else ()
    return Shown(
        document=document,
        group=slip.group,
        kind=slip.kind,
        value=slip.entry.shown,
        about=str(slip.within.get("text")) if slip.within else None,
        whole_task=slip.within is not None and slip.partner is None,
        before=before,
        words=words,
        after=after,
        page=next((span.get("page") for span in spans), view.page(place) if place else None),
        rule=rule,
        usual_rule=usual_rule,
        instead=instead,
    )


def _pages(value: Any) -> Iterator[tuple[int, int]]:
    """Yield (start, page) of every span in a record that has a page."""
    if isinstance(value, Mapping):
        if isinstance(value.get("page"), int) and isinstance(value.get("start"), int):
            yield value["start"], value["page"]
        for part in value.values():
            yield from _pages(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _pages(part)


def _span(item: Any) -> Place | None:
    """Return where an item of a record stands; of pieces that lie far apart the first."""
    spans = item.get("span") or () if isinstance(item, Mapping) else ()
    if not spans:
        return None
    places = sorted(Place(span["start"], span["end"]) for span in spans)
    end = places[0].end
    for place in places[1:]:
        if place.start - end <= _ONE_PLACE:
            end = max(end, place.end)
    return Place(places[0].start, end)


def _same_value(one: Json, other: Json) -> bool:
    return one.get("value") == other.get("value") and _span(one) is not None


def _likest(wanted: str, listed: Iterable[str]) -> str | None:
    """Return the text that is most like the wanted one, where any is like it at all."""
    best = max(listed, key=lambda text: overlap(text, wanted), default=None)
    return best if best is not None and overlap(best, wanted) >= _ALIKE else None


def _rule(item: Any) -> str | None:
    return item.get("rule") if isinstance(item, Mapping) else None


def _sort(item: Any) -> str:
    """Return the kind of an item within its group, in the words of the record."""
    if not isinstance(item, Mapping):
        return ""
    return str(item.get("measure") or item.get("kind") or item.get("relation") or "")


def _line(value: Any) -> str:
    """Return a value of a record for the eye."""
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    if "measure" in value:
        return f"{value['measure']} = {value.get('value')} “{value.get('label') or ''}”"
    if "end" in value and "text" in value:
        days = "..".join(day or "" for day in (value.get("start"), value["end"]))
        return f"{value.get('kind', '')} {days} “{value['text']}”".strip()
    if value.get("code"):
        return str(value["code"])
    if "relation" in value:
        return f"{value.get('key') or value.get('name')} ({value['relation']})"
    return str(value.get("name") or value.get("text") or "")


def _spelled(value: Any) -> tuple[str, ...]:
    """Return how offices write a number: 1234, 1.234; 8,5."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ()
    if value != int(value):
        return (str(value).replace(".", ","),)
    grouped = f"{int(value):,}".replace(",", ".")
    return tuple(dict.fromkeys((grouped, str(int(value)), f"{int(value):02}")))
