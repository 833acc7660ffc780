from __future__ import annotations

import html

import pytest

from pipeline.read import read
from pipeline.record import Encoding
from tests.read.make import paragraphs


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>Cổng thông tin</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>Một</p><p>Hai</p>", ["Một", "Hai"], id="paragraphs"),
        pytest.param("<p>Một<br>hai</p>", ["Một\nhai"], id="line-break"),
        pytest.param("<p>Một\n   hai</p>", ["Một hai"], id="source-line-ends-are-blanks"),
        pytest.param("<div>Trước<p>Trong</p>sau</div>", ["Trước", "Trong", "sau"], id="text-between-blocks"),
        pytest.param("<p>A<script>x()</script><style>p{}</style>B</p>", ["AB"], id="scripts"),
        pytest.param('<p>Hiện</p><p style="display:none">Ẩn</p><p hidden>Ẩn</p>', ["Hiện"], id="hidden"),
        pytest.param("<ol><li>Rà soát</li><li>Báo cáo</li></ol>", ["1. Rà soát", "2. Báo cáo"], id="numbered-list"),
        pytest.param("<ol type=a start=3><li>Rà soát</li></ol>", ["c) Rà soát"], id="lettered-list"),
        pytest.param("<ul><li>- Đã có gạch</li><li>Chưa có</li></ul>", ["- Đã có gạch", "- Chưa có"], id="bullets"),
        pytest.param("<p>Số:&nbsp;&nbsp;&nbsp;/QĐ</p>", ["Số: /QĐ"], id="no-break-space"),
        pytest.param("<p>SỞ NỘI VỤ<br>-------</p>", ["SỞ NỘI VỤ"], id="drawn-rule"),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert paragraphs(read(page(body))) == expected


def test_looks() -> None:
    blocks = read(
        page(
            "<h2>Chương I</h2><p align=center><b>QUYẾT ĐỊNH</b></p><p><b>Điều 1.</b> Nội dung</p>"
            '<p style="text-align:center;font-style:italic">(Kèm theo)</p>'
        )
    ).blocks
    assert [(b.heading, b.bold, b.italic, b.centered) for b in blocks] == [
        (2, False, False, False),
        (0, True, False, True),
        (0, False, False, False),
        (0, False, True, True),
    ]


def test_spans_are_opened_and_thead_is_the_header() -> None:
    (table,) = read(
        page(
            "<table border=1><thead><tr><th rowspan=2>TT<th colspan=2>Kết quả</tr><tr><th>Đúng<th>Trễ</tr></thead>"
            "<tr><td>1<td>5<td>0</tr></table>"
        )
    ).tables
    assert table.rows == (("TT", "Kết quả", "Kết quả"), ("TT", "Đúng", "Trễ"), ("1", "5", "0"))
    assert table.header_rows == 2


def test_letterhead_table_is_read_by_columns() -> None:
    layout = read(
        page(
            "<table><tr><td><p>SỞ NỘI VỤ</p></td><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p></td></tr>"
            "<tr><td>Số: 1/QĐ</td><td>Nam An, ngày 1/2/2020</td></tr></table><p>Thân</p>"
        )
    )
    assert layout.tables == ()
    assert paragraphs(layout)[:2] == ["SỞ NỘI VỤ", "Số: 1/QĐ"]


def test_the_document_without_the_site_round_it() -> None:
    news = "".join(f"<p>Điều {i}. Các phòng, đơn vị thực hiện nhiệm vụ được giao trong năm.</p>" for i in range(1, 6))
    layout = read(
        page(
            '<header>Cổng thông tin</header><nav><a href="#">Trang chủ</a></nav>'
            '<div class="left"><ul><li><a href="#">Quyết định 99/QĐ-X ngày 1/1/2001</a></li></ul></div>'
            f'<div id="content"><h1>QUYẾT ĐỊNH</h1>{news}<div class="share-bar">Chia sẻ</div></div>'
            "<aside>Quảng cáo</aside><footer>Bản quyền</footer>"
        )
    )
    assert paragraphs(layout)[0] == "QUYẾT ĐỊNH"
    assert len(paragraphs(layout)) == 6


@pytest.mark.parametrize(
    ("data"),
    [
        pytest.param(page("<p>Thủ tục</p>"), id="meta"),
        pytest.param(page("<p>Thủ tục</p>", head="").decode().encode("utf-8-sig"), id="mark"),
        pytest.param(page("<p>Thủ tục</p>").decode().encode("utf-16"), id="utf-16"),
        pytest.param(b'<?xml version="1.0" encoding="utf-8"?>' + page("<p>Thủ tục</p>"), id="xhtml"),
        pytest.param("<p class=MsoNormal>Thủ tục</p>".encode(), id="fragment"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert paragraphs(read(data)) == ["Thủ tục"]


# --- sites -----------------------------------------------------------------------------------------------------------

MENU = "<ul>" + "".join(f'<li><a href="#">{name}</a></li>' for name in ("Trang chủ", "Văn bản", "Hỏi đáp")) + "</ul>"
OTHERS = (
    "Quyết định 99/QĐ-X ngày 1/1/2001 về đơn giá đất",
    "Thông báo 77/TB-X ngày 2/2/2002 về lịch tiếp dân",
    "Hội nghị tổng kết công tác năm ngoái của ngành",
)
OTHER_PAGES = "".join(f'<li><a href="#">{title}</a> <span>(10/3/2024)</span></li>' for title in OTHERS)
TEASERS = "".join(
    f'<div class="row"><a href="#">{title}</a><p>Chiều ngày 15/1/2024, lãnh đạo Sở đã làm việc với đoàn công tác của '
    "tỉnh bạn về cải cách hành chính, chuyển đổi số và thi đua khen thưởng trong toàn ngành.</p></div>"
    for title in OTHERS
)
OWNER = "<p>Cơ quan chủ quản: Sở Mẫu. Giấy phép số 15/GP-X do Sở Thông tin cấp ngày 20/5/2019. Điện thoại: 0212</p>"
PROSE = "<p>Tỉnh Nam An có diện tích hơn sáu nghìn ki-lô-mét vuông, dân số hơn một triệu người, gồm mười hai huyện.</p>"

LETTERHEAD = (
    "<table><tr><td>SỞ NỘI VỤ<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</tr>"
    "<tr><td>Số: 5/QĐ-SNV<td>Nam An, ngày 5 tháng 3 năm 2024</tr></table>"
)
DECISION = (
    f"{LETTERHEAD}<p align=center><b>QUYẾT ĐỊNH</b></p><p>Điều 1. Ban hành Kế hoạch rà soát thủ tục năm 2024.</p>"
    "<p>Điều 2. Văn phòng Sở chịu trách nhiệm thi hành Quyết định này.</p>"
    "<table><tr><td>Nơi nhận:<br>- Như Điều 2;<br>- Lưu: VT.<td>GIÁM ĐỐC<br>Lê Thị Mẫu</tr></table>"
)
DECISION_LINES = [
    "SỞ NỘI VỤ",
    "Số: 5/QĐ-SNV",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "Nam An, ngày 5 tháng 3 năm 2024",
    "QUYẾT ĐỊNH",
    "Điều 1. Ban hành Kế hoạch rà soát thủ tục năm 2024.",
    "Điều 2. Văn phòng Sở chịu trách nhiệm thi hành Quyết định này.",
    "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.",
    "GIÁM ĐỐC\nLê Thị Mẫu",
]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"{MENU}<div>{DECISION}</div><div>{PROSE * 9}</div>{OWNER}", id="more-words-beside-it-than-in-it"),
        pytest.param(f"<div>{MENU}<div>{DECISION}</div><div>{PROSE * 9}</div></div>", id="the-same-in-a-wrapper"),
        pytest.param(f"<form action=x>{MENU}<div>{DECISION}</div><ul>{OTHER_PAGES}</ul></form>", id="page-in-a-form"),
        pytest.param(
            f'{MENU}<iframe srcdoc="{html.escape(DECISION)}"></iframe><div>{PROSE * 9}</div>',
            id="frame-with-its-source",
        ),
        pytest.param(
            f"<table><tr><td>{MENU}<td><table><tr><td>Văn bản<tr><td>{DECISION}</table><td>{OTHERS[0]}</tr></table>",
            id="layout-tables",
        ),
        pytest.param(
            "<div><h2>Chi tiết</h2><table><tr><td>Số ký hiệu<td>5/QĐ-SNV<tr><td>Ngày ký<td>05/03/2024</table></div>"
            f"<div>{DECISION}</div><h3>Văn bản liên quan</h3><ul>{OTHER_PAGES}</ul>",
            id="viewer-with-its-own-metadata",
        ),
        pytest.param(
            f"<div>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</div>{MENU}<div>{DECISION}</div>{OWNER}", id="motto-in-the-banner"
        ),
        pytest.param(
            f"<div>{DECISION}</div><div><span>Điều 1. Ban hành Kế hoạch rà soát thủ tục năm 2024.</span></div>{PROSE}",
            id="table-of-contents-beside-it",
        ),
        pytest.param(
            f"<p>Xuất bản bởi</p>{DECISION.replace('Ban hành', '<a href=#>Ban hành</a>')}",
            id="nothing-round-it-to-drop",
        ),
    ],
)
def test_the_official_document_of_a_page(body: str) -> None:
    found = paragraphs(read(page(body)))
    assert [line for line in found if line != "Xuất bản bởi"] == DECISION_LINES


ITEM = (
    "<p>Ngày 11/3, Sở Nội vụ tổ chức cuộc họp về giải quyết hồ sơ còn tồn đọng trên địa bàn toàn tỉnh.</p>"
    "<p>Giám đốc Sở yêu cầu các phòng rà soát toàn bộ hồ sơ trễ hạn, hoàn thành trước ngày 31/3/2024.</p>"
)
ITEM_LINES = [
    "Sở Nội vụ đẩy nhanh giải quyết hồ sơ",
    "Thứ Ba, ngày 12/3/2024 08:30",
    "Ngày 11/3, Sở Nội vụ tổ chức cuộc họp về giải quyết hồ sơ còn tồn đọng trên địa bàn toàn tỉnh.",
    "Giám đốc Sở yêu cầu các phòng rà soát toàn bộ hồ sơ trễ hạn, hoàn thành trước ngày 31/3/2024.",
    "Tác giả: Minh Hòa",
]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f"<div><h1>{ITEM_LINES[0]}</h1><div>{ITEM_LINES[1]}</div>{ITEM}<p>{ITEM_LINES[4]}</p></div>"
            f"<div><h3>Tin liên quan</h3><ul>{OTHER_PAGES}</ul></div>",
            id="other-items-below",
        ),
        pytest.param(
            f"<div><div class=title>{ITEM_LINES[0]}</div><div class=date>{ITEM_LINES[1]}</div><div>{ITEM}</div>"
            f"<div>{ITEM_LINES[4]}</div><div class=khac><div>Tin mới</div>{TEASERS}</div></div>",
            id="title-beside-the-text",
        ),
        pytest.param(
            f"<div><h2>{ITEM_LINES[0]}</h2><p>{ITEM_LINES[1]}</p>{ITEM}<p>{ITEM_LINES[4]}</p><p>Lượt xem: 1.024</p>"
            f"<div>Chia sẻ: <a href=#>Facebook</a></div></div><div>{TEASERS}</div>",
            id="counters-and-teasers",
        ),
        pytest.param(
            f"<div><h2>{ITEM_LINES[0]}</h2><p>{ITEM_LINES[1]}</p>{ITEM}<p>{ITEM_LINES[4]}</p>"
            f"<b>Các tin khác:</b><br>- <a href=#>{OTHERS[0]}</a> (10/3)<br>- <a href=#>{OTHERS[1]}</a> (9/3)</div>",
            id="other-items-between-line-breaks",
        ),
        pytest.param(
            f"<div><h2>{ITEM_LINES[0]}</h2><p>{ITEM_LINES[1]}</p>{ITEM}<p>{ITEM_LINES[4]}</p>"
            "<h3>Ý kiến bạn đọc (2)</h3><div><b>Lê A</b><p>Tôi nộp hồ sơ từ ngày 2/1/2024.</p></div></div>",
            id="comments",
        ),
    ],
)
def test_a_news_item_without_the_others(body: str) -> None:
    assert paragraphs(read(page(f"{MENU}{body}{OWNER}"))) == ITEM_LINES


def test_a_body_beside_its_letterhead_without_recipients_is_read() -> None:
    head = (
        "<table><tr><td>SỞ NỘI VỤ<br>Số: 12/KH-SNV</td>"
        "<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Tây Ninh, ngày 12 tháng 2 năm 2026</td></tr></table>"
    )
    body = "<p>1. Các phòng chuyên môn rà soát hồ sơ lưu trữ của năm trước, gửi kết quả về Văn phòng Sở.</p>" * 3
    found = paragraphs(read(page(head + body)))
    assert sum(line.startswith("1. Các phòng") for line in found) == 3


def test_a_table_of_procedures_that_are_links_is_kept() -> None:
    rows = "".join(f"<tr><td>{i}<td><a href=#>Thủ tục cấp giấy phép số {i} cho tổ chức</a></tr>" for i in range(1, 6))
    (table,) = read(page(f"{MENU}<div><h2>Danh mục</h2><table><tr><td>STT<td>Tên{rows}</table></div>{OWNER}")).tables
    assert len(table.rows) == 6


def test_grounds_that_are_links_are_kept() -> None:
    grounds = "".join(
        f"<p><a href=#>Căn cứ Luật số {i}/2020/QH14 ngày 1 tháng 6 năm 2020;</a></p>" for i in range(1, 5)
    )
    body = DECISION.replace("<p>Điều 1", f"<div>{grounds}</div><p>Điều 1")
    assert sum(line.startswith("Căn cứ") for line in paragraphs(read(page(f"{MENU}<div>{body}</div>")))) == 4


def test_a_document_saved_by_word_is_read_whole() -> None:
    head = '<meta charset=utf-8><meta name=Generator content="Microsoft Word 15">'
    body = "<div class=menu><p>Thực đơn tuần này</p></div><p>Bản quyền thuộc về tác giả.</p>"
    assert paragraphs(read(page(body, head))) == ["Thực đơn tuần này", "Bản quyền thuộc về tác giả."]


def test_a_page_in_tcvn3_declared_as_windows_1252() -> None:
    body = (
        "<font face='.VnTime'><p>QuyÕt ®Þnh vÒ viÖc ph©n c«ng nhiÖm vô n¨m 2003</p>"
        "<p>Giao V¨n phßng Së chñ tr×, b¸o c¸o tr­íc ngµy 30 th¸ng 6.</p></font>"
    )
    source = f"<html><head><meta charset=windows-1252></head><body>{body}</body></html>".encode("cp1252")
    layout = read(source)
    assert layout.encoding is Encoding.TCVN3
    assert paragraphs(layout) == [
        "Quyết định về việc phân công nhiệm vụ năm 2003",
        "Giao Văn phòng Sở chủ trì, báo cáo trước ngày 30 tháng 6.",
    ]
