"""Citations of made-up documents, in the ways that offices write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from samples.generate.draft import Draft
from samples.generate.office import Level, Office, Unit
from samples.generate.phrase import Item, Phrase
from samples.generate.wording import vocabulary

_COMMITTEE = "Ủy ban nhân dân "
_COUNCIL = "Hội đồng nhân dân "


def cite(office: Office, draft: Draft, relation: str, *, titled: bool | None = None) -> Phrase:
    """Write a document's citation and put it among the references of ``draft``."""
    rng = office.rng
    act = rng.choice(vocabulary("citations")["act"])
    day = _earlier(office)
    number = f"{rng.randint(1, 4200 if not act.get('year') else 160):02}"
    key = f"{number}/{day.year}/{act['symbol']}" if act.get("year") else f"{number}/{act['symbol']}"
    key = f"{number}-{act['symbol']}" if act.get("party") else key
    issuer = _issuer(office, act["issuer"])
    reference = _reference(act, number, day.year if act.get("year") else None, key, relation)
    reference.values["date"] = day.isoformat()
    named, unit = _written(issuer)
    reference.values["issuer"] = unit
    written_day = office.day(day, rng.choice(("/", "words")))
    words = Phrase(f"{act['type']} số {key} ngày {written_day} của ") + named
    is_titled = rng.random() < 0.6 if titled is None else titled
    words = words.marked(reference)
    draft.references.append(reference)
    if not is_titled:
        return words
    title = office.wording.filled(rng.choice(act["titles"]))
    reference.values["name"] = title
    return words + " " + title


def cite_again(office: Office, draft: Draft) -> Phrase | None:
    """Write a short form of a document that was cited before; None where there is none."""
    known = [item for item in draft.references if item.values["key"] and item.values["type"] != "Công văn"]
    if not known:
        return None
    values = office.rng.choice(known).values
    again = {**values, "text": None, "date": None, "issuer": None, "name": None, "relation": "mentions"}
    reference = Item(again)
    draft.references.append(reference)
    return Phrase(f"{values['type']} số {values['key']}").marked(reference) + " nêu trên"


def cite_law(office: Office, draft: Draft) -> Phrase:
    """Write a law by its name and, often, its day."""
    rng = office.rng
    name = rng.choice(vocabulary("citations")["laws"])
    day = date(rng.randint(2013, 2020), rng.choice((6, 11)), rng.randint(12, 28))
    kind = next(kind for kind in ("Bộ luật", "Luật") if name.startswith(kind))
    reference = _reference({"type": kind, "symbol": None}, None, None, None, "basis")
    reference.values["name"] = name
    draft.references.append(reference)
    if rng.random() < 0.3:
        return Phrase(name).marked(reference)
    reference.values["date"] = day.isoformat()
    return Phrase(f"{name} ngày {office.day(day, 'words')}").marked(reference)


def cite_list(office: Office, draft: Draft, relation: str) -> Phrase:
    """Write two decisions that share kind, day and issuer."""
    rng = office.rng
    day = _earlier(office)
    first = rng.randint(100, 3800)
    numbers = (str(first), str(first + rng.randint(1, 30)))
    items = []
    for number in numbers:
        act = {"type": "Quyết định", "symbol": "QĐ-UBND"}
        items.append(_reference(act, number, None, f"{number}/QĐ-UBND", relation))
    named, unit = _written(office.committee())
    for item in items:
        item.values.update(date=day.isoformat(), issuer=unit)
    draft.references.extend(items)
    first_key, second_key = (item.values["key"] for item in items)
    joint = office.rng.choice((" và ", ", "))
    words = Phrase(f"Quyết định số {first_key}").marked(items[0]) + joint
    return words + (Phrase(f"số {second_key} ngày {office.day(day)} của ") + named).marked(items[1])


def cite_own(office: Office, draft: Draft, kind: str, symbol: str, relation: str) -> Phrase:
    """Write an earlier document of the same office, with its number and day."""
    day = _earlier(office)
    number = f"{office.rng.randint(1, 900):02}"
    reference = _reference({"type": kind, "symbol": symbol}, number, None, f"{number}/{symbol}", relation)
    named, unit = _written(Unit((office.short if office.short != "Sở" else office.name,), office.name))
    reference.values.update(date=day.isoformat(), issuer=unit)
    draft.references.append(reference)
    return (Phrase(f"{kind} số {number}/{symbol} ngày {office.day(day)} của ") + named).marked(reference)


def _reference(act: dict[str, Any], number: str | None, year: int | None, key: str | None, relation: str) -> Item:
    return Item(
        {
            "text": None,
            "type": act["type"],
            "number": number,
            "year": year,
            "symbol": act["symbol"],
            "key": key,
            "name": None,
            "date": None,
            "issuer": None,
            "relation": relation,
        }
    )


def _earlier(office: Office) -> date:
    return office.issued - timedelta(days=office.rng.randint(8, 900))


def _issuer(office: Office, template: str) -> Unit:
    text = office.wording.filled(template)
    long = text.replace("UBND ", _COMMITTEE).replace("HĐND ", _COUNCIL)
    is_placed = long.startswith((_COMMITTEE, _COUNCIL)) or long.endswith("ủy")
    is_known = office.level in (Level.PROVINCE, Level.DEPARTMENT)
    name = f"{long} {office.province}" if is_placed and is_known else long
    return Unit((text,), name)


def _written(unit: Unit) -> tuple[Phrase, Item]:
    item = Item({"text": None, "name": unit.name, "owner": unit.owner})
    return Phrase(unit.forms[0]).marked(item), item
