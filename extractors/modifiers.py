"""How exactly a number is meant: `gần`, `khoảng`, `không dưới` before it."""

from __future__ import annotations

import re
from functools import cache

from extractors.catalogue import Catalogue, compounds
from extractors.mentions import Mention
from extractors.numbers import VAGUE_BEFORE
from extractors.patterns import any_word, lower

FROM = re.compile(r"(?<!\w)(?:từ|giữa)\s+\Z", re.IGNORECASE)

_AGAINST = re.compile(r"\s*,?\s*so với(?!\w)", re.IGNORECASE)
# A comparison, not a bound: "cao hơn 2 lần", "nhiều hơn 3 hộ".
_COMPARED = re.compile(
    r"(?<!\w)(?:cao|thấp|nhiều|lớn|nhỏ|nhanh|chậm|sớm|muộn|dài|ngắn|xa|gần|tốt|kém|nhỉnh)\s+\Z",
    re.IGNORECASE,
)
_AGAINST_BEFORE = re.compile(r"(?<!\w)so với [^;.]*\Z", re.IGNORECASE)
_WAY = re.compile(r"\s(?:đường )?(?:đèo|dốc|đồi|núi|rừng|suối|sông|biển)(?!\w)")
# How far a thing extends is said with these too: "dài hơn 2 km" is over 2 km long.
_EXTENDS = re.compile(r"(?<!\w)(?:dài|rộng|sâu|cao|nặng|xa)\s+\Z", re.IGNORECASE)
_SPREAD = re.compile(r"(?<!\w)(?:phân bố|phân bổ|rải rác|trải khắp|có mặt)\s\Z")
# "25 máy được lắp trên 17 tàu", but "lắp trên 50 bóng đèn"
_FIXED = re.compile(r"(?<!\w)được (?:lắp|lắp đặt|gắn|treo|dán|sơn|khắc)\s\Z")
# "ngồi trên 3 xe máy", but "chạy trên 100 xe mỗi ngày"
_RIDES = re.compile(r"(?<!\w)(?:đi|ngồi|chở nhau|lưu thông)\s\Z")
_RIDDEN = re.compile(r"\s+(?:(?:con |chiếc )?(?:xe|mô tô|ô tô|tàu|thuyền|ghe|xuồng|ca nô))(?!\w)")
# "bệnh viêm da nổi cục trên 4 con bò", "phát hiện vi rút trên 9 con lợn"
_ILL = re.compile(
    r"(?<!\w)(?<!phòng )(?<!chống )(?<!mắc )(?:bệnh|vi rút|virus|triệu chứng)"
    r"(?: (?!chết|tiêu hủy|làm|cho|được|tiêm)[^\W\d]+){0,7} \Z"
)
_MOST_ILL = 50
_MOST_RIDDEN = 20
_BORN = re.compile(r"(?<!\w)(?:sinh|đẻ)\s+\Z")
_FEW = 3
_ASPECTS = frozenset(("góc độ", "phương diện", "khía cạnh", "bình diện", "lĩnh vực", "mặt"))
_MOST_ASPECTS = 10
_NEGATED = re.compile(
    r"(?<!\w)không (?!chỉ |những |ít |còn |trả |có |chú )[^,.;:\d]{3,40}(?<! đã )\Z", re.IGNORECASE
)
_LOCATED = ("facility", "site", "place", "village", "commune", "agency", "goods", "house")
_MEASURES = frozenset(("length", "area", "mass", "volume"))
# An estimate, no wish or treaty: `niềm mơ ước của hai tỉnh`, `hương ước của 8 thôn`.
_ESTIMATED = re.compile(
    r"(?<!\w)(?<!mơ )(?<!ao )(?<!điều )(?<!thỏa )"
    r"(?<!mong )(?<!công )(?<!quy )(?<!hương )(?<!\bhiệp )(?<!khế )"
    r"(?<!giao )ước\s+(?:(?:[^\W\d]+|tháng\s\d{1,2})\s+){1,4}\Z",
)


_PASSED = frozenset(("chỉ tiêu", "tiêu chí"))  # "vượt 4 chỉ tiêu": each of them
_SIGNS = ("<", ">")
_THAN_PLAN = re.compile(r"\s+so (?:với |cùng )?(?:chỉ tiêu|kế hoạch|dự toán|nghị quyết|kỳ)(?!\w)")


@cache
def _modifier_patterns(
    catalogue: Catalogue,
) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str], re.Pattern[str]]:
    """The modifiers by their last letter, a stack of them at a text's end, and one anywhere."""
    forms: dict[str, tuple[str, ...]] = {}
    for form in catalogue.modifiers:
        forms[form[-1:]] = (*forms.get(form[-1:], ()), form)
    ordered = sorted(catalogue.modifiers, key=len, reverse=True)
    either = "|".join(map(re.escape, ordered))
    first = any_word(map(re.escape, ordered))  # at a word's start
    stacked = re.compile(rf"((?:{first})(?:\s+(?:{either}))*)\s*\Z")
    return forms, stacked, re.compile(rf"(?:{first})(?!\w)")


def read_modifiers(text: str, floor: int, mention: Mention, catalogue: Catalogue) -> None:
    """Read the modifiers before the number, and take a range's `từ` into the mention."""
    start = mention.start
    low = max(floor, start - 40)
    if mention.modifier == "order" and (vague := VAGUE_BEFORE.search(text[low:start])):
        start = low + vague.start()
    if mention.value_high is not None or mention.modifier in ("at_least", "at_most"):
        from_word = FROM.search(text[low:start])
        start = low + from_word.start() if from_word else start
    forms, stacked, single = _modifier_patterns(catalogue)
    near = lower(text)[low:start]
    lead = near.rstrip()
    match = stacked.search(near) if lead.endswith(forms.get(lead[-1:], ())) else None
    if match is None:
        _read_estimate(text, floor, start, mention)
        return
    if match and match[1] in _SIGNS and (
        near[-1:].isspace() or near[: match.start(1)].endswith(("<", ">", "-", "="))
    ):  # fmt: skip
        match = None  # "Trang chủ > 5 điểm", "=> 12%"
    if match and match[1] in ("ít hơn", "lớn hơn"):
        clause = text[max(floor, start - 100) : low + match.start()]
        if _AGAINST.match(text, mention.end) or _AGAINST_BEFORE.search(clause):
            # "ít hơn 5 ca so với tháng trước"
            mention.direction = "decrease" if match[1] == "ít hơn" else "increase"
            match = None
    if match and match[1] == "hơn" and _is_compared(text, low, match, mention):
        match = None
    if match and match[1] == "trên" and _lie_on(text, floor, low + match.start(1), mention):
        match = None
    if match and match[1] == "non" and _BORN.search(near[: match.start(1)]):
        match = None  # "sinh non 20 ngày"
    few = mention.noun_class in _LOCATED and mention.total is None and mention.value <= _FEW
    if match and match[1] == "gần" and few and mention.value_high is None:
        match = None  # "suối chảy gần một trạm bơm": near it
    if match and match[1] == "chưa được" and mention.kind == "count":
        match = None  # "vẫn chưa được 2 bên thống nhất"
    if match and mention.kind == "count" and mention.value == 1 and mention.words:
        match = match if match[1] not in ("trên", "dưới") else None  # "dưới một chiếc ghế": where
    if (
        match
        and match[1] == "vượt"
        and (
            mention.total is not None
            or (mention.kind == "length" and _WAY.match(text, mention.end))
            or mention.unit in _PASSED
        )
    ):
        match = None  # "đạt và vượt 15/15 chỉ tiêu": all of them; "vượt 12 km đường đèo": went
    word = _last_word(near[: match.start(1)]) if match else ""
    # before a number `cấp trên 200 thẻ` gives over 200; no higher rank is meant. Nor is `bán ra
    # chừng 80 tấn` any other word.
    if match and word not in ("cấp", "ra") and f"{word} {match[1]}" in compounds():
        match = None  # "mầm non", "trình độ": the end of another word
    by_how_much = mention.kind in ("percent", "times") or _THAN_PLAN.match(text, mention.end)
    if match and match[1].startswith("vượt") and by_how_much:
        # "vượt gần 7%", "vượt 8 hộ so với chỉ tiêu": how far, and not more than that
        match = stacked.search(near, match.start(1) + len("vượt"))
    if match and match[1].startswith("trên khoảng"):
        # "nằm trên khoảng 372 ha", "cho giai đoạn trên khoảng 13 tỷ": where, or which
        match = stacked.search(near, match.start(1) + len("trên"))
    if match:
        start = low + match.start(1)
        stack = [catalogue.modifiers[m.group()] for m in single.finditer(match[1])]
        precise = [m for m in stack if m != "about"]
        chosen = precise[-1] if precise else "about"
        if match[1] == "quá" and _NEGATED.search(text, max(floor, start - 70), start):
            chosen = "at_most"  # "không kiểm tra quá một lần/năm"
        if mention.modifier == "exact":
            mention.modifier = chosen
        mention.why.append(f"modifier:{match[1]}")
        again = FROM.search(text[low:start])
        if again and mention.value_high is not None:
            start = low + again.start()
    _read_estimate(text, floor, start, mention)


def _read_estimate(text: str, floor: int, start: int, mention: Mention) -> None:
    """Read the `ước` of `ước thiệt hại 5 tỷ`, with which a mention then begins at `start`."""
    before = lower(text)[max(floor, start - 40) : start]
    if mention.modifier == "exact" and "ước" in before and _ESTIMATED.search(before):
        mention.modifier = "about"
        mention.why.append("modifier:ước")
    mention.start = start


def _is_compared(text: str, low: int, match: re.Match[str], mention: Mention) -> bool:
    before = text[low : low + match.start()]
    if mention.kind in _MEASURES and _EXTENDS.search(before):
        return _AGAINST.match(text, mention.end) is not None
    return _COMPARED.search(before) is not None


# "60 xã, phường trên 9 huyện"
_PLACES_BEFORE = re.compile(r"\d (?:xã|phường|thôn|bản|ấp)[^.;:\d]{0,24}(?<!có )(?<!đạt )\Z")


def _lie_on(text: str, floor: int, start: int, mention: Mention) -> bool:
    """Whether `trên` stands between two counts, `160 xã trên 9 huyện`, or behind what lies there,
    `45 chợ phân bố trên 41 xã`: on, not over."""
    if mention.unit in _ASPECTS and mention.value <= _MOST_ASPECTS:
        return True  # "giám sát trên 2 phương diện"
    between = text[floor - 1 : floor].isalpha() and text[floor:start].isspace()
    places = mention.noun_class in ("commune", "village")
    behind = places and _PLACES_BEFORE.search(text, floor - 12, start) is not None
    between = between or behind
    fixed = mention.kind == "count" and _FIXED.search(text, floor, start) is not None
    fixed = fixed or _ride_on(text, floor, start, mention)
    if mention.noun_class == "animal" and mention.value <= _MOST_ILL:
        fixed = fixed or _ILL.search(text, max(floor, start - 60), start) is not None
    return between or fixed or (places and _SPREAD.search(text, floor, start) is not None)


def _ride_on(text: str, floor: int, start: int, mention: Mention) -> bool:
    return (
        mention.value <= _MOST_RIDDEN
        and _RIDES.search(text, floor, start) is not None
        and _RIDDEN.match(text, mention.number_end) is not None
    )


def _last_word(text: str) -> str:
    word = re.search(r"([^\W\d_]+)[ \u00a0]*\Z", text)
    return word.group(1) if word else ""
