"""Legacy encodings: each one against words typed by hand, the tables against themselves, and what must stay."""

from __future__ import annotations

import csv
import time
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

import pipeline.read
from pipeline.read import read
from pipeline.read.decode import decode
from pipeline.read.legacy import (
    LEGACY,
    Run,
    _common,
    bytes_as_seen,
    convert_page,
    convert_runs,
    convert_text,
    convert_texts,
    convert_words,
    font_encoding,
)
from pipeline.read.syllables import _syllables
from pipeline.record import Encoding
from tests.read.make import docx, paragraphs, with_part

TCVN3, VNI, VPS, UNICODE, MIXED = (
    Encoding.TCVN3,
    Encoding.VNI,
    Encoding.VPS,
    Encoding.UNICODE,
    Encoding.MIXED,
)
W = nsdecls("w")

NOTICE = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN
Số: 27/TB-UBND
Lâm Sơn, ngày 14 tháng 3 năm 2006
THÔNG BÁO
Về việc sửa chữa nhà văn hóa và đường liên xã
Căn cứ Quyết định số 315/QĐ-UBND của Ủy ban nhân dân tỉnh, Sở Xây dựng phối hợp với các huyện, thị xã kiểm tra những
công trình đã xuống cấp; mỗi đơn vị tự lập dự toán, gửi trước ngày 05/4/2006.
1. Giám đốc Sở Kế hoạch và Đầu tư chịu trách nhiệm tổng hợp, trình Chủ tịch xem xét, quyết định.
2. Các phòng ở huyện rà soát, bổ sung hồ sơ; chỗ nào còn thiếu thì đề nghị bằng văn bản.
Nơi nhận: Như trên; Lưu: VT, kỹ sư Nguyễn Quỳ, bà Lý Thị Ánh."""


@cache
def _table(encoding: Encoding) -> dict[str, str]:
    """What is seen for each letter."""
    path = Path(pipeline.read.__path__[0]) / "data" / "legacy_letters.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["letter"]: bytes_as_seen(bytes.fromhex(row[encoding])) for row in rows if row[encoding]}


def encoded(text: str, encoding: Encoding) -> str:
    """Return ``text`` as a program shows it that takes it for Western text; capitals that are missing become small."""
    table = _table(encoding)
    return "".join(table.get(c) or table.get(c.lower(), c) for c in text)


def kept(text: str, encoding: Encoding) -> str:
    """Return ``text`` with the capitals that the encoding cannot write in small letters."""
    table = _table(encoding)
    return "".join(c if c.isascii() or c in table else c.lower() for c in text)


# --- the tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "seen", "expected"),
    [
        pytest.param(TCVN3, "QuyÕt ®Þnh sè 12/Q§-UB", "Quyết định số 12/QĐ-UB", id="tcvn3"),
        pytest.param(TCVN3, "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", id="tcvn3-motto"),
        pytest.param(TCVN3, "®\xad\xaeng x∙ héi Th«ng t−", "đưđng xã hội Thông tư", id="tcvn3-in-pdf"),
        pytest.param(TCVN3, "Th«ng t\ufffe thñ t\x02íng", "Thông tư thủ tướng", id="tcvn3-in-pdfium"),
        pytest.param(TCVN3, "\u03bc ngμy th¸ng Hμ Néi", "à ngày tháng Hà Nội", id="tcvn3-greek-mu"),
        pytest.param(
            TCVN3, "Kh¶o s¸t kü, viÖc nµy ¸p dông tõ n¨m tíi", "Khảo sát kỹ, việc này áp dụng từ năm tới", id="t"
        ),
        pytest.param(TCVN3, "¡n, ¢u, £m, ¤ng, ¥n, ¦u, §Òu", "Ăn, Âu, Êm, Ông, Ơn, Ưu, Đều", id="tcvn3-capitals"),
        pytest.param(TCVN3, "CéNG HßA X· HéI VIÖT NAM", "CỘNG HÒA XÃ HỘI VIỆT NAM", id="tcvn3-typed-in-capitals"),
        pytest.param(TCVN3, "500.000 ®ång, 1.200® mét suÊt", "500.000 đồng, 1.200đ một suất", id="tcvn3-dong"),
        pytest.param(VNI, "Quyeát ñònh soá 12/QÑ-UB", "Quyết định số 12/QĐ-UB", id="vni"),
        pytest.param(VNI, "Ñoäc laäp – Töï do – Haïnh phuùc", "Độc lập – Tự do – Hạnh phúc", id="vni-motto"),
        pytest.param(VNI, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="VNI"),
        pytest.param(VNI, "Aùp duïng töø naêm tôùi, ÔÛ ñaây", "Áp dụng từ năm tới, Ở đây", id="vni-small-mark"),
        pytest.param(VNI, "coâng vieâïc ñöôïc giao", "công việc được giao", id="vni-two-marks"),
        pytest.param(VNI, "cô sô ûvaät chaát", "cơ sơ ûvật chất", id="vni-stray-mark"),
        pytest.param(VNI, "naëng nhoïc, saün saøng, caúng tay, kî", "nặng nhọc, sẵn sàng, cẳng tay, kỵ", id="vni-rare"),
        pytest.param(VPS, "Quy‰t ÇÎnh cûa UBND tÌnh vŠ viŒc", "Quyết định của UBND tỉnh về việc", id="vps"),
        pytest.param(VPS, "Quy\x89t ÇÎnh cûa UBND v\x8a vi\x8cc", "Quyết định của UBND về việc", id="vps-as-latin-1"),
        pytest.param(VPS, "ñ¶c lÆp, T¿ do, Hånh phúc, ÇÜ©ng l¶", "Độc lập, Tự do, Hạnh phúc, đường lộ", id="vps-motto"),
    ],
)
def test_words_typed_by_hand(encoding: Encoding, seen: str, expected: str) -> None:
    assert convert_text(seen, [encoding]) == (expected, encoding)


@pytest.mark.parametrize("encoding", LEGACY)
def test_table_is_whole_and_says_everything_once(encoding: Encoding) -> None:
    small = [
        letter
        for base in "aăâeêioôơuưyđ"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        if len(letter := unicodedata.normalize("NFC", base + tone)) == 1 and not letter.isascii()
    ]
    table = _table(encoding)
    assert len(small) == 67
    assert set(small) <= table.keys()
    assert len(set(table.values())) == len(table)
    capitals = {letter.upper() for letter in small}
    assert capitals <= table.keys() if encoding is not TCVN3 else set("ĂÂÊÔƠƯĐ") == capitals & table.keys()


@pytest.mark.parametrize("encoding", LEGACY)
def test_document_comes_back(encoding: Encoding) -> None:
    found, told = convert_text(encoded(NOTICE, encoding))
    assert told is encoding
    expected = kept(NOTICE, encoding)
    # in TCVN3 a heading typed in capitals is made one again
    assert (found.upper() if encoding is TCVN3 else found) == (expected.upper() if encoding is TCVN3 else expected)


_MARKED = sorted(word for word in _syllables() if not word.isascii())
_OFTEN = sorted(word for word, score in _common().items() if score == max(_common().values()))


@pytest.mark.parametrize("encoding", LEGACY)
@given(words=st.lists(st.sampled_from(_OFTEN), max_size=80))
def test_any_words_come_back(encoding: Encoding, words: list[str]) -> None:
    text = " ".join(["Quyết định của tỉnh", *words, "được thực hiện"])
    assert convert_text(encoded(text, encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", LEGACY)
@given(word=st.sampled_from(_MARKED))
def test_any_syllable_comes_back_among_others(encoding: Encoding, word: str) -> None:
    text = f"Quyết định của tỉnh {word} được thực hiện"
    assert convert_text(encoded(text, encoding))[0] == text


# --- mixtures --------------------------------------------------------------------------------------------------------


def test_one_cell_in_two_encodings() -> None:
    assert convert_text("tại QuyÕt ®ịnh sè 81/2004/Q§-NHNN ngµy 28/4/2004") == (
        "tại Quyết định số 81/2004/QĐ-NHNN ngày 28/4/2004",
        MIXED,
    )


def test_short_cells_follow_the_rest_of_the_workbook() -> None:
    cells = ["Sè", "Néi dung", "Céng", "§iÒu 3", "12", "Danh môc nhiÖm vô", "a", "Thêi gian"]
    expected = ["Số", "Nội dung", "Cộng", "Điều 3", "12", "Danh mục nhiệm vụ", "a", "Thời gian"]
    assert convert_texts(cells) == (expected, TCVN3)
    assert convert_text("Sè") == ("Sè", UNICODE)
    assert convert_text("Sè", [TCVN3]) == ("Số", TCVN3)


@pytest.mark.parametrize("encoding", LEGACY)
def test_paragraphs_in_turn(encoding: Encoding) -> None:
    lines = NOTICE.split("\n")[4:]
    mixed = [encoded(line, encoding) if i % 2 else line for i, line in enumerate(lines)]
    found, told = convert_texts(mixed)
    assert told is MIXED
    assert found == [kept(line, encoding) if i % 2 else line for i, line in enumerate(lines)]


def test_two_legacy_encodings_in_one_document() -> None:
    lines = ["Căn cứ đề nghị của Sở Nội vụ", "Quyết định thành lập tổ công tác", "Những điều khoản đã thỏa thuận"]
    texts = [encoded(lines[0], TCVN3), encoded(lines[1], VNI), encoded(lines[2], TCVN3)]
    assert convert_texts(texts) == (lines, MIXED)


def test_name_of_the_font_may_mislead() -> None:
    lines = ["Căn cứ đề nghị của Sở Nội vụ, tháng này", "Quyết định thành lập tổ công tác"]
    runs = [Run(lines[0], ".VnTime"), Run("\n"), Run(encoded(lines[1], TCVN3), "Times New Roman")]
    converted = convert_runs(runs)
    assert "".join(converted.texts) == "\n".join(lines)
    assert converted.encodings[0] is UNICODE
    assert converted.encodings[2] is TCVN3


def test_word_that_runs_on_in_another_run() -> None:
    converted = convert_runs([Run("Th", ".VnTime"), Run("«ng t", ".VnTime"), Run("−", ".VnTimeI"), Run(" cña Bé")])
    assert converted.texts == ("Th", "ông t", "ư", " của Bộ")
    assert convert_runs([Run("Quyeát ñònh cuû"), Run("a Boä tröô"), Run("ûng")]).texts == (
        "Quyết định củ",
        "a Bộ trưở",
        "ng",
    )


@pytest.mark.parametrize("font", [".VnTimeH", ".VNTIMEH", ".VnArial NarrowH", "ABCDEF+VnTimeHBold", ".VnTimeH,Bold"])
def test_capitals_live_in_the_font(font: str) -> None:
    converted = convert_runs([Run("NghÞ ®Þnh cña ChÝnh phñ", font), Run("\nVÒ viÖc trång rõng", ".VnTime")])
    assert converted.texts == ("NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "\nVề việc trồng rừng")


def test_unicode_in_a_capital_font_stays() -> None:
    runs = [Run("Nghị định của Chính phủ", ".VnTimeH"), Run("\nC¨n cø LuËt Tæ chøc ChÝnh phñ", ".VnTime")]
    assert convert_runs(runs).texts[0] == runs[0].text
    assert convert_runs(runs[:1]).texts == (runs[0].text,)


def test_hyphen_where_the_horned_u_was_lost() -> None:
    lines = [
        "Th«ng t- cña Bé tr-ëng Bé N«ng nghiÖp vÒ viÖc h-íng dÉn c¸c tØnh ph¸t triÓn rõng ven biÓn - ®Çm l¾ng",
        "C¸c ®¬n vÞ ®-îc giao kinh phÝ ph¶i b¸o c¸o -u ®iÓm, nh-îc ®iÓm vÒ kinh tÕ-x· héi tr-íc ngµy 15 th¸ng 6",
        "Nhµ n-íc khuyÕn khÝch mäi ng-êi tham gia, nh- quy ®Þnh t¹i §iÒu 4 cña LuËt B¶o vÖ vµ ph¸t triÓn rõng",
    ]
    assert convert_texts(lines)[0] == [
        "Thông tư của Bộ trưởng Bộ Nông nghiệp về việc hướng dẫn các tỉnh phát triển rừng ven biển - đầm lắng",
        "Các đơn vị được giao kinh phí phải báo cáo ưu điểm, nhược điểm về kinh tế-xã hội trước ngày 15 tháng 6",
        "Nhà nước khuyến khích mọi người tham gia, như quy định tại Điều 4 của Luật Bảo vệ và phát triển rừng",
    ]


def test_signs_and_bullets_stay_signs() -> None:
    text = "· Néi dung häp\n« trÝch »\n½ sè phiÕu, 3 × 4, 20 ± 2, 5−6 m², −Néi vô"
    assert convert_text(text)[0] == "· Nội dung họp\n« trích »\n½ số phiếu, 3 × 4, 20 ± 2, 5−6 m², −Nội vụ"


def test_words_of_a_page() -> None:
    words: list[tuple[str, str | None]] = [
        ("Hµ", "ABCDEF+VnTime"),
        ("Néi,", "ABCDEF+VnTime"),
        ("ngµy", None),
        ("7", None),
    ]
    assert convert_words(words) == ["Hà", "Nội,", "ngày", "7"]
    page = convert_page(words)
    assert page.encoding is TCVN3
    assert len(page.texts) == len(page.encodings) == len(words)


def test_letters_in_the_private_use_area() -> None:
    seen = "".join(chr(0xF000 | ord(c)) if c > "\x7f" else c for c in "QuyÕt ®Þnh cña Bé")
    assert convert_runs([Run(seen, ".VnTime")]).texts == ("Quyết định của Bộ",)
    bullet = [Run("\uf0b7", "Symbol"), Run(" QuyÕt ®Þnh cña Bé", ".VnTime")]
    assert convert_runs(bullet).texts[0] == "\uf0b7"


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
def test_bytes_taken_for_the_code_page_of_vietnam(encoding: Encoding) -> None:
    seen = encoded(NOTICE, encoding).encode("cp1252").decode("cp1258", errors="replace")
    for text in (seen, unicodedata.normalize("NFC", seen)):
        assert "\ufffd" not in text
        assert convert_text(text)[0].upper() == NOTICE.upper()


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", TCVN3),
        (".VNTIMEH", TCVN3),
        ("FBHPEM+VnTimeBold", TCVN3),
        ('"VNI-Times"', VNI),
        ("VPS Times", VPS),
        ("Times New Roman", None),
        ("Vnurope", None),
        (None, None),
    ],
)
def test_names_of_fonts(font: str | None, expected: Encoding | None) -> None:
    assert font_encoding(font) is expected


# --- what must stay --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NOTICE, id="notice"),
        pytest.param(NOTICE.upper(), id="capitals"),
        pytest.param(unicodedata.normalize("NFD", NOTICE), id="decomposed"),
        pytest.param("tháng", id="thang"),
        pytest.param("Hội nghị ngày 5 tháng 6: toàn thể, hòa giải, khoán, soát xét, thoáng", id="vowels-of-vni"),
        pytest.param("Trong các tháng đó có bảo hành; cá, mò, ổ, bé, sà, là, và", id="short-words"),
        pytest.param("Ðiều 5. Ủy ban nhân dân thành phố Ðà Nẵng, QÐ-UBND, ÐHÐCÐ, ðiện", id="eth-for-d"),
        pytest.param("Ông Jürgen Müller, bà Françoise Noël, ông José Núñez, chị Søren Åsa Ström", id="names"),
        pytest.param("Müller", id="name-alone"),
        pytest.param("café, São Paulo, Zürich, Malmö, Besançon, Côte d'Ivoire, où, à la carte, naïve, año", id="words"),
        pytest.param("Les élèves français ont été reçus à l'école où ils étaient inscrits; ça va très bien.", id="fr"),
        pytest.param("Die Größe der Fläche über dem Fluß beträgt fünf Köpfe; schöne Grüße, Öl für Übung.", id="de"),
        pytest.param("El niño pequeño soñó con el año próximo; ¿dónde está la señora Muñoz? ¡Aquí!", id="es"),
        pytest.param("På sjön får man så många små båtar; då går vi hår, må, nå, få ål och blåbär.", id="sv"),
        pytest.param("Příliš žluťoučký kůň úpěl ďábelské ódy; šíření výrobků na území České republiky.", id="cs"),
        pytest.param("Æ, Ø og Å: søen, gården, blæst, dét, hø, sø, æg, ært, blå", id="da"),
        pytest.param("Þetta er ævintýri með ð og þ: sjór, ísöld, þröng, hús", id="is"),
        pytest.param(
            "5 µm, 10 µg/m³, 220 V·A, 9,8 N·m, m×n, t−1, x¹, y², 25 °C ± 0,5 °C, ½ giờ, § 7, 3÷5", id="science"
        ),
        pytest.param("µm\nµg\nN·m\nm×n\nt−1\nx−y\n2×3\nkΩ\nCO₂", id="science-in-cells"),
        pytest.param(
            "Windows® 10, Office™, © 2020 Công ty Hoa Sen, nhãn hiệu «Sao Mai», “trích dẫn” – ghi chú¹", id="signs"
        ),
        pytest.param("1.234,5\t12%\t−3,2\t±0,1\n15÷20\t3×4\t½", id="numbers"),
        pytest.param("Đăk Lắk, Krông Nô, Pleiku, Êa H'leo, Chư Sê, Lạng Sơn, Vũng Tàu, Ngãi, nớ, bọ", id="places"),
        pytest.param("UY BAN NHAN DAN TINH, Can cu Luat To chuc", id="without-marks"),
        pytest.param("", id="nothing"),
    ],
)
def test_unicode_is_left_alone(text: str) -> None:
    assert convert_text(text) == (text, UNICODE)
    assert convert_texts(text.split(" ")) == (text.split(" "), UNICODE)
    runs = [Run(text, ".VnTime")]
    assert convert_runs(runs).texts == (text,)
    among = f"{NOTICE}\n{text}\n{NOTICE}"
    assert convert_text(among)[0] == among


def test_unicode_among_legacy_paragraphs_is_left_alone() -> None:
    foreign = "Ông Jürgen Müller và bà Françoise đã họp tại Zürich tháng 5; độ dày 5 µm, tải 3 N·m."
    texts = [encoded(line, TCVN3) for line in NOTICE.split("\n")] + [foreign]
    assert convert_texts(texts)[0][-1] == foreign


@given(st.text(max_size=200))
def test_any_text_passes(text: str) -> None:
    converted = convert_runs([Run(text), Run(text, ".VnTimeH")])
    assert len(converted.texts) == 2
    if text.isascii():
        assert converted.texts == (text, text)


@given(st.lists(st.sampled_from(_MARKED), min_size=1, max_size=60))
def test_syllables_in_unicode_stay(words: list[str]) -> None:
    text = " ".join([*words, "được", "định"])
    assert convert_text(text) == (text, UNICODE)


def test_ordinary_documents_do_not_pay() -> None:
    text = (NOTICE + " Müller, 5 µm, «x».\n") * (1_000_000 // len(NOTICE))
    convert_text(NOTICE)
    started = time.process_time()
    assert convert_text(text)[1] is UNICODE
    assert time.process_time() - started < 1.0  # some 0.1 s


# --- the readers -----------------------------------------------------------------------------------------------------


def _of(*bodies: str) -> bytes:
    def build(document: Any) -> None:
        for body in bodies:
            element = parse_xml(body.replace("<w:p>", f"<w:p {W}>", 1))
            document.element.body.insert(len(document.element.body) - 1, element)

    return docx(build)


def _run(text: str, font: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>{text}</w:r>'


def test_word_with_optional_hyphens_and_capital_fonts() -> None:
    layout = read(
        _of(
            f"<w:p>{_run('<w:t>NghÞ ®Þnh cña ChÝnh phñ</w:t>', '.VnTimeH')}</w:p>",
            f"<w:p>{_run('<w:t>Thñ t</w:t><w:softHyphen/><w:t>íng giao c¸c bé</w:t>', '.VnTime')}</w:p>",
        ),
        name="a.docx",
    )
    assert paragraphs(layout) == ["NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "Thủ tướng giao các bộ"]
    assert layout.encoding is TCVN3


def test_word_font_of_a_style_and_label_of_a_list() -> None:
    package = _of(
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>QuyÕt ®Þnh cña Bé</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="ListNumber"/></w:pPr><w:r><w:t>Ph¹m vi ¸p dông</w:t></w:r></w:p>',
    )
    package = with_part(
        package,
        "word/styles.xml",
        lambda xml: xml.replace(
            '<w:style w:type="paragraph" w:styleId="Title">',
            '<w:style w:type="paragraph" w:styleId="Old"><w:name w:val="Old"/><w:rPr>'
            '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="Title">',
        ),
    )
    package = with_part(package, "word/document.xml", lambda xml: xml.replace('w:val="Title"', 'w:val="Old"'))
    package = with_part(
        package,
        "word/numbering.xml",
        lambda xml: xml.replace('<w:lvlText w:val="%1."/>', '<w:lvlText w:val="§iÒu %1."/>'),
    )
    assert paragraphs(read(package, name="a.docx")) == ["QUYẾT ĐỊNH CỦA BỘ", "Điều 1. Phạm vi áp dụng"]


def test_word_in_unicode_is_unicode() -> None:
    layout = read(_of(f"<w:p>{_run('<w:t>Tháng 5, ông Müller; 3 µm</w:t>', '.VnTime')}</w:p>"), name="a.docx")
    assert paragraphs(layout) == ["Tháng 5, ông Müller; 3 µm"]
    assert layout.encoding is UNICODE


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1258", "windows-1252", "x-user-defined"])
def test_bytes_with_a_wrong_charset(encoding: Encoding, suffix: str, charset: str) -> None:
    lines = NOTICE.split("\n")[5:9]
    seen = [encoded(line, encoding) for line in lines]
    if suffix == ".html":
        body = "".join(f'<p><font face="Arial">{line}</font></p>' for line in seen)
        seen = [f'<html><head><meta charset="{charset}"></head><body>{body}</body></html>']
    data = "\r\n".join(seen).encode("cp1252")
    layout = read(data, name=f"a{suffix}")
    assert " ".join(layout.text.split()) == kept(" ".join(lines), encoding)
    assert layout.encoding is encoding
    assert layout.warnings == ()


def test_web_page_with_entities_and_a_capital_font() -> None:
    page = (
        "<html><head><style>p.Dau {margin:0; font-family:'.VnTimeH',serif}</style></head><body>"
        "<p class=Dau>Quy&Otilde;t &reg;&THORN;nh</p><p style='font-family:.VnTime'>Th&ntilde; t&shy;&iacute;ng "
        "giao Bé <b>N«ng nghi&Ouml;p</b></p></body></html>"
    )
    layout = read(page.encode("utf-8"), name="a.html")
    assert layout.text.split("\n") == ["QUYẾT ĐỊNH", "Thủ tướng giao Bộ Nông nghiệp"]


def test_other_bytes_are_read_as_before() -> None:
    vietnamese = "Các cơ quan thực hiện quyết định này"
    tones = unicodedata.normalize("NFD", vietnamese).replace("o\u031b", "ơ").replace("u\u031b", "ư")
    windows = tones.replace("e\u0302", "ê").replace("e\u0323\u0302", "ê\u0323").replace("a\u0302", "â").encode("cp1258")
    found = decode(windows)
    assert found is not None
    assert unicodedata.normalize("NFC", found[0]) == vietnamese
    french = "Les élèves français ont été reçus à l'école où ils étaient inscrits, à côté du théâtre. " * 3
    assert decode(french.encode("cp1252"), "windows-1252") == (french, "windows-1252")
