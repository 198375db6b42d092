"""Times counted from the publication: `tháng trước`, `15 năm qua`, `cùng kỳ`, `hằng năm`."""

from __future__ import annotations

import re
from datetime import date

from extractors import dates
from extractors.dates import Bounds
from extractors.times.roles import looks_ahead
from extractors.times.scan import Kind, Scan, TimeExpression, make
from extractors.times.vocabulary import TO_COME, WORD, YEAR, N, compile_spaced, number, shift

_RELATIVE = compile_spaced(
    r"(tuần|tháng|quý|quí|năm) (?:lễ )?(nay|này|hiện tại|hiện nay|trước|ngoái|rồi|vừa qua|vừa rồi|"
    rf"qua|sau|{TO_COME}|tiếp theo|kế tiếp|tiếp|sắp tới)(?!\w)"
)
_SENTENCE_BEFORE = re.compile(r"[.;\n]\s*$")
_VAGUE_BEFORE = re.compile(
    r"(?:những|nhiều|các|mấy|vài|hằng|hàng|mỗi|từng|một|\d|mươi|mười|chục|nửa"
    r"|(?<!tháng )(?<!quý )(?<!quí )(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)) $"
)
_THIS = compile_spaced(  # trong quý, cả năm: the one spoken of
    r"(?:(?:ngay )?trong|cả) (quý|quí|tháng|năm|tuần|ngày(?=,(?! (?:một|mỗi) )))"
    r"(?= ?(?:[,;.)]|$)|(?<=năm) \d{1,3}(?!\d)|(?: (?:toàn|cả|tỉnh|huyện|xã|lực|"
    r"các|đã|có|ước|đạt|là|công|ban|đơn|ngành|thành|hội|tăng|giảm|gieo|trồng|thu|xuất|giải|sản|"
    r"kim|doanh|thực|hỗ|đón|diện|giá|năng|hoàn|khai|tổng|vận|xảy)(?!\w)"
    r"| (?!\d{1,2}\.(?:19|20)\d\d(?!\d))\d+[.,]\d))"
)
# `Trong kỳ nghỉ, …`, `Tính cả kỳ nghỉ, …`: the days that the text has named for it
_THOSE_DAYS = compile_spaced(
    r"(?:trong(?: cả| suốt)?|cả) "
    r"(?:(?:kỳ|đợt|dịp|những ngày|các ngày) nghỉ(?: lễ| tết)?"
    r"|(?:đợt|tháng) cao điểm|đợt (?:lễ|ra quân))(?: này)?"
    r"(?=,| (?:toàn|cả|tỉnh|huyện|xã|các|đã|có|trên|công|lực)(?!\w))"
)
_MOST_DAYS = 62  # that one such stretch has
_KINDS: dict[str, Kind] = {
    "quý": "quarter", "quí": "quarter", "tháng": "month", "năm": "year", "tuần": "week",
    "ngày": "day",
}  # fmt: skip
_YEAR_ON_YEAR = compile_spaced(r"năm sau .{0,24}năm trước")
_RECURRENT = compile_spaced(
    r"(?:hằng|hàng|mỗi)(?: một)? (?:năm|tháng|quý|tuần|ngày|vụ)(?!\w)|thường niên(?!\w)"
)
_VAGUE = compile_spaced(
    r"(?:(?:thời gian|(?:những|nhiều|mấy|các) năm|nhiệm kỳ|nhiệm kì) "
    r"(?:vừa qua|qua|gần đây|trước đây|trước)|trước (?:đây|kia)|mọi năm)(?!\w)(?! ?[(:]? ?\d)"
)
_HEAD_BEFORE = re.compile(r"(?:^|[.;\n:“\"–-]\s*)(?:trong )?$")
_WINDOW = compile_spaced(  # 15 năm qua, 3 tháng tới
    rf"({N}) (năm|tháng|quý|quí|tuần|ngày đêm|ngày|đêm|giờ|thập kỷ|thập niên)"
    rf"(?: ?[,(] ?{YEAR} ?[-–] ?{YEAR} ?[,)])? "
    r"(?:(?P<back>vừa qua|vừa rồi|qua|gần đây nhất|gần đây|gần nhất|(?:trở|đổ) lại(?: đây)?|đã qua|"
    r"lại đây|"
    r"liên tiếp gần đây)|(?P<ahead>sắp tới|tới|tiếp theo|kế tiếp))(?!\w)"
)
# `tháo gỡ trong 30 ngày tới` sets a deadline; at its head `Trong 30 ngày tới, …` dates a sentence.
_DEADLINE_BEFORE = re.compile(r"\w trong (?:vòng )?(?:tối đa |khoảng )?$")
_YEARS_NAMED = compile_spaced(rf"(?<!\w)({YEAR}) ?[-–] ?({YEAR})(?!\w)")
_SEASON_BEFORE = re.compile(r"(?:năm học|niên khóa|vụ|mùa|mùa giải|đông xuân|niên vụ) $")
_REVIEWED = 800  # characters back to the years that a report says it reviews
_AGO = compile_spaced(
    rf"cách (?:đây|nay) (?:(?:hơn|gần|khoảng|đúng|chừng|tròn) )?(?:{N}|chục|mấy|vài)"
    rf"(?: ?[-–,] ?{N}| (?:đến|chục) {N}| chục)? (?:năm|tháng|tuần|ngày)(?!\w)"
)
_GONE = compile_spaced(
    rf"(?:{WORD}|chục) (?:năm|tháng|tuần|ngày|thập kỷ) trước(?= ?[,.;)\n]| đây(?!\w))"
    rf"|{N} (?:năm|tháng|tuần|thập kỷ) về trước(?!\w)"
)
_SAME_DAY = compile_spaced(r"(?:cùng ngày|cũng trong ngày(?! (?:hội|lễ|nghỉ|\d)))(?!\w)")
_SAME = compile_spaced(
    r"cùng (?:kỳ|kì|thời điểm|thời gian|giai đoạn|tháng|"
    r"quý)(?: (?:của )?(?:\d{1,2} tháng )?(?:đầu )?"
    rf"(?:các )?năm (?:({YEAR})|(trước|ngoái|rồi|qua|nay|liền trước)(?!\w))| ({YEAR}))?(?!\w)"
)


def relative_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `năm ngoái`, `tháng trước`, `quý này`, `tuần qua`."""
    match = _RELATIVE.match(scan.low, at)
    published = scan.published
    if match is None or published is None or _VAGUE_BEFORE.search(scan.before(at, 14)):
        return None
    unit, away = match[1], shift(match[2])
    if match[2] == "trước":  # the one before that which the sentence tells of
        published = _told_of(scan, at, unit) or published
    if match[2] == "sau" and unit == "năm" and (year := _narrated(scan, at)):
        return make(scan, at, match.end(), "year", dates.year(year + 1))
    if unit == "năm":
        if match[2] == "qua" and published.month >= 10:
            away = 0
        span: Bounds = dates.year(published.year + away)
        generic = _YEAR_ON_YEAR.match(scan.low, at) or _YEAR_ON_YEAR.match(
            scan.low, max(0, at - 32)
        )
        if generic is not None and away:
            return TimeExpression(at, match.end(), "recurrent", None, None, "none")
        return make(scan, at, match.end(), "year", span)
    if unit == "tháng":
        first = dates.shift_months(published.replace(day=1), away)
        return make(
            scan, at, match.end(), "month", dates.months(first.year, first.month, first.month)
        )
    if unit == "tuần":
        monday = dates.shift_days(published, 7 * away - published.weekday())
        return make(scan, at, match.end(), "week", (monday, dates.shift_days(monday, 6)))
    first = dates.shift_months(published.replace(day=1), 3 * away)
    return make(scan, at, match.end(), "quarter", dates.quarter(first.year, (first.month + 2) // 3))


def _narrated(scan: Scan, at: int) -> int | None:
    """Return the past year that a story has come to, where it goes on: `Năm sau, con số tăng`."""
    between = scan.low[scan.year_at : at]
    opens = _SENTENCE_BEFORE.search(scan.before(at, 4)) is not None
    if scan.year is None or scan.published is None or not opens or len(between) > 300:
        return None
    return scan.year if scan.year < scan.published.year else None


def _told_of(scan: Scan, at: int, unit: str) -> date | None:
    """Return the first day of the year, month or other unit that the sentence named so far."""
    if unit == "năm":
        year = scan.resolver(at).named_year
        return None if year is None else date(year, 1, 1)
    named = scan.named(at, _KINDS[unit])
    return None if named is None else named[0]


def this_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `trong quý`, `cả năm`: the one the text last named, else the publication's."""
    match = _THIS.match(scan.low, at)
    if match is None:
        return _those_days(scan, at)
    kind = _KINDS[match[1]]
    if kind == "day" and not _HEAD_BEFORE.search(scan.before(at, 8)):
        return None
    span = scan.last.get(kind) or _last_of_months(scan, kind) or _reported(scan, at, kind)
    return None if span is None else make(scan, at, match.end(), kind, span)


def _those_days(scan: Scan, at: int) -> TimeExpression | None:
    match = _THOSE_DAYS.match(scan.low, at)
    first, last = scan.last.get("span", (None, None))
    if match is None or first is None or last is None or (last - first).days > _MOST_DAYS:
        return None
    return make(scan, at, match.end(), "span", (first, last))


def _last_of_months(scan: Scan, kind: Kind) -> Bounds | None:
    """Return the month that the months last told of end with: `7 tháng đầu năm …; trong tháng`."""
    end = scan.last.get("months", (None, None))[1]
    if kind != "month" or end is None:
        return None
    return dates.months(end.year, end.month, end.month)


def _reported(scan: Scan, at: int, kind: Kind) -> Bounds | None:
    """Return the week, month, quarter or year that news of the publication date reports on."""
    published = scan.published
    if published is None:
        return None
    if kind == "day":
        return published, published
    if kind == "week":
        start = dates.shift_days(published, -2)
        monday = dates.shift_days(start, -start.weekday())
        return monday, dates.shift_days(monday, 6)
    if kind == "month":
        return dates.months(published.year, published.month, published.month)
    begun = published if looks_ahead(scan.low, at) else dates.shift_months(published, -1)
    if kind == "quarter":
        return dates.quarter(begun.year, (begun.month + 2) // 3)
    return dates.year(begun.year)


def window_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `15 năm qua`, `3 tháng tới`: counted from the publication date."""
    match = _WINDOW.match(scan.low, at)
    if match is None:
        return None
    published, count, unit = scan.published, number(match[1]), match[2]
    if unit == "năm" and match["back"] and (span := _reviewed(scan, at, count)):
        return make(scan, at, match.end(), "rolling", span)
    if published is None:
        return TimeExpression(at, match.end(), "rolling", None, None)
    following = match["ahead"] is not None and (
        match["ahead"].endswith(("theo", "tiếp")) or unit in ("giờ", "ngày", "ngày đêm")
    )
    if following and not scan.alone and _DEADLINE_BEFORE.search(scan.before(at, 24)):
        return TimeExpression(at, match.end(), "rolling", None, None, "none")
    sign = -1 if match["back"] else 1
    if unit in ("giờ", "đêm"):
        other = dates.shift_days(published, sign * max(1, count // 24))
    elif unit in ("ngày", "ngày đêm", "tuần"):
        other = dates.shift_days(published, sign * count * (7 if unit == "tuần" else 1))
    else:
        size = {"tháng": 1, "quý": 3, "quí": 3, "năm": 12}.get(unit, 120)
        if count * size > 2400:
            return None
        if scan.alone or size < 12:
            return make(
                scan, at, match.end(), "rolling", _whole_units(published, sign * count, size)
            )
        other = dates.shift_months(published, sign * count * size)
    return make(scan, at, match.end(), "rolling", (min(other, published), max(other, published)))


def _reviewed(scan: Scan, at: int, count: int) -> Bounds | None:
    """Return the last `count` years where the text has named them: `sơ kết giai đoạn 2010-2015`."""
    for match in _YEARS_NAMED.finditer(scan.low, max(0, at - _REVIEWED), at):
        first, last = int(match[1]), int(match[2])
        if _SEASON_BEFORE.search(scan.before(match.start(), 12)):
            continue
        late = scan.published is None or 0 <= scan.published.year - last <= 1
        if late and last - first in (count - 1, count):
            return dates.year(first, last)
    return None


_MONTH_IS_OVER = 20  # from this day on, as many months as the year has seen include the current


def _whole_units(published: date, count: int, size: int) -> Bounds:
    """Return `count` whole months, quarters or years before or after the publication's own."""
    if size == 1 and -count == published.month and published.day >= _MONTH_IS_OVER:
        return dates.months(published.year, 1, published.month)  # told on 30 May: January to May
    index = (published.month - 1) // size * size if size < 12 else 0
    here = published.replace(day=1, month=index + 1)
    if count < 0:
        return dates.shift_months(here, count * size), dates.shift_days(here, -1)
    start = dates.shift_months(here, size)
    return start, dates.shift_days(dates.shift_months(start, count * size), -1)


def ago_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `cách đây 10 năm`, a time too vague to be the time of a figure."""
    match = _AGO.match(scan.low, at)
    return None if match is None else TimeExpression(at, match.end(), "rolling", None, None, "none")


def gone_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `hai mươi năm trước, …`, of no known days either."""
    match = _GONE.match(scan.low, at)
    return None if match is None else TimeExpression(at, match.end(), "rolling", None, None, "none")


def same_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `cùng kỳ năm trước`, `cùng ngày`."""
    if match := _SAME_DAY.match(scan.low, at):
        day = scan.last.get("day", (None, None))
        return make(scan, at, match.end(), "day", day, "event")
    match = _SAME.match(scan.low, at)
    if match is None:
        return None
    year = match[1] or match[3]
    told = _told_of(scan, at, "năm") or scan.published
    span: Bounds = (None, None)
    if year is not None:
        span = dates.year(int(year))
    elif told is not None:
        span = dates.year(told.year - 1)
    return make(scan, at, match.end(), "same_period", span, "comparison")


def vague_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `Thời gian qua, …`, `Những năm trước …` where a clause opens with it."""
    match = _VAGUE.match(scan.low, at)
    if match is None or not _HEAD_BEFORE.search(scan.before(at, 8)):
        return None
    return TimeExpression(at, match.end(), "vague", None, None, "none")


def recurrent_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `hằng năm`, `mỗi tháng`."""
    match = _RECURRENT.match(scan.low, at)
    if match is None:
        return None
    return TimeExpression(at, match.end(), "recurrent", None, None, "none")
