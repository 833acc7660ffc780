"""Web pages saved with their pictures in one file (MHTML), as Word saves them under the name .doc."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final

from pipeline.read import guard, html
from pipeline.read.guard import Limits
from pipeline.read.layout import Layout

SUFFIXES: Final = frozenset({".mht", ".mhtml", ".doc"})

# Only header lines, "MIME-Version" and "multipart/related" among them ...
_HEADERS = re.compile(rb"\A\s*(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}")
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
# ... and none that a letter has: browsers write a From of their own ("<Saved by Blink>"), no one writes a To
_LETTER = re.compile(rb"^(?:(?:To|Received|Message-ID|Return-Path):|From:[^\n]*@)", re.IGNORECASE | re.MULTILINE)
# the first part is the page itself
_PAGE_FIRST = re.compile(rb"\s*+(?:[^\n]*\n)?--[^\n]*\n(?:(?!--)[^\n]+\n)*?Content-Type:\s*text/html\b", re.IGNORECASE)


def sniff(head: bytes, data: bytes) -> float:
    found = _HEADERS.match(head)
    if found is None:
        return 0.0
    lines = found.group()
    is_page = _VERSION.search(lines) and _RELATED.search(lines) and not _LETTER.search(lines)
    return 0.95 if is_page and _PAGE_FIRST.match(head, found.end()) else 0.0


def read(data: bytes, limits: Limits) -> Layout:
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(page := part.get_payload(decode=True), bytes):
            return html.read(_declared(page, part.get_content_charset()), limits)
    raise guard.damaged("tệp MHTML không chứa trang nào", "the MHTML file holds no page")


def _declared(page: bytes, charset: str | None) -> bytes:
    """Return the page as UTF-8 where the part's header names its charset: it stands above what the page says."""
    if charset is None or charset.replace("-", "").lower() in ("utf8", "usascii"):
        return page
    try:
        return b"\xef\xbb\xbf" + page.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return page
