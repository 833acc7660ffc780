"""Limits for reading, and every error that a document can cause on its way in.

The codes are stable; programs and the database keep them, people see the messages:

=====================  ================================================================
``not_found``          there is no such file
``unreadable``         the file exists and may not be opened (rights, a folder, a device)
``changing``           the file is still being written
``empty_file``         nothing in it
``too_large``          over a limit: bytes, unpacked bytes, pages, cells, documents in a container, nesting
``several_documents``  a mail or an archive with several documents, where one was asked for
``no_documents``       a mail or an archive without any
``unsupported_format`` recognised, or not, and not read by this release
``damaged``            cut off or broken
``encrypted``          protected by a password
``no_text``            no words in it, nor any that could be recognised
``waiting_for_tool``   readable with a program that this machine lacks (LibreOffice, Tesseract): tried again later
``work_folder``        the folder for the readers' own files is full or may not be written to: no fault of the file
``time_limit``         the reader took too long
``memory_limit``       the reader wanted too much memory
``reader_crashed``     the reader failed in a way that nobody foresaw
=====================  ================================================================
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from pipeline.errors import DocumentError, Reason

_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may cost. Sizes in bytes, time in seconds."""

    max_bytes: int = 100 * _MEGABYTE
    #: All parts of a packed file (.docx) together, unpacked: a bomb of 40 kB unpacks to gigabytes.
    max_unpacked_bytes: int = 1024 * _MEGABYTE
    max_pages: int = 5000
    #: Cells of a spreadsheet that hold something.
    max_cells: int = 2_000_000
    #: How long a reader may go without finishing a page (see ``progress``), or at all where it has no pages.
    seconds: float = 120.0
    #: How long one document may take in all, whatever its pages.
    total_seconds: float = 7200.0
    #: Address space of the worker process (RLIMIT_AS), where the system has such a limit.
    memory_bytes: int = 4 * 1024 * _MEGABYTE
    #: Tables in tables in tables, elements in elements.
    max_nesting: int = 40
    #: Containers in containers: a mail in an archive is two.
    max_container_depth: int = 3
    #: Documents in one container, those of inner ones counted.
    max_members: int = 1000
    #: The only folder that reading may write to (results of recognition by content, LibreOffice's profile); None is a
    #: temporary folder that is gone with the process.
    work_folder: str | None = None


DEFAULT_LIMITS: Final = Limits()


#: Called by ``progress``; a worker process sets it to tell its pool that it is alive.
on_progress: ContextVar[Callable[[], None] | None] = ContextVar("on_progress", default=None)


def progress() -> None:
    """Say that a piece of a long document is done (a page, a member): the clock of ``Limits.seconds`` starts anew."""
    if (listener := on_progress.get()) is not None:
        listener()


def not_found(path: str) -> DocumentError:
    return DocumentError(
        "not_found",
        f"Không tìm thấy tệp: {path}",
        "Hãy kiểm tra lại đường dẫn và tên tệp.",
        f"There is no such file: {path}",
        "Check the path and the name of the file.",
    )


NOT_A_FILE: Final = Reason("không phải tệp thường", "it is no regular file")
A_FOLDER: Final = Reason("đây là thư mục", "it is a folder")


def unreadable(path: str, reason: Reason) -> DocumentError:
    return DocumentError(
        "unreadable",
        f"Không mở được tệp {path} ({reason.vi}).",
        "Hãy cấp quyền đọc tệp này, hoặc chỉ đến một tệp chứ không phải thư mục hay thiết bị.",
        f"The file {path} cannot be opened ({reason.en}).",
        "Grant the right to read it, or name a file and not a folder or a device.",
    )


def changing(path: str) -> DocumentError:
    return DocumentError(
        "changing",
        f"Tệp {path} đang được ghi trong lúc đọc.",
        "Hãy đợi sao chép xong rồi nạp lại.",
        f"The file {path} was being written while it was read.",
        "Wait until the copy is complete, then load it again.",
    )


def empty_file() -> DocumentError:
    return DocumentError(
        "empty_file",
        "Tệp rỗng, không có nội dung nào.",
        "Hãy sao chép hoặc tải lại tệp gốc.",
        "The file is empty.",
        "Copy or download the original again.",
    )


def too_large(what: str, what_en: str, found: int, allowed: int) -> DocumentError:
    """``what`` is the thing measured with its unit: "dung lượng (byte)", "số trang"."""
    return DocumentError(
        "too_large",
        f"Tệp vượt giới hạn về {what}: {found:,} so với mức cho phép {allowed:,}.",
        "Hãy tách tệp thành các phần nhỏ hơn, hoặc nâng giới hạn trong cấu hình.",
        f"The file is over the limit of {what_en}: {found:,}, allowed {allowed:,}.",
        "Split the file into smaller parts, or raise the limit in the settings.",
    )


def unsupported_format(name: str, name_en: str, hint: str, hint_en: str) -> DocumentError:
    """``name`` says what the content is: "Tệp Word đời cũ (.doc)"."""
    return DocumentError(
        "unsupported_format",
        f"{name} chưa đọc được ở phiên bản này.",
        hint,
        f"{name_en} cannot be read by this release yet.",
        hint_en,
    )


def program_file() -> DocumentError:
    return DocumentError(
        "unsupported_format",
        "Tệp này là chương trình máy tính, không phải văn bản, dù tên tệp là gì.",
        "Không mở tệp; hãy hỏi lại người gửi.",
        "This file is a computer program and no document, whatever its name says.",
        "Do not open it; ask the sender about it.",
    )


def damaged(reason: str, reason_en: str) -> DocumentError:
    return DocumentError(
        "damaged",
        f"Tệp bị hỏng hoặc không đầy đủ: {reason}.",
        "Hãy mở tệp bằng phần mềm gốc và lưu lại, hoặc tải lại từ nơi gửi.",
        f"The file is damaged or incomplete: {reason_en}.",
        "Open it in the program that made it and save it again, or fetch it again from its sender.",
    )


def encrypted(name: str, name_en: str) -> DocumentError:
    return DocumentError(
        "encrypted",
        f"{name} được bảo vệ bằng mật khẩu.",
        "Hãy mở bằng mật khẩu và lưu lại một bản không đặt mật khẩu.",
        f"{name_en} is protected by a password.",
        "Open it with its password and save a copy without one.",
    )


def no_text() -> DocumentError:
    return DocumentError(
        "no_text",
        "Tệp không chứa chữ nào.",
        "Hãy kiểm tra xem có đúng tệp văn bản hay không; nếu là bản quét, hãy quét lại rõ hơn.",
        "The file holds no words.",
        "Check that it is the document that was meant; scan it anew if it is an unclear scan.",
    )


def several_documents(number: int) -> DocumentError:
    return DocumentError(
        "several_documents",
        f"Tệp chứa {number} văn bản, mỗi văn bản là một bản ghi riêng.",
        "Hãy dùng pipeline.process_all(tệp), hoặc `vanban extract`, `vanban ingest`.",
        f"The file holds {number} documents, each a record of its own.",
        "Use pipeline.process_all(file), or `vanban extract`, `vanban ingest`.",
    )


def no_documents() -> DocumentError:
    return DocumentError(
        "no_documents",
        "Trong tệp không có văn bản nào.",
        "Hãy kiểm tra xem tệp đính kèm có bị gỡ bỏ, hoặc tệp nén có rỗng hay không.",
        "There is no document in the file.",
        "Check whether its attachments were removed, or the archive is empty.",
    )


def waiting_for(tool: str, what: str, what_en: str, package: str) -> DocumentError:
    """``tool`` is the missing program ("LibreOffice"), ``what`` the kind of file, ``package`` what to install."""
    return DocumentError(
        "waiting_for_tool",
        f"{what} cần {tool} để đọc, máy này chưa cài.",
        f"Cài gói {package} rồi đọc lại; với các tệp đã nạp bằng ingest: vanban ingest --retry waiting",
        f"{what_en} needs {tool} to be read, which this machine lacks.",
        f"Install the package {package}, then read it again; for files loaded with ingest: "
        "vanban ingest --retry waiting",
    )


def work_folder(folder: str, reason: str) -> DocumentError:
    """``folder`` is where readers keep their own files, ``reason`` what the system says ("No space left on device")."""
    return DocumentError(
        "work_folder",
        f"Thư mục làm việc {folder} không dùng được ({reason}); tệp văn bản không có lỗi.",
        "Giải phóng dung lượng đĩa hoặc cấp quyền ghi (VANBAN_WORK_DIR), rồi chạy: vanban ingest --retry failed",
        f"The work folder {folder} cannot be used ({reason}); the document itself is not at fault.",
        "Free disk space or grant the right to write (VANBAN_WORK_DIR), then run: vanban ingest --retry failed",
    )


def time_limit(seconds: float) -> DocumentError:
    return DocumentError(
        "time_limit",
        f"Đọc tệp quá {seconds:g} giây nên đã dừng.",
        "Hãy tách tệp thành các phần nhỏ hơn, hoặc nâng giới hạn thời gian trong cấu hình.",
        f"Reading took more than {seconds:g} seconds and was stopped.",
        "Split the file into smaller parts, or raise the time limit in the settings.",
    )


def memory_limit(memory_bytes: int) -> DocumentError:
    return DocumentError(
        "memory_limit",
        f"Đọc tệp cần nhiều bộ nhớ hơn mức cho phép ({memory_bytes // _MEGABYTE:,} MB) nên đã dừng.",
        "Hãy tách tệp thành các phần nhỏ hơn, hoặc nâng giới hạn bộ nhớ trong cấu hình.",
        f"Reading needs more memory than allowed ({memory_bytes // _MEGABYTE:,} MB) and was stopped.",
        "Split the file into smaller parts, or raise the memory limit in the settings.",
    )


def reader_crashed(reason: str) -> DocumentError:
    """``reason`` is technical: the exception's name and words, or the signal that ended the worker."""
    return DocumentError(
        "reader_crashed",
        f"Trình đọc gặp lỗi ngoài dự kiến với tệp này ({reason}).",
        "Hãy mở tệp bằng phần mềm gốc, lưu lại rồi nạp lại; nếu vẫn lỗi, hãy báo cho người phát triển.",
        f"The reader failed unexpectedly on this file ({reason}).",
        "Open it in the program that made it, save it and load it again; if it fails still, report it.",
    )
