"""Signs before numbers: `-2 độ C` and `lỗ âm 15 triệu đồng` are below zero, `tăng -5%` is a fall.

A dash is a minus only where it is glued to the number behind a space or bracket, and what stands
before it can have no dash of its own: a verb (`đạt -2,3%`), a change (`tăng -5 hộ`), a temperature.
"""

from __future__ import annotations

import re

from extractors.mentions import Mention
from extractors.numbers import Number

_MINUS = re.compile(r"(?:(?<=[\s(])|\A)[-–]\Z")
_BELOW = re.compile(r"(?<!\w)âm\s+\Z", re.IGNORECASE)
_CHANGES = re.compile(
    r"(?<!\w)(?:tăng|giảm)(?:\s+(?:trưởng|thêm|đạt|tới|đến|bình quân|ở mức|mức|là)){0,3}\s+\Z",
    re.IGNORECASE,
)
# A dash that parts two words never stands behind these.
_STATES = re.compile(
    r"(?<!\w)(?:đạt|là|còn|xuống|lên|mức|tới|đến|từ|dưới|khoảng|chỉ|cao trình|cao độ|cốt)\s+\Z",
    re.IGNORECASE,
)
_TO_BELOW = re.compile(r"\s(?:đến|tới|-|–)\s(?P<minus>-?)\Z", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)(?:từ|nhiệt độ(?:\s[^\W\d_]+){0,5})\s-\Z", re.IGNORECASE)


def read_sign(text: str, floor: int, mention: Mention) -> None:
    """Make a mention negative, or a decrease, where a minus or `âm` stands before its number."""
    before = text[max(floor, mention.number_start - 40) : mention.number_start]
    if before.rstrip()[-1:] not in ("-", "–", "m", "M"):  # "m" closes âm
        return
    sign = _MINUS.search(before) or _BELOW.search(before)
    if sign is None or mention.value_high is not None or mention.total is not None:
        return
    lead, start = before[: sign.start()], mention.number_start - len(sign.group())
    if _CHANGES.search(lead):
        mention.direction, mention.start = "decrease", start
        mention.why.append(f"sign:{sign.group().strip()}")
    elif mention.kind == "temperature" or _STATES.search(lead) or sign.re is _BELOW:
        mention.value, mention.start = -mention.value, start
        mention.why.append(f"below zero:{sign.group().strip()}")


def read_signed_range(text: str, number: Number, following: Number) -> tuple[float, float] | None:
    """Return both ends of `từ -5 đến -2`, `từ -2 đến 5`; None where no end has a minus."""
    to = _TO_BELOW.match(text[number.end : following.start])
    if to is None:
        return None
    low_minus = _FROM.search(text, max(0, number.start - 40), number.start)
    if not (to["minus"] or low_minus):
        return None
    low = -number.value if low_minus else number.value
    high = -following.value if to["minus"] else following.value
    return (low, high) if low < high else (high, low)
