"""How the page is served, and to whom: what differs between loopback and any other address."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

MAX_BODY = 1_000_000  # bytes of one request
MAX_ADDRESS = 8_000  # bytes of path and query
MAX_TEXT = 200_000  # characters of a pasted text
BODY_SECONDS = 20.0  # for a request's body to arrive

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `solieu serve` was told. `token` None: everyone who reaches the page may write.

    `allowed_hosts` are the names by which the page may be called, beside those of loopback.
    """

    database: str
    token: str | None = None
    allowed_hosts: frozenset[str] = field(default_factory=frozenset)

    def allows_host(self, header: str) -> bool:
        """Whether a Host header names this server: another name is DNS rebinding."""
        name = host_name(header)
        return name in _LOOPBACK_NAMES or name in self.allowed_hosts


def host_name(header: str) -> str:
    """Return the name of a Host header without its port, lower case."""
    text = header.strip().lower()
    if text.startswith("["):
        return text.partition("]")[0] + "]"
    return text.partition(":")[0]


def is_loopback(host: str) -> bool:
    """Whether a server bound to this address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
