"""Figures of made-up gold and records, frozen; and what counts as the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.scoring.agreement import agreement, pairs, total
from pipeline.scoring.likeness import document_key, law_title, overlap, plain, unit_key

FROZEN = Path(__file__).parent / "frozen"


def load(path: Path) -> dict[str, Any] | None:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def test_the_frozen_figures() -> None:
    wanted = load(FROZEN / "figures.json")
    names = [path.name for path in sorted((FROZEN / "gold").iterdir())]
    golds = {name: load(FROZEN / "gold" / name) or {} for name in names}
    found = total(agreement(golds[name], load(FROZEN / "records" / name)) for name in names)
    assert {group: figures.to_json() for group, figures in found.items()} == wanted


def test_every_difference_is_a_slip() -> None:
    for path in (FROZEN / "gold").iterdir():
        one = agreement(load(path) or {}, load(FROZEN / "records" / path.name))
        for group, figures in one.groups.items():
            if group.startswith("task whole"):
                continue
            kinds = [slip.kind for slip in one.slips if slip.group == group]
            assert kinds.count("missed") == figures.wanted - figures.right, group
            # what a task should not have is counted with its units and deadlines alone
            assert kinds.count("false") == figures.found - figures.right, group


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Số hoá hồ sơ,", "số  hóa hồ sơ", True, id="tone, case, punctuation"),
        pytest.param("so hoa", "số hóa", False, id="marks count"),
        pytest.param("thuỷ lợi", "thủy lợi", True, id="older tone"),
        pytest.param("12/KH", "12 KH", True, id="a slash parts words"),
    ],
)
def test_plain(one: str, other: str, same: bool) -> None:
    assert (plain(one) == plain(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Các phòng, đơn vị", "phòng, đơn vị", True, id="các"),
        pytest.param("Ban Dân tộc tỉnh Nam An", "Ban Dân tộc", True, id="province behind"),
        pytest.param("Sở Y tế của thành phố", "Sở Y tế", True, id="city behind"),
        pytest.param("Ủy ban nhân dân tỉnh Nam An", "Ủy ban nhân dân tỉnh Tân Lập", False, id="committees"),
        pytest.param("Ủy ban nhân dân tỉnh", "Uỷ ban nhân dân tỉnh", True, id="older tone"),
        pytest.param("Văn phòng Ủy ban nhân dân tỉnh X", "Văn phòng Ủy ban nhân dân", False, id="office"),
    ],
)
def test_unit_key(one: str, other: str, same: bool) -> None:
    assert (unit_key({"name": one}) == unit_key(other)) is same


def test_keys_and_titles() -> None:
    assert document_key("12 /KH-SNV ") == document_key("12/kh-snv") != document_key("12-KH-SNV")
    assert law_title({"type": "Luật", "name": "Luật Lưu trữ"}) == law_title({"type": "Luật", "name": "lưu trữ"})


def test_overlap() -> None:
    assert overlap("a b c", "A, b d") == pytest.approx(2 / 3)
    assert overlap("", None) == 1.0
    assert overlap("a", "") == 0.0


def test_the_likest_texts_are_pairs() -> None:
    wanted = ["lập sổ theo dõi hồ sơ", "lập sổ theo dõi hồ sơ quá hạn"]
    assert pairs(wanted, ["lập sổ theo dõi hồ sơ quá hạn", "lập sổ theo dõi hồ sơ"], 0.7) == {0: 1, 1: 0}
    assert pairs(wanted, ["báo cáo"], 0.7) == {}


def test_what_is_not_annotated_is_not_scored() -> None:
    record = {"tasks": [{"text": "lập sổ"}], "counts": [{"origin": "prose", "value": 1}]}
    groups = agreement({"document": {}, "tasks": None, "unscored": ["count.prose"]}, record).groups
    assert "task" not in groups and "count.prose" not in groups and "count.table" in groups
