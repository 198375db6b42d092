"""The database: SQLAlchemy tables made from `pipeline.columns`, and what only the database needs.

    article_ids ──< articles (one row a version)
        │  └──────< figures ──< check_figures >── checks
        ├──< non_figures        figures.part_of → figures
        ├──< checks
        └──< reviews            runs ──< run_sources; every row names the run that wrote it
    figure_history, check_history: the rows that later runs replaced or withdrew

Missing values are NULL, never NaN or an empty string. Points in time are stored in UTC+07:00, the
only time zone of Viet Nam, so that a date read off a row is the date that the page showed; SQLite
holds them as ISO 8601 text, which sorts by time. `pipeline/migrations` builds all this.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine

from pipeline import columns

HEAD = "0002"  # the newest migration; a database at another one is older, or newer than this code
VIETNAM = timezone(timedelta(hours=7), "+07:00")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, to the second: `timestamptz` on PostgreSQL, ISO text on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        """Choose text on SQLite, which has no type for time."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.Text())
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        """Turn an aware datetime into the stored form; a naive one is a ValueError."""
        if value is None:
            return None
        value = to_vietnam(value)
        return value.isoformat() if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Turn the stored form back into an aware datetime."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(VIETNAM)


def to_vietnam(moment: datetime) -> datetime:
    """Return an aware datetime in UTC+07:00 to the second; a naive one is a ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(VIETNAM).replace(microsecond=0)


_SQL_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "string": sa.Text,
    "text": sa.Text,
    "number": sa.Double,
    "integer": sa.Integer,
    "boolean": sa.Boolean,
    "date": sa.Date,
    "datetime": Moment,
}

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _columns(table: columns.Table, *, primary_key: bool = True) -> list[sa.Column[Any]]:
    return [
        sa.Column(
            column.name,
            _SQL_TYPES[column.type](),
            primary_key=primary_key and column.name in table.primary_key,
            nullable=not column.required,
        )
        for column in table.columns
    ]


def _hidden(name: str, *, default: str | None = None) -> sa.Column[str]:
    """Return a text column of the database that is not exported."""
    return sa.Column(name, sa.Text(), nullable=default is None, server_default=default)


def _row_id() -> sa.Column[int]:
    """Return a number that the search index can keep: SQLite may renumber rows that have none."""
    return sa.Column("row_id", sa.Integer(), primary_key=True)


def _run() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"])


def _article() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["article_id"], ["article_ids.article_id"])


runs = sa.Table("runs", metadata, *_columns(columns.RUNS), sa.UniqueConstraint("number"))
run_sources = sa.Table("run_sources", metadata, *_columns(columns.RUN_SOURCES), _run())

# What the versions of one article, and everything said about it, hang on.
article_ids = sa.Table(
    "article_ids",
    metadata,
    sa.Column("article_id", sa.Text(), primary_key=True),
)

articles = sa.Table(
    "articles",
    metadata,
    _row_id(),
    *_columns(columns.ARTICLES, primary_key=False),
    sa.UniqueConstraint("article_id", "version"),
    _hidden("digest"),  # of all that was stored with this version: equal means nothing to write
    _hidden("extractor_version"),  # that found its figures, also where there are none
    sa.Column("seen_at", Moment()),  # when the site last gave this version again
    _hidden("folded"),  # title and text for search: no diacritics, đ as d, lower case
    _article(),
    _run(),
    sa.ForeignKeyConstraint(["reprint_of"], ["article_ids.article_id"]),
    sa.Index(None, "source", "is_current"),
    sa.Index(None, "signature"),
)

# Other addresses that led to an article, so that a later run knows them too.
article_urls = sa.Table(
    "article_urls",
    metadata,
    sa.Column("url", sa.Text(), primary_key=True),
    sa.Column("article_id", sa.Text(), nullable=False),
    _article(),
)

figures = sa.Table(
    "figures",
    metadata,
    _row_id(),
    *_columns(columns.FIGURES, primary_key=False),
    sa.UniqueConstraint("figure_id"),
    _hidden("folded"),  # sentence, subject and place for search
    _article(),
    _run(),
    # Parts may be inserted before their total, within one transaction.
    sa.ForeignKeyConstraint(
        ["part_of"], ["figures.figure_id"], deferrable=True, initially="DEFERRED"
    ),
    sa.Index(None, "article_id"),
    sa.Index(None, "indicator", "place"),
)
# Without it each withdrawn figure would cost a scan for its parts.
sa.Index(
    "ix_figures_part_of",
    figures.c.part_of,
    sqlite_where=figures.c.part_of.is_not(None),
    postgresql_where=figures.c.part_of.is_not(None),
)

non_figures = sa.Table("non_figures", metadata, *_columns(columns.NON_FIGURES), _article())

checks = sa.Table(
    "checks",
    metadata,
    *_columns(columns.CHECKS),
    _hidden("scope", default="article"),  # "article", or "dataset" where it compares articles
    _article(),
    _run(),
    sa.Index(None, "article_id"),
)

check_figures = sa.Table(
    "check_figures",
    metadata,
    *_columns(columns.CHECK_FIGURES),
    sa.ForeignKeyConstraint(["check_id"], ["checks.check_id"], ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["figure_id"], ["figures.figure_id"], ondelete="CASCADE"),
    sa.Index(None, "figure_id"),
)

# No foreign key on figure_id: a person's judgement outlives the extraction that it judged.
reviews = sa.Table(
    "reviews",
    metadata,
    *_columns(columns.REVIEWS),
    _article(),
    sa.Index(None, "figure_id"),
)


def _history(table: columns.Table, name: str, key: str) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("history_id", sa.Integer(), primary_key=True),
        *_columns(table, primary_key=False),
        sa.Column("superseded_by", sa.Text(), sa.ForeignKey("runs.run_id"), nullable=False),
        sa.Index(None, key),
    )


figure_history = _history(columns.FIGURES, "figure_history", "figure_id")
check_history = _history(columns.CHECKS, "check_history", "check_id")
