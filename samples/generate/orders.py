"""What somebody is told, asked or promises to do: items of many shapes, each with its tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from samples.generate.citations import cite
from samples.generate.draft import Draft, Line, Look
from samples.generate.numbering import Numbering
from samples.generate.office import Level, Office, Unit
from samples.generate.phrase import Item, Phrase, concat, listed, phrase
from samples.generate.times import Times

ASSIGNMENT: Final = "assignment"
COMMITMENT: Final = "commitment"
REQUEST: Final = "request"

_OPENERS: Final = ("Giao ", "Giao ", "Yêu cầu ", "", "", "", "Phân công ", "Giao nhiệm vụ cho ")
_DUTIES: Final = (" ", " ", " ", " có trách nhiệm ", " chịu trách nhiệm ", " khẩn trương ", " tiếp tục ", " tập trung ")
_WITH: Final = (
    " chủ trì, phối hợp với ",
    " chủ trì, phối hợp với ",
    " phối hợp với ",
    " chủ trì phối hợp cùng ",
    " chủ động phối hợp với ",
)
_HEADINGS: Final = ("{}:", "{}:", "Giao {}:", "Đối với {}:", "Trách nhiệm của {}:", "Yêu cầu {}:", "{} có trách nhiệm:")
_LEAD_LABELS: Final = ("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Đơn vị thực hiện", "Cơ quan chủ trì thực hiện")
_SUPPORT_LABELS: Final = ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp", "Đơn vị phối hợp thực hiện")
_PRODUCT_LABELS: Final = ("Sản phẩm", "Kết quả", "Sản phẩm dự kiến", "Kết quả đầu ra")
_TIME_LABELS: Final = ("Thời gian thực hiện", "Thời gian", "Thời hạn", "Thời gian hoàn thành", "Hạn hoàn thành")
_TIME_SENTENCES: Final = ("Thời gian hoàn thành: ", "Hoàn thành ", "Thời hạn hoàn thành: ")


@dataclass(frozen=True, slots=True)
class Party:
    """Units that stand together in the text: the words, and the items of the gold record."""

    words: Phrase
    items: tuple[Item, ...]


@dataclass(slots=True)
class Orders:
    """Writes items into one document."""

    office: Office
    draft: Draft
    times: Times
    numbering: Numbering
    #: Labels of the lines under a plan's item: an office keeps to its own.
    labels: tuple[str, str, str, str] = field(init=False)

    def __post_init__(self) -> None:
        rng = self.office.rng
        self.labels = (
            rng.choice(_LEAD_LABELS),
            rng.choice(_SUPPORT_LABELS),
            rng.choice(_PRODUCT_LABELS),
            rng.choice(_TIME_LABELS),
        )

    # --- parts of sentences ---

    def party(self, units: Sequence[Unit], *, capital: bool = False) -> Party:
        written = [self.office.written(unit) for unit in units]
        words = listed([words for words, _ in written], last=self.office.habit.last_joint)
        return Party(words.capital() if capital else words, tuple(item for _, item in written))

    def action(self, *, may_cite: bool = True) -> Phrase:
        """What is to be done, in small letters, without who or when."""
        words = Phrase(self.office.wording.say("action"))
        if may_cite and self.office.rng.random() < 0.08:
            words = words + " theo " + cite(self.office, self.draft, "basis", titled=False)
        return words

    def timed(self, words: Phrase, share: float = 0.45, *, among_clauses: bool = False) -> tuple[Phrase, list[Item]]:
        """An action, perhaps with a time; ``among_clauses`` has none behind a ";", where it might be all clauses'."""
        rng = self.office.rng
        if rng.random() > share:
            return words, []
        time = self.times.inline()
        item = time.items()[0]
        if item.values["kind"] in ("recurring", "ongoing") and not time.text.startswith("trước"):
            if item.values["kind"] == "ongoing" or rng.random() < 0.6:
                return time + " " + words, [item]
            return words + " " + time, [item]
        joint = rng.choice((" ", " ", ", ") if among_clauses else (" ", " ", ", ", "; "))
        needs_verb = joint == "; " and not time.text.startswith(("hoàn thành", "xong"))
        return words + joint + ("hoàn thành " if needs_verb else "") + time, [item]

    def task(
        self,
        words: Phrase,
        section: str | None,
        lead: Sequence[Item],
        support: Sequence[Item] = (),
        deadlines: Sequence[Item] = (),
        *,
        kind: str = ASSIGNMENT,
        deliverable: str | None = None,
    ) -> Phrase:
        """Make ``words`` a task; returns them marked."""
        item = Item(
            {
                "text": None,
                "kind": kind,
                "section": section,
                "lead": list(lead) or [self.issuer_item()],
                "support": list(support),
                "deliverable": deliverable,
                "deadlines": list(deadlines),
            }
        )
        self.draft.tasks.append(item)
        return words.marked(item)

    def issuer_item(self) -> Item:
        return Item({"text": self.office.name, "name": self.office.name, "owner": None})

    # --- whole items ---

    def item(self, label: str, section: str | None) -> None:
        """Add one item with who does what: a line, or a heading with a list below it."""
        shapes: list[tuple[int, Callable[[str, str | None], None]]] = [
            (10, self.sentence),
            (6, self.sentence_with_support),
            (4, self.several_clauses),
            (2, self.two_sentences),
            (2, self.two_units),
            (2, self.passive_ground),
            (5, self.unit_with_list),
            (2, self.list_of_units),
        ]
        if self.office.level is Level.PROVINCE:
            shapes.append((2, self.asked_body))
        weights = [weight for weight, _ in shapes]
        self.office.rng.choices([shape for _, shape in shapes], weights)[0](label, section)

    def sentence(self, label: str, section: str | None) -> None:
        rng = self.office.rng
        opener = rng.choice(_OPENERS)
        party = self.party(self.office.workers(3), capital=not opener)
        action, times = self.timed(self.action())
        duty = rng.choice(_DUTIES) if opener in ("", "Yêu cầu ") else " "
        words = opener + party.words + duty + action
        self.line(label, self.task(words, section, party.items, (), times) + ".")

    def sentence_with_support(self, label: str, section: str | None) -> None:
        rng = self.office.rng
        opener = rng.choice(_OPENERS)
        workers = self.office.workers(2, with_groups=False)
        party = self.party(workers, capital=not opener)
        support = self.party(self.office.supporters(workers))
        action, times = self.timed(self.action())
        words = opener + party.words + rng.choice(_WITH) + support.words + " " + action
        self.line(label, self.task(words, section, party.items, support.items, times) + ".")

    def several_clauses(self, label: str, section: str | None) -> None:
        """ "Giao A chủ trì, phối hợp với B ...; ...; hoàn thành trước ngày ..."."""
        rng = self.office.rng
        opener = rng.choice(_OPENERS)
        workers = self.office.workers(2)
        party = self.party(workers, capital=not opener)
        has_support = rng.random() < 0.5 and len(workers) == 1
        support = self.party(self.office.supporters(workers)) if has_support else Party(Phrase(), ())
        beginning = opener + party.words + (rng.choice(_WITH) + support.words if has_support else "") + " "
        pieces = []
        for n in range(rng.randint(2, 3)):
            action, times = self.timed(self.action(), 0.35, among_clauses=True)
            words = beginning + action if n == 0 else action
            pieces.append(self.task(words, section, party.items, support.items, times))
        self.line(label, concat(piece if n == 0 else "; " + piece for n, piece in enumerate(pieces)) + ".")

    def two_sentences(self, label: str, section: str | None) -> None:
        """A second sentence without a subject, or one that only sets the time of the first."""
        rng = self.office.rng
        party = self.party(self.office.workers(2), capital=True)
        if rng.random() < 0.5:
            first = self.task(party.words + " " + self.action(), section, party.items)
            action, times = self.timed(self.action(), 0.5)
            second = self.task(action.capital(), section, party.items, (), times)
            self.line(label, first + ". " + second + ".")
            return
        time = self.times.inline()
        if time.items()[0].values["kind"] not in ("date", "period") or "hoàn thành" in time.text:
            self.sentence(label, section)
            return
        first = self.task(party.words + " " + self.action(), section, party.items, (), time.items())
        self.line(label, first + ". " + rng.choice(_TIME_SENTENCES) + time + ".")

    def two_units(self, label: str, section: str | None) -> None:
        """Two units in one item, each with its own clause."""
        one, two = self.office.rng.sample(self.office.own_units(), 2)
        first, second = self.party([one]), self.party([two])
        action, times = self.timed(self.action(), 0.4, among_clauses=True)
        other, other_times = self.timed(self.action(), 0.4, among_clauses=True)
        words = self.task("Giao " + first.words + " " + action, section, first.items, (), times)
        joint = self.office.rng.choice(("; giao ", "; "))
        rest = self.task(joint.removeprefix("; ") + second.words + " " + other, section, second.items, (), other_times)
        self.line(label, words + "; " + rest + ".")

    def passive_ground(self, label: str, section: str | None) -> None:
        """ "Để ..., giao A ..."; "Căn cứ chức năng, nhiệm vụ được giao, các sở, ban, ngành ..."."""
        rng = self.office.rng
        if rng.random() < 0.5:
            party = self.party(self.office.workers(2))
            action, times = self.timed(self.action())
            words = self.task(
                rng.choice(("giao ", "yêu cầu ")) + party.words + " " + action, section, party.items, (), times
            )
            self.line(label, self.office.wording.say("grounds") + ", " + words + ".")
            return
        party = self.party([rng.choice(self.office.groups())])
        action, times = self.timed(self.action())
        ground = rng.choice(("Căn cứ chức năng, nhiệm vụ được giao, ", "Trong phạm vi nhiệm vụ, quyền hạn của mình, "))
        self.line(
            label, self.task(ground + party.words.lowered() + " " + action, section, party.items, (), times) + "."
        )

    def unit_with_list(self, label: str, section: str | None) -> None:
        """A unit as a heading, its tasks as a list below."""
        rng = self.office.rng
        template = rng.choice(_HEADINGS)
        party = self.party(self.office.workers(2), capital=template.startswith("{}"))
        before, _, after = template.partition("{}")
        self.line(label, before + party.words + after)
        for n in range(rng.randint(2, 4)):
            sub, path = self.numbering.sub(section, n)
            action, times = self.timed(self.action())
            if rng.random() < 0.2:
                support = self.party(self.office.supporters([]))
                opening = rng.choice(("Phối hợp với ", "Chủ trì, phối hợp với "))
                words = self.task(opening + support.words + " " + action, path, party.items, support.items, times)
            else:
                words = self.task(action.capital(), path, party.items, (), times)
            self.line(sub, words + rng.choice((".", ";", ".")))

    def list_of_units(self, label: str, section: str | None) -> None:
        """A lead-in for a list whose bullets begin with a unit and a colon."""
        rng = self.office.rng
        self.line(label, rng.choice(("Phân công nhiệm vụ cụ thể như sau:", "Giao nhiệm vụ cho các đơn vị như sau:")))
        for n, unit in enumerate(rng.sample(self.office.own_units(), rng.randint(2, 3))):
            sub, path = self.numbering.sub(section, n)
            party = self.party([unit])
            action, times = self.timed(self.action())
            self.line(
                sub, party.words.capital() + ": " + self.task(action.capital(), path, party.items, (), times) + "."
            )

    def asked_body(self, label: str, section: str | None) -> None:
        party = self.party(self.office.rng.sample(self.office.asked(), self.office.rng.randint(1, 3)))
        action, times = self.timed(self.action(), 0.25)
        opener = self.office.rng.choice(("Đề nghị ", "Đề nghị ", "Kính đề nghị "))
        self.line(
            label, self.task(opener + party.words + " " + action, section, party.items, (), times, kind=REQUEST) + "."
        )

    def own_plan(self, label: str, section: str | None) -> None:
        """What the issuer itself is going to do, nobody named."""
        action, times = self.timed(self.action(), 0.4)
        words = self.task(action.capital(), section, [self.issuer_item()], (), times, kind=COMMITMENT)
        self.line(label, words + ".")

    def asked_superior(self, label: str, section: str | None) -> None:
        """A report's request to the body above."""
        party = self.party([self.office.superior])
        action = Phrase(self.office.wording.filled("{give} {resource} cho {work}"))
        words = self.task("Đề nghị " + party.words + " " + action, section, party.items, kind=REQUEST)
        self.line(label, words + ".")

    def described(self, label: str, section: str | None) -> None:
        """A plan's item with lines of its own for who, with whom, what and when."""
        rng = self.office.rng
        workers = self.office.workers(2)
        lead = self.party(workers)
        support = self.party(self.office.supporters(workers)) if rng.random() < 0.75 else None
        product = self.office.wording.say("deliverable") if rng.random() < 0.4 else None
        time = self.times.field()
        clauses = [self.action() for _ in range(rng.choice((1, 1, 1, 2)))]
        tasks = [
            self.task(
                clause.capital() if n == 0 else clause,
                section,
                lead.items,
                support.items if support else (),
                time.items(),
                deliverable=product,
            )
            for n, clause in enumerate(clauses)
        ]
        self.line(label, concat(task if n == 0 else "; " + task for n, task in enumerate(tasks)) + ".")
        sign = rng.choice(("- ", "+ ", "- "))
        named = [
            (self.labels[0], lead.words.capital()),
            (self.labels[1], support.words.capital() if support else None),
            (self.labels[2], phrase(product) if product else None),
            (self.labels[3], time),
        ]
        for name, value in named:
            if value is not None:
                self.line(sign.strip(), f"{name}: " + value + ".")

    def bracketed(self, label: str, section: str | None) -> None:
        """A plan's item that names everything in brackets at its end."""
        workers = self.office.workers(1)
        lead, support = self.party(workers), self.party(self.office.supporters(workers))
        time = self.times.field()
        words = self.action().capital() + " (Chủ trì: " + lead.words + "; phối hợp: " + support.words
        task = self.task(words + "; thời gian: " + time + ")", section, lead.items, support.items, time.items())
        self.line(label, task + ".")

    # --- lines ---

    def line(self, label: str, words: Phrase | str, look: Look = Look.PLAIN) -> None:
        self.draft.blocks.append(Line((f"{label} " if label else "") + phrase(words), look))

    def plant_early_deadline(self) -> None:
        """Make one more item whose time is before the issue, with its finding."""
        day = self.office.issued - timedelta(days=self.office.rng.randint(20, 200))
        time = self.times.on(day)
        self.draft.findings.append(
            Item({"code": "deadline_before_issue", "severity": "error", "message": "Thời hạn trước ngày ban hành."})
        )
        label, path = self.numbering.next_item()
        party = self.party(self.office.workers(1))
        words = self.task("Giao " + party.words + " " + self.action() + " " + time, path, party.items, (), time.items())
        self.line(label, words + ".")
