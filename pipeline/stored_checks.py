"""The rules across articles, applied to all figures of a dataset."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from extractors.records import FIGURE_COLUMNS, Figure
from pipeline import schema
from pipeline.checks import Report, check_dataset
from pipeline.database import reading
from pipeline.store import store_dataset_checks


def refresh_dataset_checks(engine: sa.Engine, run_id: str) -> int:
    """Make the checks that compare articles what the figures now say; return rows changed."""
    return store_dataset_checks(engine, check_dataset(stored_reports(engine)), run_id=run_id)


def stored_reports(engine: sa.Engine, *conditions: sa.ColumnElement[bool]) -> Iterator[Report]:
    """Yield the figures that meet all conditions with their articles' standing, in text order."""
    f, a = schema.figures.c, schema.articles.c
    names = FIGURE_COLUMNS
    query = (
        sa.select(
            a.published_at, a.source, sa.func.coalesce(a.reprint_of, a.article_id),
            *(f[name] for name in names),
        )
        .join(schema.articles, sa.and_(a.article_id == f.article_id, a.is_current))
        .where(*conditions)
        .order_by(f.article_id, f.start)
    )  # fmt: skip
    with reading(engine) as connection:
        for published, source, origin, *values in connection.execute(query):
            figure = Figure(**dict(zip(names, values, strict=True)))
            day = published.astimezone(schema.VIETNAM).date() if published else None
            yield Report(figure, day, source, origin)
