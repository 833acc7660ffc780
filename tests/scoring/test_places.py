from __future__ import annotations

import pytest

from pipeline.scoring.places import Finder, Place, around

TEXT = (
    "1. Giao Văn phòng Sở rà soát hồ sơ\ntồn đọng trước ngày 30/6/2026.\n"
    "2. Giao Phòng Một cửa số hoá hồ sơ lưu trữ.\n3. Văn phòng Sở báo cáo."
)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        pytest.param("rà soát hồ sơ tồn đọng", "rà soát hồ sơ\ntồn đọng", id="over a wrap"),
        pytest.param("số hóa hồ sơ lưu trữ", "số hoá hồ sơ lưu trữ", id="tone elsewhere"),
        pytest.param("rà soát hồ sơ tồn đọng, đề xuất hướng xử lý", "rà soát hồ sơ\ntồn đọng", id="only the beginning"),
        pytest.param("30/6/2026", "30/6/2026", id="a day"),
        pytest.param("báo", "báo", id="one word"),
        pytest.param("xây cầu", None, id="not there"),
        pytest.param("...", None, id="no words"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_find(wanted: str | None, words: str | None) -> None:
    place = Finder(TEXT).find(wanted)
    assert (TEXT[place.start : place.end] if place else None) == words


def test_of_equal_places_the_nearest() -> None:
    finder = Finder(TEXT)
    first, last = TEXT.index("Văn phòng Sở"), TEXT.rindex("Văn phòng Sở")
    assert finder.find("Văn phòng Sở") == Place(first, first + 12)
    assert finder.find("Văn phòng Sở", Place(len(TEXT), len(TEXT))) == Place(last, last + 12)


def test_around() -> None:
    start = TEXT.index("hồ sơ\n")
    before, words, after = around(TEXT, Place(start, start + 5), width=12)
    assert (before, words, after) == ("Sở rà soát ", "hồ sơ", " tồn đọng tr")
    assert around("x" * 900, Place(0, 900), longest=20)[1] == "x" * 10 + " … " + "x" * 10
