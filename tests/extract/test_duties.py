"""Duties in regulations and decisions: of named bodies, under headings of all kinds; and what is no duty at all."""

from __future__ import annotations

import pytest

from pipeline.processing import process_layout
from pipeline.record import TaskKind
from tests.documents import DATE, FOOT, LETTERHEAD, layout, record_of, told

_REGULATION = (
    *LETTERHEAD,
    "Số: 07/2026/QĐ-UBND",
    DATE,
    "QUYẾT ĐỊNH",
    "Ban hành Quy định quản lý bến thuyền du lịch",
)


def duties(*body: str) -> list[str]:
    record = process_layout(layout(*_REGULATION, *body, *FOOT))
    return [told(task) for task in record.tasks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            ["Chương III", "TRÁCH NHIỆM CỦA CÁC SỞ, NGÀNH", "Điều 7. Sở Xây dựng", "1. Cắm phao tiêu trên các luồng.",
             "2. Kiểm tra bến thuyền mỗi năm một lần.", "Điều 8. Công an tỉnh", "Tuần tra trên hồ."],
            ["Điều 7.1 | Cắm phao tiêu trên các luồng | Sở Xây dựng",
             "Điều 7.2 | Kiểm tra bến thuyền mỗi năm một lần | Sở Xây dựng | yearly",
             "Điều 8 | Tuần tra trên hồ | Công an tỉnh Lâm Đồng"],
            id="the chapter's title stands below its number, over two bodies",
        ),
        pytest.param(
            ["Điều 4. Quản lý bến", "Sở Xây dựng tổng hợp danh sách bến trước ngày 15/12 hằng năm."],
            ["Điều 4 | Sở Xây dựng tổng hợp danh sách bến trước ngày 15/12 hằng năm | Sở Xây dựng | yearly"],
            id="a named body and any verb",
        ),
        pytest.param(
            ["Điều 4. Quản lý bến", "Căn cứ nhu cầu thực tế, Sở Xây dựng rà soát quy hoạch bến."],
            ["Điều 4 | Căn cứ nhu cầu thực tế, Sở Xây dựng rà soát quy hoạch bến | Sở Xây dựng"],
            id="behind its ground",
        ),
        pytest.param(
            ["Điều 4. Quản lý bến",
             "Căn cứ hướng dẫn của Bộ, cơ quan ngang Bộ, Sở Xây dựng ban hành định mức sửa bến."],
            ["Điều 4 | Căn cứ hướng dẫn của Bộ, cơ quan ngang Bộ, Sở Xây dựng ban hành định mức sửa bến | "
             "Sở Xây dựng"],
            id="owners of the ground do not act",
        ),
        pytest.param(
            ["Điều 9. Nhiệm vụ, quyền hạn của Sở Xây dựng", "1. Hướng dẫn các xã cắm mốc bến."],
            ["Điều 9.1 | Hướng dẫn các xã cắm mốc bến | Sở Xây dựng"],
            id="duties and powers of",
        ),
    ],
)  # fmt: skip
def test_duties_of_named_bodies(body: list[str], expected: list[str]) -> None:
    assert duties(*body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(["Điều 1. Sửa đổi khoản 2 Điều 5 Quy định này như sau:"], id="an amendment"),
        pytest.param(["Điều 4. Thẩm quyền", "UBND tỉnh quyết định mức giá theo thẩm quyền."], id="a competence"),
        pytest.param(
            ["Điều 4. Tiếp nhận hồ sơ", "Trường hợp hồ sơ chưa đủ thì hướng dẫn bổ sung một lần."], id="a case"
        ),
        pytest.param(
            ["Điều 4. Cách tính", "Ví dụ: Công ty A có 10 thuyền. Sở Xây dựng tổng hợp số thuyền là 10."],
            id="an example",
        ),
        pytest.param(["Điều 4. Khuyến khích", "Khuyến khích chủ bến lắp phao cứu sinh."], id="an encouragement"),
        pytest.param(["Điều 4. Cấp quản lý", "Cấp tỉnh: gồm đại diện Sở Xây dựng."], id="a level of government"),
        pytest.param(["Điều 4. Chủ bến", "Người đi thuyền phải mặc áo phao."], id="everybody"),
    ],
)
def test_what_is_no_duty(body: list[str]) -> None:
    assert duties(*body) == []


def test_steps_of_a_procedure_are_no_tasks() -> None:
    table = "\n".join(
        (
            "Trình tự|Nội dung công việc|Người thực hiện|Thời gian",
            "Bước 1|Tiếp nhận hồ sơ, quét và chuyển phòng chuyên môn|Bộ phận Một cửa|0,5 ngày",
            "Bước 2|Phân công chuyên viên xử lý hồ sơ|Lãnh đạo phòng|0,5 ngày",
            "Bước 3|Thẩm định hồ sơ, dự thảo văn bản trả lời|Chuyên viên|03 ngày",
            "Bước 4|Ký duyệt kết quả giải quyết|Lãnh đạo Sở|01 ngày",
        )
    )
    record = record_of("plan", "II. NHIỆM VỤ", "Quy trình giải quyết thủ tục như sau:", table)
    assert record.tasks == ()
    timed = table.replace("Trình tự|", "TT|")
    for number in range(1, 5):
        timed = timed.replace(f"Bước {number}|", f"{number}|")
    assert record_of("plan", "II. NHIỆM VỤ", "Quy trình giải quyết thủ tục như sau:", timed).tasks == ()


def test_a_post_without_a_name_signs_and_what_is_attached_is_read() -> None:
    record = process_layout(
        layout(
            *_REGULATION,
            "Điều 1. Ban hành kèm theo Quyết định này Quy định quản lý bến thuyền.",
            "Điều 2. Các ông Chánh Văn phòng, Giám đốc Sở Xây dựng chịu trách nhiệm thi hành Quyết định này"
            " kể từ ngày ký.",
            "CHỦ TỊCH",
            "Nơi nhận:",
            "- Như Điều 2;",
            "- Lưu: VT.",
            "QUY ĐỊNH",
            "Quản lý bến thuyền du lịch",
            "(Ban hành kèm theo Quyết định số 07/2026/QĐ-UBND)",
            "Điều 1. Sở Xây dựng",
            "1. Cắm phao tiêu trên các luồng.",
            "CHỦ TỊCH",
            "Lâm Gia Phúc",
        )
    )
    assert [told(task) for task in record.tasks] == [
        "Điều 2 | Các ông Chánh Văn phòng, Giám đốc Sở Xây dựng chịu trách nhiệm thi hành Quyết định này kể từ ngày ký"
        " | Chánh Văn phòng, Giám đốc Sở Xây dựng",
        "Điều 1.1 | Cắm phao tiêu trên các luồng | Sở Xây dựng",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Để tháo gỡ khó khăn; kịp thời rà soát các dự án, UBND tỉnh chỉ thị các sở, ngành, UBND các xã thực hiện:",
            ["Các sở, ngành", "Ủy ban nhân dân các xã"],
            id="behind clauses of purpose",
        ),
        pytest.param("Yêu cầu Giám đốc các Sở thực hiện:", ["Giám đốc các Sở"], id="at once"),
    ],
)
def test_who_is_told_before_a_list(line: str, expected: list[str]) -> None:
    record = record_of("directive", line, "1. Rà soát các dự án chậm tiến độ.")
    assert [unit.name for unit in record.tasks[0].lead] == expected


@pytest.mark.parametrize(
    ("clause", "told_as"),
    [
        pytest.param("1. Lãnh đạo rà soát quy hoạch rừng.", "Lãnh đạo rà soát quy hoạch rừng", id="to lead"),
        pytest.param("1. Đôn đốc các đơn vị gửi báo cáo.", "Đôn đốc các đơn vị gửi báo cáo", id="to press"),
        pytest.param("1. Thanh tra, phân loại đơn thư.", "Thanh tra, phân loại đơn thư", id="to inspect"),
        pytest.param("1. Báo cáo số liệu về biên chế.", "Báo cáo số liệu về biên chế", id="to report numbers"),
    ],
)
def test_verbs_that_look_like_somebody(clause: str, told_as: str) -> None:
    [task] = record_of("directive", "Giao Sở Nội vụ thực hiện các nội dung sau:", clause).tasks
    assert (task.text, [unit.name for unit in task.lead]) == (told_as, ["Sở Nội vụ"])


def test_the_work_of_those_directed_is_no_support() -> None:
    [task] = record_of("directive", "1. Sở Nội vụ: Hướng dẫn các trường phối hợp với Công an tỉnh tuyên truyền.").tasks
    assert task.support == ()


def test_a_short_form_of_the_document_acts() -> None:
    [first, second] = record_of(
        "directive", "1. Công an tỉnh (CAT) tuần tra các bến.", "2. Hằng quý CAT kiểm tra phương tiện."
    ).tasks
    assert [unit.name for unit in second.lead] == [unit.name for unit in first.lead]
    assert [str(deadline.recurrence) for deadline in second.deadlines] == ["quarterly"]


def test_what_the_issuer_does_itself_is_a_commitment() -> None:
    [task] = record_of("directive", "1. UBND tỉnh tổ chức sơ kết trước ngày 30/6/2026.").tasks
    assert task.kind is TaskKind.COMMITMENT


def test_a_time_of_what_was_told_before_the_order_is_not_the_orders() -> None:
    [task] = record_of(
        "directive",
        "Giám đốc Sở biểu dương các đơn vị đã hoàn thành nhiệm vụ trong tháng 6 và yêu cầu thực hiện các nhiệm vụ sau:",
        "1. Rà soát hồ sơ tồn đọng.",
    ).tasks
    assert task.deadlines == ()
    [timed] = record_of("directive", "Trong tháng 6, yêu cầu Sở Nội vụ thực hiện:", "1. Rà soát hồ sơ tồn đọng.").tasks
    assert [deadline.text for deadline in timed.deadlines] == ["Trong tháng 6"]


def test_both_parties_act() -> None:
    tasks = record_of(
        "directive", "1. Hai bên trao đổi thông tin hằng tháng; tổng kết việc phối hợp trước ngày 30/11/2026."
    ).tasks
    assert [(task.text, [str(d.recurrence or d.end) for d in task.deadlines]) for task in tasks] == [
        ("Hai bên trao đổi thông tin hằng tháng", ["monthly"]),
        ("tổng kết việc phối hợp trước ngày 30/11/2026", ["2026-11-30"]),
    ]


def test_partners_named_above_a_list_are_the_lists() -> None:
    tasks = duties(
        "Điều 5. Trách nhiệm của Sở Xây dựng",
        "1. Chủ trì, phối hợp với Sở Tài chính:",
        "a) Lập danh mục bến phải bàn giao;",
        "b) Xây dựng định mức duy tu bến.",
    )
    assert tasks == [
        "Điều 5.1.a | Lập danh mục bến phải bàn giao | Sở Xây dựng < Sở Tài chính",
        "Điều 5.1.b | Xây dựng định mức duy tu bến | Sở Xây dựng < Sở Tài chính",
    ]


def test_own_people_are_appointed_by_who_is_told() -> None:
    [task] = record_of("directive", "1. Sở Xây dựng: Phân công lãnh đạo trực tiếp phụ trách từng dự án.").tasks
    assert [unit.name for unit in task.lead] == ["Sở Xây dựng"]


def test_a_telegram_has_its_hour_before_its_day() -> None:
    record = process_layout(
        layout(
            "CHỦ TỊCH ỦY BAN NHÂN DÂN",
            "THÀNH PHỐ HUẾ",
            "Số: 23/CĐ-CT",
            "Huế, hồi 10 giờ 30 phút, ngày 27 tháng 9 năm 2026",
            "CÔNG ĐIỆN",
            "Về việc ứng phó bão số 10",
            "Yêu cầu Sở Xây dựng kiểm tra các tuyến đường trước 17 giờ ngày 28/9/2026.",
            *FOOT,
        )
    )
    assert record.document.place == "Huế"
    assert record.document.issued is not None
    assert record.document.issued.start == "2026-09-27"
