"""Texts that are one text, and texts that only look so."""

from __future__ import annotations

import time

import pytest

from pipeline.load.agreement import Words, agree, bands, compare, share_words
from tests.load.texts import PANEL, decision, recognised, report

DRAFT = decision()
OTHER_TEXT = report(4, (120, 100, 3))


def words(text: str, *, noisy: bool = False) -> Words:
    return Words(text, is_noisy=noisy)


@pytest.mark.parametrize(
    ("text", "noisy"),
    [
        pytest.param(DRAFT, False, id="the same"),
        pytest.param(decision(number="45", day="09"), False, id="signed: number and day"),
        pytest.param(decision(number="45", day="09", behind=PANEL), False, id="with a signature panel"),
        pytest.param(decision(number="45", before="CÔNG VĂN ĐẾN\nSố 2352 ngày 11/4/2031\n"), False, id="stamped"),
        pytest.param(DRAFT.replace(" ", "\n"), False, id="other line breaks"),
        pytest.param(DRAFT.replace("Hòa", "Hoà").replace("hóa", "hoá"), False, id="tone marks placed otherwise"),
        pytest.param(DRAFT.replace("BỘ ", "BỘ").replace("thủ trưởng", "thủtrưởng"), False, id="dropped blanks"),
        pytest.param(decision(before="DỰ THẢO\n"), False, id="marked as a draft"),
        pytest.param(recognised(decision(number="45", day="09")), True, id="recognised"),
        pytest.param(recognised(decision(number="45", day="09"), share=0.2), True, id="recognised badly"),
        pytest.param(decision(handover="20/5/2031"), False, id="one deadline changed before signing"),
    ],
)
def test_one_text(text: str, noisy: bool) -> None:
    alike = agree(words(DRAFT), words(text, noisy=noisy))
    assert alike is not None
    assert alike == agree(words(text, noisy=noisy), words(DRAFT))
    assert set(bands(words(DRAFT))) & set(bands(words(text)))


@pytest.mark.parametrize(
    ("text", "noisy"),
    [
        pytest.param(decision(person="Tạ Quang Vinh", born="1990"), False, id="another person"),
        pytest.param(decision(person="Đinh Trọng Khởi"), False, id="a person whose name differs by its tone"),
        pytest.param(decision(person="Đinh Trọng Khải"), False, id="a person of nearly the same name"),
        pytest.param(decision(person="Tạ Quang Vinh", born="1990", number="46"), False, id="another person, numbered"),
        pytest.param(recognised(decision(person="Tạ Quang Vinh", born="1990")), True, id="another person, recognised"),
        pytest.param(recognised(decision(person="Đinh Trọng Khoa"), share=0.02), True, id="An or Anh is no smudge"),
        pytest.param(decision(born="1986", handover="20/5/2031"), False, id="two figures"),
        pytest.param(OTHER_TEXT, False, id="another document"),
        pytest.param(DRAFT + OTHER_TEXT * 3, False, id="bound together with others"),
        pytest.param("Quyết định bổ nhiệm", False, id="too short to tell"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_two_texts(text: str, noisy: bool) -> None:
    assert agree(words(DRAFT), words(text, noisy=noisy)) is None
    assert agree(words(text, noisy=noisy), words(DRAFT)) is None


@pytest.mark.parametrize("noisy", [False, True])
@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report(5, (120, 100, 3)), id="another month"),
        pytest.param(report(4, (121, 100, 3)), id="one figure"),
        pytest.param(report(4, (98, 90, 12)), id="all figures"),
    ],
)
def test_a_form_filled_in_otherwise_is_another_document(other: str, noisy: bool) -> None:
    assert agree(words(report(4, (120, 100, 3))), words(other, noisy=noisy)) is None


def test_a_form_filled_in_is_not_the_blank_one() -> None:
    rows = "\n".join(
        f"Lĩnh vực {name}: tiếp nhận {n * 37} hồ sơ, đúng hạn {n * 36}" for n, name in enumerate("ABCDEFG")
    )
    blank = "".join(c for c in rows if not c.isdigit())
    assert agree(words(DRAFT + rows), words(DRAFT + blank)) is None


def test_columns_read_in_another_order_are_no_change() -> None:
    left, right = "UBND TỈNH HOA LƯ\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    turned = DRAFT.replace(left, "").replace(right, right + left)
    assert agree(words(DRAFT), words(turned)) is not None


def test_what_changed_is_told_as_written() -> None:
    found = compare(words(DRAFT), words(decision(handover="20/5/2031"))).changes
    assert [(change.here, change.there, change.is_head) for change in found] == [("15", "20", False)]


def test_different_texts_have_hardly_any_band_in_common() -> None:
    texts = [DRAFT, OTHER_TEXT, *(decision(person=f"Người {n}")[400:1500] + report(n, (n, n, n)) for n in range(3))]
    assert not set(bands(words(DRAFT))) & set(bands(words(OTHER_TEXT)))
    assert all(len(bands(words(text))) == 16 and max(bands(words(text))) < 2**63 for text in texts)
    assert bands(words("quá ngắn")) == ()


def test_an_appendix_under_its_decisions_number_is_another_text() -> None:
    assert share_words(words(DRAFT), words(recognised(DRAFT, share=0.3)))
    assert not share_words(words(DRAFT), words(OTHER_TEXT))
    assert share_words(words(DRAFT), words("Số: 45/QĐ-SKHCN"))


def test_long_texts_are_compared_in_seconds() -> None:
    long = "\n".join(decision(person=f"Người {n}", number=str(n)) for n in range(60))
    started = time.monotonic()
    assert agree(words(long), words(long.replace("Thanh tra Sở", "Thanhtra Sở"))) is not None
    assert agree(words(long), words(long[::-1])) is None
    assert time.monotonic() - started < 5
