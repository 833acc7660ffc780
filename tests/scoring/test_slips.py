"""Slips of a made-up letter: their place, what stands there instead, and the rules."""

from __future__ import annotations

from typing import Any

from pipeline.scoring.agreement import agreement
from pipeline.scoring.slips import Shown, shown, usual_rules

TEXT = (
    "Số: 07/CV-SNV\nNam An, ngày 5 tháng 1 năm 2026\n"
    "1. Giao Văn phòng Sở rà soát hồ sơ tồn đọng trước ngày 30/6/2026.\n"
    "2. Phòng Một cửa số hóa hồ sơ lưu trữ.\nTừ đầu năm tiếp nhận 1.234 hồ sơ theo Quyết định số 9/QĐ-UBND."
)


def span(words: str) -> list[dict[str, int]]:
    start = TEXT.index(words)
    return [{"start": start, "end": start + len(words)}]


def task(text: str, **fields: Any) -> dict[str, Any]:
    return {"text": text, "kind": "assignment", "lead": [], "support": [], "deadlines": [], **fields}


def found_task(text: str, **fields: Any) -> dict[str, Any]:
    return task(text, rule="action.verb", span=span(text), **fields)


OFFICE = {"text": "Văn phòng Sở", "name": "Văn phòng Sở"}
RECORD: dict[str, Any] = {
    "text": TEXT,
    "document": {"key": "07/CV-SNV", "trace": {"number": {"rule": "header.number_line", "span": span("07")}}},
    "references": [
        {
            "key": "9/QĐ-UBND",
            "type": "Quyết định",
            "relation": "mentions",
            "rule": "reference.number",
            "span": span("Quyết định số 9/QĐ-UBND"),
        }
    ],
    "tasks": [
        found_task(
            "rà soát hồ sơ tồn đọng",
            lead=[{**OFFICE, "name": "Văn phòng", "rule": "unit.gazetteer", "span": span("Văn phòng")}],
        )
    ],
    "counts": [],
    "findings": [{"code": "unknown_unit", "severity": "warning", "message": "m", "span": span("Một cửa")}],
}
GOLD: dict[str, Any] = {
    "document": {"key": "01/CV-SNV"},
    "references": [{"key": "9/QĐ-UBND", "type": "Quyết định", "relation": "basis", "text": "Quyết định số 9/QĐ-UBND"}],
    "tasks": [
        task("rà soát hồ sơ tồn đọng", lead=[OFFICE]),
        task("số hóa hồ sơ lưu trữ", lead=[{"text": "Phòng Một cửa", "name": "Phòng Một cửa"}]),
    ],
    "counts": [{"subject": "dossier", "measure": "received_total", "value": 1234, "origin": "prose"}],
    "findings": [],
}


def slips(gold: dict[str, Any] = GOLD, record: dict[str, Any] | None = RECORD) -> list[Shown]:
    one = agreement(gold, record)
    return list(shown("thu", one, gold, record, usual_rules([one])))


def only(group: str, kind: str, found: list[Shown] | None = None) -> Shown:
    [slip] = [slip for slip in found or slips() if (slip.group, slip.kind) == (group, kind)]
    return slip


def test_a_missed_field_stands_where_another_value_was_read() -> None:
    missed = only("document.key", "missed")
    assert (missed.value, missed.words, missed.instead) == ("01/CV-SNV", "07", "07/CV-SNV")
    assert missed.rule == "header.number_line"
    assert only("document.key", "false").instead == "01/CV-SNV"


def test_a_missed_task_is_found_in_the_text_beside_the_nearest_one() -> None:
    missed = only("task", "missed")
    assert missed.words == "số hóa hồ sơ lưu trữ"
    assert missed.before.endswith("2. Phòng Một cửa ")
    assert (missed.instead, missed.rule) == ("rà soát hồ sơ tồn đọng", "action.verb")
    assert missed.beside
    assert missed.usual_rule == "action.verb"


def test_a_missed_half_of_a_task_stands_in_what_was_found() -> None:
    whole = "rà soát hồ sơ tồn đọng trước ngày 30/6/2026, Phòng Một cửa số hóa hồ sơ"
    found = slips({"document": {}, "tasks": [task(whole)]})
    missed, false = only("task", "missed", found), only("task", "false", found)
    assert (missed.instead, missed.beside, missed.rule) == ("rà soát hồ sơ tồn đọng", False, "action.verb")
    assert (false.instead, false.rule) == (whole, "action.verb")


def test_units_are_told_with_their_task() -> None:
    false = only("task.lead", "false")
    assert (false.value, false.words, false.rule) == ("Văn phòng", "Văn phòng", "unit.gazetteer")
    assert (false.about, false.instead) == ("rà soát hồ sơ tồn đọng", "Văn phòng Sở")
    missed = [slip for slip in slips() if (slip.group, slip.kind) == ("task.lead", "missed")]
    assert [slip.words for slip in missed] == ["Văn phòng Sở", "Phòng Một cửa"]
    assert [(slip.instead, slip.rule) for slip in missed] == [("Văn phòng", "unit.gazetteer"), (None, None)]
    assert [slip.whole_task for slip in missed] == [False, True]


def test_a_reference_of_another_relation() -> None:
    missed = only("reference+relation", "missed")
    assert (missed.value, missed.words) == ("9/QĐ-UBND: basis", "Quyết định số 9/QĐ-UBND")
    assert (missed.instead, missed.rule) == ("9/QĐ-UBND (mentions)", "reference.number")
    assert only("reference+relation", "false").instead == "basis"


def test_a_missed_number_is_found_as_offices_write_it() -> None:
    missed = only("count.prose", "missed")
    assert (missed.words, missed.instead, missed.rule) == ("1.234", None, None)


def test_a_false_finding_names_its_check() -> None:
    false = only("finding", "false")
    assert (false.value, false.words, false.rule) == ("unknown_unit: m", "Một cửa", "check.unknown_unit")


def test_a_missed_item_is_on_the_page_of_what_stands_around_it() -> None:
    text = "một rà soát hai\nba lập sổ bốn"

    def cited(word: str, page: int) -> dict[str, Any]:
        start = text.index(word)
        return {"key": word, "span": [{"start": start, "end": start + len(word), "page": page}]}

    found = [cited("một", 1), cited("hai", 1), cited("ba", 2), cited("bốn", 3)]
    record = {"text": text, "document": {}, "references": found}
    gold = {"document": {}, "references": found, "tasks": [task("rà soát"), task("lập sổ")]}
    pages = {slip.value: slip.page for slip in slips(gold, record) if slip.group == "task"}
    assert pages == {"rà soát": 1, "lập sổ": None}


def test_without_a_record_everything_is_missed_and_nowhere() -> None:
    found = slips(record=None)
    assert {slip.kind for slip in found} == {"missed"}
    assert {slip.words for slip in found} == {""}


def test_a_task_in_far_pieces_stands_at_its_first() -> None:
    text = "lập sổ" + " x" * 600 + " theo dõi"
    pieces = [{"start": 0, "end": 6}, {"start": len(text) - 8, "end": len(text)}]
    record = {"text": text, "document": {}, "tasks": [task("lập sổ theo dõi", rule="r", span=pieces)]}
    assert only("task", "false", slips({"document": {}, "tasks": []}, record)).words == "lập sổ"
