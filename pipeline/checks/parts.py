"""Rules on parts and wholes: sum, share, range."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.numbers import read_number
from extractors.patterns import UPPER
from extractors.records import Figure
from pipeline.checks.interval import (
    Interval,
    figure_interval,
    is_count,
    is_exact,
    noun_class,
    total_interval,
)
from pipeline.checks.record import Check, Outcome, Reading, article_rule, make_check, severity_of
from pipeline.checks.wording import show, show_span

_SUBSET = re.compile(
    r"trong (?:đó|số)|(?<!\w)riêng|nhất là|chủ yếu|tiêu biểu|điển hình|nổi bật|đáng chú ý|ví dụ"
    r"|như:",
    re.I,
)
_COMPLETE = re.compile(
    r"gồm|chia (?:ra|thành|làm)|phân (?:ra|thành)|cơ cấu|lần lượt"
    r"|(?:^|[,.;:(–-])\s*cụ thể\s*(?:là|như sau)?\s*[:,]",
    re.I,
)
_ANEW = re.compile(r"[()]|(?<!\w)(?:trong (?:đó|số)|riêng|gồm)(?!\w)", re.I)
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng)(?!\w)", re.I)
_REST = re.compile(r"còn lại|số còn", re.I)
_UNCOUNTED_REST = re.compile(r"[^.\d\n]{0,30}(?:còn lại|khác|…|\.\.\.|v\.v|vân vân)", re.I)
_SENTENCE_END = re.compile(rf"[.!?]\s*[{UPPER}]|\n")
_BRACKETED = re.compile(r"\([^()]*\)")
_TOTAL_WORD = re.compile(
    r"(?:tổng cộng|tổng số|tổng|cộng|tất cả)\s*(?:là|có|:)?\s*\S{0,12}\s*$", re.I
)
_COVERS = 0.6  # brackets whose parts give less of the total than this do not claim to be all


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that stand together, and whether they claim to be the whole."""

    parts: tuple[Figure, ...]
    complete: bool
    says_all: bool  # `gồm`, `còn lại`: said in words, as against brackets alone


@article_rule("sum")
def check_sums(reading: Reading) -> Iterator[Check]:
    """Alarm where a complete list of parts differs from its total, or parts exceed it."""
    for total in reading.figures:
        if total.direction != "level" or total.per_unit or total.unit == "%":
            continue
        for group in _groups(reading, total):
            yield from _check_group(reading, total, group)


def _check_group(reading: Reading, total: Figure, group: Group) -> Iterator[Check]:
    parts = [part for part in group.parts if _can_add(part, total)]
    roles = [(total, "total"), *((part, "part") for part in group.parts)]
    shown = " + ".join(show(part.value) for part in parts)
    printed = show(total.value)
    if not parts:
        return
    sum_, whole = _add(parts), figure_interval(total)
    complete = group.complete and len(parts) > 1
    if complete and (len(parts) < len(group.parts) or _passes_over(reading, group.parts)):
        yield make_check(
            reading.article_id, "sum", "cannot_tell", roles, observed=shown, expected=printed
        )
        return
    if complete and not group.says_all and sum_.high < _COVERS * whole.low:
        complete = False
    within = sum_.low <= whole.high or sum_.meets(whole)
    yield make_check(
        reading.article_id,
        "sum",
        "pass" if (sum_.meets(whole) if complete else within) else "alarm",
        roles,
        observed=f"{shown} = {show(sum(p.value for p in parts))}" if len(parts) > 1 else shown,
        expected=printed if complete else f"≤ {printed}",
        tolerance=f"{show_span(sum_.low, sum_.high)}; {show_span(whole.low, whole.high)}",
        severity=severity_of(sum_.gap(whole)),
    )


def _add(parts: Sequence[Figure]) -> Interval:
    sum_ = Interval(0.0, 0.0)
    for part in parts:
        sum_ += figure_interval(part)
    return sum_


def _can_add(part: Figure, total: Figure) -> bool:
    """Whether a part is counted in the total's unit and falls into the total's time."""
    if part.per_unit or part.direction != "level":
        return False
    if is_count(part) != is_count(total):
        return False
    if not _is_kin(part, total):
        return False
    starts = [day for day in (part.period_start, total.period_start) if day]
    ends = [day for day in (part.period_end, total.period_end) if day]
    return not (starts and ends and max(starts) > min(ends))


def _is_kin(part: Figure, total: Figure) -> bool:
    """Whether both count one kind of thing: trâu and gia súc, but not hộ and khẩu."""
    if part.unit == total.unit:
        return True
    if not is_count(part):
        return False
    kinds = [noun_class(figure.unit) for figure in (part, total)]
    if all(kinds):
        return kinds[0] == kinds[1]
    if part.indicator == total.indicator != "other":
        return True
    return part.unit in total.unit or total.unit in part.unit


def _passes_over(reading: Reading, parts: Sequence[Figure]) -> bool:
    """Whether a number stands between the parts that is none of them, nor said of one of them."""
    known = {part.figure_id for part in parts}
    for figure in reading.figures:
        if not parts[0].end <= figure.start < parts[-1].start:
            continue
        if figure.figure_id in known or figure.part_of in known or figure.per_unit:
            continue
        if is_count(figure) != is_count(parts[0]) or figure.direction != "level":
            continue
        owner = max((part for part in parts if part.end <= figure.start), key=lambda p: p.end)
        if "(" not in reading.between(owner, figure):
            return True
    return False


def _groups(reading: Reading, total: Figure) -> Iterator[Group]:
    linked = [figure for figure in reading.figures if figure.part_of == total.figure_id]
    before = [part for part in linked if part.end <= total.start]
    if len(before) > 1 and _TOTAL_WORD.search(reading.before(total, 40)):
        yield Group(tuple(before), complete=True, says_all=True)
    after = [part for part in linked if part.start >= total.end]
    # `…, 300 hộ dân tộc Kinh, còn lại 112 hộ`: the rest is of the total, not of the last part.
    siblings = {part.figure_id for part in after}
    after += [
        figure
        for figure in reading.figures
        if figure.part_of in siblings and _REST.search(reading.before(figure, 25))
    ]
    after.sort(key=lambda figure: figure.start)
    run: list[Figure] = []
    complete = says_all = listed_by_semicolon = False
    for part in _with_rest_of_list(reading, total, after):
        gap = _BRACKETED.sub(" ", reading.between(run[-1] if run else total, part))
        ends = bool(run) and (
            bool(_ANEW.search(gap))
            or bool(_SENTENCE_END.search(gap))
            or (";" in gap and len(run) > 1 and not listed_by_semicolon and not _REST.search(gap))
        )
        if ends:
            yield _finish(reading, total, run, complete, says_all)
            run = []
        if not run and _EACH.search(gap):
            return  # `65 túi thuốc, mỗi túi gồm 3 hộp bông …` says what one of them holds
        if not run:
            says_all = _last(_COMPLETE, gap) > _last(_SUBSET, gap)
            complete = says_all or (not _SUBSET.search(gap) and bool(re.search(r"[(:]", gap)))
            listed_by_semicolon = False
        elif _REST.search(gap):
            complete = says_all = True
        listed_by_semicolon = listed_by_semicolon or (bool(run) and ";" in gap)
        run.append(part)
    if run:
        yield _finish(reading, total, run, complete, says_all)


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Return where the pattern was last found, -1 where it was not."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _finish(
    reading: Reading, total: Figure, run: list[Figure], complete: bool, says_all: bool
) -> Group:
    for length in range(2, len(run)):
        # Where the first parts make up the total, what was linked behind them is of something else.
        if is_exact(total) and _add(run[:length]) == figure_interval(total):
            return Group(tuple(run[:length]), complete, says_all)
    # `…; diện tích còn lại là tôm - rừng`: the rest is named and not counted.
    if _UNCOUNTED_REST.match(reading.after(run[-1], 60)):
        complete = False
    return Group(tuple(run), complete, says_all)


def _with_rest_of_list(reading: Reading, total: Figure, linked: list[Figure]) -> list[Figure]:
    """Add members of a bracket or `gồm` list that no one linked, when all of it is of one kind.

    An inconsistent list is exactly one whose part may be too large to have been linked.
    """
    span = _list_span(reading, total)
    if span is None:
        return linked
    members = [
        figure
        for figure in reading.figures
        if span[0] <= figure.start
        and figure.end <= span[1]
        and figure.part_of in (None, total.figure_id)
    ]
    like = [m for m in members if _can_add(m, total) and (_same_unit(m, total) or m in linked)]
    counted = [m for m in members if (is_count(m) and is_count(total)) or m.unit == total.unit]
    too_large = any(member.value > total.value for member in like)
    if (len(like) < 2 and not too_large) or len(like) < len(counted):
        return linked
    outside = [part for part in linked if part not in members]
    return sorted([*like, *outside], key=lambda figure: figure.start)


def _same_unit(part: Figure, total: Figure) -> bool:
    if part.unit == total.unit:
        return True
    return is_count(part) and (part.unit in total.unit or total.unit in part.unit)


def _list_span(reading: Reading, total: Figure) -> tuple[int, int] | None:
    """Return where the list behind a total starts and ends: its bracket, or from `gồm` on."""
    text, end = reading.text, total.end
    line_end = text.find("\n", end)
    line = text[end : line_end if line_end >= 0 else len(text)]
    line = line[: _closing(line, 0)]  # behind a bracket's end its members have no parts
    opening = re.match(
        r"[^().;:\d]{0,80}(\(|:|(?<!\w)(?:(?:bao )?gồm|trong (?:số )?đó)(?: có)?(?!\w)\s*:?)",
        line,
        re.I,
    )
    next_named = opening and opening.group(1) == ":" and (total.exact.isdigit() or total.part_of)
    if opening is None or next_named:
        return None
    start = opening.end()
    if opening.group(1) == "(":
        bracketed = line[start : _closing(line, start)]
        return None if _COMPARES.match(bracketed) else (end + start, end + start + len(bracketed))
    # After `gồm:` a semicolon parts the members; after `gồm` alone it ends the list.
    ending = r"\.(?:\s|$)" if ":" in opening.group(1) else r"[.;](?:\s|$)"
    stop = re.search(ending, line[start:])
    return end + start, end + (start + stop.start() if stop else len(line))


# `giảm còn 17 vụ (cùng kỳ năm ngoái: 42 vụ)` holds another time's figure, and no parts;
# `(cả nước 20 triệu tấn)` that of a wider place, `(trong tổng số 18 xã)` the whole of it.
_COMPARES = re.compile(
    r"\s*(?:cùng kỳ|năm|quý|tháng|đầu|cuối|so với|trước|kế hoạch|chỉ tiêu|tăng|giảm|mục tiêu"
    r"|tr(?:ong|ên) (?:tổng số|số (?!đó|này|ấy))"
    r"|cả nước|toàn quốc|thế giới|(?:toàn|cả) (?:vùng|tỉnh|huyện)|bình quân|trung bình)",
    re.I,
)


def _closing(line: str, start: int) -> int:
    depth = 1
    for offset in range(start, len(line)):
        depth += (line[offset] == "(") - (line[offset] == ")")
        if depth == 0:
            return offset
    return len(line)


_OF_PLAN = re.compile(r"kế hoạch|chỉ tiêu|dự toán|(?<!\w)KH(?!\w)|vượt|giao", re.I)


@article_rule("share")
def check_shares(reading: Reading) -> Iterator[Check]:
    """Alarm where n > m in `n/m`, or where one whole is printed with two values."""
    shares = [figure for figure in reading.figures if figure.total is not None]
    for share in shares:
        part, whole = figure_interval(share), total_interval(share)
        outcome: Outcome = "pass"
        if part.low > whole.high and not part.meets(whole):
            around = reading.before(share, 40) + reading.after(share, 40)
            # `217,5/200 km` may be what was done against what was planned.
            planned = not is_count(share) or _OF_PLAN.search(around)
            outcome = "cannot_tell" if planned else "alarm"
        yield make_check(
            reading.article_id, "share", outcome, [(share, "share")],
            observed=_print_share(share), expected=f"≤ {show(share.total or 0)}", severity="high",
        )  # fmt: skip
    for first, second in combinations(shares, 2):
        if first.total != second.total and _one_whole(first, second):
            yield make_check(
                reading.article_id,
                "share",
                "alarm",
                [(first, "share"), (second, "share")],
                observed=f"{_print_share(first)}, {_print_share(second)}",
                expected=f"{show(first.total or 0)} = {show(second.total or 0)}",
                severity="medium",
                kind="whole",
            )


def _print_share(share: Figure) -> str:
    return f"{show(share.value)}/{show(share.total or 0)}"


# What a place has a settled number of; other wholes differ from one sentence to the next.
_SETTLED = re.compile(
    r"^(?:xã|phường|thị trấn|huyện|thôn|làng|bản|buôn|bon|ấp|khóm|khu phố|khu dân cư|tổ dân phố|"
    r"chi bộ|đảng bộ|cơ quan|đơn vị|sở|ban|ngành)(?:\W|$)",
    re.I,
)


def _one_whole(first: Figure, second: Figure) -> bool:
    """Whether two shares are of one whole: same unit, place and time, of a settled number."""
    same = ("unit", "place_names", "place", "period_start", "period_end", "status")
    if any(getattr(first, name) != getattr(second, name) for name in same):
        return False
    return is_count(first) and (
        bool(_SETTLED.match(first.unit)) or first.subject.casefold() == second.subject.casefold()
    )


_MAY_EXCEED = re.compile(
    r"kế hoạch|chỉ tiêu|dự toán|so với|cùng kỳ|mục tiêu|nghị quyết|tăng|vượt|gấp|giao|tốc độ"
    r"|(?<!\w)KH(?!\w)|^\s*(?:của )?(?:năm|quý|tháng) (?:\d|trước|ngoái|I)",
    re.I,
)


_FROM_END = re.compile(r"(?<!\w)từ\s+(?P<low>\d[\d.,]*)\s*(?:đến|tới|-|–|—)\s*$", re.I)
_MOVES = re.compile(r"giảm|tăng|hạ|nâng|xuống|lên", re.I)


def _unread_ends(figure: Figure, before: str) -> tuple[float, float] | None:
    """Return the ends of `từ 650 đến 58 tạ`, where extraction takes the second alone."""
    opening = _FROM_END.search(before)
    printed = re.match(r"\d[\d.,]*", figure.exact[figure.number_start - figure.start :])
    if opening is None or printed is None or _MOVES.search(before):
        return None
    low, high = (read_number(end.rstrip(".,")) for end in (opening["low"], printed.group()))
    return (low, high) if low is not None and high is not None and low > high else None


_SHARE_OF = re.compile(r"(?:chiếm|tỷ lệ|tỉ lệ)[^.;\d]{0,45}$", re.I)


@article_rule("range")
def check_ranges(reading: Reading) -> Iterator[Check]:
    """Alarm on a range whose ends are swapped, a share above 100 %, a count below zero."""
    for figure in reading.figures:
        one = [(figure, "figure")]
        ends = _swapped_ends(figure, reading.before(figure, 40))
        if ends is not None:
            low, high = (show(end) for end in ends)
            yield make_check(
                reading.article_id,
                "range",
                "alarm",
                one,
                observed=f"{low}–{high}",
                expected=f"{low} ≤ {high}",
            )
        if figure.value < 0 and is_count(figure):
            yield make_check(
                reading.article_id,
                "range",
                "alarm",
                one,
                observed=show(figure.value),
                expected="≥ 0",
                severity="high",
            )
        if figure.unit == "%" and figure.value > 100 and _is_share(reading, figure):
            yield make_check(
                reading.article_id, "range", "alarm", one,
                observed=f"{show(figure.value)} %", expected="≤ 100 %", severity="high",
            )  # fmt: skip


_ENDS = re.compile(r"(\d[\d.,]*)\s*(?:-|–|—|đến|tới)\s*(\d[\d.,]*)")


def _swapped_ends(figure: Figure, before: str) -> tuple[float, float] | None:
    """Return the two ends of a range whose first is the larger, as printed."""
    if figure.value_high is None:
        return _unread_ends(figure, before)
    printed = _ENDS.search(figure.exact)
    if printed is None:
        return None
    # Extraction puts the lower end first: which one was printed first, the text tells.
    first, second = (read_number(end.rstrip(".,")) for end in printed.groups())
    if first is None or second is None or first <= second:
        return None
    was_swapped = math.isclose(first * figure.value, second * figure.value_high)
    return (first, second) if was_swapped else None


def _is_share(reading: Reading, figure: Figure) -> bool:
    if figure.direction != "level" or figure.indicator in ("growth_rate", "plan_fulfilment"):
        return False
    before, after = reading.before(figure, 50), reading.after(figure, 40)
    if _MAY_EXCEED.search(before) or _MAY_EXCEED.search(after):
        return False
    return bool(_SHARE_OF.search(before)) or bool(re.match(r"\s+(?:tổng\s+)?(?:số\s+)?\w", after))
