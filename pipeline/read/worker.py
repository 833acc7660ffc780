"""The worker process that reads files from strangers, and may die of them.

A plain child process with length-prefixed pickles on its pipes, not ``multiprocessing``: that one imports the caller's
main module again (a script without a main guard would start itself over) and refuses to start from daemonic processes,
which schedulers use.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from typing import IO, Any, Final

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout

_LENGTH: Final = struct.Struct(">Q")
#: A worker is replaced after so many documents, as parsing libraries leak.
_DOCUMENTS_A_WORKER: Final = 200
#: Interpreter and libraries on a busy machine with a cold disk.
_START_SECONDS: Final = 120.0


def _send(pipe: IO[bytes], value: object) -> None:
    payload = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """Return the next value; EOFError where the other side is gone."""
    header = pipe.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(header)
    payload = pipe.read(length)
    if len(payload) < length:
        raise EOFError
    return pickle.loads(payload)


class Worker:
    """One child process that reads documents one after another. Not for several threads at once."""

    def __init__(self) -> None:
        # The package has to be found even where it was only put on sys.path by the parent.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from pipeline.read.worker import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._documents = 0
        self._exchange(None, _START_SECONDS)

    @property
    def usable(self) -> bool:
        return self._process.poll() is None and self._documents < _DOCUMENTS_A_WORKER

    def read(self, data: bytes, name: str, limits: Limits) -> Layout:
        """Read one document; DocumentError where it fails, takes too long or kills the process."""
        self._documents += 1
        answer = self._exchange((data, name, limits), limits.seconds)
        if isinstance(answer, DocumentError):
            if answer.code == "memory_limit":
                self._documents = _DOCUMENTS_A_WORKER  # the child ends itself after that, maybe a moment later
            raise answer
        if not isinstance(answer, Layout):
            raise guard.reader_crashed(f"unexpected answer {type(answer).__name__}")
        return answer

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _exchange(self, request: object, seconds: float) -> Any:
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the worker was started without pipes")
        timed_out = threading.Event()

        def stop() -> None:
            timed_out.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            if request is not None:
                _send(process.stdin, request)
            return _receive(process.stdout)
        except (EOFError, OSError) as error:
            code = process.wait()
            if timed_out.is_set():
                raise guard.time_limit(seconds) from error
            raise guard.reader_crashed(_ending(code)) from error
        finally:
            timer.cancel()


def _ending(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"
    except ValueError:
        return f"signal {-code}"


class _Idle:
    """Workers that wait for their next document; the only state that reading keeps in a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: list[Worker] = []

    def take(self) -> Worker:
        with self._lock:
            while self._workers:
                worker = self._workers.pop()
                if worker.usable:
                    return worker
                worker.close()
        return Worker()

    def give_back(self, worker: Worker) -> None:
        if worker.usable:
            with self._lock:
                self._workers.append(worker)
        else:
            worker.close()

    def close(self) -> None:
        with self._lock:
            while self._workers:
                self._workers.pop().close()

    def forget(self) -> None:
        """After a fork the workers belong to the parent: two owners would mix up their answers."""
        self._lock = threading.Lock()
        self._workers = []


_IDLE: Final = _Idle()
atexit.register(_IDLE.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_IDLE.forget)


def read_in_worker(data: bytes, name: str, limits: Limits) -> Layout:
    """Read ``data`` in a worker process; as many workers as threads that ask at once."""
    worker = _IDLE.take()
    try:
        return worker.read(data, name, limits)
    finally:
        _IDLE.give_back(worker)


def serve() -> None:
    """The child's side: read documents until the parent closes the pipe."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the answers.
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 0)
    os.dup2(quiet, 1)

    from pipeline.read.choose import read_bytes  # the parent has no need of the parsing libraries

    _send(answers, "ready")
    while True:
        try:
            data, name, limits = _receive(requests)
        except EOFError:
            return
        _limit_memory(limits.memory_bytes)
        try:
            answer: Layout | DocumentError = read_bytes(data, name, limits)
        except DocumentError as error:
            answer = error
        except MemoryError:
            answer = guard.memory_limit(limits.memory_bytes)
        _send(answers, answer)
        if isinstance(answer, DocumentError) and answer.code == "memory_limit":
            return  # a heap in pieces is no place for the next document


def _limit_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there all the same
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
