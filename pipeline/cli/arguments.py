"""From what was typed to values: dates, intervals, formats. Whatever makes no sense is a ``UsageError``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from pipeline.cli import texts
from pipeline.cli.session import wrong_use
from pipeline.errors import UsageError, system_reason
from pipeline.text import fold

#: An error message names so many choices at most.
_MOST_CHOICES = 12

FORMATS = ("table", "csv", "json", "xlsx")
#: What the name of ``--output`` asks for.
_ENDINGS = {".csv": "csv", ".json": "json", ".xlsx": "xlsx", ".txt": "table", ".tsv": "table", "": "table"}

# `re` and not `regex`, whose import is a tenth of the time that `vanban tasks` may take.
# 05/12/2021, 5-12-2021
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})")
# 2021-12-05
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
# 5m, 30s, 2h, 1d
_INTERVAL = re.compile(r"(?P<number>\d{1,6})\s*(?P<unit>[smhd])", flags=re.IGNORECASE)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_date(written: str | None, option: str) -> date | None:
    """Return the day of "05/12/2021" or "2021-12-05"; None for None."""
    if written is None:
        return None
    match = _DAY_FIRST.fullmatch(written.strip()) or _ISO.fullmatch(written.strip())
    if match:
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            pass
    raise wrong_use("bad_date", texts.BAD_DATE, texts.BAD_DATE_HINT, option=option, value=written)


def parse_limit(written: str | None) -> int | None:
    """Return how many rows are wanted at most; None for None."""
    if written is None:
        return None
    if written.strip().isdecimal() and int(written) > 0:
        return int(written)
    raise wrong_use("bad_limit", texts.BAD_LIMIT, texts.BAD_LIMIT_HINT, value=written)


def parse_share(written: str | None, option: str) -> float | None:
    """Return a share from 0 to 1, written as "0.9", "0,9" or "90%"; None for None."""
    if written is None:
        return None
    text = written.strip().replace(",", ".")
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if 0 <= share <= 1:
        return share
    raise wrong_use("bad_share", texts.BAD_SHARE, texts.BAD_SHARE_HINT, option=option, value=written)


def parse_page(written: str | None) -> int:
    """Return the number of a page, from 1; 1 for None."""
    if written is None:
        return 1
    if written.strip().isdecimal() and 0 < int(written) <= 1_000_000:
        return int(written)
    raise wrong_use("bad_page", texts.BAD_PAGE, texts.BAD_PAGE_HINT, value=written)


def parse_dpi(written: str | None) -> int:
    """Return how many dots an inch of a page becomes; 150 for None."""
    if written is None:
        return 150
    if written.strip().isdecimal() and 36 <= int(written) <= 600:
        return int(written)
    raise wrong_use("bad_dpi", texts.BAD_DPI, texts.BAD_DPI_HINT, value=written)


def parse_workers(written: str | None) -> int | None:
    """Return how many worker processes are wanted; None for None."""
    if written is None:
        return None
    if written.strip().isdecimal() and 0 < int(written) <= 256:
        return int(written)
    raise wrong_use("bad_workers", texts.BAD_WORKERS, texts.BAD_WORKERS_HINT, value=written)


def parse_tolerance(written: str | None) -> float | None:
    """Return by how much F1 may fall, 0 to 1, from "0.01" or "0,01"; None for None."""
    if written is None:
        return None
    if re.fullmatch(r"\d+(?:[.,]\d{1,6})?", written.strip()):
        tolerance = float(written.replace(",", "."))
        if tolerance <= 1:
            return tolerance
    raise wrong_use("bad_tolerance", texts.BAD_TOLERANCE, texts.BAD_TOLERANCE_HINT, value=written)


def parse_interval(written: str) -> timedelta:
    """Return the time of "5m", "30s", "2h" or "1d"; at least five seconds."""
    if match := _INTERVAL.fullmatch(written.strip()):
        interval = timedelta(**{_UNITS[match["unit"].lower()]: int(match["number"])})
        if interval >= timedelta(seconds=5):
            return interval
    raise wrong_use("bad_interval", texts.BAD_INTERVAL, texts.BAD_INTERVAL_HINT, value=written)


def parse_choice(written: str, choices: Iterable[str], option: str) -> str:
    """Return the choice that was meant, whatever its case and accents; name the nearest ones where none was."""
    names = {fold(choice): choice for choice in choices}
    if found := names.get(fold(written)):
        return found
    near = [names[key] for key in difflib.get_close_matches(fold(written), names, n=3, cutoff=0.5)]
    raise wrong_use(
        "unknown_choice",
        texts.UNKNOWN_CHOICE,
        texts.UNKNOWN_CHOICE_NEAR if near else texts.UNKNOWN_CHOICE_HINT,
        option=option,
        value=written,
        near=", ".join(near),
        choices=", ".join(list(names.values())[:_MOST_CHOICES]) + (", ..." if len(names) > _MOST_CHOICES else ""),
    )


def parse_format(written: str | None, output: Path | None) -> str:
    """Return the format to write: as asked for, else as the output's name says, else a table."""
    if written is None:
        chosen = "table" if output is None else _format_of(output)
    else:
        chosen = parse_choice(written, FORMATS, "--format")
    if chosen == "xlsx" and output is None:
        raise wrong_use("output_missing", texts.XLSX_OUTPUT, texts.XLSX_OUTPUT_HINT)
    return chosen


def _format_of(output: Path) -> str:
    suffix = output.suffix.lower()
    if suffix not in _ENDINGS:
        raise wrong_use("unknown_ending", texts.UNKNOWN_ENDING, texts.UNKNOWN_ENDING_HINT, name=output.name)
    return _ENDINGS[suffix]


def existing_files(paths: Iterable[Path]) -> list[Path]:
    """Return the paths as they are; wrong use where one does not exist or is a folder."""
    listed = existing(paths)
    for path in listed:
        if path.is_dir():
            raise wrong_use("a_folder", texts.A_FOLDER, texts.A_FOLDER_HINT, path=path)
    return listed


def check_range(start: date | None, end: date | None, start_option: str, end_option: str) -> None:
    """Raise wrong use where a range of days ends before it begins: it would find nothing and not say why."""
    if start is not None and end is not None and start > end:
        raise wrong_use(
            "reversed_range",
            texts.REVERSED_RANGE,
            texts.REVERSED_RANGE_HINT,
            start=f"{start_option} {start:%d/%m/%Y}",
            end=f"{end_option} {end:%d/%m/%Y}",
        )


def existing(paths: Iterable[Path]) -> list[Path]:
    """Return the paths as they are; wrong use where one does not exist."""
    listed = list(paths)
    for path in listed:
        if not path.exists():
            raise wrong_use("no_such_file", texts.NO_SUCH_FILE, texts.NO_SUCH_FILE_HINT, path=path)
    return listed


def cannot_write(path: Path, error: OSError) -> UsageError:
    """Return the error for a file that was to be written and cannot be."""
    reason = system_reason(error)
    return UsageError(
        "cannot_write",
        texts.CANNOT_WRITE.vi.format(path=path, reason=reason.vi),
        texts.CANNOT_WRITE_HINT.vi,
        texts.CANNOT_WRITE.en.format(path=path, reason=reason.en),
        texts.CANNOT_WRITE_HINT.en,
    )
