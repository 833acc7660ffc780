"""Errors that a user can do something about, with what to do.

A ``DocumentError`` is an error *of a document*: it becomes a failed document with its code and message, and the run
goes on. Anything else that is raised is an error of the machine or a bug, and stops the batch.
"""

from __future__ import annotations

import errno
from typing import Final, Literal, NamedTuple

Language = Literal["vi", "en"]


class VanbanError(Exception):
    """What is wrong and what to do about it, in Vietnamese and English. ``code`` is stable, for programs."""

    def __init__(self, code: str, message: str, hint: str, message_en: str, hint_en: str) -> None:
        super().__init__(f"{code}: {message_en}")
        self.code = code
        self._message = {"vi": message, "en": message_en}
        self._hint = {"vi": hint, "en": hint_en}

    def __reduce__(self) -> tuple[type, tuple[str, str, str, str, str]]:
        """Pickle by the arguments: these errors travel out of worker processes."""
        return type(self), (self.code, self._message["vi"], self._hint["vi"], self._message["en"], self._hint["en"])

    def message(self, language: Language = "vi") -> str:
        return self._message[language]

    def hint(self, language: Language = "vi") -> str:
        return self._hint[language]


class DocumentError(VanbanError):
    """A document that cannot be read or must not be kept. Codes: see ``pipeline.read.guard``."""


class UsageError(VanbanError):
    """A command or call that makes no sense as given; the command line exits with 2."""


class Reason(NamedTuple):
    """Why the system refused something, in Vietnamese and English."""

    vi: str
    en: str


_NO_RIGHT: Final = Reason("không có quyền", "there is no right to it")
_NO_FOLDER: Final = Reason("không có thư mục này", "there is no such folder")
#: The commonest reasons of the system, which it words in English alone.
_REASONS: Final = {
    errno.ENOENT: Reason("không có tệp hay thư mục này", "there is no such file or folder"),
    errno.ENOTDIR: _NO_FOLDER,
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: Reason("ổ đĩa chỉ cho đọc", "the disk may only be read"),
    errno.EISDIR: Reason("đây là thư mục", "it is a folder"),
    errno.ENOSPC: Reason("đĩa đầy", "the disk is full"),
    errno.EIO: Reason("ổ đĩa có lỗi", "the disk has a fault"),
    errno.ENAMETOOLONG: Reason("tên quá dài", "the name is too long"),
}


def system_reason(error: Exception) -> Reason:
    """Return why the system refused, in both languages; its own words for what is rare."""
    words = getattr(error, "strerror", None) or str(error)
    return _REASONS.get(getattr(error, "errno", None) or 0, Reason(words, words))


def internal_error(error: Exception) -> DocumentError:
    """A bug of ours met this document: its fault is not the user's, and no reason to stop a batch of ten thousand."""
    name = type(error).__name__
    return DocumentError(
        "internal_error",
        f"Chương trình gặp lỗi ngoài dự kiến với tệp này ({name}).",
        "Các tệp khác không bị ảnh hưởng; hãy gửi tệp này cho người bảo trì.",
        f"The program met an unexpected error with this file ({name}).",
        "No other file is affected; send this one to the maintainers.",
    )
