"""How paragraphs and sentences open: going on with what was said, back at the event, or aside.

All patterns are matched against folded text at the start of a paragraph or sentence.
"""

from __future__ import annotations

import re

from extractors.times.vocabulary import compile_spaced

_MARK = r"[ \-–+*•·]{0,6}"
_ENDS = r"(?!\w)"


def _opening(*phrases: str) -> re.Pattern[str]:
    return compile_spaced(f"{_MARK}(?:{'|'.join(phrases)}){_ENDS}")


# The paragraph openly continues the one before it.
CONTINUES = _opening(
    "cụ thể|cùng với (?:đó|việc)|bên cạnh|ngoài ra|đồng thời|trong đó|trong số|trong khi đó",
    "theo đó|như vậy|song song|đáng chú ý|đặc biệt|qua đó|kết quả|tương tự",
    "(?:con số|số tiền|kết quả|tỷ lệ|mức) (?:này|trên)",
    "(?:từ|với|bằng) (?:nguồn|số|khoản)(?: [^\\s,.\\d]+){0,3} (?:này|đó|trên)",
    "(?:trong|cùng) thời gian (?:này|đó|trên)",
    "không chỉ|nhờ (?:đó|vậy)|còn lại|cũng (?:theo|trong|từ)|chia ra|tổng cộng",
    "(?:xét|tính|phân|chia) theo",
    "tiếp đó|tiếp theo|tiếp đến|kế đến|kế tiếp|mặt khác|tính riêng|riêng|tổng|đơn cử",
    "so (?:với|cùng|sánh)|nếu (?:tính|kể|cộng)",
    "trong (?:các|những|tổng|cơ cấu) (?:nguồn|khoản|nhóm|mặt hàng|ngành|thị trường|lĩnh vực|loại"
    "|số|chỉ tiêu|đối tác)(?: [^\\s,.\\d]+){0,6},",
    "theo (?:báo cáo|thống kê|số liệu|khảo sát|đánh giá)(?: trên)? này",
    "(?:phân tích|phân loại) [^.,\\d]{0,80} (?:cho thấy|theo [^.,\\d]{2,40} có)",
    "[^.]{0,40}(?:dẫn đầu|cao nhất|nhiều nhất|đứng đầu)",
)
# What it all came to, by somebody's count.
TALLY = _opening(
    "theo (?:thống kê|số liệu|tổng hợp)(?: sơ bộ| ban đầu| chưa đầy đủ)?"
    "(?=, (?!\\d|(?:trong|từ|tính|đến|tới|năm|quý|tháng|tuần|vụ|giai đoạn)(?!\\w)))",
)
# The next field of the same report: `Về giáo dục, …`, `Công tác cứu trợ cũng …`.
NEXT_FIELD = _opening(
    "(?:(?:về|đối với|trong|trên|ở) )?(?:các )?(?:lĩnh vực|công tác|hoạt động|phong trào)",
    "về|đối với|[^.,:]{0,60} (?:cũng|tiếp tục)(?: đã)?",
    "(?:(?:tai nạn )?(?:giao thông )?|tuyến )đường (?:bộ|sắt|thủy|thuỷ)"
    "(?: nội địa)? (?:xảy ra|ghi nhận|làm)",
    # without a subject it is still the one before who does it
    "(?:đã )?(?:tiến hành|tổ chức|phối hợp|triển khai|thực hiện|vận động|hỗ trợ|duy trì|thành lập|"
    "đẩy mạnh|huy động|hoàn thành|giải quyết|tuyên truyền|xây dựng|trao|kiểm tra|tiếp nhận)",
)
# The next measure of the same report: `Sản lượng …`, `Dư nợ …`.
NEXT_MEASURE = _opening(
    "(?:các )?(?:tổng|doanh số|doanh thu|dư nợ|nợ|giá trị|kim ngạch|sản lượng|năng suất|diện tích|"
    "chỉ số|thu|chi|vốn|nguồn vốn|số|lượng|tỷ lệ|tỉ lệ|xuất khẩu|nhập khẩu|khách|cơ cấu|quy mô|"
    "tốc độ|tăng trưởng|giải ngân|kinh phí|thiệt hại|chương trình tín dụng|mức|bình quân)"
)
# One of what was told of, by its name: `Trong thu nội địa, …`, `Đường sắt xảy ra …`.
NEXT_PART = compile_spaced(rf"{_MARK}trong (?P<whole>[^\s,.;:\d]+(?: [^\s,.;:\d]+){{1,4}}), ")
_NEWS_OF_IT = (  # of an accident, a fire
    "(?:ngay )?(?:sau khi )?(?:nhận|tiếp nhận|nắm) được (?:tin|thông tin|nguồn tin)|nhận tin"
    "|(?:ngay )?sau khi (?:nhận|xảy ra|sự (?:việc|cố))|tại hiện trường|hậu quả"
)
# Back at the meeting or day the article tells of, and at its place.
AT_EVENT = _opening(
    _NEWS_OF_IT,
    "(?:cũng |ngay )?(?:tại|trong|nhân|sau) (?:hội nghị|buổi|chuyến|chương trình|lễ|cuộc|đại hội|"
    "phiên|đợt|dịp|kỳ họp|ngày hội|hội thi|lớp|diễn đàn)",
    "dịp này|(?:trong )?cùng ngày|cũng trong ngày(?! (?:hội|lễ|nghỉ))",
    "(?:tham )?dự(?! (?:án|kiến|toán|báo|thảo))|chương trình|hội nghị|buổi",
    "kết thúc|hội thi|đại hội|ngày hội|phiên chợ|lễ|hội thao|hội diễn|hội khỏe|hkpđ|liên hoan",
    "festival|giải|cuộc thi|kỳ thi|hội chợ|đoàn (?:đã )?(?:trao|tặng|thăm)",
    "(?:ngoài (?:chương trình|phần)[^.\n]{0,80}, )?ban tổ chức",
)
# The same within a paragraph.
BACK_AT_EVENT = _opening(
    "(?:cũng |ngay )?tại (?:hội nghị|buổi|lễ|đại hội|phiên họp|kỳ họp|ngày hội|hội thi|"
    "chương trình)",
    "(?:nhân )?dịp này|(?:trong )?cùng ngày|cũng trong ngày(?! (?:hội|lễ|nghỉ))",
    "(?:tham )?dự (?:hội nghị|buổi|lễ|kỳ họp|đại hội|có)",
    "(?:hội nghị|đại hội|buổi lễ) (?:đã |cũng )?(?:khen|tặng|trao|biểu dương|tuyên dương|bầu)",
    _NEWS_OF_IT,
)
# What it had, if no other was told of since.
ITS_EVENT = _opening(
    "(?:hội nghị|đại hội|buổi lễ|ngày hội|hội thi|phiên chợ|buổi đối thoại)"
    " (?:có|thu hút|quy tụ)(?! quy mô)",
)
# What the meeting is told of its period.
REPORT = _opening("(?:theo )?báo cáo(?: (?:tại|của|tổng kết|sơ kết|kết quả))?")
# One village, one family, one voice: told for itself, not as part of the report.
ASIDE = compile_spaced(
    rf"{_MARK}(?:[“\"‘']|(?:(?:tại|ở|về) (?:xã|thôn|bản|làng|buôn|ấp|huyện|phường|trường|nhà)|"
    r"ông|bà|anh|chị|em|gia đình|vườn|hộ|một trong|là một|điển hình|tuy nhiên|trước đây|"
    r"theo (?:ông|bà|anh|chị))(?!\w))"
)
# What a place has, whenever: `Huyện có 8 xã`.
STOCK = compile_spaced(
    rf"{_MARK}(?:tại |ở |toàn )?(?:huyện|xã|tỉnh|thôn|bản|buôn|làng|ấp|phường|thị trấn|thành phố|"
    r"thị xã)(?: [^\s,.;:()]+){0,4}? (?:có|gồm|rộng)(?: (?:khoảng|hơn|gần|trên|tổng))? \d"
    rf"|{_MARK}(?:với )?(?:tổng )?diện tích (?:đất )?tự nhiên(?!\w)"
    rf"|{_MARK}(?:chi hội|chi đoàn|chi bộ|đảng bộ)(?: [^\s,.;:()]+){{0,6}}? (?:hiện )?có \d"
    r"[\d.]* (?:hội viên|đoàn viên|đảng viên|thành viên)"
    r"(?= ?(?:[,.;)]|$)| (?:và|ở|thuộc|nay)(?!\w))"
)
# What is built, by its size and cost: these are not of the day on which it was begun or opened.
BEGUN = re.compile(
    r"(?<!\w)(?:khởi công|động thổ|khánh thành|khai trương|giấy phép|giấy chứng nhận"
    r"|đưa vào sử dụng|ký kết|phê duyệt)(?!\w)"
)
DESCRIBED = compile_spaced(
    rf"{_MARK}(?:theo đó, )?(?:dự án|công trình|nhà máy)(?: [^\s,.;:()]+){{0,8}}? (?:nằm trên"
    r"|(?:có|với) (?:quy mô|diện tích|công suất|chiều dài|vốn"
    r"|tổng (?:vốn|mức|diện tích|chiều dài|công suất|kinh phí))"
    r"|được (?:xây dựng|thực hiện|đầu tư)(?: [^\s,.;:()]+){0,3} trên)(?!\w)"
)
# What is handed over at the event that the lead tells of.
GIVES = re.compile(
    r"(?<!\w)(?:trao|tặng|bàn giao)(?! (?:đổi|thưởng|quyền|giải|đất|mặt bằng))(?!\w)"
)
# … but what is to be given, was given at other times, by the law or by others
GIVES_ELSEWHERE = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|tiếp tục|quy định|vận động|trước đó|kháng chiến|toàn (?:huyện|tỉnh|xã)"
    r"|vừa qua|tạm|nhiều lần"
    r"|trong (?:năm|những|thời gian)|được (?:[^\s,.;:]+ ){1,6}(?:trao|tặng|bàn giao))(?!\w)"
)
# What a programme offers, which is of no day on which it is talked over.
TERMS = compile_spaced(
    rf"{_MARK}(?:theo đó, )?(?:chương trình|dự án|đề án|chính sách|gói (?:hỗ trợ|tín dụng|vay))"
    r"(?: (?!đã (?!được)|sẽ|vừa)[^\s,.;:()]+){0,8}? (?:bao gồm|gồm(?: có)?|hỗ trợ|cho vay|tài trợ)"
    r"(?!\w)"
)
# Somebody speaks of their own household.
PERSONAL = re.compile(
    r"(?<!chúng )\b(?:tôi|(?<!của )mình|nhà (?:tôi|mình|anh|chị|ông|bà)|"
    r"gia đình (?:tôi|mình|anh|chị|ông|bà|em))(?!\w)"
)
PERSON = _opening("ông|bà|anh|chị|em|cô|chú")
OFFICE = re.compile(
    r"\b(?:chủ tịch|bí thư|giám đốc|trưởng|phó|chi cục|sở|phòng|ban|hội|đồng chí|cán bộ|đại biểu)\b"
)
BULLET = re.compile(r"\s*(?:[-–+*•·|]|\d{1,2}[.)]\s|\d{1,2} +\||[a-zđ]\))")
