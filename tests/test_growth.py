"""Reading time grows with the length of a text, not with its square: one hostile line must not stop an archive."""

from __future__ import annotations

import time

import pytest

from pipeline import process

_HEAD = "Số: 12/KH-UBND\nGia Lai, ngày 3 tháng 2 năm 2026\nKẾ HOẠCH\nVề việc cải cách hành chính\n"


def _seconds(pattern: str, length: int) -> float:
    text = _HEAD + pattern * (length // len(pattern))
    begin = time.process_time()
    process(text.encode(), name="a.txt")
    return time.process_time() - begin


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("/", id="slashes"),
        pytest.param("(", id="brackets"),
        pytest.param("…", id="leaders"),
        pytest.param("(/", id="mixed-signs"),
        pytest.param("1,2", id="numbers"),
        pytest.param("a\t", id="tabs"),
        pytest.param("1. a\n", id="items"),
        pytest.param("10 hồ sơ, ", id="counts"),
        pytest.param("Nơi nhận:\n", id="recipients"),
        pytest.param("Sở Nội vụ, ", id="units"),
        pytest.param("Quyết định số 12/QĐ-UBND, ", id="citations"),
        pytest.param("trước ngày 20/6/2026 ", id="times"),
    ],
)
def test_time_grows_with_the_length(pattern: str) -> None:
    _seconds(pattern, 1_000)
    short, long = _seconds(pattern, 6_000), _seconds(pattern, 48_000)
    # eight times the text: a square would take 64 times as long; below the floor the clock tells nothing
    assert long < max(24 * short, 1.0)


def test_a_comma_at_the_end_is_no_action() -> None:
    assert process(f"{_HEAD}x\n, , ".encode(), name="a.txt").tasks == ()
