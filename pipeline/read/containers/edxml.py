"""edXML (QCVN 102:2016/BTTTT): the envelope in which agencies send documents to each other's systems.

Its head says number, date, place, kind, subject, signer and sender as the sending office typed them in; its documents
are attached, base64 in the same file (often each packed in a zip of its own) or as parts of a MIME message. Systems
differ in namespaces, in the order of elements and in the names of some, so elements are known by their local names.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Final

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.containers.member import Budget, Content, Names
from pipeline.read.layout import Envelope
from pipeline.text import nfc, squeeze

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:edXML\w*|Envelope|document)[\s>/]", re.IGNORECASE)
_OURS = re.compile(rb"edxml|QCVN_102|e-?doc\b|MessageHeader", re.IGNORECASE)
_BASE64_BLANKS = re.compile(r"\s+")
# "2026-01-12T00:00:00", "2026/01/12"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
# "12/01/2026 08:30"
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")
#: Elements that hold an attachment's bytes, its name, and its id.
_BYTES: Final = ("contenttransferencoded", "content", "value", "attachmentcontent", "data")
_NAMES: Final = ("attachmentname", "filename", "name")
_IDS: Final = ("contentid", "id")


@dataclass(frozen=True, slots=True)
class _Attachment:
    name: str
    identity: str
    encoded: str | None


def is_edxml(head: bytes) -> bool:
    """Return whether the bytes begin as an envelope does."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and _ROOT.search(head) is not None and _OURS.search(head) is not None


def contents(data: bytes, budget: Budget, parts: Mapping[str, tuple[str, bytes]] | None = None) -> Iterator[Content]:
    """Yield the documents of an envelope, each with what the envelope says. ``parts`` are those of a MIME message."""
    root = _parse(data)
    envelope = _envelope(root)
    attachments = list(_attachments(root))
    names = Names()
    for position, attachment in enumerate(attachments):
        budget.count()
        about = replace(envelope, is_first=position == 0, documents=len(attachments))
        name = names.unique(attachment.name, "văn bản")
        try:
            content = _bytes_of(attachment, parts or {}, budget)
        except DocumentError as error:
            if error.code == "too_large":
                raise
            yield Content(name, error=error)
            continue
        yield Content(name, content, envelope=about)


def _parse(data: bytes) -> _Element:
    """Parse without a single entity: who declares any is refused before the parser sees them."""
    declared = ("<!DOCTYPE", "<!ENTITY")
    if any(word.encode(encoding) in data for word in declared for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise guard.damaged(
            "có khai báo DOCTYPE, điều edXML không cho phép", "it declares a DOCTYPE, which edXML forbids"
        )
    # attachments are single texts of many megabytes, which the parser refuses unless told that they may be
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data.lstrip(b" \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise guard.damaged(
            "XML của gói edXML bị cắt hoặc hỏng", "the XML of the envelope is cut off or broken"
        ) from error


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _find(root: _Element | None, *path: str) -> _Element | None:
    """The first element below ``root`` by local names, each anywhere below the one before."""
    for name in path:
        if root is None:
            return None
        root = next((element for element in root.iterdescendants() if _local(element) == name.lower()), None)
    return root


def _text(root: _Element | None, *path: str) -> str | None:
    element = _find(root, *path)
    words = _words(element) if element is not None else ""
    return words if words and words.casefold() not in ("n/a", "null", "none") else None


def _words(element: _Element) -> str:
    return squeeze(nfc("".join(map(str, element.itertext()))))


def _envelope(root: _Element) -> Envelope:
    header = _find(root, "MessageHeader")
    header = header if header is not None else root
    signer = _find(header, "SignerInfo")
    kind = _find(header, "DocumentType")
    kind_name = _text(kind, "TypeName") or _text(header, "DocumentType")
    issued = _text(header, "PromulgationInfo", "PromulgationDate") or _text(header, "PromulgationInfo", "Date")
    return Envelope(
        "edxml",
        True,
        number=_text(header, "Code", "CodeNumber"),
        symbol=_text(header, "Code", "CodeNotation"),
        # some systems send a code of their own list there, which says nothing to others
        type=kind_name if kind_name and not kind_name.replace(" ", "").isdigit() else None,
        place=_text(header, "PromulgationInfo", "Place"),
        issued=_iso(issued),
        subject=_text(header, "Subject"),
        issuer=_text(header, "From", "OrganName"),
        signer_name=_text(signer, "FullName") or _text(signer, "Signer"),
        signer_position=_text(signer, "Position"),
        signer_authority=_text(signer, "Competence"),
    )


def _iso(written: str | None) -> str | None:
    if written and (match := _YEAR_FIRST.match(written) or _DAY_FIRST.match(written)):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        except ValueError:
            return None
    return None


def _attachments(root: _Element) -> Iterator[_Attachment]:
    """The attachments in the order of the manifest; one that the manifest lacks comes after those that it has."""
    encoded = [a for a in map(_attachment, root.iterdescendants()) if a is not None]
    listed = [
        _Attachment(_first(element, _NAMES) or "", _identity(element), None)
        for element in root.iterdescendants()
        if _local(element) == "reference"
    ]
    left = list(encoded)
    for reference in listed:
        by_identity = (a for a in left if a.identity and a.identity == reference.identity)
        by_name = (a for a in left if a.name and a.name == reference.name)
        nameless = (a for a in left if not a.identity and len(encoded) == len(listed))
        found = next(chain(by_identity, by_name, nameless), None)
        if found is not None:
            left.remove(found)
        name = reference.name or (found.name if found else "")
        yield _Attachment(name, reference.identity, found.encoded if found else None)
    yield from left


def _attachment(element: _Element) -> _Attachment | None:
    if _local(element) != "attachment":
        return None
    encoded = next((child for name in _BYTES for child in element if _local(child) == name), None)
    if encoded is None:
        return None
    return _Attachment(_first(element, _NAMES) or "", _identity(element), "".join(map(str, encoded.itertext())))


def _first(element: _Element, names: tuple[str, ...]) -> str | None:
    for name in names:
        for child in element:
            if _local(child) == name and (words := _words(child)):
                return words
    return None


def _identity(element: _Element) -> str:
    links = (str(value) for name, value in element.attrib.items() if str(name).endswith("href"))
    return (_first(element, _IDS) or next(links, "")).removeprefix("cid:").strip("<> ")


def _bytes_of(attachment: _Attachment, parts: Mapping[str, tuple[str, bytes]], budget: Budget) -> bytes:
    if attachment.encoded is None:
        part = parts.get(attachment.identity) or parts.get(attachment.name)
        if part is None:
            raise guard.damaged(
                "gói edXML có kê tệp này nhưng không kèm nội dung", "the envelope lists this file and does not hold it"
            )
        data = part[1]
    else:
        try:
            data = base64.b64decode(_BASE64_BLANKS.sub("", attachment.encoded), validate=True)
        except (binascii.Error, ValueError) as error:
            raise guard.damaged(
                "nội dung base64 của tệp đính kèm bị hỏng", "the attachment's base64 is broken"
            ) from error
    budget.take(len(data))
    return _unwrapped(data, attachment.name, budget)


def _unwrapped(data: bytes, name: str, budget: Budget) -> bytes:
    """The document in the zip that some systems wrap each attachment in, whatever it is called there."""
    if not data.startswith(b"PK\x03\x04") or name.lower().endswith(".zip"):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) != 1 or infos[0].is_dir() or infos[0].flag_bits & 0x1:
                return data
            if infos[0].file_size > budget.bytes_left:
                raise budget.too_many_bytes(infos[0].file_size)
            with archive.open(infos[0]) as file:
                inner = file.read(budget.bytes_left + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        return data
    budget.take(len(inner))
    return inner
