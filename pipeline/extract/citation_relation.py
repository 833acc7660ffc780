"""What a document has to do with one that it cites, and who issued that one, told by the words before the citation."""

from __future__ import annotations

import regex

from pipeline.extract.citation_parts import breaks_paragraph, issuer_at, kind_words
from pipeline.extract.mentions import Slice
from pipeline.record import Relation
from pipeline.text import fold

_LOOK_BACK = 320
# "Điều 1.", "khoản 2 Điều 15", "tại", "của", "các", "nội dung ...": what may stand between a cue and its document.
_LINK = (
    r"(?:\s*:)?(?:\s+(?:cho|các|những|toàn\s+bộ|một\s+phần|một\s+số(?:\s+(?:điều|nội\s+dung|quy\s+định))?|nội\s+dung|quy\s+định|điều|khoản|điểm|mục"
    r"|[Qq]uy\s+(?:định|chế|trình)|phụ\s+lục|điều,\s*khoản|tại|của|số|và|kèm|theo|ban|hành|thủ\s+tục(?:\s+hành\s+chính)?|TTHC|tên|Điều|Khoản|Điểm|Mục|Phụ\s+lục"
    r"|\d{1,3}|[a-zđ]|[IVX]+)[,;]?){0,14}"
)
_REPLACES = regex.compile(rf"(?<!được\s)[Tt]hay\s+(?:thế|cho){_LINK}\s*$")
_ABOLISHES = regex.compile(rf"(?<!được\s)(?:[Bb]ãi\s+bỏ|[Hh](?:ủy|uỷ)\s+bỏ){_LINK}\s*$")
_AMENDS = regex.compile(
    rf"(?P<before>[^;\n]{{0,80}}?)(?:[Ss]ửa\s+đổi|SỬA\s+ĐỔI|[Đđ]iều\s+chỉnh|[Bb]ổ\s+sung)(?:,?\s*(?:và\s+)?(?:bổ\s+sung|thay\s+thế|BỔ\s+SUNG))?{_LINK}(?:\s*\([^()\n]{{0,90}}\)(?:\s+tại)?)?\s*$"
)
# What may stand before "sửa đổi, bổ sung" where this document does it: "Điều 1.", "Về việc", "Quyết định này".
_OWN_ACT = regex.compile(
    r"[\s\W\d]*(?:(?:Điều|Khoản|Mục)\s+\d+[.:]?\s*)?(?:(?:[Vv]ề\s+việc|[Vv]/[Vv]|Quyết\s+định\s+này|Thông\s+tư\s+này|Nghị\s+(?:định|quyết)\s+này)\s*)?"
    r"(?:phê\s+duyệt\s+)?[\s\d.a-zđ)]{0,6}"
)
# The day on which it loses force: "Quyết định số 12/2015/QĐ-UBND ... hết hiệu lực kể từ ngày ..."
_LOSES_FORCE = regex.compile(r"[^.;\n]{0,200}?\s(?:hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ|bị\s+thay\s+thế)")
# "Quyết định số A ...; Quyết định số B ... hết hiệu lực thi hành kể từ ngày Quyết định này có hiệu lực"
_LIST_LOSES_FORCE = regex.compile(r"[^.\n]*?\shết\s+hiệu\s+lực\b(?:\s+thi\s+hành)?(?:\s+kể)?(?:\s+từ|[.,;\s]*(?:\n|$))")
_LOSING_REACH = 1200  # characters
_OPENS_STATEMENT = regex.compile(
    r"[\s*_]*(?:\(?\d{1,2}[.)]\s*|[a-zđ][.)]\s*|[-+•–]\s*)?(?:(?:[Cc]ác|[Nn]hững)\s+)?(?:(?:[Qq]uy\s+định|[Nn]ội\s+dung)\s+tại\s+)?"
)
# "Bãi bỏ các nội dung liên quan đến 02 thủ tục ... đã được công bố tại Quyết định số": the head of the sentence acts
_ACTS_ON_PARTS = regex.compile(
    r"[\s\W\d]*(?:(?:Điều|Khoản|Mục)\s+\d+[.:]?\s*)?(?:[a-zđ][.)]\s*)?"
    r"(?:(?P<replaces>[Tt]hay\s+thế)|[Bb]ãi\s+bỏ|[Hh](?:ủy|uỷ)\s+bỏ)\s[^;\n]{0,260}\s"
    r"(?:công\s+bố|ban\s+hành|quy\s+định|phê\s+duyệt|nêu)\s+(?:tại|kèm\s+theo|theo)\s+(?:các\s+)?"
)
_ATTACHED = regex.compile(
    r"(?:^|\n)[\s*_#>]{0,40}[(\[]?[*_]{0,4}\s{0,10}(?:[Đđ]ược\s+)?(?:[Bb]an\s+hành\s+|BAN\s+HÀNH\s+)?(?:[Kk]èm|KÈM)(?:\s+(?:theo|THEO))?(?:\s+(?:các|số))?\s*$"
)
# Fronted grounds: "Căn cứ ...", "Thực hiện ...", "Theo đề nghị của ... tại".
_FRONTED = regex.compile(
    r"[\s\W\d]*(?:[a-zđ][.)]\s*)?(?:Căn\s+cứ|CĂN\s+CỨ|Thực\s+hiện|Theo|Triển\s+khai|Trên\s+cơ\s+sở|Tiếp\s+tục\s+(?:triển\s+khai|thực\s+hiện)|Thi\s+hành"
    r"|Chấp\s+hành|Xét|Để\s+(?:triển\s+khai|thực\s+hiện)|Nhằm\s+(?:triển\s+khai|thực\s+hiện)|Vận\s+dụng|Quán\s+triệt)\s(?!dõi)"
)
# "Căn cứ ...; xét đề nghị của Sở X tại Tờ trình số": a further ground of the same sentence
_FRONTED_AGAIN = regex.compile(r"\s*(?:căn\s+cứ|thực\s+hiện|theo|triển\s+khai|trên\s+cơ\s+sở|thi\s+hành|xét)\s(?!dõi)")
# Where the grounds are over and the sentence says what is done.
_MAIN_CLAUSE = regex.compile(
    r",\s+(?:[Ss]ở|Bộ|UBND|(?:Ủy|Uỷ)\s+ban|Chủ\s+tịch|Giám\s+đốc|Văn\s+phòng|Chi\s+cục|Phòng|Cục|Trung\s+tâm|Ban|HĐND)\s[^,;]{0,90}?\s"
    r"(?:đã|tổ\s+chức|báo\s+cáo|ban\s+hành|yêu\s+cầu|đề\s+nghị|xây\s+dựng|giao|thông\s+báo|triển\s+khai|có)\s|\s(?:đã|vừa)\s+(?:ban\s+hành|có|tham\s+mưu)\s"
)
# Grounds inside a sentence: "... giải quyết theo quy định tại Điều 15 Thông tư số"; not "việc thực hiện Quyết định số".
_INNER_GROUND = regex.compile(
    r"(?<!\b(?:việc|quả|hình|dẫn|kèm|hoạch|độ|tác|tra|sát|nghị|chi\s+tiết|phương\s+án|biện\s+pháp|đề\s+án|tư|(?<!liên\s)tiếp)\s)"
    r"\b(?:theo(?!\s+dõi)|căn\s+cứ|trên\s+cơ\s+sở|thực\s+hiện|triển\s+khai|thi\s+hành|chấp\s+hành)(?P<rest>\s(?:[^,;:()]|,(?=\s*(?:điều|khoản|điểm|mục)\s)){0,110}(?:\s\()?|\s)$",
    regex.IGNORECASE,
)
# "UBND thành phố giao tại Công văn số", "Sở Tài chính báo cáo tại Báo cáo số": the subject, its verb and the document
_TOLD_IN = regex.compile(
    r"\s+(?:đã\s+)?(?:giao|báo\s+cáo|đề\s+nghị|kiến\s+nghị|trình|yêu\s+cầu|chỉ\s+đạo|phê\s+duyệt|thông\s+báo|kết\s+luận|ban\s+hành)"
    r"\s+tại\s+(?:các\s+)?$"
)
_VERB_BETWEEN = regex.compile(
    r"\s(?:ban\s+hành(?!\s+kèm)|công\s+bố|báo\s+cáo|giao|chủ\s+trì|phối\s+hợp|sửa\s+đổi|thay\s+thế)\s"
)
_GROUND_HEADING = regex.compile(
    r"[Cc]ăn\s+cứ(?:\s+pháp\s+lý)?[^\n]{0,60}:\s*(?:\([^()\n]{0,40}\)\s*)?$|CĂN\s+CỨ(?:\s+PHÁP\s+LÝ)?\s*+(?::\s*+)?$"
)
_REPLACED_LIST = regex.compile(r"thay\s+thế[^.;:]{0,80}:$")
_ABOLISHED_LIST = regex.compile(r"(?:[Bb]ãi\s+bỏ|[Hh](?:ủy|uỷ)\s+bỏ)[^.;:]{0,80}:$|hết\s+hiệu\s+lực[^.;:]{0,40}:$")
_ITEM = regex.compile(r"[\s*_]*(?:[-+•–]|\(?\d{1,2}[.)]|[a-zđ][.)]|Luật|Nghị|Thông\s+tư|Quyết\s+định\s+số)")
_LONGEST_LIST = 25
_LIST_GOES_ON = regex.compile(r"\s*(?:(?:và|các|những)\s+)*")
_BULLET = regex.compile(r"[\s\-+•*–]*(?:\(?\d{1,2}[.)]\s*|[a-zđ][.)]\s*)?$")
# "(đã được sửa đổi, bổ sung bởi Nghị định số 92/2017/NĐ-CP)": what another document did to the one before.
_AMENDED_BY = regex.compile(
    r"được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế)[^;.]{0,60}?\s(?:bởi|tại|theo|bằng)\s+(?:các\s+)?$"
)
_ACTING = (
    r"(?:(?:đã|vừa|mới)\s*+)?(?:ban\s+hành|công\s+bố|có(?:\s+văn\s+bản)?|phê\s+duyệt|ký(?:\s+ban\s+hành)?|ra|trình|gửi"
    r"|thông\s+qua|quyết\s+định|giao)"
)
_ACTED = regex.compile(rf"\s++{_ACTING}\s+(?:\d{{1,3}}\s+|các\s+)?$")
_ACTED_IN = regex.compile(
    r"(?:(?<!\s)\s++(?:đã|vừa))?(?:(?<!\s)\s++(?!ban\s+hành\s+kèm)[^;:]{0,80}?)?(?<!\s)\s++tại\s++(?:các\s++)?$"
)


def sentence_start(text: str, place: int) -> int:
    """Return where the sentence (or cell, or paragraph) that holds ``place`` begins, looking back some 320 letters."""
    low = max(0, place - _LOOK_BACK)
    for position in range(place - 1, low - 1, -1):
        letter = text[position]
        if letter in ";\t" or (
            letter in ".!?" and text[position + 1 : position + 2].isspace() and _is_stop(text, position)
        ):
            return position + 1
        if letter == "\n" and breaks_paragraph(text, position):
            return position + 1
    return low


def _is_stop(text: str, dot: int) -> bool:
    """A full stop ends a sentence, but not in "1.", "TP." and "Điều 2."."""
    found = regex.search(r"[\p{L}\d]+$", text[max(0, dot - 6) : dot])
    word = found.group() if found else ""
    return bool(word) and not (word.isdigit() and len(word) < 3) and word not in {"TP", "Tp", "Q", "P"}


def relation_of(text: str, start: int, end: int, *, previous_end: int) -> Relation:
    """Return the relation of a citation at ``start`` that no other citation's title or list holds.

    ``previous_end`` is where the citation before it ends: cues before that belong to the other one.
    """
    begin = max(sentence_start(text, start), 0)
    left = text[begin:start]
    if _ATTACHED.search(text[max(0, start - 60) : start]) or (begin == 0 and _ATTACHED.search("\n" + left)):
        return Relation.ATTACHED_TO
    after_previous = text[max(begin, previous_end) : start]
    if _REPLACES.search(after_previous) or _opening_line(text, start, _REPLACED_LIST):
        return Relation.REPLACES
    if _ABOLISHES.search(after_previous) or _opening_line(text, start, _ABOLISHED_LIST):
        return Relation.ABOLISHES
    if acts := _ACTS_ON_PARTS.fullmatch(left):
        return Relation.REPLACES if acts["replaces"] else Relation.ABOLISHES
    amends = _AMENDS.fullmatch(left)
    if amends and _OWN_ACT.fullmatch(amends.group("before")):
        return Relation.AMENDS
    if _LOSES_FORCE.match(text, end, end + 260) and "này" in text[end : end + 260]:
        return Relation.ABOLISHES
    if _OPENS_STATEMENT.fullmatch(left) and _LIST_LOSES_FORCE.match(text, end, end + _LOSING_REACH):
        return Relation.ABOLISHES
    if _AMENDED_BY.search(after_previous):
        return Relation.MENTIONS
    fronted = _FRONTED.match(left)
    if fronted and not _MAIN_CLAUSE.search(left):
        return Relation.BASIS
    if begin > 1 and text[begin - 1] == ";" and (_LIST_GOES_ON.fullmatch(left) or _FRONTED_AGAIN.match(left)):
        before = text[sentence_start(text, begin - 1) : begin]
        if (_FRONTED.match(before) or _FRONTED_AGAIN.match(before)) and not _MAIN_CLAUSE.search(before):
            return Relation.BASIS
    ground = _INNER_GROUND.search(after_previous)
    if ground and not _VERB_BETWEEN.search(ground.group("rest") + " "):
        return Relation.BASIS
    line_start = text.rfind("\n", 0, start) + 1
    opens_item = _BULLET.fullmatch(text[line_start:start]) is not None
    return Relation.BASIS if opens_item and _opening_line(text, start, _GROUND_HEADING) else Relation.MENTIONS


_CARRIES_OUT = regex.compile(r"(?i)\b(?:thực\s+hiện|triển\s+khai|thi\s+hành|quán\s+triệt)\s+(?:\p{L}+\s+){0,4}$")


def names_its_ground(text: str, title_start: int, start: int, title_end: int) -> bool:
    """Whether a document's title says that it carries out the one cited at ``start`` ("Kết quả thực hiện Kế hoạch")."""
    before = text[title_start:start]
    return title_start <= start < title_end and bool(_CARRIES_OUT.search(before)) and not _GUIDES.search(before)


# "hướng dẫn thi hành một số điều của Nghị định": of the decree, not under it
_GUIDES = regex.compile(r"(?i)\bhướng\s+dẫn\s+(?:thi\s+hành|thực\s+hiện)\s+(?:\p{L}+\s+){0,4}$")


# "Căn cứ pháp lý cho việc thay thế": of what this document does; "Căn cứ pháp lý" alone is of the listed procedures
_GROUNDS = regex.compile(r"(?:can cu|co so)(?: phap ly)? (?:(?:cho|cua) viec|thuc hien|ban hanh).{0,40}")
_LIST_MARK = regex.compile(r"(?:(?:^|[\n;])[\s\-+•*–]{0,60}+(?:\(?\d{1,2}[.)]\s*|[a-zđ][.)]\s*)?|[.,)]\s*[-+•–]\s*)$")


def names_grounds(heading: str) -> bool:
    """Whether a column of this heading lists what the document rests on: "Căn cứ pháp lý cho việc thay thế"."""
    return _GROUNDS.fullmatch(fold(heading).strip(" *:.")) is not None


def opens_ground(text: str, cell_start: int, start: int, cell_end: int) -> bool:
    """Whether the citation at ``start`` opens an item of the list in a cell."""
    return cell_start <= start < cell_end and _LIST_MARK.search(text[cell_start:start]) is not None


def _opening_line(text: str, start: int, heading: regex.Pattern[str]) -> bool:
    """Whether the line that opens the list in which ``start`` is an item says what ``heading`` looks for.

    "Căn cứ pháp lý:", "Quyết định này thay thế:" and then items, each on a line of its own with a bullet.
    """
    line_start = text.rfind("\n", 0, start) + 1
    if not line_start or not _ITEM.match(text, line_start, start + 1):
        return False
    end = line_start - 1
    for _ in range(_LONGEST_LIST):
        line_start = text.rfind("\n", 0, max(end, 0)) + 1
        line = text[max(line_start, end - 400) : end].rstrip()
        if line and not _ITEM.match(line):
            return heading.search(line) is not None
        if line_start == 0:
            return False
        end = line_start - 1
    return False


_UNIT_START = regex.compile(
    r"(?<![\p{L}\d/.&-])(?:UBND|HĐND|[Ss]ở|Bộ|Chính|Thủ|Quốc|Chủ|Giám|Hiệu|Tổng|Ủy|Uỷ|Hội|Ban|Tỉnh|Thành|Huyện|Cục|Chi|Văn|Trường|Trưởng|Trung|Phòng|Viện|Công|Chánh|Phó|Liên|Đoàn|Đảng|Thanh|Thường|T[òo][àa]|Thống|Bảo|Kho|Ngân|Đại|Học)"
)


def issuer_before(text: str, start: int) -> Slice | None:
    """Return who issued it where the words before say so.

    "UBND tỉnh ban hành Quyết định số", "được UBND tỉnh phê duyệt tại Quyết định số", "theo đề nghị của Giám đốc Sở Tư
    pháp tại Tờ trình số".
    """
    begin = max(sentence_start(text, start), start - 220)
    nearest: Slice | None = None
    for found in _UNIT_START.finditer(text, begin, start):
        unit = issuer_at(text, found.start())
        if unit is None or unit.end > start:
            continue
        rest = text[unit.end : start]
        if _ACTED.fullmatch(rest) or _TOLD_IN.fullmatch(rest):
            return Slice(unit.start, unit.end, "issuer.subject")
        agent = regex.search(r"(?:\bđược|\bdo|\bcủa|,)\s+$", text[max(begin, unit.start - 8) : unit.start])
        fronted = _FRONTED.fullmatch(text[begin : unit.start] + " ") if not agent else None
        if (agent or fronted) and _ACTED_IN.fullmatch(rest) and not _names_document(rest):
            nearest = Slice(unit.start, unit.end, "issuer.agent")
    return nearest


def _names_document(words: str) -> bool:
    """Whether a kind of document stands between: "của Sở, kèm theo Kế hoạch ... tại" tells nothing of the issuer."""
    return any(f" {kind} so" in f" {fold(words)}" for kind in kind_words())
