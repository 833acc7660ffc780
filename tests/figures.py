"""The figures of reading on files outside the project, and what each format costs; see ``--help`` of both commands.

``python -m tests.figures files FOLDER --records OUT [--gold GOLD --score SCRIPT]`` reads every document of a folder as
``vanban ingest`` does, says what became of each, writes ``OUT/NAME.json``, holds the text against ``NAME.gt.txt`` where
such a transcript stands beside the file, and runs the script that scores records against gold files.

``python -m tests.figures formats TEXTS --gold GOLD --score SCRIPT --cache DIR`` sets each text as Word file, PDF and
scan (``samples.convert``), and scores the records of each format beside those of the text itself. ``DIR`` keeps the
files between runs.

The script is called as ``python SCRIPT GOLD RECORDS --show --json FIGURES``; it writes precision, recall, f1 a group.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import regex
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from pipeline.answer import Unprocessed
from pipeline.errors import DocumentError
from pipeline.ingest import discover, limits_of
from pipeline.read.guard import Limits
from pipeline.record import Record
from pipeline.settings import get_settings
from pipeline.text import nfc
from pipeline.workers import WorkerPool
from samples import build
from samples import convert as samples_convert

TRANSCRIPT: Final = ".gt.txt"
#: Share of characters right, F1 of real files, and the whole folder's seconds, as the project has set itself.
CHARACTERS_TARGET: Final = 0.985
REAL_TARGETS: Final = {"document.key": 0.9, "document.issued": 0.9, "document.type": 0.9}
FOLDER_SECONDS: Final = 600.0
#: A format whose text is whole may cost this much of F1 in any group; a scan has targets of its own.
FORMAT_LOSS: Final = 0.01
SCAN_TARGETS: Final = {"reference": 0.95, "document.key": 0.95, "task": 0.85, "count.table": 0.9}

Figures = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file, and the seconds it took in its worker (None where the worker was lost)."""

    path: Path
    record: Record | None
    error: DocumentError | None
    seconds: float | None


def timed_read(path: str, limits: Limits) -> tuple[Record | DocumentError, float]:
    """Read one file as ``ingest`` does, with the seconds; runs in a worker. Of a container, its first document."""
    from pipeline import process_each

    start = time.perf_counter()
    answers = [answer for answer in process_each(Path(path), limits=limits) if isinstance(answer, Record | Unprocessed)]
    found = next((answer for answer in answers if isinstance(answer, Record)), answers[0])
    return found if isinstance(found, Record) else found.error, time.perf_counter() - start


def read_all(paths: Sequence[Path], workers: int) -> tuple[list[Reading], float]:
    """Read files in worker processes under the limits of the settings; return them by name, and the seconds."""
    limits = limits_of(get_settings())
    readings = []
    start = time.perf_counter()
    with WorkerPool(
        partial(timed_read, limits=limits), workers=workers, timeout=limits.seconds, memory_bytes=limits.memory_bytes
    ) as pool:
        for path, answer in pool.map([str(path) for path in paths]):
            if isinstance(answer, tuple):
                found, seconds = answer
                record, error = (found, None) if isinstance(found, Record) else (None, found)
                readings.append(Reading(Path(path), record, error, seconds))
            elif isinstance(answer, DocumentError):
                readings.append(Reading(Path(path), None, answer, None))
            else:
                raise answer
    return sorted(readings, key=lambda reading: reading.path), time.perf_counter() - start


def write_records(readings: Iterable[Reading], folder: Path, ending: str = "") -> None:
    """Write ``NAME.json`` a record, where ``NAME`` is the file's without ``ending`` (or without its suffix)."""
    folder.mkdir(parents=True, exist_ok=True)
    written: set[str] = set()
    for reading in readings:
        name = reading.path.name.removesuffix(ending) if ending else reading.path.stem
        if reading.record is None:
            continue
        if name in written:
            raise SystemExit(f"two files are called {name}: their records would be one")
        written.add(name)
        (folder / f"{name}.json").write_text(reading.record.model_dump_json(), encoding="utf-8")


def characters_right(found: str, wanted: str) -> float:
    """Return 1 - edit distance / length of the transcript, white space apart; never below 0.

    >>> characters_right("Số: 12/TB", "Số:12/TB")
    1.0
    """
    found, wanted = ("".join(nfc(text).split()) for text in (found, wanted))
    if not wanted:
        return float(not found)
    return max(0.0, 1 - Levenshtein.distance(found, wanted) / len(wanted))


def words_found(found: str, wanted: str) -> float:
    """Return the share of the transcript's words that were found, each as often, whatever their order and case.

    Beside ``characters_right`` it tells a letterhead that is read by columns, capitals that only the font has, and
    numbers that the word processor adds, from letters that are wrong.
    """
    ours, theirs = (Counter(regex.findall(r"[\p{L}\p{M}\p{N}]+", nfc(text).casefold())) for text in (found, wanted))
    return (ours & theirs).total() / max(theirs.total(), 1)


def score(script: Path, gold: Path, records: Path) -> tuple[Figures, str]:
    """Run the scoring script; return its figures a group, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder, "figures.json")
        command = [sys.executable, str(script), str(gold), str(records), "--show", "--json", str(figures)]
        ran = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
        return json.loads(figures.read_text(encoding="utf-8")), ran.stdout


def _verdict(right: bool) -> str:
    return "ok" if right else "MISSED"


# --- a folder of files -----------------------------------------------------------------------------------------------


def _files(given: argparse.Namespace, console: Console) -> None:
    paths = [path for path in discover([given.folder]) if not path.name.endswith(TRANSCRIPT)]
    readings, seconds = read_all(paths, given.workers)
    with tempfile.TemporaryDirectory() as made:
        records = given.records or Path(made)
        write_records(readings, records)
        console.print(_fates(readings))
        states = Counter(reading.error.code if reading.error else "record" for reading in readings)
        print(f"\n{len(readings)} files: {', '.join(f'{n} {state}' for state, n in states.most_common())}")
        in_time = _verdict(seconds <= FOLDER_SECONDS)
        print(f"{seconds:.0f} s with {given.workers} workers   target <= {FOLDER_SECONDS:.0f}   {in_time}")
        _transcripts(readings)
        if given.gold and given.score:
            figures, shown = score(given.score, given.gold, records)
            print(f"\n{shown if given.show else _without_misses(shown, REAL_TARGETS)}")
            for group, target in REAL_TARGETS.items():
                f1 = figures.get(group, {}).get("f1", 0.0)
                print(f"{group:<28} {f1:.3f}   target >= {target:g}   {_verdict(f1 >= target)}")


def _fates(readings: Iterable[Reading]) -> Table:
    names = ("file", "state", "format", "pages", "ocr", "encoding", "s", "key", "issued", "type", "warnings")
    table = Table(*names, box=None, pad_edge=False)
    for reading in readings:
        seconds = "-" if reading.seconds is None else f"{reading.seconds:.1f}"
        if reading.record is None:
            code = reading.error.code if reading.error else "-"
            table.add_row(reading.path.name, code, reading.path.suffix, "", "", "", seconds)
            continue
        source, document = reading.record.source, reading.record.document
        table.add_row(
            reading.path.name,
            "record",
            str(source.format),
            str(source.pages or "-"),
            "ocr" if source.ocr else "-",
            str(source.encoding),
            seconds,
            document.key or "-",
            str(document.issued.end) if document.issued else "-",
            document.type or "-",
            str(len(reading.record.findings)),
        )
    return table


def _transcripts(readings: Iterable[Reading]) -> None:
    for reading in readings:
        transcript = reading.path.parent / f"{reading.path.stem}{TRANSCRIPT}"
        if not transcript.exists():
            continue
        wanted = transcript.read_text(encoding="utf-8-sig")
        share = characters_right(reading.record.text, wanted) if reading.record else 0.0
        told = f"target >= {CHARACTERS_TARGET:g}   {_verdict(share >= CHARACTERS_TARGET)}"
        words = words_found(reading.record.text, wanted) if reading.record else 0.0
        print(f"characters right: {reading.path.name:<16} {share:.4f}   {told}   words found: {words:.4f}")


def _without_misses(shown: str, groups: Iterable[str]) -> str:
    """Leave of the script's misses those of the groups that have a target."""
    wanted = tuple(f"{what:6} {group:28} " for what in ("missed", "false") for group in groups)
    return "\n".join(
        line for line in shown.splitlines() if not line.startswith(("missed ", "false ")) or line.startswith(wanted)
    )


# --- each text in each format ----------------------------------------------------------------------------------------


def _formats(given: argparse.Namespace, console: Console) -> None:
    texts = samples_convert.texts_of(given.texts)
    cache = given.cache / _fingerprint(texts, given.seed)
    figures: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as made:
        for form in ("text", *given.formats):
            files = texts if form == "text" else _converted(texts, cache, form, given.seed)
            readings, seconds = read_all(files, given.workers)
            records = (given.records or Path(made)) / form
            write_records(readings, records, "" if form == "text" else f".{form}")
            for reading in readings:
                if reading.error:
                    print(f"{reading.path.name}: {reading.error.code}", file=sys.stderr)
            figures[form], shown = score(given.score, given.gold, records)
            if given.show:
                print(f"--- {form}\n{shown}")
            print(f"{form}: {len(files)} files, {seconds:.1f} s with {given.workers} workers")
    console.print(losses(figures))


def _fingerprint(texts: Iterable[Path], seed: int) -> str:
    """Return a name for what is made of these texts by this tooling."""
    digest = hashlib.sha256(str(seed).encode())
    for path in (*texts, Path(samples_convert.__file__), Path(build.__file__)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _converted(texts: Sequence[Path], cache: Path, form: str, seed: int) -> list[Path]:
    wanted = [cache / form / f"{text.stem}.{form}" for text in texts]
    missing = [text for text, path in zip(texts, wanted, strict=True) if not path.exists()]
    if missing:
        samples_convert.convert(missing, cache / form, [form], seed)
    return wanted


def losses(figures: Mapping[str, Figures]) -> Table:
    """Return a table of F1 a group: the text's, and every format's with what it gains or loses; "!" misses a target."""
    forms = [form for form in figures if form != "text"]
    table = Table("F1", "text", *forms, box=None, pad_edge=False)
    for group, base in figures["text"].items():
        cells = []
        for form in forms:
            f1 = figures[form].get(group, {}).get("f1", 0.0)
            mark = "" if _is_enough(form, group, f1, base["f1"]) else " !"
            change = f"{f1 - base['f1']:+.3f}" if f1 != base["f1"] else "      "
            cells.append(f"{f1:.3f} {change}{mark}")
        table.add_row(group, f"{base['f1']:.3f}", *cells)
    return table


def _is_enough(form: str, group: str, f1: float, base: float) -> bool:
    if form.startswith("scan"):
        return f1 >= SCAN_TARGETS.get(group, 0.0)
    return f1 >= base - FORMAT_LOSS


# --- the command -----------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    commands: Any = parser.add_subparsers(required=True)
    files = commands.add_parser("files", help="a folder of documents")
    files.set_defaults(work=_files)
    files.add_argument("folder", type=Path)
    files.add_argument("--gold", type=Path, help="folder of NAME.json")
    files.add_argument("--score", type=Path, help="the script that scores records")
    formats = commands.add_parser("formats", help="texts as Word files, PDFs and scans")
    formats.set_defaults(work=_formats)
    formats.add_argument("texts", type=Path)
    formats.add_argument("--gold", type=Path, required=True)
    formats.add_argument("--score", type=Path, required=True)
    formats.add_argument("--cache", type=Path, required=True, help="where the files are kept between runs")
    formats.add_argument("--formats", nargs="+", choices=samples_convert.FORMATS, default=["docx", "pdf", "scan.pdf"])
    formats.add_argument("--seed", type=int, default=0)
    for command in (files, formats):
        command.add_argument("--records", type=Path, help="folder to keep the records in")
        command.add_argument("--workers", type=int, default=2)
        command.add_argument("--show", action="store_true", help="print every miss and every false item")
    given = parser.parse_args(arguments)
    given.work(given, Console(width=200))


if __name__ == "__main__":
    main()
