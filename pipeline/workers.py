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

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Spawned, not forked: the parent may hold threads (Prefect's) and open database connections.
_CONTEXT = multiprocessing.get_context("spawn")


def _serve(function: Callable[[Item], Result], connection: Connection) -> None:
    """Answer items from the parent until it closes the pipe."""
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

    ``timeout`` is in seconds an item. Workers are started when they are needed and live until the pool is closed, so
    that they load their models once. Use it as a context manager.
    """

    def __init__(
        self, function: Callable[[Item], Result], *, workers: int | None = None, timeout: float = 300.0
    ) -> None:
        self._function = function
        self._size = max(1, workers or os.cpu_count() or 1)
        self._timeout = timeout
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

        An item whose worker died gives ``DocumentError`` "worker_died", one that took too long "timeout".
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
                    yield self._lose(worker, _timed_out(self._timeout))

    def _idle(self) -> _Worker[Item] | None:
        for worker in self._workers:
            if worker.item is None:
                return worker
        if len(self._workers) >= self._size:
            return None
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(self._function, theirs), name="vanban-worker")
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
            return self._lose(worker, _died())
        item, worker.item = worker.item, None
        return item, answer

    def _lose(self, worker: _Worker[Item], error: DocumentError) -> tuple[Item, DocumentError]:
        assert worker.item is not None
        self._workers.remove(worker)
        worker.stop()
        return worker.item, error


def _died() -> DocumentError:
    return DocumentError(
        "worker_died",
        "Tiến trình đọc tệp này đã dừng đột ngột (có thể do hết bộ nhớ).",
        "Các tệp khác không bị ảnh hưởng. Hãy thử lại riêng tệp này; nếu vẫn lỗi, hãy gửi tệp cho người bảo trì.",
        "The process that read this file died (out of memory, perhaps).",
        "No other file is affected. Try this file alone; if it fails again, send it to the maintainers.",
    )


def _timed_out(seconds: float) -> DocumentError:
    return DocumentError(
        "timeout",
        f"Đọc tệp này mất hơn {seconds:g} giây nên đã bị dừng.",
        "Hãy chia nhỏ văn bản, hoặc kiểm tra xem tệp có bị hỏng không.",
        f"Reading this file took more than {seconds:g} seconds and was stopped.",
        "Split the document, or check whether the file is damaged.",
    )
