"""One run's share of work an article: extract, check, store; a fault of one article is its own."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

import extractors
from extractors.catalogue import Catalogue, catalogue_folder
from extractors.extract import extract, extractor_version
from extractors.records import Extraction
from pipeline import known, store
from pipeline.checks import Check, check_article
from pipeline.errors import StoreError
from pipeline.schema import VIETNAM
from pipeline.stop import StopSwitch
from pipeline.summary import SourceSummary
from scrapers.article import Article

LOGGER = logging.getLogger("solieu.run")
RULES = Path(extractors.__file__).parent

# (article, what storing did, figures found): for a progress bar.
OnArticle = Callable[[Article, store.Outcome, int], None]


@dataclass(slots=True)
class Job:
    """What the steps of one run share.

    `engine` is None in a dry run, `reader` where there is no dataset yet; `rules` is the version
    of extractor and catalogue.
    """

    sources: dict[str, SourceSummary]
    rules: str
    catalogue: Catalogue
    stop: StopSwitch
    engine: sa.Engine | None
    reader: sa.Engine | None
    on_article: OnArticle | None = None
    run_id: str | None = None
    articles: Counter[str] = field(default_factory=Counter)
    tallies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reextracted: int = 0
    checks_changed: int = 0
    messages: list[str] = field(default_factory=list)

    @property
    def has_changed(self) -> bool:
        """Whether this run wrote any article."""
        return any(self.articles[outcome] for outcome in ("new", "changed", "updated"))


def rules_version(catalogue: Path | None = None) -> str:
    """Return the extractor's version and a hash of its code and catalogues.

    Equal means the same figures.
    """
    digest = hashlib.sha256()
    folders = [(RULES, "**/*.py"), (catalogue_folder(), "*.csv")]
    if catalogue is not None:
        folders.append((catalogue, "*.csv"))
    for folder, pattern in folders:
        for path in sorted(folder.glob(pattern)):
            name = path.relative_to(folder).as_posix()
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{extractor_version()}+{digest.hexdigest()[:8]}"


def read_again(job: Job) -> None:
    """Extract again what another version of the rules read, from the texts in the dataset."""
    if job.engine is None:
        return
    for article, signature in known.outdated_articles(job.engine, job.rules):
        job.stop.check()
        outcome = take_article(job, article, Counter(), signature)
        job.reextracted += outcome is not None


def take_article(
    job: Job, article: Article, tally: Counter[str], signature: str | None = None
) -> store.Outcome | None:
    """Extract, check and store one article; None, with the error noted, where that failed.

    StoreError where the dataset is at fault and no other article could be stored either.
    """
    with job.stop.shield():
        return _take(job, article, tally, signature)


def _take(
    job: Job, article: Article, tally: Counter[str], signature: str | None
) -> store.Outcome | None:
    try:
        extraction, checks = _read(job, article)
        outcome = _store(job, article, extraction, checks, signature)
    except StoreError as error:
        if not isinstance(error.__cause__, DataError | IntegrityError | None):
            raise
        _give_up(job, article, tally, f"not stored: {error}")
        return None
    except Exception as error:
        LOGGER.exception("%s: cannot be read", article.url, extra={"source": article.source})
        _give_up(job, article, tally, f"{type(error).__name__}: {error}")
        return None
    job.articles[outcome] += 1
    tally[outcome] += 1
    tally["figures"] += len(extraction)
    if job.on_article is not None:
        job.on_article(article, outcome, len(extraction))
    return outcome


def note_error(job: Job, source: str, line: str) -> None:
    """Put down what went wrong with a source, or with the run where it is none of its sources."""
    LOGGER.error("%s", line, extra={"source": source})
    if source in job.sources:
        job.sources[source].errors.append(line)
    else:
        job.messages.append(line)


def _give_up(job: Job, article: Article, tally: Counter[str], line: str) -> None:
    tally["failed"] += 1
    note_error(job, article.source, f"{article.url}: {line}")


def _read(job: Job, article: Article) -> tuple[Extraction, list[Check]]:
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
    job: Job,
    article: Article,
    extraction: Extraction,
    checks: list[Check],
    signature: str | None,
) -> store.Outcome:
    if job.engine is None or job.run_id is None:
        return "new"
    if signature is None:
        from scrapers.reprints import signature as sign  # brings SciPy: only where there is news

        signature = sign(article.text)
    return store.store_article(
        job.engine,
        article,
        extraction,
        checks,
        run_id=job.run_id,
        extractor_version=job.rules,
        signature=signature or None,
    ).outcome
