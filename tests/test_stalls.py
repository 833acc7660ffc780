"""No line that somebody crafts stalls the project: neither one of its patterns nor all of extract and normalize.

Every pattern is run the way the project runs it (``patterns_in_use``) over lines made against it (``crafted``), with a
limit on the time of a line and on how the time grows with its length.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import resources

import pytest

from pipeline.processing import process_layout
from pipeline.vocabulary import rows
from tests import crafted
from tests.crafted import Line
from tests.documents import FOOT, HEADS, layout
from tests.patterns_in_use import ANCHORED, InUse, in_use

#: All lines against all patterns take a quarter of an hour: for whoever changes many of them.
_every_line = pytest.mark.skipif("VANBAN_EVERY_LINE" not in os.environ, reason="make stalls runs it: 15 minutes")

LENGTH = 10_000  # characters
#: Seconds for a line of ``LENGTH``: a plain pass takes a hundredth of it, a square of the length many times as much.
LINE_LIMIT = 0.25
#: Twice the length may take this many times as long; measured only where the clock tells something.
GROWTH = 3.0
MEASURABLE = 0.02  # seconds
LINES_A_PATTERN = 6


@pytest.fixture(scope="module")
def patterns() -> list[InUse]:
    return in_use()


def _uses(pattern: InUse) -> Iterator[Callable[[Line, int], object]]:
    """Yield the ways in which a pattern is run over a line of a length; every way where nobody can tell."""
    compiled = pattern.compiled()
    limit = {"timeout": 20 * LINE_LIMIT} if pattern.library == "regex" else {}

    def text(line: Line, length: int) -> str | bytes:
        return line.of(length) if isinstance(pattern.source, str) else line.of(length).encode()

    if not pattern.methods or pattern.methods - ANCHORED:
        yield lambda line, length: sum(1 for _ in compiled.finditer(text(line, length), **limit))
    if not pattern.methods or "match" in pattern.methods:
        yield lambda line, length: compiled.match(text(line, length), **limit)
    if not pattern.methods or "fullmatch" in pattern.methods:
        yield lambda line, length: compiled.fullmatch(text(line, length), **limit)


def _seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """Return the least processor time of several runs; infinite where the library stopped it."""
    least = float("inf")
    for _ in range(times):
        begin = time.process_time()
        try:
            work()
        except TimeoutError:
            return float("inf")
        least = min(least, time.process_time() - begin)
    return least


def _stalls(run: Callable[[Line, int], object], line: Line, length: int, limit: float) -> str | None:
    """Return what is wrong with the time that a line takes, None where nothing is."""
    for part in (length // 20, length // 4):  # a bad one shows early, and is not waited for
        if _seconds(lambda part=part: run(line, part)) > limit:  # type: ignore[misc]
            return f"over {limit} s for {part} characters"
    once = _seconds(lambda: run(line, length))
    if once > limit:
        once = _seconds(lambda: run(line, length), times=2)
    if once > limit:
        return f"{once:.2f} s for {length} characters"
    if once < MEASURABLE:
        return None
    twice = _seconds(lambda: run(line, 2 * length), times=2)
    if twice > GROWTH * once and twice > GROWTH * (again := _seconds(lambda: run(line, length), times=3)):
        return f"{again:.3f} s for {length} characters, {twice:.3f} s for twice as many"
    return None


def _report(patterns: Sequence[InUse], lines_a_pattern: int | None, length: int, limit: float) -> list[str]:
    found = []
    for pattern in patterns:
        source = pattern.source if isinstance(pattern.source, str) else pattern.source.decode("latin-1")
        lines = crafted.lines_against(source, most=lines_a_pattern)
        for run in _uses(pattern):
            wrong = next(((line, why) for line in lines if (why := _stalls(run, line, length, limit))), None)
            if wrong is not None:
                found.append(f"{pattern.place}: {wrong[1]}, on {wrong[0]!r}: {source[:60]!r}")
    return found


def test_the_patterns_are_found(patterns: list[InUse]) -> None:
    modules = {pattern.place.split(":")[0] for pattern in patterns}
    assert {"pipeline/processing.py", "pipeline/extract/dates.py", "pipeline/normalize/units.py"} <= modules
    assert len(patterns) > 500
    unknown = [pattern for pattern in patterns if not pattern.methods]
    assert len(unknown) < len(patterns) / 10, "how a pattern is run is to be seen from the source or the samples"


def test_no_pattern_stalls(patterns: list[InUse]) -> None:
    assert _report(patterns, LINES_A_PATTERN, LENGTH, LINE_LIMIT) == []


@_every_line
def test_no_pattern_stalls_on_any_line(patterns: list[InUse]) -> None:
    assert _report(patterns, None, 5 * LENGTH, 5 * LINE_LIMIT) == []


# ---------------------------------------------------------------------------------------- extract and normalize, whole

#: Characters; ten seconds for a hundred thousand of them are far from the mark, and farther from a stall.
DOCUMENT_LENGTH, DOCUMENT_LIMIT = 6_000, 0.6


def _vocabularies() -> list[str]:
    folder = resources.files("pipeline.normalize").joinpath("data")
    return sorted(file.name.removesuffix(".csv") for file in folder.iterdir() if file.name.endswith(".csv"))


def _document_lines() -> Iterator[Line]:
    """Yield runs, and for every vocabulary some of its words over and over and as a beginning without an end."""
    yield from (Line(run) for run in crafted.RUNS)
    for name in _vocabularies():
        chance = random.Random(name)
        words = sorted({next(iter(row.values())) for row in rows(name)} - {""})
        picked = chance.sample(words, min(8, len(words)))
        if picked:
            yield Line(f"{picked[0]} ")
            yield Line(f"{', '.join(picked)}, ", head="Giao ")
            yield Line(
                f"{picked[-1]} ", head="- Giao Sở Nội vụ chủ trì, phối hợp với ", tail=" chịu trách nhiệm thi hành"
            )
    for phrase in (
        "ngày 20/6/2026 ",
        "trước ngày 5 ",
        "Quyết định số 12/QĐ-UBND ",
        "Sở Nội vụ (",
        "12 hồ sơ, ",
        "giao Sở ",
        "a) ",
    ):
        yield Line(phrase)


def _run_document(kind: str) -> Callable[[Line, int], object]:
    return lambda line, length: process_layout(layout(*HEADS[kind], line.of(length).replace("|", "/"), *FOOT))


def _stalling_lines(kind: str, lines: Sequence[Line], length: int, limit: float) -> list[str]:
    run = _run_document(kind)
    run(Line("a "), 1_000)  # vocabularies load once a process
    return [f"{line!r}: {wrong}" for line in lines if (wrong := _stalls(run, line, length, limit))]


def test_no_line_stalls_a_document() -> None:
    lines = list(_document_lines())
    picked = random.Random("lines of documents").sample(lines, 40)
    assert _stalling_lines("plan", picked, DOCUMENT_LENGTH, DOCUMENT_LIMIT) == []


@_every_line
@pytest.mark.parametrize("kind", ["plan", "minutes", "report", "decision"])
def test_no_line_of_all_stalls_a_document(kind: str) -> None:
    assert _stalling_lines(kind, list(_document_lines()), 5 * LENGTH, 5.0) == []
