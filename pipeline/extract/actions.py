"""The actions that clauses order: who is told, in which words, and where the action's verb stands.

Vietnamese administrative prose orders in few shapes: a verb alone ("Rà soát ..."), a unit and a verb ("Thanh tra Sở
thực hiện ..."), or a verb of telling, a unit and a verb ("Giao Sở Tư pháp chủ trì, phối hợp với ..."). Before each may
stand a connective ("đồng thời") and circumstances ("Căn cứ ...,", "Trong năm 2022,", "Trường hợp ...,"). The words are
data: ``task_verbs.csv`` and ``action_words.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import regex

from pipeline.extract.deadlines import find_times
from pipeline.extract.mentions import Slice
from pipeline.extract.patterns import WORD_END, phrases, words
from pipeline.extract.units import split_units, units_at
from pipeline.vocabulary import rows


class Telling(StrEnum):
    """How strong the verb of telling is; it decides between an assignment and a request."""

    ORDER = "order"
    REQUEST = "request"


class Voice(StrEnum):
    """Who speaks: the office that orders, a report of what offices do, a newspaper about what somebody said."""

    OFFICE = "office"
    REPORT = "report"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Action:
    """An action found at the head of a clause.

    ``start`` is where its text begins (the clause's beginning, or the unit after a reporter's "yêu cầu"); ``units`` are
    those told to act, as they stand before the verb; ``verb`` is where the verb begins.
    """

    start: int
    verb: int
    units: tuple[Slice, ...] = ()
    telling: Telling | None = None
    rule: str = ""


def units_within(text: str, start: int, end: int) -> tuple[list[Slice], int]:
    """Return the unit or list of units that begins at ``start``, reading no further than ``end``."""
    if courtesy := _GENTLEMEN.match(text, start, end):
        start = courtesy.end()
    return units_at(text, start, end)


# "Các ông (bà): Chánh Văn phòng ..." before the posts that a closing article names
_GENTLEMEN = regex.compile(
    r"(?i)các\s+" + phrases("ông", "bà", "đồng chí") + r"\s*(?:[,/]?\s*+(?:\(\s*+)?bà\s*\)?)?\s*:?\s+(?-i:(?=\p{Lu}))"
)


@cache
def _verbs() -> regex.Pattern[str]:
    return regex.compile("(?i)" + words(*(row["verb"] for row in rows("task_verbs"))))


@cache
def _use(use: str) -> str:
    """Return a pattern for the words of one use in ``action_words.csv``."""
    return words(*(row["phrase"] for row in rows("action_words") if row["use"] == use))


# words of manner that stand between a unit and its verb: "nghiêm túc tổ chức", "có trách nhiệm", "phải", "sẽ", "căn cứ
# chức năng, nhiệm vụ được giao chủ động ...", "trong phạm vi quyền hạn của mình có trách nhiệm ..."
_MANNER = regex.compile(
    r"(?i)(?:,\s*)?(?:"
    r"theo\s+(?:chức\s+năng|thẩm\s+quyền)[^;:]{0,60}?(?=\s+(?:có|chịu)\s+trách\s+nhiệm)"
    rf"|{_use('manner')}"
    r"|theo\s+(?:chức\s+năng|thẩm\s+quyền)[^,;:]{0,60},"
    r"|căn\s+cứ\s+[^,;:]{0,80}?(?:chủ\s+động|để|,)"
    r"|(?:trên\s+cơ\s+sở|t[uù][yỳ]\s+theo)\s+[^,;:]{0,80},"
    r"|trong\s+phạm\s+vi[^;:]{0,80}?(?=\s+(?:có|chịu)\s+trách\s+nhiệm))[,:]?\s+"
)
_PAST = regex.compile(rf"(?i)(?:{_use('past')}|{words('được')}(?!\s+giao))")
# "Sở Nội vụ là cơ quan thường trực, có trách nhiệm ..."
_IS_IN_CHARGE = regex.compile(
    r"(?i)(?:là|làm)\s+"
    + phrases("cơ quan", "đơn vị", "đầu mối", "tổ", "bộ phận")
    + r"(?:[^,;.]{0,80}(?:,\s+|\s+(?=(?:có|chịu)\s+trách\s+nhiệm))"
    r"|[^;.]{0,250}?,\s+(?=có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)))"
)
# the short form of a unit between it and its verb: "Chi cục Kiểm lâm (CCKL) kiểm tra ..."
_ASIDE = regex.compile(r"\([^()]{1,60}\)\s*+(?:,\s*+)?")
_SUPERVISES = regex.compile("(?i)" + words("đôn đốc", "nhắc nhở"))
_APPOINTS = regex.compile("(?i)" + words("phân công", "phân công cho"))
# between a person and the post that says who it is
_APPOSITION = regex.compile(r"\s*[-–—,]\s+")
# an order not to do something: "Không yêu cầu người dân nộp bản giấy", "không để phát sinh hồ sơ quá hạn"
_MUST_NOT = regex.compile(rf"(?i)không\s+{_use('must_not')}")
_CONNECTIVE = regex.compile(rf"(?i){_use('connective')}\s*,?\s+")
_CIRCUMSTANCE = regex.compile(rf"(?i){_use('circumstance')}")
_GROUND = regex.compile(rf"(?i){_use('ground')}")
# "Trong năm 2020 sẽ tiếp tục ...": the verb after the circumstance, without a comma
_WILL = regex.compile(r"(?i)(?<=\s)sẽ\s")
# "Trường hợp phát sinh ... thì Sở X rà soát"
_THEN = regex.compile(r"(?i)\sthì\s+")
# a time right before the verb: "trước ngày 15/11 báo cáo", "Chậm nhất ngày 05 hằng tháng gửi", "Quý I/2026 hoàn thành"
_LEADING_TIME = regex.compile(
    r"(?i)(?:"
    + phrases("chậm nhất", "chậm nhất là", "muộn nhất", "trước", "trong", "đến", "đến hết", "từ", "vào")
    + r"\s+)?(?:(?:ngày|tháng|quý|năm|tuần)\s+)?"
    r"(?:\d{1,2}(?:[/.-]\d{1,4}){0,2}|[IVX]{1,3}(?:/\d{4})?)"
    r"(?:\s+(?:năm\s+\d{4}|(?:h[àằ]ng|mỗi)\s+\p{L}+))?\s+(?=\p{Ll})"
)
# a rhythm right before who acts: "Hàng năm Giám đốc Sở Nội vụ, Thanh tra tỉnh có trách nhiệm ..."
_PERIOD = r"(?:h[àằ]ng\s+|mỗi\s+|\d{1,2}\s+)?(?:ngày|tuần|tháng|quý|năm)"
_LEADING_RHYTHM = regex.compile(
    rf"(?i)(?:(?:theo\s+)?định\s+kỳ(?:\s+{_PERIOD})?|(?:h[àằ]ng|mỗi)\s+{_PERIOD})(?:\s*(?:,|và)\s*{_PERIOD})*\s+"
    r"(?=(?-i:\p{Lu})|các\s)"
)
# "giao" is no telling in "giao thông", "giao dịch", "giao đất"
_NOT_TOLD = words("thông", "dịch", "lưu", "tiếp", "ban", "đất", "dự toán", "kế hoạch")
# verbs of telling, with what may stand before them: "thống nhất giao", "nay yêu cầu"
_TELLING = (
    (
        regex.compile(
            rf"(?i)(?:{words('thống nhất', 'nay', 'tiếp tục', 'được tiếp tục', 'cơ bản')}\s+)?"
            rf"(?!giao\s+{_NOT_TOLD}){_use('order')}(?:\s*:)?\s+"
        ),
        Telling.ORDER,
    ),
    (regex.compile(rf"(?i){_use('request')}(?:\s*:)?\s+"), Telling.REQUEST),
)
_TELLING_INSIDE = regex.compile(rf"(?i)(?<![\p{{L}}\p{{M}}])(?!giao\s+{_NOT_TOLD}){_use('told_inside')}\s+")
_REQUEST_INSIDE = regex.compile("(?i)" + phrases("đề nghị", "kiến nghị", "kính đề nghị"))
# "tổ chức sơ kết": the verb, not "tổ chức, cá nhân có liên quan"
_ORGANIZE = regex.compile(
    rf"(?i)tổ\s+chức\s+(?!{words('và', 'có', 'cá nhân', 'liên quan', 'đảng', 'chính trị', 'tín dụng')})\p{{L}}"
)
# "Quyết định số 12", "Quy định về việc ...", "Trình tự, thủ tục": nouns
_NOUN = regex.compile(
    r"(?i)(?:(?:quyết\s+định|kế\s+hoạch|thông\s+báo|báo\s+cáo|hướng\s+dẫn|kết\s+luận|quy\s+định)\s+số\s*:?\s*\d"
    r"|quy\s+định\s+(?:này|về\s+việc)|trình\s+(?:tự|độ)\b|kết\s+luận\s+(?:này|về\s[^,;.]*?\sphải\s+được)"
    r"|đạt\s+(?:điểm|loại)\b|cấp\s+(?:tỉnh|huyện|xã|thành\s+phố|trung\s+ương|ủy|uỷ|trên|dưới|cơ\s+sở|học)\b)"
)
_TRAFFIC = regex.compile(r"(?i)giao\s+" + words("thông", "dịch", "lưu", "tiếp", "ban"))
_IN_CHARGE = regex.compile("(?i)" + words("chủ trì", "phối hợp"))
# "chỉ đạo của Sở", "báo cáo của các đơn vị": the noun, not the verb
_OF = regex.compile(r"\s+" + words("của"))
# after a unit, a word in small letters that is no known verb but can be one
_PREDICATE = regex.compile(rf"\s+(?!(?i:{_use('past')}|{_use('not_a_verb')}))(?P<verb>\p{{Ll}}+)")
# what makes the commas of a circumstance separate only its own parts: "Để duy trì, cải thiện chỉ số, ..."
_PURPOSE = regex.compile("(?i)" + words("để", "nhằm", "qua", "thông qua", "với", "về", "đối với", "theo", "từ"))
# "Đối với các trường ngoài công lập chủ động liên hệ ...": those concerned are those who act
_AS_TO = regex.compile(r"(?i)(?:đối\s+với|về\s+phía)\s+")
_DONE = regex.compile(r"(?i)(?<![\p{L}\p{M}])đã\s")
# "phối hợp (chặt chẽ) với X", "phối hợp cùng X", "chủ trì, phối hợp X", "có sự tham gia của X"
_WITH = regex.compile(
    r"(?i)(?:chủ\s+trì,?\s+"
    + phrases("cùng", "cùng với", "với")
    + r"|phối\s+hợp(?:\s+"
    + phrases("chặt chẽ", "tốt", "đồng bộ", "chủ động", "thường xuyên")
    + r")?(?:,\s*\p{Ll}+(?:\s+\p{Ll}+){0,2})?(?:\s+"
    + phrases("với", "cùng", "cùng với")
    + r")?|có\s+sự\s+tham\s+gia\s+của)\s+"
)
_KINDS_CITED = phrases(
    "Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư", "Thông báo",
    "Kế hoạch", "Chương trình", "Công văn", "Công điện", "Hướng dẫn",
)  # fmt: skip
# "Thực hiện Công văn số 5120/UBND-KT ..., Sở Xây dựng ...": the ground on which somebody acts, not what is to be done
_UNDER_A_DOCUMENT = regex.compile(
    r"(?:Thực hiện|Căn cứ|Trên cơ sở)\s+(?:[^,;.:]{0,100}?\s)??"
    + _KINDS_CITED
    + r"\s+(?:số\s+)?[^;]{3,400}?,\s+(?=\p{Lu})"
)
# "Quý cơ quan", "quý sở, ngành": those to whom a letter is addressed
_ADDRESSEE = regex.compile(
    r"(?i)quý\s+"
    + words("cơ quan", "đơn vị", "sở", "ngành", "ban", "trường", "công ty", "doanh nghiệp", "địa phương", "ông", "bà")
    + r"(?:,\s+"
    + words("cơ quan", "đơn vị", "ngành", "ban", "địa phương", "doanh nghiệp", "bà")
    + ")*"
)
#: The rule of what is to come back to the office that asks.
SENT_BACK = "action.sent_back"
# "Ý kiến góp ý gửi về Sở Nội vụ trước ngày 20/5", "Báo cáo đề nghị gửi về ...": said of the thing, meant for its sender
_SENT_BACK = regex.compile(
    "(?i)"
    + words(
        "ý kiến",
        "nội dung",
        "văn bản",
        "kết quả",
        "hồ sơ",
        "danh sách",
        "thông tin",
        "đề xuất",
        "phiếu",
        "biểu",
        "báo cáo",
    )
    + r"[^.;:]{0,80}?\s(?P<verb>(?:(?:đề\s+nghị|xin|được)\s+)?(?:gửi|nộp)\s+(?:về|đến|tới|cho|qua)\s)"
    + r"(?=[^.;]{0,300}?"
    + phrases("trước ngày", "trước", "chậm nhất", "hạn", "trong ngày")
    + r"\s)"
)
# "Căn cứ Luật Đất đai" cut off by a semicolon
_ONLY_A_GROUND = regex.compile(r"(?i:căn\s+cứ)\s+(?:các\s+)?" + _KINDS_CITED + WORD_END)
# "Cải cách hành chính là nhiệm vụ trọng tâm": a statement; but "Xác định ... là nhiệm vụ trọng tâm" is an order
_STATES = regex.compile(
    "(?i)(?!"
    + phrases("xác định", "coi", "xem", "lấy", "chọn")
    + r")[^,;:]{5,60}?\slà\s+"
    + words(
        "nhiệm vụ", "một", "trách nhiệm", "yêu cầu", "khâu", "giải pháp", "việc", "nội dung", "điều kiện", "động lực"
    )
)
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}&.-]*(?:\s+(?:\p{Lu}[\p{L}&.-]*|và|[-–]))*(?=\s)")
_CLOSING_ORDER = regex.compile(
    r"(?P<units>\p{Lu}[^.]{5,1500}?)[,;]?\s+(?P<verb>"
    + phrases("chịu trách nhiệm thi hành", "chịu trách nhiệm thực hiện", "có trách nhiệm thi hành", "căn cứ")
    + r"\s+[^.;,]{0,40}?\p{L}[\p{Ll}\s]*\s(?:này|thi hành|thực hiện)(?:\s+kể\s+từ\s+ngày\s+[\p{Ll}\s]{2,20})?)\W*",
)
_CLOSED_BY = ("này", "hành", "hiện")
_AFTER_CIRCUMSTANCE = ".after_circumstance"
_CIRCUMSTANCE_LENGTH = 600  # characters, and commas, in which an order must begin
_CIRCUMSTANCE_COMMAS = 8
_BEFORE_WILL = 80  # characters


def read_action(text: str, start: int, end: int, *, voice: Voice = Voice.OFFICE) -> Action | None:
    """Read the clause ``text[start:end]`` as an order; None where it orders nothing.

    In reports and news the order is somebody's whom the text tells about; its text begins at the unit that is told.
    """
    if closing := _closing_order(text, start, end):
        return closing
    position = start
    while found := _CONNECTIVE.match(text, position, end):
        position = found.end()
    if sent := _SENT_BACK.match(text, position, end):
        return Action(start, sent.start("verb"), (), None, SENT_BACK)
    acts_under = _UNDER_A_DOCUMENT.match(text, position, end) is not None
    if not acts_under and _FRONTED_GROUND.match(text, position, end):
        acts_under = _somebody_acts_behind(text, start, position, end)
    for place, rule in _openings(text, position, end):
        if acts_under and not rule:
            continue
        if action := _action_at(text, start, place, end, rule):
            # who is told about acts, and may tell others: "Ông A ghi nhận ..., đồng thời yêu cầu sở rà soát ..."
            may_tell = voice is Voice.NEWS or (voice is Voice.REPORT and bool(action.units))
            if may_tell and action.telling is None:
                return _told_inside(text, start, end, voice) or action
            return action
    return _told_inside(text, start, end, voice)


# "Căn cứ ý kiến của ..., Sở X đề nghị Quý cơ quan ...": whoever is named behind the comma acts on that ground
_FRONTED_GROUND = regex.compile(
    r"(?i)(?:căn\s+cứ|trên\s+cơ\s+sở|định\s+kỳ|thường\s+xuyên|h[ằà]ng\s+(?:ngày|tuần|tháng|quý|năm))[\s,]"
)


def _somebody_acts_behind(text: str, start: int, position: int, end: int) -> bool:
    """Whether an office is named behind the comma of a ground; behind a rhythm it has to be one with a name."""
    is_ground = _GROUND.match(text, position, end) is not None
    openings = (opening for opening in _openings(text, position, end) if opening[1])
    found = (_action_at(text, start, place, end, rule) for place, rule in openings)
    return any(
        action is not None and action.units and (is_ground or text[action.units[0].start].isupper()) for action in found
    )


def who_is_told(text: str, start: int, end: int) -> Action | None:
    """Read who is told behind a comma, whatever clauses stand before: "Để ...; rà soát ..., UBND tỉnh yêu cầu X"."""
    for comma in _COMMA.finditer(text, start, end):
        action = _action_at(text, start, comma.end(), end, _AFTER_CIRCUMSTANCE)
        if action is not None and action.telling is not None and action.units:
            return action
    return None


_COMMA = regex.compile(r",\s+")


def _closing_order(text: str, start: int, end: int) -> Action | None:
    """Read "Chánh Văn phòng, Giám đốc các sở ... chịu trách nhiệm thi hành Quyết định này".

    What stands before those words is nothing but units, also where no vocabulary knows them all.
    """
    words = text[start:end]
    if not any(word in words for word in ("trách", "căn")) or not any(word in words for word in _CLOSED_BY):
        return None
    found = _CLOSING_ORDER.fullmatch(text, start, end)
    if found is None:
        return None
    units, after = units_within(text, start, found.end("units"))
    if after < found.end("units"):
        # a line may end inside a name, where no paragraph does
        units = [s.shifted(start) for s in split_units(found["units"].replace("\n", " "))]
    return Action(start, found.start("verb"), tuple(units), None, "action.closing_order") if units else None


def _openings(text: str, position: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the places at which the order itself can begin: at once, or behind a circumstance and its comma."""
    yield position, ""
    if (concerned := _AS_TO.match(text, position, end)) and units_within(text, concerned.end(), end)[0]:
        yield concerned.end(), ""
    if leading := _LEADING_TIME.match(text, position, end):
        yield leading.end(), _AFTER_CIRCUMSTANCE
    if rhythm := _LEADING_RHYTHM.match(text, position, end):
        yield rhythm.end(), _AFTER_CIRCUMSTANCE
    if (behind := _behind_times(text, position, end)) is not None:
        yield behind, _AFTER_CIRCUMSTANCE
    if not _CIRCUMSTANCE.match(text, position, end):
        return
    if future := _WILL.search(text, position, min(end, position + _BEFORE_WILL)):
        yield future.start(), _AFTER_CIRCUMSTANCE
    if then := _THEN.search(text, position, min(end, position + _CIRCUMSTANCE_LENGTH)):
        yield then.end(), _AFTER_CIRCUMSTANCE
    depth = commas = 0
    for place in range(position, min(end - 1, position + _CIRCUMSTANCE_LENGTH)):
        c = text[place]
        depth += (c in "(“") - (c in ")”")
        if c not in ",:" or depth or not text[place + 1].isspace():
            continue
        commas += 1
        if commas > _CIRCUMSTANCE_COMMAS:
            return
        following = _skip_blanks(text, place + 1, end)
        if found := _CONNECTIVE.match(text, following, end):
            following = found.end()
        if _goes_on_with_owners(text, position, place, following, end):
            continue
        yield following, _AFTER_CIRCUMSTANCE
        if leading := _LEADING_TIME.match(text, following, end):
            yield leading.end(), _AFTER_CIRCUMSTANCE


# "văn bản hướng dẫn của Bộ" before a comma; "cơ quan ngang Bộ" behind it, without "các", is one more owner
_OF_AN_OFFICE = regex.compile(r"\b(?:của|với|do|từ)\s+(?:các\s+)?(?:Bộ|bộ|Sở|sở|Ban|Ủy\s+ban|UBND)(?:\s[^,;]{1,60})?$")
_OF_WHOM = regex.compile(r"(?i)(?r)\bcủa\s+")
_ONE_MORE_OWNER = regex.compile(r"(?:cơ\s+quan|ban|ngành|đơn\s+vị|địa\s+phương|cấp|đoàn\s+thể|tổ\s+chức)\b")


def _goes_on_with_owners(text: str, start: int, comma: int, following: int, end: int) -> bool:
    """Whether what follows the comma of a circumstance is one more of those whose paper it is on."""
    owner = _OF_WHOM.search(text, start, comma)
    if owner is not None and any(u.start < comma < u.end for u in units_within(text, owner.end(), end)[0]):
        return True  # "Thông tư ... của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ quy định ...": one office's comma
    if not (_ONE_MORE_OWNER.match(text, following, end) and _OF_AN_OFFICE.search(text[start:comma])):
        return False
    return len(units_within(text, following, end)[0]) > 1


# what a time at the head of a clause begins with: "Hằng năm", "ngay trong tháng 1", "thứ Sáu hằng tuần", "Định kỳ"
_MAY_BE_TIME = regex.compile(
    "(?i)"
    + words(
        "hằng", "hàng", "định kỳ", "mỗi", "ngay", "trong", "trước", "chậm nhất", "muộn nhất", "thứ", "sáng", "chiều",
        "cuối", "đầu", "từ", "từ nay", "đến", "quý", "tháng", "tuần", "năm", "sau", "khi", "ngày",
    )
)  # fmt: skip
_TIME_REACH = 160  # characters of a clause in which the times at its head stand


def _behind_times(text: str, position: int, end: int) -> int | None:
    """Where a clause goes on behind the times at its head, without a comma: "Hằng năm hai ngành tổ chức ..."."""
    if not _MAY_BE_TIME.match(text, position, end):
        return None
    reached = 0
    head = text[position : min(end, position + _TIME_REACH)]
    for time in find_times(head):
        if head[reached : time.start].strip(" ,()"):
            break
        reached = time.end
    if not reached or reached >= len(head):
        return None
    return _skip_blanks(text, position + reached, end)


def _appoints_own(text: str, telling: regex.Match[str], told: Sequence[Slice]) -> bool:
    """Whether an office is to appoint some of its own: "Phân công lãnh đạo trực tiếp phụ trách từng dự án"."""
    if not (_APPOINTS.match(telling[0]) or _APPOINTS.search(telling[0])):
        return False
    return all(u.rule == "unit.people" or _OWN_PEOPLE.fullmatch(text, u.start, u.end) for u in told)


_OWN_PEOPLE = regex.compile(
    r"(?i)(?:(?:các|một|01|đồng\s+chí)\s+)*(?:lãnh\s+đạo|cán\s+bộ|công\s+chức|viên\s+chức|chuyên\s+viên|nhân\s+viên)(?:\s+\p{Ll}+){0,2}"
)
_SUPERVISES_FIRST = regex.compile(r"(?i)(?:tiếp\s+tục\s+)?" + words("đôn đốc", "nhắc nhở"))
# "Hai bên trao đổi thông tin ...": the parties of the document
_BOTH = regex.compile(r"(?i)(?:cả\s+)?(?:hai\s+(?:bên|ngành|cơ\s+quan|đơn\s+vị)|các\s+bên)(?=\s+\p{Ll})")
# "Lãnh đạo rà soát ...", "lãnh đạo, chỉ đạo thực hiện": the verb, not the post
_TO_LEAD = regex.compile(r"(?i)lãnh\s+đạo(?:,?\s+chỉ\s+đạo)?\s+(?:việc\s+)?")


def _action_at(text: str, start: int, place: int, end: int, rule: str) -> Action | None:
    """Read an order that begins at ``place`` in a clause from ``start``; ``rule`` says what stands between."""
    for pattern, telling in _TELLING:
        if found := pattern.match(text, place, end):
            told, after = _told(text, found.end(), end)
            if told and _appoints_own(text, found, told):
                return Action(start, place, (), None, f"action.verb{rule}")
            if told and _SUPERVISES_FIRST.match(text, place, end):
                # "Đôn đốc các đơn vị báo cáo": the work stays with whoever is to press them
                return Action(start, place, (), None, f"action.verb{rule}")
            if told:
                begin = place if rule and _GROUND.match(text, start, end) else start
                return Action(begin, after, tuple(told), telling, f"action.told{rule}")
    if (both := _BOTH.match(text, place, end)) and (verb := _verb_at(text, both.end(), end)) is not None:
        return Action(start, verb, (), None, f"action.verb{rule}")
    if (leads := _TO_LEAD.match(text, place, end)) and _verbs().match(text, leads.end(), end):
        return Action(start, place, (), None, f"action.verb{rule}")
    units, after = ([], place) if _ORGANIZE.match(text, place, end) else units_within(text, place, end)
    if units and _is_verb_of_its_own(text, units, after, end):
        units = []
    if units:
        return _acts(text, start, tuple(units), after, end, rule)
    if rule and not text[place : place + 1].islower():
        return None  # behind a circumstance an order goes on in small letters
    verb = _verb_at(text, place, end)
    if verb is None:
        return None
    if rule and (concerned := _concerned(text, start, place)):
        return Action(start, verb, concerned, None, f"action.concerned{rule}")
    if rule and _is_part_of_circumstance(text, start, place):
        return None
    if not rule and (_ONLY_A_GROUND.match(text, place, end) or _STATES.match(text, place, end)):
        return None
    if standing := _IS_IN_CHARGE.match(text, place, end):
        start = place if verb < standing.end() else verb  # what an office is, is no part of what it has to do
    return Action(start, verb, (), None, f"action.verb{rule}")


def _is_verb_of_its_own(text: str, units: Sequence[Slice], after: int, end: int) -> bool:
    """Whether what reads as a bare office is the verb: "Thanh tra, phân loại đơn thư", "Thanh tra việc chấp hành"."""
    if len(units) != 1 or units[0].rule != "unit.bare":
        return False
    verb = _verbs().match(text, units[0].start, end)
    if verb is None or verb.end() != units[0].end:
        return False
    return text[after : after + 1] == "," or _verb_at(text, after, end) is None


def _concerned(text: str, start: int, place: int) -> tuple[Slice, ...]:
    """Who acts in "Đối với các trường có học sinh bán trú, chủ động ...": those named up to the only comma."""
    found = _AS_TO.match(text, start, place)
    if found is None:
        return ()
    units, after = units_within(text, found.end(), place)
    rest = text[after:place].rstrip()
    if not units or "," in rest[:-1] or rest[-1:] not in ",:":
        return ()
    if len(units) > 1 or not rest.strip(",: "):
        return tuple(units)
    return (Slice(units[0].start, after + len(rest) - 1, units[0].rule),)


def _told(text: str, start: int, end: int) -> tuple[list[Slice], int]:
    """Return who is told: the units there, else a name in capitals that no vocabulary knows and that a verb follows."""
    units, after = units_within(text, start, end)
    if units:
        return units, after
    if addressee := _ADDRESSEE.match(text, start, end):
        return [Slice(start, addressee.end(), "unit.addressee")], addressee.end()
    name = _CAPITALISED.match(text, start, end)
    if name is None or _verb_at(text, name.end(), end) is None:
        return [], start
    return [Slice(start, name.end(), "unit.capitalised", 0.5)], name.end()


def _acts(text: str, start: int, units: tuple[Slice, ...], after: int, end: int, rule: str) -> Action | None:
    """Read what ``units``, which end at ``after``, do: they tell others, or act themselves."""
    defined = _DEFINED.match(text, after, end)
    for pattern, telling in _TELLING:
        if found := pattern.match(text, _skip_blanks(text, defined.end() if defined else after, end), end):
            told, behind = units_within(text, found.end(), end)
            if not told and (addressee := _ADDRESSEE.match(text, found.end(), end)):
                told, behind = [Slice(found.end(), addressee.end(), "unit.addressee")], addressee.end()
            if told and not _only_leads(text, found, told):
                # "Theo đề nghị của ..., Chủ tịch UBND tỉnh giao Sở X ...": the order begins at its verb
                begin = found.start() if rule else start
                return Action(begin, behind, tuple(told), telling, f"action.somebody_tells{rule}")
    after = _behind_post(text, units[-1], after, end)
    verb = _verb_at(text, after, end)
    # a capital inside a sentence belongs to a name ("Giáo dục Đào tạo"), save in "Sở X Chủ trì"
    if verb is not None and (text[verb].islower() or _IN_CHARGE.match(text, verb, end) or text[verb - 2] == ":"):
        return Action(start, verb, units, None, f"action.unit_verb{rule}")
    if predicate := _PREDICATE.match(text, after, end):
        return Action(start, predicate.start("verb"), units, None, f"action.unit_predicate{rule}")
    return None


# the short form of who tells: "Sở Giáo dục và Đào tạo (GDĐT) yêu cầu ...", "(sau đây gọi tắt là Sở)"
_DEFINED = regex.compile(r"\s*\((?:[\p{Lu}&-]{2,15}|(?:sau\s+đây\s+)?(?:gọi|viết)\s+(?:tắt|chung)\s[^()]{1,50})\)")


def _only_leads(text: str, telling: regex.Match[str], told: list[Slice]) -> bool:
    """Whether who "tells" does the work: "Sở A đôn đốc các đơn vị báo cáo", "Ban B phân công thành viên thẩm tra"."""
    if supervises(text, telling.start()):
        return True
    return _APPOINTS.match(text, telling.start()) is not None and all(u.rule == "unit.people" for u in told)


def supervises(text: str, position: int) -> bool:
    """Whether the verb of telling at ``position`` leaves the work with whoever is to tell others."""
    return _SUPERVISES.match(text, position) is not None


def _behind_post(text: str, unit: Slice, after: int, end: int) -> int:
    """Return where a person's post ends that stands in apposition: "Ông Lê An - Trưởng phòng Kinh doanh làm ..."."""
    joint = _APPOSITION.match(text, after, end) if unit.rule == "unit.person" else None
    if joint is None:
        return after
    posts, behind = units_within(text, joint.end(), end)
    return behind if len(posts) == 1 and posts[0].rule in ("unit.post", "unit.people") else after


def _is_part_of_circumstance(text: str, start: int, place: int) -> bool:
    """Whether the comma before ``place`` only separates parts of a purpose, or of what somebody has done already."""
    return bool(_PURPOSE.match(text, start, place) or _DONE.search(text, start, place))


def _skip_blanks(text: str, position: int, end: int) -> int:
    while position < end and (text[position].isspace() or text[position] in ",:"):
        position += 1
    return position


def _verb_at(text: str, position: int, end: int) -> int | None:
    """Return where a verb of action begins at ``position`` (after words of manner), or None."""
    position = _skip_blanks(text, position, end)
    if aside := _ASIDE.match(text, position, end):
        position = aside.end()
    if standing := _IS_IN_CHARGE.match(text, position, end):
        position = standing.end()
    while True:
        if negated := _MUST_NOT.match(text, position, end):
            return negated.start()
        if found := _verbs().match(text, position, end):
            is_noun = (
                _OF.match(text, found.end(), end)
                or _TRAFFIC.match(text, position, end)
                or _NOUN.match(text, position, end)
            )
            return None if is_noun else found.start()
        if _PAST.match(text, position, end):
            return None
        manner = _MANNER.match(text, position, end)
        if not manner:
            return None
        position = manner.end()


def _told_inside(text: str, start: int, end: int, voice: Voice) -> Action | None:
    """Find a verb of telling further inside the clause: "ghi nhận ..., đồng thời yêu cầu sở thường xuyên rà soát"."""
    for found in _TELLING_INSIDE.finditer(text, start, end):
        if voice is Voice.OFFICE and _DIRECTS.match(found[0]):
            continue  # "... chỉ đạo X làm" leaves the lead with whoever is to direct
        before = text[start : found.start()]
        if _PAST.search(before[-12:]) or before.count("(") > before.count(")"):
            continue
        units, after = units_within(text, found.end(), end)
        if not units or _verb_at(text, after, end) is None:
            continue
        telling = Telling.REQUEST if _REQUEST_INSIDE.match(found[0]) else Telling.ORDER
        begin = start if voice is Voice.OFFICE else units[0].start
        return Action(begin, after, tuple(units), telling, "action.told_inside")
    return None


def find_support(text: str, start: int, end: int) -> list[Slice]:
    """Return the units that take part in an action: those after "phối hợp với"."""
    units: list[Slice] = []
    for found in _WITH.finditer(text, start, end):
        if not _is_done_by_directed(text, start, found.start()):
            units += units_within(text, found.end(), end)[0]
    return units


# "Chỉ đạo Phòng X phối hợp với ...", "hướng dẫn các trường phối hợp với ...": that is what those directed do
_DIRECTS = regex.compile("(?i)" + words("chỉ đạo", "hướng dẫn", "đôn đốc", "vận động", "tuyên truyền") + r"\s+")


def _is_done_by_directed(text: str, start: int, position: int) -> bool:
    for directs in _DIRECTS.finditer(text, start, position):
        units, after = units_within(text, directs.end(), position)
        if units and not text[after:position].strip(" ,"):
            return True
    return False
