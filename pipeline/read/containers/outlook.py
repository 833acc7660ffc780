"""Outlook's mail (.msg): an OLE container with the mail's words and attachments as properties.

python-oxmsg reads the properties; mails that are attached to mails, which it leaves out, are walked here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from olefile import OleFileIO
from olefile.olefile import OleFileError
from oxmsg.domain import constants
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from pipeline.read import guard
from pipeline.read.containers.mail import mail_envelope, own_words
from pipeline.read.containers.member import INSIDE, Budget, Content, Names
from pipeline.read.decode import decode
from pipeline.read.guard import Limits

_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM_OF_MAIL: Final = "__properties_version1.0".encode("utf-16-le")
_MAIL_HEAD: Final = 32
_INNER_MAIL_HEAD: Final = 24
_ATTACHMENT_HEAD: Final = 8
#: The storage that holds a mail attached to a mail (PidTagAttachDataObject), and the method that says so.
_INNER_MAIL: Final = "__substg1.0_3701000D"
#: A picture that the words show: PidTagAttachmentHidden, or the flag "rendered in the body".
_RENDERED: Final = 0x4
_BROKEN: Final = (
    *(OleFileError, OSError, KeyError, ValueError, IndexError, AttributeError, TypeError, LookupError, AssertionError),
)


def is_outlook(head: bytes, data: bytes) -> bool:
    """Return whether the bytes are an OLE container with the streams of a mail."""
    return head.startswith(_MAGIC) and _STREAM_OF_MAIL in data


def outlook_contents(data: bytes, budget: Budget) -> Iterator[Content]:
    """Yield the mail's own words and what is attached, mails in it included (their path goes on behind "!/")."""
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            # streams may share sectors, so that a small file claims to hold many times its size
            sizes = sum(ole.get_size(path) for path in ole.listdir(streams=True, storages=False))
            if sizes > budget.bytes_left:
                raise budget.too_many_bytes(sizes)
            root = Storage.from_ole(ole)
    except _BROKEN as error:
        raise guard.damaged(
            "thư Outlook (.msg) bị cắt hoặc hỏng", "the Outlook mail (.msg) is cut off or broken"
        ) from error
    yield from _mail(root, _MAIL_HEAD, budget, "", 1)


def _mail(storage: Storage, head: int, budget: Budget, prefix: str, depth: int) -> Iterator[Content]:
    names = Names()
    limits: Limits = budget.limits
    try:
        properties = Properties(storage, head)
        words = _own_words(properties)
    except _BROKEN:
        properties, words = None, None
        if not prefix:
            raise guard.damaged(
                "thư Outlook (.msg) thiếu phần", "parts of the Outlook mail (.msg) are missing"
            ) from None
    if words is not None:
        budget.count()
        budget.take(len(words.data))
        yield Content(prefix + names.unique(words.name, words.name), words.data, envelope=words.envelope)
    for attachment in storage.iter_attachment_storages():
        inner = next((inner for inner in attachment.storages if inner.name == _INNER_MAIL), None)
        try:
            of_attachment = Properties(attachment, _ATTACHMENT_HEAD)
            name = names.unique(_name_of(of_attachment, inner is not None), "tệp")
            if inner is None and _is_picture_of_words(of_attachment):
                continue
            data = None if inner is not None else of_attachment.binary_prop_value(constants.PID_ATTACH_DATA_BINARY)
        except _BROKEN:
            budget.count()
            name = names.unique("tệp", "tệp")
            yield Content(prefix + name, error=guard.damaged("tệp đính kèm bị hỏng", "the attachment is broken"))
            continue
        if inner is not None:
            if depth >= limits.max_container_depth:
                budget.count()
                error = guard.too_large("số lớp lồng nhau", "nesting", depth + 1, limits.max_container_depth)
                yield Content(prefix + name, error=error)
            else:
                yield from _mail(inner, _INNER_MAIL_HEAD, budget, f"{prefix}{name}{INSIDE}", depth + 1)
            continue
        if data is None:
            continue  # a link to a file elsewhere: nothing of it is in the mail
        budget.count()
        budget.take(len(data))
        yield Content(prefix + name, data)


def _own_words(properties: Any) -> Content | None:
    subject = _string(properties, constants.PID_SUBJECT)
    try:
        sent: datetime | None = properties.date_prop_value(constants.PID_CLIENT_SUBMIT_TIME)
    except _BROKEN:
        sent = None
    envelope = mail_envelope(subject, sent)
    markup = properties.binary_prop_value(constants.PID_HTML)
    if markup:
        found = decode(markup, properties.body_encoding)
        if found and (content := own_words(found[0], "html", envelope)):
            return content
    if (text := _string(properties, constants.PID_BODY_HTML)) and (content := own_words(text, "html", envelope)):
        return content
    return own_words(_string(properties, constants.PID_BODY) or "", "plain", envelope)


def _string(properties: Any, pid: int) -> str | None:
    try:
        value = properties.str_prop_value(pid)
    except _BROKEN:
        return None
    return str(value).rstrip("\x00") if value else None


def _name_of(properties: Any, is_mail: bool) -> str:
    for pid in (constants.PID_ATTACH_LONG_FILENAME, constants.PID_ATTACH_FILENAME, 0x3001):  # 0x3001: display name
        if name := _string(properties, pid):
            return f"{name}.msg" if is_mail and not name.lower().endswith((".msg", ".eml")) else name
    return "thư.msg" if is_mail else "đính kèm"


def _is_picture_of_words(properties: Any) -> bool:
    kind = (_string(properties, constants.PID_ATTACH_MIME_TAG) or "").lower()
    name = (_name_of(properties, False)).lower()
    if kind and not kind.startswith("image/"):
        return False
    if not name.endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp")):
        return False
    flags = properties.int_prop_value(constants.PID_ATTACH_FLAGS) or 0
    hidden = next((p for p in properties if p.pid == constants.PID_ATTACHMENT_HIDDEN), None)
    return bool(flags & _RENDERED) or bool(hidden is not None and hidden.value)
