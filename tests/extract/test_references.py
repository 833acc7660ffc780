"""Cited documents: one row a phenomenon; agencies, numbers and titles are made up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.mentions import ReferenceMention, Slice
from pipeline.extract.references import find_references


def words(text: str, place: Slice | None) -> str | None:
    return " ".join(place.of(text).split()) if place else None


def key(text: str, mention: ReferenceMention) -> str | None:
    """Number to symbol as printed, without blanks; a law without a number by its title."""
    if mention.number is None:
        return words(text, mention.name)
    if mention.is_standard:
        return " ".join(text[mention.symbol.start if mention.symbol else mention.number.start : mention.end].split())
    last = mention.symbol or mention.year or mention.number
    return "".join(text[mention.number.start : last.end].split())


def summary(text: str) -> list[tuple[str | None, ...]]:
    return [
        (words(text, m.kind), key(text, m), words(text, m.date), words(text, m.issuer), m.relation.value)
        for m in find_references(text)
    ]


def keys(text: str) -> list[str | None]:
    return [key(text, m) for m in find_references(text)]


NUMBERS = [
    pytest.param("theo Kế hoạch số 45/KH-UBND", ["45/KH-UBND"], id="number and symbol"),
    pytest.param("theo Nghị định số 12/2031/NĐ-CP", ["12/2031/NĐ-CP"], id="with a year"),
    pytest.param("Kế hoạch 45/KH-UBND đã nêu", ["45/KH-UBND"], id="no word so"),
    pytest.param("Kế hoạch số 45 /KH-UBND", ["45/KH-UBND"], id="blank before the slash"),
    pytest.param("Quyết định số …05…./2006/QĐ-UBND", ["05…./2006/QĐ-UBND"], id="filled in among dots"),
    pytest.param("Quyết định số 3783/QĐ- UBND", ["3783/QĐ-UBND"], id="blank after the hyphen"),
    pytest.param("Kế hoạch số 45/KH - UBND", ["45/KH-UBND"], id="blanks round the hyphen"),
    pytest.param("Thông tư số\n      31/2031/TT-\n    BGDĐT ngày 2/3/2031", ["31/2031/TT-BGDĐT"], id="wrapped number"),
    pytest.param("Công điện số 131/CĐ-\nTTg", ["131/CĐ-TTg"], id="wrapped after the hyphen"),
    pytest.param("Quyết định số 522/2002/QĐ.UB", ["522/2002/QĐ.UB"], id="dot in the symbol"),
    pytest.param("Quyết định số 144/2002/QĐ/BTC", ["144/2002/QĐ/BTC"], id="slash in the symbol"),
    pytest.param("Chỉ thị số 31-CT/TU", ["31-CT/TU"], id="party"),
    pytest.param("Quyết định số 367-QĐ/TWĐTN-VP", ["367-QĐ/TWĐTN-VP"], id="youth union"),
    pytest.param("Nghị định số 97-HĐBT", ["97-HĐBT"], id="council of ministers"),
    pytest.param("Nghị định 56/CP", ["56/CP"], id="decree of the 1990s"),
    pytest.param("Nghị quyết số 9/2031/QH19", ["9/2031/QH19"], id="National Assembly"),
    pytest.param("Thông tư liên tịch số 1/2026/TTLT-BNV-BTC-BQP", ["1/2026/TTLT-BNV-BTC-BQP"], id="joint"),
    pytest.param("công văn số 453/SKHCN-TTr", ["453/SKHCN-TTr"], id="letter"),
    pytest.param("Công văn số: 12/GD&ĐT-VP", ["12/GD&ĐT-VP"], id="ampersand, colon"),
    pytest.param("Ban hành Kế hoạch số kế hoạch số 03/KH-SNN về rà soát", ["03/KH-SNN"], id="doubled kind"),
    pytest.param("KẾ HOẠCH SỐ 01/KH-UBND", ["01/KH-UBND"], id="capitals"),
    pytest.param("văn bản số 77/UBND-NC", ["77/UBND-NC"], id="van ban"),
    pytest.param("áp dụng QĐ 93 của Thủ tướng", ["93"], id="bare short kind"),
    pytest.param("theo NĐ 61/2018 của Chính phủ", ["61/2018"], id="number and year alone"),
    pytest.param(
        "gồm 965/QĐ-UBND, 31-CT/TU và 12/2020/NĐ-CP", ["965/QĐ-UBND", "31-CT/TU", "12/2020/NĐ-CP"], id="keys alone"
    ),
    pytest.param("Công điện khẩn số 5/CĐ-UBND", ["5/CĐ-UBND"], id="attribute between kind and number"),
    pytest.param("Quyết định của Bộ Nội vụ số 12/QĐ-BNV", ["12/QĐ-BNV"], id="issuer between kind and number"),
    pytest.param("Nghi định số 14/2030/NĐ-CP", ["14/2030/NĐ-CP"], id="accent lost in recognition"),
    pytest.param("theo quyết định số12/QĐ-SYT", ["12/QĐ-SYT"], id="dropped space"),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


NOT_CITED = [
    pytest.param("đã hoàn thành 28/29 nhiệm vụ, đạt 3/5 chỉ tiêu", id="ratio"),
    pytest.param("ngày 14/12/2017 và 5/2/2018", id="dates"),
    pytest.param("theo khoản 2 Điều 15 và điểm a khoản 3", id="article"),
    pytest.param("mã số 1.004873.000.00.00.H42", id="procedure code"),
    pytest.param("điện thoại 0276.3822.233 hoặc 024-38223344", id="telephone"),
    pytest.param("Số: 45/KH-UBND\nTây Đô, ngày 5 tháng 3 năm 2031", id="own number line"),
    pytest.param(
        "UBND TỈNH TÂY ĐÔ\tCỘNG HÒA\nSố: 267 /QĐ-UBND\tTây Đô, ngày 17 tháng 02 năm 2025",
        id="own number in a letterhead",
    ),
    pytest.param("**Số 12-KH/HU**\nTây Đô", id="own party number in bold"),
    pytest.param("Số:       /TB-SNN", id="own number blank"),
    pytest.param("Quyết định này có hiệu lực; Kế hoạch này thay thế kế hoạch cũ", id="itself"),
    pytest.param(
        "(Ban hành kèm theo Quyết định số   /QĐ-UBND ngày    tháng 02 năm 2025)", id="blank number in an annex"
    ),
    pytest.param("Mẫu số 05/ĐK-UBND, Biểu số 06a/VPCP/KSTT", id="forms"),
    pytest.param("ra quyết định 2 lần; công bố 03 thủ tục", id="counts"),
    pytest.param("1/ UBND tỉnh giao; 2/ TTHC còn lại", id="enumeration"),
    pytest.param("giấy phép 5.000 đồng/giấy, diện tích 10m2/KCN", id="rates"),
    pytest.param("vi phạm pháp luật, kỷ luật, luật sư, theo luật định", id="luat in other words"),
    pytest.param("sinh viên ngành Luật kinh tế, Trường Đại học Luật Hà Nội", id="faculty of law"),
    pytest.param("triển khai ISO điện tử thay thế ISO giấy", id="ISO without number"),
]


@pytest.mark.parametrize("text", NOT_CITED)
def test_not_cited(text: str) -> None:
    assert keys(text) == []


PARTS = [
    pytest.param(
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 6 năm 2030 của UBND tỉnh về việc giao chỉ tiêu;",
        [("Quyết định", "12/QĐ-UBND", "ngày 05 tháng 6 năm 2030", "UBND tỉnh", "basis")],
        id="kind, number, date, issuer",
    ),
    pytest.param(
        "Căn cứ Kế hoạch số 6/KH-ĐHTĐ, ngày 24/7/2024 của Hiệu trưởng Trường Đại học Tây Đô về đào tạo",
        [("Kế hoạch", "6/KH-ĐHTĐ", "ngày 24/7/2024", "Hiệu trưởng Trường Đại học Tây Đô", "basis")],
        id="comma before the date",
    ),
    pytest.param(
        "Căn cứ Quyết định số 9/QĐ-UBND tỉnh ngày 26/7/2021;",
        [("Quyết định", "9/QĐ-UBND", "ngày 26/7/2021", None, "basis")],
        id="place after the symbol",
    ),
    pytest.param(
        "Căn cứ Quyết định số 4/QĐ-TTg của Thủ tướng Chính phủ ngày 01/02/2030 phê duyệt Đề án;",
        [("Quyết định", "4/QĐ-TTg", "ngày 01/02/2030", "Thủ tướng Chính phủ", "basis")],
        id="issuer before the date",
    ),
    pytest.param(
        "Căn cứ Thông tư số 2/2031/TT-VPCP ngày 1/1/2031 của Bộ trưởng,\nChủ nhiệm Văn phòng Chính phủ Quy định số;",
        [("Thông tư", "2/2031/TT-VPCP", "ngày 1/1/2031", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "basis")],
        id="issuer with a comma, over lines",
    ),
    pytest.param(
        "Căn cứ Thông tư số 8/2031/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch hướng dẫn tổ chức lễ hội;",
        [("Thông tư", "8/2031/TT-BVHTTDL", None, "Bộ Văn hóa, Thể thao và Du lịch", "basis")],
        id="ministry with a comma",
    ),
    pytest.param(
        "Căn cứ Chỉ thị số 17/CT-UBND ngày 10/11/2026 của Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu về kỷ cương;",
        [("Chỉ thị", "17/CT-UBND", "ngày 10/11/2026", "Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu", "basis")],
        id="province with a hyphen",
    ),
    pytest.param(
        "Sở đã ban hành công văn số 12/SNV-VP ngày 3/4/2031 về báo cáo.",
        [("công văn", "12/SNV-VP", "ngày 3/4/2031", "Sở", "mentions")],
        id="subject issues",
    ),
    pytest.param(
        "Đề án đã được UBND tỉnh phê duyệt tại Quyết định số 14/QĐ-UBND ngày 3/4/2031.",
        [("Quyết định", "14/QĐ-UBND", "ngày 3/4/2031", "UBND tỉnh", "mentions")],
        id="approved by, in",
    ),
    pytest.param(
        "Theo đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 7/TTr-SXD ngày 3/4/2031.",
        [("Tờ trình", "7/TTr-SXD", "ngày 3/4/2031", "Giám đốc Sở Xây dựng", "basis")],
        id="at the proposal of, in",
    ),
    pytest.param(
        "theo hướng dẫn của Sở tại Kế hoạch số 18/KH-SGTVT ngày 30/12/2031 để rà soát",
        [("Kế hoạch", "18/KH-SGTVT", "ngày 30/12/2031", "Sở", "basis")],
        id="guided by, in",
    ),
    pytest.param(
        "Ban hành Kế hoạch số 11/KH-SLĐ ngày 21/02/2031 về công tác thanh niên.",
        [("Kế hoạch", "11/KH-SLĐ", "ngày 21/02/2031", None, "mentions")],
        id="nobody named",
    ),
    pytest.param(
        "công bố 02 quyết định số 64/QĐ-UBND và 65/QĐ-UBND ngày 18/4/2031 về thủ tục mới",
        [
            ("quyết định", "64/QĐ-UBND", "ngày 18/4/2031", None, "mentions"),
            ("quyết định", "65/QĐ-UBND", "ngày 18/4/2031", None, "mentions"),
        ],
        id="shared kind and date",
    ),
    pytest.param(
        "Thực hiện các Quyết định số: 43/QĐ-BXD, 44/QĐ-BXD ngày 31/12/2031 của Bộ trưởng Bộ Xây dựng về cấp phép,",
        [
            ("Quyết định", "43/QĐ-BXD", "ngày 31/12/2031", "Bộ trưởng Bộ Xây dựng", "basis"),
            ("Quyết định", "44/QĐ-BXD", "ngày 31/12/2031", "Bộ trưởng Bộ Xây dựng", "basis"),
        ],
        id="shared issuer",
    ),
    pytest.param(
        "Căn cứ Nghị định số 4/2030/NĐ-CP ngày 1/2/2030 và Nghị định số 9/2031/NĐ-CP ngày 3/4/2031 của Chính phủ sửa"
        " đổi, bổ sung một số điều của các Nghị định về phí;",
        [
            ("Nghị định", "4/2030/NĐ-CP", "ngày 1/2/2030", "Chính phủ", "basis"),
            ("Nghị định", "9/2031/NĐ-CP", "ngày 3/4/2031", "Chính phủ", "basis"),
        ],
        id="shared issuer, own dates",
    ),
    pytest.param(
        "(Ban hành kèm theo Quyết định số 35/QĐ-SNV\nngày 17/11/2030 của Giám đốc Sở Nội vụ)",
        [("Quyết định", "35/QĐ-SNV", "ngày 17/11/2030", "Giám đốc Sở Nội vụ", "attached_to")],
        id="attached",
    ),
    pytest.param(
        "Thực hiện Kế hoạch chuyển đổi số ban hành kèm theo Quyết định số 37/QĐ-UBND ngày 2/3/2030 của UBND huyện,",
        [("Quyết định", "37/QĐ-UBND", "ngày 2/3/2030", "UBND huyện", "basis")],
        id="attached to another document",
    ),
    pytest.param(
        "Quyết định này có hiệu lực, thay thế Quyết định số 43/QĐ-UBND ngày 1/1/2030 của UBND huyện Sông Mây.",
        [("Quyết định", "43/QĐ-UBND", "ngày 1/1/2030", "UBND huyện Sông Mây", "replaces")],
        id="replaces",
    ),
    pytest.param(
        "Bãi bỏ các thủ tục số 5 tại Quyết định số 42/QĐ-UBND ngày 06/12/2030 của Chủ tịch UBND tỉnh.",
        [("Quyết định", "42/QĐ-UBND", "ngày 06/12/2030", "Chủ tịch UBND tỉnh", "abolishes")],
        id="abolishes",
    ),
    pytest.param(
        "Điều 1. Sửa đổi, bổ sung Điều 2 của Quy định ban hành kèm theo Quyết định số 15/2030/QĐ-UBND ngày 3/3/2030:",
        [("Quyết định", "15/2030/QĐ-UBND", "ngày 3/3/2030", None, "amends")],
        id="amends by its first article",
    ),
    pytest.param(
        "Điều 3. Quyết định này thay thế:\n- Thủ tục số 4 tại Quyết định số 78/QĐ-UBND;\n- Quyết định số 79/QĐ-UBND.",
        [
            ("Quyết định", "78/QĐ-UBND", None, None, "replaces"),
            ("Quyết định", "79/QĐ-UBND", None, None, "replaces"),
        ],
        id="list of what is replaced",
    ),
    pytest.param(
        "Bãi bỏ: Quyết định số 1/2025/QĐ-UBND; Quyết định số 2/2026/QĐ-UBND.",
        [
            ("Quyết định", "1/2025/QĐ-UBND", None, None, "abolishes"),
            ("Quyết định", "2/2026/QĐ-UBND", None, None, "abolishes"),
        ],
        id="abolished after a colon",
    ),
    pytest.param(
        "Quyết định số 12/2028/QĐ-UBND ngày 3/3/2028 của UBND tỉnh hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
        [("Quyết định", "12/2028/QĐ-UBND", "ngày 3/3/2028", "UBND tỉnh", "abolishes")],
        id="loses force",
    ),
    pytest.param(
        "Căn cứ Luật Giá; các Nghị định của Chính phủ: số 4/2030/NĐ-CP ngày 6/4/2030, số 2/2031/NĐ-CP ngày 2/3/2031;",
        [
            ("Luật", "Luật Giá", None, None, "basis"),
            ("Nghị định", "4/2030/NĐ-CP", "ngày 6/4/2030", "Chính phủ", "basis"),
            ("Nghị định", "2/2031/NĐ-CP", "ngày 2/3/2031", None, "basis"),
        ],
        id="kind and issuer before a list of numbers",
    ),
    pytest.param(
        "Thực hiện Công văn số 4/BNV-TH của Bộ Nội vụ và ý kiến của Thường trực Tỉnh ủy tại Thông báo số 55-TB/TU,",
        [
            ("Công văn", "4/BNV-TH", None, "Bộ Nội vụ", "basis"),
            ("Thông báo", "55-TB/TU", None, "Thường trực Tỉnh ủy", "basis"),
        ],
        id="the nearest of two actors",
    ),
    pytest.param(
        "Căn cứ Nghị định số 3/2030/NĐ-CP (được sửa đổi, bổ sung bởi Nghị định số 9/2031/NĐ-CP);",
        [("Nghị định", "3/2030/NĐ-CP", None, None, "basis"), ("Nghị định", "9/2031/NĐ-CP", None, None, "mentions")],
        id="amended by another",
    ),
    pytest.param(
        "Góp ý dự thảo Thông tư sửa đổi, bổ sung một số điều của Thông tư số 6/2030/TT-BCT.",
        [("Thông tư", "6/2030/TT-BCT", None, None, "mentions")],
        id="a draft amends",
    ),
    pytest.param(
        "Kiểm tra việc thực hiện Quyết định số 20/2030/QĐ-UBND của UBND tỉnh",
        [("Quyết định", "20/2030/QĐ-UBND", None, "UBND tỉnh", "mentions")],
        id="its observance is checked",
    ),
    pytest.param(
        "giải quyết hồ sơ theo quy định tại Điều 4, Điều 5 Thông tư số 2/2030/TT-BNV.",
        [("Thông tư", "2/2030/TT-BNV", None, None, "basis")],
        id="under articles of",
    ),
    pytest.param(
        "Thực hiện Quyết định số 13/QĐ-UBND của UBND tỉnh, Sở Y tế đã ban hành Kế hoạch số 14/KH-SYT về tiêm chủng.",
        [
            ("Quyết định", "13/QĐ-UBND", None, "UBND tỉnh", "basis"),
            ("Kế hoạch", "14/KH-SYT", None, "Sở Y tế", "mentions"),
        ],
        id="grounds end at the main clause",
    ),
    pytest.param(
        "Căn cứ pháp lý:\n- Luật Hộ tịch năm 2014;\n- Thông tư số 4/2030/TT-BTP về phí;\n- Thông tư số 5/2030/TT-BTP.",
        [
            ("Luật", "Luật Hộ tịch", None, None, "basis"),
            ("Thông tư", "4/2030/TT-BTP", None, None, "basis"),
            ("Thông tư", "5/2030/TT-BTP", None, None, "basis"),
        ],
        id="list of grounds",
    ),
    pytest.param(
        "Căn cứ Thông tư số 1/2031/TT-BTC ngày 2/2/2031 của Bộ Tài chính hướng dẫn Nghị định số 2/2030/NĐ-CP ngày"
        " 1/1/2030 của Chính phủ quy định chi tiết Luật Đầu tư công và Nghị định số 3/2030/NĐ-CP của Chính phủ về giá;",
        [
            ("Thông tư", "1/2031/TT-BTC", "ngày 2/2/2031", "Bộ Tài chính", "basis"),
            ("Nghị định", "2/2030/NĐ-CP", "ngày 1/1/2030", "Chính phủ", "mentions"),
            ("Luật", "Luật Đầu tư công", None, None, "mentions"),
            ("Nghị định", "3/2030/NĐ-CP", None, "Chính phủ", "mentions"),
        ],
        id="documents inside a title",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert summary(text) == expected


NAMES = [
    pytest.param(
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 5/6/2030 của UBND tỉnh về việc giao chỉ tiêu, kế hoạch năm 2031;",
        "về việc giao chỉ tiêu, kế hoạch năm 2031",
        id="to the semicolon",
    ),
    pytest.param(
        "Kế hoạch số 4/KH-SYT ngày 5/1/2031 về truyền thông năm 2031, trong đó có 10 nội dung.",
        "về truyền thông năm 2031",
        id="trong do",
    ),
    pytest.param(
        "Thực hiện Kế hoạch số 4/KH-UBND ban hành quy trình kiểm tra năm 2031, Sở Y tế đã tổ chức 3 cuộc họp.",
        "ban hành quy trình kiểm tra năm 2031",
        id="main clause",
    ),
    pytest.param(
        "Căn cứ Nghị định số 7/2031/NĐ-CP của Chính phủ sửa đổi, bổ sung\nmột số điều về phí;\nCăn cứ Luật Giá;",
        "sửa đổi, bổ sung một số điều về phí",
        id="over a wrap",
    ),
    pytest.param("Công văn số 6/SYT-VP ngày 6/9/2031 và đôn đốc các đơn vị", None, id="no title"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: str | None) -> None:
    assert words(text, find_references(text)[0].name) == expected


LAWS = [
    pytest.param("Luật Hộ tịch năm 2014", ["Luật Hộ tịch"], id="year"),
    pytest.param("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;", ["Luật Đất đai"], id="date"),
    pytest.param(
        "Luật Phòng, chống tác hại của rượu, bia quy định", ["Luật Phòng, chống tác hại của rượu, bia"], id="commas"
    ),
    pytest.param(
        "Luật Trồng sâm và nghề rừng số 15/2031/QH19 ngày 1/2/2031", ["15/2031/QH19"], id="unknown title, number"
    ),
    pytest.param(
        "Luật Trồng sâm ngày 1/2/2031; Luật Nghề rừng;", ["Luật Trồng sâm", "Luật Nghề rừng"], id="unknown titles"
    ),
    pytest.param(
        "Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đầu tư ngày 2/11/2031;",
        ["Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đầu tư", "Luật Giá", "Luật Đầu tư"],
        id="amending law and its inner laws",
    ),
    pytest.param(
        "Pháp lệnh trồng rừng Tổ quốc số 12/1999/PL-UBTVQH10", ["12/1999/PL-UBTVQH10"], id="ordinance, title first"
    ),
    pytest.param("Bộ luật Lao động năm 2019", ["Bộ luật Lao động"], id="code"),
    pytest.param("theo Hiến pháp năm 2013", ["Hiến pháp"], id="constitution"),
    pytest.param("thi hành luật đất đai", ["luật đất đai"], id="small letter, known title"),
    pytest.param("Luật nuôi tằm năm 2031", ["Luật nuôi tằm"], id="small letter, unknown title with a year"),
]


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_laws(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_date_of_an_amending_law_is_not_that_of_the_laws_it_names() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đầu tư ngày 2/11/2031;"
    assert [words(text, m.date) for m in find_references(text)] == ["ngày 2/11/2031", None, None]


STANDARDS = [
    pytest.param("theo tiêu chuẩn TCVN ISO 9001:2015", ["TCVN ISO 9001:2015"], id="TCVN ISO"),
    pytest.param("ISO 9001: 2008, ISO/IEC 27001:2022", ["ISO 9001: 2008", "ISO/IEC 27001:2022"], id="ISO"),
    pytest.param("QCVN 102:2016/BTTTT và QCVN 01-1:2018/BYT", ["QCVN 102:2016/BTTTT", "QCVN 01-1:2018/BYT"], id="QCVN"),
    pytest.param("TCVN 5945-2005", ["TCVN 5945-2005"], id="year after a hyphen"),
    pytest.param("hệ thống theo ISO 14001", ["ISO 14001"], id="no year"),
]


@pytest.mark.parametrize(("text", "expected"), STANDARDS)
def test_standards(text: str, expected: list[str]) -> None:
    found = find_references(text)
    assert [key(text, m) for m in found] == expected
    assert all(m.is_standard for m in found)


SCRAPS = (
    "Quyết định ",
    "số ",
    "12/QĐ-UBND ",
    "Luật ",
    "Đất đai ",
    "và ",
    ", ",
    "; ",
    "\n",
    "ngày 1/2/2030 ",
    "của UBND tỉnh ",
    "(",
    ")",
)


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_places_lie_in_the_text_and_in_order(text: str) -> None:
    found = find_references(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for m in found:
        for part in (m.kind, m.number, m.symbol, m.date, m.issuer, m.name):
            assert part is None or part.of(text).strip() == part.of(text) != ""


def test_time_grows_with_the_length_only() -> None:
    paragraph = (
        "Căn cứ Thông tư số 1/2031/TT-BTC ngày 2/2/2031 của Bộ Tài chính hướng dẫn Nghị định số 2/2030/NĐ-CP;\n"
        "Các phòng, đơn vị thuộc Sở chủ trì, phối hợp rà soát và báo cáo kết quả về Văn phòng trước ngày 5/6/2031.\n"
    )
    find_references(paragraph)
    one, ten = paragraph * 40, paragraph * 400
    start = time.perf_counter()
    find_references(one)
    middle = time.perf_counter()
    find_references(ten)
    assert time.perf_counter() - middle < 40 * (middle - start)


@pytest.mark.parametrize(
    ("tail", "issuer"),
    [
        pytest.param("của Bộ trưởng Bộ Giao thông vận tải về đường bộ", "Bộ trưởng Bộ Giao thông vận tải", id="noun"),
        pytest.param("của Sở Nội vụ giao các phòng rà soát", "Sở Nội vụ", id="verb"),
    ],
)
def test_a_verb_that_is_part_of_a_name(tail: str, issuer: str) -> None:
    text = f"Quyết định số 45/QĐ-BX ngày 31/12/2024 {tail}"
    assert [words(text, m.issuer) for m in find_references(text)] == [issuer]
