"""The whole path on the sample site, over HTTP: what is fetched, stored, alarmed and printed."""

import json
import os
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from protego import Protego
from rich.console import Console

from pipeline.demo import Demo, run_demo
from pipeline.demo_report import print_demo
from pipeline.errors import SolieuError
from pipeline.sample_pages import SampleArticle, load_sites

SITES = load_sites()
OPEN = [
    (key, article)
    for key, site in SITES.items()
    for article in site.articles
    if article.category != site.restricted
]
# What changes from run to run however little is new: who wrote it and when, and the runs' own rows.
PASSING = {"run_id", "fetched_at", "seen_at"}
PLANTED = {
    ("sum", "dak-to-nhan-rong-mo-hinh-dan-van-kheo"),
    ("share", "huong-hoa-chuong-trinh-muc-tieu-quoc-gia"),
    ("percent", "pac-nam-giam-ngheo-tu-chan-nuoi-trau-bo"),
    ("conflict", "pac-nam-giam-ngheo-tu-chan-nuoi-trau-bo"),
    ("conflict", "quy-vi-nguoi-ngheo-xay-nha-dai-doan-ket"),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, Demo, dict[str, Any]]:
    """Two runs into one folder, and the tables as they were after the first."""
    folder = tmp_path_factory.mktemp("demo")
    first = run_demo(folder)
    tables = read_tables(first.database) | {"csv": (folder / "figures.csv").read_bytes()}
    return first, run_demo(folder), tables


@pytest.fixture(scope="module")
def demo(runs: tuple[Demo, Demo, dict[str, Any]]) -> Demo:
    return runs[1]


def read_tables(database: Path) -> dict[str, Any]:
    """Every row of the dataset, without what passes."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            if name not in ("runs", "run_sources") and "search" not in name
        ]
        return {
            name: sorted(
                repr({key: row[key] for key in row.keys() if key not in PASSING})  # noqa: SIM118
                for row in connection.execute(f'SELECT * FROM "{name}"')
            )
            for name in names
        }


def query(demo: Demo, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{demo.database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()


def stored_text(demo: Demo, key: str, article: SampleArticle) -> str:
    url = demo.addresses[key] + SITES[key].url(article)
    ((text,),) = query(demo, "SELECT text FROM articles WHERE url = ? AND is_current", url)
    return str(text)


def test_first_run_fetches_every_open_article_once(
    runs: tuple[Demo, Demo, dict[str, Any]],
) -> None:
    first, _, _ = runs
    assert first.summary.exit_code == 0
    assert first.pages_fetched == len(OPEN) == first.summary.articles["new"]


def test_second_run_fetches_and_changes_nothing(runs: tuple[Demo, Demo, dict[str, Any]]) -> None:
    first, second, tables = runs
    assert second.pages_fetched == 0
    assert sum(source.unchanged for source in second.summary.sources) == len(OPEN)
    after = read_tables(second.database)
    assert after == {name: rows for name, rows in tables.items() if name != "csv"}
    assert len(after["figures"]) > 200
    assert second.addresses == first.addresses


def test_second_export_differs_in_nothing_a_reader_would_miss(
    runs: tuple[Demo, Demo, dict[str, Any]],
) -> None:
    _, second, tables = runs
    assert (second.folder / "figures.csv").read_bytes() == tables["csv"]


def test_nothing_closed_was_asked_for(demo: Demo) -> None:
    rules = {
        key: Protego.parse("\n".join(["User-agent: *", *(f"Disallow: {d}" for d in site.disallow)]))
        for key, site in SITES.items()
    }
    lines = (demo.folder / "access.log").read_text("utf-8").splitlines()
    asked = [(line.split()[1], line.split()[3]) for line in lines]
    assert len(asked) > len(OPEN)
    assert all(rules[key].can_fetch(demo.addresses[key] + path, "solieu") for key, path in asked)


@pytest.mark.parametrize(("key", "article"), OPEN, ids=[f"{k}/{a.slug}" for k, a in OPEN])
def test_texts_are_stored_as_written(key: str, article: SampleArticle, demo: Demo) -> None:
    lines = [article.title, article.lead]
    lines += [block.image.text if block.image else block.text for block in article.blocks]
    expected = unicodedata.normalize("NFC", "\n".join(lines))
    assert stored_text(demo, key, article) == expected


@pytest.mark.parametrize(("key", "article"), OPEN, ids=[f"{k}/{a.slug}" for k, a in OPEN])
def test_facts_are_stored_as_the_page_gives_them(
    key: str, article: SampleArticle, demo: Demo
) -> None:
    url = demo.addresses[key] + SITES[key].url(article)
    ((title, author, origin, published, province, platform),) = query(
        demo,
        "SELECT title, author, origin, published_at, province, platform FROM articles WHERE url=?",
        url,
    )

    def nfc(text: str) -> str:
        return unicodedata.normalize("NFC", text)

    named = article.author or (SITES[key].author if SITES[key].platform != "vnpt" else "")
    assert (title, author or "", origin or "") == (
        nfc(article.title), nfc(named), nfc(article.origin),
    )  # fmt: skip
    assert published == article.published.isoformat()
    assert (province, platform) == (SITES[key].province, {"vnpt": "vnptportal"}.get(
        SITES[key].platform, SITES[key].platform))  # fmt: skip


def test_alarms_are_the_planted_ones(demo: Demo) -> None:
    rows = query(
        demo,
        """SELECT DISTINCT c.rule, a.url FROM checks c
           JOIN check_figures USING (check_id) JOIN figures f USING (figure_id)
           JOIN articles a ON a.article_id = f.article_id AND a.is_current
           WHERE c.outcome = 'alarm'""",
    )
    slugs = {article.slug for _, article in OPEN}
    found = {(rule, slug) for rule, url in rows for slug in slugs if slug in url}
    assert found == PLANTED


def test_an_article_of_dates_and_documents_has_no_figure(demo: Demo) -> None:
    where = "url LIKE '%khao-sat-quy-che-dan-chu%'"
    figures = query(
        demo, f"SELECT exact FROM figures JOIN articles USING (article_id) WHERE {where}"
    )
    assert figures == []
    reasons = query(
        demo, f"SELECT reason FROM non_figures JOIN articles USING (article_id) WHERE {where}"
    )
    assert {"date", "document", "name", "contact", "furniture"} <= {reason for (reason,) in reasons}


def test_the_reprint_is_known_as_one(demo: Demo) -> None:
    rows = query(
        demo,
        """SELECT reprint.source, original.source FROM articles reprint
           JOIN articles original ON original.article_id = reprint.reprint_of""",
    )
    assert rows == [("dan-van-kon-tum", "bao-bay-nui")]


def test_evidence_holds_in_every_row(demo: Demo) -> None:
    for text, start, end, exact, sentence, at in query(
        demo,
        """SELECT text, start, "end", exact, sentence, sentence_start
           FROM figures JOIN articles USING (article_id) WHERE is_current""",
    ):
        assert text[start:end] == exact
        assert text[at : at + len(sentence)] == sentence


def test_files_agree(demo: Demo) -> None:
    ((count,),) = query(demo, "SELECT count(*) FROM figures")
    assert len(pd.read_csv(demo.folder / "figures.csv")) == count
    assert len(pd.read_parquet(demo.folder / "figures.parquet")) == count
    package = json.loads((demo.folder / "datapackage.json").read_text("utf-8"))
    paths = {resource["path"] for resource in package["resources"]}
    assert {"figures.csv", "articles.csv", "checks.csv"} <= paths
    assert all((demo.folder / path).is_file() for path in paths)


def test_what_is_printed(demo: Demo) -> None:
    console = Console(record=True, file=open(os.devnull, "w"), highlight=False)  # noqa: PTH123, SIM115
    with console.file:
        print_demo(console, demo)
    shown = console.export_text()
    assert f"0 article pages fetched, {len(OPEN)} known and left alone, 1 closed" in shown
    assert "36 + 25 + 9 + 6 = 76 mô hình; the total printed is 74 mô hình." in shown
    assert "‹23/21 xã, thị trấn›" in shown
    assert all(site.name in shown for site in SITES.values())


def test_command_and_its_suggestions_work(tmp_path: Path) -> None:
    scripts = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["solieu", "demo", "--out", "out"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    suggestions = done.stdout.partition("Try next\n")[2].splitlines()
    assert len(suggestions) == 3
    for command in suggestions:
        tried = subprocess.run(
            command, shell=True,
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
        assert tried.returncode == 0, tried.stderr
        assert tried.stderr == ""


def test_a_damaged_memory_of_addresses_is_told(tmp_path: Path) -> None:
    (tmp_path / "sites.json").write_text("[1", encoding="utf-8")
    with pytest.raises(SolieuError, match=r"sites\.json cannot be read: delete"):
        run_demo(tmp_path)
