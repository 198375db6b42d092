"""One page -> its Article: the platform's selectors first, the general extractor for the rest."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml import etree, html
from requests.structures import CaseInsensitiveDict

from scrapers.addresses import join_address, split_address
from scrapers.article import Article
from scrapers.blocks import DROPPED, Line, clean_line, clean_lines, read_lines
from scrapers.decode import decode_page
from scrapers.errors import ParseError
from scrapers.legacy_fonts import detect_font
from scrapers.page_dates import parse_date
from scrapers.platforms import (
    Element,
    Layout,
    Platform,
    Rule,
    compile_rules,
    load_platforms,
    names_of,
    narrow,
    recognise,
)
from scrapers.sources import Source
from scrapers.unknown import date_after_title, find_headline, read_unknown

XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
AUTHOR_LABEL = re.compile(
    r"^(?:Tác giả(?: bài viết)?|Bài(?:,| và)? ảnh|Bài viết|Người (?:viết|đăng)|Thực hiện)\s*:\s*"
    r"|^(?:By|Bởi|Đăng bởi)\s*:?\s+",
    re.IGNORECASE,
)
ORIGIN = r"Nguồn(?:\s+(?:tin|bài|bài viết))?"
ORIGIN_LABEL = re.compile(rf"^\(?\s*(?:{ORIGIN}|Theo)\s*:\s*", re.IGNORECASE)
ORIGIN_LINE = re.compile(
    rf"^\(?\s*{ORIGIN}\s*:\s*(?P<said>\S.{{0,150}}?)\s*\)?$"
    r"|^\(\s*Theo:?\s+(?P<after>\S.{0,60}?)\s*\)$"
    r"|^\(\s*(?P<host>(?:[\w-]+\.)+[a-z]{2,4})\s*\)$",
    re.IGNORECASE,
)
ORIGIN_LABEL_ALONE = re.compile(rf"^\(?\s*{ORIGIN}\s*:\s*$", re.IGNORECASE)
ORIGIN_LINES = 4  # the origin is named in the last lines of a text or not at all
CLOCK_SKEW = timedelta(days=1)  # a page dated later than this after it was fetched is not dated

CANONICAL = compile_rules(
    ["link[rel=canonical]@href", "meta[property='og:url']@content"], "canonical"
)
GENERAL = Layout(
    name="general",
    body=(),
    title=compile_rules(
        ["h1[itemprop=headline]", "article h1", "meta[property='og:title']@content", "h1", "title"],
        "general title",
    ),
    author=compile_rules(
        [
            "[itemprop=author] [itemprop=name]",
            "a[rel=author]",
            ".article-author",
            ".author-name",
            ".post-author",
            ".author",
            "jsonld:author",
        ],
        "general author",
    ),
    date=compile_rules(
        [
            "meta[property='article:published_time']@content",
            "meta[itemprop=datePublished]@content",
            "time[itemprop=datePublished]@datetime",
            "jsonld:datePublished",
        ],
        "general date",
    ),
    modified=compile_rules(
        ["meta[property='article:modified_time']@content", "jsonld:dateModified"],
        "general modified",
    ),
)


@dataclass(frozen=True, slots=True)
class Body:
    """The located text of a page, raw: what stands above it, its lines, and what found them."""

    lead: str
    lines: list[Line]
    parsed_by: str


def parse_page(
    page: bytes | str,
    url: str,
    *,
    source: Source | None = None,
    fetched_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Article:
    """The article of a page; ParseError where no layout nor the general extractor finds text.

    `url` is where the page was had, `headers` its response headers; `fetched_at` defaults to now.
    """
    fetched_at = fetched_at or datetime.now(UTC)
    headers = CaseInsensitiveDict(headers or {})
    text = page if isinstance(page, str) else decode_page(page, headers.get("content-type", ""))
    text = unicodedata.normalize("NFC", text)  # rules name labels such as "Tác giả"
    root = read_html(text, url)
    names = names_of(root)
    general = narrow(GENERAL, names)
    platform, layout, elements = locate(root, text, source, names)
    placeholders = platform.placeholders if platform else ()
    headline = first_text(layout.title, root) if platform else headline_text(root)
    headline = headline or first_text(general.title, root)
    author = first_text(layout.author, root, placeholders)
    origin = first_text(layout.origin, root, placeholders)
    published = first_date((*layout.date, *general.date), root)
    if platform is None and published is None:
        published = date_after_title(root)
    modified = first_date((*layout.modified, *general.modified), root)
    canonical = canonical_url(root, url)
    if platform:
        body = read_body(root, layout, elements, f"{platform.name}/{layout.name}")
    else:
        body = Body(*read_unknown(root, text, url, (headline, author)))
    font = detect_font(line.text for line in body.lines)
    title = clean_line(headline, font) or None
    lead = clean_line(body.lead, font) or None
    lines = clean_lines(body.lines, font)
    return Article(
        source=source.name if source else host_of(url),
        url=url,
        text="\n".join(part for part in (title, lead, *(line.text for line in lines)) if part),
        fetched_at=fetched_at,
        title=title,
        lead=lead,
        body="\n".join(line.text for line in lines if not line.is_caption),
        captions=tuple(line.text for line in lines if line.is_caption),
        canonical_url=canonical,
        author=AUTHOR_LABEL.sub("", clean_line(author, font)) or None,
        origin=ORIGIN_LABEL.sub("", clean_line(origin, font)) or said_origin(lines),
        published_at=published if published and published <= fetched_at + CLOCK_SKEW else None,
        modified_at=modified,
        province=source.province if source else None,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        platform=platform.name if platform else None,
        parsed_by=body.parsed_by,
    )


def host_of(url: str) -> str:
    """The host of an address, empty where it has none."""
    parts = split_address(url)
    return parts.hostname or "" if parts else ""


def read_html(text: str, url: str) -> Element:
    """The page as a tree; ParseError where there is no markup at all."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(XML_DECLARATION.sub("", text.replace("\0", "")), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ParseError(f"{url}: not a page of HTML: {error}") from error


def locate(
    root: Element, text: str, source: Source | None, names: frozenset[str]
) -> tuple[Platform | None, Layout, list[Element]]:
    """Platform, layout and body of the page: the platform that the source names, else the one
    whose marks it carries; the general layout where none of theirs has text in it.
    """
    declared = load_platforms().get(source.platform) if source and source.platform else None
    if declared and (found := choose_layout(declared, root, names)):
        return declared, *found
    marked = recognise(root, text, names)
    if marked and marked is not declared and (found := choose_layout(marked, root, names)):
        return marked, *found
    return None, narrow(GENERAL, names), []


def choose_layout(
    platform: Platform, root: Element, names: frozenset[str]
) -> tuple[Layout, list[Element]] | None:
    """The platform's first layout that finds a body and a title, else the first with a body."""
    first = None
    for layout in (narrow(one, names) for one in platform.layouts):
        if body := find_body(layout, root):
            if first_element(layout.title, root) is not None:
                return layout, body
            first = first or (layout, body)
    return first


def find_body(layout: Layout, root: Element) -> list[Element]:
    """The elements of the layout's first body rule that finds text, none inside another."""
    for rule in layout.body:
        found = [element for element in rule.elements(root) if has_text(element)]
        if found:
            chosen = set(found)
            return [e for e in found if not any(parent in chosen for parent in e.iterancestors())]
    return []


def has_text(element: Element) -> bool:
    """Whether any text stands inside `element`."""
    return any(piece.strip() for piece in element.itertext())


def read_body(root: Element, layout: Layout, elements: list[Element], parsed_by: str) -> Body:
    """Lead and lines by a platform's layout; a lead inside the body is cut out of it."""
    chosen = set(elements)

    def inside(element: Element) -> bool:
        return any(parent in chosen for parent in element.iterancestors())

    lead_element = first_element(layout.lead, root)
    leads = [] if lead_element is None or lead_element in chosen else [lead_element]
    figures = [e for rule in layout.figures for e in rule.elements(root) if not inside(e)]
    for element in leads:
        if inside(element):
            leads = [deepcopy(element)]
            element.tag = DROPPED
    parts = read_lines([*leads, *figures, *elements], layout.captions, layout.remove)
    lead = " ".join(line.text for part in parts[: len(leads)] for line in part)
    return Body(lead, [line for part in parts[len(leads) :] for line in part], parsed_by)


def first_element(rules: Iterable[Rule], root: Element) -> Element | None:
    """The first element with text that the rules find."""
    for rule in rules:
        for element in rule.elements(root):
            if has_text(element):
                return element
    return None


def layout_values(rules: Iterable[Rule], root: Element) -> Iterator[str]:
    """Every text that the rules find, in the order of the rules."""
    for rule in rules:
        yield from rule.values(root)


def first_text(rules: Iterable[Rule], root: Element, placeholders: Iterable[str] = ()) -> str:
    """The first raw text that the rules find; a template's placeholder is none."""
    for value in layout_values(rules, root):
        if (line := clean_line(value)) and line not in placeholders:
            return value
    return ""


def headline_text(root: Element) -> str:
    """The raw headline of a page of no known layout."""
    headline = find_headline(root)
    return "" if headline is None else "".join(headline.itertext())


def first_date(rules: Iterable[Rule], root: Element) -> datetime | None:
    """The first date that the rules find; what a server writes may be in American order."""
    for rule in rules:
        is_machine = "@content" in rule.written or rule.written.startswith("jsonld:")
        for value in rule.values(root):
            if date := parse_date(value, us=is_machine):
                return date
    return None


def canonical_url(root: Element, url: str) -> str | None:
    """The address the page gives for itself."""
    for value in layout_values(CANONICAL, root):
        if address := join_address(url, value):
            return address
    return None


def said_origin(lines: list[Line]) -> str | None:
    """The outlet that the last lines of a text name as the one it was taken from."""
    tail = [line.text for line in lines[-ORIGIN_LINES:] if not line.is_caption]
    for index in reversed(range(len(tail))):
        if match := ORIGIN_LINE.match(tail[index]):
            return match["said"] or match["after"] or match["host"]
        if ORIGIN_LABEL_ALONE.match(tail[index]) and index + 1 < len(tail):
            return tail[index + 1]
    return None
