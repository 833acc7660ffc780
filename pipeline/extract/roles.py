"""What each part of a document holds, by the words of its headings (``section_roles.csv``)."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import regex

from pipeline.extract.actions import units_within
from pipeline.extract.outline import BULLETS, Outline, ends_open, is_heading_like
from pipeline.extract.paragraphs import Rank
from pipeline.extract.patterns import phrases
from pipeline.text import fold
from pipeline.vocabulary import rows


class Role(StrEnum):
    PURPOSE = "purpose"
    RESULT = "result"
    PROPOSAL = "proposal"
    TASK = "task"
    CONCLUSION = "conclusion"
    ATTENDANCE = "attendance"


#: Parts that tell and set no tasks.
NO_TASKS = frozenset({Role.PURPOSE, Role.RESULT, Role.ATTENDANCE})
HEADING_LENGTH = 220  # characters: a longer paragraph is no heading

# "về ", "các ", "một số ", "nội dung " before the word that tells the role
_PREFIX = regex.compile(r"^(?:(?:ve|cac|nhung|mot so|noi dung|phan)\s+)+")
# "Bà X - Giám đốc Sở đã chỉ đạo thực hiện các nội dung sau:", "Chủ tọa kết luận:", "Hội nghị thống nhất:"
_CONCLUDING = regex.compile(
    "(?i)"
    + phrases("kết luận", "chỉ đạo", "thống nhất", "quyết định", "giao nhiệm vụ", "phân công", "yêu cầu", "quyết nghị")
    + r"[^.;]{0,120}:\W*$"
)

# an order inside a line that opens a list, and at its head
_TELLS = regex.compile("(?i)" + phrases("yêu cầu", "đề nghị", "giao", "chỉ đạo") + r"(?:\s+\p{L}[^;]*)?:\W*$")
# "Căn cứ Kế hoạch số 12/KH-UBND, Sở Nội vụ có ý kiến như sau:" says on what ground somebody speaks
_SPEAKS_ON_GROUND = regex.compile(r"(?i)[\s*_]*căn\s+cứ\s[^;:]*,\s[^;:]*\bsau(?:\s+đây)?:\W*$")
_TELLS_FIRST = regex.compile(r"(?i)[\s*_]*yêu\s+cầu\s+")


def assign_roles(outline: Outline, *, minutes: bool) -> list[Role | None]:
    """Return the role of every paragraph: its own as a heading, else that of what holds it, else None.

    In ``minutes`` a lead-in that says who concludes or directs opens a part of conclusions, whatever its heading.
    """
    roles: list[Role | None] = []
    for index in range(len(outline.nodes)):
        role = _own_role(outline, index)
        words = outline.words(index)
        if role is None and minutes and ends_open(words) and _CONCLUDING.search(words):
            role = Role.CONCLUSION
        roles.append(role or next((roles[a] for a in outline.ancestors(index) if roles[a] is not None), None))
    return roles


def _own_role(outline: Outline, index: int) -> Role | None:
    p = outline.nodes[index].paragraph
    words = outline.words(index)
    is_numbered = p.rank is not Rank.NONE and p.rank not in BULLETS
    if (
        p.table is not None
        or len(words) > HEADING_LENGTH
        or not (is_numbered or p.bold or p.heading or ends_open(words))
    ):
        return None
    is_sentence = _TELLS.search(words) or _SPEAKS_ON_GROUND.match(words)
    if not (is_numbered or p.bold or p.heading) and is_sentence:
        return None  # "Căn cứ chức năng, nhiệm vụ, Sở X yêu cầu các đơn vị thực hiện:" is a sentence
    if (tells := _TELLS_FIRST.match(words)) and units_within(words, tells.end(), len(words))[0]:
        return None  # "Yêu cầu Chủ tịch UBND các xã:" names who is told
    return _role_of(words) if is_heading_like(words.rstrip(" *:")) else None


def _role_of(heading: str) -> Role | None:
    folded = _PREFIX.sub("", fold(heading).strip(" *:.-"))
    return next((role for pattern, role in _patterns() if pattern.match(folded)), None)


@cache
def _patterns() -> tuple[tuple[regex.Pattern[str], Role], ...]:
    """Patterns with their roles, in the order of the file; a leading "*" finds the words anywhere in a heading."""
    return tuple(
        (regex.compile(row["pattern"].replace("*", ".*", 1) + r"\b"), Role(row["role"]))
        for row in rows("section_roles")
    )
