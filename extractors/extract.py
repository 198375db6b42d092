"""From a text to its figures: the whole of extraction, in the order a reader would go.

    extract("Từ đầu năm 2024 đến nay, huyện Kon Rẫy có 12 mô hình được ra mắt.",
            published="2024-07-03")

Numbers that are dates, documents, names … are set aside with their reason; each other number is
read with its modifier, unit and rate, told what it measures, linked to the total it is a part of,
and placed in space and time.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extractors.abbreviations import spell_out
from extractors.bare_sums import told_again
from extractors.catalogue import Catalogue, compounds, load_catalogue
from extractors.confidence import confidence
from extractors.elided_units import complete_units
from extractors.indicator_company import settle_codes
from extractors.indicators import Classified, classify
from extractors.links import link_parts
from extractors.mentions import Mention
from extractors.nonfigures import Claim, find_non_figures
from extractors.numbers import LARGEST, Number, find_numbers, holds_number
from extractors.periods import Period, assign_periods, column_period
from extractors.place_counts import counts_provinces
from extractors.place_names import load_places
from extractors.places import PlaceAssignment, assign_places, find_places, leave_shared_out
from extractors.plain_text import HIDDEN, PlainText, plain_text
from extractors.plans import mark_plans
from extractors.publication import publication_day
from extractors.quantities import read_multiples, read_quantities
from extractors.records import Extraction, Figure, NonFigure
from extractors.reference_days import (
    event_period,
    reference_day,
    tells_of_harm,
    without_reference,
    without_relative,
)
from extractors.sentences import Sentence, split_sentences
from extractors.subjects import read_subject
from extractors.text_tables import read_tables
from extractors.times import TimeExpression, find_times
from extractors.units import read_unit

_DIGIT_RUN = re.compile(r"\d+")
_NUMBER_RUN = re.compile(r"\d\d*(?:[.,]\d+)*")  # a search knows that only a digit opens it
# Digits that go on behind a separator, a hidden character or a unit (`1m75`): what they are of,
# nobody can tell.
_MORE_BEFORE = re.compile(rf"\d(?: ?[.,]|['’]|[.,]?[{HIDDEN}][.,]?)\Z")
_MORE_AFTER = re.compile(
    rf"[.,]?[{HIDDEN}]?[.,]?\d|(?:tr|triệu|tỷ|tỉ|ty|k|m(?![23](?!\d)))\d| [.,]\d|['’]\d{{3}}(?!\d)",
    re.I,
)
# Grouped or pointed as no number is: `3.14159` of a version or a rest of markup, a month `2024.5`.
_NO_NUMBER = re.compile(r"\d+\.\d{4,}\Z|(?:19|20)\d\d\.\d{1,2}\Z")


@cache
def extractor_version() -> str:
    """The version of the rules, as written into every figure."""
    try:
        return version("solieu")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+source"


def extract(
    text: str,
    *,
    published: date | datetime | str | None = None,
    province: str | None = None,
    title: str | None = None,
    article_id: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Extraction:
    """Extract every reported figure of a Vietnamese text, and every number that is none.

    `published` (a date or ISO string) resolves dates such as `11/9`; `province` is the outlet's
    own; `title` is context only, where it is not part of the text. Offsets refer to the text in
    NFC. Raises ValueError for a date that is none, CatalogueError for a faulty catalogue.
    """
    given = unicodedata.normalize("NFC", text)
    plain = plain_text(given)
    text = plain.text
    day = publication_day(published)
    if not isinstance(catalogue, Catalogue):
        catalogue = load_catalogue(Path(catalogue) if catalogue is not None else None)
    tables = catalogue
    article = article_id or hashlib.sha256(given.encode(errors="surrogatepass")).hexdigest()[:16]
    if not holds_number(given) and not holds_number(text):
        return Extraction()
    sentences = split_sentences(text)
    assumed = reference_day(text) if day is None else None
    times = [
        time for time in find_times(text, day or assumed) if not _is_amount(text, time, tables)
    ]
    if assumed is not None:
        times = without_relative(times, text)
    claims = _claims(
        find_non_figures(text, tables), [Claim(t.start, t.end, t.reason) for t in times]
    )
    grids = read_tables(text, tables)
    claims = _claims(claims, [claim for grid in grids for claim in grid.claims])
    cells = {start: row for grid in grids for start, row in grid.mentions.items()}
    read = _read_mentions(text, sentences, claims, cells, tables)
    figures = _figures(text, sentences, read, times, day, assumed, province, title, article, tables)
    if text != given:
        claims = [Claim(*plain.span(c.start, c.end), c.reason) for c in claims]
        for figure in figures:
            _place_back(figure, plain)
    covered = [(f.start, f.end) for f in figures]
    non_figures = _account(given, article, covered, claims)
    return Extraction(figures, non_figures)


_SYLLABLE = re.compile(r"[ \u00a0]([^\W\d]+)")
_SIGNED = re.compile(r"(?:năm|tháng|quý|ngày) [\d/.]+ k[ýí](?!\w)", re.IGNORECASE)


# "từ 1000 đến 2000 đồng tiền công"
_PAID = frozenset(("tiền", "bạc", "lương", "vốn"))
_DIGITS_ONLY = re.compile(r"(?:từ |đến )?\d{4}(?:(?: đến | ?[-–] ?)\d{4})?", re.IGNORECASE)
_OPENS_YEAR = re.compile(r"năm \d{4}\Z", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"(?<!\w)cả \Z", re.IGNORECASE)  # "cả năm 2000 tấn"


def _is_amount(text: str, time: TimeExpression, tables: Catalogue) -> bool:
    """Whether what looked like a date is counted: `từ 1000 đến 2000 đồng`, `ít hơn 6 vụ (12/6 vụ)`,
    by a unit of measure behind it or a noun that its bracket closes with."""
    if not text[time.end - 1 : time.end].isdigit():
        return False
    unit = read_unit(text, time.end, min(len(text), time.end + 24), tables)
    if unit is None:
        return False
    form, following = text[unit.start : unit.end].lower(), _SYLLABLE.match(text, unit.end)
    word = following[1].lower() if following else ""
    if word and word not in _PAID and f"{form} {word}" in compounds():
        return False  # "năm 2016 đồng loạt", "ngày 21/5 tấn công": another word
    if _SIGNED.search(text, time.start, unit.end):
        return False  # "năm 2016 ký hiệp định"
    if _OPENS_YEAR.match(text, time.start, time.end):
        return _WHOLE_YEAR.search(text, max(0, time.start - 4), time.start) is not None
    if form == "đồng":
        return _DIGITS_ONLY.fullmatch(text, time.start, time.end) is not None  # "15/8 đồng chủ trì"
    bracketed = text[time.start - 1 : time.start] == "(" and text[unit.end : unit.end + 1] == ")"
    return bracketed or unit.kind in ("money", "percent", "mass", "area", "length")


def _claims(forms: list[Claim], times: list[Claim]) -> list[Claim]:
    """Both kinds of claims in order; where they overlap the longer holds, of two alike the time."""
    kept: list[Claim] = []
    for claim in sorted([*forms, *times], key=lambda c: (c.start, -c.end)):
        if kept and claim.start < kept[-1].end:
            if claim.end - claim.start >= kept[-1].end - kept[-1].start:
                kept[-1] = claim
            continue
        kept.append(claim)
    return kept


@dataclass(slots=True)
class _Read:
    mentions: list[Mention]
    sentence_of: list[int]
    classified: list[Classified]


def _read_mentions(
    text: str, sentences: list[Sentence], claims: list[Claim],
    cells: dict[int, list[Mention]], tables: Catalogue,
) -> _Read:  # fmt: skip
    """Read the quantities of every sentence that holds a number no claim covers."""
    mentions: list[Mention] = []
    sentence_of: list[int] = []
    claim_at = 0
    rows = frozenset(cells)
    for number_of_sentence, sentence in enumerate(sentences):
        piece = text[sentence.start : sentence.end]
        if not holds_number(piece):
            continue
        while claim_at < len(claims) and claims[claim_at].end <= sentence.start:
            claim_at += 1
        inside = []
        behind = claim_at
        while behind < len(claims) and claims[behind].start < sentence.end:
            inside.append(claims[behind])
            behind += 1
        line = text.rfind("\n", 0, sentence.start) + 1
        found = cells.pop(line, [])
        if line not in rows:
            numbers = _free_numbers(text, sentence, inside)
            taken = [claim.start for claim in inside]
            found = read_quantities(text, sentence, numbers, tables, taken)
            multiples = read_multiples(text, sentence, tables)
            found = [mention for mention in found if not _is_read(mention, multiples)] + multiples
            found.sort(key=lambda m: m.number_start)
            found = complete_units(
                text, sentence, found, mentions, sentence_of, number_of_sentence, tables
            )
        mentions += found
        sentence_of += [number_of_sentence] * len(found)
    spell_out(text, mentions, tables)
    told_again(text, mentions)
    classified: list[Classified] = []
    first = 0
    while first < len(mentions):
        last = first
        while last < len(mentions) and sentence_of[last] == sentence_of[first]:
            last += 1
        sentence = sentences[sentence_of[first]]
        classified += classify(text, sentence, mentions[first:last], tables)
        first = last
    return _Read(mentions, sentence_of, classified)


def _is_read(mention: Mention, multiples: list[Mention]) -> bool:
    """Whether a multiple holds the number: the `ba` of `tăng gấp ba, gấp bốn lần`."""
    return any(m.start <= mention.number_start < m.end for m in multiples)


def _free_numbers(text: str, sentence: Sentence, claims: list[Claim]) -> list[Number]:
    """The numbers of a sentence outside claims; a claim also ends a number that runs into it."""
    numbers: list[Number] = []
    position = sentence.start
    for claim in [*claims, Claim(sentence.end, sentence.end, "other")]:
        if claim.start > position:
            found = find_numbers(text, position, claim.start)
            numbers += [n for n in found if _is_legible(text, n, position, claim.start)]
        position = max(position, claim.end)
    return numbers


def _is_legible(text: str, number: Number, low: int, high: int) -> bool:
    """Whether a number stands whole in `text[low:high]`; `12.34.56`, `5,6,7` could be any."""
    start, end = number.start, number.end
    if number.value > LARGEST or text[start - 1 : start] == "^":
        return False
    if _MORE_AFTER.match(text, end, high) or _NO_NUMBER.match(text, start, end):
        return False
    if text[start - 1 : start].isspace():
        return True  # so most
    return _MORE_BEFORE.search(text, max(low, start - 4), start) is None


def _figures(
    text: str, sentences: list[Sentence], read: _Read, times: list[TimeExpression],
    day: date | None, assumed: date | None, province: str | None, title: str | None, article: str,
    tables: Catalogue,
) -> list[Figure]:  # fmt: skip
    mentions = read.mentions
    if not mentions:
        return []
    periods = assign_periods(
        text, sentences, [(m.start, m.end, m.number_start) for m in mentions], times,
        title=title, published=day or assumed,
    )  # fmt: skip
    if assumed is not None:
        periods = [without_reference(period, assumed) for period in periods]
    periods = [
        (mention.column and column_period(mention.column, day)) or period
        for mention, period in zip(mentions, periods, strict=True)
    ]
    parents = link_parts(text, mentions, read.sentence_of, periods)
    codes = settle_codes(text, mentions, read.classified, parents, read.sentence_of)
    table = load_places(tables.folder)
    named = find_places(text, province=province, table=table)
    for position, mention in enumerate(mentions):
        if mention.unit.startswith("tỉnh") and mention.noun_class == "commune":
            codes[position] = "other"
        elif mention.unit == "địa phương":
            parent = parents[position]
            of_provinces = parent is not None and mentions[parent].unit.startswith("tỉnh")
            if of_provinces or counts_provinces(
                text, sentences[read.sentence_of[position]], mention, named
            ):
                codes[position] = "other"
    anchors = [(m.start, m.end) for m in mentions]
    places = assign_places(
        text, sentences, anchors, named, title=title, province=province, published=day, table=table
    )
    starts = [sentences[where].start for where in read.sentence_of]
    leave_shared_out(text, starts, anchors, parents, places)
    event = event_period(text, times, day)
    periods = [
        event
        if event is not None
        and period is None
        and (code in _EVENT_CODES or tells_of_harm(text, sentences[where]))
        else period
        for period, code, where in zip(periods, codes, read.sentence_of, strict=True)
    ]
    for position, parent in enumerate(parents):
        if parent is None or read.sentence_of[parent] == read.sentence_of[position]:
            continue
        # a part that its own sentence gives no time and place has those of its total
        sentence = sentences[read.sentence_of[position]]
        periods[position] = periods[position] or periods[parent]
        first = bisect_left(named, sentence.start, key=lambda mention: mention.start)
        unnamed = first == len(named) or named[first].start >= sentence.end
        if text.startswith(_OF_THESE, sentence.start) and unnamed:
            places[position] = places[parent]
    mark_plans(text, sentences, mentions, read.sentence_of, periods, parents, day, title)
    ids = _figure_ids(text, sentences, read, article)
    figures: list[Figure] = []
    for position, mention in enumerate(mentions):
        sentence = sentences[read.sentence_of[position]]
        parent = parents[position]
        before = mentions[position - 1].end if position else 0
        after = mentions[position + 1].start if position + 1 < len(mentions) else len(text)
        subject = read_subject(text, sentence, max(before, sentence.start), after, mention, tables)
        if mention.kind == "percent" and subject == mention.unit and before > sentence.start:
            last = figures[-1]  # "xuất khẩu đạt 62 triệu USD, tăng 5%"
            subject = last.subject if last.subject != last.unit else subject
        figures.append(
            _figure(
                text, sentence, mention, codes[position], read.classified[position], subject,
                places[position], periods[position], ids[position],
                ids[parent] if parent is not None else None, article,
            )
        )  # fmt: skip
    return figures


_OF_THESE = ("Trong đó", "Trong số")  # a sentence of parts
# What an accident or a storm did, it did on its day, in every paragraph of the report.
_EVENT_CODES = frozenset(("damage", "casualties"))


def _figure(
    text: str, sentence: Sentence, mention: Mention, code: str, classified: Classified,
    subject: str, place: PlaceAssignment, period: Period | None, figure_id: str,
    part_of: str | None, article: str,
) -> Figure:  # fmt: skip
    why = "; ".join(
        [
            *mention.why,
            classified.why if classified.code == code else f"as the figure it goes with → {code}",
        ]
    )
    return Figure(
        figure_id=figure_id,
        article_id=article,
        indicator=code,
        value=mention.value,
        value_high=mention.value_high,
        total=mention.total,
        precision=mention.precision,
        modifier=mention.modifier,
        direction=mention.direction,
        status=mention.status,
        unit=mention.unit,
        per_value=mention.per_value,
        per_unit=mention.per_unit,
        subject=subject,
        place=place.place,
        place_code=place.code,
        place_scheme=place.scheme,
        place_level=place.level,
        place_names=place.names,
        place_basis=place.basis,
        period=period.label if period else None,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        part_of=part_of,
        start=mention.start,
        end=mention.end,
        exact=text[mention.start : mention.end],
        number_start=mention.number_start,
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        why=why,
        confidence=confidence(_traits(mention, code, classified, place, period, part_of)),
        extractor_version=extractor_version(),
    )


def _traits(
    mention: Mention, code: str, classified: Classified, place: PlaceAssignment,
    period: Period | None, part_of: str | None,
) -> frozenset[str]:  # fmt: skip
    """What the reading of a figure had to go by; see `confidence.WEIGHTS`."""
    holds = (
        ("elided unit", mention.elided),
        ("uncatalogued noun", mention.kind == "count" and not mention.noun_class),
        ("indicator of another figure", classified.code != code),
        ("close second indicator", classified.margin < 0.3),
        ("strong indicator", classified.score >= 3.0),
        ("money", mention.kind == "money"),
        ("percent", mention.kind == "percent"),
        ("no place named", place.basis != "named"),
        ("several places", place.names is not None and "; " in place.names),
        ("no period", period is None),
        ("part of a total", part_of is not None),
        ("change", mention.direction != "level"),
        ("range", mention.value_high is not None),
    )
    return frozenset([trait for trait, held in holds if held])


def _figure_ids(text: str, sentences: list[Sentence], read: _Read, article: str) -> list[str]:
    """Ids that an edit elsewhere in the article does not change: by sentence, not by offset."""
    seen: dict[str, int] = {}
    keys: dict[int, hashlib._Hash] = {}  # of sentences
    ids = []
    for mention, where in zip(read.mentions, read.sentence_of, strict=True):
        sentence = sentences[where]
        if where not in keys:
            plain = " ".join(text[sentence.start : sentence.end].split()).lower()
            key = f"{article}|{plain}|{seen.get(plain, 0)}|"
            keys[where] = hashlib.sha256(key.encode(errors="surrogatepass"))
            seen[plain] = seen.get(plain, 0) + 1
        digest = keys[where].copy()
        digest.update(b"%d" % (mention.number_start - sentence.start))
        ids.append(digest.hexdigest()[:16])
    return ids


def _place_back(figure: Figure, plain: PlainText) -> None:
    """Give a figure read from plain text its offsets and quotes in the text given."""
    start, end = figure.sentence_start, figure.sentence_start + len(figure.sentence)
    figure.sentence_start, end = plain.span(start, end)
    figure.sentence = plain.given[figure.sentence_start : end]
    figure.number_start, _ = plain.span(figure.number_start, figure.number_start + 1)
    figure.start, figure.end = plain.span(figure.start, figure.end)
    figure.exact = plain.given[figure.start : figure.end]


def _account(
    text: str, article: str, covered: list[tuple[int, int]], claims: list[Claim]
) -> list[NonFigure]:
    """Non-figures: the claims, and every run of digits that neither they nor a figure covers."""
    spans = sorted(covered)
    result = []
    for claim in claims:
        if _DIGIT_RUN.search(text, claim.start, claim.end):
            result.append((claim.start, claim.end, claim.reason))
    taken = sorted([*spans, *((start, end) for start, end, _ in result)])
    position = 0
    for run in _NUMBER_RUN.finditer(text):
        start = run.start()
        while start < run.end():
            while position < len(taken) and taken[position][1] <= start:
                position += 1
            if position < len(taken) and taken[position][0] <= start:
                start = taken[position][1]
                continue
            # "3.612" that nothing claims is one number, up to where something is claimed
            end = min(run.end(), taken[position][0] if position < len(taken) else run.end())
            rest = _DIGIT_RUN.search(text, start, end)
            if rest is not None:
                result.append((rest.start(), end, "other"))
            start = end
    return [
        NonFigure(article, start, end, text[start:end], reason)
        for start, end, reason in sorted(result)
    ]
