"""What the tests let worker processes do; spawned processes import it by name."""

from __future__ import annotations

import os
import signal
import time


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
