"""A page as a picture with what was found on it: tasks outlined, everything inside them in translucent colours.

Boxes are in points from the top left corner of the page as a person sees it, as in a record's spans.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.guard import Limits
from pipeline.text import fold

if TYPE_CHECKING:
    from PIL import Image, ImageFont

POINTS: Final = 72  # an inch
#: Of a picture that does not say its resolution, or one that cannot be: it shows a sheet of this height (inches, A4).
_SHEET: Final = 11.69
_RESOLUTIONS: Final = range(50, 1201)
#: A page of more pixels is refused: A4 at 600 dpi has 35 million.
_MOST_PIXELS: Final = 60_000_000
DPI: Final = range(36, 601)

_Colour = tuple[int, int, int]
#: Apart for eyes that do not tell red from green, as far as seven can be (after Okabe and Ito).
_COLOURS: Final[dict[str, _Colour]] = {
    "header": (240, 200, 40),
    "task": (0, 90, 180),
    "unit": (0, 158, 115),
    "date": (230, 120, 0),
    "reference": (150, 80, 190),
    "count": (60, 170, 230),
    "finding": (210, 20, 40),
}
#: Drawn as a line around, so that what stands inside can be seen; the others are filled.
_OUTLINED: Final = ("task", "finding")
_FILLED: Final = ("header", "reference", "count", "unit", "date")
_FILL_STRENGTH: Final = 0.4
#: Fonts with all Vietnamese letters that systems have; Pillow's own has not.
_FONTS: Final = (
    *("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arimo-Regular.ttf", "Tinos-Regular.ttf", "FreeSans.ttf"),
    *("Arial.ttf", "arial.ttf", "Roboto-Regular.ttf", "Ubuntu-R.ttf", "LiberationSans-Regular.ttf"),
)

Box = tuple[float, float, float, float]
Boxes = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the page: its kind (a colour), its boxes in points, and what is written beside it."""

    kind: str
    boxes: Boxes
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What to draw. ``paths`` are where the file was seen: the first that still has the content ``sha256`` is taken."""

    paths: tuple[str, ...]
    sha256: str
    format: str
    pages: int | None
    page: int
    dpi: int
    marks: tuple[Mark, ...]
    legend: tuple[tuple[str, str], ...] = ()
    #: With ``{page}`` and ``{pages}``.
    title: str = ""


def file_gone(paths: tuple[str, ...]) -> DocumentError:
    listed = ", ".join(paths) or "-"
    return DocumentError(
        "file_gone",
        f"Không còn tệp với đúng nội dung đã nạp ở: {listed}",
        "Tệp đã bị dời, xóa hoặc sửa: chép tệp gốc về chỗ cũ, hoặc nạp lại từ chỗ mới bằng `vanban ingest`.",
        f"No file with the content that was loaded is left at: {listed}",
        "It was moved, deleted or changed: put the original back, or load it from its new place with `vanban ingest`.",
    )


def picture_too_large(dpi: int, most: int) -> DocumentError:
    return DocumentError(
        "picture_too_large",
        f"Trang này quá lớn để vẽ ở {dpi} dpi.",
        f"Chọn --dpi {most} hoặc thấp hơn.",
        f"This page is too large to be drawn at {dpi} dpi.",
        f"Choose --dpi {most} or less.",
    )


def draw(drawing: Drawing, limits: Limits) -> bytes:
    """Return the page as PNG. Raises DocumentError: ``file_gone``, ``picture_too_large``, ``damaged``."""
    data = _content(drawing, limits)
    try:
        page = _render_pdf(data, drawing) if drawing.format == "pdf" else _render_image(data, drawing)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # rendering libraries raise anything at all on broken files
        raise guard.damaged(f"không vẽ được trang ({error})", f"the page cannot be rendered ({error})") from error
    picture = _with_legend(_with_marks(page, drawing), drawing)
    target = io.BytesIO()
    picture.save(target, "PNG", dpi=(drawing.dpi, drawing.dpi))
    return target.getvalue()


def _content(drawing: Drawing, limits: Limits) -> bytes:
    """Return the file's bytes from the first path that still has them, inside a container if need be."""
    for path in drawing.paths:
        for data in _candidates(path, limits):
            if hashlib.sha256(data).hexdigest() == drawing.sha256:
                return data
    raise file_gone(drawing.paths)


def _candidates(path: str, limits: Limits) -> Iterator[bytes]:
    from pipeline.read.containers import is_container, walk
    from pipeline.read.containers.member import INSIDE
    from pipeline.read.source import load

    outer = path.partition(INSIDE)[0]
    try:
        data = load(Path(path), limits)
    except DocumentError:
        if outer == path:
            return
    else:
        yield data
        return
    try:
        data = load(Path(outer), limits)
        if is_container(data, outer):
            yield from (member.data for member in walk(data, outer, limits) if member.path == path)
    except DocumentError:
        return


def _render_pdf(data: bytes, drawing: Drawing) -> Image.Image:
    """Render with what is drawn over the page: forms, stamps, the appearance of signatures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if document.get_formtype():
            document.init_forms()
        page = document[drawing.page - 1]
        width, height = page.get_size()
        _check_size(width, height, drawing.dpi)
        bitmap = page.render(scale=drawing.dpi / POINTS, may_draw_forms=True, draw_annots=True)
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        return picture
    finally:
        document.close()


def _check_size(width: float, height: float, dpi: int) -> None:
    """``width`` and ``height`` in points."""
    most = int(POINTS * (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    if dpi > most:
        raise picture_too_large(dpi, most)


def _render_image(data: bytes, drawing: Drawing) -> Image.Image:
    """Take a picture file's frame, turned as its camera says, at the wanted resolution."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as file:
        file.seek(drawing.page - 1)
        upright = ImageOps.exif_transpose(file.convert("RGB"))
    resolution = resolution_of(upright)
    scale = drawing.dpi / resolution
    _check_size(upright.width * POINTS / resolution, upright.height * POINTS / resolution, drawing.dpi)
    return upright.resize((max(1, round(upright.width * scale)), max(1, round(upright.height * scale))))


def resolution_of(picture: Image.Image) -> float:
    """Return the dots an inch of a picture file: what it says where that can be, else as if it showed a sheet A4."""
    said = picture.info.get("dpi")
    value = float(said[0]) if said else 0.0
    return value if _RESOLUTIONS.start <= value < _RESOLUTIONS.stop else max(picture.size) / _SHEET


def _with_marks(page: Image.Image, drawing: Drawing) -> Image.Image:
    from PIL import Image, ImageChops, ImageDraw

    scale = drawing.dpi / POINTS
    # Each kind on a layer of its own: two of them over each other mix, two boxes of one kind do not grow darker.
    # Multiplied as a marker pen does it: black letters stay black.
    for kind in _FILLED:
        layer = Image.new("RGB", page.size, "white")
        brush = ImageDraw.Draw(layer)
        for mark in drawing.marks:
            if mark.kind == kind:
                for box in mark.boxes:
                    brush.rectangle(_pixels(box, scale, 1), fill=_tint(kind))
        page = ImageChops.multiply(page, layer)
    brush = ImageDraw.Draw(page)
    width = max(1, round(drawing.dpi / 75))
    font = _font(max(9, drawing.dpi // 11))
    for kind in _OUTLINED:
        for mark in drawing.marks:
            if mark.kind == kind:
                for box in mark.boxes:
                    brush.rectangle(_pixels(box, scale, 2 * width), outline=_COLOURS[kind], width=width)
                if mark.label and mark.boxes:
                    others = [box for other in drawing.marks if other is not mark for box in other.boxes]
                    _write_label(brush, mark, others, scale, font, width)
    return page


def _tint(kind: str) -> _Colour:
    """The colour of a fill on white."""
    red, green, blue = (round(255 - _FILL_STRENGTH * (255 - part)) for part in _COLOURS[kind])
    return red, green, blue


def _write_label(
    brush: Any, mark: Mark, others: Sequence[Box], scale: float, font: ImageFont.FreeTypeFont, width: int
) -> None:
    """Write a mark's label on its colour behind its last box (before the first one stands its numbering), or hanging
    from it where something else stands there."""
    _, _, right, bottom = _pixels(mark.boxes[-1], scale, 2 * width)
    long, high = font.getlength(mark.label or "") + 4, font.size + 4
    taken = any(
        x0 < right + long and x1 > right + 2 * width and top < bottom - 1 and low > bottom - high + 1
        for x0, top, x1, low in (_pixels(box, scale, 0) for box in others)
    )
    left, top = (right - long, bottom - width) if taken else (right, bottom - high)
    brush.rectangle((left, top, left + long, top + high), fill=_COLOURS[mark.kind])
    brush.text((left + 2, top + 1), mark.label, fill="white", font=font)


def _pixels(box: Box, scale: float, margin: float) -> Box:
    x0, top, x1, bottom = (value * scale for value in box)
    # a box that is turned inside out (from a broken page) would be an error of the drawing library
    x0, x1, top, bottom = min(x0, x1), max(x0, x1), min(top, bottom), max(top, bottom)
    return x0 - margin, top - margin, x1 + margin, bottom + margin


def _with_legend(page: Image.Image, drawing: Drawing) -> Image.Image:
    """Add a strip below the page that names the colours of what is on it."""
    from PIL import Image, ImageDraw

    size = max(10, drawing.dpi // 9)
    font, step = _font(size), round(size * 1.8)
    present = {mark.kind for mark in drawing.marks}
    numbers = {kind: sum(mark.kind == kind for mark in drawing.marks) for kind in present}
    entries = [(kind, f"{words} ({numbers[kind]})") for kind, words in drawing.legend if kind in present]
    title = drawing.title.format(page=drawing.page, pages=drawing.pages or 1)
    places: list[tuple[float, int]] = []
    x, y = size + font.getlength(_shown(title, font)) + 2 * size, 0
    for _, words in entries:
        length = step + font.getlength(_shown(words, font)) + 2 * size
        if x + length > page.width and x > size:
            x, y = size, y + step
        places.append((x, y))
        x += length
    canvas = Image.new("RGB", (page.width, page.height + y + step + size), "white")
    canvas.paste(page, (0, 0))
    brush = ImageDraw.Draw(canvas)
    base = page.height + size // 2
    brush.line((0, page.height, page.width, page.height), fill=(150, 150, 150))
    brush.text((size, base), _shown(title, font), fill="black", font=font)
    for (kind, words), (left, down) in zip(entries, places, strict=True):
        swatch = (left, base + down, left + step - size // 2, base + down + size)
        colour = _COLOURS[kind]
        if kind in _OUTLINED:
            brush.rectangle(swatch, outline=colour, width=max(2, size // 6))
        else:
            brush.rectangle(swatch, fill=_tint(kind))
        brush.text((left + step, base + down), _shown(words, font), fill="black", font=font)
    return canvas


def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    for name in _FONTS:
        try:
            font = ImageFont.truetype(name, size)
        except OSError:
            continue
        if _has_vietnamese(font):
            return font
    return ImageFont.load_default(size)  # type: ignore[return-value]  # with FreeType, which Pillow's wheels have


def _has_vietnamese(font: ImageFont.FreeTypeFont) -> bool:
    missing = bytes(font.getmask("\U000fffff"))
    return all(bytes(font.getmask(letter)) != missing for letter in "ệởđ")


def _shown(words: str, font: ImageFont.FreeTypeFont) -> str:
    """The words, without their marks where the font lacks those letters."""
    return words if _has_vietnamese(font) else fold(words)
