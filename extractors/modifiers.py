"""How exactly a number is meant: `gần`, `khoảng`, `không dưới` before it."""

from __future__ import annotations

import re
from functools import cache

from extractors.catalogue import Catalogue, compounds
from extractors.mentions import Mention

FROM = re.compile(r"(?<!\w)(?:từ|giữa)\s+\Z", re.IGNORECASE)

_AGAINST = re.compile(r"\s*,?\s*so với(?!\w)", re.IGNORECASE)
# A comparison, not a bound: "cao hơn 2 lần", "nhiều hơn 3 hộ".
_COMPARED = re.compile(
    r"(?<!\w)(?:cao|thấp|nhiều|lớn|nhỏ|nhanh|chậm|sớm|muộn|dài|ngắn|xa|gần|tốt|kém)\s+\Z",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(r"(?<!\w)ước\s+(?:[^\W\d]+\s+){1,4}\Z", re.IGNORECASE)
VAGUE_BEFORE = re.compile(r"(?<!\w)(?:hàng|vài|mấy|cả|cỡ)\s+\Z", re.IGNORECASE)


@cache
def _modifier_patterns(catalogue: Catalogue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A stack of modifiers at the end of a text, and one modifier anywhere."""
    forms = list(catalogue.modifiers)
    either = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    stacked = re.compile(rf"(?<!\w)((?:{either})(?:\s+(?:{either}))*)\s*\Z", re.IGNORECASE)
    return stacked, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def read_modifiers(text: str, floor: int, mention: Mention, catalogue: Catalogue) -> None:
    """Read the modifiers before the number, and take a range's `từ` into the mention."""
    start = mention.start
    low = max(floor, start - 40)
    vague = VAGUE_BEFORE.search(text[low:start])
    if mention.modifier == "order" and vague:
        start = low + vague.start()
    from_word = FROM.search(text[low:start])
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
        again = FROM.search(text[low:start])
        if again and mention.value_high is not None:
            start = low + again.start()
    if mention.modifier == "exact" and _ESTIMATED.search(text[max(floor, start - 40) : start]):
        mention.modifier = "about"
        mention.why.append("modifier:ước")
    mention.start = start


def _last_word(text: str) -> str:
    word = re.search(r"([^\W\d_]+)[ \u00a0]*\Z", text)
    return word.group(1) if word else ""
