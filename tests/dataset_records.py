"""Articles with their figures, made up for the tests of the dataset."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from extractors.records import Extraction, Figure, NonFigure
from pipeline import schema, store
from pipeline.columns import TABLES
from pipeline.database import open_database, reading
from scrapers.article import Article

DAY = datetime(2024, 7, 3, 8, 31, tzinfo=schema.VIETNAM)
RULES = "1+abc"
Row = dict[str, Any]
SENTENCES = (
    "Đến nay, toàn huyện Đăk Glei có 82 mô hình được đăng ký.",
    "Trong đó có 47 mô hình về kinh tế.",
    "Huyện huy động gần 50 tỷ đồng, đạt 93,5% kế hoạch.",
)
PLACES = ("Đăk Glei", None, "Kon Rẫy")


@dataclass(frozen=True, slots=True)
class MadeCheck:
    """A check as the store takes it."""

    check_id: str
    article_id: str
    rule: str = "sum"
    outcome: str = "alarm"
    severity: str = "high"
    observed: str | None = "82"
    expected: str | None = "83"
    tolerance: str | None = None
    message: str = "47 + 44 is not 82"
    figures: tuple[tuple[str, str], ...] = ()


def make_article(number: int = 1, **changes: Any) -> Article:
    """Return an article of `SENTENCES`, published on the number-th day from `DAY`."""
    values: dict[str, Any] = {
        "source": "mau",
        "url": f"https://mau.example/bai-{number}",
        "title": f"Bài số {number}",
        "text": "\n".join(SENTENCES),
        "fetched_at": DAY + timedelta(days=number, hours=1),
        "published_at": DAY + timedelta(days=number),
        "province": "Kon Tum",
        "http_status": 200,
    }
    return Article(**(values | changes))


def make_extraction(article: Article, **changes: Any) -> Extraction:
    """Return the two-digit numbers of an article's text as figures; `changes` hold for each."""
    article_id = store.make_article_id(article)
    figures: list[Figure] = []
    start = 0
    for line in article.text.split("\n"):
        number = next((word for word in line.split() if word.isdigit()), None)
        if number is not None:
            figures.append(make_figure(article_id, line, start, number, len(figures)))
        start += len(line) + 1
    if len(figures) > 1:
        figures[1] = replace(figures[1], part_of=figures[0].figure_id)
    figures = [replace(figure, **changes) for figure in figures]
    return Extraction(figures, [NonFigure(article_id, 0, 3, article.text[:3], "other")])


def make_figure(article_id: str, line: str, start: int, number: str, index: int) -> Figure:
    """Return the figure of a number in a line that starts at `start` of the text."""
    at = start + line.index(number)
    place = PLACES[index % len(PLACES)]
    identity = f"{article_id} {line}".encode("utf-8", "surrogatepass")
    return Figure(
        figure_id=hashlib.sha256(identity).hexdigest()[:16],
        article_id=article_id, indicator="models_registered", value=float(number),
        value_high=None, total=None, precision=1.0, modifier="exact", direction="level",
        status="result", unit="mô hình", per_value=None, per_unit=None, subject="mô hình",
        place=place, place_code="610" if place else None,
        place_scheme="VN-2024" if place else None, place_level="district" if place else None,
        place_names=place, place_basis="named" if place else None, period="2024",
        period_start=date(2024, 1, 1), period_end=date(2024, 12, 31), part_of=None,
        start=at, end=at + len(number), exact=number, number_start=at, sentence=line,
        sentence_start=start, why="unit:mô hình", confidence=0.9, extractor_version="1",
    )  # fmt: skip


def new_dataset(folder: Path) -> tuple[sa.Engine, str]:
    """Return a new SQLite dataset and the run_id of its first run."""
    engine = open_database(folder / "solieu.db")
    return engine, begin_run(engine)


def begin_run(engine: sa.Engine) -> str:
    """Enter a run and return its run_id."""
    return store.start_run(engine, version="0", extractor_version=RULES)


def put(
    engine: sa.Engine,
    run_id: str,
    article: Article,
    extraction: Extraction | None = None,
    checks: Sequence[MadeCheck] = (),
    rules: str = RULES,
) -> store.Stored:
    """Store an article with the figures of its text, or with those given."""
    found = make_extraction(article) if extraction is None else extraction
    return store.store_article(
        engine, article, found, checks, run_id=run_id, extractor_version=rules
    )


def rows(
    engine: sa.Engine, table: str, *conditions: sa.ColumnElement[bool]
) -> list[dict[str, Any]]:
    """Return the rows of a table, by its key."""
    sql = schema.metadata.tables[table]
    keys = TABLES[table].primary_key if table in TABLES else (sql.primary_key.columns.keys())
    query = sa.select(sql).where(*conditions).order_by(*(sql.c[key] for key in keys))
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def everything(engine: sa.Engine) -> dict[str, list[Row]]:
    """Return all rows of all tables, but for what differs between equal runs."""
    aside = {"run_id", "row_id", "superseded_by", "fetched_at", "seen_at", "archive_ref"}
    return {
        name: [
            {key: value for key, value in row.items() if key not in aside}
            for row in rows(engine, name)
        ]
        for name in schema.metadata.tables
        if name not in ("runs", "run_sources")
    }
