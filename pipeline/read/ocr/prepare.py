"""From a picture to a sheet that can be read: grey, evenly lit, without seals, upright and straight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.read.ocr import engines
from pipeline.read.ocr.engines import Grey, as_grey

Colour = NDArray[np.uint8]

#: Sides longer than this (pixels) are no gain: A4 at 400 dpi.
_LONGEST_SIDE: Final = 4700
#: A pixel is coloured when its strongest and weakest channel differ by this much.
_CHROMA: Final = 45
#: Ink is dark against paper; what is lighter than this share of the paper has no ink.
_PAPER_SHARE: Final = 0.82
#: A seal or stamp is at least this large (inches) both ways: 20 mm; the smallest seals measure 30.
_SEAL: Final = 0.75
#: Letters in coloured ink are no higher than this (inches), unless they belong to a stamp.
_COLOUR_GAP: Final = 0.06
#: Light that differs by more than this from place to place (grey levels) is evened out.
_UNEVEN: Final = 28
#: A speck (square inches; 4 pixels at 200 dpi), and how many of them a page has before they are looked at.
_SPECK: Final = 0.0001
_MANY_SPECKS: Final = 1500
_SKEW_LEAST: Final = 0.15
_TURN_SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready for reading. ``turned`` is what it had to be turned by to stand upright (degrees clockwise: 0, 90,
    180, 270), ``skew`` by what it was straightened then (degrees counter-clockwise); ``scale`` is pixels of ``grey``
    a pixel of the picture."""

    grey: Grey
    turned: int = 0
    skew: float = 0.0
    scale: float = 1.0


def as_array(image: Image.Image | NDArray[np.uint8]) -> Colour:
    """Return a picture as an array of RGB; what is transparent is paper."""
    if isinstance(image, np.ndarray):
        if image.ndim == 2:
            return np.repeat(image[:, :, None], 3, axis=2)
        return np.ascontiguousarray(image[:, :, :3])
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        image = Image.alpha_composite(paper, clear)
    return np.asarray(image.convert("RGB"))


def prepare(image: Image.Image | NDArray[np.uint8], dpi: float, *, turn: bool = True) -> Sheet:
    """Return the page upright and straight. ``turn`` False: the caller knows that it stands upright."""
    colour = as_array(image)
    scale = min(1.0, _LONGEST_SIDE / max(colour.shape[:2]))
    if scale < 1.0:
        colour = as_grey(cv2.resize(colour, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    grey = without_specks(evenly_lit(without_seals(colour, dpi * scale)), dpi * scale)
    turned = 0
    if turn:
        quarters, sure = engines.quarter_turns(grey)
        if quarters and sure > _TURN_SURE and turned_reads_better(grey, quarters):
            grey = np.ascontiguousarray(np.rot90(grey, -quarters))
            turned = 90 * quarters
    angle = engines.skew(grey)
    if _SKEW_LEAST < abs(angle) <= 20.0:
        grey = straighten(grey, angle)
    else:
        angle = 0.0
    return Sheet(grey, turned, angle, scale)


def turned_reads_better(grey: Grey, quarters: int) -> bool:
    """Whether the page gives more Vietnamese when it is turned back by ``quarters``."""
    return reads_well(np.ascontiguousarray(np.rot90(grey, -quarters))) > reads_well(grey)


def reads_well(grey: Grey) -> float:
    """How well the longest lines of a page read: the share of Vietnamese among them, times how sure the reader was."""
    from pipeline.read.syllables import plausible_share

    lines = sorted(engines.find_lines(grey), key=lambda box: box[0] - box[2])[:8]
    readings = engines.read_trueocr(grey, lines)
    text = " ".join(reading.text for reading in readings)
    letters = sum(c.isalnum() for c in text)
    if letters < 8:
        return 0.0
    return plausible_share(text) * sum(reading.mean for reading in readings) / len(readings)


def straighten(grey: Grey, degrees: float) -> Grey:
    """Turn the page by a few degrees about its middle (counter-clockwise), with paper where nothing was."""
    rows, columns = grey.shape
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
    return as_grey(
        cv2.warpAffine(
            grey, turn, (columns, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
        )
    )


def evenly_lit(grey: Grey) -> Grey:
    """Take shadows and yellow paper out: divide by the paper's own brightness, where that differs over the page."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    if min(small.shape) < 16:
        return grey
    side = max(3, min(small.shape) // 24 | 1)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((side, side), np.uint8)), min(side, 31) | 1)
    low, high = np.percentile(paper, (2, 98))
    if high - low < _UNEVEN and high > 190:
        return grey
    whole = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return as_grey(cv2.divide(grey, np.maximum(whole, 24), scale=250))


def without_specks(grey: Grey, dpi: float) -> Grey:
    """Take off the specks of a copied page or of a shade drawn with dots, where there are very many of them.

    What goes is smaller than any dot of a letter.
    """
    paper = int(np.percentile(grey[::8, ::8], 90))
    ink = (grey < 0.75 * paper).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    limit = max(2.0, _SPECK * dpi * dpi)
    small = stats[:, cv2.CC_STAT_AREA] <= limit
    small[0] = False
    if small.sum() < _MANY_SPECKS or small.sum() < 0.5 * count:
        return grey
    return np.where(small[labels], np.uint8(paper), grey).astype(np.uint8)


def without_seals(colour: Colour, dpi: float) -> Grey:
    """Return the page in grey levels with seals and stamps lifted off, and the black ink under them kept.

    Coloured ink disappears in the channel of its own colour, black ink does not. Only coloured ink that hangs together
    over 20 mm both ways is lifted: a number or a name in blue or red stays.
    """
    grey = as_grey(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY))
    strongest, weakest = colour.max(axis=2), colour.min(axis=2)
    coloured = (strongest.astype(np.int16) - weakest > _CHROMA).astype(np.uint8)
    if coloured.mean() < 0.0003:
        return grey
    seals = _large(coloured, dpi)
    if seals is None:
        return grey
    paper = float(np.percentile(grey[::8, ::8], 90))
    # A seal's faint edges have little colour: all that is lighter than ink, near its ink, goes with it.
    near = cv2.dilate(seals, np.ones((5, 5), np.uint8)).astype(bool)
    lifted = np.where(strongest > 0.45 * paper, paper, strongest).astype(np.uint8)
    tinted = strongest.astype(np.int16) - weakest > _CHROMA // 3
    return np.where(near & tinted, np.maximum(grey, lifted), grey).astype(np.uint8)


def _large(coloured: NDArray[np.uint8], dpi: float) -> NDArray[np.uint8] | None:
    """The coloured pixels that belong to something as large as a seal; None where nothing does."""
    quarter = cv2.resize(coloured * 255, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    gap = max(3, int(_COLOUR_GAP * dpi / 4) | 1)
    joined = cv2.morphologyEx((quarter > 40).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least = _SEAL * dpi / 4
    large = [
        i
        for i in range(1, count)
        if stats[i, cv2.CC_STAT_WIDTH] > least
        and stats[i, cv2.CC_STAT_HEIGHT] > least
        and stats[i, cv2.CC_STAT_WIDTH] * stats[i, cv2.CC_STAT_HEIGHT] < 0.5 * labels.size
    ]
    if not large:
        return None
    mask = np.zeros(labels.shape, np.uint8)
    for i in large:  # with all that stands inside: a star in its ring, the letters round it
        points = np.argwhere(labels == i)[:, ::-1].astype(np.int32)
        cv2.fillConvexPoly(mask, cv2.convexHull(points), 1)
    mask = as_grey(cv2.dilate(mask, np.ones((5, 5), np.uint8)))
    whole = cv2.resize(mask, (coloured.shape[1], coloured.shape[0]), interpolation=cv2.INTER_NEAREST)
    return as_grey(cv2.bitwise_and(whole, coloured))
