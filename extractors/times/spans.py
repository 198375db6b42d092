"""Days, months, quarters and years, alone, listed or as a span: `tháng 4, 5/2024`, `1/3 - 15/4`."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors import dates
from extractors.dates import Bounds
from extractors.times.bare import NOTHING_COUNTED, NUMBERED, bare_stands
from extractors.times.points import Point, bounds, edge_bounds, read_point
from extractors.times.roles import Role, role_of
from extractors.times.scan import Kind, Scan, TimeExpression, make, yearless
from extractors.times.vocabulary import PART, WEEKDAY, compile_spaced, shift, weekday_number

# Between two points, or two ends of a span.
TO = compile_spaced(
    r" ?(?:(?P<to>[-–—]|(?:, ?)?(?:cho )?(?:đến|tới)(?!\w)(?: hết)?(?: buổi)?|"
    r"(?:, )?rạng(?= sáng))|(?P<and>,|và(?!\w)|&)) ?"
)
_FIRST_LAST = compile_spaced(r"ngày (đầu|cuối)(?: (?:tiên|cùng))? (?:của )?(?=tháng|quý|quí|năm)")
# `những ngày đầu tháng 6` are the month's beginning, as `đầu tháng 6` is.
_SOME_DAYS_BEFORE = re.compile(r"\b(?:những|mấy|vài|các) {1,4}$")
_RELATIVE_DAY = compile_spaced(
    rf"(?:(?:ngày )?(?:hôm|bữa) (nay|qua|kia)|ngày (mai|kia)|{PART} (?:(?:hôm|ngày) )?(nay|qua|"
    rf"mai))"
    r"(?!\w)"
)
_DAY_SHIFT = {"nay": 0, "qua": -1, "mai": 1}
_NAMED_AFTER = compile_spaced(r" ?[,(]? ?(?:là |tức )?(?=ngày \d|\d{1,2} ?[/.-] ?\d)")
_SOON = compile_spaced(r" (?:tới|sắp tới|sau)(?!\w)")
_WEEKDAY = compile_spaced(
    rf"({WEEKDAY})(?: của)? (tuần (?:này|tới|sau|trước|qua|rồi)|tới|vừa rồi|vừa qua)(?!\w)"
)
YEARLY = compile_spaced(r" ?(?:, ?)?(?:hằng|hàng|mỗi) năm(?!\w)")
_FULL_MOON = re.compile(r"(?<!\w)rằm $")
_MONTHLY = compile_spaced(r" (?:và ngày \d{1,2} )?(?:hằng|hàng|mỗi) tháng(?!\w)")
_LONE_DAY_AFTER = compile_spaced(r" (?:và ngày|đến|(?:hằng|hàng|mỗi) tháng)(?!\w)")
# Of the year that its sentence has named: `Cuối năm 2016 còn 85 người, đầu năm là 185`.
_THAT_YEAR = compile_spaced(
    r"(?:đầu|giữa|cuối|hết) năm(?! \d| (?:nay|này|ngoái|trước|sau|tới|qua))"
)
# `xếp loại cuối năm` is of each year, no time.
_YEARLY_BEFORE = re.compile(
    r"(?<!\w)(?:xếp loại|phân loại|tổng kết|đánh giá|kiểm tra|bình xét|kiểm điểm|thi|quà) $"
)
_PLANNED = compile_spaced(
    r"[^.;\n]{0,60}?(?<!\w)(?:sẽ|phấn đấu|dự kiến|yêu cầu|mục tiêu|năm nay)(?!\w)"
)
# Of last year, though its month comes again soon: `Tháng 8, huyện đã tổ chức 5 hội nghị`.
_DONE = compile_spaced(
    r",?(?: (?!(?:sẽ|sắp|để|đã|khi|tại|dự án|công trình)(?!\w))[^\W\d]+){0,6}"
    r" đã(?! (?:đăng ký|duyệt|lên kế hoạch))(?![^.;\n]{0,60}(?<!\w)(?:sẽ|sắp|dự kiến)(?!\w))(?!\w)"
)
_COUNTED_BEFORE = re.compile(r"(?<!\w)(?:[2-4]|hai|ba|bốn) $")
_EVERY_BEFORE = re.compile(r"(?:mỗi|một|hằng|hàng|từng|nửa|hai|mấy|vài|quân|/|\d) ?$")


def point_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read a point, or the list or span that it opens: `tháng 4, 5/2024`, `quý I và quý II`."""
    first = read_point(scan.low, at, scan.published)
    if first is None:
        return None
    first.lunar = first.lunar or _FULL_MOON.search(scan.before(at, 8)) is not None
    points = _more_points(scan, first)
    if not stands(scan, at, first):
        counted = _COUNTED_BEFORE.search(scan.before(at, 8)) if first.grain == "month" else None
        if counted is None or len(points) < 2:
            return None
    if first.grain == "year" and _THAT_YEAR.match(scan.low, at):
        if _YEARLY_BEFORE.search(scan.before(at)):
            return TimeExpression(at, first.end, "edge", None, None, "none")
        first.year = scan.resolver(at).named_year or _year_closed(scan, at, first)
    if len(points) == 1:
        return _single(scan, at, first)
    if any(point.lunar for point in points):
        return yearless(at, points[-1].end, "lunar", first)
    span = span_of(scan, at, first, points[-1])
    if span is None:
        return _single(scan, at, first)
    return make(scan, at, points[-1].end, "span", span)


def _year_closed(scan: Scan, at: int, point: Point) -> int | None:
    """Return the year of `cuối năm`: told of at the head of a year, it is the one just over."""
    published, low = scan.published, scan.low
    new = published is not None and published.month <= 2 and point.edge in ("cuối", "hết")
    if not new or point.year is None:
        return point.year
    begin = max(low.rfind(". ", 0, at), low.rfind("\n", 0, at)) + 1
    if _PLANNED.search(low, begin, at) or _PLANNED.match(low, point.end):
        return point.year
    return point.year - 1


def stands(scan: Scan, at: int, point: Point) -> bool:
    """Tell whether a point names a time here: a lone `ngày 12` may count days, `tháng 3` months."""
    if point.grain == "day" and point.month is None:
        after = scan.low[point.end : point.end + 1]
        return (
            scan.alone
            or point.session
            or (
                not _EVERY_BEFORE.search(scan.before(at, 8))
                and (after in ",.;)" or _LONE_DAY_AFTER.match(scan.low, point.end) is not None)
            )
        )
    if point.grain == "month" and point.year is None and point.edge is None:
        return not _EVERY_BEFORE.search(scan.before(at, 8))
    return True


def _more_points(scan: Scan, first: Point) -> list[Point]:
    points = [first]
    while len(points) < 8:
        last = points[-1]
        join = TO.match(scan.low, last.end)
        if join is None or (first.grain == "day" and join["and"] == ","):
            break
        if last.edge in ("cuối", "hết") and not join["to"]:
            break
        following = read_point(scan.low, join.end(), scan.published, first.grain)
        if following is None or following.grain != first.grain or following.edge == "đầu":
            break
        if first.grain == "day" and following.month is None:
            break
        plain = following.year is None and (
            not _has_word(scan.low, join.end()) or _COUNTED_WORD.match(scan.low, join.end())
        )
        if plain and first.grain != "day" and not NOTHING_COUNTED.match(scan.low, following.end):
            break
        if join["and"] == "," and plain and not TO.match(scan.low, following.end):
            break
        points.append(following)
    return points


# "Tháng 8, một số mặt hàng": no month
_COUNTED_WORD = re.compile(r"(?:một|hai|ba|bốn) (?!năm|tháng)[^\W\d]")


def _has_word(low: str, at: int) -> bool:
    return low[at : at + 1].isalpha()


def span_of(scan: Scan, at: int, first: Point, last: Point) -> Bounds | None:
    """Return the days from the first point to the last, which supplies the year to both."""
    named = first.year if last.year is None and first.grain != "year" else None
    end = bounds(last, scan.resolver(at, named))  # "từ tháng 8/2018 đến ngày 9/9"
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


def _is_to_come(scan: Scan, span: Bounds) -> bool:
    return scan.published is not None and span[0] is not None and span[0] > scan.published


def _single(scan: Scan, at: int, point: Point) -> TimeExpression | None:
    end = point.end
    ahead = _SOON.match(scan.low, end) if point.grain in ("month", "day") else None
    if ahead is not None and point.year is None:
        end = ahead.end()
    yearly = YEARLY.match(scan.low, end)
    if yearly is not None and point.grain == "day" and point.month is not None:
        return yearless(at, yearly.end(), "recurrent", point)
    if point.month is None and point.grain == "day" and _MONTHLY.match(scan.low, end):
        return yearless(at, end, "recurrent", point)
    resolver = scan.resolver(at, future=ahead is not None)
    if ahead is not None:
        resolver.named_year = None  # "cổ tức năm 2016 vào ngày 25/8 tới đây"
    span = bounds(point, resolver)
    kind: Kind = point.grain
    if span is None:
        return yearless(at, end, kind, point)
    if (
        ahead is None
        and point.year is None
        and _is_to_come(scan, span)
        and _DONE.match(scan.low, end)
    ):
        span = dates.shift_years(span, -1)
    if point.day_to is not None:
        kind = "span"
    elif point.edge in ("đầu", "giữa", "cuối", "hết", "trung tuần", "thượng tuần", "hạ tuần"):
        kind, span = "edge", edge_bounds(point, span)
    expression = make(scan, at, end, kind, span)
    if kind == "day" and point.session and expression.role == "frame":
        return make(scan, at, end, kind, span, "event")
    return expression


def day_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `Sáng 11/9`, `hôm qua`, `ngày đầu tiên của tháng 3`."""
    low = scan.low
    if match := _RELATIVE_DAY.match(low, at):
        if scan.published is None:
            return None
        word = match[1] or match[2] or match[3]
        named = _NAMED_AFTER.match(low, match.end()) if word == "nay" else None
        if named and (dated := point_rule(scan, named.end())) and dated.kind == "day":
            return replace(dated, start=at, role="event")
        away = _DAY_SHIFT.get(word, -2 if match[1] else 2)
        only = dates.shift_days(scan.published, away)
        past = word in ("qua", "kia")  # "so với hôm qua, giá hôm nay tăng"
        compared = past and role_of(low, at, "day") == "comparison"
        role: Role = "comparison" if compared else "event"
        return make(scan, at, match.end(), "day", (only, only), role)
    match = _FIRST_LAST.match(low, at)
    if match and not _SOME_DAYS_BEFORE.search(scan.before(at, 10)):
        point = read_point(low, match.end(), scan.published)
        whole = None if point is None else bounds(point, scan.resolver(at))
        if point is None or whole is None:
            return None
        only_day = whole[0] if match[1] == "đầu" else whole[1]
        return make(scan, at, point.end, "day", (only_day, only_day))
    return point_rule(scan, at)


def weekday_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `thứ tư tuần tới`; a weekday before a date belongs to the date; alone it may rank."""
    if match := _WEEKDAY.match(scan.low, at):
        if scan.published is None:
            return None
        weekday, today = weekday_number(match[1]), scan.published.weekday()
        if match[2].startswith("tuần"):
            away = weekday - today + 7 * shift(match[2].split()[-1])
        elif match[2] == "tới":
            away = (weekday - today - 1) % 7 + 1
        else:
            away = -((today - weekday - 1) % 7 + 1)
        found = dates.shift_days(scan.published, away)
        return make(scan, at, match.end(), "day", (found, found))
    return point_rule(scan, at)


def numeric_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read a day, month/year or year of bare digits where its surroundings show it is one."""
    low = scan.low
    if at and (low[at - 1] in "/%" or (low[at - 1] in ".,-–" and low[at - 2 : at - 1].isdigit())):
        return None
    if NUMBERED.search(scan.before(at, 14)):
        return None
    point = read_point(low, at, scan.published)
    if point is None or not point.bare or not bare_stands(scan, at, point):
        return None
    points = _more_points(scan, point) if point.grain == "day" else [point]
    if len(points) > 1:
        span = span_of(scan, at, point, points[-1])
        if span is not None:
            return make(scan, at, points[-1].end, "span", span)
    return _single(scan, at, point)
