"""Gold files and their documents, paired by name; figures of another day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.scoring.agreement import Figures
from pipeline.scoring.cases import diagnose, falls, read_figures
from pipeline.settings import Settings

RECORD = {"text": "Giao Sở lập sổ.", "document": {"key": "1/KH-SNV"}}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    return folder


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    folder.mkdir()
    return folder


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def test_records_are_taken_as_they_are(gold: Path, records: Path) -> None:
    write(gold / "a.json", {"document": {"key": "1/KH-SNV"}})
    write(gold / "b.record.json", {"document": {"key": "2/KH-SNV"}})
    write(records / "a.json", RECORD)
    found = diagnose(gold, records, Settings())
    assert [(case.name, case.record is None) for case in found.cases] == [("a", False), ("b", True)]
    assert found.figures["document.key"] == Figures(right=1, found=1, wanted=2)
    assert [(slip.document, slip.value) for slip in found.slips] == [("b", "2/KH-SNV")]


@pytest.mark.slow
def test_each_format_of_a_document_is_scored_and_a_bad_file_is_empty(gold: Path) -> None:
    write(gold / "thu.record.json", {"document": {"key": "12/TB-SNV", "type": "Thông báo"}})
    letter = "SỞ NỘI VỤ TỈNH NAM AN\n\nSố: 12/TB-SNV\n\nNam An, ngày 12 tháng 5 năm 2026\n\nTHÔNG BÁO\nVề việc làm sổ\n"
    (gold / "thu.txt").write_text(letter, encoding="utf-8")
    (gold / "thu.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (gold / "thu.gt.txt").write_text("a transcript is no document of this name", encoding="utf-8")
    found = diagnose(gold, gold, Settings())
    assert [(case.name, case.error.code if case.error else None) for case in found.cases] == [
        ("thu.pdf", "damaged"),
        ("thu.txt", None),
    ]
    assert found.figures["document.key"] == Figures(right=1, found=1, wanted=2)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("a.txt", "x", "no_gold", id="no gold file"),
        pytest.param("a.json", "{", "bad_gold", id="no JSON"),
        pytest.param("a.json", '{"document": []}', "bad_gold", id="head of another form"),
        pytest.param("a.json", '{"task": {"f1": 1}}', "bad_gold", id="another object"),
    ],
)
def test_bad_gold_is_wrong_use(name: str, content: str, code: str, gold: Path, records: Path) -> None:
    (gold / name).write_text(content, encoding="utf-8")
    write(records / "a.json", RECORD)
    with pytest.raises(UsageError) as raised:
        diagnose(gold, records, Settings())
    assert raised.value.code == code


def test_gold_without_any_document_is_wrong_use(gold: Path) -> None:
    write(gold / "a.json", {"document": {}})
    with pytest.raises(UsageError) as raised:
        diagnose(gold, gold, Settings())
    assert raised.value.code == "no_scored_documents"


def test_falls() -> None:
    now = {"task": Figures(8, 10, 10), "reference": Figures(9, 9, 9)}
    before = {"task": {"f1": 0.81}, "reference": {"f1": 0.9}, "finding": {"f1": 0.5}}
    assert [(fall.group, round(fall.now, 3)) for fall in falls(now, before)] == [("task", 0.8), ("finding", 0.0)]
    assert [fall.group for fall in falls(now, before, tolerance=0.02)] == ["finding"]


@pytest.mark.parametrize(
    ("content", "figures"),
    [
        pytest.param({"task": {"f1": 1}}, {"task": {"f1": 1}}, id="figures alone"),
        pytest.param({"documents": 1, "figures": {"task": {"f1": 1}}}, {"task": {"f1": 1}}, id="of the command"),
        pytest.param({"documents": 1}, None, id="something else"),
        pytest.param({"figures": {"task": 1}}, None, id="figures of another form"),
        pytest.param([], None, id="a list"),
    ],
)
def test_read_figures(content: object, figures: object, tmp_path: Path) -> None:
    write(tmp_path / "f.json", content)
    assert read_figures(tmp_path / "f.json") == figures
