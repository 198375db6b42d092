"""Times listed once for several figures: `các năm 2021, 2022, 2023 lần lượt là 12%; 9%; 7%`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors import dates
from extractors.dates import Bounds, Resolver
from extractors.sentences import Sentence

CUES = ("lần lượt", "theo thứ tự")
_CUE = re.compile(rf"(?<!\w)(?:{'|'.join(CUES)})(?!\w)")
_AND = r"(?:,| và|, và)"
_YEAR = r"(?:/(?P<{0}>20\d\d)| năm (?P<{0}_>20\d\d|nay|ngoái|trước))?"
_QUARTER, _MONTH = r"(?:I{1,3}|IV|[1-4])", r"(?:1[0-2]|[1-9])"
_LISTS = re.compile(
    rf"(?:[Nn]ăm|[Tt]ừ) (?P<years>(?:19|20)\d\d(?:{_AND} (?:năm )?(?:19|20)\d\d)+)(?!\d)"
    rf"|[Qq]u[ýí] (?P<quarters>{_QUARTER}(?:{_AND} (?:qu[ýí] )?{_QUARTER})+)(?![\w%]|[.,]\d)"
    rf"{_YEAR.format('of')}"
    rf"|[Tt]háng (?P<months>{_MONTH}(?:{_AND} (?:tháng )?{_MONTH})+)(?![\w%]|[.,]\d)"
    rf"{_YEAR.format('in')}"
)
_ONE_SUBJECT = re.compile(r",?(?:(?! và |,|;).)*")  # two communes would have the turns
_PARTS = re.compile(r"\d+|[IV]+")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def told_in_turn(
    text: str, sentence: Sentence, starts: Sequence[int], published: date | None
) -> dict[int, Bounds]:
    """Return the bounds of the figures of a sentence, by where they start, that its list of times
    is told for in turn. `starts`: where its figures do, in order. What a bracket says of one is of
    its time."""
    cue = _CUE.search(text, sentence.start, sentence.end)
    if cue is None:
        return {}
    listed: list[Bounds] = []
    for match in _LISTS.finditer(text, sentence.start, cue.start()):
        if not any(match.start() < start < match.end() for start in starts):
            between = text[match.end() : cue.start()]
            listed = _bounds(match, published) if _ONE_SUBJECT.fullmatch(between) else []
    told: dict[int, Bounds] = {}
    turn = -1
    for start in starts:
        if start < cue.end():
            continue
        bracketed = text.rfind("(", cue.end(), start) > text.rfind(")", cue.end(), start)
        turn += not bracketed
        if turn >= len(listed):
            break
        if turn >= 0:
            told[start] = listed[turn]
    return told if len(listed) > 1 and turn >= len(listed) - 1 else {}


def _bounds(match: re.Match[str], published: date | None) -> list[Bounds]:
    if match["years"]:
        return [dates.year(int(year)) for year in _PARTS.findall(match["years"])]
    listed = match["quarters"] or match["months"]
    told = match["of"] or match["of_"] or match["in"] or match["in_"]
    if " và " not in listed and told is None:
        return []  # "Tháng 5, 3 xã …": an "and" or a year closes a list
    numbers = [_ROMAN.get(part) or int(part) for part in _PARTS.findall(listed)]
    last = numbers[-1] * 3 if match["quarters"] else numbers[-1]
    if told and told.isdigit():
        year: int | None = int(told)
    elif told and published is not None:
        year = published.year - (told != "nay")
    else:
        year = Resolver(published).year_of(last, 1)
    if year is None:
        return []
    if match["quarters"]:
        return [dates.quarter(year, number) for number in numbers]
    return [dates.months(year, number, number) for number in numbers]
