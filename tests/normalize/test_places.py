"""Provinces by name and day."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.normalize.places import province, successor

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("Tây Ninh", "tỉnh Tây Ninh", id="bare"),
        pytest.param("tỉnh Kiên Giang", "tỉnh Kiên Giang", id="with_kind"),
        pytest.param("BR-VT", "tỉnh Bà Rịa - Vũng Tàu", id="abbreviated"),
        pytest.param("Bà Rịa – Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu", id="long_dash"),
        pytest.param("Bà Rịa Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu", id="no_dash"),
        pytest.param("TP. HCM", "thành phố Hồ Chí Minh", id="city_abbreviated"),
        pytest.param("TP.Hồ Chí Minh", "thành phố Hồ Chí Minh", id="no_blank"),
        pytest.param("T.P Hải Phòng", "thành phố Hải Phòng", id="two_stops"),
        pytest.param("THÀNH PHỐ ĐÀ NẴNG", "thành phố Đà Nẵng", id="capitals"),
        pytest.param("Hoà Bình", "tỉnh Hòa Bình", id="tone_mark_on_a"),
        pytest.param("Đắc Lắc", "tỉnh Đắk Lắk", id="older_spelling"),
        pytest.param("Thừa Thiên - Huế", "tỉnh Thừa Thiên Huế", id="dash_inside"),
    ],
)
def test_a_province_is_known_in_its_spellings(text: str, label: str) -> None:
    found = province(text)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("text", ["", "tỉnh", "huyện Củ Chi", "Việt Nam", "Sở Nội vụ"])
def test_anything_else_is_no_province(text: str) -> None:
    assert province(text) is None


def test_a_day_chooses_between_two_lives_of_a_name() -> None:
    as_province, as_city = province("Cần Thơ", on=date(2003, 5, 1)), province("Cần Thơ", on=date(2010, 5, 1))
    assert as_province is not None and as_city is not None
    assert (as_province.kind, as_city.kind) == ("tỉnh", "thành phố")


def test_a_name_is_not_rewritten_after_its_province_ended() -> None:
    found = province("Long An", on=AFTER)
    assert found is not None
    assert found.name == "Long An"
    assert found.existed(BEFORE) and not found.existed(AFTER)


@pytest.mark.parametrize(
    ("old", "on", "new"),
    [
        pytest.param("Long An", AFTER, "Tây Ninh", id="merged_2025"),
        pytest.param("Long An", BEFORE, "Long An", id="the_day_before"),
        pytest.param("Hà Tây", AFTER, "Hà Nội", id="merged_2008"),
        pytest.param("Thừa Thiên Huế", date(2025, 1, 1), "Huế", id="became_a_city"),
        pytest.param("Nghệ An", AFTER, "Nghệ An", id="unchanged"),
    ],
)
def test_successor(old: str, on: date, new: str) -> None:
    found = province(old)
    assert found is not None
    assert successor(found, on=on).name == new


def test_63_provinces_before_and_34_since() -> None:
    from pipeline.normalize.places import names

    every = {p for name in names() for on in (BEFORE, AFTER) if (p := province(name, on=on)) is not None}
    assert sum(p.existed(BEFORE) for p in every) == 63
    assert sum(p.existed(AFTER) for p in every) == 34
