"""Which room may import which: the table of the design, checked against the source of every module."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import flows
import pipeline

_LEAVES = {
    *(
        "answer",
        "certainty",
        "errors",
        "numbers",
        "own_units",
        "record",
        "registry",
        "settings",
        "text",
        "version",
        "vocabulary",
    )
}

#: What a room (a folder or module of ``pipeline``, or ``flows``) may import besides itself; "read.layout" is one
#: module.
MAY_IMPORT: dict[str, set[str]] = {
    "record": set(),
    "text": set(),
    "errors": set(),
    "answer": {"errors"},
    "confine": set(),
    "version": set(),
    "vocabulary": set(),
    "numbers": {"text"},
    # what the project knows of units, and what an office adds to it
    "certainty": {"vocabulary"},
    "registry": {"text", "vocabulary"},
    "own_units": {"certainty", "errors", "record", "registry", "text", "vocabulary"},
    "settings": {"errors"},
    "workers": {"confine", "errors", "read.guard"},
    "read": {"record", "text", "errors"},
    "extract": {"read.layout", "record", "text", "numbers", "vocabulary"},
    "normalize": {
        "certainty",
        "extract",
        "own_units",
        "read.layout",
        "record",
        "registry",
        "text",
        "numbers",
        "vocabulary",
    },
    "processing": {"answer", "read", "extract", "normalize", "record", "errors", "version"},
    "load": {"own_units", "record", "registry", "text", "errors", "settings"},
    # the front door of those who use the library
    "": {"answer", "processing", "record", "version"},
    "ingest": {
        "",
        "answer",
        "errors",
        "load",
        "own_units",
        "read.formats",
        "read.guard",
        "record",
        "settings",
        "workers",
    },
    "inbox": {"errors", "ingest"},
    # records held against gold files, of documents that it reads itself
    "scoring": {"answer", "errors", "ingest", "settings", "text"},
    # pages drawn with what was found on them
    "provenance": {"errors", "read.draw", "read.guard", "workers"},
    "cli": {
        *("", "answer", "errors", "flows", "ingest", "load", "own_units", "provenance", "record", "scoring"),
        *("settings", "text"),
        # `doctor` says whether they are there
        *("read.libreoffice", "read.ocr"),
        # what it says is read
        "read.formats",
        "vocabulary",
    },
    "flows": {"", "errors", "inbox", "ingest", "load", "own_units", "settings"},
}


def _modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for package in (pipeline, flows):
        top = Path(package.__path__[0])
        for path in sorted(top.rglob("*.py")):
            parts = [top.name, *path.relative_to(top).with_suffix("").parts]
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


MODULES = _modules()


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def _imports(module: str) -> set[str]:
    """The modules of ours that ``module`` imports, at its head or inside a function; a package's names are modules."""
    wanted: set[str] = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            wanted |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES.keys()
            names_only = len(inside) < len(node.names)
            wanted |= inside | ({node.module} if names_only else set())
    return {name for name in wanted if name.split(".")[0] in ("pipeline", "flows")}


def _room(module: str) -> str:
    """The room of a module: "pipeline.read.pdf" stands in "read"."""
    top, _, rest = module.partition(".")
    return rest.split(".")[0] if top == "pipeline" else "flows"


def _is_allowed(imported: str, room: str) -> bool:
    inside = imported.removeprefix("pipeline").removeprefix(".")
    return _room(imported) == room or _room(imported) in MAY_IMPORT[room] or inside in MAY_IMPORT[room]


def test_every_room_is_known() -> None:
    assert {_room(module) for module in MODULES} == MAY_IMPORT.keys()


@pytest.mark.parametrize("module", sorted(MODULES))
def test_module_stays_in_its_room(module: str) -> None:
    room = _room(module)
    assert [name for name in sorted(_imports(module)) if not _is_allowed(name, room)] == []


def test_only_those_who_keep_records_know_the_database() -> None:
    assert {room for room, allowed in MAY_IMPORT.items() if "load" in allowed} == {"cli", "flows", "ingest"}


def test_the_way_from_file_to_record_knows_neither_database_nor_flows() -> None:
    seen: set[str] = set()
    waiting = ["pipeline.processing"]
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += _imports(module)
    assert {_room(module) for module in seen} <= {"processing", "read", "extract", "normalize", *_LEAVES}


def test_imports_make_no_circle() -> None:
    """Modules import each other in one direction; a package's own ``__init__`` does not count, it runs first anyway."""
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join((*above, module))
        if module in done:
            return
        for name in sorted(_imports(module)):
            if name != module and not module.startswith(f"{name}."):
                visit(name, (*above, module))
        done.add(module)

    for module in sorted(MODULES):
        visit(module, ())


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        pytest.param("spacy", {"extract"}, id="spacy"),
        # settings and commands only check a database's address and name the type of an engine
        pytest.param("sqlalchemy", {"load", "settings", "cli"}, id="sqlalchemy"),
        pytest.param("alembic", {"load"}, id="alembic"),
        pytest.param("prefect", {"flows"}, id="prefect"),
        pytest.param("pdfplumber", {"read"}, id="pdfplumber"),
        pytest.param("docx", {"read"}, id="python-docx"),
        pytest.param("typer", {"cli"}, id="typer"),
    ],
)
def test_library_is_used_in_its_room_alone(library: str, rooms: set[str]) -> None:
    users = set()
    for module in MODULES:
        for node in ast.walk(_tree(module)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            if any(name.split(".")[0] == library for name in names):
                users.add(_room(module))
    assert users == rooms
