"""The flow over an archive: a tree of any size in batches, gone on with after a kill -9 or Ctrl-C.

The ledger decides what is left (``pipeline.ingest.remaining``): files with an outcome in the unfinished run are left
out, and content that is loaded with these rules is never read again, whatever Prefect remembers of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from prefect import flow

from flows.ingest import load_batches, under_way
from pipeline.ingest import Found, Job


@flow(name="vanban-backfill", flow_run_name="run-{run_id}", persist_result=False)
def backfill_flow(run_id: int, target: str) -> dict[str, int]:
    """Load the batches under way; ``run_id`` is the run in our ledger, ``target`` the folder."""
    return load_batches()


def run_backfill(job: Job, work: Sequence[Sequence[Found]]) -> None:
    """Load what remains of an archive. The job is entered, a Prefect server is up (``prefect_home.server``)."""
    with under_way(job, work):
        backfill_flow(job.run, job.target)
