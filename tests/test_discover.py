import gzip
from datetime import UTC, datetime

import pytest

from scrapers.discover import discover
from scrapers.errors import FetchError
from scrapers.fetch import Response
from scrapers.sources import Source

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title>
<item><link>http://bao.example/moi-3.html#anh</link>
<pubDate>Fri, 05 Jul 2024 08:00:00 +0700</pubDate></item>
<item><link>/cu-1.html</link><pubDate>Mon, 01 Jan 2024 08:00:00 +0700</pubDate></item>
<item><link>https://khac.example/ngoai-4.html</link></item>
<item><link>/anh-5.jpg</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title><entry><title>a</title>
<link href="https://bao.example/a-7.html"/><updated>2024-07-05T01:00:00Z</updated></entry></feed>"""
INDEX = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://bao.example/map-2023.xml</loc><lastmod>2023-12-31</lastmod></sitemap>
<sitemap><loc>https://bao.example/map-2024.xml.gz</loc><lastmod>2024-07-05</lastmod></sitemap>
<sitemap><loc>https://khac.example/map.xml</loc></sitemap></sitemapindex>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://bao.example/a-{n}.html </loc><lastmod>{date}</lastmod></url>
<url><loc>https://bao.example/b-{n}.html</loc></url></urlset>"""
NUKEVIET = (
    '<html><head><meta name="generator" content="NukeViet v4.5"></head><body>{}</body></html>'
)


class Pages:
    """A session over pages in memory: discovery is the same whatever brings the pages."""

    def __init__(self, pages: dict[str, str | bytes]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def get(self, url, *, source=None, kind="article", etag=None, last_modified=None) -> Response:
        self.asked.append(url)
        path = url.removeprefix("https://bao.example")
        if path not in self.pages:
            raise FetchError(url, "status", "answered 404", 404)
        body = self.pages[path]
        body = body if isinstance(body, bytes) else body.encode()
        return Response(url, 200, {}, body, datetime.now(UTC), url)


def source(**fields) -> Source:
    return Source(name="bao", base_url="https://bao.example/", **fields)


def urls(pages: Pages, chosen: Source, **options) -> list[str]:
    found = discover(chosen, pages, **options)
    return [item.url.removeprefix("https://bao.example") for item in found]


def test_a_feed_gives_addresses_of_its_own_host_as_the_source_writes_them() -> None:
    pages = Pages({"/rss": RSS})
    assert urls(pages, source(feeds=("/rss",))) == ["/moi-3.html", "/cu-1.html"]


def test_dates_of_a_feed_are_kept_and_since_is_obeyed() -> None:
    pages = Pages({"/rss": RSS, "/atom": ATOM})
    chosen = source(feeds=("/rss", "/atom"))
    found = list(discover(chosen, pages, since=datetime(2024, 7, 1, tzinfo=UTC)))
    assert [(item.url, item.changed_at) for item in found] == [
        ("https://bao.example/moi-3.html", datetime(2024, 7, 5, 1, tzinfo=UTC)),
        ("https://bao.example/a-7.html", datetime(2024, 7, 5, 1, tzinfo=UTC)),
    ]


@pytest.mark.parametrize("since", [None, datetime(2024, 1, 1, tzinfo=UTC)])
def test_a_sitemap_index_is_followed_newest_first_and_packed_ones_are_read(since) -> None:
    pages = Pages(
        {
            "/map.xml": INDEX,
            "/map-2023.xml": MAP.format(n=2023, date="2023-12-30"),
            "/map-2024.xml.gz": gzip.compress(MAP.format(n=2024, date="2024-07-05T08:00").encode()),
        }
    )
    found = urls(pages, source(sitemaps=("/map.xml",)), since=since)
    recent = ["/a-2024.html", "/b-2024.html"]
    if since:
        assert found == recent
        assert "https://bao.example/map-2023.xml" not in pages.asked
    else:
        assert found == ["/a-2024.html", "/a-2023.html", "/b-2024.html", "/b-2023.html"]
    assert not any("khac.example" in url for url in pages.asked)


def test_of_an_index_only_the_sitemaps_with_articles_are_opened() -> None:
    names = ("wp-sitemap-posts-post-1", "wp-sitemap-posts-page-1", "wp-sitemap-users-1")
    entries = "".join(f"<sitemap><loc>https://bao.example/{n}.xml</loc></sitemap>" for n in names)
    pages = Pages({"/map.xml": f"<sitemapindex>{entries}</sitemapindex>"})
    urls(pages, source(sitemaps=("/map.xml",), platform="wordpress"))
    assert pages.asked[1:] == ["https://bao.example/wp-sitemap-posts-post-1.xml"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("feeds", "<html><body>Trang chủ</body></html>"),
        ("feeds", ""),
        ("feeds", '<!DOCTYPE r [<!ENTITY a "b">]>' + RSS),
        ("sitemaps", "<html><body>Trang chủ</body></html>"),
        ("sitemaps", ""),
        ("sitemaps", '<!DOCTYPE r [<!ENTITY a "b">]>' + MAP),
        ("sitemaps", b"\x1f\x8b no gzip at all"),
        ("feeds", bytes(range(256))),
        ("sitemaps", bytes(range(256))),
    ],
)
def test_what_is_no_feed_or_sitemap_is_reported(kind, body) -> None:
    reported = []
    pages = Pages({"/x": body})
    chosen = source(**{kind: ("/x",)})
    found = discover(chosen, pages, report=lambda url, kind, error: reported.append((url, error)))
    assert list(found) == []
    ((url, error),) = reported
    assert url == "https://bao.example/x"
    assert error is not None
    assert error.reason == "content"


def test_an_entity_of_a_file_is_not_read(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://bao.example/lo-9.html")
    evil = f'<!DOCTYPE r [<!ENTITY a SYSTEM "file://{secret}">]><urlset><url><loc>&a;</loc></url></urlset>'
    assert urls(Pages({"/x": evil}), source(sitemaps=("/x",))) == []


def listing(*paths: str, following: str | None = None) -> str:
    links = "".join(f'<div class="news_column"><h3><a href="{p}">x</a></h3></div>' for p in paths)
    pager = f'<a rel="next" href="{following}">»</a>' if following else ""
    menu = '<ul><li><a href="/gioi-thieu-1.html">Giới thiệu</a></li></ul>'
    return NUKEVIET.format(menu + links + pager)


def test_list_pages_are_followed_to_their_limit() -> None:
    pages = Pages(
        {
            f"/tin/page-{n}/": listing(f"/tin/a-{n}.html", following=f"/tin/page-{n + 1}/")
            for n in range(1, 9)
        }
    )
    chosen = source(start=("/tin/page-1/",), max_list_pages=3, platform="nukeviet")
    assert urls(pages, chosen) == ["/tin/a-1.html", "/tin/a-2.html", "/tin/a-3.html"]


def test_a_list_is_left_where_all_is_known() -> None:
    pages = Pages(
        {
            "/1": listing("/a-1.html", "/a-2.html", following="/2"),
            "/2": listing("/a-3.html", following="/3"),
            "/3": listing("/a-4.html"),
        }
    )
    known = {"https://bao.example/a-1.html", "https://bao.example/a-3.html"}
    urls(pages, source(start=("/1",)), is_known=known.__contains__)
    assert [url[-2:] for url in pages.asked] == ["/1", "/2"]


def test_what_a_feed_named_already_does_not_end_a_list() -> None:
    pages = Pages(
        {
            "/rss": RSS,
            "/1": listing("/moi-3.html", "/cu-1.html", following="/2"),
            "/2": listing("/a-9.html"),
        }
    )
    found = urls(pages, source(feeds=("/rss",), start=("/1",)))
    assert found == ["/moi-3.html", "/cu-1.html", "/a-9.html"]


def test_a_list_that_leads_back_to_itself_ends() -> None:
    pages = Pages({"/1": listing("/a-1.html", following="/1")})
    assert urls(pages, source(start=("/1",))) == ["/a-1.html"]


@pytest.mark.parametrize("platform", ["nukeviet", None])
def test_a_source_that_names_no_place_is_found_by_its_home_page(platform) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    offer = link.format("/feed/") + link.format("/comments/feed/")
    home = listing("/a-1.html").replace("<head>", f"<head>{offer}")
    pages = Pages({"/": home, "/feed/": RSS, "/sitemap-vi.news.xml": MAP.format(n=5, date="2024")})
    found = urls(pages, source(platform=platform))
    assert found == ["/moi-3.html", "/cu-1.html", "/a-5.html", "/b-5.html", "/a-1.html"]
    assert pages.asked.count("https://bao.example/") == 1
    assert not any("comments" in url for url in pages.asked)


def test_the_form_of_an_articles_address_keeps_others_out() -> None:
    pages = Pages({"/": listing("/tin/a-1.html", "/tin/", "/tin/page-2/", "/lien-he.html")})
    assert urls(pages, source(start=("/",), platform="nukeviet")) == ["/tin/a-1.html"]
    chosen = source(start=("/",), article_url=r"lien-he")
    assert urls(pages, chosen) == ["/lien-he.html"]
