"""How a document numbers its parts, and what path each item has."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from samples.generate.phrase import Item

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII")
_LETTERS: Final = "abcdđeghiklm"
#: (heading, item, what stands below an item)
_STYLES: Final = (
    ("roman", "number", "letter"),
    ("roman", "number", "bullet"),
    ("roman", "number", "plus"),
    ("number", "decimal", "bullet"),
    ("number", "decimal", "letter"),
    ("letter", "number", "bullet"),
)


@dataclass(slots=True)
class Numbering:
    """The numbers of one document, counted on as headings and items come."""

    rng: Random
    style: tuple[str, str, str] = field(init=False)
    findings: list[Item] = field(default_factory=list)
    _heading: int = 0
    _item: int = 0
    _section: str | None = None
    _errs_at: int | None = None

    def __post_init__(self) -> None:
        self.style = self.rng.choice(_STYLES)

    def err_once(self) -> None:
        """Let the numbering skip a number, or have one twice, at the third item."""
        self._errs_at = 3

    def next_heading(self) -> tuple[str, str]:
        """Return the label and the path of the next heading."""
        name = _name(self.style[0], self._heading)
        self._heading += 1
        self._item = 0
        self._section = name
        return f"{name}.", name

    def next_item(self) -> tuple[str, str]:
        """Return the label and the path of the next item under the heading, or of the document where there is none."""
        self._item += 1
        if self._errs_at == self._item:
            self._err()
        number = str(self._item)
        if self._section is None:
            return f"{number}.", number
        if self.style[1] == "decimal":
            return f"{self._section}.{number}.", f"{self._section}.{number}"
        return f"{number}.", f"{self._section}.{number}"

    def sub(self, section: str | None, index: int) -> tuple[str, str | None]:
        """Return the label and the path of what stands below an item."""
        if self.style[2] == "letter":
            letter = _LETTERS[index]
            return f"{letter})", f"{section}.{letter}" if section else letter
        return ("-" if self.style[2] == "bullet" else "+"), section

    def _err(self) -> None:
        self._errs_at = None
        skips = self.rng.random() < 0.5
        self._item += 1 if skips else -1
        code = "skipped_numbering" if skips else "duplicate_numbering"
        message = "Số thứ tự nhảy cóc." if skips else "Số thứ tự trùng."
        self.findings.append(Item({"code": code, "severity": "warning", "message": message}))


def _name(style: str, index: int) -> str:
    return {"roman": _ROMAN[index], "number": str(index + 1), "letter": "ABCDEG"[index]}[style]
