"""What was misread and can be told so from its shape alone is mended; each repair says what was read.

Only rules that are next to never wrong are here: a letter among the digits of a number or a date, a mark that was lost
from the symbol of a document or from the fixed lines of a letterhead, and a word that is no syllable and is one mark
away from a single syllable in use. Whether a number or a date makes sense is for those who know what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from pipeline.read.ocr.neighbours import mend_syllables
from pipeline.read.page import PageWord
from pipeline.read.syllables import common_syllables, is_syllable

#: Letters that are read for digits.
_DIGIT_FOR: Final = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "S": "5", "B": "8", "Z": "2"}
)
_D: Final = r"[\dOoIl|SBZ]"
#: A word that was mended is no surer than this: the reader was wrong once already.
_MENDED: Final = 0.8
#: Words that all readers agree on are left alone, however odd: names and foreign words are odd too.
_CERTAIN: Final = 0.9
#: How sure a word is at most that should be a number and holds a letter.
_NO_NUMBER: Final = 0.3

# "1O5/QĐ-UBND", "12/2O21/NĐ-CP"
_NUMBER_AND_SYMBOL = re.compile(rf"([(\"“]?)({_D}{{1,5}})(/(?:1|l|I|2|Z){_D}{{3}})?(/[A-ZĐa-z]{{1,6}}[-–/.]?[A-ZĐ&].*)")
# "12/O5/2021", "3O.6.2021"
_DATE = re.compile(rf"([(]?)({_D}{{1,2}})([/.-])({_D}{{1,2}})\3((?:1|l|I|2|Z){_D}{{3}})([).,;:]*)")
_BARE_NUMBER = re.compile(rf"({_D}{{1,4}})([.,;:]*)")
# "12O", "1O": digits with the letter O or l among them
_ROUND = re.compile(r"\d[\dOol]{0,5}[\dOo]|[Oo]\d{1,2}")
_LETTER_AND_DIGIT = re.compile(r"(?=.*\d)(?=.*[^\W\d_])")
_BEGINS_AS_NUMBER = re.compile(r"[OolI|SBZ]*+\d[\dOolI|SBZ]*[^\W\d_]")
# "3a", "14h30", "8g00", "25m2", "100ha", "2A", "4.0", "15/QĐ-UBND", "5G", "1st"
_MEANT_SO = re.compile(
    r"\d++(?:[.,]\d*+)?[a-zđA-ZĐ]|\d{1,2}[hg]\d{0,2}p?|\d[\d.,]*(?:[kcm]?m[23²³]?|ha|[km]?g|kv|kw|mw|tr)|.*[-/].*",
    re.IGNORECASE,
)
_V_STROKE = re.compile(r"[Vv][/%]\W?|V/[yvVr%]\W?|V/")
# symbols in which đ was read as d: QD-UBND, ND-CP, HDND
_LOST_BAR: Final = (
    (re.compile(r"(?<![A-Za-zĐ])QD(?=[-–/.])"), "QĐ"),
    (re.compile(r"(?<=/)ND(?=[-–]CP\b)"), "NĐ"),
    (re.compile(r"(?<![A-ZĐ])HDND\b"), "HĐND"),
    (re.compile(r"(?<=[/])CD(?=[-–])"), "CĐ"),
)
#: The word before a number: "Số: 1O5", "ngày 3O", "tháng O6", "năm 2O21".
_OF_A_DATE: Final = {"ngày": 31, "tháng": 12, "năm": 2100}
_BEFORE_NUMBER: Final = {"số": 9999, **_OF_A_DATE}

#: Lines that every document has, in capitals or not, as they are written.
_PHRASES: Final = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN",
    "HỘI ĐỒNG NHÂN DÂN",
    "VĂN PHÒNG",
    "CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "HIỆU TRƯỞNG",
    "QUYẾT ĐỊNH",
    "THÔNG BÁO",
    "BÁO CÁO",
    "KẾ HOẠCH",
    "CHỈ THỊ",
    "NGHỊ QUYẾT",
    "NGHỊ ĐỊNH",
    "TỜ TRÌNH",
    "BIÊN BẢN",
    "CÔNG VĂN",
    "HƯỚNG DẪN",
    "CHƯƠNG TRÌNH",
    "Nơi nhận",
    "Kính gửi",
)
_EDGE: Final = " .,:;-–—_|*\"'()"


def repaired(words: Sequence[PageWord]) -> list[PageWord]:
    """Return the words, in the same order, with what was misread mended (see ``PageWord.repaired``)."""
    mended = list(words)
    for i, word in enumerate(mended):
        before = mended[i - 1].text if i and _same_line(mended[i - 1], word) else ""
        for rule, mend in _RULES.items():
            written = mend(word, before)
            if written != word.text:
                mended[i] = _with(word, written, rule)
                break
    _mend_phrases(mended)
    mended = mend_syllables(mended)
    return [_doubted(word, mended[i - 1].text if i else "") for i, word in enumerate(mended)]


def _doubted(word: PageWord, before: str) -> PageWord:
    """A number with a letter in it is no number that anybody read, however sure the readers were of its signs."""
    core = word.text.strip(_EDGE)
    if word.confidence is None or word.confidence <= _NO_NUMBER or not _LETTER_AND_DIGIT.match(core):
        return word
    is_of_date = before.strip(_EDGE).lower() in _OF_A_DATE and not re.search(r"[-/]", core)
    if is_of_date or (_BEGINS_AS_NUMBER.match(core) and not _MEANT_SO.fullmatch(core)):
        return replace(word, confidence=_NO_NUMBER)
    return word


def _with(word: PageWord, written: str, rule: str) -> PageWord:
    read = word.repaired[0] if word.repaired else word.text
    confidence = None if word.confidence is None else min(word.confidence, _MENDED)
    return replace(word, text=written, repaired=(read, rule), confidence=confidence)


def _same_line(a: PageWord, b: PageWord) -> bool:
    middle = (b.box[1] + b.box[3]) / 2
    return a.box[1] < middle < a.box[3] and a.box[0] <= b.box[0]


# --- numbers ---------------------------------------------------------------------------------------------------------


def _number_and_symbol(word: PageWord, before: str) -> str:
    match = _NUMBER_AND_SYMBOL.fullmatch(word.text)
    if not match:
        return word.text
    opening, number, year, symbol = match.groups()
    digits, year = number.translate(_DIGIT_FOR), (year or "").translate(_DIGIT_FOR)
    if not any(c.isdigit() for c in number) or (year and not 1945 <= int(year[1:]) <= 2100):
        return word.text
    return opening + digits + year + symbol


def _date(word: PageWord, before: str) -> str:
    match = _DATE.fullmatch(word.text)
    if not match:
        return word.text
    opening, day, between, month, year, rest = match.groups()
    day, month, year = (part.translate(_DIGIT_FOR) for part in (day, month, year))
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12 and 1900 <= int(year) <= 2100):
        return word.text
    return opening + day + between + month + between + year + rest


def _number_after(word: PageWord, before: str) -> str:
    """A number where one has to stand. One digit at the least was read as such."""
    most = _BEFORE_NUMBER.get(before.strip(_EDGE).lower())
    match = _BARE_NUMBER.fullmatch(word.text)
    if most is None or not match or not any(c.isdigit() for c in match[1]) or match[1].isdigit():
        return word.text
    digits = match[1].translate(_DIGIT_FOR)
    return digits + match[2] if int(digits) <= most else word.text


def _round(word: PageWord, before: str) -> str:
    core = word.text.strip(_EDGE)
    if core.isdigit() or not _ROUND.fullmatch(core):
        return word.text
    return word.text.replace(core, core.translate(_DIGIT_FOR))


def _about(word: PageWord, before: str) -> str:
    """ "V/v" opens the subject of a letter; its second v is small, slanted and close to the stroke."""
    return "V/v" if not before and _V_STROKE.fullmatch(word.text) else word.text


def _lost_bar(word: PageWord, before: str) -> str:
    text = word.text
    for pattern, written in _LOST_BAR:
        text = pattern.sub(written, text)
    return text


# --- words -----------------------------------------------------------------------------------------------------------


def _syllable(word: PageWord, before: str) -> str:
    """A word that is no syllable, and has the letters and the hats, or the tone, of exactly one syllable in use."""
    core = word.text.strip(_EDGE)
    if len(core) < 3 or not core.isalpha() or core.isascii() or is_syllable(core):
        return word.text
    small = unicodedata.normalize("NFC", core.lower())
    is_cut_off = small.endswith(("c", "ch", "p", "t")) and not _tone(small)  # "quyêt": no word ends so without a tone
    if (word.confidence or 0.0) >= _CERTAIN and not is_cut_off:
        return word.text
    if not (core.islower() or core.istitle() or core.isupper()):
        return word.text
    near = [s for s in _by_letters().get(_letters(small), ()) if _hats(s) == _hats(small) or _tone(s) == _tone(small)]
    same_hats = [s for s in near if _hats(s) == _hats(small)]
    chosen = same_hats if same_hats else near
    if len(chosen) != 1:
        return word.text
    written = chosen[0].upper() if core.isupper() else chosen[0].capitalize() if core[0].isupper() else chosen[0]
    return word.text.replace(core, written)


_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")


def _letters(text: str) -> str:
    """The letters without any mark."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def _hats(text: str) -> str:
    """The letters without their tone: hats, horns and the bar stay."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if c not in _TONES)
    return unicodedata.normalize("NFC", plain)


def _tone(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if c in _TONES)


@cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in sorted(common_syllables()):
        found[_letters(syllable)].append(syllable)
    return {letters: tuple(syllables) for letters, syllables in found.items()}


# --- phrases ---------------------------------------------------------------------------------------------------------


def _mend_phrases(words: list[PageWord]) -> None:
    """Set the marks right in a line that is one of the fixed ones, letter for letter."""
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and _same_line(words[end - 1], words[end]):
            end += 1
        _mend_line(words, start, end)
        start = end


def _mend_line(words: list[PageWord], start: int, end: int) -> None:
    """Mend the phrases in a line: a phrase in capitals anywhere, others as the whole line alone."""
    keys = [_phrase_key(word.text) for word in words[start:end]]
    for phrase, parts in _phrase_words():
        width = len(parts)
        places = range(len(keys) - width + 1) if phrase.isupper() else range(min(1, len(keys) - width + 1))
        for at in places:
            here = words[start + at : start + at + width]
            if keys[at : at + width] != [_phrase_key(part) for part in parts]:
                continue
            if phrase.isupper() and not all(word.text.isupper() for word in here):
                continue
            if not phrase.isupper() and not here[0].text[:1].isupper():
                continue
            for k, (word, part) in enumerate(zip(here, parts, strict=True)):
                _mend_word(words, start + at + k, word, part)


def _mend_word(words: list[PageWord], i: int, word: PageWord, part: str) -> None:
    core = word.text.strip(_EDGE)
    if not core or core == part or _placed_alike(core, part):
        return
    words[i] = _with(word, word.text.replace(core, part), "fixed_phrase")


def _placed_alike(a: str, b: str) -> bool:
    """ "HOÀ" and "HÒA" are one word, and each author has his own."""
    return _hats(a).lower() == _hats(b).lower() and sorted(_tone(a)) == sorted(_tone(b))


def _phrase_key(text: str) -> str:
    return _letters(text.strip(_EDGE)).lower()


@cache
def _phrase_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((phrase, tuple(phrase.split())) for phrase in sorted(_PHRASES, key=len, reverse=True))


_RULES: Final[dict[str, Callable[[PageWord, str], str]]] = {
    "number_and_symbol": _number_and_symbol,
    "date_digits": _date,
    "number_after_word": _number_after,
    "letter_in_number": _round,
    "symbol_lost_bar": _lost_bar,
    "about": _about,
    "syllable": _syllable,
}
