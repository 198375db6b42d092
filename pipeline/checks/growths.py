"""The rule on changes: `tăng x%` against the two levels that the text prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.link_fits import one_unit
from extractors.records import Figure
from pipeline.checks.interval import Interval, figure_interval, is_change, widen
from pipeline.checks.record import Check, Reading, article_rule, make_check, severity_of
from pipeline.checks.wording import show, show_span

_FROM = re.compile(r"(?<!\w)từ\s*(?:mức\s*)?$", re.I)
_TO = re.compile(
    r"^[^.;()\d]{0,60}(?<!\w)(?:lên|xuống|còn|đến|thành)(?!\w)[^.;()\d]{0,30}$"
    r"|^[^.;\d]{0,30}(?:năm|tháng|quý)[^.;]{0,20}(?:lên|xuống|còn)[^.;()\d]{0,30}$",
    re.I,
)
_JOINS_AFTER = re.compile(r"(?:[^.;\d]|(?:19|20)\d\d){0,40}")
_JOINS_BEFORE = re.compile(r"[\s,(:–-]*(?:tức\s+)?(?:từ\s+)?(?:mức\s+)?")
_AGAINST = re.compile(
    r"^[^,;.]{0,20}(?:so với|so cùng kỳ|cùng kỳ)(?:(?!trong đó)[^,;.]){0,60}$|^\s*\(từ\s*$", re.I
)
_COMPARED = re.compile(
    r"[^.;\d]{0,25}(?:so với|so)\s+(?:cuối\s+|đầu\s+)?(?:cùng kỳ(?:\s+năm\s+(?:trước|ngoái))?"
    r"|năm\s+(?:trước|ngoái|(?P<year>(?:19|20)\d\d)))",
    re.I,
)
_AVERAGE = re.compile(r"bình quân|trung bình|mỗi (?:năm|tháng|quý)|h[àằ]ng (?:năm|tháng|quý)", re.I)


@article_rule("growth")
def check_growths(reading: Reading) -> Iterator[Check]:
    """Alarm where a printed change is not the one between the two levels printed with it."""
    for change in reading.figures:
        percentage = change.unit == "%" and is_change(change)
        amount = not percentage and change.direction != "level" and change.unit != "times"
        times = change.unit == "times"
        if not (percentage or amount or times) or change.status != "result":
            continue
        if _AVERAGE.search(reading.before(change, 40)):
            continue
        levels = _levels(reading, change)
        if levels is None:
            continue
        base, level = levels
        yield from _compare_change(reading, change, base, level)
    yield from _check_amount_with_percent(reading)


def _levels(reading: Reading, change: Figure) -> tuple[Figure, Figure] | None:
    """Return the base and the level that a change lies between, where the text prints both."""
    near = reading.in_sentence[change.sentence_start]
    at = near.index(change)
    unit = None if change.unit in ("%", "times") else change.unit
    pairs = [near[at - 2 : at] if at >= 2 else [], near[at + 1 : at + 3]]
    for pair in pairs:
        if len(pair) == 2 and _is_from_to(reading, pair[0], pair[1], unit):
            after = pair[1].end <= change.start
            joins = _JOINS_AFTER if after else _JOINS_BEFORE
            between = (pair[1], change) if after else (change, pair[0])
            if joins.fullmatch(reading.between(*between)):
                return pair[0], pair[1]
    level = near[at - 1] if at else None
    if level is None or not _is_level(level, unit):
        return None
    gap = reading.between(level, change)
    if len(gap) > 80 or ";" in gap:
        return None
    for figure in near[at + 1 : at + 2]:
        if _is_level(figure, level.unit) and _AGAINST.match(reading.between(change, figure)):
            return figure, level
    return _earlier_level(reading, level, change)


def _is_level(figure: Figure, unit: str | None) -> bool:
    if is_change(figure) or figure.unit == "times":
        return False
    if unit is not None and not one_unit(figure.unit, unit):
        return False
    return figure.total is None and figure.status == "result" and figure.value > 0


def _is_from_to(reading: Reading, first: Figure, second: Figure, unit: str | None) -> bool:
    return (
        _is_level(first, unit)
        and _is_level(second, first.unit)
        and bool(_FROM.search(reading.before(first, 12)) or _FROM.match(first.exact[:3]))
        and bool(_TO.match(reading.between(first, second)))
    )


def _earlier_level(reading: Reading, level: Figure, change: Figure) -> tuple[Figure, Figure] | None:
    """Return the one earlier figure of the same thing that the text compares with, as the base."""
    compared = _COMPARED.match(reading.after(change, 60))
    if compared is None:
        return None
    year = int(compared["year"]) if compared["year"] else None
    same = ("indicator", "unit", "per_unit", "place_names", "place", "modifier")
    bases = [
        figure
        for figure in reading.figures
        if figure is not level
        and _is_level(figure, level.unit)
        and all(getattr(figure, name) == getattr(level, name) for name in same)
        and _same_subject(figure, level)
        and (_is_of_year(figure, year) if year else _is_year_before(figure, level))
    ]
    return (bases[0], level) if len({figure.value for figure in bases}) == 1 else None


def _same_subject(base: Figure, level: Figure) -> bool:
    """Whether both count one thing; said again in its own sentence, a noun may stand alone."""
    one, other = base.subject.casefold(), level.subject.casefold()
    near = base.sentence_start == level.sentence_start
    return one == other or (near and one.startswith(f"{other} "))


def _is_of_year(figure: Figure, year: int) -> bool:
    days = [day for day in (figure.period_start, figure.period_end) if day]
    return bool(days) and all(day.year == year for day in days)


def _is_year_before(first: Figure, second: Figure) -> bool:
    """Whether two periods are the same part of two years that follow each other."""
    pairs = [(first.period_start, second.period_start), (first.period_end, second.period_end)]
    for one, other in pairs:
        if one is None or other is None or other.year - one.year != 1:
            return False
        if abs(one.timetuple().tm_yday - other.timetuple().tm_yday) > 3:
            return False
    return True


def _compare_change(
    reading: Reading, change: Figure, base: Figure, level: Figure
) -> Iterator[Check]:
    before, after = figure_interval(base), figure_interval(level)
    printed = figure_interval(change)
    sign = -1 if change.direction == "decrease" else 1
    unit = ""
    if change.unit == "times":
        ratio = after.over(before) if sign > 0 else before.over(after)
        if ratio is None:
            return
        options = [ratio]
        if not re.search(r"gấp", change.exact + reading.before(change, 10), re.I):
            options.append(Interval(ratio.low - 1, ratio.high - 1))  # `tăng 3 lần`: to, or by
        given, middle = ratio, level.value / base.value
        # `gấp 3 lần` is a round word: half a time either way.
        printed = widen(change.value, max(change.precision, 0.1), change.modifier)
        agrees = any(option.meets(printed) for option in options)
        if change.precision >= 1 and change.modifier == "exact":
            agrees = agrees or any(
                option.meets(Interval(change.value - 0.5, change.value + 0.5)) for option in options
            )
    elif change.unit == "%" and base.unit != "%":
        ratio = after.over(before)
        if ratio is None:
            return
        given = Interval((ratio.low - 1) * 100 * sign, (ratio.high - 1) * 100 * sign)
        given = Interval(min(given.low, given.high), max(given.low, given.high))
        middle, unit = (level.value / base.value - 1) * 100 * sign, " %"
        agrees = given.meets(printed)
    else:  # an amount, or percentage points between two percentages
        difference = after - before
        given = difference if sign > 0 else Interval(-difference.high, -difference.low)
        middle, unit = (level.value - base.value) * sign, f" {change.unit}"
        agrees = given.meets(printed)
        if change.unit == "%":
            ratio = after.over(before)  # or relative to the base: the text does not say which
            if ratio is not None:
                relative = sorted(((ratio.low - 1) * 100 * sign, (ratio.high - 1) * 100 * sign))
                agrees = agrees or Interval(*relative).meets(printed)
    arrow = f"{show(base.value)} → {show(level.value)}"
    mark = {"increase": "+", "decrease": "−"}.get(change.direction, "")
    yield make_check(
        reading.article_id,
        "growth",
        "pass" if agrees else "alarm",
        [(base, "base"), (level, "level"), (change, "change")],
        observed=f"{mark}{show(change.value)}{unit or ' ×'}",
        expected=f"{arrow}: {mark}{show(middle)}{unit or ' ×'}",
        tolerance=show_span(given.low, given.high),
        severity=severity_of(given.gap(printed)),
    )


def _check_amount_with_percent(reading: Reading) -> Iterator[Check]:
    """`23 vụ, giảm 4 vụ (-14,8%)`: level and amount give the base, and so the percentage."""
    for near in reading.in_sentence.values():
        for level, amount, percent in zip(near, near[1:], near[2:], strict=False):
            fits = (
                _is_level(level, amount.unit)
                and amount.direction != "level"
                and amount.unit != "%"
                and percent.unit == "%"
                and re.fullmatch(
                    r"\s*(?:\(|,|hay|tức|tương đương|bằng|ứng với)[^\d.;]{0,25}",
                    reading.between(amount, percent),
                    re.I,
                )
                and len(reading.between(level, amount)) <= 60
                and ";" not in reading.between(level, amount)
            )
            if not fits:
                continue
            now, moved = figure_interval(level), figure_interval(amount)
            base = now - moved if amount.direction == "increase" else now + moved
            ratio = moved.over(base)
            if ratio is None:
                continue
            given, printed = ratio.scale(100), figure_interval(percent)
            start = level.value - (
                amount.value if amount.direction == "increase" else -amount.value
            )
            sign = "+" if amount.direction == "increase" else "−"
            rate = show(100 * amount.value / start)
            yield make_check(
                reading.article_id,
                "growth",
                "pass" if given.meets(printed) else "alarm",
                [(level, "level"), (amount, "change"), (percent, "percent")],
                observed=f"{sign}{show(percent.value)} %",
                expected=f"{show(start)} → {show(level.value)}: {sign}{rate} %",
                tolerance=f"{show_span(given.low, given.high)} %",
                severity=severity_of(given.gap(printed)),
            )
