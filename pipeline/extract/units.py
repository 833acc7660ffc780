"""Finds units: agencies and their sub-units, posts, groups and people who are told to act.

Names of Vietnamese agencies hold commas, "và", hyphens and small letters ("Sở Văn hóa, Thể thao và Du lịch", "Trung tâm
Ứng dụng và Dịch vụ khoa học công nghệ"), and so do the lists and sentences around them. What tells them apart, in this
order: the gazetteer (longest match over words), the grammar of a unit (head noun, capitalised words, whose it is, of
what territory), and the words that end a name (``unit_ends.csv``).

The text is cut into words once, then read by recursive descent over the words; nothing backtracks over more than one
name, so time is linear. Every ``_read_*`` function takes the index of a word and returns the index after what it read,
or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import regex

from pipeline.extract.mentions import Slice
from pipeline.text import fold, match_key
from pipeline.vocabulary import rows

#: A word with its digits, or one sign. "KH&CN" is three tokens: the sign is a connector like "và".
_TOKEN = regex.compile(r"[^\W_]+|[^\w\s]|_")

_Key = tuple[str, ...]
#: A tree of words; the empty key holds what the path to it names.
_Tree = dict[str, "_Tree | str"]


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return match_key(word)


@lru_cache(maxsize=65536)
def _plain(key: str) -> str:
    return fold(key)


def _keys(phrase: str) -> _Key:
    return tuple(_key(m.group()) for m in _TOKEN.finditer(phrase) if m.group() not in _DASHES)


_DASHES: Final = frozenset("-–—")
#: Phrases by their first word, so that a place is compared with few of them.
_Phrases = dict[str, tuple[_Key, ...]]


def _phrases(*phrases: str) -> _Phrases:
    found: dict[str, list[_Key]] = {}
    for keys in map(_keys, phrases):
        found.setdefault(keys[0], []).append(keys)
    return {first: tuple(sorted(of, key=len, reverse=True)) for first, of in found.items()}


_AND: Final = frozenset({_key("và"), "&"})
_JOINTS: Final = frozenset({",", ";", "&", _key("và"), _key("cùng"), _key("với")})
_EACH: Final = frozenset(map(_key, ("các", "mỗi", "mọi", "những", "từng")))
_FEW: Final = _phrases("toàn thể", "tất cả", "toàn bộ")
_OWNED_BY: Final = _phrases("thuộc", "trực thuộc", "của", "ở", "tại", "làm việc tại", "công tác tại")
#: Words that say which members of a group are meant: "có liên quan", "khác", "cấp tỉnh".
_QUALIFIERS: Final = _phrases(
    "có liên quan", "liên quan", "trực thuộc", "khác", "nêu trên", "nói trên", "chức năng", "chuyên môn",
    "nhà nước", "hành chính nhà nước", "hành chính", "sự nghiệp công lập", "sự nghiệp", "công lập",
    "ngoài công lập", "cấp tỉnh", "cấp huyện", "cấp xã", "các cấp", "cấp thành phố", "cấp trên", "cấp dưới",
    "địa phương", "công an", "thông tấn", "báo chí", "chính trị - xã hội", "chính trị", "đoàn thể", "ngang Bộ",
    "thuộc Chính phủ", "Trung ương", "ở Trung ương", "trực thuộc Trung ương", "trong tỉnh", "toàn tỉnh",
    "toàn ngành", "trong ngành", "đóng trên địa bàn", "chủ quản", "nghiệp vụ", "quản lý nhà nước", "dân cử",
    "mầm non", "tiểu học", "đại học", "nói chung", "mình",
)  # fmt: skip
#: Openings of a relative clause that narrows a group; it runs to the modal that begins the predicate.
_RELATIVE: Final = _phrases(
    "được giao", "được phân công", "có thực hiện", "có thủ tục", "có nhiệm vụ được", "có tên", "đang", "chưa", "đã"
)
_PREDICATE: Final = _phrases("có trách nhiệm", "phải", "cần", "chịu trách nhiệm", "khẩn trương", "nghiêm túc")
_ABODE: Final = _phrases("trên địa bàn", "đóng trên địa bàn", "trong phạm vi")
#: Temporary bodies are named by their purpose in small letters, up to whose they are.
_PURPOSE: Final = _phrases("Ban Chỉ đạo", "Tổ Công tác", "Tổ giúp việc", "Hội đồng", "Đoàn kiểm tra")
_MOST_QUALIFIERS: Final = 6
_PURPOSE_WORDS: Final = 30
_NAME_WORDS: Final = 30
#: Capitalised without a name they stand for the one office that the document speaks of.
_BARE: Final = _phrases(
    "Sở", "Bộ", "Cục", "Chi cục", "Tổng cục", "Trung tâm", "Viện", "Trường", "Ban", "Phòng", "Văn phòng",
    "Thanh tra", "Công ty", "Công an", "Tòa án", "Viện kiểm sát", "Chi nhánh", "Bệnh viện",
)  # fmt: skip
#: "cơ sở", "trụ sở": the second syllable is no office.
_NOT_BEFORE_SO: Final = frozenset(map(_key, ("cơ", "trụ", "công", "sinh", "xứ")))
_NOT_AFTER_SO: Final = frozenset(map(_key, ("hữu", "thích", "tại", "dĩ", "giao", "trường")))


_BEYOND: Final = ("",) * 64


@dataclass(frozen=True, slots=True)
class _Words:
    """The text cut into words and signs, with the key by which each is compared.

    ``keys`` go on with empty texts, so that looking ahead needs no test for the end (and ``keys[-1]`` is empty, too).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]

    @classmethod
    def cut(cls, text: str) -> _Words:
        spans = [m.span() for m in _TOKEN.finditer(text)]
        starts, ends = zip(*spans, strict=True) if spans else ((), ())
        return cls(text, starts, ends, (*(_key(text[start:end]) for start, end in spans), *_BEYOND))

    def __len__(self) -> int:
        return len(self.starts)

    def capital(self, i: int) -> bool:
        """Whether a word begins with a capital letter."""
        return i < len(self.starts) and self.text[self.starts[i]].isupper()

    def is_word(self, i: int) -> bool:
        return 0 <= i < len(self.starts) and self.text[self.starts[i]].isalnum()

    def glued(self, i: int) -> bool:
        """Whether word ``i`` stands on the same line as the word before it."""
        return 0 < i < len(self.starts) and "\n" not in self.text[self.ends[i - 1] : self.starts[i]]

    def begins(self, i: int, phrase: _Key) -> int | None:
        """The index after ``phrase`` where it stands at ``i``; dashes in the text do not count."""
        for key in phrase:
            while self.keys[i] in _DASHES:
                i += 1
            if self.keys[i] != key:
                return None
            i += 1
        return i

    def first(self, i: int, phrases: _Phrases) -> int | None:
        """The index after the longest of ``phrases`` that stands at ``i``."""
        for phrase in phrases.get(self.keys[i], ()):
            if (j := self.begins(i, phrase)) is not None:
                return j
        return None

    def slice(self, i: int, j: int, rule: str, confidence: float = 1.0) -> Slice:
        return Slice(self.starts[i], self.ends[j - 1], rule, confidence)


def _grow(tree: _Tree, phrase: _Key, what: str) -> None:
    for key in phrase:
        branch = tree.setdefault(key, {})
        assert isinstance(branch, dict)
        tree = branch
    tree.setdefault("", what)


def _longest(words: _Words, i: int, tree: _Tree) -> tuple[int, str] | None:
    """The longest path of ``tree`` that stands at word ``i``: the index after it, and what it names."""
    found = None
    while True:
        key = words.keys[i]
        branch = tree.get(key) if key else None
        if branch is None and key in _DASHES:
            i += 1
            continue
        if not isinstance(branch, dict):
            return found
        tree, i = branch, i + 1
        if isinstance(what := tree.get(""), str):
            found = (i, what)


@cache
def _heads() -> dict[str, tuple[tuple[_Key, str], ...]]:
    """Head nouns by their first word, the longest first; each with its kind."""
    found: dict[str, list[tuple[_Key, str]]] = {}
    for row in rows("unit_heads"):
        phrase = _keys(row["head"])
        found.setdefault(phrase[0], []).append((phrase, row["kind"]))
    return {first: tuple(sorted(of, key=lambda h: -len(h[0]))) for first, of in found.items()}


def _head(words: _Words, i: int, *kinds: str) -> int | None:
    """The index after the longest head noun of one of ``kinds`` at word ``i``."""
    for phrase, kind in _heads().get(words.keys[i], ()):
        if (kind in kinds or kind == "none") and (j := words.begins(i, phrase)) is not None:
            return None if kind == "none" else j
    return None


@cache
def _gazetteer() -> _Tree:
    tree: _Tree = {}
    for row in rows("agencies"):
        for spelling in (row["name"], *filter(None, row["aliases"].split("|"))):
            _grow(tree, _keys(spelling), row["kind"])
    return tree


@cache
def _fields() -> _Tree:
    """What known offices are called after their head noun: "Giáo dục và Đào tạo" goes with any Sở, Phòng or Bộ."""
    tree: _Tree = {}
    offices = [phrase for of in _heads().values() for phrase, kind in of if kind == "office"]
    for row in rows("agencies"):
        for spelling in (row["name"], *filter(None, row["aliases"].split("|"))):
            phrase = _keys(spelling)
            head = max((h for h in offices if phrase[: len(h)] == h), key=len, default=())
            if head and len(phrase) > len(head):
                _grow(tree, phrase[len(head) :], row["name"])
    for row in rows("abbreviations"):
        _grow(tree, _keys(row["short"]), row["full"])
    return tree


@cache
def _provinces() -> _Tree:
    tree: _Tree = {}
    for row in rows("provinces"):
        for spelling in (row["name"], *filter(None, row["aliases"].split("|"))):
            _grow(tree, _keys(spelling), row["name"])
    return tree


@cache
def _ends() -> _Tree:
    tree: _Tree = {}
    for row in rows("unit_ends"):
        _grow(tree, _keys(row["phrase"]), row["kind"])
    return tree


@cache
def _compounds() -> frozenset[_Key]:
    """Pairs of neighbouring syllables in known names: "khoa học" goes on with a name, "khẩn trương" does not."""
    pairs: set[_Key] = set()
    for row in (*rows("agencies"), *rows("abbreviations")):
        for spelling in (row.get("name") or row["full"], *filter(None, row.get("aliases", "").split("|"))):
            phrase = _keys(spelling)
            pairs.update(
                pair
                for pair in pairwise(phrase)
                if _longest_key(pair, _ends()) is None and not any(_longest_key((k,), _ends()) for k in pair)
            )
    return frozenset(pairs) | {(fold(a), fold(b)) for a, b in pairs}


def _longest_key(phrase: _Key, tree: _Tree) -> str | None:
    for key in phrase:
        branch = tree.get(key)
        if not isinstance(branch, dict):
            return None
        tree = branch
    what = tree.get("")
    return what if isinstance(what, str) else None


# ---------------------------------------------------------------------------------------------- names and territories


def _read_name(words: _Words, i: int) -> int | None:
    """Read the words of a name that no gazetteer knows: capitalised words, their compounds and connectors."""
    j, last = i, min(len(words), i + _NAME_WORDS)
    while j < last:
        if words.capital(j):
            if j > i and (not words.glued(j) or _begins_unit(words, j)):
                break
            j += 1
        elif words.keys[j].isdigit() and j > i and words.glued(j):
            j += 1
        elif (words.keys[j] in _AND or words.keys[j] in _DASHES) and words.capital(j + 1) and j > i:
            if words.keys[j] in _AND and _begins_unit(words, j + 1):
                break
            j += 2
        elif words.is_word(j) and j > i and words.glued(j) and _continues(words, i, j):
            j += 1
        else:
            break
    return j if j > i else None


def _continues(words: _Words, i: int, j: int) -> bool:
    """Whether the small word ``j`` still belongs to the name that began at ``i``."""
    if _longest(words, j, _ends()) is not None:
        return False
    if _head(words, j, "territory", "group") is not None:
        return _is_compound(words, j - 1)
    if words.capital(j - 1):
        return (
            not words.text[words.starts[j - 1] : words.ends[j - 1]].isupper()
            or words.ends[j - 1] - words.starts[j - 1] == 1
        )
    return _is_compound(words, j - 1) or _is_compound(words, j)


def _is_compound(words: _Words, j: int) -> bool:
    """Whether words ``j`` and ``j + 1`` stand together in known names; recognition may have lost their marks."""
    pair = (words.keys[j], words.keys[j + 1])
    return pair in _compounds() or (_plain(pair[0]), _plain(pair[1])) in _compounds()


def _begins_unit(words: _Words, j: int) -> bool:
    """Whether a capitalised head at ``j`` opens another unit rather than going on with a name."""
    if _head(words, j, "placed", "whole", "post", "people", "title") is not None:
        return True
    if (after := _head(words, j, "degree")) is not None:
        return words.keys[j - 1] != "&" and (words.keys[after] == "." or words.capital(after))
    after = _head(words, j, "office")
    if after is None:
        return False
    return (
        words.capital(after) or _longest(words, j, _gazetteer()) is not None or words.begins(j, _keys("Sở")) is not None
    )


def _read_place(words: _Words, i: int) -> int | None:
    """Read the proper name of a territory: "Quảng Ngãi", "Bà Rịa - Vũng Tàu", "Bình Sơn", "5"."""
    if (known := _longest(words, i, _provinces())) is not None and words.capital(i):
        return known[0]
    j = i
    while j < i + 4 and (words.capital(j) or (j == i and words.keys[j].isdigit())):
        if j > i and (_begins_unit(words, j) or not words.glued(j)):
            break
        j += 1
    return j if j > i else None


def _read_territory(words: _Words, i: int) -> int | None:
    """Read whose it is by area: "tỉnh Tây Ninh", "các huyện, thị xã, thành phố", "cấp huyện", "các cấp"."""
    if (j := words.first(i, _LEVELS)) is not None:
        return j
    many = words.keys[i] in _EACH
    j = i + 1 if many else i
    after = _head(words, j, "territory")
    if after is None:
        return None
    named = _read_place(words, after)
    j = named or after
    plural = many or named is None
    while plural:
        k = j + 1 if words.keys[j] == "," or words.keys[j] in _AND else None
        if k is None or (words.keys[k] in _EACH and not many):
            break
        following = _head(words, k, "territory")
        if following is None:
            break
        j = _read_place(words, following) or following
    for tail in (_keys("trực thuộc Trung ương"), _keys("trực thuộc tỉnh")):
        j = words.begins(j, tail) or j
    if plural and (within := _head(words, j, "territory")) is not None and (named := _read_place(words, within)):
        j = named
    return j


_LEVELS: Final = _phrases(
    "cấp tỉnh", "cấp huyện", "cấp xã", "cấp thành phố", "các cấp", "địa phương", "quận, huyện", "hai cấp"
)


def _read_owner(words: _Words, i: int, *, within: bool = False) -> int | None:
    """Read "thuộc Sở", "của Sở Nội vụ", "trực thuộc Ủy ban nhân dân tỉnh"."""
    after = words.first(i, _OWNED_BY)
    if after is None:
        return None
    if (named := _read_named(words, after, lower=True, within=within)) is not None:
        return named
    if (bare := words.first(after, _BARE)) is not None:
        return bare
    return _read_territory(words, after)


def _read_tail(words: _Words, j: int, *, many: bool = False) -> int:
    """Read what may follow a name: "tỉnh X", "Việt Nam", "- Chi nhánh tỉnh X"; "các huyện" with ``many``."""
    if words.keys[j] in _DASHES and (branch := words.begins(j + 1, _keys("Chi nhánh"))) is not None:
        j = branch
    if (nation := words.begins(j, _keys("Việt Nam"))) is not None:
        j = nation
    if (region := words.begins(j, _keys("khu vực"))) is not None and words.is_word(region):
        j = _read_place(words, region) or region + 1
    territory = _read_territory(words, j)
    if territory is not None and (many or words.keys[j] not in _EACH):
        j = territory
    return j


#: Kinds of bodies of which no territory below the province has its own: "Sở Y tế", "các huyện ..." is another unit.
_ONE_OF_A_KIND: Final = frozenset({"ministry", "department", "government"})
#: Kinds of known names that drafters write in small letters, and that are nothing else.
_LOWER: Final = frozenset({"committee", "group"})


def _read_named(words: _Words, i: int, *, lower: bool = False, within: bool = False) -> int | None:
    """Read an office with its name and tail: "Sở KH&CN tỉnh Tây Ninh", "UBND các huyện", "Văn phòng Sở".

    ``lower`` admits an office that begins with a small letter ("sở", "phòng chuyên môn"). ``within`` is set inside the
    purpose of another body, where no further purpose is read: nesting is bounded.
    """
    known = _longest(words, i, _gazetteer())
    if known is not None and (words.capital(i) or lower or words.capital(known[0] - 1) or known[1] in _LOWER):
        j = known[0]
        if known[1] not in ("government", "committee", "assembly", "party") or words.capital(j):
            j = _extend(words, i, j, known[1], within=within)
        return _read_tail(words, j, many=known[1] not in _ONE_OF_A_KIND)
    if (whole := _head(words, i, "whole")) is not None and words.capital(i):
        return _read_tail(words, whole)
    head = _head(words, i, "office", "placed")
    if head is None or not (words.capital(i) or head - i > 1 or _is_free(words, i)):
        return None
    if not within and (temporary := words.first(i, _PURPOSE)) is not None and words.capital(i):
        head = temporary
        if not words.capital(head) and (purpose := _read_purpose(words, head)) is not None:
            return purpose
    field = _longest(words, head, _fields())
    named = _read_name(words, head)
    if field is not None and not words.capital(head):
        field = None
    if field is not None and (named is None or field[0] >= named):
        named = field[0]
    if named is not None:
        return _read_tail(words, named)
    if not words.capital(i) and not lower:
        return None
    bare = words.first(i, _BARE)
    return None if bare is None or not _stands_alone(words, bare) else _read_tail(words, bare)


def _stands_alone(words: _Words, j: int) -> bool:
    """Whether a head noun before ``j`` has no name: "Sở chủ trì", but not "Bộ chỉ số"."""
    return not words.is_word(j) or _longest(words, j, _ends()) is not None or _read_territory(words, j) is not None


def _extend(words: _Words, i: int, j: int, kind: str, *, within: bool) -> int:
    """Go on after a known name that is only the beginning of a longer one: "Văn phòng Sở" + "Nội vụ"."""
    if not within and words.first(i, _PURPOSE) is not None and (purpose := _read_purpose(words, j)) is not None:
        return purpose
    if words.capital(j) and words.glued(j) and not _begins_unit(words, j) and _longest(words, j, _ends()) is None:
        field = _longest(words, j, _fields())
        return max(field[0] if field else j, _read_name(words, j) or j)
    if words.keys[j] in _AND and words.capital(j + 1) and not _begins_unit(words, j + 1):
        if kind in ("department", "ministry") and _longest(words, j + 1, _fields()) is not None:
            return j  # a member of a list that leaves out its head
        return _read_name(words, j + 1) or j
    return j


def _read_purpose(words: _Words, i: int) -> int | None:
    """Read the purpose of a temporary body up to its owner or territory, within the clause."""
    for j in range(i, min(len(words), i + _PURPOSE_WORDS)):
        if words.keys[j] in {";", ":", ".", "("} or words.first(j, _PREDICATE) or words.begins(j, _keys("chủ trì")):
            return None
        if words.keys[j] == _key("của") and (owner := _read_owner(words, j, within=True)) is not None:
            return owner
        if _head(words, j, "territory") is not None and words.keys[j - 1] not in _EACH:
            return _read_territory(words, j)
    return None


# --------------------------------------------------------------------------------------------------- groups and people


def _read_quantifier(words: _Words, i: int) -> int | None:
    if (j := words.first(i, _FEW)) is not None:
        return j + 1 if words.keys[j] in _EACH else j
    if words.keys[i] in _EACH:
        return i + 2 if words.keys[i + 1] == words.keys[i] else i + 1  # "các các": a doubled word is a common slip
    return None


def _read_group(words: _Words, i: int, *, bare: bool = False) -> int | None:
    """Read "các phòng, đơn vị thuộc Sở có liên quan". ``bare`` admits one noun without "các"."""
    start = _read_quantifier(words, i)
    noun = _head(words, i if start is None else start, "group")
    if noun is None:
        return None
    j, nouns = noun, 1
    while True:
        k = j + 1 if words.keys[j] == "," or words.keys[j] in _AND else j
        following = _head(words, k, "group")
        if following is None or (k == j and not words.glued(k)) or _is_kind(words, k):
            break
        if k > j and words.keys[j] in _AND and nouns == 1 and start is None and words.capital(i):
            break
        j, nouns = following, nouns + 1
    end = _read_qualifiers(words, _read_places(words, i, j))
    if start is None and not bare and nouns == 1:
        return None
    if start is None and nouns == 1 and end == j and (words.capital(j) or _longest(words, i, _ends()) is not None):
        return None  # a name follows: an office, no group; or "tổ chức" is the verb
    return end


def _read_places(words: _Words, i: int, j: int) -> int:
    """Read the names after "các xã", "các huyện": "các xã Tân Lập, Tân Hội và Thanh Bình"."""
    if words.keys[i] not in _EACH or _head(words, j - 1, "territory") != j or not words.capital(j):
        return j
    end = _read_place(words, j) or j
    while (words.keys[end] == "," or words.keys[end] in _AND) and not _begins_unit(words, end + 1):
        following = _read_place(words, end + 1)
        if following is None:
            break
        end = following
    return end


def _is_kind(words: _Words, k: int) -> bool:
    """Whether a fixed kind of bodies begins here, a member of its own: "cơ quan ngang Bộ"."""
    known = _longest(words, k, _gazetteer())
    return known is not None and known[1] == "group"


def _read_qualifiers(words: _Words, j: int) -> int:
    """Read the words that narrow a group, as many as there are."""
    for _ in range(_MOST_QUALIFIERS):
        following = (
            _read_owner(words, j)
            or words.first(j, _QUALIFIERS)
            or _read_abode(words, j)
            or _read_relative(words, j)
            or (_read_territory(words, j) if words.keys[j] not in _EACH else None)
        )
        if following is None:
            following = words.begins(j + 1, _keys("báo chí")) if words.keys[j] == "," else None
        if following is None:
            break
        j = following
    return j


def _read_abode(words: _Words, j: int) -> int | None:
    after = words.first(j, _ABODE)
    if after is None:
        return None
    return _read_territory(words, after) or _read_place(words, after) or words.begins(after, _keys("toàn tỉnh"))


def _read_relative(words: _Words, j: int) -> int | None:
    """Read "được giao chủ trì ... trong Kế hoạch này" up to the modal of the sentence; None where there is none."""
    after = words.first(j, _RELATIVE)
    if after is None:
        return None
    for k in range(after, min(len(words), after + _PURPOSE_WORDS)):
        if words.keys[k] in {";", ":", "."}:
            return None
        if words.first(k, _PREDICATE) is not None:
            return k
    return None


def _read_people(words: _Words, i: int, *, bare: bool = False) -> int | None:
    """Read "công chức, viên chức và người lao động làm việc tại Trung tâm X"."""
    start = _read_quantifier(words, i)
    j = _head(words, i if start is None else start, "people")
    if j is None:
        return None
    while words.keys[j] == "," or words.keys[j] in _AND:
        following = _head(words, j + 1, "people")
        if following is None:
            break
        j = following
    owner = _read_owner(words, j) or _read_named(words, j) or words.first(j, _BARE)
    if owner is not None:
        return _read_qualifiers(words, owner)
    end = _read_qualifiers(words, j)
    return end if end > j or start is not None or bare else None


def _read_person(words: _Words, i: int) -> int | None:
    """Read a title or degree with the name after it: "Ông Nguyễn Văn An", "TS.Trần Bình", "đồng chí Lê Thị Hoa"."""
    if _longest(words, i, _provinces()) is not None or words.keys[i - 1] == "&":
        return None  # Bà Rịa; KH&CN
    j, found = i, False
    while (after := _head(words, j, "title", "degree")) is not None and (
        words.capital(j) or words.capital(after) or words.keys[after] in {".", "/"}
    ):
        j, found = after, True
        while words.keys[j] in {".", ","} and (words.capital(j + 1)):
            j += 1
    if not found:
        return None
    k = j
    while k < j + 5 and words.capital(k) and words.glued(k) and _is_plain_name(words, k):
        k += 1
    return k if k - j >= (1 if _head(words, i, "title") is not None else 2) else None


def _is_plain_name(words: _Words, k: int) -> bool:
    return words.is_word(k) and not (
        words.ends[k] - words.starts[k] > 1 and words.text[words.starts[k] : words.ends[k]].isupper()
    )


def _read_post(words: _Words, i: int, *, bare: bool = False) -> int | None:
    """Read a post with its unit: "Chủ tịch UBND tỉnh", "Trưởng các phòng, đơn vị", "Bộ trưởng, Chủ nhiệm ..."."""
    start = _read_quantifier(words, i)
    j = _head(words, i if start is None else start, "post")
    if words.keys[i] in _CHANH:
        j = max(j or 0, i + 1)
        j = i + 1
    if j is None:
        return None
    if words.keys[j] == "," and (second := words.begins(j + 1, _keys("Chủ nhiệm"))) is not None:
        j = second  # "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ" is one person
    owner = words.begins(j, (_key("của"),)) or j
    office = owner + 1 if words.keys[owner] in _EACH else owner
    readings = (_read_named(words, office, lower=office == owner), _read_group(words, owner, bare=True))
    unit = max((end for end in readings if end is not None), default=None)
    if unit is None and office > owner:
        unit = _read_named(words, office, lower=True)
    if unit is None and words.capital(j) and words.glued(j) and words.keys[i] not in _CHANH:
        unit = _read_name(words, j)
    if unit is not None:
        return unit
    return j if bare or (words.capital(i) and j - i > 1) else None


_CHANH: Final = frozenset({_key("Chánh")})


# -------------------------------------------------------------------------------------------------------- one unit, all


def _read_unit(words: _Words, i: int, *, strict: bool) -> tuple[int, str] | None:
    """Read one unit at word ``i``: the index after it and its rule. ``strict`` is for running text, where small letters
    and single nouns are seldom units; a list or a subject admits them."""
    loose = not strict
    titled = _head(words, i + 1 if words.keys[i] in _EACH else i, "title")
    if titled is not None and (j := _read_post(words, titled)) is not None:
        return j, "unit.post"
    if (j := _read_person(words, i)) is not None:
        return j, "unit.person"
    if (j := _read_post(words, i, bare=loose)) is not None:
        return j, "unit.post"
    if (j := _read_people(words, i, bare=loose)) is not None:
        return j, "unit.people"
    named = None if words.keys[i] in _EACH else _read_named(words, i, lower=loose)
    group = _read_group(words, i, bare=loose)
    if named is not None and (group is None or named > group or (words.capital(i) and named == group)):
        known = _longest(words, i, _gazetteer())
        if known is not None:
            return named, "unit.gazetteer"
        return named, "unit.bare" if words.first(i, _BARE) == named else "unit.name"
    if group is not None:
        start = _read_quantifier(words, i)
        if start is not None and (many := _read_named(words, start)) is not None and many > group:
            return many, "unit.group_named"
        return group, "unit.group"
    start = _read_quantifier(words, i)
    if start is not None and (many := _read_named(words, start)) is not None:
        return many, "unit.group_named"
    if strict and words.keys[i] == _key("sở") and words.keys[i - 1] not in _NOT_BEFORE_SO:
        return (i + 1, "unit.bare") if words.keys[i + 1] not in _NOT_AFTER_SO else None
    return None


@cache
def _openers() -> frozenset[str]:
    """Keys of words that may begin a unit, so that running text is passed over quickly."""
    return frozenset(_heads()) | frozenset(_gazetteer()) | _EACH | frozenset(_FEW) | _CHANH


def find_units(text: str) -> list[Slice]:
    """Return every unit that running text mentions, in order, none inside another."""
    words = _Words.cut(text)
    openers, found, i = _openers(), [], 0
    while i < len(words):
        if words.keys[i] not in openers or _in_symbol(words, i):
            i += 1
        elif (other := _read_other(words, i)) is not None:
            i = other
        elif (read := _read_unit(words, i, strict=True)) is not None:
            found.append(words.slice(i, read[0], read[1]))
            i = read[0]
        else:
            i += 1
    return found


def _read_other(words: _Words, i: int) -> int | None:
    """Read a phrase that only looks like a head noun: "cơ sở khoa học", "bộ chỉ số"."""
    return next((words.begins(i, phrase) for phrase, kind in _heads().get(words.keys[i], ()) if kind == "none"), None)


def _is_free(words: _Words, i: int) -> bool:
    """Whether a small word ``i`` begins a word of its own, and is no second syllable: "của sở", not "nhiệm vụ"."""
    before = i - 1
    return (
        not words.is_word(before)
        or words.keys[before] in _EACH
        or _longest(words, before, _ends()) is not None
        or (before > 0 and (ends := _longest(words, before - 1, _ends())) is not None and ends[0] == i)
    )


def _in_symbol(words: _Words, i: int) -> bool:
    """Whether a word is a piece of a document's symbol: the agency in "70/TTr-SKHCN" is no mention."""
    return i > 0 and words.keys[i - 1] in {"/", "-", "."} and words.ends[i - 1] == words.starts[i]


def inherited_head(rule: str) -> str | None:
    """Return the head noun that an incomplete member of a list shares with its neighbours, from its rule.

    In "các Sở: Tư pháp, Tài chính" the member "Tài chính" has the rule "unit.member/Sở".
    """
    return rule.partition("/")[2] or None


#: No list of units is longer than this, so a subject is read without cutting up the rest of the document.
_LIST_REACH: Final = 4000


def units_at(text: str, start: int) -> tuple[list[Slice], int]:
    """Return the unit, or the members of the list of units, that begin at ``start``, and the offset after them.

    No unit there gives an empty list and ``start``. A bracketed list after a group stands for the group; after a named
    unit its members stand beside it.
    """
    words = _Words.cut(text[start : start + _LIST_REACH])
    found, end = _read_list(words, 0)
    return [s.shifted(start) for s in found], start + (words.ends[end - 1] if end else 0)


def _read_list(words: _Words, i: int, *, line: bool = False, inner: bool = False) -> tuple[list[Slice], int]:
    """Read a list of units from word ``i`` to its end; ``line`` where nothing but units is to be expected."""
    found: list[Slice] = []
    end, head = i, ""
    while i < len(words):
        members = _read_colon_list(words, i)
        if members is not None:
            found += members[0]
            end, head = members[1], members[2]
        else:
            read = _read_unit(words, i, strict=False) or _read_member(words, i, head)
            head = _head_of(words, i) or head
            if read is None and not line:
                break
            if read is None or line:
                j = _line_end(words, read[0] if read else i + 1, head)
                read = (j, read[1] if read and j == read[0] else "unit.line")
            here = words.slice(i, read[0], read[1])
            end = read[0]
            bracket = None if inner else _read_bracket(words, end)
            if bracket is None:
                found.append(here)
            else:
                found += bracket[0] if read[1] == "unit.group" else [here, *bracket[0]]
                end = bracket[1]
        following = _read_joint(words, end)
        if following is None or following >= len(words):
            break
        i = following
    return _closed(words, found, end)


def _closed(words: _Words, found: list[Slice], end: int) -> tuple[list[Slice], int]:
    """A list that ends in "..." is open, and stays one group."""
    dots = end
    if words.keys[dots] in {",", ";"}:
        dots += 1
    if len(found) > 1 and (words.keys[dots] == "…" or (words.keys[dots] == "." and words.keys[dots + 1] == ".")):
        return [Slice(found[0].start, found[-1].end, "unit.open_group")], end
    return found, end


def _read_joint(words: _Words, i: int) -> int | None:
    """Read what stands between two members: ",", ";", "và", "; và", "cùng với"."""
    j = i
    while j < i + 3 and words.keys[j] in _JOINTS:
        j += 1
    return j if j > i else None


def _read_bracket(words: _Words, i: int) -> tuple[list[Slice], int] | None:
    """Read "(Phòng A, Phòng B)" where all of the bracket is units; None where it is anything else."""
    if words.keys[i] != "(":
        return None
    members, end = _read_list(words, i + 1, inner=True)
    if words.keys[end] != ")" or not members or (len(members) == 1 and words.capital(i + 1) and end == i + 2):
        return None
    return members, end + 1


def _head_of(words: _Words, i: int) -> str:
    """The head noun of the unit at ``i``, as it is written there; with its post, if it has one."""
    j = _head(words, i, "office")
    if j is not None:
        return words.text[words.starts[i] : words.ends[j - 1]]
    return ""


def _read_member(words: _Words, i: int, head: str) -> tuple[int, str] | None:
    """Read a member that leaves out the head of its neighbours: "Tài chính" after "Sở Nội vụ"."""
    if not head or not words.capital(i):
        return None
    field = _longest(words, i, _fields())
    if field is None:
        return None
    following = words.keys[field[0]]
    if following and following not in _JOINTS and following not in {")", ".", ";", ":"} and words.capital(field[0]):
        return None
    return field[0], f"unit.member/{head}"


def _read_colon_list(words: _Words, i: int) -> tuple[list[Slice], int, str] | None:
    """Read "các Sở: Tư pháp, Tài chính, Kế hoạch và Đầu tư" and "Giám đốc các Sở: ...": members share the head."""
    post = _head(words, i, "post")
    j = i if post is None else post
    if words.keys[j] in _EACH:
        j += 1
    elif post is None:
        return None
    after = _head(words, j, "office")
    if after is None or words.keys[j - 1] not in _EACH:
        return None
    colon = words.keys[after] == ":"
    k = after + 1 if colon else after
    if not words.capital(k):
        return None
    head = words.text[words.starts[j] : words.ends[after - 1]]
    if post is not None:
        head = f"{words.text[words.starts[i] : words.ends[post - 1]]} {head}"
    members: list[Slice] = []
    end = k
    while True:
        field = _longest(words, k, _fields())
        stop = field[0] if field is not None else (_read_name(words, k) if colon else None)
        if stop is None or (words.is_word(k) and _begins_unit(words, k)):
            break
        members.append(words.slice(k, stop, f"unit.member/{head}"))
        end = stop
        following = _read_joint(words, stop)
        if following is None or not words.capital(following) or words.keys[stop] == ";":
            break
        k = following
    if not members or (len(members) == 1 and not colon):
        return None
    return members, end, head


def _line_end(words: _Words, j: int, head: str) -> int:
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
                _read_unit(words, joint, strict=True) or _read_member(words, joint, head) or joint >= len(words)
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
        words = _Words.cut(body.rstrip().rstrip(".;,/"))
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
