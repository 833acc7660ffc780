"""How sure the program may be of what it found: ``python -m tests.calibration NAME=GOLD:RECORDS ... [--write]``.

Fits the weights of ``pipeline.normalize.confidence`` on gold, and prints, for documents that were left out of the
fitting, how many of the items at each confidence were right. ``RECORDS`` is a folder of records as ``vanban extract
--json`` printed them, or of documents. Records of documents that the rules were mended on afterwards tell what may be
expected of documents that nobody saw: save them at first sight, before anything is mended. ``--write`` writes
``pipeline/normalize/data/confidence.csv``.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from pipeline.certainty import BASE
from pipeline.normalize import confidence as features_of
from pipeline.record import Record, Severity
from pipeline.scoring.agreement import Agreement, agreement
from pipeline.scoring.cases import Case, read_cases
from pipeline.settings import get_settings

WEIGHTS: Final = Path(features_of.__file__).parent / "data" / "confidence.csv"
#: A feature that fewer items have says nothing.
_LEAST_ITEMS: Final = 8
#: How strongly weights are drawn to nothing, in items (a ridge); the base's hardly.
_RIDGE: Final = 3.0
_BASE_RIDGE: Final = 0.1
_FOLDS: Final = 5
_STEPS: Final = 50
_LISTS: Final = {"task": "tasks", "reference": "references", "count": "counts", "finding": "findings"}
#: The edges of what is printed together.
_EDGES: Final = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
_HEAD_GROUPS: Final = {
    "document.type": "type",
    "document.key": "number",
    "document.symbol": "symbol",
    "document.issued": "issued",
    "document.place": "place",
    "document.issuer": "issuer",
    "document.attached_to": "attached_to",
    "document.subject": "subject",
}


@dataclass(frozen=True, slots=True)
class Item:
    """Something found: its group of weights, its document, what is known of it, and whether it is right."""

    group: str
    document: str
    features: tuple[str, ...]
    is_right: bool


def items_of(name: str, gold: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Item]:
    """Yield what a record has, with whether its gold agrees."""
    record = Record.model_validate(found)
    result = agreement(gold, found)
    wrong = _wrong(result, found)

    def judged(group: str, index: int, features: Iterable[str]) -> Item:
        return Item(group, name, tuple(features), (group, index) not in wrong)

    if gold.get("tasks", ()) is not None:
        for index, task in enumerate(record.tasks):
            yield judged("task", index, features_of.task_features(record, task))
    for index, cited in enumerate(record.references):
        if cited.key:
            yield judged("reference", index, features_of.reference_features(record, cited))
    unscored = gold.get("unscored") or ()
    for index, count in enumerate(record.counts):
        if f"count.{count.origin}" not in unscored:
            yield judged("count", index, features_of.count_features(record, count))
    for index, finding in enumerate(record.findings):
        if finding.severity is not Severity.INFO:
            yield judged("finding", index, features_of.finding_features(record, finding))
    falsely = {slip.group for slip in result.slips if slip.kind == "false"}
    for group, field in _HEAD_GROUPS.items():
        if field in record.document.trace:
            trace = record.document.trace[field]
            features = tuple(features_of.head_features(record, field, trace))
            yield Item("head", name, features, group not in falsely)


def _wrong(result: Agreement, found: Mapping[str, Any]) -> set[tuple[str, int]]:
    """Return the items that the gold does not have so: (group, index)."""
    places = {
        id(item): (group, index)
        for group, name in (
            ("task", "tasks"),
            ("reference", "references"),
            ("count", "counts"),
            ("finding", "findings"),
        )
        for index, item in enumerate(found.get(name) or ())
    }
    wrong = set()
    for slip in result.slips:
        if slip.group in ("task.lead", "task.support", "task.deadlines"):
            # a task's part that is too much, or is lacking: the record's task is where the slip says
            task = slip.within if slip.kind == "false" else slip.partner
            if task is not None and id(task) in places:
                wrong.add(places[id(task)])
        elif slip.kind == "false" and id(slip.entry.item) in places and slip.group != "reference+issuer":
            wrong.add(places[id(slip.entry.item)])
    return wrong


@dataclass(slots=True)
class Model:
    """Weights by feature."""

    weights: dict[str, float]

    def probability(self, features: Sequence[str]) -> float:
        total = sum(self.weights.get(feature, 0.0) for feature in features)
        return float(1 / (1 + np.exp(-total)))


def fit(items: Sequence[Item]) -> Model:
    """Return the weights that make right items likely: logistic regression with a ridge, by Newton's steps."""
    number: dict[str, int] = defaultdict(int)
    for item in items:
        for feature in item.features:
            number[feature] += 1
    names = sorted(f for f, n in number.items() if n >= _LEAST_ITEMS and n < len(items))
    names = [BASE, *(f for f in names if f != BASE)]
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(items), len(names)))
    for row, item in enumerate(items):
        for feature in item.features:
            if feature in column:
                x[row, column[feature]] = 1
    y = np.array([float(item.is_right) for item in items])
    ridge = np.full(len(names), _RIDGE)
    ridge[0] = _BASE_RIDGE
    w = np.zeros(len(names))
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (y - p) - ridge * w
        bend = x.T @ (x * (p * (1 - p))[:, None]) + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return Model({name: round(float(value), 2) for name, value in zip(names, w, strict=True) if abs(value) >= 0.05})


def left_out(items: Sequence[Item]) -> list[tuple[float, bool]]:
    """Return (confidence, right) of every item, by weights fitted without its document's fold."""
    documents = sorted({item.document for item in items})
    fold = {name: i % _FOLDS for i, name in enumerate(documents)}
    answers = []
    for number in range(_FOLDS):
        rest = [item for item in items if fold[item.document] != number]
        if not rest:
            continue
        model = fit(rest)
        answers += [
            (model.probability(item.features), item.is_right) for item in items if fold[item.document] == number
        ]
    return answers


def reliability(answers: Sequence[tuple[float, bool]]) -> list[str]:
    """Return lines: of the items between two confidences, how many, how sure on average, how many right."""
    lines = []
    for low, high in pairwise(_EDGES):
        inside = [(p, right) for p, right in answers if low <= p < high]
        if inside:
            sure = sum(p for p, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            lines.append(
                f"    {low:.2f} to {min(high, 1):.2f}: {len(inside):5} items, sure {sure:.3f}, right {right:.3f}"
            )
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="NAME=GOLD:RECORDS")
    parser.add_argument("--write", action="store_true", help="write the weights")
    given = parser.parse_args(arguments)
    settings = get_settings()
    items: dict[str, list[Item]] = defaultdict(list)
    for name, cases in _cases(given.sets, settings):
        for case in cases:
            if case.record is not None:
                for item in items_of(f"{name}/{case.name}", case.gold, case.record):
                    items[item.group].append(item)
    lines = []
    for group, found in sorted(items.items()):
        right = sum(item.is_right for item in found)
        documents = len({item.document for item in found})
        print(f"{group}: {right} of {len(found)} right in {documents} documents; by weights fitted without a document:")
        print("\n".join(reliability(left_out(found))))
        model = fit(found)
        lines += [f"{group},{feature},{weight}" for feature, weight in model.weights.items()]
    if given.write:
        head = [line for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        WEIGHTS.write_text("\n".join([*head, "item,feature,weight", *lines]) + "\n", encoding="utf-8")
        print(f"{WEIGHTS}: {len(lines)}")
    return 0


def _cases(sets: Sequence[str], settings: Any) -> Iterator[tuple[str, Iterable[Case]]]:
    for written in sets:
        name, _, folders = written.partition("=")
        gold, _, records = folders.partition(":")
        yield name, read_cases(Path(gold), Path(records or gold), settings)


if __name__ == "__main__":
    sys.exit(main())
