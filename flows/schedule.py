"""The flow on a schedule: every few minutes the new, complete files of an inbox are loaded and put away.

``vanban schedule`` runs this module apart, and it serves the flow as a Prefect deployment. Stopping does not pause the
schedule, so that a restart of the machine goes on where it was.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

from prefect import flow
from prefect.schedules import Interval
from prefect.types.entrypoint import EntrypointType

from flows.ingest import load_batches, under_way
from flows.prefect_home import TIMEZONE, end_with_parent
from pipeline import RULES_VERSION
from pipeline.errors import Language
from pipeline.inbox import STATE_WORDS, due_again, put_away_as_done, stable_files
from pipeline.ingest import Done, Job, limits_of, own_units_of
from pipeline.load.database import open_database
from pipeline.load.store import Store
from pipeline.settings import get_settings


def _print(done: Done, language: Language = "vi") -> None:
    message = f": {done.outcome.message}" if done.outcome.message else ""
    print(f"{STATE_WORDS[done.outcome.state][language]}: {done.outcome.path}{message}", flush=True)


@flow(name="vanban-inbox", persist_result=False)
def load_inbox(inbox: str, database_url: str, stable_seconds: float) -> dict[str, int]:
    """Load what is complete in the inbox and put it away; return how many files came to which state."""
    settings = get_settings()
    folder = Path(inbox)
    files = [*stable_files(folder, stable_seconds), *due_again(folder)]
    if not files:
        return {}
    job = Job(
        Store(open_database(database_url, timeout_seconds=settings.database_timeout)),
        kind="schedule",
        target=inbox,
        rules_version=RULES_VERSION,
        workers=settings.workers,
        limits=limits_of(settings),
        own_units=own_units_of(settings),
        language=settings.language,
        listener=partial(_print, language=settings.language),
    )
    put_away_as_done(job, folder)
    with job, under_way(job, [job.pending([job.fingerprint(path) for path in files])]):
        return load_batches()


def serve_inbox(inbox: Path, every: timedelta, database_url: str, stable_seconds: float) -> None:
    """Serve the deployment until the process is ended. A Prefect server is up (``prefect_home.server``)."""
    load_inbox.serve(
        name=f"inbox-{inbox.name}",
        schedule=Interval(every, timezone=TIMEZONE),
        parameters={"inbox": str(inbox), "database_url": database_url, "stable_seconds": stable_seconds},
        pause_on_shutdown=False,
        print_starting_message=False,
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def main() -> None:
    """Serve the inbox named on the command line: folder, seconds between looks, database, seconds to be stable."""
    end_with_parent(lambda: os.killpg(0, signal.SIGTERM))
    inbox, every, database_url, stable_seconds = sys.argv[1:]
    serve_inbox(Path(inbox), timedelta(seconds=float(every)), database_url, float(stable_seconds))


if __name__ == "__main__":
    main()
