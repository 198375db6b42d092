"""The scheduled job: discover → fetch → parse → extract → check → store, once over its sources.

    summary = run("solieu.db", [load_source("baokontum")], since="2024-01-01")
    summary.exit_code                   # 0 done, 1 something failed, 3 below a source's floor
    summary.sources[0].alarms           # which floor was missed, what gave nothing, since when
    run("new.db", sources, archive=Path("solieu-archive"), from_archive=True)   # without the web

One run at a time holds the dataset's lock (LockedError otherwise). Each article is one transaction;
a run that was killed is taken up by the next one where it ended; SIGTERM and SIGINT let the article
at hand be stored first (status `stopped`, exit code 143 or 130). Articles that an older extractor
or another catalogue read are read again from the texts in the dataset. Raw pages are kept in the
archive, by default the folder `solieu-archive` beside the dataset.
"""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import sqlalchemy as sa

from extractors.catalogue import Catalogue, CatalogueError, load_catalogue
from pipeline import known, store
from pipeline.database import database_url, open_database, sqlite_path
from pipeline.errors import InputError, StoreError, UsageError
from pipeline.job import Job, OnArticle, note_error, read_again, rules_version, take_article
from pipeline.lock import hold_lock
from pipeline.reprinting import refresh_reprints
from pipeline.stop import StopRequestedError, StopSwitch, stop_switch
from pipeline.stored_checks import refresh_dataset_checks
from pipeline.summary import RunSummary, SourceSummary
from pipeline.yields import layout_lines, missed_floors
from scrapers.archive import Archive, replay
from scrapers.article import Article
from scrapers.crawl import Crawl, as_instant, crawl, crawl_all
from scrapers.errors import ScrapeError
from scrapers.fetch import PoliteSession, Response, Session
from scrapers.sources import Source, load_sources

LOGGER = logging.getLogger("solieu.run")
RECHECK = timedelta(days=7)  # pages of sites that never say what they changed are looked at again
ARCHIVE = "solieu-archive"
_OUTCOMES = ("new", "changed", "updated", "unchanged")


def run(
    database: str | os.PathLike[str],
    sources: Sequence[Source],
    *,
    since: date | datetime | str | None = None,
    archive: Path | None = None,
    from_archive: bool = False,
    dry_run: bool = False,
    catalogue: Path | None = None,
    session: Session | None = None,
    recheck: timedelta | None = RECHECK,
    on_article: OnArticle | None = None,
    workers: int = 8,
) -> RunSummary:
    """Go over the sources once and return what came of it; a dry run writes nothing.

    `archive` is where raw pages are kept, or with `from_archive` where they are read instead of the
    web; `session` fetches in place of a polite one. UsageError for a wrong date, archive or
    catalogue; LockedError where another run is on; StoreError where the dataset cannot be written:
    what is stored stays.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    first_day, tables = _instant(since), _load(catalogue)
    folder = archive or default_archive(database)
    if from_archive and not folder.is_dir():
        raise UsageError(f"no archive at {folder}: give the folder that holds the *.warc.gz files")
    with ExitStack() as stack:
        engine = None if dry_run else open_database(database)
        reader = engine or _reader(database)
        for opened in (engine, reader):
            if opened is not None:
                stack.callback(opened.dispose)
        if engine is not None:
            stack.enter_context(hold_lock(engine, [source.name for source in sources]))
        job = Job(
            sources={source.name: SourceSummary(source.name) for source in sources},
            rules=rules_version(catalogue),
            catalogue=tables,
            stop=stack.enter_context(stop_switch()),
            engine=engine,
            reader=reader,
            on_article=on_article,
        )
        crawls: list[Crawl] = []
        if from_archive:
            articles = _replayed(folder, sources, first_day)
        else:
            if session is None:
                recorder = None if dry_run else stack.enter_context(_open_archive(folder))
                session = PoliteSession(archive=recorder)
            crawls = [
                crawl(
                    source,
                    since=first_day,
                    session=_StoppableSession(session, job.stop),
                    known=known.known_pages(reader, source.name) if reader else {},
                    recheck=recheck,
                    history=known.field_history(reader, source.name) if reader else {},
                    samples=None if dry_run else folder / "samples",
                )
                for source in sources
            ]
            articles = _crawled(job, crawls, workers)
        # Whatever ends the run, the threads that fetch end before their archive is closed.
        stack.enter_context(closing(articles))
        stack.callback(job.stop.halt)
        status, exit_code = _execute(job, articles, crawls)
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
        articles={name: job.articles[name] for name in _OUTCOMES},
        reextracted=job.reextracted,
        checks_changed=job.checks_changed,
        messages=job.messages,
    )


def default_archive(database: str | os.PathLike[str]) -> Path:
    """Return the folder for raw pages: beside a SQLite file, else in the working folder."""
    url = database_url(database)
    beside = Path(str(url.database)).parent if url.get_backend_name() == "sqlite" else Path()
    return beside / ARCHIVE


@dataclass(slots=True)
class _Recorder:
    """An archive whose failure ends the run: pages that are not kept cannot be read again."""

    archive: Archive
    failure: StoreError | None = None

    def write(self, response: Response, source: str, kind: str) -> str:
        # After a record that was cut short nothing may follow: a reader stops there.
        if self.failure is not None:
            raise self.failure
        try:
            return self.archive.write(response, source, kind)
        except OSError as error:
            self.failure = StoreError(
                f"{self.archive.folder}: raw pages cannot be kept ({error.strerror}); check the"
                " permissions and the free space, then run again: what was stored is kept"
            )
            raise self.failure from error


@contextmanager
def _open_archive(folder: Path) -> Generator[_Recorder, None, None]:
    recorder = _Recorder(Archive(folder))
    try:
        yield recorder
    finally:
        # What a full disk did not take while writing it refuses at the end once more.
        with suppress(OSError):
            recorder.archive.close()


@dataclass(frozen=True, slots=True)
class _StoppableSession:
    """Fetches nothing more once a stop was asked for, so that a run ends with the page at hand."""

    session: Session
    stop: StopSwitch

    def get(
        self,
        url: str,
        *,
        source: Source | None = None,
        kind: str = "article",
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Response:
        if self.stop.is_on:
            raise ScrapeError("stopped")
        return self.session.get(
            url, source=source, kind=kind, etag=etag, last_modified=last_modified
        )


def _instant(since: date | datetime | str | None) -> datetime | None:
    try:
        return as_instant(since)
    except ScrapeError as error:
        raise UsageError(str(error)) from error


def _load(catalogue: Path | None) -> Catalogue:
    try:
        return load_catalogue(catalogue)
    except CatalogueError as error:
        raise UsageError(str(error)) from error


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


def _crawled(job: Job, crawls: Sequence[Crawl], workers: int) -> Generator[Article, None, None]:
    for one, item in crawl_all(crawls, workers=workers):
        if isinstance(item, Article):
            yield item
        else:
            job.stop.check()
            note_error(job, one.source.name, str(item))


def _replayed(
    folder: Path, sources: Sequence[Source], since: datetime | None
) -> Generator[Article, None, None]:
    wanted = {source.name: source for source in sources}
    try:
        for article in replay(folder, {**load_sources(), **wanted}, since=since):
            if article.source in wanted:
                yield article
    except ScrapeError as error:
        raise InputError(str(error)) from error


def _execute(
    job: Job, articles: Generator[Article, None, None], crawls: Sequence[Crawl]
) -> tuple[str, int]:
    """Do the work between the rows that say that a run began and how it ended."""
    if job.engine is None:
        return _work(job, articles, crawls, resumed=False)
    resumed = known.last_run_incomplete(job.engine)
    if sqlite_path(job.engine) is not None:
        store.mark_killed_runs(job.engine)  # whoever ran before has released the lock
    job.run_id = store.start_run(job.engine, version=_version(), extractor_version=job.rules)
    status, exit_code = "failed", 1
    try:
        status, exit_code = _work(job, articles, crawls, resumed=resumed)
    except Exception as error:
        job.messages.append(str(error))
        raise
    finally:
        _finish(job, status, exit_code)
    return status, exit_code


def _work(
    job: Job, articles: Generator[Article, None, None], crawls: Sequence[Crawl], *, resumed: bool
) -> tuple[str, int]:
    """Return how the run ended and its exit code."""
    try:
        read_again(job)
        for article in articles:
            take_article(job, article, job.tallies[article.source])
        job.stop.check()
    except StopRequestedError as stop:
        _count(job, crawls)
        job.messages.append(f"{stop}; the next run goes on from here")
        return "stopped", stop.exit_code
    with job.stop.shield(to_the_end=True):
        _count(job, crawls)
        if job.engine is not None and job.run_id is not None and (resumed or job.has_changed):
            refresh_reprints(job.engine, job.run_id)
            job.checks_changed = refresh_dataset_checks(job.engine, job.run_id)
        below = [_look_at_yields(job, one) for one in crawls]
    if any(found.errors for found in job.sources.values()):
        return "done", 1
    return "done", 3 if any(below) else 0


def _finish(job: Job, status: str, exit_code: int) -> None:
    assert job.engine is not None
    assert job.run_id is not None
    rows = [source.row() for source in job.sources.values()]
    message = "; ".join(job.messages) or None
    try:
        with job.stop.shield(to_the_end=True):
            store.finish_run(
                job.engine, job.run_id, status=status, exit_code=exit_code, message=message,
                sources=rows,
            )  # fmt: skip
    except StoreError:
        # What stopped the run, such as a full disk, also keeps its end from being written.
        LOGGER.warning("the end of run %s could not be written down", job.run_id)


def _look_at_yields(job: Job, one: Crawl) -> bool:
    """Put down and tell what a source gave too little of; say whether it missed a floor."""
    found = job.sources[one.source.name]
    unread = _unread(one)
    if unread and not one.source.floor.articles_a_week:
        note_error(job, found.source, f"{found.source}: {unread}")
    missed = missed_floors(job.reader, one.source, found, one.report.started_at, unread)
    found.alarms = missed + layout_lines(one.report.alarms)
    for alarm in found.alarms:
        LOGGER.warning("%s", alarm, extra={"source": found.source})
    return bool(missed)


def _unread(one: Crawl) -> str | None:
    """Say why nothing that lists the source's articles could be read; None if something was."""
    lists = [page for page in one.report.pages if page.kind != "article"]
    if not lists or any(page.outcome == "read" for page in lists):
        return None
    return f"none of its feeds, sitemaps and lists can be read: {lists[0].detail}"


def _count(job: Job, crawls: Sequence[Crawl]) -> None:
    """Put down what each source gave, and which pages are known to be the same as before."""
    for name, tally in job.tallies.items():
        found = job.sources[name]
        found.new, found.changed = tally["new"], tally["changed"]
        found.unchanged = tally["unchanged"] + tally["updated"]
        found.failed, found.figures = tally["failed"], tally["figures"]
        found.seen = sum(tally[name] for name in (*_OUTCOMES, "failed"))
    for one in crawls:
        _count_pages(one, job.sources[one.source.name])
        if job.engine is not None:
            pages = one.report.pages
            same = [p.url for p in pages if p.reason in ("same_text", "not_modified")]
            known.note_seen(job.engine, one.source.name, same, one.report.started_at)


def _count_pages(one: Crawl, found: SourceSummary) -> None:
    report = one.report
    found.seen = report.seen
    found.unchanged += report.unchanged
    found.failed += report.failed
    found.skipped = report.skipped
    found.failures = dict(Counter(page.reason for page in report.failures))
    # A page without text is one that was fetched and gave none of the fields.
    fetched = report.fetched + found.failures.get("no_text", 0)
    if fetched:
        found.share_title, found.share_date, found.share_text = (
            report.with_field[name] / fetched for name in ("title", "date", "text")
        )
