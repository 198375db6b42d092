"""Which figures are parts of which totals, as far as the text marks it.

    link_parts(text, mentions, sentence_of) -> list[int | None]

Marks: brackets behind a total, `gồm`, `bao gồm`, `trong đó`, `chia ra`, `riêng`, `còn lại`, and a
colon whose list adds up. A part is counted in its total's unit, in none of its own, or in one of
its kind.
"""

from __future__ import annotations

import re

from extractors.mentions import Mention
from extractors.patterns import any_word

# Of texts in lower case.
_MARK_WORDS = (
    "trong đó", "trong số đó", "trong số này", "trong tổng số", "riêng", "còn lại", "số còn lại",
    "bao gồm", "gồm có", "gồm", "chia ra", "c(?:(?<=[,;.:] c)|(?<=\\Ac))ụ thể(?: là)?",
)  # fmt: skip
_MARK = re.compile(rf"(?:{any_word(_MARK_WORDS)})(?!\w)")
_LISTS_ALL = ("bao gồm", "gồm", "chia ra", "cụ thể")  # what begins so lists the parts of a whole
# `Cụ thể, xã A có 2 nhà` tells of some behind a full stop, and claims no division.
_TELLS_OF_SOME = ("riêng", "còn lại", "số còn lại", "cụ thể", "cụ thể là")
_FULL_STOP = re.compile(r"[.!?…]\s|\n")
_COLON = re.compile(r":\s")
# A bracket that says more of the figure before it instead of dividing it: "(giảm 4 vụ)".
_ASIDE = re.compile(
    r"(?<!\w)(?:tăng|giảm|đạt|bằng|chiếm|so với|năm|tương đương|cùng kỳ|"
    r"kế hoạch|tỷ lệ|bình quân|mỗi)(?!\w)",
    re.IGNORECASE,
)
_NEXT_BRACKET = re.compile(r"\s*\)\s*(?:,|;|và|, và)?\s*[^(),;]{1,40}\(\s*\Z")
_SUM = re.compile(
    r"(?<!\w)tổng(?:\s+(?:cộng|số|tiền|số tiền|kinh phí|giá trị|trị giá))?\s*\Z", re.IGNORECASE
)
_PEOPLE = frozenset(("person", "student", "event"))
_LONG_ITEM = 60  # characters between a list's `;` and the next item's number


def link_parts(text: str, mentions: list[Mention], sentence_of: list[int]) -> list[int | None]:
    """Return, for each mention (in text order), the index of the total it is a part of, or None.

    `sentence_of[i]` is the number of the sentence that mention i stands in.
    """
    parents: list[int | None] = [None] * len(mentions)
    for position, mention in enumerate(mentions):
        if position == 0 or mention.direction != "level" or mention.kind == "percent":
            continue
        if _SUM.search(text, max(0, mention.start - 24), mention.start):
            continue  # "…, tổng cộng 103,5 triệu đồng" is the sum, not another part
        opening = _open_bracket(text, mention)
        if opening is not None:
            parents[position] = _bracket_total(text, mentions, parents, position, opening)
        if parents[position] is None:
            parents[position] = _marked_total(text, mentions, parents, sentence_of, position)
        if parents[position] is None:
            parents[position] = _out_of(text, mentions, sentence_of, position)
    return parents


_OUT_OF = re.compile(
    r"(?:(?<!\w)trong (?:tổng )?số\s+(?:[^\W\d_]+\s+){0,2}|(?:\A|[.;,\n]\s*)trong\s+)\Z",
    re.IGNORECASE,
)


def _out_of(
    text: str, mentions: list[Mention], sentence_of: list[int], position: int
) -> int | None:  # fmt: skip
    """The figure that this one is counted out of: `Trong số 11 sản phẩm, có 1 đạt 4 sao`."""
    mention = mentions[position]
    for earlier in range(position - 1, max(-1, position - 5), -1):
        whole = mentions[earlier]
        if sentence_of[earlier] != sentence_of[position]:
            return None
        if _OUT_OF.search(text[max(0, whole.start - 40) : whole.start]):
            fits = whole.unit == mention.unit and _fits(mention, whole, open_list=False)
            return earlier if fits and ";" not in text[whole.end : mention.start] else None
    return None


def _open_bracket(text: str, mention: Mention) -> int | None:
    opening = text.rfind("(", max(0, mention.start - 400), mention.start)
    if opening < 0 or re.search(r"[)\n]", text[opening : mention.start]):
        return None
    return opening


def _in_closed_bracket(text: str, mention: Mention, position: int) -> bool:
    """Whether a mention stands in a bracket that closes before `position`."""
    closing = text.find(")", mention.end, position)
    return closing >= 0 and "(" not in text[mention.end : closing]


def _fits(part: Mention, total: Mention, *, open_list: bool) -> bool:
    """Whether a part can be of a total: one unit, or in an open list one kind of count."""
    if total.direction != "level" or part.kind != total.kind or total.per_unit or part.per_unit:
        return False
    if part.kind in ("duration", "times", "percent"):
        return False
    if part.value > (total.value_high or total.value) * 1.0001:
        return False
    if part.kind != "count":
        return part.unit == total.unit
    related = bool(part.noun_class) and (
        part.noun_class == total.noun_class
        or (part.noun_class in _PEOPLE and total.noun_class in _PEOPLE)
    )
    head, whole = part.unit.partition(" ")[0], total.unit.partition(" ")[0]
    return part.unit == total.unit or part.elided or related or head == whole or open_list


def _bracket_total(
    text: str, mentions: list[Mention], parents: list[int | None], position: int, opening: int
) -> int | None:
    """`64 mô hình tự quản (27 mô hình …; 22 …)`: the figure before the bracket.

    In a row of brackets, `A (3 hộ), B (2 hộ)`, the later ones have the total of the first.
    """
    mention = mentions[position]
    before = [i for i in range(position) if mentions[i].end <= opening]
    if not before:
        return None
    total = before[-1]
    if mentions[total].kind == "percent" and total and opening - mentions[total].end < 3:
        total -= 1  # "17 ha ngô thiệt hại 50% (xã A 10 ha, xã B 7 ha)"
    between = text[mentions[total].end : opening]
    if _open_bracket(text, mentions[total]) is not None and _NEXT_BRACKET.match(between + "("):
        return parents[total]
    if len(between) > 110 or re.search(r"[;.:]\s", between):
        return None
    if _ASIDE.search(text[opening + 1 : opening + 25]) and not re.match(
        r"\s*(?:gồm|trong đó|bao gồm)", text[opening + 1 :][:20]
    ):
        return None
    return total if _fits(mention, mentions[total], open_list=True) else None


def _marked_total(
    text: str, mentions: list[Mention], parents: list[int | None], sentence_of: list[int],
    position: int,
) -> int | None:  # fmt: skip
    """The total of a part behind `trong đó`, `gồm` …: that of the list it goes on in, too."""
    mention = mentions[position]
    nearer = position
    for previous in range(position - 1, max(-1, position - 4), -1):
        # other figures may stand between a mark and its part: "trong đó, khu vực A (98%) đạt 10 tỷ"
        between = text[mentions[previous].end : mentions[nearer].start]
        marks = list(_MARK.finditer(between.lower()))
        if marks:
            return _behind_mark(text, mentions, sentence_of, position, previous, between, marks[-1])
        if _FULL_STOP.search(between) or parents[previous] is not None:
            break
        if mentions[previous].unit == mention.unit and mentions[previous].direction == "level":
            break
        nearer = previous
    between = text[mentions[position - 1].end : mention.start]
    if _FULL_STOP.search(between):
        return None
    for sibling in range(position - 1, max(-1, position - 4), -1):
        # other figures may stand between two parts: "gồm 202 dự án với 2,1 tỷ USD và 516 dự án"
        if parents[sibling] is not None and sentence_of[sibling] == sentence_of[position]:
            between = text[mentions[sibling].end : mention.start]
            return _goes_on(text, mentions, parents, position, between, sibling)
    if _COLON.search(between):
        return _colon_total(mentions, sentence_of, position)
    return None


def _behind_mark(
    text: str, mentions: list[Mention], sentence_of: list[int], position: int, previous: int,
    between: str, mark: re.Match[str],
) -> int | None:  # fmt: skip
    """The total of a part whose mark is known: in its sentence, or before one that it opens."""
    head = between[: mark.start()]
    opens = not head.strip() or bool(re.search(r"(?:[.!?…]|\n)\s*\Z", head))
    opens = opens and sentence_of[previous] != sentence_of[position]
    if _FULL_STOP.search(between[mark.end() :]):
        return None
    if opens and mark.group() in _TELLS_OF_SOME:
        return None
    return _total_before(
        text, mentions, position, mentions[previous].end + mark.start(),
        open_list=mark.group().startswith(_LISTS_ALL), sentence_of=sentence_of,
        within=2 if opens else 0, same_unit=opens,
    )  # fmt: skip


def _goes_on(
    text: str, mentions: list[Mention], parents: list[int | None], position: int, between: str,
    sibling: int,
) -> int | None:  # fmt: skip
    """Whether a part's list goes on to this mention: then they share the total."""
    parent = parents[sibling]
    first, mention = mentions[sibling], mentions[position]
    if parent is None:
        return None
    was_inside = _open_bracket(text, first) is not None
    if was_inside and ")" in between.partition("(")[0]:
        return None
    if _open_bracket(text, mention) is not None and not was_inside:
        return None
    semicolon = between.rfind(";")
    if semicolon >= 0:
        if len(between) - semicolon > _LONG_ITEM:
            return None
        earlier = text[mentions[parent].end : first.start]
        listed = text[first.end : mention.start]
        if (
            sibling - 1 > parent
            and "," in text[mentions[sibling - 1].end : first.start]
            and (";" not in earlier and listed.lstrip().startswith(";"))
        ):
            return None  # parts were parted by commas: the semicolon ends their list
    same = mention.unit == first.unit or mention.elided or mention.noun_class == first.noun_class
    if same and _fits(mention, mentions[parent], open_list=True):
        return parent
    # parallel lists: "11.165 hộ/46.689 khẩu, trong đó huyện A 3.131 hộ/13.246 khẩu"
    for twin in range(max(0, parent - 2), min(parent + 3, sibling)):
        if mentions[twin].noun_class == mention.noun_class and _fits(
            mention, mentions[twin], open_list=False
        ):
            return twin
    return None


def _colon_total(mentions: list[Mention], sentence_of: list[int], position: int) -> int | None:
    """`48 hội nghị: cấp huyện 12, cấp xã 36`: a list behind a colon that adds up to its total."""
    total = position - 1
    parts = [position]
    while parts[-1] + 1 < len(mentions) and sentence_of[parts[-1] + 1] == sentence_of[position]:
        parts.append(parts[-1] + 1)
    added, fitting = 0.0, 0
    for part in parts:
        if not _fits(mentions[part], mentions[total], open_list=False):
            continue
        added += mentions[part].value
        fitting += 1
        slack = max(0.005 * mentions[total].value, mentions[total].precision / 2)
        if fitting > 1 and abs(added - mentions[total].value) <= slack:
            return total
    return None


def _one_unit(first: str, second: str) -> bool:
    """Whether two units are one, perhaps said in short: `vụ tai nạn` and `vụ`."""
    return first == second or first.startswith(f"{second} ") or second.startswith(f"{first} ")


def _total_before(
    text: str, mentions: list[Mention], position: int, mark: int, *, open_list: bool,
    sentence_of: list[int], within: int, same_unit: bool,
) -> int | None:  # fmt: skip
    """The nearest figure before a mark that the part fits, in its sentence or `within` before."""
    part = mentions[position]
    crossed: set[int] = set()  # sentences with figures before the part's own
    for index in range(position - 1, -1, -1):
        crossed.add(sentence_of[index])
        if len(crossed - {sentence_of[position]}) > within:
            return None
        candidate = mentions[index]
        if candidate.start > mark:
            continue
        if open_list and ";" in text[candidate.end : mark].rstrip(" ;"):
            return None
        if _in_closed_bracket(text, candidate, mark):
            continue
        if same_unit and not _one_unit(candidate.unit, part.unit):
            continue
        if _fits(part, candidate, open_list=open_list):
            return index
    return None
