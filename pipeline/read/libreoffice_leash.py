"""The process between a reader and LibreOffice: LibreOffice lives no longer than the one that asked for it.

Run as a script by ``libreoffice`` (``python -I -S libreoffice_leash.py FOLDER SOFFICE MEMORY FILE_SIZE``), with nothing
of ours imported, so that it starts in some 20 ms. It reads one request a line from its standard input, a JSON list of
arguments for ``soffice``, and answers each with a line ``{"code": ..., "alive": ...}``: how the call ended, and whether
the listening LibreOffice still runs. The first request starts that one; it keeps an empty document open, as LibreOffice
ends after a conversion when none is, and takes over what later calls with the same profile ask for.

The end of its standard input is the end of everything: a worker that is killed at its time limit closes the pipe
without a word, and then the process groups of LibreOffice are killed and the folder with its profile is removed.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_CHILD_SUBREAPER = 36
_START_SECONDS = 15.0
_ENDING_SECONDS = 2.0
_LOOK_SECONDS = 0.02
#: The document that the listening LibreOffice keeps open, in the folder; and the lock that shows that it is.
_KEPT_OPEN = "open.rtf"
_LOCK = f".~lock.{_KEPT_OPEN}#"
_LISTENER = ("--headless", "--norestore", "--nologo", _KEPT_OPEN)


class Leash:
    """Starts LibreOffice in process groups of its own, and ends them all."""

    def __init__(self, folder: Path, soffice: str) -> None:
        self._folder = folder
        self._soffice = soffice
        self._profile = (folder / "profile").as_uri()
        self._listener: subprocess.Popen[bytes] | None = None
        self._call: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()

    def run(self, arguments: Sequence[str]) -> dict[str, object]:
        """Hand a call to the listening LibreOffice and wait until it is done."""
        listener = self._listener
        if listener is None:
            (self._folder / _KEPT_OPEN).write_bytes(rb"{\rtf1}")
            listener = self._listener = self._start(_LISTENER)
            self._await_listener(listener)
        return {"code": self._hand_over(listener, arguments), "alive": listener.poll() is None}

    def end(self) -> None:
        """Kill what runs, remove the folder, leave. Nothing is started any more from here on."""
        with self._starting:
            for process in (self._call, self._listener):
                if process is not None:
                    _kill_group(process)
            _bury_children()
            shutil.rmtree(self._folder, ignore_errors=True)
            with suppress(OSError):
                self._socket().unlink()
            os._exit(0)

    def _hand_over(self, listener: subprocess.Popen[bytes], arguments: Sequence[str]) -> int:
        """Make a call and return how it ended."""
        if listener.poll() is not None:  # without it the call would be an office of its own, started anew each time
            return listener.returncode
        self._call = call = self._start(arguments)
        while (code := call.poll()) is None and listener.poll() is None:
            time.sleep(_LOOK_SECONDS)
        if code is None:
            code = self._last_words(call)
        self._call = None
        return code

    def _start(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        with self._starting:
            return subprocess.Popen(
                [self._soffice, f"-env:UserInstallation={self._profile}", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._folder,
                process_group=0,
            )

    def _await_listener(self, listener: subprocess.Popen[bytes]) -> None:
        """Wait until the office has opened its document: it listens by then, and calls do not make it end."""
        deadline = time.monotonic() + _START_SECONDS
        lock = self._folder / _LOCK
        while listener.poll() is None and time.monotonic() < deadline and not lock.exists():
            time.sleep(_LOOK_SECONDS)

    def _socket(self) -> Path:
        """Return the socket that LibreOffice listens at: it is named after the digest of the profile's address."""
        digest = hashlib.md5(self._profile.encode("utf-16-le"), usedforsecurity=False).digest()
        name = "".join(f"{byte:x}" for byte in digest)
        return Path("/tmp", f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}")

    @staticmethod
    def _last_words(call: subprocess.Popen[bytes]) -> int:
        """The listener is gone: its caller notices by itself, or is ended."""
        try:
            return call.wait(1.0)
        except subprocess.TimeoutExpired:
            _kill_group(call)
            return -signal.SIGKILL


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_ENDING_SECONDS)


def adopt_orphans() -> None:
    """Become the parent of what LibreOffice's launcher leaves behind (Linux): somebody has to ask after the dead."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _bury_children() -> None:
    """Wait until those that were killed are gone: till then they may write, and take up places among the processes."""
    deadline = time.monotonic() + _ENDING_SECONDS
    with suppress(ChildProcessError):
        while time.monotonic() < deadline:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(_LOOK_SECONDS)


def leave_the_network() -> bool:
    """Enter a network without any device, where the system lets ordinary users do so (Linux); tell whether it did."""
    user, group = os.getuid(), os.getgid()
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    if unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    # Files stay ours in any case; the maps only keep the names of user and group.
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def limit_resources(memory_bytes: int, file_bytes: int) -> None:
    """Bound address space and size of files for LibreOffice; no core is dumped. 0 bounds nothing."""
    import resource

    for which, value in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_FSIZE, file_bytes)):
        soft, hard = resource.getrlimit(which)
        bounds = [bound for bound in (value, soft, hard) if bound > 0]
        if bounds:
            resource.setrlimit(which, (min(bounds), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def main(arguments: list[str]) -> None:
    """Serve requests until the pipe is closed."""
    folder, soffice, memory_bytes, file_bytes = arguments
    limit_resources(int(memory_bytes), int(file_bytes))
    leave_the_network()
    adopt_orphans()
    leash = Leash(Path(folder), soffice)

    def end(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=leash.end).start()  # the lock may be held by this very thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    requests: list[str] = []
    arrived = threading.Semaphore(0)

    def listen() -> None:
        for line in sys.stdin:
            requests.append(line)
            arrived.release()
        leash.end()

    threading.Thread(target=listen, daemon=True).start()
    while True:
        arrived.acquire()
        answer = leash.run(json.loads(requests.pop(0)))
        try:
            print(json.dumps(answer), flush=True)
        except OSError:
            leash.end()


if __name__ == "__main__":
    main(sys.argv[1:])
