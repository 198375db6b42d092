"""Platform: how one content system lays its pages out, read from `data/platforms/NAME.toml`.

A rule is a CSS selector, `selector@attribute` for an attribute's value, `xpath:…`, or
`jsonld:key` for a value of the page's JSON-LD.
Rules of a field are tried in order; the first that yields something wins.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from cssselect import HTMLTranslator, SelectorError, parse
from cssselect.parser import Class, CombinedSelector, Hash
from lxml import etree

from scrapers.datafiles import check_keys, data_folder, read_toml
from scrapers.errors import DataError
from scrapers.jsonld import read_json_ld

Element = Any  # an lxml element; lxml ships no types
FIELDS = ("title", "lead", "body", "date", "author", "origin", "modified")  # of a layout


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled selector; `written` is what the file says.

    `needs` are the class names and ids without which a page holds nothing that it finds.
    """

    written: str
    find: Callable[[Element], Any] = field(repr=False, compare=False)
    needs: frozenset[str] = frozenset()

    def hits(self, root: Element) -> list[Any]:
        """Elements and strings found; an XPath function gives one string."""
        found = self.find(root)
        return [found] if isinstance(found, str) else found

    def elements(self, root: Element) -> list[Element]:
        """The elements found under `root`, in document order."""
        return [hit for hit in self.hits(root) if not isinstance(hit, str)]

    def values(self, root: Element) -> Iterator[str]:
        """The text, or the attribute's value, of each hit under `root`."""
        for hit in self.hits(root):
            yield str(hit) if isinstance(hit, str) else "".join(hit.itertext())


@dataclass(frozen=True, slots=True)
class Layout:
    """One arrangement of an article page. `captions` and `remove` apply inside the body."""

    name: str
    body: tuple[Rule, ...]
    title: tuple[Rule, ...] = ()
    lead: tuple[Rule, ...] = ()
    author: tuple[Rule, ...] = ()
    origin: tuple[Rule, ...] = ()
    date: tuple[Rule, ...] = ()
    modified: tuple[Rule, ...] = ()
    figures: tuple[Rule, ...] = ()  # pictures outside the body whose captions belong to it
    captions: tuple[Rule, ...] = ()
    remove: tuple[Rule, ...] = ()


RULED = tuple(one.name for one in fields(Layout) if one.name != "name")


@dataclass(frozen=True, slots=True)
class Platform:
    """One content system: its marks, the layouts by preference, where its lists and feeds are."""

    name: str
    title: str
    layouts: tuple[Layout, ...]
    marks: tuple[Rule, ...] = ()  # one hit is enough
    text_marks: tuple[str, ...] = ()  # strings of the page's source, where no selector can see
    links: tuple[Rule, ...] = ()  # article links of a list page
    next_page: tuple[Rule, ...] = ()
    article_url: str | None = None
    feeds: tuple[str, ...] = ()  # usual places
    sitemaps: tuple[str, ...] = ()
    article_sitemaps: str | None = None  # regular expression: those of an index with articles
    placeholders: tuple[str, ...] = ()  # what a template shows where a field is empty


CLASSES = etree.XPath("//@class", smart_strings=False)
IDS = etree.XPath("//@id", smart_strings=False)


def names_of(root: Element) -> frozenset[str]:
    """The class names and ids on a page."""
    return frozenset(" ".join(CLASSES(root)).split()).union(IDS(root))


def possible(rules: tuple[Rule, ...], names: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that can find something on a page of these names: to ask the others takes time."""
    return tuple(rule for rule in rules if rule.needs <= names)


def narrow(layout: Layout, names: frozenset[str]) -> Layout:
    """The layout with the rules that can find something on a page of these names."""
    kept: dict[str, Any] = {key: possible(getattr(layout, key), names) for key in RULED}
    return replace(layout, **kept)


@cache
def load_platforms(folder: Path | None = None) -> dict[str, Platform]:
    """All platforms by name; DataError names file and rule."""
    folder = folder or data_folder("platforms")
    return {path.stem: read_platform(path) for path in sorted(folder.glob("*.toml"))}


def recognise(
    root: Element, page: str, names: frozenset[str], folder: Path | None = None
) -> Platform | None:
    """The platform whose mark the page carries, or None; `page` is the source text of `root`."""
    platforms = load_platforms(folder).values()
    for platform in platforms:  # strings first: they cost a fraction of what selectors do
        if any(mark in page for mark in platform.text_marks):
            return platform
    for platform in platforms:
        if any(rule.hits(root) for rule in possible(platform.marks, names)):
            return platform
    return None


def read_platform(path: Path) -> Platform:
    """The platform of one file; its name is the file's stem."""
    values: dict[str, Any] = {"name": path.stem, **read_toml(path)}
    check_keys(Platform, values, str(path))
    values["layouts"] = tuple(read_layout(layout, path) for layout in values["layouts"])
    for key in ("marks", "links", "next_page"):
        values[key] = compile_rules(values.get(key, ()), f"{path}: {key}")
    for key in ("text_marks", "feeds", "sitemaps", "placeholders"):
        values[key] = tuple(values.get(key, ()))
    return Platform(**values)


def read_layout(values: dict[str, Any], path: Path) -> Layout:
    """One `[[layouts]]` table of a platform file."""
    where = f"{path}: layout {values.get('name', '?')}"
    check_keys(Layout, values, where)
    rules = {
        key: compile_rules(value, f"{where}, {key}")
        for key, value in values.items()
        if key != "name"
    }
    return Layout(name=values["name"], **rules)


def compile_rules(written: list[str] | tuple[str, ...], where: str) -> tuple[Rule, ...]:
    """Each selector compiled once, to XPath; DataError where one cannot be."""
    return tuple(compile_rule(rule, where) for rule in written)


def compile_rule(written: str, where: str) -> Rule:
    """One selector compiled to XPath, relative to the element it is asked of."""
    try:
        if written.startswith("xpath:"):
            return Rule(written, etree.XPath(written.removeprefix("xpath:"), smart_strings=False))
        if written.startswith("jsonld:"):
            return Rule(written, partial(read_json_ld, key=written.removeprefix("jsonld:")))
        selector, at, attribute = written.partition("@")
        xpath = HTMLTranslator().css_to_xpath(selector, prefix="descendant-or-self::")
        if at:
            xpath = " | ".join(f"{part}/@{attribute}" for part in xpath.split(" | "))
        return Rule(written, etree.XPath(xpath, smart_strings=False), names_needed(selector))
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise DataError(f"{where}: selector {written!r}: {error}") from error


def names_needed(selector: str) -> frozenset[str]:
    """The names that all a CSS selector finds depends on; none where it has alternatives."""
    alternatives = parse(selector)
    return frozenset(_names(alternatives[0].parsed_tree) if len(alternatives) == 1 else ())


def _names(part: Any) -> Iterator[str]:
    """Names along the chain of a selector; what stands inside `:not()` is no need."""
    while part is not None:
        if isinstance(part, Class):
            yield str(part.class_name)
        elif isinstance(part, Hash):
            yield str(part.id)
        elif isinstance(part, CombinedSelector):
            yield from _names(part.subselector)
        part = getattr(part, "selector", None)
