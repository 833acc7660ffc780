"""Everything in a record stands somewhere: on its pages with boxes, under a colour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import samples
from pipeline import process
from pipeline.errors import DocumentError, UsageError
from pipeline.provenance import KINDS, check_page, found_in, picture_of
from pipeline.read.draw import _COLOURS as COLOURS
from pipeline.read.guard import DEFAULT_LIMITS

NOTICE = Path(samples.__path__[0]) / "thong-bao-phan-cong-hai-phong-2026.pdf"
PLAN = Path(samples.__path__[0]) / "ke-hoach-cai-cach-hanh-chinh-can-tho-2027.pdf"


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return process(PLAN).model_dump(mode="json")


def test_every_kind_has_a_colour() -> None:
    assert KINDS.keys() == COLOURS.keys()


def test_everything_of_a_pdf_has_boxes(record: dict[str, Any]) -> None:
    notice = process(NOTICE).model_dump(mode="json")  # a draft: its number and day are blank, which is told
    pages = range(1, notice["source"]["pages"] + 1)
    told = [one for one in found_in(notice) if one.kind == "finding"]
    assert told
    assert [one.name for one in told if not any(one.boxes(page) for page in pages)] == []
    found = [*found_in(record), *told]
    assert {one.kind for one in found} == KINDS.keys()
    assert {one.name for one in found} >= {
        *("document.number", "document.issued", "document.subject", "document.signer", "document.recipients"),
        *("reference", "reference.issuer", "task", "task.lead", "task.support", "task.deadline", "count", "finding"),
    }
    pages = range(1, record["source"]["pages"] + 1)
    assert [one.name for one in found if one not in told and not any(one.boxes(page) for page in pages)] == []
    assert [span for table in record["tables"] for span in table["span"] if not span["boxes"]] == []


def test_a_picture_is_made_in_a_process_of_its_own(record: dict[str, Any]) -> None:
    picture = picture_of(record, ["gone.pdf", str(PLAN)], 2, dpi=50, limits=DEFAULT_LIMITS)
    assert picture.startswith(b"\x89PNG")
    with pytest.raises(DocumentError) as caught:
        picture_of(record, ["gone.pdf"], 2, dpi=50, limits=DEFAULT_LIMITS)
    assert caught.value.code == "file_gone"


@pytest.mark.parametrize(
    ("source", "page", "code"),
    [
        pytest.param({"format": "docx", "pages": None}, 1, "no_pages", id="no pages"),
        pytest.param({"format": "pdf", "pages": 3}, 4, "no_such_page", id="past the end"),
        pytest.param({"format": "pdf", "pages": 3}, 0, "no_such_page", id="before the first"),
    ],
)
def test_pages_that_are_not_there(source: dict[str, Any], page: int, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_page({"source": source}, page)
    assert caught.value.code == code
