import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.extract import extract
from extractors.records import FIGURE_COLUMNS
from pipeline import job
from pipeline.cluster import scheduled
from pipeline.corpus import BATCH, extract_corpus
from pipeline.errors import InputError, SolieuError
from scrapers.archive import Archive
from scrapers.fetch import Response

TEXT = "Quý II/2024, huyện Kon Rẫy có {} mô hình “Dân vận khéo”, thu hút hơn 8.000 lượt người."
PAGE = """<!doctype html><html lang="vi"><head><title>Kon Rẫy nhân rộng mô hình</title>
<meta property="article:published_time" content="2024-07-03T08:00:00+07:00"></head>
<body><article><h1>Kon Rẫy nhân rộng mô hình</h1><p>{}</p><p>{}</p></article></body></html>"""


def write_articles(path: Path, count: int) -> Path:
    rows = [
        {"id": f"a{n}", "text": TEXT.format(n + 1), "published": "2024-07-03", "title": "T"}
        for n in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_corpus_gives_what_its_articles_give(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", 3)
    summary = extract_corpus([source], tmp_path / "out")
    assert (summary.articles, summary.figures, summary.failures) == (3, 6, [])
    figures = pq.read_table(tmp_path / "out" / "figures.parquet").to_pylist()
    expected = [
        {name: getattr(figure, name) for name in FIGURE_COLUMNS}
        for n in range(3)
        for figure in extract(
            TEXT.format(n + 1), published="2024-07-03", title="T", article_id=f"a{n}"
        )
    ]
    assert figures == expected
    articles = pq.read_table(tmp_path / "out" / "articles.parquet").to_pylist()
    assert [row["article_id"] for row in articles] == ["a0", "a1", "a2"]
    assert [row["figures"] for row in articles] == [2, 2, 2]
    others = pq.read_table(tmp_path / "out" / "non_figures.parquet").to_pylist()
    assert {row["reason"] for row in others} == {"date"}


def test_articles_without_a_day_are_counted(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    rows = [
        {"id": "a", "text": TEXT.format(2)},
        {"id": "b", "text": TEXT, "published": "2024-07-03"},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-m", "pipeline.cli", "corpus", source, tmp_path / "out"]
    done = subprocess.run([*command, "--workers", "1"], capture_output=True, check=True)
    assert "1 article of 2 without a day of publication" in done.stderr.decode()
    assert extract_corpus([source], tmp_path / "out").undated == 1


def test_workers_change_nothing(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", 2 * BATCH + 5)
    extract_corpus([source], tmp_path / "one")
    extract_corpus([source], tmp_path / "two", workers=2)
    for name in ("figures", "non_figures", "articles"):
        one, two = (pq.read_table(tmp_path / way / f"{name}.parquet") for way in ("one", "two"))
        assert one.equals(two)


def test_bad_rows_are_told_and_the_others_done(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", 2)
    source.write_text('{"id": "x", "text": ""}\n' + source.read_text())
    with pytest.raises(InputError, match="no corpus here"):
        extract_corpus([tmp_path / "a.txt"], tmp_path / "out")
    summary = extract_corpus([tmp_path], tmp_path / "out")
    assert summary.articles == 2
    assert summary.failures == [f"{source}:1: no text; every article needs id and text"]


def test_a_folder_of_kinds(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_articles(folder / "a.jsonl", 2)
    (folder / "b.csv").write_text(f'id,text\nb0,"{TEXT.format(7)}"\n')
    (folder / "notes.md").write_text("not a corpus")
    summary = extract_corpus([folder], tmp_path / "out")
    assert summary.articles == 3


def write_warc(folder: Path) -> Path:
    """A file as our own crawls leave it: an article, a picture, a page without text, an error."""
    article = PAGE.format(TEXT.format(12), "Phong trào được nhân dân hưởng ứng. " * 12)
    pages = [
        ("http://a.test/1.html", 200, "text/html; charset=utf-8", article),
        ("http://a.test/logo.png", 200, "image/png", "PNG"),
        ("http://a.test/none.html", 404, "text/html", "<html></html>"),
        ("http://a.test/empty.html", 200, "text/html", "<html><body></body></html>"),
    ]
    with Archive(folder) as archive:
        for url, status, kind, body in pages:
            now, headers = datetime.now(UTC), {"Content-Type": kind}
            archive.write(Response(url, status, headers, body.encode(), now, url), "a", "article")
    (path,) = folder.glob("*.warc.gz")
    return path


def test_warc(tmp_path: Path) -> None:
    summary = extract_corpus([write_warc(tmp_path / "in")], tmp_path / "out")
    assert (summary.articles, summary.no_article, summary.failures) == (1, 1, [])
    (article,) = pq.read_table(tmp_path / "out" / "articles.parquet").to_pylist()
    assert article["article_id"] == "http://a.test/1.html"
    assert str(article["published"]) == "2024-07-03"
    assert article["title"] == "Kon Rẫy nhân rộng mô hình"


def test_a_damaged_warc_gives_what_it_has(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "in")
    path.write_bytes(path.read_bytes()[:-20])
    summary = extract_corpus([path], tmp_path / "out")
    assert summary.articles == 1


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_articles(tmp_path / "a.jsonl", 1)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_corpus([source], tmp_path / "out", on_progress=fail)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and its worker as processes of their own, as on other machines."""
    pytest.importorskip("distributed", reason="distributed is not installed")
    folder = tmp_path_factory.mktemp("dask")
    told = folder / "scheduler.json"
    options = ["--no-dashboard", "--scheduler-file", str(told)]
    listen = ["--host", "127.0.0.1", "--port", "0"]
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    commands = (
        ["scheduler", *listen, *options],
        ["worker", "--nthreads", "2", "--no-nanny", "--local-directory", str(folder), *options],
    )
    with ExitStack() as stack:
        for command in commands:
            with (folder / "log").open("ab") as log:
                process = stack.enter_context(
                    subprocess.Popen(
                        [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]],
                        cwd=folder, env=paths, stdout=log, stderr=log,
                    )
                )  # fmt: skip
            stack.callback(process.kill)
            while not told.exists() or not told.read_text():
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        while "has no workers" in failure_of(address):
            assert process.poll() is None, (folder / "log").read_text()
        yield address


def failure_of(address: str) -> str:
    try:
        with scheduled(address):
            return ""
    except SolieuError as error:
        return str(error)


def test_a_schedulers_workers_change_nothing(scheduler: str, tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", 2 * BATCH + 5)
    extract_corpus([source], tmp_path / "one")
    extract_corpus([source], tmp_path / "two", scheduler=scheduler)
    for name in ("figures", "non_figures", "articles"):
        one, two = (pq.read_table(tmp_path / way / f"{name}.parquet") for way in ("one", "two"))
        assert one.equals(two)


def test_workers_that_would_read_otherwise_are_refused(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "RULES", tmp_path)  # as if the extractor here were another
    assert "has other rules" in failure_of(scheduler)


def test_a_scheduler_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed")
    monkeypatch.setattr("pipeline.cluster.CONNECT", 1)
    assert failure_of("tcp://127.0.0.1:9").startswith("no Dask scheduler answers at tcp://127")
    assert "no Dask scheduler answers at nowhere" in failure_of("nowhere://x")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install 'solieu[cluster]'" in failure_of("tcp://127.0.0.1:9")
