"""What a list says once of all its figures: what was given, built, helped, lost.

Each function looks at one figure and its neighbour in the list.
"""

from __future__ import annotations

import re

from extractors.mentions import Mention
from extractors.patterns import any_word

_BUILT = re.compile(
    r"(?<!\w)(?:xây|làm|dựng|lắp|khánh thành|bàn giao|sửa|nâng cấp|cải tạo|công trình)(?!\w)",
    re.IGNORECASE,
)
_AND_MORE = re.compile(r"(?: (?:nghèo|cận nghèo|dân|gia đình|mới))?(?:,| và) ")
_NEXT_ITEM = re.compile(r"(?: (?!bị )[^\W\d]+){0,7}(?:[,;] (?:và )?| và | cùng )")
_LISTED = {  # what may be listed on behind what was harmed, given, built, helped
    "damage": frozenset(
        ("", "goods", "facility", "site", "house", "other", "place", "job", "agency")
    ),
    "goods_donated": frozenset(("", "goods", "facility")),
    "facilities_built": frozenset(("", "facility", "site")),
}
_HELPED = {  # … and the code that one more of them has by itself
    "households_supported": ("households_poor", "households_other"),
    "households_escaped_poverty": ("households_poor",),
    "people_supported": ("people_other", "students"),
}
_BOOKS = frozenset(("sách", "cuốn sách", "quyển sách", "đầu sách", "ảnh", "bức ảnh"))
_WEIGHED = frozenset(("mass", "volume", "count"))


def listed_on(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether what was done to the figure before is done to this one: `tặng 5 xe và 9 tủ sách`."""
    if position == 0:
        return False
    mention, before = mentions[position], mentions[position - 1]
    code = codes[position - 1]
    if mention.kind != "count" or mention.per_unit:
        return False
    if mention.unit in _BOOKS and code == "goods_donated":
        return bool(_NEXT_ITEM.fullmatch(text, before.end, mention.start))
    if codes[position] != "other" or mention.noun_class not in _LISTED.get(code, ()):
        return False
    if before.kind != "count" and not (code == "goods_donated" and before.kind in _WEIGHED):
        return False
    return bool(_NEXT_ITEM.fullmatch(text, before.end, mention.start)) and (
        code != "facilities_built"
        or bool(_BUILT.search(text, max(0, mention.start - 240), mention.start))
    )


def helped_too(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether the help for those before is for these too: `giúp 20 hộ nghèo và 9 hộ cận nghèo`."""
    mention, before = mentions[position], mentions[position - 1]
    return (
        codes[position] in _HELPED.get(codes[position - 1], ())
        and mention.noun_class == before.noun_class
        and mention.total is None
        and bool(_AND_MORE.fullmatch(text, before.end, mention.start))
    )


def is_part_of_helped(mentions: list[Mention], part: int, total: int, codes: list[str]) -> bool:
    """Whether the poor are some of those helped: `giúp 90 hộ, trong đó có 40 hộ nghèo`."""
    return (
        (codes[total], codes[part]) == ("households_supported", "households_poor")
        and mentions[part].noun_class == mentions[total].noun_class
        and mentions[part].direction == "level"
    )


_ITEMS = re.compile(
    r"[.;:]\s*(?:(?:Cụ thể|Trong đó|Gồm|Bao gồm|Trong số đó)[\s,:]"
    r"|Các [^.;:\d]{3,60} (?:gồm|như sau):)",
    re.IGNORECASE,
)


def itemized(text: str, mentions: list[Mention], position: int) -> int | None:
    """The figure that a sentence of its own itemizes: `có 9 sản phẩm. Cụ thể: xã A 5 sản phẩm`."""
    before = position - 1
    if before < 0 or mentions[before].unit != mentions[position].unit:
        return None
    gap = text[mentions[before].end : mentions[position].start]
    return before if len(gap) < 120 and _ITEMS.search(gap) else None


_LEADS = (
    "Dẫn đầu", "Đứng đầu", "Nhiều nhất", "Cao nhất", "Tiêu biểu", "Điển hình", "Kế đến",
)  # fmt: skip
_SINGLES_OUT = re.compile(
    any_word(
        [
            *(rf"{leads} [^\n;]*\Z" for leads in _LEADS),
            r"là (?:tỉnh|huyện|thị xã|xã|phường|địa phương|đơn vị|nơi|vùng)(?: có)?"
            r"(?: [^\W\d]+){0,4} (?:nhanh|nhiều|cao|lớn|đông|tốt|rộng) nhất(?: [^\W\d]+){0,3},?"
            r" (?:với|đạt) [^\n;.]*\Z",
        ]
    )
)
_LEADER_WIDTH = 80  # characters from such an opening to the first figure
_RECALLED = 8  # figures back to the one that a leader's is of


def singled_out(
    text: str, mentions: list[Mention], position: int, sentence_of: list[int]
) -> int | None:
    """The figure in the same unit of the sentence before one that names who leads: `hiến 90.000 m2
    đất. Dẫn đầu là xã A với 164 hộ, 9.300 m2`."""
    first = position
    while first and sentence_of[first - 1] == sentence_of[position]:
        first -= 1
    near = max(0, mentions[first].start - _LEADER_WIDTH)
    opening = _SINGLES_OUT.search(text, near, mentions[first].start)
    if opening is None:
        return None
    for earlier in range(first - 1, max(-1, first - 1 - _RECALLED), -1):
        if sentence_of[earlier] < sentence_of[position] - 1:
            return None
        if mentions[earlier].unit == mentions[position].unit:
            return earlier if mentions[earlier].direction == "level" else None
    return None


_AND_ALSO = re.compile(r"(?:,|\s+và|\s+cùng)\s+")
_CROP_AND_ALSO = re.compile(r"(?: [^\W\d]+){1,3}(?:,|\s+và|\s+cùng)\s+(?:(?:gần|hơn|trên)\s+)?")
# "đưa vào sử dụng 2 điểm trường và 3 nhà văn hóa bị hư hỏng được sửa": they stand again
_GIVEN = re.compile(r"(?<!\w)(?:xây|dựng|khánh thành|bàn giao|sử dụng|đầu tư|hỗ trợ)(?!\w)")
_BEFALLS = re.compile(r"\s+(?:đã |đang )?bị(?!\w)")
_OUT_OF_HERD = re.compile(r"\s*(?:/|trên|trong)\s*tổng (?:đàn|số|diện tích)\s+")


def lost_of(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether a figure is lost out of the next one, of its kind: `12 con lợn/tổng đàn 340 con`."""
    mention, following = mentions[position], mentions[position + 1]
    return (
        mention.kind == following.kind
        and mention.noun_class == following.noun_class
        and bool(_OUT_OF_HERD.fullmatch(text, mention.end, following.start))
    )


def shares_fate(
    text: str, mentions: list[Mention], position: int, codes: list[str], spread: bool
) -> bool:
    """Whether what befalls the next figure befalls this one: `58 con trâu và 21 con bê bị chết`.

    Areas name their crop in between; a comma joins them only in a list that an `và` ends.
    """
    mention, following = mentions[position], mentions[position + 1]
    if codes[position + 1] not in ("damage", "casualties") or codes[position] == "disease_cases":
        return False
    if mention.kind == following.kind == "area":
        gap = (mention.end, following.start)
        joint = _CROP_AND_ALSO.fullmatch(text, *gap) or _AND_ALSO.fullmatch(text, *gap)
        if joint is None or _BEFALLS.match(text, following.end):
            return False
        return spread or "," not in joint.group()
    alike = mention.noun_class == following.noun_class != "" or (
        codes[position + 1] == "damage"
        and codes[position] == "agencies_involved"
        and _GIVEN.search(text, max(0, mention.start - 60), mention.start) is None
        and following.noun_class in ("agency", "facility", "house", "site")
    )
    return alike and bool(_AND_ALSO.fullmatch(text, mention.end, following.start))


_ALL_CRITERIA = 19  # of a commune's new-rural standard
_MEETS = re.compile(r"(?: đã)? (?:đạt|hoàn thành)(?: chuẩn)?(?: đủ)? ")
_THEN_WORKED_ON = re.compile(
    r"(?:,| và|, và) (?:làm|sửa|xây|nâng|mở|bê|cứng|nhựa|tu)(?: \w+){0,2} "
)
# "1.200 m2 đất vườn và 300 m2 đất ruộng được bà con hiến": one gift
_IS_GIVEN = re.compile(
    r" đất(?: [^\W\d]+){0,4}?"
    r"(?:(?:,| và|, và| cùng(?: với)?)(?: (?:hơn|gần|trên|khoảng))? \d[\d.,]*(?: [^\W\d]\w*){1,6}?)"
    r"{0,4} được(?: [^\W\d]+){0,6} (?:hiến|nhường)(?! (?:công|máu|kế))(?!\w)"
)
_LAND = ("other", "livestock_crops", "area_planted")  # what hectares measure by themselves
# "hiến 2 m đất bề rộng, 85 m bề dài"
_OTHER_SIDE = re.compile(r"(?: đất)? (?:chiều|bề) [^\W\d]+(?:,| và|, và) ")


def is_given_land(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether a measure of land is what people gave: `12 ha đất cùng 300 ngày công được nhân dân
    hiến`, `hiến 2 m đất bề rộng, 85 m bề dài`."""
    mention = mentions[position]
    if mention.kind == "area":
        return codes[position] in _LAND and _IS_GIVEN.match(text, mention.end) is not None
    if mention.kind != "length" or position == 0 or codes[position - 1] != "land_donated":
        return False
    return bool(_OTHER_SIDE.fullmatch(text, mentions[position - 1].end, mention.start))


def goes_on_with(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether the next figure says what this one is of: `sửa 51 km, làm mới 23 km đường`."""
    mention, following = mentions[position], mentions[position + 1]
    gap = (mention.end, following.start)
    if codes[position] == "other" and codes[position + 1] == "roads_built":
        return mention.unit == following.unit and bool(_THEN_WORKED_ON.fullmatch(text, *gap))
    if codes[position] in ("communes", "villages") and _AND_ALSO.fullmatch(text, *gap):
        places = ("commune", "village")  # "3 xã, 9 bản đạt chuẩn nông thôn mới"
        return codes[position + 1] == "new_rural_criteria" and following.noun_class in places
    return (
        codes[position] == "communes"
        and codes[position + 1] == "new_rural_criteria"
        and following.value == _ALL_CRITERIA
        and following.unit == "tiêu chí"
        and bool(_MEETS.fullmatch(text, *gap))
    )
