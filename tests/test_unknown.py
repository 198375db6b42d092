"""The general way tried on the pages of every platform, as if none of them were known."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from scrapers.parse import GENERAL, parse_page
from scrapers.unknown import date_after_title, find_headline

PAGES = Path(__file__).parent / "pages"
LEAST_F1 = 0.95
PLATFORMS = sorted({path.parent.name for path in PAGES.rglob("*.json")})


@pytest.fixture
def no_layouts(monkeypatch) -> None:
    monkeypatch.setattr("scrapers.parse.locate", lambda *page: (None, GENERAL, []))


def token_f1(found: str, wanted: str) -> float:
    one, other = (Counter(re.findall(r"\w+", text)) for text in (found, wanted))
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.usefixtures("no_layouts")
@pytest.mark.parametrize("platform", PLATFORMS)
def test_pages_are_read_without_their_layout(platform) -> None:
    scores = []
    for path in sorted((PAGES / platform).glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        page = path.with_suffix(".html").read_bytes()
        article = parse_page(page, expected["url"], fetched_at=datetime(2026, 11, 20, tzinfo=UTC))
        assert article.title == expected["title"]
        assert article.platform is None
        scores.append(token_f1(article.text, expected["text"]))
    assert sum(scores) / len(scores) >= LEAST_F1, scores


@pytest.mark.parametrize(
    ("headlines", "title", "expected"),
    [
        (
            "<h1>Xã hội</h1><h1>Xã có 12 mô hình</h1>",
            "Xã có 12 mô hình - Báo tỉnh",
            "Xã có 12 mô hình",
        ),
        (
            "<h1>Xã có 12 mô hình</h1><h1>Báo tỉnh</h1>",
            "Xã có 12 mô hình | Báo tỉnh",
            "Xã có 12 mô hình",
        ),
        ("<h1> </h1><h1>Một</h1>", "Báo tỉnh", "Một"),
    ],
)
def test_the_headline_is_the_one_that_the_pages_title_repeats(headlines, title, expected) -> None:
    page = f"<html><head><title>{title}</title></head><body>{headlines}</body></html>"
    found = find_headline(html.document_fromstring(page))
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("<p>Thứ hai, 5/8/2024 14:30</p>", "2024-08-05T14:30:00+07:00"),
        ("<span>14:30</span> | <span>05/08/2024</span>", "2024-08-05T14:30:00+07:00"),
        (
            '<time datetime="2024-08-05T14:30:00+07:00">05/08/2024</time>',
            "2024-08-05T14:30:00+07:00",
        ),
        (f"<p>{'Đoạn đầu của bài. ' * 10}</p><p>Tin khác (1/3/2025)</p>", None),
        ("<p>Kế hoạch đến ngày 5/8/2024 phải hoàn thành việc rà soát các mô hình ở xã</p>", None),
        ("", None),
    ],
)
def test_a_date_is_the_articles_only_beside_the_headline(after, expected) -> None:
    page = f"<html><body><p>20/11/2026</p><h1>Xã có 12 mô hình</h1>{after}</body></html>"
    found = date_after_title(html.document_fromstring(page))
    assert (found and found.isoformat()) == expected


PARAGRAPH = "Huyện có 12 mô hình được duy trì, tăng 3 mô hình so với cùng kỳ năm trước. "


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        (
            '<div><a href="/khac-9.html"><img src="t.jpg"></a><div><a href="/khac-9.html">Bài khác'
            "</a><p>Xã có 76 hộ.</p></div></div>",
            False,
        ),
        ('<div><a href="/khac-9.html"><img src="t.jpg">Bài khác: 76 hộ</a></div>', False),
        ('<div><a href="/anh.jpg"><img src="t.jpg"></a><a href="/anh.jpg">76 hộ</a></div>', True),
        ('<div><a href="/khac-9.html"><img src="t.jpg"></a><p>Xã có 76 hộ.</p></div>', True),
        ('<p>Xã có 76 hộ, như <a href="/khac-9.html">đã đưa tin</a>.</p>', True),
    ],
)
def test_a_picture_and_words_that_lead_to_one_page_are_not_of_the_text(between, kept) -> None:
    first, last = (f"<p>{PARAGRAPH.replace('12', count) * 5}</p>" for count in ("12", "14"))
    page = f"<html><body><h1>Xã</h1><div>{first}{between}{last}</div></body></html>"
    article = parse_page(page, "http://a.example/tin-1.html")
    assert ("76 hộ" in article.text) == kept
    assert (article.text.count("12 mô hình"), article.text.count("14 mô hình")) == (5, 5)


def test_what_stands_between_headline_and_body_is_not_run_together() -> None:
    lead = f"<div>{PARAGRAPH}</div><figure><img><figcaption>Ảnh: CTV</figcaption></figure>"
    body = f"<div><p>{PARAGRAPH.replace('12', '14') * 5}</p><p>{PARAGRAPH * 3}</p></div>"
    page = f"<html><body><h1>Xã</h1><div>{lead}</div>{body}</body></html>"
    article = parse_page(page, "http://a.example/tin-1.html")
    assert (article.lead, article.captions) == (PARAGRAPH.strip(), ("Ảnh: CTV",))
