"""The flow over a batch of files now: one Prefect task a batch of documents, a table artifact a run.

What was done and what failed is in the project's own ledger; Prefect shows it, and starts it on a schedule. A failed
document is a row; only an error of the machine fails a task, and a locked database is tried once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from pipeline.ingest import Found, Job
from pipeline.load.errors import StoreError

#: The run under way. Jobs hold processes and a database connection, which are no parameters for a server to store.
_job: ContextVar[Job] = ContextVar("job")
_work: ContextVar[Sequence[Sequence[Found]]] = ContextVar("work")


async def _is_locked(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    error = await state.aresult(raise_on_failure=False)
    return isinstance(error, StoreError) and error.code == "database_locked"


@task(
    name="load-batch",
    task_run_name="batch-{number}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_delay_seconds=5,
    retry_condition_fn=_is_locked,
)
def load_batch(number: int) -> None:
    """Read and save batch ``number`` of the run under way."""
    job = _job.get()
    job.run_batch(job.hashed(_work.get()[number]))


@contextmanager
def under_way(job: Job, work: Sequence[Sequence[Found]]) -> Iterator[None]:
    """Make an entered job and its batches those that the tasks of this thread work on."""
    job_token, work_token = _job.set(job), _work.set(work)
    try:
        yield
    finally:
        _job.reset(job_token)
        _work.reset(work_token)


def load_batches() -> dict[str, int]:
    """Load the batches under way one after another, the documents of each side by side; call it inside a flow."""
    for number in range(len(_work.get())):
        load_batch(number)
    job = _job.get()
    publish(job)
    return {str(state): number for state, number in job.counters.items()}


def publish(job: Job) -> None:
    """Put the run's figures and its failed files (the first hundred) beside the run in Prefect."""
    rows = [{"state": state, "file": "", "reason": str(number)} for state, number in sorted(job.counters.items())]
    failed = job.store.outcomes(job.run, "failed", "refused", "waiting")[:100]
    rows += [{"state": item.state, "file": item.path, "reason": item.message or ""} for item in failed]
    create_table_artifact(rows, key=f"vanban-run-{job.run}", description=f"{job.kind}: {job.target}")


@flow(name="vanban-ingest", flow_run_name="run-{run_id}", persist_result=False)
def ingest_flow(run_id: int, target: str) -> dict[str, int]:
    """Load the batches under way; ``run_id`` is the run in our ledger, ``target`` what was asked for."""
    return load_batches()


def run_ingest(job: Job, work: Sequence[Sequence[Found]]) -> None:
    """Load batches of files now. The job is entered, a Prefect server is up (``prefect_home.server``)."""
    with under_way(job, work):
        ingest_flow(job.run, job.target)
