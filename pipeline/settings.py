"""Every setting, in one typed place: from ``VANBAN_*`` in the environment, with defaults that work as they stand.

``VANBAN_WORKERS=4`` sets ``workers``. Rooms do not read settings; the command line and the flows do, and pass values.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipeline.errors import Language, UsageError

PREFIX: Final = "VANBAN_"
_UNITS_FILE: Final = "units.csv"


def _setting(default: Any, vi: str, en: str, **limits: Any) -> Any:
    """Declare a setting with its description in both languages."""
    return Field(default, description=en, json_schema_extra={"vi": vi}, **limits)


class Settings(BaseSettings):
    """The program's settings. Sizes are in bytes and times in seconds where the name says nothing else."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    data_dir: Path = _setting(
        Path("data"),
        "Thư mục dữ liệu: cơ sở dữ liệu, nhật ký và trạng thái của Prefect",
        "Folder for the database, the logs and Prefect's state",
    )
    database_url: str = _setting(
        "",
        "Địa chỉ cơ sở dữ liệu (SQLAlchemy URL); mặc định là SQLite trong thư mục dữ liệu",
        "Database as an SQLAlchemy URL; by default SQLite in the data folder",
        validate_default=True,
    )
    database_timeout: float = _setting(
        15.0,
        "Số giây chờ khi tiến trình khác đang khóa cơ sở dữ liệu",
        "Seconds to wait while another process locks the database",
        gt=0,
    )
    language: Language = _setting("vi", "Ngôn ngữ của thông báo: vi hoặc en", "Language of messages: vi or en")
    timezone: str = _setting(
        "Asia/Ho_Chi_Minh",
        "Múi giờ quyết định hôm nay là ngày nào và khi nào lịch chạy",
        "Time zone that says which day today is and when schedules run",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting(
        "WARNING", "Mức chi tiết của nhật ký", "How much is logged"
    )
    workers: int = _setting(
        max(1, os.cpu_count() or 1), "Số tiến trình đọc văn bản song song", "Processes that read documents", ge=1
    )
    batch_size: int = _setting(
        50, "Số văn bản trong một lô (một giao dịch)", "Documents in a batch (one transaction)", ge=1
    )
    max_bytes: int = _setting(
        100 * 1024 * 1024, "Kích thước tệp lớn nhất được nhận", "Largest file that is accepted, in bytes", ge=1
    )
    max_pages: int = _setting(5000, "Số trang nhiều nhất của một văn bản", "Most pages of a document", ge=1)
    max_seconds: float = _setting(
        120.0,
        "Số giây mà trình đọc được làm việc không xong thêm trang hay tệp nào, quá thì bị dừng",
        "Seconds for which a reader may finish no further page or member before it is stopped",
        gt=0,
    )
    max_total_seconds: float = _setting(
        7200.0,
        "Thời gian xử lý tối đa cho một tệp, dù dài đến đâu, tính bằng giây",
        "Seconds that one file may take in all, however long it is",
        gt=0,
    )
    max_memory: int = _setting(
        4 * 1024**3,
        "Bộ nhớ tối đa của tiến trình đọc văn bản",
        "Memory that a reading process may take, in bytes",
        ge=1,
    )
    max_unpacked: int = _setting(
        1024**3,
        "Dung lượng tối đa sau khi giải nén của một tệp, kể cả mọi thứ bên trong",
        "Bytes that one file may unpack to, with everything in it",
        ge=1,
    )
    max_depth: int = _setting(
        3,
        "Số lớp tệp chứa lồng nhau nhiều nhất: thư nằm trong tệp nén là hai",
        "Most containers in one another: a mail in an archive is two",
        ge=1,
        le=20,
    )
    max_members: int = _setting(
        1000, "Số văn bản nhiều nhất trong một tệp chứa", "Most documents in one container", ge=1
    )
    work_dir: Path = _setting(
        Path(),
        "Thư mục làm việc, nơi duy nhất trình đọc được ghi; mặc định là `work` trong thư mục dữ liệu",
        "Work folder, the only place that readers write to; by default `work` in the data folder",
        validate_default=True,
    )
    units_file: Path = _setting(
        Path(),
        "Tệp CSV ghi tên đơn vị riêng của cơ quan (xem `vanban units --help`); mặc định là `units.csv` trong thư mục "
        "dữ liệu, nếu có",
        "CSV file of the office's own names of units (see `vanban units --help`); by default `units.csv` in the data "
        "folder, where it is there",
        validate_default=True,
    )
    inbox_dir: Path | None = _setting(
        None, "Thư mục nhận văn bản của `vanban schedule`", "Folder that `vanban schedule` watches"
    )
    inbox_every: float = _setting(
        300.0, "Số giây giữa hai lần xem thư mục nhận", "Seconds between two looks at the inbox", gt=0
    )
    inbox_stable: float = _setting(
        10.0,
        "Tệp không đổi trong ngần ấy giây mới được lấy",
        "Seconds for which a file has to stay unchanged before it is taken",
        ge=0,
    )
    prefect_startup_timeout: int = _setting(
        120, "Số giây chờ máy chủ tạm của Prefect khởi động", "Seconds to wait for Prefect's own server to start", ge=1
    )

    @field_validator("database_url")
    @classmethod
    def _in_the_data_folder(cls, url: str, info: ValidationInfo) -> str:
        data_dir: Path = info.data.get("data_dir", Path("data"))
        return url or f"sqlite:///{(data_dir / 'vanban.db').as_posix()}"

    @field_validator("work_dir")
    @classmethod
    def _work_in_the_data_folder(cls, folder: Path, info: ValidationInfo) -> Path:
        data_dir: Path = info.data.get("data_dir", Path("data"))
        return data_dir / "work" if folder == Path() else folder

    @field_validator("units_file")
    @classmethod
    def _units_in_the_data_folder(cls, file: Path, info: ValidationInfo) -> Path:
        data_dir: Path = info.data.get("data_dir", Path("data"))
        return data_dir / _UNITS_FILE if file == Path() else file

    @field_validator("timezone")
    @classmethod
    def _known_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {name}") from error
        return name

    @property
    def units_file_is_optional(self) -> bool:
        """Whether nobody asked for a file of units: the one in the data folder need not be there."""
        return self.units_file == self.data_dir / _UNITS_FILE

    @property
    def prefect_home(self) -> Path:
        """Where Prefect keeps its state: a folder of the project's own, never the user's."""
        return self.data_dir / "prefect"

    def today(self) -> date:
        """Return today's date in the time zone of the settings."""
        return datetime.now(ZoneInfo(self.timezone)).date()


@cache
def get_settings() -> Settings:
    """Return the settings of this process, read once.

    Raises UsageError (``bad_setting``) that names the variable where one of them makes no sense.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(f"{PREFIX}{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise UsageError(
            "bad_setting",
            f"Thiết lập không hợp lệ: {problems}",
            "Sửa hoặc bỏ biến môi trường đó; `vanban doctor` cho biết mọi thiết lập.",
            f"A setting makes no sense: {problems}",
            "Correct or unset that environment variable; `vanban doctor` lists every setting.",
        ) from error


#: Defaults that another setting decides.
_DEFAULTS_IN_WORDS: Final = {
    "database_url": "sqlite:///<data_dir>/vanban.db",
    "work_dir": "<data_dir>/work",
    "units_file": "<data_dir>/units.csv",
}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting for people: its variable, its value now, its default, what it is for."""

    variable: str
    value: str
    default: str
    description: str


def describe(settings: Settings | None = None, language: Language = "vi") -> list[SettingRow]:
    """Return a row a setting, in the order of the class, for the README and ``vanban doctor``.

    A password in the database URL is never shown. The default of ``workers`` is this machine's.
    """
    current = settings or get_settings()
    rows = []
    for name, field in Settings.model_fields.items():
        extra = field.json_schema_extra
        vi = extra["vi"] if isinstance(extra, dict) else ""
        default = _DEFAULTS_IN_WORDS.get(name, field.default)
        value = getattr(current, name)
        rows.append(
            SettingRow(
                variable=PREFIX + name.upper(),
                value=_without_password(value) if name == "database_url" else _shown(value),
                default=_shown(default),
                description=str(vi if language == "vi" else field.description),
            )
        )
    return rows


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _without_password(url: str) -> str:
    from sqlalchemy.engine import make_url  # slow to import, and only `doctor` needs it
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "?"
