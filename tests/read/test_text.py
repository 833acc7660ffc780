from __future__ import annotations

import pytest

from pipeline.read import read
from tests.read.make import paragraphs


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("Đoạn một.\n\nĐoạn hai.", ["Đoạn một.", "Đoạn hai."], id="blank-line"),
        pytest.param("- Các phòng, đơn vị;\n- Lưu: VT.", ["- Các phòng, đơn vị;", "- Lưu: VT."], id="one-item-a-line"),
        pytest.param(
            "1. Văn phòng: rà soát hồ sơ\n2. Thanh tra: kiểm tra",
            ["1. Văn phòng: rà soát hồ sơ", "2. Thanh tra: kiểm tra"],
            id="numbers",
        ),
        pytest.param(
            "Căn cứ chương trình công tác năm, Sở Nội vụ tỉnh Nam An đề nghị các đơn vị\n"
            "trực thuộc báo cáo tình hình thực hiện nhiệm vụ được giao trong tháng, đồng\n"
            "thời nêu rõ khó khăn.",
            [
                "Căn cứ chương trình công tác năm, Sở Nội vụ tỉnh Nam An đề nghị các đơn vị\n"
                "trực thuộc báo cáo tình hình thực hiện nhiệm vụ được giao trong tháng, đồng\n"
                "thời nêu rõ khó khăn."
            ],
            id="hard-wrapped",
        ),
        pytest.param(
            "BÁO CÁO\nCông tác văn thư năm 2020\ncủa Sở Nội vụ",
            ["BÁO CÁO", "Công tác văn thư năm 2020\ncủa Sở Nội vụ"],
            id="title-lines",
        ),
        pytest.param(
            "Các phòng rà soát danh mục, đề xuất mua sắm các\n\ntrang thiết bị còn thiếu.",
            ["Các phòng rà soát danh mục, đề xuất mua sắm các\ntrang thiết bị còn thiếu."],
            id="cut-by-page-break",
        ),
        pytest.param("Kết thúc ở đây.\n\na) điểm mới", ["Kết thúc ở đây.", "a) điểm mới"], id="label-is-no-wrap"),
        pytest.param(
            "     4. Nội dung: thống nhất phương án phân luồng, thời gian cấm xe và kinh phí\n"
            "bảo đảm giao thông.\n"
            "     Để cuộc họp đạt kết quả, đề nghị các đơn vị chuẩn bị nội dung báo cáo và\n"
            "cử người dự họp.",
            [
                "4. Nội dung: thống nhất phương án phân luồng, thời gian cấm xe và kinh phí\nbảo đảm giao thông.",
                "Để cuộc họp đạt kết quả, đề nghị các đơn vị chuẩn bị nội dung báo cáo và\ncử người dự họp.",
            ],
            id="first-lines-indented",
        ),
        pytest.param("## **KẾ HOẠCH**", ["KẾ HOẠCH"], id="heading"),
        pytest.param("Nêu (*kèm theo*) và **đậm**", ["Nêu (kèm theo) và đậm"], id="emphasis"),
        pytest.param("**Kết luận về  \nviệc này**", ["Kết luận về\nviệc này"], id="bold-over-lines"),
        pytest.param(r"**a** 1\. Mục \* sao", ["a 1. Mục * sao"], id="escapes"),
        pytest.param(r"Đạt $\geq 50\%$ **chỉ tiêu**", [r"Đạt $\geq 50\%$ chỉ tiêu"], id="formula"),
        pytest.param("- + 08 người dự", ["+ 08 người dự"], id="double-bullet"),
        pytest.param("Trên\n\n---\n\nDưới", ["Trên", "Dưới"], id="rule"),
        pytest.param("Số:      /TB-SNV", ["Số: /TB-SNV"], id="blank-number"),
        pytest.param("Dòng một\r\n\r\nDòng hai\x0cDòng ba", ["Dòng một", "Dòng hai", "Dòng ba"], id="line-ends"),
        pytest.param("Hoa\u0300 bi\u0300nh", ["Hoà bình"], id="nfd"),
    ],
)
def test_paragraphs(source: str, expected: list[str]) -> None:
    assert paragraphs(read(source.encode())) == expected


def test_flags_of_marks() -> None:
    blocks = read("### **Mục 1**\n\n**Đậm cả dòng:**\n\n*(nghiêng)*\n\nmột **phần** đậm".encode()).blocks
    assert [(b.heading, b.bold, b.italic) for b in blocks] == [
        (3, True, False),
        (0, True, False),
        (0, False, True),
        (0, False, False),
    ]


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        pytest.param("A\tB\n1\t2", [[("A", "B"), ("1", "2")]], id="tabs"),
        pytest.param("A\tB\tC\n1\t2", [[("A", "B", "C"), ("1", "2", "")]], id="missing-cells-are-padded"),
        pytest.param(
            "A\tB\n1\thồ sơ cấp\n\n\tmới\n2\tcấp lại",
            [[("A", "B"), ("1", "hồ sơ cấp"), ("", "mới"), ("2", "cấp lại")]],
            id="row-over-page-break",
        ),
        pytest.param(
            "A\tB\n1\t2\n\nBIỂU HAI\n\nC\tD\n3\t4",
            [[("A", "B"), ("1", "2")], [("C", "D"), ("3", "4")]],
            id="title-parts-tables",
        ),
        pytest.param(
            "STT\tB\n1\t2\n\nSTT\tKhác\n1\t4",
            [[("STT", "B"), ("1", "2")], [("STT", "Khác"), ("1", "4")]],
            id="new-header-parts-tables",
        ),
        pytest.param("| A | B |\n|---|---|\n| 1 | **2** |", [[("A", "B"), ("1", "2")]], id="pipes"),
    ],
)
def test_tables(source: str, rows: list[list[tuple[str, ...]]]) -> None:
    assert [list(table.rows) for table in read(source.encode()).tables] == rows


def test_room_for_a_date_parts_no_line() -> None:
    layout = read(
        (
            "SỞ NỘI VỤ                   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "Số: 12/BC                   Độc lập - Tự do - Hạnh phúc\n"
            "                            Nam An, ngày       tháng       năm\n"
            "BÁO CÁO\n"
        ).encode()
    )
    assert [layout.text[b.start : b.end] for b in layout.blocks if b.cell == (0, 1)] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Nam An, ngày tháng năm",
    ]


@pytest.mark.parametrize(
    ("posts", "names", "is_signed"),
    [
        pytest.param(("THƯ KÝ", "CHỦ TỌA"), ("Lý Mỹ Hạnh", "ThS. Trần Văn Bình"), True, id="capitals"),
        pytest.param(("Thư ký", "Đại diện bên A"), ("Lý Mỹ Hạnh", "Trần Văn Bình"), True, id="small-letters"),
        pytest.param(("Họ và tên", "Nơi ở"), ("Lý Mỹ Hạnh", "Trần Văn Bình"), False, id="no-posts"),
        pytest.param(("THƯ KÝ", "CHỦ TỌA"), ("12 hồ sơ", "15 hồ sơ"), False, id="no-names"),
    ],
)
def test_signatures_side_by_side(posts: tuple[str, str], names: tuple[str, str], is_signed: bool) -> None:
    lines = (f"  {left}{' ' * 24}{right}" for left, right in (posts, ("", "(Ký tên)"), names))
    layout = read(("Biên bản được đọc lại cho mọi người cùng nghe.\n\n" + "\n".join(lines) + "\n").encode())
    cells = [(b.cell, layout.text[b.start : b.end]) for b in layout.blocks if b.cell]
    assert bool(cells) == is_signed
    if is_signed:
        assert cells == [
            ((0, 0), posts[0]), ((0, 0), names[0]), ((0, 1), posts[1]), ((0, 1), "(Ký tên)"), ((0, 1), names[1])
        ]  # fmt: skip


@pytest.mark.parametrize("gap", ["\t", "            "], ids=["tab", "blanks"])
def test_letterhead_and_signature_are_columns(gap: str) -> None:
    layout = read(
        (
            f"UBND TỈNH NAM AN{gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            f"SỞ NỘI VỤ{gap}Độc lập - Tự do - Hạnh phúc\n"
            f"Số:     /TB-SNV{gap}Nam An, ngày     tháng 5 năm 2020\n\n"
            "THÔNG BÁO\n\nNội dung.\n\n"
            f"Nơi nhận:{gap}KT. GIÁM ĐỐC\n- Như trên;{gap}PHÓ GIÁM ĐỐC\n- Lưu: VT.\n\n"
            f"                  {gap}Trần Văn Bình\n"
        ).encode()
    )
    assert layout.tables == ()
    assert [(b.cell, layout.text[b.start : b.end]) for b in layout.blocks] == [
        ((0, 0), "UBND TỈNH NAM AN"),
        ((0, 0), "SỞ NỘI VỤ"),
        ((0, 0), "Số: /TB-SNV"),
        ((0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ((0, 1), "Độc lập - Tự do - Hạnh phúc"),
        ((0, 1), "Nam An, ngày tháng 5 năm 2020"),
        (None, "THÔNG BÁO"),
        (None, "Nội dung."),
        ((0, 0), "Nơi nhận:"),
        ((0, 0), "- Như trên;"),
        ((0, 0), "- Lưu: VT."),
        ((0, 1), "KT. GIÁM ĐỐC"),
        ((0, 1), "PHÓ GIÁM ĐỐC"),
        ((0, 1), "Trần Văn Bình"),
    ]


SENTENCE = "Thông báo về việc rà soát thủ tục hành chính của các đơn vị trực thuộc Sở"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SENTENCE.encode(), id="utf-8"),
        pytest.param(SENTENCE.encode("utf-8-sig"), id="utf-8-mark"),
        pytest.param(SENTENCE.encode("utf-16"), id="utf-16-mark"),
        pytest.param(SENTENCE.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(SENTENCE.encode("utf-16-be"), id="utf-16-be"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert read(data).text == SENTENCE


def test_windows_1258_is_guessed_and_said() -> None:
    # Windows-1258 writes "ề" as ê and a combining grave: the form that Python's codec accepts.
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    import unicodedata

    pieces = []
    for letter in SENTENCE:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in marks if c in tones)
        pieces.append(unicodedata.normalize("NFC", "".join(c for c in marks if c not in tones)) + tone)
    layout = read("".join(pieces).encode("cp1258"))
    assert layout.text == SENTENCE
    assert "cp1258" in layout.warnings[0]
