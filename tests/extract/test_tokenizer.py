"""What offices write as one sign stays one token, and nothing of the text is lost."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer

from pipeline.extract.tokenizer import create_tokenizer


@cache
def tokenizer() -> Tokenizer:
    return create_tokenizer(spacy.blank("xx"))


ROWS = [
    pytest.param("số 3034/QĐ-UBND,", ["số", "3034/QĐ-UBND", ","], id="number and symbol"),
    pytest.param("107/2020/NĐ-CP;", ["107/2020/NĐ-CP", ";"], id="with a year"),
    pytest.param("(31-CT/TU)", ["(", "31-CT/TU", ")"], id="party"),
    pytest.param("Số: /TrBB-KHCN", ["Số", ":", "/TrBB-KHCN"], id="blank number"),
    pytest.param("Số:09/2010/QĐ-UBND", ["Số", ":", "09/2010/QĐ-UBND"], id="no blank after the colon"),
    pytest.param("ngày 14/12/2017.", ["ngày", "14/12/2017", "."], id="date"),
    pytest.param("TCVN ISO 9001:2015.", ["TCVN", "ISO", "9001:2015", "."], id="standard"),
    pytest.param("QCVN 102:2016/BTTTT", ["QCVN", "102:2016/BTTTT"], id="regulation"),
    pytest.param("Sở KH&CN,", ["Sở", "KH&CN", ","], id="ampersand"),
    pytest.param("10.234 hồ sơ, 17,45%", ["10.234", "hồ", "sơ", ",", "17,45%"], id="numbers"),
    pytest.param("28/29 nhiệm vụ", ["28/29", "nhiệm", "vụ"], id="ratio"),
    pytest.param("1.004873.000.00.00.H42", ["1.004873.000.00.00.H42"], id="procedure code"),
    pytest.param("TP. Tây Đô, TP.Tây Đô", ["TP.", "Tây", "Đô", ",", "TP.", "Tây", "Đô"], id="abbreviated city"),
    pytest.param("KT. GIÁM ĐỐC", ["KT.", "GIÁM", "ĐỐC"], id="authority"),
    pytest.param("và/hoặc", ["và", "/", "hoặc"], id="slash between words"),
    pytest.param("“một cửa”./.", ["“", "một", "cửa", "”", "./."], id="quotes and closing sign"),
    pytest.param("- Sở: làm...", ["-", "Sở", ":", "làm", "..."], id="dash and dots"),
    pytest.param("a) b", ["a", ")", "b"], id="label"),
    pytest.param("https://tay-do.vn/a?b=1, x", ["https://tay-do.vn/a?b=1", ",", "x"], id="address"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenizer()(text)] == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_is_lost(text: str) -> None:
    doc = tokenizer()(text)
    assert "".join(token.text_with_ws for token in doc) == text == doc.text


@given(st.text("Số 3034/QĐ-UBND.,;: \n\tTP()“”&%x1", max_size=40))
def test_offsets_point_at_the_tokens(text: str) -> None:
    doc = tokenizer()(text)
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
