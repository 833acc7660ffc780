"""Recognition of whole pages, with the readers themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.errors import DocumentError
from pipeline.read import ocr
from pipeline.read.ocr import engines, prepare, recognise, ruling
from pipeline.read.page import PageWord, group_lines
from pipeline.read.rules import take_tables
from tests.read.pictures import BODY, DPI, Sheet, letter, needs_font, needs_recognition, scanned

pytestmark = [needs_font, needs_recognition]


def text_of(page: ocr.RecognisedPage) -> str:
    return "\n".join(line.text for line in group_lines(page.words, page.number))


@cache
def letter_page() -> ocr.RecognisedPage:
    return ocr.recognise_page(scanned(letter().image, 0.8), DPI, page=3)


def word(page: ocr.RecognisedPage, text: str) -> PageWord:
    return next(w for w in page.words if w.text == text)


def test_letter() -> None:
    text = text_of(letter_page())
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1352/SCV-QLX", "ngày 17 tháng 3 năm 2026", *BODY):
        assert words in text
    assert letter_page().number == 3
    assert letter_page().confidence > 0.9


def test_places_are_points_of_the_straightened_page() -> None:
    page = letter_page()
    assert page.width == pytest.approx(595.4, abs=1)
    assert page.height == pytest.approx(842, abs=1)
    assert page.skew == pytest.approx(-0.8, abs=0.15)
    x0, top, x1, bottom = word(page, "1352/SCV-QLX").box
    assert x0 == pytest.approx(111, abs=6)
    assert top == pytest.approx(102, abs=7)
    assert 70 < x1 - x0 < 110
    assert 9 < bottom - top < 20


def test_columns_of_the_letterhead_are_segments_of_their_own() -> None:
    heads = [[segment.text for segment in line.segments] for line in group_lines(letter_page().words, 1)]
    assert ["UBND TỈNH LÂM ĐỒNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] in heads


def test_bold_letters() -> None:
    assert word(letter_page(), "GIÁM").bold
    assert not word(letter_page(), "Thực").bold


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_page_that_lies_or_stands_on_its_head(turned: int) -> None:
    page = ocr.recognise_page(letter().image.rotate(turned, expand=True), DPI, page=1)
    assert page.turned == turned
    assert "Số: 1352/SCV-QLX" in text_of(page)


def test_seal_is_lifted_and_coloured_number_stays() -> None:
    sheet = letter()
    sheet.seal(385, 425, 46)
    sheet.text(110, 140, "4567", 16, ink="#2030a0")
    text = text_of(ocr.recognise_page(scanned(sheet.image), DPI, page=1))
    assert "Lâm Gia Phúc" in text
    assert "4567" in text


def test_table_gives_each_number_to_its_cell() -> None:
    sheet = Sheet()
    xs, ys = [70.0, 110.0, 330.0, 400.0, 470.0, 540.0], [120.0, 160.0, 200.0, 240.0, 280.0]
    sheet.grid(xs, ys)
    rows = [
        ["TT", "Lĩnh vực", "Tổng số", "Đúng hạn", "Trễ hạn"],
        ["1", "Cấp phép chăm sóc cây xanh", "1.205", "1.198", "7"],
        ["2", "Thuê ghế công viên", "36", "36", "0"],
        ["", "Tổng cộng", "1.241", "1.234", "7"],
    ]
    for row, y in zip(rows, ys, strict=False):
        for words, x in zip(row, xs, strict=False):
            sheet.text(x + 5, y + 12, words, 11)
    page = ocr.recognise_page(scanned(sheet.image, -0.6), DPI, page=1)
    tables, left = take_tables(page.rules, page.words, 1)
    assert left == []
    assert len(tables) == 1
    found = [["" for _ in range(5)] for _ in range(4)]
    for cell in tables[0].cells:
        found[cell.row][cell.column] = cell.text
    assert found == rows


def test_shadow_over_a_photograph() -> None:
    image = np.asarray(letter().image, dtype=np.float32)
    shade = np.linspace(1.0, 0.35, image.shape[1])[None, :, None]
    page = ocr.recognise_page(Image.fromarray((image * shade).astype(np.uint8)), DPI, page=1)
    assert all(words in text_of(page) for words in BODY)


def test_small_picture() -> None:
    image = letter().image
    small = image.resize((image.width * 45 // 100, image.height * 45 // 100), Image.Resampling.LANCZOS)
    page = ocr.recognise_page(small, DPI * 0.45, page=1)
    assert "Số: 1352/SCV-QLX" in text_of(page)
    assert page.width == pytest.approx(595, abs=2)


def test_scribble_is_not_sure() -> None:
    sheet = letter()
    pen = ImageDraw.Draw(sheet.image)
    pen.rectangle((300, 270, 420, 325), fill="white")
    pen.line([(300, 320), (330, 275), (338, 322), (352, 280), (375, 318), (380, 276), (410, 312)], "black", 5)
    page = ocr.recognise_page(sheet.image, DPI, page=1)
    here = [w for w in page.words if 105 < w.box[0] < 150 and 95 < w.box[1] < 118]
    assert all((w.confidence or 0) < 0.7 for w in here)


def test_blank_page() -> None:
    page = ocr.recognise_page(Sheet().image, DPI, page=1)
    assert (page.words, page.rules, page.confidence) == ((), (), 0.0)


def test_region_of_one_line() -> None:
    sheet = Sheet((700, 90))
    sheet.text(10, 8, "Số: 1352/SCV-QLX", 13)
    assert [w.text for w in ocr.recognise_region(sheet.image, DPI, single_line=True)] == ["Số:", "1352/SCV-QLX"]
    assert ocr.second_opinion(sheet.image) == "Số: 1352/SCV-QLX"


def test_page_is_recognised_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet((700, 90))
    sheet.text(10, 8, "Số: 1O5/QD-SCV", 13)
    first = ocr.recognise_page(sheet.image, DPI, page=1, cache=str(tmp_path))
    assert any(w.repaired for w in first.words)
    with monkeypatch.context() as patch:
        patch.setattr(recognise, "prepare", lambda *_: pytest.fail("recognised again"))
        assert ocr.recognise_page(sheet.image, DPI, page=1, cache=str(tmp_path)) == first
        assert ocr.recognise_page(sheet.image, DPI, page=2, cache=str(tmp_path)).number == 2
        with pytest.raises(pytest.fail.Exception):
            ocr.recognise_page(sheet.image, DPI + 1, page=1, cache=str(tmp_path))
    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    for rubbish in (b"", b"rubbish", kept.read_bytes()[:50]):
        kept.write_bytes(rubbish)
        assert ocr.recognise_page(sheet.image, DPI, page=1, cache=str(tmp_path)) == first


def test_folder_that_cannot_be_written_costs_no_result(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert ocr.recognise_page(Sheet((300, 200)).image, DPI, page=1, cache=str(file)).words == ()


def test_missing_language_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "tessdata", lambda: None)
    assert not ocr.available()
    with pytest.raises(DocumentError) as caught:
        ocr.recognise_page(Sheet((300, 200)).image, DPI, page=1)
    assert caught.value.code == "waiting_for_tool"
    assert "tesseract-ocr-vie" in caught.value.hint("en")


def test_language_data_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"x")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert engines.tessdata.__wrapped__() == tmp_path


def test_rules_are_found_and_taken_off() -> None:
    sheet = Sheet((800, 600))
    sheet.grid([40, 140, 240], [40, 80, 120])
    sheet.text(50, 50, "135", 12)
    found = ruling.find_rules(np.asarray(sheet.image.convert("L")), DPI)
    assert (len(found.level), len(found.upright)) == (3, 3)
    assert found.level[0] == pytest.approx((111, 111, 667, 111), abs=6)
    bare = ruling.find_rules(found.grey, DPI)
    assert (bare.level, bare.upright) == ((), ())


def test_ink_under_a_seal_is_kept() -> None:
    sheet = Sheet((600, 500))
    sheet.seal(108, 90, 50)
    sheet.line(60, 90, 160, 90, 6)
    grey = prepare.without_seals(np.asarray(sheet.image), DPI)
    assert grey[250, 300] < 60  # the line through the middle
    red = np.asarray(sheet.image)[:, :, 0] > 150
    assert grey[red].min() > 180


def test_recognition_writes_nothing_into_the_home_folder(tmp_path: Path) -> None:
    program = (
        "from PIL import Image; from pipeline.read import ocr; from pipeline.read.ocr import recognise;"
        "picture = Image.new('RGB', (400, 60), 'white'); picture.paste('black', (40, 20, 300, 40));"
        "ocr.recognise_page(picture, 200, page=1); recognise.second_opinion(picture)"
    )
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    subprocess.run([sys.executable, "-c", program], env={**os.environ, **home}, check=True, timeout=120)
    assert list(tmp_path.rglob("*")) == []
