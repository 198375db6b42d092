"""From numbers to quantities: modifier, unit, share, range, rate, direction and status of each.

read_quantities(text, sentence, numbers, catalogue) -> list[Mention]
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.catalogue import Catalogue, compounds
from extractors.mentions import Mention
from extractors.numbers import Number, find_numbers, read_number
from extractors.patterns import UPPER, any_word, either_case
from extractors.records import Direction
from extractors.sentences import Sentence
from extractors.signs import read_sign, read_signed_range
from extractors.units import UnitMatch, read_per, read_unit

_DASH = re.compile(r"\s?[-–—]\s?\Z")
_TO = re.compile(r"\s+(?:đến|tới)\s+\Z", re.IGNORECASE)
_OR_NEXT = re.compile(r"(?:,\s?|\s+(?:hoặc|hay)\s+)\Z")  # "năm, sáu lần", "hai hoặc ba hộ"
_AND = re.compile(r"\s+và\s+\Z", re.IGNORECASE)
_SLASH = re.compile(r"[ \u00a0]?/[ \u00a0]?\Z")
_OUT_OF = re.compile(r"\s+trên\s+(?:tổng\s+số\s+)?\Z", re.IGNORECASE)
_TIMES_SIGN = re.compile(r"\s?[xX×]\s?\Z")
_LIST_GAP = re.compile(r"\s?(?:,|;|và|,\s?và)\s?\Z", re.IGNORECASE)
# Both prices of a dealer: "mua vào 74,98 - bán ra 76,98 triệu đồng".
_BID = re.compile(
    r"\s?[-–—/,;]?\s?(?:giá\s)?(?:mua|bán)(?:\s(?:vào|ra))?(?:\s(?:là|ở mức))?\s\Z", re.IGNORECASE
)
_PARTS = re.compile(r"\s+phần\s+\Z", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)(?:từ|giữa)\s+\Z", re.IGNORECASE)
_MOVES = re.compile(r"(?<!\w)(?:tăng|giảm|hạ|nâng|rút|kéo|xuống|lên)(?!\w)", re.IGNORECASE)
# What was, and what has become of it: "giảm từ 31 xuống 29 vụ".
_BECAME = re.compile(
    r"\s+(?:(?P<up>lên)(?:\s+(?:đến|tới|thành))?|xuống(?:\s+(?:còn|đến|tới))?|còn|đến|tới)\s+\Z",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"(?<!\w)số\s", re.IGNORECASE)  # "số hộ giảm từ …": the noun is there
_EACH_AFTER = re.compile(
    r"(?:\s+[^\W\d]+){0,2}?\s+(?:(?:cho\s+)?mỗi(?:\s+một)?|một(?=\s+(?:năm|tháng|ngày|giờ|đêm|kg|ký|"
    r"cân|tấn|tạ|lít|sào|công|ha|mét|m2|m3|con|cây|người|suất|bao|chuyến|lượt|gốc|quả|trái)(?!\w)))"
    r"\s+(?=[^\W\d])",
    re.IGNORECASE,
)
_SPAN = frozenset(("ngày", "tháng", "năm", "tuần", "giờ", "đêm", "quý", "phút"))
_LISTED = re.compile(r"[^,.;:()]{0,12}(?:, |[ \u00a0]và[ \u00a0])(?:[^\W\d]+[ \u00a0]){0,4}\Z")
_OPENS = re.compile(r"(?:[,;:.(–-]\s*|\A\s*)\Z")
_ANEW = re.compile(
    r"(?<!\w)(?:tổng|gồm|trong đó|toàn|cả|huyện|xã|tỉnh|đã|với|cho)(?!\w)", re.IGNORECASE
)
_PER_HEAD = re.compile(
    r"(?<!\w)(?:bình quân|trung bình)\s+(?:trên\s+)?đầu người(?!\w)", re.IGNORECASE
)

# A change: the verb, at most an adverb or two, then the amount. "tăng lên 37" names a level.
_CHANGE = re.compile(
    r"(?<!\w)(?P<verb>(?<!cắt )(?:tăng|giảm)|sụt|hạ|cao hơn|thấp hơn|"
    r"nhiều hơn|lớn hơn|kém|vượt|tăng trưởng)"
    r"(?:\s+(?:thêm|được|bình quân|trung bình|trưởng|tới|đạt|mạnh|nhẹ|ròng|"
    r"chung|kỷ lục|nhanh|bớt|sâu"
    r"|lần lượt|mỗi năm|hằng năm|hàng năm|ở mức|là|gấp|so với cùng kỳ|"
    r"tương ứng|sút|cao hơn|kế hoạch))*\s*\(?\s*\Z",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][^\W\d]*\s\Z")
_CHANGE_OF = re.compile(
    r"(?<!\w)(?:(?P<up>tăng trưởng|tốc độ tăng|mức tăng)|(?P<verb>tăng|giảm|"
    r"vượt|(?P<than>cao hơn|thấp hơn|nhiều hơn|"
    r"ít hơn)))(?P<what>(?:\s+\(?(?:[^\W\d]+|\d{4})\)?){1,9})\s*:?\s*\Z",
    re.IGNORECASE,
)
_LEVEL_WORDS = re.compile(
    r"(?<!\w)(?:còn|lên|xuống|từ|đạt|là|chiếm|thành|có|được|với|hơn|trên|ở)(?!\w)", re.IGNORECASE
)
_SIGN = re.compile(r"(?<=[(\s,;])[-−–](?=\Z)|(?<=[(])\+\Z")
_ARROWS: dict[str, Direction] = {
    "↑": "increase", "▲": "increase", "↓": "decrease", "▼": "decrease"
}  # fmt: skip
_DOWN = frozenset(("giảm", "sụt", "hạ", "thấp hơn", "kém"))
# Of clauses in lower case.
_PLAN_WORDS = (
    "phấn đấu", "mục tiêu(?! quốc gia)", "đặt ra", "dự kiến", "sẽ", "đặt mục tiêu",
    "đặt chỉ tiêu", "chỉ tiêu(?: cụ thể)?(?= (?:như sau|là|năm|đến|phấn))",
    "phải (?:đạt|hoàn thành|có|tăng|giảm|xong)", "yêu cầu", "kiến nghị", "chuẩn bị",
    r"theo (?:kế hoạch(?! số)|quy hoạch)(?!\s*[;)])", "định hướng",
    r"kế hoạch (?:giao|đề ra|năm \d{4} là|trên|là)", "giao chỉ tiêu", "ít nhất phải",
    "nhiệm vụ năm",
)  # fmt: skip
_RESULT_WORDS = (
    "đã", "kết quả", "hiện có", "hiện nay", "đến nay", "thực tế", "đạt được", "thực hiện được",
    "so với",
    "cùng kỳ", "đầu năm là",
)  # fmt: skip
_PLAN = re.compile(rf"(?:{any_word(_PLAN_WORDS)})(?!\w)")
_RESULT = re.compile(rf"(?:{any_word(_RESULT_WORDS)})(?!\w)")
_FORECAST = re.compile(
    any_word([r"dự (?:báo|ước)(?!\w)", r"ước(?:\s+(?:đạt|tính|thực hiện|khoảng|cả năm))?\s*\Z"])
)
_TWICE = re.compile(
    rf"(?:{any_word(either_case(['gấp', 'tăng', 'giảm']))})"
    r"\s+(?:gần\s+|hơn\s+)?(đôi|rưỡi|rười)(?!\w)"
)
_DOUBLE = {"đôi": 2.0, "rưỡi": 1.5, "rười": 1.5}

_VAGUE_BEFORE = re.compile(r"(?<!\w)(?:hàng|vài|mấy|cả|cỡ)\s+\Z", re.IGNORECASE)

_AFTER_BOUND = re.compile(r"(?:\s+[^\W\d]+){0,4}?\s+(trở lên|trở xuống|trở lại)(?!\w)")

_SPELLED = re.compile(r"\s?\(\s?([^\W\d_]+(?:\s[^\W\d_]+){0,12})\s?\)")

_OF_ALL = re.compile(r"\s+(?:tổng\s+)?số(?=\s)")

_SHARED_OUT = frozenset(("money", "mass", "count", "area", "volume", "energy"))
_EACH = re.compile(rf"(?:{any_word(either_case(['mỗi']))})\s+(?:một\s+)?")


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
        _look_back(text, max(before, sentence.start), mention, catalogue)
        _read_change(text, sentence, mention, mentions)
        _read_each(text, sentence, before, mention, catalogue)
        if mentions:
            _go_on_each(text, mention, mentions[-1])
        if mentions and mention.direction != "level" and mention.per_unit is None:
            _take_rate(mention, mentions[-1])
        mentions.append(mention)
        index += used
    mentions = _join_durations(text, mentions)
    _share_units(text, mentions)
    _share_rates(text, sentence, mentions)
    _read_status(text, sentence, mentions)
    return mentions


def read_multiples(text: str, sentence: Sentence) -> list[Mention]:
    """Read multiples without a number: `gấp đôi`, `gấp rưỡi`; value 2 or 1.5 times."""
    found = []
    for match in _TWICE.finditer(text, sentence.start, sentence.end):
        found.append(
            Mention(
                start=match.start(), end=match.end(), number_start=match.start(1),
                number_end=match.end(1), value=_DOUBLE[match.group(1).lower()], precision=0.5,
                unit="times", kind="times", unit_start=match.start(1), unit_end=match.end(1),
                words=True, why=["gấp đôi → 2 times"],
            )
        )  # fmt: skip
    return found


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
    used = 1
    last = number
    if following is not None:
        gap = text[number.end : following.start]
        if number.words and number.value == 1 and following.value == 0.5 and not gap.strip():
            mention.value, mention.precision, last, used = 0.5, 0.5, following, 2  # "một nửa"
        elif _PARTS.match(gap) or (
            _SLASH.match(gap) and _is_share(text, number, following, catalogue)
        ):
            scale = following.magnitude if number.magnitude == 1.0 else 1.0
            mention.value = _scaled(number.value, scale)
            mention.precision = number.step * scale
            mention.total, last, used = following.value, following, 2
            mention.why.append("share n/m")
        elif _OUT_OF.match(gap) and number.value <= following.value and not number.words:
            mention.total, last, used = following.value, following, 2
            mention.why.append("share n trên m")
        elif ends := read_signed_range(text, number, following) or _falling(
            text, number, following, gap
        ):
            mention.value, mention.value_high = ends
            mention.precision, last, used = min(number.step, following.step), following, 2
            mention.start -= text[number.start - 1 : number.start] == "-"
            mention.why.append("range")
        elif _is_range(text, number, following, gap):
            scale = (
                following.magnitude
                if number.magnitude == 1.0 and not _is_scaled(number, following)
                else 1.0
            )
            if number.words and following.value == 10 * (number.value + 1):
                scale = 10.0
            if _is_in_thousands(text, number, following, gap):
                scale = 1e3
            mention.value = _scaled(number.value, scale)
            mention.precision = number.step * scale
            mention.value_high, last, used = following.value, following, 2
            mention.why.append("range")
    spelled = _SPELLED.match(text, last.end, sentence.end)
    after = last.end
    if spelled and read_number(spelled.group(1)) == last.value:
        after = spelled.end()  # "05 (năm) cá nhân"
        while index + used < len(numbers) and numbers[index + used].start < after:
            used += 1
    limit = limits[index + used - 1]
    part = mention.total or mention.value == 0.5
    of_all = _OF_ALL.match(text, after, limit) if part else None
    unit = read_unit(text, of_all.end() if of_all else after, limit, catalogue)
    mention.end = mention.number_end = last.end
    before_slash = last.magnitude >= 1e3 and text[last.end : last.end + 1] == "/"
    if unit is not None and last.magnitude >= 1e6 and unit.unit.startswith("tiền"):
        unit = None  # "20 triệu tiền công"
    if unit is None and (last.magnitude >= 1e6 or before_slash):
        unit = UnitMatch(last.end, last.end, "VND", "money")
        mention.why.append("a magnitude alone is money")
    if unit is not None:
        _set_unit(mention, unit)
        _fix_decimals(mention, number, unit, text)
    if used == 1 and unit is not None and following is not None:
        used = _read_second(text, numbers, index, limits, mention, unit, catalogue)
    end = min([sentence.end, *(start for start in taken if start >= mention.end)])
    per = read_per(text, mention.end, end, catalogue) if mention.unit else None
    if per is not None:
        mention.end, mention.per_value, mention.per_unit = per
        mention.why.append(f"per {mention.per_unit}")
        while index + used < len(numbers) and numbers[index + used].start < mention.end:
            used += 1  # the number of "/10.000 dân" is the rate's
    elif mention.unit and (each := _EACH_AFTER.match(text, mention.end, sentence.end)):
        denominator = read_unit(text, each.end(), sentence.end, catalogue)
        if denominator is not None and mention.kind in _SHARED_OUT:
            mention.per_value, mention.per_unit = (
                1.0,
                text[denominator.start : denominator.end].lower(),
            )
    bound = _AFTER_BOUND.match(text, mention.end, end)
    if bound:
        mention.end = bound.end()
        mention.modifier = "at_least" if bound.group(1) == "trở lên" else "at_most"
    return mention, used


def _falling(text: str, number: Number, following: Number, gap: str) -> tuple[float, float] | None:
    """The ends of `từ 10 đến 5`, lower first: a range told from above, unless something falls."""
    before = text[max(0, number.start - 30) : number.start]
    from_word = _FROM.search(before)
    if from_word is None or _MOVES.search(before) or not (_TO.match(gap) or _DASH.match(gap)):
        return None
    if number.magnitude not in (1.0, following.magnitude):
        return None
    scale = following.magnitude if number.magnitude == 1.0 else 1.0
    high = _scaled(number.value, scale)
    # "từ 500 đến 1 triệu": of what the first are, nobody can tell
    return (following.value, high) if following.value < high < 10 * following.value else None


def _is_share(text: str, number: Number, following: Number, catalogue: Catalogue) -> bool:
    """`6,3/9 tỷ` is a share; `1.152,6 tỷ/1.004 tổ` a list, for money is a share of money alone."""
    if number.magnitude < 1e6:
        return True
    unit = read_unit(text, following.end, min(len(text), following.end + 40), catalogue)
    return unit is None or unit.kind == "money"


def _scaled(value: float, scale: float) -> float:
    return float(f"{value * scale:.15g}")


def _is_scaled(number: Number, following: Number) -> bool:
    """In `500 - 1 triệu` the first number is not in millions; in `2 - 3 triệu` it is."""
    return number.value * following.magnitude > following.value


_WHOLE_THOUSANDS = re.compile(r"\d{1,3}\.\d00\Z")


def _is_in_thousands(text: str, number: Number, following: Number, gap: str) -> bool:
    """`giá 12 - 15.000 đồng`: the first number leaves out the thousands of the second."""
    return (
        _DASH.match(gap) is not None
        and text[number.start : number.end].isdigit()
        and number.step == 1
        and following.magnitude == 1.0
        and _WHOLE_THOUSANDS.match(text, following.start, following.end) is not None
        and number.value * 1e3 < following.value < number.value * 3e3
    )


def _is_range(text: str, number: Number, following: Number, gap: str) -> bool:
    low = number.value
    if number.magnitude == 1.0 and not _is_scaled(number, following):
        low *= following.magnitude
    elif number.magnitude == 1.0 and low < 1e3 and following.magnitude >= 1e6:
        return False  # "100-20 triệu": of what the first are, nobody can tell
    if low >= following.value:
        return False
    before = text[max(0, number.start - 12) : number.start]
    if _DASH.match(gap):
        return True
    if _TO.match(gap):
        return bool(_FROM.search(before)) or not _CHANGE.search(before)
    if _AND.match(gap):
        return bool(re.search(r"(?<!\w)giữa\s+\Z", before, re.IGNORECASE))
    # "năm, sáu lần": two neighbouring number words
    return bool(
        _OR_NEXT.match(gap) and number.words and following.words and _steps(number, following)
    )


def _steps(number: Number, following: Number) -> bool:
    """Two neighbouring number words, `năm, sáu`; the tens may be shared: `ba, bốn mươi`."""
    return following.value - number.value == 1 or (
        number.value < 10 and following.value == 10 * (number.value + 1)
    )


def _limits(text: str, sentence: Sentence, numbers: list[Number], taken: list[int]) -> list[int]:
    """Where the unit of each number must end: before the next number, date, name …"""
    limits = []
    for index, number in enumerate(numbers):
        limit = numbers[index + 1].start if index + 1 < len(numbers) else sentence.end
        if index + 1 < len(numbers) and numbers[index + 1].vague:
            vague = _VAGUE_BEFORE.search(text, number.end, limit)  # "20, hàng chục triệu"
            limit = vague.start() if vague else limit
        limits.append(min([limit, *(start for start in taken if start >= number.end)]))
    return limits


def _set_unit(mention: Mention, unit: UnitMatch) -> None:
    mention.unit, mention.kind, mention.noun_class = unit.unit, unit.kind, unit.noun_class
    if unit.factor != 1.0:  # "62 tạ" is 6200 kg
        mention.value = _scaled(mention.value, unit.factor)
        mention.precision *= unit.factor
        if mention.value_high is not None:
            mention.value_high = _scaled(mention.value_high, unit.factor)
        if mention.total is not None:
            mention.total = _scaled(mention.total, unit.factor)
    mention.unit_start, mention.unit_end = unit.start, unit.end
    mention.end = max(mention.end, unit.end)


def _fix_decimals(mention: Mention, number: Number, unit: UnitMatch, text: str) -> None:
    """`12,345 hộ` has no decimals: things are counted whole, as are dong; the comma groups."""
    printed = text[number.start : number.end]
    if text[unit.start : unit.end] == "đ" and re.fullmatch(r"\d{1,2}[.,]\d{1,2}", printed):
        mention.unit, mention.kind = "điểm", "count"  # "Toán 9,5đ": no dong has a fraction
        mention.why.append("đ with a fraction is a mark")
    if (unit.kind == "count" or unit.unit == "VND") and re.fullmatch(
        r"[1-9]\d{0,2},\d{3}|[1-9]\d{0,2}(?:\.\d{3})+,000", printed
    ):
        mention.value, mention.precision = float(re.sub("[.,]", "", printed)), 1.0
        mention.why.append("comma read as thousands: neither counts nor dong have decimals")


def _read_second(
    text: str, numbers: list[Number], index: int, limits: list[int], mention: Mention,
    unit: UnitMatch, catalogue: Catalogue,
) -> int:  # fmt: skip
    """Look behind the unit for the second number of a share, a range or a rate; numbers used."""
    following = numbers[index + 1]
    gap = text[mention.end : following.start]
    slash, dash = _SLASH.match(gap), _DASH.match(gap) or _TO.match(gap)
    if not slash and not dash and not _AND.match(gap):
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
    if slash and unit.kind == "count" and second.noun_class in ("commune", "village"):
        mention.per_value, mention.per_unit = following.value, second.unit
        mention.end = second.end
        mention.why.append(f"per {second.unit}")
        return 2
    if slash:
        return 1
    before = text[max(0, mention.number_start - 10) : mention.number_start]
    between = (
        bool(re.search(r"(?<!\w)giữa\s+\Z", before, re.IGNORECASE)) if _AND.match(gap) else True
    )
    from_to = bool(_FROM.search(before)) or bool(_DASH.match(gap))
    if same and between and from_to and mention.value < following.value:
        mention.value_high, mention.end = following.value, second.end
        mention.why.append("range")
        return 2
    return 1


@cache
def _modifier_patterns(catalogue: Catalogue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A stack of modifiers at the end of a text, and one modifier anywhere."""
    forms = list(catalogue.modifiers)
    either = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    stacked = re.compile(rf"(?<!\w)((?:{either})(?:\s+(?:{either}))*)\s*\Z", re.IGNORECASE)
    return stacked, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


_AGAINST = re.compile(r"\s*,?\s*so với(?!\w)", re.IGNORECASE)
# A comparison, not a bound: "cao hơn 2 lần", "nhiều hơn 3 hộ".
_COMPARED = re.compile(
    r"(?<!\w)(?:cao|thấp|nhiều|lớn|nhỏ|nhanh|chậm|sớm|muộn|dài|ngắn|xa|gần|tốt|kém)\s+\Z",
    re.IGNORECASE,
)


def _look_back(text: str, floor: int, mention: Mention, catalogue: Catalogue) -> None:
    """Read the modifiers before the number, and take a range's `từ` into the mention."""
    start = mention.start
    low = max(floor, start - 40)
    vague = _VAGUE_BEFORE.search(text[low:start])
    if mention.modifier == "order" and vague:
        start = low + vague.start()
    from_word = _FROM.search(text[low:start])
    if from_word and (
        mention.value_high is not None or mention.modifier in ("at_least", "at_most")
    ):
        start = low + from_word.start()
    stacked, single = _modifier_patterns(catalogue)
    match = stacked.search(text[low:start])
    if match and match.group(1).lower() == "ít hơn" and _AGAINST.match(text, mention.end):
        mention.direction = "decrease"  # "ít hơn 5 ca so với tháng trước"
        match = None
    if (
        match
        and _COMPARED.search(text[low : low + match.start()])
        and match.group(1).lower() == "hơn"
    ):
        match = None
    if (
        match
        and f"{_last_word(text[low : low + match.start(1)])} {match.group(1)}".lower()
        in compounds()
    ):
        match = None  # "mầm non", "trình độ": the end of another word
    if match and match.group(1).lower().startswith("vượt") and mention.kind in ("percent", "times"):
        match = None
    if match:
        start = low + match.start(1)
        stack = [catalogue.modifiers[m.group().lower()] for m in single.finditer(match.group(1))]
        precise = [m for m in stack if m != "about"]
        chosen = precise[-1] if precise else "about"
        if mention.modifier == "exact":
            mention.modifier = chosen
        mention.why.append(f"modifier:{match.group(1).lower()}")
        again = _FROM.search(text[low:start])
        if again and mention.value_high is not None:
            start = low + again.start()
    if mention.modifier == "exact" and _ESTIMATED.search(text[max(floor, start - 40) : start]):
        mention.modifier = "about"
        mention.why.append("modifier:ước")
    mention.start = start


_ESTIMATED = re.compile(r"(?<!\w)ước\s+(?:[^\W\d]+\s+){1,4}\Z", re.IGNORECASE)


def _last_word(text: str) -> str:
    word = re.search(r"([^\W\d_]+)[ \u00a0]*\Z", text)
    return word.group(1) if word else ""


def _read_change(text: str, sentence: Sentence, mention: Mention, earlier: list[Mention]) -> None:
    """Set the direction where the figure is an amount or rate of change."""
    if mention.direction != "level":
        return
    before = text[max(sentence.start, mention.start - 60) : mention.start]
    if before[-1:] in _ARROWS:
        mention.direction = _ARROWS[before[-1:]]
        mention.why.append(f"sign:{before[-1:]}")
        return
    sign = _SIGN.search(before)
    if sign:
        negative = sign.group() != "+"
        glued = text[mention.start - 1 : mention.start] in ("-", "−", "–", "+")
        opens = before[:-1].rstrip().endswith(("(", ",", ";" if mention.kind == "percent" else ","))
        if glued and (not negative or opens):
            mention.direction = "decrease" if negative else "increase"
            mention.why.append(f"sign:{sign.group()}")
            return
    change = _CHANGE.search(before)
    if change and _NAME_BEFORE.search(before[: change.start()]) and change["verb"].istitle():
        change = None  # xã Ya Tăng 5 căn: the commune's name
    if change and not (mention.value_high is None and before.rstrip().lower().endswith("từ")):
        verb = change["verb"].lower()
        if verb == "vượt" and mention.kind not in ("percent", "times"):
            return
        if verb in ("hạ", "kém", "sụt") and mention.kind == "duration":
            return
        mention.direction = "decrease" if verb in _DOWN else "increase"
        mention.why.append(f"change:{verb}")
        return
    of = _CHANGE_OF.search(before)
    if of and not mention.total and _change_reaches(of, mention):
        mention.direction = "decrease" if (of["verb"] or "").lower() in _DOWN else "increase"
        mention.why.append(f"change:{(of['up'] or of['verb']).lower()}")
        return
    if earlier:
        last = earlier[-1]
        gap = text[last.end : mention.start]
        goes_on = re.fullmatch(r"\s*(?:,|và|hoặc|[-–])\s*", gap) and last.unit == mention.unit
        restated = re.fullmatch(r"\s*[,(]?\s*(?:tương đương|tức|tức là|tương ứng)\s+", gap)
        if last.direction != "level" and (goes_on or restated):
            mention.direction = last.direction
            mention.why.append("change goes on from the figure before")


def _change_reaches(of: re.Match[str], mention: Mention) -> bool:
    """Whether a change verb some words before the number is about its amount: `tăng vốn 62 tỷ`."""
    if of["than"]:
        return mention.kind in ("percent", "money", "mass") and not re.search(
            r"\s(?:đạt|là|có)\s", of["what"]
        )
    if of["up"]:
        return mention.kind == "percent"
    if _LEVEL_WORDS.search(of["what"]):
        return False
    return mention.kind == "percent" or (mention.kind == "money" and len(of["what"].split()) <= 2)


def _read_each(
    text: str, sentence: Sentence, before: int, mention: Mention, catalogue: Catalogue
) -> None:
    """Read the denominator of `mỗi hộ 5 triệu đồng`, `mỗi suất trị giá 500 nghìn đồng`."""
    low = max(before, sentence.start, mention.start - 60)
    low = max([low, *(text.rfind(mark, low, mention.start) + 1 for mark in ";.()")])
    for each in _EACH.finditer(text[low : mention.start]):
        denominator = read_unit(text, low + each.end(), mention.start, catalogue)
        if denominator is None:
            continue
        name = text[denominator.start : denominator.end].lower()
        opens = _OPENS.search(text, sentence.start, low + each.start())
        if "," not in text[denominator.end : mention.start] or (name in _SPAN and opens):
            if mention.per_unit is not None and name in mention.per_unit.split("/"):
                return
            parts = [mention.per_unit] if mention.per_unit else []
            parts.insert(len(parts) if name in _SPAN else 0, name)
            mention.per_unit = "/".join(parts)
            mention.per_value = mention.per_value or 1.0
            mention.why.append(f"per {mention.per_unit}")
            mention.why.append(_FOR_EACH)
            return
    if (
        mention.per_unit is None
        and mention.kind == "money"
        and _PER_HEAD.search(text, low, mention.start)
    ):
        mention.per_value, mention.per_unit = 1.0, "người"
        mention.why.append("per người")


_FOR_EACH = "mỗi before it"


def _go_on_each(text: str, mention: Mention, last: Mention) -> None:
    """`mỗi xã lập 2 doanh nghiệp, 2 hợp tác xã và 5 tổ`: what mỗi governs goes on with the list."""
    gap = text[last.end : mention.start]
    if (
        mention.per_unit is None
        and _FOR_EACH in last.why
        and mention.kind in _SHARED_OUT
        and (last.kind != "money" or mention.kind == "money")
        and mention.direction == "level"
        and _LISTED.fullmatch(gap)
        and not _ANEW.search(gap)
    ):
        mention.per_value, mention.per_unit = last.per_value, last.per_unit
        mention.why += [f"per {last.per_unit}", _FOR_EACH]


def _take_rate(mention: Mention, level: Mention) -> None:
    """`18.000 đồng/kg (tăng 3.000 đồng)`: the change is per kg as well."""
    if level.unit == mention.unit and level.per_unit is not None:
        mention.why.append(f"per {level.per_unit}, as {level.number_start}")
        mention.per_value, mention.per_unit = level.per_value, level.per_unit


_BECOMES = re.compile(
    r"\s*(?:,?\s*(?:nay|hiện|giờ)\s+)?(?:đã\s+)?(?:tăng |giảm )?(?:lên|xuống|còn|đến|tới)"
    r"(?:\s+(?:còn|mức|tới|đến))?\s*(?:khoảng|gần|hơn|trên)?\s*",
    re.IGNORECASE,
)
_PRICED = re.compile(r"(?<!\w)(?:giá|lương|thu mua|mua|bán|tiền công)(?!\w)", re.IGNORECASE)
_SUMMED = re.compile(
    r"(?<!\w)(?:tổng|trị giá|lãi|lỗ|lợi nhuận|doanh thu|chi phí|hỗ trợ|vay|vốn|đầu tư|thu nhập|"
    r"được|thu về|hết|phạt|mất|thiệt hại)(?!\w)",
    re.IGNORECASE,
)


def _share_rates(text: str, sentence: Sentence, mentions: list[Mention]) -> None:
    """Give the prices of a list their common denominator: `cá 90.000 đồng/kg, tôm 180.000 đồng`."""
    rated: Mention | None = None
    for position, mention in enumerate(mentions):
        if mention.kind != "money":
            continue
        if mention.per_unit is not None:
            before = mentions[position - 1] if position else None
            if (
                before is not None
                and before.kind == "money"
                and before.per_unit is None
                and _BECOMES.fullmatch(text, before.end, mention.start)
            ):
                _take_rate(before, mention)
            rated = mention
            continue
        if rated is None:
            continue
        if mention.direction != "level" or (
            rated.value / 8 <= mention.value <= rated.value * 8
            and _PRICED.search(text, sentence.start, mention.start)
            and not _SUMMED.search(text, rated.end, mention.start)
        ):
            _take_rate(mention, rated)


def _join_durations(text: str, mentions: list[Mention]) -> list[Mention]:
    """`5 năm 6 tháng` is one span of 66 months."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if (
            before is not None
            and (before.unit, mention.unit) == ("year", "month")
            and mention.value < 12
            and not text[before.end : mention.start].strip()
        ):
            before.value = before.value * 12 + mention.value
            before.unit, before.precision, before.end = "month", mention.precision, mention.end
            before.why.append("years and months as months")
        else:
            joined.append(mention)
    return joined


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
        if mention.words and not following.words and not became:
            continue  # "lúa chín, 2 ha", "giải ba, 5 giải khuyến khích"
        if bid := _BID.match(gap):
            _scale_bid(text, mention, following)
        if _TIMES_SIGN.match(gap) or _LIST_GAP.match(gap) or bid or became:
            if not became and following.kind == "money" and following.value >= 1e6 > mention.value:
                continue
            mention.unit, mention.kind = following.unit, following.kind
            mention.noun_class = following.noun_class
            mention.unit_start, mention.unit_end = following.unit_start, following.unit_end
            mention.per_value, mention.per_unit = following.per_value, following.per_unit
            mention.elided = True
            mention.why.append("unit from the list that follows")


def _scale_bid(text: str, mention: Mention, following: Mention) -> None:
    """Give the price asked first the magnitude of the second, which lies beside it."""
    (number,) = find_numbers(text, following.number_start, following.number_end)[:1]
    value = _scaled(mention.value, number.magnitude)
    if number.magnitude > 1 and 0.5 < value / (following.value or 1) < 2:
        mention.value, mention.precision = value, mention.precision * number.magnitude


def _was(text: str, mention: Mention, following: Mention, became: re.Match[str]) -> bool:
    """Whether a number is what `following` was before: `từ 31 xuống 29 vụ`; takes its scale."""
    before = text[max(0, mention.start - 60) : mention.start]
    if not _FROM.search(before) or following.value_high is not None or _NUMBER_OF.search(before):
        return False
    moves = _MOVES.search(before, max(0, len(before) - 30))
    if moves is None and became.group().split()[0].lower() in ("còn", "đến", "tới"):
        return False
    (number,) = find_numbers(text, following.number_start, following.number_end)[:1]
    scale = number.magnitude if mention.precision <= 1 else 1.0
    value = _scaled(mention.value, scale)
    rises = became["up"] or (moves is not None and moves.group().lower() in ("tăng", "nâng"))
    if (value < following.value) != bool(rises):
        return False
    mention.value, mention.precision = value, mention.precision * scale
    return True


def _read_status(text: str, sentence: Sentence, mentions: list[Mention]) -> None:
    """Plans and forecasts: a plan's word holds to the end of its sentence or the next result."""
    planned = False
    for position, mention in enumerate(mentions):
        low = mentions[position - 1].end if position else sentence.start
        clause = text[low : mention.number_start].lower()
        plan, result = _last_start(_PLAN, clause), _last_start(_RESULT, clause)
        if plan > result:
            planned = True
        elif result >= 0:
            planned = False
        if _FORECAST.search(clause):
            mention.status = "forecast"
        elif planned:
            mention.status = "plan"


def _last_start(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def with_unit_of(mention: Mention, antecedent: Mention) -> Mention:
    """Return the mention with its elided unit filled in from its antecedent."""
    return replace(
        mention, unit=antecedent.unit, kind=antecedent.kind, noun_class=antecedent.noun_class,
        elided=True, antecedent=antecedent.number_start,
        why=[*mention.why, f"unit of {antecedent.number_start}: {antecedent.unit}"],
    )  # fmt: skip
