"""What stands before every page: a request's Host, size, pace and time; an answer's headers.

A middleware of plain ASGI: a refused request never reaches the routes.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import MutableMapping
from typing import Any

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.web.sessions import SESSION_COOKIE, is_session, new_session
from pipeline.web.settings import BODY_SECONDS, MAX_ADDRESS, MAX_BODY, Settings

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # without any, browsers send forms with Origin: null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "private, no-cache",
}
# Requests a minute of one client: (at once, a minute). Reading from this machine has no limit.
_PACES = {"read": (300, 1200.0), "write": (60, 300.0), "work": (10, 30.0), "login": (5, 10.0)}
_WORK = ("/check",)
_LOOPBACK = ("127.0.0.1", "::1")


class Buckets:
    """Token buckets by client and kind of request; the least recently used are forgotten."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._levels: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, client: str, kind: str, now: float) -> bool:
        """Take one request out of a client's bucket; False where it is empty."""
        size, per_minute = _PACES[kind]
        level, at = self._levels.pop((client, kind), (float(size), now))
        level = min(float(size), level + (now - at) * per_minute / 60)
        allowed = level >= 1
        self._levels[client, kind] = (level - 1 if allowed else level, now)
        if len(self._levels) > self._most:
            self._levels.popitem(last=False)
        return allowed


class Guard:
    """The middleware; `scope["state"]["session"]` is the session of the request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._buckets = Buckets()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in one line of plain text."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refuse(scope, headers)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        if scope["method"] == "POST":
            body, refusal = await _read_body(headers, receive)
            if refusal is not None:
                await _answer(send, *refusal)
                return
            receive = _replay(body, receive)
        session = cookie_parser(headers.get(b"cookie", "")).get(SESSION_COOKIE)
        is_new = not is_session(session)
        if is_new:
            session = new_session()
        scope.setdefault("state", {})["session"] = session

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(message)
                if is_new:
                    cookie = f"{SESSION_COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax"
                    message["headers"].append((b"set-cookie", cookie.encode()))
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _refuse(self, scope: Scope, headers: MutableMapping[bytes, str]) -> tuple[int, str] | None:
        if not self._settings.allows_host(headers.get(b"host", "")):
            return 400, "This server has another name: start it with --allow-host to add one."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "Only GET, HEAD and POST are answered."
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS:
            return 414, "The address is too long."
        client = scope["client"][0] if scope.get("client") else ""
        kind = _kind(scope["method"], scope["path"])
        if kind == "read" and client in _LOOPBACK:
            return None
        if not self._buckets.take(client, kind, time.monotonic()):
            return 429, "Too many requests: wait a minute."
        return None


def _kind(method: str, path: str) -> str:
    if method != "POST":
        return "read"
    if path == "/login":
        return "login"
    return "work" if path in _WORK else "write"


async def _read_body(
    headers: MutableMapping[bytes, str], receive: Receive
) -> tuple[bytes, tuple[int, str] | None]:
    told = headers.get(b"content-length", "0")
    if not told.isdigit() or int(told) > MAX_BODY:
        return b"", (413, f"A request may have {MAX_BODY // 1_000_000} MB.")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return b"", (400, "The request broke off.")
                body += message.get("body", b"")
                if len(body) > MAX_BODY:
                    return b"", (413, f"A request may have {MAX_BODY // 1_000_000} MB.")
                if not message.get("more_body"):
                    return bytes(body), None
    except TimeoutError:
        return b"", (408, "The request took too long to arrive.")


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _add_headers(message: Message) -> None:
    present = {name for name, _ in message["headers"]}
    for name, value in _HEADERS.items():
        if name.encode() not in present:
            message["headers"].append((name.encode(), value.encode()))


async def _answer(send: Send, status: int, text: str) -> None:
    start: dict[str, Any] = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")],
    }
    _add_headers(start)
    await send(start)
    await send({"type": "http.response.body", "body": text.encode()})
