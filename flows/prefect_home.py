"""Prefect on a leash: a home and a server of the project's own under ``data/``, no telemetry, no chatter.

Prefect reads its settings when it is imported, so this module comes first and imports nothing of it. The server is ours
and not Prefect's "ephemeral" one: that one schedules nothing, loses most of its rows when the program ends, and prints
its own end to the user's terminal.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.errors import VanbanError

#: The clock of the offices: schedules follow it wherever the machine stands.
TIMEZONE: Final = "Asia/Ho_Chi_Minh"


def prepare(home: Path, startup_timeout: int = 120) -> None:
    """Set Prefect's environment; call it before anything imports Prefect.

    ``startup_timeout`` is in seconds. What somebody set on purpose, a server of theirs for instance, stays.
    """
    home.mkdir(parents=True, exist_ok=True)
    os.environ["PREFECT_HOME"] = str(home.resolve())
    for name, value in {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(startup_timeout),
        "PREFECT_SERVER_UI_ENABLED": "false",
        # The ledger and the terminal say what happened; Prefect's log lines would say it again, in English.
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_CLIENT_METRICS_ENABLED": "false",
    }.items():
        os.environ.setdefault(name, value)


@contextmanager
def server(home: Path, startup_timeout: int = 120) -> Iterator[str]:
    """Give the address of a Prefect server that is up: the one set by PREFECT_API_URL, one that another ``vanban`` of
    this home runs, or a new one that ends with this block (and with this process, however that ends).

    Raises VanbanError ``prefect_unavailable`` where it does not start within ``startup_timeout`` seconds.
    """
    prepare(home, startup_timeout)
    if given := os.environ.get("PREFECT_API_URL"):
        yield given
        return
    address_file = home / "server.address"
    url = _running(address_file)
    process = None
    try:
        if url is None:
            process, url = _start(home, startup_timeout)
            address_file.write_text(url, encoding="utf-8")
        os.environ["PREFECT_API_URL"] = url
        yield url
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        if process is not None:
            address_file.unlink(missing_ok=True)
            _stop(process)


def _running(address_file: Path) -> str | None:
    try:
        url = address_file.read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return url if url.startswith("http://127.0.0.1:") and _is_healthy(url) else None


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _start(home: Path, startup_timeout: int) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.server", str(port)], stdin=subprocess.PIPE, stdout=log, stderr=log
        )
    give_up = time.monotonic() + startup_timeout
    while process.poll() is None and time.monotonic() < give_up:
        if _is_healthy(url):
            return process, url
        time.sleep(0.1)
    _stop(process)
    raise VanbanError(
        "prefect_unavailable",
        "Máy chủ Prefect của chương trình không khởi động được.",
        f"Xem nhật ký {home / 'server.log'}; hoặc chạy lại với --direct để nạp không qua Prefect.",
        "The program's own Prefect server did not start.",
        f"See its log {home / 'server.log'}; or run again with --direct to load without Prefect.",
    )


def run_apart(module: str, *arguments: str, log: Path) -> int:
    """Run ``python -m module`` in a session of its own until it ends, and return its exit code.

    Ctrl-C reaches only this process, which then ends the whole session: what Prefect starts below must not print
    its own interruption over the user's terminal. Errors go into ``log``.
    """
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments], stdin=subprocess.PIPE, stderr=errors, start_new_session=True
        )
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def end_with_parent(end: Callable[[], object]) -> None:
    """Call ``end`` when standard input ends: when the process that started this one is gone, even by kill -9."""

    def watch() -> None:
        # Not through sys.stdin: a thread that holds its lock makes Python abort at exit.
        while os.read(0, 1024):
            continue
        end()

    threading.Thread(target=watch, daemon=True).start()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
