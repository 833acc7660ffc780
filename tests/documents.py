"""Whole little documents for the tests: a head of each kind around the lines that a test is about."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.processing import process_layout
from pipeline.read.layout import Layout, LayoutBuilder
from pipeline.record import Record, SourceFormat, Task, Unit
from tests.extract.grids import grid

LETTERHEAD = ("ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG")
DATE = "Lâm Đồng, ngày 12 tháng 01 năm 2026"

#: The lines above the body, by the kind of document.
HEADS: dict[str, tuple[str, ...]] = {
    "plan": (*LETTERHEAD, "Số: 15/KH-UBND", DATE, "KẾ HOẠCH", "Cải cách hành chính năm 2026"),
    "directive": (*LETTERHEAD, "Số: 04/CT-UBND", DATE, "CHỈ THỊ", "Về việc phòng cháy rừng mùa khô"),
    "notice": (*LETTERHEAD, "Số: 21/TB-UBND", DATE, "THÔNG BÁO", "Về việc phân công nhiệm vụ"),
    "decision": (
        *LETTERHEAD,
        "Số: 77/QĐ-UBND",
        DATE,
        "QUYẾT ĐỊNH",
        "Về việc thành lập Tổ công tác số hóa hồ sơ",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
    ),
    "minutes": ("SỞ NỘI VỤ TỈNH LÂM ĐỒNG", "Số: 02/BB-SNV", DATE, "BIÊN BẢN", "Họp giao ban tháng 01 năm 2026"),
    "report": ("SỞ NỘI VỤ TỈNH LÂM ĐỒNG", "Số: 30/BC-SNV", DATE, "BÁO CÁO", "Kết quả cải cách hành chính năm 2025"),
    "rules": (*LETTERHEAD, "Số: 08/2026/QĐ-UBND", DATE, "QUY CHẾ", "Quản lý kho lưu trữ của tỉnh"),
    "letter": (
        *LETTERHEAD,
        "Số: 340/UBND-NC",
        "V/v rà soát hồ sơ quá hạn",
        DATE,
        "Kính gửi: Các sở, ban, ngành.",
    ),
}
FOOT = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lâm Gia Phúc")


def layout(*lines: str) -> Layout:
    """Return the layout of lines in order, each a paragraph; several lines in one text with ``|`` are a table."""
    builder = LayoutBuilder()
    for line in lines:
        if "|" in line:
            builder.table(grid(line), header_rows=1)
        else:
            builder.paragraph(line)
    return builder.build(SourceFormat.TXT)


def record_of(kind: str, *body: str, foot: Iterable[str] = FOOT) -> Record:
    """Return the record of a document of one of ``HEADS`` with these lines as its body."""
    return process_layout(layout(*HEADS[kind], *body, *foot))


def names(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]


def told(task: Task) -> str:
    """Return a task in a line: ``section | text | leads < supporters | times``, empty parts left out.

    A time is its dates ("..2026-06-30"), else its rhythm, else its kind.
    """
    times = [
        f"{d.start or ''}..{d.end or ''}" if d.start or d.end else str(d.recurrence or d.kind) for d in task.deadlines
    ]
    units = ", ".join(names(task.lead)) + "".join(f" < {name}" for name in names(task.support))
    return " | ".join(part for part in (task.section, task.text, units, ", ".join(times)) if part)
