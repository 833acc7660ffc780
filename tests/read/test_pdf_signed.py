"""Signed PDFs: numbers and days in widgets, panels, notes; and when a text layer is believed."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.errors import DocumentError
from pipeline.read import ocr, pdfium, read
from pipeline.read.layout import Layout
from pipeline.read.ocr import engines
from pipeline.read.pdf_signed import signature_in
from tests.read.make import HEIGHT, WIDTH, Annotation, Item, Picture, Text, paragraphs, pdf
from tests.read.test_pdf import ONE, TWO, body, centred

needs_recognition = pytest.mark.skipif(not ocr.available(), reason=f"recognition is not installed: {ocr.why_not()}")

HEAD: list[Item] = [
    centred(60, "ỦY BAN NHÂN DÂN", middle=180),
    centred(76, "TỈNH NAM AN", middle=180),
    Text(110, 100, "Số:"),
    Text(175, 100, "/QĐ-UBND"),
    centred(60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, middle=430),
    centred(76, "Độc lập - Tự do - Hạnh phúc", 11, middle=430),
    Text(350, 100, "Nam An, ngày"),
    Text(460, 100, "tháng 02 năm 2026"),
]


def letters(text: str, size: int, ink: str = "black") -> Image.Image:
    """A picture of words, as a scanner or a signing program makes it."""
    try:
        font = ImageFont.truetype("DejaVuSerif.ttf", size)
    except OSError:
        pytest.skip("the font DejaVu Serif is not installed (fonts-dejavu-core)")
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("RGB", (int(right - left) + 8, int(bottom - top) + 8), "white")
    ImageDraw.Draw(image).text((4 - left, 4 - top), text, fill=ink, font=font)
    return image


def test_number_and_day_in_widgets_are_text_of_the_page() -> None:
    layout = read(
        pdf([*HEAD, Annotation(130, 88, 172, 106, "354"), Annotation(430, 88, 458, 106, "19"), *body(140, ONE)])
    )
    assert "Số: 354 /QĐ-UBND" in layout.text
    assert "Nam An, ngày 19 tháng 02 năm 2026" in layout.text
    assert not layout.ocr
    assert not layout.warnings


@pytest.mark.parametrize(
    "panel",
    [
        pytest.param("Ký bởi: Ủy ban nhân dân tỉnh Nam An", id="signer"),
        pytest.param("24.01.2026 20:01:14 +07:00", id="time"),
        pytest.param("vanthu@naman.example", id="mail"),
    ],
)
def test_panel_of_a_widget_is_no_text_of_the_page(panel: str) -> None:
    plain = read(pdf([*HEAD, *body(140, ONE)]))
    signed = read(pdf([*HEAD, Annotation(300, 10, 590, 40, panel), *body(140, ONE)]))
    assert signed.text == plain.text


def test_panels_tell_who_signed_and_when() -> None:
    text = "Ký bởi: Ủy ban nhân dân tỉnh Nam An Cơ quan: Tỉnh Nam An Thời gian ký: 17/01/2026 08:56:09 +07:00"
    layout = read(pdf([Annotation(10, 10, 590, 40, text), *body(140, ONE)]))
    [signature] = layout.signatures
    assert (signature.signer, signature.time) == ("Ủy ban nhân dân tỉnh Nam An", "2026-01-17T08:56:09+07:00")


@pytest.mark.parametrize(
    ("text", "signer", "time"),
    [
        (
            "TRUNG TÂM TIN HỌC ttth@naman.example 24.01.2026 20:01:14 +07:00",
            "TRUNG TÂM TIN HỌC",
            "2026-01-24T20:01:14+07:00",
        ),
        (
            "Người ký: Trần Văn Bình Email: binh@naman.example Thời gian ký: 05/01/2026 8:15",
            "Trần Văn Bình",
            "2026-01-05T08:15:00",
        ),
        ("Signed by: SO NOI VU", "SO NOI VU", None),
    ],
)
def test_words_of_panels(text: str, signer: str, time: str | None) -> None:
    found = signature_in(text)
    assert found is not None
    assert (found.signer, found.time) == (signer, time)


def certificate(name: str, issuer: str, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    start = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(named(issuer), named(name), key.public_key(), 7, start, start + timedelta(days=9))
    return builder.sign(key, hashes.SHA256())


def test_signatures_of_the_file_name_the_signer_and_not_the_authority() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    office, authority = certificate("Sở Nội vụ tỉnh Nam An", "CA Nam An", key), certificate("CA Nam An", "CA gốc", key)
    container = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(b"anything")
        .add_signer(office, key, hashes.SHA256())
        .add_certificate(authority)
        .sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])
    )
    panel = Text(300, 30, "Ký bởi: một tên khác 01/01/2020 00:00:00", 8)
    layout = read(pdf([panel, *body(140, ONE)], signature=(container, "D:20260124142343+07'00'")))
    [signature] = layout.signatures
    assert (signature.signer, signature.time) == ("Sở Nội vụ tỉnh Nam An", "2026-01-24T14:23:43+07:00")


def test_a_broken_signature_keeps_its_time() -> None:
    [signature] = read(pdf([*body(140, ONE)], signature=(b"rubbish", "D:20260124142343Z"))).signatures
    assert (signature.signer, signature.time) == (None, "2026-01-24T14:23:43+00:00")


def test_words_that_are_no_panel() -> None:
    assert signature_in("Nơi nhận: như trên") is None


def test_a_note_that_a_reader_typed_on_the_page_is_not_the_documents() -> None:
    note = Annotation(300, 110, 590, 130, "Chuyển phòng Kế hoạch xử lý", kind="FreeText")
    noted = read(pdf([*HEAD, note, *body(140, ONE)]))
    assert "Chuyển phòng" not in noted.text
    assert "“Chuyển phòng Kế hoạch xử lý”" in noted.remarks[0]
    stamp = Annotation(300, 110, 590, 130, "Đã sao y", kind="Stamp")
    assert "“Đã sao y”" in read(pdf([*HEAD, stamp, *body(140, ONE)])).remarks[0]
    number = Annotation(130, 88, 172, 106, "354", kind="FreeText")
    assert "Số: 354 /QĐ-UBND" in read(pdf([*HEAD, number, *body(140, ONE)])).text


@needs_recognition
def test_number_and_day_as_pictures_are_recognised() -> None:
    number = Annotation(128, 86, 172, 106, picture=letters("2117", 60))
    day = Annotation(430, 86, 458, 106, picture=letters("24", 60))
    layout = read(pdf([*HEAD, number, day, *body(140, ONE)]))
    assert "Số: 2117 /QĐ-UBND" in layout.text
    assert "ngày 24 tháng 02 năm 2026" in layout.text
    assert layout.ocr


# --- the text layer --------------------------------------------------------------------------------------------------


def scan(*lines: str) -> Image.Image:
    """A page of text as a scanner gives it: a picture of A4 at 200 dpi."""
    image = Image.new("L", (1654, 2339), 246)
    for i, line in enumerate(lines):
        image.paste(letters(line, 38).convert("L"), (180, 300 + 70 * i))
    return image.filter(ImageFilter.GaussianBlur(0.8))


LINES = (
    "Giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở",
    "kiểm tra việc thực hiện tại các đơn vị và tổng hợp,",
    "tham mưu văn bản trình lãnh đạo Sở xem xét.",
)


def words_right(layout: Layout, lines: tuple[str, ...] = LINES) -> float:
    wanted = " ".join(lines).split()
    found = layout.text.split()
    return sum(word in found for word in wanted) / len(wanted)


@needs_recognition
@pytest.mark.parametrize(
    "layer",
    [
        pytest.param([], id="none"),
        pytest.param([Text(20, 20, "Ký bởi: Sở Nội vụ Thời gian ký: 24/01/2026 14:23:43", 8)], id="stamp-only"),
        pytest.param(
            [
                Text(60, 120 + 25 * i, text, invisible=True)
                for i, text in enumerate(
                    (
                        "Giao Van phOng SO' chu tri, ph6i hqp vOi Thanh tra So",
                        "kiOm tra viec thvc hi~n t~i cac don vi va t6ng hqp,",
                    )
                )
            ],
            id="rubbish",
        ),
    ],
)
def test_a_scan_is_recognised_whatever_its_layer(layer: list[Item]) -> None:
    layout = read(pdf([Picture(0, 0, WIDTH, HEIGHT, scan(*LINES)), *layer]))
    assert layout.ocr
    assert words_right(layout) > 0.9
    assert "Ký bởi" not in layout.text
    assert "ph6i" not in layout.text


def test_a_good_layer_over_a_picture_is_believed() -> None:
    under = [Text(60, 120 + 25 * i, line, invisible=True) for i, line in enumerate(LINES * 3)]
    layout = read(pdf([Picture(0, 0, WIDTH, HEIGHT, Image.new("L", (400, 560), 250)), *under]))
    assert not layout.ocr
    assert words_right(layout) == 1.0


@needs_recognition
def test_a_page_that_is_half_picture_is_read_half_by_recognition() -> None:
    half = scan(*LINES).crop((0, 200, 1654, 1100))
    layout = read(pdf([Picture(0, 0, WIDTH, 325, half), *body(400, ONE)]))
    assert layout.ocr
    assert words_right(layout) > 0.9
    assert paragraphs(layout)[-1] == ONE


@needs_recognition
def test_strips_of_one_scan_are_one_picture() -> None:
    whole = scan(*LINES)
    strips: list[Item] = [
        Picture(
            0,
            HEIGHT * i / 10,
            WIDTH,
            HEIGHT * (i + 1) / 10,
            whole.crop((0, 2339 * i // 10, 1654, 2339 * (i + 1) // 10)),
        )
        for i in range(10)
    ]
    assert words_right(read(pdf(strips))) > 0.9


def test_a_page_of_text_with_a_photograph_does_not_wait_for_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "available", lambda: False)
    monkeypatch.setattr(ocr, "available", lambda: False)
    photograph = Picture(150, 300, 400, 520, letters("ảnh", 90))
    assert paragraphs(read(pdf([*body(100, ONE), photograph, *body(600, TWO)]))) == [ONE, TWO]
    with pytest.raises(DocumentError) as caught:
        read(pdf([Picture(0, 0, WIDTH, HEIGHT, Image.new("L", (400, 560), 250))]))
    assert caught.value.code == "waiting_for_tool"


def test_seals_and_logos_are_not_recognised() -> None:
    seal = Picture(380, 500, 460, 580, letters("X", 90))
    assert not read(pdf([*body(100, ONE), seal, *body(200, TWO)])).ocr


# --- pages that lie on their side ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages(rotate: int) -> None:
    upright = read(pdf([centred(80, "THÔNG BÁO"), *body(120, ONE), *body(184, TWO)]))
    turned = read(pdf([centred(80, "THÔNG BÁO"), *body(120, ONE), *body(184, TWO)], rotate=rotate))
    assert turned.text == upright.text
    wide, high = (HEIGHT, WIDTH) if rotate in (90, 270) else (WIDTH, HEIGHT)
    first, again = upright.words[0].box, turned.words[0].box
    # where the word stands on the page as a viewer shows it
    x0, top, x1, bottom = first
    shown = {
        90: (HEIGHT - bottom, x0, HEIGHT - top, x1),
        180: (WIDTH - x1, HEIGHT - bottom, WIDTH - x0, HEIGHT - top),
        270: (top, WIDTH - x1, bottom, WIDTH - x0),
    }[rotate]
    assert again == pytest.approx(shown, abs=0.2)
    assert 0 <= again[0] < again[2] <= wide
    assert 0 <= again[1] < again[3] <= high


# --- memory ----------------------------------------------------------------------------------------------------------


def test_pages_beyond_one_opening_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "_PAGES_AN_OPENING", 2)
    page: list[Item] = list(body(120, ONE))
    layout = read(pdf(*[page] * 5))
    assert paragraphs(layout) == [ONE] * 5


def test_a_picture_of_a_page_can_be_taken() -> None:
    with pdfium.Document(pdf([*body(120, ONE)])) as document, document.page(1) as page:
        image = page.render(72)
    assert image.size == (WIDTH, HEIGHT)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    assert image.convert("L").point(lambda level: 255 if level < 100 else 0).getbbox() is not None
