"""Right on documents that no rule was written for (``unseen``): tasks with units and times; none where none is."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from tests.extract.unseen_documents import Document, documents, misses

WITH_TASKS: Final = tuple(
    d for file in ("with_tasks.txt", "second.txt", "third.txt", "fourth.txt") for d in documents(file)
)
WITHOUT_TASKS: Final = tuple(documents("without_tasks.txt"))
#: The least share of tasks that have each right, over all documents; a fall below is a rule that broke another.
LEAST_RIGHT: Final = {"task": 0.98, "lead": 0.98, "support": 0.99, "kind": 0.97, "section": 0.99, "times": 0.98}


@pytest.mark.parametrize("document", WITHOUT_TASKS, ids=lambda document: document.name)
def test_a_document_without_tasks_has_none_but_its_closing_article(document: Document) -> None:
    assert len(document.record().tasks) == document.count


@pytest.mark.parametrize("document", WITH_TASKS, ids=lambda document: document.name)
def test_nothing_else_is_taken_for_a_task(document: Document) -> None:
    assert misses(document, document.record())["false"] == []


def test_most_tasks_are_found_with_their_units_and_times() -> None:
    missed: Counter[str] = Counter()
    told: list[str] = []
    for document in WITH_TASKS:
        for what, items in misses(document, document.record()).items():
            missed[what] += len(items)
            told += [f"{document.name}: {what}: {item}" for item in items]
    total = sum(len(document.tasks) for document in WITH_TASKS)
    right = {what: 1 - missed[what] / total for what in LEAST_RIGHT}
    assert all(right[what] >= least for what, least in LEAST_RIGHT.items()), "\n".join(told)
