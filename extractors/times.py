"""Dates, clock times and periods in a text: which characters they take, which days they name.

find_times(text, published) -> list[TimeExpression], ordered and not overlapping. A text is expected
in NFC. `text[t.start:t.end]` is the expression; the digit runs in it are non-figures with reason
`t.reason`. Durations that are figures (`sau 15 năm thực hiện`, `3 ngày`) are not among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from extractors import dates
from extractors.dates import Bounds, Resolver
from extractors.time_points import (
    PART,
    WEEKDAY,
    WORD,
    YEAR,
    YEAR_SHIFT,
    Point,
    bounds,
    compile_spaced,
    edge_bounds,
    fold,
    number,
    read_point,
    weekday_number,
)  # fmt: skip
from extractors.time_roles import Role, looks_ahead, names_assembly, role_of

Kind = Literal[
    "day", "clock", "week", "month", "quarter", "months", "year", "span", "school_year", "season",
    "rolling", "now", "since", "until", "edge", "same_period", "recurrent", "lunar",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time. Both days are included; None is an end that is open or unknown.

    `kind`: `until` has a named end only, `since` runs on to the publication or is open, `now` ends
    at the publication, `edge` is the beginning or close of a year or month, `rolling` counts back
    or ahead from the publication. `role`: what it dates; only `frame`, `event` and `target` can be
    the time of a figure. `label`: a yearless day or month whose year nothing tells (`--04-14`).
    """

    start: int
    end: int
    kind: Kind
    period_start: date | None
    period_end: date | None
    role: Role = "frame"
    label: str | None = None

    @property
    def reason(self) -> Literal["date", "time"]:
        """Return why its digits are no figure."""
        return "time" if self.kind == "clock" else "date"


_TODAY = (
    r"(?:(?:thời điểm )?(?:nay|hiện nay|hiện tại|bây giờ|này)|giờ|hôm nay|ngày hôm nay|lúc này|"
    r"thời gian này)(?!\w)"
)
_N = rf"(?:\d{{1,3}}|{WORD})"

# Between two points, or two ends of a span.
_TO = compile_spaced(
    r" ?(?:(?P<to>[-–—]|(?:, ?)?(?:cho )?(?:đến|tới)(?!\w)(?: hết)?|(?:, )?rạng(?= sáng))|(?P<and>,|và(?!\w)|&)) ?"
)
_TO_NOW = compile_spaced(rf" ?(?:, ?)?(?:tính )?(?:cho )?(?:đến|tới|[-–]) ?{_TODAY}")
_SINCE = compile_spaced(r"(?:tính )?(?:kể )?từ (?:thời điểm )?(?:sau )?(?:cuối )?")
_SINCE_START = compile_spaced(  # the start of a term or season is not dated in the text
    r"đầu (?:năm học|nhiệm kỳ|mùa|vụ|niên vụ|giai đoạn|chiến dịch)(?: \w+)?"
)
_UNTIL = compile_spaced(
    r"(?:(?:tính|lũy kế|luỹ kế|ước|ước tính) )?(?:cho )?(?:đến|tới) "
    r"(?:trước )?(?:thời điểm )?(?:hết )?|(?:tính )?hết |trước "
)
_NOW = compile_spaced(
    rf"(?:(?:tính|lũy kế|luỹ kế|kể) )?(?:cho )?(?:đến|tới) {_TODAY}"
    r"|(?:hiện (?:nay|tại|giờ|thời)|bây giờ|tại thời điểm (?:này|hiện tại)|lúc này|những ngày này)(?!\w)"
    r"|từ trước (?:đến|tới) nay(?!\w)"
)
# `nay` alone: `từ 40 hộ, nay còn 12`; not năm nay, sáng nay, lâu nay.
_NAY = compile_spaced(
    r"nay(?=,| (?:đã|chỉ|còn|có|mới|thôn|bản|làng|buôn|xã|huyện|tỉnh|toàn|lên|là|nhân|tăng|giảm|được)(?!\w))"
)
_NAY_BEFORE = re.compile(
    r"\b(?:năm|tháng|tuần|quý|hôm|ngày|sáng|trưa|chiều|tối|đêm|lâu|xưa|đến|tới|từ|hiện|lúc|đời|nay|vụ|mùa|"
    r"kỳ|đợt|tết|ngày) $"
)
# `hiện` alone is an adverb; otherwise it is the end of thực hiện or the head of hiện đại.
_PLAIN_NOW = compile_spaced(
    r"hiện(?!\w)(?! ?(?:đại|thực|trường|vật|tượng|hữu|hành|trạng|thân|diện|hình|tình|lên|ra|rõ|nguyên|"
    r"sinh|kim|đang là vấn|hồn|ảnh)(?!\w))(?=,| \w)"
)
_VERB_BEFORE_HIEN = re.compile(r"(?:thực|phát|thể|xuất|biểu|tái|tìm|hiển|thị|thoắt|ẩn) $")

_FIRST_LAST = compile_spaced(r"ngày (đầu|cuối)(?: (?:tiên|cùng))? (?:của )?(?=tháng|quý|quí|năm)")
_RELATIVE_DAY = compile_spaced(
    rf"(?:(?:ngày )?(?:hôm|bữa) (nay|qua|kia)|ngày (mai|kia)|{PART} (?:(?:hôm|ngày) )?(nay|qua|mai))"
    r"(?!\w)"
)
_DAY_SHIFT = {"nay": 0, "qua": -1, "mai": 1}
_RELATIVE = compile_spaced(
    r"(tuần|tháng|quý|quí|năm) (?:lễ )?(nay|này|hiện tại|hiện nay|trước|ngoái|rồi|vừa qua|vừa rồi|"
    r"qua|sau|tới|tiếp theo|kế tiếp|tiếp|sắp tới)(?!\w)"
)
_RELATIVE_SHIFT = {
    "nay": 0, "này": 0, "hiện tại": 0, "hiện nay": 0, "trước": -1, "ngoái": -1, "rồi": -1,
    "vừa qua": -1, "vừa rồi": -1, "qua": -1, "sau": 1, "tới": 1, "tiếp theo": 1, "kế tiếp": 1,
    "tiếp": 1, "sắp tới": 1,
}  # fmt: skip
_VAGUE_BEFORE = re.compile(r"(?:những|nhiều|các|mấy|vài|hằng|hàng|mỗi|từng|một|\d) $")
_THIS = compile_spaced(  # trong quý, cả năm: the one spoken of
    r"(?:(?:ngay )?trong|cả) (quý|quí|tháng|năm)(?= ?[,;.)]|(?: (?:toàn|cả|tỉnh|huyện|xã|lực|các|đã|có|ước|đạt|là|"
    r"công|ban|đơn|ngành|thành|hội|tăng|giảm)(?!\w)| \d+[.,]\d))"
)
_YEAR_ON_YEAR = compile_spaced(r"năm sau .{0,24}năm trước")
_SOON = compile_spaced(r" (?:tới|sắp tới|sau)(?!\w)")
_WEEKDAY = compile_spaced(
    rf"({WEEKDAY})(?: của)? (tuần (?:này|tới|sau|trước|qua|rồi)|tới|vừa rồi|vừa qua)(?!\w)"
)
_YEARLY = compile_spaced(r" ?(?:, ?)?(?:hằng|hàng|mỗi) năm(?!\w)")
_LUNAR = compile_spaced(r" ?[,(]? ?(?:âm lịch|âl)(?!\w)")
_RECURRENT = compile_spaced(
    r"(?:hằng|hàng|mỗi)(?: một)? (?:năm|tháng|quý|tuần|ngày|vụ)(?!\w)|thường niên(?!\w)"
)
_EVERY_BEFORE = re.compile(r"(?:mỗi|một|hằng|hàng|từng|/|\d) ?$")

_PARTS = compile_spaced(  # 6 tháng đầu năm 2024, 9 tháng, 2 quý đầu năm, nửa cuối năm
    rf"(?:(?P<number>{_N}) (?P<unit>tháng|quý|quí)(?!\w)|(?P<half>nửa)"
    r"|(?P<some>những|các|mấy) (?:tháng|quý|ngày)(?!\w))"
    r"(?: (?P<edge>đầu|cuối)(?!\w)(?P<of>(?: của)? năm(?! học)(?!\w))?)?"
)
_PARTS_YEAR = compile_spaced(
    rf"(?: ?[/,]? ?(?:năm )?({YEAR})| ?[-–] ?({YEAR})| (?:năm )?(nay|này|ngoái|trước|qua|tới|sau))"
    r"(?!\w)(?![.,/]\d)"
)
_PARTS_AGAIN = compile_spaced(
    r",? (?:tăng|giảm|đạt|ước|là|toàn|cả|tỉnh|huyện|thành phố|đã|tổng|thu|của|tại|trên)(?!\w)"
)
_PARTS_BEFORE = re.compile(
    r"(?:^|[.;:,!?\n\-–(\"“] {0,3}|\b(?:trong|qua|hết|kế|chung|ước|quả|riêng|vậy|cáo) )$"
)
_LENGTH_BEFORE = compile_spaced(
    r"(?:kéo dài|thời hạn|thời gian|sau|mất|phạt|tù|khoảng|hơn|gần|suốt|được|mỗi|cách|trước|cứ|từ|"
    r"hưởng|nghỉ|học|trẻ|bé|thai|con|chỉ|trên|dưới|đủ|ít nhất|tối đa|tối thiểu|đã|vòng|lương) $"
)
_WINDOW = compile_spaced(  # 15 năm qua, 3 tháng tới
    rf"({_N}) (năm|tháng|quý|quí|tuần|ngày|đêm|giờ|thập kỷ|thập niên)"
    rf"(?: ?[,(] ?{YEAR} ?[-–] ?{YEAR} ?[,)])? "
    r"(?:(?P<back>vừa qua|vừa rồi|qua|gần đây nhất|gần đây|gần nhất|trở lại đây|trở lại|đã qua|lại đây|"
    r"liên tiếp gần đây)|(?P<ahead>sắp tới|tới|tiếp theo|kế tiếp))(?!\w)"
)
_AGO = compile_spaced(
    rf"cách (?:đây|nay) (?:(?:hơn|gần|khoảng|đúng|chừng|tròn) )?{_N} (?:năm|tháng|tuần|ngày)(?!\w)"
)
_YEARS = compile_spaced(  # năm 2022, 2023 và 2024 · giai đoạn từ 2018 đến 2020
    rf"(?:từ )?(?:năm )?({YEAR})"
    rf"(?: ?(?:,|-|–|—|/|&)(?: và)?| (?:và|đến hết|đến|tới)) ?(?:(?:năm )?{YEAR} ?(?:,|và) ?){{0,4}}"
    rf"(?:năm )?({YEAR})(?!\w)(?![.,/]\d)"
)
_N_YEARS = compile_spaced(  # 3 năm (2021-2023), 5 năm 2016-2020
    rf"{_N} năm ?(?:,|\(|:|qua)? ?(?:giai đoạn )?(?:từ )?(?:năm )?"
    rf"({YEAR}) ?(?:-|–|—|đến|,|và) ?(?:{YEAR} ?(?:,|và) ?){{0,4}}(?:năm )?({YEAR})(?!\w)\)?"
)
_PHASE = compile_spaced(
    r"(?:giai đoạn|thời kỳ|thời kì|(?P<term>nhiệm kỳ|nhiệm kì|khóa|khoá))"
    r"(?: (?:i{1,3}|iv|v|\d{1,2})(?!\w))? ?[:(,]? ?"
)
_SHORT_SPAN = compile_spaced(rf"(?:từ )?(?:năm )?({YEAR}) ?[-–/] ?(\d\d)(?!\w)(?![.,/]\d)")
_SCHOOL = compile_spaced(
    rf"(?:năm học|niên học|niên khóa|niên khoá) (?:({YEAR}) ?[-–/] ?({YEAR}|\d\d(?!\d))"
    r"|(này|nay|mới|vừa qua|trước|qua|tới|sau))(?!\w)"
)
_STEM_OR_BRANCH = (
    r"giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý|tý|sửu|dần|mão|thìn|tỵ|ngọ|mùi|thân|dậu|tuất|hợi"
)
_SEASON = compile_spaced(
    r"(?:niên vụ(?: cà phê| mía| tiêu| muối| điều)?|vụ|mùa|tết|xuân|hè|thu đông)"
    r"(?: ?[-–]? ?(?:lúa|mùa|mưa|khô|đông|xuân|hè|thu|chiêm|sản xuất|tôm|cà phê|mía|màu|lũ|vải|nguyên|đán|"
    rf"cổ|truyền|trung|này|chính|sớm|muộn|{_STEM_OR_BRANCH})){{0,4}}"
    rf",?(?: năm)? ({YEAR})(?: ?[-–/] ?({YEAR}))?(?!\w)(?![.,]\d)"
)
_NOT_SEASON = re.compile(r"(?:nhiệm|dịch|nghĩa|phục|chức|sự|công|\d) $")
_SAME_DAY = compile_spaced(r"cùng ngày(?!\w)")
_SAME = compile_spaced(
    r"cùng (?:kỳ|kì|thời điểm|thời gian|giai đoạn|tháng|quý)(?: (?:của )?(?:\d{1,2} tháng )?(?:đầu )?"
    rf"(?:các )?năm (?:({YEAR})|(trước|ngoái|rồi|qua|nay|liền trước)(?!\w))| ({YEAR}))?(?!\w)"
)

_CLOCK = compile_spaced(
    r"(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?|[hg](?: ?[0-5]\d)?(?:p|phút)?| giờ"
    rf"(?: (?:[0-5]?\d|rưỡi|kém \d+)(?: phút)?)?(?: {PART})?)(?![\w%/])(?![.,:]\d)"
)
_CLOCK_BEFORE = re.compile(r"(?:lúc|vào|hồi|từ|đến|tới|trước|khung|đúng|đầu|cuối|nay|[-–]) ?$")

# A bare 11/9 is a day after these; after the weaker ones only if nothing counted follows.
_DAY_CUE = compile_spaced(
    rf"(?:\b(?:ngày|hôm|{PART}|{WEEKDAY}|nay|qua|giờ|dịp|lễ|mùng|mồng|phút|quốc khánh|phụ nữ|việt nam|"
    r"nhà giáo|liệt sĩ|thiếu nhi|lao động|giải phóng|miền nam|cách mạng|khai mạc|bế mạc|truyền thống|"
    r"tết|rằm|hồi|lúc|ngày hội)(?: ?[,(:\-–“\"]?)? ?|\d[hg]\d{0,2}[ ,]{1,3})$"
)
_WEAK_DAY_CUE = re.compile(
    r"(?:\b(?:từ|đến|tới|hết|trước|sau|vào|kể|tại|và|cuối|chốt)(?: ngày)? ?|[(\-–;,] ?)$"
)
_SHARE_CUE = re.compile(
    r"(?:đạt|được|có|chiếm|bằng|gồm|số|trong|tỷ lệ|tỉ lệ|là|trên|hơn|gần|khoảng|thắng) $"
)
# What follows a date but nothing counted: `đến 30/6 toàn tỉnh` against `2/3 số hộ`.
_FUNCTION_WORD = (
    r"toàn|cả|tại|đã|năm|nay|đến|tới|sẽ|vừa|hằng|hàng|thì|khi|trở|dương|âm|mà|nên|diễn|vẫn|này"
)
_AFTER_DATE = compile_spaced(rf" ?(?:[^\w\s%/]|\n|$|(?:{_FUNCTION_WORD})(?!\w))")
_NOTHING_COUNTED = compile_spaced(
    rf" ?(?:[^\w\s%/]|\n|$|(?:{_FUNCTION_WORD}|tỉnh|huyện|thành|có|trên|ở|của|và|là|với|do|mới|được|"
    r"theo|nhằm|tổng|ban|đoàn|hội|ubnd|hđnd|sở|đảng|trung|ông|bà|bộ|chính|vào|từ|nước|cho|sau)(?!\w))"
)
_YEAR_CUE = re.compile(
    r"(?:\b(?:năm|tết|hè|xuân|thu|đông|từ|đến|tới|trước|sau|cuối|đầu|giữa|hết|kỳ|kì|đoạn|khóa|mùa|vụ|"
    r"trong|vào|và|sn|cup|khéo|sinh|–|-) ?|[(\-–/] ?)$"
)
_NUMBERED = re.compile(r"(?:số|luật|thông tư|nghị định|quyết định|mã|đt|điện thoại|hotline) ?:? ?$")

Rule = Callable[["_Scan", int], "TimeExpression | None"]


class _Scan:
    """One text being read: its folded letters, and what supplies the years left out."""

    __slots__ = ("alone", "last", "low", "parts", "published", "year", "year_at")

    def __init__(self, text: str, published: date | None, alone: bool) -> None:
        self.low = fold(text)
        self.published = published
        self.alone = alone
        self.year: int | None = None
        self.year_at = 0
        self.last: dict[str, Bounds] = {}
        self.parts = 0  # the months of `6 tháng đầu năm`, once said

    def before(self, at: int, width: int = 24) -> str:
        return self.low[max(0, at - width) : at]

    def resolver(self, at: int, year: int | None = None, future: bool = False) -> Resolver:
        """Return what supplies a missing year at a place: first `year`, then its own sentence."""
        if year is None and self.year is not None and at - self.year_at < 240:
            between = self.low[self.year_at : at]
            if "\n" not in between and ". " not in between:
                year = self.year
        future = future or looks_ahead(self.low, at)
        return Resolver(self.published, self.alone, future, year)


def find_times(
    text: str, published: date | None = None, *, alone: bool = False
) -> list[TimeExpression]:
    """Return every expression of time of an NFC text, in order.

    `alone`: the text is one expression by itself, so a bare 7/3 is a day and years left out are
    the publication's own.
    """
    scan = _Scan(text, published, alone)
    found: list[TimeExpression] = []
    done = 0
    for token in _TOKEN.finditer(scan.low):
        at = token.start()
        if at < done:
            continue
        for rule in _RULES.get(token.group(), _DIGIT_RULES if token.group().isdigit() else ()):
            expression = rule(scan, at)
            if expression is not None:
                found.append(expression)
                done = expression.end
                _remember_year(scan, expression)
                break
    return found


_TOKEN = re.compile(r"\d+|[^\W\d_]+")


def _remember_year(scan: _Scan, expression: TimeExpression) -> None:
    """Keep the year that a sentence names for the months and quarters that follow in it."""
    first, last = expression.period_start, expression.period_end
    if expression.role in ("frame", "event") and first and last:
        scan.last[expression.kind] = (first, last)
    if expression.kind not in ("year", "quarter", "months", "month") or expression.role != "frame":
        return
    if (
        first
        and last
        and first.year == last.year
        and str(first.year) in scan.low[expression.start : expression.end]
    ):
        scan.year, scan.year_at = first.year, expression.end


def _make(
    scan: _Scan, start: int, end: int, kind: Kind, span: Bounds, role: Role | None = None
) -> TimeExpression:
    if role is None:
        role = role_of(scan.low, start, kind)
    return TimeExpression(start, end, kind, span[0], span[1], role)


# --- points and spans of points ---------------------------------------------------------------


def _point_rule(scan: _Scan, at: int) -> TimeExpression | None:
    """Read a point, or the list or span of points it opens: `tháng 4, 5/2024`, `quý I và quý II`."""
    first = read_point(scan.low, at, scan.published)
    if first is None or not _stands(scan, at, first):
        return None
    points = _more_points(scan, first)
    if len(points) == 1:
        return _single(scan, at, first)
    span = _span(scan, at, first, points[-1])
    if span is None:
        return _single(scan, at, first)
    return _make(scan, at, points[-1].end, "span", span)


def _stands(scan: _Scan, at: int, point: Point) -> bool:
    """Tell whether a point names a time here: a lone `ngày 12` may count days, `tháng 3` months."""
    if point.grain == "day" and point.month is None:
        after = scan.low[point.end : point.end + 1]
        return (
            scan.alone
            or point.session
            or (
                not _EVERY_BEFORE.search(scan.before(at, 8))
                and (after in ",.;)" or scan.low.startswith(("và ngày", "đến"), point.end + 1))
            )
        )
    if point.grain == "month" and point.year is None and point.edge is None:
        return not _EVERY_BEFORE.search(scan.before(at, 8))
    return True


def _more_points(scan: _Scan, first: Point) -> list[Point]:
    points = [first]
    while len(points) < 8:
        last = points[-1]
        join = _TO.match(scan.low, last.end)
        if join is None or (first.grain == "day" and join["and"] == ","):
            break
        if last.edge in ("cuối", "hết") and not join["to"]:
            break
        following = read_point(scan.low, join.end(), scan.published, first.grain)
        if following is None or following.grain != first.grain or following.edge == "đầu":
            break
        if first.grain == "day" and following.month is None:
            break
        plain = following.year is None and not _has_word(scan.low, join.end())
        if plain and first.grain != "day" and not _NOTHING_COUNTED.match(scan.low, following.end):
            break
        if join["and"] == "," and plain and not _TO.match(scan.low, following.end):
            break
        points.append(following)
    return points


def _has_word(low: str, at: int) -> bool:
    return low[at : at + 1].isalpha()


def _span(scan: _Scan, at: int, first: Point, last: Point) -> Bounds | None:
    """Return the days from the first point to the last, which supplies the year to both."""
    end = bounds(last, scan.resolver(at))
    if end is None or end[1] is None:
        return None
    if first.month is None and first.grain == "day":
        first.month = last.month
    begin = bounds(first, scan.resolver(at, end[1].year))
    if begin is None or begin[0] is None:
        return None
    start = begin[0]
    if start > end[1] and first.year is None and first.grain != "year":
        start = dates.shift_months(start, -12)
    if first.edge in ("cuối", "hết") and begin[1] is not None and first.grain != "day":
        start = begin[1]
    return None if start > end[1] else (start, end[1])


def _single(scan: _Scan, at: int, point: Point) -> TimeExpression | None:
    end = point.end
    ahead = _SOON.match(scan.low, end) if point.grain in ("month", "day") else None
    if ahead is not None and point.year is None:
        end = ahead.end()
    if point.grain == "day" and point.month is not None:
        if match := _YEARLY.match(scan.low, end):
            return _yearless(at, match.end(), "recurrent", point)
        if match := _LUNAR.match(scan.low, end):
            return _yearless(at, match.end(), "lunar", point)
    span = bounds(point, scan.resolver(at, future=ahead is not None))
    kind: Kind = point.grain
    if span is None:
        return _yearless(at, end, kind, point)
    if point.day_to is not None:
        kind = "span"
    elif point.edge in ("đầu", "giữa", "cuối", "hết", "trung tuần", "thượng tuần", "hạ tuần"):
        kind, span = "edge", edge_bounds(point, span)
    expression = _make(scan, at, end, kind, span)
    if kind == "day" and point.session and expression.role == "frame":
        return _make(scan, at, end, kind, span, "event")
    return expression


def _yearless(at: int, end: int, kind: Kind, point: Point) -> TimeExpression:
    label = None
    if point.month is not None:
        label = f"--{point.month:02d}" + (f"-{point.day:02d}" if point.day else "")
    role: Role = "none" if kind in ("recurrent", "lunar") else "frame"
    return TimeExpression(at, end, kind, None, None, role, label)


def _day_rule(scan: _Scan, at: int) -> TimeExpression | None:
    low = scan.low
    if match := _RELATIVE_DAY.match(low, at):
        if scan.published is None:
            return None
        word = match[1] or match[2] or match[3]
        shift = _DAY_SHIFT.get(word, -2 if match[1] else 2)
        only = scan.published + timedelta(shift)
        return _make(scan, at, match.end(), "day", (only, only), "event")
    if match := _FIRST_LAST.match(low, at):
        point = read_point(low, match.end(), scan.published)
        whole = None if point is None else bounds(point, scan.resolver(at))
        if point is None or whole is None:
            return None
        only_day = whole[0] if match[1] == "đầu" else whole[1]
        return _make(scan, at, point.end, "day", (only_day, only_day))
    return _point_rule(scan, at)


def _weekday_rule(scan: _Scan, at: int) -> TimeExpression | None:
    """Read `thứ tư tuần tới`; a weekday before a date belongs to the date; alone it may rank."""
    if match := _WEEKDAY.match(scan.low, at):
        if scan.published is None:
            return None
        weekday = weekday_number(match[1])
        monday = scan.published - timedelta(scan.published.weekday())
        word = match[2]
        if word.startswith("tuần"):
            found = monday + timedelta(weekday + 7 * _RELATIVE_SHIFT[word.split()[-1]])
        elif word == "tới":
            found = scan.published + timedelta((weekday - scan.published.weekday() - 1) % 7 + 1)
        else:
            found = scan.published - timedelta((scan.published.weekday() - weekday - 1) % 7 + 1)
        return _make(scan, at, match.end(), "day", (found, found))
    return _point_rule(scan, at)


# --- since, until, now ------------------------------------------------------------------------


def _since_rule(scan: _Scan, at: int) -> TimeExpression | None:
    low, published = scan.low, scan.published
    lead = _SINCE.match(low, at)
    if lead is None:
        return _now_rule(scan, at)
    if match := _SINCE_START.match(low, lead.end()):
        now = _TO_NOW.match(low, match.end())
        return None if now is None else _make(scan, at, now.end(), "since", (None, published))
    first = read_point(low, lead.end(), published)
    if first is None:
        return _now_rule(scan, at)
    if now := _TO_NOW.match(low, first.end):
        whole = bounds(first, scan.resolver(at))
        start = None if whole is None else whole[0]
        return _make(scan, at, now.end(), "since", (start, published))
    join = _TO.match(low, first.end)
    if join is not None and join["to"]:
        last = read_point(low, join.end(), published, first.grain)
        if last is not None and not (last.bare and not _bare_stands(scan, join.end(), last)):
            span = _span(scan, at, first, last)
            if span is not None:
                return _make(scan, at, last.end, "span", span)
    if first.grain == "day" and first.month is None:
        return None
    if first.bare and not _bare_stands(scan, lead.end(), first):
        return None
    whole = bounds(first, scan.resolver(at))
    if whole is None:
        return _yearless(at, first.end, "since", first)
    if first.day_to is not None:
        return _make(scan, at, first.end, "span", whole)
    return _make(scan, at, first.end, "since", (whole[0], None))


def _until_rule(scan: _Scan, at: int) -> TimeExpression | None:
    low = scan.low
    now = _now_rule(scan, at)
    if now is not None:
        return now
    lead = _UNTIL.match(low, at)
    if lead is None:
        return _since_rule(scan, at) if low.startswith("tính từ", at) else None
    point = read_point(low, lead.end(), scan.published)
    if point is None or (point.grain == "day" and point.month is None and point.bare):
        return None
    if point.bare and not _bare_stands(scan, lead.end(), point):
        return None
    if not _stands(scan, lead.end(), point):
        return None
    span = bounds(point, scan.resolver(at))
    if span is None:
        return _yearless(at, point.end, "until", point)
    end = span[0] if point.edge == "đầu" else span[1]
    if point.grain == "year" and low.startswith("trước", at) and span[0]:
        end = span[0] - timedelta(1)
    role = role_of(low, at, "until")
    if role == "frame" and end and scan.published and end > scan.published + timedelta(31):
        role = "target"
    return _make(scan, at, point.end, "until", (None, end), role)


def _now_rule(scan: _Scan, at: int) -> TimeExpression | None:
    match = _NOW.match(scan.low, at)
    if match is None:
        match = _PLAIN_NOW.match(scan.low, at)
        if match is None or _VERB_BEFORE_HIEN.search(scan.before(at, 8)):
            match = _NAY.match(scan.low, at)
        if match is None or _NAY_BEFORE.search(scan.before(at, 8)):
            return None
    return _make(scan, at, match.end(), "now", (None, scan.published), "frame")


# --- relative, part of a year, window -----------------------------------------------------------


def _relative_rule(scan: _Scan, at: int) -> TimeExpression | None:
    match = _RELATIVE.match(scan.low, at)
    published = scan.published
    if match is None or published is None or _VAGUE_BEFORE.search(scan.before(at, 8)):
        return None
    unit, shift = match[1], _RELATIVE_SHIFT[" ".join(match[2].split())]
    if unit == "năm":
        if match[2] == "qua" and published.month >= 10:
            shift = 0
        span: Bounds = dates.year(published.year + shift)
        generic = _YEAR_ON_YEAR.match(scan.low, at) or _YEAR_ON_YEAR.match(
            scan.low, max(0, at - 32)
        )
        if generic is not None and shift:
            return TimeExpression(at, match.end(), "recurrent", None, None, "none")
        return _make(scan, at, match.end(), "year", span)
    if unit == "tháng":
        first = dates.shift_months(published.replace(day=1), shift)
        return _make(
            scan, at, match.end(), "month", dates.months(first.year, first.month, first.month)
        )
    if unit == "tuần":
        monday = published - timedelta(published.weekday()) + timedelta(7 * shift)
        return _make(scan, at, match.end(), "week", (monday, monday + timedelta(6)))
    first = dates.shift_months(published.replace(day=1), 3 * shift)
    return _make(
        scan, at, match.end(), "quarter", dates.quarter(first.year, (first.month + 2) // 3)
    )


def _this_rule(scan: _Scan, at: int) -> TimeExpression | None:
    """Read `trong quý`, `cả năm`: the one the text last named, else the publication's."""
    match = _THIS.match(scan.low, at)
    if match is None:
        return None
    kind: Kind = {"tháng": "month", "năm": "year"}.get(match[1], "quarter")  # type: ignore[assignment]
    span = scan.last.get(kind)
    if span is None and scan.published is not None:
        point = Point(0, "year", year=scan.published.year, month=scan.published.month)
        point.grain = "month" if kind == "month" else "year"
        span = None if kind == "quarter" else bounds(point, scan.resolver(at))
    return None if span is None else _make(scan, at, match.end(), kind, span)


def _parts_rule(scan: _Scan, at: int) -> TimeExpression | None:
    """Read `6 tháng đầu năm 2024`, `9 tháng`, `2 quý đầu năm`, `nửa cuối năm`, `những tháng đầu năm`."""
    low = scan.low
    match = _PARTS.match(low, at)
    if match is None or (match["edge"] is None and match["number"] is None):
        return None
    tail = _PARTS_YEAR.match(low, match.end())
    if not match["of"] and (match["some"] or match["half"]):
        return None
    size = 3 if match["unit"] in ("quý", "quí") else 1
    count = 6 if match["number"] is None else number(match["number"]) * size
    if not 1 <= count <= 12 or (size == 1 and count == 1 and not match["edge"]):
        return None
    if not match["of"] and not _whole_part(scan, at, match, tail, count):
        return None
    end, year = match.end(), None
    if tail is not None and (match["of"] or tail[1] or tail[2]):
        end, year = tail.end(), _tail_year(scan, tail)
    if year is None:
        year = _year_of_part(scan, at, count, match["edge"])
    if year is None:
        return TimeExpression(at, end, "months", None, None)
    if match["edge"] == "đầu" and size == 1:
        scan.parts = count
    if match["some"]:
        if match["edge"] == "cuối":
            return _make(scan, at, end, "edge", (None, date(year, 12, 31)))
        last = scan.published if scan.published and scan.published.year == year else None
        return _make(scan, at, end, "since", (date(year, 1, 1), last))
    whole = (
        dates.months(year, 13 - count, 12)
        if match["edge"] == "cuối"
        else dates.months(year, 1, count)
    )
    return _make(scan, at, end, "months", whole)


def _tail_year(scan: _Scan, tail: re.Match[str]) -> int | None:
    if tail[3] is None:
        return int(tail[1] or tail[2])
    return None if scan.published is None else scan.published.year + YEAR_SHIFT[tail[3]]


def _whole_part(
    scan: _Scan, at: int, match: re.Match[str], tail: re.Match[str] | None, count: int
) -> bool:
    """Tell `9 tháng` of a year from a length of nine months."""
    if tail is not None and (tail[1] or tail[2]):
        return True
    if match["edge"]:
        return _NOTHING_COUNTED.match(scan.low, match.end()) is not None
    published = scan.published
    if published is None or _LENGTH_BEFORE.search(scan.before(at, 14)):
        return False
    if scan.parts == count:
        return True
    if count not in (published.month, published.month - 1, published.month + 11):
        return False
    if _PARTS_AGAIN.match(scan.low, match.end()):
        return True
    after = scan.low[match.end() : match.end() + 1]
    return after == ":" or (after == "," and _PARTS_BEFORE.search(scan.before(at)) is not None)


def _year_of_part(scan: _Scan, at: int, count: int, edge: str | None) -> int | None:
    resolver = scan.resolver(at)
    if resolver.named_year is not None:
        return resolver.named_year
    published = scan.published
    if published is None:
        return None
    behind = published.month <= 3 if edge == "cuối" else count - published.month >= 4
    if scan.alone or resolver.future:
        return published.year
    return published.year - 1 if behind else published.year


def _window_rule(scan: _Scan, at: int) -> TimeExpression | None:
    """Read `15 năm qua`, `3 tháng tới`: counted from the publication date."""
    match = _WINDOW.match(scan.low, at)
    if match is None:
        return None
    published, count, unit = scan.published, number(match[1]), match[2]
    if published is None:
        return TimeExpression(at, match.end(), "rolling", None, None)
    sign = -1 if match["back"] else 1
    if unit in ("giờ", "đêm"):
        other = published + timedelta(sign * max(1, count // 24))
    elif unit in ("ngày", "tuần"):
        other = published + timedelta(sign * count * (7 if unit == "tuần" else 1))
    else:
        size = {"tháng": 1, "quý": 3, "quí": 3, "năm": 12}.get(unit, 120)
        if count * size > 2400:
            return None
        if scan.alone or size < 12:
            return _make(
                scan, at, match.end(), "rolling", _whole_units(published, sign * count, size)
            )
        other = dates.shift_months(published, sign * count * size)
    return _make(scan, at, match.end(), "rolling", (min(other, published), max(other, published)))


def _whole_units(published: date, count: int, size: int) -> Bounds:
    """Return `count` whole months, quarters or years before or after the publication's own."""
    index = (published.month - 1) // size * size if size < 12 else 0
    here = published.replace(day=1, month=index + 1)
    if count < 0:
        return dates.shift_months(here, count * size), here - timedelta(1)
    start = dates.shift_months(here, size)
    return start, dates.shift_months(start, count * size) - timedelta(1)


def _ago_rule(scan: _Scan, at: int) -> TimeExpression | None:
    match = _AGO.match(scan.low, at)
    return None if match is None else TimeExpression(at, match.end(), "rolling", None, None, "none")


# --- years, terms, school years, seasons --------------------------------------------------------


def _years_rule(scan: _Scan, at: int) -> TimeExpression | None:
    """Read `năm 2022, 2023`, `2021-2025`, `3 năm (2021-2023)`."""
    match = _N_YEARS.match(scan.low, at) or _YEARS.match(scan.low, at)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2])
    if not first < last <= first + 60:
        return None
    return _make(scan, at, match.end(), "span", dates.year(first, last))


def _phase_rule(scan: _Scan, at: int) -> TimeExpression | None:
    low = scan.low
    lead = _PHASE.match(low, at)
    if lead is None:
        return None
    if match := _YEARS.match(low, lead.end()):
        first, last = int(match[1]), int(match[2])
    elif match := _SHORT_SPAN.match(low, lead.end()):
        first, last = int(match[1]), int(match[1][:2] + match[2])
    else:
        return None
    if not first < last <= first + 80:
        return None
    start = at if not lead["term"] or lead["term"].startswith("nhiệm") else match.start()
    named = lead["term"] is not None and names_assembly(low, at)
    return _make(
        scan, start, match.end(), "span", dates.year(first, last), "name" if named else None
    )


def _school_rule(scan: _Scan, at: int) -> TimeExpression | None:
    match = _SCHOOL.match(scan.low, at)
    if match is None:
        return None
    if match[1]:
        first = int(match[1])
    elif scan.published is None:
        return None
    else:
        word = " ".join(match[3].split())
        current = scan.published.year - (scan.published.month < 8)
        first = current + {"trước": -1, "qua": -1, "tới": 1, "sau": 1}.get(word, 0)
        if word == "mới" and scan.published.month in (6, 7):
            first += 1
    return _make(scan, at, match.end(), "school_year", (date(first, 9, 1), date(first + 1, 5, 31)))


def _season_rule(scan: _Scan, at: int) -> TimeExpression | None:
    match = _SEASON.match(scan.low, at)
    if match is None or _NOT_SEASON.search(scan.before(at, 8)):
        return None
    first = int(match[1])
    last = int(match[2]) if match[2] else first
    if not first <= last <= first + 1:
        return None
    return _make(scan, at, match.end(), "season", dates.year(first, last))


def _same_rule(scan: _Scan, at: int) -> TimeExpression | None:
    if match := _SAME_DAY.match(scan.low, at):
        span = scan.last.get("day", (None, None))
        return _make(scan, at, match.end(), "day", span, "event")
    match = _SAME.match(scan.low, at)
    if match is None:
        return None
    published, year = scan.published, match[1] or match[3]
    span: Bounds = (None, None)
    if year is not None:
        span = dates.year(int(year))
    elif published is not None:
        span = dates.year(published.year - 1)
    return _make(scan, at, match.end(), "same_period", span, "comparison")


def _recurrent_rule(scan: _Scan, at: int) -> TimeExpression | None:
    match = _RECURRENT.match(scan.low, at)
    if match is None:
        return None
    return TimeExpression(at, match.end(), "recurrent", None, None, "none")


# --- digits without a word of time before them --------------------------------------------------


def _clock_rule(scan: _Scan, at: int) -> TimeExpression | None:
    match = _CLOCK.match(scan.low, at)
    if match is None:
        return None
    words = " giờ" in match.group()
    before = scan.before(at, 12)
    if words and not scan.alone:
        minutes = re.search(r"giờ +[\dr]", match.group())
        part = re.search(PART + "$", match.group())
        if not (
            part or _CLOCK_BEFORE.search(before) or (minutes and not _LENGTH_BEFORE.search(before))
        ):
            return None
    elif before.endswith(("tỷ lệ ", "tỉ lệ ")):
        return None
    return TimeExpression(at, match.end(), "clock", None, None, "clock")


def _numeric_rule(scan: _Scan, at: int) -> TimeExpression | None:
    """Read a day, month/year or year of bare digits where its surroundings show it is one."""
    low = scan.low
    if at and (low[at - 1] in "/%" or (low[at - 1] in ".,-–" and low[at - 2 : at - 1].isdigit())):
        return None
    if _NUMBERED.search(scan.before(at, 14)):
        return None
    point = read_point(low, at, scan.published)
    if point is None or not point.bare or not _bare_stands(scan, at, point):
        return None
    points = _more_points(scan, point) if point.grain == "day" else [point]
    if len(points) > 1:
        span = _span(scan, at, point, points[-1])
        if span is not None:
            return _make(scan, at, points[-1].end, "span", span)
    return _single(scan, at, point)


def _bare_stands(scan: _Scan, at: int, point: Point) -> bool:
    """Tell whether bare digits name a time: 11/9 may be a share, 2000 an amount."""
    if scan.alone:
        return True
    before, low = scan.before(at), scan.low
    if point.grain == "year":
        plain = _NOTHING_COUNTED.match(low, point.end) is not None
        recent = scan.published is None or abs((point.year or 0) - scan.published.year) <= 60
        return plain and recent and _YEAR_CUE.search(before) is not None
    if point.grain == "month":
        return _SHARE_CUE.search(before) is None
    if point.year is not None and point.day_to is None:
        return True
    if _DAY_CUE.search(before):
        return True
    if point.day_to is not None:
        opened = before.endswith("(") or before.rstrip().endswith("từ")
        return opened and _NOTHING_COUNTED.match(low, point.end) is not None
    numerator, denominator = point.day or 0, point.month or 0
    cue = _WEAK_DAY_CUE.search(before) is not None
    if numerator <= denominator:
        return cue and denominator > 5 and _AFTER_DATE.match(low, point.end) is not None
    plain = _NOTHING_COUNTED.match(low, point.end) is not None
    return cue or (plain and _SHARE_CUE.search(before) is None)


_DIGIT_RULES: tuple[Rule, ...] = (
    _clock_rule, _parts_rule, _window_rule, _years_rule, _numeric_rule,
)  # fmt: skip
_RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(
        ("ngày", "hôm", "bữa", "sáng", "trưa", "chiều", "tối", "đêm", "khuya"), (_day_rule,)
    ),
    **dict.fromkeys(("rạng", "mùng", "mồng"), (_day_rule,)),
    **dict.fromkeys(("thứ", "chủ", "chúa"), (_weekday_rule,)),
    **dict.fromkeys(("tháng", "quý", "quí"), (_relative_rule, _point_rule)),
    "tuần": (_relative_rule,),
    "năm": (_window_rule, _parts_rule, _school_rule, _relative_rule, _years_rule, _point_rule),
    "niên": (_school_rule, _season_rule),
    **dict.fromkeys(("từ", "kể"), (_since_rule,)),
    **dict.fromkeys(
        ("tính", "lũy", "luỹ", "cho", "ước", "đến", "tới", "hết", "trước"), (_until_rule,)
    ),
    **dict.fromkeys(("hiện", "bây", "tại", "lúc", "nay"), (_now_rule,)),
    **dict.fromkeys(("trong", "ngay", "cả"), (_this_rule,)),
    **dict.fromkeys(("giai", "thời", "nhiệm", "khóa", "khoá"), (_phase_rule,)),
    "cùng": (_same_rule,),
    "cách": (_ago_rule,),
    **dict.fromkeys(("hằng", "hàng", "mỗi", "thường"), (_recurrent_rule,)),
    **dict.fromkeys(("vụ", "mùa", "tết", "xuân", "hè", "đông"), (_season_rule,)),
    **dict.fromkeys(("đầu", "giữa", "cuối", "trung", "thượng", "hạ"), (_point_rule,)),
    **dict.fromkeys(("nửa", "những", "các", "mấy"), (_parts_rule, _now_rule)),
    **dict.fromkeys(
        ("một", "hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười"),
        (_parts_rule, _window_rule, _years_rule),
    ),
}
