"""What files do to words: other Unicode, other places of a tone mark, blanks too many or too few, old encodings.

Noise changes what is written into a file, never the gold record.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

#: (letters, how they are seen in TCVN3); toned capitals have no letter of their own there: a font of capitals shows
#: the small ones (".VnTimeH").
_TCVN3: Final = dict(
    zip(
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
        strict=True,
    )
)
#: What VNI writes behind a base letter for its hat or horn and its tone.
_VNI_TONES: Final = {
    "": {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "": ""},
    "\u0302": {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"},
    "\u0306": {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"},
}
_VNI_LETTERS: Final = {
    "đ": "ñ", "Đ": "Ñ", "ơ": "ô", "Ơ": "Ô", "ư": "ö", "Ư": "Ö",
    "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "Í": "Í", "Ì": "Ì", "Ỉ": "Æ", "Ĩ": "Ó", "Ị": "Ò",
    "ỵ": "î", "Ỵ": "Î",
}  # fmt: skip
#: "hòa" is also written "hoà": (vowels, the mark on the first, on the second).
_OLD_TONES: Final = tuple(
    (unicodedata.normalize("NFC", first + tone + second), unicodedata.normalize("NFC", first + second + tone))
    for first, second in ("oa", "oe", "uy")
    for tone in "\u0301\u0300\u0309\u0303\u0323"
)
_GAP = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")


def other_tones(text: str, _: Random) -> str:
    """ "hòa" as "hoà", where no letter follows."""
    for old, new in _OLD_TONES:
        text = re.sub(old + r"(?!\w)", new, text)
        text = re.sub(old.upper() + r"(?!\w)", new.upper(), text)
    return text


def decomposed(text: str, _: Random) -> str:
    return unicodedata.normalize("NFD", text)


def eth(text: str, _: Random) -> str:
    """The Icelandic capital that looks like Đ."""
    return text.replace("Đ", "Ð")


def more_blanks(text: str, rng: Random) -> str:
    """A second blank, or one that does not break, in place of some."""
    return "".join(rng.choice(("  ", "\u00a0")) if c == " " and rng.random() < 0.06 else c for c in text)


def fewer_blanks(text: str, rng: Random) -> str:
    """Two words set as one, at most once in a line, and in few lines."""
    gaps = [gap.start() for gap in _GAP.finditer(text)]
    if len(gaps) < 8 or rng.random() > 0.06:
        return text
    at = rng.choice(gaps)
    return text[:at] + text[at + 1 :]


def invisible(text: str, rng: Random) -> str:
    """Letters that nobody sees: zero-width blanks, soft hyphens, the mark of a byte order."""
    return "".join(c + rng.choice("\u200b\u00ad\ufeff") if c == " " and rng.random() < 0.03 else c for c in text)


#: By the names of ``--noise``; "wraps" is done where lines are written.
WORDS: Final[dict[str, Callable[[str, Random], str]]] = {
    "tones": other_tones,
    "nfd": decomposed,
    "eth": eth,
    "blanks": more_blanks,
    "glued": fewer_blanks,
    "invisible": invisible,
}
WRAPS: Final = "wraps"
ENCODINGS: Final = ("tcvn3", "vni")
NOISES: Final = (*WORDS, WRAPS, *ENCODINGS)


@dataclass(frozen=True, slots=True)
class Noise:
    """The noises of one file."""

    names: tuple[str, ...] = ()

    @property
    def wraps(self) -> bool:
        return WRAPS in self.names

    @property
    def encoding(self) -> str | None:
        return next((name for name in self.names if name in ENCODINGS), None)

    def on(self, text: str, rng: Random) -> str:
        """Return the words as the file has them, but for an old encoding."""
        for name in self.names:
            if name in WORDS:
                text = WORDS[name](text, rng)
        return text


def chosen(rng: Random, allowed: tuple[str, ...], share: float) -> Noise:
    """Draw the noises of a file: none for most, else one or two that go together."""
    if not allowed or rng.random() > share:
        return Noise()
    names = tuple(sorted(rng.sample(allowed, min(len(allowed), rng.randint(1, 2)))))
    encodings = [name for name in names if name in ENCODINGS]
    # an old encoding stands alone, but for lines that are broken
    return Noise((encodings[0], *(name for name in names if name == WRAPS))) if encodings else Noise(names)


def encoded(text: str, encoding: str | None) -> Iterator[tuple[str, str | None]]:
    """Yield the pieces of a text as they are seen in an old encoding, each with its font; (text, None) in Unicode."""
    if encoding == "vni":
        yield "".join(map(_vni, unicodedata.normalize("NFC", text))), "VNI-Times"
        return
    if encoding != "tcvn3":
        yield text, None
        return
    piece, is_high = "", False
    for letter in unicodedata.normalize("NFC", text):
        is_toned_capital = letter.isupper() and letter.lower() in _TCVN3 and letter not in _TCVN3
        if is_toned_capital != is_high and not (is_high and letter.isspace()):
            if piece:
                yield piece, ".VnTimeH" if is_high else ".VnTime"
            piece, is_high = "", is_toned_capital
        letter = letter.lower() if is_high else letter
        piece += _TCVN3.get(letter, letter)
    if piece:
        yield piece, ".VnTimeH" if is_high else ".VnTime"


def _vni(letter: str) -> str:
    if letter in _VNI_LETTERS:
        return _VNI_LETTERS[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not base.isalpha() or not marks:
        return letter
    horn = "\u031b" in marks
    if horn:
        base = _VNI_LETTERS[unicodedata.normalize("NFC", base + "\u031b")]
    hat = next((mark for mark in marks if mark in ("\u0302", "\u0306")), "")
    tone = next((mark for mark in marks if mark in "\u0301\u0300\u0309\u0303\u0323"), "")
    behind = _VNI_TONES[hat][tone]
    return base + (behind.upper() if letter.isupper() else behind)
