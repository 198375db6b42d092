"""The application: `create_app(Settings(database="solieu.db"))` for any ASGI server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from extractors.catalogue import load_catalogue
from pipeline.errors import SolieuError, StoreError
from pipeline.logs import LOGGER
from pipeline.web import alarms, article, check, figures, login, review, series, sources
from pipeline.web.guard import Guard
from pipeline.web.settings import Settings
from pipeline.web.site import HERE, RefusedError, Site, site_of

_ROUTERS = (figures, article, alarms, review, series, sources, check, login)


def create_app(settings: Settings, catalogue: Path | None = None) -> FastAPI:
    """Return the page over a dataset; StoreError where there is none at this version."""
    site = Site(settings, load_catalogue(catalogue))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        site.overviews.current()
        yield
        site.close()

    app = FastAPI(
        title="solieu", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.site = site
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    for module in _ROUTERS:
        app.include_router(module.router)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(SolieuError, _failed)
    app.add_exception_handler(HTTPException, _no_page)
    app.add_exception_handler(RequestValidationError, _no_page)
    app.add_middleware(Guard, settings=settings)
    return app


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return site_of(request).render(
        request, "error.html", status=error.status, key=error.key, values=error.values, message=None
    )


def _failed(request: Request, error: Exception) -> Response:
    if isinstance(error, StoreError):
        # The path of the database is nobody's business but that of who runs the server.
        LOGGER.error("%s", error)
        message = "503: the dataset cannot be read or written now; the server's log says why"
        return site_of(request).render(
            request, "error.html", status=503, key="error", values={}, message=message
        )
    return site_of(request).render(
        request, "error.html", status=400, key="error", values={}, message=str(error)
    )


def _no_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    key = "not_found" if status == 404 else "error"
    return site_of(request).render(
        request, "error.html", status=status, key=key, values={}, message=None
    )
