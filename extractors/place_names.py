"""The tables of administrative units, found by name: spelling is folded, homonyms are all kept.

Provinces and districts are loaded on first use, communes on the first question for one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from extractors.catalogue import CatalogueError, catalogue_folder, read_rows

Level = Literal["province", "district", "commune", "village"]
Scheme = Literal["VN-2024", "VN-2025"]

_HYPHEN = re.compile("[-–—]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_IN_SYLLABLE = re.compile(rf"([{_TONES}])(\w+)")
_LONE_I = re.compile(rf"^((?:[hklmstv]|qu))i(?=[{_TONES}]?$)")
# Đăk, Đắk, Đắc, Đak, Dak: one word for "water" in the highlands' names, written as one hears it.
_WATER = re.compile(rf"^[đd][aă]̆?[{_TONES}]?[ck]$")
_SPELLING = str.maketrans("–—", "--", "'’ʼ`´‘")


@lru_cache(maxsize=20_000)
def fold_syllable(word: str) -> str:
    """Return one word without what spelling varies in: case, tone position, i/y, apostrophes."""
    letters = unicodedata.normalize("NFD", word.lower().translate(_SPELLING))
    if letters.isascii():
        return "đăk" if letters == "dak" else _LONE_I.sub(r"\1y", letters)
    if _WATER.match(letters):
        return "đăk"
    # The tone goes to the end, so that hoà and hòa, thuỷ and thủy are one.
    letters = _TONE_IN_SYLLABLE.sub(r"\2\1", letters)
    return unicodedata.normalize("NFC", _LONE_I.sub(r"\1y", letters))


def fold_name(name: str) -> str:
    """Return the key under which a name is found: `Hoà Bình` and `HÒA BÌNH` have one."""
    if _HYPHEN.search(name):
        name = _HYPHEN.sub(r" \g<0> ", name)
    return " ".join(map(fold_syllable, name.split()))


@cache
def strip_marks(key: str) -> str:
    """Return a folded name in bare letters, `đ` as `d`: the last resort of a search."""
    letters = unicodedata.normalize("NFD", key).replace("đ", "d")
    return "".join(char for char in letters if not unicodedata.combining(char))


# The words that open the names of the highlands, often written as one with the next: `KrôngNô`.
_HIGHLAND = {"Đắk": ("Đắk", "Đăk", "Đak"), **{w: (w,) for w in ("Krông", "Cư", "Chư", "Ea", "Ia")}}
HIGHLAND_KEYS = frozenset(map(fold_syllable, _HIGHLAND))


def _spellings(name: str) -> list[str]:
    """Return a name of a district or province and the ways in which it is written as one word."""
    first, _, rest = name.partition(" ")
    return [name, *(spelling + rest for spelling in _HIGHLAND.get(first, ()) if rest)]


class AdminUnit(NamedTuple):
    """One administrative unit of one scheme; `parent` and `successors` are codes."""

    scheme: Scheme
    code: str
    level: Level
    type: str
    name: str
    parent: str
    successors: tuple[str, ...] = ()


class Named(NamedTuple):
    """A unit that a name stands for; `until` is the day on which the name ceased to be its own."""

    unit: AdminUnit
    type: str
    until: date | None = None


@dataclass(slots=True)
class PlaceTable:
    """All units, by code and by folded name."""

    folder: Path | None
    units: dict[tuple[str, str], AdminUnit] = field(default_factory=dict)
    named: dict[str, list[Named]] = field(default_factory=dict)
    stripped: dict[str, list[Named]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)  # first word → words of the longest name
    communes: dict[str, list[Named]] = field(default_factory=dict)
    provinces: dict[str, str | None] = field(default_factory=dict)  # what `only_province` found
    called: dict[str, frozenset[str]] = field(default_factory=dict)  # what `all_names` found

    def add(self, name: str, named: Named) -> None:
        """Let a name of a province or district stand for a unit."""
        key = fold_name(name)
        entries = self.named.setdefault(key, [])
        if named not in entries:
            entries.append(named)
            self.stripped.setdefault(strip_marks(key), []).append(named)
        first, count = key.split(" ", 1)[0], key.count(" ") + 1
        self.longest[first] = max(count, self.longest.get(first, 0))

    def known_end(self, keys: list[str], index: int) -> int:
        """Return the index behind the longest known province or district at `index` of some folded
        words, or 0."""
        longest = self.longest.get(keys[index])
        if longest is not None:
            for end in range(min(len(keys), index + longest), index, -1):
                if " ".join(keys[index:end]) in self.named:
                    return end
        return 0

    def province_of(self, unit: AdminUnit) -> AdminUnit:
        """Return the province that a unit lies in (itself for a province)."""
        while unit.parent:
            unit = self.units[unit.scheme, unit.parent]
        return unit

    def only_province(self, key: str) -> str | None:
        """Return the folded name of the province that a folded name settles, None if it does not"""
        if key not in self.provinces:
            names = {self.province_of(entry.unit).name for entry in self.named.get(key, ())}
            self.provinces[key] = fold_name(names.pop()) if len(names) == 1 else None
        return self.provinces[key]

    def all_names(self, key: str) -> frozenset[str]:
        """Return a folded name, and the official ones of what it stands for: it may be an alias."""
        if key not in self.called:
            official = (fold_name(entry.unit.name) for entry in self.named.get(key, ()))
            self.called[key] = frozenset((key, *official))
        return self.called[key]

    def is_province(self, key: str) -> bool:
        """Tell whether a folded name is a province's."""
        return any(entry.unit.level == "province" for entry in self.named.get(key, ()))

    def is_city(self, name: str) -> bool:
        """Tell a province that is a city, which nobody calls a "tỉnh"."""
        types = {entry.type for entry in self.named.get(fold_name(name), ())}
        return bool(types) and "tỉnh" not in types

    def find_communes(self, name: str) -> list[Named]:
        """Return the communes of either scheme that bear a name, former ones included."""
        if not self.communes:
            self._load_communes()
        key = fold_name(name)
        return self.communes.get(key) or self.communes.get(strip_marks(key).replace(" ", ""), [])

    def contains(self, wide: str, commune: str) -> bool:
        """Tell whether a district or province called `wide` has a commune called so (folded)."""
        units = {(entry.unit.scheme, entry.unit.code) for entry in self.named.get(wide, ())}
        return any(
            (unit.scheme, code) in units
            for unit, *_ in self.find_communes(commune)
            for code in (unit.parent, self.province_of(unit).code)
        )

    def _load_communes(self) -> None:
        folder = catalogue_folder()
        schemes: tuple[tuple[Scheme, str], ...] = (
            ("VN-2024", "places_communes_2024.csv"),
            ("VN-2025", "places_communes_2025.csv"),
        )
        for scheme, file in schemes:
            for _, row in read_rows(folder / file, ("code", "type", "name", "parent")):
                successors = tuple(row.get("successor", "").split())
                unit = AdminUnit(
                    scheme, row["code"], "commune", row["type"], row["name"], row["parent"],
                    successors,
                )  # fmt: skip
                self.units[scheme, unit.code] = unit
                self.communes.setdefault(fold_name(unit.name), []).append(Named(unit, unit.type))
                for former in row.get("former", "").split():
                    kind, key = _split_former(former)
                    self.communes.setdefault(key, []).append(Named(unit, kind, _MERGED_BY))


# The package that the tables are built from tells not when a commune was merged, only that it was
# so before the districts went.
_MERGED_BY = date(2025, 7, 1)
_FORMER_TYPES = {"thitran": "thị trấn", "phuong": "phường", "xa": "xã"}


def _split_former(key: str) -> tuple[str, str]:
    for prefix, kind in _FORMER_TYPES.items():
        if key.startswith(prefix):
            return kind, key.removeprefix(prefix)
    raise CatalogueError(f"places_communes_2024.csv: {key!r} is no commune; rebuild the tables")


@cache
def load_places(folder: Path | None = None) -> PlaceTable:
    """Load provinces and districts, and over them the aliases of a user's own `folder`.

    Raises CatalogueError, naming file and line.
    """
    table = PlaceTable(folder)
    for _, row in read_rows(
        catalogue_folder() / "places.csv",
        ("scheme", "code", "level", "type", "name", "parent", "successor"),
    ):
        unit = AdminUnit(
            "VN-2025" if row["scheme"] == "VN-2025" else "VN-2024",
            row["code"],
            "province" if row["level"] == "province" else "district",
            row["type"],
            row["name"],
            row["parent"],
            tuple(row["successor"].split()),
        )
        table.units[unit.scheme, unit.code] = unit
        for name in _spellings(unit.name):
            table.add(name, Named(unit, unit.type))
    for place in (catalogue_folder(), folder):
        if place is not None:
            _read_aliases(table, place / "places_aliases.csv")
    return table


def _read_aliases(table: PlaceTable, path: Path) -> None:
    if not path.exists():
        return
    for line, row in read_rows(path, ("alias", "type", "scheme", "code", "until")):
        unit = table.units.get((row["scheme"], row["code"]))
        if unit is None or not row["alias"]:
            raise CatalogueError(
                f"{path}:{line}: alias {row['alias']!r} points to {row['scheme']} {row['code']!r},"
                " which is no province or district; take scheme and code from places.csv"
            )
        try:
            until = date.fromisoformat(row["until"]) if row["until"] else None
        except ValueError as error:
            raise CatalogueError(
                f"{path}:{line}: until {row['until']!r} is no date; write it as 2020-01-31"
            ) from error
        table.add(row["alias"], Named(unit, row["type"] or unit.type, until))
