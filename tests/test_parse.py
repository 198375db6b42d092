import json
import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.errors import ParseError
from scrapers.parse import parse_page
from scrapers.platforms import load_platforms
from scrapers.sources import Source

PAGES = Path(__file__).parent / "pages"
FIXTURES = sorted(PAGES.rglob("*.json"))
KNOWN = [path for path in FIXTURES if path.parent.name != "unknown"]
FETCHED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # the day that the mastheads' clocks show
LEAST_UNKNOWN_F1 = 0.95


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def expected_of(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def parse(path: Path, **options):
    page = path.with_suffix(".html").read_bytes()
    return parse_page(page, expected_of(path)["url"], fetched_at=FETCHED, **options)


def token_f1(found: str, wanted: str) -> float:
    one, other = (Counter(re.findall(r"\w+", text)) for text in (found, wanted))
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("path", KNOWN, ids=name)
def test_every_field_of_every_platforms_pages(path) -> None:
    expected, article = expected_of(path), parse(path)
    assert article.text == expected["text"]
    assert article.body.split("\n") == expected["body"]
    assert list(article.captions) == expected["captions"]
    date = article.published_at
    assert (date and date.isoformat()) == expected["published_at"]
    for field in ("title", "lead", "author", "origin", "canonical_url", "platform", "parsed_by"):
        assert getattr(article, field) == expected[field], field


@pytest.mark.parametrize("path", sorted((PAGES / "unknown").glob("*.json")), ids=name)
def test_pages_of_unknown_layout(path) -> None:
    expected, article = expected_of(path), parse(path)
    assert token_f1(article.text, expected["text"]) >= LEAST_UNKNOWN_F1
    assert article.title == expected["title"]
    assert article.published_at is not None
    assert article.published_at.isoformat() == expected["published_at"]
    assert article.platform is None
    assert article.parsed_by is not None
    assert article.parsed_by.startswith("general/")


def test_each_platform_has_six_pages() -> None:
    count = Counter(path.parent.name for path in KNOWN)
    assert set(count) == set(load_platforms())
    assert min(count.values()) >= 6


@pytest.mark.parametrize("path", FIXTURES, ids=name)
def test_a_text_is_clean_lines_in_nfc(path) -> None:
    article = parse(path)
    assert unicodedata.is_normalized("NFC", article.text)
    for line in article.text.split("\n"):
        assert line == line.strip()
        assert line
        assert "  " not in line
        assert not re.search(r"%[0-9A-F]{2}%[0-9A-F]{2}", line)


@pytest.mark.parametrize("path", FIXTURES, ids=name)
def test_the_mastheads_clock_is_never_the_date(path) -> None:
    article = parse(path)
    assert article.published_at is not None
    assert article.published_at.date() != FETCHED.date()


def test_the_source_gives_name_province_and_platform() -> None:
    source = Source(
        name="danvan", base_url="https://danvan.example/", province="Kon Tum", platform="nukeviet"
    )
    article = parse(PAGES / "nukeviet" / "00.json", source=source)
    assert (article.source, article.province) == ("danvan", "Kon Tum")


def test_a_source_on_another_platform_than_its_file_says_is_still_read() -> None:
    source = Source(name="moved", base_url="https://danvan.example/", platform="onecms")
    article = parse(PAGES / "nukeviet" / "00.json", source=source)
    assert article.parsed_by == "nukeviet/default"


def test_without_a_date_of_its_own_a_page_has_none() -> None:
    page = """<html><body><div class="top">Thứ Sáu, 20/11/2026</div><h1>Xã tổng kết năm</h1>
    <div><p>Hội nghị có 45 đại biểu của 12 thôn tham dự, thảo luận kế hoạch của năm sau.</p>
    <p>Theo báo cáo, toàn xã còn 35 hộ nghèo, giảm 12 hộ so với đầu năm, đạt kế hoạch.</p></div>
    </body></html>"""
    article = parse_page(page, "https://xa.example/tin", fetched_at=FETCHED)
    assert article.published_at is None
    assert "45 đại biểu" in article.text


def test_a_date_in_the_future_is_none() -> None:
    page = (PAGES / "nukeviet" / "00.html").read_text(encoding="utf-8")
    article = parse_page(
        page, "https://x.example/a-1.html", fetched_at=datetime(2016, 1, 1, tzinfo=UTC)
    )
    assert article.published_at is None


def test_headers_are_read_whatever_their_case() -> None:
    headers = {"ETag": '"1"', "last-modified": "Wed, 03 Jul 2024 01:30:00 GMT"}
    article = parse(PAGES / "nukeviet" / "00.json", headers=headers)
    assert (article.etag, article.last_modified) == ('"1"', headers["last-modified"])


def test_a_page_cut_in_the_middle_keeps_what_came() -> None:
    page = (PAGES / "vnptportal" / "00.html").read_bytes()
    cut = page[: page.index(b'id="content"') + 401]
    article = parse_page(cut, "https://x.example/a-12345.html")
    assert article.title == expected_of(PAGES / "vnptportal" / "00.json")["title"]


@pytest.mark.parametrize(
    ("tail", "origin"),
    [
        ("<p>Nguồn: Báo Lào Cai</p>", "Báo Lào Cai"),
        ("<p>(Nguồn: TTXVN)</p>", "TTXVN"),
        ("<p>(Theo Báo Kon Tum)</p>", "Báo Kon Tum"),
        ("<p>(baobackan.org.vn)</p>", "baobackan.org.vn"),
        ("<p>Nguồn bài viết:<br/>http://bao.example/a-1.html</p>", "http://bao.example/a-1.html"),
        ("<p>Theo báo cáo, huyện có 12 xã.</p>", None),
        ("<p>Nguồn vốn: 12 tỷ đồng</p>", None),
    ],
)
def test_an_origin_named_in_the_last_lines(tail, origin) -> None:
    page = f"""<html><head><meta name="generator" content="NukeViet v4.5"></head><body>
    <h1 class="title">Tin</h1><div id="news-bodyhtml"><p>Xã có 12 thôn.</p>{tail}</div></body>"""
    article = parse_page(page, "https://x.example/a-1.html")
    assert article.origin == origin
    assert article.text.startswith("Tin\nXã có 12 thôn."), "the line stays in the text"


@pytest.mark.parametrize("page", [b"", b"   ", b"<html></html>", bytes(range(128)), "<br>" * 100])
def test_what_is_no_article_is_a_clear_error(page) -> None:
    with pytest.raises(ParseError, match=r"https://x\.example/a"):
        parse_page(page, "https://x.example/a")


def test_deep_nesting_is_read() -> None:
    deep = "<div><b>" * 900 + "<p>Xã có 12 mô hình.</p>" + "</b></div>" * 900
    page = (
        f'<html><body><h1 class="title">Tin</h1><div id="news-bodyhtml">{deep}</div></body></html>'
    )
    assert "12 mô hình" in parse_page(page, "https://x.example/a-1.html").text
