"""The record that reading a quantity fills in, before it becomes a figure."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.records import Direction, Modifier, Status


@dataclass(slots=True)
class Mention:
    """A number with what stands around it: `text[start:end]` from modifier to unit."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: float
    precision: float
    value_high: float | None = None
    total: float | None = None
    modifier: Modifier = "exact"
    direction: Direction = "level"
    status: Status = "result"
    unit: str = ""
    kind: str = "count"
    noun_class: str = ""
    unit_start: int = -1
    unit_end: int = -1
    per_value: float | None = None
    per_unit: str | None = None
    for_each: bool = False  # mỗi before it gave it its denominator
    column: str = ""  # the heading over it in a table
    elided: bool = False
    words: bool = False
    antecedent: int = -1  # number_start of the mention whose unit it took
    why: list[str] = field(default_factory=list)
