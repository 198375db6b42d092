"""Web addresses as pages write them, broken ones included."""

from urllib.parse import SplitResult, urljoin, urlsplit


def split_address(url: str) -> SplitResult | None:
    """The parts of an http(s) address of a host, without a password; None for anything else."""
    try:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc:
            parts.port  # noqa: B018 - reading it checks it
            return parts
    except ValueError:
        pass
    return None


def join_address(base: str, written: str) -> str | None:
    """`written` made absolute; None where it is blank or no http(s) address."""
    if not (written := written.strip()):
        return None
    try:
        url = urljoin(base, written)
    except ValueError:
        return None
    return url if split_address(url) else None
