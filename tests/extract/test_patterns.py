"""Patterns put together from words, and rules that are passed over where their words are missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract import dates, deadlines
from pipeline.extract.patterns import Rules
from pipeline.text import small
from tests.extract.unseen_documents import FOLDER


def _found(rules: Rules, text: str) -> list[tuple[str, str]]:
    return [(name, match.group()) for name, match in rules.finditer(text)]


def test_rules_yield_by_rule_and_place() -> None:
    rules = Rules({"year": ("năm", r"năm \d{4}"), "day": ("ngày", r"ngày \d")})
    assert _found(rules, "Ngày 3 NĂM 2026, ngày 4") == [("year", "năm 2026"), ("day", "ngày 3"), ("day", "ngày 4")]


@pytest.mark.parametrize(
    ("words", "text", "is_sought"),
    [
        pytest.param("tuần tháng", "một tháng", True, id="one_of_the_words"),
        pytest.param("tuần quý", "một tháng", False, id="none_of_the_words"),
        pytest.param("tháng & một", "một tháng", True, id="one_of_each_group"),
        pytest.param("tháng & hai", "một tháng", False, id="a_group_without"),
        pytest.param("", "một tháng", True, id="nothing_is_needed"),
        pytest.param("tháng", "MỘT THÁNG", True, id="case_does_not_count"),
    ],
)
def test_words_that_have_to_be_there(words: str, text: str, is_sought: bool) -> None:
    assert bool(_found(Rules({"any": (words, r".+")}), text)) is is_sought


def test_a_capital_in_a_rule_is_told() -> None:
    with pytest.raises(ValueError, match="rule roman"):
        Rules({"roman": ("quý", r"quý [IV]+")})
    assert _found(Rules({"signs": ("", r"\S\p{Lu}?(?P<N>\d)")}), "a1") == [("signs", "a1")]


@pytest.mark.parametrize("rules", [dates._patterns, deadlines._patterns], ids=["dates", "deadlines"])
def test_no_rule_is_passed_over_that_would_match(rules: Callable[[], Rules]) -> None:
    """Line by line, so that most words are missing: what is needed is nothing that a match can do without."""
    found = rules()
    lines = [line for file in sorted(FOLDER.glob("*.txt")) for line in file.read_text(encoding="utf-8").splitlines()]
    seen: set[str] = set()
    for line in lines:
        plain = [(name, m.span()) for name, pattern in found for m in pattern.finditer(small(line))]
        assert [(name, m.span()) for name, m in found.finditer(line)] == plain
        seen.update(name for name, _ in plain)
    assert len(seen) > 5
