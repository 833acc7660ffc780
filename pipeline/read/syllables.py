"""Is this Vietnamese? Judged by its syllables: written Vietnamese is made of some ten thousand of them, and next to
nothing that goes wrong on the way (bad recognition, a legacy encoding, lost blanks, lost marks) gives another of them.

The syllables are built from their parts (onset, rime, tone and where the tone mark may stand), so that there is no word
list to keep. Numbers, symbols of documents, abbreviations and addresses are no evidence either way and do not count.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import regex


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: Ordinary letters before a rime. c, g, ng and k, gh, ngh share their sounds by the vowel that follows.
_ONSETS: Final = _words("b ch d đ gi h kh l m n nh p ph r s t th tr v x")
_BEFORE_BACK: Final = ("c", "g", "ng")
_BEFORE_FRONT: Final = ("k", "gh", "ngh")
_FRONT: Final = frozenset("eêiy")
#: Lips that are round already take no rime that begins with a glide (oa, oe, uy); "buýt" and "voan" are loans.
_LABIAL: Final = frozenset(("b", "m", "p", "ph", "v"))

_RIMES: Final = _words(
    "a ac ach ai am an ang anh ao ap at au ay ak ăc ăm ăn ăng ăp ăt ăk âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot ooc oong ôc ô ôi ôm ôn ông ôp ôt ôk ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y"
)
_GLIDE_RIMES: Final = _words(
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet "
    "uâ uân uâng uât uây uê uêch uên uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu"
)
#: Only at the beginning of a syllable, and after "qu".
_Y_RIMES: Final = _words("yêm yên yêng yêt yêu")
_AFTER_QU: Final = _words(
    "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây âu e en eo et ê ên êt êch ênh "
    "i it y yên yêt ych ynh yt ôc ơ ơi ơn"
)
#: What Vietnamese writes and its rules do not give: names of places and loans of the state's own language.
_MORE: Final = _words("buýt voan goòng krông kông đrắk drắk ea búk pleiku ôtô")

_STOPS: Final = ("c", "ch", "p", "t", "k")
_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
#: A syllable that ends in a stop has the acute or the dot.
_STOP_TONES: Final = ("\u0301", "\u0323")
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_SHAPED: Final = frozenset("ăâêôơ")
#: Rimes without a final in which either vowel may carry the mark: "hoà" and "hòa".
_EITHER: Final = frozenset(("oa", "oe", "uy", "uê", "uơ"))

#: Words in which letters beyond ASCII stand, of all: some two thirds in Vietnamese, a twentieth at most in other text.
_MARKED_SHARE: Final = 0.35

_TOKEN = re.compile(r"\S+")
_PARTS = re.compile(r"[-/.,;:–—…+&=]+")
_EDGE: Final = "()[]{}<>\"'“”‘’«»!?*_•·§%|\\"
_NO_EVIDENCE = re.compile(r"[\d@]|://|www\.", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
_INITIALS = re.compile(r"[^AĂÂEÊIOÔƠUƯY]+|.*[BCDĐGHKLMNPQRSTVX]{3}.*")


def is_syllable(word: str) -> bool:
    """Return whether ``word`` is a possible Vietnamese syllable, in small letters, Capitalised or ALL CAPITALS.

    The tone mark may stand where either school puts it ("hoà", "hòa"). A word with other characters than letters is
    none, nor is one whose capitals are strewn ("vA", "BộTư").
    """
    return _judged(unicodedata.normalize("NFC", word))


def is_common(word: str) -> bool:
    """Return whether ``word`` is a syllable that people use: a third of those that the rules allow."""
    return word.lower() in common_syllables()


@cache
def common_syllables() -> frozenset[str]:
    """Return the syllables of everyday and official Vietnamese, in small letters."""
    text = files("pipeline.read").joinpath("data/common_syllables.csv").read_text(encoding="utf-8")
    return frozenset(row["syllable"] for row in csv.DictReader(text.splitlines()))


def plausible_share(text: str) -> float:
    """Return which share of the words of two letters or more are plausible Vietnamese, 0 to 1.

    Good text in Unicode has 0.85 or more (names and foreign words are the rest), in capitals too. Rubbish of
    recognition, TCVN3 or VNI, words run together, and Vietnamese without its marks ("UY BAN NHAN DAN TINH") fall well
    below. Words with digits, addresses, Roman numbers and abbreviations do not count; 1.0 where no word is left that
    does (nothing speaks against the text): ask how long it is beside this.
    """
    good = marked = total = 0
    for is_good, is_marked in _evidence(unicodedata.normalize("NFC", text)):
        total += 1
        good += is_good
        marked += is_good and is_marked
    if not total:
        return 1.0
    # One unseen marked word, so that a name of two words ("Lan Anh") is not condemned for having none.
    marks = min(1.0, (marked + 1) / (total + 1) / _MARKED_SHARE)
    return good / total * marks


def _evidence(text: str) -> Iterator[tuple[bool, bool]]:
    """Give (is it a syllable, has it letters beyond ASCII) for each word that counts."""
    tokens = _TOKEN.findall(text)
    for i, token in enumerate(tokens):
        for part, doubtful in _parts(token):
            if doubtful:
                # Alone among small letters it is an abbreviation; in a line of capitals it is a word of it.
                before = tokens[i - 1] if i else ""
                after = tokens[i + 1] if i + 1 < len(tokens) else ""
                if not (_is_capitals(before) or _is_capitals(after)):
                    continue
            yield _judged(part), not part.isascii()


@lru_cache(maxsize=65_536)
def _parts(token: str) -> tuple[tuple[str, bool], ...]:
    """The words of a token that count, and whether each may be an abbreviation after all."""
    if _NO_EVIDENCE.search(token):
        return ()
    found = []
    for piece in _PARTS.split(token):
        word = piece.strip(_EDGE)
        if sum(c.isalpha() for c in word) < 2 or _ROMAN.fullmatch(word):
            continue
        is_initials = word.isupper() and not _judged(word)
        if is_initials and word.isalpha() and _INITIALS.fullmatch(word):
            continue
        found.append((word, is_initials and word.isalpha() and len(word) <= 6))
    return tuple(found)


def _is_capitals(token: str) -> bool:
    return token.isupper() and sum(c.isalpha() for c in token) >= 2


@lru_cache(maxsize=65_536)
def _judged(word: str) -> bool:
    small = word.lower()
    if word != small and not word.isupper() and word != small[:1].upper() + small[1:]:
        return False
    return small in _syllables()


@cache
def _syllables() -> frozenset[str]:
    """Every syllable in small letters, NFC, with each place of its mark: some 19,000, in a few milliseconds."""
    found = set(_MORE)
    for rime in (*_RIMES, *_GLIDE_RIMES):
        toned = _toned(rime)
        onsets = ["", *_ONSETS, *(_BEFORE_FRONT if rime[0] in _FRONT else _BEFORE_BACK)]
        if rime[0] == "i":
            onsets.append("g")  # "gì", "gìn": the i of "gi" is the rime's own
        if rime in _GLIDE_RIMES:
            onsets = [onset for onset in onsets if onset not in _LABIAL]
        found.update(onset + form for onset in onsets for form in toned)
    found.update(form for rime in _Y_RIMES for form in _toned(rime))
    found.update("qu" + form for rime in _AFTER_QU for form in _toned(rime))
    return frozenset(found)


def _toned(rime: str) -> list[str]:
    ends_in_stop = rime.endswith(_STOPS)
    forms = [rime] if rime.endswith("k") else []  # without a mark: a name ("Đak")
    for tone in _STOP_TONES if ends_in_stop else _TONES:
        for place in _tone_places(rime):
            forms.append(unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :]))
    return forms


def _tone_places(rime: str) -> tuple[int, ...]:
    """Where the tone mark of a rime may stand."""
    vowels = [i for i, letter in enumerate(rime) if letter in _VOWELS]
    shaped = [i for i in vowels if rime[i] in _SHAPED]
    if rime in _EITHER:
        return (vowels[0], vowels[1])
    if shaped:
        return (shaped[-1],)
    if len(vowels) == 1:
        return (vowels[0],)
    if len(vowels) == 3 or vowels[-1] < len(rime) - 1:
        return (vowels[1],)
    return (vowels[0],)


def parted(word: str) -> tuple[str, ...] | None:
    """Return the syllables of which ``word`` is made where blanks between them were lost ("thủtục", "BộTư").

    An abbreviation may come first ("UBNDtỉnh"). None where it is a syllable itself, is no run of syllables, has as few
    of them in another way ("côngan"), or has no letter beyond ASCII (a foreign word may well be a run of syllables).
    """
    if not _MAY_BE_PARTED.fullmatch(word) or word.isascii() or is_syllable(word):
        return None
    if run := _ABBREVIATION_FIRST.fullmatch(word):
        return (run[1], run[2]) if is_syllable(run[2]) and not run[2].isascii() else None
    ways = _ways(unicodedata.normalize("NFC", word))
    fewest = min((len(way) for way in ways), default=0)
    likely = [way for way in ways if len(way) == fewest and all(len(part) > 1 for part in way)]
    return likely[0] if len(likely) == 1 else None


# "UBNDtỉnh", "TTHCcấp"
_ABBREVIATION_FIRST: Final = regex.compile(r"(\p{Lu}{3,8})(\p{Ll}{2,7})")
_MAY_BE_PARTED: Final = re.compile(r"[^\W\d_]{4,30}")
_LONGEST_SYLLABLE: Final = 7


def _ways(word: str) -> list[tuple[str, ...]]:
    """Return the ways to part a word into syllables, with at most two more than the fewest that do."""
    ends: list[list[tuple[str, ...]]] = [[()], *([] for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            if ends[start] and is_syllable(word[start:end]):
                ends[end] += [(*way, word[start:end]) for way in ends[start]]
        fewest = min((len(way) for way in ends[end]), default=0)
        ends[end] = [way for way in ends[end] if len(way) <= fewest + 1][:_MOST_WAYS]
    return ends[-1]


#: A run of letters that can be parted in more ways than this tells nothing.
_MOST_WAYS: Final = 50
