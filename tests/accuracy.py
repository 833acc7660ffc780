"""What the program gets right, written down by ``make accuracy``, ``python -m tests.accuracy [NAME=GOLD[:DOCUMENTS]]``.

Scores the samples, and the folders that are named, and writes the figures into ``docs/accuracy.json`` and
``docs/accuracy.md``: nothing of a folder but the name given here and its figures. Sets that are not named keep the
figures of their last run. Prints what changed in each group; ``--check`` writes nothing and exits with 1 where a group
of the samples is lower than written down. ``vanban diagnose`` shows where the slips are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.scoring.agreement import LAW_GROUP, WHOLE_GROUP, Figures
from pipeline.scoring.cases import Diagnosis, Fall, diagnose, falls
from pipeline.settings import get_settings
from samples import gold

DOCS: Final = Path(__file__).parent.parent / "docs"
SAMPLES: Final = "samples"
#: The least F1 that the project has set itself, on documents that nobody tuned for.
TARGETS: Final = {
    "document.type": 0.96,
    "document.key": 0.96,
    "document.issued": 0.96,
    "document.place": 0.96,
    "document.issuer": 0.96,
    "document.signer": 0.96,
    "document.subject": 0.93,
    "document.recipients": 0.93,
    "reference": 0.98,
    "reference+date": 0.97,
    "reference+issuer": 0.92,
    "reference+relation": 0.88,
    LAW_GROUP: 0.9,
    "task": 0.92,
    "task.lead": 0.92,
    "task.support": 0.88,
    "task.deadlines": 0.88,
    "task.kind": 0.95,
    "task.section": 0.9,
    WHOLE_GROUP: 0.8,
    "count.table": 0.99,
    "count.table+label": 0.97,
    "count.prose": 0.85,
    "finding": 0.7,
}
_NAME: Final = re.compile(r"[\w-]+")
#: One number of thousands is to be seen when it is lost.
_DIGITS: Final = 6

_INTRODUCTION: Final = """# What the program gets right

Written by `make accuracy`; do not edit. `docs/accuracy.json` has the same figures for programs, and the tests fail when
a group of the samples falls below it. Where the slips are: `vanban diagnose GOLD_DIR [DIR]` lists each with the words
around it and the rule.

A set is a folder of gold records, `NAME.json` or `NAME.record.json` with the fields of
[the record](../pipeline/record.schema.json), and the documents of the same names; each format of a document is scored
by itself. Sets other than the samples are folders outside the project, and have the figures of the last run that named
them: `make accuracy ACCURACY_DIRS="NAME=GOLD_DIR:DOCUMENT_DIR ..."`.

Items are counted over all documents of a set. Case, punctuation and the place of a tone mark do not count; a task is
the gold's where F1 of their words is 0.7 or more, a subject or deliverable from 0.9 on; a unit by its canonical name; a
deadline by kind, days and recurrence; a table's number by what it counts, value and whether it is a total. A task is
whole where its leading and supporting units and its deadlines are all right. Findings are compared by code, those of
severity info apart.
"""

Written = dict[str, dict[str, Any]]


def written(found: Diagnosis) -> dict[str, Any]:
    """Return what is written down of one set: how many documents, and the figures, rounded."""
    figures = {
        group: {name: round(value, _DIGITS) for name, value in of.to_json().items()}
        for group, of in found.figures.items()
    }
    return {"documents": len(found.cases), "figures": figures}


def read_written(path: Path) -> Written:
    """Return what was written down before, by set; nothing where there is no such file yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def markdown(sets: Written) -> str:
    """Return the page of all sets: F1 of each beside the targets, then every figure."""
    groups = list(dict.fromkeys(group for one in sets.values() for group in one["figures"]))
    parts = [_INTRODUCTION, "## F1\n", "Below its target: in bold.\n"]
    rows = [[group, _target(group), *(_f1(group, one["figures"]) for one in sets.values())] for group in groups]
    parts.append(_table(["Group", "target", *sets], rows))
    for name, one in sets.items():
        parts.append(f"## {name}: {one['documents']} documents\n")
        rows = [
            [group, *(f"{of[key]:.3f}" for key in ("precision", "recall", "f1")), str(of["found"]), str(of["wanted"])]
            for group, of in one["figures"].items()
        ]
        parts.append(_table(["Group", "precision", "recall", "F1", "found", "wanted"], rows))
    return "\n".join(parts)


def _target(group: str) -> str:
    return f"{TARGETS[group]:g}" if group in TARGETS else ""


def _f1(group: str, figures: Mapping[str, Any]) -> str:
    of = figures.get(group)
    if of is None or not (of["found"] or of["wanted"]):
        return "-"
    return f"**{of['f1']:.3f}**" if of["f1"] < TARGETS.get(group, 0.0) else f"{of['f1']:.3f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return a line for every group whose F1 changed, or that is new: "task 0.950 -> 0.962 +0.012"."""
    lines = []
    for group in dict.fromkeys((*before, *now)):
        was, is_now = (side.get(group, {}).get("f1") for side in (before, now))
        if was != is_now:
            told = " -> ".join("none" if value is None else f"{value:.4f}" for value in (was, is_now))
            change = "" if was is None or is_now is None else f"  {is_now - was:+.4f}"
            lines.append(f"{group:36} {told}{change}")
    return lines


def fallen(before: Written, figures: Mapping[str, Figures]) -> list[Fall]:
    """Return the groups of the samples that are lower than written down."""
    return falls(figures, before[SAMPLES]["figures"])


def folders(given: str) -> tuple[str, Path, Path]:
    """Return the name, the gold folder and the folder of documents of "NAME=GOLD:DOCUMENTS" or "NAME=GOLD"."""
    name, equals, paths = given.partition("=")
    if not equals or not _NAME.fullmatch(name) or not paths or name == SAMPLES:
        raise SystemExit(f"{given}: write NAME=GOLD_DIR:DOCUMENT_DIR, where NAME is of letters, digits and -")
    gold_folder, _, documents = paths.partition(":")
    for folder in (gold_folder, documents or gold_folder):
        if not Path(folder).is_dir():
            raise SystemExit(f"{folder}: there is no such folder")
    return name, Path(gold_folder), Path(documents or gold_folder)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sets", nargs="*", metavar="NAME=GOLD[:DOCUMENTS]")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 where the samples fell")
    given = parser.parse_args(arguments)
    wanted = [(SAMPLES, gold.HERE, gold.HERE), *(folders(one) for one in given.sets)]
    target = DOCS / "accuracy.json"
    before = read_written(target)
    after = dict(before)
    down: list[Fall] = []
    for name, gold_folder, documents in wanted:
        found = diagnose(gold_folder, documents, get_settings())
        after[name] = written(found)
        print(f"{name}: {len(found.cases)} documents, {len(found.slips)} slips")
        told = changes(before.get(name, {}).get("figures", {}), after[name]["figures"])
        print("\n".join(f"    {line}" for line in told or ["no group changed"]))
        if name == SAMPLES and SAMPLES in before:
            down = fallen(before, found.figures)
    for fall in down:
        print(f"FALLEN: {fall.group} from {fall.was:.4f} to {fall.now:.4f}", file=sys.stderr)
    if given.check:
        return int(bool(down))
    target.write_text(json.dumps(after, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    target.with_suffix(".md").write_text(markdown(after), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
