"""``make bench``: speed as ratios taken in one run, so that any machine may judge them. Targets stand beside.

Samples are read once; each figure is the best of several runs, which is the least disturbed by what else goes on.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from pipeline import RULES_VERSION
from pipeline.extract import extract
from pipeline.normalize import normalize
from pipeline.read import read

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


def main() -> None:
    """Print the ratios with their targets; exit code 1 where one is missed."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'bench.db').as_posix()}"
        rows = [
            ("extract + normalize / spaCy's blank tokenizer", extraction(), 20.0),
            ("second ingest / first ingest", loading(url), 0.1),
            ("vanban tasks / importing its libraries", querying(url), 2.0),
        ]
    for name, ratio, target in rows:
        print(f"{name:<48} {ratio:6.2f}   target <= {target:g}   {'ok' if ratio <= target else 'MISSED'}")
    sys.exit(0 if all(ratio <= target for _, ratio, target in rows) else 1)


if __name__ == "__main__":
    main()
