"""Goes through a text once and reads the time that each word or number may open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extractors.patterns import any_word
from extractors.times.bare import clock_rule
from extractors.times.ends import now_rule, since_rule, until_rule
from extractors.times.holidays import date_holidays, holiday_rule
from extractors.times.parts import (
    edge_rule,
    parts_rule,
    phase_rule,
    school_rule,
    season_rule,
    years_rule,
)
from extractors.times.relative import (
    ago_rule,
    gone_rule,
    recurrent_rule,
    relative_rule,
    same_rule,
    this_rule,
    vague_rule,
    window_rule,
)
from extractors.times.scan import Rule, Scan, TimeExpression
from extractors.times.spans import YEARLY, day_rule, numeric_rule, point_rule, weekday_rule
from extractors.times.vocabulary import compile_spaced
from extractors.times.weeks import week_rule

_DIGIT_RULES: tuple[Rule, ...] = (
    clock_rule, holiday_rule, parts_rule, window_rule, years_rule, numeric_rule,
)  # fmt: skip
_RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(
        ("ngày", "hôm", "bữa", "sáng", "trưa", "chiều", "tối", "đêm", "khuya"), (day_rule,)
    ),
    **dict.fromkeys(("rạng", "mùng", "mồng"), (day_rule,)),
    **dict.fromkeys(("thứ", "chủ", "chúa"), (weekday_rule,)),
    "tháng": (edge_rule, relative_rule, point_rule),
    **dict.fromkeys(("quý", "quí"), (edge_rule, relative_rule, point_rule)),
    "tuần": (relative_rule, week_rule),
    "năm": (gone_rule, window_rule, parts_rule, school_rule, relative_rule, years_rule, point_rule),
    "niên": (school_rule, season_rule),
    **dict.fromkeys(("từ", "kể"), (since_rule,)),
    **dict.fromkeys(("tính", "lũy", "luỹ", "cho", "ước", "đến", "tới", "hết"), (until_rule,)),
    "trước": (vague_rule, until_rule),
    **dict.fromkeys(("hiện", "bây", "tại", "lúc", "nay"), (now_rule,)),
    **dict.fromkeys(("trong", "ngay", "cả"), (this_rule,)),
    **dict.fromkeys(("giai", "khóa", "khoá"), (phase_rule,)),
    "nhiệm": (vague_rule, phase_rule),
    "thời": (vague_rule, phase_rule, now_rule),
    **dict.fromkeys(("nhiều", "mọi"), (vague_rule,)),
    "cùng": (same_rule,),
    "cách": (ago_rule,),
    **dict.fromkeys(("hằng", "hàng", "mỗi", "thường"), (recurrent_rule,)),
    **dict.fromkeys(("vụ", "mùa", "tết", "xuân", "hè", "đông"), (season_rule,)),
    **dict.fromkeys(("đầu", "giữa", "cuối", "trung", "thượng", "hạ"), (point_rule,)),
    **dict.fromkeys(("nửa", "kỳ", "kì"), (parts_rule,)),
    **dict.fromkeys(("những", "các", "mấy"), (vague_rule, parts_rule, now_rule)),
    **dict.fromkeys(
        ("một", "hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "chục"),
        (holiday_rule, gone_rule, parts_rule, window_rule, years_rule),
    ),
}


# What must follow the words that open a time only now and then: most `các` open none.
_OF_TIME = r"(?:năm|tháng|quý|quí|tuần|ngày|đêm|giờ|thập)(?!\w)"
_NEXT = {
    **dict.fromkeys(
        ("một", "hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "chục"),
        rf"(?: {{1,4}}[^\W\d]+){{0,2}} {{1,4}}{_OF_TIME}",
    ),
    **dict.fromkeys(("những", "các", "mấy", "nhiều", "mọi"), rf" {{1,4}}{_OF_TIME}"),
    "cả": rf" {{1,4}}(?:{_OF_TIME}|(?:kỳ|đợt|dịp)(?!\w))",
    "trong": rf" {{1,4}}(?:{_OF_TIME}|(?:kỳ|đợt|dịp|những|các)(?!\w))",
    **dict.fromkeys(("hằng", "hàng", "mỗi"), r" {1,4}(?:một|năm|tháng|quý|tuần|ngày|vụ)(?!\w)"),
    "cùng": r" {1,4}(?:kỳ|kì|thời|giai|tháng|quý|ngày)(?!\w)",
    "cho": r" {1,4}(?:đến|tới)(?!\w)",
    "ngay": r" {1,4}trong(?!\w)",
    **dict.fromkeys(("kỳ", "kì"), r" {1,4}(?:[12]|i{1,2}) {1,4}tháng(?!\w)"),
    "thường": r" {1,4}niên(?!\w)",
    "thời": r" {1,4}(?:gian|điểm|kỳ|kì)(?!\w)",
    "tại": r" {1,4}thời(?!\w)",
    "lúc": r" {1,4}này(?!\w)",
}


def _openings() -> re.Pattern[str]:
    """Return a pattern of the words that have rules, and of digits that a time may begin with."""
    digits = "|".join(rf"{d}(?<![\w/%]{d})(?<!\d[.,/\-–]{d})(?:{_DIGITS})" for d in range(10))
    words = any_word(rf"{word}(?!\w)(?={_NEXT.get(word, '')})" for word in _RULES)
    return re.compile(f"{words}|{digits}")


# Behind the first digit of a number.
_DIGITS = (
    r"\d?(?=[:hg]| {0,4}[/\-–&] {0,4}\d|\.\d{1,2}(?!\d)|,? {1,4}(?:ngày {1,4})?\d|"
    r" {1,4}(?:giờ|tháng|quý|quí|năm|tuần|ngày|đêm|thập|và|đến|tới)(?!\w))|"
    r"\d\d(?= {1,4}(?:năm|tháng|tuần|ngày|giờ)(?!\w))|(?:(?<=1)\d|(?<=2)[01])\d\d(?!\d)"
)
_OPENINGS = _openings()
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|năm")  # one year and no other is told
_AND = compile_spaced(r" (?:và|,)(?: trong)? ")
_QUOTED_NAME = re.compile(r"[“\"](?:[^\W\d]+[ -]){1,6}$")
_RUNS_ON = ("months", "quarter", "month")


def find_times(
    text: str, published: date | None = None, *, alone: bool = False
) -> list[TimeExpression]:
    """Return every expression of time of an NFC text, in order.

    `alone`: the text is one expression by itself, so a bare 7/3 is a day and years left out are
    the publication's own.
    """
    scan = Scan(text, published, alone)
    found: list[TimeExpression] = []
    done = 0
    for opening in _OPENINGS.finditer(scan.low):
        at = opening.start()
        if at < done:
            continue
        for rule in _RULES.get(opening.group(), _DIGIT_RULES):
            expression = rule(scan, at)
            if expression is not None:
                expression = _of_each_year(scan, expression)
                done = expression.end
                if expression.kind == "day" and _is_quoted_name(scan, at, done):
                    expression.role = "name"
                if found and (whole := _joined(scan, found[-1], expression)):
                    found[-1] = expression = whole
                else:
                    found.append(expression)
                _remember_year(scan, expression)
                break
    return (
        date_holidays(scan.low, found) if any(time.kind == "holiday" for time in found) else found
    )


def _of_each_year(scan: Scan, expression: TimeExpression) -> TimeExpression:
    """Return `từ tháng 2 đến tháng 8 hằng năm` as what recurs: it is of no one year."""
    if expression.kind not in ("month", "until", "span", "edge", "quarter", "months"):
        return expression
    yearly = YEARLY.match(scan.low, expression.end)
    if (
        yearly is None
        or "," in yearly.group()
        or _YEAR.search(scan.low, expression.start, expression.end)
    ):
        return expression
    return TimeExpression(expression.start, yearly.end(), "recurrent", None, None, "none")


def _is_quoted_name(scan: Scan, at: int, end: int) -> bool:
    """Tell whether a day closes a name in quotes: `Ngôi nhà 26-3`."""
    closes = scan.low[end : end + 1] in ("”", '"')
    return closes and _QUOTED_NAME.search(scan.before(at, 40)) is not None


def _joined(scan: Scan, first: TimeExpression, last: TimeExpression) -> TimeExpression | None:
    """Return `năm 2019 và 6 tháng đầu năm 2020` as one: a time, and the one it runs on in."""
    begun, until, resumed = first.period_start, first.period_end, last.period_start
    if begun is None or until is None or resumed is None or last.kind not in _RUNS_ON:
        return None
    if first.kind not in ("year", "span") or first.role != "frame" or last.role != "frame":
        return None
    if (resumed - until).days != 1 or _AND.fullmatch(scan.low, first.end, last.start) is None:
        return None
    return replace(first, end=last.end, kind="span", period_end=last.period_end)


def _remember_year(scan: Scan, expression: TimeExpression) -> None:
    """Keep the year that a sentence names for the months and quarters that follow in it."""
    first, last = expression.period_start, expression.period_end
    if expression.kind == "edge" and first is None:  # `cuối năm 2016`
        first = last
    if last is None or expression.role not in ("frame", "event"):
        return
    if expression.kind == "until":
        scan.last["until"] = (None, last)
    if first is None:
        return
    if scan.published is None and last.year - first.year < 2:
        scan.told = (first.year, last.year)
    told = scan.named(expression.start, "year") if expression.kind == "year" else None
    if told is not None and told[0] is not None and told[0] > first:
        return  # `năm 2021 đạt 5%, cao hơn mức 2% của năm 2020. Trong năm, …`
    scan.last[expression.kind] = (first, last)
    scan.last_at[expression.kind] = expression.end
    named = (
        expression.kind in ("year", "quarter", "months", "month", "edge")
        and first.year == last.year
    )
    form = scan.low[expression.start : expression.end]
    if named and (str(first.year) in form or form.endswith("năm nay")):
        scan.year, scan.year_at = first.year, expression.end
