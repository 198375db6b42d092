"""Source: one outlet, read from `data/sources/NAME.toml`. Adding a file adds a source."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapers.datafiles import check_keys, data_folder, read_toml
from scrapers.errors import DataError

DEFAULT_PACE = 2.5  # seconds between requests to one host: at most 24 a minute


@dataclass(frozen=True, slots=True)
class Floor:
    """What a run is expected to yield at least; shares are of the articles fetched, 0 to 1."""

    articles_a_week: int = 0
    title: float = 0.95
    date: float = 0.9
    text: float = 0.95


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet: where it is, how it may be asked, what it should yield.

    `start`, `feeds` and `sitemaps` are addresses, absolute or relative to `base_url`.
    `local` allows addresses of private networks and any pace.
    """

    name: str
    base_url: str
    title: str = ""
    kind: str = "newspaper"  # newspaper, committee, portal, sample
    province: str | None = None
    district: str | None = None
    platform: str | None = None  # None: recognised page by page
    start: tuple[str, ...] = ()  # list pages
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    article_url: str | None = None  # regular expression an article's address matches
    pace: float = DEFAULT_PACE  # seconds between requests
    max_list_pages: int = 5  # of each list, following its "next page"
    max_articles: int = 500  # fetched in one run
    floor: Floor = field(default_factory=Floor)
    local: bool = False
    verified: bool = False  # True: tried live, on the day that `known_from` names
    known_from: str = ""  # where address and layout are known from

    def __post_init__(self) -> None:
        """Refuse what could not work, with the field's name."""
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise DataError(f"source {self.name}: base_url must be http(s)://host/…")
        if self.pace < DEFAULT_PACE and not self.local:
            raise DataError(f"source {self.name}: pace must be {DEFAULT_PACE} seconds or more")
        if self.article_url is not None:
            try:
                re.compile(self.article_url)
            except re.error as error:
                raise DataError(f"source {self.name}: article_url: {error}") from error

    def url(self, address: str) -> str:
        """`address` made absolute on this source."""
        return urljoin(self.base_url, address)

    def at(self, base_url: str) -> "Source":
        """This source on another host: relative addresses move with it."""
        return replace(self, base_url=base_url)


def load_source(name: str, folder: Path | None = None) -> Source:
    """The source called `name`; DataError lists the names where there is none."""
    sources = load_sources(folder)
    if name not in sources:
        raise DataError(f"no source {name!r}; choose from {', '.join(sources)}")
    return sources[name]


def load_sources(folder: Path | None = None) -> dict[str, Source]:
    """All sources by name, in the order of their names."""
    folder = folder or data_folder("sources")
    return {path.stem: read_source(path) for path in sorted(folder.glob("*.toml"))}


def read_source(path: Path) -> Source:
    """The source of one file; its name is the file's stem."""
    values: dict[str, Any] = {"name": path.stem, **read_toml(path)}
    check_keys(Source, values, str(path))
    for key in ("start", "feeds", "sitemaps"):
        values[key] = tuple(values.get(key, ()))
    floor = values.get("floor", {})
    check_keys(Floor, floor, f"{path} [floor]")
    values["floor"] = Floor(**floor)
    return Source(**values)
