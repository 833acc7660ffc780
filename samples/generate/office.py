"""Who writes a document, where and when, and whom it names: one made-up office with its habits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from random import Random
from typing import Any, Final

from samples.generate.phrase import Item, Phrase
from samples.generate.wording import Wording, vocabulary

_FIRST_DAY: Final = date(2021, 1, 4)
_LAST_DAY: Final = date(2026, 12, 18)
#: Districts were abolished, provinces merged.
_TWO_LEVELS: Final = date(2025, 7, 1)


class Level(Enum):
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Unit:
    """An office as it may be written: ``forms`` are what a text says, ``name`` is its canonical name."""

    forms: tuple[str, ...]
    name: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """How one office writes."""

    committee: str
    council: str
    #: Whether it pads months below ten with a zero too; days it always pads.
    pads_months: bool
    short_names: bool
    last_joint: str


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Office:
    """The office that issues one document."""

    rng: Random
    level: Level
    province: str
    province_kind: str
    locality: str
    locality_kind: str
    issued: date
    department: dict[str, Any]
    habit: Habit
    wording: Wording

    # --- itself ---

    @property
    def province_name(self) -> str:
        return f"{self.province_kind} {self.province}"

    @property
    def two_levels(self) -> bool:
        return self.issued >= _TWO_LEVELS

    @property
    def place(self) -> str:
        return self.locality if self.level in (Level.DISTRICT, Level.COMMUNE) else self.province

    @property
    def name(self) -> str:
        """The canonical name."""
        match self.level:
            case Level.PROVINCE:
                return f"Ủy ban nhân dân {self.province_name}"
            case Level.DEPARTMENT:
                return str(self.department["name"])
            case _:
                return f"Ủy ban nhân dân {self.locality_kind} {self.locality}"

    @property
    def code(self) -> str:
        """Its part of a document's symbol."""
        return str(self.department["code"]) if self.level is Level.DEPARTMENT else "UBND"

    @property
    def short(self) -> str:
        """How its own documents call it in running text."""
        match self.level:
            case Level.PROVINCE:
                return f"{self.habit.committee} {self.province_kind}"
            case Level.DEPARTMENT:
                return "Sở"
            case _:
                return f"{self.habit.committee} {self.locality_kind}"

    @property
    def head(self) -> str:
        return "Giám đốc Sở" if self.level is Level.DEPARTMENT else f"Chủ tịch {self.short}"

    @property
    def superior(self) -> Unit:
        """Whom it reports to."""
        if self.level is Level.PROVINCE:
            return Unit(("Chính phủ",), "Chính phủ")
        return self.committee()

    def letterhead(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines of the superior, and those of the office itself."""
        long = self.habit.committee == "Ủy ban nhân dân" or self.rng.random() < 0.5
        committee = "ỦY BAN NHÂN DÂN" if long else "UBND"
        if self.level is Level.DEPARTMENT:
            return (f"{committee} {self.province_name.upper()}",), (self.name.upper(),)
        where = self.province_name if self.level is Level.PROVINCE else f"{self.locality_kind} {self.locality}"
        one_line = self.rng.random() < 0.4
        lines = (f"ỦY BAN NHÂN DÂN {where.upper()}",) if one_line else ("ỦY BAN NHÂN DÂN", where.upper())
        return (), lines

    # --- others ---

    def committee(self) -> Unit:
        """The People's Committee of the province; a commune's papers do not say of which."""
        short = f"{self.habit.committee} {self.province_kind}"
        if self.level in (Level.DISTRICT, Level.COMMUNE):
            return Unit((short,), f"Ủy ban nhân dân {self.province_kind}")
        return Unit((short, f"{short} {self.province}"), f"Ủy ban nhân dân {self.province_name}")

    def own_office(self) -> Unit:
        """The administrative office of the issuer."""
        if self.level is Level.DEPARTMENT:
            return Unit(("Văn phòng Sở",), "Văn phòng Sở", f"{self.name} {self.province_name}")
        return Unit((f"Văn phòng {self.short}",), f"Văn phòng {self.name}")

    def departments(self) -> list[Unit]:
        """The departments that there are on the day of issue, itself apart."""
        own = self.department["name"] if self.level is Level.DEPARTMENT else None
        return [
            Unit((row["name"], *row["short"]), row["name"], self.committee().name)
            for row in vocabulary("agencies")["department"]
            if row["name"] != own and _exists(row, self.issued)
        ]

    def bodies(self) -> list[Unit]:
        return [self._plain(row["text"]) for row in vocabulary("agencies")["body"]]

    def asked(self) -> list[Unit]:
        return [self._plain(row["text"]) for row in vocabulary("agencies")["asked"]]

    def localities(self) -> list[Unit]:
        """People's Committees below the province, named, made up."""
        kinds = ("xã", "phường") if self.two_levels else ("huyện", "huyện", "thị xã")
        found = []
        for _ in range(4):
            kind = self.rng.choice(kinds)
            place = locality(self.rng)
            found.append(Unit((f"{self.habit.committee} {kind} {place}",), f"Ủy ban nhân dân {kind} {place}"))
        return found

    def all_localities(self) -> Unit:
        kinds = self.rng.choice(
            ("các xã, phường",) if self.two_levels else ("các huyện, thị xã", "các huyện, thành phố")
        )
        return Unit((f"{self.habit.committee} {kinds}",), f"Ủy ban nhân dân {kinds}")

    def groups(self) -> list[Unit]:
        of = "commune" if self.level is Level.DISTRICT else self.level.value
        return [self._plain(text) for text in vocabulary("agencies")["groups"][of]]

    def helpers(self) -> list[Unit]:
        return [self._plain(text) for text in vocabulary("agencies")["groups"]["helpers"]]

    def own_units(self) -> list[Unit]:
        """Whom the office can order by name."""
        match self.level:
            case Level.PROVINCE:
                return [*self.departments(), *self.bodies(), *self.localities(), self.own_office()]
            case Level.DEPARTMENT:
                owner = f"{self.name} {self.province_name}"
                names = (*self.department["rooms"], *self.department["branches"])
                return [*(Unit((name,), name, owner) for name in names), self.own_office()]
            case _:
                owner = self.name
                rows = vocabulary("agencies")[self.level.value]["offices"]
                return [Unit((text,), self._placed(_long(text)), owner) for text in map(self._fill, rows)]

    def workers(self, most: int, *, with_groups: bool = True) -> list[Unit]:
        """Return up to ``most`` different units that are told to act; a group stands alone."""
        if with_groups and self.rng.random() < 0.18:
            return [
                self.rng.choice([*self.groups(), *([self.all_localities()] if self.level is Level.PROVINCE else [])])
            ]
        return self.rng.sample(self.own_units(), self.rng.randint(1, most))

    def supporters(self, besides: Sequence[Unit]) -> list[Unit]:
        """Return units that take part, perhaps with a general name at the end."""
        taken = {unit.name for unit in besides}
        pool = [unit for unit in (*self.own_units(), *self.departments()[:3]) if unit.name not in taken]
        chosen = self.rng.sample(pool, self.rng.randint(1, 3))
        if self.rng.random() < 0.45:
            chosen = [*chosen[:2], self.rng.choice(self.helpers())]
        return chosen

    def written(self, unit: Unit) -> tuple[Phrase, Item]:
        """Write a unit in one of its forms; the item is its place in the gold record."""
        form = unit.forms[0]
        if len(unit.forms) > 1 and self.habit.short_names and self.rng.random() < 0.6:
            form = self.rng.choice(unit.forms[1:])
        item = Item({"text": None, "name": unit.name[:1].upper() + unit.name[1:], "owner": unit.owner})
        return Phrase(form).marked(item), item

    def _plain(self, template: str) -> Unit:
        text = self._fill(template)
        return Unit((text,), _long(text))

    def _placed(self, name: str) -> str:
        """What is "of the commune" carries the commune's name, as the police of a province carries the province's."""
        return f"{name} {self.locality}" if name.endswith(f" {self.locality_kind}") else name

    def _fill(self, template: str) -> str:
        filled = template.replace("{province}", self.province_kind).replace("{name}", self.province)
        return filled.replace("{level}", self.locality_kind)

    # --- people, numbers, dates ---

    def person(self) -> tuple[str, str]:
        """Return a made-up name and how it is addressed: "Ông" or "Bà"."""
        names = vocabulary("people")
        is_man = self.rng.random() < 0.6
        given = self.rng.choice(names["men" if is_man else "women"])
        return f"{self.rng.choice(names['surnames'])} {given}", "Ông" if is_man else "Bà"

    def day(self, day: date, style: str = "/") -> str:
        """Write a date: "05/9/2026", or with ``style`` "words" "05 tháng 9 năm 2026"."""
        month = f"{day.month:02}" if self.habit.pads_months or day.month < 3 else str(day.month)
        return f"{day.day:02} tháng {month} năm {day.year}" if style == "words" else f"{day.day:02}/{month}/{day.year}"


def _long(text: str) -> str:
    return text.replace("UBND", "Ủy ban nhân dân").replace("HĐND", "Hội đồng nhân dân")


def _exists(row: dict[str, Any], day: date) -> bool:
    return bool(row.get("since", date.min) <= day <= row.get("until", date.max))


def locality(rng: Random) -> str:
    """Return a made-up name of a district or commune."""
    names = vocabulary("places")["localities"]
    while True:
        first, second = rng.choice(names["first"]), rng.choice(names["second"])
        name = f"{first} {second}"
        if first != second and name not in names["taken"]:
            return name


def new_office(rng: Random, levels: Sequence[Level]) -> Office:
    """Return an office of one of the levels on some day of the years 2021 to 2026."""
    issued = _FIRST_DAY + timedelta(days=rng.randrange((_LAST_DAY - _FIRST_DAY).days))
    while issued.weekday() > 4:
        issued += timedelta(days=1)
    level = rng.choice(levels)
    if level in (Level.DISTRICT, Level.COMMUNE):
        level = Level.COMMUNE if issued >= _TWO_LEVELS else Level.DISTRICT
    row = rng.choice([row for row in vocabulary("places")["province"] if _exists(row, issued)])
    departments = [row for row in vocabulary("agencies")["department"] if _exists(row, issued)]
    kinds = ("xã", "phường") if level is Level.COMMUNE else ("huyện", "thị xã")
    committee = rng.choice(("UBND", "UBND", "UBND", "Ủy ban nhân dân"))
    council = "HĐND" if committee == "UBND" else "Hội đồng nhân dân"
    habit = Habit(
        committee=committee,
        council=council,
        pads_months=rng.random() < 0.3,
        short_names=rng.random() < 0.4,
        last_joint=rng.choice((", ", " và ", ", ")),
    )
    province, province_kind = rng.choice(row["names"]), row["kind"]
    party = "Thành ủy" if province_kind == "thành phố" else "Tỉnh ủy"
    values = {"province": province_kind, "ubnd": committee, "hdnd": council, "tu": party}
    return Office(
        rng=rng,
        level=level,
        province=province,
        province_kind=province_kind,
        locality=locality(rng),
        locality_kind=rng.choice(kinds),
        issued=issued,
        department=rng.choice(departments),
        habit=habit,
        wording=Wording.about_something(rng, values),
    )
