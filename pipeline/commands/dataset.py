"""Commands on the dataset: run, export, diff, demo."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.commands.options import (
    DEFAULT_DATABASE,
    CatalogueFolder,
    Database,
    JsonLogs,
    SourcesFolder,
)
from pipeline.logs import LOGGER

if TYPE_CHECKING:
    from scrapers.article import Article


def run(
    source: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this source; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Leave out what was published before.")
    ] = None,
    from_archive: Annotated[
        bool, typer.Option("--from-archive", help="Rebuild from the archive, without the web.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Fetch and extract, but write nothing.")
    ] = False,
    archive: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Raw pages, as WARC: by default beside the dataset."),
    ] = None,
    summary: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the run's summary as JSON.")
    ] = None,
    metrics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a Prometheus textfile.")
    ] = None,
    db: Database = DEFAULT_DATABASE,
    sources: SourcesFolder = None,
    catalogue: CatalogueFolder = None,
    json_logs: JsonLogs = False,
) -> int:
    """Discover, fetch, parse, extract, check and store: the scheduled job."""
    from rich.console import Console

    from pipeline.commands.console import open_console
    from pipeline.own_rows import load_told
    from pipeline.run import run as run_job
    from pipeline.summary import write_metrics, write_summary
    from pipeline.tables import print_run
    from scrapers.sources import load_source, load_sources

    chosen = (
        [load_source(name, sources) for name in source]
        if source
        else list(load_sources(sources).values())
    )
    load_told(catalogue)
    progress = Console(stderr=True)
    watching = progress.is_terminal and not json_logs
    with progress.status("Going over the sources") if watching else nullcontext() as status:
        articles = count(1)

        def on_article(article: Article, outcome: str, figures: int) -> None:
            number = next(articles)
            if status is not None:
                status.update(f"{number} articles")
            if json_logs:
                extra = {"source": article.source, "outcome": outcome, "figures": figures}
                LOGGER.info("%s", article.url, extra=extra)

        result = run_job(
            db,
            chosen,
            since=since,
            archive=archive,
            from_archive=from_archive,
            dry_run=dry_run,
            catalogue=catalogue,
            on_article=on_article,
        )
    if summary:
        write_summary(summary, result)
    if metrics:
        write_metrics(metrics, result)
    print_run(open_console(), result)
    return result.exit_code


def export(
    out: Annotated[Path, typer.Argument(help="Folder for the files; made if need be.")],
    form: Annotated[
        Literal["csv", "parquet", "xlsx"],
        typer.Option("--format", help="xlsx is the form for spreadsheets."),
    ] = "csv",
    changed_since: Annotated[
        str | None, typer.Option(metavar="RUN", help="Only what later runs wrote or withdrew.")
    ] = None,
    db: Database = DEFAULT_DATABASE,
    json_logs: JsonLogs = False,
) -> None:
    """Write the tidy dataset, one file a table, with datapackage.json."""
    from pipeline.database import opened
    from pipeline.export import export_dataset

    with opened(db) as engine:
        exported = export_dataset(engine, out, formats=(form,), changed_since=changed_since)
    for name, rows in exported.rows.items():
        print(f"{rows:>9} {name}")
    print(f"{len(exported.files)} files in {exported.folder}")


def diff(
    since: Annotated[
        str | None, typer.Option(metavar="RUN", help="All that came after this run.")
    ] = None,
    db: Database = DEFAULT_DATABASE,
    json_logs: JsonLogs = False,
) -> None:
    """Say what the last run brought: new, changed and withdrawn figures, and alarms."""
    from pipeline.changes import diff as find_changes
    from pipeline.commands.console import open_console
    from pipeline.database import opened
    from pipeline.diff_tables import print_diff

    with opened(db) as engine:
        print_diff(open_console(), find_changes(engine, since=since))


def demo(
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for the dataset; made if need be.")
    ] = Path("demo-output"),
    json_logs: JsonLogs = False,
) -> int:
    """Show the whole path on a sample news site that this machine serves to itself."""
    from rich.console import Console

    from pipeline.demo import run_demo
    from pipeline.demo_report import print_demo

    console = Console(highlight=False)
    with Console(stderr=True).status("Setting out") as status:
        result = run_demo(out, lambda step: status.update(step.capitalize()))
    print_demo(console, result)
    return result.summary.exit_code
