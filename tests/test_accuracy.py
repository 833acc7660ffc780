"""What is right in the samples does not fall below what ``make accuracy`` wrote down."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.scoring.agreement import Figures
from pipeline.scoring.cases import Case, Diagnosis, diagnosis_of
from samples import gold
from tests import accuracy
from tests.samples_support import record_of

WRITTEN = accuracy.read_written(accuracy.DOCS / "accuracy.json")


@pytest.mark.slow
def test_no_group_of_the_samples_falls() -> None:
    cases = [
        Case(path.name, gold.load(name).model_dump(mode="json"), record_of(path).model_dump(mode="json"))
        for name in gold.names()
        for path in gold.files(name)
    ]
    assert len(cases) >= WRITTEN[accuracy.SAMPLES]["documents"]
    down = accuracy.fallen(WRITTEN, diagnosis_of(cases).figures)
    assert not down, "\n".join(f"{fall.group}: {fall.was:.4f} -> {fall.now:.4f}" for fall in down)


def test_one_lost_item_of_thousands_is_a_fall() -> None:
    before = {accuracy.SAMPLES: accuracy.written(Diagnosis((), {"count.table": Figures(9999, 10000, 10000)}))}
    assert not accuracy.fallen(before, {"count.table": Figures(9999, 10000, 10000)})
    assert accuracy.fallen(before, {"count.table": Figures(9998, 10000, 10000)})


def test_the_page_says_what_the_figures_are() -> None:
    assert (accuracy.DOCS / "accuracy.md").read_text(encoding="utf-8") == accuracy.markdown(WRITTEN)


def test_a_group_below_its_target_is_marked() -> None:
    figures = {"task": Figures(90, 100, 100), "reference": Figures(99, 100, 100), "finding": Figures(0, 0, 0)}
    page = accuracy.markdown({"seeds": accuracy.written(Diagnosis((), figures))})
    assert "| task | 0.92 | **0.900** |" in page
    assert "| reference | 0.98 | 0.990 |" in page
    assert "| finding | 0.7 | - |" in page


def test_changes_are_told_group_by_group() -> None:
    before = {"task": {"f1": 0.95}, "reference": {"f1": 1.0}}
    now = {"task": {"f1": 0.9625}, "reference": {"f1": 1.0}, "finding": {"f1": 0.5}}
    lines = [" ".join(line.split()) for line in accuracy.changes(before, now)]
    assert lines == ["task 0.9500 -> 0.9625 +0.0125", "finding none -> 0.5000"]


def test_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    assert accuracy.folders(f"x={tmp_path}/gold:{tmp_path}") == ("x", tmp_path / "gold", tmp_path)
    assert accuracy.folders(f"x={tmp_path}/gold") == ("x", tmp_path / "gold", tmp_path / "gold")
    for wrong in (f"{tmp_path}", "x=", f"samples={tmp_path}", f"x={tmp_path}/nowhere"):
        with pytest.raises(SystemExit):
            accuracy.folders(wrong)
