"""Columns whose headers are lost or say nothing, told by the sums of the report form alone.

A column gets a measure only where it has to have it: sums of the form hold through the rows with that measure and with
no other. What the sums leave open (early and on time, online and direct) stays open: a guess would be a false count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations
from typing import Final

from pipeline.extract.measures import DOSSIER_MEASURES, identities
from pipeline.numbers import Number
from pipeline.record import Measure

FORM_RULE: Final = "count.table.form"
#: How sure a count is whose column only the sums tell.
FORM_CONFIDENCE: Final = 0.7
#: So many rows, and this share of them, have to bear a sum out.
_LEAST_ROWS: Final = 3
_LEAST_SHARE: Final = 0.9
#: Numbers of a column that have to differ from one another and from nothing: zeros fit every sum.
_LEAST_DIFFERENT: Final = 2
#: The most columns without a reading that are tried.
_MOST_UNKNOWN: Final = 8
#: Rows beyond these tell nothing that these did not.
_MOST_ROWS: Final = 60

Rows = Sequence[Mapping[int, Number | None]]


def settle_columns(known: Mapping[int, Measure], unknown: Sequence[int], rows: Rows) -> dict[int, Measure]:
    """Return the measures that the columns ``unknown`` must have beside the ``known`` ones, as far as the sums tell.

    ``rows`` are the amounts of each row by column, totals apart.
    """
    settled: dict[int, Measure] = {}
    rows = rows[:_MOST_ROWS]
    if not known:
        return settled
    telling = [column for column in unknown if _tells(column, rows)][:_MOST_UNKNOWN]
    while new := _forced({**known, **settled}, [c for c in telling if c not in settled], rows):
        settled |= new
    return settled


def is_form(measures: Mapping[int, Measure], rows: Rows) -> bool:
    """Tell whether the columns are those of the report form: sums of it hold through the rows, and none fails."""
    columns = {measure: column for column, measure in measures.items()}
    sums = [_holds(columns[total], [columns[part] for part in parts], rows) for total, parts in identities(columns)]
    return bool(sums) and all(sums)


def _tells(column: int, rows: Rows) -> bool:
    values = [value for row in rows if (value := row[column]) is not None]
    return len(values) >= _LEAST_ROWS and len({value for value in values if value}) >= _LEAST_DIFFERENT


def _forced(known: Mapping[int, Measure], unknown: Sequence[int], rows: Rows) -> dict[int, Measure]:
    """Return the columns that one measure fits and no other, tried one by one, then by twos.

    Where two columns fit one measure, or the two of a pair may change places, neither is told.
    """
    free = [measure for measure in DOSSIER_MEASURES if measure not in known.values()]
    for size in (1, 2):
        fitting: set[tuple[int, Measure]] = set()
        for columns in combinations(unknown, size):
            for measures in permutations(free, size):
                given = dict(zip(columns, measures, strict=True))
                if _is_borne_out(known, given, rows):
                    fitting |= given.items()
        told = {
            column: measure
            for column, measure in fitting
            if sum(c == column for c, _ in fitting) == sum(m is measure for _, m in fitting) == 1
        }
        if told:
            return told
    return {}


def _is_borne_out(known: Mapping[int, Measure], given: Mapping[int, Measure], rows: Rows) -> bool:
    columns = {measure: column for column, measure in {**known, **given}.items()}
    told: set[Measure] = set()
    for total, parts in identities(columns):
        if not {total, *parts} & set(given.values()):
            continue
        if not _holds(columns[total], [columns[part] for part in parts], rows):
            return False
        told |= {total, *parts}
    return set(given.values()) <= told


def _holds(total: int, parts: Sequence[int], rows: Rows) -> bool:
    held = tested = 0
    for row in rows:
        whole, pieces = row[total], [row[part] for part in parts]
        known = [piece for piece in pieces if piece is not None]
        if whole is None or not known:
            continue
        tested += 1
        held += abs(whole - sum(known)) < 1e-6  # a blank beside numbers is none
    return tested >= _LEAST_ROWS and held >= _LEAST_SHARE * tested
