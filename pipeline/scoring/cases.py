"""Gold files and what the program says of their documents: files of two folders paired by name.

A gold file is ``NAME.record.json`` or ``NAME.json``. Its documents are the files ``NAME.*`` that can be read, each
scored by itself; or a record, ``NAME.json`` of the other folder, as ``vanban extract --json`` prints it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pipeline.answer import Unprocessed
from pipeline.errors import DocumentError, UsageError
from pipeline.ingest import is_document, look_at
from pipeline.scoring.agreement import Agreement, Figures, Json, agreement, total
from pipeline.scoring.slips import Shown, shown, usual_rules
from pipeline.settings import Settings

_GOLD_SUFFIX: Final = ".record.json"
#: What figures that were written down may have gained by rounding.
ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Case:
    """A gold file and one document of it.

    ``record`` is None where there is no document, or where it could not be read, ``error`` saying why; it is scored as
    empty all the same.
    """

    name: str
    gold: Json
    record: Json | None
    error: DocumentError | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What scoring found: the figures of all cases together, group by group, and every slip."""

    cases: tuple[Case, ...]
    figures: dict[str, Figures]
    slips: tuple[Shown, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Fall:
    """A group whose F1 is lower than it was."""

    group: str
    was: float
    now: float


def diagnose(gold: Path, documents: Path, settings: Settings) -> Diagnosis:
    """Score the documents (or records) of a folder against the gold files of another, or of the same.

    Raises UsageError where there is no gold (``no_gold``), it is no JSON object (``bad_gold``), or none of the
    documents is there (``no_scored_documents``).
    """
    return diagnosis_of(list(read_cases(gold, documents, settings)))


def diagnosis_of(cases: list[Case]) -> Diagnosis:
    """Score cases that are read already."""
    agreements: list[Agreement] = [agreement(case.gold, case.record) for case in cases]
    usual = usual_rules(agreements)
    slips = [
        slip
        for case, one in zip(cases, agreements, strict=True)
        for slip in shown(case.name, one, case.gold, case.record, usual)
    ]
    return Diagnosis(tuple(cases), total(agreements), tuple(slips))


def read_cases(gold: Path, documents: Path, settings: Settings) -> Iterator[Case]:
    """Yield every gold file with each of its documents, by name; documents are read in a worker process."""
    wanted = {_name(path): path for path in sorted(gold.glob("*.json"), key=_plain_first)}
    if not wanted:
        raise UsageError(
            "no_gold",
            f"Không có bản ghi chuẩn (TÊN.json hoặc TÊN.record.json) trong: {gold}",
            "Chỉ ra thư mục có bản ghi chuẩn; docs/accuracy.md cho biết dạng của chúng.",
            f"No gold files (NAME.json or NAME.record.json) in: {gold}",
            "Name the folder of gold files; docs/accuracy.md says what they look like.",
        )
    sources = {name: _sources(name, path, documents) for name, path in wanted.items()}
    if not any(sources.values()):
        raise UsageError(
            "no_scored_documents",
            f"Không có văn bản hay bản ghi nào cùng tên với bản ghi chuẩn trong: {documents}",
            "Đặt văn bản cạnh bản ghi chuẩn với cùng tên, hoặc chỉ ra thư mục của chúng.",
            f"No documents or records with the names of the gold files in: {documents}",
            "Put the documents beside the gold files under the same names, or name their folder.",
        )
    golds = {name: _gold(path) for name, path in wanted.items()}
    files = [path for paths in sources.values() for path in paths if path.suffix != ".json"]
    answers = _read(files, settings) if files else {}
    for name, paths in sources.items():
        if not paths:
            yield Case(name, golds[name], None)
        for path in paths:
            label = name if len(paths) == 1 else path.name
            if path.suffix == ".json":
                yield Case(label, golds[name], _record(path))
            else:
                answer = answers.get(path)
                error = answer if isinstance(answer, DocumentError) else None
                yield Case(label, golds[name], None if isinstance(answer, DocumentError) else answer, error)


def _name(path: Path) -> str:
    return path.name.removesuffix(_GOLD_SUFFIX).removesuffix(".json")


def _plain_first(path: Path) -> tuple[str, bool]:
    """Sort "a.json" before "a.record.json", which is the gold where both are there."""
    return _name(path), path.name.endswith(_GOLD_SUFFIX)


def _sources(name: str, gold: Path, folder: Path) -> list[Path]:
    """Return the documents of a gold file, or else its record."""
    documents = [path for path in sorted(folder.glob(f"{_escaped(name)}.*")) if path.stem == name and is_document(path)]
    if documents:
        return documents
    record = folder / f"{name}.json"
    return [record] if record.exists() and record.resolve() != gold.resolve() else []


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _json(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _record(path: Path) -> Json | None:
    """Return a record or gold; None where the file is neither."""
    value = _json(path)
    return value if value is not None and isinstance(value.get("document"), dict) else None


def _gold(path: Path) -> Json:
    value = _record(path)
    if value is None:
        raise UsageError(
            "bad_gold",
            f"Không phải là bản ghi chuẩn: {path}",
            "Bản ghi chuẩn là một đối tượng JSON có “document”; sửa hoặc chuyển tệp ra khỏi thư mục.",
            f"This is no gold file: {path}",
            'A gold file is a JSON object with a "document"; mend it, or move it out of the folder.',
        )
    return value


def _read(files: list[Path], settings: Settings) -> dict[Path, Json | DocumentError]:
    """Return what became of each file; of a container, its first document that gave a record."""
    answers: dict[Path, Json | DocumentError] = {}
    by_text = {str(path): path for path in files}
    for answer in look_at(files, settings):
        where = answer.path if isinstance(answer, Unprocessed) else answer.source.path
        path = by_text[where.split("!/")[0]]
        if isinstance(answer, Unprocessed):
            answers.setdefault(path, answer.error)
        elif not isinstance(answers.get(path), Mapping):
            answers[path] = answer.model_dump(mode="json")
    return answers


def read_figures(path: Path) -> dict[str, Any] | None:
    """Return the figures of a file, {group: {"f1": ...}}: what ``--format json`` printed, or its "figures" alone.

    None where it holds none.
    """
    value = _json(path) or {}
    figures = value.get("figures", value)
    is_whole = isinstance(figures, dict) and all(
        isinstance(of, dict) and isinstance(of.get("f1"), int | float) for of in figures.values()
    )
    return figures if is_whole and figures else None


def falls(now: Mapping[str, Figures], was: Mapping[str, Any], tolerance: float = ROUNDING) -> list[Fall]:
    """Return the groups whose F1 is lower than in ``was`` by more than ``tolerance`` (0 to 1).

    ``was`` is as ``read_figures`` gives it. A group that is no longer there has fallen to 0.
    """
    fallen = []
    for group, before in was.items():
        f1 = now[group].f1 if group in now else 0.0
        if f1 < before["f1"] - tolerance:
            fallen.append(Fall(group, before["f1"], f1))
    return fallen
