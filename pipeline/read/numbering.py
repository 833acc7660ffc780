"""Automatic numbering of Word documents, as Word shows it: "1.", "a)", "Điều 3.", "II.2.".

ECMA-376 Part 1, 17.9: a paragraph names a list (numId) and a level; the list's definition says how the numbers of
the levels are written and when they begin anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import regex

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
# "%1.%2." in lvlText
_PLACE = regex.compile(r"%([1-9])")
#: "zz…z", 30 letters, is the last number that Word writes with letters; a hostile list begins at a billion.
_MOST_BY_LETTERS: Final = 780
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
#: Bullets of the symbol fonts whose character codes mean nothing elsewhere.
_SYMBOL_BULLETS: Final = {0x2D: "-", 0x2B: "+", 0xD8: "➢", 0xFC: "✓", 0xA7: "▪", 0x76: "❖"}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    #: The level whose advance restarts this one: 0 never, None any higher one.
    restart: int | None = None
    legal: bool = False
    separator: str = " "
    style: str | None = None
    #: Counted and not shown.
    hidden: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document in reading order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Any | None, styles: Any | None = None) -> Numbering:
        """Read a ``w:numbering`` element; None where the document has no such part.

        ``styles`` is the ``w:styles`` element: a list may be defined by what a list style names.
        """
        numbering = cls()
        if root is None:
            return numbering
        style_links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for abstract in root.iterchildren(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId") or ""
            numbering._levels[name] = {
                _int(level.get(f"{W}ilvl")): _level(level) for level in abstract.iterchildren(f"{W}lvl")
            }
            if style := _value(abstract, "styleLink"):
                style_links[style] = name
            if style := _value(abstract, "numStyleLink"):
                linked[name] = style
        abstract_of = {
            num.get(f"{W}numId") or "": _value(num, "abstractNumId") or "" for num in root.iterchildren(f"{W}num")
        }
        for num in root.iterchildren(f"{W}num"):
            abstract_name = _value(num, "abstractNumId") or ""
            if style := linked.get(abstract_name):
                of_style = abstract_of.get(_list_of_style(styles, style) or "", abstract_name)
                abstract_name = style_links.get(style, of_style)
            changed: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in num.iterchildren(f"{W}lvlOverride"):
                place = _int(override.get(f"{W}ilvl"))
                if (level := override.find(f"{W}lvl")) is not None:
                    changed[place] = _level(level)
                if start := _value(override, "startOverride"):
                    starts[place] = _int(start, 1)
            numbering._lists[num.get(f"{W}numId") or ""] = (abstract_name, changed, starts)
        return numbering

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """Return the level that a list gives to paragraphs of a style."""
        if num_id not in self._lists:
            return None
        levels = self._levels.get(self._lists[num_id][0], {})
        return next((place for place, level in levels.items() if level.style == style), None)

    def next(self, num_id: str, place: int) -> str:
        """Count a paragraph on and return its label with the gap after it; empty where the list shows none."""
        if num_id not in self._lists or not 0 <= place < _LEVELS:
            return ""
        abstract, changed, starts = self._lists[num_id]
        levels = {**self._levels.get(abstract, {}), **changed}
        level = levels.get(place)
        if level is None:
            return ""
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        for above in range(place):
            if counters[above] is None:
                counters[above] = starts.get(above, levels.get(above, _Level()).start)
        if place in starts and (num_id, place) not in self._started:
            counters[place] = starts[place]
        else:
            current = counters[place]
            counters[place] = starts.get(place, level.start) if current is None else current + 1
        self._started.add((num_id, place))
        for below in range(place + 1, _LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or (restart > 0 and place < restart):
                counters[below] = None
        return self._label(level, levels, counters)

    def _label(self, level: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
        if level.hidden or (level.format == "none" and not level.text):
            return ""
        if level.format == "bullet":
            return _bullet(level.text) + level.separator if level.text.strip() else ""

        def number(place: regex.Match[str]) -> str:
            which = int(place.group(1)) - 1
            form = "decimal" if level.legal else levels.get(which, _Level()).format
            value = counters[which]
            return written(levels.get(which, _Level()).start if value is None else value, form)

        label = _PLACE.sub(number, level.text)
        return label + level.separator if label.strip() else ""


def written(value: int, form: str) -> str:
    """Return a number as a Word number format writes it."""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("upperLetter", "lowerLetter") and 0 < value <= _MOST_BY_LETTERS:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        roman = ""
        for size, sign in _ROMAN:
            roman += sign * (value // size)
            value %= size
        return roman if form == "upperRoman" else roman.lower()
    return "" if form == "none" else str(value)


def _bullet(text: str) -> str:
    sign = text.strip()[0]
    if "\ue000" <= sign <= "\uf8ff":
        return _SYMBOL_BULLETS.get(ord(sign) & 0xFF, "•")
    return "◦" if sign == "o" else text.strip()


def _level(element: Any) -> _Level:
    restart = _value(element, "lvlRestart")
    separator = {"nothing": "", None: " ", "tab": " ", "space": " "}.get(_value(element, "suff"), " ")
    return _Level(
        start=_int(_value(element, "start"), 1),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        restart=None if restart is None else _int(restart),
        legal=_is_on(element.find(f"{W}isLgl")),
        separator=separator,
        style=_value(element, "pStyle"),
        hidden=_is_on(element.find(f"{W}rPr/{W}vanish")),
    )


def _list_of_style(styles: Any | None, name: str) -> str | None:
    """Return the list (numId) that a list style names."""
    for style in [] if styles is None else styles.iterchildren(f"{W}style"):
        if style.get(f"{W}styleId") == name:
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            return None if number is None else str(number.get(f"{W}val"))
    return None


def _is_on(element: Any | None) -> bool:
    return element is not None and element.get(f"{W}val") not in ("0", "false", "off")


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    value = None if child is None else child.get(f"{W}val")
    return None if value is None else str(value)


def _int(value: str | None, default: int = 0) -> int:
    try:
        return int(value or default)
    except ValueError:
        return default
