"""Checks on reported figures: what to look at, never "false".

    check_article(figures, text, published, article_id=…) -> list[Check]    one article's rules
    check_dataset(reports) -> list[Check]                                   across articles

A rule is a function registered under its name in `ARTICLE_RULES` or `DATASET_RULES`. Every rule
works on intervals (`interval.py`), so that rounding alone never alarms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from extractors.records import Figure
from pipeline.checks import (  # noqa: F401 - they register their rules
    durations,
    growths,
    parts,
    percents,
    plans,
    repeats,
)
from pipeline.checks.across import DATASET_RULES, Report
from pipeline.checks.record import ARTICLE_RULES, Check, Reading
from pipeline.checks.wording import describe

__all__ = [
    "ARTICLE_RULES", "DATASET_RULES", "Check", "Report", "check_article", "check_dataset",
    "describe",
]  # fmt: skip


def check_article(
    figures: Sequence[Figure], text: str, published: date | None = None, *, article_id: str
) -> list[Check]:
    """Apply every rule that needs one article alone; `text` is NFC, offsets refer to it."""
    reading = Reading(figures, text, published, article_id)
    return _unique(check for rule in ARTICLE_RULES.values() for check in rule(reading))


def check_dataset(reports: Iterable[Report]) -> list[Check]:
    """Apply every rule that compares figures of several articles."""
    gathered = list(reports)
    return _unique(check for rule in DATASET_RULES.values() for check in rule(gathered))


def _unique(checks: Iterable[Check]) -> list[Check]:
    return list({check.check_id: check for check in checks}.values())
