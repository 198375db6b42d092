"""What a magnitude without a unit counts, `1,2 triệu`: animals, people, more of the last, money.

read_herd(text, sentence, mention, catalogue) -> UnitMatch | None
read_people(text, sentence, mention, catalogue) -> UnitMatch | None
count_on(text, mentions)
told_again(text, mentions)
"""

from __future__ import annotations

import re

from extractors.catalogue import Catalogue
from extractors.mentions import Mention
from extractors.sentences import Sentence
from extractors.units import UnitMatch, read_unit

ALONE = "a magnitude alone is money"  # the reason that `count_on` may take back
_BEFORE_HERD = re.compile(
    r"((?:[^\W\d_]+\s){1,4}?)(?:(?:khoảng|gần|hơn|trên|đạt|có|còn|là|ước|ước đạt|với|xấp xỉ)\s)*\Z",
    re.IGNORECASE,
)
_SUM_OF_PEOPLE = re.compile(
    r"(?<!\w)(dân số(?<!mật độ dân số)(?<!quỹ dân số)|(?:tổng |sản )?lượng|tổng số|tổng|số lượng|"
    r"số|du khách|hành khách|khách(?= (?:du lịch|quốc tế|nội địa|tham quan|đến)))\s",
    re.IGNORECASE,
)
_MONEY = (
    "đồng|usd|tiền|vốn|thu|chi|phí|nợ|vay|giá|lương|nhập|quỹ|thưởng|bổng|góp|lãi|lỗ|doanh|"
    "ủng hộ|hỗ trợ"
)
_OF_ELSE = re.compile(rf"[\d,;.()]|(?<!\w)(?:{_MONEY})(?!\w)", re.IGNORECASE)
_DEALT = frozenset(("bán", "mua", "giá", "tiền", "mỗi"))
_HEADS_LISTED = re.compile(
    r"\d\scon(?:\s[^\W\d_]+){0,2}\s?(?:\([^()]*\)\s?)?[,;][^.;]*\Z", re.IGNORECASE
)
_COUNTED = frozenset(("animal", "crop", "goods", "household", "agency", "facility"))
_MANY = 1e6  # of what was counted at least, that a bare magnitude goes on with
_OF_MONEY = re.compile(rf"(?<!\w)(?:{_MONEY}|bán|mua|đầu tư)(?!\w)", re.IGNORECASE)


_SAME_SUM = re.compile(  # "5,7 tỷ USD, trong đó có 5 tỷ"
    r",? (?:trong đó|trong số đó|gồm|bao gồm|lên|xuống|còn|so với)(?: [^\W\d]+){0,3} "
)


def read_herd(
    text: str, sentence: Sentence, mention: Mention, catalogue: Catalogue
) -> UnitMatch | None:
    """Animals that a list of herds counts without their `con`: `bò 30.000 con, gà 1,2 triệu`; by
    itself a sum behind an animal is its price."""
    before = text[max(sentence.start, mention.start - 120) : mention.start]
    named = _BEFORE_HERD.search(before)
    if named is None:
        return None
    words = named[1].lower().split()
    for count in (3, 2, 1):
        noun = catalogue.nouns.get(" ".join(words[-count:])) if count <= len(words) else None
        if noun is not None:
            break
    else:
        return None
    listed = _HEADS_LISTED.search(before) or "đàn" in words[:-count]
    if noun.noun_class != "animal" or not listed or not _DEALT.isdisjoint(words[:-count]):
        return None
    mention.why.append("a herd: its animals")
    return UnitMatch(mention.number_end, mention.number_end, "con", "count", "animal")


def read_people(
    text: str, sentence: Sentence, mention: Mention, catalogue: Catalogue
) -> UnitMatch | None:
    """People that a sum of them counts: `tổng hành khách ước đạt 6,7 triệu`, `dân số 1,2 triệu`."""
    low = max(sentence.start, mention.start - 90)
    for counted in _SUM_OF_PEOPLE.finditer(text, low, mention.start):
        noun = read_unit(text, counted.end(), mention.start, catalogue)
        head = counted[1].lower()
        whole = head == "dân số" or head.endswith("khách")
        people = noun is not None and (
            noun.noun_class in ("person", "student")
            or noun.unit.startswith("lượt ")
            or (head in ("số", "tổng số", "số lượng") and noun.noun_class in _COUNTED)
        )
        if not (whole or people):
            continue
        if whole or noun is None:
            told, unit, noun_class = counted.end(), "người" if head == "dân số" else head, "person"
        else:
            told, unit, noun_class = noun.end, noun.unit, noun.noun_class
        if _OF_ELSE.search(text[told : mention.start]):
            continue
        mention.why.append(f"a sum of people: {head}")
        return UnitMatch(mention.number_end, mention.number_end, unit, "count", noun_class)
    return None


def told_again(text: str, mentions: list[Mention]) -> None:
    """Give a bare sum of the headline the currency in which the text tells it again: `thu hồi dự án
    3,2 tỷ` above `dự án 3,2 tỷ USD`."""
    head = text.find("\n")
    for mention in mentions:
        if mention.start > head:
            break
        if ALONE not in mention.why or mention.unit != "VND":
            continue
        told = {m.unit for m in mentions if m.start > head and m.value == mention.value}
        if len(told) == 1 and (unit := told.pop()) != mention.unit and (
            any(m.unit == unit and m.kind == "money" for m in mentions)
        ):  # fmt: skip
            mention.unit = unit
            mention.why.append(f"told again: {unit}")


def count_on(text: str, mentions: list[Mention]) -> None:
    """Let a bare magnitude count what the figure before it counts, where nothing tells of money,
    `Hà Nội có 10 triệu dân, TP. HCM 12 triệu`, or be of its currency."""
    for position, mention in enumerate(mentions):
        if not position or ALONE not in mention.why or mention.per_unit:
            continue
        last = mentions[position - 1]
        foreign = last.kind == "money" and last.unit != mention.unit
        if foreign and _SAME_SUM.fullmatch(text, last.end, mention.start):
            mention.unit, mention.elided = last.unit, True
            mention.why.append(f"unit of {last.number_start}: {last.unit}")
            continue
        counted = last.kind == "count" or last.unit == "tonne"
        many = counted and last.value >= _MANY and not last.per_unit
        if many and not _OF_MONEY.search(text, last.end, mention.start):
            mention.unit, mention.kind, mention.noun_class = last.unit, last.kind, last.noun_class
            mention.elided = True
            mention.why.append(f"unit of {last.number_start}: {last.unit}")
