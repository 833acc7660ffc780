"""``vanban show KEY --page N``: what was found on a page, as a table or drawn into a picture of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.cli import texts
from pipeline.cli.arguments import cannot_write
from pipeline.cli.record_view import explanations
from pipeline.cli.render import Column, show_rows
from pipeline.cli.session import Session, leave, wrong_use
from pipeline.errors import DocumentError
from pipeline.settings import get_settings

_PNG = b"\x89PNG\r\n\x1a\n"
# what file systems take in a name everywhere: "12/KH-SKHCN" becomes "12-KH-SKHCN"
_UNSAFE = re.compile(r"[^\w.-]+")

_Row = tuple[str, str, str | None, str]
_COLUMNS: list[Column[_Row]] = [
    Column(texts.H_ITEM, lambda row: row[0], width=16),
    Column(texts.H_MEANING, lambda row: row[1], ratio=4),
    Column(texts.H_RULE, lambda row: row[2] or "-", ratio=2),
    Column(texts.H_WORDS, lambda row: row[3], ratio=5),
]


def show_page(
    session: Session,
    name: str,
    record: Mapping[str, Any],
    paths: Sequence[str],
    page: int,
    png: Path | None,
    dpi: int,
) -> None:
    """Print what stands on a page, or write the picture of it to ``png`` ("-": a name by itself)."""
    from pipeline.provenance import check_page

    check_page(record, page)
    if png is not None:
        _draw(session, name, record, paths, page, png, dpi)
        return
    rows = list(explanations(record, page))
    if not rows:
        session.note(texts.NOTHING_ON_PAGE, page=page)
        return
    if session.is_terminal:
        session.say(texts.T_PAGE, page=page, pages=record["source"]["pages"], path=record["source"]["path"])
    show_rows(session, rows, _COLUMNS)


def _draw(
    session: Session, name: str, record: Mapping[str, Any], paths: Sequence[str], page: int, png: Path, dpi: int
) -> None:
    from pipeline.ingest import limits_of
    from pipeline.provenance import picture_of

    key = record["document"].get("key") or Path(name).stem
    target = Path(f"{_UNSAFE.sub('-', key).strip('-.')}-{page}.png") if str(png) == "-" else png
    try:
        if target.exists() and not _is_png(target):
            raise wrong_use("not_overwritten", texts.NO_PICTURE, texts.NO_PICTURE_HINT, path=target)
        picture = picture_of(record, paths, page, dpi=dpi, language=session.language, limits=limits_of(get_settings()))
        target.write_bytes(picture)
    except OSError as error:
        raise cannot_write(target, error) from error
    except DocumentError as error:  # the document's own fault, as in ``vanban extract``
        session.complain(error)
        leave(1)
    session.note(texts.DRAWN, page=page, path=target)


def _is_png(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_PNG)) == _PNG
