"""Canonical names and owners of units, as far as a document settles them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.units import EXACT, MENDED, OPENED, OWN_NAME, UNSETTLED, UnitContext, resolve
from pipeline.registry import UNKNOWN

HEALTH = UnitContext(issuer="Sở Y tế", place="Lạng Sơn", on=date(2023, 5, 1))
PROVINCE = UnitContext(issuer="Ủy ban nhân dân tỉnh Lào Cai", place="Lào Cai", on=date(2024, 1, 1))
CITY = UnitContext(issuer="Ủy ban nhân dân thành phố Đà Nẵng", place="Đà Nẵng", on=date(2024, 1, 1))
DISTRICT = UnitContext(issuer="Ủy ban nhân dân huyện Mộc Châu", place="Sơn La", on=date(2022, 1, 1))
NOWHERE = UnitContext()


@pytest.mark.parametrize(
    ("text", "context", "name"),
    [
        pytest.param("Sở GD&ĐT", PROVINCE, "Sở Giáo dục và Đào tạo", id="ampersand"),
        pytest.param("Sở GDĐT", PROVINCE, "Sở Giáo dục và Đào tạo", id="no_ampersand"),
        pytest.param("Sở GD-ĐT", PROVINCE, "Sở Giáo dục và Đào tạo", id="hyphen"),
        pytest.param("Phòng NN &PTNT", PROVINCE, "Phòng Nông nghiệp và Phát triển nông thôn", id="blank_inside"),
        pytest.param("Sở LĐ-TB&XH", PROVINCE, "Sở Lao động - Thương binh và Xã hội", id="hyphen_and_ampersand"),
        pytest.param("Phòng Nông nghiệp và PTNT", PROVINCE, "Phòng Nông nghiệp và Phát triển nông thôn", id="half"),
        pytest.param(
            "Trung tâm GDNN-GDTX", PROVINCE, "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên", id="two"
        ),
        pytest.param("Phòng VHTT", PROVINCE, "Phòng Văn hóa và Thông tin", id="head_decides_phong"),
        pytest.param("Sở VHTT", PROVINCE, "Sở Văn hóa và Thể thao", id="head_decides_so"),
        pytest.param("Chi cục TĐC", PROVINCE, "Chi cục Tiêu chuẩn Đo lường Chất lượng", id="capitals_alone"),
        pytest.param("Chi cục TCDLCL", PROVINCE, "Chi cục Tiêu chuẩn Đo lường Chất lượng", id="d_for_đ"),
        pytest.param("Giám đốc Sở TN&MT", PROVINCE, "Giám đốc Sở Tài nguyên và Môi trường", id="post"),
        pytest.param("các trường THCS", PROVINCE, "Các trường Trung học cơ sở", id="group"),
        pytest.param("Ủy ban MTTQ Việt Nam tỉnh", PROVINCE, "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lào Cai", id="mass"),
    ],
)
def test_abbreviations_are_opened(text: str, context: UnitContext, name: str) -> None:
    assert resolve(text, context).name == name


@pytest.mark.parametrize(
    ("text", "context", "name"),
    [
        pytest.param("Sở", HEALTH, "Sở Y tế", id="bare"),
        pytest.param("sở", HEALTH, "Sở Y tế", id="bare_small"),
        pytest.param("Giám đốc Sở", HEALTH, "Giám đốc Sở Y tế", id="post"),
        pytest.param("Văn phòng Sở", HEALTH, "Văn phòng Sở", id="office_keeps_its_name"),
        pytest.param("Chánh Văn phòng Sở", HEALTH, "Chánh Văn phòng Sở", id="its_head_too"),
        pytest.param("các phòng, đơn vị", HEALTH, "Các phòng, đơn vị thuộc Sở", id="group"),
        pytest.param("mỗi phòng, đơn vị thuộc Sở", HEALTH, "Các phòng, đơn vị thuộc Sở", id="each"),
        pytest.param("Trưởng các phòng, đơn vị", HEALTH, "Trưởng các phòng, đơn vị thuộc Sở", id="posts_of_a_group"),
        pytest.param("các phòng liên quan", HEALTH, "Các phòng liên quan", id="qualified_group_stays"),
        pytest.param("Giám đốc Sở", PROVINCE, "Giám đốc Sở", id="nobody_known_to_be_meant"),
        pytest.param("các phòng, ban", PROVINCE, "Các phòng, ban", id="not_of_a_department"),
        pytest.param(
            "sở",
            UnitContext(full_names=("Sở Nội vụ", "Sở Công Thương", "Sở Công Thương")),
            "Sở Công Thương",
            id="the_one_named_more_often",
        ),
        pytest.param("sở", UnitContext(full_names=("Sở Nội vụ", "Sở Công Thương")), "Sở", id="a_tie_is_not_guessed"),
        pytest.param(
            "các khoa, phòng",
            UnitContext(issuer="Bệnh viện Đa khoa Hồng Lĩnh"),
            "Các khoa, phòng thuộc Bệnh viện",
            id="another_kind_of_issuer",
        ),
    ],
)
def test_the_issuer_is_meant(text: str, context: UnitContext, name: str) -> None:
    assert resolve(text, context).name == name


@pytest.mark.parametrize(
    ("text", "context", "name"),
    [
        pytest.param("UBND tỉnh", PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai", id="committee"),
        pytest.param("HĐND tỉnh", PROVINCE, "Hội đồng nhân dân tỉnh Lào Cai", id="council"),
        pytest.param("Ban Thường vụ Tỉnh ủy", PROVINCE, "Ban Thường vụ Tỉnh ủy Lào Cai", id="party"),
        pytest.param("Thành ủy", CITY, "Thành ủy Đà Nẵng", id="city_party"),
        pytest.param("Tỉnh ủy", CITY, "Tỉnh ủy", id="no_province_party_in_a_city"),
        pytest.param("UBND thành phố", CITY, "Ủy ban nhân dân thành phố Đà Nẵng", id="city"),
        pytest.param("UBND thành phố", PROVINCE, "Ủy ban nhân dân thành phố", id="some_city_of_the_province"),
        pytest.param("UBND huyện", DISTRICT, "Ủy ban nhân dân huyện Mộc Châu", id="issuing_district"),
        pytest.param(
            "Chủ tịch UBND tỉnh", DISTRICT, "Chủ tịch Ủy ban nhân dân tỉnh Sơn La", id="province_of_a_district"
        ),
        pytest.param("Công an tỉnh", PROVINCE, "Công an tỉnh Lào Cai", id="vertical_agency"),
        pytest.param(
            "Chủ tịch UBND các huyện, thành phố", PROVINCE, "Chủ tịch Ủy ban nhân dân các huyện, thành phố", id="many"
        ),
        pytest.param("UBND cấp xã", PROVINCE, "Ủy ban nhân dân cấp xã", id="level"),
        pytest.param("các sở, ngành tỉnh", PROVINCE, "Các sở, ngành tỉnh", id="group_stays"),
        pytest.param("UBND tỉnh", NOWHERE, "Ủy ban nhân dân tỉnh", id="no_place_known"),
        pytest.param(
            "Giám đốc Sở Tư pháp tỉnh Lào Cai", PROVINCE, "Giám đốc Sở Tư pháp", id="department_without_place"
        ),
    ],
)
def test_places(text: str, context: UnitContext, name: str) -> None:
    assert resolve(text, context).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("SỞ GIAO THÔNG VẬN TẢI", "Sở Giao thông vận tải", id="department"),
        pytest.param("ỦY BAN NHÂN DÂN TỈNH AN GIANG", "Ủy ban nhân dân tỉnh An Giang", id="committee"),
        pytest.param("UBND HUYỆN THANH TRÌ", "Ủy ban nhân dân huyện Thanh Trì", id="abbreviation_and_unknown_place"),
        pytest.param("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM", "Chủ tịch Ủy ban nhân dân tỉnh Hà Nam", id="post"),
        pytest.param("TRƯỜNG ĐẠI HỌC SAO MAI", "Trường Đại học Sao Mai", id="school"),
        pytest.param("BỘ KẾ HOẠCH VÀ ĐẦU TƯ", "Bộ Kế hoạch và Đầu tư", id="tu_is_no_abbreviation"),
        pytest.param("Bộ Giáo dục và đào tạo", "Bộ Giáo dục và Đào tạo", id="one_small_letter"),
        pytest.param("Bộ trưởng Bộ Thông tin và truyền thông", "Bộ trưởng Bộ Thông tin và Truyền thông", id="inside"),
    ],
)  # fmt: skip
def test_letter_case(text: str, name: str) -> None:
    assert resolve(text, NOWHERE).name == name


@pytest.mark.parametrize(
    ("text", "context", "name"),
    [
        pytest.param(
            "Trung tâm Tư vấn và Dịch vụ KH&CN",
            UnitContext(full_names=("Trung tâm Tư vấn và Dịch vụ khoa học công nghệ",)),
            "Trung tâm Tư vấn và Dịch vụ khoa học công nghệ",
            id="full_form_of_the_document",
        ),
        pytest.param(
            "Trung tâm TT&DV",
            UnitContext(full_names=("Trung tâm Thông tin và Dịch vụ",)),
            "Trung tâm Thông tin và Dịch vụ",
            id="initials",
        ),
        pytest.param(
            "Tổ QLDA",
            UnitContext(definitions=(("QLDA", "quản lý dân cư"),)),
            "Tổ quản lý dân cư",
            id="own_definition_first",
        ),
        pytest.param(
            "Quản lý Dược",
            UnitContext(full_names=("Phòng Quản lý Dược", "Phòng Kế hoạch")),
            "Phòng Quản lý Dược",
            id="member_without_head",
        ),
        pytest.param(
            "Ban Chỉ đạo",
            UnitContext(full_names=("Ban Chỉ đạo chuyển đổi số tỉnh",)),
            "Ban Chỉ đạo chuyển đổi số tỉnh",
            id="temporary_body",
        ),
        pytest.param("Trung tâm Kiểm soat bệnh tật", NOWHERE, "Trung tâm Kiểm soát bệnh tật", id="lost_mark"),
        pytest.param(
            "Phòng Ứng dụng tiên bộ Xanh", NOWHERE, "Phòng Ứng dụng tiến bộ Xanh", id="lost_mark_unknown_name"
        ),
        pytest.param("Bộ phận một cửa", NOWHERE, "Bộ phận Tiếp nhận và Trả kết quả", id="informal_name"),
    ],
)
def test_the_document_knows_better(text: str, context: UnitContext, name: str) -> None:
    assert resolve(text, context).name == name


def test_a_member_gets_the_head_of_its_list() -> None:
    assert resolve("Kế hoạch và Đầu tư", PROVINCE, head="Sở").name == "Sở Kế hoạch và Đầu tư"
    assert resolve("Tài chính", PROVINCE, head="Giám đốc Sở").name == "Giám đốc Sở Tài chính"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("ThS. Lê Thị Thu Hà", "Lê Thị Thu Hà", id="degree"),
        pytest.param("PGS.TS. Đỗ Văn Minh", "Đỗ Văn Minh", id="two_degrees"),
        pytest.param("đồng chí Vũ Quang Huy", "Vũ Quang Huy", id="title"),
        pytest.param("TS.Hoàng Yến", "Hoàng Yến", id="no_blank"),
    ],
)
def test_people_lose_their_titles(text: str, name: str) -> None:
    assert resolve(text, NOWHERE).name == name


@pytest.mark.parametrize(
    ("text", "context", "owner"),
    [
        pytest.param("Văn phòng Sở", HEALTH, "Sở Y tế tỉnh Lạng Sơn", id="office"),
        pytest.param("các phòng, đơn vị", HEALTH, "Sở Y tế tỉnh Lạng Sơn", id="group"),
        pytest.param("Giám đốc Sở", HEALTH, "Sở Y tế tỉnh Lạng Sơn", id="post"),
        pytest.param("Sở Y tế", HEALTH, "Ủy ban nhân dân tỉnh Lạng Sơn", id="department"),
        pytest.param("Giám đốc Sở Tư pháp tỉnh Hà Nam", PROVINCE, "Sở Tư pháp tỉnh Hà Nam", id="of_another_province"),
        pytest.param("UBND tỉnh", HEALTH, None, id="committee_names_its_place"),
        pytest.param("Bộ Y tế", HEALTH, None, id="ministry"),
        pytest.param("Vụ Pháp chế", UnitContext(issuer="Bộ Tài chính"), "Bộ Tài chính", id="of_a_ministry"),
        pytest.param("Phòng Nội vụ", PROVINCE, None, id="not_settled"),
    ],
)
def test_owner(text: str, context: UnitContext, owner: str | None) -> None:
    assert resolve(text, context).owner == owner


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param("đồng chí Giám đốc Sở Y tế", "Giám đốc Sở Y tế", id="comrade"),
        pytest.param("Ông (bà) Chánh Thanh tra Sở Y tế", "Chánh Thanh tra Sở Y tế", id="sir_or_madam"),
        pytest.param("Bà Nguyễn Thị Lụa", "Nguyễn Thị Lụa", id="person"),
    ],
)
def test_courtesy_is_no_part_of_a_post(written: str, name: str) -> None:
    assert resolve(written, NOWHERE).name == name


@pytest.mark.parametrize(
    "name", ["Phòng chuyên môn", "Hội sở chính", "Phòng chuyên trách", "Đài Khí tượng Thủy văn tỉnh"]
)
def test_a_word_is_no_slip_of_the_first_word_of_a_name(name: str) -> None:
    assert resolve(name, NOWHERE).name == name


def test_unknown_names_stay_as_written_and_say_so() -> None:
    unknown = resolve("Câu lạc bộ Hoa Sen", HEALTH)
    assert (unknown.name, unknown.confidence) == ("Câu lạc bộ Hoa Sen", UNKNOWN)
    assert resolve("Sở Nội vụ", HEALTH).confidence == EXACT
    assert resolve("Phòng ABCXYZ", HEALTH).name == "Phòng ABCXYZ"


@pytest.mark.parametrize("other", ["Phòng Nghiệp vụ 2", "Trung tâm Y tế huyện Ba Vì", "Chi cục Thuế khu vực VII"])
def test_names_that_look_alike_are_not_one(other: str) -> None:
    near = UnitContext(full_names=("Phòng Nghiệp vụ 1", "Trung tâm Y tế huyện Ba Bể", "Chi cục Thuế khu vực VIII"))
    assert resolve(other, near).name == other


@given(st.text(max_size=60))
def test_any_text_gives_a_unit_with_its_text(text: str) -> None:
    unit = resolve(text, HEALTH)
    assert resolve(unit.text, HEALTH) == unit


@pytest.mark.parametrize("text", ["Sở GD&ĐT", "UBND tỉnh", "các phòng, đơn vị", "Chi cục TĐC", "Giám đốc Sở"])
def test_resolving_twice_is_resolving_once(text: str) -> None:
    once = resolve(text, HEALTH)
    assert resolve(once.name, HEALTH).name == once.name


@pytest.mark.parametrize(
    ("text", "context", "name", "confidence"),
    [
        pytest.param("Lê Thị Bích Hà", NOWHERE, "Lê Thị Bích Hà", OPENED, id="person_by_family_name"),
        pytest.param("Hà Giang", NOWHERE, "Hà Giang", UNKNOWN, id="province_is_no_person"),
        pytest.param("TRUNG TÂM LÚA VÀ NGÔ", NOWHERE, "Trung tâm Lúa và Ngô", UNKNOWN, id="and_among_capitals"),
        pytest.param(
            "Thủ trưởng cơ quan ngang bộ", NOWHERE, "Thủ trưởng cơ quan ngang bộ", OPENED, id="post_of_a_known_group"
        ),
        pytest.param(
            "Ban", UnitContext(full_names=("Thường trực Ban Chỉ đạo 138",)), "Ban", UNSETTLED, id="one_word_is_no_tail"
        ),
        pytest.param(
            "Phòng, chống thiên tai",
            UnitContext(full_names=("Ban Phòng, chống thiên tai",)),
            "Ban Phòng, chống thiên tai",
            OPENED,
            id="name_without_its_head",
        ),
        pytest.param("Đảng ủy UBND tỉnh", PROVINCE, "Đảng ủy Ủy ban nhân dân tỉnh Lào Cai", OPENED, id="party_of"),
        pytest.param(
            "Đảng ủy UBND tỉnh",
            UnitContext(issuer="Tỉnh ủy Lào Cai", place="Lào Cai", on=date(2024, 1, 1)),
            "Đảng ủy Ủy ban nhân dân tỉnh Lào Cai",
            OPENED,
            id="province_of_the_party_committee",
        ),
        pytest.param("VNPT Lào Cai", PROVINCE, "VNPT Lào Cai", OPENED, id="enterprise"),
    ],
)
def test_certainty(text: str, context: UnitContext, name: str, confidence: float) -> None:
    unit = resolve(text, context)
    assert (unit.name, unit.confidence) == (name, confidence)


COMMUNE = UnitContext(issuer="Ủy ban nhân dân xã Bình Minh", place="Quảng Ngãi", on=date(2025, 9, 1))
MERGED = UnitContext(issuer="Trung tâm Y tế", place="Bình Thuận", on=date(2025, 9, 1))
FARMING = UnitContext(issuer="Sở Nông nghiệp và Môi trường", place="Gia Lai", on=date(2025, 10, 1))
SCIENCE = UnitContext(issuer="Sở Khoa học và Công nghệ", place="Lào Cai", on=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("text", "context", "name"),
    [
        pytest.param("SNN&MT", FARMING, "Sở Nông nghiệp và Môi trường", id="head_in_the_abbreviation"),
        pytest.param("U.B.N.D tỉnh", PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai", id="a_dot_a_letter"),
        pytest.param("UBND. tỉnh", PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai", id="a_dot_behind"),
        pytest.param("TT.HĐND tỉnh", PROVINCE, "Thường trực Hội đồng nhân dân tỉnh Lào Cai", id="a_dot_between"),
        pytest.param("BCH BĐBP tỉnh", PROVINCE, "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Lào Cai", id="known_as_a_whole"),
        pytest.param("BCHQS xã", COMMUNE, "Ban Chỉ huy Quân sự xã Bình Minh", id="army_of_a_commune"),
        pytest.param("UBND TP. Sa Pa", PROVINCE, "Ủy ban nhân dân thành phố Sa Pa", id="city"),
        pytest.param("UBND P. Hoa Lư", PROVINCE, "Ủy ban nhân dân phường Hoa Lư", id="ward_by_a_letter"),
        pytest.param("Sở Y tế TP.HCM", PROVINCE, "Sở Y tế", id="department_of_a_city"),
        pytest.param("Sở Y tế Bình Định", PROVINCE, "Sở Y tế", id="department_of_a_bare_province"),
        pytest.param("Sở Dân tộc - Tôn giáo", FARMING, "Sở Dân tộc và Tôn giáo", id="dash_for_and"),
        pytest.param("UBND tỉnh", MERGED, "Ủy ban nhân dân tỉnh Lâm Đồng", id="province_as_of_the_day"),
        pytest.param("UBND tỉnh Đắc Lắc", PROVINCE, "Ủy ban nhân dân tỉnh Đắk Lắk", id="province_otherwise_written"),
        pytest.param("P. KH-TC", HEALTH, "Phòng Kế hoạch - Tài chính", id="room_by_a_letter"),
        pytest.param("UBND tp Sa Pa", PROVINCE, "Ủy ban nhân dân thành phố Sa Pa", id="small_letters"),
        pytest.param("Sở Y tế tỉnh", PROVINCE, "Sở Y tế", id="department_of_the_province"),
        pytest.param("Phòng Tổ chức, biên chế", HEALTH, "Phòng Tổ chức, biên chế", id="comma_in_a_name"),
        pytest.param(
            "Trưởng Ban Quản lý Khu kinh tế tỉnh",
            PROVINCE,
            "Trưởng Ban Quản lý Khu kinh tế tỉnh Lào Cai",
            id="two_posts",
        ),
    ],
)
def test_how_offices_write(text: str, context: UnitContext, name: str) -> None:
    unit = resolve(text, context)
    assert unit.name == name
    assert unit.confidence is not None
    assert unit.confidence >= OPENED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Trung tâm", "Trung tâm Dâu tằm Hoa Lư", id="office"),
        pytest.param("trung tâm", "Trung tâm Dâu tằm Hoa Lư", id="small"),
        pytest.param("Giám đốc Trung tâm", "Giám đốc Trung tâm Dâu tằm Hoa Lư", id="its_post"),
        pytest.param("Sở", "Sở Nội vụ", id="before_the_issuer"),
        pytest.param("Cơ quan", "Cơ quan", id="no_office_was_called_so"),
        pytest.param("Trung tâm Ong mật", "Trung tâm Ong mật", id="another"),
    ],
)
def test_what_the_document_calls_an_office_comes_first(text: str, name: str) -> None:
    called = (
        ("Trung tâm", "Trung tâm Dâu tằm Hoa Lư"),
        ("Sở", "Sở Nội vụ tỉnh Lạng Sơn"),
        ("Cơ quan", "các cơ quan, đơn vị"),
    )
    assert resolve(text, UnitContext(issuer="Sở Y tế", place="Lạng Sơn", definitions=called)).name == name


@pytest.mark.parametrize(
    ("text", "context", "owner"),
    [
        pytest.param("Phòng Kinh tế", COMMUNE, "Ủy ban nhân dân xã Bình Minh", id="room_of_a_commune"),
        pytest.param("Phòng TCKH", DISTRICT, "Ủy ban nhân dân huyện Mộc Châu", id="room_of_a_district"),
        pytest.param("Phòng Nội vụ huyện Mường Hoa", SCIENCE, "Ủy ban nhân dân huyện Mường Hoa", id="says_where"),
        pytest.param("Phòng Nội vụ các huyện", SCIENCE, None, id="of_many"),
        pytest.param("Phòng Tư pháp", SCIENCE, None, id="only_districts_have_it"),
        pytest.param("Trung tâm PVHCC tỉnh", SCIENCE, "Ủy ban nhân dân tỉnh Lào Cai", id="centre_of_the_province"),
        pytest.param("Trung tâm PVHCC xã", COMMUNE, "Ủy ban nhân dân xã Bình Minh", id="centre_of_the_commune"),
        pytest.param("Trung tâm Kiểm soát bệnh tật tỉnh", SCIENCE, None, id="another_departments"),
        pytest.param(
            "Chi cục Kiểm lâm tỉnh", FARMING, "Sở Nông nghiệp và Môi trường tỉnh Gia Lai", id="its_own_of_the_province"
        ),
        pytest.param("Vụ Giáo dục Trung học", SCIENCE, None, id="no_department_has_a_vu"),
        pytest.param("Viện Ong mật Việt Nam", UnitContext(issuer="Bộ Tài chính"), None, id="national"),
        pytest.param("Tổ dân phố", SCIENCE, None, id="neighbourhood"),
    ],
)
def test_owner_is_not_whoever_writes(text: str, context: UnitContext, owner: str | None) -> None:
    assert resolve(text, context).owner == owner


@pytest.mark.parametrize(
    ("text", "recognised", "name", "confidence"),
    [
        pytest.param("Sở Tài nguyền và Môi trường", False, "Sở Tài nguyên và Môi trường", MENDED, id="marks"),
        pytest.param(
            "Chi cục Kiểm lam tỉnh Hà Nam", False, "Chi cục Kiểm lâm tỉnh Hà Nam", MENDED, id="territory_stays"
        ),
        pytest.param("Sở Nôngnghiệp và Môi trường", False, "Sở Nông nghiệp và Môi trường", MENDED, id="dropped_blank"),
        pytest.param(
            "Sở Tài nguyèm và Mõi trưòmg", True, "Sở Tài nguyên và Môi trường", MENDED - 0.05 * 0.25, id="recognised"
        ),
        pytest.param("Sở Tài nguyèm và Mõi trưòmg", False, "Sở Tài nguyèm và Mõi trưòmg", UNKNOWN, id="typed"),
        pytest.param("Trung tâm Ong mật", True, "Trung tâm Ong mật", UNKNOWN, id="another_name"),
        pytest.param("LĐLĐ tinh", True, "Liên đoàn Lao động tỉnh", OPENED, id="territory_without_its_mark"),
        pytest.param("Trung tâm Vệ tinh", True, "Trung tâm Vệ tinh", UNKNOWN, id="satellite"),
    ],
)
def test_a_near_miss_takes_the_known_name(text: str, recognised: bool, name: str, confidence: float) -> None:
    unit = resolve(text, UnitContext(recognised=recognised))
    assert unit.name == name
    assert unit.confidence == pytest.approx(confidence)


@pytest.mark.parametrize(
    ("text", "context", "confidence"),
    [
        pytest.param("Trưởng phòng Tơ lụa", HEALTH, OWN_NAME, id="post"),
        pytest.param("cơ sở giáo dục", HEALTH, OWN_NAME, id="group"),
        pytest.param("Công ty Dâu tằm Hoa Lư", HEALTH, OWN_NAME, id="company"),
        pytest.param("Cơ quan tiếp nhận hồ sơ", HEALTH, OWN_NAME, id="whoever_does_it"),
        pytest.param("Văn phòng", HEALTH, OPENED, id="head_noun_of_the_issuer"),
        pytest.param("Ban", NOWHERE, UNSETTLED, id="head_noun_of_nobody"),
        pytest.param("Trung tâm Dâu tằm", HEALTH, UNKNOWN, id="nobody_knows_it"),
    ],
)
def test_unknown_is_what_somebody_could_know(text: str, context: UnitContext, confidence: float) -> None:
    assert resolve(text, context).confidence == confidence


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param("đồng chí Tuyên", "Doãn Văn Tuyên", id="a given name"),
        pytest.param("chị Kiều Hạnh", "Lâm Thị Kiều Hạnh", id="two given names"),
        pytest.param("Phó Giám đốc Sở Lâm Thị Kiều Hạnh", "Lâm Thị Kiều Hạnh", id="post and name"),
        pytest.param(
            "Chủ tịch UBND huyện Trần Văn Thời", "Chủ tịch Ủy ban nhân dân huyện Trần Văn Thời", id="a district"
        ),
        pytest.param("anh Nam", "Anh Nam", id="two are called so"),
    ],
)
def test_people_go_by_their_full_names(written: str, name: str) -> None:
    people = ("Doãn Văn Tuyên", "Lâm Thị Kiều Hạnh", "Lê Văn Nam", "Hồ Hoài Nam")
    assert resolve(written, UnitContext(place="Cà Mau", people=people)).name == name
