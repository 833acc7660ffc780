"""Counts: tables of dossiers, procedures and plan items under headers of many wordings, and counts in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from samples.generate.draft import Grid
from samples.generate.office import Office
from samples.generate.phrase import Item, Phrase, concat
from samples.generate.wording import vocabulary

Row = dict[str, int]


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a report is about: how it is written, and its days."""

    text: str
    start: date
    end: date
    precision: str

    @property
    def in_a_sentence(self) -> str:
        return self.text[:1].lower() + self.text[1:]

    def item(self) -> dict[str, str]:
        return {
            "text": self.text,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "precision": self.precision,
        }


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its header may say, row under row, and what it counts; None where no measure fits."""

    headers: tuple[tuple[str, ...], ...]
    measure: str | None
    value: Callable[[Row], str] | None = None


def _column(measure: str, *headers: str) -> Column:
    return Column(tuple(tuple(header.split("/")) for header in headers), measure)


_RECEIVED: Final = "Số hồ sơ tiếp nhận"
_FORM_A: Final[tuple[Column, ...]] = (
    _column("received_total", f"{_RECEIVED}/Tổng số"),
    _column("received_online", f"{_RECEIVED}/Trong kỳ/Trực tuyến"),
    _column("received_direct", f"{_RECEIVED}/Trong kỳ/Trực tiếp, dịch vụ bưu chính"),
    _column("carried_over", f"{_RECEIVED}/Từ kỳ trước"),
    _column("resolved_total", "Số hồ sơ đã giải quyết/Tổng số"),
    _column("resolved_early", "Số hồ sơ đã giải quyết/Trước hạn"),
    _column("resolved_on_time", "Số hồ sơ đã giải quyết/Đúng hạn"),
    _column("resolved_late", "Số hồ sơ đã giải quyết/Quá hạn"),
    _column("pending_total", "Số hồ sơ đang giải quyết/Tổng số"),
    _column("pending_in_time", "Số hồ sơ đang giải quyết/Trong hạn"),
    _column("pending_overdue", "Số hồ sơ đang giải quyết/Quá hạn"),
)
_FORM_B: Final[tuple[Column, ...]] = (
    _column("carried_over", "Tồn kỳ trước", "Kỳ trước chuyển sang", "Hồ sơ tồn đầu kỳ"),
    _column("received_new", "Tiếp nhận mới", "Mới tiếp nhận", "Phát sinh trong kỳ"),
    _column("received_total", "Tổng số hồ sơ phải giải quyết", "Tổng cộng phải giải quyết", "Tổng tiếp nhận"),
    _column("resolved_early", "Kết quả giải quyết/Sớm hạn", "Đã giải quyết/Trước hạn"),
    _column("resolved_on_time", "Kết quả giải quyết/Đúng hạn", "Đã giải quyết/Đúng hạn"),
    _column("resolved_late", "Kết quả giải quyết/Trễ hạn", "Đã giải quyết/Trễ hạn"),
    _column("pending_total", "Còn lại", "Tồn cuối kỳ", "Chuyển kỳ sau"),
)
_FORM_C: Final[tuple[Column, ...]] = (
    _column("received_total", "Tổng số hồ sơ tiếp nhận", "Số hồ sơ tiếp nhận", "Hồ sơ đã tiếp nhận"),
    _column("resolved_on_time", "Giải quyết đúng hạn", "Số hồ sơ giải quyết trước và đúng hạn", "Đúng hạn"),
    _column("resolved_late", "Giải quyết quá hạn", "Trễ hẹn", "Số hồ sơ giải quyết trễ hạn"),
    Column((("Tỷ lệ đúng hạn (%)",), ("Tỷ lệ (%)",)), None, lambda row: _share(row)),
)
_FORM_D: Final[tuple[Column, ...]] = (
    _column("procedure_total", "Tổng số TTHC", "Số lượng thủ tục hành chính", "Tổng số thủ tục"),
    _column("procedure_one_stop", "Số TTHC thực hiện tại bộ phận một cửa", "Thực hiện tại bộ phận một cửa"),
    _column("procedure_online_3", "Dịch vụ công trực tuyến/Mức độ 3"),
    _column("procedure_online_4", "Dịch vụ công trực tuyến/Mức độ 4"),
)
_FORM_E: Final[tuple[Column, ...]] = (
    _column("planned", "Số nhiệm vụ được giao", "Tổng số nhiệm vụ", "Nhiệm vụ theo kế hoạch"),
    _column("completed", "Số nhiệm vụ đã hoàn thành", "Đã hoàn thành", "Hoàn thành"),
    Column((("Đang thực hiện",), ("Chưa hoàn thành",)), None, lambda row: str(row["planned"] - row["completed"])),
)
_SUBJECTS: Final = {"procedure": "procedure", "planned": "plan_item", "completed": "plan_item"}


def subject_of(measure: str) -> str:
    return _SUBJECTS.get(measure, "procedure" if measure.startswith("procedure") else "dossier")


def dossiers(rng: Random, size: int) -> Row:
    """Numbers that the identities of the forms hold for."""
    online, direct, carried = rng.randint(0, size), rng.randint(0, size), rng.randint(0, max(1, size // 8))
    total = online + direct + carried
    pending = rng.randint(0, max(1, total // 10)) if total else 0
    resolved = total - pending
    late = rng.choice((0, 0, rng.randint(0, max(1, resolved // 30)))) if resolved else 0
    late = min(late, resolved)
    early = rng.randint(0, resolved - late)
    overdue = rng.choice((0, 0, rng.randint(0, pending)))
    return {
        "received_total": total,
        "received_new": online + direct,
        "received_online": online,
        "received_direct": direct,
        "carried_over": carried,
        "resolved_total": resolved,
        "resolved_early": early,
        "resolved_on_time": resolved - late - early,
        "resolved_late": late,
        "pending_total": pending,
        "pending_in_time": pending - overdue,
        "pending_overdue": overdue,
    }


def _procedures(rng: Random) -> Row:
    total = rng.randint(4, 160)
    third = rng.randint(0, total // 2)
    return {
        "procedure_total": total,
        "procedure_one_stop": rng.randint(total // 2, total),
        "procedure_online_3": third,
        "procedure_online_4": rng.randint(0, total - third),
    }


def _plan_items(rng: Random) -> Row:
    planned = rng.randint(3, 40)
    return {"planned": planned, "completed": rng.randint(planned // 2, planned)}


def _share(row: Row) -> str:
    done = row["resolved_on_time"] + row["resolved_late"]
    return f"{100 * row['resolved_on_time'] / done:.1f}".replace(".", ",") if done else "-"


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


# --- tables ---


def count_table(office: Office, period: Period, *, wrong_total: bool = False) -> tuple[Grid, list[Item], list[Item]]:
    """Return a table with its counts and its findings.

    ``wrong_total`` plants a printed total that is not the sum of its rows, where nothing else but the sum tells.
    """
    rng = office.rng
    if wrong_total:
        columns, make = _FORM_C, _small(rng)
    else:
        columns, make = rng.choice(
            (
                (_FORM_A, _small(rng)),
                (_FORM_A, _small(rng)),
                (_FORM_B, _small(rng)),
                (_FORM_B, _small(rng)),
                (_FORM_C, _small(rng)),
                (_FORM_D, lambda: _procedures(rng)),
                (_FORM_E, lambda: _plan_items(rng)),
            )
        )
    labels = _labels(office, columns is _FORM_E)
    rows = [make() for _ in labels]
    if columns is _FORM_C:
        for row in rows:  # "đúng hạn" has what was early in it
            row["resolved_on_time"] += row.pop("resolved_early")
    sums = {measure: sum(row[measure] for row in rows) for measure in rows[0]}
    if wrong_total:
        sums["received_total"] += rng.choice((1, 10, 9, -1))
    return _table(office, columns, labels, [*rows, sums], period, wrong_total=wrong_total)


def _small(rng: Random) -> Callable[[], Row]:
    size = rng.choice((12, 60, 400, 2600))
    return lambda: dossiers(rng, size)


def _labels(office: Office, is_plan: bool) -> list[str]:
    rng = office.rng
    fields = list(office.wording.topic["fields"])
    if is_plan or rng.random() < 0.3:
        fields = list(dict.fromkeys(unit.name for unit in office.own_units()))
    return rng.sample(fields, min(len(fields), rng.randint(3, 8)))


def _table(
    office: Office,
    columns: Sequence[Column],
    labels: Sequence[str],
    rows: Sequence[Row],
    period: Period,
    *,
    wrong_total: bool,
) -> tuple[Grid, list[Item], list[Item]]:
    rng = office.rng
    dialect = rng.randrange(3)
    label_head = rng.choice(("Lĩnh vực", "Lĩnh vực, công việc giải quyết", "Tên lĩnh vực"))
    paths: list[tuple[str, ...]] = [("STT",), (label_head,)]
    paths += [column.headers[dialect % len(column.headers)] for column in columns]
    header = _header(paths)
    if columns is _FORM_A and rng.random() < 0.4:
        header = (*header, tuple(f"({n})" for n in range(1, len(paths) + 1)))
    zero = rng.choice(("0", "0", "-"))
    total_name = rng.choice(("Tổng cộng", "Tổng cộng", "Cộng", "Tổng số", "TỔNG CỘNG"))
    cells: list[tuple[Phrase, ...]] = []
    counts: list[tuple[int, int, Item]] = []
    findings: list[tuple[int, int, Item]] = []
    for r, (label, values) in enumerate(zip([*labels, total_name], rows, strict=True)):
        is_total = r == len(labels)
        line = [Phrase("" if is_total else str(r + 1)), Phrase(label)]
        for c, column in enumerate(columns, 2):
            if column.value is not None:
                line.append(Phrase(column.value(values)))
                continue
            measure = str(column.measure)
            value = values[measure]
            item = Item(
                {
                    "subject": subject_of(measure),
                    "measure": measure,
                    "value": value,
                    "label": label,
                    "field": None,
                    "is_total": is_total,
                    "period": period.item(),
                    "origin": "table",
                }
            )
            counts.append((r, c, item))
            line.append(Phrase(number(value) if value else zero).marked(item))
        cells.append(tuple(line))
    if wrong_total:
        message = "Tổng in ra không bằng tổng các dòng."
        wrong = Item({"code": "total_mismatch", "severity": "error", "message": message})
        findings.append((len(labels), 2, wrong))
    caption = f"Kết quả tổng hợp {period.in_a_sentence}" if rng.random() < 0.5 else None
    grid = Grid(header, tuple(cells), caption, tuple(counts), tuple(findings))
    return grid, [item for *_, item in counts], [item for *_, item in findings]


def _header(paths: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Lay header paths out as rows: "<" joins a cell to the left one, "^" to the one above."""
    depth = max(len(path) for path in paths)
    rows = []
    for level in range(depth):
        row = []
        for n, path in enumerate(paths):
            if level >= len(path):
                row.append("^")
            elif (
                n
                and len(paths[n - 1]) > level + 1
                and len(path) > level + 1
                and paths[n - 1][: level + 1] == path[: level + 1]
            ):
                row.append("<")
            else:
                row.append(path[level])
        rows.append(tuple(row))
    return tuple(rows)


# --- prose ---


def count_sentences(office: Office, period: Period) -> list[tuple[Phrase, list[Item]]]:
    """Return a few sentences with counts."""
    rng = office.rng
    numbers = dossiers(rng, rng.choice((40, 300, 5000)))
    numbers |= _plan_items(rng)
    numbers |= {
        "procedure_new": rng.randint(1, 40),
        "procedure_amended": rng.randint(1, 40),
        "procedure_abolished": rng.randint(1, 20),
        "procedure_reviewed": rng.randint(3, 60),
        "procedure_total": (total := rng.randint(60, 1900)),
        "procedure_one_stop": rng.randint(total // 2, total),
    }
    groups = ["received", "resolved", "pending", *(name for name in ("plan", "procedures") if rng.random() < 0.6)]
    chosen = [rng.choice(vocabulary("reports")[name]) for name in groups]
    return [_sentence(office, template, numbers, period) for template in chosen]


def _sentence(office: Office, template: str, numbers: Mapping[str, int], period: Period) -> tuple[Phrase, list[Item]]:
    who = office.short
    filled = _choose(office.rng, template)
    filled = filled.replace("{who}", who).replace("{who_cap}", who[:1].upper() + who[1:])
    has_period = "{period}" in filled
    filled = filled.replace("{period}", period.text)
    parts: list[Phrase | str] = []
    items: list[Item] = []
    while "{" in filled:
        before, _, rest = filled.partition("{")
        measure, _, filled = rest.partition("}")
        value = numbers[measure]
        item = Item(
            {
                "subject": subject_of(measure),
                "measure": measure,
                "value": value,
                "label": None,
                "field": None,
                "is_total": False,
                "period": period.item() if has_period else None,
                "origin": "prose",
            }
        )
        items.append(item)
        parts += [before, Phrase(number(value) if value > 9 else f"{value:02}").marked(item)]
    return concat([*parts, filled]), items


def _choose(rng: Random, template: str) -> str:
    """Take one of each "[a|b]"."""
    while "[" in template:
        before, _, rest = template.partition("[")
        inside, _, after = rest.partition("]")
        template = before + rng.choice(inside.split("|")) + after
    return template
