"""Pages as pictures: boxes in their places, turned pages, picture files, and what is told where there is none."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipeline.errors import DocumentError
from pipeline.read.draw import Drawing, Mark, draw, resolution_of
from pipeline.read.guard import DEFAULT_LIMITS, Limits

WHITE = (255, 255, 255)
WIDTH, HEIGHT = 300, 200  # points


def pdf(*, pages: int = 1, turned: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        page = document.new_page(WIDTH, HEIGHT)
        page.set_rotation(turned)
        if crop:
            page.set_cropbox(*crop)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def picture(
    *, frames: int = 1, dpi: int | None = 144, size: tuple[int, int] = (600, 400), format: str = "TIFF"
) -> bytes:
    images = [Image.new("RGB", size, WHITE if n == 0 else (200, 200, 200)) for n in range(frames)]
    target = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(target, format, **more, **({"dpi": (dpi, dpi)} if dpi else {}))
    return target.getvalue()


Keep = Callable[[bytes, str], Path]


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    def write(data: bytes, name: str) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


def drawn(
    data: bytes,
    paths: list[Path | str],
    *marks: Mark,
    format: str = "pdf",
    page: int = 1,
    dpi: int = 144,
    legend: tuple[tuple[str, str], ...] = (("unit", "đơn vị"),),
    limits: Limits = DEFAULT_LIMITS,
) -> Image.Image:
    drawing = Drawing(
        paths=tuple(str(path) for path in paths),
        sha256=hashlib.sha256(data).hexdigest(),
        format=format,
        pages=page,
        page=page,
        dpi=dpi,
        marks=marks,
        legend=legend,
        title="trang {page}/{pages}",
    )
    return Image.open(io.BytesIO(draw(drawing, limits))).convert("RGB")


def colours(image: Image.Image, *points: tuple[float, float], dpi: int = 144) -> list[object]:
    """The colours at places given in points."""
    return [image.getpixel((int(x * dpi / 72), int(y * dpi / 72))) for x, y in points]


UNIT = Mark("unit", ((50, 40, 120, 60),))


def test_a_box_is_where_it_was_read(keep: Keep) -> None:
    data = pdf()
    image = drawn(data, [keep(data, "a.pdf")], UNIT)
    assert image.width == 600
    assert image.height > 400  # the legend stands below
    inside, *outside = colours(image, (85, 50), (45, 50), (125, 50), (85, 36), (85, 64))
    assert inside != WHITE
    assert outside == [WHITE] * 4


@pytest.mark.parametrize(("turned", "size"), [(0, (300, 200)), (90, (200, 300)), (180, (300, 200)), (270, (200, 300))])
def test_boxes_are_of_the_page_as_a_person_sees_it(keep: Keep, turned: int, size: tuple[int, int]) -> None:
    data = pdf(turned=turned)
    image = drawn(data, [keep(data, "a.pdf")], UNIT, dpi=72)
    assert image.width == size[0]
    assert colours(image, (85, 50), (85, 70), dpi=72)[0] != WHITE
    assert colours(image, (85, 50), (85, 70), dpi=72)[1] == WHITE


def test_what_is_cropped_away_is_not_shown(keep: Keep) -> None:
    data = pdf(crop=(0, 0, 200, 200))
    assert drawn(data, [keep(data, "a.pdf")], UNIT, dpi=72).width == 200


def test_what_stands_in_a_task_stays_visible_and_letters_stay_black(keep: Keep) -> None:
    data = picture(size=(600, 400), format="PNG")
    with Image.open(io.BytesIO(data)) as page:
        page.paste((0, 0, 0), (120, 90, 130, 110))
        target = io.BytesIO()
        page.save(target, "PNG", dpi=(144, 144))
    data = target.getvalue()
    task = Mark("task", ((40, 30, 200, 80),), "1")
    image = drawn(data, [keep(data, "a.png")], UNIT, task, format="image")
    alone = drawn(data, ["a.png", keep(data, "b.png")], UNIT, format="image")
    letter, unit, in_task, edge = colours(image, (62, 50), (85, 50), (150, 70), (100, 28))
    assert letter == (0, 0, 0)
    assert unit == colours(alone, (85, 50))[0]
    assert in_task == WHITE
    assert edge == (0, 90, 180)


def test_two_kinds_over_each_other_mix(keep: Keep) -> None:
    data = pdf()
    image = drawn(data, [keep(data, "a.pdf")], UNIT, UNIT, Mark("date", ((100, 40, 160, 60),)))
    unit, both, date = colours(image, (80, 50), (110, 50), (150, 50))
    assert len({unit, both, date, WHITE}) == 4
    assert unit == colours(drawn(data, [keep(data, "a.pdf")], UNIT), (80, 50))[0]


def test_the_frames_of_a_picture_are_its_pages(keep: Keep) -> None:
    data = picture(frames=2)
    path = keep(data, "scan.tiff")
    first, second = (drawn(data, [path], UNIT, format="image", page=page, dpi=72) for page in (1, 2))
    assert first.width == second.width == WIDTH
    assert colours(first, (10, 10), dpi=72) == [WHITE]
    assert colours(second, (10, 10), dpi=72) != [WHITE]
    assert colours(first, (85, 50), dpi=72) != [WHITE]


@pytest.mark.parametrize(
    ("dpi", "resolution"),
    [(200, 200.0), (None, 1754 / 11.69), (1, 1754 / 11.69)],
    ids=["said", "not said: a sheet A4", "cannot be"],
)
def test_resolution_of_a_picture(dpi: int | None, resolution: float) -> None:
    with Image.open(io.BytesIO(picture(dpi=dpi, size=(1240, 1754), format="PNG"))) as image:
        assert resolution_of(image) == pytest.approx(resolution, rel=0.01)


def test_the_legend_names_what_is_there_and_wraps(keep: Keep) -> None:
    data = pdf()
    path = keep(data, "a.pdf")
    legend = tuple((kind, "một tên gọi khá dài của loại này") for kind in ("unit", "date", "count", "reference"))
    one = drawn(data, [path], UNIT, legend=legend)
    marks = [Mark(kind, UNIT.boxes) for kind, _ in legend]
    four = drawn(data, [path], *marks, legend=legend)
    none = drawn(data, [path], legend=legend)
    assert four.height > one.height == none.height


def test_a_member_of_a_container(keep: Keep, tmp_path: Path) -> None:
    data = pdf()
    with zipfile.ZipFile(tmp_path / "thư.zip", "w") as archive:
        archive.writestr("khác.pdf", pdf(pages=2))
        archive.writestr("văn bản.pdf", data)
    image = drawn(data, [tmp_path / "gone.zip", f"{tmp_path}/thư.zip!/văn bản.pdf"], UNIT)
    assert colours(image, (85, 50)) != [WHITE]


@pytest.mark.parametrize(
    "name",
    ["a.pdf", "a.zip!/a.pdf", "not there.pdf", "not there.zip!/a.pdf", "folder"],
    ids=["changed", "no container", "gone", "container gone", "folder"],
)
def test_a_file_that_is_not_there_any_more(keep: Keep, tmp_path: Path, name: str) -> None:
    keep(pdf(pages=2), "a.pdf")
    keep(b"%PDF no archive", "a.zip")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DocumentError) as caught:
        drawn(pdf(), [str(tmp_path / name)], UNIT)
    assert caught.value.code == "file_gone"
    assert name in caught.value.message("vi")
    assert "vanban ingest" in caught.value.hint("vi")


def test_a_file_over_the_limits_is_not_opened(keep: Keep) -> None:
    data = pdf()
    with pytest.raises(DocumentError):
        drawn(data, [keep(data, "a.pdf")], UNIT, limits=Limits(max_bytes=10))


def test_a_page_too_large_for_its_resolution(keep: Keep) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 14_400)
    target = io.BytesIO()
    document.save(target)
    data = target.getvalue()
    with pytest.raises(DocumentError) as caught:
        drawn(data, [keep(data, "a.pdf")], UNIT, dpi=300)
    assert caught.value.code == "picture_too_large"
    assert "--dpi 38" in caught.value.hint("en")


@pytest.mark.parametrize(
    ("data", "format"),
    [(b"%PDF-1.4 nothing more", "pdf"), (pdf()[:200], "pdf"), (b"\x89PNG\r\n\x1a\n", "image"), (b"II*\0", "image")],
)
def test_broken_files(keep: Keep, data: bytes, format: str) -> None:
    with pytest.raises(DocumentError) as caught:
        drawn(data, [keep(data, "x")], UNIT, format=format)
    assert caught.value.code == "damaged"


def test_boxes_of_a_broken_page_do_no_harm(keep: Keep) -> None:
    data = pdf()
    marks = [Mark("task", ((120, 60, 50, 40),), "1"), Mark("unit", ((-1e6, -5, 1e6, 1e6),)), Mark("date", ())]
    assert drawn(data, [keep(data, "a.pdf")], *marks).width == 600
