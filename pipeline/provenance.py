"""Where everything in a record stands on its pages: as a list, and drawn into a picture of the page.

A record comes here as JSON values, as ``vanban show --json`` prints it. The picture is made in a worker process, since
the file that it shows may be hostile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import DocumentError, Language, UsageError, internal_error

if TYPE_CHECKING:
    from pipeline.read.guard import Limits

Json = Mapping[str, Any]

#: What is drawn, in the order of the legend: its words in Vietnamese and English.
KINDS: Final[dict[str, tuple[str, str]]] = {
    "header": ("thể thức văn bản", "head and signature"),
    "task": ("nhiệm vụ", "tasks"),
    "unit": ("đơn vị", "units"),
    "date": ("ngày, thời hạn", "dates, deadlines"),
    "reference": ("viện dẫn", "references"),
    "count": ("số liệu", "counts"),
    "finding": ("điểm cần xem lại", "findings"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found: ``name`` says what ("document.number", "task.lead"), ``item`` is the record's value.

    ``place`` has its ``span``, ``rule`` and ``confidence``; it is the item itself, or the trace of a field of the head.
    ``number`` counts tasks from 1, for what belongs to one.
    """

    name: str
    item: Any
    place: Json
    number: int | None = None

    @property
    def kind(self) -> str:
        """One of ``KINDS``."""
        match self.name:
            case "task.lead" | "task.support" | "reference.issuer":
                return "unit"
            case "task.deadline" | "document.issued":
                return "date"
            case name if name.startswith("document."):
                return "header"
            case name:
                return name

    def boxes(self, page: int) -> tuple[tuple[float, float, float, float], ...]:
        """Return where it stands on a page (from 1), in points from the top left corner."""
        return tuple(tuple(box) for span in self._spans(page) for box in span.get("boxes", ()))

    def is_on(self, page: int) -> bool:
        return any(True for _ in self._spans(page))

    def _spans(self, page: int) -> Iterator[Json]:
        return (span for span in self.place.get("span", ()) if span.get("page") == page)


def found_in(record: Json) -> Iterator[Found]:
    """Yield everything in a record that has a place, in the order: head, references, tasks, counts, findings."""
    document = record["document"]
    for name, trace in document.get("trace", {}).items():
        yield Found(f"document.{name}", document.get(name), trace)
    for name in ("signer", "meeting"):
        if document.get(name):
            yield Found(f"document.{name}", document[name], document[name])
    for cited in record["references"]:
        yield Found("reference", cited, cited)
        if issuer := cited.get("issuer"):
            yield Found("reference.issuer", issuer, issuer)
    for number, task in enumerate(record["tasks"], start=1):
        yield Found("task", task, task, number)
        for role in ("lead", "support"):
            yield from (Found(f"task.{role}", unit, unit, number) for unit in task[role])
        yield from (Found("task.deadline", deadline, deadline, number) for deadline in task["deadlines"])
    yield from (Found("count", count, count) for count in record["counts"])
    yield from (Found("finding", finding, finding) for finding in record["findings"])


def check_page(record: Json, page: int) -> None:
    """Raise UsageError where a record's file has no such page: ``no_pages`` for its format, or ``no_such_page``."""
    format, pages = record["source"]["format"], record["source"]["pages"]
    if not pages:
        raise UsageError(
            "no_pages",
            f"Tệp .{format} không có trang: chỉ PDF và ảnh quét cho biết mỗi mục nằm ở đâu trên trang.",
            "Dùng `vanban explain TỆP` để xem mỗi mục lấy từ chữ nào; hoặc nạp thêm bản PDF của văn bản.",
            f"A .{format} file has no pages: only PDF and scans say where on a page things stand.",
            "`vanban explain FILE` shows the words behind every item; or load the document's PDF as well.",
        )
    if not 1 <= page <= pages:
        raise UsageError(
            "no_such_page",
            f"Không có trang {page}: tệp có {pages} trang.",
            f"Chọn trang từ 1 đến {pages}.",
            f"There is no page {page}: the file has {pages}.",
            f"Choose a page from 1 to {pages}.",
        )


def picture_of(
    record: Json,
    paths: Sequence[str],
    page: int,
    *,
    dpi: int = 150,
    language: Language = "vi",
    limits: Limits,
) -> bytes:
    """Return a page as a PNG with all that was found on it in colours, and a legend.

    ``paths`` are where the record's file was seen. Raises UsageError as ``check_page`` does, and DocumentError:
    ``file_gone`` where no path has the content any more, ``picture_too_large``, and what rendering meets (see
    ``pipeline.read.guard``).
    """
    from pipeline.read.draw import (
        Drawing,
        Mark,
        draw,
    )  # and with it the readers, which lists of what is found do without
    from pipeline.workers import WorkerPool

    check_page(record, page)
    found = list(found_in(record))
    source = record["source"]
    drawing = Drawing(
        paths=tuple(paths),
        sha256=source["sha256"],
        format=source["format"],
        pages=source["pages"],
        page=page,
        dpi=dpi,
        marks=tuple(
            Mark(one.kind, boxes, f"{one.number}" if one.name == "task" else None)
            for one in found
            if (boxes := one.boxes(page))
        ),
        legend=tuple((kind, words[language == "en"]) for kind, words in KINDS.items()),
        title=("trang {page}/{pages}", "page {page} of {pages}")[language == "en"],
    )
    with WorkerPool(
        partial(draw, limits=limits), workers=1, timeout=limits.seconds, memory_bytes=limits.memory_bytes
    ) as pool:
        [(_, answer)] = pool.map([drawing])
    if isinstance(answer, DocumentError):
        raise answer
    if isinstance(answer, Exception):
        raise internal_error(answer) from answer
    return answer
