"""Clock times, and whether digits without a word of time name a day or year: 11/9, 2024."""

from __future__ import annotations

import re

from extractors.times.points import Point
from extractors.times.scan import Scan, TimeExpression
from extractors.times.vocabulary import PART, WEEKDAY, compile_spaced

LENGTH_BEFORE = compile_spaced(
    r"(?:kéo dài|thời hạn|thời gian|sau|mất|phạt|tù|khoảng|hơn|gần|suốt|được|mỗi|cách|trước|cứ|từ|"
    r"hưởng|vay|án|kỳ hạn|điều trị|nuôi|"
    r"nghỉ|học|trẻ|bé|thai|con|chỉ|trên|dưới|đủ|ít nhất|tối đa|tối thiểu|đã|vòng|lương) $"
)
_CLOCK = compile_spaced(
    r"(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?|[hg](?: ?[0-5]\d)?(?:p|phút)?| giờ"
    rf"(?: (?:[0-5]?\d|rưỡi|kém \d+)(?: phút)?)?(?: {PART})?)(?![\w%/])(?![.,:]\d)"
)
_HOURS = compile_spaced(  # `dậy từ 2-3 giờ sáng`
    rf"(?:[01]?\d|2[0-4])(?: giờ)? ?[-–] ?(?:[01]?\d|2[0-4])(?: giờ|h) {PART}(?!\w)"
)
_CLOCK_AFTER = compile_spaced(rf" ?,? ?(?:ngày(?= \d)|cùng ngày|{PART})(?!\w)")
_CLOCK_BEFORE = re.compile(r"(?:lúc|vào|hồi|từ|đến|tới|trước|khung|đúng|đầu|cuối|nay|[-–]) ?$")
# A bare 11/9 is a day after these; after the weaker ones only if nothing counted follows.
_DAY_CUE = compile_spaced(
    rf"(?:\b(?:ngày|hôm|{PART}|{WEEKDAY}|nay|qua|giờ|thời điểm|dịp|lễ|mùng|mồng|phút|"
    r"quốc khánh|phụ nữ|việt nam|"
    r"nhà giáo|liệt sĩ|thiếu nhi|lao động|giải phóng|miền nam|cách mạng|khai mạc|bế mạc|"
    r"truyền thống|"
    r"tết|rằm|hồi|lúc|ngày hội|"
    r"kỳ điều (?:hành|chỉnh)(?: giá(?: xăng dầu)?)?)(?: ?[,(:\-–“\"]?)? ?|\d[hg]\d{0,2}[ ,]{1,3})$"
)
_TURNS = ("đợt ", "lần ", "vòng ")  # `đợt 1/2018`: no January
# `Hiện nay, 7/10 xã`, `đến nay 5/7 thôn`: what stands now is counted, no day is named.
_STANDING = compile_spaced(r"(?:hiện|đến|tới|lâu) nay(?: ?,)? ?$")
_WEAK_DAY_CUE = re.compile(
    r"(?:\b(?:từ|đến|tới|hết|trước|sau|vào|kể|tại|và|cuối|chốt)(?: ngày)? ?|[(\-–;,] ?)$"
)
_SHARE_CUE = re.compile(
    r"(?:đạt|được|có|chiếm|bằng|gồm|số|trong|tỷ lệ|tỉ lệ|là|trên|hơn|gần|khoảng|thắng) $"
)
# `xã A 11/15, xã B 8/7`: an item behind a share that no calendar has.
_AFTER_SHARE = re.compile(r"\d/(?:1[3-9]|[2-9]\d|\d{3,})(?: [^\d,.;]{1,12})?,[^\d,.;]{1,20} $")
# What follows a date but nothing counted: `đến 30/6 toàn tỉnh` against `2/3 số hộ`.
_FUNCTION_WORD = (
    r"toàn|cả|tại|đã|năm|nay|đến|tới|sẽ|vừa|hằng|hàng|thì|khi|trở|dương|âm|mà|nên|diễn|vẫn|này"
)
_AFTER_DATE = compile_spaced(rf" ?(?:[^\w\s%/]|\n|$|(?:{_FUNCTION_WORD})(?!\w))")
NOTHING_COUNTED = compile_spaced(
    rf" ?(?:[^\w\s%/]|\n|$|(?:{_FUNCTION_WORD}|tỉnh|huyện|thành|có|trên|ở|của|và|là|với|do|mới|"
    rf"được|"
    r"theo|nhằm|tổng|ban|đoàn|hội|ubnd|hđnd|sở|đảng|trung|ông|bà|bộ|chính|vào|từ|nước|cho|"
    r"sau)(?!\w))"
)
_YEAR_CUE = re.compile(
    r"(?:\b(?:năm|tết|hè|xuân|thu|đông|từ|đến|tới|trước|sau|cuối|đầu|giữa|hết|kỳ|kì|đoạn|khóa|sánh|"
    r"mùa|vụ|"
    r"trong|vào|và|sn|cup|khéo|sinh) ?|(?<!covid)[(\-–/] ?)$"
)
# "năm 2017 trên 157 tỷ và dự kiến 2019 khoảng 201 tỷ"
_EXPECTED = re.compile(r"\b(?:dự kiến|ước) $")
# "2016 là năm khó khăn"
_IS_A_YEAR = compile_spaced(
    r" (?:(?:được|vẫn|tiếp tục|cũng) )?(?:xem |coi |đánh giá )?là năm(?!\w)"
)
_AMOUNT_NEXT = compile_spaced(r" (?:khoảng|đạt|tăng|giảm|là|hơn|trên|gần) ?\d")
NUMBERED = re.compile(r"(?:số|luật|thông tư|nghị định|quyết định|mã|đt|điện thoại|hotline) ?:? ?$")


def clock_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `15:24`, `8h30`, `7 giờ 30 phút`; hours without a cue are a length."""
    if hours := _HOURS.match(scan.low, at):
        return TimeExpression(at, hours.end(), "clock", None, None, "clock")
    match = _CLOCK.match(scan.low, at)
    if match is None:
        return None
    before = scan.before(at, 12)
    if " giờ" not in match.group():
        if before.endswith(("tỷ lệ ", "tỉ lệ ")):
            return None
    elif not (scan.alone or _CLOCK_AFTER.match(scan.low, match.end())):
        minutes = re.search(r"phút|rưỡi|kém|\d$", match.group())
        part = re.search(PART + "$", match.group())
        length = LENGTH_BEFORE.search(before) or not NOTHING_COUNTED.match(scan.low, match.end())
        if not (part or _CLOCK_BEFORE.search(before) or (minutes and not length)):
            return None
    return TimeExpression(at, match.end(), "clock", None, None, "clock")


def bare_stands(scan: Scan, at: int, point: Point) -> bool:
    """Tell whether bare digits name a time: 11/9 may be a share, 2000 an amount."""
    if scan.alone:
        return True
    before, low = scan.before(at), scan.low
    if point.grain == "year":
        recent = scan.published is None or abs((point.year or 0) - scan.published.year) <= 60
        if _EXPECTED.search(before):
            return recent and _AMOUNT_NEXT.match(low, point.end) is not None
        if _IS_A_YEAR.match(low, point.end):
            return recent
        plain = NOTHING_COUNTED.match(low, point.end) is not None
        return plain and recent and _YEAR_CUE.search(before) is not None
    if point.grain == "month":
        return _SHARE_CUE.search(before) is None and not before.endswith(_TURNS)
    if point.year is not None and point.day_to is None:
        return True
    if _DAY_CUE.search(before) and not _STANDING.search(before):
        return True
    if point.day_to is not None:
        opened = before.endswith("(") or before.rstrip().endswith("từ")
        return opened and NOTHING_COUNTED.match(low, point.end) is not None
    numerator, denominator = point.day or 0, point.month or 0
    cue = _WEAK_DAY_CUE.search(before) is not None
    if numerator <= denominator:
        return cue and denominator > 5 and _AFTER_DATE.match(low, point.end) is not None
    plain = NOTHING_COUNTED.match(low, point.end) is not None
    return cue or (
        plain and not (_SHARE_CUE.search(before) or _AFTER_SHARE.search(scan.before(at, 40)))
    )
