"""The command line: `solieu COMMAND`. What each command does is in `pipeline.commands`."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import Abort, TyperException

from extractors.catalogue import CatalogueError
from pipeline.commands import articles, corpus, dataset, serve, sources
from pipeline.commands.options import CatalogueFolder, JsonLogs
from pipeline.errors import SolieuError, UsageError
from pipeline.logs import LOGGER, configure_logs
from scrapers.errors import DataError, ScrapeError


class Commands(TyperGroup):
    """The commands; an unknown one is answered with its nearest neighbour."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name; UsageError where there is none."""
        if cmd_name not in self.commands:
            close = difflib.get_close_matches(cmd_name, self.commands, n=1)
            hint = f"did you mean {close[0]}?" if close else "see solieu --help"
            raise UsageError(f"no command {cmd_name!r}: {hint}")
        return self.commands[cmd_name]


_CHOICE = re.compile(r"Invalid value for '([^']+)': '([^']*)' is not one of (.+)")

app = typer.Typer(
    name="solieu",
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_COMMANDS: tuple[tuple[Callable[..., Any], str], ...] = (
    (articles.extract, 'echo "Huyện Kon Rẫy có 12 mô hình." | solieu extract - --explain'),
    (articles.check, "solieu check article.html --html report.html"),
    (dataset.run, "solieu run --source baokontum --since 2024-01-01"),
    (dataset.export, "solieu export figures --format parquet"),
    (dataset.diff, "solieu diff --db solieu.db"),
    (serve.serve, "solieu serve --db solieu.db --port 8321"),
    (articles.evaluate, "solieu evaluate data/gold/dev --errors"),
    (corpus.corpus, "solieu corpus articles.jsonl figures --workers 4"),
    (dataset.demo, "solieu demo --out demo-output"),
)
for _command, _example in _COMMANDS:
    app.command(epilog=f"Example: {_example}")(_command)
app.add_typer(sources.sources, name="sources")


def main() -> NoReturn:
    """Run the command line; a failure ends in one line on stderr and its exit code."""
    configure_logs("--json-logs" in sys.argv)
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(prog_name="solieu", standalone_mode=False)
        sys.stdout.flush()
    except (CatalogueError, DataError) as error:
        LOGGER.error("%s", error)
        return UsageError.exit_code
    except SolieuError as error:
        LOGGER.error("%s", error)
        return error.exit_code
    except TyperException as error:
        LOGGER.error("%s", _bad_usage(error))
        return error.exit_code
    except ScrapeError as error:
        LOGGER.error("%s", error)
        return 1
    except UnicodeEncodeError as error:
        LOGGER.error("output in %s holds no Vietnamese: set PYTHONIOENCODING=utf-8", error.encoding)
        return 1
    except BrokenPipeError:
        # Whoever read the output has gone, as with `| head`: end as other tools do then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (Abort, KeyboardInterrupt):
        LOGGER.error("interrupted")
        return 130
    except OSError as error:
        LOGGER.error("%s: %s", error.filename or "output", error.strerror or error)
        return 1
    return code or 0


def _bad_usage(error: TyperException) -> str:
    """Return one line: what is wrong, what may be given, and whose --help says more."""
    told = error.format_message().rstrip(".").replace("Value error, ", "")
    choice = _CHOICE.fullmatch(told)
    if choice:
        option, given, known = choice.groups()
        told = f"{option} must be one of {known.replace(chr(39), '')}, not {given}"
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "solieu"
    return f"{told} (see {command} --help)"


@app.callback(invoke_without_command=True)
def common(
    context: typer.Context,
    db: str | None = typer.Option(
        None, "--db", envvar="SOLIEU_DB", metavar="URL", help="Dataset: a file or postgresql://…"
    ),
    catalogue: CatalogueFolder = None,
    json_logs: JsonLogs = False,
) -> None:
    """Reported figures from Vietnamese provincial news, each with its evidence."""
    given = {"db": db, "catalogue": catalogue, "json_logs": json_logs}
    defaults = {name: value for name, value in given.items() if value}
    # Options before the command are its defaults, so that both places work.
    assert isinstance(context.command, Commands)
    context.default_map = dict.fromkeys(context.command.commands, defaults)
    if context.invoked_subcommand is None:
        print(context.get_help())


if __name__ == "__main__":
    main()
