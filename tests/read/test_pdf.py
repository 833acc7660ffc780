from __future__ import annotations

import pytest

from pipeline.errors import DocumentError
from pipeline.read import read
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout, Part
from pipeline.read.lines import join
from pipeline.record import Encoding
from tests.read.make import HEIGHT, LETTER, WIDTH, Rule, Text, paragraphs, pdf, ruled

LEFT, RIGHT, INDENT = 85, 555, 113


def centred(y: float, text: str, size: float = 12, bold: bool = True, middle: float = (LEFT + RIGHT) / 2) -> Text:
    return Text(middle - len(text) * size * LETTER / 2, y, text, size, bold)


def body(y: float, text: str, step: float = 16) -> list[Text]:
    """Set a paragraph as a word processor does: first line indented, wrapped at the right margin."""
    lines: list[Text] = []
    line, x = "", float(INDENT)
    for word in text.split():
        if line and x + (len(line) + 1 + len(word)) * 12 * LETTER > RIGHT:
            lines.append(Text(x, y + step * len(lines), line))
            line, x = "", float(LEFT)
        line = f"{line} {word}".strip()
    return [*lines, Text(x, y + step * len(lines), line)]


ONE = (
    "Căn cứ chương trình công tác năm, Sở Nội vụ tỉnh Nam An đề nghị các phòng, đơn vị trực thuộc rà soát hồ sơ "
    "thủ tục hành chính đã tiếp nhận và báo cáo kết quả giải quyết trong tháng."
)
TWO = (
    "Giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở kiểm tra việc thực hiện tại các đơn vị và tổng hợp, "
    "tham mưu văn bản trình lãnh đạo Sở xem xét."
)


def shown(layout: Layout) -> list[tuple[tuple[int, int] | None, str]]:
    return [(b.cell, layout.text[b.start : b.end]) for b in layout.blocks]


def test_lines_become_paragraphs() -> None:
    layout = read(pdf([centred(80, "THÔNG BÁO"), *body(120, ONE), *body(184, TWO)]))
    assert paragraphs(layout) == ["THÔNG BÁO", ONE, TWO]
    assert [(b.bold, b.centered) for b in layout.blocks] == [(True, True), (False, False), (False, False)]
    assert layout.pages == 1


def test_title_over_two_lines_is_one_paragraph() -> None:
    title = ["VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI", "TRÊN ĐỊA BÀN TỈNH NAM AN"]
    layout = read(
        pdf([*(centred(80 + 16 * i, line) for i, line in enumerate(title)), *body(150, ONE), *body(220, TWO)])
    )
    assert paragraphs(layout)[0] == " ".join(title)


def test_a_stretched_text_without_indents_parts_where_a_line_was_not_stretched() -> None:
    width = 75  # letters of a stretched line
    full = ["x" * 10 + " " + "rà soát hồ sơ".ljust(width - 12, "a") + "b" for _ in range(9)]
    last = ("kết quả giải quyết trong tháng".ljust(width - 2, "c")) + "."
    lines = [*full[:3], last, *full[3:], "Phòng Tổ chức tổng hợp."]
    layout = read(pdf([Text(LEFT, 120 + 16 * i, line) for i, line in enumerate(lines)]))
    assert paragraphs(layout) == [" ".join(lines[:4]), " ".join(lines[4:])]


def test_recipients_open_a_paragraph_below_a_full_line() -> None:
    full = "tham mưu văn bản trình lãnh đạo Sở xem xét, quyết định trong năm nay, và báo"
    layout = read(pdf([*body(120, ONE), Text(LEFT, 168, full), Text(LEFT, 184, "Nơi nhận:"), Text(LEFT, 200, "- Sở;")]))
    assert paragraphs(layout)[-2:] == ["Nơi nhận:", "- Sở;"]


def test_a_date_cut_by_a_narrow_column_is_whole() -> None:
    lines = ["Nam An - Vũng Hải, ngày 15 tháng 11 năm", "2026"]
    layout = read(
        pdf([*(centred(60 + 15 * i, line, bold=False, middle=420) for i, line in enumerate(lines)), *body(120, ONE)])
    )
    assert paragraphs(layout) == [" ".join(lines), ONE]


def test_a_heading_in_capitals_ends_where_small_letters_begin() -> None:
    heading = "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ CÔNG TÁC CẢI CÁCH HÀNH CHÍNH TRÊN TOÀN TỈNH NĂM 20"
    lines = [heading, "Sở Nội vụ tiếp tục rà soát hồ sơ."]
    layout = read(pdf([*body(80, ONE), *(Text(LEFT, 128 + 16 * i, line) for i, line in enumerate(lines))]))
    assert paragraphs(layout)[1:] == lines


def test_a_heading_at_the_foot_of_a_page_does_not_go_on_over_it() -> None:
    heading = "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2027"
    below = ["Sở Nội vụ tiếp tục rà soát hồ sơ thủ tục hành chính đã tiếp nhận và báo cáo", "kết quả hằng tháng."]
    layout = read(
        pdf([*body(80, ONE), Text(LEFT, 700, heading)], [Text(LEFT, 80 + 16 * i, line) for i, line in enumerate(below)])
    )
    assert paragraphs(layout)[1:] == [heading, " ".join(below)]


def test_words_have_their_places() -> None:
    layout = read(pdf(body(120, ONE)))
    start = layout.text.index("Nội vụ")
    span = layout.span(start, start + len("Nội vụ"))
    assert span.page == 1
    ((x0, top, x1, bottom),) = span.boxes
    assert x1 - x0 == pytest.approx(len("Nội vụ") * 12 * LETTER, abs=0.3)
    assert 100 < top < bottom < 130


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("máy X-", "quang", "máy X-quang"),
        ("giai đoạn 2021 -", "2025", "giai đoạn 2021 - 2025"),
        ("số 78/2017/N", "Q-HĐND", "số 78/2017/NQ-HĐND"),
        ("https://dichvucong.", "namanh.vn", "https://dichvucong.namanh.vn"),
        ("http://", "dvc.namanh.vn", "http://dvc.namanh.vn"),
        ("hồ sơ", "cấp mới", "hồ sơ cấp mới"),
    ],
)
def test_wraps(first: str, second: str, joined: str) -> None:
    assert join(first, second) == joined


def test_wrap_inside_a_word_joins_without_a_blank() -> None:
    lines = [
        Text(INDENT, 100, "Khai báo thiết bị chụp ảnh dùng trong y tế, gồm các loại máy X-"),
        Text(LEFT, 116, "quang."),
    ]
    assert paragraphs(read(pdf(lines)))[0].endswith("máy X-quang.")


LETTERHEAD: list[Text | Rule] = [
    centred(60, "UBND TỈNH NAM AN", 11, bold=False, middle=170),
    centred(76, "SỞ NỘI VỤ", 11, middle=170),
    centred(60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, middle=430),
    centred(77, "Độc lập - Tự do - Hạnh phúc", 11, middle=430),
    Rule(360, 82, 500, 82),
    Text(110, 100, "Số:", 11),
    Text(170, 100, "/TB-SNV", 11),
    centred(100, "Nam An, ngày   tháng 5 năm 2020", 11, bold=False, middle=430),
]


def test_letterhead_is_read_by_columns() -> None:
    layout = read(pdf([*LETTERHEAD, centred(140, "THÔNG BÁO"), *body(180, ONE), *body(244, TWO)]))
    assert shown(layout) == [
        ((0, 0), "UBND TỈNH NAM AN"),
        ((0, 0), "SỞ NỘI VỤ"),
        ((0, 0), "Số: /TB-SNV"),
        ((0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ((0, 1), "Độc lập - Tự do - Hạnh phúc"),
        ((0, 1), "Nam An, ngày tháng 5 năm 2020"),
        (None, "THÔNG BÁO"),
        (None, ONE),
        (None, TWO),
    ]


def test_letterhead_with_columns_close_together_ends_at_the_address() -> None:
    head = [
        Text(60, 60, "UBND THÀNH PHỐ NAM"),
        Text(60, 76, "AN"),
        Text(186, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        Text(230, 76, "Độc lập - Tự do - Hạnh phúc"),
        Text(85, 110, "Kính gửi:"),
    ]
    layout = read(pdf([*head, *body(180, ONE), *body(244, TWO)]))
    assert shown(layout)[:4] == [
        ((0, 0), "UBND THÀNH PHỐ NAM AN"),
        ((0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ((0, 1), "Độc lập - Tự do - Hạnh phúc"),
        (None, "Kính gửi:"),
    ]


def test_two_signers_stand_above_the_recipients() -> None:
    signature = [
        centred(300, "THƯ KÝ", middle=180),
        centred(300, "CHỦ TRÌ", middle=430),
        centred(360, "Lê Thị Hoa", middle=180),
        centred(360, "Trần Văn Bình", middle=430),
        Text(LEFT, 380, "Nơi nhận:", 11, bold=True),
    ]
    layout = read(pdf([*body(120, ONE), *body(184, TWO), *signature]))
    assert shown(layout)[2:] == [
        ((0, 0), "THƯ KÝ"),
        ((0, 0), "Lê Thị Hoa"),
        ((0, 1), "CHỦ TRÌ"),
        ((0, 1), "Trần Văn Bình"),
        (None, "Nơi nhận:"),
    ]


def test_signature_is_read_by_columns() -> None:
    signature = [
        Text(LEFT, 300, "Nơi nhận:", 11, bold=True),
        Text(LEFT, 314, "- Như trên;", 11),
        Text(LEFT, 328, "- Lưu: VT.", 11),
        centred(300, "KT. GIÁM ĐỐC", middle=430),
        centred(316, "PHÓ GIÁM ĐỐC", middle=430),
        centred(390, "Trần Văn Bình", middle=430),
    ]
    layout = read(pdf([*body(120, ONE), *body(184, TWO), *signature]))
    assert shown(layout)[2:] == [
        ((0, 0), "Nơi nhận:"),
        ((0, 0), "- Như trên;"),
        ((0, 0), "- Lưu: VT."),
        ((0, 1), "KT. GIÁM ĐỐC"),
        ((0, 1), "PHÓ GIÁM ĐỐC"),
        ((0, 1), "Trần Văn Bình"),
    ]


def test_page_numbers_and_running_heads_are_dropped_and_paragraphs_joined_over_pages() -> None:
    lines = body(0, ONE + " " + TWO)
    first, second = lines[:3], lines[3:]
    pages = [
        [*body(100, TWO), *(Text(t.x, 700 + 16 * i, t.text) for i, t in enumerate(first))],
        [Text(290, 40, "2"), *(Text(t.x, 80 + 16 * i, t.text) for i, t in enumerate(second)), *body(180, TWO)],
    ]
    assert paragraphs(read(pdf(*pages))) == [TWO, f"{ONE} {TWO}", TWO]
    repeated = [[Text(LEFT, 30, "Công báo tỉnh Nam An"), *body(100, TWO)] for _ in range(3)]
    assert paragraphs(read(pdf(*repeated))) == [TWO] * 3


def test_panel_of_a_digital_signature_is_no_text() -> None:
    panel = [Text(400, 40, "Ký bởi: Sở Nội vụ", 8), Text(400, 50, "Thời gian ký: 24/01/2025 14:23:43", 8)]
    assert paragraphs(read(pdf([*panel, *body(120, ONE)]))) == [ONE]


# --- tables ---

XS, YS = [85, 130, 330, 440, 555], [200, 230, 250, 290]


def cells(*items: tuple[int, int, str]) -> list[Text]:
    return [Text(XS[c] + 4, YS[r] + 13, text, 10) for r, c, text in items]


def test_ruled_table() -> None:
    grid = cells(
        (0, 0, "STT"), (0, 1, "Tên thủ tục"), (0, 2, "Tiếp nhận"), (0, 3, "Trả quá hạn"),
        (1, 0, "1"), (1, 1, "Cấp giấy phép"), (1, 2, "12"), (1, 3, "0"),
        (2, 0, "2"), (2, 1, "Khai báo thiết bị X-"), (2, 2, "3"), (2, 3, "1"),
    )  # fmt: skip
    wrapped = Text(XS[1] + 4, YS[2] + 25, "quang", 10)
    layout = read(pdf([*body(80, ONE), *ruled(XS, YS), *grid, wrapped, *body(330, TWO)]))
    (table,) = layout.tables
    assert table.rows == (
        ("STT", "Tên thủ tục", "Tiếp nhận", "Trả quá hạn"),
        ("1", "Cấp giấy phép", "12", "0"),
        ("2", "Khai báo thiết bị X-quang", "3", "1"),
    )
    assert table.page == 1
    assert paragraphs(layout) == [ONE, TWO]
    place = next(cell for cell in table.cells if layout.text[cell.start : cell.end] == "12")
    assert layout.span(place.start, place.end).boxes[0][0] == pytest.approx(XS[2] + 4, abs=1)


def test_merged_header_cells() -> None:
    xs, ys = [85, 130, 300, 400], [200, 220, 240, 260]
    rules = [Rule(xs[0], y, xs[-1], y) for y in (ys[0], ys[2], ys[3])]
    rules += [Rule(xs[1], ys[1], xs[-1], ys[1])]
    rules += [Rule(x, ys[0], x, ys[-1]) for x in (xs[0], xs[1], xs[-1])] + [Rule(xs[2], ys[1], xs[2], ys[-1])]
    texts = [(88, 213, "TT"), (135, 213, "Kết quả"), (135, 233, "Đúng"), (305, 233, "Trễ")]
    texts += [(88, 253, "1"), (135, 253, "5"), (305, 253, "0")]
    (table,) = read(pdf([*body(80, ONE), *rules, *(Text(x, y, t, 10) for x, y, t in texts)])).tables
    assert table.rows == (("TT", "Kết quả", "Kết quả"), ("TT", "Đúng", "Trễ"), ("1", "5", "0"))


def test_row_that_fills_a_page_is_a_table_of_one_row() -> None:
    xs, ys = [85, 130, 330, 555], [80, 300]
    texts = [Text(135, 100, "tiếp theo của dòng trên", 10), Text(335, 100, "theo quy định", 10)]
    (table,) = read(pdf([*ruled(xs, ys), *texts, *body(340, ONE)])).tables
    assert table.rows == (("", "tiếp theo của dòng trên", "theo quy định"),)


def test_frame_is_no_table() -> None:
    frame = ruled([60, 570], [90, 260])
    layout = read(pdf([*frame, *body(120, ONE)]))
    assert layout.tables == ()
    assert paragraphs(layout) == [ONE]


def test_footnotes_come_after_the_body() -> None:
    note = [Text(LEFT, 780, "1", 6), Text(LEFT + 6, 783, "Sửa đổi theo Thông tư mới", 9)]
    layout = read(pdf([*body(120, ONE), *body(184, TWO), *note], body(100, TWO)))
    assert paragraphs(layout, Part.BODY) == [ONE, TWO, TWO]
    assert paragraphs(layout, Part.FOOTNOTE) == ["1 Sửa đổi theo Thông tư mới"]


# --- what is no document ---


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read(data, limits=limits)
    return caught.value.code


def test_scan_without_text_layer() -> None:
    assert refusal(pdf([Rule(0, 0, WIDTH, HEIGHT)], [])) == "no_text"


def test_scan_with_nothing_but_a_signature_panel() -> None:
    assert (
        refusal(pdf([Text(400, 40, "Ký bởi: Sở Nội vụ"), Text(400, 56, "Thời gian ký: 24/01/2025 14:23:43")]))
        == "no_text"
    )


def test_too_many_pages() -> None:
    assert refusal(pdf(body(100, ONE), body(100, TWO)), Limits(max_pages=1)) == "too_large"


def test_cut_off() -> None:
    whole = pdf(body(100, ONE))
    assert refusal(whole[: len(whole) // 5]) == "damaged"


def test_junk_before_the_magic() -> None:
    assert paragraphs(read(b"\r\n<junk>\r\n" + pdf(body(100, ONE)))) == [ONE]


def test_legacy_letters_become_unicode() -> None:
    layout = read(pdf(body(100, " ".join(["C¸c phßng, ®¬n vÞ b¸o c¸o kÕt qu¶ thùc hiÖn nhiÖm vô"] * 12))))
    assert paragraphs(layout)[0].startswith("Các phòng, đơn vị báo cáo kết quả thực hiện nhiệm vụ Các phòng")
    assert layout.encoding is Encoding.TCVN3
    assert layout.warnings == ()


def test_text_that_is_not_vietnamese_is_pointed_out() -> None:
    words = "UY BAN MAN DAN CONG Hem XA HQI bao cao so lieu"
    assert "không giống tiếng Việt" in read(pdf(body(100, " ".join([words] * 12)))).warnings[0]
    assert read(pdf(body(100, ONE * 3))).warnings == ()
