"""The dataset as files: one a table, with `datapackage.json` and a README.

    export_dataset("solieu.db", Path("out"))                             # CSV
    export_dataset("solieu.db", Path("out"), formats=("csv", "parquet"))
    export_dataset("solieu.db", Path("out"), formats=("xlsx",))
    export_dataset("solieu.db", Path("out"), changed_since=run_id)

CSV and Parquet hold every text exactly as it was found; `xlsx` is the form for spreadsheets, in
which no text ever runs as a formula. Rows come in the order of their keys, so that the same dataset
gives the same bytes. Every row is validated on its way (`pipeline.validate`). Files appear whole:
each is written beside its place and moved there, `datapackage.json` last.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from pipeline import columns, schema
from pipeline.changes import run_number
from pipeline.columns import TABLES, Table
from pipeline.database import as_engine, reading
from pipeline.dataframes import read_batches, to_frame
from pipeline.errors import StoreError, UsageError
from pipeline.package import Provenance, Resource, describe_package, describe_readme
from pipeline.validate import validate_frame
from pipeline.writers import FORMATS, Format, open_writer, replacing

SCHEMA_VERSION = 1  # of the exported columns; raised when one changes its name or meaning

# The current texts are what figures refer to; the earlier ones are a table of their own.
VERSIONS = replace(
    columns.ARTICLES,
    name="article_versions",
    meaning="One row an earlier version of an article's text",
)
WITHDRAWN = replace(
    columns.FIGURES,
    name="withdrawn_figures",
    meaning="One row a figure that is no longer reported, as it last was",
    references={},
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: rows by table, and the files."""

    folder: Path
    rows: dict[str, int]
    files: tuple[Path, ...]


def export_dataset(
    database: str | os.PathLike[str] | sa.Engine,
    folder: Path,
    *,
    formats: Sequence[Format] = ("csv",),
    changed_since: str | None = None,
) -> Exported:
    """Write the dataset into a folder, made if need be, in the formats asked for.

    `changed_since` is a run_id: only the rows that later runs wrote, and the figures that they
    withdrew. UsageError for an unknown format or run; StoreError where it cannot be written.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UsageError(f"format {unknown[0] if unknown else ''!r}: give {', '.join(FORMATS)}")
    engine = as_engine(database)
    with reading(engine) as connection:
        after = None if changed_since is None else run_number(connection, changed_since)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            resources = [
                _write_table(connection, folder, table, query, form)
                for form in formats
                for table, query in table_queries(after)
            ]
            provenance = _provenance(connection, changed_since)
            readme = describe_readme(resources, provenance)
            package = json.dumps(
                describe_package(resources, provenance), ensure_ascii=False, indent=1
            )
            files = [folder / resource.path for resource in resources]
            files.append(_write_text(folder / "README.md", readme))
            files.append(_write_text(folder / "datapackage.json", package + "\n"))
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return Exported(folder, {item.table.name: item.rows for item in resources}, tuple(files))


def table_queries(after: int | None) -> Iterator[tuple[Table, sa.Select[Any]]]:
    """Yield each exported table with its query, limited to what runs after a number wrote."""
    for table in TABLES.values():
        yield table, _table_query(table, after)
        if table is columns.ARTICLES:
            a = schema.articles.c
            query = _select(VERSIONS, schema.articles).where(sa.not_(a.is_current))
            yield VERSIONS, _since(query, a.run_id, after)
    if after is not None:
        yield WITHDRAWN, _withdrawn_query(after)


def _table_query(table: Table, after: int | None) -> sa.Select[Any]:
    sql = schema.metadata.tables[table.name]
    query = _select(table, sql)
    if table is columns.ARTICLES:
        query = query.where(sql.c.is_current)
    if "run_id" in sql.c:
        return _since(query, sql.c.run_id, after)
    if after is not None and table is columns.NON_FIGURES:
        a = schema.articles.c
        changed = _since(sa.select(a.article_id).where(a.is_current), a.run_id, after)
        return query.where(sql.c.article_id.in_(changed))
    if after is not None and table is columns.CHECK_FIGURES:
        checks = schema.checks.c
        return query.where(
            sql.c.check_id.in_(_since(sa.select(checks.check_id), checks.run_id, after))
        )
    return query


def _withdrawn_query(after: int) -> sa.Select[Any]:
    history = schema.figure_history
    last = (
        sa.select(sa.func.max(history.c.history_id))
        .where(history.c.figure_id.not_in(sa.select(schema.figures.c.figure_id)))
        .group_by(history.c.figure_id)
    )
    query = _select(WITHDRAWN, history).where(history.c.history_id.in_(last))
    return _since(query, history.c.superseded_by, after)


def _select(table: Table, sql: sa.Table) -> sa.Select[Any]:
    order = ("article_id", "start") if "number_start" in table.names else table.primary_key
    return sa.select(*(sql.c[name] for name in table.names)).order_by(*(sql.c[k] for k in order))


def _since(query: sa.Select[Any], run_id: sa.Column[Any], after: int | None) -> sa.Select[Any]:
    if after is None:
        return query
    runs = schema.runs.c
    return query.where(run_id.in_(sa.select(runs.run_id).where(runs.number > after)))


def _write_table(
    connection: sa.Connection, folder: Path, table: Table, query: sa.Select[Any], form: Format
) -> Resource:
    path = folder / f"{table.name}.{form}"
    rows = 0
    with replacing(path) as file, open_writer(form, file, table) as write:
        for batch in read_batches(connection, query, table.columns):
            validate_frame(table, to_frame(batch, table.columns))
            write(batch)
            rows += batch.num_rows
    return Resource(table, path.name, form, rows, path.stat().st_size, _sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_text(path: Path, text: str) -> Path:
    with replacing(path) as file:
        file.write(text.encode())
    return path


def _provenance(connection: sa.Connection, changed_since: str | None) -> Provenance:
    a, runs = schema.articles.c, schema.runs.c
    last = connection.execute(
        sa.select(runs.number, runs.started_at).order_by(runs.number.desc()).limit(1)
    ).first()
    sources = connection.execute(
        sa.select(a.source, sa.func.min(a.url)).group_by(a.source).order_by(a.source)
    ).all()
    return Provenance(
        version=f"{SCHEMA_VERSION}.{last.number if last else 0}.0",
        created=last.started_at.isoformat() if last else None,
        changed_since=changed_since,
        sources={source: _front_page(url) for source, url in sources},
    )


def _front_page(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
