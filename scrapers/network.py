"""The wire: pace, time limit and address guard, applied at every single request.

urllib3 asks again by itself (retries, lost connections), so whatever must hold for each request
is done where requests leave the machine: in the connection.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.response import BaseHTTPResponse

RETRIED = (429, 500, 502, 503, 504)
LONGEST_WAIT = 120.0  # seconds that a server may ask us to wait before it is given up for this run


class AddressRefusedError(HTTPError):
    """The address that would be connected to is not public."""


@dataclass(slots=True)
class Turn:
    """When one host may be asked again, and the lock that keeps requests to it single."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    next_at: float = 0.0
    pace: float = 0.0


class Guard:
    """What a session's connections consult: turns by host, allowed hosts, the time limit."""

    def __init__(self, total_timeout: float):
        self.total_timeout = total_timeout
        self.local_hosts: set[str] = set()
        self.turns: dict[str, Turn] = {}
        self.turns_lock = threading.Lock()
        self.current = threading.local()

    def turn(self, host: str) -> Turn:
        """The turn of one host, made when first asked for."""
        with self.turns_lock:
            return self.turns.setdefault(host, Turn())

    @contextmanager
    def request(self, host: str, pace: float) -> Iterator[None]:
        """Hold the host for one exchange, retries and redirects included."""
        turn = self.turn(host)
        with turn.lock:
            turn.pace = pace
            self.current.turn = turn
            self.current.was_cut = False
            try:
                yield
            finally:
                self.disarm()

    @property
    def was_cut(self) -> bool:
        """Whether this thread's exchange was ended by the time limit."""
        return bool(getattr(self.current, "was_cut", False))

    def start(self, connection: "GuardedConnection") -> None:
        """Wait for the host's turn, then start the clock of one request."""
        turn: Turn = self.current.turn
        time.sleep(max(0.0, turn.next_at - time.monotonic()))
        turn.next_at = time.monotonic() + turn.pace
        self.disarm()
        exchange = self.current.__dict__
        timer = threading.Timer(self.total_timeout, cut, (connection, exchange))
        timer.daemon = True
        self.current.timer = timer
        timer.start()

    def disarm(self) -> None:
        """Stop the clock of this thread's request."""
        if timer := getattr(self.current, "timer", None):
            timer.cancel()
            self.current.timer = None

    def check_address(self, host: str, address: str) -> None:
        """Raise AddressRefusedError unless `address` is public or the host was declared local."""
        if host not in self.local_hosts and not is_public(address):
            raise AddressRefusedError(
                f"{host} leads to {address}, which is not a public address; "
                "declare the source `local = true` if that is meant"
            )


def cut(connection: "GuardedConnection", exchange: dict[str, Any]) -> None:
    """End a request that outlives its time: its reader wakes up with an error."""
    exchange["was_cut"] = True
    if connection.wire is not None:
        try:
            socket.socket.shutdown(connection.wire, socket.SHUT_RDWR)
        except OSError:
            return  # it ended by itself in this very moment


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and (inner := ip.ipv4_mapped or ip.sixtofour):
        ip = inner
    return ip.is_global and not ip.is_multicast


class GuardedConnection(HTTPConnection):
    """A connection that asks its guard before it connects and before each request."""

    guard: Guard
    wire: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        for *_, address in socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM):
            self.guard.check_address(self.host, str(address[0]))
        connected = super()._new_conn()
        try:
            # The name may have answered differently the second time: only the peer is certain.
            self.guard.check_address(self.host, connected.getpeername()[0])
        except AddressRefusedError:
            connected.close()
            raise
        return connected

    def connect(self) -> None:
        """Connect, and keep hold of the socket: http.client lets go of it before the body ends."""
        super().connect()
        self.wire = self.sock

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send one request in the host's turn."""
        self.guard.start(self)
        super().request(*args, **kwargs)


def guarded_pools(guard: Guard) -> dict[str, type[HTTPConnectionPool]]:
    """Pool classes whose connections consult `guard`."""
    plain = type("GuardedHTTP", (GuardedConnection,), {"guard": guard})
    secure = type("GuardedHTTPS", (GuardedConnection, HTTPSConnection), {"guard": guard})
    return {
        "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }


class PoliteRetry(Retry):
    """Retry that does not knock before the time a server names: where it is long, it gives up."""

    guard: Guard

    def increment(
        self, method: str | None = None, url: str | None = None, *args: Any, **kwargs: Any
    ) -> "PoliteRetry":
        """The next state; MaxRetryError where a server asks for too long or was cut off."""
        response: BaseHTTPResponse | None = kwargs.get("response")
        asked = self.get_retry_after(response) if response is not None else None
        if self.guard.was_cut or (asked or 0) > LONGEST_WAIT:
            raise MaxRetryError(kwargs["_pool"], url or "")
        following: PoliteRetry = super().increment(method, url, *args, **kwargs)
        return following

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """Wait as the server asked, or back off; waiting does not count as slowness."""
        self.guard.disarm()
        super().sleep(response)

    def get_backoff_time(self) -> float:
        """Seconds to wait where the server names none; the base class retries once at once."""
        return max(self.backoff_factor, super().get_backoff_time())


def polite_retry(guard: Guard, backoff: float) -> PoliteRetry:
    """Retries of one GET; redirects are not followed here."""
    guarded: type[PoliteRetry] = type("GuardedRetry", (PoliteRetry,), {"guard": guard})
    return guarded(
        total=4,
        connect=2,
        read=1,
        status=3,
        redirect=0,
        other=0,
        status_forcelist=RETRIED,
        backoff_factor=backoff,
        backoff_max=60,
        allowed_methods=("GET",),
        raise_on_status=False,
    )


class GuardedAdapter(HTTPAdapter):
    """The requests adapter whose pools consult a guard."""

    def __init__(self, guard: Guard, backoff: float):
        self.guard = guard
        super().__init__(max_retries=polite_retry(guard, backoff))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools as requests does, with connections of our own."""
        kwargs.pop("block", None)
        connections, size = args
        self.poolmanager = PoolManager(num_pools=connections, maxsize=size, **kwargs)
        self.poolmanager.pool_classes_by_scheme = guarded_pools(self.guard)
