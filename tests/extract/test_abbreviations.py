"""Short forms that a document defines."""

from __future__ import annotations

import pytest

from pipeline.extract.abbreviations import find_abbreviations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("giải quyết thủ tục hành chính (TTHC) đúng hạn", [("TTHC", "thủ tục hành chính")], id="letters"),
        pytest.param(
            "Sở Giáo dục và Đào tạo (GD&ĐT) thông báo", [("GD&ĐT", "Giáo dục và Đào tạo")], id="ampersand_skips_va"
        ),
        pytest.param(
            "Trung tâm Kiểm soát bệnh tật (KSBT) báo cáo", [("KSBT", "Kiểm soát bệnh tật")], id="part_of_a_name"
        ),
        pytest.param("Chi cục Chăn nuôi và Thú y (CNTY)", [("CNTY", "Chăn nuôi và Thú y")], id="every_syllable"),
        pytest.param("Phòng Bảo vệ thực vật (BT)", [], id="letters_that_do_not_fit"),
        pytest.param("Phòng Giáo dục Tiểu học (GT)", [("GT", "Giáo dục Tiểu học")], id="capitals_alone"),
        pytest.param(
            "Sở Nông nghiệp và Môi trường (sau đây gọi tắt là Sở) đề nghị",
            [("Sở", "Sở Nông nghiệp và Môi trường")],
            id="called",
        ),
        pytest.param(
            "Công ty cổ phần Cấp nước Sao Mai (gọi tắt là “Công ty”)",
            [("Công ty", "Công ty cổ phần Cấp nước Sao Mai")],
            id="called_in_quotes",
        ),
        pytest.param("chỉ số PAR INDEX (nếu có), bảng giá (đồng)", [], id="plain_brackets"),
        pytest.param("năng lực cạnh tranh (PCI)", [], id="foreign_letters"),
        pytest.param("hồ sơ. (TTHC)", [], id="not_over_a_full_stop"),
        pytest.param(
            "doanh nghiệp (DN), hợp tác xã (HTX)", [("DN", "doanh nghiệp"), ("HTX", "hợp tác xã")], id="two_in_a_line"
        ),
    ],
)
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(a.short.of(text), a.full.of(text)) for a in find_abbreviations(text)] == expected
