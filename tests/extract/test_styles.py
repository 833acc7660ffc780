"""How a document speaks, by its kind."""

from __future__ import annotations

import pytest

from pipeline.extract.mentions import HeaderMention, Slice
from pipeline.extract.styles import Style, style_of
from pipeline.vocabulary import rows


@pytest.mark.parametrize(
    ("kind", "style"),
    [
        pytest.param("KẾ HOẠCH", Style.PLAN, id="plan"),
        pytest.param("Chỉ thị", Style.DIRECTIVE, id="directive"),
        pytest.param("QUYẾT ĐỊNH", Style.DECISION, id="decision"),
        pytest.param("TRÍCH BIÊN BẢN", Style.MINUTES, id="extract-from-minutes"),
        pytest.param("Tờ trình", Style.REPORT, id="submission"),
        pytest.param("QUY CHẾ", Style.NORMATIVE, id="rules"),
        pytest.param("Thư công", Style.DIRECTIVE, id="kind-without-a-row"),
    ],
)
def test_style_of_a_kind(kind: str, style: Style) -> None:
    assert style_of(kind, HeaderMention(kind=Slice(0, len(kind)))) is style


def test_decision_with_a_year_in_its_number_sets_rules() -> None:
    text = "QUYẾT ĐỊNH 2026"
    assert style_of(text, HeaderMention(kind=Slice(0, 10), year=Slice(11, 15))) is Style.NORMATIVE


@pytest.mark.parametrize(
    ("text", "header", "attached", "style"),
    [
        pytest.param("Tin", HeaderMention(is_news=True), False, Style.NEWS, id="news"),
        pytest.param("Kính gửi", HeaderMention(is_letter=True), False, Style.LETTER, id="letter"),
        pytest.param("PHỤ LỤC II", HeaderMention(), False, Style.APPENDIX, id="file-of-an-appendix"),
        pytest.param("Danh mục phí", HeaderMention(), False, Style.APPENDIX, id="list"),
        pytest.param("Phụ lục", HeaderMention(has_number_line=True), False, Style.DECISION, id="numbered"),
        pytest.param("Đơn đăng ký", HeaderMention(), True, Style.APPENDIX, id="behind-a-document"),
        pytest.param("Nộp báo cáo", HeaderMention(), False, Style.DECISION, id="unknown"),
    ],
)
def test_style_without_a_kind(text: str, header: HeaderMention, attached: bool, style: Style) -> None:
    assert style_of(text, header, attached=attached) is style


def test_the_vocabulary_names_styles_only() -> None:
    assert {row["style"] for row in rows("kind_styles")} <= {style.value for style in Style}
