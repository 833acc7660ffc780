"""Files that hold documents, made for the tests: mail, Outlook mail, archives, edXML envelopes."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

Attached = tuple[str, bytes]

LETTER = "\n".join(
    (
        "ỦY BAN NHÂN DÂN",
        "TỈNH LÂM ĐỒNG",
        "Số: 340/UBND-NC",
        "V/v rà soát hồ sơ quá hạn",
        "Lâm Đồng, ngày 12 tháng 01 năm 2026",
        "Kính gửi: Các sở, ban, ngành.",
        "Giao Sở Nội vụ rà soát hồ sơ quá hạn, báo cáo trước ngày 15/3/2026.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lâm Gia Phúc",
    )
)
#: The same letter as a signed file has it: the number and the day are blank.
BLANK_LETTER = LETTER.replace("Số: 340/UBND-NC", "Số:      /UBND-NC").replace("ngày 12 tháng", "ngày    tháng")
WORDS = "Kính gửi các phòng. Đề nghị Phòng Nội vụ báo cáo kết quả thực hiện kế hoạch trước ngày 15/3/2026. Trân trọng."


def eml(
    *attached: Attached, words: str = "Xin gửi kèm văn bản.", html: str | None = None, subject: str = "V/v gửi kế hoạch"
) -> bytes:
    """Return a mail of 12/01/2026 with these attachments."""
    message = EmailMessage()
    message["From"] = "Văn thư <van.thu@lamdong.example>"
    message["To"] = "a@lamdong.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 12 Jan 2026 08:00:00 +0700"
    message.set_content(words)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def zipped(*members: Attached, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these members, whatever their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = compression
            archive.writestr(info, data)
    return stream.getvalue()


def zip_with_raw_name(name: bytes, data: bytes) -> bytes:
    """Return an archive whose member's name is these bytes, without the flag for UTF-8, as old Windows tools write."""
    plain = zipped(("?" * len(name), data), compression=zipfile.ZIP_STORED)
    return plain.replace(b"?" * len(name), name)


def locked_zip(*members: Attached) -> bytes:
    """Return an archive whose members say that they are encrypted."""
    data = bytearray(zipped(*members, compression=zipfile.ZIP_STORED))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(magic)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(magic, place + 4)
    return bytes(data)


HEAD: Mapping[str, str | Mapping[str, str]] = {
    "Code": {"CodeNumber": "340", "CodeNotation": "UBND-NC"},
    "PromulgationInfo": {"Place": "Lâm Đồng", "PromulgationDate": "2026/01/12"},
    "DocumentType": {"Type": "2", "TypeName": "Công văn"},
    "Subject": "V/v rà soát hồ sơ quá hạn",
    "From": {"OrganId": "000.00.00.H36", "OrganName": "UBND tỉnh Lâm Đồng"},
    "SignerInfo": {"Competence": "KT", "Position": "Phó Chủ tịch", "FullName": "Lâm Gia Phúc"},
}


def edxml(
    *attached: Attached, head: Mapping[str, str | Mapping[str, str]] = HEAD, wrapped: bool = False, inline: bool = True
) -> bytes:
    """Return an envelope with attachments in base64, each in a zip of its own where ``wrapped``.

    Without ``inline`` the attachments are only listed, as in a message of several parts.
    """
    ours = "edXML:"
    fields = "".join(
        f"<{ours}{name}>{value}</{ours}{name}>"
        if isinstance(value, str)
        else f"<{ours}{name}>"
        + "".join(f"<{ours}{inner}>{words}</{ours}{inner}>" for inner, words in value.items())
        + f"</{ours}{name}>"
        for name, value in head.items()
    )
    listed = "".join(
        f"<{ours}Reference><{ours}ContentId>cid:part{n}</{ours}ContentId>"
        f"<{ours}AttachmentName>{name}</{ours}AttachmentName></{ours}Reference>"
        for n, (name, _) in enumerate(attached)
    )
    encoded = "".join(
        f"<Attachment><ContentId>part{n}</ContentId><ContentTransferEncoded>"
        + base64.encodebytes(zipped((f"{n}.tmp", data)) if wrapped else data).decode()
        + "</ContentTransferEncoded></Attachment>"
        for n, (_, data) in enumerate(attached)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">'
        f'<{ours}edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"><{ours}edXMLHeader>'
        f"<{ours}MessageHeader>{fields}</{ours}MessageHeader></{ours}edXMLHeader>"
        f"<{ours}edXMLBody><{ours}edXMLManifest>{listed}</{ours}edXMLManifest></{ours}edXMLBody></{ours}edXMLEnvelope>"
        + (f"<AttachmentEncoded>{encoded}</AttachmentEncoded>" if inline else "")
        + "</edXML>"
    ).encode()


# --- Outlook ---------------------------------------------------------------------------------------------------------

Streams = Mapping[str, "bytes | Streams"]
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: Streams) -> bytes:
    """Return a compound file (OLE) with these streams; nested mappings are storages."""
    entries: list[list[object]] = [["Root Entry", 5, _FREE, b""]]

    def add(found: Streams) -> int:
        """Add the entries of a storage, each the right sibling of the one before; return the first."""
        first = previous = _FREE
        for name, content in found.items():
            index = len(entries)
            if isinstance(content, bytes):
                entries.append([name, 2, _FREE, content, _FREE])
            else:
                entries.append([name, 1, _FREE, b"", _FREE])
                entries[index][2] = add(content)
            if previous == _FREE:
                first = index
            else:
                entries[previous][4] = index
            previous = index
        return first

    entries[0].append(_FREE)
    entries[0][2] = add(streams)
    mini, mini_fat = bytearray(), list[int]()
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        pieces = [data[n : n + _SECTOR].ljust(_SECTOR, b"\0") for n in range(0, len(data), _SECTOR)]
        if not pieces:
            return _END
        start = len(sectors)
        sectors.extend(pieces)
        fat.extend([*range(start + 1, start + len(pieces)), _END])
        return start

    places: list[tuple[int, int]] = []
    for _, kind, _, content, _ in entries:
        assert isinstance(content, bytes)
        if kind != 2 or not content:
            places.append((_END, len(content)))
        elif len(content) < _CUTOFF:
            start = len(mini) // _MINI
            blocks = -(-len(content) // _MINI)
            mini_fat.extend([*range(start + 1, start + blocks), _END])
            mini += content.ljust(blocks * _MINI, b"\0")
            places.append((start, len(content)))
        else:
            places.append((chain(content), len(content)))
    places[0] = (chain(bytes(mini)), len(mini))
    mini_fat_start = chain(b"".join(struct.pack("<I", n) for n in mini_fat).ljust(_SECTOR, b"\xff"))
    directory = b""
    for (name, kind, child, _, right), (start, size) in zip(entries, places, strict=True):
        assert isinstance(name, str)
        written = name.encode("utf-16-le") + b"\0\0"
        directory += written.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sI8s8sII4s", len(written), kind, 1, _FREE, right, child, b"", 0, b"", b"", start, size, b""
        )
    directory_start = chain(directory)
    number = 1
    while -(-(len(sectors) + number) * 4 // _SECTOR) > number:
        number += 1
    fat_start = len(sectors)
    fat.extend([_FAT] * number)
    packed = b"".join(struct.pack("<I", n) for n in fat).ljust(number * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16sHHHHH6sIIIIIIIII",
        *(b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, number, directory_start, 0, _CUTOFF),
        *(mini_fat_start, max(1, len(mini_fat) * 4 // _SECTOR + 1), _END, 0),
    )
    header += b"".join(struct.pack("<I", fat_start + n if n < number else _FREE) for n in range(109))
    return header + b"".join(sectors) + packed


def _properties(head: int, texts: Mapping[int, str], numbers: Mapping[int, int], data: Mapping[int, bytes]) -> Streams:
    """Return the streams of an object of a mail: its texts, numbers and bytes by their property ids."""
    streams: dict[str, bytes | Streams] = {}
    table = b"\0" * head
    for pid, text in texts.items():
        streams[f"__substg1.0_{pid:04X}001F"] = text.encode("utf-16-le")
        table += struct.pack("<HHIII", 0x1F, pid, 6, 2 * len(text) + 2, 0)
    for pid, content in data.items():
        streams[f"__substg1.0_{pid:04X}0102"] = content
        table += struct.pack("<HHIII", 0x102, pid, 6, len(content), 0)
    for pid, value in numbers.items():
        table += struct.pack("<HHIII", 3, pid, 6, value, 0)
    streams["__properties_version1.0"] = table
    return streams


def _mail_streams(head: int, words: str, attached: Sequence[Attached | tuple[str, Streams]], logo: bytes) -> Streams:
    streams = dict(_properties(head, {0x37: "V/v gửi kế hoạch", 0x1A: "IPM.Note", 0x1000: words}, {}, {}))
    for n, (name, content) in enumerate(attached):
        of_name = {0x3707: name}
        if isinstance(content, bytes):
            inner = _properties(8, of_name, {0x3705: 1}, {0x3701: content})
        else:
            inner = {**_properties(8, of_name, {0x3705: 5}, {}), "__substg1.0_3701000D": content}
        streams[f"__attach_version1.0_#{n:08X}"] = inner
    if logo:
        picture = _properties(8, {0x3707: "image001.png", 0x370E: "image/png"}, {0x3714: 4, 0x3705: 1}, {0x3701: logo})
        streams[f"__attach_version1.0_#{len(attached):08X}"] = picture
    return streams


def inner_mail(words: str, *attached: Attached) -> Streams:
    """Return a mail to be attached to another."""
    return _mail_streams(24, words, attached, b"")


def msg(*attached: Attached | tuple[str, Streams], words: str = "Xin gửi kèm.", logo: bytes = b"") -> bytes:
    """Return an Outlook mail with these attachments, and ``logo`` as a picture that its words show."""
    return ole(_mail_streams(32, words, attached, logo))
