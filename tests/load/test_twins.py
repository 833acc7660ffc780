"""One document in several files: shown once, filled in, with what differs told, whatever comes first."""

from __future__ import annotations

import itertools
import json
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select

from pipeline.load import queries, schema
from pipeline.load.differences import Side, differences
from pipeline.load.store import Store
from pipeline.record import (
    Count,
    CountSubject,
    DateValue,
    Document,
    Finding,
    Measure,
    Record,
    Reference,
    Severity,
    Signature,
    Signer,
    Source,
    SourceFormat,
    Unit,
)
from tests.load.conftest import DEPARTMENT, OFFICE, TODAY, day, only, task, until
from tests.load.test_store import contents
from tests.load.texts import PANEL, decision, recognised, report

APRIL = DateValue(text="ngày    tháng 4 năm 2031", start="2031-04-01", end="2031-04-30", precision="month")
SIGNER = Signer(name="Trịnh Công Hưởng", position="Giám đốc")
HEAD: dict[str, Any] = {
    "type": "Quyết định",
    "symbol": "QĐ-SKHCN",
    "issuer": DEPARTMENT,
    "place": "Hoa Lư",
    "subject": "Về việc bổ nhiệm ông Đinh Trọng Khôi giữ chức vụ Phó Trưởng phòng",
    "signer": SIGNER,
}
BLANK = HEAD | {"issued": APRIL}
NUMBERED = HEAD | {"number": "45", "key": "45/QĐ-SKHCN", "issued": day("2031-04-09")}
BLANK_FINDING = Finding(code="missing_number", severity=Severity.WARNING, message="Số còn để trống.")
HANDOVER = task("bàn giao công việc đang phụ trách cho lãnh đạo phòng", until("2031-05-15"), section="2")
REVIEW = task(
    "rà soát việc phân công trong lãnh đạo phòng, lập bảng mô tả vị trí việc làm", section="3", lead=(OFFICE,)
)
TASKS = (HANDOVER, REVIEW)


def file(
    name: str,
    text: str,
    head: dict[str, Any],
    *,
    format: str = "docx",
    ocr: bool = False,
    signed: bool = False,
    rules: str = "1",
    **parts: Any,
) -> Record:
    return Record(
        rules_version=rules,
        source=Source(
            path=f"in/{name}.{format}",
            sha256=sha256(name.encode()).hexdigest(),
            format=SourceFormat(format),
            ocr=ocr,
            signatures=(Signature(signer="Sở Khoa học và Công nghệ"),) if signed else (),
        ),
        text=text,
        document=Document(**head),
        **{"tasks": TASKS, **parts},
    )


DRAFT = file("draft", decision(), BLANK, findings=(BLANK_FINDING,))
SIGNED = file("signed", decision(number="45", day="09", behind=PANEL), NUMBERED, format="pdf", signed=True)
SCAN = file("scan", recognised(decision(number="45", day="09")), NUMBERED, format="pdf", ocr=True)
#: The number of a scan is often written by hand, and not read.
SCAN_BLANK = file("scan-blank", recognised(decision()), BLANK, format="pdf", ocr=True)
OTHER = file(
    "other",
    decision(number="46", day="09", person="Tạ Quang Vinh", born="1990"),
    NUMBERED | {"number": "46", "key": "46/QĐ-SKHCN", "subject": "Về việc bổ nhiệm ông Tạ Quang Vinh"},
)


def groups(store: Store) -> list[list[str]]:
    """The documents by the names of their files, the shown one first."""
    found = []
    for row in queries.documents(store.engine, only()):
        files = queries.files(store.engine, str(row.id))
        assert len(files) == row.files
        found.append([f.name.partition(".")[0] for f in files])
    return sorted([first, *sorted(rest)] for first, *rest in found)


def without_keys(store: Store) -> dict[str, Any]:
    """All that is stored, but for numbers of rows, and the keys that tasks have from the file that came first."""
    names = {row.id: row.sha256[:6] for row in _rows(store, schema.document)}
    twins = sorted((names[t.document_id], names[t.primary_id], t.filled) for t in _rows(store, schema.twin))
    tasks = sorted((names[t.document_id], t.text) for t in _rows(store, schema.task))
    findings = sorted((names[f.document_id], f.code, f.message) for f in _rows(store, schema.finding))
    documents = sorted(
        (r.sha256, r.key, r.issued_text, r.signer_name, r.key_words) for r in _rows(store, schema.document)
    )
    return {
        "twins": twins,
        "tasks": tasks,
        "findings": findings,
        "documents": documents,
        "search": contents(store.engine)["document_search"],
    }


def _rows(store: Store, table: Any) -> list[Any]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(table)))


@pytest.mark.parametrize(
    ("files", "documents"),
    [
        pytest.param([DRAFT, SIGNED], [["signed", "draft"]], id="a Word draft and the signed PDF"),
        pytest.param([DRAFT, SCAN], [["draft", "scan"]], id="a Word draft and the scan: read before recognised"),
        pytest.param([DRAFT, SCAN_BLANK], [["draft", "scan-blank"]], id="nobody reads the number"),
        pytest.param([DRAFT, SIGNED, SCAN], [["signed", "draft", "scan"]], id="three files"),
        pytest.param([SIGNED, SCAN], [["signed", "scan"]], id="number, issuer and day"),
        pytest.param([DRAFT, OTHER], [["draft"], ["other"]], id="another person"),
        pytest.param([DRAFT, SIGNED, OTHER], [["other"], ["signed", "draft"]], id="another person beside"),
        pytest.param(
            [SIGNED, file("again", SIGNED.text, NUMBERED | {"number": "47", "key": "47/QĐ-SKHCN"})],
            [["again"], ["signed"]],
            id="the same text under another number",
        ),
        pytest.param(
            [DRAFT, SIGNED, file("again", SIGNED.text, NUMBERED | {"number": "47", "key": "47/QĐ-SKHCN"})],
            [["again"], ["draft"], ["signed"]],
            id="a draft of two documents belongs to neither",
        ),
        pytest.param(
            [SIGNED, file("next-year", SIGNED.text, NUMBERED | {"issued": day("2032-04-09")})],
            [["next-year"], ["signed"]],
            id="numbers begin anew each year",
        ),
        pytest.param(
            [SIGNED, file("misread", SIGNED.text, NUMBERED | {"issued": day("2031-04-19")}, format="pdf", ocr=True)],
            [["signed", "misread"]],
            id="a day misread",
        ),
        pytest.param(
            [SIGNED, file("padded", SIGNED.text, NUMBERED | {"number": "045", "key": "045/QĐ-SKHCN"})],
            [["signed", "padded"]],
            id="a number with a nought before it",
        ),
        pytest.param(
            [SIGNED, file("other-office", SIGNED.text, NUMBERED | {"issuer": OFFICE})],
            [["other-office"], ["signed"]],
            id="another office with its own number 45",
        ),
        pytest.param(
            [SIGNED, file("nobody", SIGNED.text, NUMBERED | {"issuer": None})],
            [["signed", "nobody"]],
            id="nobody knows whose, but the text agrees",
        ),
        pytest.param(
            [SIGNED, file("appendix", report(4, (120, 100, 3)), NUMBERED)],
            [["appendix"], ["signed"]],
            id="an appendix under its decision's number",
        ),
        pytest.param(
            [DRAFT, file("regulation", DRAFT.text, BLANK | {"type": "Quy chế"})],
            [["draft"], ["regulation"]],
            id="another kind",
        ),
        pytest.param(
            [file(f"month{m}", report(m, (120 + m, 100, 3)), {"type": "Báo cáo"}, tasks=()) for m in (4, 5)],
            [["month4"], ["month5"]],
            id="two months of one form",
        ),
    ],
)
def test_which_files_are_one_document(store: Store, files: list[Record], documents: list[list[str]]) -> None:
    stored: list[dict[str, Any]] = []
    for order in itertools.permutations(files):
        for one in order:
            store.save(one)
        assert groups(store) == documents
        stored.append(without_keys(store))
        store.forget([row.id for row in _rows(store, schema.document)])
        assert _rows(store, schema.twin) == _rows(store, schema.text_band) == []
    store.save_many(files)
    stored.append(without_keys(store))
    before = contents(store.engine)
    store.save_many(files)
    assert contents(store.engine) == before
    assert all(one == stored[0] for one in stored)


def test_what_the_shown_file_lacks_is_filled_in(store: Store) -> None:
    store.save_many([DRAFT, file("scan", SCAN.text, NUMBERED, format="pdf", ocr=True)])
    [row] = queries.documents(store.engine, only())
    assert (row.key, row.number, row.issued, row.format) == ("45/QĐ-SKHCN", "45", date(2031, 4, 9), "docx")
    found = queries.document(store.engine, "45/QĐ-SKHCN")
    assert found is not None
    assert (found["document"]["number"], found["document"]["issued"]["start"]) == ("45", "2031-04-09")
    assert [(f["is_shown"], f["gives"]) for f in found["files"]] == [(True, ()), (False, ("key", "issued"))]
    assert [f["code"] for f in found["findings"]] == []
    assert queries.findings(store.engine, only()) == []
    assert [r.key for r in queries.documents(store.engine, only(search="45/qd-skhcn"))] == ["45/QĐ-SKHCN"]
    # what each file says by itself is kept
    assert [queries.file_record(store.engine, f["id"])["document"]["key"] for f in found["files"]] == [
        None,
        "45/QĐ-SKHCN",
    ]


def test_what_was_filled_in_goes_with_the_file_that_gave_it(store: Store) -> None:
    store.save(DRAFT)
    before = without_keys(store)
    scan = store.save(SCAN).document_id
    assert without_keys(store) != before
    store.forget([scan])
    assert without_keys(store) == before
    [row] = queries.documents(store.engine, only())
    assert (row.key, row.files, row.issued_text) == (None, 1, APRIL.text)
    assert [f.code for f in queries.findings(store.engine, only())] == ["missing_number"]


def test_a_forgotten_primary_leaves_its_twins(store: Store) -> None:
    store.save_many([DRAFT, SCAN])
    store.save(SIGNED)
    store.forget([row.id for row in queries.documents(store.engine, only())])
    assert groups(store) == [["draft", "scan"]]


@pytest.mark.parametrize("lists", [queries.tasks, queries.references, queries.counts, queries.findings])
def test_every_list_shows_a_document_once(store: Store, lists: Any) -> None:
    parts: dict[str, Any] = {
        "references": (Reference(text="Quyết định số 7/QĐ-UBND", key="7/QĐ-UBND"),),
        "counts": (Count(subject=CountSubject.DOSSIER, measure=Measure.RECEIVED_NEW, value=12, origin="prose"),),
        "findings": (Finding(code="missing_date", severity=Severity.WARNING, message="Thiếu ngày."),),
        "tasks": (HANDOVER,),
    }
    store.save(file("word", decision(number="45", day="09"), NUMBERED, **parts))
    one = lists(store.engine, only())
    store.save(file("signed", SIGNED.text, NUMBERED, format="pdf", **parts))
    assert len(one) == 1
    assert len(lists(store.engine, only())) == 1
    for name in ("in/word.docx", "in/signed.pdf", "45/QĐ-SKHCN", "1", "2"):
        assert len(lists(store.engine, only(document=name))) == 1
    page = queries.overview(store.engine, TODAY)
    assert (page.tasks, sum(group.number for group in page.documents)) == (1, 1)
    assert sum(unit.tasks for unit in page.units) == 1


def keys(store: Store) -> dict[str, str]:
    return {row.text: row.task_key for row in queries.tasks(store.engine, only())}


def test_a_task_keeps_its_key_when_a_better_file_comes(store: Store) -> None:
    store.save(DRAFT)
    before = keys(store)
    changed = task("bàn giao công việc đang phụ trách cho lãnh đạo phòng ngay", until("2031-05-15"), section="Điều 2")
    store.save(file("signed", SIGNED.text, NUMBERED, format="pdf", signed=True, tasks=(changed, REVIEW)))
    assert groups(store) == [["signed", "draft"]]
    assert keys(store) == {changed.text: before[HANDOVER.text], REVIEW.text: before[REVIEW.text]}
    # and through new rules, for either file
    for one in (DRAFT, SIGNED):
        store.save(one.model_copy(update={"rules_version": "2"}))
        assert set(keys(store).values()) == set(before.values())


def test_a_file_that_comes_later_and_is_not_shown_changes_no_key(store: Store) -> None:
    store.save(SIGNED)
    before = keys(store)
    store.save_many([DRAFT, SCAN])
    assert keys(store) == before


def test_new_rules_may_part_and_join_files(store: Store) -> None:
    store.save_many([DRAFT, SIGNED])
    renumbered = SIGNED.model_copy(
        update={"rules_version": "2", "document": Document(**NUMBERED | {"type": "Nghị quyết"})}
    )
    store.save(renumbered)
    assert groups(store) == [["draft"], ["signed"]]
    assert len(queries.tasks(store.engine, only())) == 4
    store.save(SIGNED)
    assert groups(store) == [["signed", "draft"]]


def test_a_third_file_that_makes_a_draft_doubtful_and_clear_again(store: Store) -> None:
    store.save_many([DRAFT, SIGNED])
    again = store.save(file("again", SIGNED.text, NUMBERED | {"number": "47", "key": "47/QĐ-SKHCN"}))
    assert groups(store) == [["again"], ["draft"], ["signed"]]
    store.forget([again.document_id])
    assert groups(store) == [["signed", "draft"]]


LATE = task(HANDOVER.text, until("2031-05-20"), section="2")
OTHER_LEAD = task(REVIEW.text, section="3", lead=(DEPARTMENT,))


def count(value: int) -> Count:
    return Count(
        subject=CountSubject.DOSSIER, measure=Measure.RECEIVED_NEW, value=value, label="Đất đai", origin="prose"
    )


@pytest.mark.parametrize(
    ("text", "head", "parts", "fields"),
    [
        pytest.param(decision(number="45", day="09", behind=PANEL), NUMBERED, {}, [], id="number, day and panel"),
        pytest.param(decision(handover="20/5/2031"), BLANK, {"tasks": (LATE, REVIEW)}, ["deadline"], id="a deadline"),
        pytest.param(decision(handover="20/5/2031"), BLANK, {}, ["text"], id="a date that no task has"),
        pytest.param(decision(), BLANK, {"tasks": (HANDOVER, OTHER_LEAD)}, ["lead"], id="who leads"),
        pytest.param(decision(), BLANK, {"tasks": (HANDOVER,)}, [], id="a task that was overlooked is in the text"),
        pytest.param(
            decision(behind="\nGiao Văn phòng Sở tổ chức lễ công bố quyết định vào đầu tuần sau tại hội trường."),
            BLANK,
            {"tasks": (*TASKS, task("tổ chức lễ công bố quyết định vào đầu tuần sau tại hội trường"))},
            ["task"],
            id="one task more",
        ),
        pytest.param(decision(), BLANK | {"signer": Signer(name="Lại Thị Mơ")}, {}, ["signer"], id="who signed"),
        pytest.param(decision(), BLANK | {"signer": None}, {}, [], id="no signer read"),
        pytest.param(decision(), BLANK | {"subject": HEAD["subject"] + " của Sở"}, {}, [], id="subject a line longer"),
        pytest.param(decision(), BLANK | {"subject": "Về việc khác hẳn"}, {}, ["subject"], id="subject"),
    ],
)
def test_where_files_differ(
    store: Store, text: str, head: dict[str, Any], parts: dict[str, Any], fields: list[str]
) -> None:
    store.save_many([DRAFT, file("second", text, head, **parts)])
    [row] = queries.documents(store.engine, only())
    found = queries.document(store.engine, str(row.id))
    assert found is not None
    assert [difference["field"] for difference in found["differences"]] == fields
    told = [finding for finding in queries.findings(store.engine, only()) if finding.code == "files_differ"]
    assert [finding.severity for finding in told] == ["warning"] * bool(fields)
    assert [f["message"] for f in found["findings"] if f["code"] == "files_differ"] == [f.message for f in told]
    if told:
        assert "second.docx" in told[0].message
        assert "draft.docx" in told[0].message


def side(text: str, ocr: bool = False, **parts: Any) -> Side:
    return Side(json.loads(file("x", text, BLANK, ocr=ocr, **parts).model_dump_json(exclude={"text"})), text)


def test_another_number_is_told_and_a_misread_word_is_not() -> None:
    here = side(decision() + "\nTiếp nhận 120 hồ sơ.", counts=(count(120),))
    there = side(recognised(decision() + "\nTiếp nhận 126 hồ sơ."), True, counts=(count(126),))
    [found] = differences(here, there)
    assert (found.field, found.here, found.there, found.about) == ("count", "120", "126", "received_new · dat dai")


def test_a_number_that_was_overlooked_in_one_file_is_no_difference() -> None:
    text = decision() + "\nTiếp nhận 120 hồ sơ."
    assert differences(side(text, counts=(count(120),)), side(text)) == []


def test_a_unit_read_with_a_smudge_is_the_same() -> None:
    smudged = Unit(text="Văn phòng Sở", name="Văn phònq Sở", owner=None)
    there = side(recognised(decision()), True, tasks=(HANDOVER, task(REVIEW.text, lead=(smudged,), section="3")))
    assert differences(side(decision()), there) == []


def test_many_files_of_one_template_stay_apart(store: Store) -> None:
    people = ("Tạ Quang Vinh", "Lò Văn Ế", "Phùng Bá Đạt", "Ngô Thị Sim", "Hà Thúc Uy", "Võ Ngọc Ẩn", "Mạc Đăng Lưu")
    files = [
        file(f"d{n}", decision(number=str(n + 1), day="09", person=person), NUMBERED | {"number": str(n + 1)} | name)
        for n, person in enumerate(people)
        for name in ({"key": f"{n + 1}/QĐ-SKHCN", "subject": f"Bổ nhiệm {person}"},)
    ]
    drafts = [
        file(f"t{n}", decision(person=person), BLANK | {"subject": f"Bổ nhiệm {person}"})
        for n, person in enumerate(people)
    ]
    store.save_many([*files, *drafts])
    assert groups(store) == sorted([f"d{n}", f"t{n}"] for n in range(len(people)))
