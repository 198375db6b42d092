"""Where tables for people are printed."""

from __future__ import annotations

import os

from rich.console import Console

_PIPED = 160  # columns where nobody's window sets a limit
_LEAST = 20  # below it no column would be left to print


def open_console() -> Console:
    """Return standard output: as wide as its terminal, or COLUMNS; wide in a pipe or a file."""
    console = Console(highlight=False)
    if (not console.is_terminal and not os.environ.get("COLUMNS")) or console.width < _LEAST:
        console.width = _PIPED
    return console
