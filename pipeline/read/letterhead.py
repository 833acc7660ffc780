"""Letterheads and signatures that are laid out with tabs or runs of blanks instead of a table.

    UBND TỈNH NAM AN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    SỞ NỘI VỤ                 Độc lập - Tự do - Hạnh phúc

The left and the right column are two texts; read line by line they are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

# the national title, or the Party's, to the right of something else
_MOTTO = regex.compile(r"cộng\s*h(?:oà|òa)\s*xã\s*hội|đảng\s+cộng\s+sản\s+việt\s+nam", regex.IGNORECASE)
# "Nơi nhận:            TM. ỦY BAN NHÂN DÂN"
_RECIPIENTS = regex.compile(r"\s*nơi\s+(?:nhận|gửi)\s*:?", regex.IGNORECASE)
# "V/v góp ý dự thảo", "Về việc ..."
_SUBJECT = regex.compile(r"\s*(?:v/v\b|về\s+việc\b)", regex.IGNORECASE)
_ADDRESS = regex.compile(r"\s*kính\s+(?:gửi|trình)", regex.IGNORECASE)
_GAP = regex.compile(r"(?<!\s)[^\S\t]*+\t\s*+| {3,}")
_NUMBER_LINE = regex.compile(r"\s*số\s*:", regex.IGNORECASE)
# "Nam An, ngày      tháng      năm": room for what is written by hand
_DATE_BLANK = regex.compile(r".*\b(?:ngày|tháng)", regex.IGNORECASE)

# a person's name alone, degrees before it: "ThS. Trần Thị Mẫu"
_NAME = regex.compile(r"(?:\p{Lu}[\p{L}]{0,4}\.\s*)*\p{Lu}\p{Ll}*(?: \p{Lu}\p{Ll}*){1,5}")

_HEAD_LINES: Final = 25
_SIGNATURE_WIDTH: Final = 60  # characters of a line of a signature
_LONGEST_GAP: Final = 60
_LETTERHEAD_LINES: Final = 10
_SIGNATURE_LINES: Final = 16


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines ``start`` to ``end`` (exclusive) of the source are two columns."""

    start: int
    end: int
    left: tuple[str, ...]
    right: tuple[str, ...]


def is_motto(text: str) -> bool:
    """Whether the national title (or the Party's) stands in ``text``."""
    return _MOTTO.search(text) is not None


def opens_motto(text: str) -> bool:
    """Whether ``text`` begins with the national title (or the Party's)."""
    return _MOTTO.match(text) is not None


def opens_recipients(text: str) -> bool:
    """Whether ``text`` begins with "Nơi nhận"."""
    return _RECIPIENTS.match(text) is not None


def opens_address(text: str) -> bool:
    """Whether ``text`` begins with "Kính gửi": the letter itself begins, and the letterhead has ended."""
    return _ADDRESS.match(text) is not None


def opens_subject(text: str) -> bool:
    """Whether ``text`` begins a subject as it stands under the number of a letter."""
    return _SUBJECT.match(text) is not None


def find_columns(lines: Sequence[str]) -> list[Columns]:
    """Return the letterhead and the signature blocks among ``lines`` that are set in two columns."""
    found: list[Columns] = []
    head = [i for i, line in enumerate(lines) if line.strip()][:_HEAD_LINES]
    for i in head:
        parts = _split(lines[i])
        if parts and parts[0] and is_motto(parts[1]):
            found.append(_collect(lines, i, _LETTERHEAD_LINES))
            break
    after = found[-1].end if found else 0
    for i in range(after, len(lines)):
        parts = _split(lines[i])
        if i >= after and parts and opens_recipients(parts[0]) and parts[1]:
            found.append(_collect(lines, i, _SIGNATURE_LINES, ends_with_name=True))
            after = found[-1].end
        elif i >= after and parts and (end := _names_below(lines, i, parts)) is not None:
            found.append(_side_by_side(lines, i, end))
            after = end
    return found


def _names_below(lines: Sequence[str], start: int, posts: tuple[str, str]) -> int | None:
    """Return where two signatures side by side end: two posts in capitals, and below them two names on one line."""
    if not all(part.isupper() and len(part) <= _SIGNATURE_WIDTH for part in posts):
        return None
    for i in range(start + 1, min(len(lines), start + _SIGNATURE_LINES)):
        parts = _split(lines[i])
        if parts and all(_NAME.fullmatch(part) for part in parts):
            return i + 1
        if opens_recipients(lines[i]) or len(lines[i].strip()) > 2 * _SIGNATURE_WIDTH + _LONGEST_GAP:
            return None
    return None


def _side_by_side(lines: Sequence[str], start: int, end: int) -> Columns:
    first = _split(lines[start]) or ("", "")
    middle = lines[start].expandtabs().find(first[1]) / 2
    left: list[str] = []
    right: list[str] = []
    for line in lines[start:end]:
        if parts := _split(line):
            left.append(parts[0])
            right.append(parts[1])
        elif line.strip():
            (right if _indent(line) > middle else left).append(line.strip())
    return Columns(start, end, tuple(left), tuple(right))


_LONGEST_LINE = 400  # characters: two columns of a letterhead on one line, with their gap


def _split(line: str) -> tuple[str, str] | None:
    """Return the two halves of a line at its widest gap, or None where it has none.

    A blank inside "Số:      /QĐ-UBND" or after "ngày" is where a number is to be written, and parts nothing.
    """
    if len(line) > _LONGEST_LINE:
        return None  # text, whatever gaps it has
    body = line.rstrip()
    indent = len(body) - len(body.lstrip())
    gaps = [
        m
        for m in _GAP.finditer(body, indent)
        if not _NUMBER_LINE.fullmatch(body[: m.start()]) and not _DATE_BLANK.fullmatch(body[: m.start()])
    ]
    if not gaps:
        return None
    # Several tabs in a row are one gap; "Số: 12/QĐ-X <tab> Nam An, ngày      tháng" has its widest gap at the tab.
    gap = max(gaps, key=lambda m: (m.group().count("\t"), len(m.group())))
    return body[: gap.start()].strip(), body[gap.end() :].strip()


def _collect(lines: Sequence[str], start: int, length: int, *, ends_with_name: bool = False) -> Columns:
    """Take the lines after ``start`` that keep to the columns; a line of its own after a blank one ends them."""
    first = _split(lines[start]) or ("", "")
    middle = lines[start].expandtabs().find(first[1]) / 2
    left: list[str] = []
    right: list[str] = []
    end = start
    pending: list[tuple[list[str], str]] = []  # single lines, kept only where the columns go on below them
    blank = False
    for i in range(start, min(len(lines), start + length)):
        line = lines[i]
        if not line.strip():
            blank = True
            continue
        if i > start and (opens_recipients(line) or opens_address(line)):
            break
        if parts := _split(line):
            for side, text in pending:
                side.append(text)
            pending = []
            for side, part in zip((left, right), parts, strict=True):
                if part:
                    side.append(part)
            end = i
        elif _indent(line) > middle and (ends_with_name or not blank):  # after a letterhead stands the title
            pending.append((right, line.strip()))
        elif not (line.lstrip().startswith(("-", "+")) if ends_with_name else not blank or _belongs_left(line)):
            break
        else:
            pending.append((left, line.strip()))
        blank = False
    while pending and (ends_with_name or pending[0][0] is right or _NUMBER_LINE.match(pending[0][1])):
        # The recipients and the signer's name, or the number alone on its line, may be last in the columns.
        side, text = pending.pop(0)
        side.append(text)
        end = next(i for i in range(end + 1, len(lines)) if lines[i].strip())
    return Columns(start, end + 1, tuple(left), tuple(right))


def _belongs_left(line: str) -> bool:
    """The number and the subject stand under the agency, often after a blank line."""
    return _NUMBER_LINE.match(line) is not None or opens_subject(line)


def _indent(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())
