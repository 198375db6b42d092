from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from misbehaving_server import BAD_PAGES, running

from scrapers.alarms import FieldHistory
from scrapers.article import Article
from scrapers.crawl import Crawl, KnownPage, as_instant, crawl, crawl_all, text_sha256
from scrapers.discover import Found
from scrapers.errors import ScrapeError
from scrapers.fetch import Limits, PoliteSession
from scrapers.sources import Source

PATIENT = Limits(connect=60, read=60, total=120, size=1_000_000, backoff=0.05)
# For the pages that never end; what does end does so in less even on a busy machine.
LIMITS = Limits(connect=60, read=3, total=5, size=1_000_000, backoff=0.05)
EXPECTED = {
    "good-1.html": ("new", ""),
    "flaky-2.html": ("new", ""),
    "busy-3.html": ("new", ""),
    "silent-4.html": ("failed", "timeout"),
    "drip-5.html": ("failed", "too_slow"),
    "reset-6.html": ("failed", "connection"),
    "bomb-7.html": ("failed", "too_large"),
    "loop-8.html": ("failed", "redirects"),
    "off-host-9.html": ("failed", "off_host"),
    "metadata-10.html": ("failed", "off_host"),
    "short-11.html": ("failed", "truncated"),
    "chunk-12.html": ("failed", "truncated"),
    "charset-13.html": ("new", ""),
    "image-14.html": ("failed", "content"),
    "empty-15.html": ("failed", "no_text"),
    "gone-16.html": ("failed", "status"),
    "drip-head-17.html": ("failed", "too_slow"),
    "patience-18.html": ("failed", "status"),
    "forbidden-19.html": ("failed", "robots"),
    "nonsense-20.html": ("failed", "no_text"),
    "last-21.html": ("new", ""),
}


@pytest.fixture(scope="module")
def ports() -> Iterator[dict[str, int]]:
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def passed(ports) -> tuple[Crawl, list[Article]]:
    """One pass over the misbehaving site, its broken feeds and sitemap included."""
    run = crawl(
        site(
            ports,
            start=("/",),
            feeds=("/html-feed.xml", "/bomb-feed.xml", "/feed.xml"),
            sitemaps=("/bomb-map.xml",),
        ),
        session=PoliteSession(contact="tester@example.org", limits=LIMITS),
    )
    return run, list(run)


def site(ports: dict[str, int], name: str = "main", **fields) -> Source:
    base = f"http://127.0.0.1:{ports[name]}/"
    return Source(name=name, base_url=base, local=True, pace=0, platform="nukeviet", **fields)


def remember(articles: list[Article]) -> dict[str, KnownPage]:
    return {
        a.url: KnownPage(text_sha256(a.text), a.fetched_at, a.etag, a.last_modified)
        for a in articles
    }


def test_the_table_names_every_page_of_the_site() -> None:
    assert set(EXPECTED) == set(BAD_PAGES)


@pytest.mark.parametrize("page", BAD_PAGES)
def test_each_page_ends_in_the_right_row(passed, page) -> None:
    run, _ = passed
    (row,) = (row for row in run.report.pages if row.url.endswith("/" + page))
    assert (row.outcome, row.reason) == EXPECTED[page], row.detail
    if row.outcome == "failed":
        assert row.url in row.detail, "the row names the address"


@pytest.mark.parametrize("place", ["html-feed.xml", "bomb-feed.xml", "bomb-map.xml"])
def test_broken_feeds_and_sitemaps_are_rows_too(passed, place) -> None:
    run, _ = passed
    (row,) = (row for row in run.report.pages if row.url.endswith(place))
    assert (row.outcome, row.reason) == ("failed", "content")


def test_nothing_else_is_lost(passed) -> None:
    run, articles = passed
    kept = [page for page, (outcome, _) in EXPECTED.items() if outcome == "new"]
    assert sorted(a.url.rsplit("/", 1)[1] for a in articles) == sorted(kept)
    report = run.report
    assert (report.seen, report.new, report.failed) == (len(BAD_PAGES), len(kept), 16)
    assert report.changed == report.unchanged == report.skipped == 0
    assert report.share("title") == report.share("date") == report.share("text") == 1.0


def test_a_wrongly_declared_charset_does_not_harm_the_text(passed) -> None:
    _, articles = passed
    (article,) = (a for a in articles if "charset" in a.url)
    assert "12 mô hình “Dân vận khéo” được duy trì" in article.text


def test_articles_say_where_they_are_from(passed) -> None:
    _, articles = passed
    article = articles[0]
    assert (article.source, article.http_status, article.platform) == ("main", 200, "nukeviet")
    assert article.url.endswith("/good-1.html"), "without the feed's tracking parameter"
    assert article.published_at == datetime(2024, 7, 3, 1, 30, tzinfo=UTC)


def test_a_list_of_ten_thousand_links_stops_at_the_runs_limit(ports) -> None:
    run = crawl(
        site(ports, start=("/many.html",), max_articles=5), session=PoliteSession(limits=PATIENT)
    )
    assert len(list(run)) == 5
    assert (run.report.new, run.report.skipped) == (5, 1)
    assert run.report.pages[-1].reason == "limit"


def test_the_second_pass_fetches_no_known_article(ports, passed) -> None:
    _, articles = passed
    source = site(ports, feeds=("/feed.xml",))
    session = PoliteSession(limits=PATIENT)
    run = crawl(source, session=session, known=remember(articles))
    assert list(run) == []
    assert [(row.kind, row.outcome, row.reason) for row in run.report.pages] == [
        ("feed", "read", ""),
        ("article", "unchanged", "known"),
    ]


def test_a_page_due_again_is_known_by_its_text(ports, passed) -> None:
    _, articles = passed
    source = site(ports, feeds=("/feed.xml",))
    run = crawl(
        source,
        session=PoliteSession(limits=PATIENT),
        known=remember(articles),
        recheck=timedelta(0),
    )
    assert list(run) == []
    assert run.report.pages[-1].reason == "same_text"


def test_a_page_that_its_feed_dates_later_is_fetched_again(ports, passed) -> None:
    _, articles = passed
    url = articles[0].url
    long_ago = KnownPage("another text", datetime(2024, 1, 1, tzinfo=UTC))
    run = crawl(
        site(ports, feeds=("/feed.xml",)),
        session=PoliteSession(limits=PATIENT),
        known={url: long_ago},
    )
    assert [a.url for a in run] == [url]
    assert run.report.changed == 1


def test_a_conditional_request_spares_the_unchanged_page(ports) -> None:
    source = site(ports)
    session = PoliteSession(limits=PATIENT)
    url = source.url("/conditional-7.html")
    page = session.get(url, source=source)
    known = KnownPage("", page.fetched_at, page.headers["etag"], page.headers["last-modified"])
    run = Crawl(source, session, known={url: known}, recheck=timedelta(0))
    assert run.visit(Found(url, None, source.base_url), known) is None
    assert (run.report.pages[-1].outcome, run.report.pages[-1].reason) == (
        "unchanged",
        "not_modified",
    )


def test_since_leaves_out_what_is_older(ports) -> None:
    run = crawl(
        site(ports, start=("/many.html",), max_articles=2),
        session=PoliteSession(limits=PATIENT),
        since="2024-07-04",
    )
    assert list(run) == []
    assert {row.reason for row in run.report.pages if row.kind == "article"} == {
        "before_since",
        "limit",
    }


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        (None, None),
        ("2024-01-31", datetime(2024, 1, 30, 17, tzinfo=UTC)),
        ("31/1/2024", datetime(2024, 1, 30, 17, tzinfo=UTC)),
        (datetime(2024, 1, 31).date(), datetime(2024, 1, 30, 17, tzinfo=UTC)),
    ],
)
def test_since_is_a_day_in_vietnam(written, instant) -> None:
    assert as_instant(written) == instant


def test_since_must_be_a_date() -> None:
    with pytest.raises(ScrapeError, match="write it as 2024-01-31"):
        as_instant("hôm qua")


def test_sources_are_crawled_beside_each_other(ports) -> None:
    session = PoliteSession(limits=PATIENT)
    names = ("robots_403", "robots_html", "robots_500")
    runs = [
        crawl(site(ports, name, start=("/many.html",), max_articles=3), session=session)
        for name in names
    ]
    got = [(run.source.name, item.source) for run, item in crawl_all(runs, workers=3)]
    assert sorted(got) == [(name, name) for name in names[:2] for _ in range(3)]
    assert [row.reason for row in runs[2].report.failures] == ["robots"]


def test_a_field_that_stops_coming_raises_an_alarm_with_a_sample(ports, tmp_path) -> None:
    run = crawl(
        site(ports, start=("/many.html",), max_articles=4),
        session=PoliteSession(limits=PATIENT),
        history={"author": FieldHistory(1.0, datetime(2024, 6, 1, tzinfo=UTC))},
        samples=tmp_path,
    )
    articles = list(run)
    (alarm,) = run.report.alarms
    assert (alarm.field, alarm.pages, alarm.since) == ("author", 4, articles[0].fetched_at)
    assert alarm.last_given == datetime(2024, 6, 1, tzinfo=UTC)
    assert any("Tác giả" in selector for selector in alarm.selectors)
    assert "Hội nghị sơ kết" in (tmp_path / alarm.sample).read_text(encoding="utf-8")


def test_a_field_that_was_often_empty_raises_none(ports) -> None:
    run = crawl(
        site(ports, start=("/many.html",), max_articles=4),
        session=PoliteSession(limits=PATIENT),
        history={"author": FieldHistory(0.5)},
    )
    list(run)
    assert run.report.alarms == []
