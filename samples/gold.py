"""The gold records of the samples: what a careful reader finds in each, field by field.

``python -m samples.gold NAME`` writes ``NAME.record.json`` out of what the program finds in the sample, marked
``"reviewed": false``. The tests fail on such a file until somebody has read it against the page, mended it, and set
the mark to true. It never overwrites: delete a gold file first to begin it anew.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from pipeline.record import Count, Document, Finding, Record, Reference, Task

HERE = Path(__file__).parent
SUFFIX = ".record.json"
#: In the order of preference for a new gold file: the formats that lose least come first.
FORMATS = (".docx", ".html", ".md", ".txt", ".pdf")
#: What depends on the format, or is how a finding was made rather than what it says.
_LEFT_OUT = {"span", "rule", "confidence", "trace"}


class Shape(BaseModel):
    """The size of a table below its header, once it is put together over its pages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int
    columns: int


class Gold(BaseModel):
    """One gold file: the record without its source, text and places. An absent field is a null one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reviewed: bool
    document: Document
    references: tuple[Reference, ...] = ()
    tasks: tuple[Task, ...] = ()
    counts: tuple[Count, ...] = ()
    tables: tuple[Shape, ...] = ()
    findings: tuple[Finding, ...] = ()
    #: Why a doubtful case was decided as it was.
    notes: tuple[str, ...] = ()


def names() -> list[str]:
    """Return the names of all samples, gold or not."""
    return sorted({path.stem for path in HERE.iterdir() if path.suffix in FORMATS and path.stem != "README"})


def files(name: str) -> list[Path]:
    """Return the files of one sample, the format that loses least first."""
    return [path for suffix in FORMATS if (path := HERE / f"{name}{suffix}").exists()]


def gold_file(name: str) -> Path:
    return HERE / f"{name}{SUFFIX}"


def load(name: str) -> Gold:
    """Read one gold file; raises pydantic.ValidationError where a field is misspelt or has the wrong form."""
    return Gold.model_validate_json(gold_file(name).read_text(encoding="utf-8"))


def from_record(record: Record) -> Gold:
    """Return the unreviewed gold of a record: without places, rules and the text itself."""
    found = _without(record.model_dump(mode="json"))
    parts = {key: found[key] for key in ("document", "references", "tasks", "counts", "findings") if key in found}
    shapes = [{"rows": len(table.rows), "columns": len(table.header)} for table in record.tables]
    return Gold.model_validate({"reviewed": False, **parts, "tables": shapes})


def _without(value: Any) -> Any:
    """Return a JSON value without the fields of ``_LEFT_OUT`` and without empty ones."""
    if isinstance(value, dict):
        return {key: _without(part) for key, part in value.items() if key not in _LEFT_OUT and part not in (None, [])}
    return [_without(part) for part in value] if isinstance(value, list) else value


def write(gold: Gold, target: Path) -> None:
    """Write a gold file; raises FileExistsError rather than overwrite what somebody reviewed."""
    with target.open("x", encoding="utf-8") as file:
        json.dump(_without(gold.model_dump(mode="json")), file, ensure_ascii=False, indent=1)
        file.write("\n")


def main(wanted: list[str]) -> None:
    process = import_module("pipeline").process
    for name in wanted:
        write(from_record(process(files(name)[0])), gold_file(name))
        print(f"{gold_file(name).name}: đọc lại, sửa, rồi đặt reviewed thành true")


if __name__ == "__main__":
    main(sys.argv[1:])
