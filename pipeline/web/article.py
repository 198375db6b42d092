"""The Article page: the text with every number told, figures and alarms beside it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipeline.database import reading
from pipeline.web import rows
from pipeline.web.gold import gold_case
from pipeline.web.marks import text_pieces
from pipeline.web.site import RefusedError, site_of
from scrapers.archive import read_response
from scrapers.errors import ScrapeError

router = APIRouter()
_ORDER = {"high": 0, "medium": 1, "low": 2}


@router.get("/articles/{article_id}")
def article(request: Request, article_id: str) -> Response:
    """Show an article."""
    site = site_of(request)
    with reading(site.engine) as connection:
        found = rows.read_article(connection, article_id)
        if found is None:
            raise RefusedError(404, "not_found")
        figures = rows.article_figures(connection, article_id)
        others = rows.article_non_figures(connection, article_id)
        checks = rows.article_checks(connection, article_id)
        links = rows.check_links(connection, [check["check_id"] for check in checks])
        reviews = rows.last_reviews(connection, [figure["figure_id"] for figure in figures])
    alarms = [c for c in checks if c["outcome"] == "alarm" and c["triage"] != "dismissed"]
    alarms.sort(key=lambda check: _ORDER.get(check["severity"], 3))
    named: dict[str, list[Any]] = {}
    for check in alarms:
        for figure_id, _ in links.get(check["check_id"], ()):
            named.setdefault(figure_id, []).append(check)
    return site.render(
        request,
        "article.html",
        article=found,
        figures={figure["figure_id"]: figure for figure in figures},
        pieces=list(text_pieces(found["text"], figures, others)),
        others=others,
        alarms=alarms,
        alarmed=named,
        links=links,
        agreeing=[check for check in checks if check["outcome"] == "pass"],
        reviews=reviews,
        has_archive=bool(site.archive and found["archive_ref"]),
    )


@router.get("/articles/{article_id}/archived")
def archived(request: Request, article_id: str) -> Response:
    """Send the page as it was fetched, as plain text: its markup must not run here."""
    site = site_of(request)
    with reading(site.engine) as connection:
        found = rows.read_article(connection, article_id)
    if found is None or not site.archive or not found["archive_ref"]:
        raise RefusedError(404, "not_found")
    try:
        body = read_response(site.archive, found["archive_ref"]).body
    except (ScrapeError, OSError) as error:
        raise RefusedError(404, "not_found") from error
    return Response(
        body,
        media_type="text/plain; charset=utf-8",
        headers={"content-security-policy": "sandbox; default-src 'none'"},
    )


@router.get("/articles/{article_id}/gold.json")
def gold(request: Request, article_id: str) -> Response:
    """Send the article as a gold case, with what people said of its figures."""
    site = site_of(request)
    with reading(site.engine) as connection:
        found = rows.read_article(connection, article_id)
        if found is None:
            raise RefusedError(404, "not_found")
        figures = rows.article_figures(connection, article_id)
        reviews = rows.last_reviews(connection, [figure["figure_id"] for figure in figures])
    return JSONResponse(
        gold_case(found, figures, reviews),
        headers={"content-disposition": f'attachment; filename="{found["article_id"]}.json"'},
    )
