"""Figures as aligned lines on a terminal: what, how many, where, when, and the evidence below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from extractors.records import Extraction, Figure, NonFigure
from extractors.sentences import split_sentences
from pipeline.inputs import Document
from pipeline.tables import printable

_COLUMNS = ("modifier", "number", "unit", "indicator", "place", "period")
_SIGNS = {
    "exact": "", "about": "about", "almost": "almost", "more_than": "more than",
    "less_than": "less than", "at_least": "at least", "at_most": "at most", "order": "order of",
}  # fmt: skip
# What may be cut where the terminal is narrow, and how far: numbers and periods never are, for
# one cut short would be another one.
_NARROWEST = {"unit": 8, "indicator": 16, "place": 8}
_MAX_WIDTH = 120  # of a line of running text
# Signs that a cell may begin or end with, and what they say to who does not know them.
_LEGEND = {
    "└": "└ part of another figure",
    "(": "(place) the source's province, not named in the text",
    "../": "../day up to that day",
    "/..": "day/.. from that day on",
}


def print_extraction(
    console: Console,
    document: Document,
    extraction: Extraction,
    labels: Mapping[str, str],
    *,
    explain: bool = False,
) -> None:
    """Print one article: its heading, its figures, and (`explain`) why, and every non-figure."""
    _print_heading(console, document, extraction)
    _print_figures(console, extraction.figures, labels, explain)
    if explain:
        _print_non_figures(console, document.text, extraction.non_figures)
    console.print()


def _print_heading(console: Console, document: Document, extraction: Extraction) -> None:
    facts = [document.title, document.published and document.published.isoformat()]
    facts += [document.province]
    heading = Text.assemble(printable(document.article_id))
    for fact in facts:
        if fact:
            heading.append(" · ").append(printable(fact))
    heading.stylize("bold")
    console.print(heading, soft_wrap=True)
    reasons = Counter(number.reason for number in extraction.non_figures)
    others = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    count = len(extraction.figures)
    told = f"{count or 'no'} figure{'' if count == 1 else 's'}"
    console.print(f"{told}; other numbers: {others or 'none'}", style="dim", markup=False)


def _print_figures(
    console: Console,
    figures: Sequence[Figure],
    labels: Mapping[str, str],
    explain: bool,
) -> None:
    if not figures:
        return
    width = min(console.width, _MAX_WIDTH)
    known = {figure.figure_id for figure in figures}
    rows = [_cells(figure, labels, part=figure.part_of in known) for figure in figures]
    widths = _fit([_COLUMNS, *rows], console.width)
    console.print(Text(_align(_COLUMNS, widths), "bold"), soft_wrap=True)
    for figure, cells in zip(figures, rows, strict=True):
        console.print(printable(_align(cells, widths)), soft_wrap=True)
        evidence = show_evidence(
            figure.sentence,
            figure.start - figure.sentence_start,
            figure.end - figure.sentence_start,
            width - 4,
        )
        console.print(Text("    ") + evidence, soft_wrap=True)
        if explain:
            why = f"    [{figure.start}:{figure.end}] confidence {figure.confidence:.2f}; "
            console.print(Text(why, "dim") + printable(figure.why), soft_wrap=True)
    if legend := " · ".join(says for sign, says in _LEGEND.items() if _is_shown(sign, rows)):
        console.print(legend, style="dim", markup=False, soft_wrap=True)


def _is_shown(sign: str, rows: Sequence[tuple[str, ...]]) -> bool:
    modifiers, *_, places, periods = zip(*rows, strict=True)
    column = {"└": modifiers, "(": places}.get(sign, periods)
    at_end = sign == "/.."
    return any(cell.endswith(sign) if at_end else cell.startswith(sign) for cell in column)


def _cells(figure: Figure, labels: Mapping[str, str], part: bool) -> tuple[str, ...]:
    modifier = _SIGNS[figure.modifier]
    if figure.status != "result":
        modifier = f"{figure.status} {modifier}".rstrip()
    unit = figure.unit
    if figure.per_unit:
        step = "" if figure.per_value in (None, 1) else f"{show_number(figure.per_value or 1)} "
        unit = f"{unit}/{step}{figure.per_unit}"
    place = figure.place_names if figure.place_basis == "named" else None
    if place is None and figure.place:
        place = f"({figure.place})"  # known only from the source's province
    return (
        ("└ " if part else "") + modifier,
        show_value(figure),
        unit,
        labels.get(figure.indicator, figure.indicator),
        place or "",
        figure.period or "",
    )


def show_value(figure: Figure) -> str:
    """Return the figure's value for a reader: sign of change, range, share."""
    sign = {"level": "", "increase": "+", "decrease": "−"}[figure.direction]
    shown = sign + show_number(figure.value)
    if figure.value_high is not None:
        shown += f"–{show_number(figure.value_high)}"
    if figure.total is not None:
        shown += f"/{show_number(figure.total)}"
    return shown


def show_number(value: float) -> str:
    """Return a number with its thousands grouped: 1,234,567.5."""
    if abs(value) >= 1e15:
        return f"{value:g}"
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def _fit(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return column widths that fit the width, taking from the widest column first.

    Two cells that differ are never cut to look alike: the lines are longer then.
    """
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    least = {
        column: max(_NARROWEST[name], _told_apart([row[column] for row in rows]))
        for column, name in enumerate(_COLUMNS)
        if name in _NARROWEST
    }
    gaps = 2 * (len(widths) - 1)
    while sum(widths) + gaps > width:
        column = max(least, key=lambda column: widths[column] - least[column])
        if widths[column] <= least[column]:
            break
        widths[column] -= 1
    return widths


def _told_apart(cells: Sequence[str]) -> int:
    """Return the width from which on different cells, cut to it, still look different."""
    least = 0
    for one, other in pairwise(sorted(set(cells))):
        shared = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
        )
        least = max(least, cell_len(other[: shared + 1]) + 1)
    return least


def _align(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        if cell_len(cell) > width:
            cell = set_cell_size(cell, width - 1) + "…"
        fill = " " * (width - cell_len(cell))
        padded.append(fill + cell if column == 1 else cell + fill)
    return "  ".join(padded).rstrip()


def show_evidence(sentence: str, start: int, end: int, width: int) -> Text:
    """Return a sentence cut to `width` around `sentence[start:end]`, which is marked ‹ ›."""
    left, mention, right = sentence[:start], sentence[start:end], sentence[end:]
    room = max(20, width - len(mention) - 4)
    if len(left) + len(right) > room:
        keep_left = max(room - len(right), min(len(left), room * 3 // 5))
        keep_right = room - min(keep_left, len(left))
        if len(left) > keep_left:
            left = left[len(left) - keep_left :]
            left = "…" + (left.partition(" ")[2] or left)
        if len(right) > keep_right:
            right = right[:keep_right]
            right = (right.rpartition(" ")[0] or right) + "…"
    return Text.assemble(
        printable(left), ("‹", "dim"), (printable(mention).plain, "bold"), ("›", "dim"),
        printable(right),
    )  # fmt: skip


def _print_non_figures(console: Console, text: str, numbers: Sequence[NonFigure]) -> None:
    if not numbers:
        return
    console.print(Text("not figures", "bold"))
    sentences = split_sentences(text)
    width = min(console.width, _MAX_WIDTH)
    for number in numbers:
        around = next(
            (s for s in sentences if s.start <= number.start and number.end <= s.end), None
        )
        start, end = (around.start, around.end) if around else (number.start, number.end)
        evidence = show_evidence(
            text[start:end], number.start - start, number.end - start, width - 14
        )
        console.print(Text(f"  {number.reason:<10}  ") + evidence, soft_wrap=True)
