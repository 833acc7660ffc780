"""Headings that part a table side by side, and those that say what is counted."""

from __future__ import annotations

import pytest

from pipeline.extract.header_groups import RelativePeriod, groups_of, names_period, relative_period, without_groups

PERIODS = (
    ("Đơn vị",),
    ("Kỳ này", "Tiếp nhận"),
    ("Kỳ này", "Còn lại"),
    ("Kỳ trước", "Tiếp nhận"),
    ("Kỳ trước", "Còn lại"),
)


def test_periods_side_by_side() -> None:
    assert groups_of(PERIODS) == ((), ("Kỳ này",), ("Kỳ này",), ("Kỳ trước",), ("Kỳ trước",))
    assert without_groups(PERIODS)[1:] == (("Tiếp nhận",), ("Còn lại",)) * 2


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(
            (
                ("Đã giải quyết", "Đúng hạn"),
                ("Đã giải quyết", "Quá hạn"),
                ("Đang giải quyết", "Đúng hạn"),
                ("Đang giải quyết", "Quá hạn"),
            ),
            id="stages",
        ),
        pytest.param((("Kỳ trước",), ("Trong kỳ",), ("Đã giải quyết",)), id="carried_over"),
        pytest.param((("Tiếp nhận", "Kỳ trước"), ("Tiếp nhận", "Trong kỳ")), id="parts_of_the_received"),
        pytest.param((("Trong kỳ", "Trực tuyến"), ("Trong kỳ", "Trực tiếp"), ("Kỳ trước",)), id="other_headings_below"),
    ],
)
def test_headings_of_measures_part_nothing(header: tuple[tuple[str, ...], ...]) -> None:
    assert groups_of(header) == ((),) * len(header)


def test_offices_side_by_side() -> None:
    header = (("Cấp tỉnh", "Tiếp nhận"), ("Cấp tỉnh", "Đã trả"), ("Cấp xã", "Tiếp nhận"), ("Cấp xã", "Đã trả"))
    assert groups_of(header) == (("Cấp tỉnh",), ("Cấp tỉnh",), ("Cấp xã",), ("Cấp xã",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kỳ trước", RelativePeriod.BEFORE, id="before"),
        pytest.param("Cùng kỳ năm trước", RelativePeriod.LAST_YEAR, id="last_year"),
        pytest.param("Lũy kế từ đầu năm", RelativePeriod.YEAR_TO_DATE, id="to_date"),
        pytest.param("Luỹ kế", RelativePeriod.YEAR_TO_DATE, id="other_spelling"),
        pytest.param("Tồn kỳ trước", None, id="of_dossiers"),
    ],
)
def test_relative_period(text: str, expected: RelativePeriod | None) -> None:
    assert relative_period(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quý I/2021", True),
        ("Tháng 3", True),
        ("Năm 2023", True),
        ("Kỳ này", True),
        ("Tháng 3 tiếp nhận", False),
        ("Đất đai", False),
    ],
)
def test_names_period(text: str, expected: bool) -> None:
    assert names_period(text) is expected
