"""What a process that reads strangers' files gives up before it begins: memory without end, core dumps, the network.

Each limit is set where the system has it and allows it, and left out silently where not: reading works all the same.
"""

from __future__ import annotations

import ctypes
import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

_NEW_USER: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000
_GET_FLAGS: Final = 0x8913
_SET_FLAGS: Final = 0x8914
_IS_UP: Final = 0x1
#: The largest single file that a reader or a program that it starts may write.
_FILE_BYTES: Final = 1024**3


def limit_resources(memory_bytes: int | None) -> None:
    """Bound address space (bytes), written files and core dumps of this process and its children."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit holds there all the same
        return
    wanted = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, _FILE_BYTES)]
    if memory_bytes is not None:
        wanted.append((resource.RLIMIT_AS, memory_bytes))
    for kind, value in wanted:
        _, hard = resource.getrlimit(kind)
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def silence_libraries() -> None:
    """Let what native libraries print about a broken file go nowhere: the user sees what became of it, and where.

    Errors of Python are sent to the parent as they are, and lose nothing.
    """
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def leave_network() -> bool:
    """Put this process and its children into a network of their own, with nothing but themselves in it.

    Linux, and only where a trial in a child process shows that every step is allowed. Must be called while the process
    has one thread. Returns whether it was done.
    """
    if not hasattr(os, "fork") or not Path("/proc/self/ns/net").exists():
        return False
    trial = os.fork()
    if trial == 0:
        # nothing but the steps themselves: this is a copy of the worker, whose streams are not to be flushed twice
        code = 1
        try:
            code = 0 if _enter_own_network() else 1
        finally:
            os._exit(code)
    _, status = os.waitpid(trial, 0)
    return os.waitstatus_to_exitcode(status) == 0 and _enter_own_network()


def _enter_own_network() -> bool:
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    # root needs no users of its own for this, and would lose its rights over others' files in them
    if libc.unshare(_NEW_NETWORK if user == 0 else _NEW_NETWORK | _NEW_USER) != 0:
        return False
    try:
        if user != 0:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        _raise_loopback()
    except OSError:
        return False
    return os.getuid() == user


def _raise_loopback() -> None:
    """Let programs that a reader starts talk to it: 127.0.0.1 is down in a new network."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as channel:
        asked = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack("16sH14x", fcntl.ioctl(channel, _GET_FLAGS, asked))[1]
        fcntl.ioctl(channel, _SET_FLAGS, struct.pack("16sH14x", b"lo", flags | _IS_UP))
