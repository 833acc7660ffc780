"""The learning experiment: what is a clause of a task, and thresholds that are chosen on other documents."""

from __future__ import annotations

from collections.abc import Sequence

from tests.documents import layout
from tests.learning import BAG, FOLDS, Case, Classifier, Clause, added, gold_case, left_out, vetoed

_DOCUMENT = (
    "SỞ NỘI VỤ",
    "Số: 12/SNV-VP",
    "Nam An, ngày 03 tháng 4 năm 2026",
    "Kính gửi: Các phòng thuộc Sở",
    "1. Văn phòng Sở rà soát hồ sơ lưu trữ; gửi kết quả về Thanh tra Sở trước ngày 15/4/2026.",
    "2. Thời gian qua, Sở đã nhận được nhiều phản ánh của người dân.",
)


def _case(fold: int, *, other: str = "hai") -> Case:
    """A document with two tasks, "một" that the rules find and "hai" that they miss; the model is sure of both, and of
    ``other`` in the place of the second."""
    found, missed = Clause("một", (), 0, 3, True, 0.9), Clause(other, (), 5, 8, True, 0.9)

    def right(texts: Sequence[str]) -> int:
        return len({"một", "hai"} & set(texts))

    return Case(str(fold), [found, missed], [found], [], 2, right, fold)


def test_clauses_of_a_gold_task_are_tasks_whatever_the_rules_say() -> None:
    gold = {"tasks": [{"text": "gửi kết quả về Thanh tra Sở trước ngày 15/4/2026"}]}
    case = gold_case("a", layout(*_DOCUMENT), gold)
    assert case is not None
    assert [c.text for c in case.clauses if c.is_task] == ["gửi kết quả về Thanh tra Sở trước ngày 15/4/2026"]
    assert len(case.rules) == 2
    assert case.right([task.text for task in case.rules]) == 1
    assert gold_case("a", layout(*_DOCUMENT), {"tasks": None}) is None


def test_a_classifier_learns_what_parts_two_kinds_of_clauses() -> None:
    known = [Clause("", ("giao", f"sở{n}"), 0, 1, True) for n in range(20)]
    known += [Clause("", ("đã", f"sở{n}"), 0, 1, False) for n in range(20)]
    model = Classifier(BAG, epochs=20)
    model.train(known)
    asked = [Clause("", ("giao", "sở99"), 0, 1), Clause("", ("đã", "sở99"), 0, 1)]
    model.score(asked)
    assert asked[0].score > 0.5 > asked[1].score


def test_a_threshold_is_chosen_on_the_other_folds() -> None:
    cases = [_case(fold) for fold in range(FOLDS)]
    assert left_out(cases, cases, added).f1 == 1.0  # the rules alone: 2/3
    assert left_out(cases, cases, vetoed).f1 == 2 / 3
    # where adding brings only false tasks to the others, nothing is added here
    others = [_case(fold, other="ba") for fold in range(1, FOLDS)]
    assert left_out(others, cases[:1], added).f1 == 2 / 3
