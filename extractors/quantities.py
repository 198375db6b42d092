"""From numbers to quantities: value, unit, share and range of each.

What the words around tell of it is read by modifiers, rates, changes, signs and plans.

read_quantities(text, sentence, numbers, catalogue) -> list[Mention]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from extractors.bare_sums import ALONE, count_on, read_herd, read_people
from extractors.catalogue import Catalogue
from extractors.changes import read_change
from extractors.mentions import Mention
from extractors.modifiers import FROM, read_modifiers
from extractors.numbers import VAGUE_BEFORE, Number, find_numbers, read_number
from extractors.pairs import (
    AND,
    BETWEEN,
    DASH,
    JOINT,
    MOVES,
    OF_ALL,
    SLASH,
    TO,
    compare,
    is_chained,
    is_in_thousands,
    join,
    scaled,
)
from extractors.patterns import UPPER, any_word, either_case
from extractors.plans import read_status
from extractors.rates import (
    go_on_each,
    read_each,
    read_each_behind,
    read_worth,
    share_behind,
    share_rates,
    take_bases,
    take_rate,
)
from extractors.sentences import Sentence
from extractors.signs import read_sign
from extractors.units import UnitMatch, read_per, read_unit

_TIMES_SIGN = re.compile(r"\s?[xX×]\s?\Z")
_OR = re.compile(r"\s(?:hoặc|hay)\s\Z", re.IGNORECASE)  # "150 hoặc 200 nghìn đồng"
_LIST_GAP = re.compile(r"\s?(?:,|;|và|,\s?và|hoặc|hay)\s?\Z", re.IGNORECASE)
# Both prices of a dealer: "mua vào 74,98 - bán ra 76,98 triệu đồng".
_BID = re.compile(
    r"\s?[-–—/,;]?\s?(?:giá\s)?(?:mua|bán)(?:\s(?:vào|ra))?(?:\s(?:là|ở mức))?\s\Z", re.IGNORECASE
)
_ABOUT = re.compile(r"(?<!\w)khoảng\s+\Z", re.IGNORECASE)
# What was, and what has become of it: "giảm từ 31 xuống 29 vụ".
_BECAME = re.compile(
    r"\s+(?:(?P<up>lên)(?:\s+(?:đến|tới|thành))?|xuống(?:\s+(?:còn|đến|tới))?|còn|đến|tới)\s+\Z",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"(?<!\w)số\s", re.IGNORECASE)  # "số hộ giảm từ …": the noun is there
_MULTIPLE = re.compile(
    rf"(?:{any_word(either_case(['gấp', 'tăng', 'giảm']))})"
    r"\s+(?:gần\s+|hơn\s+)?"
    r"(đôi|rưỡi|rười|(?:(?<=[Gg]ấp )|(?<=[Gg]ấp gần )|(?<=[Gg]ấp hơn ))(?:ba|bốn|mười)"
    r"(?=\s+(?:so với|năm (?:ngoái|trước)|ngày thường|trước)(?!\w)|[,.;)]))(?!\w)"
)
_TIMES_AS = re.compile(r"(?<!\w)gấp\s+\Z", re.IGNORECASE)
_MOVED_BY = re.compile(r"(?<!\w)(tăng|giảm)\s[^,;]*\Z", re.IGNORECASE)
_AS_TIMES = {"đôi": 2.0, "rưỡi": 1.5, "rười": 1.5, "ba": 3.0, "bốn": 4.0, "mười": 10.0}
# "5 triệu đồng trở lại", but "9 hộ làm ăn trở lại"; a new `từ` bounds something else.
_AFTER_BOUND = re.compile(
    r"(?:(?:\s+(?!từ\s)[^\W\d]+){0,8}?\s+"
    r"(?<!đại học )(?<!cao đẳng )(?<!trung cấp )(trở lên|trở xuống)"
    r"|\s+trở lại(?=\s*[,.;:)]|\s*\Z|\s(?:đây|thì|được|cho|mới|với)(?!\w)))"
    r"(?!\w)"
)
_SPELLED = re.compile(r"\s?\(\s?([^\W\d_]+(?:\s[^\W\d_]+){0,12})\s?\)")
_BRACKET = re.compile(r"[ \u00a0]?\([ \u00a0]?(?:(nghìn|ngàn|triệu|tỷ|tỉ)(?=\s))?", re.IGNORECASE)
_SCALES = {"": 1.0, "nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
# "so với 6 đồng tiền chủ chốt"
_CURRENCY = re.compile(r"\s(đồng tiền)(?= (?:chủ chốt|khác|mạnh|châu|dự trữ|chung)(?!\w))")
_CURRENCY_BEFORE = re.compile(r"(?:US\$|USD|\$|(?P<euro>€|EUR))\s?\Z")
_AND_HALF = re.compile(r"\s+rư[ỡở]i(?!\w)")
_OF_ALL = re.compile(r"\s+(?:tổng\s+)?số(?=\s)")


def read_quantities(
    text: str, sentence: Sentence, numbers: list[Number], catalogue: Catalogue,
    taken: list[int] | None = None,
) -> list[Mention]:  # fmt: skip
    """Read the quantities of one sentence from its numbers (those that are no date, name …).

    Shares, ranges and rates take two numbers and give one mention. Units left out are filled in
    from the list that follows or the antecedent before; a mention may end without any. `taken`
    are offsets where dates, names … begin: no unit runs into them.
    """
    taken = taken or []
    limits = _limits(text, sentence, numbers, taken)
    mentions: list[Mention] = []
    index = 0
    while index < len(numbers):
        before = numbers[index - 1].end if index else sentence.start
        before = max(before, mentions[-1].end if mentions else before)
        mention, used = _read_one(text, sentence, numbers, index, limits, taken, catalogue)
        read_sign(text, max(before, sentence.start), mention)
        read_modifiers(text, max(before, sentence.start), mention, catalogue)
        if mention.kind == "times":
            _take_gap(text, max(before, sentence.start), mention, catalogue)
        read_change(text, sentence, mention, mentions)
        read_each(text, sentence, before, mention, catalogue)
        if mentions:
            go_on_each(text, mention, mentions[-1])
            share_behind(text, mention, mentions[-1])
            read_worth(text, mention, mentions[-1])
        if mentions and mention.direction != "level" and mention.per_unit is None:
            take_rate(mention, mentions[-1])
        mentions.append(mention)
        index += used
    mentions = take_bases(text, sentence, _join_measures(text, mentions))
    for position in range(1, len(mentions)):
        _now_and_before(text, mentions[position - 1], mentions[position])
    count_on(text, mentions)
    _take_worth(text, mentions)
    _share_units(text, mentions)
    share_rates(text, sentence, mentions)
    read_status(text, sentence, mentions)
    return mentions


def _now_and_before(text: str, change: Mention, mention: Mention) -> None:
    """`tăng 13 vụ (51/38)`: 51 now and 38 before, no share."""
    if (
        mention.total is not None
        and change.direction != "level"
        and abs(abs(mention.value - mention.total) - change.value) < 1e-9
        and text[change.end : mention.start].strip() == "("
    ):
        mention.total = None
        mention.why.append("now and before, as the change says")


def read_multiples(text: str, sentence: Sentence, catalogue: Catalogue) -> list[Mention]:
    """Read multiples without `lần`: `gấp đôi`, `hơn gấp rưỡi`, `gấp ba so với`: value 2, 1.5 …"""
    start, end = sentence.start, sentence.end
    if not any(text.find(word, start, end) >= 0 for word in ("đôi", "rưỡi", "rười", "gấp")):
        return []
    found = []
    for match in _MULTIPLE.finditer(text, start, end):
        moved = _MOVED_BY.search(text[max(start, match.start() - 10) : match.start(1)])
        down = moved is not None and moved[1].lower() == "giảm"
        mention = Mention(
            direction="level" if moved is None else "decrease" if down else "increase",
            start=match.start(1), end=match.end(1), number_start=match.start(1),
            number_end=match.end(1), value=_AS_TIMES[match.group(1).lower()], precision=0.5,
            unit="times", kind="times", unit_start=match.start(1), unit_end=match.end(1),
            words=True, why=[f"{match[0]} → {_AS_TIMES[match.group(1).lower()]:g} times"],
        )  # fmt: skip
        read_modifiers(text, match.start(), mention, catalogue)
        _take_gap(text, start, mention, catalogue)
        mention.start = min(mention.start, match.start())
        found.append(mention)
    return found


def _take_gap(text: str, floor: int, mention: Mention, catalogue: Catalogue) -> None:
    """Take in the `gấp` before a multiple, and what stands before that: `gần gấp 3 lần`."""
    times_as = _TIMES_AS.search(text, max(floor, mention.start - 6), mention.start)
    if times_as is not None:
        mention.start = times_as.start()
        read_modifiers(text, floor, mention, catalogue)


def _mention(number: Number) -> Mention:
    mention = Mention(
        start=number.start, end=number.end, number_start=number.start, number_end=number.end,
        value=number.value, precision=number.step, words=number.words,
    )  # fmt: skip
    if number.note:
        mention.why.append(number.note)
    if number.vague:
        mention.modifier = "order"
    return mention


def _read_one(
    text: str, sentence: Sentence, numbers: list[Number], index: int, limits: list[int],
    taken: list[int], catalogue: Catalogue,
) -> tuple[Mention, int]:  # fmt: skip
    """Read the quantity that begins at numbers[index]; how many numbers it took."""
    number = numbers[index]
    following = numbers[index + 1] if index + 1 < len(numbers) else None
    mention = _mention(number)
    used, last = 1, number
    if following is not None and join(text, mention, number, following, catalogue):
        used, last = 2, following
    spelled = _SPELLED.match(text, last.end, sentence.end)
    after = last.end
    if spelled and read_number(spelled.group(1)) == last.value:
        after = spelled.end()  # "05 (năm) cá nhân"
        while index + used < len(numbers) and numbers[index + used].start < after:
            used += 1
    limit = limits[index + used - 1]
    mention.end = mention.number_end = last.end
    unit = _unit_of(text, sentence, mention, last, after, limit, catalogue)
    currency = _CURRENCY_BEFORE.search(text, max(sentence.start, number.start - 4), number.start)
    if currency and (unit is None or (unit.kind == "money" and unit.start == unit.end)):
        unit = UnitMatch(last.end, last.end, "euro" if currency["euro"] else "USD", "money")
        mention.start = currency.start()
    if unit is not None:
        if (
            unit.unit == "mẫu"
            and _SAMPLE_ENDS.match(text, unit.end)
            and _SAMPLED.search(text, sentence.start, sentence.end)
        ):
            unit = UnitMatch(unit.start, unit.end, "mẫu", "count", "dose")
        _set_unit(mention, unit)
        _fix_decimals(mention, number, unit, text)
        _add_half(text, mention, number.magnitude * unit.factor)
    if used == 1 and unit is not None and following is not None:
        used = _read_second(text, numbers, index, limits, mention, unit, catalogue)
    end = _next_taken(taken, mention.end, sentence.end)
    per = read_per(text, mention.end, end, catalogue) if mention.unit else None
    if per is not None:
        mention.end, mention.per_value, mention.per_unit = per
        mention.why.append(f"per {mention.per_unit}")
        while index + used < len(numbers) and numbers[index + used].start < mention.end:
            used += 1  # the number of "/10.000 dân" is the rate's
    elif mention.unit:
        read_each_behind(text, sentence, mention, catalogue)
    if index + used < len(numbers):
        end = min(end, numbers[index + used].start)
    bounded = text.find("trở ", mention.end, end) >= 0
    if bounded and (bound := _AFTER_BOUND.match(text, mention.end, end)):
        mention.end = bound.end()
        mention.modifier = "at_least" if bound.group(1) == "trở lên" else "at_most"
    return mention, used


def _unit_of(
    text: str, sentence: Sentence, mention: Mention, last: Number, after: int, limit: int,
    catalogue: Catalogue,
) -> UnitMatch | None:  # fmt: skip
    """The unit between `after` and `limit`, or what the size of the number alone tells of it.

    `last`: the number that the unit follows; a magnitude of it without a unit is money.
    """
    part = mention.total or mention.value == 0.5
    of_all = _OF_ALL.match(text, after, limit) if part else None
    unit = read_unit(text, of_all.end() if of_all else after, limit, catalogue)
    if unit is None:
        unit = _dotted_money(text, last, limit) or _bracketed_unit(text, after, limit, catalogue)
    if unit is not None and unit.kind == "money" and last.value < 1e3:
        coin = _CURRENCY.match(text, last.end, limit)
        if coin is not None:
            return UnitMatch(coin.start(1), coin.end(1), "đồng tiền", "count", "other")
    before_slash = last.magnitude >= 1e3 and text[last.end : last.end + 1] == "/"
    if unit is not None and last.magnitude >= 1e6 and unit.unit.startswith("tiền"):
        unit = None  # "20 triệu tiền công"
    if last.magnitude >= 1e9 and unit is not None and _is_unknown(unit):
        unit = None  # "10.000 tỷ khó hoàn thành": no noun that the tables know is so many
    if unit is None and last.magnitude >= 1e6 and not before_slash:
        unit = read_herd(text, sentence, mention, catalogue) or read_people(
            text, sentence, mention, catalogue
        )
    if unit is None and (last.magnitude >= 1e6 or before_slash):
        unit = UnitMatch(last.end, last.end, "VND", "money")
        mention.why.append(ALONE)
    return unit


_CHANGES_BY = re.compile(r"(?<!\w)(?:tăng|giảm) (?:khoảng |thêm )?\Z")
_DOTTED = re.compile(r"\.(đ|đồng(?! (?:bào|chí|thời|loạt|hành|đội)(?!\w)))(?!\w)")


def _dotted_money(text: str, number: Number, limit: int) -> UnitMatch | None:
    """The đồng of `35tr.đ`, whose magnitude is abbreviated."""
    match = _DOTTED.match(text, number.end, limit) if number.magnitude >= 1e3 else None
    return UnitMatch(*match.span(1), "VND", "money") if match else None


def _bracketed_unit(text: str, start: int, limit: int, catalogue: Catalogue) -> UnitMatch | None:
    """The unit of `1.250 (tỷ đồng)`, which a bracket holds alone, with its magnitude."""
    bracket = _BRACKET.match(text, start, limit)
    unit = read_unit(text, bracket.end(), limit, catalogue) if bracket else None
    if bracket is None or unit is None or text[unit.end : unit.end + 1] != ")":
        return None
    if _is_unknown(unit):
        return None
    scale = _SCALES[(bracket[1] or "").lower()]
    return replace(unit, end=unit.end + 1, factor=unit.factor * scale)


def _is_unknown(unit: UnitMatch) -> bool:
    return unit.kind == "count" and not unit.noun_class


def _add_half(text: str, mention: Mention, whole: float) -> None:
    """`2 tạ rưỡi`, `3 năm rưỡi`, `2 tỷ đồng rưỡi`: a half of the last `whole` more."""
    if mention.kind == "count" or mention.value_high is not None or mention.total is not None:
        return
    if half := _AND_HALF.match(text, mention.end):
        mention.value += whole / 2
        mention.precision = whole / 2
        mention.end = half.end()


def _limits(text: str, sentence: Sentence, numbers: list[Number], taken: list[int]) -> list[int]:
    """Where the unit of each number must end: before the next number, date, name …"""
    limits = []
    for index, number in enumerate(numbers):
        limit = numbers[index + 1].start if index + 1 < len(numbers) else sentence.end
        if index + 1 < len(numbers) and numbers[index + 1].vague:
            vague = VAGUE_BEFORE.search(text, number.end, limit)  # "20, hàng chục triệu"
            limit = vague.start() if vague else limit
        limits.append(_next_taken(taken, number.end, limit))
    return limits


def _next_taken(taken: list[int], position: int, end: int) -> int:
    """Where the next date, name … begins behind a position, `end` where none does."""
    following = bisect_left(taken, position)
    return min(end, taken[following]) if following < len(taken) else end


_SAMPLE_ENDS = re.compile(r"[,.;)]|\Z| (?:dương|âm|đạt|không|cho|kiểm|xét|gửi|bị nhiễm)(?!\w)")
# What is tested: "dương tính 17/18 mẫu" is no land
_SAMPLED = re.compile(
    r"(?<!\w)(?:xét nghiệm|dương tính|âm tính|kiểm nghiệm|giám định|kháng thể)(?!\w)"
)


def _set_unit(mention: Mention, unit: UnitMatch) -> None:
    mention.unit, mention.kind, mention.noun_class = unit.unit, unit.kind, unit.noun_class
    if unit.factor != 1.0:  # "62 tạ" is 6200 kg
        mention.value = scaled(mention.value, unit.factor)
        mention.precision *= unit.factor
        if mention.value_high is not None:
            mention.value_high = scaled(mention.value_high, unit.factor)
        if mention.total is not None:
            mention.total = scaled(mention.total, unit.factor)
    mention.unit_start, mention.unit_end = unit.start, unit.end
    mention.end = max(mention.end, unit.end)


_MARK = re.compile(r"\d{1,2}[.,]\d{1,2}")
_COMMA_GROUPS = re.compile(r"[1-9]\d{0,2},\d{3}|[1-9]\d{0,2}(?:\.\d{3})+,000")


def _fix_decimals(mention: Mention, number: Number, unit: UnitMatch, text: str) -> None:
    """`12,345 hộ` has no decimals: things are counted whole, as are dong; the comma groups."""
    printed = text[number.start : number.end]
    if printed.isdecimal():
        return
    if text[unit.start : unit.end] == "đ" and _MARK.fullmatch(printed):
        mention.unit, mention.kind = "điểm", "count"  # "Toán 9,5đ": no dong has a fraction
        mention.why.append("đ with a fraction is a mark")
    if (unit.kind == "count" or unit.unit == "VND") and _COMMA_GROUPS.fullmatch(printed):
        mention.value, mention.precision = float(re.sub("[.,]", "", printed)), 1.0
        mention.why.append("comma read as thousands: neither counts nor dong have decimals")
        if mention.value_high is not None:
            second = text[number.end : mention.number_end].lstrip(" -–—đếntới")
            if _COMMA_GROUPS.fullmatch(second):
                mention.value_high = float(re.sub("[.,]", "", second))


def _read_second(
    text: str, numbers: list[Number], index: int, limits: list[int], mention: Mention,
    unit: UnitMatch, catalogue: Catalogue,
) -> int:  # fmt: skip
    """Look behind the unit for the second number of a share, a range or a rate; numbers used."""
    following = numbers[index + 1]
    if text.startswith("/", mention.end) and _is_range_of_rates(
        text, mention, following, unit, limits[index + 1], catalogue
    ):
        return 2
    gap = text[mention.end : following.start]
    if OF_ALL.fullmatch(gap) is not None:
        whole = read_unit(text, following.end, limits[index + 1], catalogue)
        grown = MOVES.search(text, max(0, mention.number_start - 12), mention.number_start)
        same = whole is not None and whole.unit == unit.unit
        if whole is not None and same and not grown and mention.value <= following.value:
            mention.total, mention.end = following.value, whole.end
            mention.why.append("share n of all m")
            return 2
        return 1
    if JOINT.match(gap) is None:
        return 1  # so most
    slash, dash = SLASH.match(gap), DASH.match(gap) or TO.match(gap)
    if not slash and not dash and not AND.match(gap):
        return 1
    second = read_unit(text, following.end, limits[index + 1], catalogue)
    if second is None and following.magnitude >= 1e6 and unit.kind == "money":
        second = UnitMatch(following.end, following.end, "VND", "money")
    if second is None:
        return 1
    same = second.unit == unit.unit
    if slash and same:
        mention.total, mention.end = following.value, second.end
        mention.why.append("share n/m")
        return 2
    is_last = (
        re.match(r"\s?/\s?\d", text[second.end : second.end + 4]) is None
        and text[mention.number_start - 1 : mention.number_start] != "/"
    )
    # "7 lượt/7 xã" is a rate, "13 hộ/10 thôn/6 xã" three counts
    if slash and is_last and unit.kind == "count" and second.noun_class in ("commune", "village"):
        mention.per_value, mention.per_unit = following.value, second.unit
        mention.end = second.end
        mention.why.append(f"per {second.unit}")
        return 2
    if slash:
        return 1
    before = text[max(0, mention.number_start - 14) : mention.number_start]
    between = not AND.match(gap) or BETWEEN.search(before)
    # "tăng 10% đến 15%" is told of one change, "khoảng 5% đến 7%" of one amount
    opened = FROM.search(before) or _ABOUT.search(before) or _CHANGES_BY.search(before)
    from_to = opened or DASH.match(gap)
    if same and between and from_to and mention.value < following.value:
        mention.value_high, mention.end = following.value, second.end
        mention.why.append("range")
        return 2
    return 1


def _is_range_of_rates(
    text: str, mention: Mention, following: Number, unit: UnitMatch, limit: int,
    catalogue: Catalogue,
) -> bool:  # fmt: skip
    """Read `từ 7 tấn/ha đến 9 tấn/ha`, if both are told for the same; the rate is read next."""
    per = read_per(text, mention.end, following.start, catalogue)
    if per is None or mention.value >= following.value:
        return False
    gap = text[per[0] : following.start]
    before = text[max(0, mention.number_start - 10) : mention.number_start]
    if not (DASH.match(gap) or (TO.match(gap) and FROM.search(before))):
        return False
    second = read_unit(text, following.end, limit, catalogue)
    if second is None or second.unit != unit.unit:
        return False
    again = read_per(text, second.end, limit, catalogue)
    if again is None or again[1:] != per[1:]:
        return False
    mention.value_high, mention.end = following.value, second.end
    mention.why.append("range of rates")
    return True


# How many of the second unit make one of the first: "2 tấn 5 tạ", "1 km 200 m"
_MAKE_ONE = {("tonne", "kg"): 1e3, ("km", "m"): 1e3, ("ha", "m2"): 1e4, ("m", "cm"): 100}
_TERM_ENDS = re.compile(r"\s*(?:tù(?!\w)|[.;,)]|\Z)")
_AS_MONTHS = "years and months as months"


def _join_measures(text: str, mentions: list[Mention]) -> list[Mention]:
    """`2 tấn 5 tạ` is one amount, `5 năm 6 tháng` one span of 66 months."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        beside = before is not None and _are_beside(text, before, mention)
        units = (before.unit, mention.unit) if before is not None and beside else ("", "")
        if before is not None and _is_rest(before, mention, units):
            before.value += mention.value / _MAKE_ONE[units]
            before.precision, before.end = mention.precision / _MAKE_ONE[units], mention.end
            before.per_value, before.per_unit = mention.per_value, mention.per_unit
            before.why.append("one amount in two units")
        elif before is None or units not in (("year", "month"), ("month", "day")):
            joined.append(mention)
        elif units == ("month", "day") and before.why[-1:] == [_AS_MONTHS]:
            before.end = mention.end  # "1 năm 11 tháng 3 ngày" is told in months
        elif units == ("year", "month") and mention.value < 12:
            before.value = before.value * 12 + mention.value
            before.unit, before.precision, before.end = "month", mention.precision, mention.end
            before.why.append(_AS_MONTHS)
        else:
            joined.append(mention)
    return joined


def _are_beside(text: str, before: Mention, mention: Mention) -> bool:
    """Tell whether nothing stands between two amounts; in a term, a comma: `7 năm, 6 tháng tù`."""
    gap = text[before.end : mention.start].strip()
    term = mention.kind == "duration" and _TERM_ENDS.match(text, mention.end)
    return not gap or (gap == "," and bool(term))


def _is_rest(before: Mention, mention: Mention, units: tuple[str, str]) -> bool:
    """Tell whether an amount is the rest of the one beside it, less than one of its unit."""
    whole = _MAKE_ONE.get(units, 0)  # "2 km 4 m rộng" is no 2.004 km
    return (
        whole / 100 <= mention.value < whole
        and (before.value_high, before.total, before.per_unit) == (None, None, None)
        and (mention.value_high, mention.total) == (None, None)
        and mention.start == mention.number_start
    )


_WORTH = re.compile(r"(?<!\w)(?:trị giá|giá trị|số tiền)(?: mỗi [^\W\d_]+)?\s\Z", re.IGNORECASE)


_THOUSANDS = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ)\Z", re.IGNORECASE)


def _take_worth(text: str, mentions: list[Mention]) -> None:
    """Read bare sums behind what they are the worth of as money: `trị giá 1.250.000`, `mỗi suất 500
    nghìn`."""
    for mention in mentions:
        if mention.unit or mention.value < 1e3:
            continue
        each = mention.for_each and _THOUSANDS.search(
            text, mention.number_start, mention.number_end
        )
        if each or _WORTH.search(text, max(0, mention.start - 30), mention.start):
            mention.unit, mention.kind = "VND", "money"
            mention.why.append("what it is worth: money")


_NAME_BEFORE = re.compile(rf"(?<=\w )[{UPPER}][\w-]*[ \u00a0]\Z")  # no first word of a sentence


def _share_units(text: str, mentions: list[Mention]) -> None:
    """Give numbers without a unit the one that follows in their list: `là 3, 5 và 7 mô hình`,
    `450 x 3 m`, `5,2 và 6,1%`."""
    for position in range(len(mentions) - 2, -1, -1):
        mention, following = mentions[position], mentions[position + 1]
        if mention.unit or not following.unit:
            continue
        gap = text[mention.end : following.start]
        became = _BECAME.match(gap)
        if became is not None and not _was(text, mention, following, became):
            continue
        if gap.strip() == "," and _NAME_BEFORE.search(
            text, max(0, mention.start - 24), mention.start
        ):
            continue  # "mất 1 điện thoại Iphone 6, 2.200 USD"
        if mention.words != following.words and not became:
            continue  # "lúa chín, 2 ha", "số hiệu ACDN 257, hai hộp đạn"
        chained = DASH.match(gap) and is_chained(text, mention.start, following.number_end)
        if bid := _BID.match(gap) or _OR.match(gap) or chained:
            _take_scale(text, mention, following)
        compared = gap == "/" and compare(text, mention, following)
        if _TIMES_SIGN.match(gap) or _LIST_GAP.match(gap) or bid or became or compared:
            if not became and following.kind == "money" and following.value >= 1e6 > mention.value:
                continue
            mention.unit, mention.kind = following.unit, following.kind
            mention.noun_class = following.noun_class
            mention.unit_start, mention.unit_end = following.unit_start, following.unit_end
            mention.per_value, mention.per_unit = following.per_value, following.per_unit
            mention.elided = True
            mention.why.append("unit from the list that follows")


def _take_scale(text: str, mention: Mention, following: Mention) -> None:
    """Give the first of two prices, or of a chain, the magnitude of the one beside it."""
    (number,) = find_numbers(text, following.number_start, following.number_end)[:1]
    (own,) = find_numbers(text, mention.number_start, mention.number_end)[:1]
    gap = text[mention.number_end : following.number_start]
    # the middle one of a chain has been given its own already
    magnitude = number.magnitude * round(following.value / (number.value or 1))
    if is_in_thousands(text, own, number, gap):
        magnitude = 1e3  # "20 - 30 - 40.000 đồng"
    value = scaled(mention.value, magnitude)
    if magnitude > 1 and 0.5 < value / (following.value or 1) < 2:
        mention.value, mention.precision = value, mention.precision * magnitude


def _was(text: str, mention: Mention, following: Mention, became: re.Match[str]) -> bool:
    """Whether a number is what `following` was before: `từ 31 xuống 29 vụ`; takes its scale."""
    before = text[max(0, mention.start - 60) : mention.start]
    if not FROM.search(before) or following.value_high is not None:
        return False
    counted = _NUMBER_OF.search(before)  # but "số chuyến từ 8 lên 14 chuyến"
    if counted and not before.lower().startswith(following.unit, counted.end()):
        return False
    moves = MOVES.search(before, max(0, len(before) - 30))
    if moves is None and became.group().split()[0].lower() in ("còn", "đến", "tới"):
        return False
    (number,) = find_numbers(text, following.number_start, following.number_end)[:1]
    scale = number.magnitude if mention.precision <= 1 else 1.0
    value = scaled(mention.value, scale)
    rises = became["up"] or (moves is not None and moves.group().lower() in ("tăng", "nâng"))
    if (value < following.value) != bool(rises):
        return False
    mention.value, mention.precision = value, mention.precision * scale
    return True


def with_unit_of(mention: Mention, antecedent: Mention) -> Mention:
    """Return the mention with its elided unit filled in from its antecedent."""
    return replace(
        mention, unit=antecedent.unit, kind=antecedent.kind, noun_class=antecedent.noun_class,
        elided=True, antecedent=antecedent.number_start,
        why=[*mention.why, f"unit of {antecedent.number_start}: {antecedent.unit}"],
    )  # fmt: skip
