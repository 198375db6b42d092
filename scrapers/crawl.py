"""A source -> its new and changed articles, and a report of everything that was seen."""

import hashlib
import queue
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from scrapers.alarms import FieldHistory, FieldWatch, LayoutAlarm
from scrapers.article import Article
from scrapers.discover import Found, discover
from scrapers.errors import FetchError, ParseError, ScrapeError
from scrapers.fetch import PoliteSession, Recorder, Response, Session
from scrapers.page_dates import VIETNAM, parse_date
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
    alarms: list[LayoutAlarm] = field(default_factory=list)

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
    recheck: timedelta | None = None
    history: Mapping[str, FieldHistory] = field(default_factory=dict)
    samples: Path | None = None
    report: CrawlReport = field(init=False)
    watch: FieldWatch = field(init=False)

    def __post_init__(self) -> None:
        self.report = CrawlReport(self.source.name, datetime.now(UTC))
        self.watch = FieldWatch(self.source, self.history, self.samples)

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
            if known and not self.is_due(found, known):
                self.note(found.url, "unchanged", "known")
            elif self.report.fetched + self.report.failed >= self.source.max_articles:
                most = f"{self.source.max_articles} articles a run; the next run goes on from here"
                self.note(found.url, "skipped", "limit", None, most)
                break
            elif article := self.visit(found, known):
                yield article
        self.report.alarms = list(self.watch.alarms.values())

    def is_due(self, found: Found, known: KnownPage) -> bool:
        """Whether a known page is to be fetched again: the site says it changed, or it is time."""
        if found.changed_at is not None and found.changed_at > known.fetched_at:
            return True
        return self.recheck is not None and datetime.now(UTC) - known.fetched_at >= self.recheck

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
            self.watch.see(response, None)
            self.note(found.url, "failed", "no_text", response.status, str(error))
            return None
        self.watch.see(response, article)
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
    recheck: timedelta | None = None,
    history: Mapping[str, FieldHistory] | None = None,
    samples: Path | None = None,
) -> Crawl:
    """A pass over one source, by record or name; iterate it for its new and changed articles.

    `since` leaves out what was published before it. `known` maps an address to what an earlier run
    remembers of it: it is fetched again only where the site says that it changed, or where that was
    `recheck` ago. `history` says which fields (title, lead, body, date, author) the source used to
    give, so that the report can tell when one is missing; pages that show it go into `samples`.
    """
    return Crawl(
        load_source(source) if isinstance(source, str) else source,
        session if session is not None else PoliteSession(archive=archive),
        as_instant(since),
        known or {},
        recheck,
        history or {},
        samples,
    )


def crawl_all(
    crawls: Iterable[Crawl], *, workers: int = 8
) -> Iterator[tuple[Crawl, Article | ScrapeError]]:
    """The articles of several passes as they come, `workers` sources at a time.

    An error that ends one pass is handed over in its place; the others go on.
    """
    done: queue.SimpleQueue[tuple[Crawl, Article | ScrapeError] | Future[None]]
    done = queue.SimpleQueue()
    stopped = threading.Event()

    def work(one: Crawl) -> None:
        try:
            for article in one:
                done.put((one, article))
                if stopped.is_set():
                    return
        except ScrapeError as error:
            done.put((one, error))

    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(work, one) for one in crawls]
        for future in futures:
            future.add_done_callback(done.put)
        running = len(futures)
        try:
            while running:
                item = done.get()
                if isinstance(item, Future):
                    item.result()
                    running -= 1
                else:
                    yield item
        finally:
            stopped.set()
            for future in futures:
                future.cancel()


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
