"""A source -> its new and changed articles, and a report of everything that was seen."""

import hashlib
import queue
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Literal

from scrapers.article import Article
from scrapers.dates import VIETNAM, parse_date
from scrapers.discover import Found, discover
from scrapers.errors import FetchError, ParseError, ScrapeError
from scrapers.fetch import PoliteSession, Recorder, Response, Session
from scrapers.parse import parse_page
from scrapers.sources import Source, load_source

Kind = Literal["article", "feed", "sitemap", "list"]
Outcome = Literal["new", "changed", "unchanged", "failed", "skipped", "read"]


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What the store remembers of a page that an earlier run fetched."""

    text_sha256: str
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What became of one page. `reason` is a `FetchReason` or one of no_text, known, before_since,
    limit; feeds, sitemaps and lists that could be used are `read`.
    """

    url: str
    kind: Kind
    outcome: Outcome
    reason: str = ""
    detail: str = ""
    status: int | None = None


@dataclass(slots=True)
class CrawlReport:
    """Everything one crawl saw, page by page, and the counts that a run stores."""

    source: str
    started_at: datetime
    pages: list[PageOutcome] = field(default_factory=list)
    fetched: int = 0  # articles that were fetched and parsed
    with_field: Counter[str] = field(default_factory=Counter)  # of those, by field

    def count(self, outcome: Outcome) -> int:
        """Article pages with this outcome."""
        return sum(page.kind == "article" and page.outcome == outcome for page in self.pages)

    @property
    def seen(self) -> int:
        """Article pages that were come across, fetched or not."""
        return sum(page.kind == "article" for page in self.pages)

    @property
    def new(self) -> int:
        """Articles had for the first time."""
        return self.count("new")

    @property
    def changed(self) -> int:
        """Known articles whose text differs from the remembered one."""
        return self.count("changed")

    @property
    def unchanged(self) -> int:
        """Known articles, fetched or not, with no sign of a change."""
        return self.count("unchanged")

    @property
    def failed(self) -> int:
        """Article pages that could not be had or parsed."""
        return self.count("failed")

    @property
    def skipped(self) -> int:
        """Article pages left out by `since` or by the limit of a run."""
        return self.count("skipped")

    @property
    def failures(self) -> list[PageOutcome]:
        """Every page of any kind that failed."""
        return [page for page in self.pages if page.outcome == "failed"]

    def share(self, name: str) -> float | None:
        """Share of the fetched articles that have the field; None where none was fetched."""
        return self.with_field[name] / self.fetched if self.fetched else None


@dataclass(slots=True)
class Crawl:
    """One pass over a source: iterate it for the articles, then read `report`."""

    source: Source
    session: Session
    since: datetime | None = None
    known: Mapping[str, KnownPage] = field(default_factory=dict)
    report: CrawlReport = field(init=False)

    def __post_init__(self) -> None:
        self.report = CrawlReport(self.source.name, datetime.now(UTC))

    def __iter__(self) -> Iterator[Article]:
        """New and changed articles, as they are fetched."""
        for found in discover(
            self.source,
            self.session,
            since=self.since,
            report=self.note_discovery,
            is_known=self.known.__contains__,
        ):
            known = self.known.get(found.url)
            if known and not has_changed(found, known):
                self.note(found.url, "unchanged", "known")
            elif self.report.fetched + self.report.failed >= self.source.max_articles:
                self.note(found.url, "skipped", "limit")
            elif article := self.visit(found, known):
                yield article

    def visit(self, found: Found, known: KnownPage | None) -> Article | None:
        """Fetch and parse one page; None, with the reason noted, where it brings nothing new."""
        try:
            response = self.session.get(
                found.url,
                source=self.source,
                etag=known.etag if known else None,
                last_modified=known.last_modified if known else None,
            )
            if response.status == 304:
                self.note(found.url, "unchanged", "not_modified", 304)
                return None
            article = read_article(response, self.source)
        except FetchError as error:
            self.note(found.url, "failed", error.reason, error.status, str(error))
            return None
        except ParseError as error:
            self.note(found.url, "failed", "no_text", None, str(error))
            return None
        self.report.fetched += 1
        for name in ("title", "text", "author", "origin"):
            self.report.with_field[name] += bool(getattr(article, name))
        self.report.with_field["date"] += article.published_at is not None
        if self.since and article.published_at and article.published_at < self.since:
            self.note(found.url, "skipped", "before_since", response.status)
            return None
        if known and known.text_sha256 == text_sha256(article.text):
            self.note(found.url, "unchanged", "same_text", response.status)
            return None
        self.note(found.url, "changed" if known else "new", "", response.status)
        return article

    def note(
        self, url: str, outcome: Outcome, reason: str, status: int | None = None, detail: str = ""
    ) -> None:
        """Put one article page down in the report."""
        self.report.pages.append(PageOutcome(url, "article", outcome, reason, detail, status))

    def note_discovery(self, url: str, kind: str, error: FetchError | ParseError | None) -> None:
        """Put one feed, sitemap or list page down in the report."""
        if error is None:
            outcome = PageOutcome(url, kind, "read")  # type: ignore[arg-type]
        else:
            reason = error.reason if isinstance(error, FetchError) else "no_text"
            status = error.status if isinstance(error, FetchError) else None
            outcome = PageOutcome(url, kind, "failed", reason, str(error), status)  # type: ignore[arg-type]
        self.report.pages.append(outcome)


def crawl(
    source: Source | str,
    *,
    since: date | datetime | str | None = None,
    session: Session | None = None,
    known: Mapping[str, KnownPage] | None = None,
    archive: Recorder | None = None,
) -> Crawl:
    """A pass over one source, by record or name; iterate it for its new and changed articles.

    `since` leaves out what was published before it; `known` maps an address to what an earlier run
    remembers, and is not fetched again unless the site says that it changed.
    """
    chosen = load_source(source) if isinstance(source, str) else source
    return Crawl(
        chosen,
        session if session is not None else PoliteSession(archive=archive),
        as_instant(since),
        known or {},
    )


def crawl_all(
    crawls: Iterable[Crawl], *, workers: int = 8
) -> Iterator[tuple[Crawl, Article | ScrapeError]]:
    """The articles of several passes as they come, `workers` sources at a time.

    An error that ends one pass is handed over in its place; the others go on.
    """
    waiting: queue.SimpleQueue[Crawl] = queue.SimpleQueue()
    done: queue.Queue[tuple[Crawl, Article | ScrapeError] | None] = queue.Queue(maxsize=64)
    for one in crawls:
        waiting.put(one)
    stopped = threading.Event()

    def work() -> None:
        try:
            while not stopped.is_set():
                one = waiting.get_nowait()
                try:
                    for article in one:
                        done.put((one, article))
                        if stopped.is_set():
                            return
                except ScrapeError as error:
                    done.put((one, error))
        except queue.Empty:
            return
        finally:
            done.put(None)

    count = max(1, min(workers, waiting.qsize()))
    threads = [threading.Thread(target=work, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    running = count
    try:
        while running:
            item = done.get()
            if item is None:
                running -= 1
            else:
                yield item
    finally:
        stopped.set()


def read_article(response: Response, source: Source) -> Article:
    """The article of a response, with the facts of its transfer."""
    content_type = response.headers.get("content-type", "text/html")
    if not any(kind in content_type for kind in ("html", "text/plain", "xml")):
        raise FetchError(response.url, "content", f"is {content_type}, not a page")
    article = parse_page(
        response.body,
        response.url,
        source=source,
        fetched_at=response.fetched_at,
        headers=response.headers,
    )
    return replace(
        article,
        url=response.requested_url,
        http_status=response.status,
        archive_ref=response.archive_ref,
    )


def has_changed(found: Found, known: KnownPage) -> bool:
    """Whether the site says that a page changed after it was fetched."""
    return found.changed_at is not None and found.changed_at > known.fetched_at


def text_sha256(text: str) -> str:
    """Hash of an article's text, as hexadecimal digits: the page is unchanged while it stays."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def as_instant(moment: date | datetime | str | None) -> datetime | None:
    """A date, in Vietnam, as the instant it begins; ScrapeError where a text is no date."""
    if isinstance(moment, str):
        parsed = parse_date(moment)
        if parsed is None:
            raise ScrapeError(f"since: {moment!r} is not a date; write it as 2024-01-31")
        return parsed
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    return datetime.combine(moment, time.min, VIETNAM) if moment else None
