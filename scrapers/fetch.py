"""A polite session: robots, pace, limits, retries; one page in, one `Response` or `FetchError`."""

import getpass
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol
from urllib.parse import urlsplit

import requests
from protego import Protego
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError
from urllib3.exceptions import TimeoutError as WireTimeoutError

from scrapers.addresses import join_address, split_address
from scrapers.errors import FetchError, FetchReason
from scrapers.network import AddressRefusedError, Guard, GuardedAdapter
from scrapers.sources import DEFAULT_PACE, Source

ROBOT = "solieu"  # the name that robots.txt addresses
MAX_REDIRECTS = 5
ROBOTS_LIMIT = 512 * 1024  # bytes of robots.txt that are read; RFC 9309 asks for 500 KiB
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes; `size` counts after decompression."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 10_000_000
    backoff: float = 2.5  # before the first retry, where the server names no time


@dataclass(frozen=True, slots=True)
class Response:
    """One page as the server gave it; `body` is decompressed."""

    url: str  # after redirects
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
    requested_url: str
    archive_ref: str | None = None


class Session(Protocol):
    """What crawling needs of a session: the live one, or a replayed archive."""

    def get(
        self,
        url: str,
        *,
        source: Source | None = None,
        kind: str = "article",
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Response:
        """The response to one GET; FetchError says why there is none."""


class Recorder(Protocol):
    """Where responses are kept, if they are."""

    def write(self, response: Response, source: str, kind: str) -> str:
        """Keep a response; the answer says where it lies."""


@dataclass(slots=True)
class Robots:
    """One host's robots.txt; `rules` is None where it could not be read, which forbids all."""

    rules: Protego | None
    why: str = ""

    def allows(self, url: str) -> bool:
        """Whether our robot may fetch the URL."""
        return self.rules is not None and bool(self.rules.can_fetch(url, ROBOT))

    def delay(self) -> float:
        """Seconds that the host asks for between requests."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(ROBOT)
        by_rate = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self.rules.crawl_delay(ROBOT) or 0.0), by_rate)


def user_agent(contact: str | None = None) -> str:
    """Who is asking. `contact` (or SOLIEU_CONTACT) is a mail address or a page about the crawl;
    without one it is the mail address of this machine's user, as its own mail would give it.
    """
    try:
        release = version("solieu")
    except PackageNotFoundError:
        release = "dev"
    return f"{ROBOT}/{release} (+{contact or os.environ.get('SOLIEU_CONTACT') or local_mail()})"


def local_mail() -> str:
    """The mail address of this machine's user; a user without a name is the machine's keeper."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "postmaster"
    return f"{name}@{socket.gethostname()}"


@dataclass(slots=True)
class PoliteSession:
    """HTTP for one run. Thread-safe: one request at a time a host, hosts beside each other."""

    contact: str | None = None
    archive: Recorder | None = None
    limits: Limits = field(default_factory=Limits)
    guard: Guard = field(init=False)
    http: requests.Session = field(init=False)
    robots: dict[str, Robots] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.guard = Guard(self.limits.total)
        self.http = requests.Session()
        self.http.trust_env = False  # no proxies and no .netrc passwords of this machine
        self.http.headers["User-Agent"] = user_agent(self.contact)
        self.http.headers["Accept-Encoding"] = "gzip, deflate"
        adapter = GuardedAdapter(self.guard, self.limits.backoff)
        for scheme in ("http://", "https://"):
            self.http.mount(scheme, adapter)

    def get(
        self,
        url: str,
        *,
        source: Source | None = None,
        kind: str = "article",
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Response:
        """One page, as robots.txt and the host's pace allow; FetchError says why there is none.

        A 304 to a conditional request is a response; any other status from 400 on is an error.
        """
        host = checked_host(url)
        if source is not None and source.local:
            self.guard.local_hosts.add((urlsplit(source.base_url).hostname or "").lower())
        robots = self.robots_of(url, source)
        if not robots.allows(url):
            raise FetchError(url, "robots", robots.why or "robots.txt forbids it")
        pace = max(source.pace if source else DEFAULT_PACE, robots.delay())
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        with self.guard.request(host, pace):
            response = self.follow(url, headers, self.limits.size)
        if response.status >= 400:
            raise FetchError(url, "status", f"answered {response.status}", response.status)
        if self.archive is not None and response.status != 304:
            ref = self.archive.write(response, source.name if source else "", kind)
            response = with_archive_ref(response, ref)
        return response

    def robots_of(self, url: str, source: Source | None) -> Robots:
        """The host's robots.txt, asked for once a session."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}".lower()
        host = checked_host(url)
        with self.guard.turn(host).lock:
            if root not in self.robots:
                self.robots[root] = self.read_robots(root, host, source)
            return self.robots[root]

    def read_robots(self, root: str, host: str, source: Source | None) -> Robots:
        """robots.txt as RFC 9309 wants it: 4xx allows all, 5xx or no answer forbids all."""
        url = f"{root}/robots.txt"
        pace = source.pace if source else DEFAULT_PACE
        try:
            with self.guard.request(host, pace):
                response = self.follow(url, {}, ROBOTS_LIMIT, cut_at_limit=True)
        except FetchError as error:
            if error.reason == "address":
                raise
            if error.reason in ("connection", "timeout", "too_slow"):
                told = str(error).removeprefix(f"{url}: ")
                return Robots(None, f"{told}; check the address, or try again later")
            return Robots(None, f"robots.txt could not be read ({error.reason}); try again later")
        if response.status >= 500 or response.status == 429:
            return Robots(None, f"robots.txt answered {response.status}; try again later")
        if response.status >= 400:
            return Robots(Protego.parse(""))
        return Robots(Protego.parse(response.body.decode("utf-8", errors="replace")))

    def follow(
        self, url: str, headers: dict[str, str], size: int, *, cut_at_limit: bool = False
    ) -> Response:
        """One GET with redirects followed within the host."""
        here, seen = url, {url}
        for _ in range(MAX_REDIRECTS + 1):
            response = self.exchange(here, headers, size, cut_at_limit)
            target = response.headers.get("location")
            if response.status not in {301, 302, 303, 307, 308} or not target:
                return Response(
                    here, response.status, response.headers, response.body,
                    response.fetched_at, requested_url=url,
                )  # fmt: skip
            there = join_address(here, target)
            if there is None:
                raise FetchError(url, "scheme", f"redirects to {target}, which is no web address")
            if checked_host(there) != checked_host(here):
                raise FetchError(url, "off_host", f"redirects to another host: {there}")
            if there in seen:
                raise FetchError(url, "redirects", f"redirects in a loop at {there}")
            if self.robots_forbid(there):
                raise FetchError(url, "robots", f"redirects to {there}, which robots.txt forbids")
            seen.add(there)
            here = there
        raise FetchError(url, "redirects", f"more than {MAX_REDIRECTS} redirects")

    def robots_forbid(self, url: str) -> bool:
        """Whether robots.txt as already read forbids the target of a redirect."""
        parts = urlsplit(url)
        robots = self.robots.get(f"{parts.scheme}://{parts.netloc}".lower())
        return robots is not None and not robots.allows(url)

    def exchange(
        self, url: str, headers: dict[str, str], size: int, cut_at_limit: bool
    ) -> Response:
        """One request and its whole body within the limits."""
        timeout = (self.limits.connect, self.limits.read)
        try:
            with self.http.get(
                url, headers=headers, timeout=timeout, stream=True, allow_redirects=False
            ) as answer:
                body = bytearray()
                for chunk in answer.iter_content(CHUNK):
                    body += chunk
                    if len(body) > size:
                        if not cut_at_limit:
                            raise FetchError(url, "too_large", f"more than {size:,} bytes")
                        del body[size:]
                        break
                if self.guard.was_cut:
                    raise FetchError(url, "too_slow", self.slow_message())
                return Response(
                    url, answer.status_code, CaseInsensitiveDict(answer.headers), bytes(body),
                    datetime.now(UTC), requested_url=url,
                )  # fmt: skip
        except (requests.RequestException, HTTPError) as error:
            if self.guard.was_cut:
                raise FetchError(url, "too_slow", self.slow_message()) from error
            reason, message = explain(error)
            raise FetchError(url, reason, message) from error

    def slow_message(self) -> str:
        """What a page that outlived the time limit is told off with."""
        return f"not complete after {self.limits.total:g} seconds"


def checked_host(url: str) -> str:
    """`host:port` of an http(s) address, the two default ports and a leading www. made one."""
    parts = split_address(url)
    if parts is None:
        raise FetchError(url, "scheme", "not an http or https address of a host")
    name = (parts.hostname or "").lower().removeprefix("www.")
    return name if parts.port in {None, 80, 443} else f"{name}:{parts.port}"


def with_archive_ref(response: Response, ref: str) -> Response:
    """The response, knowing where it was kept."""
    return Response(
        response.url, response.status, response.headers, response.body, response.fetched_at,
        response.requested_url, ref,
    )  # fmt: skip


def explain(error: Exception) -> tuple[FetchReason, str]:
    """The reason and one readable line for what requests or urllib3 raised."""
    inner: object = error.args[0] if error.args else error
    if isinstance(inner, MaxRetryError) and inner.reason is not None:
        inner = inner.reason
    text = str(inner) or type(error).__name__
    if isinstance(error, AddressRefusedError) or isinstance(inner, AddressRefusedError):
        return "address", text
    causes = inner.args if isinstance(inner, Exception) else ()
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "connection", "the site did not answer: no host of that name is known"
    if isinstance(inner, NewConnectionError):
        why = text.rpartition(":")[2].rpartition("] ")[2].strip()
        return "connection", f"the site did not answer: {why}"
    if isinstance(error, requests.Timeout) or isinstance(inner, WireTimeoutError):
        return "timeout", "no answer within the time limit"
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return "content", f"cannot be decompressed: {text}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "truncated", "ended before it was complete"
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return "scheme", text
    return "connection", text
