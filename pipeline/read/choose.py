"""Which reader takes a file: by its content, never by its name alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Final, Protocol

from pipeline.errors import DocumentError
from pipeline.read import foreign, formats, guard, html, image, mhtml, office, pdf, sheets, text, word
from pipeline.read.decode import looks_vietnamese
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout

_HEAD_BYTES: Final = 8192


class Reader(Protocol):
    """What a module of a format has to offer."""

    @property
    def SUFFIXES(self) -> frozenset[str]:  # noqa: N802 - a constant of the module
        """Endings of file names, with the dot: they only break ties, and explain what is broken."""

    def sniff(self, head: bytes, data: bytes) -> float:
        """Bid for a file, 0 (not mine) to 1 (surely mine). ``head`` is its first 8 kB."""

    def read(self, data: bytes, limits: Limits) -> Layout:
        """Read it. DocumentError where that is impossible."""


#: Office before word (packages that only LibreOffice reads), mhtml before what else text may be.
_READERS: Final[tuple[Reader, ...]] = (
    *(sheets, office, mhtml, word, pdf, image, html),
    *(sheets.Csv(), text.Markdown(), text.Plain()),
)
#: A name with the right ending is worth less than any difference in what the content says.
_NAME_BONUS: Final = 0.05
_SURE: Final = 0.8
_NOT_VIETNAMESE: Final = (
    "Chữ trong tệp không giống tiếng Việt (có thể do nhận dạng sai, hoặc do bảng mã cũ như TCVN3, VNI)"
    " / The text does not look like Vietnamese (bad recognition, or a legacy encoding such as TCVN3 or VNI)"
)


def read_bytes(data: bytes, name: str, limits: Limits) -> Layout:
    """Read ``data`` with the reader that bids most. DocumentError where none can, whatever the bytes are."""
    head = data[:_HEAD_BYTES]
    suffix = PurePath(name).suffix.lower()
    try:
        if error := foreign.recognise(head, data):
            raise error
        reader = _best_bidder(head, data, suffix)
        if reader is None:
            raise _nobody_wants_it(suffix)
        layout = reader.read(data, limits)
    except DocumentError:
        raise
    except MemoryError as error:
        raise guard.memory_limit(limits.memory_bytes) from error
    except RecursionError as error:
        raise guard.damaged("cấu trúc lồng nhau quá sâu", "its parts are nested too deeply") from error
    except Exception as error:  # parsing libraries raise anything at all on broken files
        raise guard.reader_crashed(f"{type(error).__name__}: {str(error)[:200]}") from error
    if not layout.blocks:
        raise guard.no_text()
    if not looks_vietnamese(layout.text):
        return replace(layout, warnings=(*layout.warnings, _NOT_VIETNAMESE))
    return layout


def _best_bidder(head: bytes, data: bytes, suffix: str) -> Reader | None:
    best, best_bid = None, 0.0
    for reader in _READERS:
        if best_bid >= _SURE:
            break  # nobody outbids a magic number, and guessing an encoding takes time
        bid = reader.sniff(head, data)
        if bid > 0 and suffix in reader.SUFFIXES:
            bid += _NAME_BONUS
        if bid > best_bid:
            best, best_bid = reader, bid
    return best


def _nobody_wants_it(suffix: str) -> DocumentError:
    known = {ending for reader in _READERS for ending in reader.SUFFIXES}
    if suffix in known:
        return guard.damaged(f"nội dung không phải của một tệp {suffix}", f"its content is not that of a {suffix} file")
    return guard.unsupported_format(
        "Định dạng của tệp này",
        "The format of this file",
        f"Đọc được: {formats.listed()}.",
        f"Read are {formats.listed()}.",
    )
