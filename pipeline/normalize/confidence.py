"""How sure each item of a record is: of the items at 0.9, nine in ten are right.

An item has features, plain facts that say how it was found ("rule:action.verb", "lead:issuer", "ocr"); each has a
weight in ``data/confidence.csv``, and the confidence is the logistic function of their sum. The weights are fitted on
gold (``python -m tests.calibration``), so a rule that errs often lowers what it finds. A task is right where the task,
its units and its deadlines all are; a field of the head where it has the value on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from pipeline.certainty import BASE, confidence_of
from pipeline.record import Count, DeadlineKind, Finding, Record, Reference, Span, Task, Trace
from pipeline.registry import UNKNOWN

#: How kinds of documents speak, as far as their tasks are concerned.
_SPEECH: Final = {
    "Báo cáo": "report",
    "Tờ trình": "report",
    "Biên bản": "minutes",
    "Tin bài": "news",
    "Kế hoạch": "plan",
    "Chương trình": "plan",
    "Phương án": "plan",
    "Đề án": "plan",
    "Công văn": "letter",
    "Thông báo": "letter",
    "Chỉ thị": "directive",
    "Công điện": "directive",
    "Quyết định": "decision",
    "Luật": "norm",
    "Pháp lệnh": "norm",
    "Nghị định": "norm",
    "Nghị quyết": "norm",
    "Thông tư": "norm",
    "Thông tư liên tịch": "norm",
    "Quy chế": "norm",
    "Quy định": "norm",
}
#: What the rules of an issuer begin with, who leads where nobody is named.
_FROM_HEAD: Final = "header."
_FEW_WORDS: Final = 5
#: A unit that the document does not settle (see ``pipeline.normalize.units``).
_DOUBTFUL: Final = 0.8
_MANY_WORDS: Final = 60
_MANY_UNITS: Final = 4


_Found = TypeVar("_Found", Count, Finding, Reference, Task, Trace)


def with_confidence(record: Record) -> Record:
    """Return the record with the confidence of every item; what recognition or a rule doubts stays at most as sure."""

    def with_sureness(item: str, features: Iterator[str], found: _Found) -> _Found:
        sure = min(confidence_of(item, tuple(features)), 1.0 if found.confidence is None else found.confidence)
        return found.model_copy(update={"confidence": sure})

    head = record.document.trace.items()
    trace = {name: with_sureness("head", head_features(record, name, field), field) for name, field in head}
    return record.model_copy(
        update={
            "document": record.document.model_copy(update={"trace": trace}),
            "references": tuple(
                with_sureness("reference", reference_features(record, r), r) for r in record.references
            ),
            "tasks": tuple(with_sureness("task", task_features(record, t), t) for t in record.tasks),
            "counts": tuple(with_sureness("count", count_features(record, c), c) for c in record.counts),
            "findings": tuple(with_sureness("finding", finding_features(record, f), f) for f in record.findings),
        }
    )


def task_features(record: Record, task: Task) -> Iterator[str]:
    """Yield what is known of a task: its rule, how its document speaks, where its units and times come from."""
    yield BASE
    yield f"rule:{task.rule}"
    yield f"speech:{_SPEECH.get(record.document.type or '', 'other')}"
    if record.source.ocr:
        yield "ocr"
    if not task.lead:
        yield "lead:none"
    elif all((unit.rule or "").startswith(_FROM_HEAD) for unit in task.lead):
        yield "lead:issuer"
    elif not _inside(task.lead[0].span, task.span):
        yield "lead:above"
    if any(unit.confidence is not None and unit.confidence <= UNKNOWN for unit in (*task.lead, *task.support)):
        yield "unit:unknown"
    elif any(unit.confidence is not None and unit.confidence < _DOUBTFUL for unit in task.lead):
        yield "unit:doubtful"
    if len(task.lead) + len(task.support) >= _MANY_UNITS:
        yield "units:many"
    if task.support:
        yield "support"
    if not task.deadlines:
        yield "time:none"
    elif any(d.kind is DeadlineKind.CONDITIONAL for d in task.deadlines):
        yield "time:conditional"
    elif len(task.deadlines) > 1:
        yield "time:several"
    length = task.text.count(" ") + 1
    if length < _FEW_WORDS:
        yield "text:short"
    elif length > _MANY_WORDS:
        yield "text:long"
    if task.section is None:
        yield "section:none"


def reference_features(record: Record, cited: Reference) -> Iterator[str]:
    """Yield what is known of a cited document: its rule, what its citation has, whether it was recognised."""
    yield BASE
    yield f"rule:{cited.rule}"
    yield f"relation:{cited.relation}"
    if record.source.ocr:
        yield "ocr"
    for name in ("type", "date", "issuer"):
        if getattr(cited, name) is None:
            yield f"{name}:none"


def count_features(record: Record, count: Count) -> Iterator[str]:
    """Yield what is known of a number: where it stands, by which rule it has its measure, whether it was recognised."""
    yield BASE
    yield f"origin:{count.origin}"
    yield f"rule:{count.rule}"
    yield f"subject:{count.subject}"
    if record.source.ocr:
        yield "ocr"
    if count.label is None:
        yield "label:none"
    if count.is_total:
        yield "total"


def finding_features(record: Record, finding: Finding) -> Iterator[str]:
    """Yield what is known of a finding: its code, and whether it was recognised from a picture."""
    yield BASE
    yield f"code:{finding.code}"
    if record.source.ocr:
        yield "ocr"


def head_features(record: Record, name: str, field: Trace) -> Iterator[str]:
    """Yield what is known of a field of the head: which, by which rule, whether it was recognised."""
    yield BASE
    yield f"field:{name}"
    yield f"rule:{field.rule}"
    if record.source.ocr:
        yield "ocr"
        yield f"ocr:{name}"


def _inside(inner: Sequence[Span], outer: Sequence[Span]) -> bool:
    return any(o.start <= i.start and i.end <= o.end for i in inner for o in outer)
