"""Where a source's articles are: feeds, sitemaps and list pages -> addresses with their dates."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import feedparser
from lxml import etree

from scrapers.addresses import join_address
from scrapers.decode import decode_page
from scrapers.errors import FetchError, ParseError
from scrapers.fetch import Response, Session, checked_host
from scrapers.page_dates import parse_date
from scrapers.parse import read_html
from scrapers.platforms import Platform, Rule, compile_rules, load_platforms, names_of, recognise
from scrapers.sources import Source

NOT_PAGES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|pptx?|zip|rar|mp[34]|css|js|xml|rss|ico)$",
    re.IGNORECASE,
)
NOT_ARTICLES = re.compile(r"/comments/|[?&]feed=comments")  # feeds of what readers wrote
TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|zarsrc)$")
FEED_TYPES = ("application/rss+xml", "application/atom+xml")
GZIP_MAGIC = b"\x1f\x8b"
MAX_UNPACKED = 50_000_000  # bytes of a sitemap, the most that its standard allows
MAX_SITEMAPS = 50  # files of one sitemap index that a run opens, newest first
GENERAL_LINKS = compile_rules(["h1 a@href", "h2 a@href", "h3 a@href", "h4 a@href"], "general links")
FEED_LINKS = compile_rules(
    [f"link[rel=alternate][type='{kind}']@href" for kind in FEED_TYPES], "feed links"
)
GENERAL_NEXT = compile_rules(["a[rel=next]@href", "link[rel=next]@href"], "general next page")


@dataclass(frozen=True, slots=True)
class Found:
    """One address of an article, and when its feed or sitemap says it last changed."""

    url: str
    changed_at: datetime | None
    via: str  # the feed, sitemap or list page that names it


Report = Callable[[str, str, FetchError | ParseError | None], None]  # url, kind, what went wrong


def discover(
    source: Source,
    session: Session,
    *,
    since: datetime | None = None,
    report: Report = lambda url, kind, error: None,
    is_known: Callable[[str], bool] = lambda url: False,
) -> Iterator[Found]:
    """Addresses of the source's articles, each once: feeds, then sitemaps, then list pages.

    `report` hears of every feed, sitemap and list page opened. A list is left at its first page
    all of whose articles are known.
    """
    seen: set[str] = set()
    home = checked_host(source.base_url)
    wanted = article_pattern(source)

    def fresh(found: Iterable[Found]) -> Iterator[Found]:
        for item in found:
            if not is_page_of(item.url, home):
                continue
            url = plain_address(item.url, source)
            if url in seen or (wanted and not wanted.search(url)):
                continue
            if since and item.changed_at and item.changed_at < since:
                continue
            seen.add(url)
            yield Found(url, item.changed_at, item.via)

    feeds, sitemaps = source.feeds, source.sitemaps
    listed: list[Found] = []
    if not (feeds or sitemaps or source.start):
        feeds, sitemaps, listed = usual_places(source, session, report)
    for feed in map(source.url, feeds):
        yield from fresh(guarded(read_feed, feed, "feed", source, session, report))
    for sitemap in map(source.url, sitemaps):
        entries = read_sitemaps(sitemap, source, session, report, since)
        yield from fresh(sorted(entries, key=newest_first))
    for start in map(source.url, source.start):
        yield from read_lists(start, source, session, report, fresh, is_known)
    yield from fresh(listed)


def usual_places(
    source: Source, session: Session, report: Report
) -> tuple[tuple[str, ...], tuple[str, ...], list[Found]]:
    """Feeds, sitemaps and articles of a source whose file names none: what its home page offers and
    lists, and where its platform usually has them.
    """
    offered: list[str] = []
    platform = load_platforms().get(source.platform or "")

    def read(response: Response) -> list[Found]:
        nonlocal platform
        text = decode_page(response.body, response.headers.get("content-type", ""))
        root = read_html(text, response.url)
        platform = platform or recognise(root, text, names_of(root))
        feeds = collect(FEED_LINKS, root, response.url)
        offered.extend(feed for feed in feeds if not NOT_ARTICLES.search(feed))
        return [Found(link, None, response.url) for link in read_list(response, source)[0]]

    listed = guarded(read, source.url("/"), "list", source, session, report)
    feeds = tuple(offered) or (platform.feeds if platform else ())
    return feeds, platform.sitemaps[:1] if platform else (), listed


def plain_address(url: str, source: Source) -> str:
    """The address as the source would write it: its own scheme and host, no fragment, no tracking,
    so that a page has one address however it is linked.
    """
    parts, own = urlsplit(url), urlsplit(source.base_url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if not TRACKING.match(pair[0])]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((own.scheme, own.netloc, parts.path or "/", query, ""))


def article_pattern(source: Source) -> re.Pattern[str] | None:
    """What an article's address looks like: the source's own rule, else its platform's."""
    platform = load_platforms().get(source.platform or "")
    written = source.article_url or (platform.article_url if platform else None)
    return re.compile(written) if written else None


def is_page_of(url: str, home: str) -> bool:
    """Whether the address is a page, and of the source's own host."""
    return is_of_host(url, home) and not NOT_PAGES.search(urlsplit(url).path)


def is_of_host(url: str, home: str) -> bool:
    """Whether the address is one of the host `home`, as `checked_host` names it."""
    try:
        return checked_host(url) == home
    except FetchError:
        return False


def newest_first(found: Found) -> float:
    """Sort key: the latest change first, the undated last."""
    return -found.changed_at.timestamp() if found.changed_at else float("inf")


def guarded(
    read: Callable[[Response], Iterable[Found]],
    url: str,
    kind: str,
    source: Source,
    session: Session,
    report: Report,
) -> list[Found]:
    """What `read` makes of one feed or sitemap; a failure is reported, not raised."""
    try:
        found = list(read(session.get(url, source=source, kind=kind)))
    except (FetchError, ParseError) as error:
        report(url, kind, error)
        return []
    report(url, kind, None)
    return found


def read_feed(response: Response) -> Iterator[Found]:
    """Entries of an RSS or Atom feed; FetchError where it is something else."""
    if b"<!ENTITY" in response.body:
        raise FetchError(response.url, "content", "declares entities, which feeds have no use for")
    # feedparser would fetch a string that looks like an address; bytes it only parses.
    options = {"response_headers": {"content-location": response.url}, "sanitize_html": False}
    try:
        feed = feedparser.parse(response.body, **options)
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError) as error:
        raise FetchError(response.url, "content", f"is not a feed: {error}") from error
    if not feed.get("version"):
        raise FetchError(response.url, "content", "is not a feed; look at what the site offers now")
    for entry in feed.entries:
        if url := join_address(response.url, entry.get("link") or ""):
            yield Found(url, entry_date(entry), response.url)


def entry_date(entry: Any) -> datetime | None:
    """When a feed entry changed last, else when it was published."""
    for key in ("updated", "published"):
        if key not in entry:  # feedparser warns where it is asked for an absent "updated"
            continue
        parsed: struct_time | None = entry.get(f"{key}_parsed")
        if parsed:
            return datetime(*parsed[:6], tzinfo=UTC)
        if (written := entry.get(key)) and (date := parse_date(written)):
            return date
    return None


def read_sitemaps(
    url: str, source: Source, session: Session, report: Report, since: datetime | None
) -> Iterator[Found]:
    """Entries of a sitemap, or of the sitemaps that an index names, those before `since` left."""
    opened: set[str] = set()
    waiting = [url]
    while waiting and len(opened) < MAX_SITEMAPS:
        here = waiting.pop(0)
        if here in opened:
            continue
        opened.add(here)
        indexes: list[Found] = []

        def read(response: Response, indexes: list[Found] = indexes) -> Iterator[Found]:
            for is_index, found in read_sitemap(response):
                if is_index:
                    indexes.append(found)
                else:
                    yield found

        yield from guarded(read, here, "sitemap", source, session, report)
        home = checked_host(source.base_url)
        for entry in sorted(with_articles(indexes, source), key=newest_first):
            recent = not (since and entry.changed_at and entry.changed_at < since)
            if recent and is_of_host(entry.url, home):
                waiting.append(entry.url)


def with_articles(indexes: list[Found], source: Source) -> list[Found]:
    """Those sitemaps of an index that the platform is known to list articles in, else all."""
    platforms = load_platforms()
    declared = platforms.get(source.platform or "")
    candidates = [declared] if declared else platforms.values()
    wanted = [platform.article_sitemaps for platform in candidates if platform.article_sitemaps]
    chosen = [entry for entry in indexes if any(re.search(form, entry.url) for form in wanted)]
    return chosen or indexes


def read_sitemap(response: Response) -> Iterator[tuple[bool, Found]]:
    """(is it a sitemap itself, entry) of a sitemap file; FetchError where it is something else."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(unpack(response).strip() or b"<empty/>", parser)
    except etree.XMLSyntaxError as error:
        raise FetchError(response.url, "content", f"is not XML: {error}") from error
    name = str(root.tag).rpartition("}")[2] if root is not None else ""
    if name not in {"urlset", "sitemapindex"}:
        raise FetchError(response.url, "content", "is not a sitemap")
    if root.getroottree().docinfo.internalDTD is not None:
        raise FetchError(response.url, "content", "carries a DTD, which sitemaps have no use for")
    for entry in root.iterchildren(tag=etree.Element):
        if url := join_address(response.url, entry.findtext("{*}loc") or ""):
            changed = parse_date(entry.findtext("{*}lastmod") or "")
            yield name == "sitemapindex", Found(url, changed, response.url)


def unpack(response: Response) -> bytes:
    """The body of a `.xml.gz`, unpacked within the size limit; any other body as it is."""
    if not response.body.startswith(GZIP_MAGIC):
        return response.body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        body = unpacker.decompress(response.body, MAX_UNPACKED)
    except zlib.error as error:
        raise FetchError(response.url, "content", f"cannot be unpacked: {error}") from error
    if unpacker.unconsumed_tail:
        raise FetchError(response.url, "too_large", f"unpacks to more than {MAX_UNPACKED:,} bytes")
    return body


def read_lists(
    url: str,
    source: Source,
    session: Session,
    report: Report,
    fresh: Callable[[Iterable[Found]], Iterator[Found]],
    is_known: Callable[[str], bool],
) -> Iterator[Found]:
    """Article links of a list page and of the pages after it."""
    here: str | None = url
    opened: set[str] = set()
    while here and here not in opened and len(opened) < source.max_list_pages:
        opened.add(here)
        try:
            response = session.get(here, source=source, kind="list")
            links, following = read_list(response, source)
        except (FetchError, ParseError) as error:
            report(here, "list", error)
            return
        report(here, "list", None)
        yield from fresh(Found(link, None, response.url) for link in links)
        if all(is_known(plain_address(link, source)) for link in links):
            return
        here = following


def read_list(response: Response, source: Source) -> tuple[list[str], str | None]:
    """Article links of one list page, and the address of the next one."""
    text = decode_page(response.body, response.headers.get("content-type", ""))
    root = read_html(text, response.url)
    platform = load_platforms().get(source.platform or "") or recognise(root, text, names_of(root))
    links = collect(list_rules(platform), root, response.url)
    if not links:
        links = collect(GENERAL_LINKS, root, response.url)
    following = collect(
        (*(platform.next_page if platform else ()), *GENERAL_NEXT), root, response.url
    )
    return links, following[0] if following else None


def list_rules(platform: Platform | None) -> tuple[Rule, ...]:
    """The rules that find article links on a list page."""
    return platform.links if platform else GENERAL_LINKS


def collect(rules: Iterable[Rule], root: Any, base: str) -> list[str]:
    """Absolute addresses that the rules find, each once."""
    found = (join_address(base, value) for rule in rules for value in rule.values(root))
    return list(dict.fromkeys(address for address in found if address))
