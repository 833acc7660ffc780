"""What one reader saw in the picture of one line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: Signs that no official document has, and readers give for those that it has.
_LOOK_ALIKES: Final = str.maketrans({"⁄": "/", "∕": "/", "ƒ": "f", "Ð": "Đ", "\u00ad": "-", "¡": "i", "º": "°"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as one reader read it. Each character has its place (left, right: pixels of the page) and how sure the
    reader was (0 to 1, by its own measure)."""

    reader: str
    text: str
    places: tuple[tuple[float, float], ...]
    sure: tuple[float, ...]

    @classmethod
    def of(cls, reader: str, signs: Iterable[tuple[str, float, float, float]]) -> Reading:
        """Build one from (character or several, left, right, sure); blanks at the ends and double ones are dropped."""
        text = ""
        places: list[tuple[float, float]] = []
        sure: list[float] = []
        for written, left, right, confidence in signs:
            for sign in unicodedata.normalize("NFC", written.translate(_LOOK_ALIKES)):
                if sign.isspace():
                    if not text or text[-1] == " ":
                        continue
                    sign = " "
                text += sign
                places.append((left, right))
                sure.append(confidence)
        end = len(text.rstrip())
        return cls(reader, text[:end], tuple(places[:end]), tuple(sure[:end]))

    def part(self, start: int, end: int) -> Reading:
        """Return the reading of ``text[start:end]``."""
        return Reading(self.reader, self.text[start:end], self.places[start:end], self.sure[start:end])

    def stripped(self) -> Reading:
        """Return the reading without blanks at its ends."""
        start, end = len(self.text) - len(self.text.lstrip()), len(self.text.rstrip())
        return self.part(start, max(start, end))

    @property
    def mean(self) -> float:
        return sum(self.sure) / len(self.sure) if self.sure else 0.0
