"""The rule on percentages: each against its own part and whole, or its plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.records import Figure
from pipeline.checks.interval import figure_interval, is_change, is_count
from pipeline.checks.plans import check_of_plan, is_of_plan, says_beyond
from pipeline.checks.ratios import Base, compare_percent, pair_base, share_base, unknown_base
from pipeline.checks.record import Check, Reading, article_rule

# What joins a number to the percentage that it is: nothing else may stand between.
_JOINS = re.compile(
    r"^(?P<noun>[^.;,()\d]{0,70}?)[\s,(–-]*"
    r"(?:(?:đạt|chiếm|bằng|tương đương(?: với)?|tương ứng|ứng với|tức(?: là)?|hay|=)\s*"
    r"(?:(?:tỷ|tỉ) lệ\s*)?|(?:tỷ|tỉ) lệ\s*(?:đạt|chiếm|là)?\s*|\(\s*)$",
    re.I,
)
# `bằng 150,4% năm 2024`: of an earlier time, not of a whole.
_OF_EARLIER = re.compile(
    r"^\s*(?:so với|so|cùng kỳ|(?:của )?(?:năm|quý|tháng) (?:\d|trước|ngoái|[IV])|mức|tốc độ)", re.I
)
_CHANGE = re.compile(r"tăng|giảm|vượt|hụt|so với", re.I)
_OVER = re.compile(r"(?:trong|trên|/)\s*(?:tổng\s*)?(?:số\s*)?$", re.I)
_WHOLE_BEFORE = re.compile(r"(?:tổng số|trong số|trong tổng|trên tổng)\s*(?:\S+\s){0,2}$", re.I)
_BASE_NAMED = re.compile(
    r"^\s*(?:trên |trong |của )?(?:tổng )?số\s+(?P<noun>[^\d,.;()]{2,60})", re.I
)
_BASE_IN_BRACKET = re.compile(r"^[^.;()]{2,60}\(\s*$")
_OUTCOME = re.compile(
    r"giải quyết|xử lý|thành|hoàn thành|công nhận|thu hoạch|khắc phục|trả lời|được cấp|đạt chuẩn"
    r"|giải ngân|thoát nghèo|được hỗ trợ|tham gia|đóng góp|đã (?:tiêm|xong|bàn giao|khởi công)",
    re.I,
)
_STATES_WHOLE = re.compile(
    r"(?:tổng|toàn|cả|có|gồm|là|tiếp nhận|ghi nhận|nhận|phát hiện|đăng ký|khởi công|xuống giống"
    r"|gieo trồng)[^.;,\d]{0,30}$",
    re.I,
)
_TIMES = frozenset(("year", "month", "day", "tuần", "giờ", "phút", "times"))


def is_percent(figure: Figure) -> bool:
    """Whether the figure is a percentage that is no change."""
    return figure.unit == "%" and figure.direction == "level" and figure.indicator != "growth_rate"


@article_rule("percent")
def check_percents(reading: Reading) -> Iterator[Check]:
    """Alarm where a printed percentage is not that of its own part and whole, or of its plan."""
    for percent in reading.figures:
        if percent.unit == "%" and is_of_plan(reading, percent):
            if not is_change(percent) or says_beyond(reading, percent):
                yield from check_of_plan(reading, percent)
            continue
        if not is_percent(percent):
            continue
        base = _base_of(reading, percent)
        if base is not None:
            yield from compare_percent(reading, percent, base)


def _base_of(reading: Reading, percent: Figure) -> Base | None:
    """Return part and whole of a percentage; no whole where the text keeps it; None unrelated."""
    near = reading.in_sentence[percent.sentence_start]
    at = near.index(percent)
    for following in near[at + 1 : at + 2]:  # `95% (57/60 mô hình)`
        gap = reading.between(percent, following)
        if following.total is not None and re.fullmatch(r"[^.;\d()]{0,40}\(\s*", gap):
            return share_base(following, percent)
    if at == 0 or _OF_EARLIER.match(reading.after(percent, 40)):
        return None
    previous = near[at - 1]
    joined = _JOINS.match(reading.between(previous, percent))
    if joined is None or _CHANGE.search(joined["noun"]) or previous.unit == "%":
        return None
    if is_change(previous) or previous.per_unit or previous.unit in _TIMES:
        return None
    if previous.total is not None:
        return share_base(previous, percent)
    named = _BASE_NAMED.match(reading.after(percent, 80))
    if named is not None:
        return _named_base(reading, percent, previous, named.group("noun"))
    for part in near[at - 2 : at - 1] if at >= 2 else []:  # `45 hộ trên tổng số 60 hộ, đạt 75%`
        if _OVER.search(reading.between(part, previous)) and _like(part, previous):
            return pair_base(part, previous, percent)
    for base in near[at + 1 : at + 2]:  # `11,2% dân số từ 18 tuổi (1.060.000 người)`
        if _BASE_IN_BRACKET.match(reading.between(percent, base)) and is_count(base):
            return pair_base(previous, base, percent)
    whole = reading.by_id.get(previous.part_of or "") or _whole_before(reading, previous, near)
    if whole is not None and _like(previous, whole):
        return pair_base(previous, whole, percent)
    return _guess_base(reading, previous, percent, near)


def _guess_base(reading: Reading, part: Figure, percent: Figure, near: list[Figure]) -> Base:
    """Return the base that no word marks: what the same sentence counted before the part.

    Where the percentage agrees with one candidate, that is the base. Where it does not, only a
    single candidate whose part is its outcome is sure enough to be told.
    """
    before = [f for f in near[: near.index(part)] if _like(part, f) and f.value >= part.value]
    stocks = [
        figure
        for figure in reading.figures
        if figure not in before
        and (figure.unit, figure.place_names) == (part.unit, part.place_names)
        and figure.value > part.value
        and _like(part, figure)
    ]
    for candidate in [*reversed(before), *stocks]:
        ratio = figure_interval(part).over(figure_interval(candidate))
        if ratio is not None and ratio.scale(100).meets(figure_interval(percent)):
            return pair_base(part, candidate, percent)
    whole = _sure_whole(reading, part, percent, near)
    return pair_base(part, whole, percent) if whole else unknown_base(part, percent)


def _sure_whole(
    reading: Reading, part: Figure, percent: Figure, near: list[Figure]
) -> Figure | None:
    """Return the one figure before the part that it can be a share of: all of what it is some of.

    `nhận 64 vụ việc, giải quyết xong 51 vụ, đạt …`, `2.874 hộ, còn 233 hộ nghèo (…)`.
    """
    alike = [f for f in near[: near.index(part)] if _like(part, f) and _same_noun(part, f)]
    if len(alike) != 1:
        return None
    whole = alike[0]
    if part.subject.casefold().startswith(f"{whole.subject.casefold()} "):
        return whole
    clause = re.split(r"[,;]\s", reading.text[part.sentence_start : part.start])[-1]
    outcome = _OUTCOME.search(clause + reading.between(part, percent))
    return whole if outcome and _STATES_WHOLE.search(reading.before(whole, 60)) else None


def _same_noun(first: Figure, second: Figure) -> bool:
    return first.unit in second.unit or second.unit in first.unit


def _whole_before(reading: Reading, part: Figure, near: list[Figure]) -> Figure | None:
    """Return the figure earlier in the sentence that `trong tổng số …` names as the whole."""
    for figure in reversed(near[: near.index(part)]):
        if _like(part, figure) and _WHOLE_BEFORE.search(reading.before(figure, 40)):
            return figure
    return None


def _like(part: Figure, whole: Figure) -> bool:
    if is_change(part) or is_change(whole) or whole.unit == "%" or part.per_unit or whole.per_unit:
        return False
    return part.unit == whole.unit or (is_count(part) and is_count(whole))


def _named_base(reading: Reading, percent: Figure, part: Figure, noun: str) -> Base:
    """Return the base that `chiếm x% tổng số …` names, where exactly one figure counts it."""
    noun = noun.strip().casefold()

    def is_named(figure: Figure) -> bool:
        subject = figure.subject.casefold()
        return noun in (figure.unit, subject) or noun.startswith(f"{subject} ")

    counted = [
        figure
        for figure in reading.figures
        if figure not in (percent, part)
        and is_count(figure)
        and not is_change(figure)
        and figure.total is None
        and figure.place_names == part.place_names
        and is_named(figure)
    ]
    if len({figure.value for figure in counted}) == 1:
        return pair_base(part, counted[0], percent)
    return unknown_base(part, percent)
