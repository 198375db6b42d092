"""Options that several commands share, with their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError

DEFAULT_DATABASE = "solieu.db"

Database = Annotated[
    str,
    typer.Option(
        "--db", envvar="SOLIEU_DB", metavar="URL", help="Dataset: a file or postgresql://…"
    ),
]


def _existing_folder(folder: Path | None) -> Path | None:
    if folder is not None and not folder.is_dir():
        raise UsageError(f"--sources {folder} is not a folder")
    return folder


CatalogueFolder = Annotated[
    Path | None,
    typer.Option("--catalogue", metavar="DIR", help="Folder of tables that extend the catalogue."),
]
SourcesFolder = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        metavar="DIR",
        help="Folder of source files instead of our own.",
        callback=_existing_folder,
    ),
]
JsonLogs = Annotated[bool, typer.Option("--json-logs", help="Messages to stderr as JSON lines.")]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Text or HTML files, URLs, - for standard input, or articles as .jsonl, .csv,"
        " .tsv or .parquet with columns id and text (and title, url, published, province).",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication, as 2024-07-03; rows keep their own."),
]
Province = Annotated[
    str | None, typer.Option(metavar="NAME", help="The source's province; rows keep their own.")
]
