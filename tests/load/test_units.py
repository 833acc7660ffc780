"""The tree of units, the unknown ones, and an office's own lines laid over what is stored."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import Engine

from pipeline.load import queries, schema
from pipeline.load.answers import UnitBranch
from pipeline.load.database import open_database, writing
from pipeline.load.store import Inside, Resolved, Store
from pipeline.load.units import nested, units, unknown_units
from pipeline.own_units import NO_UNITS, Line, OwnUnits, mended
from pipeline.own_units import unknown_units as findings_of
from pipeline.record import Record, Unit
from tests.load.conftest import back_to, only, plan, record, report, task, until

PROVINCE = "Ủy ban nhân dân tỉnh Hoa Lư"
DEPARTMENT = "Sở Nông vụ tỉnh Hoa Lư"


def unit(name: str, owner: str | None = None, *, text: str = "", confidence: float | None = None) -> Unit:
    return Unit(text=text or name, name=name, owner=owner, confidence=confidence)


SERICULTURE = unit("Trung tâm Tằm", DEPARTMENT, text="TT Tằm", confidence=0.5)
HEAD = unit("Giám đốc Sở Nông vụ", DEPARTMENT, confidence=0.95)
OFFICE = unit("Văn phòng Sở", DEPARTMENT)
NONVU = unit("Sở Nông vụ", PROVINCE)


def letter(name: str = "letter", **more: Any) -> Record:
    parts: dict[str, Any] = {
        "document": {"type": "Công văn", "key": f"{name}/SNV", "issuer": NONVU, "subject": f"Về việc {name}"},
        "tasks": (
            task("Nuôi tằm", until("2031-01-31"), lead=(SERICULTURE, OFFICE), section="1"),
            task("Dệt lụa", until("2031-12-31"), lead=(SERICULTURE,), support=(NONVU, SERICULTURE), section="2"),
            task("Đôn đốc", lead=(HEAD,), section="3"),
            task("Trả lời", lead=(unit(f"Chủ tịch {PROVINCE}"),), section="4"),
        ),
    }
    made = record(name, **{**parts, **more})
    return made.model_copy(update={"findings": tuple(findings_of(made))})


def own(*lines: tuple[str, str]) -> OwnUnits:
    return OwnUnits(tuple(Line(text, name, None, None, None) for text, name in lines))


@pytest.fixture
def letters(engine: Engine) -> Engine:
    Store(engine).save_many([letter(), plan(), report()])
    return engine


def names(branches: list[UnitBranch]) -> list[str]:
    return [
        f"{'  ' * branch.level}{branch.name} {branch.lead}/{branch.support}/{branch.overdue}" for branch in branches
    ]


def test_every_unit_stands_below_its_owner(letters: Engine) -> None:
    assert names(units(letters, only(document="letter/SNV"))) == [
        "Ủy ban nhân dân tỉnh Hoa Lư 0/0/0",
        "  Sở Nông vụ 0/1/0",
        "    Trung tâm Tằm 2/1/1",
        "    Giám đốc Sở Nông vụ 1/0/0",
        "    Văn phòng Sở 1/0/1",
        "  Chủ tịch Ủy ban nhân dân tỉnh Hoa Lư 1/0/0",
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param({"unit": "van phong", "document": "letter/SNV"}, {"Văn phòng Sở"}, id="unit"),
        pytest.param({"unit": "tt tam"}, {"Trung tâm Tằm"}, id="unit_as_written"),
        pytest.param({"overdue": True, "kind": "cong van"}, {"Trung tâm Tằm", "Văn phòng Sở"}, id="overdue_of_a_kind"),
        pytest.param({"search": "dệt lụa"}, {"Trung tâm Tằm", "Sở Nông vụ"}, id="search"),
        pytest.param({"date_from": date(2040, 1, 1)}, set(), id="nothing"),
    ],
)
def test_filters_choose_the_tasks_that_are_counted(letters: Engine, wanted: dict[str, Any], found: set[str]) -> None:
    assert {branch.name for branch in units(letters, only(**wanted)) if branch.lead or branch.support} == found


def test_an_owner_without_its_province_is_the_only_one_of_that_name(letters: Engine) -> None:
    """The office of the plan says "Sở Khoa học và Công nghệ" alone; there is one, until another province has it too."""
    lines = names(units(letters, only(document="12/KH-UBND")))
    assert lines[lines.index("  Sở Khoa học và Công nghệ 2/0/1") + 1] == "    Văn phòng Sở 2/0/0"
    other = unit("Sở Khoa học và Công nghệ", "Ủy ban nhân dân tỉnh Mường Hoa")
    Store(letters).save(letter("other", tasks=(task("Họp", lead=(other,)),)))
    assert "Sở Khoa học và Công nghệ 0/0/0" in names(units(letters, only()))


def test_owners_that_go_in_a_circle_are_all_shown(engine: Engine) -> None:
    ring = (unit("Ban Một", "Ban Hai"), unit("Ban Hai", "Ban Một"), unit("Ban Ba", "Ban Ba"))
    Store(engine).save(letter(tasks=(task("Họp", lead=ring),)))
    assert sorted(branch.name for branch in units(engine, only())) == ["Ban Ba", "Ban Hai", "Ban Một"]


def test_a_tree_as_nested_values(letters: Engine) -> None:
    (top,) = nested(units(letters, only(document="letter/SNV", unit="van phong")))
    assert (top["name"], top["units"][0]["name"]) == (PROVINCE, "Sở Nông vụ")
    (office,) = top["units"][0]["units"]
    assert office == {"name": "Văn phòng Sở", "owner": DEPARTMENT, "lead": 1, "support": 0, "overdue": 1, "units": []}


def test_unknown_units_are_collected_as_written(letters: Engine) -> None:
    Store(letters).save(letter("other"))
    (found,) = unknown_units(letters, only())
    assert (found.text, found.mentions, found.tasks, found.documents) == ("TT Tằm", 6, 4, 2)
    assert found.document_keys == ("letter/SNV", "other/SNV")
    assert (found.name, found.owner) == ("", "")
    assert unknown_units(letters, only(unit="van phong")) == []


# --------------------------------------------------------------------------------------------------- the office's lines

MEND = own(("TT Tằm", "Trung tâm Dâu tằm"), ("Sở Nông vụ", "Sở Nông vụ và Tằm tơ"))


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """What is stored, without ids and times, in an order of its own."""
    unit_name = select(schema.unit.c.name).where(schema.unit.c.id == schema.task_unit.c.unit_id).scalar_subquery()
    issuer = select(schema.unit.c.name).where(schema.unit.c.id == schema.document.c.issuer_id).scalar_subquery()
    columns = schema.document.c
    statements = {
        "documents": select(columns.sha256, columns.record, columns.rules_version, issuer.label("issuer")),
        "units": select(
            schema.task.c.task_key, schema.task_unit.c.role, schema.task_unit.c.position, unit_name.label("name"),
            schema.task_unit.c.confidence,
        ).join(schema.task, schema.task.c.id == schema.task_unit.c.task_id),
        "findings": select(columns.sha256, schema.finding.c.code, schema.finding.c.position).join(
            schema.document, schema.document.c.id == schema.finding.c.document_id
        ),
        "paths": select(columns.sha256, schema.source_file.c.path).join(
            schema.document, schema.document.c.id == schema.source_file.c.document_id
        ),
    }  # fmt: skip
    with engine.connect() as connection:
        return {name: sorted(map(tuple, connection.execute(s)), key=repr) for name, s in statements.items()}


def test_what_is_stored_is_resolved_as_if_read_with_the_lines(letters: Engine, tmp_path: Path) -> None:
    found = Store(letters).resolve_units(MEND)
    assert found == Resolved(documents=1, tasks=3, mentions=7)
    fresh = open_database(f"sqlite:///{tmp_path / 'fresh.db'}")
    Store(fresh).save_many([mended(one, MEND) for one in (letter(), plan(), report())])
    assert everything(letters) == everything(fresh)
    assert "Sở Nông vụ và Tằm tơ" in {branch.name for branch in units(letters, only())}
    assert len(queries.tasks(letters, only(unit="dau tam"))) == 2
    assert unknown_units(letters, only()) == []


def test_done_twice_is_done_once_and_without_lines_all_is_as_it_was(letters: Engine) -> None:
    before = everything(letters)
    Store(letters).resolve_units(MEND)
    once = everything(letters)
    assert Store(letters).resolve_units(MEND) == Resolved()
    assert everything(letters) == once != before
    assert Store(letters).resolve_units(NO_UNITS).mentions == 7
    assert everything(letters) == before


def test_what_was_resolved_counts_as_read_with_the_lines(letters: Engine) -> None:
    store = Store(letters)
    store.save_container("c" * 64, "1", [Inside("a.docx", letter().source.sha256, "done")])
    store.resolve_units(MEND)
    hashes = [letter().source.sha256, plan().source.sha256, "c" * 64]
    assert store.known(hashes, MEND.rules_version("1")) == set(hashes)
    assert store.known(hashes, "1") == set()


def test_tasks_keep_the_key_that_people_write_under(letters: Engine) -> None:
    keys = [row.task_key for row in queries.tasks(letters, only())]
    Store(letters).resolve_units(MEND)
    assert sorted(row.task_key for row in queries.tasks(letters, only())) == sorted(keys)


def test_a_record_of_an_older_form_is_left_and_told(letters: Engine) -> None:
    with writing(letters) as connection:
        connection.execute(text("""UPDATE document SET record = replace(record, '"kind":', '"old_kind":')"""))
    assert Store(letters).resolve_units(MEND) == Resolved(left=1)
    with letters.connect() as connection:
        columns = schema.document.c
        assert connection.scalar(select(columns.rules_version).where(columns.key == "letter/SNV")) == "1"


def test_confidences_of_what_was_stored_before_are_known(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    engine = open_database(url)
    Store(engine).save(letter())
    back_to(engine, "0004")
    engine.dispose()
    again = open_database(url)
    assert [row.text for row in unknown_units(again, only())] == ["TT Tằm"]
