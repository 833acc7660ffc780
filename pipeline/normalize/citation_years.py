"""The year in a normative document's key against its date, and the citing one's: "63/2010/NĐ-CP ngày 08/6/2011".

Normative documents carry the year in which they were issued (Luật Ban hành văn bản quy phạm pháp luật), so another year
in the date is a slip in one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.record import Finding, Reference, Severity


def year_findings(references: Sequence[Reference], issued: str | None, *, recognised: bool) -> Iterator[Finding]:
    """Yield ``reference_misprint`` where key and date have two years, ``reference_in_future`` for a later year.

    ``issued`` is the citing document's last possible day of issue (ISO). Each cited key is told once. In a scan digits
    are as easily misread: info.
    """
    seen: set[str] = set()
    for one in references:
        if one.key is None or one.year is None or one.key in seen:
            continue
        if issued and one.date and one.date > issued:
            continue  # that is told already, by its date
        if one.date and int(one.date[:4]) != one.year:
            seen.add(one.key)
            yield Finding(
                code="reference_misprint",
                severity=Severity.INFO if recognised else Severity.WARNING,
                message=f"Văn bản viện dẫn {one.key} ghi ngày {_day(one.date)}: năm trong số hiệu và năm trong "
                "ngày khác nhau, có thể in nhầm.",
                message_en=f"The cited document {one.key} is dated {one.date}: one of the two years may be a misprint.",
                span=one.span,
            )
        elif issued and not one.date and one.year > int(issued[:4]):
            seen.add(one.key)
            yield Finding(
                code="reference_in_future",
                severity=Severity.INFO if recognised else Severity.ERROR,
                message=f"Văn bản viện dẫn {one.key} mang năm {one.year}, sau ngày ban hành {_day(issued)}.",
                message_en=f"The cited document {one.key} is of {one.year}, after the issue date {issued}.",
                span=one.span,
            )


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
