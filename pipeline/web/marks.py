"""Text in pieces for a template, which escapes them: marks are made of offsets, never of markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from extractors.records import Figure
from pipeline.figure_tables import show_number

HUES = 12  # `.h0` to `.h11` of the style sheet
_UNITS = {
    "VND": "đồng", "year": "năm", "month": "tháng", "day": "ngày", "hour": "giờ", "times": "lần",
    "tonne": "tấn",
}  # fmt: skip
_SIGNS = {"level": "", "increase": "+", "decrease": "−"}
_TO_VIETNAMESE = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text: kind is "" (plain), "figure" or "other" (a non-figure).

    `about` is the figure's id, or the reason why the number is none.
    """

    kind: str
    text: str
    about: str = ""


def text_pieces(
    text: str, figures: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]
) -> Iterator[Piece]:
    """Yield a text in pieces; of two mentions that overlap the first is marked."""
    spans = [(f["start"], f["end"], "figure", f["figure_id"]) for f in figures]
    spans += [(n["start"], n["end"], "other", n["reason"]) for n in others]
    position = 0
    for start, end, kind, about in sorted(spans):
        if start < position or end > len(text):
            continue
        if start > position:
            yield Piece("", text[position:start])
        yield Piece(kind, text[start:end], about)
        position = end
    yield Piece("", text[position:])


def sentence_pieces(figures: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Return the sentence that these figures share, with their mentions marked."""
    offset = figures[0]["sentence_start"]
    spans = [
        {"start": f["start"] - offset, "end": f["end"] - offset, "figure_id": f["figure_id"]}
        for f in figures
    ]
    return list(text_pieces(figures[0]["sentence"], spans, ()))


def show_value(figure: Mapping[str, Any] | Figure, language: str) -> str:
    """Return a figure's value as a reader of that language writes it, with range and whole."""
    figure = asdict(figure) if isinstance(figure, Figure) else figure
    shown = _SIGNS[figure["direction"]] + show_plain(figure["value"], language)
    if figure["value_high"] is not None:
        shown += "–" + show_plain(figure["value_high"], language)
    if figure["total"] is not None:
        shown += "/" + show_plain(figure["total"], language)
    return shown


def show_plain(value: float, language: str) -> str:
    """Return a number with its thousands grouped, 1.234,5 in Vietnamese and 1,234.5 in English."""
    shown = show_number(value)
    return shown.translate(_TO_VIETNAMESE) if language == "vi" else shown


def show_unit(figure: Mapping[str, Any] | Figure, language: str) -> str:
    """Return a figure's unit with its denominator: đồng/hộ in Vietnamese, VND/hộ in English."""
    figure = asdict(figure) if isinstance(figure, Figure) else figure
    name = unit_name(figure["unit"], language)
    if not figure["per_unit"]:
        return name
    per = figure["per_value"]
    step = "" if per in (None, 1) else show_plain(per, language) + " "
    return f"{name}/{step}{unit_name(figure['per_unit'], language)}"


def unit_name(unit: str, language: str) -> str:
    """Return what a reader calls a unit: the codes of measures have names in Vietnamese."""
    head, slash, rest = unit.partition("/")
    return _UNITS.get(head, head) + slash + rest if language == "vi" else unit
