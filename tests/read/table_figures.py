"""Pages with tables, made up, and how well a reading of them fits: run as a module it prints the figures.

A table is drawn from its true grid: ruled, half ruled or not at all, with the defects that real files have. A reading
is measured as at ICDAR 2013: each filled cell has a filled neighbour to its right and one below it; F1 is taken over
these pairs of texts, of all pages together.

    python -m tests.read.table_figures
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pdfplumber import table as finder

from pipeline.read.page import PageTable, PageWord
from pipeline.read.ruled import Rule, box_of, holds, table_of
from pipeline.read.tables import find_tables

WIDTH = 595.0
PADDING = 5.0
LEADING = 1.18

#: (text, row span, column span); None where a merged cell covers the place.
Grid = list[list[tuple[str, int, int] | None]]
Relation = tuple[str, str, str]
Reader = Callable[[Sequence[Rule], Sequence[PageWord]], Sequence[PageTable]]


def letters(text: str, size: float) -> float:
    """Return about how wide Times sets a text, without asking a font that a machine may lack."""
    width = 0.0
    for c in text:
        if c in "iljtfrI.,;:()|'!-/ ":
            width += 0.30
        elif c.isupper() or c in "mw%":
            width += 0.70
        else:
            width += 0.48
    return width * size


@dataclass
class Made:
    """A page being drawn, and the grids that are truly on it."""

    name: str
    words: list[PageWord] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    truth: list[Grid] = field(default_factory=list)

    def line(self, x: float, top: float, text: str, size: float = 12, bold: bool = False, stretch: float = 0) -> float:
        """Set words on a line; return where it ends. ``stretch`` widens the blanks, as justified lines have it."""
        for word in text.split():
            end = x + letters(word, size)
            self.words.append(PageWord(word, (x, top, end, top + size), size, bold=bold))
            x = end + letters(" ", size) + stretch
        return x

    def paragraph(self, top: float, text: str, x0: float = 85, x1: float = 540, size: float = 12) -> float:
        """Set a justified paragraph; return where it ends."""
        lines = list(wrap(text, x1 - x0, size))
        for i, line in enumerate(lines):
            blanks = len(line.split()) - 1
            spare = x1 - x0 - letters(line, size)
            self.line(x0, top, line, size, stretch=spare / blanks if blanks and i < len(lines) - 1 else 0)
            top += size * 1.3
        return top

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.rules.append(Rule(x0, top, x1, bottom))


def wrap(text: str, width: float, size: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and letters(f"{line} {word}", size) > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


@dataclass(frozen=True)
class Style:
    """How a table is drawn: which rules it has, and where the words stand in the cells."""

    rules: str = "full"
    align: str = "left"
    vertical: str = "top"
    size: float = 11
    bold_header: bool = True
    row_gap: float = 3.0


def draw(made: Made, grid: Grid, widths: Sequence[float], x: float, top: float, style: Style, header: int) -> float:
    """Draw a grid on the page and note it as true; return where it ends."""
    xs = [x]
    for width in widths:
        xs.append(xs[-1] + width)
    step = style.size * LEADING
    heights = [0.0] * len(grid)
    wrapped: dict[tuple[int, int], list[str]] = {}
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            text, row_span, column_span = cell
            room = xs[c + column_span] - xs[c] - 2 * PADDING
            wrapped[r, c] = list(wrap(text, room, style.size)) if text else []
            if row_span == 1:
                heights[r] = max(heights[r], len(wrapped[r, c]) * step + 2 * style.row_gap)
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell and cell[1] > 1:
                lacking = len(wrapped[r, c]) * step + 2 * style.row_gap - sum(heights[r : r + cell[1]])
                heights[r + cell[1] - 1] += max(0.0, lacking)
    ys = [top]
    for height in heights:
        ys.append(ys[-1] + max(height, step + 2 * style.row_gap))
    for (r, c), lines in wrapped.items():
        cell = grid[r][c]
        assert cell is not None
        _, row_span, column_span = cell
        room = ys[r + row_span] - ys[r]
        is_middle = r < header or style.vertical == "middle"
        y = ys[r] + ((room - len(lines) * step) / 2 if is_middle else style.row_gap) + (step - style.size) / 2
        number = all(ch.isdigit() or ch in ".,%-" for ch in "".join(lines))
        for line in lines:
            width = letters(line, style.size)
            left, right = xs[c] + PADDING, xs[c + column_span] - PADDING
            if r < header or (number and c == 0) or (number and style.align == "centre"):
                at = (left + right - width) / 2
            elif number and style.align == "right":
                at = right - width
            else:
                at = left
            made.line(at, y, line, style.size, bold=style.bold_header and r < header)
            y += step
    made.rules += draw_rules(grid, xs, ys, style.rules, header)
    made.truth.append(grid)
    return ys[-1]


def draw_rules(grid: Grid, xs: Sequence[float], ys: Sequence[float], kind: str, header: int) -> list[Rule]:
    """Return the rules of a grid: whole, or with what ``kind`` says is missing or odd."""
    borders: list[Rule] = []
    level: list[Rule] = []
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            x0, x1, y0, y1 = xs[c], xs[c + cell[2]], ys[r], ys[r + cell[1]]
            level += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1)]
            borders += [Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
    every = level + borders
    left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
    under_header = ys[header]
    if kind == "none":
        return []
    if kind == "no_top":
        return [r for r in every if not (r.is_level and r.top == top)]
    if kind == "no_top_at_all":
        return [r for r in every if r.bottom > under_header - 0.1 and r.top > under_header - 0.1]
    if kind == "no_sides":
        return [r for r in every if r.is_level or r.x0 not in (left, right)]
    if kind == "no_left":
        return [r for r in every if r.is_level or r.x0 != left]
    if kind == "no_bottom":
        return [r for r in every if not (r.is_level and r.top == bottom)]
    if kind == "gaps":
        return [
            Rule(r.x0 + 1.2, r.top, r.x1 - 1.2, r.bottom) if r.is_level else Rule(r.x0, r.top + 1.2, r.x1, r.bottom - 1)
            for r in every
        ]
    if kind == "overshoot":
        return [
            Rule(r.x0 - 5, r.top, r.x1 + 5, r.bottom) if r.is_level else Rule(r.x0, r.top - 5, r.x1, r.bottom + 5)
            for r in every
        ]
    if kind == "double":
        return every + [Rule(r.x0 + 2, r.top + 2, r.x1 + 2, r.bottom + 2) for r in every]
    if kind == "dashed":
        return [stroke for r in every for stroke in dashes(r, 3, 2.5)]
    if kind == "dotted":
        return [stroke for r in every for stroke in dashes(r, 0.6, 1.6)]
    if kind == "rows":
        return level
    if kind == "booktabs":
        inner = [r for r in level if top < r.top < under_header]
        return [Rule(left, y, right, y) for y in (top, under_header, bottom)] + inner
    if kind == "header_rule":
        return [Rule(left, under_header, right, under_header)]
    if kind == "columns":
        return borders
    if kind == "inner_columns":
        return [r for r in borders if r.x0 not in (left, right)]
    if kind == "header_box":
        return [r for r in every if r.bottom <= under_header]
    if kind == "body_open":
        return [r for r in every if r.bottom <= under_header or not r.is_level or r.top in (top, bottom)]
    if kind == "frame":
        return [Rule(left, y, right, y) for y in (top, bottom)] + [Rule(x, top, x, bottom) for x in (left, right)]
    assert kind == "full"
    return every


def dashes(rule: Rule, on: float, off: float) -> Iterator[Rule]:
    length = max(rule.x1 - rule.x0, rule.bottom - rule.top)
    at = 0.0
    while at < length:
        end = min(at + on, length)
        if rule.is_level:
            yield Rule(rule.x0 + at, rule.top, rule.x0 + end, rule.top + 0.5)
        else:
            yield Rule(rule.x0, rule.top + at, rule.x0 + 0.5, rule.top + end)
        at += on + off


def as_scanned(page: Made, seed: int) -> Made:
    """Return the page as recognition gives it: words and rules a little off, boxes as high as the ink."""
    chance = random.Random(seed)
    words = []
    for word in page.words:
        x0, top, x1, bottom = word.box
        up, side = chance.uniform(-0.8, 0.8), chance.uniform(-0.6, 0.6)
        if word.text in ("-", "–"):
            top, bottom = top + 0.45 * word.size, bottom - 0.45 * word.size
        elif not any(c in "bdfhkltđpqgy" or c.isupper() or c.isdigit() for c in word.text):
            top += 0.25 * word.size
        box = (x0 + side, top + up, x1 + side, bottom + up)
        words.append(replace(word, box=box, size=word.size * chance.uniform(0.9, 1.1), bold=False))
    rules = []
    for rule in page.rules:
        x, y = chance.uniform(-0.8, 0.8), chance.uniform(-0.8, 0.8)
        end_x, end_y = (chance.uniform(-2, 2), 0.0) if rule.is_level else (0.0, chance.uniform(-2, 2))
        rules.append(Rule(rule.x0 + x, rule.top + y, rule.x1 + x + end_x, rule.bottom + y + end_y))
    return Made(page.name, words, rules, page.truth)


# --- what the tables say ---------------------------------------------------------------------------------------------

FIELDS = ["Đất đai", "Hộ tịch", "Đầu tư", "Xây dựng, nhà ở", "Lao động, việc làm", "Môi trường", "Y tế", "Giáo dục"]
UNITS = ["Phòng Nội vụ", "Văn phòng Sở", "Thanh tra Sở", "Phòng Kế hoạch - Tài chính", "Trung tâm Tin học"]
VERBS = ["Rà soát", "Xây dựng", "Trình ban hành", "Tổng hợp, báo cáo", "Kiểm tra", "Công bố"]
THINGS = [
    "danh mục thủ tục hành chính thuộc phạm vi quản lý",
    "kế hoạch chuyển đổi số",
    "quy trình nội bộ giải quyết hồ sơ tại bộ phận một cửa các cấp",
    "phần mềm theo dõi nhiệm vụ được giao của các đơn vị trực thuộc và kết quả thực hiện",
]
PEOPLE = ["Trần Văn Bình", "Lê Thị Hoa", "Phạm Quốc Dũng", "Nguyễn Thị Minh Châu", "Võ Hoàng Nam", "Đỗ Thanh Tùng"]
TEXT = (
    "Căn cứ chương trình công tác năm, Sở Nội vụ tỉnh Nam An đề nghị các phòng, đơn vị trực thuộc rà soát hồ sơ "
    "thủ tục hành chính đã tiếp nhận và báo cáo kết quả giải quyết trong tháng, gửi về Văn phòng Sở để tổng hợp."
)


def plain(*rows: Sequence[str]) -> Grid:
    return [[(text, 1, 1) for text in row] for row in rows]


def counts(chance: random.Random, rows: int, columns: int) -> tuple[Grid, Sequence[float], int]:
    """A report of files by field, with a total."""
    heads = ["Tiếp nhận", "Đã giải quyết", "Đúng hạn", "Quá hạn", "Đang giải quyết"][:columns]
    grid = plain(["STT", "Lĩnh vực", *heads])
    sums = [0] * columns
    for n in range(rows):
        values = [chance.randint(0, 2500) for _ in range(columns)]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        grid += plain([str(n + 1), FIELDS[n % len(FIELDS)], *(f"{v:,}".replace(",", ".") for v in values)])
    grid += plain(["", "Tổng cộng", *(f"{v:,}".replace(",", ".") for v in sums)])
    return grid, [35, 130, *[(455 - 165) / columns] * columns], 1


def two_levels(chance: random.Random, rows: int, columns: int) -> tuple[Grid, Sequence[float], int]:
    """Counts under headings that stand over several columns."""
    grid: Grid = [
        [
            ("STT", 2, 1),
            ("Đơn vị", 2, 1),
            ("Tổng số", 2, 1),
            ("Kết quả giải quyết", 1, columns),
            *[None] * (columns - 1),
        ],
        [None, None, None, *((t, 1, 1) for t in ["Sớm", "Đúng hạn", "Quá hạn", "Trả lại"][:columns])],
    ]
    for n in range(rows):
        grid += plain([str(n + 1), UNITS[n % len(UNITS)], *(str(chance.randint(0, 990)) for _ in range(columns + 1))])
    return grid, [35, 140, 60, *[220 / columns] * columns], 2


def tasks(chance: random.Random, rows: int, columns: int) -> tuple[Grid, Sequence[float], int]:
    """Who does what by when: cells of several lines."""
    grid = plain(["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Ghi chú"][: columns + 1])
    for n in range(rows):
        row = [
            str(n + 1), f"{chance.choice(VERBS)} {chance.choice(THINGS)}", chance.choice(UNITS),
            f"Trước ngày {chance.randint(1, 28)}/{chance.randint(1, 12)}/2025", "Báo cáo quý" if n % 3 else "",
        ]  # fmt: skip
        grid += plain(row[: columns + 1])
    return grid, [30, 190, 100, 75, 60][: columns + 1], 1


def people(chance: random.Random, rows: int, columns: int) -> tuple[Grid, Sequence[float], int]:
    grid = plain(["STT", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại"][: columns + 1])
    for n in range(rows):
        phone = f"09{chance.randint(10, 99)}.{chance.randint(100, 999)}.{chance.randint(100, 999)}"
        row = [str(n + 1), chance.choice(PEOPLE), chance.choice(["Trưởng phòng", "Phó Giám đốc", "Chuyên viên"])]
        grid += plain([*row, chance.choice(UNITS), phone][: columns + 1])
    return grid, [30, 120, 90, 130, 80][: columns + 1], 1


def duties(chance: random.Random, rows: int, columns: int) -> tuple[Grid, Sequence[float], int]:
    """Words alone, and no running number."""
    grid = plain(["Nội dung", "Trách nhiệm", "Sản phẩm"])
    for _ in range(rows):
        what = f"{chance.choice(VERBS)} {chance.choice(THINGS)}"
        grid += plain([what, chance.choice(UNITS), chance.choice(["Quyết định", "Báo cáo", "Kế hoạch, biểu mẫu"])])
    return grid, [220, 130, 105], 1


def money(chance: random.Random, rows: int, columns: int) -> tuple[Grid, Sequence[float], int]:
    """A label and figures, with sections that merge their columns."""
    grid = plain(["Chỉ tiêu", "Dự toán", "Thực hiện", "Tỷ lệ"])
    for n in range(rows):
        figures = [
            f"{chance.randint(100, 9999):,}".replace(",", "."),
            f"{chance.randint(100, 9999):,}".replace(",", "."),
        ]
        grid += plain([f"Chi {FIELDS[n % len(FIELDS)].lower()}", *figures, f"{chance.randint(40, 99)},{n % 10}%"])
    return grid, [200, 85, 85, 85], 1


CONTENTS = {
    "counts": counts,
    "two_levels": two_levels,
    "tasks": tasks,
    "people": people,
    "duties": duties,
    "money": money,
}
RULED = (
    "full", "no_top", "no_top_at_all", "no_sides", "no_left", "no_bottom", "gaps", "overshoot", "double", "dashed",
    "dotted",
)  # fmt: skip
HALF = ("rows", "booktabs", "header_rule", "columns", "inner_columns", "header_box", "body_open", "frame")
#: What a table without any rule can be told by.
BARE = ("counts", "two_levels", "tasks", "people", "money")


def pages(seed: int = 20260101) -> list[Made]:
    """Return the pages with tables, the same at every call with one ``seed``."""
    chance = random.Random(seed)
    made: list[Made] = []
    plan = [(kind, list(CONTENTS)[(i + seed) % 6]) for i, kind in enumerate(RULED * 2)]
    plan += [(kind, list(CONTENTS)[(i * 5 + i // 6 + seed) % 6]) for i, kind in enumerate(HALF * 3)]
    plan += [("none", BARE[i % len(BARE)]) for i in range(15)]
    for number, (kind, content) in enumerate(plan):
        style = Style(
            rules=kind,
            align=chance.choice(["left", "right", "centre"]),
            vertical=chance.choice(["top", "middle"]),
            size=chance.choice([10, 11, 12]),
            bold_header=chance.random() < 0.7,
            row_gap=chance.choice([2.0, 3.5, 5.0]),
        )
        page = Made(f"{number:02d}-{kind}-{content}-{style.vertical}")
        y = page.paragraph(70, TEXT) + 8
        page.line(200, y, f"Biểu số {number + 1}. Kết quả thực hiện", 12, bold=True)
        grid, widths, header = CONTENTS[content](chance, chance.randint(3, 9), chance.choice([3, 4]))
        y = draw(page, grid, widths, 85, y + 26, style, header)
        page.paragraph(y + 24, TEXT)
        made.append(page)
    return made


# --- figures ---------------------------------------------------------------------------------------------------------


def opened(table: PageTable) -> Grid:
    """Return a table that was read as a grid like the true ones."""
    grid: Grid = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = (cell.text, cell.row_span, cell.column_span)
    return grid


def relations(grid: Grid) -> Counter[Relation]:
    """Return the pairs of neighbouring filled cells, to the right and below."""
    rows, columns = len(grid), len(grid[0])
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell:
                owner |= {(rr, cc): (r, c) for rr in range(r, r + cell[1]) for cc in range(c, c + cell[2])}

    def text(place: tuple[int, int] | None) -> str:
        cell = grid[place[0]][place[1]] if place else None
        return "".join(cell[0].split()) if cell else ""

    found: set[tuple[tuple[int, int], tuple[int, int], str]] = set()
    for way, step in (("right", (0, 1)), ("below", (1, 0))):
        for r in range(rows):
            for c in range(columns):
                here = owner.get((r, c))
                if not text(here) or here is None:
                    continue
                rr, cc = r + step[0], c + step[1]
                while rr < rows and cc < columns and not text(owner.get((rr, cc))):
                    rr, cc = rr + step[0], cc + step[1]
                there = owner.get((rr, cc))
                if there and there != here:
                    found.add((here, there, way))
    return Counter((text(a), text(b), way) for a, b, way in found)


@dataclass
class Figures:
    right: int = 0
    found: int = 0
    true: int = 0

    def add(self, truth: Sequence[Grid], tables: Sequence[PageTable]) -> float:
        """Count a page; return its own F1."""
        expected = sum((relations(grid) for grid in truth), Counter[Relation]())
        read = sum((relations(opened(table)) for table in tables), Counter[Relation]())
        page = Figures((expected & read).total(), read.total(), expected.total())
        self.right, self.found, self.true = self.right + page.right, self.found + page.found, self.true + page.true
        return page.f1

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0


def by_plain_rules(rules: Sequence[Rule], words: Sequence[PageWord]) -> Sequence[PageTable]:
    """Read tables by whole grids alone, with pdfplumber's functions."""
    edges: list[dict[str, Any]] = []
    for rule in rules:
        level = rule.is_level
        x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
        x0, x1, top, bottom = (rule.x0, rule.x1, y, y) if level else (x, x, rule.top, rule.bottom)
        edges.append(
            {"object_type": "line", "orientation": "h" if level else "v", "x0": x0, "x1": x1, "top": top}
            | {"bottom": bottom, "doctop": top, "width": x1 - x0, "height": bottom - top}
        )
    if not edges:
        return []
    crossings = finder.edges_to_intersections(finder.merge_edges(edges, 4, 4, 4, 4), 4, 4)
    tables: list[PageTable] = []
    for cells in finder.cells_to_tables(finder.intersections_to_cells(crossings)):
        box = box_of(cells)
        if table := table_of(box, cells, [word for word in words if holds(box, word.box)], 1):
            tables.append(table)
    return tables


def by_white_space(rules: Sequence[Rule], words: Sequence[PageWord]) -> Sequence[PageTable]:
    return find_tables([], words, 1, WIDTH)[0]


def by_choice(rules: Sequence[Rule], words: Sequence[PageWord]) -> Sequence[PageTable]:
    return find_tables(rules, words, 1, WIDTH)[0]


READERS: dict[str, Reader] = {"rules": by_plain_rules, "white space": by_white_space, "choice": by_choice}


def measure(reader: Reader, made: Sequence[Made]) -> tuple[Figures, dict[str, float]]:
    """Return the figures over all pages, and the F1 of each."""
    figures = Figures()
    return figures, {page.name: figures.add(page.truth, reader(page.rules, page.words)) for page in made}


def main(seed: int = 20260101) -> None:
    made = pages(seed)
    each: dict[str, dict[str, float]] = {}
    for name, reader in READERS.items():
        print(f"{name:12}", end="")
        for label, kinds in (("ruled", RULED), ("half", HALF), ("none", ("none",)), ("all", (*RULED, *HALF, "none"))):
            figures, alone = measure(reader, [page for page in made if page.name.split("-")[1] in kinds])
            print(f"  {label} {figures.f1:.3f}", end="")
        each[name] = alone
        scanned, _ = measure(reader, [as_scanned(page, i) for i, page in enumerate(made)])
        print(f"  all, as scanned {scanned.f1:.3f}")
    for page in made:
        row = "  ".join(f"{each[name][page.name]:.2f}" for name in READERS)
        print(f"{page.name:40} {row}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
