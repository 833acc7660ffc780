"""The inbox: only complete files are taken, nothing is overwritten, and a failed file says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import texts
from pipeline.errors import DocumentError
from pipeline.inbox import REASON_SUFFIX, STATE_WORDS, move, put_away, stable_files

ERROR = DocumentError("damaged", "Tệp bị hỏng.", "Gửi lại.", "The file is damaged.", "Send it again.")


def no_wait(seconds: float) -> None:
    """Let no time pass."""


def test_only_files_that_stay_as_they_are_are_taken(tmp_path: Path) -> None:
    for name in ("growing.docx", "Công văn đến.pdf", "~$x.docx", "x.pdf.part", ".hidden"):
        (tmp_path / name).write_text("a")
    for name in ("done", "failed"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "old.docx").write_text("a")

    def copying_goes_on(seconds: float) -> None:
        (tmp_path / "growing.docx").write_text("ab")

    assert stable_files(tmp_path, 5, copying_goes_on) == [tmp_path / "Công văn đến.pdf"]
    assert stable_files(tmp_path, 5, no_wait) == [tmp_path / "Công văn đến.pdf", tmp_path / "growing.docx"]


def test_an_empty_inbox_is_not_waited_for(tmp_path: Path) -> None:
    def never(seconds: float) -> None:
        pytest.fail("nothing to wait for")

    assert stable_files(tmp_path, 5, never) == []


def test_names_that_are_taken_are_never_overwritten(tmp_path: Path) -> None:
    for text in ("1", "2", "3"):
        (tmp_path / "a.docx").write_text(text)
        move(tmp_path / "a.docx", tmp_path / "done")
    kept = {path.name: path.read_text() for path in (tmp_path / "done").iterdir()}
    assert kept == {"a.docx": "1", "a (2).docx": "2", "a (3).docx": "3"}


def test_a_failed_file_has_its_reason_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    place = put_away(tmp_path / "a.docx", tmp_path, [(str(tmp_path / "a.docx"), ERROR)])
    assert place == tmp_path / "failed" / "a.docx"
    reason = (tmp_path / "failed" / "a.docx.reason.txt").read_text(encoding="utf-8")
    assert reason.startswith("damaged\n")
    assert "Tệp bị hỏng." in reason
    assert "Send it again." in reason


def test_the_longest_name_has_its_reason_too(tmp_path: Path) -> None:
    name = "ă" * 125 + ".docx"  # 255 bytes
    (tmp_path / name).write_text("x")
    place = put_away(tmp_path / name, tmp_path, [(str(tmp_path / name), ERROR)])
    assert place.read_text() == "x"
    assert len(list((tmp_path / "failed").glob(f"*{REASON_SUFFIX}"))) == 1


def test_the_schedule_speaks_as_the_terminal_does() -> None:
    assert {state: (words["vi"], words["en"]) for state, words in STATE_WORDS.items()} == texts.STATES
