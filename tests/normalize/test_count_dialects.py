"""Counts in the many ways in which offices draw tables and write sentences (``dialects``), from page to record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
import regex

from pipeline.extract import extract
from pipeline.normalize import normalize
from pipeline.numbers import Number
from pipeline.read.layout import LayoutBuilder
from pipeline.record import Record, Severity, SourceFormat
from tests.extract.grids import grid

_FOLDER: Final = Path(__file__).parent / "dialects"
#: Measure, value, whether it is a total, and the period as "start..end".
Found = tuple[str, Number, bool, str | None]


@dataclass(frozen=True, slots=True)
class Dialect:
    """A table with the paragraphs around it, and what has to be found in it."""

    name: str
    lines: tuple[str, ...]
    counts: Counter[Found]
    findings: Counter[tuple[str, int, int]]


def _number(text: str) -> Number:
    value = float(text)
    return int(value) if value == int(value) else value


def _dialects() -> list[Dialect]:
    parts = regex.split(r"(?m)^=== ", (_FOLDER / "tables.txt").read_text(encoding="utf-8"))[1:]
    return [_dialect(part) for part in parts]


def _dialect(part: str) -> Dialect:
    name, _, rest = part.partition("\n")
    drawn, _, expected = rest.partition("\n---")
    counts: Counter[Found] = Counter()
    findings: Counter[tuple[str, int, int]] = Counter()
    for line in expected.strip().splitlines():
        what, _, values = line.partition(":")
        if what == "finding":
            code, row, column = values.split()
            findings[code, int(row), int(column)] += 1
        elif what != "labels":
            measure, _, period = what.partition(" @")
            for value in values.split():
                counts[measure, _number(value.rstrip("T")), value.endswith("T"), period or None] += 1
    return Dialect(name, tuple(line for line in drawn.splitlines() if line.strip()), counts, findings)


def _record(lines: tuple[str, ...]) -> Record:
    builder = LayoutBuilder()
    for is_table, group in _grouped(lines):
        if is_table:
            builder.table(grid("\n".join(group)))
        else:
            for line in group:
                builder.paragraph(line)
    return normalize(extract(builder.build(SourceFormat.TXT)))


def _grouped(lines: tuple[str, ...]) -> list[tuple[bool, list[str]]]:
    groups: list[tuple[bool, list[str]]] = []
    for line in lines:
        if not groups or groups[-1][0] != ("|" in line):
            groups.append(("|" in line, []))
        groups[-1][1].append(line)
    return groups


@pytest.mark.parametrize("dialect", _dialects(), ids=lambda dialect: dialect.name)
def test_table(dialect: Dialect) -> None:
    record = _record(dialect.lines)
    counts: Counter[Found] = Counter(
        (
            count.measure.value,
            count.value,
            count.is_total,
            f"{count.period.start}..{count.period.end}" if count.period else None,
        )
        for count in record.counts
        if count.origin == "table"
    )
    findings = Counter(
        (finding.code, finding.row, finding.column)
        for finding in record.findings
        if finding.table is not None and finding.severity is not Severity.INFO
    )
    assert counts == dialect.counts
    assert findings == dialect.findings


def _sentences() -> list[tuple[str, Counter[tuple[str, Number]]]]:
    lines = [
        line
        for line in (_FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    found = []
    for sentence, expected in zip(lines[::2], lines[1::2], strict=True):
        counts = (part.split() for part in expected.removeprefix("---").split("|") if part.strip())
        found.append((sentence, Counter((measure, _number(value)) for measure, value in counts)))
    return found


@pytest.mark.parametrize(("sentence", "expected"), _sentences())
def test_sentence(sentence: str, expected: Counter[tuple[str, Number]]) -> None:
    record = _record(("BÁO CÁO", "Kết quả giải quyết thủ tục hành chính", sentence))
    assert Counter((count.measure.value, count.value) for count in record.counts) == expected
