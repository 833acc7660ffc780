"""``python -m tests.patterns_in_use``: every pattern that the project compiles, and how it is used, as JSON lines.

In a process of its own, for patterns are compiled when their module is imported. Those that functions compile are met
by calling the functions without arguments and by reading the samples.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Final

import regex

import pipeline

ROOT: Final = Path(__file__).parent.parent
#: Methods that read from one place on; the others seek a place at every character.
ANCHORED: Final = frozenset({"match", "fullmatch"})
SEEKING: Final = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})


@dataclass(frozen=True, slots=True)
class InUse:
    """A pattern with the library that runs it ("regex", "re"), the place of the source that compiles it, and how."""

    source: str | bytes
    flags: int
    library: str
    place: str
    methods: frozenset[str]

    def compiled(self) -> Any:
        """Return the pattern; ``regex.Pattern`` or ``re.Pattern``, of text or bytes."""
        return (
            regex.compile(self.source, self.flags) if self.library == "regex" else re.compile(self.source, self.flags)
        )


def in_use() -> list[InUse]:
    """Return the project's patterns, in the order in which they are compiled."""
    command = [sys.executable, "-m", "tests.patterns_in_use"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", cwd=ROOT).stdout
    found = []
    for line in told.splitlines():
        row = json.loads(line)
        source = row["source"].encode("latin-1") if row["is_bytes"] else row["source"]
        found.append(InUse(source, row["flags"], row["library"], row["place"], frozenset(row["methods"])))
    return found


class _Watched:
    """A pattern that keeps in mind which of its methods were called."""

    def __init__(self, pattern: Any, methods: set[str]) -> None:
        self._pattern = pattern
        self._methods = methods

    def __getattr__(self, name: str) -> Any:
        self._methods.add(name)
        return getattr(self._pattern, name)


@dataclass(slots=True)
class _Seen:
    place: str
    methods: set[str] = field(default_factory=set)


class _Watch:
    """Stands between the project and both libraries, and notes what the project compiles."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str | bytes, int, str], _Seen] = {}

    def over(self, compile_: Callable[..., Any], library: str) -> Callable[..., Any]:
        """Return the library's own compiling function, watched."""

        def watched(*args: Any, **options: Any) -> Any:
            pattern = compile_(*args, **options)
            through, frame = _caller(library)
            name = frame.f_globals.get("__name__", "") if frame else ""
            if frame is None or not name.startswith("pipeline") or not hasattr(pattern, "pattern"):
                return pattern
            place = f"{Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()}:{frame.f_lineno}"
            seen = self.seen.setdefault((pattern.pattern, pattern.flags, library), _Seen(place))
            if through == "compile":
                return _Watched(pattern, seen.methods)
            seen.methods.add(through)
            return pattern

        return watched


def _caller(library: str) -> tuple[str, FrameType | None]:
    """Return the library's function that was called, and the frame that called it."""
    through, frame = "", sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == library:
        through, frame = frame.f_code.co_name, frame.f_back  # type: ignore[assignment]
    return through, frame


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if "migrations" not in found.name:
            yield importlib.import_module(found.name)


def _make_ready(module: ModuleType) -> None:
    """Call what a module prepares once a process: cached functions without arguments."""
    for value in list(vars(module).values()):
        is_own = isinstance(value, functools._lru_cache_wrapper) and value.__module__ == module.__name__
        if is_own and not inspect.signature(value).parameters:
            value()


@functools.cache
def _sources() -> dict[str, str]:
    return {
        p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8") for p in sorted((ROOT / "pipeline").rglob("*.py"))
    }


@functools.cache
def _calls() -> dict[tuple[str, str], set[str]]:
    """The methods that the source calls on a name: by module for private names, by "" for those that all may use."""
    found: dict[tuple[str, str], set[str]] = {}
    for module, text in _sources().items():
        for name, method in re.findall(r"\b(\w+)\.(\w+)\b", text):
            if method in ANCHORED | SEEKING:
                found.setdefault((module if name.startswith("_") else "", name), set()).add(method)
    return found


@functools.cache
def _names(module: str) -> dict[int, str]:
    """The names that the lines of a module assign to, at its top level."""
    names: dict[int, str] = {}
    for node in ast.parse(_sources()[module]).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and node.end_lineno is not None:
            names.update(dict.fromkeys(range(node.lineno, node.end_lineno + 1), target.id))
    return names


def _written_methods(place: str) -> set[str]:
    """Return the methods that the source calls on the name of the pattern that is compiled at ``place``."""
    module, _, line = place.rpartition(":")
    name = _names(module).get(int(line), "")
    return _calls().get((module if name.startswith("_") else "", name), set())


def main() -> None:
    """Print a line a pattern: source, flags, library, place, methods."""
    watch = _Watch()
    regex_module = sys.modules[regex.compile.__module__]
    regex_module._compile = watch.over(regex_module._compile, "regex")  # type: ignore[attr-defined]
    re._compile = watch.over(re._compile, "re")  # type: ignore[attr-defined]
    for module in list(_modules()):
        _make_ready(module)
    from pipeline.processing import process  # its patterns are to be watched, too

    for sample in sorted((ROOT / "samples").glob("*.docx")):
        process(sample)
    for (source, flags, library), seen in watch.seen.items():
        methods = (seen.methods & (ANCHORED | SEEKING)) | _written_methods(seen.place)
        text = source.decode("latin-1") if isinstance(source, bytes) else source
        row = {"source": text, "is_bytes": isinstance(source, bytes), "flags": flags, "library": library}
        print(json.dumps(row | {"place": seen.place, "methods": sorted(methods)}))


if __name__ == "__main__":
    main()
