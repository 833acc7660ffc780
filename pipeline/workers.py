"""A pool of worker processes in which a document that kills its worker takes nothing else with it.

``concurrent.futures.ProcessPoolExecutor`` is broken as a whole when one worker dies, and does not say which item killed
it. Here every worker has a pipe of its own and one item at a time, so the pool knows whose item was lost, says so in
the result, and starts another worker. Workers notice by their pipe when the parent is gone (kill -9) and end.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Generic, Self, TypeVar

from pipeline.errors import DocumentError
from pipeline.read.guard import memory_limit, reader_crashed, time_limit

Item = TypeVar("Item")
Result = TypeVar("Result")

_ENDING_SECONDS = 2.0
#: Spawned, not forked: the parent may hold threads (Prefect's) and open database connections.
_CONTEXT = multiprocessing.get_context("spawn")


def _limit_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there all the same
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _serve(function: Callable[[Item], Result], connection: Connection, memory_bytes: int | None) -> None:
    """Answer items from the parent until it closes the pipe."""
    if memory_bytes is not None:
        _limit_memory(memory_bytes)
    # Ctrl-C reaches the whole process group; the parent decides what is finished and what is not.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        answer: Result | Exception
        try:
            answer = function(item)
        except MemoryError:
            answer = memory_limit(memory_bytes or 0)
        except Exception as error:
            answer = error
        try:
            connection.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # an answer that cannot be pickled is a bug: say so, and stay alive
            connection.send(RuntimeError(f"{type(answer).__name__} cannot leave its worker: {error}"))


@dataclass(slots=True)
class _Worker(Generic[Item]):
    process: BaseProcess
    connection: Connection
    item: Item | None = None
    deadline: float = 0.0

    def stop(self) -> None:
        self.connection.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


class WorkerPool(Generic[Item, Result]):
    """Runs ``function`` (importable, of one picklable argument) in up to ``workers`` processes.

    ``timeout`` is in seconds an item, ``memory_bytes`` the address space of a worker. Workers are started when they are
    needed and live until the pool is closed, so that they load their models once. Use it as a context manager.
    """

    def __init__(
        self,
        function: Callable[[Item], Result],
        *,
        workers: int | None = None,
        timeout: float = 300.0,
        memory_bytes: int | None = None,
    ) -> None:
        self._function = function
        self._size = max(1, workers or os.cpu_count() or 1)
        self._timeout = timeout
        self._memory_bytes = memory_bytes
        self._workers: list[_Worker[Item]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers at once, also those at work."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def map(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result | Exception]]:
        """Yield each item with its result, or with the exception that it raised, in the order of completion.

        An item whose worker died gives ``DocumentError`` "reader_crashed", one that took too long "time_limit".
        """
        waiting = iter(items)
        exhausted = False
        while True:
            while not exhausted and (worker := self._idle()) is not None:
                try:
                    item = next(waiting)
                except StopIteration:
                    exhausted = True
                else:
                    self._give(worker, item)
            busy = [worker for worker in self._workers if worker.item is not None]
            if not busy:
                return
            patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
            ready = set(wait([worker.connection for worker in busy], timeout=patience))
            for worker in busy:
                if worker.connection in ready:
                    yield self._collect(worker)
                elif time.monotonic() >= worker.deadline:
                    yield self._lose(worker, time_limit(self._timeout))

    def _idle(self) -> _Worker[Item] | None:
        for worker in self._workers:
            if worker.item is None:
                return worker
        if len(self._workers) >= self._size:
            return None
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(
            target=_serve, args=(self._function, theirs, self._memory_bytes), name="vanban-worker"
        )
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))
        return self._workers[-1]

    def _give(self, worker: _Worker[Item], item: Item) -> None:
        worker.item, worker.deadline = item, time.monotonic() + self._timeout
        # A worker that died between two items shows as an end of file in the next wait.
        try:
            worker.connection.send(item)
        except (BrokenPipeError, ConnectionResetError):
            return

    def _collect(self, worker: _Worker[Item]) -> tuple[Item, Result | Exception]:
        assert worker.item is not None
        try:
            answer: Result | Exception = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(_ENDING_SECONDS)
            return self._lose(worker, reader_crashed(_ending(worker.process.exitcode)))
        item, worker.item = worker.item, None
        if isinstance(answer, DocumentError) and answer.code == "memory_limit":
            self._workers.remove(worker)  # a heap in pieces is no place for the next document
            worker.stop()
        return item, answer

    def _lose(self, worker: _Worker[Item], error: DocumentError) -> tuple[Item, DocumentError]:
        assert worker.item is not None
        self._workers.remove(worker)
        worker.stop()
        return worker.item, error


def _ending(code: int | None) -> str:
    """Say how a process ended, for the technical part of a message."""
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit code {code}"
