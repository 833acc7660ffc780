"""Opening a database: made, migrated, or refused with what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from pipeline.errors import UsageError
from pipeline.load import queries, schema
from pipeline.load.database import open_database, writing
from pipeline.load.errors import StoreError
from pipeline.load.store import Store
from tests.load.conftest import back_to, day, only, plan, record, report

# What SQLite's search index keeps for itself.
_FTS = "_search"


def _file(tmp_path: Path, content: bytes = b"") -> tuple[Path, str]:
    file = tmp_path / "x.db"
    if content:
        file.write_bytes(content)
    return file, f"sqlite:///{file}"


def test_an_empty_place_becomes_a_database_with_the_newest_schema(url: str) -> None:
    with open_database(url).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _o, name, *_: _FTS not in (name or "")}
        )
        assert context.get_current_revision() == schema.REVISION
        assert compare_metadata(context, schema.metadata) == []
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"


def test_the_schema_names_the_last_revision() -> None:
    config = Config()
    config.set_main_option("script_location", "pipeline.load:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.REVISION


def test_opening_again_keeps_what_is_there(url: str) -> None:
    Store(open_database(url)).save(plan())
    with open_database(url).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM document")) == 1


def test_files_that_were_one_document_before_twins_were_stored_stay_one(url: str) -> None:
    """Revision 0002 found them in every query, by key, issuer and day."""
    store = Store(open_database(url))
    word = plan()
    pdf = word.model_copy(update={"source": word.source.model_copy(update={"sha256": "f" * 64, "path": "in/plan.pdf"})})
    store.save_many([word, pdf, report()])
    back_to(store.engine, "0002")
    store.engine.dispose()
    again = open_database(url)
    assert [row.files for row in queries.documents(again, only())] == [1, 2]
    assert len(queries.tasks(again, only())) == len(word.tasks)
    # and when it is read again, with its signature
    Store(again).save(pdf.model_copy(update={"rules_version": "2"}))
    assert [row.files for row in queries.documents(again, only())] == [1, 2]


def test_opening_needs_no_alembic_once_migrated_and_queries_no_heavy_import(url: str) -> None:
    open_database(url).dispose()
    program = (
        "import sys, datetime; from pipeline.load.database import open_database; from pipeline.load import queries\n"
        "import pipeline.load.store, pipeline.load.exports\n"
        f"queries.tasks(open_database({url!r}), queries.Filter(today=datetime.date(2031, 1, 1)))\n"
        "heavy = {'alembic', 'pandas', 'openpyxl', 'prefect', 'spacy', 'pydantic', 'sqlalchemy.orm'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_several_at_once_migrate_once(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        engines = list(pool.map(lambda _: open_database(url), range(4)))
    with engines[0].connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_a_failed_migration_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", fail)
        with pytest.raises(RuntimeError):
            open_database(url)
    open_database(url).dispose()


def test_locked_by_another_process(tmp_path: Path) -> None:
    file, url = _file(tmp_path)
    engine = open_database(url, timeout_seconds=0.1)
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN EXCLUSIVE'); print('locked', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(StoreError) as caught:
            Store(engine).save(plan())
        other.communicate("")
    assert caught.value.code == "database_locked"
    assert str(file) in caught.value.message("vi")
    assert Store(engine).save(plan()).state == "new"


def test_locked_before_it_is_opened(tmp_path: Path) -> None:
    file, url = _file(tmp_path)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("CREATE TABLE t (x)")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError) as caught:
        open_database(url, timeout_seconds=0.1)
    other.close()
    assert caught.value.code == "database_locked"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no database at all " * 100, id="another file"),
        pytest.param(b"SQLite format 3\0xy", id="cut short"),
    ],
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    file, url = _file(tmp_path, content)
    with pytest.raises(StoreError) as caught:
        open_database(url)
    assert caught.value.code == "not_a_database"
    assert file.read_bytes() == content


def test_a_damaged_page_is_said_so(tmp_path: Path) -> None:
    file, url = _file(tmp_path)
    engine = open_database(url)
    Store(engine).save(plan())
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store(open_database(url)).save(plan())
    assert caught.value.code == "not_a_database"


def test_another_program_s_database(tmp_path: Path) -> None:
    file, url = _file(tmp_path)
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE invoice (id INTEGER)")
    with pytest.raises(StoreError) as caught:
        open_database(url)
    assert caught.value.code == "database_foreign"


def test_a_newer_program_s_database(url: str) -> None:
    engine = open_database(url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as caught:
        open_database(url)
    assert caught.value.code == "database_newer"
    assert "9999" in caught.value.message("en")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as caught:
        open_database(f"sqlite:///{tmp_path}/file/under/vanban.db")
    assert caught.value.code == "database_folder"


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_database(f"sqlite:///{tmp_path}")
    assert caught.value.code == "database_folder"


def test_read_only(url: str) -> None:
    """Asked of SQLite itself, as permissions do not bind every user that tests run as."""
    engine = open_database(url)
    with pytest.raises(StoreError) as caught, engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
        connection.execute(text("INSERT INTO run (kind, state, started) VALUES ('x', 'x', '2031-01-01 00:00:00')"))
    assert caught.value.code == "database_read_only"


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind this user")
def test_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError) as caught:
        open_database(f"sqlite:///{tmp_path}/vanban.db")
    tmp_path.chmod(0o700)
    assert caught.value.code in ("database_folder", "database_read_only")


def test_full_disk(url: str) -> None:
    """SQLite's own page limit gives the same error as a full disk."""
    engine = open_database(url)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))  # it lowers to the present size
        connection.rollback()
        with pytest.raises(StoreError) as caught:
            for number in range(100):
                connection.execute(
                    text("INSERT INTO run (kind, target, state, started) VALUES ('x', :t, 'x', '2031-01-01 00:00:00')"),
                    {"t": str(number) * 5000},
                )
    assert caught.value.code == "disk_full"
    Store(open_database(url)).save(plan())


@pytest.mark.parametrize("bad", ["nonsense", "nosuch://host/db", ""])
def test_a_url_that_makes_no_sense(bad: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_database(bad)
    assert caught.value.code == "bad_database_url"


def test_no_password_in_a_message() -> None:
    with pytest.raises((UsageError, StoreError)) as caught:
        open_database("postgresql://user:hunter2@localhost:1/db")
    assert "hunter2" not in f"{caught.value} {caught.value.message('vi')} {caught.value.hint('vi')}"


def test_faults_of_statements_are_not_dressed_up(engine: Engine) -> None:
    with pytest.raises(Exception, match="UNIQUE") as caught, writing(engine) as connection:
        for _ in range(2):
            connection.execute(text("INSERT INTO unit (key, name, words) VALUES ('a', 'A', ' a')"))
    assert not isinstance(caught.value, StoreError)


def test_what_was_stored_before_links_were_is_linked(url: str) -> None:
    """Revision 0005 knew no names and no links; a database of then gets them when it is opened."""
    store = Store(open_database(url))
    decision = record(
        "decision",
        document={"type": "Quyết định", "symbol": "QĐ-UBND", "key": "3034/QĐ-UBND", "issued": day("2030-12-02")},
    )
    store.save_many([plan(), decision])
    back_to(store.engine, "0005")
    store.engine.dispose()
    again = open_database(url)
    (cited,) = queries.references(again, only())
    assert (cited.key, cited.cited_id) == ("3034/QĐ-UBND", 2)
    assert queries.missing(again, only()) == []
