"""Citations and the loaded documents that they mean: which agree, in any order of loading, and what is missing."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Engine, select

from pipeline.load import queries, schema
from pipeline.load.citations import Citation, Held, cited_name, is_unique, meant, names_of, office
from pipeline.load.exports import columns, to_csv
from pipeline.load.queries import MissingRow, ReferenceRow
from pipeline.load.store import Store
from pipeline.record import Record, Reference, Relation, Unit
from tests.load.conftest import day, only, record

LU = Unit(text="UBND tỉnh", name="Ủy ban nhân dân tỉnh Hoa Lư")
DOAI = Unit(text="UBND tỉnh", name="Ủy ban nhân dân tỉnh Xứ Đoài")
CHAIR = Unit(text="Chủ tịch UBND tỉnh", name="Chủ tịch Ủy ban nhân dân tỉnh Hoa Lư")
GOVERNMENT = Unit(text="Chính phủ", name="Chính phủ")


def cites(key: str | None = None, **more: Any) -> Reference:
    """A citation; kind and symbol follow from the key."""
    symbol = key.rpartition("/")[2] if key and "/" in key else None
    kind = {"QĐ": "Quyết định", "KH": "Kế hoạch", "NĐ": "Nghị định"}.get((symbol or "").partition("-")[0])
    values = {"text": key or more.get("name", ""), "key": key, "symbol": symbol, "type": kind}
    return Reference(**{**values, **more})


def issued(name: str, key: str, on: str | None = "2031-02-03", issuer: Unit = LU, **more: Any) -> Record:
    number, symbol = key.partition("/")[0], key.rpartition("/")[2]
    kind = "Nghị định" if "NĐ" in symbol else "Kế hoạch" if "KH" in symbol else "Quyết định"
    head = {"type": kind, "number": number, "symbol": symbol, "key": key, "issuer": issuer}
    head |= {"issued": day(on)} if on else {}
    return record(name, document={**head, **more.pop("head", {})}, **more)


def letter(*references: Reference, number: int = 900) -> Record:
    name = "letter" if number == 900 else f"letter{number}"
    return issued(name, f"{number}/UBND-VP", "2031-05-05", references=references, head={"type": "Công văn"})


def links(engine: Engine) -> list[tuple[str | None, str | None]]:
    """(cited key or title, path of the loaded document) of all citations that lists show."""
    paths = {row.id: row.path for row in queries.documents(engine, only())}
    rows = queries.references(engine, only())
    return [(row.key or row.name, paths[row.cited_id] if row.cited_id else None) for row in rows]


NAMES = [
    pytest.param(("Kế hoạch", "04/KH-SYT", "KH-SYT", None), "4 kh syt", id="noughts"),
    pytest.param(("Quyết định", "522/2002/QĐ.UB", "QĐ.UB", None), "522 2002 qd ub", id="a dot"),
    pytest.param(("Chỉ thị", "31-CT/TU", "CT/TU", None), "31 ct tu", id="party"),
    pytest.param(("Luật", None, None, "Luật Hộ tịch"), "luat ho tich", id="law"),
    pytest.param(("Pháp lệnh", None, None, "trồng rừng"), "phap lenh trong rung", id="ordinance"),
    pytest.param(("Hiến pháp", None, None, "Hiến pháp"), "hien phap", id="constitution"),
    pytest.param(("Luật", "60/2031/QH19", "QH19", "Luật Hộ tịch"), "60 2031 qh19", id="law with a number"),
    pytest.param(("Nghị định", "68", None, None), None, id="number alone"),
    pytest.param(("Kế hoạch", None, None, "cải cách"), None, id="no law by its title"),
]


@pytest.mark.parametrize(("cited", "name"), NAMES)
def test_names(cited: tuple[str | None, str | None, str | None, str | None], name: str | None) -> None:
    assert cited_name(*cited) == name


def test_a_law_has_two_names() -> None:
    assert names_of("Luật", "60/2031/QH19", "QH19", "Hộ tịch") == {"60 2031 qh19", "luat ho tich"}


@pytest.mark.parametrize(
    ("name", "unique"),
    [("61 2031 nd cp", True), ("12 2031 qd ubnd", False), ("12 2031 nq hdnd", False), ("12 qd btc", False)],
)
def test_names_that_one_document_has(name: str, unique: bool) -> None:
    assert is_unique(name) is unique


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Chủ tịch Ủy ban nhân dân tỉnh Hoa Lư", "uy ban nhan dan tinh hoa lu"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "van phong chinh phu"),
        ("Phó Giám đốc Sở Y tế", "so y te"),
        ("Thủ tướng Chính phủ", "thu tuong chinh phu"),
        (None, ""),
    ],
)
def test_who_signs_for_an_office(written: str | None, compared: str) -> None:
    assert office(written) == compared


def citation(**more: Any) -> Citation:
    given: dict[str, Any] = {"id": 1, "name": "12 qd ubnd", "type": "Quyết định", "day": None, "office": ""}
    given |= {"owner": "", "year": None, "citing_id": 99, "citing_office": "", "citing_owner": ""}
    return Citation(**{**given, "citing_start": date(2031, 5, 5), "citing_end": date(2031, 5, 5), **more})


def held(number: int = 1, **more: Any) -> Held:
    given: dict[str, Any] = {"id": number, "sha256": str(number), "type": "Quyết định", "owner": ""}
    given |= {"office": "uy ban nhan dan tinh hoa lu", "start": date(2031, 2, 3), "end": date(2031, 2, 3)}
    return Held(**{**given, **more})


DOAI_HELD = held(2, office="uy ban nhan dan tinh xu doai")
DAY = date(2031, 2, 3)
AGREEMENTS = [
    pytest.param(citation(day=DAY), [held()], 1, id="day"),
    pytest.param(citation(office="uy ban nhan dan tinh hoa lu"), [held()], 1, id="issuer"),
    pytest.param(citation(), [held()], None, id="number alone"),
    pytest.param(citation(day=date(2031, 2, 4)), [held()], None, id="another day"),
    pytest.param(citation(day=DAY, office="uy ban nhan dan tinh xu doai"), [held()], None, id="another issuer"),
    pytest.param(citation(day=DAY, type="Kế hoạch"), [held()], None, id="another kind"),
    pytest.param(citation(day=DAY, type=None), [held()], 1, id="kind unknown"),
    pytest.param(citation(day=DAY), [held(), DOAI_HELD], None, id="two offices, one day"),
    pytest.param(citation(day=DAY, office="uy ban nhan dan tinh"), [held(), DOAI_HELD], None, id="no province"),
    pytest.param(citation(office="uy ban nhan dan tinh xu doai"), [held(), DOAI_HELD], 2, id="the issuer settles it"),
    pytest.param(citation(day=DAY), [held(end=date(2031, 2, 28), start=date(2031, 2, 1))], 1, id="a month"),
    pytest.param(citation(day=DAY, citing_id=1), [held()], None, id="itself"),
    pytest.param(
        citation(office="uy ban nhan dan tinh hoa lu", citing_end=date(2031, 1, 1)),
        [held()],
        None,
        id="from the future",
    ),
    pytest.param(citation(citing_office="uy ban nhan dan tinh hoa lu"), [held()], 1, id="an office's own, this year"),
    pytest.param(
        citation(citing_office="uy ban nhan dan tinh hoa lu"),
        [held(start=date(2030, 2, 3), end=date(2030, 2, 3))],
        None,
        id="an office's own, of another year",
    ),
    pytest.param(
        citation(office="so y te"),
        [held(office="so y te", owner="uy ban nhan dan tinh hoa lu")],
        None,
        id="whose office",
    ),
    pytest.param(
        citation(office="so y te", citing_office="uy ban nhan dan tinh hoa lu"),
        [held(office="so y te", owner="uy ban nhan dan tinh hoa lu")],
        1,
        id="the office below",
    ),
    pytest.param(citation(name="12 2031 nd cp"), [held(office="chinh phu")], 1, id="a name that one document has"),
    pytest.param(citation(name="12 2031 nd cp", day=date(2031, 2, 4)), [held()], 1, id="its day misprinted"),
    pytest.param(citation(name="12 2031 nd cp"), [held(), held(2)], 1, id="loaded twice"),
    pytest.param(citation(name="luat gia", type="Luật"), [held(type="Luật")], 1, id="law by title"),
    pytest.param(
        citation(name="luat gia", type="Luật", year=2030), [held(type="Luật")], None, id="law of another year"
    ),
    pytest.param(
        citation(name="luat gia", type="Luật"),
        [held(type="Luật"), held(2, type="Luật")],
        None,
        id="two laws of a title",
    ),
    pytest.param(
        citation(name="luat gia", type="Luật", year=2031),
        [held(type="Luật"), held(2, type="Luật", start=date(2012, 1, 1), end=date(2012, 1, 1))],
        1,
        id="the year settles it",
    ),
]


@pytest.mark.parametrize(("cited", "candidates", "found"), AGREEMENTS)
def test_agreement(cited: Citation, candidates: list[Held], found: int | None) -> None:
    assert meant(cited, candidates) == found
    assert meant(cited, candidates[::-1]) == found


def test_a_link_in_any_order_of_loading(engine: Engine) -> None:
    decision = issued("decision", "45/QĐ-UBND")
    other = issued("other", "45/QĐ-UBND", "2030-02-03")
    citing = letter(cites("45/QĐ-UBND", date="2031-02-03"))
    for order in permutations([decision, other, citing]):
        store = Store(engine)
        ids = [store.save(each).document_id for each in order]
        assert links(engine) == [("45/QĐ-UBND", "in/decision.docx")]
        store.forget(ids)


def test_a_document_that_goes_or_changes(store: Store) -> None:
    store.save_many([letter(cites("45/QĐ-UBND", date="2031-02-03")), issued("decision", "45/QĐ-UBND")])
    store.save(issued("decision", "46/QĐ-UBND", rules="2"))
    assert links(store.engine) == [("45/QĐ-UBND", None)]
    found = store.save(issued("decision", "45/QĐ-UBND", rules="3"))
    assert links(store.engine) == [("45/QĐ-UBND", "in/decision.docx")]
    store.forget([found.document_id])
    assert links(store.engine) == [("45/QĐ-UBND", None)]


def test_two_that_fit_are_none_until_one_goes(store: Store) -> None:
    cited = cites("45/QĐ-UBND", date="2031-02-03")
    one, two = issued("one", "45/QĐ-UBND"), issued("two", "45/QĐ-UBND", issuer=DOAI)
    saved = store.save_many([letter(cited), one, two])
    assert links(store.engine) == [("45/QĐ-UBND", None)]
    store.forget([saved[2].document_id])
    assert links(store.engine) == [("45/QĐ-UBND", "in/one.docx")]


def test_read_again_keeps_the_link(store: Store) -> None:
    store.save_many([issued("decision", "45/QĐ-UBND"), letter(cites("45/QĐ-UBND", date="2031-02-03"))])
    more = (cites("9/KH-UBND"), cites("45/QĐ-UBND", date="2031-02-03"))
    store.save(issued("letter", "900/UBND-VP", "2031-05-05", rules="2", references=more, head={"type": "Công văn"}))
    assert links(store.engine) == [("9/KH-UBND", None), ("45/QĐ-UBND", "in/decision.docx")]


def test_a_later_mention_has_the_day_of_the_first(store: Store) -> None:
    first, later = cites("45/QĐ-UBND", date="2031-02-03", issuer=CHAIR), cites("45/QĐ-UBND")
    store.save_many([issued("decision", "45/QĐ-UBND"), letter(first, later)])
    assert links(store.engine) == [("45/QĐ-UBND", "in/decision.docx")] * 2


def test_days_that_differ_are_shared_by_nobody(store: Store) -> None:
    mentions = (cites("45/QĐ-UBND", date="2031-02-03"), cites("45/QĐ-UBND", date="2030-01-01"), cites("45/QĐ-UBND"))
    store.save_many([issued("decision", "45/QĐ-UBND", issuer=DOAI), letter(*mentions)])
    assert [path for _, path in links(store.engine)] == ["in/decision.docx", None, None]


def test_the_file_that_shows_a_document_is_linked(store: Store) -> None:
    words = " ".join(f"từ{n} ngữ{n % 7} câu{n % 11}" for n in range(60))
    first = issued("a", "45/QĐ-UBND", text=words)
    second = issued("b", "45/QĐ-UBND", text=words + " hết")
    store.save_many([letter(cites("45/QĐ-UBND", date="2031-02-03")), first, second])
    with store.engine.connect() as connection:
        twin = connection.execute(select(schema.twin)).one()
    (row,) = queries.references(store.engine, only())
    assert row.cited_id == twin.primary_id
    store.forget([twin.primary_id])
    (row,) = queries.references(store.engine, only())
    assert row.cited_id == twin.document_id


def test_a_law_by_its_title_and_by_its_number(store: Store) -> None:
    head = {"type": "Luật", "subject": "Hộ tịch"}
    law = issued("law", "60/2029/QH19", "2029-11-20", Unit(text="Quốc hội", name="Quốc hội"), head=head)
    by_title = cites(name="Luật Hộ tịch", type="Luật", text="Luật Hộ tịch năm 2029")
    by_number = cites("60/2029/QH19", type="Luật", name="Luật Hộ tịch")
    older = cites(name="Luật Hộ tịch", type="Luật", text="Luật Hộ tịch năm 2014")
    store.save_many([letter(by_title, by_number, older), law])
    assert [path for _, path in links(store.engine)] == ["in/law.docx", "in/law.docx", None]


def test_shown_on_both_ends(store: Store) -> None:
    store.save_many([letter(cites("45/QĐ-UBND", date="2031-02-03", relation=Relation.BASIS), cites("9/KH-SYT"))])
    before = queries.document(store.engine, "900/UBND-VP")
    assert before is not None
    assert "cited_by" not in before
    assert all("document_id" not in cited for cited in before["references"])
    store.save(issued("decision", "45/QĐ-UBND"))
    citing, cited = (queries.document(store.engine, key) for key in ("900/UBND-VP", "45/QĐ-UBND"))
    assert citing is not None
    assert cited is not None
    assert [reference.get("document_id") for reference in citing["references"]] == [2, None]
    assert [(c["document_key"], c["relation"], c["mentions"]) for c in cited["cited_by"]] == [
        ("900/UBND-VP", "basis", 1)
    ]
    exported = to_csv(queries.references(store.engine, only()), ReferenceRow).splitlines()
    assert exported[1].split(",")[[c.field for c in columns(ReferenceRow)].index("cited_id")] == "2"


# --- what is missing ---


def summary(engine: Engine, **wanted: Any) -> list[tuple[Any, ...]]:
    rows = queries.missing(engine, only(**wanted))
    return [(row.key or row.name, row.date and str(row.date), row.mentions, row.documents) for row in rows]


def test_missing_most_cited_first(store: Store) -> None:
    decree = cites("61/2029/NĐ-CP", date="2029-04-23", issuer=GOVERNMENT, relation=Relation.BASIS)
    law = cites(name="Luật Hộ tịch", type="Luật")
    held_one = cites("45/QĐ-UBND", date="2031-02-03")
    store.save_many(
        [
            issued("decision", "45/QĐ-UBND"),
            letter(decree, cites("61/2029/NĐ-CP"), law, held_one, cites("68", type="Nghị định", symbol=None)),
            issued("other", "8/KH-UBND", references=(decree, law, cites("7/KH-UBND"))),
        ]
    )
    assert summary(store.engine) == [
        ("61/2029/NĐ-CP", "2029-04-23", 3, 2),
        ("Luật Hộ tịch", None, 2, 2),
        ("7/KH-UBND", None, 1, 1),
    ]
    first = queries.missing(store.engine, only())[0]
    assert (first.type, first.issuer, first.relations) == ("Nghị định", "Chính phủ", ("basis", "mentions"))
    assert summary(store.engine, limit=1) == [("61/2029/NĐ-CP", "2029-04-23", 3, 2)]
    assert [row[0] for row in summary(store.engine, kind="luat")] == ["Luật Hộ tịch"]
    assert summary(store.engine, document="8/KH-UBND")[0] == ("61/2029/NĐ-CP", "2029-04-23", 1, 1)
    assert summary(store.engine, date_from=date(2031, 5, 1))[0] == ("61/2029/NĐ-CP", "2029-04-23", 2, 1)
    assert [row[0] for row in summary(store.engine, search="7/kh")] == ["7/KH-UBND"]
    assert len(to_csv(queries.missing(store.engine, only()), MissingRow).splitlines()) == 4


def test_missing_documents_of_one_number_are_told_apart(store: Store) -> None:
    of_lu = cites("12/QĐ-UBND", date="2031-01-02", issuer=LU)
    of_doai = cites("12/QĐ-UBND", date="2031-01-02", issuer=DOAI)
    of_before = cites("12/QĐ-UBND", date="2030-03-04", issuer=LU)
    store.save_many([letter(of_lu, cites("12/QĐ-UBND")), letter(of_doai, number=901), letter(of_before, number=902)])
    assert sorted(summary(store.engine)) == [
        ("12/QĐ-UBND", "2030-03-04", 1, 1),
        ("12/QĐ-UBND", "2031-01-02", 1, 1),
        ("12/QĐ-UBND", "2031-01-02", 2, 1),
    ]


def test_missing_says_what_is_loaded_under_the_same_number(store: Store) -> None:
    store.save_many([issued("decision", "45/QĐ-UBND", issuer=DOAI), letter(cites("45/QĐ-UBND", issuer=LU))])
    (row,) = queries.missing(store.engine, only())
    assert row.alike == (1,)


def test_missing_counts_a_document_in_two_files_once(store: Store) -> None:
    words = " ".join(f"từ{n} ngữ{n % 7} câu{n % 11}" for n in range(60))
    decree = (cites("61/2029/NĐ-CP"),)
    store.save_many(
        [
            issued("a", "45/QĐ-UBND", text=words, references=decree),
            issued("b", "45/QĐ-UBND", text=words + " hết", references=decree),
        ]
    )
    assert summary(store.engine) == [("61/2029/NĐ-CP", None, 1, 1)]


@pytest.mark.parametrize("enough", [60, 2])
def test_two_laws_of_one_title_are_two(store: Store, monkeypatch: pytest.MonkeyPatch, enough: int) -> None:
    monkeypatch.setattr("pipeline.load.missing._ENOUGH", enough)
    old = cites(name="Luật Giá", type="Luật", date="2012-06-20")
    new = cites(name="Luật Giá", type="Luật", date="2023-06-19")
    store.save_many(
        [
            letter(old, new, cites(name="Luật Giá", type="Luật")),
            letter(new, cites(name="Luật Giá", type="Luật"), number=901),
        ]
    )
    # without a day in the same document nobody can tell which is meant
    assert summary(store.engine) == [
        ("Luật Giá", "2023-06-19", 3, 2),
        ("Luật Giá", None, 1, 1),
        ("Luật Giá", "2012-06-20", 1, 1),
    ]


def test_a_law_of_one_day_is_one(store: Store) -> None:
    new = cites(name="Luật Giá", type="Luật", date="2023-06-19")
    store.save_many([letter(new), letter(cites(name="Luật Giá", type="Luật"), number=901)])
    assert summary(store.engine) == [("Luật Giá", "2023-06-19", 2, 2)]


def test_cited_more_often_than_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.load.missing._ENOUGH", 2)
    mentions = [cites("61/2029/NĐ-CP", relation=Relation.BASIS) for _ in range(3)]
    store.save_many([letter(*mentions, cites("61/2029/NĐ-CP")), letter(*mentions, number=901)])
    (row,) = queries.missing(store.engine, only())
    assert (row.mentions, row.documents, row.relations) == (7, 2, ("basis", "mentions"))
