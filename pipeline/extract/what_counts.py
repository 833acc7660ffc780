"""Which orders are tasks, and of what kind: it depends on how the document speaks and in which part they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.extract.actions import Action, Telling
from pipeline.extract.clauses import Clause, clause_deadlines
from pipeline.extract.mentions import Slice
from pipeline.extract.outline import Outline
from pipeline.extract.paragraphs import Rank
from pipeline.extract.patterns import WORD_END, phrases, words
from pipeline.extract.roles import HEADING_LENGTH, Role
from pipeline.extract.styles import Style
from pipeline.record import TaskKind

#: Rules of ``units`` whose finds are people or groups of them, not bodies.
_PEOPLE_RULES = ("unit.people", "unit.person")

# those whom an office serves: what they do is told in instructions, and tracked by nobody
_CITIZENS = regex.compile(
    r"(?i)(?:(?:các|mỗi|mọi)\s+)?"
    + phrases("cá nhân", "tổ chức", "công dân", "nhân dân", "hộ", "học sinh", "sinh viên", "doanh nghiệp", "khách hàng")
    + r"\b(?!,?\s*(?:chính\s+trị|đảng|tín\s+dụng|đoàn))|(?i:(?:các\s+|mỗi\s+|mọi\s+)?người\b(?!\s+đứng\s+đầu))"
)
# "cơ quan phối hợp", "đơn vị": whoever happens to be one
_ANY_BODY = regex.compile(r"(?i:(?:các\s+|mỗi\s+)?(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|cá\s+nhân))(?:\s+\p{Ll}+){0,3}")
# the parts of a normative text that say who has to carry it out
_DUTIES = regex.compile(
    "(?i)"
    + phrases(
        "trách nhiệm", "tổ chức thực hiện", "hiệu lực", "thi hành", "quản lý nhà nước", "nhiệm vụ"
    )
)  # fmt: skip
# verbs with which a normative text charges a body; what it "shall" do in every case is a standing rule
_CHARGED = regex.compile(
    "(?i)"
    + phrases(
        "có trách nhiệm", "chịu trách nhiệm", "hướng dẫn", "quy định", "ban hành", "tổ chức", "chủ trì", "xây dựng",
        "ký tên", "căn cứ", "công bố",
    )
)  # fmt: skip
_RESPONSIBLE = regex.compile(r"(?i)[\s,]*" + phrases("có trách nhiệm", "chịu trách nhiệm") + WORD_END)
_WILL = regex.compile(r"(?i)\bsẽ\s")
_GOES_ON = regex.compile("(?i)" + words("đồng thời", "bên cạnh đó", "ngoài ra", "cùng với đó"))
_PLEDGE = regex.compile("(?i)" + words("cam kết"))
# units that an office can order because they are its own, by their words
_OWN_UNIT = regex.compile(
    r"(?i)(?:(?:lãnh đạo|trưởng|thủ trưởng|giám đốc|người đứng đầu|viên chức|công chức|cán bộ)\s+)?"
    r"(?:(?:các|mỗi|từng|toàn thể|tất cả)\s+)?"
    + words(
        "phòng", "đơn vị", "bộ phận", "trung tâm", "văn phòng sở", "thanh tra", "tổ", "công chức", "viên chức",
        "cán bộ", "đồng chí", "ông", "bà", "khoa", "trường", "cơ quan",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What the verdicts need to know of a document."""

    outline: Outline
    style: Style
    roles: Sequence[Role | None]

    @property
    def text(self) -> str:
        return self.outline.text


# "Sở X thông báo kết quả ...", "Văn phòng UBND tỉnh thông báo để các đơn vị biết": the document itself does it
_BY_THIS_DOCUMENT = regex.compile(
    "(?i)"
    + phrases("thông báo", "trân trọng thông báo", "trả lời", "đính chính", "gửi kèm", "xin thông báo")
    + WORD_END
)


def _is_done_hereby(setting: Setting, index: int, clause: Clause) -> bool:
    """Whether a sentence outside all items says what the issuer does by this document, and sets no time for it."""
    action = clause.action
    if (
        action is None
        or action.telling
        or not action.units
        or setting.outline.nodes[index].paragraph.rank is not Rank.NONE
    ):
        return False
    says = _BY_THIS_DOCUMENT.match(setting.text, action.verb)
    return bool(says) and not clause_deadlines(setting.text, clause.place)


def paragraph_counts(setting: Setting, index: int, clauses: Sequence[Clause], *, has_lead: bool) -> bool:
    """Whether orders of this paragraph can be tasks at all; ``has_lead``: something above or before it names units."""
    role = setting.roles[index]
    names_units = has_lead or any(c.action and c.action.units for c in clauses)
    is_told = any(c.action and c.action.units and c.action.telling for c in clauses)
    match setting.style:
        case Style.REPORT:
            return role in (Role.TASK, Role.PROPOSAL) or any(_looks_ahead(setting, c) for c in clauses)
        case Style.MINUTES:
            return role in (Role.CONCLUSION, Role.TASK)
        case Style.NEWS:
            return True
        case Style.DECISION | Style.NORMATIVE:
            return names_units and not _is_introduction(setting.outline, index)
        case Style.LETTER if setting.outline.nodes[index].section is None and not has_lead:
            charged = any(_is_charged(setting, c) for c in clauses)
            return is_told or charged or (names_units and _follows_a_list(setting.outline, index))
        case _:
            return has_lead or is_told or not _is_introduction(setting.outline, index)


def clause_counts(
    setting: Setting, index: int, clause: Clause, *, has_lead: bool, continues: bool, goes_on: bool
) -> bool:
    """Whether this order is a task.

    For news items: ``continues`` where a clause before it in its paragraph set one, ``goes_on`` where an earlier
    paragraph did.
    """
    action = clause.action
    if action is None:
        return True
    if action.units and not action.telling and all(_CITIZENS.match(u.of(setting.text)) for u in action.units):
        return False
    if setting.style is not Style.NEWS and _is_done_hereby(setting, index, clause):
        return False
    match setting.style:
        case Style.REPORT:
            return setting.roles[index] in (Role.TASK, Role.PROPOSAL) or _looks_ahead(setting, clause)
        case Style.NEWS:
            return (
                action.telling is not None
                or continues
                or (goes_on and bool(_GOES_ON.match(setting.outline.words(index))))
            )
        case Style.NORMATIVE:
            return _is_duty(setting, index, clause, action, has_lead=has_lead)
        case Style.DECISION:
            return has_lead or bool(action.units)
        case _:
            return True


def _is_charged(setting: Setting, clause: Clause) -> bool:
    """Whether a clause says by name who is responsible: "Văn phòng có trách nhiệm tổng hợp ..."."""
    action = clause.action
    if action is None or not action.units:
        return False
    return _RESPONSIBLE.match(setting.text, action.units[-1].end, clause.place.end) is not None


def _follows_a_list(outline: Outline, index: int) -> bool:
    """Whether a paragraph closes a document that has items; before them, and without any, a letter only tells."""
    return any(n.paragraph.rank is not Rank.NONE for n in outline.nodes[:index])


def _is_introduction(outline: Outline, index: int) -> bool:
    """Whether a paragraph stands before the first numbered or bulleted item, where circumstances are told."""
    nodes = outline.nodes
    if nodes[index].paragraph.rank is not Rank.NONE or nodes[index].parent is not None:
        return False
    follows = any(n.paragraph.rank is not Rank.NONE for n in nodes[index + 1 :])
    return follows and all(n.paragraph.rank is Rank.NONE for n in nodes[:index])


def _looks_ahead(setting: Setting, clause: Clause) -> bool:
    """Whether a clause of a report looks ahead outside its parts about plans: it asks, or says what "sẽ" be done."""
    action = clause.action
    if action is None:
        return False
    if action.telling is Telling.REQUEST:
        return action.rule.startswith("action.told") and "inside" not in action.rule
    return not action.units and bool(_WILL.search(setting.text, clause.place.start, action.verb))


# "Trường hợp hồ sơ chưa đủ thì hướng dẫn ...": how every dossier is handled
_IN_A_CASE = regex.compile("(?i)" + words("trường hợp", "nếu", "khi"))
_ENCOURAGES = regex.compile("(?i)" + words("khuyến khích"))
# "Sửa đổi khoản 2 Điều 5", "Bổ sung Điều 7a vào sau Điều 7": the text itself does it
_AMENDS = regex.compile(
    "(?i)"
    + phrases("sửa đổi", "bổ sung", "sửa đổi, bổ sung", "thay thế", "bãi bỏ", "thay cụm từ", "bỏ cụm từ", "đính chính")
    + r"\s+(?:(?:tên|nội\s+dung|một\s+số|vào|toàn\s+bộ)\s+)*"
    + words("khoản", "điểm", "mục", "điều", "phần", "chương", "phụ lục", "cụm từ", "tiết", "mẫu")
)
# what a body may decide is no duty: "UBND tỉnh quyết định giá ... theo thẩm quyền"
_IS_WITHIN_POWERS = regex.compile(r"(?i)(?:xem\s+xét,?\s+)?quyết\s+định\s[^;.]*?\stheo\s+thẩm\s+quyền")


def _is_amended(text: str, place: Slice, action: Action) -> bool:
    return bool(_AMENDS.match(text, action.verb, place.end))


def is_any_body(text: str, unit: Slice) -> bool:
    """Whether a unit of a normative text is only a part that anybody may play: "cơ quan chủ trì", "đơn vị"."""
    return _ANY_BODY.fullmatch(text, unit.start, unit.end) is not None


def _is_under_a_body(outline: Outline, index: int) -> bool:
    """Whether what holds an item is a short line, the name of a body: "Điều 7. Sở Nội vụ", "2. UBND cấp xã:"."""
    above = next(iter(outline.ancestors(index)), None)
    return above is not None and len(outline.words(above)) <= HEADING_LENGTH and not _CASE.search(outline.words(above))


# "phải có đủ các điều kiện sau:", "được quy định như sau:", "xử lý theo quy trình sau:": what follows are no duties
_CASE = regex.compile(
    "(?i)"
    + phrases(
        "điều kiện", "quy trình", "trình tự", "quyền", "trường hợp", "như sau", "thủ tục", "hồ sơ", "tiêu chuẩn",
        "quyền hạn",
    )
)  # fmt: skip


def _is_duty(setting: Setting, index: int, clause: Clause, action: Action, *, has_lead: bool) -> bool:
    """Whether a clause of a normative text is the duty of a named body, and no standing rule for everyone."""
    outline, text = setting.outline, setting.text
    if any(u.rule.startswith(_PEOPLE_RULES) or is_any_body(text, u) for u in action.units):
        return False
    if (not action.units and _IN_A_CASE.match(text, clause.place.start)) or _ENCOURAGES.match(text, action.verb):
        return False
    if _is_amended(text, clause.place, action) or _IS_WITHIN_POWERS.match(text, action.verb, clause.place.end):
        return False
    if any(_DUTIES.search(outline.words(above)[:HEADING_LENGTH]) for above in (*outline.ancestors(index), index)):
        return has_lead or bool(action.units)
    if action.rule == "action.closing_order":
        return True
    if action.units:
        return action.rule.startswith("action.unit_verb")
    # an item under the name of a body is its duty; under a sentence it may be a case, an object or a step
    return has_lead and action.rule == "action.verb" and _is_under_a_body(outline, index)


def kind_of_request(setting: Setting, units: Sequence[Slice]) -> TaskKind:
    """Return what "đề nghị" amounts to: an order to those whom the office can order, else a request."""
    if setting.style in (Style.MINUTES, Style.NEWS) or all(_OWN_UNIT.match(u.of(setting.text)) for u in units):
        return TaskKind.ASSIGNMENT
    return TaskKind.REQUEST


def task_kind(setting: Setting, action: Action | None, *, has_lead: bool, role: Role | None = None) -> TaskKind:
    """Return by what right an order of this kind of document is given."""
    if action and _PLEDGE.match(setting.text, action.verb):
        return TaskKind.COMMITMENT
    if action and action.telling is Telling.REQUEST:
        return kind_of_request(setting, action.units)
    if role is Role.PROPOSAL and setting.style is Style.REPORT:
        return TaskKind.REQUEST
    if action and action.telling is Telling.ORDER:
        return TaskKind.ASSIGNMENT
    if setting.style is Style.REPORT or (setting.style is Style.PLAN and not has_lead):
        return TaskKind.COMMITMENT
    return TaskKind.ASSIGNMENT
