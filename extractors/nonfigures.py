"""Numbers that quantify nothing: documents, names, ordinals, grades, contacts, furniture.

    find_non_figures(text, catalogue) -> list[Claim], ordered, not overlapping

Dates and times are found by `extractors.times`; what is found here is known by its form
(133-KH/TU, 0912 345 678; see `nonfigure_forms`) or by the label before it (Quốc lộ 14, lớp 8), a
row of labels.csv. Only the surroundings of digits are looked at: most of a text holds none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.catalogue import Catalogue, Label, compounds
from extractors.nonfigure_forms import (
    AGE,
    ANY_WORD,
    AT_ADDRESSES,
    AT_CAPITALS,
    AT_LINE_START,
    AT_WORDS,
    BEFORE_RECKONED,
    HOLDS_ADDRESS,
    RECKONED_FOR,
    WORD_GRADES,
    WORD_OPENINGS,
    at_digits,
)
from extractors.patterns import UPPER
from extractors.records import Reason
from extractors.units import is_other_word


@dataclass(slots=True)
class Claim:
    """`text[start:end]` holds a number that is no figure, for this reason."""

    start: int
    end: int
    reason: Reason


_VIEWS = re.compile(r"\d[\d.,]{0,14} (?:lượt|lần|bình luận)(?!\w)")
# `thu hút hơn 50.000 lượt xem, 1.200 lượt chia sẻ`, but no counter beside a page's title
_TELLS_VIEWS = re.compile(
    r"(?<!\w)(?:(?:thu hút|hút|đạt|tiếp cận|ghi nhận|nhận|thu|lên|tạo ra|mang)"
    r"(?: (?:được|về|tới|đến))?(?: (?:hơn|gần|trên|khoảng|tới))?"
    r"|(?:có|với) (?:hơn|gần|trên|khoảng|tới))"
    r" (?:(?:\d[\d.,]*|nhiều) (?:lượt )?[^\W\d]+(?: [^\W\d]+)?(?:,| và) ){0,3}\Z"
)
_DIGITS = re.compile(r"\d+")
_CUTS = re.compile(r"[.,]\d")  # the number that a form ends with
_NUMBER_LAST = re.compile(r"\s\d+\Z")
_DIGITS_AND_NEXT = re.compile(r"\d\d*(?=(\s?\S?))")  # a search knows that only a digit opens it
_CAPITALIZED = re.compile(rf"[{UPPER}](?<!\w.)")
_JOINTS = frozenset(".,/")  # between digits of one number no form or label begins
_LOOK_BACK = 60  # characters before a digit within which a form or label that holds it begins
_BEFORE_AGE = "-–đĐvVtTnN"  # what AGE may have behind its first digits, spaces aside
_AVERAGE_AGE = re.compile(
    r"(?<!\w)(?:tuổi thọ|tuổi bình quân|tuổi trung bình|bình quân|trung bình)[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_AGE_GROUP = re.compile(r"từ|trên|dưới|trở|đủ|ngoài|đến|-|–", re.IGNORECASE)
_BY = re.compile(r"\s?[x×]\s?\d")  # "đường 450 x 3 m" is that long, not that number
_LETTER = "(?:(?!m)[a-zA-Z](?![a-zA-Z]))?"  # "tổ 5a", but "tuyến 5m", "chiều dài tuyến 1.700m"
_LABELLED = re.compile(
    rf"\d+{_LETTER}(?:(?:[ \u00a0]?[-–/][ \u00a0]?|\.)\d+{_LETTER}){{0,9}}(?!\d|[.,]\d)"
)


def find_non_figures(text: str, catalogue: Catalogue) -> list[Claim]:
    """Find what is known to be no figure, dates and times aside."""
    claims: list[Claim] = []
    addressed = HOLDS_ADDRESS.search(text) is not None
    line_end = -1
    told = 0  # where a count of views ends that a sentence tells of
    tried = 0  # words that begin before here were tried for an earlier digit
    for digits in _DIGITS_AND_NEXT.finditer(text):
        position = digits.start()
        if position >= line_end:
            line_start = text.rfind("\n", 0, position) + 1
            line_end = text.find("\n", position)
            line_end = len(text) if line_end < 0 else line_end
            _match(claims, AT_LINE_START, text, line_start)
        low = max(line_start, position - _LOOK_BACK, tried)
        tried = digits.end()
        joined = text[low:position] in _JOINTS
        if not joined:
            _match_before(claims, text, low, position, addressed)
        if position and text[position - 1].isalnum():
            continue  # the digits of "F0", "m2" belong to what begins before them
        behind = digits[1]
        if position >= told and (views := _views_told(text, position)):
            told = views.end()
        if position >= told:
            _match(claims, at_digits(behind), text, position)
        if behind.strip() in _BEFORE_AGE and (age := AGE.match(text, position)):
            _claim_age(claims, text, age)
        if text.startswith("từ ", position - 3):
            _claim_bound(claims, text, digits, line_start, catalogue)
        if not joined:
            _claim_label(claims, text, digits, line_start, catalogue)
    if "mũi" in text or "liều" in text:
        for match in WORD_GRADES.finditer(text):
            claims.append(Claim(match.start(), match.end(), "grade"))
    for match in RECKONED_FOR.finditer(text) if any(w in text for w in BEFORE_RECKONED) else ():
        claims.append(Claim(match.start(), match.start() + len(match[0].rstrip(" ,")), "other"))
    return _without_overlap(claims)


def _views_told(text: str, position: int) -> re.Match[str] | None:
    """Match a count of views that a sentence tells of: `Kênh thu hút hơn 50.000 lượt xem`."""
    views = _VIEWS.match(text, position)
    if views is None or not _TELLS_VIEWS.search(text, max(0, position - 60), position):
        return None
    return views


def _match_before(claims: list[Claim], text: str, low: int, position: int, addressed: bool) -> None:
    """Try the forms that words, signs and capitals open from `low` up to digits at `position`."""
    matched = -1
    for match in (ANY_WORD if addressed else WORD_OPENINGS).finditer(text, low, position):
        begin = match.start()
        if addressed and _match(claims, AT_ADDRESSES, text, begin):
            matched = begin
            continue
        forms = AT_WORDS.get(match[0].lower())
        if forms is not None and _match(claims, forms, text, begin):
            matched = begin
    low = max(low, text.rfind(" ", low, position - 1) + 1)
    glued = text[low:position]
    if not glued.islower() and glued != " ":
        for capital in _CAPITALIZED.finditer(text, low, position):
            if capital.start() > matched:
                _match(claims, AT_CAPITALS, text, capital.start())


def _match(claims: list[Claim], pattern: re.Pattern[str], text: str, position: int) -> bool:
    match = pattern.match(text, position)
    if match is None or not _DIGITS.search(text, position, match.end()):
        return match is not None
    if _CUTS.match(text, match.end()) and _NUMBER_LAST.search(match[0]):
        return False  # "thôn Tân Thịnh 1,5 tỷ đồng"
    reason: Reason = (match.lastgroup or "").partition("_")[0]  # type: ignore[assignment]
    claims.append(Claim(match.start(), match.end(), reason))
    return True


_SUMMED = re.compile(r"(?<!\w)(?:số|số lượng)\s\Z")
_CAPITAL_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][^\W\d_]*[ \u00a0]\Z")
_GRADE = re.compile(r"\d{1,2}[a-zA-Z]?(?:\s?[-–/]\s?\d{1,2})?")
_AGE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:từ|trên|dưới|ngoài|hơn|gần|khoảng|đủ|quá|mới|đã|độ|sắp|tuổi)\s+)+\Z",
    re.IGNORECASE,
)


def _claim_age(claims: list[Claim], text: str, age: re.Match[str]) -> None:
    """Ages name people and groups; only an average age or a life expectancy is reported."""
    low = max(0, age.start() - _LOOK_BACK)
    before = _AGE_BEFORE.search(text, low, age.start())
    start = before.start() if before else age.start()
    if _AVERAGE_AGE.search(text, low, start):
        return
    reason: Reason = "other"
    if age.group().lower().endswith("đảng"):
        reason = "grade"
    elif _AGE_GROUP.search(text, start, age.end()):
        reason = "threshold"
    claims.append(Claim(start, age.end(), reason))


# Some are counted that have so many, or more, of something: "12 hộ nuôi từ 50 con trở lên".
_BOUND = re.compile(r"\d[\d.,]*(?:\s[^\W\d_]+){1,4}?\strở (?:lên|xuống)(?!\w)")
_COUNTED_BEFORE = re.compile(
    r"(?:(?<![\w.,/-])\d[\d.,]*(?:/\d[\d.,]*)?|(?<!\w)số)"
    r"(?=\s)(?P<of>(?:\s(?!phấn đấu|mục tiêu|mỗi|bình quân)[^\W\d_]+){1,7})\stừ\s\Z",
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"(?<!\w)(?:năm|tháng|quý|ngày|từ)\s\Z", re.IGNORECASE)


def _claim_bound(
    claims: list[Claim], text: str, digits: re.Match[str], line_start: int, catalogue: Catalogue
) -> None:
    """Claim what marks a group off that is counted before it: `37 xã đạt từ 10 tiêu chí trở lên`,
    but `phấn đấu có từ 15 xã trở lên` counts these."""
    start = digits.start()
    bound = _BOUND.match(text, start)
    if bound is None:
        return
    group = _COUNTED_BEFORE.search(text, max(line_start, start - _LOOK_BACK), start)
    if group is None or _OF_TIME.search(text, max(0, group.start() - 7), group.start()):
        return
    if _counted_word(text, group.start("of"), catalogue):
        claims.append(Claim(start - 3, bound.end(), "threshold"))


_OPENING_SIGNS = "(“\"‘'[-–/"


@cache
def _label_ends(catalogue: Catalogue) -> frozenset[str]:
    """The last syllables of labels: before any other word stands no number of theirs."""
    return frozenset(form.rpartition(" ")[2] for form in catalogue.labels)


def _claim_label(
    claims: list[Claim], text: str, digits: re.Match[str], line_start: int,
    catalogue: Catalogue,
) -> None:  # fmt: skip
    low = max(line_start, digits.start() - _LOOK_BACK)
    before = text[low : digits.start()].rstrip(" \u00a0:.")
    last = before.rpartition(" ")[2].rpartition("\u00a0")[2]
    if last.lstrip(_OPENING_SIGNS).lower() not in _label_ends(catalogue):
        return
    form = before.lower().replace("\u00a0", " ")
    syllables = form.split(" ")[-5:]
    number = _LABELLED.match(text, digits.start())
    if number is None or _BY.match(text, number.end()):
        return
    at = len(form)
    starts = []
    for syllable in reversed(syllables):
        bare = syllable.lstrip(_OPENING_SIGNS)
        if not bare.isalpha():
            break
        at -= len(bare)
        starts.append(at)
        if bare != syllable:
            break
        at -= 1
    for first in reversed(starts):
        label = catalogue.labels.get(form[first:])
        if label is None:
            continue
        reason = label.reason
        if form[first:] == "quý" and _EVERY.search(form[:first]):
            return  # "mỗi quý 350 triệu đồng"
        if _ends_name(text, low, low + first, catalogue) or _is_counted(
            text, number, label, catalogue
        ):
            return  # "huyện Phú Quý 259 hộ" names no quarter
        listed = text[low + len(before) : digits.start()].lstrip()[:1] == ":"
        ranked = _RANKED_THINGS.match(text, digits.end()) is not None
        if listed and ((reason == "ordinal" and ranked) or _SUMMED.search(form[:first])):
            return  # "xếp hạng: 5 sản phẩm đạt 4 sao", "Tổng số ca: 120", "Số lớp: 12"
        single = reason == "grade" and len(number.group()) == 1  # "bão xuống cấp 4"
        if reason != "ordinal" and not single and _ends_compound(form, first):
            return  # `thị trường 5 - 10%` names no school
        if reason == "grade" and not _GRADE.fullmatch(number.group()):
            return
        # "15 lớp 10": the classes are counted, the grade alone is claimed
        counted = reason == "grade" and _NUMBER_BEFORE.search(text, low, low + first)
        start = digits.start() if counted else low + first
        claims.append(Claim(start, _list_end(text, number, reason, catalogue), reason))
        return


_EVERY = re.compile(r"(?<!\w)(?:mỗi|từng|hằng|hàng)[ \u00a0]\Z")
_NUMBER_BEFORE = re.compile(r"\d[ \u00a0]\Z")
_RANKED_THINGS = re.compile(r" (?!trong|trên)[^\W\d]")


def _ends_name(text: str, low: int, start: int, catalogue: Catalogue) -> bool:
    if not text[start].isupper():
        return False
    before = _CAPITAL_BEFORE.search(text, low, start)
    if before is None:
        return False
    word = before.group().strip()
    # an abbreviation goes on in no name: "UBND Quận 2 báo cáo kết quả"
    abbreviated = word.isupper() and len(word) > 1 and text[start + 1 : start + 2].islower()
    return not abbreviated and word.lower() not in catalogue.function_words


def _ends_compound(form: str, start: int) -> bool:
    """Whether a label of one syllable ends another word; `đường vành đai 3` is a ring road yet,
    and `học sinh khối 11` has no word `sinh khối`."""
    before, _, word = form[:start].rstrip().rpartition(" ")
    if not word or " " in form[start:] or f"{word} {form[start:]}" not in compounds():
        return False
    return f"{before.rpartition(' ')[2]} {word}" not in compounds()


_GOES_ON = re.compile(r"(?:, ?| và |; )(\d{1,3}[A-Z]{0,2})(?=[,.;)\s]|\Z)(?![.,]\d)")


def _list_end(text: str, number: re.Match[str], reason: str, catalogue: Catalogue) -> int:
    """Where a label's list of numbers ends: `Quốc lộ 20, 27 và 28B`, but not `tổ 3, 15 hộ`, nor
    `lớp 12 và 465 thí sinh`."""
    end = number.end()
    while following := _GOES_ON.match(text, end):
        if _counted_word(text, following.end(), catalogue) or (
            reason == "grade" and not _GRADE.fullmatch(following[1])
        ):
            break
        end = following.end()
    return end


def _is_counted(text: str, number: re.Match[str], label: Label, catalogue: Catalogue) -> bool:
    """Whether the number after a label counts what follows it: `tổ 15 thành viên`."""
    if "/" in number.group() and not label.slashed:
        if text[number.end() : number.end() + 1] in ("/", "-"):
            return True
        return label.reason != "document" or not _OF_YEAR.search(text, number.start(), number.end())
    if _PERCENT.match(text, number.end()):
        return True  # "trung cấp 18%" is no grade
    of_all = _OUT_OF.search(text, max(0, number.start() - 16), number.start()) is not None
    return label.may_count and _counted_word(text, number.end(), catalogue, short=of_all)


_OF_YEAR = re.compile(r"/(?:19|20)\d\d\Z")  # "Thông tư 45/2018", but "45/2018/TT-BTC" by its form
_PERCENT = re.compile(r"[ \u00a0]?%")
_OUT_OF = re.compile(r"[Tt]rong (?:tổng )?số \Z")
_AHEAD = re.compile(r"[ \u00a0]?(%|[^\W\d_]+)(?:[ \u00a0]([^\W\d_]+))?")
_NAMED = re.compile(rf"[ \u00a0][^\W\d_]+[ \u00a0](?:[^\W\d_]+[ \u00a0])?[{UPPER}]")


def _counted_word(text: str, position: int, catalogue: Catalogue, *, short: bool = False) -> bool:
    """Whether what follows a number is counted by it, and no place: `thôn 3 xã Đăk Ruồng`.

    `short`: whether a noun may be told by its initials, `trong số 5 HTX`; "Đội 4 HTX" may not.
    """
    ahead = _AHEAD.match(text, position)
    if ahead is None:
        return False
    first = ahead.group(1).lower()
    if ahead.group(1)[0].isupper():
        noun = short and ahead.group(1).isupper() and first in catalogue.nouns
        return len(first) > 1 and (first in catalogue.units or noun)  # "kho 500 MWh"
    if first == "lần" and (ahead.group(2) or "").lower() in ("đầu", "thứ", "này", "sau", "cuối"):
        return False  # "lớp 7 lần đầu tiên dự thi"
    two = f"{first} {(ahead.group(2) or '').lower()}"
    noun = catalogue.nouns.get(two)
    if noun is None:
        if two in catalogue.function_words or first in catalogue.function_words:
            return False
        work = catalogue.nouns.get(first)
        behind = (ahead.group(2) or "").lower()
        if work is not None and work.noun_class == "labour" and is_other_word(first, behind):
            return False  # "lớp 10 công lập" counts no work
        if not (
            two in catalogue.units or first in catalogue.nouns
            or first in catalogue.units or first in _MAGNITUDE_WORDS
        ):  # fmt: skip
            return False
        noun = catalogue.nouns.get(first)
    if noun is not None and noun.noun_class in ("commune", "village"):
        return _NAMED.match(text, position) is None
    return True


_MAGNITUDE_WORDS = frozenset(("triệu", "tỷ", "tỉ", "nghìn", "ngàn", "trăm", "chục", "vạn"))


def _without_overlap(claims: list[Claim]) -> list[Claim]:
    """Keep, of overlapping claims, the one that begins first, then the longest."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.start, -c.end)):
        if kept and claim.start < kept[-1].end:
            if claim.end > kept[-1].end and claim.start > kept[-1].start:
                kept[-1] = Claim(kept[-1].start, claim.end, kept[-1].reason)
            continue
        kept.append(claim)
    return kept
