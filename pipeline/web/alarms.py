"""The Alarms page: a queue, each with its formula and its sentences side by side, and triage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.columns import TRIAGES
from pipeline.database import reading
from pipeline.store import set_triage
from pipeline.web import rows
from pipeline.web.site import RefusedError, is_partial, site_of

router = APIRouter()
_PAGE = 20


@router.get("/alarms")
def alarms(request: Request, triage: str = "open", rule: str = "", page: int = 1) -> Response:
    """Show the alarms of one triage state."""
    site = site_of(request)
    if triage not in TRIAGES:
        raise RefusedError(404, "not_found")
    page = min(max(1, page), 1_000_000)
    with reading(site.engine) as connection:
        counts = rows.count_alarms(connection)
        found = rows.read_alarms(connection, triage, rule or None, (page - 1) * _PAGE, _PAGE)
        cards = _cards(connection, found)
    of_state = counts.get(triage, {})
    total = of_state.get(rule, 0) if rule else sum(of_state.values())
    return site.render(
        request, "alarms.html", cards=cards, counts=counts, triage=triage, rule=rule,
        triages=TRIAGES, page=page, pages_count=max(1, -(-total // _PAGE)), total=total,
    )  # fmt: skip


@router.get("/alarms/{check_id}")
def alarm(request: Request, check_id: str) -> Response:
    """Show one alarm under an address of its own."""
    site = site_of(request)
    return site.render(request, "alarm.html", card=_card(request, check_id), triages=TRIAGES)


@router.post("/alarms/{check_id}/triage")
def judge(
    request: Request,
    check_id: str,
    triage: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Record a person's judgement of an alarm."""
    site = site_of(request)
    site.demand_write(request, csrf)
    before = _card(request, check_id)["check"]["triage"]
    if triage not in TRIAGES:
        raise RefusedError(400, "error")
    set_triage(site.writer, check_id, triage)
    site.overviews.forget_alarms()
    if is_partial(request):
        card = _card(request, check_id)
        return site.render(request, "alarm_card.html", card=card, triages=TRIAGES)
    return RedirectResponse(f"/alarms?triage={before}", 303)


def _card(request: Request, check_id: str) -> dict[str, Any]:
    with reading(site_of(request).engine) as connection:
        found = rows.read_alarm(connection, check_id)
        if found is None:
            raise RefusedError(404, "not_found")
        return _cards(connection, [found])[0]


def _cards(connection: sa.Connection, checks: Sequence[rows.Row]) -> list[dict[str, Any]]:
    """Return each check with its sentences: figures that share one, with their roles."""
    links = rows.check_links(connection, [check["check_id"] for check in checks])
    wanted = {figure_id for pairs in links.values() for figure_id, _ in pairs}
    figures = rows.figures_by_id(connection, wanted)
    titles = rows.article_titles(connection, {check["article_id"] for check in checks})
    cards = []
    for check in checks:
        sentences: dict[tuple[str, int], dict[str, Any]] = {}
        for figure_id, role in sorted(links.get(check["check_id"], ())):
            figure = figures.get(figure_id)
            if figure is None:
                continue
            key = (figure["article_id"], figure["sentence_start"])
            sentence = sentences.setdefault(key, {"figures": [], "roles": []})
            sentence["figures"].append(figure)
            if role not in sentence["roles"]:
                sentence["roles"].append(role)
        for sentence in sentences.values():
            sentence["figures"].sort(key=lambda figure: figure["start"])
        ordered = [sentences[key] for key in sorted(sentences)]
        ordered.sort(key=lambda side: str(side["figures"][0]["published_at"] or ""))
        cards.append(
            {"check": check, "sentences": ordered, "article": titles.get(check["article_id"])}
        )
    return cards
