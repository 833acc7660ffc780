"""Clauses and the actions that they order: who is told, in which words, and where the action's verb stands.

Vietnamese administrative prose orders in few shapes: a verb alone ("Rà soát ..."), a unit and a verb ("Thanh tra Sở thực
hiện ..."), or a verb of telling, a unit and a verb ("Giao Sở Tư pháp chủ trì, phối hợp với ..."); before each may stand a
connective ("đồng thời") and circumstances ("Căn cứ ...,", "Trong năm 2022,", "Trường hợp ...,").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import regex

from pipeline.extract.mentions import Slice
from pipeline.extract.units import units_at
from pipeline.vocabulary import rows


class Telling(StrEnum):
    """How strong the verb of telling is; it decides between an assignment and a request."""

    ORDER = "order"
    REQUEST = "request"


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
    found, after = units_at(text[start:end], 0)
    return [s.shifted(start) for s in found], start + after


@cache
def _verbs() -> regex.Pattern[str]:
    verbs = sorted((row["verb"] for row in rows("task_verbs")), key=len, reverse=True)
    return regex.compile(
        r"(?i:" + "|".join(regex.escape(v).replace(r"\ ", r"\s+") for v in verbs) + r")(?![\p{L}\p{M}])"
    )


# words of manner that stand between a unit and its verb: "nghiêm túc tổ chức", "có trách nhiệm", "phải", "cần", "sẽ"
_MANNER = regex.compile(
    r"(?i:(?:,\s*)?(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|theo\s+(?:chức\s+năng|thẩm\s+quyền)[^,;:]{0,60},"
    r"|căn\s+cứ\s+[^,;:]{0,80}?(?:chủ\s+động|để|,)|trên\s+cơ\s+sở\s+[^,;:]{0,80},|tùy\s+theo[^,;:]{0,60},|trong\s+phạm\s+vi[^;:]{0,80}?(?=\s+(?:có|chịu)\s+trách\s+nhiệm)"
    r"|phải|cần|sẽ|tự|cùng|đồng\s+thời|hết\s+sức|luôn|luôn\s+luôn|thật|rất|chặt\s+chẽ|nghiêm|quyết\s+tâm|nhanh\s+chóng|linh\s+hoạt|trước\s+mắt|bình\s+tĩnh"
    r"|theo\s+chức\s+năng,?\s+nhiệm\s+vụ(?:\s+được\s+giao)?|theo\s+nhiệm\s+vụ\s+được\s+giao|định\s+kỳ(?:\s+h[àằ]ng\s+\p{L}+)?|h[àằ]ng\s+(?:năm|quý|tháng|tuần|ngày)"
    r"|thường\s+trực|ngay|chính|tổng|có|được\s+giao)[,:]?\s+)"
)
_PAST = regex.compile(
    r"(?i:đã|đang|vừa|mới|từng|chưa|không|cũng\s+đã|được(?!\s+giao)|bị|là|gồm|bao\s+gồm|thuộc|còn)(?![\p{L}\p{M}])"
)
# "Sở Nội vụ là cơ quan thường trực, có trách nhiệm ..."
_IS_IN_CHARGE = regex.compile(
    r"(?i)là\s+(?:cơ\s+quan|đơn\s+vị|đầu\s+mối|tổ|bộ\s+phận)[^,;.]{0,80},?\s+(?=(?:có|chịu)\s+trách\s+nhiệm)"
)
# the short form of a unit between it and its verb: "Chi cục Kiểm lâm (CCKL) kiểm tra ..."
_ASIDE = regex.compile(r"\([^()]{1,60}\)\s*,?\s*")
# an order not to do something: "Không yêu cầu người dân nộp bản giấy", "không để phát sinh hồ sơ quá hạn"
_MUST_NOT = regex.compile(
    r"(?i)không\s+(?:để|được|yêu\s+cầu|tổ\s+chức|ban\s+hành|thực\s+hiện|chấp\s+nhận|tiếp\s+nhận|giải\s+quyết|bố\s+trí|cử|giao|tự\s+ý)(?![\p{L}\p{M}])"
)
_CONNECTIVE = regex.compile(
    r"(?i:(?:đồng\s+thời|bên\s+cạnh\s+đó|ngoài\s+ra|mặt\s+khác|trong\s+đó|trước\s+mắt|riêng|theo\s+đó|tiếp\s+đó|hơn\s+nữa|từ\s+đó|song\s+song\s+đó|và|hoặc"
    r"|về\s+lâu\s+dài|đặc\s+biệt(?:\s+là)?|nhất\s+là|kịp\s+thời|mỗi\s+khi)\s*,?\s+)"
)
# a circumstance before the order: it ends at a comma
_CIRCUMSTANCE = regex.compile(
    r"(?i:căn\s+cứ|trên\s+cơ\s+sở|để|nhằm|trong|trường\s+hợp|đối\s+với|theo|khi|nếu|định\s+kỳ|h[àằ]ng|trước|sau|từ|qua|thông\s+qua|với|tại|ngay|giai\s+đoạn|năm"
    r"|chậm\s+nhất|thực\s+hiện|xét|quý|tháng|ngày|đến|vào|bằng|nhận\s+được|cuối|đầu|tuỳ|tùy|do|vì|kể\s+từ|ngoài|về|cùng\s+với|song\s+song|nay)(?![\p{L}\p{M}])"
)
# a circumstance that only gives the ground of an order and is no part of it
_GROUND = regex.compile(r"(?i)(?:căn\s+cứ|theo|thực\s+hiện|xét|để|nhằm|trên\s+cơ\s+sở|qua)\b")
# "Trong năm 2020 sẽ tiếp tục ...": the verb after the circumstance, without a comma
_WILL = regex.compile(r"(?i)(?<=\s)sẽ\s")
# a time right before the verb: "trước ngày 15/11 báo cáo ...", "Chậm nhất ngày 05 hằng tháng gửi ...", "Quý I/2026 hoàn thành ..."
_LEADING_TIME = regex.compile(
    r"(?i)(?:(?:chậm\s+nhất(?:\s+là)?|muộn\s+nhất|trước|trong|đến|đến\s+hết|từ|vào|hoàn\s+thành\s+trước)\s+)?(?:(?:ngày|tháng|quý|năm|tuần)\s+)?"
    r"(?:\d{1,2}(?:[/.-]\d{1,4}){0,2}|[IVX]{1,3}(?:/\d{4})?)(?:\s+(?:năm\s+\d{4}|(?:h[àằ]ng|mỗi)\s+\p{L}+))?\s+(?=\p{Ll})"
)
# verbs of telling; what follows is who is told
_ORDER = regex.compile(
    r"(?i:(?:thống\s+nhất\s+|nay\s+|(?:được\s+)?tiếp\s+tục\s+|cơ\s+bản\s+)?"
    r"(?:yêu\s+cầu|giao(?:\s+(?:trách\s+nhiệm|nhiệm\s+vụ))?(?:\s+cho)?|phân\s+công|ủy\s+quyền(?:\s+cho)?|uỷ\s+quyền(?:\s+cho)?|đôn\s+đốc|quyết\s+định\s+giao|phân\s+giao(?:\s+cho)?"
    r"|chỉ\s+định|lưu\s+ý|nhắc\s+nhở))(?:\s*:)?\s+"
)
_ASK = regex.compile(
    r"(?i:(?:kính\s+)?(?:đề\s+nghị|kiến\s+nghị|trân\s+trọng\s+đề\s+nghị|mong|đề\s+xuất|khuyến\s+nghị|kính\s+mong)(?:\s+với)?)(?:\s*:)?\s+"
)
_TELLING_INSIDE = regex.compile(
    r"(?<![\p{L}\p{M}])(?i:yêu\s+cầu|giao(?!\s+(?:thông|dịch|lưu|tiếp|ban|đất|dự\s+toán|kế\s+hoạch|việc\s+\p{Ll}+\s+không))|đề\s+nghị|kiến\s+nghị|chỉ\s+đạo|phân\s+công|kính\s+đề\s+nghị)(?:\s+cho)?\s+"
)
_ABBREVIATED = regex.compile(
    r"(?:\b(?:TP|Tp|tp|TX|Tx|ThS|TS|PGS|GS|Q|P|tr|vv|v|Đ/c|đ/c|KT|TL|TM|St|No|ông|bà)|(?:^|\W)\p{Lu}|(?:^|[\s(])\d{1,2})$"
)


def split_clauses(text: str, start: int, end: int) -> list[Slice]:
    """Cut ``text[start:end]`` at sentence ends and semicolons, outside brackets and quotation marks.

    Whether a piece is a clause of its own (begins with a verb) is for ``read_action`` to say.
    """
    pieces: list[Slice] = []
    depth = 0
    piece_start = start
    quoted = False
    for position in range(start, end):
        c = text[position]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth = max(0, depth - 1)
        elif c == "“":
            quoted = True
        elif c == "”":
            quoted = False
        elif (
            depth == 0
            and not quoted
            and (c == ";" or (c in ".!?" and _ends_sentence(text, piece_start, position, end)))
        ):
            pieces.append(_trim(text, piece_start, position, "semicolon" if c == ";" else "sentence"))
            piece_start = position + 1
    pieces.append(_trim(text, piece_start, end, "last"))
    pieces = [p for p in pieces if p.end > p.start]
    if depth or quoted:  # a bracket that never closes must not swallow the rest
        return _split_plainly(text, start, end)
    return pieces


def _split_plainly(text: str, start: int, end: int) -> list[Slice]:
    pieces = []
    piece_start = start
    for position in range(start, end):
        if text[position] == ";" or (text[position] in ".!?" and _ends_sentence(text, piece_start, position, end)):
            pieces.append(_trim(text, piece_start, position, "semicolon" if text[position] == ";" else "sentence"))
            piece_start = position + 1
    pieces.append(_trim(text, piece_start, end, "last"))
    return [p for p in pieces if p.end > p.start]


def _ends_sentence(text: str, start: int, position: int, end: int) -> bool:
    if position + 1 >= end:
        return True
    rest = text[position + 1 : position + 4]
    if not rest[:1].isspace():
        return False
    following = rest.strip()[:1]
    if not (following.isupper() or following in '-+“"('):
        return False
    return not _ABBREVIATED.search(text, max(start, position - 6), position)


def _trim(text: str, start: int, end: int, rule: str) -> Slice:
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".;,/*_"):
        end -= 1
    return Slice(start, end, rule)


def read_action(text: str, start: int, end: int, *, report: bool = False) -> Action | None:
    """Read the clause ``text[start:end]`` as an order; None where it orders nothing.

    ``report`` is set for news and reports, where the order is somebody's whom the text tells about; its text then begins
    at the unit that is told.
    """
    position = start
    while found := _CONNECTIVE.match(text, position, end):
        position = found.end()
    for place, rule in _openings(text, position, end):
        if action := _action_at(text, start, place, end, rule):
            if report and action.units and action.telling is None:
                # who is told about acts, and may tell others: "Ông A ghi nhận ..., đồng thời yêu cầu sở rà soát ..."
                return _told_inside(text, start, end, report=True) or action
            return action
    return _told_inside(text, start, end, report=report)


def _openings(text: str, position: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the places at which the order itself can begin: at once, or behind a circumstance and its comma."""
    yield position, ""
    if leading := _LEADING_TIME.match(text, position, end):
        yield leading.end(), ".after_circumstance"
    if not _CIRCUMSTANCE.match(text, position, end):
        return
    if future := _WILL.search(text, position, min(end, position + 80)):
        yield future.start(), ".after_circumstance"
    depth = 0
    commas = 0
    for place in range(position, min(end, position + 600)):
        c = text[place]
        depth += (c in "(“") - (c in ")”")
        if c in ",:" and depth == 0 and place + 1 < end and text[place + 1].isspace():
            commas += 1
            if commas > 8:
                return
            following = place + 1
            while following < end and text[following].isspace():
                following += 1
            if found := _CONNECTIVE.match(text, following, end):
                following = found.end()
            yield following, ".after_circumstance"
            if leading := _LEADING_TIME.match(text, following, end):
                yield leading.end(), ".after_circumstance"


def _action_at(text: str, start: int, place: int, end: int, rule: str) -> Action | None:
    for pattern, telling in ((_ORDER, Telling.ORDER), (_ASK, Telling.REQUEST)):
        if found := pattern.match(text, place, end):
            units, after = units_within(text, found.end(), end)
            if units:
                begin = place if rule and _GROUND.match(text, start, end) else start
                return Action(begin, after, tuple(units), telling, f"action.told{rule}")
    units, after = units_within(text, place, end)
    if _ORGANIZE.match(text, place, end):
        units = []
    if units:
        for pattern, telling in ((_ORDER, Telling.ORDER), (_ASK, Telling.REQUEST)):
            if found := pattern.match(text, _skip_blanks(text, after, end), end):
                told, behind = units_within(text, found.end(), end)
                if told:
                    # "Theo đề nghị của ..., Chủ tịch UBND tỉnh giao Sở X ...": the order begins at its verb
                    begin = found.start() if rule else start
                    return Action(begin, behind, tuple(told), telling, f"action.somebody_tells{rule}")
        verb = _verb_at(text, after, end)
        if verb is not None:
            return Action(start, verb, tuple(units), None, f"action.unit_verb{rule}")
        if predicate := _PREDICATE.match(text, after, end):
            return Action(start, predicate.start("verb"), tuple(units), None, f"action.unit_predicate{rule}")
        return None
    if rule and not text[place].islower():
        return None  # behind a circumstance an order goes on in small letters
    verb = _verb_at(text, place, end)
    if verb is not None and not (rule and _is_part_of_list(text, start, place)):
        return Action(start, verb, (), None, f"action.verb{rule}")
    return None


# "tổ chức sơ kết": the verb, not "tổ chức, cá nhân có liên quan"
_ORGANIZE = regex.compile(r"(?i)tổ\s+chức\s+(?!(?:và|có|cá\s+nhân|liên\s+quan|đảng|chính\s+trị|tín\s+dụng)\b)\p{L}")


# after a unit, a word in small letters that is no known verb but can be one: no connective, no preposition, no noun of place
_PREDICATE = regex.compile(
    r"\s+(?!(?i:đã|đang|vừa|mới|từng|chưa|không|cũng|được|bị|là|gồm|bao|thuộc|còn|của|và|hoặc|với|tại|trên|dưới|trong|ngoài|ở|về|theo|do|bởi|cho|các|những|mỗi|từng"
    r"|này|đó|nêu|nói|khác|cấp|tỉnh|huyện|xã|phường|quận|thành|thị|nào|có|qua|từ|đến|để|nhằm|khi|nếu|thì|mà|hiện|như|sau|trước|trực|liên|quan|cùng|chuyên|hữu|trân|kính|xin|mời)(?![\p{L}\p{M}]))"
    r"(?P<verb>\p{Ll}+)"
)


def _is_part_of_list(text: str, start: int, place: int) -> bool:
    """Whether the comma before ``place`` only separates the parts of a circumstance ("Để duy trì, cải thiện ...,")."""
    opening = text[start:place]
    purpose = regex.match(r"(?i)(?:để|nhằm|qua|thông\s+qua|với|về|đối\s+với|theo|từ)\b", opening)
    return bool(purpose or regex.search(r"(?i)(?<![\p{L}\p{M}])đã\s", opening))


def _skip_blanks(text: str, position: int, end: int) -> int:
    while position < end and (text[position].isspace() or text[position] in ",:"):
        position += 1
    return position


def _verb_at(text: str, position: int, end: int) -> int | None:
    """Return where a verb of action begins at ``position`` (after words of manner), or None."""
    position = _skip_blanks(text, position, end)
    if aside := _ASIDE.match(text, position, end):
        position = aside.end()
    if negated := _MUST_NOT.match(text, position, end):
        return negated.start()
    if standing := _IS_IN_CHARGE.match(text, position, end):
        position = standing.end()
    for _ in range(4):
        if _PAST.match(text, position, end):
            return None
        if found := _verbs().match(text, position, end):
            return found.start()
        manner = _MANNER.match(text, position, end)
        if not manner:
            return None
        position = manner.end()
    return None


def _told_inside(text: str, start: int, end: int, *, report: bool) -> Action | None:
    """Find a verb of telling further inside the clause: "ghi nhận ..., đồng thời yêu cầu sở thường xuyên rà soát"."""
    for found in _TELLING_INSIDE.finditer(text, start, end):
        before = text[start : found.start()]
        if _PAST.search(before[-12:]) or before.count("(") > before.count(")"):
            continue
        units, after = units_within(text, found.end(), end)
        if not units or after > end or _verb_at(text, after, end) is None:
            continue
        telling = (
            Telling.REQUEST if found[0].casefold().lstrip().startswith(("đề nghị", "kiến", "kính")) else Telling.ORDER
        )
        begin = units[0].start if report else start
        return Action(begin, after, tuple(units), telling, "action.told_inside")
    return None


# "phối hợp (chặt chẽ) với X", "phối hợp cùng X", "chủ trì, phối hợp X", "có sự tham gia của X"
_WITH = regex.compile(
    r"(?i:phối\s+hợp(?:\s+chặt\s+chẽ|\s+tốt|\s+đồng\s+bộ|\s+chủ\s+động|\s+thường\s+xuyên)?(?:,\s*\p{Ll}+(?:\s+\p{Ll}+){0,2})?(?:\s+(?:với|cùng|cùng\s+với))?|có\s+sự\s+tham\s+gia\s+của)\s+"
)


def find_support(text: str, start: int, end: int) -> tuple[list[Slice], int | None]:
    """Return the units that take part ("phối hợp với ...") and where the words that say so begin."""
    units: list[Slice] = []
    first: int | None = None
    for found in _WITH.finditer(text, start, end):
        named, after = units_within(text, found.end(), end)
        if named and after <= end:
            units.extend(named)
            first = found.start() if first is None else first
    return units, first
