"""Made-up pages as pictures: letters drawn with Pillow, as a scanner at 200 dpi would give them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline.read import ocr

DPI = 200
#: A4 upright, in pixels.
SIZE = (1654, 2339)
_FONTS = (
    "/usr/share/fonts/truetype/croscore/Tinos-{}.ttf",
    "/usr/share/fonts/truetype/tinos/Tinos-{}.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif{}.ttf",
)


def _font_file(bold: bool) -> Path | None:
    styles = ("Bold", "Bold", "-Bold") if bold else ("Regular", "Regular", "")
    files = (Path(font.format(style)) for font, style in zip(_FONTS, styles, strict=True))
    return next((file for file in files if file.is_file()), None)


needs_font = pytest.mark.skipif(_font_file(False) is None, reason="no font with Vietnamese (Tinos, DejaVu Serif)")
needs_recognition = pytest.mark.skipif(not ocr.available(), reason=f"recognition lacks {ocr.why_not()}")


@cache
def font(points: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    file = _font_file(bold)
    assert file is not None
    return ImageFont.truetype(str(file), round(points * DPI / 72))


class Sheet:
    """A page that is drawn on; places are in points from the top left corner."""

    def __init__(self, size: tuple[int, int] = SIZE) -> None:
        self.image = Image.new("RGB", size, "white")
        self._pen = ImageDraw.Draw(self.image)

    def text(self, x: float, y: float, words: str, points: float = 13, bold: bool = False, ink: str = "black") -> None:
        self._pen.text((x * DPI / 72, y * DPI / 72), words, fill=ink, font=font(points, bold))

    def line(self, x0: float, y0: float, x1: float, y1: float, width: int = 2) -> None:
        self._pen.line([side * DPI / 72 for side in (x0, y0, x1, y1)], fill="black", width=width)

    def seal(self, x: float, y: float, radius: float, ink: str = "#e03040") -> None:
        """Stamp a seal: its ink is clear, and what is printed shows through."""
        stamp = Image.new("RGB", self.image.size, "white")
        pen = ImageDraw.Draw(stamp)
        for ring in (radius, radius - 5):
            pen.ellipse([side * DPI / 72 for side in (x - ring, y - ring, x + ring, y + ring)], outline=ink, width=5)
        pen.regular_polygon((x * DPI / 72, y * DPI / 72, radius * DPI / 180), 5, fill=ink)
        self.image.paste(ImageChops.multiply(self.image, stamp))

    def grid(self, xs: list[float], ys: list[float]) -> None:
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)


def scanned(image: Image.Image, degrees: float = 0.0, noise: float = 6.0) -> Image.Image:
    """Return the page as a scanner gives it: a little turned, with grain."""
    turned = image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor="white")
    grain = np.random.default_rng(7).normal(0, noise, (turned.height, turned.width, 1))
    return Image.fromarray((np.asarray(turned, dtype=np.float32) + grain).clip(0, 255).astype(np.uint8))


def letter() -> Sheet:
    """A letter of a made-up office: letterhead in two columns, number, date, two paragraphs, signature."""
    sheet = Sheet()
    sheet.text(80, 60, "UBND TỈNH LÂM ĐỒNG", 12)
    sheet.text(90, 76, "SỞ CÔNG VIÊN", 12, bold=True)
    sheet.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    sheet.text(350, 76, "Độc lập - Tự do - Hạnh phúc", 12, bold=True)
    sheet.text(90, 100, "Số: 1352/SCV-QLX", 13)
    sheet.text(330, 100, "Lâm Đồng, ngày 17 tháng 3 năm 2026", 13)
    for i, line in enumerate(BODY):
        sheet.text(85, 180 + 20 * i, line, 13)
    sheet.text(360, 330, "GIÁM ĐỐC", 13, bold=True)
    sheet.text(350, 420, "Lâm Gia Phúc", 13, bold=True)
    return sheet


BODY = (
    "Thực hiện Kế hoạch số 208/KH-UBND ngày 05/01/2026 về chăm sóc cây xanh,",
    "Sở Công viên đề nghị các đơn vị khẩn trương rà soát, tổng hợp kết quả quý I",
    "và gửi về Sở trước ngày 25/3/2026 để kịp thời báo cáo theo quy định.",
)
