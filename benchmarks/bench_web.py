"""The page at 100,000 figures: facets beside Datasette, one article, many readers and one writer.

    python -m benchmarks.bench_web [--figures 100000] [--datasette PATH] [--seconds 60]

Datasette is not installed with solieu. In an environment of its own,

    python -m venv /tmp/datasette && /tmp/datasette/bin/pip install datasette

then `--datasette /tmp/datasette/bin/datasette` serves the same file, and both are asked in turn for
the page of figures with the same three facets (indicator, place, status), whole and narrowed to one
indicator. Datasette is timed twice: as it comes, and with its suggestions of further facets off.
The load is `--readers` clients that read pages while one judges figures; every judgement must be
found in the dataset afterwards.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import httpx2

from benchmarks.bench_store import make_article
from extractors.records import Extraction
from pipeline import store
from pipeline.database import open_database
from pipeline.dataset import Dataset

PER_ARTICLE = 10
INDICATORS = [f"indicator_{n}" for n in range(40)]
PLACES = [f"Huyện {n}" for n in range(120)]
SOURCES = [f"nguon-{n}" for n in range(30)]
UNITS = ("hộ", "mô hình", "VND", "%", "người", "ha", "km")
ROUNDS = 15


def make_dataset(path: Path, figures: int) -> None:
    """Store articles of ten figures each, spread over indicators, places, sources and years."""
    chance = random.Random(7)
    engine = open_database(path)
    run_id = store.start_run(engine, version="0", extractor_version="1")
    for number in range(figures // PER_ARTICLE):
        article, extraction = make_article(number, PER_ARTICLE)
        article = replace(article, source=SOURCES[number % len(SOURCES)])
        article_id = store.make_article_id(article)
        varied = []
        for at, figure in enumerate(extraction.figures):
            place = chance.choice(PLACES)
            end = date(2018, 12, 31) + timedelta(days=365 * chance.randrange(8))
            varied.append(
                replace(
                    figure,
                    figure_id=hashlib.sha256(f"{article_id} {at}".encode()).hexdigest()[:16],
                    article_id=article_id, part_of=None, indicator=chance.choice(INDICATORS),
                    place=place, place_names=place, unit=chance.choice(UNITS), period_end=end,
                    status=chance.choice(("result", "result", "result", "plan", "forecast")),
                    value=float(int(10 ** chance.uniform(0, 9))),
                    confidence=round(chance.random(), 3),
                )
            )  # fmt: skip
        store.store_article(
            engine, article, Extraction(varied, []), run_id=run_id, extractor_version="1"
        )
    store.finish_run(engine, run_id, status="done", exit_code=0)
    engine.dispose()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(*command: str, port: int) -> Iterator[str]:
    """Run a server until the block ends; its address answers from the start."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} ended with {process.returncode}")
            try:
                httpx2.get(address, timeout=60)
                break
            except httpx2.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


@contextmanager
def serving_page(database: Path) -> Iterator[str]:
    """Serve the page over a dataset."""
    port = free_port()
    run = "from pipeline.cli import main; main()"
    command = (sys.executable, "-c", run, "serve", "--db", str(database), "--port", str(port))
    with serving(*command, port=port) as address:
        yield address


def median_ms(address: str) -> float:
    """Return the median time of a whole answer, in milliseconds."""
    with httpx2.Client(timeout=120) as client:
        for _ in range(3):
            client.get(address).raise_for_status()
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            client.get(address).raise_for_status()
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def compare(database: Path, datasette: str | None) -> None:
    """Time the same page with the same facets, ours and Datasette's."""
    narrowed = INDICATORS[3]
    with serving_page(database) as address:
        ours = {
            "whole": median_ms(f"{address}/figures"),
            "narrowed": median_ms(f"{address}/figures?indicator={narrowed}"),
        }
        for name, query in (("search", "q=ong+lay+mat"), ("3 chosen", "status=plan&year=2020"
                            f"&indicator={narrowed}")):  # fmt: skip
            print(f"figures, {name:<9} {median_ms(f'{address}/figures?{query}'):8.1f} ms")
        found = httpx2.get(f"{address}/figures").text
        article = re.search(r"/articles/\w+", found)
        assert article is not None
        print(f"article           {median_ms(address + article[0]):8.1f} ms (target 100)")
    for name, took in ours.items():
        print(f"figures, {name:<9} {took:8.1f} ms with 7 facets")
    if datasette is None:
        print("datasette: not given, see --help")
        return
    facets = "_facet=indicator&_facet=place&_facet=status&_size=40"
    for told, settings in (("as it comes", ()), ("no suggestions", ("suggest_facets", "off"))):
        port = free_port()
        options = ("--setting", *settings) if settings else ()
        command = (datasette, "serve", str(database), "--port", str(port),
                   "--setting", "facet_time_limit_ms", "60000",
                   "--setting", "sql_time_limit_ms", "60000", *options)  # fmt: skip
        with serving(*command, port=port) as address:
            table = f"{address}/{database.stem}/figures?{facets}"
            theirs = {
                "whole": median_ms(table),
                "narrowed": median_ms(f"{table}&indicator={narrowed}"),
            }
        for name, took in theirs.items():
            ratio = took / ours[name]
            print(
                f"datasette, {name:<9}{took:7.1f} ms with 3 facets, {told}: {ratio:.1f} times ours"
            )


def load(database: Path, readers: int, seconds: float) -> bool:
    """Read and judge at once; return whether no answer failed and no judgement was lost."""
    answers: Counter[str] = Counter()
    times: list[float] = []
    ended = threading.Event()
    judged: list[str] = []
    ids = list(Dataset(database).figures(columns=["figure_id", "article_id"], limit=3000).values)

    def read(number: int, address: str) -> None:
        chance = random.Random(number)
        with httpx2.Client(base_url=address, timeout=60) as client:
            while not ended.is_set():
                indicator = chance.choice(INDICATORS)
                path = chance.choice((
                    f"/figures?indicator={indicator}", "/figures?q=ong+mat",
                    f"/articles/{chance.choice(ids)[1]}", f"/figures?indicator={indicator}&page=3",
                    "/review",
                ))  # fmt: skip
                start = time.perf_counter()
                try:
                    answers[str(client.get(path).status_code)] += 1
                except httpx2.HTTPError as error:
                    answers[type(error).__name__] += 1
                times.append(time.perf_counter() - start)
                ended.wait(chance.uniform(0, 1))

    def write(address: str) -> None:
        with httpx2.Client(base_url=address, timeout=60) as client:
            found = re.search(r'name="csrf" value="(\w+)"', client.get("/check").text)
            assert found is not None
            for figure_id, _ in ids:
                if ended.is_set():
                    return
                form = {"csrf": found[1], "verdict": "accepted", "reviewer": "bench"}
                answer = client.post(f"/review/{figure_id}", data=form)
                answers[f"review {answer.status_code}"] += 1
                if answer.status_code == 303:
                    judged.append(figure_id)
                ended.wait(0.25)

    with serving_page(database) as address:
        threads = [threading.Thread(target=read, args=(n, address)) for n in range(readers)]
        threads.append(threading.Thread(target=write, args=(address,)))
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        ended.set()
        for thread in threads:
            thread.join()
    stored = Dataset(database).reviews()["figure_id"]
    lost = len(judged) - int(stored.isin(judged).sum())
    slow = statistics.quantiles(times, n=20)[-1]
    print(f"{readers} readers, 1 writer, {seconds:.0f} s: {dict(answers)}")
    print(f"median {statistics.median(times) * 1000:.0f} ms, 95 % within {slow * 1000:.0f} ms;"
          f" {len(judged)} judgements, {lost} lost")  # fmt: skip
    return lost == 0 and set(answers) <= {"200", "review 303"}


def main() -> int:
    """Run all three and say what they gave."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--figures", type=int, default=100_000)
    parser.add_argument("--datasette", default=shutil.which("datasette"))
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        make_dataset(database, asked.figures)
        print(f"{asked.figures:,} figures")
        compare(database, asked.datasette)
        return 0 if load(database, asked.readers, asked.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
