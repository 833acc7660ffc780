"""Units as offices of all kinds write them: a broad table of (text, units), a row a phenomenon.

The documents and, where names are needed, the names are made up.
"""

from __future__ import annotations

import pytest

from pipeline.extract.units import find_units, inherited_head, split_units, units_at

#: Running text: every unit that it mentions.
RUNNING = [
    pytest.param(
        "giao UBND quận, huyện, thị xã rà soát",
        ["UBND quận, huyện, thị xã"],
        id="committee_of_three_kinds",
    ),
    pytest.param(
        "Ủy ban nhân dân quận, huyện, thị xã, thành phố có trách nhiệm báo cáo",
        ["Ủy ban nhân dân quận, huyện, thị xã, thành phố"],
        id="committee_of_four_kinds",
    ),
    pytest.param(
        "Ủy ban nhân dân xã, phường xác nhận",
        ["Ủy ban nhân dân xã, phường"],
        id="committee_of_two_kinds",
    ),
    pytest.param(
        "Chủ tịch UBND các huyện, TX, TP chỉ đạo",
        ["Chủ tịch UBND các huyện, TX, TP"],
        id="committees_in_abbreviations",
    ),
    pytest.param(
        "phối hợp Công an các tỉnh, thành phố khác xác minh",
        ["Công an các tỉnh, thành phố khác"],
        id="other_provinces",
    ),
    pytest.param(
        "Công đoàn các xã, phường khác tham gia",
        ["Công đoàn các xã, phường khác"],
        id="union_of_some_places",
    ),
    pytest.param(
        "Hội đồng thi đua khen thưởng cơ quan xét chọn",
        ["Hội đồng thi đua khen thưởng cơ quan"],
        id="council_of_the_office",
    ),
    pytest.param(
        "Hội đồng sáng kiến cơ quan họp",
        ["Hội đồng sáng kiến cơ quan"],
        id="council_in_small_letters",
    ),
    pytest.param(
        "Hội đồng nghiệm thu do Sở Nội vụ mời",
        ["Hội đồng nghiệm thu", "Sở Nội vụ"],
        id="council_of_experts",
    ),
    pytest.param(
        "Hội diễn nghệ thuật quần chúng và Hội thao năm 2019",
        [],
        id="festival_is_no_society",
    ),
    pytest.param(
        "Tổ chức Hội chợ triển lãm, Hội khỏe Phù Đổng, Hội trại, Hội xuân",
        [],
        id="fair_is_no_society",
    ),
    pytest.param(
        "các phòng trào thi đua, các phong trào",
        [],
        id="movement_is_no_room",
    ),
    pytest.param(
        "Máy photo lắp đặt ở Văn phòng\n\nĐiện thoại cơ quan dùng chung",
        ["Văn phòng"],
        id="paragraph_ends_a_name",
    ),
    pytest.param(
        "Ban Giám đốc\tĐiện thoại\nVăn phòng\tMáy in",
        ["Ban Giám đốc", "Văn phòng"],
        id="cell_ends_a_name",
    ),
    pytest.param(
        "Sở Tài nguyên\nvà Môi trường thẩm định",
        ["Sở Tài nguyên\nvà Môi trường"],
        id="wrap_goes_on",
    ),
    pytest.param(
        "Các cơ sở giáo dục nghề nghiệp, cơ sở giáo dục đại học xác nhận",
        ["Các cơ sở giáo dục nghề nghiệp"],
        id="vocational_schools",
    ),
    pytest.param(
        "theo Ban Tổ chức huyện ủy, Văn phòng tỉnh ủy",
        ["Ban Tổ chức huyện ủy", "Văn phòng tỉnh ủy"],
        id="party_office_of_a_district",
    ),
    pytest.param(
        "Ủy ban Kiểm tra tỉnh ủy kết luận",
        ["Ủy ban Kiểm tra tỉnh ủy"],
        id="inspection_of_the_party",
    ),
    pytest.param(
        "Các Sở, ngành quản lý ngành, lĩnh vực cập nhật",
        ["Các Sở, ngành quản lý ngành, lĩnh vực"],
        id="line_departments",
    ),
    pytest.param(
        "các Bộ quản lý chuyên ngành cho ý kiến",
        ["các Bộ quản lý chuyên ngành"],
        id="ministries_in_charge",
    ),
    pytest.param(
        "Đội kiểm tra 389 các cấp lập biên bản",
        ["Đội kiểm tra 389 các cấp"],
        id="numbered_team",
    ),
    pytest.param(
        "Ban Chỉ đạo 35 cấp huyện, Ban Chỉ đạo 138 tỉnh",
        ["Ban Chỉ đạo 35 cấp huyện", "Ban Chỉ đạo 138 tỉnh"],
        id="numbered_board",
    ),
    pytest.param(
        "Ngân hàng Nhà nước chi nhánh các tỉnh, thành phố trực thuộc Trung ương giám sát",
        ["Ngân hàng Nhà nước chi nhánh các tỉnh, thành phố trực thuộc Trung ương"],
        id="bank_branches",
    ),
    pytest.param(
        "Ngân hàng Chính sách xã hội chi nhánh tỉnh Hà Nam giải ngân",
        ["Ngân hàng Chính sách xã hội chi nhánh tỉnh Hà Nam"],
        id="bank_branch_of_a_province",
    ),
    pytest.param(
        "Ban quản lý Khu kinh tế Vân Phong và các KCN Khánh Hòa rà soát",
        ["Ban quản lý Khu kinh tế Vân Phong và các KCN Khánh Hòa"],
        id="zones_in_short",
    ),
    pytest.param(
        "BQL các Khu công nghiệp tỉnh kiểm tra",
        ["BQL các Khu công nghiệp tỉnh"],
        id="zones_of_the_province",
    ),
    pytest.param(
        "Cơ quan nội vụ cấp huyện tổng hợp",
        ["Cơ quan nội vụ cấp huyện"],
        id="office_of_a_level",
    ),
    pytest.param(
        "Cơ quan Hải quan thông quan; cơ quan thuế quản lý",
        ["Cơ quan Hải quan", "cơ quan thuế"],
        id="office_of_customs",
    ),
    pytest.param(
        "Phòng Tổ chức, biên chế tham mưu",
        ["Phòng Tổ chức, biên chế"],
        id="room_with_a_comma",
    ),
    pytest.param(
        "Ủy ban Mặt trận Tổ quốc vận động",
        ["Ủy ban Mặt trận Tổ quốc"],
        id="front_committee",
    ),
    pytest.param(
        "Ủy ban MTTQ Việt Nam huyện Nam Sách giám sát",
        ["Ủy ban MTTQ Việt Nam huyện Nam Sách"],
        id="front_of_a_district",
    ),
    pytest.param(
        "Hội đồng Dân tộc và các ủy ban của Quốc hội thẩm tra",
        ["Hội đồng Dân tộc", "các ủy ban của Quốc hội"],
        id="committees_of_the_assembly",
    ),
    pytest.param(
        "người đứng đầu các ban của Đảng ở Trung ương",
        ["người đứng đầu các ban của Đảng ở Trung ương"],
        id="party_boards",
    ),
    pytest.param(
        "Văn phòng Ban Chỉ đạo tỉnh về phòng, chống thiên tai tổng hợp",
        ["Văn phòng Ban Chỉ đạo tỉnh về phòng, chống thiên tai"],
        id="office_of_a_board",
    ),
    pytest.param(
        "Văn phòng Ban An toàn giao thông tỉnh tổng hợp",
        ["Văn phòng Ban An toàn giao thông tỉnh"],
        id="office_of_an_office",
    ),
    pytest.param(
        "Giám đốc/Thủ trưởng các sở, ban, ngành thuộc tỉnh thi hành",
        ["Giám đốc/Thủ trưởng các sở, ban, ngành thuộc tỉnh"],
        id="posts_with_a_stroke",
    ),
    pytest.param(
        "Chủ tịch UBND các xã/phường/thị trấn",
        ["Chủ tịch UBND các xã/phường/thị trấn"],
        id="places_with_a_stroke",
    ),
    pytest.param(
        "Trưởng các khoa/phòng phổ biến",
        ["Trưởng các khoa/phòng"],
        id="rooms_with_a_stroke",
    ),
    pytest.param(
        "Trưởng các điểm thi bố trí cán bộ coi thi",
        ["Trưởng các điểm thi"],
        id="exam_sites",
    ),
    pytest.param(
        "do Trưởng phòng quyết định",
        ["Trưởng phòng"],
        id="room_head_alone",
    ),
    pytest.param(
        "thành viên Ban Chỉ đạo tỉnh dự họp",
        ["thành viên Ban Chỉ đạo tỉnh"],
        id="own_of_the_board",
    ),
    pytest.param(
        "Bệnh viện Đa khoa khu vực Cam Lộ tiếp nhận",
        ["Bệnh viện Đa khoa khu vực Cam Lộ"],
        id="hospital_with_a_specialty",
    ),
    pytest.param(
        "Công ty TNHH MTV Cấp nước Sao Mai nộp",
        ["Công ty TNHH MTV Cấp nước Sao Mai"],
        id="company_with_its_form",
    ),
    pytest.param(
        "Công ty cổ phần Môi trường đô thị Lam Sơn thu gom",
        ["Công ty cổ phần Môi trường đô thị Lam Sơn"],
        id="company_with_shares",
    ),
    pytest.param(
        "Công ty trách nhiệm hữu hạn một thành viên Xổ số An Bình nộp",
        ["Công ty trách nhiệm hữu hạn một thành viên Xổ số An Bình"],
        id="one_person_company",
    ),
    pytest.param(
        "Chi cục Hải quan khu vực VII kiểm tra",
        ["Chi cục Hải quan khu vực VII"],
        id="customs_now",
    ),
    pytest.param(
        "Kho bạc Nhà nước khu vực XII đối chiếu",
        ["Kho bạc Nhà nước khu vực XII"],
        id="treasury_of_a_region",
    ),
    pytest.param(
        "Sở Y tế (tỉnh Hà Nam) báo cáo",
        ["Sở Y tế"],
        id="unit_with_a_bracketed_place",
    ),
    pytest.param(
        "ban hành quyết định, bộ sưu tập, tổ hợp tác, viện phí, hội thoại, đoàn kết",
        [],
        id="verbs_that_look_like_heads",
    ),
    pytest.param(
        "Trường hợp khẩn cấp; Đội hình đẹp; Cổng chào; Khối thi đua; Báo tường; Hội trường",
        [],
        id="look_alikes_in_capitals",
    ),
    pytest.param(
        "Phòng bệnh hơn chữa bệnh; Thanh tra, kiểm tra việc chấp hành; Kiểm toán độc lập",
        [],
        id="verbs_of_rooms",
    ),
    pytest.param(
        "gửi phòng Tài chính huyện thẩm tra",
        ["phòng Tài chính huyện"],
        id="small_office_after_a_verb",
    ),
    pytest.param(
        "các trường mầm non, tiểu học, THCS trực thuộc dạy bù",
        ["các trường mầm non, tiểu học, THCS trực thuộc"],
        id="school_of_a_level",
    ),
    pytest.param(
        "Công an xã, Ban Chỉ huy Quân sự xã tuần tra",
        ["Công an xã", "Ban Chỉ huy Quân sự xã"],
        id="police_of_a_commune",
    ),
    pytest.param(
        "Trung tâm Văn hóa - Thông tin và Thể thao huyện phát",
        ["Trung tâm Văn hóa - Thông tin và Thể thao huyện"],
        id="two_names_of_one",
    ),
    pytest.param(
        "giao các cấp, các ngành, các địa phương và đơn vị liên quan tuyên truyền",
        ["các cấp, các ngành, các địa phương và đơn vị liên quan"],
        id="all_levels",
    ),
    pytest.param(
        "do Phó Chủ tịch UBND tỉnh Trần Văn Bình chủ trì", ["Phó Chủ tịch UBND tỉnh"], id="person_behind_a_post"
    ),
    pytest.param("Khoa Tài chính ngân hàng tuyển sinh", ["Khoa Tài chính ngân hàng"], id="syllable_that_ends_no_name"),
    pytest.param(
        "dự án nhóm B, nhóm 1; cán bộ, đội viên thuộc Đội 3", ["cán bộ, đội viên thuộc Đội 3"], id="groups_of_things"
    ),
]

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
        "Các ông (bà) Trưởng Phòng Tổ chức - Hành chính, Trưởng Phòng Đào tạo và các ông (bà) có tên tại Điều 1 "
        "thi hành",
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
        "Người đứng đầu các ban của Đảng ở Trung ương, Chánh Văn phòng Quốc hội, Bộ trưởng, thủ trưởng cơ quan "
        "ngang Bộ, thủ trưởng cơ quan thuộc Chính phủ, Viện trưởng Viện Kiểm sát nhân dân tối cao, Chánh án Tòa án "
        "nhân dân tối cao, Tổng Kiểm toán Nhà nước, Chủ tịch Ủy ban nhân dân tỉnh, thành phố trực thuộc Trung ương "
        "và người đứng đầu các tổ chức chính trị - xã hội có trách nhiệm",
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
        "Trưởng các phòng, ban, người đứng đầu các ban của Đảng, Ủy ban Kiểm tra, Văn phòng huyện ủy, Văn phòng "
        "Hội đồng nhân dân và Ủy ban nhân dân, chủ tịch Ủy ban nhân dân cấp xã quản lý",
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
        "Đảng ủy khối các cơ quan, Đảng ủy khối doanh nghiệp, Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam và các "
        "hội quần chúng được giao biên chế rà soát",
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
    pytest.param(
        "Trưởng Ban Dân vận Huyện ủy Lạc Sơn, Chủ tịch Ủy ban MTTQ Việt Nam huyện và Bí thư Huyện đoàn phối hợp",
        ["Trưởng Ban Dân vận Huyện ủy Lạc Sơn", "Chủ tịch Ủy ban MTTQ Việt Nam huyện", "Bí thư Huyện đoàn"],
        "phối hợp",
        id="party_and_front_of_a_district",
    ),
    pytest.param(
        "Hiệu trưởng các trường Mầm non, Tiểu học, THCS trên địa bàn huyện tổ chức",
        ["Hiệu trưởng các trường Mầm non, Tiểu học, THCS trên địa bàn huyện"],
        "tổ chức",
        id="schools_of_three_levels",
    ),
    pytest.param(
        "Giám đốc Bệnh viện Đa khoa tỉnh, Giám đốc Trung tâm Kiểm soát bệnh tật, Giám đốc Trung tâm Y tế các "
        "huyện, thị xã, thành phố tăng cường",
        [
            "Giám đốc Bệnh viện Đa khoa tỉnh",
            "Giám đốc Trung tâm Kiểm soát bệnh tật",
            "Giám đốc Trung tâm Y tế các huyện, thị xã, thành phố",
        ],
        "tăng cường",
        id="health_of_a_province",
    ),
    pytest.param(
        "Chánh Văn phòng Bộ, Chánh Thanh tra Bộ, Vụ trưởng các Vụ, Cục trưởng các Cục và Thủ trưởng các đơn vị "
        "thuộc Bộ chịu trách nhiệm",
        [
            "Chánh Văn phòng Bộ",
            "Chánh Thanh tra Bộ",
            "Vụ trưởng các Vụ",
            "Cục trưởng các Cục",
            "Thủ trưởng các đơn vị thuộc Bộ",
        ],
        "chịu trách nhiệm",
        id="offices_of_a_ministry",
    ),
    pytest.param(
        "Chi cục trưởng Chi cục Chăn nuôi và Thú y, Trưởng phòng Kinh tế thành phố, Trưởng phòng Nông nghiệp và "
        "Phát triển nông thôn các huyện rà soát",
        [
            "Chi cục trưởng Chi cục Chăn nuôi và Thú y",
            "Trưởng phòng Kinh tế thành phố",
            "Trưởng phòng Nông nghiệp và Phát triển nông thôn các huyện",
        ],
        "rà soát",
        id="posts_named_by_their_office",
    ),
    pytest.param(
        "Sở Công Thương (Chi cục Quản lý thị trường), Công an tỉnh, Cục Thuế tỉnh và UBND các huyện, thị xã, thành "
        "phố tăng cường",
        [
            "Sở Công Thương",
            "Chi cục Quản lý thị trường",
            "Công an tỉnh",
            "Cục Thuế tỉnh",
            "UBND các huyện, thị xã, thành phố",
        ],
        "tăng cường",
        id="brackets_among_offices",
    ),
    pytest.param(
        "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh khẩn trương",
        ["Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh"],
        "khẩn trương",
        id="project_board",
    ),
    pytest.param(
        "Công ty Điện lực Hà Tây, Công ty CP Môi trường Xanh, Xí nghiệp Thủy nông Ba Vì phối hợp",
        ["Công ty Điện lực Hà Tây", "Công ty CP Môi trường Xanh", "Xí nghiệp Thủy nông Ba Vì"],
        "phối hợp",
        id="companies",
    ),
    pytest.param(
        "Các doanh nghiệp viễn thông: VNPT Hà Nam, Viettel Hà Nam, Mobifone Hà Nam bảo đảm",
        ["VNPT Hà Nam", "Viettel Hà Nam", "Mobifone Hà Nam"],
        "bảo đảm",
        id="telecoms_after_a_colon",
    ),
    pytest.param(
        "Thường trực HĐND tỉnh, các Ban HĐND tỉnh, các Tổ đại biểu HĐND tỉnh và đại biểu HĐND tỉnh giám sát",
        ["Thường trực HĐND tỉnh", "các Ban HĐND tỉnh", "các Tổ đại biểu HĐND tỉnh", "đại biểu HĐND tỉnh"],
        "giám sát",
        id="council_members_by_their_council",
    ),
    pytest.param(
        "Thường trực Hội đồng nhân dân, Ủy ban nhân dân, Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, các Ban của Hội "
        "đồng nhân dân tỉnh và các vị đại biểu Hội đồng nhân dân tỉnh căn cứ",
        [
            "Thường trực Hội đồng nhân dân",
            "Ủy ban nhân dân",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
            "các Ban của Hội đồng nhân dân tỉnh",
            "các vị đại biểu Hội đồng nhân dân tỉnh",
        ],
        "căn cứ",
        id="council_and_its_people",
    ),
    pytest.param(
        "Viện Kiểm sát nhân dân tỉnh, Tòa án nhân dân tỉnh, Cục Thi hành án dân sự tỉnh phối hợp",
        ["Viện Kiểm sát nhân dân tỉnh", "Tòa án nhân dân tỉnh", "Cục Thi hành án dân sự tỉnh"],
        "phối hợp",
        id="justice",
    ),
    pytest.param(
        "Trung tâm Khuyến nông, Hội Nông dân, Hội Liên hiệp Phụ nữ, Đoàn TNCS Hồ Chí Minh và Hội Cựu chiến binh "
        "các cấp vận động",
        [
            "Trung tâm Khuyến nông",
            "Hội Nông dân",
            "Hội Liên hiệp Phụ nữ",
            "Đoàn TNCS Hồ Chí Minh",
            "Hội Cựu chiến binh các cấp",
        ],
        "vận động",
        id="mass_bodies_of_all_levels",
    ),
    pytest.param(
        "Trưởng khoa Nội, Điều dưỡng trưởng, các bác sĩ và nhân viên khoa Nội thực hiện",
        ["Trưởng khoa Nội", "Điều dưỡng trưởng", "các bác sĩ và nhân viên khoa Nội"],
        "thực hiện",
        id="ward_staff",
    ),
    pytest.param(
        "Giáo viên chủ nhiệm, giáo viên bộ môn, Tổng phụ trách Đội và nhân viên y tế trường học phối hợp",
        ["Giáo viên chủ nhiệm, giáo viên bộ môn", "Tổng phụ trách Đội", "nhân viên y tế trường học"],
        "phối hợp",
        id="school_staff",
    ),
    pytest.param(
        "Tổ chuyên môn, Tổ Văn phòng, Ban đại diện cha mẹ học sinh thống nhất",
        ["Tổ chuyên môn", "Tổ Văn phòng", "Ban đại diện cha mẹ học sinh"],
        "thống nhất",
        id="parents",
    ),
    pytest.param(
        "Công chức Địa chính - Xây dựng, công chức Tài chính - Kế toán và Chỉ huy trưởng Ban CHQS xã tham mưu",
        ["Công chức Địa chính - Xây dựng", "công chức Tài chính - Kế toán", "Chỉ huy trưởng Ban CHQS xã"],
        "tham mưu",
        id="commune_officers",
    ),
    pytest.param(
        "Phó Chủ tịch UBND tỉnh phụ trách lĩnh vực nông nghiệp, Giám đốc Sở Nông nghiệp và Môi trường chỉ đạo",
        ["Phó Chủ tịch UBND tỉnh phụ trách lĩnh vực nông nghiệp", "Giám đốc Sở Nông nghiệp và Môi trường"],
        "chỉ đạo",
        id="deputy_of_a_field",
    ),
    pytest.param(
        "Văn phòng Điều phối nông thôn mới tỉnh, Văn phòng Đăng ký đất đai - Chi nhánh huyện Kim Bảng đo đạc",
        ["Văn phòng Điều phối nông thôn mới tỉnh", "Văn phòng Đăng ký đất đai - Chi nhánh huyện Kim Bảng"],
        "đo đạc",
        id="coordination_office",
    ),
    pytest.param(
        "Hội đồng bồi thường, hỗ trợ và tái định cư huyện, Trung tâm Phát triển quỹ đất huyện lập",
        ["Hội đồng bồi thường, hỗ trợ và tái định cư huyện", "Trung tâm Phát triển quỹ đất huyện"],
        "lập",
        id="compensation_council",
    ),
    pytest.param(
        "Tổ công tác Đề án 06 tỉnh, Tổ Công nghệ số cộng đồng các thôn hướng dẫn",
        ["Tổ công tác Đề án 06 tỉnh", "Tổ Công nghệ số cộng đồng các thôn"],
        "hướng dẫn",
        id="teams_of_a_project",
    ),
    pytest.param(
        "Cục Hải quan tỉnh, Chi cục Hải quan cửa khẩu Cầu Treo và Trạm Kiểm dịch động vật Hà Tĩnh kiểm soát",
        ["Cục Hải quan tỉnh", "Chi cục Hải quan cửa khẩu Cầu Treo", "Trạm Kiểm dịch động vật Hà Tĩnh"],
        "kiểm soát",
        id="customs_posts",
    ),
    pytest.param(
        "Đài Khí tượng Thủy văn tỉnh, Đài Phát thanh - Truyền hình tỉnh, Báo Hà Nam và các cơ quan thông tấn, báo "
        "chí đưa tin",
        [
            "Đài Khí tượng Thủy văn tỉnh",
            "Đài Phát thanh - Truyền hình tỉnh",
            "Báo Hà Nam",
            "các cơ quan thông tấn, báo chí",
        ],
        "đưa tin",
        id="weather_and_press",
    ),
    pytest.param(
        "Các Bộ, ngành, địa phương, tập đoàn, tổng công ty nhà nước nghiêm túc",
        ["Các Bộ, ngành, địa phương, tập đoàn, tổng công ty nhà nước"],
        "nghiêm túc",
        id="state_groups",
    ),
    pytest.param(
        "Thủ trưởng các Sở, ban, ngành; Chủ tịch UBND các huyện, thành phố; Giám đốc các doanh nghiệp nhà nước và "
        "các đơn vị, cá nhân có liên quan căn cứ",
        [
            "Thủ trưởng các Sở, ban, ngành",
            "Chủ tịch UBND các huyện, thành phố",
            "Giám đốc các doanh nghiệp nhà nước",
            "các đơn vị, cá nhân có liên quan",
        ],
        "căn cứ",
        id="closing_article_with_enterprises",
    ),
    pytest.param(
        "Trưởng phòng Hành chính – Quản trị, Kế toán trưởng, các bộ phận có liên quan và ông Nguyễn Văn Tâm chịu "
        "trách nhiệm",
        ["Trưởng phòng Hành chính – Quản trị", "Kế toán trưởng", "các bộ phận có liên quan", "ông Nguyễn Văn Tâm"],
        "chịu trách nhiệm",
        id="with_a_person",
    ),
    pytest.param(
        "Các Ông (Bà): Chánh Văn phòng Sở, Trưởng phòng Tổ chức cán bộ, Trưởng phòng Kế hoạch - Tài chính, Thủ "
        "trưởng các đơn vị có liên quan và các cá nhân có tên tại Điều 1 chịu trách nhiệm",
        [
            "Chánh Văn phòng Sở",
            "Trưởng phòng Tổ chức cán bộ",
            "Trưởng phòng Kế hoạch - Tài chính",
            "Thủ trưởng các đơn vị có liên quan",
            "các cá nhân có tên tại Điều 1",
        ],
        "chịu trách nhiệm",
        id="gentlemen_with_a_colon",
    ),
    pytest.param(
        "Cục Thống kê tỉnh; Kho bạc Nhà nước Hà Nam; Bảo hiểm xã hội tỉnh; Ngân hàng Nhà nước chi nhánh tỉnh; Liên "
        "đoàn Lao động tỉnh cung cấp",
        [
            "Cục Thống kê tỉnh",
            "Kho bạc Nhà nước Hà Nam",
            "Bảo hiểm xã hội tỉnh",
            "Ngân hàng Nhà nước chi nhánh tỉnh",
            "Liên đoàn Lao động tỉnh",
        ],
        "cung cấp",
        id="agencies_of_a_province",
    ),
    pytest.param(
        "Đảng ủy, UBND các xã, phường; các chi bộ, đảng bộ trực thuộc Huyện ủy triển khai",
        ["Đảng ủy", "UBND các xã, phường", "các chi bộ, đảng bộ trực thuộc Huyện ủy"],
        "triển khai",
        id="party_and_committee",
    ),
    pytest.param(
        "Các cấp ủy, tổ chức đảng, chính quyền, Mặt trận Tổ quốc và các đoàn thể nhân dân quán triệt",
        ["Các cấp ủy, tổ chức đảng, chính quyền", "Mặt trận Tổ quốc", "các đoàn thể nhân dân"],
        "quán triệt",
        id="party_and_front",
    ),
    pytest.param(
        "Phòng GD&ĐT, Phòng LĐ-TB&XH, Phòng VH&TT, Trung tâm GDNN-GDTX huyện rà soát",
        ["Phòng GD&ĐT", "Phòng LĐ-TB&XH", "Phòng VH&TT", "Trung tâm GDNN-GDTX huyện"],
        "rà soát",
        id="education_and_labour",
    ),
    pytest.param(
        "Chủ tịch Hội đồng thành viên, Tổng Giám đốc Tổng công ty Lương thực miền Trung báo cáo",
        ["Chủ tịch Hội đồng thành viên", "Tổng Giám đốc Tổng công ty Lương thực miền Trung"],
        "báo cáo",
        id="members_council",
    ),
    pytest.param(
        "Các nhà máy, công ty, hợp tác xã, cơ sở sản xuất kinh doanh trên địa bàn thành phố kê khai",
        ["Các nhà máy, công ty, hợp tác xã, cơ sở sản xuất kinh doanh trên địa bàn thành phố"],
        "kê khai",
        id="businesses_of_a_city",
    ),
    pytest.param(
        "Ủy ban nhân dân thành phố Phủ Lý và các huyện Bình Lục, Thanh Liêm, Kim Bảng bố trí",
        ["Ủy ban nhân dân thành phố Phủ Lý", "các huyện Bình Lục, Thanh Liêm, Kim Bảng"],
        "bố trí",
        id="named_districts",
    ),
    pytest.param(
        "Các đồng chí Ủy viên Ban Thường vụ, Ủy viên Ban Chấp hành Đảng bộ huyện phụ trách",
        ["Các đồng chí Ủy viên Ban Thường vụ", "Ủy viên Ban Chấp hành Đảng bộ huyện"],
        "phụ trách",
        id="members_of_a_committee",
    ),
    pytest.param(
        "Đội Quản lý trật tự đô thị, Đội Cảnh sát giao thông - Trật tự Công an huyện xử lý",
        ["Đội Quản lý trật tự đô thị", "Đội Cảnh sát giao thông - Trật tự Công an huyện"],
        "xử lý",
        id="police_team",
    ),
]

#: Lines and cells of nothing but units.
LINES = [
    pytest.param(
        "Các Sở: Công Thương, Xây dựng; UBND các xã, phường",
        ["Công Thương", "Xây dựng", "UBND các xã, phường"],
        id="named_after_a_group",
    ),
    pytest.param(
        "UBND quận, huyện, thị xã; Sở Y tế",
        ["UBND quận, huyện, thị xã", "Sở Y tế"],
        id="cell_of_committees",
    ),
    pytest.param(
        "Đội trưởng; Đội phó",
        ["Đội trưởng", "Đội phó"],
        id="posts_in_a_cell",
    ),
    pytest.param(
        "Các khoa/phòng; Trạm Y tế xã",
        ["Các khoa/phòng", "Trạm Y tế xã"],
        id="rooms_with_a_stroke_in_a_cell",
    ),
    pytest.param(
        "Sở TN&MT, Sở NN&PTNT, BQL KKT",
        ["Sở TN&MT", "Sở NN&PTNT", "BQL KKT"],
        id="cell_with_abbreviations",
    ),
    pytest.param(
        "Sở Nội vụ\nSở Tài chính\nKho bạc Nhà nước",
        ["Sở Nội vụ", "Sở Tài chính", "Kho bạc Nhà nước"],
        id="lines_of_a_cell",
    ),
    pytest.param(
        "Sở NV; VP UBND tỉnh; các CQ, ĐV liên quan",
        ["Sở NV", "VP UBND tỉnh", "các CQ, ĐV liên quan"],
        id="groups_in_short",
    ),
    pytest.param(
        "Các sở, ngành, UBND cấp xã",
        ["Các sở, ngành", "UBND cấp xã"],
        id="groups_and_committees",
    ),
    pytest.param(
        "Sở, ban, ngành; UBND huyện, thành phố",
        ["Sở, ban, ngành", "UBND huyện, thành phố"],
        id="heads_without_each",
    ),
    pytest.param(
        "Phòng QLĐT + Phòng TC-KH",
        ["Phòng QLĐT", "Phòng TC-KH"],
        id="plus_between",
    ),
    pytest.param(
        "Văn phòng HĐND-UBND, Phòng VH-XH, Trung tâm PVHCC",
        ["Văn phòng HĐND-UBND", "Phòng VH-XH", "Trung tâm PVHCC"],
        id="short_names_with_hyphens",
    ),
    pytest.param(
        "Trung tâm Phục vụ hành chính công và các phòng chuyên môn",
        ["Trung tâm Phục vụ hành chính công", "các phòng chuyên môn"],
        id="center_and_rooms",
    ),
    pytest.param(
        "Các xã, phường",
        ["Các xã, phường"],
        id="communes",
    ),
    pytest.param(
        "Công an xã (Tổ CSKV)",
        ["Công an xã", "Tổ CSKV"],
        id="bracket_with_a_part",
    ),
    pytest.param(
        "Phòng Kinh tế (chủ trì); Phòng Văn hóa - Xã hội (phối hợp)",
        ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội"],
        id="parts_played",
    ),
    pytest.param(
        "Đ/c Nguyễn Thị Hạnh - Phó Chủ tịch UBND xã",
        ["Đ/c Nguyễn Thị Hạnh - Phó Chủ tịch UBND xã"],
        id="person_with_a_post",
    ),
    pytest.param(
        "Ông Lê Văn Sơn, Chánh Văn phòng",
        ["Ông Lê Văn Sơn", "Chánh Văn phòng"],
        id="person_and_a_post",
    ),
    pytest.param(
        "GVCN, Tổ chuyên môn, BGH",
        ["GVCN", "Tổ chuyên môn", "BGH"],
        id="unknown_first",
    ),
    pytest.param(
        "Toàn thể CB, GV, NV",
        ["Toàn thể CB, GV, NV"],
        id="all_staff_in_short",
    ),
    pytest.param(
        "Chi cục Phát triển nông thôn/Phòng Kinh tế các huyện",
        ["Chi cục Phát triển nông thôn", "Phòng Kinh tế các huyện"],
        id="stroke_between_offices",
    ),
    pytest.param(
        "Sở Nông nghiệp và Môi trường, Sở Khoa học và Công nghệ, Công Thương",
        ["Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ", "Công Thương"],
        id="member_at_the_end",
    ),
    pytest.param(
        "1. Sở Y tế\n2. Bệnh viện Đa khoa tỉnh\n3. TTYT các huyện",
        ["Sở Y tế", "Bệnh viện Đa khoa tỉnh", "TTYT các huyện"],
        id="numbered_lines",
    ),
    pytest.param(
        "Ban Thường trực Ủy ban MTTQ Việt Nam xã; các tổ chức chính trị - xã hội",
        ["Ban Thường trực Ủy ban MTTQ Việt Nam xã", "các tổ chức chính trị - xã hội"],
        id="front_and_bodies",
    ),
    pytest.param(
        "Các cơ quan, đơn vị, địa phương",
        ["Các cơ quan, đơn vị, địa phương"],
        id="three_groups_of_bodies",
    ),
    pytest.param(
        "Phòng Tổ chức cán bộ, Thanh tra Sở và các đơn vị trực thuộc",
        ["Phòng Tổ chức cán bộ", "Thanh tra Sở", "các đơn vị trực thuộc"],
        id="rooms_of_a_department",
    ),
    pytest.param(
        "Viện Khoa học Lao động và Xã hội; Cục Việc làm; Vụ Bình đẳng giới",
        ["Viện Khoa học Lao động và Xã hội", "Cục Việc làm", "Vụ Bình đẳng giới"],
        id="central_offices",
    ),
    pytest.param(
        "UBND các xã: Tân Lập, Hòa Bình và Minh Tân",
        ["UBND các xã: Tân Lập, Hòa Bình và Minh Tân"],
        id="named_communes",
    ),
    pytest.param(
        "Nhà thầu thi công, Tư vấn giám sát, Ban QLDA",
        ["Nhà thầu thi công", "Tư vấn giám sát", "Ban QLDA"],
        id="builders",
    ),
    pytest.param(
        "Cục CNTT, Trung tâm Dữ liệu - Bộ Xây dựng",
        ["Cục CNTT", "Trung tâm Dữ liệu - Bộ Xây dựng"],
        id="center_of_a_ministry",
    ),
    pytest.param(
        "Trạm Y tế; Trường Mầm non Hoa Sen; Trường TH&THCS Nguyễn Du",
        ["Trạm Y tế", "Trường Mầm non Hoa Sen", "Trường TH&THCS Nguyễn Du"],
        id="local_bodies",
    ),
    pytest.param(
        "Hội LHPN, Hội CCB, Đoàn TNCSHCM xã",
        ["Hội LHPN", "Hội CCB", "Đoàn TNCSHCM xã"],
        id="mass_bodies_in_short",
    ),
    pytest.param(
        "Các hội, đoàn thể xã",
        ["Các hội, đoàn thể xã"],
        id="associations_of_a_commune",
    ),
    pytest.param(
        "Phòng Lao động – Thương binh và Xã hội, các trường THCS, THPT, TTGDTX trên địa bàn",
        ["Phòng Lao động – Thương binh và Xã hội", "các trường THCS, THPT, TTGDTX trên địa bàn"],
        id="schools_in_short",
    ),
    pytest.param(
        "Chủ tịch, Phó Chủ tịch UBND xã",
        ["Chủ tịch", "Phó Chủ tịch UBND xã"],
        id="head_and_deputy",
    ),
]


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
