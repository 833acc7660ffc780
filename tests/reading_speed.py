"""How fast, how right and how lean PDFs are read, against pdfplumber on the same pages in the same run.

Pages are sorted by pdfplumber, not by the program: those with a ruled table, those with text alone, and those that are
neither (scans, rubbish), which are left out. Every kind gets a PDF of its own a source file, which both then read.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pdfplumber
import pypdfium2

from pipeline.errors import DocumentError
from pipeline.read import read
from pipeline.read.decode import looks_vietnamese
from pipeline.text import nfc

#: A frame or an underline is no table: that many cells make one.
_TABLE_CELLS: Final = 4
#: A picture over so much of a page makes it a scan.
_SCAN_SHARE: Final = 0.5
_EMPTY_PAGE: Final = 25  # characters

# Linux adds to ru_maxrss what the parent took before the child began, so that /proc is asked first.
_CHILD: Final = """
import resource, sys, time
from pathlib import Path
from pipeline.read import read
start = time.perf_counter()
layout = read(Path(sys.argv[1]))
taken = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
status = Path("/proc/self/status")
if status.exists():
    peak = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
print(layout.pages, f"{taken:.1f}", peak)
"""


@dataclass(frozen=True, slots=True)
class Split:
    """PDFs of text pages and of pages with ruled tables, with how many pages each kind has."""

    text: tuple[Path, ...]
    ruled: tuple[Path, ...]
    text_pages: int
    ruled_pages: int


@dataclass(frozen=True, slots=True)
class Cells:
    """How the cells of pdfplumber's tables stand in ours; ``examples`` are (file, pdfplumber's text, ours)."""

    equal: int
    different: int
    #: Cells of tables that we have in another shape, or not at all.
    unmatched: int
    examples: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Peak:
    """The most memory (MB) a process of its own took to read a PDF; where it was stopped, ``seconds`` is None."""

    megabytes: float
    seconds: float | None
    pages: int


def split(files: Iterable[Path], folder: Path) -> Split:
    """Write the text pages and the pages with ruled tables of each file into ``folder``; broken files are left out."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    kinds: dict[str, list[Path]] = {"text": [], "ruled": []}
    counts = {"text": 0, "ruled": 0}
    for file in files:
        try:
            found = _kinds_of_pages(file)
        except Exception as error:  # pdfminer raises whatever a broken file makes of its code
            print(f"left out: {file.name} ({type(error).__name__})", file=sys.stderr)
            continue
        for kind, made in kinds.items():
            pages = [number for number, of in enumerate(found) if of == kind]
            if pages:
                made.append(_save_pages([(file, pages)], folder / f"{file.stem}.{kind}.pdf"))
                counts[kind] += len(pages)
    return Split(tuple(kinds["text"]), tuple(kinds["ruled"]), counts["text"], counts["ruled"])


def _kinds_of_pages(file: Path) -> list[str]:
    kinds = []
    with pdfplumber.open(file) as document:
        for page in document.pages:
            kinds.append(_kind(page))
            page.close()
    return kinds


def _kind(page: Any) -> str:
    text = page.extract_text()
    covered = sum((i["x1"] - i["x0"]) * (i["bottom"] - i["top"]) for i in page.images)
    if len(text) < _EMPTY_PAGE or covered > _SCAN_SHARE * page.width * page.height or not looks_vietnamese(text):
        return "neither"
    return "ruled" if any(_is_table(table) for table in page.find_tables()) else "text"


def _is_table(table: Any) -> bool:
    return len(table.cells) >= _TABLE_CELLS and len(table.rows) > 1 and len(table.rows[0].cells) > 1


def _save_pages(wanted: Sequence[tuple[Path, Sequence[int]]], target: Path) -> Path:
    """Write pages of some PDFs as one, in order; their fonts are shared where they come from one file."""
    new = pypdfium2.PdfDocument.new()
    for file, pages in wanted:
        source = pypdfium2.PdfDocument(file)
        new.import_pages(source, list(pages))
        source.close()
    new.save(target)
    new.close()
    return target


def one_a_file(files: Iterable[Path], folder: Path) -> list[Path]:
    """Write each page as a PDF of its own, so that tables can be compared page by page."""
    made = []
    for file in files:
        document = pypdfium2.PdfDocument(file)
        pages = len(document)
        document.close()
        made += [_save_pages([(file, [n])], folder / f"{file.stem}.{n + 1}.pdf") for n in range(pages)]
    return made


# --- speed -----------------------------------------------------------------------------------------------------------


def plain_text(files: Iterable[Path]) -> None:
    """Get the text of every page as pdfplumber does it."""
    _each_page(files, lambda page: page.extract_text())


def words_and_tables(files: Iterable[Path]) -> None:
    """Get the words and ruled tables of every page as pdfplumber does it."""
    _each_page(files, lambda page: (page.extract_words(), [table.extract() for table in page.find_tables()]))


def _each_page(files: Iterable[Path], work: Callable[[Any], object]) -> None:
    for file in files:
        with pdfplumber.open(file) as document:
            for page in document.pages:
                work(page)
                page.close()


def ratio(theirs: Callable[[], object], ours: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Return how many times as fast ours is, and the best seconds of each; the rounds alternate.

    Seconds of the processor: what else the machine does is no part of them.
    """
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for i, work in enumerate((theirs, ours)):
            start = time.process_time()
            work()
            best[i] = min(best[i], time.process_time() - start)
    return best[0] / best[1], best[0], best[1]


def read_each(files: Iterable[Path]) -> None:
    """Read the files end to end; one that is refused has cost its time all the same."""
    for file in files:
        try:
            read(file)
        except DocumentError as error:
            print(f"refused: {file.name} ({error.code})", file=sys.stderr)


# --- tables ----------------------------------------------------------------------------------------------------------


def compare_cells(pages: Iterable[Path]) -> Cells:
    """Hold the tables of one-page PDFs against pdfplumber's, cell for cell; blanks and line breaks do not count."""
    equal = different = unmatched = 0
    examples: list[tuple[str, str, str]] = []
    for page in pages:
        with pdfplumber.open(page) as document:
            theirs = [_packed(table.extract()) for table in document.pages[0].find_tables() if _is_table(table)]
        try:
            ours = [_packed(table.rows) for table in read(page).tables]
        except DocumentError:
            ours = []
        for grid in theirs:
            twin = _twin(grid, ours)
            for r, row in enumerate(grid):
                for c, text in enumerate(row):
                    if text is None:
                        continue  # covered by a merged cell
                    if twin is None:
                        unmatched += 1
                    elif _bare(twin[r][c]) == _bare(text):
                        equal += 1
                    else:
                        different += 1
                        examples.append((page.name, text, twin[r][c] or ""))
    return Cells(equal, different, unmatched, tuple(examples))


Grid = Sequence[Sequence[str | None]]


def _packed(grid: Grid) -> Grid:
    """Drop the rows and columns without a word: a rule drawn twice parts nothing."""
    rows = [row for row in grid if any(_bare(text) for text in row)]
    columns = [c for c in range(len(rows[0]) if rows else 0) if any(_bare(row[c]) for row in rows)]
    return [[row[c] for c in columns] for row in rows]


def _twin(grid: Grid, ours: Sequence[Grid]) -> Grid | None:
    """Return the table of ours that has the shape of ``grid`` and most of its words."""
    same_shape = [rows for rows in ours if rows and len(rows) == len(grid) and len(rows[0]) == len(grid[0])]
    return max(same_shape, key=lambda rows: _likeness(grid, rows), default=None)


def _likeness(grid: Grid, rows: Grid) -> int:
    return sum(
        _bare(a) == _bare(b) for left, right in zip(grid, rows, strict=True) for a, b in zip(left, right, strict=True)
    )


def _bare(text: str | None) -> str:
    return "".join(nfc(text or "").split())


# --- memory ----------------------------------------------------------------------------------------------------------


def long_pdf(files: Sequence[Path], pages: int, target: Path) -> Path:
    """Write a PDF of ``pages`` pages by repeating those of ``files``."""
    new = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(file) for file in files]
    each = sum(map(len, sources))
    for source in sources:
        times = -(-pages // each)
        new.import_pages(source, [n for _ in range(times) for n in range(len(source))])
    for number in range(len(new) - 1, pages - 1, -1):
        new.del_page(number)
    new.save(target)
    for document in (new, *sources):
        document.close()
    return target


def peak(file: Path, seconds: float) -> Peak:
    """Read a PDF in a process of its own, stopped after ``seconds``, and say what memory it took at most."""
    try:
        ran = subprocess.run(
            [sys.executable, "-c", _CHILD, str(file)], check=True, stdout=subprocess.PIPE, text=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return Peak(float("nan"), None, 0)  # what it took until then says nothing
    pages, taken, kilobytes = ran.stdout.split()
    return Peak(int(kilobytes) / 1024, float(taken), int(pages))
