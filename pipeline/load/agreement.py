"""Whether two texts are one text: a signature to look candidates up by, and a strict comparison of two texts.

A signature is a MinHash over runs of three folded words, cut into bands: texts that agree share some band, others
hardly ever do, so that candidates are found by an index and not by reading every document.

The comparison aligns the words. What is only in one text (a number, a day, a stamp, a signature panel) does not part
them; what stands in one text *in place of* something else does: another name in the same template, another figure in
the same form. Of a recognised text, words that are nearly the same are noise; figures never are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Final

from pipeline.text import fold, match_key

#: A text of fewer words says too little to be recognised by.
LEAST_WORDS: Final = 60
#: 16 bands of 5: texts that share three quarters of their runs meet with 99 %, those that share a tenth with 0.02 %.
_BANDS: Final = 16
_BAND_ROWS: Final = 5
_SLOTS: Final = _BANDS * _BAND_ROWS
_RUN: Final = 3
#: Letterhead, number, title, addressee: what tells documents of one template apart stands here.
_HEAD_WORDS: Final = 150
#: Gaps between anchors that are larger (words times words) are taken as replaced: comparing them would take seconds.
_LARGEST_GAP: Final = 250_000
#: Letters that two readings of one word have in common; "nguyen" and "nguycn" 0.83, "van an" and "thi binh" 0.29.
_NOISE_RATIO: Final = 0.6
_LONGEST_NOISE: Final = 300  # letters
#: Runs of words in common that two files with the same number, day and issuer have at the least, of the shorter one.
_LEAST_SHARED: Final = 0.2

_WORD: Final = re.compile(r"[^\W_]+")


class Words:
    """The words of a text with the keys that comparing needs; ``is_noisy`` where it was recognised from a picture."""

    def __init__(self, text: str, *, is_noisy: bool = False) -> None:
        self.is_noisy = is_noisy
        self.places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        self.written = [text[start:end] for start, end in self.places]

    def __len__(self) -> int:
        return len(self.written)

    @cached_property
    def folded(self) -> list[str]:
        """Without tones: recognition gets those wrong most often."""
        return [_folded(word) for word in self.written]

    @cached_property
    def toned(self) -> list[str]:
        """With tones, wherever the mark is placed: "Hòa" and "Hóa" are two people."""
        return [_toned(word) for word in self.written]

    @cached_property
    def runs(self) -> Counter[tuple[str, ...]]:
        """Every run of three folded words, with how often it stands there."""
        words = self.folded
        return Counter(zip(words, words[1:], words[2:], strict=False))


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=65_536)
def _toned(word: str) -> str:
    return match_key(word)


def bands(words: Words) -> tuple[int, ...]:
    """Return the signature of a text as numbers of 63 bits, for an index; none where the text is too short for one."""
    if len(words) < LEAST_WORDS:
        return ()
    slots: list[int | None] = [None] * _SLOTS
    for run in words.runs:
        value, slot = divmod(_number(" ".join(run)), _SLOTS)
        least = slots[slot]
        if least is None or value < least:
            slots[slot] = value
    filled = list(_without_gaps(slots))
    return tuple(
        _number(" ".join(map(str, (band, *filled[band * _BAND_ROWS : (band + 1) * _BAND_ROWS]))))
        for band in range(_BANDS)
    )


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def _without_gaps(slots: Sequence[int | None]) -> Iterator[int]:
    """Give an empty slot what the next one to the right has, told apart by how far it was borrowed."""
    for place in range(len(slots)):
        for distance in range(len(slots)):
            if (value := slots[(place + distance) % len(slots)]) is not None:
                yield value + distance
                break


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one text that stand in place of words of the other, as written; ``is_head`` near the beginning,
    ``is_name`` where the same capitalised word is another one again and again."""

    here: str
    there: str
    is_head: bool = False
    has_figures: bool = False
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an alignment of two texts gives; shares are of the words of the shorter and of the longer text."""

    shared_of_shorter: float
    shared_of_longer: float
    changes: tuple[Change, ...]
    #: Pieces with figures that only one of the texts has; a single small number (a page, a numbering) is none.
    added_figures: int


def share_words(one: Words, other: Words) -> bool:
    """Whether two texts have enough in common to be one document where number, day and issuer say so already.

    Where a text is too short to tell, those are believed: an appendix under its decision's number is another text.
    """
    shorter = min(one.runs.total(), other.runs.total())
    if shorter < LEAST_WORDS:
        return True
    return (one.runs & other.runs).total() >= _LEAST_SHARED * shorter


def agree(one: Words, other: Words, *, same_number: bool = False) -> float | None:
    """Return how alike two texts of one document are, 0 to 1; None where they are not one document's. Symmetric.

    ``same_number``: both carry the same number, so that a change in the head (the day, say) is one change like others.
    """
    if (len(other), other.written) < (len(one), one.written):
        one, other = other, one  # an alignment depends on its direction, the answer must not
    shorter, longer = sorted((len(one), len(other)))
    if shorter < LEAST_WORDS or shorter < 0.55 * longer:
        return None
    is_noisy = one.is_noisy or other.is_noisy
    runs = (one.runs & other.runs).total() / max(1, min(one.runs.total(), other.runs.total()))
    if runs < (0.45 if is_noisy else 0.7):
        return None
    found = compare(one, other)
    if found.shared_of_shorter < (0.8 if is_noisy else 0.93) or found.shared_of_longer < 0.6:
        return None
    if not same_number and any(_is_telling(change, is_noisy=is_noisy) for change in found.changes):
        return None
    allowed = max(1, min(5, shorter // 150)) if is_noisy else min(3, shorter // 300)
    allowed += 2 * same_number
    if len(found.changes) > allowed or found.added_figures > 3 + shorter // 300:
        return None
    return found.shared_of_longer


def _is_telling(change: Change, *, is_noisy: bool) -> bool:
    """Whether a change is another document's: every one in the head is, but for what recognition makes of a seal."""
    if change.is_name or not change.is_head:
        return change.is_name
    return not is_noisy or change.has_figures or (_is_called(change.here) and _is_called(change.there))


def _is_called(words: str) -> bool:
    """Whether some words may be the name of somebody."""
    return len(words.split()) > 1 and any(word[0].isupper() and word.isalpha() for word in words.split())


def compare(one: Words, other: Words) -> Comparison:
    """Align two texts and return where they differ in more than noise."""
    is_noisy = one.is_noisy or other.is_noisy
    a, b = (one.folded, other.folded) if is_noisy else (one.toned, other.toned)
    blocks = list(_differing(a, b))
    only_a = Counter(word for i, j, _, _ in blocks for word in a[i:j])
    only_b = Counter(word for _, _, i, j in blocks for word in b[i:j])
    # what both have, in another place: two columns of a letterhead read in another order
    moved = {word for word in only_a.keys() & only_b.keys() if not _has_figure(word)}
    changes: list[Change] = []
    noise = added_figures = 0
    for a_start, a_end, b_start, b_end in blocks:
        here = [i for i in range(a_start, a_end) if a[i] not in moved]
        there = [i for i in range(b_start, b_end) if b[i] not in moved]
        if here and there:
            ours, theirs = [one.written[i] for i in here], [other.written[i] for i in there]
            if _is_noise([a[i] for i in here], [b[i] for i in there]) or (is_noisy and _is_misread(ours, theirs)):
                noise += min(len(here), len(there))
                continue
            changes.append(
                Change(
                    " ".join(ours),
                    " ".join(theirs),
                    min(a_start, b_start) < _HEAD_WORDS,
                    any(_has_figure(a[i]) for i in here) and any(_has_figure(b[i]) for i in there),
                )
            )
        elif _is_filled_in([a[i] for i in here] or [b[i] for i in there]):
            added_figures += 1
    if is_noisy:
        changes += _repeated_names(one, other, blocks)
    matched = len(a) - only_a.total() + noise + sum(min(only_a[word], only_b[word]) for word in moved)
    shorter, longer = sorted((len(a), len(b)))
    return Comparison(matched / max(1, shorter), matched / max(1, longer), tuple(changes), added_figures)


def _is_noise(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether two pieces are the same words, parted otherwise: "BỘTƯ PHÁP"."""
    return "".join(here) == "".join(there)


def _is_misread(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether recognition may have made one of the other: some letters misread, or a small word, but never figures."""
    one, other = _folded("".join(here)), _folded("".join(there))
    if max(len(one), len(other)) > _LONGEST_NOISE:
        return False
    if _figures(one) and _figures(other) and _figures(one) != _figures(other):
        return False
    if len(here) == len(there) == 1 and one.isalpha() and other.isalpha() and (here[0] + there[0]).islower():
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NOISE_RATIO


def _repeated_names(one: Words, other: Words, blocks: Iterable[tuple[int, int, int, int]]) -> list[Change]:
    """Capitalised words that are another one wherever they stand: "Khoa" for "Khôi" is a person, not a smudge."""
    if one.is_noisy and not other.is_noisy:
        return _repeated_names(other, one, ((*block[2:], *block[:2]) for block in blocks))
    # behind the word before, since "Trọng Khoa" is somebody and "Sở Khoa" the beginning of an office
    behind = Counter(zip(one.folded, one.folded[1:], strict=False))
    pairs: Counter[tuple[str, str, str]] = Counter()
    for start, end, other_start, other_end in blocks:
        if start and end - start == other_end - other_start:
            before = one.folded[start - 1 : end - 1]
            pairs.update(zip(before, one.written[start:end], other.written[other_start:other_end], strict=True))
    return [
        Change(here, there, is_name=True)
        for (before, here, there), times in pairs.items()
        if times > 1 and behind[before, _folded(here)] == times and (here + there).isalpha()
        if here.istitle() and there.istitle() and _folded(here) != _folded(there)
    ]


def _is_filled_in(words: Sequence[str]) -> bool:
    """Whether words that only one text has fill in a form: figures, but no page number or numbering of a list."""
    return any(_has_figure(word) for word in words) and not (len(words) == 1 and len(words[0]) < 3)


def _has_figure(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _differing(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, end in ``a``, start, end in ``b``) of the stretches that are not the same, in order."""
    a_at = b_at = 0
    for a_place, b_place, size in (*_matches(a, b), (len(a), len(b), 0)):
        if a_place > a_at or b_place > b_at:
            yield a_at, a_place, b_at, b_place
        a_at, b_at = a_place + size, b_place + size


def _matches(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (place in ``a``, place in ``b``, length) of what is the same, in order; runs that occur once anchor it."""
    a_at = b_at = 0
    for a_place, b_place, size in (*_anchors(a, b), (len(a), len(b), 0)):
        gap_a, gap_b = a[a_at:a_place], b[b_at:b_place]
        if gap_a and gap_b and len(gap_a) * len(gap_b) <= _LARGEST_GAP:
            matcher = SequenceMatcher(None, gap_a, gap_b, autojunk=False)
            yield from ((a_at + i, b_at + j, n) for i, j, n in matcher.get_matching_blocks() if n)
        if size:
            yield a_place, b_place, size
        a_at, b_at = a_place + size, b_place + size


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the longest chain of runs that both texts have once, in the order of both, joined where they touch."""
    once_a, once_b = _once(a), _once(b)
    pairs = sorted((place, once_b[run]) for run, place in once_a.items() if run in once_b)
    chain: list[list[int]] = []
    for i, j in _increasing(pairs):
        last = chain[-1] if chain else None
        if last is None or (i >= last[0] + last[2] and j >= last[1] + last[2]):
            chain.append([i, j, _RUN])
        elif i - last[0] == j - last[1]:
            last[2] = max(last[2], i - last[0] + _RUN)
    return [(i, j, n) for i, j, n in chain]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    again: set[tuple[str, ...]] = set()
    for place, run in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if run in places:
            again.add(run)
        places[run] = place
    return {run: place for run, place in places.items() if run not in again}


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence of ``pairs`` (sorted by the first) whose second numbers rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        before.append(ends[length - 1] if length else None)
        if length == len(tails):
            tails.append(j)
            ends.append(index)
        else:
            tails[length], ends[length] = j, index
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else None
    while at is not None:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
