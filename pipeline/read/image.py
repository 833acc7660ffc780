"""Pictures of documents: photographs and scans as .jpg, .png, .tiff (several pages), .bmp, .webp, .gif."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from typing import Final

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

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
    count = add_pages(builder, _pages(files, limits))
    return builder.build(SourceFormat.IMAGE, pages=count, ocr=True)


def _pages(files: Sequence[bytes], limits: Limits) -> Iterator[Page]:
    pictures = (picture for data in files for picture in _pictures(data, limits))
    for number, (picture, dpi) in enumerate(pictures, start=1):
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


def _pictures(data: bytes, limits: Limits) -> Iterator[tuple[Image.Image, float]]:
    """Yield each page of a file upright as its camera says, with its resolution."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; the limit here is ours
            with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
                count = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
                if count > limits.max_pages:
                    raise guard.too_large("số trang", "pages", count, limits.max_pages)
                # of moving pictures, and of a camera's two angles on one thing, the first is the page
                frames = ImageSequence.Iterator(file) if file.format == "TIFF" else [file]
                for frame in frames:
                    _check_size(frame, limits)
                    frame.load()
                    upright = ImageOps.exif_transpose(frame)
                    yield _shown(upright), _resolution(upright)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        reason = str(error)[:120]
        raise guard.damaged(f"không mở được ảnh ({reason})", f"the picture cannot be opened ({reason})") from error
    except Image.DecompressionBombError as error:
        raise guard.too_large("số điểm ảnh", "pixels", len(data), _MOST_PIXELS) from error


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
