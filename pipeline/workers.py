"""A pool of worker processes in which a document that kills its worker takes nothing else with it.

``concurrent.futures.ProcessPoolExecutor`` is broken as a whole when one worker dies, and does not say which item killed
it. Here every worker has a pipe of its own and one item at a time, so the pool knows whose item was lost, says so in
the result, and starts another worker. A function that yields gives several results for its item, each as soon as it is
there. While it works, it may say that it is alive (``guard.progress``), which starts its clock anew.

Each worker leads a process group of its own, which is killed as a whole: a program that a reader started (LibreOffice)
never outlives it. When the parent is gone (kill -9), the group ends itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from pipeline.confine import leave_network, limit_resources, silence_libraries
from pipeline.errors import DocumentError
from pipeline.read.guard import memory_limit, on_progress, reader_crashed, time_limit

Item = TypeVar("Item")
Result = TypeVar("Result")

_ENDING_SECONDS = 2.0
#: Spawned, not forked: the parent may hold threads (Prefect's) and open database connections.
_CONTEXT = multiprocessing.get_context("spawn")


#: Messages of a worker: it begins with its item; it is alive; a result of a function that yields; the last word on it.
_BEGUN: Final = "begun"
_ALIVE: Final = "alive"
_PART: Final = "part"
_LAST: Final = "last"
#: A function that yields has said everything before.
_END: Final = "end"
#: What starting a process and importing the function may take on a busy machine, beside the time for an item.
_STARTING_SECONDS: Final = 60.0
#: Signs of life closer together than this (seconds) say nothing new.
_ALIVE_SECONDS: Final = 1.0


def _serve(function: Callable[[Any], Any], connection: Connection, memory_bytes: int | None) -> None:
    """Answer items from the parent until it closes the pipe."""
    # Ctrl-C reaches the whole process group; the parent decides what is finished and what is not.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    limit_resources(memory_bytes)
    silence_libraries()
    leave_network()
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    on_progress.set(_signs_of_life(connection))
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send((_BEGUN, None))
            _answer(function, item, connection, memory_bytes)
        except (BrokenPipeError, ConnectionResetError):
            return


def _end_with_parent() -> None:
    """End this process and all that it started as soon as the parent is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _signs_of_life(connection: Connection) -> Callable[[], None]:
    last = 0.0

    def tell() -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _ALIVE_SECONDS:
            last = now
            connection.send((_ALIVE, None))

    return tell


def _answer(function: Callable[[Any], Any], item: Any, connection: Connection, memory_bytes: int | None) -> None:
    """Work on one item and send what comes of it, whatever is raised on the way."""
    answer: Any
    try:
        answer = function(item)
        if isinstance(answer, Iterator):
            for part in answer:
                _send(connection, _PART, part)
            connection.send((_END, None))
            return
    except (BrokenPipeError, ConnectionResetError):
        raise
    except MemoryError:
        answer = memory_limit(memory_bytes or 0)
    except Exception as error:
        answer = error
    _send(connection, _LAST, answer)


def _send(connection: Connection, kind: str, value: Any) -> None:
    try:
        connection.send((kind, value))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # an answer that cannot be pickled is a bug: say so, and stay alive
        connection.send((kind, RuntimeError(f"{type(value).__name__} cannot leave its worker: {error}")))


@dataclass(slots=True)
class _Worker(Generic[Item]):
    process: BaseProcess
    connection: Connection
    item: Item | None = None
    #: When its item has to have shown a sign of life, and when it has to be done, on the monotonic clock.
    deadline: float = 0.0
    last_deadline: float = 0.0

    def stop(self) -> None:
        """End the worker and every program that it started."""
        self.connection.close()
        if self.process.pid is not None and hasattr(os, "killpg"):
            # gone already, or killed before it led a group
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


class WorkerPool(Generic[Item, Result]):
    """Runs ``function`` (importable, of one picklable argument) in up to ``workers`` processes.

    ``timeout`` is in seconds without a sign of life, ``total_timeout`` in seconds an item, ``memory_bytes`` the address
    space of a worker. Workers are started when they are needed and live until the pool is closed, so that they load
    their models once. Use it as a context manager.
    """

    def __init__(
        self,
        function: Callable[[Item], Result | Iterator[Result]],
        *,
        workers: int | None = None,
        timeout: float = 300.0,
        total_timeout: float | None = None,
        memory_bytes: int | None = None,
    ) -> None:
        self._function = function
        self._size = max(1, workers or os.cpu_count() or 1)
        self._timeout = timeout
        self._total_timeout = max(timeout, total_timeout or timeout)
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

        An item whose worker died gives ``DocumentError`` "reader_crashed", one that took too long "time_limit". Where
        the function yields, its item comes as often as it has results, and those before a death are kept.
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
                    yield from self._collect(worker)
                elif (now := time.monotonic()) >= worker.deadline:
                    spent = self._total_timeout if now >= worker.last_deadline else self._timeout
                    yield self._lose(worker, time_limit(spent))

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
        # its own clock starts when it says that it has begun
        worker.item = item
        worker.deadline = worker.last_deadline = time.monotonic() + _STARTING_SECONDS + self._timeout
        # A worker that died between two items shows as an end of file in the next wait.
        try:
            worker.connection.send(item)
        except (BrokenPipeError, ConnectionResetError):
            return

    def _collect(self, worker: _Worker[Item]) -> Iterator[tuple[Item, Result | Exception]]:
        """Take one message of a worker: a result, or nothing but a sign of life."""
        item = worker.item
        assert item is not None
        try:
            kind, answer = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(_ENDING_SECONDS)
            yield self._lose(worker, reader_crashed(_ending(worker.process.exitcode)))
            return
        now = time.monotonic()
        if kind == _BEGUN:
            worker.last_deadline = now + self._total_timeout
        worker.deadline = min(now + self._timeout, worker.last_deadline)
        if kind in (_BEGUN, _ALIVE):
            return
        if kind == _PART:
            yield item, answer
            return
        worker.item = None
        if isinstance(answer, DocumentError) and answer.code == "memory_limit":
            self._workers.remove(worker)  # a heap in pieces is no place for the next document
            worker.stop()
        if kind != _END:
            yield item, answer

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
