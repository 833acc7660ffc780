"""Settings: from the environment, typed, with defaults that work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import PREFIX, Settings, describe, get_settings


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def test_defaults_work_as_they_stand() -> None:
    settings = get_settings()
    assert settings.database_url == "sqlite:///data/vanban.db"
    assert settings.prefect_home == Path("data/prefect")
    assert settings.language == "vi"
    assert settings.workers >= 1
    assert get_settings() is settings


@pytest.mark.parametrize(
    ("data_dir", "url", "expected"),
    [
        pytest.param("/srv/văn bản", None, "sqlite:////srv/văn bản/vanban.db", id="in the data folder"),
        pytest.param("/srv", "sqlite:///x.db", "sqlite:///x.db", id="as given"),
        pytest.param("/srv", "", "sqlite:////srv/vanban.db", id="empty is not given"),
    ],
)
def test_database_url(monkeypatch: pytest.MonkeyPatch, data_dir: str, url: str | None, expected: str) -> None:
    monkeypatch.setenv("VANBAN_DATA_DIR", data_dir)
    if url is not None:
        monkeypatch.setenv("VANBAN_DATABASE_URL", url)
    assert get_settings().database_url == expected


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("VANBAN_WORKERS", "0"),
        ("VANBAN_WORKERS", "many"),
        ("VANBAN_LANGUAGE", "fr"),
        ("VANBAN_TIMEZONE", "Asia/Nowhere"),
        ("VANBAN_TIMEZONE", "../etc/passwd"),
        ("VANBAN_MAX_SECONDS", "-1"),
        ("VANBAN_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_value_that_makes_no_sense_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(UsageError) as caught:
        get_settings()
    assert caught.value.code == "bad_setting"
    assert variable in caught.value.message("vi")


def test_today_is_a_date_of_the_time_zone() -> None:
    east, west = Settings(timezone="Pacific/Kiritimati").today(), Settings(timezone="Pacific/Pago_Pago").today()
    assert isinstance(east, date)
    assert 1 <= (east - west).days <= 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_setting_is_described(language: str) -> None:
    rows = describe(Settings(), "vi" if language == "vi" else "en")
    assert [row.variable for row in rows] == [PREFIX + name.upper() for name in Settings.model_fields]
    assert all(row.description for row in rows)
    assert {row.variable: row.default for row in rows}["VANBAN_DATABASE_URL"] == "sqlite:///<data_dir>/vanban.db"


def test_no_password_is_shown() -> None:
    rows = describe(Settings(database_url="postgresql://u:hunter2@host/db"))
    assert "hunter2" not in repr(rows)
    assert describe(Settings(database_url="nonsense"))[1].value == "?"
