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
FOLLOWING_TEXTS = etree.XPath("following::text()[normalize-space()]")
PROBE, STEP = 25, 40  # letters of each sample of the text, and from sample to sample
COMPLETE = 0.8  # share of the samples that a container must hold
EXCESS = 1.3  # times the extractor's text: a container with more holds clutter
NEAR_TITLE = 12  # texts after the headline among which a date is the article's
DATE_LINE = 60  # characters: a longer line with a date is a sentence


def read_unknown(
    root: Element, text: str, url: str, beside: tuple[str, ...] = ()
) -> tuple[list[Line], str]:
    """The raw lines of a page, and what found them; ParseError where there are none.

    The general extractor finds the text but drops captions, short lines and cells; the smallest
    element that holds all it found has them, unless it holds clutter too. `beside` is what the
    page says apart from its text, headline and author: lines that are just that are left out.
    """
    found = trafilatura.extract(text, url=url, include_comments=False, include_tables=True) or ""
    lines = [line for part in found.split("\n") if (line := clean_line(part.strip("| ")))]
    if not lines:
        raise ParseError(f"{url}: no article text found by any layout or the general extractor")
    parsed_by = "general/trafilatura"
    raw = [Line(line) for line in lines]
    container = smallest_container(root, "".join(lines))
    if container is not None:
        (whole,) = read_lines([container], CAPTIONS, CLUTTER)
        if sum(len(line.text) for line in whole) <= EXCESS * sum(map(len, lines)):
            raw, parsed_by = whole, "general/container"
    apart = {squeeze(part) for part in beside}
    return [line for line in trim_dates(raw) if squeeze(line.text) not in apart], parsed_by


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
    """The date that stands just after the headline. One above it is the masthead's clock."""
    headlines = HEADLINES(root)
    if not headlines:
        return None
    for text in FOLLOWING_TEXTS(headlines[-1])[:NEAR_TITLE]:
        if len(text) <= DATE_LINE and (date := parse_date(text)):
            return date
    return None
