"""The kinds of documents: each function writes one, about a topic, by an office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from samples.generate.citations import cite, cite_again, cite_law, cite_list, cite_own
from samples.generate.draft import Draft, Grid, Line, Look
from samples.generate.figures import Period, count_sentences, count_table
from samples.generate.frame import begin, recipients, sign
from samples.generate.numbering import Numbering
from samples.generate.office import Level, Office, Unit
from samples.generate.orders import REQUEST, Orders
from samples.generate.phrase import Item, Phrase, concat, phrase
from samples.generate.times import Times

_HIGH: Final = (Level.PROVINCE, Level.DEPARTMENT, Level.DEPARTMENT)
_ANY: Final = (Level.PROVINCE, Level.PROVINCE, Level.DEPARTMENT, Level.DEPARTMENT, Level.COMMUNE)
_END: Final = "./."


def _orders(office: Office, draft: Draft, *, year: int | None = None, has_day: bool = True) -> Orders:
    times = Times(office, year or office.issued.year, has_day)
    return Orders(office, draft, times, Numbering(office.rng))


def _plant_slips(orders: Orders) -> None:
    """Plant, now and then, what a careful reader would be told of."""
    if orders.office.rng.random() < 0.06:
        orders.numbering.err_once()


def _finish(orders: Orders) -> None:
    orders.draft.findings.extend(orders.numbering.findings)


def _ground(office: Office, draft: Draft) -> Phrase:
    """ "Thực hiện Kế hoạch số ... của ...", the beginning of a document."""
    rng = office.rng
    opening = rng.choice(("Thực hiện ", "Căn cứ ", "Triển khai thực hiện ", "Theo "))
    what = cite_list(office, draft, "basis") if rng.random() < 0.1 else cite(office, draft, "basis")
    return opening + what


def _close_orders(office: Office, orders: Orders) -> None:
    """A closing sentence that tells everyone to carry the document out, or one that does not."""
    rng = office.rng
    if rng.random() < 0.4:
        party = orders.party([rng.choice(office.groups())])
        manner = rng.choice((" nghiêm túc triển khai thực hiện", " khẩn trương tổ chức thực hiện"))
        orders.draft.add(orders.task("Yêu cầu " + party.words.lowered() + manner, None, party.items) + _END)
    elif rng.random() < 0.5:
        orders.draft.add(f"Trên đây là ý kiến của {office.short}, thông báo để các đơn vị biết{_END}")
    else:
        orders.draft.add(f"Trân trọng{_END}")


def _heading(orders: Orders, words: str) -> str:
    label, path = orders.numbering.next_heading()
    shown = words.upper() if orders.numbering.style[0] in ("roman", "letter") else words
    orders.line(label, phrase(shown), Look.HEADING)
    return path


# --- letters, notices, directives, minutes ---


def letter(office: Office) -> Draft:
    """An official letter that orders; a department asks other bodies, too."""
    rng = office.rng
    blank = rng.random() < 0.06
    draft = begin(
        office,
        "Công văn",
        f"{rng.choice(('tăng cường', 'triển khai', 'đẩy mạnh', 'chấn chỉnh'))} {office.wording.say('work')}",
        blank=blank,
    )
    orders = _orders(office, draft, has_day=not blank)
    if office.level is Level.DEPARTMENT and rng.random() < 0.5:
        _asking_letter(office, draft, orders)
    else:
        _plant_slips(orders)
        addressees = rng.sample(office.own_units(), rng.randint(1, 3))
        _addressees(draft, [unit.forms[0] for unit in addressees])
        head = rng.choice((office.head, office.short))
        verb = rng.choice(("có ý kiến như sau:", "yêu cầu thực hiện một số nội dung sau:", "chỉ đạo như sau:"))
        draft.add(_ground(office, draft) + f", {head} {verb}")
        for _ in range(rng.randint(2, 6)):
            orders.item(*orders.numbering.next_item())
        if rng.random() < 0.08 and not blank:
            orders.plant_early_deadline()
        _close_orders(office, orders)
    sign(office, draft, recipients(office))
    _finish(orders)
    return draft


def _addressees(draft: Draft, names: list[str]) -> None:
    if len(names) == 1:
        draft.add(f"Kính gửi: {names[0]}", Look.ADDRESSEE)
        return
    draft.add("Kính gửi:", Look.ADDRESSEE)
    for n, name in enumerate(names):
        draft.add(f"- {name}{'.' if n == len(names) - 1 else ';'}", Look.ADDRESSEE)


def _asking_letter(office: Office, draft: Draft, orders: Orders) -> None:
    """A department asks bodies that it cannot order, in a sentence or in a list below one."""
    rng = office.rng
    asked = [*office.departments(), *office.bodies(), office.all_localities()]
    units = rng.sample(asked, rng.randint(1, 2))
    _addressees(draft, [unit.forms[0] for unit in units])
    party = orders.party(units)
    ground = _ground(office, draft)
    if rng.random() < 0.4:
        draft.add(ground + ".")
        action, times = orders.timed(orders.action())
        words = orders.task("đề nghị " + party.words + " " + action, None, party.items, (), times, kind=REQUEST)
        draft.add(
            f"{rng.choice(('Để có cơ sở tổng hợp', 'Để kịp tiến độ', 'Nhằm bảo đảm yêu cầu'))}, {office.name} "
            + words
            + "."
        )
    else:
        draft.add(ground + f", {office.name} đề nghị " + party.words + " phối hợp thực hiện một số nội dung sau:")
        for _ in range(rng.randint(2, 4)):
            label, path = orders.numbering.next_item()
            action, times = orders.timed(orders.action())
            orders.line(label, orders.task(action.capital(), path, party.items, (), times, kind=REQUEST) + ".")
    draft.add(
        rng.choice(("Rất mong nhận được sự quan tâm, phối hợp của quý cơ quan", "Trân trọng", "Xin trân trọng cảm ơn"))
        + _END
    )


def reply(office: Office) -> Draft:
    """A letter that answers or reports: no task in it."""
    rng = office.rng
    draft = begin(office, "Công văn", f"báo cáo tình hình {office.wording.say('work')}")
    orders = _orders(office, draft)
    _addressees(draft, [office.superior.forms[0]])
    draft.add(
        _ground(office, draft)
        + f", {office.name if office.level is Level.DEPARTMENT else office.short} báo cáo như sau:"
    )
    for _ in range(rng.randint(2, 5)):
        label, _path = orders.numbering.next_item()
        orders.line(label, phrase(_done(office)))
    draft.add(f"Trên đây là báo cáo của {office.short}, kính gửi {office.superior.forms[0]} xem xét, tổng hợp{_END}")
    sign(office, draft, recipients(office))
    return draft


def _done(office: Office) -> str:
    said = office.wording.say("done")
    if office.rng.random() < 0.5:
        unit = office.rng.choice(office.own_units()).forms[0]
        return f"{unit} {said}."
    return f"{office.short} {said}."


def notice(office: Office) -> Draft:
    """Conclusions of a leader at a meeting."""
    rng = office.rng
    name, address = office.person()
    topic = office.wording.say("work")
    head = rng.choice(
        (office.head, office.head.replace("Giám đốc", "Phó Giám đốc").replace("Chủ tịch", "Phó Chủ tịch"))
    )
    draft = begin(office, "Thông báo", f"Kết luận của {head} {name} tại cuộc họp về {topic}")
    orders = _orders(office, draft)
    _plant_slips(orders)
    day = office.issued - timedelta(days=rng.randint(1, 6))
    draft.document["meeting"] = {"start": day.isoformat(), "end": None, "chair": name, "participants": []}
    present = rng.choice(office.own_units()).forms[0]
    draft.add(
        f"Ngày {office.day(day)}, {head} {name} chủ trì cuộc họp về {topic}. "
        f"Tham dự có đại diện {present} và các đơn vị liên quan."
    )
    who = address.lower() if rng.random() < 0.3 else head
    draft.add(f"Sau khi nghe báo cáo và ý kiến của các thành viên dự họp, {who} kết luận như sau:")
    if rng.random() < 0.6:
        _heading(orders, "Đánh giá chung")
        for _ in range(rng.randint(1, 3)):
            draft.add(office.wording.say("assessment"))
        _heading(orders, rng.choice(("Nhiệm vụ trong thời gian tới", "Kết luận", "Một số nhiệm vụ cụ thể")))
    for _ in range(rng.randint(3, 7)):
        orders.item(*orders.numbering.next_item())
    office_name = office.own_office().forms[0]
    draft.add(f"{office_name} thông báo để các đơn vị liên quan biết, thực hiện{_END}")
    sign(office, draft, recipients(office, rng.choice(office.own_units()).forms[0]), notice=True)
    _finish(orders)
    return draft


def directive(office: Office) -> Draft:
    rng = office.rng
    draft = begin(office, "Chỉ thị", f"Về việc {office.wording.filled('{strengthen} {work}')} năm {office.issued.year}")
    orders = _orders(office, draft)
    _plant_slips(orders)
    draft.add(f"Thời gian qua, {_done(office)} {office.wording.say('assessment')}")
    ground = office.wording.say("grounds")
    draft.add((_ground(office, draft) if rng.random() < 0.4 else phrase(ground)) + f", {office.head} yêu cầu:")
    for _ in range(rng.randint(4, 8)):
        orders.item(*orders.numbering.next_item())
    label, path = orders.numbering.next_item()
    party = orders.party([office.own_office()])
    words = orders.task(
        "Giao " + party.words + " theo dõi, đôn đốc việc thực hiện Chỉ thị này, báo cáo kết quả theo yêu cầu",
        path,
        party.items,
    )
    orders.line(label, words + _END)
    sign(office, draft, recipients(office))
    _finish(orders)
    return draft


def minutes(office: Office) -> Draft:
    """Minutes: proposals are no tasks, what the chair concludes is."""
    rng = office.rng
    subject = f"Họp {rng.choice(('giao ban', 'bàn', 'đánh giá'))} {office.wording.say('work')}"
    draft = begin(office, "Biên bản", subject)
    orders = _orders(office, draft)
    orders.numbering.style = ("roman", "number", rng.choice(("letter", "bullet", "plus")))
    start, end = rng.choice((8, 9, 14)), rng.choice((10, 11, 16))
    if end <= start:
        end = start + 2
    day = office.issued
    chair, chair_address = office.person()
    secretary, secretary_address = office.person()
    people = [(chair, chair_address, office.head)]
    for unit in rng.sample(office.own_units(), 3):
        name, address = office.person()
        people.append((name, address, f"Đại diện {unit.forms[0]}"))
    _heading(orders, "Thời gian, địa điểm")
    draft.add(f"- Thời gian: {start:02} giờ 00 phút, ngày {office.day(day, 'words')}.")
    draft.add(f"- Địa điểm: Phòng họp số {rng.randint(1, 5)}, trụ sở {office.name}.")
    _heading(orders, "Thành phần")
    draft.add(f"1. Chủ trì: {chair_address} {chair} - {office.head}.")
    draft.add("2. Tham dự:")
    for n, (name, address, position) in enumerate(people[1:], 1):
        draft.add(f"- {address} {name} - {position}{'.' if n == len(people) - 1 else ';'}")
    draft.add(f"3. Thư ký: {secretary_address} {secretary} - Chuyên viên.")
    _heading(orders, "Nội dung")
    for name, address, _ in people[1:]:
        label, _path = orders.numbering.next_item()
        orders.line(label, phrase(f"{address} {name} {office.wording.say('proposal')}."))
    _heading(orders, f"Kết luận của {office.head}")
    draft.add(f"Sau khi nghe ý kiến của các thành viên, {chair_address.lower()} {chair} kết luận như sau:")
    for _ in range(rng.randint(2, 5)):
        orders.item(*orders.numbering.next_item())
    closing = "Biên bản được đọc lại cho mọi người cùng nghe và thống nhất ký tên"
    draft.add(f"Cuộc họp kết thúc lúc {end:02} giờ 30 phút cùng ngày. {closing}{_END}")
    signer = Item({"name": chair, "position": "CHỦ TRÌ", "authority": None})
    draft.document["signer"] = signer
    draft.second_signature = ("THƯ KÝ", secretary)
    draft.signature = (Phrase("CHỦ TRÌ"), Phrase(chair).marked(signer))
    people.append((secretary, secretary_address, "Chuyên viên"))
    draft.document["meeting"] = {
        "start": f"{day.isoformat()}T{start:02}:00",
        "end": f"{day.isoformat()}T{end:02}:30",
        "chair": chair,
        "participants": [{"name": name, "position": position} for name, _, position in people],
    }
    return draft


# --- plans ---


def plan(office: Office) -> Draft:
    """A plan in prose, with lines or brackets for who and when."""
    rng = office.rng
    draft, orders = _begin_plan(office)
    _plant_slips(orders)
    _purposes(office, draft, orders)
    shape: Callable[[str, str | None], None] = rng.choice(
        (orders.described, orders.described, orders.bracketed, orders.item)
    )
    for heading in ("Nội dung thực hiện", "Nhiệm vụ, giải pháp")[: rng.randint(1, 2)]:
        _heading(orders, heading)
        for _ in range(rng.randint(3, 6)):
            label, path = orders.numbering.next_item()
            (orders.own_plan if shape == orders.item and rng.random() < 0.25 else shape)(label, path)
    _carry_out(office, orders)
    sign(office, draft, recipients(office, office.superior.forms[0]))
    _finish(orders)
    return draft


def _begin_plan(office: Office) -> tuple[Draft, Orders]:
    rng = office.rng
    year = office.issued.year + (1 if office.issued.month > 9 else 0)
    draft = begin(
        office, "Kế hoạch", f"{rng.choice(('Triển khai', 'Thực hiện'))} {office.wording.say('work')} năm {year}"
    )
    orders = _orders(office, draft, year=year, has_day=year == office.issued.year)
    who = office.name if office.level is Level.DEPARTMENT else office.short
    draft.add(_ground(office, draft) + f", {who} ban hành Kế hoạch như sau:")
    return draft, orders


def _purposes(office: Office, draft: Draft, orders: Orders) -> None:
    _heading(orders, "Mục đích, yêu cầu")
    for _ in range(office.rng.randint(2, 4)):
        label, _path = orders.numbering.next_item()
        orders.line(label, phrase(office.wording.say("purpose")))


def _carry_out(office: Office, orders: Orders) -> None:
    rng = office.rng
    _heading(orders, "Tổ chức thực hiện")
    for _ in range(rng.randint(1, 4)):
        orders.item(*orders.numbering.next_item())
    if rng.random() < 0.5:
        orders.draft.add(f"Trên đây là Kế hoạch của {office.short}{_END}")


def plan_with_table(office: Office) -> Draft:
    """A plan whose tasks stand in a table, in its body or as an appendix."""
    rng = office.rng
    draft, orders = _begin_plan(office)
    _purposes(office, draft, orders)
    is_appendix = rng.random() < 0.6
    if not is_appendix:
        section: str | None = _heading(orders, "Nội dung thực hiện")
        grid = _task_table(office, orders, section)
        draft.blocks.append(grid)
        _carry_out(office, orders)
        sign(office, draft, recipients(office, office.superior.forms[0]))
        return draft
    _carry_out(office, orders)
    sign(office, draft, recipients(office, office.superior.forms[0]))
    draft.annex = [
        Line(phrase(rng.choice(("PHỤ LỤC", "PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ"))), Look.TITLE),
        Line(phrase(f"Phân công nhiệm vụ {office.wording.say('work')}"), Look.SUBJECT),
        _task_table(office, orders, None),
    ]
    return draft


def _task_table(office: Office, orders: Orders, section: str | None) -> Grid:
    """Rows are tasks; the columns' order and wording differ between offices."""
    rng = office.rng
    heads = {
        "task": rng.choice(("Nội dung nhiệm vụ", "Nhiệm vụ", "Nội dung công việc", "Nội dung")),
        "lead": rng.choice(("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Đơn vị thực hiện")),
        "support": rng.choice(("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp")),
        "time": rng.choice(("Thời gian thực hiện", "Thời gian hoàn thành", "Thời gian", "Thời hạn")),
        "product": rng.choice(("Sản phẩm", "Kết quả, sản phẩm", "Sản phẩm đầu ra")),
    }
    order = rng.choice(
        (
            ("task", "lead", "support", "time"),
            ("task", "lead", "support", "time", "product"),
            ("task", "product", "lead", "support", "time"),
            ("task", "time", "lead", "support"),
            ("task", "lead", "time"),
        )
    )
    rows = []
    for n in range(1, rng.randint(4, 10)):
        workers = office.workers(2)
        lead = orders.party(workers, capital=True)
        support = orders.party(office.supporters(workers), capital=True) if "support" in order else None
        time = orders.times.field()
        product = office.wording.say("deliverable") if "product" in order else None
        path = f"{section}.{n}" if section else str(n)
        words = orders.task(
            orders.action().capital(),
            path,
            lead.items,
            support.items if support else (),
            time.items(),
            deliverable=product,
        )
        cells = {
            "task": words,
            "lead": lead.words,
            "support": support.words if support else Phrase(),
            "time": time,
            "product": phrase(product or ""),
        }
        rows.append((Phrase(str(n)), *(cells[name] for name in order)))
    return Grid((("STT" if rng.random() < 0.7 else "TT", *(heads[name] for name in order)),), tuple(rows))


# --- decisions ---


def decision(office: Office) -> Draft:
    """A decision with articles: it sets something up or in force, replaces or amends, and orders to carry it out."""
    rng = office.rng
    work = office.wording.say("work")
    what = rng.choice(("plan", "team", "amend", "person"))
    year = office.issued.year
    subject = {
        "plan": f"Ban hành Kế hoạch {work} năm {year}",
        "team": f"Thành lập Tổ công tác về {work}",
        "amend": f"Sửa đổi, bổ sung một số nội dung về {work}",
        "person": "Về việc điều động công chức",
    }[what]
    draft = begin(office, "Quyết định", subject)
    orders = _orders(office, draft)
    _authority(office, draft)
    draft.add("Căn cứ " + cite_law(office, draft) + ";")
    for _ in range(rng.randint(1, 3)):
        draft.add("Căn cứ " + cite(office, draft, "basis", titled=True) + ";")
    draft.add(f"Theo đề nghị của {rng.choice(office.own_units()).forms[0]}.")
    draft.add("QUYẾT ĐỊNH:", Look.TITLE)
    colon = rng.choice((". ", ": "))
    draft.add(f"Điều 1{colon}" + _first_article(office, draft, what, work))
    _second_article(office, draft, orders, what, colon)
    _closing_article(office, orders, colon)
    sign(office, draft, recipients(office, "Như Điều 3"))
    return draft


def _authority(office: Office, draft: Draft) -> None:
    """Who decides, in a line above the grounds: the head of the office, or the committee; that is then the issuer."""
    if office.level is not Level.DEPARTMENT and office.rng.random() < 0.5:
        draft.add(office.name.upper(), Look.TITLE)
        return
    name = f"{'Giám đốc' if office.level is Level.DEPARTMENT else 'Chủ tịch'} {office.name}"
    issuer = Item({"text": None, "name": name, "owner": None})
    draft.document["issuer"] = issuer
    draft.add(Phrase(name.upper()).marked(issuer), Look.TITLE)


def _first_article(office: Office, draft: Draft, what: str, work: str) -> Phrase:
    name, address = office.person()
    unit = office.rng.choice(office.own_units()).forms[0]
    match what:
        case "plan":
            return phrase(f"Ban hành kèm theo Quyết định này Kế hoạch {work} năm {office.issued.year}.")
        case "team":
            return phrase(f"Thành lập Tổ công tác về {work} do {address.lower()} {name}, {office.head} làm Tổ trưởng.")
        case "amend":
            old = cite_own(office, draft, "Quyết định", f"QĐ-{office.code}", "amends")
            return (
                "Sửa đổi, bổ sung Điều 2 của " + old + " như sau: mức hỗ trợ được tính theo số người tham gia thực tế."
            )
        case _:
            day = office.day(office.issued + timedelta(days=10))
            return phrase(
                f"Điều động {address.lower()} {name}, chuyên viên {unit}, đến nhận công tác tại "
                f"{office.own_office().forms[0]} kể từ ngày {day}."
            )


def _second_article(office: Office, draft: Draft, orders: Orders, what: str, colon: str) -> None:
    rng = office.rng
    if what == "plan" and rng.random() < 0.5:
        party = orders.party(office.workers(1, with_groups=False))
        support = orders.party([rng.choice(office.helpers())])
        words = "Giao " + party.words + " chủ trì, phối hợp với " + support.words + " triển khai Kế hoạch"
        words = orders.task(words, "Điều 2", party.items, support.items)
        draft.add(f"Điều 2{colon}" + words + ".")
    elif what in ("plan", "amend"):
        symbol = f"QĐ-{office.code}"
        relation, verb = rng.choice((("replaces", "thay thế"), ("abolishes", "bãi bỏ")))
        old = cite_own(office, draft, "Quyết định", symbol, relation)
        draft.add(f"Điều 2{colon}Quyết định này có hiệu lực kể từ ngày ký và {verb} " + old + ".")
    else:
        draft.add(f"Điều 2{colon}Quyết định này có hiệu lực kể từ ngày ký.")


def _closing_article(office: Office, orders: Orders, colon: str) -> None:
    """ "Chánh Văn phòng ..., Giám đốc Sở ... chịu trách nhiệm thi hành Quyết định này"."""
    rng = office.rng
    if office.level is Level.PROVINCE:
        department = rng.choice(office.departments())
        named = [
            Unit((f"Chánh Văn phòng {office.short}",), f"Chánh Văn phòng {office.name}"),
            Unit((f"Giám đốc {department.forms[0]}",), f"Giám đốc {department.name}"),
            Unit(("Thủ trưởng các cơ quan, đơn vị liên quan",), "Thủ trưởng các cơ quan, đơn vị liên quan"),
        ]
    elif office.level is Level.DEPARTMENT:
        room = rng.choice(office.own_units()[:-1]).name
        head = f"Trưởng {room}" if room.startswith("Phòng") else f"Thủ trưởng {room}"
        named = [
            Unit(("Chánh Văn phòng Sở",), "Chánh Văn phòng Sở"),
            Unit((head,), head),
            Unit(("các cá nhân có liên quan",), "Các cá nhân có liên quan"),
        ]
    else:
        named = [
            Unit(
                (f"Chánh Văn phòng HĐND và UBND {office.locality_kind}",),
                f"Chánh Văn phòng Hội đồng nhân dân và {office.name}",
            ),
            Unit(("các đơn vị liên quan",), "Các đơn vị liên quan"),
        ]
    party = orders.party(named)
    words = party.words + rng.choice((" chịu trách nhiệm thi hành Quyết định này", " căn cứ Quyết định thi hành"))
    orders.draft.add(f"Điều 3{colon}" + orders.task(words, "Điều 3", party.items) + _END)


# --- reports, news ---


def _period(office: Office) -> Period:
    rng = office.rng
    day = office.issued
    quarter = (day.month - 1) // 3  # the one before
    year = day.year if quarter else day.year - 1
    quarter = quarter or 4
    first = date(year, 3 * quarter - 2, 1)
    last = date(year + quarter // 4, 3 * quarter % 12 + 1, 1) - timedelta(days=1)
    roman = ("I", "II", "III", "IV")[quarter - 1]
    shape = rng.randrange(4)
    if shape == 0:
        return Period(rng.choice((f"Trong quý {roman}/{year}", f"Quý {roman} năm {year}")), first, last, "quarter")
    if shape == 1:
        month_first = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
        month_last = day.replace(day=1) - timedelta(days=1)
        return Period(f"Tháng {month_first.month}/{month_first.year}", month_first, month_last, "month")
    if shape == 2:
        return Period(f"Từ ngày {office.day(first)} đến ngày {office.day(last)}", first, last, "range")
    return Period(f"Năm {day.year - 1}", date(day.year - 1, 1, 1), date(day.year - 1, 12, 31), "year")


def report(office: Office) -> Draft:
    """A report: what was done, counts in sentences, what comes next, what is asked of the body above."""
    return _report(office, tables=0)


def report_with_tables(office: Office) -> Draft:
    return _report(office, tables=office.rng.randint(1, 2))


def _report(office: Office, tables: int) -> Draft:
    rng = office.rng
    period = _period(office)
    draft = begin(
        office,
        "Báo cáo",
        f"Kết quả {office.wording.say('work')} {period.in_a_sentence.removeprefix('trong ')}",
        blank=rng.random() < 0.05,
    )
    orders = _orders(office, draft, has_day=False)
    draft.add(
        _ground(office, draft)
        + f", {office.name if office.level is Level.DEPARTMENT else office.short} báo cáo kết quả như sau:"
    )
    _heading(orders, "Kết quả thực hiện")
    for words, items in count_sentences(office, period):
        label, _path = orders.numbering.next_item()
        orders.line(label, words)
        draft.counts.extend(items)
    for _ in range(rng.randint(1, 4)):
        label, _path = orders.numbering.next_item()
        orders.line(label, phrase(_done(office)))
    if rng.random() < 0.25 and (again := cite_again(office, draft)) is not None:
        draft.add("Các chỉ tiêu tại " + again + " cơ bản đạt yêu cầu.")
    for n in range(tables):
        draft.add(f"Số liệu cụ thể theo bảng {n + 1} dưới đây.")
        grid, counts, findings = count_table(office, period, wrong_total=rng.random() < 0.2)
        draft.blocks.append(grid)
        draft.counts.extend(counts)
        draft.findings.extend(findings)
    _heading(orders, "Tồn tại, hạn chế")
    for _ in range(rng.randint(1, 3)):
        draft.add("- " + office.wording.say("assessment"))
    if rng.random() < 0.7:
        _heading(
            orders, rng.choice(("Phương hướng, nhiệm vụ thời gian tới", "Nhiệm vụ trọng tâm", "Phương hướng nhiệm vụ"))
        )
        for _ in range(rng.randint(2, 5)):
            orders.own_plan(*orders.numbering.next_item())
    if rng.random() < 0.4:
        _heading(orders, rng.choice(("Kiến nghị, đề xuất", "Đề xuất, kiến nghị")))
        for _ in range(rng.randint(1, 2)):
            orders.asked_superior(*orders.numbering.next_item())
    draft.add(f"Trên đây là báo cáo của {office.short}{_END}")
    sign(office, draft, recipients(office, office.superior.forms[0]))
    return draft


def news(office: Office) -> Draft:
    """A news item: an article without letterhead; a leader's demands are tasks."""
    rng = office.rng
    name, _ = office.person()
    author, _ = office.person()
    head = office.head
    work = office.wording.say("work")
    where = rng.choice(office.own_units()).forms[0]
    opening = rng.choice(("Kiểm tra", "Đẩy mạnh", "Tháo gỡ vướng mắc trong", "Chuyển biến trong"))
    title = f"{opening} {work} tại {office.place}"
    day = office.issued.isoformat()
    issued = Item({"text": None, "start": day, "end": day, "precision": "day"}, has_span=False)
    draft = Draft(
        kind="Tin bài",
        document={
            "type": "Tin bài", "number": None, "symbol": None, "key": None, "issuer": None, "place": None,
            "issued": issued, "subject": title, "author": author,
        },
    )  # fmt: skip
    orders = _orders(office, draft)
    draft.add(title, Look.TITLE)
    draft.add(Phrase(office.day(office.issued)).marked(issued) + f" {rng.randint(7, 17):02}:{rng.randint(0, 59):02}")
    before = office.issued - timedelta(days=1)
    draft.add(f"Sáng {before.day:02}/{before.month}, {head} {office.place} {name} làm việc với {where} về {work}.")
    for words, items in count_sentences(office, _period(office))[: rng.randint(1, 3)]:
        draft.add(words)
        draft.counts.extend(items)
    draft.add(f"Theo báo cáo, {_done(office)}")
    if rng.random() < 0.8:
        pieces: list[Phrase | str] = [f"Kết luận buổi làm việc, {head} {name} yêu cầu "]
        party = orders.party(office.workers(2, with_groups=False))
        action, times = orders.timed(orders.action(may_cite=False))
        pieces.append(orders.task(party.words + " " + action, None, party.items, (), times))
        if rng.random() < 0.5:
            action, times = orders.timed(orders.action(may_cite=False))
            pieces += ["; ", orders.task(action, None, party.items, (), times)]
        pieces.append(".")
        if rng.random() < 0.5:
            other = orders.party(rng.sample(office.own_units(), 1))
            action, times = orders.timed(orders.action(may_cite=False))
            pieces += [
                " Đồng chí cũng giao ",
                orders.task(other.words + " " + action, None, other.items, (), times),
                ".",
            ]
        draft.add(concat(pieces))
    draft.add(author)
    return draft


#: Every kind: who issues it, how often among ten or so, and how it is written.
KINDS: Final[dict[str, tuple[tuple[Level, ...], int, Callable[[Office], Draft]]]] = {
    "cong-van": (_ANY, 4, letter),
    "cong-van-tra-loi": (_HIGH, 1, reply),
    "thong-bao": (_ANY, 3, notice),
    "ke-hoach": (_ANY, 3, plan),
    "ke-hoach-bang": (_ANY, 2, plan_with_table),
    "bao-cao": (_ANY, 2, report),
    "bao-cao-bang": (_HIGH, 2, report_with_tables),
    "bien-ban": (_HIGH, 2, minutes),
    "quyet-dinh": (_ANY, 3, decision),
    "chi-thi": ((Level.PROVINCE, Level.COMMUNE), 1, directive),
    "tin-bai": ((Level.PROVINCE,), 1, news),
}
