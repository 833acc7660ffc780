"""An item's words cut into the clauses that each order something."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from pipeline.extract.actions import Action, Voice, read_action, units_within
from pipeline.extract.deadlines import find_deadlines
from pipeline.extract.mentions import DeadlineMention, Slice
from pipeline.extract.patterns import phrases, words
from pipeline.extract.sentences import split_clauses
from pipeline.text import small


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its order; ``action`` is None for an item that only its field lines make a task."""

    place: Slice
    action: Action | None


# "Trách nhiệm của Sở Tài chính", "Đối với UBND các huyện:", "Giao Sở Nội vụ:", "Đề nghị Sở Nội vụ"
UNIT_HEADING = regex.compile(
    r"(?i)(?:(?:trách\s+nhiệm|nhiệm\s+vụ|quyền\s+hạn|nghĩa\s+vụ|vai\s+trò)"
    r"(?:\s*(?:,|và)\s*(?:trách\s+nhiệm|nhiệm\s+vụ|quyền\s+hạn|nghĩa\s+vụ|vai\s+trò))*"
    r"(?:\s+(?:chung|cụ\s+thể|chính|chủ\s+yếu|thực\s+hiện|phối\s+hợp|quản\s+lý))?\s+của\s*:?\s+|"
    + phrases(
        "trách nhiệm", "nhiệm vụ", "phân công trách nhiệm", "đối với", "về phía", "giao cho", "giao", "yêu cầu",
        "kính đề nghị", "đề nghị", "kiến nghị với", "kiến nghị", "đề xuất",
    )
    + r"\s*:?\s+)"
)  # fmt: skip
# the ground of an order, cut off by a semicolon, is no part of it: "Căn cứ quy định tại ...; giao Sở X ..."
_GROUND = regex.compile("(?i)" + words("căn cứ", "theo", "thực hiện", "xét"))
# a liability is no action: "... thì Trưởng các phòng phải chịu trách nhiệm", "nếu để xảy ra ... chịu trách nhiệm"
_LIABILITY = regex.compile(
    r"(?i)(?:\bthì\b.*|nếu\s+để\s+xảy\s+ra.*|phải\s+(?=chịu\s+trách\s+nhiệm\s+(?:trước|và\s+gắn)))chịu\s+trách\s+nhiệm"
    r"|(?i:chịu\s+trách\s+nhiệm\s+trước\s[^;.]{3,120}?\s(?:nếu|khi)\s+(?:để|không|chậm))"
)
# who is invited to a meeting, or thanked in advance, has no task from it
_COURTESY = regex.compile(
    "(?i)" + phrases("kính mời", "trân trọng mời", "xin mời", "mong nhận được", "mong sớm nhận được", "xin cảm ơn")
)
# "Ví dụ: ...", up to the end of the paragraph: nobody is told anything in an example
_EXAMPLE = regex.compile(r"(?i)(?:\(?ví\s+dụ|chẳng\s+hạn)\b")
# sentences that only close a document or say when it takes effect
FORMULA = regex.compile(
    "(?i)(?:"
    + phrases("nay thông báo", "ví dụ", "trên đây là", "thừa lệnh", "trân trọng", "xin trân trọng")
    + "|"
    + phrases(
        "quyết định",
        "nghị quyết",
        "chỉ thị",
        "kế hoạch",
        "thông tư",
        "nghị định",
        "quy chế",
        "quy định",
        "văn bản",
        "hướng dẫn",
        "công văn",
        "công điện",
        "thông báo",
        "chương trình",
        "đề án",
        "phương án",
    )
    + r"\s+này\s+"
    + phrases("có hiệu lực", "thay thế", "được", "gồm")
    + ")"
)
# "hoàn thành trong tháng 11/2026", "xong trước ngày 15/11", "Thời gian hoàn thành: ...": when, and nothing else
_COMPLETION = regex.compile(
    "(?i)" + phrases("hoàn thành", "xong", "thời gian hoàn thành", "thời gian", "thời hạn") + r"\s*:?\s+"
)
# "Kính trình UBND tỉnh xem xét, quyết định": how a submission ends
_SUBMITS = regex.compile(
    r"(?i)kính\s+trình\s[^;.]{5,160}?\s(?:xem\s+xét|quyết\s+định)[,\s]+(?:quyết\s+định|phê\s+duyệt|cho\s+ý\s+kiến|chỉ\s+đạo)?\W*$"
)
_NUMBER_IN_TEXT = regex.compile(r"\(\d\)\s")
# "thuộc 02 Chương trình:", but not "thực hiện 03 nhiệm vụ:"
_THINGS = regex.compile(
    r"(?i)\b\d{1,2}\s+(?!"
    + words("nội dung", "nhiệm vụ", "việc", "công việc", "giải pháp", "yêu cầu", "nhóm")
    + r")\p{L}[\p{L}\s]{1,40}:\s*$"
)
# "Phối hợp với các sở, ngành; cơ quan báo chí tổ chức ..."
_PARTNERS_ONLY = regex.compile(r"(?i)(?:chủ\s+trì,?\s+)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với|cùng)\s+")
_ON_THE_GROUND = regex.compile(
    r"(?i)căn\s+cứ\s+"
    + words("quy định", "nội dung", "ý kiến", "chỉ đạo", "kết quả", "điểm", "khoản", "điều", "đề nghị")
)
# what may be a noun as well as a verb: among nouns it is one ("nguyên nhân ...; các quy định ...; quy định về ...")
_NOUN_OR_VERB = regex.compile(
    words("quy định", "báo cáo", "thông báo", "quyết định", "kết luận", "dự toán", "dự thảo", "hợp đồng", "thông tin")
)
_FEW_WORDS = 12  # characters between "hoàn thành" and its time: "hoàn thành đợt 1 trước ngày ..."
# ":" behind a unit and its short form or its part: "Chi cục Kiểm lâm (CCKL):", "Sở X là cơ quan đầu mối:"
_COLON = regex.compile(
    r"(?i)[\s*_]*(?:\([^()]{1,60}\)[\s*_]*)?(?:"
    + phrases("là cơ quan", "là đơn vị", "là đầu mối", "có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ", "chủ trì")
    + r"[^:;.,]{0,40})?:[\s*_]*"
)


def subject_before_colon(text: str, start: int, end: int) -> tuple[int, tuple[Slice, ...]]:
    """Return where an item's words begin behind "Văn phòng Sở: ", and those units; (start, ()) where there are none."""
    position = start
    while position < end and text[position] in "*_ ":
        position += 1
    prefix = UNIT_HEADING.match(text, position, end)
    for place in (prefix.end() if prefix else position, position):
        units, after = narrowed(text, position, *units_within(text, place, end), end)
        colon = _COLON.match(text, after, end)
        if units and colon and colon.end() < end:
            return colon.end(), tuple(units)
    return start, ()


# "Đối với" + "các trường" + "trên địa bàn có dịch ở cấp độ 3, 4" + ":"
_CONCERNING = regex.compile(r"(?i)(?:đối\s+với|về\s+phía)\s+")
_NARROWING = regex.compile(
    r"\s+"
    + phrases("có", "thuộc", "đang", "được", "đã", "chưa", "còn", "không", "ở", "tại")
    + r"[^:;.\n]{2,140}(?<!\b(?:như|gồm|sau|là|rằng))(?=:)"
)


def narrowed(text: str, start: int, units: list[Slice], after: int, end: int) -> tuple[list[Slice], int]:
    """Return the units of a label from ``start`` and the offset after them, the only group with all that narrows it.

    "Đối với các trường có học sinh nội trú:" concerns those schools alone. Anything else is returned as it came.
    """
    if len(units) != 1 or units[0].rule not in _GROUPS or not _CONCERNING.match(text, start, end):
        return units, after
    more = _NARROWING.match(text, after, end)
    return (units, after) if more is None else ([replace(units[0], end=more.end())], more.end())


_GROUPS = frozenset({"unit.group", "unit.group_named", "unit.people"})


def clause_deadlines(text: str, place: Slice) -> tuple[DeadlineMention, ...]:
    """Return the words inside a clause that set a time."""
    return tuple(DeadlineMention(s.shifted(place.start)) for s in find_deadlines(place.of(text)))


def read_clauses(text: str, start: int, end: int, *, voice: Voice, whole: bool) -> tuple[list[Clause], list[Slice]]:
    """Return the clauses of an item that order something, and its sentences that set a time for all of them.

    What orders nothing joins its neighbour at ";" and is dropped at ".". ``whole`` takes an item without any order as
    one clause: its field lines make it a task. ``voice``: see ``read_action``.
    """
    found: list[Clause] = []
    times: list[Slice] = []
    waiting: Slice | None = None  # cut off by ";" before any order: it belongs to what follows
    alive = follows = lists_nouns = False
    pieces = split_clauses(text, start, end)
    for before, piece in zip([None, *pieces], pieces, strict=False):
        follows = before is not None and before.rule == "semicolon"
        if _EXAMPLE.match(text, piece.start):
            break
        if _orders_nothing(text, piece):
            alive = False
            continue
        if found and follows and _names_objects(text, pieces[0].start, piece.start):
            found[-1] = replace(found[-1], place=replace(found[-1].place, end=piece.end))
            continue
        only_time = bool(found) and _only_sets_time(text, piece)
        action = None if only_time else read_action(text, piece.start, piece.end, voice=voice)
        if action is not None and piece.rule == "semicolon" and not found and _is_only_begun(text, piece, action):
            action = None  # it waits for what follows
        if follows and lists_nouns and _NOUN_OR_VERB.match(text, piece.start):
            action = None
        lists_nouns = follows and alive and action is None and not only_time
        if only_time and not follows:
            times.append(piece)
        elif action is not None:
            found.append(_joined(text, waiting, piece, action, voice=voice))
            waiting, alive = None, True
        elif follows and alive:
            last = found[-1]
            found[-1] = replace(last, place=replace(last.place, end=piece.end))
        elif piece.rule == "semicolon" and not found:
            waiting = waiting or piece
        else:
            alive = False
            waiting = None
    if not found and whole and pieces:
        found.append(Clause(Slice(pieces[0].start, pieces[-1].end, "action.described_item"), None))
    return found, times


def _names_objects(text: str, start: int, position: int) -> bool:
    """Whether an enumeration runs up to ``position`` that names things: "thuộc 02 Chương trình: (1) ...; (2) ..."."""
    if not _NUMBER_IN_TEXT.match(text, position):
        return False
    first = text.find("(1)", start, position)
    return first > 0 and _THINGS.search(text, max(start, first - 60), first) is not None


def _is_only_begun(text: str, piece: Slice, action: Action) -> bool:
    """Whether a semicolon stands inside a list of units, or ends the ground of an order: the order itself follows."""
    if not action.units:
        grounds = _GROUND if action.rule.endswith("after_circumstance") else _ON_THE_GROUND
        is_ground = grounds.match(text, piece.start)
        partners = _PARTNERS_ONLY.match(text, piece.start, piece.end)
        behind = units_within(text, partners.end(), piece.end) if partners else None
        return bool(is_ground) or (behind is not None and bool(behind[0]) and behind[1] == piece.end)
    return action.telling is not None and units_within(text, action.units[0].start, piece.end)[1] == piece.end


# "Sau thời hạn trên, đơn vị nào chưa nộp hồ sơ thì không được giao ...": what happens to whoever fails
_WHOEVER_FAILS = regex.compile(
    r"(?i)\b(?:đơn\s+vị|cơ\s+quan|địa\s+phương|cá\s+nhân|phòng)\s+nào\s+(?:chưa|không|để|chậm)\b"
)
# "Phân công nhiệm vụ cụ thể cho các cơ quan thành viên theo bảng dưới đây": the table does
_OPENS_TABLE = regex.compile(r"(?i)\b(?:theo|tại|trong)\s+(?:bảng|biểu)\s+(?:dưới\s+đây|sau|sau\s+đây)[^\w]*+$")


def _orders_nothing(text: str, piece: Slice) -> bool:
    words = small(piece.of(text))
    if _WHOEVER_FAILS.search(text, piece.start, piece.end) or _OPENS_TABLE.search(text, piece.start, piece.end):
        return True
    return bool(
        ("trách" in words and _LIABILITY.search(text, piece.start, piece.end))
        or (any(word in words for word in ("mời", "mong", "cảm")) and _COURTESY.search(text, piece.start, piece.end))
        or FORMULA.match(text, piece.start, piece.end)
        or ("kính" in words and _SUBMITS.fullmatch(text, piece.start, piece.end))
    )


def _joined(text: str, waiting: Slice | None, piece: Slice, action: Action, *, voice: Voice) -> Clause:
    """The clause of ``action`` with what a semicolon cut off before it: a circumstance, or units of one long list."""
    begin = piece.start
    if waiting is not None and not (action.telling and _GROUND.match(text, waiting.start)):
        begin = waiting.start
        # "Chánh Văn phòng; Giám đốc Sở X; các đơn vị chịu trách nhiệm thi hành"
        joined = read_action(text, begin, piece.end, voice=voice)
        is_partner = _PARTNERS_ONLY.match(text, waiting.start, waiting.end)
        action = joined if joined and (joined.units or is_partner) else action
    if voice is not Voice.OFFICE or action.start > piece.start:
        begin = action.start
    return Clause(Slice(begin, piece.end, action.rule), action)


def _only_sets_time(text: str, piece: Slice) -> bool:
    completion = _COMPLETION.match(text, piece.start, piece.end)
    if completion is None:
        return False
    rest = text[completion.end() : piece.end]
    return any(s.start <= _FEW_WORDS and s.end >= len(rest) - 2 for s in find_deadlines(rest))
