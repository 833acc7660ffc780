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

from pipeline.errors import DocumentError, Language
from pipeline.load.errors import StoreError
from pipeline.load.store import Outcome, OutcomeState, RunState, Store
from pipeline.read.guard import DEFAULT_LIMITS, Limits, too_large, unreadable
from pipeline.workers import WorkerPool

if TYPE_CHECKING:
    from pipeline.record import Record
    from pipeline.settings import Settings

#: What a folder is searched for: what a reader takes now, and what people keep documents in that none takes yet, so
#: that those are refused with a reason and not passed over. A file that is named itself is always tried.
DOCUMENT_SUFFIXES: Final = frozenset(
    f".{name}"
    for names in ("docx pdf html htm txt md", "doc rtf odt jpg jpeg png tif tiff", "xlsx xlsm xlsb xls ods csv tsv")
    for name in names.split()
)
#: Errors that mean "must not or cannot be taken", not "went wrong".
REFUSALS: Final = frozenset({"secret_document", "unsupported_format"})
_TEMPORARY_SUFFIXES: Final = frozenset(
    (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".swp", ".lock")
)
_CHUNK: Final = 1024 * 1024


def is_temporary(path: Path) -> bool:
    """Return whether a file is hidden, or belongs to a program that is writing: ``~$x.docx``, ``x.pdf.part``."""
    return path.name.startswith((".", "~")) or path.name.endswith("~") or path.suffix.lower() in _TEMPORARY_SUFFIXES


def is_document(path: Path) -> bool:
    """Return whether a file that was found in a folder is taken for a document, by its name only."""
    return path.suffix.lower() in DOCUMENT_SUFFIXES and path.stem.upper() != "README" and not is_temporary(path)


def discover(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files under ``paths``: files as named, folders searched in order of name, globs expanded.

    Files of a folder that are no documents by their name are left out; hidden folders are not entered.
    """
    for path in paths:
        if path.is_dir():
            closed: list[Path] = []

            def note_closed(error: OSError, closed: list[Path] = closed) -> None:
                closed.append(Path(os.fsdecode(error.filename)))

            for folder, folders, names in os.walk(path, onerror=note_closed):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                yield from (file for name in sorted(names) if is_document(file := Path(folder, name)))
                yield from closed  # folders that may not be listed: told as files that cannot be opened
                closed.clear()
            yield from closed
        elif not path.exists() and glob.has_magic(str(path)):
            matches = glob.iglob(str(path), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute patterns
            yield from discover(Path(match) for match in sorted(matches))
        else:
            yield path


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
            return Found(path, None, Failure(unreadable(str(path), "không phải tệp thường / not a regular file")))
        if size > max_bytes:
            return Found(path, None, Failure(too_large("dung lượng (byte)", "size (bytes)", size, max_bytes)))
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        return Found(path, None, Failure(unreadable(str(path), error.strerror or str(error))))
    return Found(path, digest.hexdigest())


def limits_of(settings: Settings) -> Limits:
    """Return what one document may cost, as the settings say."""
    return Limits(
        max_bytes=settings.max_bytes,
        max_pages=settings.max_pages,
        seconds=settings.max_seconds,
        memory_bytes=settings.max_memory,
    )


def reading_pool(
    limits: Limits, *, workers: int, read: Callable[[str], Record | Failure] | None = None
) -> WorkerPool[str, Record | Failure]:
    """Return worker processes that read documents under ``limits``; ``read`` replaces ``read_one`` in tests."""
    return WorkerPool(
        read or partial(read_one, limits=limits),
        workers=workers,
        timeout=limits.seconds,
        memory_bytes=limits.memory_bytes,
    )


def read_one(path: str, limits: Limits = DEFAULT_LIMITS) -> Record | Failure:
    """Read, extract and normalize one file; runs in a worker process, which says itself when its memory is spent."""
    from pipeline import process

    try:
        return process(Path(path), limits=limits)
    except DocumentError as error:
        return Failure(error)
    except MemoryError:
        raise
    except Exception as error:
        return Failure(fault(error), traceback.format_exc())


def fault(error: Exception) -> DocumentError:
    """A bug of ours met this document: its fault is not the user's, and no reason to stop a batch of ten thousand."""
    name = type(error).__name__
    return DocumentError(
        "internal_error",
        f"Chương trình gặp lỗi ngoài dự kiến với tệp này ({name}).",
        "Các tệp khác không bị ảnh hưởng; hãy gửi tệp này cho người bảo trì.",
        f"The program met an unexpected error with this file ({name}).",
        "No other file is affected; send this one to the maintainers.",
    )


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file, with its record where it has one, for those who watch."""

    outcome: Outcome
    record: Record | None = None
    error: DocumentError | None = None


Listener = Callable[[Done], None]


def _nobody(done: Done) -> None:
    """Watch nothing."""


@dataclass(slots=True)
class Job:
    """One run over files: an entry of the ledger, a pool of workers, counters. Use it as a context manager.

    ``limits`` bound what one document may take; ``read`` is what the workers do with a path, where not ``read_one``.
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
    read: Callable[[str], Record | Failure] | None = None
    counters: Counter[OutcomeState] = field(default_factory=Counter)
    _pool: WorkerPool[str, Record | Failure] | None = None
    #: Content that this run has seen, so that a copy of it is read once.
    _seen: set[str] = field(default_factory=set)
    #: Why contents failed in this run: a copy of such a file fails as it did.
    _failures: dict[str, Failure] = field(default_factory=dict)

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

        On Ctrl-C what is read by then is saved, and the interrupt goes on.
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
        work = {str(file.path): file for file in fresh.values()}
        try:
            for path, answer in self._read(work):
                done.append(self._judge(work[path], answer))
        finally:
            self._save(done)
        self._seen.update(fresh)
        failed_copies += [file for sha256, file in copies if sha256 in self._failures]
        copies = [(sha256, file) for sha256, file in copies if sha256 not in self._failures]
        self._note([self._failed(file, self._failures[file.sha256]) for file in failed_copies if file.sha256])
        self.store.add_paths([(sha256, str(file.path)) for sha256, file in copies])
        self._note([Done(self._outcome(file, "skipped")) for _, file in copies])

    def _read(self, work: dict[str, Found]) -> Iterator[tuple[str, Record | Failure | Exception]]:
        if not work:
            return
        if self._pool is None:
            self._pool = reading_pool(self.limits, workers=self.workers, read=self.read)
        yield from self._pool.map(work)

    def _judge(self, file: Found, answer: Record | Failure | Exception) -> Done:
        if isinstance(answer, DocumentError):
            return self._failed(file, Failure(answer))
        if isinstance(answer, Failure):
            return self._failed(file, answer)
        if isinstance(answer, Exception):
            return self._failed(file, Failure(fault(answer), "".join(traceback.format_exception(answer))))
        # what was read, should the file have been changed since it was hashed
        return Done(replace(self._outcome(file, "done"), sha256=answer.source.sha256), record=answer)

    def _failed(self, file: Found, failure: Failure) -> Done:
        if file.sha256:
            self._failures[file.sha256] = failure
        state: OutcomeState = "refused" if failure.error.code in REFUSALS else "failed"
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
            return self._failed(file, Failure(fault(error), traceback.format_exc()))
        return item

    def _note(self, done: Sequence[Done]) -> None:
        if not done:
            return
        self.store.record_outcomes(self.run, [item.outcome for item in done])
        for item in done:
            self.counters[item.outcome.state] += 1
            self.listener(item)


def batches(found: Sequence[Found], size: int) -> list[Sequence[Found]]:
    """Cut files into batches of ``size``."""
    return [found[start : start + size] for start in range(0, len(found), size)]


def remaining(job: Job, folder: Path) -> tuple[list[Found], int]:
    """Return the files of a tree that have no outcome in the job's run yet, and how many have one.

    The files are not hashed yet: a tree may take hours to read through.
    """
    done = job.store.done_paths(job.run)
    found = list(discover([folder]))
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
