"""Reading the dataset as typed DataFrames, filtered in SQL.

    data = Dataset("solieu.db")                       # or "postgresql://…"
    data.figures(indicator="models_registered", place="Kon Tum", year=2024)
    data.figures(search="dak glei", columns=["value", "unit", "sentence"])
    data.articles(search='"hội nghị" dak glei')       # with or without diacritics
    data.non_figures(); data.checks(); data.check_figures(); data.reviews()
    data.runs(); data.run_sources()

The conditions that `figures` takes are the fields of `pipeline.filters.FigureFilter`.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from extractors.catalogue import indicator_labels
from pipeline import schema
from pipeline.columns import TABLES, Column, Table
from pipeline.database import open_database, reading
from pipeline.dataframes import read_frame
from pipeline.errors import UsageError
from pipeline.filters import FigureFilter, conditions, search_condition

if TYPE_CHECKING:
    import pandas as pd

_FILTERS = frozenset(field.name for field in fields(FigureFilter))


class Dataset:
    """A dataset opened for reading; each method returns one table of it as a DataFrame.

    StoreError where there is none, or where it was written by another version of solieu;
    UsageError for a column, condition or indicator that does not exist.
    """

    def __init__(self, database: str | os.PathLike[str]):
        self.engine = open_database(database, read_only=True)

    def __repr__(self) -> str:
        return f"Dataset({self.engine.url.render_as_string(hide_password=True)!r})"

    def close(self) -> None:
        """Close the connections; the dataset may be used again."""
        self.engine.dispose()

    def figures(
        self, *, columns: Sequence[str] | None = None, limit: int | None = None, **chosen: Any
    ) -> pd.DataFrame:
        """Return the figures that meet all conditions, one a row, by article and position."""
        wanted = _wanted(TABLES["figures"], columns)
        with reading(self.engine) as connection:
            _refuse_unknown_indicators(connection, chosen.get("indicator"))
            query = select_figures(connection, wanted, **chosen)
            order = (schema.figures.c.article_id, schema.figures.c.start)
            return read_frame(connection, query.order_by(*order).limit(limit), wanted)

    def articles(
        self,
        *,
        columns: Sequence[str] | None = None,
        source: str | Sequence[str] | None = None,
        search: str | None = None,
        all_versions: bool = False,
    ) -> pd.DataFrame:
        """Return articles, the current versions unless all are asked for."""
        a = schema.articles.c
        query_conditions: list[sa.ColumnElement[bool]] = [] if all_versions else [a.is_current]
        if source is not None:
            query_conditions.append(a.source.in_([source] if isinstance(source, str) else source))
        with reading(self.engine) as connection:
            if search:
                query_conditions.append(search_condition(connection, schema.articles, search))
            return self._read(connection, "articles", columns, query_conditions)

    def non_figures(self) -> pd.DataFrame:
        """Return the numbers that are no figures, with their reasons."""
        return self._table("non_figures")

    def checks(self) -> pd.DataFrame:
        """Return the checks."""
        return self._table("checks")

    def check_figures(self) -> pd.DataFrame:
        """Return which figures each check compares."""
        return self._table("check_figures")

    def reviews(self) -> pd.DataFrame:
        """Return people's judgements, the oldest first."""
        return self._table("reviews")

    def runs(self) -> pd.DataFrame:
        """Return the runs."""
        return self._table("runs")

    def run_sources(self) -> pd.DataFrame:
        """Return what each source yielded in each run."""
        return self._table("run_sources")

    def _table(self, name: str) -> pd.DataFrame:
        with reading(self.engine) as connection:
            return self._read(connection, name, None, [])

    def _read(
        self,
        connection: sa.Connection,
        name: str,
        columns: Sequence[str] | None,
        query_conditions: Sequence[sa.ColumnElement[bool]],
    ) -> pd.DataFrame:
        table = TABLES[name]
        wanted = _wanted(table, columns)
        sql = schema.metadata.tables[name]
        query = (
            sa.select(*(sql.c[column.name] for column in wanted))
            .where(*query_conditions)
            .order_by(*(sql.c[key] for key in table.primary_key))
        )
        return read_frame(connection, query, wanted)


def select_figures(
    connection: sa.Connection, wanted: Sequence[Column], **chosen: Any
) -> sa.Select[Any]:
    """Return the query for the figures that meet all conditions of a `FigureFilter`."""
    unknown = sorted(chosen.keys() - _FILTERS)
    if unknown:
        raise UsageError(f"unknown condition {unknown[0]!r}: give {', '.join(sorted(_FILTERS))}")
    query = sa.select(*(schema.figures.c[column.name] for column in wanted))
    found = conditions(connection, FigureFilter(**chosen))
    if any(schema.articles in condition._from_objects for condition in found):
        a = schema.articles.c
        query = query.join(
            schema.articles,
            sa.and_(a.article_id == schema.figures.c.article_id, a.is_current),
        )
    return query.where(*found)


def _refuse_unknown_indicators(
    connection: sa.Connection, wanted: str | Sequence[str] | None
) -> None:
    """A misspelt code would find nothing, and be taken for an answer."""
    if wanted is None:
        return
    known = {*indicator_labels(), "other"}
    codes = [wanted] if isinstance(wanted, str) else wanted
    unknown = [code for code in codes if code not in known]
    if unknown:  # a code of a user's own catalogue is known from the figures it was given to
        stored = sa.select(schema.figures.c.indicator).distinct()
        known |= set(connection.execute(stored).scalars())
    for code in unknown:
        if code not in known:
            close = difflib.get_close_matches(code, known, n=1)
            hint = f"did you mean {close[0]}?" if close else "indicators.csv lists them"
            raise UsageError(f"unknown indicator {code!r}: {hint}")


def _wanted(table: Table, names: Sequence[str] | None) -> Sequence[Column]:
    if names is None:
        return table.columns
    unknown = [name for name in names if name not in table.names]
    if unknown:
        raise UsageError(f"no column {unknown[0]!r} in {table.name}: {', '.join(table.names)}")
    return [table.column(name) for name in names]
