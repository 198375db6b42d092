"""The numbered weeks that health reports count by: `tuần 46/2024`, `tính đến tuần 46`."""

from __future__ import annotations

import re
from datetime import date

from extractors.dates import Bounds, in_calendar, shift_days
from extractors.times.points import Point
from extractors.times.scan import Scan, TimeExpression, make
from extractors.times.vocabulary import YEAR, compile_spaced

_WEEK = compile_spaced(
    rf"tuần (?:thứ )?(\d{{1,2}})(?!\w)(?:(?: ?[/-] ?|,? (?:của )?năm )({YEAR})(?!\w))?(?![.,/]\d)"
    r"(?= ?(?:[,.;:()\n]|$)| (?:tại|có|ghi|là|tăng|giảm|đã|toàn|cả|số|trên)(?!\w))"
)
_LATEST = 35  # days since its Monday: reports tell of the last weeks, courses count from their own
# The weeks of a pregnancy, a mourning, a season of games are not those of the year.
_NOT_OF_YEAR = re.compile(r"(?:thai|cúng|bầu|sang|mỗi|một|hai|từng|\d) $")


def week_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `tuần 46`: the days, Monday to Sunday, of a week by its number in ISO 8601's year."""
    if _NOT_OF_YEAR.search(scan.before(at, 8)):
        return None
    read = _read_week(scan.low, at, scan.published)
    return None if read is None else make(scan, at, read[0], "week", read[1])


def read_week_end(low: str, at: int, published: date | None) -> Point | None:
    """Return the Sunday of the numbered week that starts at `at`: `đến tuần 46`."""
    read = _read_week(low, at, published)
    last = read and read[1][1]
    if read is None or last is None:
        return None
    return Point(read[0], "day", day=last.day, month=last.month, year=last.year)


def _read_week(low: str, at: int, published: date | None) -> tuple[int, Bounds] | None:
    match = _WEEK.match(low, at)
    if match is None or not 0 < int(match[1]) <= 52:
        return None
    if match[2]:
        year = int(match[2])
    elif published is None:
        return None
    else:
        year = published.year
    monday = date.fromisocalendar(year, int(match[1]), 1)
    if not match[2] and published:
        if monday > published:
            monday = date.fromisocalendar(in_calendar(year - 1), int(match[1]), 1)
        if (published - monday).days > _LATEST:
            return None
    return match.end(), (monday, shift_days(monday, 6))
