"""Is the text layer of a page to be trusted? Judged page by page, and region by region where a page is half picture.

A layer is judged by its share of plausible Vietnamese syllables, never by its length: a scan may hold nothing but the
stamp of its signature, or the rubbish that a foreign recogniser made of it. What is not to be trusted is recognised
anew, and the better of the two readings is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import regex

from pipeline.read import ocr
from pipeline.read.guard import Limits
from pipeline.read.page import Box, PageWord
from pipeline.read.pdfium import SourcePage, joined
from pipeline.read.rules import Rule, holds
from pipeline.read.syllables import parted, plausible_share
from pipeline.text import fold

#: Fewer letters than this are no text layer, but a stamp or a page number.
_FEW_LETTERS: Final = 25
#: A stamp that says who signed and when has up to 190; a page of text has ten times as many.
_LETTERS_A_PAGE: Final = 250
#: A layer of half the letters that recognition finds is a stamp beside them.
_MUCH_MORE: Final = 2
#: Good text has 0.85 or more; a layer over a picture is believed from here, ...
_TRUSTED: Final = 0.8
#: ... and letters without a picture under them: there a low share is more often another language than rubbish.
_TRUSTED_ALONE: Final = 0.5
#: Fewer letters are hardly two syllables.
_SHORTEST_RUN: Final = 4
_LETTERS = regex.compile(r"\p{L}+")
#: By how much recognition has to beat a layer.
_BETTER: Final = 0.02
#: Two readings that share so many of their words, marks apart, read the same letters.
_SAME_WORDS: Final = 0.4
#: Pictures smaller than this share of the page are seals, signatures and logos.
_SMALL_PICTURE: Final = 0.04
#: Pictures up to this share of a page of text are passed over where nothing is there to recognise them.
_MAY_BE_PASSED: Final = 0.15
#: Where pictures to be recognised cover this much, the whole page is.
_WHOLE_PAGE: Final = 0.6
#: Words at three places of a page by which it is judged.
_SAMPLE: Final = 50
#: A page with this many drawn paths and no letters has its letters drawn.
_OUTLINED: Final = 100
_DPI: Final = 200
#: What is recognised in a picture on a page of text has to look like text: pictures and seals give rubbish.
_TEXT_IN_PICTURE: Final = 0.6


@dataclass(frozen=True, slots=True)
class PageContent:
    """The words and rules of a page, from wherever they are right."""

    words: tuple[PageWord, ...]
    rules: tuple[Rule, ...]
    #: The upright page in points, and by how many degrees (counter-clockwise) it was turned to be upright.
    width: float
    height: float
    turned: int
    skew: float = 0.0
    recognised: bool = False
    #: The page is a picture in which nothing was recognised.
    unread: bool = False


def words_of(source: SourcePage, limits: Limits) -> PageContent:
    """Return a page's words: those that it holds where they are to be trusted, else those recognised."""
    layer: Sequence[PageWord] = source.words
    pictures = _pictures(source) if source.images else []
    whole = source.width * source.height
    unread = [box for box in pictures if not _is_trusted(_inside(layer, box), _area(box) / whole)]
    outside = layer if not pictures else [w for w in layer if not any(holds(box, w.box) for box in pictures)]
    page = (0.0, 0.0, source.width, source.height)
    covered = sum(map(_area, unread))
    if covered > _WHOLE_PAGE * _area(page):
        return _recognised_page(source, layer, limits, is_printed=False)
    if _letters(outside) < _FEW_LETTERS:
        if not pictures and _letters(layer) < _FEW_LETTERS and source.paths >= _OUTLINED:
            return _recognised_page(source, layer, limits, is_printed=False)
    elif plausible_share(_text(_sample(outside))) < _TRUSTED_ALONE and ocr.available():
        return _recognised_page(source, layer, limits, is_printed=True)
    words = [_with_blanks(word) for word in layer]
    recognised = False
    for box in unread:
        if not ocr.available() and _area(box) < _MAY_BE_PASSED * whole and _letters(outside) >= _FEW_LETTERS:
            continue  # a photograph, most likely: a document of text need not wait for what recognises it
        found = _recognised_region(source, box, limits)
        if found and plausible_share(_text(found)) >= max(
            _TEXT_IN_PICTURE, plausible_share(_text(_inside(words, box)))
        ):
            inside = set(map(id, _inside(words, box)))
            words = [word for word in words if id(word) not in inside] + found
            recognised = True
    return _content(source, words, recognised=recognised)


def _recognised_page(source: SourcePage, layer: Sequence[PageWord], limits: Limits, *, is_printed: bool) -> PageContent:
    """Recognise the whole page; its layer stays where recognition gives no better one.

    ``is_printed`` tells that the letters of the layer are the ones to be seen on the page, not laid under a picture.
    """
    dpi = source.resolution(_DPI)
    found = ocr.recognise_page(source.render(dpi), dpi, page=source.number, cache=limits.work_folder)
    has_layer = _letters(layer) >= _FEW_LETTERS
    share = plausible_share(_text(found.words))
    is_better = share > plausible_share(_text(layer)) + _BETTER or (
        share > _TEXT_IN_PICTURE and _letters(found.words) > _MUCH_MORE * _letters(layer)
    )
    if has_layer and (not is_better or (is_printed and _say_the_same(layer, found.words))):
        return _content(source, layer)
    if not found.words:
        return _content(source, layer, unread=_letters(layer) < _FEW_LETTERS)
    turned = (source.turned - found.turned) % 360  # recognition counts clockwise
    return PageContent(found.words, found.rules, found.width, found.height, turned, found.skew, recognised=True)


def _say_the_same(layer: Sequence[PageWord], found: Sequence[PageWord]) -> bool:
    """Whether recognition read the very letters of the layer: then they are what is printed, Vietnamese or not, and all
    that recognition can add are marks of its own making."""
    read = Counter(fold(word.text) for word in found)
    printed = Counter(fold(word.text) for word in layer)
    return (read & printed).total() >= _SAME_WORDS * max(read.total(), 1)


@lru_cache(maxsize=65_536)
def _blanks_in(text: str) -> str:
    if text.isascii() or len(text) < _SHORTEST_RUN:
        return text
    return _LETTERS.sub(lambda run: " ".join(parted(run.group()) or (run.group(),)), text)


def _with_blanks(word: PageWord) -> PageWord:
    """Give a word the blanks back that its program did not write: "thủtục,"; what it was is kept beside it."""
    text = _blanks_in(word.text)
    return word if text == word.text else replace(word, text=text, repaired=(word.text, "dropped_blank"))


def _content(
    source: SourcePage, words: Sequence[PageWord], *, recognised: bool = False, unread: bool = False
) -> PageContent:
    return PageContent(
        tuple(words),
        tuple(source.rules),
        source.width,
        source.height,
        source.turned,
        recognised=recognised,
        unread=unread,
    )


def _recognised_region(source: SourcePage, box: Box, limits: Limits) -> list[PageWord]:
    dpi = source.resolution(_DPI)
    found = ocr.recognise_page(source.render(dpi, box), dpi, page=source.number, cache=limits.work_folder)
    if _letters(found.words) < _FEW_LETTERS:
        return []
    x, y = max(0.0, box[0]), max(0.0, box[1])
    return [
        replace(word, box=(word.box[0] + x, word.box[1] + y, word.box[2] + x, word.box[3] + y)) for word in found.words
    ]


def _is_trusted(words: Sequence[PageWord], share_of_page: float) -> bool:
    """Whether the layer over a picture that covers so much of the page may be what the picture shows."""
    enough = max(_FEW_LETTERS, _LETTERS_A_PAGE * share_of_page)
    return _letters(words) >= enough and plausible_share(_text(words)) >= _TRUSTED


def _pictures(source: SourcePage) -> list[Box]:
    """Return the pictures of a page that may hold text; strips and tiles of one scan are one picture."""
    boxes = [
        (max(0.0, x0), max(0.0, top), min(source.width, x1), min(source.height, bottom))
        for x0, top, x1, bottom in source.images
        if x1 > 0 and bottom > 0 and x0 < source.width and top < source.height
    ]
    return [box for box in joined(boxes) if _area(box) >= _SMALL_PICTURE * source.width * source.height]


def _inside(words: Sequence[PageWord], box: Box) -> list[PageWord]:
    return [word for word in words if holds(box, word.box)]


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _sample(words: Sequence[PageWord]) -> Sequence[PageWord]:
    """The beginning, the middle and the end of a page's words: enough to judge it by."""
    if len(words) <= 3 * _SAMPLE:
        return words
    middle = len(words) // 2
    return [*words[:_SAMPLE], *words[middle : middle + _SAMPLE], *words[-_SAMPLE:]]


def _letters(words: Sequence[PageWord]) -> int:
    return sum(len(word.text) for word in words)


def _text(words: Sequence[PageWord]) -> str:
    return " ".join(word.text for word in words)
