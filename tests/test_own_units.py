"""An office's own list of units: what a spreadsheet may write, and what it does to a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.own_units import (
    NO_UNITS,
    UNKNOWN_UNIT,
    Line,
    OwnUnits,
    concerns,
    mend,
    mended,
    own_units,
    read_own_units,
    rules_alone,
    unknown_units,
)
from pipeline.record import (
    DateValue,
    Document,
    Finding,
    Record,
    Reference,
    Relation,
    Severity,
    Source,
    SourceFormat,
    Task,
    TaskKind,
    Unit,
)
from pipeline.registry import UNKNOWN


def units(text: str, name: str, owner: str | None = None, start: str = "", end: str = "") -> OwnUnits:
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    return OwnUnits((Line(text, name, owner, *days),))


def unit(text: str, owner: str | None = None, confidence: float = UNKNOWN) -> Unit:
    return Unit(text=text, name=text, owner=owner, confidence=confidence)


def record(
    *lead: Unit, issuer: Unit | None = None, day: str | None = "2031-05-01", cited: Unit | None = None
) -> Record:
    issued = DateValue(text=day, start=day, end=day, precision="day") if day else None
    made = Record(
        rules_version="abc",
        source=Source(path="a.docx", sha256="a" * 64, format=SourceFormat.DOCX),
        text="Toàn văn",
        document=Document(issuer=issuer, issued=issued),
        references=(Reference(text="Quyết định số 1/QĐ-UBND", issuer=cited, relation=Relation.BASIS),),
        tasks=(Task(text="Nuôi tằm", kind=TaskKind.ASSIGNMENT, lead=lead, support=lead),),
        findings=(Finding(code="missing_number", severity=Severity.WARNING, message="Thiếu số."),),
    )
    return made.model_copy(update={"findings": (*made.findings, *unknown_units(made))})


# ---------------------------------------------------------------------------------------------------- reading the file


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("text,name,owner\nTT Tằm,Trung tâm Dâu tằm,Sở Nông vụ\n".encode(), id="english"),
        pytest.param(
            "\ufeffCách viết trong văn bản;Tên đúng;Thuộc cơ quan\r\nTT Tằm;Trung tâm Dâu tằm;Sở Nông vụ\r\n".encode(),
            id="excel_in_vietnam",
        ),
        pytest.param(
            "Tên đúng\tGhi chú\tCách viết\tThuộc\nTrung tâm  Dâu tằm\tx\tTT Tằm \tSở Nông vụ\n".encode("utf-16"),
            id="tabs_and_utf16_in_another_order",
        ),
        pytest.param(
            '# của tỉnh Hoa Lư\n\nTEXT,NAME,OWNER\n"TT Tằm","Trung tâm Dâu tằm","Sở Nông vụ"\nTT Ong,,\n,,\n'.encode(),
            id="comment_blank_line_quotes_and_forms_not_filled_in",
        ),
    ],
)
def test_spreadsheets_are_read_as_they_are_written(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "đơn vị.csv"
    file.write_bytes(data)
    assert read_own_units(file).lines == (Line("TT Tằm", "Trung tâm Dâu tằm", "Sở Nông vụ", None, None),)


def test_days_and_owners(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("text,name,owner,valid_from,valid_to\nA,B,-,1/7/2025,\n'+A,C,,,2025-06-30\n", encoding="utf-8")
    assert read_own_units(file).lines == (
        Line("A", "B", "", date(2025, 7, 1), None),
        Line("+A", "C", None, None, date(2025, 6, 30)),
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"text,owner\nA,B\n", "(line 1) has no column name", id="no_column"),
        pytest.param(b"text,name\n,B\n", "(line 2) has a name but no text", id="no_text"),
        pytest.param(b"text,name\n---,B\n", "(line 2) has a name but no text", id="no_letter"),
        pytest.param(b"text,name,valid_to\n\nA,B,31/02/2025\n", "(line 3) has a day", id="no_such_day"),
        pytest.param(b"text,name,valid_from,valid_to\nA,B,2/1/2025,1/1/2025\n", "(line 2) ends before", id="reversed"),
        pytest.param(b'text,name\nA,"B\n', "(line 2) has an open quotation", id="open_quotation"),
        pytest.param(b"text,name\nS\xf4,B\n", "is not UTF-8", id="encoding"),
    ],
)
def test_what_makes_no_sense_is_said_with_its_line(data: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_bytes(data)
    with pytest.raises(UsageError) as refused:
        read_own_units(file)
    assert refused.value.code == "bad_units_file"
    assert says in refused.value.message("en")
    assert str(file) in refused.value.message("vi")


def test_a_file_that_nobody_asked_for_need_not_be_there(tmp_path: Path) -> None:
    assert own_units(tmp_path / "units.csv", is_optional=True) == NO_UNITS
    with pytest.raises(UsageError, match="bad_units_file"):
        own_units(tmp_path / "units.csv", is_optional=False)


@given(st.binary(max_size=200))
def test_any_bytes_are_lines_or_an_error_of_use(data: bytes) -> None:
    from pipeline.own_units import _decoded, _lines

    try:
        assert all(line.name for line in _lines(Path("x.csv"), _decoded(Path("x.csv"), data)))
    except UsageError as error:
        assert error.code == "bad_units_file"


# ------------------------------------------------------------------------------------------------- laid over a record


@pytest.mark.parametrize(
    ("own", "found", "name", "owner"),
    [
        pytest.param(
            units("TT Tằm", "Trung tâm Dâu tằm", "Sở Nông vụ"),
            unit("TT Tằm", "Sở Y vụ"),
            "Trung tâm Dâu tằm",
            "Sở Nông vụ",
            id="name_and_owner",
        ),
        pytest.param(
            units("tt  tằm", "Trung tâm Dâu tằm"),
            unit("TT TẰM", "Sở Nông vụ"),
            "Trung tâm Dâu tằm",
            "Sở Nông vụ",
            id="blank_owner_leaves_it_to_the_document",
        ),
        pytest.param(
            units("TT Tằm", "Trung tâm Dâu tằm", ""), unit("TT Tằm", "Sở Y vụ"), "Trung tâm Dâu tằm", None, id="nobodys"
        ),
        pytest.param(
            units("Trung tâm Tằm", "Trung tâm Dâu tằm"),
            Unit(text="TT Tằm", name="Trung tâm Tằm", confidence=0.95),
            "Trung tâm Dâu tằm",
            None,
            id="by_the_name_that_the_rules_gave",
        ),
        pytest.param(
            units("Trung tâm Tằm", "Trung tâm Dâu tằm"),
            unit("Phó Giám đốc Trung tâm Tằm"),
            "Phó Giám đốc Trung tâm Dâu tằm",
            "Trung tâm Dâu tằm",
            id="its_post",
        ),
        pytest.param(
            units("Trung tâm Tằm", "Trung tâm Dâu tằm"),
            unit("Phòng Kỹ nghệ", "Trung tâm Tằm"),
            "Phòng Kỹ nghệ",
            "Trung tâm Dâu tằm",
            id="its_part",
        ),
        pytest.param(
            units("Sở Nông vụ", "Sở Nông vụ và Tằm tơ"),
            unit("Giám đốc Sở Nông vụ", "Sở Nông vụ tỉnh Hoa Lư"),
            "Giám đốc Sở Nông vụ và Tằm tơ",
            "Sở Nông vụ và Tằm tơ tỉnh Hoa Lư",
            id="province_of_its_owner_stays",
        ),
        pytest.param(units("TT Ong", "Trung tâm Ong mật"), unit("TT Tằm"), "TT Tằm", None, id="another"),
        pytest.param(
            units("TT Tằm", "Trung tâm Dâu tằm", end="2031-04-30"), unit("TT Tằm"), "TT Tằm", None, id="no_longer"
        ),
        pytest.param(
            units("TT Tằm", "Trung tâm Dâu tằm", start="2031-05-01"),
            unit("TT Tằm"),
            "Trung tâm Dâu tằm",
            None,
            id="from",
        ),
    ],
)
def test_a_line_decides(own: OwnUnits, found: Unit, name: str, owner: str | None) -> None:
    lead = mended(record(found), own).tasks[0].lead[0]
    assert (lead.text, lead.name, lead.owner) == (found.text, name, owner)


def test_the_later_line_wins_and_a_document_without_a_day_takes_any() -> None:
    own = OwnUnits((*units("TT Tằm", "Một", end="2030-01-01").lines, *units("TT Tằm", "Hai", end="2029-01-01").lines))
    assert mended(record(unit("TT Tằm"), day=None), own).tasks[0].lead[0].name == "Hai"


def test_every_unit_of_a_record_is_reached_and_counted() -> None:
    own, tam = units("TT Tằm", "Trung tâm Dâu tằm"), unit("TT Tằm")
    laid = mend(record(tam, unit("Phòng Lạ"), issuer=tam, cited=tam), own)
    assert (laid.mentions, laid.tasks) == (4, 1)
    assert laid.record.document.issuer is not None
    assert laid.record.references[0].issuer is not None
    assert laid.record.document.issuer.name == laid.record.references[0].issuer.name == "Trung tâm Dâu tằm"


def test_findings_and_version_follow() -> None:
    before = record(unit("TT Tằm"), unit("Phòng Lạ"))
    after = mended(before, units("TT Tằm", "Trung tâm Dâu tằm"))
    assert [f.message for f in before.findings if f.code == UNKNOWN_UNIT] != []
    assert [f.code for f in after.findings] == ["missing_number", UNKNOWN_UNIT]
    assert "Phòng Lạ" in after.findings[1].message
    assert after.tasks[0].lead[0].confidence == 1.0
    assert after.rules_version is not None
    assert after.rules_version.startswith("abc+")
    assert rules_alone(after.rules_version) == "abc"


def test_laid_twice_is_laid_once_and_taken_off_leaves_nothing() -> None:
    one, other = units("TT Tằm", "Trung tâm Dâu tằm"), units("Trung tâm Dâu tằm", "Sai")
    before = record(unit("TT Tằm", "Sở Y vụ"))
    after = mended(before, one)
    again = mend(after, one)
    assert (again.record, again.mentions) == (after, 0)
    assert mended(after, NO_UNITS) == before
    # lines are laid over what the rules found, never over other lines
    assert mended(after, other).tasks == before.tasks


def test_other_lines_are_another_version_and_none_is_the_rules_own() -> None:
    versions = {units("A", "B").rules_version("abc"), units("A", "C").rules_version("abc"), "abc"}
    assert len(versions) == 3
    assert NO_UNITS.rules_version("abc") == "abc"
    assert units("A", "B").rules_version(None) is None
    assert mend(record(unit("A")), NO_UNITS).record == record(unit("A"))


def test_a_quick_look_tells_what_lines_concern() -> None:
    own = units("TT Tằm", "Trung tâm Dâu tằm")
    other = record(unit("Phòng Lạ"))
    mine = record(unit("TT Tằm"))
    assert not concerns(other.model_dump(mode="json"), own)
    assert concerns(mine.model_dump(mode="json"), own)
    assert concerns(mended(mine, own).model_dump(mode="json"), NO_UNITS)
