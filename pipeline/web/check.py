"""The Check page: a text or an address → its figures, recalculated and compared; nothing stored."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from extractors.extract import extract
from pipeline.check_tables import find_unit, gather_evidence
from pipeline.checking import check_documents
from pipeline.errors import InputError, UsageError
from pipeline.inputs import Document, document_of_page, parse_day
from pipeline.provinces import resolve_province
from pipeline.web.marks import text_pieces
from pipeline.web.settings import MAX_TEXT
from pipeline.web.site import RefusedError, Site, read_language, site_of
from pipeline.words import say
from scrapers.errors import DataError, FetchError
from scrapers.sources import Source

router = APIRouter()


@router.get("/check")
def check_form(request: Request) -> Response:
    """Ask for a text or an address."""
    return site_of(request).render(request, "check.html", checked=None, given={}, problem="")


@router.post("/check")
def check_page(
    request: Request,
    text: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    province: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Check what was pasted. An address is fetched for those alone who may write."""
    site = site_of(request)
    site.demand_form(request, csrf)
    text, url = unicodedata.normalize("NFC", text.replace("\r\n", "\n")), url.strip()
    if not text.strip() and not url:
        raise RefusedError(400, "give_one")
    if len(text) > MAX_TEXT:
        raise RefusedError(413, "text_too_long", n=MAX_TEXT)
    if url and not text.strip():
        site.demand_write(request, csrf)
    given = {"text": text, "url": url, "published": published, "province": province}
    try:
        day = _read_day(published)
        named = _read_province(province)
    except RefusedError as error:
        # What was pasted comes back with what is wrong of it.
        return site.render(
            request, "check.html", status=error.status, checked=None, given=given,
            problem=say(error.key, read_language(request), **error.values),
        )  # fmt: skip
    if not site.workers.acquire(timeout=10):
        raise RefusedError(503, "busy")
    try:
        if text.strip():
            name = say("pasted_text", read_language(request))
            document = Document(name, _storable(text), None, None, day, named)
        else:
            page = fetch_document(site, url)
            document = replace(
                page, published=day or page.published, province=named or page.province
            )
        extraction = extract(
            document.text, published=document.published, province=document.province,
            title=document.title, article_id=document.article_id, catalogue=site.catalogue,
        )  # fmt: skip
        (checked,) = check_documents([(document, extraction)], site.settings.database)
    finally:
        site.workers.release()
    figures = [asdict(figure) for figure in extraction.figures]
    others = [asdict(number) for number in extraction.non_figures]
    return site.render(
        request, "check.html",
        given=given, problem="", checked=checked,
        figures={figure["figure_id"]: figure for figure in figures},
        alarmed={one for check in checked.alarms for one, _ in check.figures},
        pieces=list(text_pieces(document.text, figures, others)),
        checks=[
            {
                "check": asdict(check) | {"unit": find_unit(checked, check)},
                "evidence": gather_evidence(checked, check),
            }
            for check in checked.checks
        ],
    )  # fmt: skip


def fetch_document(site: Site, address: str) -> Document:
    """Fetch a page of the public web; InputError for any other address, private ones included."""
    parts = urlsplit(address)
    try:
        source = Source(
            name=parts.hostname or address, base_url=f"{parts.scheme}://{parts.netloc}/"
        )
        response = site.fetcher.get(address, source=source)
    except FetchError as error:
        if error.reason == "address":
            raise RefusedError(400, "not_public") from error
        raise InputError(str(error)) from error
    except (DataError, ValueError) as error:
        raise InputError(str(error)) from error
    return document_of_page(response.body, response.url, response.headers, name=address)


def _read_day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_day(text.strip())
    except ValueError as error:
        raise RefusedError(400, "bad_date", text=text.strip()[:40]) from error


def _read_province(name: str) -> str | None:
    if not name.strip():
        return None
    try:
        return resolve_province(name)
    except UsageError as error:
        raise RefusedError(400, "bad_province", text=name.strip()[:40]) from error


def _storable(text: str) -> str:
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
