"""The Sources page: which outlets are read, and whether they still yield what they should."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pipeline.database import reading
from pipeline.web import rows
from pipeline.web.site import site_of
from scrapers.sources import load_sources

router = APIRouter()
_EARLIER = 8
_LOW = 0.9  # of the articles seen have a title, a date, a text
Health = Literal["good", "watch", "bad", "none"]


@router.get("/sources")
def sources(request: Request) -> Response:
    """Show every source of the dataset and of the project, the ailing ones first."""
    site = site_of(request)
    with reading(site.engine) as connection:
        yields = rows.read_yields(connection)
        articles = rows.count_articles(connection)
    known = load_sources()
    names = sorted({*yields, *articles, *known})
    listed = [
        {
            "name": name,
            "source": known.get(name),
            "runs": yields.get(name, [])[:_EARLIER],
            "health": judge_health(yields.get(name, [])),
            "articles": articles.get(name),
        }
        for name in names
    ]
    order = {"bad": 0, "watch": 1, "good": 2, "none": 3}
    listed.sort(key=lambda entry: order[str(entry["health"])])
    return site.render(request, "sources.html", listed=listed)


def judge_health(runs: Sequence[rows.Row]) -> Health:
    """Return how a source fares, by its last run: runs are given the latest first."""
    if not runs:
        return "none"
    last = runs[0]
    fetched = last["new"] + last["changed"] + last["failed"]
    if (last["seen"] == 0 and last["failed"]) or (fetched and last["failed"] > fetched / 2):
        return "bad"
    shares = (last["share_title"], last["share_date"], last["share_text"])
    low = any(share is not None and share < _LOW for share in shares)
    return "watch" if low or last["message"] or last["failed"] else "good"
