"""What extraction ends in: figures, non-figures, and both together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Modifier = Literal[
    "exact", "about", "almost", "more_than", "less_than", "at_least", "at_most", "order"
]
Direction = Literal["level", "increase", "decrease"]
Status = Literal["result", "plan", "forecast"]
Reason = Literal[
    "date", "time", "document", "name", "ordinal", "list", "contact", "threshold", "grade",
    "furniture", "other",
]  # fmt: skip


@dataclass(slots=True)
class Figure:
    """One reported quantity and its evidence. Offsets are code points into the article's text.

    `value` (and `value_high`, `total`) are scaled to `unit`: `50 tỷ đồng` is 5e10 VND.
    `precision` is the step of the printed number, in `unit`. Columns are described in the
    data package that `solieu export` writes.
    """

    figure_id: str
    article_id: str
    indicator: str
    value: float
    value_high: float | None
    total: float | None
    precision: float
    modifier: Modifier
    direction: Direction
    status: Status
    unit: str
    per_value: float | None
    per_unit: str | None
    subject: str
    place: str | None
    place_code: str | None
    place_scheme: str | None
    place_level: str | None
    place_names: str | None
    place_basis: Literal["named", "source"] | None
    period: str | None
    period_start: date | None
    period_end: date | None
    part_of: str | None
    start: int
    end: int
    exact: str
    number_start: int
    sentence: str
    sentence_start: int
    why: str
    confidence: float
    extractor_version: str
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class NonFigure:
    """A number that quantifies nothing, and why it does not."""

    article_id: str
    start: int
    end: int
    exact: str
    reason: Reason


FIGURE_COLUMNS = tuple(column.name for column in fields(Figure))


@dataclass(slots=True)
class Extraction:
    """Every number of one text: its figures (what iteration gives) and its non-figures."""

    figures: list[Figure] = field(default_factory=list)
    non_figures: list[NonFigure] = field(default_factory=list)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __getitem__(self, position: int) -> Figure:
        return self.figures[position]

    def __len__(self) -> int:
        return len(self.figures)

    def frame(self) -> pd.DataFrame:
        """Return the figures as a DataFrame, one row a figure, columns as in `Figure`."""
        import pandas as pd  # heavy: only who asks for a frame pays for it

        rows = [[getattr(figure, name) for name in FIGURE_COLUMNS] for figure in self.figures]
        return pd.DataFrame(rows, columns=list(FIGURE_COLUMNS))
