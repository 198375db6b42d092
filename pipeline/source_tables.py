"""Sources as tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from pipeline.tables import printable
from scrapers.inspection import SourceReport
from scrapers.sources import Source


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def print_sources(console: Console, sources: Sequence[Source]) -> None:
    """Print one line a source."""
    table = _table("source", "title", "province", "platform", "tried live")
    for source in sources:
        table.add_row(
            source.name,
            printable(source.title),
            printable(source.province or ""),
            source.platform or "",
            "yes" if source.verified else "no",
        )
    console.print(table)
    count = f"{len(sources)} source{'' if len(sources) == 1 else 's'}"
    console.print(f"{count}; try one with: solieu sources check NAME")


def print_source_report(console: Console, report: SourceReport) -> None:
    """Print what trying a source found: its places, its articles, its fields."""
    places = _table("place", "kind", "read")
    for place in report.places:
        places.add_row(
            printable(place.url), place.kind, "yes" if place.ok else printable(place.detail)
        )
    articles = _table("article", "body found by", "characters")
    for article in report.articles:
        found_by = article.parsed_by or "" if article.ok else article.detail
        articles.add_row(printable(article.url), printable(found_by), str(article.characters))
    fields = _table("field", "given", "rule", "example")
    for field in report.fields.values():
        fields.add_row(
            field.name,
            f"{field.given}/{len(report.articles)}",
            printable(", ".join(field.rules)),
            printable(field.example),
        )
    for table in (places, articles, fields):
        console.print(table)
    verdict = "works" if report.ok else "does not give title, body and date of every article tried"
    if not report.articles:
        verdict = "gave no article to try: see how its places were read"
    console.print(f"{report.source.name} {verdict}", markup=False)
