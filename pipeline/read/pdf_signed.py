"""Signed PDFs: what signatures, stamps and notes put on a page, and who signed when.

The number and the day of a signed document are often no text of the page, but drawn by the signing program in widgets
of their own: as text, or as little pictures. Beside them it draws a panel that says who signed and when; that is no
text of the document, and its time is no date of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from PIL import ImageDraw

from pipeline.read import ocr
from pipeline.read.page import Box, Line, PageWord, Segment, group_lines
from pipeline.read.pdfium import Document, Mark, SourcePage, joined
from pipeline.record import Signature

# "Ký bởi: SỞ NỘI VỤ", "Thời gian ký: 24.02.2025 08:36:23 +07:00": the panel of a digital signature
_PANEL = regex.compile(
    r"(?:(?:được\s+)?ký\s+(?:số\s+)?bởi|người\s+ký|(?:thời\s+gian|giờ)\s+ký|ngày\s+ký|ký\s+ngày|signature\s+(?:valid|not)"
    r"|(?:digitally\s+)?signed\s+by|signing\s+time)\s*[:.]?",
    regex.IGNORECASE,
)
# what stands beside those lines in the same panel
_PANEL_NEIGHBOUR = regex.compile(
    r"(?:e-?mail|cơ\s+quan|tổ\s+chức|chức\s+vụ|date|reason|location)\s*:|.*\d\d:\d\d:\d\d", regex.IGNORECASE
)
_SIGNER = regex.compile(
    r"(?:(?:được\s+)?ký\s+(?:số\s+)?bởi|người\s+ký|(?:digitally\s+)?signed\s+by)\s*+(?::\s*+)?"
    r"(?P<name>.+?)(?=\s*(?:cơ\s+quan|tổ\s+chức|chức\s+vụ|e-?mail|(?:thời\s+gian|giờ|ngày)\s+ký|signing\s+time|date)\s*:|$)",
    regex.IGNORECASE,
)
_TIME = regex.compile(
    r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})[\s,]+(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)"
    r"(?:\s*(?P<zone>[+-]\s*\d{2}:?\d{2}))?"
)
# "354", "19", "Số: 354/QĐ-UBND", "ngày 19 tháng 02 năm 2025", "1.2"
_FILLED_IN = regex.compile(
    r"(?:số\s*+(?::\s*+)?)?\d{1,6}[\w./&-]{0,30}|(?:[\p{Lu}][\p{L}\s.-]{1,30},\s*)?(?:ngày\s*)?\d{1,2}"
    r"(?:\s*(?:tháng|/|-)\s*\d{1,2}(?:\s*(?:năm|/|-)\s*\d{2,4})?)?|tháng\s*\d{1,2}|\d{1,2}\s+\d{1,2}",
    regex.IGNORECASE,
)
# the printed words beside which a number or a day is filled in
_BLANK_LINE = regex.compile(r"\bsố\s*:|\bngày\b|\btháng\b", regex.IGNORECASE)
# "Số: /QĐ-UBND", "ngày tháng 02 năm 2025": the same words with nothing between them
_BLANK = regex.compile(r"\bsố\s*:\s*/|\bngày\s+tháng\b|\btháng\s+năm\b", regex.IGNORECASE)
# "D:20250124142343+07'00'" (ISO 32000-1, 7.9.4)
_PDF_TIME = regex.compile(
    r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(?:(\d\d))?)?",
)

#: Pictures larger than this (points) are seals and handwritten signatures, no numbers.
_WIDEST_NUMBER: Final = 200.0
_HIGHEST_NUMBER: Final = 45.0
#: Numbers and days are filled in at the head of a page or its middle (an attachment's "kèm theo"), not at its foot.
_HEAD_SHARE: Final = 0.45
_NUMBER_DPI: Final = 300
#: Below this a recogniser is not sure of a number at all.
_SURE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Signed:
    """What the marks of a page give: words of the document, and what is none."""

    words: tuple[PageWord, ...] = ()
    signatures: tuple[Signature, ...] = ()
    #: What else was put on the page (a receiver's instruction, a stamp's words, a field of a form): it is told, and is
    #: no text of the document.
    notes: tuple[str, ...] = ()
    recognised: bool = False


def read_marks(source: SourcePage, words: Sequence[PageWord]) -> Signed:
    """Return what the annotations of a page add to its own ``words``."""
    added: list[PageWord] = []
    signatures: list[Signature] = []
    panels: list[Box] = []
    others: list[Mark] = []
    pictures: list[Box] = []
    for mark in source.marks:
        if not mark.words:
            if _may_be_number(mark.box, words, source):
                pictures.append(mark.box)
            continue
        text = _text(mark)
        if _FILLED_IN.fullmatch(text):
            added += mark.words
        elif not mark.is_note and (signature := signature_in(text)):
            signatures.append(signature)
            panels.append(mark.box)
        else:
            others.append(mark)
    # of two panels that lap over each other, one may have got words of the other
    notes = [_text(mark) for mark in others if mark.is_note or not any(_touches(mark.box, box) for box in panels)]
    # some programs put the picture into the page itself
    pictures += [box for box in source.images if _may_be_number(box, words, source, blank=_BLANK)]
    # boxes of neighbouring numbers lap over each other: cut apart, each would have half a digit of the next
    recognised = [word for box in joined(pictures) for word in _recognised(source, box, words)]
    return Signed((*added, *recognised), tuple(signatures), tuple(notes), bool(recognised))


def _text(mark: Mark) -> str:
    return " ".join(line.text for line in group_lines(mark.words, 1))


def _may_be_number(
    box: Box, words: Sequence[PageWord], source: SourcePage, blank: regex.Pattern[str] | None = None
) -> bool:
    """Whether a picture stands where a number or a day is filled in: in a line that has the printed words for it.

    ``blank`` is how the line has to read besides where pictures are common there: seals, logos.
    """
    if box[2] - box[0] > _WIDEST_NUMBER or box[3] - box[1] > _HIGHEST_NUMBER:
        return False
    if box[1] > _HEAD_SHARE * source.height:
        return False
    middle = (box[1] + box[3]) / 2
    beside = [
        w for w in words if w.box[1] - 2 <= middle <= w.box[3] + 2 or box[1] <= (w.box[1] + w.box[3]) / 2 <= box[3]
    ]
    return (blank or _BLANK_LINE).search(
        " ".join(word.text for word in sorted(beside, key=lambda w: w.box[0]))
    ) is not None


def _recognised(source: SourcePage, box: Box, words: Sequence[PageWord]) -> list[PageWord]:
    """Recognise the digits that a picture adds to a line; the words that the page has as text are painted over."""
    dpi = source.resolution(_NUMBER_DPI)
    image = source.render(dpi, box, with_marks=True)
    scale = dpi / 72
    paint = ImageDraw.Draw(image)
    for printed in words:
        if _touches(printed.box, box):
            x0, top, x1, bottom = printed.box
            sides = (x0 - box[0], top - box[1], x1 - box[0], bottom - box[1])
            paint.rectangle([side * scale for side in sides], fill="white")
    found = []
    for word in ocr.recognise_region(image, dpi, single_line=True):
        x0, top, x1, bottom = word.box
        if any(c.isdigit() for c in word.text) and (word.confidence is None or word.confidence >= _SURE):
            found.append(replace(word, box=(x0 + box[0], top + box[1], x1 + box[0], bottom + box[1])))
    return found


def _touches(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


# --- panels ----------------------------------------------------------------------------------------------------------


def without_panels(lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[Signature]]:
    """Return the lines without the panels of digital signatures, and what the panels say."""
    kept: list[Line] = []
    panels: list[list[Segment]] = []
    last: Line | None = None
    for line in lines:
        segments = []
        for segment in line.segments:
            text = segment.text
            starts = _PANEL.match(text)
            if starts or (last and line.top - last.bottom < 30 and _PANEL_NEIGHBOUR.match(text)):
                if last is None or line.top - last.bottom >= 30 or (starts and _SIGNER.match(text)):
                    panels.append([])
                panels[-1].append(segment)
                last = line
            else:
                segments.append(segment)
        if segments:
            kept.append(replace(line, segments=tuple(segments)) if len(segments) < len(line.segments) else line)
    found = [signature_in(" ".join(segment.text for segment in panel)) for panel in panels]
    return tuple(kept), [signature for signature in found if signature]


def signature_in(text: str) -> Signature | None:
    """Return what the words of a signature's panel say, None where they say nothing of a signature."""
    signer = _SIGNER.search(text)
    time = _TIME.search(text)
    if signer is None and time is None:
        return None
    name = signer["name"] if signer else text[: time.start()] if time else ""
    name = regex.sub(r"\S+@\S+", "", _TIME.sub("", name))
    name = _PANEL.sub("", name).strip(" :.,-")
    return Signature(signer=" ".join(name.split()) or None, time=_iso(time) if time else None)


def _iso(time: regex.Match[str]) -> str:
    hours, _, rest = time["clock"].partition(":")
    clock = f"{int(hours):02}:{rest}" + ("" if rest.count(":") else ":00")
    zone = (time["zone"] or "").replace(" ", "")
    zone = zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
    return f"{time['year']}-{int(time['month']):02}-{int(time['day']):02}T{clock}{zone}"


# --- the signatures themselves ---------------------------------------------------------------------------------------


def signatures_of(document: Document) -> list[Signature]:
    """Return who signed a PDF and when, as its signatures state it; nothing is verified."""
    found = []
    for contents, time in document.signatures():
        signature = Signature(signer=_signer(contents), time=_pdf_time(time))
        if signature.signer or signature.time:
            found.append(signature)
    return found


def _signer(contents: bytes) -> str | None:
    """The common name on the certificate that signed: the one in the container that belongs to no authority."""
    try:
        certificates = pkcs7.load_der_pkcs7_certificates(contents)
    except (ValueError, TypeError, NotImplementedError):
        return None
    issuers = {certificate.issuer for certificate in certificates if certificate.issuer != certificate.subject}
    for certificate in sorted(certificates, key=lambda c: c.subject in issuers):
        names = list(_common_names(certificate))
        if names:
            return " ".join(names[0].split())
    return None


def _common_names(certificate: x509.Certificate) -> Iterator[str]:
    try:
        for attribute in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME):
            yield str(attribute.value)
    except ValueError:  # a name that is not encoded as it should be
        return


def _pdf_time(text: str) -> str | None:
    match = _PDF_TIME.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, utc, sign, zone_hours, zone_minutes = match.groups()
    if not (month and day):
        return None
    zone = "+00:00" if utc else f"{sign}{zone_hours}:{zone_minutes or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
