"""The foot of a document: who signs it, who receives it, and where its body ends.

By Nghị định 30/2020/NĐ-CP, Phụ lục I, the signature stands on the right and "Nơi nhận" on the left; which of them is
read first depends on how the page was laid out. Joint documents and minutes have several signatures, of which one is
the document's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from pipeline.extract.mentions import SignerMention, Slice
from pipeline.extract.paragraphs import Paragraph, Rank
from pipeline.extract.patterns import WORD_END, phrases
from pipeline.text import match_key
from pipeline.vocabulary import rows

_FOOT_PARAGRAPHS = 12  # in which a signature stands behind the recipients
_ENDS_SENTENCE = regex.compile(r"[.;:,][^\w.;:,]*+$")
_RECIPIENTS = regex.compile(r"(?i)^\W*nơi\s+(?:nhận\b|gửi\s*:)")
_ARCHIVE = regex.compile(r"(?i)^\W*lưu\b")
_COPY_TO = regex.compile(r"(?i)^\W*(?:như\s+trên|như\s+điều)\b")

# "TM. ỦY BAN NHÂN DÂN", "KT.GIÁM ĐỐC", "TUQ. CHỦ TỊCH", "Q. GIÁM ĐỐC", "T/M BAN THƯỜNG VỤ"
_AUTHORITY = regex.compile(
    r"^(?:(?P<code>(?i:TM|KT|TL|TUQ|T/M|K/T|T/L|T/U/Q)|Q)[ ]?[./]|(?P<code>T/M|K/T|T/L|T/U/Q)(?=[ ]))[ ]*"
    r"(?P<of>\p{Lu}[\p{L} ,.–-]*)$"
)
_DEPUTY = regex.compile(r"(?i)\s(?P<post>phó\s+\p{L}.*)$")
# a copy's remark behind the post: "PHÓ CHỦ TỊCH (Đã ký)"
_SIGNED = regex.compile(r"(?i)(?:(?<!\s)\s++)?[(\[](?:đã\s+ký|đã\s+kí|ký\s+tên)[^)\]]{0,120}[)\]]")
#: Academic and military titles before a signer's name.
_DEGREE = regex.compile(
    r"^(?:(?:(?:GS|PGS|TSKH|TS|Ts|ThS|Ths|Th\.S|CN|KS|KTS|BS|Bs|BSCK(?:II?|[12])|CK(?:II?|[12])?|DS|DSCK(?:II?|[12])|LS"
    r"|NGƯT|NGND|TTƯT|TTND)[. -]+)|(?:(?i:đại|thượng|trung|thiếu)\s+(?i:tướng|tá|úy|uý)"
    r"|(?i:đồng chí))[.: ]+)+"
)
PERSON = regex.compile(r"^(?:\p{Lu}\p{Ll}*[ ]+){1,5}\p{Lu}\p{Ll}*$")
_CAPITAL_NAME = regex.compile(r"^(?P<family>\p{Lu}{1,7})(?:[ ]+\p{Lu}{1,7}){1,4}$")
# a copy has it before the name: "Đã ký: Trần Văn Mẫu", "Ký bởi: Trần Văn Mẫu"
_SIGNED_BY = regex.compile(r"(?i)(?:đã\s+ký|ký\s+bởi|ký\s+tên|người\s+ký|\(đã\s+ký\))\s*[:.]?\s+(?=\p{Lu})")
# "ĐẠI DIỆN BÊN A" over "GIÁM ĐỐC": whom the post speaks for
_ON_BEHALF = regex.compile(r"(?:ĐẠI DIỆN|THAY MẶT)\b")
# what a post goes on with on the next line
_REST_OF_POST = regex.compile(r"(?:THƯỜNG TRỰC|PHỤ TRÁCH|CHUYÊN TRÁCH)$")
_GAP = regex.compile(r"(?<![ \t])[ ]*+\t[ \t]*+|[ ]{3,}+")
_CAPITALS_SHARE = 0.7  # of a line's letters, for it to count as set in capitals


def is_capitals(line: str) -> bool:
    """Whether a line is set in capitals (small slips and an abbreviation in small letters allowed)."""
    letters = "".join(filter(str.isalpha, line))
    return bool(letters) and sum(map(str.isupper, letters)) >= _CAPITALS_SHARE * len(letters)


@cache
def signing_post() -> regex.Pattern[str]:
    """The posts that sign documents, in capitals as signatures have them (``unit_heads``, ``signing_posts``)."""
    posts = [row["head"] for row in rows("unit_heads") if row["kind"] == "post"]
    posts += [row["post"] for row in rows("signing_posts")]
    return regex.compile(r"(?:(?:PHÓ|QUYỀN|Q\.)\s+)?(?:TỔNG\s+)?" + phrases(*(p.upper() for p in posts)) + WORD_END)


def find_foot(
    text: str, paragraphs: Sequence[Paragraph], body_start: int, issuer: Slice | None, recognised: bool
) -> tuple[int, int, SignerMention | None, tuple[Slice, ...]]:
    """Return (end of the body, start of what is attached behind, signer, recipients)."""
    ordered, origins = _by_column(text, paragraphs, body_start)
    body_end, annex_start, signer, recipients = _read_foot(text, ordered, body_start, issuer, recognised)
    body_end = min(origins[body_end:], default=len(paragraphs))
    return body_end, max(origins[:annex_start], default=-1) + 1, signer, recipients


def _by_column(text: str, paragraphs: Sequence[Paragraph], first: int) -> tuple[Sequence[Paragraph], Sequence[int]]:
    """Bring a foot that is a table of several rows into the order of its columns, each a cell of its own.

    Returns the paragraphs, and of each its index in ``paragraphs``.
    """
    ordered: list[Paragraph] = list(paragraphs[:first])
    origins = list(range(len(ordered)))
    index = first
    while index < len(paragraphs):
        run = [index]
        if paragraphs[index].cell is not None:
            while run[-1] + 1 < len(paragraphs) and _is_next_cell(paragraphs[run[-1]], paragraphs[run[-1] + 1]):
                run.append(run[-1] + 1)
        cells = {i: cell for i in run if (cell := paragraphs[i].cell) is not None}
        if len({row for row, _ in cells.values()}) > 1 and any(_is_of_foot(text, paragraphs[i]) for i in run):
            top = min(row for row, _ in cells.values())
            for i in sorted(run, key=lambda i: (cells[i][1], i)):
                ordered.append(replace(paragraphs[i], cell=(top, cells[i][1])))
                origins.append(i)
        else:
            ordered += [paragraphs[i] for i in run]
            origins += run
        index = run[-1] + 1
    return ordered, origins


def _is_of_foot(text: str, p: Paragraph) -> bool:
    words = text[p.start : p.end].strip(" *")
    return bool(_RECIPIENTS.match(words)) or _is_signature_line(words) or _is_small_post(words)


def _is_next_cell(p: Paragraph, following: Paragraph) -> bool:
    """Whether the next paragraph is in the same table laid out as cells: its rows go on."""
    return p.cell is not None and following.cell is not None and following.cell >= p.cell


def _read_foot(
    text: str, paragraphs: Sequence[Paragraph], body_start: int, issuer: Slice | None, recognised: bool
) -> tuple[int, int, SignerMention | None, tuple[Slice, ...]]:
    recipients_at = next(
        (
            i
            for i in range(body_start, len(paragraphs))
            if _RECIPIENTS.match(text[paragraphs[i].start : paragraphs[i].end])
        ),
        None,
    )
    recipients: tuple[Slice, ...] = ()
    after_recipients = len(paragraphs)
    if recipients_at is not None:
        recipients, after_recipients = _read_recipients(text, paragraphs, recipients_at, recognised)
    first = body_start if recipients_at is None else max(body_start, recipients_at - 10)
    # a signature further down is that of what is attached
    foot = paragraphs if recipients_at is None else paragraphs[: after_recipients + _FOOT_PARAGRAPHS]
    lines, origins = _signature_columns(text, foot, first)
    signer, signed_from, signed_to = _find_signer(text, lines, first)
    if signer is not None and signed_from is not None and signed_to is not None and issuer is not None:
        signer, signed_to = _lead_signer(text, lines, signer, (signed_from, signed_to), issuer)
    if signed_from is not None and signed_to is not None:
        covered = origins[signed_from:signed_to]
        signed_from, signed_to = min(covered), max(covered) + 1
    if signer is None and recognised and recipients_at is not None:
        signer, signed_to = _name_beside(text, paragraphs, recipients_at)
        if signer is None:
            signer, signed_from = _name_above(text, paragraphs, max(first, recipients_at - _NAMES_ABOVE), recipients_at)
    is_above = recipients_at is not None and signed_from is not None and signed_from < recipients_at
    if signer is not None and signer.name is None and is_above:
        # the recipients were read between the post and the name
        named = paragraphs[after_recipients] if after_recipients < len(paragraphs) else None
        person = _person(text[named.start : named.end].strip(" *")) if named and named.table is None else None
        if named is not None and person is not None:
            start = text.index(text[named.start : named.end].strip(" *"), named.start) + person
            signer = replace(signer, name=Slice(start, named.end, "signer.name.below"))
            after_recipients += 1
    ends = [i for i in (recipients_at, signed_from) if i is not None]
    body_end = min(ends, default=len(paragraphs))
    foot_end = max([after_recipients if recipients_at is not None else 0, signed_to or 0], default=0) or len(paragraphs)
    return body_end, max(body_end, foot_end), signer, recipients


_NAMES_ABOVE = 10  # paragraphs: two signatures side by side above the recipients, with what is read in their seals
_LONGEST_COLUMN = 60  # characters of a line of a signature


def _signature_columns(
    text: str, paragraphs: Sequence[Paragraph], first: int
) -> tuple[Sequence[Paragraph], Sequence[int]]:
    """Lay signatures that stand side by side on the same lines one under the other, the left one first.

    Returns the lines, and of each line the index in ``paragraphs`` from which it comes. "THƯ KÝ    CHỦ TỌA" over
    "Lê Thị A    Trần Văn B" are two signatures.
    """
    lines: list[Paragraph] = list(paragraphs[:first])
    origins = list(range(len(lines)))
    index = first
    while index < len(paragraphs):
        columns = _columns(text, paragraphs[index])
        opens = any(_is_signature_line(text[c.start : c.end].strip(" *")) for c in columns)
        block: list[tuple[int, tuple[Paragraph, ...]]] = []
        while opens and index < len(paragraphs) and len(block) < _FOOT_PARAGRAPHS:
            p = paragraphs[index]
            columns = _columns(text, p) or (p,)
            if p.table is not None or p.end - p.start > 4 * _LONGEST_COLUMN or _RECIPIENTS.match(text[p.start : p.end]):
                break
            block.append((index, columns))
            index += 1
        if not block:
            lines.append(paragraphs[index])
            origins.append(index)
            index += 1
            continue
        width = max(len(columns) for _, columns in block)
        for side in range(width):
            for origin, columns in block:
                if side < len(columns):
                    lines.append(replace(columns[side], cell=(block[0][0], side)))
                    origins.append(origin)
    return lines, origins


def _columns(text: str, p: Paragraph) -> tuple[Paragraph, ...]:
    """The pieces of a line that stand apart, two or three short ones; none where the line is one."""
    if p.table is not None or p.cell is not None or p.rank is not Rank.NONE or p.end - p.start > 4 * _LONGEST_COLUMN:
        return ()
    starts, ends = [p.start], []
    for gap in _GAP.finditer(text, p.start, p.end):
        ends.append(gap.start())
        starts.append(gap.end())
    ends.append(p.end)
    pieces = [(a, b) for a, b in zip(starts, ends, strict=True) if b > a]
    if not 2 <= len(pieces) <= 3 or any(b - a > _LONGEST_COLUMN for a, b in pieces):
        return ()
    return tuple(replace(p, start=a, content=a, end=b) for a, b in pieces)


def _name_above(
    text: str, paragraphs: Sequence[Paragraph], first: int, recipients_at: int
) -> tuple[SignerMention | None, int | None]:
    """The first name in columns above the recipients, where no post could be read under the seals."""
    for index in range(first, recipients_at):
        p = paragraphs[index]
        if p.cell is not None and (person := _person(text[p.start : p.end])) is not None:
            opened = index
            while opened > first and paragraphs[opened - 1].cell is not None:
                opened -= 1
            return SignerMention(None, None, Slice(p.start + person, p.end, "signer.name.above", 0.6)), opened
    return None, None


def _name_beside(
    text: str, paragraphs: Sequence[Paragraph], recipients_at: int
) -> tuple[SignerMention | None, int | None]:
    """The name in the column beside the recipients, where no post could be read under the seal."""
    for index in range(recipients_at + 1, len(paragraphs)):
        p = paragraphs[index]
        if p.cell is None:
            break
        words = text[p.start : p.end]
        if p.cell[1] > 0 and (person := _person(words)) is not None:
            return SignerMention(None, None, Slice(p.start + person, p.end, "signer.name.beside", 0.6)), index + 1
    return None, None


def _read_recipients(
    text: str, paragraphs: Sequence[Paragraph], at: int, recognised: bool
) -> tuple[tuple[Slice, ...], int]:
    p = paragraphs[at]
    found: list[Slice] = []
    # "Nơi nhận: Như trên; Lưu: VT." on one line
    colon = text.find(":", p.start, p.end)
    if colon >= 0 and text[colon + 1 : p.end].strip(" *"):
        position = colon + 1
        for piece in text[colon + 1 : p.end].split(";"):
            found.append(_trimmed(text, position, position + len(piece)))
            position += len(piece) + 1
    index = at + 1
    dashed = False  # whether the last recipient has a dash before it
    while index < len(paragraphs):
        q = paragraphs[index]
        words = text[q.start : q.end]
        if q.table is not None or (p.cell and q.cell != p.cell) or (q.cell and not p.cell):
            break
        is_item = q.rank in (Rank.DASH, Rank.PLUS)
        in_block = bool(p.cell) and len(words) < 150
        looks_listed = _ARCHIVE.match(words) or _COPY_TO.match(words) or regex.search(r"[;,]\s*$", words)
        goes_on = dashed and found and _goes_on(text, paragraphs[index - 1], q)
        if not (is_item or in_block or goes_on or (looks_listed and len(words) <= 150)):
            break
        above = text[paragraphs[index - 1].start : paragraphs[index - 1].end].rstrip(" *")
        broken = not is_item and words[:1].islower() and not above.endswith((";", ".", ":"))
        if found and (broken or goes_on or (recognised and _wraps(text, paragraphs[index - 1], q))):
            # a recipient that its author broke into two lines: "- Các Bộ, cơ quan ngang Bộ,", "cơ quan thuộc ...";
            # or a scan's narrow column, whose lines are paragraphs of their own
            found[-1] = _trimmed(text, found[-1].start, q.end)
        elif not _AUTHORITY.match(words):
            found.append(_trimmed(text, q.content, q.end))
            dashed = is_item
        index += 1
        following = paragraphs[index] if index < len(paragraphs) else None
        goes_further = following is not None and following.rank is q.rank and words.rstrip(" *").endswith((";", ","))
        if _ARCHIVE.match(text[q.content : q.end]) and not (is_item and goes_further):
            break
    return tuple(s for s in found if s.end > s.start), index


def _goes_on(text: str, before: Paragraph, line: Paragraph) -> bool:
    """Whether a line without a dash is the rest of the recipient above, which has one: "- VPCP: BTCN, các PCN,"."""
    words = text[line.start : line.end].strip(" *")
    above = text[before.start : before.end].rstrip(" *")
    if line.rank is not Rank.NONE or above.endswith((";", ".")) or len(words) > 100:
        return False
    if _ARCHIVE.match(words) or _COPY_TO.match(words) or _is_signature_line(words) or _person(words) is not None:
        return False
    return above.endswith((",", ":", "&", "-")) or bool(regex.search(r"[;,.]$", words))


def _wraps(text: str, before: Paragraph, line: Paragraph) -> bool:
    """Whether a line without a dash goes on with the recipient in the line before it, which has one and no end."""
    if line.rank is not Rank.NONE or before.rank not in (Rank.DASH, Rank.PLUS, Rank.NONE):
        return False
    tail = text[before.start : before.end].rstrip()
    return not _ARCHIVE.match(text[line.start : line.end]) and not tail.endswith((";", "."))


def _trimmed(text: str, start: int, end: int) -> Slice:
    """A recipient as printed, without what closes it."""
    while start < end and text[start] in " \t\n*-–":
        start += 1
    while end > start and text[end - 1] in " \t\n*;.,:":
        end -= 1
    return Slice(start, end, "header.recipient")


def _find_signer(
    text: str, paragraphs: Sequence[Paragraph], first: int
) -> tuple[SignerMention | None, int | None, int | None]:
    """Return the first signature block from ``first`` on, with the range of its paragraphs."""
    index = first
    while index < len(paragraphs):
        p = paragraphs[index]
        words = text[p.start : p.end].strip(" *")
        is_post = _is_signature_line(words) or _is_post_over_name(text, paragraphs, index)
        if p.table is None and is_post and (block := _read_signature(text, paragraphs, index)):
            signer, start, end = block
            # of the two who sign minutes the chair comes first, wherever the secretary signs
            if signer.position and _minor_post().match(signer.position.of(text)) and end < len(paragraphs):
                chair, _, chair_end = _find_signer(text, paragraphs[: end + 6], end)
                if chair is not None and chair_end is not None:
                    return chair, start, chair_end
            return signer, start, end
        index += 1
    return None, None, None


def _lead_signer(
    text: str, paragraphs: Sequence[Paragraph], signer: SignerMention, block: tuple[int, int], issuer: Slice
) -> tuple[SignerMention, int]:
    """Of the offices that sign a joint document ("KT. GIÁM ĐỐC SỞ A", "KT. GIÁM ĐỐC SỞ B") the issuing one's signer."""
    own = match_key(issuer.of(text))

    def signs_for(line: Paragraph) -> str:
        return match_key(text[line.start : line.end])

    first, end = block
    if not _NAMES_OFFICE.search(text, paragraphs[first].start, paragraphs[first].end) or own in signs_for(
        paragraphs[first]
    ):
        return signer, end
    from_here = end
    for _ in range(_MOST_OFFICES):
        other, other_first, other_end = _find_signer(text, paragraphs[: from_here + 8], from_here)
        if other is None or other_first is None or other_end is None:
            break
        if own in signs_for(paragraphs[other_first]):
            return other, other_end
        from_here = other_end
    return signer, end


_MOST_OFFICES = 5  # that sign a document together
# "GIÁM ĐỐC SỞ TÀI CHÍNH": the post with the office it belongs to
_NAMES_OFFICE = regex.compile(r"\s(?:SỞ|BỘ|BAN|CỤC|CHI CỤC|UBND|ỦY BAN|UỶ BAN|CÔNG AN|TÒA ÁN|VIỆN)\s+\p{Lu}")


@cache
def _minor_post() -> regex.Pattern[str]:
    """Posts that sign beside the one whose document it is: who wrote the minutes, who drew up the table."""
    posts = [row["post"] for row in rows("signing_posts") if row["minor"] == "1"]
    return regex.compile(r"(?i)\W*(?:" + phrases(*posts) + ")" + WORD_END)


def _is_post_over_name(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line in small letters near the end is a post and nothing else, with a name below it: "Giám đốc"."""
    if index < len(paragraphs) - _FOOT_PARAGRAPHS or paragraphs[index].rank is not Rank.NONE:
        return False
    if not _SMALL_POST.match(text, paragraphs[index].start, paragraphs[index].end):
        return False
    words = text[paragraphs[index].start : paragraphs[index].end].strip(" *")
    if not _is_small_post(words):
        return False
    below = [q for q in paragraphs[index + 1 : index + 4] if q.cell == paragraphs[index].cell and q.table is None]
    names = (words for q in below if _person(words := text[q.start : q.end].strip(" *")) is not None)
    return any(name.split()[0].upper() in _families() or _DEGREE.match(name) for name in names)


def _is_small_post(words: str) -> bool:
    line = words.upper()
    post = signing_post().match(line)
    return post is not None and bool(_WHOSE_POST.fullmatch(line, post.end()))


# "Thủ trưởng đơn vị"
_WHOSE_POST = regex.compile(r"(?:\s+(?:ĐƠN VỊ|CƠ QUAN|CÔNG TY|TRUNG TÂM|CHI NHÁNH|NHÀ TRƯỜNG))?")
_SMALL_POST = regex.compile(r"[ *]*\p{Lu}\p{Ll}+(?:[ ]\p{L}+){0,5}[ *]*$")


def _is_signature_line(words: str) -> bool:
    if len(words) > 120:
        return False
    if _AUTHORITY.match(_SIGNED.sub("", words)):
        return True
    return is_capitals(words) and bool(signing_post().match(words)) and not _ENDS_SENTENCE.search(words)


def _read_signature(text: str, paragraphs: Sequence[Paragraph], at: int) -> tuple[SignerMention, int, int] | None:
    authority: Slice | None = None
    position: Slice | None = None
    name: Slice | None = None
    capitals: tuple[int, Slice] | None = None
    cell = paragraphs[at].cell
    index = at
    beside = 0
    while index < min(at + 12 + beside, len(paragraphs)):
        q = paragraphs[index]
        words = text[q.start : q.end].strip(" *")
        if q.table is not None or (cell and q.cell != cell):
            break
        if not cell and q.cell and q.cell[1] == 0:
            # the post was read apart from its column: the recipients stand between it and the name
            index, beside = index + 1, beside + 1
            continue
        if found := _AUTHORITY.match(_SIGNED.sub("", words)):
            words = found.group()
            offset = text.index(words, q.start)
            if authority is None:
                authority = Slice(offset, offset + found.end("code"), "signer.authority")
            if (deputy := _DEPUTY.search(words)) and found["code"].upper() in {"KT", "K/T"}:
                # both lines as one: who signs for a head is a deputy
                position = Slice(offset + deputy.start("post"), offset + len(words), "signer.position")
            elif signing_post().match(found["of"]) and position is None:
                position = Slice(offset + found.start("of"), offset + len(words), "signer.position.of_authority")
        elif (words := _SIGNED.sub("", words)) and _is_post_line(words):
            offset = text.index(words, q.start)
            position = _further(text, position, Slice(offset, offset + len(words), "signer.position"))
        elif (person := _person(words)) is not None:
            offset = text.index(words, q.start) + person
            name = Slice(offset, text.index(words, q.start) + len(words), "signer.name")
            index += 1
            break
        elif position is not None and capitals is None and _is_capital_name(words):
            offset = text.index(words, q.start)
            capitals = index, Slice(offset, offset + len(words), "signer.name.capitals", 0.8)
        elif is_capitals(words) and index <= at + 3 and len(words) < 80:
            pass  # the authority's name wraps: "TM. ỦY BAN NHÂN DÂN / TỈNH QUẢNG NGÃI"
        elif len(words) > 60 or q.rank is not Rank.NONE:
            break
        index += 1
    if name is None and capitals is not None:
        index, name = capitals[0] + 1, capitals[1]
    if (
        name is None
        and at + 3 < len(paragraphs)
        and not authority
        and position is not None
        and paragraphs[at].rank is Rank.NONE
    ):
        # a post alone in the middle of a document is a heading; at its end it is a signature without a name
        following = paragraphs[at + 1]
        is_over_recipients = bool(_RECIPIENTS.match(text[following.start : following.end]))
        is_last = index >= len(paragraphs) or cell is not None
        if not is_last and not is_over_recipients:
            return None
        if is_over_recipients:
            index = at + 1
    if position is None and authority is None:
        return None
    return SignerMention(authority, position, name), at, index


def _is_post_line(words: str) -> bool:
    if _SMALL_POST.match(words):
        return _is_small_post(words)
    return is_capitals(words) and len(words) < 120 and bool(signing_post().match(words) or _REST_OF_POST.match(words))


def _further(text: str, position: Slice | None, line: Slice) -> Slice:
    """The position with one more line: its rest, or a second post of the one who signs, of which the first counts."""
    if position is None or position.rule == "signer.position.of_authority" or _ON_BEHALF.match(position.of(text)):
        return line
    if _REST_OF_POST.match(line.of(text)):
        return Slice(position.start, line.end, position.rule)
    # "CHỦ TỊCH" over "PHÓ CHỦ TỊCH": the deputy signs, and the authority was lost
    is_deputy = line.of(text).startswith("PHÓ") and position.of(text) in line.of(text)
    return line if is_deputy else position


@cache
def _families() -> frozenset[str]:
    return frozenset(row["surname"].upper() for row in rows("surnames"))


def _is_capital_name(words: str) -> bool:
    """Whether a line in capitals is a person's name: three syllables or more, a family name first."""
    found = _CAPITAL_NAME.match(words)
    return found is not None and len(words.split()) >= 3 and found["family"] in _families() - {"VĂN"}


def _person(words: str) -> int | None:
    """Return where a person's name begins in a line that holds one (after degrees and ranks), or None."""
    signed = _SIGNED_BY.match(words)
    start = signed.end() if signed else 0
    if degree := _DEGREE.match(words[start:]):
        start += degree.end()
    rest = words[start:]
    return start if PERSON.match(rest) and 2 <= len(rest.split()) <= 6 and len(rest) < 50 else None
