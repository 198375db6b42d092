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

A check, for `store_article` and `store_dataset_checks`, is any record with the attributes of
`CheckRecord`; its `figures` are (figure_id, role) pairs.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from extractors.records import Extraction, Figure, NonFigure
from pipeline import columns, schema
from pipeline.database import writing
from pipeline.errors import StoreError
from pipeline.fold import fold_parts
from scrapers.article import Article

Outcome = Literal["new", "changed", "updated", "unchanged"]
Row = dict[str, Any]

_ARTICLE_FIELDS = tuple(
    field.name for field in fields(Article) if field.name in columns.ARTICLES.names
)
_VERSION_FIELDS = ("title", "author", "origin", "published_at", "text_sha256")
# Facts about a version that may be set right in place, without making another version.
_PATCHED_FIELDS = ("province", "platform", "parsed_by", "signature", "extractor_version")
_NON_FIGURE_FIELDS = tuple(field.name for field in fields(NonFigure))
_CHECK_FIELDS = tuple(name for name in columns.CHECKS.names if name not in ("run_id", "triage"))
_FIGURE_FIELDS = tuple(name for name in columns.FIGURES.names if name != "run_id")
_FIGURE_VALUES = attrgetter(*_FIGURE_FIELDS)

# Made once: SQLAlchemy takes longer to make a statement than to look up how it is compiled.
_ADD_ARTICLE_ID = {
    "sqlite": sqlite.insert(schema.article_ids).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(schema.article_ids).on_conflict_do_nothing(),
}
_ADD_ARTICLE = schema.articles.insert()
_ADD_FIGURES = schema.figures.insert()
_ADD_NON_FIGURES = schema.non_figures.insert()


class CheckRecord(Protocol):
    """What a check must have to be stored."""

    @property
    def check_id(self) -> str: ...  # noqa: D102
    @property
    def article_id(self) -> str: ...  # noqa: D102
    @property
    def rule(self) -> str: ...  # noqa: D102
    @property
    def outcome(self) -> str: ...  # noqa: D102
    @property
    def severity(self) -> str: ...  # noqa: D102
    @property
    def observed(self) -> str | None: ...  # noqa: D102
    @property
    def expected(self) -> str | None: ...  # noqa: D102
    @property
    def tolerance(self) -> str | None: ...  # noqa: D102
    @property
    def message(self) -> str: ...  # noqa: D102
    @property
    def figures(self) -> Sequence[tuple[str, str]]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing an article did; `version` is the current one."""

    article_id: str
    version: int
    outcome: Outcome


def make_article_id(article: Article) -> str:
    """Return the article's stable identity: 16 hex digits."""
    identity = f"{article.source}\n{article.canonical_url or article.url}"
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def store_article(
    engine: sa.Engine,
    article: Article,
    extraction: Extraction,
    checks: Iterable[CheckRecord] = (),
    *,
    run_id: str,
    extractor_version: str,
    signature: str | None = None,
) -> Stored:
    """Store an article with all that was found in it, in one transaction; StoreError if it cannot.

    The figures' `article_id` must be `make_article_id(article)`.
    """
    row = _article_row(article, run_id)
    row |= {"signature": signature, "extractor_version": extractor_version}
    figures = _figure_rows(extraction.figures, article.text, run_id)
    non_figures = [_plain_row(item, _NON_FIGURE_FIELDS) for item in extraction.non_figures]
    check_rows, links = _check_rows(checks, run_id, "article")
    article_id = row["article_id"]
    for found in (*figures, *non_figures):
        if found["article_id"] != article_id:
            raise StoreError(f"{article.url}: a figure names article {found['article_id']}")
    row["digest"] = _digest(row, figures, non_figures, check_rows, links)
    with writing(engine) as connection:
        current = None
        if not _is_new(connection, article_id):
            current = connection.execute(_CURRENT, {"article_id": article_id}).mappings().first()
        if current is not None and current["url"] != row["url"]:
            _put_url(connection, row["url"], article_id)
        if current is not None and current["digest"] == row["digest"]:
            return Stored(article_id, current["version"], "unchanged")
        if current is not None and _is_earlier_version(connection, row, current):
            return Stored(article_id, current["version"], "unchanged")
        stored = _put_article(connection, row, current)
        _put_figures(connection, article_id, figures, run_id, fresh=current is None)
        _put_non_figures(connection, article_id, non_figures, fresh=current is None)
        old = schema.checks.c
        replaced = sa.and_(old.article_id == article_id, old.scope == "article")
        if check_rows or current is not None:
            _put_checks(connection, check_rows, links, run_id, replaced)
    return stored


def store_dataset_checks(engine: sa.Engine, checks: Iterable[CheckRecord], *, run_id: str) -> int:
    """Replace the checks that compare articles, all at once; return how many rows changed."""
    rows, links = _check_rows(checks, run_id, "dataset")
    with writing(engine) as connection:
        return _put_checks(connection, rows, links, run_id, schema.checks.c.scope == "dataset")


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
        row |= {f"corrected_{name}": _clean(value) for name, value in corrected.items()}
        row |= {
            "figure_id": figure_id,
            "article_id": figure["article_id"],
            "verdict": verdict,
            "reviewer": _clean(reviewer),
            "note": _clean(note),
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
        _lock(connection, "runs")
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
                message=_clean(message),
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
    *(_current[name] for name in (*_VERSION_FIELDS, *_PATCHED_FIELDS)),
).where(_current.article_id == sa.bindparam("article_id"), _current.is_current)


def _clean(value: Any) -> Any:
    """Return a value that every database can hold: NaN and "" are missing, bad characters U+FFFD.

    Characters are replaced one by one, so that offsets still hold.
    """
    if isinstance(value, str):
        if not value:
            return None
        if not _is_storable(value):
            return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
    elif isinstance(value, float):
        if math.isnan(value):
            return None
        if math.isinf(value):
            raise StoreError("an infinite value cannot be stored")
    return value


def _is_storable(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain_row(record: object, names: Sequence[str]) -> Row:
    return {name: _clean(getattr(record, name)) for name in names}


def _article_row(article: Article, run_id: str) -> Row:
    row = _plain_row(article, _ARTICLE_FIELDS)
    text = row["text"]
    for name in ("published_at", "modified_at", "fetched_at"):
        if row[name] is not None:
            row[name] = schema.to_vietnam(row[name])
    row["article_id"] = make_article_id(article)
    row["text_sha256"] = hashlib.sha256(text.encode()).hexdigest()
    row["is_current"] = True
    row["run_id"] = run_id
    row["folded"] = fold_parts(text, row["title"])
    return row


def _figure_rows(figures: Sequence[Figure], text: str, run_id: str) -> list[Row]:
    # What a figure says stands in the text: where that is clean, so are nearly all its figures,
    # and looking at every value of every figure would cost as much as writing them.
    text_is_clean = _is_storable(text)
    rows = []
    for figure in figures:
        values = _FIGURE_VALUES(figure)
        if not text_is_clean or "" in values or not math.isfinite(_sum(figure)):
            values = tuple(_clean(value) for value in values)
        row = dict(zip(_FIGURE_FIELDS, values, strict=True))
        row["folded"] = fold_parts(
            row["sentence"], row["subject"], row["place"], row["place_names"]
        )
        row["run_id"] = run_id
        rows.append(row)
    return rows


def _sum(figure: Figure) -> float:
    """NaN or infinite as soon as one of the numbers is."""
    optional = (figure.value_high or 0) + (figure.total or 0) + (figure.per_value or 0)
    return figure.value + figure.precision + figure.confidence + optional


def _check_rows(
    checks: Iterable[CheckRecord], run_id: str, scope: str
) -> tuple[dict[str, Row], dict[str, set[tuple[str, str]]]]:
    rows: dict[str, Row] = {}
    links: dict[str, set[tuple[str, str]]] = {}
    for check in checks:
        row = _plain_row(check, _CHECK_FIELDS)
        rows[check.check_id] = {**row, "run_id": run_id, "scope": scope}
        links[check.check_id] = set(check.figures)
    return rows, links


def _digest(row: Row, *parts: Any) -> str:
    """Hash everything that storing would write, but for the run and the search column."""
    figures, non_figures, checks, links = parts
    count = len(_FIGURE_FIELDS)  # what a row holds after them follows from them
    seen = [
        [row[name] for name in (*_VERSION_FIELDS, *_PATCHED_FIELDS)],
        [tuple(item.values())[:count] for item in figures],
        [tuple(item.values()) for item in non_figures],
        [[checks[key][name] for name in _CHECK_FIELDS] for key in sorted(checks)],
        [sorted(links[key]) for key in sorted(links)],
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def _is_new(connection: sa.Connection, article_id: str) -> bool:
    """Claim the article for this transaction; say whether it was not known before."""
    _lock(connection, f"article {article_id}")
    insert = _ADD_ARTICLE_ID[connection.dialect.name]
    return _execute_plain(connection, insert, [{"article_id": article_id}]).rowcount == 1


def _lock(connection: sa.Connection, name: str) -> None:
    """Let one writer at a time at this name; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
        )


def _execute_plain(
    connection: sa.Connection, statement: sa.Insert, rows: Sequence[Row]
) -> sa.CursorResult[Any]:
    """Insert rows of plain values and dates; every row must have every column.

    SQLAlchemy takes longer to look at the values of a row than SQLite to write them.
    """
    text, order = _compiled(statement, connection.dialect)
    if connection.dialect.name != "sqlite":
        return connection.exec_driver_sql(text, list(rows))
    values = [
        tuple([v.isoformat() if isinstance(v, date) else v for v in map(row.__getitem__, order)])
        for row in rows
    ]
    return connection.exec_driver_sql(text, values)


@lru_cache(maxsize=8)
def _compiled(statement: sa.Insert, dialect: sa.Dialect) -> tuple[str, tuple[str, ...]]:
    names = [column.name for column in statement.table.columns if column.name != "row_id"]
    compiled = statement.compile(dialect=dialect, column_keys=names)
    return str(compiled), tuple(getattr(compiled, "positiontup", None) or ())


def _put_url(connection: sa.Connection, url: str, article_id: str) -> None:
    table = schema.article_urls
    if not connection.execute(sa.select(table.c.url).where(table.c.url == url)).first():
        connection.execute(table.insert(), {"url": url, "article_id": article_id})


def _is_earlier_version(connection: sa.Connection, row: Row, current: Mapping[Any, Any]) -> bool:
    """Whether this fetch is kept as a version that a newer one replaced: an archive is replayed."""
    if all(row[name] == current[name] for name in _VERSION_FIELDS):
        return False
    a = schema.articles.c
    same = [a[name].is_not_distinct_from(row[name]) for name in (*_VERSION_FIELDS, "fetched_at")]
    query = sa.select(a.version).where(a.article_id == row["article_id"], *same)
    return connection.execute(query).first() is not None


def _put_article(connection: sa.Connection, row: Row, current: Mapping[Any, Any] | None) -> Stored:
    table = schema.articles
    article_id = row["article_id"]
    if current is None:
        connection.execute(_ADD_ARTICLE, {**row, "version": 1})
        return Stored(article_id, 1, "new")
    same_row = table.c.row_id == current["row_id"]
    if any(row[name] != current[name] for name in _VERSION_FIELDS):
        version = current["version"] + 1
        connection.execute(table.update().where(same_row).values(is_current=False))
        connection.execute(_ADD_ARTICLE, {**row, "version": version})
        return Stored(article_id, version, "changed")
    patch = {name: row[name] for name in ("digest", *_PATCHED_FIELDS)}
    if any(row[name] != current[name] for name in _PATCHED_FIELDS):
        patch["run_id"] = row["run_id"]
    connection.execute(table.update().where(same_row).values(patch))
    return Stored(article_id, current["version"], "updated")


def _put_figures(
    connection: sa.Connection, article_id: str, rows: list[Row], run_id: str, *, fresh: bool
) -> None:
    table = schema.figures
    if fresh:
        if rows:
            _execute_plain(connection, _ADD_FIGURES, rows)
        return
    found = connection.execute(sa.select(table).where(table.c.article_id == article_id)).mappings()
    old = {row["figure_id"]: row for row in found}
    new = {row["figure_id"]: row for row in rows}
    changed = [
        row
        for figure_id, row in new.items()
        if figure_id in old and _differs(row, old[figure_id], _FIGURE_FIELDS)
    ]
    withdrawn = old.keys() - new.keys()
    _keep(connection, schema.figure_history, columns.FIGURES.names, run_id, [
        old[figure_id] for figure_id in (*(row["figure_id"] for row in changed), *withdrawn)
    ])  # fmt: skip
    added = [row for figure_id, row in new.items() if figure_id not in old]
    if added:
        connection.execute(table.insert(), added)
    for row in changed:
        connection.execute(table.update().where(table.c.figure_id == row["figure_id"]).values(row))
    if withdrawn:
        connection.execute(table.delete().where(table.c.figure_id.in_(withdrawn)))


def _put_non_figures(
    connection: sa.Connection, article_id: str, rows: list[Row], *, fresh: bool
) -> None:
    table = schema.non_figures
    if not fresh:
        connection.execute(table.delete().where(table.c.article_id == article_id))
    if rows:
        connection.execute(_ADD_NON_FIGURES, rows)


def _put_checks(
    connection: sa.Connection,
    rows: dict[str, Row],
    links: dict[str, set[tuple[str, str]]],
    run_id: str,
    replaced: sa.ColumnElement[bool],
) -> int:
    """Make the checks that `replaced` selects equal `rows`, keeping what people said of them."""
    table, link_table = schema.checks, schema.check_figures
    old = {
        row["check_id"]: row
        for row in connection.execute(sa.select(table).where(replaced)).mappings()
    }
    old_links: dict[str, set[tuple[str, str]]] = {check_id: set() for check_id in old}
    if old:
        chosen = sa.select(table.c.check_id).where(replaced)
        for link in connection.execute(
            sa.select(link_table).where(link_table.c.check_id.in_(chosen))
        ):
            old_links[link.check_id].add((link.figure_id, link.role))
    added = [row for check_id, row in rows.items() if check_id not in old]
    changed = [
        row
        for check_id, row in rows.items()
        if check_id in old and _differs(row, old[check_id], _CHECK_FIELDS)
    ]
    withdrawn = sorted(old.keys() - rows.keys())
    replaced_ids = [*(row["check_id"] for row in changed), *withdrawn]
    _keep(connection, schema.check_history, columns.CHECKS.names, run_id,
          [old[check_id] for check_id in replaced_ids])  # fmt: skip
    for check_id in withdrawn:
        connection.execute(table.delete().where(table.c.check_id == check_id))
    if added:
        triages = _last_triages(connection, [row["check_id"] for row in added])
        connection.execute(
            table.insert(),
            [{**row, "triage": triages.get(row["check_id"], "open")} for row in added],
        )
    for row in changed:
        connection.execute(table.update().where(table.c.check_id == row["check_id"]).values(row))
    relinked = [check_id for check_id in rows if links[check_id] != old_links.get(check_id, set())]
    for check_id in relinked:
        if old_links.get(check_id):
            connection.execute(link_table.delete().where(link_table.c.check_id == check_id))
    new_links = [
        {"check_id": check_id, "figure_id": figure_id, "role": role}
        for check_id in relinked
        for figure_id, role in sorted(links[check_id])
    ]
    if new_links:
        connection.execute(link_table.insert(), new_links)
    return len({*replaced_ids, *(row["check_id"] for row in added), *relinked})


def _last_triages(connection: sa.Connection, check_ids: Sequence[str]) -> dict[str, str]:
    """A check that was withdrawn and comes back keeps the judgement it had."""
    table = schema.check_history
    if not connection.execute(sa.select(table.c.history_id).limit(1)).first():
        return {}
    found: dict[str, str] = {}
    for start in range(0, len(check_ids), 500):
        batch = check_ids[start : start + 500]
        for check_id, triage in connection.execute(
            sa.select(table.c.check_id, table.c.triage)
            .where(table.c.check_id.in_(batch))
            .order_by(table.c.history_id)
        ):
            found[check_id] = triage
    return found


def _keep(
    connection: sa.Connection,
    table: sa.Table,
    names: Sequence[str],
    run_id: str,
    rows: Sequence[Mapping[Any, Any]],
) -> None:
    if rows:
        kept = [{**{name: row[name] for name in names}, "superseded_by": run_id} for row in rows]
        connection.execute(table.insert(), kept)


def _differs(new: Row, old: Mapping[Any, Any], names: Sequence[str]) -> bool:
    return any(new[name] != old[name] for name in names)
