"""Writing to the dataset: one transaction an article, upsert by content, nothing written twice.

    engine = open_database("solieu.db")
    run_id = start_run(engine, extractor_version=...)
    stored = store_article(engine, article, extraction, checks, run_id=run_id)
    stored.outcome          # "new", "changed" (a new version of the text), "updated", "unchanged"
    store_dataset_checks(engine, checks, run_id=run_id)    # those that compare articles
    finish_run(engine, run_id, status="done", exit_code=0)

`article_id` is the first 16 hex digits of SHA-256 over the source's name, a line break and the
canonical URL (the URL where the page names none): the same in every run and on every machine.

What a reader would see of an article (title, author, origin, dates of publication, text) makes a
version: when it differs, a new row gets `is_current` and the old one keeps its text. Figures,
non-figures and checks belong to the current version; those that a later run replaces or withdraws
are kept in `figure_history` and `check_history`. Reviews and triage are never overwritten.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from extractors.records import Extraction
from pipeline import columns, schema
from pipeline.database import writing
from pipeline.errors import StoreError
from pipeline.rows import (
    NON_FIGURE_FIELDS,
    PATCHED_FIELDS,
    VERSION_FIELDS,
    Row,
    article_row,
    check_rows,
    clean,
    figure_rows,
    make_article_id,
    make_digest,
    plain_row,
)  # fmt: skip
from pipeline.upserts import (
    claim_article,
    insert_plain,
    lock,
    put_checks,
    put_figures,
    put_non_figures,
)
from scrapers.article import Article

if TYPE_CHECKING:
    from pipeline.checks.record import Check

__all__ = [
    "Outcome", "Stored", "add_review", "finish_run", "make_article_id", "mark_killed_runs",
    "mark_reprints", "set_triage", "start_run", "store_article", "store_dataset_checks",
]  # fmt: skip

Outcome = Literal["new", "changed", "updated", "unchanged"]

_ADD_ARTICLE = schema.articles.insert()


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing an article did; `version` is the current one."""

    article_id: str
    version: int
    outcome: Outcome


def store_article(
    engine: sa.Engine,
    article: Article,
    extraction: Extraction,
    checks: Iterable[Check] = (),
    *,
    run_id: str,
    extractor_version: str,
    signature: str | None = None,
) -> Stored:
    """Store an article with all that was found in it, in one transaction; StoreError if it cannot.

    The figures' `article_id` must be `make_article_id(article)`.
    """
    row = article_row(article, run_id)
    row |= {"signature": signature, "extractor_version": extractor_version}
    figures = figure_rows(extraction.figures, article.text, run_id)
    non_figures = [plain_row(item, NON_FIGURE_FIELDS) for item in extraction.non_figures]
    found_checks, links = check_rows(checks, run_id, "article")
    article_id = row["article_id"]
    for found in (*figures, *non_figures):
        if found["article_id"] != article_id:
            raise StoreError(f"{article.url}: a figure names article {found['article_id']}")
    row["digest"] = make_digest(row, figures, non_figures, found_checks, links)
    with writing(engine) as connection:
        current = None
        if not claim_article(connection, article_id):
            current = connection.execute(_CURRENT, {"article_id": article_id}).mappings().first()
        if current is not None and current["url"] != row["url"]:
            _put_url(connection, row["url"], article_id)
        if current is not None and current["digest"] == row["digest"]:
            return Stored(article_id, current["version"], "unchanged")
        if current is not None and _is_earlier_version(connection, row, current):
            return Stored(article_id, current["version"], "unchanged")
        stored = _put_article(connection, row, current)
        put_figures(connection, article_id, figures, run_id, fresh=current is None)
        put_non_figures(connection, article_id, non_figures, fresh=current is None)
        old = schema.checks.c
        replaced = sa.and_(old.article_id == article_id, old.scope == "article")
        if found_checks or current is not None:
            put_checks(connection, found_checks, links, run_id, replaced)
    return stored


def store_dataset_checks(engine: sa.Engine, checks: Iterable[Check], *, run_id: str) -> int:
    """Replace the checks that compare articles, all at once; return how many rows changed."""
    rows, links = check_rows(checks, run_id, "dataset")
    with writing(engine) as connection:
        return put_checks(connection, rows, links, run_id, schema.checks.c.scope == "dataset")


def mark_reprints(engine: sa.Engine, originals: Mapping[str, str | None], *, run_id: str) -> int:
    """Set `reprint_of` of current articles, by article_id; return how many rows changed."""
    table = schema.articles
    changed = 0
    with writing(engine) as connection:
        known = connection.execute(
            sa.select(table.c.article_id, table.c.reprint_of).where(table.c.is_current)
        ).all()
        for article_id, reprint_of in known:
            if originals.get(article_id, reprint_of) != reprint_of:
                connection.execute(
                    table.update()
                    .where(table.c.article_id == article_id, table.c.is_current)
                    .values(reprint_of=originals[article_id], run_id=run_id)
                )
                changed += 1
    return changed


def add_review(
    engine: sa.Engine,
    figure_id: str,
    verdict: str,
    *,
    reviewer: str,
    corrected: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> int:
    """Add a person's judgement of a figure and return its review_id.

    `corrected` maps columns of `columns.CORRECTABLE` to their right values (only where the verdict
    is `corrected`). The figure itself stays as extracted. StoreError for an unknown figure.
    """
    corrected = dict(corrected or {})
    if verdict not in columns.VERDICTS:
        raise StoreError(f"verdict {verdict!r}: give one of {', '.join(columns.VERDICTS)}")
    unknown = sorted(set(corrected) - set(columns.CORRECTABLE))
    if unknown:
        raise StoreError(f"not a column that a review corrects: {', '.join(unknown)}")
    if bool(corrected) != (verdict == "corrected"):
        raise StoreError("a correction, and only a correction, names the corrected columns")
    table = schema.figures
    with writing(engine) as connection:
        figure = (
            connection.execute(sa.select(table).where(table.c.figure_id == figure_id))
            .mappings()
            .first()
        )
        if figure is None:
            raise StoreError(f"no figure {figure_id} in the dataset")
        row = {name: figure[name] for name in columns.CORRECTABLE}
        row |= {f"corrected_{name}": clean(value) for name, value in corrected.items()}
        row |= {
            "figure_id": figure_id,
            "article_id": figure["article_id"],
            "verdict": verdict,
            "reviewer": clean(reviewer),
            "note": clean(note),
            "at": datetime.now(UTC),
        }
        result = connection.execute(schema.reviews.insert().values(row))
        return int(result.inserted_primary_key[0])  # type: ignore[index]


def set_triage(engine: sa.Engine, check_id: str, triage: str) -> None:
    """Record a person's judgement of a check; StoreError for an unknown check or state."""
    if triage not in columns.TRIAGES:
        raise StoreError(f"triage {triage!r}: give one of {', '.join(columns.TRIAGES)}")
    table = schema.checks
    with writing(engine) as connection:
        found = connection.execute(
            table.update().where(table.c.check_id == check_id).values(triage=triage)
        )
        if not found.rowcount:
            raise StoreError(f"no check {check_id} in the dataset")


def start_run(engine: sa.Engine, *, version: str, extractor_version: str) -> str:
    """Enter a new run and return its run_id: start time (UTC) and a random part."""
    now = datetime.now(UTC)
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    with writing(engine) as connection:
        lock(connection, "runs")
        last = connection.execute(sa.select(sa.func.max(schema.runs.c.number))).scalar()
        connection.execute(
            schema.runs.insert().values(
                run_id=run_id,
                number=(last or 0) + 1,
                started_at=now,
                version=version,
                extractor_version=extractor_version,
                status="running",
            )
        )
    return run_id


def finish_run(
    engine: sa.Engine,
    run_id: str,
    *,
    status: str,
    exit_code: int,
    message: str | None = None,
    sources: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Close a run: how it ended, and one row a source (the columns of `run_sources`)."""
    rows = [{**source, "run_id": run_id} for source in sources]
    with writing(engine) as connection:
        connection.execute(
            schema.runs.update()
            .where(schema.runs.c.run_id == run_id)
            .values(
                ended_at=datetime.now(UTC),
                status=status,
                exit_code=exit_code,
                message=clean(message),
            )
        )
        if rows:
            connection.execute(schema.run_sources.insert(), rows)


def mark_killed_runs(engine: sa.Engine) -> int:
    """Mark the runs that never ended as killed; only for who holds the dataset's lock."""
    table = schema.runs
    with writing(engine) as connection:
        found = connection.execute(
            table.update().where(table.c.status == "running").values(status="killed")
        )
        return found.rowcount


_current = schema.articles.c
_CURRENT = sa.select(
    _current.row_id,
    _current.version,
    _current.digest,
    _current.url,
    *(_current[name] for name in (*VERSION_FIELDS, *PATCHED_FIELDS)),
).where(_current.article_id == sa.bindparam("article_id"), _current.is_current)


def _put_url(connection: sa.Connection, url: str, article_id: str) -> None:
    table = schema.article_urls
    if not connection.execute(sa.select(table.c.url).where(table.c.url == url)).first():
        connection.execute(table.insert(), {"url": url, "article_id": article_id})


def _is_earlier_version(connection: sa.Connection, row: Row, current: Mapping[Any, Any]) -> bool:
    """Whether this fetch is kept as a version that a newer one replaced: an archive is replayed."""
    if all(row[name] == current[name] for name in VERSION_FIELDS):
        return False
    a = schema.articles.c
    same = [a[name].is_not_distinct_from(row[name]) for name in (*VERSION_FIELDS, "fetched_at")]
    query = sa.select(a.version).where(a.article_id == row["article_id"], *same)
    return connection.execute(query).first() is not None


def _put_article(connection: sa.Connection, row: Row, current: Mapping[Any, Any] | None) -> Stored:
    table = schema.articles
    article_id = row["article_id"]
    if current is None:
        insert_plain(connection, _ADD_ARTICLE, [{**row, "version": 1}])
        return Stored(article_id, 1, "new")
    same_row = table.c.row_id == current["row_id"]
    if any(row[name] != current[name] for name in VERSION_FIELDS):
        version = current["version"] + 1
        connection.execute(table.update().where(same_row).values(is_current=False))
        insert_plain(connection, _ADD_ARTICLE, [{**row, "version": version}])
        return Stored(article_id, version, "changed")
    patch = {name: row[name] for name in ("digest", *PATCHED_FIELDS)}
    if any(row[name] != current[name] for name in PATCHED_FIELDS):
        patch["run_id"] = row["run_id"]
    connection.execute(table.update().where(same_row).values(patch))
    return Stored(article_id, current["version"], "updated")
