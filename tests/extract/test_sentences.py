"""Where sentences end, and where a full stop only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.sentences import split_clauses, trim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rà soát hồ sơ. Nộp báo cáo.", ["Rà soát hồ sơ", "Nộp báo cáo"], id="sentences"),
        pytest.param("Rà soát hồ sơ; nộp báo cáo;", ["Rà soát hồ sơ", "nộp báo cáo"], id="semicolons"),
        pytest.param("Họp tại TP. Huế vào sáng mai.", ["Họp tại TP. Huế vào sáng mai"], id="city"),
        pytest.param("Giao ThS. Lê Nam chủ trì.", ["Giao ThS. Lê Nam chủ trì"], id="degree"),
        pytest.param("Kinh phí 1.250.000 đồng. Chi đủ.", ["Kinh phí 1.250.000 đồng", "Chi đủ"], id="thousands"),
        pytest.param("Nộp (bản giấy; bản số) trước hạn.", ["Nộp (bản giấy; bản số) trước hạn"], id="brackets"),
        pytest.param("Treo khẩu hiệu “Nhanh; gọn. Đúng hạn”.", ["Treo khẩu hiệu “Nhanh; gọn. Đúng hạn”"], id="quotes"),
        pytest.param("Nộp (bản giấy; bản số.", ["Nộp (bản giấy", "bản số"], id="bracket-that-never-closes"),
        pytest.param("Thông tư số 5.2 quy định.", ["Thông tư số 5.2 quy định"], id="number-inside"),
        pytest.param("Thực hiện nghiêm./.", ["Thực hiện nghiêm"], id="end-of-a-document"),
        pytest.param("Đã xong chưa? Báo cáo ngay!", ["Đã xong chưa", "Báo cáo ngay"], id="other-marks"),
        pytest.param("  ;; ", [], id="nothing"),
    ],
)  # fmt: skip
def test_split_clauses(text: str, expected: list[str]) -> None:
    assert [piece.of(text) for piece in split_clauses(text, 0, len(text))] == expected


def test_pieces_say_what_ended_them() -> None:
    text = "Rà soát; nộp. Lưu"
    assert [piece.rule for piece in split_clauses(text, 0, len(text))] == ["semicolon", "sentence", "last"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("**Nộp** ", "Nộp"), (" Nộp ;./.", "Nộp"), ("(Nộp)", "(Nộp)")],
    ids=["emphasis", "marks", "brackets-stay"],
)
def test_trim(text: str, expected: str) -> None:
    assert trim(text, 0, len(text), "x").of(text) == expected


@given(st.text(st.sampled_from("aB ;.!?()“”[]\n5/"), max_size=60))
def test_pieces_are_in_order_and_leave_out_nothing_but_marks(text: str) -> None:
    pieces = split_clauses(text, 0, len(text))
    position = 0
    for piece in pieces:
        assert piece.start >= position
        assert piece.end > piece.start
        assert not set(text[position : piece.start]) & set("aB5")
        position = piece.end
    assert not set(text[position:]) & set("aB5")
