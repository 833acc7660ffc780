"""Units in running text, in subjects of clauses, in lines of units."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.units import find_units, inherited_head, split_units, units_at


def _found(text: str) -> list[str]:
    return [s.of(text) for s in find_units(text)]


def _listed(text: str) -> tuple[list[str], str]:
    members, end = units_at(text, 0)
    return [s.of(text) for s in members], text[end:].strip(" ,;:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "gửi Sở Văn hóa, Thể thao và Du lịch trước ngày 05", ["Sở Văn hóa, Thể thao và Du lịch"], id="commas"
        ),
        pytest.param("Phòng Tổ chức - Hành chính tham mưu", ["Phòng Tổ chức - Hành chính"], id="hyphen"),
        pytest.param("theo chỉ đạo của UBND tỉnh Lào Cai", ["UBND tỉnh Lào Cai"], id="committee_and_place"),
        pytest.param(
            "Chủ tịch UBND các huyện, thị xã, thành phố chỉ đạo",
            ["Chủ tịch UBND các huyện, thị xã, thành phố"],
            id="post_of_many",
        ),
        pytest.param(
            "Trung tâm Khuyến nông và Dịch vụ nông nghiệp khẩn trương thực hiện",
            ["Trung tâm Khuyến nông và Dịch vụ nông nghiệp"],
            id="small_letters_inside",
        ),
        pytest.param("Chi cục Thủy lợi kiểm tra hồ chứa", ["Chi cục Thủy lợi"], id="verb_ends_it"),
        pytest.param("các sở, ban, ngành có liên quan phối hợp", ["các sở, ban, ngành có liên quan"], id="group"),
        pytest.param("sở GD&ĐT đã có văn bản", ["sở GD&ĐT"], id="small_head_with_a_name"),
        pytest.param("Theo báo cáo, sở tiếp tục rà soát", ["sở"], id="bare_small_head"),
        pytest.param("Đồng chí Trần Thị Lan báo cáo", ["Đồng chí Trần Thị Lan"], id="person"),
        pytest.param("Bà Rịa - Vũng Tàu, ngày 05", [], id="province_is_no_lady"),
        pytest.param("Ban hành Kế hoạch; Tổ chức hội nghị; Báo cáo kết quả", [], id="verbs"),
        pytest.param("trường hợp đặc biệt, cơ sở dữ liệu, bộ chỉ số, nhiệm vụ KHCN", [], id="look_alikes"),
        pytest.param("Tờ trình số 12/TTr-SNV ngày 02/3/2023", [], id="inside_a_symbol"),
        pytest.param(
            "Ban Chỉ đạo chuyển đổi số của tỉnh họp",
            ["Ban Chỉ đạo chuyển đổi số của tỉnh"],
            id="named_by_purpose",
        ),
        pytest.param(
            "Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh Bắc Giang chỉ đạo",
            ["Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh Bắc Giang"],
            id="branch",
        ),
        pytest.param(
            "công chức, viên chức thuộc Chi cục Kiểm lâm thực hiện",
            ["công chức, viên chức thuộc Chi cục Kiểm lâm"],
            id="people_of_an_office",
        ),
        pytest.param("UBND\ntỉnh Hà Giang ban hành", ["UBND\ntỉnh Hà Giang"], id="wrapped_line"),
        pytest.param("các khoa, phòng tổ chức sơ kết", ["các khoa, phòng"], id="organize_is_the_verb"),
        pytest.param("các đơn vị, tổ chức tổ chức hội nghị", ["các đơn vị, tổ chức"], id="organizations_organize"),
        pytest.param(
            "các cơ quan, tổ chức có liên quan cung cấp", ["các cơ quan, tổ chức có liên quan"], id="organizations"
        ),
        pytest.param("Các phòng thuộc Sở xây dựng quy chế", ["Các phòng thuộc Sở"], id="build_is_the_verb"),
        pytest.param("Các phòng thuộc Sở xây dựng kiểm tra", ["Các phòng thuộc Sở xây dựng"], id="small_name"),
        pytest.param("Phòng Tin học Chủ trì, phối hợp", ["Phòng Tin học"], id="verb_with_a_capital"),
        pytest.param("Đài Khuyến nông Sơn La mở chuyên mục", ["Đài Khuyến nông Sơn La"], id="nothing_behind_a_place"),
        pytest.param("Phòng Điều hành giao thông bố trí", ["Phòng Điều hành giao thông"], id="syllable_no_verb"),
        pytest.param("Viettel Cần Thơ hỗ trợ", ["Viettel Cần Thơ"], id="place_that_begins_like_a_modal"),
        pytest.param("các ban đảng và các đảng ủy theo dõi", ["các ban đảng", "các đảng ủy"], id="party_groups"),
        pytest.param("Công đoàn Sở Du lịch vận động", ["Công đoàn Sở Du lịch"], id="at_home_in_an_office"),
        pytest.param("Trung tâm Y tế - Dân số báo cáo", ["Trung tâm Y tế - Dân số"], id="second_half"),
        pytest.param("Trung tâm Y tế - Cơ quan đầu mối", ["Trung tâm Y tế"], id="role_behind_a_dash"),
        pytest.param("các cấp Hội Nông dân vận động", ["các cấp Hội Nông dân"], id="all_levels_of_it"),
        pytest.param("BẢO VỆ MÔI TRƯỜNG NƯỚC; NHIỆM VỤ CỤ THỂ", [], id="syllables_of_a_heading"),
        pytest.param("QUYẾT ĐỊNH CỦA SỞ DU LỊCH", ["SỞ DU LỊCH"], id="office_in_a_heading"),
        pytest.param("TT\tTên thủ tục\tThời hạn", [], id="header_cells"),
        pytest.param("gửi UBND TP. Sa Pa và UBND P. Hoa Lư", ["UBND TP. Sa Pa", "UBND P. Hoa Lư"], id="dots"),
        pytest.param("Giao Phòng Tổ chức, biên chế chủ trì", ["Phòng Tổ chức, biên chế"], id="small_comma_in_a_name"),
        pytest.param("Kho bạc Nhà nước khu vực 9 chi trả", ["Kho bạc Nhà nước khu vực 9"], id="region_by_number"),
        pytest.param("quy định của cơ quan\nChương II. Tổ chức", [], id="noun_at_the_end_of_its_line"),
        pytest.param("thông báo Kết luận của Giám đốc", ["Giám đốc"], id="second_syllable_before_a_capital"),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "members", "rest"),
    [
        pytest.param(
            "Văn phòng Sở, Chi cục Kiểm lâm; Trung tâm Khuyến nông và các phòng, đơn vị liên quan phối hợp",
            ["Văn phòng Sở", "Chi cục Kiểm lâm", "Trung tâm Khuyến nông", "các phòng, đơn vị liên quan"],
            "phối hợp",
            id="mixed_separators",
        ),
        pytest.param(
            "Các phòng, đơn vị liên quan (Phòng Pháp chế, Phòng Quản lý đô thị) rà soát",
            ["Phòng Pháp chế", "Phòng Quản lý đô thị"],
            "rà soát",
            id="bracket_stands_for_the_group",
        ),
        pytest.param(
            "Bộ phận Một cửa (Văn phòng Sở, Chi cục Thủy sản) tiếp nhận",
            ["Bộ phận Một cửa", "Văn phòng Sở", "Chi cục Thủy sản"],
            "tiếp nhận",
            id="bracket_beside_a_named_unit",
        ),
        pytest.param("Sở Y tế (SYT) chủ trì", ["Sở Y tế"], "(SYT) chủ trì", id="bracket_with_a_short_form"),
        pytest.param(
            "Giám đốc các Sở: Nội vụ, Tài chính, Kế hoạch và Đầu tư; Thủ trưởng các ban, ngành chịu trách nhiệm",
            ["Nội vụ", "Tài chính", "Kế hoạch và Đầu tư", "Thủ trưởng các ban, ngành"],
            "chịu trách nhiệm",
            id="colon_list",
        ),
        pytest.param(
            "Các Sở: Tư pháp, Công Thương và UBND thành phố Vinh triển khai",
            ["Tư pháp", "Công Thương", "UBND thành phố Vinh"],
            "triển khai",
            id="colon_list_then_another",
        ),
        pytest.param(
            "Chánh Văn phòng UBND tỉnh, Giám đốc Sở Xây dựng và các tổ chức, cá nhân có liên quan chịu",
            ["Chánh Văn phòng UBND tỉnh", "Giám đốc Sở Xây dựng", "các tổ chức, cá nhân có liên quan"],
            "chịu",
            id="closing_article",
        ),
        pytest.param(
            "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ báo cáo",
            ["Các Bộ", "cơ quan ngang Bộ", "cơ quan thuộc Chính phủ"],
            "báo cáo",
            id="kinds_of_bodies",
        ),
        pytest.param(
            "Sở Công Thương, Sở Y tế, Công an tỉnh,... tăng cường",
            ["Sở Công Thương, Sở Y tế, Công an tỉnh"],
            "... tăng cường",
            id="open_list",
        ),
        pytest.param(
            "Trung tâm Y tế các huyện, thành phố; các xã Tân Lập, Tân Hội và các đồng chí Phó Giám đốc Sở kiểm tra",
            ["Trung tâm Y tế các huyện, thành phố", "các xã Tân Lập, Tân Hội", "các đồng chí Phó Giám đốc Sở"],
            "kiểm tra",
            id="of_many_places",
        ),
        pytest.param(
            "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ trình",
            ["Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"],
            "trình",
            id="two_posts_of_one",
        ),
        pytest.param("Tổ chức hội nghị sơ kết", [], "Tổ chức hội nghị sơ kết", id="verb"),
        pytest.param("Phòng ngừa thiên tai", [], "Phòng ngừa thiên tai", id="verb_like_an_office"),
        pytest.param("Đối với các sở", [], "Đối với các sở", id="nothing_at_the_start"),
        pytest.param("Giáo viên chủ nhiệm thông báo", ["Giáo viên chủ nhiệm"], "thông báo", id="people"),
        pytest.param("Tổ giúp việc tổng hợp số liệu", ["Tổ giúp việc"], "tổng hợp số liệu", id="helpers"),
        pytest.param("Đảng đoàn HĐND tỉnh giám sát", ["Đảng đoàn HĐND tỉnh"], "giám sát", id="party_group"),
        pytest.param(
            "Ban cán sự đảng Sở Ngoại vụ chỉ đạo rà soát",
            ["Ban cán sự đảng Sở Ngoại vụ"],
            "chỉ đạo rà soát",
            id="party_group_of_a_department",
        ),
        pytest.param(
            "Đài khí tượng thủy văn khu vực phối hợp với huyện",
            ["Đài khí tượng thủy văn khu vực"],
            "phối hợp với huyện",
            id="region_without_a_name",
        ),
        pytest.param(
            "Các Chi cục Kiểm dịch thực vật vùng, theo nhiệm vụ",
            ["Các Chi cục Kiểm dịch thực vật vùng"],
            "theo nhiệm vụ",
            id="of_every_zone",
        ),
        pytest.param(
            "Tổng cục Phòng, chống ma túy xây dựng đề án",
            ["Tổng cục Phòng, chống ma túy"],
            "xây dựng đề án",
            id="named_for_what_it_fights",
        ),
        pytest.param(
            "Phó Trưởng ban Thường trực chủ trì họp",
            ["Phó Trưởng ban Thường trực"],
            "chủ trì họp",
            id="standing_deputy",
        ),
        pytest.param(
            "ông Lò Văn Páo, Phó Trưởng phòng Dân tộc, làm đầu mối",
            ["ông Lò Văn Páo"],
            "làm đầu mối",
            id="post_behind_a_person",
        ),
        pytest.param(
            "Cơ quan tiếp nhận hồ sơ có trách nhiệm kiểm tra",
            ["Cơ quan tiếp nhận hồ sơ"],
            "có trách nhiệm kiểm tra",
            id="named_for_what_it_does",
        ),
        pytest.param(
            "Các tổ chức, cá nhân sản xuất, kinh doanh giống thủy sản phải công bố",
            ["Các tổ chức, cá nhân sản xuất, kinh doanh giống thủy sản"],
            "phải công bố",
            id="named_for_two_things_it_does",
        ),
        pytest.param(
            "Các đơn vị sử dụng tài sản đúng mục đích. Trưởng phòng phải báo cáo",
            ["Các đơn vị"],
            "sử dụng tài sản đúng mục đích. Trưởng phòng phải báo cáo",
            id="what_it_is_to_do",
        ),
        pytest.param(
            "Ban Quản lý dự án đầu tư xây dựng nông nghiệp, Sở Nội vụ rà soát",
            ["Ban Quản lý dự án đầu tư xây dựng nông nghiệp", "Sở Nội vụ"],
            "rà soát",
            id="board_of_works",
        ),
        pytest.param(
            "Ban Quản lý dự án các công trình thủy lợi và giao thông báo cáo",
            ["Ban Quản lý dự án các công trình thủy lợi và giao thông"],
            "báo cáo",
            id="board_of_two_kinds_of_works",
        ),
        pytest.param("phòng, đơn vị mình gửi báo cáo", [], "phòng, đơn vị mình gửi báo cáo", id="whose_own_it_is"),
        pytest.param(
            "Các đơn vị được giao chủ trì nội dung trong Chương trình này có trách nhiệm báo cáo",
            ["Các đơn vị được giao chủ trì nội dung trong Chương trình này"],
            "có trách nhiệm báo cáo",
            id="relative_clause",
        ),
    ],
)
def test_list_at(text: str, members: list[str], rest: str) -> None:
    assert _listed(text) == (members, rest)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        pytest.param("Văn phòng Sở và các đơn vị thuộc Sở.", ["Văn phòng Sở", "các đơn vị thuộc Sở"], id="and"),
        pytest.param(
            "Phòng Kế hoạch - Tài chính; các phòng có liên quan và công chức làm việc tại Trung tâm Xúc tiến đầu tư",
            [
                "Phòng Kế hoạch - Tài chính",
                "các phòng có liên quan",
                "công chức làm việc tại Trung tâm Xúc tiến đầu tư",
            ],
            id="people_last",
        ),
        pytest.param(
            "Tổ thẩm định việc mua sắm, sửa chữa và thanh lý tài sản của Sở",
            ["Tổ thẩm định việc mua sắm, sửa chữa và thanh lý tài sản của Sở"],
            id="purpose_with_commas",
        ),
        pytest.param("Vụ Pháp chế\nTS. Lê Văn Bình", ["Vụ Pháp chế", "TS. Lê Văn Bình"], id="cell_of_two_lines"),
        pytest.param("Vụ Pháp chế ThS Lê Văn Bình", ["Vụ Pháp chế", "ThS Lê Văn Bình"], id="degree_in_one_line"),
        pytest.param("Cục Y PGS.TS. Ngô Lan", ["Cục Y", "PGS.TS. Ngô Lan"], id="two_degrees"),
        pytest.param("Vụ Pháp chế Lê Văn Bình", ["Vụ Pháp chế", "Lê Văn Bình"], id="person_behind_a_known_office"),
        pytest.param("Công đoàn Bộ Nội vụ Lê An", ["Công đoàn Bộ Nội vụ", "Lê An"], id="person_behind_its_union"),
        pytest.param("Trường THPT Lê Lợi", ["Trường THPT Lê Lợi"], id="school_with_the_name_of_a_person"),
        pytest.param("UBND xã Anh Sơn, Sở CN Hà Giang", ["UBND xã Anh Sơn", "Sở CN Hà Giang"], id="places"),
        pytest.param("- Sở Nội vụ;\n- Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"], id="bullets"),
        pytest.param(
            "Phòng Quản lý Chuyên ngành, Quản lý Khoa học",
            ["Phòng Quản lý Chuyên ngành", "Quản lý Khoa học"],
            id="member",
        ),
        pytest.param("Câu lạc bộ Sách và Hành động", ["Câu lạc bộ Sách và Hành động"], id="unknown_kind_of_body"),
        pytest.param("", [], id="empty"),
    ],
)
def test_split(text: str, members: list[str]) -> None:
    assert [s.of(text) for s in split_units(text)] == members


def test_a_member_tells_the_head_that_it_shares() -> None:
    members, _ = units_at("Giám đốc các Sở: Tư pháp, Nội vụ thi hành", 0)
    assert [inherited_head(s.rule) for s in members] == ["Giám đốc Sở", "Giám đốc Sở"]
    assert inherited_head("unit.name") is None


@given(st.text(alphabet="SởPhòng Ban (),;:.và\nCáctỉnhUBND-", max_size=80))
def test_slices_are_in_order_and_inside(text: str) -> None:
    for found in (find_units(text), split_units(text)):
        assert all(0 <= s.start < s.end <= len(text) for s in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
    members, end = units_at(text, 0)
    assert 0 <= end <= len(text) and all(s.end <= end for s in members)


@pytest.mark.parametrize(
    "piece",
    [
        "Sở Nội vụ và ",
        "Tổ Công tác của ",
        "Sở (",
        "các phòng, ",
        "của Sở ",
        "Chủ tịch ",
        "Phòng Nội vụ Công an ",
        "Hội đồng thi đua, ",
        "Thủ trưởng các cơ quan: ",
        "các cấp, các ",
        "Sở A (chủ trì ",
    ],
    ids=str.strip,
)
def test_repetition_takes_linear_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    started = time.perf_counter()
    find_units(text)
    units_at(text, 0)
    assert time.perf_counter() - started < 3


def test_units_are_read_no_further_than_they_may() -> None:
    text = "Giao Sở Nội vụ, Sở Tư pháp chủ trì"
    start, end = text.index("Sở"), text.index(", Sở")
    assert [s.of(text) for s in units_at(text, start, end)[0]] == ["Sở Nội vụ"]
    assert [s.of(text) for s in units_at(text, start)[0]] == ["Sở Nội vụ", "Sở Tư pháp"]


def test_a_border_inside_a_word_is_a_border() -> None:
    text = "Ủy ban nhân dân tỉnh Lào Cai"
    units, after = units_at(text, 0, text.index("o Cai"))
    assert units and units[0].end == after <= text.index("o Cai")
