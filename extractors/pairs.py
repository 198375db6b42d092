"""Two numbers of one quantity: the share `52/58`, `10 trong số 15`, the range `1-2`, `ba bốn`.

join(text, mention, number, following, catalogue) -> bool
"""

from __future__ import annotations

import math
import re

from extractors.catalogue import Catalogue
from extractors.growth import tells_of_growth
from extractors.mentions import Mention
from extractors.modifiers import FROM
from extractors.numbers import Number, find_numbers
from extractors.patterns import UPPER
from extractors.signs import read_signed_range
from extractors.units import read_unit

# All that may stand between the two numbers of a share or range.
_JOINT = re.compile(
    r"\s*(?:-|–|—|/|,|phần|(?:trên(?:\s+tổng(?:\s+số)?)?|trong(?:\s+(?:tổng\s+)?số)?)"
    r"(?:\s+(?:hơn|trên|gần|khoảng))?|(?:đến|tới)(?:\s+(?:hơn|trên|gần|dưới))?|và|hoặc|hay)?\s*-?\Z",
    re.IGNORECASE,
)
DASH = re.compile(r"\s?[-–—]\s?\Z")
# "từ 20 đến hơn 30 triệu đồng"
_TO = r"\s+(?:đến|tới)\s+(?:(?:hơn|trên|gần|dưới)\s+)?"
TO = re.compile(rf"{_TO}\Z", re.IGNORECASE)
AND = re.compile(r"\s+và\s+\Z", re.IGNORECASE)
SLASH = re.compile(r"[ \u00a0]?/[ \u00a0]?\Z")
JOINT = re.compile(rf"\s?[-–—/]\s?\Z|{_TO}\Z|\s+và\s+\Z", re.IGNORECASE)  # any of these
# "120 thí sinh đỗ trên tổng số 125 thí sinh": the same things, counted among all of them
OF_ALL = re.compile(
    r"(?: [^\W\d]+){0,6}(?: \([\d,.]+ ?%\))? trên tổng(?: (?:số|cộng|đàn|diện tích))?"
    r" (?:(?:hơn|trên|gần|khoảng) )?",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?<!\w)giữa\s+\Z", re.IGNORECASE)
MOVES = re.compile(r"(?<!\w)(?:tăng|giảm|hạ|nâng|rút|kéo|xuống|lên)(?!\w)", re.IGNORECASE)
# "năm, sáu lần", "hai hoặc ba hộ", "ba bốn người"
_OR_NEXT = re.compile(r"(?:,\s?|\s+(?:hoặc|hay)\s+|\s+)\Z")
_NEXT_DIGIT = re.compile(r"[1-9], [2-9]")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]+)\s\Z")
_OUT_OF = re.compile(
    r"\s+(?:trên\s+(?:tổng\s+(?:số\s+)?)?|trong\s+(?P<among>(?:tổng\s+)?số\s+)?)"
    r"(?:(?:hơn|trên|gần|khoảng)\s+)?\Z",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][\w-]*[ \u00a0][{UPPER}][\w-]*[ \u00a0]\Z")
_PARTS = re.compile(r"\s+phần\s+\Z", re.IGNORECASE)


def join(
    text: str, mention: Mention, number: Number, following: Number, catalogue: Catalogue
) -> bool:
    """Take the following number into the mention where both are one share or range."""
    gap = text[number.end : following.start]
    if _JOINT.match(gap) is None:
        return False  # so most
    if number.words and number.value == 1 and following.value == 0.5 and not gap.strip():
        mention.value, mention.precision = 0.5, 0.5  # "một nửa"
        return True
    if _PARTS.match(gap) or (SLASH.match(gap) and _is_share(text, number, following, catalogue)):
        scale = following.magnitude if number.magnitude == 1.0 else 1.0
        mention.value, mention.total = scaled(number.value, scale), following.value
        mention.precision = number.step * scale
        mention.why.append("share n/m")
        return True
    out_of = _OUT_OF.match(gap)
    if out_of and _is_out_of(text, number, following, out_of, catalogue):
        scale = following.magnitude if number.magnitude == 1.0 else 1.0
        mention.value, mention.total = scaled(number.value, scale), following.value
        mention.precision = number.step * scale
        mention.why.append(f"share n {gap.split()[0].lower()} m")
        return True
    ends = read_signed_range(text, number, following) or _falling(text, number, following, gap)
    if ends is not None:
        mention.value, mention.value_high = ends
        mention.precision = min(number.step, following.step)
        mention.start -= text[number.start - 1 : number.start] == "-"
        mention.why.append("range")
        return True
    if not _is_range(text, number, following, gap) and not (
        gap == ", " and _one_or_next(text, number, following, catalogue)
    ):
        return False
    scale = 1.0
    if (shared := _shared_scale(number, following)) > 1:
        scale = shared  # "ba, bốn mươi", "hai ba trăm"
    elif is_in_thousands(text, number, following, gap):
        scale = 1e3
    elif number.magnitude == 1.0 and not _is_scaled(number, following):
        scale = following.magnitude
    mention.value, mention.value_high = scaled(number.value, scale), following.value
    mention.precision = number.step * scale
    mention.why.append("range")
    return True


def _falling(text: str, number: Number, following: Number, gap: str) -> tuple[float, float] | None:
    """The ends of `từ 10 đến 5`, lower first: a range told from above, unless something falls."""
    before = text[max(0, number.start - 30) : number.start]
    from_word = FROM.search(before)
    if from_word is None or MOVES.search(before) or not (TO.match(gap) or DASH.match(gap)):
        return None
    if number.magnitude not in (1.0, following.magnitude):
        return None
    scale = following.magnitude if number.magnitude == 1.0 else 1.0
    high = scaled(number.value, scale)
    # "từ 500 đến 1 triệu": of what the first are, nobody can tell
    return (following.value, high) if following.value < high < 10 * following.value else None


def _is_share(text: str, number: Number, following: Number, catalogue: Catalogue) -> bool:
    """`6,3/9 tỷ` is a share; `1.152,6 tỷ/1.004 tổ` a list, for money is a share of money alone."""
    if now_and_then(text, number, following, catalogue):
        return False
    if number.magnitude < 1e6:
        return True
    unit = read_unit(text, following.end, min(len(text), following.end + 40), catalogue)
    return unit is None or unit.kind == "money"


_OF_PLAN = re.compile(
    r"(?<!\w)(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|kh|giao|vượt|"
    r"(?:đạt|bằng)\s+\d+)(?!\w)",
    re.IGNORECASE,
)
_NEAR = 60
_COMPARED = frozenset(("percent", "money", "mass", "volume", "area", "energy"))
_CLOSES = re.compile(r"(?:/[^\W\d]+)?\)")


def now_and_then(text: str, number: Number, following: Number, catalogue: Catalogue) -> bool:
    """Tell whether a bracket compares two levels: `(13,86/9,15%)`, `(24.013/9.278 tỷ đồng)`.

    The first is the greater, nothing is counted, and no plan is near that it would be more than.
    """
    if number.value * following.magnitude <= following.value or number.magnitude != 1.0:
        return False
    if text[number.start - 1 : number.start] != "(":
        return False
    unit = read_unit(text, following.end, min(len(text), following.end + 40), catalogue)
    if unit is None or unit.kind not in _COMPARED or not _CLOSES.match(text, unit.end):
        return False
    around = (max(0, number.start - _NEAR), number.start), (unit.end, unit.end + _NEAR)
    return not any(_OF_PLAN.search(text, low, high) for low, high in around)


def compare(text: str, mention: Mention, following: Mention) -> bool:
    """Read the first of two levels in a bracket, `(24.013/9.278 tỷ đồng)`, by the second's scale.

    False where the two are no such levels.
    """
    bracketed = text[mention.start - 1 : mention.start] == "("
    if not bracketed or following.kind not in _COMPARED or following.total is not None:
        return False
    (number,) = find_numbers(text, following.number_start, following.number_end)[:1]
    in_unit = following.value / number.value if number.value else 1.0  # 100 where tạ are kg
    mention.value = scaled(mention.value, in_unit * number.magnitude)
    mention.precision *= in_unit * number.magnitude
    grew = following.kind == "percent" and tells_of_growth(text, mention.start)
    mention.direction = following.direction = "increase" if grew else "level"
    return True


def _is_out_of(
    text: str, number: Number, following: Number, out_of: re.Match[str], catalogue: Catalogue
) -> bool:
    """`70 trên 100 tỷ`, `10 trong số 15 xã`, `9 trong 15 xã`; `1 trong 15 xã` is but one of them,
    and the number of a name (`Thanh Lâm 2 trên 55 ha`) is no part of what follows."""
    within = out_of.group().split()[0].lower() == "trong"
    if number.value > following.value or (number.words and not within):
        return False
    if _NAME_BEFORE.search(text, max(0, number.start - 20), number.start):
        return False
    if not within:
        return True
    if number.value < 2 or number.value == following.value:
        return False
    if out_of["among"]:
        return True
    unit = read_unit(text, following.end, min(len(text), following.end + 40), catalogue)
    return unit is not None and bool(unit.noun_class)


def scaled(value: float, scale: float) -> float:
    """Multiply without binary dust."""
    return float(f"{value * scale:.15g}")


def _is_scaled(number: Number, following: Number) -> bool:
    """In `500 - 1 triệu` the first number is not in millions; in `2 - 3 triệu` it is."""
    return number.value * following.magnitude > following.value


_WHOLE_THOUSANDS = re.compile(r"\d{1,3}\.\d00\Z")


def is_in_thousands(text: str, number: Number, following: Number, gap: str) -> bool:
    """`giá 12 - 15.000 đồng`: the first number leaves out the thousands of the second."""
    return (
        DASH.match(gap) is not None
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
    if DASH.match(gap):
        return not is_chained(text, number.start, following.end)
    if TO.match(gap):
        return True  # also "tăng 20 đến 30%": what was has a `từ` before and its unit behind it
    if AND.match(gap):
        return BETWEEN.search(before) is not None
    # "năm, sáu lần": two neighbouring number words
    return bool(
        _OR_NEXT.match(gap) and number.words and following.words and _steps(number, following)
    )


# Only spaced dashes: "4-3-3" is a line-up; a year before one, "năm 2020 - 5 - 7 xã", opens no chain
_CHAIN_BEFORE = re.compile(r"(?<![\d.,/])(?!(?:19|20)\d\d\s)\d[\d.,]*\s[-–—]\s\Z")
_CHAIN_AFTER = re.compile(r"\s[-–—]\s\d")


def is_chained(text: str, start: int, end: int) -> bool:
    """Whether two numbers with a dash between belong to a list of more: `25 – 40 – 70 triệu`."""
    return bool(
        _CHAIN_BEFORE.search(text, max(0, start - 16), start) or _CHAIN_AFTER.match(text, end)
    )


def _steps(number: Number, following: Number) -> bool:
    """Two neighbouring numbers, `năm, sáu`; the tens, hundreds, thousands may be shared, `ba, bốn
    mươi`, `hai ba trăm`; `năm bảy`."""
    if following.value - number.value == 1 or (number.value, following.value) == (5, 7):
        return True
    return _shared_scale(number, following) > 1


def _shared_scale(number: Number, following: Number) -> float:
    """The power of ten that the next number word has and this one leaves out; else 1."""
    if not (number.words and number.value < 10):
        return 1.0
    scale = following.value / (number.value + 1)
    if scale < 10 or math.log10(scale) % 1:
        return 1.0
    return scale


def _one_or_next(text: str, number: Number, following: Number, catalogue: Catalogue) -> bool:
    """Whether two digits leave open which of them it is: `3, 4 người`; no list goes on there."""
    printed = text[number.start : following.end]
    if not _NEXT_DIGIT.fullmatch(printed) or following.value - number.value != 1:
        return False
    word = _WORD_BEFORE.search(text, max(0, number.start - 12), number.start)
    if word is None or (word[1][0].isupper() and word[1].lower() not in catalogue.function_words):
        return False
    unit = read_unit(text, following.end, min(len(text), following.end + 40), catalogue)
    if unit is None or not (unit.noun_class or unit.kind in ("duration", "times")):
        return False
    return "lần lượt" not in text[max(0, number.start - 60) : number.start].lower()
