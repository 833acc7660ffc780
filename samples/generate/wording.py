"""The vocabularies of the generator, its own, and the grammar that makes sentences of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

_DATA: Final = Path(__file__).parent / "data"
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return ``data/NAME.toml``."""
    with (_DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences about one topic; ``values`` fill slots that the document settles ("{province}")."""

    rng: Random
    topic: Mapping[str, Any]
    values: Mapping[str, str]

    @classmethod
    def about_something(cls, rng: Random, values: Mapping[str, str]) -> Wording:
        return cls(rng, rng.choice(vocabulary("wording")["topic"]), values)

    @property
    def topic_name(self) -> str:
        return str(self.topic["name"])

    def say(self, symbol: str) -> str:
        """Return one of the grammar's phrases for ``symbol``."""
        return self.filled("{" + symbol + "}")

    def filled(self, template: str) -> str:
        """Return a template with its slots filled, those of the fillings too."""
        return _SLOT.sub(lambda slot: self._slot(slot.group(1)), template)

    def _slot(self, name: str) -> str:
        if name in self.values:
            return self.values[name]
        choices = self.topic[name] if name in self.topic else vocabulary("wording")[name]
        return self.filled(self.rng.choice(choices))
