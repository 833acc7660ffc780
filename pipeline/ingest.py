"""The batch work, without Prefect: find files, leave out what is known, read in workers, save, keep the ledger.

The command line, the flows and the inbox all use this. A file's fate is an ``Outcome`` in the ledger, never an
exception; what is raised from here is an error of the machine (``StoreError``) or Ctrl-C.
"""

from __future__ import annotations

import glob
import hashlib
import os
import stat
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from pipeline.answer import Begun, Unprocessed
from pipeline.errors import DocumentError, Language, internal_error, system_reason
from pipeline.load.errors import StoreError
from pipeline.load.store import INSIDE, Inside, Outcome, OutcomeState, RunState, Store
from pipeline.own_units import NO_UNITS, OwnUnits, mended, own_units
from pipeline.read.formats import begins_like_document
from pipeline.read.guard import DEFAULT_LIMITS, NOT_A_FILE, Limits, progress, time_limit, too_large, unreadable
from pipeline.workers import WorkerPool

if TYPE_CHECKING:
    from pipeline.record import Record
    from pipeline.settings import Settings

#: What a folder is searched for: what a reader takes, and what people keep documents in that none takes, so that those
#: are refused with a reason and not passed over. A file that is named itself is always tried.
DOCUMENT_SUFFIXES: Final = frozenset(
    f".{name}"
    for names in (
        "docx docm dotx doc dot wps rtf odt ott fodt pdf html htm mht mhtml txt md",
        "xlsx xlsm xlsb xls ods csv tsv",
        "jpg jpeg png tif tiff bmp webp",
        "eml msg edxml",
        "zip tar tgz gz rar 7z",
    )
    for name in names.split()
)
#: What systems leave in folders: nobody misses it.
_SYSTEM_NAMES: Final = frozenset({"thumbs.db", "desktop.ini"})
#: Errors that mean "must not or cannot be taken", not "went wrong".
REFUSALS: Final = frozenset({"secret_document", "unsupported_format"})
#: The error that means "later, with a program that is missing now".
WAITING: Final = "waiting_for_tool"
_TEMPORARY_SUFFIXES: Final = frozenset(
    (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".swp", ".lock")
)
_CHUNK: Final = 1024 * 1024
_GOLD: Final = ".record.json"
#: How many of the files that were passed over are named.
_EXAMPLES: Final = 3


def is_temporary(path: Path) -> bool:
    """Return whether a file is hidden, or belongs to a program that is writing: ``~$x.docx``, ``x.pdf.part``."""
    return path.name.startswith((".", "~")) or path.name.endswith("~") or path.suffix.lower() in _TEMPORARY_SUFFIXES


def is_document(path: Path) -> bool:
    """Return whether a file that was found in a folder is taken for a document: by its name, else by its beginning."""
    return path.suffix.lower() in DOCUMENT_SUFFIXES or begins_like_document(path)


def is_beside(path: Path) -> bool:
    """Return whether a file is nobody's loss: README, Thumbs.db, the gold record of a document, what is temporary."""
    name = path.name.lower()
    return path.stem.upper() == "README" or name in _SYSTEM_NAMES or name.endswith(_GOLD) or is_temporary(path)


@dataclass(slots=True)
class PassedOver:
    """The files of folders that were left out as no documents: how many, and the first of them by name."""

    number: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, path: Path) -> None:
        self.number += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(path.name)


def discover(paths: Iterable[Path], passed_over: PassedOver | None = None) -> Iterator[Path]:
    """Yield the files under ``paths``: files as named, folders searched in order of name, globs expanded.

    Files of a folder that are no documents by their name or beginning are left out and counted in ``passed_over``;
    hidden folders are not entered.
    """
    passed_over = PassedOver() if passed_over is None else passed_over
    for path in paths:
        if path.is_dir():
            closed: list[Path] = []

            def note_closed(error: OSError, closed: list[Path] = closed) -> None:
                closed.append(Path(os.fsdecode(error.filename)))

            for folder, folders, names in os.walk(path, onerror=note_closed):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                yield from _documents_of(Path(folder), sorted(names), passed_over)
                yield from closed  # folders that may not be listed: told as files that cannot be opened
                closed.clear()
            yield from closed
        elif not path.exists() and glob.has_magic(str(path)):
            matches = glob.iglob(str(path), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute patterns
            yield from discover((Path(match) for match in sorted(matches)), passed_over)
        else:
            yield path


def _documents_of(folder: Path, names: Iterable[str], passed_over: PassedOver) -> Iterator[Path]:
    for path in (folder / name for name in names):
        if is_beside(path):
            continue
        if is_document(path):
            yield path
        else:
            passed_over.add(path)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no record; ``traceback`` where the fault is the program's."""

    error: DocumentError
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file and the hash of its content, or why it has none."""

    path: Path
    sha256: str | None = None
    failure: Failure | None = None


def fingerprint(path: Path, max_bytes: int) -> Found:
    """Return the file with its SHA-256. Files over ``max_bytes`` are not read at all."""
    try:
        status = path.stat()
        size = status.st_size
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device would keep the run waiting for ever
            return Found(path, None, Failure(unreadable(str(path), NOT_A_FILE)))
        if size > max_bytes:
            return Found(path, None, Failure(too_large("dung lượng (byte)", "size (bytes)", size, max_bytes)))
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        return Found(path, None, Failure(unreadable(str(path), system_reason(error))))
    return Found(path, digest.hexdigest())


def limits_of(settings: Settings) -> Limits:
    """Return what one document may cost, as the settings say."""
    return Limits(
        max_bytes=settings.max_bytes,
        max_unpacked_bytes=settings.max_unpacked,
        max_pages=settings.max_pages,
        seconds=settings.max_seconds,
        total_seconds=max(settings.max_total_seconds, settings.max_seconds),
        memory_bytes=settings.max_memory,
        max_container_depth=settings.max_depth,
        max_members=settings.max_members,
        work_folder=str(settings.work_dir),
    )


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does: read a file, of a container from its document number ``start`` on, without those named."""

    path: str
    start: int = 0
    leave_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ended:
    """The last answer of a worker to a file that it read to its end."""


if TYPE_CHECKING:
    Answer = Record | Unprocessed | Begun | Ended


def reading_pool(
    limits: Limits, *, workers: int, read: Callable[[str], Record | Failure] | None = None
) -> WorkerPool[Work, Answer]:
    """Return worker processes that read files under ``limits``; ``read`` reads in their place in tests."""
    return WorkerPool(
        partial(read_work, limits=limits) if read is None else partial(_read_otherwise, read=read),
        workers=workers,
        timeout=limits.seconds,
        total_timeout=limits.total_seconds,
        memory_bytes=limits.memory_bytes,
    )


def read_work(work: Work, limits: Limits = DEFAULT_LIMITS) -> Iterator[Answer]:
    """Yield what becomes of each document of a file, then ``Ended``; runs in a worker process."""
    from pipeline import process_each  # with the models, which the first document of a worker waits for

    progress()
    for answer in process_each(Path(work.path), limits=limits, leave_out=work.leave_out, start=work.start):
        if isinstance(answer, Unprocessed) and answer.error.code == "memory_limit":
            raise answer.error  # a heap in pieces is no place for what comes next: another worker goes on
        yield answer
    yield Ended()


def read_one(path: str, limits: Limits = DEFAULT_LIMITS) -> Record | Failure:
    """Read, extract and normalize the one document of a file, for whoever measures a single document's way."""
    from pipeline import process

    try:
        return process(Path(path), limits=limits)
    except DocumentError as error:
        return Failure(error)
    except MemoryError:
        raise
    except Exception as error:
        return Failure(internal_error(error), traceback.format_exc())


def _read_otherwise(work: Work, read: Callable[[str], Record | Failure]) -> Iterator[Answer]:
    answer = read(work.path)
    yield Unprocessed(work.path, answer.error, traceback=answer.traceback) if isinstance(answer, Failure) else answer
    yield Ended()


def own_units_of(settings: Settings) -> OwnUnits:
    """Return the office's own lines about units. Raises UsageError where the file of the settings makes no sense."""
    return own_units(settings.units_file, is_optional=settings.units_file_is_optional)


def look_at(paths: Iterable[Path], settings: Settings) -> Iterator[Record | Unprocessed]:
    """Yield what becomes of every document of the files, read in a worker under the limits, without a database."""
    limits, own = limits_of(settings), own_units_of(settings)
    with reading_pool(limits, workers=1) as pool:
        for path in paths:
            for answer in _look_at(path, pool, limits):
                yield answer if isinstance(answer, Unprocessed) else mended(answer, own)


def _look_at(path: Path, pool: WorkerPool[Work, Answer], limits: Limits) -> Iterator[Record | Unprocessed]:
    work: Work | None = Work(str(path))
    restarts = 0
    while work is not None:
        item, work, begun = work, None, None
        for _, answer in pool.map([item]):
            if isinstance(answer, Begun):
                begun = answer
            elif isinstance(answer, Exception):
                error = answer if isinstance(answer, DocumentError) else internal_error(answer)
                trace = None if isinstance(answer, DocumentError) else "".join(traceback.format_exception(answer))
                if begun is None:
                    yield Unprocessed(str(path), error, traceback=trace)
                    continue
                yield Unprocessed(begun.path, error, begun.sha256, begun.container, trace)
                restarts += 1
                if restarts * limits.seconds <= limits.total_seconds:
                    work = Work(str(path), begun.position + 1)
                else:
                    yield Unprocessed(str(path), time_limit(limits.total_seconds))
            elif not isinstance(answer, Ended):
                begun = None
                yield answer


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file, or of one document in a container, with its record where it has one, for who watches.

    ``container`` is the path of the file that holds the document; ``inside`` are the documents of a container.
    """

    outcome: Outcome
    record: Record | None = None
    error: DocumentError | None = None
    container: str | None = None
    inside: tuple[Done, ...] = ()


@dataclass(slots=True)
class _Reading:
    """A file that is being read: what its worker has said of it up to now."""

    file: Found
    has_answered: bool = False
    is_container: bool = False
    begun: Begun | None = None
    restarts: int = 0
    inside: list[Done] = field(default_factory=list)


Listener = Callable[[Done], None]


def _nobody(done: Done) -> None:
    """Watch nothing."""


@dataclass(slots=True)
class Job:
    """One run over files: an entry of the ledger, a pool of workers, counters. Use it as a context manager.

    ``limits`` bound what one document may take; ``own_units`` are laid over every record, and ``rules_version`` is the
    version of the rules without them; ``read`` is what the workers do with a path in tests.
    """

    store: Store
    kind: str
    target: str
    rules_version: str
    run_id: int | None = None
    workers: int = 1
    limits: Limits = DEFAULT_LIMITS
    language: Language = "vi"
    listener: Listener = _nobody
    own_units: OwnUnits = NO_UNITS
    read: Callable[[str], Record | Failure] | None = None
    counters: Counter[OutcomeState] = field(default_factory=Counter)
    #: How many files have their fate; the counters also count the documents in containers.
    files: int = 0
    #: What to install for the files that wait, with their number.
    waits: Counter[str] = field(default_factory=Counter)
    _pool: WorkerPool[Work, Answer] | None = None
    #: Content that this run has seen, so that a copy of it is read once.
    _seen: set[str] = field(default_factory=set)
    #: Why contents failed in this run: a copy of such a file fails as it did.
    _failures: dict[str, Failure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules_version = self.own_units.rules_version(self.rules_version) or self.rules_version

    def __enter__(self) -> Self:
        if self.run_id is None:
            self.run_id = self.store.start_run(self.kind, target=self.target, rules_version=self.rules_version)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.close()
        state: RunState = "finished" if kind is None else "interrupted"
        if error is None:
            self.store.finish_run(self.run, state)
            return
        # The error under way is the one to show, not the locked database that also keeps us from saying so.
        with suppress(StoreError):
            self.store.finish_run(self.run, state)

    @property
    def run(self) -> int:
        """The run's id in the ledger."""
        if self.run_id is None:
            raise RuntimeError("a job has to be entered before it is used")
        return self.run_id

    @property
    def failures(self) -> int:
        """How many files gave no record that should have."""
        return self.counters["failed"] + self.counters["refused"]

    def fingerprint(self, path: Path) -> Found:
        """Return the file with its content's hash."""
        return fingerprint(path, self.limits.max_bytes)

    def pending(self, found: Sequence[Found]) -> list[Found]:
        """Return the files that have to be read; note down at once those that are loaded already."""
        known = self.store.known([file.sha256 for file in found if file.sha256], self.rules_version)
        unchanged = [file for file in found if file.sha256 in known]
        self.store.add_paths([(file.sha256, str(file.path)) for file in unchanged if file.sha256])
        self._note([Done(self._outcome(file, "unchanged")) for file in unchanged])
        return [file for file in found if file.sha256 not in known]

    def hashed(self, batch: Sequence[Found]) -> list[Found]:
        """Return what a batch of a backfill has to read: its files are hashed here, when their turn comes."""
        if all(file.sha256 or file.failure for file in batch):
            return list(batch)
        return self.pending([file if file.sha256 or file.failure else self.fingerprint(file.path) for file in batch])

    def run_batch(self, batch: Sequence[Found]) -> None:
        """Read and save files, in one transaction. May be repeated: what is saved already is replaced by itself.

        Each document in a container has an outcome of its own, told before that of the container. On Ctrl-C what is
        read by then is saved, and the interrupt goes on.
        """
        done: list[Done] = [self._failed(file, file.failure) for file in batch if file.failure]
        fresh: dict[str, Found] = {}
        copies: list[tuple[str, Found]] = []
        failed_copies: list[Found] = []
        for file in batch:
            if file.sha256 is None:
                continue
            if file.sha256 in self._failures:
                failed_copies.append(file)
            elif file.sha256 in self._seen or file.sha256 in fresh:
                copies.append((file.sha256, file))
            else:
                fresh[file.sha256] = file
        try:
            done.extend(self._read({str(file.path): _Reading(file) for file in fresh.values()}))
        finally:
            self._save(done)
        self._seen.update(fresh)
        failed_copies += [file for sha256, file in copies if sha256 in self._failures]
        copies = [(sha256, file) for sha256, file in copies if sha256 not in self._failures]
        self._note([self._failed(file, self._failures[file.sha256]) for file in failed_copies if file.sha256])
        self.store.add_paths([(sha256, str(file.path)) for sha256, file in copies])
        self._note([Done(self._outcome(file, "skipped")) for _, file in copies])

    def _read(self, readings: dict[str, _Reading]) -> Iterator[Done]:
        """Yield what becomes of files and of what is in them, as soon as the workers say it."""
        if not readings:
            return
        if self._pool is None:
            self._pool = reading_pool(self.limits, workers=self.workers, read=self.read)
        settled = self.store.settled_inside([r.file.sha256 or "" for r in readings.values()], self.rules_version)
        work = [
            Work(path, leave_out=frozenset(f"{path}{INSIDE}{name}" for name in settled.get(r.file.sha256 or "", ())))
            for path, r in readings.items()
        ]
        while work:
            again: list[Work] = []
            for item, answer in self._pool.map(work):
                reading = readings[item.path]
                if isinstance(answer, Exception) and reading.begun is not None:
                    yield from self._lost(reading, item, answer, again)
                else:
                    yield from self._take(reading, answer)
            work = again

    def _take(self, reading: _Reading, answer: Answer | Exception) -> Iterator[Done]:
        """One answer of a worker to a file."""
        if isinstance(answer, Begun):
            reading.is_container, reading.begun = True, answer
        elif isinstance(answer, Ended):
            # a container in which everything was left out has said nothing before
            if reading.is_container or not reading.has_answered:
                yield self._opened(reading)
        elif reading.begun is not None and not isinstance(answer, Exception):
            yield self._judge_inside(reading, reading.begun, answer)
        else:
            reading.has_answered, reading.is_container = True, False
            yield replace(self._judge(reading.file, answer), inside=tuple(reading.inside))

    def _judge_inside(self, reading: _Reading, begun: Begun, answer: Record | Unprocessed | Exception) -> Done:
        reading.begun = None
        done = self._judge(Found(Path(begun.path), begun.sha256), answer)
        # as it is, and not as Path would write it
        done = replace(done, outcome=replace(done.outcome, path=begun.path), container=begun.container)
        if done.record is not None:
            self._seen.add(done.record.source.sha256)
        reading.inside.append(done)
        return done

    def _lost(self, reading: _Reading, item: Work, error: Exception, again: list[Work]) -> Iterator[Done]:
        """A document in a container took its worker with it: it has failed, and another worker reads on behind it."""
        begun = reading.begun
        assert begun is not None
        yield self._judge_inside(reading, begun, error)
        reading.restarts += 1
        if reading.restarts * self.limits.seconds <= self.limits.total_seconds:
            again.append(replace(item, start=begun.position + 1))
        else:
            failed = self._failed(reading.file, Failure(time_limit(self.limits.total_seconds)))
            yield replace(failed, inside=tuple(reading.inside))

    def _opened(self, reading: _Reading) -> Done:
        return Done(self._outcome(reading.file, "opened"), inside=tuple(reading.inside))

    def _judge(self, file: Found, answer: Answer | Exception) -> Done:
        if isinstance(answer, DocumentError):
            return self._failed(file, Failure(answer))
        if isinstance(answer, Unprocessed):
            return self._failed(file, Failure(answer.error, answer.traceback))
        if isinstance(answer, Exception):
            return self._failed(file, Failure(internal_error(answer), "".join(traceback.format_exception(answer))))
        assert not isinstance(answer, Begun | Ended)  # they are no fate
        # what was read, should the file have been changed since it was hashed
        record = mended(answer, self.own_units)
        return Done(replace(self._outcome(file, "done"), sha256=record.source.sha256), record=record)

    def _failed(self, file: Found, failure: Failure) -> Done:
        if file.sha256:
            self._failures[file.sha256] = failure
        state: OutcomeState = "failed"
        if failure.error.code in REFUSALS:
            state = "refused"
        elif failure.error.code == WAITING:
            state = "waiting"
        outcome = replace(
            self._outcome(file, state),
            error_code=failure.error.code,
            message=failure.error.message(self.language),
            traceback=failure.traceback,
        )
        return Done(outcome, error=failure.error)

    def _outcome(self, file: Found, state: OutcomeState) -> Outcome:
        return Outcome(
            path=str(file.path),
            state=state,
            sha256=file.sha256,
            rules_version=self.rules_version,
            finished=datetime.now(UTC),
        )

    def _save(self, done: list[Done]) -> None:
        records = [item.record for item in done if item.record]
        try:
            self.store.save_many(records)
        except StoreError:
            raise
        except Exception:
            # One record that the tables do not take must not cost the others of its batch.
            done = [self._save_alone(item) for item in done]
        states = {item.outcome.path: item.outcome for item in done}
        for item in done:
            if (item.inside or item.outcome.state == "opened") and item.outcome.sha256:
                inside = [states.get(i.outcome.path, i.outcome) for i in item.inside]
                start = len(item.outcome.path) + len(INSIDE)
                members = [Inside(outcome.path[start:], outcome.sha256, outcome.state) for outcome in inside]
                # what could not be opened to its end is opened again
                if item.outcome.state != "opened":
                    members.append(Inside("", None, item.outcome.state))
                self.store.save_container(item.outcome.sha256, self.rules_version, members)
        self._note(done)

    def _save_alone(self, item: Done) -> Done:
        if item.record is None:
            return item
        try:
            self.store.save(item.record)
        except StoreError:
            raise
        except Exception as error:
            file = Found(Path(item.outcome.path), item.outcome.sha256)
            failed = self._failed(file, Failure(internal_error(error), traceback.format_exc()))
            return replace(failed, outcome=replace(failed.outcome, path=item.outcome.path), container=item.container)
        return item

    def _note(self, done: Sequence[Done]) -> None:
        if not done:
            return
        self.store.record_outcomes(self.run, [item.outcome for item in done])
        for item in done:
            self.counters[item.outcome.state] += 1
            self.files += item.container is None
            if item.error is not None and item.outcome.state == "waiting":
                self.waits[item.error.hint(self.language)] += 1
            self.listener(item)


def to_retry(store: Store, *states: OutcomeState, within: Sequence[Path] = ()) -> list[Path]:
    """Return the files whose last outcome is one of ``states``, or that hold such a document; those that are gone not.

    ``within``: only those at or under these paths.
    """
    found: dict[Path, None] = {}
    roots = [path.resolve() for path in within]
    for written in store.last_in_state(*states):
        path = file_of(written)
        if path is not None and (not roots or any(path.resolve().is_relative_to(root) for root in roots)):
            found[path] = None
    return list(found)


def file_of(path: str) -> Path | None:
    """Return the file at a path of the ledger, for what is in a container the container; None where it is gone."""
    if Path(path).is_file():
        return Path(path)
    place = path.find(INSIDE)
    while place >= 0:
        # a folder's name may end with "!" as well
        if (outer := Path(path[:place])).is_file():
            return outer
        place = path.find(INSIDE, place + 1)
    return None


def batches(found: Sequence[Found], size: int) -> list[Sequence[Found]]:
    """Cut files into batches of ``size``."""
    return [found[start : start + size] for start in range(0, len(found), size)]


def remaining(job: Job, folder: Path, passed_over: PassedOver | None = None) -> tuple[list[Found], int]:
    """Return the files of a tree that have no outcome in the job's run yet, and how many have one.

    The files are not hashed yet: a tree may take hours to read through.
    """
    done = job.store.done_paths(job.run)
    found = list(discover([folder], passed_over))
    left = [Found(path) for path in found if str(path) not in done]
    return left, len(found) - len(left)


@dataclass(slots=True)
class Pace:
    """How fast files go by, and how long the rest will take."""

    total: int
    started: float = field(default_factory=time.monotonic)
    done: int = 0

    def per_second(self) -> float:
        """Files a second since the start."""
        elapsed = time.monotonic() - self.started
        return self.done / elapsed if elapsed > 0 else 0.0

    def seconds_left(self) -> float | None:
        """Seconds until all are done at this pace; None before the first."""
        pace = self.per_second()
        return (self.total - self.done) / pace if pace else None
