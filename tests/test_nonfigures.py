"""Numbers that are no figures, reason by reason, and figures that look like them."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from extractors.catalogue import load_catalogue
from extractors.extract import extract
from extractors.nonfigures import Claim, find_non_figures
from extractors.records import Reason

TABLE = tomllib.loads((Path(__file__).parent / "corpus" / "nonfigures.toml").read_text("utf-8"))
CLAIMED = [
    pytest.param(reason, text, exact, id=f"{reason}: {text}")
    for reason, cases in TABLE.items()
    for text, exact in cases["claimed"]
]
FIGURES = [
    pytest.param(text, exact, id=f"not {reason}: {text}")
    for reason, cases in TABLE.items()
    for text, exact in cases["figures"]
]


def test_the_table_tries_every_reason() -> None:
    assert set(TABLE) == set(get_args(Reason))


@pytest.mark.parametrize(("reason", "text", "exact"), CLAIMED)
def test_a_number_that_quantifies_nothing_is_kept_with_its_reason(
    reason: str, text: str, exact: str
) -> None:
    found = extract(text)
    assert [(item.exact, item.reason) for item in found.non_figures if item.exact == exact] == [
        (exact, reason)
    ]
    start = text.index(exact)
    assert not [f for f in found if start < f.end and f.start < start + len(exact)]


@pytest.mark.parametrize(("reason", "text", "exact"), CLAIMED)
def test_a_figure_beside_it_is_still_found(reason: str, text: str, exact: str) -> None:
    found = extract(f"{text}\nXã Đăk Ruồng có 41 hộ.")
    assert [figure.exact for figure in found] == ["41 hộ"]


@pytest.mark.parametrize(("text", "exact"), FIGURES)
def test_what_looks_like_it_and_counts_is_a_figure(text: str, exact: str) -> None:
    assert [figure.exact for figure in extract(text)] == [exact]


def test_a_number_that_no_rule_knows_is_accounted_for() -> None:
    (item,) = extract("Họ gọi đó là 77, không ai rõ vì sao.").non_figures
    assert (item.exact, item.reason) == ("77", "other")


def test_claims_are_ordered_apart_and_hold_a_digit() -> None:
    text = "\n".join(case.values[1] for case in CLAIMED)
    claims = find_non_figures(text, load_catalogue())
    assert claims
    for before, after in pairwise(claims):
        assert before.end <= after.start
    worded = [claim for claim in claims if not re.search(r"\d", text[claim.start : claim.end])]
    assert worded == []


def test_a_dose_in_words_is_a_grade() -> None:
    text = "Đã tiêm ít nhất một mũi cho người dân."
    assert find_non_figures(text, load_catalogue()) == [Claim(8, 23, "grade")]


def test_a_label_of_ones_own_makes_a_name(tmp_path: Path) -> None:
    text = "Bà con chòm 7 họp."
    assert [item.reason for item in extract(text).non_figures] == ["other"]
    (tmp_path / "labels.csv").write_text("reason,forms\nname,chòm\n", encoding="utf-8")
    (item,) = extract(text, catalogue=tmp_path).non_figures
    assert (item.exact, item.reason) == ("chòm 7", "name")
