"""Results of recognition, kept by what the picture holds: a page that was recognised once is not recognised again."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.read.ocr import engines
from pipeline.read.page import PageWord
from pipeline.read.rules import Rule

#: Raised whenever what becomes of a picture changes: older results are then not taken any more.
_RULES: Final = 3
_FOLDER: Final = "recognised"


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page as recognised, upright and straightened; boxes and sizes in points from its top left corner.

    ``turned`` is by how many degrees (clockwise: 0, 90, 180, 270) the picture had to be turned to stand upright, and
    ``skew`` by how many it was straightened about its middle after that (counter-clockwise). ``confidence`` is the mean
    of the words', 0 to 1; 0 on a page without words.
    """

    number: int
    words: tuple[PageWord, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float
    turned: int
    skew: float
    confidence: float


class PageCache:
    """Recognised pages in a folder, each a file under the hash of its picture; no folder, no cache.

    A file that cannot be read, or was not written by this class, counts as none. Several processes may use one folder.
    """

    def __init__(self, folder: str | None) -> None:
        self._folder = Path(folder) / _FOLDER if folder else None

    def key(self, picture: NDArray[np.uint8], dpi: float) -> str:
        """Return the name of a picture's result: its pixels, its resolution, and what reads it."""
        if self._folder is None:
            return ""
        facts = f"{_RULES} {engines.version()} {picture.shape} {dpi:.2f}"
        digest = hashlib.sha256(facts.encode())
        digest.update(np.ascontiguousarray(picture).tobytes())
        return digest.hexdigest()

    def get(self, key: str) -> RecognisedPage | None:
        """Return the page that is kept under ``key``."""
        if self._folder is None:
            return None
        try:
            return _page(json.loads(zlib.decompress(self._path(key).read_bytes())))
        except (OSError, zlib.error, ValueError, TypeError, KeyError):
            return None

    def put(self, key: str, page: RecognisedPage) -> None:
        """Keep a page. A folder that cannot be written to costs time and no result."""
        if self._folder is None:
            return
        data = zlib.compress(json.dumps(asdict(page), ensure_ascii=False).encode(), 6)
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                Path(name).replace(path)  # whole or not at all
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / f"{key}.json.z"


def _page(fields: dict[str, Any]) -> RecognisedPage:
    words = tuple(
        PageWord(
            **{
                **word,
                "box": tuple(word["box"]),
                "repaired": tuple(word["repaired"]) if word["repaired"] else None,
            }
        )
        for word in fields["words"]
    )
    return RecognisedPage(**{**fields, "words": words, "rules": tuple(Rule(*rule) for rule in fields["rules"])})
