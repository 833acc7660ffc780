"""The commands that measure reading (``tests.figures``, ``tests.reading_speed``)."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from tests import figures, reading_speed
from tests.read.make import Text, pdf, ruled

LETTER = """SỞ NỘI VỤ TỈNH NAM AN

Số: 12/TB-SNV

Nam An, ngày 12 tháng 5 năm 2026

THÔNG BÁO

Văn phòng Sở rà soát hồ sơ trước ngày 30/6/2026.
"""

#: Stands for the script that scores: what it was given is what it says.
SCORER = """
import argparse, json, pathlib
parser = argparse.ArgumentParser()
parser.add_argument("gold", type=pathlib.Path)
parser.add_argument("records", type=pathlib.Path)
parser.add_argument("--show", action="store_true")
parser.add_argument("--json", type=pathlib.Path)
given = parser.parse_args()
right = wanted = 0
for gold in given.gold.glob("*.json"):
    record = given.records / gold.name
    found = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {"document": {}}
    wanted += 1
    right += json.loads(gold.read_text(encoding="utf-8"))["document"]["key"] == found["document"].get("key")
print("missed document.key                 somewhere")
print("missed task                         something else")
given.json.write_text(json.dumps({"document.key": {"f1": right / wanted}}))
"""


@pytest.fixture
def scorer(tmp_path: Path) -> Path:
    path = tmp_path / "scorer.py"
    path.write_text(SCORER, encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.json").write_text(json.dumps({"document": {"key": "12/TB-SNV"}}), encoding="utf-8")
    return folder


def test_words_found() -> None:
    assert figures.words_found("VIỆT NAM số 5, điều 1", "Số 5 Việt Nam") == 1.0
    assert figures.words_found("số số 5", "Số 5 số Việt") == pytest.approx(0.75)


def test_characters_right() -> None:
    assert figures.characters_right("Số : 12", "Số:12") == 1.0
    assert figures.characters_right("So: 12", "Số: 12") == pytest.approx(0.8)
    assert figures.characters_right("", "Số: 12") == 0.0
    assert figures.characters_right("rất nhiều chữ thừa", "Số") == 0.0


@pytest.mark.slow
def test_a_folder_is_read_scored_and_held_against_transcripts(
    tmp_path: Path, scorer: Path, gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text(LETTER, encoding="utf-8")
    (folder / "a.gt.txt").write_text(LETTER.replace("Văn phòng", "Văn phổng"), encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    records = tmp_path / "records"
    figures.main(
        ["files", str(folder), "--gold", str(gold), "--score", str(scorer), "--records", str(records), "--workers", "1"]
    )
    said = capsys.readouterr().out
    assert "2 files: 1 record, 1 damaged" in said
    assert [path.name for path in records.iterdir()] == ["a.json"]
    letters = len("".join(LETTER.split()))
    assert f"characters right: a.txt            {1 - 1 / letters:.4f}" in said
    assert "document.key                 0.500   target >= 0.9   MISSED" in said
    assert "somewhere" in said and "something else" not in said


def test_what_a_format_costs_is_marked() -> None:
    table = figures.losses(
        {
            "text": {"task": {"f1": 0.9}, "reference": {"f1": 1.0}},
            "docx": {"task": {"f1": 0.895}, "reference": {"f1": 0.98}},
            "scan.pdf": {"task": {"f1": 0.86}, "reference": {"f1": 0.94}},
        }
    )
    shown = [list(column.cells) for column in table.columns]
    assert shown[0] == ["task", "reference"]
    assert shown[2] == ["0.895 -0.005", "0.980 -0.020 !"]
    assert shown[3] == ["0.860 -0.040", "0.940 -0.060 !"]


# --- PDFs against pdfplumber -----------------------------------------------------------------------------------------

SENTENCE = "Giao Văn phòng Sở chủ trì rà soát hồ sơ thủ tục hành chính"


def two_pages() -> bytes:
    table = [Text(60, 80 + 20 * r, f"{r} hồ sơ") for r in range(3)] + [Text(160, 80 + 20 * r, "đủ") for r in range(3)]
    below = [Text(50, 200 + 20 * r, SENTENCE) for r in range(3)]
    return pdf(
        [Text(50, 100 + 20 * r, SENTENCE) for r in range(5)],
        [*ruled([50, 150, 300], [65, 85, 105, 125]), *table, *below],
    )


@pytest.fixture
def split(tmp_path: Path) -> reading_speed.Split:
    path = tmp_path / "two.pdf"
    path.write_bytes(two_pages())
    (tmp_path / "split").mkdir()
    return reading_speed.split([path], tmp_path / "split")


def test_pages_are_sorted_by_what_stands_on_them(split: reading_speed.Split) -> None:
    assert (split.text_pages, split.ruled_pages) == (1, 1)
    assert [len(pypdfium2.PdfDocument(path)) for path in (*split.text, *split.ruled)] == [1, 1]


def test_tables_are_compared_cell_for_cell(split: reading_speed.Split, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = reading_speed.compare_cells(split.ruled)
    assert (cells.equal, cells.different, cells.unmatched) == (6, 0, 0)

    class Misread:
        tables = (type("Table", (), {"rows": (("0 hồ sơ", "đủ"), ("1 hồ so", "đủ"), ("2 hồ sơ", "đủ"))}),)

    monkeypatch.setattr(reading_speed, "read", lambda _: Misread)
    cells = reading_speed.compare_cells(split.ruled)
    assert (cells.equal, cells.different) == (5, 1)
    assert cells.examples == ((split.ruled[0].name, "1 hồ sơ", "1 hồ so"),)


def test_a_long_pdf_is_read_in_a_process_of_its_own(split: reading_speed.Split, tmp_path: Path) -> None:
    long = reading_speed.long_pdf([*split.text, *split.ruled], 5, tmp_path / "long.pdf")
    peak = reading_speed.peak(long, seconds=60)
    assert peak.pages == 5
    assert peak.seconds is not None and peak.seconds < 60
    assert 20 < peak.megabytes < 400


def test_reading_that_takes_too_long_is_stopped(split: reading_speed.Split) -> None:
    assert reading_speed.peak(split.text[0], seconds=0.05).seconds is None
