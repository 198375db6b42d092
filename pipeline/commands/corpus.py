"""The command that extracts a whole corpus."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import CatalogueFolder, JsonLogs
from pipeline.logs import LOGGER

if TYPE_CHECKING:
    from pipeline.corpus import CorpusSummary


def corpus(
    source: Annotated[
        Path,
        typer.Argument(metavar="IN", help="A .jsonl, .csv, .parquet or WARC file, or a folder."),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for the Parquet files.")],
    workers: Annotated[
        int, typer.Option(metavar="N", min=1, help="Processes; by default one a processor.")
    ] = os.cpu_count() or 1,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Dask scheduler whose workers do it instead."),
    ] = None,
    catalogue: CatalogueFolder = None,
    json_logs: JsonLogs = False,
) -> int:
    """Extract a whole corpus to Parquet, streamed, on several processes or machines."""
    from rich.console import Console

    from pipeline.corpus import extract_corpus
    from pipeline.own_rows import load_told

    load_told(catalogue)
    progress = Console(stderr=True)
    watching = progress.is_terminal and not json_logs
    with progress.status("Reading") if watching else nullcontext() as status:

        def on_progress(summary: CorpusSummary) -> None:
            if status is not None:
                status.update(f"articles {summary.articles}, figures {summary.figures}")

        summary = extract_corpus(
            [source], out, workers=workers, scheduler=scheduler, catalogue=catalogue,
            on_progress=on_progress,
        )  # fmt: skip
    for failure in summary.failures:
        LOGGER.error("%s", failure)
    if summary.undated:
        LOGGER.warning(
            "%s of %d without a day of publication, so “năm nay” and the like get no dates; "
            "give a column published, as 2024-07-03",
            _count(summary.undated, "article"),
            summary.articles,
        )
    counts = (_count(summary.articles, "article"), _count(summary.figures, "figure"))
    print(f"{', '.join(counts)} in {out}")
    if summary.no_article:
        print(f"{_count(summary.no_article, 'page')} held no article")
    return 1 if summary.failures else 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
