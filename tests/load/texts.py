"""A made-up decision of some 500 words in several states: drafted, signed, recognised, of another person."""

from __future__ import annotations

import random

_BODY = """
Điều 1. Bổ nhiệm ông {person}, sinh năm {born}, chuyên viên Phòng Quản lý công nghệ, giữ chức vụ Phó Trưởng phòng Phòng
Quản lý công nghệ thuộc Sở Khoa học và Công nghệ tỉnh Hoa Lư, thời hạn giữ chức vụ là năm năm kể từ ngày ký.
Điều 2. Ông {person} được hưởng phụ cấp chức vụ theo quy định hiện hành, có trách nhiệm bàn giao công việc đang phụ
trách cho lãnh đạo phòng trước ngày {handover} và nhận nhiệm vụ mới ngay sau khi bàn giao xong.
Điều 3. Phòng Quản lý công nghệ rà soát việc phân công trong lãnh đạo phòng, lập bảng mô tả vị trí việc làm, gửi Văn
phòng Sở tổng hợp trong tháng sáu; Văn phòng Sở cập nhật hồ sơ cán bộ, điều chỉnh danh sách chi trả lương và phụ cấp,
thông báo cho bảo hiểm xã hội tỉnh theo quy trình đã ban hành.
Điều 4. Thanh tra Sở theo dõi việc thực hiện quyết định này, kịp thời báo cáo Giám đốc Sở những vướng mắc nảy sinh trong
quá trình bàn giao tài liệu, con dấu, tài sản, phương tiện làm việc và các khoản tạm ứng còn tồn đọng của đơn vị.
Điều 5. Các phòng chuyên môn, đơn vị sự nghiệp trực thuộc phối hợp với Phòng Quản lý công nghệ hoàn thành những phần
việc dở dang, bảo đảm hoạt động tiếp nhận hồ sơ sáng kiến, đề tài nghiên cứu, nhiệm vụ chuyển giao kỹ thuật cho hợp tác
xã, doanh nghiệp nhỏ và hộ nông dân không bị gián đoạn; kinh phí lấy từ nguồn chi thường xuyên được giao trong dự toán.
Điều 6. Trong quá trình công tác, cán bộ được bổ nhiệm phải gương mẫu, giữ gìn đoàn kết, thực hiện nghiêm quy chế làm
việc của cơ quan, nội quy tiếp công dân, quy định về kê khai tài sản thu nhập và những điều đảng viên không được làm;
chủ động học tập nâng cao trình độ chuyên môn, ngoại ngữ, kỹ năng quản lý và sử dụng các phần mềm dùng chung của tỉnh.
Điều 7. Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng phòng Quản lý công nghệ, thủ trưởng các đơn vị
có liên quan và ông {person} chịu trách nhiệm thi hành quyết định này./.
"""


def decision(
    *,
    number: str = "",
    day: str = "   ",
    person: str = "Đinh Trọng Khôi",
    born: str = "1987",
    handover: str = "15/5/2031",
    before: str = "",
    behind: str = "",
) -> str:
    """Return the decision's text; number and day are blank unless they are given."""
    head = (
        f"UBND TỈNH HOA LƯ\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: {number}   /QĐ-SKHCN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Độc lập - Tự do - Hạnh phúc\nHoa Lư, ngày {day} tháng 4 năm 2031\nQUYẾT ĐỊNH\n"
        f"Về việc bổ nhiệm ông {person} giữ chức vụ Phó Trưởng phòng\nGIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ\n"
        "Căn cứ quy định về chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở; theo đề nghị của Chánh Văn phòng."
    )
    body = _BODY.format(person=person, born=born, handover=handover)
    return f"{before}{head}{body}Nơi nhận: như Điều 7; lưu văn thư.\nGIÁM ĐỐC\nTrịnh Công Hưởng{behind}"


#: What recognition makes of letters.
_MISREAD = str.maketrans("eốộủữđáạlrt", "cồôuưdàatnf")


def recognised(text: str, *, share: float = 0.06, seed: int = 3) -> str:
    """Return a text as recognition gives it: lines broken elsewhere, ``share`` of the words with letters misread."""
    chance = random.Random(seed)
    words = text.split()
    read = [
        word.translate(_MISREAD) if chance.random() < share and not any(c.isdigit() for c in word) else word
        for word in words
    ]
    return "\n".join(" ".join(read[start : start + 11]) for start in range(0, len(read), 11))


#: What a signature panel and a page's number add.
PANEL = "\nKý bởi: Sở Khoa học và Công nghệ\nThời gian ký: 09/4/2031 14:23:43 +07:00"


def report(month: int, figures: tuple[int, int, int]) -> str:
    """Return a monthly report: the same words each month, other figures."""
    received, resolved, late = figures
    lines = (
        f"BÁO CÁO\nTình hình tiếp nhận và giải quyết hồ sơ tháng {month} năm 2031",
        f"Trong tháng {month}, Bộ phận Một cửa đã tiếp nhận {received} hồ sơ, trong đó giải quyết {resolved} hồ sơ,",
        f"còn {late} hồ sơ quá hạn do phải lấy ý kiến của nhiều cơ quan và người dân bổ sung giấy tờ chậm.",
        "Việc công khai thủ tục tại trụ sở và trên cổng thông tin được duy trì, cán bộ trực đúng lịch phân công,",
        "thái độ phục vụ đúng mực; không có phản ánh, kiến nghị nào của cá nhân, tổ chức gửi đến đường dây nóng.",
        "Máy lấy số tự động, màn hình tra cứu, máy quét và mạng nội bộ hoạt động ổn định, đáp ứng yêu cầu công việc.",
        "Phương hướng tháng tới: tiếp tục rà soát quy trình nội bộ, cắt giảm thời gian giải quyết, đẩy mạnh nộp hồ sơ",
        "trực tuyến, hướng dẫn người cao tuổi tạo tài khoản, số hóa kết quả giải quyết còn hiệu lực theo lộ trình.",
    )
    return "\n".join(lines)
