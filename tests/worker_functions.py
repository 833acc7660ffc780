"""What the tests let worker processes do; spawned processes import it by name."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.read.guard import progress


def double(number: int) -> int:
    return 2 * number


def die_on_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def sleep_on_three(number: int) -> int:
    if number == 3:
        time.sleep(60)
    return number


def refuse_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def fill_memory_on_three(number: int) -> int:
    if number == 3:
        return len(bytearray(4 * 1024**3))
    return number


def three_of(number: int) -> Iterator[int]:
    """Yield three results, and die behind the second of 3."""
    yield number
    yield number + 10
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    yield number + 20


def work_on(number: int) -> int:
    """Show a sign of life every half second: for three seconds, of 3 for ever."""
    end = time.monotonic() + (60 if number == 3 else 3)
    while time.monotonic() < end:
        time.sleep(0.5)
        progress()
    return number


def leave_a_program_behind(folder: str) -> int:
    """Start a program that would go on for a minute, write down its number, and hang."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (Path(folder) / "child").write_text(str(child.pid))
    return child.wait()


def reaches_network(port: int) -> bool:
    """Whether a server of the test, on this machine and outside the worker, can be reached."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def write_and_dump(path: str) -> tuple[int, int]:
    """Return the limits of core dumps and of written files."""
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0]


def chatter(number: int) -> int:
    os.write(2, b"thread '<unnamed>' panicked at library.rs\n")
    return number
