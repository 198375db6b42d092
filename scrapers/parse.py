"""One page -> its Article: the platform's selectors first, the general extractor for the rest."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml import etree, html
from requests.structures import CaseInsensitiveDict

from scrapers.article import Article
from scrapers.blocks import Line, clean_line, read_lines
from scrapers.dates import parse_date
from scrapers.decode import decode_page
from scrapers.errors import ParseError
from scrapers.platforms import (
    Element,
    Layout,
    Platform,
    Rule,
    compile_rules,
    load_platforms,
    recognise,
)
from scrapers.sources import Source

XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
AUTHOR_LABEL = re.compile(
    r"^(?:Tác giả|Bài(?:,| và)? ảnh|Bài viết|Người viết|Thực hiện|Biên tập|By|Bởi)\s*:?\s+"
    r"|^(?:Tác giả|Bài(?:,| và)? ảnh)\s*:",
    re.IGNORECASE,
)
ORIGIN_LABEL = re.compile(r"^\(?\s*(?:Nguồn(?: tin| bài(?: viết)?)?|Theo)\s*:\s*", re.IGNORECASE)
ORIGIN_LINE = re.compile(
    r"^\(?\s*Nguồn(?: tin| bài(?: viết)?)?\s*:\s*(?P<said>\S.{0,150}?)\s*\)?$"
    r"|^\(\s*Theo:?\s+(?P<after>\S.{0,60}?)\s*\)$"
    r"|^\(\s*(?P<host>(?:[\w-]+\.)+[a-z]{2,4})\s*\)$",
    re.IGNORECASE,
)
LABEL_ALONE = re.compile(r"^\(?\s*Nguồn(?: tin| bài(?: viết)?)?\s*:\s*$", re.IGNORECASE)
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
    author=compile_rules(["[itemprop=author] [itemprop=name]", "a[rel=author]"], "general author"),
    date=compile_rules(
        [
            "meta[property='article:published_time']@content",
            "meta[itemprop=datePublished]@content",
            "time[itemprop=datePublished]@datetime",
            "jsonld:datePublished",
            "article time[datetime]@datetime",
            "main time[datetime]@datetime",
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
    """The located text of a page: what stands above it, its lines, and what found them."""

    lead: str | None
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
    headers = CaseInsensitiveDict(headers or {})
    text = page if isinstance(page, str) else decode_page(page, headers.get("content-type", ""))
    root = read_html(text, url)
    platform = known_platform(source) or recognise(root, text)
    layout, body_elements = choose_layout(root, platform)
    if not body_elements and (other := recognise(root, text)) not in (None, platform):
        platform = other
        layout, body_elements = choose_layout(root, platform)
    placeholders = platform.placeholders if platform and body_elements else ()
    title = first_line(layout.title, root) or first_line(GENERAL.title, root)
    author = first_line(layout.author, root, AUTHOR_LABEL, placeholders)
    origin = first_line(layout.origin, root, ORIGIN_LABEL, placeholders)
    published = first_date(layout.date, root) or first_date(GENERAL.date, root)
    modified = first_date(layout.modified, root) or first_date(GENERAL.modified, root)
    canonical = canonical_url(root, url)
    if body_elements and platform:
        body = read_body(root, layout, body_elements, f"{platform.name}/{layout.name}")
    else:
        body = read_unknown(text, url)
    lines = [line.text for line in body.lines]
    return Article(
        source=source.name if source else urlsplit(url).hostname or "",
        url=url,
        text="\n".join(line for line in (title, body.lead, *lines) if line),
        fetched_at=fetched_at or datetime.now(UTC),
        title=title,
        lead=body.lead,
        body="\n".join(line.text for line in body.lines if not line.is_caption),
        captions=tuple(line.text for line in body.lines if line.is_caption),
        canonical_url=canonical,
        author=author,
        origin=origin or said_origin(lines),
        published_at=published,
        modified_at=modified,
        province=source.province if source else None,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        platform=platform.name if platform else None,
        parsed_by=body.parsed_by,
    )


def read_html(text: str, url: str) -> Element:
    """The page as a tree; ParseError where there is no markup at all."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(XML_DECLARATION.sub("", text.replace("\0", "")), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ParseError(f"{url}: not a page of HTML: {error}") from error


def known_platform(source: Source | None) -> Platform | None:
    """The platform that the source's file names."""
    return load_platforms().get(source.platform) if source and source.platform else None


def choose_layout(root: Element, platform: Platform | None) -> tuple[Layout, list[Element]]:
    """The first layout whose body is in the page with text in it, and that body."""
    for layout in platform.layouts if platform else ():
        for rule in layout.body:
            found = [element for element in rule.elements(root) if has_text(element)]
            if found:
                return layout, outermost(found)
    return GENERAL, []


def has_text(element: Element) -> bool:
    """Whether any text stands inside `element`."""
    return any(piece.strip() for piece in element.itertext())


def outermost(elements: list[Element]) -> list[Element]:
    """Those of `elements` that do not lie inside another of them."""
    chosen = set(elements)
    return [e for e in elements if not any(parent in chosen for parent in e.iterancestors())]


def read_body(root: Element, layout: Layout, elements: list[Element], parsed_by: str) -> Body:
    """Lead and lines by a platform's layout; a lead inside the body is cut out of it."""
    lead_element = first_element(layout.lead, root)
    lead: str | None = None
    if lead_element is not None and lead_element not in elements:
        inside = any(parent in elements for parent in lead_element.iterancestors())
        lead_lines = read_lines(lead_element, (), layout.remove)
        lead = " ".join(line.text for line in lead_lines) or None
        if inside:
            lead_element.drop_tree()
    pictures = [
        picture
        for rule in layout.figures
        for picture in rule.elements(root)
        if not any(parent in elements for parent in picture.iterancestors())
    ]
    lines = [
        line
        for element in (*pictures, *elements)
        for line in read_lines(element, layout.captions, layout.remove)
    ]
    return Body(lead, lines, parsed_by)


def read_unknown(text: str, url: str) -> Body:
    """Lines by the general extractor, for pages of no known layout."""
    found = trafilatura.extract(text, url=url, include_comments=False, include_tables=True) or ""
    lines = [Line(line) for part in found.split("\n") if (line := clean_line(part))]
    if not lines:
        raise ParseError(f"{url}: no article text found by any layout or the general extractor")
    return Body(None, lines, "trafilatura")


def first_element(rules: Iterable[Rule], root: Element) -> Element | None:
    """The first element with text that the rules find."""
    for rule in rules:
        for element in rule.elements(root):
            if has_text(element):
                return element
    return None


def first_line(
    rules: Iterable[Rule],
    root: Element,
    label: re.Pattern[str] | None = None,
    placeholders: Iterable[str] = (),
) -> str | None:
    """The first text that the rules find, without its label; a placeholder is no text."""
    for rule in rules:
        for value in rule.values(root):
            line = clean_line(value)
            line = label.sub("", line).strip() if label else line
            if line and line not in placeholders:
                return line
    return None


def first_date(rules: Iterable[Rule], root: Element) -> datetime | None:
    """The first date that the rules find; an attribute's value may be in American order."""
    for rule in rules:
        for value in rule.values(root):
            if date := parse_date(value, us="@content" in rule.written):
                return date
    return None


def canonical_url(root: Element, url: str) -> str | None:
    """The address the page gives for itself."""
    for rule in CANONICAL:
        for value in rule.values(root):
            address = urljoin(url, value.strip())
            if urlsplit(address).scheme in {"http", "https"}:
                return address
    return None


def said_origin(lines: list[str]) -> str | None:
    """The outlet that the last lines of the text name as theirs."""
    tail = lines[-4:]
    for index in range(len(tail) - 1, -1, -1):
        if match := ORIGIN_LINE.match(tail[index]):
            return match["said"] or match["after"] or match["host"]
        if LABEL_ALONE.match(tail[index]) and index + 1 < len(tail):
            return tail[index + 1]
    return None
