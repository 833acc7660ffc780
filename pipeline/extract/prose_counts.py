"""Counts in running text: which number counts dossiers, procedures or items of a plan, and which words say what.

A number is a count where its noun stands behind it ("477 hồ sơ"), where a noun and a colon stand before it ("Số hồ sơ
tiếp nhận: 477"), or where it breaks down a count that was just given ("trong đó trước hạn 137, trực tuyến: 20"). Its
measure comes from the words next to it, those behind the noun as well as those before the number. A number whose words
give no measure is left alone: a false count costs as much as a missed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from pipeline.extract.measures import CHANGES, Reading, book, procedure_measure, procedure_measures, stage_of
from pipeline.extract.mentions import CountMention, Slice
from pipeline.extract.periods import clause_period
from pipeline.extract.phrases import words_key
from pipeline.record import CountSubject, Measure

_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,7}|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?=\s+(?:hồ|hs|tthc|thủ|nhiệm))"
_NOUNS: Final = (
    ("dossier", r"hồ\s+sơ(?:\s+(?:tthc|thủ\s+tục\s+hành\s+chính))?|hs"),
    ("procedure", r"thủ\s+tục(?:\s+hành\s+chính)?|tthc|dvc(?:tt)?|dịch\s+vụ\s+công"),
    ("plan_item", r"nhiệm\s+vụ|đầu\s+việc|công\s+việc|nội\s+dung|(?:phòng\s*,\s*)?đơn\s+vị"),
)
_NOUN = "|".join(rf"(?P<{name}>{words})" for name, words in _NOUNS)
# "thủ tục hành chính (TTHC)", "(sau đây gọi là TTHC)": a short form is named, and the clause goes on
_SHORT_FORM = r"(?:\s*\((?:sau\s+đây\s+)?(?:(?:gọi|viết)\s+(?:tắt\s+)?(?:là\s+)?)?[\"“]?(?:tthc|hs|dvc|dvctt)[\"”]?\))?"
# "477 hồ sơ", "28/29 nhiệm vụ", "03 (ba) thủ tục hành chính"; or a number alone, whose words must stand before it
_COUNTED = regex.compile(
    rf"(?<![\p{{L}}\d/.,\-–])(?P<number>{_NUMBER})(?:\s*/\s*(?P<planned>{_NUMBER}))?(?![\d%/]|[.,-]\d|\s*%)"
    rf"(?:\s*\([^()\d]{{1,25}}\))?(?:(?(planned)\)?)\s+(?:lượt\s+)?(?:{_NOUN})(?![\p{{L}}\d]){_SHORT_FORM})?",
    regex.IGNORECASE,
)
# "Điều 3", "năm 2019", "Mẫu số 04", "quý 4": numbers that name something.
_NAMING = regex.compile(
    r"(?:(?<!tổng\s)(?<!lượng\s)(?<!trong\s)số|điều|khoản|(?<!dứt\s)điểm|mẫu|biểu|năm|tháng|ngày|quý|thứ|lần|(?<!danh\s)mục"
    r"|phụ lục|mức độ|cấp độ)\s*$",
    regex.IGNORECASE,
)
# What ends a sentence: a full stop before a capital, not the dot of "1.234" or "TP. ".
_SENTENCE_END = regex.compile(r"(?<=[^\s.]{2}[.!?…])\s+(?=[\p{Lu}“\"\-–+])|(?<=;)\s*\n\s*")
# Clause marks; " và " and "trong đó" part two counts as a comma does.
_SEPARATOR = regex.compile(
    r",(?!\d)|[;:()“”\[\]]|\s[-–]\s|(?<!\p{L})(?:và(?!\s+(?:qua\s+)?(?:dịch\s+vụ\s+)?(?:bưu\s+chính|bưu\s+điện|bcci))"
    r"|trong\s+đó|còn|đồng\s+thời)(?!\p{L})",
    regex.IGNORECASE,
)
# What may stand between the words of a measure and their number: "tiếp nhận được 12", "trực tuyến là: 20"
_FILLERS = frozenset(words_key("là được đạt có gồm số hồ sơ hs tthc đã chiếm").split())
# Words of a new dossier that are a mere time beside "tổng số"
_TIMES = frozenset(words_key(text).strip() for text in ("trong kỳ", "tiếp nhận trong kỳ", "nhận trong kỳ"))
# "Số TTHC hiện có là", "Số thủ tục công khai:"
_FILLER_TAIL = regex.compile(r"(?:[:=]|(?<!\p{L})(?:là|có|đạt|gồm))\s*$", regex.IGNORECASE)
# What the words behind a noun never reach over: "quá hạn trước ngày 31/10" is late, not early.
_CLAUSE_STOP = regex.compile(
    r"[;.(:)]|(?<!\p{L})(?:trước\s+(?:ngày|tháng|\d)|chậm\s+nhất|muộn\s+nhất)(?!\p{L})", regex.IGNORECASE
)
# The comma of "sửa đổi, bổ sung" parts nothing.
_COMMA = regex.compile(r",(?!\s*bổ\s+sung)")
# "toàn tỉnh còn 12 hồ sơ quá hạn", "xử lý dứt điểm 11 hồ sơ quá hạn": they wait still
_REMAINING = regex.compile(
    r"(?<!\p{L})(?:còn(?:\s+(?:có|lại|tồn))?|(?P<open>dứt\s+điểm|(?:khẩn\s+trương|tập\s+trung)\s+(?:giải\s+quyết|xử\s+lý)))\s*$",
    regex.IGNORECASE,
)
# "Hiện phường tiếp nhận 361 TTHC": what an office does with all its procedures
_IN_FORCE = regex.compile(
    r"(?<!\p{L})hiện(?:\s+nay|\s+tại)?,?\s[^,;]{0,40}?(?:tiếp\s+nhận|giải\s+quyết|thực\s+hiện|quản\s+lý|có)\s*$",
    regex.IGNORECASE,
)
# What may follow a number without a noun: the end of its clause, never another noun.
_CLAUSE_END = regex.compile(r"\s*(?:[,;.)(]|và(?!\p{L})|$|\n|[-–]\s)")
# "Số hồ sơ tiếp nhận trong kỳ: 477", "tổng số TTHC là 59"
_NOUN_BEFORE = regex.compile(rf"(?<!\p{{L}})(?:tổng\s+số|số\s+lượng|số)\s+(?:{_NOUN})(?!\p{{L}})", regex.IGNORECASE)
# "03 thủ tục không rà soát", "02 TTHC chưa được công bố"
_NEGATED = regex.compile(r"\s*(?:không|chưa\s+(?:được|thực\s+hiện|rà\s+soát|công))(?!\p{L})", regex.IGNORECASE)
# "phấn đấu", "dự kiến", "không quá": aims and limits, not what was counted.
_AIM = regex.compile(
    r"(?<!\p{L})(?:phấn\s+đấu|dự\s+kiến|không\s+quá|ít\s+nhất|tối\s+thiểu|tối\s+đa|mỗi|có\s+(?:trên|từ))(?!\p{L})",
    regex.IGNORECASE,
)
# "Phấn đấu trong năm 2025 giải quyết ... và cung cấp 100 ...": the whole sentence is an aim
_AIMS = regex.compile(
    r"[\s\-–+*•]*(?:\d+\.\s*|\p{L}\)\s*)?(?:phấn\s+đấu|dự\s+kiến|mục\s+tiêu)(?!\p{L})", regex.IGNORECASE
)
# "đã tiếp nhận, xử lý 8.456 hồ sơ": one number for all that came in
_TAKEN_ON = regex.compile(
    r"(?<!\p{L})tiếp\s+nhận\s*(?:,|và|để)\s*(?:giải\s+quyết|xử\s+lý|thụ\s+lý)(?:\s+(?:được|là|tổng\s+số|tổng\s+cộng))?\s*$",
    regex.IGNORECASE,
)
_OF_WHICH = regex.compile(r"(?<!\p{L})(?:trong\s+đó|bao\s+gồm|gồm|cụ\s+thể)(?!\p{L})", regex.IGNORECASE)
_ONLY_TOTAL = regex.compile(r"\s*(?:tổng\s+(?:số|cộng)|tổng)(?:\s+(?:là|được))?\s*:?\s*", regex.IGNORECASE)
# whose a part is, behind its number: " của cấp tỉnh", " thuộc lĩnh vực đất đai"; or nothing
_SHARER = regex.compile(r"\s*+(?:(?:của|thuộc|tại|ở|lĩnh\s+vực)\s[^,;.]{2,60})?[\s,;.)]*+", regex.IGNORECASE)
# "tăng 30 hồ sơ so với cùng kỳ", "giảm 05 hồ sơ": a difference
_DIFFERENCE = regex.compile(
    r"(?<!\p{L})(?:tăng|giảm|nhiều\s+hơn|ít\s+hơn)(?:\s+(?:thêm|được|là))?\s*$", regex.IGNORECASE
)
# "thuộc lĩnh vực tiêu chuẩn đo lường chất lượng", "trong lĩnh vực nuôi con nuôi"
_FIELD = regex.compile(
    r"(?<!\p{L})lĩnh\s+vực\s*:?\s+(?P<field>[^,;.:()\d\n]{2,80}?)\s*"
    r"(?=[,;.:()\d\n]|(?<!\p{L})(?:thuộc|của|tại|theo|và\s+(?:sửa|bãi|thay|ban)|trễ|quá\s+hạn|đúng|trước|được|do)(?!\p{L})|$)",
    regex.IGNORECASE,
)
# ", Lĩnh vực Năng lượng nguyên tử": a second field of the same number
_FURTHER_FIELD = regex.compile(r"\s*(?:,|và)\s*(?:và\s+)?lĩnh\s+vực", regex.IGNORECASE)
# "danh mục 07 thủ tục hành chính", "THỦ TỤC HÀNH CHÍNH CẤP TỈNH: 05 TTHC": a list that a decision announces.
_LIST_OF = regex.compile(
    r"(?<!\p{L})danh\s+mục\s+(?:\p{L}+\s+){0,2}$|thành\s+phần\s+hồ\s+sơ[^,;.]*$"
    r"|thủ\s+tục\s+hành\s+chính\s+cấp\s+\p{L}+\s*:\s*$",
    regex.IGNORECASE,
)
# "thủ tục hành chính được sửa đổi, bổ sung"
_CHANGED = regex.compile(
    r"(?:thủ\s+tục\s+hành\s+chính|tthc)\s+(?P<words>(?:\p{L}+[\s,]+){1,4}\p{L}+)", regex.IGNORECASE
)
# "Kế hoạch số 12/KH-STP ngày 05/01/2019 về kiểm tra cải cách hành chính năm 2019": a plan and its title
_PLAN_NAME = regex.compile(
    r"Kế\s+hoạch\s+(?:số\s+\S+\s+)?(?:ngày\s+[\d/.]+\s+)?(?P<name>[^,;.()\n]{4,160}?)"
    r"(?=\s*(?:[,;.()\n]|$|(?<!\p{L})(?:đã|với|gồm|đối\s+với|trong\s+đó|được)(?!\p{L})))"
)
_PLAN_SETTING = regex.compile(
    r"(?<!\p{L})(?:tổng\s+số|gồm|bao\s+gồm|cụ\s+thể|đề\s+ra|giao|được\s+giao|xác\s+định)(?!\p{L})"
    r"|(?<!\p{L})(?:với|danh\s+mục)\s*$",
    regex.IGNORECASE,
)
# "Kế hoạch kiểm tra năm 2024 gồm 10 đơn vị"
_PLAN_GIVES = regex.compile(r"(?<!\p{L})kế\s+hoạch\s[^,;.]{0,80}?\s(?:bao\s+)?gồm\s*$", regex.IGNORECASE)
_PLAN_DONE = regex.compile(
    r"(?<!\p{L})(?:hoàn\s+thành|thực\s+hiện\s+(?:xong|được)|đã\s+thực\s+hiện|kiểm\s+tra)(?!\p{L})", regex.IGNORECASE
)
_WINDOW = 1500  # characters of a sentence on either side of a number
_INSPECTED = regex.compile(r"(?<!\p{L})kiểm\s+tra(?:\s+\p{L}+){0,4}\s*$", regex.IGNORECASE)
_PLAN_CONTEXT = regex.compile(r"(?<!\p{L})(?:kế\s+hoạch|đề\s+ra|giao)(?!\p{L})", regex.IGNORECASE)
_PLAN_UNDONE = regex.compile(
    r"(?<!\p{L})(?:chưa|đang|không)\s+(?:\p{L}+\s+)?(?:hoàn\s+thành|thực\s+hiện)(?!\p{L})", regex.IGNORECASE
)
_SUBJECT_NOUN = regex.compile(r"(?<!\p{L})(?:hồ\s+sơ|hs)(?!\p{L})", regex.IGNORECASE)


#: What a number of dossiers is a part of: "tiếp nhận trực tuyến 1.020/1.100 hồ sơ".
_WHOLE: Final = {
    Measure.RECEIVED_ONLINE: Measure.RECEIVED_TOTAL,
    Measure.RECEIVED_DIRECT: Measure.RECEIVED_TOTAL,
    Measure.RESOLVED_TOTAL: Measure.RECEIVED_TOTAL,
    Measure.RESOLVED_EARLY: Measure.RESOLVED_TOTAL,
    Measure.RESOLVED_ON_TIME: Measure.RESOLVED_TOTAL,
    Measure.RESOLVED_LATE: Measure.RESOLVED_TOTAL,
    Measure.PENDING_IN_TIME: Measure.PENDING_TOTAL,
    Measure.PENDING_OVERDUE: Measure.PENDING_TOTAL,
}


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a sentence with the words that belong to it (offsets into the text)."""

    start: int
    end: int
    #: The second number of "28/29".
    planned: tuple[int, int] | None
    subject: CountSubject | None
    #: The noun itself, for "đơn vị" counts only in a plan and where offices are inspected.
    noun: str
    #: The end of the number with its noun.
    noun_end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words round a number: ``near`` and ``behind`` stand next to it, up to the marks that part clauses; ``left``
    reaches back to the number before, ``wide`` to the beginning of the sentence."""

    near: str
    behind: str
    left: str
    wide: str
    sentence: str
    #: Where ``behind`` ends in the text.
    end: int


def find_prose_counts(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[CountMention]:
    """Return the counts that the paragraphs ``text[start:end]`` report, in reading order."""
    reader = _Reader(text, paragraphs)
    return [count for start, end in paragraphs for count in reader.paragraph(start, end)]


class _Reader:
    """Reads the paragraphs of one document in order: a list item goes on with what the line above it counts."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._change = _announced_change(text, paragraphs)
        #: Whether dossiers were counted or announced just above, and at which stage of their life.
        self._counting_dossiers = False
        self._stage: str | None = None
        self._plan: str | None = None
        #: The last measure of dossiers in this sentence, which a bracket may break down: "(963 hồ sơ)".
        self._broken_down: Measure | None = None
        #: Whether procedures were counted in this sentence, which a bracket may break down: "(ban hành mới 10)".
        self._counting_procedures = False
        #: Whether the number before broke one down that way ("trong đó đất đai 10 hồ sơ"), so that the next one may.
        self._is_sharing = False

    def paragraph(self, start: int, end: int) -> Iterator[CountMention]:
        if not _is_list_item(self._text, start):
            self._counting_dossiers, self._stage = False, None
        for sentence_start, sentence_end in _sentences(self._text, start, end):
            yield from _shared_field(list(self._sentence(sentence_start, sentence_end)))
        if self._text[start:end].rstrip().endswith(":") and _SUBJECT_NOUN.search(self._text, start, end):
            self._counting_dossiers = True

    def _sentence(self, start: int, end: int) -> Iterator[CountMention]:
        numbers = list(self._numbers(start, end))
        self._broken_down, self._counting_procedures, self._is_sharing = None, False, False
        taken = start
        for position, number in enumerate(numbers):
            # a sentence without end (a list run together) is read in windows, or each number would read all of it
            near_start, near_end = max(start, number.start - _WINDOW), min(end, number.noun_end + _WINDOW)
            left = max(taken, numbers[position - 1].noun_end if position else start)
            right = numbers[position + 1].start if position + 1 < len(numbers) else end
            for count in self._count(number, near_start, max(left, near_start), min(right, near_end), near_end):
                yield replace(count, period=clause_period(self._text, near_start, number.start, near_end))
        if names := list(_PLAN_NAME.finditer(self._text, start, end)):
            self._plan = _plan_label(names[-1])

    def _numbers(self, start: int, end: int) -> Iterator[_Number]:
        for found in _COUNTED.finditer(self._text, start, end):
            if _NAMING.search(self._text, max(start, found.start() - 12), found.start()):
                continue
            subject = next((s for s in CountSubject if found[s.value]), None)
            planned = found.span("planned") if found["planned"] else None
            noun = " ".join((found[subject.value] if subject else "").casefold().split())
            yield _Number(*found.span("number"), planned, subject, noun, found.end())

    def _count(self, number: _Number, start: int, left: int, right: int, end: int) -> Iterator[CountMention]:
        """Yield what ``number`` counts; its words lie between the numbers beside it, ``left`` and ``right``."""
        before = self._words_before(number, left)
        near = self._text[before : number.start]
        after = self._words_behind(number, near, right)
        if _AIM.search(self._text, max(left, before - 20), number.start) or _AIMS.match(self._text, start, end):
            return
        if _NEGATED.match(self._text, number.noun_end, end) or _DIFFERENCE.search(near):
            return
        words = _Words(
            near=near,
            behind=self._text[number.noun_end : after],
            left=self._text[left : number.start],
            wide=self._text[start : number.start],
            sentence=self._text[start:end],
            end=after,
        )
        if number.subject is CountSubject.PLAN_ITEM:
            yield from self._plan_item(number, words)
        elif number.subject is CountSubject.PROCEDURE:
            yield from self._procedure(number, words)
        elif number.subject is CountSubject.DOSSIER:
            yield from self._dossier(number, words)
        elif number.planned is None:
            yield from self._bare(number, before, left, end)

    def _words_before(self, number: _Number, left: int) -> int:
        """Return where the words before a number begin; a colon right before it parts nothing: "Trễ hạn: 5"."""
        before = _after_last_separator(self._text, left, number.start)
        if self._text[before : number.start].strip() or before == left:
            return before
        return _after_last_separator(self._text, left, before - 1) if self._text[before - 1] == ":" else before

    def _words_behind(self, number: _Number, near: str, right: int) -> int:
        """Return where the words behind a noun end: before those that belong to the next number."""
        stop = _CLAUSE_STOP.search(self._text, number.noun_end, right)
        limit = stop.start() if stop else right
        if limit == right:
            tail = _after_last_separator(self._text, number.noun_end, right)
            if tail > number.noun_end and _has_measure(self._text[tail:right]):
                limit = tail
        comma = _COMMA.search(self._text, number.noun_end, limit)
        if comma and (_has_measure(near) or _has_measure(self._text[number.noun_end : comma.start()])):
            return comma.start()
        return limit

    # -- dossiers ----------------------------------------------------------------------------------------------------

    def _dossier(self, number: _Number, words: _Words) -> Iterator[CountMention]:
        behind, near = _reading(words.behind), _reading(words.near)
        if behind.skip or near.skip:
            return
        if self._is_share(words, near, behind):
            self._is_sharing = True
            yield self._share(number, words)
            return
        self._is_sharing = False
        if _says_nothing(near) and words.left.rstrip().endswith("("):
            near = _reading(_clause_before_bracket(words.left))
        detail = behind.detail or near.detail
        stage = self._dossier_stage(words, near, behind, detail)
        measure = _measure(stage, detail)
        if measure is None:
            return
        self._counting_dossiers, self._stage, self._broken_down = True, stage_of(measure), measure
        rule = "count.prose.number_noun"
        yield self._mention(number, CountSubject.DOSSIER, measure, rule, self._field(number, words.end))
        if number.planned and (whole := _WHOLE.get(measure)):
            yield self._mention(_of_all(number), CountSubject.DOSSIER, whole, "count.prose.fraction", None)

    def _dossier_stage(self, words: _Words, near: Reading, behind: Reading, detail: str | None) -> str | None:
        """Return the stage that the words give, those next to the number before those farther off."""
        left = _reading(words.left)
        if _TAKEN_ON.search(words.left) and detail is None:
            return "received"
        if detail == "late" and behind.stage == "pending":
            return "pending"  # "xử lý 23 hồ sơ đang quá hạn"
        stage = near.stage or behind.stage or left.stage
        remains = _REMAINING.search(words.left) if detail == "late" else None
        if remains and (stage is None or remains["open"]):
            stage = "pending"
        stage = stage or self._stage
        if stage is None and detail is None:
            stage = _reading(words.wide).stage
        return stage

    def _is_share(self, words: _Words, near: Reading, behind: Reading) -> bool:
        """Tell whether a number breaks down the one just counted by field or office: its own words give no measure."""
        if self._broken_down is None or not _says_nothing(near) or not _says_nothing(behind):
            return False
        if _opens_share(words.left):
            return True
        if not self._is_sharing and not _OF_WHICH.search(words.left):
            return False
        own = words.behind.partition(",")[0]
        return bool(_SHARER.fullmatch(own)) and (any(map(str.isalpha, words.near)) or bool(own.strip(" ;.)")))

    def _share(self, number: _Number, words: _Words) -> CountMention:
        field = self._field(number, words.end)
        if field is None and (named := _FIELD.search(words.near)):
            field = " ".join(named["field"].split())
        measure = self._broken_down or Measure.RECEIVED_TOTAL
        return self._mention(number, CountSubject.DOSSIER, measure, "count.prose.share", field)

    def _bare(self, number: _Number, before: int, left: int, end: int) -> Iterator[CountMention]:
        """Yield a count whose noun stands before it, or that breaks down the dossiers just counted."""
        if not _CLAUSE_END.match(self._text, number.end, end):
            return
        noun = next(iter(_NOUN_BEFORE.finditer(self._text, left, number.start)), None)
        words = self._text[noun.start() if noun else before : number.start]
        if noun and noun["procedure"] and not noun["dossier"]:
            if (measure := procedure_measure(words)) and _FILLER_TAIL.search(words):
                yield self._mention(number, CountSubject.PROCEDURE, measure, "count.prose.noun_number", None)
            return
        if noun and noun["plan_item"]:
            return
        if not noun and _ONLY_TOTAL.fullmatch(words) and self._text[before - 1 : before] == ":":
            # "Công tác tiếp nhận hồ sơ: tổng số 230"
            words = self._text[_after_last_separator(self._text, left, before - 1) : before - 1]
        if self._counting_procedures and not noun and (change := _change_before(self._text[left : number.start])):
            yield self._mention(number, CountSubject.PROCEDURE, change, "count.prose.breakdown", None)
            return
        if not (self._counting_dossiers or (noun and noun["dossier"]) or _SUBJECT_NOUN.search(words)):
            return
        reading = _reading(words)
        if reading.skip or (reading.stage is None and reading.detail is None) or not _ends_with_measure(words):
            return
        stage = reading.stage or self._stage
        if measure := _measure(stage, reading.detail):
            self._counting_dossiers, self._stage = True, stage_of(measure)
            rule = "count.prose.noun_number" if noun else "count.prose.breakdown"
            yield self._mention(number, CountSubject.DOSSIER, measure, rule, None)

    # -- procedures --------------------------------------------------------------------------------------------------

    def _procedure(self, number: _Number, words: _Words) -> Iterator[CountMention]:
        measure = procedure_measure(f"{words.near} | {words.behind}") or _nearest_procedure(words.left)
        if measure is None and not _is_of_other_procedures(words.near):
            measure = _nearest_procedure(words.wide)
            measure = measure or (Measure.PROCEDURE_TOTAL if _IN_FORCE.search(words.wide) else None)
        if measure is None and number.noun == "dvctt":
            measure = Measure.PROCEDURE_ONLINE  # online services are procedures that are offered online
        if self._change and measure not in CHANGES and _LIST_OF.search(words.wide):
            measure = self._change
        if measure is None:
            return
        self._counting_procedures = True
        rule = "count.prose.number_noun"
        yield self._mention(number, CountSubject.PROCEDURE, measure, rule, self._field(number, words.end))
        if number.planned and measure not in (Measure.PROCEDURE_TOTAL, Measure.PROCEDURE_REVIEWED):
            whole = Measure.PROCEDURE_TOTAL
            yield self._mention(_of_all(number), CountSubject.PROCEDURE, whole, "count.prose.fraction", None)

    # -- plans -------------------------------------------------------------------------------------------------------

    def _plan_item(self, number: _Number, words: _Words) -> Iterator[CountMention]:
        is_office = number.noun.endswith("đơn vị")
        # "đã kiểm tra 08/08 phòng, đơn vị": as many as were to be inspected, so there was a plan
        is_inspected = number.planned is not None and bool(_INSPECTED.search(words.near))
        is_done_of_planned = number.planned is not None and not is_office and _PLAN_DONE.search(words.near)
        if _PLAN_UNDONE.search(f"{words.near} {words.behind}"):
            return
        if not is_done_of_planned and not is_inspected and not _PLAN_CONTEXT.search(words.sentence):
            return
        if is_office and not is_inspected and "kế hoạch" not in words.sentence.casefold():
            return  # offices that were visited, not items of a plan
        names = list(_PLAN_NAME.finditer(words.wide)) or list(_PLAN_NAME.finditer(words.sentence))[:1]
        label = _plan_label(names[-1]) if names else self._plan
        if number.planned:
            if not (_PLAN_DONE.search(words.wide) or _PLAN_DONE.search(words.behind)):
                return
            found = [(number, Measure.COMPLETED), (_of_all(number), Measure.PLANNED)]
            rule = "count.prose.fraction"
        else:
            measure = _plan_measure(words.near, words.behind)
            found = [(number, measure)] if measure else []
            rule = "count.prose.number_noun"
        for place, measure in found:
            yield replace(self._mention(place, CountSubject.PLAN_ITEM, measure, rule, None), label=label)

    # -- common ------------------------------------------------------------------------------------------------------

    def _field(self, number: _Number, after: int) -> str | None:
        """Return the field named behind the noun; None where several are."""
        found = _FIELD.search(self._text, number.noun_end, after)
        if found is None or _FURTHER_FIELD.match(self._text, found.end()):
            return None
        return " ".join(found["field"].split()).removesuffix(" và")

    def _mention(
        self, number: _Number, subject: CountSubject, measure: Measure, rule: str, field: str | None
    ) -> CountMention:
        return CountMention(Slice(number.start, number.end, rule), subject, measure, rule, label=field, field=field)


def _of_all(number: _Number) -> _Number:
    """Return the second number of "28/29" in place of the first."""
    start, end = number.planned or (number.start, number.end)
    return replace(number, start=start, end=end)


def _opens_share(left: str) -> bool:
    """Tell whether a bracket opens here whose own words, up to the clause mark before it, give no measure."""
    before = left.rstrip()
    if not before.endswith("("):
        return False
    mark = _after_last_separator(before, 0, len(before) - 1)
    return mark == 0 or not _has_measure(before[mark:])


def _clause_before_bracket(left: str) -> str:
    """Return the clause that a bracket at the end of ``left`` explains: "đúng hạn đạt 99,9% ("."""
    before = left.rstrip().removesuffix("(")
    return before[_after_last_separator(before, 0, len(before)) :]


def _says_nothing(reading: Reading) -> bool:
    return reading.stage is None and reading.detail is None


def _plan_label(name: regex.Match[str]) -> str:
    return " ".join(name["name"].split()).removeprefix("về ")


def _plan_measure(near: str, behind: str) -> Measure | None:
    if _PLAN_GIVES.search(near):
        return Measure.PLANNED
    if _PLAN_DONE.search(near):
        return Measure.COMPLETED
    return (
        Measure.PLANNED if _PLAN_SETTING.search(near) or regex.match(r"\s*đề\s+ra", behind, regex.IGNORECASE) else None
    )


def _measure(stage: str | None, detail: str | None) -> Measure | None:
    options = Reading(None, stage, detail).options()
    return options[0] if options else None


def _reading(words: str) -> Reading:
    """Return what a clause says: the stage and detail nearest to its end, and whether no measure fits it."""
    key = words_key(words)
    stages = [hit for hit in book("stage").hits(key) if hit.value != "none"]
    hits = book("detail").hits(key)
    details = [hit for hit in hits if hit.value not in ("total", "none")]
    if any(hit.value == "total" for hit in hits):  # "tổng số hồ sơ tiếp nhận trong kỳ": the time of all of them
        details = [hit for hit in details if key[hit.start : hit.end] not in _TIMES]
    narrow = {hit.value for hit in details}
    if {"early", "on_time"} <= narrow:
        detail: str | None = "on_time"
    elif {"late", "carried"} <= narrow:
        detail = "late"  # "12 hồ sơ quá hạn từ năm trước"
    else:
        detail = details[-1].value if details else None
    returned = any(hit.value == "none" for hit in book("outcome").hits(key))
    return Reading(None, stages[-1].value if stages else None, detail, returned and detail is None)


def _has_measure(words: str) -> bool:
    reading = _reading(words)
    return bool(reading.stage or reading.detail or procedure_measure(words) or _PLAN_DONE.search(words))


def _ends_with_measure(words: str) -> bool:
    """Tell whether nothing but filling words stands between the words of the measure and the end."""
    key = words_key(words)
    ends = [hit.end for facet in ("stage", "detail") for hit in book(facet).hits(key) if hit.value != "none"]
    return bool(ends) and _FILLERS.issuperset(key[max(ends) :].split())


def _is_of_other_procedures(near: str) -> bool:
    """Tell whether the words next to a number say what is done to procedures, and no measure is for it."""
    return bool(book("procedure_other").hits(words_key(near)))


def _change_before(words: str) -> Measure | None:
    """Return what the words that end right before a bare number say is done to procedures: "sửa đổi, bổ sung 15"."""
    key = words_key(words)
    hits = [hit for hit in book("procedure").hits(key) if hit.value in CHANGES]
    if not hits or not _FILLERS.issuperset(key[hits[-1].end :].split()):
        return None
    return Measure(hits[-1].value)


def _nearest_procedure(words: str) -> Measure | None:
    found = procedure_measures(words)
    return found[-1] if found else None


def _after_last_separator(text: str, start: int, end: int) -> int:
    marks = list(_SEPARATOR.finditer(text, start, end))
    return marks[-1].end() if marks else start


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for gap in _SENTENCE_END.finditer(text, start, end):
        yield position, gap.start()
        position = gap.end()
    if position < end:
        yield position, end


def _is_list_item(text: str, start: int) -> bool:
    return text[start : start + 20].lstrip()[:1] in ("-", "–", "+", "*", "•")


def _announced_change(text: str, paragraphs: Sequence[tuple[int, int]]) -> Measure | None:
    """Return the one thing that the document says is done to its procedures, None where it says several or none."""
    found: set[Measure] = set()
    for start, end in paragraphs:
        for words in _CHANGED.finditer(text, start, end):
            found |= CHANGES.intersection(procedure_measures(words["words"]))
    return next(iter(found)) if len(found) == 1 else None


def _shared_field(counts: list[CountMention]) -> list[CountMention]:
    """Give procedures without a field that of the next one in the sentence: "03 thủ tục, 01 thủ tục lĩnh vực X"."""
    field: str | None = None
    shared: list[CountMention] = []
    for count in reversed(counts):
        if count.subject is CountSubject.PROCEDURE:
            field = count.field or field
            count = replace(count, field=field, label=None)
        shared.append(count)
    return shared[::-1]
