"""Words that set a time for a task, inside its clause or on a line "Thời gian thực hiện: ..." of its own.

Two levels. ``find_times`` finds every expression of time in words that are known to be about time (a line, a cell, a
deadline already found). ``find_deadlines`` keeps of a clause's expressions only those that say when the action is to be
done: a year in a plan's name, the date of a cited decision and "chi thường xuyên" set no time.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from pipeline.extract.dates import CLOCK, find_date_parts, join_ranges, word_alternatives
from pipeline.extract.mentions import Slice
from pipeline.extract.patterns import Rules
from pipeline.text import small
from pipeline.vocabulary import rows

_FLAGS = regex.IGNORECASE | regex.VERBOSE | regex.VERSION1
_YEAR = r"(?:19|20)\d\d(?!\d)"
#: The rest of a phrase: up to the next mark, and no further than a line or two.
_REST = r"[^,;.:()\n]{0,100}"

_WEEKDAY = rf"(?:(?:sáng|chiều|tối)\s+)?(?:ngày\s+)?(?:thứ\s+(?:{word_alternatives('weekday')})|chủ\s+nhật)\b"

# What stands right before a date. "trước 17 giờ 00 ngày 5/3", "chậm nhất là trước ngày", "đến hết", "hạn cuối:"
_LIMIT = regex.compile(
    rf"""(?: \b(?: (?:chậm|muộn|trễ)\s+nhất | không\s+(?:quá|(?:muộn|chậm|trễ)\s+hơn)
               | hạn\s+(?:cuối|chót)(?:\s+cùng)? )
             (?:\s*:|\s+(?:là|vào|đến|tới|trong|trước|hết|cuối)){{0,4}}
           | \btrước(?:\s+(?:hết|cuối|thời\s+điểm|khi\s+(?:kết\s+thúc|hết)))?
           | \b(?:(?:cho|kéo\s+dài)\s+)?(?:đến|tới)\s+(?:hết|trước|cuối) | \bhết )
        (?:\s+{CLOCK}\s*,?)?(?:\s+{_WEEKDAY}\s*[,(]?)?(?:\s+(?:sáng|chiều))?\s*$""",
    _FLAGS,
)
# "báo cáo đến ngày 30/6/2021" limits; "tính đến ngày 30/6/2021" tells the state of figures.
_UNTIL = regex.compile(r"(?<!(?:tính|số\s+liệu|cập\s+nhật|từ)\s+(?:cho\s+)?)\b(?:đến|tới)\s*$", _FLAGS)
# "trong quý 4/2019", "ngay trong tháng 6"
_WITHIN = regex.compile(
    r"\b(?:ngay\s+)?trong(?:\s+(?:suốt|cả|thời\s+gian|sáng|chiều))?(?:\s+từ|\s+(?:0?[2-5]|hai|ba|bốn|các))?\s*$", _FLAGS
)
# "trong hai năm 2026, 2027", "trong năm 2026 và năm 2027"
_MORE_YEARS = regex.compile(rf"(?:(?:\s*,|\s+và)\s*(?:năm\s+)?{_YEAR})+", _FLAGS)
# "vào tháng 6/2021"
_AT = regex.compile(r"\bvào(?:\s+(?:lúc|khoảng|dịp|sáng|chiều))?(?:\s+(?:đầu|cuối|giữa))?\s*$", _FLAGS)
# "hoàn thành quý II/2021", "xong tháng 6", "thời hạn gửi báo cáo: ngày 20/6": the date without any preposition
_DONE = regex.compile(
    r"\b(?:(?:hoàn\s+thành|hoàn\s+tất|xong|kết\s+thúc)(?:\s+(?:cuối|vào))?|thời\s+(?:hạn|gian)(?:\s+\p{L}+){0,3}\s*:)\s*$",
    _FLAGS,
)
# "bắt đầu từ tháng 6/2024", "kể từ ngày 01/6/2024"
_SINCE = regex.compile(r"\b(?:(?:bắt\s+đầu|kể)\s+)?từ\s*$", _FLAGS)
# "... của năm tiếp theo", "... hằng tháng", "... tháng cuối quý": the day comes back every year, month, quarter
_NEXT = r"(?:(?:ngay\s+)?sau|tiếp\s+theo|kế\s+tiếp|kế\s+sau|liền\s+kề|báo\s+cáo|kế\s+hoạch)"
_TAIL = regex.compile(
    rf"""\s*(?:của\s+)?
    (?: (?:h[ằà]ng|mỗi)\s+(?:năm|tháng|qu[ýí]|tuần)
      | (?:tháng|qu[ýí]|năm)\s+{_NEXT}(?:\s+liền\s+kề)?
      | tháng\s+(?:cuối|đầu(?:\s+tiên)?|thứ\s+\p{{L}}+)\s+(?:của\s+)?(?:h[ằà]ng\s+|mỗi\s+)?qu[ýí](?:\s+{_NEXT})? )\b""",
    _FLAGS,
)

# "I", "20": what makes a date of "quý", "ngày"; "01 lần" does not
_NO_DATE = r"(?!\s*(?:[iv]+\b|\d++(?!\s*lần)))"
_UNIT = rf"(?:\d{{1,2}}\s*tháng|(?:0?1\s*)?(?:ngày|tuần|tháng|qu[ýí]|năm)\b{_NO_DATE})"
_EVERY = r"(?:h[ằà]ng|mỗi|theo\s+từng(?=\s+(?:tuần|tháng|qu[ýí])\b))\s+"
_MORE_UNITS = rf"(?:\s*(?:,|và|hoặc|/)\s*(?:và\s+)?(?:một\s+|cả\s+|{_EVERY})?{_UNIT}\b)*"
_COUNT = r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+lăm)?|hai\s+mươi|ba\s+mươi)"
_ORIGIN = (
    r"(?:\s*+(?:,\s*+)?(?:(?:kể|tính)\s+)?(?:từ|sau|trước)\s+(?:ngay\s+)?"
    rf"(?:khi|ngày|thời\s+điểm|lúc|hôm\s+nay)\b{_REST})"
)


def _phrases(kind: str) -> str:
    """Return a pattern of the phrases of ``kind`` in ``deadline_words.csv``, longest first."""
    phrases = [row["words"].casefold() for row in rows("deadline_words") if row["kind"] == kind]
    return "|".join(regex.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))


@cache
def _patterns() -> Rules:
    """Times that are no calendar dates, by rule; the first rule wins where two overlap."""
    signal = r"(?:(?:trước|chậm\s+nhất|muộn\s+nhất|là|đến|tới|hết|trong|vào|ngay)\s+){0,4}"
    which = rf"\b(?:\s+(?:{_YEAR}(?:(?:\s*,|\s+và)(?:\s+năm)?\s+{_YEAR})*|nay))?"
    trouble, event = _phrases("trouble"), _phrases("event")
    sources = {
        # "vào thứ Sáu hằng tuần", "định kỳ hàng quý, 6 tháng, năm", "6 tháng một lần", "02 lần/năm", a bare "định kỳ"
        "time.recurring": (
            "hằng hàng mỗi theo định lần",
            rf"""
            \b(?: (?:{signal}(?:{CLOCK}\s*+(?:,\s*+)?)?{_WEEKDAY}\s+ | {signal}(?<=\s){CLOCK}\s*+(?:,\s*+)?)?
                  (?:định\s+kỳ\s*+(?:[:,]\s*+)?)?(?:theo\s+)?{_EVERY}{_UNIT}\b{_MORE_UNITS}
                  (?:\s*(?:một|\d{{1,2}})\s+lần\b)?
                  (?:\s*+(?:[,(]\s*+)?(?:vào\s+|trước\s+)(?:{_WEEKDAY}|ngày\s+\d{{1,2}}(?!\d|\s*[/.-]|\s*tháng)))?
              | định\s+kỳ\s*+(?:[:,]\s*+)?(?:theo\s+)?(?:một\s+)?{_UNIT}\b{_MORE_UNITS}
                (?:\s*+(?:/\s*+)?(?:một|\d{{1,2}})?\s*lần\b)?
              | (?:mỗi|{_COUNT})\s+(?:tuần|tháng|qu[ýí]|năm)\s+tổ\s+chức\s+(?:một|\d{{1,2}})\s+lần\b
              | {_COUNT}\s+(?:ngày|tuần|tháng|qu[ýí]|năm)\s*(?:/|một|1|01)\s*(?:một\s+|\d{{1,2}}\s+)?lần\b
              | \d{{1,2}}\s+lần\s*/\s*(?:\d{{1,2}}\s+)?(?:ngày|tuần|tháng|qu[ýí]|năm)\b
              | ngày\s+(?:làm\s+việc\s+)?cuối\s+(?:cùng\s+)?(?:của\s+)?{_EVERY}(?:tuần|tháng|qu[ýí]|năm)\b
              | định\s+kỳ\b )""",
        ),
        # "tháng, quý, năm": a line of nothing else
        _ONLY_UNITS: ("ngày tuần tháng quý quí năm & , và /", rf"^{_UNIT}(?:\s*(?:,|và|/)\s*{_UNIT})+$"),
        # "trước thứ Sáu tuần này", "trong tuần sau", "cuối năm nay", "trong hôm nay"
        "time.calendar": (
            "tuần tháng quý quí năm thứ nhật hôm mai & này nay sau tới tiếp thứ nhật mai",
            rf"""
            \b{signal}(?:{CLOCK}\s*+(?:,\s*+)?)?
            (?: (?:{_WEEKDAY}\s*+(?:,\s*+)?)?(?:(?:đầu|giữa|cuối)\s+)?
                (?: (?:tuần|tháng|qu[ýí]|năm)\s+(?:này|nay|sau|tới|kế\s+tiếp|tiếp\s+theo) | năm\s+nay )
              | (?<=\b(?:trước|nhất|vào|là|đến|hết)\s+){_WEEKDAY} | (?:ngày\s+)?hôm\s+nay | ngày\s+mai )\b""",
        ),
        # "trong 10 ngày kể từ ngày ký", "trong thời hạn 05 ngày làm việc", "chậm nhất sau 03 ngày", "09 tháng"
        "time.duration": (
            "ngày tuần tháng giờ phút năm",
            rf"""
            (?<![\d./-])\b
            (?:(?:(?:chậm|muộn|ít)\s+nhất|không\s+quá|tối\s+đa|trong|sau|trước|là|vòng|thời\s+(?:hạn|gian)|khoảng)\s+){{0,5}}
            {_COUNT}\s*(?:\([^()]{{1,20}}\)\s*)?(?:ngày|tuần|tháng|giờ|phút|năm)\b(?:\s+làm\s+việc|\s+tới|\s+liên\s+tục)?
            (?!\s*(?:đầu|cuối|qua|vừa|gần|trước(?!\s+(?:khi|ngày))|năm|/|(?:19|20)\d\d)){_ORIGIN}?""",
        ),
        # "Thường xuyên trong năm", "thường xuyên, liên tục", "cả năm 2021"; "thương xuyên" is a common misprint
        "time.ongoing": (
            "xuyên suốt cả liên",
            rf"""
            \b(?: th[ưừ]?[ơờ]ng\s+xuyên(?:\s*,\s*liên\s+tục)?(?:\s+(?:trong\s+)?(?:cả\s+|các\s+)?năm{which}\b)?
              | (?:liên\s+tục\s+)?(?:trong\s+)?(?:suốt|cả)\s+năm{which}\b | liên\s+tục\s+trong\s+năm{which}\b )""",
        ),
        # "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc", "Nếu có vướng mắc", "khi phát sinh khó khăn"
        "time.if_trouble": (
            "nếu trường khi",
            rf"""
            (?: \btrong\s+quá\s+trình\s+[^,;.:()]{{0,100}}?,?\s*\b(?:nếu|trường\s+hợp|khi)\s
              | (?<=^\W*)(?:nếu|trường\s+hợp|khi)\s+(?:có|gặp|phát\s+sinh)\s+(?:những\s+|các\s+)?
                (?=(?:{trouble})\b) )
            [^,;.:()]{{0,120}}(?:,\s*(?=(?:những\s+)?(?:{trouble})\b){_REST})*""",
        ),
        # "ngay sau khi được phê duyệt", "khi có yêu cầu", "sau mỗi lần đối thoại", "ngay khi có kết quả"
        "time.after_event": (
            "ngay sau khi xuất mùa vụ kỳ học",
            rf"""
            \b(?: ngay\s+(?:sau\s+)?khi\s | ngay\s+sau\s+(?=\p{{L}})
              | sau\s+khi\s+(?=có|được|nhận|kết\s+thúc|hoàn|ban\s+hành|tiếp\s+nhận|thống\s+nhất|cấp|\p{{L}})
              | sau\s+(?:mỗi|từng)\s
              | trước\s+(?=(?:mùa\s+(?:mưa|lũ|bão|khô|vụ)|vụ\s+(?:mùa|hè|đông|xuân)|kỳ\s+họp|năm\s+học\s+mới)\b)
              | đột\s+xuất\s+(?=theo\s)
              | khi\s+(?: có\s+(?:{event}) | được\s+(?:yêu\s+cầu|giao|phân\s+công|phê\s+duyệt|cấp)
                        | phát\s+sinh | cần(?:\s+thiết)? )\b )
            {_REST}""",
        ),
        # "đúng tiến độ theo yêu cầu", "theo đúng lộ trình, kế hoạch đề ra", "đúng và sớm hạn so với thời gian quy định"
        "time.as_set": (
            "đúng",
            r"""
            \b(?:theo\s+)?đúng\s+(?:(?:và\s+)?(?:sớm|trước)\s+hạn\s+so\s+với\s+)?
            (?:thời\s+gian|thời\s+hạn|tiến\s+độ|lộ\s+trình|kỳ\s+hạn)
            (?:\s*(?:,|và)\s*(?:thời\s+gian|thời\s+hạn|tiến\s+độ|kế\s+hoạch|lộ\s+trình))*
            (?:\s+(?:đã\s+)?(?:theo\s+)?(?:(?:quy\s+định|yêu\s+cầu|đề\s+ra|được\s+giao|kế\s+hoạch|cam\s+kết)\b))*""",
        ),
        # "quá hạn so với thời gian được công bố"
        "time.compared": ("so", rf"(?<=so\s+với\s+)thời\s+(?:gian|hạn)\b(?=\s+(?:quy|được|đã|công|theo)){_REST}"),
        # "theo lộ trình chung của tỉnh", "theo tiến độ", "theo kế hoạch đã ban hành", "đang chờ kế hoạch chung"
        "time.as_planned": (
            "theo chờ",
            rf"""
            \b(?: theo\s+(?:đúng\s+)?(?:lộ\s+trình|tiến\s+độ)\b
              | theo\s+(?:đúng\s+)?(?:chương\s+trình\s*,\s*)?kế\s+hoạch\s+(?:(?:đã|được)\s|đề\s+ra|chung\b)
              | (?:đang\s+)?chờ\s+(?:kế\s+hoạch|hướng\s+dẫn|ý\s+kiến|chỉ\s+đạo|văn\s+bản|kết\s+luận|chủ\s+trương)\b )
            {_REST}""",
        ),
    }
    return Rules(sources, regex.VERBOSE | regex.VERSION1)


_ONLY_UNITS = "time.recurring_units"
#: What a preposition says, the words without which it is not there, and its pattern; the first that is there counts.
_PREPOSITIONS = (
    ("limit", ("nhất", "không", "hạn", "trước", "đến", "tới", "hết"), _LIMIT),
    ("limit", ("đến", "tới"), _UNTIL),
    ("within", ("trong",), _WITHIN),
    ("at", ("vào",), _AT),
    ("at", ("thành", "tất", "xong", "thúc", "thời"), _DONE),
    ("since", ("từ",), _SINCE),
)


def _dated(text: str) -> list[Slice]:
    """Every calendar date with the preposition before it and the "hằng tháng" after it.

    Rules: ``time.limit`` (by, before), ``time.within`` (trong), ``time.at`` (vào, hoàn thành), ``time.since`` (từ),
    ``time.repeated_date``, ``time.range`` and ``time.date`` (nothing before it).
    """
    found = []
    for when in join_ranges(text, find_date_parts(text)):
        left = text[max(0, when.start - 80) : when.start]
        origin = when.start - len(left)
        tail = _TAIL.match(text, when.end)
        rule, start = ("time.range" if when.rule == "date.range" else "time.date"), when.start
        words = small(left)
        for name, needs, pattern in _PREPOSITIONS:
            signal = pattern.search(left) if any(word in words for word in needs) else None
            # "Chiến lược đến năm 2030" is a name; "đến hết năm 2030" a limit.
            if signal and not (pattern is _UNTIL and when.rule == "date.year"):
                rule = "time." + name
                start = when.start if pattern is _DONE else origin + signal.start()
                break
        more = _MORE_YEARS.match(text, when.end) if (rule, when.rule) == ("time.within", "date.year") else None
        if more:
            found.append(Slice(start, more.end(), rule))
        elif tail:
            found.append(Slice(start, tail.end(), "time.repeated_date"))
        elif when.rule != "date.months" and (
            not when.rule.startswith("part.") or (rule == "time.limit" and when.rule in ("part.day", "part.day_month"))
        ):
            found.append(Slice(start, when.end, rule))
    return _sharing(text, found)


# "trong tháng 12 năm 2026 và quý I năm 2027", "trước ngày 10 tháng 6 và trước ngày 10 tháng 12 hằng năm"
_AND_ALSO = regex.compile(r"\s*(?:,|và)\s+", _FLAGS)


def _sharing(text: str, dated: list[Slice]) -> list[Slice]:
    """Dates in order, each with what it shares with its neighbour: the "trong" before both, the rhythm behind both."""
    found: list[Slice] = []
    for here in dated:
        before = found[-1] if found else None
        if before is not None and _AND_ALSO.fullmatch(text, before.end, here.start):
            if before.rule == "time.within" and here.rule == "time.date":
                here = replace(here, rule="time.within")
            elif before.rule == "time.limit" and here.rule == "time.repeated_date":
                here = replace(here, start=found.pop().start)
        found.append(here)
    return found


def _apart(candidates: list[Slice]) -> list[Slice]:
    """Drop what overlaps an earlier candidate, and order the rest by place."""
    kept: list[Slice] = []
    for candidate in candidates:
        if all(candidate.end <= other.start or candidate.start >= other.end for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda s: s.start)


def find_times(text: str) -> list[Slice]:
    """Return every expression of time in words that are about time, in order and without overlaps."""
    found = []
    for rule, match in _patterns().finditer(text):
        end = match.start() + len(match[0].rstrip())
        found.append(Slice(match.start(), end, "time.recurring" if rule == _ONLY_UNITS else rule))
    # "thường xuyên trong năm 2021", "hằng tháng, trước ngày 05" hold their dates; all else yields to a calendar date.
    holders = [s for s in found if s.rule in ("time.ongoing", "time.recurring")]
    dated = [d for d in _dated(text) if not any(h.start < d.start and d.end <= h.end for h in holders)]
    rhythms = [s for s in holders if s.rule == "time.recurring"]
    # "hằng tháng, 06 tháng, cả năm" ends with a rhythm
    ongoing = [
        s
        for s in holders
        if s.rule == "time.ongoing" and not any(r.start < s.start and s.end <= r.end for r in rhythms)
    ]
    return _apart([*ongoing, *dated, *found])


# “Kế hoạch cải cách hành chính năm 2021”: what is quoted is a name.
_QUOTED = regex.compile(r"“[^”]{1,300}”|\"[^\"]{1,300}\"")
# "để tổng hợp", "nhằm đảm bảo"; a purpose at the head of the clause ends at its comma
_PURPOSE = regex.compile(r"(?P<head>^\W*+)?\b(?=để|nhằm)(?<!không\s+)(?:để|nhằm)\s", _FLAGS)


@cache
def _before(kind: str) -> regex.Pattern[str]:
    """The phrases of ``kind`` (see ``deadline_words.csv``) right before an expression of time."""
    more = {
        # "đã tiếp nhận trước ngày 01/7/2025"
        "fact": r"|(?:đã|từng)\s+(?:\p{L}+\s+){0,2}\p{L}+",
        # "thực hiện chế độ thông tin, báo cáo định kỳ"
        # "đưa nội dung này vào chương trình kiểm tra, giám sát hằng năm"
        "named_rhythm": r"|chế\s+độ\s+[^;]{0,40}báo\s+cáo"
        r"|(?:vào|trong|của)\s+(?:chương\s+trình|kế\s+hoạch|dự\s+toán)(?:[^;.:]{0,40}\p{L})?",
    }.get(kind, "")
    # "báo cáo kết quả trước ngày": what is to be told by then, no fact
    told = (
        r"(?<!(?:báo\s+cáo|gửi|trình|thông\s+báo|công\s+bố|tổng\s+hợp)\s+|\btrình\s[^,;]{2,60}\s)"
        if kind == "fact"
        else ""
    )
    return regex.compile(rf"\b{told}(?:{_phrases(kind)}{more})\s+$", _FLAGS)


_OF_OWNER = regex.compile(r"\s+của\s", _FLAGS)
_AFTER_MARK = regex.compile(r"(?:^|[,;:.(])\s*$")
_BEFORE_MARK = regex.compile(r"\s*(?:$|[,;:.)]|và\s+(?:(?:tháng|năm|ngày)\s+\d|qu[ýí]\s+(?:\d|[IV])))")
#: Nothing but a bullet or a number before it.
_AT_HEAD = regex.compile(r"^[\W\d_]*$")
_DAY = regex.compile(r"^(?:ngày|\d{1,2}\s?[/.-])", _FLAGS)
_YEAR_ALONE = regex.compile(r"^(?:(?P<edge>đầu|giữa|cuối)\s+)?năm\b", _FLAGS)
_STATES_YEAR = regex.compile(r"(?:19|20)\d\d")
_YEARS = regex.compile(r"^\D*\d{4}\D*\d{4}$|^giai\s+đoạn|^nhiệm\s+kỳ|^thời\s+kỳ", _FLAGS)
_BEGINS = regex.compile(r"\b(?:triển\s+khai|thực\s+hiện|áp\s+dụng|vận\s+hành)\s+$", _FLAGS)
_SIGNALLED = regex.compile(
    r"^(?:trước|chậm|muộn|đến|hết|trong|vào|ngay|thứ|chủ|sáng|chiều|cuối|đầu|không\s+quá|tối\s+đa|sau)\b", _FLAGS
)
_COUNTED_FROM = regex.compile(r"\b(?:kể\s+từ|sau\s+khi|trước\s+khi)\b", _FLAGS)
# "trước 17 giờ" is an hour of the clock, "trong 05 năm" how long a thing lasts.
_NO_TERM = regex.compile(r"\btrước\b.*\bgiờ$|\bnăm$", _FLAGS)


# "ban hành trước ngày 15/01 hằng năm": what comes back every year is over in none
_COMES_BACK = regex.compile(r"\b(?:h[ằà]ng|mỗi)\s+\p{L}+$", _FLAGS)
# "(dự kiến hoạt động vào năm 2027)": of something else
_EXPECTED = regex.compile(r"\([^()]*\bdự\s+kiến\b[^()]*$", _FLAGS)


def _purposes(clause: str) -> list[tuple[int, int]]:
    spans = []
    for match in _PURPOSE.finditer(clause):
        comma = clause.find(",", match.end()) if match["head"] is not None else -1
        spans.append((match.start(), comma if comma >= 0 else len(clause)))
    return spans


def _sets_a_time(clause: str, time: Slice) -> bool:
    """Whether an expression of time in a clause says when its action is to be done."""
    left, right = clause[: time.start], clause[time.end :]
    words, near = time.of(clause), left[-60:]
    at_head, at_edge = bool(_AT_HEAD.match(left)), bool(_BEFORE_MARK.match(right))

    def after(kind: str) -> bool:
        return bool(_before(kind).search(near))

    match time.rule:
        case "time.limit" | "time.repeated_date" | "time.at":
            if left.count("(") > left.count(")") and _EXPECTED.search(left):
                return False
            return bool(_COMES_BACK.search(words)) or not after("fact")
        case "time.within":
            # "nhiệm vụ trong năm 2021 của Sở": the year of the noun
            return not after("fact") and (at_head or at_edge or "năm 20" not in words.lower())
        case "time.since":
            begins = at_head or _BEGINS.search(near) or words.lower().startswith("bắt đầu")
            return bool(begins) and "năm 20" not in words.lower()
        case "time.range":
            up_to_now = words.endswith("nay")  # what was done
            return not (up_to_now or after("fact") or _YEARS.search(words)) and bool(
                regex.match(r"\D*từ\s", words, _FLAGS)
            )
        case "time.date":
            return not _YEARS.search(words) and _date_stands_free(words, left, right, at_head, at_edge)
        case "time.recurring":
            if words.lower() != "định kỳ" and _OF_OWNER.match(right):
                return at_head or "định kỳ" in words.lower()
            return "định kỳ " in words.lower() or not after("named_rhythm")
        case "time.calendar":
            of_noun = after("named_rhythm") or words.lower().startswith("năm")
            return bool(_SIGNALLED.match(words)) or (at_edge and not of_noun)
        case "time.duration":
            told = _SIGNALLED.match(words) or _COUNTED_FROM.search(words)
            return bool(told) and not _NO_TERM.search(words) and not after("fact")
        case "time.ongoing":
            return not after("named_ongoing")
        case "time.compared":
            return left.count("(") <= left.count(")")
        case _:
            return True


def _date_stands_free(words: str, left: str, right: str, at_head: bool, at_edge: bool) -> bool:
    """Whether a date without preposition ("Quý IV/2021, báo cáo ...") is a time and not part of a name."""
    if _DAY.match(words):
        return at_head and at_edge
    year = _YEAR_ALONE.match(words)
    if year:
        # "..., năm 2026: 05 lớp, năm 2027: 03 lớp": each year with its own amount
        labels = right.lstrip().startswith(":") and bool(_AFTER_MARK.search(left))
        return (at_head and at_edge) or labels or (year["edge"] or "").lower() == "cuối"
    return at_edge and bool(_AFTER_MARK.search(left))


#: What ends the rule of a time that is a deadline only where it lies ahead of the document.
IF_AHEAD = ".if_ahead"
# "phiên họp ngày 20/12/2026", "có hiệu lực từ ngày 01/01/2027": the date of the noun
_DATED_NOUN = regex.compile(
    r"(?:\d\s*/[\p{Lu}\d/-]+"
    r"|\b(?:tính|đến|tới|từ|họp|nghị|phiên|kỳ|lễ|đợt|lần|hiệu\s+lực(?:\s+thi\s+hành)?|số|văn\s+bản|quyết\s+định|sinh))"
    r"\s*+(?:\(\s*+)?$",
    _FLAGS,
)


def _may_set_a_time(clause: str, time: Slice) -> bool:
    """Whether words that could as well date a noun would set a time, were it still to come.

    "báo cáo kết quả ngày 15/10/2026"; "phương án đã rà soát trước ngày 31/10/2026": what is over by then is told as a
    fact, what lies ahead is told as a deadline.
    """
    left = clause[: time.start]
    if not _BEFORE_MARK.match(clause[time.end :]) or not _STATES_YEAR.search(time.of(clause)):
        return False
    match time.rule:
        case "time.limit" | "time.at" | "time.within":
            return bool(_before("fact").search(left[-60:]))
        case "time.since":
            return "năm 20" not in time.of(clause).lower() and not _DATED_NOUN.search(left)
        case "time.date":
            return bool(_DAY.match(time.of(clause)) and left.strip()) and not _DATED_NOUN.search(left)
        case _:
            return False


def find_deadlines(clause: str) -> list[Slice]:
    """Return the words in a task's clause that set a time for it, in order and without overlaps.

    Those whose rule ends with ``IF_AHEAD`` set one only where the date is later than the document.
    """
    quotes = "“" in clause or '"' in clause
    plain = _QUOTED.sub(lambda m: "·" * len(m[0]), clause) if quotes else clause
    purposes = _purposes(plain)
    kept = []
    for time in find_times(plain):
        aside = any(start <= time.start < end for start, end in purposes)
        if aside and time.rule not in ("time.limit", "time.repeated_date", "time.duration"):
            continue
        if _sets_a_time(plain, time):
            # "thiệt hại do mưa lũ từ ngày 20/9/2026 đến ngày 28/9/2026": behind a noun a range may be over
            of_noun = time.rule == "time.range" and not _AT_HEAD.match(plain[: time.start])
            kept.append(Slice(time.start, time.end, time.rule + IF_AHEAD) if of_noun else time)
        elif _may_set_a_time(plain, time):
            kept.append(Slice(time.start, time.end, time.rule + IF_AHEAD))
    return kept


_LABEL = regex.compile(
    r"^\W*(?:thời\s+(?:gian|hạn|điểm)|tiến\s+độ|hạn)(?:\s+(?:thực\s+hiện|hoàn\s+thành|triển\s+khai|báo\s+cáo|cuối))*\s*:\s*",
    _FLAGS,
)
# A new part begins after ";", after a line break, and after a full stop before a capital.
_BREAK = regex.compile(
    r"(?:(?<!\s)\s++)?;\s*|(?<!\s)[^\S\n]*+\n\s*+(?=[-+•*]|\p{Lu})|(?<=\p{L}\p{L}|\d|\))\.\s+(?=\p{Lu})"
)
_AND = regex.compile(r"\s+và\s+", regex.IGNORECASE)
_CONDITIONS = frozenset({"time.if_trouble", "time.after_event", "time.as_set", "time.compared", "time.as_planned"})


# "Báo cáo theo quy định": without a time, but a condition; "tổng hợp" is neither
_CONDITIONED = regex.compile(r"\b(?:theo|khi|sau|đúng|t[ùu][ỳy]|kịp|chờ)\b", _FLAGS)


def _tells_when(text: str) -> bool:
    return bool(_CONDITIONED.search(text) or find_times(text))


def _cuts_at_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where to split "X và thực hiện thường xuyên trong năm": at an "và" between two times."""
    part = text[start:end]
    times = find_times(part)
    last_time = max((t.start for t in times if t.rule not in _CONDITIONS), default=-1)
    cuts = []
    begin = 0
    for conjunction in _AND.finditer(part):
        inside = any(t.start < conjunction.start() and t.end > conjunction.end() for t in times)
        told = any(begin <= t.start < conjunction.start() for t in times)
        told = told or bool(_CONDITIONED.search(part, begin, conjunction.start()))
        # "và" inside a name: "Theo kế hoạch của Sở Thông tin và Truyền thông, xong trước ngày ..."
        starts_time = any(t.start == conjunction.end() for t in times)
        inside = inside or (part[conjunction.end() :][:1].isupper() and not starts_time)
        if told and not inside and last_time >= conjunction.end():
            cuts.append((start + conjunction.start(), start + conjunction.end()))
            begin = conjunction.end()
    return cuts


def split_time_line(text: str) -> list[Slice]:
    """Return the parts of a line or cell "Thời gian thực hiện: ...", each of which sets one time, whole.

    The label is left out where it is part of ``text``; so are bullets and closing marks.
    """
    label = _LABEL.match(text)
    position = label.end() if label else 0
    breaks = [(m.start(), m.end()) for m in _BREAK.finditer(text, position)]
    ends = [*(start for start, _ in breaks), len(text)]
    starts = [position, *(end for _, end in breaks)]
    # A sentence that tells no time belongs to the one before it.
    cuts = [cut for cut, end in zip(breaks, ends[1:], strict=True) if _tells_when(text[cut[1] : end])]
    for start, end in zip(starts, ends, strict=True):
        cuts += _cuts_at_and(text, start, end)
    cuts.sort()
    parts = []
    for start, end in zip([position, *(c[1] for c in cuts)], [*(c[0] for c in cuts), len(text)], strict=True):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip(" \t\n-–+•*"))
        last = end - (len(words) - len(words.rstrip(" \t\n.;,")))
        if first < last:
            parts.append(Slice(first, last, "time.line"))
    return parts
