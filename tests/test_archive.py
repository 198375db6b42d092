import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from misbehaving_server import running
from warcio.archiveiterator import ArchiveIterator

from scrapers.archive import Archive, read_captures, read_response, replay
from scrapers.crawl import crawl
from scrapers.errors import DataError
from scrapers.fetch import Limits, PoliteSession, Response
from scrapers.sources import Source

LIMITS = Limits(connect=60, read=60, total=120, backoff=0.05)


@pytest.fixture(scope="module")
def source() -> Iterator[Source]:
    with running() as ports:
        yield Source(
            name="xa",
            base_url=f"http://127.0.0.1:{ports['robots_403']}/",
            province="Kon Tum",
            feeds=("/feed.xml",),
            start=("/many.html",),
            max_articles=4,
            local=True,
            pace=0,
        )


def response(body: bytes = b"<p>a</p>", **fields) -> Response:
    url = "https://x.example/a"
    moment = datetime(2024, 7, 3, 1, 2, 3, 456789, tzinfo=UTC)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip", "Content-Length": "3"}
    return replace(Response(url, 200, headers, body, moment, url), **fields)


def test_articles_come_back_from_the_archive_as_they_were(source, tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        run = crawl(source, session=PoliteSession(limits=LIMITS, archive=archive))
        articles = list(run)
    assert len(articles) == 4
    assert list(replay(tmp_path, {"xa": source})) == articles
    kinds = [capture.kind for capture in read_captures(tmp_path)]
    assert kinds.count("article") == 4
    assert {"feed", "list"} <= set(kinds)


def test_an_articles_reference_finds_its_page(source, tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        articles = list(crawl(source, session=PoliteSession(limits=LIMITS, archive=archive)))
    for article in articles:
        page = read_response(tmp_path, article.archive_ref)
        assert (page.url, page.fetched_at) == (article.url, article.fetched_at)
        assert article.title in page.body.decode()


def test_the_file_is_a_warc_that_others_can_read(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(response(), "xa", "article")
    (path,) = tmp_path.glob("*.warc.gz")
    with path.open("rb") as stream:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in ArchiveIterator(stream, check_digests="raise")
        ]
    assert records == [("warcinfo", None), ("response", "https://x.example/a")]


@pytest.mark.parametrize(
    "kept",
    [
        response(),
        response(body=b""),
        response(body=bytes(range(256)) * 1000),
        response(
            status=299, url="https://x.example/ở-đây?a=ê", requested_url="https://x.example/b"
        ),
    ],
)
def test_any_response_comes_back_whole(tmp_path: Path, kept) -> None:
    with Archive(tmp_path) as archive:
        ref = archive.write(kept, "xa", "article")
    (capture,) = read_captures(tmp_path)
    back = capture.response
    assert (back.body, back.status, back.fetched_at) == (kept.body, kept.status, kept.fetched_at)
    assert (back.url, back.requested_url) == (kept.url, kept.requested_url)
    assert (capture.source, capture.kind, back.archive_ref) == ("xa", "article", ref)
    assert "Content-Encoding" not in back.headers, "the body is kept unpacked"


def test_runs_never_write_into_each_others_files(tmp_path: Path) -> None:
    for _ in range(2):
        with Archive(tmp_path) as archive:
            archive.write(response(fetched_at=datetime.now(UTC)), "xa", "article")
    assert len(list(tmp_path.glob("*.warc.gz"))) == 2


def test_an_archive_without_a_response_leaves_no_file(tmp_path: Path) -> None:
    with Archive(tmp_path / "kho"):
        pass
    assert not (tmp_path / "kho").exists()


def test_what_a_killed_run_left_is_read_up_to_the_damage(tmp_path: Path, caplog) -> None:
    with Archive(tmp_path) as archive:
        archive.write(response(), "xa", "article")
        archive.write(response(body=bytes(range(256)) * 100), "xa", "article")
    (path,) = tmp_path.glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-40])
    with caplog.at_level(logging.WARNING):
        assert len(list(read_captures(tmp_path))) == 1
    assert "damaged" in caplog.text


def test_pages_of_a_source_without_a_file_are_an_error(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write(response(), "da-xoa", "article")
    with pytest.raises(DataError, match="'da-xoa'"):
        list(replay(tmp_path, {}))


def test_replay_obeys_since_and_passes_over_pages_without_text(source, tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        articles = list(crawl(source, session=PoliteSession(limits=LIMITS, archive=archive)))
        archive.write(response(body=b""), "xa", "article")
    assert len(list(replay(tmp_path, {"xa": source}))) == len(articles)
    late = datetime(2024, 8, 1, tzinfo=UTC)
    assert list(replay(tmp_path, {"xa": source}, since=late)) == []
