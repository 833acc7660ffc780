"""Pictures of documents: photographs and scans as .jpg, .png, .tiff (several pages), .bmp, .webp, .gif."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.read import guard, ocr
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, LayoutBuilder
from pipeline.read.page import Page, group_lines
from pipeline.read.pages import add_pages
from pipeline.read.rules import take_tables
from pipeline.record import SourceFormat

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif"})

#: What is read; Pillow knows many more formats, and each is a parser that a hostile file may try.
_FORMATS: Final = ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF")
_MAGIC: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
#: What Pillow raises on a broken picture.
_BROKEN: Final = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError)
_NUMBER = re.compile(r"\d+")
#: The most pixels of a page: A3 at 600 dpi has 70 million.
_MOST_PIXELS: Final = 100_000_000
#: Resolutions (dots an inch) that a scanner or a camera gives; what a file says outside them is a default.
_DPI: Final = (90.0, 1300.0)
#: The width of A4 in inches, and its height: a picture that names no resolution shows a page of it.
_A4: Final = (8.27, 11.69)


def sniff(head: bytes, data: bytes) -> float:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return 0.95
    if head.startswith(b"BM"):  # two letters are no magic: the length of the file stands behind them
        return 0.9 if int.from_bytes(head[2:6], "little") == len(data) else 0.0
    return 0.95 if head.startswith(_MAGIC) else 0.0


def read(data: bytes, limits: Limits) -> Layout:
    """Recognise a picture. Errors: ``waiting_for_tool``, ``damaged``, ``too_large``, ``no_text``."""
    return read_pages([data], limits)


def read_pages(files: Sequence[bytes], limits: Limits) -> Layout:
    """Recognise the pictures of several files as the pages of one document. Errors: see ``read``."""
    builder = LayoutBuilder()
    broken: list[int] = []
    count = add_pages(builder, _pages(files, limits, broken))
    if broken:
        numbers = ", ".join(map(str, broken))
        builder.warnings.append(
            f"Trang {numbers} bị hỏng nên không đọc được: hãy xin lại tệp gốc"
            f" / Page(s) {numbers} are damaged and could not be read: ask for the original file"
        )
    return builder.build(SourceFormat.IMAGE, pages=count + len(broken), ocr=True)


def _pages(files: Sequence[bytes], limits: Limits, broken: list[int]) -> Iterator[Page]:
    """Yield the pages; the numbers of those that cannot be opened, beside others that can, go into ``broken``."""
    pictures = (picture for data in files for picture in _pictures(data, limits))
    for number, found_picture in enumerate(pictures, start=1):
        if found_picture is None:
            broken.append(number)
            continue
        picture, dpi = found_picture
        found = ocr.recognise_page(picture, dpi, page=number, cache=limits.work_folder)
        tables, words = take_tables(found.rules, found.words, number)
        yield Page(
            number=number,
            width=found.width,
            height=found.height,
            lines=tuple(group_lines(words, number)),
            tables=tuple(tables),
            turned=(360 - found.turned) % 360,  # recognition counts clockwise
            skew=found.skew,
        )
        guard.progress()


def _pictures(data: bytes, limits: Limits) -> Iterator[tuple[Image.Image, float] | None]:
    """Yield each page of a file upright as its camera says, with its resolution; None for a page that is broken.

    DocumentError ``damaged`` where no page at all can be opened.
    """
    whole = 0
    page: tuple[Image.Image, float] | None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; the limit here is ours
            with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
                # of moving pictures, and of a camera's two angles on one thing, the first is the page
                for number in range(_frames(file, limits)):
                    try:
                        file.seek(number)
                        _check_size(file, limits)
                        file.load()
                        upright = ImageOps.exif_transpose(file)
                        page = _shown(upright), _resolution(upright)
                    except _BROKEN:
                        # a scan of twenty pages is worth reading without the one that was hurt on its way
                        if file.format != "TIFF":
                            raise
                        page = None
                    whole += page is not None
                    yield page
                if not whole:
                    raise SyntaxError("no page of it is whole")
    except _BROKEN as error:
        reason = str(error)[:120]
        raise guard.damaged(f"không mở được ảnh ({reason})", f"the picture cannot be opened ({reason})") from error
    except Image.DecompressionBombError as error:
        found = _NUMBER.search(str(error))  # Pillow says the size in words only
        raise guard.too_large("số điểm ảnh", "pixels", int(found[0]) if found else 0, _MOST_PIXELS) from error


def _frames(file: Image.Image, limits: Limits) -> int:
    """Return how many pages a file has; where it breaks off behind some, those and the one that is cut."""
    if file.format != "TIFF":
        return 1
    count = 0
    try:
        count = int(getattr(file, "n_frames", 1))
    except _BROKEN:
        try:
            while count <= limits.max_pages:
                file.seek(count)
                count += 1
        except _BROKEN:
            count += 1
    if count > limits.max_pages:
        raise guard.too_large("số trang", "pages", count, limits.max_pages)
    return count


def _check_size(frame: Image.Image, limits: Limits) -> None:
    pixels = frame.width * frame.height
    if pixels > _MOST_PIXELS:
        raise guard.too_large("số điểm ảnh", "pixels", pixels, _MOST_PIXELS)
    if pixels * 4 > limits.max_unpacked_bytes:
        raise guard.too_large("dung lượng giải nén (byte)", "unpacked bytes", pixels * 4, limits.max_unpacked_bytes)


def _shown(frame: Image.Image) -> Image.Image:
    """Return what a person sees, in RGB: 16-bit grey scaled down, CMYK and palettes opened, paper behind glass."""
    if frame.mode in ("I;16", "I;16B", "I;16L", "I"):
        frame = frame.point(lambda value: value / 256).convert("L")
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        clear = frame.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return frame.convert("RGB")


def _resolution(frame: Image.Image) -> float:
    """Return dots an inch: as the file says where that gives a page of some size, else as if it showed an A4 page."""
    wide, high = sorted(frame.size)
    guess = max(wide / _A4[0], high / _A4[1])
    named = frame.info.get("dpi")
    try:
        said = float(named[0]) if named else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        said = 0.0
    if _DPI[0] <= said <= _DPI[1] and 0.5 < said / guess < 2.0:
        return said
    return guess
