"""The flow over an archive: a tree of any size in batches, gone on with after a kill -9 or Ctrl-C.

The ledger decides what is left: files with an outcome in the unfinished run are left out, and content that is loaded
with these rules is never read again.
"""

from __future__ import annotations

from pathlib import Path

from flows.ingest import run_job
from pipeline.ingest import Found, Job, batches, discover


def remaining(job: Job, folder: Path) -> list[Found]:
    """Return the files of the tree that have no outcome in this run yet; they are hashed batch by batch."""
    done = job.store.done_paths(job.run)
    return [Found(path) for path in discover([folder]) if str(path) not in done]


def run_backfill(job: Job, work: list[Found], batch_size: int) -> None:
    """Load the remaining files as a flow. The job has been entered, a Prefect server is up."""
    run_job(job, batches(work, batch_size))
