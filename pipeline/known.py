"""What the dataset remembers for the next run: pages, yields, and which texts are out of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from pipeline import schema
from pipeline.database import reading, writing
from scrapers.alarms import FieldHistory
from scrapers.article import Article
from scrapers.crawl import KnownPage

_ARTICLES = schema.articles.c
_ARTICLE_FIELDS = (
    "source", "url", "text", "fetched_at", "title", "canonical_url", "author", "origin",
    "published_at", "modified_at", "province", "http_status", "etag", "last_modified", "platform",
    "parsed_by", "archive_ref",
)  # fmt: skip


def known_pages(engine: sa.Engine, source: str) -> dict[str, KnownPage]:
    """Return what earlier runs fetched of a source, by address."""
    columns = (
        _ARTICLES.text_sha256,
        sa.func.coalesce(_ARTICLES.seen_at, _ARTICLES.fetched_at, type_=schema.Moment()),
        _ARTICLES.etag,
        _ARTICLES.last_modified,
    )
    current = sa.and_(_ARTICLES.source == source, _ARTICLES.is_current)
    urls = schema.article_urls
    with reading(engine) as connection:
        own = connection.execute(sa.select(_ARTICLES.url, *columns).where(current)).all()
        others = connection.execute(
            sa.select(urls.c.url, *columns)
            .join(schema.articles, _ARTICLES.article_id == urls.c.article_id)
            .where(current)
        ).all()
    return {url: KnownPage(*rest) for url, *rest in (*others, *own)}


def note_seen(engine: sa.Engine, source: str, urls: Iterable[str], at: datetime) -> None:
    """Remember that a source's pages were fetched again and are the same."""
    rows = [{"seen_url": url} for url in urls]
    if rows:
        with writing(engine) as connection:
            connection.execute(
                schema.articles.update()
                .where(
                    _ARTICLES.source == source,
                    _ARTICLES.url == sa.bindparam("seen_url"),
                    _ARTICLES.is_current,
                )
                .values(seen_at=at),
                rows,
            )


def outdated_articles(
    engine: sa.Engine, extractor_version: str
) -> Iterator[tuple[Article, str | None]]:
    """Yield the current articles that another version of the extractor read, with signatures."""
    query = (
        sa.select(_ARTICLES.row_id, _ARTICLES.signature, *(_ARTICLES[n] for n in _ARTICLE_FIELDS))
        .where(
            _ARTICLES.is_current,
            _ARTICLES.extractor_version.is_distinct_from(extractor_version),
            _ARTICLES.row_id > sa.bindparam("after"),
        )
        .order_by(_ARTICLES.row_id)
        .limit(100)
    )
    after = 0
    while True:
        with reading(engine) as connection:
            rows = connection.execute(query, {"after": after}).mappings().all()
        if not rows:
            return
        for row in rows:
            yield Article(**{name: row[name] for name in _ARTICLE_FIELDS}), row["signature"]
        after = rows[-1]["row_id"]


@dataclass(frozen=True, slots=True)
class Yield:
    """What a source gave in one earlier run; shares are None where nothing was fetched."""

    started_at: datetime
    seen: int
    share_title: float | None
    share_date: float | None
    share_text: float | None


def past_yields(engine: sa.Engine, source: str) -> list[Yield]:
    """Return a source's yields in the runs that ended well, the latest first."""
    runs, rows = schema.runs.c, schema.run_sources.c
    query = (
        sa.select(runs.started_at, rows.seen, rows.share_title, rows.share_date, rows.share_text)
        .join(schema.runs, runs.run_id == rows.run_id)
        .where(rows.source == source, runs.status == "done")
        .order_by(runs.number.desc())
        .limit(400)
    )
    with reading(engine) as connection:
        return [Yield(*row) for row in connection.execute(query)]


def articles_since(engine: sa.Engine, source: str, moment: datetime) -> int:
    """Count the articles of a source that were first fetched after a moment."""
    query = sa.select(sa.func.count()).where(
        _ARTICLES.source == source, _ARTICLES.version == 1, _ARTICLES.fetched_at >= moment
    )
    with reading(engine) as connection:
        return int(connection.execute(query).scalar_one())


def last_run_incomplete(engine: sa.Engine) -> bool:
    """Whether the latest run did not come to its end."""
    runs = schema.runs.c
    query = sa.select(runs.status).order_by(runs.number.desc()).limit(1)
    with reading(engine) as connection:
        return connection.execute(query).scalar() not in (None, "done")


def field_history(engine: sa.Engine, source: str) -> dict[str, FieldHistory]:
    """Return how often a source's articles have each field, and when they last did."""
    fields = {
        "title": _ARTICLES.title,
        "body": _ARTICLES.platform,  # a layout found it, not the general fallback
        "date": _ARTICLES.published_at,
        "author": _ARTICLES.author,
    }
    given = [sa.func.count(column) for column in fields.values()]
    last = [
        sa.func.max(sa.case((column.is_not(None), _ARTICLES.fetched_at)), type_=schema.Moment())
        for column in fields.values()
    ]
    query = sa.select(sa.func.count(), *given, *last).where(
        _ARTICLES.source == source, _ARTICLES.is_current
    )
    with reading(engine) as connection:
        total, *values = connection.execute(query).one()
    counts, moments = values[: len(fields)], values[len(fields) :]
    if not total:
        return {}
    return {
        name: FieldHistory(count / total, moment)
        for name, count, moment in zip(fields, counts, moments, strict=True)
    }
