"""A check and what it is made from; the registries of rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, Protocol

from extractors.records import Figure
from extractors.sentences import Sentence, split_sentences
from pipeline.checks.wording import describe

Outcome = Literal["alarm", "pass", "cannot_tell"]
Severity = Literal["high", "medium", "low", "none"]
Roles = Sequence[tuple[Figure, str]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule applied to figures: never "false", only what to look at.

    `figures` are (figure_id, role) pairs; `observed`, `expected` and `tolerance` hold numbers and
    signs only, so that they read the same in any language. `severity` is "none" unless an alarm.
    """

    check_id: str
    article_id: str
    rule: str
    outcome: Outcome
    severity: Severity
    observed: str
    expected: str
    tolerance: str
    message: str
    figures: tuple[tuple[str, str], ...]


class Reading:
    """One article as the rules see it: its text, its day, its figures in text order."""

    def __init__(
        self, figures: Sequence[Figure], text: str, published: date | None, article_id: str
    ) -> None:
        self.figures = sorted(figures, key=lambda figure: figure.number_start)
        self.text = text
        self.published = published
        self.article_id = article_id

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of the text."""
        return split_sentences(self.text)

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """The figures by their id."""
        return {figure.figure_id: figure for figure in self.figures}

    @cached_property
    def in_sentence(self) -> dict[int, list[Figure]]:
        """The figures of each sentence, by the sentence's start."""
        found: dict[int, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.sentence_start, []).append(figure)
        return found

    def between(self, first: Figure, second: Figure) -> str:
        """Return the text from the end of one mention to the start of a later one."""
        return self.text[first.end : second.start]

    def after(self, figure: Figure, length: int) -> str:
        """Return up to `length` characters after a mention, within its paragraph."""
        return self.text[figure.end : figure.end + length].partition("\n")[0]

    def before(self, figure: Figure, length: int) -> str:
        """Return up to `length` characters before a mention, within its paragraph."""
        return self.text[max(0, figure.start - length) : figure.start].rpartition("\n")[2]


class Measured(Protocol):
    """What has a unit and perhaps a denominator: a figure, or its row."""

    @property
    def unit(self) -> str:
        """What is counted."""

    @property
    def per_value(self) -> float | None:
        """How many of the denominator, None where there is none."""

    @property
    def per_unit(self) -> str | None:
        """The denominator of a rate."""


def full_unit(figure: Measured) -> str:
    """Return a figure's unit with its denominator: `VND/hộ`, `kg/2 sào`."""
    if not figure.per_unit:
        return figure.unit
    step = "" if figure.per_value in (None, 1) else f"{figure.per_value:g} "
    return f"{figure.unit}/{step}{figure.per_unit}"


def shared_unit(figures: Iterable[Measured]) -> str:
    """Return the unit that all figures have, "" where they have several or there are none."""
    units = {full_unit(figure) for figure in figures}
    return units.pop() if len(units) == 1 else ""


def make_check(
    article_id: str,
    rule: str,
    outcome: Outcome,
    figures: Roles,
    *,
    observed: str,
    expected: str = "",
    tolerance: str = "",
    severity: Severity = "medium",
    kind: str = "",
) -> Check:
    """Return a check whose id is that of its rule and figures, the same from run to run."""
    pairs = tuple((figure.figure_id, role) for figure, role in figures)
    # A rule that reads dates off the text may have no figure: then what it saw names it.
    seed = "\x1f".join([rule, kind, *(f"{name}={role}" for name, role in sorted(pairs))])
    if not pairs:
        seed += f"\x1f{article_id}\x1f{observed}"
    return Check(
        check_id=hashlib.sha256(seed.encode()).hexdigest()[:16],
        article_id=article_id,
        rule=rule,
        outcome=outcome,
        severity=severity if outcome == "alarm" else "none",
        observed=observed,
        expected=expected,
        tolerance=tolerance,
        message=describe(
            rule, outcome, observed, expected, unit=shared_unit(figure for figure, _ in figures)
        ),
        figures=pairs,
    )


ArticleRule = Callable[[Reading], Iterator[Check]]
ARTICLE_RULES: dict[str, ArticleRule] = {}


def article_rule(name: str) -> Callable[[ArticleRule], ArticleRule]:
    """Register a rule that looks at one article."""

    def register(rule: ArticleRule) -> ArticleRule:
        ARTICLE_RULES[name] = rule
        return rule

    return register


def severity_of(gap: float) -> Severity:
    """Return how much a relative gap matters: a slip, a difference, another story."""
    return "low" if gap < 0.01 else "medium" if gap < 0.1 else "high"
