"""Work on several machines: the workers of a Dask scheduler as an executor."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import SolieuError, UsageError
from pipeline.job import rules_version

CONNECT = 30  # seconds that a scheduler may take to answer


@contextmanager
def scheduled(address: str, catalogue: Path | None = None) -> Iterator[tuple[Executor, int]]:
    """Yield an executor on the scheduler's workers, and how many tasks they take at once.

    SolieuError where there is no scheduler, no worker, or one that would extract otherwise.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise SolieuError(
            "--scheduler needs Dask, here and on the workers: pip install 'solieu[cluster]'"
        ) from error
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {address}: give its address, as tcp://machine:8786"
        ) from error
    with client:
        threads = client.nthreads()
        if not threads:
            raise SolieuError(
                f"the scheduler at {address} has no workers: start some on each machine with"
                f" `dask worker {address} --nworkers auto --nthreads 1`"
            )
        own = rules_version(catalogue)
        for worker, theirs in client.run(rules_version, catalogue, on_error="return").items():
            if isinstance(theirs, Exception):
                told = f"{type(theirs).__name__}: {theirs}"
                raise SolieuError(f"worker {worker} cannot extract ({told}): install solieu there")
            if theirs != own:
                raise SolieuError(
                    f"worker {worker} has other rules ({theirs}) than this machine ({own}): install"
                    " the same solieu and catalogue on both, then start it again"
                )
        yield client.get_executor(pure=False), sum(threads.values())
