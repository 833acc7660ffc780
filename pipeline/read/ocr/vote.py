"""Several readings of one line become one: word by word, what most readers saw is believed.

The readers fail in ways of their own (one loses tones, one loses handwritten digits, one confuses letter and digit), so
that two who agree are next to always right, and where none agree the word is doubtful and says so by its confidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.read.ocr.reading import Reading
from pipeline.read.syllables import is_common, is_syllable

#: How much a reader's word weighs; by kind of word, for none is best at all.
_WEIGHTS: Final = {
    "word": {"tesseract": 1.0, "trueocr": 0.8, "asterocr": 1.15},
    "digits": {"tesseract": 0.7, "trueocr": 1.0, "asterocr": 1.05},
    "sign": {"tesseract": 1.1, "trueocr": 0.7, "asterocr": 0.75},
}
#: What a Vietnamese syllable counts for beside a word that is none: one in use, and one that could be.
_COMMON: Final = 0.7
_SYLLABLE: Final = 0.3
#: Digits alone, where one reader saw a digit at least: written by hand they look like letters.
_PURE_DIGITS: Final = 0.3
_AMONG_DIGITS: Final = 0.3
#: Below this likeness of two readings (share of letters at the same place) one of them saw something else.
_ALIKE: Final = 0.55

#: Doubtful words with no more than this many places from one to the next are looked at together.
_NEIGHBOURS: Final = 3

#: What only one reader saw at all is a speck as often as not.
_UNSEEN: Final = 0.5

_ALL_AGREE: Final = 0.98
_MOST_AGREE: Final = 0.85
_ONE_ALONE: Final = 0.6
_NONE_AGREE: Final = 0.4
#: Digits have no neighbours that would tell a wrong one.
_DIGITS_MOST: Final = 0.75
_DIGITS_NONE: Final = 0.3

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
#: What may stand before and after a word; other signs (§, %, @) are more often a letter that was not known.
_PARTS = re.compile(
    r"([-–—+(\[\"'“‘«*•|_.,]*+)((?:.*[^-–—.,;:!?)\]\"'”’»…|_*])?)([-–—.,;:!?)\]\"'”’»…|_*]*)", re.DOTALL
)
_LOOKS: Final = str.maketrans(
    {"—": "-", "–": "-", "−": "-", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "`": "'"}
)
_MARKS: Final = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


@dataclass(frozen=True, slots=True)
class Voted:
    """A word, its place (left, right: pixels), and how sure it is, 0 to 1."""

    text: str
    left: float
    right: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Vote:
    reader: str
    text: str
    sure: tuple[float, ...]

    @property
    def mean(self) -> float:
        """How sure the reader was; of what he did not see he is as sure as of a letter."""
        return sum(self.sure) / len(self.sure) if self.sure else 0.9


def agree(a: Reading, b: Reading) -> bool:
    """Whether two readings are the same but for blanks and the look of dashes and quotes."""
    return _key(a.text) == _key(b.text)


def doubts(a: Reading, b: Reading) -> list[tuple[tuple[int, int], tuple[int, int]]] | None:
    """Return the parts (characters of ``a``, of ``b``) in which two readings of a line differ, each with a word that
    they share on either side; None where they have so little in common that all of it is in doubt."""
    if _likeness(a, b) < _ALIKE:
        return None
    spans = [match.span() for match in _WORD.finditer(a.text)]
    partners = _sub(b.text, _partners(a.text, b.text), spans)
    differ = [_key(a.text[i:j]) != _key(b.text[p:q].strip()) for (i, j), (p, q) in zip(spans, partners, strict=True)]
    ends = [0, *(q for _, q in partners)]
    starts = [*(p for p, _ in partners), len(b.text)]
    inserted = [bool(b.text[ends[k] : starts[k]].strip()) for k in range(len(starts))]
    wanted = [differ[k] or inserted[k] or inserted[k + 1] for k in range(len(spans))]
    runs: list[list[int]] = []
    for k in (k for k, is_wanted in enumerate(wanted) if is_wanted):
        if runs and k - runs[-1][1] <= _NEIGHBOURS:
            runs[-1][1] = k
        else:
            runs.append([k, k])
    found = []
    for run, (first, last) in enumerate(runs):
        low = runs[run - 1][1] + 1 if run else 0
        high = runs[run + 1][0] - 1 if run + 1 < len(runs) else len(spans) - 1
        first, last = max(first - 1, low), min(last + 1, high)
        at = partners[first][0] if first else 0
        until = partners[last][1] if last < len(spans) - 1 else len(b.text)
        found.append(((spans[first][0], spans[last][1]), (at, max(at, until))))
    return found


def vote(readings: Sequence[Reading]) -> list[Voted]:
    """Return the words of a line from its readings, best first where one knows the places of words better."""
    seen = [reading for reading in readings if reading.text]
    if not seen:
        return []
    if len(seen) == 1 < len(readings):
        return [replace(word, confidence=_UNSEEN * word.confidence) for word in vote(seen)]
    base = _base(seen)
    others = [reading for reading in seen if reading is not base and _likeness(base, reading) >= _ALIKE]
    strangers = len(seen) - 1 - len(others)
    tables = [_partners(base.text, other.text) for other in others]
    spans = [match.span() for match in _WORD.finditer(base.text)]
    parts = [_sub(other.text, table, spans) for other, table in zip(others, tables, strict=True)]
    words: list[Voted] = []
    for k, (start, end) in enumerate(spans):
        votes = [_Vote(base.reader, base.text[start:end], base.sure[start:end])]
        for other, part in zip(others, parts, strict=True):
            first, last = part[k]
            votes.append(_Vote(other.reader, other.text[first:last].strip(), other.sure[first:last]))
        left, right = base.places[start][0], base.places[end - 1][1]
        words += _placed(*_elected(votes, strangers), left, right)
        if k + 1 < len(spans):
            words += _between(base, others, parts, spans, k)
    return _apart(_glued(words, seen))


def _base(seen: Sequence[Reading]) -> Reading:
    """The reading whose words and places are taken: the first (it knows them best) unless it saw something else."""
    first = seen[0]
    if len(seen) == 1 or any(_likeness(first, other) >= _ALIKE for other in seen[1:]):
        return first
    if len(seen) > 2 and _likeness(seen[1], seen[2]) >= _ALIKE:
        return seen[2]
    return max(seen, key=lambda reading: (_syllables(reading.text), reading.mean))


def _syllables(text: str) -> float:
    words = _LETTERS.findall(text)
    return sum(map(is_syllable, words)) / (len(words) + 1)


# --- one word --------------------------------------------------------------------------------------------------------


def _elected(votes: Sequence[_Vote], strangers: int) -> tuple[str, float]:
    """Return the text that wins and how sure that is; signs at its ends are voted on apart from its letters."""
    split = [_split(v) for v in votes]
    fronts, cores, backs = ([pieces[i] for pieces in split] for i in range(3))
    core, confidence = _winner(cores, strangers)
    front, _ = _winner(fronts, strangers)
    back, _ = _winner(backs, strangers)
    if not core and confidence < 0.5:
        return "", 0.0
    return front + core + back, confidence


def _split(v: _Vote) -> tuple[_Vote, _Vote, _Vote]:
    match = _PARTS.fullmatch(v.text)
    front, core, back = match.groups() if match else ("", v.text, "")
    if not core:  # nothing but signs: they are the word
        return _Vote(v.reader, "", ()), v, _Vote(v.reader, "", ())
    a, b = len(front), len(front) + len(core)
    pieces = ((front, v.sure[:a]), (core, v.sure[a:b]), (back, v.sure[b:]))
    first, middle, last = (_Vote(v.reader, text, sure) for text, sure in pieces)
    return first, middle, last


def _winner(votes: Sequence[_Vote], strangers: int) -> tuple[str, float]:
    kind = _kind(votes)
    groups: dict[str, list[_Vote]] = {}
    for v in votes:
        groups.setdefault(_key(v.text), []).append(v)
    bonus = _AMONG_DIGITS if kind == "digits" else 1.0
    scores = {key: sum(_score(v, kind) for v in group) + _bonus(key, bonus) for key, group in groups.items()}
    best = max(scores, key=lambda key: scores[key])
    group = groups[best]
    # The look of dashes and quotes: by whoever has all of them in his alphabet.
    text = max(group, key=lambda v: _WEIGHTS["sign"].get(v.reader, 0.5)).text
    digits = kind == "digits"
    sure = sum(v.mean for v in group) / len(group)
    if len(group) == len(votes) and len(votes) > 1:
        return text, _ALL_AGREE * min(1.0, 0.3 + 0.75 * sure) if strangers == 0 else _MOST_AGREE
    if len(group) > 1:
        return text, (_DIGITS_MOST if digits else _MOST_AGREE)
    if len(votes) == 1:
        return text, _ONE_ALONE * sure if strangers else sure
    if digits:
        return _sign_by_sign(group[0], votes), _DIGITS_NONE
    return text, _NONE_AGREE + (0.2 if _plausible(best) and len(votes) > 2 else 0.0)


def _kind(votes: Sequence[_Vote]) -> str:
    if any(c.isdigit() for v in votes for c in v.text):
        return "digits"
    return "word" if any(c.isalpha() for v in votes for c in v.text) else "sign"


def _score(v: _Vote, kind: str) -> float:
    return _WEIGHTS[kind].get(v.reader, 0.5) * (0.4 + 0.6 * v.mean)


def _bonus(key: str, share: float) -> float:
    return _PURE_DIGITS if key.isdecimal() else share * _plausible(key)


def _plausible(key: str) -> float:
    words = key.split(" ")
    if not all(len(word) > 1 and is_syllable(word) for word in words):
        return 0.0
    return _COMMON if all(map(is_common, words)) else _SYLLABLE


def _sign_by_sign(best: _Vote, votes: Sequence[_Vote]) -> str:
    """Vote on each sign of a number among the readings of one length: "93J", "559" and "539" are 539 together."""
    same = [v for v in votes if len(v.text) == len(best.text)]
    if len(same) < 3:
        return best.text
    text = ""
    for i in range(len(best.text)):
        weights: dict[str, float] = {}
        for v in same:
            sure = v.sure[i] if i < len(v.sure) else 0.5
            weights[v.text[i]] = weights.get(v.text[i], 0.0) + _WEIGHTS["digits"].get(v.reader, 0.5) * (
                0.4 + 0.6 * sure
            )
        text += max(weights, key=lambda sign: weights[sign])
    return text


def _placed(text: str, confidence: float, left: float, right: float) -> list[Voted]:
    """Give each word of a text its share of the place: readers may find blanks where the first saw none."""
    pieces = text.split()
    if len(pieces) < 2:
        return [Voted(text, left, right, confidence)] if pieces else []
    step = (right - left) / max(1, len(text))
    words, at = [], 0
    for piece in pieces:
        at = text.index(piece, at)
        words.append(Voted(piece, left + at * step, left + (at + len(piece)) * step, confidence))
        at += len(piece)
    return words


# --- between two words -----------------------------------------------------------------------------------------------


def _between(
    base: Reading,
    others: Sequence[Reading],
    parts: Sequence[Sequence[tuple[int, int]]],
    spans: Sequence[tuple[int, int]],
    k: int,
) -> list[Voted]:
    """A word that all others saw where the first reader saw a blank."""
    found = []
    for other, part in zip(others, parts, strict=True):
        first, last = part[k][1], part[k + 1][0]
        found.append(_Vote(other.reader, other.text[first:last].strip(), other.sure[first:last]))
    if not found or not all(v.text for v in found) or not any(c.isalnum() for v in found for c in v.text):
        return []
    text, confidence = _elected(found, 0)
    left, right = base.places[spans[k][1] - 1][1], base.places[spans[k + 1][0]][0]
    return _placed(text, min(confidence, _MOST_AGREE if len(found) > 1 else _NONE_AGREE), left, max(left, right))


def _glued(words: Sequence[Voted], seen: Sequence[Reading]) -> list[Voted]:
    """Join two pieces of a word between which only the first reader saw a blank ("33-NQ/T W")."""
    if len(seen) < 3:
        return list(words)
    texts = [f" {reading.text} " for reading in seen[1:]]
    joined: list[Voted] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and any(c.isalnum() for c in last.text) and any(c.isalnum() for c in word.text):
            both = last.text + word.text
            apart = f"{last.text} {word.text}"
            good = _plausible(_key(last.text)) and _plausible(_key(word.text))
            if not good and all(both in text and apart not in text for text in texts):
                confidence = min(last.confidence, word.confidence)
                joined[-1] = Voted(both, last.left, word.right, confidence)
                continue
        joined.append(word)
    return joined


def _apart(words: Sequence[Voted]) -> list[Voted]:
    """Keep the places of neighbours apart: what one reader saw as a word may be two."""
    found: list[Voted] = []
    for word in words:
        last = found[-1] if found else None
        if last and word.left < last.right:
            edge = word.left if word.left - last.left > 0.3 * (last.right - last.left) else last.right
            found[-1] = replace(last, right=edge)
            word = replace(word, left=edge, right=max(edge + 1.0, word.right))
        found.append(word)
    return found


# --- which letter stands where ---------------------------------------------------------------------------------------


def _key(text: str) -> str:
    return " ".join(text.translate(_LOOKS).split())


def _sub(other: str, table: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where each word of the base (``spans``) stands in ``other``; an empty place where it is missing."""
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in spans:
        places = [table[i] for i in range(start, end) if table[i] >= 0]
        found.append((places[0], places[-1] + 1) if places else (-1, -1))
    for k, (first, last) in enumerate(found):
        if first < 0:
            found[k] = (at, at)
            continue
        following = next((f for f, _ in found[k + 1 :] if f >= 0), len(other))
        # letters beside the word, without a blank between, are its own: "5€" for "561"
        while first > at and not other[first - 1].isspace():
            first -= 1
        while last < following and not other[last].isspace():
            last += 1
        found[k] = (first, last)
        at = last
    return found


def _likeness(a: Reading, b: Reading) -> float:
    if a.text == b.text:
        return 1.0
    table = _partners(a.text, b.text)
    same = sum(_alike(a.text[i], b.text[j]) for i, j in enumerate(table) if j >= 0 and not a.text[i].isspace())
    letters = max(sum(not c.isspace() for c in a.text), sum(not c.isspace() for c in b.text), 1)
    return same / letters


def _alike(a: str, b: str) -> bool:
    return a == b or _bare(a) == _bare(b)


def _bare(sign: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", sign) if c not in _MARKS)
    return plain.casefold().replace("đ", "d")


def _partners(a: str, b: str) -> list[int]:
    """Align two texts: for each character of ``a`` its partner's place in ``b``, or -1."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    table = list(range(head))
    table += [j + head if j >= 0 else -1 for j in _aligned(a[head : len(a) - tail], b[head : len(b) - tail])]
    return table + list(range(len(b) - tail, len(b)))


def _aligned(a: str, b: str) -> list[int]:
    """The cheapest alignment, where a letter with another mark is half a fault and a blank pairs with blanks alone."""
    if not a or not b:
        return [-1] * len(a)
    gap = 0.7
    bare_a, bare_b = [_bare(c) for c in a], [_bare(c) for c in b]
    costs = [[j * gap for j in range(len(b) + 1)]]
    for i, sign in enumerate(a):
        above, row = costs[-1], [(i + 1) * gap]
        for j, other in enumerate(b):
            if sign == other:
                change = 0.0
            elif bare_a[i] == bare_b[j]:
                change = 0.4
            else:
                change = 1.6 if (sign == " ") != (other == " ") else 1.0
            row.append(min(above[j] + change, above[j + 1] + gap, row[j] + gap))
        costs.append(row)
    table = [-1] * len(a)
    i, j = len(a), len(b)
    while i and j:
        here = costs[i][j]
        if abs(here - costs[i - 1][j] - gap) < 1e-9:
            i -= 1
        elif abs(here - costs[i][j - 1] - gap) < 1e-9:
            j -= 1
        else:
            i, j = i - 1, j - 1
            table[i] = j
    return table
