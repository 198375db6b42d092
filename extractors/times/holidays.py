"""The days of a holiday: `trong 5 ngày nghỉ Tết (từ 14-19/2)`, told again by their number alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from extractors import dates
from extractors.times.points import bounds, read_point
from extractors.times.scan import Scan, TimeExpression, make
from extractors.times.vocabulary import YEAR, YEAR_OF_THE_MOON, N, compile_spaced, number

_DAYS_OFF = compile_spaced(
    rf"({N}) ngày (?:(?:của )?(?:kỳ |dịp |đợt )?nghỉ )?(?:lễ|tết)(?: (?:nguyên đán|cổ truyền|"
    rf"dương lịch|âm lịch))?(?: {YEAR_OF_THE_MOON})?(?:,? (?:năm )?{YEAR})?(?!\w)"
)
_DAYS_AGAIN = compile_spaced(rf"({N}) ngày(?= (?:là|qua|này|có|đã)(?!\w)|[,.;])")
_FIRST_DAYS = compile_spaced(
    rf"({N}) ngày đầu(?: tiên)?(?P<off> (?:của )?(?:kỳ |dịp |đợt )?(?:nghỉ (?:lễ|tết)|nghỉ|lễ)"
    r"(?: dịp)?(?: lễ)?)?(?!\w)"
)
_TOLD_OF = re.compile(
    r"(?:(?:^|[.;:\n)\-–] {0,3})|\b(?:trong|qua|hết|suốt|cả|tổng hợp|tổng cộng"
    r"|tính chung|tính tổng|ước tính) )$"
)
_LONGEST = timedelta(days=15)


def holiday_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `trong 5 ngày nghỉ Tết`; how long somebody is off, `được nghỉ Tết 5 ngày`, is told."""
    if match := _FIRST_DAYS.match(scan.low, at):
        return _first_days(scan, at, match)
    match = _DAYS_OFF.match(scan.low, at)
    if match is None:
        match = _DAYS_AGAIN.match(scan.low, at)
        if match is None or scan.last_at.get("holiday") != number(match[1]):
            return None
    if not 1 < number(match[1]) <= _LONGEST.days or not _TOLD_OF.search(scan.before(at)):
        return None
    scan.last_at["holiday"] = number(match[1])
    return TimeExpression(at, match.end(), "holiday", None, None)


def _first_days(scan: Scan, at: int, match: re.Match[str]) -> TimeExpression | None:
    """Read `2 ngày đầu kỳ nghỉ lễ 30/4`, told again as `2 ngày đầu`."""
    if match["off"] is None:
        span = scan.last.get("holiday")
        known = scan.last_at.get("first days") == number(match[1])
        return make(scan, at, match.end(), "span", span) if known and span else None
    near = match.end() + scan.low.startswith(" ", match.end())
    point = read_point(scan.low, near, scan.published)
    begin = bounds(point, scan.resolver(at)) if point is not None and point.grain == "day" else None
    if point is None or begin is None or begin[0] is None:
        return TimeExpression(at, match.end(), "holiday", None, None)
    span = begin[0], dates.shift_days(begin[0], number(match[1]) - 1)
    scan.last["holiday"], scan.last_at["first days"] = span, number(match[1])
    return make(scan, at, point.end, "span", span)


def date_holidays(low: str, times: list[TimeExpression]) -> list[TimeExpression]:
    """Give the days of a holiday that are told of by their number the dates that a text has."""
    named = [
        (time.period_start, time.period_end)
        for time in times
        if time.kind == "span" and time.role == "frame" and time.period_start and time.period_end
    ]
    dated = []
    for time in times:
        if time.kind == "holiday":
            days = number(low[time.start : time.end].split()[0])
            # the eve is counted in or not
            spans = [span for span in named if abs((span[1] - span[0]).days + 1 - days) <= 1]
            if spans:
                time = replace(time, period_start=spans[0][0], period_end=spans[0][1])
        dated.append(time)
    return dated
