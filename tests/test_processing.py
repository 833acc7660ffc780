"""The front door: what goes in, what comes out, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline import process
from pipeline.errors import DocumentError
from pipeline.processing import process_layout
from pipeline.record import Record, Span
from pipeline.text import squeeze
from pipeline.version import RULES_VERSION
from tests.documents import FOOT, HEADS, layout

_PLAN = "\n\n".join(
    (
        *HEADS["plan"],
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, UBND tỉnh ban hành Kế hoạch như sau:",
        "I. NHIỆM VỤ",
        "1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát 128 thủ tục, xong trước ngày 30/6/2026.",
        "2. Văn phòng UBND tỉnh đã tiếp nhận 1.204 hồ sơ, còn 16 hồ sơ quá hạn; yêu cầu giải quyết dứt điểm.",
        *FOOT,
    )
)
#: What documents are made of, for texts that nobody has written.
_PIECES = st.sampled_from(
    [
        *_PLAN.split("\n\n"),
        *(line for head in HEADS.values() for line in head),
        "Điều 1. Giao Sở Y tế:",
        "a) Lập danh sách;",
        "- Đơn vị chủ trì: Sở Nội vụ.",
        "- Thời gian: Quý",
        "Số: /QĐ-UBND",
        "ngày    tháng 13 năm 2026",
        "Nơi nhận:",
        "STT\tNội dung\tĐơn vị chủ trì",
        "1\tRà soát hồ sơ\tSở Nội vụ",
        "Phụ lục",
        "(Kèm theo Quyết định số 8/QĐ-UBND ngày 31/02/2026)",
        "Kết thúc vào lúc 25 giờ 61 phút",
        "trong 10 ngày kể từ ngày họp",
        "năm 0000, quý V/9999",
        ":",
        ";",
        "(",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(_PIECES, max_size=14).map("\n\n".join),
    st.lists(_PIECES, max_size=14).map("\n".join),
)
_QUIET = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def _spans(record: Record) -> list[Span]:
    """Every span of a record, whatever item it belongs to."""
    found: list[Span] = []

    def walk(value: object) -> None:
        if isinstance(value, Span):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        elif isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif hasattr(value, "model_fields_set"):
            for name in type(value).model_fields:  # type: ignore[attr-defined]
                walk(getattr(value, name))

    walk(record)
    return found


def _read(text: str) -> Record | None:
    try:
        return process(text.encode("utf-8", "surrogatepass"), name="x.txt")
    except DocumentError as error:
        assert error.code
        assert error.message("vi")
        assert error.hint("en")
        return None


@_QUIET
@given(_TEXTS)
@example("")
@example(_PLAN)
@example("\x00\x01 Số:")
def test_any_text_gives_a_record_or_an_error_of_the_document(text: str) -> None:
    record = _read(text)
    if record is None:
        return
    assert all(span.start < span.end <= len(record.text) for span in _spans(record))
    for reference in record.references:
        (span,) = reference.span
        assert squeeze(record.text[span.start : span.end]) == squeeze(reference.text)
    for task in record.tasks:
        pieces = " ".join(record.text[span.start : span.end] for span in task.span)
        assert squeeze(pieces) == task.text
        for unit in (*task.lead, *task.support):
            if unit.span:
                (span,) = unit.span
                assert squeeze(record.text[span.start : span.end]) == unit.text
    for count in record.counts:
        (span,) = count.span
        assert record.text[span.start : span.end].strip()
    assert Record.model_validate_json(record.model_dump_json()) == record


@_QUIET
@given(_TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert _read(text) == _read(text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_record_or_an_error_of_the_document(data: bytes) -> None:
    try:
        record = process(data)
    except DocumentError as error:
        assert error.code
    else:
        assert record.text.strip()


def test_the_plan_of_these_tests_holds_what_they_are_about() -> None:
    record = process(_PLAN.encode(), name="plan.txt")
    assert record.rules_version == RULES_VERSION
    assert record.document.key == "15/KH-UBND"
    assert record.references
    assert record.tasks
    assert record.counts


def test_bytes_and_path_give_the_same_record(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(_PLAN, encoding="utf-8")
    by_path = process(path)
    assert process(str(path)) == by_path
    assert process(_PLAN.encode(), name=str(path)) == by_path
    assert by_path.source.path == str(path)


@pytest.mark.parametrize("data", [pytest.param(b"", id="nothing"), pytest.param(b" \r\n\t\n", id="blanks")])
def test_empty_bytes_are_an_error_of_the_document(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        process(data, name="x.txt")
    assert caught.value.code == "empty_file"


@pytest.mark.parametrize(
    "stamp",
    [
        pytest.param("MẬT", id="secret"),
        pytest.param("TỐI MẬT", id="top-secret"),
        pytest.param("TUYỆT MẬT", id="most-secret"),
        pytest.param("* TỐI MẬT *", id="with-marks"),
        pytest.param("ĐỘ MẬT: TỐI MẬT", id="labelled"),
        pytest.param("TỐI  MẬT", id="two-blanks"),
    ],
)  # fmt: skip
def test_a_state_secret_is_refused(stamp: str) -> None:
    head = HEADS["plan"]
    with pytest.raises(DocumentError) as caught:
        process_layout(layout(*head[:2], stamp, *head[2:], "1. Sở Nội vụ rà soát hồ sơ."))
    assert caught.value.code == "secret_document"
    assert "MẬT" in caught.value.message()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1. Sở Nội vụ thực hiện nghiêm quy định về bảo vệ bí mật nhà nước.", id="subject"),
        pytest.param("Danh mục bí mật nhà nước độ TỐI MẬT do Bộ Công an quản lý.", id="inside-a-sentence"),
        pytest.param("BÍ MẬT", id="another-word"),
    ],
)
def test_who_writes_about_secrets_is_not_refused(line: str) -> None:
    assert process_layout(layout(*HEADS["plan"], line)).document.key == "15/KH-UBND"
