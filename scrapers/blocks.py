"""An article's fragment of HTML -> its paragraphs, one a line, as a reader sees them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from lxml import etree

from scrapers.legacy_fonts import Font
from scrapers.platforms import Element, Rule

BLOCK_NAMES = """
address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure
footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr
ul
"""
UNSEEN_NAMES = """
button embed form head iframe input link meta nav noscript object script select style svg template
textarea video audio
"""
INLINE_NAMES = """
a abbr acronym b big cite code em font i ins s small span strike strong sub sup tt u
"""
BLOCKS = frozenset(BLOCK_NAMES.split())
UNSEEN = UNSEEN_NAMES.split()
INLINE = INLINE_NAMES.split()
HIDDEN = etree.XPath(
    ".//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' hidden ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' d-none ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' screen-reader-text ')]"
)
CAPTION_MARK = "data-caption"
DROPPED = "x-dropped"  # the tag of what is cut out, all at once
PART = "x-part"  # wraps each fragment, so that one soup serves them all
SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\x00-\x08\x0b-\x1f]")
# A single one after a digit is a percentage with a space missing: `95%cao hơn`.
ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}|(?<!\d)%[0-9A-Fa-f]{2}")
ENCODED_NAME_SHARE = 0.3  # of a line's characters that are %XX: the line is a file's name
CELL_LIMIT = 400  # characters: a longer table cell holds running text, not a value
LINE_BREAK = "\x1e"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, table row or caption."""

    text: str
    is_caption: bool = False


def clean_lines(lines: Iterable[Line], font: Font | None) -> list[Line]:
    """The lines as `clean_line` makes them, empty ones left out."""
    cleaned = (Line(clean_line(line.text, font), line.is_caption) for line in lines)
    return [line for line in cleaned if line.text]


def read_lines(
    fragments: Sequence[Element], captions: tuple[Rule, ...], remove: tuple[Rule, ...]
) -> list[list[Line]]:
    """The raw lines of each fragment. They are changed: what no reader sees is cut out of them."""
    markup = []
    for fragment in fragments:
        for element in (*HIDDEN(fragment), *(e for r in remove for e in r.elements(fragment))):
            if element is not fragment:
                element.tag = DROPPED
        etree.strip_elements(fragment, DROPPED, *UNSEEN, with_tail=False)
        for rule in captions:
            for element in rule.elements(fragment):
                element.set(CAPTION_MARK, "")
        for raised in fragment.iter("sup"):
            _part_raised(raised)
        etree.strip_tags(fragment, *INLINE)
        for element in fragment.iter():
            if element.get(CAPTION_MARK) is None:
                element.attrib.clear()
        html = etree.tostring(fragment, encoding="unicode", method="html", with_tail=False)
        markup.append(f"<{PART}>{html}</{PART}>")
    soup = BeautifulSoup("".join(markup), "lxml", multi_valued_attributes=None)
    return [list(walk(part)) for part in tags_within(soup, PART)]


def _part_raised(raised: Element) -> None:
    """Keep a power or a footnote's mark out of the number before it: 10<sup>3</sup> is no 103."""
    above, before = raised.getparent(), raised.getprevious()
    if before is not None:
        lead = before.tail or "".join(before.itertext())
    else:
        lead = "" if above is None else above.text or ""
    if lead[-1:].isdigit() and "".join(raised.itertext())[:1].isdigit():
        raised.text = f"^{raised.text or ''}"


def tags_within(tag: Tag, *names: str) -> Iterator[Tag]:
    """The tags of these names inside one, in order: what `find_all` does, without its preparing."""
    for node in tag.descendants:
        if isinstance(node, Tag) and node.name in names:
            yield node


def walk(root: Tag) -> Iterator[Line]:
    """Lines in document order. A stack instead of recursion: pages nest deeper than Python may."""
    pieces: list[str] = []
    in_caption = 0
    stack: list[tuple[Tag | NavigableString, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if not isinstance(node, Tag):
            if type(node) is NavigableString:
                pieces.append(SPACES.sub(" ", node))
            continue
        if node.name == "br":
            pieces.append(LINE_BREAK)
            continue
        if node.name == "table" and not leaving and (rows := table_rows(node)):
            yield from flush(pieces, in_caption > 0)
            for row in rows:
                yield Line(row, in_caption > 0 or node.has_attr(CAPTION_MARK))
            continue
        if node.name in BLOCKS or node.has_attr(CAPTION_MARK):
            yield from flush(pieces, in_caption > 0)
            if node.has_attr(CAPTION_MARK):
                in_caption += -1 if leaving else 1
        if leaving:
            continue
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node.contents))  # type: ignore[misc]
    yield from flush(pieces, in_caption > 0)


def flush(pieces: list[str], is_caption: bool) -> Iterator[Line]:
    """The lines that the collected pieces make; empties `pieces`."""
    text = "".join(pieces)
    pieces.clear()
    for part in split_at_breaks(text):
        if part and not part.isspace():
            yield Line(part, is_caption)


def split_at_breaks(text: str) -> Iterator[str]:
    """Paragraphs of a text with `<br>`: a break inside a sentence is the page's width, no more."""
    parts = text.split(LINE_BREAK)
    paragraph = parts[0]
    for part in parts[1:]:
        start, end = part.lstrip()[:1], paragraph.rstrip()[-1:]
        if end and start and (end == "," or start.islower()):
            paragraph += " " + part
        else:
            yield paragraph
            paragraph = part
    yield paragraph


def clean_line(text: str, font: Font | None = None) -> str:
    """One line in NFC: runs of space are one, unseen characters and encoded file names are gone.

    `font` turns text typed for a font of before Unicode into Unicode.
    """
    if font:
        text = font(text)
    text = INVISIBLE.sub("", SPACES.sub(" ", text))
    if "%" in text and (escapes := ESCAPES.findall(text)):
        if sum(map(len, escapes)) >= ENCODED_NAME_SHARE * len(text):
            return ""
        text = " ".join(word for word in text.split(" ") if not ESCAPES.search(word))
    return unicodedata.normalize("NFC", text).strip()


def table_rows(table: Tag) -> list[str]:
    """Rows of a table of values, cells joined by ` | `; none where the table only arranges text."""
    if any(tags_within(table, "table", "img")):
        return []
    rows = []
    for row in tags_within(table, "tr"):
        cells = [
            " ".join(line.text.strip() for line in walk(cell))
            for cell in tags_within(row, "td", "th")
        ]
        if any(len(cell) > CELL_LIMIT for cell in cells):
            return []
        rows.append([cell for cell in cells if cell])
    if not any(len(row) > 1 for row in rows):
        return []
    return [" | ".join(row) for row in rows if row]
