"""Migrations: every older dataset is brought up to date on opening, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from dataset_records import make_article, new_dataset, put, rows

from pipeline import database, schema, store
from pipeline.database import connect, migrate, open_database, reading, writing
from pipeline.errors import StoreError
from pipeline.filters import search_condition

FOLDER = Path(database.__file__).with_name("migrations")


def old_dataset(path: Path) -> None:
    """A dataset of the first revision, with one article and its figures."""
    engine = connect(path)
    migrate(engine, "0001")
    article = make_article()
    current, run_id = new_dataset(path.parent / "now")
    put(current, run_id, article)
    with writing(engine) as connection:
        for table in ("runs", "article_ids", "articles", "figures"):
            kept = [
                {name: value for name, value in row.items() if name != "folded"}
                for row in rows(current, table)
            ]
            connection.execute(schema.metadata.tables[table].insert(), kept)
    engine.dispose()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "now").mkdir()
    path = tmp_path / "old.db"
    old_dataset(path)
    return path


def revision(path: Path) -> str:
    raw = sqlite3.connect(path)
    (found,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    raw.close()
    return found


def test_migrations_make_what_the_schema_says(tmp_path):
    engine, _ = new_dataset(tmp_path)
    own = set(schema.metadata.tables)

    def is_ours(name, kind, _parents):
        return kind != "table" or name in own

    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        assert compare_metadata(context, schema.metadata) == []


def test_head_is_the_newest_script():
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_older_dataset_is_brought_up_to_date(old):
    assert revision(old) == "0001"
    engine = open_database(old)
    assert revision(old) == schema.HEAD
    for table in (schema.articles, schema.figures):
        with reading(engine) as connection:
            condition = search_condition(connection, table, "dak glei")
            found = connection.execute(sa.select(table.c.article_id).where(condition)).scalars()
            assert set(found) == {store.make_article_id(make_article())}
    # From there on it is like any other: storing the same again writes nothing.
    assert put(engine, rows(engine, "runs")[0]["run_id"], make_article()).outcome == "unchanged"


def test_older_dataset_is_not_touched_by_a_reader(old):
    with pytest.raises(StoreError, match="older solieu: `solieu run` brings it up to date"):
        open_database(old, read_only=True)
    assert revision(old) == "0001"


def test_newer_dataset_asks_for_a_newer_program(old):
    raw = sqlite3.connect(old)
    with raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="newer solieu: upgrade"):
            open_database(old, read_only=read_only)
    assert revision(old) == "9999"


def test_failed_migration_leaves_the_dataset_as_it_was(old, monkeypatch):
    def fail(*_parts):
        raise RuntimeError("killed in the middle")

    monkeypatch.setattr("pipeline.fold.fold_parts", fail)
    with pytest.raises(RuntimeError, match="killed in the middle"):
        open_database(old)
    monkeypatch.undo()
    assert revision(old) == "0001"
    raw = sqlite3.connect(old)
    columns = [row[1] for row in raw.execute("PRAGMA table_info(articles)")]
    raw.close()
    assert "folded" not in columns
    open_database(old)
    assert revision(old) == schema.HEAD
