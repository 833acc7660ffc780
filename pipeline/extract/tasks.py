"""Tasks: every action that somebody is told, asked or committed to do (the record's ``tasks``).

Structure comes first. An item's lines "Đơn vị chủ trì", "Sản phẩm", "Thời gian" describe its task; a heading or a
lead-in that ends in ":" gives its units to the list below; what remains is read clause by clause (``clauses``). Whether
an order counts depends on the kind of document and on the part of it (``what_counts``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from pipeline.extract.actions import (
    SENT_BACK,
    Action,
    Telling,
    Voice,
    find_support,
    read_action,
    units_within,
    who_is_told,
)
from pipeline.extract.clauses import (
    UNIT_HEADING,
    Clause,
    clause_deadlines,
    narrowed,
    read_clauses,
    subject_before_colon,
)
from pipeline.extract.deadlines import split_time_line
from pipeline.extract.foot import is_capitals
from pipeline.extract.mentions import DeadlineMention, Slice, TaskMention
from pipeline.extract.outline import BULLETS, Outline, ends_open, is_heading_like
from pipeline.extract.paragraphs import Paragraph, Rank
from pipeline.extract.patterns import phrases, words
from pipeline.extract.roles import NO_TASKS, Role, assign_roles
from pipeline.extract.sentences import split_clauses
from pipeline.extract.styles import Style
from pipeline.extract.task_fields import Field, FieldValue, read_field_line
from pipeline.extract.units import split_units
from pipeline.extract.what_counts import (
    Setting,
    clause_counts,
    is_any_body,
    kind_of_request,
    paragraph_counts,
    task_kind,
)
from pipeline.text import fold

#: Numbered lines that can be the field lines of the item above them.
_LABEL_RANKS = (Rank.NUMBER_2, Rank.NUMBER_3, Rank.LETTER)
_ITEM_RANKS = (Rank.ROMAN, Rank.NUMBER)
_CLOSING_BRACKETS = regex.compile(r"\((?P<inside>[^()\n]{5,300})\)[\s.;*_]*$")
_LEADS = regex.compile(r"(?i)\s+" + phrases("chủ trì", "làm đầu mối", "thực hiện", "phụ trách") + r"(?=\s*(?:[,;]|$))")
_NEXT_IN_BRACKETS = regex.compile(r"\s*[;,]\s*")
_TAKES_PART = regex.compile(r"(?i)\s+" + phrases("phối hợp", "tham gia", "hỗ trợ"))
# "giao nhiệm vụ cho các đơn vị như sau:", "thực hiện các nội dung sau:"
_AS_FOLLOWS = regex.compile(r"(?i)\bsau(?:\s+đây)?[\s*_]*:[\s*_]*$")
_CONTENT_LABEL = regex.compile(
    r"(?i)" + phrases("nội dung", "nội dung thực hiện", "nội dung công việc", "nhiệm vụ") + r"\s*:\s*"
)
_SHORT_LABEL = regex.compile(r"[*_]*(?P<name>\p{Lu}[^:;.\n]{1,60}?)[*_]*:[*_]*\s+")
_SHARES_OUT = regex.compile(r"(?:ve )?phan cong")
_SMALL_REST = regex.compile(r"(?:\s+\p{Ll}+){1,6}[\s:.*_]*")
_VOICES = {Style.NEWS: Voice.NEWS, Style.REPORT: Voice.REPORT}
# "... ghi nhận kết quả trong tháng 6 và yêu cầu thực hiện:": where the order itself begins
_TELLS = regex.compile("(?i)\\b" + phrases("yêu cầu", "đề nghị", "chỉ thị", "phân công", "giao nhiệm vụ") + r"\s")
_TITLE_LENGTH = 150  # characters: a longer bold line is a paragraph
_UNIT_HEADING_LENGTH = 400
_CLOSING_PARAGRAPHS = 4

# what may stand behind the units of a heading: "Sở Tài chính có trách nhiệm:", "Sở Nội vụ chủ trì thực hiện"
_AFTER_UNIT_HEADING = regex.compile(
    r"(?i)[\s,*_]*+(?:\([^()]{1,60}\)[\s*_]*+)?"
    # "- cơ quan thường trực của Ban Chỉ đạo", "thuộc Bộ"
    r"(?:(?:[-–,]\s*)?(?:là\s+)?(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+(?:thường\s+trực|chủ\s+trì|đầu\s+mối|chủ\s+quản)[^.;:]{0,60}"
    r"|(?:trực\s+)?thuộc\s+(?:Bộ|Sở|tỉnh|Tỉnh|huyện|xã|thành\s+phố)[\p{L}\s]{0,40})?[\s*_]*+(?:"
    + phrases("có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ", "chủ trì", "thực hiện", "trách nhiệm")
    + r"[^.;:]{0,60})?[\s*_.]*+:?[\s*_.]*+$"
)
_ASKING = regex.compile("(?i)" + phrases("kính đề nghị", "đề nghị", "kiến nghị", "đề xuất"))
_ORDERING = regex.compile("(?i)" + phrases("yêu cầu", "giao"))
# "Để cuộc họp đạt kết quả, đề nghị:", "kính đề nghị các cơ quan:": what is listed below is asked for
_ASKED_LIST = regex.compile(
    r"(?i)(?:^|[,;.])[\s*_]*"
    + phrases("kính đề nghị", "đề nghị", "kính mong")
    + r"[^.;:]{0,80}:[\s*_]*$"
    + "|"
    + phrases("kính đề nghị", "trân trọng đề nghị", "đề nghị")
    + r"[\s*_]*:[\s*_]*$"
)
# "đề nghị UBND các tỉnh, yêu cầu Thủ trưởng các đơn vị thực hiện các nội dung sau:": the list says who is asked
_ASKS_AND_ORDERS = regex.compile(
    r"(?i)\bđề\s+nghị\s[^;:]{4,200}?(?:,|;|\bvà)\s+(?:yêu\s+cầu|chỉ\s+đạo|giao)\s+(?=\p{Lu}|các\b)"
)
# "Công đoàn ngành (đề nghị) phối hợp ..."
_ASKED_ASIDE = regex.compile(
    "(?i)" + r"[\s*_]*\([\s*_]*" + phrases("đề nghị", "kính đề nghị", "mời") + r"[^()]{0,30}\)"
)
# "Báo cáo quý I: Trước ngày 03/3/2026": a bullet that only sets a time
_TIME_BULLET = regex.compile(
    r"(?i)[^:;.]{0,60}:\s*(?=" + words("trước", "chậm nhất", "muộn nhất", "ngày", "trong", "hoàn thành", "đến") + ")"
)
# "đôn đốc nhà thầu thi công", "đề xuất UBND tỉnh xem xét" under "Sở X:" is what X does
_PRESSES = regex.compile("(?i)" + phrases("đôn đốc", "nhắc nhở", "đề xuất", "đề xuất với") + r"(?:\s+với)?\s+$")
# "..., cụ thể như sau:" belongs to the list, not to the task
_TAIL_OF_OPENER = regex.compile(
    r"(?i)(?:[,;]|(?<!\s))\s*+"
    + phrases("cụ thể như sau", "cụ thể", "như sau", "gồm", "sau đây", "các nội dung sau")
    + r"?[\s:*_]{0,60}+$"
)
# when the order was given, not when it is due: "Sau khi nghe ý kiến các đơn vị, Giám đốc Sở kết luận:"
_WHEN_TOLD = regex.compile("(?i)" + words("sau khi", "khi", "qua", "trong quá trình"))
# "để các phòng, đơn vị khẩn trương tổ chức triển khai thực hiện": the closing sentence that tells everyone
_CLOSING = regex.compile(
    "(?i)\\b"
    + phrases("để", "đề nghị", "yêu cầu")
    + r"\s+(?="
    + words("các", "thủ trưởng", "lãnh đạo", "trưởng", "toàn thể", "cơ quan", "đơn vị")
    + ")"
)
_CARRY_OUT = regex.compile(r"(?i)[^.;]{0,40}" + phrases("thực hiện", "triển khai", "biết"))
# "Đơn vị tính: hồ sơ", "Đơn vị nhận báo cáo: ..." over a table: neither a unit nor something that it is to do
_FORM_LABEL = regex.compile(
    r"(?i)[\s(*_]*(?:(?:đơn vị tính|đvt)\s*:|đơn vị(?: nhận| gửi)? báo cáo\s*(?:[:…]|\.\.))[^;]{0,90}$"
)
_OTHER_LABEL = regex.compile(r"\p{Lu}\p{Ll}*(?:\s\p{Ll}+){0,3}\s*:\s")
_CLOSING_MARKS = " .;,/*_+-\n"


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a heading, a lead-in or an item's subject gives to everything below it."""

    lead: tuple[Slice, ...] = ()
    support: tuple[Slice, ...] = ()
    deadlines: tuple[DeadlineMention, ...] = ()
    #: Whether they are asked ("đề nghị"), not ordered.
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class _Lines:
    """What the field lines of an item, and those that its group shares, say about its tasks."""

    lead: tuple[Slice, ...] = ()
    support: tuple[Slice, ...] = ()
    times: tuple[DeadlineMention, ...] = ()
    deliverable: Slice | None = None
    #: Whether the times are the item's own, not its group's; then they hold whatever its clauses say.
    own_times: bool = False


def find_tasks(outline: Outline, style: Style) -> list[TaskMention]:
    """Return the tasks that the paragraphs of ``outline`` set; tables are read elsewhere (``task_tables``)."""
    if style is Style.APPENDIX:
        return []
    return _Finder(Setting(outline, style, assign_roles(outline, minutes=style is Style.MINUTES))).find()


@dataclass(slots=True)
class _Finder:
    """One pass over one document."""

    setting: Setting
    tasks: list[TaskMention] = field(default_factory=list)
    #: The field lines, by paragraph, and by the item that they describe.
    fields: list[tuple[FieldValue, ...]] = field(default_factory=list)
    described: dict[int, list[FieldValue]] = field(default_factory=dict)
    scopes: dict[int, _Scope] = field(default_factory=dict)
    #: Paragraphs whose words went into another's task.
    consumed: set[int] = field(default_factory=set)
    closing_lead: tuple[Slice, ...] = ()
    #: Whether a paragraph reads as an action, as far as somebody asked.
    acting: dict[int, bool] = field(default_factory=dict)

    @property
    def outline(self) -> Outline:
        return self.setting.outline

    @property
    def text(self) -> str:
        return self.setting.outline.text

    def paragraph(self, index: int) -> Paragraph:
        return self.outline.nodes[index].paragraph

    def find(self) -> list[TaskMention]:
        self._assign_fields()
        if self.setting.style in (Style.DIRECTIVE, Style.LETTER):
            self.closing_lead = _closing_lead(self.outline)
        for index in range(len(self.outline.nodes)):
            if index not in self.consumed and self.paragraph(index).table is None:
                self._read(index)
        return self._with_list_times()

    # --- field lines ---

    def _assign_fields(self) -> None:
        """Give every field line to the item that it describes."""
        for node in self.outline.nodes:
            p = node.paragraph
            self.fields.append(() if p.table is not None else read_field_line(self.text, p.content, p.end))
        self._assign_other_labels()
        for index, values in enumerate(self.fields):
            if values and (item := self._described_item(index)) is not None:
                self.described.setdefault(item, []).extend(values)

    def _assign_other_labels(self) -> None:
        """A bullet "- Hình thức: Phát thanh." beside field lines is one, too, of a field that we do not keep."""
        nodes = self.outline.nodes
        for index, node in enumerate(nodes):
            p = node.paragraph
            if self.fields[index] or p.rank not in BULLETS or not _OTHER_LABEL.match(self.text, p.content, p.end):
                continue
            beside = [k for k in (index - 1, index + 1) if 0 <= k < len(nodes) and nodes[k].paragraph.rank == p.rank]
            if any(self.fields[k] for k in beside) and not self._reads_as_action(index):
                self.fields[index] = (FieldValue(Field.NOTE, Slice(p.content, p.end, "task.field_line")),)

    def _described_item(self, index: int) -> int | None:
        """Return the item that the field line ``index`` stands under; None where it describes a list or nothing."""
        node = self.outline.nodes[index]
        if node.paragraph.rank in _LABEL_RANKS:
            if self._all_label(node.parent, node.paragraph.rank):
                return node.parent
            return self._content_line(node.parent, node.paragraph.rank)
        before = index - 1
        while before >= 0 and (self.fields[before] or self.paragraph(before).table is not None):
            before -= 1
        if before < 0 or node.paragraph.rank not in (Rank.NONE, *BULLETS):
            return None  # "4. Thời gian hoàn thành: ..." stands in the list itself
        sibling = self.outline.nodes[before]
        if node.paragraph.rank is Rank.NONE or sibling.paragraph.rank < node.paragraph.rank:
            return before
        if node.parent != sibling.parent or node.paragraph.rank != sibling.paragraph.rank:
            return node.parent
        # a bullet among bullets: it describes the one before it, unless those have lines of their own under them
        has_own_lines = any(self.fields[k] for k in self.outline.below[before])
        belongs_to_parent = (
            node.parent is not None and ends_open(self.outline.words(node.parent)) and node.parent in self.described
        )
        return node.parent if has_own_lines or belongs_to_parent else before

    def _content_line(self, parent: int | None, rank: Rank) -> int | None:
        """The line "a) Nội dung: ..." whose task "b) Chủ trì: ...", "c) Thời gian: ..." beside it describe."""
        if parent is None or self.paragraph(parent).rank < Rank.NUMBER:
            return None
        first, *others = [k for k in self.outline.below[parent] if self.paragraph(k).rank == rank]
        p = self.paragraph(first)
        names = {value.field for k in others for value in self.fields[k]}
        is_content = _CONTENT_LABEL.match(self.text, p.content, p.end) is not None
        return first if is_content and Field.LEAD in names and all(self.fields[k] for k in others) else None

    def _all_label(self, parent: int | None, rank: Rank) -> bool:
        """Whether all that stands under an item is field lines: "a) Chủ trì: ...", "b) Phối hợp: ...", "c) Hạn:"."""
        if parent is None or self.paragraph(parent).rank < Rank.NUMBER:
            return False
        lines = [k for k in self.outline.below[parent] if self.paragraph(k).rank == rank]
        values = [self.fields[k] for k in lines]
        names = {value.field for line in values for value in line}
        return len(lines) > 1 and all(values) and Field.LEAD in names

    def _fields_of(self, index: int) -> Sequence[FieldValue]:
        """The field lines that make an item a task; a time alone ("Thời gian: 8 giờ") does so only for an action."""
        fields = self.described.get(index, ())
        if all(value.field in (Field.TIME, Field.NOTE) for value in fields) and not self._reads_as_action(index):
            return ()
        return fields

    def _fields_in_brackets(self, index: int) -> Sequence[FieldValue]:
        """What closing brackets say of an item: "(chủ trì: Sở A; phối hợp: Sở B)", "(Sở A chủ trì, ...)"."""
        p = self.paragraph(index)
        brackets = _CLOSING_BRACKETS.search(self.text, p.content, p.end)
        if brackets is None:
            return ()
        start, end = brackets.span("inside")
        values = read_field_line(self.text, start, end)
        if any(value.field is Field.LEAD for value in values):
            return values
        units, after = units_within(self.text, start, end)
        leads = _LEADS.match(self.text, after, end) if units else None
        if leads is None:
            return ()
        found = [FieldValue(Field.LEAD, Slice(units[0].start, units[-1].end, "task.brackets"))]
        if joint := _NEXT_IN_BRACKETS.match(self.text, leads.end(), end):
            partners, behind = units_within(self.text, joint.end(), end)
            if partners and _TAKES_PART.match(self.text, behind, end):
                place = Slice(partners[0].start, partners[-1].end, "task.brackets")
                found.append(FieldValue(Field.SUPPORT, place))
        return tuple(found)

    def _lines_of(self, index: int, fields: Sequence[FieldValue]) -> _Lines:
        """Put together the item's own lines and, field by field, those of the nearest group that has them."""
        values = list(fields)
        for above in self.outline.ancestors(index):
            present = {value.field for value in values}
            values += [value for value in self.described.get(above, ()) if value.field not in present]
        return _Lines(
            lead=tuple(u for v in values if v.field is Field.LEAD for u in _units_of(self.text, v.value)),
            support=tuple(u for v in values if v.field is Field.SUPPORT for u in _units_of(self.text, v.value)),
            times=tuple(d for v in values if v.field is Field.TIME for d in line_times(self.text, v.value)),
            deliverable=next((v.value for v in values if v.field is Field.DELIVERABLE), None),
            own_times=any(v.field is Field.TIME for v in fields),
        )

    # --- paragraphs ---

    def _read(self, index: int) -> None:
        p = self.paragraph(index)
        content = self.outline.words(index)
        if self.fields[index] or _FORM_LABEL.match(content):
            return
        fields = [*self._fields_of(index), *self._fields_in_brackets(index)]
        if scope := self._heading_scope(index):
            self.scopes[index] = scope
            if not fields:
                return
        if self.setting.roles[index] in NO_TASKS and not fields:
            return
        below = [k for k in self.outline.below[index] if not self.fields[k]]
        is_open = ends_open(content)
        times = self._times_below(below) if is_open else ()
        if times:
            self.consumed.update(below)
        elif is_open and below and self._opens_list(below):
            self.scopes[index] = self._opener_scope(index)
            return
        elif not is_open and is_heading_like(content):
            if any(self._is_item(k) for k in below):
                return  # it only names the group of tasks below, which share its field lines
            if not fields and self._is_mere_heading(index):
                return
        start, subject = subject_before_colon(self.text, p.content, p.end)
        if not subject and (name := self._assigned_name(index)):
            start, subject = name.end + 1, (name,)
        if fields and (label := _CONTENT_LABEL.match(self.text, p.content, p.end)):
            start = label.end()
        end = p.end
        if is_open and (tail := _TAIL_OF_OPENER.search(self.text, start, p.end)):
            end = tail.start()
        objects = below if is_open and not times else []
        self._read_item(index, Slice(start, end), subject, fields, times, objects)

    def _reads_as_action(self, index: int) -> bool:
        if index not in self.acting:
            p = self.paragraph(index)
            self.acting[index] = read_action(self.text, p.content, p.end) is not None
        return self.acting[index]

    def _is_mere_heading(self, index: int) -> bool:
        """Whether a line without a full stop is a heading: in capitals, marked as one, or with something under it."""
        p = self.paragraph(index)
        if p.rank in BULLETS:
            return False
        content = self.outline.words(index)
        is_title = p.bold and len(content) < _TITLE_LENGTH
        return is_capitals(content) or bool(p.heading) or bool(self.outline.below[index]) or is_title

    def _heading_scope(self, index: int) -> _Scope | None:
        """A heading that only names units gives them to everything below it."""
        p = self.paragraph(index)
        if p.table is not None or p.end - p.content > _UNIT_HEADING_LENGTH:
            return None
        prefix = UNIT_HEADING.match(self.text, p.content, p.end)
        start = prefix.end() if prefix else p.content
        while start < p.end and self.text[start] in "*_ ":
            start += 1
        units, after = narrowed(self.text, p.content, *units_within(self.text, start, p.end), p.end)
        if units and self._is_longer_name(index, after):
            whole = _trimmed(self.text, units[-1].start, p.end, units[-1].rule)
            units, after = [*units[:-1], replace(whole, end=self._without_colon(whole))], p.end
        if not units or not _AFTER_UNIT_HEADING.match(self.text[after : p.end]):
            return None
        if self.setting.style is Style.NORMATIVE and all(is_any_body(self.text, u) for u in units):
            return None
        is_open = ends_open(self.text[p.start : p.end])
        if not is_open and (p.rank in BULLETS or not self.outline.below[index]):
            return None  # a member of a list of units
        is_told = bool(prefix and _ORDERING.match(prefix[0]))
        is_proposed = self.setting.roles[index] is Role.PROPOSAL and not is_told
        is_asked = bool(prefix and _ASKING.match(prefix[0])) or is_proposed
        is_asked = is_asked or (not is_told and self._inherited(index).is_asked)
        support = find_support(self.text, after, p.end)
        times = clause_deadlines(self.text, Slice(after, p.end))
        return _Scope(tuple(units), tuple(support), times, is_asked)

    def _assigned_name(self, index: int) -> Slice | None:
        """Who stands before a colon where tasks are shared out, whatever they are called: "4. Y tế: chuẩn bị thuốc"."""
        p = self.paragraph(index)
        label = _SHORT_LABEL.match(self.text, p.content, p.end) if p.rank is not Rank.NONE else None
        if label is None or read_action(self.text, p.content, label.end("name")) is not None:
            return None
        above = (self.outline.words(k) for k in self.outline.ancestors(index))
        if not any(_SHARES_OUT.match(fold(words).strip(" *_.:")) for words in above):
            return None
        if read_action(self.text, label.end(), p.end) is None:
            return None
        return Slice(label.start("name"), label.end("name"), "unit.assigned", 0.6)

    def _is_longer_name(self, index: int, after: int) -> bool:
        """Whether a numbered line over a list is one name that ends in small letters: "1. Vụ Thị trường trong nước"."""
        p = self.paragraph(index)
        is_over_list = p.rank in _ITEM_RANKS and bool(self.outline.below[index])
        return (
            is_over_list and bool(_SMALL_REST.fullmatch(self.text, after, p.end)) and not self._reads_as_action(index)
        )

    def _without_colon(self, place: Slice) -> int:
        return place.start + len(place.of(self.text).rstrip(" :*_"))

    def _is_item(self, index: int) -> bool:
        """Whether a paragraph orders something: it is described by field lines, or begins with an action."""
        p = self.paragraph(index)
        if p.table is not None:
            return False
        if index in self.described or self._reads_as_action(index):
            return True
        _, subject = subject_before_colon(self.text, p.content, p.end)
        return bool(subject)

    def _opens_list(self, below: Sequence[int]) -> bool:
        """Whether the paragraphs below are actions of their own, and not the objects of the verb above them."""
        opener = self.paragraph(below[0] - 1) if below[0] > 0 else None
        # numbered items of "giao nhiệm vụ như sau:" are no objects of its verb
        is_announced = (
            opener is not None
            and opener.rank is Rank.NONE
            and _AS_FOLLOWS.search(self.text, opener.content, opener.end) is not None
            and all(self.paragraph(k).rank in _ITEM_RANKS for k in below)
        )
        if is_announced and any(self._is_item(k) for k in below):
            return True
        # headings with items of their own are no objects of a verb
        items = sum(self._is_item(k) or bool(self.outline.below[k]) for k in below)
        return items * 2 > len(below) or any(k in self.described for k in below)

    def _opener_scope(self, index: int) -> _Scope:
        """What a lead-in gives to its list: "Giao Sở X chủ trì, phối hợp với Y thực hiện các nội dung sau:"."""
        p = self.paragraph(index)
        pieces = split_clauses(self.text, p.content, p.end)
        last = pieces[-1] if pieces else Slice(p.content, p.end)
        start, subject = subject_before_colon(self.text, last.start, last.end)
        action = read_action(self.text, start, last.end)
        if not subject and (action is None or not action.units):
            action = who_is_told(self.text, start, last.end) or action
        asks = bool(_ASKED_LIST.search(last.of(self.text)))
        if action is None and not subject:
            return _Scope(is_asked=asks)
        units = subject or (action.units if action else ())
        is_asked = asks or (action is not None and action.telling is Telling.REQUEST)
        is_asked = is_asked and not _ASKS_AND_ORDERS.search(self.text, last.start, last.end)
        told_at = action.units[0].start if action is not None and action.units else last.start
        told_at = max([told_at, *(m.start() for m in _TELLS.finditer(self.text, last.start, last.end))])
        times = [
            d
            for d in clause_deadlines(self.text, last)
            if not _WHEN_TOLD.match(self.text, d.place.start)
            # what was done "trong tháng 6" is told before the order; at the head of the clause a time is the order's
            and (d.place.start >= told_at or not self.text[last.start : d.place.start].strip(" ,*_"))
        ]
        support = find_support(self.text, last.start, last.end)
        return _Scope(units, tuple(support), tuple(times), is_asked)

    def _inherited(self, index: int) -> _Scope:
        """Collect what holds the paragraph: all deadlines, the units of the nearest that names some."""
        deadlines: tuple[DeadlineMention, ...] = ()
        support: tuple[Slice, ...] = ()
        for above in self.outline.ancestors(index):
            scope = self.scopes.get(above)
            if scope is None:
                continue
            deadlines += scope.deadlines
            if scope.lead or scope.is_asked:
                return replace(scope, support=scope.support or support, deadlines=deadlines)
            support = support or scope.support  # "2. Chủ trì, phối hợp với Sở Tài chính:" under "Trách nhiệm của Sở X"
        return _Scope(support=support, deadlines=deadlines)

    def _times_below(self, below: Sequence[int]) -> tuple[DeadlineMention, ...]:
        """The bullets under "..., cụ thể như sau:" that each set a time, where all of them do."""
        paragraphs = [self.paragraph(k) for k in below]
        if not all(_TIME_BULLET.match(self.text, q.content, q.end) for q in paragraphs):
            return ()
        return tuple(
            DeadlineMention(_trimmed(self.text, q.content, q.end, "task.time_bullet"), line=True) for q in paragraphs
        )

    # --- items ---

    def _read_item(
        self,
        index: int,
        place: Slice,
        subject: tuple[Slice, ...],
        fields: Sequence[FieldValue],
        times: tuple[DeadlineMention, ...],
        objects: Sequence[int],
    ) -> None:
        """Make the tasks of one item: its clauses, each with what is said of it, of the item and of the list."""
        setting, text = self.setting, self.text
        lines = self._lines_of(index, fields)
        is_described = bool(fields) or lines != _Lines()
        voice = _VOICES.get(setting.style, Voice.OFFICE)
        clauses, time_sentences = read_clauses(text, place.start, place.end, voice=voice, whole=bool(fields))
        inherited = self._inherited(index)
        has_lead = bool(subject or inherited.lead)
        if not clauses or not (is_described or paragraph_counts(setting, index, clauses, has_lead=has_lead)):
            return
        clauses, performed = _performed(text, clauses)
        first = clauses[0].action
        item_units = subject or (first.units if first else ()) or performed.lead
        # partners named beside the item's own subject hold for all its clauses, inside one clause for that one
        item_support = tuple(find_support(text, clauses[0].place.start, clauses[0].place.end))
        item_support = item_support if first and first.units and not subject else ()
        item_support = item_support or performed.support
        for_all = (*(d for sentence in time_sentences for d in clause_deadlines(text, sentence)), *performed.deadlines)
        counted_before = len(self.tasks)
        for number, clause in enumerate(clauses):
            if not is_described and not clause_counts(
                setting,
                index,
                clause,
                has_lead=has_lead or bool(item_units),
                continues=len(self.tasks) > counted_before,
                goes_on=counted_before > 0,
            ):
                continue
            is_last = number == len(clauses) - 1
            action = self._own_action(clause.action, beside=subject or inherited.lead or item_units)
            own_units = action.units if action else ()
            named = tuple(find_support(text, clause.place.start, clause.place.end))
            lead = (*(lines.lead or own_units or item_units or _lead_in_bracket(text, clause.place)),) or (
                inherited.lead or _lead_after_colon(text, clause.place)
            )
            if lines.support or lines.lead:
                support = (*named, *lines.support)
            elif own_units and own_units != item_units:
                support = named
            else:
                support = named or item_support or (() if own_units or subject else inherited.support)
            times_of_clause = (*clause_deadlines(text, clause.place), *for_all)
            if lines.times and (lines.own_times or not times_of_clause):
                deadlines = lines.times
            else:
                deadlines = (*times_of_clause, *(() if lines.times else inherited.deadlines))
            lead_or_closing = lead or self.closing_lead
            is_asked_aside = own_units and _ASKED_ASIDE.match(text, own_units[-1].end, clause.place.end)
            # "Đề nghị Kho bạc thực hiện thanh toán trong ngày; hằng tuần cung cấp số liệu"
            goes_on_asked = first is not None and first.telling is Telling.REQUEST and lead == first.units
            is_untold = not (action and action.telling)
            if is_asked_aside or ((inherited.is_asked or goes_on_asked) and is_untold):
                kind = kind_of_request(setting, lead_or_closing)
            elif (
                action and action.rule == SENT_BACK and self.tasks and self.tasks[-1].lead == _distinct(lead_or_closing)
            ):
                kind = self.tasks[-1].kind  # what is to be sent belongs to what was asked just before
            else:
                kind = task_kind(setting, action, has_lead=bool(lead_or_closing), role=setting.roles[index])
            self.tasks.append(
                TaskMention(
                    pieces=(clause.place, *(self._objects(objects) if is_last else ())),
                    rule=clause.place.rule,
                    kind=kind,
                    section=self.outline.nodes[index].section,
                    lead=_distinct(lead_or_closing),
                    support=_distinct(support, besides=lead_or_closing),
                    issuer_leads=not lead_or_closing,
                    deliverable=lines.deliverable,
                    deadlines=_distinct_times((*deadlines, *times) if is_last else deadlines),
                )
            )

    def _own_action(self, action: Action | None, *, beside: tuple[Slice, ...]) -> Action | None:
        """What is done by those named ``beside`` a clause, who press others: these then neither act nor are told."""
        if action is None or action.telling is None or not beside or beside == action.units:
            return action
        presses = _PRESSES.search(self.text, action.start, action.units[0].start)
        return replace(action, units=(), telling=None) if presses else action

    def _objects(self, below: Sequence[int]) -> list[Slice]:
        """The bullets that are the objects of the verb above them belong to its text."""
        places = []
        for k in below:
            p = self.paragraph(k)
            if p.table is None:
                self.consumed.add(k)
                places.append(_trimmed(self.text, p.start, p.end, "task.object"))
        return places

    def _with_list_times(self) -> list[TaskMention]:
        """An item of a list that only sets a time ("4. Thời gian hoàn thành: ...") sets it for the other items."""
        tasks = self.tasks
        nodes = self.outline.nodes
        for index, values in enumerate(self.fields):
            node = nodes[index]
            if node.paragraph.rank in (Rank.NONE, *BULLETS):
                continue
            times = tuple(d for v in values if v.field is Field.TIME for d in line_times(self.text, v.value))
            first = next((n.paragraph.start for n in nodes[:index] if n.parent == node.parent), node.paragraph.start)
            tasks = [
                replace(task, deadlines=times)
                if times and not task.deadlines and first <= task.pieces[0].start < node.paragraph.start
                else task
                for task in tasks
            ]
        return tasks


def line_times(text: str, value: Slice) -> list[DeadlineMention]:
    """Return the times of a whole line or cell "Thời gian thực hiện", one a part."""
    return [DeadlineMention(s.shifted(value.start), line=True) for s in split_time_line(value.of(text))]


def _units_of(text: str, value: Slice) -> list[Slice]:
    return [s.shifted(value.start) for s in split_units(value.of(text))]


def _lead_after_colon(text: str, place: Slice) -> tuple[Slice, ...]:
    """Who does it may stand behind a colon: "Kiểm tra việc thực hiện ...: Tổ Công tác thực hiện việc kiểm tra"."""
    for found in regex.finditer(r":\s+", text, pos=place.start, endpos=place.end):
        action = read_action(text, found.end(), place.end)
        if action and action.units:
            return action.units
    return ()


# "Giao Sở X thực hiện, hoàn thành trong quý I": who does what the sentence before it says, and by when
_PERFORMS = regex.compile(
    r"(?i)\s*(?:chủ\s+trì\s*,?\s*)?(?:phối\s+hợp\s+với\s[^;.:]{3,150}?\s)?(?:(?:tổ\s+chức|triển\s+khai)\s+)*thực\s+hiện"
    r"(?:\s+(?:nhiệm\s+vụ|nội\s+dung|việc|công\s+việc)\s+(?:này|trên|nêu\s+trên))?[\s.;]*"
    r"(?:,?\s*(?:hoàn\s+thành|xong|trước|trong|chậm\s+nhất|thời\s+(?:gian|hạn))\s[^.;]{2,80}[\s.;]*)?$"
)


def _performed(text: str, clauses: list[Clause]) -> tuple[list[Clause], _Scope]:
    """Split off the sentence that only says who performs the orders before it, where none of them names anybody."""
    for n, clause in enumerate(clauses[1:], 1):
        action = clause.action
        if (
            action is None
            or action.telling is not Telling.ORDER
            or any(c.action and c.action.units for c in clauses[:n])
        ):
            continue
        if _PERFORMS.match(text, action.units[-1].end, clause.place.end):
            support = tuple(find_support(text, clause.place.start, clause.place.end))
            times = clause_deadlines(text, clause.place)
            return [*clauses[:n], *clauses[n + 1 :]], _Scope(action.units, support, times)
    return clauses, _Scope()


# "(Văn phòng Sở, Thanh tra Sở thực hiện thường xuyên)"
_PERFORMER = regex.compile(
    r"\(\s*(?P<who>[^();]{3,200}?)\s+(?:chủ\s+trì(?:\s+thực\s+hiện)?|thực\s+hiện|phụ\s+trách)"
    r"(?:[\s,]+(?:thường|trong|trước|h[ằà]ng|từ|quý|tháng|năm|chậm|xong|hoàn)\b[^()]{0,80})?\s*\)[\s.;]*$"
)


def _lead_in_bracket(text: str, place: Slice) -> tuple[Slice, ...]:
    """Who does it may stand in a bracket at the end: "Hướng dẫn người dân ... (Văn phòng Sở thực hiện)"."""
    found = _PERFORMER.search(text, place.start, place.end)
    if found is None:
        return ()
    units, after = units_within(text, found.start("who"), found.end("who"))
    return tuple(units) if after == found.end("who") else ()


def _closing_lead(outline: Outline) -> tuple[Slice, ...]:
    """Who the closing sentence tells to carry the document out: the lead of items that name nobody."""
    for node in reversed(outline.nodes[-_CLOSING_PARAGRAPHS:]):
        p = node.paragraph
        if p.table is not None or p.rank is not Rank.NONE:
            continue
        for found in _CLOSING.finditer(outline.text, p.start, p.end):
            units, after = units_within(outline.text, found.end(), p.end)
            if units and _CARRY_OUT.match(outline.text, after, p.end):
                return tuple(units)
    return ()


def _trimmed(text: str, start: int, end: int, rule: str) -> Slice:
    while end > start and text[end - 1] in _CLOSING_MARKS:
        end -= 1
    return Slice(start, end, rule)


def _distinct(units: Sequence[Slice], besides: Sequence[Slice] = ()) -> tuple[Slice, ...]:
    taken = {(u.start, u.end) for u in besides}
    return tuple({(u.start, u.end): u for u in units if (u.start, u.end) not in taken}.values())


def _distinct_times(deadlines: Sequence[DeadlineMention]) -> tuple[DeadlineMention, ...]:
    return tuple({(d.place.start, d.place.end): d for d in deadlines}.values())
