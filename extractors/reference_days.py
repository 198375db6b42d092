"""What a reader infers where a text is short of a date: a report's year, an event's day.

reference_day(text) -> date | None         for a text whose publication date is unknown
event_period(text, times, published) -> Period | None    the day that an event report opens with
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from extractors.periods import Period, make_period
from extractors.sentences import Sentence
from extractors.times import TimeExpression
from extractors.times.roles import looks_ahead, role_of
from extractors.times.vocabulary import fold

_ANY_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)")
# A report compares with the year before its own: "so với cùng kỳ năm 2023" is written of 2024.
_COMPARED = re.compile(
    r"(?:so với (?:cùng kỳ|cùng thời điểm|cuối|năm|thời điểm)?\s*(?:năm\s+)?"
    r"|(?:cùng kỳ|(?<!tháng )(?<!quý )cuối)\s+năm\s+)\Z",
    re.IGNORECASE,
)
# Or it tells of the year's plan: `đạt 94,9% kế hoạch năm 2022`, `đạt các chỉ tiêu của năm 2022`.
_PLANNED = re.compile(
    r"(?:\d\s?%\s+(?:so với\s+)?(?:kế hoạch|dự toán|chỉ tiêu|kh)(?:\s+[^\W\d]+){0,3}?\s+(?:năm\s+)?"
    r"|(?:đạt|vượt|hoàn thành)\s+(?:[^\W\d]+,?\s+){0,5}?(?:kế hoạch|dự toán|chỉ tiêu|nhiệm vụ)"
    r"(?:\s+[^\W\d]+){0,4}?\s+năm\s+)\Z",
    re.IGNORECASE,
)
_BEFORE_YEAR = 120  # characters before a year that tell what it is the year of
# Else it is of the year of the first day or month that its opening dates: `Sáng 4/3/2012`.
_YEAR = re.compile(r"(?:19|20)\d{2}(?![\w/-])")
_DATED = re.compile(  # of folded text
    r"(?:(?<![\w/.,-])(?:(?:ngày|tháng) +)?(?:\d{1,2}[/.-])?\d{1,2}[/.-]"
    r"|\btháng +\d{1,2},? +năm +|\b\d{1,2} +tháng(?: +của)? +năm +"
    r"|\b(?:tháng|quý) +đầu(?: +tiên)?(?: +của)? +năm +"
    r"|\bquý +(?:[1-4]|i{1,3}|iv)(?:/| +năm +))$"
)
_BEFORE_DATE = 120  # characters that tell a document's day from a report's
_LONGEST_DATE = 24
_LATEST_DAY = (12, 30)  # never a day that a text would name: an end inferred from it is taken back
_OPENING = 900  # characters within which an event report names its day
_MANY_TOLD = 6  # figures told before a day that is none of the opening's any more
_TELLS = re.compile(r"\d\s[^\W\d]")
_LONGEST_EVENT = timedelta(days=7)
_RECENT = timedelta(days=45)
_SAYS = re.compile(r"(?:[^\W\d]+ ){3}[^\W\d]")
_OF_THE_DAY = ("day", "week", "month", "quarter", "rolling")
_NUMBERED = re.compile(
    r"\d(?!\d*\s+(?:tháng|quý|tuần|ngày|năm)(?!\w))|(?<!\w)quý\s+[IV]"
    r"|(?<!\w)tháng\s+(?:đầu|cuối|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp)(?!\w)",
    re.IGNORECASE,
)


def reference_day(text: str) -> date | None:
    """Infer a late day of the year a text is of, from what it compares with or dates first."""
    years = [year + 1 for year in _years_behind(_COMPARED, text)]
    for match in _YEAR.finditer(text, 0, _OPENING):
        before = fold(text[max(0, match.start() - _BEFORE_DATE) : match.start()])
        dated = _DATED.search(before, max(0, len(before) - _LONGEST_DATE))
        if dated is None:
            continue
        at = dated.start()
        if role_of(before, at, "day") == "frame" and not looks_ahead(before, at):
            years.append(int(match.group()))
            break
    if not years:
        years = _years_behind(_PLANNED, text)
    return date(max(years), *_LATEST_DAY) if years else None


def _years_behind(words: re.Pattern[str], text: str) -> list[int]:
    """The years that stand behind such words."""
    return [
        int(year.group())
        for year in _ANY_YEAR.finditer(text)
        if words.search(text, max(0, year.start() - _BEFORE_YEAR), year.start())
    ]


def without_relative(times: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """Leave out the days of what only the true day could tell, such as `tháng này`, `tuần qua`.

    `trong tháng` behind `tháng 7/2017` is that month: its days stay.
    """
    named: set[tuple[date | None, date | None]] = set()
    known = []
    for time in times:
        bounds = time.period_start, time.period_end
        if time.kind not in _OF_THE_DAY or _NUMBERED.search(text, time.start, time.end):
            named.add(bounds)
        elif bounds not in named:
            time = replace(time, period_start=None, period_end=None)
        known.append(time)
    return known


def without_reference(period: Period | None, day: date) -> Period | None:
    """Open the end that the inferred day closed (`đến nay`), None where nothing else is left."""
    if period is None or day not in (period.start, period.end):
        return period
    start = period.start if period.start != day else None
    end = period.end if period.end != day else None
    return make_period(start, end) if start or end else None


# What is said of an event's own day, against the day on which somebody tells of it.
_HAPPENS = re.compile(
    r"(?<!\w)(?:xảy ra|xuất hiện|gây|làm|khiến|bị|va chạm|cháy|nổ|mưa|lũ|lốc|bão|tai nạn|sạt lở"
    r"|chìm|đuối nước|thiệt hại|ngập)(?!\w)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|thông báo|công bố|thông tin|xác nhận|báo cáo|tổ chức|kiểm tra|thăm"
    r"|trao)(?!\w)",
    re.IGNORECASE,
)


_HARM = re.compile(
    r"(?<!\w)(?:càn quét|tàn phá|cuốn trôi|sập|tốc mái|vùi lấp|ngập|hư hỏng|hư hại|gãy đổ|thiệt hại"
    r"|bị thương|thiệt mạng|mất tích)(?!\w)",
    re.IGNORECASE,
)


def tells_of_harm(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence of an event report says what the event did: `22 nhà bị sập`."""
    return _HARM.search(text, sentence.start, sentence.end) is not None


def _is_dateline(text: str, time: TimeExpression) -> bool:
    """Tell whether a time stands alone on its line: `23/09/2014 07:04`, a page's own."""
    line = text.rfind("\n", 0, time.start) + 1
    end = text.find("\n", time.end)
    beside = text[line : time.start] + text[time.end : end if end >= 0 else len(text)]
    return end >= 0 and not _SAYS.search(beside)


def event_period(
    text: str, times: Sequence[TimeExpression], published: date | None
) -> Period | None:
    """Return the days that a report of a recent event opens with, None if it names none.

    Only their end is known of `tính đến sáng 19/8, mưa lũ làm 6 người chết`.
    """
    for time in times:
        if time.start > _OPENING:
            return None
        start, end = time.period_start, time.period_end
        if time.kind == "clock" or end is None or time.role == "document":
            continue
        if start is None and time.kind != "until":
            continue
        if start is not None and end - start > _LONGEST_EVENT:
            continue
        if published is not None and not published - _RECENT <= end <= published:
            continue
        if _is_dateline(text, time):
            continue
        if len(_TELLS.findall(text, 0, time.start)) > _MANY_TOLD:
            return None
        happens = _HAPPENS.search(text, time.end, time.end + 120)
        told = _TOLD.search(text, time.end, happens.start() if happens else time.end)
        if happens and not told:
            return make_period(start, end)
    return None
