"""Where a list of parts goes on: behind a comma or semicolon, beside a twin, in the next sentence.

list_total(links, position) -> int | None
next_item(links, position) -> int | None
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from extractors.link_fits import fits, one_noun, one_unit, other_harm, related, word_before
from extractors.mentions import Mention
from extractors.periods import Period

_LONG_ITEM = 60  # characters between a list's `;` and the next item's number
_LONG_TWIN = 90  # between a part and what is said with it: "3 hộ vay vốn … với số tiền 2 tỷ"
_LONG_HEAD = 130  # and of a sentence before its first number, where it is one item of a list
_REACH = 20  # figures back to look for the item before
_PASSED = 3  # of them others than changes, percents and brackets
_BRACKETED = re.compile(r"\([^()]*\)")
_ITEM_OPENS = re.compile(
    r"(?:[,;:(+–-]|(?<!\w)(?:và|có|là|gồm|với|đó|cụ thể))[:,]?\s*\Z", re.IGNORECASE
)
_CLAUSE_ENDS = re.compile(r"[.;:,]\s")
_COUNTED_APART = frozenset(("household", "person", "student", "turn"))
_LIST_OPENS = re.compile(r"[(:]|trong đó")
_FULL_STOP = re.compile(r"[.!?…]\s+|\n\s*")
_NEW_CLAUSE = re.compile(
    r"(?<!\w)(?:đồng thời|ngoài ra|bên cạnh đó|cùng với đó|qua đó|từ đó|nâng tổng|"
    r"(?<!an )toàn (?:tỉnh|huyện|xã|thành phố|quốc)|(?:đến|hiện) nay|cả nước)(?!\w)",
    re.IGNORECASE,
)
# Words that stand before a total and before its parts alike.
_SAYS_LITTLE = frozenset(("có", "đạt", "là", "được", "còn", "với", "của", "khoảng", "lên"))
_NAME_LAST = re.compile(r"\b[^\W\d_a-zà-ỹ][^\W\d_]*[^\w.;:]*\Z")


@dataclass(slots=True)
class Links:
    """The figures of a text with the totals found so far; `parents` is filled in text order."""

    text: str
    mentions: list[Mention]
    sentence_of: list[int]
    periods: list[Period | None]
    parents: list[int | None]
    marks: dict[int, re.Match[str] | None] = field(default_factory=dict)  # last behind a figure
    listed_in_full: set[int] = field(default_factory=set)  # totals whose list a colon opens


def open_bracket(text: str, mention: Mention) -> int | None:
    """Where the bracket opens that a mention stands in."""
    start = mention.start
    opening = text.rfind("(", max(0, start - 400), start)
    closed = text.find(")", opening, start) >= 0 or text.find("\n", opening, start) >= 0
    return None if opening < 0 or closed else opening


def in_closed_bracket(text: str, mention: Mention, position: int) -> bool:
    """Whether a mention stands in a bracket that closes before `position`."""
    closing = text.find(")", mention.end, position)
    return closing >= 0 and "(" not in text[mention.end : closing]


def opens_item(text: str, mention: Mention) -> bool:
    """Whether an item of a list begins with the mention, so that what it counts is listed."""
    return _ITEM_OPENS.search(text, max(0, mention.start - 12), mention.start) is not None


def list_total(links: Links, position: int) -> int | None:
    """The total of the list that goes on to a mention: that of the item before, or its twin."""
    text, mentions, mention = links.text, links.mentions, links.mentions[position]
    passed = 0
    tried: set[int] = set()  # totals whose last part the mention does not follow
    for sibling in range(position - 1, max(-1, position - _REACH), -1):
        other = mentions[sibling]
        if links.sentence_of[sibling] != links.sentence_of[position]:
            return None
        if other.direction != "level" or other.kind in ("percent", "times", "duration"):
            continue
        if in_closed_bracket(text, other, mention.start) and not _explains_percent(links, sibling):
            continue
        parent = links.parents[sibling]
        if parent is not None:
            total = _goes_on(links, position, sibling) if parent not in tried else None
            if total is not None:
                return total
            tried.add(parent)
            if links.parents[parent] is not None:
                continue  # of a list within the list
        elif other.unit == mention.unit and other.per_unit == mention.per_unit:
            return None
        passed += 1
        if passed == _PASSED:
            return None
    return None


def _explains_percent(links: Links, position: int) -> bool:
    """`trong đó sắn chiếm 93% (465 ha)`: what the bracket holds is the item itself."""
    parent = links.parents[position]
    opening = open_bracket(links.text, links.mentions[position])
    if parent is None or opening is None or links.mentions[position - 1].kind != "percent":
        return False
    percent = links.mentions[position - 1]
    said = links.text[links.mentions[parent].end : percent.start].lower()
    return 0 <= opening - percent.end < 3 and ("trong đó" in said or "gồm" in said)


def _goes_on(links: Links, position: int, sibling: int) -> int | None:
    """The total of the item before, or of the item that this one is a part of."""
    at = sibling
    parent = links.parents[at]
    while parent is not None and links.sentence_of[at] == links.sentence_of[position]:
        if _is_next(links, position, at, parent):
            return parent
        at, parent = parent, links.parents[parent]
    return _twin(links, position, sibling)


def _is_next(links: Links, position: int, sibling: int, parent: int) -> bool:
    """Whether a mention is the next part of `parent` behind its part `sibling`."""
    text, mention, first = links.text, links.mentions[position], links.mentions[sibling]
    total = links.mentions[parent]
    was_inside = open_bracket(text, first) is not None and not _explains_percent(links, sibling)
    between = text[first.end : mention.start]
    if was_inside and ")" in between.partition("(")[0]:
        return False
    if not was_inside and open_bracket(text, mention) is not None:
        return False
    opens = opens_item(text, mention)
    same = mention.unit == first.unit or mention.elided or mention.noun_class == first.noun_class
    if not same and not (
        opens
        and (
            parent in links.listed_in_full
            or related(mention, total)
            or adds_up(links, position, parent)
        )
    ):
        return False
    if not fits(mention, total, open_list=True) or other_harm(text, mention, total):
        return False
    between = _BRACKETED.sub("", between)
    if _NEW_CLAUSE.search(between):
        return False
    semicolon = between.rfind(";")
    if semicolon < 0:
        return True
    if len(between) - semicolon > _LONG_ITEM or mention.total is not None:
        return False
    if opens and parent in links.listed_in_full:
        return True
    return not _ended(links, sibling, parent) and not _starts_anew(links, position, parent)


def adds_up(links: Links, position: int, parent: int) -> bool:
    """Whether a list of several nouns is all of a total: `6 điển hình: 4 tập thể và 2 cá nhân`."""
    mentions = links.mentions
    total = mentions[parent]
    parts = [i for i in range(parent + 1, position) if links.parents[i] == parent]
    left = total.value - sum(mentions[i].value for i in parts)
    if position - parent > _REACH:
        return False
    for at in range(position, min(len(mentions), position + _REACH)):
        if at > position:
            gap = links.text[mentions[at - 1].end : mentions[at].start]
            if len(gap) > _LONG_ITEM or _FULL_STOP.search(gap):
                return False
        part = mentions[at]
        if not opens_item(links.text, part) or not fits(part, total, open_list=True):
            return False
        if part.noun_class != total.noun_class and total.noun_class in _COUNTED_APART:
            return False  # "60 hộ, trong đó 20 hộ nghèo, 40 người già"
        left -= part.value
        if left <= 1e-6:
            return left > -1e-6 and len(parts) + at > position
    return False


def _ended(links: Links, sibling: int, parent: int) -> bool:
    """Whether the parts were parted by commas, so that a semicolon ends their list."""
    here = links.mentions[sibling].start
    before = [
        i
        for i in range(parent + 1, sibling)
        if links.parents[i] == parent and not in_closed_bracket(links.text, links.mentions[i], here)
    ]
    if not before:
        return False
    gap = links.text[links.mentions[before[0]].end : links.mentions[sibling].start]
    gap = _BRACKETED.sub("", gap)
    return "," in gap and ";" not in gap


def _starts_anew(links: Links, position: int, parent: int) -> bool:
    """Whether a clause repeats that of the total: `huy động 58 trẻ, trong đó có 15 …; huy động 9`.

    It is a part all the same if all parts add up.
    """
    word = word_before(links.text, links.mentions[position])
    if not word or word != word_before(links.text, links.mentions[parent]):
        return False
    parts = [i for i in range(parent + 1, position) if links.parents[i] == parent]
    if not parts or word == word_before(links.text, links.mentions[parts[0]]):
        return False
    added = sum(links.mentions[i].value for i in [*parts, position])
    left = links.mentions[parent].value - added
    return left < -1e-6 * added or (left > 1e-6 * added and word not in _SAYS_LITTLE)


def _twin(links: Links, position: int, sibling: int) -> int | None:
    """The total beside the total: `11 hộ/46 khẩu, trong đó xã A 3 hộ/13 khẩu`."""
    text, mention, before = links.text, links.mentions[position], links.mentions[sibling]
    parent = links.parents[sibling]
    if parent is None:
        return None
    gap = _BRACKETED.sub("", text[before.end : mention.start])
    if len(gap) > _LONG_TWIN or ";" in gap:
        return None
    opens = opens_item(text, mention)
    listed = links.parents.index(parent)  # the first part: no total stands behind it
    for twin in (parent + 1, parent - 1, parent + 2, parent - 2):
        if not 0 <= twin < sibling:
            continue
        timed = _told_of_two_times(links, (twin, parent), (position, sibling))
        if not timed and links.sentence_of[twin] != links.sentence_of[parent]:
            continue
        total = links.mentions[twin]
        if links.parents[twin] != links.parents[parent] or twin > listed:
            continue
        aside = text[links.mentions[parent].end : total.start].lower()
        if _LIST_OPENS.search(aside) and not in_closed_bracket(text, total, mention.start):
            continue
        if not fits(mention, total, open_list=False) or other_harm(text, mention, total):
            continue
        if timed:
            return twin
        if one_unit(mention.unit, before.unit) and (
            word_before(text, mention) != word_before(text, total)
        ):
            continue
        same = one_noun(mention.unit, total.unit)
        if (same and (opens or twin == parent + 1)) or (len(gap) < 20 and twin == parent + 1):
            return twin
    return None


def _told_of_two_times(links: Links, totals: tuple[int, int], parts: tuple[int, int]) -> bool:
    """Whether two parts have the times of two totals: `tháng 7 thu 9 tỷ, 7 tháng 60 tỷ; trong đó
    thuế tháng 7 được 6 tỷ, 7 tháng 40 tỷ`."""
    times = [[time_of(links, at) for at in pair] for pair in (totals, parts)]
    return times[0] == times[1] and None not in times[0] and times[0][0] != times[0][1]


def time_of(links: Links, index: int) -> tuple[date | None, date | None] | None:
    """First and last day of the time that a figure tells of."""
    period = links.periods[index]
    return (period.start, period.end) if period is not None else None


def next_item(links: Links, position: int) -> int | None:
    """The total of a list whose items are sentences: `Đường bộ xảy ra 8 vụ. Đường sắt xảy ra 2`.

    Its sentence has the form of the item before, and all parts together are not too many.
    """
    where = links.sentence_of[position] - 1
    for sibling in range(position - 1, max(-1, position - _REACH), -1):
        if links.sentence_of[sibling] != where:
            return None
        parent = links.parents[sibling]
        if parent is None or links.mentions[sibling].unit != links.mentions[position].unit:
            continue
        if _is_like(links, sibling, position) and _leaves_room(links, parent, position):
            return parent
    return None


def _leaves_room(links: Links, parent: int, position: int) -> bool:
    """Whether one part more fits into a total beside those that it has."""
    mention, total = links.mentions[position], links.mentions[parent]
    parts = [i for i in range(parent + 1, position) if links.parents[i] == parent]
    added = sum(links.mentions[i].value for i in parts) + mention.value
    room = (total.value_high or total.value) * 1.001
    return added <= room and fits(mention, total, open_list=False)


def _is_like(links: Links, sibling: int, position: int) -> bool:
    """Whether two items are told alike: by one verb and one first word, or by names alone."""
    text, first, mention = links.text, links.mentions[sibling], links.mentions[position]
    between = text[links.mentions[position - 1].end : mention.start]
    stops = [stop.end() for stop in _FULL_STOP.finditer(between)]
    head = between[stops[-1] :] if stops else ""
    if not head.strip() or len(head) > _LONG_HEAD or "," in head or ":" in head:
        return False
    if open_bracket(text, first) is not None:
        return False
    earlier = text[max(0, first.start - _LONG_HEAD) : first.start]
    earlier = _CLAUSE_ENDS.split(earlier)[-1]
    if _NAME_LAST.search(head) and _NAME_LAST.search(earlier):
        return len(head.split()) <= 5
    alike = head.split()[0].lower() in earlier.lower().split()[:3]
    return alike and word_before(text, mention) == word_before(text, first) != ""
