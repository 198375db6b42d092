"""What stands behind a number: a unit of measure or a counted noun, and a rate's denominator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.catalogue import Catalogue, Noun, compounds
from extractors.patterns import UPPER

_HEADS_WIDTH = 24  # characters of "trên một triệu người dân"
_LONGEST = 6  # syllables of the longest catalogued form
_SPACES = r"[ \u00a0\u2009\u202f]{0,2}"
_SYLLABLE = r"([^\W\d_]+(?:[-'’][^\W\d_]+)*[²³]?)"
_SIGN = r"(%|‰|[$€₫]|°[cC]?)"  # nothing goes on behind one
# Up to so many syllables, each a group, of which a sign may be the last; "tăng 14,% so với".
_SYLLABLES = re.compile(f"(?:{_SPACES}(?:{_SYLLABLE}" * _LONGEST + f"|,?{_SIGN}))?" * _LONGEST)
_GLUED_SQUARE = re.compile(r"[ \u00a0]?(km2|km3|m2|m3|cm2)(?!\w)", re.IGNORECASE)
# Units that are no word; "50 con, em của hội viên": no animals.
# … and what transport is measured in: "98 triệu tấn.km", "12,4 triệu HK.km".
_ODD_UNIT = re.compile(
    r"[ \u00a0]?(?:(?P<square>(?i:km2|km3|m2|m3|cm2))|(?P<people>[đĐ]/c|con, ?(?:em|cháu))"
    r"|(?P<carried>(?i:(?:tấn|t|(?:lượt[ \u00a0])?(?:hành khách|hk|khách|người)) ?[.*x] ?km)))"
    r"(?!\w)"
)
_LEAD = re.compile(r"(?:[ \u00a0](?i:các|những)(?=\s))?(?P<quote>[ \u00a0][“\"‘«](?=[^\W\d]))?")
_CLOSING_QUOTE = re.compile(r"[”\"’»]")
_COORDINATION = re.compile(
    r"(?:[ \u00a0]?,[ \u00a0]?|[ \u00a0]và[ \u00a0]|[ \u00a0]?/[ \u00a0]?|"
    r"[ \u00a0]?[-–][ \u00a0]?|[ \u00a0]hoặc[ \u00a0])(?=[^\W\d])"
)
_SHORT_TOWN = re.compile(
    r"(?:thành|thị)(?=\s*[,.;:)]|\s*\Z|\s(?:có|đã|và|với|của|trên|trong|ở|tại|được|bị|miền|phía|"
    r"khu|ven|duyên|còn|chưa|cùng|thuộc|trực|xảy|ghi|hoàn|đạt|xong)(?!\w))|TP(?=\s*[,;:)]|\s(?=[^\W\d_])[a-zđ])"
)
_PLACE_NEXT = re.compile(
    rf"[ \u00a0](?:(?:xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố|thôn|bản|ấp|buôn|làng|"
    rf"khu)(?!\w)|[{UPPER}])"
)
# What begins a clause of its own behind a coordinated noun: a number, a name, `lớn tuổi nhất`.
_HONORIFIC = re.compile(rf"(?:ông|bà|anh|chị|em|cô|chú|bác|cháu)[ \u00a0][{UPPER}]")
_CLAUSE = re.compile(
    rf"[ \u00a0](?:(?:(?:hơn|gần|khoảng|trên|ước|đạt|là|tăng|giảm)[ \u00a0]){{0,2}}\d"
    rf"|[{UPPER}][^\W\d]+\s(?:chiếm|có|đã|được))"
)
_NAME_NEXT = re.compile(
    rf"[ \u00a0][{UPPER}][^\W\d]*(?![^,.;]*(?:,|[ \u00a0]và)[ \u00a0][{UPPER}])"
)
_ABBREVIATION = re.compile(rf"\(([{UPPER}]{{2}})\)")
_AMOUNT_OF = re.compile(
    r"[ \u00a0](?!(?:vàng|bạc|rưỡi|sjc|nữ trang|trang sức|kim loại)(?!\w))([^\W\d]+)",
    re.IGNORECASE,
)
_HOMOGRAPHS = frozenset(("crop", "animal", "goods", "product"))
# What streets are named by too, as few counted things are: "253 Hồ Nghinh", "45 Bà Triệu"
_NAMESAKES = frozenset(("hồ", "nam", "bà", "ông"))
_THINGS = frozenset(("goods", "house", "facility", "site"))
_JOINED = frozenset(  # classes that news coordinates although they differ
    (
        ("collective", "person"),
        ("crop", "animal"),
        ("animal", "crop"),
        ("household", "person"),
        ("turn", "person"),
        ("person", "student"),
        ("agency", "group"),
        ("agency", "household"),
    )
)
_ADDRESS = frozenset(("anh", "chị", "em", "ông", "bà", "cô", "chú", "bác", "cụ"))
_BODIES = frozenset(("tổ chức", "đơn vị", "cơ quan", "doanh nghiệp"))  # "111 tổ chức, cá nhân"
_GENERIC = frozenset(("người", "người lớn", "nơi"))
# Behind `công`, what makes another word of it: "3 ngày công chiếu", "10 công lập".
_NO_LABOUR = frozenset(
    ("ăn", "bố", "cán", "chiếu", "chúng", "cộng", "diễn", "du", "khai", "lập", "suất", "tác")
)
# Only a round number is a rate's base: "/10.000 dân", but "tỷ đồng/412 hộ" lists two figures.
# "mm/24 giờ", but "2,1 m/6h sáng" tells the hour
_HOURS = (
    r"(?:3|6|12|24|48|72)(?=[ \u00a0]?(?:giờ|h)(?!\w|[ \u00a0](?:sáng|trưa|chiều|tối|đêm|ngày)))"
)
_SOLD_BY = r"\d\d?(?=[ \u00a0]?(?:kg|lít|lạng)(?!\w))"  # "100.000 đồng/3 kg"
_PER = re.compile(
    rf"[ \u00a0]?/[ \u00a0]?(?:(1[.0]*|{_HOURS}|{_SOLD_BY})[ \u00a0]?)?"
    r"(?:(?:vạn|nghìn|ngàn|triệu|mỗi|một)[ \u00a0])?(?=[^\W\d])"
)
# "29,4 giường trên một vạn dân", "12 bác sĩ trên 10.000 dân"
_PER_HEADS = re.compile(
    r"[ \u00a0]trên[ \u00a0](?:mỗi[ \u00a0])?"
    r"(?P<base>(?:1|một)[ \u00a0](?:vạn|triệu)|vạn|100\.?000|10\.?000|1\.?000)"
    r"[ \u00a0](?P<heads>(?:người[ \u00a0])?dân|người|trẻ)(?!\w)"
)
_HAS_RATE = re.compile(
    r"(?<!\w)(?:bác s[ĩỹ]|dược s[ĩỹ]|điều dưỡng|giường(?: bệnh)?|thuê bao|trường hợp"
    r"|ca(?: mắc| nhiễm| bệnh| tử vong)?)\Z",
    re.IGNORECASE,
)
_BASES = {"vạn": 1e4, "triệu": 1e6}
_COUNTED_NEXT = re.compile(r"\s?/\s?\d")
_PER_CLOCK = re.compile(r"[hs](?!\w)")  # "120 km/h", "15 m/s"
_CLOCK = {"h": "giờ", "s": "giây"}
_MEASURED = re.compile(r"(?:[ \u00a0][^\W\d_]+){1,2}(?=/[^\W\d])")
_NO_LETTER = re.compile("[äëïöüÿåæçñøûîÄËÏÖÜÅÆÇÑØÛÎ¡-©«-¯±´-¸»¿‡™‹]")
# Measures written in one letter are lower case, volts aside: "4 M", "5 G" are something else.
_ONE_LETTER = re.compile(r"[A-UW-ZĐ]\Z")


@dataclass(slots=True)
class UnitMatch:
    """A unit read at `text[start:end]`; `noun_class` is "" for measures and unknown nouns."""

    start: int
    end: int
    unit: str
    kind: str
    noun_class: str = ""
    known: bool = True
    factor: float = 1.0  # of the written unit to the one it is stored in


def read_unit(text: str, start: int, end: int, catalogue: Catalogue) -> UnitMatch | None:
    """Read the unit that begins at `text[start]` (spaces allowed), None where no noun follows."""
    odd = _ODD_UNIT.match(text, start, end)
    if odd:
        group = str(odd.lastgroup)
        form = odd[group].lower()
        if group != "square":
            people = "person" if group == "people" else ""
            return UnitMatch(*odd.span(group), form, "count", people)
        return UnitMatch(*odd.span("square"), form, "area" if form[-1] == "2" else "volume")
    lead = _LEAD.match(text, start, end)
    quote = lead["quote"] if lead else None
    start = lead.end() if lead else start
    syllables = _syllables(text, start, end)
    if not syllables:
        return None
    match = _longest(text, syllables, catalogue)
    if match is None:
        return None
    if match.kind != "count":
        return match
    if match.unit == "lượng" and _is_amount_of(text, start, match.end, catalogue):
        return None  # "đợt 1 lượng mưa đo được 120 mm"
    if quote:
        closing = _CLOSING_QUOTE.search(text, match.start, min(end, match.start + 40))
        if closing:
            form = text[start : closing.start()].lower()
            return UnitMatch(start, closing.start(), form, "count", match.noun_class, False)
    noun = catalogue.nouns.get(text[match.start : match.end].lower())
    if noun and noun.extend:
        match = _extend(text, end, match, noun, catalogue)
    return _coordinate(text, end, match, catalogue)


def _is_amount_of(text: str, start: int, end: int, catalogue: Catalogue) -> bool:
    """Whether `lượng` says how much there is of something, and is no weight of gold; of a share,
    `1/5 lượng dầu`, it may."""
    following = _AMOUNT_OF.match(text, end)
    if following is None or text.startswith("/", start - 2):
        return False
    return following[1].lower() not in catalogue.function_words


def read_per(
    text: str, start: int, end: int, catalogue: Catalogue
) -> tuple[int, float, str] | None:
    """Read `/người/tháng`, `/10.000 dân` behind a unit: end, value and unit of the denominator."""
    heads = _PER_HEADS.match(text, start, end + _HEADS_WIDTH)
    if heads is not None and _HAS_RATE.search(text, max(0, start - 20), start):
        base = heads["base"].split()[-1]
        value = _BASES.get(base) or float(base.replace(".", ""))
        return heads.end(), value, heads["heads"].lower()
    if text.find("/", start, end) < 0:
        return None
    position, value, names = start, 1.0, []
    between = _MEASURED.match(text, start, end)
    if between is not None:  # "2,8 tấn nhân/ha": what is measured stands before the slash
        position = between.end()
    while match := _PER.match(text, position, end):
        square = _GLUED_SQUARE.match(text, match.end(), end)
        if square:
            names.append(square.group(1).lower())
            position = square.end()
            continue
        clock = _PER_CLOCK.match(text, match.end(), end)
        if clock:
            value = float((match.group(1) or "1").replace(".", ""))
            names.append(_CLOCK[clock.group()])
            position = clock.end()
            continue
        syllables = _syllables(text, match.end(), end)
        unit = _longest(text, syllables, catalogue) if syllables else None
        if unit is None:
            break
        if match.group(1):
            if names or _COUNTED_NEXT.match(text, unit.end):
                break  # "13 hộ/10 thôn/6 xã": three counts
            value = float(match.group(1).replace(".", ""))
        names.append(text[unit.start : unit.end].lower())
        position = unit.end
    return (position, value, "/".join(names)) if names else None


def _syllables(text: str, start: int, end: int) -> list[tuple[int, int]]:
    match = _SYLLABLES.match(text, start, end)
    return [span for span in match.regs[1:] if span[0] >= 0] if match else []


_SLASHED_HOUR = re.compile(r"/h(?!\w)")  # "300 kW/h": kilowatt-hours, as they are often written


def _longest(text: str, syllables: list[tuple[int, int]], catalogue: Catalogue) -> UnitMatch | None:
    """The longest known form that begins a run of syllables."""
    start = syllables[0][0]
    words = [text[a:b].lower() for a, b in syllables]
    for count in range(min(len(words), _known(catalogue).get(words[0], 0)), 0, -1):
        stop = syllables[count - 1][1]
        form = " ".join(words[:count])
        unit = catalogue.units.get(form)
        if unit and not (len(form) == 1 and _ONE_LETTER.match(text[start:stop])):
            if unit.unit in ("kW", "MW") and _SLASHED_HOUR.match(text, stop):
                return UnitMatch(start, stop + 2, f"{unit.unit}h", "energy", factor=1.0)
            return UnitMatch(start, stop, unit.unit, unit.kind, factor=unit.factor or 1.0)
        noun = catalogue.nouns.get(form)
        if noun is None:
            if form in catalogue.function_words or form in catalogue.modifiers:
                return None
            continue
        following = words[count] if count < len(words) else ""
        if noun.noun_class == "labour" and is_other_word(form, following):
            continue  # "5 công nghệ thông tin" are no days of work
        behind = f"{words[count - 1]} {following}"
        if catalogue.function_words.get(behind) == "verb" or behind == "dân tộc":
            continue  # "3 đêm diễn ra vòng sơ khảo", "24 người dân tộc thiểu số"
        if form.endswith(" ở") and _PLACE_NEXT.match(text, stop):
            continue  # "3 nhà ở thị trấn A": where they are
        if noun.noun_class in _HOMOGRAPHS and text[start:stop].istitle():
            return None  # "16 Lê Lợi" counts no pears
        if form in _NAMESAKES and _named(text, syllables):
            return None  # "253 Hồ Nghinh" no lakes, "5 Nam Định" no men
        if (
            count == 1 and noun.noun_class in _THINGS and _compound(words, catalogue) == 2
            and catalogue.function_words.get(following) != "auxiliary"
            and f"{form} {following}" not in catalogue.nouns  # `nhà ở` was turned down above
        ):  # fmt: skip
            # "máy xúc", "nhà sàn": the word list knows the thing by its whole name
            stop = syllables[1][1]
            return UnitMatch(start, stop, text[start:stop].lower(), "count", noun.noun_class)
        return UnitMatch(start, stop, form, "count", noun.noun_class)
    compound = 0 if text[start].isupper() else _compound(words, catalogue)
    if compound:
        stop = syllables[compound - 1][1]
        return UnitMatch(start, stop, " ".join(words[:compound]), "count", "", False)
    first_form = text[slice(*syllables[0])]
    if first_form[0].isupper() and not first_form.isupper():
        return None  # a name, not a counted noun
    if _NO_LETTER.search(text, start, syllables[0][1] + 1):
        return None  # "5 tû ®ång", "5 tá»·": an old font's, or bytes read one by one
    if len(first_form) == 1 or (
        first_form.isupper() and len(first_form) < 3 and first_form not in _defined(text)
    ):
        return None  # "450 x 3 m", "51 G", "09 TP. …": no noun is that short, unless it is defined
    return UnitMatch(start, syllables[0][1], first_form.lower(), "count", "", False)


def _named(text: str, syllables: list[tuple[int, int]]) -> bool:
    """Whether two syllables are written as a name is: `Hồ Nghinh`, but not `20 Nam Thanh niên`."""
    if len(syllables) < 2 or not all(text[a:b].istitle() for a, b in syllables[:2]):
        return False
    _, second, *rest = (text[start:end] for start, end in syllables[:3])
    goes_on = rest and rest[0].islower() and f"{second.lower()} {rest[0]}" in compounds()
    return not goes_on


def is_other_word(work: str, following: str) -> bool:
    """Whether what names work is, with the syllable behind it, another word: `công lập`."""
    return following in _NO_LABOUR or f"{work} {following}" in compounds()


def _compound(words: list[str], catalogue: Catalogue) -> int:
    """How many syllables the longest compound noun takes that begins some words; 0 for none."""
    if catalogue.function_words.get(words[0]) in (None, "adjective", "verb"):
        for count in range(len(words), 1, -1):
            if " ".join(words[:count]) in compounds():
                cut = " ".join(words[count - 1 : count + 1]) in catalogue.nouns
                return 0 if cut and count < len(words) else count  # "tiền | hồ sơ"
    return 0


@cache
def _known(catalogue: Catalogue) -> dict[str, int]:
    """How many syllables the longest form of the tables has, by its first."""
    longest: dict[str, int] = {}
    for table in (
        catalogue.units, catalogue.nouns, catalogue.function_words, catalogue.modifiers
    ):  # fmt: skip
        for form in table:
            words = form.split(" ")
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


@lru_cache(maxsize=4)
def _defined(text: str) -> frozenset[str]:
    """The abbreviations of two letters that a text defines: `đoàn viên (ĐV)`."""
    return frozenset(_ABBREVIATION.findall(text))


def _extend(
    text: str, end: int, match: UnitMatch, noun: Noun, catalogue: Catalogue
) -> UnitMatch:  # fmt: skip
    """Add a classifier's noun: `lượt` + `người`, `con` + `bò`; verbs and qualifiers stay out."""
    rest = _syllables(text, match.end, end)
    if not rest or (
        text[rest[0][0]].isupper()
        and not (noun.noun_class == "turn" and text[slice(*rest[0])].isupper())  # "lượt ĐVTN"
    ):
        return match
    second = _longest(text, rest, catalogue)
    if second is None or second.kind != "count":
        return match
    if noun.extend == "head" and second.unit in catalogue.function_words:
        return match  # "điểm tổ chức": it says what is done there
    if noun.extend == "noun" and second.noun_class not in ("person", "student", "household"):
        return match
    if (
        noun.extend != "thing"
        and not second.noun_class
        and (
            " " not in second.unit
            or noun.noun_class in ("event", "place", "house", "animal")
            or second.unit.partition(" ")[0] in catalogue.function_words
        )
    ):
        return match  # "căn sập", "ca nặng", "vụ vi phạm": no noun that the tables know
    stop = second.end
    built = noun.extend == "any" and second.noun_class == "facility"
    kind = "facility" if built else noun.noun_class  # "8 chiếc cầu" are bridges, no goods
    return UnitMatch(match.start, stop, text[match.start : stop].lower(), "count", kind)


def _of_many_kinds(
    text: str, match: UnitMatch, syllables: list[tuple[int, int]], catalogue: Catalogue
) -> UnitMatch | None:
    """The head alone where its kinds are listed without it: `412 trường mầm non, tiểu học`."""
    head, _, kind = match.unit.partition(" ")
    if not kind or match.noun_class != "agency" or head not in catalogue.nouns:
        return None
    for count in (2, 1):
        other = " ".join(text[a:b].lower() for a, b in syllables[:count])
        if f"{head} {other}" in catalogue.nouns:
            return UnitMatch(match.start, match.start + len(head), head, "count", match.noun_class)
    return None


_SPREAD = re.compile(r" trên \d{1,3} (?:huyện|tỉnh|quận|thành phố|thị xã)(?!\w)")  # not over 9
_NUMBER_NEXT = re.compile(r"(?: (?!và )[^\W\d]+){1,8} \d[\d.]* ")


def _coordinate(text: str, end: int, match: UnitMatch, catalogue: Catalogue) -> UnitMatch:
    """Take in coordinated heads of one class: `cơ quan, đơn vị`; `xã, phường, thị trấn`."""
    stop = match.end
    if match.noun_class in ("", "other"):  # of no class in common
        return match
    own = catalogue.nouns.get(match.unit)
    if own is not None and own.extend == "head" and own.noun_class != "turn":
        return match  # "chết 72 con, tiêu hủy 135 con", "3 vụ, vi phạm khác 1 vụ"
    while joint := _COORDINATION.match(text, stop, end):
        short = match.noun_class == "commune" and _SHORT_TOWN.match(text, joint.end(), end)
        if short:
            stop = short.end()
            continue
        syllables = _syllables(text, joint.end(), end)
        head = _longest(text, syllables, catalogue) if syllables else None
        if head is None:
            break
        if stop == match.end and (kinds := _of_many_kinds(text, match, syllables, catalogue)):
            return kinds
        if match.unit == "người":
            break  # what follows people is a noun of its own: "20 người, lao động đi nước ngoài 5"
        pair = (match.noun_class, head.noun_class)
        # "2.405 lượt, khách nội địa 9.000"
        apart = ("và", ",") if match.unit == "lượt" else ("và",)
        givers = match.unit in _BODIES and head.unit == "cá nhân"
        joined = givers or (pair in _JOINED and joint.group().strip() not in apart)
        if pair[0] != pair[1] and not joined:
            break
        noun = catalogue.nouns.get(head.unit)
        if noun and noun.extend == "head":
            break  # "18.450 con, đàn gia cầm 412.000 con": a classifier begins a phrase of its own
        acronym = head.noun_class == "group" and text[head.start : head.end].isupper()  # "HTX"
        if (
            (text[head.start].isupper() and not acronym)
            or head.unit in _GENERIC
            or head.unit in match.unit
        ):
            break
        spoken_of = head.unit in _ADDRESS and match.unit not in _ADDRESS
        if spoken_of:
            break  # "3 người con, anh cả đã đi làm", "23 bạn và cô chủ nhiệm"
        if _HONORIFIC.match(text, head.start):
            break  # "21 ủy viên, ông A": someone is spoken of
        spread = pair[0] == "commune" and _SPREAD.match(text, head.end)
        if not spread and _CLAUSE.match(text, head.end) and joint.group().strip() in (",", "và"):
            break  # a number or a subject follows: a new clause
        if pair[0] == "commune" and stop == match.end and _NAME_NEXT.match(text, head.end):
            break  # "5 phường và thành phố Long Khánh": one more, by its name
        again = _NUMBER_NEXT.match(text, head.end, end + 60)
        if again and text.startswith(match.unit, again.end()):
            break  # "đảng viên trẻ 18 đồng chí, đảng viên người Dao 6 đồng chí"
        stop = head.end
    if stop == match.end:
        return match
    return UnitMatch(match.start, stop, text[match.start : stop].lower(), "count", match.noun_class)
