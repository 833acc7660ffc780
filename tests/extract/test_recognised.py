"""Recognised text as it was meant: heads, feet, labels, split digits; other text stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import regex

from pipeline.extract import extract
from pipeline.extract.paragraphs import split_paragraphs
from pipeline.extract.recognised import UNREADABLE_DAY, UNREADABLE_NUMBER, as_meant
from pipeline.processing import process_layout
from pipeline.read.layout import Layout, LayoutBuilder, PlacedWord
from pipeline.record import Record, Severity, SourceFormat

LEFT, RIGHT = (0, 0), (0, 1)
Line = str | tuple[str, tuple[int, int]]
#: Words of a line that recognition was not sure of stand between these.
_UNSURE = regex.compile(r"<(?P<words>[^<>]+)>")

BODY = (
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Lâm Đồng về chuyển đổi số, Sở Nội vụ "
    "đề nghị các phòng thực hiện các nội dung sau:"
)
HEAD: tuple[Line, ...] = (
    ("UBND TỈNH LÂM ĐỒNG", LEFT),
    ("SỞ NỘI VỤ", LEFT),
    ("Số: 45/BC-SNV", LEFT),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RIGHT),
    ("Lâm Đồng, ngày 12 tháng 3 năm 2026", RIGHT),
    "BÁO CÁO",
    "Kết quả số hóa hồ sơ lưu trữ",
    BODY,
)
FOOT: tuple[Line, ...] = (
    ("Nơi nhận:", LEFT),
    ("- Như trên;", LEFT),
    ("- Lưu: VT.", LEFT),
    ("GIÁM ĐỐC", RIGHT),
    ("Trần Gia Phúc", RIGHT),
)


def scan(*lines: Line, recognised: bool = True) -> Layout:
    """Return the layout of a scan's lines; ``<...>`` are unsure words. ``recognised=False``: of a text layer."""
    builder = LayoutBuilder()
    for line in lines:
        marked, cell = line if isinstance(line, tuple) else (line, None)
        words: list[PlacedWord] = []
        text, unsure = "", False
        for piece in regex.split(r"([<>])", marked):
            if piece in "<>":
                unsure = piece == "<"
                continue
            for word in regex.finditer(r"\S+", piece):
                start = len(text) + word.start()
                confidence = (0.3 if unsure else 0.95) if recognised else None
                words.append(PlacedWord(start, len(text) + word.end(), 1, (0, 0, 9, 9), confidence))
            text += piece
        builder.paragraph(text, page=1, cell=cell, words=words)
    return builder.build(SourceFormat.PDF, pages=1, ocr=recognised)


def page(*, head: dict[int, Line] | None = None, body: Sequence[Line] = (), foot: Sequence[Line] = FOOT) -> Record:
    """Return the record of a scanned report with some lines of its head in other words."""
    lines = [(head or {}).get(n, line) for n, line in enumerate(HEAD)]
    return process_layout(scan(*lines, *body, *foot))


def meant(*lines: Line) -> str:
    return as_meant(scan(*lines)).text


# --- the head --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "key", "symbol"),
    [
        pytest.param("Số: 45/BC-SNV", "45/BC-SNV", "BC-SNV", id="clean"),
        pytest.param("Só: 45/BC-SNV", "45/BC-SNV", "BC-SNV", id="wrong-mark"),
        pytest.param("Sô:45 /BC-SNV", "45/BC-SNV", "BC-SNV", id="lost-mark"),
        pytest.param("Số: /535 /BC-SNV", None, "BC-SNV", id="stroke-for-a-digit"),
        pytest.param("Số: 4ô /BC-SNV", None, "BC-SNV", id="letter-for-a-digit"),
        pytest.param("Số:4413)/BC-SNV", None, "BC-SNV", id="junk-behind-the-digits"),
    ],
)
def test_number_line(line: str, key: str | None, symbol: str) -> None:
    record = page(head={2: (line, LEFT)})
    assert (record.document.key, record.document.symbol) == (key, symbol)
    assert record.document.issuer is not None
    assert record.document.issuer.name == "Sở Nội vụ"  # the number line is no part of its name
    told = {f.code: f.severity for f in record.findings}
    assert (told.get("low_ocr_confidence") is Severity.INFO) == (key is None)  # of the reading, not of the document
    assert "missing_number" not in told  # it stands there: it could not be read


def test_a_number_that_is_not_sure_says_so_itself() -> None:
    record = page(head={2: ("Số: <45>/BC-SNV", LEFT)})
    assert record.document.number == "45"
    assert record.document.trace["number"].confidence == 0.3
    (told,) = [f for f in record.findings if f.code == "low_ocr_confidence"]
    assert told.severity is Severity.INFO
    assert told.message.startswith("Số của văn bản “45”")
    assert told.message_en is not None and told.message_en.startswith('The document\'s number "45"')


def test_a_blank_number_is_still_missing() -> None:
    record = page(head={2: ("Số:      /BC-SNV", LEFT)})
    assert record.document.key is None
    assert "missing_number" in [f.code for f in record.findings]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        pytest.param("Lâm Đồng, ngày 12 tháng 3 năm 2026", "2026-03-12", "2026-03-12", id="clean"),
        pytest.param("Lâm Đồng, ngày12 tháng03 năm 2026", "2026-03-12", "2026-03-12", id="no-blanks"),
        pytest.param("Lâm Đồng. ngày: 12 tháng 3 năm 202 6", "2026-03-12", "2026-03-12", id="points-and-split-year"),
        pytest.param("Lâm Đồng, ngày 12' tháng 3 năm 2026", "2026-03-12", "2026-03-12", id="stroke-beside-two-digits"),
        pytest.param("Lâm Đồng, ngây 12 thảng 3 năm 2026", "2026-03-12", "2026-03-12", id="wrong-marks"),
        pytest.param("Lâm Đồng, ngày 0Htháng 3 năm 2026", "2026-03-01", "2026-03-31", id="letter"),
        pytest.param("Lâm Đồng, ngày:!4 tháng 3 năm 2026", "2026-03-01", "2026-03-31", id="one-digit-and-junk"),
        pytest.param("Lâm Đồng, ngày 34 tháng 3 năm 2026", "2026-03-01", "2026-03-31", id="no-such-day"),
        pytest.param("Lâm Đồng, ngày 12 tháng 1T năm 2026", "2026-01-01", "2026-12-31", id="month"),
    ],
)
def test_a_day_that_cannot_be_read_is_a_blank_one(line: str, start: str, end: str) -> None:
    record = page(head={4: (line, RIGHT)})
    issued = record.document.issued
    assert issued is not None
    assert (issued.start, issued.end) == (start, end)
    assert record.document.place == "Lâm Đồng"
    told = [(f.code, f.severity) for f in record.findings if f.code != "unknown_unit"]
    # never missing_date: the day is on the page
    assert told == ([] if start == end else [("low_ocr_confidence", Severity.INFO)])


def test_what_was_read_is_kept_beside_what_was_written() -> None:
    record = page(head={2: ("Số: /5 /BC-SNV", LEFT), 4: ("Lâm Đồng, ngày 1T tháng 3 năm 2026", RIGHT)})
    assert {(r.rule, r.read.strip()) for r in record.repairs} == {(UNREADABLE_NUMBER, "/5"), (UNREADABLE_DAY, "1T")}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("BẢO CÁO", "Báo cáo", id="wrong-mark"),
        pytest.param("CHÍ THỊ", "Chỉ thị", id="other-tone"),
        pytest.param("KÉ HOẠCH", "Kế hoạch", id="lost-circumflex"),
        pytest.param("QUYÉT DỊNH", "Quyết định", id="two-marks"),
    ],
)
def test_kinds_with_wrong_marks(line: str, kind: str) -> None:
    assert page(head={5: line}).document.type == kind


def test_province_with_a_wrong_mark() -> None:
    assert "TỈNH LÂM ĐỒNG" in meant(("ỦY BAN NHÂN DÂN", LEFT), ("TỈNH LÂM ĐÒNG", LEFT), ("Số: 45/BC-UBND", LEFT), BODY)


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        pytest.param(("UBND TÌNH LÂM ĐỒNG", "SỔ NỘI VỤ"), "Sở Nội vụ", id="office"),
        pytest.param(("ỦY BAN NHÂN DÂN", "TINH LÂM ĐỒNG"), "Ủy ban nhân dân tỉnh Lâm Đồng", id="province"),
        pytest.param(("ỦY BAN NHÂN DÂN", "THÀNH PHÔ CẦN THƠ"), "Ủy ban nhân dân thành phố Cần Thơ", id="city"),
    ],
)
def test_letterheads_with_wrong_marks(lines: tuple[str, str], issuer: str) -> None:
    found = page(head={0: (lines[0], LEFT), 1: (lines[1], LEFT)}).document.issuer
    assert found is not None
    assert found.name == issuer


@pytest.mark.parametrize(
    ("line", "key"),
    [
        pytest.param("Số: 45/BG-SNV", "45/BC-SNV", id="one-letter"),
        pytest.param("Số: 45/KH-SNV", "45/KH-SNV", id="another-kind"),
        pytest.param("Số: 45/SNV-VP", "45/SNV-VP", id="an-office"),
    ],
)
def test_the_title_tells_the_kind_in_the_symbol(line: str, key: str) -> None:
    assert page(head={2: (line, LEFT)}).document.key == key


def test_a_school_is_no_post() -> None:
    record = page(head={0: ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", LEFT), 1: ("TRƯỜNG ĐẠI HỌC SÔNG HƯƠNG", LEFT)})
    assert record.document.issuer is not None
    assert record.document.issuer.name == "Trường Đại học Sông Hương"


def test_columns_of_a_letterhead_read_as_one() -> None:
    record = process_layout(
        scan(
            "UBND TỈNH LÂM ĐỒNG CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "SỞ NỘI VỤ Đôc lập - Tự do - Hạnh phúc",
            "Só: 45/BC-SNV Lâm Đồng, ngày 1T tháng 3 năm 2026",
            "BÁO CÁO",
            *HEAD[6:],
            *FOOT,
        )
    )
    document = record.document
    assert (document.key, document.place) == ("45/BC-SNV", "Lâm Đồng")
    assert document.issuer is not None
    assert document.issuer.name == "Sở Nội vụ"
    assert document.issued is not None
    assert document.issued.end == "2026-03-31"


def test_about_with_a_wrong_sign() -> None:
    lines: tuple[Line, ...] = (
        *HEAD[:2],
        ("Số: 45/SNV-VP", LEFT),
        ("V/% rà soát hồ sơ quá hạn", LEFT),
        *HEAD[3:5],
        "Kinh gửi: Các phòng, đơn vị.",
        BODY,
    )
    document = process_layout(scan(*lines, *FOOT)).document
    assert (document.type, document.subject) == ("Công văn", "rà soát hồ sơ quá hạn")


def test_a_receipt_stamp_is_no_part_of_the_document() -> None:
    stamp: tuple[Line, ...] = ("CÔNG VĂN ĐẾN", "Số: 2352", "Ngày: 15/3/2026", "Chuyển: P. Văn thư")
    record = process_layout(scan(*stamp, *HEAD, *FOOT))
    assert record.document.key == "45/BC-SNV"
    assert record.document.issued is not None
    assert record.document.issued.start == "2026-03-12"
    assert record.document.issuer is not None
    assert record.document.issuer.name == "Sở Nội vụ"
    assert "CÔNG VĂN ĐẾN" in record.text  # it is not searched, and not lost


def test_a_stamp_read_as_the_end_of_a_title() -> None:
    record = page(head={6: "Kết quả số hóa hồ sơ lưu trữ <NONG XUÂN CỘNG & TM 0.NGÃ k>"})
    assert record.document.subject == "Kết quả số hóa hồ sơ lưu trữ"


def test_a_stamp_in_capitals_beside_a_title_in_small_letters() -> None:
    # most of its words are less unsure than those of other stamps, and its signs are sure
    record = page(head={6: "Kết quả số hóa hồ sơ lưu trữ <MONG TÂN CỘNG> & <HỌC 0.NGÃI>"})
    assert record.document.subject == "Kết quả số hóa hồ sơ lưu trữ"


def test_the_body_behind_a_stamp_is_no_title() -> None:
    body = (
        "CV Số: Thời gian qua, các cấp, các ngành đã có nhiều cố gắng trong lãnh đạo, chỉ ĐẾN đạo, điều hành công tác"
    )
    record = page(head={7: f"{body} số hóa hồ sơ lưu trữ"})
    assert record.document.subject == "Kết quả số hóa hồ sơ lưu trữ"


def test_a_promulgating_line_behind_the_title() -> None:
    record = process_layout(
        scan(
            "KẾ HOẠCH",
            "Số hóa hồ sơ năm 2026 (Ban hành kèm theo Quyết định số 35/QĐ-SNV ngày 17/01/2026 của Giám đốc Sở Nội vụ)",
            "I. MỤC ĐÍCH",
            BODY,
        )
    )
    assert record.document.attached_to == "35/QĐ-SNV"
    assert record.document.subject == "Số hóa hồ sơ năm 2026"


def test_a_title_behind_the_rest_of_a_stamp() -> None:
    record = page(head={5: "DEN2oi3i21 BÁO CÁO"})
    assert (record.document.type, record.document.subject) == ("Báo cáo", "Kết quả số hóa hồ sơ lưu trữ")


# --- the foot --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        pytest.param(("GIÁM ĐỐC <âm âu>", "Trần Gia Phúc"), (None, "GIÁM ĐỐC", "Trần Gia Phúc"), id="handwriting"),
        pytest.param(("- GIÁM ĐỐC", "Trần Gia Phúc"), (None, "GIÁM ĐỐC", "Trần Gia Phúc"), id="junk-before"),
        pytest.param(("GIÁM ĐỐC", "<Trần Lông Xuậm>"), (None, "GIÁM ĐỐC", None), id="unsure-name"),
        pytest.param(("GIÁM ĐỐC", "Rah Lan Thủy"), (None, "GIÁM ĐỐC", "Rah Lan Thủy"), id="rare-family-name"),
        pytest.param(
            ("KT. GIÁM ĐỐC SỞ NỘI VỤ", "PHÓ GIÁM ĐỐC", "Trần Gia Phúc"),
            ("KT", "PHÓ GIÁM ĐỐC", "Trần Gia Phúc"),
            id="office",
        ),
        pytest.param(("GIÁM ĐỐC <TI>", "Trần Gia Phúc"), (None, "GIÁM ĐỐC", "Trần Gia Phúc"), id="scrap"),
        pytest.param(("GIÁM ĐỐC”-L4", "Trần Gia Phúc"), (None, "GIÁM ĐỐC", "Trần Gia Phúc"), id="junk-glued"),
        pytest.param(
            ("KT, GIÁM ĐỐC", "KHC PBÓ GIÁM ĐỐC sẽ", "VÀ ĐÀO T @", "Trần Gia Phúc"),
            ("KT", "PHÓ GIÁM ĐỐC", "Trần Gia Phúc"),
            id="seal",
        ),
        pytest.param(("GIÁM ĐỐC", "x", "LAMâM_", "Trân Gia Phúc"), (None, "GIÁM ĐỐC", "Trần Gia Phúc"), id="surname"),
        pytest.param(
            ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG <Qu>", "Trần Gia Phúc"),
            ("TL", "CHÁNH VĂN PHÒNG", "Trần Gia Phúc"),
            id="tail",
        ),
        pytest.param(("GIÁM ĐỐC", "<Gồn Lông Xuậm>"), (None, "GIÁM ĐỐC", None), id="no-family-name"),
        pytest.param(("<X... Ủ> TỊCH", "Trần Gia Phúc"), (None, "CHỦ TỊCH", "Trần Gia Phúc"), id="half-a-post"),
        pytest.param(("<ONHỦ> TỊCH", "Trần Gia Phúc"), (None, "CHỦ TỊCH", "Trần Gia Phúc"), id="glued-to-the-seal"),
        pytest.param(
            ("KT. CHỦ TỊCH", "<X... Ủ> TỊCH", "Trần Gia Phúc"), ("KT", "CHỦ TỊCH", "Trần Gia Phúc"), id="maybe-a-deputy"
        ),
        pytest.param(("<TJ }Ủ' ỊCB>", "Trần Gia Phúc"), (None, None, "Trần Gia Phúc"), id="no-post"),
    ],
)
def test_signatures_under_seals(lines: Sequence[str], signer: tuple[str | None, ...]) -> None:
    found = page(foot=(*FOOT[:3], *((line, RIGHT) for line in lines))).document.signer
    assert found is not None
    assert (found.authority, found.position, found.name) == signer


@pytest.mark.parametrize(
    ("left", "position"),
    [
        pytest.param("<H.GGIÁM ĐỒC> SỞ văn hóa", "GIÁM ĐỐC", id="post-under-the-seal"),
        pytest.param("<Sĩ mhể nào):)k K..c>", None, id="no-post"),
    ],
)
def test_two_signatures_above_the_recipients(left: str, position: str | None) -> None:
    found = page(
        foot=(
            (left, LEFT),
            ("Trần Gia Phúc", LEFT),
            ("<S+149 ONG> TICN", RIGHT),
            ("Lý Mỹ Hạnh", RIGHT),
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
        )
    ).document.signer
    assert found is not None
    assert (found.position, found.name) == (position, "Trần Gia Phúc")


def test_a_post_read_apart_from_its_column() -> None:
    found = page(foot=("- GIÁM ĐỐC", "ZZ", *FOOT[:3], ("Trần Gia Phúc", RIGHT))).document.signer
    assert found is not None
    assert (found.position, found.name) == ("GIÁM ĐỐC", "Trần Gia Phúc")


def test_recipients_of_a_narrow_column() -> None:
    recipients = page(
        foot=(
            ("Nơi nhân:", LEFT),
            ("- Các sở: Nội vụ, Tài chính, Xây dựng và", LEFT),
            ("Nông nghiệp và Môi trường;", LEFT),
            ("- GĐ, PGĐ;", LEFT),
            ("- Luu: VT.", LEFT),
            *FOOT[3:],
        )
    ).document.recipients
    assert recipients == (
        "Các sở: Nội vụ, Tài chính, Xây dựng và Nông nghiệp và Môi trường",
        "GĐ, PGĐ",
        "Lưu: VT",
    )


# --- the body --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "written"),
    [
        pytest.param("2, Rà soát hồ sơ", "2. Rà soát hồ sơ", id="comma"),
        pytest.param("1.4, Thời gian", "1.4. Thời gian", id="comma-second-level"),
        pytest.param("Điều 3, Các phòng", "Điều 3. Các phòng", id="article"),
        pytest.param("l. Rà soát hồ sơ", "1. Rà soát hồ sơ", id="letter-l"),
        pytest.param("a} Rà soát hồ sơ", "a) Rà soát hồ sơ", id="brace"),
        pytest.param("é) Rà soát hồ sơ", "e) Rà soát hồ sơ", id="mark-on-a-letter"),
        pytest.param("_ Rà soát hồ sơ", "- Rà soát hồ sơ", id="underscore"),
        pytest.param("2,5 triệu đồng", "2,5 triệu đồng", id="decimal"),
        pytest.param("đ) Rà soát hồ sơ", "đ) Rà soát hồ sơ", id="letter-đ"),
        pytest.param("năm 202 5 và", "năm  2025 và", id="split-year"),
        pytest.param(
            "số 18/201 3/TT-BNV ngày 01/08/201 3 của", "số  18/2013/TT-BNV ngày  01/08/2013 của", id="split-key"
        ),
        pytest.param("từ 45/201 3 hồ sơ", "từ 45/201 3 hồ sơ", id="no-year"),
        pytest.param("giảm 201 3 hồ sơ", "giảm 201 3 hồ sơ", id="no-year-word"),
    ],
)
def test_labels_and_digits(read: str, written: str) -> None:
    assert meant(*HEAD, read).splitlines()[-1] == written


def test_a_split_reference_is_found_and_less_sure() -> None:
    record = page(body=("1. Thực hiện Thông tư số 18/201 3/TT-BNV ngày 01/08/201 3 của Bộ trưởng Bộ Nội vụ.",))
    cited = {r.key: r for r in record.references}
    assert cited["18/2013/TT-BNV"].date == "2013-08-01"
    assert cited["18/2013/TT-BNV"].confidence == 0.8
    assert (cited["12/KH-UBND"].confidence or 0) > 0.9


def test_one_misread_number_of_a_list() -> None:
    lines = ("1. Rà soát hồ sơ.", "S. Số hóa hồ sơ.", "3. Báo cáo kết quả.")
    mended = meant(*HEAD, *lines).splitlines()
    assert mended[-2] == "2. Số hóa hồ sơ."


def test_misread_roman_numerals() -> None:
    lines = ("L. MỤC ĐÍCH", "IL. NHIỆM VỤ", "HI. TỔ CHỨC THỰC HIỆN")
    assert meant(*HEAD, *lines).splitlines()[-3:] == ["I. MỤC ĐÍCH", "II. NHIỆM VỤ", "III.TỔ CHỨC THỰC HIỆN"]
    paths = [n.path for n in extract(scan(*HEAD, *lines)).numbering]
    assert paths == ["I", "II", "III"]


def test_a_numeral_that_lost_a_stroke() -> None:
    lines = ("I. MỤC ĐÍCH", "1. Chung", "I. NHIỆM VỤ", "1. Riêng", "III. TỔ CHỨC THỰC HIỆN")
    assert [n.path for n in extract(scan(*HEAD, *lines)).numbering] == ["I", "I.1", "II", "II.1", "III"]


def test_a_second_part_begins_with_one_again() -> None:
    lines = ("I. MỤC ĐÍCH", "II. NHIỆM VỤ", "I. MỤC ĐÍCH", "II. NHIỆM VỤ")
    assert meant(*HEAD, *lines).splitlines()[-4:] == list(lines)


def test_an_item_goes_on_over_the_page() -> None:
    builder = LayoutBuilder()
    builder.paragraph("8. Hội Nông dân: Tuyên truyền, hướng dẫn các hội viên thực hiện đúng quy định;", page=1)
    builder.paragraph("đồng thời, tổng hợp khó khăn gửi Sở Nội vụ.", page=2)
    assert len(split_paragraphs(builder.build(SourceFormat.PDF, pages=2))) == 1


def test_a_gap_in_recognised_numbers_is_no_warning() -> None:
    record = page(body=("1. Rà soát hồ sơ.", "3. Báo cáo kết quả."))
    assert [f.severity for f in record.findings if f.code == "skipped_numbering"] == [Severity.INFO]


# --- text that was not recognised ------------------------------------------------------------------------------------


def test_the_source_s_own_letters_are_never_touched() -> None:
    lines: tuple[Line, ...] = (
        ("Só: /535 /BC-SNV", LEFT),
        ("Lâm Đồng, ngày 34 tháng 3 năm 2026", RIGHT),
        "CHÍ THỊ",
        "Kết quả số hóa hồ sơ <NONG XUÂN CỘNG TM k>",
        BODY,
        "2, Rà soát Thông tư số 18/201 3/TT-BNV",
        *FOOT,
    )
    source = scan(*lines, recognised=False)
    assert as_meant(source) is source
    hybrid = LayoutBuilder()
    hybrid.paragraph("Só: /535 /BC-SNV", page=1, words=[PlacedWord(0, 3, 1, (0, 0, 9, 9))])
    hybrid.paragraph("CHÍ THỊ", page=1, words=[PlacedWord(0, 3, 1, (0, 0, 9, 9), 0.5)])
    mended = as_meant(hybrid.build(SourceFormat.PDF, pages=1, ocr=True))
    assert mended.text == "Só: /535 /BC-SNV\nCHỈ THỊ"  # one block is a text layer, the other was recognised


def test_offsets_stay() -> None:
    source = scan(*HEAD, "HI. NHIỆM VỤ", "2, Thông tư số 18/201 3/TT-BNV", *FOOT)
    mended = as_meant(source)
    assert len(mended.text) == len(source.text)
    for repair in mended.repairs:
        assert source.text[repair.start : repair.end] == repair.read
