"""A printed percentage, the part and whole it is of, and the two compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.records import Figure
from pipeline.checks.interval import Interval, figure_interval, total_interval
from pipeline.checks.record import Check, Reading, Roles, make_check, severity_of
from pipeline.checks.wording import show, show_span


@dataclass(frozen=True, slots=True)
class Base:
    """What a percentage is of; `whole` is None where the text keeps it."""

    part: Interval
    whole: Interval | None
    shown: str
    roles: Roles


def share_base(share: Figure, percent: Figure) -> Base:
    """Return the base of `57/60 mô hình (95%)`."""
    roles = [(share, "share"), (percent, "percent")]
    shown = f"{show(share.value)}/{show(share.total or 0)}"
    return Base(figure_interval(share), total_interval(share), shown, roles)


def pair_base(
    part: Figure, whole: Figure, percent: Figure, names: tuple[str, str] = ("part", "whole")
) -> Base:
    """Return the base of a percentage of two figures."""
    roles = [(part, names[0]), (whole, names[1]), (percent, "percent")]
    shown = f"{show(part.value)}/{show(whole.value)}"
    return Base(figure_interval(part), figure_interval(whole), shown, roles)


def unknown_base(part: Figure, percent: Figure) -> Base:
    """Return a base whose whole is not in the text."""
    roles = [(part, "part"), (percent, "percent")]
    return Base(figure_interval(part), None, show(part.value), roles)


def compare_percent(
    reading: Reading, percent: Figure, base: Base, *, beyond: bool = False
) -> Iterator[Check]:
    """Compare a printed percentage with its base; `beyond` where x % says 100 + x, as in `vượt`."""
    if base.whole is None:
        printed = f"{show(percent.value)} %"
        yield make_check(reading.article_id, "percent", "cannot_tell", base.roles, observed=printed)
        return
    ratio = base.part.over(base.whole)
    if ratio is None:
        return
    offset = 100.0 if beyond else 0.0
    given = Interval(ratio.low * 100 - offset, ratio.high * 100 - offset)
    printed_span = figure_interval(percent)
    middle = 100 * (base.part.low + base.part.high) / (base.whole.low + base.whole.high) - offset
    yield make_check(
        reading.article_id,
        "percent",
        "pass" if given.meets(printed_span) else "alarm",
        base.roles,
        observed=f"{'+' if beyond else ''}{show(percent.value)} %",
        expected=f"{base.shown} = {'+' if beyond else ''}{show(middle)} %",
        tolerance=f"{show_span(given.low, given.high)} %",
        severity=severity_of(given.gap(printed_span)),
    )
