"""Tasks of whole little documents: who is told what by when, and what is no task at all."""

from __future__ import annotations

import pytest

from pipeline import process
from pipeline.processing import process_layout
from pipeline.record import TaskKind
from tests.documents import FOOT, HEADS, LETTERHEAD, layout, names, record_of, told

_UBND = "Ủy ban nhân dân tỉnh Lâm Đồng"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            [
                "1. Xây dựng bộ chỉ số đánh giá cấp xã",
                "- Đơn vị chủ trì: Sở Nội vụ.",
                "- Đơn vị phối hợp: Sở Tài chính, Sở Tư pháp.",
                "- Sản phẩm: Quyết định của UBND tỉnh.",
                "- Thời gian thực hiện: Quý II/2026.",
            ],
            ["1 | Xây dựng bộ chỉ số đánh giá cấp xã | Sở Nội vụ < Sở Tài chính < Sở Tư pháp | 2026-04-01..2026-06-30"],
            id="bullets",
        ),
        pytest.param(
            [
                "1. Xây dựng bộ chỉ số đánh giá cấp xã.",
                "Đơn vị chủ trì: Sở Nội vụ.",
                "Đơn vị phối hợp: Sở Tài chính.",
                "Thời gian hoàn thành: trước ngày 30/6/2026.",
            ],
            ["1 | Xây dựng bộ chỉ số đánh giá cấp xã | Sở Nội vụ < Sở Tài chính | ..2026-06-30"],
            id="lines-without-label",
        ),
        pytest.param(
            [
                "1. Về thể chế",
                "- Rà soát quy trình tiếp nhận hồ sơ.",
                "+ Chủ trì: Sở Tư pháp.",
                "+ Thời gian: Tháng 3/2026.",
                "- Ban hành quy trình mẫu.",
                "+ Chủ trì: Sở Nội vụ.",
                "+ Thời gian: Thường xuyên.",
            ],
            [
                "1 | Rà soát quy trình tiếp nhận hồ sơ | Sở Tư pháp | 2026-03-01..2026-03-31",
                "1 | Ban hành quy trình mẫu | Sở Nội vụ | 2026-01-01..2026-12-31",
            ],
            id="plus-lines-under-dash-items",
        ),
        pytest.param(
            [
                "1. Về thể chế",
                "- Rà soát quy trình tiếp nhận hồ sơ.",
                "+ Chủ trì: Sở Tư pháp; phối hợp: Sở Nội vụ. Thời gian: Quý I/2026.",
            ],
            ["1 | Rà soát quy trình tiếp nhận hồ sơ | Sở Tư pháp < Sở Nội vụ | 2026-01-01..2026-03-31"],
            id="all-fields-on-one-line",
        ),
        pytest.param(
            [
                "1. Cải cách thể chế",
                "Đơn vị chủ trì: Sở Tư pháp.",
                "Thời gian: Quý I/2026.",
                "- Rà soát văn bản của tỉnh.",
                "- Kiểm tra việc niêm yết.",
            ],
            [
                "1 | Rà soát văn bản của tỉnh | Sở Tư pháp | 2026-01-01..2026-03-31",
                "1 | Kiểm tra việc niêm yết | Sở Tư pháp | 2026-01-01..2026-03-31",
            ],
            id="shared-by-a-group",
        ),
        pytest.param(
            [
                "1. Sở Nội vụ",
                "a) Rà soát hồ sơ lưu trữ;",
                "b) Phối hợp với Sở Tài chính mua sắm giá kệ;",
                "2. Sở Tài chính",
                "- Cấp kinh phí trước ngày 31/3/2026.",
            ],
            [
                "1.a | Rà soát hồ sơ lưu trữ | Sở Nội vụ",
                "1.b | Phối hợp với Sở Tài chính mua sắm giá kệ | Sở Nội vụ < Sở Tài chính",
                "2 | Cấp kinh phí trước ngày 31/3/2026 | Sở Tài chính | ..2026-03-31",
            ],
            id="unit-as-heading",
        ),
        pytest.param(
            ["1. Chi cục Kiểm lâm:", "- Trực 24/24 giờ trong mùa khô;"],
            ["1 | Trực 24/24 giờ trong mùa khô | Chi cục Kiểm lâm"],
            id="unit-before-colon",
        ),
        pytest.param(
            ["1. Chi cục Kiểm lâm (CCKL):", "- Trực 24/24 giờ trong mùa khô;"],
            ["1 | Trực 24/24 giờ trong mùa khô | Chi cục Kiểm lâm"],
            id="unit-with-its-short-form-before-colon",
        ),
        pytest.param(
            ["1. Trung tâm Hỗ trợ Khởi nghiệp (TTHTKN) mở lớp.", "2. TTHTKN cấp chứng nhận."],
            [
                "1 | Trung tâm Hỗ trợ Khởi nghiệp (TTHTKN) mở lớp | Trung tâm Hỗ trợ Khởi nghiệp",
                "2 | TTHTKN cấp chứng nhận | Trung tâm Hỗ trợ Khởi nghiệp",
            ],
            id="short-form-of-the-document's-own",
        ),
        pytest.param(
            ["1. Trước ngày 15/3/2026, Sở Nội vụ thực hiện các việc sau:", "a) Rà soát hồ sơ;", "b) Lập mục lục."],
            ["1.a | Rà soát hồ sơ | Sở Nội vụ | ..2026-03-15", "1.b | Lập mục lục | Sở Nội vụ | ..2026-03-15"],
            id="lead-in-with-a-time-before-the-unit",
        ),
        pytest.param(
            ["1. Sở Nội vụ thực hiện trước ngày 15/3/2026 các việc sau:", "a) Rà soát hồ sơ;", "b) Lập mục lục."],
            ["1.a | Rà soát hồ sơ | Sở Nội vụ | ..2026-03-15", "1.b | Lập mục lục | Sở Nội vụ | ..2026-03-15"],
            id="lead-in-with-a-time-behind-the-unit",
        ),
        pytest.param(
            ["1. Văn phòng UBND tỉnh: cập nhật lịch tiếp dân; niêm yết lịch tại trụ sở."],
            [
                "1 | cập nhật lịch tiếp dân | Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng",
                "1 | niêm yết lịch tại trụ sở | Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng",
            ],
            id="clauses-at-semicolons-share-the-unit",
        ),
        pytest.param(
            ["1. Sở Nội vụ tổ chức hội thi; hoàn thành trong tháng 10/2026."],
            ["1 | Sở Nội vụ tổ chức hội thi; hoàn thành trong tháng 10/2026 | Sở Nội vụ | 2026-10-01..2026-10-31"],
            id="clause-of-time-stays-in-its-task",
        ),
        pytest.param(
            ["1. Tuyên truyền cải cách hành chính trên báo, đài. Hoàn thành trước ngày 30/9/2026."],
            [f"1 | Tuyên truyền cải cách hành chính trên báo, đài | {_UBND} | ..2026-09-30"],
            id="sentence-of-time-holds-for-the-item",
        ),
        pytest.param(
            [
                "1. Báo cáo kết quả thực hiện theo các mốc, cụ thể như sau:",
                "- Báo cáo quý I: Trước ngày 05/3/2026;",
                "- Báo cáo năm: Trước ngày 01/12/2026.",
            ],
            [f"1 | Báo cáo kết quả thực hiện theo các mốc | {_UBND} | ..2026-03-05, ..2026-12-01"],
            id="bullets-that-only-set-times",
        ),
        pytest.param(
            ["1. Kiểm tra các nội dung:", "- Việc niêm yết thủ tục;", "- Thái độ phục vụ.", "2. Tổng hợp kết quả."],
            [
                f"1 | Kiểm tra các nội dung - Việc niêm yết thủ tục - Thái độ phục vụ | {_UBND}",
                f"2 | Tổng hợp kết quả | {_UBND}",
            ],
            id="bullets-are-the-objects-of-the-verb",
        ),
        pytest.param(
            ["1. Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ thẩm định quy trình, trình UBND tỉnh trước 10/4/2026."],
            [
                "1 | Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ thẩm định quy trình, trình UBND tỉnh trước 10/4/2026"
                " | Sở Tư pháp < Sở Nội vụ | ..2026-04-10"
            ],
            id="leads-with-somebody",
        ),
    ],
)
def test_items_of_a_plan(body: list[str], expected: list[str]) -> None:
    assert [told(task) for task in record_of("plan", *body).tasks] == expected


def test_lines_that_describe_an_item_are_no_tasks() -> None:
    body = (
        "1. Tuyên truyền chuyển đổi số",
        "- Hình thức: Phát thanh.",
        "- Thời gian: Quý I/2026.",
        "- Thực hiện: Sở Y tế.",
    )
    assert [task.text for task in record_of("plan", *body).tasks] == ["Tuyên truyền chuyển đổi số"]


def test_product_of_a_group_is_whole_for_each_of_its_tasks() -> None:
    body = ["1. Thể chế", "Sản phẩm: Báo cáo; Quyết định.", "- Rà soát văn bản.", "- Ban hành quy trình."]
    assert [task.deliverable for task in record_of("plan", *body).tasks] == ["Báo cáo; Quyết định"] * 2


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1. Nếu để xảy ra hồ sơ quá hạn thì Thủ trưởng đơn vị chịu trách nhiệm.", id="liability"),
        pytest.param("2. Kế hoạch này có hiệu lực từ ngày ký.", id="comes-into-force"),
        pytest.param("Trên đây là Kế hoạch cải cách hành chính năm 2026 của UBND tỉnh./.", id="closing-formula"),
        pytest.param("3. Sở Nội vụ đã rà soát 128 thủ tục.", id="done"),
        pytest.param("4. Thủ tục hành chính được niêm yết tại trụ sở.", id="statement"),
        pytest.param(
            "5. Cải cách hành chính là nhiệm vụ trọng tâm.",
            id="verb-as-subject-of-a-statement",
        ),
        pytest.param("Đơn vị tính: hồ sơ", id="unit-of-measure"),
        pytest.param("Đơn vị nhận báo cáo: Thanh tra Sở Nội vụ", id="label-of-a-form"),
    ],
)
def test_no_task(line: str) -> None:
    assert record_of("plan", "I. NỘI DUNG", line).tasks == ()


def test_purposes_are_no_tasks() -> None:
    body = ("I. MỤC ĐÍCH, YÊU CẦU", "1. Nâng cao chất lượng phục vụ.", "II. NHIỆM VỤ", "1. Kiểm tra bộ phận một cửa.")
    assert [told(task) for task in record_of("plan", *body).tasks] == [f"II.1 | Kiểm tra bộ phận một cửa | {_UBND}"]


def test_decision() -> None:
    record = record_of(
        "decision",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
        "Theo đề nghị của Giám đốc Sở Nội vụ,",
        "QUYẾT ĐỊNH:",
        "Điều 1. Thành lập Tổ công tác số hóa hồ sơ.",
        "Điều 2. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính:",
        "a) Xây dựng kế hoạch số hóa, trình trước ngày 15/3/2026;",
        "b) Hướng dẫn các xã thực hiện;",
        "c) Báo cáo UBND tỉnh hằng quý.",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        "Điều 4. Chánh Văn phòng UBND tỉnh; Giám đốc Sở Nội vụ; Thủ trưởng các đơn vị liên quan chịu trách nhiệm thi"
        " hành Quyết định này./.",
    )
    assert [told(task) for task in record.tasks[:3]] == [
        "Điều 2.a | Xây dựng kế hoạch số hóa, trình trước ngày 15/3/2026 | Sở Nội vụ < Sở Tài chính | ..2026-03-15",
        "Điều 2.b | Hướng dẫn các xã thực hiện | Sở Nội vụ < Sở Tài chính",
        "Điều 2.c | Báo cáo UBND tỉnh hằng quý | Sở Nội vụ < Sở Tài chính | quarterly",
    ]
    (closing,) = record.tasks[3:]
    assert closing.section == "Điều 4"
    assert names(closing.lead) == [
        "Chánh Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng",
        "Giám đốc Sở Nội vụ",
        "Thủ trưởng các đơn vị liên quan",
    ]


@pytest.mark.parametrize(
    "closing",
    [
        pytest.param(
            "Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này", id="list"
        ),
        pytest.param("Chánh Văn phòng UBND tỉnh và Giám đốc Sở Nội vụ căn cứ Quyết định thi hành", id="and"),
        pytest.param(
            "Các ông (bà): Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này",
            id="ladies-and-gentlemen",
        ),
    ],
)
def test_closing_article(closing: str) -> None:
    (task,) = record_of("decision", "QUYẾT ĐỊNH:", "Điều 1. Thành lập Tổ công tác.", f"Điều 2. {closing}./.").tasks
    assert task.section == "Điều 2"
    assert names(task.lead) == ["Chánh Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng", "Giám đốc Sở Nội vụ"]


def test_articles_with_numbers_and_letters() -> None:
    record = record_of(
        "decision",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt Đề án trồng cây năm 2026.",
        "Điều 2. Tổ chức thực hiện",
        "1. Sở Nội vụ:",
        "a) Chủ trì tổ chức thực hiện Đề án;",
        "b) Phối hợp với Sở Y tế kiểm tra.",
        "2. Giao Sở Tài chính bố trí kinh phí.",
    )
    assert [told(task) for task in record.tasks] == [
        "Điều 2.1.a | Chủ trì tổ chức thực hiện Đề án | Sở Nội vụ",
        "Điều 2.1.b | Phối hợp với Sở Y tế kiểm tra | Sở Nội vụ < Sở Y tế",
        "Điều 2.2 | Giao Sở Tài chính bố trí kinh phí | Sở Tài chính",
    ]


def test_only_what_the_chair_concludes_counts_in_minutes() -> None:
    record = record_of(
        "minutes",
        "I. Thành phần",
        "1. Chủ trì: Ông Đỗ Quang Vinh - Giám đốc Sở",
        "2. Thư ký: Bà Lý Mỹ Hạnh - Chuyên viên Văn phòng",
        "II. Nội dung cuộc họp",
        "- Ông Vũ Đại: đề nghị Văn phòng Sở bổ sung kinh phí.",
        "Hội nghị biểu quyết thông qua 100%.",
        "Ông Vinh kết luận, giao nhiệm vụ như sau:",
        "- Văn phòng Sở mua máy in trong tháng 2/2026;",
        "- Bà Lý Mỹ Hạnh tổng hợp danh sách.",
        foot=(),
    )
    assert [told(task) for task in record.tasks] == [
        "II | Văn phòng Sở mua máy in trong tháng 2/2026 | Văn phòng Sở | 2026-02-01..2026-02-28",
        "II | Bà Lý Mỹ Hạnh tổng hợp danh sách | Lý Mỹ Hạnh",
    ]


def test_report_tells_results_and_sets_what_comes_next() -> None:
    record = record_of(
        "report",
        "I. KẾT QUẢ",
        "1. Đã tổ chức 05 lớp tập huấn.",
        "- Rà soát 120 thủ tục, đạt 100%.",
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026",
        "1. Số hóa hồ sơ lưu trữ trong Quý II/2026.",
        "III. KIẾN NGHỊ",
        "1. UBND tỉnh: Bố trí kinh phí sửa kho lưu trữ.",
        "2. Đề nghị Sở Tài chính hướng dẫn thanh lý tài sản.",
    )
    assert [(task.kind, told(task)) for task in record.tasks] == [
        (
            TaskKind.COMMITMENT,
            "II.1 | Số hóa hồ sơ lưu trữ trong Quý II/2026 | Sở Nội vụ | 2026-04-01..2026-06-30",
        ),
        (TaskKind.REQUEST, f"III.1 | Bố trí kinh phí sửa kho lưu trữ | {_UBND}"),
        (TaskKind.REQUEST, "III.2 | Đề nghị Sở Tài chính hướng dẫn thanh lý tài sản | Sở Tài chính"),
    ]


_NEWS = (
    "Kiểm tra bộ phận một cửa phường Bảo Lộc",
    "14/01/2026 - 08:30",
    "Sáng 14/01, đoàn công tác do ông Trần Khải Minh, Phó Chủ tịch UBND tỉnh dẫn đầu đã kiểm tra bộ phận một cửa.",
    "Phường đã giải quyết 312 hồ sơ, người dân hài lòng.",
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Ông Minh yêu cầu UBND phường bố trí thêm cán bộ trực buổi chiều.",
            ["Ông Minh yêu cầu UBND phường bố trí thêm cán bộ trực buổi chiều | Ủy ban nhân dân phường"],
            id="order",
        ),
        pytest.param("Đại biểu đánh giá cao kết quả của phường.", [], id="praise"),
        pytest.param(
            "Ông Minh yêu cầu UBND phường bố trí thêm cán bộ; đề nghị Sở Nội vụ hỗ trợ phần mềm.",
            [
                "Ông Minh yêu cầu UBND phường bố trí thêm cán bộ | Ủy ban nhân dân phường",
                "đề nghị Sở Nội vụ hỗ trợ phần mềm | Sở Nội vụ",
            ],
            id="order-and-request",
        ),
    ],
)
def test_news_item(sentence: str, expected: list[str]) -> None:
    record = process_layout(layout(*_NEWS, sentence, "Thảo Nguyên"))
    assert record.document.type == "Tin bài"
    assert [told(task) for task in record.tasks] == expected


def test_letter() -> None:
    record = record_of(
        "letter",
        "Thực hiện Công văn số 12/BNV-CCHC ngày 05/01/2026 của Bộ Nội vụ về rà soát hồ sơ, UBND tỉnh yêu cầu:",
        "1. Các sở, ban, ngành rà soát hồ sơ quá hạn, báo cáo trước 25/01/2026.",
        "2. Giao Sở Nội vụ tổng hợp, báo cáo UBND tỉnh.",
    )
    assert record.document.type == "Công văn"
    assert [told(task) for task in record.tasks] == [
        "1 | Các sở, ban, ngành rà soát hồ sơ quá hạn, báo cáo trước 25/01/2026 | Các sở, ban, ngành | ..2026-01-25",
        "2 | Giao Sở Nội vụ tổng hợp, báo cáo UBND tỉnh | Sở Nội vụ",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            "UBND tỉnh nhận được Công văn số 4/SNV-TC ngày 05/01/2026 của Sở Nội vụ về việc mượn hội trường.",
            id="what-was-received",
        ),
        pytest.param(
            "Về việc này, Chủ tịch UBND tỉnh có ý kiến như sau:",
            id="lead-in-of-an-opinion",
        ),
        pytest.param(
            "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện./.",
            id="closing-formula",
        ),
    ],
)
def test_sentences_of_letters_that_order_nothing(sentence: str) -> None:
    record = record_of("letter", sentence, "Giao Văn phòng UBND tỉnh bố trí hội trường.")
    assert [task.text for task in record.tasks] == ["Giao Văn phòng UBND tỉnh bố trí hội trường"]


def test_normative_text_sets_duties_of_named_bodies_only() -> None:
    record = record_of(
        "rules",
        "Điều 1. Phạm vi điều chỉnh",
        "Quy chế này quy định việc quản lý kho lưu trữ.",
        "Điều 2. Nguyên tắc",
        "1. Tài liệu phải được bảo quản an toàn.",
        "2. Người đọc có trách nhiệm giữ gìn tài liệu.",
        "Điều 3. Trách nhiệm của Sở Nội vụ",
        "1. Hướng dẫn việc nộp tài liệu.",
        "2. Kiểm tra kho hằng năm.",
    )
    assert [told(task) for task in record.tasks] == [
        "Điều 3.1 | Hướng dẫn việc nộp tài liệu | Sở Nội vụ",
        "Điều 3.2 | Kiểm tra kho hằng năm | Sở Nội vụ | yearly",
    ]


_PROMULGATES = (
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng cây năm 2026.",
    "Điều 2. Giám đốc Sở Xây dựng chịu trách nhiệm thi hành Quyết định này./.",
)
_ITS_OWN = "Điều 2 | Giám đốc Sở Xây dựng chịu trách nhiệm thi hành Quyết định này | Giám đốc Sở Xây dựng"
_ATTACHED_PLAN = (
    "KẾ HOẠCH",
    "Trồng cây năm 2026",
    "(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 12/01/2026 của Chủ tịch UBND tỉnh)",
    "I. NHIỆM VỤ",
    "1. Sở Xây dựng chuẩn bị cây giống trước ngày 15/2/2026.",
)


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        pytest.param(
            _ATTACHED_PLAN,
            ["I.1 | Sở Xây dựng chuẩn bị cây giống trước ngày 15/2/2026 | Sở Xây dựng | ..2026-02-15"],
            id="plan-sets-its-own",
        ),
        pytest.param(
            (
                "Phụ lục I",
                "MẪU ĐƠN ĐĂNG KÝ TRỒNG CÂY",
                "1. Đề nghị UBND xã cấp 10 cây giống.",
                "- Thực hiện trồng trong tháng 3.",
            ),
            [],
            id="form-sets-none",
        ),
        pytest.param(
            ("Phụ lục II", "DANH MỤC LOÀI CÂY", "1. Sao đen", "2. Lựa chọn cây cao 1,5 mét."),
            [],
            id="list-sets-none",
        ),
    ],
)
def test_what_stands_behind_a_decision(behind: tuple[str, ...], expected: list[str]) -> None:
    record = record_of("decision", *_PROMULGATES, foot=(*FOOT, *behind))
    assert [told(task) for task in record.tasks] == [_ITS_OWN, *expected]


def test_attached_plan_in_a_file_of_its_own() -> None:
    record = process_layout(layout(*LETTERHEAD, *_ATTACHED_PLAN))
    assert (record.document.key, record.document.attached_to) == (None, "77/QĐ-UBND")
    assert [told(task) for task in record.tasks] == [
        "I.1 | Sở Xây dựng chuẩn bị cây giống trước ngày 15/2/2026 | Sở Xây dựng | ..2026-02-15"
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("1. Giao Sở Nội vụ thẩm định hồ sơ.", TaskKind.ASSIGNMENT, id="order"),
        pytest.param("1. Đề nghị Bộ Nội vụ hướng dẫn.", TaskKind.REQUEST, id="body-that-cannot-be-ordered"),
        pytest.param("1. Đề nghị các phòng, đơn vị báo cáo.", TaskKind.ASSIGNMENT, id="own-units"),
        pytest.param("1. Rà soát hồ sơ tồn đọng.", TaskKind.COMMITMENT, id="plan-of-the-issuer"),
    ],
)
def test_kind(line: str, kind: TaskKind) -> None:
    (task,) = record_of("plan", "I. NHIỆM VỤ", line).tasks
    assert task.kind is kind


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "1. Giao mỗi phòng, đơn vị thuộc Sở đăng ký một sáng kiến.",
            "1 | Giao mỗi phòng, đơn vị thuộc Sở đăng ký một sáng kiến | Các phòng, đơn vị thuộc Sở",
            id="told-in-the-middle",
        ),
        pytest.param(
            "1. Không yêu cầu người dân nộp bản giấy.",
            f"1 | Không yêu cầu người dân nộp bản giấy | {_UBND}",
            id="order-not-to",
        ),
        pytest.param(
            "1. Theo Tờ trình số 12/TTr-SNV ngày 03/01/2026, giao Sở Nội vụ thẩm định.",
            "1 | giao Sở Nội vụ thẩm định | Sở Nội vụ",
            id="behind-its-ground",
        ),
        pytest.param(
            "1. Giao Sở Nội vụ chủ trì cùng Sở Y tế kiểm tra.",
            "1 | Giao Sở Nội vụ chủ trì cùng Sở Y tế kiểm tra | Sở Nội vụ < Sở Y tế",
            id="together-with",
        ),
        pytest.param(
            "1. Sở Y tế theo chức năng, nhiệm vụ được giao chủ động kiểm tra.",
            "1 | Sở Y tế theo chức năng, nhiệm vụ được giao chủ động kiểm tra | Sở Y tế",
            id="manner-between-unit-and-verb",
        ),
        pytest.param(
            "1. Các phòng, đơn vị báo cáo Văn phòng trước ngày 25 hằng tháng.",
            "1 | Các phòng, đơn vị báo cáo Văn phòng trước ngày 25 hằng tháng | Các phòng, đơn vị | monthly",
            id="rhythm",
        ),
        pytest.param(
            "1. Trong tháng 5/2026, Sở Y tế kiểm tra bếp ăn.",
            "1 | Trong tháng 5/2026, Sở Y tế kiểm tra bếp ăn | Sở Y tế | 2026-05-01..2026-05-31",
            id="behind-its-time",
        ),
    ],
)
def test_orders_of_a_notice(line: str, expected: str) -> None:
    assert [told(task) for task in record_of("notice", line).tasks] == [expected]


def test_closing_sentence_tells_who_does_what_names_nobody() -> None:
    record = record_of(
        "notice",
        "1. Cập nhật lịch trực.",
        "Trên đây là phân công nhiệm vụ, đề nghị các phòng, đơn vị triển khai thực hiện./.",
    )
    assert [told(task) for task in record.tasks] == ["1 | Cập nhật lịch trực | Các phòng, đơn vị"]


def test_keys_in_its_own_text_are_the_references_of_a_task() -> None:
    record = record_of(
        "notice",
        "Căn cứ Kế hoạch số 9/KH-UBND ngày 05/01/2026 của UBND tỉnh,",
        "1. Sở Tư pháp góp ý dự thảo thay thế Quyết định số 18/2021/QĐ-UBND ngày 06/4/2021 của UBND tỉnh.",
    )
    assert [task.references for task in record.tasks] == [("18/2021/QĐ-UBND",)]


def test_every_task_can_be_shown_in_its_place() -> None:
    record = record_of("plan", *_ATTACHED_PLAN[3:], "2. Sở Y tế kiểm tra bếp ăn.")
    for task in record.tasks:
        (span,) = task.span
        assert record.text[span.start : span.end] == task.text
        assert task.rule


def test_a_document_without_orders_has_no_tasks() -> None:
    assert process_layout(layout(*HEADS["notice"], "Số điện thoại mới của Văn phòng Sở: 02633 822 000.")).tasks == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            [
                "1. Kiểm tra công vụ.",
                "a) Đơn vị thực hiện: Sở Nội vụ.",
                "b) Phối hợp: Sở Tư pháp.",
                "c) Thời hạn: 30/9/2026.",
            ],
            ["1 | Kiểm tra công vụ | Sở Nội vụ < Sở Tư pháp | 2026-09-30..2026-09-30"],
            id="lettered-field-lines",
        ),
        pytest.param(
            ["1. Kiểm tra công vụ (Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp)."],
            ["1 | Kiểm tra công vụ (Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp) | Sở Nội vụ < Sở Tư pháp"],
            id="leader-in-brackets",
        ),
        pytest.param(
            ["1. Rà soát hồ sơ (chủ trì: Sở Y tế; phối hợp: Sở Tài chính; thời gian: tháng 6/2026)."],
            [
                "1 | Rà soát hồ sơ (chủ trì: Sở Y tế; phối hợp: Sở Tài chính; thời gian: tháng 6/2026)"
                " | Sở Y tế < Sở Tài chính | 2026-06-01..2026-06-30"
            ],
            id="fields-in-brackets",
        ),
        pytest.param(
            ["1. Sở Y tế báo cáo kết quả trước ngày 15/12/2026."],
            ["1 | Sở Y tế báo cáo kết quả trước ngày 15/12/2026 | Sở Y tế | ..2026-12-15"],
            id="results-are-told-by-then",
        ),
    ],
)
def test_fields_of_an_item(body: list[str], expected: list[str]) -> None:
    assert [told(task) for task in record_of("plan", *body).tasks] == expected


def test_lettered_orders_are_no_field_lines() -> None:
    tasks = record_of(
        "notice", "1. Sở Nội vụ:", "a) Thời gian: trong tháng 6, tổ chức kiểm tra.", "b) Rà soát hồ sơ."
    ).tasks
    assert [task.section for task in tasks if task.text == "Rà soát hồ sơ"] == ["1.b"]


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("Ý kiến góp ý gửi về Cục Kiểm định trước ngày 03/7/2026.", id="opinions"),
        pytest.param("Nội dung góp ý đề nghị gửi về Cục trước ngày 03/7/2026 để tổng hợp.", id="asked-again"),
        pytest.param("Văn bản góp ý gửi đến Cục Kiểm định chậm nhất ngày 03/7/2026.", id="at-the-latest"),
    ],
)
def test_what_is_to_come_back_is_a_task_of_those_asked(asked: str) -> None:
    record = process(
        f"{LETTER}Cục Kiểm định trân trọng đề nghị Quý đơn vị nghiên cứu, góp ý dự thảo. {asked}\n".encode()
    )
    first, second = record.tasks
    assert [unit.text for unit in first.lead] == [unit.text for unit in second.lead] == ["Quý đơn vị"]
    assert (first.kind, second.kind) == ("request", "request")
    assert [deadline.end for deadline in second.deadlines] == ["2026-07-03"]


def test_what_was_sent_is_no_task() -> None:
    record = process(f"{LETTER}Ý kiến góp ý gửi về Cục Kiểm định đã được tổng hợp đầy đủ.\n".encode())
    assert record.tasks == ()


def test_a_directive_directs_those_it_names() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH NAM AN\nSố: 05/CT-UBND\nNam An, ngày 03 tháng 4 năm 2026\nCHỈ THỊ\nVề đầu tư\n"
    told = "UBND tỉnh chỉ thị các sở, ban ngành, UBND các xã, phường tập trung thực hiện các nhiệm vụ sau:\n"
    record = process(f"{head}{told}1. Rà soát danh mục dự án.\n2. Công khai thủ tục đầu tư.\n".encode())
    leads = [[unit.name for unit in task.lead] for task in record.tasks]
    assert leads == [["Các sở, ban ngành", "Ủy ban nhân dân các xã, phường"]] * 2


LETTER = (
    "CỤC KIỂM ĐỊNH NAM AN\nSố: 18/KĐ-P6\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Nam An, ngày 03 tháng 4 năm 2026\nV/v góp ý dự thảo\nKính gửi: Sở Xây dựng tỉnh Nam An.\n"
)


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param("Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026, Chủ tịch UBND tỉnh yêu cầu:", id="told"),
        pytest.param("Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026, UBND tỉnh có ý kiến như sau:", id="opinion"),
        pytest.param("Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026, Sở chỉ đạo các nội dung sau:", id="contents"),
    ],
)
def test_a_ground_that_opens_a_list_of_orders_is_no_part_of_grounds(ground: str) -> None:
    record = process(f"{LETTER}{ground}\n1. Sở Xây dựng rà soát các dự án chậm tiến độ.\n".encode())
    assert [task.section for task in record.tasks] == ["1"]


def test_members_of_a_council_are_no_tasks() -> None:
    head = "TRƯỜNG CAO ĐẲNG NAM AN\nSố: 18/QĐ-CĐNA\nNam An, ngày 03/4/2026\nQUYẾT ĐỊNH\nVề việc thành lập Hội đồng\n"
    members = (
        "Điều 1. Thành lập Hội đồng gồm các ông (bà) có tên sau:\n1. TS. Lê Văn Bình Hiệu trưởng Chủ tịch Hội đồng\n"
        "2. ThS. Trần Thị Lan Trưởng phòng Đào tạo Ủy viên\n3. ThS. Lê Hoàng Thơ Chuyên viên Phòng Đào tạo Thư ký\n"
    )
    closing = "Điều 2. Các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.\n"
    assert [task.section for task in process(f"{head}{members}{closing}".encode()).tasks] == ["Điều 2"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["1. Đối với các trường có học sinh nội trú ở cấp 1, 2: bố trí trực đêm.",
             "2. Đối với các xã đang có dịch:", "- Lập chốt kiểm soát."],
            ["bố trí trực đêm | Các trường có học sinh nội trú ở cấp 1, 2",
             "Lập chốt kiểm soát | Các xã đang có dịch"],
            id="a label with all that narrows its group",
        ),
        pytest.param(
            ["Sở Giáo dục và Đào tạo (GDĐT) yêu cầu Thủ trưởng các đơn vị thực hiện các nội dung sau:",
             "1. Rà soát sân chơi."],
            ["Rà soát sân chơi | Thủ trưởng các đơn vị"],
            id="who asks has a short form",
        ),
        pytest.param(
            ["1. Số hóa sổ hộ tịch cũ. Giao Phòng Tư pháp thực hiện, hoàn thành trong quý II/2026."],
            ["Số hóa sổ hộ tịch cũ | Phòng Tư pháp"],
            id="a sentence that only says who performs it",
        ),
        pytest.param(
            ["1. Hướng dẫn người dân nộp hồ sơ (Văn phòng Sở, Thanh tra Sở thực hiện thường xuyên)."],
            ["Hướng dẫn người dân nộp hồ sơ (Văn phòng Sở, Thanh tra Sở thực hiện thường xuyên) | Văn phòng Sở; "
             "Thanh tra Sở"],
            id="who performs it in a bracket",
        ),
        pytest.param(
            ["1. Đối với đề nghị mở lối đi tại chợ: Sở Xây dựng nghiên cứu, đề xuất."],
            ["Đối với đề nghị mở lối đi tại chợ: Sở Xây dựng nghiên cứu, đề xuất | Sở Xây dựng"],
            id="a label that is no unit",
        ),
        pytest.param(
            ["1. UBND các huyện Mộc Sơn, Thanh Hà rà soát kè."],
            ["UBND các huyện Mộc Sơn, Thanh Hà rà soát kè | Ủy ban nhân dân huyện Mộc Sơn; "
             "Ủy ban nhân dân huyện Thanh Hà"],
            id="one name for two",
        ),
    ],
)  # fmt: skip
def test_who_is_meant_by_a_label_or_a_name(lines: list[str], expected: list[str]) -> None:
    record = process_layout(layout(*HEADS["letter"], *lines, *FOOT))
    assert [f"{task.text} | {'; '.join(unit.name for unit in task.lead)}" for task in record.tasks] == expected


def test_who_is_ordered_beside_those_asked_has_assignments() -> None:
    lines = (
        "Sở Xây dựng đề nghị UBND các huyện, yêu cầu Thủ trưởng các đơn vị thuộc Sở thực hiện các nội dung sau:",
        "1. Đề nghị UBND các huyện:",
        "a) Rà soát bến đò.",
        "2. Thanh tra Sở:",
        "a) Kiểm tra bến đò.",
    )
    record = process_layout(layout(*HEADS["letter"], *lines, *FOOT))
    assert [task.kind for task in record.tasks] == [TaskKind.REQUEST, TaskKind.ASSIGNMENT]


@pytest.mark.parametrize(("year", "number"), [(2025, 0), (2030, 1)])
def test_a_range_behind_a_noun_is_a_deadline_only_while_it_lies_ahead(year: int, number: int) -> None:
    line = f"1. Thống kê thiệt hại do mưa lũ từ ngày 20/9/{year} đến ngày 28/9/{year}."
    (task,) = process_layout(layout(*HEADS["letter"], line, *FOOT)).tasks
    assert len(task.deadlines) == number


def test_who_signed_the_ground_of_a_report_has_no_task() -> None:
    lines = (
        "Thực hiện Thông tư số 01/2020/TT-VPCP ngày 21/10/2020 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ quy định "
        "chế độ báo cáo định kỳ, Sở Nội vụ báo cáo kết quả như sau:",
        "III. PHƯƠNG HƯỚNG",
        "1. Kiểm tra việc niêm yết thủ tục hành chính.",
    )
    record = process_layout(layout(*HEADS["report"], *lines, *FOOT))
    (task,) = record.tasks
    assert record.document.issuer is not None
    assert [unit.name for unit in task.lead] == [record.document.issuer.name]


def test_what_goes_on_with_a_request_is_one() -> None:
    line = "1. Đề nghị Kho bạc Nhà nước khu vực V kiểm soát thanh toán; hằng tuần cung cấp số liệu cho Sở Tài chính."
    record = process_layout(layout(*HEADS["notice"], "II. KẾT LUẬN", line, *FOOT))
    assert [task.kind for task in record.tasks] == [TaskKind.REQUEST, TaskKind.REQUEST]
