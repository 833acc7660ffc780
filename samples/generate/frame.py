"""What stands around the body of every document: letterhead, number, day, addressees, signature, recipients."""

from __future__ import annotations

from datetime import date
from typing import Final

from samples.generate.draft import Draft, Look
from samples.generate.office import Level, Office
from samples.generate.phrase import Item, Phrase

_ABBREVIATIONS: Final = {
    "Quyết định": "QĐ",
    "Kế hoạch": "KH",
    "Báo cáo": "BC",
    "Thông báo": "TB",
    "Biên bản": "BB",
    "Chỉ thị": "CT",
}
_DRAFTERS: Final = {
    Level.PROVINCE: ("KGVX", "KTTH", "NC", "KSTT", "TH", "NN"),
    Level.DEPARTMENT: ("VP", "KHTC", "TTr", "NV"),
    Level.DISTRICT: ("VP", "TH", "TNMT"),
    Level.COMMUNE: ("VP", "KT", "VHXH"),
}


def symbol_of(office: Office, kind: str) -> str:
    if kind == "Công văn":
        return f"{office.code}-{office.rng.choice(_DRAFTERS[office.level])}"
    return f"{_ABBREVIATIONS[kind]}-{office.code}"


def begin(office: Office, kind: str, subject: str, *, blank: bool = False) -> Draft:
    """Return a draft with its letterhead and, but for a letter, its title.

    ``blank``: number and day are left open, as before the signing; with the findings that tell of it.
    """
    rng = office.rng
    symbol = symbol_of(office, kind)
    number = None if blank else f"{rng.randint(1, 3900):02}"
    issuer = Item({"text": None, "name": office.name, "owner": None})
    parent, lines = office.letterhead()
    key = f"{number}/{symbol}" if number else None
    day = office.issued
    issued = {"start": day.isoformat(), "end": day.isoformat(), "precision": "day"}
    written_day = f"ngày {office.day(day, 'words')}"
    if blank:
        first = day.replace(day=1)
        last = (first.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)) - (
            date(2000, 1, 2) - date(2000, 1, 1)
        )
        issued = {"start": first.isoformat(), "end": last.isoformat(), "precision": "month"}
        written_day = f"ngày     tháng {day.month} năm {day.year}"
    issued_item = Item({"text": None, **issued}, has_span=False)
    draft = Draft(
        kind=kind,
        document={
            "type": kind,
            "number": number,
            "symbol": symbol,
            "key": key,
            "issuer": issuer,
            "place": office.place,
            "issued": issued_item,
            "subject": subject,
        },
        parent=parent,
        issuer=tuple(Phrase(line).marked(issuer) for line in lines),
        number=Phrase(f"Số: {number}/{symbol}" if number else f"Số:       /{symbol}"),
        place_date=Phrase(f"{office.place}, ") + Phrase(written_day).marked(issued_item),
    )
    if blank:
        for code, message in (("missing_number", "Số còn để trống."), ("missing_date", "Ngày còn để trống.")):
            draft.findings.append(Item({"code": code, "severity": "warning", "message": message}))
    if kind == "Công văn":
        draft.about = Phrase(f"V/v {subject}")
    else:
        draft.add(kind.upper(), Look.TITLE)
        draft.add(subject, Look.SUBJECT)
    return draft


def sign(office: Office, draft: Draft, recipients: tuple[str, ...], *, notice: bool = False) -> None:
    """Add the recipients and the signature; a ``notice`` may be signed by the chief of the office by order."""
    rng = office.rng
    name, _ = office.person()
    authority: str | None
    is_department = office.level is Level.DEPARTMENT
    head = "GIÁM ĐỐC" if is_department else "CHỦ TỊCH"
    if notice and not is_department:
        lines = ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
        authority, position = "TL", "CHÁNH VĂN PHÒNG"
    elif is_department:
        is_deputy = rng.random() < 0.5
        lines = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"] if is_deputy else [head]
        authority, position = ("KT", "PHÓ GIÁM ĐỐC") if is_deputy else (None, head)
    else:
        committee = rng.choice(("TM. ỦY BAN NHÂN DÂN", "TM. UBND"))
        is_deputy = rng.random() < 0.5
        lines = [committee, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] if is_deputy else [committee, head]
        authority, position = "TM", lines[-1]
    signer = Item({"name": name, "position": position, "authority": authority})
    draft.document["signer"] = signer
    draft.signature = (*map(Phrase, lines), Phrase(name).marked(signer))
    draft.recipients = recipients
    draft.document["recipients"] = list(recipients)


def recipients(office: Office, first: str = "Như trên") -> tuple[str, ...]:
    """Return who gets a copy, the archive at the end."""
    rng = office.rng
    pool: tuple[str, ...]
    match office.level:
        case Level.PROVINCE:
            pool = (
                f"TT. HĐND {office.province_kind}",
                f"CT, các PCT {office.short}",
                "Cổng Thông tin điện tử",
                "Các phòng chuyên viên",
                "Đoàn Đại biểu Quốc hội",
            )
        case Level.DEPARTMENT:
            pool = (
                f"{office.committee().forms[0]} (b/c)",
                "Giám đốc, các Phó Giám đốc Sở",
                "Trang thông tin điện tử Sở",
                "Các phòng, đơn vị thuộc Sở",
            )
        case _:
            pool = ("TT. Đảng ủy", f"CT, các PCT {office.short}", "Đài Truyền thanh", "Các đoàn thể")
    archive = rng.choice(("Lưu: VT", "Lưu: VT, TH", "Lưu: VT, VP", f"Lưu: VT, {rng.choice(_DRAFTERS[office.level])}"))
    return (first, *rng.sample(pool, rng.randint(1, 3)), archive)
