"""The command line: `solieu COMMAND`. Each command is a thin wrapper over a library function."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline.errors import SolieuError

app = typer.Typer(
    name="solieu",
    help="Reported figures from Vietnamese provincial news, each with its evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> NoReturn:
    """Run the command line; expected failures end in one line on stderr and their exit code."""
    try:
        app()
    except SolieuError as error:
        print(f"solieu: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    sys.exit(0)


@app.callback()
def common() -> None:
    """Reported figures from Vietnamese provincial news, each with its evidence."""


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
) -> None:
    """Score extraction against gold files: figures found, every field, whole rows."""
    from rich.console import Console

    from pipeline import evaluate as evaluation
    from pipeline.tables import print_differences, print_evaluation

    floors = evaluation.read_floor(floor) if floor else {}
    result = evaluation.evaluate(evaluation.read_gold(gold_dir))
    console = Console(highlight=False)
    if errors or field:
        chosen = [item for item in result.differences if field in (None, item.field)]
        print_differences(console, chosen)
    print_evaluation(console, result)
    if json_file:
        json_file.write_text(
            json.dumps(result.summary(), ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
    missed = evaluation.below_floor(result, floors)
    if missed:
        raise SolieuError("; ".join(missed))


if __name__ == "__main__":
    main()
