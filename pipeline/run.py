"""The scheduled job: discover → fetch → parse → extract → check → store, once over its sources.

    summary = run("solieu.db", [load_source("baokontum")], since="2024-01-01")
    summary.exit_code                   # 0 done, 1 something failed, 3 below a source's floor
    summary.sources[0].alarms           # which floor was missed, and since when

One run at a time holds the dataset's lock (LockedError otherwise). Each article is one transaction;
a run that was killed is taken up by the next one where it ended; SIGTERM and SIGINT let the article
at hand be stored first (status `stopped`, exit code 143 or 130). Articles that an older extractor
or another catalogue read are read again from the texts in the dataset.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

from extractors.catalogue import catalogue_folder
from extractors.extract import extract, extractor_version
from extractors.records import Extraction
from pipeline import known, store
from pipeline.checks import Check, check_article
from pipeline.database import database_url, open_database, sqlite_path
from pipeline.errors import StoreError
from pipeline.lock import hold_lock
from pipeline.schema import VIETNAM
from pipeline.stop import StopRequestedError, StopSwitch, stop_switch
from pipeline.stored_checks import refresh_dataset_checks
from pipeline.summary import RunSummary, SourceSummary
from pipeline.yields import missed_floors
from scrapers.article import Article
from scrapers.crawl import Crawl, crawl, crawl_all
from scrapers.errors import ScrapeError
from scrapers.fetch import PoliteSession, Recorder, Session
from scrapers.sources import Source

LOGGER = logging.getLogger("solieu.run")

# (article, what storing did, figures found): for a progress bar.
OnArticle = Callable[[Article, store.Outcome, int], None]


@dataclass(slots=True)
class _Job:
    """What the steps of one run share. `engine` is None in a dry run, `reader` where no dataset."""

    sources: dict[str, SourceSummary]
    rules: str
    catalogue: Path | None
    stop: StopSwitch
    engine: sa.Engine | None
    reader: sa.Engine | None
    on_article: OnArticle | None
    run_id: str | None = None
    articles: Counter[str] = field(default_factory=Counter)
    tallies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reextracted: int = 0
    checks_changed: int = 0
    messages: list[str] = field(default_factory=list)


def run(
    database: str | os.PathLike[str],
    sources: Sequence[Source],
    *,
    since: date | datetime | str | None = None,
    session: Session | None = None,
    archive: Recorder | None = None,
    from_archive: bool = False,
    dry_run: bool = False,
    catalogue: Path | None = None,
    on_article: OnArticle | None = None,
    workers: int = 8,
) -> RunSummary:
    """Go over the sources once and return what came of it; a dry run writes nothing.

    `session` fetches (a polite one that records into `archive` by default); with `from_archive` it
    replays an archive, and every page is taken anew, known or not. Raises LockedError, or
    StoreError where the dataset cannot be written: what was stored before stays.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    with ExitStack() as stack:
        engine = None if dry_run else open_database(database)
        reader = engine or _reader(database)
        if engine is not None:
            stack.callback(engine.dispose)
            stack.enter_context(hold_lock(engine, [source.name for source in sources]))
        job = _Job(
            sources={source.name: SourceSummary(source.name) for source in sources},
            rules=rules_version(catalogue),
            catalogue=catalogue,
            stop=stack.enter_context(stop_switch()),
            engine=engine,
            reader=reader,
            on_article=on_article,
        )
        session = session or PoliteSession(archive=archive)
        crawls = [
            crawl(
                source,
                since=since,
                session=session,
                known=known.known_pages(reader, source.name) if reader and not from_archive else {},
            )
            for source in sources
        ]
        status, exit_code = _execute(job, crawls, workers, started)
    return RunSummary(
        run_id=job.run_id,
        version=_version(),
        extractor_version=job.rules,
        started_at=started,
        ended_at=datetime.now(UTC),
        seconds=round(time.monotonic() - clock, 3),
        status=status,
        exit_code=exit_code,
        dry_run=dry_run,
        sources=list(job.sources.values()),
        articles={name: job.articles[name] for name in ("new", "changed", "updated", "unchanged")},
        reextracted=job.reextracted,
        checks_changed=job.checks_changed,
        messages=job.messages,
    )


def rules_version(catalogue: Path | None = None) -> str:
    """Return the extractor's version and a hash of its catalogue: equal means the same figures."""
    digest = hashlib.sha256()
    for path in sorted((catalogue or catalogue_folder()).glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{extractor_version()}+{digest.hexdigest()[:8]}"


def _version() -> str:
    try:
        return version("solieu")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0+source"


def _reader(database: str | os.PathLike[str]) -> sa.Engine | None:
    """A dry run may come before there is any dataset."""
    url = database_url(database)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return None
    return open_database(database, read_only=True)


def _execute(
    job: _Job, crawls: Sequence[Crawl], workers: int, started: datetime
) -> tuple[str, int]:
    """Do the work between the rows that say that a run began and how it ended."""
    if job.engine is None:
        return _work(job, crawls, workers, started)
    resumed = known.last_run_incomplete(job.engine)
    if sqlite_path(job.engine) is not None:
        store.mark_killed_runs(job.engine)  # whoever ran before has released the lock
    job.run_id = store.start_run(job.engine, version=_version(), extractor_version=job.rules)
    status, exit_code = "failed", 1
    try:
        status, exit_code = _work(job, crawls, workers, started, resumed=resumed)
    except Exception as error:
        job.messages.append(str(error))
        raise
    finally:
        _finish(job, status, exit_code)
    return status, exit_code


def _finish(job: _Job, status: str, exit_code: int) -> None:
    assert job.engine is not None
    assert job.run_id is not None
    rows = [source.row() for source in job.sources.values()]
    message = "; ".join(job.messages) or None
    try:
        with job.stop.shield():
            store.finish_run(
                job.engine, job.run_id, status=status, exit_code=exit_code, message=message,
                sources=rows,
            )  # fmt: skip
    except StoreError:
        # A full disk stopped the run: the next one marks it as killed.
        LOGGER.warning("the end of run %s could not be written down", job.run_id)


def _work(
    job: _Job,
    crawls: Sequence[Crawl],
    workers: int,
    started: datetime,
    *,
    resumed: bool = False,
) -> tuple[str, int]:
    """Return how the run ended and its exit code."""
    try:
        _read_again(job)
        for one, item in crawl_all(crawls, workers=workers):
            if isinstance(item, ScrapeError):
                _note_error(job, one.source.name, str(item))
            else:
                _take(job, item, job.tallies[one.source.name])
    except StopRequestedError as stop:
        _count_pages(job, crawls)
        job.messages.append(f"{stop}; the next run goes on from here")
        return "stopped", stop.exit_code
    with job.stop.shield():
        _count_pages(job, crawls)
        if job.engine is not None and job.run_id is not None and (resumed or _has_changed(job)):
            job.checks_changed = refresh_dataset_checks(job.engine, job.run_id)
        for one in crawls:
            found = job.sources[one.source.name]
            found.alarms = missed_floors(job.reader, one.source, found, started)
    for found in job.sources.values():
        for alarm in found.alarms:
            LOGGER.warning("%s", alarm, extra={"source": found.source})
    if any(found.errors for found in job.sources.values()):
        return "done", 1
    return "done", 3 if any(found.alarms for found in job.sources.values()) else 0


def _has_changed(job: _Job) -> bool:
    return any(job.articles[outcome] for outcome in ("new", "changed", "updated"))


def _read_again(job: _Job) -> None:
    """Extract again what another version of the rules read, from the texts in the dataset."""
    if job.engine is None:
        return
    for article, signature in known.outdated_articles(job.engine, job.rules):
        job.stop.check()
        outcome = _take(job, article, Counter(), signature)
        job.reextracted += outcome is not None


def _take(
    job: _Job, article: Article, tally: Counter[str], signature: str | None = None
) -> store.Outcome | None:
    """Extract, check and store one article; a fault of it alone is noted and the run goes on."""
    try:
        extraction, checks = _read(job, article)
        with job.stop.shield():
            outcome = _store(job, article, extraction, checks, signature)
            job.articles[outcome] += 1
            tally[outcome] += 1
            tally["figures"] += len(extraction)
            if job.on_article is not None:
                job.on_article(article, outcome, len(extraction))
    except StopRequestedError:
        raise
    except StoreError as error:
        if not isinstance(error.__cause__, DataError | IntegrityError | None):
            raise  # the dataset's fault, not the article's
        tally["failed"] += 1
        _note_error(job, article.source, f"{article.url}: not stored: {error}")
        return None
    except Exception as error:
        LOGGER.exception("%s: cannot be read", article.url, extra={"source": article.source})
        tally["failed"] += 1
        _note_error(job, article.source, f"{article.url}: {type(error).__name__}: {error}")
        return None
    return outcome


def _read(job: _Job, article: Article) -> tuple[Extraction, list[Check]]:
    published = article.published_at.astimezone(VIETNAM).date() if article.published_at else None
    article_id = store.make_article_id(article)
    extraction = extract(
        article.text,
        published=published,
        province=article.province,
        title=article.title,
        article_id=article_id,
        catalogue=job.catalogue,
    )
    checks = check_article(extraction.figures, article.text, published, article_id=article_id)
    return extraction, checks


def _store(
    job: _Job,
    article: Article,
    extraction: Extraction,
    checks: list[Check],
    signature: str | None,
) -> store.Outcome:
    if job.engine is None or job.run_id is None:
        return "new"
    return store.store_article(
        job.engine,
        article,
        extraction,
        checks,
        run_id=job.run_id,
        extractor_version=job.rules,
        signature=signature,
    ).outcome


def _note_error(job: _Job, source: str, line: str) -> None:
    LOGGER.error("%s", line, extra={"source": source})
    if source in job.sources:
        job.sources[source].errors.append(line)
    else:
        job.messages.append(line)


def _count_pages(job: _Job, crawls: Sequence[Crawl]) -> None:
    """Put down what each source gave, and which pages are known to be the same as before."""
    for one in crawls:
        report, found, tally = (
            one.report,
            job.sources[one.source.name],
            job.tallies[one.source.name],
        )
        found.seen = report.seen
        found.new, found.changed = tally["new"], tally["changed"]
        found.unchanged = report.unchanged + tally["unchanged"] + tally["updated"]
        found.failed = report.failed + tally["failed"]
        found.skipped = report.skipped
        found.figures = tally["figures"]
        found.failures = dict(Counter(page.reason for page in report.failures))
        empty = found.failures.get("no_text", 0)
        fetched = report.fetched + empty
        if fetched:
            found.share_title, found.share_date, found.share_text = (
                report.with_field[name] / fetched for name in ("title", "date", "text")
            )
        if job.engine is not None:
            same = [
                page.url for page in report.pages if page.reason in ("same_text", "not_modified")
            ]
            known.note_seen(job.engine, one.source.name, same, report.started_at)
