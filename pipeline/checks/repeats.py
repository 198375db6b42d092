"""The rule on repetition: one article that states one thing twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from extractors.records import Figure
from pipeline.checks.interval import figure_interval, total_interval
from pipeline.checks.record import Check, Reading, article_rule, full_unit, make_check, severity_of
from pipeline.checks.wording import show
from pipeline.fold import fold

_WORD = re.compile(r"\w+")
_PART_NEXT = re.compile(r"(?:Trong đó|Trong số|Riêng|Cụ thể)(?!\w)")
_AGAINST = re.compile(r"so (?:voi|cung) ((?:\w+ ?){1,3})")
_SHARED = 0.6  # share of the shorter clause's telling words that the other must hold
_FEWEST = 2  # telling words that both must hold, the unit's own aside
# In folded letters: words that say nothing of what is counted.
_EMPTY_WORDS = """
ban bao binh cac cho co con cua cung cuoi da dat dau den dia dien do doanh duoc gan gia hien hon
huyen ket khi khoang kinh la le luong moi muc nam nang nay nhap nhung o phi qua quan quy san so suat
tai thang theo thi thon thu tich tien tinh toan tong tran tren tri trong tu ty uoc va vao ve voi von
xa
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@article_rule("repeat")
def check_repeats(reading: Reading) -> Iterator[Check]:
    """Alarm where the article gives one indicator, place, period and subject two values."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in reading.figures:
        if figure.indicator not in ("duration", "growth_rate", "plan_fulfilment"):
            groups[_key(figure)].append(figure)
    for figures in groups.values():
        for first, second in combinations(figures, 2):
            if _may_repeat(reading, first, second):
                yield _compare(reading, first, second)


def _key(figure: Figure) -> tuple[object, ...]:
    return (
        figure.indicator, full_unit(figure), figure.direction, figure.status,
        figure.total is None,
    )  # fmt: skip


def _may_repeat(reading: Reading, first: Figure, second: Figure) -> bool:
    """Whether two figures of one key are meant to be the same one, said again.

    A headline leaves out what the text below says: place, period, qualifiers.
    """
    if first.sentence_start == second.sentence_start or first.part_of or second.part_of:
        return False
    headline = reading.sentences[0].start == first.sentence_start
    same = _same_or_unsaid if headline else _same
    if not same(first.place_names, second.place_names):
        return False
    if not same(_period(first), _period(second)):
        return False
    subjects = [" ".join(_WORD.findall(fold(figure.subject))) for figure in (first, second)]
    if not (subjects[0] == subjects[1] or (headline and subjects[1].startswith(f"{subjects[0]} "))):
        return False
    words, others = _clause_words(first), _clause_words(second)
    shared = len(words & others)
    if shared < _FEWEST or shared < _SHARED * min(len(words), len(others)):
        return False
    # "đường bộ xảy ra 501 vụ", "đường sắt xảy ra 21 vụ": each is of something of its own
    apart = words - others and others - words
    if (apart and not _agree(first, second)) or _PART_NEXT.match(second.sentence):
        return False
    if first.direction != "level" and _against(first) != _against(second):
        return False
    return _names(first) == _names(second)


def _against(figure: Figure) -> str:
    """Return what a change is told against, folded: `cùng kỳ`, `tháng trước`."""
    match = _AGAINST.search(fold(figure.sentence))
    return match[1] if match else ""


def _agree(first: Figure, second: Figure) -> bool:
    return figure_interval(first).meets(figure_interval(second))


def _same(first: object, second: object) -> bool:
    return first == second


def _same_or_unsaid(first: object, second: object) -> bool:
    return first is None or second is None or first == second


def _period(figure: Figure) -> object:
    days = (figure.period_start, figure.period_end)
    return None if days == (None, None) else days


def _clause(figure: Figure) -> str:
    """Return the clause around a figure's mention, the mention left out."""
    start = figure.start - figure.sentence_start
    end = figure.end - figure.sentence_start
    left = re.split(r"[;:,.–]\s|\d", figure.sentence[:start])[-1]
    right = re.split(r"[;:,.–]\s|[.;]$|\d", figure.sentence[end:])[0]
    return f"{left} {right}"


def _clause_words(figure: Figure) -> frozenset[str]:
    """Return the clause's telling words: what is done with what is counted."""
    empty = set(fold(f"{figure.unit} {figure.place_names or ''}").replace(";", " ").split())
    words = _WORD.findall(fold(_clause(figure)))
    return frozenset(w for w in words if w not in _EMPTY and w not in empty and not w.isdigit())


def _names(figure: Figure) -> frozenset[str]:
    """Return the capitalised words of the clause that name no place of the figure."""
    places = set(fold(figure.place_names or "").replace(";", " ").split())
    words = _WORD.findall(_clause(figure))
    if figure.sentence.startswith(words[0] if words else "\0"):
        words = words[1:]
    return frozenset(fold(word) for word in words if word[0].isupper()) - places


def _compare(reading: Reading, first: Figure, second: Figure) -> Check:
    one, other = figure_interval(first), figure_interval(second)
    agrees = one.meets(other)
    shown = [show(figure.value) for figure in (first, second)]
    if first.total is not None and second.total is not None:
        agrees = agrees and total_interval(first).meets(total_interval(second))
        shown = [f"{show(f.value)}/{show(f.total or 0)}" for f in (first, second)]
    return make_check(
        reading.article_id,
        "repeat",
        "pass" if agrees else "alarm",
        [(first, "first"), (second, "second")],
        observed=f"{shown[0]} {full_unit(first)}",
        expected=f"{shown[1]} {full_unit(second)}",
        severity=severity_of(one.gap(other)),
    )
