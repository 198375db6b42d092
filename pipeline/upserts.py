"""Rows → tables: make what is stored of one article equal to what was found, and keep the rest.

What is replaced or withdrawn goes into `figure_history` and `check_history`; what people said of a
check stays with it, also when it is withdrawn and comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from pipeline import columns, schema
from pipeline.rows import CHECK_FIELDS, FIGURE_FIELDS, Links, Row

# Made once: SQLAlchemy takes longer to make a statement than to look up how it is compiled.
_ADD_ARTICLE_ID = {
    "sqlite": sqlite.insert(schema.article_ids).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(schema.article_ids).on_conflict_do_nothing(),
}
_ADD_FIGURES = schema.figures.insert()
_ADD_NON_FIGURES = schema.non_figures.insert()


def claim_article(connection: sa.Connection, article_id: str) -> bool:
    """Claim the article for this transaction; say whether it was not known before."""
    lock(connection, f"article {article_id}")
    insert = _ADD_ARTICLE_ID[connection.dialect.name]
    return insert_plain(connection, insert, [{"article_id": article_id}]).rowcount == 1


def lock(connection: sa.Connection, name: str) -> None:
    """Let one writer at a time at this name; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
        )


def put_figures(
    connection: sa.Connection, article_id: str, rows: list[Row], run_id: str, *, fresh: bool
) -> None:
    """Make an article's figures equal `rows`; `fresh` where it cannot have any yet."""
    table = schema.figures
    if fresh:
        if rows:
            insert_plain(connection, _ADD_FIGURES, rows)
        return
    found = connection.execute(sa.select(table).where(table.c.article_id == article_id)).mappings()
    old = {row["figure_id"]: row for row in found}
    new = {row["figure_id"]: row for row in rows}
    changed = [
        row
        for figure_id, row in new.items()
        if figure_id in old and _differs(row, old[figure_id], FIGURE_FIELDS)
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


def put_non_figures(
    connection: sa.Connection, article_id: str, rows: list[Row], *, fresh: bool
) -> None:
    """Make an article's non-figures equal `rows`."""
    table = schema.non_figures
    if not fresh:
        connection.execute(table.delete().where(table.c.article_id == article_id))
    if rows:
        insert_plain(connection, _ADD_NON_FIGURES, rows)


def put_checks(
    connection: sa.Connection,
    rows: dict[str, Row],
    links: Links,
    run_id: str,
    replaced: sa.ColumnElement[bool],
) -> int:
    """Make the checks that `replaced` selects equal `rows`, keeping what people said of them."""
    table, link_table = schema.checks, schema.check_figures
    old = {
        row["check_id"]: row
        for row in connection.execute(sa.select(table).where(replaced)).mappings()
    }
    old_links: Links = {check_id: set() for check_id in old}
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
        if check_id in old and _differs(row, old[check_id], CHECK_FIELDS)
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


def insert_plain(
    connection: sa.Connection, statement: sa.Insert, rows: Sequence[Row]
) -> sa.CursorResult[Any]:
    """Insert rows of plain values, dates and times; every row must have every column.

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
