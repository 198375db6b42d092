"""The Series page: one indicator over places and time, as a chart and as the table behind it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pipeline import schema
from pipeline.database import reading
from pipeline.display import unit_name
from pipeline.fold import fold
from pipeline.web import rows
from pipeline.web.chart import Point, draw_series
from pipeline.web.site import RefusedError, Site, read_language, site_of

router = APIRouter()
MOST_PLACES = 8
MOST_POINTS = 400
_F, _A = schema.figures.c, schema.articles.c
_MIXED = ("other", "coverage_rate", "growth_rate", "duration")  # rates of anything at all
# So much a household and so much in all are two series.
_measure = sa.case((_F.per_unit.is_(None), _F.unit), else_=_F.unit + "/" + _F.per_unit)
_LEVELS = _F.direction == "level"


@router.get("/series")
def series(request: Request) -> Response:
    """Show an indicator's values with their dates, the chosen places apart."""
    site = site_of(request)
    wanted = _read_wanted(request)
    with reading(site.engine) as connection:
        indicators = _counted(connection, _F.indicator, _LEVELS)
        indicator = wanted["indicator"] or _richest(connection)
        of_indicator = sa.and_(_LEVELS, _F.indicator == indicator)
        units = _counted(connection, _measure, of_indicator)
        unit = wanted["unit"] if wanted["unit"] in dict(units) else (units[0][0] if units else "")
        of_unit = sa.and_(of_indicator, _measure == unit)
        places = _counted(connection, _F.place, sa.and_(of_unit, _F.place.is_not(None)))
        found = _values(connection, indicator, unit, wanted["places"])
        conflicting = _conflicting(connection, [row["figure_id"] for row in found])
    shown = [row for row in found if row["day"] is not None]
    label = site.label(indicator, read_language(request))
    return site.render(
        request, "series.html", indicators=indicators, indicator=indicator,
        units=units, chosen_unit=unit,
        places=places, chosen=wanted["places"], found=found, conflicting=conflicting,
        chart_query=_chart_query(indicator, unit, wanted["places"]) if shown else None,
        indicator_label=label, most=MOST_POINTS,
    )  # fmt: skip


@router.get("/series.svg")
def chart(request: Request) -> Response:
    """Send the chart alone, wide or (`narrow=1`) for a phone."""
    site = site_of(request)
    wanted = _read_wanted(request)
    if not wanted["indicator"] or not wanted["unit"]:
        raise RefusedError(404, "not_found")
    points = _points(site, wanted["indicator"], wanted["unit"], wanted["places"])
    narrow = request.query_params.get("narrow") == "1"
    language = read_language(request)
    svg = _drawn(points, unit_name(wanted["unit"], language), narrow, language)
    # Shown through <img>, where no script of an SVG runs; this holds for who opens it alone.
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return Response(svg, media_type="image/svg+xml", headers={"content-security-policy": policy})


_drawn = lru_cache(maxsize=64)(draw_series)


def _read_wanted(request: Request) -> dict[str, Any]:
    params = request.query_params
    places = tuple(dict.fromkeys(place for place in params.getlist("place") if place))
    return {
        "indicator": params.get("indicator") or "",
        "unit": params.get("unit") or "",
        "places": places[:MOST_PLACES],
    }


def _chart_query(indicator: str, unit: str, places: tuple[str, ...]) -> str:
    from urllib.parse import urlencode

    pairs = [("indicator", indicator), ("unit", unit), *(("place", place) for place in places)]
    return urlencode(pairs)


def _counted(
    connection: sa.Connection, column: Any, condition: sa.ColumnElement[bool]
) -> list[tuple[str, int]]:
    count = sa.func.count().label("figures")
    query = sa.select(column, count).where(condition).group_by(column)
    return [(value, n) for value, n in connection.execute(query.order_by(count.desc(), column))]


def _richest(connection: sa.Connection) -> str:
    """Return the indicator with the most places: the series that shows most."""
    query = (
        sa.select(_F.indicator)
        .where(_F.indicator.not_in(_MIXED), _F.place.is_not(None), _LEVELS)
        .group_by(_F.indicator)
        .order_by(sa.func.count(sa.distinct(_F.place)).desc(), _F.indicator)
        .limit(1)
    )
    return str(connection.execute(query).scalar() or "")


def _values(
    connection: sa.Connection, indicator: str, unit: str, places: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Return the newest values, the newest first, each with the day that it stands for."""
    conditions = [_F.indicator == indicator, _measure == unit, _LEVELS]
    if places:
        conditions.append(_F.place.in_(places))
    query = (
        sa.select(
            *(column for column in _F if column.name != "folded"),
            _A.title, _A.source, _A.published_at, _A.reprint_of,
        )
        .join(schema.articles, sa.and_(_A.article_id == _F.article_id, _A.is_current))
        .where(*conditions)
        .order_by(sa.func.coalesce(_F.period_end, _F.period_start).desc(), _F.row_id)
        .limit(MOST_POINTS)
    )  # fmt: skip
    found = [dict(row) for row in connection.execute(query).mappings()]
    for row in found:
        row["day"] = _day(row)
    return sorted(found, key=lambda row: row["day"] or date.min, reverse=True)


def _day(row: rows.Row) -> date | None:
    day: date | None = row["period_end"] or row["period_start"]
    if day is None and row["published_at"] is not None:
        day = row["published_at"].date()
    return day


def _conflicting(connection: sa.Connection, figure_ids: list[str]) -> set[str]:
    alarms = rows.alarms_of(connection, figure_ids)
    rules = ("conflict", "cumulative", "scale")
    return {one for one, checks in alarms.items() if any(c["rule"] in rules for c in checks)}


def _points(site: Site, indicator: str, unit: str, places: tuple[str, ...]) -> tuple[Point, ...]:
    with reading(site.engine) as connection:
        found = _values(connection, indicator, unit, places)
        conflicting = _conflicting(connection, [row["figure_id"] for row in found])
        if not places:
            counts = _counted(
                connection, _F.place,
                sa.and_(_F.indicator == indicator, _measure == unit, _F.place.is_not(None)),
            )  # fmt: skip
            places = tuple(place for place, _ in counts[:MOST_PLACES])
    return tuple(
        Point(
            row["day"].isoformat(),
            row["value"],
            row["place"],
            fold(row["subject"] or ""),
            "conflict" if row["figure_id"] in conflicting
            else "reprint" if row["reprint_of"] else "plain",
        )
        for row in reversed(found)
        if row["day"] is not None and row["place"] in places
    )  # fmt: skip
