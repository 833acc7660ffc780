"""Units in the ways in which offices write them (``unit_names.txt``): names and owners, by who writes and when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.normalize.units import UnitContext, resolve
from pipeline.registry import UNKNOWN

WRITERS = {
    "science": UnitContext("Sở Khoa học và Công nghệ", "Quảng Ngãi", date(2022, 5, 1)),
    "interior": UnitContext("Sở Nội vụ", "Long An", date(2019, 5, 1)),
    "education": UnitContext("Sở Giáo dục và Đào tạo", "Lâm Đồng", date(2025, 10, 1)),
    "farming": UnitContext("Sở Nông nghiệp và Môi trường", "Gia Lai", date(2025, 10, 1)),
    "province": UnitContext("Ủy ban nhân dân tỉnh Quảng Ngãi", "Quảng Ngãi", date(2022, 5, 1)),
    "merged_province": UnitContext("Ủy ban nhân dân tỉnh Lâm Đồng", "Lâm Đồng", date(2026, 2, 1)),
    # a place line with the name that a province had until it was merged
    "former_province": UnitContext("Trung tâm Y tế", "Bình Thuận", date(2025, 9, 1)),
    "city": UnitContext("Ủy ban nhân dân thành phố Hà Nội", "Hà Nội", date(2025, 9, 1)),
    "district": UnitContext("Ủy ban nhân dân huyện Hoa Lư", "Quảng Ngãi", date(2023, 9, 1)),
    "commune": UnitContext("Ủy ban nhân dân xã Bình Minh", "Quảng Ngãi", date(2025, 9, 1)),
    "party": UnitContext("Tỉnh ủy Long An", "Long An", date(2024, 9, 1)),
    "ministry": UnitContext("Bộ Nội vụ", "Hà Nội", date(2025, 4, 1)),
    "prime_minister": UnitContext("Thủ tướng Chính phủ", "Hà Nội", date(2025, 4, 1)),
    "hospital": UnitContext("Bệnh viện Đa khoa tỉnh Quảng Ngãi", "Quảng Ngãi", date(2023, 4, 1)),
}
LINES = [
    [cell.strip() for cell in line.split(" | ")]
    for line in Path(__file__).with_name("unit_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("written", "writer", "name", "owner"), [pytest.param(*line, id=f"{line[1]}-{line[0]}") for line in LINES]
)
def test_unit(written: str, writer: str, name: str, owner: str) -> None:
    unit = resolve(written, WRITERS[writer])
    assert unit.name == name
    if owner.startswith("not "):
        assert unit.owner != owner.removeprefix("not ")
    elif owner != "*":
        assert (unit.owner or "-") == owner


def test_nearly_all_of_them_are_known() -> None:
    unknown = [line[0] for line in LINES if (resolve(line[0], WRITERS[line[1]]).confidence or 0.0) <= UNKNOWN]
    assert unknown == ["Viện Khoa học Giáo dục Việt Nam", "Ban Tổ chức Cán bộ", "Trung tâm Dữ liệu TP"]
