"""The flow over a batch of files now: one Prefect task a batch of documents, a table artifact a run.

What was done and what failed is in the project's own ledger; Prefect shows it, and starts it on a schedule. A failed
document is a row; only an error of the machine fails a task, and a locked database is tried once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.states import State
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
    batch = [file if file.sha256 or file.failure else job.fingerprint(file.path) for file in _work.get()[number]]
    job.run_batch(job.pending(batch) if job.kind == "backfill" else batch)


def run_batches(job: Job, work: Sequence[Sequence[Found]]) -> dict[str, int]:
    """Load batches one after another, the documents of a batch side by side; call it inside a flow."""
    job_token, work_token = _job.set(job), _work.set(work)
    try:
        for number in range(len(work)):
            load_batch(number)
    finally:
        _job.reset(job_token)
        _work.reset(work_token)
    publish(job)
    return {str(state): number for state, number in job.counters.items()}


def publish(job: Job) -> None:
    """Put the run's figures and its failed files (the first hundred) beside the run in Prefect."""
    rows = [{"state": state, "file": "", "reason": str(number)} for state, number in sorted(job.counters.items())]
    failed = job.store.outcomes(job.run, "failed", "refused")[:100]
    rows += [{"state": item.state, "file": item.path, "reason": item.message or ""} for item in failed]
    create_table_artifact(rows, key=f"vanban-run-{job.run}", description=f"{job.kind}: {job.target}")


def run_job(job: Job, work: Sequence[Sequence[Found]]) -> None:
    """Run an entered job's batches as a flow of its kind; a Prefect server is up already (``prefect_home.server``)."""

    @flow(name=f"vanban-{job.kind}", flow_run_name="run-{run_id}", persist_result=False)
    def load(run_id: int, target: str) -> dict[str, int]:
        return run_batches(job, work)

    load(job.run, job.target)
