"""The words that set a plan, report a result or foretell; all patterns read lower-case clauses."""

from __future__ import annotations

import re

from extractors.patterns import any_word

# `đáp ứng yêu cầu`, `theo yêu cầu`: nobody is asked.
_NOT_A_NOUN = "".join(
    f"(?<!{word} yêu cầu)"
    for word in ("có", "theo", "ứng", "đạt", "điểm", "các", "những", "mức", "sơ", "đơn")
)
# What is undertaken in the time to come, and what others are asked for.
_UNDERTAKES = (
    r"(?<!\w)(?:xây dựng|xây mới|thành lập|mở|hỗ trợ|bố trí|đầu tư|trồng|đào tạo|triển khai|"
    r"hoàn thành|khởi công|giải ngân|huy động|vận động|tổ chức|nâng|giảm|tăng|thu hút|tuyển|cấp|"
    r"nhân rộng|ra mắt|xóa|đưa|mở rộng|phát triển|có thêm)(?!\w)"
)
_GRANTS = (
    r"(?<!\w)(?:hoàn thành|bảo đảm|đảm bảo|hỗ trợ|bổ sung|bố trí|cấp|đầu tư|tăng|giảm|miễn|"
    r"xây dựng|xây|thu hồi|đưa|mở|thành lập|nâng cấp|sửa chữa|sửa|khắc phục|thay|di dời)(?!\w)"
)
# Targets that a colon lists: `đề ra các chỉ tiêu, như: …`.
_TARGET_LISTS = tuple(
    rf"{word}(?: \w+){{0,4}}? (?:chỉ tiêu|mục tiêu)"
    r"(?! quốc gia)(?:,?\s[^\W\d]+|\s\d{4}){0,8}\s*:"
    for word in ("đề ra", "đặt ra", "xác định", "thông qua", "giao", "ban hành", "phê duyệt")
)
# `đơn kiến nghị`, `các kiến nghị` are counted, and so is what is said with `phản ánh`, where it
# asks nobody for anything: `phản ánh, kiến nghị 47 vụ việc`.
_PROPOSES = (
    "kiến nghị"
    + "".join(
        f"(?<!{word} kiến nghị)" for word in ("đơn", "các", "những", "dung", "thư", "số", "nhiều")
    )
    + "(?<!ánh, kiến nghị(?! [^\\W\\d]))(?<!ánh và kiến nghị(?! [^\\W\\d]))"
)
# What is being prepared for is to come; no preparation that is spoken of, nor what is ready.
_PREPARES = (
    "chuẩn bị"
    + "".join(
        f"(?<!{word} chuẩn bị)"
        for word in ("khi", "lúc", "tác", "khâu", "nhờ", "sự", "đã", "việc", "được", "bước")
    )
    + r"(?! (?:tốt|chu đáo|kỹ|sẵn|đầy đủ|xong|đẻ)(?!\w))"
)
_SET = (
    "phấn đấu(?! của)", "mục tiêu(?! quốc gia)", "đặt ra", "sẽ", "đặt mục tiêu", "đặt kế hoạch",
    rf"đang trình(?=[^;]*{_UNDERTAKES})",
    r"giao(?<!bàn giao) (?:cho )?(?:các )?(?:huyện|xã)"
    r"(?= (?:trồng|thu|xây|giảm|hoàn thành|thực hiện|tuyển)(?!\w))",
    "dự định", "dự kiến(?<!hơn dự kiến)(?<!với dự kiến)(?<!ngoài dự kiến)",
    "đặt chỉ tiêu", "chỉ tiêu (?:được )?giao",
    # what is signed up for, no capital that is registered
    "đăng ký (?:đạt(?<!vốn đăng ký đạt)(?<!tư đăng ký đạt)(?<!fdi đăng ký đạt)"
    "(?<!mới đăng ký đạt)|hoàn thành|về đích)",
    "được giao (?:kế hoạch|chỉ tiêu|trồng|xóa|xây|thu|hoàn thành|giảm|thực hiện|tuyển)",
    "chỉ tiêu(?: cụ thể)?(?= (?:như sau|là|năm|đến|phấn))",
    "phải (?:đạt|hoàn thành|thu(?<!số phải thu)(?<!nợ phải thu)(?! (?:hồi|nhập))|có|tăng|giảm|xong"
    "|làm được|nỗ lực|xây thêm|tuyển thêm|trồng thêm)",
    "cần (?:phải )?(?:phát triển|huy động|vận động|thu hút|tuyển|xây|trồng|bổ sung|giải ngân)"
    " (?:thêm|mới)(?!\\w)",
    r"để hoàn thành(?:(?<=\Ađể hoàn thành)|(?<=“để hoàn thành))(?![^;.]*,)",
    r"theo (?:đề xuất|dự thảo|phương án (?:này|trên|mới))",
    r"để đạt(?<=\Ađể đạt)(?![^;.]*,)",
    rf"yêu cầu{_NOT_A_NOUN}", _PROPOSES, _PREPARES,
    r"theo (?:kế hoạch(?! số)|quy hoạch)(?!\s*[;)]| và (?:\d|\Z))", "định hướng",
    r"kế hoạch (?:(?:vốn )?(?:được )?giao|đề ra|(?:cả )?năm(?: \d{4})? (?:là|mở)|trên|là)",
    "giao (?:bổ sung )?(?:chỉ tiêu|dự toán|kế hoạch)",
    *(
        f"{word} chủ trương"
        for word in ("thông qua", "đồng ý", "chấp thuận", "thống nhất", "phê duyệt")
    ),
    "ít nhất phải", "quyết tâm(?= (?:hoàn thành|đạt|xóa|giảm|đưa|thực hiện))",
    r"nhiệm vụ trọng tâm (?:năm|quý|tháng|\d+)",
    "cam kết(?<!ký cam kết)(?= (?:sẽ|hỗ trợ|đầu tư|giảm|hoàn thành|xây|tài trợ|tuyển|nhận)(?!\\w))",
    "hứa(?= (?:sẽ|tài trợ|hỗ trợ|xây|tặng|cho)(?!\\w))",
    "xin(?= (?:hỗ trợ|cấp(?! phép)|vay|kinh phí|chủ trương)(?!\\w))",
    r"sắp(?= thu hoạch\s*(?:\d|\Z))",
    "sắp(?= (?:thu(?! hoạch)|xây|khởi công|đưa|nhận|hoàn thành)(?!\\w))",
    "có kế hoạch(?! số)", "nhiệm vụ năm(?<!triển khai nhiệm vụ năm)",
    "giao (?:cho )?(?:các )?(?:địa phương|sở|ngành|ubnd|cơ quan|đơn vị)",
    *(
        rf"{word}(?=[^;]*{_UNDERTAKES})"
        for word in (
            "thời gian tới", "tới đây", "sắp tới", "những năm tới", "giai đoạn tới", "vụ tới",
            "năm tới", "quý tới", "tháng tới", "tuần tới", "năm học tới",
        )
    ),
    r"đề nghị(?<!theo đề nghị)(?<!trước đề nghị)(?<!có đề nghị)(?! (?:của|về|hưởng)(?!\w))"
    rf"(?=[^;]*{_GRANTS})(?![^;]*(?:khen|tặng|công nhận|phong))",
    r"cần(?<!chỉ cần)(?<!không cần) (?:phải )?(?:sơ tán|di dời|đầu tư|bố trí|"
    r"huy động|bổ sung|tuyển|thêm)",
    r"kế hoạch(?<=\Akế hoạch) (?:cả )?năm(?: 20\d\d| nay)?"
    rf"(?:,|(?= (?:là|thu|gieo|xây)(?!\w))|(?= {_UNDERTAKES}))",
    r"kế hoạch(?<=\Akế hoạch)(?=\s*\Z)",
    r"dự toán(?<=\Adự toán)(?: (?:năm|hđnd|tỉnh|huyện|trung ương|được)){0,2} giao(?!\w)",
    *_TARGET_LISTS,
    *(
        rf"{word}(?: [^\W\d]+){{0,8}} đề ra(?=\s*:|\s+(?:là|đến|phấn))"
        for word in ("nghị quyết", "đại hội")
    ),
)  # fmt: skip
_RESULTS = (
    "đã", "kết quả(?! (?:đấu giá|đấu thầu|trúng))", "hiện có", "hiện nay", "đến nay", "thực tế",
    "đạt được", "thực hiện được",
    "cùng kỳ", "đầu năm là", "mới chỉ(?! là)", "nhưng mới",
    r"hiện(?<!thực hiện)(?<!phát hiện)(?<!thể hiện)(?<!xuất hiện)(?<!biểu hiện)"
    r"(?= (?:tỷ lệ|tỉ lệ|con số|số|mới|toàn|cả)(?!\w))",
    # "dự toán giao 100 tỷ đồng, thực hiện 67 tỷ đồng"
    r"thực hiện(?:(?<=\A, thực hiện)|(?<=\A; thực hiện))(?=\s*\Z)",
)  # fmt: skip
PLAN = re.compile(rf"(?:{any_word(_SET)})(?!\w)")
TARGET_LIST = re.compile(any_word(_TARGET_LISTS))
RESULT = re.compile(rf"(?:{any_word(_RESULTS)})(?!\w)")
_ESTIMATES = (
    "tăng lên|giảm còn|đạt|tính(?: chỉ)? đạt|tính|thực hiện|khoảng|cả năm|đón|thu|thu được|có|chi|"
    "trồng|giải ngân"
)
_MAY = (
    r"có thể(?<!giúp có thể)(?<!để có thể) (?:sẽ )?(?:tăng|giảm)(?! nghèo)(?!\w)",
    r"có thể(?<!giúp có thể)(?<!để có thể) đạt(?! (?:chuẩn|tiêu chí|danh hiệu|công suất))(?!\w)",
    r"có khả năng (?:mở rộng|tăng|giảm|lên|vượt)(?!\w)",
    r"dư địa(?: để)? (?:mở rộng|tăng|nâng)(?!\w)",
    *(
        rf"{time}[^,;.]{{0,40}} có thể (?:sẽ |chỉ ){{0,2}}(?:đạt|vượt|lên|còn)(?!\w)"
        for time in ("cả năm", "cuối năm", "hết năm", "năm nay", "quý", "tháng")
    ),
)
_FORECASTS = (
    r"dự ước(?!\w)",
    rf"ước(?:\s+(?:chỉ\s+)?(?:{_ESTIMATES}))?(?:\s+(?:khoảng|hơn|gần|trên))?\s*\Z",
    *_MAY,
)  # fmt: skip
FORECAST = re.compile(any_word(_FORECASTS))
_WHOSE = (
    "của cả nước|cả nước|toàn cầu|thế giới|việt nam|trong nước|điện|lao động|tiêu thụ|năm nay"
    r"|năm \d{4}|trong (?:năm|quý) (?:tới|này)"
)
# What is foretold holds on like a plan; not who foretells: `Trung tâm Dự báo khí tượng`.
_FORETELLS = (
    r"dự báo(?<!trung tâm dự báo)(?<!đài dự báo)(?<!bản tin dự báo)(?<!tác dự báo)"
    r"(?<!cơ quan dự báo)(?!\w| (?:khí tượng|thủy văn|thuỷ văn|kttv))",
    r"khả năng(?= (?:cả năm|cuối năm|đến cuối|năm nay|sẽ|chỉ đạt)(?!\w))",
    r"dự đoán(?<!ngoài dự đoán)(?!\w)",
    r"nhiều khả năng(?=[^.;]*(?<!\w)sẽ(?!\w))",
    *(
        rf"{time}(?=[^.;]*(?<!\w)(?:mưa|gió|nhiệt độ|lũ|triều|mực nước|nắng|bão)(?!\w))"
        for time in (
            "từ (?:đêm|chiều|hôm)? ?nay (?:đến|tới)",
            "đêm nay",
            "đêm mai",
            "ngày mai",
            "ngày (?:tới|tiếp theo)(?! nay)",
            "giờ (?:tới|tiếp theo)(?! nay)",
        )
    ),
    # no `dự kiến đạt chuẩn`, `đạt 19 tiêu chí`, which somebody undertakes
    r"dự kiến(?: (?:cả năm|năm nay|sẽ))? (?:đạt|thu được)(?!\w)"
    r"(?![^.;\n]{0,24}(?:chuẩn|ít nhất|tối thiểu|tiêu chí|chỉ tiêu|kế hoạch|nghị quyết))",
    r"ước(?: tính)? (?:cả|hết|đến (?:cuối|hết)) (?:năm|quý|tháng)(?!\w)",
    r"ước tính(?=[^.;]*(?<!\w)sẽ(?!\w))",
    r"dự tính(?=[^.;]*(?<!\w)sẽ(?!\w))",
    # nobody undertakes to lack; nor what trees will bear
    r"sẽ (?:bị )?(?:thiếu|hụt|thất thu|thiệt hại|thiệt mạng|chết|mất việc|vỡ nợ)(?!\w)",
    r"dự kiến thu hoạch(?!\w)(?![^.;]*(?<!\w)đã(?!\w))",
    r"dự kiến (?:tổng )?(?:năng suất|sản lượng|lợi nhuận|doanh thu|nhu cầu)(?!\w)",
    # what comes by itself: "thất nghiệp sẽ giảm xuống mức 6,2%"
    *(
        rf"{what}(?: (?:{_WHOSE})){{0,3}} sẽ(?= (?:tăng|giảm|đạt|còn|ở mức|lên|xuống|vượt)(?!\w))"
        for what in (
            "thất nghiệp",
            "lạm phát",
            "dân số(?<!tâm dân số)(?<!cục dân số)(?<!ngành dân số)(?<!trình dân số)",
            "nhu cầu",
        )
    ),
    # "Ước tổng đàn lợn đạt 900.000 con, đàn bò 400.000 con"
    r"ước(?<=\Aước)(?: tính)?"
    r"(?= (?:tổng(?! thiệt hại)|doanh thu|sản lượng|thu|giá trị|kim ngạch|toàn|diện tích))"
    r"(?![^;.]*(?:thiệt hại|bị ngập|bị ảnh hưởng|hư hỏng))",
    r"sản lượng(?: [^\W\d]+){0,3} dự kiến(?!\w)",
    # "350 gốc vải dự kiến cho 10 tấn"
    r"dự kiến cho(?<=\A dự kiến cho)(?= (?:(?:khoảng|hơn|gần|trên) )?\Z)",
)
FORETOLD = re.compile(any_word(_FORETELLS))
# Any of these: most clauses hold none.
SETS_OR_TELLS = re.compile(
    any_word([*(rf"{word}(?!\w)" for word in _SET), *_FORECASTS, *_FORETELLS])
)
