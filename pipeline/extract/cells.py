"""Amounts in cells: a number with at most its noun, a note's mark and its share beside it."""

from __future__ import annotations

import regex

from pipeline.numbers import Number, cell_number

# "466", "-", "12 hồ sơ", "1.204 (1)", "300*", "301¹", "140 (98,5%)"
_AMOUNT = regex.compile(
    r"\s*+(?P<number>\d[\d., ]{0,24}(?<=\d)|[-–—−]{1,3})\s*+"
    r"(?:(?:hồ\s+sơ|hs|tthc|thủ\s+tục(?:\s+hành\s+chính)?|nhiệm\s+vụ|nv|đơn\s+vị)\s*+)?"
    r"(?:(?:\(\s*[\d.,]+\s*%\s*\)|[(\[]\s*(?:\d|\*{1,3})\s*[)\]]|\*{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079])\s*+)?",
    regex.IGNORECASE,
)


def amount_span(text: str) -> tuple[int, int] | None:
    """Return where the number of a cell stands that holds an amount and nothing else of weight; None for others.

    >>> amount_span("12 hồ sơ"), amount_span("140 (98,5%)"), amount_span("12 ngày")
    ((0, 2), (0, 3), None)
    """
    found = _AMOUNT.fullmatch(text)
    if found is None or cell_number(found["number"]) is None:
        return None
    return found.span("number")


def amount(text: str) -> Number | None:
    """Return the number of a cell that holds an amount: like ``cell_number``, and "12 hồ sơ" and "300*" are some."""
    place = amount_span(text)
    return cell_number(text[slice(*place)]) if place else None
