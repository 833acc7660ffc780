"""What a database can refuse, as errors that say what to do."""

from __future__ import annotations

import sqlite3
from typing import Final

from pipeline.errors import VanbanError


class StoreError(VanbanError):
    """The database cannot be used as things are: an error of the machine, which stops a batch.

    Codes: ``database_locked``, ``disk_full``, ``database_read_only``, ``not_a_database``, ``database_foreign``,
    ``database_newer``, ``database_unreachable``, ``database_folder``, ``database_failed``.
    """


#: code -> (message, hint) in Vietnamese, then in English; ``{place}`` is the database, ``{reason}`` what it said.
_WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "database_locked": (
        "Cơ sở dữ liệu {place} đang bị một tiến trình khác khóa.",
        "Chờ tiến trình đó xong rồi chạy lại, hoặc tăng VANBAN_DATABASE_TIMEOUT (giây).",
        "The database {place} is locked by another process.",
        "Wait until that process is done and run this again, or raise VANBAN_DATABASE_TIMEOUT (seconds).",
    ),
    "disk_full": (
        "Đĩa chứa cơ sở dữ liệu {place} đã đầy; giao dịch đang dở không được ghi.",
        "Giải phóng dung lượng rồi chạy lại: phần đã ghi trước đó vẫn còn.",
        "The disk of the database {place} is full; the transaction under way was not written.",
        "Free some space and run this again: what was written before is still there.",
    ),
    "database_read_only": (
        "Không được phép ghi vào cơ sở dữ liệu {place} hoặc thư mục chứa nó.",
        "Cấp quyền ghi cho tệp và thư mục, hoặc chọn nơi khác bằng VANBAN_DATABASE_URL hay --database.",
        "The database {place} or its folder may not be written to.",
        "Give write permission on the file and its folder, or choose another place with VANBAN_DATABASE_URL or "
        "--database.",
    ),
    "not_a_database": (
        "Tệp {place} không phải cơ sở dữ liệu SQLite hoặc đã hỏng.",
        "Chọn tệp khác, hoặc đổi tên tệp này và nạp lại văn bản (`vanban ingest`).",
        "The file {place} is no SQLite database, or it is damaged.",
        "Choose another file, or rename this one and load the documents again (`vanban ingest`).",
    ),
    "database_foreign": (
        "Cơ sở dữ liệu {place} thuộc về một chương trình khác.",
        "Chọn một cơ sở dữ liệu trống, hoặc bỏ --database để dùng cơ sở dữ liệu mặc định.",
        "The database {place} belongs to another program.",
        "Choose an empty database, or leave --database out to use the default one.",
    ),
    "database_newer": (
        "Cơ sở dữ liệu {place} do một phiên bản vanban mới hơn tạo ra ({reason}).",
        "Cập nhật vanban, hoặc chọn cơ sở dữ liệu khác.",
        "The database {place} was made by a newer vanban ({reason}).",
        "Update vanban, or choose another database.",
    ),
    "database_unreachable": (
        "Không kết nối được tới cơ sở dữ liệu {place}: {reason}",
        "Kiểm tra địa chỉ, tài khoản và máy chủ của VANBAN_DATABASE_URL.",
        "The database {place} cannot be reached: {reason}",
        "Check the address, the account and the server of VANBAN_DATABASE_URL.",
    ),
    "database_folder": (
        "Không mở hay tạo được tệp cơ sở dữ liệu {place}: {reason}",
        "Kiểm tra đường dẫn và quyền của thư mục, hoặc chọn nơi khác bằng VANBAN_DATABASE_URL hay --database.",
        "The database file {place} cannot be opened or made: {reason}",
        "Check the path and the folder's permissions, or choose another place with VANBAN_DATABASE_URL or --database.",
    ),
    "database_failed": (
        "Cơ sở dữ liệu {place} báo lỗi: {reason}",
        "Chạy `vanban doctor`; nếu lỗi lặp lại, hãy báo cho nhóm phát triển kèm thông báo này.",
        "The database {place} reports an error: {reason}",
        "Run `vanban doctor`; if it comes again, report it with this message.",
    ),
}

#: SQLite's primary result codes (sqlite.org/rescode.html) to ours.
_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: "database_locked",
    sqlite3.SQLITE_LOCKED: "database_locked",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "database_read_only",
    sqlite3.SQLITE_PERM: "database_read_only",
    sqlite3.SQLITE_CORRUPT: "not_a_database",
    sqlite3.SQLITE_NOTADB: "not_a_database",
    sqlite3.SQLITE_CANTOPEN: "database_folder",
}


def store_error(code: str, place: str, reason: str = "") -> StoreError:
    """Return the error of that code about the database at ``place`` (without a password)."""
    return StoreError(code, *(words.format(place=place, reason=reason) for words in _WORDS[code]))


def from_sqlite(error: sqlite3.Error, place: str) -> StoreError:
    """Return what SQLite said as an error that says what to do."""
    # Extended codes carry the primary one in their low byte. Errors of the module itself have none.
    primary = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    return store_error(_SQLITE.get(primary, "database_failed"), place, str(error))
