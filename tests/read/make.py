"""Small files of every format, made up in memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from PIL import Image

from pipeline.read.layout import Layout, Part


def paragraphs(layout: Layout, part: Part | None = None) -> list[str]:
    """Return the texts of the blocks that are no tables."""
    return [
        layout.text[block.start : block.end]
        for block in layout.blocks
        if block.table is None and (part is None or block.part is part)
    ]


def docx(build: Callable[[Any], object]) -> bytes:
    """Return a .docx; ``build`` fills the python-docx document."""
    document = Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(package: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return a .docx with one of its XML parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == name:
                content = change(content.decode()).encode()
            new.writestr(info.filename, content)
    return stream.getvalue()


@dataclass(frozen=True)
class Text:
    """Words on a page: ``x`` from the left, ``y`` from the top to the base line, in points."""

    x: float
    y: float
    text: str
    size: float = 12
    bold: bool = False
    #: Letters without ink, as a recogniser lays them under the picture of a scan.
    invisible: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture set into a rectangle of the page."""

    x0: float
    y0: float
    x1: float
    y1: float
    image: Image.Image


@dataclass(frozen=True)
class Annotation:
    """What a signing program or a reader adds: it shows ``text`` or a ``picture``; ``kind`` as PDF names it."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str = ""
    picture: Image.Image | None = None
    kind: str = "Widget"


Item = Text | Picture | Annotation


@dataclass(frozen=True)
class Rule:
    x0: float
    y0: float
    x1: float
    y1: float


#: Every letter is half as wide as the font's size.
LETTER = 0.5
WIDTH, HEIGHT = 595, 842


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Return the rules of a grid."""
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def _codes(text: str) -> str:
    return "".join(f"{ord(c):04X}" for c in text)


def pdf(*pages: Sequence[Item | Rule], rotate: int = 0, signature: tuple[bytes, str] | None = None) -> bytes:
    """Return a PDF of A4 pages, with letters that are not embedded but say what they mean (ToUnicode).

    ``rotate`` is every page's /Rotate: the places of items are those before it. ``signature`` is a PKCS#7 container and
    the time of signing as PDF writes it.
    """
    written = [item.text for page in pages for item in page if isinstance(item, (Text, Annotation))]
    letters = sorted({c for text in written for c in text} | {" "})
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode())
        return len(objects)

    def stream(content: str) -> int:
        data = content.encode("ascii")
        return add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data))

    catalog, tree = add(""), add("")
    mapping = "\n".join(f"<{ord(c):04X}> <{ord(c):04X}>" for c in letters)
    cmap = stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{mapping}\nendbfchar\nendcmap end end"
    )
    fonts = []
    for name in ("Tinos", "Tinos-Bold"):
        descriptor = add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /Ascent 800 /Descent -200 /ItalicAngle 0 "
            "/CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>"
        )
        descendant = add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW {int(1000 * LETTER)} "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} 0 R >>"
        )
        fonts.append(
            add(
                f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
                f"/DescendantFonts [{descendant} 0 R] /ToUnicode {cmap} 0 R >>"
            )
        )
    font_names = f"/Font << /F1 {fonts[0]} 0 R /F2 {fonts[1]} 0 R >>"

    def picture(image: Image.Image) -> int:
        packed = zlib.compress(image.convert("RGB").tobytes())
        head = (
            f"<< /Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /ColorSpace /DeviceRGB "
            f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        )
        return add(head.encode() + packed + b"\nendstream")

    def annotation(item: Annotation) -> int:
        wide, high = item.x1 - item.x0, item.y1 - item.y0
        if item.picture is not None:
            drawn, named = f"q {wide} 0 0 {high} 0 0 cm /P Do Q", f"/XObject << /P {picture(item.picture)} 0 R >>"
        else:
            drawn, named = f"BT /F1 12 Tf 1 {high / 2 - 4} Td <{_codes(item.text)}> Tj ET", font_names
        form = add(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 {wide} {high}] /Resources << {named} >> "
            f"/Length {len(drawn)} >>\nstream\n{drawn}\nendstream"
        )
        return add(
            f"<< /Type /Annot /Subtype /{item.kind} /Rect [{item.x0} {HEIGHT - item.y1} {item.x1} {HEIGHT - item.y0}] "
            f"/F 4 /AP << /N {form} 0 R >> >>"
        )

    kids = []
    for page in pages:
        drawn: list[str] = []
        pictures: list[str] = []
        annotations: list[str] = []
        for item in page:
            if isinstance(item, Rule):
                drawn.append(f"{item.x0} {HEIGHT - item.y0} m {item.x1} {HEIGHT - item.y1} l S")
            elif isinstance(item, Picture):
                pictures.append(f"/P{len(pictures)} {picture(item.image)} 0 R")
                place = f"{item.x1 - item.x0} 0 0 {item.y1 - item.y0} {item.x0} {HEIGHT - item.y1}"
                drawn.append(f"q {place} cm /P{len(pictures) - 1} Do Q")
            elif isinstance(item, Annotation):
                annotations.append(f"{annotation(item)} 0 R")
            else:
                font, mode = "F2" if item.bold else "F1", 3 if item.invisible else 0
                place = f"{item.x} {HEIGHT - item.y} Td"
                drawn.append(f"BT {mode} Tr /{font} {item.size} Tf {place} <{_codes(item.text)}> Tj ET")
        content = stream("\n".join(drawn))
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R "
                f"/Rotate {rotate} /Annots [{' '.join(annotations)}] "
                f"/Resources << {font_names} /XObject << {' '.join(pictures)} >> >> >>"
            )
        )
    form = ""
    if signature:
        container, time = signature
        value = add(
            "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 10] "
            f"/Contents <{container.hex()}> /M ({time}) >>"
        )
        field = add(f"<< /FT /Sig /T (Signature1) /V {value} 0 R >>")
        form = f"/AcroForm << /SigFlags 3 /Fields [{field} 0 R] >>"
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R {form} >>".encode()
    objects[tree - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, catalog, table)
    return bytes(out)
