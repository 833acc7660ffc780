"""Places of a text on its pages."""

from __future__ import annotations

import pytest

from pipeline.read.layout import LayoutBuilder, PlacedWord
from pipeline.read.page import Page
from pipeline.record import SourceFormat, Span

TEXT = "Rà soát hồ sơ, báo cáo"


def test_what_crosses_a_page_break_has_its_boxes_on_both_pages() -> None:
    builder = LayoutBuilder()
    places = [(0, 2), (3, 7), (8, 10), (11, 14), (15, 18), (19, 22)]
    words = [PlacedWord(s, e, 1 + (n > 2), (10.0 * n, 5.0, 10.0 * n + 9, 15.0)) for n, (s, e) in enumerate(places)]
    builder.paragraph(TEXT, page=1, words=words)
    layout = builder.build(SourceFormat.PDF, pages=2)
    spans = layout.spans(0, len(TEXT))
    assert [TEXT[span.start : span.end] for span in spans] == ["Rà soát hồ", "sơ, báo cáo"]
    assert [(span.page, span.boxes) for span in spans] == [(1, ((0, 5, 29, 15),)), (2, ((30, 5, 59, 15),))]
    assert layout.spans(0, 10) == (layout.span(0, 10),)
    assert layout.spans(9, 13) == (layout.span(9, 10), layout.span(11, 13))


@pytest.mark.parametrize("span", [(0, len(TEXT)), (3, 3)])
def test_a_text_without_pages_is_in_one_piece(span: tuple[int, int]) -> None:
    builder = LayoutBuilder()
    builder.paragraph(TEXT)
    assert builder.build(SourceFormat.TXT).spans(*span) == (Span(start=span[0], end=span[1]),)


def test_a_straightened_page_knows_where_its_words_are_shown() -> None:
    page = Page(1, 600.0, 800.0, (), (), skew=0.5)
    x0, top, x1, bottom = page.shown((500.0, 395.0, 540.0, 405.0))
    # to the right of the middle, a page that was turned counter-clockwise had its words lower
    assert [x0, x1] == pytest.approx([500.0, 540.0], abs=0.1)
    assert [top, bottom] == pytest.approx([395.0 + 1.92, 405.0 + 1.92], abs=0.02)
    assert page.shown((290.0, 390.0, 310.0, 410.0)) == pytest.approx((290.0, 390.0, 310.0, 410.0))
