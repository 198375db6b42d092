"""Rules on plans: a percentage of a plan, and the claim that it is fulfilled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.records import Figure
from pipeline.checks.interval import figure_interval, is_change, is_count
from pipeline.checks.ratios import compare_percent, pair_base, share_base, unknown_base
from pipeline.checks.record import Check, Reading, article_rule, make_check
from pipeline.checks.wording import show

_PLAN_WORD = r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|KH(?!\w))"
_OF_PLAN = re.compile(rf"^\s*(?:so với\s+|của\s+)?(?:tổng\s+)?{_PLAN_WORD}", re.I)
_PLANNED = re.compile(rf"{_PLAN_WORD}(?:[^.,;()\d]|(?:19|20)\d\d){{0,40}}$", re.I)
_PLAN_FOLLOWS = re.compile(
    rf"^[^.;,\d]{{0,20}}{_PLAN_WORD}[^.;,\d]{{0,40}}(?:\(|là|giao)[^.;,\d)]{{0,30}}$", re.I
)
_FULL = re.compile(
    r"hoàn thành (?:xuất sắc |toàn bộ |vượt mức |đầy đủ |tất cả |100\s?% )?(?:các )?"
    r"(?:chỉ tiêu|kế hoạch)|(?:đạt và )?vượt (?:mức )?(?:các )?(?:chỉ tiêu|kế hoạch)"
    r"|hoàn thành toàn bộ|hoàn thành vượt mức",
    re.I,
)
_NEGATED = re.compile(
    r"(?:chưa|không|khó|phấn đấu|quyết tâm|để|nhằm|mới|cơ bản)\s+(?:\S+\s+){0,2}$", re.I
)
_CLAIM_TO_PERCENT = re.compile(
    r"^(?!.*(?:(?<!\w)là(?!\w)|so với))[^.;\d]{0,60}(?:đạt|bằng|với|tỷ lệ|\(|,)[^.;\d]{0,20}$", re.I
)
_MAX_PLAN = 300.0
_FAR = 80  # characters between a result and its percentage


def is_of_plan(reading: Reading, percent: Figure) -> bool:
    """Whether the text says `x% kế hoạch`."""
    return bool(_OF_PLAN.match(reading.after(percent, 60)))


def check_of_plan(reading: Reading, percent: Figure) -> Iterator[Check]:
    """Compare `đạt x% kế hoạch` with the result before it and the plan, where the text has it."""
    near = reading.in_sentence[percent.sentence_start]
    at = near.index(percent)
    actual = near[at - 1] if at else None
    if actual is not None and actual.unit == "%" and is_change(actual) and at >= 2:
        actual = near[at - 2]  # `1.250 tỷ đồng, tăng 12%, đạt 85% kế hoạch`
    if actual is None or actual.unit == "%" or is_change(actual) or actual.per_unit:
        return
    gap = reading.between(actual, percent)
    if len(gap) > _FAR or ";" in gap:
        return
    if actual.total is not None:
        base = share_base(actual, percent)
    elif plan := _plan_for(reading, percent, actual, near):
        base = pair_base(actual, plan, percent, ("result", "plan"))
    else:
        base = unknown_base(actual, percent)
    yield from compare_percent(reading, percent, base, beyond=says_beyond(reading, percent))


def says_beyond(reading: Reading, percent: Figure) -> bool:
    """Whether the text says `vượt x% kế hoạch`: x beyond the plan, not x of it."""
    return bool(re.search(r"(?<!\w)vượt\s*$", reading.before(percent, 12), re.I)) or bool(
        re.match(r"vượt(?!\w)", percent.exact, re.I)
    )


def _plan_for(
    reading: Reading, percent: Figure, actual: Figure, near: list[Figure]
) -> Figure | None:
    """Return the plan figure that a percentage of plan refers to; None where that is not clear."""
    at = near.index(percent)
    for figure in near[at + 1 : at + 2]:
        if _same_measure(figure, actual) and _PLAN_FOLLOWS.match(reading.between(percent, figure)):
            return figure
    planned = [
        figure
        for figure in reading.figures
        if figure is not actual and figure.total is None and _same_measure(figure, actual)
        if _PLANNED.search(reading.before(figure, 70))
    ]
    close = [figure for figure in planned if figure in near]
    chosen = close or [figure for figure in planned if _same_thing(figure, actual)]
    return chosen[0] if len({figure.value for figure in chosen}) == 1 else None


def _same_measure(first: Figure, second: Figure) -> bool:
    return (first.unit, first.per_unit) == (second.unit, second.per_unit) and not is_change(first)


def _same_thing(first: Figure, second: Figure) -> bool:
    one, other = first.subject.casefold(), second.subject.casefold()
    return first.indicator == second.indicator and one == other


@article_rule("plan")
def check_plans(reading: Reading) -> Iterator[Check]:
    """Alarm where full completion is claimed beside a lower rate, or a rate is beyond 300 %."""
    for figure in reading.figures:
        share = figure.total is not None and is_count(figure)
        if is_change(figure) or not (share or figure.unit == "%"):
            continue
        rate = figure_interval(figure)
        printed = f"{show(figure.value)} %"
        if figure.total:
            rate = rate.scale(100 / figure.total)
            printed = f"{show(figure.value)}/{show(figure.total)}"
        if figure.unit == "%" and figure.value > _MAX_PLAN and is_of_plan(reading, figure):
            yield make_check(
                reading.article_id, "plan", "alarm", [(figure, "percent")],
                observed=printed, expected="≤ 300 %", severity="low",
            )  # fmt: skip
        elif _claims_completion(reading, figure) and not says_beyond(reading, figure):
            yield make_check(
                reading.article_id,
                "plan",
                "pass" if rate.high >= 100 else "alarm",
                [(figure, "percent")],
                observed=printed,
                expected="≥ 100 %",
                severity="high",
            )


def _claims_completion(reading: Reading, figure: Figure) -> bool:
    """Whether the clause before a rate says that the plan is fulfilled.

    `hoàn thành 92% kế hoạch` claims no more than it says: the claim must stand before the rate.
    """
    start = max(figure.sentence_start, figure.start - 110)
    clause = re.split(r"[;.]\s", reading.text[start : figure.start])[-1]
    claims = list(_FULL.finditer(clause))
    if not claims or not _CLAIM_TO_PERCENT.match(clause[claims[-1].end() :]):
        return False
    return not _NEGATED.search(clause[: claims[-1].start()])
