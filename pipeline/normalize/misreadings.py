"""Which numbers a printed number can have been misread for: one digit confused, lost or doubled, a mark for a digit."""

from __future__ import annotations

import unicodedata
from typing import Final

#: Letters and strokes that are read where a digit is printed.
_DIGIT_FOR: Final = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "i": "1", "!": "1", "|": "1", "]": "1", "[": "1"}
    | {
        "U": "0",
        "u": "0",
        "C": "0",
        "S": "5",
        "s": "5",
        "B": "8",
        "Z": "2",
        "z": "2",
        "g": "9",
        "q": "9",
        "b": "6",
        "G": "6",
        "A": "4",
    }
)
#: What may stand between the digits of one number, or beside it as specks and what is left of a rule.
_STRAY: Final = str.maketrans("", "", " .,;:'`’‘\"*_~\u00a0")
_DASHES: Final = frozenset("-–—−~")
#: Digits that look alike in a blurred scan.
_ALIKE: Final = frozenset(
    map(frozenset, ("38", "35", "36", "39", "56", "58", "59", "68", "69", "60", "08", "09", "89", "17", "14", "27"))
) | frozenset(map(frozenset, ("12", "47", "49", "23", "57", "01", "18", "16")))


def digits_of(read: str) -> str | None:
    """Return the digits that a reading stands for ("l2" is "12", "1.O5O" is "1050"); None where it is no number.

    A dash alone is "0"; nothing at all is "".
    """
    text = read.strip()
    if text and all(c in _DASHES for c in text.replace(" ", "")):
        return "0"
    # a digit with a speck beside it is read as a letter with a mark
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    digits = plain.translate(_STRAY).translate(_DIGIT_FOR)
    return digits if all("0" <= c <= "9" for c in digits) else None


def may_be(read: str, value: int, *, only_likely: bool = False) -> bool:
    """Return whether ``value`` may be printed where ``read`` was recognised.

    ``only_likely``: digits that look alike and strokes that come and go, and not any one digit for another. A blank
    place may hold a short number that the reader lost.
    """
    digits, written = digits_of(read), str(value)
    if digits is None or value < 0:
        return False
    if not digits:
        return not only_likely and len(written) <= 2
    if digits == written or digits.lstrip("0") == written.lstrip("0"):
        return True
    if len(digits) == len(written):
        pairs = [(a, b) for a, b in zip(digits, written, strict=True) if a != b]
        return len(pairs) == 1 and (not only_likely or frozenset(pairs[0]) in _ALIKE)
    short, long = sorted((digits, written), key=len)
    if len(long) - len(short) != 1:
        return False
    places = [i for i in range(len(long)) if long[:i] + long[i + 1 :] == short]
    return bool(places) and (not only_likely or any(_comes_and_goes(long, i) for i in places))


def _comes_and_goes(number: str, place: int) -> bool:
    """Whether a digit is easily lost, or read where none is: a stroke, one at an edge, one of two alike."""
    beside = number[max(0, place - 1) : place] + number[place + 1 : place + 2]
    return number[place] == "1" or place in (0, len(number) - 1) or number[place] in beside


def likely_values(read: str) -> frozenset[int]:
    """Return the numbers for which ``read`` is a likely misreading, its own among them; none for a blank."""
    digits = digits_of(read)
    if not digits or len(digits) > 7:
        return frozenset()
    found = {digits}
    for place, digit in enumerate(digits):
        found |= {digits[:place] + other + digits[place + 1 :] for other in "0123456789"}
        found.add(digits[:place] + digits[place + 1 :])
        found |= {digits[:place] + other + digits[place:] for other in ("1", digit)}
    found |= {digits + other for other in "0123456789"} | {other + digits for other in "123456789"}
    values = {int(number) for number in found if number}
    return frozenset(value for value in values if may_be(read, value, only_likely=True))
