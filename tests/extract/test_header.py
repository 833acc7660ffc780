"""The head and the foot of a page: number, letterhead, title, signature, recipients."""

from __future__ import annotations

import pytest

from pipeline.extract.foot import is_capitals
from pipeline.extract.header import Frame, find_frame
from pipeline.extract.mentions import Slice
from pipeline.extract.paragraphs import split_paragraphs
from pipeline.read.layout import Layout, LayoutBuilder
from pipeline.record import SourceFormat
from tests.documents import DATE, LETTERHEAD, layout


def _frame(source: Layout, *, attached: bool = False) -> Frame:
    return find_frame(source.text, split_paragraphs(source), attached=attached)


def _of(text: str, place: Slice | None) -> str | None:
    return place.of(text) if place else None


@pytest.mark.parametrize(
    ("line", "number", "year", "symbol"),
    [
        pytest.param("Số: 3034/QĐ-UBND", "3034", None, "QĐ-UBND", id="plain"),
        pytest.param("Số:09/QĐ-UBND", "09", None, "QĐ-UBND", id="no-blank"),
        pytest.param("Số: /TrBB-SKHCN", None, None, "TrBB-SKHCN", id="blank-number"),
        pytest.param("Số:      /QĐ-UBND", None, None, "QĐ-UBND", id="wide-blank"),
        pytest.param("Số: ....../KH-UBND", None, None, "KH-UBND", id="dots"),
        pytest.param("Số 31-CT/TU", "31", None, "CT/TU", id="party"),
        pytest.param("Số 127-QĐ/TW", "127", None, "QĐ/TW", id="party-central"),
        pytest.param("Số 24-BS/UBKTTU", "24", None, "BS/UBKTTU", id="party-inspection"),
        pytest.param("Số: 367-QĐ/TWĐTN-VP", "367", None, "QĐ/TWĐTN-VP", id="youth-union"),
        pytest.param("Số: 28/2003/NĐ-CP", "28", "2003", "NĐ-CP", id="year"),
        pytest.param("Số:09/2010/QĐ-UBND", "09", "2010", "QĐ-UBND", id="year-no-blank"),
        pytest.param("Số: 58/2020/QH14", "58", "2020", "QH14", id="law"),
        pytest.param("Số: 522/2002/QĐ.UB", "522", "2002", "QĐ.UB", id="full-stop-inside"),
        pytest.param("Số: 144/2002/QĐ/BTC", "144", "2002", "QĐ/BTC", id="two-slashes"),
        pytest.param(
            "Số: 01/2026/TTLT-VKSNDTC-BCA-BQP", "01", "2026", "TTLT-VKSNDTC-BCA-BQP", id="joint-circular"
        ),
        pytest.param("Số: 12/LT-SNV-STC", "12", None, "LT-SNV-STC", id="joint-offices"),
        pytest.param("Số: 12 / BC - SNV", "12", None, "BC - SNV", id="blanks-everywhere"),
        pytest.param("Số: 3783/QĐ- UBND", "3783", None, "QĐ- UBND", id="blank-behind-hyphen"),
        pytest.param("Số: 55 /KH-CN-VP", "55", None, "KH-CN-VP", id="blank-before-slash"),
        pytest.param("Số: 0124/KH-UBND", "0124", None, "KH-UBND", id="padded"),
        pytest.param("Số: 453/SKHCN-TTr", "453", None, "SKHCN-TTr", id="letter-of-an-inspectorate"),
        pytest.param("Số: 131/CĐ-\nTTg", "131", None, "CĐ-\nTTg", id="wrapped"),
        pytest.param("Số: 54/CTPH-LĐLĐ-SVH,TT,DL", "54", None, "CTPH-LĐLĐ-SVH,TT,DL", id="commas-in-the-symbol"),
        pytest.param("Số: …05…./2006/QĐ-UBND", "05", "2006", "QĐ-UBND", id="filled-in-among-dots"),
        pytest.param("Số : 27/QĐ. BQL–VP", "27", None, "QĐ. BQL–VP", id="full-stop-and-blank"),
        pytest.param("Số: /QĐ. BQL–VP", None, None, "QĐ. BQL–VP", id="full-stop-and-blank-number"),
        pytest.param("Số: 27/QĐ-BQL. Hà Nội", "27", None, "QĐ-BQL.", id="a-sentence-behind"),
        pytest.param("Số: 41 KH/ĐTN", "41", None, "KH/ĐTN", id="blank-for-a-slash"),
        pytest.param("Số/No: 310/VĐL-KH", "310", None, "VĐL-KH", id="in-two-languages"),
        pytest.param("Luật số: 58/2020/QH14", "58", "2020", "QH14", id="number-of-a-law"),
        pytest.param("Nghị quyết số: 77/2014/QH13", "77", "2014", "QH13", id="number-of-a-resolution"),
        pytest.param("Số 4416 - CV/BTGTW", "4416", None, "CV/BTGTW", id="party-with-blanks"),
    ],
)  # fmt: skip
def test_number_line(line: str, number: str | None, year: str | None, symbol: str) -> None:
    source = layout(*LETTERHEAD, line, DATE, "KẾ HOẠCH", "Trồng rừng năm 2026", "I. NHIỆM VỤ")
    header = _frame(source).header
    assert header.has_number_line
    found = [_of(source.text, place) for place in (header.number, header.year, header.symbol)]
    assert found == [number, year, symbol]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Số điện thoại: 02633 822 000", id="telephone"),
        pytest.param("Số lượng: 12", id="quantity"),
    ],
)
def test_no_number_line(line: str) -> None:
    assert not _frame(layout(*LETTERHEAD, line, DATE, "KẾ HOẠCH", "Trồng rừng", "I. NHIỆM VỤ")).header.has_number_line


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        pytest.param("Huế, ngày 05 tháng 02 năm 2026", "Huế", "ngày 05 tháng 02 năm 2026", id="plain"),
        pytest.param("Đà Lạt, ngày   tháng 5 năm 2026", "Đà Lạt", "ngày   tháng 5 năm 2026", id="blank-day"),
        pytest.param("Huế, ngày ... tháng ... năm 2026", "Huế", "ngày ... tháng ... năm 2026", id="dots"),
        pytest.param(
            "Bà Rịa - Vũng Tàu, ngày 1 tháng 2 năm 2024", "Bà Rịa - Vũng Tàu", "ngày 1 tháng 2 năm 2024", id="hyphen"
        ),
        pytest.param("TP. Hồ Chí Minh, ngày 3 tháng 4 năm 2025", "TP. Hồ Chí Minh", "ngày 3 tháng 4 năm 2025", id="tp"),
        pytest.param("Cần Thơ, 12/5/2026", "Cần Thơ", "12/5/2026", id="short-date"),
        pytest.param("Cần Thơ ngày 5 tháng 3 năm 2026", "Cần Thơ", "ngày 5 tháng 3 năm 2026", id="no-comma"),
    ],
)
def test_place_and_date(line: str, place: str, date: str) -> None:
    source = layout(*LETTERHEAD, "Số: 5/KH-UBND", line, "KẾ HOẠCH", "Trồng rừng", "I. NHIỆM VỤ")
    header = _frame(source).header
    assert (_of(source.text, header.place), _of(source.text, header.date)) == (place, date)


def test_a_date_whose_place_is_left_blank() -> None:
    source = layout(*LETTERHEAD, "Số:  /KH-UBND", "......., ngày ... tháng ... năm 2026", "KẾ HOẠCH", "Trồng rừng")
    header = _frame(source).header
    assert (header.place, _of(source.text, header.date)) == (None, "ngày ... tháng ... năm 2026")


def test_place_and_date_above_the_signature() -> None:
    source = layout(*LETTERHEAD, "KẾ HOẠCH", "Trồng rừng", "1. Trồng 5.000 cây sao.", DATE, "CHỦ TỊCH", "Lâm Gia Phúc")
    assert _of(source.text, _frame(source).header.place) == "Lâm Đồng"


@pytest.mark.parametrize(
    ("lines", "parent", "issuer"),
    [
        pytest.param(LETTERHEAD, None, "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", id="wrapped-name"),
        pytest.param(("UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ"), "UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ", id="parent"),
        pytest.param(
            ("UBND TỈNH LÂM ĐỒNG", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"),
            "UBND TỈNH LÂM ĐỒNG",
            "SỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG",
            id="parent-and-wrapped-name",
        ),
        pytest.param(("BỘ CÔNG THƯƠNG",), None, "BỘ CÔNG THƯƠNG", id="ministry"),
        pytest.param(
            ("BỘ CÔNG THƯƠNG", "-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
            None,
            "BỘ CÔNG THƯƠNG",
            id="motto-and-rule-line",
        ),
        pytest.param(
            ("LIÊN ĐOÀN LAO ĐỘNG -", "SỞ VĂN HÓA VÀ THỂ THAO", "TỈNH LÂM ĐỒNG"),
            None,
            "LIÊN ĐOÀN LAO ĐỘNG",
            id="joint-on-two-lines",
        ),
    ],
)
def test_letterhead(lines: tuple[str, ...], parent: str | None, issuer: str) -> None:
    source = layout(*lines, "Số: 5/KH-UBND", DATE, "KẾ HOẠCH", "Trồng rừng", "I. NHIỆM VỤ")
    header = _frame(source).header
    assert (_of(source.text, header.parent), _of(source.text, header.issuer)) == (parent, issuer)


def test_letterhead_in_two_cells() -> None:
    builder = LayoutBuilder()
    for cell, line in (
        ((0, 0), "UBND TỈNH LÂM ĐỒNG"),
        ((0, 0), "SỞ NỘI VỤ"),
        ((0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ((0, 1), "Độc lập - Tự do - Hạnh phúc"),
        ((1, 0), "Số: 88/TB-SNV"),
        ((1, 1), DATE),
    ):
        builder.paragraph(line, cell=cell)
    for line in ("THÔNG BÁO", "Lịch tiếp công dân", "1. Văn phòng Sở trực."):
        builder.paragraph(line)
    source = builder.build(SourceFormat.DOCX)
    header = _frame(source).header
    found = (header.parent, header.issuer, header.number, header.symbol, header.place)
    assert [_of(source.text, place) for place in found] == [
        "UBND TỈNH LÂM ĐỒNG",
        "SỞ NỘI VỤ",
        "88",
        "TB-SNV",
        "Lâm Đồng",
    ]


@pytest.mark.parametrize(
    ("lines", "kind", "subject"),
    [
        pytest.param(("KẾ HOẠCH", "Trồng rừng năm 2026"), "KẾ HOẠCH", "Trồng rừng năm 2026", id="two-lines"),
        pytest.param(
            ("QUYẾT ĐỊNH", "Về việc khen thưởng", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"),
            "QUYẾT ĐỊNH",
            "Về việc khen thưởng",
            id="authority-line",
        ),
        pytest.param(("KẾ HOẠCH", "V/v trồng rừng"), "KẾ HOẠCH", "trồng rừng", id="v-v"),
        pytest.param(
            ("TRÍCH BIÊN BẢN HỌP", "Giao ban tháng 01"), "TRÍCH BIÊN BẢN", "Giao ban tháng 01", id="extract"
        ),
        pytest.param(("BÁO CÁO KẾT QUẢ TRỒNG RỪNG",), "BÁO CÁO", "KẾT QUẢ TRỒNG RỪNG", id="one-line"),
        pytest.param(
            ("KẾ HOẠCH", "Trồng rừng", "(Ban hành kèm theo Quyết định số 7/QĐ-UBND ngày 05/01/2026)"),
            "KẾ HOẠCH",
            "Trồng rừng",
            id="promulgating-line",
        ),
        pytest.param(
            ("NGHỊ QUYẾT", "Quy định mức thu phí", "HỘI ĐỒNG NHÂN DÂN TỈNH LÂM ĐỒNG", "KHÓA IX, KỲ HỌP THỨ 17"),
            "NGHỊ QUYẾT",
            "Quy định mức thu phí",
            id="session-of-the-council",
        ),
        pytest.param(
            ("NGHỊ QUYẾT", "Về dự toán ngân sách", "QUỐC HỘI", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            "NGHỊ QUYẾT",
            "Về dự toán ngân sách",
            id="national-assembly",
        ),
        pytest.param(
            ("QUYẾT ĐỊNH", "Về việc phê duyệt đề tài:", "“Trồng chè hữu cơ”", "CHỦ TỊCH UBND TỈNH LÂM ĐỒNG"),
            "QUYẾT ĐỊNH",
            "Về việc phê duyệt đề tài: “Trồng chè hữu cơ”",
            id="a-name-on-its-own-line",
        ),
        pytest.param(
            ("KẾ HOẠCH", "Theo dõi thi hành pháp luật năm 2026", "Thực hiện Luật Đất đai, Sở Y tế lập kế hoạch."),
            "KẾ HOẠCH",
            "Theo dõi thi hành pháp luật năm 2026",
            id="begins-as-a-body-does",
        ),
        pytest.param(
            ("Thông tư liên tịch", "Hướng dẫn lưu trữ hồ sơ"),
            "Thông tư liên tịch",
            "Hướng dẫn lưu trữ hồ sơ",
            id="small-letters",
        ),
    ],
)  # fmt: skip
def test_title(lines: tuple[str, ...], kind: str, subject: str) -> None:
    source = layout(*LETTERHEAD, "Số: 5/KH-UBND", DATE, *lines, "1. Sở Xây dựng chuẩn bị cây giống.")
    frame = _frame(source)
    assert _of(source.text, frame.header.kind) == kind
    assert " ".join(s.of(source.text) for s in frame.header.subject) == subject
    assert source.text[split_paragraphs(source)[frame.body_start].start :].startswith(("1. Sở Xây", "Thực hiện Luật"))


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        pytest.param(
            ("NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "Quy định việc phát hành", "CHÍNH PHỦ"), "Quy định việc phát hành", id="issuer"
        ),
        pytest.param(
            ("NGHỊ ĐỊNH", "CỦA CHÍNH PHỦ SỐ 94/1998/NĐ-CP NGÀY 17 THÁNG 11 NĂM 1998", "QUY ĐỊNH CHI TIẾT VỀ THUẾ"),
            "QUY ĐỊNH CHI TIẾT VỀ THUẾ",
            id="issuer-number-and-date",
        ),
        pytest.param(
            (
                "NGHỊ ĐỊNH",
                "Số 94/1998/NĐ-CP",
                "QUY ĐỊNH CHI TIẾT LUẬT KHOÁNG SẢN",
                "SỐ 05/1996/QH9 NGÀY 20 THÁNG 3 NĂM 1996",
            ),
            "QUY ĐỊNH CHI TIẾT LUẬT KHOÁNG SẢN SỐ 05/1996/QH9 NGÀY 20 THÁNG 3 NĂM 1996",
            id="number-of-the-law",
        ),
        pytest.param(
            ("QUYẾT ĐỊNH CỦA UBND TỈNH LÂM ĐỒNG", "V/v ban hành quy định", "UBND TỈNH LÂM ĐỒNG"),
            "ban hành quy định",
            id="whose-decision",
        ),
        pytest.param(("GIẤY ỦY QUYỀN", "(V/v ký hợp đồng)"), "ký hợp đồng", id="in-brackets"),
        pytest.param(("QUYẾT ĐỊNH", "(Về việc lập Tổ)"), "Về việc lập Tổ", id="all-in-brackets"),
        pytest.param(("THÔNG TƯ LIÊN BỘ", "Hướng dẫn thu phí"), "Hướng dẫn thu phí", id="another-word-for-the-kind"),
        pytest.param(("Q U Y Ế T   Đ Ị N H", "Về việc lập Tổ"), "Về việc lập Tổ", id="letters-apart"),
        pytest.param(
            ("QUY CHẾ", "Của Hội đồng khoa học", "Về xét duyệt"), "Của Hội đồng khoa học Về xét duyệt", id="own"
        ),
        pytest.param(
            ("QUYẾT ĐỊNH", "V/v ban hành Quy chế chi tiêu,", "quản lý tài sản của BQL.", "TRƯỞNG BAN QUẢN LÝ X"),
            "ban hành Quy chế chi tiêu, quản lý tài sản của BQL.",
            id="about-with-a-full-stop",
        ),
    ],
)
def test_subject_without_issuer_and_number(lines: tuple[str, ...], subject: str) -> None:
    builder = LayoutBuilder()
    for line in lines:
        builder.paragraph(line, bold=True, centered=True)
    builder.paragraph("Căn cứ Luật Thuế;")
    source = builder.build(SourceFormat.DOCX)
    found = _frame(source).header.subject
    assert " ".join(" ".join(s.of(source.text).split()) for s in found) == subject


def test_promulgating_line_is_kept_for_its_citation() -> None:
    line = "(Kèm theo Quyết định số 7/QĐ-UBND ngày 05/01/2026 của UBND tỉnh)"
    source = layout("KẾ HOẠCH", "Trồng rừng", line, "I. NHIỆM VỤ")
    attachment = _frame(source).attachment
    assert attachment is not None
    assert source.text[attachment.start : attachment.end] == line


def test_authority_line_names_the_issuer() -> None:
    source = layout(*LETTERHEAD, "Số: 7/QĐ-UBND", DATE, "QUYẾT ĐỊNH", "Về khen thưởng", "CHỦ TỊCH UBND TỈNH LÂM ĐỒNG")
    assert _of(source.text, _frame(source).header.issuer) == "CHỦ TỊCH UBND TỈNH LÂM ĐỒNG"


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        pytest.param(("V/v mượn hội trường", DATE, "Kính gửi: Sở Y tế."), "mượn hội trường", id="about"),
        pytest.param((DATE, "V/v: mượn xe", "Kính gửi:", "- Sở Y tế;", "- Sở Nội vụ."), "mượn xe", id="list"),
        pytest.param(
            ("V/v tổ chức Ngày hội", "Đoàn kết", DATE, "Kính gửi: Sở Y tế."), "tổ chức Ngày hội Đoàn kết", id="name"
        ),
        pytest.param(("V/v mượn xe và", "máy chiếu", DATE, "Kính gửi: Sở Y tế."), "mượn xe và máy chiếu", id="wrap"),
        pytest.param((DATE, "Về tổ chức học tập", "Kính gửi: Sở Y tế."), "Về tổ chức học tập", id="party"),
        pytest.param((DATE, "TRÍCH YẾU: Mượn xe", "Kính gửi: Sở Y tế."), "Mượn xe", id="labelled"),
        pytest.param((DATE, "Kính gửi: Sở Y tế."), "", id="no-subject"),
    ],
)  # fmt: skip
def test_letter(lines: tuple[str, ...], subject: str) -> None:
    source = layout(*LETTERHEAD, "Số: 12/UBND-VP", *lines, "UBND tỉnh đề nghị Sở cho mượn hội trường.")
    frame = _frame(source)
    assert frame.header.is_letter
    assert frame.header.kind is None
    assert " ".join(" ".join(s.of(source.text) for s in frame.header.subject).split()) == subject
    assert source.text[split_paragraphs(source)[frame.body_start].start :].startswith("UBND tỉnh đề nghị")


def test_an_author_is_no_headline() -> None:
    source = layout(
        "Phường Bảo Lộc ra mắt quầy hồ sơ số", "14/01/2026", "Quầy mở từ 7 giờ.", "Tác giả: Trần Thảo Nguyên"
    )
    assert [s.of(source.text) for s in _frame(source).header.subject] == ["Phường Bảo Lộc ra mắt quầy hồ sơ số"]


def test_news_item() -> None:
    source = layout(
        "Trang chủ",
        "Phường Bảo Lộc ra mắt quầy hồ sơ số",
        "Thứ tư, 14/01/2026 08:30",
        "Quầy mở từ 7 giờ.",
        "Thảo Nguyên",
    )
    header = _frame(source).header
    assert header.is_news
    assert [s.of(source.text) for s in header.subject] == ["Phường Bảo Lộc ra mắt quầy hồ sơ số"]
    assert (_of(source.text, header.date), _of(source.text, header.author)) == ("14/01/2026", "Thảo Nguyên")


@pytest.mark.parametrize(
    ("stamp", "date"),
    [
        pytest.param("27/09/2019 - 11:41", "27/09/2019", id="date-and-time"),
        pytest.param("Thứ Ba, ngày 12/3/2024 08:30", "12/3/2024", id="weekday-and-day"),
        pytest.param("Đăng ngày 05-03-2024", "05-03-2024", id="posted"),
        pytest.param("10:15 - 18/01/2024", "18/01/2024", id="time-first"),
        pytest.param("Cập nhật lúc: 08:30:15 ngày 12/3/2024", "12/3/2024", id="updated"),
    ],
)
def test_time_stamps_and_labelled_authors_of_news(stamp: str, date: str) -> None:
    source = layout("Phường Bảo Lộc ra mắt quầy hồ sơ số", stamp, "Quầy mở từ 7 giờ.", "Tin, ảnh: Thảo Nguyên")
    header = _frame(source).header
    assert (_of(source.text, header.date), _of(source.text, header.author)) == (date, "Thảo Nguyên")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("GIÁM ĐỐC", "Lâm Gia Phúc"), (None, "GIÁM ĐỐC", "Lâm Gia Phúc"), id="head-himself"),
        pytest.param(
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lâm Gia Phúc"), ("TM", "CHỦ TỊCH", "Lâm Gia Phúc"), id="tm"
        ),
        pytest.param(
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lâm Gia Phúc"), ("KT", "PHÓ CHỦ TỊCH", "Lâm Gia Phúc"), id="kt"
        ),
        pytest.param(
            ("TL.GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Lâm Gia Phúc"), ("TL", "CHÁNH VĂN PHÒNG", "Lâm Gia Phúc"), id="tl"
        ),
        pytest.param(
            ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Lâm Gia Phúc"),
            ("TUQ", "GIÁM ĐỐC SỞ NỘI VỤ", "Lâm Gia Phúc"),
            id="tuq",
        ),
        pytest.param(
            ("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lâm Gia Phúc"), ("T/M", "BÍ THƯ", "Lâm Gia Phúc"), id="slash"
        ),
        pytest.param(
            ("T/M. BAN THƯỜNG VỤ", "BÍ THƯ", "Lâm Gia Phúc"), ("T/M", "BÍ THƯ", "Lâm Gia Phúc"), id="slash-and-stop"
        ),
        pytest.param(
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lâm Gia Phúc"),
            ("TM", "PHÓ CHỦ TỊCH", "Lâm Gia Phúc"),
            id="two-lines-of-authority",
        ),
        pytest.param(
            ("TM. ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG", "CHỦ TỊCH", "Lâm Gia Phúc"),
            ("TM", "CHỦ TỊCH", "Lâm Gia Phúc"),
            id="authority-wraps",
        ),
        pytest.param(
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "(Đã ký)", "Lâm Gia Phúc"),
            ("KT", "PHÓ GIÁM ĐỐC", "Lâm Gia Phúc"),
            id="remark-of-a-copy",
        ),
        pytest.param(
            ("GIÁM ĐỐC (Đã ký)", "Lâm Gia Phúc"), (None, "GIÁM ĐỐC", "Lâm Gia Phúc"), id="remark-behind-the-post"
        ),
        pytest.param(
            ("KT. THỐNG ĐỐC Phó Thống đốc (đã ký)", "Lâm Gia Phúc"),
            ("KT", "Phó Thống đốc", "Lâm Gia Phúc"),
            id="authority-post-and-remark-on-one-line",
        ),
        pytest.param(("GIÁM ĐỐC", "TS. Lâm Gia Phúc"), (None, "GIÁM ĐỐC", "Lâm Gia Phúc"), id="degree"),
        pytest.param(
            ("THƯ KÝ", "Lý Mỹ Hạnh", "CHỦ TỌA", "Lâm Gia Phúc"), (None, "CHỦ TỌA", "Lâm Gia Phúc"), id="chair-first"
        ),
        pytest.param(
            ("THƯ KÝ\t\tCHỦ TỌA", "(Ký tên)", "Lý Mỹ Hạnh\t\tLâm Gia Phúc"),
            (None, "CHỦ TỌA", "Lâm Gia Phúc"),
            id="side-by-side-with-tabs",
        ),
        pytest.param(
            ("NGƯỜI LẬP BIỂU\tGIÁM ĐỐC", "Lý Mỹ Hạnh\tLâm Gia Phúc"),
            (None, "GIÁM ĐỐC", "Lâm Gia Phúc"),
            id="who-drew-it-up-beside-the-head",
        ),
        pytest.param(
            ("ĐẠI DIỆN BÊN A\tĐẠI DIỆN BÊN B", "GIÁM ĐỐC\tTRƯỞNG PHÒNG", "Lâm Gia Phúc\tLý Mỹ Hạnh"),
            (None, "GIÁM ĐỐC", "Lâm Gia Phúc"),
            id="two-parties",
        ),
        pytest.param(
            ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "GIÁM ĐỐC SỞ Y TẾ", "Lâm Gia Phúc"),
            ("KT", "PHÓ TRƯỞNG BAN", "Lâm Gia Phúc"),
            id="a-second-post",
        ),
        pytest.param(
            ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "THƯỜNG TRỰC", "Lâm Gia Phúc"),
            ("KT", "PHÓ TRƯỞNG BAN\nTHƯỜNG TRỰC", "Lâm Gia Phúc"),
            id="a-post-on-two-lines",
        ),
        pytest.param(("GIÁM ĐỐC", "(đã ký)", "LÂM GIA PHÚC"), (None, "GIÁM ĐỐC", "LÂM GIA PHÚC"), id="capitals"),
        pytest.param(("GIÁM ĐỐC", "Đã ký: Lâm Gia Phúc"), (None, "GIÁM ĐỐC", "Lâm Gia Phúc"), id="signed-by"),
        pytest.param(("GIÁM ĐỐC", "Thượng tá Lâm Gia Phúc"), (None, "GIÁM ĐỐC", "Lâm Gia Phúc"), id="rank"),
        pytest.param(("GIÁM ĐỐC", "Ông Ích Thảo Vy"), (None, "GIÁM ĐỐC", "Ông Ích Thảo Vy"), id="a-name-like-a-title"),
    ],
)  # fmt: skip
def test_signer(lines: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    source = layout(*LETTERHEAD, "Số: 5/KH-UBND", DATE, "KẾ HOẠCH", "Trồng rừng", "1. Trồng 5.000 cây sao.", *lines)
    frame = _frame(source)
    signer = frame.header.signer
    assert signer is not None
    assert tuple(_of(source.text, part) for part in (signer.authority, signer.position, signer.name)) == expected
    assert source.text[split_paragraphs(source)[frame.body_end].start :].startswith(lines[0])


LEFT, RIGHT = (0, 0), (0, 1)


def _signed(*foot: tuple[tuple[int, int] | None, str]) -> tuple[Layout, Frame]:
    builder = LayoutBuilder()
    for line in (*LETTERHEAD, "Số: 5/KH-UBND", DATE, "KẾ HOẠCH", "Trồng rừng", "1. Trồng 5.000 cây sao."):
        builder.paragraph(line)
    for cell, line in foot:
        builder.paragraph(line, cell=cell)
    source = builder.build(SourceFormat.DOCX)
    return source, _frame(source)


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        pytest.param(
            (
                ((0, 0), "Nơi nhận:"), ((0, 1), "KT. GIÁM ĐỐC"), ((0, 1), "PHÓ GIÁM ĐỐC"),
                ((1, 0), "- Như trên;"), ((1, 0), "- Lưu: VT."), ((1, 1), "Lâm Gia Phúc"),
            ),
            ("PHÓ GIÁM ĐỐC", "Lâm Gia Phúc", ["Như trên", "Lưu: VT"]),
            id="a-table-of-two-rows",
        ),
        pytest.param(
            (((0, 0), "THƯ KÝ"), ((0, 1), "CHỦ TRÌ"), ((1, 0), "Lý Mỹ Hạnh"), ((1, 1), "Lâm Gia Phúc")),
            ("CHỦ TRÌ", "Lâm Gia Phúc", []),
            id="minutes-in-two-rows",
        ),
        pytest.param(
            ((LEFT, "Thư ký"), (LEFT, "Lý Mỹ Hạnh"), (RIGHT, "Chủ trì"), (RIGHT, "Lâm Gia Phúc")),
            ("Chủ trì", "Lâm Gia Phúc", []),
            id="small-letters",
        ),
        pytest.param(
            (
                ((0, 0), "Người lập biểu"), ((0, 1), "Kế toán trưởng"), ((0, 2), "Thủ trưởng đơn vị"),
                ((1, 0), "Lý Mỹ Hạnh"), ((1, 1), "Cao Minh Đạt"), ((1, 2), "Lâm Gia Phúc"),
            ),
            ("Thủ trưởng đơn vị", "Lâm Gia Phúc", []),
            id="three-signatures",
        ),
        pytest.param(
            (
                (None, "KT. GIÁM ĐỐC"), (None, "PHÓ GIÁM ĐỐC"), (None, "Nơi nhận:"), (None, "- Như trên;"),
                (None, "- Lưu: VT."), (None, "Lâm Gia Phúc"),
            ),
            ("PHÓ GIÁM ĐỐC", "Lâm Gia Phúc", ["Như trên", "Lưu: VT"]),
            id="name-below-the-recipients",
        ),
        pytest.param(
            ((None, "Nơi gửi:"), (None, "- Như trên"), (None, "- Lưu VT"), (None, "GIÁM ĐỐC"), (None, "Lâm Gia Phúc")),
            ("GIÁM ĐỐC", "Lâm Gia Phúc", ["Như trên", "Lưu VT"]),
            id="sent-to",
        ),
    ],
)  # fmt: skip
def test_feet_in_cells(
    foot: tuple[tuple[tuple[int, int] | None, str], ...], expected: tuple[str, str, list[str]]
) -> None:
    source, frame = _signed(*foot)
    signer = frame.header.signer
    assert signer is not None
    recipients = [place.of(source.text) for place in frame.header.recipients]
    assert (_of(source.text, signer.position), _of(source.text, signer.name), recipients) == expected
    assert source.text[split_paragraphs(source)[frame.body_end].start :].startswith(foot[0][1])


def test_a_post_in_small_letters_above_other_words_is_no_signature() -> None:
    _, frame = _signed((None, "Giám đốc"), (None, "chủ trì cuộc họp hằng tuần."))
    assert frame.header.signer is None


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        pytest.param(
            ("LỊCH CÔNG TÁC TUẦN", "Từ ngày 20/3/2026"), "LỊCH CÔNG TÁC TUẦN Từ ngày 20/3/2026", id="calendar"
        ),
        pytest.param(
            ("ĐƠN ĐỀ NGHỊ", "Cấp lại giấy phép", "Kính gửi: Sở Y tế"), "ĐƠN ĐỀ NGHỊ Cấp lại giấy phép", id="form"
        ),
    ],
)
def test_a_title_of_no_kind(lines: tuple[str, ...], subject: str) -> None:
    source = layout(*LETTERHEAD, "Số: 9/LCT-UBND", DATE, *lines, "1. Thứ Hai: họp giao ban.")
    header = _frame(source).header
    assert (header.is_untyped, header.kind) == (True, None)
    assert header.is_letter == any(line.startswith("Kính gửi") for line in lines)
    assert " ".join(s.of(source.text) for s in header.subject) == subject


def test_a_unit_in_a_letterhead_is_no_title() -> None:
    source = layout("ĐƠN VỊ CHỦ TRÌ: SỞ Y TẾ", "Số: 9/SYT-VP", DATE, "Kính gửi: Sở Nội vụ.", "Sở Y tế trả lời.")
    assert not _frame(source).header.is_untyped


def test_a_number_named_in_a_letterhead_is_not_the_own_one() -> None:
    source = layout("THANH TRA TỈNH LÂM ĐỒNG", "ĐOÀN THANH TRA THEO QĐ SỐ 15/QĐ-TTr", "Số: 08/BC-ĐTT", DATE, "BÁO CÁO")
    assert _of(source.text, _frame(source).header.symbol) == "BC-ĐTT"


def test_a_letterhead_read_behind_the_date() -> None:
    source = layout(DATE, "UBND TỈNH LÂM ĐỒNG", "SỞ Y TẾ", "Số: 9/SYT-VP", "V/v mượn xe", "Kính gửi: Sở Nội vụ.")
    assert _of(source.text, _frame(source).header.issuer) == "SỞ Y TẾ"


def test_a_bare_post_is_no_nearer_issuer() -> None:
    source = layout("CHỦ TỊCH NƯỚC", "Số: 12/QĐ-CTN", DATE, "QUYẾT ĐỊNH", "Về khen thưởng", "CHỦ TỊCH", "Căn cứ Luật;")
    assert _of(source.text, _frame(source).header.issuer) == "CHỦ TỊCH NƯỚC"


def test_the_leading_office_signs_last_of_three() -> None:
    source = layout(
        "BỘ CÔNG AN - BỘ QUỐC PHÒNG - TÒA ÁN", "NHÂN DÂN TỐI CAO", "Số: 02/2026/TTLT-BCA-BQP-TANDTC", DATE,
        "THÔNG TƯ LIÊN TỊCH", "Quy định việc lưu trữ", "1. Lưu hồ sơ.",
        "KT. CHÁNH ÁN TÒA ÁN NHÂN DÂN TỐI CAO", "PHÓ CHÁNH ÁN", "Lý Hồng Hạnh",
        "KT. BỘ TRƯỞNG BỘ QUỐC PHÒNG", "THỨ TRƯỞNG", "Thượng tướng Cao Minh Đạt",
        "KT. BỘ TRƯỞNG BỘ CÔNG AN", "THỨ TRƯỞNG", "Thượng tướng Lâm Gia Phúc",
    )  # fmt: skip
    signer = _frame(source).header.signer
    assert signer is not None
    assert _of(source.text, signer.name) == "Lâm Gia Phúc"


def test_a_heading_in_capitals_is_no_signature() -> None:
    source = layout(
        *LETTERHEAD, "KẾ HOẠCH", "Trồng rừng", "CHỦ TỊCH HỘI NÔNG DÂN", "1. Vận động hội viên.", "2. Giao cây giống.",
        "3. Báo cáo kết quả.",
    )  # fmt: skip
    assert _frame(source).header.signer is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ("Nơi nhận:", "- Như Điều 3;", "- Sở Nội vụ (b/c);", "- Lưu: VT, NC."),
            ["Như Điều 3", "Sở Nội vụ (b/c)", "Lưu: VT, NC"],
            id="bullets",
        ),
        pytest.param(("Nơi nhận: Như trên; Lưu: VT.",), ["Như trên", "Lưu: VT"], id="one-line"),
        pytest.param(("Nơi nhận:", "Như trên;", "Lưu: VT."), ["Như trên", "Lưu: VT"], id="lines"),
        pytest.param(("Nơi nhận:", "như trên;", "lưu: VT."), ["như trên", "lưu: VT"], id="small-letters"),
        pytest.param(
            ("Nơi nhận:", "- Các sở, ban,", "ngành của tỉnh,", "- UBND các xã,", "thị trấn,", "- Lưu: VT."),
            ["Các sở, ban,\nngành của tỉnh", "UBND các xã,\nthị trấn", "Lưu: VT"],
            id="broken-by-hand",
        ),
        pytest.param(
            ("Nơi nhận:", "- Chủ tịch, các PCT,", "BCĐ 112, Website,", "các phòng;", "- Sở Y tế;", "- Lưu: VT."),
            ["Chủ tịch, các PCT,\nBCĐ 112, Website,\ncác phòng", "Sở Y tế", "Lưu: VT"],
            id="goes-on-behind-a-comma",
        ),
        pytest.param(
            ("Nơi nhận:", "- Ban Giám đốc, Trung tâm", "Khuyến công;", "- Lưu: VT."),
            ["Ban Giám đốc, Trung tâm\nKhuyến công", "Lưu: VT"],
            id="goes-on-in-the-middle",
        ),
        pytest.param(
            ("Nơi nhận:", "- Như trên,", "- Thường trực Huyện ủy,", "- Lưu VP."),
            ["Như trên", "Thường trực Huyện ủy", "Lưu VP"],
            id="party",
        ),
        pytest.param(
            ("Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT;", "- Website Sở."),
            ["UBND tỉnh", "Lưu: VT", "Website Sở"],
            id="behind-the-archive",
        ),
    ],
)
def test_recipients(lines: tuple[str, ...], expected: list[str]) -> None:
    source = layout(
        *LETTERHEAD,
        "Số: 5/KH-UBND",
        DATE,
        "KẾ HOẠCH",
        "Trồng rừng",
        "1. Trồng cây.",
        *lines,
        "GIÁM ĐỐC",
        "Lâm Gia Phúc",
    )
    header = _frame(source).header
    assert [place.of(source.text) for place in header.recipients] == expected
    assert header.signer is not None


def test_what_follows_the_foot_is_attached() -> None:
    source = layout(
        *LETTERHEAD, "KẾ HOẠCH", "Trồng rừng", "1. Trồng cây.", "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Lâm Gia Phúc",
        "Phụ lục", "DANH MỤC LOÀI CÂY",
    )  # fmt: skip
    frame = _frame(source)
    assert source.text[split_paragraphs(source)[frame.annex_start].start :].startswith("Phụ lục")


def test_titles_of_forms_inside_an_appendix_are_no_titles_of_documents() -> None:
    source = layout("Phụ lục I", "Các biểu mẫu", *["(Dùng cho cấp xã.)"] * 8, "BÁO CÁO", "Kết quả trồng rừng")
    assert _frame(source, attached=True).header.kind is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("QUYẾT ĐỊNH", True, id="capitals"),
        pytest.param("SỞ KH&CN TỈNH LÂM ĐỒNg", True, id="slip"),
        pytest.param("Quyết định", False, id="small"),
        pytest.param("12/2026", False, id="no-letters"),
    ],
)
def test_is_capitals(line: str, expected: bool) -> None:
    assert is_capitals(line) is expected
