"""Where two files of one document differ: the numbers, dates, units, deadlines and counts that are not the same.

What recognition does to words is no difference, and neither is what a program found in one file and overlooked in the
other: a task or a number counts as missing only where its words are not in the other file's text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import zip_longest
from typing import Any, Final, Literal

from pipeline.load.agreement import Words, compare
from pipeline.text import fold, match_key, squeeze

Json = Mapping[str, Any]
Field = Literal[
    "number", "issued", "type", "issuer", "subject", "signer", "task", "lead", "support", "deadline", "count", "text"
]

#: Words of a task that have to be in the other text, in runs of three, for it to be there.
_PRESENT: Final = 0.7
#: Two readings of a name or a subject; tasks are paired by less, since a changed one is still the same task.
_SAME_READING: Final = 0.85
_SAME_TASK: Final = 0.6
#: Changed words that are listed at most, apart from what tasks and counts say already.
_MOST_CHANGES: Final = 10

_ROLES: Final[tuple[Literal["lead", "support"], ...]] = ("lead", "support")

# 12 | 1.234 | 17,5
_NUMBER: Final = re.compile(r"\d(?:[\d.,]*\d)?")


@dataclass(frozen=True, slots=True)
class Difference:
    """``here`` stands in the file that is shown, ``there`` in the other; None where it is missing.

    ``about`` names the task or the number that differs.
    """

    field: Field
    here: str | None
    there: str | None
    about: str | None = None


@dataclass(frozen=True)
class Side:
    """One file: its record as JSON values (without the text), and its text. Not slotted: words are cut once."""

    record: Json
    text: str

    @property
    def is_noisy(self) -> bool:
        """Whether the text was recognised from a picture."""
        return bool(self.record["source"].get("ocr"))

    @cached_property
    def words(self) -> Words:
        return Words(self.text, is_noisy=self.is_noisy)

    @cached_property
    def figures(self) -> Counter[str]:
        """How often each number stands in the text."""
        return Counter(_digits(match[0]) for match in _NUMBER.finditer(self.text))


def differences(here: Side, there: Side) -> list[Difference]:
    """Return where two files of one document differ: the head first, then tasks, counts and other words."""
    found = [*_of_heads(here, there), *_of_tasks(here, there), *_of_counts(here, there)]
    return [*found, *_of_words(here, there, found)]


def _is_noisy(here: Side, there: Side) -> bool:
    return here.is_noisy or there.is_noisy


def _of_heads(here: Side, there: Side) -> Iterator[Difference]:
    one, other = here.record["document"], there.record["document"]
    noisy = _is_noisy(here, there)
    parts: tuple[tuple[Field, str | None, str | None], ...] = (
        ("type", one.get("type"), other.get("type")),
        ("issuer", _name(one.get("issuer")), _name(other.get("issuer"))),
        ("subject", one.get("subject"), other.get("subject")),
        ("signer", _name(one.get("signer")), _name(other.get("signer"))),
    )
    for name, first, second in parts:
        if first and second and not _same_reading(first, second, noisy=noisy) and not _continues(first, second):
            yield Difference(name, squeeze(first), squeeze(second))
    first, second = one.get("issued"), other.get("issued")
    if first and second and not overlaps(first, second):
        yield Difference("issued", squeeze(first["text"]), squeeze(second["text"]))


def overlaps(one: Json, other: Json) -> bool:
    """Whether two date values can be of one day; a date without bounds can be any."""
    starts = [value["start"] for value in (one, other) if value.get("start")]
    ends = [value["end"] for value in (one, other) if value.get("end")]
    return not starts or not ends or max(starts) <= min(ends)


def _name(part: Json | None) -> str | None:
    return part.get("name") if part else None


def _continues(first: str, second: str) -> bool:
    """Whether one is the beginning of the other: a subject that was read a line further."""
    one, other = sorted((_letters(first), _letters(second)), key=len)
    return other.startswith(one)


def _same_reading(first: str, second: str, *, noisy: bool) -> bool:
    one, other = _letters(first), _letters(second)
    if one == other:
        return True
    if not noisy or _digits(first) != _digits(second):
        return False
    return _ratio(fold(one), fold(other)) >= _SAME_READING


def _letters(text: str) -> str:
    return "".join(c for c in match_key(text) if c.isalnum() or not c.isascii())


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME_TASK else 0.0


def pairs(here: Sequence[str], there: Sequence[str]) -> dict[int, int]:
    """Return which text of ``here`` is which of ``there``, by position: equal ones first, then the most alike."""
    ones, others = [fold(text) for text in here], [fold(text) for text in there]
    places: dict[str, list[int]] = {}
    for j, text in enumerate(others):
        places.setdefault(text, []).append(j)
    found = {i: places[text].pop(0) for i, text in enumerate(ones) if places.get(text)}
    left = set(range(len(others))) - set(found.values())
    bags = [Counter(text.split()) for text in others]
    alike: list[tuple[float, int, int]] = []
    for i, text in enumerate(ones):
        if i in found:
            continue
        bag = Counter(text.split())
        for j in left:
            share = 2 * (bag & bags[j]).total() / max(1, bag.total() + bags[j].total())
            if share >= _SAME_TASK:
                alike.append((-share, i, j))
    for _, i, j in sorted(alike):
        if i not in found and j in left:
            found[i] = j
            left.discard(j)
    return found


def _of_tasks(here: Side, there: Side) -> Iterator[Difference]:
    ones, others = here.record["tasks"], there.record["tasks"]
    noisy = _is_noisy(here, there)
    paired = pairs([task["text"] for task in ones], [task["text"] for task in others])
    for i, j in sorted(paired.items()):
        one, other = ones[i], others[j]
        text = squeeze(one["text"])
        changes = compare(Words(one["text"], is_noisy=noisy), Words(other["text"], is_noisy=noisy)).changes
        if changes:
            yield Difference("task", text, squeeze(other["text"]))
        for role in _ROLES:
            first, second = [u["name"] for u in one[role]], [u["name"] for u in other[role]]
            if first and second and not _same_names(first, second, noisy=noisy):
                yield Difference(role, "; ".join(first), "; ".join(second), text)
        yield from _of_deadlines(one, other, here, there, text)
    for i, task in enumerate(ones):
        if i not in paired and not _has_words(there, task["text"]):
            yield Difference("task", squeeze(task["text"]), None)
    for j in sorted(set(range(len(others))) - set(paired.values())):
        if not _has_words(here, others[j]["text"]):
            yield Difference("task", None, squeeze(others[j]["text"]))


def _same_names(first: Sequence[str], second: Sequence[str], *, noisy: bool) -> bool:
    def all_in(names: Sequence[str], others: Sequence[str]) -> bool:
        return all(any(_same_reading(name, other, noisy=noisy) for other in others) for name in names)

    return all_in(first, second) and all_in(second, first)


def _of_deadlines(one: Json, other: Json, here: Side, there: Side, about: str) -> Iterator[Difference]:
    first, second = one["deadlines"], other["deadlines"]
    if Counter(map(_time, first)) == Counter(map(_time, second)):
        return
    if not first and all(_has_words(here, deadline["text"]) for deadline in second):
        return
    if not second and all(_has_words(there, deadline["text"]) for deadline in first):
        return
    yield Difference("deadline", _texts(first), _texts(second), about)


def _time(deadline: Json) -> tuple[Any, ...]:
    return deadline["kind"], deadline.get("start"), deadline.get("end"), deadline.get("recurrence")


def _texts(deadlines: Iterable[Json]) -> str | None:
    return "; ".join(squeeze(deadline["text"]) for deadline in deadlines) or None


def _has_words(side: Side, text: str) -> bool:
    """Whether the words of ``text`` stand in the side's text; short ones as they are, long ones for the most part."""
    words = Words(text)
    if not len(words):
        return True
    if len(words) < 6:
        joined = f" {' '.join(side.words.folded)} "
        return f" {' '.join(words.folded)} " in joined
    shared = (words.runs & side.words.runs).total()
    return shared >= _PRESENT * words.runs.total() and all(
        digits in side.figures for match in _NUMBER.finditer(text) if (digits := _digits(match[0]))
    )


def _of_counts(here: Side, there: Side) -> Iterator[Difference]:
    """Numbers of one measure and label that are not the same, told side by side."""
    ones, others = Counter(map(_number, here.record["counts"])), Counter(map(_number, there.record["counts"]))
    only_here = _really_missing(ones - others, here, there)
    only_there = _really_missing(others - ones, there, here)
    for what in dict.fromkeys((*only_here, *only_there)):
        measure, label = what
        about = " · ".join(filter(None, (measure, label)))
        for first, second in zip_longest(only_here.get(what, ()), only_there.get(what, ())):
            yield Difference("count", first, second, about)


def _number(count: Json) -> tuple[str, str, str]:
    value = count["value"]
    label = " / ".join(filter(None, (count.get("field"), count.get("label"))))
    return str(count["measure"]), fold(label), f"{value:g}" if isinstance(value, float) else str(value)


def _really_missing(numbers: Counter[tuple[str, str, str]], own: Side, other: Side) -> dict[tuple[str, str], list[str]]:
    """Return the values by measure and label whose digits the other text has less often than their own."""
    missing: dict[tuple[str, str], list[str]] = {}
    for (measure, label, value), times in sorted(numbers.items()):
        digits = _digits(value)
        if value != "0" and other.figures[digits] < own.figures[digits]:  # a dash is 0, and is not printed as one
            missing.setdefault((measure, label), []).extend([value] * times)
    return missing


def _of_words(here: Side, there: Side, found: Sequence[Difference]) -> Iterator[Difference]:
    """Words in place of others that nothing found so far says; of recognised texts only figures and names count."""
    said = fold(" | ".join(" ".join(filter(None, (d.here, d.there))) for d in found))
    shown = 0
    for change in compare(here.words, there.words).changes:
        if _is_noisy(here, there) and not change.has_figures:
            continue
        if fold(change.here) in said and fold(change.there) in said:
            continue
        yield Difference("text", change.here, change.there)
        shown += 1
        if shown == _MOST_CHANGES:
            return
