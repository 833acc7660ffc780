"""The pieces that citations are made of: number and symbol, kind words, date, issuer, and where a title ends.

Each function looks at one place of the text and returns slices; ``references`` puts them together. A citation is
written forwards (kind, number, date, issuer, title), so every pattern is tried at a known place and the work stays
linear in the length of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from pipeline.extract.mentions import Slice
from pipeline.extract.units import units_at
from pipeline.text import fold
from pipeline.vocabulary import rows

# A part of a symbol, "UBND", "TTr", "QyĐ", "GD&ĐT", "QH15": never two small letters together, so no ordinary word.
_PART = r"\p{Lu}(?:[\p{Lu}\d&]|\p{Ll}(?!\p{Ll}))*+(?![\p{L}])"
_TWO_CAPITALS = r"(?=\p{Lu}\p{Ll}?[\p{Lu}&])"
# "QĐ-UBND"; wrapped or loose after the hyphen "QĐ- UBND", "TT-⏎BGDĐT"; loose round it after the kind "KH - UBND".
_SYMBOL = (
    rf"(?P<symbol>{_TWO_CAPITALS}{_PART}(?:\s[-–]\s{{0,40}}{_TWO_CAPITALS}{_PART})?"
    rf"(?:[-–/]{_PART}|\.{_TWO_CAPITALS}{_PART}|-\s{{1,40}}{_TWO_CAPITALS}{_PART}){{0,6}})"
)
_NUMBER = r"(?:(?<=số)|(?<=Số)|(?<![\p{L}\d_/\\@#-]|\d[.,:–]))(?P<number>\d{1,5}[a-hđ]?)"
_YEAR = r"(?P<year>(?:19|20)\d{2})"

# What follows the number in a key.
_TAIL = (
    "(?:"
    # "107/2020/NĐ-CP", "3034/QĐ-UBND", "55 /KH-CN-VP", "131/⏎CĐ-TTg"
    # "…05…./2006/QĐ-UBND": filled in among dots
    rf"[\s.…_]{{0,12}}/\s{{0,12}}(?:{_YEAR}\s{{0,3}}[/-]\s{{0,12}})?{_SYMBOL}"
    # Party documents: "31-CT/TU", "24-BS/UBKTTU", "367-QĐ/TWĐTN-VP"
    rf"|\s?[-–]\s?(?P<symbol>\p{{Lu}}[\p{{Lu}}\p{{Ll}}]{{1,4}}\s?/\s?{_PART}(?:[-–.]{_PART}){{0,3}})"
    # Before 1997 without a slash: "97-HĐBT", "25-CP"
    r"|-(?P<symbol>HĐBT|CP|TTg|CT|HĐNN\d?)\b"
    ")"
)
NUMBERED = regex.compile(_NUMBER + _TAIL)
# Numbers that share what follows the last of them: "1201, 1202 và 1203/QĐ-UBND", "33,34,35/CP".
SERIES = regex.compile(
    r"(?<![\p{L}\d_/.,:@#-])(?P<heads>(?:\d{1,5}(?:\s?[,;&]\s{0,12}(?:và\s+)?|\s+(?:và|hoặc)\s+)(?:[Ss]ố\s*:?\s*)?){1,12}+)"
    rf"(?P<number>\d{{1,5}}[a-hđ]?){_TAIL}"
)

# "ngày 14/12/2017", "ngày 15 tháng 6 năm 2017", over line breaks; "ngày   tháng 5 năm 2022" is a date as well.
DATE = regex.compile(
    r"[Nn]gày\s+(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:(?:19|20)\d{2}|\d{2}(?![/.-]?\d))"
    r"|(?:\d{1,2}\s+)?tháng\s+\d{1,2}\s*(?:năm\s+|/\s?)(?:19|20)\d{2}"
    r"|[.…_]{1,8}\s?\d{1,2}\s?[.…_]{1,8}\s?tháng[\s.…_]+\d{1,2}[\s.…_]+năm\s+(?:19|20)\d{2})(?!\d)"
    r"|NGÀY\s+\d{1,2}\s+THÁNG\s+\d{1,2}\s+NĂM\s+\d{4}"
)
# "12/QĐ-UBND, 12/02/2032", the word "ngày" left out; "40/SCT-VP tháng 5/2032", no day.
_DATE_ALONE = regex.compile(
    r"\s*[,(]\s*(?P<date>\d{1,2}/\d{1,2}/(?:19|20)\d{2})(?![\d/])"
    r"|\s+(?P<date>tháng\s+\d{1,2}(?:\s*/\s*|\s+năm\s+)(?:19|20)\d{2})(?![\d/])"
)
# Between a number and its date: "649/QĐ-UBND tỉnh ngày", "663/KH-ĐHTĐ, ngày", "12/QĐ-UBND (ban hành ngày".
_BEFORE_DATE = regex.compile(
    r"[”\"]?(?:\s+(?:tỉnh|huyện|thành phố|xã|phường))?\s*+[*_]{0,2}[,(]?\s*+[*_]{0,2}"
    r"(?:(?:được\s+)?(?:ban hành|ký|ký ban hành)\s+)?(?:cùng\s+)?(?=[Nn]gày|NGÀY)"
)
_BEFORE_ISSUER = regex.compile(r"\s*+(?:[,(]\s*+)?(?:của|CỦA)\s+(?:các\s+)?|\s+do\s+(?=[^,;.]{3,80}\sban hành)")

_SO = regex.compile(r"[\s,(:]{0,30}(?P<so>\b(?:[Ss]ố|SỐ))\s{0,30}[:.]?[\s.…_“\"]{0,30}$|[\s(“\"]{0,30}$")
_WORD = regex.compile(r"[\p{L}]+")
_OF_ISSUER = regex.compile(r"\s+của\s+(?P<issuer>[^;.:()\n\t\d]{2,90})$")
_GENERIC = {"van ban": "Văn bản"}
# What stands before a number that is no document's: "Mẫu số 05/ĐK-UBND", "Biểu số 06a/VPCP/KSTT".
_NO_DOCUMENT = frozenset(
    ("mau", "bieu", "luc", "bang", "ma", "khoan", "don", "thua", "do", "thoai", "fax", "so", "serial", "soat", "xe")
)


@cache
def kind_words() -> dict[str, str]:
    """Return folded words of a kind and its official name: {"quyet dinh": "Quyết định", ...}."""
    words = {fold(row["kind"]): row["kind"] for row in rows("kinds")}
    for row in rows("kinds"):
        words.update({fold(word): row["kind"] for word in row["words"].split("|") if " " in word})
    return words | _GENERIC


@cache
def kind_short_words() -> dict[str, str]:
    """Return the short words of a kind as written: {"QĐ": "Quyết định", ...}."""
    return {word: row["kind"] for row in rows("kinds") for word in row["words"].split("|") if word and " " not in word}


@cache
def kind_codes() -> dict[str, str]:
    """Return the abbreviations that open a symbol: {"QĐ": "Quyết định", "TTr": "Tờ trình", ...}."""
    return {code: row["kind"] for row in rows("kinds") for code in row["symbols"].split("|") if code}


@cache
def _official_kinds() -> dict[str, str]:
    return {row["kind"]: row["official"] for row in rows("kinds") if row.get("official")}


def official_kind(kind: str) -> str:
    """Return the kind that ``kind`` counts as: "Kế hoạch liên ngành" is a "Kế hoạch"; most are themselves."""
    return _official_kinds().get(kind, kind)


def symbol_kind(symbol: str) -> str:
    """Return the kind that a symbol tells: "QĐ-UBND" is a Quyết định, "SKHCN-TTr" a Công văn; "" for "QH15"."""
    first = regex.split(r"\s*[-–/.]\s*", symbol.strip(), maxsplit=1)[0]
    return kind_codes().get(first) or ("Công văn" if "-" in symbol and "/" not in symbol else "")


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a number: its kind, an issuer between the two, and whether a word "số" does."""

    kind: Slice | None
    issuer: Slice | None = None
    has_so: bool = False
    #: The number line at the head of the document itself, "Số: 45/KH-UBND", or no document at all ("Mẫu số ...").
    is_none: bool = False


def lead_of(text: str, start: int) -> Lead:
    """Return what stands before the number at ``start``, looking back over at most some 150 characters."""
    so = _SO.search(text, max(0, start - 30), start)
    end = so.start() if so else start
    has_so = bool(so and so.group("so"))
    if kind := kind_before(text, end):
        own_line = so is not None and has_so and "\n" in text[end : so.start("so")] and text[so.start("so")] == "S"
        return Lead(kind, None, has_so, is_none=own_line and ":" in text[so.start("so") : start])  # type: ignore[union-attr]
    if has_so and so is not None:
        if of := _OF_ISSUER.search(text, max(0, end - 100), end):
            kind = kind_before(text, of.start())
            if kind:
                issuer = issuer_at(text, of.start("issuer"))
                return Lead(kind, issuer if issuer and issuer.end <= end else None, True)
        if kind := _kind_with_attribute(text, end):
            return Lead(kind, None, True)
        if text[so.start("so")] == "S" and _opens_line(text, so.start("so")):
            return Lead(None, None, True, is_none=True)
    last = [m.group() for m in _WORD.finditer(text, max(0, end - 16), end)][-1:]
    touching = bool(last) and text.endswith(last[0], 0, end) if last else False
    return Lead(None, None, has_so, is_none=touching and fold(last[0]) in _NO_DOCUMENT)


def _opens_line(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return not line.strip(" *_#|>-\t") or line.endswith("\t")


def kind_before(text: str, end: int) -> Slice | None:
    """Return the kind words that end at ``end`` (blanks between them and ``end`` do not count)."""
    words: list[regex.Match[str]] = list(_WORD.finditer(text, max(0, end - 60), end))
    if not words or text[words[-1].end() : end].strip():
        return None
    for count in range(min(4, len(words)), 0, -1):
        group = words[-count:]
        if any(text[a.end() : b.start()].strip() for a, b in pairwise(group)):
            continue
        if fold(" ".join(word.group() for word in group)) in kind_words():
            return Slice(group[0].start(), group[-1].end(), "kind.words")
    if words[-1].group() in kind_short_words():
        return Slice(words[-1].start(), words[-1].end(), "kind.short")
    return None


_SHORT_ATTRIBUTE = 3  # words between a kind and "số"
_LONGEST_ATTRIBUTE = 5


def _kind_with_attribute(text: str, end: int) -> Slice | None:
    """Return the kind of "Công điện khẩn số", "Thông báo kết luận số", "Kế hoạch liên ngành số"."""
    words: list[regex.Match[str]] = list(_WORD.finditer(text, max(0, end - 60), end))
    if not words or text[words[-1].end() : end].strip():
        return None
    for back in range(1, _LONGEST_ATTRIBUTE + 1):
        if len(words) <= back or not words[-back].group().islower():
            return None
        between = text[words[-back - 1].end() : words[-back].start()].strip()
        if between not in ("", ","):
            return None
        kind = kind_before(text, words[-back].start()) if not between else None
        # a long attribute, "Báo cáo tiếp thu, giải trình số", follows a kind set as a name
        if kind and (back <= _SHORT_ATTRIBUTE or text[kind.start].isupper()):
            return kind
    return None


def date_after(text: str, place: int) -> Slice | None:
    """Return the date that a citation has right after ``place``."""
    before = _BEFORE_DATE.match(text, place)
    if before and (date := DATE.match(text, before.end())):
        return Slice(date.start(), date.end(), "reference.date")
    alone = _DATE_ALONE.match(text, place)
    return Slice(*alone.span("date"), "reference.date") if alone else None


def issuer_after(text: str, place: int) -> Slice | None:
    """Return the issuer that follows as "của ..." or "do ... ban hành"."""
    of = _BEFORE_ISSUER.match(text, place)
    return issuer_at(text, of.end()) if of else None


# Offices that are named whole by these words.
_WHOLE = (
    r"Thủ\s+tướng(?:\s+Chính\s+phủ)?|Chính\s+phủ|Quốc\s+hội|(?:Ủy|Uỷ)\s+ban\s+[Tt]hường\s+vụ\s+Quốc\s+hội|UBTVQH"
    r"|Chủ\s+tịch\s+nước|Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư(?:\s+Trung\s+ương(?:\s+Đảng)?)?|Hội\s+đồng\s+Bộ\s+trưởng"
    r"|(?:Ban\s+[Cc]hấp\s+hành\s+)?Trung\s+ương(?:\s+Đảng)?|Hội\s+đồng\s+Nhà\s+nước"
)
# Posts and bodies that are named by their place: "Chủ tịch UBND tỉnh Tây Ninh", "Ban Thường vụ Tỉnh ủy".
_PLACED = (
    r"(?:(?:Phó\s+)?Chủ\s+tịch\s+|Văn\s+phòng\s+|Thường\s+trực\s+)?(?:(?:Ủy|Uỷ|ỦY|UỶ|ủy)\s+(?:ban|BAN)\s+(?:[Nn]hân\s+[Dd]ân|NHÂN\s+DÂN)"
    r"|Hội\s+đồng\s+[Nn]hân\s+dân|UBND|HĐND|UBHC)"
    r"|(?:Ban\s+[Tt]hường\s+vụ\s+|Thường\s+trực\s+|Ban\s+[Cc]hấp\s+hành\s+(?:Đảng\s+bộ\s+)?|Văn\s+phòng\s+)?"
    r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng)\s+(?:ủy|uỷ)"
    r"|(?:Ban\s+[Cc]hấp\s+hành\s+)?Đảng\s+bộ|BCH\s+Đảng\s+bộ|BTV\s+(?:Tỉnh|Thành|Huyện)\s+(?:ủy|uỷ)"
)
_NAMED = (
    r"Bộ\s+trưởng|Bộ|[Ss]ở|Giám\s+đốc|Phó\s+Giám\s+đốc|Chánh|Tổng\s+(?:cục|công\s+ty|thanh\s+tra|giám\s+đốc|kiểm\s+toán)|Cục"
    r"|Vụ|Viện|Trường|Học\s+viện|Đại\s+học|Hiệu\s+trưởng|Phòng|Trung\s+tâm|Chi\s+cục|T[òo][àa]\s+án|Thanh\s+tra|Ban|Văn\s+phòng"
    r"|Công\s+(?:ty|an|đoàn)|Tập\s+đoàn|Ngân\s+hàng|Kho\s+bạc|Bảo\s+hiểm\s+[Xx]ã\s+hội|Hội|Liên\s+(?:đoàn|minh|hiệp|bộ|ngành)"
    r"|Mặt\s+trận|Đoàn|Trưởng|Thủ\s+trưởng|Chủ\s+nhiệm|Thống\s+đốc|Tổng|Kiểm\s+toán|Đài|Báo|Bệnh\s+viện|Ủy\s+ban|Uỷ\s+ban|Chủ\s+tịch"
)
_HEAD = regex.compile(rf"(?:(?P<whole>{_WHOLE})|(?P<placed>{_PLACED})|(?P<named>{_NAMED}))(?!\p{{L}})")
_TOKEN = regex.compile(r"(?P<gap>\s*)(?P<word>(?:TP|Tp|tp)\.|[\p{L}\d&]+|[-–,])")
_LEVELS = frozenset(("tỉnh", "thành", "phố", "TP.", "Tp.", "huyện", "quận", "thị", "xã", "phường", "trấn", "cấp"))
_STOP_ONE = {row["words"]: frozenset(row["unless"].split("|")) for row in rows("name_stops") if row["syllables"] == "1"}
_STOP_TWO = frozenset(fold(row["words"]) for row in rows("name_stops") if row["syllables"] == "2")
# Names that hold a comma: "Sở Văn hóa, Thể thao và Du lịch", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ".
_COMMA_GOES_ON = regex.compile(
    r"(?:Văn\s+h[oó][aá](?:,\s*Khoa\s+học)?|Lao\s+động|Thể\s+thao|Bộ\s+trưởng|Gia\s+đình|Nông,\s*lâm|Nội\s+vụ)\s*$",
    regex.IGNORECASE,
)


# Party bodies inside an office: "Ban cán sự đảng UBND tỉnh", "Đảng ủy Sở Y tế".
_PARTY_BODY = regex.compile(r"(?:Ban\s+[Cc]án\s+sự\s+[Đđ]ảng|Đảng\s+đoàn|Đảng\s+(?:ủy|uỷ|bộ)|[Cc]hi\s+bộ)\s+")


def issuer_at(text: str, start: int) -> Slice | None:
    """Return the office or post whose name begins at ``start``, or None."""
    if body := _PARTY_BODY.match(text, start):
        office = issuer_at(text, body.end())
        if office is not None:
            return Slice(start, office.end, office.rule)
    head = _HEAD.match(text, start)
    if not head:
        return None
    if head.group("whole"):
        return Slice(start, head.end(), "issuer.whole")
    placed = head.group("placed") is not None
    end = place = head.end()
    for _ in range(18):
        token = _TOKEN.match(text, place)
        if not token or "\t" in token.group("gap") or token.group("gap").count("\n") > 1:
            break
        word = token.group("word")
        if "\n" in token.group("gap") and breaks_paragraph(text, token.start("gap") + token.group("gap").index("\n")):
            break
        if word == ",":
            rest = _TOKEN.match(text, token.end())
            if placed or not rest or not rest.group("word")[0].isupper():
                break
            if not _COMMA_GOES_ON.search(text, start, token.start()):
                break
        elif word in "-–":
            rest = _TOKEN.match(text, token.end())
            if not rest or not rest.group("word")[0].isupper():
                break
        elif _ends_name(text, token, placed):
            break
        else:
            end = token.end()
        place = token.end()
    return Slice(start, _known_end(text, start, end), "issuer.placed" if placed else "issuer.named")


def _known_end(text: str, start: int, end: int) -> int:
    """Shorten a name to the office that the vocabulary of agencies knows: "Bộ Giáo dục và Đào tạo | công khai"."""
    units, _ = units_at(text, start, end)
    if len(units) == 1 and units[0].start == start < units[0].end < end:
        return units[0].end
    return end


def _ends_name(text: str, token: regex.Match[str], placed: bool) -> bool:
    word = token.group("word")
    rest = _TOKEN.match(text, token.end())
    following = rest.group("word") if rest else ""
    if word.casefold() == "và":
        return placed or not following[:1].isupper() or _kind_starts(text, rest.start("word") if rest else token.end())
    unless = _STOP_ONE.get(word.casefold())
    if (unless is not None and following.casefold() not in unless - {""}) or _pair_stops(word, following):
        return True
    if placed:
        return not (word[0].isupper() or word in _LEVELS)
    return False


def _pair_stops(word: str, following: str) -> bool:
    if not following[:1].isalpha():
        return False
    # "Ban Chỉ đạo", "Cục Quản lý", "Ban Tổ chức" are names: capitals there are no verbs; "Quy định" may open a title.
    pair = fold(word + " " + following)
    return pair in _STOP_TWO and (word[0].islower() or pair in {"quy dinh", "ban hanh", "sua doi", "huong dan"})


def _kind_starts(text: str, place: int) -> bool:
    words = [m.group() for m in _WORD.finditer(text, place, place + 40)][:3]
    after = text[place : place + 60]
    return any(fold(" ".join(words[:n])) in kind_words() for n in (3, 2, 1)) and bool(
        regex.search(r"\d|\bsố\b|\bngày\b", after)
    )


_NEW_PARAGRAPH = regex.compile(
    r"\s*(?:[-+•*–]\s|[#|(]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]\s|[IVX]{1,5}\.\s|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]|PHỤ\s+LỤC"
    r"|Căn cứ|Theo |Xét |Thực hiện |Nơi nhận|QUYẾT|Trên cơ sở|Kính gửi)"
)


def breaks_paragraph(text: str, newline: int) -> bool:
    """Tell whether the line break at ``newline`` ends a paragraph; a mere wrap goes on with the same sentence.

    Readers keep wraps of paged sources as line breaks, and put one line break between paragraphs: only the words on
    both sides can tell them apart.
    """
    rest = text[newline + 1 : newline + 60]
    if not rest.strip() or not rest.split("\n", 1)[0].strip():
        return True
    if _NEW_PARAGRAPH.match(rest):
        return True
    if (text[max(0, newline - 40) : newline].rstrip(" ")[-1:] or "x") in ";:":
        return True
    first = rest.lstrip()[0]
    line = text[text.rfind("\n", 0, newline) + 1 : newline]
    return first.isupper() and len(line.strip()) < 45


_TITLE_CUE = regex.compile(
    r"\s*+(?:[,(]\s*+)?(?=(?:[Vv]ề(?:\s+việc)?|[Vv]/[Vv]|[Bb]an\s+hành|[Qq]uy\s+định|[Hh]ướng\s+dẫn|[Ss]ửa\s+đổi|[Bb]ổ\s+sung|[Pp]hê\s+duyệt"
    r"|[Cc]ông\s+bố|[Tt]hay\s+thế|[Bb]ãi\s+bỏ|[Tt]riển\s+khai|[Tt]hực\s+hiện|[Tt]ăng\s+cường|[Đđ]iều\s+chỉnh|[Tt]hành\s+lập|[Kk]iện\s+toàn"
    r"|[Gg]iao|[Cc]ho\s+phép|[Tt]hông\s+qua|[Đđ]ẩy\s+mạnh|[Pp]hát\s+động|[Cc]hấn\s+chỉnh|[Pp]hân\s+cấp|[Xx]ử\s+phạt)[\s,])"
)
# A title ends with its clause: ";" or a full stop, "trong đó", "đã được ...", or where the main clause names who acts.
_TITLE_END = regex.compile(
    r"[;\t]|\.(?=[\s\"”)*/]|$)(?<!\bTP\.)(?<!\bTp\.)|\n|:\s*(?=\n|$)|:\s|\s\(sau\s+đây|(?:,|(?<![,\s]))\s++trong\s+đó\b|(?:,|(?<![,\s]))\s++(?:đã|vừa)\s+được\b"
    r"|(?:,|(?<![,\s]))\s++(?:có|hết)\s+hiệu\s+lực|,\s+(?:nhằm|đồng\s+thời|tiếp\s+tục|theo\s+đó|cụ\s+thể|nay|đã)\b|(?<!\s)\s++đã\s+(?:đề\s+ra|ban\s+hành)|(?<!\s)\s++gửi\s+Sở|(?:,|(?<![,\s]))\s++(?:như\s+sau|vẫn|thì)(?!\p{L})|\s\((?:đã\s+)?được\s"
    r"|,\s+(?=(?:[Ss]ở|Bộ|UBND|(?:Ủy|Uỷ)\s+ban|Chủ\s+tịch|Giám\s+đốc|Văn\s+phòng|Chi\s+cục|Phòng|Cục|Trung\s+tâm|Ban|Thống\s+đốc|Thủ\s+tướng|Tổng)\b[^,;.\n]{0,90}?\s"
    r"(?:đã|tổ\s+chức|báo\s+cáo|ban\s+hành|yêu\s+cầu|đề\s+nghị|xây\s+dựng|giao|thông\s+báo|kính|trân\s+trọng|triển\s+khai|hướng\s+dẫn|có\s+ý\s+kiến)\s)"
)


def title_after(text: str, place: int, limit: int) -> Slice | None:
    """Return the title that begins at ``place`` (after issuer or date), ending at most at ``limit``."""
    cue = _TITLE_CUE.match(text, place, limit)
    if not cue:
        return None
    bracketed = "(" in cue.group()
    end = clause_end(text, cue.end(), limit)
    if bracketed and (closing := text.find(")", cue.end(), end)) >= 0:
        end = closing
    while end > cue.end() and text[end - 1] in " ,\n*_(":
        end -= 1
    return Slice(cue.end(), end, "reference.title") if end > cue.end() else None


def clause_end(text: str, start: int, limit: int) -> int:
    """Return where the clause that holds ``start`` ends."""
    depth_limit = limit
    for stop in _TITLE_END.finditer(text, start, limit):
        if stop.group() == "\n" and not breaks_paragraph(text, stop.start()):
            continue
        depth_limit = stop.start()
        break
    closing = _unmatched_closing(text, start, depth_limit)
    return closing if closing is not None else depth_limit


def _unmatched_closing(text: str, start: int, end: int) -> int | None:
    depth = 0
    for place in range(start, end):
        if text[place] == "(":
            depth += 1
        elif text[place] == ")":
            if depth == 0:
                return place
            depth -= 1
    return None
