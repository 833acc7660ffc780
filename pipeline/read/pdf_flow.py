"""Reading order and paragraphs of a PDF, from nothing but where its lines stand."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.read import letterhead
from pipeline.read import lines as line_shapes
from pipeline.read.page import Line, Page, PageTable, PageWord, Segment

#: How far down (points) a letterhead and a signature block reach.
_LETTERHEAD_DEPTH: Final = 190.0
_SIGNATURE_DEPTH: Final = 330.0
#: A first line is indented by at least this much (points).
_INDENT: Final = 9.0
_CENTER: Final = 14.0
#: How far left of its column's middle a line of the right column may be centred.
_OFF_CENTER: Final = 60.0
#: Two lines of one paragraph are no further apart than this many heights of the letters.
_LEADING: Final = 1.15
#: A stretched line ends no further from the margin than this (points).
_STRETCHED: Final = 1.5


@dataclass(frozen=True, slots=True)
class Flow:
    """A paragraph (``lines``) or a table, in reading order; ``cell`` as in ``layout.Block``."""

    lines: tuple[Segment, ...] = ()
    table: PageTable | None = None
    page: int = 1
    centered: bool = False
    cell: tuple[int, int] | None = None
    footnote: bool = False


@dataclass(frozen=True, slots=True)
class _Columns:
    """Lines of the page that are read in two columns, parted at ``split``."""

    lines: tuple[Line, ...]
    split: float


@dataclass(frozen=True, slots=True)
class _Sides:
    """Where two columns are parted, and the middle on which the right one is centred."""

    split: float
    right_middle: float

    def hold(self, line: Line) -> bool:
        """Whether every part of a line keeps to its side; a centred title below the columns does not."""
        if any(segment.x0 < self.split - 2 and segment.x1 > self.split + 6 for segment in line.segments):
            return False
        alone = line.segments[0]
        return len(line.segments) > 1 or alone.x1 < self.split + 6 or _middle(alone) > self.right_middle - _OFF_CENTER


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    #: Where first lines of paragraphs begin, as far as several do.
    indent: float | None = None
    #: Middles that a title may be centred on.
    middles: tuple[float, ...] = ()
    #: Whether the lines of the text are stretched to the right margin, as all but the last of a paragraph are.
    justified: bool = False

    @classmethod
    def of(cls, lines: Sequence[Line], page: Page) -> _Margins:
        """Estimate them from the widest lines; from tables or the page where there is little text."""
        wide = sorted(lines, key=lambda line: line.x1 - line.x0)[-max(3, len(lines) * 2 // 3) :]
        usual = (0.14 * page.width, 0.93 * page.width)
        if len(wide) < 5 and page.tables:
            left, right = min(t.box[0] for t in page.tables), max(t.box[2] for t in page.tables)
        elif len(wide) < 3:
            left, right = usual
        else:
            left = statistics.quantiles([line.x0 for line in wide], n=10)[0]
            right = max(statistics.quantiles([line.x1 for line in wide], n=10)[-1], 0.75 * page.width)
        starts = Counter(round(line.x0) for line in lines if line.x0 > left + _INDENT)
        indent, times = starts.most_common(1)[0] if starts else (0, 0)
        middles = ((left + right) / 2,) if len(wide) >= 5 else ((left + right) / 2, sum(usual) / 2, page.width / 2)
        stretched = sum(abs(line.x1 - right) < _STRETCHED for line in wide)
        justified = len(wide) >= 5 and stretched > 0.5 * len(wide)
        return cls(left, right, indent if times >= 3 else None, middles, justified)


def flow(page: Page) -> list[Flow]:
    """Return the page's paragraphs and tables in reading order."""
    page = replace(page, lines=_parted_at_motto(page))
    regions = _column_regions(page)
    notes = _footnotes(page)
    elsewhere = {id(line) for region in regions for line in region.lines} | {id(line) for line in notes}
    lines = [line for line in page.lines if id(line) not in elsewhere]
    margins = _Margins.of(lines, page)
    found: list[Flow] = []
    run: list[Line] = []
    parts: list[tuple[float, Line | PageTable | _Columns]] = [
        *((line.top, line) for line in lines),
        *((table.box[1], table) for table in page.tables),
        *((min(line.top for line in region.lines), region) for region in regions),
    ]
    for _, part in sorted(parts, key=lambda pair: pair[0]):
        if isinstance(part, Line):
            run.append(part)
            continue
        found += _paragraphs(run, margins, page)
        run = []
        if isinstance(part, PageTable):
            found.append(Flow(table=part, page=page.number))
        else:
            found += _columns(part, page)
    found += _paragraphs(run, margins, page)
    return found + [Flow(lines=tuple(note), page=page.number, footnote=True) for note in _notes(notes)]


# --- footnotes -------------------------------------------------------------------------------------------------------


def _footnotes(page: Page) -> list[Line]:
    """The last lines of a page, in small letters, from one on that begins with a raised number."""
    sizes = [segment.size for line in page.lines for segment in line.segments]
    sizes += [line.size for table in page.tables for cell in table.cells for line in cell.lines]
    if not sizes:
        return []
    small = 0.9 * statistics.median(sizes)
    start = len(page.lines)
    for i in range(len(page.lines) - 1, -1, -1):
        line = page.lines[i].whole()
        if statistics.median(word.size for word in line.words[1:] or line.words) > small:
            break
        if _opens_note(line):
            start = i
    return list(page.lines[start:])


def _opens_note(line: Segment) -> bool:
    first, rest = line.words[0], line.words[1:]
    return bool(rest) and first.text.strip("[]()*").isdigit() and first.size < 0.8 * rest[0].size


def _notes(lines: Sequence[Line]) -> Iterator[list[Segment]]:
    note: list[Segment] = []
    for line in lines:
        segment = line.whole()
        if note and _opens_note(segment):
            yield note
            note = []
        note.append(segment)
    if note:
        yield note


# --- two columns -----------------------------------------------------------------------------------------------------


def _column_regions(page: Page) -> list[_Columns]:
    regions: list[_Columns] = []
    used: set[int] = set()
    for i in range(len(page.lines)):
        if i in used:
            continue
        members, split = _letterhead(page, i) or _signature(page, i) or ([], 0.0)
        members = [m for m in members if m not in used]
        if any(segment.x0 > split for m in members for segment in page.lines[m].segments):
            used.update(members)
            regions.append(_Columns(tuple(page.lines[m] for m in sorted(members)), split))
    return regions


def _parted_at_motto(page: Page) -> tuple[Line, ...]:
    """Part the lines of a letterhead whose columns stand closer together than columns do elsewhere."""
    lines = list(page.lines)
    for i, line in enumerate(lines):
        for segment in line.segments:
            if segment.top > 0.5 * page.height or not letterhead.is_motto(segment.text):
                continue
            words = segment.words
            start = next((k for k in range(1, len(words)) if letterhead.opens_motto(_text(words[k:]))), None)
            if start is None:
                continue
            split = (words[start - 1].box[2] + words[start].box[0]) / 2
            for j in range(i, len(lines)):
                parted = _part(lines[j], split)
                if lines[j].top - line.top > _LETTERHEAD_DEPTH or parted is None:
                    break
                lines[j] = parted
            return tuple(lines)
    return page.lines


def _text(words: Sequence[PageWord]) -> str:
    return " ".join(word.text for word in words)


def _part(line: Line, split: float) -> Line | None:
    """Part a line at ``split``; None where a word, or a blank as wide as any, stands there."""
    segments: list[Segment] = []
    for segment in line.segments:
        before = tuple(word for word in segment.words if word.box[2] <= split + 6)
        after = segment.words[len(before) :]
        if before and after:
            if after[0].box[0] - before[-1].box[2] < 0.4 * segment.size:
                return None
            segments += [Segment(before, segment.page), Segment(after, segment.page)]
        elif after and after[0].box[0] < split - 6:
            return None
        else:
            segments.append(segment)
    return Line(tuple(segments))


def _letterhead(page: Page, place: int) -> tuple[list[int], float] | None:
    """The motto stands on the right; what stands left of it at about its height is the agency."""
    motto = page.lines[place].segments[-1]
    if not letterhead.is_motto(motto.text) or motto.x0 < 0.25 * page.width or motto.top > 0.5 * page.height:
        return None
    left = [
        segment.x1
        for line in page.lines
        for segment in line.segments
        if abs(line.top - motto.top) < 40 and segment.x1 < motto.x0
    ]
    if not left:
        return None
    sides = _Sides((max(left) + motto.x0) / 2, _middle(motto))
    return _gather(page, place, sides, _LETTERHEAD_DEPTH, above=40.0), sides.split


def _signature(page: Page, place: int) -> tuple[list[int], float] | None:
    """ "Nơi nhận" with a signer to its right, or two titles in capitals beside each other."""
    line = page.lines[place]
    first = line.segments[0]
    if letterhead.opens_recipients(first.text):
        right = [
            segment
            for other in page.lines
            for segment in other.segments
            if -60 < other.top - line.top < _SIGNATURE_DEPTH / 2
            and segment.x0 > max(0.38 * page.width, first.x1)
            and (len(other.segments) > 1 or (segment.x0 + segment.x1) / 2 > 0.58 * page.width)
        ]
        if not right:
            return None
        edge = min(segment.x0 for segment in right)
        left = [
            segment.x1
            for other in page.lines
            for segment in other.segments
            if 0 <= other.top - line.top < _SIGNATURE_DEPTH / 2 and segment.x1 < edge
        ]
        sides = _Sides((max(left) + edge) / 2, statistics.median(map(_middle, right)))
        return _gather(page, place, sides, _SIGNATURE_DEPTH, above=60.0), sides.split
    if len(line.segments) == 2 and all(line_shapes.is_upper(segment.text) for segment in line.segments):
        sides = _Sides((line.segments[0].x1 + line.segments[1].x0) / 2, _middle(line.segments[1]))
        if line.segments[1].x0 - line.segments[0].x1 > 30:
            return _gather(page, place, sides, _SIGNATURE_DEPTH, above=0.0), sides.split
    return None


def _gather(page: Page, place: int, sides: _Sides, depth: float, above: float) -> list[int]:
    """Take the lines round ``place`` that keep to their sides."""
    top = page.lines[place].top
    members = [place]
    for i in range(place + 1, len(page.lines)):
        text = page.lines[i].text
        if page.lines[i].top - top > depth or not sides.hold(page.lines[i]):
            break
        if letterhead.opens_recipients(text) or letterhead.opens_address(text):
            break
        members.append(i)
    for i in range(place - 1, -1, -1):
        # A short last line of the text above would pass for one of the left column.
        if top - page.lines[i].top > above or page.lines[i].x1 < sides.split or not sides.hold(page.lines[i]):
            break
        members.append(i)
    return members


def _columns(region: _Columns, page: Page) -> Iterator[Flow]:
    for side in (0, 1):
        column = [
            segment
            for line in region.lines
            for segment in line.segments
            if ((segment.x0 + segment.x1) / 2 > region.split) == bool(side)
        ]
        for lines in _column_paragraphs(_one_a_line(column)):
            yield Flow(lines=tuple(lines), page=page.number, cell=(0, side), centered=_is_centered_in(lines, column))


def _one_a_line(segments: Sequence[Segment]) -> list[Segment]:
    """Join what stands at one height in a column: "Số:        /QĐ-UBND" has a gap for the number."""
    joined: list[Segment] = []
    for segment in segments:
        if joined and abs(joined[-1].bottom - segment.bottom) < 4 and segment.x0 > joined[-1].x0:
            joined[-1] = Segment(joined[-1].words + segment.words, segment.page)
        else:
            joined.append(segment)
    return joined


def _column_paragraphs(column: Sequence[Segment]) -> Iterator[list[Segment]]:
    paragraph: list[Segment] = []
    for segment in column:
        if paragraph and not _continues_in_column(paragraph, segment):
            yield paragraph
            paragraph = []
        paragraph.append(segment)
    if paragraph:
        yield paragraph


def _continues_in_column(paragraph: Sequence[Segment], line: Segment) -> bool:
    before = paragraph[-1]
    if line_shapes.cuts_date(before.text, line.text):
        return True
    if line_shapes.ends_sentence(before.text) or line_shapes.opens_item(line.text):
        return False
    if line_shapes.goes_on(line.text):
        return True
    if before.bold == line.bold and len(line.words) == 1 and line_shapes.is_upper(before.text + line.text):
        return True  # the last word of an agency's name, for which the column was too narrow
    # A subject under the number ("V/v ...") runs over several lines, whatever letter they begin with.
    close = line.top - before.bottom < _LEADING * (before.bottom - before.top) and before.italic == line.italic
    return close and before.bold == line.bold and letterhead.opens_subject(paragraph[0].text)


def _is_centered_in(lines: Sequence[Segment], column: Sequence[Segment]) -> bool:
    middle = statistics.median((s.x0 + s.x1) / 2 for s in column)
    return abs((lines[0].x0 + lines[0].x1) / 2 - middle) < _CENTER and len({round(s.x0) for s in column}) > 1


# --- paragraphs ------------------------------------------------------------------------------------------------------


def _paragraphs(lines: Sequence[Line], margins: _Margins, page: Page) -> list[Flow]:
    found: list[Flow] = []
    paragraph: list[Segment] = []
    for line in lines:
        segment = line.whole()
        if paragraph and not _continues(paragraph, segment, margins):
            found.append(_flow(paragraph, margins, page))
            paragraph = []
        paragraph.append(segment)
    if paragraph:
        found.append(_flow(paragraph, margins, page))
    return found


def _flow(paragraph: Sequence[Segment], margins: _Margins, page: Page) -> Flow:
    centered = all(_is_centered(segment, margins) for segment in paragraph) or (
        len(paragraph) > 1 and all(map(_share_middle, paragraph, paragraph[1:]))
    )
    return Flow(lines=tuple(paragraph), page=page.number, centered=centered)


def _is_centered(segment: Segment, margins: _Margins) -> bool:
    if (margins.indent is not None and abs(segment.x0 - margins.indent) < 2) or segment.text.endswith(";"):
        return False
    off = min(abs(_middle(segment) - middle) for middle in margins.middles)
    return off < _CENTER and segment.x0 > margins.left + 2 * _INDENT and segment.x1 < margins.right - _INDENT


def _middle(segment: Segment) -> float:
    return (segment.x0 + segment.x1) / 2


def _share_middle(before: Segment, line: Segment) -> bool:
    """Two lines of a centred title have one middle and different ends, wherever on the page."""
    return abs(_middle(before) - _middle(line)) < 3 and abs(before.x0 - line.x0) > 6


def _continues(paragraph: Sequence[Segment], line: Segment, margins: _Margins) -> bool:
    """Whether a line goes on with the paragraph above it."""
    before = paragraph[-1]
    height = max(before.bottom - before.top, 1.0)
    if line.top - before.bottom > _LEADING * height:
        return False
    if line_shapes.cuts_date(before.text, line.text):
        return True
    if _is_heading(paragraph) and not line_shapes.is_upper(line.text) and not line_shapes.goes_on(line.text):
        return False
    centered = _is_centered(line, margins)
    if (centered and _is_centered(before, margins)) or _share_middle(before, line):
        return _continues_title(before, line, margins)
    if centered and not line_shapes.goes_on(line.text) and line_shapes.is_upper(line.text):
        return False
    if _is_centered(before, margins) and not _is_centered(paragraph[0], margins):
        return False
    if letterhead.opens_recipients(line.text) and line.text.rstrip().endswith(":"):
        return False
    if margins.justified and before.x1 < margins.right - 2 * _STRETCHED and line_shapes.ends_sentence(before.text):
        return False  # the last line of a paragraph that all but fills its width
    indented = line.x0 > margins.left + _INDENT and line.x0 > min(s.x0 for s in paragraph[-2:]) - _INDENT / 3
    full = _is_full(before, line, margins.right)
    if line_shapes.opens_item(line.text) and (indented or not full or line_shapes.ends_sentence(before.text)):
        return False
    if not full:
        # A short line ends its paragraph, unless the sentence plainly goes on (an unjustified or narrow text).
        return line_shapes.goes_on(line.text) and not line_shapes.ends_sentence(before.text)
    if len(paragraph) == 1 or line.x0 < margins.left + _INDENT:
        # The second line stands further left than the first, or at the same place in a text without indents.
        return not (indented and line.x0 >= before.x0 - 2 and line_shapes.ends_sentence(before.text))
    return abs(line.x0 - before.x0) < _INDENT or not indented


def _is_heading(paragraph: Sequence[Segment]) -> bool:
    """Whether a paragraph is "IV. NHIỆM VỤ TRỌNG TÂM NĂM 2027": numbered, and set in capitals."""
    capitals = all(line_shapes.is_upper(segment.text) for segment in paragraph)
    return capitals and len(paragraph[0].words) > 2 and line_shapes.opens_item(paragraph[0].text)


def _continues_title(before: Segment, line: Segment, margins: _Margins) -> bool:
    same_case = line_shapes.is_upper(before.text) == line_shapes.is_upper(line.text)
    if before.bold != line.bold or abs(before.size - line.size) > 0.6 or not same_case:
        return False
    if line_shapes.goes_on(line.text):
        return True
    wide = before.x1 - before.x0 > 0.55 * (margins.right - margins.left)
    return wide and not line_shapes.opens_item(line.text) and not line_shapes.ends_sentence(before.text)


def _is_full(before: Segment, line: Segment, right: float) -> bool:
    """Whether the first word of ``line`` had no more room on the line before it."""
    word = line.words[0]
    return before.x1 + (word.box[2] - word.box[0]) + 0.2 * before.size > right - 2


def continues_over_page(before: Flow, after: Flow) -> bool:
    """Whether a paragraph that a page break cut goes on at the top of the next page."""
    if not before.lines or not after.lines or any(f.cell or f.centered or f.footnote for f in (before, after)):
        return False
    last, first = before.lines[-1].text, after.lines[0].text
    if line_shapes.ends_sentence(last) or line_shapes.opens_item(first):
        return False
    if _is_heading(before.lines) and not line_shapes.is_upper(first):
        return line_shapes.goes_on(first)
    return line_shapes.goes_on(first) or (len(after.lines) > 1 and after.lines[0].x0 < after.lines[1].x0 + _INDENT / 2)
