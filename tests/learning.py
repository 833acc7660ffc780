"""Whether a small learnt model beats the rules at one decision: is this clause a task?

``python -m tests.learning [NAME=GOLD:DOCUMENTS ...] [--generated N] [--epochs N] [--models bag,net]`` trains spaCy text
classifiers on the processor and prints, set by set, what rules and models get right on documents that were left out.

The clauses are all that the rules look at and all that they do not: every sentence, and every piece between semicolons,
of every paragraph of a body. A clause is a task where its words are those of a gold task. The sets are the samples, the
documents of ``extract/unseen``, made-up documents (samples.generate) and the folders that are named. Five folds leave
out whole documents of every set ("other": the whole set is left out); a threshold is chosen on the other folds. A model
has a clause's words, the words of the heading or lead-in above it, the kind of document and how its paragraph is
numbered. The rules were written with all sets but the generated one in view, so on that one alone both are strangers.

- ``model``: it alone decides, its clauses are the tasks (rows of task tables are the rules' in all columns).
- ``veto``: a task of the rules that it thinks unlikely is left out.
- ``add``: a clause that no rule took is a task where it is sure.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

from pipeline.extract.header import find_frame
from pipeline.extract.outline import Outline, build_outline
from pipeline.extract.paragraphs import split_paragraphs
from pipeline.extract.sentences import split_clauses
from pipeline.extract.styles import style_of
from pipeline.ingest import is_document
from pipeline.processing import process_layout
from pipeline.read import read
from pipeline.read.layout import Layout
from pipeline.scoring.agreement import SAME_TASK, pairs
from pipeline.scoring.likeness import words
from samples import gold as sample_gold
from samples.generate.batch import Wanted, documents
from tests.accuracy import folders
from tests.documents import layout as layout_of
from tests.extract import unseen_documents
from tests.samples_support import plain

FOLDS: Final = 5
GENERATED: Final = "generated"
#: Where the bare decision of a model turns.
_EVEN: Final = 0.5
_GRID: Final = (0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 0.995, 1.01)
_CONTEXT_WORDS: Final = 14
_SURE: Final = (0.8, 0.9, 0.95, 0.98, 0.995)
#: A clause is part of a gold task where so much of its words stands there, and it is so much of the task.
_OF_CLAUSE, _OF_TASK = 0.8, 0.3
_FEWEST_WORDS: Final = 3
_LABEL: Final = "TASK"
_BATCH: Final = 64
_TABLE_RULE: Final = "task.table_row"

BAG: Final[dict[str, Any]] = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": False,
    "ngram_size": 2,
    "no_output_layer": False,
}
NET: Final[dict[str, Any]] = {
    "@architectures": "spacy.TextCatEnsemble.v2",
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 64,
            "attrs": ["ORTH", "PREFIX", "SHAPE"],
            "rows": [4000, 1000, 500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 64,
            "window_size": 1,
            "maxout_pieces": 3,
            "depth": 2,
        },
    },
    "linear_model": BAG,
}
MODELS: Final[dict[str, dict[str, Any]]] = {"bag": BAG, "net": NET}


@dataclass(slots=True)
class Clause:
    """A clause, or a task of the rules, as the model sees it."""

    text: str
    features: tuple[str, ...]
    start: int
    end: int
    is_task: bool = False
    score: float = 0.0


@dataclass(slots=True)
class Case:
    """One document: its clauses, what the rules took for tasks, and how many of some texts are right."""

    name: str
    clauses: list[Clause]
    rules: list[Clause]
    tables: list[str]
    wanted: int
    right: Callable[[Sequence[str]], int]
    fold: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks are right, were found, are there."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


# --- documents to clauses ---------------------------------------------------------------------------------------------


def case_of(
    name: str, layout: Layout, is_task: Callable[[str], bool], wanted: int, right: Callable[[Sequence[str]], int]
) -> Case:
    """Read one document: every clause of its body, and the rules' tasks with the features of the clause they are in."""
    clauses = [clause for outline, style in _bodies(layout) for clause in _clauses(outline, style)]
    for clause in clauses:
        clause.is_task = is_task(clause.text)
    rules, tables = [], []
    for task in process_layout(layout).tasks:
        if not task.span or task.rule == _TABLE_RULE:
            tables.append(task.text)
            continue
        at = task.span[0].start
        holder = next((c for c in clauses if c.start <= at < c.end), None) or next(
            (c for c in clauses if c.start >= at), None
        )
        features = holder.features if holder else ()
        context = tuple(f for f in features if ":" in f)
        spoken = (*context, *_spoken(task.text))
        rules.append(Clause(task.text, spoken, at, task.span[-1].end))
    return Case(name, clauses, rules, tables, wanted, right)


def _bodies(layout: Layout) -> Iterator[tuple[Outline, str]]:
    """The bodies of a document and of what is attached to it, as ``pipeline.extract.language`` cuts them."""
    remaining = split_paragraphs(layout)
    is_attached = False
    while remaining:
        frame = find_frame(layout.text, remaining, attached=is_attached, recognised=layout.ocr)
        outline = build_outline(layout.text, remaining[frame.body_start : frame.body_end])
        yield outline, style_of(layout.text, frame.header, attached=is_attached).name
        remaining = remaining[max(frame.annex_start, 1) :]
        is_attached = True


def _clauses(outline: Outline, style: str) -> Iterator[Clause]:
    for index, node in enumerate(outline.nodes):
        p = node.paragraph
        if p.table is not None:
            continue
        above = [outline.words(k) for k in outline.ancestors(index)][:2]
        context = [f"style:{style}", f"rank:{p.rank.name}"]
        context += [f"above{n}:{w}" for n, said in enumerate(above) for w in _spoken(said)[-_CONTEXT_WORDS:]]
        for piece in split_clauses(outline.text, p.content, p.end):
            text = outline.text[piece.start : piece.end]
            yield Clause(text, (*context, f"ends:{piece.rule}", *_spoken(text)), piece.start, piece.end)


def _spoken(text: str) -> list[str]:
    return [re.sub(r"\d", "0", word) for word in re.findall(r"[^\W_]+|[:;/.]", text.lower())]


def _in_gold(tasks: Sequence[str]) -> Callable[[str], bool]:
    bags = [set(words(task)) for task in tasks]

    def is_task(text: str) -> bool:
        said = set(words(text))
        if len(said) < _FEWEST_WORDS:
            return False
        shared = [(len(said & bag), len(bag)) for bag in bags]
        return any(n >= _OF_CLAUSE * len(said) and n >= _OF_TASK * size for n, size in shared)

    return is_task


def gold_case(name: str, layout: Layout, gold: dict[str, Any]) -> Case | None:
    """A document with a gold record; None where its tasks were not annotated."""
    if gold.get("tasks", ()) is None:
        return None
    tasks = [str(task["text"]) for task in gold.get("tasks") or []]
    return case_of(name, layout, _in_gold(tasks), len(tasks), lambda texts: len(pairs(tasks, texts, SAME_TASK)))


def unseen_case(document: unseen_documents.Document) -> Case:
    """A document of ``extract/unseen``, whose gold is some words of every task."""
    expected = [plain(task.words) for task in document.tasks]

    def right(texts: Sequence[str]) -> int:
        left = [plain(text) for text in texts]
        if not expected:  # only their number is known: the closing article
            return min(len(left), document.count)
        found = 0
        for said in expected:
            holder = next((text for text in left if said in text), None)
            if holder is not None:
                left.remove(holder)
                found += 1
        return found

    layout = layout_of(*unseen_documents._with_tables(document.lines))
    return case_of(document.name, layout, lambda text: any(e in plain(text) for e in expected), document.count, right)


Sets = dict[str, list[Case]]


def load(named: Sequence[str], generated: int) -> Sets:
    """Return the cases of every set."""
    sets: Sets = {}
    for given in named:
        name, gold_folder, folder = folders(given)
        sets[name] = list(_folder_cases(gold_folder, folder))
    sets["samples"] = list(_folder_cases(sample_gold.HERE, sample_gold.HERE))
    files = sorted(path.name for path in unseen_documents.FOLDER.glob("*.txt"))
    sets["unseen"] = [unseen_case(document) for file in files for document in unseen_documents.documents(file)]
    made = [
        gold_case(one.name, read(data, name=f"{one.name}.{ending}"), one.gold)
        for one in documents(Wanted(seed=1, count=generated))
        for ending, data in one.files.items()
    ]
    sets[GENERATED] = [case for case in made if case is not None]
    for cases in sets.values():
        order = list(range(len(cases)))
        random.Random(7).shuffle(order)
        for place, n in enumerate(order):
            cases[n].fold = place % FOLDS
    return sets


def _folder_cases(gold_folder: Path, folder: Path) -> Iterator[Case]:
    for path in sorted(gold_folder.glob("*.json")):
        name = path.name.removesuffix(".record.json").removesuffix(".json")
        found = sorted(p for p in folder.glob(f"{name}.*") if p.stem == name and is_document(p))
        if found and (case := gold_case(name, read(found[0]), json.loads(path.read_text(encoding="utf-8")))):
            yield case


# --- the model --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Classifier:
    """A spaCy text classifier over lists of features."""

    config: dict[str, Any]
    epochs: int
    nlp: Any = field(init=False)

    def train(self, clauses: Sequence[Clause]) -> None:
        fix_random_seed(0)
        self.nlp = spacy.blank("xx")
        pipe = self.nlp.add_pipe("textcat_multilabel", config={"model": self.config})
        pipe.add_label(_LABEL)
        examples = [
            Example.from_dict(self._doc(clause), {"cats": {_LABEL: float(clause.is_task)}}) for clause in clauses
        ]
        self.nlp.initialize(lambda: examples)
        rng = random.Random(0)
        for _ in range(self.epochs):
            rng.shuffle(examples)
            for begin in range(0, len(examples), _BATCH):
                self.nlp.update(examples[begin : begin + _BATCH], drop=0.2)

    def score(self, clauses: Iterable[Clause]) -> None:
        judged = list(clauses)
        for clause, doc in zip(judged, self.nlp.pipe(map(self._doc, judged), batch_size=_BATCH), strict=True):
            clause.score = float(doc.cats[_LABEL])

    def _doc(self, clause: Clause) -> Doc:
        return Doc(self.nlp.vocab, words=list(clause.features) or ["-"])


# --- comparing --------------------------------------------------------------------------------------------------------


def by_model(case: Case, threshold: float) -> list[str]:
    return [*case.tables, *(c.text for c in case.clauses if c.score >= threshold)]


def by_rules(case: Case, _: float = 0) -> list[str]:
    return [*case.tables, *(task.text for task in case.rules)]


def vetoed(case: Case, threshold: float) -> list[str]:
    return [*case.tables, *(task.text for task in case.rules if task.score >= threshold)]


def added(case: Case, threshold: float) -> list[str]:
    more = [
        c.text
        for c in case.clauses
        if c.score >= threshold and not any(c.start < task.end and task.start < c.end for task in case.rules)
    ]
    return [*by_rules(case), *more]


WAYS: Final[dict[str, Callable[[Case, float], list[str]]]] = {"model": by_model, "veto": vetoed, "add": added}


def tally(case: Case, texts: Sequence[str]) -> Tally:
    return Tally(case.right(texts), len(texts), case.wanted)


def left_out(chosen_on: Sequence[Case], judged: Sequence[Case], way: Callable[[Case, float], list[str]]) -> Tally:
    """Judge each fold of ``judged`` by the threshold that is best on the other folds of ``chosen_on``."""
    known = {id(case): {t: tally(case, way(case, t)) for t in _GRID} for case in (*chosen_on, *judged)}

    # among the best thresholds the one that leaves most to the rules
    grid = sorted(_GRID, reverse=way is added)

    def best(fold: int) -> float:
        others = [known[id(case)] for case in chosen_on if case.fold != fold]
        return max(grid, key=lambda t: sum((of[t] for of in others), Tally()).f1)

    thresholds = [best(fold) for fold in range(FOLDS)]
    return sum((known[id(case)][thresholds[case.fold]] for case in judged), Tally())


def clause_f1(cases: Iterable[Case], decide: Callable[[Case, Clause], bool]) -> float:
    """F1 of the bare decision, clause by clause."""
    right = found = wanted = 0
    for case in cases:
        for clause in case.clauses:
            taken = decide(case, clause)
            right += taken and clause.is_task
            found += taken
            wanted += clause.is_task
    return 2 * right / (found + wanted) if found + wanted else 1.0


def is_taken(case: Case, clause: Clause) -> bool:
    return any(clause.start < task.end and task.start < clause.end for task in case.rules)


def _print_additions(sets: Sets) -> None:
    """What clauses that no rule took bring at fixed thresholds: how many right tasks, how many false ones."""
    print(f"{'added, by sureness':22}", " ".join(f"{f'from {t}':>12}" for t in _SURE), " (right/false)")
    for name, cases in sets.items():
        without = sum((tally(case, by_rules(case)) for case in cases), Tally())
        cells = []
        for threshold in _SURE:
            more = sum((tally(case, added(case, threshold)) for case in cases), Tally())
            right = more.right - without.right
            cells.append(f"{right}/{more.found - without.found - right}")
        print(f"{name:22}", " ".join(f"{cell:>12}" for cell in cells), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sets", nargs="*", metavar="NAME=GOLD:DOCUMENTS")
    parser.add_argument("--generated", type=int, default=300)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--models", default=",".join(MODELS), help="which to train")
    given = parser.parse_args()
    sets = load(given.sets, given.generated)
    for name, cases in sets.items():
        clauses = [c for case in cases for c in case.clauses]
        tasks = sum(clause.is_task for clause in clauses)
        print(f"{name}: {len(cases)} documents, {len(clauses)} clauses, {tasks} of them tasks", flush=True)
    heads = " ".join(f"{head:>7}" for head in ("rules", *WAYS))
    print(f"\n{'set':14} {'model':10} {heads}   clause: {'rules':>7} {'model':>7}")
    for name in given.models.split(","):
        config = MODELS[name]
        begin = time.perf_counter()
        _fold_by_fold(sets, config, given.epochs)
        _print_rows(sets, name)
        _set_by_set(sets, config, given.epochs)
        _print_rows(sets, f"{name} other")
        _print_additions(sets)
        print(f"({name}: trained {FOLDS + len(sets)} times in {time.perf_counter() - begin:.0f} s)\n")
    return 0


def _fold_by_fold(sets: Sets, config: dict[str, Any], epochs: int) -> None:
    """Score every document by a model that was trained on the other folds of all sets."""
    everything = [case for cases in sets.values() for case in cases]
    for fold in range(FOLDS):
        known = [case for case in everything if case.fold != fold]
        _train_and_score(known, [case for case in everything if case.fold == fold], config, epochs)


def _set_by_set(sets: Sets, config: dict[str, Any], epochs: int) -> None:
    """Score every set by a model that was trained on the other sets: nobody, and no model, has seen its offices."""
    for name, cases in sets.items():
        others = [case for other, of in sets.items() if other != name for case in of]
        _train_and_score(others, cases, config, epochs)


def _train_and_score(known: Sequence[Case], judged: Sequence[Case], config: dict[str, Any], epochs: int) -> None:
    model = Classifier(config, epochs)
    model.train([clause for case in known for clause in case.clauses])
    for case in judged:
        model.score([*case.clauses, *case.rules])


def _print_rows(sets: Sets, model: str) -> None:
    written = [case for name, cases in sets.items() if name != GENERATED for case in cases]
    for name, cases in {**sets, "written": written}.items():
        chosen_on = cases if name == GENERATED else written
        rules = sum((tally(case, by_rules(case)) for case in cases), Tally())
        figures = [rules.f1, *(left_out(chosen_on, cases, way).f1 for way in WAYS.values())]
        bare = clause_f1(cases, is_taken), clause_f1(cases, lambda _, clause: clause.score >= _EVEN)
        shown = " ".join(f"{value:7.3f}" for value in figures)
        print(f"{name:14} {model:10} {shown}           {bare[0]:7.3f} {bare[1]:7.3f}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
