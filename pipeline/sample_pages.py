"""The sample sites: their articles, read from `data/sample`, drawn as each platform draws a page.

A site is a folder with `site.toml` and one TOML file an article; a platform is a folder of
templates with `paths.toml`, which says where its pages lie.
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of an article, shown after paragraph number `after` (0: before the first)."""

    file: str
    caption: str
    after: int
    credit: str = ""

    @property
    def text(self) -> str:
        """Caption and credit as they stand under the picture."""
        return f"{self.caption}. {self.credit}" if self.credit else self.caption


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's text, or a picture."""

    text: str = ""
    image: Image | None = None


@dataclass(frozen=True)
class SampleArticle:
    """One article of a sample site. `layout` is paragraphs, line-breaks, longform or decomposed."""

    slug: str
    category: str
    published: datetime
    title: str
    lead: str
    body: str
    author: str = ""
    origin: str = ""
    edited: datetime = field(default=datetime.min)
    views: int = 0
    layout: str = "paragraphs"
    images: tuple[Image, ...] = ()

    @property
    def id(self) -> int:
        """A number such as platforms put into addresses; it stays when articles are added."""
        return 10_000 + zlib.crc32(self.slug.encode()) % 90_000

    @property
    def blocks(self) -> Iterator[Block]:
        """Paragraphs and pictures in the order of the page."""
        paragraphs = [part.strip() for part in self.body.split("\n\n")]
        for number in range(len(paragraphs) + 1):
            if number:
                yield Block(text=paragraphs[number - 1])
            yield from (Block(image=image) for image in self.images if image.after == number)


@dataclass(frozen=True)
class SampleSite:
    """One outlet of the sample; addresses are paths on its own host."""

    key: str
    name: str
    description: str
    platform: str
    province: str
    author: str
    port: int  # where it is served unless that port is taken
    page_size: int
    disallow: tuple[str, ...]  # the rules of its robots.txt
    categories: dict[str, str]
    paths: dict[str, Any]
    articles: tuple[SampleArticle, ...]  # newest first
    restricted: str = ""  # the category that robots.txt closes

    @property
    def generator(self) -> str:
        """What its feeds name as the program that made them."""
        return {"nukeviet": "NukeViet v4.5", "wordpress": "https://wordpress.org/?v=6.1.1"}.get(
            self.platform, self.platform
        )

    def path(self, kind: str) -> str:
        """The path of a page that a site has once: front, feed, sitemap …"""
        return str(self.paths[kind])

    def url(self, article: SampleArticle, kind: str = "article") -> str:
        """The path of an article, or of its print version."""
        return self._fill(kind, article)

    def print_url(self, article: SampleArticle) -> str:
        """The path of an article's print version, which robots.txt closes."""
        return self.url(article, "print")

    def image(self, article: SampleArticle, image: Image) -> str:
        """The path of a picture."""
        return self._fill("images", article, file=image.file)

    def category_url(self, category: str) -> str:
        """The path of a category's first list page."""
        return str(self.paths["category"]).format(category=category)

    def list_url(self, category: str | None, page: int) -> str:
        """The path of list page number `page`, of a category or of the whole site."""
        if page == 1:
            return self.category_url(category) if category else self.path("front")
        kind = "page" if category else "front_page"
        return str(self.paths[kind]).format(category=category, page=page)

    def _fill(self, kind: str, article: SampleArticle, file: str = "") -> str:
        return str(self.paths[kind]).format(
            category=article.category,
            slug=article.slug,
            id=article.id,
            hex=f"{zlib.crc32(article.slug.encode()):08x}",
            year=article.published.year,
            month=article.published.month,
            file=file,
        )

    @cached_property
    def by_path(self) -> dict[str, tuple[str, Any]]:
        """Each path of the site: the kind of page there, and what it shows."""
        pages: dict[str, tuple[str, Any]] = {
            "/robots.txt": ("robots", None),
            "/logo.png": ("image", "logo.png"),
            "/uploads/logo.png": ("image", "logo.png"),
            self.path("sitemap_index"): ("sitemap_index", None),
            self.path("sitemap"): ("sitemap", None),
            self.path("feed"): ("feed", None),
        }
        if "posts" in self.paths:
            pages[self.path("posts")] = ("posts", None)
        for category in (None, *self.categories):
            for page in range(1, self.page_count(category) + 1):
                pages[self.list_url(category, page)] = ("list", (category, page))
            if category:
                feed = str(self.paths["category_feed"]).format(category=category)
                pages[feed] = ("feed", category)
        for article in self.articles:
            pages[self.url(article)] = ("article", article)
            if "print" in self.paths:
                pages[self.print_url(article)] = ("print", article)
            for image in article.images:
                pages[self.image(article, image)] = ("image", image.file)
        return pages

    def listed(self, category: str | None) -> tuple[SampleArticle, ...]:
        """The articles of a category, or all of them, newest first."""
        return tuple(a for a in self.articles if category in (None, a.category))

    def page_count(self, category: str | None) -> int:
        """How many list pages a category has; an empty one has one."""
        return max(1, -(-len(self.listed(category)) // self.page_size))


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: its bytes, and when they last changed where the platform says so."""

    body: bytes
    content_type: str
    changed: datetime | None = None


def sample_folder() -> Path:
    """Where the sample's files lie: beside the installed package, else in the checkout."""
    room = Path(__file__).parent
    installed = room / "_data" / "sample"
    return installed if installed.is_dir() else room.parent / "data" / "sample"


def load_sites(folder: Path | None = None) -> dict[str, SampleSite]:
    """All sites of the sample by key, with their articles."""
    folder = folder or sample_folder()
    return {
        path.parent.name: _read_site(path.parent, folder)
        for path in sorted(folder.glob("*/site.toml"))
    }


def draw(site: SampleSite, path: str, base: str, hits: int, token: str, now: datetime) -> Page:
    """The page at `path`, a key of `site.by_path`.

    `base` is scheme and host; `hits`, `token` and `now` are what NukeViet writes anew each time.
    """
    kind, subject = site.by_path[path]
    if kind == "image":
        return Page((sample_folder() / "images" / subject).read_bytes(), "image/png")
    visible = {
        "site": site,
        "base": base,
        "self_path": path,
        "hits": hits,
        "token": token,
        "now": now,
        "popular": site.articles[:3],
        "articles": site.articles,
        "heading": site.name,
    }
    if kind in ("article", "print"):
        visible |= _around(site, subject)
        return _page(f"{site.platform}/{kind}.html", visible, HTML, subject.edited)
    if kind == "list":
        visible |= _list(site, *subject)
        return _page(f"{site.platform}/list.html", visible, HTML, site.articles[0].edited)
    if kind == "feed":
        visible["articles"] = site.listed(subject)
        return _page("feed.xml", visible, "text/xml; charset=utf-8", site.articles[0].edited)
    if kind == "posts":
        posts = json.dumps([_post(site, article, base) for article in site.articles])
        return Page(posts.encode(), "application/json; charset=UTF-8", site.articles[0].edited)
    if kind == "robots":
        return _page("robots.txt", visible, "text/plain; charset=utf-8", None)
    return _page(f"{kind}.xml", visible, XML, site.articles[0].edited)


def _page(
    template: str, visible: dict[str, Any], content_type: str, changed: datetime | None
) -> Page:
    return Page(_templates().get_template(template).render(visible).encode(), content_type, changed)


def _around(site: SampleSite, article: SampleArticle) -> dict[str, Any]:
    """An article's page: the article and the links to others beneath it."""
    at = site.articles.index(article)
    newer, older = site.articles[max(0, at - 3) : at], site.articles[at + 1 : at + 4]
    return {
        "article": article,
        "code": article.category,
        "newer": newer,
        "older": older,
        "related": (*newer, *older)[:4],
        "heading": article.title,
    }


def _list(site: SampleSite, category: str | None, page: int) -> dict[str, Any]:
    """One list page: its articles and where the next one lies."""
    size, pages = site.page_size, site.page_count(category)
    return {
        "code": category,
        "articles": site.listed(category)[(page - 1) * size : page * size],
        "heading": site.categories[category] if category else site.name,
        "page": page,
        "pages": pages,
        "next_url": site.list_url(category, page + 1) if page < pages else None,
    }


def _post(site: SampleSite, article: SampleArticle, base: str) -> dict[str, Any]:
    """An article as WordPress' REST interface gives it."""
    return {
        "id": article.id,
        "date": article.published.replace(tzinfo=None).isoformat(),
        "modified": article.edited.replace(tzinfo=None).isoformat(),
        "slug": article.slug,
        "status": "publish",
        "type": "post",
        "link": base + site.url(article),
        "title": {"rendered": article.title},
        "excerpt": {"rendered": f"<p>{article.lead}</p>\n"},
    }


def _read_site(folder: Path, root: Path) -> SampleSite:
    values = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    paths = root / "templates" / values["platform"] / "paths.toml"
    files = sorted(path for path in folder.glob("*.toml") if path.name != "site.toml")
    articles = [_read_article(path, root) for path in files]
    articles.sort(key=lambda article: article.published, reverse=True)
    return SampleSite(
        key=folder.name,
        disallow=tuple(values.pop("disallow")),
        paths=tomllib.loads(paths.read_text(encoding="utf-8")),
        articles=tuple(articles),
        **values,
    )


def _read_article(path: Path, root: Path) -> SampleArticle:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    original = values.pop("reprint_of", None)
    if original:
        first = _read_article(root / f"{original}.toml", root)
        article = replace(first, edited=values["published"], **values)
    else:
        images = tuple(Image(**image) for image in values.pop("images", ()))
        values.setdefault("edited", values["published"])
        values["body"] = values["body"].strip()
        article = SampleArticle(slug=path.stem, images=images, **values)
    return _decomposed(article) if article.layout == "decomposed" else article


def _decomposed(article: SampleArticle) -> SampleArticle:
    """The article in Unicode NFD, as some editors' systems leave it."""

    def nfd(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    images = tuple(
        replace(image, caption=nfd(image.caption), credit=nfd(image.credit))
        for image in article.images
    )
    return replace(
        article,
        title=nfd(article.title),
        lead=nfd(article.lead),
        body=nfd(article.body),
        author=nfd(article.author),
        images=images,
    )


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(sample_folder() / "templates"),
        autoescape=jinja2.select_autoescape(("html", "xml")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["weekday"] = lambda day: _WEEKDAYS[day.weekday()]
    environment.filters["rfc822"] = format_datetime
    environment.filters["encoded_name"] = _encoded_name
    return environment


def _encoded_name(image: Image, article: SampleArticle) -> str:
    """The name that editors' systems make of a caption: time of day and percent codes."""
    return f"{article.published:%H%M%S}{quote(image.caption)}"
