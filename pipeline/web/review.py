"""The Review page: accept, correct or reject a figure; what was extracted is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args
from urllib.parse import quote

import numpy as np
from fastapi import APIRouter
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from extractors.records import Direction, Modifier, Status
from pipeline.columns import REVIEWS
from pipeline.database import reading
from pipeline.store import add_review
from pipeline.web import rows
from pipeline.web.choice import Choice, read_choice, read_number
from pipeline.web.figures import csv_text, find, plain_value
from pipeline.web.site import REVIEWER_COOKIE, RefusedError, Site, site_of

router = APIRouter()
_BATCH = 200
_MAX_FIELD = 500
_NUMBERS = ("value", "value_high", "total", "per_value")
_DAYS = ("period_start", "period_end")
_ENUMS = {
    "modifier": get_args(Modifier), "direction": get_args(Direction), "status": get_args(Status),
}  # fmt: skip
# In the order of the form.
FIELDS = (
    "indicator", "value", "value_high", "total", "unit", "per_value", "per_unit", "modifier",
    "direction", "status", "subject", "place_names", "period_start", "period_end",
)  # fmt: skip


@router.get("/review")
def queue(request: Request, after: str = "") -> Response:
    """Show the next figure that nobody judged: those with alarms, then the least sure."""
    site = site_of(request)
    choice = read_choice(request.query_params)
    figure_id = _next(site, choice, after)
    return _page(request, site, choice, figure_id)


@router.get("/review/{figure_id}")
def one(request: Request, figure_id: str) -> Response:
    """Show one figure for judgement, or for another judgement."""
    return _page(request, site_of(request), read_choice(request.query_params), figure_id)


@router.post("/review/{figure_id}")
async def judge(request: Request, figure_id: str) -> Response:
    """Record a person's judgement and go on to the next figure."""
    from starlette.concurrency import run_in_threadpool

    form = {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
    return await run_in_threadpool(_judge, request, figure_id, form)


@router.get("/reviews.csv")
def export_csv(request: Request) -> Response:
    """Download all judgements as CSV."""
    with reading(site_of(request).engine) as connection:
        found = rows.read_reviews(connection)
    lines = [REVIEWS.names, *([row[name] for name in REVIEWS.names] for row in found)]
    headers = {"content-disposition": 'attachment; filename="reviews.csv"'}
    return Response(csv_text(lines), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/reviews.json")
def export_json(request: Request) -> Response:
    """Download all judgements as JSON."""
    with reading(site_of(request).engine) as connection:
        found = rows.read_reviews(connection)
    records = [{name: plain_value(row[name]) for name in REVIEWS.names} for row in found]
    headers = {"content-disposition": 'attachment; filename="reviews.json"'}
    return JSONResponse(records, headers=headers)


def _judge(request: Request, figure_id: str, form: Mapping[str, str]) -> Response:
    site = site_of(request)
    site.demand_write(request, form.get("csrf", ""))
    with reading(site.engine) as connection:
        figure = rows.figures_by_id(connection, [figure_id]).get(figure_id)
    if figure is None:
        raise RefusedError(404, "not_found")
    verdict = form.get("verdict", "")
    if verdict not in ("accepted", "corrected", "rejected"):
        raise RefusedError(400, "error")
    corrected = _corrections(site, figure, form) if verdict == "corrected" else {}
    if verdict == "corrected" and not corrected:
        raise RefusedError(400, "nothing_corrected")
    reviewer = form.get("reviewer", "").strip()[:100]
    add_review(
        site.writer,
        figure_id,
        verdict,
        reviewer=reviewer or "?",
        corrected=corrected,
        note=form.get("note", "").strip()[:2000] or None,
    )
    query = read_choice(request.query_params).query()
    response = RedirectResponse(f"/review?after={quote(figure_id)}&{query}".rstrip("&"), 303)
    if reviewer:
        response.set_cookie(
            REVIEWER_COOKIE, quote(reviewer), max_age=31_536_000, httponly=True, samesite="lax"
        )
    return response


def _corrections(site: Site, figure: rows.Row, form: Mapping[str, str]) -> dict[str, Any]:
    corrected = {}
    for name in FIELDS:
        if name not in form:
            continue
        given = form[name].strip()[:_MAX_FIELD]
        if given == form_value(figure[name]):
            continue
        if not given:
            raise RefusedError(400, "cannot_empty")
        corrected[name] = _read_field(site, name, given)
    return {name: value for name, value in corrected.items() if value != figure[name]}


def _read_field(site: Site, name: str, given: str) -> Any:
    if name in _NUMBERS:
        return read_number(given)
    if name in _DAYS:
        try:
            return date.fromisoformat(given)
        except ValueError as error:
            raise RefusedError(400, "bad_date", text=given) from error
    if name == "indicator" and given not in site.labels:
        raise RefusedError(400, "error")
    if name in _ENUMS and given not in _ENUMS[name]:
        raise RefusedError(400, "error")
    return given


def form_value(value: object) -> str:
    """Return a figure's field as a form shows it: a number without grouping, a date in ISO."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(plain_value(value))


def _next(site: Site, choice: Choice, after: str) -> str | None:
    ids = _queue(site, choice)
    places = np.flatnonzero(ids == after)
    if len(places):  # what was left for later comes round again
        ids = np.roll(ids, -1 - int(places[0]))
    with reading(site.engine) as connection:
        for at in range(0, len(ids), _BATCH):
            batch = list(ids[at : at + _BATCH])
            reviewed = rows.reviewed_among(connection, batch)
            waiting: str | None = next((one for one in batch if one not in reviewed), None)
            if waiting is not None:
                return waiting
    return None


def _queue(site: Site, choice: Choice) -> NDArray[np.object_]:
    """Return the ids of the figures chosen, judged or not: alarms first, then the least sure."""
    overview = site.overviews.current()
    key = "review?" + choice.query(sort="unsure", page=1)
    found = overview.kept.get(key)
    if found is None:
        overview, positions, _ = find(site, replace(choice, sort="unsure"))
        alarmed_first = np.argsort(overview.facets["alarm"].codes[positions], kind="stable")
        found = positions[alarmed_first].astype(np.int64)
        overview.kept.put(key, found)
    return overview.figure_ids[found]


def _page(request: Request, site: Site, choice: Choice, figure_id: str | None) -> Response:
    with reading(site.engine) as connection:
        done = rows.count_reviews(connection)
        figure = None
        alarms, history = [], []
        if figure_id is not None:
            figure = rows.figures_by_id(connection, [figure_id]).get(figure_id)
            if figure is None:
                raise RefusedError(404, "not_found")
            alarms = rows.alarms_of(connection, [figure_id]).get(figure_id, [])
            history = rows.reviews_of(connection, figure_id)
    return site.render(
        request, "review.html", figure=figure, alarms=alarms, history=history, done=done,
        fields=FIELDS, enums=_ENUMS, numbers=_NUMBERS, days=_DAYS, form_value=form_value,
        indicators=sorted(site.labels), query=choice.query(),
    )  # fmt: skip
