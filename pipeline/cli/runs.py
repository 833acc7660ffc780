"""The verbs that load documents: ingest, schedule, backfill. The work is in ``pipeline.ingest`` and ``flows``."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from pipeline.cli import EXIT_MACHINE, options, texts
from pipeline.cli.arguments import parse_choice, parse_interval, parse_workers
from pipeline.cli.session import Session, leave, wrong_use
from pipeline.settings import Settings, get_settings

if TYPE_CHECKING:
    from pipeline.ingest import Done, Found, Job, Listener, PassedOver
    from pipeline.load.store import Outcome

Paths = Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help=texts.PATHS_ARG.vi, show_default=False)]
Retry = Annotated[str | None, typer.Option("--retry", metavar="waiting|failed", help=texts.RETRY_OPT.vi)]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=texts.FOLDER_ARG.vi)]
Inbox = Annotated[Path | None, typer.Option("--inbox", metavar="DIR", help=texts.INBOX_OPT.vi)]
Every = Annotated[str | None, typer.Option("--every", metavar="TIME", help=texts.EVERY_OPT.vi)]
Resume = Annotated[bool, typer.Option("--resume/--no-resume", help=texts.RESUME_OPT.vi)]

_MARKS = {
    "done": "[green]✓[/]",
    "failed": "[red]✗[/]",
    "refused": "[yellow]⊘[/]",
    "waiting": "[yellow]…[/]",
    "opened": "▸",
    "unchanged": "=",
    "skipped": "=",
}
#: Characters of a title on a document's line.
_LONGEST_TITLE = 70
#: What ``--retry`` takes up; a refused file stays refused until it or the program changes.
_RETRIED = ("waiting", "failed")


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command("ingest", help=texts.INGEST_HELP.vi)(ingest)
    app.command("backfill", help=texts.BACKFILL_HELP.vi)(backfill)
    app.command("schedule", help=texts.SCHEDULE_HELP.vi)(schedule)


def ingest(
    context: typer.Context,
    paths: Paths = None,
    retry: Retry = None,
    direct: options.Direct = False,
    workers: options.Workers = None,
    database: options.Database = None,
) -> None:
    from pipeline.ingest import PassedOver, batches

    session = options.session_of(context)
    settings = get_settings()
    if not paths and not retry:
        raise wrong_use("wrong_use", texts.MISSING, texts.HELP_HINT, name="PATH", command="vanban ingest")
    # nothing to load leaves no database behind
    passed_over = PassedOver()
    files = [] if retry else _found(session, paths or [], passed_over)
    job = _job("ingest", " ".join(str(path) for path in paths or ()), settings, session, workers, database)
    if retry and not (files := _retried(session, job, retry, paths or [])):
        return
    started = time.monotonic()
    with job, _interruptible(session, job, len(files)):
        pending = job.pending([job.fingerprint(path) for path in files])
        if pending:
            with _progress(session, job, len(pending), show_pace=False):
                _run(session, job, batches(pending, settings.batch_size), settings, direct=direct)
    _conclude(session, job, started, passed_over)


def _found(session: Session, paths: Sequence[Path], passed_over: PassedOver) -> list[Path]:
    from pipeline.ingest import discover

    files = list(dict.fromkeys(discover(_existing(paths), passed_over)))
    if not files:
        _tell_passed_over(session, passed_over)
        raise _no_documents(paths)
    return files


def _retried(session: Session, job: Job, retry: str, paths: Sequence[Path]) -> list[Path]:
    """Return the files of the ledger that are to be tried again, under ``paths`` where any are named."""
    from pipeline.ingest import to_retry

    state = parse_choice(retry, _RETRIED, "--retry")
    files = to_retry(job.store, "failed" if state == "failed" else "waiting", within=_existing(paths))
    if not files:
        session.say(texts.NOTHING_TO_RETRY, state=session.text(texts.STATES[state]))
    return files


def backfill(
    context: typer.Context,
    folder: Folder,
    resume: Resume = True,
    direct: options.Direct = False,
    workers: options.Workers = None,
    database: options.Database = None,
) -> None:
    from pipeline.ingest import PassedOver, batches, remaining

    session = options.session_of(context)
    settings = get_settings()
    target = str(_folder(folder).resolve())
    job = _job("backfill", target, settings, session, workers, database)
    if resume:
        job.run_id = job.store.unfinished_run("backfill", target)
    resumed = job.run_id is not None
    started = time.monotonic()
    with job:
        passed_over = PassedOver()
        work, before = remaining(job, Path(target), passed_over)
        if not work and not before:
            _tell_passed_over(session, passed_over)
            raise _no_documents([folder])
        if resumed:
            session.note(texts.RESUMED, done=before, left=len(work))
            _tell_earlier_failures(session, job)
        if work:
            with _interruptible(session, job, len(work)), _progress(session, job, len(work), show_pace=True):
                _run(session, job, batches(work, settings.batch_size), settings, direct=direct)
    if resumed:  # the summary is of the whole run, with what was done before the interruption
        job.counters.clear()
        job.counters.update(job.store.run_summary(job.run).counters)
    _conclude(session, job, started, passed_over)


def _tell_earlier_failures(session: Session, job: Job) -> None:
    """Print the files that gave no record before the run was interrupted; they are not tried again now."""
    for outcome in job.store.outcomes(job.run, "failed", "refused", "waiting"):
        session.out.print(_line_of(session, outcome))
        session.out.print(f"    {escape(outcome.message or '')}")


def schedule(
    context: typer.Context, inbox: Inbox = None, every: Every = None, database: options.Database = None
) -> None:
    from datetime import timedelta

    from flows import prefect_home

    session = options.session_of(context)
    settings = get_settings()
    interval = parse_interval(every) if every else timedelta(seconds=settings.inbox_every)
    folder = inbox or settings.inbox_dir
    if folder is None:
        raise wrong_use("wrong_use", texts.MISSING, texts.HELP_HINT, name="--inbox", command="vanban schedule")
    _folder(folder)
    url = _absolute(options.database_url(database, settings))
    options.open_to_write(url, settings).dispose()  # a database that cannot be used is told of now, not at night
    session.note(texts.STARTING)
    log = settings.prefect_home / "schedule.log"
    with prefect_home.server(settings.prefect_home, settings.prefect_startup_timeout):
        session.note(texts.WATCHING, inbox=folder, every=every or f"{settings.inbox_every:g}s")
        arguments = (str(folder.resolve()), str(interval.total_seconds()), url, str(settings.inbox_stable))
        os.environ["VANBAN_LANGUAGE"] = session.language  # --lang is for the lines of the schedule as well
        code = prefect_home.run_apart("flows.schedule", *arguments, log=log)
    if code:
        session.note(texts.SCHEDULE_ENDED, code=code, log=log)
        leave(EXIT_MACHINE)


def _existing(paths: Sequence[Path]) -> list[Path]:
    """Return paths that exist, and globs; anything else is wrong use."""
    import glob

    from pipeline.cli.arguments import existing

    existing(path for path in paths if not glob.has_magic(str(path)))
    return list(paths)


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise wrong_use("no_folder", texts.NO_FOLDER, texts.NO_FOLDER_HINT, path=path)
    return path


def _absolute(url: str) -> str:
    """Return the URL with its file named from the root: scheduled runs start in other folders."""
    file = options.sqlite_file(url)
    return f"sqlite:///{file.resolve().as_posix()}" if file else url


def _no_documents(paths: Sequence[Path]) -> Exception:
    from pipeline.read.formats import listed

    named = ", ".join(str(path) for path in paths)
    return wrong_use("no_documents", texts.NO_DOCUMENTS, texts.NO_DOCUMENTS_HINT, paths=named, formats=listed())


def _job(
    kind: str, target: str, settings: Settings, session: Session, workers: str | None, database: str | None
) -> Job:
    from pipeline import RULES_VERSION
    from pipeline.ingest import Job, limits_of, own_units_of
    from pipeline.load.store import Store

    return Job(
        Store(options.open_to_write(options.database_url(database, settings), settings)),
        kind=kind,
        target=target,
        rules_version=RULES_VERSION,
        workers=parse_workers(workers) or settings.workers,
        limits=limits_of(settings),
        own_units=own_units_of(settings),
        language=session.language,
    )


def _run(session: Session, job: Job, work: Sequence[Sequence[Found]], settings: Settings, *, direct: bool) -> None:
    """Run the batches: through Prefect, or one after another in this process."""
    if direct:
        for batch in work:
            job.run_batch(job.hashed(batch))
        return
    from flows import prefect_home

    session.note(texts.STARTING)
    with prefect_home.server(settings.prefect_home, settings.prefect_startup_timeout):
        if job.kind == "backfill":
            from flows.backfill import run_backfill as run_flow
        else:
            from flows.ingest import run_ingest as run_flow
        run_flow(job, work)


@contextmanager
def _interruptible(session: Session, job: Job, total: int) -> Iterator[None]:
    """Say on Ctrl-C what is done and saved."""
    try:
        yield
    except KeyboardInterrupt:
        session.note(texts.STOPPED, done=job.files, total=total)
        leave(130)


@contextmanager
def _progress(session: Session, job: Job, total: int, *, show_pace: bool) -> Iterator[None]:
    """Print a line a document, and under them a bar where somebody watches."""
    # What an archive of a million files has already is no news.
    tell = _teller(session, known=not show_pace)
    if not session.err.is_terminal:
        job.listener = tell
        yield
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from pipeline.ingest import Pace

    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}")]
    with Progress(*columns, console=session.err, transient=True) as bar:
        line = bar.add_task("", total=total, pace="")
        pace = Pace(total)

        def tell_and_advance(done: Done) -> None:
            tell(done)
            if done.container is not None:
                return  # the bar counts files
            pace.done += 1
            left = pace.seconds_left()
            words = session.text(texts.RATE, rate=f"{pace.per_second():.1f}", left=_duration(left)) if left else ""
            bar.update(line, advance=1, pace=words if show_pace else "")

        job.listener = tell_and_advance
        yield


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _on_one_line(path: str) -> str:
    return path.replace("\n", "\\n")


def _title_of(kind: str | None, subject: str | None) -> str:
    """What a document without a number is called: by its kind and what it is about, cut to fit on a line."""
    return shorten(" ".join(filter(None, (kind, subject))), _LONGEST_TITLE, placeholder=" ...")


def _line_of(session: Session, outcome: Outcome) -> str:
    state = session.text(texts.STATES[outcome.state])
    return f"{_MARKS[outcome.state]} {state}  {escape(_on_one_line(outcome.path))}"


def _teller(session: Session, *, known: bool) -> Listener:
    """Return what prints a line a document; those that are loaded already only where ``known``."""

    def tell(done: Done) -> None:
        outcome = done.outcome
        if outcome.state == "unchanged" and not known:
            return
        line = _line_of(session, outcome)
        if outcome.state == "opened":
            line += f"  {session.text(texts.DOCUMENTS_INSIDE, number=len(done.inside))}"
        if done.record is not None:
            document = done.record.document
            name = document.key or _title_of(document.type, document.subject)
            line += f"  {escape(name)}  {session.text(texts.TASKS_FOUND, number=len(done.record.tasks))}"
        session.out.print(line)
        if done.error is not None:
            session.out.print(f"    {escape(done.error.message(session.language))}")
            session.out.print(f"    [dim]{escape(done.error.hint(session.language))}[/]")

    return tell


def _tell_passed_over(session: Session, passed_over: PassedOver) -> None:
    if passed_over.number:
        more = ["..."] if passed_over.number > len(passed_over.examples) else []
        examples = ", ".join([*map(_on_one_line, passed_over.examples), *more])
        session.note(texts.PASSED_OVER, number=passed_over.number, examples=examples)


def _conclude(session: Session, job: Job, started: float, passed_over: PassedOver) -> None:
    """Print the summary; exit code 1 where a document failed."""
    counters = job.counters
    _tell_passed_over(session, passed_over)
    if sum(counters.values()) == counters["unchanged"]:
        session.say(texts.NOTHING_NEW, number=counters["unchanged"])
        return
    states = {state: counters[state] for state in ("done", "unchanged", "skipped", "refused", "failed")}
    session.say(texts.LOADED, **states, seconds=f"{time.monotonic() - started:.1f}")
    if counters["opened"]:
        session.say(texts.OPENED, number=counters["opened"])
    for hint, number in job.waits.items():
        session.say(texts.WAITING, number=number, hint=hint)
    if earlier := counters["waiting"] - job.waits.total():
        session.say(texts.WAITING, number=earlier, hint=session.text(texts.WAITING_EARLIER))
    if job.failures:
        leave(1)
