"""Storing beside bare SQLAlchemy Core, in one run: the ratios that the store is held to.

    python -m benchmarks.bench_store [--articles 10000] [--per-article 10] [--search-index]

Both baselines insert the same rows, made beforehand, with one commit an article: `bare` into the
same tables, `keyless` into tables without keys, indexes or foreign keys. The full-text index is
left out of all three unless `--search-index` is given.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from benchmarks.table import Row, print_rows
from extractors.records import Extraction, Figure, NonFigure
from pipeline import columns, rows, schema, store
from pipeline.database import open_database, writing
from scrapers.article import Article

UNITS = ("hộ", "mô hình", "VND", "%", "người")
PLACES = ("Kon Tum", "Đăk Glei", "Kon Rẫy", "Sa Thầy", None)
START = datetime(2024, 1, 1, tzinfo=schema.VIETNAM)
SENTENCE = "Đến nay, toàn huyện có {n} hộ tham gia mô hình nuôi ong lấy mật ở xã thứ {i}."


def make_article(number: int, per_article: int) -> tuple[Article, Extraction]:
    """Return one article of `per_article` sentences, each with one figure."""
    sentences = [SENTENCE.format(n=number + i, i=i) for i in range(per_article)]
    article = Article(
        source="mau",
        url=f"https://mau.example/bai-{number}",
        text="\n".join(sentences),
        title=f"Bài số {number}",
        fetched_at=START,
        published_at=START + timedelta(hours=number),
        province="Kon Tum",
        http_status=200,
    )
    article_id = store.make_article_id(article)
    figures = []
    offset = 0
    for i, sentence in enumerate(sentences):
        exact = f"{number + i} hộ"
        start = offset + sentence.index(exact)
        figures.append(make_figure(article_id, i, number, exact, start, sentence, offset))
        offset += len(sentence) + 1
    non_figures = [NonFigure(article_id, 0, 3, "Đến", "other")]
    return article, Extraction(figures, non_figures)


def figure_id(article_id: str, i: int) -> str:
    """Return an id that lies anywhere among the others, as real ones do."""
    return hashlib.sha256(f"{article_id} {i}".encode()).hexdigest()[:16]


def make_figure(
    article_id: str, i: int, number: int, exact: str, start: int, sentence: str, offset: int
) -> Figure:
    """Return a figure with every column filled the way real ones are."""
    place = PLACES[i % len(PLACES)]
    return Figure(
        figure_id=figure_id(article_id, i),
        article_id=article_id,
        indicator="households_supported",
        value=float(number + i),
        value_high=None,
        total=None,
        precision=1.0,
        modifier="exact",
        direction="level",
        status="result",
        unit=UNITS[i % len(UNITS)],
        per_value=None,
        per_unit=None,
        subject="hộ tham gia mô hình",
        place=place,
        place_code="608" if place else None,
        place_scheme="VN-2024" if place else None,
        place_level="district" if place else None,
        place_names=place,
        place_basis="named" if place else None,
        period="2024",
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
        part_of=figure_id(article_id, 0) if i % 5 == 4 else None,
        start=start,
        end=start + len(exact),
        exact=exact,
        number_start=start,
        sentence=sentence,
        sentence_start=offset,
        why="unit:hộ + verb:tham gia → households_supported",
        confidence=0.9,
        extractor_version="1",
    )


TABLES = (schema.articles, schema.figures, schema.non_figures)
Tables = Sequence[sa.Table]


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def drop_search_index(engine: sa.Engine) -> None:
    """Take the full-text index off an empty dataset."""
    with writing(engine) as connection:
        for table in ("articles", "figures"):
            for event in ("insert", "update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_search_{event}")


Batch = tuple[rows.Row, list[rows.Row], list[rows.Row]]


def insert_bare(engine: sa.Engine, batches: list[Batch], tables: Tables) -> None:
    """Insert the ready-made rows, one commit an article."""
    articles, figures, non_figures = (table.insert() for table in tables)
    for article, figure_rows, non_figure_rows in batches:
        with engine.begin() as connection:
            connection.execute(articles, article)
            connection.execute(figures, figure_rows)
            connection.execute(non_figures, non_figure_rows)


def keyless_tables(engine: sa.Engine) -> Tables:
    """Make the tables with neither keys nor indexes."""
    metadata = sa.MetaData()
    made = [
        sa.Table(table.name, metadata, *(sa.Column(c.name, c.type) for c in table.columns))
        for table in TABLES
    ]
    metadata.create_all(engine)
    return made


def bare_engine(path: Path) -> sa.Engine:
    """Return an engine with the same journal and the same syncing as the store's."""
    engine = sa.create_engine(f"sqlite:///{path}")

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA wal_autocheckpoint = 10000")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    return engine


def main() -> int:
    """Print the rows; exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--per-article", type=int, default=10)
    parser.add_argument("--search-index", action="store_true")
    options = parser.parse_args()
    return print_rows(
        measure(
            number=options.articles,
            per_article=options.per_article,
            search_index=options.search_index,
        )
    )


def measure(
    *, number: int = 10_000, per_article: int = 10, search_index: bool = False
) -> Iterator[Row]:
    """Every row, over `number` articles of `per_article` figures."""
    made = [make_article(i, per_article) for i in range(number)]
    with tempfile.TemporaryDirectory() as folder:
        yield from measure_inserts(Path(folder), made, search_index)
        yield from measure_frames(Path(folder))


def measure_inserts(
    folder: Path, made: list[tuple[Article, Extraction]], search_index: bool
) -> Iterator[Row]:
    """Time bare inserts, a first run and a second identical one."""
    bare, keyless = bare_engine(folder / "bare.db"), bare_engine(folder / "keyless.db")
    full = open_database(folder / "solieu.db")
    if not search_index:
        drop_search_index(full)
    run_id = store.start_run(full, version="0", extractor_version="1")

    def store_all(part: slice) -> None:
        for article, extraction in made[part]:
            store.store_article(full, article, extraction, run_id=run_id, extractor_version="1")

    batches = [
        (
            {**rows.article_row(article, run_id), "version": 1},
            rows.figure_rows(extraction.figures, article.text, run_id),
            [rows.plain_row(n, columns.NON_FIGURES.names) for n in extraction.non_figures],
        )
        for article, extraction in made
    ]
    plain_tables = keyless_tables(keyless)
    schema.metadata.create_all(bare)
    with bare.begin() as connection:
        connection.execute(schema.runs.insert(), run_row(run_id))
        ids = [{"article_id": article["article_id"]} for article, _, _ in batches]
        connection.execute(schema.article_ids.insert(), ids)
    keyless_seconds = bare_seconds = first = 0.0
    # By turns, so that whatever else the machine does falls on all three alike.
    for part in parts_of(len(made)):
        keyless_seconds += timed(partial(insert_bare, keyless, batches[part], plain_tables))
        bare_seconds += timed(partial(insert_bare, bare, batches[part], TABLES))
        first += timed(partial(store_all, part))
    second = sum(timed(partial(store_all, part)) for part in parts_of(len(made)))
    yield Row(f"{len(made):,} articles stored", first, "s")
    yield Row("the same beside bare SQLAlchemy Core", first / bare_seconds, at_most=1.6)
    yield Row("the same beside tables without keys", first / keyless_seconds)
    yield Row("stored a second time, beside the first", second / first, at_most=0.5)


def parts_of(number: int, count: int = 20) -> list[slice]:
    """Return the slices that cut `number` items into about `count` parts."""
    size = max(1, number // count)
    return [slice(start, start + size) for start in range(0, number, size)]


def run_row(run_id: str) -> rows.Row:
    """Return a row that the foreign keys can point to."""
    return {
        "run_id": run_id, "number": 1, "started_at": START, "version": "0",
        "extractor_version": "1", "status": "done",
    }  # fmt: skip


def measure_frames(folder: Path) -> Iterator[Row]:
    """Time the typed frame beside `pandas.read_sql` of the same columns."""
    from pipeline.dataset import Dataset

    data = Dataset(folder / "solieu.db")
    engine = sa.create_engine(f"sqlite:///{folder / 'solieu.db'}")
    query = sa.select(*(schema.figures.c[name] for name in columns.FIGURES.names))
    turns = [(timed(lambda: pd.read_sql(query, engine)), timed(data.figures)) for _ in range(5)]
    plain, typed = (min(seconds) for seconds in zip(*turns, strict=True))
    yield Row("Dataset.figures beside pandas.read_sql", typed / plain, at_most=1.2)


if __name__ == "__main__":
    sys.exit(main())
