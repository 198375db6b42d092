"""Commands on sources: list them, try one live."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands.options import JsonLogs, SourcesFolder

sources = typer.Typer(rich_markup_mode=None, epilog="Example: solieu sources check baokontum")


@sources.callback(invoke_without_command=True)
def list_sources(
    context: typer.Context, sources_folder: SourcesFolder = None, json_logs: JsonLogs = False
) -> None:
    """List the sources; `check NAME` tries one live."""
    context.obj = sources_folder
    if context.invoked_subcommand is not None:
        return
    from pipeline.commands.console import open_console
    from pipeline.source_tables import print_sources
    from scrapers.sources import load_sources

    print_sources(open_console(), list(load_sources(sources_folder).values()))


@sources.command(epilog="Example: solieu sources check baokontum")
def check(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The source's name, as `solieu sources` lists it.")],
    sources_folder: SourcesFolder = None,
    json_logs: JsonLogs = False,
) -> int:
    """Try a source live and say field by field what its page layout yields."""
    from pipeline.commands.console import open_console
    from pipeline.source_tables import print_source_report
    from scrapers.inspection import inspect_source
    from scrapers.sources import load_source

    report = inspect_source(load_source(name, sources_folder or context.obj))
    print_source_report(open_console(), report)
    return 0 if report.ok else 1
