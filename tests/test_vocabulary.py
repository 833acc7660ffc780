"""The vocabularies are data: every file can be read, its columns are full, and nobody else's copy of it changes."""

from __future__ import annotations

from importlib import resources

import pytest
import regex

from pipeline.text import nfc, squeeze
from pipeline.vocabulary import rows

NAMES = sorted(
    file.name.removesuffix(".csv")
    for file in resources.files("pipeline.normalize").joinpath("data").iterdir()
    if file.name.endswith(".csv")
)


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_whole(name: str) -> None:
    found = rows(name)
    assert found
    columns = found[0].keys()
    for row in found:
        assert row.keys() == columns, "more cells than the header line has: a comma that wants quotation marks"
        assert any(row.values())


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_clean_unicode(name: str) -> None:
    for row in rows(name):
        for value in row.values():
            assert value == nfc(value) == value.strip()


@pytest.mark.parametrize("name", NAMES)
def test_no_row_stands_twice(name: str) -> None:
    lines = [tuple(map(squeeze, row.values())) for row in rows(name)]
    assert sorted({line for line in lines if lines.count(line) > 1}) == []


@pytest.mark.parametrize("name", ["section_roles", "task_fields"])
def test_patterns_compile(name: str) -> None:
    for row in rows(name):
        regex.compile(row["pattern"].replace("*", ".*", 1) if name == "section_roles" else row["pattern"])


def test_a_vocabulary_is_read_once() -> None:
    assert rows("kinds") is rows("kinds")


def test_an_unknown_vocabulary_is_an_error_of_packaging() -> None:
    with pytest.raises(FileNotFoundError):
        rows("no_such_vocabulary")
