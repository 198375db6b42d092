"""Reads one day, month, quarter or year as printed: `ngày 14/3/2024`, `quý II`, `tháng sáu`.

Everything here reads folded text (`fold`) at a given place and returns None where no point starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors import dates
from extractors.dates import Bounds, Resolver
from extractors.times.vocabulary import (
    DAY,
    HOUR,
    MONTH,
    PART,
    TO_COME,
    WEEKDAY,
    WORD,
    YEAR,
    YEAR_OF_THE_MOON,
    compile_spaced,
    number,
    shift,
    weekday_number,
)

Grain = Literal["day", "month", "quarter", "year"]
_QUARTER = r"(?:iv|i{1,3}|[1-4]|một|hai|ba|bốn|tư)"
_SESSION = rf"{PART}(?:(?: ?, ?| và | ){PART})*"
_END = r"(?!\w)(?![.,]\d)(?! ?[%‰])"
# What a number behind `tháng`, `ngày` counts, rather than names: `tháng 5 triệu`, `ngày 3 buổi` …
_SHARED_OUT = (
    r"triệu|nghìn|ngàn|trăm|chục|vạn|t[ỷỉ](?! (?:lệ|trọng|suất|giá))|lần(?! (?:lượt|đầu|này|thứ))|"
    r"buổi|ca|kg|tấn(?! công(?!\w))|tạ|ha|km|m2|m²|lít|giờ|phút|bữa|tuổi"
)
# … and what only a bare number or a day counts: `Trong ngày 12 ca`, but `Tháng 7 người dân …`
_COUNTED = (
    r"lượt|vụ|con(?! số)|người|hộ|suất|cuộc|mô|bài|tin|xã|thôn|đợt|lớp|điểm|cây|quả|"
    r"công(?! (?:ty|nghiệp|tác|an|đoàn|nhân))"
)
# `Trong tháng 8 vụ cháy xảy ra`
_HAPPENED = r"(?:vụ|trận|ca)(?: [^\W\d]+){0,2} xảy ra"
_SHARES = rf"(?! ?(?:{_SHARED_OUT}|{_HAPPENED})(?!\w))"
_COUNTS = rf"(?! ?(?:{_SHARED_OUT}|{_COUNTED})(?!\w))"
_MONTH = rf"({MONTH}|(?:{WORD}){_COUNTS})"  # but for "5 đến 7 tháng một lần"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# What may stand before the numbers of a point …
_LEAD = compile_spaced(
    rf"(?:(?:lúc |khoảng )?{HOUR}(?: ?,)? (?=ngày|sáng|chiều|tối|đêm|trưa|\d))?"
    rf"(?:(?P<weekday>{WEEKDAY})(?: ?[,\-–(]? ?))?(?:(?P<session>{_SESSION})(?: ?[,(]? ?))?"
    r"(?:(?P<edge>hết|cuối|đầu|giữa|nửa đầu(?= tháng)|trung tuần|thượng tuần|hạ tuần) (?:các )?)?"
    r"(?:(?P<unit>ngày|hôm|tháng|quý|quí|năm)(?!\w) ?)?(?:(?P<first>mùng|mồng) )?"
)
# … and the numbers themselves.
_DMY = compile_spaced(rf"({DAY}) ?([/.\-–]) ?({MONTH}) ?([/.\-–]) ?({YEAR}|\d\d)(?!\w)(?![/.,]\d)")
_DM = compile_spaced(
    rf"({DAY}) ?[/.\-–] ?({MONTH})(?!\w)(?![/.,]\d)"
    rf"(?! ?[\-–] ?\d+(?![\d/]|\.{MONTH}(?:\.{YEAR})?(?!\d|[.,]\d"
    r"| ?(?:%|độ|nghìn|ngàn|triệu|tỷ|kg|tấn|tạ|m|mm|ha|lít))))(?! ?%)"
)
_D_OF_M = compile_spaced(
    rf"(\d{{1,2}}|{WORD}) tháng {_MONTH}"
    rf"(?:(?:, ?| )năm ({YEAR})| ?[/\-–,] ?({YEAR}))?{_END}"
)
_D_OF_THAT = compile_spaced(rf"({DAY}) tháng (này|nay|trước|sau|tới)(?!\w)")
_D_SLIP = compile_spaced(rf"({DAY}) ({MONTH})(?: ({YEAR}))?{_END}(?= ?(?:[,.;:)\n]|$))")
_D = compile_spaced(rf"({DAY})(?! ?[/\-–.] ?\d){_END}{_COUNTS}")
_DAYS = compile_spaced(
    rf"({DAY})(?: ?(?:,|-|–|&)| (?:và|đến|tới)(?: hết)?) ?(?:(?:ngày )?{DAY}(?: ?(?:,|-|–|&)|"
    rf" (?:và|đến|tới)) ?){{0,5}}"
    rf"(?:ngày )?({DAY})(?: ?[/.\-–] ?| tháng ){_MONTH}(?: ?[/.] ?({YEAR}|\d\d)|"
    rf",? năm ({YEAR}))?(?!\w)(?![/.,]\d)"
)
_MY = compile_spaced(rf"({MONTH}) ?[/\-–.] ?({YEAR})(?!\w)(?![/\-–] ?[\da-zđ])(?![.,]\d)")
_M = compile_spaced(rf"({MONTH}|{WORD}){_END}{_SHARES}")
_Q = compile_spaced(rf"({_QUARTER})(?!\w)(?!,\d|\.\d(?!\d{{3}}(?!\d)))")
_Y = compile_spaced(rf"({YEAR})(?!\w)(?![.,/]\d)(?! ?[%‰])")
_YEAR_TAIL = compile_spaced(
    rf"(?: ?[/\-–.] ?({YEAR})|(?:,? ?(?:của )?năm ?| )({YEAR})"
    rf"|,? (?:của )?năm (nay|này|ngoái|trước|sau|{TO_COME}))(?!\w)(?![.,/]\d)"
)
_DAYS_YEAR = compile_spaced(rf" (?:của )?năm (?:({YEAR})|(nay|này|ngoái|trước))(?!\w)(?![.,/]\d)")
# By the moon's calendar, whose days ours has elsewhere each year: `tháng chạp`, `mùng 6 Tết`.
_LUNAR = compile_spaced(
    rf" ?[,(]? ?(?:âm lịch|âl|(?:năm )?{YEAR_OF_THE_MOON})(?!\w)(?: âm lịch(?!\w))?"
)
_OF_TET = compile_spaced(r" tết(?!\w)")
_DAYS_OF_TET = compile_spaced(rf"({DAY}) ?[-–] ?(?:(?:mùng|mồng) )?({DAY})(?= tết(?!\w))")
_LUNAR_MONTH = re.compile(r"(?:giêng|chạp)(?!\w)")
_RELATIVE_YEAR = compile_spaced(rf" ?(nay|này|ngoái|trước|rồi|vừa qua|sau|{TO_COME})(?!\w)")


@dataclass(slots=True)
class Point:
    """A day, month, quarter or year up to `end`; what is not printed is None.

    `day_to`: the last day of `8, 9 và 10/3`. `edge`: the word of `đầu năm`, `cuối tháng 8`. `bare`:
    no word such as ngày, tháng or năm stood before the digits. `lunar`: of the moon's calendar.
    """

    end: int
    grain: Grain
    day: int | None = None
    day_to: int | None = None
    month: int | None = None
    quarter: int | None = None
    year: int | None = None
    edge: str | None = None
    weekday: int | None = None
    session: bool = False
    bare: bool = False
    lunar: bool = False


def read_point(
    low: str, at: int, published: date | None, grain: Grain | None = None
) -> Point | None:
    """Read the point that starts at `at`; `grain` is what stood before it: `tháng 4 đến 6/2024`."""
    lead = _LEAD.match(low, at)
    if lead is None:
        return None
    unit, at = lead["unit"], lead.end()
    weekday = None if lead["weekday"] is None else weekday_number(lead["weekday"])
    point: Point | None
    if unit == "tháng":
        point = _month(low, at, published)
    elif unit in ("quý", "quí"):
        point = _quarter(low, at, published)
    elif unit == "năm":
        point = _year(low, at, published, lead["edge"])
    elif unit is not None or lead["first"] or lead["session"] or weekday is not None:
        point = _day(low, at, published, named=unit is not None or lead["first"] is not None)
    else:
        point = _bare(low, at, grain, published)
    if point is None and lead["edge"]:
        point = _current(low, unit, at, published)
    if point is not None:
        point.edge, point.weekday = lead["edge"], weekday
        point.session = lead["session"] is not None
        _note_moon(low, at, point)
    return point


def _note_moon(low: str, at: int, point: Point) -> None:
    printed = _LUNAR.match(low, point.end) if point.grain in ("day", "month") else None
    if printed is None and point.grain == "day" and point.month is None:
        printed = _OF_TET.match(low, point.end)
    if printed is not None:
        point.end = printed.end()
    month = _LUNAR_MONTH.search(low, at, point.end)
    # But for `hồi tháng Giêng`: most that name it without a day mean January.
    by_moon = month is not None and (point.grain == "day" or month.group() == "chạp")
    point.lunar = printed is not None or by_moon


def _day(low: str, at: int, published: date | None, *, named: bool) -> Point | None:
    if match := _DAYS_OF_TET.match(low, at):
        return Point(match.end(), "day", day=int(match[1]), day_to=int(match[2]))
    point = _numeric_day(low, at)
    if point is not None:
        return point
    if match := _D_OF_THAT.match(low, at):
        if published is None:
            return Point(match.end(), "day", day=int(match[1]))
        month = dates.shift_months(published.replace(day=1), shift(match[2]))
        return _valid_day(match.end(), int(match[1]), month.month, str(month.year))
    if match := _D_OF_M.match(low, at):
        return _valid_day(match.end(), number(match[1]), number(match[2]), match[3] or match[4])
    if match := _DM.match(low, at):
        return _day_of_year(low, match, published)
    if named and (match := _D_SLIP.match(low, at)):
        return _valid_day(match.end(), int(match[1]), int(match[2]), match[3])
    if match := _D.match(low, at):
        return Point(match.end(), "day", day=int(match[1]))
    return None


def _numeric_day(low: str, at: int) -> Point | None:
    """Read 14/3/2024, 3/3/17, 25-03-1975, and 8, 9 và 10/3/2024."""
    if match := _DMY.match(low, at):
        mixed = match[2] in "-–" and match[4] not in "-–"  # 10-12/2024 is a span of months or days
        short = len(match[5]) == 2 and match[2] != "/"  # 10.05.20 may be anything
        if not mixed and not short:
            return _valid_day(match.end(), int(match[1]), int(match[3]), match[5])
    if match := _DAYS.match(low, at):
        point = _valid_day(match.end(), int(match[1]), number(match[3]), match[4] or match[5])
        if point is not None:
            point.day_to = int(match[2])
            days = low[at : match.start(2)]
            if "đến" in days and ("-" in days or "–" in days):
                return None  # "16-9 đến ngày 15-10-2017": two days of two months
        return point
    return None


def _day_of_year(low: str, match: re.Match[str], published: date | None) -> Point | None:
    """Read the year that follows a day and month: `2/9 năm nay`, `2/9 năm 2024`."""
    tail = _DAYS_YEAR.match(low, match.end())
    if tail is None:
        return _valid_day(match.end(), int(match[1]), int(match[2]), None)
    year = tail[1]
    if year is None and published is not None:
        year = str(published.year + shift(tail[2]))
    return _valid_day(tail.end(), int(match[1]), int(match[2]), year)


def _valid_day(end: int, day: int, month: int, year: str | None) -> Point | None:
    full = None if year is None else dates.full_year(int(year))
    if month > 12 or dates.day(2024 if full is None else full, month, day) is None:
        return None
    return Point(end, "day", day=day, month=month, year=full)


def _month(low: str, at: int, published: date | None) -> Point | None:
    if match := _MY.match(low, at):
        return Point(match.end(), "month", month=int(match[1]), year=int(match[2]))
    match = _M.match(low, at)
    if match is None or number(match[1]) > 12:
        return None
    end, year = _year_after(low, match.end(), published)
    return Point(end, "month", month=number(match[1]), year=year)


def _quarter(low: str, at: int, published: date | None) -> Point | None:
    match = _Q.match(low, at)
    if match is None:
        return None
    end, year = _year_after(low, match.end(), published)
    return Point(end, "quarter", quarter=_ROMAN.get(match[1]) or number(match[1]), year=year)


def _year(low: str, at: int, published: date | None, edge: str | None) -> Point | None:
    if match := _Y.match(low, at):
        return Point(match.end(), "year", year=int(match[1]))
    if edge and published and (match := _RELATIVE_YEAR.match(low, at)):
        return Point(match.end(), "year", year=published.year + shift(match[1]))
    return None


def _bare(low: str, at: int, grain: Grain | None, published: date | None) -> Point | None:
    point: Point | None = None
    if grain == "month":
        point = _month(low, at, published)
    elif grain == "quarter":
        point = _quarter(low, at, published)
    elif grain == "year":
        point = _year(low, at, None, None)
    elif grain == "day":
        point = _day(low, at, published, named=False)
    if point is None:
        point = _numeric_day(low, at)
    if point is None and (match := _MY.match(low, at)):
        point = Point(match.end(), "month", month=int(match[1]), year=int(match[2]))
    if point is None and (match := _Y.match(low, at)):
        point = Point(match.end(), "year", year=int(match[1]))
    if point is None and (match := _DM.match(low, at)):
        point = _day_of_year(low, match, published)
    if point is None and (match := _D_OF_M.match(low, at)):
        point = _valid_day(match.end(), number(match[1]), number(match[2]), match[3] or match[4])
    if point is not None:
        point.bare = grain is None
    return point


def _current(low: str, unit: str | None, at: int, published: date | None) -> Point | None:
    """Read `đầu năm`, `cuối tháng`, `hết quý`: those of the publication date."""
    if published is None or unit not in ("tháng", "quý", "quí", "năm"):
        return None
    end = at
    while low[end - 1] == " ":
        end -= 1
    if low.startswith("học", at) or low[at : at + 1].isdigit():
        return None
    if unit == "tháng":
        return Point(end, "month", month=published.month, year=published.year)
    if unit == "năm":
        return Point(end, "year", year=published.year)
    return Point(end, "quarter", quarter=(published.month + 2) // 3, year=published.year)


def _year_after(low: str, end: int, published: date | None) -> tuple[int, int | None]:
    """Read `/2024`, ` năm 2024`, ` năm nay` after a month or quarter: its end and the year."""
    match = _YEAR_TAIL.match(low, end)
    if match is None:
        return end, None
    if match[3] is None:
        return match.end(), int(match[1] or match[2])
    if published is None:
        return end, None
    return match.end(), published.year + shift(match[3])


def bounds(point: Point, resolver: Resolver) -> Bounds | None:
    """Return the first and last day of a point, edges left aside; None if not known."""
    if point.lunar:
        return None
    if point.grain == "year":
        return None if point.year is None else dates.year(point.year)
    if point.grain == "day" and point.month is None:
        only = resolver.month_of(point.day or 0)
        return None if only is None else (only, only)
    month = point.month or (point.quarter or 1) * 3 - 2
    year = point.year
    if year is None and point.weekday is not None and point.day is not None:
        year = _year_of_weekday(point, resolver.published)
    if year is None:
        year = resolver.year_of(month, point.day or 1)
    if year is None:
        return None
    if point.grain == "month":
        return dates.months(year, month, month)
    if point.grain == "quarter":
        return dates.quarter(year, point.quarter or 1)
    first = dates.day(year, month, point.day or 0)
    last = first if point.day_to is None else dates.day(year, month, point.day_to)
    if first is None or last is None:
        return None
    if last < first:  # 28 đến 3/4 began in the month before
        first = dates.shift_months(first, -1)
    return first, last


def _year_of_weekday(point: Point, published: date | None) -> int | None:
    """Return the year nearest the publication in which the day falls on its weekday."""
    if published is None:
        return None
    for year in (published.year, published.year - 1, published.year + 1):
        found = dates.day(year, point.month or 0, point.day or 0)
        if found and found.weekday() == point.weekday and abs((found - published).days) < 330:
            return year
    return None


def edge_bounds(point: Point, whole: Bounds) -> Bounds:
    """Return what `đầu`, `giữa`, `cuối`, `hết` leave of a year, quarter or month.

    `cuối năm 2023` and `hết quý I` are known by their end only.
    """
    start, end = whole
    if start is None or end is None:
        return whole
    if point.edge in ("hết", "cuối"):
        return None, end
    return whole
