"""Commands on articles that a user hands in: extract, check, evaluate.

Heavy modules are imported where they are used, so that a short text is answered at once.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.options import (
    DEFAULT_DATABASE,
    CatalogueFolder,
    Inputs,
    JsonLogs,
    Province,
    Published,
)
from pipeline.errors import SolieuError, UsageError
from pipeline.logs import LOGGER


def extract(
    inputs: Inputs,
    published: Published = None,
    province: Province = None,
    form: Annotated[
        Literal["table", "jsonl", "csv", "parquet"],
        typer.Option(
            "--format",
            help="For people, or every column to standard output. CSV holds text exactly as found, "
            "also what a spreadsheet would run as a formula: for one, store articles with solieu "
            "run and use solieu export --format xlsx.",
        ),
    ] = "table",
    explain: Annotated[
        bool, typer.Option("--explain", help="Why each figure is one, and each other number none.")
    ] = False,
    catalogue: CatalogueFolder = None,
    json_logs: JsonLogs = False,
) -> None:
    """Extract the reported figures of texts, pages or article tables."""
    from pipeline.commands.batch import Batch

    if explain and form in ("csv", "parquet"):
        raise UsageError(f"--explain needs --format table or jsonl, not {form}")
    if form == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is binary: redirect it, as in --format parquet > out.parquet")
    batch = Batch(inputs, published, province, catalogue)
    if form == "table":
        from extractors.catalogue import indicator_labels
        from pipeline.commands.console import open_console
        from pipeline.figure_tables import print_extraction

        labels = {code: english for code, (_, english) in indicator_labels(batch.catalogue).items()}
        console = open_console()
        for document, extraction in batch:
            print_extraction(console, document, extraction, labels, explain=explain)
    else:
        from pipeline.output import open_output

        with open_output(form, sys.stdout.buffer, non_figures=explain) as write:
            for _, extraction in batch:
                write(extraction)
    batch.finish()


def check(
    inputs: Inputs,
    published: Published = None,
    province: Province = None,
    form: Annotated[
        Literal["table", "jsonl"], typer.Option("--format", help="For people, or a check a line.")
    ] = "table",
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write one self-contained page to send to an editor."),
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            envvar="SOLIEU_DB",
            metavar="URL",
            help=f"Dataset to compare with; {DEFAULT_DATABASE} in the working folder if it exists.",
        ),
    ] = None,
    catalogue: CatalogueFolder = None,
    json_logs: JsonLogs = False,
) -> None:
    """Check reported figures: sums, shares, percentages, growth, repeats, conflicts."""
    from extractors.catalogue import indicator_labels
    from pipeline.check_tables import check_lines, print_checked, write_page
    from pipeline.checking import check_documents
    from pipeline.commands.batch import Batch

    batch = Batch(inputs, published, province, catalogue)
    database = db or (DEFAULT_DATABASE if Path(DEFAULT_DATABASE).is_file() else None)
    checked = check_documents(batch, database)
    labels = indicator_labels(batch.catalogue)
    if html:
        write_page(html, checked, {code: vietnamese for code, (vietnamese, _) in labels.items()})
        LOGGER.info("wrote %s", html)
    if form == "jsonl":
        for article in checked:
            for line in check_lines(article):
                print(line)
    elif not html:
        from pipeline.commands.console import open_console

        console = open_console()
        for article in checked:
            print_checked(
                console, article, {code: english for code, (_, english) in labels.items()}
            )
    batch.finish()


def evaluate(
    gold_dir: Annotated[Path, typer.Argument(help="Folder of gold files, or one file.")],
    errors: Annotated[bool, typer.Option("--errors", help="List every difference.")] = False,
    field: Annotated[
        str | None, typer.Option(metavar="NAME", help="List differences of this field only.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the result as JSON.")
    ] = None,
    floor: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="TOML of minimum values, or of a [section] a folder; exit 1 below one.",
        ),
    ] = None,
    catalogue: CatalogueFolder = None,
    json_logs: JsonLogs = False,
) -> None:
    """Score extraction against gold files: figures found, every field, whole rows."""
    from extractors.extract import extract as extract_figures
    from pipeline import evaluate as evaluation
    from pipeline.commands.console import open_console
    from pipeline.own_rows import load_told
    from pipeline.tables import print_differences, print_evaluation

    if field is not None and field not in evaluation.DIFFERENCES:
        raise UsageError(f"--field {field}: one of {', '.join(evaluation.DIFFERENCES)}")
    floors = evaluation.read_floor(floor, gold_dir) if floor else {}
    tables = load_told(catalogue)
    gold = evaluation.read_gold(gold_dir)
    evaluation.check_gold(gold_dir, gold, {rule.code for rule in tables.indicators})
    result = evaluation.evaluate(gold, partial(extract_figures, catalogue=tables))
    pooled = evaluation.gold_folders(gold_dir)
    if len(pooled) > 1:
        LOGGER.warning(
            "%s are scored together; name one of them to score it alone", ", ".join(pooled)
        )
    console = open_console()
    if errors or field:
        chosen = [item for item in result.differences if field in (None, item.field)]
        print_differences(console, chosen)
    print_evaluation(console, result)
    if json_file:
        summary = json.dumps(result.summary(), ensure_ascii=False, indent=1)
        json_file.write_text(summary + "\n", "utf-8")
    missed = evaluation.below_floor(result, floors)
    if missed:
        raise SolieuError("; ".join(missed))
