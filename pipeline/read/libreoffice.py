"""LibreOffice as a converter: a file of another word processor becomes a .docx. One LibreOffice a process.

Starting LibreOffice takes about a second, a conversion by one that runs some 0.1 s: so it is kept between files. It has
a profile of its own in a folder of its own (two workers never share one), runs no macro and updates no link. It has no
network where the system lets ordinary users give that up, and a proxy that answers nothing elsewhere. It writes into
its folder only, and one socket in /tmp, whose place LibreOffice does not let us choose. ``libreoffice_leash`` stands
between: whatever becomes of this process, LibreOffice ends with it.
"""

from __future__ import annotations

import atexit
import errno
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.guard import Limits

_PLACES: Final = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_LEASH: Final = Path(__file__).with_name("libreoffice_leash.py")
#: The share of a document's time that LibreOffice may take; the rest is for reading what it wrote.
_SHARE_OF_TIME: Final = 0.75
#: After so many conversions LibreOffice is started anew: what it leaks is bounded.
_CONVERSIONS: Final = 200
_ENDING_SECONDS: Final = 5.0
#: What a profile (some 4 MB) and the files of a conversion take at least, in bytes.
_ROOM: Final = 32 * 1024 * 1024
_TARGET: Final = "docx:MS Word 2007 XML"
_PROBE: Final = rb"{\rtf1\ansi {\fonttbl{\f0 Arial;}}\f0 x\par}"

# Names and values of LibreOffice's configuration schema (officecfg). "Never" for macros and links, no active content,
# nothing that starts by itself.
_OPTIONS: Final = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Common/Misc", "UseOpenCL", "false"),
    ("Common/Save/Document", "LoadPrinter", "false"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "false"),
    ("Writer/Content/Update", "Chart", "false"),
    ("Recovery/AutoSave", "Enabled", "false"),
    ("Recovery/RecoveryInfo", "Enabled", "false"),
    ("Java/VirtualMachine", "Enable", "false"),
    ("Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments", "AutoCheckEnabled", "false"),
)
#: A proxy at the port that discards: where the network could not be left, nothing gets out over HTTP.
_PROXY: Final = "127.0.0.1:9"


def available() -> str | None:
    """Return the path of ``soffice``, in PATH or one of the usual places; None where there is none."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    elsewhere = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    places = [*map(Path, _PLACES), *elsewhere]
    return next((str(place) for place in places if os.access(place, os.X_OK) and place.is_file()), None)


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be converted: ``filter`` is LibreOffice's name of its import filter, ``suffix`` a file ending.

    The filter is always given: left alone, LibreOffice opens anything at all as text. ``name`` and ``name_en`` say to
    people what the file is.
    """

    data: bytes
    filter: str
    suffix: str
    name: str
    name_en: str


def to_docx(source: Source, limits: Limits) -> bytes:
    """Return the document as .docx. DocumentError where LibreOffice is missing, refuses, crashes, or takes too long."""
    global _office
    soffice = available()
    if soffice is None:
        raise guard.waiting_for("LibreOffice", source.name, source.name_en, "libreoffice-writer")
    seconds = _SHARE_OF_TIME * limits.seconds
    deadline = time.monotonic() + seconds
    with _lock:
        _check_room(limits)
        for _ in range(2):  # a crash may be the late end of an earlier document's mischief: asked once more, afresh
            try:
                office = _running(soffice, limits)
                converted = office.convert(source, deadline)
            except OSError as error:
                _close()
                raise guard.work_folder(_place(limits), error.strerror or str(error)) from error
            except _TooLongError:
                _close()
                raise guard.time_limit(seconds) from None
            except _GoneError:
                _close()
                continue
            if converted is not None:
                if len(converted) > limits.max_unpacked_bytes:
                    raise guard.too_large(
                        "dung lượng sau khi chuyển đổi (byte)",
                        "converted size (bytes)",
                        len(converted),
                        limits.max_unpacked_bytes,
                    )
                return converted
            raise _refused(office, source, deadline)
    _check_room(limits)
    raise guard.reader_crashed("LibreOffice ended while it opened the file")


def _place(limits: Limits) -> str:
    return limits.work_folder or tempfile.gettempdir()


def _check_room(limits: Limits) -> None:
    """Without room for its profile and what it writes, LibreOffice ends without a word."""
    folder = Path(_place(limits))
    with suppress(OSError):  # a folder that is not there yet is made later
        if shutil.disk_usage(folder).free < _ROOM:
            raise guard.work_folder(str(folder), os.strerror(errno.ENOSPC))


def _refused(office: _Office, source: Source, deadline: float) -> DocumentError:
    """Say whose fault it is that nothing was written: the file's, or that of an office without its word processor."""
    probe = Source(_PROBE, "Rich Text Format", ".rtf", source.name, source.name_en)
    try:
        works = office.works or office.convert(probe, deadline) is not None
    except (_TooLongError, _GoneError):
        _close()
        works = False
    if works:
        office.works = True
        return guard.damaged("LibreOffice không mở được nội dung", "LibreOffice cannot open its content")
    return guard.waiting_for("LibreOffice Writer", source.name, source.name_en, "libreoffice-writer")


class _TooLongError(Exception):
    """The time is over."""


class _GoneError(Exception):
    """LibreOffice, or the process that watches it, ended."""


@dataclass(slots=True)
class _Office:
    """A LibreOffice with its leash and its folder."""

    folder: Path
    process: subprocess.Popen[str]
    owner: int = field(default_factory=os.getpid)
    conversions: int = 0
    #: Whether it has ever converted anything.
    works: bool = False
    _answers: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)

    @classmethod
    def start(cls, soffice: str, limits: Limits) -> _Office:
        if limits.work_folder is not None:
            Path(limits.work_folder).mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="vanban-office-", dir=limits.work_folder)).resolve()
        for name in ("profile/user", "home", "tmp", "in", "out"):
            (folder / name).mkdir(parents=True)
        (folder / "profile/user/registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        process = subprocess.Popen(
            [
                *(sys.executable, "-I", "-S", str(_LEASH)),
                *(str(folder), soffice, str(limits.memory_bytes), str(limits.max_unpacked_bytes)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        office = cls(folder, process)
        threading.Thread(target=office._listen, name="vanban-office", daemon=True).start()
        return office

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with suppress(ValueError, OSError):  # closed under our hands
            for line in self.process.stdout:
                self._answers.put(line)
        self._answers.put("")

    def convert(self, source: Source, deadline: float) -> bytes | None:
        """Return the .docx, or None where LibreOffice wrote none. ``deadline`` is a time of the monotonic clock."""
        self.conversions += 1
        entrance = self.folder / "in" / f"{self.conversions}{source.suffix}"
        exit_ = self.folder / "out" / f"{self.conversions}.docx"
        try:
            entrance.write_bytes(source.data)
            answer = self._ask(
                [
                    *("--headless", "--norestore", "--nologo", "--nolockcheck", f"--infilter={source.filter}"),
                    *("--convert-to", _TARGET, "--outdir", str(exit_.parent), str(entrance)),
                ],
                deadline,
            )
            if exit_.is_file() and exit_.stat().st_size:
                self.works = True
                return exit_.read_bytes()
            if not answer["alive"]:
                raise _GoneError
            return None
        finally:
            for path in (entrance, exit_):
                with suppress(OSError):
                    path.unlink()

    def _ask(self, arguments: list[str], deadline: float) -> dict[str, object]:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(arguments) + "\n")
            self.process.stdin.flush()
            line = self._answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise _TooLongError from None
        except OSError:
            raise _GoneError from None
        if not line:
            raise _GoneError
        answer: dict[str, object] = json.loads(line)
        return answer

    def close(self) -> None:
        """End it and remove its folder. The leash does both at the end of its input; it is waited for."""
        if self.owner != os.getpid():
            return  # a forked child: the office is its parent's
        with suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        try:
            self.process.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_office: _Office | None = None
_lock = threading.Lock()


def _running(soffice: str, limits: Limits) -> _Office:
    """Return this process's office: the one at hand, where it is fit."""
    global _office
    if _office is not None and (
        _office.owner != os.getpid() or _office.conversions >= _CONVERSIONS or _office.process.poll() is not None
    ):
        _close()
    if _office is None:
        _office = _Office.start(soffice, limits)
    return _office


def _close() -> None:
    global _office
    office, _office = _office, None
    if office is not None:
        office.close()


def close() -> None:
    """End this process's LibreOffice, if it has one; the next file starts another."""
    with _lock:
        _close()


atexit.register(close)


def _environment(folder: Path) -> dict[str, str]:
    home, temporary = str(folder / "home"), str(folder / "tmp")
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": home,
        "TMPDIR": temporary,
        **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), home),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",  # draws into memory; no display is looked for
        "SAL_DISABLE_OPENCL": "1",
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), f"http://{_PROXY}"),
    }


def _registry() -> str:
    """Return the profile's settings as LibreOffice keeps them."""
    host, port = _PROXY.split(":")
    proxy = [("ooInetProxyType", "2")]
    for protocol in ("HTTP", "HTTPS", "FTP"):
        proxy += [(f"ooInet{protocol}ProxyName", host), (f"ooInet{protocol}ProxyPort", port)]
    options = [(f"org.openoffice.Office.{place}", name, value) for place, name, value in _OPTIONS]
    options += [("org.openoffice.Inet/Settings", name, value) for name, value in proxy]
    items = "\n".join(
        f'<item oor:path="/{place}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for place, name, value in options
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}\n</oor:items>\n'
    )
