"""Whether a number word counts something: `hai tập thể`, but not `hai bên` or `một cách`.

counts(text, sentence, mention, siblings) -> bool
"""

from __future__ import annotations

import re

from extractors.mentions import Mention
from extractors.patterns import UPPER
from extractors.sentences import Sentence

_LINKED = re.compile(r"(?<!\w)(?:liên kết|hợp tác)\s\Z", re.IGNORECASE)  # "liên kết bốn nhà"
# What only sounds like a count: "sai phạm mười mươi đã rõ", "xin năm lần bảy lượt"
_SAID = re.compile(
    r"(?:mười mươi|(?:ba|dăm|năm|5) lần[\s,–-]{1,3}(?:bảy|bẩy|7) lượt"
    r"|(?:(?<=ba lần )|(?<=năm lần )|(?<=dăm lần )|(?<=năm lần, ))(?:bảy|bẩy) lượt)(?!\w)",
    re.IGNORECASE,
)
_NEVER_AFTER = re.compile(
    r"\s*(?:số|con số|cách|phần(?! (?:trăm|nghìn|ngàn))|lần nữa|mặt|loạt|trong|bộ phận|vài|ít|chút|"
    r"lúc|khi|thời|hôm|ngày nào|mình|chiều|cửa|lòng|khác|nửa|thể|đời|dạo|góc|hướng|"
    r"đằng|bên|trong những|thứ|người dân cho|lượng(?! (?:vàng|bạc|sjc|rưỡi)))(?!\w)",
    re.IGNORECASE,
)
# What makes, gives, takes or harms counts its object, also one: "xây một cây cầu".
_ACTS_ON = re.compile(
    r"(?<!\w)(?:mua|bán|xây|xây dựng|xây mới|xây xong|làm mới|dựng|lắp|lắp đặt|khoan|đào|"
    r"tặng|trao|trao tặng|hỗ trợ|ủng hộ|hiến|hiến tặng|cấp|bàn giao|khánh thành|khởi công|"
    r"đưa vào sử dụng|thành lập|ra mắt|sửa chữa|nâng cấp|đỡ đầu|giúp đỡ|giúp|phụ trách|đảm nhiệm|"
    r"đảm nhận|nhận nuôi|trả lại|chuyển|bắt|bắt giữ|bắt quả tang|thu giữ|tịch thu|tạm giữ|"
    r"đình chỉ|xử phạt|khởi tố|cháy|sập|làm sập|cuốn trôi|làm hư hỏng|thiêu rụi|nhấn chìm|riêng)"
    r"(?:[ \u00a0](?:được|thêm|mới|hộ|nhà|xã|thôn|bà con|nhân dân|gia đình|trường)"
    r"(?:[ \u00a0](?:nghèo|mình|dân))?(?:[ \u00a0]phụ trách)?)?[ \u00a0]\Z",
    re.IGNORECASE,
)
_ACTED_ON = frozenset(
    ("facility", "house", "animal", "goods", "household", "village", "group", "person", "agency",
     "crop", "student", "meeting")
)  # fmt: skip
# What an accident does to people.
HARMED = "chết|tử vong|thiệt mạng|bị thương|mất tích|tử nạn"
_HARMED = re.compile(
    rf"(?:[ \u00a0][^\W\d]+){{0,3}}?[ \u00a0](?:{HARMED}|"
    r"bị (?:thương|nạn|bỏng|mắc kẹt|kẹt|đuối nước|cuốn trôi|sập|cháy|lật|chìm)|chấn thương)(?!\w)",
    re.IGNORECASE,
)
_NAME_GOES_ON = re.compile(rf"[ \u00a0][{UPPER}][^\W\d_{UPPER}]")
_AFTER_SPAN = re.compile(r"(?<!\w)(?:sau|kéo dài|trong vòng|mất|hạn)[ \u00a0]\Z", re.IGNORECASE)
_REPORTED = re.compile(
    r"\s(?:(?:ước(?: đạt| thực hiện)?|đạt|tăng|giảm)\s(?:(?:khoảng|gần|hơn|trên)\s)?\d"
    r"|là\s\d[\d.,]*\s(?:tỷ|tỉ|triệu|nghìn|ngàn|tấn|ha)(?!\w))",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\s+(?:(?:tổng )?số\s|dân số(?!\w))", re.IGNORECASE)
_SPEAKS = re.compile(
    r"(?:\s(?:ở|tại|trong|thôn|xã|làng|ấp|bản|này|địa phương))*"
    r"\s(?:nói|kể|cho biết|cho hay|chia sẻ|tâm sự|bày tỏ)"
    r"(?=\s*[.,:;”\"]|\s(?:về|với|rằng|thêm)(?!\w)|\Z)"
)
_SORT_OF = re.compile(r"\s(?:bệnh|dịch|vi rút|virus|vi khuẩn|cây|quả|thuốc|hình)(?!\w)")
# Things whose name begins with a number word: "một chiếc ba lô", "xe ba gác".
_NAMED_BA = re.compile(
    r"ba (?:lô(?! (?:đất|hàng|rừng|cao su))|gác|khía|kích|chỉ|rọi|lê|toong|gai|búa)(?!\w)",
    re.IGNORECASE,
)
# `xe ba bánh`, `xe hai cầu`; `năm tháng` of a life: of years and months.
_NAMED_XE = re.compile(r"(?<!\w)xe\s\Z", re.IGNORECASE)
_XE_PARTS = re.compile(r"\s(?:bánh|tầng|cầu(?! thủ))(?!\w)", re.IGNORECASE)
_OF_A_LIFE = re.compile(
    r"năm\s+tháng\s+(?:tuyệt|tuổi|ấy|đó|chiến|gian|vất|đau|cơ cực|hạnh phúc|thanh xuân)(?!\w)",
    re.IGNORECASE,
)
# A flower is called by the hour at which it opens.
_NAMED_HOUR = re.compile(r"(?<!\w)(?:hoa|cây|bông|khóm|chậu|luống)\s\Z", re.IGNORECASE)
_KINSHIP = re.compile(
    r"\s*(?:bên|vợ chồng|mẹ con|bố con|cha con|anh em|chị em|ông bà|bố mẹ|"
    r"cha mẹ|mẹ|bố|miền|đầu|mặt|phía|chiều|nước|vai|tay|chân|mắt|bàn (?:tay|chân)|bà trưng|vợ|"
    r"hàng)(?!\w)",
    re.IGNORECASE,
)

# `chín` of what is ripe: `vải không chín đồng loạt`, `chuối chín cây`.
_RIPENS = re.compile(
    r"(?<!\w)(?:lúa|thóc|ngô|bắp|mía|quả|trái|xoài|chuối|vải|nhãn|mít|cam|dứa|mận|sầu riêng|"
    r"cà phê|tiêu|không|chưa|sắp|mau)[ \u00a0]\Z",
    re.IGNORECASE,
)
_RIPE = re.compile(r"[ \u00a0](?:đồng (?:loạt|đều)|cây|(?:con|quả|trái) nào)(?!\w)")
# `năm` of the year: `đến cuối năm giải ngân 90%`, `hết năm xã có 3 thôn`.
_OF_THE_YEAR = re.compile(
    r"(?<!\w)(?:đầu|giữa|cuối|hết|nửa|mỗi|suốt|quanh)[ \u00a0]\Z", re.IGNORECASE
)
_THEY = ("chị em", "bà con", "anh em")  # who did much within the year: "trong năm chị em đã góp"
_YEAR_NAMED = re.compile(r"\w[ \u00a0][“\"'‘]\Z")  # hoạt động "Năm đoàn kết hữu nghị 2017"
_MID_SENTENCE = re.compile(r"[^\W\d]\s*\Z|,\s*\Z")
_LABELLED = re.compile(
    r"(?<!\w)(?:thứ|tháng|quý|ngày|mùng|mồng|khóa|lớp|bác|ông|bà|anh|chị|cô|chú|cậu|tầng|lầu|"
    r"hạng|sinh viên năm|học viên năm|số đo)\s+\Z",
    re.IGNORECASE,
)
# "căn nhà ba tầng hai người thuê"
_STOREYS = re.compile(
    r"(?:\d|(?<!\w)(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười))\s(?:tầng|lầu)\s\Z", re.IGNORECASE
)
_ALL_OF = re.compile(r"(?<!\w)cả\s+\Z", re.IGNORECASE)
_AGO = re.compile(r" (?:qua|trước)(?!\w)")  # "trong hàng chục năm qua": a time
_ONLY = re.compile(r"(?<!\w)(?:chỉ|chỉ có|duy nhất|thêm|mất|ít nhất)\s+\Z", re.IGNORECASE)
_JOINED = re.compile(r"(?:,|;|(?<!\w)và)\s+\Z", re.IGNORECASE)
_LISTED = re.compile(r"(?:,|(?<!\w)và)\s+\Z")
_STOP = re.compile(r"[.:;]")
# Some house, not one: "xây một nhà nào đó".
_KIND_OF = re.compile(r"[ \u00a0](?:nào|loại|hội|khác)(?!\w)", re.IGNORECASE)


def _tells_of(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether months are those that a report is of: `doanh thu bảy tháng ước đạt 2 tỷ đồng`."""
    if mention.number_start == sentence.start and text[mention.end : mention.end + 1] == ",":
        return True
    low = max(sentence.start, mention.number_start - 12)
    return bool(
        _REPORTED.match(text, mention.end)
        and not _AFTER_SPAN.search(text, low, mention.number_start)
    )


def counts(text: str, sentence: Sentence, mention: Mention, siblings: list[Mention]) -> bool:
    """Whether a number word counts something: `hai tập thể`, not `hai bên` or `một cách`."""
    if mention.modifier == "order":
        ago = mention.kind == "duration" and _AGO.match(text, mention.end)
        return bool(mention.unit) and not ago
    if mention.total is not None:
        return True
    if not mention.unit or (mention.elided and mention.unit_start < 0):
        return False
    first = text[mention.number_start : mention.number_end]
    before = text[max(sentence.start, mention.number_start - 24) : mention.number_start]
    after = text[mention.number_end : mention.number_end + 24]
    at_start = not _MID_SENTENCE.search(before)
    if first[0].isupper() and not at_start:
        return False
    if first.istitle() and _NAME_GOES_ON.match(after):
        return False  # "Năm Căn", "Ba Đình"
    if first == "Năm" and _YEAR_NAMED.search(before):
        return False
    if _NAMED_BA.match(text, mention.number_start):
        return False
    if _OF_A_LIFE.match(text, mention.number_start) or _SAID.match(text, mention.number_start):
        return False
    if _NAMED_XE.search(before) and _XE_PARTS.match(after):
        return False
    if mention.unit == "giờ" and _NAMED_HOUR.search(before):
        return False
    if first.lower() == "chín" and _RIPE.match(after) and _RIPENS.search(before):
        return False
    if first.lower() == "năm" and mention.kind == "count" and _OF_THE_YEAR.search(before):
        return False
    if first.lower() == "năm" and mention.unit in _THEY and before.lower().endswith("trong "):
        return False
    if before.endswith("/"):
        return False  # "số giường/một vạn dân": what a rate is told for
    if mention.value >= 10 or (mention.value == 0.5 and mention.kind != "count"):
        return mention.kind != "duration" or mention.value != 0.5
    if mention.value == 0.5:  # "một nửa số hộ", but "một nửa thế giới"
        return bool(mention.noun_class) and bool(_OF_ALL.match(after))
    if mention.unit == "month" and _tells_of(text, sentence, mention):
        return False
    if mention.kind == "duration" and re.match(r"\s+\d", text[mention.end : mention.end + 3]):
        return False  # "hai ngày 28 và 29/4"
    if _LABELLED.search(before) and not _STOREYS.search(before):
        return False
    if _ALL_OF.search(before) and mention.value <= 3:
        return False
    if _NEVER_AFTER.match(after) or (mention.unit == "nhà" and _LINKED.search(before)):
        return False
    if mention.value <= 3 and _KINSHIP.match(after):
        return _HARMED.match(text, mention.end, sentence.end) is not None
    if mention.kind == "count" and not mention.noun_class:
        return False
    if mention.value != 1:
        return True
    return _one_counts(text, sentence, mention, siblings, before)


def _one_counts(
    text: str, sentence: Sentence, mention: Mention, siblings: list[Mention], before: str
) -> bool:
    """`một` counts beside other counts of its sentence or behind `chỉ`, `có`, `ít nhất`."""
    if mention.modifier != "exact":  # but "trên một chiếc xe": upon one, not more than one
        return text[mention.start : mention.number_start].strip().lower() != "trên"
    if mention.unit.startswith(("bước", "chuỗi")):
        return False  # "tiến thêm một bước", "một chuỗi sự kiện"
    if mention.unit == "loại" and _SORT_OF.match(text, mention.end):
        return _ONLY.search(before) is not None  # "mắc một loại bệnh"
    if mention.noun_class == "person" and _SPEAKS.match(text, mention.end):
        return False  # "một người dân kể"
    if mention.kind == "duration":
        return mention.unit in ("year", "month") and bool(_AFTER_SPAN.search(before))
    if mention.kind != "count":
        return False
    if mention.noun_class in ("person", "student", "goods", "animal") and _HARMED.match(
        text, mention.end, sentence.end
    ):
        return True
    low = max(sentence.start, mention.number_start - 44)
    if mention.noun_class in _ACTED_ON and _ACTS_ON.search(text, low, mention.number_start):
        return not _KIND_OF.match(text, mention.unit_end)
    if _ONLY.search(before):
        return True
    joined = _JOINED.search(before)
    for other in siblings:
        if other is mention or other.kind != "count":
            continue
        first, second = sorted((mention, other), key=lambda m: m.number_start)
        gap = text[first.end : second.start]
        listed = joined if other is first else _LISTED.search(gap)
        if listed and len(gap) <= 40 and not _STOP.search(gap):
            return True
    return False
