"""Whether one figure can be a part of another, by what they count and what is said of them."""

from __future__ import annotations

import re

from extractors.mentions import Mention

_PEOPLE = frozenset(("person", "student", "event"))
_PLACES = frozenset(("commune", "village"))
# Nouns so wide that a count of them is divided into any kind of body: `531 đơn vị, 27 trường`.
_WIDE = frozenset(("đơn vị", "địa phương", "cơ sở", "tổ chức", "đơn vị hành chính", "địa bàn"))
_LOCALITIES = frozenset(("địa phương", "đơn vị hành chính", "địa bàn"))
_BODIES = frozenset(("agency", "group", "collective", "commune", "village", "facility", "place"))
# Measures that do not add up: the degrees of a region are no part of the country's.
_NOT_ADDED = frozenset(("độ", "°C", "mm", "cm", "km/h", "m/s"))
# Neither is made of the other: `500 khẩu (3 xã)` says where they live.
_LIVING = frozenset(("person", "student", "household", "turn"))
_SEATS = _PLACES | {"facility"}
# Names of one thing that share no word: `35 dân tộc, trong đó có 34 đồng bào thiểu số`.
_KINDRED = (
    ("đồng bào", "dân tộc"),
    ("khách", "lượt khách"),
    ("trường hợp", "ca"),
    ("người", "nhân khẩu"),
    ("em", "học sinh"),
    ("em", "thí sinh"),
)
_PEOPLES = "dân tộc"
_HARM = r"(?:chết|tử vong|bị thương|mất tích)(?!\w)"
_HARM_BEFORE = re.compile(rf"(?<!\w)({_HARM})\s*\Z", re.IGNORECASE)
_HARM_AFTER = re.compile(rf"\s*(?:bị )?({_HARM})(?:(?:,| và|, bị| và bị) ({_HARM})(?!\s*\d))?")
_LAST_WORD = re.compile(r"([^\W\d_]+)[^\w.;:]*\Z")


def fits(part: Mention, total: Mention, *, open_list: bool) -> bool:
    """Whether a part can be of a total: one unit, one kind of thing, or any count in an open list.

    A part of a total in the same unit is never greater than the total.
    """
    if total.direction != "level" or part.kind != total.kind:
        return False
    if total.per_unit and total.kind != "money":
        return False
    # a price printed with its own rate is no part: "1,1 triệu đồng/tháng (hệ A 780.000 đồng/tháng)"
    if part.per_unit and not (part.for_each and part.per_unit == total.per_unit):
        return False
    if part.kind in ("duration", "times", "percent") or part.unit in _NOT_ADDED:
        return False
    if part.value > (total.value_high or total.value) * 1.0001:
        return False
    if part.kind != "count":
        return part.unit == total.unit
    if _PEOPLES in (part.unit, total.unit) and not one_noun(part.unit, total.unit):
        return False  # "3,6 triệu người, gồm 7 dân tộc": no person is a people
    return part.elided or related(part, total) or (open_list and not _apart(part, total))


def related(part: Mention, total: Mention) -> bool:
    """Whether two counts are of one noun or of one kind of thing; a xã is no kind of huyện."""
    if one_noun(part.unit, total.unit):
        return True
    if is_wide(total):
        bodies = _PLACES if total.unit in _LOCALITIES else _BODIES
        return part.noun_class in bodies
    if part.unit == "địa phương" and total.noun_class == "commune":
        return True  # "34 tỉnh, trong đó 6 địa phương"
    if part.noun_class in _PLACES and total.noun_class in _PLACES:
        return False
    return bool(part.noun_class) and (
        part.noun_class == total.noun_class
        or (part.noun_class in _PEOPLE and total.noun_class in _PEOPLE)
    )


def is_wide(total: Mention) -> bool:
    """Whether a count is of bodies of any kind."""
    return total.unit in _WIDE or any(noun in _WIDE for noun in total.unit.split(", "))


def _apart(part: Mention, total: Mention) -> bool:
    kinds = part.noun_class, total.noun_class
    return (kinds[0] in _LIVING and kinds[1] in _SEATS) or (
        kinds[0] in _SEATS and kinds[1] in _LIVING
    )


def one_noun(first: str, second: str) -> bool:
    """Whether two units share a noun: `vụ tai nạn` and `vụ`, `xã` and `xã, phường, thị trấn`."""
    if first.partition(" ")[0] == second.partition(" ")[0]:
        return True
    if _kindred(first, second):
        return True
    return bool(set(re.split(r",? và |[,/] ?", first)) & set(re.split(r",? và |[,/] ?", second)))


def one_unit(first: str, second: str) -> bool:
    """Whether two units are one, perhaps said in short: `vụ tai nạn`, `mô hình, điển hình`."""
    return (
        first == second
        or first.startswith((f"{second} ", f"{second}, "))
        or second.startswith((f"{first} ", f"{first}, "))
        or _kindred(first, second)
    )


def _kindred(first: str, second: str) -> bool:
    return any(
        (first.startswith(one) and second.startswith(other))
        or (first.startswith(other) and second.startswith(one))
        for one, other in _KINDRED
    )


def other_harm(text: str, part: Mention, total: Mention) -> bool:
    """Whether two counts tell of different harm: `5 người chết` is no part of `22 bị thương`."""
    harmed = _harms(text, part)
    return bool(harmed) and bool(_harms(text, total)) and not harmed & _harms(text, total)


def _harms(text: str, mention: Mention) -> set[str]:
    before = _HARM_BEFORE.search(text, max(0, mention.start - 14), mention.start)
    if before:
        return {before.group(1).lower()}
    after = _HARM_AFTER.match(text, mention.end)
    return {harm.lower() for harm in after.groups() if harm} if after else set()


def word_before(text: str, mention: Mention) -> str:
    """The last word before a figure, in its clause; empty where a stop or number is nearer."""
    found = _LAST_WORD.search(text, max(0, mention.start - 24), mention.start)
    return found.group(1).lower() if found else ""
