"""The time that a count is of: the one told nearest before it, in its clause; that of a title."""

from __future__ import annotations

import pytest

from pipeline.extract.periods import clause_period, is_period, title_period


@pytest.mark.parametrize(
    ("sentence", "number", "period"),
    [
        pytest.param(
            "Năm 2023 tiếp nhận 1.500 hồ sơ, năm 2024 tiếp nhận 1.900 hồ sơ", "1.500", "Năm 2023", id="first_of_two"
        ),
        pytest.param(
            "Năm 2023 tiếp nhận 1.500 hồ sơ, năm 2024 tiếp nhận 1.900 hồ sơ", "1.900", "năm 2024", id="second_of_two"
        ),
        pytest.param(
            "Trong tháng 10/2024 nhận 55 hồ sơ; lũy kế từ ngày 01/01/2024 đến ngày 31/10/2024 nhận 600 hồ sơ",
            "600",
            "từ ngày 01/01/2024 đến ngày 31/10/2024",
            id="to_date",
        ),
        pytest.param(
            "Trong quý III năm 2024, thực hiện Kế hoạch năm 2024, Sở nhận 12 hồ sơ",
            "12",
            "quý III năm 2024",
            id="year_in_a_name",
        ),
        pytest.param("Sở tiếp nhận 20 hồ sơ trong quý II năm 2024", "20", "quý II năm 2024", id="behind"),
        pytest.param(
            "Sở tiếp nhận 20 hồ sơ. Trong quý II năm 2024, Sở họp", "20", None, id="behind_in_another_sentence"
        ),
        pytest.param(
            "6 tháng đầu năm 2024 nhận 100 hồ sơ (cùng kỳ năm 2023 là 90 hồ sơ)", "90", None, id="the_year_before"
        ),
    ],
)
def test_clause_period(sentence: str, number: str, period: str | None) -> None:
    at = sentence.index(number)
    end = sentence.find(". ") if ". " in sentence else len(sentence)
    found = clause_period(sentence, 0, at, end)
    assert (found.of(sentence) if found else None) == period


@pytest.mark.parametrize(
    ("title", "period"),
    [
        pytest.param(
            "Kỳ báo cáo: Quý II/2023 (Từ ngày 15/3/2023 đến ngày 14/6/2023)",
            "Từ ngày 15/3/2023 đến ngày 14/6/2023",
            id="its_very_days",
        ),
        pytest.param(
            "Từ ngày: 01/06/2024 Đến ngày: 30/06/2024", "Từ ngày: 01/06/2024 Đến ngày: 30/06/2024", id="colons"
        ),
        pytest.param("KẾT QUẢ QUÝ I NĂM 2024", "QUÝ I NĂM 2024", id="quarter"),
        pytest.param("KẾT QUẢ GIẢI QUYẾT HỒ SƠ", None, id="none"),
    ],
)
def test_title_period(title: str, period: str | None) -> None:
    found = title_period(title, 0, len(title))
    assert (found.of(title) if found else None) == period


@pytest.mark.parametrize("text", ["Quý I/2024", "Tháng 3", "- Quý II:", "Năm 2024"])
def test_what_is_nothing_but_a_period(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["Quý I/2024 tăng", "Tháng", "2024", "Kỳ trước"])
def test_what_is_more_or_less_than_a_period(text: str) -> None:
    assert not is_period(text)


def test_a_long_line_of_commas_is_read_at_once() -> None:
    line = ", và trong lũy kế cùng kỳ " * 2000 + "12 hồ sơ"
    assert clause_period(line, 0, line.index("12 hồ"), len(line)) is None
