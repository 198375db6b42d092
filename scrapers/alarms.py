"""Layout alarms: a field that a source used to give comes back empty on several pages in a row."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from scrapers.article import Article
from scrapers.fetch import Response
from scrapers.platforms import FIELDS, Layout, load_platforms
from scrapers.sources import Source

LEAST_PAGES = 3  # empty in a row before anything is said
CHANCE = 0.01  # of a false alarm that is borne: a field that is often empty needs a longer row


@dataclass(frozen=True, slots=True)
class FieldHistory:
    """What earlier runs saw of a field: its share of articles, 0 to 1, and when it last came."""

    share: float
    last_given: datetime | None = None


@dataclass(frozen=True, slots=True)
class LayoutAlarm:
    """A field stopped coming: `selectors` find nothing on `pages` pages in a row, since `since`."""

    source: str
    field: str
    selectors: tuple[str, ...]
    since: datetime
    pages: int
    last_given: datetime | None
    sample_url: str
    sample: str | None  # file or archive reference of a page without the field


@dataclass(slots=True)
class Row:
    """Empty pages in a row, and what came before them."""

    given: int = 0
    seen: int = 0
    last_given: datetime | None = None
    empty: int = 0
    first_empty: Response | None = None


@dataclass(slots=True)
class FieldWatch:
    """Follows the fields of one source's pages, in the order they are fetched."""

    source: Source
    history: Mapping[str, FieldHistory]
    samples: Path | None = None
    rows: dict[str, Row] = field(default_factory=dict)
    alarms: dict[str, LayoutAlarm] = field(default_factory=dict)

    def see(self, response: Response, article: Article | None) -> None:
        """Take note of one page; `article` is None where no text was found in it."""
        for name, given in given_fields(article, self.source).items():
            row = self.rows.setdefault(name, Row())
            if given:
                row.given += 1
                row.seen += 1 + row.empty
                row.last_given = response.fetched_at
                row.empty, row.first_empty = 0, None
                self.alarms.pop(name, None)
                continue
            row.empty += 1
            row.first_empty = row.first_empty or response
            past = self.history.get(name)
            share = row.given / row.seen if row.seen else past.share if past else 0.0
            if row.empty >= pages_needed(share):
                self.alarms[name] = self.alarm(name, row, past)

    def alarm(self, name: str, row: Row, past: FieldHistory | None) -> LayoutAlarm:
        """The alarm for a row of empty pages; its sample is written once."""
        assert row.first_empty is not None
        raised = self.alarms.get(name)
        return LayoutAlarm(
            source=self.source.name,
            field=name,
            selectors=selectors_of(name, self.source),
            since=row.first_empty.fetched_at,
            pages=row.empty,
            last_given=row.last_given or (past.last_given if past else None),
            sample_url=row.first_empty.url,
            sample=raised.sample if raised else self.keep_sample(name, row.first_empty),
        )

    def keep_sample(self, name: str, response: Response) -> str | None:
        """Where a page without the field lies: a file of `samples`, else the archive."""
        if self.samples is None:
            return response.archive_ref
        self.samples.mkdir(parents=True, exist_ok=True)
        stamp = f"{response.fetched_at:%Y%m%dT%H%M%S}"
        path = self.samples / f"{self.source.name}-{name}-{stamp}.html"
        path.write_bytes(response.body)
        return str(path)


def given_fields(article: Article | None, source: Source) -> dict[str, bool]:
    """Which watched fields a page gives; the body only if a layout found it, not the fallback."""
    if article is None:
        return {"body": False}
    return {
        "title": article.title is not None,
        "lead": article.lead is not None,
        "body": article.platform is not None or source.platform is None,
        "date": article.published_at is not None,
        "author": article.author is not None,
    }


def pages_needed(share: float) -> int | float:
    """How many empty pages in a row are more than chance for a field of this share."""
    if share <= 0:
        return math.inf
    if share >= 1:
        return LEAST_PAGES
    return max(LEAST_PAGES, math.ceil(math.log(CHANCE) / math.log(1 - share)))


def selectors_of(name: str, source: Source) -> tuple[str, ...]:
    """The rules that should have found the field, over all layouts of the source's platform."""
    platform = load_platforms().get(source.platform or "")
    layouts: tuple[Layout, ...] = platform.layouts if platform else ()
    assert name in FIELDS
    return tuple(
        dict.fromkeys(rule.written for layout in layouts for rule in getattr(layout, name))
    )
