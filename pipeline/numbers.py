"""Numbers as Vietnamese offices write them: "1.234", "17,45", "04", "2 triệu", "hai mươi lăm", "IV".

A dot groups thousands and a comma starts decimals, the other way round from English.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import regex

from pipeline.text import match_key, squeeze

Number = int | float

# "1.234", "162.056.800", "1 234 567": groups of exactly three digits.
_THOUSANDS = regex.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?:[ \u00a0]\d{3})+)(?:,\d+)?")
# "17,45", "04", "8,98"
_PLAIN = regex.compile(r"\d+(?:,\d+)?")
# "3.5": one dot that cannot group thousands is taken for a decimal point.
_DOT_DECIMAL = regex.compile(r"\d+\.\d{1,2}")
# "IV", "XII"
_ROMAN = regex.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# "-", "–", "—", "---": nothing to report in a column of numbers.
_DASH = regex.compile(r"[-–—−_]{1,3}")
# "8,98 ngàn", "2 triệu"
_SCALED = regex.compile(r"(?P<number>[\d.,]+)\s*(?P<scale>\p{L}+)")

_SCALES = {match_key(word): factor for word, factor in (
    ("nghìn", 1_000), ("ngàn", 1_000), ("triệu", 1_000_000), ("tỷ", 1_000_000_000), ("tỉ", 1_000_000_000),
)}  # fmt: skip
_DIGITS = {match_key(word): value for word, value in (
    ("không", 0), ("một", 1), ("mốt", 1), ("hai", 2), ("ba", 3), ("bốn", 4), ("tư", 4), ("năm", 5), ("lăm", 5),
    ("nhăm", 5), ("sáu", 6), ("bảy", 7), ("bẩy", 7), ("tám", 8), ("chín", 9),
)}  # fmt: skip
_TEN, _TENS, _HUNDRED = match_key("mười"), match_key("mươi"), match_key("trăm")
_FILLERS = frozenset(map(match_key, ("linh", "lẻ")))
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def number_value(text: str) -> Number | None:
    """Return the number that ``text`` writes, as a whole; None where it is none.

    >>> number_value("1.234"), number_value("17,45"), number_value("04"), number_value("hai mươi lăm")
    (1234, 17.45, 4, 25)
    """
    text = squeeze(text)
    if (digits := _digits_value(text)) is not None:
        return digits
    if scaled := _SCALED.fullmatch(text):
        factor, number = _SCALES.get(match_key(scaled["scale"])), _digits_value(scaled["number"])
        return None if factor is None or number is None else _narrow(Decimal(str(number)) * factor)
    return _words_value(text)


def cell_number(text: str) -> Number | None:
    """Return the number in a table's cell: like ``number_value`` for digits, and a dash is 0; a blank is None.

    Percentages are no numbers here, for nothing that is counted is written so.
    """
    return _kept_number(text) if len(text) <= _LONGEST_KEPT else _cell_number(text)


def _cell_number(text: str) -> Number | None:
    text = squeeze(text)
    return 0 if _DASH.fullmatch(text) else _digits_value(text)


#: Every check of a table asks anew, and most cells hold small numbers.
_kept_number = lru_cache(maxsize=16_384)(_cell_number)
_LONGEST_KEPT = 40  # characters


def roman_value(text: str) -> int | None:
    """Return the value of a roman numeral up to XCIX in capitals, as sections of a report carry; else None."""
    text = squeeze(text)
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _digits_value(text: str) -> Number | None:
    if _THOUSANDS.fullmatch(text):
        return _narrow(Decimal("".join(text.replace(".", "").split()).replace(",", ".")))
    if _PLAIN.fullmatch(text):
        return _narrow(Decimal(text.replace(",", ".")))
    if _DOT_DECIMAL.fullmatch(text):
        return _narrow(Decimal(text))
    return None


def _narrow(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def _words_value(text: str) -> int | None:
    """Return the value of number words below a thousand million; None where a word is no number."""
    words = match_key(text).split(" ")
    total = group = 0
    pending: int | None = None
    for word in words:
        if word in _DIGITS:
            if pending is not None:
                return None  # two digits in a row ("hai ba") are a list, not a number
            pending = _DIGITS[word]
        elif word == _TEN:
            group, pending = group + 10 + (pending or 0), None
        elif word in (_TENS, _HUNDRED) and pending is not None:
            group, pending = group + pending * (10 if word == _TENS else 100), None
        elif word in _SCALES and (pending is not None or group):
            total, group, pending = total + (group + (pending or 0)) * _SCALES[word], 0, None
        elif word not in _FILLERS or not (group or total):
            return None
    return total + group + (pending or 0)
