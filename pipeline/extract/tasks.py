"""Tasks: every action that somebody is told, asked or committed to do (``record.md``, "What is a task").

Structure comes first. An item's lines "Đơn vị chủ trì", "Sản phẩm", "Thời gian" describe its task; a heading or a lead-in
that ends in ":" gives its units to the list below; what remains is read clause by clause. Whether an action without a
unit counts at all depends on the kind of document and on the part of it: a plan orders, a report tells what was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

import regex

from pipeline.extract.actions import Action, Telling, find_support, read_action, split_clauses, units_within
from pipeline.extract.deadlines import find_deadlines, split_time_line
from pipeline.extract.mentions import DeadlineMention, Slice, TaskMention
from pipeline.extract.outline import BULLETS, Outline, ends_open, is_heading_like
from pipeline.extract.paragraphs import Rank
from pipeline.extract.task_fields import Field, FieldValue, read_field_line
from pipeline.extract.units import split_units
from pipeline.record import TaskKind
from pipeline.text import fold
from pipeline.vocabulary import rows


#: Rules of ``units`` whose finds are people or groups of them, not bodies.
_PEOPLE_RULES = ("unit.people", "unit.person")


class Style(StrEnum):
    """How a kind of document speaks, and so what in it can be a task."""

    DIRECTIVE = "directive"
    PLAN = "plan"
    DECISION = "decision"
    NORMATIVE = "normative"
    MINUTES = "minutes"
    REPORT = "report"
    NEWS = "news"
    #: A list, a form, a table behind a document: nobody is told anything in its prose.
    APPENDIX = "appendix"


class Role(StrEnum):
    """What a part of a document holds (``section_roles.csv``)."""

    PURPOSE = "purpose"
    RESULT = "result"
    PROPOSAL = "proposal"
    TASK = "task"
    CONCLUSION = "conclusion"
    ATTENDANCE = "attendance"


_NO_TASKS = frozenset({Role.PURPOSE, Role.RESULT, Role.ATTENDANCE})


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a heading, a lead-in or an item's subject gives to everything below it."""

    lead: tuple[Slice, ...] = ()
    support: tuple[Slice, ...] = ()
    deadlines: tuple[DeadlineMention, ...] = ()
    kind: TaskKind | None = None


@dataclass(slots=True)
class _Finder:
    outline: Outline
    style: Style
    tasks: list[TaskMention] = field(default_factory=list)
    roles: list[Role | None] = field(default_factory=list)
    fields: list[tuple[FieldValue, ...]] = field(default_factory=list)
    #: Field lines by the item that they describe.
    described: dict[int, list[FieldValue]] = field(default_factory=dict)
    scopes: dict[int, _Scope] = field(default_factory=dict)
    #: Paragraphs whose words went into another's task.
    consumed: set[int] = field(default_factory=set)
    closing_lead: tuple[Slice, ...] = ()


def find_tasks(outline: Outline, style: Style) -> list[TaskMention]:
    """Return the tasks that the paragraphs of ``outline`` set; tables are read elsewhere (``task_tables``)."""
    if style is Style.APPENDIX:
        return []
    finder = _Finder(outline, style)
    _assign_roles(finder)
    _assign_fields(finder)
    finder.closing_lead = _closing_lead(finder)
    for index in range(len(outline.nodes)):
        if index not in finder.consumed and outline.nodes[index].paragraph.table is None:
            _read_node(finder, index)
    return _share_item_times(finder)


# --- parts of the document ---------------------------------------------------------------------------------------


@cache
def _role_patterns() -> tuple[tuple[regex.Pattern[str], Role], ...]:
    patterns = []
    for row in rows("section_roles"):
        anywhere = row["pattern"].startswith("*")
        patterns.append(
            (regex.compile((".*" if anywhere else "") + row["pattern"].lstrip("*") + r"\b"), Role(row["role"]))
        )
    return tuple(patterns)


# "về ", "công tác ", "những ", "một số ", "nội dung " before the word that tells the role
_ROLE_PREFIX = regex.compile(r"^(?:(?:ve|cac|nhung|mot so|noi dung|phan)\s+)+")
# "Bà X - Giám đốc Sở đã chỉ đạo thực hiện các nội dung sau:", "Chủ tọa kết luận:", "Hội nghị thống nhất:"
_CONCLUDING = regex.compile(
    r"(?i)(?:kết luận|chỉ đạo|thống nhất|quyết định|giao nhiệm vụ|phân công|yêu cầu|quyết nghị|ý kiến kết luận)[^.;]{0,120}:\W*$"
)
_HEADING_LENGTH = 220


def _assign_roles(finder: _Finder) -> None:
    outline = finder.outline
    for index, node in enumerate(outline.nodes):
        p = node.paragraph
        words = outline.words(index)
        role: Role | None = None
        looks_like_heading = (
            (p.rank is not Rank.NONE and p.rank not in BULLETS) or p.bold or p.heading or ends_open(words)
        )
        if (
            p.table is None
            and looks_like_heading
            and len(words) <= _HEADING_LENGTH
            and is_heading_like(words.rstrip(" *:"))
        ):
            role = _role_of(words)
        if role is None and ends_open(words) and _CONCLUDING.search(words) and finder.style is Style.MINUTES:
            role = Role.CONCLUSION
        above = next((finder.roles[a] for a in outline.ancestors(index) if finder.roles[a] is not None), None)
        finder.roles.append(role or above)


def _role_of(heading: str) -> Role | None:
    folded = _ROLE_PREFIX.sub("", fold(heading).strip(" *:.-"))
    return next((role for pattern, role in _role_patterns() if pattern.match(folded)), None)


def _assign_fields(finder: _Finder) -> None:
    """Give every field line to the item that it describes."""
    outline = finder.outline
    for index, node in enumerate(outline.nodes):
        p = node.paragraph
        finder.fields.append(() if p.table is not None else read_field_line(outline.text, p.content, p.end))
    for index, values in enumerate(finder.fields):
        if values and (item := _described_item(finder, index)) is not None:
            finder.described.setdefault(item, []).extend(values)


def _described_item(finder: _Finder, index: int) -> int | None:
    """Return the item that the field line ``index`` stands under, None where it describes a whole list or nothing."""
    outline = finder.outline
    node = outline.nodes[index]
    before = index - 1
    while before >= 0 and (finder.fields[before] or outline.nodes[before].paragraph.table is not None):
        before -= 1
    if before < 0:
        return None
    sibling = outline.nodes[before]
    if node.paragraph.rank not in (Rank.NONE, *BULLETS):
        return None  # "4. Thời gian hoàn thành: ..." stands in the list itself
    if node.paragraph.rank is Rank.NONE or sibling.paragraph.rank < node.paragraph.rank:
        return before
    if node.parent == sibling.parent and node.paragraph.rank == sibling.paragraph.rank:
        has_own = any(finder.fields[k] for k in outline.below[before])
        parent_heads = node.parent is not None and ends_open(outline.words(node.parent))
        return node.parent if has_own or (parent_heads and finder.described.get(node.parent or 0)) else before
    return node.parent


# --- one paragraph -------------------------------------------------------------------------------------------------

# "Trách nhiệm của Sở Tài chính", "Đối với UBND các huyện:", "Giao Sở Nội vụ:", "Đề nghị Sở Nội vụ"
_UNIT_HEADING = regex.compile(
    r"(?i)(?:(?:trách\s+nhiệm|nhiệm\s+vụ|phân\s+công\s+trách\s+nhiệm)(?:\s+của)?|đối\s+với|giao(?:\s+cho)?|yêu\s+cầu|(?:kính\s+)?đề\s+nghị|kiến\s+nghị(?:\s+với)?|đề\s+xuất|về\s+phía)\s*:?\s+"
)
_AFTER_UNIT_HEADING = regex.compile(
    r"(?i)[\s,*_]*(?:(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|chủ\s+trì|thực\s+hiện|trách\s+nhiệm)[^.;:]{0,60})?[\s*_.]*:?[\s*_.]*$"
)
_ASKING = regex.compile(r"(?i)(?:kính\s+)?(?:đề\s+nghị|kiến\s+nghị|đề\s+xuất)")
# the ground of an order, cut off by a semicolon, is no part of it: "Căn cứ quy định tại ...; giao Sở X ..."
_GROUND = regex.compile(r"(?i)(?:căn\s+cứ|theo|thực\s+hiện|xét)\b")
# a liability, a condition, a formula: no action of its own
_LIABILITY = regex.compile(
    r"(?i)(?:\bthì\b.*chịu\s+trách\s+nhiệm|nếu\s+để\s+xảy\s+ra.*chịu\s+trách\s+nhiệm|phải\s+chịu\s+trách\s+nhiệm\s+(?:trước|và\s+gắn))"
)
_FORMULA = regex.compile(
    r"(?i)^(?:nay\s+thông\s+báo|trên\s+đây\s+là|thừa\s+lệnh|trân\s+trọng|xin\s+trân\s+trọng|(?:quyết\s+định|nghị\s+quyết|chỉ\s+thị|kế\s+hoạch|thông\s+tư|nghị\s+định|quy\s+chế|quy\s+định|văn\s+bản)\s+này\s+(?:có\s+hiệu\s+lực|thay\s+thế|được|gồm))"
)
_TIME_BULLET = regex.compile(r"(?i)[^:;.]{0,60}:\s*(?=(?:trước|chậm\s+nhất|muộn\s+nhất|ngày|trong|hoàn\s+thành|đến)\b)")
_TAIL_OF_OPENER = regex.compile(
    r"(?i)[,;]?\s*(?:cụ\s+thể(?:\s+như\s+sau)?|như\s+sau|gồm|sau\s+đây|các\s+nội\s+dung\s+sau)?[\s:*_]*$"
)


def _read_node(finder: _Finder, index: int) -> None:
    outline, text = finder.outline, finder.outline.text
    p = outline.nodes[index].paragraph
    words = outline.words(index)
    if finder.fields[index] or _FORMULA.match(words):
        return
    fields = _fields_of_item(finder, index)
    if scope := _heading_scope(finder, index):
        finder.scopes[index] = scope
        if not fields:
            return
    if finder.roles[index] in _NO_TASKS and not fields:
        return
    below = [k for k in outline.below[index] if not finder.fields[k]]
    if ends_open(words) and below:
        if _reads_as_times(finder, below):
            finder.consumed.update(below)
        elif _opens_list(finder, index, below):
            finder.scopes[index] = _opener_scope(finder, index)
            return
    elif below and is_heading_like(words) and any(_is_item(finder, k) for k in below):
        return  # it only names the group of tasks below, which take its field lines
    if not fields and is_heading_like(words) and not ends_open(words) and _is_mere_heading(finder, index):
        return
    content, subject = _subject_before_colon(text, p.content, p.end)
    tail = p.end
    if trimmed := _TAIL_OF_OPENER.search(text, content, p.end):
        tail = trimmed.start() if ends_open(words) else p.end
    _read_item(finder, index, content, tail, subject, fields, below)


def _fields_of_item(finder: _Finder, index: int) -> Sequence[FieldValue]:
    """The field lines that make an item a task; a time alone ("Thời gian: 8 giờ") does so only for an action."""
    fields = finder.described.get(index, ())
    if all(value.field is Field.TIME for value in fields) and not _reads_as_action(finder, index):
        return ()
    return fields


def _reads_as_action(finder: _Finder, index: int) -> bool:
    p = finder.outline.nodes[index].paragraph
    return read_action(finder.outline.text, p.content, p.end) is not None


def _is_mere_heading(finder: _Finder, index: int) -> bool:
    """Whether a line without a full stop is a heading: numbered, bold or capitals, and something stands under it."""
    node = finder.outline.nodes[index]
    p = node.paragraph
    if p.rank in BULLETS:
        return False
    words = finder.outline.words(index)
    letters = [c for c in words if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) > 0.7 * len(letters):
        return True
    return bool(p.heading or finder.outline.below[index] or (p.bold and len(words) < 150))


def _heading_scope(finder: _Finder, index: int) -> _Scope | None:
    """A heading that only names units gives them to everything below it."""
    outline, text = finder.outline, finder.outline.text
    p = outline.nodes[index].paragraph
    if p.table is not None or p.end - p.content > 400:
        return None
    start = p.content
    prefix = _UNIT_HEADING.match(text, start, p.end)
    if prefix:
        start = prefix.end()
    while start < p.end and text[start] in "*_ ":
        start += 1
    units, after = units_within(text, start, p.end)
    if not units or after > p.end or not _AFTER_UNIT_HEADING.match(text[after : p.end]):
        return None
    if p.rank in BULLETS and not ends_open(text[p.start : p.end]):
        return None  # a bullet of a list of units
    if not outline.below[index] and not ends_open(text[p.start : p.end]):
        return None
    support, _ = find_support(text, after, p.end)
    asking = bool(prefix and _ASKING.match(prefix[0])) or finder.roles[index] is Role.PROPOSAL
    kind = _kind_of_request(finder, units) if asking else None
    return _Scope(tuple(units), tuple(support), (), kind)


def _is_item(finder: _Finder, index: int) -> bool:
    """Whether a paragraph orders something: it is described by field lines, or begins with an action."""
    outline = finder.outline
    p = outline.nodes[index].paragraph
    if p.table is not None:
        return False
    if index in finder.described:
        return True
    _, subject = _subject_before_colon(outline.text, p.content, p.end)
    return bool(subject) or _reads_as_action(finder, index)


def _reads_as_times(finder: _Finder, below: Sequence[int]) -> bool:
    text = finder.outline.text
    return all(_TIME_BULLET.match(text, q.content, q.end) for q in (finder.outline.nodes[k].paragraph for k in below))


def _opens_list(finder: _Finder, index: int, below: Sequence[int]) -> bool:
    """Whether the paragraphs below are actions of their own, and not the objects of this one's verb."""
    items = sum(_is_item(finder, k) for k in below)
    return items * 2 > len(below) or any(k in finder.described for k in below)


# when the order was given, not when it is due: "Sau khi nghe ý kiến các đơn vị, Giám đốc Sở kết luận:"
_CIRCUMSTANCE_OF_MEETING = regex.compile(r"(?i)(?:sau\s+khi|khi|qua|trong\s+quá\s+trình)\b")


def _opener_scope(finder: _Finder, index: int) -> _Scope:
    """What a lead-in gives to its list: "Giao Sở X chủ trì, phối hợp với Y thực hiện các nội dung sau:"."""
    outline, text = finder.outline, finder.outline.text
    p = outline.nodes[index].paragraph
    pieces = split_clauses(text, p.content, p.end)
    last = pieces[-1] if pieces else Slice(p.content, p.end)
    content, subject = _subject_before_colon(text, last.start, last.end)
    action = read_action(text, content, last.end)
    units = subject or (action.units if action else ())
    support, _ = find_support(text, last.start, last.end)
    if action is None and not units:
        return _Scope()
    kind = _kind(finder, action, units) if units else None
    if kind is TaskKind.COMMITMENT:
        kind = None
    times = [d for d in _clause_deadlines(text, last) if not _CIRCUMSTANCE_OF_MEETING.match(text, d.place.start)]
    return _Scope(tuple(units), tuple(support), tuple(times), kind)


# ":" behind a unit, which may carry its short form: "Chi cục Kiểm lâm (CCKL):"
_COLON = regex.compile(r"[\s*_]*(?:\([^()]{1,60}\)[\s*_]*)?:[\s*_]*")


def _subject_before_colon(text: str, start: int, end: int) -> tuple[int, tuple[Slice, ...]]:
    """Return where an item's words begin behind "Văn phòng Sở: ", and those units; (start, ()) where there are none."""
    position = start
    while position < end and text[position] in "*_ ":
        position += 1
    if prefix := _UNIT_HEADING.match(text, position, end):
        units, after = units_within(text, prefix.end(), end)
        colon = _COLON.match(text, after, end)
        if units and colon and colon.end() < end:
            return colon.end(), tuple(units)
    units, after = units_within(text, position, end)
    colon = _COLON.match(text, after, end)
    if units and colon and colon.end() < end:
        return colon.end(), tuple(units)
    return start, ()


@dataclass(frozen=True, slots=True)
class _Clause:
    place: Slice
    action: Action | None
    is_first: bool


def _read_clauses(finder: _Finder, start: int, end: int, *, whole: bool) -> tuple[list[_Clause], list[Slice]]:
    """Return the clauses that order something, and the sentences that set a time for all of them.

    What orders nothing joins its neighbour at ";" and is dropped at ".".
    """
    text = finder.outline.text
    report = finder.style in (Style.NEWS, Style.REPORT)
    found: list[_Clause] = []
    times: list[Slice] = []
    waiting: Slice | None = None  # a circumstance cut off by ";": it belongs to what follows
    alive = False
    after_semicolon = False
    for piece in split_clauses(text, start, end):
        follows, after_semicolon = after_semicolon, piece.rule == "semicolon"
        if _LIABILITY.search(text, piece.start, piece.end) or _FORMULA.match(text[piece.start : piece.end]):
            alive = False
            continue
        if found and not follows and _only_sets_time(text, piece):
            times.append(piece)
            continue
        action = read_action(text, piece.start, piece.end, report=report)
        if action is not None and not (found and follows and _only_sets_time(text, piece)):
            if waiting is not None and (joined := read_action(text, waiting.start, piece.end, report=report)):
                # a list of units that semicolons separate: "Chánh Văn phòng; Giám đốc Sở X; các đơn vị chịu trách nhiệm"
                action = joined if joined.units else action
            if waiting is not None and action.telling and _GROUND.match(text, waiting.start):
                waiting = None
            begin = waiting.start if waiting else piece.start
            place = Slice(action.start if report or action.start > piece.start else begin, piece.end, action.rule)
            found.append(_Clause(place, action, not found))
            waiting, alive = None, True
        elif follows and alive and found:
            last = found[-1]
            found[-1] = replace(last, place=Slice(last.place.start, piece.end, last.place.rule))
        elif piece.rule == "semicolon" and not found:
            waiting = waiting or piece
        else:
            alive = False
            waiting = None
    if not found and whole:
        pieces = split_clauses(text, start, end)
        if pieces:
            found.append(_Clause(Slice(pieces[0].start, pieces[-1].end, "action.described_item"), None, True))
    return found, times


# "hoàn thành trong tháng 11/2026", "xong trước ngày 15/11": the end of what stands before it
_COMPLETION = regex.compile(r"(?i)(?:hoàn\s+thành|xong|thời\s+gian(?:\s+hoàn\s+thành)?|thời\s+hạn)\s*:?\s+")


_FEW_WORDS = 12  # characters between "hoàn thành" and its time: "hoàn thành đợt 1 trước ngày ..."


def _only_sets_time(text: str, piece: Slice) -> bool:
    """Whether a piece says nothing but when the clause before it is to be done."""
    completion = _COMPLETION.match(text, piece.start, piece.end)
    if completion is None:
        return False
    rest = text[completion.end() : piece.end]
    return any(s.start <= _FEW_WORDS and s.end >= len(rest) - 2 for s in find_deadlines(rest))


def _inherited(finder: _Finder, index: int) -> _Scope:
    """Collect lead, support and deadlines from what holds the paragraph, the nearest that names units first."""
    deadlines: tuple[DeadlineMention, ...] = ()
    for above in finder.outline.ancestors(index):
        scope = finder.scopes.get(above)
        if scope is None:
            continue
        deadlines = deadlines + scope.deadlines
        if scope.lead or scope.support:
            return replace(scope, deadlines=deadlines)
    return _Scope(deadlines=deadlines)


def _read_item(
    finder: _Finder,
    index: int,
    start: int,
    end: int,
    subject: tuple[Slice, ...],
    fields: Sequence[FieldValue],
    below: Sequence[int],
) -> None:
    outline, text = finder.outline, finder.outline.text
    node = outline.nodes[index]
    inherited = _inherited(finder, index)
    shared = _shared_fields(finder, index)
    values = [*fields, *(v for v in shared if not any(v.field is f.field for f in fields))]
    clauses, sentences = _read_clauses(finder, start, end, whole=bool(fields))
    if not clauses or not _counts_here(finder, index, clauses, subject or inherited.lead, bool(values)):
        return
    first_action = clauses[0].action
    item_units = subject or (first_action.units if first_action else ())
    item_support: tuple[Slice, ...] = ()
    if not subject and first_action and first_action.units:
        named, _ = find_support(text, clauses[0].place.start, clauses[0].place.end)
        item_support = tuple(named)
    times = _times_below(finder, below) if ends_open(outline.words(index)) else ()
    all_times = tuple(d for sentence in sentences for d in _clause_deadlines(text, sentence))
    line_lead = tuple(u for v in values if v.field is Field.LEAD for u in _units_of(text, v.value))
    line_support = tuple(u for v in values if v.field is Field.SUPPORT for u in _units_of(text, v.value))
    line_times = tuple(
        DeadlineMention(s, line=True) for v in values if v.field is Field.TIME for s in _times_of(text, v.value)
    )
    own_lines = any(v.field is Field.TIME for v in fields)
    deliverable = next((v.value for v in values if v.field is Field.DELIVERABLE), None)
    for number, clause in enumerate(clauses):
        action = clause.action
        own = action.units if action else ()
        if not _clause_counts(finder, index, clause, bool(subject or inherited.lead or item_units), bool(values)):
            continue
        named, _ = find_support(text, clause.place.start, clause.place.end)
        lead = line_lead or own or item_units or inherited.lead or _lead_after_colon(text, clause.place)
        if line_support or line_lead:
            support = (*named, *line_support)
        elif own and own != item_units:
            support = tuple(named)
        else:
            support = tuple(named) or item_support or (inherited.support if not own and not subject else ())
        own_times = (*_clause_deadlines(text, clause.place), *all_times)
        if own_lines or not own_times:
            deadlines = line_times or (*own_times, *inherited.deadlines)
        else:
            deadlines = own_times if line_times else (*own_times, *inherited.deadlines)
        if number == len(clauses) - 1:
            deadlines = (*deadlines, *times)
        issuer_leads = False
        if not lead:
            lead = finder.closing_lead
            issuer_leads = not lead
        kind = inherited.kind if not own and not subject and inherited.kind else _kind(finder, action, lead, index)
        pieces = [clause.place]
        if number == len(clauses) - 1 and ends_open(outline.words(index)) and below and not times:
            pieces += _objects(finder, below)
        finder.tasks.append(
            TaskMention(
                tuple(pieces),
                action.rule if action else "action.described_item",
                kind,
                node.section,
                tuple(_without(lead, ())),
                tuple(_without(support, lead)),
                issuer_leads,
                deliverable,
                tuple(_distinct(deadlines)),
            )
        )


def _shared_fields(finder: _Finder, index: int) -> list[FieldValue]:
    """Field lines of what holds the item ("Sản phẩm" of g) for both of its bullets), nearest first."""
    found: list[FieldValue] = []
    for above in finder.outline.ancestors(index):
        for value in finder.described.get(above, ()):
            if not any(value.field is f.field for f in found):
                found.append(value)
    return found


def _units_of(text: str, value: Slice) -> list[Slice]:
    return [s.shifted(value.start) for s in split_units(value.of(text))]


def _times_of(text: str, value: Slice) -> list[Slice]:
    return [s.shifted(value.start) for s in split_time_line(value.of(text))]


def _clause_deadlines(text: str, place: Slice) -> tuple[DeadlineMention, ...]:
    return tuple(DeadlineMention(s.shifted(place.start)) for s in find_deadlines(place.of(text)))


def _times_below(finder: _Finder, below: Sequence[int]) -> tuple[DeadlineMention, ...]:
    """The bullets under "..., cụ thể như sau:" that each set a time ("Báo cáo quý I: Trước ngày 03/3")."""
    if not below or not _reads_as_times(finder, below):
        return ()
    places = []
    for k in below:
        p = finder.outline.nodes[k].paragraph
        end = p.end
        while end > p.content and finder.outline.text[end - 1] in " .;,*_":
            end -= 1
        places.append(DeadlineMention(Slice(p.content, end, "task.time_bullet"), line=True))
    return tuple(places)


def _objects(finder: _Finder, below: Sequence[int]) -> list[Slice]:
    """The bullets that are the objects of the verb above them belong to its text."""
    places = []
    for k in below:
        p = finder.outline.nodes[k].paragraph
        if p.table is None:
            finder.consumed.add(k)
            end = p.end
            while end > p.start and finder.outline.text[end - 1] in " .;,/*_":
                end -= 1
            places.append(Slice(p.start, end, "task.object"))
    return places


def _lead_after_colon(text: str, place: Slice) -> tuple[Slice, ...]:
    """ "Kiểm tra việc thực hiện ...: Tổ Công tác của Sở thực hiện việc kiểm tra": who does it stands behind the colon."""
    for found in regex.finditer(r":\s+", text, pos=place.start, endpos=place.end):
        action = read_action(text, found.end(), place.end)
        if action and action.units:
            return action.units
    return ()


def _without(units: Sequence[Slice], others: Sequence[Slice]) -> list[Slice]:
    seen = {(u.start, u.end) for u in others}
    kept = []
    for unit in units:
        if (unit.start, unit.end) not in seen:
            seen.add((unit.start, unit.end))
            kept.append(unit)
    return kept


def _distinct(deadlines: Sequence[DeadlineMention]) -> list[DeadlineMention]:
    seen: set[tuple[int, int]] = set()
    kept = []
    for deadline in deadlines:
        place = (deadline.place.start, deadline.place.end)
        if place not in seen:
            seen.add(place)
            kept.append(deadline)
    return kept


# --- what counts -----------------------------------------------------------------------------------------------------


def _counts_here(
    finder: _Finder, index: int, clauses: Sequence[_Clause], lead: Sequence[Slice], described: bool
) -> bool:
    """Whether actions of this paragraph can be tasks at all."""
    role = finder.roles[index]
    node = finder.outline.nodes[index]
    if described:
        return True
    match finder.style:
        case Style.REPORT:
            return role in (Role.TASK, Role.PROPOSAL) or any(_is_forward(finder, c) for c in clauses)
        case Style.MINUTES:
            return role in (Role.CONCLUSION, Role.TASK)
        case Style.NEWS:
            return True
        case Style.DECISION:
            return bool(lead) or any(c.action and c.action.units for c in clauses)
        case Style.NORMATIVE:
            return not _is_introduction(finder, index) and (
                bool(lead) or any(c.action and c.action.units for c in clauses)
            )
        case _:
            if bool(lead) or not _is_introduction(finder, index):
                return True
            return any(c.action and c.action.units and c.action.telling for c in clauses)


def _is_introduction(finder: _Finder, index: int) -> bool:
    """Whether a paragraph stands before the document's first numbered or bulleted item, where circumstances are told."""
    nodes = finder.outline.nodes
    if nodes[index].paragraph.rank is not Rank.NONE or nodes[index].parent is not None:
        return False
    following = [n for n in nodes[index + 1 :] if n.paragraph.rank is not Rank.NONE]
    return bool(following) and all(n.paragraph.rank is Rank.NONE for n in nodes[:index])


# those whom an office serves: what they do is told in instructions, and tracked by nobody
_CITIZENS = regex.compile(
    r"(?i)(?:các\s+|mỗi\s+|mọi\s+)?(?:cá\s+nhân|tổ\s+chức|người(?!\s+đứng\s+đầu)|công\s+dân|nhân\s+dân|hộ|học\s+sinh|sinh\s+viên|doanh\s+nghiệp|khách\s+hàng)\b"
    r"(?!,?\s*(?:chính\s+trị|đảng|tín\s+dụng|đoàn))"
)


def _clause_counts(finder: _Finder, index: int, clause: _Clause, has_lead: bool, described: bool) -> bool:
    action = clause.action
    if action is None or described:
        return True
    if action.units and not action.telling and all(_CITIZENS.match(u.of(finder.outline.text)) for u in action.units):
        return False
    if finder.style is Style.NEWS:
        return (
            action.telling is Telling.ORDER or action.rule.startswith("action.told_inside") or _goes_on(finder, index)
        )
    if finder.style is Style.NORMATIVE:
        return _is_duty(finder, index, clause, has_lead=has_lead)
    if finder.style is Style.DECISION:
        return has_lead or bool(action.units)
    return True


# the parts of a normative text that say who has to carry it out
_DUTIES = regex.compile(
    r"(?i)trách\s+nhiệm|tổ\s+chức\s+thực\s+hiện|điều\s+khoản\s+thi\s+hành|hiệu\s+lực|thi\s+hành|quản\s+lý\s+nhà\s+nước|nhiệm\s+vụ"
)
# verbs with which a normative text gives a body something to do once; what it "shall" do in every case is a standing rule
_CHARGED = regex.compile(
    r"(?i)(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|hướng\s+dẫn|quy\s+định|ban\s+hành|tổ\s+chức|chủ\s+trì|xây\s+dựng|ký\s+tên|căn\s+cứ|công\s+bố)"
)


# "cơ quan phối hợp", "đơn vị": whoever happens to be one
_ANY_BODY = regex.compile(r"(?i)(?:các\s+|mỗi\s+)?(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|cá\s+nhân)(?:\s+\p{Ll}+){0,3}")


def _is_duty(finder: _Finder, index: int, clause: _Clause, *, has_lead: bool) -> bool:
    """Whether a clause of a normative text is the duty of a named body, and no standing rule for everyone."""
    outline, action = finder.outline, clause.action
    assert action is not None
    if any(u.rule.startswith(_PEOPLE_RULES) or _ANY_BODY.fullmatch(u.of(outline.text)) for u in action.units):
        return False
    held = any(_DUTIES.search(outline.words(above)[:_HEADING_LENGTH]) for above in (*outline.ancestors(index), index))
    if held:
        return has_lead or bool(action.units)
    if not action.units or action.rule != "action.unit_verb":
        return False
    charged = _CHARGED.search(outline.text, clause.place.start, action.verb + 20)
    return bool(charged) or bool(_clause_deadlines(outline.text, clause.place))


def _is_forward(finder: _Finder, clause: _Clause) -> bool:
    """Whether a clause of a report looks ahead, outside its parts about plans: it asks, or says what "sẽ" be done."""
    action = clause.action
    if action is None:
        return False
    if action.telling is Telling.REQUEST and action.rule.startswith("action.told"):
        return "inside" not in action.rule
    opening = finder.outline.text[clause.place.start : action.verb]
    return not action.units and bool(regex.search(r"(?i)\bsẽ\s", opening))


def _goes_on(finder: _Finder, index: int) -> bool:
    """In a news item the paragraph after an order goes on with it: "Đồng thời, sở tiếp tục ..."."""
    words = finder.outline.words(index)
    return bool(finder.tasks) and bool(regex.match(r"(?i)(?:đồng thời|bên cạnh đó|ngoài ra|cùng với đó)", words))


#: Units that an office can order because they are its own, by their words.
_OWN_UNIT = regex.compile(
    r"(?i)^(?:lãnh đạo |trưởng |thủ trưởng |giám đốc |người đứng đầu |viên chức |công chức |cán bộ )?(?:các |mỗi |từng |toàn thể |tất cả )?"
    r"(?:phòng|đơn vị|bộ phận|trung tâm|văn phòng|thanh tra|tổ|công chức|viên chức|cán bộ|đồng chí|ông|bà|khoa|trường|cơ quan)\b"
)
_ABOVE = regex.compile(
    r"(?i)\b(?:ủy ban mặt trận|mttq|bộ chỉ huy|tỉnh đoàn|tỉnh ủy|chính phủ|bộ |hội đồng nhân dân|hđnd|ban thường vụ|đoàn đại biểu)"
)


def _kind_of_request(finder: _Finder, units: Sequence[Slice]) -> TaskKind:
    text = finder.outline.text
    if finder.style in (Style.MINUTES, Style.NEWS) or all(_OWN_UNIT.match(u.of(text)) for u in units):
        return TaskKind.ASSIGNMENT
    return TaskKind.REQUEST


_PLEDGE = regex.compile(r"(?i)cam\s+kết\b")


def _kind(finder: _Finder, action: Action | None, lead: Sequence[Slice], index: int | None = None) -> TaskKind:
    role = finder.roles[index] if index is not None else None
    if action and _PLEDGE.match(finder.outline.text, action.verb):
        return TaskKind.COMMITMENT
    if action and action.telling is Telling.REQUEST:
        return _kind_of_request(finder, action.units)
    if role is Role.PROPOSAL and finder.style is Style.REPORT:
        return TaskKind.REQUEST
    if action and action.telling is Telling.ORDER:
        return TaskKind.ASSIGNMENT
    if finder.style is Style.REPORT:
        return TaskKind.COMMITMENT
    if not lead and finder.style is Style.PLAN:
        return TaskKind.COMMITMENT
    return TaskKind.ASSIGNMENT


# "để các phòng, đơn vị khẩn trương tổ chức triển khai thực hiện": the closing sentence that tells everyone
_CLOSING = regex.compile(
    r"(?i)\b(?:để|đề nghị|yêu cầu)\s+(?=(?:các|thủ trưởng|lãnh đạo|trưởng|toàn thể|cơ quan|đơn vị)\b)"
)


def _closing_lead(finder: _Finder) -> tuple[Slice, ...]:
    """Who the closing sentence tells to carry the document out: the lead of items that name nobody."""
    if finder.style is not Style.DIRECTIVE:
        return ()
    outline, text = finder.outline, finder.outline.text
    for index in range(len(outline.nodes) - 1, max(-1, len(outline.nodes) - 5), -1):
        p = outline.nodes[index].paragraph
        if p.table is not None or p.rank is not Rank.NONE:
            continue
        for found in _CLOSING.finditer(text, p.start, p.end):
            units, after = units_within(text, found.end(), p.end)
            if units and regex.match(r"(?i)[^.;]{0,40}(?:thực hiện|triển khai|biết)", text[after : p.end]):
                return tuple(units)
    return ()


def _share_item_times(finder: _Finder) -> list[TaskMention]:
    """An item of a list that only sets a time ("4. Thời gian hoàn thành: ...") sets it for the other items."""
    outline, text = finder.outline, finder.outline.text
    tasks = finder.tasks
    for index, values in enumerate(finder.fields):
        node = outline.nodes[index]
        if node.paragraph.rank in (Rank.NONE, *BULLETS):
            continue
        for value in values:
            if value.field is not Field.TIME:
                continue
            siblings = [outline.nodes[k].paragraph for k in range(index) if outline.nodes[k].parent == node.parent]
            first = min((q.start for q in siblings), default=node.paragraph.start)
            times = tuple(DeadlineMention(s, line=True) for s in _times_of(text, value.value))
            tasks = [
                replace(t, deadlines=times)
                if first <= t.pieces[0].start < node.paragraph.start and not t.deadlines
                else t
                for t in tasks
            ]
    return tasks
