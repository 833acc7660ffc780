"""The tooling that sets texts as Word files, PDFs and scans (``samples.convert``)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.processing import process
from samples import convert

TEXT = """Số: /TB-SNV

Nam An, ngày    tháng 5 năm 2026

## THÔNG BÁO

**Kết luận của Giám đốc Sở tại buổi
họp giao ban tháng 5**

Ngày 12/5/2026, Sở Nội vụ đã họp giao ban (*lần thứ hai*), Giám đốc Sở kết luận như sau:

1. Giao Văn phòng Sở rà soát hồ sơ quá hạn theo Quyết định số 15/QĐ-UBND ngày 06/01/2026 của UBND tỉnh.

- Thanh tra Sở phối hợp thực hiện trước ngày 30/6/2026.

Các phòng, đơn vị khẩn trương thực hiện./.

**Nơi nhận:**

- Các phòng, đơn vị;
- Lưu: VT.

**KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC**

**Lâm Gia Phúc**

KẾT QUẢ GIẢI QUYẾT HỒ SƠ

STT\tTên thủ tục\tTiếp nhận\t\tQuá hạn
\t\tTrực tuyến\tTrực tiếp\t
(1)\t(2)\t(3)\t(4)\t(5)
1\tCấp giấy phép hoạt động dựa trên kết\t3\t4\t0
\tquả thẩm định\t\t\t
2\tGia hạn giấy phép\t10\t0\t1
Tổng cộng\t\t13\t4\t1
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "thong-bao.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("seed", range(6))
def test_no_word_is_lost_and_the_record_stays_the_same(text: Path, tmp_path: Path, seed: int) -> None:
    (made,) = convert.convert([text], tmp_path / "out", ["docx"], seed)
    assert convert.docx_words(made) == convert.text_words(TEXT)
    wanted, found = process(text), process(made)
    for name in ("type", "symbol", "place", "recipients"):
        assert getattr(found.document, name) == getattr(wanted.document, name), name
    assert found.document.signer and found.document.signer.name == "Lâm Gia Phúc"
    assert [task.text for task in found.tasks] == [task.text for task in wanted.tasks] != []
    assert found.tables[0].rows[:-1] == wanted.tables[0].rows[:-1]  # the total's label covers two cells
    assert found.tables[0].header == wanted.tables[0].header
    assert [(c.measure, c.value) for c in found.counts] == [(c.measure, c.value) for c in wanted.counts] != []


def test_a_lost_word_is_an_error(text: Path, tmp_path: Path) -> None:
    made = tmp_path / "thong-bao.docx"
    convert.build_docx(text, made)
    text.write_text(TEXT.replace("Thanh tra Sở", "Thanh tra viên Sở"), encoding="utf-8")
    with pytest.raises(convert.TextLostError, match="words lost: viên"):
        convert.check_words(text, made)


@pytest.mark.parametrize("seed", [0, 3])
def test_the_same_seed_gives_the_same_file(text: Path, tmp_path: Path, seed: int) -> None:
    first, second = (convert.convert([text], tmp_path / name, ["docx"], seed)[0].read_bytes() for name in "ab")
    assert first == second
    assert convert.Style.of(1) == convert.Style.of(1) != convert.Style.of(0) == convert.Style()


def test_marks_become_styles() -> None:
    assert convert.passages("**Nơi nhận:**\n- Sở (*nếu có*); 2*3*4") == [
        convert.Passage("Nơi nhận:", bold=True, italic=False),
        convert.Passage("nếu có", bold=False, italic=True),
    ]


def test_header_cells_are_merged_and_a_cut_row_is_whole() -> None:
    rows = convert.whole_rows([line.split("\t") for line in TEXT.rstrip().splitlines()[-7:]])
    head = convert.header_rows(rows)
    assert head == 3
    assert convert.merged(rows, head) == [
        ["STT", "Tên thủ tục", "Tiếp nhận", "<", "Quá hạn"],
        ["^", "^", "Trực tuyến", "Trực tiếp", "^"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Cấp giấy phép hoạt động dựa trên kết quả thẩm định", "3", "4", "0"],
        ["2", "Gia hạn giấy phép", "10", "0", "1"],
        ["Tổng cộng", "<", "13", "4", "1"],
    ]


def test_widths_fill_the_page() -> None:
    rows = [["STT", "Tên thủ tục", "Tổng số"], ["1", "Cấp giấy phép hoạt động " * 4, "15"]]
    widths = convert.column_widths(rows, 16.0)
    assert sum(widths) == pytest.approx(16.0)
    assert widths[1] > 2 * widths[2] > 2 * widths[0]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_pdf_and_scan_hold_the_document(text: Path, tmp_path: Path) -> None:
    convert.convert([text], tmp_path / "out", ["docx", "pdf", "scan.pdf"])
    docx, pdf, scan = (tmp_path / "out" / f"thong-bao.{ending}" for ending in ("docx", "pdf", "scan.pdf"))
    assert docx.exists()
    wanted, found = process(text), process(pdf)
    assert [task.text for task in found.tasks] == [task.text for task in wanted.tasks]
    assert found.tables[0].rows[:-1] == wanted.tables[0].rows[:-1]
    pages = convert.scan(pdf, seed=7)
    assert [image.tobytes() for image in pages] == [image.tobytes() for image in convert.scan(pdf, seed=7)]
    assert pages[0].tobytes() != convert.scan(pdf, seed=8)[0].tobytes()
    assert abs(pages[0].width - 8.27 * convert.SCAN_DPI) < 3  # A4 is 8.27 inches wide
    assert scan.read_bytes().count(b"/Subtype /Image") >= len(pages)
