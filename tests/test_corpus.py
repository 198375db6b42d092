import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.extract import extract
from extractors.records import FIGURE_COLUMNS
from pipeline.corpus import BATCH, extract_corpus
from pipeline.errors import InputError
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
