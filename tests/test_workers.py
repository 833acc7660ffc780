"""A worker that dies, hangs or raises loses its own item and nothing else."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.confine import leave_network
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


def test_what_native_libraries_print_does_not_reach_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(worker_functions.chatter)[0] == 0
    assert "panicked" not in capfd.readouterr().err


def test_memory_is_limited() -> None:
    pytest.importorskip("resource")
    results = run(worker_functions.fill_memory_on_three, memory_bytes=1024**3)
    lost = results.pop(3)
    assert isinstance(lost, DocumentError)
    assert lost.code == "memory_limit"
    assert results == {0: 0, 1: 1, 2: 2, 4: 4, 5: 5}


def test_results_before_a_death_are_kept() -> None:
    found: dict[int, list[int | Exception]] = {}
    pool: WorkerPool[int, int] = WorkerPool(worker_functions.three_of, workers=2)
    with pool:
        for number, result in pool.map(range(5)):
            found.setdefault(number, []).append(result)
    assert {n: results for n, results in found.items() if n != 3} == {n: [n, n + 10, n + 20] for n in (0, 1, 2, 4)}
    *before, lost = found[3]
    assert before == [3, 13]
    assert isinstance(lost, DocumentError)
    assert lost.code == "reader_crashed"


def test_signs_of_life_start_the_clock_anew_up_to_a_limit() -> None:
    with WorkerPool(worker_functions.work_on, workers=2, timeout=1.8, total_timeout=4.5) as pool:
        results = dict(pool.map([1, 3]))
    assert results[1] == 1
    assert isinstance(results[3], DocumentError)
    assert results[3].code == "time_limit"
    assert "4.5" in results[3].message("en")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups of POSIX")
def test_programs_that_a_worker_started_end_with_it(tmp_path: Path) -> None:
    with WorkerPool(worker_functions.leave_a_program_behind, workers=1, timeout=1.5) as pool:
        [(_, lost)] = pool.map([str(tmp_path)])
    assert isinstance(lost, DocumentError)
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not _is_running(child):
            return
        time.sleep(0.1)
    pytest.fail("the program goes on")


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")  # one that nobody has waited for is dead all the same
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def test_workers_reach_no_network() -> None:
    trial = os.fork() if hasattr(os, "fork") else None
    if trial == 0:
        os._exit(0 if leave_network() else 1)
    if trial is None or os.waitstatus_to_exitcode(os.waitpid(trial, 0)[1]):
        pytest.skip("this system does not let a process leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert worker_functions.reaches_network(port)
        with WorkerPool(worker_functions.reaches_network, workers=1) as pool:
            assert [result for _, result in pool.map([port])] == [False]


def test_no_core_dumps_and_no_endless_files() -> None:
    resource = pytest.importorskip("resource")
    with WorkerPool(worker_functions.write_and_dump, workers=1) as pool:
        [(_, result)] = pool.map([""])
    assert isinstance(result, tuple)
    core, size = result
    assert core == 0
    assert size != resource.RLIM_INFINITY
