"""What a printed number can stand for: an interval, so that rounding alone never alarms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.catalogue import load_catalogue
from extractors.records import Figure, Modifier

_ABOUT = 0.1  # `khoảng 500` is read as 450 to 550
_ALMOST = 0.15  # `gần 50 tỷ` as 42.5 to 50
_REASON = 2.0  # `hơn 2.700` as 2,700 to 5,400: beyond that a reporter would have said more
_EPSILON = 1e-9  # of a value: floats such as 923.835e9 are not exact


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed, `low` ≤ `high`, in the figure's unit."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def scale(self, factor: float) -> Interval:
        """Return both ends times a positive factor."""
        return Interval(self.low * factor, self.high * factor)

    def over(self, other: Interval) -> Interval | None:
        """Return the quotient of two intervals of non-negative numbers; None where it is open."""
        if other.low <= 0:
            return None
        return Interval(max(self.low, 0) / other.high, self.high / other.low)

    def meets(self, other: Interval) -> bool:
        """Whether the two share a point, float noise aside."""
        slack = _EPSILON * max(abs(self.low), abs(self.high), abs(other.low), abs(other.high))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def gap(self, other: Interval) -> float:
        """Return how far apart they are, relative to the nearer end; 0 where they meet."""
        if self.meets(other):
            return 0.0
        near, far = (self.high, other.low) if self.high < other.low else (self.low, other.high)
        return abs(near - far) / max(abs(far), abs(near), _EPSILON)


@cache
def measures() -> frozenset[str]:
    """Units of measure, as against counted nouns."""
    return frozenset(unit.unit for unit in load_catalogue().units.values())


def noun_class(unit: str) -> str:
    """Return the catalogue's class of a counted noun (household, person …), "" where unknown."""
    noun = load_catalogue().nouns.get(unit)
    return noun.noun_class if noun else ""


def is_count(figure: Figure) -> bool:
    """Whether the figure counts things, one by one."""
    return figure.unit not in measures()


def is_change(figure: Figure) -> bool:
    """Whether the figure is an amount or rate of change."""
    return figure.direction != "level" or figure.indicator == "growth_rate"


def is_exact(figure: Figure) -> bool:
    """Whether the number is printed in full: a whole count, or dong by dong."""
    whole = figure.precision <= 1 and float(figure.value).is_integer()
    return whole and (is_count(figure) or figure.unit == "VND")


def figure_interval(figure: Figure) -> Interval:
    """Return what the figure's value can stand for, its modifier and printed step considered."""
    step = 0.0 if is_exact(figure) else figure.precision
    low = widen(figure.value, step, figure.modifier)
    if figure.value_high is None or figure.value_high < figure.value:
        return low
    return Interval(low.low, widen(figure.value_high, step, figure.modifier).high)


def total_interval(figure: Figure) -> Interval:
    """Return what the whole of a share (58 of `52/58`) can stand for."""
    step = 0.0 if is_exact(figure) else figure.precision
    return widen(figure.total or 0.0, step, "exact")


def widen(value: float, step: float, modifier: Modifier) -> Interval:
    """Return value ± half its step, widened the way its modifier says."""
    half = step / 2
    match modifier:
        case "exact":
            return Interval(value - half, value + half)
        case "about":
            return Interval(value - max(half, value * _ABOUT), value + max(half, value * _ABOUT))
        case "almost":
            return Interval(value - max(half, value * _ALMOST), value + half)
        case "more_than" | "at_least":
            return Interval(value - half, value + abs(value) * (_REASON - 1) + half)
        case "less_than" | "at_most":
            return Interval(min(0.0, _REASON * value - half), value + half)
        case "order":
            return Interval(value, value + abs(value) * 9)
