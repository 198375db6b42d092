"""Growth told as a level, without `tăng` before it: `GRDP quý I đạt 7,1%, quý II đạt 8%`."""

from __future__ import annotations

import re

from extractors.mentions import Mention
from extractors.patterns import UPPER
from extractors.sentences import Sentence

_MOST = 40.0  # percent; beyond it, what an economy reaches is a share of something
_DIGITS = ("con số", "chữ số")  # "tăng trưởng hai con số" counts nothing
_WORDS = r"(?:\s+\(?(?:[^\W\d]+|\d{1,4}(?:/\d{4}|\s?[-–]\s?\d{4})?)\)?)"
_GROWTH = re.compile(
    r"(?<!\w)(?:tốc độ tăng|mức tăng|tăng trưởng|tốc độ phát triển)"
    rf"(?P<what>{_WORDS}{{0,16}}(?:\s*:{_WORDS}{{0,4}})?)"
    r"(?:\s+[-–]\s+(?:đạt|là|với))?\s*:?\s*\(?\Z",
    re.IGNORECASE,
)
# What an economy produces: it is a share that stands `trong GRDP`, `vào GRDP`, `/GRDP`.
_PRODUCT = re.compile(
    r"(?<![\w/])(?<!trong )(?<!vào )(?<!trên )(?<!với )(?<!so )(?<!bằng )(?<!mô )(?<!cấu )"
    rf"(?<!% )(?<!tổng )(?:gr?dp|tổng sản phẩm)(?!/)(?P<what>\)?{_WORDS}{{0,12}}?)\s+"
    r"(?:đạt|là|ở mức)(?: (?:mức|hơn|gần|trên|khoảng|xấp xỉ|từ|tới|đến|ít nhất))*\s+\Z",
    re.IGNORECASE,
)
_OF_ELSE = re.compile(
    r"(?<!\w)(?:chiếm|góp|bằng|tỷ|tỉ|trọng|cơ cấu|đầu người|còn|từ|nghèo|hộ|độ che phủ|"
    r"kế hoạch|giảm|gắn với)(?!\w)",
    re.IGNORECASE,
)
_RATES = re.compile(
    r"\s*(?:so với\s+)?(?:của\s+)?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|kh|gr?dp|tổng|"
    r"cả nước|số|dân số)(?!\w)",
    re.IGNORECASE,
)
_NEXT_TIME = re.compile(
    r"(?:,|;|\s+và)\s+"
    r"(?:(?:(?:trong|riêng|cả|năm|quý|tháng|đầu|cuối|đến|nay|giai đoạn|[IV]+|\d{1,4})\s+){1,8}"
    r"|(?:khu vực|ngành|lĩnh vực)\s+(?:[^\W\d]+\s+){1,5}?)"
    r"(?:ước |chỉ |sẽ )?(?:đạt|là|ở mức)\s+",
    re.IGNORECASE,
)
_NEXT_NAME = re.compile(rf"\),? (?:và )?(?:[{UPPER}][\w.]* ){{1,5}}\(")
_SUBJECT = re.compile(
    r"(?<!\w)(?:tốc độ tăng|mức tăng|tăng trưởng|gr?dp|tổng sản phẩm)(?!\w)", re.IGNORECASE
)


def is_growth(text: str, sentence: Sentence, mention: Mention, earlier: list[Mention]) -> bool:
    """Tell whether a percent that no `tăng` precedes is how much an economy or branch grew."""
    if mention.kind != "percent" or mention.value > _MOST or mention.total is not None:
        return False
    if earlier and earlier[-1].kind == "percent":
        last = earlier[-1]
        gap = text[last.end : mention.start]
        if last.direction == "increase" and _goes_on(text, sentence, gap, last):
            return True
    if _RATES.match(text, mention.end):
        return False
    figures = [other for other in earlier[-2:] if other.unit not in _DIGITS]
    low = max(sentence.start, figures[-1].end if figures else 0, mention.start - 110)
    end = mention.number_start
    told = _GROWTH.search(text, low, mention.start) or _PRODUCT.search(text, low, end)
    return told is not None and _OF_ELSE.search(told["what"]) is None


def _goes_on(text: str, sentence: Sentence, gap: str, last: Mention) -> bool:
    """Tell whether the next time, branch or place of what grew follows."""
    if not (_NEXT_TIME.fullmatch(gap) or _NEXT_NAME.fullmatch(gap)):
        return False
    return tells_of_growth(text, last.start, sentence.start, reach=400)


def tells_of_growth(text: str, end: int, floor: int = 0, *, reach: int = 90) -> bool:
    """Tell whether the words up to `end`, as many characters as `reach`, are about growth."""
    return _SUBJECT.search(text, max(floor, end - reach), end) is not None
