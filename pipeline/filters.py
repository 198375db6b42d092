"""Which figures are meant: what a user asks for → SQL conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from pipeline import schema
from pipeline.errors import UsageError
from pipeline.fold import fold
from pipeline.within import codes_within

Values = str | Sequence[str]
Day = date | str


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Conditions on figures, all of which must hold; a list means any of its values.

    `place` is compared without diacritics; `within` takes a province's or district's name and means
    it and every unit in it, past and present. `year`: the period ends in it (or, open, starts in
    it). `period` and `published` are (first day, last day), either may be None; a period that
    overlaps is meant. `search` finds words, and "phrases" in quotes, in sentence, subject and
    place, with or without diacritics. `alarm`: with (or without) an alarm that nobody dismissed.
    """

    indicator: Values | None = None
    place: Values | None = None
    within: Values | None = None
    place_code: Values | None = None
    province: Values | None = None  # the source's own
    source: Values | None = None
    article_id: Values | None = None
    unit: Values | None = None
    status: Values | None = None
    year: int | Sequence[int] | None = None
    period: tuple[Day | None, Day | None] | None = None
    published: tuple[Day | None, Day | None] | None = None
    minimum: float | None = None
    maximum: float | None = None
    search: str | None = None
    alarm: bool | None = None
    min_confidence: float | None = None


def conditions(connection: sa.Connection, chosen: FigureFilter) -> list[sa.ColumnElement[bool]]:
    """Return the SQL conditions on `schema.figures` joined with its current article."""
    f, a = schema.figures.c, schema.articles.c
    found: list[sa.ColumnElement[bool]] = []
    for column, values in (
        (f.indicator, chosen.indicator),
        (f.place_code, chosen.place_code),
        (f.unit, chosen.unit),
        (f.status, chosen.status),
        (f.article_id, chosen.article_id),
        (a.source, chosen.source),
        (a.province, chosen.province),
    ):
        if values is not None:
            found.append(column.in_(_listed(values)))
    if chosen.place is not None:
        found.append(f.place.in_(_spellings(connection, _listed(chosen.place))))
    if chosen.within is not None:
        found.append(sa.or_(*map(_within_unit, _listed(chosen.within)), sa.false()))
    if chosen.year is not None:
        years = [chosen.year] if isinstance(chosen.year, int) else list(chosen.year)
        last_day = sa.func.coalesce(f.period_end, f.period_start)
        found.append(
            sa.or_(*(last_day.between(date(y, 1, 1), date(y, 12, 31)) for y in years), sa.false())
        )
    if chosen.period is not None:
        found += _overlapping(f.period_start, f.period_end, chosen.period)
    if chosen.published is not None:
        found += _published(a.published_at, chosen.published)
    if chosen.minimum is not None:
        found.append(f.value >= chosen.minimum)
    if chosen.maximum is not None:
        found.append(f.value <= chosen.maximum)
    if chosen.min_confidence is not None:
        found.append(f.confidence >= chosen.min_confidence)
    if chosen.search:
        found.append(search_condition(connection, schema.figures, chosen.search))
    if chosen.alarm is not None:
        found.append(_alarmed(chosen.alarm))
    return found


def search_condition(
    connection: sa.Connection, table: sa.Table, words: str
) -> sa.ColumnElement[bool]:
    """Return the condition that a row of articles or figures holds all these words.

    Case and diacritics do not count, words in double quotes must stand together.
    """
    phrases = _phrases(words)
    if not phrases:
        return sa.true()
    if connection.dialect.name == "sqlite":
        match = " AND ".join('"' + phrase + '"' for phrase in phrases)
        index = sa.table(f"{table.name}_search", sa.column("rowid"))
        matching = sa.select(index.c.rowid).where(
            sa.literal_column(f"{table.name}_search").op("MATCH")(match)
        )
        return table.c.row_id.in_(matching)
    vector: sa.ColumnElement[Any] = sa.literal_column(
        f"to_tsvector('simple', left({table.name}.folded, 250000))"
    )
    return sa.and_(
        *(
            vector.op("@@")(sa.func.phraseto_tsquery(sa.literal_column("'simple'"), phrase))
            for phrase in phrases
        )
    )


def _phrases(words: str) -> list[str]:
    parts = fold(words).split('"')
    quoted = [" ".join(part.split()) for part in parts[1::2]]
    plain = [word for part in parts[0::2] for word in part.split()]
    # A sign alone is no word to either index.
    return [part for part in (*quoted, *plain) if any(char.isalnum() for char in part)]


def _listed(values: Values) -> list[str]:
    return [values] if isinstance(values, str) else list(values)


def _spellings(connection: sa.Connection, wanted: list[str]) -> list[str]:
    folded = {fold(name) for name in wanted}
    known = connection.execute(
        sa.select(schema.figures.c.place).where(schema.figures.c.place.is_not(None)).distinct()
    ).scalars()
    return [name for name in known if fold(name) in folded]


def _within_unit(name: str) -> sa.ColumnElement[bool]:
    f = schema.figures.c
    return sa.or_(
        *(
            sa.and_(f.place_scheme == scheme, f.place_code.in_(sorted(codes)))
            for scheme, codes in codes_within(name).items()
        )
    )


def _day(value: Day) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is not a date; write it as 2024-01-31") from error


def _overlapping(
    start: Any, end: Any, wanted: tuple[Day | None, Day | None]
) -> list[sa.ColumnElement[bool]]:
    first, last = wanted
    found = [sa.or_(start.is_not(None), end.is_not(None))]
    if first is not None:
        found.append(sa.func.coalesce(end, start) >= _day(first))
    if last is not None:
        found.append(sa.func.coalesce(start, end) <= _day(last))
    return found


def _published(column: Any, wanted: tuple[Day | None, Day | None]) -> list[sa.ColumnElement[bool]]:
    from datetime import datetime, time, timedelta

    first, last = wanted
    found = []
    if first is not None:
        found.append(column >= datetime.combine(_day(first), time(), schema.VIETNAM))
    if last is not None:
        after = _day(last) + timedelta(days=1)
        found.append(column < datetime.combine(after, time(), schema.VIETNAM))
    return found


def _alarmed(wanted: bool) -> sa.ColumnElement[bool]:
    links, checks = schema.check_figures.c, schema.checks.c
    alarmed = schema.figures.c.figure_id.in_(
        sa.select(links.figure_id)
        .join(schema.checks, checks.check_id == links.check_id)
        .where(checks.outcome == "alarm", checks.triage != "dismissed")
    )
    return alarmed if wanted else sa.not_(alarmed)
