"""The document in a web page: the part of the page that holds it, without the site round it.

Sites name their parts as they like, and an office's page may have more words in its margins than in its notice. So
three things tell: what is official about a document (national title, number, "Nơi nhận", signature), which the site
never has; how links stand (a menu or a list of other pages is little else); and the words that sites put round a text
("Tin liên quan", "Lượt xem"), which are data (``data/site_words.csv``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Final

import regex
from lxml import etree
from lxml.etree import _Element

from pipeline.read import letterhead
from pipeline.read.tree import opens_header
from pipeline.text import fold, squeeze

# a list of links, a share bar, a cookie notice; Vietnamese names as sites write them in class and id
_SITE_NAME = regex.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|sidebar|breadcrumbs?|footer|comments?|share|social|related|cookie|banner"
    r"|advert(?:isement)?|popup|modal|toolbar|pagination|pager|lien-?quan|tin-?lien-?quan|tin-?khac|binh-?luan"
    r"|thong-?ke|quang-?cao|duong-?dan|chan-?trang)(?:$|[\s_-])",
    regex.IGNORECASE,
)
# what sites call the title, day and author of a text in class and id, and what they call their own
_TITLE_NAME = regex.compile(
    r"title|tieu-?_?de|headline|heading|sapo|lead|date|ngay|time|desc|tom-?_?tat|trich-?_?dan|author"
    r"|tac-?_?gia|nguon|source",
    regex.IGNORECASE,
)
_SITE_TITLE = regex.compile(r"site|logo|banner|brand|web|page|portlet|block|widget|column", regex.IGNORECASE)
_PARTY_OR_STATE = regex.compile(r"\s*(?:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN)", regex.IGNORECASE)
_MOTTO_LENGTH: Final = 120
# "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN": the head of a signature
_AUTHORITY = regex.compile(r"\s*(?:TM|KT|TL|TUQ)\s*[./]\s*\p{Lu}{2}")
# "PHỤ LỤC", "Phụ lục II", "Điều 3.", "QUYẾT ĐỊNH:": what else only a document has
_OF_DOCUMENT = regex.compile(r"\s*(?:PHỤ LỤC\b|Phụ lục [IVX\d]+\s*$|Điều \d{1,3}\s*[.:]|QUYẾT ĐỊNH\s*+(?::\s*+)?$)")
# "Điều 3. Tổ chức thực hiện", "1. Mục đích": a heading that is a link to itself
_PART_OF_TEXT = regex.compile(
    r"(?:điều|chương|mục|phần|khoản|phụ lục|căn cứ)\s|(?:\d{1,2}|[IVX]+|[a-zđ])[.)]", regex.IGNORECASE
)
# "Số: 12/QĐ-UBND", "Hà Nội, ngày 5 tháng 3 năm 2024"
_NUMBER_OR_DATE = regex.compile(r"\s*(?:số\s*:.*/|.{0,40},\s*ngày\s.*tháng\s.*năm)", regex.IGNORECASE)

_OFFICE_PROGRAM = regex.compile(r"Microsoft (?:Word|Excel)|(?:Word|Excel)\.|LibreOffice|OpenOffice", regex.IGNORECASE)

#: Dropped where a page has several, but a saved document may keep its letterhead in <header>.
_SITE_FRAME: Final = frozenset({"header", "footer"})
_CELLS: Final = frozenset({"tr", "tbody", "thead", "tfoot"})
_CONTAINERS: Final = (
    "ul", "ol", "dl", "div", "table", "tbody", "td", "section", "article", "p", "aside", "center", "span", "marquee",
    "li",
)  # fmt: skip
_BLOCKS: Final = frozenset({"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"})
#: The part that holds this share of all the page's running text is the document.
_DENSE_SHARE: Final = 0.6
#: Of what is official on a page so much stands in its document; a table of contents may have an "Điều 1." as well.
_OFFICIAL_SHARE: Final = 0.75
#: What stands at the end of a document.
_ENDS: Final = frozenset({"recipients", "authority"})
#: A part of the page with a site's name is the site's up to this share of the words.
_NAMED_SHARE: Final = 0.2
#: Letters of a line of running text, against a caption or a menu's.
_SENTENCE: Final = 40
#: Letters of a cell that lays out a page.
_LAYOUT_CELL: Final = 120
_CAPTION: Final = 60
_LINKED_SHARE: Final = 0.6
_FEWEST_LINKS: Final = 3
#: Letters that may stand beside a link in a list of pages: a date, "Còn hiệu lực", the first sentences.
_TEASER: Final = 400
#: Letters of a link that is the title of another page.
_LONG_LINK: Final = 20
_LINE: Final = 90
#: How far above a text its title may stand, in elements; the lengths of a title and of what follows a text.
_TITLE_LEVELS: Final = 3
_TITLE_LETTERS: Final = 400
_ENDING: Final = 120


def find_document(root: _Element) -> _Element:
    """Return the element that holds the document, and drop what is the site's from inside it. ``root`` is changed."""
    body = root.find(".//body")
    page = body if body is not None else root
    _drop_named(page)
    _drop_link_lists(page)
    found = _official(page)
    if found is None:
        found = _densest(page)
        _drop_owner(found)
    _drop_after(found)
    _drop_tools(found)
    return found


def is_office_file(root: _Element) -> bool:
    """Whether an office program saved a document as a page: there is no site round it."""
    return any(
        _OFFICE_PROGRAM.search(meta.get("content") or "")
        for meta in root.iter("meta")
        if (meta.get("name") or "").lower() in ("generator", "progid")
    )


def drop(element: _Element) -> None:
    """Take an element out of its page, but not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _empty(element: _Element) -> None:
    """Drop an element; a cell stays, blank, for the others of its row to keep their columns."""
    if _name(element) not in ("td", "th"):
        drop(element)
        return
    for child in list(element):
        element.remove(child)
    element.text = ""


# --- measures -------------------------------------------------------------------------------------------------------


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _text_of(element: _Element) -> str:
    return "".join(map(str, element.itertext()))


def _letters(element: _Element) -> int:
    """Count characters without white space."""
    return sum(map(len, _text_of(element).split()))


def _words(element: _Element) -> int:
    """Count the characters outside links."""
    return max(0, _letters(element) - sum(_letters(link) for link in element.iter("a")))


def _running(page: _Element) -> dict[_Element, int]:
    """Return how much running text each element of the page holds: paragraphs, not captions, menus or owners' notes."""
    masses: dict[_Element, int] = {}
    for element in page.iter(etree.Element):
        own = _own_text(element)
        letters = len(own.replace(" ", ""))
        in_table = _name(element) in ("td", "th")
        if letters < (4 if in_table else _SENTENCE) or _says("owner", own):
            continue
        at: _Element | None = element
        while at is not None:
            masses[at] = masses.get(at, 0) + letters
            if at is page:
                break
            at = at.getparent()
    return masses


def _own_text(element: _Element) -> str:
    """Return the text of a block itself, with that of the inline elements in it, links aside."""
    if _name(element) not in _BLOCKS and not (element.text or "").strip():
        return ""
    if _name(element) not in _BLOCKS and _inside_block(element):
        return ""
    pieces: list[str] = []

    def collect(part: _Element) -> None:
        pieces.append(part.text or "")
        for child in part.iterchildren(etree.Element):
            name = _name(child)
            if name == "br":
                pieces.append(" ")
            elif name not in _BLOCKS and name not in ("a", "table", "ul", "ol") and child.find(".//table") is None:
                collect(child)
            pieces.append(child.tail or "")

    collect(element)
    return squeeze("".join(pieces))


def _inside_block(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and (
        _name(parent) in _BLOCKS or _name(parent) in ("span", "b", "i", "strong", "em", "font")
    )


# --- what is official -----------------------------------------------------------------------------------------------


def _official(page: _Element) -> _Element | None:
    """Return the smallest element that holds everything official of the page; None where nothing is."""
    marks: dict[tuple[str, str], list[_Element]] = {}  # a table of contents repeats the headings of articles
    for element, text in _texts(page):
        if kind := _official_kind(text):
            marks.setdefault((kind, text), []).append(element)
    kinds = {kind for kind, _ in marks}
    if len(kinds) < 2 or not kinds & {"motto", "recipients", "authority"}:
        return None
    masses = _running(page)
    first = "motto" if "motto" in kinds else "authority" if "authority" in kinds else "recipients"
    starts = [element for (kind, _), same in marks.items() if kind == first for element in same]
    for start in starts:  # a banner of the site may bear the national title as well
        for element in (start, *start.iterancestors()):
            if element is page:
                break
            inside = sum(any(_holds(element, mark) for mark in same) for same in marks.values())
            if inside >= _OFFICIAL_SHARE * len(marks):
                ends = [mark for (kind, _), same in marks.items() if kind in _ENDS for mark in same]
                is_whole = any(_holds(element, mark) for mark in ends)
                return _whole_table(element if is_whole else _lifted(element, page, masses))
    return None


def _official_kind(text: str) -> str | None:
    """Return what of a document a text is that no site has, None for all else."""
    if letterhead.opens_recipients(text):
        return "recipients"
    if _AUTHORITY.match(text):
        return "authority"
    if _OF_DOCUMENT.match(text):
        return "part"
    if len(text) > _MOTTO_LENGTH:
        return None
    if _PARTY_OR_STATE.match(text):
        return "motto"
    if letterhead.opens_address(text):
        return "address"
    return "number" if _NUMBER_OR_DATE.match(text) else None


def _holds(element: _Element, other: _Element) -> bool:
    return other is element or any(above is element for above in other.iterancestors())


def _texts(page: _Element) -> Iterator[tuple[_Element, str]]:
    """Yield each text outside links with the element it stands in."""
    for element in page.iter(etree.Element):
        if _name(element) == "a":
            continue
        if text := squeeze(element.text or ""):
            yield element, text
        for child in element.iterchildren(etree.Element):
            if text := squeeze(child.tail or ""):
                yield element, text


def _lifted(element: _Element, page: _Element, masses: dict[_Element, int]) -> _Element:
    """Return what holds the body of a document of which only the head is official: it was cut, or has no signature."""
    element = _whole_table(element)
    while element is not page and (parent := element.getparent()) is not None:
        if masses.get(element, 0) * 2 >= masses.get(parent, 0):
            break
        element = parent
    return element


def _whole_table(element: _Element) -> _Element:
    """Return the table of which an element is a row, or the element itself."""
    while _name(element) in _CELLS and (parent := element.getparent()) is not None:
        element = parent
    return element


# --- running text ---------------------------------------------------------------------------------------------------


def _densest(page: _Element) -> _Element:
    """Return the smallest element with most of the running text, and the title and date that stand before it."""
    masses = _running(page)
    current = page
    while masses.get(current):
        inner = [child for child in current.iterchildren(etree.Element) if masses.get(child, 0) > 0]
        best = max(inner, key=lambda child: masses[child], default=None)
        if best is None or masses[best] < _DENSE_SHARE * masses[current]:
            break
        if _name(best) in ("p", "ul", "ol", "blockquote", "pre", "li") or _is_data_table(best, masses):
            break
        current = best
    return _with_title(_whole_table(current), page)


def _is_data_table(element: _Element, masses: dict[_Element, int]) -> bool:
    """Whether a table has its text in many cells; a table that lays out a page has most of it in one."""
    if _name(element) not in ("table", *_CELLS):
        return False
    largest = max((masses.get(cell, 0) for cell in element.iter("td", "th")), default=0)
    return largest < max(_LAYOUT_CELL, _DENSE_SHARE * masses.get(element, 0))


def _with_title(text: _Element, page: _Element) -> _Element:
    """Return what holds a text with its title, its day and its author, where these stand beside it."""
    path = [text]
    while len(path) <= _TITLE_LEVELS and path[-1] is not page and (parent := path[-1].getparent()) is not None:
        path.append(parent)
    titled = [level for level, at in enumerate(path[:-1]) if any(map(_is_title, at.itersiblings(preceding=True)))]
    if not titled:
        return text
    for at in path[: titled[-1] + 1]:
        before, after = list(at.itersiblings(preceding=True)), list(at.itersiblings())
        for sibling in [s for s in before if not _is_title(s)] + [s for s in after if not _is_ending(s)]:
            drop(sibling)
    return path[titled[-1] + 1]


def _is_title(element: _Element) -> bool:
    letters = _letters(element)
    if not 8 <= letters <= _TITLE_LETTERS or 3 * (letters - _words(element)) > letters:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    is_named = _TITLE_NAME.search(names) is not None and not _SITE_TITLE.search(names)
    return is_named or _name(element) in ("h1", "h2", "h3") or element.find(".//h1") is not None


def _is_ending(element: _Element) -> bool:
    """Whether something after a text may belong to it: who wrote it, where it comes from."""
    text = squeeze(_text_of(element))
    is_foreign = any(_says(use, text) for use in ("more", "tool", "owner"))
    return 0 < len(text) < _ENDING and not is_foreign and _words(element) == _letters(element)


# --- what is the site's ---------------------------------------------------------------------------------------------


def _drop_named(page: _Element) -> None:
    """Drop headers, footers and bars by their names, if little of the text is in them and nothing official."""
    whole = max(1, _words(page))
    for element in list(page.iter(etree.Element)):
        if element is page or element.getparent() is None:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        if (_name(element) in _SITE_FRAME or (len(names) > 2 and _SITE_NAME.search(names))) and (
            _words(element) < _NAMED_SHARE * whole and not _is_letterhead(element)
        ):
            drop(element)


def _is_letterhead(element: _Element) -> bool:
    text = _text_of(element).casefold()
    return "độc lập" in text or "nơi nhận" in text or "số:" in text


def _drop_link_lists(page: _Element) -> None:
    """Drop menus and lists of other pages: elements that hold little but links, or items that each begin with one."""
    for element in list(page.iter(*_CONTAINERS)):
        if element is page or not _attached(element, page):
            continue
        links = [link for link in element.iter("a") if _letters(link)]
        if len(links) < _FEWEST_LINKS or _is_letterhead(element) or _is_of_document(element):
            continue
        whole, linked = _letters(element), sum(_letters(link) for link in links)
        if linked >= _LINKED_SHARE * whole or _is_list_of_pages(element, links):
            heading = _heading_before(element)
            _empty(element)
            if heading is not None:
                drop(heading)


def _is_of_document(element: _Element) -> bool:
    """Whether links stand in a text: its legal grounds, or a table with running numbers."""
    if any(opens_header(squeeze(_text_of(cell))) for cell in element.iter("td", "th") if _letters(cell) < 8):
        return True
    return any(squeeze(_text_of(part)).startswith("Căn cứ ") for part in (element, *element.iterchildren("p", "div")))


def _attached(element: _Element, page: _Element) -> bool:
    return any(above is page for above in element.iterancestors())


def _is_list_of_pages(element: _Element, links: Sequence[_Element]) -> bool:
    """Whether an element is nothing but items that each begin with a long link; a date or a teaser may follow it."""
    if sum(map(_letters, links)) < _LONG_LINK * len(links):
        return False
    items = captions = 0
    for child in element.iterchildren(etree.Element):
        letters = _letters(child)
        link = child if _name(child) == "a" else next((a for a in child.iter("a") if _letters(a)), None)
        if not letters:
            continue
        title = squeeze(_text_of(link)) if link is not None else ""
        is_first = bool(title) and squeeze(_text_of(child)).startswith(title) and not _PART_OF_TEXT.match(title)
        if link is not None and is_first and letters - _letters(link) <= _TEASER:
            items += 1
        elif letters < _CAPTION:
            captions += 1
        else:
            return False
    return items >= _FEWEST_LINKS and items >= 2 * captions


def _heading_before(element: _Element) -> _Element | None:
    """Return the caption right before a list of links, which goes with it."""
    before = element.getprevious()
    if before is None or (before.tail or "").strip() or (element.getparent() is None):
        return None
    text = squeeze(_text_of(before))
    if not 0 < len(text) < _CAPTION or _is_letterhead(before) or text.endswith((".", ";")):
        return None
    # the line before may as well be the last of the text: the signer's name, the author
    is_heading = _name(before) in ("h2", "h3", "h4", "h5", "h6") or _TITLE_NAME.search(before.get("class") or "")
    return before if is_heading or _says("more", text) or _says("tool", text) else None


def _drop_owner(document: _Element) -> None:
    """Drop the lines that say who runs the site, and what stands round them in a block of their own."""
    for element in list(document.iter("p", "div", "td", "span", "center", "address", "font", "li")):
        if element is document or not _attached(element, document):
            continue
        if _letters(element) < 1000 and _says("owner", squeeze(_text_of(element))):
            _empty(element)


def _drop_after(document: _Element) -> None:
    """Drop what follows a heading of other pages or of comments, where most of the text stands before it."""
    whole = _words(document)
    for element in list(document.iter(etree.Element)):
        if element is document or not _attached(element, document) or _name(element) == "a":
            continue
        text = squeeze(_text_of(element))
        if not 0 < len(text) < _CAPTION or not _says("more", text):
            continue
        following = _following(element, document)
        after = sum(_words(other) + len((other.tail or "").strip()) for other in following)
        if after > 0.6 * whole or any(_is_letterhead(other) for other in following):
            continue
        for doomed in (element, *following):
            if _attached(doomed, document):
                doomed.tail = None
                drop(doomed)


def _following(element: _Element, document: _Element) -> list[_Element]:
    """Return what stands after an element in its container, and after the containers that it heads."""
    found = list(element.itersiblings())
    parent = element.getparent()
    if parent is not None and parent is not document and _name(parent) in ("div", "section", "p", "h2", "h3", "h4"):
        headed = not any(_letters(other) for other in element.itersiblings(preceding=True))
        headed = headed and not (parent.text or "").strip()
        if headed and not found:
            return _following(parent, document)
    return found


def _drop_tools(document: _Element) -> None:
    """Drop the lines of the site that stand in the text: counters, share bars, the path to the page."""
    # from the inside out: "Chia sẻ:" stays alone when the links behind it are gone
    for element in reversed(list(document.iter("p", "div", "span", "li", "h2", "h3", "h4", "td", "b", "strong", "a"))):
        if element is document or not _attached(element, document):
            continue
        text = squeeze(_text_of(element))
        if 0 < len(text) < _LINE and _says("tool", text):
            _empty(element)


def _says(use: str, text: str) -> bool:
    """Whether a line begins with words of a site of the given use."""
    if not text or len(text) > 1000:
        return False
    return _phrases(use).match(fold(text[:200])) is not None


@cache
def _phrases(use: str) -> regex.Pattern[str]:
    source = resources.files("pipeline.read").joinpath("data", "site_words.csv")
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if line.strip() and not line.startswith("#"))
    pieces = [
        regex.escape(row["phrase"], literal_spaces=True) + (r"[\W\d]*$" if row["whole"] else r"(?!\w)")
        for row in rows
        if row["use"] == use
    ]
    return regex.compile(
        r"[\W_]*(?:" + "|".join(pieces) + ")" if use != "owner" else r"\W*?(?:" + "|".join(pieces) + ")"
    )
