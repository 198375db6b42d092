"""Values, units and findings as a reader of a language writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from extractors.records import Figure
from pipeline.checks import describe
from pipeline.figure_tables import show_number
from pipeline.words import Language

_UNITS = {
    "VND": "đồng", "year": "năm", "month": "tháng", "day": "ngày", "times": "lần", "tonne": "tấn",
}  # fmt: skip
_SIGNS = {"level": "", "increase": "+", "decrease": "−"}
_TO_VIETNAMESE = str.maketrans(",.", ".,")
# A check writes 52 000 000.5, with no-break spaces, whatever the language it is told in.
_GROUP = "\N{NO-BREAK SPACE}"
_NUMBER = re.compile(
    rf"(?<![\w.,-])(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+(?:\.\d+)?|\d+\.\d+)(?![\w.,]*[\w])"
)
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_MEASURED = re.compile(rf"(?<=\d )(?:{'|'.join(_UNITS)})\b")


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


def show_finding(
    rule: str, outcome: str, observed: str, expected: str, unit: str, language: Language
) -> str:
    """Return what a check found; `unit` is what its figures share, "" where they share none."""
    told = describe(rule, outcome, observed, expected, unit=unit, language=language)
    return write_numbers(told, language)


def write_numbers(sentence: str, language: Language) -> str:
    """Return a check's sentence with its numbers, days and units as that language writes them."""
    if language == "vi":
        sentence = _DAY.sub(r"\3/\2/\1", sentence)
    sentence = _NUMBER.sub(lambda found: _number(found.group(), language), sentence)
    return _MEASURED.sub(lambda found: unit_name(found.group(), language), sentence)


def _number(written: str, language: Language) -> str:
    shown = written.replace(_GROUP, ",")
    return shown.translate(_TO_VIETNAMESE) if language == "vi" else shown
