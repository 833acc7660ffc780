"""Mail, archives and envelopes: each document inside is found, named and bounded, and nothing else is."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.read import Limits, read, read_all
from pipeline.read.containers import is_container, walk
from pipeline.read.containers.archive import repaired_name
from pipeline.read.containers.member import clean_name
from pipeline.read.layout import Layout
from tests.containers import LETTER, WORDS, edxml, eml, inner_mail, locked_zip, msg, zip_with_raw_name, zipped

TXT = LETTER.encode()
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
SAMPLES = Path(__file__).parents[2] / "samples"


def told(data: bytes, path: str, limits: Limits | None = None) -> list[str]:
    """Return the documents of a container, each with its error's code where it has one, and the container's own."""
    found = []
    try:
        for member in walk(data, path, limits or Limits()):
            name = member.path.removeprefix(path)
            found.append(f"{name} {member.error.code}" if member.error else name)
    except DocumentError as error:
        found.append(error.code)
    return found


def test_a_document_inside_names_its_container_and_has_its_own_hash() -> None:
    [layout] = read_all(eml(("Công văn 340.txt", TXT)), name="/hop-thu/thư.eml")
    assert isinstance(layout, Layout)
    assert layout.path == "/hop-thu/thư.eml!/Công văn 340.txt"
    assert layout.container == "/hop-thu/thư.eml"
    assert layout.sha256 == sha256(TXT).hexdigest()


def test_a_file_of_its_own_has_no_container() -> None:
    [layout] = read_all(TXT, name="a.txt")
    assert isinstance(layout, Layout)
    assert (layout.path, layout.container) == ("a.txt", None)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param(eml(("a.txt", TXT), ("a.txt", TXT)), "x.eml", ["!/a.txt", "!/a (2).txt"], id="one name twice"),
        pytest.param(
            eml(("a.txt", TXT), words=WORDS), "x.eml", ["!/thư.txt", "!/a.txt"], id="words that say something"
        ),
        pytest.param(
            eml(html=f"<html><body><p>{WORDS}</p></body></html>", words=WORDS), "x.eml", ["!/thư.html"], id="html wins"
        ),
        pytest.param(eml(("b.eml", eml(("a.txt", TXT)))), "x.eml", ["!/b.eml!/a.txt"], id="mail in mail"),
        pytest.param(zipped(("đến/b.eml", eml(("a.txt", TXT)))), "x", ["!/đến/b.eml!/a.txt"], id="mail in archive"),
        pytest.param(
            zipped(("a.txt", TXT), ("__MACOSX/._a.txt", b"x"), ("Thumbs.db", b"x"), ("~$a.docx", b"x"), ("k/", b"")),
            "x.zip",
            ["!/a.txt"],
            id="what systems leave behind",
        ),
        pytest.param(
            zipped(("../../etc/a.txt", TXT), ("/b.txt", TXT), ("C:\\x\\c.txt", TXT)),
            "x.zip",
            ["!/etc/a.txt", "!/b.txt", "!/x/c.txt"],
            id="names that lead out",
        ),
        pytest.param(locked_zip(("a.txt", TXT)), "x.zip", ["!/a.txt encrypted"], id="password"),
        pytest.param(zip_with_raw_name("Kế hoạch.txt".encode(), TXT), "x.zip", ["!/Kế hoạch.txt"], id="utf-8 unsaid"),
        pytest.param(gzip.compress(TXT), "/k/a.txt.gz", ["!/a.txt"], id="gz"),
        pytest.param(msg(("a.txt", TXT), logo=PNG), "x.msg", ["!/a.txt"], id="outlook, its logo left out"),
        pytest.param(msg(words=WORDS), "x.msg", ["!/thư.txt"], id="outlook's words"),
        pytest.param(
            msg(("Thư trước", inner_mail(WORDS, ("a.txt", TXT)))),
            "x.msg",
            ["!/Thư trước.msg!/thư.txt", "!/Thư trước.msg!/a.txt"],
            id="outlook mail in mail",
        ),
        pytest.param(edxml(("a.txt", TXT), ("b.txt", TXT)), "x.edxml", ["!/a.txt", "!/b.txt"], id="edxml"),
        pytest.param(edxml(("a.txt", TXT), wrapped=True), "x.xml", ["!/a.txt"], id="edxml, zipped attachments"),
        pytest.param(edxml(("a.txt", TXT), inline=False), "x.xml", ["!/a.txt damaged"], id="edxml without its files"),
        pytest.param(edxml(), "x.edxml", ["no_documents"], id="edxml of a status"),
        pytest.param(eml(), "x.eml", ["no_documents"], id="mail that says nothing"),
        pytest.param(eml(("a.exe", b"MZ\x90\0")), "x.eml", ["!/a.exe"], id="a program is told, not passed over"),
    ],
)
def test_what_is_inside(data: bytes, name: str, expected: list[str]) -> None:
    assert is_container(data, name)
    assert told(data, name) == expected


def test_tar() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, kind in (("đến/a.txt", tarfile.REGTYPE), ("b.txt", tarfile.SYMTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            info.size = len(TXT) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(TXT))
    assert told(stream.getvalue(), "x.tgz") == ["!/đến/a.txt"]


@pytest.mark.parametrize("name", ["ke-hoach-tinh-uy-ha-tinh-2026.docx", "thong-bao-phan-cong-hai-phong-2026.pdf"])
def test_documents_are_no_containers(name: str) -> None:
    assert not is_container((SAMPLES / name).read_bytes(), name)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        pytest.param(b'filename="=?utf-8?B?S+G6vyBob+G6oWNo?= =?utf-8?B?IDEudHh0?="', "Kế hoạch 1.txt", id="2047"),
        pytest.param(b"filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch.txt", "Kế hoạch.txt", id="2231"),
        pytest.param(
            b"filename*0*=utf-8''K%E1%BA%BF;\r\n filename*1*=%20ho%E1%BA%A1ch.txt", "Kế hoạch.txt", id="parts"
        ),
        pytest.param('filename="Kế hoạch.txt"'.encode(), "Kế hoạch.txt", id="raw utf-8"),
        pytest.param(b'filename="K\xea\xec ho\xe1.txt"', "Kế hoá.txt", id="raw windows-1258"),
        pytest.param(b'filename="../../a.txt"', "a.txt", id="leads out"),
        pytest.param(b"", "đính kèm.txt", id="nameless"),
    ],
)
def test_names_of_attachments(header: bytes, name: str) -> None:
    mail = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\n"
        b"Content-Type: text/plain\r\nContent-Disposition: attachment"
        + (b"; " + header if header else b"")
        + b"\r\n\r\n"
        + TXT
        + b"\r\n--BB--\r\n"
    )
    assert told(mail, "x.eml") == [f"!/{name}"]


def test_the_words_of_a_mail_in_a_legacy_charset() -> None:
    words = "Kính gửi các sở, đề nghị báo cáo kết quả rà soát hồ sơ quá hạn trước ngày 15 tháng 3".encode("utf-16-be")
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-16-be\r\n"
    [member] = walk(head + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + words, "x.eml", Limits())
    assert "rà soát hồ sơ" in member.data.decode()


def test_a_picture_that_the_words_show_is_no_document() -> None:
    mail = (
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=BB\r\n\r\n--BB\r\n"
        f'Content-Type: text/html; charset=utf-8\r\n\r\n<p>{WORDS}</p><img src="cid:logo@1">\r\n--BB\r\n'
        "Content-Type: image/png\r\nContent-ID: <logo@1>\r\n\r\nx\r\n--BB\r\n"
        "Content-Type: image/png\r\nContent-Disposition: attachment; filename=scan.png\r\n\r\nx\r\n--BB--\r\n"
    ).encode()
    assert told(mail, "x.eml") == ["!/thư.html", "!/scan.png"]


def test_an_envelope_in_parts() -> None:
    mail = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=BB\r\n\r\n"
        b"--BB\r\nContent-Type: text/xml\r\n\r\n"
        + edxml(("Công văn.txt", TXT), inline=False)
        + b"\r\n--BB\r\nContent-Type: text/plain\r\nContent-ID: <part0>\r\n\r\n"
        + TXT
        + b"\r\n--BB--\r\n"
    )
    [layout] = read_all(mail, name="x.edxml")
    assert isinstance(layout, Layout)
    assert layout.path == "x.edxml!/Công văn.txt"
    assert layout.envelope is not None
    assert (layout.envelope.number, layout.envelope.symbol, layout.envelope.issued) == ("340", "UBND-NC", "2026-01-12")


def test_what_an_envelope_knows() -> None:
    [layout] = read_all(edxml(("a.txt", TXT)), name="x.edxml")
    assert isinstance(layout, Layout)
    about = layout.envelope
    assert about is not None
    assert (about.type, about.place, about.issuer) == ("Công văn", "Lâm Đồng", "UBND tỉnh Lâm Đồng")
    assert (about.signer_name, about.signer_position, about.signer_authority) == ("Lâm Gia Phúc", "Phó Chủ tịch", "KT")
    assert about.is_trusted and about.is_first and about.documents == 1


def test_other_namespaces_and_names() -> None:
    data = edxml(("a.txt", TXT)).decode()
    data = data.replace("http://www.mic.gov.vn/TBT/QCVN_102_2016", "http://www.e-doc.vn/Schema/")
    data = data.replace("ContentTransferEncoded", "Content").replace(
        "<ContentId>part0</ContentId>", "<FileName>a.txt</FileName>"
    )
    data = data.replace("2026/01/12", "12/01/2026 08:30:00")
    [layout] = read_all(data.encode(), name="x.xml")
    assert isinstance(layout, Layout)
    assert layout.envelope is not None
    assert (layout.envelope.number, layout.envelope.issued) == ("340", "2026-01-12")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        pytest.param("Kế hoạch.docx".encode(), "Kế hoạch.docx", id="utf-8"),
        pytest.param(b"QUY\xcaT \xd0I\xf2NH.docx", "QUYÊT ĐỊNH.docx", id="windows-1258"),
        pytest.param(b"plan.docx", "plan.docx", id="ascii"),
        pytest.param(b"\x81\x9a.docx", "üÜ.docx", id="neither"),
    ],
)
def test_names_in_unknown_encodings(raw: bytes, name: str) -> None:
    assert repaired_name(raw) == name


@pytest.mark.parametrize("written", ["..", "/", "C:\\", "a/../b", "\x00\u202e", "x\ny"])
def test_no_name_leads_out_of_its_container(written: str) -> None:
    cleaned = clean_name(written)
    assert not cleaned.startswith("/")
    assert not {"..", ".", ""} & set(cleaned.split("/")) or cleaned == ""
    assert cleaned.isprintable()


# --- limits ---


def nested(depth: int) -> bytes:
    data = zipped(("a.txt", TXT))
    for number in range(depth - 1):
        data = zipped((f"{number}.zip", data))
    return data


def test_nesting_is_limited() -> None:
    assert told(nested(3), "x.zip") == ["!/1.zip!/0.zip!/a.txt"]
    assert told(nested(4), "x.zip") == ["!/2.zip!/1.zip!/0.zip too_large"]
    assert told(nested(4), "x.zip", Limits(max_container_depth=4)) == ["!/2.zip!/1.zip!/0.zip!/a.txt"]


def test_a_mail_a_hundred_deep() -> None:
    data = eml(("a.txt", TXT))
    for number in range(100):
        head = f"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B{number}\r\n\r\n--B{number}\r\n"
        data = f"{head}Content-Type: message/rfc822\r\n\r\n".encode() + data + f"\r\n--B{number}--\r\n".encode()
    assert [line.rpartition(" ")[2] for line in told(data, "x.eml")] == ["too_large"]


def test_the_number_of_documents_is_limited_over_all_layers() -> None:
    inner = zipped(*((f"{n}.txt", TXT) for n in range(3)))
    limits = Limits(max_members=5)
    assert told(zipped(("a.zip", inner), ("b.zip", inner)), "x.zip", limits) == [
        "!/a.zip!/0.txt",
        "!/a.zip!/1.txt",
        "!/a.zip!/2.txt",
        "too_large",
    ]


def test_the_bytes_are_limited_over_all_members() -> None:
    large = zipped(("0.txt", b"0" * 600_000))
    limits = Limits(max_unpacked_bytes=1_000_000)
    assert told(zipped(("a.zip", large), ("b.zip", large)), "x.zip", limits) == ["!/a.zip!/0.txt", "!/b.zip too_large"]


def test_a_bomb_by_what_it_declares_is_not_unpacked() -> None:
    assert told(zipped(("0.txt", b"0" * 3_000_000)), "x.zip", Limits(max_unpacked_bytes=1_000_000)) == ["too_large"]


def test_a_bomb_that_lies_about_its_size() -> None:
    data = zipped(("0.txt", b"0" * 3_000_000)).replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert told(data, "x.zip", Limits(max_unpacked_bytes=1_000_000)) == ["!/0.txt damaged"]
    packed = gzip.compress(b"0" * 3_000_000)
    assert told(packed, "x.gz", Limits(max_unpacked_bytes=1_000_000)) == ["too_large"]


def test_members_that_overlap() -> None:
    """A flat bomb: every entry of the directory points to the same data."""
    plain = zipped(("0.txt", b"0" * 400_000))
    directory = plain[plain.index(b"PK\x01\x02") : plain.index(b"PK\x05\x06")]
    start = plain.index(b"PK\x01\x02")
    entries = b"".join(directory.replace(b"0.txt", b"%d.txt" % n) for n in range(9))
    end = b"PK\x05\x06" + b"\0" * 4 + (9).to_bytes(2, "little") * 2
    end += len(entries).to_bytes(4, "little") + start.to_bytes(4, "little") + b"\0\0"
    assert told(plain[:start] + entries + end, "x.zip", Limits(max_unpacked_bytes=1_000_000)) == ["too_large"]


def test_a_container_that_holds_itself() -> None:
    """No quine can be made of the formats that tests write, so the member is named as its container and as deep."""
    limits = Limits(max_container_depth=3)
    data = zipped(("x.zip", zipped(("x.zip", zipped(("x.zip", zipped(("x.zip", b"PK\x05\x06" + b"\0" * 18))))))))
    assert told(data, "x.zip", limits) == ["!/x.zip!/x.zip!/x.zip too_large"]


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>', id="swells"),
        pytest.param('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', id="reads a file"),
        pytest.param('<!DOCTYPE x SYSTEM "http://invalid.example/x.dtd">', id="asks the network"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declared: str, encoding: str) -> None:
    text = edxml(("a.txt", TXT)).decode().replace('encoding="utf-8"', f'encoding="{encoding}"')
    data = text.replace("?>", f"?>{declared}", 1).replace("340", "&a;").encode(encoding)
    assert told(data, "x.edxml") == ["damaged"]


def test_broken_members_leave_the_others() -> None:
    data = zipped(("a.txt", TXT), ("b.txt", LETTER.replace("340", "341").encode()), compression=zipfile.ZIP_STORED)
    broken = data.replace(b"340/UBND", b"999/UBND", 1)
    assert told(broken, "x.zip") == ["!/a.txt damaged", "!/b.txt"]


@pytest.mark.parametrize("make", [eml, edxml, msg, zipped])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_containers_that_were_cut(make: Callable[..., bytes], share: float) -> None:
    data = make(("a.txt", TXT), ("b.txt", TXT))
    for answer in read_all(data[: int(share * len(data))], name="x.zip"):
        assert isinstance(answer, Layout) or answer.error.code != "reader_crashed"


def test_one_document_where_one_was_asked_for() -> None:
    assert read(eml(("a.txt", TXT)), name="x.eml").path == "x.eml!/a.txt"
    with pytest.raises(DocumentError) as caught:
        read(zipped(("a.txt", TXT), ("b.txt", TXT)), name="x.zip")
    assert caught.value.code == "several_documents"
    assert "process_all" in caught.value.hint("vi")
