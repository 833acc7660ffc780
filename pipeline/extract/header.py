"""The parts of the page that name a document, and where its body begins and ends.

Where they stand is laid down by Nghị định 30/2020/NĐ-CP, Phụ lục I (before it Thông tư 01/2011/TT-BNV): agency and
number on the left, motto, place and date on the right, kind and subject in the middle (a công văn has "V/v" under its
number instead), at the end the signature on the right and "Nơi nhận" on the left. Party documents follow Hướng dẫn
36-HD/VPTW: no colon after "Số", the symbol behind a hyphen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from pipeline.extract.foot import PERSON, find_foot, is_capitals, signing_post
from pipeline.extract.mentions import HeaderMention, Slice
from pipeline.extract.paragraphs import Paragraph, Rank
from pipeline.extract.patterns import WORD_END, phrases, words
from pipeline.text import match_key
from pipeline.vocabulary import rows

_WORDS_BEFORE_NUMBER = 8
_ATTACHED_HEAD = 8  # paragraphs that can stand above the title of an attached document
#: How many paragraphs can precede the body: letterhead, motto, number, date, addressees, title.
_HEAD_PARAGRAPHS = 40

# "Số: 3034/QĐ-UBND", "Số: /TrBB-KHCN", "Số:      /QĐ-UBND", "Số 31-CT/TU", "Số: 28/2003/NĐ-CP", "Số: 12 / BC - SNV",
# "Luật số: 58/2020/QH14", "Số/No: 31/VKH-TH", "Số: 41 KH/ĐTN", "Số: 27/QĐ. BQL-VP"
_NUMBER_LINE = regex.compile(
    r"(?:^|(?<=\s))(?:(?i:số[ ]?/[ ]?(?:no|ref)|(?:no|ref)[ ]?/[ ]?số)(?=[ .:])|Số|SỐ"
    r"|(?i:bộ[ ]luật|luật|pháp[ ]lệnh|nghị[ ]quyết|lệnh)[ ](?i:số))"
    r"[ \t]*+[.:]?[ \t.…_]*+(?P<number>\d{1,6}(?:[ ]?\d{1,3})?[a-zđ]?)?[ \t.…_]*+"
    r"(?:/[ ]?(?P<year>(?:19|20)\d\d)[ ]?)?"
    r"(?:[/–-](?!No\b|Ref\b)|(?<=\d[ ]{1,2})(?=\p{Lu}\p{L}{0,3}/))[ ]?"
    r"(?P<symbol>\p{Lu}(?:[\p{L}\d&.]|,(?=\p{Lu}{2}))*"
    r"(?:(?:(?<=\p{Lu}[.])[ ](?=\p{Lu}{2,}[ ]?[-–])|[ ]?[-–/]\s?)[\p{L}\d&.]*\p{L}(?:[\p{L}\d&.]|,(?=\p{Lu}{2}))*)*)"
)
# whatever follows it, no agency's name does: "Số: /535 /SGDĐT"
_NUMBER_OPENS = regex.compile(r"\W*S(?:ố|Ố)\s*:")
_PLACE_NAME = r"(?P<place>\p{Lu}[\p{L}.]*(?:[ –-]{1,3}\p{L}[\p{L}.]*){0,5})"
_PLACE = _PLACE_NAME + r"[ ]?,[ \t]*"
_DATE = r"(?P<date>(?i:ngày)[\s.…_]*+\d{0,2}[\s.…_]*+(?i:tháng)[\s.…_]*+\d{0,2}[\s.…_]*+(?i:năm)[\s.…_]*+\d{4})"
# "Tây Ninh, ngày 05 tháng 02 năm 2018", "Quảng Ngãi, ngày   tháng 5 năm 2022"
# telegrams have their hour as well: "Huế, hồi 10 giờ 30 phút, ngày 27 tháng 9 năm 2025"
_HOUR = r"(?:(?i:hồi|lúc|vào lúc)[ ]+\d{1,2}[ ]?(?i:giờ|h|g|:)[ ]?(?:\d{1,2}(?:[ ]?(?i:phút|'))?)?,?[ ]+)?"
_PLACE_AND_DATE = regex.compile(_PLACE + _HOUR + _DATE)
# "Hòa Bình ngày 5 tháng 3 năm 2021", and nothing else on the line
_PLACE_AND_DATE_BARE = regex.compile(_PLACE_NAME + r"[ \t]+" + _DATE + r"\W{0,3}")
# "Cần Thơ, 12/5/2021"
_PLACE_AND_SHORT_DATE = regex.compile(_PLACE + r"(?P<date>(?:ngày[ ]*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})[.]?$")
# the line of a day alone, its place left blank: "......., ngày ... tháng ... năm 2021"
_DATE_ALONE = regex.compile(r"[\s.…_,]*+" + _DATE + r"[.\s]*")
_DATE_BEHIND = regex.compile(
    r"[ ]+(?P<date>(?i:ngày)\s+\d{1,2}\s+(?i:tháng)\s+\d{1,2}\s+(?i:năm)\s+\d{4})(?=\s*$|\s+\p{Lu})"
)
_MOTTO = regex.compile(
    r"(?i)c[ộô]ng\s*h[òo]a\s*x[ãa]\s*h[ộô]i|độc\s*lập\s*[-–]\s*tự\s*do|đảng\s+cộng\s+sản\s+việt\s+nam$"
)
_RULE_LINE = regex.compile(r"^[\W_]+$")
_ABOUT = regex.compile(r"(?:V/v|v/v|V/V|Về việc|VỀ VIỆC|v\.v|V/v:|(?i:trích[ ]yếu)[ ]*:(?:[ ]*(?:V/v|Về việc))?)[ :.]*")
# a party letter has no "V/v": "Về tổ chức học tập chuyên đề"
_ABBREVIATED_ABOUT = regex.compile(r"(?i)(?P<bracket>\(?)v/v[ :.]*")
_ABOUT_PLAIN = regex.compile(r"[Vv]ề\s+\p{Ll}")
# "KHÓA IX, KỲ HỌP THỨ 17" under the council that resolves
_SESSION = regex.compile(r"(?i)\(?(?:khóa|khoá)\s+[IVXLC]+\W{1,4}(?:nhiệm\s+kỳ\b.{0,20})?(?:kỳ\s+họp\b.{0,40})?$")
_ADDRESSED = regex.compile(r"(?i)kính[ ]+(?:gửi|trình)|(?:điện)[ ]*:|^gửi[ ]*:")
_ATTACHED = regex.compile(r"(?i)(?:[(]\s*+)?(?:được\s+)?(?:ban\s+hành\s+)?(?:kèm|đính\s+kèm)(?:\s+theo)?\s+(?=\p{L})")
_DRAFT = regex.compile(r"(?i)^\W*(?:bản\s+)?dự\s*thảo\b")
_ENDS_SENTENCE = regex.compile(r"[.;:,][^\w.;:,]*+$")
# what the body of a document begins with; none of it is ever part of a title
_BODY_OPENERS = regex.compile(
    words(
        "Căn cứ", "Thực hiện", "Xét", "Theo", "Để", "Nhằm", "Thi hành", "Vào lúc", "Vào hồi", "Hôm nay", "Ngày",
        "Trong", "Trên cơ sở", "Tiếp theo", "Sau khi", "Qua",
    )
)  # fmt: skip
_AGENCY_AS_SIGNER = regex.compile(
    r"^(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|CHÍNH PHỦ|QUỐC HỘI(?=$|\s+NƯỚC)|BAN (?!HÀNH)|ĐOÀN |BỘ |SỞ )"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The head of a document as found, and the paragraphs of its body: ``body_start`` up to ``body_end`` (exclusive).

    What follows ``annex_start`` is attached behind the signature (appendix tables, a plan that a decision promulgates).
    """

    header: HeaderMention
    body_start: int
    body_end: int
    annex_start: int
    #: The paragraph "(Ban hành kèm theo Quyết định số ...)" of the head, whose citation promulgates this document.
    attachment: Paragraph | None = None


@cache
def _title_pattern() -> regex.Pattern[str]:
    known = [row for row in rows("kinds") if row["group"] != "other"]
    in_full = [name for row in known for name in row["words"].split("|") if " " in name]  # "Thông tư liên bộ"
    names = sorted({match_key(name) for name in (*(row["kind"] for row in known), *in_full)}, key=len, reverse=True)
    extract_of = regex.escape(match_key("trích"))  # "TRÍCH BIÊN BẢN": an extract from minutes
    return regex.compile(
        "(?:" + extract_of + "[ ]+)?(?P<kind>" + "|".join(map(regex.escape, names)) + r")(?![\p{L}\p{M}])"
    )


@cache
def _title_openers() -> frozenset[str]:
    """The first words of titles, by key."""
    return frozenset(match_key(row["kind"]).split(" ")[0] for row in rows("kinds")) | {match_key("trích")}


@cache
def _spaced_titles() -> dict[str, str]:
    return {"".join(row["kind"].upper().split()): row["kind"] for row in rows("kinds") if row["group"] != "other"}


_SPACED = regex.compile(r"(?:\p{Lu}[ ]+){4,}\p{Lu}[\W]*")


def spaced_kind(line: str) -> str | None:
    """Return the kind whose letters are set apart in a title: "Q U Y Ế T   Đ Ị N H"; None where they are not."""
    return _spaced_titles().get("".join(line.rstrip(":*. ").split())) if _SPACED.fullmatch(line) else None


def _title_kind(line: str) -> int:
    """Return how many characters of a title line its kind takes ("TRÍCH BIÊN BẢN HỌP": 14), 0 where it is no title."""
    if spaced_kind(line):
        return len(line.rstrip(":*. "))
    words = line.split(" ")
    if not line.strip() or match_key(line.split()[0].rstrip(":*.")) not in _title_openers():
        return 0
    for count in range(min(6, len(words)), 0, -1):
        head = " ".join(words[:count])
        if _title_pattern().fullmatch(match_key(head.rstrip(":*. "))):
            return len(head.rstrip(":*. "))
    return 0


def find_frame(
    text: str, paragraphs: Sequence[Paragraph], *, attached: bool = False, recognised: bool = False
) -> Frame:
    """Find the head and the foot of a document among its ``paragraphs``; ``recognised``: they were read from pictures.

    What is ``attached`` behind another is a document of its own only where a title stands at its very beginning: the
    forms and samples of an appendix have titles, too.
    """
    title = _find_title(text, paragraphs[:_ATTACHED_HEAD] if attached else paragraphs)
    number = _find_number(text, paragraphs, title)
    date = _find_place_and_date(text, paragraphs, title)
    header = HeaderMention()
    if number is not None:
        header = replace(header, number=number.number, year=number.year, symbol=number.symbol, has_number_line=True)
    if date is not None:
        header = replace(header, place=date[1], date=date[2])
    elif number is not None and number.date is not None:
        header = replace(header, date=number.date)

    marks = [m for m in (number.paragraph if number else None, date[0] if date else None, title) if m is not None]
    # in a scan the date may be read before the letterhead
    first_mark = min([m for m in (number.paragraph if number else None, title) if m is not None] or marks or [0])
    issuer, parent = _letterhead(text, paragraphs[: max(marks, default=-1) + 1], first_mark)
    header = replace(header, issuer=issuer, parent=parent)
    other = _find_other_title(text, paragraphs) if title is None and not attached else None
    if title is not None:
        header, body_start, attachment = _read_title(text, paragraphs, title, header, recognised)
    elif other is not None:
        header = replace(header, is_untyped=True)
        header, body_start, attachment = _read_title(text, paragraphs, other, header, recognised)
    else:
        header, body_start, attachment = _read_letter_or_news(text, paragraphs, max(marks, default=-1) + 1, header)
    body_end, annex_start, signer, recipients = find_foot(text, paragraphs, body_start, header.issuer, recognised)
    header = replace(header, signer=signer, recipients=recipients)
    if header.date is None:  # some offices set place and date above the signature
        late = _find_place_and_date(text, paragraphs[:annex_start], annex_start, first=max(body_start, body_end - 3))
        if late is not None:
            header = replace(header, place=late[1], date=late[2])
            body_end = min(body_end, late[0])
    return Frame(header, body_start, body_end, annex_start, attachment)


@dataclass(frozen=True, slots=True)
class _NumberLine:
    paragraph: int
    number: Slice | None
    year: Slice | None
    symbol: Slice | None
    #: Older documents have the day behind the number: "Số 94/1998/NĐ-CP ngày 17 tháng 11 năm 1998".
    date: Slice | None


def _find_number(text: str, paragraphs: Sequence[Paragraph], title: int | None) -> _NumberLine | None:
    limit = _HEAD_PARAGRAPHS if title is None else title + 3
    lines = [(i, p) for i, p in enumerate(paragraphs[:limit]) if p.table is None and p.end - p.start <= 300]
    # a line that begins with "Số" before one in which a number is named: "ĐOÀN KIỂM TRA THEO QĐ SỐ 15/QĐ-TTr"
    found = next(((i, p, m) for i, p in lines if (m := _NUMBER_LINE.match(text, p.start, p.end))), None)
    if found is None:
        inside = ((i, p, m) for i, p in lines if (m := _number_inside(text, p)))
        found = next(inside, None)
    if found is None:
        return None
    index, p, match = found

    def part(name: str) -> Slice | None:
        start, end = match.span(name)
        return Slice(start, end, "header.number_line") if end > start >= 0 else None

    dated = _DATE_BEHIND.match(text, match.end(), p.end)
    date = Slice(*dated.span("date"), "header.number_line") if dated else None
    return _NumberLine(index, part("number"), part("year"), part("symbol"), date)


def _number_inside(text: str, p: Paragraph) -> regex.Match[str] | None:
    """Find the number in a line that has something before it: "NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 94/1998/NĐ-CP"."""
    if p.end - p.start >= 160 or _ATTACHED.search(text, p.start, p.end):
        return None
    found = _NUMBER_LINE.search(text, p.start, p.end)
    if found is None or text[p.start : found.start()].strip(" \t-–(*").count(" ") > _WORDS_BEFORE_NUMBER:
        return None
    return found


def _find_place_and_date(
    text: str, paragraphs: Sequence[Paragraph], title: int | None, *, first: int = 0
) -> tuple[int, Slice | None, Slice] | None:
    limit = _HEAD_PARAGRAPHS if title is None else title + 4
    blank: tuple[int, Slice | None, Slice] | None = None
    for index in range(first, min(limit, len(paragraphs))):
        p = paragraphs[index]
        if p.table is not None or p.end - p.start > 250:
            continue
        number = _NUMBER_LINE.search(text, p.start, p.end)
        start = number.end() if number else p.start  # "Số: 12/BC-X      Hà Nội, ngày ..." on one line
        found = (
            _PLACE_AND_DATE.search(text, start, p.end)
            or _PLACE_AND_SHORT_DATE.match(text, start, p.end)
            or _PLACE_AND_DATE_BARE.fullmatch(text, start, p.end)
        )
        if found and (p.end - found.end() <= 3 or number):
            return (
                index,
                Slice(*found.span("place"), "header.place_and_date"),
                Slice(*found.span("date"), "header.place_and_date"),
            )
        if blank is None and (alone := _DATE_ALONE.fullmatch(text, p.start, p.end)):
            blank = index, None, Slice(*alone.span("date"), "header.date_alone")
    return blank


def _find_title(text: str, paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the paragraph that is (or begins with) the kind of document, set as a title."""
    for index, p in enumerate(paragraphs[:_HEAD_PARAGRAPHS]):
        if p.table is not None or p.rank is not Rank.NONE:
            continue
        line = text[p.start : p.end]
        first = line.split("\n", 1)[0].strip()
        if len(first) > 250 or _MOTTO.search(first):
            continue
        kind_length = _title_kind(first)
        if not kind_length:
            continue
        alone = kind_length >= len(first.rstrip(":*. "))
        set_as_title = is_capitals(first[:kind_length]) or alone
        rest = first[kind_length:]
        if set_as_title and (alone or is_capitals(first[:kind_length])) and not _NUMBER_LINE.match(rest.strip()):
            return index
        if (p.heading or (p.bold and p.centered)) and not (_ENDS_SENTENCE.search(first) or _NUMBER_LINE.match(first)):
            return index
    return None


@cache
def _other_titles() -> regex.Pattern[str]:
    known = (phrases(row["title"]) + _unless(row["but"]) for row in rows("other_titles"))
    return regex.compile("(?:" + "|".join(known) + ")" + WORD_END)


def _unless(following: str) -> str:
    return rf"(?!\s+(?:{'|'.join(following.split('|'))}){WORD_END})" if following else ""


def _find_other_title(text: str, paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the paragraph that is the title of a document of none of the kinds: "DANH SÁCH ...", "ĐƠN ĐỀ NGHỊ"."""
    for index, p in enumerate(paragraphs[:_HEAD_PARAGRAPHS]):
        words = text[p.start : p.end]
        if p.table is not None or _ABOUT.match(words) or _ADDRESSED.match(words):
            return None
        if p.cell or p.rank is not Rank.NONE or len(words) > _TITLE_ABOVE_BODY:
            continue
        if is_capitals(words) and _other_titles().match(words):
            below = (text[q.start : q.end] for q in paragraphs[index + 1 : index + 4])
            return None if any(_ATTACHED.match(line) for line in below) else index
    return None


def _letterhead(text: str, paragraphs: Sequence[Paragraph], first_mark: int) -> tuple[Slice | None, Slice | None]:
    """Return issuer and parent: the agencies printed above the number, the issuing one last."""
    lines: list[Paragraph] = []
    for index, p in enumerate(paragraphs):
        words = text[p.start : p.end]
        if p.table is not None or (p.cell and p.cell[1] > 0) or _RULE_LINE.match(words):
            continue
        if _NUMBER_LINE.match(words) or _NUMBER_OPENS.match(words) or (index >= first_mark and not p.cell):
            break
        if _MOTTO.search(words) or _PLACE_AND_DATE.search(words) or _ABOUT.match(words) or _DRAFT.match(words):
            continue
        if len(words) > 150 or _title_kind(words) or not is_capitals(words):
            continue
        lines.append(p)
    if not lines:
        return None, None
    heads = [i for i, p in enumerate(lines) if _agency_head().match(match_key(text[p.start : p.end]))]
    begin = heads[-1] if heads else len(lines) - 1
    if begin and not _is_own_agency(text[lines[begin].start : lines[-1].end]):
        begin = heads[-2] if len(heads) > 1 else begin
    while begin and regex.search(r"[-–—]\s*$", text[lines[begin - 1].start : lines[begin - 1].end]):
        begin -= 1  # a joint letterhead, an office a line: "LIÊN ĐOÀN LAO ĐỘNG -" / "SỞ VĂN HÓA"
    issuer = _first_of_joint(text, Slice(lines[begin].start, lines[-1].end, "header.letterhead"))
    parent = Slice(lines[0].start, lines[begin - 1].end, "header.letterhead") if begin else None
    return issuer, parent


def _first_of_joint(text: str, issuer: Slice) -> Slice:
    """The leading office of a joint letterhead, "SỞ NỘI VỤ - SỞ TÀI CHÍNH"; the whole of any other."""
    for dash in _JOINT.finditer(text, issuer.start, issuer.end):
        if _agency_head().match(match_key(text[dash.end() : issuer.end])):
            return Slice(issuer.start, dash.start(), "header.letterhead.joint")
    return issuer


_JOINT = regex.compile(r"(?<!\s)\s++[-–—]\s+")


def _is_own_agency(words: str) -> bool:
    """Whether a letterhead line can stand alone: "VĂN PHÒNG" under a Sở can, "THÀNH PHỐ HUẾ" cannot."""
    return (
        not regex.match(r"(?i)(?:tỉnh|thành phố|tp\.?|huyện|quận|xã|phường|thị xã)\s", words)
        or "ủy" in words.casefold()
    )


#: Kinds of first words (``unit_heads``) with which an office's name begins; people and groups of offices have none.
_OF_OFFICES = frozenset({"office", "whole", "placed", "post", "territory"})


@cache
def _agency_head() -> regex.Pattern[str]:
    """The words with which the name of an agency begins in a letterhead."""
    heads = sorted({match_key(row["head"]) for row in rows("unit_heads") if row["kind"] in _OF_OFFICES}, key=len)
    return regex.compile("(?:" + "|".join(regex.escape(h) for h in reversed(heads)) + r")(?![\p{L}\p{M}])")


def _read_title(
    text: str, paragraphs: Sequence[Paragraph], title: int, header: HeaderMention, recognised: bool
) -> tuple[HeaderMention, int, Paragraph | None]:
    """Read kind, subject, promulgating line and authority line; return with them the first paragraph of the body."""
    p = paragraphs[title]
    kind_length = _title_kind(text[p.start : p.end].split("\n", 1)[0].strip())
    if kind_length:
        header = replace(header, kind=Slice(p.start, p.start + kind_length, "header.title"))
    subject: list[Slice] = []
    rest_start = p.start + kind_length
    while rest_start < p.end and text[rest_start] in " :*.\n\t-–":
        rest_start += 1
    if (number := _NUMBER_LINE.search(text, rest_start, p.end)) and not _ABOUT.search(text, rest_start, number.start()):
        rest_start = p.end  # "NGHỊ ĐỊNH / của Chính phủ / Số 94/1998/NĐ-CP ngày ...": no subject yet
    rest = text[rest_start : p.end]
    if rest.strip() and not regex.fullmatch(r"(?i)(?:họp|hội nghị|cuộc họp|làm việc)\W*", rest):
        subject.append(Slice(rest_start, p.end, "header.subject.title_line"))
    attachment: Paragraph | None = None
    index = title + 1
    style = (p.bold, p.centered)
    while index < len(paragraphs):
        q = paragraphs[index]
        words = text[q.start : q.end]
        if q.table is not None:
            break
        if _RULE_LINE.match(words) or _MOTTO.search(words) or _SESSION.match(words):
            index += 1
            continue
        if _is_own_number(text, q, header, subject) or _PLACE_AND_DATE.fullmatch(words.strip()):
            index += 1
            continue
        if _ATTACHED.match(words) and (words.lstrip().startswith("(") or "số" in words[:80].casefold()):
            attachment = attachment or q
            index += 1
            continue
        if q.rank is not Rank.NONE or (q.heading and subject):
            break
        if _authority_line(words):
            if header.issuer is None or not signing_post().fullmatch(words.strip(" *:\n")):
                header = replace(header, issuer=_decider(text, q) or header.issuer)
            index += 1
            continue
        if _ADDRESSED.match(words):
            header = replace(header, is_letter=header.is_untyped)  # a letter of thanks, a petition
            index = _after_addressees(text, paragraphs, index) if header.is_untyped else index + 1
            break
        # "V/v ..." in the middle under a title is its subject, whatever stands at its end
        wraps = not subject and q.centered and p.centered and (words.endswith(",") or bool(_ABOUT.match(words)))
        wraps = wraps or _opens_quotation(text, paragraphs, index)
        opens_body = bool(_BODY_OPENERS.match(words)) and not (q.bold or q.centered)
        if opens_body and not subject and not recognised:
            opens_body = not _stands_over_body(text, paragraphs, index)
        if (_ENDS_SENTENCE.search(words) and not wraps) or opens_body:
            break
        if subject and len(words) > (_LONG_SCANNED_LINE if recognised else _LONG_LINE) and not (q.bold or q.centered):
            break  # a line of a title is no longer than the page is wide
        if subject and (q.bold, q.centered) != style and not (q.bold or q.centered) and (p.bold or p.centered):
            break
        if sum(s.end - s.start for s in subject) + len(words) > 700:
            break
        if not subject:
            style = (q.bold, q.centered)
        subject.append(Slice(_behind_own_number(text, q, header), q.end, "header.subject"))
        index += 1
    subject = _without_about(text, _without_issuer(text, subject))
    return replace(header, subject=tuple(subject)), index, attachment


_LONG_LINE = 300  # characters: of a line of a title in a file
_LONG_SCANNED_LINE = 120  # on a page
_TITLE_ABOVE_BODY = 160  # characters


def _is_own_number(text: str, p: Paragraph, header: HeaderMention, subject: Sequence[Slice]) -> bool:
    """Whether a line under a title is the document's number line, and not the number of a law that the title names."""
    found = _NUMBER_LINE.match(text, p.start, p.end)
    if found is None:
        return False
    is_other = header.symbol is not None and found.start("symbol") != header.symbol.start
    return not (is_other and subject)


def _opens_quotation(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line of a title ends in a colon before the name that it gives: "... đề tài:", "“Trồng chè sạch”"."""
    if index + 1 >= len(paragraphs) or text[paragraphs[index].start : paragraphs[index].end].rstrip()[-1:] != ":":
        return False
    return text[paragraphs[index + 1].start] in '“"«'


def _stands_over_body(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line that begins as a body does is a title: "Theo dõi thi hành pháp luật năm 2021", then the body."""
    if index + 1 >= len(paragraphs) or paragraphs[index].end - paragraphs[index].start > _TITLE_ABOVE_BODY:
        return False
    below = paragraphs[index + 1]
    words = text[below.start : below.end]
    if below.table is not None or below.rank is not Rank.NONE:
        return below.rank in (Rank.ROMAN, Rank.CAPITAL, Rank.PART, Rank.CHAPTER)
    return bool(_BODY_OPENERS.match(words) or _RULE_LINE.match(words) or _ADDRESSED.match(words))


def _behind_own_number(text: str, p: Paragraph, header: HeaderMention) -> int:
    """Where the subject begins in "CỦA CHÍNH PHỦ SỐ 94/1998/NĐ-CP NGÀY 17 THÁNG 11 NĂM 1998 / QUY ĐỊNH ..."."""
    number = _NUMBER_LINE.search(text, p.start, p.end)
    if number is None or (header.symbol is not None and header.symbol.start != number.start("symbol")):
        return p.start
    if not _OF_AGENCY.fullmatch(text[p.start : number.start()].strip() or "của"):
        return p.start
    dated = _DATE_BEHIND_NUMBER.match(text, number.end(), p.end)
    return dated.end() if dated else number.end()


def _without_issuer(text: str, subject: list[Slice]) -> list[Slice]:
    """Drop the first line of a title that only says whose it is: "NGHỊ ĐỊNH / của Chính phủ / Quy định ..."."""
    if len(subject) < 2:
        return subject
    words = text[subject[0].start : subject[0].end].strip()
    agency = match_key(words[len("của") :].strip())
    is_agency = _WHOLE_STATE.fullmatch(agency) or (
        _ABOUT.match(text, subject[1].start, subject[1].end) and _agency_head().match(agency)
    )
    of_agency = _OF_AGENCY.fullmatch(words) and is_agency
    return subject[1:] if of_agency else subject


_OF_AGENCY = regex.compile(r"(?i)của(?:\s+\p{L}[\p{L} ,–-]{2,60})?")
#: Bodies of the state whose kinds of documents have them in the title.
_WHOLE_STATE = regex.compile(
    "|".join(match_key(name) for name in ("chính phủ", "thủ tướng chính phủ", "quốc hội", "ủy ban thường vụ quốc hội"))
)
_DATE_BEHIND_NUMBER = regex.compile(
    r"\s+(?i:ngày)\s+\d{1,2}\s+(?i:tháng)\s+\d{1,2}\s+(?i:năm)\s+\d{4}\s*(?=\n|\p{L}|$)"
)
# what the authority does, at the end of its line: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X ĐIỆN:"
_DECIDES = regex.compile(r"(?i)(?<!\s)\s++(?:điện|quyết\s+định|quyết\s+nghị|thông\s+báo|chỉ\s+thị)\W*+$")


def _authority_line(words: str) -> bool:
    """Whether a line under a title names who decides: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X", "ỦY BAN NHÂN DÂN TỈNH X"."""
    line = words.strip(" *:\n")
    return is_capitals(line) and len(line) < 150 and bool(signing_post().match(line) or _AGENCY_AS_SIGNER.match(line))


def _decider(text: str, p: Paragraph) -> Slice | None:
    """The authority line as issuer: who takes the decision is named there, more closely than in the letterhead."""
    words = _DECIDES.sub("", text[p.start : p.end].rstrip(" *:\n"))
    return Slice(p.start, p.start + len(words), "header.authority_line")


def _without_about(text: str, subject: list[Slice]) -> list[Slice]:
    """Drop a leading "V/v"; "Về việc" is part of the subject as printed in titles."""
    if subject and (about := _ABBREVIATED_ABOUT.match(text, subject[0].start, subject[0].end)):
        subject[0] = Slice(about.end(), subject[0].end, subject[0].rule)
        last = subject[-1]
        if about["bracket"] and text[last.end - 1] == ")":
            subject[-1] = Slice(last.start, last.end - 1, last.rule)
    elif subject and text[subject[0].start] == "(" and text[subject[-1].end - 1] == ")":
        is_about = _ABOUT.match(text, subject[0].start + 1, subject[0].end)
        if is_about is not None:  # "(Về việc thành lập Tổ công tác)"
            subject[0] = Slice(subject[0].start + 1, subject[0].end, subject[0].rule)
            subject[-1] = Slice(subject[-1].start, subject[-1].end - 1, subject[-1].rule)
    return [s for s in subject if s.end > s.start]


# "27/09/2019 - 11:41", "Thứ sáu, 27/9/2019 11:41", "Thứ Ba, ngày 12/3/2024 08:30", "Cập nhật: 11:41 27/09/2019"
_TIMESTAMP = regex.compile(
    r"(?i)(?:(?:thứ\s+\p{L}+|chủ nhật)\s*+(?:[,-]\s*+)?"
    r"|(?:ngày đăng|đăng ngày|ngày cập nhật|cập nhật(?: lúc| ngày)?|đăng lúc|ngày)\s*+(?::\s*+)?){0,3}"
    r"(?:\d{1,2}[:h]\d{2}(?::\d\d)?\s*+(?:[-|,]\s*+)?(?:ngày\s*)?)?(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
    r"(?:\s*+(?:[-|,]\s*+)?\d{1,2}[:h]\d{2}(?::\d\d)?)?(?:\s*\(?GMT.{0,6})?"
)
# "Tác giả: Trần Văn Mẫu", "Tin, ảnh: Minh Hòa"
_AUTHOR_LABEL = regex.compile(
    r"(?i)^(?:tác giả|người viết|phóng viên|tin(?: bài)?(?:,| và)? ảnh|(?:tin,? )?bài(?:,| và)? ảnh|tin bài|bài)"
    r"\s*[:/]\s*"
)
_SITE_WORDS = regex.compile(
    r"(?i)^(?:tiếng việt|english|trang chủ|chia sẻ|in bài|gửi email|tin liên quan|tags?\b|từ khóa|bình luận|facebook)"
)


def _read_letter_or_news(
    text: str, paragraphs: Sequence[Paragraph], after_marks: int, header: HeaderMention
) -> tuple[HeaderMention, int, Paragraph | None]:
    """Read the head of a document without a title: a công văn (V/v, Kính gửi), a news item, or a bare appendix."""
    attachment: Paragraph | None = None
    for index, p in enumerate(paragraphs[:_HEAD_PARAGRAPHS]):
        words = text[p.start : p.end]
        if p.table is not None:
            continue
        about = _ABOUT.match(words)
        plain = about is None and _is_plain_subject(text, paragraphs, index)
        if (about or plain) and not header.subject and index < after_marks + 6:
            start = p.start + (about.end() if about else 0)
            pieces = [Slice(start, p.end, "header.about")]
            below = index + 1
            while below < min(index + 4, len(paragraphs)) and _wraps_about(text, paragraphs, below):
                pieces.append(Slice(paragraphs[below].start, paragraphs[below].end, "header.about"))
                below += 1
            header = replace(header, subject=tuple(pieces), is_letter=True)
            after_marks = max(after_marks, index + len(pieces))
        elif _ADDRESSED.match(words):
            header = replace(header, is_letter=True)
            return header, _after_addressees(text, paragraphs, index), attachment
        elif _ATTACHED.match(words) and words.lstrip().startswith("("):
            attachment = p
            header = replace(header, subject=header.subject or _lines_above(text, paragraphs, index))
            return header, index + 1, attachment
    if header.has_number_line or header.date:
        return header, after_marks, attachment
    return _read_news(text, paragraphs, header)


def _wraps_about(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line goes on with the subject above it: the line under the number is narrow, and its subject wraps."""
    p = paragraphs[index]
    if p.cell != paragraphs[index - 1].cell or p.table is not None:
        return False
    words = text[p.start : p.end]
    if words[:1].islower():
        return True
    above = text[paragraphs[index - 1].start : paragraphs[index - 1].end]
    if _is_mark(words) or _ENDS_SENTENCE.search(above) or p.rank is not Rank.NONE or len(words) > _NARROW_LINE:
        return False
    # a line that begins with a capital, as a name does, goes on where what stands below a subject follows
    below = paragraphs[index + 1 : index + 2]
    return bool(below) and (below[0].cell != p.cell or _is_mark(text[below[0].start : below[0].end]))


_NARROW_LINE = 60  # characters: of the left half of a page


def _is_mark(words: str) -> bool:
    """Whether a line of the head is something else than a subject: motto, date, number, addressee, a rule."""
    patterns = (_ADDRESSED, _RULE_LINE, _NUMBER_LINE, _PLACE_AND_DATE, _PLACE_AND_SHORT_DATE, _DATE_ALONE)
    return bool(_MOTTO.search(words)) or is_capitals(words) or any(pattern.match(words) for pattern in patterns)


def _is_plain_subject(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line between the date and "Kính gửi" says without "V/v" what a letter is about."""
    p = paragraphs[index]
    if not _ABOUT_PLAIN.match(text, p.start, p.end) or _ENDS_SENTENCE.search(text[p.start : p.end]):
        return False
    below = (text[q.start : q.end] for q in paragraphs[index + 1 : index + 4] if q.table is None)
    return any(_ADDRESSED.match(words) for words in below)


def _after_addressees(text: str, paragraphs: Sequence[Paragraph], index: int) -> int:
    """ "Kính gửi:" is followed by its addressees, as bullets or short lines that end with ";" or "."."""
    following = index + 1
    while following < len(paragraphs) and following < index + 30:
        q = paragraphs[following]
        words = text[q.start : q.end]
        is_bullet = q.rank in (Rank.DASH, Rank.PLUS)
        is_short = len(words) < 120 and bool(regex.search(r"[;,]\s*$", words))
        if q.table is None and (is_bullet or is_short or _RULE_LINE.match(words)):
            following += 1
        else:
            break
    return following


def _lines_above(text: str, paragraphs: Sequence[Paragraph], index: int) -> tuple[Slice, ...]:
    """The title of an appendix that has no kind: the lines between its label ("Phụ lục I") and "(Kèm theo ...)"."""
    lines: list[Slice] = []
    for p in reversed(paragraphs[max(0, index - 4) : index]):
        words = text[p.start : p.end]
        if p.table is not None or len(words) > 400 or (regex.match(r"(?i)phụ lục", words) and len(words) < 20):
            break
        lines.insert(0, Slice(p.start, p.end, "header.subject.appendix"))
    return tuple(lines)


def _read_news(
    text: str, paragraphs: Sequence[Paragraph], header: HeaderMention
) -> tuple[HeaderMention, int, Paragraph | None]:
    """A page without number, letterhead and kind that opens with a time stamp is a news item."""
    stamp: tuple[int, regex.Match[str]] | None = None
    for index, p in enumerate(paragraphs[:12]):
        if p.table is None and p.end - p.start < 90 and (found := _TIMESTAMP.fullmatch(text, p.start, p.end)):
            stamp = index, found
            break
    if stamp is None:
        return header, 0, None
    index, found = stamp
    before = [i for i in range(index) if _is_headline(text, paragraphs[i])]
    after = [i for i in range(index + 1, min(index + 4, len(paragraphs))) if _is_headline(text, paragraphs[i])]
    headline = next((i for i in before if paragraphs[i].heading), None)
    if headline is None:
        headline = after[0] if after else (before[-1] if before else None)
    header = replace(header, date=Slice(*found.span("date"), "header.news_time"), is_news=True)
    if headline is None:
        return header, index + 1, None
    p = paragraphs[headline]
    header = replace(header, subject=(Slice(p.start, p.end, "header.headline"),), author=_find_author(text, paragraphs))
    return header, max(index, headline) + 1, None


def _is_headline(text: str, p: Paragraph) -> bool:
    words = text[p.start : p.end]
    is_other = _SITE_WORDS.match(words) or _AUTHOR_LABEL.match(words)
    return p.table is None and 15 <= len(words) <= 250 and not is_other and not words.endswith(".")


def _find_author(text: str, paragraphs: Sequence[Paragraph]) -> Slice | None:
    """The last line that is a person's name and nothing else, or says that it is the author's."""
    for p in reversed(paragraphs[-6:]):
        words = text[p.start : p.end]
        label = _AUTHOR_LABEL.match(words)
        start = label.end() if label else 0
        if p.table is None and PERSON.match(words[start:]) and not _SITE_WORDS.match(words):
            return Slice(p.start + start, p.end, "header.author")
    return None
