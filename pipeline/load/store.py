"""Writing: records replace what programs found before, and the ledger says what happened to every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy.engine import Engine

if TYPE_CHECKING:
    from pipeline.record import Record

SaveState = Literal["new", "updated", "unchanged"]
RunState = Literal["running", "finished", "interrupted"]
#: What became of a file in a run: loaded; could not be read; already loaded with these rules; not a document or given
#: twice; must not be kept (secret documents) or no reader takes it.
OutcomeState = Literal["done", "failed", "unchanged", "skipped", "refused"]


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a record now is, and whether that changed anything."""

    document_id: int
    state: SaveState


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file in a run. Times are aware; ``seconds`` is the work on it; ``traceback`` for developers."""

    path: str
    state: OutcomeState
    sha256: str | None = None
    error_code: str | None = None
    message: str | None = None
    traceback: str | None = None
    rules_version: str | None = None
    started: datetime | None = None
    finished: datetime | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run in figures; ``counters`` has the number of files of every state that occurred."""

    run_id: int
    kind: str
    target: str | None
    state: RunState
    started: datetime
    finished: datetime | None
    counters: Mapping[OutcomeState, int]


class Store:
    """The writing side of a database. Every method is one transaction, and may be repeated after a crash."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def known(self, hashes: Iterable[str], rules_version: str | None) -> set[str]:
        """Return those of the content ``hashes`` (SHA-256, hex) that are loaded with these rules already."""
        raise NotImplementedError

    def save(self, record: Record, *, path: str | None = None) -> Saved:
        """Load one record; see ``save_many``. ``path`` is where it was found, by default ``record.source.path``."""
        raise NotImplementedError

    def save_many(self, records: Sequence[Record]) -> list[Saved]:
        """Load records, all or none; the answers are in their order.

        A document is its content's hash. What programs found in it before is replaced as a whole; the same record again
        changes nothing; known content at another path only adds that path.
        """
        raise NotImplementedError

    def add_paths(self, found: Iterable[tuple[str, str]]) -> None:
        """Note (sha256, path) of files whose content is loaded already and was not read again; others are ignored."""
        raise NotImplementedError

    def start_run(self, kind: str, *, target: str | None = None, rules_version: str | None = None) -> int:
        """Open a run ("ingest", "schedule", "backfill") over ``target`` (the folder, for resuming); return its id."""
        raise NotImplementedError

    def record_outcomes(self, run_id: int, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of files; a second outcome of the same path in the run replaces the first."""
        raise NotImplementedError

    def finish_run(self, run_id: int, state: RunState = "finished") -> None:
        """Close the run."""
        raise NotImplementedError

    def run_summary(self, run_id: int) -> RunSummary:
        """Return the run's figures. Raises UsageError (``unknown_run``) where there is none of that id."""
        raise NotImplementedError

    def unfinished_run(self, kind: str, target: str) -> int | None:
        """Return the latest run of this kind over ``target`` that never finished (killed or interrupted), or None."""
        raise NotImplementedError

    def done_paths(self, run_id: int) -> set[str]:
        """Return the paths that have an outcome in the run: what a resumed backfill leaves out."""
        raise NotImplementedError

    def outcomes(self, run_id: int, *states: OutcomeState) -> list[Outcome]:
        """Return the run's outcomes in order of path, those of ``states`` only where any are named."""
        raise NotImplementedError
