"""Try one source live and say, place by place and field by field, what its layout yields."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from scrapers.blocks import clean_line
from scrapers.crawl import read_article
from scrapers.decode import decode_page
from scrapers.discover import discover
from scrapers.errors import FetchError, ParseError, ScrapeError
from scrapers.fetch import PoliteSession, Response, Session
from scrapers.parse import GENERAL, locate, read_html
from scrapers.platforms import FIELDS, Element, Layout, names_of
from scrapers.sources import Source

ARTICLES = 3  # tried of each source
EXAMPLE = 80  # characters shown of a field


@dataclass(frozen=True, slots=True)
class PlaceCheck:
    """One feed, sitemap or list page: whether it could be read, and what went wrong."""

    url: str
    kind: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """One article page: what its body was found by, or what went wrong."""

    url: str
    ok: bool
    parsed_by: str | None = None
    characters: int = 0
    detail: str = ""


@dataclass(slots=True)
class FieldCheck:
    """One field over the articles tried: how many gave it, by which rules, with an example."""

    name: str
    given: int = 0
    rules: list[str] = field(default_factory=list)
    example: str = ""


@dataclass(slots=True)
class SourceReport:
    """What trying a source found; `ok` where articles came with title, date and text."""

    source: Source
    places: list[PlaceCheck] = field(default_factory=list)
    articles: list[ArticleCheck] = field(default_factory=list)
    fields: dict[str, FieldCheck] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether every article tried gave the fields without which it is of no use."""
        tried = len(self.articles)
        needed = (self.fields.get(name) for name in ("title", "body", "date"))
        return tried > 0 and all(check is not None and check.given == tried for check in needed)


def inspect_source(
    source: Source, session: Session | None = None, *, articles: int = ARTICLES
) -> SourceReport:
    """Open the source's places, fetch its first articles, and report what each rule yields."""
    session = session or PoliteSession()
    report = SourceReport(source, fields={name: FieldCheck(name) for name in FIELDS})

    def note(url: str, kind: str, error: FetchError | ParseError | None) -> None:
        report.places.append(PlaceCheck(url, kind, error is None, str(error or "")))

    for found in islice(discover(source, session, report=note), articles):
        try:
            response = session.get(found.url, source=source)
            article = read_article(response, source)
        except ScrapeError as error:
            report.articles.append(ArticleCheck(found.url, False, detail=str(error)))
            continue
        report.articles.append(ArticleCheck(found.url, True, article.parsed_by, len(article.text)))
        given = {
            "title": article.title,
            "lead": article.lead,
            "body": article.body,
            "date": article.published_at and article.published_at.isoformat(),
            "author": article.author,
            "origin": article.origin,
            "modified": article.modified_at and article.modified_at.isoformat(),
        }
        for name, rule in rules_used(response, source).items():
            check = report.fields[name]
            if value := given[name]:
                check.given += 1
                check.example = check.example or value[:EXAMPLE]
                used = rule or ("text" if name == "origin" else article.parsed_by or "")
                if used and used not in check.rules:
                    check.rules.append(used)
    return report


def rules_used(response: Response, source: Source) -> dict[str, str | None]:
    """For each field the rule that yields it on a page, None where none of the layout's does."""
    text = decode_page(response.body, response.headers.get("content-type", ""))
    root = read_html(text, response.url)
    _, layout, _ = locate(root, text, source, names_of(root))
    return {name: first_rule((layout, GENERAL), name, root) for name in FIELDS}


def first_rule(layouts: Iterable[Layout], name: str, root: Element) -> str | None:
    """The first rule of the field, over the layouts, that finds any text."""
    for layout in layouts:
        for rule in getattr(layout, name):
            if any(clean_line(value) for value in rule.values(root)):
                return str(rule.written)
    return None
