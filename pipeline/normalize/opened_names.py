"""Opens a name that stands for several offices: "UBND các xã An Phú và Mỹ Lộc" are two committees."""

from __future__ import annotations

from typing import Final

import regex

_KIND: Final = r"(?:tỉnh|thành\s+phố|TP\.?|huyện|thị\s+xã|TX\.?|quận|phường|xã|thị\s+trấn|đặc\s+khu)"
#: A head, perhaps none, with the territories that it is of: "Chủ tịch UBND" + "huyện" + "A, B và thành phố C".
_OF_SEVERAL = regex.compile(
    rf"(?:(?P<head>\S.*?)\s+)?[Cc]ác\s+(?P<kind>{_KIND})\s*:?\s+(?P<names>(?:{_KIND}\s+)?\p{{Lu}}.*)"
)
_JOINT = regex.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
_WITH_KIND = regex.compile(rf"(?P<kind>{_KIND})\s+(?P<name>\S.*)")
#: A name of a place: words with capitals, or a number ("Quận 3", "Đam Rông 1").
_PLACE = regex.compile(r"(?:\p{Lu}[\p{L}'’.-]*|\d{1,2})(?:\s+-?\s*(?:\p{Lu}[\p{L}'’.-]*|\d{1,2}))*")


def opened(written: str) -> tuple[str, ...]:
    """Return the names of the offices that ``written`` is short for; nothing where it names one, or says not which.

    >>> opened("UBND các huyện Ba Vì, Thạch Thất và thị xã Sơn Tây")
    ('UBND huyện Ba Vì', 'UBND huyện Thạch Thất', 'UBND thị xã Sơn Tây')
    >>> opened("UBND các huyện, thành phố")
    ()
    """
    match = _OF_SEVERAL.fullmatch(written.strip(" .;,:"))
    if match is None:
        return ()
    kind, names = match["kind"], []
    for member in _JOINT.split(match["names"]):
        if (own := _WITH_KIND.fullmatch(member)) is not None:
            kind, member = own["kind"], own["name"]
        if _PLACE.fullmatch(member) is None:
            return ()
        names.append(" ".join(filter(None, (match["head"], kind, member))))
    return tuple(names) if len(names) > 1 else ()
