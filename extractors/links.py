"""Which figures are parts of which totals, as far as the text marks it.

    link_parts(text, sentences, mentions, of_sentence) -> list[int | None]

Marks: brackets behind a total, `gồm`, `bao gồm`, `trong đó`, `chia ra`, `riêng`, `còn lại`, a list
after a colon. A part is counted in its total's unit, in none of its own, or in one of its kind.
"""

from __future__ import annotations

import re

from extractors.mentions import Mention

_OPEN = re.compile(r"\(\s*(?:trong đó\s*:?|gồm\s*:?|bao gồm\s*:?|riêng|có)?[^()]*\Z", re.IGNORECASE)
_MARK = re.compile(
    r"(?<!\w)(?P<mark>trong đó|trong số đó|trong số này|bao gồm|gồm có|gồm|chia ra|cụ thể là|cụ thể|riêng|còn lại|số còn lại)(?!\w)",
    re.IGNORECASE,
)
_COLON = re.compile(r":\s*(?:[-–+]\s*)?(?:[^\d.;:]{0,60})\Z")
_STOP = re.compile(r"[;.]\s")
_COUNT_KINDS = ("count",)


def link_parts(text: str, mentions: list[Mention], sentence_of: list[int]) -> list[int | None]:
    """Return, for each mention (in text order), the index of the total it is a part of, or None.

    `sentence_of[i]` is the number of the sentence that mention i stands in.
    """
    parents: list[int | None] = [None] * len(mentions)
    for position, mention in enumerate(mentions):
        if position == 0 or mention.direction != "level" or mention.per_unit:
            continue
        parents[position] = _bracket_total(text, mentions, parents, position)
        if parents[position] is None:
            parents[position] = _marked_total(text, mentions, parents, sentence_of, position)
    return parents


def _fits(part: Mention, total: Mention, *, open_list: bool) -> bool:
    """Whether a part can be of a total: one unit, or in an open list one kind of count."""
    if total.direction != "level" or part.kind == "percent" or total.per_unit:
        return False
    if part.kind != total.kind or part.kind in ("duration", "times"):
        return False
    if part.value > (total.value_high or total.value) * 1.0001:
        return False
    if part.kind != "count":
        return part.unit == total.unit
    same = part.unit == total.unit or part.elided
    related = bool(part.noun_class) and part.noun_class == total.noun_class
    nested = _head(part.unit) == _head(total.unit) or part.unit in total.unit
    return same or related or nested or open_list


def _head(unit: str) -> str:
    return unit.partition(" ")[0]


def _bracket_total(
    text: str, mentions: list[Mention], parents: list[int | None], position: int
) -> int | None:
    """`82 mô hình “Dân vận khéo” (39 mô hình …; 32 …)`: the figure before the bracket."""
    mention = mentions[position]
    opening = text.rfind("(", max(0, mention.start - 400), mention.start)
    if opening < 0 or ")" in text[opening : mention.start] or "\n" in text[opening : mention.start]:
        return None
    before = [i for i in range(position) if mentions[i].end <= opening]
    if not before:
        return None
    total = before[-1]
    between = text[mentions[total].end : opening]
    if len(between) > 90 or re.search(r"[;.:]\s", between):
        return None
    bracket = text[opening + 1 : mention.start]
    if re.search(r"(?<!\w)(?:tăng|giảm|đạt|bằng|chiếm|so với|năm|tương đương|cùng kỳ|kế hoạch)(?!\w)", bracket[:30], re.IGNORECASE) and not re.search(
        r"gồm|trong đó", bracket, re.IGNORECASE
    ):
        return None
    return total if _fits(mention, mentions[total], open_list=True) else None


def _marked_total(
    text: str, mentions: list[Mention], parents: list[int | None], sentence_of: list[int],
    position: int,
) -> int | None:  # fmt: skip
    mention = mentions[position]
    first = position
    while first > 0 and sentence_of[first - 1] == sentence_of[position]:
        first -= 1
    for candidate in range(position - 1, first - 1, -1):
        between = text[mentions[candidate].end : mentions[candidate + 1].start]
        mark = None
        for mark in _MARK.finditer(between):
            pass
        if mark is not None:
            word = mark["mark"].lower()
            closed = ")" in between[: mark.start()] and "(" not in between[: mark.start()]
            open_list = word in ("gồm", "bao gồm", "gồm có", "chia ra", "cụ thể", "cụ thể là")
            return _total_before(
                text, mentions, parents, candidate, first, mention, open_list=open_list, closed=closed
            )
        if _ends_list(between, mentions, candidate, position):
            return None
        colon = re.search(r":\s*[^;:]{0,60}\Z", between)
        if colon and not re.search(r"[.;]\s", between):
            return _total_before(
                text, mentions, parents, candidate, first, mention, open_list=False, closed=False
            )
    return None


def _ends_list(between: str, mentions: list[Mention], candidate: int, position: int) -> bool:
    """Whether a list of parts ends in the gap: a full stop, or `;` where the parts use commas."""
    if re.search(r"[.!?]\s", between):
        return True
    if ")" in between and "(" not in between:
        return False
    return False


def _total_before(
    text: str, mentions: list[Mention], parents: list[int | None], candidate: int, first: int,
    part: Mention, *, open_list: bool, closed: bool,
) -> int | None:  # fmt: skip
    """The nearest figure at or before `candidate` that the part fits, siblings passed over."""
    for index in range(candidate, first - 1, -1):
        if closed and parents[index] is not None:
            continue
        if _fits(part, mentions[index], open_list=open_list):
            return index
    return None
