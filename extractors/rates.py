"""What a quantity is given for: `mỗi hộ 5 triệu đồng`, `38.000 đồng/kg, loại hai 30.000 đồng`."""

from __future__ import annotations

import re

from extractors.catalogue import Catalogue
from extractors.mentions import Mention
from extractors.patterns import any_word, either_case, lower
from extractors.sentences import Sentence
from extractors.units import read_unit

_EACH_AFTER = re.compile(
    r"(?:\s+[^\W\d]+){0,2}?\s+(?:(?:cho\s+)?mỗi(?:\s+một)?|một(?=\s+(?:năm|tháng|ngày|giờ|đêm|kg|ký|"
    r"cân|tấn|tạ|lít|sào|công|ha|mét|m2|m3|con|cây|người|hộ|căn|suất|bao|chuyến|lượt|gốc|quả|trái"
    r"|cổ phiếu|cổ phần|vé|khách)"
    r"(?!\w)(?!\s+(?:trước|sau|qua|nay|tới|đầu|cuối|học)(?!\w)))"
    r"|(?<!cây )(?<!nghiệp )(?<!cấp )h[ằà]ng(?=\s+(?:năm|quý|tháng|tuần|ngày)(?!\w))"
    r"|trên(?=\s+(?:xã|thôn|hộ|ha|sào|tháng|năm|lao động)\s*(?:trở lên|[,.;)]|\Z)))"
    r"\s+(?=[^\W\d])",
)
_SPAN = frozenset(("ngày", "tháng", "năm", "tuần", "giờ", "đêm", "quý", "phút"))
_REPEATED = frozenset(("percent", "times"))  # only over a length of time: `5% mỗi năm`
_PLACES = frozenset(("commune", "village", "place"))
_IN_PART = re.compile(
    r"(?<!\w)một phần(?= [^\W\d])(?! (?:quà|thưởng|học bổng|ăn|cơm))", re.IGNORECASE
)
_GIVEN = frozenset(("suất", "xuất", "phần", "căn", "giải", "sổ"))
_BOTH = re.compile(r"[ \u00a0]và[ \u00a0](?:(?:hơn|gần|trên|khoảng)[ \u00a0])?")
_LISTED = re.compile(r"[^,.;:()]{0,12}(?:, |[ \u00a0]và[ \u00a0])(?:[^\W\d]+[ \u00a0]){0,4}\Z")
_OPENS = re.compile(r"(?:[,;:.(–-]\s*|\A\s*|(?:bình quân|trung bình)\s+)\Z", re.IGNORECASE)
_ANEW = re.compile(
    r"(?<!\w)(?:tổng|gồm|trong đó|toàn|cả|huyện|xã|tỉnh|đã|với|cho|tức|tương đương|như vậy)(?!\w)",
    re.IGNORECASE,
)
_PER_HEAD = re.compile(
    r"(?<!\w)(?:bình quân|trung bình)\s+(?:trên\s+|(?:[^\W\d]+\s+){0,3}?)đầu người(?!\w)",
    re.IGNORECASE,
)
_SHARED_OUT = frozenset(("money", "mass", "count", "area", "volume", "energy"))
_EACH_WORDS = (
    *either_case(["mỗi"]),
    *(
        rf"{word}(?= (?:năm|quý|tháng|tuần|ngày)(?!\w))"
        for word in either_case(["hàng", "hằng"])
    ),
    *(
        rf"{word}(?: cứ| cho)?(?= (?:một|0?1) )"
        for word in either_case(["bình quân", "trung bình", "tính ra"])
    ),
    r"cứ(?<!ất cứ)(?<!ăn cứ)(?= (?:một|1) )", "Cứ(?= (?:một|1) )",
)  # fmt: skip
_A_SPAN = re.compile(r"/(?:năm|tháng|ngày|vụ)(?!\w)")  # "bình quân 1 người/năm"
# of "mỗi", "bình quân", "hàng năm", "hằng tháng", "cứ", "tính ra"
_SIGNS = ("ỗi", "ình ", "àng ", "ằng ", "ứ ", "ính ")
_WHO = re.compile(r" (?:ông|bà|anh|chị|gia đình|họ|chúng tôi)\Z")  # "mỗi vụ ông thu lãi"
_EACH = re.compile(rf"(?P<each>{any_word(_EACH_WORDS)})\s+(?:(?:một|0?1)\s+)?")
_BECOMES = re.compile(
    r"\s*,?\s*(?:(?:nay|hiện|giờ)\s+)?(?:đã\s+)?(?:tăng |giảm )?(?:lên|xuống|còn|đến|tới)"
    r"(?:\s+(?:còn|mức|tới|đến))?\s*(?:khoảng|gần|hơn|trên)?\s*",
    re.IGNORECASE,
)
_PRICED = re.compile(r"(?<!\w)(?:giá|lương|thu mua|mua|bán|tiền công)(?!\w)", re.IGNORECASE)
_SUMMED = re.compile(
    r"(?<!\w)(?:tổng|trị giá|lãi|lỗ|lợi nhuận|doanh thu|chi phí|hỗ trợ|vay|vốn|đầu tư|thu nhập|"
    r"được|thu về|hết|phạt|mất|thiệt hại)(?!\w)",
    re.IGNORECASE,
)
_COSTS = re.compile(r"(?: (?:trị giá|giá|được|nhận|là|hơn|gần|khoảng|trên))*:? ?\d")
_PIECES = frozenset(("suất", "xuất", "phần", "giải", "căn", "chiếc", "cái", "bộ", "phần quà"))
_ONE_MARKET = 8  # times as dear, at most, is what a list prices per kg as well


def read_each(
    text: str, sentence: Sentence, before: int, mention: Mention, catalogue: Catalogue
) -> None:
    """Read the denominator of `mỗi hộ 5 triệu đồng`, `mỗi suất trị giá 500 nghìn đồng`."""
    low = max(before, sentence.start, mention.start - 60)
    near = text[low : mention.start]
    if not any(sign in near for sign in _SIGNS):
        return  # so most
    low = max([low, *(text.rfind(mark, low, mention.start) + 1 for mark in ";.()”")])
    for each in _EACH.finditer(text[low : mention.start]):
        denominator = read_unit(text, low + each.end(), mention.start, catalogue)
        if denominator is None:
            continue
        span = _A_SPAN.match(text, denominator.end)
        end = span.end() if span else denominator.end
        name = _WHO.sub("", text[denominator.start : end].lower())
        if name in _SPAN and _is_of_last(text, before, low + each.end()):
            continue
        opens = _OPENS.search(text, sentence.start, low + each.start())
        beside = text[denominator.end : mention.start].isspace()
        grows = (  # "tăng bình quân hằng năm 8%"
            mention.kind == "percent"
            and mention.direction != "level"
            and name == "năm"
            and "," not in text[denominator.end : mention.start]
        )
        if each["each"].endswith("ng") and (
            not opens
            or (mention.kind not in _SHARED_OUT and not grows)
            or (beside and (mention.kind == "area" or mention.noun_class in _PLACES))
        ):
            continue  # "cây hàng năm", "sản lượng hằng năm", "hằng năm 2 huyện góp"
        if "," not in text[denominator.end : mention.start] or (name in _SPAN and opens):
            if mention.per_unit is not None and name in mention.per_unit.split("/"):
                return
            parts = [mention.per_unit] if mention.per_unit else []
            parts.insert(len(parts) if name in _SPAN else 0, name)
            mention.per_unit = "/".join(parts)
            mention.per_value = mention.per_value or 1.0
            mention.for_each = True
            mention.why.append(f"per {mention.per_unit}, mỗi before it")
            return
    if (
        mention.per_unit is None
        and mention.kind in ("money", "mass")
        and _PER_HEAD.search(text, low, mention.start)
    ):
        mention.per_value, mention.per_unit = 1.0, "người"
        mention.why.append("per người")


def read_each_behind(text: str, sentence: Sentence, mention: Mention, catalogue: Catalogue) -> None:
    """Read the denominator of `5 triệu đồng mỗi hộ`, `40 triệu đồng một năm`."""
    if mention.kind not in _SHARED_OUT and mention.kind not in _REPEATED:
        return
    each = _EACH_AFTER.match(lower(text), mention.end, sentence.end)
    if each is None:
        return
    one = each.group().split()[-1] == "một"  # "3 người khiến một người chết": another count
    if one and mention.kind == "count":
        return
    denominator = read_unit(text, each.end(), sentence.end, catalogue)
    if denominator is None:
        return
    if mention.kind == "count" and _COSTS.match(text, denominator.end, sentence.end):
        return  # "20 suất quà mỗi suất 500 nghìn đồng": it is the sum that is for each
    name = text[denominator.start : denominator.end].lower()
    if mention.kind in _SHARED_OUT or name in _SPAN:
        mention.per_value, mention.per_unit = 1.0, name


def _is_of_last(text: str, before: int, end: int) -> bool:
    """Tell whether `mỗi …` that ends here is of the figure before it: `600 tấn mỗi năm với 2 bến`.

    `before`: where that figure ends.
    """
    each = _EACH_AFTER.match(lower(text), before)
    return each is not None and each.end() == end


def share_behind(text: str, mention: Mention, last: Mention) -> None:
    """`5.000 khách và 600 tấn hàng mỗi năm`: what stands behind both is of the first as well."""
    if (
        last.per_unit is None
        and mention.per_unit in _SPAN
        and not mention.for_each
        and last.kind in _SHARED_OUT
        and _BOTH.fullmatch(text, last.end, mention.start)
        and _EACH_AFTER.match(lower(text), mention.end)
    ):
        last.per_value, last.per_unit = mention.per_value, mention.per_unit
        last.why.append(f"per {last.per_unit}, as {mention.number_start}")


def read_worth(text: str, mention: Mention, last: Mention) -> None:
    """`10 suất 500.000 đồng`: money right behind what is given is what each is worth."""
    if (
        mention.per_unit is None
        and mention.kind == "money"
        and last.kind == "count"
        and last.unit.split(" ")[0] in _GIVEN
        and text[last.end : mention.start].strip() == ""
        and not _IN_PART.match(text, last.number_start)  # "bỏ một phần kinh phí 2 tỷ đồng"
    ):
        mention.per_value, mention.per_unit = 1.0, last.unit.split(" ")[0]
        mention.why.append(f"per {mention.per_unit}, right behind them")


_OUT_OF_EACH = re.compile(r"(?<!\w)(?<!ất )(?<!ăn )[Cc]ứ (?:mỗi |khoảng |trung bình )?\Z")
_THERE_ARE = re.compile(r"[^.,;:()]{0,30}? (?:thì |lại |sẽ |đã ){0,2}có \Z")


def take_bases(text: str, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """Make `cứ 100 người thì có 12 người mắc bệnh` one rate: 12 per 100 people."""
    kept: list[Mention] = []
    for mention in mentions:
        base = kept[-1] if kept else None
        if (
            base is not None
            and base.kind == mention.kind == "count"
            and base.unit
            and mention.per_unit is None
            and _THERE_ARE.fullmatch(text, base.end, mention.start)
            and _OUT_OF_EACH.search(text, max(sentence.start, base.start - 24), base.start)
        ):
            mention.per_value, mention.per_unit = base.value, base.unit
            mention.why.append(f"per {base.value:g} {base.unit}, cứ before them")
            kept.pop()
        kept.append(mention)
    return kept


_WITH = re.compile(
    r"[^.;:()]{0,30}(?<! so)(?<! đối)(?<! cùng)\svới\s[^,.;:()]{0,30}\Z", re.IGNORECASE
)
_OF_IT = re.compile(
    r"\s*[,(;]?\s*(?:trong đó:?|(?:và )?(?:số )?còn lại)(?:\s+[^\W\d]+){0,8}\s+", re.IGNORECASE
)
_IN_ALL = re.compile(r"(?<!\w)(?:tổng|toàn|cả|mỗi)(?!\w)", re.IGNORECASE)


def _costs(gap: str, last: Mention) -> bool:
    """Whether money is what each costs, or a part of it: `mỗi nhà rộng 40 m2 với kinh phí 90 triệu
    đồng`, `mỗi nhà 60 triệu đồng, trong đó quỹ góp 40 triệu đồng`."""
    if _IN_ALL.search(gap):
        return False
    if last.kind == "money":
        return _OF_IT.fullmatch(gap) is not None
    return last.unit not in _GIVEN and _WITH.match(gap) is not None


# "mỗi suất quà gồm: 200 nghìn đồng, 1 thùng mì và 5 kg gạo"
_HOLDS = re.compile(r"(?<!\w)[Mm]ỗi (?:suất|phần|gói|túi|giỏ)[^.;:\d]{0,20}gồm[^.;]{0,100}\Z")
# "mỗi năm bán 8 tấn quả, trừ chi phí còn lãi 60 triệu đồng"
_GAINS = re.compile(
    r"(?: [^\W\d]+){0,4}, (?:[^\W\d]+ ){0,6}(?:lãi|lời|thu nhập|thu về|doanh thu)"
    r"(?: [^\W\d]+){0,3} "
)
_NEXT_HELD = re.compile(r"(?: [^\W\d]+){0,4}(?:,| và|, và| cùng) (?:[^\W\d]+ ){0,2}")


def go_on_each(text: str, mention: Mention, last: Mention) -> None:
    """`mỗi xã lập 2 doanh nghiệp, 2 hợp tác xã và 5 tổ`: what mỗi governs goes on with the list."""
    if not last.for_each:
        return
    between = (last.end, mention.start)
    gains = mention.kind == "money" and last.per_unit in _SPAN and _GAINS.fullmatch(text, *between)
    held = mention.per_unit is None and _HOLDS.search(text, max(0, last.start - 120), last.start)
    if gains or (held and _NEXT_HELD.fullmatch(text, *between)):
        mention.per_value, mention.per_unit = last.per_value, last.per_unit
        mention.for_each = True
        mention.why.append(f"per {last.per_unit}, as {last.number_start}")
        return
    if last.kind == "money" and mention.kind != "money" and last.per_unit in _PIECES:
        return  # "mỗi suất 500 nghìn đồng và 10 xe đạp": a gift holds no other gift
    gap = text[last.end : mention.start]
    if "”" in gap or '"' in gap:
        return  # what a slogan says of each is told of nothing else
    if (
        mention.per_unit is None
        and mention.kind in _SHARED_OUT
        and (last.kind != "money" or mention.kind == "money" or _BOTH.fullmatch(gap))
        and mention.direction == "level"
        and (
            (_LISTED.fullmatch(gap) and not _ANEW.search(gap))
            or (mention.kind == "money" and _costs(gap, last))
        )
    ):
        mention.per_value, mention.per_unit = last.per_value, last.per_unit
        mention.for_each = True
        mention.why.append(f"per {last.per_unit}, as {last.number_start}")


def take_rate(mention: Mention, level: Mention) -> None:
    """`18.000 đồng/kg (tăng 3.000 đồng)`: the change is per kg as well."""
    if level.unit == mention.unit and level.per_unit is not None:
        mention.why.append(f"per {level.per_unit}, as {level.number_start}")
        mention.per_value, mention.per_unit = level.per_value, level.per_unit


def share_rates(text: str, sentence: Sentence, mentions: list[Mention]) -> None:
    """Give the prices of a list their common denominator: `cá 90.000 đồng/kg, tôm 180.000 đồng`."""
    rated: Mention | None = None
    for position, mention in enumerate(mentions):
        before = mentions[position - 1] if position else None
        if (
            mention.kind == "percent"
            and mention.per_unit is None
            and before is not None
            and before.kind == "percent"
            and _BECOMES.fullmatch(text, before.end, mention.start)
            and before.direction == "level"
            and "," not in text[before.end : mention.start]
        ):
            take_rate(mention, before)  # "từ 7%/năm xuống 6,5%"
        if mention.kind != "money":
            continue
        if mention.per_unit is not None:
            if (
                before is not None
                and before.kind == "money"
                and before.per_unit is None
                and _BECOMES.fullmatch(text, before.end, mention.start)
            ):
                take_rate(before, mention)
            rated = mention
            continue
        if rated is None:
            continue
        if mention.direction != "level" or (
            rated.value / _ONE_MARKET <= mention.value <= rated.value * _ONE_MARKET
            and _PRICED.search(text, sentence.start, mention.start)
            and not _SUMMED.search(text, rated.end, mention.start)
        ):
            take_rate(mention, rated)
