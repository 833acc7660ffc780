"""Drawn lines on a scanned page: found as rules, and taken off before the letters are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from pipeline.read.ocr.engines import Grey, PixelBox, as_grey

#: The shortest rules (inches), level and upright; an upright one is longer than any letter is high.
_LEVEL: Final = 0.3
_UPRIGHT: Final = 0.24
#: And how many heights of a small letter: what a picture says of its resolution may be wrong.
_LEVEL_LETTERS: Final = 4.5
_LETTERS: Final = 3.0
#: The thickest one (inches).
_THICK: Final = 0.05
#: Ends of one rule that are closer than this (inches) belong together: a letter or a speck broke it.
_BREAK: Final = 0.08


@dataclass(frozen=True, slots=True)
class Ruling:
    """``level`` and ``upright`` rules in pixels, and the page without them."""

    level: tuple[PixelBox, ...]
    upright: tuple[PixelBox, ...]
    grey: Grey


def find_rules(grey: Grey, dpi: float) -> Ruling:
    """Find the drawn lines of a straight page and return them with the page that lacks them."""
    ink = _ink(grey)
    letters = _letter_height(ink)
    marks = np.zeros_like(ink)
    found: list[tuple[PixelBox, ...]] = []
    for is_level in (True, False):
        length = int(
            max((_LEVEL if is_level else _UPRIGHT) * dpi, (_LEVEL_LETTERS if is_level else _LETTERS) * letters)
        )
        thin = (1, 3) if is_level else (3, 1)
        shape = (length, 1) if is_level else (1, length)
        # a scanned line is never quite straight: thickened by a pixel each side before its run is measured
        thick = cv2.dilate(ink, np.ones(thin[::-1], np.uint8))
        lines = as_grey(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8)))
        boxes = _boxes(lines, is_level, dpi)
        found.append(tuple(boxes))
        for x0, y0, x1, y1 in boxes:
            spot = np.s_[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1]
            marks[spot] |= lines[spot]
    level, upright = found
    if not level and not upright:
        return Ruling((), (), grey)
    thick = cv2.dilate(marks, np.ones((3, 3), np.uint8))
    paper = int(np.percentile(grey[::8, ::8], 90))
    return Ruling(level, upright, np.where(np.asarray(thick) > 0, paper, grey).astype(np.uint8))


def _letter_height(ink: Grey) -> float:
    """How high the page's small letters are, in pixels: most of what hangs together is one of them."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = stats[1:count, cv2.CC_STAT_HEIGHT]
    heights = heights[(heights >= 6) & (stats[1:count, cv2.CC_STAT_AREA] >= 12)]
    return float(np.median(heights)) if len(heights) else 12.0


def _ink(grey: Grey) -> Grey:
    threshold, _ = cv2.threshold(cv2.resize(grey, None, fx=0.5, fy=0.5), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Hair lines are paler than letters once they are scanned.
    limit = min(215.0, threshold + 0.4 * (float(np.percentile(grey[::8, ::8], 90)) - threshold))
    return (grey < limit).astype(np.uint8)


def _boxes(lines: Grey, is_level: bool, dpi: float) -> list[PixelBox]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    boxes: list[PixelBox] = []
    for x, y, width, height, area in stats[1:count].tolist():
        long, thick = (width, height) if is_level else (height, width)
        # what is thick on the whole, measured by its area, is a picture or a black border of the scan
        if area / max(1, long) <= _THICK * dpi and thick <= max(4 * _THICK * dpi, 0.02 * long):
            boxes.append((float(x), float(y), float(x + width), float(y + height)))
    return _joined(boxes, is_level, dpi)


def _joined(boxes: list[PixelBox], is_level: bool, dpi: float) -> list[PixelBox]:
    """Join pieces of one rule."""
    gap, aside = _BREAK * dpi, 0.02 * dpi
    joined: list[PixelBox] = []
    order = (lambda b: (b[0], b[1])) if is_level else (lambda b: (b[1], b[0]))
    for box in sorted(boxes, key=order):
        for i, other in enumerate(joined):
            a, b = (other, box) if is_level else (_flipped(other), _flipped(box))
            if b[0] - a[2] < gap and b[1] - a[3] < aside and a[1] - b[3] < aside:
                whole = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
                joined[i] = whole if is_level else _flipped(whole)
                break
        else:
            joined.append(box)
    return joined


def _flipped(box: PixelBox) -> PixelBox:
    return box[1], box[0], box[3], box[2]
