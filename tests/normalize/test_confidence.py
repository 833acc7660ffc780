"""How sure items are: by how they were found, never surer than recognition; fitted so that nine in ten at 0.9 hold."""

from __future__ import annotations

import random

import pytest

from pipeline import certainty
from pipeline.certainty import BASE, confidence_of
from pipeline.normalize.confidence import task_features, with_confidence
from pipeline.record import (
    Count,
    Deadline,
    DeadlineKind,
    Document,
    Finding,
    Record,
    Reference,
    Severity,
    Source,
    SourceFormat,
    Span,
    Task,
    TaskKind,
    Trace,
    Unit,
)
from pipeline.registry import UNKNOWN
from tests.calibration import Item, fit, left_out, reliability


def _record(**parts: object) -> Record:
    source = Source(path="a.txt", sha256="0" * 64, format=SourceFormat.TXT, ocr=bool(parts.pop("ocr", False)))
    document = Document(type="Báo cáo", trace={"type": Trace(rule="header.title", confidence=1.0)})
    return Record.model_validate({"source": source, "text": "x", "document": document, **parts})


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {("task", BASE): 2.2, ("task", "lead:issuer"): -2.2, ("head", BASE): 3.0, ("reference", BASE): 4.0}
    monkeypatch.setattr(certainty, "_weights", lambda: known)


@pytest.mark.usefixtures("weights")
def test_weights_add_up() -> None:
    assert confidence_of("task", (BASE,)) == 0.9
    assert confidence_of("task", (BASE, "lead:issuer", "never seen")) == 0.5
    assert confidence_of("count", ("nothing known",)) == 0.5


_OFFICE = Unit(text="Sở A", name="Sở A", rule="unit.gazetteer", confidence=1.0, span=(Span(start=0, end=4),))
_ISSUER = Unit(text="UBND", name="UBND", rule="header.letterhead")
_CONDITIONAL = Deadline(text="theo kế hoạch", kind=DeadlineKind.CONDITIONAL)


@pytest.mark.parametrize(
    ("fields", "feature"),
    [
        pytest.param({"lead": (_ISSUER,)}, "lead:issuer", id="nobody is named"),
        pytest.param({"lead": (_OFFICE,), "span": (Span(start=9, end=20),)}, "lead:above", id="named in a heading"),
        pytest.param({"lead": ()}, "lead:none", id="nobody leads"),
        pytest.param({"lead": (_OFFICE,) * 4}, "units:many", id="four units"),
        pytest.param({"support": (_OFFICE.model_copy(update={"confidence": UNKNOWN}),)}, "unit:unknown", id="unknown"),
        pytest.param({"deadlines": (_CONDITIONAL,)}, "time:conditional", id="no date"),
        pytest.param({"deadlines": ()}, "time:none", id="no time"),
        pytest.param({"text": "Rà soát ngay"}, "text:short", id="few words"),
        pytest.param({"text": "Rà soát " + "danh mục " * 40}, "text:long", id="many words"),
        pytest.param({"rule": "action.told"}, "rule:action.told", id="rule"),
        pytest.param({}, "speech:report", id="kind of document"),
    ],
)
def test_what_is_known_of_a_task(fields: dict[str, object], feature: str) -> None:
    task = Task.model_validate({"text": "Rà soát danh mục thủ tục hành chính", "kind": "assignment", **fields})
    assert feature in set(task_features(_record(), task))


@pytest.mark.usefixtures("weights")
def test_every_item_of_a_record_says_how_sure_it_is() -> None:
    record = with_confidence(
        _record(
            tasks=(Task(text="Rà soát", kind=TaskKind.ASSIGNMENT),),
            references=(Reference(text="số 1", confidence=0.6), Reference(text="số 2")),
            counts=(Count(subject="dossier", measure="planned", value=1, origin="prose"),),
            findings=(Finding(code="missing_date", severity=Severity.WARNING, message="x"),),
        )
    )
    assert [task.confidence for task in record.tasks] == [0.9]
    assert [cited.confidence for cited in record.references] == [0.6, 0.98]  # what a rule doubts is no surer
    assert record.document.trace["type"].confidence == 0.95
    assert [count.confidence is None for count in record.counts] == [False]
    assert [finding.confidence is None for finding in record.findings] == [False]


def test_the_weights_that_are_shipped_tell_a_named_lead_from_none() -> None:
    assert 0.5 < confidence_of("task", (BASE,)) <= 1
    assert 0.5 < confidence_of("reference", (BASE,)) <= 1


def _made_items(seed: int) -> list[Item]:
    """Two rules, right nine and five times in ten, in forty documents."""
    chance = random.Random(seed)
    return [
        Item("task", f"d{n % 40}", (BASE, f"rule:{rule}"), chance.random() < right)
        for n in range(800)
        for rule, right in (("good", 0.9), ("poor", 0.5))
    ]


def test_fitted_weights_say_how_often_a_rule_is_right() -> None:
    model = fit(_made_items(1))
    assert model.probability((BASE, "rule:good")) == pytest.approx(0.9, abs=0.03)
    assert model.probability((BASE, "rule:poor")) == pytest.approx(0.5, abs=0.05)


def test_of_documents_left_out_as_many_are_right_as_said() -> None:
    answers = left_out(_made_items(2))
    at_nine = [right for sure, right in answers if sure > 0.8]
    assert len(answers) == 1600
    assert sum(at_nine) / len(at_nine) == pytest.approx(0.9, abs=0.03)
    assert len(reliability(answers)) >= 2
