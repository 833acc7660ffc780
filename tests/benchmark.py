"""``make bench``: speed as ratios taken in one run, so that any machine may judge them. Targets stand beside.

Samples are read once; each figure is the best of several runs, which is the least disturbed by what else goes on.
``BENCH_FILES=DIR make bench`` also measures reading over the PDFs of a folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy

from pipeline import RULES_VERSION
from pipeline.extract import extract
from pipeline.normalize import normalize
from pipeline.read import read
from tests import reading_speed

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
#: The command as it is installed beside this Python.
VANBAN = [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())"]


def best(work: Callable[[], object], times: int) -> float:
    """Return the seconds of the fastest of several runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def extraction() -> float:
    """Return how much longer extract and normalize take than spaCy's blank tokenizer on the same texts."""
    layouts = [read(path) for path in sorted(SAMPLES.glob("*.docx"))]
    tokenizer = spacy.blank("xx")
    for layout in layouts:  # vocabularies and models load once a process: not part of the figure
        normalize(extract(layout), rules_version=RULES_VERSION)
        tokenizer(layout.text)
    ours = best(lambda: [normalize(extract(layout), rules_version=RULES_VERSION) for layout in layouts], 3)
    return ours / best(lambda: [tokenizer(layout.text) for layout in layouts], 5)


def command(*words: str) -> Callable[[], object]:
    """Return a call of the command that fails where the command does."""
    return lambda: subprocess.run([*VANBAN, *words], check=True, capture_output=True, cwd=ROOT)


def loading(url: str) -> float:
    """Return the time of ingesting the samples a second time as a share of the first."""
    ingest = command("ingest", str(SAMPLES), "--database", url)
    first = best(ingest, 1)
    return best(ingest, 3) / first


def querying(url: str) -> float:
    """Return how much longer ``vanban tasks`` takes than importing its libraries."""
    imports = [sys.executable, "-c", "import sqlalchemy, typer, rich"]
    ours = best(command("tasks", "--database", url), 5)
    return ours / best(lambda: subprocess.run(imports, check=True), 5)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the report; ``at_least``: the target is a floor, else a ceiling."""

    name: str
    value: float
    target: float
    at_least: bool = False
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.value >= self.target if self.at_least else self.value <= self.target

    def line(self) -> str:
        sign = ">=" if self.at_least else "<="
        verdict = "ok" if self.reached else "MISSED"
        return f"{self.name:<48} {self.value:6.2f}   target {sign} {self.target:<5g} {verdict:<7} {self.note}".rstrip()


def reading(files: Sequence[Path], where: str, folder: Path, rounds: int) -> list[Figure]:
    """Return how fast PDFs are read against pdfplumber, and whether their tables are the same."""
    folder.mkdir(parents=True)
    pages = reading_speed.split(files, folder)
    figures = []
    if pages.text:
        times, theirs, ours = reading_speed.ratio(
            lambda: reading_speed.plain_text(pages.text), lambda: reading_speed.read_each(pages.text), rounds
        )
        note = f"{pages.text_pages} pages, {pages.text_pages / theirs:.1f} and {pages.text_pages / ours:.1f} a second"
        figures.append(Figure(f"text pages, {where}: pdfplumber / read", times, 12, at_least=True, note=note))
    if pages.ruled:
        times, theirs, ours = reading_speed.ratio(
            lambda: reading_speed.words_and_tables(pages.ruled), lambda: reading_speed.read_each(pages.ruled), rounds
        )
        note = (
            f"{pages.ruled_pages} pages, {pages.ruled_pages / theirs:.1f} and {pages.ruled_pages / ours:.1f} a second"
        )
        figures.append(Figure(f"ruled pages, {where}: pdfplumber / read", times, 2, at_least=True, note=note))
        cells = reading_speed.compare_cells(reading_speed.one_a_file(pages.ruled, folder))
        share = cells.equal / max(1, cells.equal + cells.different)
        note = f"{cells.equal} equal, {cells.different} different, {cells.unmatched} in tables of another shape"
        figures.append(Figure(f"cells as pdfplumber has them, {where}", share, 1, at_least=True, note=note))
        for file, wanted, found in cells.examples[:5]:
            print(f"  {file}: pdfplumber {wanted!r}, read {found!r}")
    return figures


#: Of the long PDF: its pages, the memory (MB) and the seconds after which reading it is stopped.
LONG_PAGES, LONG_MEGABYTES, LONG_SECONDS = 5000, 400, 75


def memory(folder: Path) -> Figure:
    """Return the most memory that a process takes to read a PDF of 5,000 pages."""
    file = reading_speed.long_pdf(sorted(SAMPLES.glob("*.pdf")), LONG_PAGES, folder / "long.pdf")
    peak = reading_speed.peak(file, LONG_SECONDS)
    if peak.seconds is None:
        return Figure(
            f"MB to read {LONG_PAGES} pages", float("inf"), LONG_MEGABYTES, note=f"stopped after {LONG_SECONDS} s"
        )
    note = f"{peak.seconds:.1f} s, {peak.pages / peak.seconds:.0f} pages a second"
    return Figure(f"MB to read {LONG_PAGES} pages", peak.megabytes, LONG_MEGABYTES, note=note)


def rates() -> str:
    """Return what extract and normalize get through, without a target: it is this machine's."""
    layouts = [read(path) for path in sorted(SAMPLES.glob("*.docx"))]
    seconds = best(lambda: [normalize(extract(layout), rules_version=RULES_VERSION) for layout in layouts], 3)
    characters = sum(len(layout.text) for layout in layouts)
    return f"extract + normalize: {len(layouts) / seconds:.1f} documents, {characters / seconds / 1000:.0f} kB a second"


def main() -> None:
    """Print the ratios with their targets; exit code 1 where one is missed."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        url = f"sqlite:///{(folder / 'bench.db').as_posix()}"
        figures = [
            Figure("extract + normalize / spaCy's blank tokenizer", extraction(), 10),
            Figure("second ingest / first ingest", loading(url), 0.1),
            Figure("vanban tasks / importing its libraries", querying(url), 2),
            *reading(sorted(SAMPLES.glob("*.pdf")), "samples", folder / "samples", rounds=3),
        ]
        if given := os.environ.get("BENCH_FILES"):
            figures += reading(sorted(Path(given).glob("*.pdf")), Path(given).name, folder / "given", rounds=1)
        figures.append(memory(folder))
        print(rates())
    for figure in figures:
        print(figure.line())
    sys.exit(0 if all(figure.reached for figure in figures) else 1)


if __name__ == "__main__":
    main()
