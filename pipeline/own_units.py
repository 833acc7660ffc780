"""An office's own list of units: lines of data that decide where the registry does not know, or knows otherwise.

A CSV file that people keep in a spreadsheet: a line says how a unit is written, its name and whose it is, and the days
from and to which that holds. It is laid over finished records, by the same function when a document is read and when
what is stored is resolved anew: so both give the same, and a line that is taken out again leaves what the rules found.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.certainty import BASE, confidence_of
from pipeline.errors import Reason, UsageError, system_reason
from pipeline.registry import UNKNOWN, loose_key
from pipeline.text import fold, nfc, squeeze
from pipeline.vocabulary import rows

if TYPE_CHECKING:
    from pipeline.record import Finding, Record, Unit

#: How sure a name is that the office itself gave.
_SURE: Final = 1.0
UNKNOWN_UNIT: Final = "unknown_unit"
#: The columns by their headings, folded; the first is how ``vanban units --unknown`` writes them.
_HEADINGS: Final = {
    "text": ("cach viet trong van ban", "text", "ten trong van ban", "cach viet", "viet tat", "as written", "alias"),
    "name": ("ten dung", "name", "ten don vi", "ten day du", "ten", "correct name", "unit"),
    "owner": ("thuoc co quan", "owner", "co quan chu quan", "thuoc", "cap tren", "part of"),
    "valid_from": ("hieu luc tu", "valid_from", "valid from", "tu ngay", "from"),
    "valid_to": ("hieu luc den", "valid_to", "valid to", "den ngay", "to"),
}
#: In the column of the owner: nobody's. A blank leaves whose it is to the document.
NOBODY: Final = "-"
_NOBODY: Final = frozenset((NOBODY, "–", "—"))
_PROVINCE = re.compile(r" (?:tỉnh|thành phố) \S.*$")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: how a unit is written, and what it is from and to these days, inclusive."""

    text: str
    name: str
    #: "" where nobody's, None where the document settles it.
    owner: str | None
    valid_from: date | None
    valid_to: date | None

    def holds(self, on: date | None) -> bool:
        """Whether the line holds on a day; a document without a day takes any line."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class OwnUnits:
    """The lines of a file; nothing where there is none. Safe to send to another process."""

    lines: tuple[Line, ...] = ()
    #: Lines by the key of what is written; later lines stand first, and so win.
    _by_key: dict[str, tuple[Line, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for line in self.lines:
            key = loose_key(line.text)
            self._by_key[key] = (line, *self._by_key.get(key, ()))

    def rules_version(self, rules: str | None) -> str | None:
        """Return the version of the rules with these lines: what is stored with another one is not up to date."""
        if rules is None or not self.lines:
            return rules
        written = "\n".join(repr(astuple(line)) for line in self.lines)
        return f"{rules}{_PLUS}{hashlib.sha256(written.encode()).hexdigest()[:8]}"

    def line_for(self, written: str, on: date | None) -> Line | None:
        """Return the line that says what ``written`` is on a day."""
        return next((line for line in self._by_key.get(loose_key(written), ()) if line.holds(on)), None)


_PLUS: Final = "+"
NO_UNITS: Final = OwnUnits()


def rules_alone(version: str | None) -> str | None:
    """Return a version of the rules without the lines of a file."""
    return version.partition(_PLUS)[0] if version is not None else None


# ---------------------------------------------------------------------------------------------------- reading the file


def own_units(path: Path, *, is_optional: bool) -> OwnUnits:
    """Return the lines of the file at ``path``; none where the file ``is_optional`` and not there."""
    return NO_UNITS if is_optional and not path.exists() else read_own_units(path)


def read_own_units(path: Path) -> OwnUnits:
    """Read the file at ``path``. Raises UsageError (``bad_units_file``) that names the line where one makes no sense.

    Excel's ways are taken: a byte order mark, UTF-16, semicolons or tabs, headings in Vietnamese or English, further
    columns. Lines without a name are forms that nobody has filled in yet, and count for nothing.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = system_reason(error)
        why = Reason(f"không mở được ({reason.vi})", f"cannot be opened ({reason.en})")
        raise _bad(path, None, why) from error
    return OwnUnits(tuple(_lines(path, _decoded(path, data))))


def _decoded(path: Path, data: bytes) -> str:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = Reason(
            "không phải UTF-8; trong Excel hãy chọn kiểu “CSV UTF-8”", 'is not UTF-8; in Excel choose "CSV UTF-8"'
        )
        raise _bad(path, None, why) from error


def _lines(path: Path, text: str) -> Iterator[Line]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: dict[str, int] | None = None
    try:
        for cells in reader:
            values = [_cell(value) for value in cells]
            if not any(values) or values[0].startswith("#"):
                continue
            if columns is None:
                columns = _columns(path, reader.line_num, values)
            elif (line := _line(path, reader.line_num, values, columns)) is not None:
                yield line
    except csv.Error as error:
        why = Reason("có dấu ngoặc kép mở mà không đóng, hoặc đóng sai chỗ", "has an open quotation mark")
        raise _bad(path, reader.line_num, why) from error


def _cell(value: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    value = squeeze(nfc(value))
    return value[1:] if value.startswith("'") else value


def _columns(path: Path, number: int, headings: Sequence[str]) -> dict[str, int]:
    """Find the columns by their headings. Raises UsageError where the two that are needed are not there."""
    folded = [fold(heading).replace("*", "").strip() for heading in headings]
    found = {
        name: next((folded.index(word) for word in words if word in folded), -1) for name, words in _HEADINGS.items()
    }
    missing = [name for name in ("text", "name") if found[name] < 0]
    if missing:
        vi = {"text": "“Cách viết trong văn bản”", "name": "“Tên đúng”"}
        why = Reason(
            f"thiếu cột {', '.join(vi[name] for name in missing)} ở dòng tiêu đề",
            f"has no column {', '.join(missing)} in its line of headings",
        )
        raise _bad(path, number, why)
    return {name: place for name, place in found.items() if place >= 0}


def _line(path: Path, number: int, values: Sequence[str], columns: dict[str, int]) -> Line | None:
    def value(name: str) -> str:
        place = columns.get(name, -1)
        return values[place] if 0 <= place < len(values) else ""

    if not value("name"):
        return None
    if not loose_key(value("text")):
        raise _bad(path, number, Reason("có tên đúng mà không có cách viết trong văn bản", "has a name but no text"))
    owner = value("owner")
    line = Line(
        text=value("text"),
        name=value("name"),
        owner=None if not owner else "" if owner in _NOBODY else owner,
        valid_from=_day(path, number, value("valid_from")),
        valid_to=_day(path, number, value("valid_to")),
    )
    if line.valid_from and line.valid_to and line.valid_from > line.valid_to:
        raise _bad(path, number, Reason("có hiệu lực đến trước khi có hiệu lực từ", "ends before it begins"))
    return line


def _day(path: Path, number: int, written: str) -> date | None:
    if not written:
        return None
    match = _DAY_FIRST.fullmatch(written) or _ISO.fullmatch(written)
    try:
        if match is not None:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        pass
    raise _bad(
        path, number, Reason(f"có ngày không hiểu được: “{written}”", f'has a day that makes no sense: "{written}"')
    )


def _bad(path: Path, number: int | None, why: Reason) -> UsageError:
    """The error of a file, with the line where it lies."""
    vi, en = (f" (dòng {number})", f" (line {number})") if number is not None else ("", "")
    return UsageError(
        "bad_units_file",
        f"Tệp đơn vị {path}{vi} {why.vi}.",
        "Sửa tệp đó (các cột: Cách viết trong văn bản, Tên đúng, Thuộc cơ quan, Hiệu lực từ, Hiệu lực đến) rồi chạy "
        "lại; tệp do VANBAN_UNITS_FILE chỉ ra.",
        f"The file of units {path}{en} {why.en}.",
        "Correct the file (columns: text, name, owner, valid_from, valid_to) and run again; VANBAN_UNITS_FILE names "
        "it.",
    )


# ------------------------------------------------------------------------------------------------- laid over a record


@dataclass(frozen=True, slots=True)
class Mended:
    """A record with the lines laid over it, and how many of its mentions of units and of its tasks that changed."""

    record: Record
    mentions: int = 0
    tasks: int = 0


def mended(record: Record, own: OwnUnits) -> Record:
    """Return the record with the office's lines laid over what the rules found; see ``mend``."""
    return mend(record, own).record


def mend(record: Record, own: OwnUnits) -> Mended:
    """Lay the office's lines over a record, whatever lines lay over it before.

    Units, the findings about unknown ones and ``rules_version`` follow; nothing else is touched. Laid twice is laid
    once, and without any lines the record is as the rules made it.
    """
    version = own.rules_version(rules_alone(record.rules_version))
    if not own.lines and version == record.rules_version:
        return Mended(record)
    day = _day_of(record)
    changed_tasks = 0
    mentions = 0

    def settled(unit: Unit | None) -> Unit | None:
        nonlocal mentions
        if unit is None:
            return None
        now = _settled(unit, own, day)
        mentions += now != unit
        return now

    def all_settled(units: Sequence[Unit]) -> tuple[Unit, ...]:
        return tuple(unit for unit in map(settled, units) if unit is not None)

    document = record.document.model_copy(update={"issuer": settled(record.document.issuer)})
    references = tuple(r.model_copy(update={"issuer": settled(r.issuer)}) if r.issuer else r for r in record.references)
    tasks = []
    for task in record.tasks:
        before = mentions
        tasks.append(task.model_copy(update={"lead": all_settled(task.lead), "support": all_settled(task.support)}))
        changed_tasks += mentions > before
    if mentions:
        update = {"document": document, "references": references, "tasks": tuple(tasks)}
        record = record.model_copy(update=update)
        others = tuple(finding for finding in record.findings if finding.code != UNKNOWN_UNIT)
        record = record.model_copy(update={"findings": (*others, *unknown_units(record))})
    return Mended(record.model_copy(update={"rules_version": version}), mentions, changed_tasks)


def concerns(record: dict[str, Any], own: OwnUnits) -> bool:
    """Whether lines lie or are to lie over a record, given as JSON values: a quick look before ``mend``."""
    day = _parsed((record["document"].get("issued") or {}).get("end"))
    return any(
        unit.get("found") is not None or _answer(unit["text"], unit["name"], unit["owner"], own, day) is not None
        for unit in _units_of(record)
    )


def lines_met(record: dict[str, Any], own: OwnUnits) -> Iterator[Line]:
    """Yield the lines that say something about a unit of a record, given as JSON values; some more than once."""
    day = _parsed((record["document"].get("issued") or {}).get("end"))
    for unit in _units_of(record):
        found = unit.get("found") or unit
        name, owner = found["name"], found["owner"] or ""
        of = _PROVINCE.search(owner)
        for spelling in (unit["text"], name, name[len(_post(name)) :], owner, owner[: of.start()] if of else ""):
            if spelling and (line := own.line_for(spelling, day)) is not None:
                yield line


def _units_of(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The units of a record as JSON values, wherever a line may lie over one."""
    units = [record["document"].get("issuer"), *(r.get("issuer") for r in record["references"])]
    units += [unit for task in record["tasks"] for unit in (*task["lead"], *task["support"])]
    return (unit for unit in units if unit is not None)


def _day_of(record: Record) -> date | None:
    return _parsed(record.document.issued.end) if record.document.issued else None


def _parsed(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _settled(unit: Unit, own: OwnUnits, day: date | None) -> Unit:
    """A unit as the lines have it, else as the rules found it."""
    from pipeline.record import UnitName

    found = unit.found or UnitName(name=unit.name, owner=unit.owner, confidence=unit.confidence)
    answer = _answer(unit.text, found.name, found.owner, own, day)
    if answer is None:
        if unit.found is None:
            return unit
        return unit.model_copy(update={**found.model_dump(), "found": None})
    name, owner, is_named = answer
    confidence = _SURE if is_named else found.confidence
    return unit.model_copy(update={"name": name, "owner": owner, "confidence": confidence, "found": found})


def _answer(
    text: str, name: str, owner: str | None, own: OwnUnits, day: date | None
) -> tuple[str, str | None, bool] | None:
    """Name, owner, and whether a line gave the name; None where no line says anything about the unit."""
    if not own.lines:
        return None
    line = own.line_for(text, day) or own.line_for(name, day)
    if line is not None:
        return line.name, owner if line.owner is None else line.owner or None, True
    over = _renamed(owner, own, day)
    post = _post(name)
    if post and (line := own.line_for(name[len(post) :], day)) is not None:
        return f"{post}{line.name}", line.name if over == owner else over, True
    return (name, over, False) if over != owner else None


def _renamed(owner: str | None, own: OwnUnits, day: date | None) -> str | None:
    """An owner as the lines have it, its province kept: "Sở Y tế tỉnh Lạng Sơn"."""
    if owner is None:
        return None
    if (line := own.line_for(owner, day)) is not None:
        return line.name
    of = _PROVINCE.search(owner)
    line = own.line_for(owner[: of.start()], day) if of is not None else None
    return f"{line.name}{owner[of.start() :]}" if line is not None and of is not None else owner


def _post(name: str) -> str:
    """The post that a name begins with, with the blank behind it: "Giám đốc " of "Giám đốc Trung tâm Giống"."""
    folded = name.casefold()
    return next((name[: len(post)] for post in _posts() if folded.startswith(post)), "")


@cache
def _posts() -> tuple[str, ...]:
    written = {f"{row['head'].casefold()} " for row in rows("unit_heads") if row["kind"] == "post"}
    return tuple(sorted(written, key=lambda post: (-len(post), post)))


def unknown_units(record: Record) -> Iterator[Finding]:
    """Yield a finding for each unit of tasks that neither document nor registry nor the office's lines know."""
    from pipeline.record import Finding, Severity

    seen: set[str] = set()
    features = (BASE, f"code:{UNKNOWN_UNIT}", *(("ocr",) if record.source.ocr else ()))
    for task in record.tasks:
        for unit in (*task.lead, *task.support):
            if unit.confidence is not None and unit.confidence <= UNKNOWN and unit.name not in seen:
                seen.add(unit.name)
                yield Finding(
                    code=UNKNOWN_UNIT,
                    severity=Severity.INFO,
                    message=f"Chưa nhận ra đơn vị “{unit.text}”; giữ nguyên như văn bản.",
                    message_en=f'The unit "{unit.text}" is not known; it is kept as written.',
                    span=unit.span,
                    confidence=confidence_of("finding", features),
                )
