"""Pages of no known layout: the text by trafilatura, completed from the container it stands in."""

import re
from datetime import datetime

import trafilatura
from lxml import etree

from scrapers.blocks import Line, clean_line, read_lines
from scrapers.dates import parse_date
from scrapers.errors import ParseError
from scrapers.platforms import Element, compile_rules

CAPTIONS = compile_rules(["figcaption", ".caption", ".wp-caption-text"], "general captions")
CLUTTER = compile_rules(
    [
        "aside",
        "[class*=related]",
        "[class*=lien-quan]",
        "[class*=share]",
        "[class*=social]",
        "[class*=comment]",
        "[class*=breadcrumb]",
        "[class*=tags]",
    ],
    "general clutter",
)
HEADLINES = etree.XPath("descendant-or-self::h1")
START = 60  # characters of a paragraph by which it is found again in the page
COMPLETE = 0.9  # share of the extractor's paragraphs that a container must hold
EXCESS = 1.4  # times the extractor's text: a container with more holds clutter
NEAR_TITLE = 12  # texts after the headline among which a date is the article's
DATE_LINE = 80  # characters: a longer text with a date is a sentence


def read_unknown(root: Element, text: str, url: str) -> tuple[list[Line], str]:
    """The raw lines of a page, and what found them; ParseError where there are none.

    The general extractor finds the text but drops captions, short lines and cells; the smallest
    element that holds all it found has them, unless it holds clutter too.
    """
    found = trafilatura.extract(text, url=url, include_comments=False, include_tables=True) or ""
    lines = [line for part in found.split("\n") if (line := clean_line(part))]
    if not lines:
        raise ParseError(f"{url}: no article text found by any layout or the general extractor")
    container = smallest_container(root, lines)
    if container is not None:
        whole = read_lines(container, CAPTIONS, CLUTTER)
        if sum(len(line.text) for line in whole) <= EXCESS * sum(map(len, lines)):
            return whole, "general/container"
    return [Line(line) for line in lines], "general/trafilatura"


def smallest_container(root: Element, lines: list[str]) -> Element | None:
    """The innermost element that holds (almost) all of the lines."""
    starts = {squeeze(line)[:START] for line in lines}
    element = root
    while True:
        for child in element:
            content = squeeze("".join(child.itertext())) if isinstance(child.tag, str) else ""
            if sum(start in content for start in starts) >= COMPLETE * len(starts):
                element = child
                break
        else:
            return None if element is root else element


def squeeze(text: str) -> str:
    """Letters and digits alone, so that markup and spacing do not matter."""
    return re.sub(r"\W+", "", clean_line(text))


def date_after_title(root: Element) -> datetime | None:
    """The date that stands just after the headline. One above it is the masthead's clock."""
    headlines = HEADLINES(root)
    if not headlines:
        return None
    texts = etree.XPath("following::text()[normalize-space()]")(headlines[-1])
    for text in texts[:NEAR_TITLE]:
        if len(text) <= DATE_LINE and (date := parse_date(text)):
            return date
    return None
