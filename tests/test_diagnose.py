"""``vanban diagnose``: what is printed, in both languages, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main

TEXT = "1. Giao Văn phòng Sở rà soát hồ sơ tồn đọng.\n2. Phòng Một cửa số hóa hồ sơ."
RECORD = {
    "text": TEXT,
    "document": {},
    "tasks": [
        {
            "text": "rà soát hồ sơ tồn đọng",
            "kind": "assignment",
            "rule": "action.verb",
            "span": [{"start": 21, "end": 43}],
        }
    ],
}
GOLD = {
    "document": {},
    "tasks": [
        {"text": "rà soát hồ sơ tồn đọng", "kind": "assignment"},
        *({"text": f"số hóa hồ sơ {part}", "kind": "assignment"} for part in ("một", "hai", "ba", "bốn", "năm", "sáu")),
    ],
}


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    for name, value in (("gold", GOLD), ("records", RECORD)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text(json.dumps(value), encoding="utf-8")
    return [str(tmp_path / "gold"), str(tmp_path / "records")]


def test_figures_and_slips(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", *folders]) == 0
    printed = capsys.readouterr()
    assert "task\t1.000\t0.143\t0.250\t1\t1\t7\n" in printed.out
    assert "Bỏ sót task (a): số hóa hồ sơ một" in printed.out
    assert "⟦số hóa hồ sơ⟧" in printed.out
    assert "gần nhất, chương trình có: rà soát hồ sơ tồn đọng" in printed.out
    assert "quy tắc của mục đó: action.verb; thường tìm bằng: action.verb" in printed.out
    assert "số hóa hồ sơ sáu" not in printed.out
    assert "--show" in printed.err


def test_every_slip_in_english(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", *folders, "--show", "--group", "task", "--lang", "en"]) == 0
    printed = capsys.readouterr()
    assert "Missed task (a): số hóa hồ sơ sáu" in printed.out
    assert "document.key" not in printed.out
    assert printed.err == ""


def test_json_is_a_baseline(folders: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["diagnose", *folders, "--format", "json", "--limit", "1"]) == 0
    printed = capsys.readouterr().out
    values = json.loads(printed)
    assert values["figures"]["task"]["found"] == 1
    assert sum(slip["group"] == "task" for slip in values["slips"]) == 6
    before = tmp_path / "before.json"
    before.write_text(printed, encoding="utf-8")
    assert main(["diagnose", *folders, "--baseline", str(before)]) == 0
    values["figures"]["task"]["f1"] += 0.01
    before.write_text(json.dumps(values), encoding="utf-8")
    assert main(["diagnose", *folders, "--baseline", str(before)]) == 1
    assert "task từ 0.260 xuống 0.250" in capsys.readouterr().err
    assert main(["diagnose", *folders, "--baseline", str(before), "--tolerance", "0,02"]) == 0


def test_what_is_not_there_is_told(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(folders[0], "b.json").write_text(json.dumps(GOLD), encoding="utf-8")
    assert main(["diagnose", *folders]) == 0
    assert "b: không có văn bản" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["--tolerance", "-1"], "--tolerance", id="tolerance"),
        pytest.param(["--tolerance", "2"], "0.01", id="tolerance over 1"),
        pytest.param(["--baseline", "nowhere.json"], "nowhere.json", id="no baseline"),
        pytest.param(["--format", "csv"], "table, json", id="format"),
        pytest.param(["--limit", "0"], "--limit", id="limit"),
    ],
)
def test_wrong_use(words: list[str], says: str, folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", *folders, *words]) == 2
    assert says in capsys.readouterr().err


def test_no_such_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["diagnose", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err
