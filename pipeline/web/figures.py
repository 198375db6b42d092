"""The Figures page: search, facets, range, order, permalinks, downloads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
from fastapi import APIRouter
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from pipeline.columns import FIGURES
from pipeline.database import reading
from pipeline.web import rows
from pipeline.web.choice import DIMENSIONS, PAGE_ROWS, SORTS, Choice, read_choice
from pipeline.web.overview import Overview
from pipeline.web.site import Site, is_partial, site_of

router = APIRouter()
_FACET_VALUES = 12  # shown of one facet, beside those chosen
_BATCH = 500
_COLUMNS = (*FIGURES.names, "source", "province", "title", "url", "published_at")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@router.get("/")
def start() -> Response:
    """Lead to the figures."""
    return RedirectResponse("/figures")


@router.get("/figures")
def figures(request: Request) -> Response:
    """Show one page of the figures that a reader asks for, with the facets' counts."""
    site = site_of(request)
    choice = read_choice(request.query_params)
    overview, found, matching = find(site, choice)
    pages = max(1, -(-len(found) // PAGE_ROWS))
    first = (min(choice.page, pages) - 1) * PAGE_ROWS
    shown = [int(overview.row_ids[at]) for at in found[first : first + PAGE_ROWS]]
    with reading(site.engine) as connection:
        listed = rows.read_figures(connection, shown)
        ids = [row["figure_id"] for row in listed]
        alarms = rows.alarms_of(connection, ids)
        reviews = rows.last_reviews(connection, ids)
    response = site.render(
        request,
        "figures.html",
        choice=choice,
        rows=listed,
        alarms=alarms,
        reviews=reviews,
        total=len(found),
        facets=_facets(overview, choice, matching),
        page=min(choice.page, pages),
        pages_count=pages,
        sorts=SORTS,
    )
    if is_partial(request):
        query = choice.query()
        response.headers["hx-push-url"] = f"/figures?{query}" if query else "/figures"
    return response


@router.get("/figures.csv")
def download_csv(request: Request) -> Response:
    """Download the view as CSV; a text that a spreadsheet would run starts with an apostrophe."""
    return _download(request, "csv", "text/csv; charset=utf-8")


@router.get("/figures.json")
def download_json(request: Request) -> Response:
    """Download the view as a JSON array of objects."""
    return _download(request, "json", "application/json")


def find(site: Site, choice: Choice) -> tuple[Overview, NDArray[np.intp], NDArray[np.int64] | None]:
    """Return the overview, the positions of the figures asked for, and what the words match."""
    overview = site.overviews.current()
    matching = None
    if choice.search:
        matching = overview.kept.get("words?" + choice.search)
    if choice.search and matching is None:
        with reading(site.engine) as connection:
            matching = rows.matching_rows(connection, choice.search)
        overview.kept.put("words?" + choice.search, matching)
    return overview, overview.find(choice, matching), matching


def _facets(
    overview: Overview, choice: Choice, matching: NDArray[np.int64] | None
) -> list[dict[str, Any]]:
    counted = overview.count(choice, matching)
    facets = []
    for name in DIMENSIONS:
        chosen = choice.chosen.get(name, ())
        counts = dict(counted[name])
        values = [(value, counts.get(value, 0), True) for value in chosen]
        rest = [(value, count, False) for value, count in counted[name] if value not in chosen]
        if name == "year":
            rest.sort(reverse=True)
        room = max(0, _FACET_VALUES - len(values))
        facets.append({"name": name, "values": values + rest[:room], "more": len(rest[room:])})
    return facets


def _download(request: Request, form: str, media_type: str) -> Response:
    site = site_of(request)
    choice = read_choice(request.query_params)
    overview, found, _ = find(site, choice)
    row_ids = [int(one) for one in overview.row_ids[found]]
    write = _csv_lines if form == "csv" else _json_lines
    return StreamingResponse(
        write(_batches(site, row_ids)),
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="figures.{form}"'},
    )


def _batches(site: Site, row_ids: Sequence[int]) -> Iterator[list[rows.Row]]:
    for start in range(0, len(row_ids), _BATCH):
        with reading(site.engine) as connection:
            batch = rows.read_figures(connection, row_ids[start : start + _BATCH])
        yield batch


def _csv_lines(batches: Iterator[list[rows.Row]]) -> Iterator[str]:
    yield csv_text([_COLUMNS])
    for batch in batches:
        yield csv_text([[row[name] for name in _COLUMNS] for row in batch])


def csv_text(lines: Sequence[Sequence[object]]) -> str:
    """Return lines of CSV in which no text runs as a formula in a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([[_cell(value) for value in line] for line in lines])
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return plain_value(value)


def _json_lines(batches: Iterator[list[rows.Row]]) -> Iterator[str]:
    before = "[\n"
    for batch in batches:
        for row in batch:
            record = {name: plain_value(row[name]) for name in _COLUMNS}
            yield before + json.dumps(record, ensure_ascii=False)
            before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def plain_value(value: object) -> object:
    """Return a value as JSON and CSV hold it: dates as ISO 8601."""
    return value.isoformat() if isinstance(value, date | datetime) else value
