"""Finds units: agencies and their sub-units, posts, groups and people who are told to act.

In running text (``find_units``), as the subject of a clause (``units_at``), in a line or cell of nothing but units
(``split_units``). One unit is read by ``unit_grammar``; here is what stands between the members of a list.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import regex

from pipeline.extract.mentions import Slice
from pipeline.extract.unit_grammar import (
    CHANH,
    EACH,
    FEW,
    SCHOOLS,
    begins_unit,
    person_begins,
    read_bare_person,
    read_name,
    read_unit,
)
from pipeline.extract.unit_words import (
    DASHES,
    Words,
    end_words,
    fields,
    gazetteer,
    head_at,
    heads,
    key_of,
    known_at,
    longest_path,
    phrases,
    words_of,
)


@cache
def _openers() -> frozenset[str]:
    """Keys of words that may begin a unit, so that running text is passed over quickly."""
    return frozenset(heads()) | frozenset(gazetteer()) | EACH | frozenset(FEW) | CHANH


#: No name goes on behind an empty line or in the next cell.
_BREAK = regex.compile(r"\t|\n[ \xa0]*\n")


def find_units(text: str, starts: Iterable[int] = ()) -> list[Slice]:
    """Return every unit that running text mentions, in order, none inside another.

    ``starts`` are offsets at which a paragraph or a cell begins: no mention runs over them.
    """
    words = words_of(text)
    found: list[Slice] = []
    edges = sorted({0, len(text), *starts, *(m.end() for m in _BREAK.finditer(text))})
    for start, end in pairwise(edges):
        part = words.between(start, end)
        if part is not None:
            found += _units_in_paragraph(part)
        else:
            found += (s.shifted(start) for s in _units_in_paragraph(Words.cut(text[start:end])))
    return found


def _units_in_paragraph(words: Words) -> list[Slice]:
    """The units of one paragraph or cell."""
    openers, found, end = _openers() | words.own.keys(), [], 0
    for i in [i for i, key in enumerate(words.keys) if key in openers]:
        if i < end or _in_symbol(words, i) or _inside_heading(words, i):
            continue
        if (other := _read_other(words, i)) is not None:
            end = other
        elif (read := read_unit(words, i, strict=True)) is not None:
            found.append(words.slice(i, read[0], read[1]))
            end = read[0]
    return found


def _read_other(words: Words, i: int) -> int | None:
    """Read a phrase that only looks like a head noun: "cơ sở khoa học", "bộ chỉ số"."""
    other = head_at(words, i, "none")
    return other if other is None or known_at(words, i) is None else None


def _in_symbol(words: Words, i: int) -> bool:
    """Whether a word is a piece of a document's symbol: the agency in "70/TTr-SKHCN" is no mention."""
    return i > 0 and words.keys[i - 1] in {"/", "-", "."} and words.ends[i - 1] == words.starts[i]


def _inside_heading(words: Words, i: int) -> bool:
    """Whether a word of a heading in capitals is a second syllable: "MÔI TRƯỜNG TRÊN ...", "NHIỆM VỤ CỤ THỂ"."""
    if not (words.in_capitals(i) and words.in_capitals(i - 1) and words.glued(i)):
        return False
    if known_at(words, i) is not None:
        return False
    before = longest_path(words, i - 1, end_words())
    return before is None or before[0] != i


def inherited_head(rule: str) -> str | None:
    """Return the head noun that an incomplete member of a list shares with its neighbours, from its rule.

    In "các Sở: Tư pháp, Tài chính" the member "Tài chính" has the rule "unit.member/Sở".
    """
    return rule.partition("/")[2] or None


_JOINTS: Final = frozenset({",", ";", "&", "+", key_of("và"), key_of("cùng"), key_of("với")})
#: No list of units is longer than this, so a subject is read without cutting up the rest of the document.
_LIST_REACH: Final = 4000


def units_at(text: str, start: int, end: int | None = None) -> tuple[list[Slice], int]:
    """Return the unit, or the members of the list of units, that begin at ``start``, and the offset after them.

    Nothing is read beyond ``end``. No unit there gives an empty list and ``start``. A bracketed list after a group
    stands for the group; after a named unit its members stand beside it.
    """
    place = start, min(len(text) if end is None else end, start + _LIST_REACH)
    known = _read_already(text)
    if place not in known:
        known[place] = _units_in(text, *place)
    found, after = known[place]
    return list(found), after


@lru_cache(maxsize=2)
def _read_already(text: str) -> dict[tuple[int, int], tuple[list[Slice], int]]:
    """What ``units_at`` found in a document: heading, lead-in and clause each ask at the same place."""
    return {}


def _units_in(text: str, start: int, end: int) -> tuple[list[Slice], int]:
    words = words_of(text).between(start, end)
    shift = 0
    if words is None:
        words, shift = Words.cut(text[start:end]), start
    if words.keys[0] not in _openers() and words.keys[0] not in words.own and words.keys[0] not in DASHES:
        return [], start
    found, after = _read_list(words, 0)
    return [s.shifted(shift) for s in found] if shift else found, shift + words.ends[after - 1] if after else start


def _read_list(words: Words, i: int, *, line: bool = False, inner: bool = False) -> tuple[list[Slice], int]:
    """Read a list of units from word ``i`` to its end; ``line`` where nothing but units is to be expected."""
    found: list[Slice] = []
    i = _after_courtesy(words, i)
    end, head, post = i, "", ""
    while i < len(words):
        members = _read_colon_list(words, i)
        if members is not None:
            found += members[0]
            end, head = members[1], members[2]
        else:
            read = read_unit(words, i, strict=False) or _read_member(words, i, head)
            opened = _opened_by_colon(words, i, read) if read is not None else None
            if opened is not None:
                i, post = opened
                read = read_unit(words, i, strict=False)
            if read is None and line and (person := read_bare_person(words, i)) is not None:
                read = person, "unit.person"
            head = _head_of(words, i) or head
            if read is not None and not line and words.keys[read[0] - 1] == _OWN_ONE:
                read = None  # "kế hoạch của phòng, đơn vị mình": whose it is, not who acts
            if read is None and not line:
                break
            if read is None or line:
                has_bracket = read is not None and _read_bracket(words, read[0]) is not None
                j = read[0] if read and has_bracket else _line_end(words, read[0] if read else i + 1, head)
                if read is None or read[1] != "unit.person":
                    j = next((k for k in range(i + 1, j) if person_begins(words, i, k)), j)
                read = (j, read[1] if read and j == read[0] else "unit.line")
            if post and read[1] in _HEADED:
                read = read[0], f"unit.member/{post}"
            here = words.slice(i, read[0], read[1])
            end = read[0]
            bracket = None if inner else _read_bracket(words, end)
            if read[1] == "unit.person" and not line and (office := _post_behind(words, end)) is not None:
                found.append(here)
                end = office
            elif bracket is not None and read[1] == "unit.person" and [m.rule for m in bracket[0]] == ["unit.post"]:
                found.append(here)  # "Ông Lê An (Phó Giám đốc)" is one
                end = bracket[1]
            elif bracket is None:
                found.append(here)
            else:
                owner = (
                    len(bracket[0]) == 1 and _is_part(words, i) and not bracket[0][0].of(words.text).startswith(_PARTS)
                )
                inside = [] if owner else bracket[0]
                found += bracket[0] if read[1] == "unit.group" else [here, *inside]
                end = bracket[1]
        following = _read_joint(words, end)
        if following is None and (aside := _after_aside(words, end)) is not None:
            end, following = aside
        if following is None or following >= len(words):
            break
        if words.keys[end] == ";":
            post = ""
        i = following
    return _closed(words, found, end)


#: Rules of units that can be somebody's: "Thủ trưởng các cơ quan: Sở A, Sở B".
_HEADED: Final = frozenset({"unit.gazetteer", "unit.name", "unit.bare", "unit.group_named"})
_COURTESIES: Final = phrases("ông (bà)", "ông, bà", "ông/bà", "ông", "bà", "đồng chí", "đ/c")


def _after_courtesy(words: Words, i: int) -> int:
    """The post behind "Các ông (bà):", which stands for all of the list; ``i`` where there is none."""
    each = i + 1 if words.keys[i] in EACH else i
    after = words.first(each, _COURTESIES)
    if after is None or (each == i and ")" not in words.keys[i:after]):
        return i
    has_colon = words.keys[after] == ":"
    if words.begins(each, _COMRADES) is not None and not has_colon:
        return i  # "các đồng chí Phó Giám đốc Sở" are several of one post
    post = after + 1 if has_colon else after
    return post if words.capital(post) and head_at(words, post, "post", "whole", "office", "placed") is not None else i


_COMRADES: Final = (key_of("đồng"), key_of("chí"))


def _opened_by_colon(words: Words, i: int, read: tuple[int, str]) -> tuple[int, str] | None:
    """Where the members of a group begin that a colon opens, and their post: "Thủ trưởng các cơ quan: Sở A, Sở B"."""
    end, rule = read
    if words.keys[end] != ":" or rule not in {"unit.group", "unit.post"} or not words.capital(end + 1):
        return None
    if not words.glued(end + 1) or read_unit(words, end + 1, strict=True) is None:
        return None
    each = next((k for k in range(i, end) if words.keys[k] in EACH), None)
    if each is None:
        return None
    post = words.text[words.starts[i] : words.ends[each - 1]] if rule == "unit.post" and each > i else ""
    return end + 1, post


_OWN_ONE: Final = key_of("mình")


def _post_behind(words: Words, i: int) -> int | None:
    """The index after the one post that stands behind a person and a comma: "ông Lê An, Phó Giám đốc Sở, ..."."""
    if words.keys[i] != "," or not words.glued(i + 1) or words.keys[i + 1] in EACH:
        return None
    read = read_unit(words, i + 1, strict=True) if head_at(words, i + 1, "post", "people") is not None else None
    return read[0] if read is not None and read[1] in {"unit.post", "unit.people"} else None


_ASIDE_WORDS: Final = 25


def _after_aside(words: Words, i: int) -> tuple[int, int] | None:
    """The index after a bracket that says something of a member, and of the next one, where the list goes on.

    "Sở Nội vụ (cơ quan thường trực), Sở Tài chính".
    """
    if words.keys[i] != "(":
        return None
    for j in range(i + 1, min(len(words), i + _ASIDE_WORDS)):
        if words.keys[j] == "(" or not words.glued(j):
            return None
        if words.keys[j] == ")":
            joint = _read_joint(words, j + 1)
            goes_on = joint is not None and read_unit(words, joint, strict=False) is not None
            return (j + 1, joint) if joint is not None and goes_on else None
    return None


#: First words of offices that are parts of others: a bracket behind one may say of which.
_PARTS: Final = ("Phòng", "Ban", "Tổ", "Bộ phận", "Khoa", "Vụ", "Đội")


def _is_part(words: Words, i: int) -> bool:
    return words.text.startswith(_PARTS, words.starts[i], words.ends[-1])


def _closed(words: Words, found: list[Slice], end: int) -> tuple[list[Slice], int]:
    """A list that ends in "..." is open, and stays one group."""
    dots = end
    if words.keys[dots] in {",", ";"}:
        dots += 1
    if len(found) > 1 and (words.keys[dots] == "…" or (words.keys[dots] == "." and words.keys[dots + 1] == ".")):
        return [Slice(found[0].start, found[-1].end, "unit.open_group")], end
    return found, end


def _read_joint(words: Words, i: int) -> int | None:
    """Read what stands between two members: ",", ";", "và", "; và", "cùng với"."""
    if words.keys[i] == "/" and words.capital(i + 1) and begins_unit(words, i + 1):
        return i + 1
    j = i
    while j < i + 3 and words.keys[j] in _JOINTS:
        j += 1
    return j if j > i else None


#: What a unit does beside the others, in brackets behind it: "Sở A (chủ trì), Sở B (phối hợp)".
_PARTS_PLAYED: Final = phrases("chủ trì", "phối hợp", "đầu mối", "thực hiện", "tổng hợp", "theo dõi", "thường trực")
_PART_WORDS: Final = 6


def _read_bracket(words: Words, i: int) -> tuple[list[Slice], int] | None:
    """Read "(Phòng A, Phòng B)" where all of the bracket is units; None where it is anything else."""
    if words.keys[i] != "(":
        return None
    if (part := words.first(i + 1, _PARTS_PLAYED)) is not None:
        closing = next((k for k in range(part, part + _PART_WORDS) if words.keys[k] == ")"), None)
        return None if closing is None else ([], closing + 1)
    members, end = _read_list(words, i + 1, inner=True)
    if len(members) == 1 and not words.capital(i + 1) and words.keys[i + 1] not in EACH and words.keys[end] == ")":
        return [], end + 1  # "(chủ đầu tư)" says what part the unit has
    if words.keys[end] != ")" or not members or (len(members) == 1 and words.capital(i + 1) and end == i + 2):
        return None
    return members, end + 1


def _head_of(words: Words, i: int) -> str:
    """The head noun of the unit at ``i``, as it is written there; with its post, if it has one."""
    j = head_at(words, i, "office")
    if j is not None:
        return words.text[words.starts[i] : words.ends[j - 1]]
    return ""


def _read_member(words: Words, i: int, head: str) -> tuple[int, str] | None:
    """Read a member that leaves out the head of its neighbours: "Tài chính" after "Sở Nội vụ"."""
    if not head or not words.capital(i):
        return None
    field = longest_path(words, i, fields())
    if field is None:
        return None
    following = words.keys[field[0]]
    if following and following not in _JOINTS and following not in {")", ".", ";", ":"} and words.capital(field[0]):
        return None
    return field[0], f"unit.member/{head}"


def _read_colon_list(words: Words, i: int) -> tuple[list[Slice], int, str] | None:
    """Read "các Sở: Tư pháp, Tài chính, Kế hoạch và Đầu tư" and "Giám đốc các Sở: ...": members share the head."""
    post = head_at(words, i, "post")
    j = i if post is None else post
    if words.keys[j] in EACH:
        j += 1
    elif post is None:
        return None
    after = head_at(words, j, "office")
    if after is None or words.keys[j - 1] not in EACH:
        return None
    colon = words.keys[after] == ":"
    k = after + 1 if colon else after
    if not words.capital(k) or (not colon and words.first(k, SCHOOLS) is not None):
        return None  # "các trường THCS, THPT" are one group
    head = words.text[words.starts[j] : words.ends[after - 1]]
    if post is not None:
        head = f"{words.text[words.starts[i] : words.ends[post - 1]]} {head}"
    members: list[Slice] = []
    end = k
    while True:
        field = longest_path(words, k, fields())
        stop = field[0] if field is not None else (read_name(words, k) if colon else None)
        # "Công an" in "các Bộ: Quốc phòng, Công an" is a field, "UBND" none
        is_other = field is None or head_at(words, k, "placed", "whole", "post", "people", "title") is not None
        if stop is None or (is_other and words.is_word(k) and begins_unit(words, k)):
            break
        if head_at(words, k, "office") == stop and head_at(words, stop, "territory") is not None:
            break  # "Công an thành phố" is no Sở
        members.append(words.slice(k, stop, f"unit.member/{head}"))
        end = stop
        following = _read_joint(words, stop)
        if following is None or not words.capital(following) or words.keys[stop] == ";":
            break
        k = following
    if not members or (len(members) == 1 and not colon):
        return None
    return members, end, head


def _line_end(words: Words, j: int, head: str) -> int:
    """The end of a member in a line of units: before the next separator that another unit follows."""
    depth = 0
    while j < len(words):
        key = words.keys[j]
        depth += (key == "(") - (key == ")")
        if depth <= 0:
            if key == ";" or not words.glued(j):
                break
            if key == "(" or (key == "." and j == len(words) - 1):
                break
            joint = _read_joint(words, j)
            if joint is not None and (
                read_unit(words, joint, strict=True)
                or _read_member(words, joint, head)
                or joint >= len(words)
                or (words.capital(joint) and read_unit(words, joint, strict=False))
            ):
                break
        j += 1
    return j


def split_units(text: str) -> list[Slice]:
    """Return the members of a line or cell that holds nothing but units; what is no known unit stays as written."""
    found: list[Slice] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        body = _BULLET.sub(lambda m: " " * len(m.group()), line)
        words = Words.cut(body.rstrip().rstrip(".;,/"))
        i = 0
        while i < len(words):
            members, end = _read_list(words, i, line=True)
            found += [m.shifted(offset) for m in members]
            i = max(end, i + 1)
            while i < len(words) and not words.is_word(i):
                i += 1
        offset += len(line)
    return found


#: Example: "- Văn phòng Sở", "+ Phòng A", "1. Sở Nội vụ".
_BULLET = regex.compile(r"^\s*(?:[-+*•–]|\d{1,2}[.)])\s+")
