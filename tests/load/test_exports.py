"""Exports, read back as their readers read them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine

from pipeline.load import queries
from pipeline.load.exports import Row, cell, columns, counts_frame, to_csv, to_json, write_xlsx
from pipeline.load.queries import CountRow, DocumentRow, FindingRow, ReferenceRow, TaskRow
from pipeline.load.store import Store
from pipeline.record import Count, CountSubject, DateValue, Measure, Precision
from tests.load.conftest import only, record, task

ROW_TYPES = [TaskRow, DocumentRow, ReferenceRow, CountRow, FindingRow]


def read_csv(content: str) -> list[dict[str, str]]:
    assert content.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("row_type", ROW_TYPES)
def test_columns_are_fields_with_headings_of_their_own(row_type: type[Row]) -> None:
    wanted = columns(row_type)
    assert {column.field for column in wanted} <= {field.name for field in fields(row_type)}
    assert len({column.field for column in wanted}) == len(wanted)
    for language in ("vi", "en"):
        assert len({column.heading(language) for column in wanted}) == len(wanted)


@pytest.mark.parametrize("row_type", ROW_TYPES)
def test_nothing_to_export_is_a_header(row_type: type[Row], tmp_path: Path) -> None:
    assert len(to_csv([], row_type).splitlines()) == 1
    assert json.loads(to_json([])) == []
    write_xlsx(tmp_path / "x.xlsx", [], row_type)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").active.max_row == 1


def test_csv(loaded: Engine) -> None:
    rows = read_csv(to_csv(queries.tasks(loaded, only()), TaskRow))
    assert len(rows) == 5
    assert rows[0]["Nhiệm vụ"] == "Xây dựng kho dữ liệu dùng chung"
    assert rows[0]["Đơn vị chủ trì"] == "Sở Khoa học và Công nghệ"
    assert (rows[0]["Hạn hoàn thành"], rows[0]["Quá hạn"], rows[1]["Quá hạn"]) == ("2031-03-31", "Có", "")
    assert rows[2]["Thời hạn"] == "hạn 2031-05-01; hạn 2031-07-01"
    assert read_csv(to_csv(queries.tasks(loaded, only()), TaskRow, "en"))[0]["Overdue"] == "Yes"


@pytest.mark.parametrize(
    ("start", "end", "precision", "in_csv", "in_excel"),
    [
        pytest.param("2019-05-16", "2019-05-16", Precision.DAY, "2019-05-16", datetime(2019, 5, 16), id="day"),
        pytest.param("2019-05-01", "2019-05-31", Precision.MONTH, "05/2019", "05/2019", id="month"),
        pytest.param("2019-01-01", "2019-12-31", Precision.YEAR, "2019", "2019", id="year"),
    ],
)
def test_no_day_of_issue_is_guessed(
    store: Store,
    engine: Engine,
    tmp_path: Path,
    start: str,
    end: str,
    precision: Precision,
    in_csv: str,
    in_excel: object,
) -> None:
    issued = DateValue(text="ngày ... tháng 5 năm 2019", start=start, end=end, precision=precision)
    count = Count(subject=CountSubject.DOSSIER, measure=Measure.RECEIVED_NEW, value=3, origin="prose")
    store.save(record(document={"issued": issued}, tasks=(task("Lập sổ"),), counts=(count,)))
    for rows, row_type in (
        (queries.tasks(engine, only()), TaskRow),
        (queries.documents(engine, only()), DocumentRow),
        (queries.counts(engine, only()), CountRow),
    ):
        assert read_csv(to_csv(rows, row_type))[0]["Ngày ban hành"] == in_csv
        write_xlsx(tmp_path / "x.xlsx", rows, row_type)
        sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
        header = [place.value for place in sheet[1]]
        assert dict(zip(header, sheet[2], strict=True))["Ngày ban hành"].value == in_excel


def test_json_has_the_record_s_names(loaded: Engine) -> None:
    rows = json.loads(to_json(queries.tasks(loaded, only())))
    assert rows[2]["lead"][0]["name"] == "Sở Khoa học và Công nghệ"
    assert rows[2]["deadlines"][1]["end"] == rows[2]["due"] == "2031-07-01"
    assert rows[0]["overdue"] is True


def test_xlsx(loaded: Engine, tmp_path: Path) -> None:
    file = tmp_path / "nhiệm vụ.xlsx"
    write_xlsx(file, queries.tasks(loaded, only()), TaskRow)
    sheet = openpyxl.load_workbook(file).active
    header = [place.value for place in sheet[1]]
    first = dict(zip(header, sheet[2], strict=True))
    assert first["Nhiệm vụ"].value == "Xây dựng kho dữ liệu dùng chung"
    assert first["Hạn hoàn thành"].value == datetime(2031, 3, 31)
    assert first["Hạn hoàn thành"].number_format == "dd/mm/yyyy"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["C"].width == 70


def test_xlsx_keeps_numbers(loaded: Engine, tmp_path: Path) -> None:
    write_xlsx(tmp_path / "x.xlsx", queries.counts(loaded, only()), CountRow, "en")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    header = [place.value for place in sheet[1]]
    assert [row[header.index("Value")] for row in sheet.iter_rows(min_row=2, values_only=True)] == [12, 9.5, 12]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "- Rà soát", '=HYPERLINK("x")', "\tx"])
def test_no_text_becomes_a_formula(store: Store, tmp_path: Path, text: str) -> None:
    store.save(record(tasks=(task(text),)))
    rows = queries.tasks(store.engine, only())
    assert read_csv(to_csv(rows, TaskRow))[0]["Nhiệm vụ"] == f"'{text}"
    write_xlsx(tmp_path / "x.xlsx", rows, TaskRow)
    place = openpyxl.load_workbook(tmp_path / "x.xlsx").active["C2"]
    assert (place.value, place.data_type, place.quotePrefix) == (text, "s", True)
    assert json.loads(to_json(rows))[0]["text"] == text


def test_characters_that_excel_refuses(store: Store, tmp_path: Path) -> None:
    store.save(record(tasks=(task("a\x07b"),)))
    write_xlsx(tmp_path / "x.xlsx", queries.tasks(store.engine, only()), TaskRow)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").active["C2"].value == "a b"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, "Có"),
        (False, ""),
        (0, 0),
        (-2.5, -2.5),
        ("x", "x"),
        (date(2031, 1, 2), date(2031, 1, 2)),
        ((), ""),
    ],
)
def test_cell(value: Any, shown: Any) -> None:
    assert cell(value) == shown
    assert type(cell(value)) is type(shown)


def test_a_value_without_a_cell_is_a_fault() -> None:
    with pytest.raises(TypeError):
        cell(object())


def test_counts_frame(loaded: Engine) -> None:
    frame = counts_frame(loaded, only())
    assert list(frame.columns) == ["received_total", "resolved_total"]
    [row] = frame.reset_index().to_dict("records")
    assert (row["document_key"], row["field"], row["label"], row["period"]) == (
        "7/BC-SKHCN",
        "Đất đai",
        "Cấp giấy phép",
        "quý I/2031",
    )
    assert (row["received_total"], row["resolved_total"]) == (12, 9.5)


def test_counts_frame_of_nothing(engine: Engine) -> None:
    assert counts_frame(engine, only()).empty
