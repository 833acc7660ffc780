"""Counts which syllables follow each other in the texts of this project: ``python -m samples.pairs``.

Writes ``pipeline/read/data/syllable_pairs.csv``, by which the reading room tells "kế hoạch" from "kể hoạch". The texts
are the samples and the vocabularies of ``pipeline/normalize/data``; pairs that stand there once alone are left out.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from pipeline.read.syllables import is_syllable
from pipeline.text import nfc

_HERE: Final = Path(__file__).parent
_VOCABULARIES: Final = _HERE.parent / "pipeline" / "normalize" / "data"
TARGET: Final = _HERE.parent / "pipeline" / "read" / "data" / "syllable_pairs.csv"
_FEWEST: Final = 2

_MARKUP = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"[^\w\s]|\n|_")


def pairs_of(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    """Count the pairs of neighbouring syllables in small letters; punctuation and line ends part them."""
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for piece in _BREAK.split(nfc(_MARKUP.sub(" ", text))):
            words = [word.lower() for word in piece.split()]
            found.update(pair for pair in pairwise(words) if all(map(is_syllable, pair)))
    return found


def texts() -> Iterator[str]:
    """Yield the texts of the samples and the vocabularies."""
    samples = [
        *_HERE.glob("sources/*.toml"),
        *(p for end in ("md", "html", "txt") for p in _HERE.glob(f"*-20??.{end}")),
    ]
    for path in (*sorted(samples), *sorted(_VOCABULARIES.glob("*.csv"))):
        yield path.read_text(encoding="utf-8")


def main() -> None:
    found = pairs_of(texts())
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("first", "second", "times"))
        writer.writerows((*pair, times) for pair, times in sorted(found.items()) if times >= _FEWEST)
    print(TARGET)


if __name__ == "__main__":
    main()
