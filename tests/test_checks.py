import math
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract
from extractors.records import Figure
from pipeline.checks import (
    ARTICLE_RULES,
    DATASET_RULES,
    Check,
    Report,
    check_article,
    check_dataset,
    describe,
)
from pipeline.checks.interval import Interval, figure_interval, widen
from pipeline.checks.record import shared_unit
from pipeline.checks.wording import show, show_span

CORPUS = Path(__file__).parent / "corpus"
Case = dict[str, Any]


def read_cases(name: str) -> list[tuple[str, str, Case]]:
    table = tomllib.loads((CORPUS / name).read_text("utf-8"))
    return [
        (rule, expected, case)
        for rule, kinds in table.items()
        for expected, cases in kinds.items()
        for case in cases
    ]


ARTICLE_CASES = read_cases("checks.toml")
DATASET_CASES = read_cases("checks_dataset.toml")


def holds(checks: list[Check], rule: str, expected: str) -> bool:
    alarmed = {check.rule for check in checks if check.outcome == "alarm"}
    if expected == "alarm":
        return alarmed == {rule}
    said = {check.outcome for check in checks if check.rule == rule}
    return not alarmed and (expected == "quiet" or expected in said)


@pytest.mark.parametrize(
    ("rule", "expected", "case"),
    ARTICLE_CASES,
    ids=[
        f"{rule}-{expected}-{case['text'].strip()[:40]}" for rule, expected, case in ARTICLE_CASES
    ],
)
def test_one_article(rule: str, expected: str, case: Case) -> None:
    text, published = case["text"].strip(), case.get("published")
    found = extract(text, published=published, article_id="a")
    checks = check_article(found.figures, text, published, article_id="a")
    assert holds(checks, rule, expected), [(c.rule, c.outcome, c.message) for c in checks]


def read_reports(articles: list[Case]) -> list[Report]:
    return [
        Report(figure, article["published"], "source", article.get("reprint_of", article_id))
        for index, article in enumerate(articles)
        for article_id in [article.get("id", str(index))]
        for figure in extract(
            article["text"], published=article["published"], article_id=article_id
        )
    ]


@pytest.mark.parametrize(
    ("rule", "expected", "case"),
    DATASET_CASES,
    ids=[f"{rule}-{expected}-{index}" for index, (rule, expected, _) in enumerate(DATASET_CASES)],
)
def test_several_articles(rule: str, expected: str, case: Case) -> None:
    checks = check_dataset(read_reports(case["articles"]))
    told = [(c.rule, c.outcome, c.message) for c in checks]
    assert holds(checks, rule, expected), told
    assert expected != "alarm" or sum(c.outcome == "alarm" for c in checks) == 1, told


def test_every_rule_is_tried_both_ways() -> None:
    tried = {(rule, expected == "alarm") for rule, expected, _ in ARTICLE_CASES + DATASET_CASES}
    rules = {*ARTICLE_RULES, *DATASET_RULES}
    assert tried == {(rule, way) for rule in rules for way in (True, False)}


def breakdown() -> tuple[str, list[Figure]]:
    text = "Xã có 74 mô hình (36 mô hình kinh tế; 25 mô hình văn hóa; 15 mô hình an ninh)."
    return text, extract(text, article_id="a").figures


def test_a_check_names_its_figures_and_shows_its_sum() -> None:
    text, figures = breakdown()
    (check,) = check_article(figures, text, article_id="a")
    assert (check.rule, check.outcome, check.severity) == ("sum", "alarm", "medium")
    assert check.observed == "36 + 25 + 15 = 76"
    assert check.expected == "74"
    assert check.message == (
        "The parts give 36 + 25 + 15 = 76 mô hình; the total printed is 74 mô hình."
    )
    assert [role for _, role in check.figures] == ["total", "part", "part", "part"]
    assert [figure_id for figure_id, _ in check.figures] == [f.figure_id for f in figures]


def test_a_checks_id_outlives_an_edit_elsewhere() -> None:
    text, figures = breakdown()
    longer = "Sáng 11/9, hội nghị được tổ chức.\n" + text
    later = extract(longer, published="2024-09-11", article_id="a").figures
    (before,) = check_article(figures, text, article_id="a")
    (after,) = check_article(later, longer, article_id="a")
    assert before.check_id == after.check_id


def test_the_message_can_be_said_in_both_languages_from_what_is_stored() -> None:
    for rule, expected, case in ARTICLE_CASES:
        if expected == "quiet":
            continue
        text, published = case["text"].strip(), case.get("published")
        figures = extract(text, published=published, article_id="a").figures
        by_id = {figure.figure_id: figure for figure in figures}
        for check in check_article(figures, text, published, article_id="a"):
            unit = shared_unit(by_id[figure_id] for figure_id, _ in check.figures)
            columns = (check.rule, check.outcome, check.observed, check.expected)
            said = [describe(*columns, unit=unit, language=lang) for lang in ("en", "vi")]
            assert said[0] == check.message, rule
            assert said[1] != said[0]


@pytest.mark.parametrize("count", [3, 200])
def test_correctly_rounded_sums_never_alarm(count: int) -> None:
    for seed in range(count):
        parts = [round(0.37 + (seed * 7919 + n * 104729) % 9973 / 997, 3) for n in range(3)]
        shown = [f"{part:.1f}".replace(".", ",") for part in parts]
        total = f"{sum(parts):.1f}".replace(".", ",")
        text = (
            f"Tổng kinh phí là {total} tỷ đồng, gồm ngân sách tỉnh {shown[0]} tỷ đồng, ngân sách "
            f"huyện {shown[1]} tỷ đồng và nhân dân đóng góp {shown[2]} tỷ đồng."
        )
        found = extract(text, article_id="a")
        checks = check_article(found.figures, text, article_id="a")
        assert [check.outcome for check in checks] == ["pass"], text


INTERVALS = [
    ("exact", 82, 0, 82, 82),
    ("exact", 3.5, 0.1, 3.45, 3.55),
    ("about", 500, 0, 450, 550),
    ("almost", 50e9, 1e9, 42.5e9, 50.5e9),
    ("more_than", 2700, 0, 2700, 5400),
    ("at_least", 10, 0, 10, 20),
    ("less_than", 100, 0, 0, 100),
    ("at_most", 100, 0, 0, 100),
    ("order", 100, 0, 100, 1000),
]


@pytest.mark.parametrize(("modifier", "value", "step", "low", "high"), INTERVALS)
def test_what_a_printed_number_stands_for(
    modifier: Any, value: float, step: float, low: float, high: float
) -> None:
    found = widen(value, step, modifier)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_counts_are_exact_and_measures_are_rounded() -> None:
    (count,) = extract("Xã có 82 mô hình.", article_id="a").figures
    (measure,) = extract("Xã có 82 km đường.", article_id="a").figures
    assert figure_interval(count) == Interval(82, 82)
    assert figure_interval(measure) == Interval(81.5, 82.5)


def test_interval_arithmetic() -> None:
    one, two = Interval(1, 2), Interval(4, 5)
    assert one + two == Interval(5, 7)
    assert two - one == Interval(2, 4)
    assert one.over(two) == Interval(0.2, 0.5)
    assert one.over(Interval(0, 5)) is None
    assert not one.meets(two)
    assert one.gap(two) == pytest.approx(0.5)
    assert Interval(0.1 + 0.2, 0.1 + 0.2).meets(Interval(0.3, 0.3))


def test_numbers_are_written_alike_in_every_language() -> None:
    assert show(985) == "985"
    assert show(1250) == "1\u00a0250"
    assert show(50e9) == "50\u00a0000\u00a0000\u00a0000"
    assert show(3.50) == "3.5"
    assert show(-148782.25) == "-148\u00a0782.25"
    assert show(1e18) == "1e+18"
    assert show_span(1, 1.001) == "1"
    assert show_span(1, 2) == "1–2"


def test_a_bound_is_told_in_words() -> None:
    told = describe("sum", "alarm", "36 + 40 = 76", "≤ 74", unit="hộ")
    assert told == "The parts give 36 + 40 = 76 hộ, more than the total printed: 74 hộ."
    assert "≤" not in describe("sum", "pass", "36", "≤ 74", unit="hộ", language="vi")
    assert "nhiều nhất" in describe("share", "alarm", "23/21", "≤ 21", unit="xã", language="vi")


def test_hostile_values_end_no_rule() -> None:
    text, figures = breakdown()
    odd = [0.0, -5.0, 1e308, math.inf]
    for value in odd:
        changed = [replace(figure, value=value, total=value) for figure in figures]
        for check in check_article(changed, text, date(2024, 1, 1), article_id="a"):
            assert check.message
        check_dataset(Report(figure, None) for figure in changed)


def test_a_unit_is_said_with_its_denominator_and_only_where_it_is_shared() -> None:
    text = "Thu nhập năm 2023 của xã Đăk Ruồng là 38 triệu đồng/người."
    (figure,) = extract(text, published="2024-01-12", article_id="a")
    assert shared_unit([figure]) == "VND/người"
    assert shared_unit([figure, replace(figure, per_value=2.0)]) == ""
    assert shared_unit([]) == ""
    reports = [
        Report(replace(figure, article_id=name, value=value, figure_id=name), None, name)
        for name, value in (("a", 38e6), ("b", 43e6))
    ]
    (check,) = [check for check in check_dataset(reports) if check.rule == "conflict"]
    told = "Two articles differ: 38_000_000 VND/người (a) against 43_000_000 VND/người (b)."
    assert check.message == told.replace("_", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("between", "added"), [("v.v. ở xã Đăk Long và", True), (". Ở xã Đăk Long có", False)]
)
def test_only_a_capital_begins_another_sentence(between: str, added: bool) -> None:
    text = f"Huyện có 30 mô hình, gồm 12 mô hình trồng sâm, gừng {between} 15 mô hình chăn nuôi."
    whole, first, second = extract(text, article_id="a")
    parts = [replace(part, part_of=whole.figure_id) for part in (first, second)]
    observed = [check.observed for check in check_article([whole, *parts], text, article_id="a")]
    assert ("12 + 15 = 27" in observed) == added
