"""Units as offices of all kinds write them: a broad table of (text, units), a row a phenomenon.

The documents and, where names are needed, the names are made up.
"""

# ruff: noqa: E501 — a row a phenomenon, whole
from __future__ import annotations

import pytest

from pipeline.extract.units import find_units, inherited_head, split_units, units_at


def _row(name: str, text: str, *units: str) -> object:
    return pytest.param(text, list(units), id=name)


#: Running text: every unit that it mentions.
RUNNING = [
    _row("committee_of_three_kinds", "giao UBND quận, huyện, thị xã rà soát", "UBND quận, huyện, thị xã"),
    _row(
        "committee_of_four_kinds",
        "Ủy ban nhân dân quận, huyện, thị xã, thành phố có trách nhiệm báo cáo",
        "Ủy ban nhân dân quận, huyện, thị xã, thành phố",
    ),
    _row("committee_of_two_kinds", "Ủy ban nhân dân xã, phường xác nhận", "Ủy ban nhân dân xã, phường"),
    _row(
        "committees_in_abbreviations",
        "Chủ tịch UBND các huyện, TX, TP chỉ đạo",
        "Chủ tịch UBND các huyện, TX, TP",
    ),
    _row("other_provinces", "phối hợp Công an các tỉnh, thành phố khác xác minh", "Công an các tỉnh, thành phố khác"),
    _row("union_of_some_places", "Công đoàn các xã, phường khác tham gia", "Công đoàn các xã, phường khác"),
    _row(
        "council_of_the_office",
        "Hội đồng thi đua khen thưởng cơ quan xét chọn",
        "Hội đồng thi đua khen thưởng cơ quan",
    ),
    _row("council_in_small_letters", "Hội đồng sáng kiến cơ quan họp", "Hội đồng sáng kiến cơ quan"),
    _row("council_of_experts", "Hội đồng nghiệm thu do Sở Nội vụ mời", "Hội đồng nghiệm thu", "Sở Nội vụ"),
    _row("festival_is_no_society", "Hội diễn nghệ thuật quần chúng và Hội thao năm 2019"),
    _row("fair_is_no_society", "Tổ chức Hội chợ triển lãm, Hội khỏe Phù Đổng, Hội trại, Hội xuân"),
    _row("movement_is_no_room", "các phòng trào thi đua, các phong trào"),
    _row(
        "paragraph_ends_a_name",
        "Máy photo lắp đặt ở Văn phòng\n\nĐiện thoại cơ quan dùng chung",
        "Văn phòng",
    ),
    _row("cell_ends_a_name", "Ban Giám đốc\tĐiện thoại\nVăn phòng\tMáy in", "Ban Giám đốc", "Văn phòng"),
    _row("wrap_goes_on", "Sở Tài nguyên\nvà Môi trường thẩm định", "Sở Tài nguyên\nvà Môi trường"),
    _row(
        "vocational_schools",
        "Các cơ sở giáo dục nghề nghiệp, cơ sở giáo dục đại học xác nhận",
        "Các cơ sở giáo dục nghề nghiệp",
    ),
    _row("party_office_of_a_district", "theo Ban Tổ chức huyện ủy, Văn phòng tỉnh ủy",
         "Ban Tổ chức huyện ủy", "Văn phòng tỉnh ủy"),
    _row("inspection_of_the_party", "Ủy ban Kiểm tra tỉnh ủy kết luận", "Ủy ban Kiểm tra tỉnh ủy"),
    _row("line_departments", "Các Sở, ngành quản lý ngành, lĩnh vực cập nhật", "Các Sở, ngành quản lý ngành, lĩnh vực"),
    _row("ministries_in_charge", "các Bộ quản lý chuyên ngành cho ý kiến", "các Bộ quản lý chuyên ngành"),
    _row("numbered_team", "Đội kiểm tra 389 các cấp lập biên bản", "Đội kiểm tra 389 các cấp"),
    _row("numbered_board", "Ban Chỉ đạo 35 cấp huyện, Ban Chỉ đạo 138 tỉnh", "Ban Chỉ đạo 35 cấp huyện",
         "Ban Chỉ đạo 138 tỉnh"),
    _row(
        "bank_branches",
        "Ngân hàng Nhà nước chi nhánh các tỉnh, thành phố trực thuộc Trung ương giám sát",
        "Ngân hàng Nhà nước chi nhánh các tỉnh, thành phố trực thuộc Trung ương",
    ),
    _row(
        "bank_branch_of_a_province",
        "Ngân hàng Chính sách xã hội chi nhánh tỉnh Hà Nam giải ngân",
        "Ngân hàng Chính sách xã hội chi nhánh tỉnh Hà Nam",
    ),
    _row(
        "zones_in_short",
        "Ban quản lý Khu kinh tế Vân Phong và các KCN Khánh Hòa rà soát",
        "Ban quản lý Khu kinh tế Vân Phong và các KCN Khánh Hòa",
    ),
    _row("zones_of_the_province", "BQL các Khu công nghiệp tỉnh kiểm tra", "BQL các Khu công nghiệp tỉnh"),
    _row("office_of_a_level", "Cơ quan nội vụ cấp huyện tổng hợp", "Cơ quan nội vụ cấp huyện"),
    _row("office_of_customs", "Cơ quan Hải quan thông quan; cơ quan thuế quản lý", "Cơ quan Hải quan", "cơ quan thuế"),
    _row("room_with_a_comma", "Phòng Tổ chức, biên chế tham mưu", "Phòng Tổ chức, biên chế"),
    _row("front_committee", "Ủy ban Mặt trận Tổ quốc vận động", "Ủy ban Mặt trận Tổ quốc"),
    _row("front_of_a_district", "Ủy ban MTTQ Việt Nam huyện Nam Sách giám sát", "Ủy ban MTTQ Việt Nam huyện Nam Sách"),
    _row("committees_of_the_assembly", "Hội đồng Dân tộc và các ủy ban của Quốc hội thẩm tra",
         "Hội đồng Dân tộc", "các ủy ban của Quốc hội"),
    _row("party_boards", "người đứng đầu các ban của Đảng ở Trung ương", "người đứng đầu các ban của Đảng ở Trung ương"),
    _row(
        "office_of_a_board",
        "Văn phòng Ban Chỉ đạo tỉnh về phòng, chống thiên tai tổng hợp",
        "Văn phòng Ban Chỉ đạo tỉnh về phòng, chống thiên tai",
    ),
    _row("office_of_an_office", "Văn phòng Ban An toàn giao thông tỉnh tổng hợp", "Văn phòng Ban An toàn giao thông tỉnh"),
    _row(
        "posts_with_a_stroke",
        "Giám đốc/Thủ trưởng các sở, ban, ngành thuộc tỉnh thi hành",
        "Giám đốc/Thủ trưởng các sở, ban, ngành thuộc tỉnh",
    ),
    _row("places_with_a_stroke", "Chủ tịch UBND các xã/phường/thị trấn", "Chủ tịch UBND các xã/phường/thị trấn"),
    _row("rooms_with_a_stroke", "Trưởng các khoa/phòng phổ biến", "Trưởng các khoa/phòng"),
    _row("exam_sites", "Trưởng các điểm thi bố trí cán bộ coi thi", "Trưởng các điểm thi"),
    _row("room_head_alone", "do Trưởng phòng quyết định", "Trưởng phòng"),
    _row("own_of_the_board", "thành viên Ban Chỉ đạo tỉnh dự họp", "thành viên Ban Chỉ đạo tỉnh"),
    _row("hospital_with_a_specialty", "Bệnh viện Đa khoa khu vực Cam Lộ tiếp nhận", "Bệnh viện Đa khoa khu vực Cam Lộ"),
    _row("company_with_its_form", "Công ty TNHH MTV Cấp nước Sao Mai nộp", "Công ty TNHH MTV Cấp nước Sao Mai"),
    _row("company_with_shares", "Công ty cổ phần Môi trường đô thị Lam Sơn thu gom",
         "Công ty cổ phần Môi trường đô thị Lam Sơn"),
    _row("one_person_company", "Công ty trách nhiệm hữu hạn một thành viên Xổ số An Bình nộp",
         "Công ty trách nhiệm hữu hạn một thành viên Xổ số An Bình"),
    _row("customs_now", "Chi cục Hải quan khu vực VII kiểm tra", "Chi cục Hải quan khu vực VII"),
    _row("treasury_of_a_region", "Kho bạc Nhà nước khu vực XII đối chiếu", "Kho bạc Nhà nước khu vực XII"),
    _row("unit_with_a_bracketed_place", "Sở Y tế (tỉnh Hà Nam) báo cáo", "Sở Y tế"),
    _row("verbs_that_look_like_heads", "ban hành quyết định, bộ sưu tập, tổ hợp tác, viện phí, hội thoại, đoàn kết"),
    _row("look_alikes_in_capitals", "Trường hợp khẩn cấp; Đội hình đẹp; Cổng chào; Khối thi đua; Báo tường; Hội trường"),
    _row("verbs_of_rooms", "Phòng bệnh hơn chữa bệnh; Thanh tra, kiểm tra việc chấp hành; Kiểm toán độc lập"),
    _row("small_office_after_a_verb", "gửi phòng Tài chính huyện thẩm tra", "phòng Tài chính huyện"),
    _row("school_of_a_level", "các trường mầm non, tiểu học, THCS trực thuộc dạy bù",
         "các trường mầm non, tiểu học, THCS trực thuộc"),
    _row("police_of_a_commune", "Công an xã, Ban Chỉ huy Quân sự xã tuần tra", "Công an xã", "Ban Chỉ huy Quân sự xã"),
    _row("two_names_of_one", "Trung tâm Văn hóa - Thông tin và Thể thao huyện phát", "Trung tâm Văn hóa - Thông tin và Thể thao huyện"),
]  # fmt: skip

#: Subjects of clauses: the units told, and how the sentence goes on.
SUBJECTS = [
    pytest.param(
        "Giám đốc các Sở: Thông tin và Truyền thông, Giáo dục Đào tạo, Kế hoạch Đầu tư; Giám đốc Công an tỉnh thi hành",
        ["Thông tin và Truyền thông", "Giáo dục Đào tạo", "Kế hoạch Đầu tư", "Giám đốc Công an tỉnh"],
        "thi hành",
        id="fields_without_and",
    ),
    pytest.param(
        "Các Sở: Văn hóa Thể thao và Du lịch, Tài nguyên Môi trường, Lao động Thương binh Xã hội phối hợp",
        ["Văn hóa Thể thao và Du lịch", "Tài nguyên Môi trường", "Lao động Thương binh Xã hội"],
        "phối hợp",
        id="fields_without_commas",
    ),
    pytest.param(
        "Giám đốc các Sở Nội vụ, Tài chính, Tư pháp; Chủ tịch UBND các huyện, thị xã, thành phố căn cứ",
        ["Nội vụ", "Tài chính", "Tư pháp", "Chủ tịch UBND các huyện, thị xã, thành phố"],
        "căn cứ",
        id="fields_without_colon",
    ),
    pytest.param(
        "Thủ trưởng các cơ quan: Đài Phát thanh và Truyền hình tỉnh, Báo Nam Hà, Tỉnh đoàn chịu",
        ["Đài Phát thanh và Truyền hình tỉnh", "Báo Nam Hà", "Tỉnh đoàn"],
        "chịu",
        id="heads_of_named_offices",
    ),
    pytest.param(
        "Các đơn vị: Phòng Nội vụ, Phòng Y tế và Trung tâm Văn hóa khẩn trương",
        ["Phòng Nội vụ", "Phòng Y tế", "Trung tâm Văn hóa"],
        "khẩn trương",
        id="offices_after_a_group_and_colon",
    ),
    pytest.param(
        "các sở, ban ngành, UBND các huyện, thành phố, các cơ quan, đơn vị liên quan tập trung",
        ["các sở, ban ngành", "UBND các huyện, thành phố", "các cơ quan, đơn vị liên quan"],
        "tập trung",
        id="three_groups",
    ),
    pytest.param(
        "Các ông (bà) Trưởng Phòng Tổ chức - Hành chính, Trưởng Phòng Đào tạo và các ông (bà) có tên tại Điều 1 thi hành",
        ["Trưởng Phòng Tổ chức - Hành chính", "Trưởng Phòng Đào tạo", "các ông (bà) có tên tại Điều 1"],
        "thi hành",
        id="gentlemen_with_posts",
    ),
    pytest.param(
        "Đội trưởng, Đội phó, Đội viên có trách nhiệm",
        ["Đội trưởng", "Đội phó", "Đội viên"],
        "có trách nhiệm",
        id="members_of_a_team",
    ),
    pytest.param(
        "Tổ trưởng, các Tổ phó và tổ viên phân công",
        ["Tổ trưởng", "các Tổ phó", "tổ viên"],
        "phân công",
        id="members_of_a_group",
    ),
    pytest.param(
        "Liên đoàn Lao động, Phòng Văn hóa và Thông tin, Trung tâm Thể thao các huyện, thị, thành phố xây dựng",
        ["Liên đoàn Lao động", "Phòng Văn hóa và Thông tin", "Trung tâm Thể thao các huyện, thị, thành phố"],
        "xây dựng",
        id="districts_in_short",
    ),
    pytest.param(
        "Tập đoàn kinh tế, tổng công ty, công ty nhà nước tổ chức thực hiện",
        ["Tập đoàn kinh tế", "tổng công ty", "công ty nhà nước"],
        "tổ chức thực hiện",
        id="enterprises_of_the_state",
    ),
    pytest.param(
        "Người đứng đầu các ban của Đảng ở Trung ương, Chánh Văn phòng Quốc hội, Bộ trưởng, thủ trưởng cơ quan ngang Bộ, "
        "thủ trưởng cơ quan thuộc Chính phủ, Viện trưởng Viện Kiểm sát nhân dân tối cao, Chánh án Tòa án nhân dân tối cao, "
        "Tổng Kiểm toán Nhà nước, Chủ tịch Ủy ban nhân dân tỉnh, thành phố trực thuộc Trung ương và người đứng đầu các tổ "
        "chức chính trị - xã hội có trách nhiệm",
        [
            "Người đứng đầu các ban của Đảng ở Trung ương",
            "Chánh Văn phòng Quốc hội",
            "Bộ trưởng",
            "thủ trưởng cơ quan ngang Bộ",
            "thủ trưởng cơ quan thuộc Chính phủ",
            "Viện trưởng Viện Kiểm sát nhân dân tối cao",
            "Chánh án Tòa án nhân dân tối cao",
            "Tổng Kiểm toán Nhà nước",
            "Chủ tịch Ủy ban nhân dân tỉnh, thành phố trực thuộc Trung ương",
            "người đứng đầu các tổ chức chính trị - xã hội",
        ],
        "có trách nhiệm",
        id="ten_posts",
    ),
    pytest.param(
        "Trưởng các phòng, ban, người đứng đầu các ban của Đảng, Ủy ban Kiểm tra, Văn phòng huyện ủy, Văn phòng Hội đồng "
        "nhân dân và Ủy ban nhân dân, chủ tịch Ủy ban nhân dân cấp xã quản lý",
        [
            "Trưởng các phòng, ban",
            "người đứng đầu các ban của Đảng",
            "Ủy ban Kiểm tra",
            "Văn phòng huyện ủy",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
            "chủ tịch Ủy ban nhân dân cấp xã",
        ],
        "quản lý",
        id="small_posts_between_names",
    ),
    pytest.param(
        "Đảng ủy khối các cơ quan, Đảng ủy khối doanh nghiệp, Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam và các hội quần "
        "chúng được giao biên chế rà soát",
        [
            "Đảng ủy khối các cơ quan",
            "Đảng ủy khối doanh nghiệp",
            "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
            "các hội quần chúng được giao biên chế",
        ],
        "rà soát",
        id="party_bodies_of_a_block",
    ),
    pytest.param(
        "Trưởng phòng và tương đương, Giám đốc trung tâm, Hiệu trưởng các trường trực thuộc chịu trách nhiệm",
        ["Trưởng phòng và tương đương", "Giám đốc trung tâm", "Hiệu trưởng các trường trực thuộc"],
        "chịu trách nhiệm",
        id="and_the_like",
    ),
    pytest.param(
        "Vụ trưởng, Cục trưởng và cấp tương đương, Chánh Văn phòng Bộ thi hành",
        ["Vụ trưởng", "Cục trưởng và cấp tương đương", "Chánh Văn phòng Bộ"],
        "thi hành",
        id="and_those_of_the_rank",
    ),
    pytest.param(
        "Công an tỉnh (Phòng Cảnh sát giao thông), Sở Giao thông vận tải (Thanh tra Sở) và UBND cấp xã xử lý",
        ["Công an tỉnh", "Phòng Cảnh sát giao thông", "Sở Giao thông vận tải", "Thanh tra Sở", "UBND cấp xã"],
        "xử lý",
        id="brackets_in_a_list",
    ),
    pytest.param(
        "Sở Nội vụ (cơ quan thường trực), Sở Tài chính, Kho bạc Nhà nước tỉnh thẩm định",
        ["Sở Nội vụ", "Sở Tài chính", "Kho bạc Nhà nước tỉnh"],
        "thẩm định",
        id="role_in_a_bracket",
    ),
    pytest.param(
        "Chánh Văn phòng, Trưởng các phòng nghiệp vụ và toàn thể công chức thuộc BQL các Khu công nghiệp tỉnh thi hành",
        ["Chánh Văn phòng", "Trưởng các phòng nghiệp vụ", "toàn thể công chức thuộc BQL các Khu công nghiệp tỉnh"],
        "thi hành",
        id="all_staff",
    ),
    pytest.param(
        "Tổ chức tín dụng và Quỹ bảo lãnh tín dụng thỏa thuận",
        ["Tổ chức tín dụng", "Quỹ bảo lãnh tín dụng"],
        "thỏa thuận",
        id="kinds_of_lenders",
    ),
    pytest.param(
        "Các bộ, ngành Trung ương có chức năng quản lý nhà nước theo ngành, lĩnh vực hướng dẫn",
        ["Các bộ, ngành Trung ương có chức năng quản lý nhà nước theo ngành, lĩnh vực"],
        "hướng dẫn",
        id="with_a_function",
    ),
    pytest.param(
        "Các cơ quan, đơn vị, cá nhân khác được giao nhiệm vụ tổng hợp số liệu phải gửi",
        ["Các cơ quan, đơn vị, cá nhân khác được giao nhiệm vụ tổng hợp số liệu"],
        "phải gửi",
        id="charged_with_something",
    ),
    pytest.param(
        "Ủy ban nhân dân cùng cấp, Sở Văn hoá Thông tin bảo đảm",
        ["Ủy ban nhân dân cùng cấp", "Sở Văn hoá Thông tin"],
        "bảo đảm",
        id="same_level",
    ),
    pytest.param(
        "Cơ quan, tổ chức, đơn vị và chính quyền địa phương các cấp đăng tải",
        ["Cơ quan, tổ chức, đơn vị", "chính quyền địa phương các cấp"],
        "đăng tải",
        id="offices_and_authorities",
    ),
    pytest.param(
        "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh, Ban Dân tộc tỉnh tham mưu",
        ["Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", "Ban Dân tộc tỉnh"],
        "tham mưu",
        id="joint_office",
    ),
    pytest.param(
        "Các tổ chức chính trị - xã hội, tổ chức xã hội - nghề nghiệp, hội đặc thù tuyên truyền",
        ["Các tổ chức chính trị - xã hội", "tổ chức xã hội - nghề nghiệp", "hội đặc thù"],
        "tuyên truyền",
        id="associations",
    ),
    pytest.param(
        "Giám đốc Sở, Phó Giám đốc Sở phụ trách, Kế toán trưởng và Thủ quỹ ký",
        ["Giám đốc Sở", "Phó Giám đốc Sở phụ trách", "Kế toán trưởng", "Thủ quỹ"],
        "ký",
        id="deputy_in_charge",
    ),
]

#: Lines and cells of nothing but units.
LINES = [
    _row("named_after_a_group", "Các Sở: Công Thương, Xây dựng; UBND các xã, phường", "Công Thương", "Xây dựng",
         "UBND các xã, phường"),
    _row("cell_of_committees", "UBND quận, huyện, thị xã; Sở Y tế", "UBND quận, huyện, thị xã", "Sở Y tế"),
    _row("posts_in_a_cell", "Đội trưởng; Đội phó", "Đội trưởng", "Đội phó"),
    _row("rooms_with_a_stroke_in_a_cell", "Các khoa/phòng; Trạm Y tế xã", "Các khoa/phòng", "Trạm Y tế xã"),
    _row("cell_with_abbreviations", "Sở TN&MT, Sở NN&PTNT, BQL KKT", "Sở TN&MT", "Sở NN&PTNT", "BQL KKT"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "units"), RUNNING)
def test_running_text(text: str, units: list[str]) -> None:
    assert [s.of(text) for s in find_units(text)] == units


@pytest.mark.parametrize(("text", "units", "rest"), SUBJECTS)
def test_subject(text: str, units: list[str], rest: str) -> None:
    found, end = units_at(text, 0)
    assert ([s.of(text) for s in found], text[end:].strip(" ,;:")) == (units, rest)


@pytest.mark.parametrize(("text", "units"), LINES)
def test_line(text: str, units: list[str]) -> None:
    assert [s.of(text) for s in split_units(text)] == units


def test_fields_without_and_share_their_head() -> None:
    found, _ = units_at("Giám đốc các Sở: Giáo dục Đào tạo, Kế hoạch Đầu tư thi hành", 0)
    assert [inherited_head(s.rule) for s in found] == ["Giám đốc Sở"] * 2
