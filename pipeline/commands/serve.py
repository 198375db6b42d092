"""The command that serves the journalist's page."""

from __future__ import annotations

import importlib.util
import secrets
from typing import Annotated

import typer

from pipeline.commands.options import DEFAULT_DATABASE, CatalogueFolder, Database, JsonLogs
from pipeline.errors import SolieuError

_NEEDED = ("fastapi", "uvicorn", "python_multipart", "altair", "vl_convert")


def serve(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; by default this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8321,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name the page is called by; may be repeated."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="SOLIEU_TOKEN",
            metavar="TOKEN",
            help="Demand it for writing and fetching; made up where the page is not for this"
            " machine alone.",
        ),
    ] = None,
    db: Database = DEFAULT_DATABASE,
    catalogue: CatalogueFolder = None,
    json_logs: JsonLogs = False,
) -> None:
    """Serve the web page over the dataset: figures, articles, alarms, review, series, sources."""
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise SolieuError("the page needs its parts: pip install 'solieu[web]'")
    from pipeline.web.app import create_app
    from pipeline.web.server import listen, run_server
    from pipeline.web.settings import Settings, host_name, is_loopback

    names = frozenset(host_name(name) for name in (*(allow_host or ()), host))
    public = not is_loopback(host) or any(not is_loopback(name) for name in allow_host or ())
    made = secrets.token_urlsafe(16) if public and not token else None
    settings = Settings(database=db, token=token or made, allowed_hosts=names)
    app = create_app(settings, catalogue)
    socket = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{socket.getsockname()[1]}/ (Ctrl+C ends it)", flush=True)
    if made:
        print(f"Access token for writing and fetching: {made}", flush=True)
    run_server(app, socket)
