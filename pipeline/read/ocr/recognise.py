"""A page's picture becomes words and rules with their places. The public functions of the package are here."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.read.ocr import engines, vote
from pipeline.read.ocr.cache import PageCache, RecognisedPage
from pipeline.read.ocr.cells import mend_cells
from pipeline.read.ocr.engines import Grey, PixelBox, as_grey
from pipeline.read.ocr.prepare import as_array, evenly_lit, prepare, without_seals
from pipeline.read.ocr.reading import Reading
from pipeline.read.ocr.repair import repaired
from pipeline.read.ocr.ruling import Ruling, find_rules
from pipeline.read.page import PageWord
from pipeline.read.rules import Rule

_POINTS: Final = 72.0
#: A line's box, from the top of a capital's mark to below a g, is this many times its letters' size.
_SIZE_OF_BOX: Final = 1.0
#: Below this a word is taken for specks: letters, one letter or digit that stands alone (on a place narrower than its
#: line is high), signs, and a dash, which is a number in a table.
_SURE_OF_LETTERS: Final = 0.28
_SURE_OF_ONE: Final = 0.5
_SURE_OF_SIGNS: Final = 0.65
_SURE_OF_DASH: Final = 0.45
_NARROW: Final = 0.7
_DASHES: Final = frozenset(("-", "–", "—"))
#: A gap this many heights of a line wide parts it: always, and where what it parts is as wide as a column.
_WIDE_GAP: Final = 3.0
_GAP: Final = 0.9
_COLUMN: Final = 5.0
#: A piece of a line that is narrower than this (heights) may be a sliver with nothing in it.
_SLIVER: Final = 3.0
#: Words that share this much of the smaller one's place are one word, found twice.
_SAME_PLACE: Final = 0.6
#: Strokes of bold letters are this many times as thick as those of the page's text.
_BOLD: Final = 1.3
_FEWEST_TO_JUDGE: Final = 6
#: Pixels both ways that a letter takes at least; on a smaller picture nothing can be read.
_SMALLEST_SIDE: Final = 8


def recognise_page(
    image: Image.Image | NDArray[np.uint8], dpi: float, *, page: int, cache: str | None = None
) -> RecognisedPage:
    """Recognise a whole page; ``dpi`` is the picture's resolution, ``page`` its number (from 1).

    ``cache`` is a folder in which results are kept by what the picture holds, so that none is recognised twice.
    DocumentError ``waiting_for_tool`` where Tesseract's Vietnamese data are missing.
    """
    if not engines.available():
        raise engines.waiting()
    kept = PageCache(cache)
    colour = as_array(image)
    rows, columns = colour.shape[:2]
    if min(rows, columns) < _SMALLEST_SIDE:
        return RecognisedPage(page, (), (), columns * _POINTS / dpi, rows * _POINTS / dpi, 0, 0.0, 0.0)
    key = kept.key(colour, dpi)
    if (found := kept.get(key)) is not None:
        return replace(found, number=page)
    recognised = _recognised(colour, dpi, page)
    kept.put(key, recognised)
    return recognised


def _recognised(colour: NDArray[np.uint8], dpi: float, page: int) -> RecognisedPage:
    sheet = prepare(colour, dpi)
    scale = dpi * sheet.scale / _POINTS
    ruling = find_rules(sheet.grey, dpi * sheet.scale)
    rules = tuple(Rule(*(side / scale for side in box)) for box in (*ruling.level, *ruling.upright))
    words = repaired(_words(ruling.grey, _line_boxes(ruling), scale))
    words = mend_cells(words, rules, ruling.grey, scale, lambda boxes: _words(ruling.grey, boxes, scale))
    rows, columns = sheet.grey.shape
    return RecognisedPage(
        number=page,
        words=tuple(words),
        rules=rules,
        width=columns / scale,
        height=rows / scale,
        turned=sheet.turned,
        skew=sheet.skew,
        confidence=_mean(words),
    )


def recognise_region(
    image: Image.Image | NDArray[np.uint8], dpi: float, *, single_line: bool = False
) -> tuple[PageWord, ...]:
    """Recognise a piece of a page that stands upright (a letterhead, a cell); boxes in points from its corner.

    ``single_line``: the picture holds one line and nothing else. Errors as for ``recognise_page``.
    """
    if not engines.available():
        raise engines.waiting()
    colour = as_array(image)
    if min(colour.shape[:2]) < _SMALLEST_SIDE:
        return ()
    grey = evenly_lit(without_seals(colour, dpi))
    if single_line:
        return tuple(repaired(_words(grey, [_ink_box(grey)], dpi / _POINTS)))
    ruling = find_rules(grey, dpi)
    return tuple(repaired(_words(ruling.grey, _line_boxes(ruling), dpi / _POINTS)))


def second_opinion(image: Image.Image | NDArray[np.uint8]) -> str:
    """Return what the neural readers alone see in the picture of one line: Tesseract has no say.

    For numbers and dates that another source (a text layer, Tesseract) leaves in doubt.
    """
    grey = evenly_lit(as_grey(cv2.cvtColor(as_array(image), cv2.COLOR_RGB2GRAY)))
    box = _ink_box(grey)
    readings = [engines.read_asterocr(grey, box), *engines.read_trueocr(grey, [box])]
    return " ".join(word.text for word in vote.vote([reading for reading in readings if reading]))


# --- where the lines are ---------------------------------------------------------------------------------------------


def _line_boxes(ruling: Ruling) -> list[PixelBox]:
    """The lines of the page, cut at upright rules: a line belongs to one cell."""
    found = [
        piece
        for box in engines.find_lines(ruling.grey)
        for cell in _cut_at(ruling.grey, box, ruling.upright)
        for piece in _cut_at_gaps(ruling.grey, cell)
    ]
    return found + _missed(ruling, found)


def _cut_at_gaps(grey: Grey, box: PixelBox) -> list[PixelBox]:
    """Cut a line where a wide gap is: columns that stand close, and places left for a number."""
    x0, y0, x1, y1 = box
    height = y1 - y0
    left, _, crop = engines.cut(grey, box, 0, 0)
    dark = (crop < 150).sum(axis=0) > 0.04 * height  # one speck is no letter
    columns = np.flatnonzero(dark)
    if len(columns) < 2:
        return [box]
    cuts: list[float] = []
    for i in np.flatnonzero(np.diff(columns) > _GAP * height).tolist():
        wide = columns[i + 1] - columns[i] > _WIDE_GAP * height
        middle = left + float(columns[i] + columns[i + 1]) / 2
        # a place left for a number ("Số:      /QĐ") is no column: its line is read better whole
        if wide or min(middle - (cuts[-1] if cuts else x0), x1 - middle) > _COLUMN * height:
            cuts.append(middle)
    return [(a, y0, b, y1) for a, b in pairwise([x0, *cuts, x1])]


def _cut_at(grey: Grey, box: PixelBox, upright: Sequence[PixelBox]) -> list[PixelBox]:
    x0, y0, x1, y1 = box
    height = y1 - y0
    cuts = sorted(
        (rule[0] + rule[2]) / 2
        for rule in upright
        if min(rule[3], y1) - max(rule[1], y0) > 0.6 * height and x0 + 0.1 * height < (rule[0] + rule[2]) / 2 < x1
    )
    edges = [x0, *cuts, x1]
    pieces = [(a, y0, b, y1) for a, b in pairwise(edges) if b - a > 0.25 * height]
    # a box that reaches over a rule gives a piece without ink, and readers look beyond what they are given
    return [piece for piece in pieces if piece[2] - piece[0] > _SLIVER * height or _has_ink(grey, piece)]


def _has_ink(grey: Grey, box: PixelBox) -> bool:
    _, _, crop = engines.cut(grey, (box[0] + 1, box[1], box[2] - 1, box[3]), 0, 0)
    height = box[3] - box[1]
    pale = 0.72 * float(np.percentile(crop, 90))  # by its own paper: a faded page is written on too
    return bool(((crop < pale).sum(axis=0) > 0.04 * height).sum() > 0.06 * height)


def _missed(ruling: Ruling, found: Sequence[PixelBox]) -> list[PixelBox]:
    """Lines that were not found, of the size of those that were: single digits in cells, mostly."""
    if not found:
        return []
    grey = ruling.grey
    height = statistics.median(box[3] - box[1] for box in found)
    paper = float(np.percentile(grey[::8, ::8], 90))
    ink = (grey < 0.6 * paper).astype(np.uint8)
    for x0, y0, x1, y1 in found:
        ink[int(y0) : int(y1) + 1, int(x0 - 0.3 * height) if x0 > 0.3 * height else 0 : int(x1 + 0.3 * height)] = 0
    reach = max(3, int(0.5 * height))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    missed: list[PixelBox] = []
    for x, y, width, tall, area in stats[1:count].tolist():
        if 0.4 * height < tall < 1.2 * height and 0.12 * height < width < 12 * height and area > 0.04 * height * height:
            # as high as the lines that the finder gives, letters in the middle
            middle = y + tall / 2
            missed.append((float(x), middle - height / 2, float(x + width), middle + height / 2))
    return missed if len(missed) <= max(40, 2 * len(found)) else []  # more are specks, or a picture


def _ink_box(grey: Grey) -> PixelBox:
    """The box of what is written on a picture of one line; all of it where nothing stands out."""
    paper = float(np.percentile(grey, 90))
    ink = (grey < 0.65 * paper).astype(np.uint8)
    rows, columns = np.flatnonzero(ink.sum(axis=1) > 1), np.flatnonzero(ink.sum(axis=0) > 0)
    if not len(rows) or not len(columns):
        return 0.0, 0.0, float(grey.shape[1]), float(grey.shape[0])
    margin = 0.15 * (rows[-1] - rows[0])
    return (
        float(columns[0]),
        max(0.0, float(rows[0] - margin)),
        float(columns[-1] + 1),
        min(float(grey.shape[0]), float(rows[-1] + 1 + margin)),
    )


# --- what they say ---------------------------------------------------------------------------------------------------


def _words(grey: Grey, boxes: Sequence[PixelBox], scale: float) -> list[PageWord]:
    """Read each line with the two quick readers, and with the third where they disagree."""
    found: list[tuple[vote.Voted, PixelBox]] = []
    for box, quick in zip(boxes, engines.read_trueocr(grey, boxes), strict=True):
        found += [(word, box) for word in _line(grey, box, quick) if _is_writing(word, box)]
    found = _once(found)
    strokes = [_stroke(grey, word, box) for word, box in found]
    usual = statistics.median(strokes) if len(strokes) >= _FEWEST_TO_JUDGE else 0.0
    return [
        PageWord(
            text=word.text,
            box=(word.left / scale, box[1] / scale, word.right / scale, box[3] / scale),
            size=_SIZE_OF_BOX * (box[3] - box[1]) / scale,
            bold=0.0 < _BOLD * usual < stroke,
            confidence=round(word.confidence, 3),
        )
        for (word, box), stroke in zip(found, strokes, strict=True)
    ]


def _once(found: Sequence[tuple[vote.Voted, PixelBox]]) -> list[tuple[vote.Voted, PixelBox]]:
    """Drop what two boxes that overlap gave twice: the reading that is less sure goes."""
    dropped: set[int] = set()
    by_top = sorted(range(len(found)), key=lambda i: found[i][1][1])
    for n, i in enumerate(by_top):
        word, box = found[i]
        for j in by_top[n + 1 :]:
            other, below = found[j]
            if below[1] >= box[3]:
                break
            if below == box:
                continue  # words of one line stand beside each other
            wide = min(word.right, other.right) - max(word.left, other.left)
            high = min(box[3], below[3]) - max(box[1], below[1])
            smaller = min(
                (word.right - word.left) * (box[3] - box[1]), (other.right - other.left) * (below[3] - below[1])
            )
            if wide > 0 and high > 0 and wide * high > _SAME_PLACE * smaller:
                dropped.add(i if word.confidence < other.confidence else j)
    return [pair for i, pair in enumerate(found) if i not in dropped]


def _line(grey: Grey, box: PixelBox, quick: Reading) -> list[vote.Voted]:
    """Read a line with Tesseract beside what trueocr saw, and the words in which they differ with asterocr."""
    slow = engines.read_tesseract(grey, box)
    if vote.agree(slow, quick):
        return vote.vote([slow, quick])
    parts = vote.doubts(slow, quick)
    if parts is None:
        third = engines.read_asterocr(grey, box)
        return vote.vote([slow, quick, third] if third else [slow, quick])
    words: list[vote.Voted] = []
    at, quick_at = 0, 0
    for (start, end), (quick_start, quick_end) in parts:
        words += vote.vote([slow.part(at, start).stripped(), quick.part(quick_at, quick_start).stripped()])
        left = slow.places[start][0] if start else box[0]
        right = slow.places[end - 1][1] if end < len(slow.text) else box[2]
        here = [slow.part(start, end).stripped(), quick.part(quick_start, quick_end).stripped()]
        if right > left and (third := engines.read_asterocr(grey, (left, box[1], right, box[3]))):
            here.append(third)
        words += vote.vote(here)
        at, quick_at = end, quick_end
    return words + vote.vote(
        [slow.part(at, len(slow.text)).stripped(), quick.part(quick_at, len(quick.text)).stripped()]
    )


def _is_writing(word: vote.Voted, box: PixelBox) -> bool:
    """Specks, strokes and what is left of a rule give signs that only one reader is sure of, if any."""
    if not any(c.isalnum() for c in word.text):
        return word.confidence >= (_SURE_OF_DASH if word.text in _DASHES else _SURE_OF_SIGNS)
    narrow = box[2] - box[0] < _NARROW * (box[3] - box[1])
    return word.confidence >= (_SURE_OF_ONE if narrow else _SURE_OF_LETTERS)


def _stroke(grey: Grey, word: vote.Voted, box: PixelBox) -> float:
    """How thick a word's strokes are, as a share of the line's height."""
    _, _, crop = engines.cut(grey, (word.left, box[1], word.right, box[3]), 0, 0)
    ink = (crop < 140).astype(np.uint8)
    if not ink.any():
        return 0.0
    edge = ink.astype(bool) & ~cv2.erode(ink, np.ones((3, 3), np.uint8)).astype(bool)
    return 2.0 * float(ink.sum()) / max(1.0, float(edge.sum())) / max(1.0, box[3] - box[1])


def _mean(words: Sequence[PageWord]) -> float:
    sure = [word.confidence for word in words if word.confidence is not None]
    return round(sum(sure) / len(sure), 3) if sure else 0.0
