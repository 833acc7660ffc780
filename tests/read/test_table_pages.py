"""Tables that a word processor set over pages: from the file to the logical table, exact to the cell."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm

from pipeline.extract.tables import find_tables
from pipeline.read import read

Rows = list[tuple[str, ...]]

SOFFICE = shutil.which("soffice")
FIELDS = ["Đất đai", "Hộ tịch", "Đầu tư", "Xây dựng, nhà ở", "Lao động, việc làm", "Môi trường"]
SENTENCE = (
    "Rà soát quy trình nội bộ giải quyết hồ sơ tại bộ phận một cửa các cấp và phần mềm theo dõi nhiệm vụ được giao. "
)


def counts() -> Rows:
    """Eighty rows and a total without a number."""
    rows: Rows = [("STT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Quá hạn")]
    for n in range(80):
        name = FIELDS[n % 6] + (" và các thủ tục liên quan đến người dân, doanh nghiệp" if n % 5 == 2 else "")
        rows.append((str(n + 1), name, str(7 * n % 500), str(3 * n), str(n % 4)))
    return [*rows, ("", "Tổng cộng", "9.000", "8.000", "120")]


def tasks() -> Rows:
    """Long rows, each second one without a number, so that page breaks cut some of both."""
    rows: Rows = [("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")]
    for n in range(14):
        text = f"Việc {n + 1}: {SENTENCE * (3 + n % 4)}hết."
        rows.append(("" if n % 2 else str(n // 2 + 1), text, "Văn phòng Sở", f"Quý {1 + n % 4}/2026"))
    return rows


def groups() -> Rows:
    """Six groups of twelve rows, the number and the name of each one merged cell."""
    rows: Rows = [("STT", "Lĩnh vực", "Thủ tục", "Số hồ sơ")]
    return rows + [
        (str(g + 1), FIELDS[g], f"Thủ tục {g + 1}.{k + 1}", str(12 * g + k + 5)) for g in range(6) for k in range(12)
    ]


def document(rows: Rows, widths: list[float], *, repeats: bool, landscape: bool = False, merged: int = 0) -> Any:
    """Set a table into a document; ``merged`` joins the first two columns over so many rows each."""
    made = Document()
    if landscape:
        section = made.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    made.add_paragraph("Biểu số 1. Kết quả của tỉnh Nam An năm 2025")
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    table.autofit = False
    cells = [row.cells for row in table.rows]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if not merged or c > 1 or r == 0 or (r - 1) % merged == 0:
                cells[r][c].text = text
            cells[r][c].width = Cm(widths[c])
    for r in range(1, len(rows), merged) if merged else ():
        for c in (0, 1):
            cells[r][c].merge(cells[r + merged - 1][c])
    if repeats:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.add_paragraph("Văn phòng Sở tổng hợp, báo cáo theo quy định.")
    return made


def turned(data: bytes) -> bytes:
    """Return the PDF with each page turned by a quarter, as pages that lay sideways in the scanner are."""
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        page.set_rotation(90)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_tables_over_pages_are_one_with_exact_cells(tmp_path: Path) -> None:
    portrait, wide = [1.3, 6, 2.7, 3, 2.5], [1.3, 12, 3.5, 3.5, 3]
    made: dict[str, tuple[Rows, Any]] = {}
    for repeats in (True, False):
        name = "repeated" if repeats else "once"
        made[f"counts-{name}"] = (counts(), document(counts(), portrait, repeats=repeats))
        made[f"landscape-{name}"] = (counts(), document(counts(), wide, repeats=repeats, landscape=True))
        made[f"tasks-{name}"] = (tasks(), document(tasks(), [1.3, 7, 4, 3], repeats=repeats))
        made[f"groups-{name}"] = (groups(), document(groups(), [1.3, 5, 6, 3], repeats=repeats, merged=12))
    for name, (_, file) in made.items():
        file.save(tmp_path / f"{name}.docx")
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    files = [str(tmp_path / f"{name}.docx") for name in made]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), *files],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    for name, (rows, _) in made.items():
        data = (tmp_path / f"{name}.pdf").read_bytes()
        for pdf in (data, turned(data)) if name.startswith("landscape") else (data,):
            layout = read(pdf)
            assert layout.pages is not None and layout.pages > 1
            tables = find_tables(layout)
            assert [list(table.rows) for table in tables] == [rows[1:]], name
            assert tables[0].header == tuple((head,) for head in rows[0])
