"""Laws, codes, ordinances and the constitution, which are cited by their title, with or without number and date.

A title's end is the difficulty: "Luật Phòng, chống tác hại của rượu, bia" holds a comma and "của". Known titles are
data (``law_titles.csv``); other titles end by rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from pipeline.extract.citation_parts import DATE, NUMBERED, breaks_paragraph, issuer_after
from pipeline.extract.mentions import ReferenceMention, Slice
from pipeline.vocabulary import rows

# Not after "pháp luật", "kỷ luật", "ngành Luật", "Đại học Luật": there the word names no document.
_LAW = regex.compile(
    r"(?<![\p{L}_])(?<!(?:pháp|Pháp|PHÁP|kỷ|Kỷ|KỶ|quy|[Nn]gành|NGÀNH|[Kk]hoa|KHOA|[Hh]ọc|HỌC|cử nhân|[Dd]ự án|tổ chức"
    r"|Công ty|phòng)\s)"
    r"(?P<kind>Bộ\s+luật|Luật|Pháp\s+lệnh|Hiến\s+pháp|luật|bộ\s+luật|pháp\s+lệnh|LUẬT|BỘ\s+LUẬT|PHÁP\s+LỆNH)(?!\p{L})"
    r"(?P<gap>\s+)(?=[\p{L}\d])"
)
_NO_TITLE = regex.compile(
    r"(?:sư|gia|này|đó|số|pháp|lệ|định|trên|mới|học|hiện|khác|[Kk]inh\s+tế|quốc\s+tế|chuyên|liên\s+quan|nêu|và|hoặc|của|trong|về|có|do"
    r"|được|đã|là|thì|không|theo|quy|cũ|thương\s+mại\s+quốc\s+tế|[Tt]ục|tục|chơi|bất|năm|ngày|sửa\s+đổi(?!,?\s+bổ)|tại|cho|ban|[Nn]gân\s+hàng$)(?!\p{L})"
)
# "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công và Luật Quy hoạch": its title runs to the end of the last law.
_AMENDING = regex.compile(
    r"[Ss]ửa\s+đổi,?\s*(?:và\s+)?bổ\s+sung\s+(?:một\s+số\s+)?[Đđ]iều(?:\s+\d+)?(?:,\s+khoản)?\s+của\s+(?:các\s+|\d+\s+)?"
)
_INNER = regex.compile(r"(?:,|\s+và|,\s+và|;)\s+(?=(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s)")
# Where a title that is not in the list ends.
_FREE_END = regex.compile(
    r"[,;.:()\t\"”\[\]/*]|(?<!\s)\s++(?=(?:ngày|năm|số|có|được|đã|là|thì|quy\s+định|về|của|trong|khi|cho|để|và|hoặc|hiện|sửa\s+đổi|theo|tại|này|không"
    r"|phải|do|bằng|với|nhưng|trừ|như|ban\s+hành|hướng\s+dẫn|[–-])(?!\p{L}))|\n|$"
)
# "năm 2014", "(năm 2014)", "2013" after a law's title tells the law, not a day.
_YEAR = regex.compile(r"\s*+(?:[,(]\s*+)?(?:năm\s+)?(?P<year>(?:19|20)\d{2})(?![\d/])\)?")
_BEFORE_NUMBER = regex.compile(r"(?:\s*\(sửa\s+đổi\))?\s*+(?:[,(]\s*+)?(?:(?:[Ll]uật\s+)?số\s*+(?::\s*+)?)?")
# "Luật Đất đai 29/11/2013", the word "ngày" forgotten.
_PLAIN_DATE = regex.compile(r"\s+(?P<date>\d{1,2}/\d{1,2}/(?:19|20)\d{2})(?!\d)")
_BEFORE_DATE = regex.compile(r"\s*+(?:[,(]\s*+)?(?=ngày)")


@cache
def _titles() -> regex.Pattern[str]:
    titles = sorted({row["title"] for row in rows("law_titles")}, key=len, reverse=True)
    patterns = (r"\s+".join(_tone_free_of_place(word) for word in title.split()) for title in titles)
    return regex.compile(rf"(?:{'|'.join(patterns)})(?!\p{{L}})", regex.IGNORECASE)


def _tone_free_of_place(word: str) -> str:
    """Accept both places of the tone mark: "hóa" and "hoá", "thủy" and "thuỷ"."""
    word = regex.escape(word)
    for pair in (
        ("hóa", "hoá"),
        ("hòa", "hoà"),
        ("tỏa", "toả"),
        ("khỏe", "khoẻ"),
        ("thủy", "thuỷ"),
        ("ủy", "uỷ"),
        ("túy", "tuý"),
    ):
        for one, other in (pair, tuple(p.capitalize() for p in pair)):
            word = word.replace(one, f"(?:{one}|{other})")
    return word


def find_laws(text: str) -> Iterator[ReferenceMention]:
    """Yield every law cited by its title; those inside an amending law's title come after it, on their own."""
    for found in _LAW.finditer(text):
        kind = Slice(*found.span("kind"), "kind.words")
        if "\n" in found.group("gap") and breaks_paragraph(text, text.index("\n", found.start("gap"))):
            continue
        start = found.end()
        is_constitution = found.group("kind").startswith("Hiến")
        end = _constitution_end(text, start) if is_constitution else _title_end(text, start, found.group("kind"))
        if end is None:
            if is_constitution:
                end = kind.end
            else:
                continue
        mention = _with_number_and_date(text, kind, end)
        if mention is not None:
            yield mention


def _constitution_end(text: str, start: int) -> int | None:
    name = regex.compile(
        r"nước\s+Cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam|nước\s+CHXHCN\s+Việt\s+Nam"
    ).match(text, start)
    return name.end() if name else None


def _title_end(text: str, start: int, kind: str) -> int | None:
    known = _titles().match(text, start)
    if known:
        # "Luật Đất đai sửa đổi" is that law; "Luật Ngân hàng Nhà nước" has to win over "Luật Ngân hàng".
        return known.end()
    if kind[0].islower() or kind.isupper():
        return None
    if amending := _AMENDING.match(text, start):
        return _amended_end(text, amending.end())
    if _NO_TITLE.match(text, start):
        return None
    end = _free_end(text, start)
    if end is None:
        return None
    words = text[start:end].split()
    if text[start].isupper():
        return end if len(words) <= 16 else None
    # A small letter after "Luật" is a title only where a number, date or year follows: "Luật khoáng sản năm 2010".
    dated = _BEFORE_NUMBER.match(text, end)
    after = dated.end() if dated else end
    if NUMBERED.match(text, after) or DATE.match(text, after) or _YEAR.match(text, end):
        return end if len(words) <= 16 else None
    return None


def _free_end(text: str, start: int) -> int | None:
    for stop in _FREE_END.finditer(text, start, start + 200):
        if stop.group() == "\n" and not breaks_paragraph(text, stop.start()):
            continue
        if stop.group() == "," and regex.match(
            r"\s+(?:chống|chữa|khen|sử dụng|bảo vệ)\s", text[stop.end() : stop.end() + 12]
        ):
            continue
        if text[stop.end() : stop.end() + 3] == "và " and _number_follows(text, stop.end()):
            continue
        end = stop.start()
        while end > start and text[end - 1].isspace():
            end -= 1
        return end if end > start else None
    return None


def _number_follows(text: str, start: int) -> bool:
    """Whether words without any stop lead to a number or day: "Luật A và B số 12/2030/QH19" is one law."""
    return bool(
        regex.match(
            r"và\s+(?!(?:Luật|Bộ\s+luật|Pháp\s+lệnh|các)\s)[\p{L}\s]{2,60}?\s(?:số\s+\d|ngày\s+\d)",
            text[start : start + 80],
        )
    )


def _amended_end(text: str, start: int) -> int | None:
    """Return the end of the last law that an amending law's title names."""
    end: int | None = None
    place = start
    while inner := regex.compile(r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s+").match(text, place):
        inner_end = _title_end(text, inner.end(), inner.group().strip())
        if inner_end is None:
            break
        end = inner_end
        following = _INNER.match(text, end)
        if not following:
            # "... của Luật Tổ chức Chính phủ và Tổ chức chính quyền địa phương": the second one without its "Luật".
            joint = regex.compile(r"\s+và\s+").match(text, end)
            bare = _titles().match(text, joint.end()) if joint else None
            end = bare.end() if bare else end
            break
        place = following.end()
    return end if end is not None else _free_end(text, start)


def _with_number_and_date(text: str, kind: Slice, title_end: int) -> ReferenceMention | None:
    end = title_end
    number = year = symbol = date = None
    before = _BEFORE_NUMBER.match(text, end)
    numbered = NUMBERED.match(text, before.end()) if before else None
    if numbered:
        number = Slice(*numbered.span("number"), "reference.number")
        symbol = Slice(*numbered.span("symbol"), "reference.symbol")
        year = Slice(*numbered.span("year"), "reference.year") if numbered.group("year") else None
        end = numbered.end()
    elif plain_year := _YEAR.match(text, end):
        end = (
            plain_year.end()
            if plain_year.group().endswith(")") and "(" in plain_year.group()
            else plain_year.end("year")
        )
        before_number = _BEFORE_NUMBER.match(text, end)
        later = NUMBERED.match(text, before_number.end()) if before_number and "số" in before_number.group() else None
        if later:
            number, symbol = (
                Slice(*later.span("number"), "reference.number"),
                Slice(*later.span("symbol"), "reference.symbol"),
            )
            year = Slice(*later.span("year"), "reference.year") if later.group("year") else None
            end = later.end()
    before_date = _BEFORE_DATE.match(text, end)
    if before_date is None and (plain := _PLAIN_DATE.match(text, end)):
        date, end = Slice(*plain.span("date"), "reference.date"), plain.end()
    if before_date and (day := DATE.match(text, before_date.end())):
        date, end = Slice(*day.span(), "reference.date"), day.end()
    issuer = issuer_after(text, end) if date or number else None
    is_law = text[kind.start].casefold() in "lb" and not text[kind.start : kind.end].casefold().startswith("bộ chính")
    name_start = kind.start if is_law or title_end == kind.end or text[kind.start] == "H" else kind.end
    while text[name_start].isspace():
        name_start += 1
    return ReferenceMention(
        start=kind.start,
        end=max(end, issuer.end if issuer else 0),
        rule="reference.law",
        kind=kind,
        number=number,
        year=year,
        symbol=symbol,
        name=Slice(name_start, title_end, "law.title"),
        date=date,
        issuer=issuer,
        is_law=True,
    )
