"""Rules across articles: conflict, cumulative, scale."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from extractors.records import Figure
from pipeline.checks.interval import figure_interval
from pipeline.checks.record import Check, Outcome, full_unit, make_check, severity_of
from pipeline.checks.wording import show
from pipeline.fold import fold

_MERGERS = date(2025, 7, 1)  # provinces and communes were merged, districts ended
_FEWEST = 4  # values that make a series
_LOOK_BACK = 20  # earlier articles on one matter that an article is compared with, the last first
_LARGEST = 1e18  # beyond it a number is no report but a slip of the reader's
_NARROW = 1.5  # orders of magnitude a series may span and still say what its order is
# Rates and stocks may fall; only what is counted up since a day may not.
_NOT_COUNTED_UP = frozenset(
    {
        "households_poor", "poverty_rate", "coverage_rate", "growth_rate", "duration",
        "people_other", "plan_fulfilment", "other",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """A figure and what its article's standing means for comparing it.

    `origin_id` is the article this one reprints, or its own id: reprints are one report.
    """

    figure: Figure
    published: date | None
    source: str = ""
    origin_id: str = ""


DatasetRule = Callable[[Sequence[Report]], Iterator[Check]]
DATASET_RULES: dict[str, DatasetRule] = {}


def dataset_rule(name: str) -> Callable[[DatasetRule], DatasetRule]:
    """Register a rule that compares figures of several articles."""

    def register(rule: DatasetRule) -> DatasetRule:
        DATASET_RULES[name] = rule
        return rule

    return register


def _group(
    reports: Iterable[Report], key: Callable[[Figure], Hashable | None]
) -> list[list[Report]]:
    groups: dict[Hashable, list[Report]] = defaultdict(list)
    for report in reports:
        value = key(report.figure)
        if value is not None:
            groups[value].append(report)
    return [group for group in groups.values() if len(group) > 1]


def _place(figure: Figure) -> Hashable | None:
    """Return what tells the figure's place, None where the text names none.

    Codes of the two schemes overlap; a village, or several places, have the code of what covers
    them.
    """
    if figure.place_names is None:
        return None
    names = _sound(figure.place_names)
    if figure.place_code is None:
        return names
    place = _sound(figure.place or "")  # of a unit since abolished its own, with another's code
    covered = names if names != place else ""
    return figure.place_scheme, figure.place_code, place, covered


def _sound(name: str) -> str:
    """Return a name without what only spellings differ in: Bắc Kạn / Bắc Cạn, Đăk / Đắc."""
    return fold(name).replace("k", "c").replace("y", "i")


def _origin(report: Report) -> str:
    return report.origin_id or report.figure.article_id


def _label(report: Report) -> str:
    facts = [report.source, report.published.isoformat() if report.published else ""]
    shown = ", ".join(fact for fact in facts if fact)
    value = f"{show(report.figure.value)} {full_unit(report.figure)}"
    return f"{value} ({shown})" if shown else value


def _day(report: Report) -> date:
    return report.published or report.figure.period_end or date.max


def _order(reports: Sequence[Report]) -> tuple[date, str]:
    return _day(reports[0]), reports[0].figure.article_id


@dataset_rule("conflict")
def check_conflicts(reports: Sequence[Report]) -> Iterator[Check]:
    """Alarm where two independent articles give one indicator, place and period two values."""

    def key(figure: Figure) -> Hashable | None:
        place = _place(figure)
        if place is None or figure.period_start is None or figure.period_end is None:
            return None
        if figure.part_of is not None:
            return None
        subject = fold(figure.subject) if figure.indicator == "other" else ""
        return (
            figure.indicator, full_unit(figure), figure.direction, place, figure.period_start,
            figure.period_end, figure.status, figure.total is None, subject,
        )  # fmt: skip

    for group in _group(reports, key):
        by_article: dict[str, list[Report]] = defaultdict(list)
        for report in group:
            by_article[_origin(report)].append(report)
        articles = sorted(by_article.values(), key=_order)
        for index, later in enumerate(articles):
            for earlier in reversed(articles[max(0, index - _LOOK_BACK) : index]):
                check = _compare_articles(earlier, later)
                if check is not None:
                    yield check
                    break


def _compare_articles(first: list[Report], second: list[Report]) -> Check | None:
    """Compare two articles on one matter; None where they speak of different things."""
    pairs = [(a, b) for a in first for b in second if _same_subject(a.figure, b.figure)]
    if not pairs or any(_unfinished(a) != _unfinished(b) for a, b in pairs):
        return None
    meeting = [(a, b) for a, b in pairs if _agree(a.figure, b.figure)]
    outcome: Outcome = "pass" if meeting else "alarm"
    if not meeting and len(pairs) > 1:
        # Several values under one heading in one article: it is not clear which one to compare.
        outcome = "cannot_tell"
    one, other = (meeting or pairs)[0]
    return make_check(
        other.figure.article_id,
        "conflict",
        outcome,
        [(one.figure, "earlier"), (other.figure, "later")],
        observed=_label(one),
        expected=_label(other),
        severity=severity_of(figure_interval(one.figure).gap(figure_interval(other.figure))),
    )


def _agree(first: Figure, second: Figure) -> bool:
    same = figure_interval(first).meets(figure_interval(second))
    return same and (first.total is None or first.total == second.total)


def _same_subject(first: Figure, second: Figure) -> bool:
    one, other = fold(first.subject), fold(second.subject)
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def _unfinished(report: Report) -> bool:
    """Whether the period was still running when the article came out."""
    end = report.figure.period_end
    return report.published is not None and end is not None and report.published < end


@dataset_rule("cumulative")
def check_cumulatives(reports: Sequence[Report]) -> Iterator[Check]:
    """Alarm where a total counted since a day is lower in a later article."""

    def key(figure: Figure) -> Hashable | None:
        place = _place(figure)
        if place is None or figure.period_start is None or figure.period_end is None:
            return None
        if figure.indicator in _NOT_COUNTED_UP or figure.unit == "%" or figure.part_of is not None:
            return None
        if figure.direction != "level" or figure.status != "result" or figure.per_unit:
            return None
        return figure.indicator, figure.unit, place, figure.period_start, fold(figure.subject)

    for group in _group(reports, key):
        ends: dict[date, list[Report]] = defaultdict(list)
        for report in group:
            if report.figure.period_end is not None:
                ends[report.figure.period_end].append(report)
        # Two values at one day are for the rule on conflicts; here they would mislead.
        certain = [day for day in sorted(ends) if len({r.figure.value for r in ends[day]}) == 1]
        for earlier, later in pairwise(ends[day][0] for day in certain):
            if earlier.figure.article_id != later.figure.article_id:
                yield _compare_running(earlier, later)


def _compare_running(earlier: Report, later: Report) -> Check:
    before, after = figure_interval(earlier.figure), figure_interval(later.figure)
    outcome: Outcome = "pass" if after.high >= before.low or after.meets(before) else "alarm"
    ends = (earlier.figure.period_end or date.min, later.figure.period_end or date.max)
    if outcome == "alarm" and ends[0] < _MERGERS <= ends[1]:
        outcome = "cannot_tell"
    return make_check(
        later.figure.article_id,
        "cumulative",
        outcome,
        [(earlier.figure, "earlier"), (later.figure, "later")],
        observed=f"{show(later.figure.value)} {later.figure.unit} (→ {ends[1].isoformat()})",
        expected=f"{show(earlier.figure.value)} {earlier.figure.unit} (→ {ends[0].isoformat()})",
        severity=severity_of(before.gap(after)),
    )


@dataset_rule("scale")
def check_scales(reports: Sequence[Report]) -> Iterator[Check]:
    """Alarm where a value is a thousand or a million times off its indicator's series there."""

    def key(figure: Figure) -> Hashable | None:
        place = _place(figure)
        if place is None or figure.unit in ("%", "times"):
            return None
        if not 0 < figure.value < _LARGEST:
            return None
        if figure.direction != "level" or figure.per_unit or figure.part_of is not None:
            return None
        subject = fold(figure.subject) if figure.indicator == "other" else ""
        return figure.indicator, figure.unit, place, subject

    for group in _group(reports, key):
        orders = [math.log10(report.figure.value) for report in group]
        middle = statistics.median(orders)
        for report, order in zip(group, orders, strict=True):
            if abs(order - middle) >= 2.5:
                yield from _compare_scale(report, group, order)


def _compare_scale(report: Report, group: Sequence[Report], order: float) -> Iterator[Check]:
    others = [
        math.log10(other.figure.value)
        for other in group
        if other is not report and _origin(other) != _origin(report)
    ]
    if not others:
        return
    middle = statistics.median(others)
    distance = abs(order - middle)
    if min(abs(distance - 3), abs(distance - 6)) > 0.5 or max(others) - min(others) > _NARROW:
        return
    outcome: Outcome = "alarm" if len(others) >= _FEWEST else "cannot_tell"
    yield make_check(
        report.figure.article_id,
        "scale",
        outcome,
        [(report.figure, "figure")],
        observed=f"{show(report.figure.value)} {report.figure.unit}",
        expected=f"{len(others)} × ≈ {show(float(f'{10**middle:.2g}'))} {report.figure.unit}; "
        f"10^{order - middle:+.1f}",
        severity="high",
    )
