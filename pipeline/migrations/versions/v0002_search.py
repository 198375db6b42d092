"""Full-text search over folded text: `dak glei` finds `Đăk Glei`.

SQLite: FTS5 tables that triggers keep in step. PostgreSQL: GIN indexes of the same folded column.
"""

import sqlalchemy as sa
from alembic import op

from pipeline.fold import fold_parts

revision = "0002"
down_revision = "0001"

_BATCH = 1000
_SOURCES = {
    "articles": ("text", "title"),
    "figures": ("sentence", "subject", "place", "place_names"),
}
# PostgreSQL refuses a text vector of more than 1 MB.
_INDEX = (
    "CREATE INDEX ix_{table}_search ON {table}"
    " USING gin (to_tsvector('simple', left(folded, 250000)))"
)
_FTS = (
    "CREATE VIRTUAL TABLE {table}_search USING fts5("
    "folded, content='{table}', content_rowid='row_id', tokenize='unicode61')",
    "CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_search(rowid, folded) VALUES (new.row_id, new.folded); END",
    "CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_search({table}_search, rowid, folded)"
    " VALUES ('delete', old.row_id, old.folded); END",
    "CREATE TRIGGER {table}_search_update AFTER UPDATE OF folded ON {table}"
    " WHEN old.folded IS NOT new.folded BEGIN"
    " INSERT INTO {table}_search({table}_search, rowid, folded)"
    " VALUES ('delete', old.row_id, old.folded);"
    " INSERT INTO {table}_search(rowid, folded) VALUES (new.row_id, new.folded); END",
    "INSERT INTO {table}_search({table}_search) VALUES ('rebuild')",
)


def upgrade() -> None:
    """Add the folded columns, fill them, and index them."""
    dialect = op.get_bind().dialect.name
    for table, sources in _SOURCES.items():
        op.add_column(table, sa.Column("folded", sa.Text()))
        _fill(table, sources)
        for statement in _FTS if dialect == "sqlite" else (_INDEX,):
            op.execute(statement.format(table=table))


def _fill(name: str, sources: tuple[str, ...]) -> None:
    connection = op.get_bind()
    table = sa.table(name, *(sa.column(column) for column in ("row_id", "folded", *sources)))
    last = 0
    while True:
        rows = connection.execute(
            sa.select(table.c.row_id, *(table.c[source] for source in sources))
            .where(table.c.row_id > last)
            .order_by(table.c.row_id)
            .limit(_BATCH)
        ).all()
        if not rows:
            return
        last = rows[-1][0]
        connection.execute(
            table.update().where(table.c.row_id == sa.bindparam("row")),
            [{"row": row[0], "folded": fold_parts(*row[1:])} for row in rows],
        )
