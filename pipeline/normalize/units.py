"""From a unit as written to its canonical name and owner: "UBND tỉnh" in Tây Ninh is "Ủy ban nhân dân tỉnh Tây Ninh".

The document itself settles most: what it defines, the names that it gives in full, who issues it and where. After it
comes the gazetteer (``agencies.csv``, ``abbreviations.csv``). What neither knows stays as written, with a confidence
of ``UNKNOWN``: never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import regex

from pipeline import registry
from pipeline.normalize import places
from pipeline.record import Unit
from pipeline.registry import UNKNOWN
from pipeline.registry import loose_key as _loose
from pipeline.registry import looser_key as _looser
from pipeline.registry import spellings as _known
from pipeline.text import fold, match_key, nfc, squeeze
from pipeline.vocabulary import rows

#: How sure a name is: known as written; opened or completed from document or gazetteer; a post, a group or a body with
#: a name of its own, which no registry could know; mended; a head noun alone that the document does not settle; kept as
#: written.
EXACT: Final = 1.0
OPENED: Final = 0.95
OWN_NAME: Final = 0.9
MENDED: Final = 0.8
UNSETTLED: Final = 0.6


@dataclass(frozen=True, slots=True, eq=False)  # known by itself: what is made ready for it is looked up for every unit
class UnitContext:
    """What the document settles about names.

    ``issuer`` is the canonical name of who issues it; ``place`` its province; ``on`` its day; ``definitions`` its own
    short forms as (short, full); ``full_names`` the units that its text names, in order and with repeats: where two
    departments could be meant by "sở", the one named more often is. ``recognised``: its text was read from a picture,
    so that names may have more slips.
    """

    issuer: str | None = None
    place: str | None = None
    on: date | None = None
    definitions: tuple[tuple[str, str], ...] = ()
    full_names: tuple[str, ...] = ()
    recognised: bool = False
    #: The people whom the text names in full.
    people: tuple[str, ...] = ()


#: A run of capitals that may be an abbreviation, with what joins its parts: "KH&CN", "LĐ-TB&XH", "NN &PTNT", "GDTrH".
_SHORT = regex.compile(r"\b\p{Lu}++(?:[rgh]\p{Lu}*+)?(?:\s?[&–-]\s?\p{Lu}++(?:[rgh]\p{Lu}*+)?)*\b(?![\p{Ll}])")
_PART = regex.compile(r"\p{Lu}+[rgh]?\p{Lu}*")
_WORD = regex.compile(r"[^\W_]+")
_LETTERS = regex.compile(r"[^\p{L}]+")
#: "(TTHC)": a short form in brackets inside a name.
_BRACKET = regex.compile(r"\s*\([^()]*\)")
#: "TS.Nguyễn Bá Ân", "Ông Trần Văn Minh", "đồng chí Lê Thị Hoa"; on the words of unit_heads.csv.
_NAME = regex.compile(r"\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,4}")
#: "các phòng", "mỗi đơn vị", "Trưởng các phòng", "Lãnh đạo các sở".
_MANY = regex.compile(
    r"^(?P<post>(?:[\p{L}]+ ){0,3}?)(?P<each>các|mỗi|mọi|những|từng)(?: các)? (?=\p{L})", regex.IGNORECASE
)
#: Groups of a department's own offices without a word whose they are: "các phòng, đơn vị", "các phòng, ban".
_OWN = r"(?:phòng|ban|phòng ban|phòng chuyên môn|đơn vị|khoa|tổ|bộ phận|trung tâm|chi cục|vụ|cục|viện)"
_OWN_GROUP = regex.compile(
    rf"(?:[\p{{L}}]+ ){{0,3}}?các (?=[^;]*\b(?:phòng|khoa|vụ)\b){_OWN}(?:(?:, | và ){_OWN})+", regex.IGNORECASE
)
#: "các đơn vị trực thuộc có liên quan": belongs to the issuer, without saying so.
_DIRECTLY = regex.compile(r"(?<=\b(?:phòng|đơn vị) )trực thuộc(?=$| có liên quan| liên quan)", regex.IGNORECASE)
_TERRITORY = r"tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu"
#: "... tỉnh", "... Thành phố": a territory without its name at the end.
_UNNAMED = regex.compile(rf"(?<=[\p{{L}}\d] )(?P<kind>{_TERRITORY})$", regex.IGNORECASE)
#: "tỉnh Quảng Ngãi" at the end of an issuer or a unit.
_NAMED = regex.compile(rf"\b(?P<kind>(?i:{_TERRITORY})) (?P<name>\p{{Lu}}[\p{{L}}\d –-]*)$")
_PARTY = regex.compile(r"(?:^|\b)(?P<kind>Tỉnh|Thành) (?:ủy|uỷ)$", regex.IGNORECASE)
_DEPARTMENT = regex.compile(r"Sở(?= \p{Lu})")
#: Bodies that carry their place in the name, whoever cites them.
_PLACED = regex.compile(r"\b(?:Ủy ban nhân dân|Hội đồng nhân dân|Tỉnh ủy|Thành ủy)\b")
_DASH = regex.compile(r"\s[–—]\s")
#: "U.B.N.D", "TT.HĐND", "UBND. tỉnh", "TP. Hồ Chí Minh": dots inside and behind abbreviations.
_SPELLED_OUT = regex.compile(r"(?<![\p{L}.])\p{Lu}(?:\.\p{Lu})+\.?(?!\p{L})")
_DOTTED = regex.compile(r"(?<=\b\p{Lu}{1,8})\.\s*(?=[\p{L}\d])")
#: "Tp Huế", "Tx Đức Phổ"
_SMALL_SHORT = regex.compile(r"\b[Tt][PpXx](?=[\s.])")
_LONGEST_NAME: Final = 16
_SILENT: Final = frozenset({match_key("và"), "&"})


@cache
def _written_shorts() -> dict[str, frozenset[str]]:
    """The short forms as they are listed, with their Đ, by their letters."""
    found: dict[str, set[str]] = {}
    for row in rows("abbreviations"):
        found.setdefault(_letters(row["short"]), set()).add(_LETTERS.sub("", row["short"]))
    return {letters: frozenset(written) for letters, written in found.items()}


def _is_other_short(short: str, full: str) -> bool:
    """Whether a listed short form is only alike without its Đ: "GD" is listed itself, and so no "GĐ"."""
    written = _LETTERS.sub("", short)
    return written in _written_shorts().get(_letters(short), ()) and full not in _fulls_of().get(written, ())


@cache
def _fulls_of() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("abbreviations"):
        found.setdefault(_LETTERS.sub("", row["short"]), set()).add(row["full"])
    return {written: frozenset(fulls) for written, fulls in found.items()}


@cache
def _abbreviations() -> dict[str, tuple[tuple[str, str], ...]]:
    """Full forms by the letters of the short form, as (head that must stand before it or "", full)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("abbreviations"):
        for head in row["after"].split("|"):
            found.setdefault(_letters(row["short"]), []).append((match_key(head), row["full"]))
    return {short: tuple(sorted(of, reverse=True)) for short, of in found.items()}


@cache
def _offices() -> tuple[str, ...]:
    """Head nouns of offices, the longest first."""
    return tuple(sorted((r["head"] for r in rows("unit_heads") if r["kind"] == "office"), key=len, reverse=True))


def _without_courtesy(name: str) -> str:
    """A post without the word of courtesy before it: "Đồng chí Giám đốc Trung tâm"."""
    courtesy = _titles().match(name)
    if courtesy is None or _MANY.match(name) or not _heads_of(name[courtesy.end() :]) & {"post"}:
        return name
    return name[courtesy.end() :]


@cache
def _titles() -> regex.Pattern[str]:
    words = sorted((r["head"] for r in rows("unit_heads") if r["kind"] in ("title", "degree")), key=len, reverse=True)
    return regex.compile(rf"^(?:(?:{'|'.join(map(regex.escape, words))})(?:\.\s?|,\s?|\s))+", regex.IGNORECASE)


@cache
def _compounds() -> tuple[frozenset[tuple[str, str]], dict[tuple[str, str], tuple[str, str] | None]]:
    """Pairs of neighbouring syllables in known names, and for pairs without marks the one pair that they can be."""
    pairs: set[tuple[str, str]] = set()
    for text in (*(r["name"] for r in rows("agencies")), *(r["full"] for r in rows("abbreviations"))):
        words = [w.casefold() for w in _WORD.findall(nfc(text))]
        pairs.update(pair for pair in pairwise(words) if not _SILENT & set(map(match_key, pair)))
    plain: dict[tuple[str, str], tuple[str, str] | None] = {}
    for pair in sorted(pairs):
        folded = (fold(pair[0]), fold(pair[1]))
        plain[folded] = None if folded in plain else pair
    return frozenset((match_key(a), match_key(b)) for a, b in pairs), plain


def _letters(short: str) -> str:
    return fold(_LETTERS.sub("", short))


#: Names by their number of words and the first of them, each with its folded words.
_Shapes = dict[tuple[int, str], list[tuple[str, list[str]]]]


def _by_shape(names: Iterable[str]) -> _Shapes:
    shapes: _Shapes = {}
    for name in dict.fromkeys(names):
        words = fold(name).split(" ")
        shapes.setdefault((len(words), words[0]), []).append((name, words))
    return shapes


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A context made ready once for all units of its document."""

    context: UnitContext
    province: places.Province | None
    #: The document's own short forms by their letters, and its full names by loose key with how often they stand there.
    shorts: dict[str, str]
    names: dict[str, str]
    counts: Counter[str]
    shapes: _Shapes
    by_first_word: dict[str, list[str]]
    #: Offices that the document calls by other words, by their keys: "Trung tâm" after "(sau đây gọi là Trung tâm)".
    called: dict[str, str]


def _is_named_office(written: str) -> bool:
    """Whether a mention gives an office its name: no post, no group, no head noun alone, no committee."""
    begun = written.casefold()
    heads = _offices_by_word().get(begun.partition(" ")[0], ())
    return any(map(begun.startswith, heads)) and _MANY.match(written) is None


@cache
def _offices_by_word() -> dict[str, tuple[str, ...]]:
    """Head nouns of offices in lower case, each with the blank behind it, by their first word."""
    heads: dict[str, list[str]] = {}
    for office in _offices():
        head = f"{office} ".casefold()
        heads.setdefault(head.partition(" ")[0], []).append(head)
    return {first: tuple(of) for first, of in heads.items()}


def _only_province(context: UnitContext) -> places.Province | None:
    """The province that all units of a document without a place line belong to, as far as they name one."""
    named = {m["name"] for full in context.full_names if (m := _NAMED.search(full)) is not None}
    found = {p for name in named if (p := places.province(name, on=context.on)) is not None}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _FullNames:
    """The full names of a document by loose key, how often each stands there, and their shapes and first words."""

    names: dict[str, str]
    counts: Counter[str]
    shapes: _Shapes
    by_first_word: dict[str, list[str]]


@lru_cache(maxsize=2)  # a document has two contexts: before and after its issuer is known
def _full_names(written: tuple[str, ...]) -> _FullNames:
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for each in written:
        if (_SHORT.search(each) and not each.isupper()) or not _is_named_office(each):
            continue
        name = _without_place(_mend_case(_DASH.sub(" - ", squeeze(nfc(each)))))[0]
        key = _looser(name)
        names.setdefault(key, _known().get(_loose(name)) or _mend_syllables(name))
        counts[key] += 1
    return _FullNames(names, counts, _by_shape(names.values()), _by_first_word(names.values()))


#: "Ủy ban nhân dân cấp tỉnh" is a name by itself, though the document says which bodies it stands for.
_IS_A_NAME: Final = regex.compile(r"(?i)(?:\bcấp\s|^các\s)")


def _printed_province(place: str, context: UnitContext) -> places.Province | None:
    """The province of the place line that no list knows (a new name, a misread one), where the text calls it one."""
    for kind in ("tỉnh", "thành phố"):
        called = match_key(f"{kind} {place}".casefold())
        written = (context.issuer or "", *context.full_names)
        if any(f" {called} " in f" {match_key(name.casefold())} " for name in written):
            return places.Province(name=place, kind=kind)
    return None


@lru_cache(maxsize=32)
def _prepare(context: UnitContext) -> _Prepared:
    province = places.province(context.place, on=context.on) if context.place else _only_province(context)
    if province is None and context.place:
        province = _printed_province(context.place, context)
    if province is not None and context.on is not None:
        # an office that still writes the former name in its place line is of the province that took it in
        province = places.successor(province, on=context.on)
    shorts = {_letters(short): squeeze(full) for short, full in context.definitions if _SHORT.fullmatch(short)}
    called = {
        match_key(short): squeeze(nfc(office))
        for short, office in context.definitions
        if not _SHORT.fullmatch(short)
        and not _IS_A_NAME.search(short)
        and (_is_named_office(office) or match_key(office).startswith(f"{match_key(short)} "))
        and match_key(short) != match_key(office)
    }
    full = _full_names(context.full_names)
    return _Prepared(context, province, shorts, full.names, full.counts, full.shapes, full.by_first_word, called)


@lru_cache(maxsize=4096)
def resolve(text: str, context: UnitContext, head: str | None = None) -> Unit:
    """Return the unit that ``text`` names in that document.

    ``head`` is the head noun that an incomplete member of a list shares with its neighbours ("Sở" for "Tài chính" in
    "các Sở: Tư pháp, Tài chính"); see ``pipeline.extract.units.inherited_head``.
    """
    ready = _prepare(context)
    written = squeeze(nfc(text))
    name = _DASH.sub(" - ", written.strip(" .;,:*_“”\"'"))
    if (person := _person(name, context.people)) is not None:
        return Unit(text=written, name=person, confidence=OPENED)
    name = _mend_case(_without_courtesy(_without_definition(_without_dots(name))))
    if context.recognised:
        name = _LOST_MARK.sub("tỉnh", name)
    if head and not f"{_loose(name)} ".startswith(f"{_loose(head)} "):
        name = f"{head} {name}"
    name, certainty = _canonical(name, ready)
    name, province = _without_place(name)
    name = _raise_first(_officially_placed(_complete(name, ready)))
    if certainty <= UNKNOWN:
        certainty = _sureness(written, name, ready)
    return Unit(text=written, name=name, owner=_owner(name, province, ready), confidence=certainty)


# --------------------------------------------------------------------------------------------------- letters and words


def _person(name: str, people: tuple[str, ...] = ()) -> str | None:
    """The bare name of a person, with a title or a degree before it or by its family name; None for anything else.

    ``people`` are the full names that the document has: "đồng chí Tuyên" is the one of them who is called so.
    """
    rest = _titles().sub("", name)
    if rest != name and _CALLED.fullmatch(rest):
        called = {full for full in people if full.endswith(f" {rest}")}
        if len(called) == 1:
            return called.pop()
    if (in_post := _IN_POST.fullmatch(rest)) and in_post["person"].split(" ")[0] in _surnames():
        return in_post["person"]
    if not _NAME.fullmatch(rest):
        return None
    known = rest != name or (rest.split(" ")[0] in _surnames() and places.province(rest) is None)
    return rest if known else None


#: One or two given names, as colleagues are called: "đồng chí Tuyên".
_CALLED: Final = regex.compile(r"\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*)?")
#: "Phó Giám đốc Sở Lâm Thị Hạnh", "Trưởng phòng Lê Văn An"; not "Chủ tịch UBND huyện Trần Văn Thời".
_IN_POST: Final = regex.compile(
    r"(?i:(?:phó\s+)?(?:tổng\s+)?(?:giám\s+đốc|chủ\s+tịch|trưởng|bí\s+thư|hiệu\s+trưởng|chánh\s+văn\s+phòng))"
    r"(?:\s+(?i:sở|phòng|ban|khoa|UBND|trung\s+tâm))?\s+(?P<person>\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}*){2,4})"
)


def person_name(written: str) -> str | None:
    """Return the full name of a person, without title or degree: three syllables or more; None for anything else."""
    rest = _titles().sub("", written.strip(" .;,:"))
    return rest if _NAME.fullmatch(rest) and rest.count(" ") >= 2 else None


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("surnames"))


#: "LĐLĐ tinh": where marks get lost, no other word that ends a name is as common.
_LOST_MARK: Final = regex.compile(r"(?<!\b(?:[Vv]ệ|[Hh]ành|[Tt]hủy|[Kk]ết) )\b[Tt]inh$")


def _without_dots(name: str) -> str:
    """Write abbreviations without dots: "U.B.N.D tỉnh", "TT.HĐND", "UBND TP. Huế"."""
    if "." in name:
        name = _SPELLED_OUT.sub(lambda m: m.group().replace(".", ""), name)
        name = _DOTTED.sub(" ", _SMALL_SHORT.sub(lambda m: m.group().upper(), name))
    name = _CITY_HERE.sub("thành phố", _SMALL_SHORT.sub(lambda m: m.group().upper(), name))
    return _cities().sub("thành phố ", name)


#: "Trung tâm Dữ liệu TP", but "Sở TP" is a department.
_CITY_HERE: Final = regex.compile(r"(?<=\S )(?<!\b(?:Sở|Bộ|Phòng|Trưởng) )TP$")


@cache
def _cities() -> regex.Pattern[str]:
    """ "TP" before a city that is governed centrally, whatever stands before it: "Sở Y tế TP Huế"."""
    found = {
        s for r in rows("provinces") if r["kind"] == "thành phố" for s in (r["name"], *r["aliases"].split("|")) if s
    }
    return regex.compile(rf"\bTP ?(?=(?:{'|'.join(map(regex.escape, sorted(found, key=len, reverse=True)))})\b)")


def _without_definition(name: str) -> str:
    """Drop a bracket that only repeats a short form: "thủ tục hành chính (TTHC)"."""
    return _BRACKET.sub(lambda m: "" if _SHORT.fullmatch(m.group().strip(" ()")) else m.group(), name)


def _known_at(words: list[str], i: int) -> tuple[int, str] | None:
    """The longest known name of two words or more that begins at ``words[i]``: the index after it, and the name."""
    for j in range(min(len(words), i + _LONGEST_NAME), i + 1, -1):
        phrase = " ".join(words[i:j])
        if (
            phrase[-1].isalnum()
            and match_key(words[j - 1]) not in _SILENT
            and (name := _known().get(_loose(phrase))) is not None
        ):
            return j, name
    return None


def _mend_case(name: str) -> str:
    """Give an all-capitals letterhead its letter case: known names as in the gazetteer, other words as proper names."""
    if not name.isupper() or " " not in name:
        return name
    words, mended, i = name.split(" "), [], 0
    while i < len(words):
        if (known := _known_at(words, i)) is not None:
            i, phrase = known
            mended.append(phrase)
            continue
        for j in range(min(len(words), i + 4), i, -1):
            if j > i + 1 and _known_at(words, j - 1) is not None:
                continue  # "TRƯỞNG" + "BAN QUẢN LÝ KHU KINH TẾ"
            if (cased := _cased().get(_loose(" ".join(words[i:j])))) is not None:
                mended.append(cased)
                i = j
                break
        else:
            mended.append(words[i] if _is_short(words[i]) else words[i].capitalize())
            i += 1
    return " ".join(mended)


def _is_short(word: str) -> bool:
    """Whether a word of capitals is an abbreviation: a known one that cannot be a syllable ("TƯ" of "ĐẦU TƯ" can)."""
    return _letters(word) in _abbreviations() and (len(word) > 3 or not any(c in "aeiouy" for c in fold(word)))


@cache
def _cased() -> dict[str, str]:
    """How phrases of letterheads are written: territories small, head nouns and opened short forms as listed."""
    cased = {_loose(r["full"]): r["full"] for r in rows("abbreviations")}
    cased.update({_loose(r["head"]): r["head"] for r in rows("unit_heads") if r["kind"] in ("office", "post", "whole")})
    cased.update({_loose(word): word for word in _TERRITORY.split("|")})
    cased.update({_loose(name): name for name in places.names()})
    return cased | {_loose(word): word for word in ("và", "của")} | {"": "-"}


def _open_spelling(name: str, ready: _Prepared) -> str:
    """Open an abbreviated name that the registry has as a whole, where more stands behind it: "BCH BĐBP tỉnh"."""
    words = name.split(" ")
    if words[0] == "P" and _loose(room := _open(f"Phòng {name[2:]}", ready)) in _known():
        return room  # "P. KH-TC"
    known = _known_at(words, 0)
    if known is None or known[0] == len(words):
        return name
    phrase = " ".join(words[: known[0]])
    shorts = [_letters(m.group()) for m in _SHORT.finditer(phrase) if len(m.group()) > 1]
    if not shorts or any(short in ready.shorts for short in shorts):
        return name
    return " ".join((known[1], *words[known[0] :]))


def _open(name: str, ready: _Prepared) -> str:
    """Open the abbreviations of a name, the document's own first: "Phòng GD&ĐT" is "Phòng Giáo dục và Đào tạo"."""
    opened, end = "", 0
    for match in _SHORT.finditer(name):
        before = opened + name[end : match.start()]
        opened = before + _opened(match.group(), before.rstrip(), ready)
        end = match.end()
    return opened + name[end:]


def _opened(short: str, before: str, ready: _Prepared) -> str:
    full = _full_form(short, before, ready)
    if full is not None:
        return full
    parts = [(m.group(), _full_form(m.group(), before, ready)) for m in _PART.finditer(short)]
    if len(parts) > 1 and all(len(part) > 1 and full for part, full in parts):
        joined = " và " if "&" in short else " - "
        return joined.join(full for _, full in parts if full)
    return short


#: Head nouns by the letter that stands for them at the beginning of an abbreviation: "SNN&MT", "PGD&ĐT".
_HEAD_LETTERS: Final = {"s": "Sở", "b": "Bộ", "p": "Phòng", "cc": "Chi cục", "tt": "Trung tâm", "vp": "Văn phòng"}


def _whole_name(letters: str) -> str | None:
    """The known name that an abbreviation is of, head noun and all."""
    for first, head in _HEAD_LETTERS.items():
        if letters.startswith(first) and len(letters) > len(first) + 1:
            for after, full in _abbreviations().get(letters[len(first) :], ()):
                if after in ("", match_key(head)) and (name := _known().get(_loose(f"{head} {full}"))) is not None:
                    return name
    return None


def _full_form(short: str, before: str, ready: _Prepared) -> str | None:
    letters = _letters(short)
    if len(letters) < 2:
        return _territory_letter(letters, before)
    if letters in ready.shorts:
        full = ready.shorts[letters]
        return full if before and full[:1].isupper() else _small_first(full) if before else full
    key = match_key(before)
    for head, full in _abbreviations().get(letters, ()):
        if _is_other_short(short, full):
            continue
        if not head or (head == "^" and not before) or f" {key}".endswith(f" {head}"):
            return full
    return _known().get(_loose(short)) or (None if before else _whole_name(letters))


def _territory_letter(letter: str, before: str) -> str | None:
    """What one letter means behind a committee: "UBND P. Bến Thành"."""
    key = match_key(before)
    found = (full for head, full in _abbreviations().get(letter, ()) if head and f" {key}".endswith(f" {head}"))
    return next(found, None)


def _small_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _mend_syllables(name: str) -> str:
    """Put right a pair of syllables that differs from the one known pair only in its marks: "tiên bộ" is "tiến bộ".

    A syllable that makes a known pair with its neighbour on the other side is right as it stands.
    """
    pairs, plain = _compounds()
    words = name.split(" ")

    def stands(k: int) -> bool:
        return (match_key(words[k]), match_key(words[k + 1])) in pairs if 0 <= k < len(words) - 1 else False

    for i in range(len(words) - 1):
        if stands(i) or not all(w.isalpha() for w in words[i : i + 2]) or words[i + 1][0].isupper():
            continue  # two capitals may be anybody's proper name
        right = plain.get((fold(words[i]), fold(words[i + 1])))
        if right is None:
            continue
        wrong = [match_key(word) != match_key(syllable) for word, syllable in zip(words[i : i + 2], right, strict=True)]
        if (wrong[0] and stands(i - 1)) or (wrong[1] and stands(i + 1)):
            continue
        if i == 0 and not wrong[0] and match_key(words[0]) in _heads_by_key():
            continue  # "Phòng chuyên môn" is no slip of "Phòng Chuyển đổi số"
        for k, syllable, is_wrong in zip((i, i + 1), right, wrong, strict=True):
            if is_wrong:
                words[k] = syllable.capitalize() if words[k][:1].isupper() else syllable
    return " ".join(words)


# ---------------------------------------------------------------------------------------------- names of the document


def _canonical(name: str, ready: _Prepared) -> tuple[str, float]:
    """The canonical name, and how sure it is."""
    if (office := ready.called.get(match_key(name))) is not None and match_key(office) not in ready.called:
        known, certainty = _canonical(_without_place(office)[0], ready)
        return known, max(certainty, OPENED)
    if (longer := _shortened(name, ready)) is not None:
        return longer, OPENED
    if (same := _same(name, ready)) is not None:
        return same, EXACT
    if _SHORT.search(name) and (spelled := _spelled(name, ready)) is not None:
        return spelled, OPENED
    opened = _open(_open_spelling(name, ready), ready)
    opened = _at_its_level(opened, name)
    if (same := _same(opened, ready) or registry.same_but_and(opened)) is not None:
        return same, OPENED
    if (post := _post(opened)) is not None:
        of, certainty = _canonical(opened[len(post) :].strip(), ready)
        return f"{post} {of}", certainty
    if (whole := _bare(opened, ready) or _headless(opened, ready)) is not None:
        return whole, OPENED
    mended = opened if _is_group(opened) else _mend_syllables(opened)
    if (same := _same(mended, ready) or _near(mended, ready)) is not None:
        return same, MENDED
    if (slip := _misspelled(opened, recognised=ready.context.recognised)) is not None:  # "Chi cục Kiểm lam tỉnh"
        return slip
    if mended != opened:
        return mended, MENDED
    cased = _case_inside(opened)
    if opened != name or cased != opened or _is_group(opened) or _starts_known(opened):
        return cased, OPENED
    return opened, UNKNOWN


def _same(name: str, ready: _Prepared) -> str | None:
    """The name in the gazetteer or the document that differs from ``name`` in connectors, dashes or case at most."""
    key = _loose(name)
    return _known().get(key) or ready.names.get(_looser(name)) if " " in key else None


_ARMY: Final = regex.compile(r"\bBộ (?=Chỉ huy Quân sự (?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\b)")


def _at_its_level(opened: str, written: str) -> str:
    """The command of an army is a Bộ in the province and a Ban below it, "BCH" for short in both."""
    return opened if "Bộ" in written else _ARMY.sub("Ban ", opened)


def _post(name: str) -> str | None:
    """The post that ``name`` begins with, where the rest is an office of its own; None else."""
    for post in _posts():
        if f"{name} ".casefold().startswith(f"{post} ".casefold()):
            rest = name[len(post) :].strip()
            if any(f"{rest} ".startswith(f"{o} ") for o in _offices()):
                return name[: len(post)]
    return None


@cache
def _posts() -> tuple[str, ...]:
    """Posts, the longest first; without the office that some end with: "Chánh" of "Chánh Văn phòng"."""
    written = [r["head"] for r in rows("unit_heads") if r["kind"] == "post"]
    bare = {next((p.removesuffix(f" {o}") for o in _offices() if p.endswith(f" {o}")), p) for p in written}
    return tuple(sorted(bare, key=lambda p: (-len(p), p)))


def _bare(name: str, ready: _Prepared) -> str | None:
    """What a head noun alone means: the issuer's own office, else the one that the document names, the most often."""
    head = _heads_by_key().get(match_key(name))
    if head is None:
        return None
    issuer = ready.context.issuer or ""
    office = next((m.group() for m in [regex.search(rf"\b{head} \p{{Lu}}.*", issuer)] if m), None)
    if office is not None:
        return _without_place(office)[0]
    named = sorted(
        (
            (ready.counts[key], full)
            for key, full in ready.names.items()
            if full.startswith(f"{head} ") and full[len(head) + 1].isupper()  # "Tổ chức ..." is no "Tổ"
        ),
        reverse=True,
    )
    if not named or (len(named) > 1 and (issuer or named[0][0] == named[1][0])):
        return None
    return named[0][1]


@cache
def _heads_by_key() -> dict[str, str]:
    return {match_key(office): office for office in reversed(_offices())}


def _shortened(name: str, ready: _Prepared) -> str | None:
    """The one name of the document that ``name`` shortens by its purpose: "Tổ Công tác của Sở", "Ban Chỉ đạo"."""
    stem, _, owner = name.partition(" của ")
    if not any(match_key(stem) == match_key(t) for t in _TEMPORARY):
        return None
    longer = {
        full
        for full in ready.names.values()
        if match_key(full).startswith(match_key(stem) + " ") and full != name and full.endswith(owner)
    }
    return longer.pop() if len(longer) == 1 else None


def _headless(name: str, ready: _Prepared) -> str | None:
    """The one office of the document that ``name`` is without its head noun: "Quản lý Khoa học" of "Phòng ..."."""
    key = _looser(name)
    if " " not in key:
        return None  # "Ban" is no shorter "Thường trực Ban"
    whole = {ready.names[full] for office in _office_keys() if (full := f"{office} {key}") in ready.names}
    return whole.pop() if len(whole) == 1 else None


@cache
def _office_keys() -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_loose, _offices())))


_TEMPORARY: Final = ("Tổ Công tác", "Ban Chỉ đạo", "Tổ giúp việc", "Hội đồng thẩm định", "Ban Tổ chức", "Đoàn kiểm tra")


def _spelled(name: str, ready: _Prepared) -> str | None:
    """The one name of the document, else of the gazetteer, whose words ``name`` abbreviates: "Trung tâm TT&UD"."""
    tokens = [(m.group(), m.group().isupper() and len(m.group()) > 1) for m in _WORD.finditer(name)]
    if not tokens or tokens[0][1]:
        return None
    first = match_key(tokens[0][0])
    for pool in (ready.by_first_word, _known_by_first_word() if len(tokens) > 1 else {}):
        fitting = {full for full in pool.get(first, ()) if _spells(tokens, _WORD.findall(full))}
        if len(fitting) == 1:
            return fitting.pop()
    return None


def _by_first_word(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        first = _WORD.search(name)
        found.setdefault(match_key(first.group()) if first else "", []).append(name)
    return found


@cache
def _known_by_first_word() -> dict[str, list[str]]:
    return _by_first_word(_known().values())


def _spells(tokens: list[tuple[str, bool]], words: list[str]) -> bool:
    """Whether the tokens give all words in order: plain ones as they are, short ones by initials (or capitals)."""
    if not words or match_key(words[0]) != match_key(tokens[0][0]):
        return False
    for only_capitals in (False, True):
        left = [w for w in words if w.casefold() != "và" and not (only_capitals and w[0].islower())]
        for token, short in tokens:
            if token.casefold() == "và" or (only_capitals and not short and token[0].islower()):
                continue
            if not short:
                if not left or match_key(left.pop(0)) != match_key(token):
                    break
            else:
                taken, left = left[: len(token)], left[len(token) :]
                if "".join(fold(w)[0] for w in taken) != fold(token):
                    break
        else:
            if not left:
                return True
    return False


def _near(name: str, ready: _Prepared) -> str | None:
    """The one name of the document that one slip of a letter in one long word, or of marks alone, makes ``name``."""
    words = fold(name).split(" ")
    if len(words) < 4 or any(c.isdigit() for c in name):
        return None
    close = {full for full, other in ready.shapes.get((len(words), words[0]), ()) if _is_near(words, other)}
    return close.pop() if len(close) == 1 else None


def _misspelled(name: str, *, recognised: bool) -> tuple[str, float] | None:
    """The one known name that ``name`` is a slip of, its territory kept, and how sure that is."""
    if _MANY.match(name) is not None:
        return None
    tail = _NAMED.search(name) or _UNNAMED.search(name)
    stem = name[: tail.start()].rstrip() if tail is not None else name
    meant = registry.near(stem, recognised=recognised)
    if meant is None or meant.name == name:
        return None
    certainty = OPENED if not meant.distance else MENDED - 0.05 * min(3, max(0, meant.distance - 1))
    return f"{meant.name} {name[tail.start() :]}" if tail is not None else meant.name, certainty


def _is_near(a: list[str], b: list[str]) -> bool:
    if len(a) != len(b) or a[0] != b[0]:
        return False
    unequal = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(unequal) <= 1 and all(min(len(x), len(y)) >= 4 and _one_slip(x, y) for x, y in unequal)


def _one_slip(x: str, y: str) -> bool:
    """Whether one letter changed, missing, added, or two neighbours swapped, make ``x`` into ``y``."""
    if abs(len(x) - len(y)) > 1:
        return False
    start = next((i for i, (c, d) in enumerate(zip(x, y, strict=False)) if c != d), min(len(x), len(y)))
    x, y = x[start:], y[start:]
    return x[1:] == y[1:] or x[1:] == y or x == y[1:] or (x[:2] == y[1::-1] and x[2:] == y[2:])


def _case_inside(name: str) -> str:
    """Write the known names inside a longer one as the gazetteer does: "Bộ trưởng Bộ Giáo dục và đào tạo"."""
    words, cased, i = name.split(" "), [], 0
    while i < len(words):
        known = _known_at(words, i) if words[i][:1].isupper() else None
        if known is None:
            cased.append(words[i])
            i += 1
        else:
            i, phrase = known
            cased.append(phrase)
    return " ".join(cased)


def _starts_known(name: str) -> bool:
    post = next((p for p in _posts() if name.casefold().startswith(f"{p} ".casefold())), "")
    words = name[len(post) :].split()
    return bool(words) and (_known_at(words, 0) is not None or _loose(words[0]) in _known())


# ----------------------------------------------------------------------------------------------- groups, places, owners


def _is_group(name: str) -> bool:
    return _MANY.match(name) is not None or "," in name


def _complete(name: str, ready: _Prepared) -> str:
    """Say what the document leaves unsaid: whose the group is, and which province."""
    if (many := _MANY.match(name)) is not None and registry.line_of(name) is None:
        name = f"{many['post']}các {name[many.end() :]}"
    head = _issuing_head(ready)
    if head and _OWN_GROUP.fullmatch(name):
        return f"{name} thuộc {head}"
    if head and _DIRECTLY.search(name):
        return _DIRECTLY.sub(f"trực thuộc {head}", name)
    is_list = "," in name and _standing_kind(name) is None
    return name if is_list or _is_crowd(name) else _placed(name, ready)


def _is_crowd(name: str) -> bool:
    """Whether a group of many is meant, which no single province can be appended to."""
    many = _MANY.match(name) is not None and _standing_kind(name) is None
    return many and _HERE.search(name) is None


#: "Chủ tịch và các Phó Chủ tịch UBND tỉnh": many of one committee.
_HERE: Final = regex.compile(rf"(?<!\b[Cc]ác )(?:Ủy ban|Hội đồng) nhân dân (?:{_TERRITORY})$")


@cache
def _kinds() -> dict[str, str]:
    return {_loose(row["name"]): row["kind"] for row in reversed(rows("agencies"))}


def _standing_kind(name: str) -> str | None:
    """The kind of a known body (see ``agencies.csv``), with or without its place; None for an unknown one."""
    stem = _NAMED.sub("", _UNNAMED.sub("", name)).strip()
    return _kinds().get(_loose(stem))


def _issuing_head(ready: _Prepared) -> str | None:
    """The head noun of the office that issues, also where one of its posts does: "Sở" for "Giám đốc Sở Nội vụ"."""
    office = _without_post(ready.context.issuer or "")
    return next((o for o in _HAS_ROOMS if office.startswith(f"{o} ")), None)


@lru_cache(maxsize=256)
def _without_post(issuer: str) -> str:
    """The office of a post that issues: "Sở Nội vụ" of "Giám đốc Sở Nội vụ"."""
    post = next((p for p in _posts() if issuer.startswith(f"{p} ")), "")
    return issuer[len(post) :].strip()


#: Offices with rooms and sub-units of their own, whose documents speak of "các phòng, đơn vị".
_HAS_ROOMS: Final = (
    "Sở",
    "Bộ",
    "Tổng cục",
    "Cục",
    "Chi cục",
    "Ban",
    "Viện",
    "Trường",
    "Học viện",
    "Bệnh viện",
    "Trung tâm",
)


def _placed(name: str, ready: _Prepared) -> str:
    """Append the name to a territory that stands without it at the end."""
    province = ready.province
    if (party := _PARTY.search(name)) is not None:
        fits = province is not None and (party["kind"].casefold() == "tỉnh") == (province.kind == "tỉnh")
        return f"{name} {province.name}" if fits and province else name
    issuer = ready.context.issuer or ""
    if _COMMITTEE_END.search(name) and (own := _ISSUING_COMMITTEE.search(issuer)) is not None:
        return f"{name} {own['of']}"
    unnamed = _UNNAMED.search(name)
    if unnamed is None:
        return name
    kind = unnamed["kind"].casefold()
    stem = name[: unnamed.start()]
    own = _NAMED.search(issuer)
    if own is not None and own["kind"].casefold() == kind:
        return f"{stem}{kind} {own['name']}"
    if province is not None and kind == province.kind:
        return f"{stem}{province.label}"
    return name


_COMMITTEE_END: Final = regex.compile(r"(?:Ủy ban|Hội đồng) nhân dân$")
_ISSUING_COMMITTEE: Final = regex.compile(rf"(?:Ủy ban|Hội đồng) nhân dân (?P<of>(?:{_TERRITORY}) \p{{Lu}}.*)$")


def _without_place(name: str) -> tuple[str, places.Province | None]:
    """Take the province off a department's name, which its owner carries: "Sở Tư pháp tỉnh Sóc Trăng"."""
    if _DEPARTMENT.search(name) is None:
        return name, None
    named = _NAMED.search(name)
    if named is None and (unnamed := _UNNAMED.search(name)) is not None:
        stem = name[: unnamed.start()].rstrip()
        return stem if _ends_in_department(stem) else name, None  # "Sở Y tế tỉnh" is that of this province
    if named is None:
        return _without_bare_place(name)
    if named["kind"].casefold() not in ("tỉnh", "thành phố"):
        return name, None
    province = places.province(named["name"])
    return (name, None) if province is None else (name[: named.start()].rstrip(), province)


def _without_bare_place(name: str) -> tuple[str, places.Province | None]:
    """Take a province without its kind off a department that is known by name: "Sở Y tế Bình Định"."""
    words = name.split(" ")
    for size in range(min(_PLACE_WORDS, len(words) - 2), 0, -1):
        province = places.province(" ".join(words[-size:])) if words[-size][:1].isupper() else None
        stem = " ".join(words[:-size])
        if province is not None and _ends_in_department(stem):
            return stem, province
    return name, None


def _officially_placed(name: str) -> str:
    """Write the province at the end of a name as it is called: "tỉnh Bà Rịa- Vũng Tàu", "tỉnh Đắc Lắc"."""
    named = _NAMED.search(name)
    if named is None or named["kind"].casefold() not in ("tỉnh", "thành phố"):
        return name
    province = places.province(named["name"])
    return f"{name[: named.start('name')]}{province.name}" if province is not None else name


def _ends_in_department(name: str) -> bool:
    department = _DEPARTMENT.search(name)
    return department is not None and _loose(name[department.start() :]) in _known()


#: Words of the longest province name: "Bà Rịa - Vũng Tàu".
_PLACE_WORDS: Final = 5


def _raise_first(name: str) -> str:
    return name[:1].upper() + name[1:]


def _owner(name: str, province: places.Province | None, ready: _Prepared) -> str | None:
    """Whose the unit is, as far as the document settles it."""
    province = province or ready.province
    issuer = ready.context.issuer
    if _PLACED.search(name) or _CENTRAL.match(name):
        return None
    department = regex.search(r"\bSở \p{Lu}.*", name)
    if department is not None:
        over = department.group() if department.start() else "Ủy ban nhân dân"
        return f"{over} {province.label}" if province else (over if department.start() else None)
    if issuer is None or issuer == name or not _SUBUNIT.match(name) or _standing_kind(name) in _OWN_RIGHT:
        return None
    kinds = _heads_of(name)
    if kinds & {"group", "territory"} and "office" not in kinds and not _SAYS_WHOSE.match(name):
        return None  # "Tổ dân phố" is nobody's Tổ
    if _OF_MANY.search(name):
        return None
    territory = _NAMED.search(name)
    line = registry.line_of(name[: territory.start()] if territory else name)
    office = _without_post(issuer)
    committee = _ISSUING_COMMITTEE.search(office)
    if territory is not None:
        return _owner_in(territory, name, line, office, province)
    if committee is not None:
        of_province = province is not None and committee["of"] == province.label
        return (
            None if of_province and (line is None or _COMMITTEE not in line.of) else f"{_COMMITTEE} {committee['of']}"
        )
    if line is not None and _COMMITTEE in line.of:
        return f"{_COMMITTEE} {province.label}" if province else None
    return _issuing_office(office, province) if _may_hold(office, name, line, ready) else None


_COMMITTEE: Final = "Ủy ban nhân dân"
#: "Phòng Nội vụ các huyện", "Trung tâm Y tế cấp huyện"
_OF_MANY: Final = regex.compile(rf"(?<=\S )(?:các|cấp) (?:{_TERRITORY})\b")


def _owner_in(
    territory: regex.Match[str],
    name: str,
    line: registry.Known | None,
    office: str,
    province: places.Province | None,
) -> str | None:
    """Whose a unit is that says of which territory: its committee's, or of the issuer that such units are part of."""
    of = territory.group()
    is_provincial = province is not None and of.casefold() == province.label.casefold()
    if line is not None and _COMMITTEE in line.of:
        return f"{_COMMITTEE} {of}"
    if is_provincial:
        return _issuing_office(office, province) if line is not None and office in line.of else None
    return f"{_COMMITTEE} {of}" if name.startswith("Phòng ") else None


def _may_hold(office: str, name: str, line: registry.Known | None, ready: _Prepared) -> bool:
    """Whether an issuer may have such a unit: "Vụ Pháp chế" is no Sở's, "Phòng Tư pháp" a district's."""
    if _issuing_head(ready) is None or _NATIONAL.search(name):
        return False
    if office.startswith("Sở ") and _NOT_IN_A_DEPARTMENT.match(name):
        return False
    if line is None:
        return True
    if line.of:
        return office in line.of or not office.startswith("Sở ")
    return line.level not in ("district", "commune") or not office.startswith(("Sở ", "Bộ "))


#: What belongs to the whole country or a region of it, whoever names it.
_NATIONAL: Final = regex.compile(r"\b(?:[Qq]uốc gia|[Tt]rung ương|Việt Nam|[Kk]hu vực|[Mm]iền (?:Bắc|Trung|Nam))\b")
_NOT_IN_A_DEPARTMENT: Final = regex.compile(r"(?:Vụ|Cục|Viện|Khoa)\b")


def _issuing_office(office: str, province: places.Province | None) -> str:
    if regex.match(r"Sở\b", office) and province:
        return f"{_without_place(office)[0]} {province.label}"
    return office


def _sureness(written: str, name: str, ready: _Prepared) -> float:
    """How sure a name is that neither document nor registry knows: whether anybody could know it."""
    if match_key(name) in _heads_by_key():
        return OPENED if _issuing_head(ready) is not None else UNSETTLED
    kinds = _heads_of(name)
    if kinds & {"post", "people", "title", "own"}:
        return OWN_NAME
    if kinds & {"group", "territory"} and ("office" not in kinds or not written[:1].isupper()):
        return OWN_NAME
    if "group" in kinds and name[1:].islower():
        return OWN_NAME  # "Cơ quan tiếp nhận hồ sơ": whoever does it
    return UNKNOWN


def _heads_of(name: str) -> frozenset[str]:
    """The kinds of the longest head noun that a name begins with (see ``unit_heads.csv``)."""
    key = f"{match_key(_LETTERS.sub(' ', name))} "
    return next((kinds for head, kinds in _head_kinds() if key.startswith(f"{head} ")), frozenset())


@cache
def _head_kinds() -> tuple[tuple[str, frozenset[str]], ...]:
    found: dict[str, set[str]] = {}
    for row in rows("unit_heads"):
        found.setdefault(match_key(_LETTERS.sub(" ", row["head"])), set()).add(row["kind"])
    return tuple(sorted(((head, frozenset(kinds)) for head, kinds in found.items()), key=lambda h: -len(h[0])))


#: Bodies that stand in their own right in the province, whoever names them.
_OWN_RIGHT: Final = frozenset(
    {"department", "vertical", "court", "party", "mass", "committee", "assembly", "government"}
)
_CENTRAL: Final = regex.compile(r"(?:Bộ(?! phận| Chỉ huy)|Chính phủ|Thủ tướng|Quốc hội|Tổng cục|Ngân hàng)\b")
#: Offices that stand inside another one, and groups and posts that say so.
_INSIDE = "Sở|Bộ|Cục|Chi cục|Trường"
_SAYS_WHOSE: Final = regex.compile(rf".*\b(?:thuộc|của) (?:{_INSIDE})\b")
_SUBUNIT: Final = regex.compile(
    rf"(?:\p{{L}}+ ){{0,4}}(?:thuộc|của) (?:{_INSIDE})\b|.*\b(?:thuộc|của) (?:{_INSIDE})$"
    r"|(?:Các )?(?:Văn phòng|Thanh tra|Phòng|Chi cục|Trung tâm|Ban|Bộ phận|Tổ|Khoa|Vụ|Cục|Viện)\b"
)
