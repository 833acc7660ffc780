"""The meeting of which minutes are taken, or whose conclusions a notice tells: when, who chaired, who took part."""

from __future__ import annotations

import regex

from pipeline.extract.dates import find_date_times, find_dates
from pipeline.extract.mentions import MeetingMention, ParticipantMention, Slice
from pipeline.extract.outline import Outline
from pipeline.extract.paragraphs import Rank
from pipeline.extract.unit_words import key_of, surnames
from pipeline.text import fold

_DEGREE = (
    r"(?:(?:GS|PGS|TSKH|TS|ThS|CN|KS|CKI|CKII|BS|BSCK(?:I{1,2}|[12])|DS|DSCK(?:I{1,2}|[12])|ĐD|CVC|LS|NGƯT)[. ]++)"
)
_PERSON = _DEGREE + r"*(?P<name>\p{Lu}\p{Ll}*(?:[ ]\p{Lu}\p{Ll}*){1,4})"
_TITLE = r"(?:(?i:ông|bà|đồng[ ]chí|đ/c|anh|chị)\s*:?\s+)"
# "Bà Phạm Thị Lan - Giám đốc Sở", "Ông: Lê Văn Nam, Phó Chủ tịch UBND", "Đồng chí Nguyễn A – Chánh Văn phòng – Thư ký"
_ATTENDER = regex.compile(
    r"[-+•*–\s\d.)]*+(?:[^:\n]{0,40}:\s*+)?"
    + _TITLE
    + r"?"
    + _PERSON
    + r"\s*+(?:[-–—,:;.(]\s*+(?P<position>\p{L}[^;.\n]*+))?[;.,)\s]*+$"
)
_HAS_TITLE = regex.compile(_TITLE + "|" + _DEGREE)
# "4. Vắng có phép: BS. Sơn Minh Trí": not there
_ABSENT = regex.compile(r"(?:so )?(?:vang|nguoi vang|thanh vien vang)\b")
# "do đồng chí X - Giám đốc Sở chủ trì", "Chủ trì: Ông X", "Chủ tọa cuộc họp: bà X", "dưới sự chủ trì của ông X"
_CHAIRED_BY = regex.compile(
    r"(?i:chủ\s+(?:trì|tọa|toạ)(?:\s+(?:cuộc\s+họp|hội\s+nghị|buổi\s+\p{L}+\s*\p{L}*|phiên\s+họp))?\s*(?::|là|của)\s*)[-–\s]*"
    + _TITLE
    + r"?"
    + _PERSON
)
_CHAIRS = regex.compile(
    _TITLE + _PERSON + r"[^.;\n]{0,90}?(?i:chủ\s+(?:trì|tọa|toạ))(?i:\s+(?:cuộc|hội|buổi|phiên|và)|\s*(?:[.,;)]|$))"
)
# "Phó Chủ tịch UBND tỉnh Trần Văn A chủ trì cuộc họp": a post instead of "ông"; a name has three or four syllables
_POST_CHAIRS = regex.compile(
    r"(?i:chủ[ ]tịch|giám[ ]đốc|bí[ ]thư|(?:chi[ ])?cục[ ]trưởng|trưởng[ ](?:ban|phòng)|chánh[ ]văn[ ]phòng)"
    r"(?:[ ]\p{L}+){0,6}?[ ](?P<name>\p{Lu}\p{Ll}+(?:[ ]\p{Lu}\p{Ll}+){2,3})[ ](?i:chủ[ ](?:trì|tọa|toạ))\b"
)
_MEETING_WORDS = regex.compile(
    r"(?i)(?:họp|hội\s+nghị|làm\s+việc|tọa\s+đàm|toạ\s+đàm|hội\s+thảo|kiểm\s+tra|giao\s+ban|tiến\s+hành|đối\s+thoại|phiên)"
)
_END = regex.compile(
    r"(?i)(?:kết\s+thúc|bế\s+mạc|lập\s+xong|hoàn\s+thành)[^.\n]{0,30}?(?=(?:vào\s+)?(?:lúc|hồi|\d{1,2}\s*(?:giờ|h|g)))"
)
_ATTENDANCE_HEADING = regex.compile(
    r"(?:ve )?(?:thanh phan|dai bieu|tham du|co mat|chu tri|chu toa|thu ky|thanh vien|dai dien|hom nay|chung toi gom)"
)
_NEXT_PART = regex.compile(r"(?:noi dung|dien bien|ket luan|muc dich|noi dung cuoc hop|ly do|tom tat)")
# "Thời gian: 08 giờ 00 phút, ngày 09/11/2026", "1. Thời gian, địa điểm: ..."
_TIME_LINE = regex.compile(r"(?:thoi gian|bat dau|thoi diem)\b[^:]{0,40}:")
_TIME_LINES = 25  # paragraphs of the body among which a line "Thời gian: ..." can stand
_FIRST_WORDS = 6  # paragraphs of the body in which the meeting is introduced


def find_meeting(outline: Outline) -> MeetingMention | None:
    """Return the meeting that the body tells of, None where its first paragraphs name no day of one."""
    start = _start(outline)
    end = _end(outline)
    participants = tuple(_participants(outline))
    chair = _chair(outline)
    if start is None and not participants:
        return None
    if start is None and end is None and chair is None:
        return None
    return MeetingMention(start, end, chair, participants)


# the part of minutes that says what the meeting was about
_SUBJECT_HEADING = regex.compile(
    r"(?:ve )?(?:noi dung|muc dich|ly do)(?: (?:cuoc )?(?:hop|lam viec|hoi nghi))?(?: cuoc hop)?"
)
_SUBJECT_LENGTH = 400  # characters: longer is the discussion itself, not its subject


def find_meeting_subject(outline: Outline) -> Slice | None:
    """Return what minutes without a subject in their title are about: the one sentence under "Nội dung"."""
    text = outline.text
    for index, node in enumerate(outline.nodes[:-1]):
        p = node.paragraph
        words = p.words(text)
        heading, _, rest = words.partition(":")
        if not _SUBJECT_HEADING.fullmatch(fold(heading).strip(" *.")):
            continue
        if rest.strip(" *"):
            start = p.content + len(heading) + 1
            return _sentence(text, start, p.end)
        following = outline.nodes[index + 1].paragraph
        if following.table is None and following.rank is Rank.NONE:
            return _sentence(text, following.start, following.end)
        return None
    return None


def _sentence(text: str, start: int, end: int) -> Slice | None:
    while start < end and text[start] in " *\n":
        start += 1
    return Slice(start, end, "header.subject.meeting") if 0 < end - start <= _SUBJECT_LENGTH else None


def _start(outline: Outline) -> Slice | None:
    text = outline.text
    for index, node in enumerate(outline.nodes[:_TIME_LINES]):
        p = node.paragraph
        words = text[p.start : p.end]
        is_time_line = bool(_TIME_LINE.match(fold(p.words(text))))
        if p.table is not None or not (is_time_line or (index < _FIRST_WORDS and _MEETING_WORDS.search(words))):
            continue
        for found in find_date_times(words):
            return found.shifted(p.start)
        for found in find_dates(words):
            if is_time_line or (
                regex.search(r"\d", found.of(words))
                and regex.match(r"(?i)(?:hôm nay|vào|ngày|sáng|chiều|trong|lúc)", words)
            ):
                return found.shifted(p.start)
    return None


def _end(outline: Outline) -> Slice | None:
    text = outline.text
    for node in reversed(outline.nodes[-12:]):
        p = node.paragraph
        if p.table is None and (closing := _END.search(text, p.start, p.end)):
            for found in find_date_times(text[closing.end() : p.end]):
                return found.shifted(closing.end())
    return None


def _chair(outline: Outline) -> Slice | None:
    text = outline.text
    for node in outline.nodes[:30]:
        p = node.paragraph
        if p.table is not None:
            continue
        for pattern in (_CHAIRED_BY, _CHAIRS, _POST_CHAIRS):
            if found := pattern.search(text, p.start, p.end):
                return Slice(*found.span("name"), "meeting.chair")
    return None


def _participants(outline: Outline) -> list[ParticipantMention]:
    """Read the attendance part: from its heading ("Thành phần", "Chủ trì:", "Thư ký:") to the next numbered part."""
    text = outline.text
    found: list[ParticipantMention] = []
    inside = False
    depth = Rank.NONE
    for node in outline.nodes[:80]:
        p = node.paragraph
        if p.table is not None:
            continue
        words = p.words(text)
        folded = fold(words).strip(" *:-")
        if _ATTENDANCE_HEADING.match(folded):
            if not inside or p.rank < depth:
                depth = min(depth, p.rank)
            inside = True
        elif (inside and p.rank is not Rank.NONE and p.rank <= depth and not _ATTENDER.match(words)) or (
            inside and _NEXT_PART.match(folded)
        ):
            break
        if inside and _ABSENT.match(folded):
            break
        if inside and (person := _ATTENDER.match(text, p.content, p.end)) and _is_somebody(words, person):
            position = None
            if person["position"]:
                start, end = person.span("position")
                while end > start and text[end - 1] in " ;.,)*":
                    end -= 1
                position = Slice(start, end, "meeting.position")
            found.append(ParticipantMention(Slice(*person.span("name"), "meeting.participant"), position))
    return found


def _is_somebody(words: str, found: regex.Match[str]) -> bool:
    """Whether a line that could be a name and a post is one: with a title or degree, or by its family name."""
    if _HAS_TITLE.search(words):
        return True
    first = found["name"].split(" ")[0]
    return bool(found["position"]) and key_of(first) in surnames() and " " in found["name"]
