"""``make load``: how many documents a second go from made-up files into a new database.

``python -m tests.load_test [--count N] [--seed N] [--database URL]`` generates N documents (samples.generate), ingests
them as ``vanban ingest`` does, in a folder of its own that is removed, and prints documents and kilobytes of text a
second. ``--database`` takes the URL of an empty database in place of an SQLite file.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from pipeline.load.database import open_database
from pipeline.load.schema import document, task
from samples.generate.__main__ import positive
from samples.generate.batch import DOCUMENTS, Wanted, write

VANBAN = [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())"]


@dataclass(frozen=True, slots=True)
class Load:
    """What one run did; ``seconds`` is of ingesting alone."""

    files: int
    bytes: int
    seconds: float
    documents: int
    tasks: int

    def lines(self) -> list[str]:
        return [
            f"{self.files} files of {self.bytes / 1e6:.1f} MB ingested in {self.seconds:.1f} s: "
            f"{self.files / self.seconds:.1f} documents/s",
            f"in the database: {self.documents} documents, {self.tasks} tasks",
        ]


def run(count: int, seed: int, folder: Path, database: str | None = None) -> Load:
    """Generate into ``folder``, ingest, count; raises CalledProcessError where a document failed."""
    write(Wanted(seed=seed, count=count), folder)
    files = list((folder / DOCUMENTS).iterdir())
    url = database or f"sqlite:///{folder / 'load.db'}"
    begin = time.perf_counter()
    subprocess.run([*VANBAN, "ingest", str(folder / DOCUMENTS), "--database", url], check=True, capture_output=True)
    seconds = time.perf_counter() - begin
    with open_database(url).connect() as connection:
        found = [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (document, task)]
    return Load(len(files), sum(file.stat().st_size for file in files), seconds, *found)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--count", type=positive, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", metavar="URL")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(run(given.count, given.seed, Path(folder), given.database).lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
