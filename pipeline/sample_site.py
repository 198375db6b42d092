"""The sample sites served on loopback by a second process, with an access log.

    with serve_sample(Path("access.log")) as addresses:
        addresses["bao-bay-nui"]                    # "http://127.0.0.1:18734"

The process ends with the `with` block, or when its parent ends: it lives as long as its standard
input is open. `python -m pipeline.sample_site ACCESS_LOG` serves until interrupted.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TextIO

from pipeline.errors import SolieuError
from pipeline.sample_pages import HTML, Page, SampleSite, draw, load_sites

HOST = "127.0.0.1"
_VIETNAM = timezone(timedelta(hours=7))
_STOP_SECONDS = 5


@contextmanager
def serve_sample(log: Path, ports: Mapping[str, int] | None = None) -> Iterator[dict[str, str]]:
    """Serve every sample site from a second process; yields the base URL of each by its key.

    `ports` by site key; 0 takes any free port, and so does a site's usual port where it is taken
    and `ports` does not insist on it. SolieuError where a port asked for is in use.
    """
    command = [sys.executable, "-P", "-m", __name__, str(log), json.dumps(dict(ports or {}))]
    # The command is this interpreter and this module; nothing of it comes from outside.
    server = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with server:
        assert server.stdin
        assert server.stdout
        assert server.stderr
        try:
            ready = server.stdout.readline()
            if not ready:
                raise SolieuError(server.stderr.read().strip() or "the sample site did not start")
            yield json.loads(ready)
        finally:
            server.stdin.close()
            try:
                server.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


class _SiteServer(ThreadingHTTPServer):
    """One site on one port."""

    daemon_threads = True

    def __init__(self, site: SampleSite, port: int, log: TextIO) -> None:
        super().__init__((HOST, port), _Handler)
        self.site = site
        self.log = log
        self.lock = threading.Lock()
        self.hits = 0
        self.base = f"http://{HOST}:{self.server_port}"

    def count(self) -> int:
        """The number of this request, from 1."""
        with self.lock:
            self.hits += 1
            return self.hits

    def write_log(self, line: str) -> None:
        """Add one line to the access log, at once."""
        with self.lock:
            self.log.write(line + "\n")
            self.log.flush()

    def handle_error(self, request: object, client_address: object) -> None:
        """Note a failed answer in the access log; nobody reads this process's standard error."""
        self.write_log(f"error {self.site.key} {sys.exc_info()[1]!r}")


class _Handler(BaseHTTPRequestHandler):
    """Answers one request as the site's platform would."""

    server: _SiteServer
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave together: two small packets wait for each other
    timeout = 30

    def do_GET(self) -> None:
        """Answer with the page, with 304 where it is known to be unchanged, or with 404."""
        site = self.server.site
        path = self._known_path()
        if path is None and site.paths["unknown"] == "front":
            self._send(HTTPStatus.FOUND, Page(b"", HTML), {"Location": self.server.base + "/"})
            return
        if path is None:
            missing = Page(f"<!DOCTYPE html><title>404 - {site.name}</title>".encode(), HTML)
            self._send(HTTPStatus.NOT_FOUND, missing, {})
            return
        page = draw(
            site,
            path,
            self.server.base,
            self.server.count(),
            secrets.token_hex(16),
            datetime.now(_VIETNAM),
        )
        headers = self._validators(page)
        known = self.headers.get("If-None-Match")
        if known is not None and known == headers.get("ETag"):
            self._send(HTTPStatus.NOT_MODIFIED, Page(b"", page.content_type), headers)
        else:
            self._send(HTTPStatus.OK, page, headers)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Write the line that http.server hands over, with its site, to the access log."""
        stamp = datetime.now(_VIETNAM).isoformat(timespec="milliseconds")
        self.server.write_log(f"{stamp} {self.server.site.key} {format % args}")

    def _known_path(self) -> str | None:
        """The path asked for, without a query that no page depends on."""
        known = self.server.site.by_path
        for path in (self.path, self.path.partition("?")[0]):
            if path in known:
                return path
        return None

    def _validators(self, page: Page) -> dict[str, str]:
        """ETag and Last-Modified, from platforms that send and honour them."""
        if page.changed is None or not self.server.site.paths["validators"]:
            return {}
        digest = hashlib.sha256(page.body).hexdigest()
        changed = page.changed.astimezone(UTC)
        return {
            "ETag": f'"{digest[:20]}"',
            "Last-Modified": format_datetime(changed, usegmt=True),
        }

    def _send(self, status: HTTPStatus, page: Page, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.body)


def _start(site: SampleSite, ports: Mapping[str, int], log: TextIO) -> _SiteServer:
    try:
        return _SiteServer(site, ports.get(site.key, site.port), log)
    except OSError:
        if site.key in ports:
            raise
        return _SiteServer(site, 0, log)  # nobody insists on the usual port


def _serve(log_path: Path, ports: Mapping[str, int]) -> None:
    """Serve all sites until standard input ends; says their addresses on standard output."""
    with log_path.open("a", encoding="utf-8") as log, ExitStack() as running:
        servers = [
            running.enter_context(_start(site, ports, log)) for site in load_sites().values()
        ]
        for server in servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            running.callback(server.shutdown)
        print(json.dumps({server.site.key: server.base for server in servers}), flush=True)
        sys.stdin.read()


def _main(log: str, ports: str = "{}") -> None:
    try:
        _serve(Path(log), json.loads(ports))
    except OSError as error:
        sys.exit(f"cannot serve the sample site: {error.strerror}; {_advice(ports)}")
    except KeyboardInterrupt:
        sys.exit(0)


def _advice(ports: str) -> str:
    wanted = ", ".join(str(port) for port in json.loads(ports).values() if port)
    return f"free the ports {wanted} or choose another folder" if wanted else "see the access log"


if __name__ == "__main__":
    _main(*sys.argv[1:])
