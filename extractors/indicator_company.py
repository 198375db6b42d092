"""What figures without a verb of their own measure: what the figures they go with do.

settle_codes(text, mentions, classified, parents, sentence_of) -> list[str]
"""

from __future__ import annotations

import re

from extractors.indicator_lists import (
    goes_on_with,
    helped_too,
    is_given_land,
    is_part_of_helped,
    itemized,
    listed_on,
    lost_of,
    shares_fate,
    singled_out,
)
from extractors.indicators import Classified, is_small, tells_itself
from extractors.mentions import Mention
from extractors.patterns import UPPER

_SURE = 2.2  # a row's score from which its topic alone is believed …
_CERTAIN = 2.8  # … against its total's
_LEADS_ON = re.compile(
    r"\s*(?:\([^()]*\)\s*|(?:vào |cuối |đầu )*năm \d{4},?\s*)?(?:(?:đã )?(?:giảm|tăng)\s+)?"
    r"(?:xuống|lên|còn|\(đầu|\(năm|\(cùng kỳ)",
    re.IGNORECASE,
)
# `(10,8% so với 10,4%)`, `1,3% thay vì 6,7%`: the same thing at another time or as it should be
_SET_AGAINST = re.compile(r"\s*(?:so với|thay vì)(?: mức| tỷ lệ)?\s+")
# `GDP dự kiến đạt 2,3% trong năm 2017, tăng nhẹ từ 1,8% trong năm 2016`
_ROSE_FROM = re.compile(
    r"(?: (?:trong |vào )?(?:năm|quý|tháng) [\w/]+)?, (?:tăng|giảm)(?: nhẹ| mạnh)?"
    r" (?:từ|so với)(?: mức)? "
)
_FULFILS = re.compile(
    r"(?: mới)?\s*(?:,|\(|và|;)?\s*(?:ước )?(?:đạt|bằng|vượt)\s*\Z", re.IGNORECASE
)
_OF_PLAN = re.compile(
    r"\s+(?:so với |so |của )?(?:kế hoạch|dự toán|chỉ tiêu|KH|mục tiêu)(?!\w)(?! (?:về|hóa))"
)
# what share of the poor: `60% hộ nghèo là người dân tộc`, `100% hộ nghèo được vay vốn`
_OF_THE_POOR = re.compile(
    r"(?<=(?<!\d)100%)"  # no rate of poverty, whatever follows
    r"|\s(?:số |các )?hộ (?:cận )?nghèo(?: [^\W\d]+){0,3}"
    r" (?:là|được|có|đã|thiếu|vay|tham gia)(?!\w)"
)
_GIVEN_TO = re.compile(r"\b(?:cho|tặng|giúp) \Z")  # "cấp thẻ cho 95% hộ nghèo"
# "người Chăm chiếm 31% hộ nghèo của huyện; người Raglai có 95 hộ, chiếm 7,2%"
_CHIEM = re.compile(r"chiếm (?:(?:tỷ|tỉ) lệ )?\Z")
_AMONG_POOR = re.compile(r"% (?:tổng )?(?:số )?hộ (?:cận )?nghèo(?! (?:đa|là|được|có))")
_PLANNED = re.compile(r"(?<!\w)(?:kế hoạch|giải ngân|dự toán|chỉ tiêu)(?!\w)", re.IGNORECASE)


def settle_codes(
    text: str, mentions: list[Mention], classified: list[Classified], parents: list[int | None],
    sentence_of: list[int],
) -> list[str]:  # fmt: skip
    """Settle what figures measure by those beside them; the codes, one for each mention.

    A share first: of a plan, of the poor, or a change told again. Then what has no verb of its own
    measures what the figure it goes with does, in this order: the total, for a part; the level,
    for an amount of change; the antecedent, for an elided noun; one in the same unit before it.
    What is still unsaid takes the code of what tells on from the sentence before.
    """
    codes = [c.code for c in classified]
    at = {mention.number_start: position for position, mention in enumerate(mentions)}
    for position, mention in enumerate(mentions):
        if mention.kind == "percent" and _goes_to(text, mentions, position):
            codes[position] = codes[position - 1]
        elif codes[position] == "coverage_rate" and (
            _OF_PLAN.match(text, mention.end)
            or (_fulfils(text, mentions, position, codes) and codes[position - 1] != "vaccinations")
        ):
            codes[position] = "plan_fulfilment"
        elif codes[position] == "poverty_rate" and (
            _OF_THE_POOR.match(text, mention.end)
            or _GIVEN_TO.search(text, max(0, mention.start - 8), mention.start)
            or _is_among_poor(text, mentions, position)
        ):
            codes[position] = "coverage_rate"
        elif codes[position] == "coverage_rate" and (
            _leaves_poor(text, mentions, position)
            or _rates_poor(text, mentions, position, codes)
            or (not classified[position].cued and _is_of_poor(text, mentions, position, codes))
        ):
            codes[position] = "poverty_rate"
        elif codes[position] == "coverage_rate" and _restates_change(text, mentions, position):
            codes[position] = "growth_rate"
        elif codes[position] == "people_other" and _changes_harm(text, mention):
            codes[position] = "casualties"
            continue
        elif (
            codes[position] == "coverage_rate"
            and not classified[position].cued
            and _is_of_plan_too(text, mentions, position, codes)
        ):
            codes[position] = "plan_fulfilment"
        elif position and codes[position] == "coverage_rate" and parents[position - 1] is None:
            codes[position] = _from_neighbour(text, mentions, position, codes)
        if mention.kind in ("percent", "times", "duration"):
            continue
        if is_given_land(text, mentions, position, codes):
            codes[position] = "land_donated"
            continue
        told = position and codes[position - 1] != "other"
        if told and _restates_sum(text, mentions[position - 1], mention):
            codes[position] = codes[position - 1]
            continue
        if tells_itself(text, mention):
            continue
        plain = not classified[position].cued and classified[position].score < _CERTAIN
        # `64 mô hình, trong đó … xây dựng hệ thống chính trị 6`: what stands there names the part
        # but `trong đó 48 được công nhận`
        listed = mention.elided and not _IS_DONE_TO.match(text, mention.end)
        model = parents[position] if plain or listed else None
        if model is None and mention.direction != "level" and plain:
            model = _before(mentions, position, sentence_of, reach=4, same_sentence=False)
        if model is None and not classified[position].cued:
            model = at.get(mention.antecedent)
            if model is None and classified[position].score < _SURE:
                model = _before(
                    mentions, position, sentence_of, reach=5,
                    same_sentence=mention.unit not in _TELLS_AGAIN and not mention.per_unit,
                )  # fmt: skip
            if model is None and codes[position] == "other":
                model = itemized(text, mentions, position)
            if model is None and (plain or codes[position] == "other"):
                model = singled_out(text, mentions, position, sentence_of)
            if model is None and listed_on(text, mentions, position, codes):
                codes[position] = codes[position - 1]
                continue
        if codes[position] in _UNSAID and not classified[position].cued and (
            _tells_on(text, mentions, position, sentence_of)
        ):  # fmt: skip
            codes[position] = codes[position - 1]
            continue
        if position and helped_too(text, mentions, position, codes):
            codes[position] = codes[position - 1]
        elif model is not None and _alike(mentions[model], mention, codes[model]) and not (
            codes[model] == "other" and is_small(mentions[model]) and mention.value >= _LARGE
        ):  # fmt: skip
            codes[position] = codes[model]
        elif position:
            codes[position] = _from_neighbour(text, mentions, position, codes)
    for position in range(len(mentions) - 2, -1, -1):
        # "64, 52 và 47 hộ thoát nghèo": what is said behind the last is said of all
        mention, following = mentions[position], mentions[position + 1]
        shared = mention.elided and mention.unit_start == following.unit_start
        if shared and mention.unit_start > mention.end and mention.kind == "count":
            codes[position] = codes[position + 1]
    for position, parent in enumerate(parents):
        if parent is not None and is_part_of_helped(mentions, position, parent, codes):
            codes[position] = codes[parent]
    for position, parent in enumerate(parents):
        # "155 người (53 người chết, 102 người mất tích)"
        if parent is None or parent != position - 1 or codes[position] != "casualties":
            continue
        if codes[parent] == "people_other" and mentions[parent].unit == mentions[position].unit:
            codes[parent] = "casualties"
    spread = False
    for position in range(len(mentions) - 2, -1, -1):
        if _leads_to_price(mentions[position], mentions[position + 1]):
            codes[position] = codes[position + 1]
        elif classified[position].cued:
            spread = False
        elif classified[position + 1].code == "damage" and lost_of(text, mentions, position):
            codes[position] = "damage"
        elif shares_fate(text, mentions, position, codes, spread):
            codes[position] = codes[position + 1]
            spread = True
        elif goes_on_with(text, mentions, position, codes):
            codes[position] = codes[position + 1]
        elif codes[position + 1] in _COMMENDED and _is_commended_too(
            text, mentions, position, codes
        ):
            # "3 chi bộ, 8 đảng viên được khen thưởng"
            person = mentions[position].noun_class in ("person", "student")
            codes[position] = "individuals_commended" if person else "collectives_commended"
        else:
            spread = False
        if codes[position] in ("funds", "investment") and _is_lent(text, mentions, position):
            codes[position] = "loans"
    return codes


def _leads_to_price(change: Mention, level: Mention) -> bool:
    """Whether a change has the denominator of the level that it leads to: `tăng 600 đồng, lên
    59.700 đồng/cổ phiếu`."""
    return (
        change.kind == level.kind == "money"
        and change.direction != "level"
        and level.direction == "level"
        and f"per {level.per_unit}, as {level.number_start}" in change.why
    )


# "đạt 49,9% kế hoạch. Ba huyện đạt trên 60% là A (68,2%), B (63,5%); C mới đạt 31,8%, D 34%"
_REACHES_TOO = re.compile(
    rf"(?:(?:[{UPPER}][^\W\d_{UPPER}]+|huyện|xã|địa phương|đơn vị|chủ đầu tư|sở|ngành)"
    r"(?: (?:mới|chỉ|đã|cũng))? đạt(?: (?:trên|dưới|hơn|gần|khoảng))?"
    rf"|[{UPPER}][^\W\d_{UPPER}]+ ?\(?) ?\Z"
)
_RATE_OF = re.compile(r"(?<!\w)(?:t[ỷỉ] lệ|che phủ|bao phủ)(?!\w)", re.IGNORECASE)
_OF_PLANS = re.compile(r"(?<!\w)(?:giải ngân|kế hoạch|dự toán)(?!\w)", re.IGNORECASE)


def _is_of_plan_too(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether a bare percent goes on with how far others have come with the same plan."""
    last = next((k for k in range(position - 1, max(-1, position - 4), -1)
                 if mentions[k].kind == "percent"), None)  # fmt: skip
    if last is None or codes[last] != "plan_fulfilment":
        return False
    mention = mentions[position]
    gap = text[mentions[last].end : mention.start]
    return (
        mention.direction == "level"
        and len(gap) < _FAR
        and "\n" not in gap
        and _RATE_OF.search(gap) is None
        and _SHARE_OF_ANY.match(text, mention.end) is None
        and _OF_PLANS.search(text, max(0, mention.start - _FAR), mention.start) is not None
        and _REACHES_TOO.search(text, max(0, mention.start - 30), mention.start) is not None
    )


# "số người chết tăng cao là các huyện A (tăng 5 người), B (tăng 4 người)"
_HARM_TOLD = re.compile(
    r"(?<!\w)(?:người (?:chết|bị thương|tử vong|mất tích|thiệt mạng)|tử vong)(?!\w)"
    r"(?:[^.;,\n]*|[^.;\n]*\((?:tăng|giảm) |, (?:huyện|xã|thị xã|TP|tỉnh) [^.;,\n]{2,30})\Z"
)


def _changes_harm(text: str, mention: Mention) -> bool:
    """Whether a change of people is one of those harmed, of whom its sentence tells."""
    if mention.direction == "level" or mention.unit != "người":
        return False
    return _HARM_TOLD.search(text, max(0, mention.start - 160), mention.start) is not None


_WORTH = re.compile(
    r"(?: \w+){0,4},?\s+(?:(?:tổng )?trị giá|với giá trị)(?: \w+){0,2}\s+"
    r"|[^.;:\d]{0,80}, (?:tổng )?giá trị (?:đạt|là|ước|khoảng|hơn|gần)(?: \w+)?\s+"
)
_MAKES_UP = re.compile(
    r"(?: (?:cận )?nghèo)?\s*[,(]?\s*(?:chiếm(?: (?:tỷ|tỉ) lệ)?|(?:tỷ|tỉ) lệ|bằng)\s+"
)
_AT_THE_OTHER_END = re.compile(r"[^.;]{0,60}, (?:cao|thấp|nhiều|ít) nhất(?: là)? ")
_FOR = re.compile(r",?\s+cho\s+")
_ALSO = re.compile(r"(?:,|\s+và|\s+cùng)\s+")
_LARGE = 1_000_000  # đồng, more than the prices beside a price
_COMMENDED = frozenset(("collectives_commended", "individuals_commended"))
_UNTOLD = frozenset(("agencies_involved", "people_other"))
_SUBJECT = re.compile(r"(?:\A|[.;:,\n]\s*|(?<!\w)(?:[Cc]ó|và|cùng|gồm)\s)\Z")
_IS_DONE_TO = re.compile(r"\s+(?:đã )?được\s")
_UNSAID = frozenset(("funds", "other"))
_NOTHING_BUT_WHEN = re.compile(
    r"[^.;\n]{0,40}\.\s+(?:(?:(?:Sang|Đến|Trong|Riêng|Cả) )?(?:[Nn]ăm|[Qq]uý|[Tt]háng|[Vv]ụ)"
    r" (?:nay|này|trước|ngoái|20\d\d|[IV1-9]+)(?:/20\d\d| năm 20\d\d)?,? )?"
    r"(?:[Cc]on số này |(?:toàn |cả )?(?:xã|huyện|tỉnh|địa phương|đơn vị) )?"
    r"(?:(?:phấn đấu|dự kiến|ước|đã|sẽ|là|đạt|tăng lên|giảm còn|lên|còn|khoảng|gần|hơn|trên) ?)+"
)


# "Con số này cao hơn bình quân các tháng trước chỉ với 8 tỷ đồng"
_COMPARES_IT = re.compile(
    r"[^.;\n]{0,40}\.\s+(?:Con số|Mức|Số tiền|Số thu|Kết quả) này [^.;\n\d]{0,90}"
)


def _tells_on(text: str, mentions: list[Mention], position: int, sentence_of: list[int]) -> bool:
    """Whether a sentence says nothing but when of the amount that the one before told of: `Sản
    lượng đạt 3.400 tấn. Năm nay phấn đấu đạt 3.600 tấn`."""
    if position == 0 or sentence_of[position] != sentence_of[position - 1] + 1:
        return False
    mention, before = mentions[position], mentions[position - 1]
    if mention.unit == before.unit and _COMPARES_IT.fullmatch(text, before.end, mention.start):
        return True
    same = mention.unit == before.unit and mention.per_unit == before.per_unit
    return same and bool(_NOTHING_BUT_WHEN.fullmatch(text, before.end, mention.start))


# "tặng quà cho 40 hộ nghèo và 15 học sinh", but "hỗ trợ 40 hộ, 15 người tham gia"
_HELPED = frozenset(("households_supported", "people_supported"))
_NOT_SAID_HELPED = {
    "students": "people_supported",
    "people_other": "people_supported",
    "households_other": "households_supported",
    "households_poor": "households_supported",
}
_AND_TO = re.compile(
    r"(?: (?!là\b|có\b|đã\b|được\b|trong\b|còn\b|do\b)[^\W\d]+){0,4}(?:,| và|,? cùng)"
    r"(?: (?:hơn|gần|trên|khoảng|cho))?\s+"
)
_DOES_MORE = re.compile(
    r"(?: [^\W\d]+){0,4}? (?:tham gia|tham dự|dự|được|đã|bị|chết|là|đăng ký|thoát|đạt|vay|còn"
    r"|hưởng|thụ hưởng|trở|làm|học)(?!\w)"
)
_LENT_TO = re.compile(r"(?: [^\W\d]+){0,3} vay(?!\w)")
_MONEY_GIVEN = frozenset(("funds", "goods_donated"))


def _from_neighbour(text: str, mentions: list[Mention], position: int, codes: list[str]) -> str:
    """What the figure just before lends: the harvest its worth, the gift its receiver."""
    mention, before = mentions[position], mentions[position - 1]
    gap = (before.end, mention.start)
    code, model = codes[position], codes[position - 1]
    if mention.kind == "money" and code == "funds" and model in ("production", "exports"):
        sold = before.kind in ("mass", "volume", "count")
        return model if sold and _WORTH.fullmatch(text, *gap) else code
    if code == "coverage_rate" and model == "households_poor" and before.total is None:
        of_all = _MAKES_UP.fullmatch(text, *gap) and not (
            _is_among_poor(text, mentions, position) or _OF_TIME.match(text, mention.end)
        )
        return "poverty_rate" if of_all else code
    if code == "coverage_rate" and model == "growth_rate" and mention.per_unit:
        return model if mention.per_unit == before.per_unit else code  # "8%/năm (cả nước 6%/năm)"
    if code == "coverage_rate" and before.kind == mention.kind and mention.direction == "level":
        if model == "plan_fulfilment" and _ALSO_FULFILS.fullmatch(text, *gap):
            return code if _SHARE_OF.match(text, mention.end) else model
        return model if _AT_THE_OTHER_END.fullmatch(text, *gap) else code
    if before.kind == "money" and model in _MONEY_GIVEN and mention.noun_class == "student":
        return "people_supported" if _FOR.fullmatch(text, *gap) else code
    if model in _HELPED and code in _NOT_SAID_HELPED and before.total is None:
        joint = _AND_TO.fullmatch(text, *gap) and not _DOES_MORE.match(text, mention.end)
        return _NOT_SAID_HELPED[code] if joint else code
    if model == "collectives_commended" and mention.unit.startswith("cá nhân"):
        return "individuals_commended" if _ALSO.fullmatch(text, *gap) else code
    return code


def _is_among_poor(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether a percent is a share of the poor, as one told right before it or it says itself."""
    before = mentions[max(0, position - 2) : position]
    if not before or not _MAKES_UP.fullmatch(text, before[-1].end, mentions[position].start):
        return False
    told = [mentions[position], *(other for other in before if other.kind == "percent")]
    return any(
        _AMONG_POOR.match(text, other.end - 1)
        and _CHIEM.search(text, max(0, other.start - 14), other.start)
        for other in told
    )


def _is_commended_too(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether a figure is of the list that is commended behind it: `3 chi bộ, 8 đảng viên được khen
    thưởng`, but not `Trường có 45 giáo viên, 3 cá nhân được khen`."""
    mention, following = mentions[position], mentions[position + 1]
    joint = _ALSO.fullmatch(text, mention.end, following.start)
    if joint is None or codes[position] not in _UNTOLD or mention.unit == "người":
        return False
    if following.unit in ("cá nhân", "tập thể") and "và" not in joint.group():
        return False
    return _SUBJECT.search(text[: mention.start][-24:]) is not None


def _is_lent(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether an amount goes to those who borrow it: `2 tỷ đồng cho 50 hộ vay`."""
    following = mentions[position + 1]
    return (
        mentions[position].kind == "money"
        and bool(_FOR.fullmatch(text, mentions[position].end, following.start))
        and bool(_LENT_TO.match(text, following.end))
    )


def _alike(model: Mention, mention: Mention, code: str) -> bool:
    """Whether a figure may take another's code: not 03 xã of 1.153 khẩu, but any loss of losses."""
    if model.kind != mention.kind:
        return False
    if model.unit.startswith(mention.unit + " "):
        return True  # "tăng 3 đơn vị", of 40 "đơn vị cấp xã"
    known = model.noun_class and mention.noun_class
    return not known or model.noun_class == mention.noun_class or code in _MIXED


_MIXED = frozenset(("damage", "casualties", "goods_donated", "facilities_built"))


# "đạt 71% kế hoạch, vốn tỉnh đạt 84%, vốn huyện đạt 49%"
_ALSO_FULFILS = re.compile(
    r"[,;] (?:(?!tăng|giảm|chiếm|tỷ lệ|tỉ lệ)[^\W\d]+ ){1,6}(?:chỉ |mới )?đạt "
)
# A foreign currency says the same thing through a paragraph on trade, `19 ca` of a place what the
# cases of all places were, `3 triệu lượt` what the visits before.
_TELLS_AGAIN = ("USD", "ca", "lượt")
_FAR = 300  # characters of a sentence before an amount
_STRUCTURE = re.compile(
    r"(?<!\w)(?:cơ cấu|tỷ trọng|tỉ trọng|chiếm tỷ lệ|tỷ lệ lớn)(?!\w)", re.IGNORECASE
)
_STOCK = frozenset(("person", "student", "household", "village", "commune", "agency"))
_SHARE_OF_ANY = re.compile(r"\s+(?!(?:và|là)\s)[^\W\d]")  # "đạt 92% số hộ"
_SHARE_OF = re.compile(r"\s+(?!và\s)[^\W\d]")  # "đạt 92% số hộ"


_ENDS_CLAUSE = re.compile(r"\s*[,;.()]|,? và ")
_OF_TIME = re.compile(
    r" (?:so (?:với )?|của )?(?:cùng (?:kỳ|thời điểm)"
    r"|(?:vụ|năm|tháng|quý)(?: [^\W\d]+){0,2} (?:trước|ngoái|20\d\d))"
)


def _fulfils(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether a bare percent rates the amount before it: `36 tỷ đồng (đạt 122%)`."""
    if position == 0:
        return False
    mention, before = mentions[position], mentions[position - 1]
    if before.kind in ("percent", "times") or _is_rate_of(mentions, position):
        return False
    # "180/200 nhà, đạt 90%" is of all; "257/200 nhà" had a target
    of_total = before.total is not None and before.value <= before.total
    # "218 hộ, đạt 92%" is of all households; "9 dự án, đạt 92%" of those that were to be
    stock = before.noun_class in _STOCK or before.kind == "duration" or before.unit == "tiêu chí"
    stock = stock and mention.value <= 100 and codes[position - 1] != "jobs_created"
    if (of_total or stock) and not _PLANNED.search(text, max(0, before.start - 90), before.start):
        return False
    if not _FULFILS.match(text[before.end : mention.start]) or _SHARE_OF.match(text, mention.end):
        return False
    far = max(0, before.start - _FAR)
    low = max(far, *(text.rfind(sign, far, before.start) + 1 for sign in (". ", "\n")))
    if _is_of_then(text, mentions, position):
        return False
    # "cơ cấu chuyển dịch: thương mại 206 tỷ đồng, bằng 67%"
    structure = _STRUCTURE.search(text, low, before.start)
    return structure is None or _PLANNED.search(text, low, mention.end) is not None


def _is_of_then(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether a bare percent goes on from one set against another time: `gieo 900 ha, bằng 93% cùng
    kỳ. Trong đó, ngô 310 ha, bằng 88%`."""
    if not text.endswith("bằng ", 0, mentions[position].start):
        return False
    for earlier in reversed(mentions[max(0, position - 12) : position]):
        if "\n" in text[earlier.end : mentions[position].start]:
            return False
        if earlier.kind == "percent" and not _ENDS_CLAUSE.match(text, earlier.end):
            return _OF_TIME.match(text, earlier.end) is not None
    return False


def _is_rate_of(mentions: list[Mention], position: int) -> bool:
    """Whether a percent is the ratio of two counts before it: `60 vụ, làm rõ 45 vụ, đạt 75%`."""
    before = mentions[position - 1]
    if before.kind != "count":
        return False
    step = max(mentions[position].precision, 0.1)
    return any(
        other.kind == "count"
        and other.value > before.value
        and abs(100 * before.value / other.value - mentions[position].value) <= step
        for other in mentions[max(0, position - 4) : position - 1]
    )


_THAT_IS = re.compile(
    r"[^.;()\d]{0,12}(?:(?:so với|so) [^.;()]{3,30})?,? (?:tương đương|tương ứng|tức)(?: với)? "
)


_IN_MONEY = re.compile(r",? ?\(?(?:tương đương|tức)(?: (?:với|khoảng|gần|hơn|trên))* ?")


def _restates_sum(text: str, before: Mention, mention: Mention) -> bool:
    """Whether a sum says the one before it in another currency: `650 triệu USD, tương đương …`."""
    return (
        before.kind == mention.kind == "money"
        and before.unit != mention.unit
        and _IN_MONEY.fullmatch(text, before.end, mention.start) is not None
    )


def _restates_change(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether a percent says a change over again: `tăng 3,9 tạ/ha, tương đương 7,6%`."""
    if position == 0 or mentions[position - 1].direction == "level":
        return False
    return bool(_THAT_IS.fullmatch(text, mentions[position - 1].end, mentions[position].start))


_LEAVES = re.compile(r"\s*(?:/năm)?\s*[,;]?\s*(?:xuống\s+)?(?:chỉ\s+)?còn\s*\Z", re.IGNORECASE)
_POOR = re.compile(r"hộ (?:cận )?nghèo|nghèo đa chiều", re.IGNORECASE)


def _leaves_poor(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether a percent is what a fall leaves: `tỷ lệ hộ nghèo giảm 2,5%, còn 6,1%`."""
    if position == 0 or mentions[position - 1].direction == "level":
        return False
    before = mentions[position - 1]
    left = _LEAVES.match(text[before.end : mentions[position].start])
    return left is not None and bool(_POOR.search(text, max(0, before.start - 80), before.start))


def _rates_poor(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether a bracket rates the poor households before it: `số hộ nghèo còn 210 hộ (5,6%)`."""
    if position == 0 or codes[position - 1] != "households_poor":
        return False
    return (
        _IN_BRACKET.fullmatch(text[mentions[position - 1].end : mentions[position].start])
        is not None
    )


# Words of times, places and what is left, which alone stand between the rates of a series.
_OF_SERIES = frozenset((
    "và", "của", "tại", "ở", "là", "lần", "lượt", "năm", "quý", "tháng", "cuối", "đầu", "giữa",
    "đến", "sang", "tới", "nay", "hiện", "xã", "huyện", "phường", "thị", "trấn", "tỉnh", "thành",
    "phố", "thôn", "bản", "làng", "buôn", "vùng", "trong", "khi", "đó", "riêng", "chỉ", "còn",
    "giảm", "xuống", "mức", "các", "nghèo", "dưới", "trên", "khoảng", "hai", "ba", "bốn", "sáu",
    "thứ", "tự", "theo",
))  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(
    rf"[{UPPER}][^\W\d_{UPPER}]*(?:[ '’]+[{UPPER}][^\W\d_{UPPER}]*)+|(?:[Nn]ăm|[Qq]u[ýí]) [IV]+"
)
_ENDS = re.compile(r"[.\n(]")
_RATE_OF_POOR = re.compile(
    r"(?<!\w)t[ỷỉ] lệ (?:số )?(?:hộ )?(?:cận )?nghèo(?!\w)([^\d.,;%]{0,80})\Z", re.IGNORECASE
)


def _is_of_poor(text: str, mentions: list[Mention], position: int, codes: list[str]) -> bool:
    """Whether a percent is a rate of the poor that is told before a list of it, or goes on with the
    list: `tỷ lệ hộ nghèo của hai xã lần lượt là 14,2%, năm 2023 còn 11,6%`."""
    mention = mentions[position]
    if mention.direction != "level":
        return False
    headed = _RATE_OF_POOR.search(text, max(0, mention.start - 120), mention.start)
    if headed:
        return _tells_apart(headed[1])
    if position == 0 or codes[position - 1] != "poverty_rate":
        return False
    before = mentions[position - 1]
    gap = text[before.end : mention.start]
    if before.kind != "percent" or len(gap) > 80 or _ENDS.search(gap):
        return False
    if _SHARE_OF.match(text, mention.end):
        return False  # "…, còn 45% hộ chưa có nước sạch"
    return _tells_apart(gap)


def _tells_apart(gap: str) -> bool:
    names = _NAME.sub("", gap)  # but no OCOP, no Internet
    return all(word in _OF_SERIES for word in _WORD.findall(names))


_IN_BRACKET = re.compile(r"(?: hộ)?(?: nghèo| cận nghèo)?,? ?\((?:chiếm |tỷ lệ |tương đương )*")


def _goes_to(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether a percent is the second level of one change: `từ 49,51% xuống còn 27,3%`."""
    if position == 0 or mentions[position - 1].kind != "percent":
        return False
    before = mentions[position - 1]
    gap = text[before.end : mentions[position].start]
    if _SET_AGAINST.fullmatch(gap) or _ROSE_FROM.fullmatch(gap):
        return True
    return len(gap) < 60 and before.direction == "level" and bool(_LEADS_ON.match(gap))


def _before(
    mentions: list[Mention], position: int, sentence_of: list[int], *, reach: int,
    same_sentence: bool,
) -> int | None:  # fmt: skip
    """The nearest level figure in the same unit before one."""
    for earlier in range(position - 1, max(-1, position - 1 - reach), -1):
        here = sentence_of[earlier] == sentence_of[position]
        if same_sentence and not here:
            return None
        rise = mentions[position].direction != "level"
        if not here and not rise and mentions[earlier].per_unit != mentions[position].per_unit:
            continue
        if (
            mentions[earlier].unit == mentions[position].unit
            or (
                mentions[position].direction != "level"  # "249 đơn vị cấp huyện, tăng 36 đơn vị"
                and mentions[earlier].unit.startswith(mentions[position].unit + " ")
            )
        ) and mentions[earlier].direction == "level":
            return earlier
    return None
