"""The orders that clauses give: who is told, and what only looks like an order."""

from __future__ import annotations

import pytest

from pipeline.extract.actions import Telling, Voice, find_support, read_action
from pipeline.vocabulary import rows


@pytest.mark.parametrize(
    ("clause", "units", "verb"),
    [
        pytest.param("Rà soát hồ sơ tồn đọng", [], "Rà soát", id="verb"),
        pytest.param("đồng thời báo cáo UBND tỉnh", [], "báo cáo", id="connective"),
        pytest.param("Thanh tra Sở kiểm tra các xã", ["Thanh tra Sở"], "kiểm tra", id="unit-and-verb"),
        pytest.param("Sở Nội vụ, Sở Y tế phải nộp báo cáo", ["Sở Nội vụ", "Sở Y tế"], "phải", id="two-units"),
        pytest.param("Các xã có trách nhiệm niêm yết giá", ["Các xã"], "có trách nhiệm", id="responsible-for"),
        pytest.param("Sở Nội vụ (SNV) kiểm tra các xã", ["Sở Nội vụ"], "kiểm tra", id="short-form-between"),
        pytest.param(
            "Sở Nội vụ là cơ quan đầu mối, có trách nhiệm tổng hợp", ["Sở Nội vụ"], "có trách nhiệm", id="in-charge"
        ),
        pytest.param("UBND xã xin lỗi người dân", ["UBND xã"], "xin", id="known-verb"),
        pytest.param("UBND xã tỉa cành cây xanh", ["UBND xã"], "tỉa", id="predicate-that-no-list-knows"),
        pytest.param("Không để phát sinh hồ sơ quá hạn", [], "Không để", id="order-not-to"),
        pytest.param("Tổ chức sơ kết đợt 1", [], "Tổ chức", id="organize"),
        pytest.param(
            "Tổ chức, cá nhân có liên quan nộp hồ sơ", ["Tổ chức, cá nhân có liên quan"], "nộp", id="organizations"
        ),
        pytest.param("Trước ngày 15/11 báo cáo Sở Nội vụ", [], "báo cáo", id="time-before-verb"),
        pytest.param("Trong năm 2026, tiếp tục số hóa hồ sơ", [], "tiếp tục", id="circumstance"),
        pytest.param("Trường hợp quá hạn, các xã gửi thư xin lỗi", ["các xã"], "gửi", id="case"),
        pytest.param(
            "Để duy trì, cải thiện chỉ số, Sở Nội vụ họp hằng tuần", ["Sở Nội vụ"], "họp", id="purpose-with-commas"
        ),
        pytest.param(
            "Căn cứ Luật Lưu trữ, Sở Nội vụ ban hành danh mục", ["Sở Nội vụ"], "ban hành", id="ground",
        ),
    ],
)  # fmt: skip
def test_order(clause: str, units: list[str], verb: str) -> None:
    action = read_action(clause, 0, len(clause))
    assert action is not None
    assert [unit.of(clause) for unit in action.units] == units
    assert clause[action.verb :].startswith(verb)
    assert action.telling is None
    assert action.start == 0


@pytest.mark.parametrize(
    ("clause", "units", "telling", "text"),
    [
        pytest.param("Giao Sở Tư pháp thẩm định", ["Sở Tư pháp"], Telling.ORDER, None, id="order"),
        pytest.param("Yêu cầu các xã báo cáo", ["các xã"], Telling.ORDER, None, id="demand"),
        pytest.param("Đề nghị Bộ Nội vụ hướng dẫn", ["Bộ Nội vụ"], Telling.REQUEST, None, id="request"),
        pytest.param("Kính đề nghị UBND tỉnh xem xét", ["UBND tỉnh"], Telling.REQUEST, None, id="polite-request"),
        pytest.param(
            "Theo đề nghị của Sở Y tế, Chủ tịch UBND tỉnh giao Sở Tài chính cấp kinh phí",
            ["Sở Tài chính"],
            Telling.ORDER,
            "giao Sở Tài chính cấp kinh phí",
            id="somebody-tells-on-a-ground",
        ),
        pytest.param(
            "Chủ tịch UBND tỉnh yêu cầu Sở Y tế kiểm tra", ["Sở Y tế"], Telling.ORDER, None, id="somebody-tells"
        ),
    ],
)
def test_telling(clause: str, units: list[str], telling: Telling, text: str | None) -> None:
    action = read_action(clause, 0, len(clause))
    assert action is not None
    assert [unit.of(clause) for unit in action.units] == units
    assert action.telling is telling
    assert clause[action.start :] == (text or clause)


@pytest.mark.parametrize(
    "clause",
    [
        pytest.param("Sở Nội vụ đã rà soát hồ sơ", id="done"),
        pytest.param("Sở Nội vụ đang rà soát hồ sơ", id="going-on"),
        pytest.param("Hồ sơ được niêm yết công khai", id="passive"),
        pytest.param("Sở Nội vụ là cơ quan chuyên môn", id="is"),
        pytest.param("Sở Nội vụ chưa nộp báo cáo", id="not-yet"),
        pytest.param("Nguồn nhân lực chất lượng cao", id="noun"),
        pytest.param(
            "Giao thông thông suốt",
            id="verb-that-begins-a-noun",
        ),
    ],
)
def test_no_order(clause: str) -> None:
    assert read_action(clause, 0, len(clause)) is None


def test_a_reporter_tells_who_was_told() -> None:
    clause = "Ông Minh ghi nhận kết quả, đồng thời yêu cầu Sở Y tế kiểm tra bếp ăn"
    action = read_action(clause, 0, len(clause), voice=Voice.NEWS)
    assert action is not None
    assert [unit.of(clause) for unit in action.units] == ["Sở Y tế"]
    assert (action.rule, action.telling) == ("action.told_inside", Telling.ORDER)


def test_reading_goes_no_further_than_it_is_told() -> None:
    text = "Tình hình chung. Rà soát hồ sơ."
    assert read_action(text, 0, text.index("Rà")) is None


@pytest.mark.parametrize(
    ("clause", "units"),
    [
        pytest.param("Chủ trì, phối hợp với Sở Nội vụ, Sở Tư pháp rà soát", ["Sở Nội vụ", "Sở Tư pháp"], id="list"),
        pytest.param("phối hợp chặt chẽ với Công an tỉnh", ["Công an tỉnh"], id="manner"),
        pytest.param("phối hợp cùng các xã", ["các xã"], id="together"),
        pytest.param("chủ trì, phối hợp các sở, ngành liên quan", ["các sở, ngành liên quan"], id="no-with"),
        pytest.param("tập huấn, có sự tham gia của Hội Nông dân", ["Hội Nông dân"], id="taking-part"),
        pytest.param("Rà soát quy chế phối hợp", [], id="noun"),
        pytest.param("Rà soát hồ sơ", [], id="nobody"),
    ],
)  # fmt: skip
def test_find_support(clause: str, units: list[str]) -> None:
    assert [unit.of(clause) for unit in find_support(clause, 0, len(clause))] == units


@pytest.mark.parametrize(
    "verb",
    [row["verb"] for row in rows("task_verbs")],
)
def test_every_verb_of_the_vocabulary_orders(verb: str) -> None:
    clause = f"{verb} thực hiện việc này"
    assert read_action(clause, 0, len(clause)) is not None
