"""The kind of a document by its words or its symbol."""

from __future__ import annotations

import pytest

from pipeline.normalize.kinds import codes_of_kind, kind_of_symbol, kind_of_words, official_kinds


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("Quyết định", "Quyết định", id="as printed"),
        pytest.param("KẾ  HOẠCH", "Kế hoạch", id="capitals and blanks"),
        pytest.param("công văn", "Công văn", id="small letters"),
        pytest.param("Thông tư\nliên tịch", "Thông tư liên tịch", id="over a line break"),
        pytest.param("QĐ", "Quyết định", id="short"),
        pytest.param("Nghị đinh", "Nghị định", id="accent lost"),
        pytest.param("Thông tư liên bộ", "Thông tư liên tịch", id="older word"),
        pytest.param("văn bản", None, id="general word"),
        pytest.param("Danh mục", None, id="no kind"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_kind_of_words(words: str, kind: str | None) -> None:
    assert kind_of_words(words) == kind


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        pytest.param("QĐ-UBND", "Quyết định", id="decision"),
        pytest.param("NĐ-CP", "Nghị định", id="decree"),
        pytest.param("TTr-SNV", "Tờ trình", id="TTr first is a submission"),
        pytest.param("SNV-TTr", "Công văn", id="TTr last is the inspectorate that drafted a letter"),
        pytest.param("UBND-KGVX", "Công văn", id="letter of a committee"),
        pytest.param("CT/TU", "Chỉ thị", id="party directive"),
        pytest.param("CV/VPTU", "Công văn", id="party letter"),
        pytest.param("TTLT-BTC-BNV", "Thông tư liên tịch", id="joint circular"),
        pytest.param("QyĐ-SYT", "Quy định", id="regulation"),
        pytest.param("TTR-SYT", "Tờ trình", id="in capitals"),
        pytest.param("QĐ.UB", "Quyết định", id="dot"),
        pytest.param("CP", "Nghị định", id="decree of the 1990s"),
        pytest.param("QH15", None, id="law or resolution"),
        pytest.param("XY/UBKTTU", None, id="unknown party kind"),
    ],
)
def test_kind_of_symbol(symbol: str, kind: str | None) -> None:
    assert kind_of_symbol(symbol) == kind


def test_every_code_of_a_kind_gives_that_kind() -> None:
    for kind in official_kinds():
        for code in codes_of_kind(kind):
            assert kind_of_symbol(f"{code}-UBND") == kind


def test_the_29_administrative_kinds_are_known() -> None:
    assert set(official_kinds()) >= {"Nghị quyết", "Quy chế", "Bản ghi nhớ", "Giấy ủy quyền", "Phiếu báo", "Thư công"}
    assert all(kind_of_words(kind) == kind for kind in official_kinds())
