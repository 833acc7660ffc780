"""The arithmetic of sentences: "đã giải quyết 1.200 hồ sơ (trước hạn 800, đúng hạn 390, quá hạn 20)"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from pipeline.extract.measures import identities, leaves_a_gap
from pipeline.extract.mentions import CountMention
from pipeline.numbers import Number, cell_number
from pipeline.read.layout import Layout
from pipeline.record import CountSubject, Finding, Measure, Severity

_END = regex.compile(r"\n|(?<=[^\s.]{2}[.!?…])\s+(?=\p{Lu})")
#: Numbers that break one down by office or field, and wholes of shares: no parts of a sum of the form.
_NO_PARTS = ("count.prose.share", "count.prose.fraction")
_QUOTED = 160


def prose_sum_findings(counts: Sequence[CountMention], layout: Layout) -> Iterator[Finding]:
    """Yield ``total_mismatch`` for each sentence whose numbers of dossiers do not add up as the report forms do.

    Only sums all of whose parts the sentence gives are looked at, and none where dossiers were returned or withdrawn.
    In a scan a digit is as easily misread: info.
    """
    for sentence in _sentences(counts, layout.text):
        first, last = sentence[0].value.start, sentence[-1].value.end
        start, end = _bounds(layout.text, first, last)
        values = _values(sentence, layout.text)
        if leaves_a_gap(layout.text[start:end]):
            continue
        for total, parts in identities(values):
            if (
                total is Measure.RECEIVED_TOTAL
                and Measure.RESOLVED_TOTAL in parts
                and Measure.CARRIED_OVER not in values
            ):
                continue  # "tiếp nhận" may leave out what came over from the period before
            added = sum(values[part] for part in parts)
            if abs(added - values[total]) < 1e-6:
                continue
            terms = " + ".join(_shown(values[part]) for part in parts)
            words = " ".join(layout.text[start:end].split())
            quoted = words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
            yield Finding(
                code="total_mismatch",
                severity=Severity.INFO if layout.ocr else Severity.ERROR,
                message=f"Lời văn ghi {_shown(values[total])} nhưng {terms} = {_shown(added)}: “{quoted}”",
                message_en=f'The text says {values[total]}, but its parts ({terms}) add up to {added}: "{quoted}"',
                span=tuple(layout.span(c.value.start, c.value.end) for c in sentence if c.measure in (total, *parts)),
            )


def _sentences(counts: Sequence[CountMention], text: str) -> Iterator[list[CountMention]]:
    """Yield the counts of dossiers in running text, those of one sentence together."""
    own = [
        count
        for count in counts
        if count.table is None and count.subject is CountSubject.DOSSIER and count.rule not in _NO_PARTS
    ]
    sentence: list[CountMention] = []
    for count in sorted(own, key=lambda c: c.value.start):
        if sentence and _END.search(text, sentence[-1].value.end, count.value.start):
            yield sentence
            sentence = []
        sentence.append(count)
    if sentence:
        yield sentence


def _bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where the sentence round two numbers begins and ends."""
    line = text.rfind("\n", 0, first) + 1
    ends = [found.end() for found in _END.finditer(text, line, first)]
    following = _END.search(text, last)
    return (ends[-1] if ends else line, following.start() if following else len(text))


def _values(sentence: Sequence[CountMention], text: str) -> Mapping[Measure, Number]:
    """Return the numbers by measure; a measure that stands there twice (two offices, two years) is left out."""
    found: dict[Measure, Number] = {}
    repeated: set[Measure] = set()
    for count in sentence:
        value = cell_number(count.value.of(text))
        if value is None or count.measure in found:
            repeated.add(count.measure)
        else:
            found[count.measure] = value
    return {} if repeated else found


def _shown(value: Number) -> str:
    return f"{value:,}".translate(str.maketrans(",.", ".,"))
