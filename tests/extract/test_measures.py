"""What headers, labels and clauses say that a number counts."""

from __future__ import annotations

import pytest

from pipeline.extract.measures import identities, plan_measure, procedure_measure, read_path, subject_of
from pipeline.extract.mentions import CountMention, Slice, TableMention
from pipeline.normalize.counts import counts
from pipeline.record import CountSubject, DateValue, Measure, Precision
from tests.extract.grids import layout_of


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(("Tổng số hồ sơ tiếp nhận",), "received_total", id="received"),
        pytest.param(("Số lượng hồ sơ tiếp nhận", "Trong kỳ", "Trực tuyến"), "received_online", id="three_levels"),
        pytest.param(("Tiếp nhận", "Trực tiếp, dịch vụ bưu chính"), "received_direct", id="direct_with_postal"),
        pytest.param(("Tiếp nhận", "Từ kỳ trước"), "carried_over", id="carried_over"),
        pytest.param(("Số hồ sơ nhận giải quyết", "Số mới tiếp nhận"), "received_new", id="newly_received"),
        pytest.param(("Tiếp nhận trong kỳ", "Tổng số"), "received_new", id="total_of_the_new_ones"),
        pytest.param(("Hồ sơ phải giải quyết",), "received_total", id="to_be_resolved_is_received"),
        pytest.param(("Số hồ sơ đã giải quyết",), "resolved_total", id="resolved"),
        pytest.param(("Đã giải quyết", "Sớm hạn"), "resolved_early", id="early"),
        pytest.param(("Đã giải quyết", "Đúng và trước hạn"), "resolved_on_time", id="on_time_joined_with_early"),
        pytest.param(("Kết quả giải quyết", "Trả đúng thời hạn"), "resolved_on_time", id="time_limit_in_a_detail"),
        pytest.param(("Đã giải quyết", "Trễ hẹn"), "resolved_late", id="late"),
        pytest.param(("Đang giải quyết",), "pending_total", id="pending"),
        pytest.param(("Hồ sơ tồn cuối kỳ",), "pending_total", id="left_at_the_end"),
        pytest.param(("Chuyển kỳ sau",), "pending_total", id="carried_to_the_next_period"),
        pytest.param(("Đang giải quyết", "Trong hạn"), "pending_in_time", id="in_time"),
        pytest.param(("Kết quả giải quyết", "Chưa đến hạn"), "pending_in_time", id="not_due_under_a_wrong_heading"),
        pytest.param(("Đang giải quyết", "Quá hạn"), "pending_overdue", id="overdue"),
        pytest.param(("Hồ sơ trả lại",), None, id="returned"),
        pytest.param(("Tiếp nhận", "Dịch vụ BCCI"), None, id="postal_alone"),
        pytest.param(("Tỷ lệ giải quyết đúng hạn",), None, id="rate"),
        pytest.param(("Đúng hạn (%)",), None, id="percentage"),
        pytest.param(("Mức độ của dịch vụ (3, 4)",), None, id="service_level"),
        pytest.param(("Thời hạn giải quyết",), None, id="time_limit"),
    ],
)
def test_dossier_header(path: tuple[str, ...], expected: str | None) -> None:
    options = read_path(path).options()
    assert (options[0].value if options else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng số TTHC", "procedure_total"),
        ("Số TTHC được công khai trên Cổng thông tin", "procedure_published"),
        ("Số TTHC giải quyết theo cơ chế một cửa", "procedure_one_stop"),
        ("TTHC một cửa liên thông", "procedure_one_stop_linked"),
        ("Dịch vụ công mức độ 3", "procedure_online_3"),
        ("Dịch vụ công trực tuyến mức độ 3, 4", "procedure_online"),
        ("TTHC mới ban hành được công bố", "procedure_new"),
        ("TTHC sửa đổi, bổ sung", "procedure_amended"),
        ("TTHC bị bãi bỏ", "procedure_abolished"),
        ("phối hợp Bộ phận một cửa công khai", "procedure_published"),
        ("đơn giản hóa quy trình", None),
    ],
)
def test_procedure_measure(text: str, expected: str | None) -> None:
    measure = procedure_measure(text)
    assert (measure.value if measure else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số nhiệm vụ được giao", "planned"),
        ("Số nhiệm vụ hoàn thành theo kế hoạch", "completed"),
        ("Đã hoàn thành / Tổng số", "completed"),
        ("Đã hoàn thành / Quá hạn", None),
        ("Chưa hoàn thành", None),
        ("Đang thực hiện", None),
    ],
)
def test_plan_measure(text: str, expected: str | None) -> None:
    measure = plan_measure(text)
    assert (measure.value if measure else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số hồ sơ TTHC", CountSubject.DOSSIER),
        ("Tổng số HS", CountSubject.DOSSIER),
        ("Số TTHC", CountSubject.PROCEDURE),
        ("Số nhiệm vụ", CountSubject.PLAN_ITEM),
        ("Số văn bản", None),
    ],
)
def test_subject(text: str, expected: CountSubject | None) -> None:
    assert subject_of(text) is expected


def test_identities_take_the_parts_that_a_table_has() -> None:
    m = Measure
    present = (
        m.RECEIVED_TOTAL,
        m.CARRIED_OVER,
        m.RECEIVED_ONLINE,
        m.RECEIVED_DIRECT,
        m.RESOLVED_TOTAL,
        m.PENDING_TOTAL,
    )
    assert identities(present) == (
        (m.RECEIVED_TOTAL, (m.RECEIVED_ONLINE, m.RECEIVED_DIRECT, m.CARRIED_OVER)),
        (m.RECEIVED_TOTAL, (m.RESOLVED_TOTAL, m.PENDING_TOTAL)),
    )


def test_counts_are_valued_and_only_data_tables_are_numbered() -> None:
    layout = layout_of("Quý I/2021 tiếp nhận 1.020 hồ sơ")
    at = layout.text.index("1.020")
    letterhead = TableMention((0,), (), (), (), is_layout_only=True)
    data = TableMention((1,), (), (), ())
    mention = CountMention(
        Slice(at, at + 5), CountSubject.DOSSIER, Measure.RECEIVED_TOTAL, "test",
        period=Slice(0, 10), table=1, row=0, column=3,
    )  # fmt: skip

    def period(text: str, year: int | None) -> DateValue:
        return DateValue(text=text, start="2021-01-01", end="2021-03-31", precision=Precision.QUARTER)

    (count,) = counts([mention], [letterhead, data], layout, period=period)
    assert (count.value, count.origin, count.table, count.row, count.column) == (1020, "table", 1, 1, 4)
    assert count.period is not None and count.period.text == "Quý I/2021"
    assert layout.text[count.span[0].start : count.span[0].end] == "1.020"
