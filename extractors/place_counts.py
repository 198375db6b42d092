"""Figures that count places: `8 huyện`, `9/15 xã`, `3 tỉnh A, B, C`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.mentions import Mention
from extractors.patterns import UPPER
from extractors.place_names import fold_name
from extractors.place_records import PlaceMention
from extractors.place_scopes import RANK, Scope
from extractors.place_words import load_place_words
from extractors.sentences import Sentence

_MERGED = re.compile(r"\b(?:hợp nhất|sáp nhập|tách)\b")
# Between a list of places and the number that ends it.
AND = re.compile(r"\s*(?:,|,? và|cùng|cùng với)\s+\Z")
_UNITS_NEXT = re.compile(
    r"(?:(?:hơn|trên|gần|hàng)\s)?[\w/.]+\s(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn"
    r"|thôn|làng|buôn|bản|ấp)\b(?!\s(?:ủy|uỷ|hội|đoàn|đội|viên|lộ)\b)"
)


# "2.296 xã, 204 huyện của 29 tỉnh, thành phố": of provinces that nobody names: the nation's
_OF_PROVINCES = re.compile(
    r"(?:,? (?:và )?\d[\d.]* [^\W\d]+){0,3} (?:của|thuộc|ở|tại|trên(?: địa bàn)?) (?:khắp )?"
    r"(?:(?:hơn|gần|khoảng|trên) )?(?:[2-9]|[1-6]\d) tỉnh(?!\w)"
)
_AND_NAME = re.compile(rf",?\svà\s(?:huyện\s|thị xã\s)?[{UPPER}]")  # "3 xã A, B ở huyện C và D"
_PROVINCES = (34, 63, 64)  # that there are, and were before 2025 and 2008
_OF_NATION = re.compile(r"(?<!\w)(?:cả nước|toàn quốc)(?!\w)")
_HAS_NATION = re.compile(r"(?<!\w)(?:cả nước|toàn quốc)[^,;:]*\Z", re.IGNORECASE)
_ARE = re.compile(r"(?<!\w)(?:là|đều là)\s\Z")
_LISTS = re.compile(
    r"(?:\s[\w/-]+){0,16}?(?:\s?:|\s?\(|\s(?:gồm|bao gồm|là):?)\s?"
    r"(?:(?:các|cả|tỉnh|thành phố|TP\.?)\s){0,2}"
)


def counts_provinces(
    text: str, sentence: Sentence, counted: Mention, named: Sequence[PlaceMention]
) -> bool:
    """Tell whether localities are provinces: `6 địa phương: Hà Nội, …`, `Lào Cai và Hà Giang là 2
    địa phương`, `49 địa phương trên cả nước`, `32/34 địa phương`."""
    if counted.total in _PROVINCES or _OF_NATION.search(
        text, counted.end, min(sentence.end, counted.end + 40)
    ):
        return True
    if _HAS_NATION.search(text, max(sentence.start, counted.start - 40), counted.start):
        return True
    after = _LISTS.match(text, counted.end)
    before = _ARE.search(text, max(0, counted.number_start - 9), counted.number_start)
    for mention in named:
        if mention.level != "province":
            continue
        if after is not None and after.end() in (mention.start, mention.prefix_start):
            return True
        if before is not None and mention.end + 1 == before.start():
            return True
    return False


def counted_rank(text: str, start: int) -> int | None:
    """Return the rank of the administrative units that a number counts, of those they lie in where
    these are provinces; None of anything else."""
    units = _UNITS_NEXT.match(text, start)
    if units is None:
        return None
    if _OF_PROVINCES.match(text, units.end()):
        return RANK["province"]
    return RANK[load_place_words().levels[units[1]]]


def is_counted_list(scope: Scope, end: int, about: Scope | None) -> bool:
    """Tell of the places that a number counts, "3 tỉnh A, B, C", that they have no wider one.

    `end` is that of the number with its unit, `about` what the article is about.
    """
    names = {mention.name for mention in scope.mentions}
    return (
        _is_counted(scope, end)
        and not scope.containers
        and not scope.passing
        and (
            about is None
            or scope.level == "province"
            or any(mention.name in names for mention in about.mentions)
        )
    )


def lies_in(text: str, scope: Scope, end: int, counted: int) -> PlaceMention | None:
    """Return what the places lie in that a number with its unit, up to `end`, counts: the district
    of `3 xã A, B, C, huyện D`."""
    if not _is_counted(scope, end) or _AND_NAME.match(text, scope.end):
        return None
    return next((m for m in scope.containers if RANK[m.level] < counted), None)


def _is_counted(scope: Scope, end: int) -> bool:
    """Tell whether the number that ends with its unit at `end` counts the places of a list."""
    return scope.tallied and scope.start <= end + 1


def is_merger(text: str, start: int) -> bool:
    """Tell whether the places counted at `start` are what one place was made of."""
    return _MERGED.search(text, max(0, start - 30), start) is not None


# "Hà Nội tăng 7,6% và 10 địa phương tăng trên 10%": these are not in Hà Nội.
_OTHERS = re.compile(
    r"\s(?P<verb>tăng|giảm)\s[^.;\n]{0,60}?(?:[,;]|,? và|,? còn)"
    r"(?P<at>\s)(?:(?:gần|hơn|trên|có|khoảng)\s)?(?:\d{1,2}|một số|nhiều|hai|ba|bốn|năm|sáu|bảy)"
    r"\s(?:địa phương|tỉnh|nơi)[^.;:\d\n]{0,30}?\s(?P=verb)\b"
)


def others_beside(text: str, scope: Scope, end: int, home: str) -> Scope | None:
    """Return where a sentence that ends at `end` goes on from a province to others, if it does.

    `home`: the folded name of the outlet's own, whose localities are its districts.
    """
    if scope.level != "province" or [fold_name(m.name) for m in scope.mentions[:2]] == [home]:
        return None
    match = _OTHERS.match(text, scope.end, end)
    if match is None:
        return None
    return Scope(match.start("at"), match.start("at"), "province", national=True)
