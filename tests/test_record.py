"""The record is the vocabulary of the whole project: its names, its schema and its immutability are promises."""

from __future__ import annotations

import json
from importlib import resources

import pydantic
import pytest

import pipeline.record as record_module
from pipeline.record import (
    CountSubject,
    Deadline,
    Document,
    Measure,
    Record,
    Reference,
    Relation,
    Source,
    SourceFormat,
    Span,
    Task,
    TaskKind,
    Unit,
    json_schema,
)

_SOURCE = Source(path="x.txt", sha256="0" * 64, format=SourceFormat.TXT)

#: The fields of the record as it is documented; a program may rely on each of them.
_FIELDS = {
    "Record": "schema_version source text document references tasks counts tables findings",
    "Source": "path sha256 format pages ocr encoding",
    "Document": "type number symbol key issuer place issued subject attached_to signer recipients author meeting",
    "Signer": "name position authority",
    "Meeting": "start end chair participants",
    "Participant": "name position",
    "DateValue": "text start end precision",
    "Unit": "text name owner",
    "Span": "start end page boxes",
    "Reference": "text type number year symbol key name date issuer relation span confidence",
    "Task": "text kind section lead support deliverable deadlines references span confidence",
    "Deadline": "text kind start end precision bound recurrence span",
    "Count": "subject measure value label field is_total period origin table row column span confidence",
    "Table": "caption page header rows",
    "Finding": "code severity message span table row column",
}


@pytest.mark.parametrize("model", _FIELDS)
def test_documented_fields_are_there(model: str) -> None:
    assert set(_FIELDS[model].split()) <= getattr(record_module, model).model_fields.keys()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(Relation, "basis attached_to amends replaces abolishes mentions", id="relations"),
        pytest.param(TaskKind, "assignment commitment request", id="task-kinds"),
        pytest.param(CountSubject, "dossier procedure plan_item", id="count-subjects"),
        pytest.param(SourceFormat, "pdf docx doc rtf odt xlsx xls ods csv html txt md image", id="formats"),
    ],
)
def test_documented_values(values: type[Relation], expected: str) -> None:
    assert {value.value for value in values} == set(expected.split())


def test_measures_of_the_form_are_there() -> None:
    names = {measure.value for measure in Measure}
    assert {"received_total", "carried_over", "resolved_late", "pending_overdue", "planned", "completed"} <= names


def test_schema_file_is_current() -> None:
    """``vanban schema > pipeline/record.schema.json`` writes it anew."""
    written = resources.files("pipeline").joinpath("record.schema.json").read_text(encoding="utf-8")
    assert written == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def test_schema_describes_every_field() -> None:
    schema = json_schema()
    assert schema["properties"].keys() == Record.model_fields.keys()
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("item", "field"),
    [
        pytest.param(Span(start=1, end=2), "start", id="span"),
        pytest.param(Unit(text="Sở", name="Sở Nội vụ"), "name", id="unit"),
        pytest.param(Task(text="Nộp", kind=TaskKind.REQUEST), "text", id="task"),
        pytest.param(Document(), "number", id="document"),
        pytest.param(Record(source=_SOURCE, text="", document=Document()), "tasks", id="record"),
    ],
)
def test_models_are_frozen(item: pydantic.BaseModel, field: str) -> None:
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        setattr(item, field, None)


def test_a_misspelt_field_is_an_error() -> None:
    with pytest.raises(pydantic.ValidationError, match="Extra inputs"):
        Reference.model_validate({"text": "Kế hoạch số 3", "numbr": "3"})


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"text": "x", "kind": "wish"}, id="kind"),
        pytest.param({"text": "x", "kind": "request", "confidence": 1.5}, id="confidence"),
        pytest.param({"text": "x", "kind": "request", "span": [{"start": -1, "end": 2}]}, id="offset"),
    ],
)
def test_values_out_of_range_are_errors(wrong: dict[str, object]) -> None:
    with pytest.raises(pydantic.ValidationError):
        Task.model_validate(wrong)


def test_nothing_is_stated_by_an_empty_document() -> None:
    values = Document().model_dump(exclude={"trace", "recipients"})
    assert set(values.values()) == {None}


def test_json_gives_the_record_back() -> None:
    deadline = Deadline.model_validate(
        {"text": "Quý I/2026", "kind": "period", "start": "2026-01-01", "end": "2026-03-31"}
    )
    task = Task(
        text="Nộp báo cáo",
        kind=TaskKind.ASSIGNMENT,
        lead=(Unit(text="Sở", name="Sở Nội vụ", span=(Span(start=0, end=2, boxes=((1.0, 2.0, 3.0, 4.0),)),)),),
        deadlines=(deadline,),
    )
    record = Record(source=_SOURCE, text="Sở nộp báo cáo", document=Document(type="Kế hoạch"), tasks=(task,))
    assert Record.model_validate_json(record.model_dump_json()) == record
