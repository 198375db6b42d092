"""A headline has no time of its own: its figures have that of the figures they repeat."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

from extractors import openings
from extractors.sentences import Sentence
from extractors.times.vocabulary import WORD, WORDS, fold

T = TypeVar("T")
_Printed = tuple[float, str | None]  # a number, and the word behind it

_MAGNITUDES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_PRINTED = re.compile(rf"([\d.,]*\d|{WORD})\s*({'|'.join(_MAGNITUDES)})?\s*([^\W\d]+|%)?")
_SECTION = 2500  # characters that a headline within a text may stand over
_FIGURES = 300  # and figures
_CHANCE = 10  # a lead's number is told again below; less may be told of something else
_LONGEST = 200  # characters of a headline


def first_headline(low: str) -> str:
    """Return the first line of a text if it reads as its title, else nothing."""
    line, _, rest = low.partition("\n")
    line = line.strip()
    titled = rest.strip() and 0 < len(line) < _LONGEST and line[-1] not in ".!;:…,"
    return line if titled and not openings.BULLET.match(line) else ""


def title_span(low: str, title: str | None) -> tuple[str, tuple[int, int]]:
    """Return the title given or read off the folded text, and where it stands; (0, 0) nowhere."""
    entitled = fold(title) if title else first_headline(low)
    at = low.find(entitled) if entitled else -1
    return entitled, (at, at + len(entitled)) if at >= 0 else (0, 0)


def restated(low: str, title: str | None, numbers: Sequence[int]) -> list[tuple[int, list[int]]]:
    """Return each number that stands in the title, or in it once more, with those that repeat it.

    Numbers are told by their place in `numbers`, their offsets in order; those that repeat one
    have its value and its next word. Without repetitions a number is left out.
    """
    entitled, (start, end) = title_span(low, title)
    if not any(start <= number < end for number in numbers):
        return []
    places: list[int] = []
    body: list[int] = []
    for place, number in enumerate(numbers):
        near = max(0, number - len(entitled))
        within = start <= number < end or low.find(entitled, near, number + len(entitled)) >= 0
        (places if within else body).append(place)
    found = []
    printed = {number: _printed(low, number) for number in numbers}
    for place in places:
        wanted = printed[numbers[place]]
        same = [other for other in body if wanted and printed[numbers[other]] == wanted]
        if same:
            found.append((place, same))
    return found


def repeated(
    low: str,
    title: tuple[int, int],
    sentences: Sequence[Sentence],
    numbers: Sequence[int],
    told: Sequence[T | None],
    of_lead: Callable[[T], bool],
    captions: frozenset[int],
) -> list[T | None]:
    """Return what is told of each number, of those in headlines that of the figures they repeat.

    So it is with a number of the lead, the first paragraph, of which nothing is told, where
    `of_lead` says that what is told below may be of it.

    `low` is the folded text, `title` where its title stands, `numbers` the numbers' offsets in
    order, `told` what is known of each by itself, such as its time, `captions` the paragraphs under
    pictures, which repeat figures as headlines do.
    """
    result = list(told)
    starts = [sentence.start for sentence in sentences]
    lead_end = _end_of_lead(low, title[1])
    for place, number in enumerate(numbers):
        entitled = title[0] <= number < title[1]
        if told[place] is not None and not entitled:
            continue
        lead = title[1] > 0 and not entitled and number < lead_end
        if not lead and not _in_headline(low, sentences, starts, number, captions):
            continue
        reach = len(low) if entitled else number + _SECTION
        wanted = _printed(low, number)
        if lead and (wanted is None or wanted[0] < _CHANCE or wanted[1] == "%"):
            continue
        found = _found_below(low, title[1], numbers, told, place, wanted, reach)
        if found is None and not entitled and not lead:
            found = _found_above(low, title[1], numbers, told, place, wanted)
        if found is not None and (not lead or of_lead(found)):
            result[place] = found
        elif entitled and result[place] is None:
            first = (told[p] for p, n in enumerate(numbers[:_FIGURES]) if n >= title[1])
            result[place] = next(first, None)
    return result


def _end_of_lead(low: str, title_end: int) -> int:
    """Return where the first paragraph below a title ends."""
    start = title_end
    while low[start : start + 1].isspace():
        start += 1
    end = low.find("\n", start)
    return end if end >= 0 else start


def _found_below(
    low: str, body: int, numbers: Sequence[int], told: Sequence[T | None],
    place: int, wanted: _Printed | None, reach: int,
) -> T | None:  # fmt: skip
    """Return what is told of the next figure of the body that a headline's repeats."""
    for below in range(place + 1, min(place + _FIGURES, len(numbers))):
        if numbers[below] >= reach:
            return None
        if told[below] is None or numbers[below] < body:
            continue
        if _repeats(wanted, _printed(low, numbers[below])):
            return told[below]
    return None


def _found_above(
    low: str, body: int, numbers: Sequence[int], told: Sequence[T | None],
    place: int, wanted: _Printed | None,
) -> T | None:  # fmt: skip
    """Return what is told of the last figure above, the same in number and word, of a caption."""
    if wanted is None or wanted[1] is None:
        return None
    for above in range(place - 1, max(-1, place - _FIGURES), -1):
        if numbers[above] < body:
            return None
        if told[above] is not None and _printed(low, numbers[above]) == wanted:
            return told[above]
    return None


def _in_headline(
    low: str,
    sentences: Sequence[Sentence],
    starts: Sequence[int],
    number: int,
    captions: frozenset[int],
) -> bool:
    """Tell whether a number stands in a short line without a closing mark, or in a caption."""
    at = bisect_right(starts, number) - 1
    if at < 0:
        return False
    if sentences[at].paragraph in captions:
        return True
    start, end = sentences[at].start, sentences[at].end
    whole = start == 0 or low[start - 1] in "\n "
    return whole and end - start < _LONGEST and low[end - 1] not in ".!;:…,"


def _printed(low: str, number: int) -> _Printed | None:
    """Return a number with its magnitude, and the first word after it."""
    match = _PRINTED.match(low, number)
    if match is None:
        return None
    if match[1] in WORDS:
        return float(WORDS[match[1]]), match[3]
    try:
        value = float(match[1].replace(".", "").replace(",", "."))
    except ValueError:  # 1,2,3
        return None
    return value * _MAGNITUDES.get(match[2], 1), match[3]


_ALL = (100.0, "%")  # too common to be told by


def _repeats(title: _Printed | None, text: _Printed | None) -> bool:
    """Tell whether a figure of the text is that of the title: the same, or rounded there."""
    if title is None or text is None or title == _ALL:
        return False
    rounded = title[1] == text[1] and abs(title[0] - text[0]) <= 0.03 * text[0]
    return title[0] == text[0] or rounded
