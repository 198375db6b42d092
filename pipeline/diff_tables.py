"""What changed in the dataset, as lines on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.changes import Change, Diff
from pipeline.display import show_plain, show_unit, show_value, write_numbers
from pipeline.figure_tables import show_evidence
from pipeline.tables import printable
from pipeline.words import Language

_SIGNS = {"new": "+", "changed": "~", "withdrawn": "-"}
_WIDTH = 120
_LANGUAGE: Language = "en"


def print_diff(console: Console, found: Diff) -> None:
    """Print figures and alarms that are new, changed or withdrawn, with their evidence."""
    if found.until is None:
        console.print("no run yet: start one with solieu run")
        return
    console.print(
        Text(f"Since run {found.since or '(the beginning)'}, up to {found.until}", "bold")
    )
    counts = ", ".join(f"{found.count(kind)} {kind}" for kind in ("new", "changed", "withdrawn"))
    console.print(f"figures: {counts}; alarms: {len(found.alarms)}")
    for change in found.figures:
        _print_change(console, change)
    _print_alarms(console, found.alarms)


def _print_change(console: Console, change: Change) -> None:
    row = change.after or change.before or {}
    facts = [
        f"{show_value(row, _LANGUAGE)} {show_unit(row, _LANGUAGE)}",
        row["indicator"],
        row["place_names"],
    ]
    facts.append(row["period"])
    line = f"{_SIGNS[change.kind]} " + " · ".join(str(fact) for fact in facts if fact)
    console.print(printable(line), soft_wrap=True)
    if change.before and change.after:
        for name in change.columns:
            told = f"    {name}: {_show(change.before[name])} → {_show(change.after[name])}"
            console.print(printable(told), soft_wrap=True)
    start, end = row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
    width = min(console.width, _WIDTH) - 4
    console.print(Text("    ") + show_evidence(row["sentence"], start, end, width), soft_wrap=True)


def _print_alarms(console: Console, alarms: Sequence[Change]) -> None:
    for change in alarms:
        row = change.after or {}
        told = write_numbers(row["message"], _LANGUAGE)
        line = f"{_SIGNS[change.kind]} ALARM {row['rule']} ({row['severity']}): {told}"
        console.print(printable(line), soft_wrap=True)


def _show(value: Any) -> str:
    if value is None:
        return "–"
    return show_plain(value, _LANGUAGE) if isinstance(value, float) else str(value)
