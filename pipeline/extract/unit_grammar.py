"""The grammar of one unit: what its words may be, and where it ends.

Names of Vietnamese agencies hold commas, "và", hyphens and small letters ("Sở Văn hóa, Thể thao và Du lịch", "Trung tâm
Ứng dụng và Dịch vụ khoa học công nghệ"), and so do the lists and sentences around them. What tells them apart, in this
order: the gazetteer (longest match over words), the grammar of a unit (head noun, capitalised words, whose it is, of
what territory), and the words that end a name (``unit_ends.csv``).

It is read by recursive descent over the words; nothing backtracks over more than one name, so time is linear. Every
``read_*`` function takes the index of a word and returns the index after what it read, or None.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pipeline.extract.unit_words import (
    DASHES,
    Phrases,
    Tree,
    Words,
    compounds,
    end_words,
    evils,
    fields,
    fund_purposes,
    head_at,
    key_of,
    keys_of,
    known_at,
    longest_path,
    phrases,
    plain_key,
    provinces,
    purposes,
    surnames,
    verbs,
)
from pipeline.vocabulary import rows

AND: Final = frozenset({key_of("và"), "&"})
EACH: Final = frozenset(map(key_of, ("các", "mỗi", "mọi", "những", "từng")))
FEW: Final = phrases("toàn thể", "tất cả", "toàn bộ")
_OWNED_BY: Final = phrases("thuộc", "trực thuộc", "của", "ở", "tại", "làm việc tại", "công tác tại")
_ORGANIZE: Final = keys_of("tổ chức")
_LEVEL: Final = key_of("cấp")
_PROVINCE: Final = key_of("tỉnh")
#: Words that say which members of a group are meant: "có liên quan", "khác", "cấp tỉnh".
_QUALIFIERS: Final = phrases(
    "có liên quan", "liên quan", "trực thuộc", "khác", "nêu trên", "nói trên", "chức năng", "chuyên môn",
    "nhà nước", "hành chính nhà nước", "hành chính", "sự nghiệp công lập", "sự nghiệp", "công lập",
    "ngoài công lập", "cấp tỉnh", "cấp huyện", "cấp xã", "các cấp", "cấp thành phố", "cấp trên", "cấp dưới",
    "địa phương", "công an", "thông tấn", "báo chí", "chính trị - xã hội", "chính trị", "đoàn thể", "ngang Bộ",
    "thuộc Chính phủ", "Trung ương", "ở Trung ương", "trực thuộc Trung ương", "trong tỉnh", "toàn tỉnh",
    "toàn ngành", "trong ngành", "đóng trên địa bàn", "chủ quản", "nghiệp vụ", "quản lý nhà nước", "dân cử",
    "mầm non", "tiểu học", "đại học", "lâm sàng, cận lâm sàng", "lâm sàng", "cận lâm sàng", "cấp tỉnh, cấp xã",
    "trung ương", "kiểm lâm", "kiểm ngư", "vũ trang", "thương mại", "viễn thông", "thủy điện", "nói chung", "mình",
    "quản lý ngành, lĩnh vực", "quản lý ngành", "quản lý lĩnh vực", "quản lý chuyên ngành", "quần chúng", "đặc thù",
    "có chức năng liên quan", "có chức năng quản lý nhà nước", "theo ngành, lĩnh vực", "theo ngành lĩnh vực",
    "hữu quan", "được giao biên chế", "được giao dự toán", "có thẩm quyền", "nhân dân", "cấp dưới", "cùng cấp",
    "sử dụng ngân sách nhà nước",
)  # fmt: skip
#: Kinds of schools, several of which may narrow one group: "các trường mầm non, tiểu học, THCS".
SCHOOLS: Final = phrases(
    "mầm non", "mẫu giáo", "tiểu học", "trung học cơ sở", "THCS", "trung học phổ thông", "THPT", "phổ thông", "đại học",
    "cao đẳng", "trung cấp", "dân tộc nội trú", "chuyên biệt", "công lập", "ngoài công lập", "dân lập", "tư thục",
)  # fmt: skip
#: Openings of a relative clause that narrows a group; it runs to the modal that begins the predicate.
_RELATIVE: Final = phrases(
    "được giao", "được phân công", "có thực hiện", "có thủ tục", "có nhiệm vụ được", "có tên", "đang", "chưa", "đã"
)
_PREDICATE: Final = phrases("có trách nhiệm", "phải", "cần", "chịu trách nhiệm", "khẩn trương", "nghiêm túc")
_ABODE: Final = phrases("trên địa bàn", "đóng trên địa bàn", "trong phạm vi")
#: Temporary bodies are named by their purpose in small letters, up to whose they are.
_PURPOSE: Final = phrases("Ban Chỉ đạo", "Tổ Công tác", "Tổ giúp việc", "Hội đồng", "Đoàn kiểm tra")
#: Temporary bodies that a document names whole before, and then by these words alone.
_HELPERS: Final = phrases("Tổ giúp việc", "Tổ thư ký", "Tổ biên tập", "Tổ soạn thảo", "Ban soạn thảo")
_MOST_QUALIFIERS: Final = 6
#: Words of a noun that is so special that in a list it is a member of its own: "chính quyền địa phương".
_LONG_NOUN: Final = 2
_PURPOSE_WORDS: Final = 30
_NAME_WORDS: Final = 30
_PERSON_WORDS: Final = 5
#: "GS.TS.BS.CKII. Thầy thuốc nhân dân" has five; a list of nothing but titles is not read to its end from each.
_MOST_TITLES: Final = 8
#: Capitalised without a name they stand for the one office that the document speaks of.
_BARE: Final = phrases(
    "Sở", "Bộ", "Cục", "Chi cục", "Tổng cục", "Trung tâm", "Viện", "Trường", "Ban", "Ban Quản lý", "Phòng", "Văn phòng",
    "Thanh tra", "Công ty", "Công an", "Công đoàn", "Tòa án", "Viện kiểm sát", "Chi nhánh", "Bệnh viện",
)  # fmt: skip
#: Those who have offices of their own and are named by one word.
_OWNERS: Final = phrases("Đảng", "Nhà nước", "Trung ương")
#: The office of those who work there, in small letters: "toàn thể nhân viên khoa".
_OWN: Final = phrases("khoa", "cơ quan", "đơn vị", "nhà trường", "bệnh viện")
#: "cơ sở", "trụ sở": the second syllable is no office.
_NOT_BEFORE_SO: Final = frozenset(map(key_of, ("cơ", "trụ", "công", "sinh", "xứ")))
_NOT_AFTER_SO: Final = frozenset(map(key_of, ("hữu", "thích", "tại", "dĩ", "giao", "trường")))


# ---------------------------------------------------------------------------------------------- names and territories


def read_name(words: Words, i: int) -> int | None:
    """Read the words of a name that no gazetteer knows: capitalised words, their compounds and connectors."""
    j, last = i, min(len(words), i + _NAME_WORDS)
    while j < last:
        if words.capital(j):
            if words.glued(j) and (fought := _read_fought(words, j)) is not None:
                j = fought  # "Tổng cục Phòng, chống thiên tai"
                continue
            if j > i and (not words.glued(j) or begins_unit(words, j) or _is_order(words, j)):
                break
            place = longest_path(words, j, provinces())
            if place is not None and not words.capital(place[0]) and words.is_word(place[0]):
                return place[0]  # behind the place it belongs to a name does not go on in small letters
            j += 1
        elif words.keys[j].isdigit() and j > i and words.glued(j):
            j += 1
        elif words.keys[j] == "/" and j > i and words.in_capitals(j - 1) and words.in_capitals(j + 1):
            j += 2  # "HIV/AIDS"
        elif (words.keys[j] in AND or words.keys[j] in DASHES) and words.capital(j + 1) and j > i:
            if words.keys[j] in AND and begins_unit(words, j + 1):
                break
            j += 2
        elif words.is_word(j) and j > i and words.glued(j) and _continues(words, i, j):
            j += 1
        else:
            break
    return j if j > i else None


#: What an office does with what its name goes on with in small letters: "Viện Nghiên cứu" + "nuôi trồng thủy sản".
_WORKS_ON: Final = phrases(
    "Quản lý", "Nghiên cứu", "Kiểm soát", "Ứng dụng", "Chăm sóc", "Bảo vệ", "Giám định", "Kiểm nghiệm", "Khai thác",
    "Điều hành", "Phát triển", "Đào tạo", "Tư vấn", "Giám sát", "Kiểm định", "Bảo tồn", "Điều dưỡng", "Xúc tiến",
)  # fmt: skip
_OBJECT_WORDS: Final = 6


def read_managed(words: Words, i: int, j: int) -> int:
    """Read on from ``j`` over what an office manages: "Phòng Quản lý" + "lữ hành", "Đội Quản lý" + "mạng lưới số 2"."""
    is_manager = j - 2 > i and words.capital(j - 2) and words.first(j - 2, _WORKS_ON) == j
    return _read_object(words, j) if is_manager else j


def _read_object(words: Words, j: int) -> int:
    """Read the small words at ``j`` that say on what an office works, up to a verb or a territory."""
    k = j
    while k < j + _OBJECT_WORDS and words.is_word(k) and words.glued(k) and not words.capital(k):
        if _ends_name(words, k) or (head_at(words, k, "territory") is not None and not _is_compound(words, k - 1)):
            break
        k += 1
    return k if words.keys[k - 1] != key_of("số") else k - 1


def _is_order(words: Words, j: int) -> bool:
    """Whether an order begins here, though its first letter is a capital one: "Sở Tư pháp Chủ trì"."""
    end = longest_path(words, j, end_words())
    return end is not None and end[1] == "order" and not words.capital(end[0] - 1)


#: Words whose second syllable elsewhere ends a name: "bị" of "thiết bị", "hàng" of "ngân hàng".
_UNENDING: Final = frozenset(map(keys_of, ("thiết bị", "ngân hàng", "khách hàng", "bán hàng")))


def _ends_name(words: Words, j: int, name: int | None = None) -> bool:
    """Whether the sentence goes on at ``j``; a verb of one syllable may be part of a word: "giao" of "giao thông"."""
    end = longest_path(words, j, end_words())
    if end is None and _ends_proper_name(words, j, name) and not _is_compound(words, j - 1):
        end = longest_path(words, j, verbs())  # behind a proper name: "Công ty Sao Mai nộp"
    if end is None or (words.keys[j - 1], words.keys[j]) in _UNENDING:
        return False
    return end[0] > j + 1 or end[1] != "verb" or not _is_compound(words, j)


def _ends_proper_name(words: Words, j: int, name: int | None) -> bool:
    """Whether two words in capitals before ``j`` belong to the name that began at ``name``."""
    return name is not None and j - 2 >= name and words.capital(j - 1) and words.capital(j - 2)


def _continues(words: Words, i: int, j: int) -> bool:
    """Whether the small word ``j`` still belongs to the name that began at ``i``."""
    if (words.keys[j - 1], words.keys[j]) in _UNENDING:
        return True
    if _ends_name(words, j, i) or words.keys[j] in EACH:
        return False
    if head_at(words, j, "territory", "group") is not None:
        return _is_compound(words, j - 1)
    if words.capital(j - 1):
        return (
            not words.text[words.starts[j - 1] : words.ends[j - 1]].isupper()
            or words.ends[j - 1] - words.starts[j - 1] == 1
        )
    return _is_compound(words, j - 1) or _is_compound(words, j)


def _is_compound(words: Words, j: int) -> bool:
    """Whether words ``j`` and ``j + 1`` stand together in known names; recognition may have lost their marks."""
    pair = (words.keys[j], words.keys[j + 1])
    return pair in compounds() or (plain_key(pair[0]), plain_key(pair[1])) in compounds()


def begins_unit(words: Words, j: int) -> bool:
    """Whether a capitalised head at ``j`` opens another unit rather than going on with a name."""
    if head_at(words, j, "placed", "whole", "post", "people", "title") is not None:
        return True
    if (after := head_at(words, j, "degree")) is not None:
        return words.keys[j - 1] != "&" and (words.keys[after] == "." or words.capital(after))
    after = head_at(words, j, "office")
    if after is None:
        return False
    return (
        words.capital(after)
        or words.keys[after].isdigit()
        or known_at(words, j) is not None
        or words.begins(j, keys_of("Sở")) is not None
    )


def _read_place(words: Words, i: int) -> int | None:
    """Read the proper name of a territory: "Quảng Ngãi", "Bà Rịa - Vũng Tàu", "Bình Sơn", "5"."""
    if (known := longest_path(words, i, provinces())) is not None and words.capital(i):
        return known[0]
    j = i
    while j < i + 4 and (words.capital(j) or (j == i and words.keys[j].isdigit() and words.glued(j))):
        is_title = head_at(words, j, "title") is not None  # "huyện Kỳ Anh"
        if j > i and ((begins_unit(words, j) and not is_title) or not words.glued(j)):
            break
        j += 1
    return j if j > i else None


def _read_other_place(words: Words, k: int) -> int | None:
    """Read one more name behind "các tỉnh An Giang,": a province, or what is no other unit's first word."""
    if longest_path(words, k, provinces()) is not None and words.capital(k):
        return _read_place(words, k)
    if known_at(words, k) is not None:
        return None
    if head_at(words, k, "office", "placed", "whole", "post", "people", "title", "degree", "group") is not None:
        return None
    return _read_place(words, k)


def _read_territory(words: Words, i: int) -> int | None:
    """Read whose it is by area: "tỉnh Tây Ninh", "các huyện, thị xã, thành phố", "cấp huyện", "các cấp"."""
    if (j := words.first(i, _LEVELS)) is not None:
        return _read_levels(words, j) if words.keys[i] == _LEVEL else j
    many = words.keys[i] in EACH
    j = i + 1 if many else i
    after = head_at(words, j, "territory")
    if after is None or head_at(words, j, "whole") is not None:
        return None  # "huyện", but not of "huyện ủy"
    named = _read_place(words, after)
    if (
        words.keys[j] == _PROVINCE
        and words.keys[after] in surnames()
        and longest_path(words, after, provinces()) is None
    ):
        named = None  # "Chủ tịch UBND tỉnh Nguyễn Văn An"
    j = named or after
    plural = many or named is None
    while plural:
        k = j + 1 if words.keys[j] in _JOINTS or words.keys[j] in AND else None
        if k is None or (words.keys[k] in EACH and not many):
            break
        following = head_at(words, k, "territory") or _read_short_territory(words, k)
        if following is None and many and named is not None and (other := _read_other_place(words, k)) is not None:
            j = other
            continue
        if following is None or head_at(words, k, "whole") is not None:
            break  # "tỉnh, Tỉnh đoàn" are two units
        j = _read_place(words, following) or following
    for tail in (keys_of("trực thuộc Trung ương"), keys_of("trực thuộc tỉnh")):
        j = words.begins(j, tail) or j
    if plural and (within := head_at(words, j, "territory")) is not None and (named := _read_place(words, within)):
        j = named
    return j


#: What stands between two kinds of territories beside "và": "xã/phường/thị trấn".
_JOINTS: Final = frozenset({",", "/"})
_SHORT_TERRITORIES: Final = phrases("thị", "thành", "TX", "TT")


def _read_short_territory(words: Words, k: int) -> int | None:
    """Read a kind of territory that is so short only among its like: "các huyện, thị, thành phố"."""
    after = words.first(k, _SHORT_TERRITORIES)
    if after is None or (
        words.is_word(after) and words.glued(after) and longest_path(words, after, end_words()) is None
    ):
        return None
    return after


def _read_levels(words: Words, j: int) -> int:
    """Read on over more levels and kinds of territories: "cấp tỉnh" + "và cấp huyện, thành phố"."""
    while words.keys[j] in _JOINTS or words.keys[j] in AND:
        k = j + 1
        following = words.first(k, _LEVELS) if words.keys[k] == _LEVEL else None
        if following is None and head_at(words, k, "whole") is None:
            kind = head_at(words, k, "territory")
            following = kind if kind is not None and _read_place(words, kind) is None else None
        if following is None:
            break
        j = following
    return j


_LEVELS: Final = phrases(
    "cấp tỉnh", "cấp huyện", "cấp xã", "cấp thành phố", "các cấp", "địa phương", "hai cấp", "cấp trên", "cấp dưới",
    "cùng cấp", "cấp cơ sở",
)  # fmt: skip


def _read_owner(words: Words, i: int, *, within: bool = False) -> int | None:
    """Read "thuộc Sở", "của Sở Nội vụ", "trực thuộc Ủy ban nhân dân tỉnh"."""
    after = words.first(i, _OWNED_BY)
    if after is None:
        return None
    if (named := _read_named(words, after, lower=True, within=within)) is not None:
        return named
    if (bare := words.first(after, _BARE) or words.first(after, _OWNERS)) is not None:
        return bare
    return _read_territory(words, after)


_NUMBER: Final = key_of("số")
#: Which of several territories are meant: "các huyện, thành phố có liên quan".
_OF_SEVERAL: Final = phrases("nêu trên", "nói trên", "có tên trên", "khác", "có liên quan", "liên quan")
_ROMANS: Final = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii"})


def _read_series(words: Words, j: int) -> int:
    """Read the numbers of several offices of one name: "Viện Nghiên cứu X I, II và III"."""
    if words.keys[j] not in _ROMANS or not words.capital(j) or not words.glued(j):
        return j
    j += 1
    while (words.keys[j] == "," or words.keys[j] in AND) and words.keys[j + 1] in _ROMANS and words.capital(j + 1):
        j += 2
    return j


_EQUALS: Final = keys_of("và tương đương")
_LOCAL_BRANCHES: Final = (keys_of("cơ sở"), keys_of("khu vực"))


def _read_tail(words: Words, j: int, *, many: bool = False) -> int:
    """Read what may follow a name: "tỉnh X", "Việt Nam", "- Chi nhánh tỉnh X"; "các huyện" with ``many``."""
    if (branch := _read_branch(words, j)) is not None:
        j = branch
    if words.keys[j] == _NUMBER and words.keys[j + 1].isdigit() and words.glued(j):
        j += 2
    elif words.keys[j].isdigit() and words.glued(j) and any(words.begins(j - 2, b) == j for b in _LOCAL_BRANCHES):
        j += 1  # "Thuế cơ sở 3", "Ngân hàng Nhà nước Khu vực 9"
    if (nation := words.begins(j, keys_of("Việt Nam"))) is not None:
        j = nation
    j = words.begins(j, _EQUALS) or j
    j = _read_series(words, j)
    if many and words.keys[j] in EACH and (regions := words.begins(j + 1, keys_of("khu vực"))) is not None:
        return regions
    if (region := words.begins(j, keys_of("khu vực"))) is not None and words.is_word(region):
        is_name = words.capital(region) or words.keys[region].isdigit() or words.first(region, _SITES) is not None
        j = _read_place(words, region) or (region + 1 if is_name else region)
    elif words.begins(j, keys_of("vùng")) and words.glued(j) and (not words.is_word(j + 1) or _ends_name(words, j + 1)):
        j += 1  # "các Chi cục Kiểm dịch động vật vùng"
    site = words.first(j, _SITES)
    if site is not None and words.glued(j) and words.capital(site) and (place := _read_place(words, site)) is not None:
        j = place
    if (committee := _read_party_committee(words, j)) is not None:
        return committee
    territory = _read_territory(words, j)
    if territory is not None and (many or words.keys[j] not in EACH):
        is_several = words.keys[j] in EACH or "," in words.text[words.starts[j] : words.ends[territory - 1]]
        j = (words.first(territory, _OF_SEVERAL) or territory) if is_several else territory
    return j


#: Nouns in small letters that open the name of a place: "cửa khẩu Cầu Treo", "miền Trung".
_SITES: Final = phrases("cửa khẩu", "cảng", "sân bay", "ga", "miền", "vùng", "phía")
_BRANCH: Final = keys_of("chi nhánh")


def _read_branch(words: Words, j: int) -> int | None:
    """Read "chi nhánh" behind a bank's name, where it says of what territory: "- Chi nhánh tỉnh X"."""
    after = words.begins(j, _BRANCH)
    if after is None or not words.glued(after):
        return None
    if words.keys[j] in DASHES or words.capital(after):
        return after
    return after if _read_territory(words, after) is not None or words.begins(after, keys_of("khu vực")) else None


_PARTY: Final = phrases("tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy", "đảng ủy", "cấp ủy")


def _read_party_committee(words: Words, j: int) -> int | None:
    """Read the committee that an office belongs to, with its place: "Ban Tổ chức" + "huyện ủy Bình Sơn"."""
    committee = words.first(j, _PARTY)
    if committee is None or not words.glued(j):
        return None
    return (_read_place(words, committee) if words.glued(committee) else None) or committee


def _read_known(words: Words, i: int) -> tuple[int, str] | None:
    """Read a name of the gazetteer, and its kind; "xây dựng" in "thuộc Sở xây dựng kế hoạch" is the verb."""
    known = known_at(words, i)
    head = head_at(words, i, "office") if known is not None else None
    if known is None or head is None or not words.capital(i) or words.capital(head):
        return known
    verb = longest_path(words, head, end_words())
    if verb is None or verb != (known[0], "verb") or not words.is_word(known[0]):
        return known
    has_object = not words.capital(known[0]) and longest_path(words, known[0], end_words()) is None
    return None if has_object else known


#: Bodies that have numbers for names: "Hải đội 2".
_NUMBERED: Final = phrases(
    "Đội", "Tổ", "Hải đội", "Hải đoàn", "Đại đội", "Tiểu đoàn", "Trung đoàn", "Lữ đoàn", "Sư đoàn", "Quân khu"
)
#: Offices of temporary bodies, named by these: "Văn phòng Ban chỉ đạo".
_SECRETARIATS: Final = phrases(
    "Văn phòng", "VP", "Thường trực", "Bộ phận thường trực", "Tổ giúp việc", "Cơ quan thường trực"
)
#: Kinds of bodies of which no territory below the province has its own: "Sở Y tế", "các huyện ..." is another unit.
_ONE_OF_A_KIND: Final = frozenset({"ministry", "department", "government"})
#: Kinds of known names that drafters write in small letters, and that are nothing else.
_LOWER: Final = frozenset({"committee", "group"})


def _read_named(words: Words, i: int, *, lower: bool = False, within: bool = False) -> int | None:
    """Read an office with its name and tail: "Sở KH&CN tỉnh Tây Ninh", "UBND các huyện", "Văn phòng Sở".

    ``lower`` admits an office that begins with a small letter ("sở", "phòng chuyên môn"). ``within`` is set inside the
    purpose of another body, where no further purpose is read: nesting is bounded.
    """
    known = _read_known(words, i)
    if known is not None and (words.capital(i) or lower or words.capital(known[0] - 1) or known[1] in _LOWER):
        j = known[0]
        if (home := _read_home(words, i, j)) is not None:
            return home
        if known[1] not in ("government", "committee", "assembly", "party") or words.capital(j):
            j = _read_zones(words, i, _extend(words, i, j, known[1], within=within))
            j = _read_functions(words, j) if known[1] in ("subunit", "department") else j
        # no district has a Sở of its own, every province does
        many = known[1] not in _ONE_OF_A_KIND or words.begins(j, keys_of("các tỉnh")) is not None
        end = _read_tail(words, j, many=many)
        return _read_against(words, i, end if within else _read_outer(words, i, end))
    if (whole := head_at(words, i, "whole")) is not None and words.capital(i):
        return whole if words.keys[whole] == _NUMBER else _read_tail(words, whole)  # "Chính phủ số 94"
    head = head_at(words, i, "office", "placed")
    if head is None or not (words.capital(i) or head - i > 1 or _is_free(words, i)):
        return None
    if not within and (temporary := words.first(i, _PURPOSE)) is not None and words.capital(i):
        head = temporary
        if not words.capital(head) and (purpose := _read_purpose(words, head)) is not None:
            return purpose
    if not within and (aimed := _read_aimed(words, i)) is not None:
        return aimed
    if (home := _read_home(words, i, head)) is not None:
        return home
    if (office := words.first(i, _SECRETARIATS)) is not None and words.first(office, _PURPOSE) is not None:
        return _read_named(words, office)
    field = longest_path(words, head, fields())
    named = read_name(words, head)
    if words.new_cell(head):
        field = named = None
    if not words.capital(i) and (not words.glued(head) or head_at(words, head, "post", "title") is not None):
        named = None  # "cơ quan | Chương VI": a small noun at the end of its line, or before another unit
    if field is not None and not words.capital(head) and not _is_agency_of(words, i, head, field[0]):
        field = None
    if field is not None and (named is None or field[0] >= named):
        named = field[0]
    if (
        named is None
        and words.capital(i)
        and words.first(i, _NUMBERED) == head
        and words.keys[head].isdigit()
        and words.glued(head)
    ):
        named = head + 1
    if named is not None:
        if field is None and (managed := read_managed(words, i, named)) > named:
            named = managed
        end = _read_tail(words, _read_functions(words, _read_zones(words, i, named)), many=True)
        return _read_against(words, i, end if within else _read_outer(words, i, end))
    if not words.capital(i) and not lower:
        return None
    if words.first(i, _HELPERS) == head:
        return _read_tail(words, head)
    bare = words.first(i, _BARE)
    return None if bare is None or not _stands_alone(words, bare) else _read_tail(words, bare, many=True)


_AGENCY: Final = keys_of("Cơ quan")


def _is_agency_of(words: Words, i: int, head: int, end: int) -> bool:
    """Whether small words say of what field an agency is: "Cơ quan nội vụ cấp huyện", "cơ quan thuế"."""
    if words.begins(i, _AGENCY) != head or words.first(head, _QUALIFIERS) is not None:
        return False
    verb = longest_path(words, head, end_words())
    if verb is not None and verb[0] == end:
        return False  # "cơ quan chỉ đạo"
    return not words.is_word(end) or _goes_on(words, end) or _read_tail(words, end) > end


def _goes_on(words: Words, j: int) -> bool:
    """Whether the sentence surely goes on at ``j``, with a function word or a verb."""
    return longest_path(words, j, end_words()) is not None or longest_path(words, j, verbs()) is not None


def _is_free(words: Words, i: int) -> bool:
    """Whether a small word ``i`` begins a word of its own, and is no second syllable: "của sở", not "nhiệm vụ"."""
    before = i - 1
    return (
        not words.is_word(before)
        or words.keys[before] in EACH
        or ((end := longest_path(words, before, end_words())) is not None and end[0] == i)
        or (before > 0 and (ends := longest_path(words, before - 1, end_words())) is not None and ends[0] == i)
    )


def _stands_alone(words: Words, j: int) -> bool:
    """Whether a head noun before ``j`` has no name: "Sở chủ trì", but not "Bộ chỉ số"."""
    return (
        not words.is_word(j)
        or longest_path(words, j, end_words()) is not None
        or _read_territory(words, j) is not None
        or _read_party_committee(words, j) is not None
    )


def _read_functions(words: Words, j: int) -> int:
    """Read on over functions with capitals, which no order has: "Phòng Quản lý" + ", Hỗ trợ doanh nghiệp"."""
    while words.keys[j] == "," and words.capital(j + 1) and words.glued(j + 1):
        end = longest_path(words, j + 1, end_words())
        if end is None or end[1] != "verb" or end[0] <= j + 2 or begins_unit(words, j + 1):
            break
        j = _read_object(words, read_name(words, j + 1) or end[0])
    return j


_SCHOOL: Final = key_of("trường")
_ZONES: Final = phrases(
    "các Khu công nghiệp", "Khu công nghiệp", "các KCN", "KCN", "các Khu chế xuất", "Khu chế xuất", "các KCX",
    "các Cụm công nghiệp", "các CCN",
)  # fmt: skip
_BOARD: Final = keys_of("Ban Quản lý")


def _read_zones(words: Words, i: int, j: int) -> int:
    """Read the second half of "Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp Quảng Ngãi"."""
    if words.begins(i, _BOARD) is None or words.keys[j] not in AND:
        return j
    zones = words.first(j + 1, _ZONES)
    if zones is None:
        return j
    place = longest_path(words, zones, provinces()) if words.capital(zones) else None
    return place[0] if place is not None else zones


#: Offices that stand in others, named right behind them: "Đội Cảnh sát giao thông Công an huyện".
_INNER: Final = phrases("Phòng", "Đội", "Khoa", "Tổ", "Trạm", "Đồn", "Hạt")


def _read_outer(words: Words, i: int, j: int) -> int:
    """Read on over the office in which the one from ``i`` to ``j`` stands, named without "của"."""
    inner = words.first(i, _INNER)
    if inner is None or inner >= j or not words.capital(j) or not words.glued(j):
        return j
    if known_at(words, j) is None or head_at(words, j, "office", "placed") is None:
        return j
    return _read_named(words, j, within=True) or j


def _read_home(words: Words, i: int, j: int) -> int | None:
    """Read the office in which a body of its members is at home: "Đảng ủy" + "UBND tỉnh", "Công đoàn" + "Sở Y tế"."""
    home = words.first(i, _AT_HOME)
    if home is not None and home >= j and words.keys[home] == _SCHOOL:
        return home + 1  # "Đoàn Thanh niên trường"
    if home is None or home < j or not words.glued(home) or not words.capital(home) or not begins_unit(words, home):
        return None
    return _read_named(words, home)


#: Bodies of the members in an office, named by that office.
_AT_HOME: Final = phrases(
    "Đảng ủy", "Đảng bộ", "Chi bộ", "Công đoàn", "Công đoàn cơ sở", "Đoàn Thanh niên", "Hội Cựu chiến binh",
    "Ban Thường vụ", "Ban Chấp hành", "Ban Thường trực", "Ủy ban Kiểm tra", "Ban Xây dựng Đảng", "Cơ quan thường trực",
    "Cơ quan Thường trực", "Tổ giúp việc", "Ban Tổ chức", "Ban Tuyên giáo", "Ban Dân vận",
    "Ban Nội chính", "Ban Tuyên giáo và Dân vận", "Ban Kinh tế - Ngân sách", "Ban Kinh tế - Xã hội", "Ban Pháp chế",
    "Ban Văn hóa - Xã hội", "Ban Đô thị",
)  # fmt: skip
#: What a body is beside its name: "Sở Tài chính - Cơ quan thường trực". No part of the name.
_ROLES: Final = phrases("Cơ quan", "Đơn vị", "Bộ phận", "Thường trực", "Thành viên", "Ủy viên", "Tổ trưởng")


def _extend(words: Words, i: int, j: int, kind: str, *, within: bool) -> int:
    """Go on after a known name that is only the beginning of a longer one: "Văn phòng Sở" + "Nội vụ"."""
    if not within and words.first(i, _PURPOSE) is not None and (purpose := _read_purpose(words, j)) is not None:
        return purpose
    if words.capital(j) and words.glued(j) and (place := longest_path(words, j, provinces())) is not None:
        return place[0]
    if words.begins(i, _PROJECTS) and (works := _read_works(words, j)) is not None:
        return works
    if kind not in _ONE_OF_A_KIND and (half := _read_second_half(words, j)) is not None:
        return half
    if (
        words.capital(j)
        and words.glued(j)
        and not begins_unit(words, j)
        and longest_path(words, j, end_words()) is None
    ):
        if kind == "committee" and head_at(words, j, "territory") is not None:
            return j  # "UBND" + "TP. Sa Pa": an abbreviation with its dot
        field = longest_path(words, j, fields())
        return max(field[0] if field else j, read_name(words, j) or j)
    if words.keys[j] in AND and words.capital(j + 1) and not begins_unit(words, j + 1):
        if kind == "group":
            return j
        if kind in ("department", "ministry") and longest_path(words, j + 1, fields()) is not None:
            return j  # a member of a list that leaves out its head
        return read_name(words, j + 1) or j
    return j


_PROJECTS: Final = keys_of("Ban Quản lý dự án")
_WORKS: Final = phrases("các công trình", "công trình", "các")


def _read_works(words: Words, j: int) -> int | None:
    """Read what a board of projects builds: "nông nghiệp", "các công trình giao thông và nông nghiệp"."""
    if not words.glued(j) or _ends_name(words, j):
        return None
    field = longest_path(words, words.first(j, _WORKS) or j, fields())
    if field is None:
        return None
    more = longest_path(words, field[0] + 1, fields()) if words.keys[field[0]] in AND else None
    return more[0] if more is not None else field[0]


def _read_second_half(words: Words, j: int) -> int | None:
    """Read what a dash joins to a known name: "Trung tâm Công nghệ thông tin" + "- Thư viện"."""
    k = j + 1
    if words.keys[j] not in DASHES or not words.capital(k) or not words.glued(j) or not words.glued(k):
        return None
    if begins_unit(words, k) or words.first(k, _ROLES) is not None or longest_path(words, k, end_words()) is not None:
        return None
    if longest_path(words, k, provinces()) is not None:
        return None
    head = head_at(words, k, "office")
    return head if head is not None and not words.capital(head) else read_name(words, k)


#: What follows says on what ground or with what result a body acts, and is no part of its name.
_BEYOND_PURPOSE: Final = phrases("về việc", "theo", "ban hành", "và nộp", "tại", "trước", "sau khi")


def _read_purpose(words: Words, i: int) -> int | None:
    """Read the purpose of a temporary body up to its owner or territory, within the clause."""
    for j in range(i, min(len(words), i + _PURPOSE_WORDS)):
        if words.keys[j] == "," and (
            words.keys[j + 1] in EACH
            or longest_path(words, j + 1, end_words()) is not None
            or (words.capital(j + 1) and begins_unit(words, j + 1))
        ):
            return None  # ", theo đề nghị của ..." is no part of it
        if words.first(j, _BEYOND_PURPOSE) is not None:
            return None
        if words.keys[j] in {";", ":", ".", "("} or words.first(j, _PREDICATE) or words.begins(j, keys_of("chủ trì")):
            return None
        if words.keys[j] == key_of("của") and (owner := _read_owner(words, j, within=True)) is not None:
            return owner
        if head_at(words, j, "territory") is not None and words.keys[j - 1] not in EACH:
            return _read_territory(words, j)
    return None


#: Heads of bodies that are named by what they are for.
_AIMED: Final = phrases(
    "Hội đồng", "Ban", "Ban Chỉ đạo", "Ban Chỉ huy", "Ban Quản lý", "Tổ", "Tổ Công tác", "Tổ giúp việc", "Tiểu ban",
    "Đội", "Đoàn", "Ủy ban", "Nhóm",
)  # fmt: skip
_FUND: Final = phrases("Quỹ")
_ABOUT: Final = key_of("về")


def _read_aimed(words: Words, i: int) -> int | None:
    """Read a body that is named by what it is for: "Hội đồng" + "thi đua, khen thưởng" + "cơ quan".

    A small word behind the purpose is its object, and makes it a sentence: "Tổ thẩm định hồ sơ".
    """
    fund = words.first(i, _FUND)
    aimed = fund or words.first(i, _AIMED)
    if aimed is None:
        return None
    about = aimed + 1 if words.keys[aimed] == _ABOUT else aimed
    j = _read_fought(words, about) or _read_chain(words, about, purposes() if fund is None else fund_purposes())
    if j is None and words.first(i, _PURPOSE) is not None and words.keys[aimed].isdigit():
        j = aimed  # "Ban chỉ đạo 35"
    if j is None:
        return None
    if words.keys[j].isdigit() and words.glued(j):
        j += 1
    end = words.first(j, _OWN) or _read_owner(words, j, within=True) or _read_tail(words, j, many=True)
    if end == j and words.is_word(j) and words.glued(j) and not _goes_on(words, j):
        return None
    return end


def _read_chain(words: Words, j: int, tree: Tree) -> int | None:
    """Read phrases of a tree that follow each other, joined by commas, "và", a dash or nothing."""
    found = longest_path(words, j, tree)
    end = None
    while found is not None:
        end = found[0]
        k = end + 1 if words.keys[end] == "," or words.keys[end] in AND or words.keys[end] in DASHES else end
        found = longest_path(words, k, tree) if words.glued(k) else None
    return end


_FIGHT: Final = phrases("phòng, chống", "phòng chống", "phòng và chống", "chống")


def _read_fought(words: Words, j: int) -> int | None:
    """Read what a body fights: "phòng, chống tham nhũng, lãng phí"."""
    against = words.first(j, _FIGHT)
    return _read_chain(words, against, evils()) if against is not None else None


def _read_against(words: Words, i: int, j: int) -> int:
    """Read on over "về phòng, chống thiên tai" behind the unit from ``i`` to ``j``, and whose it is."""
    if words.keys[j] != _ABOUT or not any(words.first(k, _AIMED) is not None for k in range(i, j)):
        return j
    fought = _read_fought(words, j + 1)
    return j if fought is None else _read_tail(words, fought)


# --------------------------------------------------------------------------------------------------- groups and people


def read_quantifier(words: Words, i: int) -> int | None:
    if (j := words.first(i, FEW)) is not None:
        return j + 1 if words.keys[j] in EACH else j
    if words.keys[i] in EACH:
        return i + 2 if words.keys[i + 1] == words.keys[i] else i + 1  # "các các": a doubled word is a common slip
    return None


def _read_group(words: Words, i: int, *, bare: bool = False, of_post: bool = False) -> int | None:
    """Read "các phòng, đơn vị thuộc Sở có liên quan". ``bare`` admits one noun without "các".

    ``of_post`` is set behind a post: people have no head, so that "Thủ trưởng các ban, ngành, tổ chức và cá nhân" ends
    before "tổ chức".
    """
    start = read_quantifier(words, i)
    if start is not None and (everybody := _read_everybody(words, start)) is not None:
        return everybody
    noun = head_at(words, i if start is None else start, "group")
    if noun is None:
        return None
    first = i if start is None else start
    nouns = [(first, noun)]
    while True:
        j = nouns[-1][1]
        k = j + 1 if words.keys[j] in _JOINTS or words.keys[j] in AND else j
        following = head_at(words, k, "group")
        if following is None or (k == j and (not words.glued(k) or _is_verb(words, k, following))):
            break
        if _is_kind(words, k) or (k > j and words.capital(k) and begins_unit(words, k)):
            break
        is_council = k > j and words.first(k, _COUNCILS) is not None
        if words.capital(k) and (is_council or _read_aimed(words, k) is not None):
            break  # "các phòng, Hội đồng thi đua" are two
        if k > j and _is_special(words, nouns, k, following, start is None):
            break
        if k > j and words.keys[j] in AND and len(nouns) == 1 and start is None and words.capital(i):
            break
        if of_post and (people := _drop_people(words, nouns, k)) is not None:
            nouns = people
            break
        nouns.append((k, following))
    j = nouns[-1][1]
    end = _read_qualifiers(words, _read_places(words, i, j))
    if not of_post:
        end = _read_role(words, end) or end
    if start is None and not bare and len(nouns) == 1:
        return None
    verb = longest_path(words, i, end_words())
    if start is None and len(nouns) == 1 and end == j and (words.capital(j) or (verb is not None and verb[0] == j)):
        return None  # a name follows: an office, no group; or "tổ chức" is the verb
    return end


_GOVERNING: Final = phrases("ngành", "địa phương", "đơn vị", "cơ quan", "đoàn thể", "tổ chức", "sở")


def _read_everybody(words: Words, j: int) -> int | None:
    """Read "cấp, các ngành, các địa phương" behind "các": all who govern, at all levels."""
    if words.keys[j] != _LEVEL or not (words.keys[j + 1] == "," or words.keys[j + 1] in AND):
        return None
    end = j + 1
    while words.keys[end] == "," or words.keys[end] in AND:
        k = end + 1
        k = k + 1 if words.keys[k] in EACH else k
        noun = head_at(words, k, "group")
        if noun is None or words.capital(k) or (end == j + 1 and words.first(k, _GOVERNING) is None):
            break
        end = noun
    return _read_qualifiers(words, end) if end > j + 1 else None


_COUNCILS: Final = phrases("Hội đồng", "Ủy ban")


def _is_special(words: Words, nouns: list[tuple[int, int]], k: int, after: int, is_bare: bool) -> bool:
    """Whether the noun at ``k``, or the one before it, is so special that it is a member of its own.

    "chính quyền địa phương, cơ quan công an"; "các cơ sở giáo dục đại học, cơ sở giáo dục nghề nghiệp".
    """
    start, end = nouns[-1]
    if end - start > _LONG_NOUN and (is_bare or words.keys[start] == words.keys[k]):
        return True
    return is_bare and words.keys[end] in AND and after - k > _LONG_NOUN


_PERSONS: Final = phrases("cá nhân", "người dân", "hộ gia đình", "hộ dân", "hộ kinh doanh")


def _drop_people(words: Words, nouns: list[tuple[int, int]], k: int) -> list[tuple[int, int]] | None:
    """The nouns before "tổ chức, cá nhân" where persons stand at ``k``; None where they do not."""
    if words.first(k, _PERSONS) is None:
        return None
    is_pair = len(nouns) > 1 and words.begins(nouns[-1][0], _ORGANIZE) is not None
    return nouns[:-1] if is_pair else nouns


def _read_places(words: Words, i: int, j: int) -> int:
    """Read the names after "các xã", "các huyện": "các xã Tân Lập, Tân Hội và Thanh Bình"."""
    if words.keys[i] not in EACH or head_at(words, j - 1, "territory") != j or not words.capital(j):
        return j
    end = _read_place(words, j) or j
    while (words.keys[end] == "," or words.keys[end] in AND) and not begins_unit(words, end + 1):
        following = _read_place(words, end + 1)
        if following is None:
            break
        end = following
    return end


def _is_verb(words: Words, k: int, after: int) -> bool:
    """Whether "tổ chức" right behind another noun is the verb: nothing follows it that only the noun can have."""
    if words.begins(k, _ORGANIZE) is None:
        return False
    if words.first(after, _QUALIFIERS) is not None or head_at(words, after, "group") is not None or after - k > 2:
        return False
    if words.keys[after] == "," or words.keys[after] in AND:
        return head_at(words, after + 1, "group") is None
    return words.is_word(after)


def _is_kind(words: Words, k: int) -> bool:
    """Whether a fixed kind of bodies begins here, a member of its own: "cơ quan ngang Bộ"."""
    known = known_at(words, k)
    return known is not None and known[1] == "group"


def _read_qualifiers(words: Words, j: int) -> int:
    """Read the words that narrow a group, as many as there are."""
    for _ in range(_MOST_QUALIFIERS):
        following = (
            _read_owner(words, j)
            or _read_schools(words, j)
            or words.first(j, _QUALIFIERS)
            or _read_named_in(words, j)
            or (_read_named(words, j) if head_at(words, j, "placed") is not None and words.glued(j) else None)
            or _read_abode(words, j)
            or _read_relative(words, j)
            or (_read_territory(words, j) if words.keys[j] not in EACH else None)
        )
        if following is None:
            following = words.begins(j + 1, keys_of("báo chí")) if words.keys[j] == "," else None
        if following is None:
            break
        j = following
    return j


def _read_schools(words: Words, j: int) -> int | None:
    """Read "mầm non, tiểu học và THCS"."""
    end = words.first(j, SCHOOLS)
    while end is not None and (words.keys[end] in _JOINTS or words.keys[end] in AND):
        following = words.first(end + 1, SCHOOLS)
        if following is None:
            break
        end = following
    return end


_NAMED: Final = phrases("có tên", "có tên nêu")
_WHERE_NAMED: Final = phrases(
    "tại Điều", "ở Điều", "trong Điều", "tại khoản", "tại Khoản", "tại mục", "tại Mục", "tại điểm"
)
_LISTED: Final = phrases("tại danh sách", "trong danh sách", "ở danh sách", "trên", "nêu trên", "tại Quyết định này")


def _read_named_in(words: Words, j: int) -> int | None:
    """Read "có tên tại Điều 1", "có tên trong danh sách"."""
    named = words.first(j, _NAMED)
    if named is None:
        return None
    if (listed := words.first(named, _LISTED)) is not None:
        return listed
    article = words.first(named, _WHERE_NAMED)
    return article + 1 if article is not None and words.is_word(article) else None


def _read_abode(words: Words, j: int) -> int | None:
    after = words.first(j, _ABODE)
    if after is None:
        return None
    place = _read_territory(words, after) or _read_place(words, after) or words.begins(after, keys_of("toàn tỉnh"))
    return place or (after if words.begins(after - 3, keys_of("trên địa bàn")) else None)


def _read_relative(words: Words, j: int) -> int | None:
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


_OBLIGED: Final = phrases("có trách nhiệm", "phải", "chịu trách nhiệm")
_DEED_WORDS: Final = 14


@cache
def _deeds() -> Phrases:
    return phrases(*(row["deed"] for row in rows("body_deeds")))


def _read_role(words: Words, j: int) -> int | None:
    """Read "tiếp nhận hồ sơ" up to the modal of the sentence: what a group does names it, and is no order."""
    after = words.first(j, _deeds())
    if after is None or not words.glued(j):
        return None
    for k in range(after, min(len(words), after + _DEED_WORDS)):
        if words.keys[k] in {";", ":", ".", "(", '"', "“"} or not words.glued(k):
            return None
        if words.keys[k] == "," and begins_unit(words, k + 1):
            return None
        if words.first(k, _OBLIGED) is not None:
            return k
    return None


def _read_people(words: Words, i: int, *, bare: bool = False) -> int | None:
    """Read "công chức, viên chức và người lao động làm việc tại Trung tâm X"."""
    start = read_quantifier(words, i)
    j = head_at(words, i if start is None else start, "people")
    if j is None:
        return None
    while words.keys[j] == "," or words.keys[j] in AND:
        following = head_at(words, j + 1, "people")
        if following is None:
            break
        j = following
    owner = _read_owner(words, j) or _read_named(words, j) or words.first(j, _BARE) or words.first(j, _OWN)
    if owner is not None and (noun := head_at(words, j, "group")) is not None:
        owner = max(owner, noun)  # "nhân viên trường học", not "trường"
    if owner is None and words.capital(j) and words.glued(j) and not (words.in_capitals(j) or begins_unit(words, j)):
        field = longest_path(words, j, fields())
        owner = read_name(words, j) if field is None else max(field[0], read_name(words, j) or 0)
        owner = _read_tail(words, owner) if owner is not None else None
    if owner is not None:
        return _read_qualifiers(words, owner)
    end = _read_qualifiers(words, j)
    return end if end > j or start is not None or bare else None


def read_person(words: Words, i: int) -> int | None:
    """Read a title or degree with the name after it: "Ông Nguyễn Văn An", "TS.Trần Bình", "đồng chí Lê Thị Hoa"."""
    if longest_path(words, i, provinces()) is not None or words.keys[i - 1] == "&":
        return None  # Bà Rịa; KH&CN
    j = i
    for _ in range(_MOST_TITLES):
        after = head_at(words, j, "title", "degree")
        if after is None or not (words.capital(j) or words.capital(after) or words.keys[after] in {".", "/"}):
            break
        is_degree = head_at(words, j, "degree") is not None
        j = after
        while (words.keys[j] == "." or (is_degree and words.keys[j] == ",")) and words.capital(j + 1):
            j += 1
    if j == i:
        return None
    k = _read_person_name(words, j)
    return k if k - j >= (1 if head_at(words, i, "title") is not None else 2) else None


def read_bare_person(words: Words, i: int) -> int | None:
    """Read a person's name without a title, up to the end of the line or of the member: "Phạm Thị Lan"."""
    if words.keys[i] not in surnames() or not words.capital(i) or longest_path(words, i, provinces()) is not None:
        return None
    j = _read_person_name(words, i)
    return j if j - i >= 2 and not (words.is_word(j) and words.glued(j)) else None


def person_begins(words: Words, i: int, j: int) -> bool:
    """Whether a person's name begins at ``j``, right behind the office that begins at ``i``: "Vụ Pháp chế TS. Lê An".

    Schools and hospitals bear names of persons, so that without a title only offices known by name are believed to
    stand before one.
    """
    if (after := head_at(words, j, "degree", "title")) is not None and words.capital(j):
        name = after + 1 if words.keys[after] in {".", ","} else after
        if longest_path(words, name, provinces()) is not None:
            return False  # "Sở CN Hà Giang" is an office
        return read_person(words, j) is not None and (name > after or _read_person_name(words, name) - name >= 2)
    if read_bare_person(words, j) is None:
        return False
    known, head = _read_known(words, i), head_at(words, i, "office")
    home = _read_known(words, head) if head is not None and words.first(i, _AT_HOME) == head else None
    return j in (known[0] if known else None, home[0] if home else None)


def _read_person_name(words: Words, i: int) -> int:
    k = i
    if (people := head_at(words, i, "people", "post")) is not None and people > i + 1 and not words.capital(i + 1):
        return i  # "đồng chí Ủy viên Ban Thường vụ"
    while k < i + _PERSON_WORDS and words.capital(k) and words.glued(k) and _is_plain_name(words, k):
        if k > i + 1 and (post := head_at(words, k, "post", "people")) is not None and post > k + 1:
            break  # "Nguyễn Văn An Trưởng phòng Đào tạo": the columns of a list of members, without their rules
        k += 1
    return k


def _is_plain_name(words: Words, k: int) -> bool:
    return words.is_word(k) and not (
        words.ends[k] - words.starts[k] > 1 and words.text[words.starts[k] : words.ends[k]].isupper()
    )


def _read_post(words: Words, i: int, *, bare: bool = False) -> int | None:
    """Read a post with its unit: "Chủ tịch UBND tỉnh", "Trưởng các phòng, đơn vị", "Bộ trưởng, Chủ nhiệm ..."."""
    start = read_quantifier(words, i)
    j = head_at(words, i if start is None else start, "post")
    if words.keys[i] in CHANH:
        j = j if j is not None and words.keys[i + 1] == _COURT else i + 1  # "Chánh" + "Văn phòng Sở", but "Chánh án"
    if j is None:
        return None
    j = words.begins(j, _STANDING) or j
    if words.keys[j] == "," and (second := words.begins(j + 1, keys_of("Chủ nhiệm"))) is not None:
        j = second  # "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ" is one person
    while words.keys[j] == "/" and (second := head_at(words, j + 1, "post")) is not None:
        j = second  # "Giám đốc/Thủ trưởng các sở"
    owner = words.begins(j, (key_of("của"),)) or j
    office = owner + 1 if words.keys[owner] in EACH else owner
    readings = [_read_named(words, office, lower=office == owner), _read_group(words, owner, bare=True, of_post=True)]
    if owner == j and words.glued(j):
        # "Trưởng ban Dân vận huyện ủy": the post's last word is the office's first
        offices = [k for k in range(i + 1, j) if (head_at(words, k, "office") or 0) >= j]
        known = {k: known_at(words, k) for k in offices}
        readings += [
            _read_named(words, k, lower=True)
            for k, found in known.items()
            if words.capital(j) or (found is not None and found[0] > j)
        ]
    unit = max((end for end in readings if end is not None), default=None)
    if unit is None and office > owner:
        unit = _read_named(words, office, lower=True)
    if unit is None and words.capital(j) and words.glued(j) and words.keys[i] not in CHANH:
        unit = read_name(words, j)
    if unit is None:
        unit = words.first(j, _LEVELS) or (_read_unknown_nouns(words, office) if office > owner else None)
    if unit is not None:
        return _read_deputy(words, unit)
    return j if bare or (words.capital(i) and j - i > 1) else None


#: Which of several deputies: "Phó Trưởng ban Thường trực".
_STANDING: Final = keys_of("Thường trực")
_NOUN_WORDS: Final = 4
_FIELD_WORDS: Final = 6
_ACTING: Final = keys_of("phụ trách")


def _read_unknown_nouns(words: Words, j: int) -> int | None:
    """Read the small words behind "Trưởng các", up to where the sentence surely goes on: "Trưởng các điểm chốt"."""
    k = j
    while k < j + _NOUN_WORDS and words.is_word(k) and words.glued(k) and not words.capital(k):
        if _goes_on(words, k):
            break
        k += 1
    is_cut = words.is_word(k) and words.glued(k) and not _goes_on(words, k)
    return None if k == j or is_cut else k


def _read_deputy(words: Words, j: int) -> int:
    """Read on over "phụ trách lĩnh vực nông nghiệp" where the next member of a list follows."""
    acting = words.begins(j, _ACTING)
    if acting is None:
        return j
    k = acting
    while k < acting + _FIELD_WORDS and words.is_word(k) and words.glued(k) and not words.capital(k):
        k += 1
    goes_on = words.keys[k] in {",", ";"} and (words.capital(k + 1) or words.keys[k + 1] in EACH)
    return k if k >= len(words) or goes_on else j


_COURT: Final = key_of("án")
CHANH: Final = frozenset({key_of("Chánh")})


# -------------------------------------------------------------------------------------------------------- one unit, all


_EQUIVALENTS: Final = phrases(
    "và tương đương", "và cấp tương đương", "và các chức danh tương đương", "và chức danh tương đương",
    "hoặc tương đương", "và các chức vụ tương đương", "và chức vụ tương đương", "và tương đương trở lên",
)  # fmt: skip


def _with_equivalents(words: Words, j: int) -> int:
    """Read on over "và tương đương" behind a post."""
    return words.first(j, _EQUIVALENTS) or j


def read_unit(words: Words, i: int, *, strict: bool) -> tuple[int, str] | None:
    """Read one unit at word ``i``: the index after it and its rule. ``strict`` is for running text, where small letters
    and single nouns are seldom units; a list or a subject admits them."""
    loose = not strict
    titled = head_at(words, i + 1 if words.keys[i] in EACH else i, "title")
    if titled is not None and (j := _read_post(words, titled)) is not None:
        return _with_equivalents(words, j), "unit.post"
    if titled is not None and (j := _read_people(words, titled)) is not None:
        return j, "unit.people"
    if (j := read_person(words, i)) is not None:
        return j, "unit.person"
    if (j := _read_post(words, i, bare=loose)) is not None:
        return _with_equivalents(words, j), "unit.post"
    if (j := _read_people(words, i, bare=loose)) is not None:
        return j, "unit.people"
    named = None if words.keys[i] in EACH else _read_named(words, i, lower=loose)
    group = _read_group(words, i, bare=loose)
    if named is not None and (group is None or named > group or (words.capital(i) and named == group)):
        known = known_at(words, i)
        if known is not None:
            return named, "unit.gazetteer"
        return named, "unit.bare" if words.first(i, _BARE) == named else "unit.name"
    if group is not None:
        start = read_quantifier(words, i)
        if start is not None and (many := _read_named(words, start)) is not None and many > group:
            return _read_qualifiers(words, many), "unit.group_named"
        return group, "unit.group"
    start = read_quantifier(words, i)
    if start is not None and words.keys[start] == _LEVEL and words.capital(start + 1):
        start += 1  # "các cấp Mặt trận Tổ quốc Việt Nam"
    if start is not None and (many := _read_named(words, start)) is not None:
        return _read_qualifiers(words, many), "unit.group_named"
    if strict and words.keys[i] == key_of("sở") and words.keys[i - 1] not in _NOT_BEFORE_SO:
        return (i + 1, "unit.bare") if words.keys[i + 1] not in _NOT_AFTER_SO else None
    return None
