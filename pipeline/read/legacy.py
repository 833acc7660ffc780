"""Vietnamese written before Unicode: TCVN3 (ABC), VNI and VPS, seen as the Latin letters that readers give for it.

In these encodings the font draws Vietnamese over the letters of another alphabet: "QuyÕt ®Þnh" in .VnTime, "Quyeát
ñònh" in VNI-Times. What a file says about its fonts misleads in about half of the real ones, so the text itself is
judged: each word is scored as it stands and as each encoding would read it (a common syllable, a possible one, none),
and the likeliest reading of the whole sequence is taken, in which changing the encoding costs something and the font
counts a little. So "sè" follows its neighbours, and a document, a paragraph or one cell may mix encodings.

Real Unicode is never to be altered: nothing is converted unless the document has words of their own accord that are no
Vietnamese as they stand and Vietnamese after, and a foreign word among Vietnamese ones stays as it is.

Call it before ``pipeline.text.nfc``, which drops the soft hyphen (TCVN3's "ư") and turns ð into đ.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.read.syllables import is_syllable
from pipeline.record import Encoding
from pipeline.text import TONE_MARKS

LEGACY: Final = (Encoding.TCVN3, Encoding.VNI, Encoding.VPS)


class Run(NamedTuple):
    """A piece of text in one font; words may go on from one run into the next. ``font`` is its name if it is known."""

    text: str
    font: str | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """The texts of the runs in Unicode, what each was written in, and what the document is.

    A run without a word that tells has the encoding of the words round it.
    """

    texts: tuple[str, ...]
    encodings: tuple[Encoding, ...]
    encoding: Encoding


def convert_runs(runs: Sequence[Run], known: Iterable[Encoding] = ()) -> Converted:
    """Return the runs of a document, in reading order, in Unicode.

    Give the whole document at once, with a line break between paragraphs and between cells: what is ambiguous alone
    ("Sè") is settled by the rest. ``known`` are encodings that other parts of the document have been found to be in.
    Lengths change. Runs of a document in Unicode come back as they are.
    """
    texts = tuple(map(_from_private_use, runs))
    whole = "".join(texts)
    found = _encodings_in(whole, runs, frozenset(known))
    if not found:
        return Converted(tuple(run.text for run in runs), (Encoding.UNICODE,) * len(runs), Encoding.UNICODE)
    if _is_seen_through_1258(whole, found):
        texts = tuple(map(_through_1252, texts))
        whole = "".join(texts)
        found = _encodings_in(whole, runs, frozenset(found))
    starts = _starts(texts)
    words = _words(whole, starts, runs, found)
    states = _likeliest(words, found)
    return _written(whole, starts, runs, words, states)


def convert_text(text: str, known: Iterable[Encoding] = ()) -> tuple[str, Encoding]:
    """Return a text without fonts in Unicode, and what it was written in."""
    converted = convert_runs((Run(text),), known)
    return converted.texts[0], converted.encoding


def convert_texts(texts: Sequence[str], known: Iterable[Encoding] = ()) -> tuple[list[str], Encoding]:
    """Return texts that belong together (the cells of a workbook, the lines of a page), judged together."""
    converted = convert_runs([Run(piece) for text in texts for piece in (text, "\n")], known)
    return list(converted.texts[::2]), converted.encoding


def convert_page(words: Sequence[tuple[str, str | None]], known: Iterable[Encoding] = ()) -> Converted:
    """Return the words of a page, each (text, name of its font), in Unicode: one text for each word."""
    converted = convert_runs([run for text, font in words for run in (Run(text, font), Run(" ", font))], known)
    return Converted(converted.texts[::2], converted.encodings[::2], converted.encoding)


def convert_words(words: Sequence[tuple[str, str | None]]) -> list[str]:
    """Return the words of a page, each (text, name of its font), in Unicode (see ``convert_page``)."""
    return list(convert_page(words).texts)


def _from_private_use(run: Run) -> str:
    """Word keeps the letters of fonts that call themselves symbol fonts in the private use area, from U+F000 on."""
    if run.text.isascii() or not _PRIVATE.search(run.text) or font_encoding(run.font) is None:
        return run.text
    return _PRIVATE.sub(lambda match: _seen(ord(match.group()) & 0xFF), run.text)


_PRIVATE = re.compile("[\uf020-\uf0ff]")


def is_legacy(text: str) -> bool:
    """Return whether a text has words in a legacy encoding; cheaper than converting it."""
    return bool(_encodings_in(text, (Run(text),), frozenset()))


def bytes_as_seen(data: bytes) -> str:
    """Return 8-bit text as the letters under which this module knows the legacy encodings; no byte is lost."""
    return codecs.charmap_decode(data, "strict", _BYTES_AS_SEEN)[0]


def _as_windows_shows(byte: int) -> str:
    """Windows-1252 has five bytes without a character, which programs give as the control characters of Latin-1."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTES_AS_SEEN: Final = "".join(map(_as_windows_shows, range(256)))


def font_encoding(font: str | None) -> Encoding | None:
    """Return the encoding that a font's name speaks for: ".VnTime", "VNI-Times", "ABCDEF+VnArialH", "VPS Times"."""
    name = (font or "").rpartition("+")[2].strip("\"' ")
    return next((encoding for pattern, encoding in _FONT_NAMES if pattern.match(name)), None)


_FONT_NAMES: Final = (
    (re.compile(r"\.?Vn[A-Z]"), Encoding.TCVN3),
    (re.compile(r"\.VN", re.IGNORECASE), Encoding.TCVN3),
    (re.compile(r"VNI[-\s]", re.IGNORECASE), Encoding.VNI),
    (re.compile(r"VPS[-\s]", re.IGNORECASE), Encoding.VPS),
)
# ".VnTimeH", ".VnArialH", "VnTimeH,Bold", "VnTimeHBold": the fonts in which TCVN3 keeps its capitals
_CAPITAL_FONT = re.compile(r"(?:\.?Vn[\w\s-]*|\.VN[A-Z\s-]*)H[,\s-]*(?:Bold|Italic|Oblique|Regular|MT|PS)*", re.ASCII)


def _is_capital_font(font: str | None) -> bool:
    return bool(font) and _CAPITAL_FONT.fullmatch((font or "").rpartition("+")[2].strip("\"' ")) is not None


# --- tables ----------------------------------------------------------------------------------------------------------
# legacy_letters.csv: the bytes of each letter, TCVN3 after TCVN 5712:1993, VNI and VPS as their Windows fonts have them
# (TCVN3 has no capitals with tones; VPS keeps some among the control characters). legacy_views.csv: what else a byte is
# seen as. common_syllables.csv: syllables with marks that people use, and whether official documents use them often.


def _rows(name: str) -> list[dict[str, str]]:
    content = (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(content.splitlines()))


def _seen(byte: int) -> str:
    return _BYTES_AS_SEEN[byte]


@cache
def _other_looks(encoding: Encoding) -> Mapping[str, str]:
    """Characters as programs on the way give them, and the ones that the tables know: U+2212 for the soft hyphen."""
    # read as Latin-1, the bytes 80 to 9F are control characters
    looks = {chr(byte): _seen(byte) for byte in range(0x80, 0xA0) if _seen(byte) != chr(byte)}
    rows = _rows("legacy_views.csv")
    return looks | {chr(int(r["seen"], 16)): _seen(int(r["byte"], 16)) for r in rows if r["encoding"] == encoding}


@cache
def _letters(encoding: Encoding) -> Mapping[str, str]:
    """What is seen for each letter of Vietnamese, one or two characters, and the letter."""
    table: dict[str, str] = {}
    for row in _rows("legacy_letters.csv"):
        if row[encoding.value]:
            seen = "".join(_seen(int(byte, 16)) for byte in row[encoding.value].split())
            table[seen] = row["letter"]
            if len(seen) == 2:  # VNI: people type "Aù" for "AÙ"; the base letter tells the case
                table.setdefault(seen[0] + seen[1].swapcase(), row["letter"])
    return table


@cache
def _marks(encoding: Encoding) -> frozenset[str]:
    """The second halves of letters: words in which one stands without its first half speak against the encoding."""
    letters = _letters(encoding)
    return frozenset(seen[1] for seen in letters if len(seen) == 2) - frozenset(letters)


@cache
def _common() -> Mapping[str, float]:
    """The syllables that people use, of the many more that are possible, and how good each is: those with marks."""
    return {row["syllable"]: _OFTEN if row["often"] else _COMMON for row in _rows("common_syllables.csv")}


# Letters of Vietnamese that no legacy encoding is seen as
_BEYOND: Final = (
    "\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u024f\u0300-\u036f\u1e00-\u1eff"
)
_HARD = re.compile(f"[{_BEYOND}]")
_HIGH: Final = "\xa1-\xff\u2212\u2219\u03bc\uffe5"
_WORD = re.compile(f"(?:[A-Za-z{_HIGH}{_BEYOND}]|(?<=[a-z])[\ufffe\x02])+")
# VPS also has letters where Windows has quotes and dashes: inside words only
_WORD_VPS = re.compile(
    f"(?:[A-Za-z{_HIGH}{_BEYOND}\x80-\x9f†‡ˆ‰Š‹ŒŽšœžŸƒ„‚€™˜\x02-\x06\x10-\x15\x19\x1c\x1d›]"
    f"|(?<=[A-Za-z{_HIGH}])[“”•–—…](?=[A-Za-z{_HIGH}])|[“”•–—…](?=[A-Z{_HIGH}][A-Z]))+"
)
_VPS_LETTER = re.compile(f"[A-Za-z{_HIGH}][†‡‰Š‹Œœš›\x86-\x9c]|[†‡‰Š‹Œ\x86-\x8c][A-Za-z{_HIGH}]")
# Characters of the legacy encodings that Vietnamese in Unicode does not have: ¡ to ¿, × and ÷, and letters
_SUSPECT = re.compile("[\xa1-\xbf×÷ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ\u2212\u2219\u03bc\x80-\x9f†‡‰Š‹Œœš›]")
#: Signs that stand at a word in Unicode too, and are not part of it.
_SIGNS: Final = "«»¡¿·∙−\xad§®©°ª¹²³¢£¥¦¨¬¯´¶¸º¼½¾±\u03bc"
_QUOTES: Final = "«»\xad"
#: Words run together, and no longer a word to be judged.
_LONGEST: Final = 40
#: Letters that stand alone: "à", "đ" (đồng), "Đ.", "â", "ê", "ơ"; other lone signs are bullets and signs.
_ALONE: Final = frozenset("µ\u03bc®§©ª¬")
# "C¬", "ngµy": signs that nobody writes against a letter; a dot, a minus, a superior figure may be a formula
_TELLING = re.compile("[a-zÀ-ÿ][µ¶¨©ª¬®¸]|[µ¶¨©ª¬®¸][a-zÀ-ÿ]", re.IGNORECASE)
# "µm", "N·m", "m×n", "t−1", "x¹": units and formulas, unless the words beside them say otherwise
_FORMULA = re.compile(
    "[µ\u03bc](?:[mgslLAVWFHCJNMTSK]|mol|Pa|Sv|Gy|Hz)|[A-Za-z]{1,2}[·×÷−∙][A-Za-z]{1,2}|[A-Za-z][−×·¹]"
)
# "bÃu": nobody writes a capital after a small letter
_STREWN = re.compile("[a-zà-öø-ÿ][A-ZÀ-ÖØ-Þ]")
_INITIALS = re.compile("[A-ZĂÂÊÔƠƯĐ]{2,8}")
_BULLETS: Final = "−·∙\xad"


@cache
def _tones(encoding: Encoding) -> Mapping[str, str]:
    """The marks that are a tone and nothing else, as combining characters: VNI's "ù" is the acute of "aù"."""
    return {
        seen[1]: parts[1]
        for seen, letter in _letters(encoding).items()
        if len(seen) == 2 and len(parts := unicodedata.normalize("NFD", letter)) == 2 and parts[1] in TONE_MARKS
    }


class _Reading(NamedTuple):
    """What stands for each character of a word ("" for the second half of a letter); ``strays`` are halves alone."""

    letters: tuple[str, ...]
    strays: int


@lru_cache(maxsize=65_536)
def _read_as(word: str, encoding: Encoding) -> _Reading:
    looks, letters, marks, tones = _other_looks(encoding), _letters(encoding), _marks(encoding), _tones(encoding)
    seen = [looks.get(c, c) for c in word]
    found: list[str] = []
    strays = position = 0
    while position < len(word):
        pair = "".join(seen[position : position + 2])
        if len(pair) == 2 and pair in letters:
            found += (letters[pair], "")
            position += 2
            continue
        one = seen[position]
        if one in marks:
            # "vieâïc": typed as one mark after the other
            toned = unicodedata.normalize("NFC", found[-2] + tones.get(one, one)) if found[-1:] == [""] else ""
            if len(toned) == 1:
                found[-2:] = (toned, "", "")
            else:
                strays += 1
                found.append(word[position])
        else:
            found.append(letters.get(one, word[position]))
        position += 1
    return _Reading(tuple(found), strays)


# --- seen through Windows-1258 ---------------------------------------------------------------------------------------

#: Different words that must become common ones, and how many more than those that are Vietnamese as they are.
_THROUGH_1258: Final = 3
_BETTER_THROUGH_1252: Final = 3


def _is_seen_through_1258(text: str, found: Sequence[Encoding]) -> bool:
    """Whether a program took the bytes for Vietnam's code page, since the font's charset says so: "QuyƠt ®̃nh"."""
    better = as_good = 0
    for chunk in set(text.split()):
        if not _HARD.search(chunk):
            continue
        for word in _WORD.findall(chunk):
            if not _HARD.search(word):
                continue
            if _score(unicodedata.normalize("NFC", word)) > 0:
                as_good += 1
            elif any(_as_read(_through_1252(word), encoding) >= _COMMON for encoding in found):
                better += 1
    return better >= _THROUGH_1258 and better > _BETTER_THROUGH_1252 * as_good


def _through_1252(text: str) -> str:
    # composing has put VNI's "ñò" in another order
    text = text.replace("ṇ\u0303", "ñ\u0323").replace("Ṇ\u0303", "Ñ\u0323")
    return "".join(map(_letter_through_1252, text))


@cache
def _letter_through_1252(letter: str) -> str:
    try:
        return bytes_as_seen(letter.encode("cp1258"))
    except UnicodeEncodeError:
        pass
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in marks if c in TONE_MARKS)
    bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in TONE_MARKS))
    try:
        return bytes_as_seen((bare + tone).encode("cp1258"))
    except UnicodeEncodeError:
        return letter


# --- how good a word is ----------------------------------------------------------------------------------------------

_OFTEN: Final = 2.5
_COMMON: Final = 2.0
_POSSIBLE: Final = 1.0
_INITIAL: Final = 0.3
_NONE: Final = -1.5
#: A word in letters that only Unicode has, read as itself and as anything else.
_SURE: Final = 2.5
_SURELY_NOT: Final = -1.0


def _score(word: str) -> float:
    """Return how likely a word is to be meant; words of ASCII letters say nothing."""
    if word.isascii():
        return 0.0
    small = word.lower()
    if found := _common().get(small):
        return found
    if is_syllable(small):
        return _POSSIBLE
    if _INITIALS.fullmatch(word):
        return _INITIAL
    return _NONE if any(c.isalpha() for c in word) else 0.0


@lru_cache(maxsize=65_536)
def _as_it_stands(word: str) -> float:
    if (len(word) == 1 and not word.isalpha()) or len(word) > _LONGEST:
        return 0.0
    if _HARD.search(word) and not _SUSPECT.search(word):
        return _SURE
    # Ð and ð are how many files in Unicode write Đ and đ
    bare = unicodedata.normalize("NFC", word.replace("Ð", "Đ").replace("ð", "đ")).strip(_SIGNS)
    if _FORMULA.fullmatch(word):
        return 0.0
    if _STREWN.search(bare):
        return _NONE
    signs = len(word.strip(_QUOTES)) > len(bare)
    return _score(bare) - (1.0 if signs and any(c.isalpha() for c in bare) else 0.0)


@lru_cache(maxsize=65_536)
def _as_read(word: str, encoding: Encoding) -> float:
    if _HARD.search(word) and not _SUSPECT.search(word):
        return _SURELY_NOT
    if (len(word) == 1 and word not in _ALONE and not word.isalpha()) or len(word) > _LONGEST:
        return 0.0
    letters, strays = _read_as(word, encoding)
    if strays:
        return _NONE
    found = unicodedata.normalize("NFC", "".join(letters))
    best = _score(found)
    if best < 0 and word[0] in _BULLETS:
        best = max(best, _score("".join(letters[1:])))
    return best


# --- which encodings a document has ----------------------------------------------------------------------------------

#: Different words that speak for an encoding, counted by ``_weight``, before anything is converted.
_EVIDENCE: Final = 2.0
_EVIDENCE_WITH_FONT: Final = 1.0
#: Of the words that are no Vietnamese as they stand, those which the encoding explains.
_EXPLAINED: Final = 0.4


def _encodings_in(text: str, runs: Sequence[Run], known: frozenset[Encoding]) -> tuple[Encoding, ...]:
    """Return the legacy encodings that the document has words in; the strongest first."""
    if text.isascii():
        return ()
    with_vps = Encoding.VPS in known or _VPS_LETTER.search(text) is not None
    strange = _strange_words(text, with_vps)
    if not strange and not known:
        return ()
    hinted = {font_encoding(font) for font in {run.font for run in runs}} | known
    found: list[Encoding] = []
    while True:
        best: tuple[float, Encoding] | None = None
        for encoding in LEGACY:
            if encoding in found or (encoding is Encoding.VPS and not with_vps):
                continue
            weights = [weight for word in strange if (weight := _weight(word, encoding)) > 0]
            enough = _EVIDENCE_WITH_FONT if encoding in hinted else _EVIDENCE
            evidence = sum(weights)
            if evidence >= enough and len(weights) >= _EXPLAINED * len(strange) and (not best or evidence > best[0]):
                best = (evidence, encoding)
        if best is None:
            break
        found.append(best[1])
        strange = [word for word in strange if _weight(word, best[1]) <= 0]
    return (*found, *sorted(known - set(found) - {Encoding.UNICODE, Encoding.MIXED}))


def _strange_words(text: str, with_vps: bool) -> list[str]:
    """Return the different words that are not Vietnamese as they stand."""
    pattern = _WORD_VPS if with_vps else _WORD
    words = {
        word for chunk in set(text.split()) if not chunk.isascii() for word in pattern.findall(chunk) if len(word) > 1
    }
    return [word for word in words if not word.isascii() and _as_it_stands(word) < 0 and any(map(str.isalpha, word))]


def _weight(word: str, encoding: Encoding) -> float:
    """Return how much a word, no Vietnamese as it stands, speaks for an encoding."""
    score = _as_read(word, encoding)
    if score >= _COMMON:
        return 2.0 if encoding is Encoding.TCVN3 and _TELLING.search(word) else 1.0
    if score >= _POSSIBLE:
        return 0.3
    return 0.5 if score > 0 else 0.0


# --- the likeliest reading -------------------------------------------------------------------------------------------

_SWITCH: Final = 2.0
_SWITCH_AT_LINE: Final = 1.2
_SWITCH_AT_FONT: Final = 1.0
_FONT_NAME_BONUS: Final = 0.3
#: What the clear words of a font, or of the document, are in.
_FONT_HABIT_BONUS: Final = 0.5
_DOCUMENT_BONUS: Final = 0.1
_HABIT_SHARE: Final = 0.9
_HABIT_WORDS: Final = 3
_CLEAR: Final = 1.5


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with letters beyond ASCII: its place and line, its font, its scores (Unicode first), a change's cost.

    It is ``open`` to what its font and document are usually in if some reading makes it a word and they differ.
    """

    start: int
    end: int
    line: int
    font: str | None
    scores: tuple[float, ...]
    switch: float
    open: bool


def _starts(texts: Sequence[str]) -> list[int]:
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    return starts


def _words(whole: str, starts: Sequence[int], runs: Sequence[Run], found: Sequence[Encoding]) -> list[_Word]:
    pattern = _WORD_VPS if Encoding.VPS in found else _WORD
    words: list[_Word] = []
    run = line = end_before = 0
    for match in pattern.finditer(whole):
        word = match.group()
        if word.isascii() and word.isprintable():  # VPS has capitals among the control characters
            continue
        start, end = match.span()
        while starts[run + 1] <= start:
            run += 1
        font = runs[run].font
        breaks = whole.count("\n", end_before, start)
        line += breaks
        if words and words[-1].font != font:
            switch = _SWITCH_AT_FONT
        elif breaks:
            switch = _SWITCH_AT_LINE
        else:
            switch = _SWITCH
        scores = (_as_it_stands(word), *(_as_read(word, encoding) for encoding in found))
        is_open = max(scores) > 0 and any("".join(_read_as(word, encoding).letters) != word for encoding in found)
        words.append(_Word(start, end, line, font, scores, switch, is_open))
        end_before = end
    return words


def _likeliest(words: Sequence[_Word], found: Sequence[Encoding]) -> list[Encoding]:
    """Return the encoding of each word: the sequence with the best scores, less what its changes cost."""
    order = (Encoding.UNICODE, *found)
    names = {font: font_encoding(font) for font in {word.font for word in words}}
    by_name = {
        font: tuple(_FONT_NAME_BONUS if state is name else 0.0 for state in order) for font, name in names.items()
    }
    states = _best_path(words, by_name, len(order))
    if len(set(states)) > 1:
        states = _best_path(words, _habits(words, states, by_name, len(order)), len(order))
    return [order[state] for state in states]


def _habits(
    words: Sequence[_Word], states: Sequence[int], by_name: Mapping[str | None, tuple[float, ...]], count: int
) -> dict[str | None, tuple[float, ...]]:
    """Return what to add for each font and state, learned from the words that are clear."""
    clear: dict[str | None, Counter[int]] = {font: Counter() for font in by_name}
    for word, state in zip(words, states, strict=True):
        others = [score for i, score in enumerate(word.scores) if i != state]
        if word.scores[state] - max(others) >= _CLEAR:
            clear[word.font][state] += 1
    whole = sum(clear.values(), Counter[int]())
    habits = {}
    for font, name_bonus in by_name.items():
        bonus = list(name_bonus)
        usual = clear[font].most_common(1)
        if usual and usual[0][1] >= max(_HABIT_WORDS, _HABIT_SHARE * clear[font].total()):
            bonus = [0.0] * count
            bonus[usual[0][0]] = _FONT_HABIT_BONUS
        if whole:
            bonus[whole.most_common(1)[0][0]] += _DOCUMENT_BONUS
        habits[font] = tuple(bonus)
    return habits


def _best_path(words: Sequence[_Word], bonus: Mapping[str | None, tuple[float, ...]], count: int) -> list[int]:
    none = (0.0,) * count
    total = [0.0] * count
    came_from: list[list[int]] = []
    for word in words:
        best = max(range(count), key=total.__getitem__)
        changed = total[best] - word.switch
        extra = bonus[word.font] if word.open else none
        sources = [state if total[state] >= changed else best for state in range(count)]
        total = [max(total[state], changed) + word.scores[state] + extra[state] for state in range(count)]
        came_from.append(sources)
    state = max(range(count), key=total.__getitem__)
    path = []
    for sources in reversed(came_from):
        path.append(state)
        state = sources[state]
    return path[::-1]


# --- writing it ------------------------------------------------------------------------------------------------------

#: Words of an encoding, of all words that are clear, from which on a document counts as having it.
_MIXED_SHARE: Final = 0.02


def _written(
    whole: str,
    starts: Sequence[int],
    runs: Sequence[Run],
    words: Sequence[_Word],
    states: Sequence[Encoding],
) -> Converted:
    shown = list(whole)
    tally = _tally(words, states)
    encoding = _overall(tally, any(_is_sure(whole, w) for w, s in zip(words, states, strict=True) if s is _UNICODE))
    with_unicode = {word.line for word, state in zip(words, states, strict=True) if _is_clear_unicode(word, state)}
    for word, state in zip(words, states, strict=True):
        if state is not _UNICODE and not (word.line in with_unicode and _stays(word, state, whole)):
            shown[word.start : word.end] = _letters_of(whole[word.start : word.end], state)
    if Encoding.TCVN3 in tally:
        spans = [(w.start, w.end) for w, s in zip(words, states, strict=True) if s is Encoding.TCVN3]
        if encoding is Encoding.TCVN3:
            _hyphens_for_horns(whole, shown, spans)
        _raise_strewn_capitals(shown, spans)
    encodings = _run_encodings(starts, words, states, encoding)
    pieces = []
    for i, run in enumerate(runs):
        piece = "".join(shown[starts[i] : starts[i + 1]])
        if _is_capital_font(run.font) and encodings[i] is Encoding.TCVN3:
            piece = piece.upper()
        pieces.append(piece)
    return Converted(tuple(pieces), encodings, encoding)


_UNICODE: Final = Encoding.UNICODE


def _is_clear_unicode(word: _Word, state: Encoding) -> bool:
    """Whether a word was taken for Unicode, and not for want of anything better."""
    return state is _UNICODE and word.scores[0] - max(word.scores[1:]) >= _CLEAR


def _is_sure(whole: str, word: _Word) -> bool:
    return _HARD.search(whole, word.start, word.end) is not None


def _tally(words: Sequence[_Word], states: Sequence[Encoding]) -> Counter[Encoding]:
    """Count the words by encoding; words that Unicode and the others write alike do not count as Unicode."""
    counted: Counter[Encoding] = Counter()
    for word, state in zip(words, states, strict=True):
        if state is not _UNICODE or _is_clear_unicode(word, state):
            counted[state] += 1
    return counted


def _overall(tally: Counter[Encoding], sure: bool) -> Encoding:
    """``sure`` tells that there are words that can be nothing but Unicode."""
    total = tally.total()
    kinds = {encoding for encoding, count in tally.items() if count > _MIXED_SHARE * total}
    if sure:
        kinds.add(Encoding.UNICODE)
    if not kinds:
        return Encoding.UNICODE
    return kinds.pop() if len(kinds) == 1 else Encoding.MIXED


def _stays(word: _Word, state: Encoding, whole: str) -> bool:
    """Whether a word among legacy ones is Unicode all the same: common as it stands, less so or nothing if read.

    To be asked on lines only where Unicode stands beside it.
    """
    read = _as_read(whole[word.start : word.end], state)
    return word.scores[0] >= _COMMON and (read <= _POSSIBLE or (word.scores[0] >= _OFTEN and read < _OFTEN))


def _letters_of(word: str, encoding: Encoding) -> list[str]:
    if len(word) == 1 and word not in _ALONE and not word.isalpha():
        return [word]
    letters, _ = _read_as(word, encoding)
    if word[0] in _BULLETS and _score("".join(letters)) < 0 <= _score("".join(letters[1:])):
        return [word[0], *letters[1:]]
    return list(letters)


def _run_encodings(
    starts: Sequence[int], words: Sequence[_Word], states: Sequence[Encoding], usual: Encoding
) -> tuple[Encoding, ...]:
    """Return the encoding of each run: that of its words, mixed where they differ, that of the words round it."""
    encodings: list[Encoding] = []
    first = 0
    for start, end in pairwise(starts):
        while first < len(words) and words[first].end <= start:
            first += 1
        last = first
        while last < len(words) and words[last].start < end:
            last += 1
        own = set(states[first:last])
        if len(own) == 1:
            encodings.append(own.pop())
        elif own:
            encodings.append(Encoding.MIXED)
        else:
            near = {states[i] for i in (first - 1, first) if 0 <= i < len(states)}
            encodings.append(near.pop() if len(near) == 1 else usual)
    return tuple(encodings)


#: A TCVN3 text of so many words without a single ư has lost it: to the hyphen, that is.
_WORDS_WITH_A_HORN: Final = 40
_CHUNK = re.compile(rf"(?<![\w-])[A-Za-z{_HIGH}]*-[A-Za-z{_HIGH}]*(?![\w-])")


def _hyphens_for_horns(whole: str, shown: list[str], spans: Sequence[tuple[int, int]]) -> None:
    """Read "Th«ng t-", "n-íc": programs that show the soft hyphen as a hyphen take TCVN3's ư away."""
    horns = sum("ư" in shown[start:end] for start, end in spans)
    if len(spans) < _WORDS_WITH_A_HORN or horns > 0:
        return
    for match in _CHUNK.finditer(whole):
        if len(match.group()) < 2:
            continue
        at = match.start() + match.group().index("-")
        before = "".join(shown[match.start() : at])
        after = "".join(shown[at + 1 : match.end()])
        if _is_word(before + "ư" + after) and not (_is_word(before) and _is_word(after)):
            shown[at] = "ư"


def _is_word(text: str) -> bool:
    return bool(text) and is_syllable(text.lower())


# "CộNG", "NHâN", "HOà": capitals typed in a font that has none with marks
_CAPITALS = re.compile("[A-Z]")
_SMALL = re.compile("[a-z]")
_ANY_WORD = re.compile(r"[^\W\d_]+")


def _raise_strewn_capitals(shown: list[str], spans: Sequence[tuple[int, int]]) -> None:
    """Make capitals of the small letters in "CéNG HßA X· HéI": typed in capitals, of which TCVN3 has few."""
    strewn = [_strewn("".join(shown[start:end])) for start, end in spans]
    for i, (start, end) in enumerate(spans):
        # one capital alone ("Xã") tells by the words beside it
        near = [strewn[j] for j in (i - 1, i + 1) if 0 <= j < len(spans) and _on_one_line(shown, spans[i], spans[j])]
        if strewn[i] > 1 or (strewn[i] == 1 and any(n > 1 for n in near) and all(n > 0 for n in near)):
            shown[start:end] = [letter.upper() for letter in shown[start:end]]


def _strewn(word: str) -> int:
    """Return how many ASCII capitals a word has, 0 where it has small ASCII letters."""
    return 0 if _SMALL.search(word) else len(_CAPITALS.findall(word))


def _on_one_line(shown: Sequence[str], one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    between = "".join(shown[first[1] : second[0]])
    return "\n" not in between and not _SMALL.search(between)
