"""Who is asking: a session cookie, the token that each write must carry, and who may write.

Nothing is kept on the server. A page of another site can send a form here, but cannot read the
form's token, which is made from the session and a secret that lives as long as the process.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request

SESSION_COOKIE = "solieu_session"
WRITE_COOKIE = "solieu_write"
_SESSION = re.compile(r"[0-9a-f]{32}\Z")


class Sessions:
    """Makes and checks the tokens of one process."""

    def __init__(self, token: str | None) -> None:
        self._token = token
        self._secret = secrets.token_bytes(32)

    def csrf_token(self, session: str) -> str:
        """Return what a form of this session must carry."""
        return self._sign("form", session)

    def write_token(self, session: str) -> str:
        """Return what the cookie of a session that may write holds."""
        return self._sign("write", session)

    def is_token(self, given: str) -> bool:
        """Whether this is the token that `solieu serve` was started with."""
        return self._token is not None and _equal(given, self._token)

    def may_write(self, request: Request) -> bool:
        """Whether this request may write and have addresses fetched."""
        if self._token is None:
            return True
        cookie = request.cookies.get(WRITE_COOKIE, "")
        return _equal(cookie, self.write_token(request.state.session))

    def is_own_form(self, request: Request, given: str) -> bool:
        """Whether a write comes from a form of ours, in this session, and from no other site."""
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            return False
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return _equal(given, self.csrf_token(request.state.session))

    def _sign(self, purpose: str, session: str) -> str:
        message = f"{purpose}:{session}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()


def new_session() -> str:
    """Return a session that nobody can guess."""
    return secrets.token_hex(16)


def is_session(text: str | None) -> bool:
    """Whether a cookie has the form of a session of ours."""
    return text is not None and _SESSION.match(text) is not None


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())
