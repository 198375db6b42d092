"""What a quantity measures: its unit and the words around it, against the rows of indicators.csv.

    classify(text, sentence, mentions, catalogue) -> list[Classified], one a mention

A row applies where its unit kinds and nouns fit the mention and each of its word lists (topics,
verbs, qualifiers) has a word nearby; words of the mention's own clause weigh more than words of
the sentence before it. A word that a row excludes rules it out from within that clause, or from
where it stands as near as the row's own words. The row with the highest score wins; `why` says
which words it was.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.catalogue import Catalogue, IndicatorRule, compounds
from extractors.mentions import Mention
from extractors.patterns import UPPER, lower
from extractors.sentences import Sentence

# A full stop behind a capital is an abbreviation's: "TP. Vinh"
_CLAUSE_END = re.compile(rf"[;:().!?…](?:(?<=[;:()])|(?<![{UPPER}].)(?=\s|\Z))")
_AFTER_END = re.compile(r"[;:.(),](?:\s|(?<=[()]))|\s(?=trong khi\s)")
# "80/120 xã (chiếm 66,7%) đạt chuẩn": a share in brackets leaves the clause whole
_SHARE = re.compile(
    r"\s*\((?:chiếm |đạt |bằng |tỷ lệ |tỉ lệ |tương đương )?[\d.,]+ ?%(?: [^\W\d]+){0,5}\)(?=\s+\w)"
)
# "44 con lợn ở 4 thôn của 2 xã bị chết": where they are leaves it whole too
_PLACED_IN = re.compile(r"(?: [^\W\d]+)?\s+(?:thuộc|ở|tại|của)\s+")
# "8 người ở Quảng Trị, Huế bị thương": a comma between names ends nothing
_PLACE_UNIT = (
    r"(?:tỉnh|thành phố|TP\.?|huyện|thị xã|TX\.?|quận|xã|phường|thị trấn|thôn|ấp|bản|làng|buôn)"
)
_BETWEEN_NAMES = re.compile(rf",\s(?:{_PLACE_UNIT}\s)?[{UPPER}]")
# "20 cá nhân và 5 tập thể bị kỷ luật": what befell the last befell both
_JOINED = re.compile(r" và ")
_UNDERGO = re.compile(r" (?:đã |đang |vừa )?(?:bị|có vi phạm|vi phạm)(?!\w)")
_ABBREVIATED = re.compile(r"(?<!\w)(?:P|Q|TP|TX|TT)\Z")  # "P. 7", "TP. Vinh"
_NAME_ENDS = re.compile(rf"(?<!\w)(?:[{UPPER}]\w*|(?:{_PLACE_UNIT}|[PQ]\.) \d+)\Z")
# "40 ha lúa, hoa màu và cây khác bị ngập": what is named behind the comma is of the same number
_AND_NAMED = re.compile(
    r"(?:,| và)\s+(\w+(?: \w+){0,2}?)(?: các loại| khác)?"
    r"(?=(?P<more>,| và )| (?:đã |đang )?bị )"
)
_LABEL = re.compile(r"\W*(?:Số|Tổng số|số)\b")
_DOING = re.compile(r"\W*(([^\W\d]+) [^\W\d]+) [^\d:]{2,36}\Z")  # "Hỗ trợ hộ nghèo: 120 hộ"
_RATE_LABEL = re.compile(r"\W*(?:Tỷ|Tỉ|tỷ|tỉ) lệ\b")
_PEOPLE_BEFORE = re.compile(r"(?<!\w)([^\W\d]+ [^\W\d]+)\Z")
_PEOPLE_AFTER = re.compile(r", ([^\W\d]+ [^\W\d]+)(?! [^\W\d]+,)")
_NAMED = frozenset(("crop", "animal", "house", "goods", "facility"))
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị)(?!\w)[^,;.()]{0,45}\Z", re.IGNORECASE)
_BREAKS = r"(?:đã|đang|sẽ|cho|có|là|về|tại|để|từ|với|được|phối|trao|tặng|tổ chức|triển khai) "
# A cue inside a name says nothing: "Sở Kế hoạch và Đầu tư", "Công ty cổ phần đầu tư X"
_IN_NAME = re.compile(
    r"(?<!\w)(?:[Cc]ông ty|[Tt]ập đoàn|[Nn]gân hàng|[Qq]uỹ|CLB|[Cc]âu lạc bộ|HTX|[Hh]ợp tác xã|"
    r"[Dd]oanh nghiệp|[Bb]an [Qq]uản lý|[Ss]ở|[Bb]ộ|[Cc]ục|[Vv]iện|[Pp]hòng|[Tt]rung tâm) "
    rf"(?:(?:[{UPPER}]|cổ phần|tnhh)[\w.]*(?:,? (?!{_BREAKS})[\w&.-]+){{0,6}} )?\Z"
)
_NAME_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][^\W\d_]* \Z")  # "Hòa Lạc" grows no peanuts
_COMPANY = re.compile(
    r"ông ty (?:(?:[Tt]rách nhiệm hữu hạn|TNHH|tnhh|[Cc]ổ phần|CP|MTV|[Mm]ột thành viên) )+"
    r"(?:(?:[Tt]hương mại|[Xx]ây dựng|[Dd]ịch vụ|[Ss]ản xuất|[Tt]ư vấn|và|[-&]) )*\Z"
)
_OFFICE = re.compile(  # "Sở Giáo dục và đào tạo", "phòng Văn hóa, thể thao và du lịch"
    rf"(?<!\w)(?:[Ss]ở|[Bb]ộ|[Pp]hòng|Cục|Vụ|Ban) [{UPPER}]\w*(?:,? \w+){{0,5}} và \Z"
)
_RECIPROCAL = (" nhau", " lẫn nhau")  # "tự giúp nhau": nobody else is helped
_ONLY, _CONSUMED = "chỉ tiêu", " thụ"  # "mới chỉ tiêu thụ 20%": no target
_INVEST, _INVESTORS = "đầu tư", ("chủ ", "nhà ")  # who invests, not what is done
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")
# How strongly a word bears on a number: right before it, beside it, in its clause, before that,
# far before that.
_TOUCHING, _OWN, _CLAUSE, _NEAR, _FAR = 1.01, 1.0, 0.8, 0.55, 0.25
_SMALL = 100_000  # đồng: nobody raises or spends so little
_OPENS = 2  # characters between a clause's beginning and its subject
_BESIDE = 45  # characters between a number and a word beside it
_REACH = 110  # characters before a number within which its verb stands, as a rule


@dataclass(slots=True)
class Classified:
    """An indicator code, the score of the row that gave it, the margin to the next code, why."""

    code: str
    score: float
    margin: float
    why: str
    cued: bool  # whether a verb or qualifier decided, and not the unit or topic alone


_FIRST = re.compile(r"\w+|/")
_SLOTS = ("topic", "verb", "qualifier", "exclude")


@dataclass(frozen=True, slots=True)
class _Index:
    """The rows by what they need: their nouns first, then their words."""

    free: dict[str, tuple[IndicatorRule, ...]]  # by unit kind: rows without nouns
    by_noun: dict[tuple[str, str], tuple[IndicatorRule, ...]]  # by unit kind and noun or @class
    verbs: frozenset[str]  # cues that act on what is counted
    # Cues by their first syllable and the one behind it, longest first; those of one syllable with
    # all of these, and by "" for any other.
    starting: dict[str, dict[str, list[str]]]
    longest: int  # characters of the longest cue


@cache
def _index(catalogue: Catalogue) -> _Index:
    free: dict[str, list[IndicatorRule]] = {}
    by_noun: dict[tuple[str, str], list[IndicatorRule]] = {}
    for rule in catalogue.indicators:
        for kind in rule.unit_kinds:
            if not rule.nouns:
                free.setdefault(kind, []).append(rule)
            for noun in rule.nouns:
                by_noun.setdefault((kind, noun), []).append(rule)
    cues = dict.fromkeys(
        cue for rule in catalogue.indicators for of_slot in _cues(rule) for cue in of_slot
    )
    starting: dict[str, dict[str, list[str]]] = {}
    for cue in sorted(cues, key=len, reverse=True):
        first, second = [*_FIRST.findall(cue), ""][:2]
        starting.setdefault(first, {"": []}).setdefault(second, []).append(cue)
    for longer in starting.values():
        alone = longer[""]
        longer.update({second: [*more, *alone] for second, more in longer.items() if second})
    return _Index(
        {kind: tuple(rules) for kind, rules in free.items()},
        {key: tuple(rules) for key, rules in by_noun.items()},
        frozenset(cue for rule in catalogue.indicators for cue in rule.verbs),
        starting,
        max(map(len, cues), default=0),
    )


def _cues(rule: IndicatorRule) -> tuple[tuple[str, ...], ...]:
    """The words of a row by slot, in the order of `_SLOTS`."""
    return rule.topics, rule.verbs, rule.qualifiers, rule.excludes


def classify(
    text: str, sentence: Sentence, mentions: list[Mention], catalogue: Catalogue
) -> list[Classified]:
    """Classify the mentions of one sentence, in order."""
    index = _index(catalogue)
    written = text[sentence.start : sentence.end]
    lowered = lower(text)[sentence.start : sentence.end]
    hits: list[tuple[int, int, str]] = []
    covered = 0
    company = "ông ty" in lowered
    windows = [
        _own_window(text, sentence, mentions, position, catalogue)
        for position in range(len(mentions))
    ]
    # A cue behind the last window says nothing.
    reach = max((high for _, high in windows), default=0) - sentence.start + index.longest
    words = list(_FIRST.finditer(lowered, 0, max(0, reach)))
    forms = [word[0] for word in words]
    for word, form, following in zip(words, forms, [*forms[1:], ""], strict=True):
        openings = index.starting.get(form)
        if openings is None:
            continue
        cues = openings.get(following, openings[""])
        if not cues:
            continue
        position = word.start()
        longest = 0
        for cue in cues:
            if not lowered.startswith(cue, position):
                continue
            end = position + len(cue)
            if lowered[end : end + 1].isalnum():
                continue
            longest = longest or end
            inner = longest <= covered  # "giá" of "trị giá" says nothing by itself
            if " " not in cue and (inner or _in_compound(lowered, position, cue, catalogue)):
                continue
            if cue == _ONLY and lowered.startswith(_CONSUMED, end):
                continue
            if cue in index.verbs and lowered.startswith(_RECIPROCAL, end):
                continue
            if cue == _INVEST and lowered.endswith(_INVESTORS, 0, position):
                continue
            if (
                company
                or lowered.startswith("và ", position - 3)
                or not written.startswith(cue[0], position)
            ) and _is_named(text, sentence, position, cue):
                continue
            hits.append((sentence.start + position, sentence.start + end, cue))
        if longest > covered and form != "được":  # what "được tặng" says, "tặng" says as well
            covered = longest
    return [
        _classify_one(text, sentence, mention, own, catalogue, hits)
        for mention, own in zip(mentions, windows, strict=True)
    ]


def _is_named(text: str, sentence: Sentence, position: int, cue: str) -> bool:
    """Whether a cue is a word of an organisation's name, or a syllable of any other."""
    start = sentence.start + position
    if not position or not text.startswith(" ", start - 1):
        return False
    if text.startswith("và ", start - 3) and _OFFICE.search(
        text, max(sentence.start, start - 60), start
    ):
        return True
    if text[start : start + 1].isupper():
        return text[start + 1 : start + 2].islower() and bool(
            _IN_NAME.search(text, max(sentence.start, start - 60), start)
            or (
                " " not in cue
                and _NAME_BEFORE.search(text, max(sentence.start + 1, start - 10), start)
            )
        )
    low = max(sentence.start, start - 60)
    return text.find("ông ty", low, start) >= 0 and bool(_COMPANY.search(text, low, start))


def _in_compound(lowered: str, start: int, cue: str, catalogue: Catalogue) -> bool:
    """Whether a one-syllable cue is but a syllable of another word: `dự` of `dự án`."""
    after = _WORD_AFTER.match(lowered, start + len(cue))
    if after and _is_word(f"{cue} {after[1]}", catalogue):
        return True
    before = _WORD_BEFORE.search(lowered, max(0, start - 9), start)
    if before is None or not _is_word(f"{before[1]} {cue}", catalogue):
        return False
    # "căn hộ giá 90 triệu" is no `hộ giá`
    earlier = _WORD_BEFORE.search(lowered, max(0, before.start() - 9), before.start())
    return earlier is None or f"{earlier[1]} {before[1]}" not in catalogue.nouns


def _is_word(form: str, catalogue: Catalogue) -> bool:
    return form in compounds() or catalogue.function_words.get(form) == "inert"


def _classify_one(
    text: str, sentence: Sentence, mention: Mention, own: tuple[int, int], catalogue: Catalogue,
    hits: list[tuple[int, int, str]],
) -> Classified:  # fmt: skip
    kind = "growth" if _is_growth(text, mention) else mention.kind
    fitting = _fitting(catalogue, kind, mention.unit, mention.noun_class)
    begun = _clause_begun(text, sentence, own[0], hits, _index(catalogue).verbs)
    levels, verb_levels = _levels(text, mention, own, hits, begun, fitting.cues)
    if tells_itself(text, mention):
        levels = {cue: level for cue, level in levels.items() if level >= _CLAUSE}
        verb_levels = {cue: level for cue, level in verb_levels.items() if level >= _CLAUSE}
    if mention.per_unit:  # a rate's denominator is a word of its own: "/kg" tells a price
        levels["/" + mention.per_unit.partition("/")[0]] = _OWN
    ruled_out = _behind(hits, mention, own) if mention.kind == "percent" else levels
    bearing = _bearing(fitting, levels, verb_levels, ruled_out)
    best: dict[str, _Scored] = {}
    for row in sorted({*fitting.wordless, *bearing}) if bearing else fitting.wordless:
        rule, least, needs = fitting.rows[row]
        slots = bearing.get(row, _NO_SLOTS)
        scored = _score(least, needs, slots)
        if scored is not None and scored > (best[rule.code][0] if rule.code in best else -1.0):
            best[rule.code] = scored, needs, slots
    if mention.kind == "money" and len(best) > 1:
        best = _of_own_topic(best)
    if not best:
        return Classified("other", 0.0, 0.0, f"unit:{mention.unit or '–'} → other", False)
    code = max(best, key=lambda code: best[code][0]) if len(best) > 1 else next(iter(best))
    score, needs, slots = best.pop(code)
    if not needs and is_small(mention):
        return Classified("other", score, score, "a sum so small is a price or fee → other", False)
    margin = score - max([other[0] for other in best.values()], default=0.0)
    why, cued = f"unit:{mention.unit}", False
    for slot, _ in needs:
        level, _, cue = slots[slot]
        why += f" + {slot}:{cue}"
        cued = cued or (slot != "topic" and level >= _NEAR)
    return Classified(code, score, margin, f"{why} → {code}", cued)


def is_small(mention: Mention) -> bool:
    """Whether a sum is so small that, without a word for it, it is a price or a fee."""
    return mention.unit == "VND" and max(mention.value, mention.value_high or 0) < _SMALL


_OF_HOUSEHOLDS = re.compile(
    r" (?:khá|giàu|trung bình|đạt|vi phạm|đăng ký|ký|có thu nhập|làm nghề|làm ăn|không|chưa)(?!\w)"
)


def tells_itself(text: str, mention: Mention) -> bool:
    """Whether what follows a count of households says what these are, whatever was told of others:
    `15 hộ được vay vốn, 62 hộ đạt gia đình văn hóa`."""
    return mention.noun_class == "household" and bool(_OF_HOUSEHOLDS.match(text, mention.end))


def _is_growth(text: str, mention: Mention) -> bool:
    """Whether a percent is of change, or `tăng 4,8 lần`; `tăng gấp đôi` gives no rate."""
    if mention.kind == "times":
        grown = text[mention.number_start].isdigit()
        again = text.startswith((" liên tiếp", " trong"), mention.end)  # so many times it rose
        return grown and not again and "change:tăng" in mention.why
    return mention.kind == "percent" and mention.direction != "level"


# Of a row, the strongest (level, length, cue) that fills each of its slots.
_Slots = dict[str, tuple[float, int, str]]
_NO_SLOTS: _Slots = {}
# The slots that a row has words for, and how strongly one must bear on the number.
_Needs = tuple[tuple[str, float], ...]
_Scored = tuple[float, _Needs, _Slots]


def _of_own_topic(best: dict[str, _Scored]) -> dict[str, _Scored]:
    """Leave out what the clause before tells of, where the own clause opens with another topic:
    `thu ngân sách đạt 49 tỷ đồng, thu nhập đạt 28 triệu đồng`."""
    topics = {code: slots["topic"][0] for code, (_, _, slots) in best.items() if "topic" in slots}
    # One syllable tells little: "thu" of a budget's "thu dầu thô".
    if not any(
        level >= _OWN and " " in best[code][2]["topic"][2] for code, level in topics.items()
    ):
        return best
    return {
        code: row
        for code, row in best.items()
        if topics.get(code, _OWN) >= _CLAUSE or _acts(row[2]) >= _CLAUSE
    }


def _acts(slots: _Slots) -> float:
    """How strongly the verb or qualifier of a row bears on the number, 0 where it has none."""
    return max([slots[slot][0] for slot in ("verb", "qualifier") if slot in slots], default=0.0)


@dataclass(frozen=True, slots=True)
class _Fitting:
    """The rows that fit a unit: each with what it scores by that and what else it needs."""

    rows: tuple[tuple[IndicatorRule, float, _Needs], ...]
    wordless: tuple[int, ...]  # those that need no words, by their place in `rows`
    cues: dict[str, list[tuple[int, str]]]  # of each cue the rows, by place, and slots it is in


def _bearing(
    fitting: _Fitting, levels: dict[str, float], verb_levels: dict[str, float],
    ruled_out: dict[str, float],
) -> dict[int, _Slots]:  # fmt: skip
    """The slots of each fitting row, by its place, that the cues at hand touch."""
    rows: dict[int, _Slots] = {}
    for cue, level in levels.items():
        for row, slot in fitting.cues.get(cue, ()):
            strength = level
            if slot == "verb":
                strength = verb_levels.get(cue, 0.0)
            elif slot == "exclude":
                strength = ruled_out.get(cue, 0.0)
            if not strength:
                continue
            slots = rows.setdefault(row, {})
            if (strength, len(cue), cue) > slots.get(slot, (0.0, 0, "")):
                slots[slot] = (strength, len(cue), cue)
    return rows


def _behind(
    hits: list[tuple[int, int, str]], mention: Mention, own: tuple[int, int]
) -> dict[str, float]:
    """The cues behind a percent, where its base stands: `102% so với cùng kỳ`."""
    return {cue: _OWN for start, end, cue in hits if mention.end <= start and end <= own[1]}


_NOUN_END = re.compile(r"[ ,]")


@lru_cache(maxsize=2048)
def _fitting(catalogue: Catalogue, kind: str, unit: str, noun_class: str) -> _Fitting:
    """The rows whose kind and noun fit: an exact and longer noun is better."""
    index = _index(catalogue)
    found: dict[int, tuple[IndicatorRule, float]] = {
        id(rule): (rule, rule.weight) for rule in index.free.get(kind, ())
    }
    nouns = [(unit, 1.2)]
    for end in _NOUN_END.finditer(unit):
        head = unit[: end.start()]
        known = catalogue.nouns.get(head)
        # "nhà văn hóa" is no "nhà": a head counts only within its own class; nor is "lượt người"
        # a "lượt" of anything else
        if known is None or (
            known.noun_class == noun_class
            and not (known.extend == "head" and known.noun_class == "turn")
        ):
            nouns.append((head, 0.7 + 0.01 * end.start()))
    if noun_class:
        nouns.append((f"@{noun_class}", 0.5))
    for noun, fit in nouns:
        for rule in index.by_noun.get((kind, noun), ()):
            if id(rule) not in found or found[id(rule)][1] < rule.weight + fit:
                found[id(rule)] = (rule, rule.weight + fit)
    rows = tuple((rule, score, _needs(rule)) for rule, score in found.values())
    cues: dict[str, list[tuple[int, str]]] = {}
    for row, (rule, _, _) in enumerate(rows):
        for slot, of_slot in zip(_SLOTS, _cues(rule), strict=True):
            for cue in of_slot:
                cues.setdefault(cue, []).append((row, slot))
    return _Fitting(rows, tuple(row for row, (_, _, needs) in enumerate(rows) if not needs), cues)


def _own_window(
    text: str, sentence: Sentence, mentions: list[Mention], position: int, catalogue: Catalogue
) -> tuple[int, int]:
    """The clause of a mention: back to the mention or strong stop before it, on to the next."""
    mention = mentions[position]
    low = mentions[position - 1].end if position else sentence.start
    low = min(max(low, sentence.start), mention.start)
    if position and mention.kind != "percent":
        # "9 ca nặng, 14 xe bị giữ", "7 hộ nghèo và 20 hộ khá": what stands between is the other's
        gap = text[low : mention.start]
        last = mention.noun_class == "household" and gap.endswith(" và ")
        low += len(gap) - 4 if last else max(gap.find(", "), 0)
    for stop in _CLAUSE_END.finditer(text, low, mention.start):
        # "57 hộ nghèo (tỷ lệ 4,1%)": the bracket says more of what stands before it
        if mention.kind == "percent" and stop[0] == "(" and mention.start - stop.end() < 14:
            continue
        beside = stop[0] == ":" and mention.start - stop.end() < 3
        label = _RATE_LABEL if mention.kind == "percent" else _LABEL
        if beside and label.match(text, low, stop.start()):
            continue  # "Số người chết: 754 người", "Tỷ lệ hộ nghèo: 5,4%"
        done = _DOING.match(text, low, stop.start()) if beside else None
        if done and not {done[1].lower(), done[2].lower()}.isdisjoint(_index(catalogue).verbs):
            continue
        low = stop.end()
    share = _SHARE.match(text, mention.end, sentence.end)
    behind = share.end() if share else mention.end
    following = position + 2 if share else position + 1
    while (
        following < len(mentions)
        and mentions[following].noun_class in ("village", "commune", "place", "household")
        and _PLACED_IN.fullmatch(text, behind, mentions[following].start)
    ):
        behind, following = mentions[following].end, following + 1
    high = mentions[following].start if following < len(mentions) else sentence.end
    high = max(high, behind)
    if (
        following < len(mentions)
        and _JOINED.fullmatch(text, behind, mentions[following].start)
        and _UNDERGO.match(text, mentions[following].end)
    ):
        behind = mentions[following].end
        high = max(mentions[following + 1].start if following + 1 < len(mentions) else 0, behind)
        high = high if high > behind else sentence.end
    end = _AFTER_END.search(text, behind, high)
    while end and _is_of_place(text, behind, end.start()):
        end = _AFTER_END.search(text, end.end(), high)
    if end and text[end.start()] == ",":
        harmed = text.find(" bị ", end.end(), high) >= 0
        listed = _names_end(text, end.start(), high, catalogue) if harmed else -1
        if listed >= 0:
            end = _AFTER_END.search(text, listed, high)
        elif _is_of_people(text, end.start(), catalogue):
            end = _AFTER_END.search(text, end.end(), high)
    return low, end.start() if end else high


def _names_end(text: str, comma: int, high: int, catalogue: Catalogue) -> int:
    """Where the names behind a comma end that share a number and what befell them, else -1."""
    named = _AND_NAMED.match(text, comma, high)
    while named:
        noun = catalogue.nouns.get(named[1].lower())
        if noun is None or noun.noun_class not in _NAMED:
            return -1
        if not named["more"]:
            return named.end()
        named = _AND_NAMED.match(text, named.end(), high)
    return -1


def _is_of_place(text: str, low: int, stop: int) -> bool:
    """Whether a comma stands between names, or a full stop behind an abbreviated unit."""
    if text[stop] == ".":
        return _ABBREVIATED.search(text, low, stop) is not None
    return bool(_BETWEEN_NAMES.match(text, stop) and _NAME_ENDS.search(text, low, stop))


def _is_of_people(text: str, comma: int, catalogue: Catalogue) -> bool:
    """Whether a comma joins two words for people: `12 hộ hội viên, phụ nữ thoát nghèo`."""
    behind = _PEOPLE_AFTER.match(text, comma)
    if behind is None or not _is_person(behind[1], catalogue):
        return False  # so most
    before = _PEOPLE_BEFORE.search(text, max(0, comma - 24), comma)
    return before is not None and _is_person(before[1], catalogue)


def _is_person(form: str, catalogue: Catalogue) -> bool:
    noun = catalogue.nouns.get(form.lower())
    return noun is not None and noun.noun_class == "person"


def _clause_begun(
    text: str, sentence: Sentence, low: int, hits: list[tuple[int, int, str]],
    verbs: frozenset[str],
) -> int:  # fmt: skip
    """Where the semicolon is whose clause, up to `low`, has a verb of its own; else -1."""
    stop = text.rfind(";", sentence.start, low)
    if stop >= 0 and any(stop < start and end <= low and cue in verbs for start, end, cue in hits):
        return stop
    return -1


def _levels(
    text: str, mention: Mention, own: tuple[int, int], hits: list[tuple[int, int, str]],
    begun: int, cues: Container[str],
) -> tuple[dict[str, float], dict[str, float]]:  # fmt: skip
    """How strongly each of some cues bears on a mention, from its place relative to the mention.

    The second dict is for verbs that act on what is counted: they stand before it (`hỗ trợ 12 hộ`)
    or, in the passive, behind it (`12 hộ được hỗ trợ`); `12 hộ hỗ trợ` says who acts.
    """
    low, high = own
    begins, ends = mention.start, mention.end
    levels: dict[str, float] = {}
    verb_levels: dict[str, float] = {}
    for start, end, cue in hits:
        if start >= high:
            break
        if cue not in cues:
            continue
        behind = start >= ends
        if end <= low:
            level = _NEAR if begins - end <= _REACH and start > begun else _FAR
        elif end > high:
            continue
        elif behind:
            level = _OWN if start - ends < _BESIDE else _CLAUSE
        else:
            gap = begins - end
            opens = start - low <= _OPENS  # "giá trị sản xuất …": what the clause is about
            level = _TOUCHING if 0 <= gap < 2 else _OWN if opens or gap < _BESIDE else _CLAUSE
        if level > levels.get(cue, 0.0):
            levels[cue] = level
        if cue == mention.unit and start >= begins:
            continue  # "3 phát": shots, none is handed out
        if level > verb_levels.get(cue, 0.0) and (not behind or _PASSIVE.search(text, ends, start)):
            verb_levels[cue] = level
    return levels, verb_levels


# How strongly a row's words must bear on the number at least, by the row's scope.
_WORD_NEEDS = {"": _FAR, "clause": _CLAUSE, "verb": _FAR, "beside": _FAR}
_VERB_NEEDS = {"": _FAR, "clause": _CLAUSE, "verb": _CLAUSE, "beside": _TOUCHING}


def _needs(rule: IndicatorRule) -> _Needs:
    slots = zip(_SLOTS, (rule.topics, rule.verbs, rule.qualifiers), strict=False)
    return tuple(
        (slot, (_VERB_NEEDS if slot == "verb" else _WORD_NEEDS)[rule.scope])
        for slot, cues in slots
        if cues
    )


def _score(score: float, needs: _Needs, slots: _Slots) -> float | None:
    """The score of a row with what fills its slots, None where it does not apply."""
    if "exclude" in slots:
        ruled_out = slots["exclude"][0]
        # A row that its unit alone brings here has no word to be nearer than.
        bears = max(
            [level for slot, (level, _, _) in slots.items() if slot != "exclude"], default=_NEAR
        )
        if ruled_out >= _CLAUSE or ruled_out >= _NEAR >= bears:
            return None
    for slot, needed in needs:
        level, length, _ = slots.get(slot, (0.0, 0, ""))
        if level < needed:
            return None
        score += 2.0 * level + 0.02 * length
    return score
