"""The library's front door: one document in, one typed record out. No database, no Prefect."""

from __future__ import annotations

from pathlib import Path

import regex

from pipeline.errors import DocumentError
from pipeline.extract import extract
from pipeline.normalize import normalize
from pipeline.read import read
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout
from pipeline.record import Record
from pipeline.version import RULES_VERSION

# The stamp of a state secret stands alone near the head (Nghị định 26/2020/NĐ-CP, mẫu dấu MẬT).
_SECRET_STAMP = regex.compile(r"(?m)^\W*(?:ĐỘ[ ]+MẬT\s*:?\s*)?(?:TUYỆT[ ]+MẬT|TỐI[ ]+MẬT|MẬT)\W*$")
_HEAD_LENGTH = 1500  # characters: letterhead, number, title


def process(source: Path | str | bytes, *, name: str | None = None, limits: Limits | None = None) -> Record:
    """Read, extract and normalize one document.

    ``source`` is a path or the file's bytes (then ``name`` may tell what it was called). Raises ``DocumentError`` where
    the document cannot be read or must not be kept (a state secret).
    """
    data = Path(source) if isinstance(source, str) else source
    return process_layout(read(data, name=name, limits=limits))


def process_layout(layout: Layout) -> Record:
    """Extract and normalize a document that was read already (in a worker process, say)."""
    if _SECRET_STAMP.search(layout.text[:_HEAD_LENGTH]):
        raise DocumentError(
            "secret_document",
            "Văn bản có dấu độ mật (MẬT, TỐI MẬT hoặc TUYỆT MẬT) nên không được đưa vào hệ thống theo dõi.",
            "Chuyển văn bản cho bộ phận bảo mật; xóa tệp khỏi thư mục nạp.",
            "The document carries a secrecy stamp (MẬT, TỐI MẬT or TUYỆT MẬT) and must not be kept in a tracker.",
            "Hand it to the office for classified documents and remove the file from the folder.",
        )
    return normalize(extract(layout), rules_version=RULES_VERSION)
