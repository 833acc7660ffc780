"""What the shape of lines says about paragraphs: shared by the readers whose sources only have lines."""

from __future__ import annotations

import regex

# "1.", "2.1.", "a)", "đ)", "IV.", "-", "+", "•", "Điều 3.", "Chương II", "(1)": a line that opens an item of its own
LABEL = regex.compile(
    r"""\s*(?:
        [-–—+•*·●○▪◦](?=[\s\p{Lu}])
      | \(?\d{1,3}(?:\.\d{1,3})*[.)](?![\d])
      | \d{1,2}(?:\.\d{1,2})+\s
      | \(?[a-zđ]\d?[.)]\s
      | [IVXLC]{1,6}[.)]\s
      | [A-H][.)]\s
      | (?:Điều|Chương|Mục|Phần|Khoản|Bước|Phụ\ lục|PHỤ\ LỤC|CHƯƠNG|PHẦN|MỤC|ĐIỀU)\s+[\dIVXLC]+\b
      | Căn\ cứ\b
      | Kính\ (?:gửi|trình)\b
      | (?:Xét|Theo)\ đề\ nghị\b
    )""",
    regex.VERBOSE,
)
# the end of a sentence or of an item
_TERMINAL = regex.compile(r"""[.;:!?…]["”’)\]]*\s*$""")
# "phê duyệt", "(kèm theo": goes on with a sentence
_LOWER_START = regex.compile(r"""\s*["“‘(\[]?\p{Ll}""")
_UPPER_LINE = regex.compile(r"[^\p{Lu}\p{Ll}]*+\p{Lu}\P{Ll}*+")


def opens_item(line: str) -> bool:
    """Whether a line begins with a number, a letter or a bullet of its own."""
    return LABEL.match(line) is not None


def ends_sentence(line: str) -> bool:
    return _TERMINAL.search(line) is not None


def goes_on(line: str) -> bool:
    """Whether a line begins like the middle of a sentence."""
    return _LOWER_START.match(line) is not None and not opens_item(line)


def is_upper(line: str) -> bool:
    """Whether a line is set in capitals, like a title."""
    return _UPPER_LINE.fullmatch(line) is not None


# "số 78/2017/N⏎Q-HĐND", "https://dichvucong.⏎namanh.gov.vn": broken where a narrow cell ended
_CUT_NUMBER = regex.compile(r"(?:^|\s)\d+(?:/\d{4})?/\p{Lu}{1,5}$")
_NUMBER_REST = regex.compile(r"\p{Lu}{0,5}-\p{Lu}")
_CUT_ADDRESS = regex.compile(r"://(?:\S*[./\-_=])?$")


# "Bà Rịa - Vũng Tàu, ngày 15 tháng 11 năm ⏎2019": a date that a narrow column cut
_OPEN_DATE = regex.compile(r"\b(?:ngày|tháng|năm)\s*$", regex.IGNORECASE)
_DATE_REST = regex.compile(r"\s*\d{1,4}\b")


def cuts_date(before: str, line: str) -> bool:
    """Whether ``line`` begins with the number that the date at the end of ``before`` lacks."""
    return _OPEN_DATE.search(before) is not None and _DATE_REST.match(line) is not None


def join(first: str, second: str) -> str:
    """Join two lines of one paragraph with a blank, or without where the wrap cut a word ("X-⏎quang")."""
    first, second = first.rstrip(), second.lstrip()
    return first + ("" if is_cut(first, second) else " ") + second


def is_cut(first: str, second: str) -> bool:
    """Whether a line's end cut a word, a number or an address; ``first`` has no blank at its end."""
    if first.endswith("-") and len(first) > 1 and not first[-2].isspace() and second[:1].isalnum():
        return True
    if _CUT_ADDRESS.search(first) and second[:1].isascii() and second[:1].isalnum():
        return True
    return _CUT_NUMBER.search(first) is not None and _NUMBER_REST.match(second) is not None
