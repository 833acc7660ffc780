"""Filters, orders and overviews, on a plan and a report of made-up agencies as of 15 June 2031."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from pipeline.errors import UsageError
from pipeline.load import queries
from pipeline.load.queries import DocumentGroup, FindingGroup, UnitLoad
from pipeline.load.store import Outcome, Store
from pipeline.record import Unit
from tests.load.conftest import DEPARTMENT, TODAY, day, only, record, task, until

DATA = "Xây dựng kho dữ liệu dùng chung"
LAND = "Đo đạc lại đất đai"
WATCH = "Trực an ninh mạng"
PROGRESS = "Báo cáo tiến độ"
REVIEW = "Sơ kết quý II"
DEPARTMENTS_AND_OFFICES = [DATA, REVIEW, LAND, PROGRESS]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param({}, [DATA, REVIEW, LAND, WATCH, PROGRESS], id="by next deadline, then by unit"),
        pytest.param({"limit": 2}, [DATA, REVIEW], id="limit"),
        pytest.param({"unit": "so khoa hoc"}, DEPARTMENTS_AND_OFFICES, id="unit and its offices, accents optional"),
        pytest.param(
            {"unit": "Sở KH&CN"}, DEPARTMENTS_AND_OFFICES, id="an abbreviation finds what the full name finds"
        ),
        pytest.param({"unit": "cong an"}, [LAND, WATCH], id="unit that leads or supports"),
        pytest.param({"unit": "hoc"}, DEPARTMENTS_AND_OFFICES, id="unit by a later word"),
        pytest.param({"unit": "oa"}, [], id="unit not inside a word"),
        pytest.param({"unit": "sở", "overdue": True}, [DATA], id="overdue: the last dated deadline has passed"),
        pytest.param({"overdue": True}, [DATA], id="ongoing and recurring are never overdue"),
        pytest.param({"due_before": date(2031, 6, 30)}, [DATA, REVIEW], id="due before, that day included"),
        pytest.param({"due_after": date(2031, 6, 30)}, [REVIEW, LAND], id="due after, that day included"),
        pytest.param({"due_after": TODAY, "due_before": date(2031, 6, 29)}, [], id="due between"),
        pytest.param({"kind": "commitment"}, [REVIEW], id="kind of task"),
        pytest.param({"kind": "ke hoach"}, [DATA, REVIEW, LAND, WATCH, PROGRESS], id="kind of document"),
        pytest.param({"kind": "báo cáo"}, [], id="kind of another document"),
        pytest.param({"document": "12/KH-UBND", "search": "an ninh"}, [WATCH], id="filters together"),
        pytest.param({"date_from": date(2031, 1, 11)}, [], id="issued later"),
        pytest.param({"date_to": date(2031, 1, 10), "limit": 1}, [DATA], id="issued by that day"),
    ],
)
def test_tasks(loaded: Engine, wanted: dict[str, Any], found: list[str]) -> None:
    assert [row.text for row in queries.tasks(loaded, only(**wanted))] == found


@pytest.mark.parametrize(
    ("deadlines", "due", "overdue"),
    [
        pytest.param([until("2031-06-14")], date(2031, 6, 14), True, id="yesterday"),
        pytest.param([until("2031-06-15")], date(2031, 6, 15), False, id="today is in time"),
        pytest.param([until("2031-01-31"), until("2031-09-30")], date(2031, 9, 30), False, id="the next of two"),
        pytest.param([until("2031-09-30"), until("2031-07-31")], date(2031, 7, 31), False, id="whatever their order"),
        pytest.param([until("2031-01-31"), until("2031-03-31")], date(2031, 3, 31), True, id="both have passed"),
        pytest.param([until("2031-03-31", "period", "2031-01-01")], date(2031, 3, 31), True, id="a quarter"),
        pytest.param([until("2030-12-31", "ongoing", "2030-01-01")], None, False, id="ongoing, of last year"),
        pytest.param([until(None, "conditional"), until("2031-01-31")], date(2031, 1, 31), True, id="one is dated"),
        pytest.param([until(None, "recurring")], None, False, id="recurring"),
        pytest.param([], None, False, id="no deadline"),
    ],
)
def test_when_a_task_is_due(store: Store, deadlines: list[Any], due: date | None, overdue: bool) -> None:
    store.save(record(tasks=(task("Việc", *deadlines),)))
    [row] = queries.tasks(store.engine, only())
    assert (row.due, row.overdue) == (due, overdue)
    assert [deadline.end for deadline in row.deadlines] == [
        date.fromisoformat(deadline.end) if deadline.end else None for deadline in deadlines
    ]
    assert len(queries.tasks(store.engine, only(overdue=True))) == overdue


def test_only_what_is_sure_enough(store: Store) -> None:
    sure, unsure, unknown = (
        task(text, confidence=value) for text, value in (("Rà soát", 0.9), ("Báo cáo", 0.89), ("Kiểm tra", None))
    )
    store.save(record(tasks=[sure, unsure, unknown]))
    found = queries.tasks(store.engine, only(min_confidence=0.9))
    assert [(row.text, row.confidence) for row in found] == [("Rà soát", 0.9)]
    for ask in (queries.documents, queries.references, queries.counts, queries.findings):
        rows = ask(store.engine, only())
        surer = ask(store.engine, only(min_confidence=0.5))
        assert [row for row in rows if row.confidence is not None and row.confidence >= 0.5] == surer


def test_a_task_says_whose_it_is(loaded: Engine) -> None:
    row = next(row for row in queries.tasks(loaded, only()) if row.text == LAND)
    assert [(unit.text, unit.name, unit.owner) for unit in row.lead] == [
        ("Sở KH&CN", "Sở Khoa học và Công nghệ", "Ủy ban nhân dân tỉnh Hoa Lư")
    ]
    assert [unit.name for unit in row.support] == ["Công an tỉnh"]
    assert (row.document_key, row.document_type, row.section, row.path) == (
        "12/KH-UBND",
        "Kế hoạch",
        "II.2",
        "in/plan.docx",
    )
    assert (row.issuer, row.issued) == ("Ủy ban nhân dân tỉnh Hoa Lư", date(2031, 1, 10))


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        pytest.param({}, ["7/BC-SKHCN", "12/KH-UBND"], id="the latest first"),
        pytest.param({"kind": "bao cao"}, ["7/BC-SKHCN"], id="kind"),
        pytest.param({"unit": "cong an tinh"}, ["12/KH-UBND"], id="unit with a task in it"),
        pytest.param({"unit": "so kh&cn"}, ["7/BC-SKHCN", "12/KH-UBND"], id="unit that issued, or has a task"),
        pytest.param(
            {"unit": "ubnd tinh hoa lu"}, ["7/BC-SKHCN", "12/KH-UBND"], id="issuer, abbreviated, and whose owner it is"
        ),
        pytest.param({"date_from": date(2031, 4, 5), "date_to": date(2031, 4, 5)}, ["7/BC-SKHCN"], id="one day"),
        pytest.param({"overdue": True}, ["12/KH-UBND"], id="with overdue tasks"),
        pytest.param({"search": "ho so", "limit": 5}, ["7/BC-SKHCN"], id="search"),
    ],
)
def test_documents(loaded: Engine, wanted: dict[str, Any], keys: list[str]) -> None:
    assert [row.key for row in queries.documents(loaded, only(**wanted))] == keys


def test_a_document_counts_what_is_in_it(loaded: Engine) -> None:
    row = next(row for row in queries.documents(loaded, only()) if row.key == "12/KH-UBND")
    assert (row.tasks, row.overdue, row.findings, row.issued, row.format) == (5, 1, 1, date(2031, 1, 10), "docx")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("12/KH-UBND", "12/KH-UBND", id="key"),
        pytest.param("12/kh-ubnd", "12/KH-UBND", id="key in small letters"),
        pytest.param("2", "7/BC-SKHCN", id="id"),
        pytest.param("in/plan.docx", "12/KH-UBND", id="path"),
        pytest.param("plan.docx", "12/KH-UBND", id="file name"),
        pytest.param("chuyen doi so", "12/KH-UBND", id="words of the subject"),
        pytest.param("7/BC", "7/BC-SKHCN", id="key begun"),
        pytest.param("repor", "7/BC-SKHCN", id="part of a path"),
        pytest.param("no such", None, id="nothing"),
        pytest.param("99999999999999999999", None, id="no id is that long"),
    ],
)
def test_a_document_by_any_name(loaded: Engine, name: str, key: str | None) -> None:
    found = queries.document(loaded, name)
    assert (found and found["document"]["key"]) == key
    assert [row.key for row in queries.documents(loaded, only(document=name))] == ([key] if key else [])


def test_a_document_by_the_first_digits_of_its_hash(loaded: Engine) -> None:
    row = queries.documents(loaded, only(limit=1))[0]
    found = queries.document(loaded, row.sha256[:10])
    assert found is not None
    assert found["document"]["key"] == row.key


def test_an_exact_name_wins_over_a_part_of_another(store: Store) -> None:
    store.save_many([record(key, document={"key": key}) for key in ("1/QĐ-X", "1/QĐ-XY")])
    found = queries.document(store.engine, "1/qd-x")
    assert found is not None
    assert found["document"]["key"] == "1/QĐ-X"


def test_an_ambiguous_name_lists_the_candidates(store: Store) -> None:
    decision = {"key": "5/QĐ-UBND", "type": "Quyết định"}
    store.save_many([record(str(n), document={**decision, "issued": day(f"203{n}-01-02")}) for n in range(3)])
    with pytest.raises(UsageError) as caught:
        queries.document(store.engine, "5/QĐ-UBND")
    assert caught.value.code == "ambiguous_document"
    assert "2 · 5/QĐ-UBND · Quyết định · 2031-01-02" in caught.value.hint("vi")
    assert len(queries.documents(store.engine, only(document="5/QĐ-UBND"))) == 3


def test_many_candidates_are_cut_short(store: Store) -> None:
    store.save_many([record(str(n), document={"key": "5/QĐ-UBND"}) for n in range(12)])
    with pytest.raises(UsageError) as caught:
        queries.document(store.engine, "5/QĐ-UBND")
    assert caught.value.hint("en").count("·") == 20
    assert caught.value.hint("en").endswith("...")


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        pytest.param({}, ["3034/QĐ-UBND"], id="all"),
        pytest.param({"kind": "quyet dinh"}, ["3034/QĐ-UBND"], id="kind of the cited"),
        pytest.param({"kind": "basis"}, ["3034/QĐ-UBND"], id="relation"),
        pytest.param({"kind": "nghi dinh"}, [], id="another kind"),
        pytest.param({"search": "3034/qd"}, ["3034/QĐ-UBND"], id="search"),
        pytest.param({"unit": "cong an"}, ["3034/QĐ-UBND"], id="cited where the unit has a task"),
        pytest.param({"document": "7/BC-SKHCN"}, [], id="of another document"),
    ],
)
def test_references(loaded: Engine, wanted: dict[str, Any], keys: list[str]) -> None:
    assert [row.key for row in queries.references(loaded, only(**wanted))] == keys


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        pytest.param({}, [12, 9.5, 12], id="all, in order"),
        pytest.param({"kind": "resolved_total"}, [9.5], id="measure"),
        pytest.param({"kind": "dossier", "limit": 1}, [12], id="subject"),
        pytest.param({"kind": "kế hoạch"}, [], id="kind of document"),
        pytest.param({"search": "dat dai cap giay"}, [12, 9.5], id="search"),
        pytest.param({"date_to": date(2031, 3, 31)}, [12, 9.5, 12], id="by the period, not by the day of issue"),
        pytest.param({"date_from": date(2031, 4, 1)}, [], id="after the period"),
    ],
)
def test_counts(loaded: Engine, wanted: dict[str, Any], values: list[float]) -> None:
    found = [row.value for row in queries.counts(loaded, only(**wanted))]
    assert found == values
    assert [type(value) for value in found] == [type(value) for value in values]


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        pytest.param({}, ["total_mismatch", "skipped_numbering"], id="the gravest first"),
        pytest.param({"kind": "error"}, ["total_mismatch"], id="severity"),
        pytest.param({"kind": "skipped_numbering"}, ["skipped_numbering"], id="code"),
        pytest.param({"search": "khong khop"}, ["total_mismatch"], id="search"),
        pytest.param({"unit": "cong an"}, ["skipped_numbering"], id="unit"),
    ],
)
def test_findings(loaded: Engine, wanted: dict[str, Any], codes: list[str]) -> None:
    assert [row.code for row in queries.findings(loaded, only(**wanted))] == codes


def test_overview(loaded: Engine) -> None:
    store = Store(loaded)
    first = store.start_run("ingest")
    store.record_outcomes(first, [Outcome("a", "failed"), Outcome("b", "failed"), Outcome("s", "refused")])
    store.record_outcomes(store.start_run("ingest"), [Outcome("a", "done")])
    page = queries.overview(loaded, TODAY)
    assert page.documents == (
        DocumentGroup("Báo cáo", "done", 1),
        DocumentGroup("Kế hoạch", "done", 1),
        DocumentGroup(None, "failed", 1),
        DocumentGroup(None, "refused", 1),
    )
    assert page.units == (
        UnitLoad("Sở Khoa học và Công nghệ", "Ủy ban nhân dân tỉnh Hoa Lư", 2, 1, date(2031, 7, 1)),
        UnitLoad("Văn phòng Sở", "Sở Khoa học và Công nghệ", 2, 0, date(2031, 6, 30)),
        UnitLoad("Công an tỉnh", None, 1, 0, None),
    )
    assert page.findings == (FindingGroup("skipped_numbering", "info", 1), FindingGroup("total_mismatch", "error", 1))
    assert (page.tasks, page.overdue, page.tasks_without_unit) == (5, 1, 0)


def test_overview_of_nothing(engine: Engine) -> None:
    page = queries.overview(engine, TODAY)
    assert (page.documents, page.units, page.findings, page.tasks, page.overdue) == ((), (), (), 0, 0)


def test_a_unit_is_one_whatever_its_spelling_but_tones_tell_communes_apart(store: Store) -> None:
    names = ["UBND xã Hoà Thanh", "Ubnd xã Hòa Thanh", "UBND xã Hòa Thành"]
    store.save(record(tasks=tuple(task(name, lead=(Unit(text=name, name=name),)) for name in names)))
    assert sorted(unit.tasks for unit in queries.overview(store.engine, TODAY).units) == [1, 2]


def test_a_unit_named_twice_by_a_task_has_one_task(store: Store) -> None:
    full = DEPARTMENT.model_copy(update={"text": "Sở Khoa học và Công nghệ"})
    store.save(record(tasks=(task("Việc", until("2031-01-01"), lead=(DEPARTMENT, full)),)))
    [unit] = queries.overview(store.engine, TODAY).units
    assert (unit.tasks, unit.overdue) == (1, 1)


def test_a_unit_of_two_owners_is_two(store: Store) -> None:
    office = Unit(text="Văn phòng", name="Văn phòng Sở", owner="Sở Y tế")
    other = office.model_copy(update={"owner": "Sở Nội vụ"})
    store.save(record(tasks=(task("a", lead=(office, DEPARTMENT)), task("b", lead=(other,)))))
    assert [row.text for row in queries.tasks(store.engine, only(unit="so y te"))] == ["a"]
    assert len(queries.overview(store.engine, TODAY).units) == 3


def test_a_unit_is_found_by_an_abbreviation_that_no_document_writes(store: Store) -> None:
    board = Unit(text="Ủy ban nhân dân xã Cẩm Sơn", name="Ủy ban nhân dân xã Cẩm Sơn")
    store.save(record(tasks=(task("a", lead=(board,)), task("b", lead=(DEPARTMENT,)))))
    assert [row.text for row in queries.tasks(store.engine, only(unit="ubnd xa cam son"))] == ["a"]
    assert [row.text for row in queries.tasks(store.engine, only(unit="so kh&cn"))] == ["b"]


PLAN = {"key": "12/KH-SXD", "issuer": DEPARTMENT, "issued": day("2031-02-03"), "type": "Kế hoạch", "subject": "Nhà ở"}


@pytest.mark.parametrize(
    ("second", "shown"),
    [
        pytest.param(PLAN, 1, id="a signed PDF beside its Word file"),
        pytest.param(PLAN | {"issued": day("2032-02-03")}, 2, id="numbers begin anew each year"),
        pytest.param(PLAN | {"key": "13/KH-SXD"}, 2, id="another number"),
        pytest.param(PLAN | {"issuer": None}, 2, id="nobody knows whose"),
    ],
)
def test_a_document_in_two_files_shows_its_tasks_once(store: Store, second: dict[str, Any], shown: int) -> None:
    tasks = (task("Rà soát nhà ở", until("2031-05-31")),)
    store.save(record("signed", document=PLAN, tasks=tasks))
    store.save(record("word", document=second, tasks=tasks))
    assert len(queries.tasks(store.engine, only())) == shown
    assert [row.files for row in queries.documents(store.engine, only())] == [3 - shown] * shown
    assert queries.overview(store.engine, TODAY).tasks == shown
    assert [row.text for row in queries.tasks(store.engine, only(document="in/word.docx"))] == ["Rà soát nhà ở"]


def test_two_files_without_a_number_are_one_document_by_kind_and_subject(store: Store) -> None:
    for name in ("signed", "word"):
        store.save(record(name, document=PLAN | {"key": None}, tasks=(task("Rà soát nhà ở"),)))
    store.save(record("other", document=PLAN | {"key": None, "subject": "Nhà xưởng"}, tasks=(task("Rà soát xưởng"),)))
    assert sorted(row.text for row in queries.tasks(store.engine, only())) == ["Rà soát nhà ở", "Rà soát xưởng"]


def test_two_files_of_one_document_are_one_answer(store: Store) -> None:
    for name in ("word", "signed"):
        store.save(record(name, document=PLAN, text="Kế hoạch"))
    found = queries.document(store.engine, "12/KH-SXD")
    assert found is not None
    assert [file["paths"] for file in found["files"]] == [("in/signed.docx",), ("in/word.docx",)]
    assert found["differences"] == []
