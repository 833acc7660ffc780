"""A worker that dies, hangs or raises loses its own item and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.errors import DocumentError
from pipeline.workers import WorkerPool
from tests import worker_functions


def run(
    function: Callable[[int], int], *, timeout: float = 30.0, memory_bytes: int | None = None
) -> dict[int, int | Exception]:
    with WorkerPool(function, workers=2, timeout=timeout, memory_bytes=memory_bytes) as pool:
        return dict(pool.map(range(6)))


def test_every_item_has_its_result() -> None:
    assert run(worker_functions.double) == {number: 2 * number for number in range(6)}


@pytest.mark.parametrize(
    ("function", "timeout", "code"),
    [
        pytest.param(worker_functions.die_on_three, 30.0, "reader_crashed", id="killed"),
        pytest.param(worker_functions.sleep_on_three, 5.0, "time_limit", id="hangs"),
    ],
)
def test_a_lost_worker_loses_only_its_item(function: Callable[[int], int], timeout: float, code: str) -> None:
    results = run(function, timeout=timeout)
    lost = results.pop(3)
    assert isinstance(lost, DocumentError)
    assert lost.code == code
    assert results == {0: 0, 1: 1, 2: 2, 4: 4, 5: 5}


def test_an_exception_comes_back_as_a_result() -> None:
    results = run(worker_functions.refuse_three)
    assert isinstance(results[3], ValueError)
    assert results[5] == 5


def test_memory_is_limited() -> None:
    pytest.importorskip("resource")
    results = run(worker_functions.fill_memory_on_three, memory_bytes=1024**3)
    lost = results.pop(3)
    assert isinstance(lost, DocumentError)
    assert lost.code == "memory_limit"
    assert results == {0: 0, 1: 1, 2: 2, 4: 4, 5: 5}
