"""The sample sites: what they hold, and that each answers as its platform does."""

import json
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
import requests
from lxml import html
from protego import Protego

from pipeline.errors import SolieuError
from pipeline.sample_pages import SampleArticle, SampleSite, load_sites
from pipeline.sample_site import serve_sample

SITES = load_sites()
ANY_PORT = dict.fromkeys(SITES, 0)
each_site = pytest.mark.parametrize("site", SITES.values(), ids=SITES.keys())


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sample") / "access.log"


@pytest.fixture(scope="module")
def addresses(log: Path) -> Iterator[dict[str, str]]:
    with serve_sample(log, ANY_PORT) as running:
        yield running


def get(url: str, **headers: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, headers=headers, timeout=60, allow_redirects=False)


def open_articles(site: SampleSite) -> list[SampleArticle]:
    return [article for article in site.articles if article.category != site.restricted]


def find_article(slug: str, key: str) -> SampleArticle:
    return next(article for article in SITES[key].articles if article.slug == slug)


def test_covers_platforms_and_provinces() -> None:
    assert {site.platform for site in SITES.values()} == {"nukeviet", "wordpress", "vnpt", "onecms"}
    assert len({site.province for site in SITES.values()}) >= 4
    assert sum(len(open_articles(site)) for site in SITES.values()) >= 16


@each_site
def test_every_page_is_served(site: SampleSite, addresses: dict[str, str]) -> None:
    for path in site.by_path:
        answer = get(addresses[site.key] + path)
        assert (answer.status_code, bool(answer.content)) == (200, True), path


@each_site
def test_feed_and_sitemap_name_every_article(site: SampleSite, addresses: dict[str, str]) -> None:
    base = addresses[site.key]
    expected = {base + site.url(article) for article in site.articles}
    feed = feedparser.parse(get(base + site.path("feed")).content)
    assert not feed.bozo
    assert {entry.link for entry in feed.entries} == expected
    assert all(entry.published_parsed for entry in feed.entries)
    sitemap = get(base + site.path("sitemap")).text
    assert all(f"<loc>{url}</loc>" in sitemap for url in expected)
    assert f"<loc>{base}{site.path('sitemap')}</loc>" in get(base + site.path("sitemap_index")).text


@each_site
def test_lists_lead_from_page_to_page_to_every_article(
    site: SampleSite, addresses: dict[str, str]
) -> None:
    base = addresses[site.key]
    linked: set[str] = set()
    for number in range(1, site.page_count(None) + 1):
        tree = html.fromstring(get(base + site.list_url(None, number)).content)
        main = tree.cssselect("main, .section-body")[0]
        linked |= {link.removeprefix(base) for link in main.xpath(".//h2/a/@href | .//h3/a/@href")}
        following = [link.removeprefix(base) for link in main.xpath(".//a/@href")]
        if number < site.page_count(None):
            assert site.list_url(None, number + 1) in following
    assert {site.url(article) for article in site.articles} <= linked


@each_site
def test_robots_closes_a_part_that_pages_link_to(
    site: SampleSite, addresses: dict[str, str]
) -> None:
    base = addresses[site.key]
    robots = Protego.parse(get(f"{base}/robots.txt").text)
    assert list(robots.sitemaps) == [base + site.path("sitemap_index")]
    for article in open_articles(site):
        assert robots.can_fetch(base + site.url(article), "solieu")
        page = html.fromstring(get(base + site.url(article)).content)
        page.make_links_absolute(base + site.url(article))
        links = [link for _, _, link, _ in page.iterlinks() if link.startswith(base)]
        assert not all(robots.can_fetch(link, "solieu") for link in links)


def test_the_closed_article_is_within_reach(addresses: dict[str, str]) -> None:
    site = SITES["dan-van-kon-tum"]
    base = addresses[site.key]
    (closed,) = (article for article in site.articles if article.category == site.restricted)
    assert site.url(closed) in get(base + site.list_url(None, 2)).text
    robots = Protego.parse(get(f"{base}/robots.txt").text)
    assert not robots.can_fetch(base + site.url(closed), "solieu")


def test_nukeviet_pages_differ_at_every_request(addresses: dict[str, str]) -> None:
    site = SITES["dan-van-kon-tum"]
    url = addresses[site.key] + site.url(site.articles[0])
    first, second = get(url), get(url)
    assert first.content != second.content
    assert "ETag" not in first.headers
    bodies = [html.fromstring(page.content).get_element_by_id("news-bodyhtml") for page in
              (first, second)]  # fmt: skip
    assert bodies[0].text_content() == bodies[1].text_content()


@pytest.mark.parametrize("key", sorted(set(SITES) - {"dan-van-kon-tum"}))
def test_other_platforms_honour_conditional_requests(key: str, addresses: dict[str, str]) -> None:
    url = addresses[key] + SITES[key].url(SITES[key].articles[0])
    first = get(url)
    assert first.content == get(url).content
    again = get(url, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_unknown_addresses(addresses: dict[str, str]) -> None:
    moved = get(addresses["dan-van-kon-tum"] + "/khong-co-trang-nay/")
    front = addresses["dan-van-kon-tum"] + "/"
    assert (moved.status_code, moved.headers["Location"]) == (302, front)
    assert get(addresses["bao-bay-nui"] + "/khong-co.html").status_code == 404


def test_decomposed_page_is_nfd(addresses: dict[str, str]) -> None:
    site = SITES["mat-tran-bac-kan"]
    article = find_article("na-ri-tong-ket-dan-van-kheo-2023", site.key)
    (title,) = html.fromstring(get(addresses[site.key] + site.url(article)).content).cssselect(
        "h1.entry-title"
    )
    assert title.text == unicodedata.normalize("NFD", title.text)
    assert title.text != unicodedata.normalize("NFC", title.text)


def test_line_break_page_has_no_paragraph_elements(addresses: dict[str, str]) -> None:
    site = SITES["dan-van-kon-tum"]
    article = find_article("kon-plong-thay-doi-nep-nghi-cach-lam", site.key)
    body = html.fromstring(
        get(addresses[site.key] + site.url(article)).content
    ).get_element_by_id("news-bodyhtml")  # fmt: skip
    assert not body.cssselect("p")
    assert len(body.cssselect("br")) >= 8


def test_reprint_repeats_its_original_and_names_it() -> None:
    slug = "tri-ton-dan-van-kheo-phum-soc"
    original, reprint = find_article(slug, "bao-bay-nui"), find_article(slug, "dan-van-kon-tum")
    assert (reprint.title, reprint.lead, reprint.body) == (
        original.title, original.lead, original.body,
    )  # fmt: skip
    assert reprint.origin == SITES["bao-bay-nui"].name
    assert reprint.published > original.published


def test_requests_are_logged(addresses: dict[str, str], log: Path) -> None:
    get(addresses["bao-bay-nui"] + "/?nhat-ky=1")
    (line,) = (line for line in log.read_text("utf-8").splitlines() if "nhat-ky" in line)
    assert line.split(" ", 1)[1] == 'bao-bay-nui "GET /?nhat-ky=1 HTTP/1.1" 200 -'


def test_server_ends_with_its_block(tmp_path: Path) -> None:
    with serve_sample(tmp_path / "access.log", ANY_PORT) as running:
        address = running["bao-bay-nui"]
        assert get(address + "/robots.txt").status_code == 200
    with pytest.raises(requests.ConnectionError):
        get(address + "/robots.txt")


def test_server_ends_with_its_parent(tmp_path: Path) -> None:
    program = (
        "import json, os, signal, sys; from pathlib import Path\n"
        "from pipeline.sample_site import serve_sample\n"
        "with serve_sample(Path(sys.argv[1]), json.loads(sys.argv[2])) as running:\n"
        "    print(running['bao-bay-nui'], flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "log"), json.dumps(ANY_PORT)],
        capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    address = done.stdout.strip()
    for _ in range(1200):
        try:
            get(address + "/robots.txt")
        except requests.ConnectionError:
            return
        time.sleep(0.05)
    pytest.fail("the sample site outlived the process that started it")


def test_a_taken_port_is_named(addresses: dict[str, str], tmp_path: Path) -> None:
    taken = int(addresses["bao-bay-nui"].rpartition(":")[2])
    asked = {"bao-bay-nui": taken}
    with (
        pytest.raises(SolieuError, match=f"in use; free the ports {taken}"),
        serve_sample(tmp_path / "access.log", asked),
    ):
        pass


def test_usual_ports_give_way_to_others(tmp_path: Path) -> None:
    with (
        serve_sample(tmp_path / "first.log") as first,
        serve_sample(tmp_path / "second.log") as second,
    ):
        assert not set(first.values()) & set(second.values())
        assert get(second["bao-bay-nui"] + "/robots.txt").status_code == 200
