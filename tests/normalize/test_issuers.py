"""Who issues a document that does not show its letterhead."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.normalize.issuers import issuer_words
from pipeline.read import read


def _issuer(text: str) -> tuple[str, str] | None:
    mentions = extract(read(text.encode(), name="a.txt"))
    words = issuer_words(mentions)
    return None if words is None else (" ".join(words.of(mentions.layout.text).split()), words.rule)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "BIÊN BẢN HỌP\n\nVào lúc 8 giờ, lãnh đạo Sở Du lịch (SDL) tổ chức họp giao ban.\n\n"
            "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/02/2020 về giao chỉ tiêu cho UBND các huyện, thành phố.\n",
            ("Sở Du lịch", "issuer.body"),
            id="subject_of_the_first_sentence",
        ),
        pytest.param(
            "BÁO CÁO\nKết quả quý I\n\nKính gửi: Sở Nội vụ\n\nThực hiện Công văn số 5/SNV ngày 03/02/2020 của "
            "Sở Nội vụ về cải cách hành chính, Sở Công Thương báo cáo như sau:\n",
            ("Sở Công Thương", "issuer.body"),
            id="neither_addressee_nor_cited",
        ),
        pytest.param(
            "BÁO CÁO\nKết quả công tác quý I của Sở Công Thương\n\nTrong quý I đã tiếp nhận 12 hồ sơ.\n",
            ("Sở Công Thương", "issuer.title"),
            id="title",
        ),
        pytest.param(
            "PHỤ LỤC\nDANH MỤC THỦ TỤC HÀNH CHÍNH THUỘC THẨM QUYỀN GIẢI QUYẾT CỦA SỞ DU LỊCH\n"
            "(Kèm theo Quyết định số    /QĐ-UBND ngày   tháng 3 năm 2024 của Chủ tịch Ủy ban nhân dân tỉnh Hà Giang)\n",
            ("Chủ tịch Ủy ban nhân dân tỉnh Hà Giang", "issuer.promulgation"),
            id="promulgated_under_a_blank_number",
        ),
        pytest.param(
            "DANH MỤC THỦ TỤC THUỘC PHẠM VI QUẢN LÝ CỦA SỞ DU LỊCH\n\n1. Cấp thẻ hướng dẫn viên.\n",
            None,
            id="competence_is_no_issuer",
        ),
        pytest.param(
            "NGHỊ ĐỊNH\nVề quản lý bến bãi\n\nTheo đề nghị của Bộ trưởng Bộ Xây dựng;\n\nChính phủ ban hành Nghị định "
            "về quản lý bến bãi.\n",
            ("Chính phủ", "issuer.kind"),
            id="a_kind_that_one_body_issues",
        ),
    ],
)
def test_issuer(text: str, expected: tuple[str, str] | None) -> None:
    assert _issuer(text) == expected
