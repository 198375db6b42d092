"""Whether a place named after a number is what the number is for: `12 mô hình ở huyện A`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.place_scopes import RANK, Scope

_BREAK = re.compile(
    r"[;:()]|\.\s|“[^”]*\Z"
    r"|\b(?:trong đó|gồm|riêng|là|tập trung|chủ yếu|điển hình|ngoài)\b"
    r"|,\s(?:đã|đang|sẽ|vừa|đồng thời|qua đó|từ đó|nhờ đó|trong khi)\b"
)
# "cấp thẻ cho 100% hộ nghèo và đưa xã A về đích": something else is done there
_AND_DOES = re.compile(r"\bvà (?:đưa|công nhận)\Z")
_MOST_AT = re.compile(r",[^,]*\bnhất (?:ở|tại)\Z")
_SIZE = re.compile(
    r"(?:trị giá|giá trị|kinh phí|số tiền|vốn|đầu tư|dài|rộng|diện tích|quy mô| trên)[^,;]{0,20}\Z"
)
# "2 tổ với 18 hội viên ở ấp A"
_WITH = re.compile(r" (?:với|gồm|có) \Z")
_MEMBERS = re.compile(r"(?:(?:hơn|gần|trên) )?[\d.]+ (?:thành|hội|đoàn|xã|tổ|học) viên(?!\w)")
_NO_NOUN = re.compile(r"\s*(?:tại|ở|thuộc|của)?\s*\Z")
_OF_THEM = re.compile(
    r"(?:\s[^\W\d]+){0,2}\s(?:của|thuộc)\s(?:huyện|tỉnh|thị xã|thành phố|TP\.?)?\s?"
)
# "600 tấn tại Khu công nghiệp Nhơn Hội, tỉnh Bình Định."
_AT_SITE = re.compile(r"(?<!\w)(?:tại|ở|trên|thuộc)(?: \w+){1,8},\Z")
_TO_WHOM = re.compile(r"\A(?: [^\W\d]+){0,3} (?:cho|tới|đến)(?: [^\W\d]+){1,6}(?: \d{1,2})?\Z")
_ENDS = re.compile(r"\s*(?:[.,;)]|\Z)")
_BRACKETED = re.compile(
    r" \([^()]{1,80}\)(?= (?:ở|tại|thuộc|trên địa bàn)(?: |\Z))| \([A-ZĐ]{2,8}\)(?= [^\W\d])"
)
_CLOSED_IN = re.compile(r"[^()]{0,24}\) (?=tại|ở)")
_QUOTED = re.compile(r":?\s?“[^”\n]*”(?:,(?=\s?“))?")


def reaches(
    text: str,
    spans: Sequence[tuple[int, int]],
    which: int,
    left: Scope | None,
    right: Scope,
    opening: bool,
) -> bool:
    """Tell whether a place after a number is what the number is for: `12 mô hình ở huyện A`."""
    end = spans[which][1]
    if right.start - end > 400:
        return False
    between = text[end : right.start].rstrip(" \u00a0")
    asides: list[tuple[int, int]] = []
    if ")" in between:
        if closed := _CLOSED_IN.match(between):  # "(vốn đầu tư 3 triệu USD) tại huyện A"
            between = f" {between[closed.end() :]}"
        else:  # "20 hộ (dưới 5 con heo) ở huyện A"
            asides = [match.span() for match in _BRACKETED.finditer(text, end, right.start)]
            between = _BRACKETED.sub("", between)
    if "“" in between:
        between = _QUOTED.sub("", between)
    if len(between) > 160:
        return False
    if between.endswith("(") and left is not None and RANK[left.level] > RANK[right.level]:
        return False  # "Lục Yên 18 nhà (tỉnh Yên Bái)": what that lies in
    if between.endswith("(") and right.closes < 0:
        between = between[:-1].rstrip()
    if _BREAK.search(between) or _AND_DOES.search(between) or right.institution:
        return False
    wider = left is not None and RANK[right.level] < RANK[left.level]
    if not wider and _MOST_AT.search(between):
        return False  # "đạt 1,5 triệu tấn, tăng mạnh nhất ở tỉnh A"
    if right.national:
        # "… đã trao 900 suất quà cho học sinh trên khắp cả nước"
        if text.startswith(("tại ", "ở "), right.start):  # "68 ổ dịch tại Trung Quốc"
            return "," not in between and len(between) < 40
        if _TO_WHOM.search(between):  # "120 suất học bổng cho học sinh 5 tỉnh Tây Bắc"
            return left is None and "," not in between
        return left is None and text.startswith("trên ", right.start)
    if (right.tallied or right.back) and not between.strip():
        return False  # "3 xã A, B, C", "hai tỉnh này": what the number counts
    if opening and left is None and which == 0 and "," in between:
        # "Sau 8 tháng, huyện A đã …": what opens the sentence is for its subject.
        return not right.back and not right.counted
    if _AT_SITE.search(between) and _ENDS.match(text, right.end):
        between = between[:-1]
    if between.endswith((",", " và")) or right.counted:
        return False
    if _is_share(text, end) and left is not None and RANK[left.level] > RANK[right.level]:
        return False  # "huyện A có 17.300 ha, chiếm 58% diện tích của tỉnh": of what it is a share
    others = [
        span
        for span in spans[which + 1 : which + 4]
        if span[0] < right.start and not any(low < span[0] < high for low, high in asides)
    ]
    if (
        others
        and _OF_THEM.fullmatch(text, others[-1][1], right.start)
        and not _is_share(text, others[-1][1])
    ):
        others.pop()  # "cho 369 hộ ở 3 xã của huyện A": communes of it, no other things
    if right.back and (left is not None or not right.mentions):
        return not others and bool(re.search(r"\bcủa\s*\Z", between)) and bool(right.mentions)
    if not others and "," not in between:
        return True
    if others and _NO_NOUN.match(text, others[-1][1], right.start):
        # "12 mô hình với 30 hộ tại xã A"; but an amount that only says how large goes along
        begins = [end, *(span[1] for span in others[:-1])]
        return len(others) < 3 and all(
            _SIZE.search(text, begin, other[0])
            or (_WITH.search(text, begin, other[0]) and _MEMBERS.match(text, other[0]))
            for begin, other in zip(begins, others, strict=True)
        )
    if len(others) > 2:
        return False
    return left is None or RANK[right.level] > RANK[left.level]


def _is_share(text: str, end: int) -> bool:
    """Tell whether the figure that ends at a position is a percentage."""
    return text[end - 1] == "%"
