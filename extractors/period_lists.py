"""Times listed once for several figures: `các năm 2021, 2022, 2023 lần lượt là 12%; 9%; 7%`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors import dates
from extractors.dates import Bounds
from extractors.sentences import Sentence

CUE = re.compile(r"(?<!\w)(?:lần lượt|theo thứ tự|tương ứng)(?!\w)")
_AND = r"(?:,| và|, và)"
_LISTS = re.compile(
    rf"(?:[Nn]ăm|[Tt]ừ) (?P<years>(?:19|20)\d\d(?:{_AND} (?:năm )?(?:19|20)\d\d)+)(?!\d)"
    rf"|[Qq]u[ýí] (?P<quarters>(?:I{{1,3}}|IV|[1-4])(?:{_AND} (?:qu[ýí] )?(?:I{{1,3}}|IV|[1-4]))+)"
    r"(?![\w%]|[.,]\d)(?:/(?P<of>20\d\d)| năm (?P<in>20\d\d|nay|ngoái|trước))?"
    rf"|[Tt]háng (?P<months>\d\d?(?:{_AND} (?:tháng )?\d\d?)+)"
    r"(?![\w%]|[.,]\d)(?:/(?P<of_>20\d\d)| năm (?P<in_>20\d\d|nay|ngoái|trước))?"
)
_PARTS = re.compile(r"\d+|[IV]+")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def told_in_turn(
    text: str,
    sentence: Sentence,
    starts: Sequence[int],
    published: date | None,
) -> dict[int, Bounds]:
    """Return the bounds of the figures of a sentence, by where they start, that its list of times
    is told for in turn. `starts`: where its figures do, in order."""
    cue = CUE.search(text, sentence.start, sentence.end)
    if cue is None:
        return {}
    listed: list[Bounds] = []
    for match in _LISTS.finditer(text, sentence.start, cue.start()):
        listed = _bounds(match, published)
    after = [start for start in starts if start > cue.end()]
    if len(listed) < 2 or len(after) < len(listed):
        return {}
    whole = len(after) - len(after) % len(listed)
    return {start: listed[at % len(listed)] for at, start in enumerate(after[:whole])}


def _bounds(match: re.Match[str], published: date | None) -> list[Bounds]:
    if match["years"]:
        return [dates.year(int(year)) for year in _PARTS.findall(match["years"])]
    told = match["of"] or match["in"] or match["of_"] or match["in_"]
    if told and told.isdigit():
        year = int(told)
    elif published is not None:
        year = published.year - (told in ("ngoái", "trước"))
    else:
        return []
    if match["quarters"]:
        parts = [_ROMAN.get(part) or int(part) for part in _PARTS.findall(match["quarters"])]
        return [dates.quarter(year, part) for part in parts]
    months = [int(part) for part in _PARTS.findall(match["months"])]
    return [dates.months(year, month, month) for month in months if 1 <= month <= 12]
