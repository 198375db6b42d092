"""The time of a level that something is compared with: `cùng kỳ đạt 95 tỷ`, `(45 vụ)`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from extractors.dates import Bounds, shift_years
from extractors.frames import Frame
from extractors.patterns import any_word
from extractors.times import TimeExpression
from extractors.times.vocabulary import compile_spaced

_COMPARED_BRACKET = compile_spaced(r" ?\( ?(?:(?:là|đạt|chỉ|có|khoảng|hơn|trên|gần|với) ){0,2}$")
# `cùng kỳ đạt 95 tỷ`, `so với 45 hộ của cùng kỳ`: the level of then, not the change since then.
_SUBJECT_BEFORE = re.compile(
    r"(?:^|[,;:(\n.–-] ?|\b(?:trong khi|khi đó|còn|nếu|mà|vào|trong|tại) ?,? ?|"
    r"\b(?:cơ cấu|con số|tỷ trọng|tỷ lệ)(?: tương ứng)? (?:của|trong) )$"
)
_BASE_BEFORE = re.compile(
    r"\b(?:so với|thay vì|mức|con số)\b[^,;.\n]{0,24}\d(?:(?!so với)[^,;\n]){0,30}$"
)
# `cao hơn mức tăng 2,11% của năm 2020`, `so với con số 15 tỷ của quý III/2023`
_HIGHER_THAN = re.compile(
    any_word(
        rf"{than}\b[^;.,\d]{{0,30}}\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)?[^;.,\d]{{0,20}}(?:\bcủa |% )$"
        for than in (
            "cao hơn", "thấp hơn", "lớn hơn", "nhiều hơn", "ít hơn", "so với (?:con số|mức)",
        )
    )
)  # fmt: skip
# … whose time is none of the figure before: `tăng 5% so với con số 15 tỷ của quý III/2023`
LEVEL_THEN = re.compile(r"[^;,.\d]{0,20}\b(?:so với|hơn) (?:con số|mức)\b[^;,.\d]{0,20}\d")
_OF_BEFORE = re.compile(r"cùng k[ỳì]|\d|trước|ngoái|rồi")
_LEVEL_AFTER = re.compile(r"[^;.()\d\n]{0,60}\d")
_AGAINST_BEFORE = re.compile(r"(?:^|[,;:(\n.–-]) ?so (?:với|cùng) (?:mức |con số )?(?:của )?$")
_STATED_AFTER = compile_spaced(
    r" (?:là|chỉ|chỉ có|chỉ đạt|đạt|có|ở mức) (?:(?:khoảng|hơn|trên|gần) )?\d"
)
# `so với trận lũ tháng 10/2020 làm 22 người chết`: what that one did
_DID_AFTER = compile_spaced(r" (?:đã )?(?:làm|khiến|cướp đi)(?: [^\s,.;\d]+){0,2} \d")
_LEVEL_OVER = re.compile(r"[;)]|,[^,]*\b(?:tăng|giảm|vượt|cao hơn|thấp hơn)\b|\b(?:năm nay|thì)\b")
# `cùng kỳ, cơ cấu tương ứng là 14,13%; 33,83%; 41,8%`: the list goes on
_NUMBERS_ON = re.compile(
    r"[^\d;.()]{0,60}\d[\d.,]*(?<=\d) ?%?(?:(?:[;,]|,? và) \d[\d.,]*(?<=\d) ?%?)*(?:[;,]|,? và) "
)
# `tăng 37 trường hợp so với cùng kỳ (47%)`: the change again, not the level of then.
_CHANGE_AGAIN = re.compile(r"(?<!\w)(?:tăng|giảm)(?!\w)[^,;()\n]*\([\d.,]+ ?%")
# `tăng 20% so với cùng kỳ (với 900 khách quốc tế, tăng 15%)`: what now is among them
_GREW_TOO = re.compile(r"[^();\n]{0,60}, (?:tăng|giảm) (?:\w+ )?\d")
# `tăng 15% so với cùng kỳ (đạt 76 tỷ)`: what it has come to now
_REACHED = re.compile(r"(?<!\w)(?:tăng|giảm) [^;()]{0,30}\d ?%[^,;()]{0,30}\((?:ước )?đạt ")
# … but `đạt 76 tỷ, tăng 15% so với cùng kỳ (đạt 66 tỷ)`
_LEVEL_TOLD = re.compile(r"\d (?!tháng|năm|quý)[^\W\d][^.;\n]{0,30}$")
_YEAR_PLAN_BRACKET = compile_spaced(r"(?:kế hoạch|dự toán|chỉ tiêu)(?: \w+){0,3} năm ?\( ?$")
_YEAR_PLAN_WITHIN = compile_spaced(
    r"\( ?(?:kế hoạch|dự toán|chỉ tiêu)(?: \w+){0,2} cả năm[^()\d]*$"
)


def read_compared(low: str, begin: int, time: TimeExpression, told: Frame | None) -> Frame | None:
    """Return the frame of a compared time that has its own figure: `cùng kỳ đạt 95 tỷ`.

    `begin`: where its sentence begins. `told`: what the sentence told of before.
    """
    before = low[max(begin, time.start - 70) : time.start]
    if time.kind != "same_period":
        did = _DID_AFTER.match(low, time.end) is not None
        stated = (
            did
            or is_base(low, begin, time)
            or bool(_AGAINST_BEFORE.search(before) and _STATED_AFTER.match(low, time.end))
        )
        bounds: Bounds = (time.period_start, time.period_end)
    else:
        past = _OF_BEFORE.search(low, time.start, time.end)  # not `trong cùng thời gian`
        subject = past and _SUBJECT_BEFORE.search(before) and _LEVEL_AFTER.match(low, time.end)
        stated = bool(subject or _BASE_BEFORE.search(before)) or is_base(low, begin, time)
        bounds = _then(low, time, told)
    return Frame(time.start, time.end, bounds, "same_period") if stated else None


def is_base(low: str, begin: int, time: TimeExpression) -> bool:
    """Tell whether a time is that of a level that another is above: `cao hơn mức 2,11% của năm
    2020`. `begin`: where its sentence begins."""
    return _HIGHER_THAN.search(low, max(begin, time.start - 70), time.start) is not None


def _then(low: str, time: TimeExpression, told: Frame | None) -> Bounds:
    """Return the days that `cùng kỳ` names: the period told of, in another year."""
    start, end = told.bounds if told else (None, None)
    last = end or start
    if last is None or time.period_start is None:
        return time.period_start, time.period_end
    named = str(time.period_start.year) in low[time.start : time.end]
    return shift_years((start, end), time.period_start.year - last.year if named else -1)


def is_told(low: str, frame: Frame, at: int) -> bool:
    """Tell whether the level of a compared period has been told before a place."""
    if frame.kind != "same_period" or _NUMBERS_ON.fullmatch(low, frame.end, at):
        return False
    if _HIGHER_THAN.search(low, max(0, frame.start - 70), frame.start):
        return True  # "cao hơn mức 8,4% của cùng kỳ, kịch bản là 9,2%"
    return at - frame.end > 300 or _LEVEL_OVER.search(low, frame.end, at) is not None


def read_bracketed(
    low: str, at: int, here: Sequence[TimeExpression], told: Frame | None, published: date | None
) -> Frame | None:
    """Read `so với cùng kỳ năm 2018 (45 vụ)`, `31% kế hoạch năm (9 tấn)`, `(kế hoạch cả năm là
    70 người)`.

    `at`: the figure's start, behind a bracket's opening. `here`: the times of its sentence.
    """
    before = low[max(0, at - 70) : at]
    of_year = before.rstrip().endswith("(") and _YEAR_PLAN_BRACKET.search(before)
    day = (told.bounds[1] or told.bounds[0] if told else None) or published
    if day and (of_year or _YEAR_PLAN_WITHIN.search(before)):
        year = day.year
        return Frame(at, at, (date(year, 1, 1), date(year, 12, 31)), "year")
    if "(" not in before[-16:]:
        return None
    last = bisect_right(here, at, key=lambda time: time.end) - 1
    if last < 0 or here[last].role != "comparison":
        return None
    time = here[last]
    if not _COMPARED_BRACKET.match(low[time.end : at]):
        return None
    if _GREW_TOO.match(low, at):
        return None
    if _CHANGE_AGAIN.search(low, max(0, time.start - 60), at + 8):
        return None
    if (change := _REACHED.search(low, max(0, time.start - 30), at)) and not _LEVEL_TOLD.search(
        low, max(0, change.start() - 60), change.start()
    ):
        return None
    bounds: Bounds = (time.period_start, time.period_end)
    if time.kind == "same_period":
        bounds = _then(low, time, told)
    return Frame(time.start, time.end, bounds, time.kind)
