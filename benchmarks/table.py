"""The rows that the benchmarks give, and how they are printed beside their targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure measured; `at_least` and `at_most` are its target, None where it has none."""

    what: str
    figure: float
    unit: str = "×"
    at_least: float | None = None
    at_most: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the figure meets its target."""
        low = self.at_least is None or self.figure >= self.at_least
        return low and (self.at_most is None or self.figure <= self.at_most)


def print_rows(rows: Iterable[Row]) -> int:
    """Print the rows as one table; return 1 where a target is missed."""
    listed = list(rows)
    width = max(len(row.what) for row in listed)
    for row in listed:
        target = ""
        if row.at_least is not None:
            target = f"≥ {row.at_least:g}"
        elif row.at_most is not None:
            target = f"≤ {row.at_most:g}"
        mark = "" if row.reached else "missed"
        print(f"{row.what:{width}}  {row.figure:10.2f} {row.unit:<8} {target:>8}  {mark}".rstrip())
    return 0 if all(row.reached for row in listed) else 1
