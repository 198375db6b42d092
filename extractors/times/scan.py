"""What reading a text for times works on, and what it yields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.dates import Bounds, Resolver
from extractors.times.points import Point
from extractors.times.roles import Role, is_lifetime, looks_ahead, role_of
from extractors.times.vocabulary import EVENT, compile_spaced, fold

Kind = Literal[
    "day", "clock", "week", "month", "quarter", "months", "year", "span", "school_year", "season",
    "rolling", "now", "since", "until", "edge", "same_period", "recurrent", "lunar",
    "vague", "holiday",
]  # fmt: skip


@dataclass(slots=True)
class TimeExpression:
    """One expression of time. Both days are included; None is an end that is open or unknown.

    `kind`: `until` has a named end only, `since` runs on to the publication or is open, `now` ends
    at the publication, `edge` is the beginning or close of a year or month, `rolling` counts back
    or ahead from the publication, `vague` is a past of no known days that opens a clause. `role`:
    what it dates; only `frame`, `event` and `target` can be the time of a figure. `label`: a
    yearless day or month whose year nothing tells (`--04-14`).
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


# `Từ ngày 13 đến 15/10, Lễ hội Katê năm 2023`: the year of what took place then
_EVENT_YEAR = compile_spaced(
    r"(?:từ )?(?:ngày )?[\d/.\-–]{1,10}(?: ?(?:đến|-|–) ?(?:ngày )?[\d/.\-–]{1,10})?\)?,? "
    rf"{EVENT}(?: [^\s\d.,;]+){{1,12}}(?: lần thứ \w+)?,? năm (20\d\d)(?!\d)"
)
_BESIDE = compile_spaced(r" ?[,(:–-]? ?(?:(?:từ|trong|vào|tức|kể|nhất là) )?")
Rule = Callable[["Scan", int], "TimeExpression | None"]


class Scan:
    """One text being read: its folded letters, and what supplies the years left out."""

    __slots__ = (
        "alone", "last", "last_at", "low", "parts", "published", "text", "told", "year", "year_at",
    )  # fmt: skip

    def __init__(self, text: str, published: date | None, alone: bool) -> None:
        self.text = text
        self.low = fold(text)
        self.published = published
        self.alone = alone
        self.year: int | None = None
        self.year_at = 0
        self.told: tuple[int, int] | None = None  # the years an undated text has told of last
        self.last: dict[str, Bounds] = {}
        self.last_at: dict[str, int] = {}
        self.parts = 0  # the months of `6 tháng đầu năm`, once said

    def before(self, at: int, width: int = 24) -> str:
        """Return up to `width` characters before a place."""
        return self.low[max(0, at - width) : at]

    def is_one_sentence(self, start: int, end: int) -> bool:
        """Tell whether no sentence ends between two places."""
        between = self.low[start:end]
        return "\n" not in between and ". " not in between

    def named(self, at: int, kind: str) -> Bounds | None:
        """Return the last period of a kind that the sentence named before a place."""
        named_at = self.last_at.get(kind)
        if named_at is None or at - named_at >= 240 or not self.is_one_sentence(named_at, at):
            return None
        return self.last[kind]

    def ends_with(self, month: int) -> bool:
        """Tell whether the month, quarter or day that was named last of its kind ends with it."""
        named = (self.last.get(kind, (None, None))[1] for kind in ("month", "quarter", "until"))
        return any(end is not None and end.month == month for end in named)

    def resolver(self, at: int, year: int | None = None, future: bool = False) -> Resolver:
        """Return what supplies a missing year at a place: first `year`, then its own sentence."""
        near = year is None and self.year is not None and at - self.year_at < 240
        if near and self.is_one_sentence(self.year_at, at):
            year = self.year
        if year is None and (named := _EVENT_YEAR.match(self.low, at)):
            year = int(named[1])
        future = future or looks_ahead(self.low, at)
        return Resolver(self.published, self.alone, future, year, self.told, self._month_beside(at))

    def _month_beside(self, at: int) -> date | None:
        """Return the first day of what is named just before a place and lies in one month."""
        for kind in ("month", "span"):
            first, last = self.named(at, kind) or (None, None)
            of_one = first and last and (first.year, first.month) == (last.year, last.month)
            if of_one and _BESIDE.fullmatch(self.low, self.last_at[kind], at):
                return first
        return None


_LAST_YEAR = 2100  # that plans reach to


def make(
    scan: Scan, start: int, end: int, kind: Kind, span: Bounds, role: Role | None = None
) -> TimeExpression:
    """Return an expression, its role read from the words before it unless given."""
    if role is None:
        lived = kind in ("year", "span") and is_lifetime(scan.text, start)
        role = "birth" if lived else role_of(scan.low, start, kind)
    if span[0] is not None and span[1] is not None and span[0] > span[1]:
        span = (None, None)  # "từ năm 2017 đến năm 2015": a slip of keys
    if span[1] is not None and span[1].year > _LAST_YEAR:
        span = (None, None)  # "tháng 8/2108": another
    return TimeExpression(start, end, kind, span[0], span[1], role)


def yearless(at: int, end: int, kind: Kind, point: Point) -> TimeExpression:
    """Return a day or month that no year can be told for, or that recurs."""
    label = None
    kind = "lunar" if point.lunar else kind
    if point.month is not None and not point.lunar:
        label = f"--{point.month:02d}" + (f"-{point.day:02d}" if point.day else "")
    role: Role = "none" if kind in ("recurrent", "lunar") else "frame"
    return TimeExpression(at, end, kind, None, None, role, label)
