"""What changed in the dataset since a run: figures and checks that came, changed or went.

found = diff("solieu.db")                 # what the last run brought
found = diff("solieu.db", since=run_id)   # what all runs after that one brought
for change in found.figures: change.kind, change.before, change.after, change.columns
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from pipeline import schema
from pipeline.columns import CHECKS, FIGURES, Table
from pipeline.database import as_engine, reading
from pipeline.errors import UsageError

Kind = Literal["new", "changed", "withdrawn"]
Row = dict[str, Any]
# Where a figure stands, and how sure and by which version it was found, is not what it says.
_SILENT = frozenset(
    {"start", "end", "number_start", "sentence_start", "why", "confidence", "extractor_version",
     "run_id"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One figure or check: the rows before and after, and the columns that differ."""

    kind: Kind
    before: Row | None
    after: Row | None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """What came after run `since` (None: from the beginning), up to run `until`."""

    since: str | None
    until: str | None
    figures: tuple[Change, ...]
    checks: tuple[Change, ...]

    def count(self, kind: Kind) -> int:
        """Return how many figures are new, changed or withdrawn."""
        return sum(change.kind == kind for change in self.figures)

    @property
    def alarms(self) -> tuple[Change, ...]:
        """The alarms that are new or say something else than before."""
        return tuple(
            change for change in self.checks if change.after and change.after["outcome"] == "alarm"
        )


def diff(database: str | os.PathLike[str] | sa.Engine, *, since: str | None = None) -> Diff:
    """Return what changed after a run (default: in the last run); UsageError for an unknown one."""
    engine = as_engine(database)
    runs = schema.runs.c
    with reading(engine) as connection:
        last = connection.execute(
            sa.select(runs.run_id, runs.number).order_by(runs.number.desc()).limit(2)
        ).all()
        until = last[0].run_id if last else None
        if since is not None:
            number = run_number(connection, since)
        else:
            since, number = (last[1].run_id, last[1].number) if len(last) > 1 else (None, 0)
        return Diff(
            since,
            until,
            _changes(connection, FIGURES, schema.figures, schema.figure_history, number),
            _changes(connection, CHECKS, schema.checks, schema.check_history, number),
        )


def run_number(connection: sa.Connection, run_id: str) -> int:
    """Return a run's place in the order of runs; UsageError for an unknown one."""
    runs = schema.runs.c
    number = connection.execute(sa.select(runs.number).where(runs.run_id == run_id)).scalar()
    if number is None:
        latest = connection.execute(
            sa.select(runs.run_id).order_by(runs.number.desc()).limit(1)
        ).scalar()
        hint = f"the last one is {latest}" if latest else "there is none yet"
        raise UsageError(f"no run {run_id!r} in this dataset: {hint}")
    return int(number)


def _changes(
    connection: sa.Connection, table: Table, now: sa.Table, history: sa.Table, number: int
) -> tuple[Change, ...]:
    key = table.primary_key[0]
    later = sa.select(schema.runs.c.run_id).where(schema.runs.c.number > number)
    names = table.names
    written = connection.execute(
        sa.select(*(now.c[name] for name in names)).where(now.c.run_id.in_(later))
    ).mappings()
    after = {row[key]: dict(row) for row in written}
    replaced = connection.execute(
        sa.select(*(history.c[name] for name in names)).where(
            history.c.superseded_by.in_(later), history.c.run_id.not_in(later)
        )
    ).mappings()
    before = {row[key]: dict(row) for row in replaced}
    found = [_compare(before.get(one), after.get(one), names) for one in {**before, **after}]
    place = {"new": 0, "changed": 1, "withdrawn": 2}
    changes = [change for change in found if change is not None]
    changes.sort(key=lambda change: (place[change.kind], *_position(change, key)))
    return tuple(changes)


def _compare(before: Row | None, after: Row | None, names: tuple[str, ...]) -> Change | None:
    if before is None:
        return Change("new", None, after)
    if after is None:
        return Change("withdrawn", before, None)
    differing = tuple(name for name in names if name not in _SILENT and before[name] != after[name])
    return Change("changed", before, after, differing) if differing else None


def _position(change: Change, key: str) -> tuple[str, int, str]:
    row = change.after or change.before or {}
    return (row["article_id"], row.get("start", 0), row[key])
