"""Recognised text as it was meant: what the grammar of its place settles is put right before anything is sought in it.

A scan's reader knows letters and syllables; only here is it known that a line is a number line, a title or a signature.
So the fixed words of the head and the foot are held against what was recognised, junk from seals and handwriting is
left out of the blocks in which we search, and a day or a number that nobody could read becomes a blank one.

The text keeps its length, so that every offset stays; what was read is kept beside each repair (``Layout.repairs``).
Blocks that hold the source's own letters are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from statistics import mean
from typing import Final

import regex

from pipeline.numbers import roman_value
from pipeline.read.layout import Block, Layout, Part, Repair, Word
from pipeline.text import fold
from pipeline.vocabulary import rows

#: Rules of repairs that leave a blank where something stands that could not be read.
UNREADABLE_NUMBER: Final = "unreadable_number"
UNREADABLE_DAY: Final = "unreadable_day"
SPLIT_DIGITS: Final = "split_digits"
#: What a value is worth, 0 to 1, in which something was put right.
REPAIRED_CONFIDENCE: Final = 0.8

_HEAD_BLOCKS: Final = 40
_ABOVE_RECIPIENTS: Final = 12  # blocks: a signature that was read above "Nơi nhận"
_BELOW_RECIPIENTS: Final = 45
_FOOT_WITHOUT_RECIPIENTS: Final = 15
#: A word below this confidence is as likely junk as a word.
_DOUBTFUL: Final = 0.5
#: Above this the readers agree; what looks odd is then odd on the page.
_SURE: Final = 0.75
#: In a phrase of this many letters one wrong letter leaves no doubt which it is.
_LONG_PHRASE: Final = 8
#: Letters at the end of a post, with the blank before its last syllable, that tell it.
_LETTERS_SEEN: Final = 6
_SHORT_LINE: Final = 60
_SHORT_TITLE: Final = 200
#: A stamp that was read as the end of a title's line: so many words at least, behind so many of the title, and how sure
#: both are.
_STAMP_WORDS: Final = 4
_SURE_WORDS: Final = 4
_STAMP_SURE: Final = 0.62
_CAPITALS_SURE: Final = 0.75
_TITLE_SURE: Final = 0.85
_STAMP_REACH: Final = 4  # blocks around the line that opens a receipt stamp


def as_meant(layout: Layout) -> Layout:
    """Return ``layout`` with its recognised blocks put right; the layout itself where nothing in it was recognised."""
    if not layout.ocr:
        return layout
    layout = _columns_apart(layout)
    return _Mending(layout, list(layout.text), list(layout.blocks)).mended()


def _columns_apart(layout: Layout) -> Layout:
    """Part the lines of a letterhead whose columns were read as one: "SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc"."""
    blocks: list[Block] = []
    for place, block in enumerate(layout.blocks):
        words = layout.text[block.start : block.end]
        at = _right_column(words) if place < _HEAD_BLOCKS and _was_recognised(layout, block) else None
        if at is None:
            blocks.append(block)
        else:
            left = len(words[:at].rstrip())
            blocks += [replace(block, end=block.start + left), replace(block, start=block.start + at)]
    return replace(layout, blocks=tuple(blocks)) if len(blocks) > len(layout.blocks) else layout


def _right_column(words: str) -> int | None:
    """Where the motto or the date begins in a line that has an agency or a number before it."""
    if len(words) > _LONGEST_HEAD_LINE:
        return None
    for pattern in _RIGHT_COLUMN:
        found = pattern.search(words)
        if found and found.start() > 0:
            left = words[: found.start()].strip()
            if _is_upper(left) or _NUMBER_LINE.match(left):
                return found.start()
    return None


def _was_recognised(layout: Layout, block: Block) -> bool:
    if block.part is not Part.BODY or block.table is not None:
        return False
    words = layout.words.between(block.start, block.end)
    return not words or any(word.confidence is not None for word in words)


@dataclass(slots=True)
class _Mending:
    """One layout in the making. ``blocks`` has None where a block turned out to be junk."""

    layout: Layout
    characters: list[str]
    blocks: list[Block | None]
    repairs: list[Repair] = field(default_factory=list)
    #: The block that opens "Nơi nhận"; signatures stand beside it, or side by side above it.
    recipients_at: int | None = None

    def mended(self) -> Layout:
        places = [i for i, block in enumerate(self.layout.blocks) if _was_recognised(self.layout, block)]
        for i in places:
            self._join_digits(i)
            self._mend_label(i)
        self._mend_sequence(places)
        self._mend_roman(places)
        head = places[:_HEAD_BLOCKS]
        head = [i for i in head if self.layout.blocks[i].page == self.layout.blocks[head[0]].page]
        self._drop_receipt_stamp(head)
        for i in head:
            self._mend_head_line(i)
        self._mend_symbol(head)
        for i in self._foot(places):
            self._mend_foot_line(i)
        kept = [block for block in self.blocks if block is not None]
        head_end = max((block.end for i in head if (block := self.blocks[i])), default=0)
        return replace(
            self.layout,
            text="".join(self.characters),
            blocks=tuple(piece for block in kept for piece in self._before_promulgation(block, head_end)),
            repairs=tuple(sorted((*self.layout.repairs, *self.repairs), key=lambda repair: repair.start)),
        )

    # --- tools ---

    def words(self, i: int) -> str:
        """The words of a block as they are now, "" where it was dropped."""
        block = self.blocks[i]
        return "".join(self.characters[block.start : block.end]) if block else ""

    def _put(self, start: int, written: str, rule: str) -> None:
        end = start + len(written)
        read = "".join(self.characters[start:end])
        if read != written:
            self.characters[start:end] = written
            self.repairs.append(Repair(start, end, read, rule))

    def _narrow(self, i: int, start: int, end: int) -> None:
        """Search in ``text[start:end]`` of a block alone; nowhere in it where nothing is left."""
        block = self.blocks[i]
        if block is None:
            return
        text = "".join(self.characters[start:end])
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        self.blocks[i] = replace(block, start=start, end=end) if start < end else None

    def _confidence(self, start: int, end: int) -> float:
        """The mean confidence of the words there, 1 where nothing is known."""
        known = [w.confidence for w in self.layout.words.between(start, end) if w.confidence is not None]
        return sum(known) / len(known) if known else 1.0

    # --- everywhere ---

    def _join_digits(self, i: int) -> None:
        """ "18/201 3/TT-BKHCN", "ngày 01/08/201 3": no year has three digits. The blank moves to the front."""
        block = self.blocks[i]
        if block is None:
            return
        for pattern in _SPLIT:
            for found in pattern.finditer(self.words(i)):
                piece = found["joined"]
                closed = "".join(piece.split())
                if closed != piece and _is_sensible(closed):
                    self._put(block.start + found.start("joined"), closed.rjust(len(piece)), SPLIT_DIGITS)

    def _mend_label(self, i: int) -> None:
        block, words = self.blocks[i], self.words(i)
        if block is None:
            return
        for pattern, written in _LABELS:
            if found := pattern.match(words):
                self._put(block.start + found.start("wrong"), written or fold(found["wrong"]), "item_label")
                return

    def _mend_sequence(self, places: Sequence[int]) -> None:
        """A label between items 4 and 6 that is no number is 5: "S. Sở X" , "ó. Sở X"."""
        last: tuple[int, str] | None = None
        odd: list[tuple[int, str]] = []
        for i in places:
            words = self.words(i)
            if numbered := _NUMBERED.match(words):
                number = int(numbered["name"])
                if last is not None and number == last[0] + 2 and numbered["mark"] == last[1]:
                    missing = str(last[0] + 1)
                    fitting = [at for at, label in odd if len(label) == len(missing)]
                    block = self.blocks[fitting[0]] if len(fitting) == 1 else None
                    if block is not None:
                        self._put(block.start, missing, "item_sequence")
                last, odd = (number, numbered["mark"]), []
            elif last is not None and (label := _ODD_LABEL.match(words)) and label["mark"] == last[1]:
                odd.append((i, label["name"]))

    def _mend_roman(self, places: Sequence[int]) -> None:
        """ "L. MỤC ĐÍCH", "HI. NỘI DUNG": strokes read as letters, where that gives the next numeral."""
        headings = [(i, found) for i in places if (found := _ROMAN.match(words := self.words(i))) and _is_upper(words)]
        values = [roman_value(found["name"].translate(_STROKES)) for _, found in headings]
        last = 0
        for place, (i, found) in enumerate(headings):
            block, value = self.blocks[i], values[place]
            following = values[place + 1] if place + 1 < len(values) else None
            if value is not None and 0 < value < last + 1 <= _ONLY_STROKES and following == last + 2:
                value = last + 1  # a stroke was lost: "I." between I and III
            if value is None:
                continue
            numeral = "I" * value if value <= _ONLY_STROKES else found["name"].translate(_STROKES)
            written = f"{numeral}{found['mark']}"
            is_next = value == last + 1
            last = value
            if block is not None and is_next and numeral != found["name"] and len(written) <= found.end("gap"):
                # where strokes are more than was read, the blank behind the label makes room
                self._put(block.start, written.ljust(found.end("gap")), "item_sequence")

    def _before_promulgation(self, block: Block, head_end: int) -> tuple[Block, ...]:
        """ "(Ban hành kèm theo ...)" under a title is a line of its own, as narrow as the title's last line may be."""
        if block.table is None and block.part is Part.BODY and block.end <= head_end:
            found = _PROMULGATED.search("".join(self.characters[block.start : block.end]))
            if found:
                at = block.start + found.end("title")
                return replace(block, end=at), replace(block, start=block.start + found.start("note"))
        return (block,)

    # --- the head ---

    def _drop_receipt_stamp(self, head: Sequence[int]) -> None:
        opened = [i for i in head if len(self.words(i)) <= _SHORT_LINE and _stamp("opens").match(fold(self.words(i)))]
        opened = [i for i in opened if self.words(i)[:1].isupper() and self._title_behind_junk(self.words(i)) is None]
        for i in opened:
            for near in head:
                words = self.words(near)
                is_field = bool(_stamp("field").match(fold(words))) and len(words) < _SHORT_LINE
                # the document's own number and date have a symbol and a place
                if near == i or (abs(near - i) <= _STAMP_REACH and is_field and not _OWN_SYMBOL.search(words)):
                    self.blocks[near] = None

    def _mend_head_line(self, i: int) -> None:
        block, words = self.blocks[i], self.words(i)
        if block is None:
            return
        if _is_junk(words) or (len(words) <= 3 and self._confidence(block.start, block.end) < _DOUBTFUL):
            self.blocks[i] = None
            return
        if block.cell is None and len(words) < _SHORT_TITLE:
            self._cut_doubtful_tail(i, block)
        self._mend_number_line(block, words)
        self._mend_date_line(i, block)
        if about := _ABOUT.match(words):
            self._put(block.start + about.start("about"), "V/v", "fixed_words")
        self._mend_opening(block, _phrases("head"))
        if block.cell is None and (title := self._title_behind_junk(words)) is not None:
            self._narrow(i, block.start + title, block.end)
            return
        if len(words) < 2 * _SHORT_LINE and _is_upper(words):
            self._mend_opening(block, _titles())
            self._mend_opening(block, _agency_heads())
            self._mend_short_heads(block)
            self._mend_province(block)

    def _title_behind_junk(self, words: str) -> int | None:
        """Where a kind alone stands behind what is left of a stamp: "DEN2oi3i21 NGHỊ ĐỊNH"."""
        if len(words) > _SHORT_LINE:
            return None
        for title, plain in _titles():
            at = len(words) - len(title)
            if at > 1 and words[at - 1].isspace() and words[at:].isupper() and fold(words[at:]) == plain:
                return at if any(_MIXED.search(token) for token in words[:at].split()) else None
        return None

    def _cut_doubtful_tail(self, i: int, block: Block) -> None:
        """A stamp beside a title is read as the end of its line: many words there of which none is sure."""
        words = self.layout.words.between(block.start, block.end)
        sure = [1.0 if word.confidence is None else word.confidence for word in words]
        for cut in range(_SURE_WORDS, len(words) - _STAMP_WORDS + 1):
            tail = sure[cut:]
            # a stamp is in capitals: beside a title in small letters less doubt is enough
            most = _CAPITALS_SURE if self._turns_to_capitals(words, cut) else _STAMP_SURE
            if sure[cut] <= _STAMP_SURE and mean(tail) <= most and mean(sure[:cut]) >= _TITLE_SURE:
                self._narrow(i, block.start, words[cut - 1].end)
                return

    def _turns_to_capitals(self, words: Sequence[Word], cut: int) -> bool:
        """Whether the words of a line are in small letters up to ``cut``, and in capitals from there on."""
        texts = ["".join(self.characters[word.start : word.end]) for word in words]
        small = [text for text in texts[:cut] if text.islower()]
        return 2 * len(small) > cut and all(text.upper() == text for text in texts[cut:])

    def _mend_number_line(self, block: Block, words: str) -> None:
        found = _NUMBER_LINE.match(words)
        if found is None or _PARTY_NUMBER.search(words):
            return
        self._put(block.start + found.start("so"), "SỐ" if found["so"].isupper() else "Số", "fixed_words")
        number = found["number"].strip(" .…_:;-–—")
        if number and not _NUMBER.fullmatch(number):
            self._put(block.start + found.start("number"), " " * len(found["number"]), UNREADABLE_NUMBER)

    def _mend_date_line(self, i: int, block: Block) -> None:
        """Place and date: what is no day of a month is a blank day, with the month as the time that is known."""
        found = _DATE_LINE.search(self.words(i))
        if found is None:
            return
        at = block.start
        day, month = (_in_range(found[name], most) for name, most in (("day", 31), ("month", 12)))
        if month is None:
            day = None  # a day of no month is none
        self._put(at + found.start("comma"), ",", "fixed_words")
        for name, written in (("day_word", "ngày"), ("month_word", "tháng"), ("year_word", "năm")):
            self._put(at + found.start(name), written if found[name].islower() else written.capitalize(), "fixed_words")
        for name, value in (("day", day), ("month", month)):
            read = found[name]
            if value is not None:
                if read.strip() != value:
                    self._put(at + found.start(name), value.center(len(read)), "date_line")
            elif read.strip(_BLANK):
                self._put(at + found.start(name), " " * len(read), UNREADABLE_DAY)
        year = "".join(found["year"].split())
        self._put(at + found.start("year"), year.rjust(len(found["year"])), SPLIT_DIGITS)
        self._narrow(i, block.start, at + found.end())

    def _mend_opening(self, block: Block, known: Sequence[tuple[str, str]]) -> None:
        """Put a phrase right with which a block begins but for its marks, or for one letter where it is long."""
        words = "".join(self.characters[block.start : block.end])
        opening = len(words) - len(words.lstrip(_EDGE))
        if any(words.startswith(phrase, opening) for phrase, _ in known):
            return
        for phrase, plain in known:
            read = words[opening : opening + len(phrase)]
            if len(read) < len(phrase) or read.isupper() != phrase.isupper():
                continue
            behind = words[opening + len(phrase) : opening + len(phrase) + 1]
            if not behind.isalnum() and _is_nearly(read, plain):
                self._put(block.start + opening, phrase, "fixed_words")
                return

    def _mend_short_heads(self, block: Block) -> None:
        """ "SỔ NỘI VỤ", "TÌNH LÂM ĐỒNG": a syllable of which only one spelling begins a line of a letterhead."""
        words = "".join(self.characters[block.start : block.end])
        for pattern, written in _SHORT_HEADS:
            for found in pattern.finditer(words):
                self._put(block.start + found.start("wrong"), written, "fixed_words")

    def _mend_symbol(self, head: Sequence[int]) -> None:
        """The code of the kind in the symbol, where the title tells it: "638/IB-UBND" over "THÔNG BÁO"."""
        kinds = {fold(row["kind"]): row["symbols"].split("|") for row in rows("kinds") if row["symbols"]}
        known = {code for codes in kinds.values() for code in codes}
        titles = [codes for i in head if (codes := kinds.get(fold(self.words(i).strip(_EDGE)))) is not None]
        if len(titles) != 1:
            return
        for i in head:
            block, found = self.blocks[i], _CODE.search(self.words(i))
            if block is None or found is None or not _NUMBER_LINE.match(self.words(i)) or found["code"] in known:
                continue
            near = [code for code in titles[0] if _differs_once(code, found["code"])]
            if len(near) == 1:
                self._put(block.start + found.start("code"), near[0], "symbol_of_kind")

    def _mend_province(self, block: Block) -> None:
        words = "".join(self.characters[block.start : block.end])
        for territory in _TERRITORY.finditer(words):
            for name, plain in _provinces():
                start, end = territory.end(), territory.end() + len(name)
                read = words[start:end]
                if len(read) == len(name) and not words[end : end + 1].isalnum() and fold(read) == plain:
                    if read != name:
                        self._put(block.start + start, name, "province")
                    break

    # --- the foot ---

    def _foot(self, places: Sequence[int]) -> Sequence[int]:
        # a letter of one page has its head near its foot: the foot is behind the first line of the body
        body = next((n for n, i in enumerate(places) if self._is_body_line(i)), len(places))
        at = next((n for n, i in enumerate(places) if _RECIPIENTS.match(fold(self.words(i)))), None)
        self.recipients_at = places[at] if at is not None else None
        if at is None:
            return places[max(body, len(places) - _FOOT_WITHOUT_RECIPIENTS) :]
        return places[max(min(body, at), at - _ABOVE_RECIPIENTS) : at + _BELOW_RECIPIENTS]

    def _is_body_line(self, i: int) -> bool:
        block = self.blocks[i]
        return block is not None and block.cell is None and len(self.words(i)) > 2 * _SHORT_LINE

    def _mend_foot_line(self, i: int) -> None:
        block, words = self.blocks[i], self.words(i)
        if block is None:
            return
        if ending := _END_OF_BODY.search(words):
            self._narrow(i, block.start, block.start + ending.end("mark"))
        elif len(words) > 2 * _SHORT_LINE:
            return
        elif _RECIPIENTS.match(fold(words)) or (_LISTED.match(words) and not _is_upper(words)):
            at = block.start + (listed.end() if (listed := _LISTED.match(words)) and listed["dash"] else 0)
            self._mend_opening(replace(block, start=at), _phrases("foot"))
            if province := _OF_PROVINCE.search(words):
                self._put(block.start + province.start("wrong"), f"{province['wrong'][0]}ỉnh", "fixed_words")
        elif (signs := self._signature_line(i, block, words)) is not None:
            self._narrow(i, block.start + signs[0], block.start + signs[1])
        elif (name := self._name(block, words)) is not None:
            self._narrow(i, block.start + name[0], block.start + name[1])
        elif (post := self._post_under_seal(i, block, words)) is not None:
            self._narrow(i, block.start + post[0], block.start + post[1])
        elif _is_junk(words) or self._is_beside_signature(i, block, words):
            self.blocks[i] = None

    def _is_left(self, i: int, block: Block) -> bool:
        """Whether a block is in the left column of the foot, where the recipients stand and nobody signs."""
        is_above = self.recipients_at is not None and i < self.recipients_at
        return block.cell is not None and block.cell[1] == 0 and not is_above

    def _is_beside_signature(self, i: int, block: Block, words: str) -> bool:
        """Whether a short line in the signature's column is handwriting, a seal, or a name that nobody can read."""
        if block.cell is None or self._is_left(i, block) or len(words) >= _SHORT_LINE or _SIGNED.search(words):
            return False
        sure = self._confidence(block.start, block.end)
        return len(words) < 4 or sure < (_DOUBTFUL if _is_upper(words) else _SURE)

    def _signature_line(self, i: int, block: Block, words: str) -> tuple[int, int] | None:
        """Return where the authority and the post of a line stand in it, the post put right; None where none does."""
        if self._is_left(i, block) or words.rstrip().endswith(";"):
            return None  # a recipient: "- GĐ, PGĐ;"
        tokens = [m.span() for m in regex.finditer(r"\S+", words)]
        code = _AUTHORITY.match(words)
        if code:
            self._put(block.start + code.start("mark"), ".", "fixed_words")
        found = None
        for first in range(min(3, len(tokens))):
            found = self._post_at(block.start, words, tokens, first)
            if found is not None:
                break
        if found is None:
            return (code.start("code"), len(words)) if code and _is_upper(words) else None
        start, end, post = found
        behind = [token for token in tokens if token[0] >= end]
        while behind and not words[end : behind[0][0]].strip() and self._goes_on(block.start, words, behind, post):
            end = behind.pop(0)[1]
        # what stands before the post is an authority ("KT. GIÁM ĐỐC") or junk
        return (code.start("code") if code else start), end

    def _post_at(
        self, offset: int, words: str, tokens: Sequence[tuple[int, int]], first: int
    ) -> tuple[int, int, str] | None:
        """Find a post that begins with token ``first`` and return its place and words; put its letters right."""
        start = tokens[first][0]
        if first == 0 and (code := _AUTHORITY.match(words)) and code.end() > start:
            start = code.end()  # "KT.GIÁM ĐỐC" is one token
        for post, plain in _posts():
            read = words[start : start + len(post)]
            behind = words[start + len(post) : start + len(post) + 1]
            if len(read) != len(post) or behind.isalnum() or not _is_upper(read):
                continue
            # of a single syllable the marks are half of what it says: TRƯỜNG is no TRƯỞNG
            if read in _post_words() or (" " in post and _is_nearly(read, plain)):
                if read not in _post_words():
                    self._put(offset + start, post, "fixed_words")
                return start, start + len(post), post
        return None

    def _post_under_seal(self, i: int, block: Block, words: str) -> tuple[int, int] | None:
        """Return where a post stands of which a seal covers the beginning: "X... Ủ TỊCH", "ONHỦ TỊCH", "H.GGIÁM ĐỐC".

        Under "KT. CHỦ TỊCH" nobody can tell whether the seal hides a deputy; then it is none.
        """
        if block.cell is None or self._is_left(i, block) or len(words) >= _SHORT_LINE:
            return None
        above = [self.words(near) for near in range(max(0, i - 3), i)]
        if any((code := _AUTHORITY.match(line)) and code["code"] == "KT" for line in above):
            return None
        for post, plain in _posts():
            if " " not in post or len(post) < _LONG_PHRASE or post.startswith("PHÓ "):
                continue
            for start in range(len(words) - len(post) + 1):
                end = start + len(post)
                is_doubtful = self._confidence(block.start + start, block.start + end) < _SURE
                if is_doubtful and not words[end : end + 1].isalnum() and _is_end_of(words[start:end], plain):
                    self._put(block.start + start, post, "fixed_words")
                    return start, end
        return None

    def _goes_on(self, offset: int, words: str, tokens: Sequence[tuple[int, int]], post: str) -> bool:
        """Whether a post goes on with a word in capitals: "CHÁNH VĂN PHÒNG", "GIÁM ĐỐC SỞ TÀI CHÍNH"."""
        start, end = tokens[0]
        token = words[start:end].strip(",")
        if token in {"-", "–", "&"}:
            return len(tokens) > 1 and self._goes_on(offset, words, tokens[1:], post)
        if not _CAPITAL_WORD.fullmatch(token):
            return False
        # the first word of an office is part of a post only with the office's name: a seal has "SỞ" in it, too
        is_alone = len(tokens) == 1 or not _CAPITAL_WORD.fullmatch(words[slice(*tokens[1])].strip(","))
        if is_alone and len(token) < 3 and self._confidence(offset + start, offset + end) < _SURE:
            return False  # a scrap of the handwriting
        if post.endswith("TRƯỞNG") or " " not in post:
            return True  # "TRƯỞNG BAN", "CHÁNH VĂN PHÒNG"
        return not (is_alone and token in _single_heads() and words[:start].rstrip().endswith(post))

    def _name(self, block: Block, words: str) -> tuple[int, int] | None:
        """Return where a person's name stands in a line: 2 to 5 capitalised syllables, a family name first."""
        for found in _PERSON.finditer(words):
            family = found["family"]
            known = _family_names().get(fold(family), ())
            beside = _DEGREES.sub("", words[: found.start()]) + words[found.end() :]
            if not known or len(beside.split()) > 3 or _CAPITALISED.search(beside):
                continue
            if self._confidence(block.start + found.start(), block.start + found.end()) < _DOUBTFUL:
                continue
            if family not in known and len(known) == 1:
                self._put(block.start + found.start("family"), known[0], "family_name")
            degree = _DEGREES.search(words, 0, found.start())
            return (degree.start() if degree else found.start()), found.end()
        return None


# --- what the places look like ---------------------------------------------------------------------------------------

_EDGE: Final = " \t-–—_.,:;|*\"'“”()[]~=•·"
_BLANK: Final = " \t.…_:;,-–—"
# "Số", with one wrong mark or letter; "Số: 0ô /CT-UBND": what stands before the symbol need not be a number
_NUMBER_LINE = regex.compile(
    r"[^\p{L}\d]{0,3}(?P<so>S(?:[oôốồổỗộóòỏõọOÔỐỒỔỖỘÓÒỎÕỌ6](?![\p{L}\d])|[ơớờởỡợƠỚỜỞỠỢ](?=\s?[:;])))[\s:.;,]*"
    r"(?P<number>(?![^/\n]*\p{Ll}{3})[^\n]{0,14}?)\s?/\s?"
    r"\p{Lu}[\p{L}\d&.]+(?:\s?[-–—/.]\s?[\p{L}&.]+){0,5}[^\p{L}\d]{0,4}$"
)
_NUMBER = regex.compile(r"\d{1,6}(?:[ ]\d{1,3})?[a-zđ]?(?:[ ]?/[ ]?(?:19|20)\d\d)?")
_PARTY_NUMBER = regex.compile(r"\d\s?[-–]\s?\p{Lu}{1,4}\s?/\s?\p{Lu}")
# "Cần Thơ, ngày 0Htháng 7 năm 2025": the words hold, whatever stands between them
_DATE_LINE = regex.compile(
    r"(?P<place>\p{Lu}[\p{L}.]{0,30}(?:[ –-]{1,3}\p{L}[\p{L}.]{0,30}){0,5})[ ]?(?P<comma>[,.;:])[ \t]*"
    r"(?P<day_word>[Nn]g[aàáảãạâầă]y)(?P<day>[^\n,]{0,10}?)"
    r"(?P<month_word>[Tt]h[aáàảãạâấăắ]ng)(?P<month>[^\n,]{0,10}?)(?P<year_word>n[aăáàâảãạằắấ]m)\s*(?P<year>(?:1\s?9|2\s?0)\s?\d\s?\d)(?!\d)",
)
#: Letters and digits, or small and capital letters, in one: no word of any language.
_MIXED = regex.compile(r"\p{L}\d|\d\p{L}|\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}")
#: What stands on the right of a letterhead: the motto's two lines, place and date.
_RIGHT_COLUMN: Final = (
    regex.compile(r"(?<=\s)C[OÔỘỒÓÒ]NG\s+H[OÒÓ][AÀÁ]\s+X[AÃÁ]\s+H[OÔỘỒ]I", regex.IGNORECASE),
    regex.compile(r"(?<=\s)[DĐ][oôộó]c\s+l[aâậạ]p\s*+(?:[-–—_.]\s*+)?[TI][uưựụ]\s+do", regex.IGNORECASE),
    regex.compile(r"(?<=\s)\p{Lu}\p{Ll}+(?:[ ]\p{Lu}\p{Ll}+){0,3}[ ]?[,.;]\s*[Nn]g[aàáâ]y[^,]{1,12}th[aáà]ng"),
)
_LONGEST_HEAD_LINE: Final = 160
_ABOUT = regex.compile(r"[^\p{L}]{0,2}(?P<about>[Vv](?:[/|\\lI1í!]\S|[^\s\p{Lu}][vV]))(?=[ :.])")
_PROMULGATED = regex.compile(
    r"^(?P<title>[^(;:]{8,300})\s(?P<note>\((?i:ban\s+hành\s+kèm|kèm|đính\s+kèm)\s[^)]*\)\W*)$"
)
_OWN_SYMBOL = regex.compile(r"/\s?\p{Lu}{2,}|,\s*(?i:ngày)[^,]*(?i:tháng)")
#: Syllables at the head of a letterhead's line, with every mark that recognition may give them.
_SHORT_HEADS: Final = (
    (regex.compile(r"^\W{0,2}(?P<wrong>S[OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỠỢ])(?=\s+\p{Lu}{2})"), "SỞ"),
    (regex.compile(r"^\W{0,2}(?P<wrong>B[OÒÓỎÕỌÔỒỐỔỖƠỜỚỞỠỢ])(?=\s+\p{Lu}{2})"), "BỘ"),
    (regex.compile(r"(?:^|(?<=\s))(?P<wrong>T[IÌÍĨỊ]NH)(?=\s+\p{Lu}{2})"), "TỈNH"),
    (regex.compile(r"(?:^|(?<=\s))(?P<wrong>TH[AÁẢÃẠÀÂ]NH\sPH[OÒÓỎÕỌÔỒỐỔỖỘƠ])(?=\s+\p{Lu}{2})"), "THÀNH PHỐ"),
)
#: The code of the kind behind the number: "/TB" of "Số: 638/TB-UBND".
_CODE = regex.compile(r"/\s?(?P<code>\p{Lu}\p{L}{0,3})(?=\s?[-–])")
_TERRITORY = regex.compile(r"(?:TỈNH|THÀNH PHỐ|TP\.)\s+")
_RECIPIENTS = regex.compile(r"\W*n[o0]i\s?(?:nh?an|nhgn)\b")
_LISTED = regex.compile(r"(?P<dash>[-–—_•+*]\s*)?(?=\p{Lu})(?(dash)|(?=(?:L[ưu]u|Nh[ưu])\b))")
# "- Thường trực HĐND tinh;": a word that no recipient ends with otherwise
_OF_PROVINCE = regex.compile(r"\s(?P<wrong>[Tt][iìíĩị]nh)(?=\W*$)")
_END_OF_BODY = regex.compile(r"(?P<mark>\./\.)\s*\S{1,5}(?:\s+\S{1,5}){0,2}$")
_AUTHORITY = regex.compile(r"[^\p{L}]{0,3}(?P<code>TM|KT|TL|TUQ|Q)\s?(?P<mark>[.,:;*'’-])\s*(?=\p{Lu})")
_CAPITAL_WORD = regex.compile(r"\p{Lu}{2,}")
_PERSON = regex.compile(r"(?<![\p{L}])(?P<family>\p{Lu}\p{Ll}+)(?:[ ]+\p{Lu}\p{Ll}*){1,4}(?![\p{L}])")
_CAPITALISED = regex.compile(r"(?<!\p{L})\p{Lu}\p{Ll}+")
_DEGREES = regex.compile(r"(?:(?:PGS|GS|TSKH|TS|ThS|BS|CKI+|CN|KS|LS)[. ]++){1,8}+$")
_SIGNED = regex.compile(r"(?i)đã\s+k[ýí]|ký\s+(?:tên|bởi)")

_YEAR = r"(?:1\s?9|2\s?0)\s?\d\s?\d"
#: Digits that recognition has split, where the grammar leaves no doubt that they are one number.
_SPLIT: Final = (
    # the year in a key: "18/201 3/TT-BKHCN"
    regex.compile(rf"(?<![\d/])(?P<joined>\d{{1,5}}/\s?{_YEAR}\s?/)(?=\s?\p{{Lu}})"),
    # "ngày 01/08/201 3"
    regex.compile(rf"(?<![\d/.])(?P<joined>\d{{1,2}}(?P<sep>[/.])\s?\d\s?\d?(?P=sep)\s?{_YEAR})(?![\d/]|\s\d)"),
    # "năm 201 3"
    regex.compile(rf"(?<=(?i:năm)\s)(?P<joined>{_YEAR})(?![\d/]|\s\d)"),
)
_DATED = regex.compile(r"(\d{1,2})[/.](\d{1,2})[/.]\d{4}")

#: Labels of items with one wrong sign; "" is its letter without marks.
_LABELS: Final = (
    # "2, Quán triệt", "Điều 3, Các ông"
    (regex.compile(r"(?:(?i:điều)\s+)?\d{1,2}(?:\.\d{1,2})?(?P<wrong>[,;])(?=\s+\p{Lu})"), "."),
    # "l. Sở X"
    (regex.compile(r"(?P<wrong>[l|])(?=[.)]\s+\p{Lu})"), "1"),
    # "a} Tiếp tục"
    (regex.compile(r"[a-zđ](?P<wrong>[}\]])(?=\s)"), ")"),
    # "é) Tiếp tục"
    (regex.compile(r"(?P<wrong>[àáảãạèéẻẽẹâêăìíỉ])(?=\)\s)"), ""),
    # "_ Tiếp tục", "~ Tiếp tục"
    (regex.compile(r"(?P<wrong>[_~=¬«.])(?=\s+\p{Lu}\p{Ll})"), "-"),
)
_NUMBERED = regex.compile(r"(?P<name>\d{1,2})(?P<mark>[.)])\s")
_ROMAN = regex.compile(r"(?P<name>[IVXLHTl1|]{1,5})(?P<mark>[.])(?P<gap>\s*)(?=\p{Lu})")
#: Up to here a numeral is nothing but strokes.
_ONLY_STROKES: Final = 3
_STROKES: Final = {ord(letter): "I" for letter in "LTl1|"} | {ord("H"): "II"}
_ODD_LABEL = regex.compile(r"(?P<name>[^\s\d.)]{1,2})(?P<mark>[.)])\s+(?=\p{Lu})")


def _is_sensible(joined: str) -> bool:
    dated = _DATED.fullmatch(joined)
    return dated is None or (1 <= int(dated[1]) <= 31 and 1 <= int(dated[2]) <= 12)


def _in_range(read: str, most: int) -> str | None:
    """Return the number between two words of a date, None where there is none that may stand there."""
    value = "".join(read.strip(_BLANK).split())
    if not value.isdecimal() and (found := _TWO_DIGITS.fullmatch(value)):
        value = found["digits"]  # both digits stand there: what is beside them is a stroke
    return value if value.isdecimal() and len(value) <= 2 and 1 <= int(value) <= most else None


_TWO_DIGITS = regex.compile(r"[^\p{L}\d]?(?P<digits>\d\d)[^\p{L}\d]?")


def _is_upper(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def _is_junk(words: str) -> bool:
    """Whether a short line holds no word at all: single letters, signs, letters without a vowel."""
    tokens = words.split()
    return len(tokens) <= 4 and not any(
        _WORD.fullmatch(token.strip(_EDGE)) or _DIGITS.search(token) for token in tokens
    )


_DIGITS = regex.compile(r"\d")
#: A word: small, Capitalised or in CAPITALS, of two letters or more with a vowel; or initials of three and more.
_WORD = regex.compile(
    r"(?=\p{L}*[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ])(?:\p{Lu}?\p{Ll}+|\p{Lu}{2,})|\p{Lu}{3,}"
    r"|\p{L}+[-/]\p{L}+",
    regex.IGNORECASE,
)


def _is_nearly(read: str, plain: str) -> bool:
    """Whether ``read`` is the phrase ``plain`` (folded) but for its marks, or for one letter of a long one."""
    folded = fold(read)
    if folded == plain:
        return True
    if len(plain) < _LONG_PHRASE or len(folded) != len(plain):
        return False
    return sum(a != b for a, b in zip(folded, plain, strict=True)) == 1


def _is_end_of(read: str, plain: str) -> bool:
    """Whether ``read`` ends as ``plain`` (a folded phrase) does: wrong before it are signs, and at most one letter."""
    if not _is_upper(read):
        return False
    folded = fold(read)
    if len(folded) != len(plain):
        return False
    wrong = [n for n, (a, b) in enumerate(zip(folded, plain, strict=True)) if a != b]
    letters = [n for n in wrong if folded[n].isalnum()]
    right = len(plain) - len(wrong)
    return len(letters) <= 1 and right >= _LETTERS_SEEN and all(n < len(plain) - _LETTERS_SEEN for n in wrong)


def _differs_once(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _folded(phrases: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return phrases with their folded forms, the longer first."""
    return tuple((p, fold(p)) for p in sorted(set(phrases), key=lambda p: (-len(p), p)))


@cache
def _phrases(zone: str) -> tuple[tuple[str, str], ...]:
    return _folded(row["phrase"] for row in rows("recognised_phrases") if row["zone"] == zone)


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    """Kinds in capitals, of two syllables at least: one alone is too little to be sure of."""
    return _folded(row["kind"].upper() for row in rows("kinds") if row["group"] != "other" and " " in row["kind"])


@cache
def _agency_heads() -> tuple[tuple[str, str], ...]:
    heads = (row["head"].upper() for row in rows("unit_heads") if row["kind"] in {"office", "whole"})
    return _folded(head for head in heads if " " in head)


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    return _folded(row["name"].upper() for row in rows("provinces"))


@cache
def _posts() -> tuple[tuple[str, str], ...]:
    posts = {row["head"].upper() for row in rows("unit_heads") if row["kind"] == "post"}
    posts |= {row["post"] for row in rows("signing_posts")}
    posts |= {f"{before} {post}" for post in posts for before in ("PHÓ", "QUYỀN") if not post.startswith("PHÓ")}
    return _folded(posts)


@cache
def _single_heads() -> frozenset[str]:
    return frozenset(
        row["head"].upper() for row in rows("unit_heads") if row["kind"] == "office" and " " not in row["head"]
    )


@cache
def _post_words() -> frozenset[str]:
    return frozenset(post for post, _ in _posts())


@cache
def _family_names() -> dict[str, tuple[str, ...]]:
    """Family names by their folded forms."""
    names: dict[str, tuple[str, ...]] = {}
    for row in rows("surnames"):
        names[fold(row["surname"])] = (*names.get(fold(row["surname"]), ()), row["surname"])
    return names


@cache
def _stamp(kind: str) -> regex.Pattern[str]:
    known = _folded(row["words"] for row in rows("receipt_stamps") if row["kind"] == kind)
    ends = r"(?![\p{L}])" if kind == "field" else r"(?=\W*(?:\d|so\b|ngay\b|gio\b|$))"
    return regex.compile(r"\W*(?:" + "|".join(regex.escape(plain) for _, plain in known) + ")" + ends)
