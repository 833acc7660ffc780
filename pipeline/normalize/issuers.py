"""Who issues a document whose letterhead is missing from its text: the title, the promulgating decision, the body tell."""

from __future__ import annotations

import regex

from pipeline.extract.mentions import Mentions, Slice
from pipeline.text import match_key

# "... của Sở Khoa học và Công nghệ" at the end of a title; "Kết luận của Giám đốc Sở"
_OF = regex.compile(r"(?i)\bcủa\s+")
_POST_OF = regex.compile(
    r"(?i)(?:phó\s+)?(?:giám\s+đốc|trưởng|hiệu\s+trưởng|cục\s+trưởng|chi\s+cục\s+trưởng|viện\s+trưởng)\s+(?=\p{Lu})"
)
_OFFICE = regex.compile(
    r"(?i)(?:sở|ban(?!\s+hành)|ủy ban|uỷ ban|ubnd|hđnd|hội đồng|bộ|cục|chi cục|trung tâm|trường|bệnh viện|công an|tỉnh ủy|huyện ủy|thành ủy)\b"
)
_BODY_LENGTH = 1500  # characters of the body in which the issuer introduces itself


def issuer_words(mentions: Mentions) -> Slice | None:
    """Return the words that name the issuer, None where nothing does.

    The authority line or the letterhead first; then, in this order, the decision that promulgates the document, its
    title, and the department that its first sentences name.
    """
    header, text = mentions.header, mentions.layout.text
    if header.issuer is not None:
        return header.issuer
    if header.is_news:
        return None
    if header.attached_to is not None:
        cited = mentions.references[header.attached_to].issuer
        if cited is not None:
            return _office_of(text, cited)
    for piece in header.subject:
        for found in mentions.units:
            if piece.start <= found.start < piece.end and _OFFICE.match(text, found.start):
                return Slice(found.start, found.end, "issuer.title")
    start = header.kind.end if header.kind else 0
    for found in mentions.units:
        if (
            start <= found.start < start + _BODY_LENGTH
            and _OFFICE.match(text, found.start)
            and _is_full(found.of(text))
        ):
            return Slice(found.start, found.end, "issuer.body")
    return None


def _office_of(text: str, place: Slice) -> Slice:
    """The office behind a post: "Giám đốc Sở X" promulgates for Sở X."""
    found = _POST_OF.match(place.of(text))
    if found and _OFFICE.match(text, place.start + found.end()):
        return Slice(place.start + found.end(), place.end, "issuer.promulgation")
    return Slice(place.start, place.end, "issuer.promulgation")


def _is_full(words: str) -> bool:
    """Whether a name says which office ("Sở Nội vụ"), not only that it is one ("Sở")."""
    return len(match_key(words).split()) >= 3
