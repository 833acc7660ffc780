"""Citations in the wordings of many offices: lists, wraps, party and joint documents, laws, standards, short forms.

One row a phenomenon: (kind, key or title, day, relation, issuer) of each citation. Everything is made up.
"""

from __future__ import annotations

import pytest

from pipeline.extract.back_references import Own
from pipeline.extract.references import find_references
from pipeline.normalize.dates import date_value
from pipeline.normalize.references import reference
from pipeline.record import Unit

Found = tuple[str | None, str | None, str | None, str, str | None]


def day(words: str) -> str | None:
    value = date_value(words)
    return value.start if value and value.precision == "day" else None


def found(text: str, own: Own | None = None) -> list[Found]:
    def unit(words: str) -> Unit:
        return Unit(text=words, name=words)

    cited = [reference(m, text, resolve_unit=unit, date_iso=day) for m in find_references(text, own)]
    return [(r.type, r.key or r.name, r.date, r.relation.value, r.issuer.text if r.issuer else None) for r in cited]


WORDINGS: list[object] = [
    pytest.param(
        "Sở đã ban hành các Quyết định số 211/QĐ-SXD, số 212/QĐ-SXD và số 213/QĐ-SXD cùng ngày 07/4/2032 về "
        "kiện toàn các tổ công tác.",
        [
            ("Quyết định", "211/QĐ-SXD", "2032-04-07", "mentions", "Sở"),
            ("Quyết định", "212/QĐ-SXD", "2032-04-07", "mentions", "Sở"),
            ("Quyết định", "213/QĐ-SXD", "2032-04-07", "mentions", "Sở"),
        ],
        id="list 3 and date",
    ),
    pytest.param(
        "Căn cứ các Nghị định của Chính phủ: số 71/2031/NĐ-CP ngày 02/5/2031; số 18/2032/NĐ-CP ngày "
        "14/01/2032 về quản lý phí;",
        [
            ("Nghị định", "71/2031/NĐ-CP", "2031-05-02", "basis", "Chính phủ"),
            ("Nghị định", "18/2032/NĐ-CP", "2032-01-14", "basis", None),
        ],
        id="list semicolon dates",
    ),
    pytest.param(
        "công bố tại các Quyết định số 1201, 1202 và 1203/QĐ-UBND ngày 30/6/2032 của Chủ tịch UBND tỉnh",
        [
            ("Quyết định", "1201/QĐ-UBND", "2032-06-30", "mentions", "Chủ tịch UBND tỉnh"),
            ("Quyết định", "1202/QĐ-UBND", "2032-06-30", "mentions", "Chủ tịch UBND tỉnh"),
            ("Quyết định", "1203/QĐ-UBND", "2032-06-30", "mentions", "Chủ tịch UBND tỉnh"),
        ],
        id="list number without symbol head",
    ),
    pytest.param(
        "thực hiện các Nghị định 33,34,35/CP của Chính phủ",
        [
            ("Nghị định", "33/CP", None, "basis", "Chính phủ"),
            ("Nghị định", "34/CP", None, "basis", "Chính phủ"),
            ("Nghị định", "35/CP", None, "basis", "Chính phủ"),
        ],
        id="list glued commas",
    ),
    pytest.param(
        "Thực hiện Chỉ thị số 09/CT-UBND, Kế hoạch số 77/KH-UBND và Công văn số 1450/UBND-NC ngày 11/8/2032 "
        "của UBND tỉnh,",
        [
            ("Chỉ thị", "09/CT-UBND", None, "basis", None),
            ("Kế hoạch", "77/KH-UBND", None, "basis", None),
            ("Công văn", "1450/UBND-NC", "2032-08-11", "basis", "UBND tỉnh"),
        ],
        id="list mixed kinds",
    ),
    pytest.param(
        "ban hành Công văn số 320/SYT-NVY ngày 03/02/2032, số 415/SYT-NVY ngày 19/02/2032 chỉ đạo các bệnh viện",
        [
            ("Công văn", "320/SYT-NVY", "2032-02-03", "mentions", None),
            ("Công văn", "415/SYT-NVY", "2032-02-19", "mentions", None),
        ],
        id="list own dates",
    ),
    pytest.param(
        "theo mẫu tại Thông tư số 12/2031/TT-BNV hoặc Thông tư số 13/2031/TT-BNV",
        [("Thông tư", "12/2031/TT-BNV", None, "basis", None), ("Thông tư", "13/2031/TT-BNV", None, "basis", None)],
        id="list hoac",
    ),
    pytest.param(
        "theo Thông báo số 88/TB-VP ngày 02/3/2032 và Thông báo số 91/TB-VP ngày 09/3/2032 của Văn phòng UBND tỉnh,",
        [
            ("Thông báo", "88/TB-VP", "2032-03-02", "basis", "Văn phòng UBND tỉnh"),
            ("Thông báo", "91/TB-VP", "2032-03-09", "basis", "Văn phòng UBND tỉnh"),
        ],
        id="list cung voi",
    ),
    pytest.param(
        "Căn cứ pháp lý:\n- Nghị quyết số 31/NQ-HĐND ngày 08/12/2031 của HĐND tỉnh;\n- Quyết định số "
        "2710/QĐ-UBND ngày 10/12/2031 của UBND tỉnh.",
        [
            ("Nghị quyết", "31/NQ-HĐND", "2031-12-08", "basis", "HĐND tỉnh"),
            ("Quyết định", "2710/QĐ-UBND", "2031-12-10", "basis", "UBND tỉnh"),
        ],
        id="list bullets",
    ),
    pytest.param(
        "đã ban hành 03 văn bản (Công văn số 12/STP-VP ngày 05/01/2032, 45/STP-VP ngày 20/01/2032, "
        "60/STP-TTr ngày 01/02/2032) đôn đốc",
        [
            ("Công văn", "12/STP-VP", "2032-01-05", "mentions", None),
            ("Công văn", "45/STP-VP", "2032-01-20", "mentions", None),
            ("Công văn", "60/STP-TTr", "2032-02-01", "mentions", None),
        ],
        id="list cac van ban",
    ),
    pytest.param(
        "từ Quyết định số 101/QĐ-UBND đến Quyết định số 105/QĐ-UBND",
        [("Quyết định", "101/QĐ-UBND", None, "mentions", None), ("Quyết định", "105/QĐ-UBND", None, "mentions", None)],
        id="list ranges not",
    ),
    pytest.param(
        "thay thế Quyết định số 14/2028/QĐ-UBND ngày 03/3/2028 & Quyết định số 22/2029/QĐ-UBND ngày "
        "09/9/2029 của UBND tỉnh",
        [
            ("Quyết định", "14/2028/QĐ-UBND", "2028-03-03", "replaces", "UBND tỉnh"),
            ("Quyết định", "22/2029/QĐ-UBND", "2029-09-09", "replaces", "UBND tỉnh"),
        ],
        id="list ampersand",
    ),
    pytest.param(
        "Căn cứ Nghị định số 45/2031/\nNĐ-CP ngày 08 tháng\n4 năm 2031 của Chính phủ về dịch vụ công;",
        [("Nghị định", "45/2031/NĐ-CP", "2031-04-08", "basis", "Chính phủ")],
        id="wrap number",
    ),
    pytest.param(
        "Căn cứ Nghị định số 45/\n2031/NĐ-CP ngày 08/4/2031 của\nChính phủ;",
        [("Nghị định", "45/2031/NĐ-CP", "2031-04-08", "basis", "Chính phủ")],
        id="wrap year",
    ),
    pytest.param(
        "theo Quyết\nđịnh số 812/QĐ-UBND ngày\n15/6/2031 của Ủy ban\nnhân dân tỉnh",
        [("Quyết định", "812/QĐ-UBND", "2031-06-15", "basis", "Ủy ban nhân dân tỉnh")],
        id="wrap kind",
    ),
    pytest.param(
        "tại Kế hoạch số 61/KH-SNV ngày 02/\n3/2032 của Sở Nội vụ",
        [("Kế hoạch", "61/KH-SNV", "2032-03-02", "mentions", "Sở Nội vụ")],
        id="wrap date slash",
    ),
    pytest.param(
        "Thông tư số 19/2031/TT-\nBNNPTNT ngày 2/3/2031 của Bộ Nông nghiệp",
        [("Thông tư", "19/2031/TT-BNNPTNT", "2031-03-02", "mentions", "Bộ Nông nghiệp")],
        id="wrap symbol mid",
    ),
    pytest.param(
        "Thực hiện Công văn số\n1234/UBND-KT ngày 5/5/2031 của UBND huyện,",
        [("Công văn", "1234/UBND-KT", "2031-05-05", "basis", "UBND huyện")],
        id="wrap so",
    ),
    pytest.param(
        "Quyết định số 45 / QĐ - UBND ngày 3/4/2031",
        [("Quyết định", "45/QĐ-UBND", "2031-04-03", "mentions", None)],
        id="blank before slash",
    ),
    pytest.param(
        "Quyết định số 1888/QĐ-UBND ngày 3.4.2031 của UBND tỉnh",
        [("Quyết định", "1888/QĐ-UBND", "2031-04-03", "mentions", "UBND tỉnh")],
        id="date dots",
    ),
    pytest.param(
        "Quyết định số 1888/QĐ-UBND ngày 03 tháng 4/2031 của UBND tỉnh",
        [("Quyết định", "1888/QĐ-UBND", "2031-04-03", "mentions", "UBND tỉnh")],
        id="date month slash",
    ),
    pytest.param(
        "Kế hoạch số 19/KH-UBND (ngày 12/2/2032) của UBND xã",
        [("Kế hoạch", "19/KH-UBND", "2032-02-12", "mentions", "UBND xã")],
        id="date bracketed",
    ),
    pytest.param(
        "Quyết định số 510/QĐ-STC, 12/02/2032 của Sở Tài chính",
        [("Quyết định", "510/QĐ-STC", "2032-02-12", "mentions", "Sở Tài chính")],
        id="date no ngay",
    ),
    pytest.param(
        "Công văn số 40/SCT-VP tháng 5/2032 của Sở Công Thương",
        [("Công văn", "40/SCT-VP", None, "mentions", "Sở Công Thương")],
        id="date month only",
    ),
    pytest.param(
        "Quyết định số 510/QĐ-STC ngày 12/02/32 của Sở Tài chính",
        [("Quyết định", "510/QĐ-STC", "2032-02-12", "mentions", "Sở Tài chính")],
        id="two digit year",
    ),
    pytest.param(
        "Quyết định số 77/QĐ-SCT ký ngày 01/3/2032",
        [("Quyết định", "77/QĐ-SCT", "2032-03-01", "mentions", None)],
        id="ky ngay",
    ),
    pytest.param(
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học,",
        [("Nghị quyết", "57-NQ/TW", "2024-12-22", "basis", "Bộ Chính trị")],
        id="party nq",
    ),
    pytest.param(
        "Kết luận số 14 - KL/TW ngày 22/9/2021 của Bộ Chính trị",
        [("Kết luận", "14-KL/TW", "2021-09-22", "mentions", "Bộ Chính trị")],
        id="party blank",
    ),
    pytest.param(
        "Quy định số 11-QĐi/TW ngày 18/02/2019 của Bộ Chính trị",
        [("Quy định", "11-QĐi/TW", "2019-02-18", "mentions", "Bộ Chính trị")],
        id="party qdi",
    ),
    pytest.param(
        "Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương",
        [("Quy định", "37-QĐ/TW", "2021-10-25", "mentions", "Ban Chấp hành Trung ương")],
        id="party qd tw",
    ),
    pytest.param(
        "Báo cáo số 102-BC/BCSĐ ngày 4/4/2032 của Ban cán sự đảng UBND tỉnh",
        [("Báo cáo", "102-BC/BCSĐ", "2032-04-04", "mentions", "Ban cán sự đảng UBND tỉnh")],
        id="party bc",
    ),
    pytest.param(
        "Chương trình hành động số 22-CTr/TU ngày 3/3/2031 của Tỉnh ủy",
        [("Chương trình", "22-CTr/TU", "2031-03-03", "mentions", "Tỉnh ủy")],
        id="party ctr",
    ),
    pytest.param(
        "Công văn số 1024-CV/TU ngày 9/9/2031 của Thường trực Tỉnh ủy",
        [("Công văn", "1024-CV/TU", "2031-09-09", "mentions", "Thường trực Tỉnh ủy")],
        id="party cv",
    ),
    pytest.param(
        "theo Hướng dẫn số 05-HD/BTCTU ngày 3/8/2031 của Ban Tổ chức Tỉnh ủy",
        [("Hướng dẫn", "05-HD/BTCTU", "2031-08-03", "basis", "Ban Tổ chức Tỉnh ủy")],
        id="party hd",
    ),
    pytest.param(
        "Hướng dẫn số 41/HD-TLĐ ngày 11/11/2031 của Tổng Liên đoàn Lao động Việt Nam",
        [("Hướng dẫn", "41/HD-TLĐ", "2031-11-11", "mentions", "Tổng Liên đoàn Lao động Việt Nam")],
        id="union",
    ),
    pytest.param(
        "Căn cứ Thông tư liên tịch số 03/2028/TTLT-BTP-BTC-BNV ngày 5/6/2028 của Bộ Tư pháp, Bộ Tài chính, "
        "Bộ Nội vụ hướng dẫn thi hành;",
        [("Thông tư liên tịch", "03/2028/TTLT-BTP-BTC-BNV", "2028-06-05", "basis", "Bộ Tư pháp")],
        id="joint ttlt",
    ),
    pytest.param(
        "Thông tư liên tịch số 09/1999/TTLT/BTC-BLĐTBXH",
        [("Thông tư liên tịch", "09/1999/TTLT/BTC-BLĐTBXH", None, "mentions", None)],
        id="joint old",
    ),
    pytest.param(
        "Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN ngày 15/6/2017",
        [("Nghị quyết", "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", "2017-06-15", "mentions", None)],
        id="joint nqlt",
    ),
    pytest.param(
        "Quy chế phối hợp số 08/QCPH-CAT-SYT ngày 2/2/2031 giữa Công an tỉnh và Sở Y tế",
        [("Quy chế", "08/QCPH-CAT-SYT", "2031-02-02", "mentions", None)],
        id="joint qcph",
    ),
    pytest.param(
        "Kế hoạch liên tịch số 15/KHLT–HLHPN–CAT ngày 7/3/2031",
        [("Kế hoạch", "15/KHLT-HLHPN-CAT", "2031-03-07", "mentions", None)],
        id="joint kh en dash",
    ),
    pytest.param(
        "Nghị quyết số 1211/2016/UBTVQH13 ngày 25/5/2016 của Ủy ban Thường vụ Quốc hội",
        [("Nghị quyết", "1211/2016/UBTVQH13", "2016-05-25", "mentions", "Ủy ban Thường vụ Quốc hội")],
        id="nq ubtvqh",
    ),
    pytest.param(
        "Văn bản hợp nhất số 06/VBHN-BTC ngày 13/3/2031 của Bộ Tài chính",
        [("Văn bản hợp nhất", "06/VBHN-BTC", "2031-03-13", "mentions", "Bộ Tài chính")],
        id="vbhn",
    ),
    pytest.param(
        "Căn cứ Luật Đầu tư công (năm 2024);", [("Luật", "Luật Đầu tư công", None, "basis", None)], id="law year paren"
    ),
    pytest.param(
        "theo Luật Đất đai 2024, người sử dụng đất", [("Luật", "Luật Đất đai", None, "basis", None)], id="law bare year"
    ),
    pytest.param(
        "Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21/6/2024;",
        [("Luật", "33/2024/QH15", "2024-06-21", "basis", None)],
        id="law number after",
    ),
    pytest.param(
        "Luật Dữ liệu (Luật số 60/2024/QH15)", [("Luật", "60/2024/QH15", None, "mentions", None)], id="law number paren"
    ),
    pytest.param(
        "Luật số 63/2025/QH15 về Tổ chức Chính phủ",
        [("Luật", "63/2025/QH15", None, "mentions", None)],
        id="law so first",
    ),
    pytest.param(
        "quy định tại Luật Khiếu nại và Luật Tố cáo",
        [("Luật", "Luật Khiếu nại", None, "mentions", None), ("Luật", "Luật Tố cáo", None, "mentions", None)],
        id="law two and",
    ),
    pytest.param(
        "Căn cứ Luật Ngân sách nhà nước, Luật Quản lý thuế, Luật Kế toán;",
        [
            ("Luật", "Luật Ngân sách nhà nước", None, "basis", None),
            ("Luật", "Luật Quản lý thuế", None, "basis", None),
            ("Luật", "Luật Kế toán", None, "basis", None),
        ],
        id="law list comma",
    ),
    pytest.param(
        "Bộ luật Tố tụng hình sự năm 2015 (sửa đổi, bổ sung năm 2021)",
        [("Bộ luật", "Bộ luật Tố tụng hình sự", None, "mentions", None)],
        id="law code year",
    ),
    pytest.param(
        "Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14 ngày 09/12/2020",
        [("Pháp lệnh", "02/2020/UBTVQH14", "2020-12-09", "mentions", None)],
        id="law ordinance",
    ),
    pytest.param(
        "Luật sửa đổi, bổ sung một số điều của Luật Giá số 44/2031/QH18;",
        [("Luật", "44/2031/QH18", None, "mentions", None), ("Luật", "Luật Giá", None, "mentions", None)],
        id="law amend number",
    ),
    pytest.param(
        "Luật Công nghiệp công nghệ số năm 2025 quy định",
        [("Luật", "Luật Công nghiệp công nghệ số", None, "mentions", None)],
        id="law unknown title year",
    ),
    pytest.param(
        "LUẬT AN TOÀN THỰC PHẨM", [("Luật", "LUẬT AN TOÀN THỰC PHẨM", None, "mentions", None)], id="law capital"
    ),
    pytest.param(
        "góp ý dự thảo Luật Việc làm (sửa đổi)", [("Luật", "Luật Việc làm", None, "mentions", None)], id="law draft"
    ),
    pytest.param(
        "ISO/IEC 17025:2017 và TCVN ISO/IEC 17020:2012",
        [
            ("Tiêu chuẩn", "ISO/IEC 17025:2017", None, "mentions", None),
            ("Tiêu chuẩn", "TCVN ISO/IEC 17020:2012", None, "mentions", None),
        ],
        id="std iec",
    ),
    pytest.param("TCVN 7957-1:2023", [("Tiêu chuẩn", "TCVN 7957-1:2023", None, "mentions", None)], id="std part"),
    pytest.param(
        "QCVN 08 - MT:2023/BTNMT",
        [("Tiêu chuẩn", "QCVN 08-MT:2023/BTNMT", None, "mentions", None)],
        id="std qcvn loose",
    ),
    pytest.param(
        "QCVN 40-MT:2011/BTNMT về nước thải",
        [("Tiêu chuẩn", "QCVN 40-MT:2011/BTNMT", None, "mentions", None)],
        id="std qcvn mt",
    ),
    pytest.param(
        "TCVN 5592:1991, 5593:1991", [("Tiêu chuẩn", "TCVN 5592:1991", None, "mentions", None)], id="std list"
    ),
    pytest.param("TCXDVN 33:2006", [("Tiêu chuẩn", "TCXDVN 33:2006", None, "mentions", None)], id="std tcxd"),
    pytest.param(
        "hệ thống quản lý chất lượng theo ISO 9001:2015.",
        [("Tiêu chuẩn", "ISO 9001:2015", None, "mentions", None)],
        id="std iso comma",
    ),
    pytest.param("QCĐP 01:2021/TB", [("Tiêu chuẩn", "QCĐP 01:2021/TB", None, "mentions", None)], id="std qcdp"),
    pytest.param(
        "theo tiêu chuẩn ISO 22000:2018, ISO 45001:2018",
        [
            ("Tiêu chuẩn", "ISO 22000:2018", None, "mentions", None),
            ("Tiêu chuẩn", "ISO 45001:2018", None, "mentions", None),
        ],
        id="std iatf",
    ),
    pytest.param(
        "Thông báo kết luận số 215/TB-VPCP ngày 4/4/2032 của Văn phòng Chính phủ",
        [("Thông báo", "215/TB-VPCP", "2032-04-04", "mentions", "Văn phòng Chính phủ")],
        id="kind attr",
    ),
    pytest.param(
        "Công điện hỏa tốc số 07/CĐ-UBND ngày 9/9/2031 của Chủ tịch UBND tỉnh",
        [("Công điện", "07/CĐ-UBND", "2031-09-09", "mentions", "Chủ tịch UBND tỉnh")],
        id="kind hoa toc",
    ),
    pytest.param(
        "Công văn số 98/SGDĐT-VP ngày 3/1/2032 của Sở Giáo dục và Đào tạo V/v báo cáo thống kê",
        [("Công văn", "98/SGDĐT-VP", "2032-01-03", "mentions", "Sở Giáo dục và Đào tạo")],
        id="v b",
    ),
    pytest.param(
        "Quyết định số “45/QĐ-UBND” ngày 3/4/2031",
        [("Quyết định", "45/QĐ-UBND", "2031-04-03", "mentions", None)],
        id="quoted",
    ),
    pytest.param(
        "Quyết định No 45/QĐ-UBND ngày 3/4/2031",
        [("Quyết định", "45/QĐ-UBND", "2031-04-03", "mentions", None)],
        id="so no",
    ),
    pytest.param(
        "Quyết định số 1734/QĐ-UB ngày 3/4/1999 của UBND tỉnh",
        [("Quyết định", "1734/QĐ-UB", "1999-04-03", "mentions", "UBND tỉnh")],
        id="old ub",
    ),
    pytest.param("Quyết định 99/2001/QĐUB", [("Quyết định", "99/2001/QĐUB", None, "mentions", None)], id="old qdub"),
    pytest.param(
        "Tờ trình số 12a/TTr-SXD ngày 3/4/2031 của Sở Xây dựng",
        [("Tờ trình", "12a/TTr-SXD", "2031-04-03", "mentions", "Sở Xây dựng")],
        id="a suffix",
    ),
    pytest.param(
        "Nghị quyết số 09/2031/NQ-HĐND", [("Nghị quyết", "09/2031/NQ-HĐND", None, "mentions", None)], id="hdnd"
    ),
    pytest.param("(theo CV 1450/UBND-NC)", [("Công văn", "1450/UBND-NC", None, "basis", None)], id="bypass"),
    pytest.param(
        "Quyết định này thay thế Quyết định số 12/2027/QĐ-UBND (đã được sửa đổi tại Quyết định số 8/2029/QĐ-UBND).",
        [
            ("Quyết định", "12/2027/QĐ-UBND", None, "replaces", None),
            ("Quyết định", "8/2029/QĐ-UBND", None, "mentions", None),
        ],
        id="replaced brackets",
    ),
    pytest.param(
        "Nghị định số 85/2031/NĐ-CP của Chính phủ (sau đây gọi là Nghị định số 85/2031/NĐ-CP)",
        [("Nghị định", "85/2031/NĐ-CP", None, "mentions", "Chính phủ")],
        id="sau day",
    ),
    pytest.param(
        "Thông tư số 5/2031/TT-BTC ngày 4/4/2031 của Bộ Tài chính (sau đây gọi tắt là Thông tư số 5) quy định",
        [("Thông tư", "5/2031/TT-BTC", "2031-04-04", "mentions", "Bộ Tài chính")],
        id="sau day 2",
    ),
    pytest.param(
        "Triển khai thực hiện Quyết định số 6/QĐ-TTg ngày 6/1/2022 của Thủ tướng Chính phủ phê duyệt Đề án 06,",
        [("Quyết định", "6/QĐ-TTg", "2022-01-06", "basis", "Thủ tướng Chính phủ")],
        id="rel trien khai",
    ),
    pytest.param(
        "Điều 2. Bãi bỏ toàn bộ các Quyết định sau:\n1. Quyết định số 3/2021/QĐ-UBND ngày 1/2/2021 của UBND "
        "tỉnh;\n2. Quyết định số 4/2022/QĐ-UBND ngày 1/3/2022 của UBND tỉnh.",
        [
            ("Quyết định", "3/2021/QĐ-UBND", "2021-02-01", "abolishes", "UBND tỉnh"),
            ("Quyết định", "4/2022/QĐ-UBND", "2022-03-01", "abolishes", "UBND tỉnh"),
        ],
        id="rel bai bo list",
    ),
    pytest.param(
        "Điều 1. Sửa đổi khoản 2 Điều 5 Quyết định số 3/2031/QĐ-UBND ngày 1/2/2031 của UBND tỉnh",
        [("Quyết định", "3/2031/QĐ-UBND", "2031-02-01", "amends", "UBND tỉnh")],
        id="rel amend",
    ),
    pytest.param(
        "Kế hoạch này thay cho Kế hoạch số 3/KH-UBND ngày 1/2/2031 của UBND tỉnh",
        [("Kế hoạch", "3/KH-UBND", "2031-02-01", "replaces", "UBND tỉnh")],
        id="rel thay",
    ),
    pytest.param(
        "Thông tư số 3/2021/TT-BNV hết hiệu lực thi hành kể từ ngày Thông tư này có hiệu lực.",
        [("Thông tư", "3/2021/TT-BNV", None, "abolishes", None)],
        id="rel het hieu luc",
    ),
    pytest.param(
        "theo tinh thần Chỉ thị số 5/CT-TTg của Thủ tướng Chính phủ",
        [("Chỉ thị", "5/CT-TTg", None, "basis", "Thủ tướng Chính phủ")],
        id="rel theo tinh than",
    ),
    pytest.param(
        "Sở Tài chính căn cứ Nghị quyết số 4/NQ-HĐND phân bổ kinh phí",
        [("Nghị quyết", "4/NQ-HĐND", None, "basis", None)],
        id="rel can cu inner",
    ),
    pytest.param("Số điện thoại: 0203/3825.123; tài khoản 3712/KB-NN", [], id="not phone"),
    pytest.param("xe biển số 14A-123.45, hộ chiếu B1234567", [], id="not plates"),
    pytest.param("ban hành 12 Nghị quyết, 35 Quyết định, 4 Chỉ thị", [], id="not nq count"),
    pytest.param("theo Mẫu 02/TCT-BC, Phụ lục 03/PL-UB", [], id="not mau"),
    pytest.param("Quyết định giao 250 biên chế; Kế hoạch 5 năm 2031-2035; Chương trình 135", [], id="not lot"),
    pytest.param("Báo cáo quý 3/2031 và Kế hoạch 2032", [], id="not quarter"),
    pytest.param(
        "Căn cứ các Quyết định của UBND tỉnh: Số 15/2030/QĐ-UBND ngày 04/5/2030; số 16/2031/QĐ-UBND ngày 09/6/2031;",
        [
            ("Quyết định", "15/2030/QĐ-UBND", "2030-05-04", "basis", "UBND tỉnh"),
            ("Quyết định", "16/2031/QĐ-UBND", "2031-06-09", "basis", None),
        ],
        id="issuer before numbers",
    ),
    pytest.param(
        "Phúc đáp Công văn số 812/STNMT-QLĐĐ ngày 12/4/2032 của Sở Tài nguyên và Môi trường về việc xin ý kiến,",
        [("Công văn", "812/STNMT-QLĐĐ", "2032-04-12", "mentions", "Sở Tài nguyên và Môi trường")],
        id="reply",
    ),
    pytest.param(
        "Tiếp theo Công văn số 45/UBND-VX ngày 5/1/2032, UBND huyện yêu cầu",
        [("Công văn", "45/UBND-VX", "2032-01-05", "mentions", None)],
        id="following on",
    ),
    pytest.param(
        "thay thế các Quyết định: số 12/2024/QĐ-UBND, số 30/2026/QĐ-UBND của UBND tỉnh.",
        [
            ("Quyết định", "12/2024/QĐ-UBND", None, "replaces", "UBND tỉnh"),
            ("Quyết định", "30/2026/QĐ-UBND", None, "replaces", "UBND tỉnh"),
        ],
        id="replaced after a colon",
    ),
    pytest.param(
        "Quyết định số 1512/QĐ-UBND và Kế hoạch số 98/KH-UBND cùng ngày 3/6/2032 của Chủ tịch UBND huyện",
        [
            ("Quyết định", "1512/QĐ-UBND", None, "mentions", None),
            ("Kế hoạch", "98/KH-UBND", "2032-06-03", "mentions", "Chủ tịch UBND huyện"),
        ],
        id="day of two kinds",
    ),
    pytest.param(
        "đã được phê duyệt tại Quyết định 512/QĐ-TTg ngày 2/3/2032",
        [("Quyết định", "512/QĐ-TTg", "2032-03-02", "mentions", None)],
        id="approved in",
    ),
    pytest.param(
        "Nghị quyết số 18-NQ/TW, Nghị quyết số 19-NQ/TW ngày 25/10/2017 của Hội nghị lần thứ sáu Ban Chấp "
        "hành Trung ương Đảng khóa XII",
        [
            ("Nghị quyết", "18-NQ/TW", None, "mentions", "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII"),
            (
                "Nghị quyết",
                "19-NQ/TW",
                "2017-10-25",
                "mentions",
                "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII",
            ),
        ],
        id="party resolutions",
    ),
    pytest.param(
        "Kế hoạch liên tịch số 33/KHLT-SGDĐT-CAT ngày 2/9/2031 giữa Sở Giáo dục và Đào tạo và Công an tỉnh",
        [("Kế hoạch", "33/KHLT-SGDĐT-CAT", "2031-09-02", "mentions", None)],
        id="joint plan",
    ),
    pytest.param(
        "Hợp đồng số 12/2032/HĐKT ngày 5/5/2032",
        [("Hợp đồng", "12/2032/HĐKT", "2032-05-05", "mentions", None)],
        id="contract",
    ),
    pytest.param(
        "Quyết định số 05/2032/QĐ-\nUBND ngày 02 tháng\n02 năm 2032 của Ủy\nban nhân dân tỉnh Xứ Đoài ban "
        "hành Quy định về giá;",
        [("Quyết định", "05/2032/QĐ-UBND", "2032-02-02", "mentions", "Ủy ban nhân dân tỉnh Xứ Đoài")],
        id="narrow column",
    ),
    pytest.param(
        "theo Điều 12 Luật số 58/2031/QH18 và khoản 3 Điều 5 Nghị định số 15/2032/NĐ-CP",
        [("Luật", "58/2031/QH18", None, "basis", None), ("Nghị định", "15/2032/NĐ-CP", None, "basis", None)],
        id="two articles",
    ),
    pytest.param(
        "Căn cứ Bộ luật Dân sự ngày 24 tháng 11 năm 2015;",
        [("Bộ luật", "Bộ luật Dân sự", "2015-11-24", "basis", None)],
        id="code with a day",
    ),
    pytest.param(
        "Luật Thi đua, khen thưởng năm 2022 và Luật Viên chức 2010 (sửa đổi, bổ sung năm 2019)",
        [
            ("Luật", "Luật Thi đua, khen thưởng", None, "mentions", None),
            ("Luật", "Luật Viên chức", None, "mentions", None),
        ],
        id="two laws with years",
    ),
    pytest.param(
        "Luật Phòng, chống tham nhũng số 36/2018/QH14 ngày 20/11/2018 của Quốc hội",
        [("Luật", "36/2018/QH14", "2018-11-20", "mentions", "Quốc hội")],
        id="law with comma and number",
    ),
    pytest.param(
        "Tiêu chuẩn quốc gia TCVN 8301:2009; quy chuẩn QCVN 14:2008/BTNMT (cột B)",
        [
            ("Tiêu chuẩn", "TCVN 8301:2009", None, "mentions", None),
            ("Tiêu chuẩn", "QCVN 14:2008/BTNMT", None, "mentions", None),
        ],
        id="two standards",
    ),
    pytest.param(
        "ISO 9001 phiên bản 2015; ISO/TS 22002-1:2009",
        [
            ("Tiêu chuẩn", "ISO 9001", None, "mentions", None),
            ("Tiêu chuẩn", "ISO/TS 22002-1:2009", None, "mentions", None),
        ],
        id="version of a standard",
    ),
    pytest.param("QCVN 4:2009/BKHCN", [("Tiêu chuẩn", "QCVN 4:2009/BKHCN", None, "mentions", None)], id="one digit"),
    pytest.param(
        "Sở Công Thương có Tờ trình số 14/TTr-SCT ngày 5/5/2032 và Báo cáo thẩm định số 20/BC-STP ngày "
        "1/5/2032 của Sở Tư pháp",
        [
            ("Tờ trình", "14/TTr-SCT", "2032-05-05", "mentions", "Sở Công Thương"),
            ("Báo cáo", "20/BC-STP", "2032-05-01", "mentions", "Sở Tư pháp"),
        ],
        id="two proposals",
    ),
    pytest.param(
        "ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại Văn bản số 3320/UBND-TH ngày 4/4/2032",
        [("Công văn", "3320/UBND-TH", "2032-04-04", "mentions", "Chủ tịch UBND tỉnh")],
        id="told in",
    ),
    pytest.param(
        "Giấy mời số 55/GM-UBND ngày 3/3/2032 của UBND huyện",
        [("Giấy mời", "55/GM-UBND", "2032-03-03", "mentions", "UBND huyện")],
        id="invitation",
    ),
    pytest.param(
        "Thông báo số 33 - TB/HU ngày 6/6/2032 của Ban Thường vụ Huyện ủy",
        [("Thông báo", "33-TB/HU", "2032-06-06", "mentions", "Ban Thường vụ Huyện ủy")],
        id="party notice",
    ),
    pytest.param(
        "Điều 3. Bãi bỏ Quyết định số 9/2020/QĐ-UBND ngày 1/1/2020 và các văn bản sửa đổi, bổ sung.",
        [("Quyết định", "9/2020/QĐ-UBND", "2020-01-01", "abolishes", None)],
        id="abolished with more",
    ),
    pytest.param(
        "1. Sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo Quyết định số 9/2030/QĐ-UBND",
        [("Quyết định", "9/2030/QĐ-UBND", None, "amends", None)],
        id="amended regulation",
    ),
    pytest.param(
        "Quyết định này thay thế Quyết định số 88/QĐ-SYT, hủy bỏ Thông báo số 12/TB-SYT ngày 2/2/2031.",
        [
            ("Quyết định", "88/QĐ-SYT", None, "replaces", None),
            ("Thông báo", "12/TB-SYT", "2031-02-02", "abolishes", None),
        ],
        id="replaced and abolished",
    ),
    pytest.param(
        "Theo quy định tại Thông tư 08/2031/TT-BNV thì hồ sơ gồm",
        [("Thông tư", "08/2031/TT-BNV", None, "basis", None)],
        id="thi follows",
    ),
    pytest.param(
        "Các đơn vị báo cáo theo mẫu (Phụ lục kèm Công văn số 9/SNV-CCHC ngày 4/4/2032)",
        [("Công văn", "9/SNV-CCHC", "2032-04-04", "mentions", None)],
        id="annex to a letter",
    ),
    pytest.param(
        "Công điện số 05/CĐ-TTg, 06/CĐ-TTg ngày 5/9/2031 của Thủ tướng Chính phủ",
        [
            ("Công điện", "05/CĐ-TTg", "2031-09-05", "mentions", "Thủ tướng Chính phủ"),
            ("Công điện", "06/CĐ-TTg", "2031-09-05", "mentions", "Thủ tướng Chính phủ"),
        ],
        id="two telegrams",
    ),
    pytest.param(
        "Nghị quyết của HĐND tỉnh số 22/2031/NQ-HĐND ngày 9/12/2031",
        [("Nghị quyết", "22/2031/NQ-HĐND", "2031-12-09", "mentions", "HĐND tỉnh")],
        id="resolution of",
    ),
    pytest.param(
        "NQ 57-NQ/TW; KH 45/KH-UBND; CV số 12/SNV-VP",
        [
            ("Nghị quyết", "57-NQ/TW", None, "mentions", None),
            ("Kế hoạch", "45/KH-UBND", None, "mentions", None),
            ("Công văn", "12/SNV-VP", None, "mentions", None),
        ],
        id="short kinds with keys",
    ),
    pytest.param(
        "tỷ lệ 12/15, phòng 12/B1, số tài khoản 3711.0.1234567/KBNN, hóa đơn số 0001234",
        [],
        id="numbers of other things",
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_wordings(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


SHORT_FORMS: list[object] = [
    pytest.param(
        "Nghị định số 68/2030/NĐ-CP; hợp đồng theo nghị định 68 hoàn thành nhiệm vụ",
        None,
        ["68/2030/NĐ-CP", "68/2030/NĐ-CP"],
        id="number: nobody counts decrees",
    ),
    pytest.param(
        "Căn cứ Kế hoạch số 132/KH-STC ngày 1/2/2032; các phòng tổng hợp kết quả thực hiện Kế hoạch số 132 "
        "trước ngày 5/3/2032.",
        None,
        ["132/KH-STC", "132/KH-STC"],
        id="number: kh",
    ),
    pytest.param(
        "Thực hiện Kế hoạch số 132/KH-STC ngày 1/2/2032. Việc triển khai Kế hoạch 132 còn chậm.",
        None,
        ["132/KH-STC", "132/KH-STC"],
        id="number: kh no so",
    ),
    pytest.param(
        "Quyết định số 964/QĐ-UBND ngày 1/2/2032 của UBND tỉnh. Thủ tục tại Quyết định 964 được công khai.",
        None,
        ["964/QĐ-UBND", "964/QĐ-UBND"],
        id="number: qd",
    ),
    pytest.param(
        "Theo Quyết định số 93/2031/QĐ-TTg; nội dung QĐ 93 đã rõ; QĐ số 93 có hiệu lực.",
        None,
        ["93/2031/QĐ-TTg", "93/2031/QĐ-TTg", "93/2031/QĐ-TTg"],
        id="number: short kind",
    ),
    pytest.param(
        "Nghị định số 61/2031/NĐ-CP của Chính phủ. Rà soát theo Nghị định 61/2031.",
        None,
        ["61/2031/NĐ-CP", "61/2031/NĐ-CP"],
        id="number: nd year",
    ),
    pytest.param(
        "Nghị định số 61/2031/NĐ-CP của Chính phủ. Theo Nghị định số 61, hồ sơ nộp một nơi.",
        None,
        ["61/2031/NĐ-CP", "61/2031/NĐ-CP"],
        id="number: nd",
    ),
    pytest.param(
        "Kế hoạch số 04/KH-SYT; báo cáo kết quả Kế hoạch số 4.", None, ["04/KH-SYT", "04/KH-SYT"], id="number: zero"
    ),
    pytest.param(
        "Chỉ thị số 31-CT/TU ngày 1/2/2032; sơ kết Chỉ thị 31 của Ban Thường vụ.",
        None,
        ["31-CT/TU", "31-CT/TU"],
        id="number: party",
    ),
    pytest.param(
        "Quyết định số 12/QĐ-UBND của UBND tỉnh; Quyết định số 12/QĐ-SNV của Sở; căn cứ Quyết định 12, các phòng",
        None,
        ["12/QĐ-UBND", "12/QĐ-SNV", "12"],
        id="number: ambiguous",
    ),
    pytest.param(
        "Quyết định số 15/QĐ-UBND; triển khai Kế hoạch số 15 của xã.", None, ["15/QĐ-UBND"], id="number: other kind"
    ),
    pytest.param(
        "Kế hoạch số 5/KH-UBND; Kế hoạch 5 năm 2031-2035; Kế hoạch 5 tháng cuối năm.",
        None,
        ["5/KH-UBND"],
        id="number: count",
    ),
    pytest.param(
        "(Kèm theo Quyết định số 45 của Giám đốc Sở)",
        Own(frozenset(("Quyết định",)), frozenset((("Quyết định", "45"),))),
        [],
        id="number: own",
    ),
    pytest.param(
        "Các phòng tổ chức thực hiện Kế hoạch số 12; căn cứ Kế hoạch số 80/KH-UBND của tỉnh.",
        Own(frozenset(("Kế hoạch",)), frozenset((("Kế hoạch", "12"),))),
        ["80/KH-UBND"],
        id="number: own 2",
    ),
    pytest.param(
        "V/v triển khai Kế hoạch số 77\nThực hiện Kế hoạch số 77/KH-UBND ngày 1/2/2032 của UBND tỉnh,",
        None,
        ["77/KH-UBND", "77/KH-UBND"],
        id="number: later full",
    ),
    pytest.param(
        "các Quyết định số 64/QĐ-UBND và 65/QĐ-UBND ngày 1/2/2032; danh mục tại Quyết định 65 thay cho danh mục cũ",
        None,
        ["64/QĐ-UBND", "65/QĐ-UBND", "65/QĐ-UBND"],
        id="number: list member",
    ),
    pytest.param("hợp đồng theo Nghị định 68 của Chính phủ", None, ["68"], id="number: unresolved"),
    pytest.param("báo cáo Kế hoạch 68 của tỉnh", None, [], id="number: unresolved kh"),
    pytest.param(
        "Kế hoạch số 132/KH-STC ngày 1/2/2032 (sau đây gọi tắt là Kế hoạch 132); các phòng bám sát Kế hoạch 132.",
        None,
        ["132/KH-STC", "132/KH-STC"],
        id="number: sau day",
    ),
    pytest.param(
        "Công văn số 510/SNV-VP ngày 2/3/2032; Công văn số 510 ngày 2/3/2032 nêu rõ",
        None,
        ["510/SNV-VP", "510/SNV-VP"],
        id="number: date",
    ),
    pytest.param(
        "Công văn số 510/SNV-VP ngày 2/3/2032. Đề nghị trả lời CV 510.",
        None,
        ["510/SNV-VP", "510/SNV-VP"],
        id="number: cv",
    ),
    pytest.param(
        "Thông báo số 215/TB-VP ngày 2/3/2032; kết quả thực hiện Thông báo 215 như sau:",
        None,
        ["215/TB-VP", "215/TB-VP"],
        id="number: tb",
    ),
    pytest.param(
        "Thông báo số 3/TB-UBND; ban hành Thông báo 3 nội dung thi đua; Quyết định 3 thành viên",
        None,
        ["3/TB-UBND"],
        id="number: members",
    ),
    pytest.param(
        "UBND tỉnh đã ban hành Quyết định số 964/QĐ-UBND ngày 1/2/2032 về danh mục. Đề nghị các sở thực hiện "
        "nghiêm Quyết định trên.",
        Own(frozenset(("Công văn",)), frozenset((("Công văn", "9"),))),
        ["964/QĐ-UBND", "964/QĐ-UBND"],
        id="pointer: tren",
    ),
    pytest.param(
        "Thực hiện Nghị định số 61/2031/NĐ-CP. Nội dung Nghị định nói trên cần được phổ biến.",
        Own(frozenset(("Công văn",)), frozenset((("Công văn", "9"),))),
        ["61/2031/NĐ-CP", "61/2031/NĐ-CP"],
        id="pointer: noi tren",
    ),
    pytest.param(
        "Kế hoạch số 5/KH-UBND ngày 1/2/2032 giao 12 chỉ tiêu. Giao Sở Nội vụ theo dõi Kế hoạch nêu trên.",
        Own(frozenset(("Thông báo",)), frozenset((("Thông báo", "9"),))),
        ["5/KH-UBND", "5/KH-UBND"],
        id="pointer: neu tren",
    ),
    pytest.param(
        "Thông tư này hướng dẫn Nghị định số 61/2031/NĐ-CP. Người nộp hồ sơ theo quy định tại Nghị định này.",
        Own(frozenset(("Thông tư",)), frozenset((("Thông tư", "2"),))),
        ["61/2031/NĐ-CP", "61/2031/NĐ-CP"],
        id="pointer: nay other",
    ),
    pytest.param(
        "Căn cứ Nghị định số 61/2031/NĐ-CP. Nghị định này có hiệu lực.",
        Own(frozenset(("Nghị định",)), frozenset((("Nghị định", "9"),))),
        ["61/2031/NĐ-CP"],
        id="pointer: nay own",
    ),
    pytest.param(
        "Căn cứ Nghị định số 61/2031/NĐ-CP. Nghị định này có hiệu lực.",
        None,
        ["61/2031/NĐ-CP"],
        id="pointer: nay unknown own",
    ),
    pytest.param(
        "Căn cứ Kế hoạch số 5/KH-UBND; ban hành kèm theo Quyết định này Kế hoạch kiểm tra. Các phòng thực "
        "hiện Kế hoạch này.",
        Own(frozenset(("Quyết định",)), frozenset((("Quyết định", "9"),))),
        ["5/KH-UBND"],
        id="pointer: nay annex",
    ),
    pytest.param(
        "theo Quyết định số 964/QĐ-UBND. Bộ trưởng xem xét, quyết định trên cơ sở đề nghị; công bố Quyết "
        "định trên Cổng dịch vụ công",
        Own(frozenset(("Công văn",)), frozenset((("Công văn", "9"),))),
        ["964/QĐ-UBND"],
        id="pointer: tren co so",
    ),
    pytest.param(
        "Quyết định số 1/QĐ-UBND và Quyết định số 2/QĐ-UBND. Hai Quyết định trên và các Quyết định nêu trên "
        "đã hết hạn.",
        Own(frozenset(("Công văn",)), frozenset((("Công văn", "9"),))),
        ["1/QĐ-UBND", "2/QĐ-UBND"],
        id="pointer: plural",
    ),
    pytest.param(
        "Quyết định số 1/QĐ-UBND thay thế Quyết định số 2/QĐ-UBND. Quyết định trên đã hết hạn.",
        Own(frozenset(("Công văn",)), frozenset((("Công văn", "9"),))),
        ["1/QĐ-UBND", "2/QĐ-UBND"],
        id="pointer: two",
    ),
    pytest.param(
        "Quyết định số 1/QĐ-UBND đã lạc hậu. Sở trình dự thảo Quyết định mới; đề nghị ban hành Quyết định trên.",
        Own(frozenset(("Tờ trình",)), frozenset((("Tờ trình", "9"),))),
        ["1/QĐ-UBND"],
        id="pointer: draft",
    ),
    pytest.param(
        "Sở trình dự thảo Quyết định sửa đổi Quyết định số 1/QĐ-UBND. Quyết định này gồm 3 điều.",
        Own(frozenset(("Tờ trình",)), frozenset((("Tờ trình", "9"),))),
        ["1/QĐ-UBND"],
        id="pointer: draft 2",
    ),
    pytest.param(
        "Luật Hộ tịch năm 2014 quy định rõ thẩm quyền. Theo Luật này, UBND cấp xã đăng ký khai sinh.",
        Own(frozenset(("Báo cáo",)), frozenset((("Báo cáo", "9"),))),
        ["Luật Hộ tịch", "Luật Hộ tịch"],
        id="pointer: law",
    ),
    pytest.param(
        "Quyết định số 1/QĐ-UBND.\n"
        + "Các phòng báo cáo kết quả công tác tháng. " * 40
        + "\nThực hiện Quyết định trên.",
        Own(frozenset(("Công văn",)), frozenset((("Công văn", "9"),))),
        ["1/QĐ-UBND"],
        id="pointer: far",
    ),
    pytest.param(
        "Công văn số 510/SNV-VP ngày 2/3/2032 yêu cầu rà soát; theo Công văn đó, các xã đã báo cáo.",
        Own(frozenset(("Báo cáo",)), frozenset((("Báo cáo", "9"),))),
        ["510/SNV-VP", "510/SNV-VP"],
        id="pointer: do",
    ),
    pytest.param(
        "Công văn số 510/SNV-VP ngày 2/3/2032. Đề nghị góp ý văn bản nêu trên.",
        Own(frozenset(("Công văn",)), frozenset((("Công văn", "9"),))),
        ["510/SNV-VP"],
        id="pointer: generic",
    ),
    pytest.param(
        "theo quyết định số 12/QĐ-SXD ngày 2/3/2032; việc thực hiện quyết định nói trên đạt kết quả tốt",
        Own(frozenset(("Báo cáo",)), frozenset((("Báo cáo", "9"),))),
        ["12/QĐ-SXD", "12/QĐ-SXD"],
        id="pointer: lower",
    ),
    pytest.param(
        "Báo cáo số 12/BC-SXD ngày 2/3/2032. Các đơn vị báo cáo trên hệ thống; kế hoạch trên địa bàn.",
        Own(frozenset(("Báo cáo",)), frozenset((("Báo cáo", "9"),))),
        ["12/BC-SXD"],
        id="pointer: verb",
    ),
    pytest.param(
        "Chỉ thị số 12/CT-TTg ngày 2/3/2032. Chỉ thị trên đây được quán triệt.",
        Own(frozenset(("Báo cáo",)), frozenset((("Báo cáo", "9"),))),
        ["12/CT-TTg", "12/CT-TTg"],
        id="pointer: this day",
    ),
    pytest.param(
        "(Ban hành kèm theo Quyết định số 12/QĐ-SXD ngày 2/3/2032 của Sở Xây dựng)\nĐiều 1. Quy chế này áp "
        "dụng từ ngày Quyết định này có hiệu lực.",
        Own(
            frozenset(
                (
                    "Quy chế",
                    "Quyết định",
                )
            ),
            frozenset(),
        ),
        ["12/QĐ-SXD"],
        id="pointer: attached",
    ),
]


@pytest.mark.parametrize(("text", "own", "expected"), SHORT_FORMS)
def test_short_forms(text: str, own: Own | None, expected: list[str]) -> None:
    assert [key for _, key, _, _, _ in found(text, own)] == expected


def test_a_short_form_has_its_own_words_and_relation() -> None:
    text = "Kế hoạch số 132/KH-STC ngày 1/2/2032 của Sở Tài chính đã rõ. Theo Kế hoạch 132, các phòng báo cáo."
    first, again = find_references(text)
    assert text[again.start : again.end] == "Kế hoạch 132"
    assert (again.rule, again.relation.value, again.date, again.issuer) == ("reference.back", "basis", None, None)
    assert again.confidence < first.confidence
