"""Findings: what a careful reader would be told about a document. No check changes a value."""

from __future__ import annotations

from collections.abc import Container, Iterator

from pipeline.extract.mentions import Mentions
from pipeline.extract.recognised import UNREADABLE_DAY, UNREADABLE_NUMBER
from pipeline.normalize.announced import announced_findings
from pipeline.normalize.calendar_findings import calendar_findings
from pipeline.normalize.citation_years import year_findings
from pipeline.normalize.deadlines import plan_year
from pipeline.normalize.form_arithmetic import SettledTables, settled_findings
from pipeline.normalize.prose_sums import prose_sum_findings
from pipeline.normalize.references import reference_findings
from pipeline.normalize.totals import check_totals
from pipeline.record import Bound, Deadline, DeadlineKind, Finding, Precision, Record, Severity, Span

#: Kinds that are for a year of their own.
PLANS = frozenset({"Kế hoạch", "Chương trình", "Phương án"})
#: Kinds that carry no number of their own, or whose number stands elsewhere (an attached plan, a news item).
_WITHOUT_NUMBER = frozenset({"Tin bài", None})
#: What stands on the page and could not be read there is not blank: said in Vietnamese and in English.
_UNREADABLE = {
    UNREADABLE_NUMBER: ("Số của văn bản", "The document's number"),
    UNREADABLE_DAY: ("Ngày ban hành", "The day of issue"),
}
#: Recognised numbers, dates and counts below this are pointed out.
_SURE = 0.6


def check_record(record: Record, found: SettledTables) -> Iterator[Finding]:
    """Yield the findings of a record; the mentions ``found`` tell where numbers, labels and tables stand."""
    mentions = found.mentions
    yield from _check_reading(mentions)
    yield from _check_recognition(record, mentions, found.values)
    yield from settled_findings(found)
    yield from _check_head(record, mentions)
    yield from _check_deadlines(record)
    yield from _check_numbering(mentions)
    yield from reference_findings(record.references, record.document)
    issued = record.document.issued
    yield from year_findings(record.references, issued.end if issued else None, recognised=record.source.ocr)
    yield from calendar_findings(mentions.layout)
    yield from announced_findings(mentions)
    yield from prose_sum_findings(mentions.counts, mentions.layout)
    yield from check_totals(mentions.tables, mentions.counts, mentions.layout, found.values)


_NAMES_SHOWN = 5


def _check_reading(mentions: Mentions) -> Iterator[Finding]:
    """What could not be read, or only guessed: pages without a text layer, damaged parts, an unknown encoding."""
    layout = mentions.layout
    told = [("partly_read", Severity.WARNING, text) for text in layout.warnings]
    told += [("page_note", Severity.INFO, text) for text in layout.remarks]
    for code, severity, text in told:
        vietnamese, _, english = text.partition(" / ")
        yield Finding(
            code=code,
            severity=severity,
            message=f"{vietnamese}.",
            message_en=f"{english}.",
        )
    if layout.embedded:
        shown = ", ".join(layout.embedded[:_NAMES_SHOWN]) + (" …" if len(layout.embedded) > _NAMES_SHOWN else "")
        yield Finding(
            code="embedded_files",
            severity=Severity.INFO,
            message=f"Tệp có {len(layout.embedded)} tệp khác nhúng bên trong, chưa được đọc ({shown}).",
            message_en=f"{len(layout.embedded)} file(s) embedded in this one were not read ({shown}).",
        )


def _check_recognition(record: Record, mentions: Mentions, settled: Container[int]) -> Iterator[Finding]:
    """Numbers, dates and counts that recognition was not sure of, and nothing else told, each place once.

    These are of the reading, not of the document: ``info``, and the value's own confidence says the same.
    """
    if not record.source.ocr:
        return
    header = mentions.header
    own = [(header.number, UNREADABLE_NUMBER), (header.date, UNREADABLE_DAY)]
    named = {(place.start, place.end): _UNREADABLE[rule] for place, rule in own if place}
    places = [place for place, _ in own if place]
    places += [place for ref in mentions.references for place in (ref.number, ref.date) if place]
    places += [count.value for count in mentions.counts if count.value.start not in settled]
    spans = {(place.start, place.end) for place in places}
    spans |= {(s.start, s.end) for task in record.tasks for deadline in task.deadlines for s in deadline.span}
    said = [(r.start, r.end) for r in mentions.layout.repairs if r.rule in _UNREADABLE]
    for start, end in sorted(spans):
        if any(a < end and start < b for a, b in said):
            continue  # that it could not be read at all is a finding of its own
        sure = mentions.layout.confidence(start, end)
        if sure is not None and sure < _SURE:
            words = mentions.layout.text[start:end]
            what, what_en = named.get((start, end), ("", ""))
            shown, shown_en = (f"{what} “{words}”", f'{what_en} "{words}"') if what else (f"“{words}”", f'"{words}"')
            yield Finding(
                code="low_ocr_confidence",
                severity=Severity.INFO,
                message=f"{shown} được nhận dạng từ ảnh và chưa chắc đúng ({sure:.0%}): hãy đối chiếu với bản gốc.",
                message_en=f"{shown_en} was recognised from a picture and is not sure ({sure:.0%}): compare it.",
                span=(mentions.layout.span(start, end),),
            )


def _check_head(record: Record, mentions: Mentions) -> Iterator[Finding]:
    document, header = record.document, mentions.header
    unreadable = {repair.rule: repair for repair in mentions.layout.repairs if repair.rule in _UNREADABLE}
    for rule, repair in unreadable.items():
        what, what_en = _UNREADABLE[rule]
        yield Finding(
            code="low_ocr_confidence",
            severity=Severity.INFO,
            message=f"{what} không đọc được từ ảnh (nhận dạng là “{repair.read.strip()}”): hãy xem bản gốc.",
            message_en=f'{what_en} could not be read from the picture ("{repair.read.strip()}" was recognised).',
            span=(mentions.layout.span(repair.start, repair.end),),
        )
    if (
        UNREADABLE_NUMBER not in unreadable
        and document.attached_to is None
        and document.type not in _WITHOUT_NUMBER
        and document.number is None
    ):
        place = header.symbol or header.kind
        symbol = f" (chỉ in ký hiệu {document.symbol})" if document.symbol else ""
        symbol_en = f" (only the symbol {document.symbol} is printed)" if document.symbol else ""
        yield Finding(
            code="missing_number",
            severity=Severity.WARNING,
            message=f"Số của văn bản còn để trống{symbol}.",
            message_en=f"The document's number is blank{symbol_en}.",
            span=(mentions.layout.span(place.start, place.end),) if place else (),
        )
    issued = document.issued
    if document.type in _WITHOUT_NUMBER or document.attached_to is not None:
        return
    if issued is not None and UNREADABLE_DAY in unreadable:
        return
    if issued is None or (issued.precision is not Precision.DAY and header.date is not None):
        known = f" (chỉ biết “{issued.text}”)" if issued else ""
        known_en = f' (only "{issued.text}" is known)' if issued else ""
        yield Finding(
            code="missing_date",
            severity=Severity.WARNING,
            message=f"Văn bản không ghi đủ ngày ban hành{known}.",
            message_en=f"The day of issue is not stated{known_en}.",
            span=(mentions.layout.span(header.date.start, header.date.end),) if header.date else (),
        )


def _check_deadlines(record: Record) -> Iterator[Finding]:
    """Deadlines against the day of issue and the year that a plan is for."""
    issued = record.document.issued
    first_day = issued.start if issued else None
    year = plan_year(record.document.subject or "") if record.document.type in PLANS else None
    seen: set[tuple[Span, ...]] = set()
    for task in record.tasks:
        for deadline in task.deadlines:
            if deadline.kind not in (DeadlineKind.DATE, DeadlineKind.PERIOD) or deadline.end is None:
                continue
            if deadline.span in seen:
                continue
            seen.add(deadline.span)
            if first_day and deadline.end < first_day:
                yield _about_deadline(
                    "deadline_before_issue",
                    Severity.ERROR,
                    deadline,
                    f"trước ngày ban hành ({_day(first_day)})",
                    f"before the day of issue ({first_day})",
                )
            elif year and deadline.kind is DeadlineKind.DATE and _outside(deadline, year):
                yield _about_deadline(
                    "deadline_outside_plan_year",
                    Severity.WARNING,
                    deadline,
                    f"ngoài năm của kế hoạch ({year})",
                    f"outside the plan's year ({year})",
                )


def _outside(deadline: Deadline, year: int) -> bool:
    """Whether a due date lies outside the plan's year, the December of its preparation and the months of its report."""
    last = f"{year + 1}-03-31" if deadline.bound in (Bound.BEFORE, Bound.BY) else f"{year}-12-31"
    return not f"{year - 1}-12-01" <= (deadline.end or "") <= last


def _about_deadline(code: str, severity: Severity, deadline: Deadline, why: str, why_en: str) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=f"Thời hạn “{deadline.text}” ({_day(deadline.end or '')}) {why}.",
        message_en=f'The deadline "{deadline.text}" ({deadline.end}) is {why_en}.',
        span=deadline.span,
    )


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _check_numbering(mentions: Mentions) -> Iterator[Finding]:
    for numbering in mentions.numbering:
        path = numbering.path
        place = (mentions.layout.span(numbering.label.start, numbering.label.end),)
        if numbering.duplicate:
            yield Finding(
                code="duplicate_numbering",
                severity=Severity.WARNING,
                message=f"Số thứ tự mục {path} bị trùng.",
                message_en=f"The number of item {path} is used twice.",
                span=place,
            )
        if numbering.skipped:
            # many offices leave out "đ" on purpose
            skips_only_a_letter = path.rsplit(".", 1)[-1] == "e"
            # one misread label is a gap
            is_slight = skips_only_a_letter or mentions.layout.ocr
            yield Finding(
                code="skipped_numbering",
                severity=Severity.INFO if is_slight else Severity.WARNING,
                message=f"Số thứ tự nhảy cóc trước mục {path}.",
                message_en=f"The numbering skips something before item {path}.",
                span=place,
            )
        if numbering.incomplete:
            yield Finding(
                code="incomplete_item",
                severity=Severity.WARNING,
                message=f"Mục {path} kết thúc bằng dấu hai chấm nhưng không có nội dung tiếp theo.",
                message_en=f"Item {path} ends with a colon, but nothing follows it.",
                span=place,
            )
