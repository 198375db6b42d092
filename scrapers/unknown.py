"""Pages of no known layout: the text by trafilatura, completed from the container it stands in."""

import re
from copy import deepcopy
from datetime import datetime
from itertools import islice, takewhile

import trafilatura
from lxml import etree

from scrapers.blocks import DROPPED, Line, clean_line, read_lines
from scrapers.errors import ParseError
from scrapers.page_dates import parse_date
from scrapers.platforms import Element, compile_rules

CAPTIONS = compile_rules(["figcaption", ".caption", ".wp-caption-text"], "general captions")
CLUTTER = compile_rules(
    [
        "aside",
        "[class*=relate]",
        "[class*=Relate]",
        "[class*=lien-quan]",
        "[class*=share]",
        "[class*=social]",
        "[class*=comment]",
        "[class*=breadcrumb]",
        "[class*=tags]",
        "[class*=views]",
        "[class^=ads]",
        "[class*=' ads']",
        "[class*=quang-cao]",
    ],
    "general clutter",
)
PAGE_TITLES = compile_rules(["meta[property='og:title']@content", "title"], "general page title")
HEADLINES = etree.XPath("descendant-or-self::h1")
FOLLOWING_TEXTS = etree.XPath("following::text()[normalize-space()]")
DATETIMES = etree.XPath("ancestor-or-self::time/@datetime")
LISTS = etree.XPath("descendant::*[self::ul or self::ol or self::table or self::dl]")
LINKS = etree.XPath("descendant::a")
PICTURE_LINKS = etree.XPath("descendant::a[@href][descendant::img]")
LINKED_TEXT = etree.XPath("descendant::a//text()")
# Elements with text of their own between the headline and the body; what holds others is passed by.
BETWEEN = etree.XPath("following::*[self::p or self::div or self::h2 or self::h3 or self::strong]")
# What heads the lists of other articles; the text has ended where such a line stands alone.
END = re.compile(
    r"^(?:(?:các |những )?(?:tin|bài)(?: viết| tức)? "
    r"(?:khác|liên quan|cùng chuyên mục|mới hơn|cũ hơn|mới nhất|nổi bật|đọc nhiều)"
    r"|đọc thêm|xem thêm|bình luận|ý kiến bạn đọc|chia sẻ)\s*(?:bài viết|:|\(\d+\))?$",
    re.IGNORECASE,
)
PROBE, STEP = 25, 40  # letters of each sample of the text, and from sample to sample
COMPLETE = 0.8  # share of the samples that a container must hold
LEAST = 0.5  # of the extractor's text, which may hold teasers of other articles too
EXCESS, SLACK = 1.3, 200  # times the extractor's text, and characters, that may be added to it
LINKED = 0.05  # share of lines that are links: a text with fewer may add more
NEAR_TITLE = 12  # texts after the headline among which a date is the article's
DATE_LINE = 60  # characters: a longer line with a date is a sentence
CLOCK_LINE = 12  # characters of a time that stands beside its date
LEAD = 60, 800  # characters of a paragraph that may be the lead
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp)(?:\?|$)|^(?:#|javascript:)", re.IGNORECASE)
TEASER = 600  # characters of the longest teaser
MENU_SHARE, MENU_LINKS = 0.7, 3  # of a list that is a menu: linked share of its text, its links


def read_unknown(
    root: Element, text: str, url: str, beside: tuple[str, ...] = ()
) -> tuple[str, list[Line], str]:
    """The raw lead and lines of a page, and what found them; ParseError where there are none.

    The general extractor finds the text but drops captions, short lines and cells; the smallest
    element that holds all it found has them, unless it holds clutter too. `beside` is what the
    page says apart from its text, headline and author: lines that are just that are left out.
    """
    found = trafilatura.extract(text, url=url, include_comments=False, include_tables=True) or ""
    lines = [line for part in found.split("\n") if (line := clean_line(part.strip("| ")))]
    if not lines:
        raise ParseError(f"{url}: no article text found by any layout or the general extractor")
    lead, parsed_by = "", "general/trafilatura"
    raw = [Line(line) for line in lines]
    container = smallest_container(root, "".join(lines))
    if container is not None:
        above = lead_before(container, root)
        lead = " ".join(line.text for line in above if not line.is_caption)
        captions = [line for line in above if line.is_caption]
        links = {squeeze("".join(link.itertext())) for link in LINKS(container)}
        (whole,) = read_lines([prune_teasers(prune_menus(container))], CAPTIONS, CLUTTER)
        whole = list(takewhile(lambda line: not END.match(clean_line(line.text)), whole))
        linked = [line for line in whole if squeeze(line.text) in links]
        is_close = length(whole) <= EXCESS * length(raw) + SLACK
        is_text = is_close or length(linked) <= LINKED * length(whole)
        # What a text says again and again is held by a part of it.
        if is_text and length(whole) >= LEAST * length(raw):
            raw, parsed_by = whole, "general/container"
        raw = captions + raw
    apart = {squeeze(part) for part in (*beside, lead)}
    kept = [line for line in trim_dates(raw) if squeeze(line.text) not in apart]
    return lead, kept, parsed_by


def length(lines: list[Line]) -> int:
    """Characters of the lines."""
    return sum(len(line.text) for line in lines)


def find_headline(root: Element) -> Element | None:
    """The headline that the page's own title repeats; breadcrumbs and logos are headlines too."""
    headlines = [element for element in HEADLINES(root) if squeeze("".join(element.itertext()))]
    titles = [squeeze(value) for rule in PAGE_TITLES for value in rule.values(root)]
    for title in titles:
        repeated = [e for e in headlines if squeeze("".join(e.itertext())) in title]
        if repeated:
            return max(repeated, key=lambda element: len("".join(element.itertext())))
    return headlines[-1] if headlines else None


def lead_before(container: Element, root: Element) -> list[Line]:
    """The raw lines between the headline and the body, its pictures' captions among them."""
    headline = find_headline(root)
    if headline is None or headline in set(container.iterdescendants()):
        return []
    inside = set(container.iterdescendants())
    least, most = LEAD
    for element in BETWEEN(headline):
        if element is container or element in inside:
            return []
        content = "".join(element.itertext())
        linked = sum(map(len, LINKED_TEXT(element)))
        holds_body = container in set(element.iterdescendants())
        if not holds_body and least <= len(content.strip()) <= most and linked < len(content) / 2:
            (lines,) = read_lines([deepcopy(element)], CAPTIONS, CLUTTER)
            return lines
    return []


def prune_menus(container: Element) -> Element:
    """The container without the lists that are links to other pages."""
    for element in LISTS(container):
        linked = LINKED_TEXT(element)
        share = sum(map(len, linked)) / max(1, len("".join(element.itertext()).strip()))
        if len(linked) >= MENU_LINKS and share >= MENU_SHARE:
            element.tag = DROPPED
    return container


def prune_teasers(container: Element) -> Element:
    """The container without what presents another page: a picture and words that both lead there.

    A picture that leads to a larger one of itself presents nothing.
    """
    words: dict[str, list[Element]] = {}
    for link in LINKS(container):
        if squeeze("".join(link.itertext())):
            words.setdefault(link.get("href", ""), []).append(link)
    for picture in PICTURE_LINKS(container):
        address = picture.get("href")
        if PICTURE.search(address):
            continue
        for link in words.get(address, ()):
            holder = common_ancestor(picture, link)
            inside = container in holder.iterancestors()
            if inside and len("".join(holder.itertext()).strip()) <= TEASER:
                holder.tag = DROPPED
    return container


def common_ancestor(first: Element, second: Element) -> Element:
    """The innermost element that holds both, which may be one of them."""
    above = {first, *first.iterancestors()}
    return next(element for element in (second, *second.iterancestors()) if element in above)


def trim_dates(lines: list[Line]) -> list[Line]:
    """The lines without those of the first five that say the date of publication alone."""
    return [
        line
        for index, line in enumerate(lines)
        if index >= 5 or len(line.text) > DATE_LINE or not parse_date(line.text)
    ]


def smallest_container(root: Element, found: str) -> Element | None:
    """The innermost element that holds (almost) all of the found text."""
    letters = squeeze(found)
    probes = [letters[at : at + PROBE] for at in range(0, len(letters), STEP)]
    element = root
    while True:
        for child in element.iterchildren(etree.Element):
            content = squeeze("".join(child.itertext()))
            if sum(probe in content for probe in probes) >= COMPLETE * len(probes):
                element = child
                break
        else:
            return None if element is root else element


def squeeze(text: str) -> str:
    """Letters and digits alone, so that markup and spacing do not matter."""
    return re.sub(r"\W+", "", text)


def date_after_title(root: Element) -> datetime | None:
    """The date that stands between the headline and the first paragraph, and its time if it stands
    beside it. A date above the headline is the masthead's clock, one below is of another article.
    """
    headline = find_headline(root)
    if headline is None:
        return None
    texts = takewhile(lambda text: len(text) < LEAD[0] + DATE_LINE, FOLLOWING_TEXTS(headline))
    near = list(islice(texts, NEAR_TITLE))
    for index, text in enumerate(near):
        if len(text) > DATE_LINE or not parse_date(text):
            continue
        for written in DATETIMES(text.getparent()):
            if date := parse_date(written):
                return date
        around = near[max(0, index - 2) : index + 3]
        beside = (part for part in around if part is text or len(part) <= CLOCK_LINE)
        return parse_date(" ".join(beside))
    return None
