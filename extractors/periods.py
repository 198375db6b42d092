"""The time frame a figure is for.

Period(label, start, end): either end open; label as the `period` column has it ("2024-Q2").
read_period(text, published=None) -> Period | None: one expression, alone or in a short phrase.
assign_periods(text, sentences, anchors, times, *, title=None, published=None)
    -> list[Period | None], one an anchor, in their order. An anchor is (start, end, number_start)
    of a figure's mention; `times` is what `extractors.times.find_times(text, published)` gave.

extractors/times.py: find_times(text, published) -> list[TimeExpression], ordered, not overlapping;
`text[t.start:t.end]` is the expression, whose digit runs are all non-figures with `t.reason`
("date" or "time").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from extractors.dates import Bounds
from extractors.period_lists import CUES, told_in_turn
from extractors.publication import publication_day
from extractors.sentences import Sentence
from extractors.time_frames import Anchor, frames_at
from extractors.times import TimeExpression, find_times


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, either open (None); `label` names it shortly."""

    label: str
    start: date | None
    end: date | None


def make_period(start: date | None, end: date | None) -> Period:
    """Return the period of these days under its shortest label: 2024, 2024-Q2, 2018/2020."""
    return Period(_label(start, end), start, end)


def _label(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return f"{start.isoformat() if start else '..'}/{end.isoformat() if end else '..'}"
    if start == end:
        return start.isoformat()
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return f"{start.isoformat()}/{end.isoformat()}"
    if start.month == 1 and end.month == 12:
        return f"{start.year:04d}" if start.year == end.year else f"{start.year:04d}/{end.year:04d}"
    if start.year == end.year:
        months = end.month - start.month + 1
        if months == 3 and start.month % 3 == 1:
            return f"{start.year:04d}-Q{end.month // 3}"
        if months == 6 and start.month % 6 == 1:
            return f"{start.year:04d}-S{end.month // 6}"
        if months == 1:
            return start.isoformat()[:7]
    return f"{start.isoformat()[:7]}/{end.isoformat()[:7]}"


def read_period(text: str, published: str | date | None = None) -> Period | None:
    """Return the period a short phrase names, its first if several, or None if it names none.

    `published` (a date, or ISO text) supplies what is left out. Without it a day or month lacking
    its year, or one that recurs, has neither end and a label such as `--04-14`. Raises ValueError
    for a `published` that is no date.
    """
    day = publication_day(published)
    for expression in find_times(normalize("NFC", text.strip()), day, alone=True):
        if expression.label is not None:
            return Period(expression.label, None, None)
        if expression.period_start is not None or expression.period_end is not None:
            return make_period(expression.period_start, expression.period_end)
    return None


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(r"(?<!\w)(?:tháng \d|quý [IV\d])", re.IGNORECASE)
_COMPARES = re.compile(r"(?<!\w)(?:so|tăng|giảm|cùng kỳ)(?!\w)", re.IGNORECASE)


def column_period(heading: str, published: date | None = None) -> Period | None:
    """Return the time that a table's column is of: `Thực hiện 2023`, `Quý I/2024`; None without."""
    years = _YEAR.findall(heading)
    if _COMPARES.search(heading) or len(years) > 1:
        return None
    found = read_period(heading, published) if years or _MONTH.search(heading) else None
    if found is not None and found.start is not None and found.end is not None:
        return found
    if not years:
        return None
    return make_period(date(int(years[0]), 1, 1), date(int(years[0]), 12, 31))


def assign_periods(
    text: str,
    sentences: Sequence[Sentence],
    anchors: Sequence[Anchor],
    times: Sequence[TimeExpression],
    *,
    title: str | None = None,
    published: date | None = None,
) -> list[Period | None]:
    """Return the period of each anchor's figure, in their order; None where the text gives none."""
    if title is not None:
        title = normalize("NFC", title)
    frames = frames_at(text, sentences, anchors, times, title, published)
    told = [None if frame is None else frame.bounds for frame in frames]
    if any(cue in text for cue in CUES):
        in_turn: dict[int, Bounds] = {}
        numbers = sorted(anchor[2] for anchor in anchors)
        for sentence in sentences:
            inside = numbers[
                bisect_left(numbers, sentence.start) : bisect_left(numbers, sentence.end)
            ]
            in_turn |= told_in_turn(text, sentence, inside, published)
        told = [in_turn.get(anchor[2], old) for anchor, old in zip(anchors, told, strict=True)]
    named: dict[Bounds | None, Period | None] = {
        bounds: make_period(*bounds) for bounds in told if bounds is not None
    }
    named |= {None: None, (None, None): None}  # no time, and a present of no known day
    return [named[bounds] for bounds in told]
