"""One name for several offices, and names that only look so."""

from __future__ import annotations

import pytest

from pipeline.normalize.opened_names import opened


@pytest.mark.parametrize(
    ("written", "names"),
    [
        pytest.param(
            "UBND các tỉnh Hoa Lư, Vân Đồn, Cẩm Sơn",
            ("UBND tỉnh Hoa Lư", "UBND tỉnh Vân Đồn", "UBND tỉnh Cẩm Sơn"),
            id="provinces",
        ),
        pytest.param(
            "Chủ tịch UBND các huyện Mộc Sơn, Thanh Hà và thành phố An Bình",
            ("Chủ tịch UBND huyện Mộc Sơn", "Chủ tịch UBND huyện Thanh Hà", "Chủ tịch UBND thành phố An Bình"),
            id="another_kind_among_them",
        ),
        pytest.param("các xã Tân Lập và Phú Mỹ 2", ("xã Tân Lập", "xã Phú Mỹ 2"), id="territories_alone"),
        pytest.param("UBND các phường: Cây Gạo; Bến Đá", ("UBND phường Cây Gạo", "UBND phường Bến Đá"), id="colon"),
        pytest.param("UBND các huyện, thành phố", (), id="kinds_alone"),
        pytest.param("UBND các huyện, thành phố Vân Đồn, Hoa Lư", (), id="all_of_one_kind_and_some_of_another"),
        pytest.param("Chủ tịch UBND các huyện, thị xã Cẩm Sơn và thành phố An Bình", (), id="kinds_before_names"),
        pytest.param("UBND các xã Tân Lập", (), id="one"),
        pytest.param("UBND các xã Tân Lập, nơi có dự án", (), id="more_than_names"),
        pytest.param("Sở Nội vụ", (), id="an_office"),
    ],
)
def test_opened(written: str, names: tuple[str, ...]) -> None:
    assert opened(written) == names
