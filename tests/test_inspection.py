from collections.abc import Iterator

import pytest
from misbehaving_server import running

from scrapers.fetch import Limits, PoliteSession
from scrapers.inspection import inspect_source
from scrapers.sources import Source

LIMITS = Limits(connect=60, read=60, total=120, backoff=0.05)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with running() as ports:
        yield f"http://127.0.0.1:{ports['robots_html']}/"


def inspect(base: str, **fields):
    source = Source(name="xa", base_url=base, local=True, pace=0, **fields)
    return inspect_source(source, PoliteSession(limits=LIMITS))


def test_a_source_is_reported_place_by_place_and_field_by_field(base) -> None:
    report = inspect(base, feeds=("/html-feed.xml", "/feed.xml"), start=("/many.html",))
    assert [(place.kind, place.ok) for place in report.places] == [
        ("feed", False),
        ("feed", True),
        ("list", True),
    ]
    assert "is not a feed" in report.places[0].detail
    assert [(a.ok, a.parsed_by) for a in report.articles] == [(True, "nukeviet/default")] * 3
    title, date, author = (report.fields[name] for name in ("title", "date", "author"))
    assert (title.given, title.rules, title.example) == (
        3,
        ["h1[itemprop=headline]"],
        "Hội nghị sơ kết phong trào ở xã",
    )
    assert (date.given, date.example) == (3, "2024-07-03T08:30:00+07:00")
    assert (author.given, author.rules) == (0, [])
    assert report.ok


def test_pages_that_cannot_be_read_are_rows_of_their_own(base) -> None:
    report = inspect(base, start=("/",), article_url="gone|image|good")
    outcomes = {article.url.rsplit("/", 1)[1]: article for article in report.articles}
    assert outcomes["good-1.html"].ok
    assert "image/png" in outcomes["image-14.html"].detail
    assert "404" in outcomes["gone-16.html"].detail
    assert not report.ok


def test_a_source_that_yields_nothing_is_not_ok(base) -> None:
    report = inspect(base, start=("/gone-1.html",))
    assert report.articles == []
    assert [place.ok for place in report.places] == [False]
    assert not report.ok
