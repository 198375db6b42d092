"""Units that a text leaves out, filled in from where a reader takes them.

    complete_units(text, sentence, found, earlier, sentence_of, number_of_sentence, tables)

A unit is the noun before (`số hộ nghèo còn 57`), the label of the line, or what its antecedent
counts. What has none counts nothing and is dropped, as are number words that count nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.catalogue import Catalogue
from extractors.counting_words import HARMED, counts
from extractors.mentions import Mention
from extractors.patterns import UPPER
from extractors.quantities import with_unit_of
from extractors.sentences import Sentence
from extractors.units import read_unit

_MONEY_TALK = re.compile(r"(?<!\w)(?:giá|mức|tiền|lãi|lương|đồng|vốn|phí)(?!\w)", re.IGNORECASE)
_CAPITAL_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][\w-]*[ \u00a0]-?\Z")
_SUM_OF = re.compile(
    r"(?<!\w)(?:tổng số|số lượng"
    r"|(?<!một )(?<!vô )(?<!trong )số"
    r"(?! (?:điện thoại|tài khoản|máy|nhà|hiệu|báo danh|đăng ký)(?!\w))"
    r"|tổng(?! (?:cục|công ty|bí thư|giám đốc|đài|thư ký|tư lệnh|biên tập|kiểm toán|thanh tra)"
    r"(?!\w)))(?=\s)",
    re.IGNORECASE,
)
# What stands where a unit would: a picture, or the other side of `600x400`.
_TIMES = re.compile(r"(?:\d\s?[xX×]\s?|\d:|[≤≥<>]\s?|[^\W\d_] ?\+|\w -)\Z")  # "Rio+20", "Su -57"
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d\Z")
_YEAR_NEXT = re.compile(r"(?:19[5-9]|20[0-4])\d(?![\d.,])")
# What is told apart by its year, and what leads to one: `kỳ thi quốc gia 2015 bước vào …`,
# `Đến 2015 xã có …`, `Grand i10 2015 phiên bản mới`
_OF_A_YEAR = re.compile(
    r"(?:(?<!\w)(?:(?<!chuẩn )(?<!công )quốc gia|thế giới|sớm nhất|muộn nhất"
    r"|niên giám thống kê|điều lệ|đạo luật|(?<!kỷ )(?<!kỉ )(?<!pháp )luật"
    r"|(?<!hòa )(?<!hoà )(?<!đoạt )(?<!đạt )(?<!trao )(?<!nhận )giải|cúp|đời|nhiệm kỳ)"
    r"|(?<!\w)[^\W\d]+\d+"
    r"|(?:\A|[.;,(\n]\s?)(?:đến|tới|sau|trước|vào))\s\Z",
    re.IGNORECASE,
)
_YEAR_IS = re.compile(r" (?:là|đạt|có|còn|giảm còn|tăng lên) (?:(?:khoảng|gần|hơn|trên) )?\d|: ")
# `Số hội viên của các xã: Ia Dom 1960, …`
_COUNT_LIST = re.compile(r"(?<!\w)(?<!một )số(?: [^\W\d]+){1,8}(?::| gồm) ", re.IGNORECASE)
_PLACE_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][^\W\d_{UPPER}]*[ \u00a0]\Z")
_ITEM_ENDS = re.compile(r"\s*(?:[,;.)\n]|\Z)|\s+và\s")
_OF_PLACE = re.compile(
    rf"(?<!\w)(?i:xã|phường|thị trấn|huyện|thôn|làng|bản|ấp)(?: [{UPPER}][\w’']*){{1,4}} \Z"
)
# What is numbered, not counted: "tầng hầm 1", "lương tháng 13", "biển 24"
_NUMBERED = re.compile(
    r"(?<!\w)(?:[Tt]ầng|hầm|mùa|biển|tháng|tập|vòng|hạng|lớp|bậc|văn bằng|phòng|cổng|ngõ|hẻm|trang"
    r"|chương|mục|quyển|trụ|lô|[Bb]lock|tòa|toà|giai đoạn|[Zz]one|Mach|cơ sở|toa|thửa"
    r"|[Cc]hung kết|[Tt]rung tâm|[Kk]hu vực)[ \u00a0]\Z"
)
_NAMED_UNIT = re.compile(  # "(xã Gia Tân 1)"
    rf"\((?:xã|phường|thị trấn|thôn|ấp|khu phố|tổ)(?: [{UPPER}][\w’]*){{1,4}} \Z"
)
_CODE_BEFORE = re.compile(r"(?<!\w)[A-ZĐ]{1,2}[ \u00a0]\Z")  # "tổ hợp D 01", "khí CO 2"
_AGAINST_MEASURE = re.compile(
    r"\d ?(?:ha|m2|m²|km|tấn|kg)/\Z"
)  # "30 ha/12": of what, nobody can tell
_BOTH_BEFORE = re.compile(r"(?<!\w)cả\s\Z", re.IGNORECASE)  # "cả 2 bị khởi tố"
_NAME_AGAIN = re.compile(rf"(?<!\w)(\d+)\s\((?:[{UPPER}][\w-]*\s)+\Z")
_COUNTED_BEFORE = re.compile(r"(?<!\w)(?:là|có|đạt|còn|tăng|giảm|được|ghi nhận) \Z")
_SINCE = re.compile(r"(?<!\w)(?:từ|đến|tới|hết)\s\Z", re.IGNORECASE)  # "từ 1/9 sang 15/12"
_HARMED_BEFORE = re.compile(
    rf"(?<!\w)(?:{HARMED})(?:\s(?:nặng|nhẹ))?(?:\slà|:)?\s\Z", re.IGNORECASE
)
_HARMED_AFTER = re.compile(rf"\s(?:người\s)?(?:bị\s)?(?:{HARMED})(?!\w)", re.IGNORECASE)
_LIVING = frozenset(("person", "student", "animal"))
_WHOLE = frozenset(("vụ", "ca", "lượt", "tàu", "con"))  # they count without another noun
# The next or the last item of a list that gives each name its number: "Hà Giang 5; Lai Châu 12",
# but "Nhiệt điện Vĩnh Tân 4, vốn 200 tỷ" goes on about the one that is so called.
_NEXT_NAMED = re.compile(
    r"(?:\s\([^()\n]{1,12}\))?\s*(?:[;,]\s?(?:và\s)?|và\s)"
    rf"[^\d;,.():]{{0,30}}(?:(?<!\w)[{UPPER}][\w’'-]*|khác|còn lại|nước ngoài)"
    r"\s\d|\s\(\d"
)
# Where the place just named lies; in a list the next name has its number too.
_ADDRESS = re.compile(
    r",\s(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|TP|tỉnh)[. ]\s?"
    rf"(?>[{UPPER}]\w*(?:(?: [-–])? [{UPPER}][\w’-]*){{0,5}})(?!\s?[(:]?\s?\d)"
)
_LAST_NAMED = re.compile(
    r"(?<![^\W\d_])\d[\d.,]*[^\d;,.()]{0,24}(?:\([^()\n]{1,12}\))?"
    r"(?:[;,(]\s?|\svà\s)[^\d;,.()]{2,40}\Z"
)
_SYMBOL = re.compile(
    "\\s?(?:[xX×]\\s?\\d|[≤≥<>^]|[\u2190-\u2bff\U0001f000-\U0001faff])|['’′″]|\"\\s*[,;.)]"
)
_LINE_LABEL = re.compile(r"\A[\W\d]*(?=[^\W\d])[^:.;]{2,70}:\s*\Z")
_LABEL_WIDTH = 90  # characters of the longest label, with its line's bullet
_NEXT_LABEL = re.compile(r"(?<=[;,:])\s+(?=[^\W\d])(?P<label>[^:.;,\d\n]{2,40}):\s*\Z")
_BULLET = re.compile(r"[ \t]*[-–+*•◦]?")


# "không còn 1 hộ nào", "chưa để xảy ra 01 vụ cháy nào": none
_NOT = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?:\s[^\W\d]+){0,4}\s\Z", re.IGNORECASE)
_ANY = re.compile(r"(?:\s[^\W\d]+){0,3}?\snào(?!\w| đó)")


def _is_none(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether "not one … at all" is said, which counts nothing."""
    if mention.value != 1 or mention.kind != "count" or mention.total is not None:
        return False
    if not _ANY.match(text, mention.end, sentence.end):
        return False
    low = max(sentence.start, mention.start - 40)
    return _NOT.search(text, low, mention.start) is not None


_PARENTS = re.compile(r"[Bb]a (?:mẹ(?! con(?!\w))|má)(?!\w)")  # in the South, no three
_SOMEWHAT = re.compile(
    r"(?:1|một) phần(?!\w)(?! (?:quà|thưởng|học bổng|ăn|cơm|mềm|việc|hai|ba|tư|bốn|năm|sáu|bảy|tám"
    r"|chín|mười|trăm|nghìn|ngàn|triệu|tỷ|\d)(?!\w))"
)
_GIVES = re.compile(
    r"(?<!\w)(?:tặng|trao(?! đổi)|phát(?! (?:triển|hiện|sinh|huy))|được nhận)(?: [^\W\d]+){0,4} \Z",
    re.IGNORECASE,
)


def _is_somewhat(text: str, mention: Mention, found: list[Mention]) -> bool:
    """Whether `một phần` says but "in part": `giảm được 1 phần chi phí`; parts are given."""
    if mention.value != 1 or _SOMEWHAT.match(text, mention.number_start) is None:
        return False
    given = _GIVES.search(text, max(0, mention.number_start - 40), mention.number_start)
    portions = sum(other.unit.startswith("phần") for other in found)
    return given is None and portions < 2


def complete_units(
    text: str, sentence: Sentence, found: list[Mention], earlier: list[Mention],
    sentence_of: list[int], number_of_sentence: int, tables: Catalogue,
) -> list[Mention]:  # fmt: skip
    """Drop number words that count nothing, and fill in elided units from their antecedents."""
    found = [m for m in found if not m.words or counts(text, sentence, m, found)]
    found = [
        m
        for m in found
        if not (m.total is not None and _is_day(m))
        and not (m.words and _PARENTS.match(text, m.number_start))
        and not _names(text, sentence, m, tables)
        and not _is_none(text, sentence, m)
        and not _is_somewhat(text, m, found)
    ]
    complete: list[Mention] = []
    for mention in found:
        if _is_bare_year(text, sentence, mention, tables):
            continue
        if not mention.unit and _counts_nothing(text, mention):
            continue
        if (
            not mention.unit
            and not _behind_name(text, sentence, mention, tables)
            and _is_harmed(text, mention, complete)
        ):
            mention.unit, mention.noun_class, mention.elided = "người", "person", True
            mention.why.append("whom it harmed: people")
        if not mention.unit and (behind := _noun_behind_bracket(text, sentence, mention, tables)):
            mention.unit, mention.kind, mention.noun_class = behind
            mention.elided = True
            mention.why.append(f"unit behind the bracket: {mention.unit}")
        label = None
        if not mention.unit:
            label = _labelled_noun(text, sentence, mention, tables)
        items = [*earlier[-1:], *complete]
        if label and (item := _item_before(text, items, mention, label, tables)):
            if item.kind == "money" and mention.value < item.value / _LIKE_SUMS:
                continue  # "phụ nữ: 50 triệu đồng; nông dân: 30": of what, nobody can tell
            mention = with_unit_of(mention, item)
        elif label:
            mention.unit, mention.kind, mention.noun_class = label
            mention.elided = True
            mention.why.append(f"unit from the line's label: {mention.unit}")
        if not mention.unit and (noun := _noun_before(text, sentence, mention, tables, _TOLD_NEXT)):
            mention.unit, mention.kind, mention.noun_class = noun
            mention.elided = True
            mention.why.append(f"unit from the noun before: {mention.unit}")
        # "so với 2023"
        year = (
            not mention.unit
            and _YEAR.match(text, mention.number_start, mention.number_end)
            and not _is_of_count_list(text, sentence, mention)
        )
        if not mention.unit and not year and not _in_row(text, mention):
            antecedent = _antecedent(
                text, sentence, mention, complete, earlier, sentence_of, number_of_sentence, tables
            )
            if (
                antecedent is not None
                and not _splits(mention, antecedent)
                and not _is_far_less(mention, antecedent)
            ):
                mention = with_unit_of(mention, antecedent)
        elif (catalogued := tables.nouns.get(mention.unit)) and catalogued.extend == "head":
            low = max(complete[-1].end if complete else 0, sentence.start)
            before = text[low : mention.start].lower()
            # "Căn hộ mới là 5 căn": the words before it name the noun
            if not re.search(rf"(?<!\w){re.escape(mention.unit)}\s+[^\W\d]", before):
                _head_of(mention, before, complete[-4:], earlier[-4:], tables)
        if (
            not mention.unit
            and mention.precision >= 1e3
            and _MONEY_TALK.search(text, sentence.start, mention.start)
        ):
            mention.unit, mention.kind = "VND", "money"
            mention.why.append("a price or sum: money")
        if not mention.unit and not year:
            noun = _noun_before(text, sentence, mention, tables)
            if noun is not None:
                mention.unit, mention.kind, mention.noun_class = noun
                mention.elided = True
                mention.why.append(f"unit from the noun before: {mention.unit}")
        complete.append(mention)
    _tell_children(text, complete, tables)
    return [m for m in complete if m.unit and not (m.words and _is_spelled_out(text, m, complete))]


_CHILDREN_AFTER = re.compile(
    r" (?:của (?:chị|anh|ông|bà|cô|vợ chồng|nạn nhân|họ|mình)|nhỏ|trai|gái|thơ|chung|ăn học|đi học"
    r"|đang học)(?!\w)"
)
_CHILDREN_BEFORE = re.compile(
    r"(?<!\w)(?:chở|bế|cõng|đưa|đón|sinh|sinh được|của|(?:mẹ|cha|bố|vợ) cùng|(?:vợ|mẹ) và) \Z"
)
_MOST_CHILDREN = 12
_TOLD_WITHIN = 600  # characters before a bare `con` in which its animals are named


def _tell_children(text: str, mentions: list[Mention], tables: Catalogue) -> None:
    """Tell children from cattle: `2 con của chị Mận`, `chở hai con`, where no animal is named."""
    for mention in mentions:
        if mention.unit != "con" or mention.value > _MOST_CHILDREN:
            continue
        said = _CHILDREN_AFTER.match(text, mention.end) or _CHILDREN_BEFORE.search(
            text, max(0, mention.start - 16), mention.start
        )
        if said and not _tells_of_animals(text, mention, tables):
            mention.noun_class = "person"
            mention.why.append("children")


def _tells_of_animals(text: str, mention: Mention, tables: Catalogue) -> bool:
    near = text[max(0, mention.start - _TOLD_WITHIN) : mention.start].lower()
    words = re.findall(r"[^\W\d_]+", near)
    forms = [*words, *(f"{first} {second}" for first, second in pairwise(words))]
    return any(
        noun.noun_class == "animal"
        for form in forms
        if form != "con" and (noun := tables.nouns.get(form) or tables.nouns.get(f"con {form}"))
    )


_BRACKET_THEN = re.compile(r"\s*\((?=[^()]*\d)[^()\n]{1,60}\)\s+(?=[^\W\d])")  # not who, "(Ban A)"


def _noun_behind_bracket(
    text: str, sentence: Sentence, mention: Mention, tables: Catalogue
) -> tuple[str, str, str] | None:
    """The noun of `hơn 25.900 (tăng 9% so với năm trước) công trình`, told behind a bracket."""
    bracket = _BRACKET_THEN.match(text, mention.number_end, sentence.end)
    unit = read_unit(text, bracket.end(), sentence.end, tables) if bracket else None
    if unit is None or not unit.noun_class:
        return None
    return unit.unit, unit.kind, unit.noun_class


def _counts_nothing(text: str, mention: Mention) -> bool:
    """Whether the signs and words beside a bare number tell that nothing is counted by it."""
    before = text[max(0, mention.start - 5) : mention.start]
    return bool(
        _SYMBOL.match(text, mention.number_end)
        or _TIMES.search(text, max(0, mention.number_start - 5), mention.number_start)
        or _CODE_BEFORE.search(before)
        or _AGAINST_MEASURE.search(before)
        or _BOTH_BEFORE.search(before)
        or before.endswith(("“", "‘"))  # the number itself is spoken of
        or _is_alias(text, mention)
        or (mention.total is not None and _SINCE.search(before))
        or _NUMBERED.search(text, max(0, mention.start - 16), mention.start)
        or (
            text.startswith(")", mention.number_end)
            and _NAMED_UNIT.search(text, max(0, mention.start - 50), mention.start)
        )
    )


def _is_alias(text: str, mention: Mention) -> bool:
    """Whether a bracket gives a numbered name again: `Công trình giao thông 4 (Cienco 4)`."""
    name = _NAME_AGAIN.search(text, max(0, mention.start - 40), mention.start)
    if name is not None and _COUNTED_BEFORE.search(text, max(0, name.start() - 12), name.start()):
        return False  # "số ca mắc là 8 (Đông Hà 8)"
    return name is not None and name[1] == text[mention.number_start : mention.number_end]


def _head_of(
    mention: Mention, before: str, here: list[Mention], earlier: list[Mention], tables: Catalogue
) -> None:
    """Fill in a bare classifier's noun: `50 con` behind `24 con vịt` counts `con vịt`; behind a
    sentence of `con trâu` and `con bò` it may count either."""
    if mention.unit in _WHOLE or any(other.unit == mention.unit for other in here):
        return
    near, far = (
        [m for m in some if m.unit.startswith(mention.unit + " ") and "," not in m.unit]
        for some in (here, earlier)
    )
    if not near and len({m.unit if m.noun_class != "animal" else "" for m in far}) != 1:
        return
    other = (near or far)[-1]
    if mention.noun_class == "animal" and _names_other(before, mention.unit, other.unit, tables):
        return
    mention.why.append(f"unit of {other.number_start}: {other.unit}")
    mention.unit, mention.antecedent = other.unit, other.number_start
    mention.noun_class = other.noun_class


def _names_other(before: str, unit: str, counted: str, tables: Catalogue) -> bool:
    """Whether the words before a count of animals name others than those counted before it:
    `3 con gà, tổng đàn trâu bò 54.352 con`."""
    words = before.split()
    known = {name: tables.nouns.get(name) for name in [f"{unit} {word}" for word in words]}
    if counted in known:
        return False
    return any(n and n.noun_class == "animal" for n in known.values())


def _is_spelled_out(text: str, mention: Mention, siblings: list[Mention]) -> bool:
    """`68.500.000 đồng (sáu mươi tám triệu năm trăm nghìn đồng)` reports one figure."""
    return any(
        other.value == mention.value
        and other.unit == mention.unit
        and re.fullmatch(r"\s*\([^\d(),;]*", text[other.end : mention.start])
        for other in siblings
        if other.end <= mention.start
    )


def _is_day(mention: Mention) -> bool:
    """Whether a share that is more than its total is a day: `29/11 phóng tên lửa`."""
    return (
        mention.total is not None
        and mention.kind == "count"
        and not mention.noun_class
        and mention.total < mention.value <= 31
        and mention.total <= 12
    )


def _is_harmed(text: str, mention: Mention, here: list[Mention]) -> bool:
    """Whether a number counts whom an accident killed or hurt: `12 vụ, làm chết 8, bị thương 15`,
    unless the last counted were people or animals, which it then counts on."""
    last = next((other for other in reversed(here) if other.kind == "count"), None)
    if last is not None and last.noun_class in _LIVING:
        return False
    low = max(0, mention.start - 24)
    return bool(
        _HARMED_BEFORE.search(text, low, mention.start)
        or _HARMED_AFTER.match(text, mention.number_end)
    )


def _is_bare_year(text: str, sentence: Sentence, mention: Mention, tables: Catalogue) -> bool:
    """Whether four digits are a year that no `năm` announces: `doanh thu 2017 dự kiến`, `Asiad 2018
    môn`; thousands are printed with a dot, so only a noun that the tables know is counted."""
    if mention.modifier != "exact" or mention.direction != "level":
        return False
    if not _YEAR.match(text, mention.number_start, mention.number_end):
        return False
    if not mention.unit:
        return _names_year(text, sentence, mention)
    if mention.kind == "count" and (not mention.noun_class or mention.elided):
        return True
    if mention.kind == "count" and _counts_places(text, sentence, mention):
        return False
    low = max(sentence.start, mention.number_start - 30)
    if mention.kind == "count" and _OF_A_YEAR.search(text, low, mention.number_start):
        return True
    return mention.kind in ("count", "duration") and _behind_name(text, sentence, mention, tables)


def _names_year(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether four digits without a unit tell something apart: `kỳ thi quốc gia 2015`, `(1992)`."""
    if _YEAR_IS.match(text, mention.number_end):
        return not text.endswith("từ ", 0, mention.number_start)  # "giảm từ 2015 còn 1.320 hộ"
    if _is_of_count_list(text, sentence, mention):
        return False
    following = _NEXT_NAMED.match(text, mention.number_end)
    if following is not None and not _YEAR_NEXT.match(text, following.end() - 1):
        return False  # "Sa Thầy 1998, Đăk Tô 1750"
    low = max(sentence.start, mention.number_start - 30)
    bracketed = text[mention.number_start - 1 : mention.number_start] == "("
    if _OF_A_YEAR.search(text, low, mention.number_start):
        return True
    if bracketed and text[mention.number_end : mention.number_end + 1] == ")":
        return True
    if _CAPITAL_BEFORE.search(text, low, mention.number_start) is None:
        return False
    last = _LAST_NAMED.search(text, max(sentence.start, mention.start - 90), mention.start)
    return last is None or _YEAR_NEXT.match(text, last.start()) is not None


def _is_of_count_list(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a number right behind a name is an item of a list that says what it counts."""
    return (
        _ITEM_ENDS.match(text, mention.number_end) is not None
        and _PLACE_BEFORE.search(text, sentence.start, mention.number_start) is not None
        and _COUNT_LIST.search(text, sentence.start, mention.number_start) is not None
    )


def _counts_places(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether each place of a list has such a count: `Chư Păh 1987 con; Ia Grai 2013 con`, `huyện
    Đăk Glei 2013 hộ nghèo`."""
    noun = re.escape(text[mention.number_end : mention.end])
    if not noun.strip():
        return False
    item = rf"[^\d;,.():]{{2,40}}\s\d[\d.]*{noun}(?!\w)"
    low = max(sentence.start, mention.start - 60)
    return bool(
        _OF_PLACE.search(text, low, mention.start)
        or re.compile(rf"[^\d;,.()]{{0,16}}(?:[;,]| và)\s{item}").match(text, mention.end)
        or re.compile(rf"\d{noun}[^\d;,.()]{{0,16}}(?:[;,]| và)\s[^\d;,.():]{{2,40}}\s\Z").search(
            text, low, mention.start
        )
    )


def _behind_name(text: str, sentence: Sentence, mention: Mention, tables: Catalogue) -> bool:
    low = max(sentence.start, mention.number_start - 30)
    before = _CAPITAL_BEFORE.search(text, low, mention.number_start)
    if before is None or before.start() == sentence.start:
        return False
    return before.group().strip().lower() not in tables.function_words


def _names(text: str, sentence: Sentence, mention: Mention, tables: Catalogue) -> bool:
    """Whether a number behind a name is of it: `Exciter 150 màu đen`; a known noun is counted."""
    if mention.kind != "count" or mention.noun_class or mention.elided or not mention.unit:
        return False
    if mention.precision >= 1e3 or mention.modifier != "exact":
        return False  # "Chiba khoảng 1,16 triệu chữ ký"
    return _behind_name(text, sentence, mention, tables)


def _labelled_noun(
    text: str, sentence: Sentence, mention: Mention, tables: Catalogue
) -> tuple[str, str, str] | None:
    """The noun that labels a line or what goes on in it: `+ Doanh nghiệp thành lập mới: 2.876`,
    `Nam: 30; nữ: 25`."""
    line = max(sentence.start, text.rfind("\n", 0, mention.start) + 1)
    start = line
    if not _LINE_LABEL.match(text[line : mention.start]):
        following = _NEXT_LABEL.search(text, max(line, mention.start - 60), mention.start)
        if following is None:
            return None
        start = following.start("label")
    elif _OPEN_BRACKET.search(text, line, mention.start):
        return None  # "tuyển 32 chỉ tiêu (miền Bắc: 18; miền Nam: 14)"
    return _noun_of_label(text, start, mention, tables)


def _noun_of_label(
    text: str, start: int, mention: Mention, tables: Catalogue
) -> tuple[str, str, str] | None:
    label = re.compile(r"[\W\d]*").match(text, start)
    unit = read_unit(text, label.end() if label else start, mention.start, tables)
    if unit is None or unit.kind != "count" or not unit.noun_class:
        return None
    if _OWN_NAME.match(text, unit.end, mention.start):
        return None  # "Thôn 2: 30", "Xã Đăk Pne: 15" count no villages
    return unit.unit, unit.kind, unit.noun_class


# For whom or by whom something is counted, if it is not they who are counted.
_PEOPLE = ("person", "student", "household")
_WHOM = frozenset((*_PEOPLE, "agency", "collective", "group", "village", "commune", "place"))
_LIKE_SUMS = 100  # times at most that one sum of a list is another
_ANY_LABEL = re.compile(r"(?:\A|[;,:\n])[^:;,\d\n]{2,60}:\s*\Z")


def _item_before(
    text: str, before: list[Mention], mention: Mention, label: tuple[str, str, str],
    tables: Catalogue,
) -> Mention | None:  # fmt: skip
    """The item before a labelled number, where the list counts one thing: `+ Kinh tế: 39 mô hình`,
    `+ Xã hội: 18`; `hộ nghèo: 60 suất; học sinh: 20` tells for whom, but `Đường: 5 km`,
    `Trường học: 3` counts what each label names."""
    if not before or (before[-1].elided and before[-1].antecedent < 0):
        return None  # it counts what its own label names
    last = before[-1]
    line = text.rfind("\n", max(0, mention.start - _LABEL_WIDTH), mention.start) + 1
    above = text.rfind("\n", 0, last.start) + 1
    if line > last.end and text.find("\n", last.end, mention.start) + 1 != line:
        return None
    labelled = _ANY_LABEL.search(text, max(above - 1, 0, last.start - _LABEL_WIDTH), last.start)
    whom = labelled and _noun_of_label(text, labelled.start(), last, tables)
    named = labelled and _NAME_LABEL.match(text, labelled.start(), labelled.end())
    for_whom = (
        label[2] in _WHOM
        and bool(last.elided or named or (whom and whom[2] in _WHOM))
        and last.noun_class not in _PEOPLE
        and last.noun_class != label[2]
        and not (last.kind == "percent" and mention.value > 100)
    )
    for_whom = for_whom or (last.elided and label[2] == "other")
    if line > last.end and not for_whom:
        signs = [_BULLET.match(text, start) for start in (above, line)]
        words = [text[sign.end() if sign else 0 :][:8].strip().casefold() for sign in signs]
        for_whom = words[0].partition(" ")[0] == words[1].partition(" ")[0]
    elif labelled is None:
        return None
    return last if for_whom else None


_NAME_LABEL = re.compile(rf"\W*(?:[{UPPER}][^\W\d_]*\s?){{2,}}:\s*\Z")
_OWN_NAME = re.compile(rf"[ \u00a0]+(?:\d|[{UPPER}][^\W\d_])")
_ROW_BEFORE = re.compile(r"\d[ \u00a0]{1,3}\Z")
_ROW_AFTER = re.compile(
    r"[ \u00a0]{1,3}\d|[ \u00a0]?[-–][ \u00a0]?\d[\d.,]{0,12}[ \u00a0]?[^\W\d_]"
)


def _in_row(text: str, mention: Mention) -> bool:
    """Whether only spaces part a number from another, or a dash from one with a unit: a table's
    row, `S&P 500 5.509,01`, `500-1 triệu`."""
    return bool(
        _ROW_AFTER.match(text, mention.number_end)
        or _ROW_BEFORE.search(text, max(0, mention.number_start - 4), mention.number_start)
    )


_COIN = 1_000  # đồng; beside millions less than that is told in full


def _is_far_less(mention: Mention, antecedent: Mention) -> bool:
    """Whether a bare number would be a handful of đồng beside sums of millions."""
    return antecedent.kind == "money" and mention.value < _COIN < antecedent.value / 10_000


def _splits(mention: Mention, antecedent: Mention) -> bool:
    """Whether a fraction would count what stands whole: no `78,4` of `1.250 hộ`."""
    return (
        bool(antecedent.noun_class)
        and antecedent.kind == "count"
        and mention.value_high is None
        and (mention.value % 1 != 0 or mention.precision < 1)
        and antecedent.value % 1 == 0
    )


_TOLD_NEXT = re.compile(
    r"[^\d:;.,()]{0,40}:\s*\Z|[^\d;:.()]{0,80}\slà\s\Z"
    r"|[^\d:;.,()]{0,30}\s(?:tăng|giảm)(?: thêm)?\s\Z"
)
_ANY_END = re.compile(r"(?!\s*\d)[^;.]*\Z")  # but "số nhà 123B" counts no houses


def _noun_before(
    text: str, sentence: Sentence, mention: Mention, tables: Catalogue,
    until: re.Pattern[str] = _ANY_END,
) -> tuple[str, str, str] | None:  # fmt: skip
    """The noun of `số hộ nghèo còn 1.234`, `Tổng số đảng viên: 456`."""
    low = max(sentence.start, mention.start - 90)
    for start in reversed([m.end() for m in _SUM_OF.finditer(text, low, mention.start)]):
        unit = read_unit(text, start, mention.start, tables)
        if unit is None or unit.kind != "count" or not unit.noun_class:
            continue
        if mention.value % 1 and mention.precision < 1:
            continue  # "tỷ lệ này chỉ còn 1,4": no part of a person
        if until.match(text[unit.end : mention.start]):
            return unit.unit, unit.kind, unit.noun_class
    return None


_WORDS_AFTER = re.compile(r"\s*([^\W\d_]+(?:\s[^\W\d_]+)?)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+\Z")
_NAME_BEFORE = re.compile(rf"[{UPPER}][^\W\d]*\s+\Z")
_OPENS = re.compile(r"[(:]\s*\Z|\A\s*\Z|(?:là|còn|đạt|có)\s+\Z")
# A word that is no syllable of Vietnamese: one onset, one run of vowels, one of eight endings.
_ONSET = "(?:ngh?|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
_FOREIGN = re.compile(rf"(?!{_ONSET}[aeiouy]{{1,3}}(?:ng|nh|ch|[cmnpt])?\Z)[a-z]+")
_OPEN_BRACKET = re.compile(r"\([^()]*\Z")


def _antecedent(
    text: str, sentence: Sentence, mention: Mention, here: list[Mention], earlier: list[Mention],
    sentence_of: list[int], number_of_sentence: int, tables: Catalogue,
) -> Mention | None:  # fmt: skip
    """The figure whose unit an elided one takes: the nearest one before it, in its own list.

    Without a unit a number counts again what was counted before only where a list goes on: in
    brackets, behind a colon, before a stop or a function word. `3 giảm 3 tăng` does not.
    """
    before = text[max(0, mention.start - 30) : mention.start]
    after = _WORDS_AFTER.match(text, mention.number_end)
    bracket = _OPEN_BRACKET.search(text, sentence.start, mention.start) is not None
    if after:
        word = after.group(1).lower()
        kind = tables.function_words.get(word) or tables.function_words.get(word.split()[0])
        listed = bracket or (bool(here) and before.rstrip().endswith((",", ";", " và")))
        if kind is None or (kind == "verb" and not listed):
            return None
    last = _WORD_BEFORE.search(before)
    parted = bracket or (
        bool(here) and re.search(r"[,;:(]", text[here[-1].end : mention.start]) is not None
    )
    if (
        last
        and last.group(1).islower()
        and last.group(1) not in tables.function_words
        and not parted
    ):
        return None  # "giống lúa Đài thơm 8": part of a name
    if bracket and last and _FOREIGN.fullmatch(last.group(1)):
        return None  # "mục 19 (section 19)"
    named = _NAME_BEFORE.search(before)
    opens = _OPENS.search(before)
    capital = last is not None and last.group(1)[0].isupper()
    if capital and after and not bracket and word.partition(" ")[0] not in ("và", "hoặc", "so"):
        return None  # "Sông Tranh 2 là 989 m3/s": the number is the name's
    if capital and not _is_listed(text, sentence, mention):
        return None  # "các khu như Linh Trung 1, Sóng Thần"
    for candidate in reversed([other for other in here if other.unit]):
        gap = text[candidate.end : mention.start]
        if candidate.kind == "count" and _only_names(text, sentence, candidate, mention, gap):
            return None
        if bracket and candidate.kind not in ("percent", "times", "duration"):
            return candidate  # "8.876 ha (Điện Biên 125,17; Cao Bằng 0,25)"
        if candidate.words or candidate.kind == "duration":
            continue
        if candidate.kind == "count" or _same_list(candidate, gap):
            return candidate
    if named and not bracket:
        return None
    line = text.rfind("\n", max(0, mention.start - _LABEL_WIDTH), mention.start) + 1
    labelled = line > 0 and _LINE_LABEL.match(text[line : mention.start]) is not None
    for candidate, where in zip(reversed(earlier), reversed(sentence_of), strict=True):
        if number_of_sentence - where > 2 or not (opens or bracket) or mention.value == 0:
            return None
        if labelled and candidate.start < line and candidate.elided and candidate.antecedent < 0:
            return None  # a line with a label of its own counts nothing that another's names
        if candidate.kind == "count" and not candidate.words:
            return candidate
    return None


_LISTS_THEM = re.compile(r"\A:|(?<!\w)(?:gồm|là|như)(?!\w)[^.;]*\Z|\([^()]*\Z")
_NAMED_ITEM = re.compile(
    rf"(?<!\w)[{UPPER}][\w’]*(?: [{UPPER}][\w’]*){{0,3}} (\d{{1,3}})(?![\d.,]\d|\w)"
)
_PLANTS = frozenset(
    ("dự án", "nhà máy", "tổ máy", "công trình", "cầu", "cây cầu", "khu", "trạm", "tuyến", "đội")
)


def _only_names(
    text: str, sentence: Sentence, candidate: Mention, mention: Mention, gap: str
) -> bool:
    """Whether a list only names those that were counted before it: `ba dự án gồm Phú Mỹ 2, Phú Mỹ
    3 và Mông Dương 2`, `5 tuyến buýt gồm: 152 (…), 119 (…)`; their numbers would add up."""
    if _LISTS_THEM.search(gap) is None:
        return False
    if mention.value > candidate.value:
        return gap.rstrip().endswith(("gồm", "gồm:", "),", ");", ") và"))
    if candidate.unit not in _PLANTS or not mention.value.is_integer():
        return False
    numbers = [int(item[1]) for item in _NAMED_ITEM.finditer(text, candidate.end, sentence.end)]
    return bool(numbers) and sum(numbers) != candidate.value


def _is_listed(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a name with its number stands in a list of them: `Quảng Ngãi 7, Lâm Đồng 3`."""
    low = max(sentence.start, mention.start - 80)
    if _ADDRESS.match(text, mention.number_end, min(sentence.end, mention.number_end + 60)):
        return False  # "xã Xuân Quang 1, huyện Đồng Xuân"
    return bool(
        _NEXT_NAMED.match(text, mention.number_end, min(sentence.end, mention.number_end + 60))
        or _LAST_NAMED.search(text, low, mention.start)
    )


def _same_list(candidate: Mention, gap: str) -> bool:
    if candidate.kind == "percent":
        return bool(re.fullmatch(r"\s*(?:,|và|;|so với|xuống|lên|-|–)[^.]{0,30}", gap))
    if candidate.kind in ("money", "mass", "area", "length", "volume"):
        return bool(re.fullmatch(r"\s*(?:\([^)]*\)\s*)?(?:[,;(]|và|lên|xuống|còn)[^.:]{0,40}", gap))
    return False
