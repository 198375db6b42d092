"""Opening the dataset's database: SQLite in WAL mode by path, PostgreSQL by URL.

    engine = open_database("solieu.db")                  # made, or brought up to date, if need be
    engine = open_database("postgresql://host/solieu")
    engine = open_database("solieu.db", read_only=True)  # as it is; never written, never made

    with writing(engine) as connection: ...   # one transaction; errors become one clear StoreError
    with reading(engine) as connection: ...

Migrations (`pipeline/migrations`) run on opening, in one transaction each: a process killed in one
leaves the database as it was. On SQLite a write transaction takes its lock at its start, so that
two writers queue (up to `BUSY_SECONDS`) instead of failing half-way.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from pipeline.errors import StoreError, UsageError
from pipeline.schema import HEAD

BUSY_SECONDS = 30.0
_MIGRATIONS = Path(__file__).with_name("migrations")
_MIGRATION_LOCK = 7_205_759_403  # any number, the same for all solieu processes
_WAL_SUFFIX = "-wal"


def database_url(database: str | os.PathLike[str]) -> URL:
    """Return the SQLAlchemy URL of a path or URL; UsageError for another kind of database."""
    text = os.fspath(database)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser()))
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise UsageError(f"{text!r} is no database: give a file or postgresql://…") from error
    if url.get_backend_name() in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    raise UsageError(f"{url.drivername} is not supported: give a file or postgresql://…")


def sqlite_path(engine: sa.Engine) -> Path | None:
    """Return the file of a SQLite database, None for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    # A read-only one is opened by an address, `file:/…`.
    return Path(unquote(str(engine.url.database).removeprefix("file:")))


def open_database(
    database: str | os.PathLike[str], *, read_only: bool = False, timeout: float = BUSY_SECONDS
) -> sa.Engine:
    """Open a dataset, made or migrated as needed; StoreError says what stands in the way.

    With `read_only` the database must exist at this version's schema. `timeout`: seconds to wait
    for another writer.
    """
    engine = connect(database, read_only=read_only, timeout=timeout)
    try:
        with translated(engine):
            found = _revision(engine)
            if found != HEAD and read_only:
                raise StoreError(_wrong_revision(engine, found))
            if found != HEAD:
                migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def connect(
    database: str | os.PathLike[str], *, read_only: bool = False, timeout: float = BUSY_SECONDS
) -> sa.Engine:
    """Return an engine for a path or URL, whatever the database holds."""
    url = database_url(database)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(Path(str(url.database)), read_only, timeout)
    return _postgres_engine(url, read_only)


def as_engine(database: str | os.PathLike[str] | sa.Engine) -> sa.Engine:
    """Return an open dataset as it is, or a path or URL opened for reading."""
    return database if isinstance(database, sa.Engine) else open_database(database, read_only=True)


@contextmanager
def opened(url: str | os.PathLike[str]) -> Iterator[sa.Engine]:
    """A dataset open for reading, let go of at the end."""
    engine = open_database(url, read_only=True)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One write transaction: committed at the end, rolled back by any error."""
    with translated(engine), _writer(engine).begin() as connection:
        yield connection


@lru_cache(maxsize=8)
def _writer(engine: sa.Engine) -> sa.Engine:
    """The same engine, its transactions marked as writing; made once, for it is not cheap."""
    return engine.execution_options(writes=True)


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One read transaction: it sees one state of the dataset."""
    with translated(engine), engine.connect() as connection:
        yield connection


@contextmanager
def translated(engine: sa.Engine) -> Iterator[None]:
    """Turn the database's errors into a StoreError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_explain(engine, error.orig)) from error
    except sqlite3.Error as error:  # from where the driver is called directly
        raise StoreError(_explain(engine, error)) from error


def _sqlite_engine(path: Path, read_only: bool, timeout: float) -> sa.Engine:
    if path.is_dir():
        if (path / "solieu.db").is_file() or not (path / "figures.parquet").is_file():
            hint = f"give the database's file, e.g. {path / 'solieu.db'}"
        else:
            hint = "its tables come from `solieu corpus`; a database is what `solieu run` fills"
        raise StoreError(f"{path} is a folder: {hint}")
    if read_only and not path.exists():
        raise StoreError(
            f"no dataset at {path}: give the path of one (--db), or make one with `solieu run`;"
            " tables of your own articles come from `solieu corpus IN OUT`"
        )
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent} does not exist: make the folder first")
    database = str(path)
    if read_only:
        database = f"file:{quote(str(path.resolve()))}?mode=ro{_immutable(path)}&uri=true"
    engine = sa.create_engine(
        URL.create("sqlite").render_as_string() + "/" + database
        if read_only
        else URL.create("sqlite", database=database),
        connect_args={"timeout": timeout, "isolation_level": None},
    )

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            cursor.execute("PRAGMA journal_mode = WAL")
            # With WAL a killed process loses nothing; only a power cut may undo the last articles.
            cursor.execute("PRAGMA synchronous = NORMAL")
            # Random keys touch many pages an article: gather them before they go to their place.
            cursor.execute("PRAGMA wal_autocheckpoint = 10000")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _immutable(path: Path) -> str:
    """A folder that cannot be written has no room for WAL's shared memory: read the file alone."""
    log = path.with_name(path.name + _WAL_SUFFIX)
    by_effective_user = os.access in os.supports_effective_ids
    if os.access(path.parent, os.W_OK, effective_ids=by_effective_user):
        return ""
    if log.exists() and log.stat().st_size:
        return ""
    return "&immutable=1"


def _postgres_engine(url: URL, read_only: bool) -> sa.Engine:
    try:
        return sa.create_engine(
            url, execution_options={"postgresql_readonly": True} if read_only else {}
        )
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError("PostgreSQL needs its driver: pip install 'solieu[postgres]'") from error


def _revision(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _wrong_revision(engine: sa.Engine, found: str | None) -> str:
    name = engine.url.render_as_string(hide_password=True)
    path = sqlite_path(engine)
    if path is not None:
        name = str(path)
    if found is None:
        return f"{name} is not a solieu dataset"
    if found > HEAD:
        return f"{name} was written by a newer solieu: upgrade with `pip install -U solieu`"
    return f"{name} was written by an older solieu: `solieu run` brings it up to date"


def migrate(engine: sa.Engine, revision: str = HEAD) -> None:
    """Bring a database to a revision, in one transaction; StoreError for one that is not ours."""
    # Alembic takes a fifth of a second to import: only a database that needs it pays.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        # Another process may have migrated while this one waited for the lock.
        inspector = sa.inspect(connection)
        if inspector.has_table("alembic_version"):
            found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
            if found is not None and found > HEAD:
                raise StoreError(_wrong_revision(engine, found))
        elif inspector.get_table_names():
            raise StoreError(_wrong_revision(engine, None))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _explain(engine: sa.Engine, error: BaseException | None) -> str:
    name = sqlite_path(engine) or engine.url.render_as_string(hide_password=True)
    detail = " ".join(str(error).split())
    for symptom, advice in _ADVICE.items():
        if symptom in detail:
            return f"{name}: {advice} ({detail})"
    return f"{name}: {detail}"


_ADVICE = {
    "disk is full": "no space left; free some and run again, what was stored is kept",
    "readonly database": "may not be written; check the permissions of the file and its folder",
    "unable to open": "cannot be opened; check the permissions of the file and its folder",
    "database is locked": "another program is writing to it; try again when that is done",
    "not a database": "is not a SQLite database; give another file with --db",
    "malformed": "is damaged; restore a copy, or rebuild it with `solieu run --from-archive`",
    "disk I/O error": "the disk failed to answer; check it and its free space",
    "Is the server running": "PostgreSQL does not answer; start it or check host and port",
    "could not translate host name": "no such host; check the URL",
    "password authentication failed": "wrong user or password; check the URL",
    "permission denied": "this user may not write here; ask the database's owner",
}
