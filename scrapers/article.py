"""The record that scraping ends in: one page's text and the facts about it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a source published it.

    `text` is title, lead, body and captions, one paragraph a line, in Unicode NFC: every
    offset of a figure refers to it. Dates are aware; pages that give none leave `None`.
    """

    source: str
    url: str
    text: str
    fetched_at: datetime
    title: str | None = None
    lead: str | None = None
    body: str = ""  # the text without title, lead and captions
    captions: tuple[str, ...] = ()
    canonical_url: str | None = None
    author: str | None = None
    origin: str | None = None  # the outlet it was taken from ("Nguồn: …")
    published_at: datetime | None = None
    modified_at: datetime | None = None
    province: str | None = None  # the source's own province
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    platform: str | None = None  # name of the platform recognised, None for the general fallback
    parsed_by: str | None = None  # which layout or fallback yielded the body
    archive_ref: str | None = None  # where the raw response lies: "file.warc.gz#offset"
