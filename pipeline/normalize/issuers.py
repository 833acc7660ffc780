"""Who issues a document whose letterhead is missing from its text: the title, the promulgating decision, the body tell.

Cited titles, addressees and the bodies whose competence a title describes are named there as well; none of them issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from pipeline.extract.mentions import Mentions, Slice
from pipeline.text import match_key

# "... của Sở Khoa học và Công nghệ" in a title
_OF = regex.compile(r"(?i)(?<!\p{L})của\s+$")
# "thuộc thẩm quyền giải quyết của Sở Tư pháp": what the procedures of a list belong to
_COMPETENCE = regex.compile(r"(?i)(?:giải\s+quyết|quản\s+lý|chức\s+năng|nhiệm\s+vụ|thực\s+hiện)\s+của\s+$")
# "Kết luận của Giám đốc Sở", "lãnh đạo Sở Nội vụ tổ chức họp"
_POST_OF = regex.compile(
    r"(?i)(?:phó\s+)?(?:giám\s+đốc|trưởng|hiệu\s+trưởng|cục\s+trưởng|chi\s+cục\s+trưởng|viện\s+trưởng|bộ\s+trưởng"
    r"|thống\s+đốc|lãnh\s+đạo)\s+(?=\p{Lu})"
)
_OFFICE = regex.compile(
    r"(?i)(?:sở|ban(?!\s+hành)|ủy ban|uỷ ban|ubnd|hđnd|hội đồng|bộ|cục|chi cục|trung tâm|trường|bệnh viện|công an"
    r"|ngân hàng|tỉnh ủy|huyện ủy|thành ủy)\b"
)
# "(Ban hành kèm theo Quyết định số    /QĐ-UBND ngày    tháng 02 năm 2025 của Chủ tịch UBND tỉnh X)": blanks and all
_ATTACHED = regex.compile(r"(?i)\(\s*(?:ban\s+hành\s+)?kèm\s+theo\s[^()]{0,200}?\bcủa\s+")
# how the one who writes introduces itself: "Sở Nội vụ tổ chức họp", "... (KH&CN) đã nhận được", "UBND huyện ban hành"
_INTRODUCES = regex.compile(
    r"(?i)\s*(?:\([^()]{1,40}\)\s*)?(?:trân\s+trọng\s+)?(?:đã|xin|nay|tiến\s+hành|tổ\s+chức|ban\s+hành|xây\s+dựng|báo\s+cáo"
    r"|thông\s+báo|hướng\s+dẫn|nhận\s+được|họp|kính|đề\s+nghị|yêu\s+cầu|trình|công\s+bố|quy\s+định|triển\s+khai)(?!\p{L})"
)
# a line that names those who are written to
_ADDRESS = regex.compile(r"(?i)[^\n]*(?:kính\s+gửi|nơi\s+nhận)")
#: Who issues every document of a kind (Luật Ban hành văn bản quy phạm pháp luật).
_BY_KIND: Final = {
    "nghị định": "chính phủ",
    "luật": "quốc hội",
    "bộ luật": "quốc hội",
    "hiến pháp": "quốc hội",
    "pháp lệnh": "ủy ban thường vụ quốc hội",
}
_BODY_LENGTH = 1500  # characters of the body in which the issuer introduces itself


def issuer_words(mentions: Mentions) -> Slice | None:
    """Return the words that name the issuer, None where nothing does.

    The authority line or the letterhead first; then, in this order, the document that promulgates it, the law for kinds
    that only one body issues, its title, and the office that its first sentences introduce.
    """
    header, text = mentions.header, mentions.layout.text
    if header.issuer is not None:
        return header.issuer
    if header.is_news:
        return None
    return _promulgator(mentions, text) or _by_kind(mentions, text) or _in_title(mentions, text) or _in_body(mentions)


def _promulgator(mentions: Mentions, text: str) -> Slice | None:
    if mentions.header.attached_to is not None:
        cited = mentions.references[mentions.header.attached_to].issuer
        return _office_of(text, cited, "issuer.promulgation") if cited is not None else None
    attached = _ATTACHED.search(text, 0, _BODY_LENGTH)
    if attached is None:
        return None
    found = next((u for u in mentions.units if u.start == attached.end()), None)
    return _office_of(text, found, "issuer.promulgation") if found is not None else None


def _by_kind(mentions: Mentions, text: str) -> Slice | None:
    """Return the first mention of the only body that issues documents of this kind."""
    kind = mentions.header.kind
    body = _BY_KIND.get(" ".join(kind.of(text).casefold().split())) if kind is not None else None
    if body is None:
        return None
    named = (u for u in mentions.units if match_key(u.of(text)) == match_key(body))
    return next((Slice(u.start, u.end, "issuer.kind") for u in named), None)


def _in_title(mentions: Mentions, text: str) -> Slice | None:
    pieces = mentions.header.subject or _first_line(mentions, text)
    for found in mentions.units:
        if any(piece.start <= found.start < piece.end for piece in pieces):
            before = text[max(0, found.start - 40) : found.start]  # characters: the few words that say whose it is
            office = _office_of(text, found, "issuer.title")
            of_it = _OF.search(before) and not _COMPETENCE.search(before)
            if of_it and _OFFICE.match(text, office.start) and _is_full(office.of(text)):
                return office
    return None


def _first_line(mentions: Mentions, text: str) -> tuple[Slice, ...]:
    """The title of a list without a kind: the first line of the text."""
    if mentions.header.kind is not None:
        return ()
    end = text.find("\n")
    return (Slice(0, end if end >= 0 else len(text)),)


def _in_body(mentions: Mentions) -> Slice | None:
    """Return the office that is the subject of one of the first sentences."""
    text = mentions.layout.text
    start = mentions.header.kind.end if mentions.header.kind else 0
    cited = list(_citations(mentions))
    for found in mentions.units:
        if not start <= found.start < start + _BODY_LENGTH or any(a <= found.start < b for a, b in cited):
            continue
        office = _office_of(text, found, "issuer.body")
        if (
            _OFFICE.match(text, office.start)
            and _is_full(office.of(text))
            and _INTRODUCES.match(text, office.end)
            and not _ADDRESS.match(text, text.rfind("\n", 0, office.start) + 1, office.start)
        ):
            return office
    return None


def _citations(mentions: Mentions) -> Iterator[tuple[int, int]]:
    for reference in mentions.references:
        yield reference.start, reference.end
        if reference.name is not None:
            yield reference.name.start, reference.name.end


def _office_of(text: str, place: Slice, rule: str) -> Slice:
    """The office behind a post: "Giám đốc Sở X" promulgates for Sở X."""
    found = _POST_OF.match(place.of(text))
    if found and _OFFICE.match(text, place.start + found.end()):
        return Slice(place.start + found.end(), place.end, rule)
    return Slice(place.start, place.end, rule)


def _is_full(words: str) -> bool:
    """Whether a name says which office ("Sở Nội vụ"), not only that it is one ("Sở"), nor that many are meant."""
    syllables = match_key(words).split()
    return len(syllables) >= 3 and match_key("các") not in syllables
