"""Kill a running job again and again at random moments: the dataset ends up as if undisturbed.

    python benchmarks/kill_runs.py [--kills 100] [--seed 1]

The job goes over the sample site, which this program serves. Each kill (SIGKILL) is followed by
another run, which every third time is killed as well; then a run is left in peace, and the dataset
is compared, table by table, with that of a job that was never disturbed. Run ids, times of fetching
and places in the archive are left out.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline import schema
from pipeline.database import open_database, reading
from pipeline.demo import sample_source
from pipeline.run import run
from pipeline.sample_pages import load_sites
from pipeline.sample_site import serve_sample

JOB = """
import sys
from pipeline.demo import sample_source
from pipeline.run import run
from pipeline.sample_pages import load_sites

sites = load_sites()
addresses = dict(word.split("=", 1) for word in sys.argv[2:])
run(sys.argv[1], [sample_source(sites[key], address) for key, address in addresses.items()])
"""
ASIDE = {"run_id", "row_id", "history_id", "superseded_by", "fetched_at", "seen_at", "archive_ref"}


def read_dataset(database: Path) -> dict[str, list[str]]:
    """Return every row of every table as text, sorted, but for the rows about runs themselves."""
    engine = open_database(database, read_only=True)
    found = {}
    with reading(engine) as connection:
        for name, table in schema.metadata.tables.items():
            if name not in ("runs", "run_sources"):
                rows: list[Any] = list(connection.execute(sa.select(table)).mappings())
                found[name] = sorted(
                    repr({key: value for key, value in row.items() if key not in ASIDE})
                    for row in rows
                )
    engine.dispose()
    return found


def run_and_kill(database: Path, addresses: dict[str, str], seconds: float) -> bool:
    """Start the job, kill it after some seconds; say whether it was still running."""
    words = [f"{key}={address}" for key, address in addresses.items()]
    process = subprocess.Popen([sys.executable, "-c", JOB, str(database), *words])
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() != 0


def check_integrity(database: Path) -> None:
    """Fail unless SQLite finds the file and its foreign keys in order."""
    raw = sqlite3.connect(database)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


def main() -> None:
    """Print what the kills hit and whether every dataset was whole in the end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    hit: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name, serve_sample(Path(name) / "log") as addresses:
        folder, sites = Path(name), load_sites()
        sources = [sample_source(sites[key], address) for key, address in addresses.items()]
        calm = folder / "calm" / "solieu.db"
        calm.parent.mkdir()
        run(calm, sources)
        expected = read_dataset(calm)
        work = folder / "work"
        started = time.monotonic()
        for number in range(options.kills):
            # Every third kill meets what the one before it left, the others a new dataset.
            if number % 3 != 2:
                shutil.rmtree(work, ignore_errors=True)
                work.mkdir()
            killed = run_and_kill(work / "solieu.db", addresses, moments.uniform(0.5, 2.2))
            hit["killed" if killed else "ended before"] += 1
            hit["killed with a dataset begun"] += killed and (work / "solieu.db").exists()
            if number % 3 != 1:
                run(work / "solieu.db", sources)
                assert read_dataset(work / "solieu.db") == expected, f"differs after kill {number}"
                check_integrity(work / "solieu.db")
                hit["datasets compared"] += 1
        print(f"{options.kills} kills in {time.monotonic() - started:.0f} s: {dict(hit)}")
        print("every dataset is identical to that of an undisturbed run, and intact")


if __name__ == "__main__":
    main()
