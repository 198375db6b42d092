"""What the pages read from the dataset: plain mappings, a few rows at a time, by index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from pipeline import schema
from pipeline.checks.record import shared_unit
from pipeline.filters import search_condition

Row = Mapping[str, Any]
_F, _A, _C, _L, _R = (
    schema.figures.c, schema.articles.c, schema.checks.c, schema.check_figures.c, schema.reviews.c,
)  # fmt: skip
_FIGURE = [column for column in _F if column.name != "folded"]
_STANDING = (
    _A.title, _A.url, _A.source, _A.province, _A.published_at, _A.reprint_of,
)  # fmt: skip
_OF_ARTICLE = sa.and_(_A.article_id == _F.article_id, _A.is_current)


def matching_rows(connection: sa.Connection, words: str) -> NDArray[np.int64]:
    """Return the row_id of every figure that holds these words, ascending."""
    condition = search_condition(connection, schema.figures, words)
    # One string instead of a row each: common words are in every second figure.
    listed = sa.func.aggregate_strings(sa.cast(_F.row_id, sa.Text), " ")
    found = connection.execute(sa.select(listed).where(condition)).scalar()
    return np.sort(np.array((found or "").split(), np.int64))


def read_figures(connection: sa.Connection, row_ids: Sequence[int]) -> list[Row]:
    """Return figures with their articles' standing, in the order of the row ids."""
    return _figures_where(connection, _F.row_id.in_(row_ids), {r: i for i, r in enumerate(row_ids)})


def figures_by_id(connection: sa.Connection, figure_ids: Collection[str]) -> dict[str, Row]:
    """Return figures with their articles' standing, by figure_id."""
    found = _figures_where(connection, _F.figure_id.in_(figure_ids), {})
    return {row["figure_id"]: row for row in found}


def _figures_where(
    connection: sa.Connection, condition: sa.ColumnElement[bool], order: Mapping[int, int]
) -> list[Row]:
    query = sa.select(*_FIGURE, *_STANDING).join(schema.articles, _OF_ARTICLE).where(condition)
    found: list[Row] = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda row: order.get(row["row_id"], 0))


def alarms_of(connection: sa.Connection, figure_ids: Collection[str]) -> dict[str, list[Row]]:
    """Return by figure the alarms that name it and that nobody dismissed."""
    query = (
        sa.select(_L.figure_id, *schema.checks.c)
        .join(schema.checks, _C.check_id == _L.check_id)
        .where(_L.figure_id.in_(figure_ids), _C.outcome == "alarm", _C.triage != "dismissed")
        .distinct()
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _with_units(connection, query):
        found[row["figure_id"]].append(row)
    return found


def _with_units(connection: sa.Connection, query: sa.Select[Any]) -> list[Row]:
    """Return the checks that a query finds, each with the unit that its figures share."""
    checks = [dict(row) for row in connection.execute(query).mappings()]
    measures = (
        sa.select(_L.check_id, _F.unit, _F.per_value, _F.per_unit)
        .join(schema.figures, _F.figure_id == _L.figure_id)
        .where(_L.check_id.in_({check["check_id"] for check in checks}))
    )
    figures: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(measures) if checks else ():
        figures[row.check_id].append(row)
    return [check | {"unit": shared_unit(figures[check["check_id"]])} for check in checks]


def last_reviews(connection: sa.Connection, figure_ids: Collection[str]) -> dict[str, Row]:
    """Return by figure the last judgement of it."""
    query = sa.select(schema.reviews).where(_R.figure_id.in_(figure_ids)).order_by(_R.review_id)
    return {row["figure_id"]: dict(row) for row in connection.execute(query).mappings()}


def read_article(connection: sa.Connection, article_id: str) -> Row | None:
    """Return the current version of an article, None where there is none."""
    columns = [column for column in _A if column.name != "folded"]
    query = sa.select(*columns).where(_A.article_id == article_id, _A.is_current)
    row = connection.execute(query).mappings().first()
    return dict(row) if row is not None else None


def article_figures(connection: sa.Connection, article_id: str) -> list[Row]:
    """Return the figures of an article, in text order."""
    query = sa.select(*_FIGURE).where(_F.article_id == article_id).order_by(_F.start)
    return [dict(row) for row in connection.execute(query).mappings()]


def article_non_figures(connection: sa.Connection, article_id: str) -> list[Row]:
    """Return the other numbers of an article, in text order."""
    table = schema.non_figures
    query = sa.select(table).where(table.c.article_id == article_id).order_by(table.c.start)
    return [dict(row) for row in connection.execute(query).mappings()]


def article_checks(connection: sa.Connection, article_id: str) -> list[Row]:
    """Return the checks that concern an article: its own, and those that name its figures."""
    named = (
        sa.select(_L.check_id)
        .join(schema.figures, _F.figure_id == _L.figure_id)
        .where(_F.article_id == article_id)
    )
    query = sa.select(schema.checks).where(
        sa.or_(_C.article_id == article_id, _C.check_id.in_(named))
    )
    return _with_units(connection, query)


def article_titles(connection: sa.Connection, article_ids: Collection[str]) -> dict[str, Row]:
    """Return by id the standing of articles."""
    query = sa.select(_A.article_id, *_STANDING).where(
        _A.article_id.in_(article_ids), _A.is_current
    )
    return {row["article_id"]: dict(row) for row in connection.execute(query).mappings()}


_SEVERITIES = sa.case({"high": 0, "medium": 1, "low": 2}, value=_C.severity, else_=3)


def read_alarms(
    connection: sa.Connection, triage: str, rule: str | None, first: int, most: int
) -> list[Row]:
    """Return alarms of one triage state, the weightiest first."""
    query = (
        sa.select(schema.checks)
        .where(*_alarm_conditions(triage, rule))
        .order_by(_SEVERITIES, _C.check_id)
        .offset(first)
        .limit(most)
    )
    return _with_units(connection, query)


def read_alarm(connection: sa.Connection, check_id: str) -> Row | None:
    """Return one check, None where there is none."""
    found = _with_units(connection, sa.select(schema.checks).where(_C.check_id == check_id))
    return found[0] if found else None


def count_alarms(connection: sa.Connection) -> dict[str, dict[str, int]]:
    """Return how many alarms each rule has in each triage state: {triage: {rule: n}}."""
    query = (
        sa.select(_C.triage, _C.rule, sa.func.count())
        .where(_C.outcome == "alarm")
        .group_by(_C.triage, _C.rule)
        .order_by(_C.triage, _C.rule)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for triage, rule, count in connection.execute(query):
        found[triage][rule] = count
    return found


def _alarm_conditions(triage: str, rule: str | None) -> list[sa.ColumnElement[bool]]:
    found = [_C.outcome == "alarm", _C.triage == triage]
    return [*found, _C.rule == rule] if rule else found


def check_links(
    connection: sa.Connection, check_ids: Collection[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return by check its figures as (figure_id, role)."""
    query = sa.select(_L.check_id, _L.figure_id, _L.role).where(_L.check_id.in_(check_ids))
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for check_id, figure_id, role in connection.execute(query):
        found[check_id].append((figure_id, role))
    return found


def reviewed_among(connection: sa.Connection, figure_ids: Collection[str]) -> set[str]:
    """Return which of these figures somebody judged."""
    query = sa.select(_R.figure_id).where(_R.figure_id.in_(figure_ids)).distinct()
    return set(connection.execute(query).scalars())


def reviews_of(connection: sa.Connection, figure_id: str) -> list[Row]:
    """Return all judgements of a figure, the latest first."""
    query = sa.select(schema.reviews).where(_R.figure_id == figure_id).order_by(_R.review_id.desc())
    return [dict(row) for row in connection.execute(query).mappings()]


def read_reviews(connection: sa.Connection) -> list[Row]:
    """Return all judgements, the oldest first."""
    query = sa.select(schema.reviews).order_by(_R.review_id)
    return [dict(row) for row in connection.execute(query).mappings()]


def count_reviews(connection: sa.Connection) -> int:
    """Return how many figures somebody judged."""
    query = sa.select(sa.func.count(sa.distinct(_R.figure_id)))
    return int(connection.execute(query).scalar_one())


def read_yields(connection: sa.Connection) -> dict[str, list[Row]]:
    """Return by source what its runs yielded, the latest first."""
    table, runs = schema.run_sources, schema.runs
    query = (
        sa.select(table, runs.c.started_at, runs.c.status, runs.c.number)
        .join(runs, runs.c.run_id == table.c.run_id)
        .order_by(runs.c.number.desc())
        .limit(5000)
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["source"]].append(dict(row))
    return found


def count_articles(connection: sa.Connection) -> dict[str, Row]:
    """Return by source its articles and the date of the newest."""
    query = (
        sa.select(
            _A.source, sa.func.count().label("articles"),
            sa.func.max(_A.published_at, type_=schema.Moment()).label("newest"),
        )
        .where(_A.is_current)
        .group_by(_A.source)
    )  # fmt: skip
    return {row["source"]: dict(row) for row in connection.execute(query).mappings()}
