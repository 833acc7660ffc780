"""How sure an item is by what is known of it: the logistic function of the weights of its features.

A leaf beside ``vocabulary``: normalize knows the features of each kind of item (``pipeline.normalize.confidence``), and
what is laid over a record later has to be as sure as what was found.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Final

from pipeline.vocabulary import rows

#: The feature that every item of a group has.
BASE: Final = "base"


@cache
def _weights() -> dict[tuple[str, str], float]:
    return {(row["item"], row["feature"]): float(row["weight"]) for row in rows("confidence")}


def confidence_of(item: str, features: Sequence[str]) -> float:
    """Return how sure an item with these features is, 0 to 1, to two places.

    ``item`` is the group of the weights: task, reference, count, finding, or head. A feature without a weight says
    nothing.
    """
    weights = _weights()
    total = sum(weights.get((item, feature), 0.0) for feature in features)
    return round(1 / (1 + math.exp(-total)), 2)
