"""What every page works with: the dataset, the words, the templates, who may do what."""

from __future__ import annotations

import hashlib
import threading
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

import sqlalchemy as sa
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from extractors.catalogue import Catalogue, indicator_labels
from pipeline import display
from pipeline.database import open_database, sqlite_path
from pipeline.run import ARCHIVE
from pipeline.web import marks
from pipeline.web.overview import Overviews
from pipeline.web.sessions import Sessions
from pipeline.web.settings import Settings
from pipeline.words import LANGUAGES, Language, say
from scrapers.fetch import Limits, PoliteSession

HERE = Path(__file__).parent
LANGUAGE_COOKIE = "solieu_language"
REVIEWER_COOKIE = "solieu_reviewer"
_YEAR = 365 * 24 * 3600
PAGES = ("figures", "alarms", "review", "series", "sources", "check")


class RefusedError(Exception):
    """A request that is answered with a page that says why; `key` is one of the words."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.values = status, key, values


class Site:
    """One dataset being served."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.labels = indicator_labels(catalogue)
        self._hues = {code: at % (marks.HUES - 1) for at, code in enumerate(self.labels)}
        self._hues["other"] = marks.HUES - 1
        self.engine = open_database(settings.database, read_only=True)
        self.overviews = Overviews(self.engine)
        self.sessions = Sessions(settings.token)
        self.fetcher = PoliteSession(limits=Limits(total=20.0, size=3_000_000, backoff=0.5))
        self.workers = threading.BoundedSemaphore(2)  # pages being checked at once
        self._writer_lock = threading.Lock()
        self._writer: sa.Engine | None = None
        self._templates = self._load_templates()

    @property
    def writer(self) -> sa.Engine:
        """The dataset opened for writing, when somebody first writes; StoreError if it cannot."""
        with self._writer_lock:
            if self._writer is None:
                self._writer = open_database(self.settings.database)
            return self._writer

    @cached_property
    def archive(self) -> Path | None:
        """The folder of raw pages beside a dataset in a file, None where there is none."""
        path = sqlite_path(self.engine)
        folder = path.with_name(ARCHIVE) if path else None
        return folder if folder and folder.is_dir() else None

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()
        if self._writer is not None:
            self._writer.dispose()

    def label(self, indicator: str, language: Language) -> str:
        """Return an indicator's label, or its code where the catalogue has none."""
        pair = self.labels.get(indicator)
        return pair[LANGUAGES.index(language)] if pair else indicator

    def hue(self, indicator: str) -> int:
        """Return the colour of an indicator: neighbours in the catalogue differ."""
        return self._hues.get(indicator, marks.HUES - 1)

    def demand_write(self, request: Request, form_token: str) -> None:
        """Refuse a write that is not of our own form, or of somebody who may not write."""
        given = form_token or request.headers.get("x-csrf-token", "")
        if not self.sessions.is_own_form(request, given):
            raise RefusedError(403, "stale_form")
        if not self.sessions.may_write(request):
            raise RefusedError(401, "must_login")

    def demand_form(self, request: Request, form_token: str) -> None:
        """Refuse a form that is not our own; who sends it does not matter."""
        given = form_token or request.headers.get("x-csrf-token", "")
        if not self.sessions.is_own_form(request, given):
            raise RefusedError(403, "stale_form")

    def render(
        self, request: Request, template: str, *, status: int = 200, **context: Any
    ) -> HTMLResponse:
        """Return a page in the reader's language."""
        language = read_language(request)
        asked = request.query_params.get("lang") in LANGUAGES
        html = self._templates.get_template(template).render(
            lang=language,
            t=lambda key, **values: say(key, language, **values),
            label=lambda code: self.label(code, language),
            value=lambda figure: display.show_value(figure, language),
            hue=self.hue,
            unit_name=lambda code: display.unit_name(code, language),
            unit=lambda figure: display.show_unit(figure, language),
            plain=lambda number: display.show_plain(number, language),
            finding=lambda check: _finding(check, language),
            written=lambda shown: display.write_numbers(shown or "", language),
            other_language_url=_other_language(request, language),
            path=request.url.path,
            csrf=self.sessions.csrf_token(request.state.session),
            may_write=self.sessions.may_write(request),
            needs_login=self.settings.token is not None,
            reviewer=unquote(request.cookies.get(REVIEWER_COOKIE, "")),
            **context,
        )
        response = HTMLResponse(html, status)
        if asked:
            response.set_cookie(
                LANGUAGE_COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax"
            )
        return response

    def _load_templates(self) -> Environment:
        templates = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True,
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )  # fmt: skip
        templates.globals |= {
            "pages": PAGES, "sentence": marks.sentence_pieces,
            "static": _static_address, "safe_link": safe_link,
        }  # fmt: skip
        templates.filters |= {"day": _day, "percent": _percent, "quoted": lambda s: quote(s, "")}
        return templates


def site_of(request: Request) -> Site:
    """Return the site that a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


def read_language(request: Request) -> Language:
    """Return the language asked for now, or before; Vietnamese by default."""
    for given in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        for language in LANGUAGES:
            if given == language:
                return language
    return "vi"


def is_partial(request: Request) -> bool:
    """Whether htmx asks, which puts a part of the page in its place."""
    return request.headers.get("hx-request") == "true"


def safe_link(address: str | None) -> str | None:
    """Return an address that may stand in a link: http(s), never a script."""
    if address and address.lower().startswith(("http://", "https://")):
        return address
    return None


def _finding(check: Any, language: Language) -> str:
    try:
        return display.show_finding(
            check["rule"], check["outcome"], check["observed"] or "", check["expected"] or "",
            check["unit"], language,
        )  # fmt: skip
    except KeyError:  # a rule of another version of solieu
        return str(check["message"])


def _other_language(request: Request, language: Language) -> str:
    other = "en" if language == "vi" else "vi"
    pairs = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    path = request.url.path if request.method == "GET" else "/"
    return f"{quote(path)}?{urlencode([*pairs, ('lang', other)])}"


@cache
def _static_address(name: str) -> str:
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:8]
    return f"/static/{name}?{digest}"


def _day(moment: Any) -> str:
    return moment.strftime("%d/%m/%Y") if moment is not None else ""


def _percent(share: float | None) -> str:
    return f"{share:.0%}" if share is not None else "–"
