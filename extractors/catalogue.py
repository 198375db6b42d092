"""The catalogue: every word the extractor knows, as tables that a user can read and extend.

`load_catalogue()` reads the tables that ship with the project; `load_catalogue(folder)` lays a
user's own tables of the same names over them. A faulty row raises `CatalogueError`, which names
file and line.
"""

from __future__ import annotations

import codecs
import csv
import importlib.util
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar, cast, get_args

from extractors.records import Modifier, Reason

_HERE = Path(__file__).parent
UNIT_KINDS = frozenset(
    ("count", "money", "percent", "growth", "length", "area", "volume", "mass", "energy", "power",
     "voltage", "temperature", "duration", "times")
)  # fmt: skip
REASONS = frozenset(get_args(Reason))
MODIFIERS = frozenset(get_args(Modifier))
_MARKED = re.compile(r"\[[^\[\]]+\]")
WORD_KINDS = frozenset(
    ("preposition", "conjunction", "auxiliary", "verb", "adjective", "pronoun", "inert")
)
_T = TypeVar("_T")


class CatalogueError(ValueError):
    """A row of a catalogue table that cannot be used; the message names file, line and mend."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its name in the dataset, its kind, the factor that scales to the name."""

    unit: str
    kind: str
    factor: float | None


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun's class and whether it takes a second noun.

    `extend`: "" never; "noun" one for people; "any" any known one; "thing" any at all, for what is
    counted by the piece or the load; "head" any known one, and alone it stands for the noun
    counted before (`87 ca` behind `612 ca mắc`).
    """

    noun_class: str
    extend: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word whose number is no figure (`Quốc lộ 14`), unless what follows it is counted."""

    reason: Reason
    may_count: bool  # "tổ 15 thành viên" counts, "Quốc lộ 14" never does
    slashed: bool  # "số 187/6", "thứ 22/34": a slash belongs to the number


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """One row of indicators.csv: what an indicator's figures look like."""

    code: str
    label_vi: str
    label_en: str
    unit_kinds: frozenset[str]
    nouns: tuple[str, ...]
    topics: tuple[str, ...]
    verbs: tuple[str, ...]
    qualifiers: tuple[str, ...]
    excludes: tuple[str, ...]
    scope: str  # "clause": its words must stand in the number's own clause; "verb": its verb must;
    # "beside": its verb must stand right before the number
    weight: float
    example: str
    path: Path
    line: int


@dataclass(slots=True, eq=False)
class Catalogue:
    """All tables, keyed by lower-case form."""

    units: dict[str, Unit] = field(default_factory=dict)
    nouns: dict[str, Noun] = field(default_factory=dict)
    function_words: dict[str, str] = field(default_factory=dict)
    modifiers: dict[str, Modifier] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    indicators: list[IndicatorRule] = field(default_factory=list)
    folder: Path | None = None


def catalogue_folder() -> Path:
    """Where the shipped tables lie: inside an installed package, else in the source tree."""
    packaged = _HERE / "_data" / "catalogue"
    return packaged if packaged.is_dir() else _HERE.parent / "data" / "catalogue"


@cache
def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Load the shipped catalogue and, over it, the tables of `folder`.

    A form of the user's takes the place of the shipped one, a form or code written with a leading
    `-` is taken out, and an indicator's rows stand beside the shipped ones of its code, looked at
    first. Raises CatalogueError.
    """
    if folder is not None and not folder.is_dir():
        raise CatalogueError(f"catalogue {folder} is not a folder: give a folder of CSV tables")
    catalogue = Catalogue(folder=folder)
    for place in [catalogue_folder()] + ([folder] if folder else []):
        _lay(catalogue.units, _units(place / "units.csv"))
        _lay(catalogue.nouns, _nouns(place / "nouns.csv"))
        _lay(catalogue.function_words, _function_words(place / "function_words.csv"))
        _lay(catalogue.modifiers, _modifiers(place / "modifiers.csv"))
        _lay(catalogue.labels, _labels(place / "labels.csv"))
        _spell_both(catalogue.units)
        _spell_both(catalogue.nouns)
        _spell_both(catalogue.function_words)
        _spell_both(catalogue.modifiers)
        _spell_both(catalogue.labels)
        _read_indicators(catalogue, place / "indicators.csv")
    if folder is not None:
        _refuse_strays(folder)
    return catalogue


def _refuse_strays(folder: Path) -> None:
    """A misspelt table would be read by nobody: say so."""
    known = {path.name for path in catalogue_folder().glob("*.csv")}
    strays = sorted(path.name for path in folder.glob("*.csv") if path.name not in known)
    if strays:
        raise CatalogueError(
            f"{folder / strays[0]}:1: no table of the catalogue is called {strays[0]};"
            f" the tables are {', '.join(sorted(known))}"
        )


def indicator_labels(catalogue: Catalogue | None = None) -> dict[str, tuple[str, str]]:
    """Return each indicator's code with its label in Vietnamese and in English."""
    rules = (catalogue or load_catalogue()).indicators
    return {rule.code: (rule.label_vi, rule.label_en) for rule in reversed(rules) if rule.label_vi}


@cache
def compounds() -> frozenset[str]:
    """Vietnamese words of two syllables and more, lower case, from underthesea's word list.

    The list is read off the installed package's folder, since importing underthesea takes longer
    than an extraction. It tells where an uncatalogued counted noun ends.
    """
    found = importlib.util.find_spec("underthesea")
    if found is None or not found.submodule_search_locations:
        raise CatalogueError("underthesea is not installed: pip install underthesea")
    path = Path(found.submodule_search_locations[0]) / "corpus" / "data" / "Viet74K.txt"
    words = path.read_text(encoding="utf-8").lower().split("\n")
    return frozenset(word for word in words if " " in word)


def read_rows(
    path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with their line numbers; a missing optional column is empty.

    Raises CatalogueError.
    """
    text = _decode(path)
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = next(reader, [])
        missing = [name for name in columns if name not in header]
        if missing:
            raise CatalogueError(f"{path}:1: {_missing(missing, header)}")
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                cause = "quote cells that hold a comma"
                if "\n" in row[-1]:
                    cause = "is a quote there not closed?"
                where = f"{path}:{reader.line_num}"
                raise CatalogueError(
                    f"{where}: the row has not as many cells as the header; {cause}"
                )
            cells = dict(zip(header, map(str.strip, row), strict=True))
            yield reader.line_num, dict.fromkeys(optional, "") | cells
    except csv.Error as error:
        raise CatalogueError(
            f"{path}:{reader.line_num}: {error}; is a quote there not closed?"
        ) from error


def _decode(path: Path) -> str:
    """Return a table's text; CatalogueError where it is not in UTF-8."""
    content = path.read_bytes()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CatalogueError(f"{path} is in UTF-16: {_SAVE_AS}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogueError(f"{path}:{line}: not in UTF-8: {_SAVE_AS}") from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise CatalogueError(f"{path}:{line}: holds NUL bytes, so it is no UTF-8: {_SAVE_AS}")
    return text


_SAVE_AS = "save it as UTF-8 (Excel: “CSV UTF-8 (Comma delimited)”)"
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def _missing(missing: list[str], header: list[str]) -> str:
    """What to tell of a header that lacks columns: perhaps they are but separated otherwise."""
    line = ",".join(header)
    for separator, name in _SEPARATORS.items():
        cells = [cell.strip(' "') for cell in line.split(separator)]
        if len(cells) > 1 and len(set(missing) - set(cells)) < len(missing):
            return f"the columns are separated by {name}: save it with commas (,) between them"
    return f"no column {', '.join(missing)} in the header"


def _rows(
    path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """A user's folder need not hold every table."""
    return read_rows(path, columns, optional) if path.exists() else iter(())


def _choose(path: Path, line: int, column: str, value: str, allowed: frozenset[str]) -> str:
    if value not in allowed:
        raise CatalogueError(
            f"{path}:{line}: {column} {value!r} is unknown;"
            f" write one of {', '.join(sorted(allowed))}"
        )
    return value


def _forms(path: Path, line: int, row: dict[str, str], column: str) -> tuple[str, ...]:
    cell = row[column]
    if ";" in cell:
        raise CatalogueError(f"{path}:{line}: separate what stands in {column} with |, not with ;")
    return tuple(form.strip().lower() for form in cell.split("|") if form.strip())


def _lay(table: dict[str, _T], entries: Iterator[tuple[Path, int, str, _T]]) -> None:
    """Lay entries over a table: a known key's is replaced, `-key` taken out, none said twice."""
    lines: dict[str, int] = {}
    for path, line, form, entry in entries:
        if form in ("", "-"):
            raise CatalogueError(f"{path}:{line}: the form is empty; write it, or delete the row")
        if form in lines:
            raise CatalogueError(f"{path}:{line}: {form!r} stands on line {lines[form]} already")
        lines[form] = line
        if form.startswith("-"):
            table.pop(form[1:], None)
            table.pop(_other_spelling(form[1:]), None)
        else:
            table[form] = entry
            if _other_spelling(form) not in lines:
                table.pop(_other_spelling(form), None)  # it goes with this one


# The tone stands on either vowel of an open syllable: "hóa đơn" and "hoá đơn", "thủy" and "thuỷ".
_PLACEMENTS = (
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
)  # fmt: skip
_OTHER_PLACEMENT = dict(_PLACEMENTS) | {new: old for old, new in _PLACEMENTS}
_PLACED = re.compile(rf"(?<!q)(?:{'|'.join(_OTHER_PLACEMENT)})(?!\w)")


def _other_spelling(form: str) -> str:
    return _PLACED.sub(lambda match: _OTHER_PLACEMENT[match.group()], form)


def _spell_both(table: dict[str, _T]) -> None:
    """Let each form be known by either placement of its tones, where a table gives but one."""
    for form in list(table):
        table.setdefault(_other_spelling(form), table[form])


def _units(path: Path) -> Iterator[tuple[Path, int, str, Unit]]:
    for line, row in _rows(path, ("form", "unit", "kind", "factor")):
        form = row["form"].lower()
        kind = row["kind"]
        if not form.startswith("-"):
            _choose(path, line, "kind", kind, UNIT_KINDS)
        try:
            factor = float(row["factor"]) if row["factor"] else None
        except ValueError as error:
            raise CatalogueError(f"{path}:{line}: factor {row['factor']!r} is no number") from error
        yield path, line, form, Unit(row["unit"], kind, factor)


def _nouns(path: Path) -> Iterator[tuple[Path, int, str, Noun]]:
    for line, row in _rows(path, ("class", "extend", "forms")):
        extend = _choose(
            path, line, "extend", row["extend"], frozenset(("", "noun", "any", "thing", "head"))
        )
        for form in _forms(path, line, row, "forms"):
            yield path, line, form, Noun(row["class"], extend)


def _function_words(path: Path) -> Iterator[tuple[Path, int, str, str]]:
    for line, row in _rows(path, ("kind", "forms")):
        kind = _choose(path, line, "kind", row["kind"], WORD_KINDS)
        for form in _forms(path, line, row, "forms"):
            yield path, line, form, kind


def _modifiers(path: Path) -> Iterator[tuple[Path, int, str, Modifier]]:
    for line, row in _rows(path, ("form", "modifier")):
        form, modifier = row["form"].lower(), row["modifier"]
        if not form.startswith("-"):
            _choose(path, line, "modifier", modifier, MODIFIERS)
        yield path, line, form, cast(Modifier, modifier)


def _labels(path: Path) -> Iterator[tuple[Path, int, str, Label]]:
    yes = frozenset(("", "yes"))
    for line, row in _rows(path, ("reason", "forms"), ("may_count", "slashed")):
        reason = cast(Reason, _choose(path, line, "reason", row["reason"], REASONS))
        may_count = bool(_choose(path, line, "may_count", row["may_count"], yes))
        slashed = bool(_choose(path, line, "slashed", row["slashed"], yes))
        for form in _forms(path, line, row, "forms"):
            yield path, line, form, Label(reason, may_count, slashed)


_INDICATOR_COLUMNS = (
    "code", "label_vi", "label_en", "unit_kinds", "nouns", "topics", "verbs", "qualifiers",
    "excludes", "scope", "weight", "example",
)  # fmt: skip


def _read_indicators(catalogue: Catalogue, path: Path) -> None:
    own: list[IndicatorRule] = []
    classes = {noun.noun_class for noun in catalogue.nouns.values()}
    for line, row in _rows(path, _INDICATOR_COLUMNS):
        code = row["code"]
        if code.startswith("-"):
            catalogue.indicators[:] = [x for x in catalogue.indicators if x.code != code[1:]]
            continue
        if not code.replace("_", "").isalnum() or code != code.lower():
            raise CatalogueError(f"{path}:{line}: code {code!r} must be lower_case_words")
        kinds = [
            _choose(path, line, "unit_kinds", kind, UNIT_KINDS)
            for kind in _forms(path, line, row, "unit_kinds")
        ]
        nouns, topics, verbs, qualifiers, excludes = (
            _forms(path, line, row, column)
            for column in ("nouns", "topics", "verbs", "qualifiers", "excludes")
        )
        for noun in nouns:
            if noun.startswith("@") and noun[1:] not in classes:
                raise CatalogueError(
                    f"{path}:{line}: no noun of nouns.csv has the class {noun[1:]!r}"
                )
        if row["example"] and not _MARKED.search(row["example"]):
            raise CatalogueError(
                f"{path}:{line}: mark the number of {code}'s example with brackets: [12] mô hình"
            )
        if not row["example"]:
            raise CatalogueError(f"{path}:{line}: {code} has no example sentence; the tests run it")
        scope = _choose(
            path, line, "scope", row["scope"], frozenset(("", "clause", "verb", "beside"))
        )
        try:
            weight = float(row["weight"] or 0)
        except ValueError as error:
            raise CatalogueError(f"{path}:{line}: weight {row['weight']!r} is no number") from error
        own.append(
            IndicatorRule(
                code, row["label_vi"], row["label_en"], frozenset(kinds or ("count",)),
                nouns, topics, verbs, qualifiers, excludes, scope, weight,
                row["example"], path, line,
            )
        )  # fmt: skip
    # a later file's rules are looked at first, so that a user's row wins a tie
    catalogue.indicators[:0] = own
