from __future__ import annotations

import pytest

from pipeline.read import read
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
