"""The dataset on PostgreSQL: the same as on SQLite, with several machines writing at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from dataset_records import (
    MadeCheck,
    begin_run,
    everything,
    make_article,
    make_extraction,
    new_dataset,
    put,
    rows,
)  # fmt: skip
from small_site import running

from pipeline import schema, store
from pipeline.changes import diff
from pipeline.columns import TABLES
from pipeline.database import connect, migrate, open_database, reading, writing
from pipeline.dataset import Dataset
from pipeline.errors import LockedError, StoreError
from pipeline.export import export_dataset
from pipeline.lock import hold_lock
from pipeline.run import run
from pipeline.validate import validate_frame

pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'solieu[postgres]'")

WRITER = """
import sys
from dataset_records import make_article, put
from pipeline.database import open_database

engine = open_database(sys.argv[1])
for number in range(int(sys.argv[3])):
    put(engine, sys.argv[2], make_article(number))
print("done")
"""


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs, which Debian keeps off the path."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = [Path(on_path).parent] if on_path else [f for f in folders if (f / "initdb").exists()]
    return found[0] if found else None


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A cluster of its own in a new folder, run by an unprivileged user, on a socket only."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    root = os.geteuid() == 0
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if root else {}
    folder = Path(tempfile.mkdtemp(prefix="solieu-pg-"))
    if root:
        shutil.chown(folder, "postgres", "postgres")
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w", "-t", "600", "-s"]
    try:
        for command in (
            [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "solieu", "-E", "UTF8",
             "--locale=C", "--auth=trust"],
            [*control, "-l", str(folder / "log"), "-o", settings, "start"],
        ):  # fmt: skip
            subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)
        yield f"postgresql://solieu@/%s?host={folder}"
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder, **user)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def database(server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a new, empty database."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**12}"
    admin = connect(server % "postgres").execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield server % name
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def engine(database: str) -> Iterator[sa.Engine]:
    opened = open_database(database)
    yield opened
    opened.dispose()


def test_schema_is_the_same_as_on_sqlite(engine):
    with reading(engine) as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, schema.metadata)
        # The index of an expression, which no metadata describes.
        assert [entry[1].name for entry in found] in (
            [],
            ["ix_articles_search", "ix_figures_search"],
        )


def test_older_dataset_is_brought_up_to_date(database):
    old = connect(database)
    migrate(old, "0001")
    with pytest.raises(StoreError, match="older solieu"):
        open_database(database, read_only=True)
    old.dispose()
    opened = open_database(database)
    put(opened, begin_run(opened), make_article())
    opened.dispose()
    data = Dataset(database)
    assert len(data.articles(search="dak glei")) == 1
    data.close()


def test_both_engines_hold_the_same_after_the_same_steps(engine, tmp_path):
    lite, _ = new_dataset(tmp_path)

    def work(dataset: sa.Engine) -> dict[str, object]:
        run_id = begin_run(dataset)
        article = make_article()
        found = make_extraction(article)
        check = MadeCheck(
            "c1", store.make_article_id(article), figures=((found.figures[0].figure_id, "total"),)
        )
        put(dataset, run_id, article, found, [check])
        put(dataset, run_id, make_article(2))
        store.set_triage(dataset, "c1", "confirmed")
        store.add_review(
            dataset, found.figures[0].figure_id, "corrected", reviewer="x",
            corrected={"value": 81.0},
        )  # fmt: skip
        later = begin_run(dataset)
        put(dataset, later, article, found, [replace(check, observed="81")])
        put(dataset, later, make_article(2, text="Có 12 hộ.\x00"))
        nasty = make_article(3, text="Có \ud83d 14 hộ; =1+1")
        put(dataset, later, nasty)
        store.store_dataset_checks(dataset, [replace(check, check_id="c2")], run_id=later)
        kept = everything(dataset)
        for review in kept["reviews"]:
            del review["at"]
        return kept

    assert work(engine) == work(lite)
    lite.dispose()


def test_storing_again_writes_nothing(engine):
    run_id = begin_run(engine)
    put(engine, run_id, make_article())
    query = sa.text("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
    with writing(engine) as connection:
        before = connection.execute(query).scalar()
    assert put(engine, run_id, make_article()).outcome == "unchanged"
    with writing(engine) as connection:
        assert connection.execute(query).scalar() == before


def test_failure_leaves_everything_as_it_was(engine):
    run_id = begin_run(engine)
    put(engine, run_id, make_article())
    before = everything(engine)
    broken = make_extraction(make_article(2))
    broken.figures[2] = replace(broken.figures[2], part_of="no such figure")
    with pytest.raises(StoreError, match="foreign key"):
        put(engine, run_id, make_article(2), broken)
    assert everything(engine) == before


def test_frames_filters_and_exports_are_the_same(engine, database, tmp_path):
    lite, lite_run = new_dataset(tmp_path)
    for number in range(3):
        put(lite, lite_run, make_article(number))
        put(engine, lite_run if number else _same_run(engine, lite_run), make_article(number))
    data, other = Dataset(database), Dataset(tmp_path / "solieu.db")
    for name in TABLES:
        validate_frame(TABLES[name], getattr(data, name)())
    for chosen in (
        {"place": "dak glei", "year": 2024},
        {"search": '"mo hinh" dang ky'},
        {"published": ("2024-07-04", "2024-07-04")},
        {"period": ("2024-05-01", None), "minimum": 40},
        {"alarm": False, "limit": 2},
    ):
        found = data.figures(**chosen)
        assert len(found) > 0
        assert found.equals(other.figures(**chosen)), chosen
    data.close()
    one = export_dataset(engine, tmp_path / "pg", formats=("csv", "parquet"))
    two = export_dataset(lite, tmp_path / "lite", formats=("csv", "parquet"))
    for left, right in zip(one.files, two.files, strict=True):
        if left.stem not in ("runs", "README", "datapackage"):
            assert left.read_bytes() == right.read_bytes(), left.name
    assert diff(engine).count("new") == 9
    lite.dispose()


def _same_run(engine: sa.Engine, run_id: str) -> str:
    """Enter a run under the id that it has in another dataset."""
    with writing(engine) as connection:
        connection.execute(
            schema.runs.insert().values(
                run_id=run_id, number=1, started_at=make_article().fetched_at, version="0",
                extractor_version="1", status="running",
            )
        )  # fmt: skip
    return run_id


def test_three_writers_lose_and_double_nothing(engine, database, tmp_path):
    run_id = begin_run(engine)
    count = 40
    here = Path(__file__).parent
    paths = os.pathsep.join((str(here.parent), str(here)))
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, database, run_id, str(count)],
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for writer in writers:
        output, errors = writer.communicate(timeout=600)
        assert (writer.returncode, output, errors) == (0, "done\n", "")
    lite, lite_run = new_dataset(tmp_path)
    for number in range(count):
        put(lite, lite_run, make_article(number))
    assert everything(engine) == everything(lite)
    assert {row["version"] for row in rows(engine, "articles")} == {1}
    lite.dispose()


def test_sources_are_locked_one_by_one(engine):
    with hold_lock(engine, ["một", "hai"]):
        with pytest.raises(LockedError, match="source hai"), hold_lock(engine, ["ba", "hai"]):
            raise AssertionError("the lock was given twice")
        with hold_lock(engine, ["ba"]):
            pass
    with hold_lock(engine, ["hai"]):
        pass


def test_the_job_runs_on_it(database):
    with running() as site:
        first = run(database, [site.source()], archive=Path(tempfile.mkdtemp()))
        assert (first.exit_code, first.articles["new"]) == (0, 6)
        site.requests.clear()
        second = run(database, [site.source()], archive=Path(tempfile.mkdtemp()))
        assert sum(second.articles.values()) == 0
        assert site.article_requests() == []


def test_unreachable_server_gets_one_clear_line(tmp_path):
    with pytest.raises(StoreError, match="PostgreSQL does not answer; start it") as raised:
        open_database(f"postgresql://solieu:secret@/x?host={tmp_path}")
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)
