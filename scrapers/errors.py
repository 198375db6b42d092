"""What can go wrong between the web and an article.

ScrapeError
├── DataError      a source or platform file is wrong: names the file and the field
├── FetchError     a page was not had: carries the URL and one of the reasons below
└── ParseError     a page was had, and holds no article text
"""

from typing import Literal

FetchReason = Literal[
    "robots",  # robots.txt forbids it, or could not be read
    "address",  # the host is on a private or otherwise not public network
    "scheme",  # neither http nor https
    "off_host",  # redirected to another host
    "redirects",  # too many redirects, or a loop
    "too_large",  # more bytes than the limit, after decompression
    "too_slow",  # not complete within the total time limit
    "timeout",  # no connection or no byte within its limit
    "connection",  # refused, reset, unknown host
    "truncated",  # ended before what its headers announced
    "status",  # 4xx or 5xx after the retries
    "content",  # not what was asked for: an image, HTML as a feed, an XML bomb
]


class ScrapeError(Exception):
    """Base of all errors of this package."""


class DataError(ScrapeError):
    """A source or platform file cannot be used; the message names file and field."""


class FetchError(ScrapeError):
    """A page could not be had; `reason` is one of `FetchReason`."""

    def __init__(self, url: str, reason: FetchReason, message: str, status: int | None = None):
        super().__init__(f"{url}: {message}")
        self.url = url
        self.reason: FetchReason = reason
        self.status = status


class ParseError(ScrapeError):
    """A page holds no article text that any layout or the general extractor can find."""
