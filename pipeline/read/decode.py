"""Bytes to characters, and characters to clean ones."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from pipeline.read.legacy import bytes_as_seen, is_legacy

_BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# C0 and C1 controls save tab and line feed; DEL; lone surrogates; non-characters
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
# Latin letters and digits of any Vietnamese text, against what rubbish decodes to
_READABLE = re.compile(r"[^\W_]|\s")
# A vowel with a tone mark of its own, as windows-1258 writes all tones: "ê" + 0xF2
_CP1258_TONE = re.compile("[aăâeêioôơuưy][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)
_COMBINING = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

_GUESS_BYTES: Final = 200_000
_READABLE_SHARE: Final = 0.4
_MARKED_LETTERS: Final = frozenset("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_LETTERS_TO_JUDGE: Final = 300
#: Some 0.2 in Vietnamese text.
_MARKED_SHARE: Final = 0.06
#: Next to 0 in Vietnamese text, over 0.1 in TCVN3.
_STRANGE_SHARE: Final = 0.03


def clean(text: str) -> str:
    """Return ``text`` with ``\\n`` as its only line end and without control characters."""
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text))


def decode(data: bytes, declared: str | None = None) -> tuple[str, str] | None:
    """Return the text and the encoding it was read with, or None where the bytes are no text.

    A byte order mark wins, then valid UTF-8, then what the file declares (web pages), then the look of the text. TCVN3,
    VNI and VPS come as the letters of Windows-1252, whatever is declared; ``pipeline.read.legacy`` converts them.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if unmarked := _utf16_without_mark(data):
        return _strict(data, unmarked)
    if b"\x00" in data:
        return None
    if found := _strict(data, "utf-8"):
        return found
    if found := _by_structure(data) or _legacy(data):
        return found
    return (_strict(data, declared) if declared else None) or _guess(data)


def _strict(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        # One byte lost at the end (a cut file) is no reason to guess.
        try:
            text = data[: len(data) - len(data) % 2].decode(encoding) if encoding.startswith("utf-16") else ""
        except (UnicodeDecodeError, LookupError):
            return None
        if not text:
            return None
    # Rubbish is next to never valid UTF-8, so that a text of little but marks and rules may pass.
    return (text, encoding) if is_text(text, 0.0 if encoding.startswith("utf-8") else _READABLE_SHARE) else None


def _utf16_without_mark(data: bytes) -> str | None:
    """Blanks and ASCII letters of a UTF-16 text have a zero byte, always on the same side."""
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _by_structure(data: bytes) -> tuple[str, str] | None:
    """Read the two encodings that cannot be mistaken: windows-1258 by its tones, UTF-8 with a few broken bytes."""
    sample = data[:_GUESS_BYTES]
    vietnamese = sample.decode("cp1258", errors="replace")
    marks = len(_COMBINING.findall(vietnamese))
    if marks >= 0.01 * len(vietnamese) and len(_CP1258_TONE.findall(vietnamese)) >= 0.9 * marks:
        return _lenient(data, "cp1258")
    if sample.decode("utf-8", errors="replace").count("\ufffd") * 50 < len(sample) and _multibyte(sample):
        return _lenient(data, "utf-8")
    return None


def _legacy(data: bytes) -> tuple[str, str] | None:
    """Read a Vietnamese font encoding as the letters that it is seen as."""
    if not is_legacy(bytes_as_seen(data[:_GUESS_BYTES])):
        return None
    text = bytes_as_seen(data)
    return (text, "cp1252") if is_text(text) else None


def _guess(data: bytes) -> tuple[str, str] | None:
    best = from_bytes(data[:_GUESS_BYTES]).best()
    return _lenient(data, best.encoding) if best else None


def _multibyte(sample: bytes) -> bool:
    """Whether there are valid UTF-8 sequences of several bytes, many more than broken ones."""
    decoded = sample.decode("utf-8", errors="replace")
    return sum(c > "\x7f" and c != "\ufffd" for c in decoded) > 5 * decoded.count("\ufffd")


def _lenient(data: bytes, encoding: str) -> tuple[str, str] | None:
    text = data.decode(encoding, errors="replace")
    return (text, encoding) if is_text(text) else None


def looks_vietnamese(text: str) -> bool:
    """Whether the letters are those of Vietnamese; True where there are too few to tell.

    A layer that a foreign recogniser made has next to no letters outside ASCII ("UY BAN MAN DAN"), text in a legacy
    encoding has letters that Vietnamese lacks ("QuyÕt ®Þnh").
    """
    letters = [c for c in text[:_GUESS_BYTES].casefold() if c.isalpha()]
    if len(letters) < _LETTERS_TO_JUDGE:
        return True
    marked = sum(c in _MARKED_LETTERS for c in letters)
    strange = sum(not c.isascii() and c not in _MARKED_LETTERS for c in letters)
    return marked >= _MARKED_SHARE * len(letters) and strange <= _STRANGE_SHARE * len(letters)


def is_text(text: str, share: float = _READABLE_SHARE) -> bool:
    """Whether decoded characters look like something that people wrote: letters, digits and blanks, no controls."""
    sample = text[:_GUESS_BYTES]
    if not sample.strip():
        return False
    if len(_CONTROL.findall(sample.replace("\r", "").replace("\x0c", "").replace("\x0b", ""))) > 0.005 * len(sample):
        return False
    return len(_READABLE.findall(sample)) >= share * len(sample)
