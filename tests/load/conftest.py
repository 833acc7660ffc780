"""Made-up records of made-up agencies, and a database of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine

from pipeline.load.database import open_database, writing
from pipeline.load.queries import Filter
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
    Record,
    Reference,
    Relation,
    Severity,
    Source,
    SourceFormat,
    Table,
    Task,
    TaskKind,
    Unit,
)

TODAY = date(2031, 6, 15)

DEPARTMENT = Unit(text="Sở KH&CN", name="Sở Khoa học và Công nghệ", owner="Ủy ban nhân dân tỉnh Hoa Lư")
OFFICE = Unit(text="Văn phòng Sở", name="Văn phòng Sở", owner="Sở Khoa học và Công nghệ")
POLICE = Unit(text="CA tỉnh", name="Công an tỉnh", owner=None)


def day(written: str) -> DateValue:
    return DateValue(text=f"ngày {written}", start=written, end=written, precision="day")


def until(end: str | None, kind: str = "date", start: str | None = None) -> Deadline:
    return Deadline(text=f"hạn {end}", kind=DeadlineKind(kind), start=start, end=end)


def task(text: str, *deadlines: Deadline, lead: tuple[Unit, ...] = (DEPARTMENT,), **more: Any) -> Task:
    return Task(**{"text": text, "kind": TaskKind.ASSIGNMENT, "lead": lead, "deadlines": deadlines, **more})


def record(name: str = "plan", *, rules: str = "1", path: str | None = None, text: str = "", **parts: Any) -> Record:
    """A record whose content (and so its identity) is ``name``; ``document`` is a dictionary of fields."""
    return Record(
        rules_version=rules,
        source=Source(
            path=path or f"in/{name}.docx", sha256=sha256(name.encode()).hexdigest(), format=SourceFormat.DOCX
        ),
        text=text or f"Toàn văn {name}",
        document=Document(**parts.pop("document", {})),
        **parts,
    )


def plan(**more: Any) -> Record:
    return record(
        "plan",
        text="KẾ HOẠCH chuyển đổi số. Giao Sở KH&CN đo đạc đất đai.",
        document={
            "type": "Kế hoạch",
            "number": "12",
            "symbol": "KH-UBND",
            "key": "12/KH-UBND",
            "issuer": Unit(text="UBND TỈNH HOA LƯ", name="Ủy ban nhân dân tỉnh Hoa Lư"),
            "issued": day("2031-01-10"),
            "subject": "Kế hoạch chuyển đổi số năm 2031",
        },
        tasks=(
            task("Xây dựng kho dữ liệu dùng chung", until("2031-03-31"), section="II.1"),
            task("Đo đạc lại đất đai", until("2031-05-01"), until("2031-07-01"), section="II.2", support=(POLICE,)),
            task("Trực an ninh mạng", until("2031-12-31", "ongoing", "2031-01-01"), section="II.3", lead=(POLICE,)),
            task("Báo cáo tiến độ", until(None, "recurring"), section="II.4", lead=(OFFICE,)),
            task(
                "Sơ kết quý II", until("2031-06-30", "period", "2031-04-01"), lead=(OFFICE,), kind=TaskKind.COMMITMENT
            ),
        ),
        references=(
            Reference(
                text="Quyết định số 3034/QĐ-UBND ngày 02/12/2030 của UBND tỉnh",
                type="Quyết định",
                number="3034",
                symbol="QĐ-UBND",
                key="3034/QĐ-UBND",
                date="2030-12-02",
                issuer=Unit(text="UBND tỉnh", name="Ủy ban nhân dân tỉnh Hoa Lư"),
                relation=Relation.BASIS,
            ),
        ),
        findings=(Finding(code="skipped_numbering", severity=Severity.INFO, message="Bỏ qua mục II.5"),),
        **more,
    )


def report(**more: Any) -> Record:
    period = DateValue(text="quý I/2031", start="2031-01-01", end="2031-03-31", precision="quarter")
    shared: dict[str, Any] = {"subject": CountSubject.DOSSIER, "field": "Đất đai", "origin": "table", "period": period}
    return record(
        "report",
        document={
            "type": "Báo cáo",
            "number": "7",
            "symbol": "BC-SKHCN",
            "key": "7/BC-SKHCN",
            "issuer": DEPARTMENT,
            "issued": day("2031-04-05"),
            "subject": "Kết quả giải quyết hồ sơ quý I",
        },
        counts=(
            Count(measure=Measure.RECEIVED_TOTAL, value=12, label="Cấp giấy phép", table=1, row=1, column=2, **shared),
            Count(measure=Measure.RESOLVED_TOTAL, value=9.5, label="Cấp giấy phép", table=1, row=1, column=3, **shared),
            Count(measure=Measure.RECEIVED_TOTAL, value=12, label="Tổng cộng", is_total=True, **shared),
        ),
        tables=(Table(caption="Bảng 1", header=(("Tên",), ("Hồ sơ", "Tổng")), rows=(("Cấp giấy phép", "12"),)),),
        findings=(
            Finding(
                code="total_mismatch", severity=Severity.ERROR, message="Tổng không khớp", message_en="Wrong total"
            ),
        ),
        **more,
    )


def only(**wanted: Any) -> Filter:
    return Filter(today=TODAY, **wanted)


def back_to(engine: Engine, revision: str) -> None:
    """Make a database what it was at an older revision."""
    config = Config()
    config.set_main_option("script_location", "pipeline.load:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kho dữ liệu' / 'vanban.db'}"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows, to be copied: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("empty") / "vanban.db"
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def engine(tmp_path: Path, empty_database: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{shutil.copy(empty_database, tmp_path)}", timeout_seconds=5)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    return Store(engine)


@pytest.fixture
def loaded(engine: Engine) -> Engine:
    """A database with the plan (document 1) and the report (document 2)."""
    Store(engine).save_many([plan(), report()])
    return engine
