"""The command: exit codes, messages in both languages, and what goes into a pipe."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy.engine import Engine

from pipeline.cli import main
from pipeline.load.database import open_database
from pipeline.load.store import Store
from pipeline.record import (
    Count,
    CountSubject,
    DateValue,
    Deadline,
    DeadlineKind,
    Document,
    Finding,
    Measure,
    Precision,
    Record,
    Reference,
    Relation,
    Severity,
    Source,
    SourceFormat,
    Span,
    Task,
    TaskKind,
    Unit,
)
from pipeline.settings import get_settings
from tests.containers import LETTER, eml, locked_zip

TEXT = "Sở Nông vụ lập sổ theo dõi trước ngày 05/12/2021"
VERBS = (
    *("extract", "explain", "schema", "ingest", "backfill", "schedule", "tasks", "documents", "references"),
    *("counts", "findings", "units", "show", "overview", "diagnose", "doctor"),
)


def record() -> Record:
    """Return a document of an invented office with one item of each kind."""
    unit = Unit(text="Sở Nông vụ", name="Sở Nông vụ", span=(Span(start=0, end=10),))
    due = Deadline(text="trước ngày 05/12/2021", kind=DeadlineKind.DATE, end="2021-12-05", precision=Precision.DAY)
    return Record(
        rules_version="test",
        source=Source(path="mau.txt", sha256="ab" * 32, format=SourceFormat.TXT),
        text=TEXT,
        document=Document(
            type="Kế hoạch",
            number="12",
            symbol="KH-SNV",
            key="12/KH-SNV",
            issuer=unit,
            issued=DateValue(text="ngày 01/11/2021", start="2021-11-01", end="2021-11-01", precision=Precision.DAY),
            subject="Lập sổ theo dõi",
        ),
        references=(
            Reference(text="Quyết định số 7/QĐ-UBND", symbol="QĐ-UBND", key="7/QĐ-UBND", relation=Relation.BASIS),
        ),
        tasks=(
            Task(
                text="lập sổ theo dõi",
                kind=TaskKind.ASSIGNMENT,
                lead=(unit,),
                deadlines=(due,),
                rule="task.order",
                span=(Span(start=11, end=26),),
            ),
        ),
        counts=(Count(subject=CountSubject.DOSSIER, measure=Measure.RECEIVED_NEW, value=1234, origin="prose"),),
        findings=(
            Finding(code="missing_date", severity=Severity.WARNING, message="Thiếu ngày.", message_en="No date."),
        ),
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("cli") / "test.db"
    engine: Engine = open_database(f"sqlite:///{file}")
    Store(engine).save(record())
    engine.dispose()
    return file


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("language", "example"), [("vi", "Ví dụ:"), ("en", "Example")])
def test_every_verb_has_help_with_examples(
    verb: str, language: str, example: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "--help", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert example in page
    assert f"vanban {verb}" in page
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["taks"], "tasks?", id="misspelt verb"),
        pytest.param(["tasks", "--unti", "x"], "--unit?", id="misspelt option"),
        pytest.param(["tasks", "--limit", "-1"], "“-1”", id="negative limit"),
        pytest.param(["tasks", "--min-confidence", "1.5"], "“1.5”", id="confidence beyond 1"),
        pytest.param(["tasks", "--min-confidence", "cao"], "“cao”", id="confidence in words"),
        pytest.param(["tasks", "--limit", "many"], "“many”", id="limit in words"),
        pytest.param(["tasks", "--from", "31/02/2025"], "31/12/2025", id="no such day"),
        pytest.param(["tasks", "--due-before", "tomorrow"], "2025-12-31", id="date in words"),
        pytest.param(["tasks", "--format", "pdf"], "table, csv, json, xlsx", id="unknown format"),
        pytest.param(["tasks", "--format", "xlsx"], "--output", id="xlsx without a file"),
        pytest.param(["tasks", "--output", "x.foo"], ".xlsx, .csv, .json", id="unknown ending"),
        pytest.param(["tasks", "--from", "2026-05-01", "--to", "2026-04-01"], "ngược", id="reversed days of issue"),
        pytest.param(["tasks", "--due-after", "2/5/2026", "--due-before", "1/5/2026"], "ngược", id="reversed days due"),
        pytest.param(["explain", "."], "vanban ingest .", id="explain a folder"),
        pytest.param(["extract", "a.txt", "."], "Đây là thư mục", id="extract a folder"),
        pytest.param(["documents", "--kind", "ke hoch"], "Kế hoạch", id="misspelt kind"),
        pytest.param(["tasks", "--database", "/nowhere/x.db"], "vanban ingest", id="no database"),
        pytest.param(["show"], "KEY-OR-ID", id="missing argument"),
        pytest.param(["schema", "extra"], "extra", id="too many arguments"),
        pytest.param(["tasks", "--unit"], "--unit", id="missing value"),
        pytest.param(["extract", "khong-co.docx"], "khong-co.docx", id="no such file to extract"),
        pytest.param(["ingest", "khong-co"], "khong-co", id="no such folder to ingest"),
        pytest.param(["backfill", "khong-co"], "khong-co", id="no such folder to backfill"),
        pytest.param(["schedule", "--every", "often", "--inbox", "."], "5m", id="no interval"),
        pytest.param(["schedule"], "--inbox", id="no inbox"),
        pytest.param(["ingest", ".", "--workers", "0"], "256", id="no workers"),
        pytest.param(["tasks", "--lang", "fr"], "--lang en", id="unknown language"),
    ],
)
def test_wrong_use_is_explained(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("x")
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err
    assert "Cách xử lý:" in printed.err
    assert "Traceback" not in printed.err


def test_wrong_use_in_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_LANGUAGE", "en")
    assert main(["tasks", "--limit", "0"]) == 2
    assert "What to do:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["tasks"], "05/12/2021 (quá hạn)\tSở Nông vụ\tlập sổ theo dõi\t12/KH-SNV", id="tasks"),
        pytest.param(["tasks", "--unit", "so nong vu", "--due-before", "31/12/2021"], "lập sổ", id="without accents"),
        pytest.param(["documents", "--kind", "ke hoach"], "12/KH-SNV\t01/11/2021", id="kind without accents"),
        pytest.param(["references"], "căn cứ\t7/QĐ-UBND", id="references"),
        pytest.param(["counts"], "mới tiếp nhận\t1.234", id="counts"),
        pytest.param(["findings"], "cảnh báo\t12/KH-SNV\tThiếu ngày.", id="findings"),
        pytest.param(["findings", "--lang", "en"], "warning\t12/KH-SNV\tNo date.", id="findings in English"),
        pytest.param(["units"], "Đơn vị\tChủ trì\tPhối hợp\tQuá hạn\nSở Nông vụ\t1\t0\t1\n", id="units"),
        pytest.param(["units", "--json"], '"name": "Sở Nông vụ"', id="units as a tree"),
        pytest.param(["units", "--format", "csv"], "0,Sở Nông vụ,,1,0,1", id="units as rows"),
        pytest.param(["show", "12/KH-SNV"], "Chủ trì: Sở Nông vụ", id="show"),
        pytest.param(["overview"], "Kế hoạch\tđã nạp\t1", id="overview"),
        pytest.param(["doctor"], "1 văn bản, 1 nhiệm vụ", id="doctor"),
    ],
)
def test_answers(words: list[str], says: str, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--database", str(database)]) == 0
    assert says in capsys.readouterr().out


def test_an_empty_answer_says_what_to_try(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", "--search", "xyz", "--database", str(database)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "--search" in printed.err


def test_what_is_cited_and_not_loaded(database: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    base = ["references", "--missing", "--database", str(database)]
    assert main(base) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0].split("\t")[:3] == ["Số lần", "Số VB", "Viện dẫn"]
    assert printed.out.splitlines()[1].split("\t")[:3] == ["1", "1", "7/QĐ-UBND"]
    assert main([*base, "--lang", "en", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("7/QĐ-UBND,")
    assert main([*base, "--format", "json", "--limit", "1"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["key"], row["mentions"], row["relations"], row["alike"]) == ("7/QĐ-UBND", 1, ["basis"], [])
    assert main([*base, "--output", str(tmp_path / "missing.xlsx")]) == 0
    capsys.readouterr()
    assert main([*base, "--search", "xyz"]) == 0
    assert "--search" in capsys.readouterr().err


def test_missing_is_asked_of_references_alone(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", "--missing", "--database", str(database)]) == 2
    assert "--missing" in capsys.readouterr().err
    assert main(["references", "--help"]) == 0
    assert "--missing" in capsys.readouterr().out


def test_a_cited_document_that_is_loaded_is_shown_on_both_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "two.db"
    decision = Record(
        source=Source(path="qd.txt", sha256="cd" * 32, format=SourceFormat.TXT),
        text=TEXT,
        document=Document(
            type="Quyết định",
            number="7",
            symbol="QĐ-UBND",
            key="7/QĐ-UBND",
            issued=DateValue(text="ngày 02/10/2021", start="2021-10-02", end="2021-10-02", precision=Precision.DAY),
        ),
    )
    cited = Reference(
        text="Quyết định số 7/QĐ-UBND", symbol="QĐ-UBND", key="7/QĐ-UBND", date="2021-10-02", relation=Relation.BASIS
    )
    citing = Record(
        source=Source(path="cv.txt", sha256="ef" * 32, format=SourceFormat.TXT),
        text=TEXT,
        document=Document(type="Công văn", number="9", symbol="SNV-VP", key="9/SNV-VP"),
        references=(cited,),
    )
    Store(open_database(f"sqlite:///{database}")).save_many([decision, citing])
    where = ["--database", str(database)]
    assert main(["references", "--document", "9/SNV-VP", *where]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith("\t#1")
    assert main(["show", "9/SNV-VP", *where]) == 0
    assert "7/QĐ-UBND (căn cứ, 02/10/2021) → #1" in capsys.readouterr().out
    assert main(["show", "7/QĐ-UBND", *where]) == 0
    assert "9/SNV-VP (căn cứ) #2" in capsys.readouterr().out
    assert main(["references", "--missing", "--document", "9/SNV-VP", *where]) == 0
    assert "--document" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["documents", "tasks", "references", "counts", "findings"])
def test_a_database_of_failures_says_so(
    verb: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").touch()
    assert main(["ingest", "a.txt", "--direct", "--workers", "1", "--database", "x.db"]) == 1
    capsys.readouterr()
    assert main([verb, "--search", "abc", "--database", "x.db"]) == 0
    told = capsys.readouterr().err
    assert "Chưa có văn bản nào được nạp thành công: lỗi 1" in told
    assert "vanban ingest --retry failed" in told
    assert "vanban documents" not in told


def test_formats(database: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    base = ["tasks", "--database", str(database)]
    assert main([*base, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["text"] == "lập sổ theo dõi"
    assert main([*base, "--format", "csv"]) == 0
    assert "lập sổ theo dõi" in capsys.readouterr().out.splitlines()[1]
    assert main([*base, "--output", str(tmp_path / "tasks.xlsx")]) == 0
    assert (tmp_path / "tasks.xlsx").read_bytes().startswith(b"PK")


def test_a_file_that_cannot_be_written(database: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "no-such-folder" / "tasks.csv"
    assert main(["tasks", "--database", str(database), "--output", str(target)]) == 2
    assert f"{target}: không có tệp hay thư mục này" in capsys.readouterr().err
    assert main(["tasks", "--database", str(database), "--output", str(target), "--lang", "en"]) == 2
    assert f"{target} cannot be written: there is no such file or folder" in capsys.readouterr().err


@pytest.mark.parametrize("shown", ["Kế hoạch #1", "#1", "1"])
def test_show_takes_what_lists_print(shown: str, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", shown, "--database", str(database)]) == 0
    assert "12/KH-SNV" in capsys.readouterr().out


@pytest.mark.parametrize("shown", ["Kế hoạch #9", "tệp#1"])
def test_show_takes_no_other_number(shown: str, database: Path) -> None:
    assert main(["show", shown, "--database", str(database)]) == 2


def test_a_document_without_a_number_is_told_by_its_title(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("SỞ NÔNG VỤ\nKẾ HOẠCH\nLập sổ theo dõi\n", encoding="utf-8")
    assert main(["ingest", "a.txt", "--direct", "--workers", "1", "--database", "x.db"]) == 0
    assert "a.txt  Kế hoạch Lập sổ theo dõi  " in capsys.readouterr().out


@pytest.mark.parametrize(("language", "written"), [("en", "78,235 MB"), ("vi", "78.235 MB")])
def test_free_space_is_written_as_the_language_writes_it(
    language: str, written: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=78_235 * 1024**2))
    main(["doctor", "--lang", language])
    assert written in capsys.readouterr().out


def test_an_unknown_document(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "99/KH-XYZ", "--database", str(database)]) == 2
    assert "vanban documents" in capsys.readouterr().err


def test_a_bug_is_one_sentence_and_a_log(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("pipeline.load.queries.tasks", broken)
    monkeypatch.setattr("pipeline.cli.faults._data_dir", lambda: tmp_path)
    assert main(["tasks", "--database", str(database)]) == 70
    message = capsys.readouterr().err
    assert "Traceback" not in message
    assert str(tmp_path / "vanban-errors.log") in message
    assert "a bug" in (tmp_path / "vanban-errors.log").read_text(encoding="utf-8")


def test_a_folder_without_documents(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "photo.xyz").touch()
    assert main(["ingest", str(tmp_path), "--database", str(tmp_path / "x.db")]) == 2
    told = capsys.readouterr().err
    assert "Bỏ qua 1 tệp không phải văn bản (ví dụ: photo.xyz)" in told
    for name in (".docx", ".doc", ".xlsx", ".jpg", ".eml", "edXML"):
        assert f"{name}," in told or f"{name}." in told
    assert not (tmp_path / "x.db").exists()
    assert main(["ingest", str(tmp_path / "*.abc"), "--lang", "en", "--database", str(tmp_path / "x.db")]) == 2
    assert ".rtf, .odt, .jpg" in capsys.readouterr().err


@pytest.fixture(scope="module")
def in_two_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of one document as .txt and as .pdf with another deadline; the PDF is there, with one page."""
    folder = tmp_path_factory.mktemp("two")
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(300, 200)
    pdf.save(folder / "mau.pdf")
    first = record()
    box = Span(start=0, end=10, page=1, boxes=((20, 30, 90, 42),))
    later = first.tasks[0].deadlines[0].model_copy(update={"text": "trước ngày 15/12/2021", "end": "2021-12-15"})
    second = first.model_copy(
        update={
            "source": Source(
                path=str(folder / "mau.pdf"),
                sha256=hashlib.sha256((folder / "mau.pdf").read_bytes()).hexdigest(),
                format=SourceFormat.PDF,
                pages=1,
            ),
            "tasks": (first.tasks[0].model_copy(update={"deadlines": (later,), "span": (box,)}),),
        }
    )
    engine = open_database(f"sqlite:///{folder / 'test.db'}")
    Store(engine).save_many([first, second])
    engine.dispose()
    return folder / "test.db"


def test_show_says_where_the_files_of_a_document_differ(in_two_files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "12/KH-SNV", "--database", str(in_two_files)]) == 0
    page = capsys.readouterr().out
    assert "mau.pdf" in page
    assert "mau.txt" in page
    assert "Hai tệp của văn bản khác nhau ở (1)" in page
    assert "thời hạn: “trước ngày 05/12/2021” (mau.txt) ≠ “trước ngày 15/12/2021” (mau.pdf)" in page
    assert main(["documents", "--format", "csv", "--database", str(in_two_files)]) == 0
    heading, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert [row[heading.index("Số tệp")] for row in rows] == ["2"]


def test_show_lists_what_is_on_a_page(in_two_files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "12/KH-SNV", "--page", "1", "--database", str(in_two_files)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:3] for line in lines[1:]] == [["task", "lập sổ theo dõi", "task.order"]]


def test_show_draws_a_page(
    in_two_files: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    drawing = ["show", "12/KH-SNV", "--page", "1", "--png", "-", "--dpi", "72", "--database", str(in_two_files)]
    assert main(drawing) == 0
    assert "12-KH-SNV-1.png" in capsys.readouterr().err
    with Image.open(tmp_path / "12-KH-SNV-1.png") as picture:
        assert picture.width == 300
        assert (0, 90, 180) in {colour for _, colour in picture.convert("RGB").getcolors(300_000) or []}
    assert main(drawing) == 0  # a picture may be drawn again
    other = tmp_path / "note.txt"
    other.write_text("kept")
    drawing[drawing.index("-")] = str(other)
    assert main(drawing) == 2
    assert other.read_text() == "kept"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["12/KH-SNV", "--page", "7"], "1 trang", id="no such page"),
        pytest.param(["12/KH-SNV", "--page", "x"], "“x”", id="no number"),
        pytest.param(["12/KH-SNV", "--page", "1", "--dpi", "5"], "36 đến 600", id="too coarse"),
        pytest.param(["khong co", "--page", "1"], "vanban documents", id="no such document"),
    ],
)
def test_pages_that_are_not_there(
    words: list[str], says: str, in_two_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", *words, "--database", str(in_two_files)]) == 2
    assert says in capsys.readouterr().err


def test_a_file_that_changed_is_told_and_not_drawn(
    in_two_files: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pdf = in_two_files.parent / "mau.pdf"
    kept = pdf.read_bytes()
    try:
        pdf.write_bytes(kept + b"%")
        drawing = ["show", "12/KH-SNV", "--page", "1", "--png", str(tmp_path / "x.png")]
        assert main([*drawing, "--database", str(in_two_files)]) == 1
    finally:
        pdf.write_bytes(kept)
    assert "mau.pdf" in capsys.readouterr().err
    assert not (tmp_path / "x.png").exists()


def test_a_format_without_pages_is_told(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "12/KH-SNV", "--page", "1", "--png", "x.png", "--database", str(database)]) == 2
    assert ".txt không có trang" in capsys.readouterr().err


def test_explain_names_rules_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.cli.record_view import explanations

    lines = list(explanations(record().model_dump(mode="json")))
    assert ("task", "lập sổ theo dõi", "task.order", "lập sổ theo dõi") in lines
    assert ("task.lead", "Sở Nông vụ", None, "Sở Nông vụ") in lines


def vanban(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; from pipeline.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, env={**os.environ, **environment}
    )


def test_queries_import_nothing_heavy(database: Path) -> None:
    program = (
        "import sys; from pipeline.cli import main\n"
        f"assert main(['tasks', '--database', {str(database)!r}]) == 0\n"
        "print(sorted({'prefect', 'spacy', 'pandas', 'alembic', 'pdfplumber', 'docx'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_a_reader_that_leaves_early_is_no_error(database: Path) -> None:
    program = f"{sys.executable} -c 'import sys; from pipeline.cli import main; sys.exit(main())'"
    command = f"{program} schema | head -1; echo ${{PIPESTATUS[0]}}; {program} tasks --database {database} | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stdout == "{\n0\n"
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_ingest_reports_each_file_and_fails_with_one(tmp_path: Path) -> None:
    (tmp_path / "van ban").mkdir()
    plan = tmp_path / "van ban" / "Kế hoạch.txt"
    plan.write_text("SỞ NÔNG VỤ\nSố: 12/KH-SNV\nKẾ HOẠCH\nLập sổ theo dõi\n", encoding="utf-8")
    (tmp_path / "van ban" / "rong.txt").touch()
    command = ("ingest", str(tmp_path / "van ban"), "--direct", "--workers", "1", "--database", str(tmp_path / "x.db"))
    first = vanban(*command)
    assert first.returncode == 1, first.stderr
    assert "Kế hoạch.txt" in first.stdout
    assert "Tệp rỗng" in first.stdout
    assert "\x1b" not in first.stdout
    (tmp_path / "van ban" / "rong.txt").unlink()
    second = vanban(*command)
    assert second.returncode == 0, second.stderr
    assert "Không có gì mới" in second.stdout


def test_each_document_in_a_mail_is_a_line(tmp_path: Path) -> None:
    mail = tmp_path / "thư.eml"
    mail.write_bytes(eml(("a.txt", LETTER.encode()), ("b.zip", locked_zip(("c.txt", b"x"))), ("d.exe", b"MZ\x90\0")))
    extracted = vanban("extract", str(mail), "--json")
    assert extracted.returncode == 1
    [line] = extracted.stdout.splitlines()
    source = json.loads(line)["source"]
    assert (source["path"], source["container"]) == (f"{mail}!/a.txt", str(mail))
    assert "b.zip!/c.txt" in extracted.stderr
    assert "mật khẩu" in extracted.stderr

    command = ("ingest", str(mail), "--direct", "--workers", "1", "--database", str(tmp_path / "x.db"))
    first = vanban(*command)
    assert first.returncode == 1, first.stderr
    assert "Đã nạp 1;" in first.stdout
    assert "3 văn bản bên trong" in first.stdout
    shown = vanban("show", "340/UBND-NC", "--database", str(tmp_path / "x.db"))
    assert "thư.eml!/a.txt" in shown.stdout


def test_nothing_waits(tmp_path: Path) -> None:
    done = vanban("ingest", "--retry", "waiting", "--direct", "--database", str(tmp_path / "x.db"))
    assert done.returncode == 0, done.stderr
    assert "không có tệp nào" in done.stdout.lower()
    wrong = vanban("ingest", "--database", str(tmp_path / "x.db"))
    assert wrong.returncode == 2


def test_a_file_name_cannot_paint_the_screen(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a\x1b[2J\u202eb\nc.txt").write_text("")
    assert main(["ingest", ".", "--direct", "--workers", "1", "--database", "a.db"]) == 1
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert "a\\x1b[2J\\u202eb\\nc.txt" in printed


def test_a_resumed_backfill_sums_up_what_was_done_before(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = Path("kho")
    archive.mkdir()
    (archive / "rong.txt").touch()
    (archive / "vb.txt").write_text("SỞ NÔNG VỤ\nSố: 12/KH-SNV\nKẾ HOẠCH\nLập sổ\n", encoding="utf-8")
    command = ["backfill", "kho", "--direct", "--workers", "1", "--database", "x.db"]
    assert main(command) == 1
    engine = open_database("sqlite:///x.db")
    Store(engine).finish_run(1, "interrupted")
    (archive / "sau.txt").write_text("SỞ NÔNG VỤ\nSố: 13/KH-SNV\nKẾ HOẠCH\nKiểm kê\n", encoding="utf-8")
    engine.dispose()
    capsys.readouterr()
    assert main(command) == 1
    printed = capsys.readouterr()
    assert "2 tệp đã xong, còn 1" in printed.err
    assert "rong.txt" in printed.out
    assert "Đã nạp 2;" in printed.out
    assert "lỗi 1." in printed.out


def test_unknown_units_are_written_as_a_form_filled_in_and_resolved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    form, database = tmp_path / "đơn vị.csv", tmp_path / "test.db"
    unknown = Unit(text="TT Tằm", name="TT Tằm", confidence=0.5)
    engine = open_database(f"sqlite:///{database}")
    Store(engine).save(record().model_copy(update={"tasks": (Task(text="x", kind="request", lead=(unknown,)),)}))
    engine.dispose()
    monkeypatch.setenv("VANBAN_UNITS_FILE", str(form))
    get_settings.cache_clear()
    words = ["units", "--database", str(database)]
    assert main([*words, "--unknown"]) == 0
    printed = capsys.readouterr()
    assert "TT Tằm\t1\t" in printed.out
    assert "vanban units --resolve" in printed.err
    assert main([*words, "--unknown", "--output", str(form)]) == 0
    assert main([*words, "--resolve"]) == 0
    assert "0 dòng" in capsys.readouterr().out
    form.write_text(form.read_text("utf-8-sig").replace("TT Tằm,,", "TT Tằm,Trung tâm Dâu tằm,"), "utf-8-sig")
    assert main([*words, "--resolve", "--unknown", "--lang", "en"]) == 0
    assert "1 mentions of units changed in 1 documents" in capsys.readouterr().out
    assert main(words) == 0
    assert "Trung tâm Dâu tằm\t1" in capsys.readouterr().out
    form.write_text(form.read_text("utf-8-sig") + "tt tam,Không ai viết thế,,,,,,,,\n", "utf-8-sig")
    assert main([*words, "--resolve"]) == 0
    said = capsys.readouterr().err
    assert "“tt tam”" in said
    assert "1 dòng không khớp" in said
    filled = form.read_text("utf-8-sig")
    assert main([*words, "--unknown", "--output", str(form)]) == 0
    assert "Giữ 2 dòng đã điền" in capsys.readouterr().err
    assert "TT Tằm,Trung tâm Dâu tằm," in form.read_text("utf-8-sig")
    assert form.with_name("đơn vị.csv.bak").read_text("utf-8-sig") == filled
    again = form.read_text("utf-8-sig")
    assert main([*words, "--unknown", "--output", str(form)]) == 0
    capsys.readouterr()
    assert form.with_name("đơn vị.csv.bak").read_text("utf-8-sig") == filled
    assert form.with_name("đơn vị.csv.bak2").read_text("utf-8-sig") == again
    main(["doctor", "--database", str(database)])
    assert "2 dòng trong" in capsys.readouterr().out
    form.write_text("text,name\n,x\n", "utf-8")
    assert main([*words, "--resolve"]) == 2
    assert "dòng 2" in capsys.readouterr().err
    assert main(["doctor", "--database", str(database)]) == 1
    assert "dòng 2" in capsys.readouterr().out
    get_settings.cache_clear()
