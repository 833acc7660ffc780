"""Pictures as documents."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, TiffImagePlugin

from pipeline.errors import DocumentError
from pipeline.read import Layout, image, read
from pipeline.read.guard import DEFAULT_LIMITS, Limits, on_progress
from pipeline.read.ocr import engines
from pipeline.record import SourceFormat
from tests.read.pictures import BODY, DPI, Sheet, letter, needs_font, needs_recognition


def encoded(picture: Image.Image, format: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, format, **options)
    return stream.getvalue()


def line(words: str = "Số: 1O5/QĐ-SCV") -> Image.Image:
    sheet = Sheet((900, 160))
    sheet.text(20, 20, words, 13)
    return sheet.image


def refusal(data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(DocumentError) as caught:
        image.read(data, limits)
    return caught.value.code


@needs_font
@needs_recognition
def test_letter() -> None:
    layout = read(encoded(letter().image, "JPEG", dpi=(DPI, DPI), quality=80), name="a.jpg")
    assert (layout.format, layout.ocr, layout.pages) == (SourceFormat.IMAGE, True, 1)
    assert " ".join(BODY) in layout.text.replace("\n", " ")
    place = layout.text.index("208/KH-UBND")
    span = layout.span(place, place + 11)
    assert span.page == 1
    assert span.boxes is not None and len(span.boxes) == 1
    assert any(word.confidence and word.confidence > 0.9 for word in layout.words)


@needs_font
@needs_recognition
def test_pages_of_a_tiff_and_what_was_mended() -> None:
    data = encoded(line(), "TIFF", save_all=True, append_images=[line("Nơi nhận: Phòng Cây xanh")], dpi=(DPI, DPI))
    heard: list[int] = []
    token = on_progress.set(lambda: heard.append(1))
    try:
        layout: Layout = image.read(data, DEFAULT_LIMITS)
    finally:
        on_progress.reset(token)
    assert layout.pages == len(heard) == 2
    assert layout.text.splitlines() == ["Số: 105/QĐ-SCV", "Nơi nhận: Phòng Cây xanh"]
    (repair,) = layout.repairs
    assert (layout.text[repair.start : repair.end], repair.read) == ("105/QĐ-SCV", "1O5/QĐ-SCV")


@needs_font
@needs_recognition
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: encoded(line().convert("CMYK"), "JPEG"), id="cmyk"),
        pytest.param(lambda: encoded(line().convert("1"), "TIFF", compression="group4"), id="fax"),
        pytest.param(lambda: encoded(line().convert("P"), "GIF"), id="gif"),
        pytest.param(lambda: encoded(line(), "BMP"), id="bmp"),
        pytest.param(lambda: encoded(line(), "WEBP"), id="webp"),
        pytest.param(lambda: encoded(_clear(line()), "PNG"), id="transparent"),
        pytest.param(lambda: encoded(_turned(line()), "JPEG", exif=_exif(6)), id="camera held upright"),
    ],
)
def test_kinds_of_picture(data: Any) -> None:
    assert image.read(data(), DEFAULT_LIMITS).text == "Số: 105/QĐ-SCV"


def _clear(picture: Image.Image) -> Image.Image:
    clear = picture.convert("RGBA")
    clear.putalpha(picture.convert("L").point(lambda value: 255 - value))
    return clear


def _turned(picture: Image.Image) -> Image.Image:
    return picture.transpose(Image.Transpose.ROTATE_90)


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def test_formats_are_known_by_content() -> None:
    picture = Image.new("RGB", (9, 9))
    for format in ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"):
        data = encoded(picture, format)
        assert image.sniff(data[:8192], data) >= 0.9
    assert image.sniff(b"BM is no picture", b"BM is no picture") == 0.0
    assert image.sniff(b"RIFF....WAVE", b"RIFF....WAVE") == 0.0


@needs_recognition
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\xd8\xff\xe0" + b"\0" * 90, id="no picture"),
        pytest.param(encoded(Image.effect_noise((300, 300), 60), "PNG")[:20_000], id="cut png"),
        pytest.param(encoded(Image.new("L", (90, 90)), "TIFF")[:40], id="cut tiff"),
    ],
)
def test_broken_pictures(data: bytes) -> None:
    assert refusal(data) == "damaged"


def test_bomb() -> None:
    bomb = encoded(Image.new("1", (30_000, 30_000)), "PNG")
    assert len(bomb) < 200_000
    assert refusal(bomb) == "too_large"
    with pytest.raises(DocumentError, match="900,000,000"):
        read(bomb, name="a.png")
    assert refusal(encoded(Image.new("L", (1000, 1000)), "PNG"), Limits(max_unpacked_bytes=100_000)) == "too_large"


def test_too_many_pages() -> None:
    small = Image.new("L", (20, 20), "white")
    data = encoded(small, "TIFF", save_all=True, append_images=[small] * 3)
    assert refusal(data, Limits(max_pages=3)) == "too_large"


@needs_recognition
def test_picture_without_words() -> None:
    with pytest.raises(DocumentError) as caught:
        read(encoded(Image.new("L", (400, 400), "white"), "PNG"), name="a.png")
    assert caught.value.code == "no_text"


def test_without_tesseract_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "tessdata", lambda: None)
    assert refusal(encoded(Image.new("L", (60, 60), "white"), "PNG")) == "waiting_for_tool"


@pytest.mark.parametrize(
    ("size", "said", "expected"),
    [
        pytest.param((1654, 2339), 200, 200, id="said"),
        pytest.param((1654, 2339), 72, 200, id="a camera's default"),
        pytest.param((1654, 2339), None, 200, id="nothing said"),
        pytest.param((2339, 1654), None, 200, id="landscape"),
        pytest.param((827, 1169), 300, 100, id="wrong by far"),
    ],
)
def test_resolution(size: tuple[int, int], said: int | None, expected: int) -> None:
    picture = Image.new("1", size)
    if said:
        picture.info["dpi"] = (said, said)
    assert image._resolution(picture) == pytest.approx(expected, abs=1)


@needs_recognition
def test_one_broken_page_of_many_costs_no_other() -> None:
    pages = [Image.new("L", (60, 60), shade) for shade in (255, 254, 253)]
    stream = io.BytesIO()
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    whole = stream.getvalue()
    with TiffImagePlugin.TiffImageFile(io.BytesIO(whole)) as file:
        file.seek(1)
        place = file.tag_v2[273][0]  # StripOffsets
    broken = whole[:place] + b"\xff" * 12 + whole[place + 12 :]
    for data in (broken, whole[: len(whole) - 200]):
        found = list(image._pictures(data, DEFAULT_LIMITS))
        assert [picture is None for picture in found].count(True) == 1
        assert len(found) == 3
    numbers: list[int] = []
    assert [page.number for page in image._pages([broken], DEFAULT_LIMITS, numbers)] == [1, 3]
    assert numbers == [2]
