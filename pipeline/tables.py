"""Records as tables for people, on a terminal of any width; page text is never markup there."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.evaluate import ArticleScore, Difference, Evaluation
from pipeline.summary import RunSummary


def printable(text: str) -> Text:
    """Return page text as a literal: controls and bidi marks shown as ·, never as escape codes."""
    return Text(
        "".join(
            " " if char in "\n\t\r\u00a0" else char
            if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else "·"
            for char in text
        )
    )  # fmt: skip


def print_evaluation(console: Console, evaluation: Evaluation, *, worst: int = 10) -> None:
    """Print scores, indicator confusions, the worst articles and the calibration."""
    console.print(_scores(evaluation))
    if evaluation.confusion:
        console.print(_confusion(evaluation))
    worst_articles = sorted(evaluation.articles, key=lambda score: -score.errors)[:worst]
    if any(score.errors for score in worst_articles):
        console.print(_worst([score for score in worst_articles if score.errors]))
    console.print(_calibration(evaluation))
    unaccounted = evaluation.digit_runs.scored - evaluation.digit_runs.right
    console.print(f"{unaccounted} of {evaluation.digit_runs.scored} digit runs unaccounted for")
    if evaluation.differences:
        console.print(
            "A whole row has every field right; what a gold file calls loose or optional is not "
            "scored.\nNext: --errors lists every difference, --field place those of one field; "
            "docs/accuracy.md says what each line means."
        )


def _share(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.4f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _scores(evaluation: Evaluation) -> Table:
    found = evaluation.found
    table = Table(
        title=f"{_count(len(evaluation.articles), 'article')}, "
        f"{_count(found.hit + found.missed, 'gold figure')}"
    )
    table.add_column("field")
    table.add_column("score", justify="right")
    table.add_column("of", justify="right")
    found_of = f"{found.hit} found, {found.missed} missed, {found.spurious} spurious"
    links = evaluation.links
    links_of = f"{links.hit} found, {links.missed} missed, {links.spurious} spurious"
    counts = {
        "found_f1": found_of,
        "part_of_f1": links_of,
        "whole_row": f"{evaluation.whole_row.right}/{evaluation.whole_row.scored}",
        "accounted": f"{evaluation.digit_runs.right}/{evaluation.digit_runs.scored}",
        **{name: f"{tally.right}/{tally.scored}" for name, tally in evaluation.fields.items()},
    }
    for name, value in evaluation.metrics().items():
        table.add_row(name, _share(value), counts.get(name, ""))
    return table


def _confusion(evaluation: Evaluation) -> Table:
    table = Table(title="indicators confused")
    table.add_column("gold")
    table.add_column("got")
    table.add_column("times", justify="right")
    for (gold, got), count in evaluation.confusion.most_common(15):
        table.add_row(gold, got, str(count))
    return table


def _worst(articles: Sequence[ArticleScore]) -> Table:
    table = Table(title="worst articles")
    table.add_column("article")
    for name in ("gold", "missed", "spurious", "wrong field"):
        table.add_column(name, justify="right")
    for score in articles:
        counts = (score.gold, score.missed, score.spurious, score.wrong)
        table.add_row(printable(score.article_id), *map(str, counts))
    return table


def _calibration(evaluation: Evaluation) -> Table:
    table = Table(title="confidence")
    for name in ("from", "figures", "mean", "real", "whole row"):
        table.add_column(name, justify="right")
    bins = evaluation.calibration
    for index, part in enumerate(bins):
        if part.count:
            table.add_row(
                f"{index / len(bins):.1f}",
                str(part.count),
                *(f"{sum_ / part.count:.3f}" for sum_ in (part.confidence, part.real, part.whole)),
            )
    return table


def print_run(console: Console, summary: RunSummary) -> None:
    """Print what a run did, one line a source, and which of them raised alarms."""
    table = Table(box=None, pad_edge=False)
    table.add_column("source")
    for name in ("seen", "new", "changed", "unchanged", "failed", "figures"):
        table.add_column(name, justify="right")
    for source in summary.sources:
        counts = (source.seen, source.new, source.changed, source.unchanged, source.failed)
        table.add_row(source.source, *map(str, counts), str(source.figures))
    console.print(table)
    for source in summary.sources:
        if source.errors or source.alarms:
            # Each was told as it came, on standard error.
            told = ", ".join(
                f"{len(lines)} {noun}{'' if len(lines) == 1 else 's'}"
                for lines, noun in ((source.errors, "error"), (source.alarms, "alarm"))
                if lines
            )
            console.print(printable(f"{source.source}: {told}, see the messages"))
    for line in summary.messages:
        console.print(printable(line), soft_wrap=True)
    run = f"run {summary.run_id}" if summary.run_id else "dry run: nothing was written"
    console.print(f"{summary.status} in {summary.seconds:.1f} s; {run}", markup=False)


def print_differences(console: Console, differences: Sequence[Difference]) -> None:
    """Print one block a difference: article, field, mention, gold against got, sentence."""
    for difference in differences:
        line = Text.assemble(
            (f"{difference.field:<11} ", "bold"),
            printable(f"{difference.article_id}:{difference.start} "),
            ("‹", "dim"), printable(difference.exact), ("›", "dim"),
        )  # fmt: skip
        if difference.gold or difference.got:
            line.append("  gold ").append(printable(difference.gold or "–"))
            line.append("  got ").append(printable(difference.got or "–"))
        console.print(line, soft_wrap=True)
        if difference.why:
            console.print(
                Text("            why ", "dim") + printable(difference.why), soft_wrap=True
            )
        console.print(Text("            ") + printable(difference.sentence), soft_wrap=True)
