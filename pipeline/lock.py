"""One run at a time: a lock that the kernel, or the server, releases when a process dies.

SQLite: `flock` on a file beside the dataset, `solieu.db.lock`, which stays and may be deleted when
no run is under way. PostgreSQL: an advisory lock a source, so that several machines can share the
sources of one dataset between them.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from pipeline.database import sqlite_path, translated
from pipeline.errors import LockedError, StoreError


@contextmanager
def hold_lock(engine: sa.Engine, sources: Iterable[str]) -> Iterator[None]:
    """Hold the dataset's lock; LockedError at once where another process has it."""
    path = sqlite_path(engine)
    if path is not None:
        with _hold_file(path.with_name(f"{path.name}.lock")):
            yield
    else:
        with _hold_advisory(engine, sources):
            yield


@contextmanager
def _hold_file(path: Path) -> Iterator[None]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(
            f"{path}: the lock file cannot be made ({error.strerror}); check the permissions of"
            " the dataset's folder, and its free space"
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            raise LockedError(
                f"another run (process {holder or 'unknown'}) is writing to this dataset: "
                f"wait for it to end ({path})"
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def _hold_advisory(engine: sa.Engine, sources: Iterable[str]) -> Iterator[None]:
    with translated(engine), engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        held = []
        try:
            for source in sorted(set(sources)):
                name = {"name": f"solieu source {source}"}
                got = connection.execute(
                    sa.text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"), name
                ).scalar()
                if not got:
                    raise LockedError(
                        f"another run is reading source {source} into this dataset: "
                        "wait for it to end"
                    )
                held.append(name)
            yield
        finally:
            for name in held:
                connection.execute(
                    sa.text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))"), name
                )
