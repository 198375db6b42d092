"""The command line: `solieu COMMAND`. Each command is a thin wrapper over a library function."""

from __future__ import annotations

import difflib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import Abort, TyperException

from extractors.catalogue import CatalogueError
from pipeline.errors import SolieuError, UsageError
from pipeline.logs import LOGGER, configure_logs
from scrapers.errors import ScrapeError

if TYPE_CHECKING:
    from extractors.records import Extraction
    from pipeline.inputs import Document


class Commands(TyperGroup):
    """The commands; an unknown one is answered with its nearest neighbour."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name; UsageError where there is none."""
        if cmd_name not in self.commands:
            close = difflib.get_close_matches(cmd_name, self.commands, n=1)
            hint = f"did you mean {close[0]}?" if close else "see solieu --help"
            raise UsageError(f"no command {cmd_name!r}: {hint}")
        return self.commands[cmd_name]


app = typer.Typer(
    name="solieu",
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

DEFAULT_DATABASE = "solieu.db"
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        envvar="SOLIEU_DB",
        metavar="URL",
        help="Dataset: a file or postgresql://…, by default solieu.db in the working folder.",
    ),
]
CatalogueOption = Annotated[
    Path | None, typer.Option("--catalogue", help="Folder of tables that extend the catalogue.")
]
JsonLogs = Annotated[bool, typer.Option("--json-logs", help="Messages to stderr as JSON lines.")]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Text or HTML files, URLs, - for standard input, or articles as .jsonl, .csv or"
        " .parquet with columns id and text (and title, url, published, province).",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication, as 2024-07-03; rows keep their own."),
]
Province = Annotated[
    str | None, typer.Option(metavar="NAME", help="The source's province; rows keep their own.")
]


def main() -> NoReturn:
    """Run the command line; a failure ends in one line on stderr and its exit code."""
    configure_logs("--json-logs" in sys.argv)
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except SolieuError as error:
        LOGGER.error("%s", error)
        code = error.exit_code
    except CatalogueError as error:
        LOGGER.error("%s", error)
        code = UsageError.exit_code
    except TyperException as error:
        LOGGER.error("%s (see solieu --help)", error.format_message().rstrip("."))
        code = error.exit_code
    except ScrapeError as error:
        LOGGER.error("%s", error)
        code = 1
    except BrokenPipeError:
        # Whoever read the output has gone, as with `| head`: end as other tools do then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except (Abort, KeyboardInterrupt):
        LOGGER.error("interrupted")
        code = 130
    except OSError as error:
        LOGGER.error("%s: %s", error.filename or "output", error.strerror or error)
        code = 1
    sys.exit(code)


@app.callback(invoke_without_command=True)
def common(
    context: typer.Context,
    db: DatabaseOption = None,
    catalogue: CatalogueOption = None,
    json_logs: JsonLogs = False,
) -> None:
    """Reported figures from Vietnamese provincial news, each with its evidence."""
    given = {"db": db, "catalogue": catalogue, "json_logs": json_logs}
    defaults = {name: value for name, value in given.items() if value}
    # Options before the command are its defaults, so both places work.
    context.default_map = dict.fromkeys(context.command.commands, defaults)  # type: ignore[attr-defined]
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command(
    epilog='Example: echo "Huyện Kon Rẫy có 12 mô hình được ra mắt." | solieu extract -'
    " --published 2024-07-03"
)
def extract(
    inputs: Inputs,
    published: Published = None,
    province: Province = None,
    form: Annotated[
        Literal["table", "jsonl", "csv", "parquet"],
        typer.Option("--format", help="For people, or every column to standard output."),
    ] = "table",
    explain: Annotated[
        bool, typer.Option("--explain", help="Why each figure is one, and each other number none.")
    ] = False,
    catalogue: CatalogueOption = None,
    json_logs: JsonLogs = False,
) -> None:
    """Extract the reported figures of texts, pages or article tables."""
    if explain and form in ("csv", "parquet"):
        raise UsageError(f"--explain needs --format table or jsonl, not {form}")
    batch = Batch(inputs, published, province, catalogue)
    if form == "table":
        from rich.console import Console

        from extractors.catalogue import indicator_labels, load_catalogue
        from pipeline.figure_tables import print_extraction

        labels = {code: en for code, (_, en) in indicator_labels(load_catalogue(catalogue)).items()}
        console = Console(highlight=False)
        for document, extraction in batch:
            print_extraction(console, document, extraction, labels, explain=explain)
    else:
        from pipeline.output import open_output

        if form == "parquet" and sys.stdout.isatty():
            raise UsageError("Parquet is binary: redirect it, as in --format parquet > out.parquet")
        with open_output(form, sys.stdout.buffer, non_figures=explain) as write:
            for _, extraction in batch:
                write(extraction)
    batch.finish()


class Batch:
    """The documents of a command's inputs with what was extracted; failures are told and counted.

    Iterate, then `finish()`, which raises when an input failed.
    """

    def __init__(
        self, inputs: list[str], published: str | None, province: str | None, catalogue: Path | None
    ) -> None:
        from extractors.catalogue import load_catalogue
        from pipeline.inputs import parse_day
        from pipeline.provinces import resolve_province

        try:
            self.published = parse_day(published) if published else None
        except ValueError as error:
            raise UsageError(f"--published {published!r} is no date like 2024-07-03") from error
        self.province = resolve_province(province) if province is not None else None
        self.catalogue = load_catalogue(catalogue)
        self.inputs = inputs
        self.failures: list[SolieuError] = []
        self.done = 0

    def __iter__(self) -> Iterator[tuple[Document, Extraction]]:
        """Yield each document with its extraction; log each that cannot be read."""
        from extractors.extract import extract as extract_figures
        from pipeline.inputs import read_inputs

        documents = read_inputs(self.inputs, published=self.published, province=self.province)
        for document in documents:
            if isinstance(document, SolieuError):
                LOGGER.error("%s", document)
                self.failures.append(document)
                continue
            self.done += 1
            yield (
                document,
                extract_figures(
                    document.text,
                    published=document.published,
                    province=document.province,
                    title=document.title,
                    article_id=document.article_id,
                    catalogue=self.catalogue,
                ),
            )

    def finish(self) -> None:
        """End the process with the failures' own code, or 1 where other inputs were done."""
        codes = {failure.exit_code for failure in self.failures}
        if codes:
            raise typer.Exit(codes.pop() if len(codes) == 1 and not self.done else 1)


@app.command(epilog="Example: solieu check article.html --html report.html")
def check(
    inputs: Inputs,
    published: Published = None,
    province: Province = None,
    form: Annotated[
        Literal["table", "jsonl"], typer.Option("--format", help="For people, or a check a line.")
    ] = "table",
    html: Annotated[
        Path | None, typer.Option(help="Write one self-contained page to send to an editor.")
    ] = None,
    db: DatabaseOption = None,
    catalogue: CatalogueOption = None,
    json_logs: JsonLogs = False,
) -> None:
    """Check the reported figures: sums, shares, percentages, growth, repeats and conflicts."""
    from extractors.catalogue import indicator_labels
    from pipeline.check_tables import check_lines, print_checked, write_page
    from pipeline.checking import check_documents

    batch = Batch(inputs, published, province, catalogue)
    # A dataset asked for must be there; the one in the working folder is used where there is one.
    database = db or (DEFAULT_DATABASE if Path(DEFAULT_DATABASE).is_file() else None)
    checked = check_documents(batch, database)
    labels = indicator_labels(batch.catalogue)
    if html:
        write_page(html, checked, {code: vi for code, (vi, _) in labels.items()})
        LOGGER.info("wrote %s", html)
    if form == "jsonl":
        for article in checked:
            for line in check_lines(article):
                print(line)
    elif not html:
        from rich.console import Console

        console = Console(highlight=False)
        for article in checked:
            print_checked(console, article, {code: en for code, (_, en) in labels.items()})
    batch.finish()


@app.command(epilog="Example: solieu evaluate data/gold/dev --errors")
def evaluate(
    gold_dir: Annotated[Path, typer.Argument(help="Folder of gold files, or one file.")],
    errors: Annotated[bool, typer.Option("--errors", help="List every difference.")] = False,
    field: Annotated[str | None, typer.Option(help="List differences of this field only.")] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the result here as JSON.")
    ] = None,
    floor: Annotated[
        Path | None, typer.Option(help="TOML of minimum values; exit 1 below one of them.")
    ] = None,
    catalogue: CatalogueOption = None,
    json_logs: JsonLogs = False,
) -> None:
    """Score extraction against gold files: figures found, every field, whole rows."""
    from functools import partial

    from rich.console import Console

    from extractors.catalogue import load_catalogue
    from extractors.extract import extract as extract_figures
    from pipeline import evaluate as evaluation
    from pipeline.tables import print_differences, print_evaluation

    floors = evaluation.read_floor(floor) if floor else {}
    result = evaluation.evaluate(
        evaluation.read_gold(gold_dir),
        partial(extract_figures, catalogue=load_catalogue(catalogue)),
    )
    console = Console(highlight=False)
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


@app.command(epilog="Example: solieu demo --out demo-output")
def demo(
    out: Annotated[Path, typer.Option(help="Folder for the dataset; made if need be.")] = Path(
        "demo-output"
    ),
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


if __name__ == "__main__":
    main()
