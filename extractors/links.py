"""Which figures are parts of which totals, as far as the text marks it.

    link_parts(text, mentions, sentence_of, periods) -> list[int | None]

Marks: brackets behind a total, `gồm`, `bao gồm`, `trong đó`, `trong số`, `chia ra`, `riêng`,
`còn lại`, and a colon whose list adds up. What can be a part of what is for `link_fits` to say,
where a list goes on for `link_lists`.
"""

from __future__ import annotations

import re

from extractors.link_fits import fits, is_wide, one_noun, one_unit, other_harm, related, word_before
from extractors.link_lists import (
    Links,
    adds_up,
    in_closed_bracket,
    list_total,
    next_item,
    open_bracket,
    opens_item,
    time_of,
)
from extractors.link_sums import link_sums
from extractors.mentions import Mention
from extractors.patterns import UPPER, any_word, lower
from extractors.periods import Period

# Of texts in lower case. `riêng` and `còn lại` open a clause: no `sầu riêng`, no `2 xã còn lại`.
_MARK_WORDS = (
    "trong đó", "t(?<!một t)rong (?:tổng )?số(?: đó| này| ấy)?", "bao gồm", "gồm có", "gồm",
    "chia ra", "c(?:(?<=[,;.:] c)|(?<=\\Ac))ụ thể(?: là)?",
    # "Trong đó, riêng về nhà ở": the mark is the first of the two
    "r(?:(?<=[,;.:(–-] r)(?<!trong đó, r)|(?<=[(\\n]r)|(?<=tính r)|(?<=chỉ r)|(?<=còn r))iêng",
    "c(?:(?<=[,;.:(–-] c)|(?<=[(\\n]c)|(?<=và c))òn lại",
    "số(?: [^\\W\\d_]+){0,2} còn lại", "phần còn lại",
)  # fmt: skip
_MARK = re.compile(rf"(?:{any_word(_MARK_WORDS)})(?!\w)")
_LISTS_ALL = ("bao gồm", "gồm", "chia ra", "cụ thể")  # what begins so lists the parts of a whole
# `Cụ thể, xã A có 2 nhà` tells of some behind a full stop, and claims no division.
_TELLS_OF_SOME = ("riêng", "còn lại", "số còn lại", "phần còn lại", "cụ thể", "cụ thể là")
_AMONG = ("trong số", "trong tổng số")  # the noun follows: `trong số các hộ này, có 3 hộ`
# But for `TP. Kon Tum`, `P. Quang Trung`.
_FULL_STOP = re.compile(r"[.!?…\n](?:(?<=\n)|(?<!T[PpXxT].)(?<!\W[PQHX].)\s)")
_OPENS = re.compile(r"[.!?…\n]\s*(?:(?:Đáng chú ý|Đặc biệt|Đáng nói|Nổi bật), )?\Z")
# "Trong đó, có hơn 950 bác sĩ", but no "Trong đó, tòa xử 7 bị cáo"
_RIGHT_BEHIND = re.compile(r"[,:]?\s*(?:(?:có|là)\s+)?(?:số [^,.;\d]{2,30} (?:là|có)\s+)?")
_AS_INSTANCE = re.compile(r",? (?:có|là)? ?(?:việc|tình trạng)(?! làm)(?!\w)")  # no share of it
_HOLDS = re.compile(r",? (?:có )?(?:đựng|chứa|cất|giấu)(?!\w)")  # "hai túi, trong đó đựng 2 dao"
_STAFF = frozenset(
    ("cán bộ", "người", "lao động", "nhân viên", "hội viên", "đoàn viên", "đại biểu")
)
_LEVELS = re.compile(r"(?<!\w)(?:từ|lên|xuống|năm|so với|cùng kỳ)(?!\w)", re.IGNORECASE)
_BRACKET_ENDS = re.compile(r"[^()]*\)")
_COLON = re.compile(r"[^,;:]*:\s")
# A bracket that says more of the figure before it instead of dividing it: "(giảm 4 vụ)".
_UP_TO_NUMBER = re.compile(r"\d")
_ASIDE = re.compile(
    r"(?<!\w)(?:tăng|giảm|đạt|bằng|chiếm|so với|năm|tương đương|cùng kỳ|"
    r"kế hoạch|tỷ lệ|bình quân|mỗi|chứ không phải|thay vì)(?!\w)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?<!\w)(?:so với|cùng kỳ|năm ngoái|năm trước|tháng trước|kế hoạch)[^,;()]{0,25}\Z",
    re.IGNORECASE,
)
_NEXT_BRACKET = re.compile(r" *\) *(?:,|;|và|, và)?\s*(?:[^(),;.\n]|(?<=[PpXxTQ])\.){1,80}\(\s*\Z")
# "…, Hà Đông (9 ổ dịch)": the bracket of a name in a list, not of the figure before it
_NAME_BEFORE = rf"(?:(?<!\w)[{UPPER}][^\W\d_]*\s?){{1,4}}\Z"
_NEXT_NAME = re.compile(rf"(?:,|, và| và)\s{_NAME_BEFORE}")
_FIRST_NAME = re.compile(rf"(?<!\w)(?:như|gồm|là|cụ thể): ?{_NAME_BEFORE}")
_OTHERS = re.compile(r"\s+khác(?!\w)")
# "…, Ủy ban kiểm tra gồm 7 ủy viên": what is divided is named without a number.
_NAMED_WHOLE = re.compile(  # but for the last of "bảng A, B"
    rf"(?:,| và (?=[{UPPER}]))(?! ?\w\s*\Z)[^,]*(?<!trong đó)(?<![\s,:;.(–-])\s*\Z"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SUM = re.compile(
    r"(?<!\w)tổng(?:\s+(?:cộng|số|tiền|số tiền|kinh phí|giá trị|trị giá))?\s*\Z", re.IGNORECASE
)
_OF_EACH = re.compile(
    r"(?<!\w)(?:mỗi(?: [^\W\d_]+)?|mức|bình quân|trung bình|so với)"
    r"(?: (?:lần lượt|chỉ|là)){0,2}\s*\Z",
    re.IGNORECASE,
)
_SIZED = re.compile(r"(?<!\w)(?:rộng|cao|sâu|dày)(?: (?:chỉ|là))?\s*\Z")  # of lengths alone
# "trong đó, các nhóm hàng chính gồm đồ gỗ 50 tỷ": of one list
_NAMES_PARTS = re.compile(r",?(?: [^\W\d]+){1,8} ")
_AMONG_THESE = r"(?<!\w)trong (?:tổng )?số\s+(?:(?!có\s)[^\W\d_]+\s+){0,2}"
_RESTATED = re.compile(rf"{_AMONG_THESE}\Z", re.IGNORECASE)
_OUT_OF = re.compile(rf"(?:{_AMONG_THESE}|(?:\A|[.;,\n]\s*)trong\s+)\Z", re.IGNORECASE)
_OUT_OF_NEXT = re.compile(
    r"(?:\s(?!(?:trong|trên|và|còn|nhưng|thì|mà|có) )[^\W\d_]+){0,4}"
    r"\s(?:\(?(?:trong|trên) (?:tổng(?: số)?|số)(?: là| có)?|\(trong)\s"
)
_AMONG_THOSE = re.compile(r"(?: [^\W\d]+){0,3} trong số (?:này|đó|trên)(?!\w)")
_THESE = re.compile(r"\s(?:này|đó|ấy|nêu trên)(?!\w)")
_TAKES = re.compile(r"\s*[,(]\s*chiếm(?: (?:tỷ lệ|tỉ lệ|khoảng|gần|hơn|trên|tới|đến))*\s*")
_ITEM = re.compile(r"[ \t]*(?P<sign>[-–+•*])[ \t]*[^\W\d]")
_DIVIDED = re.compile(r"(?<!\w)(?:trong đó|bao gồm|gồm|chia ra)(?: có)?\s*:\Z", re.IGNORECASE)
_NAMES_LIST = re.compile(r"(?: [^\W\d]+){0,5}:")  # "có 82 mô hình dân vận khéo:"
_SHARED_OUT = 16  # figures back to the total of which a percentage is told
_ITEM_WIDTH = 200  # characters from a list's bullet to the first figure of its item
_LISTED = 40  # figures of a bracket, items of a list
_TIMES = 4  # figures from a total to that of another time
_RECALLED = 7  # figures back to look for what something is left of
_TIME = re.compile(r",?\s*(?:trong |chỉ )?(?:năm|tháng|quý|tuần|ngày|vụ|đợt|\d+ tháng)(?!\w)")
_LONGER = re.compile(
    r"(?<!\w)(?:giai đoạn|từ (?:năm|tháng|ngày|đầu|khi)|năm qua|những năm|đến nay|nhiệm kỳ|lũy kế|"
    r"luỹ kế|(?:trong|sau|qua) (?:hơn |gần )?(?:\d+|hai|ba|bốn|năm|mười) năm)(?!\w)|"
    r"(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d",
    re.IGNORECASE,
)


def link_parts(
    text: str, mentions: list[Mention], sentence_of: list[int], periods: list[Period | None]
) -> list[int | None]:
    """Return, for each mention (in text order), the index of the total it is a part of, or None.

    `sentence_of[i]` is the number of the sentence that mention i stands in, `periods[i]` the time
    that it tells of.
    """
    links = Links(text, mentions, sentence_of, periods, [None] * len(mentions))
    for position, mention in enumerate(mentions):
        if position and mention.direction == "level" and mention.kind != "percent":
            if _is_whole_of_last(links, position):
                links.parents[position - 1] = position
                continue
            total = _total_of(links, position)
            if total is not None:
                total = _of_its_time(links, position, total)
            links.parents[position] = total
            if total is not None and mentions[total].direction != "level":
                mention.direction = mentions[total].direction
                mention.why.append("change shared out")
    link_sums(links)
    return links.parents


def _is_whole_of_last(links: Links, position: int) -> bool:
    """Whether a figure is what the one before it is counted out of: `12 xã (trong tổng số 18 xã)`,
    `7 hộ trên tổng số 45 hộ`."""
    part, whole = links.mentions[position - 1], links.mentions[position]
    gap = links.text[part.end : whole.start]
    return (
        _OUT_OF_NEXT.fullmatch(gap) is not None
        and part.direction == "level"
        and part.value < whole.value
        and _THESE.match(links.text, whole.end) is None
        and one_noun(part.unit, whole.unit)
    )


def _of_its_time(links: Links, position: int, total: int) -> int | None:
    """The total, or beside it the one of the part's time: `tháng 7 thu 9 tỷ, 7 tháng thu 60 tỷ;
    trong đó thuế 7 tháng được 40 tỷ`."""
    part, time, told = links.mentions[position], time_of(links, position), time_of(links, total)
    if time is None or told is None or time == told:
        return total
    whole = links.mentions[total]
    for reach in range(1, _TIMES + 1):
        for twin in (total + reach, total - reach):
            if not 0 <= twin < position or links.parents[twin] != links.parents[total]:
                continue
            other = links.mentions[twin]
            alike = time_of(links, twin) == time and other.unit == whole.unit
            if alike and fits(part, other, open_list=False):
                return twin
    return total


def _total_of(links: Links, position: int) -> int | None:
    mention = links.mentions[position]
    total = None
    opening = open_bracket(links.text, mention)
    if opening is not None:
        total = _bracket_total(links, position, opening)
    before = links.text[max(0, mention.start - 40) : mention.start]
    if total is None:
        total = _of_its_noun(links, position, _marked_total(links, position))
        if total is not None and _RESTATED.search(before):
            total = None
    if total is None:
        total = _itemized(links, position)
    if total is None:
        total = _out_of(links, position)
    if total is None and _AMONG_THOSE.match(links.text, mention.end):
        total = _those(links, position)
    if total is None:
        total = _rest_of(links, position)
    if total is None:
        total = _shared_out(links, position)
    sized = mention.kind == "length" and _SIZED.search(before)
    if total is not None and (sized or _SUM.search(before) or _OF_EACH.search(before)):
        return None  # "…, tổng cộng 90 triệu đồng" is the sum, not another part
    return total


def _those(links: Links, position: int) -> int | None:
    """The figure before that `trong số này` behind one means: `340 ha thiếu nước, 62 ha trong số
    này mất trắng`."""
    for earlier in range(position - 1, max(-1, position - 4), -1):
        if links.sentence_of[position] - links.sentence_of[earlier] > 1:
            return None
        if fits(links.mentions[position], links.mentions[earlier], open_list=False):
            return earlier
    return None


def _of_its_noun(links: Links, position: int, total: int | None) -> int | None:
    """The total before the marked one that has the noun of a part: `45 máy tính, 30 máy in; trong
    đó 20 máy tính`."""
    if total is None or links.mentions[position].kind != "count":
        return total
    mention = links.mentions[position]
    for earlier in range(total, max(-1, total - 5), -1):
        whole = links.mentions[earlier]
        if links.sentence_of[earlier] != links.sentence_of[position]:
            return total
        alike = f"{whole.unit} ".startswith(f"{mention.unit} ") or (
            f"{mention.unit} ".startswith(f"{whole.unit} ")
        )
        if alike and fits(mention, whole, open_list=False):
            return earlier
    return total


def _out_of(links: Links, position: int) -> int | None:
    """The figure that this one is counted out of: `Trong số 11 sản phẩm, có 1 đạt 4 sao`."""
    mention = links.mentions[position]
    for earlier in range(position - 1, max(-1, position - 7), -1):
        whole = links.mentions[earlier]
        if links.sentence_of[earlier] != links.sentence_of[position]:
            return None
        before = links.text[max(0, whole.start - 40) : whole.start]
        if "rong " in before and _OUT_OF.search(before):
            rest = links.text.startswith(" còn lại", mention.end)
            if earlier and links.parents[earlier - 1] == earlier and not rest:
                return None  # "12 xã (trong tổng số 18 xã) và 3 thị trấn"
            if not fits(mention, whole, open_list=False):
                return None
            listed = links.parents[position - 1] == earlier
            between = links.text[whole.end : mention.start]
            return earlier if listed or ";" not in between else None
    return None


def _itemized(links: Links, position: int) -> int | None:
    """The total in the line above a list whose items divide it: `gieo 772 ha, trong đó:\\n+ Lúa
    507 ha\\n+ Ngô 265 ha`."""
    text, mentions, mention = links.text, links.mentions, links.mentions[position]
    start = text.rfind("\n", max(0, mention.start - _ITEM_WIDTH), mention.start) + 1
    item = _ITEM.match(text, start) if start else None
    if item is None or mentions[position - 1].start >= start:
        return None  # no list, or not what its item is about
    line, end = _line_above(text, start)
    for _ in range(_LISTED):
        if not line or not text.startswith(item["sign"], line):
            break
        line, end = _line_above(text, line)
    divided = _DIVIDED.search(text, line, end)
    if divided is None and text[end - 1 : end] != ":":
        return None
    if divided is not None and not text[line : divided.start()].strip():
        line, end = _line_above(text, line)  # "Trong đó:" stands on a line of its own
    for earlier in range(position - 1, -1, -1):
        whole = mentions[earlier]
        if whole.start < line:
            return None
        if divided is None and not _NAMES_LIST.fullmatch(text, whole.end, end):
            continue
        same = mention.kind != "count" or one_noun(mention.unit, whole.unit)
        if whole.end <= end and same and fits(mention, whole, open_list=False):
            return earlier
    return None


def _line_above(text: str, start: int) -> tuple[int, int]:
    """Where the written line above the one at `start` starts and ends; empty ones are passed."""
    end = start
    while end and text[end - 1].isspace():
        end -= 1
    return text.rfind("\n", 0, end) + 1, end


def _rest_of(links: Links, position: int) -> int | None:
    """The total of what is left of it: `có 7 vị trí; đã xong 4 vị trí, 3 vị trí còn lại`."""
    if not links.text.startswith(" còn lại", links.mentions[position].end):
        return None
    return _completed(links, position)


def _shared_out(links: Links, position: int) -> int | None:
    """The total that a figure is the told percentage of: `dư nợ 42.745 tỷ đồng …; nông nghiệp
    18.936 tỷ đồng, chiếm 44,3%`."""
    mention = links.mentions[position]
    share = links.mentions[position + 1] if position + 1 < len(links.mentions) else None
    if share is None or share.kind != "percent" or share.value_high is not None:
        return None
    if not _TAKES.fullmatch(links.text, mention.end, share.start):
        return None
    for earlier in range(position - 1, max(-1, position - _SHARED_OUT), -1):
        whole = links.mentions[earlier]
        if whole.direction != "level" or whole.value <= mention.value:
            continue
        # a tenth of a percent is no chance, whatever the noun: "58.797 em (chiếm 5,87%)"
        named = share.precision < 1 and mention.kind == "count" and related(mention, whole)
        if whole.unit != mention.unit and not named:
            continue
        told = 100 * mention.value / whole.value
        rounded = told * whole.precision / whole.value / 2  # "tổng 1,24 tỷ USD"
        if abs(told - share.value) <= share.precision + rounded:
            return earlier
    return None


def _completed(links: Links, position: int) -> int | None:
    """The figure that the ones of its noun behind it, up to this, add up to."""
    mention, others = links.mentions[position], 0.0
    for earlier in range(position - 1, max(-1, position - _RECALLED), -1):
        whole = links.mentions[earlier]
        if whole.kind != mention.kind or not one_noun(mention.unit, whole.unit):
            continue
        if others and abs(whole.value - others - mention.value) <= 1e-6 * whole.value:
            return earlier
        others += whole.value
    return None


def _bracket_total(links: Links, position: int, opening: int) -> int | None:
    """`64 mô hình tự quản (27 mô hình …; 22 …)`: the figure before the bracket.

    In a row of brackets, `A (3 hộ), B (2 hộ)`, the later ones have the total of the first.
    """
    text, mentions, mention = links.text, links.mentions, links.mentions[position]
    total = position - 1
    while total >= 0 and mentions[total].end > opening:
        total -= 1
    if total < 0:
        return None
    shared = _added_up(links, position, opening, total)
    if shared is not None:
        return shared
    if mentions[total].kind == "percent" and total and opening - mentions[total].end < 3:
        total -= 1  # "17 ha ngô thiệt hại 50% (xã A 10 ha, xã B 7 ha)"
    between = text[mentions[total].end : opening]
    if in_closed_bracket(text, mentions[total], opening):
        return links.parents[total] if _NEXT_BRACKET.match(between + "(") else None
    if _NEXT_NAME.search(between):
        return links.parents[total]
    listed = _FIRST_NAME.search(between)
    if len(between) > 110 or re.search(
        r"[;.:]\s", between[: listed.start()] if listed else between
    ):
        return None
    inside = _UP_TO_NUMBER.split(text[opening + 1 : opening + 25].lower(), maxsplit=1)[0]
    marked = re.match(r"\s*(?:gồm|trong đó|bao gồm|riêng)", inside)
    if _COMPARED.search(between) or (_ASIDE.search(inside) and not marked):
        return None
    if _OTHERS.match(text, mention.end) and not marked:
        return None  # "3 chủ tàu ở xã A (2 chủ tàu khác ở xã B)"
    if inside.startswith("riêng") and not one_unit(mention.unit, mentions[total].unit):
        return None
    # "40 công trình với vốn 90 tỷ (vùng cao 25 công trình với vốn 50 tỷ …)": each of its kind
    valued = mention.kind == "count" and mentions[total].kind == "money"
    reach = 3 if marked or listed else 2 if valued else 1
    for candidate in range(total, max(-1, total - reach), -1):
        # "48 vụ, làm chết 53 người, bị thương 22 (trong đó đường sắt 5 vụ, 6 người chết)"
        whole = mentions[candidate]
        if (
            ";" in text[whole.end : opening]
            or links.sentence_of[candidate] != links.sentence_of[position]
        ):
            break
        if (
            mention.kind == "count"
            and not mention.elided
            and not one_noun(mention.unit, whole.unit)
        ):
            continue
        if fits(mention, whole, open_list=False) and not other_harm(text, mention, whole):
            return candidate
    return total if fits(mention, mentions[total], open_list=opens_item(text, mention)) else None


def _added_up(links: Links, position: int, opening: int, last: int) -> int | None:
    """The figure that a bracket's add up to, also one of change or one whose percent stands
    between: `tăng 36 người chết (A 20, B 16)`, `15 tỷ, đạt 82% dự toán (A 9 tỷ, B 6 tỷ)`.

    `last`: the last figure before the bracket opens.
    """
    mention, mentions = links.mentions[position], links.mentions
    closing = links.text.find(")", mention.end)
    whole = last - 1 if last and mentions[last].kind == "percent" else last
    total = mentions[whole]
    if total.unit != mention.unit or links.sentence_of[whole] != links.sentence_of[position]:
        return None
    between = links.text[total.end : opening]
    if in_closed_bracket(links.text, total, opening) or _FULL_STOP.search(between):
        return None
    parts = [m for m in mentions[last + 1 : last + 1 + _LISTED] if m.end <= closing]
    if len(parts) < 2 or any(m.unit != total.unit or not m.value for m in parts):
        return None
    if _LEVELS.search(links.text, opening, closing):
        return None  # "tăng 2 vụ (năm 2022 có 1 vụ, năm 2023 có 1 vụ)"
    slack = max(0.001 * total.value, total.precision)
    return whole if abs(sum(m.value for m in parts) - total.value) <= slack else None


def _marked_total(links: Links, position: int) -> int | None:
    """The total of a part behind `trong đó`, `gồm` …: that of the list it goes on in, too."""
    text, mentions, mention = links.text, links.mentions, links.mentions[position]
    nearer = position
    for previous in range(position - 1, max(-1, position - 4), -1):
        # other figures may stand between a mark and its part: "trong đó, khu vực A (98%) đạt 10 tỷ"
        fraction = nearer != position and mentions[nearer].total and mention.kind != "count"
        if fraction and ";" in text[mentions[nearer].end : mention.start]:
            break  # "trong đó, 7/16 khoản đạt; kế đến là dầu thô 8.097 tỷ": the clause is over
        between = text[mentions[previous].end : mentions[nearer].start]
        mark = _last_mark(links, previous)
        if mark is not None:
            return _behind_mark(links, position, previous, between, mark)
        if _FULL_STOP.search(between) or links.parents[previous] is not None:
            break
        if mentions[previous].unit == mention.unit and mentions[previous].direction == "level":
            break
        if nearer == position and _COLON.match(between):
            break  # "gồm 5 người: 2 cán bộ, 3 hội viên"
        nearer = previous
    between = text[mentions[position - 1].end : mention.start]
    if links.sentence_of[position - 1] != links.sentence_of[position]:
        return next_item(links, position)
    if _FULL_STOP.search(between):
        return None
    total = list_total(links, position)
    if total is None and _COLON.match(between):
        listed = position - 1 if adds_up(links, position, position - 1) else None
        return _colon_total(mentions, links.sentence_of, position) if listed is None else listed
    return total


def _last_mark(links: Links, previous: int) -> re.Match[str] | None:
    """The last mark between a figure and the next; several figures behind it may ask."""
    if previous not in links.marks:
        links.marks[previous] = None
        gap = lower(links.text)[links.mentions[previous].end : links.mentions[previous + 1].start]
        for mark in _MARK.finditer(gap):
            if not _goes_on_listing(gap, links.marks[previous], mark):
                links.marks[previous] = mark
    return links.marks[previous]


def _goes_on_listing(gap: str, last: re.Match[str] | None, mark: re.Match[str]) -> bool:
    """Whether a `gồm` only begins the list that a `trong đó` before it announced."""
    return (
        last is not None
        and last.group() == "trong đó"
        and mark.group() in _LISTS_ALL
        and _NAMES_PARTS.fullmatch(gap, last.end(), mark.start()) is not None
    )


def _tells_people(links: Links, position: int, tail: str) -> bool:
    """Whether a part counts people, and if of another noun, at once behind its mark's `tail`."""
    part = links.mentions[position]
    return part.noun_class in ("person", "student") and (
        part.unit == "người" or _RIGHT_BEHIND.fullmatch(tail) is not None
    )


def _behind_mark(
    links: Links, position: int, previous: int, between: str, mark: re.Match[str]
) -> int | None:
    """The total of a part whose mark is known: in its sentence, or before one that it opens."""
    head, tail, word = between[: mark.start()], between[mark.end() :], mark.group()
    opens = not head.strip() or _OPENS.search(head) is not None
    opens = opens or word in _AMONG
    opens = opens and links.sentence_of[previous] != links.sentence_of[position]
    if _FULL_STOP.search(tail) or _BRACKET_ENDS.match(tail):
        return None
    if word in _AMONG and previous != position - 1:
        return None
    if _HOLDS.match(tail):
        return None
    if word in _AMONG and opens and _tells_of_one(links, position, tail):
        return None
    at = links.mentions[previous].end + mark.start()
    if opens and word == "riêng" and _TIME.match(tail):
        return _longer_total(links, position, at)
    if opens and (word in _TELLS_OF_SOME or _AS_INSTANCE.match(tail)):
        return None
    same_unit = opens or word in _AMONG or word == "riêng"
    within = 2 if opens else 0
    total = _total_before(links, position, at, within=within, same_unit=same_unit)
    if word == "riêng" and total is not None and _is_of_another(links, total, tail):
        return links.parents[total]
    if total is None and opens and word == "trong đó" and _tells_people(links, position, tail):
        total = _people_before(links, position, at)
    if total is None and opens and word == "trong đó" and _RIGHT_BEHIND.fullmatch(tail):
        total = _bodies_before(links, position, at)
    if total is not None and word.endswith("còn lại"):
        parent = links.parents[total]  # "… 50 tỷ, trong đó tỉnh 40 tỷ, còn lại 10 tỷ": of the 50
        return _completed(links, position) if parent is None else parent
    if total is None and word == "trong đó" and adds_up(links, position, previous):
        return previous
    if not word.startswith(_LISTS_ALL):
        return total
    if total is None and previous == position - 1:
        total = _total_before(
            links, position, at, within=within, same_unit=same_unit, any_noun=True
        )
    if total is None or not _is_divided(links, position, total, at, word, tail):
        return None
    if tail.lstrip().startswith(":"):
        links.listed_in_full.add(total)
    return total


_THOSE = re.compile(r" (?:các |những )?([^\W\d]+) [^,.;:]{0,30}, (.*)", re.DOTALL)


def _tells_of_one(links: Links, position: int, tail: str) -> bool:
    """Whether what stands behind `trong số các trường này, …` is what one of them has, `có trường B
    tuyển 240 học sinh`, no part of what was counted before."""
    those = _THOSE.fullmatch(tail.lower())
    noun = links.mentions[position].unit.partition(" ")[0]
    return those is not None and those[1] != noun and those[1] in those[2].split()


_NAMED = rf"((?:huyện|thị xã|thành phố|TP\.?|quận|xã|phường|thôn|tỉnh) )?[{UPPER}][^\W\d]*"
_NAMED_NEXT = re.compile(rf" (?:tại |ở )?{_NAMED}")
_NAMED_BEFORE = re.compile(
    rf"{_NAMED}(?: [{UPPER}][^\W\d]*){{0,3}}(?: (?:có|đạt|với|là|kết nạp))? \Z"
)


def _is_of_another(links: Links, total: int, tail: str) -> bool:
    """Whether `riêng` sets apart a place beside that of the figure before it, no part of it:
    `huyện A 52 đảng viên, riêng huyện B 13`."""
    start = links.mentions[total].start
    apart = _NAMED_NEXT.match(tail)
    named = _NAMED_BEFORE.search(links.text, max(0, start - 50), start)
    return apart is not None and named is not None and apart[1] == named[1]


def _people_before(links: Links, position: int, mark: int) -> int | None:
    """The people before a mark, of another noun, that some can be among: no nurses of patients."""
    total = _total_before(links, position, mark, within=1, same_unit=False)
    if total is None:
        return None
    whole = links.mentions[total]
    pupils = whole.noun_class == links.mentions[position].noun_class == "student"
    return total if pupils or whole.unit.partition(",")[0] in _STAFF else None


def _bodies_before(links: Links, position: int, mark: int) -> int | None:
    """The bodies of any kind before a mark that some can be among: `750 đơn vị tham gia. Trong đó
    có 500 doanh nghiệp`."""
    total = _total_before(links, position, mark, within=1, same_unit=False)
    return total if total is not None and is_wide(links.mentions[total]) else None


def _is_divided(links: Links, position: int, total: int, mark: int, word: str, tail: str) -> bool:
    """Whether `gồm`, `cụ thể` at `mark` divides a total: right behind it, if of another noun."""
    part, whole = links.mentions[position], links.mentions[total]
    # "179 người (98 người chết, 81 mất tích) gồm: xã A 110, xã B 69"
    gap = _IN_BRACKETS.sub("", links.text[whole.end : mark])
    named, gap = _NAMED_WHOLE.search(gap), gap.rstrip(" ,;")
    if ";" in gap or (word.endswith("gồm") and named):
        return False
    if part.kind != "count" or part.elided or one_noun(part.unit, whole.unit):
        return True
    if not opens_item(links.text, part):
        return False
    if related(part, whole):
        return True
    if tail.strip(" :,") or " và " in gap:  # "60 hộ và tổ gồm 5 người"
        return False
    return "," not in gap or tail.lstrip().startswith(":")


def _longer_total(links: Links, position: int, mark: int) -> int | None:
    """The total over a longer time, told alike: `Sau 7 năm góp được 800 triệu. Riêng năm 2015 …`"""
    mention = links.mentions[position]
    for index in range(position - 1, -1, -1):
        whole = links.mentions[index]
        if links.sentence_of[position] - links.sentence_of[index] > 1:
            return None
        if whole.start > mark or links.parents[index] is not None or whole.unit != mention.unit:
            continue
        alike = mention.kind == "count" or (
            word_before(links.text, whole) == word_before(links.text, mention)
        )
        start = max(links.text.rfind("\n", 0, whole.start), whole.start - 250) + 1
        if (
            alike
            and fits(mention, whole, open_list=False)
            and _LONGER.search(links.text, start, whole.start)
        ):
            return index
    return None


def _colon_total(mentions: list[Mention], sentence_of: list[int], position: int) -> int | None:
    """`48 hội nghị: cấp huyện 12, cấp xã 36`: a list behind a colon that adds up to its total."""
    total = position - 1
    parts = [position]
    while parts[-1] + 1 < len(mentions) and sentence_of[parts[-1] + 1] == sentence_of[position]:
        parts.append(parts[-1] + 1)
    added, fitting = 0.0, 0
    for part in parts:
        if not fits(mentions[part], mentions[total], open_list=False):
            continue
        added += mentions[part].value
        fitting += 1
        slack = max(0.005 * mentions[total].value, mentions[total].precision / 2)
        if fitting > 1 and abs(added - mentions[total].value) <= slack:
            return total
    return None


def _total_before(
    links: Links,
    position: int,
    mark: int,
    *,
    within: int,
    same_unit: bool,
    any_noun: bool = False,
) -> int | None:
    """The nearest figure before a mark that the part fits, in its sentence or `within` before."""
    text, part = links.text, links.mentions[position]
    crossed: set[int] = set()  # sentences with figures before the part's own
    clause = False  # whether a figure that does not fit stands in the mark's own clause
    for index in range(position - 1, -1, -1):
        crossed.add(links.sentence_of[index])
        if len(crossed - {links.sentence_of[position]}) > within:
            return None
        candidate = links.mentions[index]
        if candidate.start > mark:
            continue
        gap = text[candidate.end : mark]
        if ";" in gap.rstrip(" ;") and clause and not within:
            return None
        if in_closed_bracket(text, candidate, mark):
            continue
        clause = clause or (candidate.kind != "percent" and ";" not in gap)
        if same_unit and not one_unit(candidate.unit, part.unit):
            continue
        if within and candidate.value == part.value:
            return None  # "…, chi 20 tỷ. Trong đó, 20 tỷ này …" says it again
        if not fits(part, candidate, open_list=any_noun) or other_harm(text, part, candidate):
            continue
        return _whole_of(links, index, position) if within else index
    return None


def _whole_of(links: Links, index: int, position: int) -> int:
    """What `Trong đó` of a new sentence divides: not the last item of a list, but its total."""
    parent = links.parents[index]
    if parent is None or links.parents.count(parent) < 2:
        return index
    part, total = links.mentions[position], links.mentions[parent]
    return parent if fits(part, total, open_list=False) else index
