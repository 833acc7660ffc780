"""A second look into the cells of ruled tables: the rules say where a number has to stand.

A line finder looks for lines of letters. A dash alone in its cell (it stands for 0) is no line to it, a small digit
alone now and then neither, and alone a reader has no neighbours that tell 0 from O.
"""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from pipeline.read.ocr.engines import Grey, PixelBox, as_grey
from pipeline.read.page import Box, PageWord
from pipeline.read.ruled import Rule, cells_of, edges_of

#: More cells than this are a drawing, or a page that would take too long.
_MOST_CELLS: Final = 4000
#: What a cell may hold of ink and still be blank, in heights of a line: what is left of its rules, specks.
_EDGE: Final = 0.12
_SPECK: Final = 0.10
#: A dash: its width (heights of a line), width to height, and how much of its box is ink.
_DASH_WIDTH: Final = (0.14, 1.6)
_DASH_SHAPE: Final = 1.6
_DASH_FILL: Final = 0.55
_DASH_SURE: Final = 0.8
#: Digits are this high (heights of a line).
_DIGIT_HEIGHT: Final = (0.35, 1.3)
#: A column holds numbers when so many of its filled cells do.
_NUMBER_SHARE: Final = 0.6
_FEWEST_NUMBERS: Final = 2

_NUMBER = re.compile(r"\d[\d.,]*|[-–—]{1,3}")
#: A letter that is read where one digit stands alone.
_LONE: Final = dict.fromkeys("OoÔôƠơÓóÒòÖöÕõỌọỎDQ", "0") | dict.fromkeys("lI|", "1")
_RULE: Final = "number_cell"
_MENDED: Final = 0.8

#: Reads boxes of a page (pixels) and gives the words in them.
Reader = Callable[[Sequence[PixelBox]], list[PageWord]]


@dataclass(frozen=True, slots=True)
class _Cell:
    box: Box
    words: tuple[int, ...]


def mend_cells(
    words: Sequence[PageWord], rules: Sequence[Rule], grey: Grey, scale: float, read: Reader
) -> list[PageWord]:
    """Return the words of a page with what its cells hold besides, and letters that are digits set right.

    ``grey`` is the page without its rules, ``scale`` its pixels a point; ``read`` recognises places on it.
    """
    boxes = cells_of(edges_of(rules)) if rules else []
    if not words or not 2 < len(boxes) <= _MOST_CELLS:
        return list(words)
    height = statistics.median(word.box[3] - word.box[1] for word in words) * scale
    cells = [*_filled(boxes, words)]
    mended = list(words)
    places: list[PixelBox] = []
    paper = float(np.percentile(grey[::8, ::8], 90))
    for cell in cells:
        if cell.words:
            continue
        box = _ink_of(grey, cell.box, scale, height, paper)
        if box is None:
            continue
        if _is_dash(grey, box, height, paper):
            place = (box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale)
            size = height / scale
            middle = (place[1] + place[3]) / 2
            line = (place[0], middle - size / 2, place[2], middle + size / 2)
            mended.append(PageWord("-", line, size, confidence=_DASH_SURE))
        elif _DIGIT_HEIGHT[0] * height < box[3] - box[1] < _DIGIT_HEIGHT[1] * height:
            middle = (box[1] + box[3]) / 2
            places.append((box[0], middle - height / 2, box[2], middle + height / 2))
    mended += [word for word in read(places) if any(c.isdigit() for c in word.text)] if places else []
    _set_digits(mended, boxes)
    return mended


def _filled(boxes: Sequence[Box], words: Sequence[PageWord]) -> Iterator[_Cell]:
    """Each cell with the words whose middle it holds."""
    middles = np.array([((w.box[0] + w.box[2]) / 2, (w.box[1] + w.box[3]) / 2) for w in words])
    for box in boxes:
        inside = (middles > box[:2]).all(axis=1) & (middles < box[2:]).all(axis=1)
        yield _Cell(box, tuple(np.flatnonzero(inside).tolist()))


def _ink_of(grey: Grey, cell: Box, scale: float, height: float, paper: float) -> PixelBox | None:
    """The box of all ink in a cell, away from its rules; None in a blank one."""
    edge = max(2, round(_EDGE * height))
    x0, y0, x1, y1 = (round(side * scale) for side in cell)
    x0, y0, x1, y1 = max(0, x0 + edge), max(0, y0 + edge), x1 - edge, y1 - edge
    if x1 - x0 < 3 or y1 - y0 < 3:
        return None
    ink = (grey[y0:y1, x0:x1] < 0.7 * paper).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = max(2.0, _SPECK * height)
    pieces = [
        (x, y, width, tall)
        for x, y, width, tall, area in stats[1:count].tolist()
        # a stroke as long as the cell is a rule that was not taken off
        if max(width, tall) >= least and area >= 4 and tall < 0.9 * (y1 - y0) and width < 0.9 * (x1 - x0)
    ]
    if not pieces:
        return None
    left, top = min(p[0] for p in pieces), min(p[1] for p in pieces)
    right, bottom = max(p[0] + p[2] for p in pieces), max(p[1] + p[3] for p in pieces)
    return float(x0 + left), float(y0 + top), float(x0 + right), float(y0 + bottom)


def _is_dash(grey: Grey, box: PixelBox, height: float, paper: float) -> bool:
    """Whether the only ink of a cell is a level stroke."""
    width, tall = box[2] - box[0], box[3] - box[1]
    if not _DASH_WIDTH[0] * height < width < _DASH_WIDTH[1] * height or width < _DASH_SHAPE * tall:
        return False
    piece = as_grey(grey[int(box[1]) : int(box[3]), int(box[0]) : int(box[2])])
    return bool((piece < 0.8 * paper).mean() >= _DASH_FILL)


# --- digits that were read as letters --------------------------------------------------------------------------------


def _set_digits(words: list[PageWord], boxes: Sequence[Box]) -> None:
    """Set a letter right that stands alone in a cell of a column of numbers."""
    columns: defaultdict[tuple[int, int], list[_Cell]] = defaultdict(list)
    for cell in _filled(boxes, words):
        if cell.words:
            columns[round(cell.box[0] / 3), round(cell.box[2] / 3)].append(cell)
    for cells in columns.values():
        lone = [words[cell.words[0]] for cell in cells if len(cell.words) == 1]
        numbers = sum(_NUMBER.fullmatch(word.text) is not None for word in lone)
        if numbers < _FEWEST_NUMBERS:
            continue
        letters = [cell.words[0] for cell in cells if len(cell.words) == 1 and words[cell.words[0]].text in _LONE]
        if numbers + len(letters) < _NUMBER_SHARE * len(cells):
            continue
        for i in letters:
            word = words[i]
            sure = min(_MENDED, 1.0 if word.confidence is None else word.confidence)
            words[i] = replace(word, text=_LONE[word.text], repaired=(word.text, _RULE), confidence=sure)
