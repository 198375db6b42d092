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
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extractors.catalogue import Catalogue, load_catalogue
from extractors.indicators import Classified, classify
from extractors.links import link_parts
from extractors.mentions import Mention
from extractors.nonfigures import Claim, find_non_figures
from extractors.numbers import Number, find_numbers, holds_number
from extractors.periods import Period, assign_periods
from extractors.place_names import load_places
from extractors.places import PlaceAssignment, assign_places, find_places
from extractors.quantities import read_multiples, read_quantities, with_unit_of
from extractors.records import Extraction, Figure, NonFigure
from extractors.reference_days import event_period, reference_day, without_reference
from extractors.sentences import Sentence, split_sentences
from extractors.text_tables import read_tables
from extractors.times import TimeExpression, find_times
from extractors.units import read_unit

_DIGIT_RUN = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")


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
    text = unicodedata.normalize("NFC", text)
    day = _as_date(published)
    if not isinstance(catalogue, Catalogue):
        catalogue = load_catalogue(Path(catalogue) if catalogue is not None else None)
    tables = catalogue
    article = article_id or hashlib.sha256(text.encode()).hexdigest()[:16]
    if not holds_number(text):
        return Extraction()
    sentences = split_sentences(text)
    assumed = reference_day(text) if day is None else None
    times = [
        time for time in find_times(text, day or assumed) if not _is_amount(text, time.end, tables)
    ]
    claims = _claims(
        find_non_figures(text, tables), [Claim(t.start, t.end, t.reason) for t in times]
    )
    grids = read_tables(text, tables)
    claims = _claims(claims, [claim for grid in grids for claim in grid.claims])
    cells = {start: row for grid in grids for start, row in grid.mentions.items()}
    read = _read_mentions(text, sentences, claims, cells, tables)
    figures = _figures(text, sentences, read, times, day, assumed, province, title, article, tables)
    covered = [(f.start, f.end) for f in figures]
    non_figures = _account(text, article, covered, claims, read)
    return Extraction(figures, non_figures)


def _as_date(published: date | datetime | str | None) -> date | None:
    if published is None or (isinstance(published, str) and not published):
        return None
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published[:10])
    except ValueError as error:
        raise ValueError(
            f"publication date {published!r} is no date: write it as 2024-07-03"
        ) from error


def _is_amount(text: str, end: int, tables: Catalogue) -> bool:
    """Whether a unit of measure follows what looked like a year: `từ 1000 đến 2000 đồng`."""
    if not text[end - 1 : end].isdigit():
        return False
    unit = read_unit(text, end, min(len(text), end + 24), tables)
    return unit is not None and unit.kind in ("money", "percent", "mass", "area", "length")


def _claims(forms: list[Claim], times: list[Claim]) -> list[Claim]:
    """Both kinds of claims in order; where they overlap, the longer one holds."""
    kept: list[Claim] = []
    for claim in sorted([*forms, *times], key=lambda c: (c.start, -c.end)):
        if kept and claim.start < kept[-1].end:
            if claim.end - claim.start > kept[-1].end - kept[-1].start:
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
        for claim in claims[claim_at:]:
            if claim.start >= sentence.end:
                break
            inside.append(claim)
        line = text.rfind("\n", 0, sentence.start) + 1
        found = cells.pop(line, [])
        if line not in rows:
            numbers = _free_numbers(text, sentence, inside)
            taken = [claim.start for claim in inside]
            found = read_quantities(text, sentence, numbers, tables, taken)
            found += read_multiples(text, sentence)
            found.sort(key=lambda m: m.number_start)
            found = _complete(
                text, sentence, found, mentions, sentence_of, number_of_sentence, tables
            )
        mentions += found
        sentence_of += [number_of_sentence] * len(found)
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


def _free_numbers(text: str, sentence: Sentence, claims: list[Claim]) -> list[Number]:
    """The numbers of a sentence outside claims; a claim also ends a number that runs into it."""
    numbers: list[Number] = []
    position = sentence.start
    for claim in [*claims, Claim(sentence.end, sentence.end, "other")]:
        if claim.start > position:
            numbers += find_numbers(text, position, claim.start)
        position = max(position, claim.end)
    return numbers


_ARTICLE_ONE = re.compile(
    r"(?:(?<!\w)(?:là|như|của|theo|trở thành|thành|bằng|với|trong|ở|từ|vào|mỗi|cùng)\s+\Z)",
    re.IGNORECASE,
)
_COUNTING_ONE = re.compile(
    r"(?<!\w)(?:có|được|thành lập|tặng|trao|chỉ|duy nhất|thêm|hơn|gần|làm|"
    r"khiến|ít nhất|tối thiểu|xây dựng|bắt|thu giữ|gồm|và|mất|công nhận|"
    r"hỗ trợ|với)\s+\Z",
    re.IGNORECASE,
)
_NEVER_AFTER = re.compile(
    r"\s*(?:số|cách|phần|lần nữa|mặt|loạt|trong|bộ phận|vài|ít|chút|lúc|khi|"
    r"thời|hôm|ngày nào|mình|chiều|cửa|lòng|khác|nửa|thể|đời|dạo|góc|hướng|"
    r"đằng|bên|trong những|thứ|vị trí|người dân cho)(?!\w)",
    re.IGNORECASE,
)
_KINSHIP = re.compile(
    r"\s*(?:bên|vợ chồng|mẹ con|bố con|cha con|anh em|chị em|ông bà|bố mẹ|"
    r"cha mẹ|mẹ|bố|miền|đầu|mặt|phía|chiều|nước|vai|tay|chân|mắt|bà trưng|vợ|"
    r"hàng)(?!\w)",
    re.IGNORECASE,
)


def _counts(text: str, sentence: Sentence, mention: Mention, siblings: list[Mention]) -> bool:
    """Whether a number word counts something: `hai tập thể`, not `hai bên` or `một cách`."""
    if mention.modifier == "order":
        return bool(mention.unit)
    if mention.total is not None:
        return True
    if not mention.unit or (mention.elided and mention.unit_start < 0):
        return False
    first = text[mention.number_start : mention.number_end]
    before = text[max(sentence.start, mention.number_start - 24) : mention.number_start]
    after = text[mention.number_end : mention.number_end + 24]
    at_start = not re.search(r"[^\W\d]\s*\Z|,\s*\Z", before)
    if first[0].isupper() and not at_start:
        return False
    if mention.value >= 10 or (mention.value == 0.5 and mention.kind != "count"):
        return mention.kind != "duration" or mention.value != 0.5
    if mention.value == 0.5:
        return False
    if mention.kind == "duration" and re.match(r"\s+\d", text[mention.end : mention.end + 3]):
        return False  # "hai ngày 28 và 29/4"
    if re.search(
        r"(?<!\w)(?:thứ|tháng|quý|ngày|mùng|mồng|khóa|lớp|bác|ông|bà|anh|chị|cô|chú|cậu)\s+\Z",
        before,
        re.IGNORECASE,
    ):
        return False
    if re.search(r"(?<!\w)cả\s+\Z", before, re.IGNORECASE) and mention.value <= 3:
        return False
    if _NEVER_AFTER.match(after) or (_KINSHIP.match(after) and mention.value <= 3):
        return False
    if mention.kind == "count" and not mention.noun_class:
        return False
    if mention.value != 1:
        return True
    return _one_counts(text, sentence, mention, siblings, before)


def _one_counts(
    text: str, sentence: Sentence, mention: Mention, siblings: list[Mention], before: str
) -> bool:
    """`một` counts beside other counts of its sentence or behind `chỉ`, `có`, `ít nhất`."""
    if mention.modifier != "exact":
        return True
    if mention.kind not in ("count",):
        return False
    if re.search(r"(?<!\w)(?:chỉ|chỉ có|duy nhất|thêm|mất|ít nhất)\s+\Z", before, re.IGNORECASE):
        return True
    joined = re.search(r"(?:,|;|(?<!\w)và)\s+\Z", before, re.IGNORECASE)
    for other in siblings:
        if other is mention or other.kind != "count":
            continue
        first, second = sorted((mention, other), key=lambda m: m.number_start)
        gap = text[first.end : second.start]
        listed = joined if other is first else re.search(r"(?:,|(?<!\w)và)\s+\Z", gap)
        if listed and len(gap) <= 40 and not re.search(r"[.:;]", gap):
            return True
    return False


def _complete(
    text: str, sentence: Sentence, found: list[Mention], earlier: list[Mention],
    sentence_of: list[int], number_of_sentence: int, tables: Catalogue,
) -> list[Mention]:  # fmt: skip
    """Drop number words that count nothing, and fill in elided units from their antecedents."""
    found = [m for m in found if not m.words or _counts(text, sentence, m, found)]
    found = [m for m in found if not _names(text, sentence, m, tables)]
    complete: list[Mention] = []
    for mention in found:
        if not mention.unit and (noun := _labelled_noun(text, sentence, mention, tables)):
            mention.unit, mention.kind, mention.noun_class = noun
            mention.elided = True
            mention.why.append(f"unit from the line's label: {mention.unit}")
        if not mention.unit:
            antecedent = _antecedent(
                text, sentence, mention, complete, earlier, sentence_of, number_of_sentence, tables
            )
            if antecedent is not None:
                mention = with_unit_of(mention, antecedent)
        elif (catalogued := tables.nouns.get(mention.unit)) and catalogued.extend == "head":
            _head_of(mention, [*earlier, *complete][-4:])
        if (
            not mention.unit
            and mention.precision >= 1e3
            and _MONEY_TALK.search(text, sentence.start, mention.start)
        ):
            mention.unit, mention.kind = "VND", "money"
            mention.why.append("a price or sum: money")
        if not mention.unit:
            noun = _noun_before(text, sentence, mention, tables)
            if noun is not None:
                mention.unit, mention.kind, mention.noun_class = noun
                mention.elided = True
                mention.why.append(f"unit from the noun before: {mention.unit}")
        complete.append(mention)
    return [m for m in complete if m.unit and not _is_spelled_out(text, m, complete)]


def _head_of(mention: Mention, before: list[Mention]) -> None:
    """Fill in a bare classifier's noun: `87 ca` behind `612 ca mắc` counts `ca mắc`."""
    for other in reversed(before):
        if other.unit.startswith(mention.unit + " ") and "," not in other.unit:
            mention.why.append(f"unit of {other.number_start}: {other.unit}")
            mention.unit, mention.antecedent = other.unit, other.number_start
            return


_MONEY_TALK = re.compile(r"(?<!\w)(?:giá|mức|tiền|lãi|lương|đồng|vốn|phí)(?!\w)", re.IGNORECASE)


def _is_spelled_out(text: str, mention: Mention, siblings: list[Mention]) -> bool:
    """`68.500.000 đồng (sáu mươi tám triệu năm trăm nghìn đồng)` reports one figure."""
    return mention.words and any(
        other.value == mention.value
        and other.unit == mention.unit
        and re.fullmatch(r"\s*\([^\d(),;]*", text[other.end : mention.start])
        for other in siblings
        if other.end <= mention.start
    )


_CAPITAL_BEFORE = re.compile(r"(?<!\w)[A-ZĐÀ-Ỹ][\w-]*[ \u00a0]\Z")


def _names(text: str, sentence: Sentence, mention: Mention, tables: Catalogue) -> bool:
    """Whether a number behind a name is of it: `Exciter 150 màu đen`; a known noun is counted."""
    if mention.kind != "count" or mention.noun_class or mention.elided or not mention.unit:
        return False
    before = _CAPITAL_BEFORE.search(text, max(sentence.start, mention.start - 30), mention.start)
    if before is None or before.start() == sentence.start:
        return False
    return before.group().strip().lower() not in tables.function_words


_SUM_OF = re.compile(r"(?<!\w)(?:tổng số|số lượng|số|tổng)(?=\s)", re.IGNORECASE)
_LINE_LABEL = re.compile(r"\A[\W\d]*(?=[^\W\d])[^:.;]{3,70}:\s*\Z")


def _labelled_noun(
    text: str, sentence: Sentence, mention: Mention, tables: Catalogue
) -> tuple[str, str, str] | None:
    """The noun that labels a line: `+ Doanh nghiệp thành lập mới: 2.876`."""
    line = max(sentence.start, text.rfind("\n", 0, mention.start) + 1)
    if not _LINE_LABEL.match(text[line : mention.start]):
        return None
    label = re.compile(r"[\W\d]*").match(text, line)
    unit = read_unit(text, label.end() if label else line, mention.start, tables)
    if unit is None or unit.kind != "count" or not unit.noun_class:
        return None
    return unit.unit, unit.kind, unit.noun_class


def _noun_before(
    text: str, sentence: Sentence, mention: Mention, tables: Catalogue
) -> tuple[str, str, str] | None:
    """The noun of `số hộ nghèo còn 1.234`, `Tổng số đảng viên: 456`."""
    low = max(sentence.start, mention.start - 90)
    for start in reversed([m.end() for m in _SUM_OF.finditer(text, low, mention.start)]):
        unit = read_unit(text, start, mention.start, tables)
        if unit is None or unit.kind != "count" or not unit.noun_class:
            continue
        if not re.search(r"[;.]", text[unit.end : mention.start]):
            return unit.unit, unit.kind, unit.noun_class
    return None


def _antecedent(
    text: str, sentence: Sentence, mention: Mention, here: list[Mention], earlier: list[Mention],
    sentence_of: list[int], number_of_sentence: int, tables: Catalogue,
) -> Mention | None:  # fmt: skip
    """The figure whose unit an elided one takes: the nearest one before it, in its own list.

    Without a unit a number counts again what was counted before only where a list goes on: in
    brackets, behind a colon, before a stop or a function word. `3 giảm 3 tăng` does not.
    """
    before = text[max(0, mention.start - 30) : mention.start]
    after = re.compile(r"\s*([^\W\d_]+(?:\s[^\W\d_]+)?)").match(text, mention.number_end)
    bracket = bool(re.search(r"\([^()]*\Z", text[sentence.start : mention.start]))
    if after:
        word = after.group(1).lower()
        kind = tables.function_words.get(word) or tables.function_words.get(word.split()[0])
        listed = bracket or (bool(here) and before.rstrip().endswith((",", ";")))
        if kind is None or (kind == "verb" and not listed):
            return None
    last = re.search(r"([^\W\d_]+)\s+\Z", before)
    parted = bracket or (
        bool(here) and re.search(r"[,;:(]", text[here[-1].end : mention.start]) is not None
    )
    if (
        last
        and last.group(1).islower()
        and last.group(1) not in tables.function_words
        and not parted
    ):
        return None  # "giống lúa Đài thơm 8": part of a name
    named = re.search(r"[A-ZĐÀ-Ỹ][^\W\d]*\s+\Z", before)
    opens = re.search(r"[(:]\s*\Z|\A\s*\Z|(?:là|còn|đạt|có)\s+\Z", before)
    for candidate in reversed(here):
        gap = text[candidate.end : mention.start]
        if bracket and candidate.kind not in ("percent", "times", "duration"):
            return candidate  # "8.876 ha (Điện Biên 125,17; Cao Bằng 0,25)"
        if candidate.words or candidate.kind == "duration":
            continue
        if candidate.kind == "count" or _same_list(candidate, gap):
            return candidate
    if named and not bracket:
        return None
    for candidate, where in zip(reversed(earlier), reversed(sentence_of), strict=True):
        if number_of_sentence - where > 2 or not (opens or bracket):
            return None
        if candidate.kind == "count" and not candidate.words:
            return candidate
    return None


def _same_list(candidate: Mention, gap: str) -> bool:
    if candidate.kind == "percent":
        return bool(re.fullmatch(r"\s*(?:,|và|;|so với|xuống|lên|-|–)[^.]{0,30}", gap))
    if candidate.kind in ("money", "mass", "area", "length", "volume"):
        return bool(re.fullmatch(r"\s*(?:\([^)]*\)\s*)?(?:[,;(]|và|lên|xuống|còn)[^.:]{0,40}", gap))
    return False


def _figures(
    text: str, sentences: list[Sentence], read: _Read, times: list[TimeExpression],
    day: date | None, assumed: date | None, province: str | None, title: str | None, article: str,
    tables: Catalogue,
) -> list[Figure]:  # fmt: skip
    mentions = read.mentions
    if not mentions:
        return []
    parents = link_parts(text, mentions, read.sentence_of)
    codes = _settle_codes(text, mentions, read.classified, parents, read.sentence_of)
    anchors = [(m.start, m.end) for m in mentions]
    table = load_places(tables.folder)
    named = find_places(text, province=province, table=table)
    places = assign_places(
        text, sentences, anchors, named, title=title, province=province, published=day, table=table
    )
    periods = assign_periods(
        text, sentences, [(m.start, m.end, m.number_start) for m in mentions], times,
        title=title, published=day or assumed,
    )  # fmt: skip
    if assumed is not None:
        periods = [without_reference(period, assumed) for period in periods]
    event = event_period(text, times, day)
    periods = [
        event if period is None and code in _EVENT_CODES else period
        for period, code in zip(periods, codes, strict=True)
    ]
    _plan_ahead(text, sentences, read, periods, day)
    ids = _figure_ids(text, sentences, read, article)
    figures = []
    for position, mention in enumerate(mentions):
        sentence = sentences[read.sentence_of[position]]
        parent = parents[position]
        figures.append(
            _figure(
                text, sentence, mention, codes[position], read.classified[position],
                places[position], periods[position], ids[position],
                ids[parent] if parent is not None else None, article,
            )
        )  # fmt: skip
    return figures


_LIST_ITEM = re.compile(r"\s*(?:[-–+•*]|\d{1,2}[.)]|[a-zđ]\))\s")
_PLAN_HEADING = re.compile(
    r"(?<!\w)(?:mục tiêu|chỉ tiêu|phấn đấu|nhiệm vụ|kế hoạch)(?!\w)", re.IGNORECASE
)


def _plan_ahead(
    text: str, sentences: list[Sentence], read: _Read, periods: list[Period | None],
    day: date | None,
) -> None:  # fmt: skip
    """Mark plans that no word of their own sentence tells: a time to come, a list of targets."""
    for mention, where, period in zip(read.mentions, read.sentence_of, periods, strict=True):
        if mention.status != "result":
            continue
        ahead = (
            period is not None
            and day is not None
            and period.start is not None
            and (period.start > day)
        )
        if ahead or _under_plan_heading(text, sentences[where]):
            mention.status = "plan"


def _under_plan_heading(text: str, sentence: Sentence) -> bool:
    """Whether a list item stands under a line such as `các chỉ tiêu cụ thể như sau:`."""
    line = text.rfind("\n", 0, sentence.start) + 1
    if not _LIST_ITEM.match(text[line : line + 8]):
        return False
    while line > 0:
        previous = text.rfind("\n", 0, line - 1) + 1
        content = text[previous : line - 1].strip()
        if content and not _LIST_ITEM.match(text[previous : previous + 8]):
            return bool(_PLAN_HEADING.search(content[-90:])) and (
                content.endswith(":") or content.isupper()
            )
        line = previous
    return False


# What an accident or a storm did, it did on its day, in every paragraph of the report.
_EVENT_CODES = frozenset(("damage", "casualties"))


def _settle_codes(
    text: str, mentions: list[Mention], classified: list[Classified], parents: list[int | None],
    sentence_of: list[int],
) -> list[str]:  # fmt: skip
    """Settle what figures without a verb of their own measure: what the figure they go with does.

    That is, in this order: the total, for a part; the level, for an amount of change; the
    antecedent, for an elided noun; a figure in the same unit before it in the sentence.
    """
    codes = [c.code for c in classified]
    at = {mention.number_start: position for position, mention in enumerate(mentions)}
    for position, mention in enumerate(mentions):
        if mention.kind == "percent" and _goes_to(text, mentions, position):
            codes[position] = codes[position - 1]
        elif codes[position] == "coverage_rate" and _fulfils(text, mentions, position):
            codes[position] = "plan_fulfilment"
        if mention.kind in ("percent", "times", "duration"):
            continue
        plain = not classified[position].cued and classified[position].score < _CERTAIN
        model = parents[position] if plain else None
        if model is None and mention.direction != "level":
            model = _before(mentions, position, sentence_of, reach=4, same_sentence=False)
        if model is None and not classified[position].cued:
            model = at.get(mention.antecedent)
            if model is None and classified[position].score < _SURE:
                # a foreign currency says the same thing through a paragraph on trade
                model = _before(
                    mentions, position, sentence_of, reach=5, same_sentence=mention.unit != "USD"
                )
        if model is not None and mentions[model].kind == mention.kind:
            codes[position] = codes[model]
    return codes


_SURE = 2.2  # a row's score from which its topic alone is believed …
_CERTAIN = 2.8  # … against its total's
_LEADS_ON = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:xuống|lên|còn|\(đầu|\(năm|\(cùng kỳ)", re.IGNORECASE
)


_FULFILS = re.compile(r"\s*(?:,|\(|và|;)?\s*(?:ước )?(?:đạt|bằng|vượt)\s*\Z", re.IGNORECASE)


_PLANNED = re.compile(r"(?<!\w)(?:kế hoạch|giải ngân|dự toán|chỉ tiêu)(?!\w)", re.IGNORECASE)


def _fulfils(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether a bare percent rates the amount before it: `36 tỷ đồng (đạt 122%)`."""
    mention, before = mentions[position], mentions[position - 1]
    if position == 0 or before.kind in ("percent", "times"):
        return False
    if before.total is not None and not _PLANNED.search(
        text, max(0, before.start - 90), before.start
    ):
        return False
    rates = _FULFILS.match(text[before.end : mention.start])
    return bool(rates) and not re.match(r"\s+[^\W\d]", text[mention.end : mention.end + 2])


def _goes_to(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether a percent is the second level of one change: `từ 49,51% xuống còn 27,3%`."""
    if position == 0 or mentions[position - 1].kind != "percent":
        return False
    before = mentions[position - 1]
    gap = text[before.end : mentions[position].start]
    return len(gap) < 60 and before.direction == "level" and bool(_LEADS_ON.match(gap))


def _before(
    mentions: list[Mention], position: int, sentence_of: list[int], *, reach: int,
    same_sentence: bool,
) -> int | None:  # fmt: skip
    """The nearest level figure in the same unit before one."""
    for earlier in range(position - 1, max(-1, position - 1 - reach), -1):
        if same_sentence and sentence_of[earlier] != sentence_of[position]:
            return None
        if (
            mentions[earlier].unit == mentions[position].unit
            and mentions[earlier].direction == "level"
        ):
            return earlier
    return None


def _figure(
    text: str, sentence: Sentence, mention: Mention, code: str, classified: Classified,
    place: PlaceAssignment, period: Period | None, figure_id: str, part_of: str | None,
    article: str,
) -> Figure:  # fmt: skip
    why = "; ".join(
        [
            *mention.why,
            classified.why if classified.code == code else f"as its total or level → {code}",
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
        subject=_subject(text, sentence, mention),
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
        confidence=_confidence(mention, classified),
        extractor_version=extractor_version(),
    )


_SUBJECT_END = re.compile(
    r"[;.:()\n]|,\s|\s(?=(?:được|đã|đang|sẽ|có|là|cho|với|tại|trên|trong|ở|từ|"
    r"do|nhằm|để|so với|và \d|tham gia"
    r"|tham dự|đạt|tăng|giảm|chiếm|bị|đăng ký|theo|sau|trước|vào|gồm|thuộc|\d)(?!\w))",
    re.IGNORECASE,
)


def _subject(text: str, sentence: Sentence, mention: Mention) -> str:
    """The counted noun with its qualifiers, up to a verb, a preposition or a stop."""
    start = mention.unit_start if mention.unit_start >= 0 else mention.end
    if mention.kind != "count":
        start = mention.end
    end = max(start, mention.unit_end if mention.unit_end >= 0 else start)
    stop = _SUBJECT_END.search(text, end, min(sentence.end, end + 120))
    phrase = text[start : stop.start() if stop else min(sentence.end, end + 120)]
    return _SPACES.sub(" ", phrase).strip(" ,–-") or mention.unit


def _confidence(mention: Mention, classified: Classified) -> float:
    """How sure the rules are, 0 to 1; see the calibration that `solieu evaluate` prints."""
    score = 0.9
    if mention.elided:
        score -= 0.2
    if mention.kind == "count" and not mention.noun_class:
        score -= 0.15
    if classified.margin < 0.3:
        score -= 0.1
    if mention.words:
        score -= 0.1
    return round(max(0.05, score), 2)


def _figure_ids(text: str, sentences: list[Sentence], read: _Read, article: str) -> list[str]:
    """Ids that an edit elsewhere in the article does not change: by sentence, not by offset."""
    seen: dict[str, int] = {}
    occurrence: dict[int, int] = {}
    ids = []
    for mention, where in zip(read.mentions, read.sentence_of, strict=True):
        sentence = sentences[where]
        plain = _SPACES.sub(" ", text[sentence.start : sentence.end]).lower()
        if where not in occurrence:
            occurrence[where] = seen.get(plain, 0)
            seen[plain] = occurrence[where] + 1
        key = f"{article}|{plain}|{occurrence[where]}|{mention.number_start - sentence.start}"
        ids.append(hashlib.sha256(key.encode()).hexdigest()[:16])
    return ids


def _account(
    text: str, article: str, covered: list[tuple[int, int]], claims: list[Claim], read: _Read
) -> list[NonFigure]:
    """Non-figures: the claims, and every run of digits that neither they nor a figure covers."""
    spans = sorted(covered)
    result = []
    for claim in claims:
        if _DIGIT_RUN.search(text, claim.start, claim.end):
            result.append((claim.start, claim.end, claim.reason))
    taken = sorted([*spans, *((start, end) for start, end, _ in result)])
    position = 0
    for run in _DIGIT_RUN.finditer(text):
        while position < len(taken) and taken[position][1] <= run.start():
            position += 1
        if position < len(taken) and taken[position][0] <= run.start():
            continue
        result.append((run.start(), run.end(), "other"))
    return [
        NonFigure(article, start, end, text[start:end], reason)
        for start, end, reason in sorted(result)
    ]
