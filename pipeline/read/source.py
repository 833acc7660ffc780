"""From a path to its bytes, with everything that can go wrong there said in words."""

from __future__ import annotations

import stat
from pathlib import Path

from pipeline.errors import system_reason
from pipeline.read import guard
from pipeline.read.guard import Limits


def load(source: Path | bytes, limits: Limits) -> bytes:
    """Return the bytes of a regular file (or the bytes given), not empty and within the limit of size."""
    data = source if isinstance(source, bytes) else _load_file(source, limits)
    if len(data) > limits.max_bytes:
        raise guard.too_large("dung lượng (byte)", "size (bytes)", len(data), limits.max_bytes)
    if not data.strip(b"\x00 \t\r\n"):
        raise guard.empty_file()
    return data


def _load_file(path: Path, limits: Limits) -> bytes:
    try:
        before = path.stat()
        # A pipe or a device would keep the reader waiting for ever.
        if not stat.S_ISREG(before.st_mode):
            is_folder = stat.S_ISDIR(before.st_mode)
            raise guard.unreadable(str(path), guard.A_FOLDER if is_folder else guard.NOT_A_FILE)
        if before.st_size > limits.max_bytes:
            raise guard.too_large("dung lượng (byte)", "size (bytes)", before.st_size, limits.max_bytes)
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
        after = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise guard.not_found(str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise guard.unreadable(str(path), system_reason(error)) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise guard.changing(str(path))
    return data
