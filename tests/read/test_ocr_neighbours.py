"""Syllables that only their neighbours can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.read.ocr.neighbours import mend_syllables
from pipeline.read.page import PageWord


def line(text: str, doubtful: float = 0.6) -> list[PageWord]:
    """Words beside each other; the one after a "?" is doubtful, the others are sure."""
    words, x = [], 40.0
    for word in text.split():
        core = word.removeprefix("?")
        width = 6.0 * len(core)
        sure = doubtful if word.startswith("?") else 0.98
        words.append(PageWord(core, (x, 10, x + width, 24), 13, confidence=sure))
        x += width + 4
    return words


def mended(words: list[PageWord]) -> str:
    return " ".join(word.text for word in mend_syllables(words))


@pytest.mark.parametrize(
    ("read", "written"),
    [
        pytest.param("Trong ?kể hoạch đã nêu", "Trong kế hoạch đã nêu", id="tone"),
        pytest.param("thay đổi, ?bồ sung kịp thời", "thay đổi, bổ sung kịp thời", id="hat_and_tone"),
        pytest.param("trách nhiệm ?phổi hợp với", "trách nhiệm phối hợp với", id="before_a_word"),
        pytest.param("các ?KỂ HOẠCH năm", "các KẾ HOẠCH năm", id="capitals"),
        pytest.param("Tống số", "Tổng số", id="all_readers_were_wrong"),
        pytest.param("sửa ?đôi, thay thế", "sửa đổi, thay thế", id="before_a_comma"),
    ],
)
def test_a_syllable_that_is_not_at_home(read: str, written: str) -> None:
    assert mended(line(read)) == written


@pytest.mark.parametrize(
    "read",
    [
        pytest.param("theo ?kế hoạch năm", id="right_already"),
        pytest.param("tuyên truyền ?về công tác", id="a_word_that_stands_anywhere"),
        pytest.param("của Sở ?nói riêng và", id="the_word_before_alone_misleads"),
        pytest.param("ông Tống Văn Hòa", id="a_name"),
        pytest.param("kể hoạch", id="sure_and_at_home_elsewhere"),
        pytest.param("?kể, hoạch", id="a_comma_between"),
        pytest.param("?xyz hoạch", id="no_syllable"),
        pytest.param("?HOÀ bình", id="the_author's_own_place_of_the_mark"),
    ],
)
def test_what_stays(read: str) -> None:
    words = line(read)
    assert mend_syllables(words) == words


def test_the_repair_says_what_was_read() -> None:
    word = mend_syllables(line("?kể hoạch"))[0]
    assert (word.text, word.repaired, word.confidence) == ("kế", ("kể", "syllable_pair"), 0.6)


def test_another_line_is_no_neighbour() -> None:
    first, second = line("?kể hoạch")
    below = replace(second, box=(40, 40, 70, 54))
    far = replace(second, box=(300, 10, 330, 24))
    for other in (below, far):
        assert mend_syllables([first, other]) == [first, other]
