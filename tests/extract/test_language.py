"""The spaCy pipeline: its components, its span groups, and the parts of a document."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.extract.language import COMPONENTS, load_pipeline, mentions_of
from tests.documents import FOOT, HEADS, layout

_BODY = (
    "Căn cứ Kế hoạch số 9/KH-UBND ngày 05/01/2026 của UBND tỉnh,",
    "1. Sở Nội vụ rà soát 128 thủ tục, xong trước ngày 30/6/2026.",
)


def test_the_pipeline_is_built_once() -> None:
    assert load_pipeline() is load_pipeline()
    assert tuple(load_pipeline().pipe_names) == COMPONENTS


def test_a_bare_text_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="Layout"):
        mentions_of(load_pipeline().make_doc("Số: 12/KH-UBND"))


def test_own_number_is_no_citation() -> None:
    source = layout(*HEADS["notice"], *_BODY, *FOOT, "Phụ lục", "(Kèm theo Thông báo số 21/TB-UBND của UBND tỉnh)")
    found = extract(source)
    assert [r.number.of(source.text) for r in found.references if r.number] == ["9"]


def test_numbering_of_every_part_is_told() -> None:
    source = layout(*HEADS["notice"], *_BODY, *FOOT, "KẾ HOẠCH", "Trồng rừng", "I. NHIỆM VỤ", "1. Sở Y tế trực.")
    assert [n.path for n in extract(source).numbering] == ["1", "I", "I.1"]


def test_tasks_are_in_the_order_of_the_page() -> None:
    table = "STT | Nhiệm vụ | Đơn vị chủ trì\n1 | Rà soát văn bản | Sở Tư pháp"
    source = layout(*HEADS["plan"], "1. Sở Y tế trực.", table, "2. Sở Nội vụ họp.")
    starts = [task.pieces[0].start for task in extract(source).tasks]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_an_empty_layout_gives_nothing() -> None:
    found = extract(layout())
    assert (found.tasks, found.references, found.units, found.numbering) == ((), (), (), ())


def test_a_promulgating_line_without_number_still_tells_the_month() -> None:
    source = layout("KẾ HOẠCH", "Trồng rừng", "(Kèm theo Quyết định số   /QĐ-UBND ngày   /02/2026)", *_BODY)
    header = extract(source).header
    assert header.attached_to is None
    assert header.date is not None
    assert header.date.of(source.text) == "ngày   /02/2026"


def test_promulgating_document_is_the_one_that_the_head_cites() -> None:
    source = layout("KẾ HOẠCH", "Trồng rừng", "(Kèm theo Quyết định số 7/QĐ-UBND ngày 05/01/2026)", *_BODY)
    found = extract(source)
    assert found.header.attached_to is not None
    cited = found.references[found.header.attached_to]
    assert cited.number is not None
    assert cited.number.of(source.text) == "7"


def test_no_unit_runs_over_the_end_of_a_paragraph_or_a_cell() -> None:
    table = "Nơi đặt máy | Số máy\nVăn phòng | Máy 01"
    source = layout("Máy điện thoại đặt tại Văn phòng", "Điện thoại cơ quan dùng chung.", table)
    assert [s.of(source.text) for s in extract(source).units] == ["Văn phòng", "Văn phòng"]


def test_the_lines_of_a_letterhead_are_one_unit() -> None:
    source = layout("ỦY BAN NHÂN DÂN", "TỈNH HÀ NAM", "BAN QUẢN LÝ KHU KINH TẾ VŨNG ÁNG", "VÀ CÁC KHU CÔNG NGHIỆP")
    assert [s.of(source.text) for s in extract(source).units] == [
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM",
        "BAN QUẢN LÝ KHU KINH TẾ VŨNG ÁNG\nVÀ CÁC KHU CÔNG NGHIỆP",
    ]
