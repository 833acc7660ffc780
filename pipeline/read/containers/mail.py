"""Mail (.eml): what is attached, mails in mails, and the mail's own words where they say something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from pipeline.read import guard, mhtml
from pipeline.read.containers import edxml
from pipeline.read.containers.archive import repaired_name
from pipeline.read.containers.member import Budget, Content, Names
from pipeline.read.decode import clean, decode
from pipeline.read.layout import Envelope
from pipeline.text import nfc, squeeze

#: The mail's own words are a document from so many on: "Xin gửi kèm văn bản. Trân trọng." is none.
RUNNING_WORDS: Final = 12

_FIELD = rb"[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n(?:[ \t][^\n]*\n)*"
# "Received: from ...\r\nMIME-Version: 1.0": header lines that nobody but a mail program writes
_SURE_HEAD = re.compile(
    rb"\A(?:\xef\xbb\xbf|\s)*(?:" + _FIELD + rb"){0,60}?(?:MIME-Version|Received|Return-Path|Message-ID):[^\n]*\n",
    re.IGNORECASE,
)
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf|\s)*(?:" + _FIELD + rb"){2,}\r?\n")
_ADDRESS = re.compile(rb"^(?:From|To|Subject|Date|Content-Type):", re.IGNORECASE | re.MULTILINE)
#: What comes with a mail and is no document: pictures of signatures, appointments, addresses, proofs.
_NO_DOCUMENTS: Final = frozenset(
    {
        *("text/calendar", "text/vcard", "text/x-vcard", "application/ics"),
        *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
        *("message/delivery-status", "message/disposition-notification", "text/rfc822-headers"),
    }
)
_SUFFIXES: Final = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "text/html": ".html",
    "text/plain": ".txt",
}
# filename="K\xea\xec ho\xe1.txt", name="..."
_RAW_NAME = re.compile(rb'name\s*=\s*"([^"\r\n]+)"', re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
# "-----Original Message-----", "Vào Th 2, 5 thg 1, 2026 lúc 08:12 ... đã viết:", "> quoted"
_QUOTED = re.compile(r"(?m)^(?:>.*|-{3,}\s*(?:Original Message|Thư gốc|Forwarded message).*)$")


def is_mail(head: bytes, suffix: str) -> bool:
    """Return whether the bytes begin as a mail does; the ending of the name helps where the head says little.

    A web page saved with its pictures (MHTML) begins like one, and is none.
    """
    if mhtml.sniff(head, head):
        return False
    if _SURE_HEAD.match(head):
        return True
    block = _HEAD.match(head) if suffix == ".eml" else None
    return block is not None and len(_ADDRESS.findall(block[0])) > 1


def mail_contents(data: bytes, budget: Budget) -> Iterator[Content]:
    """Yield the mail's own words and what is attached, in their order."""
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=default)
    assert isinstance(message, EmailMessage)  # by its policy
    leaves = list(_leaves(message))
    if envelope := _edxml_root(leaves):
        yield from edxml.contents(_bytes_of(envelope), budget, _by_content_id(leaves))
        return
    names = Names()
    body = _body(message)
    if body is not None and (content := own_words(_text_of(body), body.get_content_subtype(), _about(message))):
        budget.count()
        budget.take(len(content.data))
        yield Content(names.unique(content.name, content.name), content.data, envelope=content.envelope)
    shown = _shown_ids(message)
    for part in leaves:
        if part is body or _is_alternative(part, body, message) or _is_no_document(part, shown):
            continue
        budget.count()
        name = names.unique(_name_of(part), "tệp")
        try:
            attached = _bytes_of(part)
        except (MessageError, ValueError, LookupError, AttributeError, TypeError):
            yield Content(name, error=guard.damaged("tệp đính kèm bị hỏng", "the attachment is broken"))
            continue
        budget.take(len(attached))
        yield Content(name, attached)


def own_words(text: str, subtype: str, envelope: Envelope | None) -> Content | None:
    """Return the words of a mail as a document in HTML or plain text, None where they are only a few."""
    said = _visible(text) if subtype == "html" else text
    if len(_WORD.findall(_QUOTED.sub("", said))) < RUNNING_WORDS:
        return None
    suffix = "html" if subtype == "html" else "txt"
    return Content(f"thư.{suffix}", text.encode("utf-8", "replace"), envelope=envelope)


def mail_envelope(subject: str | None, sent: datetime | None) -> Envelope:
    """Return what a mail says of its own words, which fills what they do not say."""
    subject = squeeze(nfc(clean(subject or ""))) or None
    return Envelope("mail", False, subject=subject, issued=sent.date().isoformat() if sent else None)


def _leaves(message: Message) -> Iterator[EmailMessage]:
    """Yield the parts that hold content; a mail in the mail is one part, and is not entered here."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(reversed([inner for inner in payload if isinstance(inner, Message)]))
        elif isinstance(part, EmailMessage):
            yield part


def _body(message: EmailMessage) -> EmailMessage | None:
    """The part that a mail program shows first. HTML before plain text, for its tables."""
    try:
        body = message.get_body(("html", "plain"))
    except (AttributeError, KeyError, ValueError, LookupError):  # a mail whose structure makes no sense
        return None
    return body if isinstance(body, EmailMessage) and not body.is_multipart() else None


def _is_alternative(part: EmailMessage, body: EmailMessage | None, message: EmailMessage) -> bool:
    """Whether a part says in plain text what the body says in HTML."""
    if body is None or part.is_attachment() or part.get_content_type() not in ("text/plain", "text/html"):
        return False
    for container in message.walk():
        if container.get_content_type() == "multipart/alternative":
            inside = list(container.walk())
            if any(p is part for p in inside) and any(p is body for p in inside):
                return True
    return False


def _is_no_document(part: EmailMessage, shown: frozenset[str]) -> bool:
    """Whether a part is a picture that belongs to the words of the mail, or a proof, or nothing at all."""
    kind = part.get_content_type()
    if kind in _NO_DOCUMENTS or (part.get_filename() or "").lower().endswith((".p7s", ".ics", ".vcf")):
        return True
    if kind in ("text/plain", "text/html") and not part.is_attachment() and not part.get_filename():
        return len(_WORD.findall(_text_of(part))) < RUNNING_WORDS  # a foot that a list server put below the mail
    if part.get_content_maintype() != "image":
        return False
    identity = str(part.get("Content-ID") or "").strip(" <>")
    return part.get_content_disposition() == "inline" or (bool(identity) and identity in shown)


def _shown_ids(message: EmailMessage) -> frozenset[str]:
    """The content ids of the pictures that an HTML part shows: src="cid:logo@01"."""
    ids: set[str] = set()
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            ids.update(re.findall(r"cid:([^\"'\s>)]+)", _text_of(part)))
    return frozenset(ids)


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    declared = part.get_content_charset()
    found = decode(payload, declared)
    return clean(found[0]) if found else ""


def _bytes_of(part: Message) -> bytes:
    """The bytes of a part: decoded, or a whole mail."""
    payload: Any = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return inner[0].as_bytes()
    return str(inner or "").encode("utf-8", "surrogateescape")


def _name_of(part: EmailMessage) -> str:
    """The name of an attachment: RFC 2231 and 2047, raw bytes in a legacy code page, or made from what it is."""
    try:
        written = part.get_filename()
    except (ValueError, LookupError, AttributeError, TypeError):
        written = None
    if written and "\ufffd" in written and (raw := _raw_name(part)):
        return repaired_name(raw)
    if written:
        return _decoded(written)
    if part.get_content_type() == "message/rfc822":
        inner: Any = part.get_payload()
        subject = inner[0].get("Subject") if isinstance(inner, list) and inner else None
        name = _decoded(str(subject or "")).replace("/", "-") or "thư"
        return f"{name[:80]}.eml"
    return "đính kèm" + _SUFFIXES.get(part.get_content_type(), "")


def _raw_name(part: EmailMessage) -> bytes | None:
    """The bytes of a name that its header gives in no encoding at all."""
    for header, value in part.raw_items():
        if header.lower() in ("content-disposition", "content-type"):
            raw = str(value).encode("utf-8", "surrogateescape")
            if match := _RAW_NAME.search(raw):
                return match[1]
    return None


def _decoded(written: str) -> str:
    """Decode words that were encoded where they may not be ('filename="=?UTF-8?B?...?="'), and raw bytes."""
    if "=?" in written:
        with suppress(MessageError, LookupError, ValueError):
            # a blank between two encoded words is none
            written = str(make_header(decode_header(re.sub(r"\?=\s+=\?", "?==?", written))))
    if any("\udc80" <= c <= "\udcff" for c in written):
        return repaired_name(written.encode("utf-8", "surrogateescape"))
    return written


def _about(message: EmailMessage) -> Envelope:
    def header(name: str) -> str | None:
        try:
            value = message.get(name)
        except (ValueError, LookupError, AttributeError, TypeError, IndexError):
            return None
        return _decoded(str(value)) if value else None

    sent: datetime | None = None
    if written := header("Date"):
        try:
            sent = parsedate_to_datetime(written)
        except (ValueError, TypeError, IndexError):
            sent = None
    return mail_envelope(header("Subject"), sent)


def _edxml_root(leaves: list[EmailMessage]) -> EmailMessage | None:
    """The part with the envelope, where the mail is an edXML message in parts."""
    for part in leaves[:3]:
        kind = part.get_content_type()
        if "xml" in kind and "openxml" not in kind and edxml.is_edxml(_bytes_of(part)[:8192]):
            return part
    return None


def _by_content_id(leaves: list[EmailMessage]) -> dict[str, tuple[str, bytes]]:
    """Name and bytes of the parts by their content id, and by their name."""
    found: dict[str, tuple[str, bytes]] = {}
    for part in leaves:
        identity = str(part.get("Content-ID") or "").strip(" <>")
        name = _name_of(part)
        for key in filter(None, (identity, part.get_filename())):
            found.setdefault(key, (name, _bytes_of(part)))
    return found


def _visible(markup: str) -> str:
    """The words of a page, without those of the mail that it answers."""
    try:
        root: Any = lxml_html.fromstring(markup)
    except (ValueError, etree.LxmlError):
        return re.sub(r"<[^>]*>", " ", markup)
    for hidden in root.xpath("//script|//style|//head|//blockquote|//*[contains(@class, 'gmail_quote')]"):
        if hidden.getparent() is not None:
            hidden.drop_tree()
    return str(root.text_content())
