"""Calendar arithmetic: from day, month, quarter and year numbers to first and last days.

A year the text leaves out is taken from the publication date: `Resolver`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

Bounds = tuple[date | None, date | None]

# In running text, a day or month without a year that lies further ahead than this is of last year.
_AHEAD_DAYS = 45
# A plan may tell of a day so lately past; of one longer ago it means the next year's.
_RECENT_DAYS = 120
_SEASON_BEGINS = 8  # the month that school years and winter crops begin in, at the earliest


def day(year: int, month: int, number: int) -> date | None:
    """Return the date, or None where the calendar has none (31/2)."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]:
        return date(year, month, number)
    return None


def in_calendar(year: int) -> int:
    """Return the year, or the first or last one that a date can have."""
    return min(max(year, 1), 9999)


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """Return the first day of month `first` and the last day of month `last` of a year."""
    year = in_calendar(year)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def quarter(year: int, number: int) -> tuple[date, date]:
    """Return the first and the last day of quarter 1 to 4."""
    return months(year, number * 3 - 2, number * 3)


def year(first: int, last: int | None = None) -> tuple[date, date]:
    """Return the first day of a year and the last day of it, or of a later one."""
    last = first if last is None else last
    return date(in_calendar(first), 1, 1), date(in_calendar(last), 12, 31)


def shift_days(start: date, number: int) -> date:
    """Return the day `number` days later (earlier if negative), within what a date can have."""
    ordinal = start.toordinal() + number
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def shift_months(start: date, number: int) -> date:
    """Return the same day `number` months later (earlier if negative), or that month's last day."""
    target, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    target = in_calendar(target)
    return date(target, month + 1, min(start.day, monthrange(target, month + 1)[1]))


def shift_years(bounds: Bounds, number: int) -> Bounds:
    """Return both ends, where closed, `number` years later (earlier if negative)."""
    start, end = bounds
    return (
        None if start is None else shift_months(start, 12 * number),
        None if end is None else shift_months(end, 12 * number),
    )


def full_year(number: int) -> int:
    """Return the year of two or four digits: 17 is 2017, 91 is 1991."""
    if number >= 100:
        return number
    return number + (2000 if number < 60 else 1900)


@dataclass(slots=True)
class Resolver:
    """Supplies the year (or month) that an expression leaves out.

    `alone`: the expression stands by itself, so it names the publication's own year; in running
    text news tells what has been, and a month far ahead of the publication is last year's unless
    the sentence looks forward (`future`).
    """

    published: date | None
    alone: bool = False
    future: bool = False
    named_year: int | None = None
    told: tuple[int, int] | None = None  # what an undated text tells of: a year, or two of a season
    named_month: date | None = None  # a day of the month named beside: `tháng 4 (từ ngày 16 …)`

    def year_of(self, month: int, number: int = 1) -> int | None:
        """Return the year of a day or month without one, None where nothing tells."""
        if self.named_year is not None:
            return self.named_year
        if self.published is None:
            return None if self.told is None else self.told[month < _SEASON_BEGINS]
        published = self.published
        this = published.year
        if self.future:
            past = 0 <= (published.month - month) * 31 + published.day - number <= _RECENT_DAYS
            return this if past or (month, number) >= (published.month, 1) else this + 1
        if self.alone:
            return this - 1 if month - published.month >= 10 else this
        guess = day(this, month, number) or date(this, month, 28)
        return this - 1 if (guess - published).days > _AHEAD_DAYS else this

    def month_of(self, number: int) -> date | None:
        """Return the day of which only the number is given (`ngày 12`): the last one so far."""
        if (named := self.named_month) is not None:
            return day(named.year, named.month, number)
        published = self.published
        if published is None:
            return None
        here = day(published.year, published.month, number)
        if self.future or self.alone or (here and number <= published.day + 3):
            return here
        before = shift_months(published, -1)
        return day(before.year, before.month, number)
